/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-session-private.h"

#include "loket-words-clock.h"

/* What drafts are checked with, from the start of a session on. */

static void
vocabulary_loaded_cb (GObject      *source,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (!loket_vocabulary_load_finish (LOKET_VOCABULARY (source), result, &error))
    g_debug ("The vocabulary was not read: %s", error->message);
}

static void
load_on_worker (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  GError *error = NULL;

  if (loket_checker_load (source, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* Without its word lists a check cannot be made; the rest of the program can. */
static void
checker_loaded_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  GWeakRef *session = user_data;
  g_autoptr (LoketSession) self = g_weak_ref_get (session);
  g_autoptr (GError) error = NULL;

  g_weak_ref_clear (session);
  g_free (session);
  if (self == NULL)
    return;
  if (g_task_propagate_boolean (G_TASK (result), &error))
    {
      self->notice = loket_checker_take_notice (LOKET_CHECKER (source), loket_words_language ());
      if (self->notice != NULL)
        _loket_session_notice (self);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_debug ("Drafts are not checked: %s", error->message);
}

/* Its lists take too long for a thread with a screen. Drafts are checked on the
 * same worker, and so behind them. */
static void
load_checker (LoketSession *self)
{
  GWeakRef *session = g_new0 (GWeakRef, 1);
  g_autoptr (GTask) task = NULL;

  g_weak_ref_init (session, self);
  self->checker = loket_checker_new_unloaded ();
  task = g_task_new (self->checker, self->closing, checker_loaded_cb, session);
  g_task_set_source_tag (task, load_checker);
  loket_worker_queue (self->check_worker, task, load_on_worker);
}

/*< private >
 * _loket_session_start_checks:
 * @self: a session with its profile
 *
 * Begins what drafts are checked with: the officer's words and the checks, both
 * on a worker of their own.
 */
void
_loket_session_start_checks (LoketSession *self)
{
  self->check_worker = loket_worker_new ("loket-check");
  self->vocabulary = loket_vocabulary_new (loket_profile_get_folder (self->profile), loket_profile_get_vault (self->profile),
                                           self->check_worker);
  loket_vocabulary_load_async (self->vocabulary, NULL, vocabulary_loaded_cb, NULL);
  load_checker (self);
}

/**
 * loket_session_take_notice:
 * @self: a session
 *
 * Tells, once, what the officer should know of this computer: that spelling is
 * not looked at, because no dictionary is installed.
 *
 * Returns: (nullable): a sentence, %NULL for none
 */
const char *
loket_session_take_notice (LoketSession *self)
{
  g_return_val_if_fail (LOKET_IS_SESSION (self), NULL);

  return g_steal_pointer (&self->notice);
}
