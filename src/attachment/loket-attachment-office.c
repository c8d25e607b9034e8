/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-attachment"

#include "config.h"

#include "loket-attachment-office.h"

#include <string.h>

#include <archive.h>
#include <archive_entry.h>

#include "loket-attachment-type.h"
#include "loket-limits.h"

/*
 * DOCX, XLSX, ODT and ODS are all zip containers, and so are archives of
 * anything. What one is stands in the part that names the others; the names of
 * the parts say whether a program is among them.
 */

typedef struct
{
  GHashTable *names;         /* lower case: the names compare without case */
  goffset     unpacked;      /* bytes that the parts say they grow to */
  char       *content_types; /* of OOXML */
  char       *mimetype;      /* of OpenDocument */
  gboolean    has_macros;
} Parts;

static void
parts_clear (Parts *parts)
{
  g_clear_pointer (&parts->names, g_hash_table_unref);
  g_clear_pointer (&parts->content_types, g_free);
  g_clear_pointer (&parts->mimetype, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Parts, parts_clear)

static void
set_damaged (GError **error)
{
  g_set_error_literal (error, LOKET_ATTACHMENT_ERROR, LOKET_ATTACHMENT_ERROR_DAMAGED,
                       "The office file is damaged or not whole");
}

gboolean
_loket_attachment_is_zip (GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  return length >= 4 && memcmp (data, "PK\3\4", 4) == 0;
}

/* Reads the part that @archive stands at, at most
 * %LOKET_LIMIT_ATTACHMENT_PART_BYTES. */
static char *
read_part (struct archive  *archive,
           GError         **error)
{
  g_autofree char *text = g_malloc (LOKET_LIMIT_ATTACHMENT_PART_BYTES + 1);
  gsize length = 0;
  la_ssize_t n;

  while ((n = archive_read_data (archive, text + length,
                                 LOKET_LIMIT_ATTACHMENT_PART_BYTES + 1 - length)) > 0)
    {
      length += (gsize) n;
      if (length > LOKET_LIMIT_ATTACHMENT_PART_BYTES)
        {
          g_set_error_literal (error, LOKET_ATTACHMENT_ERROR, LOKET_ATTACHMENT_ERROR_TOO_LARGE,
                               "The office file has a list of parts that is too long");
          return NULL;
        }
    }
  if (n < 0 || memchr (text, '\0', length) != NULL)
    {
      set_damaged (error);
      return NULL;
    }
  text[length] = '\0';
  return g_steal_pointer (&text);
}

static gboolean
is_macro_part (const char *lower)
{
  return strstr (lower, "vbaproject") != NULL || strstr (lower, "vbadata") != NULL ||
         strstr (lower, "macrosheets/") != NULL || strstr (lower, "activex/") != NULL ||
         g_str_has_prefix (lower, "basic/") || g_str_has_prefix (lower, "scripts/");
}

static gboolean
check_growth (Parts                *parts,
              struct archive_entry *entry,
              GError              **error)
{
  la_int64_t size = archive_entry_size_is_set (entry) ? archive_entry_size (entry) : 0;

  if (size > 0)
    parts->unpacked += MIN (size, LOKET_LIMIT_ATTACHMENT_UNPACKED_BYTES);
  if (g_hash_table_size (parts->names) <= LOKET_LIMIT_ATTACHMENT_PARTS &&
      parts->unpacked < LOKET_LIMIT_ATTACHMENT_UNPACKED_BYTES)
    return TRUE;
  g_set_error_literal (error, LOKET_ATTACHMENT_ERROR, LOKET_ATTACHMENT_ERROR_TOO_LARGE,
                       "The office file has too many parts or grows too much when unpacked");
  return FALSE;
}

static gboolean
take_part (Parts                *parts,
           struct archive       *archive,
           struct archive_entry *entry,
           GError              **error)
{
  const char *name = archive_entry_pathname (entry);
  g_autofree char *lower = NULL;

  if (archive_entry_is_encrypted (entry) > 0)
    {
      g_set_error_literal (error, LOKET_ATTACHMENT_ERROR, LOKET_ATTACHMENT_ERROR_PROTECTED,
                           "The file has a password; save it without one");
      return FALSE;
    }
  if (name == NULL)
    {
      set_damaged (error);
      return FALSE;
    }

  lower = g_ascii_strdown (name, -1);
  parts->has_macros |= is_macro_part (lower);
  if (strcmp (lower, "[content_types].xml") == 0 && parts->content_types == NULL)
    {
      parts->content_types = read_part (archive, error);
      if (parts->content_types == NULL)
        return FALSE;
    }
  if (strcmp (name, "mimetype") == 0 && g_hash_table_size (parts->names) == 0)
    {
      parts->mimetype = read_part (archive, error);
      if (parts->mimetype == NULL)
        return FALSE;
    }
  /* Two parts of one name are two files, depending on who reads. */
  if (!g_hash_table_add (parts->names, g_steal_pointer (&lower)))
    {
      set_damaged (error);
      return FALSE;
    }
  return check_growth (parts, entry, error);
}

static gboolean
read_parts (Parts   *parts,
            GBytes  *bytes,
            GError **error)
{
  gsize length;
  const void *data = g_bytes_get_data (bytes, &length);
  struct archive *archive = archive_read_new ();
  struct archive_entry *entry;
  int result = ARCHIVE_FATAL;
  gboolean fine = TRUE;

  if (archive_read_support_format_zip_seekable (archive) == ARCHIVE_OK &&
      archive_read_open_memory (archive, data, length) == ARCHIVE_OK)
    while (fine && (result = archive_read_next_header (archive, &entry)) == ARCHIVE_OK)
      fine = take_part (parts, archive, entry, error);
  if (fine && result != ARCHIVE_EOF)
    {
      set_damaged (error);
      fine = FALSE;
    }
  archive_read_free (archive);
  return fine;
}

static const char *
judge_ooxml (const char *content_types,
             GError    **error)
{
  static const struct
  {
    const char *part;
    const char *type;
  } kinds[] = {
    { "\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"",
      LOKET_ATTACHMENT_TYPE_DOCX },
    { "\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"",
      LOKET_ATTACHMENT_TYPE_XLSX },
  };
  g_autofree char *lower = g_ascii_strdown (content_types, -1);

  /* Entities would hide a word from the search below. */
  if (strstr (lower, "macroenabled") != NULL || strstr (lower, "vbaproject") != NULL ||
      strchr (lower, '&') != NULL || strstr (lower, "<!") != NULL)
    {
      g_set_error_literal (error, LOKET_ATTACHMENT_ERROR, LOKET_ATTACHMENT_ERROR_MACROS,
                           "The office file carries macros; save it without them");
      return NULL;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (strstr (content_types, kinds[i].part) != NULL)
      return kinds[i].type;
  g_set_error_literal (error, LOKET_ATTACHMENT_ERROR, LOKET_ATTACHMENT_ERROR_TYPE,
                       "This office file is neither DOCX nor XLSX");
  return NULL;
}

static const char *
judge (const Parts *parts,
       GError     **error)
{
  if (parts->content_types != NULL && parts->mimetype != NULL)
    {
      g_set_error_literal (error, LOKET_ATTACHMENT_ERROR, LOKET_ATTACHMENT_ERROR_TWO_KINDS,
                           "The file is two kinds of office file at once");
      return NULL;
    }
  if (parts->content_types == NULL && parts->mimetype == NULL)
    {
      g_set_error_literal (error, LOKET_ATTACHMENT_ERROR, LOKET_ATTACHMENT_ERROR_ARCHIVE,
                           "This is an archive; attach the files that are in it");
      return NULL;
    }
  if (parts->has_macros)
    {
      g_set_error_literal (error, LOKET_ATTACHMENT_ERROR, LOKET_ATTACHMENT_ERROR_MACROS,
                           "The office file carries macros; save it without them");
      return NULL;
    }
  if (parts->content_types != NULL)
    return judge_ooxml (parts->content_types, error);
  if (strcmp (parts->mimetype, LOKET_ATTACHMENT_TYPE_ODT) == 0)
    return LOKET_ATTACHMENT_TYPE_ODT;
  if (strcmp (parts->mimetype, LOKET_ATTACHMENT_TYPE_ODS) == 0)
    return LOKET_ATTACHMENT_TYPE_ODS;
  g_set_error_literal (error, LOKET_ATTACHMENT_ERROR, LOKET_ATTACHMENT_ERROR_TYPE,
                       "This office file is neither ODT nor ODS");
  return NULL;
}

/* Whether the file ends with the directory of the container: what comes behind
 * it another program could read as another file. */
static gboolean
ends_with_directory (GBytes *bytes)
{
  gsize length;
  const guchar *data = g_bytes_get_data (bytes, &length);

  for (gsize back = 22; back <= MIN (length, 22 + 65535); back++)
    {
      const guchar *end = data + length - back;

      if (memcmp (end, "PK\5\6", 4) == 0)
        return (gsize) (end[20] | end[21] << 8) == back - 22;
    }
  return FALSE;
}

const char *
_loket_attachment_sniff_office (GBytes  *bytes,
                                GError **error)
{
  g_auto (Parts) parts = { 0 };

  if (!ends_with_directory (bytes))
    {
      set_damaged (error);
      return NULL;
    }
  parts.names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (!read_parts (&parts, bytes, error))
    return NULL;
  return judge (&parts, error);
}
