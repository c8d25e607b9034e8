/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sync"

#include "config.h"

#include "loket-event-stream.h"

#include <string.h>

#include "loket-limits.h"

/**
 * LoketEventStream:
 *
 * Reads a stream of server-sent events (WHATWG HTML, section 9.2), however its
 * bytes are cut. What is longer than agreed, holds a zero byte or is no UTF-8
 * ends it: nothing is kept that grows.
 */
struct _LoketEventStream
{
  LoketEventFunc func;
  gpointer       user_data;

  GString       *line;
  gboolean       after_cr;
  gboolean       begun;      /* the first line is over */
  gboolean       broken;

  /* The event under way. */
  GString       *data;
  char          *type;
  gboolean       has_data;

  char          *id;
  gint64         retry_ms;
};

/**
 * loket_event_stream_new:
 * @func: called for each event
 * @user_data: for @func
 *
 * Makes a reader at the beginning of a stream.
 *
 * Returns: (transfer full): a reader
 */
LoketEventStream *
loket_event_stream_new (LoketEventFunc func,
                        gpointer       user_data)
{
  LoketEventStream *self = g_new0 (LoketEventStream, 1);

  self->func = func;
  self->user_data = user_data;
  self->line = g_string_new (NULL);
  self->data = g_string_new (NULL);
  self->id = g_strdup ("");
  self->retry_ms = -1;
  return self;
}

/**
 * loket_event_stream_free:
 * @self: (transfer full): a reader
 *
 * Frees it. Not to be called from its own function.
 */
void
loket_event_stream_free (LoketEventStream *self)
{
  g_string_free (self->line, TRUE);
  g_string_free (self->data, TRUE);
  g_free (self->type);
  g_free (self->id);
  g_free (self);
}

/* An empty line: the event is whole. One without data is none. */
static void
dispatch (LoketEventStream *self)
{
  g_autofree char *type = g_steal_pointer (&self->type);
  g_autofree char *id = g_strdup (self->id);
  g_autofree char *data = g_strdup (self->data->str);
  gboolean whole = self->has_data;

  g_string_truncate (self->data, 0);
  self->has_data = FALSE;
  if (whole)
    self->func (type != NULL && *type != '\0' ? type : "message", id, data, self->user_data);
}

static void
add_data (LoketEventStream *self,
          const char       *value)
{
  if (self->data->len + strlen (value) + 1 > LOKET_LIMIT_EVENT_DATA_BYTES)
    {
      self->broken = TRUE;
      return;
    }
  if (self->has_data)
    g_string_append_c (self->data, '\n');
  g_string_append (self->data, value);
  self->has_data = TRUE;
}

/* Milliseconds; anything that is no plain number says nothing. */
static void
set_retry (LoketEventStream *self,
           const char       *value)
{
  guint64 retry;

  if (g_ascii_string_to_unsigned (value, 10, 0, G_MAXINT32, &retry, NULL))
    self->retry_ms = (gint64) retry;
}

static void
take_line (LoketEventStream *self,
           char             *line)
{
  char *value;

  if (!self->begun && g_str_has_prefix (line, "\xEF\xBB\xBF"))
    line += 3;
  self->begun = TRUE;
  if (*line == '\0')
    {
      dispatch (self);
      return;
    }

  value = strchr (line, ':');
  if (value == line)
    return; /* a comment */
  if (value != NULL)
    {
      *value++ = '\0';
      if (*value == ' ')
        value++;
    }
  else
    {
      value = line + strlen (line);
    }

  if (g_str_equal (line, "data"))
    add_data (self, value);
  else if (g_str_equal (line, "event"))
    {
      g_free (self->type);
      self->type = g_strdup (value);
    }
  else if (g_str_equal (line, "id"))
    {
      g_free (self->id);
      self->id = g_strdup (value);
    }
  else if (g_str_equal (line, "retry"))
    set_retry (self, value);
}

static void
end_line (LoketEventStream *self)
{
  if (!g_utf8_validate_len (self->line->str, self->line->len, NULL))
    self->broken = TRUE;
  else
    take_line (self, self->line->str);
  g_string_truncate (self->line, 0);
}

/**
 * loket_event_stream_push:
 * @self: a reader
 * @bytes: (array length=size): what came
 * @size: how much
 *
 * Reads on; calls the function for each event that is whole now.
 *
 * Returns: whether the stream is still one; if not, it is to be closed
 */
gboolean
loket_event_stream_push (LoketEventStream *self,
                         const guint8     *bytes,
                         gsize             size)
{
  for (gsize i = 0; i < size && !self->broken; i++)
    {
      gboolean second = self->after_cr && bytes[i] == '\n';

      self->after_cr = bytes[i] == '\r';
      if (second)
        continue;
      if (bytes[i] == '\n' || bytes[i] == '\r')
        end_line (self);
      else if (bytes[i] == '\0' || self->line->len >= LOKET_LIMIT_EVENT_LINE_BYTES)
        self->broken = TRUE;
      else
        g_string_append_c (self->line, (char) bytes[i]);
    }
  return !self->broken;
}

/**
 * loket_event_stream_get_retry:
 * @self: a reader
 *
 * Tells how long the server wants us to wait before connecting anew.
 *
 * Returns: milliseconds, or -1 where it did not say
 */
gint64
loket_event_stream_get_retry (LoketEventStream *self)
{
  return self->retry_ms;
}
