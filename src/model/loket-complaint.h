/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-attachment.h"
#include "loket-claim.h"
#include "loket-enums.h"
#include "loket-time.h"

G_BEGIN_DECLS

/**
 * LoketMessage:
 * @id: the entry's id; for an officer's reply the reply id
 * @author: who wrote it
 * @author_name: (nullable): the officer or agency to show, never a reporter
 * @text: the text
 * @outcome: what an officer's reply says about the matter
 * @at: when the hub took it in
 * @attachments: (nullable) (element-type LoketAttachment): files that came with it
 *
 * One entry of a complaint's conversation.
 */
typedef struct
{
  char        *id;
  LoketAuthor  author;
  char        *author_name;
  char        *text;
  LoketOutcome outcome;
  gint64       at;
  GPtrArray   *attachments;
} LoketMessage;

LoketMessage *loket_message_new  (void);
void          loket_message_free (LoketMessage *self);

/**
 * LoketClassChange:
 * @from: the class until then
 * @at: when it was changed, Unix seconds
 * @reason: (nullable): why, for a person
 *
 * That a complaint was put in another class. To which one tells the change after
 * it, or the complaint's class.
 */
typedef struct
{
  LoketComplaintClass from;
  gint64              at;
  char               *reason;
} LoketClassChange;

LoketClassChange *loket_class_change_new  (LoketComplaintClass  from,
                                           gint64               at,
                                           const char          *reason);
void              loket_class_change_free (LoketClassChange    *self);

/**
 * LoketComplaint:
 * @id: the hub's id, a UUID
 * @rev: grows with any change
 * @substance: grows when the reporter's text, the status, the assignment or a
 *   reply changes: what an answer is based on
 * @tracking_id: the number people use, digits without `#`
 * @title: never %NULL
 * @body: the text as the coordinator left it
 * @body_original: (nullable): the reporter's own words where they differ
 * @category_id: (nullable): the source's number
 * @category: (nullable): the path, parts joined by ` > `
 * @class_raw: (nullable): the source's word for @klass
 * @status_raw: (nullable): the source's word for @status
 * @hold_reason: (nullable): why it was put off or archived
 * @channel: (nullable): where it came in
 * @reporter_name: (nullable): shown masked when @anonymous
 * @agency_code: (nullable): whom it is assigned to
 * @agency_name: (nullable): that agency's name
 * @time_zone: IANA zone that its deadlines are counted in
 * @received_at: when the reporter sent it
 * @assigned_at: when the agency got it; unset where the source does not say
 * @answered_at: when our first reply was accepted; unset before
 * @reporter_at: when the reporter came back with something that was not answered
 *   since; unset otherwise. Follows from @messages, see
 *   loket_complaint_read_conversation()
 * @claim: (nullable): who is answering it just now; no part of the substance
 * @messages: (element-type LoketMessage): the conversation, oldest first
 * @class_changes: (nullable) (element-type LoketClassChange): which classes it
 *   had before, oldest first; a clock that has stopped keeps the class of its
 *   stop
 * @extra: (nullable): columns of the source that we have no field for
 *
 * What we know of one complaint. Filled once by whoever reads it from the wire,
 * a sheet or a database; from the moment a second reference exists nobody
 * changes it any more, and then any thread may read it.
 */
typedef struct
{
  /*< private >*/
  gatomicrefcount      ref_count;

  /*< public >*/
  char                *id;
  gint64               rev;
  gint64               substance;
  char                *tracking_id;
  char                *title;
  char                *body;
  char                *body_original;
  char                *category_id;
  char                *category;
  LoketComplaintClass  klass;
  char                *class_raw;
  LoketComplaintStatus status;
  char                *status_raw;
  LoketCloser          closed_by;
  LoketResolved        resolved;
  char                *hold_reason;
  char                *channel;
  gboolean             anonymous;
  gboolean             secret;
  char                *reporter_name;
  char                *agency_code;
  char                *agency_name;
  char                *time_zone;
  char                *province;
  char                *regency;
  char                *district;
  char                *village;
  gint64               received_at;
  gint64               assigned_at;
  gint64               answered_at;
  gint64               reporter_at;
  LoketClaim          *claim;
  GPtrArray           *messages;
  GPtrArray           *class_changes;
  GHashTable          *extra;
} LoketComplaint;

#define LOKET_TYPE_COMPLAINT (loket_complaint_get_type ())

GType           loket_complaint_get_type     (void) G_GNUC_CONST;
LoketComplaint *loket_complaint_new          (void);
LoketComplaint *loket_complaint_ref          (LoketComplaint       *self);
void            loket_complaint_unref        (LoketComplaint       *self);
void            loket_complaint_add_class_change (LoketComplaint   *self,
                                                  LoketClassChange *change);
void            loket_complaint_read_conversation (LoketComplaint  *self);
gboolean        loket_complaint_is_open      (const LoketComplaint *self);
gboolean        loket_complaint_is_settled   (const LoketComplaint *self);
char           *loket_complaint_dup_place    (const LoketComplaint *self);
char           *loket_complaint_dup_reporter (const LoketComplaint *self,
                                              gboolean              reveal);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketComplaint, loket_complaint_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketClassChange, loket_class_change_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketMessage, loket_message_free)

G_END_DECLS
