/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-sqlite-private.h"

#include <string.h>

#include "loket-hub-core-feed.h"
#include "loket-limits.h"

/*
 * The feed. Every scope numbers its changes from 1 without a gap, inside the
 * transaction that makes the change, so a reader who has seen number n has seen
 * everything up to n. A reader gets each complaint once, as it is now: rows that
 * a later one of the same complaint overtook are passed over.
 */

static GPtrArray *
collect_texts (LoketStatement  *statement,
               GError         **error)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  gboolean row;

  for (;;)
    {
      if (!loket_statement_step (statement, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&texts);
      g_ptr_array_add (texts, loket_statement_dup_text (statement, 0));
    }
}

/* The scopes that a complaint belongs to now, in order of name, and what those
 * that it is not in any more are told. */
static GPtrArray *
list_wanted (LoketHubSqlite      *self,
             const char          *complaint_id,
             LoketRemovalReason  *reason,
             char               **into,
             GError             **error)
{
  g_autoptr (LoketStatement) statement = NULL;
  gboolean row;

  statement = _loket_hub_sqlite_query (self, error,
                                       "SELECT agency_code, officer_id, put_away, merged_into "
                                       "FROM complaints WHERE id = ?",
                                       "t", complaint_id);
  if (statement == NULL || !loket_statement_step (statement, &row, error))
    return NULL;
  if (!row)
    return loket_hub_core_list_scopes (NULL, NULL, TRUE);
  if (loket_statement_get_text (statement, 2) != NULL)
    {
      *reason = loket_removal_reason_from_name (loket_statement_get_text (statement, 2));
      *into = loket_statement_dup_text (statement, 3);
    }
  return loket_hub_core_list_scopes (loket_statement_get_text (statement, 0),
                                     loket_statement_get_text (statement, 1),
                                     loket_statement_get_text (statement, 2) != NULL);
}

static GPtrArray *
list_members (LoketHubSqlite  *self,
              const char      *complaint_id,
              GError         **error)
{
  g_autoptr (LoketStatement) statement = NULL;

  statement = _loket_hub_sqlite_query (self, error,
                                       "SELECT scope FROM scope_members WHERE complaint_id = ? "
                                       "ORDER BY scope", "t", complaint_id);
  return statement != NULL ? collect_texts (statement, error) : NULL;
}

static gboolean
next_number (LoketHubSqlite  *self,
             const char      *scope,
             gint64          *seq,
             GError         **error)
{
  g_autoptr (LoketStatement) statement = NULL;
  gboolean row;

  statement = _loket_hub_sqlite_query (self, error,
                                       "INSERT INTO scope_head (scope, seq) VALUES (?, 1) "
                                       "ON CONFLICT (scope) DO UPDATE SET seq = seq + 1 "
                                       "RETURNING seq", "t", scope);
  if (statement == NULL || !loket_statement_step (statement, &row, error))
    return FALSE;
  *seq = loket_statement_get_int64 (statement, 0);
  return TRUE;
}

static gboolean
note (LoketHubSqlite      *self,
      const char          *scope,
      const char          *complaint_id,
      LoketRemovalReason   removed,
      const char          *into,
      gint64               now,
      GError             **error)
{
  gboolean gone = removed != LOKET_REMOVAL_UNKNOWN;
  gint64 seq;

  return next_number (self, scope, &seq, error) &&
         _loket_hub_sqlite_run (self, error,
                                "INSERT INTO change_log (scope, seq, complaint_id, kind, reason, "
                                "into_id, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
                                "titttti", scope, seq, complaint_id, gone ? "removed" : "upsert",
                                gone ? loket_removal_reason_to_name (removed) : NULL,
                                gone ? into : NULL, now) &&
         _loket_hub_sqlite_run (self, error,
                                gone ? "DELETE FROM scope_members WHERE scope = ? AND complaint_id = ?"
                                     : "INSERT OR IGNORE INTO scope_members (scope, complaint_id) "
                                       "VALUES (?, ?)",
                                "tt", scope, complaint_id);
}

/* Tells the scopes that have a complaint that it changed, and those that lost
 * it that it left; inside the transaction that made the change. */
gboolean
_loket_hub_sqlite_publish (LoketHubSqlite  *self,
                           const char      *complaint_id,
                           gint64           now,
                           GError         **error)
{
  LoketRemovalReason reason = LOKET_REMOVAL_UNASSIGNED;
  g_autofree char *into = NULL;
  g_autoptr (GPtrArray) wanted = list_wanted (self, complaint_id, &reason, &into, error);
  g_autoptr (GPtrArray) members = NULL;
  g_autoptr (GArray) rows = NULL;

  if (wanted == NULL)
    return FALSE;
  members = list_members (self, complaint_id, error);
  if (members == NULL)
    return FALSE;

  rows = loket_hub_core_list_rows (members, wanted, reason);
  for (guint i = 0; i < rows->len; i++)
    {
      const LoketHubFeedRow *row = &g_array_index (rows, LoketHubFeedRow, i);

      if (!note (self, row->scope, complaint_id, row->removed, into, now, error))
        return FALSE;
    }
  return TRUE;
}

/* Whether an account's agency has or once had a complaint: then its officer may
 * be told what became of it. */
gboolean
_loket_hub_sqlite_was_seen (LoketHubSqlite         *self,
                            const LoketHubAccount  *account,
                            const char             *complaint_id,
                            gboolean               *seen,
                            GError                **error)
{
  g_autoptr (LoketStatement) statement = NULL;

  statement = _loket_hub_sqlite_query (self, error,
                                       "SELECT 1 FROM scope_members WHERE complaint_id = ?1 "
                                       "AND scope IN ('agency:' || ?2, 'officer:' || ?3) "
                                       "UNION ALL SELECT 1 FROM change_log WHERE complaint_id = ?1 "
                                       "AND scope IN ('agency:' || ?2, 'officer:' || ?3) LIMIT 1",
                                       "ttt", complaint_id, account->officer->agency_code,
                                       account->officer->id);
  return statement != NULL && loket_statement_step (statement, seen, error);
}

static LoketHubScope *
get_scope (LoketHubStorage  *storage,
           const char       *id,
           GError          **error)
{
  g_autoptr (LoketStatement) statement = NULL;
  g_autoptr (LoketHubScope) scope = loket_hub_scope_new (id);
  gboolean row;

  statement = _loket_hub_sqlite_query (LOKET_HUB_SQLITE (storage), error,
                                       "SELECT generation, seq, floor FROM scope_head WHERE scope = ?",
                                       "t", id);
  if (statement == NULL || !loket_statement_step (statement, &row, error))
    return NULL;
  if (row)
    {
      scope->generation = loket_statement_get_int64 (statement, 0);
      scope->seq = loket_statement_get_int64 (statement, 1);
      scope->floor = loket_statement_get_int64 (statement, 2);
    }
  return g_steal_pointer (&scope);
}

/* A page ends before it outgrows what a client takes. */
static gboolean
is_full (LoketHubPage *page,
         guint         limit,
         gsize        *bytes,
         const char   *line)
{
  gsize size = line != NULL ? strlen (line) + 1 : 200;

  if (page->items->len >= limit ||
      (page->items->len > 0 && *bytes + size > LOKET_LIMIT_ANSWER_BYTES / 2))
    return TRUE;
  *bytes += size;
  return FALSE;
}

static LoketHubPage *
get_snapshot (LoketHubStorage  *storage,
              const char       *scope,
              const char       *after_id,
              guint             limit,
              GError          **error)
{
  LoketHubSqlite *self = LOKET_HUB_SQLITE (storage);
  g_autoptr (LoketHubPage) page = loket_hub_page_new ();
  g_autoptr (LoketHubScope) head = NULL;
  g_autoptr (LoketStatement) count = NULL;
  g_autoptr (LoketStatement) statement = NULL;
  gsize bytes = 0;
  gboolean row;

  head = get_scope (storage, scope, error);
  count = _loket_hub_sqlite_query (self, error,
                                   "SELECT count(*) FROM scope_members WHERE scope = ?", "t", scope);
  if (head == NULL || count == NULL || !loket_statement_step (count, &row, error))
    return NULL;
  page->seq = head->seq;
  page->total = loket_statement_get_int64 (count, 0);

  statement = _loket_hub_sqlite_query (self, error,
                                       "SELECT c.id, c.line FROM scope_members m "
                                       "JOIN complaints c ON c.id = m.complaint_id "
                                       "WHERE m.scope = ? AND m.complaint_id > ? "
                                       "ORDER BY m.complaint_id LIMIT ?",
                                       "tti", scope, after_id != NULL ? after_id : "",
                                       (gint64) limit + 1);
  if (statement == NULL)
    return NULL;
  for (;;)
    {
      const char *line;

      if (!loket_statement_step (statement, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&page);
      line = loket_statement_get_text (statement, 1);
      if (is_full (page, limit, &bytes, line))
        {
          page->has_more = TRUE;
          return g_steal_pointer (&page);
        }
      loket_hub_page_add (page, loket_statement_get_text (statement, 0), line);
    }
}

static LoketHubPage *
get_changes (LoketHubStorage  *storage,
             const char       *scope,
             gint64            since,
             guint             limit,
             GError          **error)
{
  g_autoptr (LoketHubPage) page = loket_hub_page_new ();
  g_autoptr (LoketHubScope) head = get_scope (storage, scope, error);
  g_autoptr (LoketStatement) statement = NULL;
  gsize bytes = 0;
  gboolean row;

  if (head == NULL)
    return NULL;

  page->seq = since;
  statement = _loket_hub_sqlite_query (
    LOKET_HUB_SQLITE (storage), error,
    "SELECT l.seq, l.complaint_id, CASE l.kind WHEN 'upsert' THEN c.line END, l.reason, l.at, "
    "l.into_id FROM change_log l LEFT JOIN complaints c ON c.id = l.complaint_id "
    "WHERE l.scope = ?1 AND l.seq > ?2 AND NOT EXISTS "
    "(SELECT 1 FROM change_log n WHERE n.scope = l.scope AND n.complaint_id = l.complaint_id "
    " AND n.seq > l.seq) ORDER BY l.seq LIMIT ?3",
    "tii", scope, since, (gint64) limit + 1);
  if (statement == NULL)
    return NULL;
  for (;;)
    {
      LoketHubFeedItem *item;
      const char *line;

      if (!loket_statement_step (statement, &row, error))
        return NULL;
      if (!row)
        {
          page->seq = head->seq;
          return g_steal_pointer (&page);
        }
      line = loket_statement_get_text (statement, 2);
      if (is_full (page, limit, &bytes, line))
        {
          page->has_more = TRUE;
          return g_steal_pointer (&page);
        }
      page->seq = loket_statement_get_int64 (statement, 0);
      item = loket_hub_page_add (page, loket_statement_get_text (statement, 1), line);
      item->reason = loket_removal_reason_from_name (loket_statement_get_text (statement, 3));
      item->at = loket_statement_get_instant (statement, 4);
      item->into = loket_statement_dup_text (statement, 5);
    }
}

static gboolean
renew_scope (LoketHubStorage  *storage,
             const char       *id,
             GError          **error)
{
  g_autoptr (LoketHubScope) scope = get_scope (storage, id, error);

  return scope != NULL &&
         _loket_hub_sqlite_run (LOKET_HUB_SQLITE (storage), error,
                                "INSERT INTO scope_head (scope, generation) VALUES (?1, ?2) "
                                "ON CONFLICT (scope) DO UPDATE SET generation = ?2",
                                "ti", id, loket_hub_core_next_generation (scope->generation));
}

/* Notes for every scope up to where its changes are being dropped. */
static gboolean
raise_floors (LoketHubSqlite  *self,
              gint64           before,
              GError         **error)
{
  g_autoptr (LoketStatement) old = NULL;
  gboolean row;

  old = _loket_hub_sqlite_query (self, error,
                                 "SELECT h.scope, h.floor, max (l.seq) FROM change_log l "
                                 "JOIN scope_head h ON h.scope = l.scope WHERE l.at < ? "
                                 "GROUP BY h.scope", "i", before);
  if (old == NULL)
    return FALSE;
  for (;;)
    {
      if (!loket_statement_step (old, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      if (!_loket_hub_sqlite_run (self, error, "UPDATE scope_head SET floor = ? WHERE scope = ?", "it",
                                  loket_hub_core_raise_floor (loket_statement_get_int64 (old, 1),
                                                              loket_statement_get_int64 (old, 2)),
                                  loket_statement_get_text (old, 0)))
        return FALSE;
    }
}

/* Drops what is older than 90 days and notes up to where. */
gboolean
_loket_hub_sqlite_forget_changes (LoketHubSqlite  *self,
                                  gint64           now,
                                  GError         **error)
{
  const gint64 before = now - LOKET_HUB_CORE_KEEP_CHANGES;
  g_autoptr (LoketTransaction) own = NULL;
  g_autoptr (LoketStatement) old = NULL;
  gboolean row;

  old = _loket_hub_sqlite_query (self, error, "SELECT 1 FROM change_log WHERE at < ? LIMIT 1",
                                 "i", before);
  if (old == NULL || !loket_statement_step (old, &row, error))
    return FALSE;
  if (!row)
    return TRUE;

  loket_statement_reset (old);
  return _loket_hub_sqlite_join (self, &own, error) && raise_floors (self, before, error) &&
         _loket_hub_sqlite_run (self, error,
                                "DELETE FROM change_log WHERE seq <= (SELECT floor FROM scope_head h "
                                "WHERE h.scope = change_log.scope)", "") &&
         _loket_hub_sqlite_leave (self, own, error);
}

/* Fills in this file's part of the interface. */
void
_loket_hub_sqlite_init_feed (LoketHubStorageInterface *iface)
{
  iface->get_scope = get_scope;
  iface->get_snapshot = get_snapshot;
  iface->get_changes = get_changes;
  iface->renew_scope = renew_scope;
}
