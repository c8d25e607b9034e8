/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync-world-private.h"

#include "loket-wire-account.h"

void
_sync_world_answer_refresh (SyncWorld      *self,
                            LoketSyncEvent *event)
{
  event->type = LOKET_SYNC_EVENT_TOKENS;
  if (!_sync_world_weather (self, event))
    {
      event->judgement.klass = self->refresh_class;
      if (self->refresh_class == LOKET_ANSWER_A)
        event->judgement.reason = LOKET_REASON_SIGNED_OUT;
    }
  if (event->judgement.klass == LOKET_ANSWER_OK)
    self->token_expires_us = self->elapsed_us + (gint64) G_USEC_PER_SEC * 900;
  _sync_world_tell (self, event);
}

void
_sync_world_answer_session (SyncWorld      *self,
                            LoketSyncEvent *event)
{
  g_autoptr (GPtrArray) scopes = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_scope_free);

  event->type = LOKET_SYNC_EVENT_SESSION;
  if (!_sync_world_weather (self, event))
    {
      event->judgement.klass = self->session_class;
      if (_sync_world_strikes (self, self->unauthorized))
        event->judgement = (LoketJudgement) { LOKET_ANSWER_A, LOKET_REASON_SIGNED_OUT, -1, 401 };
    }
  if (event->judgement.klass != LOKET_ANSWER_OK && event->judgement.reason == LOKET_REASON_NONE)
    event->judgement.reason = LOKET_REASON_REJECTED;
  g_ptr_array_add (scopes, loket_scope_new ("agency:1", self->hub_generation));
  event->scopes = scopes;
  event->rules_edition = self->hub_rules;
  event->rules_here = g_strcmp0 (self->rules_epoch, event->epoch) == 0 ? self->rules : 0;
  event->guidance_edition = self->hub_guidance;
  event->guidance_here = self->guidance;
  if (self->guidance > 0 && g_strcmp0 (self->guidance_epoch, event->epoch) != 0)
    event->guidance_here = -1;
  _sync_world_tell (self, event);
}

void
_sync_world_answer_rules (SyncWorld             *self,
                          const LoketSyncEffect *effect,
                          LoketSyncEvent        *event)
{
  event->type = LOKET_SYNC_EVENT_RULES;
  if (!_sync_world_weather (self, event))
    {
      event->judgement.klass = self->rules_class;
      _sync_world_is_turned_away (self, event);
    }
  if (event->judgement.klass != LOKET_ANSWER_OK && event->judgement.reason == LOKET_REASON_NONE)
    event->judgement.reason = LOKET_REASON_REJECTED;
  event->rules_edition = MIN (self->hub_rules, effect->generation + self->hub_rules_page);
  _sync_world_tell (self, event);
}

void
_sync_world_answer_guidance (SyncWorld      *self,
                             LoketSyncEvent *event)
{
  event->type = LOKET_SYNC_EVENT_GUIDANCE;
  if (!_sync_world_weather (self, event))
    {
      event->judgement.klass = self->guidance_class;
      _sync_world_is_turned_away (self, event);
    }
  if (event->judgement.klass != LOKET_ANSWER_OK && event->judgement.reason == LOKET_REASON_NONE)
    event->judgement.reason = LOKET_REASON_REJECTED;
  event->guidance_edition = self->hub_guidance;
  _sync_world_tell (self, event);
}

void
_sync_world_answer_page (SyncWorld             *self,
                         const LoketSyncEffect *effect,
                         LoketSyncEvent        *event)
{
  event->type = LOKET_SYNC_EVENT_PAGE;
  if (!_sync_world_weather (self, event))
    {
      event->judgement.klass = self->feed_class;
      if (self->feed_class == LOKET_ANSWER_S)
        event->judgement.reason = LOKET_REASON_STATE_EXPIRED;
    }
  event->state = "1";
  event->records = 3;
  if (effect->type == LOKET_SYNC_EFFECT_FETCH_SNAPSHOT)
    {
      event->has_more = effect->state == NULL;
      event->state = event->has_more ? "page-2" : NULL;
    }
  _sync_world_tell (self, event);
}
