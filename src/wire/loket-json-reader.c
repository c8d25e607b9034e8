/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-wire"

#include "config.h"

#include "loket-json-reader-private.h"

#include "loket-json-guard.h"

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
 *
 * Values are read in loket-json-reader-values.c; going in and out of objects and
 * arrays is in loket-json-reader-places.c.
 */

/* Goes into a node; it may be %NULL below something that is wrong. */
void
_loket_json_reader_push (LoketJsonReader *self,
                         JsonNode        *node,
                         const char      *name,
                         guint            index)
{
  LoketJsonPlace place = { node, name, index };

  g_array_append_val (self->places, place);
}

/* Where the reader stands. */
JsonNode *
_loket_json_reader_get_node (LoketJsonReader *self)
{
  return g_array_index (self->places, LoketJsonPlace, self->places->len - 1).node;
}

static char *
dup_path (LoketJsonReader *self,
          const char      *name)
{
  GString *path = g_string_new ("$");

  for (guint i = 1; i < self->places->len; i++)
    {
      const LoketJsonPlace *place = &g_array_index (self->places, LoketJsonPlace, i);

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
JsonNode *
_loket_json_reader_find (LoketJsonReader *self,
                         const char      *name)
{
  JsonNode *node = _loket_json_reader_get_node (self);
  JsonNode *member;

  if (self->error != NULL || node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  member = json_object_get_member (json_node_get_object (node), name);
  return member == NULL || JSON_NODE_HOLDS_NULL (member) ? NULL : member;
}

/* The member, which has to be there. */
JsonNode *
_loket_json_reader_need (LoketJsonReader *self,
                         const char      *name)
{
  JsonNode *member = _loket_json_reader_find (self, name);

  if (member == NULL)
    loket_json_reader_fail (self, LOKET_WIRE_ERROR_INVALID, name, "is missing");
  return member;
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
loket_json_reader_new (const char  *data,
                       gsize        length,
                       gsize        max_bytes,
                       GError     **error)
{
  g_autoptr (LoketJsonReader) self = NULL;
  g_autoptr (GError) local = NULL;

  if (!loket_json_guard_check (data, length, max_bytes, error))
    return NULL;

  self = g_new0 (LoketJsonReader, 1);
  self->parser = json_parser_new_immutable ();
  self->places = g_array_sized_new (FALSE, FALSE, sizeof (LoketJsonPlace), 8);

  /* json-glib quotes the text in its messages; ours must not. */
  if (!json_parser_load_from_data (self->parser, data, (gssize) length, &local))
    {
      g_set_error_literal (error, LOKET_WIRE_ERROR, LOKET_WIRE_ERROR_MALFORMED,
                           "JSON that cannot be parsed");
      return NULL;
    }
  _loket_json_reader_push (self, json_parser_get_root (self->parser), NULL, 0);
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
loket_json_reader_check (LoketJsonReader  *self,
                         GError          **error)
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
  return _loket_json_reader_find (self, name) != NULL;
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
  JsonNode *node = _loket_json_reader_get_node (self);

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
  JsonNode *member = _loket_json_reader_find (self, name);

  return member == NULL ? g_strdup ("null") : json_to_string (member, FALSE);
}
