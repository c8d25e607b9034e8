/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-session.h"

#include "loket-session-private.h"
#include "loket-words.h"

/* What is overdue and what is due today changes by time alone. */
#define COUNT_AGAIN_US (5 * 60 * G_USEC_PER_SEC)

static LoketConnection
connection_of_offline (LoketReason reason)
{
  switch ((guint) reason)
    {
    case LOKET_REASON_TLS_UNTRUSTED:
    case LOKET_REASON_TLS_EXPIRED:
    case LOKET_REASON_TLS_NOT_YET_VALID:
    case LOKET_REASON_TLS_WRONG_HOST:
    case LOKET_REASON_TLS_FAILED:
    case LOKET_REASON_CA_UNREADABLE:
      return LOKET_CONNECTION_TLS_FAILED;
    case LOKET_REASON_PORTAL:
    case LOKET_REASON_PROXY:
      return LOKET_CONNECTION_PORTAL;
    case LOKET_REASON_BUSY:
    case LOKET_REASON_RATE_LIMITED:
    case LOKET_REASON_IN_PROGRESS:
    case LOKET_REASON_SERVER_ERROR:
    case LOKET_REASON_DAMAGED_ON_WAY:
      return LOKET_CONNECTION_SERVER_TROUBLE;
    case LOKET_REASON_TOO_OLD:
      return LOKET_CONNECTION_TOO_OLD;
    default:
      return LOKET_CONNECTION_OFFLINE;
    }
}

/*< private >
 * _loket_session_find_connection:
 * @self: a session with an engine
 *
 * Tells how we stand, from what the engine and the account say.
 *
 * Returns: the state
 */
LoketConnection
_loket_session_find_connection (LoketSession *self)
{
  const LoketSyncSummary *summary = loket_sync_engine_get_summary (self->engine);

  if (loket_sync_engine_is_running (self->engine))
    return LOKET_CONNECTION_SYNCING;
  if (summary->reason == LOKET_REASON_SUSPENDED)
    return LOKET_CONNECTION_SUSPENDED;
  if (!self->signed_in)
    return LOKET_CONNECTION_SIGNED_OUT;

  switch (summary->state)
    {
    case LOKET_SYNC_OK:
      return LOKET_CONNECTION_CONNECTED;
    case LOKET_SYNC_OFFLINE:
      return connection_of_offline (summary->reason);
    case LOKET_SYNC_NEEDS_USER:
      return summary->reason == LOKET_REASON_TOO_OLD ? LOKET_CONNECTION_TOO_OLD : LOKET_CONNECTION_CONNECTED;
    case LOKET_SYNC_SIGNED_OUT:
      return LOKET_CONNECTION_SIGNED_OUT;
    case LOKET_SYNC_UNKNOWN:
    default:
      return LOKET_CONNECTION_UNKNOWN;
    }
}

static void
account_seen_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (LoketSession) self = user_data;
  g_autoptr (GError) error = NULL;
  LoketAccount *account = loket_user_store_load_account_finish (LOKET_USER_STORE (source), result, &error);

  if (account == NULL || self->queue == NULL)
    {
      g_clear_pointer (&account, loket_account_free);
      return;
    }

  g_clear_pointer (&self->account, loket_account_free);
  self->account = account;
  _loket_session_account_changed (self);
}

/* The engine may have found out that the account was signed out by the hub. */
static void
engine_state_changed_cb (LoketSyncEngine *engine,
                         gpointer         user_data)
{
  LoketSession *self = user_data;

  self->reason = loket_sync_engine_get_summary (engine)->reason;
  _loket_session_state_changed (self);
  if (!loket_sync_engine_is_running (engine))
    loket_user_store_load_account_async (loket_profile_get_user (self->profile), self->closing,
                                         account_seen_cb, g_object_ref (self));
}

static void
engine_outbox_changed_cb (LoketSyncEngine *engine,
                          gpointer         user_data)
{
  _loket_session_outbox_changed (LOKET_SESSION (user_data), NULL, NULL);
}

static void
engine_complaints_changed_cb (LoketSyncEngine    *engine,
                              const char *const  *ids,
                              gpointer            user_data)
{
  LoketSession *self = user_data;

  g_signal_emit_by_name (self->queue, "changed");
  _loket_session_emit_queue_changed (self);
  if (ids == NULL)
    _loket_session_emit_complaint_changed (self, NULL);
  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    _loket_session_emit_complaint_changed (self, ids[i]);
  loket_session_count_async (self, self->closing, NULL, NULL);
}

static void
count_again_cb (gpointer user_data)
{
  LoketSession *self = user_data;

  g_signal_emit_by_name (self->queue, "changed");
  loket_session_count_async (self, self->closing, NULL, NULL);
  loket_alarm_arm (self->count_alarm, COUNT_AGAIN_US);
}

/*< private >
 * _loket_session_connect_engine:
 * @self: a session with a new engine
 *
 * Follows what the engine finds out.
 */
void
_loket_session_connect_engine (LoketSession *self)
{
  g_signal_connect (self->engine, "state-changed", G_CALLBACK (engine_state_changed_cb), self);
  g_signal_connect (self->engine, "outbox-changed", G_CALLBACK (engine_outbox_changed_cb), self);
  g_signal_connect (self->engine, "complaints-changed", G_CALLBACK (engine_complaints_changed_cb), self);
  _loket_session_connect_progress (self);
  _loket_session_follow_rules (self);
  _loket_session_follow_guidance (self);
  self->count_alarm = loket_alarm_new (self->clock, count_again_cb, self);
  self->scheduler = loket_sync_scheduler_new_for_engine (self->engine, self->clock);
  self->listener = loket_sync_listener_new (self->engine, self->scheduler, self->clock);
  loket_alarm_arm (self->count_alarm, COUNT_AGAIN_US);
}

/*< private >
 * _loket_session_stop_timers:
 * @self: a session
 *
 * Makes sure nothing begins by itself any more.
 */
void
_loket_session_stop_timers (LoketSession *self)
{
  loket_session_set_auto_sync (self, FALSE);
  g_clear_pointer (&self->count_alarm, loket_alarm_free);
  g_clear_object (&self->listener);
  g_clear_object (&self->scheduler);
}

/*< private >
 * _loket_session_sync_soon:
 * @self: a session
 *
 * Starts a pass in a moment, if passes start by themselves at all.
 */
void
_loket_session_sync_soon (LoketSession *self)
{
  if (self->scheduler != NULL)
    loket_sync_scheduler_wake (self->scheduler);
}

/**
 * loket_session_set_auto_sync:
 * @self: a session
 * @auto_sync: whether passes start by themselves
 *
 * Lets passes start by themselves: often while somebody looks, when a reply is
 * sent off, when the network comes back, when the hub tells that there is news,
 * and after a failure in growing intervals; see [class@LoketSyncScheduler] and
 * [class@LoketSyncListener]. Off at first.
 */
void
loket_session_set_auto_sync (LoketSession *self,
                             gboolean      auto_sync)
{
  g_return_if_fail (LOKET_IS_SESSION (self));

  if (self->auto_sync == auto_sync || self->scheduler == NULL)
    return;

  self->auto_sync = auto_sync;
  if (auto_sync)
    {
      loket_sync_scheduler_start (self->scheduler);
      loket_sync_listener_start (self->listener);
    }
  else
    {
      loket_sync_listener_stop (self->listener);
      loket_sync_scheduler_stop (self->scheduler);
    }
}

/**
 * loket_session_set_focused:
 * @self: a session
 * @focused: whether somebody looks at the window
 *
 * Lets passes that start by themselves come more often while somebody looks.
 */
void
loket_session_set_focused (LoketSession *self,
                           gboolean      focused)
{
  g_return_if_fail (LOKET_IS_SESSION (self));

  if (self->scheduler != NULL)
    loket_sync_scheduler_set_focused (self->scheduler, focused);
}

/**
 * loket_session_get_auto_sync:
 * @self: a session
 *
 * Tells whether passes start by themselves.
 *
 * Returns: whether they do
 */
gboolean
loket_session_get_auto_sync (LoketSession *self)
{
  g_return_val_if_fail (LOKET_IS_SESSION (self), FALSE);

  return self->auto_sync;
}

/**
 * loket_session_get_connection:
 * @self: a session
 *
 * Tells how we stand with the hub.
 *
 * Returns: the state
 */
LoketConnection
loket_session_get_connection (LoketSession *self)
{
  g_return_val_if_fail (LOKET_IS_SESSION (self), LOKET_CONNECTION_UNKNOWN);

  return self->connection;
}

/**
 * loket_session_get_reason:
 * @self: a session
 *
 * Tells why the last pass did not go through; see loket_words_reason().
 *
 * Returns: the reason, none when it did
 */
LoketReason
loket_session_get_reason (LoketSession *self)
{
  g_return_val_if_fail (LOKET_IS_SESSION (self), LOKET_REASON_NONE);

  return self->reason;
}

/**
 * loket_session_get_syncing:
 * @self: a session
 *
 * Tells whether a pass is under way.
 *
 * Returns: whether it is
 */
gboolean
loket_session_get_syncing (LoketSession *self)
{
  g_return_val_if_fail (LOKET_IS_SESSION (self), FALSE);

  return self->engine != NULL && loket_sync_engine_is_running (self->engine);
}

/**
 * loket_session_get_last_sync:
 * @self: a session
 *
 * Tells when a pass last went through.
 *
 * Returns: Unix seconds, or %LOKET_TIME_UNSET
 */
gint64
loket_session_get_last_sync (LoketSession *self)
{
  gint64 instant = LOKET_TIME_UNSET;

  g_return_val_if_fail (LOKET_IS_SESSION (self), LOKET_TIME_UNSET);

  if (self->engine != NULL)
    instant = loket_sync_engine_get_last_ok (self->engine);
  if (instant == LOKET_TIME_UNSET && self->account != NULL)
    instant = self->account->last_sync;
  return instant;
}

/**
 * loket_session_get_waiting_count:
 * @self: a session
 *
 * Counts the replies that go out by themselves.
 *
 * Returns: how many
 */
guint
loket_session_get_waiting_count (LoketSession *self)
{
  g_return_val_if_fail (LOKET_IS_SESSION (self), 0);

  return self->n_waiting;
}

/**
 * loket_session_get_stuck_count:
 * @self: a session
 *
 * Counts the replies that waited for more than a day although the hub was there
 * at the last pass: somebody should look.
 *
 * Returns: how many
 */
guint
loket_session_get_stuck_count (LoketSession *self)
{
  g_return_val_if_fail (LOKET_IS_SESSION (self), 0);

  return self->engine != NULL ? loket_sync_engine_get_summary (self->engine)->stuck : 0;
}

/**
 * loket_session_get_needs_user_count:
 * @self: a session
 *
 * Counts the replies that wait for a decision.
 *
 * Returns: how many
 */
guint
loket_session_get_needs_user_count (LoketSession *self)
{
  g_return_val_if_fail (LOKET_IS_SESSION (self), 0);

  return self->n_needs_user;
}

/* A pass is stopped by its caller, or by the end of the session. */
typedef struct
{
  LoketSyncSummary summary;
  GError          *error;
  GCancellable    *stop;
  GCancellable    *stoppers[2];
  gulong           stopper_ids[2];
} Pass;

static void
pass_free (Pass *pass)
{
  g_clear_error (&pass->error);
  for (guint i = 0; i < G_N_ELEMENTS (pass->stoppers); i++)
    g_clear_object (&pass->stoppers[i]);
  g_clear_object (&pass->stop);
  g_free (pass);
}

static void
forget_stoppers (Pass *pass)
{
  for (guint i = 0; i < G_N_ELEMENTS (pass->stoppers); i++)
    if (pass->stoppers[i] != NULL)
      g_clear_signal_handler (&pass->stopper_ids[i], pass->stoppers[i]);
}

static Pass *
pass_new (LoketSession *self,
          GCancellable *cancellable)
{
  Pass *pass = g_new0 (Pass, 1);
  GCancellable *stoppers[] = { self->closing, cancellable };

  pass->stop = g_cancellable_new ();
  for (guint i = 0; i < G_N_ELEMENTS (stoppers); i++)
    {
      if (stoppers[i] == NULL)
        continue;
      pass->stoppers[i] = g_object_ref (stoppers[i]);
      pass->stopper_ids[i] = g_signal_connect_object (stoppers[i], "cancelled", G_CALLBACK (g_cancellable_cancel),
                                                      pass->stop, G_CONNECT_SWAPPED);
      if (g_cancellable_is_cancelled (stoppers[i]))
        g_cancellable_cancel (pass->stop);
    }
  return pass;
}

/* The overlay is read again before the caller hears of the end, so that counts
 * and rows already tell it. */
static void
overlay_caught_up_cb (GObject      *source,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Pass *pass = g_task_get_task_data (task);
  GError *error = NULL;

  if (pass->error != NULL)
    g_task_return_error (task, g_steal_pointer (&pass->error));
  else if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
pass_ended_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  LoketSession *self = g_task_get_source_object (task);
  Pass *pass = g_task_get_task_data (task);

  forget_stoppers (pass);
  loket_sync_engine_run_finish (LOKET_SYNC_ENGINE (source), result, &pass->summary, &pass->error);
  if (self->overlay != NULL)
    _loket_session_outbox_changed (self, overlay_caught_up_cb, g_steal_pointer (&task));
  else if (pass->error != NULL)
    g_task_return_error (task, g_steal_pointer (&pass->error));
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * loket_session_sync_async:
 * @self: a session
 * @cancellable: (nullable): a cancellable
 * @callback: called with the result
 * @user_data: passed to @callback
 *
 * Runs one pass, or joins the one under way. Not getting through is no error:
 * the summary says so and everything is kept.
 */
void
loket_session_sync_async (LoketSession        *self,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  GTask *task = NULL;
  Pass *pass = NULL;

  g_return_if_fail (LOKET_IS_SESSION (self) && self->engine != NULL);

  pass = pass_new (self, cancellable);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, loket_session_sync_async);
  g_task_set_task_data (task, pass, (GDestroyNotify) pass_free);
  loket_sync_engine_run_async (self->engine, pass->stop, pass_ended_cb, task);
}

/**
 * loket_session_sync_finish:
 * @self: a session
 * @result: what the callback got
 * @summary: (out caller-allocates) (optional): what the pass did
 * @error: return location for %LOKET_SYNC_ERROR_STORAGE, or %G_IO_ERROR_CANCELLED
 *
 * Ends loket_session_sync_async().
 *
 * Returns: whether the pass ended and @summary is set
 */
gboolean
loket_session_sync_finish (LoketSession      *self,
                           GAsyncResult      *result,
                           LoketSyncSummary  *summary,
                           GError           **error)
{
  Pass *pass = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;

  pass = g_task_get_task_data (G_TASK (result));
  if (summary != NULL)
    *summary = pass->summary;
  return TRUE;
}
