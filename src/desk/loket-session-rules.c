/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-session.h"

#include "loket-session-private.h"

/*
 * What deadlines are counted by. The cache holds the rules and counts by them;
 * the session keeps those that are in use for everything that explains.
 */

/*< private >
 * _loket_session_take_rules:
 * @self: a session whose cache may have other rules
 *
 * Goes over to the rules that the cache counts by.
 */
void
_loket_session_take_rules (LoketSession *self)
{
  LoketRulebook *rulebook = loket_cache_store_ref_rules (loket_profile_get_cache (self->profile));

  g_clear_pointer (&self->rulebook, loket_rulebook_unref);
  self->rulebook = rulebook;
}

static void
engine_rules_changed_cb (LoketSyncEngine *engine,
                         guint            n_moved,
                         gpointer         user_data)
{
  LoketSession *self = user_data;

  _loket_session_take_rules (self);
  _loket_session_emit_rules_changed (self, n_moved);
  /* What is on screen explains its clocks, moved or not. */
  _loket_session_emit_complaint_changed (self, NULL);
}

/*< private >
 * _loket_session_follow_rules:
 * @self: a session with a new engine
 *
 * Follows what the hub publishes.
 */
void
_loket_session_follow_rules (LoketSession *self)
{
  g_signal_connect (self->engine, "rules-changed", G_CALLBACK (engine_rules_changed_cb), self);
}

/**
 * loket_session_get_rulebook:
 * @self: a session
 *
 * Tells what deadlines are counted by: holidays and rules, as the hub published
 * them last, else those that the program ships. It never changes; another one
 * takes its place with #LoketSession::rules-changed.
 *
 * Returns: (transfer none): the rules
 */
LoketRulebook *
loket_session_get_rulebook (LoketSession *self)
{
  g_return_val_if_fail (LOKET_IS_SESSION (self), NULL);

  return self->rulebook != NULL ? self->rulebook : loket_rulebook_get_builtin ();
}

/**
 * loket_session_dup_rules_problem:
 * @self: a session
 *
 * Tells what was wrong with rules that the hub published and that were refused;
 * the old ones stay in use.
 *
 * Returns: (transfer full) (nullable): a line in English that names the item,
 *   for an administrator; %NULL where nothing was refused
 */
char *
loket_session_dup_rules_problem (LoketSession *self)
{
  g_return_val_if_fail (LOKET_IS_SESSION (self), NULL);

  return self->profile != NULL
             ? loket_cache_store_dup_rules_problem (loket_profile_get_cache (self->profile))
             : NULL;
}

static void
moves_listed_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GPtrArray *moves = loket_cache_store_list_moves_finish (LOKET_CACHE_STORE (source), result, &error);

  if (moves != NULL)
    g_task_return_pointer (task, moves, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/**
 * loket_session_list_moves_async:
 * @self: a session
 * @complaint_id: the hub's id
 * @cancellable: (nullable): a cancellable
 * @callback: called with the result
 * @user_data: passed to @callback
 *
 * Asks how other rules moved the deadline of a complaint on this computer.
 */
void
loket_session_list_moves_async (LoketSession        *self,
                                const char          *complaint_id,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  GTask *task = NULL;

  g_return_if_fail (LOKET_IS_SESSION (self) && self->profile != NULL);
  g_return_if_fail (complaint_id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, loket_session_list_moves_async);
  loket_cache_store_list_moves_async (loket_profile_get_cache (self->profile), complaint_id,
                                      cancellable, moves_listed_cb, task);
}

/**
 * loket_session_list_moves_finish:
 * @self: a session
 * @result: what the callback got
 * @error: return location for an error of the store
 *
 * Ends loket_session_list_moves_async().
 *
 * Returns: (transfer full) (element-type LoketDeadlineMove): the moves, the
 *   latest first; %NULL on error
 */
GPtrArray *
loket_session_list_moves_finish (LoketSession  *self,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
