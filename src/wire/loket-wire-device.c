/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-wire"

#include "config.h"

#include "loket-wire-device.h"

#include "loket-limits.h"
#include "loket-text.h"
#include "loket-wire-private.h"

/**
 * loket_device_report_new:
 *
 * Makes a record of a device with nothing to send.
 *
 * Returns: (transfer full): the record
 */
LoketDeviceReport *
loket_device_report_new (void)
{
  LoketDeviceReport *self = g_new0 (LoketDeviceReport, 1);

  self->oldest_age = -1;
  return self;
}

/**
 * loket_device_report_free:
 * @self: (nullable) (transfer full): a record
 *
 * Frees a record.
 */
void
loket_device_report_free (LoketDeviceReport *self)
{
  if (self == NULL)
    return;

  g_free (self->version);
  g_strfreev (self->uploads);
  g_free (self);
}

/**
 * loket_wire_device_report_to_json:
 * @report: a record
 *
 * Writes a device's report. Any thread.
 *
 * Returns: (transfer full): the request's body
 */
GBytes *
loket_wire_device_report_to_json (const LoketDeviceReport *report)
{
  LoketJsonWriter *writer = loket_json_writer_new ();

  loket_json_writer_begin_object (writer, NULL);
  loket_json_writer_string (writer, "version", report->version);
  loket_json_writer_int (writer, "pending", report->pending);
  loket_json_writer_int (writer, "needsUser", report->needs_user);
  if (report->oldest_age >= 0)
    loket_json_writer_int (writer, "oldestPendingAge", report->oldest_age);
  else
    loket_json_writer_null (writer, "oldestPendingAge");
  if (report->uploads != NULL && report->uploads[0] != NULL)
    {
      loket_json_writer_begin_array (writer, "uploads");
      for (guint i = 0; report->uploads[i] != NULL; i++)
        loket_json_writer_string (writer, NULL, report->uploads[i]);
      loket_json_writer_end_array (writer);
    }
  loket_json_writer_end_object (writer);
  return loket_json_writer_finish_bytes (writer);
}

static GStrv
read_uploads (LoketJsonReader *reader)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  guint n = loket_json_reader_enter_array_or_null (reader, "uploads", LOKET_LIMIT_UPLOADS);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = loket_json_reader_dup_element_string (reader, i, LOKET_WIRE_WORD_CHARS);

      if (id != NULL && !loket_text_is_uuid (id))
        loket_json_reader_fail (reader, LOKET_WIRE_ERROR_INVALID, NULL, "holds something else than ids");
      else if (id != NULL)
        g_strv_builder_add (builder, id);
    }
  loket_json_reader_leave (reader);
  return n > 0 ? g_strv_builder_end (builder) : NULL;
}

/**
 * loket_wire_device_report_parse:
 * @json: (array length=length): JSON from outside
 * @length: its size in bytes
 * @error: return location for a #GError of %LOKET_WIRE_ERROR
 *
 * Reads a device's report. Any thread.
 *
 * Returns: (transfer full) (nullable): the record
 */
LoketDeviceReport *
loket_wire_device_report_parse (const char *json,
                                gsize       length,
                                GError    **error)
{
  g_autoptr (LoketJsonReader) reader = NULL;
  g_autoptr (LoketDeviceReport) report = loket_device_report_new ();

  reader = loket_json_reader_new (json, length, LOKET_LIMIT_REQUEST_BYTES, error);
  if (reader == NULL)
    return NULL;

  report->version = loket_json_reader_dup_string (reader, "version", LOKET_WIRE_WORD_CHARS);
  report->pending = loket_json_reader_get_int (reader, "pending", 0, G_MAXINT32);
  report->needs_user = loket_json_reader_get_int_or (reader, "needsUser", 0, G_MAXINT32, 0);
  report->oldest_age = loket_json_reader_get_int_or (reader, "oldestPendingAge", 0, G_MAXINT32, -1);
  report->uploads = read_uploads (reader);
  return loket_json_reader_check (reader, error) ? g_steal_pointer (&report) : NULL;
}
