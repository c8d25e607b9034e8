/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-wire"

#include "config.h"

#include "loket-limits.h"
#include "loket-wire-private.h"

/*
 * The first line of a page: of a feed, or of what was asked for by id.
 */

static const char *const kind_names[] = { "snapshot", "changes", "batch" };

/**
 * loket_wire_page_header_to_json:
 * @page: a page; its records are not looked at
 *
 * Writes a page's first line. Any thread.
 *
 * Returns: (transfer full): one line of JSON, without its end
 */
char *
loket_wire_page_header_to_json (const LoketWirePage *page)
{
  LoketJsonWriter *writer = loket_json_writer_new ();

  loket_json_writer_begin_object (writer, NULL);
  loket_json_writer_string (writer, "kind", kind_names[page->kind]);
  if (page->kind != LOKET_WIRE_PAGE_BATCH)
    loket_json_writer_string (writer, "scope", page->scope);
  if (page->kind == LOKET_WIRE_PAGE_SNAPSHOT)
    {
      loket_json_writer_string (writer, "state", page->state);
      loket_json_writer_string (writer, "cursor", page->cursor);
    }
  else if (page->kind == LOKET_WIRE_PAGE_CHANGES)
    {
      loket_json_writer_string (writer, "oldState", page->old_state);
      loket_json_writer_string (writer, "newState", page->state);
    }
  loket_json_writer_boolean (writer, "hasMore", page->has_more);
  if (page->kind == LOKET_WIRE_PAGE_SNAPSHOT)
    loket_json_writer_int (writer, "total", MAX (page->total, 0));
  loket_json_writer_end_object (writer);
  return loket_json_writer_finish (writer);
}

static LoketWirePageKind
read_kind (LoketJsonReader *reader)
{
  const char *name = loket_json_reader_get_word (reader, "kind");

  for (guint i = 0; i < G_N_ELEMENTS (kind_names); i++)
    if (g_strcmp0 (name, kind_names[i]) == 0)
      return (LoketWirePageKind) i;
  loket_json_reader_fail (reader, LOKET_WIRE_ERROR_INVALID, "kind", "is not a known feed");
  return LOKET_WIRE_PAGE_SNAPSHOT;
}

/* Reads a page's first line. */
LoketWirePage *
_loket_wire_page_header_parse (const char *line,
                               gsize       length,
                               GError    **error)
{
  g_autoptr (LoketJsonReader) reader = NULL;
  g_autoptr (LoketWirePage) page = NULL;

  reader = loket_json_reader_new (line, length, LOKET_LIMIT_RECORD_BYTES, error);
  if (reader == NULL)
    return NULL;

  page = loket_wire_page_new (read_kind (reader));
  page->has_more = loket_json_reader_get_boolean (reader, "hasMore");
  if (page->kind == LOKET_WIRE_PAGE_CHANGES)
    {
      page->scope = loket_json_reader_dup_string_or_null (reader, "scope", LOKET_WIRE_WORD_CHARS);
      page->old_state = loket_json_reader_dup_string (reader, "oldState", LOKET_WIRE_OPAQUE_CHARS);
      page->state = loket_json_reader_dup_string (reader, "newState", LOKET_WIRE_OPAQUE_CHARS);
    }
  else if (page->kind == LOKET_WIRE_PAGE_SNAPSHOT)
    {
      page->scope = loket_json_reader_dup_string (reader, "scope", LOKET_WIRE_WORD_CHARS);
      page->state = loket_json_reader_dup_string (reader, "state", LOKET_WIRE_OPAQUE_CHARS);
      page->cursor = loket_json_reader_dup_string_or_null (reader, "cursor", LOKET_WIRE_OPAQUE_CHARS);
      page->total = loket_json_reader_get_int_or (reader, "total", 0, G_MAXINT64, -1);
      if (page->has_more && page->cursor == NULL)
        loket_json_reader_fail (reader, LOKET_WIRE_ERROR_INVALID, "cursor", "is missing");
    }
  return loket_json_reader_check (reader, error) ? g_steal_pointer (&page) : NULL;
}
