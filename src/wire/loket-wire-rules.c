/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-wire"

#include "config.h"

#include "loket-wire-rules.h"

#include "loket-limits.h"
#include "loket-wire-private.h"

/**
 * loket_rules_record_new:
 *
 * Makes a record with nothing in it.
 *
 * Returns: (transfer full): a record to fill
 */
LoketRulesRecord *
loket_rules_record_new (void)
{
  LoketRulesRecord *self = g_new0 (LoketRulesRecord, 1);

  self->published_at = LOKET_TIME_UNSET;
  return self;
}

/**
 * loket_rules_record_free:
 * @self: (nullable) (transfer full): a record
 *
 * Frees a record.
 */
void
loket_rules_record_free (LoketRulesRecord *self)
{
  if (self == NULL)
    return;

  g_free (self->published_by);
  g_free (self->reason);
  g_free (self->holidays);
  g_free (self->policies);
  g_free (self);
}

/**
 * loket_rules_page_new:
 *
 * Makes a page with no editions on it.
 *
 * Returns: (transfer full): a page to fill
 */
LoketRulesPage *
loket_rules_page_new (void)
{
  LoketRulesPage *self = g_new0 (LoketRulesPage, 1);

  self->editions = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_rules_record_free);
  return self;
}

/**
 * loket_rules_page_free:
 * @self: (nullable) (transfer full): a page
 *
 * Frees a page.
 */
void
loket_rules_page_free (LoketRulesPage *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->editions);
  g_free (self);
}

/**
 * loket_wire_rules_build:
 * @page: a whole page
 *
 * Writes what the hub answers about its editions of rules. Any thread.
 *
 * Returns: (transfer full): one line of JSON, without its end
 */
char *
loket_wire_rules_build (const LoketRulesPage *page)
{
  LoketJsonWriter *writer = loket_json_writer_new ();

  loket_json_writer_begin_object (writer, NULL);
  loket_json_writer_int (writer, "latest", page->latest);
  loket_json_writer_begin_array (writer, "editions");
  for (guint i = 0; i < page->editions->len; i++)
    {
      const LoketRulesRecord *record = g_ptr_array_index (page->editions, i);

      loket_json_writer_begin_object (writer, NULL);
      loket_json_writer_int (writer, "number", record->number);
      loket_json_writer_instant (writer, "publishedAt", record->published_at);
      loket_json_writer_string (writer, "publishedBy", record->published_by);
      loket_json_writer_string (writer, "reason", record->reason);
      loket_json_writer_string (writer, "holidays", record->holidays);
      loket_json_writer_string (writer, "policies", record->policies);
      loket_json_writer_end_object (writer);
    }
  loket_json_writer_end_array (writer);
  loket_json_writer_end_object (writer);
  return loket_json_writer_finish (writer);
}

static LoketRulesRecord *
read_record (LoketJsonReader *reader,
             gint64           before)
{
  LoketRulesRecord *record = loket_rules_record_new ();

  record->number = loket_json_reader_get_int (reader, "number", 1, G_MAXINT64);
  record->published_at = loket_json_reader_get_instant (reader, "publishedAt");
  record->published_by = loket_json_reader_dup_string_or_null (reader, "publishedBy",
                                                               LOKET_LIMIT_NAME_CHARS);
  record->reason = loket_json_reader_dup_string_or_null (reader, "reason",
                                                         LOKET_LIMIT_REASON_CHARS);
  record->holidays = loket_json_reader_dup_string (reader, "holidays",
                                                   LOKET_LIMIT_HOLIDAY_FILE_BYTES);
  record->policies = loket_json_reader_dup_string (reader, "policies",
                                                   LOKET_LIMIT_POLICY_FILE_BYTES);
  if (record->number <= before)
    loket_json_reader_fail (reader, LOKET_WIRE_ERROR_INVALID, "number",
                            "does not follow the one before it");
  return record;
}

/**
 * loket_wire_rules_parse:
 * @json: (array length=length): JSON from outside
 * @length: its size in bytes
 * @error: return location for a #GError of %LOKET_WIRE_ERROR
 *
 * Reads the hub's editions. Their numbers rise and none is above the latest.
 * Any thread.
 *
 * Returns: (transfer full) (nullable): the page
 */
LoketRulesPage *
loket_wire_rules_parse (const char  *json,
                        gsize        length,
                        GError     **error)
{
  g_autoptr (LoketRulesPage) page = loket_rules_page_new ();
  g_autoptr (LoketJsonReader) reader = loket_json_reader_new (json, length,
                                                              LOKET_LIMIT_ANSWER_BYTES, error);
  gint64 before = 0;
  guint n;

  if (reader == NULL)
    return NULL;

  page->latest = loket_json_reader_get_int (reader, "latest", 0, G_MAXINT64);
  n = loket_json_reader_enter_array (reader, "editions", LOKET_LIMIT_EDITIONS);
  for (guint i = 0; i < n; i++)
    {
      LoketRulesRecord *record;

      loket_json_reader_enter_element (reader, i);
      record = read_record (reader, before);
      before = record->number;
      g_ptr_array_add (page->editions, record);
      loket_json_reader_leave (reader);
    }
  loket_json_reader_leave (reader);
  if (before > page->latest)
    loket_json_reader_fail (reader, LOKET_WIRE_ERROR_INVALID, "latest",
                            "is before an edition on the page");
  return loket_json_reader_check (reader, error) ? g_steal_pointer (&page) : NULL;
}
