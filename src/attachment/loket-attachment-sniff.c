/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-attachment"

#include "config.h"

#include "loket-attachment-type.h"

#include <string.h>

#include <magic.h>

#include "loket-attachment-office.h"
#include "loket-attachment-scan.h"
#include "loket-limits.h"
#include "loket-photo.h"

/*
 * Contents decide, never the name. libmagic says what a file is; what is allowed
 * must then hold more than its first bytes: an office file its parts, a photo and
 * a PDF nothing that another program would read as something else.
 */

typedef struct
{
  const char          *prefix; /* of what libmagic says */
  LoketAttachmentError code;
  const char          *what;
} Refused;

static const Refused refused[] = {
  { "application/x-executable", LOKET_ATTACHMENT_ERROR_PROGRAM, "a program" },
  { "application/x-pie-executable", LOKET_ATTACHMENT_ERROR_PROGRAM, "a program" },
  { "application/x-sharedlib", LOKET_ATTACHMENT_ERROR_PROGRAM, "a program" },
  { "application/x-object", LOKET_ATTACHMENT_ERROR_PROGRAM, "a program" },
  { "application/x-dosexec", LOKET_ATTACHMENT_ERROR_PROGRAM, "a program" },
  { "application/vnd.microsoft.portable-executable", LOKET_ATTACHMENT_ERROR_PROGRAM, "a program" },
  { "application/x-mach-binary", LOKET_ATTACHMENT_ERROR_PROGRAM, "a program" },
  { "application/x-java", LOKET_ATTACHMENT_ERROR_PROGRAM, "a program" },
  { "application/java", LOKET_ATTACHMENT_ERROR_PROGRAM, "a program" },
  { "application/vnd.android", LOKET_ATTACHMENT_ERROR_PROGRAM, "a program" },
  { "application/x-ms-shortcut", LOKET_ATTACHMENT_ERROR_LAUNCHER, "a starter of programs" },
  { "application/x-mswinurl", LOKET_ATTACHMENT_ERROR_LAUNCHER, "a starter of programs" },
  { "application/x-desktop", LOKET_ATTACHMENT_ERROR_LAUNCHER, "a starter of programs" },
  { "application/javascript", LOKET_ATTACHMENT_ERROR_SCRIPT, "a script" },
  { "text/javascript", LOKET_ATTACHMENT_ERROR_SCRIPT, "a script" },
  { "text/x-shellscript", LOKET_ATTACHMENT_ERROR_SCRIPT, "a script" },
  { "text/x-msdos-batch", LOKET_ATTACHMENT_ERROR_SCRIPT, "a script" },
  { "text/x-script", LOKET_ATTACHMENT_ERROR_SCRIPT, "a script" },
  { "text/x-python", LOKET_ATTACHMENT_ERROR_SCRIPT, "a script" },
  { "text/x-perl", LOKET_ATTACHMENT_ERROR_SCRIPT, "a script" },
  { "text/x-php", LOKET_ATTACHMENT_ERROR_SCRIPT, "a script" },
  { "text/x-ruby", LOKET_ATTACHMENT_ERROR_SCRIPT, "a script" },
  { "text/rtf", LOKET_ATTACHMENT_ERROR_TYPE, "RTF" },
  { "text/html", LOKET_ATTACHMENT_ERROR_WEB_PAGE, "a web page" },
  { "text/xml", LOKET_ATTACHMENT_ERROR_WEB_PAGE, "XML" },
  { "application/xml", LOKET_ATTACHMENT_ERROR_WEB_PAGE, "XML" },
  { "image/svg", LOKET_ATTACHMENT_ERROR_WEB_PAGE, "an SVG drawing" },
  { "application/zip", LOKET_ATTACHMENT_ERROR_ARCHIVE, "an archive" },
  { "application/x-7z-compressed", LOKET_ATTACHMENT_ERROR_ARCHIVE, "an archive" },
  { "application/x-rar", LOKET_ATTACHMENT_ERROR_ARCHIVE, "an archive" },
  { "application/vnd.rar", LOKET_ATTACHMENT_ERROR_ARCHIVE, "an archive" },
  { "application/x-tar", LOKET_ATTACHMENT_ERROR_ARCHIVE, "an archive" },
  { "application/gzip", LOKET_ATTACHMENT_ERROR_ARCHIVE, "an archive" },
  { "application/x-bzip2", LOKET_ATTACHMENT_ERROR_ARCHIVE, "an archive" },
  { "application/x-xz", LOKET_ATTACHMENT_ERROR_ARCHIVE, "an archive" },
  { "application/zstd", LOKET_ATTACHMENT_ERROR_ARCHIVE, "an archive" },
  { "application/x-iso9660-image", LOKET_ATTACHMENT_ERROR_ARCHIVE, "an image of a disk" },
  { "application/vnd.debian.binary-package", LOKET_ATTACHMENT_ERROR_PROGRAM, "a package of programs" },
  { "application/x-rpm", LOKET_ATTACHMENT_ERROR_PROGRAM, "a package of programs" },
};

/* @name (nullable) is worth a hint only, and only towards refusing. */
static gboolean
refuse_by_name (const char *name,
                GError    **error)
{
  static const struct
  {
    const char          *extension;
    LoketAttachmentError code;
  } endings[] = {
    { ".desktop", LOKET_ATTACHMENT_ERROR_LAUNCHER },
    { ".lnk", LOKET_ATTACHMENT_ERROR_LAUNCHER },
    { ".url", LOKET_ATTACHMENT_ERROR_LAUNCHER },
    { ".svg", LOKET_ATTACHMENT_ERROR_WEB_PAGE },
    { ".html", LOKET_ATTACHMENT_ERROR_WEB_PAGE },
    { ".htm", LOKET_ATTACHMENT_ERROR_WEB_PAGE },
    { ".exe", LOKET_ATTACHMENT_ERROR_PROGRAM },
    { ".msi", LOKET_ATTACHMENT_ERROR_PROGRAM },
    { ".scr", LOKET_ATTACHMENT_ERROR_PROGRAM },
    { ".sh", LOKET_ATTACHMENT_ERROR_SCRIPT },
    { ".bat", LOKET_ATTACHMENT_ERROR_SCRIPT },
    { ".cmd", LOKET_ATTACHMENT_ERROR_SCRIPT },
    { ".ps1", LOKET_ATTACHMENT_ERROR_SCRIPT },
    { ".vbs", LOKET_ATTACHMENT_ERROR_SCRIPT },
    { ".js", LOKET_ATTACHMENT_ERROR_SCRIPT },
    { ".docm", LOKET_ATTACHMENT_ERROR_MACROS },
    { ".xlsm", LOKET_ATTACHMENT_ERROR_MACROS },
  };
  g_autofree char *lower = name != NULL ? g_ascii_strdown (name, -1) : g_strdup ("");

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (lower, endings[i].extension))
      {
        g_set_error (error, LOKET_ATTACHMENT_ERROR, endings[i].code,
                     "Files ending in %s are not taken; allowed are JPEG, PNG, WebP, PDF, "
                     "DOCX, XLSX, ODT, ODS and plain text", endings[i].extension);
        return TRUE;
      }
  return FALSE;
}

/* What libmagic says of @bytes, %NULL with @error. */
static char *
ask_magic (GBytes  *bytes,
           GError **error)
{
  gsize length;
  gconstpointer data = g_bytes_get_data (bytes, &length);
  magic_t cookie = magic_open (MAGIC_MIME_TYPE | MAGIC_NO_CHECK_COMPRESS |
                               MAGIC_NO_CHECK_ELF);
  const char *said = NULL;
  char *type = NULL;

  if (cookie != NULL && magic_load (cookie, NULL) == 0)
    said = magic_buffer (cookie, data, length);
  if (said != NULL)
    type = g_strdup (said);
  else
    g_set_error_literal (error, LOKET_ATTACHMENT_ERROR, LOKET_ATTACHMENT_ERROR_FAILED,
                         "The kind of the file could not be found out");
  if (cookie != NULL)
    magic_close (cookie);
  return type;
}

static void
set_refused (const char *type,
             GError    **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    if (g_str_has_prefix (type, refused[i].prefix))
      {
        g_set_error (error, LOKET_ATTACHMENT_ERROR, refused[i].code,
                     "This is %s; allowed are JPEG, PNG, WebP, PDF, DOCX, XLSX, ODT, ODS and "
                     "plain text", refused[i].what);
        return;
      }
  g_set_error (error, LOKET_ATTACHMENT_ERROR, LOKET_ATTACHMENT_ERROR_TYPE,
               "This is %s; allowed are JPEG, PNG, WebP, PDF, DOCX, XLSX, ODT, ODS and plain "
               "text", type);
}

/* Prose is taken for the source of many languages; which one does not matter
 * once it is called .txt, unless a desktop would run it. For a word or two no
 * kind is found at all. */
static gboolean
is_text (const char *type,
         GBytes     *bytes)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);

  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    if (g_str_has_prefix (type, refused[i].prefix))
      return FALSE;
  return g_str_has_prefix (type, "text/") || strcmp (type, "application/json") == 0 ||
         strcmp (type, "application/csv") == 0 ||
         (strcmp (type, "application/octet-stream") == 0 && g_utf8_validate_len (text, length, NULL));
}

static const char *
sniff_photo (GBytes     *bytes,
             const char *type,
             GError    **error)
{
  if (!loket_photo_check_pixels (bytes, type, error) ||
      !_loket_attachment_check_behind_photo (bytes, type, error))
    return NULL;
  return type;
}

static const char *
sniff_contents (GBytes  *bytes,
                GError **error)
{
  g_autofree char *said = NULL;

  if (_loket_attachment_is_zip (bytes))
    return _loket_attachment_sniff_office (bytes, error);

  said = ask_magic (bytes, error);
  if (said == NULL)
    return NULL;
  for (gsize i = 0; loket_attachment_allowed_types ()[i] != NULL; i++)
    {
      const char *type = loket_attachment_allowed_types ()[i];

      if (loket_attachment_is_photo_type (type) && strcmp (said, type) == 0)
        return sniff_photo (bytes, type, error);
    }
  if (strcmp (said, LOKET_ATTACHMENT_TYPE_PDF) == 0)
    return _loket_attachment_check_pdf (bytes, error) ? LOKET_ATTACHMENT_TYPE_PDF : NULL;
  if (is_text (said, bytes))
    return _loket_attachment_check_text (bytes, error) ? LOKET_ATTACHMENT_TYPE_TEXT : NULL;
  set_refused (said, error);
  return NULL;
}

/**
 * loket_attachment_sniff:
 * @bytes: the whole file
 * @name: (nullable): what it is called; only ever a reason to refuse
 * @error: return location for a #LoketAttachmentError
 *
 * Finds out from its contents what a file is, and whether it may be attached:
 * one of loket_attachment_allowed_types(), not empty, at most
 * %LOKET_LIMIT_ATTACHMENT_BYTES, no program in it or behind it, and no second
 * kind of file. The error says what it is instead and what is allowed. Takes
 * milliseconds to tens of them: not for the main thread. Any thread.
 *
 * Returns: (transfer none) (nullable): the media type, a string that lives for
 *   ever
 */
const char *
loket_attachment_sniff (GBytes     *bytes,
                        const char *name,
                        GError    **error)
{
  gsize length;

  g_return_val_if_fail (bytes != NULL, NULL);

  length = g_bytes_get_size (bytes);
  if (length == 0)
    {
      g_set_error_literal (error, LOKET_ATTACHMENT_ERROR, LOKET_ATTACHMENT_ERROR_EMPTY,
                           "The file is empty");
      return NULL;
    }
  if (length > LOKET_LIMIT_ATTACHMENT_BYTES)
    {
      g_set_error (error, LOKET_ATTACHMENT_ERROR, LOKET_ATTACHMENT_ERROR_TOO_LARGE,
                   "The file has more than %d bytes", LOKET_LIMIT_ATTACHMENT_BYTES);
      return NULL;
    }
  if (refuse_by_name (name, error))
    return NULL;
  return sniff_contents (bytes, error);
}
