/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-cache-store-private.h"

#include "loket-cache-rules.h"
#include "loket-time.h"

/*
 * Following the hub, on the writing thread. A page and the state it leads to
 * go in by one transaction, so the cache is never behind the state it claims.
 *
 * A complaint may be in several scopes; it leaves when it has left the last.
 */

typedef struct
{
  LoketCacheStore  *store;
  LoketDb          *db;
  LoketCacheScope  *scope;
  gint64            scope_number;
  gint64            mark;
  gint64            now;
  char             *snapshot_state;
  LoketCacheIndex  *index;
  LoketCacheChange *change;
} Apply;

static void
apply_clear (Apply *apply)
{
  g_clear_pointer (&apply->scope, loket_cache_scope_free);
  g_clear_pointer (&apply->snapshot_state, g_free);
  g_clear_pointer (&apply->index, _loket_cache_index_free);
  g_clear_pointer (&apply->change, loket_cache_change_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Apply, apply_clear)

static LoketCacheProgress
get_progress (const Apply *apply)
{
  return (LoketCacheProgress) {
    .scope = apply->scope->scope,
    .state = apply->scope->state,
    .in_snapshot = apply->scope->in_snapshot,
    .snapshot_state = apply->snapshot_state,
    .cursor = apply->scope->cursor,
  };
}

static gboolean
count_members (Apply                *apply,
               const LoketWirePage  *page,
               gint64               *n_members,
               GError              **error)
{
  g_autoptr (LoketStatement) count = NULL;

  *n_members = 0;
  if (!loket_cache_needs_count (page))
    return TRUE;
  count = loket_db_prepare (apply->db, "SELECT count(*) FROM member WHERE scope = ?1", error);
  if (count == NULL)
    return FALSE;
  loket_statement_bind_int64 (count, 1, apply->scope_number);
  if (!loket_statement_step (count, NULL, error))
    return FALSE;
  *n_members = loket_statement_get_int64 (count, 0);
  return TRUE;
}

/* Whether the page is the one that comes next. */
static gboolean
check_page (Apply                *apply,
            const LoketWirePage  *page,
            GError              **error)
{
  static const char *const words[] = {
    [LOKET_CACHE_FIT_OTHER_SCOPE] = "The page is of another scope",
    [LOKET_CACHE_FIT_NO_STATE] = "The page tells no state",
    [LOKET_CACHE_FIT_NO_SNAPSHOT] = "No snapshot was begun",
    [LOKET_CACHE_FIT_OTHER_SNAPSHOT] = "The page is of another snapshot",
    [LOKET_CACHE_FIT_GAP] = "The page does not follow what we have",
    [LOKET_CACHE_FIT_MASS_REMOVAL] = "The page would remove a large part of the complaints",
  };
  const LoketCacheProgress progress = get_progress (apply);
  LoketCacheFit fit;
  gint64 n_members;

  if (!count_members (apply, page, &n_members, error))
    return FALSE;
  fit = loket_cache_judge_page (&progress, page, n_members);
  if (fit == LOKET_CACHE_FIT_YES)
    return TRUE;
  g_set_error_literal (error, LOKET_STORE_ERROR,
                       fit == LOKET_CACHE_FIT_MASS_REMOVAL ? LOKET_STORE_ERROR_MASS_REMOVAL
                                                           : LOKET_STORE_ERROR_CONFLICT,
                       words[fit]);
  return FALSE;
}

static gboolean
put_upserts (Apply                *apply,
             const LoketWirePage  *page,
             GError              **error)
{
  g_autoptr (LoketStatement) join =
    loket_db_prepare (apply->db,
                      "REPLACE INTO member (complaint, scope, mark) VALUES (?2, ?1, ?3)", error);
  g_auto (LoketCachePut) put = { NULL };

  if (join == NULL || !_loket_cache_put_begin (&put, apply->store, apply->index, error))
    return FALSE;
  loket_statement_bind_int64 (join, 1, apply->scope_number);
  loket_statement_bind_int64 (join, 3, apply->mark);
  for (guint i = 0; i < page->upserts->len; i++)
    {
      const LoketWireUpsert *upsert = g_ptr_array_index (page->upserts, i);
      LoketQueueMarks marks;
      gint64 number;

      _loket_cache_store_mark (apply->store, upsert->complaint, apply->now, &marks);
      if (!_loket_cache_put (&put, upsert, &marks, &number, error))
        return FALSE;
      loket_statement_bind_int64 (join, 2, number);
      if (!loket_statement_run (join, error))
        return FALSE;
      g_ptr_array_add (apply->change->changed, g_strdup (upsert->complaint->id));
    }
  return TRUE;
}

static gboolean
take_removals (Apply                *apply,
               const LoketWirePage  *page,
               GError              **error)
{
  g_autoptr (LoketStatement) leave =
    loket_db_prepare (apply->db, "DELETE FROM member WHERE scope = ?1 AND complaint = ?2", error);

  if (leave == NULL)
    return FALSE;
  for (guint i = 0; i < page->removals->len; i++)
    {
      const LoketWireRemoval *removal = g_ptr_array_index (page->removals, i);
      gint64 number = _loket_cache_find (apply->db, removal->id, error);

      if (number < 0)
        return FALSE;
      if (number == 0)
        {
          /* Not here any more, but drafts and replies may still quote it. */
          if (removal->reason == LOKET_REMOVAL_ERASED)
            g_ptr_array_add (apply->change->erased, g_strdup (removal->id));
          continue;
        }
      loket_statement_bind_int64 (leave, 1, apply->scope_number);
      loket_statement_bind_int64 (leave, 2, number);
      if (!loket_statement_run (leave, error) ||
          !_loket_cache_drop_left (apply->store, apply->index, number, removal->id,
                                   removal->reason, apply->change, error))
        return FALSE;
    }
  return TRUE;
}

/* A whole snapshot was seen: what it did not name has left. */
static gboolean
sweep_unmarked (Apply   *apply,
                GError **error)
{
  g_autoptr (LoketStatement) row =
    loket_db_prepare (apply->db,
                      "SELECT number, id FROM member JOIN complaint ON number = complaint "
                      "WHERE scope = ?1 AND mark <> ?2",
                      error);
  g_autoptr (LoketStatement) leave =
    loket_db_prepare (apply->db, "DELETE FROM member WHERE scope = ?1 AND mark <> ?2", error);

  if (row == NULL || leave == NULL)
    return FALSE;
  loket_statement_bind_int64 (row, 1, apply->scope_number);
  loket_statement_bind_int64 (row, 2, apply->mark);
  loket_statement_bind_int64 (leave, 1, apply->scope_number);
  loket_statement_bind_int64 (leave, 2, apply->mark);
  return _loket_cache_leave_all (apply->store, apply->index, row, leave, apply->change, error);
}

static gboolean
write_state (Apply                *apply,
             const LoketWirePage  *page,
             GError              **error)
{
  const LoketCacheProgress progress = get_progress (apply);
  const LoketCacheProgress next = loket_cache_follow_page (&progress, page);
  g_autoptr (LoketStatement) statement =
    loket_db_prepare (apply->db,
                      "UPDATE scope SET state = ?2, in_snapshot = ?3, snapshot_state = ?4, "
                      "cursor = ?5 WHERE number = ?1",
                      error);

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_int64 (statement, 1, apply->scope_number);
  loket_statement_bind_text (statement, 2, next.state);
  loket_statement_bind_int64 (statement, 3, next.in_snapshot);
  loket_statement_bind_text (statement, 4, next.snapshot_state);
  loket_statement_bind_text (statement, 5, next.cursor);
  return loket_statement_run (statement, error);
}

gpointer
_loket_cache_apply_page (gpointer       store,
                         gpointer       data,
                         GCancellable  *cancellable,
                         GError       **error)
{
  LoketCacheRequest *request = data;
  const LoketWirePage *page = request->page;
  g_auto (Apply) apply = { .store = store, .db = LOKET_CACHE_STORE (store)->writer,
                         .now = request->now };
  g_autoptr (LoketTransaction) transaction = loket_db_begin (apply.db, error);

  if (transaction == NULL)
    return NULL;
  apply.index = _loket_cache_index_new (store, error);
  if (apply.index == NULL)
    return NULL;
  apply.change = _loket_cache_change_new ();
  apply.scope = _loket_cache_get_scope (apply.db, request->text, &apply.scope_number, &apply.mark,
                                        &apply.snapshot_state, error);
  if (apply.scope == NULL || !check_page (&apply, page, error))
    return NULL;

  if (!put_upserts (&apply, page, error) || !take_removals (&apply, page, error) ||
      !_loket_cache_take_unread (store, page, apply.scope_number, apply.mark, apply.now, apply.change,
                                 error) ||
      (loket_cache_sweeps (page) && !sweep_unmarked (&apply, error)) ||
      !_loket_cache_sweep_detached (store, apply.index, apply.change, error) ||
      !write_state (&apply, page, error) ||
      (loket_cache_sweeps (page) && !_loket_cache_make_indexes (apply.db, error)) ||
      !_loket_cache_index_flush (apply.index, store, page->has_more, error) ||
      !loket_db_commit (apply.db, error))
    return NULL;
  _loket_cache_store_say_search (store, apply.index->searched, apply.index->last);
  if (page->unread->len > 0 || apply.store->unread != NULL)
    _loket_cache_list_unread (store);
  apply.change->complete = !page->has_more;
  return g_steal_pointer (&apply.change);
}
