/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sync"

#include "config.h"

#include "loket-sync-core-private.h"

#include "loket-wire-account.h"

/*
 * The feeds, scope by scope: a first copy page by page where there is none,
 * then the changes since. A page and the state it leads to are stored together,
 * so the state never runs ahead of the records.
 */

static LoketScope *
get_scope (LoketSyncCore *self)
{
  return g_ptr_array_index (self->scopes, self->scope_index);
}

/* Reads how far the scope is; or ends the phase after the last. */
void
_loket_sync_core_feed_resume (LoketSyncCore *self,
                              GPtrArray     *effects)
{
  if (self->scope_index < self->scopes->len)
    {
      LoketSyncEffect *effect =
          _loket_sync_core_emit (self, effects, LOKET_SYNC_EFFECT_LOAD_SCOPE);

      effect->scope = g_strdup (get_scope (self)->id);
      effect->generation = get_scope (self)->generation;
      return;
    }

  if (self->phase == PHASE_FEED)
    _loket_sync_core_recovery_begin (self, effects);
  else
    _loket_sync_core_count (self, effects);
}

/* What is no longer ours to see leaves first. */
static void
keep_scopes (LoketSyncCore *self,
             GPtrArray     *effects)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < self->scopes->len; i++)
    g_string_append_printf (names, "%s\n",
                            ((LoketScope *) g_ptr_array_index (self->scopes, i))->id);

  if (g_strcmp0 (names->str, self->kept) == 0)
    {
      _loket_sync_core_feed_resume (self, effects);
      return;
    }

  g_free (self->kept);
  self->kept = g_string_free (g_steal_pointer (&names), FALSE);
  _loket_sync_core_emit (self, effects, LOKET_SYNC_EFFECT_KEEP_SCOPES);
}

/* Goes through all scopes of the session. */
void
_loket_sync_core_feed_begin (LoketSyncCore  *self,
                             LoketSyncPhase  phase,
                             GPtrArray      *effects)
{
  self->phase = phase;
  self->scope_index = 0;

  if (phase == PHASE_FEED)
    keep_scopes (self, effects);
  else
    _loket_sync_core_feed_resume (self, effects);
}

static void
next_scope (LoketSyncCore *self,
            GPtrArray     *effects)
{
  self->scope_index++;
  _loket_sync_core_feed_resume (self, effects);
}

static void
fetch (LoketSyncCore *self,
       const char    *at,
       GPtrArray     *effects)
{
  LoketSyncEffect *effect = _loket_sync_core_emit (self, effects,
                                                   self->snapshot
                                                       ? LOKET_SYNC_EFFECT_FETCH_SNAPSHOT
                                                       : LOKET_SYNC_EFFECT_FETCH_CHANGES);
  char *copy = g_strdup (at);

  effect->scope = g_strdup (get_scope (self)->id);
  effect->generation = get_scope (self)->generation;
  effect->state = g_strdup (at);
  g_free (self->at);
  self->at = copy;
}

static void
reset_scope (LoketSyncCore *self,
             GPtrArray     *effects)
{
  LoketSyncEffect *effect = _loket_sync_core_emit (self, effects, LOKET_SYNC_EFFECT_RESET_SCOPE);

  effect->scope = g_strdup (get_scope (self)->id);
  effect->generation = get_scope (self)->generation;
}

static void
scope_came (LoketSyncCore        *self,
            const LoketSyncEvent *event,
            GPtrArray            *effects)
{
  if (event->generation != get_scope (self)->generation || (event->complete && event->state == NULL))
    {
      reset_scope (self, effects);
      return;
    }

  self->snapshot = !event->complete;
  fetch (self, event->state, effects);
}

/*
 * A copy that cannot be continued is begun anew, but not over and over: a hub
 * that refuses every state it gave would have us fetch everything without end.
 */
static void
start_over (LoketSyncCore        *self,
            LoketReason           reason,
            const LoketSyncEvent *event,
            GPtrArray            *effects)
{
  const char *id = get_scope (self)->id;
  gint64 *last = g_hash_table_lookup (self->resets, id);
  gint64 *now;

  if (last != NULL && event->elapsed_us - *last < RESET_INTERVAL_US)
    {
      const LoketJudgement judgement = { LOKET_ANSWER_S, reason, -1, 0 };

      _loket_sync_core_trouble (self, &judgement);
      next_scope (self, effects);
      return;
    }

  now = g_new (gint64, 1);
  *now = event->elapsed_us;
  g_hash_table_replace (self->resets, g_strdup (id), now);
  reset_scope (self, effects);
}

static void
page_refused (LoketSyncCore        *self,
              const LoketSyncEvent *event,
              GPtrArray            *effects)
{
  LoketAnswerClass klass = event->judgement.klass;

  if (_loket_sync_core_other_epoch (self, event))
    {
      _loket_sync_core_ask_session (self, effects);
      return;
    }
  if (klass == LOKET_ANSWER_A)
    {
      _loket_sync_core_unauthorized (self, &event->judgement, effects);
      return;
    }
  if (klass == LOKET_ANSWER_S || klass == LOKET_ANSWER_E)
    {
      start_over (self, event->judgement.reason, event, effects);
      return;
    }

  _loket_sync_core_trouble (self, &event->judgement);
  if (loket_judgement_is_connection (&event->judgement))
    _loket_sync_core_count (self, effects);
  else
    next_scope (self, effects);
}

static void
page_came (LoketSyncCore        *self,
           const LoketSyncEvent *event,
           GPtrArray            *effects)
{
  if ((event->judgement.klass != LOKET_ANSWER_OK &&
       event->judgement.klass != LOKET_ANSWER_UNCHANGED) ||
      _loket_sync_core_other_epoch (self, event))
    {
      page_refused (self, event, effects);
      return;
    }

  self->refreshes = 0;
  if (event->judgement.klass == LOKET_ANSWER_UNCHANGED)
    {
      next_scope (self, effects);
      return;
    }

  /* A page that leads back to itself would be fetched for ever. */
  if (event->has_more && (event->state == NULL || g_strcmp0 (event->state, self->at) == 0))
    {
      const LoketJudgement judgement = { LOKET_ANSWER_N, LOKET_REASON_UNREADABLE, -1, 200 };

      _loket_sync_core_trouble (self, &judgement);
      next_scope (self, effects);
      return;
    }

  g_free (self->next);
  self->next = g_strdup (event->state);
  self->has_more = event->has_more;
  self->records = event->records;
  _loket_sync_core_emit (self, effects, LOKET_SYNC_EFFECT_APPLY_PAGE)->scope =
      g_strdup (get_scope (self)->id);
}

static void
page_stored (LoketSyncCore        *self,
             const LoketSyncEvent *event,
             GPtrArray            *effects)
{
  if (!event->done)
    {
      start_over (self, LOKET_REASON_MASS_REMOVAL, event, effects);
      return;
    }

  self->summary.received += self->records;

  if (self->has_more)
    fetch (self, self->next, effects);
  else if (self->snapshot)
    _loket_sync_core_feed_resume (self, effects); /* now the changes since it began */
  else
    next_scope (self, effects);
}

/* Goes on with what the store or the hub said. */
void
_loket_sync_core_feed_event (LoketSyncCore        *self,
                             const LoketSyncEvent *event,
                             GPtrArray            *effects)
{
  if (event->type == LOKET_SYNC_EVENT_SCOPE)
    {
      scope_came (self, event, effects);
    }
  else if (event->type == LOKET_SYNC_EVENT_PAGE)
    {
      page_came (self, event, effects);
    }
  else if (self->awaited == LOKET_SYNC_EFFECT_KEEP_SCOPES)
    {
      _loket_sync_core_feed_resume (self, effects);
    }
  else if (self->awaited == LOKET_SYNC_EFFECT_RESET_SCOPE)
    {
      self->snapshot = TRUE;
      fetch (self, NULL, effects);
    }
  else
    {
      page_stored (self, event, effects);
    }
}
