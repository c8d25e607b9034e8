/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-core-room.h"

#include <string.h>

#include "loket-limits.h"
#include "loket-wire-complaint.h"

/*
 * How much goes into one complaint. Its record is one line on the wire with all
 * of its conversation, and readers take neither more entries nor more bytes than
 * the limits say. So nothing is stored that could not be read again.
 */

/* More than an entry takes beside its text and its files, and than a file takes. */
#define ENTRY_BYTES 2048
#define FILE_BYTES  1024

/* At most so many bytes a text takes in JSON. */
static gsize
escaped_bytes (const char *text)
{
  gsize n = 0;

  for (const char *p = text; *p != '\0'; p++)
    n += (guchar) *p < 0x20 || *p == '"' || *p == '\\' ? 6 : 1;
  return n;
}

/**
 * loket_hub_core_has_room:
 * @complaint: the complaint as it is
 * @room: for whom
 * @text: what the entry says
 * @n_files: how many files it carries
 *
 * Tells whether an entry still goes into the conversation. Pure.
 *
 * Returns: whether it does
 */
gboolean
loket_hub_core_has_room (const LoketComplaint *complaint,
                         LoketHubRoom          room,
                         const char           *text,
                         guint                 n_files)
{
  gboolean people = room == LOKET_HUB_ROOM_PEOPLE;
  g_autofree char *line = NULL;

  if (complaint->messages->len >= (people ? LOKET_LIMIT_MESSAGES : LOKET_LIMIT_MESSAGES_READ))
    return FALSE;
  line = loket_wire_complaint_to_json (complaint);
  return strlen (line) + escaped_bytes (text) + ENTRY_BYTES + n_files * FILE_BYTES <=
         (people ? LOKET_LIMIT_RECORD_FILL_BYTES : LOKET_LIMIT_RECORD_BYTES);
}

/**
 * loket_hub_core_is_taken:
 * @complaint: a complaint as it would be after an import
 * @line_bytes: bytes of its record
 * @n_known: how many entries it has
 * @known_bytes: bytes of the record that it has
 *
 * Tells whether what a source says of a complaint is taken in. One that is fuller
 * already is, where it does not grow. Pure.
 *
 * Returns: whether it is
 */
gboolean
loket_hub_core_is_taken (const LoketComplaint *complaint,
                         gsize                 line_bytes,
                         guint                 n_known,
                         gsize                 known_bytes)
{
  return complaint->messages->len <= MAX ((guint) LOKET_LIMIT_MESSAGES, n_known) &&
         line_bytes <= MAX ((gsize) LOKET_LIMIT_RECORD_FILL_BYTES, known_bytes);
}

/**
 * loket_hub_core_is_readable:
 * @complaint: a complaint as it would be stored
 * @line_bytes: bytes of its record
 *
 * Tells whether readers take the record. Pure.
 *
 * Returns: whether they do
 */
gboolean
loket_hub_core_is_readable (const LoketComplaint *complaint,
                            gsize                 line_bytes)
{
  return complaint->messages->len <= LOKET_LIMIT_MESSAGES_READ && line_bytes <= LOKET_LIMIT_RECORD_BYTES;
}
