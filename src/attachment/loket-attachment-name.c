/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-attachment"

#include "config.h"

#include "loket-attachment-name.h"

#include <string.h>

#include "loket-attachment-type.h"
#include "loket-limits.h"

/*
 * The name of a file comes from the other side of the wire and ends in a save
 * dialog, in a folder and on a screen: it may neither lead out of the folder,
 * nor look like another name, nor make a desktop start something.
 */

/* Names of devices on computers that receive the file, in any case, with any
 * extension. */
static gboolean
is_reserved (const char *stem)
{
  static const char * const names[] = { "con", "prn", "aux", "nul", "conin$", "conout$", NULL };
  g_autofree char *lower = g_ascii_strdown (stem, strcspn (stem, "."));
  gsize length;

  g_strchomp (lower);
  length = strlen (lower);
  if (g_strv_contains (names, lower))
    return TRUE;
  return (length == 4 || length == 5) &&
         (g_str_has_prefix (lower, "com") || g_str_has_prefix (lower, "lpt")) &&
         (g_ascii_isdigit (lower[3]) || strcmp (lower + 3, "¹") == 0 ||
          strcmp (lower + 3, "²") == 0 || strcmp (lower + 3, "³") == 0) &&
         (length == 4 || !g_ascii_isdigit (lower[3]));
}

/* Code points that no reader sees: marks of direction and joining, fillers that
 * are drawn as nothing, tags, selectors of variants. */
static gboolean
is_unseen (gunichar c)
{
  switch (g_unichar_type (c))
    {
    case G_UNICODE_CONTROL:
    case G_UNICODE_FORMAT:
    case G_UNICODE_SURROGATE:
    case G_UNICODE_PRIVATE_USE:
    case G_UNICODE_UNASSIGNED:
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
      return TRUE;
    case G_UNICODE_SPACING_MARK:
    case G_UNICODE_ENCLOSING_MARK:
    case G_UNICODE_NON_SPACING_MARK:
    case G_UNICODE_LOWERCASE_LETTER:
    case G_UNICODE_MODIFIER_LETTER:
    case G_UNICODE_OTHER_LETTER:
    case G_UNICODE_TITLECASE_LETTER:
    case G_UNICODE_UPPERCASE_LETTER:
    case G_UNICODE_DECIMAL_NUMBER:
    case G_UNICODE_LETTER_NUMBER:
    case G_UNICODE_OTHER_NUMBER:
    case G_UNICODE_CONNECT_PUNCTUATION:
    case G_UNICODE_DASH_PUNCTUATION:
    case G_UNICODE_CLOSE_PUNCTUATION:
    case G_UNICODE_FINAL_PUNCTUATION:
    case G_UNICODE_INITIAL_PUNCTUATION:
    case G_UNICODE_OTHER_PUNCTUATION:
    case G_UNICODE_OPEN_PUNCTUATION:
    case G_UNICODE_CURRENCY_SYMBOL:
    case G_UNICODE_MODIFIER_SYMBOL:
    case G_UNICODE_MATH_SYMBOL:
    case G_UNICODE_OTHER_SYMBOL:
    case G_UNICODE_SPACE_SEPARATOR:
    default:
      return c == 0x034F || c == 0x115F || c == 0x1160 || c == 0x3164 || c == 0xFFA0 ||
             c == 0x17B4 || c == 0x17B5 || (c >= 0x180B && c <= 0x180F) ||
             (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF) ||
             c == 0x2800 || c == 0xFFFD || c == 0xFFFC;
    }
}

/* Separators of paths, also those that only look like one, and what other file
 * systems give a meaning to. */
static gboolean
is_forbidden (gunichar c)
{
  return c == '/' || c == '\\' || c == 0x2044 || c == 0x2215 || c == 0x29F8 || c == 0x2571 ||
         c == 0xFF0F || c == 0xFF3C || c == 0xFE68 || c == 0x29F5 || c == 0x29F9 ||
         (c < 0x80 && strchr (":*?\"<>|", (int) c) != NULL);
}

/* What is seen of @name: composed, without marks nobody sees, every run of white
 * space one space. */
static char *
make_visible (const char *name)
{
  g_autofree char *valid = g_utf8_make_valid (name, -1);
  g_autoptr (GString) seen = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isspace (c))
        c = ' ';
      else if (is_unseen (c))
        continue;
      else if (is_forbidden (c))
        c = '_';
      if (c == ' ' && seen->len > 0 && seen->str[seen->len - 1] == ' ')
        continue;
      g_string_append_unichar (seen, c);
    }
  return g_utf8_normalize (seen->str, -1, G_NORMALIZE_NFC);
}

/* Without the dots, spaces and dashes that hide a file or look like an option. */
static void
trim_ends (char *name)
{
  gsize skip = strspn (name, ". -~");
  gsize length = strlen (name + skip);

  memmove (name, name + skip, length + 1);
  while (length > 0 && strchr (". ", name[length - 1]) != NULL)
    name[--length] = '\0';
}

/* Whether @extension, with its dot and in any case, is one of @type. */
static gboolean
fits_type (const char *extension,
           const char *type)
{
  if (g_strcmp0 (type, LOKET_ATTACHMENT_TYPE_JPEG) == 0 &&
      g_ascii_strcasecmp (extension, ".jpeg") == 0)
    return TRUE;
  return g_ascii_strcasecmp (extension, loket_attachment_extension (type)) == 0;
}

static gboolean
fits_any_type (const char *extension)
{
  const char * const *types = loket_attachment_allowed_types ();

  for (gsize i = 0; types[i] != NULL; i++)
    if (fits_type (extension, types[i]))
      return TRUE;
  return FALSE;
}

/* Takes the ending off @name: it is what tells a desktop what to do with a file,
 * so only the one of the type is put back. One that is not allowed at all stays
 * readable, with its dot turned: `foto.exe` -> `foto_exe`. Where no type is known
 * (@extension is empty) no dot is left that could begin an ending. */
static void
take_extension (char       *name,
                const char *extension)
{
  char *dot = strrchr (name, '.');

  if (*extension == '\0')
    {
      g_strdelimit (name, ".", '_');
      return;
    }
  if (dot == NULL)
    return;
  if (fits_any_type (dot))
    *dot = '\0';
  else if (strspn (dot + 1, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS) == strlen (dot + 1))
    *dot = '_';
}

static void
cut_at_border (char  *text,
               gsize  max_bytes)
{
  gsize length = strlen (text);

  if (length <= max_bytes)
    return;
  length = max_bytes;
  while (length > 0 && ((guchar) text[length] & 0xC0) == 0x80)
    length--;
  text[length] = '\0';
  while (length > 0 && strchr (". ", text[length - 1]) != NULL)
    text[--length] = '\0';
}

/**
 * loket_attachment_clean_name:
 * @name: (nullable): what the file was called, bytes from outside
 * @type: (nullable): the type that its contents have, from
 *   loket_attachment_sniff()
 *
 * Makes a name that may be shown, stored and used for a file: one part of a
 * path, valid UTF-8 in NFC, without control, hidden or reordering marks, without
 * a leading dot, no name of a device, at most %LOKET_LIMIT_ATTACHMENT_NAME_BYTES
 * bytes with the extension of its type. A name cleaned again stays as it is. An
 * extension that the type does not have stays readable in the name but is none
 * any more. Any thread.
 *
 * Returns: (transfer full): the name, never empty
 */
char *
loket_attachment_clean_name (const char *name,
                             const char *type)
{
  const char *extension = loket_attachment_extension (type);
  g_autofree char *stem = make_visible (name != NULL ? name : "");

  trim_ends (stem);
  take_extension (stem, extension);
  trim_ends (stem);
  if (*stem == '\0')
    return g_strconcat ("lampiran", extension, NULL);
  if (is_reserved (stem))
    {
      g_autofree char *reserved = g_steal_pointer (&stem);

      stem = g_strconcat ("_", reserved, NULL);
    }
  cut_at_border (stem, LOKET_LIMIT_ATTACHMENT_NAME_BYTES - strlen (extension));
  return g_strconcat (stem, extension, NULL);
}
