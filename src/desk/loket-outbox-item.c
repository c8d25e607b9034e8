/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-outbox-item.h"

#include <string.h>

#include "loket-outbox-item-private.h"
#include "loket-wire-problem.h"
#include "loket-wire-reply.h"
#include "loket-words-quality.h"
#include "loket-words.h"

#include <glib/gi18n-lib.h>

/**
 * LoketOutboxItem:
 *
 * One reply on its way, for a list on screen.
 */
struct _LoketOutboxItem
{
  GObject        parent_instance;

  LoketOutboxOp *op;
  LoketReason    reason;
  LoketOutcome   outcome;
  char          *text;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LoketOutboxItem, loket_outbox_item, G_TYPE_OBJECT)

static void
loket_outbox_item_finalize (GObject *object)
{
  LoketOutboxItem *self = LOKET_OUTBOX_ITEM (object);

  g_clear_pointer (&self->op, loket_outbox_op_unref);
  g_free (self->text);
  G_OBJECT_CLASS (loket_outbox_item_parent_class)->finalize (object);
}

static void
loket_outbox_item_class_init (LoketOutboxItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = loket_outbox_item_finalize;

  /**
   * LoketOutboxItem::changed:
   * @self: the reply
   *
   * It moved on, or was tried again.
   */
  signals[CHANGED] = g_signal_new ("changed", LOKET_TYPE_OUTBOX_ITEM, G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
loket_outbox_item_init (LoketOutboxItem *self)
{
}

/*< private >
 * _loket_outbox_item_new:
 * @op: the reply as the store tells it
 *
 * Makes an item.
 *
 * Returns: (transfer full): the item
 */
LoketOutboxItem *
_loket_outbox_item_new (LoketOutboxOp *op)
{
  LoketOutboxItem *self = g_object_new (LOKET_TYPE_OUTBOX_ITEM, NULL);
  g_autoptr (LoketReply) reply = loket_wire_reply_parse (op->wire, NULL);

  self->op = loket_outbox_op_ref (op);
  self->reason = loket_reason_from_name (op->reason);
  self->outcome = reply != NULL ? reply->outcome : LOKET_OUTCOME_UNKNOWN;
  self->text = g_strdup (reply != NULL ? reply->text : "");
  return self;
}

/*< private >
 * _loket_outbox_item_update:
 * @self: an item
 * @op: the same reply as the store tells it now
 *
 * Takes over where the reply is now, and tells if that is elsewhere. Its bytes
 * never change.
 */
void
_loket_outbox_item_update (LoketOutboxItem *self,
                           LoketOutboxOp   *op)
{
  gboolean same = self->op->state == op->state && self->op->attempts == op->attempts &&
                  self->op->next_at == op->next_at && g_strcmp0 (self->op->reason, op->reason) == 0;

  loket_outbox_op_ref (op);
  loket_outbox_op_unref (self->op);
  self->op = op;
  self->reason = loket_reason_from_name (op->reason);
  if (!same)
    g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * loket_outbox_item_get_reply_id:
 * @self: a reply
 *
 * Tells the reply's id.
 *
 * Returns: (transfer none): a UUID
 */
const char *
loket_outbox_item_get_reply_id (LoketOutboxItem *self)
{
  g_return_val_if_fail (LOKET_IS_OUTBOX_ITEM (self), NULL);

  return self->op->reply_id;
}

/**
 * loket_outbox_item_get_complaint_id:
 * @self: a reply
 *
 * Tells what it answers.
 *
 * Returns: (transfer none): the complaint's id
 */
const char *
loket_outbox_item_get_complaint_id (LoketOutboxItem *self)
{
  g_return_val_if_fail (LOKET_IS_OUTBOX_ITEM (self), NULL);

  return self->op->complaint_id;
}

/**
 * loket_outbox_item_get_tracking_id:
 * @self: a reply
 *
 * Tells the number that people use for the complaint.
 *
 * Returns: (transfer none) (nullable): the number
 */
const char *
loket_outbox_item_get_tracking_id (LoketOutboxItem *self)
{
  g_return_val_if_fail (LOKET_IS_OUTBOX_ITEM (self), NULL);

  return self->op->tracking_id;
}

/**
 * loket_outbox_item_get_title:
 * @self: a reply
 *
 * Tells the complaint's title.
 *
 * Returns: (transfer none) (nullable): the title
 */
const char *
loket_outbox_item_get_title (LoketOutboxItem *self)
{
  g_return_val_if_fail (LOKET_IS_OUTBOX_ITEM (self), NULL);

  return self->op->title;
}

/**
 * loket_outbox_item_get_state:
 * @self: a reply
 *
 * Tells where it is on its way.
 *
 * Returns: the state
 */
LoketOutboxState
loket_outbox_item_get_state (LoketOutboxItem *self)
{
  g_return_val_if_fail (LOKET_IS_OUTBOX_ITEM (self), LOKET_OUTBOX_NONE);

  return self->op->state;
}

/**
 * loket_outbox_item_get_outcome:
 * @self: a reply
 *
 * Tells what it says about the matter.
 *
 * Returns: the outcome
 */
LoketOutcome
loket_outbox_item_get_outcome (LoketOutboxItem *self)
{
  g_return_val_if_fail (LOKET_IS_OUTBOX_ITEM (self), LOKET_OUTCOME_UNKNOWN);

  return self->outcome;
}

/**
 * loket_outbox_item_get_text:
 * @self: a reply
 *
 * Tells its text.
 *
 * Returns: (transfer none): the text; empty where the stored bytes are damaged
 */
const char *
loket_outbox_item_get_text (LoketOutboxItem *self)
{
  g_return_val_if_fail (LOKET_IS_OUTBOX_ITEM (self), "");

  return self->text;
}

/**
 * loket_outbox_item_get_reason:
 * @self: a reply
 *
 * Tells why it is where it is; see loket_words_reason().
 *
 * Returns: the reason, none where there is none
 */
LoketReason
loket_outbox_item_get_reason (LoketOutboxItem *self)
{
  g_return_val_if_fail (LOKET_IS_OUTBOX_ITEM (self), LOKET_REASON_NONE);

  return self->reason;
}

/**
 * loket_outbox_item_get_attempts:
 * @self: a reply
 *
 * Tells how often it was handed to the network.
 *
 * Returns: how often
 */
guint
loket_outbox_item_get_attempts (LoketOutboxItem *self)
{
  g_return_val_if_fail (LOKET_IS_OUTBOX_ITEM (self), 0);

  return self->op->attempts;
}

/**
 * loket_outbox_item_get_next_try:
 * @self: a reply
 *
 * Tells before which instant it is not tried again.
 *
 * Returns: Unix seconds, or %LOKET_TIME_UNSET for at once
 */
gint64
loket_outbox_item_get_next_try (LoketOutboxItem *self)
{
  g_return_val_if_fail (LOKET_IS_OUTBOX_ITEM (self), LOKET_TIME_UNSET);

  return self->op->next_at;
}

/**
 * loket_outbox_item_get_queued_at:
 * @self: a reply
 *
 * Tells when it was sent off.
 *
 * Returns: Unix seconds
 */
gint64
loket_outbox_item_get_queued_at (LoketOutboxItem *self)
{
  g_return_val_if_fail (LOKET_IS_OUTBOX_ITEM (self), LOKET_TIME_UNSET);

  return self->op->queued_at;
}

/**
 * loket_outbox_item_get_accepted_at:
 * @self: a reply
 *
 * Tells when the hub took it, by the hub's clock.
 *
 * Returns: Unix seconds, or %LOKET_TIME_UNSET before
 */
gint64
loket_outbox_item_get_accepted_at (LoketOutboxItem *self)
{
  g_return_val_if_fail (LOKET_IS_OUTBOX_ITEM (self), LOKET_TIME_UNSET);

  return self->op->state == LOKET_OUTBOX_ACCEPTED && self->op->receipt != NULL
             ? self->op->receipt->accepted_at
             : LOKET_TIME_UNSET;
}

/**
 * loket_outbox_item_dup_state_text:
 * @self: a reply
 * @now: the present, Unix seconds
 * @time_zone: (nullable): zone to tell times in; %NULL is the computer's
 *
 * Tells where it is, and when it goes on or arrived.
 *
 * Returns: (transfer full): one or two sentences
 */
char *
loket_outbox_item_dup_state_text (LoketOutboxItem *self,
                                  gint64           now,
                                  const char      *time_zone)
{
  g_autofree char *more = NULL;
  gint64 accepted_at;

  g_return_val_if_fail (LOKET_IS_OUTBOX_ITEM (self), NULL);

  accepted_at = loket_outbox_item_get_accepted_at (self);
  if (self->op->state == LOKET_OUTBOX_ACCEPTED && accepted_at != LOKET_TIME_UNSET)
    {
      more = loket_words_relative (accepted_at, now, time_zone);
      /* TRANSLATORS: %s is a time as “today 10:32”. */
      return g_strdup_printf (_("Delivered %s"), more);
    }

  more = loket_words_next_try (self->op->state, self->op->attempts, self->op->next_at, now, time_zone);
  if (more == NULL)
    return g_strdup (loket_words_outbox_state (self->op->state));
  return g_strdup_printf ("%s. %s", loket_words_outbox_state (self->op->state), more);
}

/* Which file it is about, where it is about one. */
static char *
dup_file_name (LoketOutboxItem    *self,
               const LoketProblem *problem)
{
  g_autoptr (LoketReply) reply = NULL;

  if (problem == NULL || problem->upload_id == NULL)
    return NULL;
  reply = loket_wire_reply_parse (self->op->wire, NULL);
  for (guint i = 0; reply != NULL && i < reply->attachments->len; i++)
    {
      const LoketAttachment *attachment = g_ptr_array_index (reply->attachments, i);

      if (g_strcmp0 (attachment->id, problem->upload_id) == 0)
        return g_strdup (attachment->name);
    }
  return NULL;
}

/**
 * loket_outbox_item_dup_reason_text:
 * @self: a reply
 *
 * Tells why it has not arrived and what to do.
 *
 * Returns: (transfer full) (nullable): two sentences, %NULL where there is no reason
 */
char *
loket_outbox_item_dup_reason_text (LoketOutboxItem *self)
{
  const char *json = NULL;
  g_autoptr (LoketProblem) problem = NULL;
  g_autofree char *file = NULL;
  g_autofree char *blockers = NULL;

  g_return_val_if_fail (LOKET_IS_OUTBOX_ITEM (self), NULL);

  if (self->reason == LOKET_REASON_NONE)
    return NULL;
  json = self->op->problem;
  problem = json != NULL ? loket_wire_problem_parse (json, strlen (json), NULL) : NULL;
  blockers = problem != NULL && self->reason == LOKET_REASON_QUALITY_BLOCKER ? loket_words_blockers (problem->places) : NULL;
  if (blockers != NULL)
    /* TRANSLATORS: %1$s: what went wrong; %2$s: names of checks; %3$s: what to do. */
    return g_strdup_printf (_("%1$s Found: %2$s. %3$s"), loket_words_reason (self->reason), blockers,
                            loket_words_reason_advice (self->reason));
  file = dup_file_name (self, problem);
  if (file != NULL)
    /* TRANSLATORS: %1$s: what went wrong; %2$s: the name of a file; %3$s: what to do. */
    return g_strdup_printf (_("%1$s File: %2$s. %3$s"), loket_words_reason (self->reason), file,
                            loket_words_reason_advice (self->reason));
  return g_strdup_printf ("%s %s", loket_words_reason (self->reason), loket_words_reason_advice (self->reason));
}
