/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-journal-private.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "loket-file.h"
#include "loket-json-reader.h"
#include "loket-json-writer.h"
#include "loket-limits.h"
#include "loket-text.h"
#include "loket-time.h"

/*
 * A line is the CRC-32 of its JSON in eight hex digits, a space, the JSON and a
 * line feed. A line that a crash cut short fails its check and is passed over,
 * like any other that was damaged.
 */

#define MAX_JOURNAL_BYTES (256 * 1024 * 1024)
#define SHA256_DIGITS 64

struct _LoketJournal
{
  char  *path;
  int    fd;
  off_t  undo_size; /* the size before the last append, -1 when there is none */
  guint  n_lines;
};

static gboolean
fail (GError     **error,
      int          code,
      const char  *what)
{
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), "%s the journal: %s", what,
               g_strerror (code));
  return FALSE;
}

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

static void
entry_free (LoketJournalEntry *entry)
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

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketJournalEntry, entry_free)

/* Opens the file, makes it when missing. */
LoketJournal *
_loket_journal_open (const char  *path,
                     GError     **error)
{
  LoketJournal *self = NULL;
  int fd = g_open (path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

  if (fd < 0)
    {
      fail (error, errno, "Cannot open");
      return NULL;
    }
  self = g_new0 (LoketJournal, 1);
  self->path = g_strdup (path);
  self->fd = fd;
  self->undo_size = -1;
  return self;
}

void
_loket_journal_close (LoketJournal *self)
{
  if (self == NULL)
    return;

  g_close (self->fd, NULL);
  g_free (self->path);
  g_free (self);
}

static gboolean
write_all (int           fd,
           const char   *data,
           gsize         length,
           GError      **error)
{
  while (length > 0)
    {
      gssize n = write (fd, data, length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return fail (error, n < 0 ? errno : EIO, "Cannot write");
      data += n;
      length -= (gsize) n;
    }
  return TRUE;
}

static char *
make_line (const char *json)
{
  return g_strdup_printf ("%08x %s\n", crc32 (json, strlen (json)), json);
}

/* Starts on a line of its own even where a crash left half a one before. */
static gboolean
append_line (LoketJournal  *self,
             const char    *json,
             GError       **error)
{
  g_autofree char *line = make_line (json);
  struct stat info;
  char last = '\n';

  if (fstat (self->fd, &info) != 0)
    return fail (error, errno, "Cannot look at");
  self->undo_size = info.st_size;
  if ((info.st_size > 0 && pread (self->fd, &last, 1, info.st_size - 1) == 1 && last != '\n' &&
       !write_all (self->fd, "\n", 1, error)) ||
      !write_all (self->fd, line, strlen (line), error))
    {
      _loket_journal_undo (self);
      return FALSE;
    }
  if (fdatasync (self->fd) != 0)
    {
      int code = errno;

      _loket_journal_undo (self);
      return fail (error, code, "Cannot write");
    }
  return TRUE;
}

static char *
entry_to_json (const LoketJournalEntry *entry)
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

/* Writes a reply down; when this returns, the line is on the disk. */
gboolean
_loket_journal_append (LoketJournal        *self,
                       const LoketSendOff  *send_off,
                       gint64               now,
                       GError             **error)
{
  g_autofree char *sha256 = loket_text_sha256 (send_off->wire);
  LoketJournalEntry entry = {
    (char *) send_off->reply_id, (char *) send_off->complaint_id,
    (char *) send_off->prev_reply_id, (char *) send_off->tracking_id, send_off->wire, sha256, now,
    (char *) send_off->replaces, FALSE,
  };
  g_autofree char *json = entry_to_json (&entry);

  return append_line (self, json, error);
}

static gboolean
append_word (LoketJournal  *self,
             const char    *word,
             const char    *reply_id,
             GError       **error)
{
  g_autoptr (LoketJsonWriter) writer = loket_json_writer_new ();
  g_autofree char *json = NULL;

  loket_json_writer_begin_object (writer, NULL);
  loket_json_writer_string (writer, word, reply_id);
  loket_json_writer_end_object (writer);
  json = loket_json_writer_finish (g_steal_pointer (&writer));
  return append_line (self, json, error);
}

/* Writes down that a reply has ended and must not be sent from here. */
gboolean
_loket_journal_end (LoketJournal  *self,
                    const char    *reply_id,
                    GError       **error)
{
  return append_word (self, "ended", reply_id, error);
}

/* Writes down that a reply is being taken back and must not be sent from here. */
gboolean
_loket_journal_withdraw (LoketJournal  *self,
                         const char    *reply_id,
                         GError       **error)
{
  return append_word (self, "takenBack", reply_id, error);
}

/* Takes the last line back, as its transaction was. */
void
_loket_journal_undo (LoketJournal *self)
{
  if (self->undo_size < 0)
    return;

  if (ftruncate (self->fd, self->undo_size) != 0)
    g_debug ("Cannot shorten the journal: %s", g_strerror (errno));
  self->undo_size = -1;
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
read_word (LoketJsonReader *reader,
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

static void
read_line (const char *line,
           GPtrArray  *entries)
{
  g_autoptr (LoketJsonReader) reader = NULL;
  LoketJournalEntry *entry = NULL;
  char *json = NULL;
  guint64 crc = g_ascii_strtoull (line, &json, 16);

  if (json != line + 8 || *json != ' ' || crc != crc32 (json + 1, strlen (json + 1)))
    return;
  reader = loket_json_reader_new (json + 1, strlen (json + 1), LOKET_LIMIT_RECORD_BYTES, NULL);
  if (reader == NULL)
    return;

  if (loket_json_reader_has (reader, "ended"))
    {
      read_word (reader, "ended", entries);
      return;
    }
  if (loket_json_reader_has (reader, "takenBack"))
    {
      read_word (reader, "takenBack", entries);
      return;
    }
  entry = parse_entry (reader);
  if (entry != NULL)
    g_ptr_array_add (entries, entry);
}

/* The replies that were sent off and have not ended, in that order. */
GPtrArray *
_loket_journal_read (LoketJournal  *self,
                     GError       **error)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) entry_free);
  g_autoptr (GBytes) content = loket_file_read (self->path, MAX_JOURNAL_BYTES, error);
  g_autofree char *text = NULL;
  char *rest = NULL;
  char *line;

  if (content == NULL)
    return NULL;
  text = g_malloc0 (g_bytes_get_size (content) + 1);
  if (g_bytes_get_size (content) > 0)
    memcpy (text, g_bytes_get_data (content, NULL), g_bytes_get_size (content));
  for (gsize i = 0; i < g_bytes_get_size (content); i++)
    if (text[i] == '\0')
      text[i] = '?';
  rest = text;
  self->n_lines = 0;
  while ((line = strsep (&rest, "\n")) != NULL)
    if (*line != '\0')
      {
        self->n_lines++;
        read_line (line, entries);
      }
  return g_steal_pointer (&entries);
}

const LoketJournalEntry *
_loket_journal_find (GPtrArray  *entries,
                     const char *reply_id)
{
  for (guint i = 0; i < entries->len; i++)
    {
      const LoketJournalEntry *entry = g_ptr_array_index (entries, i);

      if (g_strcmp0 (entry->reply_id, reply_id) == 0)
        return entry;
    }
  return NULL;
}

/* Replaces the file, in one step, by one with these replies only. */
gboolean
_loket_journal_rewrite (LoketJournal  *self,
                        GPtrArray     *ops,
                        GError       **error)
{
  g_autoptr (GString) content = g_string_new (NULL);
  g_autoptr (GBytes) bytes = NULL;
  int fd;

  for (guint i = 0; i < ops->len; i++)
    {
      const LoketOutboxOp *op = g_ptr_array_index (ops, i);
      LoketJournalEntry entry = {
        op->reply_id, op->complaint_id, op->prev_reply_id, op->tracking_id, op->wire,
        op->wire_sha256, op->queued_at, op->replaces, op->state == LOKET_OUTBOX_REVOKING,
      };
      g_autofree char *json = entry_to_json (&entry);
      g_autofree char *line = make_line (json);

      g_string_append (content, line);
    }
  bytes = g_string_free_to_bytes (g_steal_pointer (&content));
  if (!loket_file_write_private (self->path, bytes, error))
    return FALSE;
  fd = g_open (self->path, O_RDWR | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0);
  if (fd < 0)
    return fail (error, errno, "Cannot open");
  g_close (self->fd, NULL);
  self->fd = fd;
  self->undo_size = -1;
  return TRUE;
}

/* How many lines the file had when it was read, whatever was in them. */
guint
_loket_journal_get_n_lines (LoketJournal *self)
{
  return self->n_lines;
}
