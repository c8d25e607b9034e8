/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-wire"

#include "config.h"

#include "loket-wire-page.h"

#include <string.h>

#include "loket-limits.h"
#include "loket-wire-complaint.h"
#include "loket-wire-private.h"

static gboolean
read_removal (LoketWirePage   *page,
              LoketJsonReader *reader,
              GError         **error)
{
  g_autofree char *id = loket_json_reader_dup_uuid (reader, "removed");
  const char *reason = loket_json_reader_get_word (reader, "reason");
  gint64 at = loket_json_reader_get_instant_or_unset (reader, "at");
  g_autofree char *into = loket_json_reader_dup_uuid_or_null (reader, "into");
  LoketWireRemoval *removal;

  if (!loket_json_reader_check (reader, error))
    return FALSE;
  removal = loket_wire_page_add_removal (page, id, loket_removal_reason_from_name (reason), at);
  removal->into = g_steal_pointer (&into);
  return TRUE;
}

/* Adds the record or removal of one line; gives the id it is about. */
static const char *
read_line (LoketWirePage *page,
            const char    *line,
            gsize          length,
            GError       **error)
{
  static const char record_start[] = "{\"id\"";
  LoketWireUpsert *upsert;

  /* Nearly every line is a record as we write it; only others are looked at twice. */
  if (length < strlen (record_start) || strncmp (line, record_start, strlen (record_start)) != 0)
    {
      g_autoptr (LoketJsonReader) reader =
          loket_json_reader_new (line, length, LOKET_LIMIT_RECORD_BYTES, error);

      if (reader == NULL)
        return NULL;
      if (loket_json_reader_has (reader, "removed"))
        return read_removal (page, reader, error)
                   ? ((LoketWireRemoval *) g_ptr_array_index (page->removals, page->removals->len - 1))->id
                   : NULL;
    }

  upsert = g_new0 (LoketWireUpsert, 1);
  g_ptr_array_add (page->upserts, upsert);
  upsert->line = line;
  upsert->line_length = (gssize) length;
  upsert->complaint = loket_wire_complaint_parse (line, length, error);
  if (upsert->complaint != NULL)
    return upsert->complaint->id;
  g_ptr_array_set_size (page->upserts, (int) page->upserts->len - 1);
  return NULL;
}

/* Whose line it is that cannot be read; NULL where not even that is known. */
static LoketWireUnread *
identify (const char *line,
          gsize       length)
{
  g_autoptr (LoketJsonReader) reader = loket_json_reader_new (line, length, LOKET_LIMIT_ANSWER_BYTES, NULL);
  g_autofree char *id = NULL;
  LoketWireUnread *unread;

  if (reader == NULL)
    return NULL;
  id = loket_json_reader_dup_uuid (reader, loket_json_reader_has (reader, "removed") ? "removed" : "id");
  if (!loket_json_reader_check (reader, NULL))
    return NULL;
  unread = g_new0 (LoketWireUnread, 1);
  unread->id = g_steal_pointer (&id);
  unread->tracking_id = loket_json_reader_dup_string_or_null (reader, "trackingId",
                                                              LOKET_LIMIT_TRACKING_ID_CHARS);
  return unread;
}

/* The same; one record that is not as agreed must not keep the others out. */
static const char *
parse_line (LoketWirePage *page,
            const char    *line,
            gsize          length,
            GError       **error)
{
  g_autoptr (GError) local_error = NULL;
  const char *id = read_line (page, line, length, &local_error);
  LoketWireUnread *unread = id == NULL ? identify (line, length) : NULL;

  if (unread == NULL)
    {
      if (id == NULL)
        g_propagate_error (error, g_steal_pointer (&local_error));
      return id;
    }
  unread->what = g_strdup (local_error->message);
  g_ptr_array_add (page->unread, unread);
  return unread->id;
}

static gboolean
parse_records (LoketWirePage *page,
               const char    *at,
               const char    *end,
               GError       **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint n = 2; at < end; n++)
    {
      const char *line_end = memchr (at, '\n', (gsize) (end - at));
      const char *id;

      if (line_end == NULL)
        {
          g_set_error (error, LOKET_WIRE_ERROR, LOKET_WIRE_ERROR_MALFORMED, "line %u has no end", n);
          return FALSE;
        }
      if (n - 2 >= LOKET_LIMIT_PAGE_RECORDS)
        {
          g_set_error (error, LOKET_WIRE_ERROR, LOKET_WIRE_ERROR_TOO_LARGE,
                       "more than %d records", LOKET_LIMIT_PAGE_RECORDS);
          return FALSE;
        }
      id = parse_line (page, at, (gsize) (line_end - at), error);
      if (id == NULL)
        {
          g_prefix_error (error, "line %u: ", n);
          return FALSE;
        }
      if (!g_hash_table_add (seen, (char *) id))
        {
          g_set_error (error, LOKET_WIRE_ERROR, LOKET_WIRE_ERROR_INVALID, "line %u: the same id twice", n);
          return FALSE;
        }
      at = line_end + 1;
    }
  return TRUE;
}

/**
 * loket_wire_page_parse:
 * @body: an answer's body
 * @error: return location for a #GError of %LOKET_WIRE_ERROR, with the line
 *
 * Reads a page of a feed. A line that is no JSON, or that does not tell which
 * complaint it is about, spoils all of it; one whose record is not as agreed only
 * itself, see @unread. This is the only way bulk data come in. Takes milliseconds per hundred records: not on the main thread.
 *
 * Returns: (transfer full) (nullable): the page
 */
LoketWirePage *
loket_wire_page_parse (GBytes  *body,
                       GError **error)
{
  g_autoptr (LoketWirePage) page = NULL;
  gsize length;
  const char *data = g_bytes_get_data (body, &length);
  const char *line_end;

  if (length > LOKET_LIMIT_ANSWER_BYTES)
    {
      g_set_error (error, LOKET_WIRE_ERROR, LOKET_WIRE_ERROR_TOO_LARGE,
                   "a page of more than %d bytes", LOKET_LIMIT_ANSWER_BYTES);
      return NULL;
    }
  line_end = length > 0 ? memchr (data, '\n', length) : NULL;
  if (line_end == NULL)
    {
      g_set_error_literal (error, LOKET_WIRE_ERROR, LOKET_WIRE_ERROR_MALFORMED, "line 1 has no end");
      return NULL;
    }

  page = _loket_wire_page_header_parse (data, (gsize) (line_end - data), error);
  if (page == NULL)
    {
      g_prefix_error (error, "line 1: ");
      return NULL;
    }
  page->body = g_bytes_ref (body);
  if (!parse_records (page, line_end + 1, data + length, error))
    return NULL;
  return g_steal_pointer (&page);
}
