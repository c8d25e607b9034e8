/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-attachment-intake.h"

#include "loket-attachment-error.h"
#include "loket-attachment-name.h"
#include "loket-attachment-type.h"
#include "loket-limits.h"
#include "loket-photo.h"
#include "loket-stored-attachment.h"
#include "loket-text.h"

/*
 * Makes of a file of the officer's what may go to the hub, in a thread of its
 * own: read up to the limit, recognised by its content, a photo without what it
 * says about place and camera. The file itself is never touched.
 */

#define READ_SIZE ((gsize) 64 * 1024)

typedef struct
{
  GFile   *file;
  gint64   most;
  GStrv    types;
  gboolean keep_metadata;
} Request;

static void
request_free (Request *request)
{
  g_object_unref (request->file);
  g_strfreev (request->types);
  g_free (request);
}

/**
 * loket_attachment_limits_init:
 * @limits: (out caller-allocates): what to fill in
 *
 * Gives the bounds of this program.
 */
void
loket_attachment_limits_init (LoketAttachmentLimits *limits)
{
  limits->file_bytes = LOKET_LIMIT_ATTACHMENT_BYTES;
  limits->per_reply = LOKET_LIMIT_ATTACHMENTS;
  limits->types = NULL;
}

/*< private >
 * _loket_intake_free:
 * @self: (nullable) (transfer full): a file
 *
 * Frees it.
 */
void
_loket_intake_free (LoketIntake *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->attachment, loket_attachment_unref);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

/* At most one byte more than is allowed: what a pipe or a growing file gives does
 * not fill the memory. */
static GBytes *
read_file (const Request  *request,
           GCancellable   *cancellable,
           GError        **error)
{
  g_autoptr (GFileInputStream) stream = g_file_read (request->file, cancellable, error);
  g_autoptr (GByteArray) content = g_byte_array_new ();
  g_autofree guint8 *buffer = g_malloc (READ_SIZE);
  gssize n = 0;

  if (stream == NULL)
    return NULL;
  while ((n = g_input_stream_read (G_INPUT_STREAM (stream), buffer, READ_SIZE, cancellable, error)) > 0)
    {
      g_byte_array_append (content, buffer, (guint) n);
      if ((gint64) content->len > request->most)
        {
          g_set_error_literal (error, LOKET_ATTACHMENT_ERROR, LOKET_ATTACHMENT_ERROR_TOO_LARGE,
                               "The file is over the limit");
          return NULL;
        }
    }
  return n == 0 ? g_byte_array_free_to_bytes (g_steal_pointer (&content)) : NULL;
}

static char *
dup_file_name (GFile        *file,
               GCancellable *cancellable)
{
  g_autoptr (GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_DISPLAY_NAME,
                                                  G_FILE_QUERY_INFO_NONE, cancellable, NULL);

  return info != NULL ? g_strdup (g_file_info_get_display_name (info)) : g_file_get_basename (file);
}

static gboolean
check_type (const Request *request,
            const char    *type,
            GError       **error)
{
  if (request->types == NULL || g_strv_contains ((const char *const *) request->types, type))
    return TRUE;
  g_set_error_literal (error, LOKET_ATTACHMENT_ERROR, LOKET_ATTACHMENT_ERROR_TYPE,
                       "The hub does not take files of this type");
  return FALSE;
}

static guint
get_removed (const LoketPhotoReport *report)
{
  return (report->had_place ? LOKET_ATTACHMENT_REMOVED_PLACE : 0u) |
         (report->had_device ? LOKET_ATTACHMENT_REMOVED_DEVICE : 0u) |
         (report->had_time ? LOKET_ATTACHMENT_REMOVED_TIME : 0u) |
         (report->had_more ? LOKET_ATTACHMENT_REMOVED_MORE : 0u);
}

/* Takes the metadata out of a photo, unless the officer said to keep it. */
static gboolean
clean_photo (const Request *request,
             const char    *type,
             LoketIntake   *intake,
             GError       **error)
{
  LoketPhotoReport report = { FALSE };
  GBytes *clean;

  if (!loket_attachment_is_photo_type (type))
    return TRUE;
  if (!loket_photo_check_pixels (intake->bytes, type, error))
    return FALSE;
  if (request->keep_metadata)
    return TRUE;

  clean = loket_photo_strip (intake->bytes, type, &report, error);
  if (clean == NULL)
    return FALSE;
  g_bytes_unref (intake->bytes);
  intake->bytes = clean;
  intake->removed = get_removed (&report);
  return TRUE;
}

static void
take_in (GTask        *task,
         gpointer      source,
         gpointer      task_data,
         GCancellable *cancellable)
{
  const Request *request = task_data;
  g_autoptr (LoketIntake) intake = g_new0 (LoketIntake, 1);
  g_autofree char *raw_name = dup_file_name (request->file, cancellable);
  g_autofree char *id = loket_text_new_uuid ();
  g_autofree char *name = NULL;
  g_autofree char *sha256 = NULL;
  const char *type;
  GError *error = NULL;

  intake->bytes = read_file (request, cancellable, &error);
  if (intake->bytes == NULL ||
      (type = loket_attachment_sniff (intake->bytes, raw_name, &error)) == NULL ||
      !check_type (request, type, &error) || !clean_photo (request, type, intake, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  name = loket_attachment_clean_name (raw_name, type);
  sha256 = loket_text_sha256 (intake->bytes);
  intake->attachment = loket_attachment_new (id, sha256, (gint64) g_bytes_get_size (intake->bytes),
                                             name, type);
  g_task_return_pointer (task, g_steal_pointer (&intake), (GDestroyNotify) _loket_intake_free);
}

/*< private >
 * _loket_intake_async:
 * @file: a file of the officer's
 * @limits: what may be attached
 * @keep_metadata: whether a photo stays as it is
 * @cancellable: (nullable): stops it
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Reads and checks a file.
 */
void
_loket_intake_async (GFile                       *file,
                     const LoketAttachmentLimits *limits,
                     gboolean                     keep_metadata,
                     GCancellable                *cancellable,
                     GAsyncReadyCallback          callback,
                     gpointer                     user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Request *request = g_new0 (Request, 1);

  request->file = g_object_ref (file);
  request->most = MIN (limits->file_bytes, LOKET_LIMIT_ATTACHMENT_BYTES);
  request->types = limits->types != NULL ? g_strdupv ((GStrv) limits->types) : NULL;
  request->keep_metadata = keep_metadata;
  g_task_set_source_tag (task, _loket_intake_async);
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);
  g_task_run_in_thread (task, take_in);
}

/*< private >
 * _loket_intake_finish:
 * @result: what the callback got
 * @error: return location for a %LOKET_ATTACHMENT_ERROR, or an error of reading
 *
 * Ends _loket_intake_async().
 *
 * Returns: (transfer full): what may be attached, or %NULL
 */
LoketIntake *
_loket_intake_finish (GAsyncResult  *result,
                      GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
