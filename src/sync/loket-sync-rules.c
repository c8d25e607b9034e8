/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sync"

#include "config.h"

#include "loket-sync-engine-private.h"

/*
 * What clocks are counted by: asked of the hub, judged and stored by the cache.
 */

static void
rules_came (LoketSyncStep     *step,
            const LoketAnswer *answer,
            LoketJudgement     judgement)
{
  LoketSyncEngine *self = step->engine;
  LoketSyncEvent event = _loket_sync_step_event (step, LOKET_SYNC_EVENT_RULES);
  GPtrArray *editions;

  g_clear_pointer (&self->rules, loket_rules_page_free);
  self->rules = loket_answer_read_rules (answer, &judgement);
  event.judgement = judgement;
  event.epoch = answer->epoch;
  editions = self->rules != NULL ? self->rules->editions : NULL;
  if (editions != NULL && editions->len > 0)
    event.rules_edition = ((LoketRulesRecord *) editions->pdata[editions->len - 1])->number;
  _loket_sync_step_end (step, &event);
}

/* Asks for the editions after one. */
void
_loket_sync_rules_fetch (LoketSyncStep *step)
{
  g_autofree char *path = g_strdup_printf ("/rules?since=%" G_GINT64_FORMAT,
                                           step->effect->generation);

  _loket_sync_hub_ask (step, LOKET_REQUEST_RULES, "GET", path, NULL, step->engine->transfer,
                       rules_came);
}

/* A wrong edition is an answer for the core; anything else is a fault of the
 * disk. */
static void
rules_taken_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  LoketSyncStep *step = user_data;
  LoketSyncEngine *self = step->engine;
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketRulesChange) change =
      loket_cache_store_take_rules_finish (LOKET_CACHE_STORE (source), result, &error);
  LoketSyncEvent event = _loket_sync_step_event (step, LOKET_SYNC_EVENT_STORED);

  if (change != NULL)
    {
      g_autoptr (GPtrArray) removed = g_ptr_array_new ();

      _loket_sync_engine_say_rules (self, change->n_moved);
      _loket_sync_engine_say_complaints (self, change->changed, removed);
    }
  else if (g_error_matches (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_INVALID) ||
           g_error_matches (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_CONFLICT))
    {
      g_debug ("The rules are not taken: %s", error->message);
      event.done = FALSE;
    }
  else
    {
      g_debug ("The store failed: %s", error->message);
      event.type = LOKET_SYNC_EVENT_FAILED;
    }
  _loket_sync_step_end (step, &event);
}

/* Stores the editions that came. */
void
_loket_sync_rules_save (LoketSyncStep *step)
{
  LoketSyncEngine *self = step->engine;

  loket_cache_store_take_rules_async (self->cache, step->effect->epoch, step->effect->generation,
                                      g_steal_pointer (&self->rules), NULL, rules_taken_cb, step);
}
