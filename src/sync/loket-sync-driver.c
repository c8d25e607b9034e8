/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sync"

#include "config.h"

#include "loket-sync-engine-private.h"

/*
 * Does what the core says and tells it how that ended:
 *
 *     start ─▶ account ─▶ core ─▶ effect ─▶ store or hub ─▶ event ─▶ core ─▶ …
 *
 * An effect's step holds the engine, so that a pass ends orderly even when
 * everybody else has let go of it.
 */

/* Frees a step whose end nobody is told. */
void
_loket_sync_step_free (LoketSyncStep *step)
{
  g_clear_pointer (&step->ops, g_ptr_array_unref);
  g_clear_pointer (&step->sync_ops, g_ptr_array_unref);
  g_free (step->receipt);
  g_clear_pointer (&step->effect, loket_sync_effect_free);
  g_clear_object (&step->engine);
  g_free (step);
}

/* Whether the core still waits for this step. */
gboolean
_loket_sync_step_is_current (LoketSyncStep *step)
{
  return loket_sync_core_awaits (step->engine->core, step->effect->ticket);
}

/* An event that answers the step. */
LoketSyncEvent
_loket_sync_step_event (LoketSyncStep      *step,
                        LoketSyncEventType  type)
{
  return (LoketSyncEvent) { .type = type, .ticket = step->effect->ticket, .done = TRUE };
}

/* Ends a step: feeds its event and frees it. */
void
_loket_sync_step_end (LoketSyncStep  *step,
                      LoketSyncEvent *event)
{
  g_autoptr (LoketSyncStep) owned = step;

  _loket_sync_driver_feed (owned->engine, event);
}

static void
perform (LoketSyncEngine *self,
         LoketSyncEffect *effect)
{
  LoketSyncStep *step = g_new0 (LoketSyncStep, 1);

  step->engine = g_object_ref (self);
  step->effect = effect;
  step->started_us = loket_clock_elapsed_us (self->clock);

  switch (effect->type)
    {
    case LOKET_SYNC_EFFECT_REFRESH:
      _loket_sync_hub_refresh (step);
      break;
    case LOKET_SYNC_EFFECT_FETCH_SESSION:
      _loket_sync_hub_session (step);
      break;
    case LOKET_SYNC_EFFECT_FETCH_RULES:
      _loket_sync_rules_fetch (step);
      break;
    case LOKET_SYNC_EFFECT_SAVE_RULES:
      _loket_sync_rules_save (step);
      break;
    case LOKET_SYNC_EFFECT_FETCH_GUIDANCE:
      _loket_sync_guidance_fetch (step);
      break;
    case LOKET_SYNC_EFFECT_SAVE_GUIDANCE:
      _loket_sync_guidance_save (step);
      break;
    case LOKET_SYNC_EFFECT_FETCH_SNAPSHOT:
    case LOKET_SYNC_EFFECT_FETCH_CHANGES:
      _loket_sync_pages_get (step);
      break;
    case LOKET_SYNC_EFFECT_SEND:
      _loket_sync_hub_send (step);
      break;
    case LOKET_SYNC_EFFECT_UPLOAD_BEGIN:
    case LOKET_SYNC_EFFECT_UPLOAD_PART:
      _loket_sync_upload_perform (step);
      break;
    case LOKET_SYNC_EFFECT_UPLOAD_NOTE:
      _loket_sync_upload_note (step);
      break;
    case LOKET_SYNC_EFFECT_SIGN_OUT:
    case LOKET_SYNC_EFFECT_SAVE_EPOCH:
      _loket_sync_local_save_account (step);
      break;
    case LOKET_SYNC_EFFECT_KEEP_SCOPES:
      _loket_sync_local_keep_scopes (step);
      break;
    case LOKET_SYNC_EFFECT_LOAD_SCOPE:
      _loket_sync_local_load_scope (step);
      break;
    case LOKET_SYNC_EFFECT_RESET_SCOPE:
      _loket_sync_local_reset_scope (step);
      break;
    case LOKET_SYNC_EFFECT_APPLY_PAGE:
      _loket_sync_local_apply_page (step);
      break;
    case LOKET_SYNC_EFFECT_LOAD_ACCEPTED:
      _loket_sync_local_load_accepted (step);
      break;
    case LOKET_SYNC_EFFECT_ASK_STATUS:
      _loket_sync_hub_ask_status (step);
      break;
    case LOKET_SYNC_EFFECT_CONFIRM:
      _loket_sync_local_confirm (step);
      break;
    case LOKET_SYNC_EFFECT_LOAD_OUTBOX:
      _loket_sync_local_load_outbox (step);
      break;
    case LOKET_SYNC_EFFECT_MARK:
      _loket_sync_local_mark (step);
      break;
    case LOKET_SYNC_EFFECT_REVOKE:
      _loket_sync_hub_revoke (step);
      break;
    case LOKET_SYNC_EFFECT_POSTPONE:
      _loket_sync_local_postpone (step);
      break;
    case LOKET_SYNC_EFFECT_FINISH:
      _loket_sync_engine_pass_ended (self, &effect->summary);
      _loket_sync_step_free (step);
      break;
    default:
      g_assert_not_reached ();
    }
}

/* Tells the core what happened and begins what it says. */
void
_loket_sync_driver_feed (LoketSyncEngine *self,
                         LoketSyncEvent  *event)
{
  g_autoptr (GPtrArray) effects = g_ptr_array_new ();

  event->now = loket_clock_now (self->clock);
  event->elapsed_us = loket_clock_elapsed_us (self->clock);
  event->random = g_random_int ();
  loket_sync_core_step (self->core, event, effects);

  for (guint i = 0; i < effects->len; i++)
    perform (self, g_ptr_array_index (effects, i));
}

static void
start_core (LoketSyncEngine *self)
{
  LoketSyncEvent event = {
    .type = LOKET_SYNC_EVENT_START,
    .signed_in = self->account->server != NULL && self->account->sealed_tokens != NULL &&
                 self->http != NULL,
    .token_expires_us = self->access_token != NULL ? self->access_expires_us : G_MININT64 / 2,
    .epoch = self->account->epoch,
    .forced = self->forced,
  };

  _loket_sync_driver_feed (self, &event);
  if (self->cancel_asked)
    _loket_sync_driver_cancel (self);
}

static void
end_early (LoketSyncEngine *self,
           LoketReason      reason)
{
  LoketSyncSummary summary = LOKET_SYNC_SUMMARY_INIT;

  summary.state = LOKET_SYNC_OFFLINE;
  summary.reason = reason;
  _loket_sync_engine_pass_ended (self, &summary);
}

static void
account_loaded_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (LoketSyncEngine) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketAccount) account =
      loket_user_store_load_account_finish (LOKET_USER_STORE (source), result, &error);

  if (account == NULL)
    {
      g_debug ("The account cannot be read: %s", error->message);
      end_early (self, LOKET_REASON_STORAGE);
      return;
    }
  if (!_loket_sync_account_adopt (self, g_steal_pointer (&account), &error))
    {
      end_early (self, loket_sync_error_get_reason (error));
      return;
    }
  start_core (self);
}

/* Begins a pass. */
void
_loket_sync_driver_start (LoketSyncEngine *self)
{
  g_clear_object (&self->transfer);
  self->transfer = g_cancellable_new ();
  self->cancel_asked = FALSE;
  loket_user_store_load_account_async (self->user, NULL,
                                       account_loaded_cb, g_object_ref (self));
}

/* Ends the pass as soon as what is true is stored. */
void
_loket_sync_driver_cancel (LoketSyncEngine *self)
{
  LoketSyncEvent event = { .type = LOKET_SYNC_EVENT_CANCEL };
  g_autoptr (GCancellable) transfer = g_object_ref (self->transfer);

  self->cancel_asked = TRUE;
  if (!loket_sync_core_is_running (self->core))
    return;

  /* The core first: the answer of what is stopped then is late to it. */
  _loket_sync_driver_feed (self, &event);
  g_cancellable_cancel (transfer);
}
