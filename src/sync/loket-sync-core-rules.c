/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sync"

#include "config.h"

#include "loket-sync-core-private.h"

/*
 * What clocks are counted by, fetched before the first page so that its rows
 * are counted right at once:
 *
 *     session names a later edition ─▶ fetch ─▶ save ─▶ … ─▶ guidance, feeds
 *                                        │        │ refused: the old stay
 *                                        └────────┴──────▶ guidance, feeds
 *
 * Whatever becomes of it, feeds and replies go on: a deadline counted by the
 * rules of yesterday does less harm than a reply that waits.
 */

static void
fetch_rules (LoketSyncCore *self,
             gint64         since,
             GPtrArray     *effects)
{
  self->rules_since = since;
  _loket_sync_core_emit (self, effects, LOKET_SYNC_EFFECT_FETCH_RULES)->generation = since;
}

/* Takes in what the session and the store say of the rules. */
void
_loket_sync_core_rules_learn (LoketSyncCore        *self,
                              const LoketSyncEvent *event)
{
  self->rules_hub = event->rules_edition;
  self->rules_here = event->rules_here;
}

/* Fetches later editions if there are any, then goes on. One
 * that was refused is not fetched over and over; a person who asks for a pass
 * has it tried again. */
void
_loket_sync_core_rules_begin (LoketSyncCore *self,
                              GPtrArray     *effects)
{
  gboolean refused = self->rules_refused == self->rules_hub && !self->forced;

  self->phase = PHASE_RULES;
  if (self->rules_hub == 0 || self->rules_hub == self->rules_here || refused)
    _loket_sync_core_guidance_begin (self, effects);
  else
    fetch_rules (self, self->rules_here < self->rules_hub ? self->rules_here : 0, effects);
}

static void
rules_failed (LoketSyncCore        *self,
              const LoketJudgement *judgement,
              GPtrArray            *effects)
{
  _loket_sync_core_trouble (self, judgement);
  _loket_sync_core_guidance_begin (self, effects);
}

static void
rules_came (LoketSyncCore        *self,
            const LoketSyncEvent *event,
            GPtrArray            *effects)
{
  const LoketJudgement unreadable = { LOKET_ANSWER_N, LOKET_REASON_UNREADABLE, -1, 200 };
  LoketSyncEffect *effect;

  if (_loket_sync_core_other_epoch (self, event) || event->judgement.klass == LOKET_ANSWER_E)
    {
      _loket_sync_core_ask_session (self, effects);
      return;
    }
  if (event->judgement.klass == LOKET_ANSWER_A)
    {
      _loket_sync_core_unauthorized (self, &event->judgement, effects);
      return;
    }
  if (event->judgement.klass != LOKET_ANSWER_OK)
    {
      rules_failed (self, &event->judgement, effects);
      return;
    }

  self->refreshes = 0;
  /* A page without anything later would be asked for without end. */
  if (event->rules_edition <= self->rules_since)
    {
      rules_failed (self, &unreadable, effects);
      return;
    }
  self->rules_next = event->rules_edition;
  effect = _loket_sync_core_emit (self, effects, LOKET_SYNC_EFFECT_SAVE_RULES);
  effect->generation = self->rules_since;
  effect->epoch = g_strdup (self->epoch);
}

static void
rules_stored (LoketSyncCore        *self,
              const LoketSyncEvent *event,
              GPtrArray            *effects)
{
  if (!event->done)
    {
      self->rules_refused = self->rules_hub;
      self->summary.rules_refused = TRUE;
      _loket_sync_core_guidance_begin (self, effects);
      return;
    }

  self->rules_here = self->rules_next;
  self->rules_refused = 0;
  if (self->rules_next < self->rules_hub)
    fetch_rules (self, self->rules_next, effects);
  else
    _loket_sync_core_guidance_begin (self, effects);
}

/* Goes on with what the store or the hub said. */
void
_loket_sync_core_rules_event (LoketSyncCore        *self,
                              const LoketSyncEvent *event,
                              GPtrArray            *effects)
{
  if (event->type == LOKET_SYNC_EVENT_RULES)
    rules_came (self, event, effects);
  else
    rules_stored (self, event, effects);
}
