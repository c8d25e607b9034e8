/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-attachment"

#include "config.h"

#include "loket-attachment-scan.h"

#include <string.h>

#include "loket-photo-format.h"

/*
 * One file, two readers: an archive is read from its end, a web page from
 * anywhere, a PDF from its first kilobyte. A file that a second reader could take
 * for something else is refused, because nobody looked at that part of it.
 */

static gboolean
set_two_kinds (GError **error)
{
  g_set_error_literal (error, LOKET_ATTACHMENT_ERROR, LOKET_ATTACHMENT_ERROR_TWO_KINDS,
                       "Behind this file lies another one of another kind");
  return FALSE;
}

static gboolean
has (const guchar *data,
     gsize         length,
     const char   *what)
{
  return data != NULL && memmem (data, length, what, strlen (what)) != NULL;
}

/* Without case, @what in lower case. */
static gboolean
has_word (const guchar *data,
          gsize         length,
          const char   *what)
{
  gsize n = strlen (what);

  for (gsize i = 0; i + n <= length; i++)
    if (g_ascii_strncasecmp ((const char *) data + i, what, n) == 0)
      return TRUE;
  return FALSE;
}

/* Whether an archive's directory closes @data: zip readers look for it from the
 * end. */
static gboolean
has_zip_end (const guchar *data,
             gsize         length)
{
  gsize tail = MIN (length, 22 + 65535);

  for (const guchar *p = data + length - tail; p != NULL;)
    {
      gsize left = length - (gsize) (p - data);

      p = memmem (p, left, "PK\5\6", 4);
      if (p == NULL)
        break;
      left = length - (gsize) (p - data);
      /* No disks but the first, as in every archive of one file. */
      if (left >= 22 && p[4] == 0 && p[5] == 0 && p[6] == 0 && p[7] == 0 &&
          (gsize) (p[20] | p[21] << 8) <= left - 22)
        return TRUE;
      p++;
    }
  return FALSE;
}

/* Phones put a film or more pictures behind a photo; both are no programs. */
gboolean
_loket_attachment_check_behind_photo (GBytes     *bytes,
                                      const char *type,
                                      GError    **error)
{
  gsize length;
  const guchar *data = g_bytes_get_data (bytes, &length);
  LoketPhotoShape shape = { 0 };
  const guchar *behind;
  gsize left;

  if (!_loket_photo_walk (bytes, type, 0, NULL, &shape, error))
    return FALSE;
  behind = data + shape.end;
  left = length - shape.end;
  if (has_zip_end (data, length))
    return set_two_kinds (error);
  if (left == 0)
    return TRUE;
  if (has (behind, MIN (left, 1024), "%PDF-") || has (behind, MIN (left, 64), "\177ELF") ||
      has (behind, MIN (left, 64), "Rar!\x1a") || has (behind, MIN (left, 64), "7z\xbc\xaf") ||
      has (behind, MIN (left, 64), "MZ\x90") || has (behind, MIN (left, 64), "#!/") ||
      has_word (behind, left, "<script") || has_word (behind, left, "<html") ||
      has_word (behind, left, "<?php"))
    return set_two_kinds (error);
  return TRUE;
}

gboolean
_loket_attachment_check_pdf (GBytes  *bytes,
                             GError **error)
{
  gsize length;
  const guchar *data = g_bytes_get_data (bytes, &length);
  gsize tail = MIN (length, 2048);

  if (length < 5 || memcmp (data, "%PDF-", 5) != 0 || has_zip_end (data, length) ||
      has_word (data, MIN (length, 1024), "<html") ||
      has_word (data, MIN (length, 1024), "<script"))
    return set_two_kinds (error);
  if (!has (data + length - tail, tail, "%%EOF"))
    {
      g_set_error_literal (error, LOKET_ATTACHMENT_ERROR, LOKET_ATTACHMENT_ERROR_DAMAGED,
                           "The PDF is cut short");
      return FALSE;
    }
  if (has (data, length, "/JavaScript") || has (data, length, "/Launch"))
    {
      g_set_error_literal (error, LOKET_ATTACHMENT_ERROR, LOKET_ATTACHMENT_ERROR_MACROS,
                           "The PDF carries a program; print it into a new PDF");
      return FALSE;
    }
  return TRUE;
}

/* What a desktop or a browser would carry out although it is text. */
static gboolean
check_harmless (const guchar *text,
                gsize         length,
                GError      **error)
{
  gsize head = MIN (length, 4096);
  static const char * const pages[] = { "<html", "<!doctype", "<script", "<svg", "<?xml", "<iframe" };

  while (length > 0 && (g_ascii_isspace (*text) || *text == 0xEF || *text == 0xBB || *text == 0xBF))
    {
      text++;
      length--;
      head = MIN (length, 4096);
    }
  if ((length >= 2 && memcmp (text, "#!", 2) == 0) || has_word (text, head, "<?php") ||
      (length >= 9 && g_ascii_strncasecmp ((const char *) text, "@echo off", 9) == 0))
    {
      g_set_error_literal (error, LOKET_ATTACHMENT_ERROR, LOKET_ATTACHMENT_ERROR_SCRIPT,
                           "This is a script, not plain text");
      return FALSE;
    }
  if (has_word (text, head, "[desktop entry]") || has_word (text, head, "[internetshortcut]"))
    {
      g_set_error_literal (error, LOKET_ATTACHMENT_ERROR, LOKET_ATTACHMENT_ERROR_LAUNCHER,
                           "This starts a program; it is no plain text");
      return FALSE;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    if (has_word (text, head, pages[i]))
      {
        g_set_error_literal (error, LOKET_ATTACHMENT_ERROR, LOKET_ATTACHMENT_ERROR_WEB_PAGE,
                             "This is a web page; save it as PDF");
        return FALSE;
      }
  return TRUE;
}

gboolean
_loket_attachment_check_text (GBytes  *bytes,
                              GError **error)
{
  gsize length;
  const guchar *text = g_bytes_get_data (bytes, &length);

  if (!g_utf8_validate_len ((const char *) text, length, NULL))
    {
      g_set_error_literal (error, LOKET_ATTACHMENT_ERROR, LOKET_ATTACHMENT_ERROR_ENCODING,
                           "The text is not UTF-8; save it as UTF-8");
      return FALSE;
    }
  for (gsize i = 0; i < length; i++)
    if ((text[i] < 0x20 && strchr ("\t\n\r\f", text[i]) == NULL) || text[i] == 0x7F)
      {
        g_set_error_literal (error, LOKET_ATTACHMENT_ERROR, LOKET_ATTACHMENT_ERROR_ENCODING,
                             "The text holds control characters");
        return FALSE;
      }
  if (has_zip_end (text, length))
    return set_two_kinds (error);
  return check_harmless (text, length, error);
}
