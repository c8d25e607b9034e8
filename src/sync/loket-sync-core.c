/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sync"

#include "config.h"

#include "loket-sync-core-private.h"

#include "loket-limits.h"
#include "loket-mutant.h"
#include "loket-wire-account.h"

/**
 * LoketSyncCore:
 *
 * Decides what a pass does next, and does nothing itself.
 *
 *     driver: event ──▶ step ──▶ effect: driver
 *        ▲                          │
 *        └── asks the hub, the store ┘
 *
 * It knows no clock, no socket, no thread and no chance: all that comes with
 * the events, so the same events always give the same effects, and a simulator
 * can put years of broken lines through it in seconds. An event whose ticket is
 * of no outstanding effect is late and changes nothing.
 *
 * A pass goes session, rules, guidance, feeds, recovery, outbox, feeds. Everywhere but in the
 * outbox exactly one effect is outstanding; there each reply on its way has one,
 * in a lane of its own, and the choice of the next another. A pass can be cut
 * short anywhere: what is true is always in the store, and the next begins there.
 */

/**
 * loket_sync_core_new:
 *
 * Makes a core with no pass under way.
 *
 * Returns: (transfer full): a core
 */
LoketSyncCore *
loket_sync_core_new (void)
{
  LoketSyncCore *self = g_new0 (LoketSyncCore, 1);

  self->resets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->tried = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->uploaded_again = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->part = LOKET_LIMIT_CHUNK_MIN_BYTES;
  self->repaired = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->lanes = g_ptr_array_new_with_free_func ((GDestroyNotify) _loket_sync_lane_free);
  self->unsure = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->forgotten = g_ptr_array_new ();
  self->confirmed = g_ptr_array_new ();
  self->summary = (LoketSyncSummary) LOKET_SYNC_SUMMARY_INIT;
  return self;
}

static void
forget_pass (LoketSyncCore *self)
{
  g_clear_pointer (&self->scopes, g_ptr_array_unref);
  g_clear_pointer (&self->at, g_free);
  g_clear_pointer (&self->next, g_free);
  g_ptr_array_set_size (self->lanes, 0);
  g_ptr_array_set_size (self->forgotten, 0);
  g_ptr_array_set_size (self->confirmed, 0);
  g_clear_pointer (&self->accepted, g_ptr_array_unref);
  if (!LOKET_MUTANT (NO_REQUEUE))
    g_hash_table_remove_all (self->tried);
  g_hash_table_remove_all (self->repaired);
  g_hash_table_remove_all (self->uploaded_again);
}

/**
 * loket_sync_core_free:
 * @self: (transfer full): a core
 *
 * Frees it, and with it a pass that is under way; the next core finds in the
 * store what that one left.
 */
void
loket_sync_core_free (LoketSyncCore *self)
{
  forget_pass (self);
  g_hash_table_unref (self->tried);
  g_hash_table_unref (self->repaired);
  g_hash_table_unref (self->uploaded_again);
  g_hash_table_unref (self->resets);
  g_ptr_array_unref (self->lanes);
  g_hash_table_unref (self->unsure);
  g_ptr_array_unref (self->forgotten);
  g_ptr_array_unref (self->confirmed);
  g_free (self->recovered);
  g_free (self->kept);
  g_free (self->epoch);
  g_free (self);
}

/* Appends an effect with a ticket of its own. */
LoketSyncEffect *
_loket_sync_core_new_effect (LoketSyncCore       *self,
                             GPtrArray           *effects,
                             LoketSyncEffectType  type)
{
  LoketSyncEffect *effect = g_new0 (LoketSyncEffect, 1);

  effect->type = type;
  effect->ticket = ++self->last_ticket;
  effect->next_at = LOKET_TIME_UNSET;
  g_ptr_array_add (effects, effect);
  return effect;
}

/* Appends the next effect of the pass itself, in place of the one before. */
LoketSyncEffect *
_loket_sync_core_emit (LoketSyncCore       *self,
                       GPtrArray           *effects,
                       LoketSyncEffectType  type)
{
  LoketSyncEffect *effect = _loket_sync_core_new_effect (self, effects, type);

  self->ticket = effect->ticket;
  self->awaited = type;
  return effect;
}

static void
settle_state (LoketSyncCore *self)
{
  LoketSyncSummary *summary = &self->summary;

  if (summary->state == LOKET_SYNC_SIGNED_OUT)
    return;

  if (self->upgrade)
    {
      summary->state = LOKET_SYNC_NEEDS_USER;
      summary->reason = LOKET_REASON_TOO_OLD;
    }
  else if (self->trouble != LOKET_REASON_NONE)
    {
      summary->state = LOKET_SYNC_OFFLINE;
      summary->reason = self->trouble;
    }
  else
    {
      summary->state = summary->needs_user > 0 ? LOKET_SYNC_NEEDS_USER : LOKET_SYNC_OK;
      summary->reason = LOKET_REASON_NONE;
    }
}

/* Ends the pass with what is known. */
void
_loket_sync_core_finish (LoketSyncCore *self,
                         GPtrArray     *effects)
{
  g_assert (self->lanes->len == 0);

  settle_state (self);
  _loket_sync_core_emit (self, effects, LOKET_SYNC_EFFECT_FINISH)->summary = self->summary;
  self->phase = PHASE_IDLE;
  self->ticket = 0;
  forget_pass (self);
}

/* Ends the pass after a last look at what is left in the outbox. */
void
_loket_sync_core_count (LoketSyncCore *self,
                        GPtrArray     *effects)
{
  self->phase = PHASE_COUNT;
  self->reload = FALSE;
  _loket_sync_core_emit (self, effects, LOKET_SYNC_EFFECT_LOAD_OUTBOX);
}

/* Remembers the first thing that kept the pass from being complete. */
void
_loket_sync_core_trouble (LoketSyncCore        *self,
                          const LoketJudgement *judgement)
{
  if (self->trouble == LOKET_REASON_NONE)
    self->trouble = judgement->reason != LOKET_REASON_NONE ? judgement->reason
                                                           : LOKET_REASON_UNREADABLE;
  if (judgement->klass == LOKET_ANSWER_U)
    self->upgrade = TRUE;
  self->summary.retry_after = MAX (self->summary.retry_after, judgement->retry_after);
}

static void
sign_out (LoketSyncCore *self,
          LoketReason    reason)
{
  self->summary.state = LOKET_SYNC_SIGNED_OUT;
  self->summary.reason = reason;
}

/*
 * The hub does not take the token. It is renewed once; when the new one is not
 * taken either, renewing it for ever would not help, so somebody has to sign in.
 * No item of the outbox is touched by any of this.
 */
void
_loket_sync_core_unauthorized (LoketSyncCore        *self,
                               const LoketJudgement *judgement,
                               GPtrArray            *effects)
{
  if (judgement->reason == LOKET_REASON_SUSPENDED || self->refreshes >= N_REFRESHES)
    {
      sign_out (self, judgement->reason);
      _loket_sync_core_count (self, effects);
      return;
    }

  self->refreshes++;
  _loket_sync_core_emit (self, effects, LOKET_SYNC_EFFECT_REFRESH);
}

/* Whether an answer that is certainly the hub's comes from another of its lives. */
gboolean
_loket_sync_core_other_epoch (LoketSyncCore        *self,
                              const LoketSyncEvent *event)
{
  if (LOKET_MUTANT (EPOCH_IGNORED))
    return FALSE;
  return event->judgement.klass != LOKET_ANSWER_N && event->epoch != NULL &&
         self->epoch != NULL && !g_str_equal (event->epoch, self->epoch);
}

/* Asks for the session, unless the hub sends us round in circles. */
void
_loket_sync_core_ask_session (LoketSyncCore *self,
                              GPtrArray     *effects)
{
  if (self->sessions >= N_SESSIONS)
    {
      const LoketJudgement judgement = { LOKET_ANSWER_E, LOKET_REASON_EPOCH, -1, 412 };

      _loket_sync_core_trouble (self, &judgement);
      _loket_sync_core_count (self, effects);
      return;
    }

  self->phase = PHASE_SESSION;
  _loket_sync_core_emit (self, effects, LOKET_SYNC_EFFECT_FETCH_SESSION);
}

static void
start (LoketSyncCore        *self,
       const LoketSyncEvent *event,
       GPtrArray            *effects)
{
  const gint64 margin_us = (gint64) G_USEC_PER_SEC * 30;

  g_free (self->epoch);
  self->epoch = g_strdup (event->epoch);
  self->phase = PHASE_SESSION;
  self->cancelled = self->reload = FALSE;
  self->halt = HALT_NONE;
  self->forced = event->forced;
  self->upgrade = FALSE;
  self->refreshes = self->sessions = 0;
  self->trouble = LOKET_REASON_NONE;
  self->attempted = self->failures = self->lost_marks = 0;
  self->summary = (LoketSyncSummary) LOKET_SYNC_SUMMARY_INIT;

  if (!event->signed_in)
    {
      sign_out (self, LOKET_REASON_SIGNED_OUT);
      _loket_sync_core_count (self, effects);
    }
  else if (event->token_expires_us - margin_us <= event->elapsed_us)
    {
      self->refreshes++;
      _loket_sync_core_emit (self, effects, LOKET_SYNC_EFFECT_REFRESH);
    }
  else
    {
      _loket_sync_core_ask_session (self, effects);
    }
}

/* After the tokens were renewed: goes on with what they were missing for. */
static void
tokens_came (LoketSyncCore        *self,
             const LoketSyncEvent *event,
             GPtrArray            *effects)
{
  if (event->judgement.klass == LOKET_ANSWER_A)
    {
      sign_out (self, event->judgement.reason);
      _loket_sync_core_emit (self, effects, LOKET_SYNC_EFFECT_SIGN_OUT);
      return;
    }
  if (event->judgement.klass != LOKET_ANSWER_OK)
    {
      _loket_sync_core_trouble (self, &event->judgement);
      _loket_sync_core_count (self, effects);
      return;
    }

  if (self->phase == PHASE_FEED || self->phase == PHASE_FEED_AGAIN)
    _loket_sync_core_feed_resume (self, effects);
  else if (self->phase == PHASE_RECOVERY)
    _loket_sync_core_recovery_begin (self, effects);
  else if (self->phase == PHASE_RULES)
    _loket_sync_core_rules_begin (self, effects);
  else if (self->phase == PHASE_GUIDANCE)
    _loket_sync_core_guidance_begin (self, effects);
  else if (self->phase == PHASE_OUTBOX)
    _loket_sync_core_outbox_begin (self, effects);
  else
    _loket_sync_core_ask_session (self, effects);
}

/*
 * The hub was restored from a backup, or is another one: nothing that is ours
 * is judged by that. How far our copies are is forgotten scope by scope, and
 * only then the new epoch is stored, so that a crash between begins anew. No
 * reply goes out before the copies are complete.
 */
static void
reset_next_scope (LoketSyncCore *self,
                  GPtrArray     *effects)
{
  if (self->scope_index < self->scopes->len)
    {
      LoketScope *scope = g_ptr_array_index (self->scopes, self->scope_index++);
      LoketSyncEffect *effect =
          _loket_sync_core_emit (self, effects, LOKET_SYNC_EFFECT_RESET_SCOPE);

      effect->scope = g_strdup (scope->id);
      effect->generation = scope->generation;
      return;
    }

  _loket_sync_core_emit (self, effects, LOKET_SYNC_EFFECT_SAVE_EPOCH)->epoch = g_strdup (self->epoch);
}

static void
session_came (LoketSyncCore        *self,
              const LoketSyncEvent *event,
              GPtrArray            *effects)
{
  self->sessions++;

  if (event->judgement.klass == LOKET_ANSWER_A)
    {
      _loket_sync_core_unauthorized (self, &event->judgement, effects);
      return;
    }
  if (event->judgement.klass == LOKET_ANSWER_U && self->epoch != NULL)
    {
      _loket_sync_core_trouble (self, &event->judgement);
      _loket_sync_core_outbox_begin (self, effects);
      return;
    }
  if (event->judgement.klass != LOKET_ANSWER_OK || event->scopes == NULL || event->epoch == NULL)
    {
      _loket_sync_core_trouble (self, &event->judgement);
      _loket_sync_core_count (self, effects);
      return;
    }

  self->refreshes = 0;
  g_clear_pointer (&self->scopes, g_ptr_array_unref);
  self->scopes = g_ptr_array_ref (event->scopes);
  _loket_sync_core_rules_learn (self, event);
  _loket_sync_core_guidance_learn (self, event);

  if (g_strcmp0 (self->epoch, event->epoch) == 0 ||
      (LOKET_MUTANT (EPOCH_IGNORED) && self->epoch != NULL))
    {
      _loket_sync_core_rules_begin (self, effects);
      return;
    }

  self->summary.epoch_changed = self->epoch != NULL;
  g_free (self->epoch);
  self->epoch = g_strdup (event->epoch);
  self->phase = PHASE_RESET;
  self->scope_index = self->summary.epoch_changed ? 0 : self->scopes->len;
  reset_next_scope (self, effects);
}

static void
reset_stored (LoketSyncCore *self,
              GPtrArray     *effects)
{
  if (self->awaited == LOKET_SYNC_EFFECT_RESET_SCOPE)
    reset_next_scope (self, effects);
  else
    _loket_sync_core_rules_begin (self, effects);
}

/* Whether an effect waits for the hub, whose answer need not be awaited. */
static gboolean
asks_hub (LoketSyncEffectType type)
{
  return type == LOKET_SYNC_EFFECT_FETCH_SESSION || type == LOKET_SYNC_EFFECT_FETCH_RULES ||
         type == LOKET_SYNC_EFFECT_FETCH_GUIDANCE ||
         type == LOKET_SYNC_EFFECT_FETCH_SNAPSHOT || type == LOKET_SYNC_EFFECT_FETCH_CHANGES ||
         type == LOKET_SYNC_EFFECT_ASK_STATUS;
}

/*
 * What the store is doing is awaited to know how it ended, and so is a renewal
 * of the tokens, whose answer would be lost; an answer of the hub is not.
 */
static void
cancel (LoketSyncCore        *self,
        const LoketSyncEvent *event,
        GPtrArray            *effects)
{
  self->cancelled = TRUE;
  self->trouble = LOKET_REASON_CANCELLED;
  if (self->lanes->len > 0)
    _loket_sync_lanes_cancel (self, event, effects);
  else if (asks_hub (self->awaited))
    _loket_sync_core_finish (self, effects);
}

/* The local files cannot be written: nothing else is begun. */
static void
store_failed (LoketSyncCore *self,
              GPtrArray     *effects)
{
  self->ticket = 0;
  self->trouble = LOKET_REASON_STORAGE;
  g_clear_pointer (&self->kept, g_free);
  if (self->lanes->len > 0)
    _loket_sync_core_outbox_halt (self, HALT_FINISH, NULL);
  else
    _loket_sync_core_finish (self, effects);
}

static void
dispatch (LoketSyncCore        *self,
          const LoketSyncEvent *event,
          GPtrArray            *effects)
{
  if (event->type == LOKET_SYNC_EVENT_TOKENS)
    {
      tokens_came (self, event, effects);
      return;
    }
  if (self->awaited == LOKET_SYNC_EFFECT_SIGN_OUT)
    {
      _loket_sync_core_count (self, effects);
      return;
    }

  switch (self->phase)
    {
    case PHASE_SESSION:
      session_came (self, event, effects);
      break;
    case PHASE_RESET:
      reset_stored (self, effects);
      break;
    case PHASE_RULES:
      _loket_sync_core_rules_event (self, event, effects);
      break;
    case PHASE_GUIDANCE:
      _loket_sync_core_guidance_event (self, event, effects);
      break;
    case PHASE_FEED:
    case PHASE_FEED_AGAIN:
      _loket_sync_core_feed_event (self, event, effects);
      break;
    case PHASE_RECOVERY:
      _loket_sync_core_recovery_event (self, event, effects);
      break;
    case PHASE_OUTBOX:
    case PHASE_COUNT:
      _loket_sync_core_outbox_event (self, event, effects);
      break;
    case PHASE_IDLE:
    default:
      g_assert_not_reached ();
    }
}

/* Whether an event is an answer to that effect. */
static gboolean
answers (LoketSyncEventType  event,
         LoketSyncEffectType effect)
{
  switch (effect)
    {
    case LOKET_SYNC_EFFECT_REFRESH:
      return event == LOKET_SYNC_EVENT_TOKENS;
    case LOKET_SYNC_EFFECT_FETCH_SESSION:
      return event == LOKET_SYNC_EVENT_SESSION;
    case LOKET_SYNC_EFFECT_FETCH_RULES:
      return event == LOKET_SYNC_EVENT_RULES;
    case LOKET_SYNC_EFFECT_FETCH_GUIDANCE:
      return event == LOKET_SYNC_EVENT_GUIDANCE;
    case LOKET_SYNC_EFFECT_LOAD_SCOPE:
      return event == LOKET_SYNC_EVENT_SCOPE;
    case LOKET_SYNC_EFFECT_FETCH_SNAPSHOT:
    case LOKET_SYNC_EFFECT_FETCH_CHANGES:
      return event == LOKET_SYNC_EVENT_PAGE;
    case LOKET_SYNC_EFFECT_LOAD_ACCEPTED:
    case LOKET_SYNC_EFFECT_LOAD_OUTBOX:
      return event == LOKET_SYNC_EVENT_OUTBOX;
    case LOKET_SYNC_EFFECT_ASK_STATUS:
      return event == LOKET_SYNC_EVENT_STATUS;
    case LOKET_SYNC_EFFECT_SEND:
    case LOKET_SYNC_EFFECT_REVOKE:
      return event == LOKET_SYNC_EVENT_REPLY;
    case LOKET_SYNC_EFFECT_UPLOAD_BEGIN:
    case LOKET_SYNC_EFFECT_UPLOAD_PART:
      return event == LOKET_SYNC_EVENT_UPLOAD;
    case LOKET_SYNC_EFFECT_UPLOAD_NOTE:
    case LOKET_SYNC_EFFECT_SIGN_OUT:
    case LOKET_SYNC_EFFECT_SAVE_EPOCH:
    case LOKET_SYNC_EFFECT_SAVE_RULES:
    case LOKET_SYNC_EFFECT_SAVE_GUIDANCE:
    case LOKET_SYNC_EFFECT_KEEP_SCOPES:
    case LOKET_SYNC_EFFECT_RESET_SCOPE:
    case LOKET_SYNC_EFFECT_APPLY_PAGE:
    case LOKET_SYNC_EFFECT_CONFIRM:
    case LOKET_SYNC_EFFECT_MARK:
    case LOKET_SYNC_EFFECT_POSTPONE:
      return event == LOKET_SYNC_EVENT_STORED;
    case LOKET_SYNC_EFFECT_FINISH:
    default:
      return FALSE;
    }
}

/* An event of a reply on its way. */
static gboolean
step_lane (LoketSyncCore        *self,
           LoketSyncLane        *lane,
           const LoketSyncEvent *event,
           GPtrArray            *effects)
{
  if (event->type == LOKET_SYNC_EVENT_FAILED)
    _loket_sync_lane_failed (self, lane, effects);
  else if (answers (event->type, lane->awaited))
    _loket_sync_lane_event (self, lane, event, effects);
  else
    return FALSE;
  return TRUE;
}

/* An event of the pass itself. */
static gboolean
step_pass (LoketSyncCore        *self,
           const LoketSyncEvent *event,
           GPtrArray            *effects)
{
  if (self->ticket == 0 || event->ticket != self->ticket)
    return FALSE;

  if (event->type == LOKET_SYNC_EVENT_FAILED)
    store_failed (self, effects);
  else if (!answers (event->type, self->awaited))
    return FALSE;
  else if (self->cancelled && self->lanes->len == 0)
    _loket_sync_core_finish (self, effects);
  else
    dispatch (self, event, effects);
  return TRUE;
}

/**
 * loket_sync_core_step:
 * @self: a core
 * @event: what happened
 * @effects: (element-type LoketSyncEffect): where what is to be done is appended
 *
 * Takes an event in and says what to do next. An event that is late, that does
 * not answer an outstanding effect, a start during a pass and a stop outside of
 * one change nothing. A stop takes back what asks the hub: see
 * loket_sync_core_awaits().
 *
 * Returns: whether the event counted
 */
gboolean
loket_sync_core_step (LoketSyncCore        *self,
                      const LoketSyncEvent *event,
                      GPtrArray            *effects)
{
  LoketSyncLane *lane;

  g_return_val_if_fail (self != NULL && event != NULL && effects != NULL, FALSE);

  if (event->type == LOKET_SYNC_EVENT_START)
    {
      if (self->phase != PHASE_IDLE)
        return FALSE;
      start (self, event, effects);
      return TRUE;
    }
  if (self->phase == PHASE_IDLE)
    return FALSE;

  if (event->type == LOKET_SYNC_EVENT_CANCEL)
    {
      if (self->cancelled)
        return FALSE;
      cancel (self, event, effects);
      return TRUE;
    }

  lane = _loket_sync_lane_find (self, event->ticket);
  return lane != NULL ? step_lane (self, lane, event, effects)
                      : step_pass (self, event, effects);
}

/**
 * loket_sync_core_awaits:
 * @self: a core
 * @ticket: of an effect
 *
 * Tells whether the effect is outstanding. What was taken back by a stop need
 * not be done any more, and its answer will change nothing.
 *
 * Returns: whether an event with that ticket would count
 */
gboolean
loket_sync_core_awaits (LoketSyncCore *self,
                        guint64        ticket)
{
  return ticket != 0 && (ticket == self->ticket || _loket_sync_lane_find (self, ticket) != NULL);
}

/**
 * loket_sync_core_is_running:
 * @self: a core
 *
 * Tells whether a pass is under way.
 */
gboolean
loket_sync_core_is_running (LoketSyncCore *self)
{
  return self->phase != PHASE_IDLE;
}

/**
 * loket_sync_core_is_ending:
 * @self: a core
 *
 * Tells whether the pass has taken its last look at the outbox, so that what is
 * queued now needs another one.
 */
gboolean
loket_sync_core_is_ending (LoketSyncCore *self)
{
  return self->phase == PHASE_COUNT;
}
