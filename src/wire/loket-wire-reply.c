/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-wire"

#include "config.h"

#include "loket-wire-reply.h"

#include "loket-limits.h"
#include "loket-text.h"
#include "loket-wire-private.h"

/**
 * loket_wire_reply_kind:
 * @outcome: what a reply says about the matter
 *
 * Gives the word for what sort of entry a reply is.
 *
 * Returns: (nullable): a static text, %NULL for no outcome
 */
const char *
loket_wire_reply_kind (LoketOutcome outcome)
{
  switch (outcome)
    {
    case LOKET_OUTCOME_IN_PROGRESS:
    case LOKET_OUTCOME_INFORMATION:
      return "answer";
    case LOKET_OUTCOME_NEEDS_INFORMATION:
      return "ask";
    case LOKET_OUTCOME_RESOLVED:
      return "resolve";
    case LOKET_OUTCOME_NOT_OUR_AUTHORITY:
      return "forward";
    case LOKET_OUTCOME_UNKNOWN:
    default:
      return NULL;
    }
}

static void
write_substance (LoketJsonWriter *writer,
                 const char      *name,
                 gint64           substance)
{
  loket_json_writer_begin_object (writer, name);
  loket_json_writer_int (writer, "substance", substance);
  loket_json_writer_end_object (writer);
}

static void
write_overrides (LoketJsonWriter *writer,
                 GPtrArray       *overrides)
{
  loket_json_writer_begin_array (writer, "overrides");
  for (guint i = 0; i < overrides->len; i++)
    {
      const LoketOverride *item = g_ptr_array_index (overrides, i);

      loket_json_writer_begin_object (writer, NULL);
      loket_json_writer_string (writer, "rule", item->rule);
      loket_json_writer_string (writer, "reason", item->reason);
      loket_json_writer_end_object (writer);
    }
  loket_json_writer_end_array (writer);
}

/**
 * loket_wire_reply_freeze:
 * @reply: a whole reply
 *
 * Makes the bytes that are sent, once: they are stored and sent again as they
 * are, and the receipt names their hash. Any thread.
 *
 * Returns: (transfer full): the request's body
 */
GBytes *
loket_wire_reply_freeze (const LoketReply *reply)
{
  LoketJsonWriter *writer = loket_json_writer_new ();

  loket_json_writer_begin_object (writer, NULL);
  loket_json_writer_int (writer, "schema", LOKET_WIRE_REPLY_SCHEMA);
  loket_json_writer_string (writer, "replyId", reply->reply_id);
  loket_json_writer_string (writer, "complaintId", reply->complaint_id);
  write_substance (writer, "basedOn", reply->based_on);
  loket_json_writer_string (writer, "prevReplyId", reply->prev_reply_id);
  loket_json_writer_string (writer, "kind", loket_wire_reply_kind (reply->outcome));
  loket_json_writer_string (writer, "outcome", loket_outcome_to_name (reply->outcome));
  loket_json_writer_string (writer, "visibility", loket_visibility_to_name (reply->visibility));
  loket_json_writer_string (writer, "text", reply->text);
  _loket_wire_attachments_write (writer, reply->attachments);
  if (reply->ack > 0)
    write_substance (writer, "ack", reply->ack);
  else
    loket_json_writer_null (writer, "ack");
  write_overrides (writer, reply->overrides);
  loket_json_writer_string (writer, "deviceId", reply->device_id);
  loket_json_writer_instant (writer, "composedAt", reply->composed_at);
  loket_json_writer_end_object (writer);
  return loket_json_writer_finish_bytes (writer);
}

static void
read_overrides (LoketJsonReader *reader,
                GPtrArray       *overrides)
{
  guint n = loket_json_reader_enter_array_or_null (reader, "overrides", LOKET_LIMIT_OVERRIDES);

  for (guint i = 0; i < n; i++)
    {
      LoketOverride *item = loket_override_new (NULL, NULL);

      g_ptr_array_add (overrides, item);
      loket_json_reader_enter_element (reader, i);
      item->rule = loket_json_reader_dup_string (reader, "rule", LOKET_WIRE_WORD_CHARS);
      item->reason = loket_json_reader_dup_string (reader, "reason", LOKET_LIMIT_REASON_CHARS);
      loket_json_reader_leave (reader);
    }
  loket_json_reader_leave (reader);
}

/* What the type system cannot say: words we know, a text that says something. */
static void
check_reply (LoketJsonReader  *reader,
             const LoketReply *reply)
{
  const char *kind = loket_wire_reply_kind (reply->outcome);

  if (reply->outcome == LOKET_OUTCOME_UNKNOWN)
    loket_json_reader_fail (reader, LOKET_WIRE_ERROR_INVALID, "outcome", "is not a known outcome");
  if (g_strcmp0 (kind, loket_json_reader_get_word (reader, "kind")) != 0)
    loket_json_reader_fail (reader, LOKET_WIRE_ERROR_INVALID, "kind", "does not fit the outcome");
  if (reply->visibility == LOKET_VISIBILITY_UNKNOWN)
    loket_json_reader_fail (reader, LOKET_WIRE_ERROR_INVALID, "visibility", "is not a known visibility");
  if (loket_text_is_blank (reply->text))
    loket_json_reader_fail (reader, LOKET_WIRE_ERROR_INVALID, "text", "is empty");
}

/**
 * loket_wire_reply_parse:
 * @body: a request's body
 * @error: return location for a #GError of %LOKET_WIRE_ERROR
 *
 * Reads a reply. Strict where dropping something would change what the officer
 * meant: a newer schema is %LOKET_WIRE_ERROR_UNSUPPORTED. Any thread.
 *
 * Returns: (transfer full) (nullable): the reply
 */
LoketReply *
loket_wire_reply_parse (GBytes  *body,
                        GError **error)
{
  g_autoptr (LoketJsonReader) reader = NULL;
  g_autoptr (LoketReply) reply = loket_reply_new ();
  gsize length;
  const char *data = g_bytes_get_data (body, &length);

  reader = loket_json_reader_new (data, length, LOKET_LIMIT_REQUEST_BYTES, error);
  if (reader == NULL)
    return NULL;

  if (loket_json_reader_get_int (reader, "schema", 1, G_MAXINT64) > LOKET_WIRE_REPLY_SCHEMA)
    loket_json_reader_fail (reader, LOKET_WIRE_ERROR_UNSUPPORTED, "schema", "is newer than this version");
  reply->reply_id = loket_json_reader_dup_uuid (reader, "replyId");
  reply->complaint_id = loket_json_reader_dup_uuid (reader, "complaintId");
  if (loket_json_reader_enter (reader, "basedOn"))
    {
      reply->based_on = loket_json_reader_get_int (reader, "substance", 0, G_MAXINT64);
      loket_json_reader_leave (reader);
    }
  reply->prev_reply_id = loket_json_reader_dup_uuid_or_null (reader, "prevReplyId");
  reply->outcome = loket_outcome_from_name (loket_json_reader_get_word (reader, "outcome"));
  reply->visibility = loket_visibility_from_name (loket_json_reader_get_word (reader, "visibility"));
  reply->text = loket_json_reader_dup_string (reader, "text", LOKET_LIMIT_REPLY_CHARS);
  g_ptr_array_unref (reply->attachments);
  reply->attachments = _loket_wire_attachments_read (reader, LOKET_LIMIT_ATTACHMENTS, TRUE);
  if (loket_json_reader_enter_or_null (reader, "ack"))
    {
      reply->ack = loket_json_reader_get_int (reader, "substance", 1, G_MAXINT64);
      loket_json_reader_leave (reader);
    }
  read_overrides (reader, reply->overrides);
  reply->device_id = loket_json_reader_dup_uuid (reader, "deviceId");
  reply->composed_at = loket_json_reader_get_instant_or_unset (reader, "composedAt");
  check_reply (reader, reply);

  if (!loket_json_reader_check (reader, error))
    return NULL;
  return g_steal_pointer (&reply);
}
