/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include <json-glib/json-glib.h>

#include "loket-json-guard.h"
#include "loket-limits.h"

/* What the guard lets through, the parser takes: an object, no deeper than the
 * limit, whose numbers and strings are what they say. */

static guint
measure (JsonNode *node)
{
  guint depth = 0;

  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      g_autoptr (GList) values = json_object_get_values (json_node_get_object (node));

      for (GList *l = values; l != NULL; l = l->next)
        {
          guint inner = measure (l->data);

          depth = MAX (depth, inner);
        }
      return depth + 1;
    }
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        {
          guint inner = measure (json_array_get_element (array, i));

          depth = MAX (depth, inner);
        }
      return depth + 1;
    }
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64)
    g_assert_cmpint (ABS (json_node_get_int (node)), <=, LOKET_LIMIT_JSON_INTEGER);
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    g_assert_true (g_utf8_validate (json_node_get_string (node), -1, NULL));
  return 0;
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *exact = fuzz_copy (data, size);
  g_autoptr (JsonParser) parser = NULL;
  g_autoptr (GError) error = NULL;

  if (!loket_json_guard_check (exact, size, LOKET_LIMIT_ANSWER_BYTES, NULL))
    return 0;
  parser = json_parser_new_immutable ();
  json_parser_load_from_data (parser, exact, (gssize) size, &error);
  g_assert_no_error (error);
  g_assert_true (JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)));
  g_assert_cmpuint (measure (json_parser_get_root (parser)), <=, LOKET_LIMIT_JSON_DEPTH);
  return 0;
}
