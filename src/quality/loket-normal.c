/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-quality"

#include "config.h"

#include "loket-normal.h"

#include <string.h>

typedef struct
{
  GString *text;
  GArray  *first;
  GArray  *last;
} Builder;

static gboolean
is_hidden (gunichar c)
{
  return (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF || c == 0x00AD;
}

/* One kind of each: so that a rule needs one spelling. */
static gunichar
plain (gunichar c)
{
  if (c < 0x80)
    return c == '\r' ? '\n' : c == '\t' || c == '\v' || c == '\f' ? ' ' : c;
  if (c == 0x201C || c == 0x201D || c == 0x201E || c == 0x201F || c == 0x00AB || c == 0x00BB)
    return '"';
  if (c == 0x2018 || c == 0x2019 || c == 0x201A || c == 0x201B || c == 0x02BC || c == 0x00B4)
    return '\'';
  if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212)
    return '-';
  if (c == 0x2028 || c == 0x2029 || c == 0x0085)
    return '\n';
  if (g_unichar_isspace (c))
    return ' ';
  if (g_unichar_type (c) == G_UNICODE_DECIMAL_NUMBER)
    return (gunichar) ('0' + g_unichar_digit_value (c));
  return c;
}

static void
append (Builder *builder,
        gunichar c,
        guint32  first,
        guint32  last)
{
  gsize before = builder->text->len;

  if (c < 0x80)
    {
      g_string_append_c (builder->text, (char) c);
      g_array_append_val (builder->first, first);
      g_array_append_val (builder->last, last);
      return;
    }
  g_string_append_unichar (builder->text, c);
  for (gsize i = before; i < builder->text->len; i++)
    {
      g_array_append_val (builder->first, first);
      g_array_append_val (builder->last, last);
    }
}

/* A letter and the marks on it, composed. */
static void
append_cluster (Builder    *builder,
                const char *start,
                const char *end,
                guint32     first,
                guint32     last)
{
  g_autofree char *composed = g_utf8_normalize (start, end - start, G_NORMALIZE_NFC);

  for (const char *p = composed; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    append (builder, plain (g_utf8_get_char (p)), first, last);
}

static guint32
normalise (Builder    *builder,
           const char *text)
{
  guint32 at = 0;

  while (*text != '\0')
    {
      const char *next = g_utf8_next_char (text);
      gunichar c = g_utf8_get_char (text);
      guint32 n = 1;

      if (!is_hidden (c) && !(c == '\r' && *next == '\n'))
        {
          while (*next != '\0' && g_unichar_combining_class (g_utf8_get_char (next)) != 0)
            {
              next = g_utf8_next_char (next);
              n++;
            }
          if (n > 1)
            append_cluster (builder, text, next, at, at + n);
          else
            append (builder, plain (c), at, at + 1);
        }
      at += n;
      text = next;
    }
  return at;
}

/* Reads @text, which is valid UTF-8, and tells how many code points it has. */
guint32
_loket_normal_read (LoketNormal *normal,
                    const char  *text)
{
  guint size = (guint) strlen (text) + 1;
  Builder builder = {
    g_string_sized_new (size),
    g_array_sized_new (FALSE, FALSE, sizeof (guint32), size),
    g_array_sized_new (FALSE, FALSE, sizeof (guint32), size),
  };
  guint32 points = normalise (&builder, text);

  normal->length = builder.text->len;
  normal->text = g_string_free (builder.text, FALSE);
  normal->first = (guint32 *) (void *) g_array_free (builder.first, FALSE);
  normal->last = (guint32 *) (void *) g_array_free (builder.last, FALSE);
  return points;
}

/* Frees what @normal has. */
void
_loket_normal_clear (LoketNormal *normal)
{
  g_clear_pointer (&normal->text, g_free);
  g_clear_pointer (&normal->first, g_free);
  g_clear_pointer (&normal->last, g_free);
}
