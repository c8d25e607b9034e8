/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-command.h"

#include "loket-attachment-name.h"
#include "loket-attachment-type.h"
#include "loket-file.h"
#include "loket-hub-cases.h"
#include "loket-hub-demo-files.h"
#include "loket-hub-shelf.h"
#include "loket-limits.h"
#include "loket-text.h"

/* Stores one file and adds it to @attachments; inside a transaction. */
static gboolean
take_file (LoketHubStorage  *storage,
           const char       *path,
           GPtrArray        *attachments,
           GError          **error)
{
  g_autoptr (GBytes) bytes = loket_file_read (path, LOKET_LIMIT_ATTACHMENT_BYTES, error);
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *name = NULL;
  g_autofree char *sha256 = NULL;
  const char *type = bytes != NULL ? loket_attachment_sniff (bytes, base, error) : NULL;

  if (type == NULL)
    {
      g_prefix_error (error, "“%s”: ", path);
      return FALSE;
    }
  name = loket_attachment_clean_name (base, type);
  sha256 = loket_hub_shelf_store_file (LOKET_HUB_SHELF (storage), bytes, type, error);
  if (sha256 == NULL)
    return FALSE;
  g_ptr_array_add (attachments, loket_attachment_new (NULL, sha256, (gint64) g_bytes_get_size (bytes),
                                                      name, type));
  return TRUE;
}

static gboolean
note (LoketHubStorage  *storage,
      const char       *tracking_id,
      GPtrArray        *attachments,
      GError          **error)
{
  g_autofree char *complaint_id = loket_hub_cases_find (LOKET_HUB_CASES (storage), tracking_id, error);
  g_autofree char *message_id = loket_text_new_uuid ();
  g_autoptr (LoketProblem) problem = NULL;
  LoketHubChange change = {
    .kind = LOKET_HUB_CHANGE_NOTE,
    .message_id = message_id,
    .text = LOKET_HUB_FILES_ENTRY,
    .attachments = attachments,
    .now = g_get_real_time () / G_USEC_PER_SEC,
  };
  GError *failed = NULL;

  if (complaint_id == NULL)
    return FALSE;
  problem = loket_hub_cases_change (LOKET_HUB_CASES (storage), complaint_id, "system", &change, &failed);
  if (failed != NULL)
    g_propagate_error (error, failed);
  else if (problem != NULL)
    g_set_error_literal (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_FAILED,
                         problem->detail != NULL ? problem->detail : problem->title);
  return failed == NULL && problem == NULL;
}

static gboolean
attach (LoketHubStorage  *storage,
        const char       *tracking_id,
        char            **paths,
        int               n_paths,
        GError          **error)
{
  g_autoptr (GPtrArray) attachments = loket_attachments_new ();

  if (!loket_hub_storage_begin (storage, error))
    return FALSE;
  for (int i = 0; i < n_paths; i++)
    if (!take_file (storage, paths[i], attachments, error))
      {
        loket_hub_storage_rollback (storage);
        return FALSE;
      }
  if (note (storage, *tracking_id == '#' ? tracking_id + 1 : tracking_id, attachments, error))
    return loket_hub_storage_commit (storage, error);
  loket_hub_storage_rollback (storage);
  return FALSE;
}

/* loket-server attach */
LoketHubExit
_loket_hub_command_attach (int    argc,
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

  if (!_loket_hub_command_parse ("attach NUMBER FILE… --data DIR — what a reporter sent with a complaint",
                                 entries, &argc, &argv, &status))
    return status;
  if (data == NULL || argc < 3 || argc - 2 > LOKET_LIMIT_MESSAGE_ATTACHMENTS)
    return _loket_hub_command_misuse ("attach needs the number of a complaint, one file or more, and --data DIR");

  storage = _loket_hub_command_open (data, &error);
  if (storage == NULL || !_loket_hub_command_may_write (storage, &error) ||
      !attach (storage, argv[1], argv + 2, argc - 2, &error))
    return _loket_hub_command_fail (error);
  return LOKET_HUB_EXIT_DONE;
}
