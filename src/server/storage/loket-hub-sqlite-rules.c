/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-sqlite-private.h"

#include "loket-limits.h"

/* Editions of holidays and rules, and what is counted by them. */

static gboolean
get_rules_head (LoketHubStorage  *storage,
                gint64           *number,
                GError          **error)
{
  g_autoptr (LoketStatement) statement = NULL;
  gboolean row;

  statement = _loket_hub_sqlite_query (LOKET_HUB_SQLITE (storage), error,
                                       "SELECT coalesce (max (number), 0) FROM rule_editions", "");
  if (statement == NULL || !loket_statement_step (statement, &row, error))
    return FALSE;
  *number = loket_statement_get_int64 (statement, 0);
  return TRUE;
}

static gboolean
foreach_rules (LoketHubStorage    *storage,
               gint64              since,
               LoketHubRulesFunc   func,
               gpointer            data,
               GError            **error)
{
  g_autoptr (LoketStatement) statement = NULL;
  gboolean row;

  statement = _loket_hub_sqlite_query (LOKET_HUB_SQLITE (storage), error,
                                       "SELECT number, published_at, published_by, reason, "
                                       "holidays, policies FROM rule_editions WHERE number > ? "
                                       "ORDER BY number", "i", since);
  if (statement == NULL)
    return FALSE;
  while (loket_statement_step (statement, &row, error))
    {
      LoketRulesRecord *record;

      if (!row)
        return TRUE;
      record = loket_rules_record_new ();
      record->number = loket_statement_get_int64 (statement, 0);
      record->published_at = loket_statement_get_int64 (statement, 1);
      record->published_by = loket_statement_dup_text (statement, 2);
      record->reason = loket_statement_dup_text (statement, 3);
      record->holidays = loket_statement_dup_text (statement, 4);
      record->policies = loket_statement_dup_text (statement, 5);
      if (!func (record, data))
        return TRUE;
    }
  return FALSE;
}

/* Instants never fall, whatever the clock of the machine does. */
static gboolean
find_next (LoketHubSqlite    *self,
           LoketRulesRecord  *record,
           gint64             now,
           GError           **error)
{
  g_autoptr (LoketStatement) last = NULL;
  gboolean row;

  last = _loket_hub_sqlite_query (self, error,
                                  "SELECT count (*), coalesce (max (number), 0), "
                                  "coalesce (max (published_at), 0) FROM rule_editions", "");
  if (last == NULL || !loket_statement_step (last, &row, error))
    return FALSE;
  if (loket_statement_get_int64 (last, 0) >= LOKET_LIMIT_EDITIONS)
    {
      g_set_error_literal (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_USAGE,
                           "The hub holds as many editions of the rules as it can");
      return FALSE;
    }
  record->number = loket_statement_get_int64 (last, 1) + 1;
  record->published_at = MAX (now, loket_statement_get_int64 (last, 2));
  return TRUE;
}

static gboolean
publish_rules (LoketHubStorage   *storage,
               LoketRulesRecord  *record,
               gint64             now,
               GError           **error)
{
  LoketHubSqlite *self = LOKET_HUB_SQLITE (storage);
  g_autoptr (LoketTransaction) own = NULL;
  g_autofree char *what = NULL;

  if (!_loket_hub_sqlite_join (self, &own, error) || !find_next (self, record, now, error))
    return FALSE;
  what = g_strdup_printf ("edition %" G_GINT64_FORMAT, record->number);
  return _loket_hub_sqlite_run (self, error,
                                "INSERT INTO rule_editions (number, published_at, published_by, "
                                "reason, holidays, policies) VALUES (?, ?, ?, ?, ?, ?)",
                                "iitttt", record->number, record->published_at,
                                record->published_by, record->reason, record->holidays,
                                record->policies) &&
         _loket_hub_sqlite_audit (self, now, record->published_by, "rules-published", what, error) &&
         _loket_hub_sqlite_leave (self, own, error);
}

static gboolean
foreach_open (LoketHubStorage   *storage,
              const char        *tracking_id,
              LoketHubLineFunc   func,
              gpointer           data,
              GError           **error)
{
  g_autoptr (LoketStatement) statement = NULL;
  gboolean row;

  statement = _loket_hub_sqlite_query (LOKET_HUB_SQLITE (storage), error,
                                       "SELECT line FROM complaints WHERE closed_at IS NULL "
                                       "AND (?1 IS NULL OR tracking_id = ?1) ORDER BY tracking_id",
                                       "t", tracking_id);
  if (statement == NULL)
    return FALSE;
  while (loket_statement_step (statement, &row, error))
    {
      if (!row)
        return TRUE;
      if (!func (loket_statement_get_text (statement, 0), data, error))
        return FALSE;
    }
  return FALSE;
}

/* Fills in this file's part of the interface. */
void
_loket_hub_sqlite_init_rules (LoketHubStorageInterface *iface)
{
  iface->get_rules_head = get_rules_head;
  iface->foreach_rules = foreach_rules;
  iface->publish_rules = publish_rules;
  iface->foreach_open = foreach_open;
}
