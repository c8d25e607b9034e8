/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-complaint.h"
#include "loket-outbox-op.h"
#include "loket-reason.h"

G_BEGIN_DECLS

/**
 * LoketOutboxChoice:
 * @LOKET_OUTBOX_CHOICE_RETRY: send the same text once more
 * @LOKET_OUTBOX_CHOICE_SEND_ANYWAY: the change was seen; send the text as it is
 * @LOKET_OUTBOX_CHOICE_EDIT: take it back into the draft to change it
 * @LOKET_OUTBOX_CHOICE_DRAFT: take it back and leave the text as a draft
 * @LOKET_OUTBOX_CHOICE_DISCARD: take it back and throw it away
 *
 * What a person may decide about a reply in the outbox.
 */
typedef enum
{
  LOKET_OUTBOX_CHOICE_RETRY,
  LOKET_OUTBOX_CHOICE_SEND_ANYWAY,
  LOKET_OUTBOX_CHOICE_EDIT,
  LOKET_OUTBOX_CHOICE_DRAFT,
  LOKET_OUTBOX_CHOICE_DISCARD,
} LoketOutboxChoice;

/** What is another than it was. */
typedef enum
{
  LOKET_CHANGE_ANYTHING, /* nobody knows what */
  LOKET_CHANGE_MESSAGE,
  LOKET_CHANGE_TITLE,
  LOKET_CHANGE_BODY,
  LOKET_CHANGE_STATUS,
  LOKET_CHANGE_CLASS,
  LOKET_CHANGE_AGENCY,
} LoketChangeKind;

/**
 * LoketChange:
 * @kind: what is another
 * @what: a sentence or a name for it, to show
 * @before: (nullable): how it was
 * @after: (nullable): how it is
 *
 * One thing that changed since the officer looked.
 */
typedef struct
{
  LoketChangeKind kind;
  char           *what;
  char           *before;
  char           *after;
} LoketChange;

/**
 * LoketConflict:
 * @reply_id: the reply that needs a decision
 * @complaint_id: what it answers
 * @tracking_id: (nullable): that complaint's number
 * @title: (nullable): its title
 * @state: where the reply is; only one that needs the person is in conflict
 * @reason: why the reply did not go through
 * @colleague_answered: whether somebody else, or the officer from another
 *   device, answered meanwhile
 * @headline: what happened, in a few words
 * @explanation: what happened, in sentences
 * @text: the officer's text; empty where the stored bytes are damaged
 * @outcome: what it says about the matter
 * @rules: ids of the checks by which the hub stops it; empty for another reason
 * @changes: (element-type LoketChange): what changed since the officer looked
 * @choices: (array length=n_choices): what can be decided, best first
 * @n_choices: how many
 *
 * A reply that somebody has to decide about, and all that is needed to do so.
 */
typedef struct
{
  char             *reply_id;
  char             *complaint_id;
  char             *tracking_id;
  char             *title;
  LoketOutboxState  state;
  LoketReason       reason;
  gboolean          colleague_answered;
  char             *headline;
  char             *explanation;
  char             *text;
  LoketOutcome      outcome;
  GStrv             rules;
  GPtrArray        *changes;
  LoketOutboxChoice choices[5];
  guint             n_choices;
} LoketConflict;

/**
 * LoketConflictOwns:
 * @message_id: an entry of the conversation
 * @user_data: what was handed over with it
 *
 * Returns: whether it is a reply that was sent from here
 */
typedef gboolean (*LoketConflictOwns) (const char *message_id,
                                       gpointer    user_data);

LoketConflict *loket_conflict_new               (const LoketOutboxOp  *op,
                                                 const LoketComplaint *present,
                                                 LoketConflictOwns     owns,
                                                 gpointer              user_data,
                                                 gint64                now,
                                                 const char           *time_zone);
void           loket_conflict_free              (LoketConflict        *self);
gboolean       loket_conflict_offers            (const LoketConflict  *self,
                                                 LoketOutboxChoice     choice);
const char    *loket_conflict_get_choice_name   (const LoketConflict  *self,
                                                 LoketOutboxChoice     choice);
const char    *loket_conflict_get_choice_detail (const LoketConflict  *self,
                                                 LoketOutboxChoice     choice);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketConflict, loket_conflict_free)

G_END_DECLS
