/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-wire"

#include "config.h"

#include "loket-wire-guidance.h"

#include <string.h>

#include "loket-limits.h"
#include "loket-wire-private.h"

#define SCHEMA 1

/**
 * loket_guidance_record_new:
 * @agency: (nullable): whose officers it is for
 * @edition: its number
 * @checks: (nullable): settings of the checks
 * @templates: (nullable): approved templates
 *
 * Makes a record; what is missing is empty.
 *
 * Returns: (transfer full): the record
 */
LoketGuidanceRecord *
loket_guidance_record_new (const char *agency,
                           gint64      edition,
                           const char *checks,
                           const char *templates)
{
  LoketGuidanceRecord *self = g_new0 (LoketGuidanceRecord, 1);

  self->agency = g_strdup (agency != NULL ? agency : "");
  self->edition = edition;
  self->checks = g_strdup (checks != NULL ? checks : "");
  self->templates = g_strdup (templates != NULL ? templates : "");
  return self;
}

/**
 * loket_guidance_record_free:
 * @self: (nullable) (transfer full): a record
 *
 * Frees a record.
 */
void
loket_guidance_record_free (LoketGuidanceRecord *self)
{
  if (self == NULL)
    return;

  g_free (self->agency);
  g_free (self->checks);
  g_free (self->templates);
  g_free (self);
}

/**
 * loket_wire_guidance_build:
 * @record: a whole record
 *
 * Writes what the hub answers about an agency's guidance. Any thread.
 *
 * Returns: (transfer full): one line of JSON, without its end
 */
char *
loket_wire_guidance_build (const LoketGuidanceRecord *record)
{
  LoketJsonWriter *writer = loket_json_writer_new ();

  loket_json_writer_begin_object (writer, NULL);
  loket_json_writer_int (writer, "schema", SCHEMA);
  loket_json_writer_string (writer, "agency", record->agency);
  loket_json_writer_int (writer, "edition", record->edition);
  loket_json_writer_string (writer, "checks", record->checks);
  loket_json_writer_string (writer, "templates", record->templates);
  loket_json_writer_end_object (writer);
  return loket_json_writer_finish (writer);
}

/* In bytes: the readers of these texts count so too. */
static char *
read_text (LoketJsonReader *reader,
           const char      *name,
           gsize            max_bytes)
{
  char *text = loket_json_reader_dup_string (reader, name, max_bytes);

  if (text != NULL && strlen (text) > max_bytes)
    loket_json_reader_fail (reader, LOKET_WIRE_ERROR_TOO_LARGE, name, "is too long");
  return text;
}

/**
 * loket_wire_guidance_parse:
 * @json: (array length=length): JSON from outside
 * @length: its size in bytes
 * @error: return location for a #GError of %LOKET_WIRE_ERROR
 *
 * Reads an agency's guidance. Any thread.
 *
 * Returns: (transfer full) (nullable): the record
 */
LoketGuidanceRecord *
loket_wire_guidance_parse (const char  *json,
                           gsize        length,
                           GError     **error)
{
  g_autoptr (LoketGuidanceRecord) record = g_new0 (LoketGuidanceRecord, 1);
  g_autoptr (LoketJsonReader) reader = loket_json_reader_new (json, length,
                                                              LOKET_LIMIT_ANSWER_BYTES, error);

  if (reader == NULL)
    return NULL;

  if (loket_json_reader_get_int (reader, "schema", 1, G_MAXINT64) > SCHEMA)
    loket_json_reader_fail (reader, LOKET_WIRE_ERROR_UNSUPPORTED, "schema", "is newer than this version");
  record->agency = loket_json_reader_dup_string (reader, "agency", LOKET_WIRE_WORD_CHARS);
  record->edition = loket_json_reader_get_int (reader, "edition", 1, G_MAXINT64);
  record->checks = read_text (reader, "checks", LOKET_LIMIT_SETTINGS_BYTES);
  record->templates = read_text (reader, "templates", LOKET_LIMIT_TEMPLATES_BYTES);
  return loket_json_reader_check (reader, error) ? g_steal_pointer (&record) : NULL;
}
