/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-sqlite-private.h"

/* Where all the feeds are, for those who wait for a change. */

/* Our own commits and those of others are counted apart by SQLite. */
static gboolean
get_mark (LoketHubStorage  *storage,
          gint64           *mark,
          GError          **error)
{
  LoketHubSqlite *self = LOKET_HUB_SQLITE (storage);
  gint64 others;
  gint64 ours;

  if (!loket_db_get_int64 (self->db, "PRAGMA data_version", &others, error) ||
      !loket_db_get_int64 (self->db, "SELECT total_changes ()", &ours, error))
    return FALSE;
  *mark = (others << 32) ^ ours;
  return TRUE;
}

static GPtrArray *
list_scopes (LoketHubStorage  *storage,
             GError          **error)
{
  g_autoptr (GPtrArray) scopes = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_hub_scope_free);
  g_autoptr (LoketStatement) statement = NULL;
  gboolean row;

  statement = _loket_hub_sqlite_query (LOKET_HUB_SQLITE (storage), error,
                                       "SELECT scope, generation, seq, floor FROM scope_head", "");
  if (statement == NULL)
    return NULL;
  for (;;)
    {
      LoketHubScope *scope;

      if (!loket_statement_step (statement, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&scopes);
      scope = loket_hub_scope_new (loket_statement_get_text (statement, 0));
      scope->generation = loket_statement_get_int64 (statement, 1);
      scope->seq = loket_statement_get_int64 (statement, 2);
      scope->floor = loket_statement_get_int64 (statement, 3);
      g_ptr_array_add (scopes, scope);
    }
}

/* Fills in this file's part of the interface. */
void
_loket_hub_sqlite_init_heads (LoketHubStorageInterface *iface)
{
  iface->get_mark = get_mark;
  iface->list_scopes = list_scopes;
}
