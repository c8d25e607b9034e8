/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-cache-store-private.h"

static gpointer
get_scope (gpointer       store,
           gpointer       request,
           GCancellable  *cancellable,
           GError       **error)
{
  g_autofree char *snapshot_state = NULL;
  gint64 number;
  gint64 mark;

  return _loket_cache_get_scope (LOKET_CACHE_STORE (store)->writer,
                                 ((LoketCacheRequest *) request)->text, &number, &mark,
                                 &snapshot_state, error);
}

/**
 * loket_cache_store_get_scope_async:
 * @self: a store
 * @scope: its name on the wire
 * @cancellable: (nullable): a cancellable
 * @callback: what to call
 * @user_data: for @callback
 *
 * Asks how far a scope was followed.
 */
void
loket_cache_store_get_scope_async (LoketCacheStore     *self,
                                   const char          *scope,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  _loket_cache_store_call (self, self->writer_worker, get_scope,
                           _loket_cache_request_new (self, scope),
                           (GDestroyNotify) loket_cache_scope_free,
                           loket_cache_store_get_scope_async, cancellable, callback, user_data);
}

/**
 * loket_cache_store_get_scope_finish:
 * @self: a store
 * @result: the result
 * @error: return location for a #GError of %LOKET_STORE_ERROR
 *
 * Ends loket_cache_store_get_scope_async().
 *
 * Returns: (transfer full) (nullable): the scope; one that was never fetched
 *   has neither state nor generation
 */
LoketCacheScope *
loket_cache_store_get_scope_finish (LoketCacheStore  *self,
                                    GAsyncResult     *result,
                                    GError          **error)
{
  return _loket_store_finish (self, result, loket_cache_store_get_scope_async, error);
}

/**
 * loket_cache_store_begin_snapshot_async:
 * @self: a store
 * @scope: its name on the wire
 * @generation: the rights it is fetched with
 * @cancellable: (nullable): a cancellable
 * @callback: what to call
 * @user_data: for @callback
 *
 * Begins to fetch a scope whole. What is there stays to be seen; what no page
 * of the snapshot names goes when its last page is applied. A snapshot that
 * was begun before is given up.
 */
void
loket_cache_store_begin_snapshot_async (LoketCacheStore     *self,
                                        const char          *scope,
                                        gint64               generation,
                                        GCancellable        *cancellable,
                                        GAsyncReadyCallback  callback,
                                        gpointer             user_data)
{
  LoketCacheRequest *request = _loket_cache_request_new (self, scope);

  request->number = generation;
  _loket_cache_store_call (self, self->writer_worker, _loket_cache_begin_snapshot, request, NULL,
                           loket_cache_store_begin_snapshot_async, cancellable, callback,
                           user_data);
}

/**
 * loket_cache_store_begin_snapshot_finish:
 * @self: a store
 * @result: the result
 * @error: return location for a #GError of %LOKET_STORE_ERROR
 *
 * Ends loket_cache_store_begin_snapshot_async().
 *
 * Returns: whether it is begun
 */
gboolean
loket_cache_store_begin_snapshot_finish (LoketCacheStore  *self,
                                         GAsyncResult     *result,
                                         GError          **error)
{
  return _loket_store_finish (self, result, loket_cache_store_begin_snapshot_async, error) != NULL;
}

/**
 * loket_cache_store_apply_page_async:
 * @self: a store
 * @scope: its name on the wire
 * @page: (transfer full): a page of its snapshot or of its changes
 * @cancellable: (nullable): a cancellable
 * @callback: what to call
 * @user_data: for @callback
 *
 * Takes a page in, together with the state it leads to: after a crash both are
 * there or neither. The last page of a snapshot ends it.
 */
void
loket_cache_store_apply_page_async (LoketCacheStore     *self,
                                    const char          *scope,
                                    LoketWirePage       *page,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  LoketCacheRequest *request = _loket_cache_request_new (self, scope);

  request->page = page;
  _loket_cache_store_call (self, self->writer_worker, _loket_cache_apply_page, request,
                           (GDestroyNotify) loket_cache_change_free,
                           loket_cache_store_apply_page_async, cancellable, callback, user_data);
}

/**
 * loket_cache_store_apply_page_finish:
 * @self: a store
 * @result: the result
 * @error: return location for a #GError of %LOKET_STORE_ERROR
 *
 * Ends loket_cache_store_apply_page_async(). %LOKET_STORE_ERROR_CONFLICT: the
 * page does not follow what is there; %LOKET_STORE_ERROR_MASS_REMOVAL: only a
 * snapshot may remove so much.
 *
 * Returns: (transfer full) (nullable): what it did
 */
LoketCacheChange *
loket_cache_store_apply_page_finish (LoketCacheStore  *self,
                                     GAsyncResult     *result,
                                     GError          **error)
{
  return _loket_store_finish (self, result, loket_cache_store_apply_page_async, error);
}

/**
 * loket_cache_store_keep_scopes_async:
 * @self: a store
 * @scopes: (array zero-terminated=1): the scopes that the officer has
 * @cancellable: (nullable): a cancellable
 * @callback: what to call
 * @user_data: for @callback
 *
 * Lets go of every other scope, with the complaints in it.
 */
void
loket_cache_store_keep_scopes_async (LoketCacheStore     *self,
                                     const char *const   *scopes,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  LoketCacheRequest *request = _loket_cache_request_new (self, NULL);

  request->names = g_strdupv ((GStrv) scopes);
  _loket_cache_store_call (self, self->writer_worker, _loket_cache_keep_scopes, request, NULL,
                           loket_cache_store_keep_scopes_async, cancellable, callback, user_data);
}

/**
 * loket_cache_store_keep_scopes_finish:
 * @self: a store
 * @result: the result
 * @error: return location for a #GError of %LOKET_STORE_ERROR
 *
 * Ends loket_cache_store_keep_scopes_async().
 *
 * Returns: whether it is done
 */
gboolean
loket_cache_store_keep_scopes_finish (LoketCacheStore  *self,
                                      GAsyncResult     *result,
                                      GError          **error)
{
  return _loket_store_finish (self, result, loket_cache_store_keep_scopes_async, error) != NULL;
}
