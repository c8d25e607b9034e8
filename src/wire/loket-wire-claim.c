/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-wire"

#include "config.h"

#include "loket-wire-claim.h"

#include "loket-limits.h"
#include "loket-wire-private.h"

static void
write_members (LoketJsonWriter  *writer,
               const LoketClaim *claim)
{
  loket_json_writer_string (writer, "officerId", claim->officer_id);
  loket_json_writer_string (writer, "name", claim->name);
  loket_json_writer_instant (writer, "until", claim->until);
}

static LoketClaim *
read_members (LoketJsonReader *reader)
{
  LoketClaim *claim = loket_claim_new (NULL, NULL, LOKET_TIME_UNSET);

  claim->officer_id = loket_json_reader_dup_uuid (reader, "officerId");
  claim->name = loket_json_reader_dup_string (reader, "name", LOKET_LIMIT_NAME_CHARS);
  claim->until = loket_json_reader_get_instant (reader, "until");
  return claim;
}

/* Writes a claim as a member of something else. */
void
_loket_wire_claim_write (LoketJsonWriter  *writer,
                         const char       *name,
                         const LoketClaim *claim)
{
  loket_json_writer_begin_object (writer, name);
  write_members (writer, claim);
  loket_json_writer_end_object (writer);
}

/* Reads a claim that is a member of something else; NULL where there is none. */
LoketClaim *
_loket_wire_claim_read (LoketJsonReader *reader,
                        const char      *name)
{
  LoketClaim *claim;

  if (!loket_json_reader_enter_or_null (reader, name))
    return NULL;
  claim = read_members (reader);
  loket_json_reader_leave (reader);
  return claim;
}

/**
 * loket_wire_claim_to_json:
 * @claim: a claim
 *
 * Writes what the hub answers to a claim. Any thread.
 *
 * Returns: (transfer full): one line of JSON, without its end
 */
char *
loket_wire_claim_to_json (const LoketClaim *claim)
{
  LoketJsonWriter *writer = loket_json_writer_new ();

  loket_json_writer_begin_object (writer, NULL);
  write_members (writer, claim);
  loket_json_writer_end_object (writer);
  return loket_json_writer_finish (writer);
}

/**
 * loket_wire_claim_parse:
 * @json: (array length=length): JSON from outside
 * @length: its size in bytes
 * @error: return location for a #GError of %LOKET_WIRE_ERROR
 *
 * Reads what the hub answers to a claim. Any thread.
 *
 * Returns: (transfer full) (nullable): the claim
 */
LoketClaim *
loket_wire_claim_parse (const char *json,
                        gsize       length,
                        GError    **error)
{
  g_autoptr (LoketJsonReader) reader = NULL;
  g_autoptr (LoketClaim) claim = NULL;

  reader = loket_json_reader_new (json, length, LOKET_LIMIT_REQUEST_BYTES, error);
  if (reader == NULL)
    return NULL;
  claim = read_members (reader);
  return loket_json_reader_check (reader, error) ? g_steal_pointer (&claim) : NULL;
}
