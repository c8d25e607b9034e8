/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-base"

#include "config.h"

#include "loket-text.h"

/* Marks that reorder or hide text: a title must not look like another one. */
static gboolean
is_hidden (gunichar c)
{
  return (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF;
}

/**
 * loket_text_to_line:
 * @text: (nullable): UTF-8 from outside
 * @max_chars: the most code points to keep
 *
 * Makes one clean line of a text: control characters, line ends and runs of
 * space become one space, marks that hide or reorder text go, and what is too
 * long ends in an ellipsis. For titles and names, never for what is stored.
 *
 * Returns: (transfer full): the line, empty for %NULL
 */
char *
loket_text_to_line (const char *text,
                    gsize       max_chars)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  GString *line = g_string_new (NULL);
  gboolean space = FALSE;
  gsize length = 0;

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (is_hidden (c))
        continue;
      if (g_unichar_isspace (c) || g_unichar_iscntrl (c))
        {
          space = line->len > 0;
          continue;
        }
      if (length + (space ? 1 : 0) >= max_chars)
        {
          g_string_append (line, "…");
          break;
        }
      if (space)
        {
          g_string_append_c (line, ' ');
          length++;
          space = FALSE;
        }
      g_string_append_unichar (line, c);
      length++;
    }

  return g_string_free (line, FALSE);
}

/**
 * loket_text_mask:
 * @text: (nullable): a name or a number
 *
 * Hides a personal text but for the first letter of each word, so that an
 * officer recognises a record without the name standing on the screen.
 *
 * Returns: (transfer full): the masked text, always the same length per word
 *   so that the length gives nothing away
 */
char *
loket_text_mask (const char *text)
{
  g_autofree char *line = loket_text_to_line (text, G_MAXSIZE);
  g_auto (GStrv) words = g_strsplit (line, " ", -1);
  GString *masked = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (*words[i] == '\0')
        continue;
      if (masked->len > 0)
        g_string_append_c (masked, ' ');
      g_string_append_unichar (masked, g_utf8_get_char (words[i]));
      g_string_append (masked, "•••");
    }

  return g_string_free (masked, FALSE);
}

/**
 * loket_text_is_same_name:
 * @a: (nullable): UTF-8
 * @b: (nullable): UTF-8
 *
 * Compares names of places and offices, which are written in capitals as often
 * as not.
 *
 * Returns: whether they are the same but for case; %NULL is like no name
 */
gboolean
loket_text_is_same_name (const char *a,
                         const char *b)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  if (a == NULL || b == NULL)
    return FALSE;
  first = g_utf8_casefold (a, -1);
  second = g_utf8_casefold (b, -1);
  return g_str_equal (first, second);
}

/**
 * loket_text_is_blank:
 * @text: (nullable): UTF-8
 *
 * Tells whether a text has nothing a reader would see.
 *
 * Returns: %TRUE for %NULL, empty, or only space and hidden marks
 */
gboolean
loket_text_is_blank (const char *text)
{
  if (text == NULL)
    return TRUE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_isspace (c) && !g_unichar_iscntrl (c) && !is_hidden (c))
        return FALSE;
    }
  return TRUE;
}

/**
 * loket_text_is_uuid:
 * @text: (nullable): a text from outside
 *
 * Tells whether a text is a UUID in the only spelling we write: lower case,
 * with hyphens. Two spellings of one id would be two ids.
 *
 * Returns: whether it is
 */
gboolean
loket_text_is_uuid (const char *text)
{
  if (text == NULL || !g_uuid_string_is_valid (text))
    return FALSE;

  for (const char *p = text; *p != '\0'; p++)
    if (g_ascii_isupper (*p))
      return FALSE;
  return TRUE;
}

/**
 * loket_text_new_uuid:
 *
 * Makes a random id (version 4, so that no clock is needed and none leaks).
 *
 * Returns: (transfer full): 36 lower-case characters
 */
char *
loket_text_new_uuid (void)
{
  return g_uuid_string_random ();
}

/**
 * loket_text_sha256:
 * @bytes: any bytes
 *
 * Computes SHA-256.
 *
 * Returns: (transfer full): 64 lower-case hexadecimal digits
 */
char *
loket_text_sha256 (GBytes *bytes)
{
  return g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
}
