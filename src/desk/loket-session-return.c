/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-session.h"

#include "loket-desk-error.h"
#include "loket-limits.h"
#include "loket-session-private.h"
#include "loket-text.h"
#include "loket-wire-return.h"

#include <glib/gi18n-lib.h>

/* Giving a complaint back:
 *
 *     pass ──▶ ask the hub ──▶ pass
 *
 * The first makes sure that the officer gives back what the hub has, the second
 * takes it from the queue. A draft stays. */
typedef struct
{
  char        *complaint_id;
  LoketReturn *record;
} Giving;

static void
giving_free (Giving *giving)
{
  g_free (giving->complaint_id);
  loket_return_free (giving->record);
  g_free (giving);
}

static void
fetched_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;

  /* It is done; what this pass did not bring the next one will. */
  loket_session_sync_finish (LOKET_SESSION (source), result, NULL, NULL);
  g_task_return_boolean (task, TRUE);
}

static void
returned_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  LoketSession *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!loket_sync_engine_return_finish (LOKET_SYNC_ENGINE (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  loket_session_sync_async (self, NULL, fetched_cb, g_steal_pointer (&task));
}

static void
complaint_read_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  LoketSession *self = g_task_get_source_object (task);
  Giving *giving = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;
  g_autoptr (LoketComplaint) complaint =
      loket_cache_store_get_complaint_finish (LOKET_CACHE_STORE (source), result, &error);

  if (complaint == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  giving->record->substance = complaint->substance;
  loket_sync_engine_return_async (self->engine, giving->complaint_id, giving->record, cancellable,
                                  returned_cb, g_steal_pointer (&task));
}

static void
synced_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  LoketSession *self = LOKET_SESSION (source);
  const Giving *giving = g_task_get_task_data (task);
  LoketSyncSummary summary = LOKET_SYNC_SUMMARY_INIT;
  GError *error = NULL;

  if (!loket_session_sync_finish (self, result, &summary, &error))
    g_task_return_error (task, error);
  else if (summary.state == LOKET_SYNC_OFFLINE || summary.state == LOKET_SYNC_SIGNED_OUT)
    g_task_return_error (task, loket_sync_error_new (summary.reason));
  else
    loket_cache_store_get_complaint_async (loket_profile_get_cache (self->profile),
                                           giving->complaint_id, NULL, complaint_read_cb,
                                           g_steal_pointer (&task));
}

/**
 * loket_session_return_async:
 * @self: a session
 * @complaint_id: a complaint that is not the agency's to answer
 * @reason: why
 * @proposed_agency: (nullable): code or name of the agency that should have it
 * @cancellable: (nullable): a cancellable
 * @callback: called with the result
 * @user_data: passed to @callback
 *
 * Gives a complaint back to the coordinator, who decides who gets it. Needs a
 * connection.
 */
void
loket_session_return_async (LoketSession        *self,
                            const char          *complaint_id,
                            const char          *reason,
                            const char          *proposed_agency,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  GTask *task;
  Giving *giving;

  g_return_if_fail (LOKET_IS_SESSION (self) && self->engine != NULL);
  g_return_if_fail (complaint_id != NULL && reason != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, loket_session_return_async);
  if (loket_text_is_blank (reason) || g_utf8_strlen (reason, -1) > LOKET_LIMIT_REASON_CHARS)
    {
      g_task_return_new_error (task, LOKET_DESK_ERROR, LOKET_DESK_ERROR_CONFLICT,
                               _("Write in a few words why it is not your agency's to answer."));
      g_object_unref (task);
      return;
    }

  giving = g_new0 (Giving, 1);
  giving->complaint_id = g_strdup (complaint_id);
  giving->record = loket_return_new ();
  giving->record->reason = g_strdup (reason);
  if (proposed_agency != NULL && !loket_text_is_blank (proposed_agency))
    giving->record->proposed_agency = g_strstrip (g_strdup (proposed_agency));
  g_task_set_task_data (task, giving, (GDestroyNotify) giving_free);
  loket_session_sync_async (self, cancellable, synced_cb, task);
}

/**
 * loket_session_return_finish:
 * @self: a session
 * @result: what the callback got
 * @error: return location for a #GError of %LOKET_SYNC_ERROR or
 *   %LOKET_DESK_ERROR, or %G_IO_ERROR_CANCELLED
 *
 * Ends loket_session_return_async().
 *
 * Returns: whether it went back
 */
gboolean
loket_session_return_finish (LoketSession  *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
