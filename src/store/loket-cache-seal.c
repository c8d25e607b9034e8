/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-cache-store-private.h"

#include <string.h>

#include "loket-sealed-private.h"

/*
 * What of a complaint is sealed: its face, which is what a row of the queue
 * shows of people and places, and its line. The title and the place are one
 * value, so that a row of the list is opened once.
 *
 *     face = title [NUL place]
 */

#define TABLE_ROW "complaint"
#define TABLE_TEXT "complaint_text"

/* Binds what a row shows. */
void
_loket_cache_bind_face (LoketStatement       *statement,
                        int                   parameter,
                        LoketVault           *vault,
                        const LoketComplaint *complaint)
{
  g_autofree char *place = loket_complaint_dup_place (complaint);
  g_autoptr (GByteArray) face = g_byte_array_new ();
  g_autoptr (GBytes) sealed = NULL;

  g_byte_array_append (face, (const guint8 *) complaint->title, (guint) strlen (complaint->title));
  if (place != NULL)
    {
      g_byte_array_append (face, (const guint8 *) "", 1);
      g_byte_array_append (face, (const guint8 *) place, (guint) strlen (place));
    }
  sealed = loket_vault_seal_field (vault, TABLE_ROW, complaint->id, "face", face->data, face->len);
  loket_statement_bind_blob (statement, parameter, sealed);
}

/* Reads what a row shows; nothing of an erased one. */
gboolean
_loket_cache_read_face (LoketStatement  *statement,
                        int              column,
                        LoketVault      *vault,
                        const char      *id,
                        char           **title,
                        char           **place,
                        GError         **error)
{
  g_autoptr (GBytes) face = NULL;
  const char *text;
  const char *end;
  gsize length;

  if (!_loket_sealed_read_bytes (statement, column, vault, TABLE_ROW, id, "face", &face, error))
    return FALSE;
  text = face != NULL ? g_bytes_get_data (face, &length) : "";
  length = face != NULL ? length : 0;
  end = memchr (text, '\0', length);
  *title = g_strndup (text, end != NULL ? (gsize) (end - text) : length);
  if (place != NULL)
    *place = end != NULL ? g_strndup (end + 1, length - (gsize) (end + 1 - text)) : NULL;
  return TRUE;
}

/* Binds the record as the hub sent it. */
void
_loket_cache_bind_line (LoketStatement *statement,
                        int             parameter,
                        LoketVault     *vault,
                        const char     *id,
                        const char     *line,
                        gsize           length)
{
  g_autoptr (GBytes) sealed = loket_vault_seal_field (vault, TABLE_TEXT, id, "line", line, length);

  loket_statement_bind_blob (statement, parameter, sealed);
}

/* Reads the record; %NULL of an erased one. */
gboolean
_loket_cache_read_line (LoketStatement  *statement,
                        int              column,
                        LoketVault      *vault,
                        const char      *id,
                        GBytes         **line,
                        GError         **error)
{
  return _loket_sealed_read_bytes (statement, column, vault, TABLE_TEXT, id, "line", line, error);
}
