/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-wire"

#include "config.h"

#include "loket-json-reader-private.h"

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
  JsonNode *member = _loket_json_reader_need (self, name);

  if (member == NULL)
    return FALSE;
  if (!JSON_NODE_HOLDS_OBJECT (member))
    {
      loket_json_reader_fail (self, LOKET_WIRE_ERROR_INVALID, name, "is not an object");
      return FALSE;
    }
  _loket_json_reader_push (self, member, name, 0);
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
  return _loket_json_reader_find (self, name) != NULL && loket_json_reader_enter (self, name);
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
  _loket_json_reader_push (self, member, name, 0);
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
  return enter_array (self, name, max_elements, _loket_json_reader_need (self, name));
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
  return enter_array (self, name, max_elements, _loket_json_reader_find (self, name));
}

static JsonNode *
element (LoketJsonReader *self,
         guint            index)
{
  JsonNode *array = _loket_json_reader_get_node (self);

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

  _loket_json_reader_push (self, node, NULL, index);
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

  _loket_json_reader_push (self, node, NULL, index);
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

  _loket_json_reader_push (self, node, NULL, index);
  if (node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    text = _loket_json_reader_take_text (self, NULL, json_node_get_string (node), max_chars);
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
