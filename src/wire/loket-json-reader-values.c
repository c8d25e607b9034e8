/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-wire"

#include "config.h"

#include "loket-json-reader-private.h"

#include "loket-text.h"

/* The member of one scalar type, with a complaint about any other. */
static JsonNode *
need_type (LoketJsonReader *self,
           const char      *name,
           GType            type,
           const char      *what)
{
  JsonNode *member = _loket_json_reader_need (self, name);

  if (member == NULL)
    return NULL;
  if (JSON_NODE_HOLDS_VALUE (member) && json_node_get_value_type (member) == type)
    return member;
  loket_json_reader_fail (self, LOKET_WIRE_ERROR_INVALID, name, what);
  return NULL;
}

/* A copy of a text, unless it is too long. */
char *
_loket_json_reader_take_text (LoketJsonReader *self,
                              const char      *name,
                              const char      *text,
                              gsize            max_chars)
{
  if ((gsize) g_utf8_strlen (text, -1) <= max_chars)
    return g_strdup (text);
  loket_json_reader_fail (self, LOKET_WIRE_ERROR_INVALID, name, "is too long");
  return NULL;
}

/**
 * loket_json_reader_dup_string:
 * @self: a reader
 * @name: a member that has to be there
 * @max_chars: the longest to accept, in code points
 *
 * Reads a text, which may be empty.
 *
 * Returns: (transfer full) (nullable): the text, %NULL once something is wrong
 */
char *
loket_json_reader_dup_string (LoketJsonReader *self,
                              const char      *name,
                              gsize            max_chars)
{
  JsonNode *member = need_type (self, name, G_TYPE_STRING, "is not a text");

  return member != NULL ? _loket_json_reader_take_text (self, name, json_node_get_string (member), max_chars) : NULL;
}

/**
 * loket_json_reader_dup_string_or_null:
 * @self: a reader
 * @name: a member that may be missing or null
 * @max_chars: the longest to accept, in code points
 *
 * Reads a text.
 *
 * Returns: (transfer full) (nullable): the text
 */
char *
loket_json_reader_dup_string_or_null (LoketJsonReader *self,
                                      const char      *name,
                                      gsize            max_chars)
{
  return _loket_json_reader_find (self, name) != NULL ? loket_json_reader_dup_string (self, name, max_chars) : NULL;
}

/**
 * loket_json_reader_dup_uuid:
 * @self: a reader
 * @name: a member that has to be there
 *
 * Reads an id in our one spelling.
 *
 * Returns: (transfer full) (nullable): the id, %NULL once something is wrong
 */
char *
loket_json_reader_dup_uuid (LoketJsonReader *self,
                            const char      *name)
{
  JsonNode *member = need_type (self, name, G_TYPE_STRING, "is not a text");

  if (member == NULL)
    return NULL;
  if (loket_text_is_uuid (json_node_get_string (member)))
    return json_node_dup_string (member);
  loket_json_reader_fail (self, LOKET_WIRE_ERROR_INVALID, name, "is not an id");
  return NULL;
}

/**
 * loket_json_reader_dup_uuid_or_null:
 * @self: a reader
 * @name: a member that may be missing or null
 *
 * Reads an id in our one spelling.
 *
 * Returns: (transfer full) (nullable): the id
 */
char *
loket_json_reader_dup_uuid_or_null (LoketJsonReader *self,
                                    const char      *name)
{
  return _loket_json_reader_find (self, name) != NULL ? loket_json_reader_dup_uuid (self, name) : NULL;
}

/**
 * loket_json_reader_dup_hex:
 * @self: a reader
 * @name: a member that has to be there
 * @digits: how many digits
 *
 * Reads lower-case hexadecimal digits.
 *
 * Returns: (transfer full) (nullable): the digits, %NULL once something is wrong
 */
char *
loket_json_reader_dup_hex (LoketJsonReader *self,
                           const char      *name,
                           gsize            digits)
{
  g_autofree char *text = loket_json_reader_dup_string (self, name, digits);
  gsize n = 0;

  if (text == NULL)
    return NULL;
  while (g_ascii_isxdigit (text[n]) && !g_ascii_isupper (text[n]))
    n++;
  if (n == digits && text[n] == '\0')
    return g_steal_pointer (&text);
  loket_json_reader_fail (self, LOKET_WIRE_ERROR_INVALID, name, "is not a hexadecimal number of the right length");
  return NULL;
}

/**
 * loket_json_reader_get_int:
 * @self: a reader
 * @name: a member that has to be there
 * @min: the least to accept
 * @max: the most to accept
 *
 * Reads a whole number.
 *
 * Returns: the number, 0 once something is wrong
 */
gint64
loket_json_reader_get_int (LoketJsonReader *self,
                           const char      *name,
                           gint64           min,
                           gint64           max)
{
  JsonNode *member = need_type (self, name, G_TYPE_INT64, "is not a whole number");
  gint64 value;

  if (member == NULL)
    return 0;
  value = json_node_get_int (member);
  if (value >= min && value <= max)
    return value;
  loket_json_reader_fail (self, LOKET_WIRE_ERROR_INVALID, name, "is out of range");
  return 0;
}

/**
 * loket_json_reader_get_int_or:
 * @self: a reader
 * @name: a member that may be missing or null
 * @min: the least to accept
 * @max: the most to accept
 * @fallback: what a missing one means
 *
 * Reads a whole number.
 *
 * Returns: the number, @fallback where it is missing
 */
gint64
loket_json_reader_get_int_or (LoketJsonReader *self,
                              const char      *name,
                              gint64           min,
                              gint64           max,
                              gint64           fallback)
{
  return _loket_json_reader_find (self, name) != NULL ? loket_json_reader_get_int (self, name, min, max) : fallback;
}

/**
 * loket_json_reader_get_boolean:
 * @self: a reader
 * @name: a member that has to be there
 *
 * Reads a yes or no.
 *
 * Returns: the value, %FALSE once something is wrong
 */
gboolean
loket_json_reader_get_boolean (LoketJsonReader *self,
                               const char      *name)
{
  JsonNode *member = need_type (self, name, G_TYPE_BOOLEAN, "is neither true nor false");

  return member != NULL && json_node_get_boolean (member);
}

/**
 * loket_json_reader_get_boolean_or:
 * @self: a reader
 * @name: a member that may be missing or null
 * @fallback: what a missing one means
 *
 * Reads a yes or no.
 *
 * Returns: the value, @fallback where it is missing
 */
gboolean
loket_json_reader_get_boolean_or (LoketJsonReader *self,
                                  const char      *name,
                                  gboolean         fallback)
{
  return _loket_json_reader_find (self, name) != NULL ? loket_json_reader_get_boolean (self, name) : fallback;
}

/**
 * loket_json_reader_get_instant:
 * @self: a reader
 * @name: a member that has to be there
 *
 * Reads an instant in RFC 3339.
 *
 * Returns: Unix seconds, %LOKET_TIME_UNSET once something is wrong
 */
gint64
loket_json_reader_get_instant (LoketJsonReader *self,
                               const char      *name)
{
  JsonNode *member = need_type (self, name, G_TYPE_STRING, "is not a text");
  gint64 instant = LOKET_TIME_UNSET;

  if (member != NULL && !loket_time_parse (json_node_get_string (member), &instant))
    loket_json_reader_fail (self, LOKET_WIRE_ERROR_INVALID, name, "is not an instant");
  return instant;
}

/**
 * loket_json_reader_get_instant_or_unset:
 * @self: a reader
 * @name: a member that may be missing or null
 *
 * Reads an instant in RFC 3339.
 *
 * Returns: Unix seconds or %LOKET_TIME_UNSET
 */
gint64
loket_json_reader_get_instant_or_unset (LoketJsonReader *self,
                                        const char      *name)
{
  return _loket_json_reader_find (self, name) != NULL ? loket_json_reader_get_instant (self, name) : LOKET_TIME_UNSET;
}

/**
 * loket_json_reader_get_word:
 * @self: a reader
 * @name: a member that may be missing or null
 *
 * Reads a word of the domain, to be given to a `…_from_name` function. A word
 * we do not know is no error: the raw text of the source stands beside it.
 *
 * Returns: (transfer none) (nullable): the word, good as long as the reader
 */
const char *
loket_json_reader_get_word (LoketJsonReader *self,
                            const char      *name)
{
  JsonNode *member = _loket_json_reader_find (self, name);

  if (member != NULL)
    member = need_type (self, name, G_TYPE_STRING, "is not a text");
  return member != NULL ? json_node_get_string (member) : NULL;
}
