/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-server.h"

#include "loket-hub-compare.h"
#include "loket-hub-events.h"
#include "loket-hub-group.h"
#include "loket-hub-high-water.h"
#include "loket-hub-listener.h"
#include "loket-hub-quality.h"
#include "loket-hub-reception.h"
#include "loket-hub-routes.h"
#include "loket-hub-shelf.h"
#include "loket-hub-sqlite.h"
#include "loket-hub-uploads.h"
#include "loket-worker.h"

/* Argon2 takes 64 MiB each, so only so many at once, and only so many waiting. */
#define MAX_HASHES        2
#define MAX_HASHES_QUEUED 64

/* Requests that wait for a change keep their connection; see MAX_CONNECTIONS. */
#define MAX_WAITS      512
#define MAX_WAITS_EACH 8

#define MAINTENANCE_SECONDS 60

/**
 * LoketHubServer:
 *
 * The hub's HTTPS interface: one main loop, one thread for the storage, one for
 * files, two for passwords and one that compares replies.
 *
 *     main loop                                storage's thread
 *     headers ─▶ guard ─▶ pause ─────────────▶ whose token?
 *                body ◀── unpause ◀───────────
 *     body ─▶ digest ─▶ handler ─▶ pause ────▶ its work, committed
 *             answer ◀── unpause ◀───────────
 */
struct _LoketHubServer
{
  GObject           parent_instance;

  char             *folder;
  LoketHubKeys     *keys;
  LoketClock       *clock;
  gboolean          behind_proxy;
  char             *base_url;
  char             *high_water;

  LoketWorker      *worker;
  LoketHubStorage  *storage;  /* the worker's */
  char             *epoch;
  LoketHubLife     *life;     /* the worker's */
  LoketHubQuality  *quality;  /* the worker's */
  LoketHubThrottle *throttle;
  LoketWorker      *files;
  GThreadPool      *hashers;
  SoupServer       *soup;
  LoketHubListener *listener;
  LoketHubWatch    *watch;
  LoketHubEvents   *events;
  LoketHubGroup    *replies;
  LoketHubCompare  *compare;
  LoketHubUploads  *uploads;
  LoketHubQuota    *waits;
  guint             maintenance;
};

G_DEFINE_FINAL_TYPE (LoketHubServer, loket_hub_server, G_TYPE_OBJECT)

static void
open_storage (GTask        *task,
              gpointer      source,
              gpointer      task_data,
              GCancellable *cancellable)
{
  LoketHubServer *self = source;
  GError *error = NULL;

  self->storage = loket_hub_sqlite_open (self->folder, LOKET_HUB_SQLITE_SERVE, self->keys, &error);
  if (self->storage != NULL)
    self->epoch = loket_hub_storage_get_meta (self->storage, "epoch", &error);
  if (self->epoch == NULL && error == NULL)
    error = g_error_new_literal (LOKET_HUB_ERROR, LOKET_HUB_ERROR_FAILED, "The hub has no epoch");

  if (error == NULL)
    self->quality = loket_hub_quality_new (&error);
  if (error == NULL && loket_hub_shelf_put_in_order (LOKET_HUB_SHELF (self->storage),
                                                     loket_clock_now (self->clock), &error))
    {
      self->life = loket_hub_life_new (self->high_water, self->epoch);
      loket_hub_life_begin (self->life, self->storage, &error);
    }

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
close_storage (GTask        *task,
               gpointer      source,
               gpointer      task_data,
               GCancellable *cancellable)
{
  LoketHubServer *self = LOKET_HUB_SERVER (source);

  if (self->life != NULL)
    loket_hub_life_note (self->life, self->storage, TRUE);
  g_clear_pointer (&self->life, loket_hub_life_free);
  g_clear_pointer (&self->quality, loket_hub_quality_free);
  g_clear_object (&self->storage);
  g_task_return_boolean (task, TRUE);
}

static void
keep_result_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

/* Runs one thing on the storage's thread and waits for it; for start and stop. */
static gboolean
run_and_wait (LoketHubServer   *self,
              GTaskThreadFunc   work,
              GError          **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GTask) task = g_task_new (self, NULL, keep_result_cb, &result);

  loket_worker_queue (self->worker, task, work);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
maintain (GTask        *task,
          gpointer      source,
          gpointer      task_data,
          GCancellable *cancellable)
{
  LoketHubServer *self = source;
  g_autoptr (GError) error = NULL;

  if (!loket_hub_storage_maintain (self->storage, loket_clock_now (self->clock), &error))
    g_warning ("Upkeep failed, to be tried again: %s", error->message);
  g_task_return_boolean (task, TRUE);
}

static gboolean
maintenance_due_cb (gpointer data)
{
  LoketHubServer *self = data;
  g_autoptr (GTask) task = g_task_new (self, NULL, NULL, NULL);

  loket_worker_queue (self->worker, task, maintain);
  loket_hub_compare_poke (self->compare);
  return G_SOURCE_CONTINUE;
}

static void
run_hash (gpointer data,
          gpointer user_data)
{
  g_autoptr (GTask) task = data;
  GTaskThreadFunc work = (GTaskThreadFunc) g_object_get_data (G_OBJECT (task), "work");

  work (task, g_task_get_source_object (task), g_task_get_task_data (task),
        g_task_get_cancellable (task));
}

static void
loket_hub_server_dispose (GObject *object)
{
  LoketHubServer *self = LOKET_HUB_SERVER (object);

  loket_hub_server_stop (self);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->keys, loket_hub_keys_unref);
  g_clear_pointer (&self->throttle, loket_hub_throttle_free);
  g_clear_pointer (&self->waits, loket_hub_quota_free);
  G_OBJECT_CLASS (loket_hub_server_parent_class)->dispose (object);
}

static void
loket_hub_server_finalize (GObject *object)
{
  LoketHubServer *self = LOKET_HUB_SERVER (object);

  g_free (self->folder);
  g_free (self->epoch);
  g_free (self->base_url);
  g_free (self->high_water);
  G_OBJECT_CLASS (loket_hub_server_parent_class)->finalize (object);
}

static void
loket_hub_server_class_init (LoketHubServerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = loket_hub_server_dispose;
  G_OBJECT_CLASS (klass)->finalize = loket_hub_server_finalize;
}

static void
loket_hub_server_init (LoketHubServer *self)
{
  self->throttle = loket_hub_throttle_new ();
  self->waits = loket_hub_quota_new (MAX_WAITS, MAX_WAITS_EACH);
}

/**
 * loket_hub_server_new:
 * @folder: the hub's folder; the caller holds its serve lock
 * @keys: the hub's keys
 * @clock: what time it is
 * @behind_proxy: whether a proxy of the operator stands in front
 *
 * Makes a server that does not serve yet.
 *
 * Returns: (transfer full): a server
 */
LoketHubServer *
loket_hub_server_new (const char   *folder,
                      LoketHubKeys *keys,
                      LoketClock   *clock,
                      gboolean      behind_proxy)
{
  LoketHubServer *self = g_object_new (LOKET_TYPE_HUB_SERVER, NULL);

  self->folder = g_strdup (folder);
  self->high_water = loket_hub_high_water_find (folder);
  self->keys = loket_hub_keys_ref (keys);
  self->clock = g_object_ref (clock);
  self->behind_proxy = behind_proxy;
  return self;
}

/**
 * loket_hub_server_start:
 * @self: a server
 * @address: where to listen; port 0 for any
 * @certificate: what to show, with its key
 * @error: return location for a #GError
 *
 * Opens the storage and begins to serve. Main thread; blocks while the storage
 * opens.
 *
 * Returns: whether it serves
 */
gboolean
loket_hub_server_start (LoketHubServer   *self,
                        GSocketAddress   *address,
                        GTlsCertificate  *certificate,
                        GError          **error)
{
  g_return_val_if_fail (self->worker == NULL, FALSE);

  self->worker = loket_worker_new ("hub-storage");
  self->files = loket_worker_new ("hub-files");
  self->hashers = g_thread_pool_new (run_hash, NULL, MAX_HASHES, FALSE, NULL);
  if (!run_and_wait (self, open_storage, error))
    return FALSE;

  self->watch = loket_hub_watch_new (self);
  self->events = loket_hub_events_new (self);
  self->replies = loket_hub_group_new (self, _loket_hub_put_reply_work);
  self->compare = loket_hub_compare_new (self);
  self->uploads = loket_hub_uploads_new (self, self->folder);
  self->soup = soup_server_new ("raw-paths", TRUE, NULL);
  loket_hub_reception_attach (self->soup, self);
  self->listener = loket_hub_listener_new (self->soup, certificate);
  if (!loket_hub_listener_listen (self->listener, address, error))
    return FALSE;
  maintenance_due_cb (self);
  self->maintenance = g_timeout_add_seconds (MAINTENANCE_SECONDS, maintenance_due_cb, self);
  return TRUE;
}

/**
 * loket_hub_server_get_port:
 * @self: a serving server
 *
 * Tells where it listens.
 *
 * Returns: the port
 */
guint16
loket_hub_server_get_port (LoketHubServer *self)
{
  return loket_hub_listener_get_port (self->listener);
}

/**
 * loket_hub_server_stop:
 * @self: a server
 *
 * Stops to serve: no new connections, then the end of what is being stored, then
 * the storage. Main thread; blocks. A second call does nothing.
 */
void
loket_hub_server_stop (LoketHubServer *self)
{
  g_clear_handle_id (&self->maintenance, g_source_remove);
  if (self->listener != NULL)
    loket_hub_listener_stop (self->listener);
  g_clear_object (&self->listener);
  if (self->watch != NULL)
    loket_hub_watch_stop (self->watch);
  if (self->compare != NULL)
    loket_hub_compare_stop (self->compare);
  if (self->hashers != NULL)
    g_thread_pool_free (g_steal_pointer (&self->hashers), FALSE, TRUE);
  if (self->files != NULL)
    {
      g_autoptr (LoketWorker) files = g_steal_pointer (&self->files);

      loket_worker_stop (files);
    }
  if (self->worker != NULL)
    {
      g_autoptr (LoketWorker) worker = self->worker;

      run_and_wait (self, close_storage, NULL);
      self->worker = NULL;
      loket_worker_stop (worker);
    }
  g_clear_object (&self->compare);
  g_clear_pointer (&self->events, loket_hub_events_free);
  g_clear_pointer (&self->replies, loket_hub_group_free);
  g_clear_pointer (&self->uploads, loket_hub_uploads_free);
  g_clear_pointer (&self->watch, loket_hub_watch_free);
  if (self->soup != NULL)
    soup_server_disconnect (self->soup);
  g_clear_object (&self->soup);
}

/**
 * loket_hub_server_get_now:
 * @self: a server
 *
 * Tells what time it is. Any thread.
 *
 * Returns: Unix seconds
 */
gint64
loket_hub_server_get_now (LoketHubServer *self)
{
  return loket_clock_now (self->clock);
}

/**
 * loket_hub_server_get_epoch:
 * @self: a serving server
 *
 * Tells which life of the hub this is. Any thread.
 *
 * Returns: (transfer none): the epoch
 */
const char *
loket_hub_server_get_epoch (LoketHubServer *self)
{
  return self->epoch;
}

/**
 * loket_hub_server_get_keys:
 * @self: a server
 *
 * Gives the hub's keys. Any thread.
 *
 * Returns: (transfer none): the keys
 */
LoketHubKeys *
loket_hub_server_get_keys (LoketHubServer *self)
{
  return self->keys;
}

/**
 * loket_hub_server_get_throttle:
 * @self: a server
 *
 * Gives what slows down guessing. Main thread.
 *
 * Returns: (transfer none): the throttle
 */
LoketHubThrottle *
loket_hub_server_get_throttle (LoketHubServer *self)
{
  return self->throttle;
}

/**
 * loket_hub_server_is_behind_proxy:
 * @self: a server
 *
 * Tells whether a proxy of the operator stands in front.
 *
 * Returns: whether one does
 */
gboolean
loket_hub_server_is_behind_proxy (LoketHubServer *self)
{
  return self->behind_proxy;
}

/**
 * loket_hub_server_set_high_water:
 * @self: a server that does not serve yet
 * @path: (nullable): the file that says how far the hub has come, best on another
 *   disk; %NULL for the one in the hub's folder
 *
 * Sets where the hub writes down how far it has come.
 */
void
loket_hub_server_set_high_water (LoketHubServer *self,
                                 const char     *path)
{
  if (path == NULL)
    return;
  g_free (self->high_water);
  self->high_water = g_strdup (path);
}

/**
 * loket_hub_server_set_base_url:
 * @self: a server that does not serve yet
 * @url: (nullable): where clients find it, as the operator says
 *
 * Sets what the session tells clients about where the hub is.
 */
void
loket_hub_server_set_base_url (LoketHubServer *self,
                               const char     *url)
{
  g_free (self->base_url);
  self->base_url = g_strdup (url);
}

/**
 * loket_hub_server_get_base_url:
 * @self: a server
 *
 * Tells where clients find it. Any thread.
 *
 * Returns: (transfer none) (nullable): as the operator said
 */
const char *
loket_hub_server_get_base_url (LoketHubServer *self)
{
  return self->base_url;
}

/* Runs @work on a thread for passwords; FALSE where too many wait already. */
gboolean
_loket_hub_server_hash (LoketHubServer  *self,
                        GTask           *task,
                        GTaskThreadFunc  work)
{
  if (self->hashers == NULL || g_thread_pool_unprocessed (self->hashers) >= MAX_HASHES_QUEUED)
    return FALSE;

  g_object_set_data (G_OBJECT (task), "work", (gpointer) work);
  return g_thread_pool_push (self->hashers, g_object_ref (task), NULL);
}

/* Runs @work on the storage's thread. */
void
_loket_hub_server_queue (LoketHubServer  *self,
                         GTask           *task,
                         GTaskThreadFunc  work)
{
  if (self->worker != NULL)
    loket_worker_queue (self->worker, task, work);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED, "The hub stops");
}

/* Runs @work on the thread for files. */
void
_loket_hub_server_queue_file (LoketHubServer  *self,
                              GTask           *task,
                              GTaskThreadFunc  work)
{
  if (self->files != NULL)
    loket_worker_queue (self->files, task, work);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED, "The hub stops");
}

/* A clock that nobody can set, in microseconds. Any thread. */
gint64
_loket_hub_server_get_elapsed_us (LoketHubServer *self)
{
  return loket_clock_elapsed_us (self->clock);
}

/* The hub's folder. Any thread. */
const char *
_loket_hub_server_get_folder (LoketHubServer *self)
{
  return self->folder;
}

/* The files that come in; NULL once the hub stopped. Main thread. */
LoketHubUploads *
_loket_hub_server_get_uploads (LoketHubServer *self)
{
  return self->uploads;
}

/* Who is woken by changes; NULL once the hub stopped. Main thread. */
LoketHubWatch *
_loket_hub_server_get_watch (LoketHubServer *self)
{
  return self->watch;
}

/* The streams of events; NULL once the hub stopped. Main thread. */
LoketHubEvents *
_loket_hub_server_get_events (LoketHubServer *self)
{
  return self->events;
}

/* Who may have a request wait for a change. Main thread. */
LoketHubQuota *
_loket_hub_server_get_waits (LoketHubServer *self)
{
  return self->waits;
}

/* What compares replies with others. Main thread. */
LoketHubCompare *
_loket_hub_server_get_compare (LoketHubServer *self)
{
  return self->compare;
}

/* The replies that come in. Main thread. */
LoketHubGroup *
_loket_hub_server_get_replies (LoketHubServer *self)
{
  return self->replies;
}

/* Whether the hub knows all it said; for the storage's thread. */
LoketHubLife *
_loket_hub_server_get_life (LoketHubServer *self)
{
  return self->life;
}

/* The checks of replies; for the storage's thread. */
LoketHubQuality *
_loket_hub_server_get_quality (LoketHubServer *self)
{
  return self->quality;
}

/* The storage, for its own thread. */
LoketHubStorage *
_loket_hub_server_get_storage (LoketHubServer *self)
{
  return self->storage;
}
