/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-sqlite-private.h"

#include <string.h>

#include "loket-wire-complaint.h"

#define DEFAULT_ZONE "Asia/Makassar"

static LoketHubAgency *
read_agency (LoketStatement *statement)
{
  LoketHubAgency *agency = loket_hub_agency_new ();

  agency->code = loket_statement_dup_text (statement, 0);
  agency->name = loket_statement_dup_text (statement, 1);
  agency->time_zone = loket_statement_dup_text (statement, 2);
  agency->placeholder = loket_statement_get_int64 (statement, 3) != 0;
  return agency;
}

static LoketHubAgency *
find_agency (LoketHubStorage  *storage,
             const char       *code_or_name,
             GError          **error)
{
  g_autoptr (LoketStatement) statement = NULL;
  gboolean row;

  statement = _loket_hub_sqlite_query (LOKET_HUB_SQLITE (storage), error,
                                       "SELECT code, name, time_zone, placeholder FROM agencies "
                                       "WHERE code = ?1 OR name = ?1 ORDER BY code <> ?1, code LIMIT 1",
                                       "t", code_or_name);
  if (statement == NULL || !loket_statement_step (statement, &row, error))
    return NULL;
  if (row)
    return read_agency (statement);

  g_set_error (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_NOT_FOUND,
               "There is no agency “%s”", code_or_name);
  return NULL;
}

static GPtrArray *
list_agencies (LoketHubStorage  *storage,
               GError          **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_hub_agency_free);
  g_autoptr (LoketStatement) statement = NULL;
  gboolean row;

  statement = _loket_hub_sqlite_query (LOKET_HUB_SQLITE (storage), error,
                                       "SELECT code, name, time_zone, placeholder FROM agencies "
                                       "ORDER BY code", "");
  if (statement == NULL)
    return NULL;
  for (;;)
    {
      if (!loket_statement_step (statement, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&list);
      g_ptr_array_add (list, read_agency (statement));
    }
}

static GPtrArray *
list_complaints (LoketHubSqlite  *self,
                 const char      *agency_code,
                 GError         **error)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (LoketStatement) statement = NULL;
  gboolean row;

  statement = _loket_hub_sqlite_query (self, error,
                                       "SELECT line FROM complaints WHERE agency_code = ? ORDER BY id",
                                       "t", agency_code);
  if (statement == NULL)
    return NULL;
  for (;;)
    {
      if (!loket_statement_step (statement, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&lines);
      g_ptr_array_add (lines, loket_statement_dup_text (statement, 0));
    }
}

/* The records carry the agency's name and zone, so they follow a change of it. */
static gboolean
rewrite_lines (LoketHubSqlite        *self,
               const LoketHubAgency  *agency,
               gint64                 now,
               GError               **error)
{
  g_autoptr (GPtrArray) lines = list_complaints (self, agency->code, error);

  if (lines == NULL)
    return FALSE;

  for (guint i = 0; i < lines->len; i++)
    {
      const char *old = g_ptr_array_index (lines, i);
      g_autoptr (LoketComplaint) complaint = loket_wire_complaint_parse_stored (old, strlen (old), error);
      g_autofree char *line = NULL;

      if (complaint == NULL)
        return FALSE;
      complaint->rev++;
      g_free (complaint->agency_name);
      complaint->agency_name = g_strdup (agency->name);
      g_free (complaint->time_zone);
      complaint->time_zone = g_strdup (agency->time_zone);
      line = loket_wire_complaint_to_json (complaint);
      if (!_loket_hub_sqlite_run (self, error, "UPDATE complaints SET rev = ?, line = ? WHERE id = ?",
                                  "itt", complaint->rev, line, complaint->id) ||
          !_loket_hub_sqlite_publish (self, complaint->id, now, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
insert_agency (LoketHubSqlite  *self,
               const char      *code,
               const char      *name,
               const char      *time_zone,
               GError         **error)
{
  g_autofree char *zone = g_strdup (time_zone);

  if (zone == NULL)
    zone = _loket_hub_sqlite_get_meta (self, "zone", NULL);
  return _loket_hub_sqlite_run (self, error,
                                "INSERT INTO agencies (code, name, time_zone, placeholder) "
                                "VALUES (?, ?, ?, ?)",
                                "ttti", code, name != NULL ? name : code,
                                zone != NULL ? zone : DEFAULT_ZONE, (gint64) (name == NULL));
}

/* Changes @agency to what is new; tells whether anything was. */
static gboolean
merge_agency (LoketHubAgency *agency,
              const char     *name,
              const char     *time_zone)
{
  gboolean changed = FALSE;

  if (name != NULL && (agency->placeholder || g_strcmp0 (agency->name, name) != 0))
    {
      g_free (agency->name);
      agency->name = g_strdup (name);
      agency->placeholder = FALSE;
      changed = TRUE;
    }
  if (time_zone != NULL && g_strcmp0 (agency->time_zone, time_zone) != 0)
    {
      g_free (agency->time_zone);
      agency->time_zone = g_strdup (time_zone);
      changed = TRUE;
    }
  return changed;
}

static gboolean
put_agency (LoketHubStorage  *storage,
            const char       *code,
            const char       *name,
            const char       *time_zone,
            gint64            now,
            LoketHubPut      *put,
            GError          **error)
{
  LoketHubSqlite *self = LOKET_HUB_SQLITE (storage);
  g_autoptr (LoketTransaction) own = NULL;
  g_autoptr (LoketStatement) statement = NULL;
  g_autoptr (LoketHubAgency) agency = NULL;
  LoketHubPut result = LOKET_HUB_PUT_UNCHANGED;
  gboolean row;

  if (!_loket_hub_sqlite_join (self, &own, error))
    return FALSE;
  statement = _loket_hub_sqlite_query (self, error,
                                       "SELECT code, name, time_zone, placeholder FROM agencies "
                                       "WHERE code = ?", "t", code);
  if (statement == NULL || !loket_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    agency = read_agency (statement);
  loket_statement_reset (statement);

  if (agency == NULL)
    {
      if (!insert_agency (self, code, name, time_zone, error))
        return FALSE;
      result = LOKET_HUB_PUT_NEW;
    }
  else if (merge_agency (agency, name, time_zone))
    {
      if (!_loket_hub_sqlite_run (self, error,
                                  "UPDATE agencies SET name = ?, time_zone = ?, placeholder = ? "
                                  "WHERE code = ?",
                                  "ttit", agency->name, agency->time_zone,
                                  (gint64) agency->placeholder, code) ||
          !rewrite_lines (self, agency, now, error))
        return FALSE;
      result = LOKET_HUB_PUT_CHANGED;
    }

  if (!_loket_hub_sqlite_leave (self, own, error))
    return FALSE;
  if (put != NULL)
    *put = result;
  return TRUE;
}

/* Fills in this file's part of the interface. */
void
_loket_hub_sqlite_init_agencies (LoketHubStorageInterface *iface)
{
  iface->put_agency = put_agency;
  iface->find_agency = find_agency;
  iface->list_agencies = list_agencies;
}
