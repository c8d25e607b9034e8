/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-cache-store-private.h"

/**
 * loket_deadline_move_free:
 * @self: (nullable) (transfer full): a move
 *
 * Frees a move.
 */
void
loket_deadline_move_free (LoketDeadlineMove *self)
{
  if (self == NULL)
    return;

  g_free (self->reason);
  g_free (self);
}

LoketRulesChange *
_loket_rules_change_new (void)
{
  LoketRulesChange *self = g_new0 (LoketRulesChange, 1);

  self->changed = g_ptr_array_new_with_free_func (g_free);
  return self;
}

/**
 * loket_rules_change_free:
 * @self: (nullable) (transfer full): a change
 *
 * Frees a change.
 */
void
loket_rules_change_free (LoketRulesChange *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->changed);
  g_free (self);
}

/**
 * loket_cache_store_set_marker:
 * @self: a store
 * @marker: how deadlines are counted; copied
 * @rules: by which rules; the store takes a reference of its own
 *
 * Sets how the deadlines of complaints that come in from now on are counted;
 * loket_cache_store_refresh_marks_async() does it for those that are there.
 * Before the first call nothing has a deadline. The same @marker has to come
 * with every call.
 */
void
loket_cache_store_set_marker (LoketCacheStore   *self,
                              const LoketMarker *marker,
                              gpointer           rules)
{
  gpointer old_rules;

  g_return_if_fail (LOKET_IS_CACHE_STORE (self));
  g_return_if_fail (marker != NULL && rules != NULL);

  g_mutex_lock (&self->rules_mutex);
  old_rules = self->rules;
  self->marker = *marker;
  self->rules = marker->ref (rules);
  g_mutex_unlock (&self->rules_mutex);

  if (old_rules != NULL)
    marker->unref (old_rules);
}

/**
 * loket_cache_store_ref_rules:
 * @self: a store
 *
 * Tells what deadlines are counted by. Any thread.
 *
 * Returns: (transfer full) (nullable): the rules, to be let go by the marker's
 *   own function; %NULL before loket_cache_store_set_marker()
 */
gpointer
loket_cache_store_ref_rules (LoketCacheStore *self)
{
  gpointer rules = NULL;

  g_return_val_if_fail (LOKET_IS_CACHE_STORE (self), NULL);

  g_mutex_lock (&self->rules_mutex);
  if (self->rules != NULL)
    rules = self->marker.ref (self->rules);
  g_mutex_unlock (&self->rules_mutex);
  return rules;
}

/**
 * loket_cache_store_get_rules_edition:
 * @self: a store
 * @epoch: (nullable): the hub's life
 *
 * Tells how far the hub's editions of rules were fetched. Any thread.
 *
 * Returns: the number of the latest; 0 for none, or for those of another life
 */
gint64
loket_cache_store_get_rules_edition (LoketCacheStore *self,
                                     const char      *epoch)
{
  gint64 edition;

  g_return_val_if_fail (LOKET_IS_CACHE_STORE (self), 0);

  g_mutex_lock (&self->rules_mutex);
  edition = g_strcmp0 (self->rules_epoch, epoch) == 0 ? self->rules_edition : 0;
  g_mutex_unlock (&self->rules_mutex);
  return edition;
}

/**
 * loket_cache_store_dup_rules_problem:
 * @self: a store
 *
 * Tells what was wrong with an edition that the hub published and that was
 * refused. Any thread.
 *
 * Returns: (transfer full) (nullable): a line that names the item, in English;
 *   %NULL where the latest edition is in use
 */
char *
loket_cache_store_dup_rules_problem (LoketCacheStore *self)
{
  char *problem;

  g_return_val_if_fail (LOKET_IS_CACHE_STORE (self), NULL);

  g_mutex_lock (&self->rules_mutex);
  problem = g_strdup (self->rules_problem);
  g_mutex_unlock (&self->rules_mutex);
  return problem;
}

/**
 * loket_cache_store_load_rules_async:
 * @self: a store with a marker
 * @cancellable: (nullable): a cancellable
 * @callback: what to call
 * @user_data: for @callback
 *
 * Takes up the rules that were fetched before, in place of those that came with
 * the marker. What another version of the program counted is counted anew.
 */
void
loket_cache_store_load_rules_async (LoketCacheStore     *self,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  _loket_cache_store_call (self, self->writer_worker, _loket_cache_load_rules,
                           _loket_cache_request_new (self, NULL), NULL,
                           loket_cache_store_load_rules_async, cancellable, callback, user_data);
}

/**
 * loket_cache_store_load_rules_finish:
 * @self: a store
 * @result: the result
 * @error: return location for a #GError of %LOKET_STORE_ERROR
 *
 * Ends loket_cache_store_load_rules_async().
 *
 * Returns: whether the rules are in use
 */
gboolean
loket_cache_store_load_rules_finish (LoketCacheStore  *self,
                                     GAsyncResult     *result,
                                     GError          **error)
{
  return _loket_store_finish (self, result, loket_cache_store_load_rules_async, error) != NULL;
}

/**
 * loket_cache_store_take_rules_async:
 * @self: a store
 * @epoch: the hub's life
 * @since: the edition that was asked from; 0 when all were asked for, which then
 *   take the place of what is here
 * @page: (transfer full): the editions after it
 * @cancellable: (nullable): a cancellable
 * @callback: what to call
 * @user_data: for @callback
 *
 * Takes editions over: counts the open complaints by them and writes what is
 * another now, and what moved. All of it or nothing.
 */
void
loket_cache_store_take_rules_async (LoketCacheStore     *self,
                                    const char          *epoch,
                                    gint64               since,
                                    LoketRulesPage      *page,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  LoketCacheRequest *request = _loket_cache_request_new (self, epoch);

  request->number = since;
  request->rules = page;
  _loket_cache_store_call (self, self->writer_worker, _loket_cache_take_rules, request,
                           (GDestroyNotify) loket_rules_change_free,
                           loket_cache_store_take_rules_async, cancellable, callback, user_data);
}

/**
 * loket_cache_store_take_rules_finish:
 * @self: a store
 * @result: the result
 * @error: return location for a #GError of %LOKET_STORE_ERROR
 *
 * Ends loket_cache_store_take_rules_async().
 *
 * Returns: (transfer full) (nullable): what changed; %LOKET_STORE_ERROR_INVALID
 *   for an edition that is wrong, %LOKET_STORE_ERROR_CONFLICT for one that does
 *   not follow those that are here. The old ones then stay in use
 */
LoketRulesChange *
loket_cache_store_take_rules_finish (LoketCacheStore  *self,
                                     GAsyncResult     *result,
                                     GError          **error)
{
  return _loket_store_finish (self, result, loket_cache_store_take_rules_async, error);
}

/**
 * loket_cache_store_list_moves_async:
 * @self: a store
 * @complaint_id: the hub's id
 * @cancellable: (nullable): a cancellable
 * @callback: what to call
 * @user_data: for @callback
 *
 * Asks how other rules moved the deadline of a complaint.
 */
void
loket_cache_store_list_moves_async (LoketCacheStore     *self,
                                    const char          *complaint_id,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  _loket_cache_store_call (self, self->reader_worker, _loket_cache_list_moves,
                           _loket_cache_request_new (self, complaint_id),
                           (GDestroyNotify) g_ptr_array_unref, loket_cache_store_list_moves_async,
                           cancellable, callback, user_data);
}

/**
 * loket_cache_store_list_moves_finish:
 * @self: a store
 * @result: the result
 * @error: return location for a #GError of %LOKET_STORE_ERROR
 *
 * Ends loket_cache_store_list_moves_async().
 *
 * Returns: (transfer full) (element-type LoketDeadlineMove) (nullable): the
 *   moves, the latest first
 */
GPtrArray *
loket_cache_store_list_moves_finish (LoketCacheStore  *self,
                                     GAsyncResult     *result,
                                     GError          **error)
{
  return _loket_store_finish (self, result, loket_cache_store_list_moves_async, error);
}
