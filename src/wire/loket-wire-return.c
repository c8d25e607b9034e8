/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-wire"

#include "config.h"

#include "loket-wire-return.h"

#include "loket-limits.h"
#include "loket-text.h"
#include "loket-wire-private.h"

/**
 * loket_return_new:
 *
 * Makes a record with nothing in it.
 *
 * Returns: (transfer full): the record
 */
LoketReturn *
loket_return_new (void)
{
  return g_new0 (LoketReturn, 1);
}

/**
 * loket_return_free:
 * @self: (nullable) (transfer full): a record
 *
 * Frees a record.
 */
void
loket_return_free (LoketReturn *self)
{
  if (self == NULL)
    return;

  g_free (self->reason);
  g_free (self->proposed_agency);
  g_free (self);
}

/**
 * loket_wire_return_to_json:
 * @record: a record
 *
 * Writes that a complaint is given back. Any thread.
 *
 * Returns: (transfer full): the request's body
 */
GBytes *
loket_wire_return_to_json (const LoketReturn *record)
{
  LoketJsonWriter *writer = loket_json_writer_new ();

  loket_json_writer_begin_object (writer, NULL);
  loket_json_writer_string (writer, "reason", record->reason);
  loket_json_writer_string (writer, "proposedAgency", record->proposed_agency);
  loket_json_writer_begin_object (writer, "basedOn");
  loket_json_writer_int (writer, "substance", record->substance);
  loket_json_writer_end_object (writer);
  loket_json_writer_end_object (writer);
  return loket_json_writer_finish_bytes (writer);
}

/**
 * loket_wire_return_parse:
 * @json: (array length=length): JSON from outside
 * @length: its size in bytes
 * @error: return location for a #GError of %LOKET_WIRE_ERROR
 *
 * Reads that a complaint is given back. Any thread.
 *
 * Returns: (transfer full) (nullable): the record
 */
LoketReturn *
loket_wire_return_parse (const char *json,
                         gsize       length,
                         GError    **error)
{
  g_autoptr (LoketJsonReader) reader = NULL;
  g_autoptr (LoketReturn) record = loket_return_new ();

  reader = loket_json_reader_new (json, length, LOKET_LIMIT_REQUEST_BYTES, error);
  if (reader == NULL)
    return NULL;

  record->reason = loket_json_reader_dup_string (reader, "reason", LOKET_LIMIT_REASON_CHARS);
  if (record->reason != NULL && loket_text_is_blank (record->reason))
    loket_json_reader_fail (reader, LOKET_WIRE_ERROR_INVALID, "reason", "is empty");
  record->proposed_agency = loket_json_reader_dup_string_or_null (reader, "proposedAgency",
                                                                  LOKET_WIRE_WORD_CHARS);
  if (loket_json_reader_enter (reader, "basedOn"))
    {
      record->substance = loket_json_reader_get_int (reader, "substance", 1, G_MAXINT64);
      loket_json_reader_leave (reader);
    }
  return loket_json_reader_check (reader, error) ? g_steal_pointer (&record) : NULL;
}
