/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-wire"

#include "config.h"

#include "loket-json-writer.h"

/**
 * LoketJsonWriter:
 *
 * Writes JSON on one line, members in the order in which they are given, so
 * that the same record always makes the same bytes: what is hashed and frozen
 * must not depend on a library's taste.
 */
struct _LoketJsonWriter
{
  GString *text;
  gboolean fresh; /* nothing was written yet in the open container */
  guint    depth;
};

/**
 * loket_json_writer_new:
 *
 * Makes a writer with nothing written.
 *
 * Returns: (transfer full): a writer
 */
LoketJsonWriter *
loket_json_writer_new (void)
{
  LoketJsonWriter *self = g_new0 (LoketJsonWriter, 1);

  self->text = g_string_sized_new (512);
  self->fresh = TRUE;
  return self;
}

/**
 * loket_json_writer_free:
 * @self: (nullable) (transfer full): a writer
 *
 * Frees a writer and what it has written.
 */
void
loket_json_writer_free (LoketJsonWriter *self)
{
  if (self == NULL)
    return;

  g_string_free (self->text, TRUE);
  g_free (self);
}

/**
 * loket_json_writer_finish:
 * @self: (transfer full): a writer, all containers ended
 *
 * Ends writing.
 *
 * Returns: (transfer full): the document, without a line end
 */
char *
loket_json_writer_finish (LoketJsonWriter *self)
{
  char *text;

  g_return_val_if_fail (self->depth == 0, NULL);

  text = g_string_free (self->text, FALSE);
  g_free (self);
  return text;
}

/**
 * loket_json_writer_finish_bytes:
 * @self: (transfer full): a writer, all containers ended
 *
 * Ends writing.
 *
 * Returns: (transfer full): the document, without a line end
 */
GBytes *
loket_json_writer_finish_bytes (LoketJsonWriter *self)
{
  GBytes *bytes;

  g_return_val_if_fail (self->depth == 0, NULL);

  bytes = g_string_free_to_bytes (self->text);
  g_free (self);
  return bytes;
}

static void
append_quoted (GString    *text,
               const char *value)
{
  g_autofree char *valid = NULL;
  const char *run;

  /* Bytes from a damaged file must not make a document nobody can read. */
  if (!g_utf8_validate (value, -1, NULL))
    value = valid = g_utf8_make_valid (value, -1);

  g_string_append_c (text, '"');
  for (run = value; *value != '\0'; value++)
    {
      guchar c = (guchar) *value;

      if (c >= 0x20 && c != '"' && c != '\\')
        continue;
      g_string_append_len (text, run, value - run);
      run = value + 1;
      if (c == '"' || c == '\\')
        g_string_append_printf (text, "\\%c", c);
      else if (c == '\n')
        g_string_append (text, "\\n");
      else if (c == '\r')
        g_string_append (text, "\\r");
      else if (c == '\t')
        g_string_append (text, "\\t");
      else
        g_string_append_printf (text, "\\u%04x", c);
    }
  g_string_append_len (text, run, value - run);
  g_string_append_c (text, '"');
}

static GString *
begin_value (LoketJsonWriter *self,
             const char      *name)
{
  if (!self->fresh)
    g_string_append_c (self->text, ',');
  self->fresh = FALSE;
  if (name != NULL)
    {
      append_quoted (self->text, name);
      g_string_append_c (self->text, ':');
    }
  return self->text;
}

static void
begin_container (LoketJsonWriter *self,
                 const char      *name,
                 char             bracket)
{
  g_string_append_c (begin_value (self, name), bracket);
  self->fresh = TRUE;
  self->depth++;
}

static void
end_container (LoketJsonWriter *self,
               char             bracket)
{
  g_return_if_fail (self->depth > 0);

  g_string_append_c (self->text, bracket);
  self->fresh = FALSE;
  self->depth--;
}

/**
 * loket_json_writer_begin_object:
 * @self: a writer
 * @name: (nullable): the member's name
 *
 * Opens an object.
 */
void
loket_json_writer_begin_object (LoketJsonWriter *self,
                                const char      *name)
{
  begin_container (self, name, '{');
}

/**
 * loket_json_writer_end_object:
 * @self: a writer
 *
 * Closes the object that was opened last.
 */
void
loket_json_writer_end_object (LoketJsonWriter *self)
{
  end_container (self, '}');
}

/**
 * loket_json_writer_begin_array:
 * @self: a writer
 * @name: (nullable): the member's name
 *
 * Opens an array.
 */
void
loket_json_writer_begin_array (LoketJsonWriter *self,
                               const char      *name)
{
  begin_container (self, name, '[');
}

/**
 * loket_json_writer_end_array:
 * @self: a writer
 *
 * Closes the array that was opened last.
 */
void
loket_json_writer_end_array (LoketJsonWriter *self)
{
  end_container (self, ']');
}

/**
 * loket_json_writer_string:
 * @self: a writer
 * @name: (nullable): the member's name
 * @value: (nullable): UTF-8; %NULL writes null
 *
 * Writes a text.
 */
void
loket_json_writer_string (LoketJsonWriter *self,
                          const char      *name,
                          const char      *value)
{
  GString *text = begin_value (self, name);

  if (value == NULL)
    g_string_append (text, "null");
  else
    append_quoted (text, value);
}

/**
 * loket_json_writer_int:
 * @self: a writer
 * @name: (nullable): the member's name
 * @value: a number within ±2^53
 *
 * Writes a whole number.
 */
void
loket_json_writer_int (LoketJsonWriter *self,
                       const char      *name,
                       gint64           value)
{
  g_string_append_printf (begin_value (self, name), "%" G_GINT64_FORMAT, value);
}

/**
 * loket_json_writer_boolean:
 * @self: a writer
 * @name: (nullable): the member's name
 * @value: a yes or no
 *
 * Writes a yes or no.
 */
void
loket_json_writer_boolean (LoketJsonWriter *self,
                           const char      *name,
                           gboolean         value)
{
  g_string_append (begin_value (self, name), value ? "true" : "false");
}

/**
 * loket_json_writer_null:
 * @self: a writer
 * @name: (nullable): the member's name
 *
 * Writes null.
 */
void
loket_json_writer_null (LoketJsonWriter *self,
                        const char      *name)
{
  g_string_append (begin_value (self, name), "null");
}

/**
 * loket_json_writer_instant:
 * @self: a writer
 * @name: (nullable): the member's name
 * @instant: Unix seconds; %LOKET_TIME_UNSET writes null
 *
 * Writes an instant in RFC 3339.
 */
void
loket_json_writer_instant (LoketJsonWriter *self,
                           const char      *name,
                           gint64           instant)
{
  g_autofree char *text = loket_time_format (instant);

  loket_json_writer_string (self, name, text);
}

/**
 * loket_json_writer_raw:
 * @self: a writer
 * @name: (nullable): the member's name
 * @json: a value that is JSON already
 *
 * Writes a value that somebody else made.
 */
void
loket_json_writer_raw (LoketJsonWriter *self,
                       const char      *name,
                       const char      *json)
{
  g_string_append (begin_value (self, name), json);
}
