/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include <string.h>

#include "loket-event-stream.h"
#include "loket-wire-event.h"

/* The stream of events says the same however its bytes are cut into pieces. */

static void
event_cb (const char *type,
          const char *id,
          const char *data,
          gpointer    user_data)
{
  g_autoptr (GPtrArray) states G_GNUC_UNUSED = loket_wire_state_event_parse (data, strlen (data), NULL);

  g_string_append_printf (user_data, "%s|%s|%s\n", type, id, data);
}

static char *
read_in_pieces (const guint8 *data,
                gsize         size,
                gsize         piece)
{
  GString *said = g_string_new (NULL);
  g_autoptr (LoketEventStream) stream = loket_event_stream_new (event_cb, said);
  gboolean fine = TRUE;

  for (gsize at = 0; at < size && fine; at += piece)
    {
      gsize n = MIN (piece, size - at);
      g_autofree char *exact = fuzz_copy (data + at, n);

      fine = loket_event_stream_push (stream, (const guint8 *) exact, n);
    }
  g_string_append_printf (said, "%d %" G_GINT64_FORMAT, fine, loket_event_stream_get_retry (stream));
  return g_string_free (said, FALSE);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *whole = read_in_pieces (data, size, MAX (size, 1));
  g_autofree char *bytes = read_in_pieces (data, size, 1);
  g_autofree char *pieces = read_in_pieces (data, size, 7);

  g_assert_cmpstr (bytes, ==, whole);
  g_assert_cmpstr (pieces, ==, whole);
  return 0;
}
