/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-wire"

#include "config.h"

#include "loket-wire-event.h"

#include "loket-limits.h"
#include "loket-wire-private.h"

/**
 * loket_scope_state_new:
 * @scope: (nullable): which feed
 * @state: (nullable): its state
 *
 * Makes a record.
 *
 * Returns: (transfer full): the record
 */
LoketScopeState *
loket_scope_state_new (const char *scope,
                       const char *state)
{
  LoketScopeState *self = g_new0 (LoketScopeState, 1);

  self->scope = g_strdup (scope);
  self->state = g_strdup (state);
  return self;
}

/**
 * loket_scope_state_free:
 * @self: (nullable) (transfer full): a record
 *
 * Frees a record.
 */
void
loket_scope_state_free (LoketScopeState *self)
{
  if (self == NULL)
    return;

  g_free (self->scope);
  g_free (self->state);
  g_free (self);
}

/**
 * loket_wire_state_event_to_json:
 * @states: (element-type LoketScopeState): feeds and where they are now
 *
 * Writes the data of a `state` event. Any thread.
 *
 * Returns: (transfer full): one line of JSON, without its end
 */
char *
loket_wire_state_event_to_json (GPtrArray *states)
{
  LoketJsonWriter *writer = loket_json_writer_new ();

  loket_json_writer_begin_object (writer, NULL);
  loket_json_writer_begin_array (writer, "states");
  for (guint i = 0; i < states->len; i++)
    {
      const LoketScopeState *state = g_ptr_array_index (states, i);

      loket_json_writer_begin_object (writer, NULL);
      loket_json_writer_string (writer, "scope", state->scope);
      loket_json_writer_string (writer, "state", state->state);
      loket_json_writer_end_object (writer);
    }
  loket_json_writer_end_array (writer);
  loket_json_writer_end_object (writer);
  return loket_json_writer_finish (writer);
}

/**
 * loket_wire_state_event_parse:
 * @json: (array length=length): JSON from outside
 * @length: its size in bytes
 * @error: return location for a #GError of %LOKET_WIRE_ERROR
 *
 * Reads the data of a `state` event. Any thread.
 *
 * Returns: (transfer full) (nullable) (element-type LoketScopeState): the states
 */
GPtrArray *
loket_wire_state_event_parse (const char *json,
                              gsize       length,
                              GError    **error)
{
  g_autoptr (LoketJsonReader) reader = NULL;
  g_autoptr (GPtrArray) states = NULL;
  guint n;

  reader = loket_json_reader_new (json, length, LOKET_LIMIT_REQUEST_BYTES, error);
  if (reader == NULL)
    return NULL;

  states = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_scope_state_free);
  n = loket_json_reader_enter_array (reader, "states", LOKET_LIMIT_SCOPES);
  for (guint i = 0; i < n; i++)
    {
      LoketScopeState *state = loket_scope_state_new (NULL, NULL);

      g_ptr_array_add (states, state);
      loket_json_reader_enter_element (reader, i);
      state->scope = loket_json_reader_dup_string (reader, "scope", LOKET_WIRE_WORD_CHARS);
      state->state = loket_json_reader_dup_string (reader, "state", LOKET_WIRE_OPAQUE_CHARS);
      loket_json_reader_leave (reader);
    }
  loket_json_reader_leave (reader);
  return loket_json_reader_check (reader, error) ? g_steal_pointer (&states) : NULL;
}
