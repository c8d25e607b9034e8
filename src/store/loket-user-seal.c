/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-user-store-private.h"

/*
 * Two functions for the statements about user.db, which so stay the one place
 * that says which columns are sealed:
 *
 *     seal   (table, row, column, value)   nothing stays nothing
 *     unseal (table, row, column, value)   what does not open is nothing
 *
 * `row` is what names the row for ever. Whether the key is the right one is known
 * before (see the table `sealed_by`): a value that does not open is damaged, and
 * each reader knows what it does without.
 */

enum
{
  TABLE,
  ROW,
  COLUMN,
  VALUE,
  N_ARGUMENTS,
};

static char *
dup_text (GBytes *bytes)
{
  gsize length = 0;
  const char *text = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;

  return text != NULL ? g_strndup (text, length) : g_strdup ("");
}

static GBytes *
seal (GBytes *const *arguments,
      guint          n_arguments,
      gpointer       vault)
{
  g_autofree char *table = dup_text (arguments[TABLE]);
  g_autofree char *row = dup_text (arguments[ROW]);
  g_autofree char *column = dup_text (arguments[COLUMN]);

  if (arguments[VALUE] == NULL)
    return NULL;
  return loket_vault_seal_field (vault, table, row, column,
                                 g_bytes_get_data (arguments[VALUE], NULL),
                                 g_bytes_get_size (arguments[VALUE]));
}

static GBytes *
unseal (GBytes *const *arguments,
        guint          n_arguments,
        gpointer       vault)
{
  g_autofree char *table = dup_text (arguments[TABLE]);
  g_autofree char *row = dup_text (arguments[ROW]);
  g_autofree char *column = dup_text (arguments[COLUMN]);
  g_autoptr (GError) error = NULL;
  GBytes *plain = NULL;

  if (arguments[VALUE] == NULL)
    return NULL;
  plain = loket_vault_open_field (vault, table, row, column,
                                  g_bytes_get_data (arguments[VALUE], NULL),
                                  g_bytes_get_size (arguments[VALUE]), &error);
  if (plain == NULL)
    g_debug ("A value of %s.%s does not open: %s", table, column, error->message);
  return plain;
}

/* Lets the statements of a connection to user.db seal and open. */
gboolean
_loket_user_db_use_vault (LoketDb     *db,
                          LoketVault  *vault,
                          GError     **error)
{
  return loket_db_define (db, "seal", N_ARGUMENTS, seal, loket_vault_ref (vault),
                          (GDestroyNotify) loket_vault_unref, error) &&
         loket_db_define (db, "unseal", N_ARGUMENTS, unseal, loket_vault_ref (vault),
                          (GDestroyNotify) loket_vault_unref, error);
}

/* Whether the file was sealed with this key. Were the probe itself damaged, any
 * reply that opens says the same. */
gboolean
_loket_user_db_check_key (LoketDb  *db,
                          GError  **error)
{
  gint64 opens;

  if (!loket_db_get_int64 (db,
                           "SELECT EXISTS (SELECT 1 FROM sealed_by WHERE "
                           LOKET_UNSEAL ("sealed_by", "'1'", "probe") " IS NOT NULL) OR "
                           "EXISTS (SELECT 1 FROM op WHERE "
                           LOKET_UNSEAL ("op", "rid", "wire") " IS NOT NULL)",
                           &opens, error))
    return FALSE;
  if (opens != 0)
    return TRUE;
  g_set_error_literal (error, LOKET_VAULT_ERROR, LOKET_VAULT_ERROR_OTHER_KEY,
                       "The files are sealed with another key");
  return FALSE;
}
