/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-db"

#include "config.h"

#include "loket-db-private.h"

/*
 * A schema is a row of numbered files, `NNNN-what-it-does.sql`, in a GResource.
 * A number is never used twice and a released file never changes. Each runs in
 * one transaction together with the new `user_version`, so that a crash leaves
 * the file at one version or the next.
 */

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

static gboolean
fail (GError     **error,
      LoketDbError code,
      const char  *message)
{
  g_set_error_literal (error, LOKET_DB_ERROR, (int) code, message);
  return FALSE;
}

/* The files' names by number; those of a complete row start at 0001. */
static GPtrArray *
list_files (const char  *prefix,
            guint        target_version,
            GError     **error)
{
  g_auto (GStrv) children = g_resources_enumerate_children (prefix, 0, error);
  g_autoptr (GPtrArray) names = NULL;

  if (children == NULL)
    return NULL;

  names = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; children[i] != NULL; i++)
    if (g_str_has_suffix (children[i], ".sql"))
      g_ptr_array_add (names, g_strdup (children[i]));
  g_ptr_array_sort (names, compare_names);

  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      char *end = NULL;
      guint64 number = g_ascii_strtoull (name, &end, 10);

      if (number != i + 1 || end != name + 4 || *end != '-')
        {
          g_set_error (error, LOKET_DB_ERROR, LOKET_DB_ERROR_FAILED,
                       "“%s” is not number %u of the schema", name, i + 1);
          return NULL;
        }
    }
  if (names->len < target_version)
    {
      fail (error, LOKET_DB_ERROR_FAILED, "Files of the schema are missing");
      return NULL;
    }
  return g_steal_pointer (&names);
}

static gboolean
apply_file (LoketDb     *self,
            const char  *path,
            guint        version,
            guint32      application_id,
            GError     **error)
{
  g_autoptr (GBytes) content = g_resources_lookup_data (path, 0, error);
  g_autoptr (LoketTransaction) transaction = NULL;
  g_autofree char *sql = NULL;
  g_autofree char *marks = g_strdup_printf ("PRAGMA user_version = %u;"
                                            "PRAGMA application_id = %d;",
                                            version, (gint32) application_id);

  if (content == NULL)
    return FALSE;

  sql = g_strndup (g_bytes_get_data (content, NULL), g_bytes_get_size (content));
  transaction = loket_db_begin (self, error);
  if (transaction == NULL)
    return FALSE;
  if (!loket_db_exec (self, sql, error) || !loket_db_exec (self, marks, error))
    {
      g_prefix_error (error, "%s: ", path);
      return FALSE;
    }
  return loket_db_commit (self, error);
}

/* Tells what is there before anything is changed. */
static gboolean
check_file (LoketDb  *self,
            guint     target_version,
            guint32   application_id,
            gint64   *version,
            GError  **error)
{
  gint64 id;
  gint64 n_objects;

  if (!loket_db_get_int64 (self, "PRAGMA user_version", version, error) ||
      !loket_db_get_int64 (self, "PRAGMA application_id", &id, error) ||
      !loket_db_get_int64 (self, "SELECT count(*) FROM sqlite_schema", &n_objects, error))
    return FALSE;

  if ((guint32) id != application_id && (id != 0 || *version != 0 || n_objects != 0))
    return fail (error, LOKET_DB_ERROR_FOREIGN, "The file belongs to another program");
  if (*version > target_version)
    return fail (error, LOKET_DB_ERROR_TOO_NEW, "The file was written by a newer version of Loket");
  return TRUE;
}

/**
 * loket_db_migrate:
 * @self: a writing connection without an open transaction
 * @resource_prefix: the folder of the numbered files in the resources
 * @target_version: the version to reach: the number of the last file to run
 * @application_id: what marks a file of this kind
 * @error: return location for a #GError of %LOKET_DB_ERROR
 *
 * Brings an empty or older file to a version of its schema. A newer file is
 * refused with %LOKET_DB_ERROR_TOO_NEW and one of another kind with
 * %LOKET_DB_ERROR_FOREIGN, both unchanged. On the owner's thread.
 *
 * Returns: whether the file has the version now; on error it has the one of
 *   the last file that ran whole
 */
gboolean
loket_db_migrate (LoketDb     *self,
                  const char  *resource_prefix,
                  guint        target_version,
                  guint32      application_id,
                  GError     **error)
{
  g_autoptr (GPtrArray) names = NULL;
  gint64 version;

  g_return_val_if_fail (self != NULL && resource_prefix != NULL, FALSE);
  _loket_db_assert_thread (self);
  g_return_val_if_fail (self->transaction == 0, FALSE);

  names = list_files (resource_prefix, target_version, error);
  if (names == NULL || !check_file (self, target_version, application_id, &version, error))
    return FALSE;

  for (guint i = (guint) version; i < target_version; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      g_autofree char *path = g_build_path ("/", resource_prefix, name, NULL);

      if (!apply_file (self, path, i + 1, application_id, error))
        return FALSE;
    }
  return TRUE;
}
