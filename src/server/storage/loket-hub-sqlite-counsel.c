/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-sqlite-private.h"

static gboolean
get_head (LoketHubCounsel  *counsel,
          const char       *agency,
          gint64           *number,
          GError          **error)
{
  g_autoptr (LoketStatement) statement = NULL;
  gboolean row;

  statement = _loket_hub_sqlite_query (LOKET_HUB_SQLITE (counsel), error,
                                       "SELECT coalesce (max (number), 0) FROM guidance_editions "
                                       "WHERE agency IN (?, '')", "t", agency);
  if (statement == NULL || !loket_statement_step (statement, &row, error))
    return FALSE;
  *number = loket_statement_get_int64 (statement, 0);
  return TRUE;
}

static gboolean
foreach (LoketHubCounsel       *counsel,
         const char            *agency,
         LoketHubGuidanceFunc   func,
         gpointer               data,
         GError               **error)
{
  g_autoptr (LoketStatement) statement = NULL;
  gboolean row;

  statement = _loket_hub_sqlite_query (LOKET_HUB_SQLITE (counsel), error,
                                       "SELECT number, agency, published_at, published_by, reason, "
                                       "checks, templates FROM guidance_editions "
                                       "WHERE ?1 IS NULL OR agency = ?1 ORDER BY number DESC", "t", agency);
  if (statement == NULL)
    return FALSE;
  while (loket_statement_step (statement, &row, error))
    {
      LoketHubGuidance *guidance;

      if (!row)
        return TRUE;
      guidance = g_new0 (LoketHubGuidance, 1);
      guidance->number = loket_statement_get_int64 (statement, 0);
      guidance->agency = loket_statement_dup_text (statement, 1);
      guidance->published_at = loket_statement_get_int64 (statement, 2);
      guidance->published_by = loket_statement_dup_text (statement, 3);
      guidance->reason = loket_statement_dup_text (statement, 4);
      guidance->checks = loket_statement_dup_text (statement, 5);
      guidance->templates = loket_statement_dup_text (statement, 6);
      if (!func (guidance, data))
        return TRUE;
    }
  return FALSE;
}

static gboolean
publish (LoketHubCounsel   *counsel,
         LoketHubGuidance  *guidance,
         gint64             now,
         GError           **error)
{
  LoketHubSqlite *self = LOKET_HUB_SQLITE (counsel);
  g_autoptr (LoketTransaction) own = NULL;
  g_autofree char *what = NULL;
  gint64 last;

  if (!_loket_hub_sqlite_join (self, &own, error) ||
      !loket_db_get_int64 (self->db, "SELECT coalesce (max (number), 0) FROM guidance_editions", &last,
                           error))
    return FALSE;
  guidance->number = last + 1;
  guidance->published_at = now;
  what = g_strdup_printf ("edition %" G_GINT64_FORMAT, guidance->number);
  return _loket_hub_sqlite_run (self, error,
                                "INSERT INTO guidance_editions (number, agency, published_at, "
                                "published_by, reason, checks, templates) VALUES (?, ?, ?, ?, ?, ?, ?)",
                                "itit" "ttt", guidance->number, guidance->agency,
                                guidance->published_at, guidance->published_by, guidance->reason,
                                guidance->checks, guidance->templates) &&
         _loket_hub_sqlite_audit (self, now, guidance->published_by, "guidance-published", what, error) &&
         _loket_hub_sqlite_leave (self, own, error);
}

/* Fills in this file's interface. */
void
_loket_hub_sqlite_init_counsel (LoketHubCounselInterface *iface)
{
  iface->get_head = get_head;
  iface->foreach = foreach;
  iface->publish = publish;
}
