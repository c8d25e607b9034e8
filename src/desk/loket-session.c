/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-session.h"

#include "loket-attachment-open.h"
#include "loket-session-key.h"
#include "loket-session-private.h"

/**
 * LoketSession:
 *
 * One officer's open profile, and everything a screen or a command needs of it.
 *
 *     screens, loketctl
 *           │  calls, signals
 *     LoketSession ── LoketOverlay      drafts and replies, in memory
 *           │      ── LoketStoreQueue   the queue under that overlay
 *           ├── LoketSyncEngine ──▶ hub
 *           └── LoketProfile    ──▶ user.db, cache.db on their own threads
 *
 * Belongs to the main thread; nothing in it waits. The properties and signals are
 * here, opening and closing in loket-session-open.c, the account in
 * loket-session-account.c, synchronising in loket-session-sync.c, complaints in
 * loket-session-queue.c, drafts and sending in loket-session-drafts.c and the
 * outbox in loket-session-outbox.c.
 */

enum
{
  PROP_0,
  PROP_SIGNED_IN,
  PROP_OFFICER_NAME,
  PROP_AGENCY_NAME,
  PROP_SERVER_URL,
  PROP_CONNECTION,
  PROP_SYNCING,
  PROP_WAITING_COUNT,
  PROP_NEEDS_USER_COUNT,
  PROP_LAST_SYNC,
  PROP_SYNC_PROGRESS,
  PROP_SEARCH_PROGRESS,
  PROP_HAS_PASSPHRASE,
  PROP_STORAGE_LOW,
  N_PROPS
};

enum
{
  QUEUE_CHANGED,
  COMPLAINT_CHANGED,
  DRAFTS_CHANGED,
  OUTBOX_CHANGED,
  COUNTS_CHANGED,
  RULES_CHANGED,
  GUIDANCE_CHANGED,
  NOTICE,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE_WITH_CODE (LoketSession, loket_session, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (LOKET_TYPE_DRAFT_BOX, _loket_session_drafts_init))

static void
loket_session_get_property (GObject    *object,
                            guint       id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  LoketSession *self = LOKET_SESSION (object);

  switch (id)
    {
    case PROP_SIGNED_IN:
      g_value_set_boolean (value, self->signed_in);
      break;
    case PROP_OFFICER_NAME:
      g_value_set_string (value, loket_session_get_officer_name (self));
      break;
    case PROP_AGENCY_NAME:
      g_value_set_string (value, loket_session_get_agency_name (self));
      break;
    case PROP_SERVER_URL:
      g_value_set_string (value, loket_session_get_server_url (self));
      break;
    case PROP_CONNECTION:
      g_value_set_enum (value, self->connection);
      break;
    case PROP_SYNCING:
      g_value_set_boolean (value, loket_session_get_syncing (self));
      break;
    case PROP_WAITING_COUNT:
      g_value_set_uint (value, self->n_waiting);
      break;
    case PROP_NEEDS_USER_COUNT:
      g_value_set_uint (value, self->n_needs_user);
      break;
    case PROP_LAST_SYNC:
      g_value_set_int64 (value, loket_session_get_last_sync (self));
      break;
    case PROP_SYNC_PROGRESS:
      g_value_set_double (value, loket_session_get_sync_progress (self));
      break;
    case PROP_SEARCH_PROGRESS:
      g_value_set_uint (value, loket_session_get_search_progress (self));
      break;
    case PROP_HAS_PASSPHRASE:
      g_value_set_boolean (value, loket_session_get_has_passphrase (self));
      break;
    case PROP_STORAGE_LOW:
      g_value_set_boolean (value, loket_session_get_storage_low (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

/*< private >
 * _loket_session_shut:
 * @self: a session
 *
 * Ends what is under way and lets go of the profile. A second call does nothing.
 */
void
_loket_session_shut (LoketSession *self)
{
  g_cancellable_cancel (self->closing);
  _loket_session_stop_timers (self);
  if (self->engine != NULL)
    g_signal_handlers_disconnect_by_data (self->engine, self);
  if (self->overlay != NULL)
    g_signal_handlers_disconnect_by_data (self->overlay, self);
  g_clear_object (&self->engine);
  g_clear_object (&self->queue);
  g_clear_object (&self->overlay);
  g_clear_object (&self->vocabulary);
  if (self->check_worker != NULL)
    loket_worker_stop (self->check_worker);
  g_clear_object (&self->check_worker);
  if (self->profile != NULL)
    {
      _loket_attachment_open_tidy (loket_profile_get_folder (self->profile));
      loket_profile_close (self->profile);
    }
  g_clear_object (&self->profile);
}

static void
loket_session_dispose (GObject *object)
{
  _loket_session_shut (LOKET_SESSION (object));
  G_OBJECT_CLASS (loket_session_parent_class)->dispose (object);
}

static void
loket_session_finalize (GObject *object)
{
  LoketSession *self = LOKET_SESSION (object);

  g_clear_object (&self->clock);
  g_clear_object (&self->checker);
  g_clear_object (&self->closing);
  g_clear_pointer (&self->account, loket_account_free);
  g_clear_pointer (&self->rulebook, loket_rulebook_unref);
  g_clear_object (&self->guidance);
  G_OBJECT_CLASS (loket_session_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  /** LoketSession:signed-in: whether the account can talk to its hub. */
  properties[PROP_SIGNED_IN] = g_param_spec_boolean ("signed-in", NULL, NULL, FALSE, flags);
  /** LoketSession:officer-name: who is signed in, or was last. */
  properties[PROP_OFFICER_NAME] = g_param_spec_string ("officer-name", NULL, NULL, NULL, flags);
  /** LoketSession:agency-name: the agency the officer answers for. */
  properties[PROP_AGENCY_NAME] = g_param_spec_string ("agency-name", NULL, NULL, NULL, flags);
  /** LoketSession:server-url: the hub's address. */
  properties[PROP_SERVER_URL] = g_param_spec_string ("server-url", NULL, NULL, NULL, flags);
  /** LoketSession:connection: how we stand with the hub. */
  properties[PROP_CONNECTION] = g_param_spec_enum ("connection", NULL, NULL, LOKET_TYPE_CONNECTION,
                                                   LOKET_CONNECTION_UNKNOWN, flags);
  /** LoketSession:syncing: whether a pass is under way. */
  properties[PROP_SYNCING] = g_param_spec_boolean ("syncing", NULL, NULL, FALSE, flags);
  /** LoketSession:waiting-count: replies that go out by themselves. */
  properties[PROP_WAITING_COUNT] = g_param_spec_uint ("waiting-count", NULL, NULL, 0, G_MAXUINT, 0, flags);
  /** LoketSession:needs-user-count: replies that wait for a decision. */
  properties[PROP_NEEDS_USER_COUNT] = g_param_spec_uint ("needs-user-count", NULL, NULL,
                                                         0, G_MAXUINT, 0, flags);
  /** LoketSession:last-sync: when a pass last went through, Unix seconds. */
  properties[PROP_LAST_SYNC] = g_param_spec_int64 ("last-sync", NULL, NULL, G_MININT64, G_MAXINT64,
                                                   LOKET_TIME_UNSET, flags);
  /** LoketSession:sync-progress: how much of a copy of many complaints is here, 0 to 1. */
  properties[PROP_SYNC_PROGRESS] = g_param_spec_double ("sync-progress", NULL, NULL, 0, 1, 1, flags);
  /** LoketSession:search-progress: how much a search looks at, percent. */
  properties[PROP_SEARCH_PROGRESS] = g_param_spec_uint ("search-progress", NULL, NULL, 0, 100, 100, flags);
  /** LoketSession:has-passphrase: whether a passphrase opens the profile. */
  properties[PROP_HAS_PASSPHRASE] = g_param_spec_boolean ("has-passphrase", NULL, NULL, FALSE, flags);
  /** LoketSession:storage-low: whether the disk has hardly any room. */
  properties[PROP_STORAGE_LOW] = g_param_spec_boolean ("storage-low", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (klass, N_PROPS, properties);
}

static guint
add_signal (const char *name)
{
  return g_signal_new (name, LOKET_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
loket_session_class_init (LoketSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = loket_session_get_property;
  object_class->dispose = loket_session_dispose;
  object_class->finalize = loket_session_finalize;
  install_properties (object_class);

  /**
   * LoketSession::queue-changed:
   * @self: the session
   *
   * The cache has other content; lists of this session reload by themselves.
   */
  signals[QUEUE_CHANGED] = add_signal ("queue-changed");
  /**
   * LoketSession::complaint-changed:
   * @self: the session
   * @complaint_id: (nullable): which one; %NULL: any of them
   *
   * What is known of a complaint changed: load it again if it is on screen.
   */
  signals[COMPLAINT_CHANGED] = g_signal_new ("complaint-changed", LOKET_TYPE_SESSION, G_SIGNAL_RUN_LAST,
                                             0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  /**
   * LoketSession::drafts-changed:
   * @self: the session
   *
   * A draft came or went; not emitted for changes of its text.
   */
  signals[DRAFTS_CHANGED] = add_signal ("drafts-changed");
  /**
   * LoketSession::outbox-changed:
   * @self: the session
   *
   * A reply came into the outbox or moved from one state to another.
   */
  signals[OUTBOX_CHANGED] = add_signal ("outbox-changed");
  /**
   * LoketSession::counts-changed:
   * @self: the session
   *
   * loket_session_get_view_count() tells other numbers.
   */
  signals[COUNTS_CHANGED] = add_signal ("counts-changed");
  /**
   * LoketSession::rules-changed:
   * @self: the session
   * @n_moved: of how many open complaints the deadline moved
   *
   * The hub published other holidays or rules: loket_session_get_rulebook() is
   * another one, and rows follow by themselves.
   */
  signals[RULES_CHANGED] = g_signal_new ("rules-changed", LOKET_TYPE_SESSION, G_SIGNAL_RUN_LAST,
                                         0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  /**
   * LoketSession::guidance-changed:
   * @self: the session
   *
   * The agency gave other settings of the checks or other templates:
   * loket_session_dup_checks() and loket_session_dup_templates() give them.
   */
  signals[GUIDANCE_CHANGED] = add_signal ("guidance-changed");
  /**
   * LoketSession::notice:
   * @self: the session
   *
   * There is something to tell the officer once: loket_session_take_notice().
   */
  signals[NOTICE] = add_signal ("notice");
}

static void
loket_session_init (LoketSession *self)
{
  self->closing = g_cancellable_new ();
  _loket_session_init_guidance (self);
  self->told_last_sync = LOKET_TIME_UNSET;
}

/*< private >
 * _loket_session_notice:
 * @self: a session with something to tell
 *
 * Says that loket_session_take_notice() has a text.
 */
void
_loket_session_notice (LoketSession *self)
{
  g_signal_emit (self, signals[NOTICE], 0);
}

/*< private >
 * _loket_session_account_changed:
 * @self: a session whose account was read again
 *
 * Tells everything that the account decides.
 */
void
_loket_session_account_changed (LoketSession *self)
{
  gboolean was_signed_in = self->signed_in;

  self->signed_in = self->account->sealed_tokens != NULL;
  if (self->signed_in && !was_signed_in)
    _loket_session_sync_soon (self);
  _loket_session_take_guidance (self);
  _loket_store_queue_set_time_zone (self->queue, loket_session_get_time_zone (self));
  _loket_session_state_changed (self);
  for (guint i = PROP_SIGNED_IN; i <= PROP_SERVER_URL; i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
}

/*< private >
 * _loket_session_state_changed:
 * @self: a session
 *
 * Tells how we stand with the hub after it was found out, where that is another
 * state than was told before.
 */
void
_loket_session_state_changed (LoketSession *self)
{
  gboolean syncing = loket_session_get_syncing (self);
  gint64 last_sync = loket_session_get_last_sync (self);

  self->connection = _loket_session_find_connection (self);
  if (self->told_syncing != syncing)
    {
      self->told_syncing = syncing;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SYNCING]);
    }
  if (self->told_last_sync != last_sync)
    {
      self->told_last_sync = last_sync;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LAST_SYNC]);
    }
  if (self->told_connection != self->connection)
    {
      self->told_connection = self->connection;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONNECTION]);
    }
}

/*< private >
 * _loket_session_progress_changed:
 * @self: a session
 * @search: whether it is that of the search index, not of the copy
 *
 * Tells that something that takes long got further.
 */
void
_loket_session_progress_changed (LoketSession *self,
                                 gboolean      search)
{
  g_object_notify_by_pspec (G_OBJECT (self),
                            properties[search ? PROP_SEARCH_PROGRESS : PROP_SYNC_PROGRESS]);
}

/*< private >
 * _loket_session_emit_complaint_changed:
 * @self: a session
 * @complaint_id: (nullable): which one
 *
 * Emits #LoketSession::complaint-changed.
 */
void
_loket_session_emit_complaint_changed (LoketSession *self,
                                       const char   *complaint_id)
{
  g_signal_emit (self, signals[COMPLAINT_CHANGED], 0, complaint_id);
}

/*< private >
 * _loket_session_emit_drafts_changed:
 * @self: a session
 *
 * Emits #LoketSession::drafts-changed.
 */
void
_loket_session_emit_drafts_changed (LoketSession *self)
{
  g_signal_emit (self, signals[DRAFTS_CHANGED], 0);
}

/*< private >
 * _loket_session_emit_counts_changed:
 * @self: a session
 *
 * Emits #LoketSession::counts-changed.
 */
void
_loket_session_emit_counts_changed (LoketSession *self)
{
  g_signal_emit (self, signals[COUNTS_CHANGED], 0);
}

/*< private >
 * _loket_session_emit_queue_changed:
 * @self: a session
 *
 * Emits #LoketSession::queue-changed.
 */
void
_loket_session_emit_queue_changed (LoketSession *self)
{
  g_signal_emit (self, signals[QUEUE_CHANGED], 0);
}

/*< private >
 * _loket_session_emit_rules_changed:
 * @self: a session
 * @n_moved: how many deadlines moved
 *
 * Emits #LoketSession::rules-changed.
 */
void
_loket_session_emit_rules_changed (LoketSession *self,
                                   guint         n_moved)
{
  g_signal_emit (self, signals[RULES_CHANGED], 0, n_moved);
}

/*< private >
 * _loket_session_emit_guidance_changed:
 * @self: a session
 *
 * Emits #LoketSession::guidance-changed.
 */
void
_loket_session_emit_guidance_changed (LoketSession *self)
{
  g_signal_emit (self, signals[GUIDANCE_CHANGED], 0);
}

/*< private >
 * _loket_session_take_counts:
 * @self: a session
 *
 * Takes over how many replies wait, and tells where that changed.
 */
void
_loket_session_take_counts (LoketSession *self)
{
  guint n_waiting = _loket_overlay_get_waiting (self->overlay);
  guint n_needs_user = _loket_overlay_get_needs_user (self->overlay);

  if (self->n_waiting != n_waiting)
    {
      self->n_waiting = n_waiting;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WAITING_COUNT]);
    }
  if (self->n_needs_user != n_needs_user)
    {
      self->n_needs_user = n_needs_user;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NEEDS_USER_COUNT]);
    }
}

/* The views of drafts and replies have other members now. */
static void
tell_overlay (LoketSession *self)
{
  if (!self->overlay_differs)
    return;

  self->overlay_differs = FALSE;
  g_signal_emit (self, signals[COUNTS_CHANGED], 0);
  g_signal_emit_by_name (self->queue, "changed");
}

static void
overlay_reloaded_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  LoketSession *self = g_task_get_source_object (task);
  GError *error = NULL;
  gboolean done = _loket_overlay_reload_finish (LOKET_OVERLAY (source), result, &error);

  if (self->overlay != NULL && done)
    {
      _loket_session_take_counts (self);
      g_signal_emit (self, signals[OUTBOX_CHANGED], 0);
      tell_overlay (self);
    }
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/*< private >
 * _loket_session_outbox_changed:
 * @self: a session
 * @callback: (nullable): called when the overlay is up to date; ends with
 *   g_task_propagate_boolean()
 * @user_data: passed to @callback
 *
 * Reads the officer's own files again after a reply moved, and tells.
 */
void
_loket_session_outbox_changed (LoketSession        *self,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, _loket_session_outbox_changed);
  _loket_overlay_reload_async (self->overlay, overlay_reloaded_cb, task);
}

static void
overlay_changed_cb (LoketOverlay *overlay,
                    const char   *complaint_id,
                    gpointer      user_data)
{
  LoketSession *self = user_data;

  self->overlay_differs = TRUE;
  g_signal_emit_by_name (self->queue, "row-changed", complaint_id);
}

/*< private >
 * _loket_session_begin_overlay:
 * @self: a session whose profile was opened
 *
 * Makes the overlay and the queue under it.
 */
void
_loket_session_begin_overlay (LoketSession *self)
{
  self->overlay = _loket_overlay_new (loket_profile_get_user (self->profile));
  g_signal_connect (self->overlay, "changed", G_CALLBACK (overlay_changed_cb), self);
  self->queue = _loket_store_queue_new (loket_profile_get_cache (self->profile), self->overlay, self->clock);
}

/**
 * loket_session_get_can_check:
 * @self: a session
 *
 * Tells whether drafts are checked. They are not when the rules could not be
 * read, which the person has to be told; known once they were looked for.
 *
 * Returns: whether they are
 */
gboolean
loket_session_get_can_check (LoketSession *self)
{
  g_return_val_if_fail (LOKET_IS_SESSION (self), FALSE);

  return self->checker != NULL && !loket_checker_is_broken (self->checker);
}
