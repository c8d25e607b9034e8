/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-hub-records.h"
#include "loket-reply.h"

G_BEGIN_DECLS

#define LOKET_TYPE_HUB_REVIEW (loket_hub_review_get_type ())
G_DECLARE_INTERFACE (LoketHubReview, loket_hub_review, LOKET, HUB_REVIEW, GObject)

/**
 * LoketHubAnswered:
 * @id: a complaint
 * @tracking_id: the number people use
 *
 * A complaint that was answered.
 */
typedef struct
{
  char *id;
  char *tracking_id;
} LoketHubAnswered;

/**
 * LoketHubWaiting:
 * @seq: its place in the order of acceptance
 * @reply: the reply
 * @agency: (nullable): whose officer wrote it
 * @others: (element-type LoketHubAnswered): the agency's other complaints whose
 *   answers it is to be compared with, the latest first
 *
 * An accepted reply that is still to be compared with others.
 */
typedef struct
{
  gint64      seq;
  LoketReply *reply;
  char       *agency;
  GPtrArray  *others;
} LoketHubWaiting;

void loket_hub_waiting_free (LoketHubWaiting *self);

/**
 * LoketHubCompared:
 * @seq: the reply's place in the order of acceptance
 * @reply: the reply
 * @findings: (element-type LoketFinding): what was found
 *
 * What a comparison came to.
 */
typedef struct
{
  gint64      seq;
  LoketReply *reply;
  GPtrArray  *findings;
} LoketHubCompared;

LoketHubCompared *loket_hub_compared_new  (gint64            seq,
                                           LoketReply       *reply,
                                           GPtrArray        *findings);
void              loket_hub_compared_free (LoketHubCompared *self);

/**
 * LoketHubFound:
 * @rule: the id of a check
 * @severity: how much it matters, by its name
 * @start: where it begins in the reply, in code points
 * @end: where it ends; 0 like @start for something that is missing
 * @overridden: whether the officer overruled it
 *
 * What was found in a stored reply.
 */
typedef struct
{
  char    *rule;
  char    *severity;
  gint64   start;
  gint64   end;
  gboolean overridden;
} LoketHubFound;

/**
 * LoketHubChecks:
 * @version: the program that looked at it
 * @guidance: by which edition of the agency's guidance, 0 for none
 * @compared: (nullable): the program that compared it, %NULL where none did
 * @found: (element-type LoketHubFound): what was found
 *
 * That a stored reply was looked at, and what came of it.
 */
typedef struct
{
  char      *version;
  gint64     guidance;
  char      *compared;
  GPtrArray *found;
} LoketHubChecks;

void loket_hub_checks_free (LoketHubChecks *self);

struct _LoketHubReviewInterface
{
  GTypeInterface parent_iface;

  gboolean (*next)       (LoketHubReview *self, gint64 after, LoketHubWaiting **waiting, GError **error);
  gboolean (*read_texts) (LoketHubReview *self, const LoketHubWaiting *waiting, guint index,
                          GPtrArray *texts, GError **error);
  gboolean (*save)       (LoketHubReview *self, GPtrArray *compared, GError **error);
  gboolean (*get_checks) (LoketHubReview *self, const char *reply_id, LoketHubChecks **checks,
                          GError **error);
};

gboolean loket_hub_review_next       (LoketHubReview         *self,
                                      gint64                  after,
                                      LoketHubWaiting       **waiting,
                                      GError                **error);
gboolean loket_hub_review_read_texts (LoketHubReview         *self,
                                      const LoketHubWaiting  *waiting,
                                      guint                   index,
                                      GPtrArray              *texts,
                                      GError                **error);
gboolean loket_hub_review_save       (LoketHubReview         *self,
                                      GPtrArray              *compared,
                                      GError                **error);

gboolean loket_hub_review_get_checks (LoketHubReview         *self,
                                      const char             *reply_id,
                                      LoketHubChecks        **checks,
                                      GError                **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketHubChecks, loket_hub_checks_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketHubWaiting, loket_hub_waiting_free)

G_END_DECLS
