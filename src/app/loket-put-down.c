/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-app"

#include "config.h"

#include "loket-put-down.h"

/*
 * What comes before anything is done to a profile's files from the window:
 *
 *     flush the draft ──▶ the window lets go ──▶ close the session
 */

static void
closed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (loket_session_close_finish (LOKET_SESSION (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
flushed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  GTask *task = user_data;

  loket_window_flush_finish (LOKET_WINDOW (source), result);
  loket_window_set_session (LOKET_WINDOW (source), NULL);
  loket_session_close_async (g_task_get_task_data (task), closed_cb, task);
}

/**
 * loket_put_down_async:
 * @window: the window; it has no session afterwards
 * @session: its session; it is closed
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Writes out what is on the screen, takes the session from the window and closes
 * it, so that nothing has the profile's files open.
 */
void
loket_put_down_async (LoketWindow         *window,
                      LoketSession        *session,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (LOKET_IS_WINDOW (window) && LOKET_IS_SESSION (session));

  task = g_task_new (window, NULL, callback, user_data);
  g_task_set_source_tag (task, loket_put_down_async);
  g_task_set_task_data (task, g_object_ref (session), g_object_unref);
  loket_window_flush_async (window, flushed_cb, task);
}

/**
 * loket_put_down_finish:
 * @window: the window
 * @result: the result
 * @error: return location for a #GError of %LOKET_STORE_ERROR
 *
 * Ends loket_put_down_async().
 *
 * Returns: whether everything is on the disk
 */
gboolean
loket_put_down_finish (LoketWindow   *window,
                       GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, window), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
