/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-quality.h"

#include "loket-checker.h"
#include "loket-file.h"
#include "loket-limits.h"

/* What the operator wants of the checks otherwise, as agencies have it. */
#define SETTINGS_NAME "quality.conf"

/**
 * LoketHubQuality:
 *
 * The checks of replies that officers have while they write, once more when a
 * reply arrives: a program that skipped them, or an older one, does not get a
 * person's number into an answer for everybody.
 */
struct _LoketHubQuality
{
  LoketChecker         *checker;
  LoketQualitySettings *settings;
};

static gboolean
read_settings (LoketHubQuality  *self,
               const char       *folder,
               GError          **error)
{
  g_autofree char *path = g_build_filename (folder, SETTINGS_NAME, NULL);
  g_autoptr (GBytes) bytes = NULL;
  gsize size;
  const char *text;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  bytes = loket_file_read (path, LOKET_LIMIT_SETTINGS_BYTES, error);
  if (bytes == NULL)
    return FALSE;
  text = g_bytes_get_data (bytes, &size);
  self->settings = loket_quality_settings_parse (text != NULL ? text : "", (gssize) size, error);
  if (self->settings != NULL)
    return TRUE;
  g_prefix_error (error, "“%s”: ", path);
  return FALSE;
}

/**
 * loket_hub_quality_new:
 * @folder: the hub's folder, which may hold settings of the checks
 * @error: return location for a #GError
 *
 * Makes the checks ready, which takes a moment. Any thread.
 *
 * Returns: (transfer full) (nullable): the checks
 */
LoketHubQuality *
loket_hub_quality_new (const char  *folder,
                       GError     **error)
{
  LoketHubQuality *self = g_new0 (LoketHubQuality, 1);

  self->checker = loket_checker_new (error);
  if (self->checker != NULL && read_settings (self, folder, error))
    return self;
  loket_hub_quality_free (self);
  return NULL;
}

/**
 * loket_hub_quality_free:
 * @self: (nullable) (transfer full): the checks
 *
 * Frees them.
 */
void
loket_hub_quality_free (LoketHubQuality *self)
{
  if (self == NULL)
    return;

  g_clear_object (&self->checker);
  g_clear_pointer (&self->settings, loket_quality_settings_unref);
  g_free (self);
}

static GStrv
dup_names (const GPtrArray *attachments)
{
  GStrv names = g_new0 (char *, attachments->len + 1);

  for (guint i = 0; i < attachments->len; i++)
    names[i] = g_strdup (((const LoketAttachment *) g_ptr_array_index (attachments, i))->name);
  return names;
}

/**
 * loket_hub_quality_check:
 * @reply: what is sent
 * @complaint: what it answers, as it is without it
 * @now: Unix seconds
 * @data: the #LoketHubQuality
 *
 * Looks at a reply as its writer's program does: a #LoketHubCheckFunc. A
 * millisecond or a few. Any thread.
 *
 * Returns: (transfer full) (element-type LoketFinding): what was found
 */
GPtrArray *
loket_hub_quality_check (const LoketReply     *reply,
                         const LoketComplaint *complaint,
                         gint64                now,
                         gpointer              data)
{
  LoketHubQuality *self = data;
  g_autoptr (LoketCheckInput) input = loket_check_input_new (reply->text, reply->outcome);

  loket_check_input_set_complaint (input, complaint);
  /* What was written off-line is judged by the day on which it was. */
  input->now = reply->composed_at != LOKET_TIME_UNSET ? MIN (reply->composed_at, now) : now;
  input->attachments = dup_names (reply->attachments);
  if (self->settings != NULL)
    input->settings = loket_quality_settings_ref (self->settings);
  return loket_checker_run (self->checker, input, "id");
}
