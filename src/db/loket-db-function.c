/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-db"

#include "config.h"

#include "loket-db-private.h"

#define MAX_ARGUMENTS 8

typedef struct
{
  LoketDbFunction function;
  gpointer        data;
  GDestroyNotify  free;
} Function;

static void
function_free (void *data)
{
  Function *self = data;

  if (self->free != NULL)
    self->free (self->data);
  g_free (self);
}

static void
call (sqlite3_context  *context,
      int               n_values,
      sqlite3_value   **values)
{
  const Function *self = sqlite3_user_data (context);
  GBytes *arguments[MAX_ARGUMENTS] = { NULL };
  g_autoptr (GBytes) result = NULL;

  for (int i = 0; i < n_values; i++)
    if (sqlite3_value_type (values[i]) != SQLITE_NULL)
      {
        gconstpointer bytes = sqlite3_value_blob (values[i]);

        arguments[i] = g_bytes_new (bytes, (gsize) sqlite3_value_bytes (values[i]));
      }
  result = self->function (arguments, (guint) n_values, self->data);
  for (int i = 0; i < n_values; i++)
    g_clear_pointer (&arguments[i], g_bytes_unref);

  if (result == NULL)
    {
      sqlite3_result_null (context);
      return;
    }
  /* No bytes are not nothing. */
  if (g_bytes_get_size (result) == 0)
    sqlite3_result_zeroblob (context, 0);
  else
    sqlite3_result_blob64 (context, g_bytes_get_data (result, NULL), g_bytes_get_size (result),
                           SQLITE_TRANSIENT);
}

/**
 * loket_db_define:
 * @self: a connection
 * @name: the name of the function in SQL
 * @n_arguments: how many arguments it takes, at most eight
 * @function: what is called, on the owner's thread
 * @data: for @function
 * @data_free: (nullable): frees @data when the connection is closed
 * @error: return location for a #GError of %LOKET_DB_ERROR
 *
 * Lets statements of the program call a function of it. What the file itself
 * says (a trigger, a view) cannot call it: the file may have been tampered with.
 * Migrations may, so that a step that SQL alone cannot take is part of their
 * transaction. On the owner's thread.
 *
 * Returns: whether it is known now; @data is taken over in any case
 */
gboolean
loket_db_define (LoketDb          *self,
                 const char       *name,
                 guint             n_arguments,
                 LoketDbFunction   function,
                 gpointer          data,
                 GDestroyNotify    data_free,
                 GError          **error)
{
  Function *record = NULL;
  int code;

  g_return_val_if_fail (self != NULL && n_arguments <= MAX_ARGUMENTS, FALSE);
  _loket_db_assert_thread (self);

  record = g_new0 (Function, 1);
  record->function = function;
  record->data = data;
  record->free = data_free;
  code = sqlite3_create_function_v2 (self->handle, name, (int) n_arguments,
                                     SQLITE_UTF8 | SQLITE_DIRECTONLY, record, call, NULL, NULL,
                                     function_free);
  if (code == SQLITE_OK)
    return TRUE;
  _loket_db_set_error (self, code, error);
  return FALSE;
}
