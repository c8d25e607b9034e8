/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-cache-store-private.h"

/**
 * LoketCacheStore:
 *
 * What the hub told us, in `cache.db`, which can be thrown away at any time.
 *
 * Pages of the hub go in on a writing thread, lists and complaints are read on
 * another one with a connection of its own, so that a large page never delays
 * scrolling. What a finished call has written, a later call reads.
 */
G_DEFINE_FINAL_TYPE (LoketCacheStore, loket_cache_store, G_TYPE_OBJECT)

enum
{
  SEARCH_PROGRESS,
  REPAIRED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
loket_cache_store_dispose (GObject *object)
{
  LoketCacheStore *self = LOKET_CACHE_STORE (object);

  _loket_cache_store_close (self);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->pins, _loket_pins_unref);
  g_clear_pointer (&self->vault, loket_vault_unref);
  G_OBJECT_CLASS (loket_cache_store_parent_class)->dispose (object);
}

static void
loket_cache_store_finalize (GObject *object)
{
  LoketCacheStore *self = LOKET_CACHE_STORE (object);

  if (self->rules != NULL)
    self->marker.unref (self->rules);
  g_free (self->rules_epoch);
  g_free (self->rules_problem);
  if (self->guidance != NULL)
    self->guidance_reader.unref (self->guidance);
  g_free (self->guidance_epoch);
  g_free (self->guidance_agency);
  g_free (self->guidance_problem);
  g_mutex_clear (&self->rules_mutex);
  g_clear_pointer (&self->unread, g_ptr_array_unref);
  g_mutex_clear (&self->unread_mutex);
  g_mutex_clear (&self->search_mutex);
  g_mutex_clear (&self->check_mutex);
  g_main_context_unref (self->context);
  g_free (self->path);
  G_OBJECT_CLASS (loket_cache_store_parent_class)->finalize (object);
}

static void
loket_cache_store_class_init (LoketCacheStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = loket_cache_store_dispose;
  G_OBJECT_CLASS (klass)->finalize = loket_cache_store_finalize;

  /**
   * LoketCacheStore::search-progress:
   * @self: the store
   *
   * The search index got further: see loket_cache_store_get_search_progress().
   * In the main context that the store was opened in.
   */
  signals[SEARCH_PROGRESS] = g_signal_new ("search-progress", LOKET_TYPE_CACHE_STORE,
                                           G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * LoketCacheStore::repaired:
   * @self: the store
   *
   * The file was damaged and an empty one is in its place: what the hub has is to
   * be fetched anew. In the main context that the store was opened in.
   */
  signals[REPAIRED] = g_signal_new ("repaired", LOKET_TYPE_CACHE_STORE, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 0);
}

static void
loket_cache_store_init (LoketCacheStore *self)
{
  g_mutex_init (&self->rules_mutex);
  g_mutex_init (&self->unread_mutex);
  g_mutex_init (&self->search_mutex);
  g_mutex_init (&self->check_mutex);
  self->context = g_main_context_ref_thread_default ();
}

/* Opens the file, or a new one in its place, on the caller's thread; the
 * store's own threads then take the connections over. Blocks. */
LoketCacheStore *
_loket_cache_store_open_sync (const char  *path,
                              LoketClock  *clock,
                              LoketPins   *pins,
                              LoketVault  *vault,
                              GError     **error)
{
  g_autoptr (LoketCacheStore) self = NULL;
  gboolean was_clean;
  g_autoptr (LoketDb) writer = _loket_cache_open_writer (path, vault, &was_clean, error);
  g_autoptr (LoketDb) reader = NULL;
  g_autoptr (LoketDb) searcher = NULL;

  if (writer == NULL)
    return NULL;
  reader = _loket_cache_open_reader (path, vault, error);
  searcher = reader != NULL ? _loket_cache_open_reader (path, vault, error) : NULL;
  if (searcher == NULL)
    return NULL;

  self = g_object_new (LOKET_TYPE_CACHE_STORE, NULL);
  self->path = g_strdup (path);
  self->clock = g_object_ref (clock);
  self->pins = _loket_pins_ref (pins);
  self->vault = loket_vault_ref (vault);
  self->look = _loket_cache_look_new (vault);
  self->matches = _loket_cache_matches_new ();
  self->was_clean = was_clean;
  self->now = loket_clock_now (clock);
  self->writer = g_steal_pointer (&writer);
  self->reader = g_steal_pointer (&reader);
  self->searcher = g_steal_pointer (&searcher);
  if (!_loket_cache_find_next_check (self, NULL))
    g_debug ("When the cache is looked through is found later");
  _loket_cache_open_unread (self);
  loket_db_hand_over (self->writer);
  loket_db_hand_over (self->reader);
  loket_db_hand_over (self->searcher);
  self->writer_worker = loket_worker_new ("loket-cache");
  self->reader_worker = loket_worker_new ("loket-reader");
  self->search_worker = loket_worker_new ("loket-search");
  self->check_worker = loket_worker_new ("loket-check");
  loket_worker_set_idle (self->check_worker, _loket_cache_check_idle, self);
  loket_worker_set_idle (self->writer_worker, _loket_cache_idle, self);
  loket_worker_set_idle (self->search_worker, _loket_cache_look_idle, self);
  return g_steal_pointer (&self);
}

static gpointer
close_searcher (gpointer       store,
                gpointer       request,
                GCancellable  *cancellable,
                GError       **error)
{
  g_clear_pointer (&LOKET_CACHE_STORE (store)->look, _loket_cache_look_free);
  g_clear_pointer (&LOKET_CACHE_STORE (store)->matches, _loket_cache_matches_free);
  g_clear_pointer (&LOKET_CACHE_STORE (store)->searcher, loket_db_close);
  return LOKET_STORE_DONE;
}

static gpointer
close_reader (gpointer       store,
              gpointer       request,
              GCancellable  *cancellable,
              GError       **error)
{
  g_clear_pointer (&LOKET_CACHE_STORE (store)->reader, loket_db_close);
  return LOKET_STORE_DONE;
}

static gpointer
close_writer (gpointer       store,
              gpointer       request,
              GCancellable  *cancellable,
              GError       **error)
{
  LoketCacheStore *self = store;
  g_autoptr (GError) local_error = NULL;

  if (self->writer == NULL)
    return LOKET_STORE_DONE;
  _loket_cache_finish_purge (self);
  if (g_atomic_int_get (&self->check) == LOKET_CACHE_CHECK_PASSED &&
      !_loket_cache_follow_check (self, &local_error))
    g_debug ("That the cache was looked through is not noted: %s", local_error->message);
  g_clear_error (&local_error);
  if (self->was_clean && !g_atomic_int_get (&self->damaged) &&
      !_loket_cache_mark_clean (self->writer, TRUE, &local_error))
    g_debug ("The cache will be looked through: %s", local_error->message);
  /* The last connection empties the log and removes it. */
  g_clear_pointer (&self->writer, loket_db_close);
  if (_loket_cache_is_to_be_replaced (self))
    _loket_cache_put_aside (self->path);
  return LOKET_STORE_DONE;
}

static void
stop (LoketCacheStore  *self,
      LoketWorker     **worker,
      LoketStoreWork    work)
{
  _loket_store_run (self, *worker, work, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
  loket_worker_stop (*worker);
  g_clear_object (worker);
}

/* Lets what was asked for finish, then closes the file. Blocks. */
void
_loket_cache_store_close (LoketCacheStore *self)
{
  if (self->writer_worker == NULL)
    return;

  _loket_cache_end_checks (self);
  stop (self, &self->search_worker, close_searcher);
  stop (self, &self->reader_worker, close_reader);
  stop (self, &self->writer_worker, close_writer);
  g_clear_object (&self->check_worker);
}

static void
request_free (LoketCacheRequest *request)
{
  g_free (request->text);
  g_strfreev (request->names);
  g_clear_pointer (&request->page, loket_wire_page_free);
  g_clear_pointer (&request->rules, loket_rules_page_free);
  g_clear_pointer (&request->guidance, loket_guidance_record_free);
  if (request->query != NULL)
    {
      g_free ((char *) request->query->search);
      g_strfreev ((GStrv) request->query->complaint_ids);
      g_free (request->query);
    }
  g_clear_pointer (&request->row_ids, g_array_unref);
  g_free (request);
}

/* Makes a request that carries the present time and a text or %NULL. */
LoketCacheRequest *
_loket_cache_request_new (LoketCacheStore *self,
                          const char      *text)
{
  LoketCacheRequest *request = g_new0 (LoketCacheRequest, 1);

  request->now = loket_clock_now (self->clock);
  request->text = g_strdup (text);
  return request;
}

/* Sends a request, which it takes over, to one of the store's threads. */
void
_loket_cache_store_call (LoketCacheStore     *self,
                         LoketWorker         *worker,
                         LoketStoreWork       work,
                         LoketCacheRequest   *request,
                         GDestroyNotify       result_free,
                         gpointer             tag,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  request->work = work;
  request->worker = worker;
  _loket_store_run (self, worker, _loket_cache_guard, request, (GDestroyNotify) request_free,
                    result_free, tag, cancellable, callback, user_data);
}
