/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-wire"

#include "config.h"

#include "loket-wire-reply.h"

#include "loket-limits.h"
#include "loket-wire-ids.h"
#include "loket-wire-private.h"

#define SHA256_DIGITS 64

static const char *const verdict_names[] = {
  "unknown",
  "accepted",
  "revoked",
};

/* Writes a receipt as the member @name, or at the root where that is NULL. */
void
_loket_wire_receipt_write (LoketJsonWriter    *writer,
                           const char         *name,
                           const LoketReceipt *receipt)
{
  loket_json_writer_begin_object (writer, name);
  loket_json_writer_string (writer, "replyId", receipt->reply_id);
  loket_json_writer_string (writer, "complaintId", receipt->complaint_id);
  loket_json_writer_string (writer, "bodySha256", receipt->body_sha256);
  loket_json_writer_int (writer, "substance", receipt->substance);
  loket_json_writer_int (writer, "rev", receipt->rev);
  loket_json_writer_int (writer, "seq", receipt->seq);
  loket_json_writer_string (writer, "epoch", receipt->epoch);
  loket_json_writer_instant (writer, "acceptedAt", receipt->accepted_at);
  loket_json_writer_string (writer, "mac", receipt->mac);
  loket_json_writer_end_object (writer);
}

/* Reads the receipt the reader stands at; what is wrong is in the reader. */
LoketReceipt *
_loket_wire_receipt_read (LoketJsonReader *reader)
{
  LoketReceipt *receipt = loket_receipt_new ();

  receipt->reply_id = loket_json_reader_dup_uuid (reader, "replyId");
  receipt->complaint_id = loket_json_reader_dup_uuid (reader, "complaintId");
  receipt->body_sha256 = loket_json_reader_dup_hex (reader, "bodySha256", SHA256_DIGITS);
  receipt->substance = loket_json_reader_get_int (reader, "substance", 0, G_MAXINT64);
  receipt->rev = loket_json_reader_get_int (reader, "rev", 0, G_MAXINT64);
  receipt->seq = loket_json_reader_get_int (reader, "seq", 1, G_MAXINT64);
  receipt->epoch = loket_json_reader_dup_string (reader, "epoch", LOKET_WIRE_WORD_CHARS);
  receipt->accepted_at = loket_json_reader_get_instant (reader, "acceptedAt");
  receipt->mac = loket_json_reader_dup_hex (reader, "mac", SHA256_DIGITS);
  return receipt;
}

/**
 * loket_wire_receipt_to_json:
 * @receipt: a whole receipt
 *
 * Writes a receipt. The same receipt makes the same bytes. Any thread.
 *
 * Returns: (transfer full): one line of JSON, without its end
 */
char *
loket_wire_receipt_to_json (const LoketReceipt *receipt)
{
  LoketJsonWriter *writer = loket_json_writer_new ();

  _loket_wire_receipt_write (writer, NULL, receipt);
  return loket_json_writer_finish (writer);
}

/**
 * loket_wire_receipt_parse:
 * @json: (array length=length): JSON from outside
 * @length: its size in bytes
 * @error: return location for a #GError of %LOKET_WIRE_ERROR
 *
 * Reads a receipt. That it is for our reply is for loket_receipt_matches() to
 * say. Any thread.
 *
 * Returns: (transfer full) (nullable): the receipt
 */
LoketReceipt *
loket_wire_receipt_parse (const char *json,
                          gsize       length,
                          GError    **error)
{
  g_autoptr (LoketJsonReader) reader = NULL;
  g_autoptr (LoketReceipt) receipt = NULL;

  reader = loket_json_reader_new (json, length, LOKET_LIMIT_REQUEST_BYTES, error);
  if (reader == NULL)
    return NULL;

  receipt = _loket_wire_receipt_read (reader);
  return loket_json_reader_check (reader, error) ? g_steal_pointer (&receipt) : NULL;
}

/**
 * loket_verdict_new:
 * @reply_id: (nullable): the id that was asked for
 * @state: what the hub knows
 * @receipt: (nullable) (transfer none): the receipt of an accepted one
 *
 * Makes a record.
 *
 * Returns: (transfer full): the record
 */
LoketVerdict *
loket_verdict_new (const char        *reply_id,
                   LoketVerdictState  state,
                   LoketReceipt      *receipt)
{
  LoketVerdict *self = g_new0 (LoketVerdict, 1);

  self->reply_id = g_strdup (reply_id);
  self->state = state;
  self->receipt = receipt != NULL ? loket_receipt_ref (receipt) : NULL;
  return self;
}

/**
 * loket_verdict_free:
 * @self: (nullable) (transfer full): a record
 *
 * Frees a record.
 */
void
loket_verdict_free (LoketVerdict *self)
{
  if (self == NULL)
    return;

  g_free (self->reply_id);
  g_clear_pointer (&self->receipt, loket_receipt_unref);
  g_free (self);
}

static void
write_verdict (LoketJsonWriter    *writer,
               const LoketVerdict *verdict)
{
  loket_json_writer_begin_object (writer, NULL);
  loket_json_writer_string (writer, "id", verdict->reply_id);
  loket_json_writer_string (writer, "state", verdict_names[verdict->state]);
  if (verdict->receipt != NULL)
    _loket_wire_receipt_write (writer, "receipt", verdict->receipt);
  loket_json_writer_end_object (writer);
}

static LoketVerdict *
read_verdict (LoketJsonReader *reader)
{
  LoketVerdict *verdict = loket_verdict_new (NULL, LOKET_VERDICT_UNKNOWN, NULL);
  const char *word = loket_json_reader_get_word (reader, "state");
  guint state = 0;

  verdict->reply_id = loket_json_reader_dup_uuid (reader, "id");
  while (state < G_N_ELEMENTS (verdict_names) && g_strcmp0 (word, verdict_names[state]) != 0)
    state++;
  if (state < G_N_ELEMENTS (verdict_names))
    verdict->state = (LoketVerdictState) state;
  else
    /* To take a word we do not know for “unknown” would mean to send again. */
    loket_json_reader_fail (reader, LOKET_WIRE_ERROR_INVALID, "state", "is not a known state");

  if (loket_json_reader_enter_or_null (reader, "receipt"))
    {
      verdict->receipt = _loket_wire_receipt_read (reader);
      loket_json_reader_leave (reader);
    }
  if (verdict->state == LOKET_VERDICT_ACCEPTED && verdict->receipt == NULL)
    loket_json_reader_fail (reader, LOKET_WIRE_ERROR_INVALID, "receipt", "is missing");
  return verdict;
}

/**
 * loket_wire_verdict_to_json:
 * @verdict: a record
 *
 * Writes what the hub knows of one reply. Any thread.
 *
 * Returns: (transfer full): one line of JSON, without its end
 */
char *
loket_wire_verdict_to_json (const LoketVerdict *verdict)
{
  LoketJsonWriter *writer = loket_json_writer_new ();

  write_verdict (writer, verdict);
  return loket_json_writer_finish (writer);
}

/**
 * loket_wire_verdict_parse:
 * @json: (array length=length): JSON from outside
 * @length: its size in bytes
 * @error: return location for a #GError of %LOKET_WIRE_ERROR
 *
 * Reads what the hub knows of one reply. Any thread.
 *
 * Returns: (transfer full) (nullable): the record
 */
LoketVerdict *
loket_wire_verdict_parse (const char *json,
                          gsize       length,
                          GError    **error)
{
  g_autoptr (LoketJsonReader) reader = NULL;
  g_autoptr (LoketVerdict) verdict = NULL;

  reader = loket_json_reader_new (json, length, LOKET_LIMIT_REQUEST_BYTES, error);
  if (reader == NULL)
    return NULL;

  verdict = read_verdict (reader);
  return loket_json_reader_check (reader, error) ? g_steal_pointer (&verdict) : NULL;
}

/**
 * loket_wire_verdicts_to_json:
 * @verdicts: (element-type LoketVerdict): records
 *
 * Writes the answer of a status query. Any thread.
 *
 * Returns: (transfer full): one line of JSON, without its end
 */
char *
loket_wire_verdicts_to_json (GPtrArray *verdicts)
{
  LoketJsonWriter *writer = loket_json_writer_new ();

  loket_json_writer_begin_object (writer, NULL);
  loket_json_writer_begin_array (writer, "replies");
  for (guint i = 0; i < verdicts->len; i++)
    write_verdict (writer, g_ptr_array_index (verdicts, i));
  loket_json_writer_end_array (writer);
  loket_json_writer_end_object (writer);
  return loket_json_writer_finish (writer);
}

/**
 * loket_wire_verdicts_parse:
 * @json: (array length=length): JSON from outside
 * @length: its size in bytes
 * @error: return location for a #GError of %LOKET_WIRE_ERROR
 *
 * Reads the answer of a status query. Any thread.
 *
 * Returns: (transfer full) (nullable) (element-type LoketVerdict): the records
 */
GPtrArray *
loket_wire_verdicts_parse (const char *json,
                           gsize       length,
                           GError    **error)
{
  g_autoptr (LoketJsonReader) reader = NULL;
  g_autoptr (GPtrArray) verdicts = NULL;
  guint n;

  reader = loket_json_reader_new (json, length, LOKET_LIMIT_ANSWER_BYTES, error);
  if (reader == NULL)
    return NULL;

  verdicts = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_verdict_free);
  n = loket_json_reader_enter_array (reader, "replies", LOKET_LIMIT_STATUS_IDS);
  for (guint i = 0; i < n; i++)
    {
      loket_json_reader_enter_element (reader, i);
      g_ptr_array_add (verdicts, read_verdict (reader));
      loket_json_reader_leave (reader);
    }
  loket_json_reader_leave (reader);
  return loket_json_reader_check (reader, error) ? g_steal_pointer (&verdicts) : NULL;
}

/**
 * loket_wire_status_request_to_json:
 * @reply_ids: (element-type utf8): at most %LOKET_LIMIT_STATUS_IDS ids
 *
 * Writes a status query. Any thread.
 *
 * Returns: (transfer full): one line of JSON, without its end
 */
char *
loket_wire_status_request_to_json (GPtrArray *reply_ids)
{
  return loket_wire_ids_to_json (reply_ids);
}

/**
 * loket_wire_status_request_parse:
 * @json: (array length=length): JSON from outside
 * @length: its size in bytes
 * @error: return location for a #GError of %LOKET_WIRE_ERROR
 *
 * Reads a status query. What is no id of ours is kept: the hub knows nothing
 * of it, which is the answer. Any thread.
 *
 * Returns: (transfer full) (nullable) (element-type utf8): the ids
 */
GPtrArray *
loket_wire_status_request_parse (const char *json,
                                 gsize       length,
                                 GError    **error)
{
  return _loket_wire_ids_read (json, length, LOKET_LIMIT_STATUS_IDS, TRUE, error);
}
