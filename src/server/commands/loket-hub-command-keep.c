/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-command.h"

#include <sys/stat.h>

#include "loket-hub-files.h"
#include "loket-hub-keeper.h"
#include "loket-hub-shelf.h"

/* loket-server backup */
LoketHubExit
_loket_hub_command_backup (int    argc,
                           char **argv)
{
  g_autofree char *data = NULL;
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &data, "The hub's folder", "DIR" },
    { NULL },
  };
  g_autoptr (LoketHubStorage) storage = NULL;
  LoketHubExit status;
  g_autoptr (GError) error = NULL;
  gint64 seq;

  if (!_loket_hub_command_parse ("backup FILE --data DIR — copy the hub, also while it serves", entries,
                                 &argc, &argv, &status))
    return status;
  if (data == NULL || argc != 2)
    return _loket_hub_command_misuse ("backup needs one FILE that does not exist yet and --data DIR");

  storage = _loket_hub_command_open (data, &error);
  if (storage == NULL ||
      !loket_hub_keeper_backup (LOKET_HUB_KEEPER (storage), argv[1], g_get_real_time () / G_USEC_PER_SEC,
                                &error) ||
      !loket_hub_keeper_get_durable (LOKET_HUB_KEEPER (storage), &seq, &error))
    return _loket_hub_command_fail (error);
  g_print ("Copied up to reply %" G_GINT64_FORMAT ". Keep the copy (with %s%s) on another disk, and “secret” "
           "apart from it.\n", seq, argv[1], LOKET_HUB_COPY_SUFFIX);
  return LOKET_HUB_EXIT_DONE;
}

/* What lies in the folder, readable by nobody else. */
static void
check_files (const char *folder,
             GPtrArray  *faults)
{
  static const char *const names[] = { "hub.db", "secret", "tls/key.pem", "tls/ca-key.pem" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);
      struct stat info;

      if (stat (path, &info) != 0)
        g_ptr_array_add (faults, g_strdup_printf ("“%s” is missing", names[i]));
      else if ((info.st_mode & 077) != 0)
        g_ptr_array_add (faults, g_strdup_printf ("“%s” is open to others", names[i]));
    }
}

typedef struct
{
  const char *folder;
  guint       n_files;
  guint       n_missing;
  guint       n_damaged;
} Files;

static void
check_file_cb (const char *sha256,
               gpointer    data)
{
  Files *files = data;
  g_autofree char *path = loket_hub_files_dup_blob (files->folder, sha256);
  g_autofree char *hash = loket_hub_files_hash (path, NULL, NULL);

  files->n_files++;
  if (hash == NULL)
    files->n_missing++;
  else if (!g_str_equal (hash, sha256))
    files->n_damaged++;
}

/* Whether what conversations carry is on the disk, byte for byte. */
static gboolean
check_blobs (LoketHubStorage  *storage,
             Files            *files,
             GPtrArray        *faults,
             GError          **error)
{
  if (!loket_hub_shelf_foreach_blob (LOKET_HUB_SHELF (storage), check_file_cb, files, error))
    return FALSE;
  if (files->n_missing > 0)
    g_ptr_array_add (faults, g_strdup_printf ("files are missing (%u)", files->n_missing));
  if (files->n_damaged > 0)
    g_ptr_array_add (faults, g_strdup_printf ("files are damaged (%u)", files->n_damaged));
  return TRUE;
}

/* loket-server verify */
LoketHubExit
_loket_hub_command_verify (int    argc,
                           char **argv)
{
  g_autofree char *data = NULL;
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &data, "The hub's folder", "DIR" },
    { NULL },
  };
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (LoketHubStorage) storage = NULL;
  Files files = { NULL, 0, 0, 0 };
  LoketHubMark mark;
  LoketHubExit status;
  g_autoptr (GError) error = NULL;

  if (!_loket_hub_command_parse ("verify --data DIR — check files, counters, audit and seals", entries,
                                 &argc, &argv, &status))
    return status;
  if (data == NULL || argc > 1)
    return _loket_hub_command_misuse ("verify needs --data DIR and nothing else");

  storage = _loket_hub_command_open (data, &error);
  files.folder = data;
  if (storage == NULL || !loket_hub_keeper_check (LOKET_HUB_KEEPER (storage), faults, &error) ||
      !check_blobs (storage, &files, faults, &error) ||
      !loket_hub_keeper_get_mark (LOKET_HUB_KEEPER (storage), &mark, &error))
    return _loket_hub_command_fail (error);
  check_files (data, faults);
  for (guint i = 0; i < faults->len; i++)
    g_printerr ("loket-server: %s\n", (const char *) g_ptr_array_index (faults, i));
  if (faults->len > 0)
    return LOKET_HUB_EXIT_FAILED;
  g_print ("All is well: %" G_GINT64_FORMAT " replies, %" G_GINT64_FORMAT " changes, %u files.\n",
           mark.replies, mark.changes, files.n_files);
  return LOKET_HUB_EXIT_DONE;
}
