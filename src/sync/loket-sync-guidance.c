/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sync"

#include "config.h"

#include "loket-sync-engine-private.h"

/*
 * What the agency gives its officers: asked of the hub, judged and stored by the
 * cache.
 */

/* Guidance of another agency is none of ours, whatever it says. */
static gboolean
is_ours (LoketSyncEngine           *self,
         const LoketGuidanceRecord *record)
{
  const char *agency = self->session != NULL ? self->session->officer->agency_code : NULL;

  return g_strcmp0 (record->agency, agency != NULL ? agency : "") == 0;
}

static void
guidance_came (LoketSyncStep     *step,
               const LoketAnswer *answer,
               LoketJudgement     judgement)
{
  LoketSyncEngine *self = step->engine;
  LoketSyncEvent event = _loket_sync_step_event (step, LOKET_SYNC_EVENT_GUIDANCE);

  g_clear_pointer (&self->guidance, loket_guidance_record_free);
  self->guidance = loket_answer_read_guidance (answer, &judgement);
  event.judgement = judgement;
  event.epoch = answer->epoch;
  if (self->guidance != NULL && is_ours (self, self->guidance))
    event.guidance_edition = self->guidance->edition;
  _loket_sync_step_end (step, &event);
}

/* Asks for it. */
void
_loket_sync_guidance_fetch (LoketSyncStep *step)
{
  _loket_sync_hub_ask (step, LOKET_REQUEST_GUIDANCE, "GET", "/guidance", NULL, step->engine->transfer,
                       guidance_came);
}

/* What is wrong is an answer for the core; anything else is a fault of the disk. */
static void
guidance_taken_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  LoketSyncStep *step = user_data;
  g_autoptr (GError) error = NULL;
  LoketSyncEvent event = _loket_sync_step_event (step, LOKET_SYNC_EVENT_STORED);

  if (loket_cache_store_take_guidance_finish (LOKET_CACHE_STORE (source), result, &error))
    {
      _loket_sync_engine_say_guidance (step->engine);
    }
  else if (g_error_matches (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_INVALID))
    {
      g_debug ("The guidance is not taken: %s", error->message);
      event.done = FALSE;
    }
  else
    {
      g_debug ("The store failed: %s", error->message);
      event.type = LOKET_SYNC_EVENT_FAILED;
    }
  _loket_sync_step_end (step, &event);
}

/* Stores what came, or that nothing is given. */
void
_loket_sync_guidance_save (LoketSyncStep *step)
{
  LoketSyncEngine *self = step->engine;
  g_autoptr (LoketGuidanceRecord) record = g_steal_pointer (&self->guidance);

  loket_cache_store_take_guidance_async (self->cache, step->effect->epoch,
                                         step->effect->generation > 0 ? g_steal_pointer (&record) : NULL,
                                         NULL, guidance_taken_cb, step);
}
