/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-pack.h"

#include <libsoup/soup.h>

/* The usual middle of size and time. */
#define LEVEL 6

/**
 * loket_hub_pack_is_asked_for:
 * @accept_encoding: (nullable): the header
 *
 * Tells whether the asker takes gzip. One that does not name it is not asked to
 * unpack anything.
 *
 * Returns: whether it does
 */
gboolean
loket_hub_pack_is_asked_for (const char *accept_encoding)
{
  GSList *wanted;
  gboolean found;

  if (accept_encoding == NULL)
    return FALSE;
  wanted = soup_header_parse_quality_list (accept_encoding, NULL);
  found = g_slist_find_custom (wanted, "gzip", (GCompareFunc) g_ascii_strcasecmp) != NULL;
  soup_header_free_list (wanted);
  return found;
}

/**
 * loket_hub_pack_gzip:
 * @body: what to pack
 *
 * Packs an answer. Takes about 20 ms for each MiB: large ones not on the main
 * thread. Any thread.
 *
 * Returns: (transfer full) (nullable): the packed bytes; %NULL where they would
 *   be no fewer
 */
GBytes *
loket_hub_pack_gzip (GBytes *body)
{
  g_autoptr (GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, LEVEL);
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (memory, G_CONVERTER (compressor));
  g_autoptr (GBytes) packed = NULL;
  gsize size;
  gconstpointer data = g_bytes_get_data (body, &size);

  if (!g_output_stream_write_all (stream, data, size, NULL, NULL, NULL) ||
      !g_output_stream_close (stream, NULL, NULL))
    return NULL;
  packed = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
  return g_bytes_get_size (packed) < size ? g_steal_pointer (&packed) : NULL;
}
