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
#include "loket-text.h"
#include "loket-time.h"

/* The file and its lines; loket-journal-line.c says what is in one. */

#define MAX_JOURNAL_BYTES (256 * 1024 * 1024)

struct _LoketJournal
{
  char       *path;
  int         fd;
  LoketVault *vault;
  guint64     last_number; /* of a line */
  off_t       undo_size;   /* the size to go back to, -1 when there is none */
  guint       n_lines;
  guint       n_clear;
  guint       n_closed;
};

typedef struct
{
  guint64 number;
  guint   place;
  char   *json;
} Line;

static void
line_clear (gpointer data)
{
  g_free (((Line *) data)->json);
}

static gboolean
fail (GError     **error,
      int          code,
      const char  *what)
{
  /* A quota and a limit on files leave as little room as a full disk. */
  gboolean full = code == ENOSPC || code == EDQUOT || code == EFBIG;

  g_set_error (error, G_IO_ERROR, (int) (full ? G_IO_ERROR_NO_SPACE : g_io_error_from_errno (code)),
               "%s the journal: %s", what, g_strerror (code));
  return FALSE;
}

/* Opens the file, makes it when missing. */
LoketJournal *
_loket_journal_open (const char  *path,
                     LoketVault  *vault,
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
  self->vault = loket_vault_ref (vault);
  self->undo_size = -1;
  return self;
}

void
_loket_journal_close (LoketJournal *self)
{
  if (self == NULL)
    return;

  g_close (self->fd, NULL);
  loket_vault_unref (self->vault);
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

/* Starts on a line of its own even where a crash left half a one before. */
static gboolean
append_line (LoketJournal  *self,
             const char    *json,
             GError       **error)
{
  g_autofree char *line = _loket_journal_line_make (self->vault, self->last_number + 1, json);
  struct stat info;
  char last = '\n';

  if (fstat (self->fd, &info) != 0)
    return fail (error, errno, "Cannot look at");
  if (self->undo_size < 0)
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
  self->last_number++;
  return TRUE;
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
  g_autofree char *json = _loket_journal_entry_to_json (&entry);

  return append_line (self, json, error);
}

static gboolean
append_word (LoketJournal  *self,
             const char    *word,
             const char    *reply_id,
             GError       **error)
{
  g_autofree char *json = _loket_journal_word_to_json (word, reply_id);

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

/* The lines so far are there to stay; those to come can be taken back. */
void
_loket_journal_keep (LoketJournal *self)
{
  self->undo_size = -1;
}

/* Takes the lines since _loket_journal_keep() back, as their transaction was. */
void
_loket_journal_undo (LoketJournal *self)
{
  if (self->undo_size < 0)
    return;

  if (ftruncate (self->fd, self->undo_size) != 0)
    g_debug ("Cannot shorten the journal: %s", g_strerror (errno));
  self->undo_size = -1;
}

static int
compare_lines (gconstpointer a,
               gconstpointer b)
{
  const Line *line_a = a;
  const Line *line_b = b;

  if (line_a->number != line_b->number)
    return line_a->number < line_b->number ? -1 : 1;
  return line_a->place < line_b->place ? -1 : line_a->place > line_b->place;
}

static void
read_line (LoketJournal *self,
           const char   *text,
           GArray       *lines)
{
  Line line = { .place = lines->len };

  self->n_lines++;
  switch (_loket_journal_line_open (self->vault, text, &line.number, &line.json))
    {
    case LOKET_JOURNAL_LINE_TORN:
      return;
    case LOKET_JOURNAL_LINE_CLOSED:
      self->n_closed++;
      self->last_number = MAX (self->last_number, line.number);
      return;
    case LOKET_JOURNAL_LINE_CLEAR:
      self->n_clear++;
      break;
    case LOKET_JOURNAL_LINE_SEALED:
    default:
      break;
    }
  self->last_number = MAX (self->last_number, line.number);
  g_array_append_val (lines, line);
}

/* The replies that were sent off and have not ended, in that order. */
GPtrArray *
_loket_journal_read (LoketJournal  *self,
                     GError       **error)
{
  g_autoptr (GPtrArray) entries =
    g_ptr_array_new_with_free_func ((GDestroyNotify) _loket_journal_entry_free);
  g_autoptr (GBytes) content = loket_file_read (self->path, MAX_JOURNAL_BYTES, error);
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (Line));
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

  g_array_set_clear_func (lines, line_clear);
  self->n_lines = self->n_clear = self->n_closed = 0;
  rest = text;
  while ((line = strsep (&rest, "\n")) != NULL)
    if (*line != '\0')
      read_line (self, line, lines);
  g_array_sort (lines, compare_lines);
  for (guint i = 0; i < lines->len; i++)
    _loket_journal_apply (g_array_index (lines, Line, i).json, entries);
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
      g_autofree char *json = _loket_journal_entry_to_json (&entry);
      g_autofree char *line =
        _loket_journal_line_make (self->vault, self->last_number + i + 1, json);

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
  self->last_number += ops->len;
  self->undo_size = -1;
  return TRUE;
}

/* How many lines the file had when it was read, whatever was in them. */
guint
_loket_journal_get_n_lines (LoketJournal *self)
{
  return self->n_lines;
}

/* Whether lines of it are not sealed yet. */
gboolean
_loket_journal_is_clear (LoketJournal *self)
{
  return self->n_clear > 0;
}

/* Whether there were lines that are whole but do not open. */
gboolean
_loket_journal_has_closed (LoketJournal *self)
{
  return self->n_closed > 0;
}
