/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-journal-private.h"

#include "loket-json-reader.h"
#include "loket-json-writer.h"
#include "loket-limits.h"
#include "loket-text.h"

/*
 * A line is
 *
 *     CRC-32 of the rest in eight hex digits, space, number, space, base64, LF
 *
 * where the base64 is a JSON object, sealed for its number. Numbers grow: lines
 * that somebody moved are read in their old order, and a line that stands for
 * another does not open. A line that a crash cut short fails its check.
 *
 * Before it was sealed a line was the CRC-32, a space and the JSON itself.
 */

#define SHA256_DIGITS 64
#define CRC_DIGITS 8

static guint32
crc32 (const char *data,
       gsize       length)
{
  guint32 crc = 0xffffffff;

  for (gsize i = 0; i < length; i++)
    {
      crc ^= (guint8) data[i];
      for (guint bit = 0; bit < 8; bit++)
        crc = (crc >> 1) ^ (0xedb88320 & (0 - (crc & 1)));
    }
  return ~crc;
}

void
_loket_journal_entry_free (LoketJournalEntry *entry)
{
  g_free (entry->reply_id);
  g_free (entry->complaint_id);
  g_free (entry->prev_reply_id);
  g_free (entry->tracking_id);
  g_free (entry->replaces);
  g_clear_pointer (&entry->wire, g_bytes_unref);
  g_free (entry->sha256);
  g_free (entry);
}

/* Makes the line with a number, line feed included. */
char *
_loket_journal_line_make (LoketVault *vault,
                          guint64     number,
                          const char *json)
{
  g_autofree char *row = g_strdup_printf ("%" G_GUINT64_FORMAT, number);
  g_autoptr (GBytes) sealed =
    loket_vault_seal_field (vault, "journal", row, "line", json, strlen (json));
  g_autofree char *base64 = g_base64_encode (g_bytes_get_data (sealed, NULL),
                                             g_bytes_get_size (sealed));
  g_autofree char *rest = g_strdup_printf ("%s %s", row, base64);

  return g_strdup_printf ("%08x %s\n", crc32 (rest, strlen (rest)), rest);
}

static char *
open_rest (LoketVault *vault,
           const char *row,
           const char *base64)
{
  gsize size;
  g_autofree guchar *sealed = g_base64_decode (base64, &size);
  g_autoptr (GBytes) plain = NULL;

  plain = loket_vault_open_field (vault, "journal", row, "line", sealed, size, NULL);
  return plain != NULL ? g_strndup (g_bytes_get_data (plain, NULL), g_bytes_get_size (plain)) : NULL;
}

/* Reads a line without its line feed. */
LoketJournalLine
_loket_journal_line_open (LoketVault  *vault,
                          const char  *line,
                          guint64     *number,
                          char       **json)
{
  g_autofree char *row = NULL;
  char *rest = NULL;
  char *end = NULL;
  guint64 crc = g_ascii_strtoull (line, &rest, 16);

  if (rest != line + CRC_DIGITS || *rest != ' ' || crc != crc32 (rest + 1, strlen (rest + 1)))
    return LOKET_JOURNAL_LINE_TORN;
  rest++;
  *number = 0;
  if (*rest == '{')
    {
      *json = g_strdup (rest);
      return LOKET_JOURNAL_LINE_CLEAR;
    }
  *number = g_ascii_strtoull (rest, &end, 10);
  if (end == rest || *end != ' ')
    return LOKET_JOURNAL_LINE_CLOSED;
  row = g_strndup (rest, (gsize) (end - rest));
  *json = open_rest (vault, row, end + 1);
  return *json != NULL ? LOKET_JOURNAL_LINE_SEALED : LOKET_JOURNAL_LINE_CLOSED;
}

/* Writes a reply that was sent off as JSON. */
char *
_loket_journal_entry_to_json (const LoketJournalEntry *entry)
{
  g_autoptr (LoketJsonWriter) writer = loket_json_writer_new ();
  g_autofree char *wire = g_base64_encode (g_bytes_get_data (entry->wire, NULL),
                                           g_bytes_get_size (entry->wire));

  loket_json_writer_begin_object (writer, NULL);
  loket_json_writer_string (writer, "replyId", entry->reply_id);
  loket_json_writer_string (writer, "complaintId", entry->complaint_id);
  if (entry->prev_reply_id != NULL)
    loket_json_writer_string (writer, "prevReplyId", entry->prev_reply_id);
  if (entry->tracking_id != NULL)
    loket_json_writer_string (writer, "trackingId", entry->tracking_id);
  loket_json_writer_string (writer, "wire", wire);
  loket_json_writer_string (writer, "sha256", entry->sha256);
  loket_json_writer_instant (writer, "at", entry->at);
  if (entry->replaces != NULL)
    loket_json_writer_string (writer, "replaces", entry->replaces);
  if (entry->withdrawn)
    loket_json_writer_boolean (writer, "withdrawn", TRUE);
  loket_json_writer_end_object (writer);
  return loket_json_writer_finish (g_steal_pointer (&writer));
}

/* Writes what became of a reply as JSON. */
char *
_loket_journal_word_to_json (const char *word,
                             const char *reply_id)
{
  g_autoptr (LoketJsonWriter) writer = loket_json_writer_new ();

  loket_json_writer_begin_object (writer, NULL);
  loket_json_writer_string (writer, word, reply_id);
  loket_json_writer_end_object (writer);
  return loket_json_writer_finish (g_steal_pointer (&writer));
}

static LoketJournalEntry *
parse_entry (LoketJsonReader *reader)
{
  g_autoptr (LoketJournalEntry) entry = g_new0 (LoketJournalEntry, 1);
  g_autofree char *wire = NULL;
  g_autofree char *sha256 = NULL;
  guchar *data = NULL;
  gsize size;

  entry->reply_id = loket_json_reader_dup_uuid (reader, "replyId");
  entry->complaint_id = loket_json_reader_dup_uuid (reader, "complaintId");
  entry->prev_reply_id = loket_json_reader_dup_uuid_or_null (reader, "prevReplyId");
  entry->tracking_id = loket_json_reader_dup_string_or_null (reader, "trackingId",
                                                             LOKET_LIMIT_TRACKING_ID_CHARS);
  wire = loket_json_reader_dup_string (reader, "wire", LOKET_LIMIT_RECORD_BYTES);
  entry->sha256 = loket_json_reader_dup_hex (reader, "sha256", SHA256_DIGITS);
  entry->at = loket_json_reader_get_instant (reader, "at");
  entry->replaces = loket_json_reader_dup_uuid_or_null (reader, "replaces");
  entry->withdrawn = loket_json_reader_get_boolean_or (reader, "withdrawn", FALSE);
  if (!loket_json_reader_check (reader, NULL))
    return NULL;

  data = g_base64_decode (wire, &size);
  entry->wire = g_bytes_new_take (data, size);
  sha256 = loket_text_sha256 (entry->wire);
  return g_strcmp0 (sha256, entry->sha256) == 0 ? g_steal_pointer (&entry) : NULL;
}

/* What became of a reply that is written down further up. */
static void
apply_word (LoketJsonReader *reader,
            const char      *word,
            GPtrArray       *entries)
{
  g_autofree char *reply_id = loket_json_reader_dup_uuid (reader, word);
  gboolean ended = g_str_equal (word, "ended");

  for (guint i = entries->len; i-- > 0;)
    {
      LoketJournalEntry *entry = g_ptr_array_index (entries, i);

      if (g_strcmp0 (entry->reply_id, reply_id) != 0)
        continue;
      entry->withdrawn = TRUE;
      if (ended)
        g_ptr_array_remove_index (entries, i);
    }
}

/* Takes what a line says over into the replies that have not ended. */
void
_loket_journal_apply (const char *json,
                      GPtrArray  *entries)
{
  g_autoptr (LoketJsonReader) reader =
    loket_json_reader_new (json, strlen (json), LOKET_LIMIT_RECORD_BYTES, NULL);
  LoketJournalEntry *entry = NULL;

  if (reader == NULL)
    return;
  if (loket_json_reader_has (reader, "ended"))
    {
      apply_word (reader, "ended", entries);
      return;
    }
  if (loket_json_reader_has (reader, "takenBack"))
    {
      apply_word (reader, "takenBack", entries);
      return;
    }
  entry = parse_entry (reader);
  if (entry != NULL)
    g_ptr_array_add (entries, entry);
}
