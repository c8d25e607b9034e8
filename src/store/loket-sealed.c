/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-sealed-private.h"

#include <string.h>

/* Seals a text for its place and binds it. */
void
_loket_sealed_bind_text (LoketStatement *statement,
                         int             parameter,
                         LoketVault     *vault,
                         const char     *table,
                         const char     *row,
                         const char     *column_name,
                         const char     *value)
{
  g_autoptr (GBytes) sealed = NULL;

  if (value == NULL)
    {
      loket_statement_bind_null (statement, parameter);
      return;
    }
  sealed = loket_vault_seal_field (vault, table, row, column_name, value, strlen (value));
  loket_statement_bind_blob (statement, parameter, sealed);
}

/* Seals bytes for their place and binds them. */
void
_loket_sealed_bind_bytes (LoketStatement *statement,
                          int             parameter,
                          LoketVault     *vault,
                          const char     *table,
                          const char     *row,
                          const char     *column_name,
                          GBytes         *value)
{
  g_autoptr (GBytes) sealed = NULL;
  gconstpointer data;
  gsize length;

  if (value == NULL)
    {
      loket_statement_bind_null (statement, parameter);
      return;
    }
  data = g_bytes_get_data (value, &length);
  sealed = loket_vault_seal_field (vault, table, row, column_name, data, length);
  loket_statement_bind_blob (statement, parameter, sealed);
}

/* Opens bytes of a row. */
gboolean
_loket_sealed_read_bytes (LoketStatement *statement,
                          int             column,
                          LoketVault     *vault,
                          const char     *table,
                          const char     *row,
                          const char     *column_name,
                          GBytes        **value,
                          GError        **error)
{
  g_autoptr (GBytes) sealed = NULL;
  GBytes *plain;
  gconstpointer data;
  gsize length;

  if (loket_statement_is_null (statement, column))
    {
      *value = NULL;
      return TRUE;
    }
  sealed = loket_statement_get_blob (statement, column);
  data = g_bytes_get_data (sealed, &length);
  plain = loket_vault_open_field (vault, table, row, column_name, data, length, error);
  if (plain == NULL)
    return FALSE;
  *value = plain;
  return TRUE;
}

/* Opens a text of a row. */
gboolean
_loket_sealed_dup_text (LoketStatement *statement,
                        int             column,
                        LoketVault     *vault,
                        const char     *table,
                        const char     *row,
                        const char     *column_name,
                        char          **value,
                        GError        **error)
{
  g_autoptr (GBytes) plain = NULL;
  const char *text;
  gsize length;

  if (!_loket_sealed_read_bytes (statement, column, vault, table, row, column_name, &plain, error))
    return FALSE;
  if (plain == NULL)
    {
      *value = NULL;
      return TRUE;
    }
  text = g_bytes_get_data (plain, &length);
  if (!g_utf8_validate_len (text, length, NULL))
    {
      g_set_error_literal (error, LOKET_VAULT_ERROR, LOKET_VAULT_ERROR_DAMAGED, "A sealed text is not a text");
      return FALSE;
    }
  *value = g_strndup (text, length);
  return TRUE;
}
