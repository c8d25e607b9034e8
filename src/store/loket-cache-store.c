/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-cache-store-private.h"

#include "loket-time.h"
#include "loket-wire-complaint.h"

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

static void
loket_cache_store_dispose (GObject *object)
{
  LoketCacheStore *self = LOKET_CACHE_STORE (object);

  _loket_cache_store_close (self);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->pins, _loket_pins_unref);
  G_OBJECT_CLASS (loket_cache_store_parent_class)->dispose (object);
}

static void
loket_cache_store_finalize (GObject *object)
{
  LoketCacheStore *self = LOKET_CACHE_STORE (object);

  if (self->due_destroy != NULL)
    self->due_destroy (self->due_data);
  g_mutex_clear (&self->due_mutex);
  G_OBJECT_CLASS (loket_cache_store_parent_class)->finalize (object);
}

static void
loket_cache_store_class_init (LoketCacheStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = loket_cache_store_dispose;
  G_OBJECT_CLASS (klass)->finalize = loket_cache_store_finalize;
}

static void
loket_cache_store_init (LoketCacheStore *self)
{
  g_mutex_init (&self->due_mutex);
}

/* Opens the file, or a new one in its place, on the caller's thread; the
 * store's own threads then take the connections over. Blocks. */
LoketCacheStore *
_loket_cache_store_open_sync (const char  *path,
                              LoketClock  *clock,
                              LoketPins   *pins,
                              GError     **error)
{
  g_autoptr (LoketCacheStore) self = NULL;
  g_autoptr (LoketDb) writer = _loket_cache_open_writer (path, error);
  g_autoptr (LoketDb) reader = NULL;

  if (writer == NULL)
    return NULL;
  reader = loket_db_open (path, LOKET_DB_CACHE_READER, error);
  if (reader == NULL)
    return NULL;

  self = g_object_new (LOKET_TYPE_CACHE_STORE, NULL);
  self->clock = g_object_ref (clock);
  self->pins = _loket_pins_ref (pins);
  self->writer = g_steal_pointer (&writer);
  self->reader = g_steal_pointer (&reader);
  loket_db_hand_over (self->writer);
  loket_db_hand_over (self->reader);
  self->writer_worker = loket_worker_new ("loket-cache");
  self->reader_worker = loket_worker_new ("loket-reader");
  return g_steal_pointer (&self);
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

  if (!_loket_cache_mark_clean (self->writer, TRUE, &local_error))
    g_debug ("The cache will be looked through: %s", local_error->message);
  g_clear_pointer (&self->writer, loket_db_close);
  return LOKET_STORE_DONE;
}

/* Lets what was asked for finish, then closes the file. Blocks. */
void
_loket_cache_store_close (LoketCacheStore *self)
{
  if (self->writer_worker == NULL)
    return;

  _loket_cache_store_call (self, self->reader_worker, close_reader, NULL, NULL, close_reader,
                           NULL, NULL, NULL);
  loket_worker_stop (self->reader_worker);
  _loket_cache_store_call (self, self->writer_worker, close_writer, NULL, NULL, close_writer,
                           NULL, NULL, NULL);
  loket_worker_stop (self->writer_worker);
  g_clear_object (&self->reader_worker);
  g_clear_object (&self->writer_worker);
}

static void
request_free (LoketCacheRequest *request)
{
  g_free (request->text);
  g_strfreev (request->names);
  g_clear_pointer (&request->page, loket_wire_page_free);
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
  _loket_store_run (self, worker, work, request, (GDestroyNotify) request_free, result_free, tag,
                    cancellable, callback, user_data);
}

/* Until when a complaint has to be answered, by whoever knows. Any thread. */
gint64
_loket_cache_store_get_due (LoketCacheStore      *self,
                            const LoketComplaint *complaint)
{
  gint64 due = LOKET_TIME_UNSET;

  g_mutex_lock (&self->due_mutex);
  if (self->due_func != NULL)
    due = self->due_func (complaint, self->due_data);
  g_mutex_unlock (&self->due_mutex);
  return due;
}

/**
 * loket_cache_store_set_due_func:
 * @self: a store
 * @func: (nullable) (scope notified) (closure user_data) (destroy destroy): the
 *   function; it runs on the writing thread, never twice at a time
 * @user_data: for @func
 * @destroy: (nullable): frees @user_data
 *
 * Sets how the due instant of complaints that come in from now on is found;
 * loket_cache_store_refresh_due_async() does it for those that are there.
 */
void
loket_cache_store_set_due_func (LoketCacheStore *self,
                                LoketDueFunc     func,
                                gpointer         user_data,
                                GDestroyNotify   destroy)
{
  GDestroyNotify old_destroy;
  gpointer old_data;

  g_return_if_fail (LOKET_IS_CACHE_STORE (self));

  g_mutex_lock (&self->due_mutex);
  old_destroy = self->due_destroy;
  old_data = self->due_data;
  self->due_func = func;
  self->due_data = user_data;
  self->due_destroy = destroy;
  g_mutex_unlock (&self->due_mutex);

  if (old_destroy != NULL)
    old_destroy (old_data);
}

static gboolean
refresh_row (LoketCacheStore  *self,
             LoketStatement   *row,
             LoketStatement   *update,
             gint64           *n_changed,
             GError          **error)
{
  const char *line = loket_statement_get_text (row, 2);
  g_autoptr (LoketComplaint) complaint = loket_wire_complaint_parse (line, strlen (line), NULL);
  gint64 due;

  if (complaint == NULL)
    return TRUE;
  due = _loket_cache_store_get_due (self, complaint);
  if (due == loket_statement_get_instant (row, 1))
    return TRUE;

  loket_statement_bind_int64 (update, 1, loket_statement_get_int64 (row, 0));
  loket_statement_bind_instant (update, 2, due);
  ++*n_changed;
  return loket_statement_run (update, error);
}

static gpointer
refresh_due (gpointer       store,
             gpointer       request,
             GCancellable  *cancellable,
             GError       **error)
{
  LoketCacheStore *self = store;
  g_autoptr (LoketTransaction) transaction = loket_db_begin (self->writer, error);
  g_autoptr (LoketStatement) row = NULL;
  g_autoptr (LoketStatement) update = NULL;
  gint64 n_changed = 0;
  gboolean found = TRUE;

  if (transaction == NULL)
    return NULL;
  row = loket_db_prepare (self->writer,
                          "SELECT number, due, line FROM complaint "
                          "JOIN complaint_text USING (number) WHERE line <> ''",
                          error);
  update = loket_db_prepare (self->writer,
                             "UPDATE complaint SET due = ?2, "
                             "due_key = coalesce (?2, 9223372036854775807) WHERE number = ?1",
                             error);
  if (row == NULL || update == NULL)
    return NULL;
  while (found)
    if (!loket_statement_step (row, &found, error) ||
        (found && !refresh_row (self, row, update, &n_changed, error)))
      return NULL;
  return loket_db_commit (self->writer, error) ? g_memdup2 (&n_changed, sizeof n_changed) : NULL;
}

/**
 * loket_cache_store_refresh_due_async:
 * @self: a store
 * @cancellable: (nullable): a cancellable
 * @callback: what to call
 * @user_data: for @callback
 *
 * Finds the due instants anew, after holidays or rules have changed.
 */
void
loket_cache_store_refresh_due_async (LoketCacheStore     *self,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  _loket_cache_store_call (self, self->writer_worker, refresh_due,
                           _loket_cache_request_new (self, NULL), g_free,
                           loket_cache_store_refresh_due_async, cancellable, callback, user_data);
}

/**
 * loket_cache_store_refresh_due_finish:
 * @self: a store
 * @result: the result
 * @error: return location for a #GError of %LOKET_STORE_ERROR
 *
 * Ends loket_cache_store_refresh_due_async().
 *
 * Returns: how many changed, -1 on error
 */
gint64
loket_cache_store_refresh_due_finish (LoketCacheStore  *self,
                                      GAsyncResult     *result,
                                      GError          **error)
{
  g_autofree gint64 *n_changed =
    _loket_store_finish (self, result, loket_cache_store_refresh_due_async, error);

  return n_changed != NULL ? *n_changed : -1;
}
