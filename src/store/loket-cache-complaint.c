/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-cache-query-private.h"

#include "loket-wire-complaint.h"

/*
 * One complaint with all that the hub told of it, on the reading thread.
 */

/* Nothing was found. Whether that is so, or an index or a row is damaged, which
 * no check of the file's structure sees: all rows are gone through without the
 * indexes, and what the indexes name has to be there. */
static gboolean
check_absence (LoketDb     *db,
               const char  *id,
               GError     **error)
{
  g_autoptr (LoketStatement) row =
    loket_db_prepare (db,
                      "SELECT EXISTS (SELECT 1 FROM complaint WHERE id = ?1) "
                      "OR EXISTS (SELECT 1 FROM complaint WHERE tracking_id = ?1) "
                      "OR EXISTS (SELECT 1 FROM complaint NOT INDEXED WHERE id = ?1 OR tracking_id = ?1)",
                      error);

  if (row == NULL)
    return FALSE;
  loket_statement_bind_text (row, 1, id);
  if (!loket_statement_step (row, NULL, error))
    return FALSE;
  if (loket_statement_get_int64 (row, 0) == 0)
    return TRUE;
  g_set_error_literal (error, LOKET_DB_ERROR, LOKET_DB_ERROR_CORRUPT,
                       "The complaint is in the file but its entry is not");
  return FALSE;
}

/* Reads the line of a complaint, in a transaction: all of it is of one state of
 * the file. */
static gboolean
read_complaint (LoketCacheStore  *self,
                const char       *id,
                GBytes          **line,
                GError          **error)
{
  g_autoptr (LoketTransaction) transaction = loket_db_begin (self->reader, error);
  g_autoptr (LoketStatement) row = NULL;
  gboolean found;

  if (transaction == NULL)
    return FALSE;
  row = loket_db_prepare (self->reader,
                          "SELECT complaint.id, line, complaint_text.number IS NULL "
                          "FROM complaint LEFT JOIN complaint_text USING (number) "
                          "WHERE complaint.number = coalesce ("
                          "(SELECT number FROM complaint WHERE id = ?1), "
                          "(SELECT number FROM complaint WHERE tracking_id = ?1 "
                          "ORDER BY detached, number LIMIT 1))",
                          error);
  if (row == NULL)
    return FALSE;
  loket_statement_bind_text (row, 1, id);
  if (!loket_statement_step (row, &found, error))
    return FALSE;
  if (!found)
    return check_absence (self->reader, id, error);
  if (loket_statement_get_int64 (row, 2) == 0)
    return _loket_cache_read_line (row, 1, self->vault, loket_statement_get_text (row, 0), line, error);
  g_set_error_literal (error, LOKET_DB_ERROR, LOKET_DB_ERROR_CORRUPT, "A complaint has lost its text");
  return FALSE;
}

/* Reads a complaint by its id, or by the number people use. */
gpointer
_loket_cache_get_complaint (gpointer       store,
                            gpointer       data,
                            GCancellable  *cancellable,
                            GError       **error)
{
  LoketCacheStore *self = store;
  g_autoptr (GBytes) line = NULL;

  loket_db_set_cancellable (self->reader, cancellable);
  if (!read_complaint (self, ((LoketCacheRequest *) data)->text, &line, error))
    return NULL;
  if (line != NULL)
    return loket_wire_complaint_parse (g_bytes_get_data (line, NULL), g_bytes_get_size (line), error);
  g_set_error_literal (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_NOT_FOUND,
                       "The complaint is not on this computer");
  return NULL;
}
