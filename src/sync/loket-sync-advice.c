/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sync"

#include "config.h"

#include "loket-sync-engine-private.h"

#include "loket-limits.h"
#include "loket-user-attachments.h"
#include "loket-wire-device.h"

/*
 * What the hub is told beside the work: how this device is doing, what its officer
 * is answering just now, and what came of files that nobody wants any more. Nobody
 * waits for the answer; nothing depends on whether it arrived.
 */

static void
told_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (LoketAnswer) answer = loket_http_send_finish (LOKET_HTTP (source), result, NULL);

  if (answer != NULL && answer->status != 0)
    g_debug ("The hub was told: %u", answer->status);
}

static void
tell (LoketSyncEngine  *self,
      LoketRequestKind  kind,
      const char       *method,
      const char       *path,
      GBytes           *body)
{
  const LoketHttpRequest request = {
    .kind = kind,
    .method = method,
    .path = path,
    .body = body,
    .access_token = self->access_token,
    .epoch = self->account != NULL ? self->account->epoch : NULL,
  };

  if (self->http == NULL || self->access_token == NULL)
    return;
  loket_http_send_async (self->http, &request, self->advice, told_cb, NULL);
}

/* The files that still have to go, so that the hub keeps what came of them. */
static GStrv
list_uploads (GPtrArray *files)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  guint n = 0;

  for (guint i = 0; i < files->len && n < LOKET_LIMIT_UPLOADS; i++)
    {
      const LoketStoredAttachment *stored = g_ptr_array_index (files, i);

      /* Of what was never announced the hub knows nothing. */
      if (stored->sent == 0 && !stored->complete)
        continue;
      g_strv_builder_add (ids, stored->attachment->id);
      n++;
    }
  return g_strv_builder_end (ids);
}

static void
report (LoketSyncEngine *self,
        GPtrArray       *ops,
        GPtrArray       *files)
{
  g_autoptr (LoketDeviceReport) device = loket_device_report_new ();
  g_autoptr (GBytes) body = NULL;
  g_autofree char *path = NULL;
  gint64 now = loket_clock_now (self->clock);

  device->version = g_strdup (LOKET_VERSION);
  device->pending = ops->len;
  device->uploads = list_uploads (files);
  device->oldest_age = -1;
  for (guint i = 0; i < ops->len; i++)
    {
      const LoketOutboxOp *op = g_ptr_array_index (ops, i);

      device->needs_user += op->state == LOKET_OUTBOX_NEEDS_USER ? 1 : 0;
      device->oldest_age = MAX (device->oldest_age, MAX (now - op->since, 0));
    }

  body = loket_wire_device_report_to_json (device);
  path = g_strconcat ("/devices/", self->account->device_id, NULL);
  tell (self, LOKET_REQUEST_DEVICE, "PUT", path, body);
}

typedef struct
{
  LoketSyncEngine *engine;
  GPtrArray       *ops;
} Report;

static void
files_read_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autofree Report *told = user_data;
  g_autoptr (LoketSyncEngine) self = told->engine;
  g_autoptr (GPtrArray) ops = told->ops;
  g_autoptr (GPtrArray) files =
      loket_user_store_list_attachments_finish (LOKET_USER_STORE (source), result, NULL);

  if (files != NULL && self->account != NULL && self->account->device_id != NULL)
    report (self, ops, files);
}

static void
outbox_read_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (LoketSyncEngine) self = user_data;
  GPtrArray *ops = loket_user_store_list_ops_finish (LOKET_USER_STORE (source), result, NULL);
  Report *told;

  if (ops == NULL)
    return;
  told = g_new0 (Report, 1);
  told->ops = ops;
  told->engine = g_object_ref (self);
  loket_user_store_list_attachments_async (LOKET_USER_STORE (source), NULL, NULL, self->advice,
                                           files_read_cb, told);
}

/* Tells the hub how many replies wait here, and since when, so that an operator
 * sees an outbox that is stuck. */
void
_loket_sync_advice_report (LoketSyncEngine *self)
{
  loket_user_store_list_ops_async (self->user, LOKET_OUTBOX_FILTER_PENDING, NULL, self->advice,
                                   outbox_read_cb, g_object_ref (self));
}

/* Files that are to end at the hub, one after the other. Nobody waits for an engine
 * because of them. */
typedef struct
{
  GWeakRef   engine;
  GPtrArray *ids;
  guint      at;
} Ending;

static void
ending_free (Ending *self)
{
  g_autoptr (LoketSyncEngine) engine = g_weak_ref_get (&self->engine);

  if (engine != NULL)
    engine->ending_uploads = FALSE;
  g_weak_ref_clear (&self->engine);
  g_clear_pointer (&self->ids, g_ptr_array_unref);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Ending, ending_free)

static void end_next (Ending *ending);

static void
forgotten_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (Ending) ending = user_data;

  if (!loket_user_store_forget_upload_finish (LOKET_USER_STORE (source), result, NULL))
    return;
  ending->at++;
  end_next (g_steal_pointer (&ending));
}

/* Gone, or not known any more. Anything else is for another time. */
static void
ended_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (Ending) ending = user_data;
  g_autoptr (LoketAnswer) answer = loket_http_send_finish (LOKET_HTTP (source), result, NULL);
  g_autoptr (LoketSyncEngine) self = g_weak_ref_get (&ending->engine);
  LoketJudgement judgement;
  const char *id = g_ptr_array_index (ending->ids, ending->at);

  if (answer == NULL || self == NULL)
    return;
  judgement = loket_answer_judge (answer, LOKET_REQUEST_END_UPLOAD);
  if (judgement.klass == LOKET_ANSWER_OK || judgement.reason == LOKET_REASON_NOT_FOUND)
    loket_user_store_forget_upload_async (self->user, id, self->advice, forgotten_cb,
                                          g_steal_pointer (&ending));
}

static void
end_next (Ending *ending)
{
  g_autoptr (LoketSyncEngine) self = g_weak_ref_get (&ending->engine);
  g_autofree char *path = NULL;
  LoketHttpRequest request = { .kind = LOKET_REQUEST_END_UPLOAD, .method = "DELETE" };

  if (self == NULL || ending->at >= ending->ids->len || self->http == NULL ||
      self->access_token == NULL || self->account == NULL)
    {
      ending_free (ending);
      return;
    }
  path = g_strconcat ("/uploads/", g_ptr_array_index (ending->ids, ending->at), NULL);
  request.path = path;
  request.access_token = self->access_token;
  request.epoch = self->account->epoch;
  loket_http_send_async (self->http, &request, self->advice, ended_cb, ending);
}

static void
ended_read_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (Ending) ending = user_data;

  ending->ids = loket_user_store_list_ended_uploads_finish (LOKET_USER_STORE (source), result, NULL);
  if (ending->ids != NULL)
    end_next (g_steal_pointer (&ending));
}

/* Tells the hub which files will not be sent any further, so that they do not
 * count among the officer's until they expire. */
void
_loket_sync_advice_end_uploads (LoketSyncEngine *self)
{
  Ending *ending;

  if (self->ending_uploads)
    return;
  self->ending_uploads = TRUE;
  ending = g_new0 (Ending, 1);
  g_weak_ref_init (&ending->engine, self);
  loket_user_store_list_ended_uploads_async (self->user, self->advice, ended_read_cb, ending);
}

/**
 * loket_sync_engine_claim:
 * @self: an engine
 * @complaint_id: a complaint
 * @answering: whether somebody here is answering it
 *
 * Tells colleagues, by way of the hub, that the officer is answering a
 * complaint, for a quarter of an hour, or is not any more. It is advice: nothing
 * depends on it, and offline nobody is told.
 */
void
loket_sync_engine_claim (LoketSyncEngine *self,
                         const char      *complaint_id,
                         gboolean         answering)
{
  g_autofree char *path = NULL;

  g_return_if_fail (LOKET_IS_SYNC_ENGINE (self) && complaint_id != NULL);

  path = g_strdup_printf ("/complaints/%s/claim", complaint_id);
  if (answering)
    tell (self, LOKET_REQUEST_CLAIM, "PUT", path, NULL);
  else
    tell (self, LOKET_REQUEST_UNCLAIM, "DELETE", path, NULL);
}
