/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sync"

#include "config.h"

#include "loket-sync-engine-private.h"

#include <string.h>

#include "loket-limits.h"
#include "loket-text.h"
#include "loket-wire-reply.h"

/* The server's clock is read to a second; less than this is only the line. */
#define OFFSET_TOLERANCE 5

typedef struct
{
  LoketSyncStep    *step;
  LoketSyncAnswered answered;
  LoketRequestKind  kind;
} Asked;

/* Learns how far our clock is off from an answer that is certainly the hub's. */
void
_loket_sync_hub_learn_offset (LoketSyncEngine   *self,
                              const LoketAnswer *answer)
{
  gint64 known = loket_clock_get_offset (self->clock);
  gint64 offset;

  if (answer->date == LOKET_TIME_UNSET)
    return;

  offset = answer->date - (loket_clock_now (self->clock) - known);
  if (ABS (offset) < OFFSET_TOLERANCE)
    offset = 0;
  if (ABS (offset - known) >= OFFSET_TOLERANCE)
    loket_clock_set_offset (self->clock, offset);
}

static void
asked_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autofree Asked *asked = user_data;
  g_autoptr (LoketSyncStep) step = asked->step;
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketAnswer) answer = loket_http_send_finish (LOKET_HTTP (source), result, &error);
  LoketJudgement judgement;

  /* Stopped: the core went on without it. */
  if (answer == NULL || !_loket_sync_step_is_current (step))
    return;

  judgement = loket_answer_judge (answer, asked->kind);
  if (judgement.klass != LOKET_ANSWER_N)
    _loket_sync_hub_learn_offset (step->engine, answer);
  asked->answered (g_steal_pointer (&step), answer, judgement);
}

/* Asks the hub; the answer, judged, goes to @answered with the step. */
void
_loket_sync_hub_ask (LoketSyncStep    *step,
                     LoketRequestKind  kind,
                     const char       *method,
                     const char       *path,
                     GBytes           *body,
                     GCancellable     *cancellable,
                     LoketSyncAnswered answered)
{
  LoketSyncEngine *self = step->engine;
  gboolean anonymous = kind == LOKET_REQUEST_REFRESH;
  const LoketHttpRequest request = {
    .kind = kind,
    .method = method,
    .path = path,
    .body = body,
    .access_token = anonymous ? NULL : self->access_token,
    .epoch = self->account->epoch,
    .receipt = step->receipt,
  };
  Asked *asked = g_new0 (Asked, 1);

  asked->step = step;
  asked->answered = answered;
  asked->kind = kind;
  loket_http_send_async (self->http, &request, cancellable, asked_cb, asked);
}

/* Asks about a file, or sends a part of it. */
void
_loket_sync_hub_ask_upload (LoketSyncStep         *step,
                            const char            *method,
                            const char            *path,
                            GBytes                *body,
                            const LoketHttpUpload *upload,
                            LoketSyncAnswered      answered)
{
  LoketSyncEngine *self = step->engine;
  const LoketHttpRequest request = {
    .kind = LOKET_REQUEST_UPLOAD,
    .method = method,
    .path = path,
    .body = body,
    .access_token = self->access_token,
    .epoch = self->account->epoch,
    .upload = upload,
  };
  Asked *asked = g_new0 (Asked, 1);

  asked->step = step;
  asked->answered = answered;
  asked->kind = LOKET_REQUEST_UPLOAD;
  loket_http_send_async (self->http, &request, self->transfer, asked_cb, asked);
}

static void
end_with_judgement (LoketSyncStep      *step,
                    LoketSyncEventType  type,
                    LoketJudgement      judgement,
                    const char         *epoch)
{
  LoketSyncEvent event = _loket_sync_step_event (step, type);

  event.judgement = judgement;
  event.epoch = epoch;
  _loket_sync_step_end (step, &event);
}

/* Renewing the tokens: asked, stored, and only then used. */

typedef struct
{
  LoketSyncStep *step;
  LoketAccount  *account;
  LoketTokens   *tokens;
} Renewal;

static void
renewal_stored_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autofree Renewal *renewal = user_data;
  LoketSyncStep *step = renewal->step;
  LoketSyncEngine *self = step->engine;
  g_autoptr (LoketTokens) tokens = renewal->tokens;
  g_autoptr (LoketAccount) account = renewal->account;
  LoketSyncEvent event = _loket_sync_step_event (step, LOKET_SYNC_EVENT_TOKENS);

  if (loket_user_store_save_account_finish (LOKET_USER_STORE (source), result, NULL))
    {
      g_clear_pointer (&self->account, loket_account_free);
      self->account = g_steal_pointer (&account);
      _loket_sync_account_use_tokens (self, tokens, step->started_us);
    }
  else
    {
      event.type = LOKET_SYNC_EVENT_FAILED;
    }
  _loket_sync_step_end (step, &event);
}

static void
renewed (LoketSyncStep     *step,
         const LoketAnswer *answer,
         LoketJudgement     judgement)
{
  LoketSyncEngine *self = step->engine;
  g_autoptr (LoketTokens) tokens = loket_answer_read_tokens (answer, &judgement);
  Renewal *renewal;

  if (tokens == NULL)
    {
      end_with_judgement (step, LOKET_SYNC_EVENT_TOKENS, judgement, answer->epoch);
      return;
    }

  renewal = g_new0 (Renewal, 1);
  renewal->step = step;
  renewal->account = loket_account_copy (self->account);
  renewal->tokens = g_steal_pointer (&tokens);
  _loket_sync_account_take_tokens (self, renewal->account, renewal->tokens);
  loket_user_store_save_account_async (self->user, renewal->account,
                                       NULL, renewal_stored_cb, renewal);
}

/* Renews the tokens. Never stopped midway: its answer would be lost, and the
 * old token is good for a moment only. */
void
_loket_sync_hub_refresh (LoketSyncStep *step)
{
  LoketSyncEngine *self = step->engine;
  g_autofree char *token = _loket_sync_account_open_refresh (self, self->account);
  g_autoptr (GBytes) body = NULL;

  if (token == NULL)
    {
      const LoketJudgement judgement = { LOKET_ANSWER_A, LOKET_REASON_SIGNED_OUT, -1, 0 };

      end_with_judgement (step, LOKET_SYNC_EVENT_TOKENS, judgement, NULL);
      return;
    }

  g_clear_pointer (&self->access_token, g_free);
  body = loket_wire_refresh_to_json (token);
  _loket_sync_hub_ask (step, LOKET_REQUEST_REFRESH, "POST", "/auth/refresh", body, NULL, renewed);
}

/* The session. */

/* Compares dotted numbers, as in “0.9.1” and “0.10”. */
static gboolean
is_older (const char *version,
          const char *than)
{
  g_auto (GStrv) left = g_strsplit (version, ".", -1);
  g_auto (GStrv) right = g_strsplit (than != NULL ? than : "", ".", -1);

  for (guint i = 0; right[i] != NULL; i++)
    {
      guint64 ours = i < g_strv_length (left) ? g_ascii_strtoull (left[i], NULL, 10) : 0;
      guint64 theirs = g_ascii_strtoull (right[i], NULL, 10);

      if (ours != theirs)
        return ours < theirs;
    }
  return FALSE;
}

static void
session_came (LoketSyncStep     *step,
              const LoketAnswer *answer,
              LoketJudgement     judgement)
{
  LoketSyncEngine *self = step->engine;
  LoketSyncEvent event = _loket_sync_step_event (step, LOKET_SYNC_EVENT_SESSION);

  g_clear_pointer (&self->session, loket_session_info_free);
  self->session = loket_answer_read_session (answer, &judgement);
  if (self->session != NULL && is_older (LOKET_VERSION, self->session->min_client_version))
    {
      judgement.klass = LOKET_ANSWER_U;
      judgement.reason = LOKET_REASON_TOO_OLD;
    }

  event.judgement = judgement;
  event.epoch = answer->epoch;
  event.scopes = self->session != NULL ? self->session->scopes : NULL;
  event.rules_edition = self->session != NULL ? self->session->rules_edition : 0;
  event.rules_here = loket_cache_store_get_rules_edition (self->cache, answer->epoch);
  if (self->session != NULL)
    {
      event.guidance_edition = self->session->guidance_edition;
      event.guidance_here = loket_cache_store_get_guidance_edition (self->cache, answer->epoch,
                                                                    self->session->officer->agency_code);
    }
  if (judgement.klass == LOKET_ANSWER_OK)
    {
      _loket_sync_advice_report (self);
      _loket_sync_advice_end_uploads (self);
    }
  _loket_sync_step_end (step, &event);
}

/* Asks for the session. */
void
_loket_sync_hub_session (LoketSyncStep *step)
{
  _loket_sync_hub_ask (step, LOKET_REQUEST_SESSION, "GET", "/session", NULL,
                       step->engine->transfer, session_came);
}

/* Sending. */

static void
reply_answered (LoketSyncStep     *step,
                const LoketAnswer *answer,
                LoketJudgement     judgement)
{
  g_autoptr (LoketReceipt) receipt = loket_answer_read_receipt (answer, &judgement);
  g_autofree char *problem = loket_answer_dup_problem (answer);
  LoketSyncEvent event = _loket_sync_step_event (step, LOKET_SYNC_EVENT_REPLY);

  event.judgement = judgement;
  event.epoch = answer->epoch;
  event.receipt = receipt;
  event.problem = problem;
  _loket_sync_step_end (step, &event);
}

static void
op_loaded_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (LoketSyncStep) step = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketOutboxOp) op =
      loket_user_store_get_op_finish (LOKET_USER_STORE (source), result, &error);
  g_autofree char *sha256 = NULL;
  g_autofree char *path = NULL;
  LoketSyncStep *taken;

  if (!_loket_sync_step_is_current (step))
    return;
  if (op == NULL)
    {
      LoketSyncEvent event = _loket_sync_step_event (step, LOKET_SYNC_EVENT_FAILED);

      g_debug ("The reply cannot be read: %s", error->message);
      _loket_sync_step_end (g_steal_pointer (&step), &event);
      return;
    }

  /* Bytes that are not those that were frozen must never leave. */
  sha256 = loket_text_sha256 (op->wire);
  if (g_strcmp0 (sha256, op->wire_sha256) != 0)
    {
      const LoketJudgement judgement = { LOKET_ANSWER_P, LOKET_REASON_DAMAGED, -1, 0 };

      end_with_judgement (g_steal_pointer (&step), LOKET_SYNC_EVENT_REPLY, judgement, NULL);
      return;
    }

  path = g_strdup_printf ("/complaints/%s/replies/%s", op->complaint_id, op->reply_id);
  taken = g_steal_pointer (&step);
  if (op->receipt != NULL)
    taken->receipt = loket_wire_receipt_to_json (op->receipt);
  _loket_sync_hub_ask (taken, LOKET_REQUEST_REPLY, "PUT", path, op->wire, taken->engine->transfer,
                       reply_answered);
}

/* Sends the frozen bytes of a reply. */
void
_loket_sync_hub_send (LoketSyncStep *step)
{
  LoketUserStore *user = step->engine->user;

  loket_user_store_get_op_async (user, step->effect->rid, NULL, op_loaded_cb, step);
}

/* Taking back. */

/* Asks the hub never to accept a reply whose bytes may have left. */
void
_loket_sync_hub_revoke (LoketSyncStep *step)
{
  g_autofree char *path = g_strdup_printf ("/complaints/%s/replies/%s", step->effect->complaint_id,
                                           step->effect->rid);

  _loket_sync_hub_ask (step, LOKET_REQUEST_REVOKE, "DELETE", path, NULL, step->engine->transfer,
                       reply_answered);
}

/* What became of replies. */

static void
status_answered (LoketSyncStep     *step,
                 const LoketAnswer *answer,
                 LoketJudgement     judgement)
{
  g_autoptr (GPtrArray) verdicts = loket_answer_read_verdicts (answer, &judgement);
  LoketSyncEvent event = _loket_sync_step_event (step, LOKET_SYNC_EVENT_STATUS);

  event.judgement = judgement;
  event.epoch = answer->epoch;
  event.verdicts = verdicts;
  _loket_sync_step_end (step, &event);
}

/* Asks the hub what it knows of some replies. */
void
_loket_sync_hub_ask_status (LoketSyncStep *step)
{
  g_autofree char *json = loket_wire_status_request_to_json (step->effect->rids);
  g_autoptr (GBytes) body = g_bytes_new (json, strlen (json));

  _loket_sync_hub_ask (step, LOKET_REQUEST_STATUS, "POST", "/replies/status", body,
                       step->engine->transfer, status_answered);
}
