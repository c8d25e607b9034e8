/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-wire"

#include "config.h"

#include "loket-json-guard.h"

#include <math.h>
#include <string.h>

#include "loket-limits.h"

/*
 * A scan of JSON (RFC 8259, narrowed to I-JSON) that stands in front of the
 * parser: json-glib overflows its stack on deep nesting, turns large integers
 * negative, cuts strings at \u0000, keeps the last of two equal keys and takes
 * much that is no JSON at all. What passes here means the same to every parser.
 *
 * One pass, no recursion, memory bounded by the depth and the keys per object.
 */

/* A key that an open object has so far. Keys without an escape point into the
 * document, the others into the arena of decoded ones. */
typedef struct
{
  gsize    start;
  gsize    length;
  guint32  hash;
  gboolean decoded;
} Key;

typedef struct
{
  gboolean object;
  guint    first_key;
  gsize    arena_size;
} Frame;

typedef struct
{
  const char *data;
  gsize       length;
  gsize       at;
  Frame       frames[LOKET_LIMIT_JSON_DEPTH];
  guint       depth;
  GArray     *keys;
  GString    *arena;
  GError    **error;
} Scan;

static gboolean
refuse (Scan       *scan,
        gsize       at,
        const char *what)
{
  g_set_error (scan->error, LOKET_WIRE_ERROR, LOKET_WIRE_ERROR_MALFORMED,
               "JSON byte %" G_GSIZE_FORMAT ": %s", at, what);
  return FALSE;
}

/* The byte at the position, or -1 at the end. */
static int
peek (const Scan *scan)
{
  return scan->at < scan->length ? (guchar) scan->data[scan->at] : -1;
}

static void
skip_space (Scan *scan)
{
  int c;

  while ((c = peek (scan)) == ' ' || c == '\t' || c == '\n' || c == '\r')
    scan->at++;
}

static gboolean
scan_hex4 (Scan    *scan,
           guint32 *value)
{
  guint32 v = 0;

  if (scan->length - scan->at < 4)
    return refuse (scan, scan->at, "a \\u escape needs four hexadecimal digits");
  for (guint i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (scan->data[scan->at + i]);

      if (digit < 0)
        return refuse (scan, scan->at + i, "a \\u escape needs four hexadecimal digits");
      v = v << 4 | (guint32) digit;
    }
  scan->at += 4;
  *value = v;
  return TRUE;
}

/* After `\u`: one code point, which may take a second escape. */
static gboolean
scan_unicode_escape (Scan    *scan,
                     gsize    start,
                     gunichar *c)
{
  guint32 high, low;

  if (!scan_hex4 (scan, &high))
    return FALSE;
  if (high == 0)
    return refuse (scan, start, "\\u0000 is not allowed");
  if (high >= 0xDC00 && high <= 0xDFFF)
    return refuse (scan, start, "a low surrogate stands alone");
  if (high < 0xD800 || high > 0xDBFF)
    {
      *c = high;
      return TRUE;
    }

  if (scan->length - scan->at < 2 || scan->data[scan->at] != '\\' || scan->data[scan->at + 1] != 'u')
    return refuse (scan, start, "a high surrogate stands alone");
  scan->at += 2;
  if (!scan_hex4 (scan, &low))
    return FALSE;
  if (low < 0xDC00 || low > 0xDFFF)
    return refuse (scan, start, "a high surrogate stands alone");
  *c = 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
  return TRUE;
}

/* At a backslash: one escape. */
static gboolean
scan_escape (Scan     *scan,
             gunichar *c)
{
  static const char letters[] = "\"\\/bfnrt";
  static const char values[] = "\"\\/\b\f\n\r\t";
  gsize start = scan->at++;
  int letter = peek (scan);
  const char *found;

  if (letter < 0)
    return refuse (scan, start, "the text ends inside an escape");
  scan->at++;
  if (letter == 'u')
    return scan_unicode_escape (scan, start, c);
  found = letter != 0 ? strchr (letters, letter) : NULL;
  if (found == NULL)
    return refuse (scan, start, "no such escape");
  *c = (guchar) values[found - letters];
  return TRUE;
}

/* Goes over what a string may hold as it is, eight bytes at a time: stops at or
 * a little before a quote, a backslash, a control character or the end. */
static void
skip_plain (Scan *scan)
{
  const guint64 ones = G_GUINT64_CONSTANT (0x0101010101010101);

  while (scan->length - scan->at >= sizeof (guint64))
    {
      guint64 bytes, quotes, backslashes, special;

      memcpy (&bytes, scan->data + scan->at, sizeof bytes);
      quotes = bytes ^ (ones * '"');
      backslashes = bytes ^ (ones * '\\');
      special = ((quotes - ones) & ~quotes) | ((backslashes - ones) & ~backslashes) |
                ((bytes - ones * 0x20) & ~bytes);
      if ((special & (ones * 0x80)) != 0)
        return;
      scan->at += sizeof bytes;
    }
}

/* At the opening quote: a string. With @key set, its decoded place is noted. */
static gboolean
scan_string (Scan *scan,
             Key  *key)
{
  gsize opening = scan->at++;
  gsize start = scan->at;
  gsize arena_start = scan->arena->len;
  gboolean escaped = FALSE;

  for (;;)
    {
      gunichar decoded;
      int c;

      if (key == NULL)
        skip_plain (scan);
      c = peek (scan);
      if (c < 0)
        return refuse (scan, opening, "a string has no end");
      if (c == '"')
        break;
      if (c < 0x20)
        return refuse (scan, scan->at, "a control character in a string");
      if (c != '\\')
        {
          if (escaped && key != NULL)
            g_string_append_c (scan->arena, (char) c);
          scan->at++;
          continue;
        }

      if (key != NULL && !escaped)
        g_string_append_len (scan->arena, scan->data + start, (gssize) (scan->at - start));
      escaped = TRUE;
      if (!scan_escape (scan, &decoded))
        return FALSE;
      if (key != NULL)
        g_string_append_unichar (scan->arena, decoded);
    }

  if (key != NULL)
    {
      key->decoded = escaped;
      key->start = escaped ? arena_start : start;
      key->length = escaped ? scan->arena->len - arena_start : scan->at - start;
    }
  scan->at++;
  return TRUE;
}

static const char *
key_text (const Scan *scan,
          const Key  *key)
{
  return (key->decoded ? scan->arena->str : scan->data) + key->start;
}

/* At the quote of a key: notes it, and refuses one that the object has. */
static gboolean
scan_key (Scan *scan)
{
  const Frame *frame = &scan->frames[scan->depth - 1];
  gsize start = scan->at;
  guint32 hash = 2166136261u;
  const char *text;
  Key key;

  if (!scan_string (scan, &key))
    return FALSE;
  if (scan->keys->len - frame->first_key >= LOKET_LIMIT_JSON_MEMBERS)
    return refuse (scan, start, "too many members in one object");

  text = key_text (scan, &key);
  for (gsize i = 0; i < key.length; i++)
    hash = (hash ^ (guchar) text[i]) * 16777619u;
  key.hash = hash;

  for (guint i = frame->first_key; i < scan->keys->len; i++)
    {
      const Key *other = &g_array_index (scan->keys, Key, i);

      if (other->hash == key.hash && other->length == key.length &&
          memcmp (key_text (scan, other), text, key.length) == 0)
        return refuse (scan, start, "the same key twice in one object");
    }
  g_array_append_val (scan->keys, key);
  return TRUE;
}

static gboolean
scan_digits (Scan *scan)
{
  gsize start = scan->at;

  while (g_ascii_isdigit (peek (scan)))
    scan->at++;
  return scan->at > start || refuse (scan, scan->at, "a digit is missing");
}

static gboolean
check_integer (Scan  *scan,
               gsize  start)
{
  gint64 value = 0;

  for (gsize i = start; i < scan->at; i++)
    {
      if (scan->data[i] == '-')
        continue;
      value = value * 10 + (scan->data[i] - '0');
      if (value > LOKET_LIMIT_JSON_INTEGER)
        return refuse (scan, start, "an integer beyond 2^53");
    }
  return TRUE;
}

static gboolean
check_real (Scan  *scan,
            gsize  start)
{
  g_autofree char *text = g_strndup (scan->data + start, scan->at - start);

  return isfinite (g_ascii_strtod (text, NULL)) ||
         refuse (scan, start, "a number too large for any reader");
}

static gboolean
scan_number (Scan *scan)
{
  gsize start = scan->at;
  gboolean real = FALSE;

  if (peek (scan) == '-')
    scan->at++;
  if (peek (scan) == '0')
    {
      scan->at++;
      if (g_ascii_isdigit (peek (scan)))
        return refuse (scan, start, "a number with a leading zero");
    }
  else if (!scan_digits (scan))
    return FALSE;

  if (peek (scan) == '.')
    {
      real = TRUE;
      scan->at++;
      if (!scan_digits (scan))
        return FALSE;
    }
  if (peek (scan) == 'e' || peek (scan) == 'E')
    {
      real = TRUE;
      scan->at++;
      if (peek (scan) == '+' || peek (scan) == '-')
        scan->at++;
      if (!scan_digits (scan))
        return FALSE;
    }
  return real ? check_real (scan, start) : check_integer (scan, start);
}

static gboolean
scan_word (Scan *scan)
{
  static const char *const words[] = { "true", "false", "null" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      gsize n = strlen (words[i]);

      if (scan->length - scan->at >= n && memcmp (scan->data + scan->at, words[i], n) == 0)
        {
          scan->at += n;
          return TRUE;
        }
    }
  return refuse (scan, scan->at, "a value is missing");
}

static gboolean
open_frame (Scan     *scan,
            gboolean  object)
{
  Frame *frame;

  if (scan->depth == LOKET_LIMIT_JSON_DEPTH)
    return refuse (scan, scan->at, "nested too deeply");
  frame = &scan->frames[scan->depth++];
  frame->object = object;
  frame->first_key = scan->keys->len;
  frame->arena_size = scan->arena->len;
  scan->at++;
  return TRUE;
}

static void
close_frame (Scan *scan)
{
  const Frame *frame = &scan->frames[--scan->depth];

  g_array_set_size (scan->keys, frame->first_key);
  g_string_truncate (scan->arena, frame->arena_size);
  scan->at++;
}

/* At the start of a value. Containers are opened, not walked. */
static gboolean
scan_value (Scan *scan)
{
  int c = peek (scan);

  if (c == '{' || c == '[')
    return open_frame (scan, c == '{');
  if (c == '"')
    return scan_string (scan, NULL);
  if (c == '-' || g_ascii_isdigit (c))
    return scan_number (scan);
  return scan_word (scan);
}

/* At a key: the key, its colon and the start of its value. */
static gboolean
scan_member (Scan *scan)
{
  if (peek (scan) != '"')
    return refuse (scan, scan->at, "a key is missing");
  if (!scan_key (scan))
    return FALSE;
  skip_space (scan);
  if (peek (scan) != ':')
    return refuse (scan, scan->at, "a colon is missing");
  scan->at++;
  skip_space (scan);
  return scan_value (scan);
}

static gboolean
scan_document (Scan *scan)
{
  gboolean fresh = TRUE; /* a container was just opened */

  skip_space (scan);
  if (peek (scan) != '{')
    return refuse (scan, scan->at, "the document is not an object");
  if (!open_frame (scan, TRUE))
    return FALSE;

  while (scan->depth > 0)
    {
      const Frame *frame = &scan->frames[scan->depth - 1];
      guint depth = scan->depth;

      skip_space (scan);
      if (peek (scan) == (frame->object ? '}' : ']'))
        {
          close_frame (scan);
          fresh = FALSE;
          continue;
        }
      if (!fresh)
        {
          if (peek (scan) != ',')
            return refuse (scan, scan->at, "a comma or an end is missing");
          scan->at++;
          skip_space (scan);
        }
      if (!(frame->object ? scan_member (scan) : scan_value (scan)))
        return FALSE;
      fresh = scan->depth > depth;
    }

  skip_space (scan);
  return scan->at == scan->length ||
         refuse (scan, scan->at, "something follows the document");
}

/**
 * loket_json_guard_check:
 * @data: (array length=length): bytes from outside; no end mark is needed
 * @length: how many
 * @max_bytes: the most to accept
 * @error: return location for a #GError of %LOKET_WIRE_ERROR, with the byte
 *   position; @data itself is never quoted
 *
 * Tells whether bytes are one JSON object that every reader understands alike:
 * UTF-8 without a byte order mark, nested at most %LOKET_LIMIT_JSON_DEPTH deep,
 * no key twice in an object (however it is spelled), integers within ±2^53,
 * no lone surrogate, no NUL, nothing before or after. Any thread.
 *
 * Returns: whether it is safe to parse
 */
gboolean
loket_json_guard_check (const char *data,
                        gsize       length,
                        gsize       max_bytes,
                        GError    **error)
{
  Scan scan = { .data = data, .length = length, .error = error };
  const char *end = NULL;
  gboolean fine;

  g_return_val_if_fail (data != NULL || length == 0, FALSE);

  if (length > max_bytes)
    {
      g_set_error (error, LOKET_WIRE_ERROR, LOKET_WIRE_ERROR_TOO_LARGE,
                   "JSON of more than %" G_GSIZE_FORMAT " bytes", max_bytes);
      return FALSE;
    }
  if (length == 0)
    return refuse (&scan, 0, "the document is not an object");
  if (!g_utf8_validate_len (data, length, &end))
    return refuse (&scan, (gsize) (end - data), "not UTF-8");

  scan.keys = g_array_sized_new (FALSE, FALSE, sizeof (Key), 64);
  scan.arena = g_string_new (NULL);
  fine = scan_document (&scan);
  g_array_unref (scan.keys);
  g_string_free (scan.arena, TRUE);
  return fine;
}
