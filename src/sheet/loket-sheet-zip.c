/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sheet"

#include "config.h"

#include "loket-sheet-zip.h"

#include <string.h>
#include <unistd.h>

#include <archive.h>
#include <archive_entry.h>
#include <glib/gstdio.h>

#include "loket-limits.h"
#include "loket-sheet-private.h"

/*
 * Parts lie in a container in any order, but are needed in a certain one: each
 * open goes through the file from its start. The central directory decides what
 * is in it; a file cut short has none and is refused whole.
 */

/* What a part may grow to however small the file is: a ratio says nothing about
 * a few megabytes of the same words over and over. */
#define RATIO_FREE_BYTES (16 * 1024 * 1024)

struct _LoketSheetZip
{
  int             fd;
  goffset         size;
  GHashTable     *names; /* lower-case name; OPC compares without case */
  struct archive *archive;
  goffset         n_read;
};

static void
set_damaged (GError         **error,
             struct archive  *archive)
{
  const char *reason = archive != NULL ? archive_error_string (archive) : NULL;

  g_set_error (error, LOKET_SHEET_ERROR, LOKET_SHEET_ERROR_FORMAT,
               "The workbook is damaged or not whole%s%s",
               reason != NULL ? ": " : "", reason != NULL ? reason : "");
}

static gboolean
start (LoketSheetZip *self,
       GError       **error)
{
  g_clear_pointer (&self->archive, archive_read_free);
  if (lseek (self->fd, 0, SEEK_SET) < 0)
    {
      set_damaged (error, NULL);
      return FALSE;
    }

  self->archive = archive_read_new ();
  self->n_read = 0;
  if (archive_read_support_format_zip_seekable (self->archive) != ARCHIVE_OK ||
      archive_read_open_fd (self->archive, self->fd, 65536) != ARCHIVE_OK)
    {
      set_damaged (error, self->archive);
      return FALSE;
    }
  return TRUE;
}

/* Goes to the next part; its name in lower case, %NULL without error at the end. */
static char *
next_name (LoketSheetZip *self,
           GError       **error)
{
  struct archive_entry *entry;
  const char *name;
  int result = archive_read_next_header (self->archive, &entry);

  if (result == ARCHIVE_EOF)
    return NULL;
  if (result != ARCHIVE_OK)
    {
      set_damaged (error, self->archive);
      return NULL;
    }
  if (archive_entry_is_encrypted (entry))
    {
      g_set_error_literal (error, LOKET_SHEET_ERROR, LOKET_SHEET_ERROR_PROTECTED,
                           "The workbook has a password; save it without one");
      return NULL;
    }

  name = archive_entry_pathname (entry);
  if (name == NULL)
    {
      set_damaged (error, NULL);
      return NULL;
    }
  return g_ascii_strdown (name, -1);
}

static gboolean
list_parts (LoketSheetZip *self,
            GError       **error)
{
  char *name;
  GError *local_error = NULL;

  if (!start (self, error))
    return FALSE;

  while ((name = next_name (self, &local_error)) != NULL)
    {
      if (g_hash_table_size (self->names) >= LOKET_LIMIT_SHEET_ENTRIES)
        {
          g_free (name);
          g_set_error (error, LOKET_SHEET_ERROR, LOKET_SHEET_ERROR_TOO_LARGE,
                       "The workbook has more than %d parts", LOKET_LIMIT_SHEET_ENTRIES);
          return FALSE;
        }
      /* Two parts of one name are two workbooks, depending on who reads. */
      if (!g_hash_table_add (self->names, name))
        {
          set_damaged (error, NULL);
          return FALSE;
        }
    }

  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  return TRUE;
}

/* Takes @fd over, on failure too. */
LoketSheetZip *
_loket_sheet_zip_new (int      fd,
                      goffset  size,
                      GError **error)
{
  g_autoptr (LoketSheetZip) self = g_new0 (LoketSheetZip, 1);

  self->fd = fd;
  self->size = size;
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (!list_parts (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
_loket_sheet_zip_free (LoketSheetZip *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->archive, archive_read_free);
  g_close (self->fd, NULL);
  g_hash_table_unref (self->names);
  g_free (self);
}

gboolean
_loket_sheet_zip_has (LoketSheetZip *self,
                      const char    *name)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  return g_hash_table_contains (self->names, lower);
}

gboolean
_loket_sheet_zip_open (LoketSheetZip *self,
                       const char    *name,
                       GError       **error)
{
  g_autofree char *wanted = g_ascii_strdown (name, -1);
  GError *local_error = NULL;
  char *found;

  if (!start (self, error))
    return FALSE;

  while ((found = next_name (self, &local_error)) != NULL)
    {
      gboolean same = strcmp (found, wanted) == 0;

      g_free (found);
      if (same)
        return TRUE;
    }

  if (local_error != NULL)
    g_propagate_error (error, local_error);
  else
    g_set_error_literal (error, LOKET_SHEET_ERROR, LOKET_SHEET_ERROR_FORMAT,
                         "The workbook lacks a part that it names");
  return FALSE;
}

/* Up to @length bytes of the open part; 0 at its end, -1 with @error. */
gssize
_loket_sheet_zip_read (LoketSheetZip *self,
                       char          *buffer,
                       gsize          length,
                       GError       **error)
{
  gssize n = archive_read_data (self->archive, buffer, length);

  if (n < 0)
    {
      set_damaged (error, self->archive);
      return -1;
    }

  self->n_read += n;
  if (self->n_read > LOKET_LIMIT_SHEET_PART_BYTES ||
      (self->n_read > RATIO_FREE_BYTES &&
       self->n_read / LOKET_LIMIT_SHEET_RATIO > self->size))
    {
      g_set_error_literal (error, LOKET_SHEET_ERROR, LOKET_SHEET_ERROR_TOO_LARGE,
                           "The workbook unpacks to far more than a sheet would");
      return -1;
    }
  return n;
}
