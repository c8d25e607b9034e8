/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-sqlite-private.h"

#include <string.h>

#include "loket-fault-point.h"
#include "loket-hub-core-reply.h"
#include "loket-hub-policy.h"
#include "loket-limits.h"
#include "loket-text.h"
#include "loket-wire-complaint.h"

/*
 * Taking in a reply: one transaction gathers what the hub knows, the core
 * decides, and what it decides is stored. Only acceptance and revocation use an
 * id up. A refusal is not remembered, since a complaint that comes back may make
 * the same bytes right.
 */

/* What the decision rests on, with what the facts point into. */
typedef struct
{
  LoketHubSqliteUse  use;
  LoketComplaint    *complaint;
  char              *epoch;
  char              *last_id;
  GPtrArray         *texts;   /* that the uploads point into */
  LoketHubUploadFact uploads[LOKET_LIMIT_ATTACHMENTS];
  LoketHubReplyFacts facts;
} Gathered;

static void
gathered_clear (Gathered *gathered)
{
  _loket_hub_sqlite_use_clear (&gathered->use);
  g_clear_pointer (&gathered->complaint, loket_complaint_unref);
  g_clear_pointer (&gathered->epoch, g_free);
  g_clear_pointer (&gathered->last_id, g_free);
  g_clear_pointer (&gathered->texts, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Gathered, gathered_clear)

static gboolean
find_current (LoketHubSqlite  *self,
              const char      *complaint_id,
              Gathered        *gathered,
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
  gathered->complaint = loket_wire_complaint_parse_stored (line, strlen (line), error);
  gathered->facts.complaint = gathered->complaint;
  gathered->facts.closed_at = loket_statement_get_instant (statement, 1);
  return gathered->complaint != NULL;
}

/* May the sender answer it? Where not, whether they may know what became of it. */
static gboolean
find_rights (LoketHubSqlite            *self,
             const LoketHubSubmission  *submission,
             Gathered                  *gathered,
             GError                   **error)
{
  const LoketComplaint *complaint = gathered->complaint;

  gathered->facts.may_reply =
    complaint != NULL &&
    loket_hub_policy_can (submission->account->officer, LOKET_HUB_ACTION_REPLY,
                          LOKET_HUB_OBJECT_COMPLAINT, complaint->agency_code);
  return gathered->facts.may_reply ||
         _loket_hub_sqlite_was_seen (self, submission->account, submission->reply->complaint_id,
                                     &gathered->facts.was_seen, error);
}

/* The device's last accepted reply to the complaint, and how many changes
 * after what it has read were its own. */
static gboolean
find_own_chain (LoketHubSqlite            *self,
                const LoketHubSubmission  *submission,
                Gathered                  *gathered,
                GError                   **error)
{
  const LoketReply *reply = submission->reply;
  g_autoptr (LoketStatement) statement = NULL;
  gboolean row;

  statement = _loket_hub_sqlite_query (self, error,
                                       "SELECT id, substance, (SELECT count(*) FROM replies o "
                                       "  WHERE o.complaint_id = ?1 AND o.officer_id = ?2 "
                                       "  AND o.device_id = ?3 AND o.substance > ?4) FROM replies "
                                       "WHERE complaint_id = ?1 AND officer_id = ?2 AND device_id = ?3 "
                                       "ORDER BY seq DESC LIMIT 1",
                                       "ttti", reply->complaint_id, submission->account->officer->id,
                                       reply->device_id, MAX (reply->based_on, reply->ack));
  if (statement == NULL || !loket_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    {
      gathered->last_id = loket_statement_dup_text (statement, 0);
      gathered->facts.last_reply_id = gathered->last_id;
      gathered->facts.last_substance = loket_statement_get_int64 (statement, 1);
      gathered->facts.n_own = loket_statement_get_int64 (statement, 2);
    }
  return TRUE;
}

static const char *
keep_text (Gathered       *gathered,
           LoketStatement *statement,
           int             column)
{
  char *text = loket_statement_dup_text (statement, column);

  g_ptr_array_add (gathered->texts, text);
  return text;
}

/* What is known of each file that the reply names. */
static gboolean
find_uploads (LoketHubSqlite            *self,
              const LoketHubSubmission  *submission,
              Gathered                  *gathered,
              GError                   **error)
{
  const GPtrArray *attachments = submission->reply->attachments;

  gathered->texts = g_ptr_array_new_with_free_func (g_free);
  gathered->facts.uploads = gathered->uploads;
  for (guint i = 0; i < attachments->len && i < G_N_ELEMENTS (gathered->uploads); i++)
    {
      const LoketAttachment *attachment = g_ptr_array_index (attachments, i);
      g_autoptr (LoketStatement) statement = NULL;
      gboolean row;

      statement = _loket_hub_sqlite_query (self, error,
                                           "SELECT officer_id, sha256, size, type FROM uploads "
                                           "WHERE id = ? AND expires_at > ?",
                                           "ti", attachment->id, submission->now);
      if (statement == NULL || !loket_statement_step (statement, &row, error))
        return FALSE;
      if (row)
        gathered->uploads[i] = (LoketHubUploadFact) {
          .officer_id = keep_text (gathered, statement, 0),
          .sha256 = keep_text (gathered, statement, 1),
          .size = loket_statement_get_int64 (statement, 2),
          .type = keep_text (gathered, statement, 3),
        };
    }
  return TRUE;
}

static gboolean
gather (LoketHubSqlite            *self,
        const LoketHubSubmission  *submission,
        Gathered                  *gathered,
        GError                   **error)
{
  const LoketReply *reply = submission->reply;

  if (!_loket_hub_sqlite_find_use (self, reply->reply_id, &gathered->use, error))
    return FALSE;
  gathered->facts.use = _loket_hub_sqlite_use_facts (&gathered->use);
  if (LOKET_FAULT_BREAK ("forgets-revoked") && gathered->facts.use.state == LOKET_VERDICT_REVOKED)
    gathered->facts.use.state = LOKET_VERDICT_UNKNOWN;
  if (gathered->facts.use.state != LOKET_VERDICT_UNKNOWN)
    return TRUE;

  LOKET_FAULT_POINT ("unknown");
  gathered->epoch = _loket_hub_sqlite_get_meta (self, "epoch", error);
  gathered->facts.epoch = gathered->epoch;
  return gathered->epoch != NULL &&
         find_current (self, reply->complaint_id, gathered, error) &&
         find_rights (self, submission, gathered, error) &&
         find_own_chain (self, submission, gathered, error) &&
         find_uploads (self, submission, gathered, error);
}

static gboolean
save_reply (LoketHubSqlite            *self,
            const LoketHubSubmission  *submission,
            const LoketReceipt        *receipt,
            const char                *tracking_id,
            gboolean                   recovered,
            GError                   **error)
{
  return _loket_hub_sqlite_run (self, error,
                                "INSERT INTO replies (seq, id, complaint_id, tracking_id, officer_id, "
                                "device_id, substance, rev, epoch, accepted_at, body_sha, mac, outcome, "
                                "text, body, recovered) "
                                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                                "ittttt" "iitittttbi", receipt->seq, receipt->reply_id,
                                receipt->complaint_id, tracking_id, submission->account->officer->id,
                                submission->reply->device_id, receipt->substance, receipt->rev,
                                receipt->epoch, receipt->accepted_at, receipt->body_sha256,
                                receipt->mac, loket_outcome_to_name (submission->reply->outcome),
                                submission->reply->text, submission->body, (gint64) recovered) &&
         _loket_hub_sqlite_audit (self, submission->now, submission->account->officer->id,
                                  recovered ? "reply-recovered" : "reply-accepted", receipt->reply_id,
                                  error);
}

/* They no longer count against the officer. */
static gboolean
use_uploads (LoketHubSqlite            *self,
             const LoketHubSubmission  *submission,
             GError                   **error)
{
  const GPtrArray *attachments = submission->reply->attachments;

  for (guint i = 0; i < attachments->len; i++)
    {
      const LoketAttachment *attachment = g_ptr_array_index (attachments, i);

      if (!_loket_hub_sqlite_run (self, error,
                                  "UPDATE uploads SET used_at = ? WHERE id = ? AND officer_id = ?",
                                  "itt", submission->now, attachment->id,
                                  submission->account->officer->id))
        return FALSE;
    }
  return TRUE;
}

static LoketHubAnswer *
store_reply (LoketHubSqlite              *self,
             const LoketHubSubmission    *submission,
             const LoketHubReplyRequest  *request,
             const Gathered              *gathered,
             gboolean                     recovered,
             GError                     **error)
{
  LoketComplaint *complaint = gathered->complaint;
  gint64 accepted_at = recovered ? request->former->accepted_at : request->now;
  g_autoptr (LoketReceipt) receipt = NULL;
  g_autofree char *text = NULL;
  gint64 last;

  if (!loket_db_get_int64 (self->db, "SELECT coalesce (max (seq), 0) FROM replies", &last, error))
    return NULL;
  loket_hub_core_apply_reply (complaint, submission->reply, submission->account->officer->name,
                              accepted_at);
  if (complaint->claim != NULL &&
      g_strcmp0 (complaint->claim->officer_id, submission->account->officer->id) == 0)
    g_clear_pointer (&complaint->claim, loket_claim_free);
  receipt = loket_hub_core_make_receipt (request, complaint, gathered->epoch, last + 1, accepted_at);
  text = loket_hub_core_receipt_text (receipt);
  receipt->mac = loket_hub_keys_seal (self->keys, "receipt", text);

  LOKET_FAULT_POINT ("sealed");
  if (!save_reply (self, submission, receipt, complaint->tracking_id,
                   recovered, error) ||
      !use_uploads (self, submission, error))
    return NULL;
  if (LOKET_FAULT_BREAK ("not-atomic"))
    loket_db_exec (self->db, "COMMIT; BEGIN", NULL);
  LOKET_FAULT_POINT ("inserted");
  if (!_loket_hub_sqlite_save_complaint (self, complaint, NULL, gathered->facts.closed_at,
                                         submission->now, error))
    return NULL;
  return loket_hub_answer_new (g_steal_pointer (&receipt), NULL);
}

/* A receipt from a life before counts only with our own seal on it. */
static const LoketReceipt *
check_former (LoketHubSqlite     *self,
              const LoketReceipt *former)
{
  g_autofree char *text = NULL;
  g_autofree char *seal = NULL;

  if (former == NULL)
    return NULL;
  text = loket_hub_core_receipt_text (former);
  seal = loket_hub_keys_seal (self->keys, "receipt", text);
  return g_strcmp0 (seal, former->mac) == 0 ? former : NULL;
}

static LoketHubAnswer *
accept_reply (LoketHubStorage           *storage,
              const LoketHubSubmission  *submission,
              GError                   **error)
{
  LoketHubSqlite *self = LOKET_HUB_SQLITE (storage);
  g_autoptr (LoketTransaction) own = NULL;
  g_autoptr (LoketHubAnswer) answer = NULL;
  g_autoptr (LoketProblem) problem = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  g_autofree char *sha = loket_text_sha256 (submission->body);
  g_auto (Gathered) gathered = { .facts = { .closed_at = LOKET_TIME_UNSET } };
  LoketHubReplyRequest request = {
    .reply = submission->reply,
    .officer_id = submission->account->officer->id,
    .body_sha256 = sha,
    .epoch = submission->epoch,
    .former = check_former (self, submission->former),
    .now = submission->now,
  };
  LoketHubVerdict verdict;

  if (!_loket_hub_sqlite_join (self, &own, error) || !gather (self, submission, &gathered, error))
    return NULL;

  LOKET_FAULT_POINT ("gathered");
  if (LOKET_FAULT_BREAK ("changes-unseen"))
    gathered.facts.n_own = G_MAXINT32;
  verdict = loket_hub_core_decide_reply (&request, &gathered.facts, &problem);
  if (verdict == LOKET_HUB_VERDICT_STORE && submission->check != NULL)
    {
      findings = submission->check (submission->reply, gathered.complaint, submission->now,
                                    submission->check_data);
      problem = _loket_hub_sqlite_judge_findings (submission->reply, findings);
      if (problem != NULL)
        verdict = LOKET_HUB_VERDICT_REFUSE;
    }
  switch (verdict)
    {
    case LOKET_HUB_VERDICT_REPLAY:
      answer = loket_hub_answer_new (g_steal_pointer (&gathered.use.receipt), NULL);
      answer->replayed = TRUE;
      return g_steal_pointer (&answer);
    case LOKET_HUB_VERDICT_STORE:
    case LOKET_HUB_VERDICT_RECOVER:
      answer = store_reply (self, submission, &request, &gathered,
                            verdict == LOKET_HUB_VERDICT_RECOVER, error);
      LOKET_FAULT_POINT ("changed");
      if (answer == NULL ||
          (findings != NULL &&
           !_loket_hub_sqlite_save_findings (self, submission, answer->receipt->seq, findings, error)) ||
          !_loket_hub_sqlite_leave (self, own, error))
        return NULL;
      LOKET_FAULT_POINT ("left");
      return g_steal_pointer (&answer);
    case LOKET_HUB_VERDICT_REFUSE:
    default:
      return loket_hub_answer_new (NULL, g_steal_pointer (&problem));
    }
}

/* Fills in this file's part of the interface. */
void
_loket_hub_sqlite_init_replies (LoketHubStorageInterface *iface)
{
  iface->accept_reply = accept_reply;
}
