/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sync"

#include "config.h"

#include "loket-sync-engine.h"

#include "loket-time.h"

/**
 * LoketSyncEngine:
 *
 * Keeps one profile and its hub in agreement.
 */
struct _LoketSyncEngine
{
  GObject           parent_instance;

  LoketProfile     *profile; /* not owned: the profile outlives its engine */
  LoketClock       *clock;
  LoketSyncSummary  summary;
  gint64            last_ok;
};

enum
{
  STATE_CHANGED,
  OUTBOX_CHANGED,
  COMPLAINTS_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LoketSyncEngine, loket_sync_engine, G_TYPE_OBJECT)

static void
loket_sync_engine_finalize (GObject *object)
{
  LoketSyncEngine *self = LOKET_SYNC_ENGINE (object);

  g_clear_object (&self->clock);
  G_OBJECT_CLASS (loket_sync_engine_parent_class)->finalize (object);
}

static void
loket_sync_engine_class_init (LoketSyncEngineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = loket_sync_engine_finalize;

  /**
   * LoketSyncEngine::state-changed:
   * @self: the engine
   *
   * A pass began or ended, or the account was signed in or out: see
   * loket_sync_engine_is_running() and loket_sync_engine_get_summary().
   */
  signals[STATE_CHANGED] = g_signal_new ("state-changed", LOKET_TYPE_SYNC_ENGINE,
                                         G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 0);
  /**
   * LoketSyncEngine::outbox-changed:
   * @self: the engine
   *
   * A reply in the outbox moved from one state to another.
   */
  signals[OUTBOX_CHANGED] = g_signal_new ("outbox-changed", LOKET_TYPE_SYNC_ENGINE,
                                          G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);
  /**
   * LoketSyncEngine::complaints-changed:
   * @self: the engine
   * @ids: the ids of complaints that came in, changed or went away; %NULL
   *   when too much changed to name it
   *
   * The cache has other content than before.
   */
  signals[COMPLAINTS_CHANGED] = g_signal_new ("complaints-changed", LOKET_TYPE_SYNC_ENGINE,
                                              G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                              G_TYPE_NONE, 1, G_TYPE_STRV);
}

static void
loket_sync_engine_init (LoketSyncEngine *self)
{
  self->summary = (LoketSyncSummary) LOKET_SYNC_SUMMARY_INIT;
  self->last_ok = LOKET_TIME_UNSET;
}

/**
 * loket_sync_engine_new:
 * @profile: (transfer none): an open profile, which must outlive the engine
 * @clock: the clock that retries and token lives are counted on; the engine
 *   sets its offset from the hub's answers
 *
 * Makes the engine of a profile. It does nothing by itself. Everything of it
 * belongs to the thread that made it, which must run a main loop.
 *
 * Returns: (transfer full): an engine
 */
LoketSyncEngine *
loket_sync_engine_new (LoketProfile *profile,
                       LoketClock   *clock)
{
  LoketSyncEngine *self;

  g_return_val_if_fail (profile != NULL && LOKET_IS_CLOCK (clock), NULL);

  self = g_object_new (LOKET_TYPE_SYNC_ENGINE, NULL);
  self->profile = profile;
  self->clock = g_object_ref (clock);
  return self;
}

/**
 * loket_sync_engine_sign_in_async:
 * @self: an engine
 * @server: the hub's address, `https://host[:port]`
 * @username: the account's name there
 * @password: the password, which is not kept
 * @ca_path: (nullable): a PEM file with the authority that signed the hub's
 *   certificate, instead of the system's; copied into the profile
 * @cancellable: (nullable): to stop
 * @callback: called when done
 * @user_data: for @callback
 *
 * Signs in and sets up the profile's account. A profile belongs to one officer
 * at one hub: signing in as somebody else is %LOKET_SYNC_ERROR_OTHER_ACCOUNT.
 */
void
loket_sync_engine_sign_in_async (LoketSyncEngine     *self,
                                 const char          *server,
                                 const char          *username,
                                 const char          *password,
                                 const char          *ca_path,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, loket_sync_engine_sign_in_async);
  g_task_return_error (task, loket_sync_error_new (LOKET_REASON_NO_NETWORK));
}

/**
 * loket_sync_engine_sign_in_finish:
 * @self: an engine
 * @result: what the callback got
 * @error: return location for a #GError of %LOKET_SYNC_ERROR, or
 *   %G_IO_ERROR_CANCELLED
 *
 * Ends loket_sync_engine_sign_in_async().
 *
 * Returns: whether the account is signed in and its tokens are stored
 */
gboolean
loket_sync_engine_sign_in_finish (LoketSyncEngine  *self,
                                  GAsyncResult     *result,
                                  GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * loket_sync_engine_sign_out_async:
 * @self: an engine
 * @force: sign out although replies wait; they stay in the profile
 * @cancellable: (nullable): to stop
 * @callback: called when done
 * @user_data: for @callback
 *
 * Forgets the tokens, and tells the hub so if it can be reached. Refused with
 * %LOKET_SYNC_ERROR_PENDING while replies wait, unless @force. Nothing else in
 * the profile is touched.
 */
void
loket_sync_engine_sign_out_async (LoketSyncEngine     *self,
                                  gboolean             force,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, loket_sync_engine_sign_out_async);
  g_task_return_error (task, loket_sync_error_new (LOKET_REASON_SIGNED_OUT));
}

/**
 * loket_sync_engine_sign_out_finish:
 * @self: an engine
 * @result: what the callback got
 * @error: return location for a #GError of %LOKET_SYNC_ERROR, or
 *   %G_IO_ERROR_CANCELLED
 *
 * Ends loket_sync_engine_sign_out_async().
 *
 * Returns: whether the tokens are gone
 */
gboolean
loket_sync_engine_sign_out_finish (LoketSyncEngine  *self,
                                   GAsyncResult     *result,
                                   GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * loket_sync_engine_run_async:
 * @self: an engine
 * @cancellable: (nullable): to stop waiting; the pass itself stops when
 *   everybody who waited for it has
 * @callback: called when the pass ended
 * @user_data: for @callback
 *
 * Runs one pass: token, session, changes, outbox, changes. A pass that is under
 * way is joined. Not getting through is no error but a summary that says so.
 */
void
loket_sync_engine_run_async (LoketSyncEngine     *self,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, loket_sync_engine_run_async);
  self->summary.state = LOKET_SYNC_SIGNED_OUT;
  self->summary.reason = LOKET_REASON_SIGNED_OUT;
  g_task_return_boolean (task, TRUE);
}

/**
 * loket_sync_engine_run_finish:
 * @self: an engine
 * @result: what the callback got
 * @summary: (out caller-allocates) (optional): what the pass did
 * @error: return location for a #GError: %LOKET_SYNC_ERROR_STORAGE, or
 *   %G_IO_ERROR_CANCELLED
 *
 * Ends loket_sync_engine_run_async().
 *
 * Returns: whether the pass ended and @summary is set
 */
gboolean
loket_sync_engine_run_finish (LoketSyncEngine   *self,
                              GAsyncResult      *result,
                              LoketSyncSummary  *summary,
                              GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  if (summary != NULL)
    *summary = self->summary;
  return TRUE;
}

/**
 * loket_sync_engine_is_running:
 * @self: an engine
 *
 * Tells whether a pass is under way.
 */
gboolean
loket_sync_engine_is_running (LoketSyncEngine *self)
{
  g_return_val_if_fail (LOKET_IS_SYNC_ENGINE (self), FALSE);

  return FALSE;
}

/**
 * loket_sync_engine_get_summary:
 * @self: an engine
 *
 * Tells how the last pass ended.
 *
 * Returns: (transfer none): the summary, its state unknown before the first
 */
const LoketSyncSummary *
loket_sync_engine_get_summary (LoketSyncEngine *self)
{
  g_return_val_if_fail (LOKET_IS_SYNC_ENGINE (self), NULL);

  return &self->summary;
}

/**
 * loket_sync_engine_get_last_ok:
 * @self: an engine
 *
 * Tells when a pass last got through.
 *
 * Returns: Unix seconds, or %LOKET_TIME_UNSET
 */
gint64
loket_sync_engine_get_last_ok (LoketSyncEngine *self)
{
  g_return_val_if_fail (LOKET_IS_SYNC_ENGINE (self), LOKET_TIME_UNSET);

  return self->last_ok;
}
