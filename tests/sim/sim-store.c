/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim.h"

#include "loket-mutant.h"
#include "loket-outbox-rules.h"

/* user.db and its journal. Each function is one transaction: it happens or does
 * not. What it does is decided by the rules of the real store. */

#define DELETE_AFTER 5 /* attempts, of a program that gives up */

static void
op_free (SimOp *op)
{
  sim_body_unref (op->body);
  g_array_unref (op->files);
  g_free (op->replaces);
  g_free (op->waits_for);
  g_free (op->confirmed_epoch);
  g_clear_pointer (&op->receipt, loket_receipt_unref);
  g_free (op);
}

static SimOp *
op_copy (const SimOp *op)
{
  SimOp *copy = g_memdup2 (op, sizeof *op);

  sim_body_ref (op->body);
  copy->files = g_array_copy (op->files);
  copy->replaces = g_strdup (op->replaces);
  copy->waits_for = g_strdup (op->waits_for);
  copy->confirmed_epoch = g_strdup (op->confirmed_epoch);
  if (op->receipt != NULL)
    loket_receipt_ref (op->receipt);
  return copy;
}

SimUser *
sim_user_new (void)
{
  SimUser *user = g_new0 (SimUser, 1);

  user->ops = g_ptr_array_new_with_free_func ((GDestroyNotify) op_free);
  user->signed_in = TRUE;
  return user;
}

SimUser *
sim_user_copy (const SimUser *user)
{
  SimUser *copy = g_memdup2 (user, sizeof *user);

  copy->epoch = g_strdup (user->epoch);
  copy->ops = g_ptr_array_new_with_free_func ((GDestroyNotify) op_free);
  for (guint i = 0; i < user->ops->len; i++)
    g_ptr_array_add (copy->ops, op_copy (g_ptr_array_index (user->ops, i)));
  return copy;
}

void
sim_user_free (SimUser *user)
{
  g_ptr_array_unref (user->ops);
  g_free (user->epoch);
  g_free (user);
}

SimOp *
sim_user_find (const SimUser *user,
               const char    *rid)
{
  for (guint i = user->ops->len; i > 0; i--)
    {
      SimOp *op = g_ptr_array_index (user->ops, i - 1);

      if (g_str_equal (op->body->reply->reply_id, rid))
        return op;
    }
  return NULL;
}

static int
compare_place (gconstpointer a,
               gconstpointer b)
{
  const SimOp *left = *(const SimOp *const *) a;
  const SimOp *right = *(const SimOp *const *) b;

  if (left->position != right->position)
    return left->position < right->position ? -1 : 1;
  return left->number < right->number ? -1 : left->number > right->number;
}

/* Those that have not ended, of one complaint or of all, in their order. */
GPtrArray *
sim_user_list (const SimUser *user,
               int            complaint)
{
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; i < user->ops->len; i++)
    {
      SimOp *op = g_ptr_array_index (user->ops, i);

      if (!loket_outbox_state_is_final (op->state) &&
          (complaint < 0 ||
           sim_complaint_index (op->body->reply->complaint_id) == (guint) complaint))
        g_ptr_array_add (list, op);
    }
  g_ptr_array_sort (list, compare_place);
  return list;
}

/* Whether a transaction fails for want of room. */
gboolean
sim_store_full (SimWorld  *world,
                SimClient *client)
{
  return client->full_until > world->now ||
         sim_random_hits (&world->disk, world->rates[SIM_RATE_NO_SPACE]);
}

static void
line_free (SimJournalLine *line)
{
  sim_body_unref (line->body);
  g_free (line->replaces);
  g_free (line);
}

static void
journal_add (SimClient   *client,
             const SimOp *op)
{
  SimJournalLine *line = g_new0 (SimJournalLine, 1);

  line->body = sim_body_ref (op->body);
  line->replaces = g_strdup (op->replaces);
  line->withdrawn = op->state == LOKET_OUTBOX_REVOKING;
  line->synced = !LOKET_MUTANT (JOURNAL_UNSYNCED);
  g_ptr_array_add (client->journal, line);
}

SimJournalLine *
sim_journal_find (GPtrArray  *journal,
                  const char *rid)
{
  for (guint i = 0; i < journal->len; i++)
    {
      SimJournalLine *line = g_ptr_array_index (journal, i);

      if (g_str_equal (line->body->reply->reply_id, rid))
        return line;
    }
  return NULL;
}

GPtrArray *
sim_journal_copy (GPtrArray *journal)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func ((GDestroyNotify) line_free);

  for (guint i = 0; journal != NULL && i < journal->len; i++)
    {
      SimJournalLine *line = g_memdup2 (g_ptr_array_index (journal, i), sizeof *line);

      sim_body_ref (line->body);
      line->replaces = g_strdup (line->replaces);
      g_ptr_array_add (copy, line);
    }
  return copy;
}

static void
journal_end (SimClient  *client,
             const char *rid)
{
  SimJournalLine *line = sim_journal_find (client->journal, rid);

  if (line != NULL)
    g_ptr_array_remove (client->journal, line);
}

static void
journal_withdraw (SimClient  *client,
                  const char *rid)
{
  SimJournalLine *line = sim_journal_find (client->journal, rid);

  if (line != NULL)
    line->withdrawn = TRUE;
}

static void move (SimWorld        *world,
                  SimClient       *client,
                  SimOp           *op,
                  LoketOutboxState to,
                  LoketReason      reason,
                  gint64           next_at);

static void
release_held (SimWorld  *world,
              SimClient *client,
              SimOp     *ended)
{
  const char *rid = ended->body->reply->reply_id;
  gboolean accepted = ended->state == LOKET_OUTBOX_ACCEPTED;

  for (guint i = 0; i < client->user->ops->len; i++)
    {
      SimOp *op = g_ptr_array_index (client->user->ops, i);
      gboolean follows = g_strcmp0 (op->body->reply->prev_reply_id, rid) == 0;
      LoketOutboxState to = loket_outbox_released (follows, accepted);

      if (op->state != LOKET_OUTBOX_HELD || g_strcmp0 (op->waits_for, rid) != 0)
        continue;
      move (world, client, op, to,
            to == LOKET_OUTBOX_QUEUED ? LOKET_REASON_NONE
            : accepted                ? LOKET_REASON_ALREADY_ACCEPTED
                                      : LOKET_REASON_PREDECESSOR,
            LOKET_TIME_UNSET);
    }
}

/* Takes a step, with what follows from it. */
static void
move (SimWorld         *world,
      SimClient        *client,
      SimOp            *op,
      LoketOutboxState  to,
      LoketReason       reason,
      gint64            next_at)
{
  LoketOutboxState from = op->state;

  if (!loket_outbox_can_go (from, to, op->attempts))
    {
      sim_violate (world, "I7", "%s cannot go from %s to %s after %u attempts",
                   op->body->reply->reply_id, loket_outbox_state_to_name (from),
                   loket_outbox_state_to_name (to), op->attempts);
      return;
    }
  op->state = to;
  op->next_at = next_at;
  op->reason = reason;
  if (to == LOKET_OUTBOX_INFLIGHT)
    op->attempts++;
  sim_note (world, "%u: %s %s -> %s (%s)", client->index, op->body->reply->reply_id,
            loket_outbox_state_to_name (from), loket_outbox_state_to_name (to),
            loket_reason_get_name (reason) != NULL ? loket_reason_get_name (reason) : "");
  sim_check_moved (world, client, op, from);
  if (to == LOKET_OUTBOX_REVOKING)
    journal_withdraw (client, op->body->reply->reply_id);
  if (!loket_outbox_state_is_final (to))
    return;
  if (to != LOKET_OUTBOX_ACCEPTED && op->keep_text)
    {
      guint complaint = sim_complaint_index (op->body->reply->complaint_id);

      if (client->user->drafts[complaint].text == 0)
        client->user->drafts[complaint] = (SimDraft) { op->body->text, op->body->reply->based_on,
                                                       world->now };
    }
  journal_end (client, op->body->reply->reply_id);
  release_held (world, client, op);
}

static const char *
find_last_accepted (const SimUser *user,
                    guint          complaint)
{
  const SimOp *last = NULL;

  for (guint i = 0; i < user->ops->len; i++)
    {
      const SimOp *op = g_ptr_array_index (user->ops, i);

      if (op->state == LOKET_OUTBOX_ACCEPTED && op->receipt != NULL &&
          sim_complaint_index (op->body->reply->complaint_id) == complaint &&
          (last == NULL || op->receipt->seq > last->receipt->seq))
        last = op;
    }
  return last != NULL ? last->body->reply->reply_id : NULL;
}

static gboolean
find_chain (const SimUser *user,
            guint          complaint,
            const SimOp   *old,
            const char   **prev,
            const char   **waits_for)
{
  g_autoptr (GPtrArray) pending = sim_user_list (user, (int) complaint);
  g_autoptr (GArray) links = g_array_new (FALSE, FALSE, sizeof (LoketOutboxLink));

  for (guint i = pending->len; i > 0; i--)
    {
      const SimOp *op = g_ptr_array_index (pending, i - 1);
      LoketOutboxLink link = { op->body->reply->reply_id, op->state };

      if (old == NULL || compare_place (&op, &old) < 0)
        g_array_append_val (links, link);
    }
  if (!loket_outbox_find_chain ((const LoketOutboxLink *) (void *) links->data, links->len, prev,
                                waits_for))
    *prev = find_last_accepted (user, complaint);
  if (old == NULL)
    return TRUE;
  if (!loket_outbox_can_replace (old->state))
    return FALSE;
  if (loket_outbox_awaits_replaced (old->state, old->attempts))
    *waits_for = old->body->reply->reply_id;
  return TRUE;
}

static SimOp *
insert (SimUser    *user,
        SimBody    *body,
        const char *replaces,
        gint64      since)
{
  SimOp *op = g_new0 (SimOp, 1);
  SimOp *old = replaces != NULL ? sim_user_find (user, replaces) : NULL;

  op->body = body;
  op->files = sim_files_take (body, old);
  op->replaces = g_strdup (replaces);
  op->number = ++user->next_number;
  op->position = old != NULL ? old->position : op->number;
  op->state = LOKET_OUTBOX_QUEUED;
  op->next_at = LOKET_TIME_UNSET;
  op->since = since;
  g_ptr_array_add (user->ops, op);
  return op;
}

/* Freezes a reply and lets it off; NULL where that cannot be. */
SimOp *
sim_store_send_off (SimWorld   *world,
                    SimClient  *client,
                    guint       complaint,
                    guint       text,
                    gint64      based_on,
                    gint64      ack,
                    const char *replaces)
{
  SimUser *user = client->user;
  SimOp *old = replaces != NULL ? sim_user_find (user, replaces) : NULL;
  g_autofree char *rid = g_strdup_printf ("r%u", ++world->next_rid);
  const char *prev = NULL;
  const char *waits_for = NULL;
  SimBody *body;
  SimOp *op;

  if (!find_chain (user, complaint, old, &prev, &waits_for))
    return NULL;
  body = sim_body_new (world, text, rid, complaint, client->device_id, prev, based_on, ack);
  if (client->cache.rows[complaint].present &&
      client->cache.rows[complaint].substance == MAX (based_on, ack))
    body->seen = client->cache.rows[complaint].digest;
  if (sim_store_full (world, client))
    {
      if (LOKET_MUTANT (FULL_DISK_DONE))
        {
          SimOp said = { .body = body };

          sim_check_sent (world, client, &said);
        }
      sim_body_unref (body);
      return NULL;
    }

  op = insert (user, body, replaces, sim_client_wall (world, client));
  journal_add (client, op);
  sim_note (world, "%u: %s sent off for %s t%u on %" G_GINT64_FORMAT "/%" G_GINT64_FORMAT
            " after %s%s%s", client->index, rid, sim_complaint_id (complaint), text, based_on, ack,
            prev != NULL ? prev : "-", replaces != NULL ? " for " : "", replaces != NULL ? replaces : "");
  sim_check_sent (world, client, op);
  if (waits_for != NULL)
    {
      op->waits_for = g_strdup (waits_for);
      move (world, client, op, LOKET_OUTBOX_HELD, LOKET_REASON_PREDECESSOR, LOKET_TIME_UNSET);
    }
  if (old != NULL && !loket_outbox_state_is_final (old->state) && old->state != LOKET_OUTBOX_REVOKING)
    {
      LoketOutboxState to = LOKET_MUTANT (EDIT_WITHOUT_REVOKE) ? LOKET_OUTBOX_DISCARDED
                                                               : loket_outbox_withdrawn (old->attempts);

      if (LOKET_MUTANT (EDIT_WITHOUT_REVOKE))
        old->attempts = 0;
      move (world, client, old, to, LOKET_REASON_NONE, LOKET_TIME_UNSET);
    }
  user->drafts[complaint] = (SimDraft) { 0 };
  return op;
}

/* Takes a reply back. */
gboolean
sim_store_withdraw (SimWorld  *world,
                    SimClient *client,
                    SimOp     *op,
                    gboolean   keep_text)
{
  LoketOutboxState to = loket_outbox_withdrawn (op->attempts);

  if (!loket_outbox_can_go (op->state, to, op->attempts) || sim_store_full (world, client))
    return FALSE;
  op->keep_text = keep_text;
  move (world, client, op, to, LOKET_REASON_NONE, LOKET_TIME_UNSET);
  return TRUE;
}

static void
retry_with_new_id (SimWorld  *world,
                   SimClient *client,
                   SimOp     *op)
{
  const LoketReply *reply = op->body->reply;
  g_autofree char *rid = g_strdup_printf ("r%u", ++world->next_rid);
  SimSent *sent = g_hash_table_lookup (world->sent, reply->reply_id);
  SimBody *body = sim_body_new (world, op->body->text, rid, sim_complaint_index (reply->complaint_id),
                                reply->device_id, reply->prev_reply_id, reply->based_on, reply->ack);

  if (sent != NULL)
    sent->waived = TRUE;
  sim_body_unref (op->body);
  op->body = body;
  sim_check_sent (world, client, op);
}

/* Moves a reply as the core says; FALSE where it is no longer there. */
gboolean
sim_store_step (SimWorld              *world,
                SimClient             *client,
                const LoketSyncEffect *effect,
                gboolean              *failed)
{
  SimOp *op = sim_user_find (client->user, effect->rid);

  *failed = FALSE;
  if (op == NULL || op->state != effect->from)
    return FALSE;
  if (effect->to == LOKET_OUTBOX_ACCEPTED)
    {
      if (!LOKET_MUTANT (PRETEND_SUCCESS) &&
          (effect->receipt == NULL ||
           !loket_receipt_matches (effect->receipt, effect->rid, op->body->reply->complaint_id,
                                   op->body->sha256, effect->receipt->epoch, NULL)))
        {
          *failed = TRUE;
          return FALSE;
        }
      if (effect->receipt != NULL && !LOKET_MUTANT (MARK_NOT_ATOMIC))
        {
          g_clear_pointer (&op->receipt, loket_receipt_unref);
          op->receipt = loket_receipt_ref (effect->receipt);
        }
    }
  if (effect->from == LOKET_OUTBOX_ACCEPTED)
    {
      op->since = sim_client_wall (world, client);
      journal_add (client, op);
    }
  if (LOKET_MUTANT (DELETE_AFTER_ATTEMPTS) && effect->to == LOKET_OUTBOX_WAITING &&
      op->attempts >= DELETE_AFTER)
    {
      journal_end (client, effect->rid);
      g_ptr_array_remove (client->user->ops, op);
      return TRUE;
    }
  move (world, client, op, effect->to, effect->reason, effect->next_at);
  if (LOKET_MUTANT (RETRY_NEW_ID) && effect->to == LOKET_OUTBOX_WAITING)
    retry_with_new_id (world, client, op);
  return TRUE;
}

/* By the ordinary steps, for the person to decide. */
static void
set_aside (SimWorld    *world,
           SimClient   *client,
           SimOp       *op,
           LoketReason  reason)
{
  LoketOutboxState to = loket_outbox_set_aside (op->state);

  if (to == op->state)
    return;
  if (!loket_outbox_can_go (op->state, to, MAX (op->attempts, 1)))
    move (world, client, op, LOKET_OUTBOX_INFLIGHT, reason, LOKET_TIME_UNSET);
  move (world, client, op, to, reason, LOKET_TIME_UNSET);
}

static void
make_tried (SimWorld  *world,
            SimClient *client,
            SimOp     *op)
{
  static const LoketOutboxState path[] = {
    LOKET_OUTBOX_HELD, LOKET_OUTBOX_QUEUED, LOKET_OUTBOX_INFLIGHT, LOKET_OUTBOX_WAITING,
  };

  if (op->state == LOKET_OUTBOX_UPLOADING)
    move (world, client, op, LOKET_OUTBOX_INFLIGHT, LOKET_REASON_DOUBT, LOKET_TIME_UNSET);

  for (guint i = 0; i + 1 < G_N_ELEMENTS (path); i++)
    if (op->state == path[i])
      move (world, client, op, path[i + 1], LOKET_REASON_DOUBT, LOKET_TIME_UNSET);
}

static void
replay_line (SimWorld             *world,
             SimClient            *client,
             const SimJournalLine *line)
{
  SimOp *op = sim_user_find (client->user, line->body->reply->reply_id);
  const SimOp *behind = line->replaces != NULL ? sim_user_find (client->user, line->replaces) : NULL;
  LoketOutboxState to;

  if (behind != NULL && loket_outbox_state_is_final (behind->state))
    behind = NULL;
  to = loket_outbox_replayed (op != NULL ? op->state : LOKET_OUTBOX_NONE, line->withdrawn,
                              behind != NULL);
  if (op == NULL)
    op = insert (client->user, sim_body_ref (line->body), line->replaces,
                 sim_client_wall (world, client));
  if (loket_outbox_state_is_final (op->state))
    return;
  make_tried (world, client, op);
  if (to == op->state)
    return;
  if (to == LOKET_OUTBOX_REVOKING)
    {
      op->keep_text = TRUE;
      move (world, client, op, loket_outbox_withdrawn (op->attempts), LOKET_REASON_NONE,
            LOKET_TIME_UNSET);
      return;
    }
  if (behind != NULL)
    {
      g_free (op->waits_for);
      op->waits_for = g_strdup (behind->body->reply->reply_id);
    }
  move (world, client, op, LOKET_OUTBOX_HELD, LOKET_REASON_PREDECESSOR, LOKET_TIME_UNSET);
}

/* Makes an older copy of user.db agree with the journal. */
static void
replay (SimWorld  *world,
        SimClient *client)
{
  g_autoptr (GPtrArray) pending = sim_user_list (client->user, -1);
  g_autoptr (GPtrArray) lines = NULL;

  for (guint i = 0; i < pending->len; i++)
    {
      SimOp *op = g_ptr_array_index (pending, i);

      if (sim_journal_find (client->journal, op->body->reply->reply_id) != NULL)
        continue;
      make_tried (world, client, op);
      set_aside (world, client, op, LOKET_REASON_DOUBT);
    }
  lines = sim_journal_copy (client->journal);
  for (guint i = 0; i < lines->len; i++)
    replay_line (world, client, g_ptr_array_index (lines, i));
}

/* Puts right what an end of the program left behind. */
void
sim_store_start (SimWorld  *world,
                 SimClient *client,
                 gboolean   lost)
{
  gint64 now = sim_client_wall (world, client);
  g_autoptr (GPtrArray) pending = NULL;

  if (lost)
    {
      sim_user_free (client->user);
      client->user = client->user_backup != NULL ? sim_user_copy (client->user_backup)
                                                 : sim_user_new ();
      sim_check_copy_back (world, client);
      replay (world, client);
    }

  pending = sim_user_list (client->user, -1);
  for (guint i = 0; i < pending->len; i++)
    {
      SimOp *op = g_ptr_array_index (pending, i);
      const char *rid = op->body->reply->reply_id;
      gboolean whole = !op->damaged || sim_journal_find (client->journal, rid) != NULL;

      if (loket_outbox_at_start (op->state, TRUE) != op->state)
        move (world, client, op, loket_outbox_at_start (op->state, TRUE), LOKET_REASON_DOUBT,
              LOKET_TIME_UNSET);
      if (LOKET_MUTANT (DELETE_ON_DAMAGE) && op->damaged)
        {
          journal_end (client, rid);
          g_ptr_array_remove (client->user->ops, op);
          continue;
        }
      if (whole)
        op->damaged = FALSE;
      else
        set_aside (world, client, op, LOKET_REASON_DAMAGED);
      op->next_at = loket_outbox_clamp (op->next_at, now);
    }

  /* The journal names exactly what has not ended. */
  g_ptr_array_set_size (client->journal, 0);
  g_ptr_array_unref (pending);
  pending = sim_user_list (client->user, -1);
  for (guint i = 0; i < pending->len; i++)
    journal_add (client, g_ptr_array_index (pending, i));
  for (guint i = 0; i < client->journal->len; i++)
    ((SimJournalLine *) g_ptr_array_index (client->journal, i))->synced = TRUE;
}
