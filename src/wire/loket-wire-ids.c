/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-wire"

#include "config.h"

#include "loket-wire-ids.h"

#include "loket-limits.h"
#include "loket-text.h"
#include "loket-wire-private.h"

/**
 * loket_wire_ids_to_json:
 * @ids: (element-type utf8): UUIDs
 *
 * Writes a question about many things at once. Any thread.
 *
 * Returns: (transfer full): one line of JSON, without its end
 */
char *
loket_wire_ids_to_json (GPtrArray *ids)
{
  LoketJsonWriter *writer = loket_json_writer_new ();

  loket_json_writer_begin_object (writer, NULL);
  loket_json_writer_begin_array (writer, "ids");
  for (guint i = 0; i < ids->len; i++)
    loket_json_writer_string (writer, NULL, g_ptr_array_index (ids, i));
  loket_json_writer_end_array (writer);
  loket_json_writer_end_object (writer);
  return loket_json_writer_finish (writer);
}

/* Reads what loket_wire_ids_to_json() writes; with @strange, what is no UUID too. */
GPtrArray *
_loket_wire_ids_read (const char  *json,
                      gsize        length,
                      guint        max_ids,
                      gboolean     strange,
                      GError     **error)
{
  g_autoptr (LoketJsonReader) reader = NULL;
  g_autoptr (GPtrArray) ids = NULL;
  guint n;

  reader = loket_json_reader_new (json, length, LOKET_LIMIT_REQUEST_BYTES, error);
  if (reader == NULL)
    return NULL;

  ids = g_ptr_array_new_with_free_func (g_free);
  n = loket_json_reader_enter_array (reader, "ids", max_ids);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = loket_json_reader_dup_element_string (reader, i, LOKET_WIRE_WORD_CHARS);

      if (id != NULL && (strange || loket_text_is_uuid (id)))
        g_ptr_array_add (ids, g_steal_pointer (&id));
      else if (id != NULL)
        loket_json_reader_fail (reader, LOKET_WIRE_ERROR_INVALID, NULL, "holds something else than ids");
    }
  loket_json_reader_leave (reader);
  return loket_json_reader_check (reader, error) ? g_steal_pointer (&ids) : NULL;
}

/**
 * loket_wire_ids_parse:
 * @json: (array length=length): JSON from outside
 * @length: its size in bytes
 * @max_ids: the most that may be asked for at once
 * @error: return location for a #GError of %LOKET_WIRE_ERROR
 *
 * Reads a question about many things at once. Each of them is a UUID. Any
 * thread.
 *
 * Returns: (transfer full) (nullable) (element-type utf8): the ids
 */
GPtrArray *
loket_wire_ids_parse (const char  *json,
                      gsize        length,
                      guint        max_ids,
                      GError     **error)
{
  return _loket_wire_ids_read (json, length, max_ids, FALSE, error);
}
