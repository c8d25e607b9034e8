/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-sqlite-private.h"

#include <string.h>

#include "loket-hub-policy.h"
#include "loket-text.h"
#include "loket-wire-complaint.h"

/*
 * Taking in a reply: one transaction, its checks in the order of
 * docs/sync-protocol.md. Only acceptance and revocation use an id up. A refusal
 * is not remembered, since a complaint that comes back may make the same bytes
 * right.
 */

/* The complaint as it is now, with what SQL keeps beside the line. */
typedef struct
{
  LoketComplaint *complaint;
  gint64          closed_at;
} Current;

static void
current_clear (Current *current)
{
  g_clear_pointer (&current->complaint, loket_complaint_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Current, current_clear)

static LoketHubAnswer *
refuse (LoketProblemCode  code,
        const char       *detail)
{
  return loket_hub_answer_new (NULL, loket_problem_new (code, detail));
}

static gboolean
find_current (LoketHubSqlite  *self,
              const char      *complaint_id,
              Current         *current,
              GError         **error)
{
  g_autoptr (LoketStatement) statement = NULL;
  const char *line;
  gboolean row;

  statement = _loket_hub_sqlite_query (self, error,
                                       "SELECT line, closed_at FROM complaints WHERE id = ?",
                                       "t", complaint_id);
  if (statement == NULL || !loket_statement_step (statement, &row, error))
    return FALSE;
  if (!row)
    return TRUE;

  line = loket_statement_get_text (statement, 0);
  current->complaint = loket_wire_complaint_parse (line, strlen (line), error);
  current->closed_at = loket_statement_get_instant (statement, 1);
  return current->complaint != NULL;
}

/* Is the complaint theirs to answer, and open? */
static gboolean
check_complaint (LoketHubSqlite            *self,
                 const LoketHubSubmission  *submission,
                 const Current             *current,
                 LoketHubAnswer           **answer,
                 GError                   **error)
{
  const LoketComplaint *complaint = current->complaint;
  gboolean seen;

  if (complaint == NULL ||
      !loket_hub_policy_can (submission->account->officer, LOKET_HUB_ACTION_REPLY,
                             LOKET_HUB_OBJECT_COMPLAINT, complaint->agency_code))
    {
      if (!_loket_hub_sqlite_was_seen (self, submission->account, submission->reply->complaint_id,
                                       &seen, error))
        return FALSE;
      *answer = refuse (seen ? LOKET_PROBLEM_REASSIGNED : LOKET_PROBLEM_NOT_FOUND, NULL);
      if (seen && complaint != NULL)
        (*answer)->problem->since = complaint->assigned_at;
      return TRUE;
    }
  if (!loket_complaint_is_open (complaint))
    {
      *answer = refuse (LOKET_PROBLEM_CLOSED, NULL);
      (*answer)->problem->since = current->closed_at;
    }
  return TRUE;
}

/* The device's last accepted reply to the complaint, and how many changes
 * after @based_on were its own. */
static gboolean
find_own_chain (LoketHubSqlite            *self,
                const LoketHubSubmission  *submission,
                gint64                     based_on,
                char                     **last_id,
                gint64                    *last_substance,
                gint64                    *n_own,
                GError                   **error)
{
  g_autoptr (LoketStatement) statement = NULL;
  gboolean row;

  statement = _loket_hub_sqlite_query (self, error,
                                       "SELECT id, substance, (SELECT count(*) FROM replies o "
                                       "  WHERE o.complaint_id = ?1 AND o.officer_id = ?2 "
                                       "  AND o.device_id = ?3 AND o.substance > ?4) FROM replies "
                                       "WHERE complaint_id = ?1 AND officer_id = ?2 AND device_id = ?3 "
                                       "ORDER BY seq DESC LIMIT 1",
                                       "ttti", submission->reply->complaint_id,
                                       submission->account->officer->id,
                                       submission->reply->device_id, based_on);
  if (statement == NULL || !loket_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    {
      *last_id = loket_statement_dup_text (statement, 0);
      *last_substance = loket_statement_get_int64 (statement, 1);
      *n_own = loket_statement_get_int64 (statement, 2);
    }
  return TRUE;
}

/* Does the reply follow what its writer knew? A device that does not name its
 * last reply must at least have read what came of it. */
static gboolean
check_order (LoketHubSqlite            *self,
             const LoketHubSubmission  *submission,
             const LoketComplaint      *complaint,
             LoketHubAnswer           **answer,
             GError                   **error)
{
  const LoketReply *reply = submission->reply;
  gint64 read_up_to = MAX (reply->based_on, reply->ack);
  g_autofree char *last_id = NULL;
  gint64 last_substance = 0;
  gint64 n_own = 0;
  gboolean follows;

  if (!find_own_chain (self, submission, read_up_to, &last_id, &last_substance, &n_own, error))
    return FALSE;

  follows = g_strcmp0 (reply->prev_reply_id, last_id) == 0 ||
            (reply->prev_reply_id == NULL && read_up_to >= last_substance);
  if (!follows)
    {
      *answer = refuse (LOKET_PROBLEM_OUT_OF_ORDER, NULL);
      (*answer)->problem->expected_reply_id = g_steal_pointer (&last_id);
    }
  else if (read_up_to > complaint->substance)
    {
      *answer = refuse (LOKET_PROBLEM_VALIDATION, "The complaint was never in that state");
      (*answer)->problem->field = g_strdup (reply->ack > reply->based_on ? "ack.substance"
                                                                         : "basedOn.substance");
    }
  else if (complaint->substance - read_up_to > n_own)
    {
      *answer = refuse (LOKET_PROBLEM_COMPLAINT_CHANGED, NULL);
      (*answer)->problem->current_substance = complaint->substance;
    }
  return TRUE;
}

/* What an accepted reply does to its complaint. */
static void
apply_reply (LoketComplaint            *complaint,
             const LoketHubSubmission  *submission)
{
  const LoketReply *reply = submission->reply;
  LoketMessage *message = loket_message_new ();

  message->id = g_strdup (reply->reply_id);
  message->author = LOKET_AUTHOR_OFFICER;
  message->author_name = g_strdup (submission->account->officer->name);
  message->text = g_strdup (reply->text);
  message->outcome = reply->outcome;
  message->at = submission->now;
  g_ptr_array_add (complaint->messages, message);

  complaint->rev++;
  complaint->substance++;
  if (complaint->answered_at == LOKET_TIME_UNSET)
    complaint->answered_at = submission->now;

  switch (reply->outcome)
    {
    case LOKET_OUTCOME_RESOLVED:
      complaint->resolved = LOKET_RESOLVED_YES;
      complaint->status = LOKET_STATUS_ANSWERED;
      break;
    case LOKET_OUTCOME_INFORMATION:
      complaint->status = LOKET_STATUS_ANSWERED;
      break;
    case LOKET_OUTCOME_NEEDS_INFORMATION:
      complaint->status = LOKET_STATUS_NEEDS_INFORMATION;
      break;
    case LOKET_OUTCOME_IN_PROGRESS:
    case LOKET_OUTCOME_NOT_OUR_AUTHORITY:
    case LOKET_OUTCOME_UNKNOWN:
    default:
      complaint->status = LOKET_STATUS_IN_PROGRESS;
      break;
    }
}

/* The seal over everything in a receipt but itself. */
static char *
seal_receipt (LoketHubSqlite     *self,
              const LoketReceipt *receipt)
{
  g_autofree char *text = NULL;

  text = g_strdup_printf ("%s\n%s\n%s\n%" G_GINT64_FORMAT "\n%" G_GINT64_FORMAT "\n%" G_GINT64_FORMAT
                          "\n%s\n%" G_GINT64_FORMAT,
                          receipt->reply_id, receipt->complaint_id, receipt->body_sha256,
                          receipt->substance, receipt->rev, receipt->seq, receipt->epoch,
                          receipt->accepted_at);
  return loket_hub_keys_seal (self->keys, "receipt", text);
}

static LoketReceipt *
make_receipt (LoketHubSqlite            *self,
              const LoketHubSubmission  *submission,
              const LoketComplaint      *complaint,
              const char                *epoch,
              GError                   **error)
{
  g_autoptr (LoketReceipt) receipt = loket_receipt_new ();
  gint64 last;

  if (!loket_db_get_int64 (self->db, "SELECT coalesce (max (seq), 0) FROM replies", &last, error))
    return NULL;

  receipt->reply_id = g_strdup (submission->reply->reply_id);
  receipt->complaint_id = g_strdup (complaint->id);
  receipt->body_sha256 = loket_text_sha256 (submission->body);
  receipt->substance = complaint->substance;
  receipt->rev = complaint->rev;
  receipt->seq = last + 1;
  receipt->epoch = g_strdup (epoch);
  receipt->accepted_at = submission->now;
  receipt->mac = seal_receipt (self, receipt);
  return g_steal_pointer (&receipt);
}

static gboolean
save_reply (LoketHubSqlite            *self,
            const LoketHubSubmission  *submission,
            const LoketReceipt        *receipt,
            const char                *tracking_id,
            GError                   **error)
{
  return _loket_hub_sqlite_run (self, error,
                                "INSERT INTO replies (seq, id, complaint_id, tracking_id, officer_id, "
                                "device_id, substance, rev, epoch, accepted_at, body_sha, mac, outcome, "
                                "text, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                                "ittttt" "iitittttb", receipt->seq, receipt->reply_id,
                                receipt->complaint_id, tracking_id, submission->account->officer->id,
                                submission->reply->device_id, receipt->substance, receipt->rev,
                                receipt->epoch, receipt->accepted_at, receipt->body_sha256,
                                receipt->mac, loket_outcome_to_name (submission->reply->outcome),
                                submission->reply->text, submission->body) &&
         _loket_hub_sqlite_audit (self, submission->now, submission->account->officer->id,
                                  "reply-accepted", receipt->reply_id, error);
}

static LoketHubAnswer *
store_reply (LoketHubSqlite            *self,
             const LoketHubSubmission  *submission,
             const Current             *current,
             const char                *epoch,
             GError                   **error)
{
  g_autoptr (LoketReceipt) receipt = NULL;

  apply_reply (current->complaint, submission);
  receipt = make_receipt (self, submission, current->complaint, epoch, error);
  if (receipt == NULL ||
      !save_reply (self, submission, receipt, current->complaint->tracking_id, error) ||
      !_loket_hub_sqlite_save_complaint (self, current->complaint, NULL, current->closed_at,
                                         submission->now, error))
    return NULL;
  return loket_hub_answer_new (g_steal_pointer (&receipt), NULL);
}

/* The reply was stored before: the same bytes get the same receipt. */
static LoketHubAnswer *
replay (LoketHubAnswer           *answer,
        const LoketHubSubmission *submission)
{
  g_autoptr (LoketHubAnswer) found = answer;
  g_autofree char *sha = NULL;

  if (found->receipt == NULL)
    return g_steal_pointer (&found);

  sha = loket_text_sha256 (submission->body);
  if (g_strcmp0 (sha, found->receipt->body_sha256) != 0)
    return refuse (LOKET_PROBLEM_IDEMPOTENCY_MISMATCH, NULL);
  found->replayed = TRUE;
  return g_steal_pointer (&found);
}

static LoketHubAnswer *
accept_reply (LoketHubStorage           *storage,
              const LoketHubSubmission  *submission,
              GError                   **error)
{
  LoketHubSqlite *self = LOKET_HUB_SQLITE (storage);
  g_autoptr (LoketTransaction) own = NULL;
  g_autoptr (LoketHubAnswer) answer = NULL;
  g_auto (Current) current = { NULL, LOKET_TIME_UNSET };
  g_autofree char *epoch = NULL;

  if (!_loket_hub_sqlite_join (self, &own, error) ||
      !_loket_hub_sqlite_find_used (self, submission->account, submission->reply->reply_id, NULL,
                                    &answer, error))
    return NULL;
  if (answer != NULL)
    return replay (g_steal_pointer (&answer), submission);

  epoch = _loket_hub_sqlite_get_meta (self, "epoch", error);
  if (epoch == NULL)
    return NULL;
  if (g_strcmp0 (epoch, submission->epoch) != 0)
    return refuse (LOKET_PROBLEM_EPOCH_MISMATCH, NULL);

  if (!find_current (self, submission->reply->complaint_id, &current, error) ||
      !check_complaint (self, submission, &current, &answer, error) ||
      (answer == NULL && !check_order (self, submission, current.complaint, &answer, error)))
    return NULL;
  if (answer != NULL)
    return g_steal_pointer (&answer);

  answer = store_reply (self, submission, &current, epoch, error);
  if (answer == NULL || !_loket_hub_sqlite_leave (self, own, error))
    return NULL;
  return g_steal_pointer (&answer);
}

/* Fills in this file's part of the interface. */
void
_loket_hub_sqlite_init_replies (LoketHubStorageInterface *iface)
{
  iface->accept_reply = accept_reply;
}
