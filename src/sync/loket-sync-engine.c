/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sync"

#include "config.h"

#include "loket-sync-engine.h"

#include "loket-sync-engine-private.h"

/* Writing down that all is as it was wears the disk; once in a while is enough. */
#define NOTE_INTERVAL (5 * 60)

/**
 * LoketSyncEngine:
 *
 * Keeps one profile and its hub in agreement.
 *
 *     run ──▶ waiters ──▶ pass ──▶ core ⇄ driver ──▶ summary ──▶ waiters
 *
 * One thing at a time: a pass, or signing in or out. Who asks for a pass during
 * one waits for the same, except when it has already looked through the outbox
 * for the last time; then for the next.
 *
 * Everything of it belongs to the thread that made it, which must run a main
 * loop.
 */

enum
{
  STATE_CHANGED,
  OUTBOX_CHANGED,
  COMPLAINTS_CHANGED,
  PROGRESS_CHANGED,
  RULES_CHANGED,
  GUIDANCE_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LoketSyncEngine, loket_sync_engine, G_TYPE_OBJECT)

/* Somebody who waits for a pass and may stop waiting. */
typedef struct
{
  LoketSyncEngine *engine;   /* not owned: the task holds it */
  GTask           *task;
  GSource         *stop;
} Waiter;

static void
waiter_free (Waiter *self)
{
  if (self->stop != NULL)
    g_source_destroy (self->stop);
  g_clear_pointer (&self->stop, g_source_unref);
  g_clear_object (&self->task);
  g_free (self);
}

static void
loket_sync_engine_finalize (GObject *object)
{
  LoketSyncEngine *self = LOKET_SYNC_ENGINE (object);

  g_assert (self->job == JOB_NONE);
  g_queue_clear_full (&self->account_tasks, g_object_unref);
  _loket_sync_pages_forget (self);
  g_ptr_array_unref (self->waiters);
  g_ptr_array_unref (self->late_waiters);
  g_clear_pointer (&self->core, loket_sync_core_free);
  g_clear_pointer (&self->account, loket_account_free);
  g_clear_pointer (&self->session, loket_session_info_free);
  g_clear_pointer (&self->page, loket_wire_page_free);
  g_clear_pointer (&self->rules, loket_rules_page_free);
  g_clear_pointer (&self->guidance, loket_guidance_record_free);
  g_clear_pointer (&self->access_token, g_free);
  g_clear_object (&self->transfer);
  g_cancellable_cancel (self->advice);
  g_clear_object (&self->advice);
  g_clear_object (&self->http);
  g_clear_object (&self->clock);
  g_clear_object (&self->user);
  g_clear_object (&self->cache);
  g_clear_object (&self->profile);
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
   * @ids: the ids of complaints that came in, changed or went away
   *
   * The cache has other content than before.
   */
  signals[COMPLAINTS_CHANGED] = g_signal_new ("complaints-changed", LOKET_TYPE_SYNC_ENGINE,
                                              G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                              G_TYPE_NONE, 1, G_TYPE_STRV);
  /**
   * LoketSyncEngine::progress-changed:
   * @self: the engine
   *
   * A copy of many complaints got further: see loket_sync_engine_get_progress().
   */
  signals[PROGRESS_CHANGED] = g_signal_new ("progress-changed", LOKET_TYPE_SYNC_ENGINE,
                                            G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                            G_TYPE_NONE, 0);
  /**
   * LoketSyncEngine::rules-changed:
   * @self: the engine
   * @n_moved: how many open deadlines that moved
   *
   * Deadlines are counted by other rules than before, also those that are in
   * the cache.
   */
  signals[RULES_CHANGED] = g_signal_new ("rules-changed", LOKET_TYPE_SYNC_ENGINE,
                                         G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_UINT);
  /**
   * LoketSyncEngine::guidance-changed:
   * @self: the engine
   *
   * The agency gives its officers something else than before.
   */
  signals[GUIDANCE_CHANGED] = g_signal_new ("guidance-changed", LOKET_TYPE_SYNC_ENGINE,
                                            G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                            G_TYPE_NONE, 0);
}

static void
loket_sync_engine_init (LoketSyncEngine *self)
{
  self->core = loket_sync_core_new ();
  self->waiters = g_ptr_array_new_with_free_func ((GDestroyNotify) waiter_free);
  self->late_waiters = g_ptr_array_new_with_free_func ((GDestroyNotify) waiter_free);
  g_queue_init (&self->account_tasks);
  g_queue_init (&self->pages_ahead);
  self->transfer = g_cancellable_new ();
  self->advice = g_cancellable_new ();
  self->summary = (LoketSyncSummary) LOKET_SYNC_SUMMARY_INIT;
  self->last_ok = LOKET_TIME_UNSET;
}

/**
 * loket_sync_engine_new:
 * @profile: (transfer none): an open profile; a pass that finds it closed ends
 *   as one does that cannot write
 * @clock: the clock that retries and token lives are counted on; the engine
 *   sets its offset from the hub's answers
 *
 * Makes the engine of a profile. It does nothing by itself.
 *
 * Returns: (transfer full): an engine
 */
LoketSyncEngine *
loket_sync_engine_new (LoketProfile *profile,
                       LoketClock   *clock)
{
  LoketSyncEngine *self;

  g_return_val_if_fail (LOKET_IS_PROFILE (profile) && LOKET_IS_CLOCK (clock), NULL);

  self = g_object_new (LOKET_TYPE_SYNC_ENGINE, NULL);
  self->profile = g_object_ref (profile);
  self->user = g_object_ref (loket_profile_get_user (profile));
  self->cache = g_object_ref (loket_profile_get_cache (profile));
  self->clock = g_object_ref (clock);
  return self;
}

/* Tells the world. */
void
_loket_sync_engine_say_outbox (LoketSyncEngine *self)
{
  g_signal_emit (self, signals[OUTBOX_CHANGED], 0);
}

/* Tells the world how far the copy of a scope is; 0 of 0 when it is done. */
void
_loket_sync_engine_say_progress (LoketSyncEngine *self,
                                 gint64           copied,
                                 gint64           to_copy)
{
  if (self->copied == copied && self->to_copy == to_copy)
    return;
  self->copied = copied;
  self->to_copy = to_copy;
  g_signal_emit (self, signals[PROGRESS_CHANGED], 0);
}

/* Tells the world. */
void
_loket_sync_engine_say_state (LoketSyncEngine *self)
{
  g_signal_emit (self, signals[STATE_CHANGED], 0);
}

/* Tells the world. */
void
_loket_sync_engine_say_rules (LoketSyncEngine *self,
                              guint            n_moved)
{
  g_signal_emit (self, signals[RULES_CHANGED], 0, n_moved);
}

/* Tells the world. */
void
_loket_sync_engine_say_guidance (LoketSyncEngine *self)
{
  g_signal_emit (self, signals[GUIDANCE_CHANGED], 0);
}

/* Tells the world which complaints are not as they were. */
void
_loket_sync_engine_say_complaints (LoketSyncEngine *self,
                                   GPtrArray       *changed,
                                   GPtrArray       *removed)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  g_ptr_array_extend (ids, changed, NULL, NULL);
  g_ptr_array_extend (ids, removed, NULL, NULL);
  if (ids->len == 0)
    return;

  g_ptr_array_add (ids, NULL);
  g_signal_emit (self, signals[COMPLAINTS_CHANGED], 0, ids->pdata);
}

static void
begin_pass (LoketSyncEngine *self)
{
  self->job = JOB_PASS;
  loket_cache_store_set_following (self->cache, TRUE);
  _loket_sync_engine_say_state (self);
  _loket_sync_driver_start (self);
}

/* Begins what waited until the engine was free. */
static void
begin_next (LoketSyncEngine *self)
{
  GTask *task;

  g_assert (self->job == JOB_NONE);

  task = g_queue_pop_head (&self->account_tasks);
  if (task != NULL)
    {
      self->job = JOB_ACCOUNT;
      if (g_task_get_source_tag (task) == loket_sync_engine_sign_in_async)
        _loket_sync_sign_in_begin (task);
      else
        _loket_sync_sign_out_begin (task);
      g_object_unref (task);
    }
  else if (self->late_waiters->len > 0 || self->watched)
    {
      GPtrArray *waiters = self->waiters;

      self->waiters = self->late_waiters;
      self->late_waiters = waiters;
      self->forced = self->waiters->len > 0;
      begin_pass (self);
    }
}

static void
account_noted_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (LoketSyncEngine) self = user_data;

  loket_user_store_save_account_finish (LOKET_USER_STORE (source), result, NULL);
}

/* Remembers when all was well, and what the hub will not lose any more. */
static void
note_success (LoketSyncEngine *self)
{
  gint64 now = loket_clock_now (self->clock);
  LoketAccount *account = self->account;
  gint64 durable = self->session != NULL ? self->session->durable_seq : account->durable_seq;

  self->last_ok = now;
  if (account->durable_seq == durable && account->last_sync != LOKET_TIME_UNSET &&
      ABS (now - account->last_sync) < NOTE_INTERVAL && self->summary.sent == 0)
    return;

  account->last_sync = now;
  account->durable_seq = durable;
  loket_user_store_save_account_async (self->user, account, NULL,
                                       account_noted_cb, g_object_ref (self));
}

static void
answer_waiter (Waiter                 *waiter,
               const LoketSyncSummary *summary)
{
  LoketSyncSummary *copy;

  if (summary->reason == LOKET_REASON_STORAGE)
    {
      g_task_return_error (waiter->task, loket_sync_error_new (LOKET_REASON_STORAGE));
      return;
    }
  copy = g_new (LoketSyncSummary, 1);
  *copy = *summary;
  g_task_return_pointer (waiter->task, copy, g_free);
}

/* Ends the pass: tells everybody who waited for it, and begins what comes next. */
void
_loket_sync_engine_pass_ended (LoketSyncEngine        *self,
                               const LoketSyncSummary *summary)
{
  g_autoptr (GPtrArray) waiters = self->waiters;

  self->waiters = g_ptr_array_new_with_free_func ((GDestroyNotify) waiter_free);
  self->watched = FALSE;
  self->summary = *summary;
  self->job = JOB_NONE;
  loket_cache_store_set_following (self->cache, FALSE);
  _loket_sync_pages_forget (self);
  _loket_sync_engine_say_progress (self, 0, 0);
  g_clear_pointer (&self->page, loket_wire_page_free);
  g_clear_pointer (&self->rules, loket_rules_page_free);
  g_clear_pointer (&self->guidance, loket_guidance_record_free);
  if (summary->state == LOKET_SYNC_OK ||
      (summary->state == LOKET_SYNC_NEEDS_USER && summary->reason == LOKET_REASON_NONE))
    note_success (self);

  _loket_sync_engine_say_state (self);
  for (guint i = 0; i < waiters->len; i++)
    answer_waiter (g_ptr_array_index (waiters, i), summary);
  if (self->job == JOB_NONE)
    begin_next (self);
}

/* Ends signing in or out. */
void
_loket_sync_engine_account_done (LoketSyncEngine *self,
                                 gboolean         signed_in)
{
  if (signed_in)
    self->summary = (LoketSyncSummary) LOKET_SYNC_SUMMARY_INIT;
  self->job = JOB_NONE;
  _loket_sync_engine_say_state (self);
  if (self->job == JOB_NONE)
    begin_next (self);
}

static gboolean
waiter_stopped_cb (GCancellable *cancellable,
                   gpointer      user_data)
{
  Waiter *waiter = user_data;
  LoketSyncEngine *self = waiter->engine;
  g_autoptr (GTask) task = g_object_ref (waiter->task);

  if (!g_ptr_array_remove (self->waiters, waiter))
    g_ptr_array_remove (self->late_waiters, waiter);
  else if (self->waiters->len == 0 && !self->watched)
    _loket_sync_driver_cancel (self);
  g_task_return_error_if_cancelled (task);
  return G_SOURCE_REMOVE;
}

static void
add_waiter (LoketSyncEngine *self,
            GPtrArray       *waiters,
            GTask           *task)
{
  Waiter *waiter = g_new0 (Waiter, 1);
  GCancellable *cancellable = g_task_get_cancellable (task);

  waiter->engine = self;
  waiter->task = g_object_ref (task);
  if (cancellable != NULL)
    {
      waiter->stop = g_cancellable_source_new (cancellable);
      g_source_set_callback (waiter->stop, G_SOURCE_FUNC (waiter_stopped_cb), waiter, NULL);
      g_source_attach (waiter->stop, g_main_context_get_thread_default ());
    }
  g_ptr_array_add (waiters, waiter);
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
 * Waits until a pass that is under way has ended.
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
  g_return_if_fail (LOKET_IS_SYNC_ENGINE (self));
  g_return_if_fail (server != NULL && username != NULL && password != NULL);

  g_queue_push_tail (&self->account_tasks,
                     _loket_sync_sign_in_new (self, server, username, password, ca_path,
                                              cancellable, callback, user_data));
  if (self->job == JOB_NONE)
    begin_next (self);
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
 * @cancellable: (nullable): to stop waiting for the hub; signs out all the same
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
  g_return_if_fail (LOKET_IS_SYNC_ENGINE (self));

  g_queue_push_tail (&self->account_tasks,
                     _loket_sync_sign_out_new (self, force, cancellable, callback, user_data));
  if (self->job == JOB_NONE)
    begin_next (self);
}

/**
 * loket_sync_engine_sign_out_finish:
 * @self: an engine
 * @result: what the callback got
 * @error: return location for a #GError of %LOKET_SYNC_ERROR
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
 * Runs one pass because somebody asked: token, session, changes, outbox,
 * changes; no reply waits for its time. A pass that is under way is joined. Not
 * getting through is no error but a summary that says so.
 */
void
loket_sync_engine_run_async (LoketSyncEngine     *self,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (LOKET_IS_SYNC_ENGINE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, loket_sync_engine_run_async);
  if (g_task_return_error_if_cancelled (task))
    return;

  if (self->job == JOB_PASS && self->forced && !self->cancel_asked &&
      !loket_sync_core_is_ending (self->core))
    {
      add_waiter (self, self->waiters, task);
      return;
    }

  add_waiter (self, self->late_waiters, task);
  if (self->job == JOB_NONE)
    begin_next (self);
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
  g_autofree LoketSyncSummary *owned = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  owned = g_task_propagate_pointer (G_TASK (result), error);
  if (owned == NULL)
    return FALSE;
  if (summary != NULL)
    *summary = *owned;
  return TRUE;
}

/**
 * loket_sync_engine_poll:
 * @self: an engine
 *
 * Runs a pass because it is time, unless something is under way: replies that
 * wait for their time go on waiting. Its end is told by
 * [signal@LoketSyncEngine::state-changed].
 */
void
loket_sync_engine_poll (LoketSyncEngine *self)
{
  g_return_if_fail (LOKET_IS_SYNC_ENGINE (self));

  if (self->job != JOB_NONE)
    return;
  self->watched = TRUE;
  begin_next (self);
}

/**
 * loket_sync_engine_is_running:
 * @self: an engine
 *
 * Tells whether a pass is under way.
 *
 * Returns: whether one is
 */
gboolean
loket_sync_engine_is_running (LoketSyncEngine *self)
{
  g_return_val_if_fail (LOKET_IS_SYNC_ENGINE (self), FALSE);

  return self->job == JOB_PASS;
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
 * loket_sync_engine_get_progress:
 * @self: an engine
 * @copied: (out): how many complaints of it are stored
 * @to_copy: (out): about how many there are
 *
 * Tells how far the copy of a scope is that takes more than one page.
 *
 * Returns: whether one is being made
 */
gboolean
loket_sync_engine_get_progress (LoketSyncEngine *self,
                                gint64          *copied,
                                gint64          *to_copy)
{
  g_return_val_if_fail (LOKET_IS_SYNC_ENGINE (self), FALSE);

  *copied = self->copied;
  *to_copy = self->to_copy;
  return self->to_copy > 0;
}

/**
 * loket_sync_engine_get_last_ok:
 * @self: an engine
 *
 * Tells when a pass of this program last got through.
 *
 * Returns: Unix seconds, or %LOKET_TIME_UNSET
 */
gint64
loket_sync_engine_get_last_ok (LoketSyncEngine *self)
{
  g_return_val_if_fail (LOKET_IS_SYNC_ENGINE (self), LOKET_TIME_UNSET);

  return self->last_ok;
}

/**
 * loket_sync_engine_get_session:
 * @self: an engine
 *
 * Tells what the hub said last about the session, its limits among it.
 *
 * Returns: (transfer none) (nullable): that, %NULL before it said anything
 */
const LoketSessionInfo *
loket_sync_engine_get_session (LoketSyncEngine *self)
{
  g_return_val_if_fail (LOKET_IS_SYNC_ENGINE (self), NULL);

  return self->session;
}
