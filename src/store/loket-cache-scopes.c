/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-cache-store-private.h"

#include "loket-time.h"

/**
 * loket_cache_scope_free:
 * @self: (nullable) (transfer full): a scope
 *
 * Frees a scope.
 */
void
loket_cache_scope_free (LoketCacheScope *self)
{
  if (self == NULL)
    return;

  g_free (self->scope);
  g_free (self->state);
  g_free (self->cursor);
  g_free (self);
}

/**
 * loket_cache_change_free:
 * @self: (nullable) (transfer full): a change
 *
 * Frees a change.
 */
void
loket_cache_change_free (LoketCacheChange *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->changed);
  g_ptr_array_unref (self->removed);
  g_ptr_array_unref (self->erased);
  g_free (self);
}

LoketCacheChange *
_loket_cache_change_new (void)
{
  LoketCacheChange *self = g_new0 (LoketCacheChange, 1);

  self->changed = g_ptr_array_new_with_free_func (g_free);
  self->removed = g_ptr_array_new_with_free_func (g_free);
  self->erased = g_ptr_array_new_with_free_func (g_free);
  return self;
}

/* Reads a scope; one that was never fetched has the number 0. */
LoketCacheScope *
_loket_cache_get_scope (LoketDb     *db,
                        const char  *name,
                        gint64      *number,
                        gint64      *mark,
                        char       **snapshot_state,
                        GError     **error)
{
  g_autoptr (LoketCacheScope) scope = g_new0 (LoketCacheScope, 1);
  g_autoptr (LoketStatement) row =
    loket_db_prepare (db,
                      "SELECT number, generation, state, in_snapshot, cursor, snapshot_at, mark, "
                      "snapshot_state FROM scope WHERE name = ?1",
                      error);
  gboolean found;

  scope->scope = g_strdup (name);
  scope->snapshot_at = LOKET_TIME_UNSET;
  *number = 0;
  if (row == NULL)
    return NULL;
  loket_statement_bind_text (row, 1, name);
  if (!loket_statement_step (row, &found, error))
    return NULL;
  if (found)
    {
      *number = loket_statement_get_int64 (row, 0);
      scope->generation = loket_statement_get_int64 (row, 1);
      scope->state = loket_statement_dup_text (row, 2);
      scope->in_snapshot = loket_statement_get_int64 (row, 3) != 0;
      scope->cursor = loket_statement_dup_text (row, 4);
      scope->snapshot_at = loket_statement_get_instant (row, 5);
      *mark = loket_statement_get_int64 (row, 6);
      *snapshot_state = loket_statement_dup_text (row, 7);
    }
  return g_steal_pointer (&scope);
}

/* With few complaints a copy is faster made without its indexes: its last page
 * makes them. */
static gboolean
drop_indexes_of_few (LoketDb  *db,
                     GError  **error)
{
  gint64 many;

  if (!loket_db_get_int64 (db, "SELECT count(*) = 1000 FROM (SELECT 1 FROM complaint LIMIT 1000)",
                           &many, error))
    return FALSE;
  return many != 0 || loket_db_exec (db,
                                     "DROP INDEX IF EXISTS complaint_queue;"
                                     "DROP INDEX IF EXISTS complaint_tracking_id",
                                     error);
}

gpointer
_loket_cache_begin_snapshot (gpointer       store,
                             gpointer       data,
                             GCancellable  *cancellable,
                             GError       **error)
{
  LoketCacheRequest *request = data;
  LoketDb *db = LOKET_CACHE_STORE (store)->writer;
  g_autoptr (LoketTransaction) transaction = loket_db_begin (db, error);
  g_autoptr (LoketStatement) statement = NULL;

  if (transaction == NULL || !drop_indexes_of_few (db, error))
    return NULL;
  statement =
    loket_db_prepare (db,
                      "INSERT INTO scope (name, generation, in_snapshot, mark, snapshot_at) "
                      "VALUES (?1, ?2, 1, 1, ?3) "
                      "ON CONFLICT (name) DO UPDATE SET generation = ?2, in_snapshot = 1, "
                      "snapshot_state = NULL, cursor = NULL, mark = mark + 1, snapshot_at = ?3",
                      error);

  if (statement == NULL)
    return NULL;
  loket_statement_bind_text (statement, 1, request->text);
  loket_statement_bind_int64 (statement, 2, request->number);
  loket_statement_bind_int64 (statement, 3, request->now);
  return loket_statement_run (statement, error) && loket_db_commit (db, error) ? LOKET_STORE_DONE
                                                                               : NULL;
}

static gboolean
is_member (LoketDb   *db,
           gint64     number,
           gboolean  *member,
           GError   **error)
{
  g_autoptr (LoketStatement) row =
    loket_db_prepare (db, "SELECT EXISTS (SELECT 1 FROM member WHERE complaint = ?1)", error);

  if (row == NULL)
    return FALSE;
  loket_statement_bind_int64 (row, 1, number);
  if (!loket_statement_step (row, NULL, error))
    return FALSE;
  *member = loket_statement_get_int64 (row, 0) != 0;
  return TRUE;
}

/* Deals with a complaint that left a scope: it goes with its last scope, unless
 * a draft or a reply of the officer is about it. In a transaction. */
gboolean
_loket_cache_drop_left (LoketCacheStore     *self,
                        LoketCacheIndex     *index,
                        gint64               number,
                        const char          *id,
                        LoketRemovalReason   reason,
                        LoketCacheChange    *change,
                        GError             **error)
{
  gboolean erase = reason == LOKET_REMOVAL_ERASED;
  gboolean member = FALSE;

  if (!erase && !is_member (self->writer, number, &member, error))
    return FALSE;
  if (member)
    return TRUE;

  g_ptr_array_add (change->removed, g_strdup (id));
  if (erase)
    {
      g_ptr_array_add (change->erased, g_strdup (id));
      if (!_loket_cache_want_purge (self, error))
        return FALSE;
    }
  if (_loket_pins_contains (self->pins, id))
    return _loket_cache_detach (self->writer, index, number, erase, error);
  return _loket_cache_delete (self->writer, index, number, error);
}

/* Those that @row finds, as number and id, leave a scope by @leave; they are dealt
 * with as if they were given to another agency. In a transaction. */
gboolean
_loket_cache_leave_all (LoketCacheStore   *self,
                        LoketCacheIndex   *index,
                        LoketStatement    *row,
                        LoketStatement    *leave,
                        LoketCacheChange  *change,
                        GError           **error)
{
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  gboolean found = TRUE;

  while (found)
    {
      gint64 number;

      if (!loket_statement_step (row, &found, error))
        return FALSE;
      if (!found)
        break;
      number = loket_statement_get_int64 (row, 0);
      g_array_append_val (numbers, number);
      g_ptr_array_add (ids, loket_statement_dup_text (row, 1));
    }
  if (!loket_statement_run (leave, error))
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    if (!_loket_cache_drop_left (self, index, g_array_index (numbers, gint64, i),
                                 g_ptr_array_index (ids, i), LOKET_REMOVAL_UNASSIGNED, change,
                                 error))
      return FALSE;
  return TRUE;
}

/* Deletes what was kept for drafts and replies that are settled now. In a
 * transaction. */
gboolean
_loket_cache_sweep_detached (LoketCacheStore   *self,
                             LoketCacheIndex   *index,
                             LoketCacheChange  *change,
                             GError           **error)
{
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (LoketStatement) row =
    loket_db_prepare (self->writer, "SELECT number, id FROM complaint WHERE detached = 1", error);
  gboolean found;

  if (row == NULL)
    return FALSE;
  while (loket_statement_step (row, &found, error))
    {
      gint64 number;

      if (!found)
        {
          for (guint i = 0; i < numbers->len; i++)
            if (!_loket_cache_delete (self->writer, index, g_array_index (numbers, gint64, i), error))
              return FALSE;
          return TRUE;
        }
      number = loket_statement_get_int64 (row, 0);
      if (_loket_pins_contains (self->pins, loket_statement_get_text (row, 1)))
        continue;
      g_array_append_val (numbers, number);
      if (change != NULL)
        g_ptr_array_add (change->removed, loket_statement_dup_text (row, 1));
    }
  return FALSE;
}

static gboolean
leave_scope (LoketCacheStore   *self,
             LoketCacheIndex   *index,
             gint64             scope,
             LoketCacheChange  *change,
             GError           **error)
{
  g_autoptr (LoketStatement) row =
    loket_db_prepare (self->writer,
                      "SELECT number, id FROM member JOIN complaint ON number = complaint "
                      "WHERE scope = ?1",
                      error);
  g_autoptr (LoketStatement) leave =
    loket_db_prepare (self->writer, "DELETE FROM member WHERE scope = ?1", error);
  g_autoptr (LoketStatement) end =
    loket_db_prepare (self->writer, "DELETE FROM scope WHERE number = ?1", error);

  if (row == NULL || leave == NULL || end == NULL)
    return FALSE;
  loket_statement_bind_int64 (row, 1, scope);
  loket_statement_bind_int64 (leave, 1, scope);
  loket_statement_bind_int64 (end, 1, scope);
  return _loket_cache_leave_all (self, index, row, leave, change, error) &&
         loket_statement_run (end, error) && _loket_cache_leave_unread (self, scope, error);
}

/* Leaves every scope that is not named. */
gpointer
_loket_cache_keep_scopes (gpointer       store,
                          gpointer       data,
                          GCancellable  *cancellable,
                          GError       **error)
{
  LoketCacheStore *self = store;
  LoketCacheRequest *request = data;
  g_autoptr (LoketCacheChange) change = _loket_cache_change_new ();
  g_autoptr (LoketCacheIndex) index = _loket_cache_index_new (self, error);
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (LoketTransaction) transaction = loket_db_begin (self->writer, error);
  g_autoptr (LoketStatement) row = NULL;
  gboolean found = TRUE;

  if (index == NULL || transaction == NULL)
    return NULL;
  row = loket_db_prepare (self->writer, "SELECT number, name FROM scope", error);
  if (row == NULL)
    return NULL;
  while (found)
    {
      gint64 number;

      if (!loket_statement_step (row, &found, error))
        return NULL;
      if (!found)
        break;
      number = loket_statement_get_int64 (row, 0);
      if (!g_strv_contains ((const char *const *) request->names, loket_statement_get_text (row, 1)))
        g_array_append_val (numbers, number);
    }

  for (guint i = 0; i < numbers->len; i++)
    if (!leave_scope (self, index, g_array_index (numbers, gint64, i), change, error))
      return NULL;
  if (!_loket_cache_index_flush (index, self, FALSE, error) || !loket_db_commit (self->writer, error))
    return NULL;
  if (self->unread != NULL)
    _loket_cache_list_unread (self);
  return LOKET_STORE_DONE;
}
