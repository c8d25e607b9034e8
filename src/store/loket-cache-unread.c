/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-cache-unread.h"

#include "loket-cache-rules.h"
#include "loket-cache-store-private.h"

/*
 * Complaints that the hub sent in a way that this program cannot read. What was
 * here before stays, and they count as seen, so that no copy takes them away. They
 * are forgotten when they come readable, leave, or are not named by a whole copy.
 * Another version of the program may be able to read them: it copies their scopes
 * anew, once.
 *
 * The table is nearly always empty, so the writing thread keeps a list of it and
 * looks at the table only where there is something in either.
 */

#define META_READ_BY "read_by"

static void
unread_free (gpointer data)
{
  LoketCacheUnread *self = data;

  g_free (self->id);
  g_free (self->tracking_id);
  g_free (self->what);
  g_free (self);
}

static gboolean
run (LoketDb     *db,
     const char  *sql,
     gint64       scope,
     GError     **error)
{
  g_autoptr (LoketStatement) statement = loket_db_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_int64 (statement, 1, scope);
  return loket_statement_run (statement, error);
}

/* Whatever is wrong with it: it is still in the scope. */
static gboolean
keep_member (LoketDb               *db,
             const LoketWireUnread *unread,
             gint64                 scope,
             gint64                 mark,
             LoketCacheChange      *change,
             GError               **error)
{
  gint64 number = _loket_cache_find (db, unread->id, error);
  g_autoptr (LoketStatement) join = NULL;

  if (number <= 0)
    return number == 0;
  join = loket_db_prepare (db, "REPLACE INTO member (complaint, scope, mark) VALUES (?1, ?2, ?3)", error);
  if (join == NULL)
    return FALSE;
  loket_statement_bind_int64 (join, 1, number);
  loket_statement_bind_int64 (join, 2, scope);
  loket_statement_bind_int64 (join, 3, mark);
  g_ptr_array_add (change->changed, g_strdup (unread->id));
  return loket_statement_run (join, error);
}

static gboolean
note (LoketDb             *db,
      const LoketWirePage *page,
      gint64               scope,
      gint64               mark,
      gint64               now,
      LoketCacheChange    *change,
      GError             **error)
{
  g_autoptr (LoketStatement) statement =
    loket_db_prepare (db,
                      "INSERT INTO unread (scope, id, mark, at, tracking_id, what) "
                      "VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (scope, id) DO UPDATE SET "
                      "mark = ?3, what = ?6, tracking_id = coalesce (?5, tracking_id)",
                      error);

  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < page->unread->len; i++)
    {
      const LoketWireUnread *unread = g_ptr_array_index (page->unread, i);

      loket_statement_bind_int64 (statement, 1, scope);
      loket_statement_bind_text (statement, 2, unread->id);
      loket_statement_bind_int64 (statement, 3, mark);
      loket_statement_bind_int64 (statement, 4, now);
      loket_statement_bind_text (statement, 5, unread->tracking_id);
      loket_statement_bind_text (statement, 6, unread->what);
      if (!loket_statement_run (statement, error) ||
          !keep_member (db, unread, scope, mark, change, error))
        return FALSE;
    }
  return TRUE;
}

/* What came readable, or left. */
static gboolean
forget (LoketDb             *db,
        const LoketWirePage *page,
        gint64               scope,
        GError             **error)
{
  g_autoptr (LoketStatement) here =
    loket_db_prepare (db, "DELETE FROM unread WHERE scope = ?1 AND id = ?2", error);
  g_autoptr (LoketStatement) everywhere = loket_db_prepare (db, "DELETE FROM unread WHERE id = ?1", error);

  if (here == NULL || everywhere == NULL)
    return FALSE;
  loket_statement_bind_int64 (here, 1, scope);
  for (guint i = 0; i < page->upserts->len; i++)
    {
      const LoketWireUpsert *upsert = g_ptr_array_index (page->upserts, i);

      loket_statement_bind_text (here, 2, upsert->complaint->id);
      if (!loket_statement_run (here, error))
        return FALSE;
    }
  for (guint i = 0; i < page->removals->len; i++)
    {
      const LoketWireRemoval *removal = g_ptr_array_index (page->removals, i);
      gboolean erased = removal->reason == LOKET_REMOVAL_ERASED;

      loket_statement_bind_text (erased ? everywhere : here, erased ? 1 : 2, removal->id);
      if (!loket_statement_run (erased ? everywhere : here, error))
        return FALSE;
    }
  return TRUE;
}

/* Takes in what could not be read of a page. In its transaction. */
gboolean
_loket_cache_take_unread (LoketCacheStore     *self,
                          const LoketWirePage *page,
                          gint64               scope,
                          gint64               mark,
                          gint64               now,
                          LoketCacheChange    *change,
                          GError             **error)
{
  if (self->unread == NULL && page->unread->len == 0)
    return TRUE;
  return forget (self->writer, page, scope, error) &&
         note (self->writer, page, scope, mark, now, change, error) &&
         (!loket_cache_sweeps (page) ||
          run (self->writer, "DELETE FROM unread WHERE scope = ?1 AND mark <> "
                             "(SELECT mark FROM scope WHERE number = ?1)", scope, error));
}

/* Forgets what was in a scope that is left. In a transaction. */
gboolean
_loket_cache_leave_unread (LoketCacheStore  *self,
                           gint64            scope,
                           GError          **error)
{
  return run (self->writer, "DELETE FROM unread WHERE scope = ?1", scope, error);
}

static GPtrArray *
read_all (LoketDb  *db,
          GError  **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (unread_free);
  g_autoptr (LoketStatement) row =
    loket_db_prepare (db,
                      "SELECT u.id, coalesce (max (u.tracking_id), c.tracking_id), c.number IS NOT NULL, "
                      "min (u.at), u.what FROM unread u LEFT JOIN complaint c ON c.id = u.id "
                      "GROUP BY u.id ORDER BY u.id",
                      error);
  gboolean found;

  if (row == NULL)
    return NULL;
  while (loket_statement_step (row, &found, error))
    {
      LoketCacheUnread *unread;

      if (!found)
        return g_steal_pointer (&list);
      unread = g_new0 (LoketCacheUnread, 1);
      unread->id = loket_statement_dup_text (row, 0);
      unread->tracking_id = loket_statement_dup_text (row, 1);
      unread->kept = loket_statement_get_int64 (row, 2) != 0;
      unread->at = loket_statement_get_int64 (row, 3);
      unread->what = loket_statement_dup_text (row, 4);
      g_ptr_array_add (list, unread);
    }
  return NULL;
}

/* Reads the list anew after a transaction that may have changed it. On the
 * writing thread. */
void
_loket_cache_list_unread (LoketCacheStore *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = read_all (self->writer, &error);

  if (list == NULL)
    {
      g_debug ("What could not be read is not known: %s", error->message);
      return;
    }
  g_mutex_lock (&self->unread_mutex);
  g_clear_pointer (&self->unread, g_ptr_array_unref);
  if (list->len > 0)
    self->unread = g_ptr_array_ref (list);
  g_mutex_unlock (&self->unread_mutex);
}

static gboolean
ask_again (LoketDb  *db,
           GError  **error)
{
  g_autofree char *read_by = _loket_cache_dup_meta (db, META_READ_BY);
  g_autoptr (LoketTransaction) transaction = NULL;

  if (g_strcmp0 (read_by, LOKET_VERSION) == 0)
    return TRUE;
  transaction = loket_db_begin (db, error);
  return transaction != NULL &&
         loket_db_exec (db,
                        "UPDATE scope SET state = NULL, in_snapshot = 0, snapshot_state = NULL, cursor = NULL "
                        "WHERE number IN (SELECT scope FROM unread)", error) &&
         _loket_cache_set_meta (db, META_READ_BY, LOKET_VERSION, error) && loket_db_commit (db, error);
}

/* Prepares a file that was just opened. */
void
_loket_cache_open_unread (LoketCacheStore *self)
{
  g_autoptr (GError) error = NULL;

  if (!ask_again (self->writer, &error))
    g_debug ("What could not be read is not asked for again: %s", error->message);
  _loket_cache_list_unread (self);
}

/**
 * loket_cache_store_dup_unread:
 * @self: a store
 *
 * Tells which complaints the hub sent last in a way that could not be read. They
 * are shown as they were before, where they were here, and are asked for again when
 * they change and by another version of the program. Any thread.
 *
 * Returns: (transfer container) (element-type LoketCacheUnread) (nullable): them,
 *   by their ids, never changed; %NULL for none
 */
GPtrArray *
loket_cache_store_dup_unread (LoketCacheStore *self)
{
  GPtrArray *list;

  g_return_val_if_fail (LOKET_IS_CACHE_STORE (self), NULL);

  g_mutex_lock (&self->unread_mutex);
  list = self->unread != NULL ? g_ptr_array_ref (self->unread) : NULL;
  g_mutex_unlock (&self->unread_mutex);
  return list;
}
