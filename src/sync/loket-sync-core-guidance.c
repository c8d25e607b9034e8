/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sync"

#include "config.h"

#include "loket-sync-core-private.h"

/*
 * What the agency gives its officers, after the rules and before the feeds:
 *
 *     session names another edition ─▶ fetch ─▶ save ─▶ feeds
 *                                        │        │ refused: the old stays
 *                                        └────────┴──▶ feeds
 *
 * Whatever becomes of it, feeds and replies go on: the hub judges replies by
 * itself.
 */

/* Takes in what the session and the store say of it. */
void
_loket_sync_core_guidance_learn (LoketSyncCore        *self,
                                 const LoketSyncEvent *event)
{
  self->guidance_hub = event->guidance_edition;
  self->guidance_here = event->guidance_here;
}

static void
save (LoketSyncCore *self,
      gint64         edition,
      GPtrArray     *effects)
{
  LoketSyncEffect *effect = _loket_sync_core_emit (self, effects, LOKET_SYNC_EFFECT_SAVE_GUIDANCE);

  self->guidance_next = edition;
  effect->generation = edition;
  effect->epoch = g_strdup (self->epoch);
}

/* Fetches another edition if there is one, then goes on with the feeds. One that
 * was refused is not fetched over and over; a person who asks for a pass has it
 * tried again. */
void
_loket_sync_core_guidance_begin (LoketSyncCore *self,
                                 GPtrArray     *effects)
{
  gboolean refused = self->guidance_hub > 0 && self->guidance_refused == self->guidance_hub &&
                     !self->forced;

  self->phase = PHASE_GUIDANCE;
  if (self->guidance_hub == self->guidance_here || refused)
    _loket_sync_core_feed_begin (self, PHASE_FEED, effects);
  else if (self->guidance_hub == 0)
    save (self, 0, effects);
  else
    _loket_sync_core_emit (self, effects, LOKET_SYNC_EFFECT_FETCH_GUIDANCE);
}

static void
guidance_failed (LoketSyncCore        *self,
                 const LoketJudgement *judgement,
                 GPtrArray            *effects)
{
  _loket_sync_core_trouble (self, judgement);
  _loket_sync_core_feed_begin (self, PHASE_FEED, effects);
}

static void
guidance_came (LoketSyncCore        *self,
               const LoketSyncEvent *event,
               GPtrArray            *effects)
{
  const LoketJudgement unreadable = { LOKET_ANSWER_N, LOKET_REASON_UNREADABLE, -1, 200 };

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
      guidance_failed (self, &event->judgement, effects);
      return;
    }

  self->refreshes = 0;
  /* An earlier one than the session named would be asked for without end. */
  if (event->guidance_edition < self->guidance_hub)
    guidance_failed (self, &unreadable, effects);
  else
    save (self, event->guidance_edition, effects);
}

static void
guidance_stored (LoketSyncCore        *self,
                 const LoketSyncEvent *event,
                 GPtrArray            *effects)
{
  if (event->done)
    {
      self->guidance_here = self->guidance_next;
      self->guidance_refused = 0;
    }
  else
    {
      self->guidance_refused = self->guidance_hub;
    }
  _loket_sync_core_feed_begin (self, PHASE_FEED, effects);
}

/* Goes on with what the store or the hub said. */
void
_loket_sync_core_guidance_event (LoketSyncCore        *self,
                                 const LoketSyncEvent *event,
                                 GPtrArray            *effects)
{
  if (event->type == LOKET_SYNC_EVENT_GUIDANCE)
    guidance_came (self, event, effects);
  else
    guidance_stored (self, event, effects);
}
