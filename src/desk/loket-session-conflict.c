/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-session.h"

#include "loket-desk-error.h"
#include "loket-draft-box.h"
#include "loket-session-private.h"

#include <glib/gi18n-lib.h>

static gboolean
owns (const char *message_id,
      gpointer    user_data)
{
  LoketDraftBox *box = user_data;

  return LOKET_DRAFT_BOX_GET_IFACE (box)->owns (box, message_id);
}

/* A complaint that left the cache is gone: then nothing can be compared. */
static void
complaint_read_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  LoketSession *self = g_task_get_source_object (task);
  const LoketOutboxOp *op = g_task_get_task_data (task);
  g_autoptr (LoketComplaint) present =
      loket_cache_store_get_complaint_finish (LOKET_CACHE_STORE (source), result, NULL);

  g_task_return_pointer (task,
                         loket_conflict_new (op, present, owns, self, loket_clock_now (self->clock),
                                             loket_session_get_time_zone (self)),
                         (GDestroyNotify) loket_conflict_free);
}

static void
op_read_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  LoketSession *self = g_task_get_source_object (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;
  LoketOutboxOp *op = loket_user_store_get_op_finish (LOKET_USER_STORE (source), result, &error);

  if (op == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  g_task_set_task_data (task, op, (GDestroyNotify) loket_outbox_op_unref);
  loket_cache_store_get_complaint_async (loket_profile_get_cache (self->profile), op->complaint_id,
                                         cancellable, complaint_read_cb, g_steal_pointer (&task));
}

/**
 * loket_session_load_conflict_async:
 * @self: a session
 * @reply_id: a reply in the outbox
 * @cancellable: (nullable): a cancellable
 * @callback: called with the result
 * @user_data: passed to @callback
 *
 * Finds out what a person has to know to decide about a reply.
 */
void
loket_session_load_conflict_async (LoketSession        *self,
                                   const char          *reply_id,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (LOKET_IS_SESSION (self) && self->profile != NULL && reply_id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, loket_session_load_conflict_async);
  loket_user_store_get_op_async (loket_profile_get_user (self->profile), reply_id, cancellable,
                                 op_read_cb, task);
}

/**
 * loket_session_load_conflict_finish:
 * @self: a session
 * @result: what the callback got
 * @error: return location for an error of the store, or %G_IO_ERROR_CANCELLED
 *
 * Ends loket_session_load_conflict_async().
 *
 * Returns: (transfer full): the conflict
 */
LoketConflict *
loket_session_load_conflict_finish (LoketSession  *self,
                                    GAsyncResult  *result,
                                    GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
