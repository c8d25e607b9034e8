/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-wire"

#include "config.h"

#include "loket-json-reader.h"

#include <json-glib/json-glib.h>

#include "loket-json-guard.h"
#include "loket-text.h"

/**
 * LoketJsonReader:
 *
 * Reads typed members of a JSON document that passed the guard. The first thing
 * that is wrong is kept with its path; from then on every getter gives nothing.
 * So a codec reads all members one after the other and asks once at the end:
 *
 *     reader = loket_json_reader_new (data, length, max, error);
 *     record->id = loket_json_reader_dup_uuid (reader, "id");
 *     record->rev = loket_json_reader_get_int (reader, "rev", 1, G_MAXINT64);
 *     if (!loket_json_reader_check (reader, error)) …
 *
 * Members that nobody asks for are skipped: a newer peer may send more.
 */
struct _LoketJsonReader
{
  JsonParser *parser;
  GArray     *places; /* of Place, outermost first */
  GError     *error;
};

typedef struct
{
  JsonNode   *node;  /* NULL below something that is wrong */
  const char *name;  /* NULL for an array's element */
  guint       index;
} Place;

static void
push (LoketJsonReader *self,
      JsonNode        *node,
      const char      *name,
      guint            index)
{
  Place place = { node, name, index };

  g_array_append_val (self->places, place);
}

static const Place *
current (LoketJsonReader *self)
{
  return &g_array_index (self->places, Place, self->places->len - 1);
}

static char *
dup_path (LoketJsonReader *self,
          const char      *name)
{
  GString *path = g_string_new ("$");

  for (guint i = 1; i < self->places->len; i++)
    {
      const Place *place = &g_array_index (self->places, Place, i);

      if (place->name != NULL)
        g_string_append_printf (path, ".%s", place->name);
      else
        g_string_append_printf (path, "[%u]", place->index);
    }
  if (name != NULL)
    g_string_append_printf (path, ".%s", name);
  return g_string_free (path, FALSE);
}

/* The member, or NULL where it is missing or null. */
static JsonNode *
find (LoketJsonReader *self,
      const char      *name)
{
  JsonNode *node = current (self)->node;
  JsonNode *member;

  if (self->error != NULL || node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  member = json_object_get_member (json_node_get_object (node), name);
  return member == NULL || JSON_NODE_HOLDS_NULL (member) ? NULL : member;
}

static JsonNode *
need (LoketJsonReader *self,
      const char      *name)
{
  JsonNode *member = find (self, name);

  if (member == NULL)
    loket_json_reader_fail (self, LOKET_WIRE_ERROR_INVALID, name, "is missing");
  return member;
}

/* The member of one scalar type, with a complaint about any other. */
static JsonNode *
need_type (LoketJsonReader *self,
           const char      *name,
           GType            type,
           const char      *what)
{
  JsonNode *member = need (self, name);

  if (member == NULL)
    return NULL;
  if (JSON_NODE_HOLDS_VALUE (member) && json_node_get_value_type (member) == type)
    return member;
  loket_json_reader_fail (self, LOKET_WIRE_ERROR_INVALID, name, what);
  return NULL;
}

/**
 * loket_json_reader_new:
 * @data: (array length=length): bytes from outside
 * @length: how many
 * @max_bytes: the most to accept
 * @error: return location for a #GError of %LOKET_WIRE_ERROR
 *
 * Guards and parses a document; the reader then stands at its root object. Use
 * on one thread at a time.
 *
 * Returns: (transfer full) (nullable): a reader
 */
LoketJsonReader *
loket_json_reader_new (const char *data,
                       gsize       length,
                       gsize       max_bytes,
                       GError    **error)
{
  g_autoptr (LoketJsonReader) self = NULL;
  g_autoptr (GError) local = NULL;

  if (!loket_json_guard_check (data, length, max_bytes, error))
    return NULL;

  self = g_new0 (LoketJsonReader, 1);
  self->parser = json_parser_new_immutable ();
  self->places = g_array_sized_new (FALSE, FALSE, sizeof (Place), 8);

  /* json-glib quotes the text in its messages; ours must not. */
  if (!json_parser_load_from_data (self->parser, data, (gssize) length, &local))
    {
      g_set_error_literal (error, LOKET_WIRE_ERROR, LOKET_WIRE_ERROR_MALFORMED,
                           "JSON that cannot be parsed");
      return NULL;
    }
  push (self, json_parser_get_root (self->parser), NULL, 0);
  return g_steal_pointer (&self);
}

/**
 * loket_json_reader_free:
 * @self: (nullable) (transfer full): a reader
 *
 * Frees a reader.
 */
void
loket_json_reader_free (LoketJsonReader *self)
{
  if (self == NULL)
    return;

  g_clear_object (&self->parser);
  g_clear_pointer (&self->places, g_array_unref);
  g_clear_error (&self->error);
  g_free (self);
}

/**
 * loket_json_reader_check:
 * @self: a reader
 * @error: return location for a #GError of %LOKET_WIRE_ERROR
 *
 * Tells whether everything that was asked for so far was there and right.
 *
 * Returns: whether; else @error is the first thing that was not
 */
gboolean
loket_json_reader_check (LoketJsonReader *self,
                         GError         **error)
{
  if (self->error == NULL)
    return TRUE;

  g_propagate_error (error, g_error_copy (self->error));
  return FALSE;
}

/**
 * loket_json_reader_fail:
 * @self: a reader
 * @code: what the caller may do about it
 * @name: (nullable): the member, %NULL for the object the reader stands at
 * @what: what is wrong, as in “is not a date”; never a value of the document
 *
 * Notes that something is wrong, unless something was before.
 */
void
loket_json_reader_fail (LoketJsonReader *self,
                        LoketWireError   code,
                        const char      *name,
                        const char      *what)
{
  g_autofree char *path = NULL;

  if (self->error != NULL)
    return;
  path = dup_path (self, name);
  self->error = g_error_new (LOKET_WIRE_ERROR, (int) code, "%s %s", path, what);
}

/**
 * loket_json_reader_has:
 * @self: a reader
 * @name: a member
 *
 * Tells whether a member is there and not null.
 *
 * Returns: whether it is
 */
gboolean
loket_json_reader_has (LoketJsonReader *self,
                       const char      *name)
{
  return find (self, name) != NULL;
}

static char *
check_length (LoketJsonReader *self,
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

  return member != NULL ? check_length (self, name, json_node_get_string (member), max_chars) : NULL;
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
  return find (self, name) != NULL ? loket_json_reader_dup_string (self, name, max_chars) : NULL;
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
  return find (self, name) != NULL ? loket_json_reader_dup_uuid (self, name) : NULL;
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
  return find (self, name) != NULL ? loket_json_reader_get_int (self, name, min, max) : fallback;
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
  return find (self, name) != NULL ? loket_json_reader_get_boolean (self, name) : fallback;
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
  return find (self, name) != NULL ? loket_json_reader_get_instant (self, name) : LOKET_TIME_UNSET;
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
  JsonNode *member = find (self, name);

  if (member != NULL)
    member = need_type (self, name, G_TYPE_STRING, "is not a text");
  return member != NULL ? json_node_get_string (member) : NULL;
}

/**
 * loket_json_reader_enter:
 * @self: a reader
 * @name: a member that has to be there
 *
 * Goes into an object; loket_json_reader_leave() goes back.
 *
 * Returns: whether the reader went in
 */
gboolean
loket_json_reader_enter (LoketJsonReader *self,
                         const char      *name)
{
  JsonNode *member = need (self, name);

  if (member == NULL)
    return FALSE;
  if (!JSON_NODE_HOLDS_OBJECT (member))
    {
      loket_json_reader_fail (self, LOKET_WIRE_ERROR_INVALID, name, "is not an object");
      return FALSE;
    }
  push (self, member, name, 0);
  return TRUE;
}

/**
 * loket_json_reader_enter_or_null:
 * @self: a reader
 * @name: a member that may be missing or null
 *
 * Goes into an object; loket_json_reader_leave() goes back.
 *
 * Returns: whether the reader went in
 */
gboolean
loket_json_reader_enter_or_null (LoketJsonReader *self,
                                 const char      *name)
{
  return find (self, name) != NULL && loket_json_reader_enter (self, name);
}

static guint
enter_array (LoketJsonReader *self,
             const char      *name,
             guint            max_elements,
             JsonNode        *member)
{
  guint length = 0;

  if (member != NULL && !JSON_NODE_HOLDS_ARRAY (member))
    {
      loket_json_reader_fail (self, LOKET_WIRE_ERROR_INVALID, name, "is not an array");
      member = NULL;
    }
  if (member != NULL)
    length = json_array_get_length (json_node_get_array (member));
  if (length > max_elements)
    {
      loket_json_reader_fail (self, LOKET_WIRE_ERROR_INVALID, name, "has too many elements");
      member = NULL;
      length = 0;
    }
  push (self, member, name, 0);
  return length;
}

/**
 * loket_json_reader_enter_array:
 * @self: a reader
 * @name: a member that has to be there
 * @max_elements: the most to accept
 *
 * Goes into an array, in any case: loket_json_reader_leave() has to follow.
 *
 * Returns: how many elements it has, 0 once something is wrong
 */
guint
loket_json_reader_enter_array (LoketJsonReader *self,
                               const char      *name,
                               guint            max_elements)
{
  return enter_array (self, name, max_elements, need (self, name));
}

/**
 * loket_json_reader_enter_array_or_null:
 * @self: a reader
 * @name: a member that may be missing or null
 * @max_elements: the most to accept
 *
 * Goes into an array, in any case: loket_json_reader_leave() has to follow.
 *
 * Returns: how many elements it has, 0 where it is missing
 */
guint
loket_json_reader_enter_array_or_null (LoketJsonReader *self,
                                       const char      *name,
                                       guint            max_elements)
{
  return enter_array (self, name, max_elements, find (self, name));
}

static JsonNode *
element (LoketJsonReader *self,
         guint            index)
{
  JsonNode *array = current (self)->node;

  if (self->error != NULL || array == NULL || !JSON_NODE_HOLDS_ARRAY (array) ||
      index >= json_array_get_length (json_node_get_array (array)))
    return NULL;
  return json_array_get_element (json_node_get_array (array), index);
}

/**
 * loket_json_reader_enter_element:
 * @self: a reader inside an array
 * @index: which element
 *
 * Goes into an object of an array, in any case: loket_json_reader_leave() has
 * to follow.
 */
void
loket_json_reader_enter_element (LoketJsonReader *self,
                                 guint            index)
{
  JsonNode *node = element (self, index);

  push (self, node, NULL, index);
  if (node != NULL && !JSON_NODE_HOLDS_OBJECT (node))
    loket_json_reader_fail (self, LOKET_WIRE_ERROR_INVALID, NULL, "is not an object");
}

/**
 * loket_json_reader_enter_element_array:
 * @self: a reader inside an array
 * @index: which element
 * @max_elements: the most to accept
 *
 * Goes into an array of an array, in any case: loket_json_reader_leave() has to
 * follow.
 *
 * Returns: how many elements it has, 0 once something is wrong
 */
guint
loket_json_reader_enter_element_array (LoketJsonReader *self,
                                       guint            index,
                                       guint            max_elements)
{
  JsonNode *node = element (self, index);
  guint length = 0;

  push (self, node, NULL, index);
  if (node != NULL && !JSON_NODE_HOLDS_ARRAY (node))
    loket_json_reader_fail (self, LOKET_WIRE_ERROR_INVALID, NULL, "is not an array");
  else if (node != NULL)
    length = json_array_get_length (json_node_get_array (node));
  if (length > max_elements)
    loket_json_reader_fail (self, LOKET_WIRE_ERROR_INVALID, NULL, "has too many elements");
  return self->error == NULL ? length : 0;
}

/**
 * loket_json_reader_dup_element_string:
 * @self: a reader inside an array
 * @index: which element
 * @max_chars: the longest to accept, in code points
 *
 * Reads a text of an array.
 *
 * Returns: (transfer full) (nullable): the text, %NULL once something is wrong
 */
char *
loket_json_reader_dup_element_string (LoketJsonReader *self,
                                      guint            index,
                                      gsize            max_chars)
{
  JsonNode *node = element (self, index);
  char *text = NULL;

  push (self, node, NULL, index);
  if (node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    text = check_length (self, NULL, json_node_get_string (node), max_chars);
  else
    loket_json_reader_fail (self, LOKET_WIRE_ERROR_INVALID, NULL, "is not a text");
  loket_json_reader_leave (self);
  return text;
}

/**
 * loket_json_reader_leave:
 * @self: a reader inside an object, an array or an element
 *
 * Goes back to where the reader stood before.
 */
void
loket_json_reader_leave (LoketJsonReader *self)
{
  g_return_if_fail (self->places->len > 1);

  g_array_set_size (self->places, self->places->len - 1);
}

/**
 * loket_json_reader_dup_members:
 * @self: a reader
 *
 * Lists the members of the object the reader stands at, in their order.
 *
 * Returns: (transfer full): the names, none once something is wrong
 */
GStrv
loket_json_reader_dup_members (LoketJsonReader *self)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  JsonNode *node = current (self)->node;

  if (self->error == NULL && node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObjectIter iter;
      const char *name;

      json_object_iter_init_ordered (&iter, json_node_get_object (node));
      while (json_object_iter_next_ordered (&iter, &name, NULL))
        g_ptr_array_add (names, g_strdup (name));
    }
  g_ptr_array_add (names, NULL);
  return (GStrv) g_ptr_array_free (g_steal_pointer (&names), FALSE);
}

/**
 * loket_json_reader_dup_json:
 * @self: a reader
 * @name: a member that may be missing
 *
 * Writes a member of any type as JSON again: to give an id back as it came, or
 * to compare two values as a whole.
 *
 * Returns: (transfer full): the text, `null` for a missing member
 */
char *
loket_json_reader_dup_json (LoketJsonReader *self,
                            const char      *name)
{
  JsonNode *member = find (self, name);

  return member == NULL ? g_strdup ("null") : json_to_string (member, FALSE);
}
