/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-wire"

#include "config.h"

#include "loket-wire-complaint.h"

#include "loket-limits.h"
#include "loket-wire-private.h"

/*
 * One complaint, one line. Every complaint of the country passes here many
 * times, so the line is also what the hub stores and sends as it is.
 */

/* An optional text member: its name, its place in the record, its limit. */
typedef struct
{
  const char *name;
  gsize       offset;
  gsize       max_chars;
} TextMember;

#define TEXT(name, field, max) { name, G_STRUCT_OFFSET (LoketComplaint, field), max }

static const TextMember category_members[] = {
  TEXT ("categoryId", category_id, LOKET_WIRE_WORD_CHARS),
  TEXT ("category", category, LOKET_LIMIT_TITLE_CHARS),
};

static const TextMember source_members[] = {
  TEXT ("holdReason", hold_reason, LOKET_LIMIT_REASON_CHARS),
  TEXT ("channel", channel, LOKET_LIMIT_NAME_CHARS),
};

static const TextMember people_members[] = {
  TEXT ("reporterName", reporter_name, LOKET_LIMIT_NAME_CHARS),
  TEXT ("agencyCode", agency_code, LOKET_WIRE_WORD_CHARS),
  TEXT ("agencyName", agency_name, LOKET_LIMIT_NAME_CHARS),
  TEXT ("timeZone", time_zone, LOKET_WIRE_WORD_CHARS),
  TEXT ("province", province, LOKET_LIMIT_NAME_CHARS),
  TEXT ("regency", regency, LOKET_LIMIT_NAME_CHARS),
  TEXT ("district", district, LOKET_LIMIT_NAME_CHARS),
  TEXT ("village", village, LOKET_LIMIT_NAME_CHARS),
};

static char **
text_field (LoketComplaint   *complaint,
            const TextMember *member)
{
  return &G_STRUCT_MEMBER (char *, complaint, member->offset);
}

static void
write_texts (LoketJsonWriter      *writer,
             const LoketComplaint *complaint,
             const TextMember     *members,
             guint                 n)
{
  for (guint i = 0; i < n; i++)
    loket_json_writer_string (writer, members[i].name,
                              *text_field ((LoketComplaint *) complaint, &members[i]));
}

static void
read_texts (LoketJsonReader  *reader,
            LoketComplaint   *complaint,
            const TextMember *members,
            guint             n)
{
  for (guint i = 0; i < n; i++)
    *text_field (complaint, &members[i]) =
        loket_json_reader_dup_string_or_null (reader, members[i].name, members[i].max_chars);
}

static void
write_message (LoketJsonWriter    *writer,
               const LoketMessage *message)
{
  loket_json_writer_begin_object (writer, NULL);
  loket_json_writer_string (writer, "id", message->id);
  loket_json_writer_string (writer, "author", loket_author_to_name (message->author));
  loket_json_writer_string (writer, "authorName", message->author_name);
  loket_json_writer_string (writer, "text", message->text);
  loket_json_writer_string (writer, "outcome",
                            message->outcome == LOKET_OUTCOME_UNKNOWN
                                ? NULL
                                : loket_outcome_to_name (message->outcome));
  loket_json_writer_instant (writer, "at", message->at);
  if (message->attachments != NULL && message->attachments->len > 0)
    _loket_wire_attachments_write (writer, message->attachments);
  loket_json_writer_end_object (writer);
}

static LoketMessage *
read_message (LoketJsonReader *reader)
{
  LoketMessage *message = loket_message_new ();

  message->id = loket_json_reader_dup_string (reader, "id", LOKET_WIRE_WORD_CHARS);
  message->author = loket_author_from_name (loket_json_reader_get_word (reader, "author"));
  message->author_name = loket_json_reader_dup_string_or_null (reader, "authorName", LOKET_LIMIT_NAME_CHARS);
  message->text = loket_json_reader_dup_string (reader, "text", LOKET_LIMIT_BODY_CHARS);
  message->outcome = loket_outcome_from_name (loket_json_reader_get_word (reader, "outcome"));
  message->at = loket_json_reader_get_instant_or_unset (reader, "at");
  if (loket_json_reader_has (reader, "attachments"))
    message->attachments = _loket_wire_attachments_read (reader, LOKET_LIMIT_MESSAGE_ATTACHMENTS, FALSE);
  if (message->attachments != NULL && message->attachments->len == 0)
    g_clear_pointer (&message->attachments, g_ptr_array_unref);
  return message;
}

/* Only where there is something to tell, so that all other lines stay as they
 * were written before. */
static void
write_class_changes (LoketJsonWriter *writer,
                     GPtrArray       *changes)
{
  if (changes == NULL || changes->len == 0)
    return;

  loket_json_writer_begin_array (writer, "classChanges");
  for (guint i = 0; i < changes->len; i++)
    {
      const LoketClassChange *change = g_ptr_array_index (changes, i);

      loket_json_writer_begin_object (writer, NULL);
      loket_json_writer_string (writer, "from", loket_complaint_class_to_name (change->from));
      loket_json_writer_instant (writer, "at", change->at);
      loket_json_writer_string (writer, "reason", change->reason);
      loket_json_writer_end_object (writer);
    }
  loket_json_writer_end_array (writer);
}

static void
read_class_changes (LoketJsonReader *reader,
                    LoketComplaint  *complaint)
{
  guint n = loket_json_reader_enter_array_or_null (reader, "classChanges",
                                                   LOKET_LIMIT_CLASS_CHANGES);

  for (guint i = 0; i < n; i++)
    {
      LoketClassChange *change = loket_class_change_new (LOKET_CLASS_UNKNOWN, 0, NULL);

      loket_json_reader_enter_element (reader, i);
      change->from = loket_complaint_class_from_name (loket_json_reader_get_word (reader, "from"));
      change->at = loket_json_reader_get_instant (reader, "at");
      change->reason = loket_json_reader_dup_string_or_null (reader, "reason",
                                                             LOKET_LIMIT_REASON_CHARS);
      loket_json_reader_leave (reader);
      loket_complaint_add_class_change (complaint, change);
    }
  loket_json_reader_leave (reader);
}

static void
write_extra (LoketJsonWriter *writer,
             GHashTable      *extra)
{
  g_autoptr (GList) names = NULL;

  loket_json_writer_begin_object (writer, "extra");
  if (extra != NULL)
    names = g_list_sort (g_hash_table_get_keys (extra), (GCompareFunc) g_strcmp0);
  for (GList *l = names; l != NULL; l = l->next)
    loket_json_writer_string (writer, l->data, g_hash_table_lookup (extra, l->data));
  loket_json_writer_end_object (writer);
}

static void
read_extra (LoketJsonReader *reader,
            LoketComplaint  *complaint)
{
  g_auto (GStrv) names = NULL;

  if (!loket_json_reader_enter_or_null (reader, "extra"))
    return;

  names = loket_json_reader_dup_members (reader);
  if (g_strv_length (names) > LOKET_LIMIT_SHEET_COLUMNS)
    loket_json_reader_fail (reader, LOKET_WIRE_ERROR_INVALID, NULL, "has too many members");
  for (guint i = 0; names[i] != NULL; i++)
    {
      char *value = loket_json_reader_dup_string_or_null (reader, names[i], LOKET_LIMIT_SHEET_CELL_CHARS);

      if (value == NULL)
        continue;
      if (complaint->extra == NULL)
        complaint->extra = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
      g_hash_table_insert (complaint->extra, g_strdup (names[i]), value);
    }
  loket_json_reader_leave (reader);
}

/**
 * loket_wire_complaint_to_json:
 * @complaint: a record; @id, @tracking_id and @title are there
 *
 * Writes a record as the wire has it. The same record makes the same bytes.
 * Any thread.
 *
 * Returns: (transfer full): one line of JSON, without its end
 */
char *
loket_wire_complaint_to_json (const LoketComplaint *complaint)
{
  LoketJsonWriter *writer = loket_json_writer_new ();

  loket_json_writer_begin_object (writer, NULL);
  loket_json_writer_string (writer, "id", complaint->id);
  loket_json_writer_int (writer, "rev", complaint->rev);
  loket_json_writer_int (writer, "substance", complaint->substance);
  loket_json_writer_string (writer, "trackingId", complaint->tracking_id);
  loket_json_writer_string (writer, "title", complaint->title);
  loket_json_writer_string (writer, "body", complaint->body);
  loket_json_writer_string (writer, "bodyOriginal", complaint->body_original);
  write_texts (writer, complaint, category_members, G_N_ELEMENTS (category_members));
  loket_json_writer_string (writer, "class", loket_complaint_class_to_name (complaint->klass));
  loket_json_writer_string (writer, "classRaw", complaint->class_raw);
  loket_json_writer_string (writer, "status", loket_complaint_status_to_name (complaint->status));
  loket_json_writer_string (writer, "statusRaw", complaint->status_raw);
  loket_json_writer_string (writer, "closedBy", loket_closer_to_name (complaint->closed_by));
  loket_json_writer_string (writer, "resolved", loket_resolved_to_name (complaint->resolved));
  write_texts (writer, complaint, source_members, G_N_ELEMENTS (source_members));
  loket_json_writer_boolean (writer, "anonymous", complaint->anonymous);
  loket_json_writer_boolean (writer, "secret", complaint->secret);
  write_texts (writer, complaint, people_members, G_N_ELEMENTS (people_members));
  loket_json_writer_instant (writer, "receivedAt", complaint->received_at);
  loket_json_writer_instant (writer, "assignedAt", complaint->assigned_at);
  loket_json_writer_instant (writer, "answeredAt", complaint->answered_at);
  if (complaint->claim != NULL)
    _loket_wire_claim_write (writer, "claim", complaint->claim);
  loket_json_writer_begin_array (writer, "messages");
  for (guint i = 0; i < complaint->messages->len; i++)
    write_message (writer, g_ptr_array_index (complaint->messages, i));
  loket_json_writer_end_array (writer);
  write_class_changes (writer, complaint->class_changes);
  write_extra (writer, complaint->extra);
  loket_json_writer_end_object (writer);
  return loket_json_writer_finish (writer);
}

static void
read_state (LoketJsonReader *reader,
            LoketComplaint  *complaint)
{
  complaint->klass = loket_complaint_class_from_name (loket_json_reader_get_word (reader, "class"));
  complaint->class_raw = loket_json_reader_dup_string_or_null (reader, "classRaw", LOKET_LIMIT_NAME_CHARS);
  complaint->status = loket_complaint_status_from_name (loket_json_reader_get_word (reader, "status"));
  complaint->status_raw = loket_json_reader_dup_string_or_null (reader, "statusRaw", LOKET_LIMIT_NAME_CHARS);
  complaint->closed_by = loket_closer_from_name (loket_json_reader_get_word (reader, "closedBy"));
  complaint->resolved = loket_resolved_from_name (loket_json_reader_get_word (reader, "resolved"));
}

static LoketComplaint *
read_within (const char *line,
             gsize       length,
             gsize       max_bytes,
             guint       max_messages,
             GError    **error)
{
  g_autoptr (LoketJsonReader) reader = NULL;
  g_autoptr (LoketComplaint) complaint = loket_complaint_new ();
  guint n;

  reader = loket_json_reader_new (line, length, max_bytes, error);
  if (reader == NULL)
    return NULL;

  complaint->id = loket_json_reader_dup_uuid (reader, "id");
  complaint->rev = loket_json_reader_get_int (reader, "rev", 0, G_MAXINT64);
  complaint->substance = loket_json_reader_get_int (reader, "substance", 0, G_MAXINT64);
  complaint->tracking_id = loket_json_reader_dup_string (reader, "trackingId", LOKET_LIMIT_TRACKING_ID_CHARS);
  complaint->title = loket_json_reader_dup_string (reader, "title", LOKET_LIMIT_TITLE_CHARS);
  complaint->body = loket_json_reader_dup_string_or_null (reader, "body", LOKET_LIMIT_BODY_CHARS);
  if (complaint->body == NULL)
    complaint->body = g_strdup ("");
  complaint->body_original = loket_json_reader_dup_string_or_null (reader, "bodyOriginal", LOKET_LIMIT_BODY_CHARS);
  read_texts (reader, complaint, category_members, G_N_ELEMENTS (category_members));
  read_state (reader, complaint);
  read_texts (reader, complaint, source_members, G_N_ELEMENTS (source_members));
  complaint->anonymous = loket_json_reader_get_boolean_or (reader, "anonymous", FALSE);
  complaint->secret = loket_json_reader_get_boolean_or (reader, "secret", FALSE);
  read_texts (reader, complaint, people_members, G_N_ELEMENTS (people_members));
  complaint->received_at = loket_json_reader_get_instant_or_unset (reader, "receivedAt");
  complaint->assigned_at = loket_json_reader_get_instant_or_unset (reader, "assignedAt");
  complaint->answered_at = loket_json_reader_get_instant_or_unset (reader, "answeredAt");
  complaint->claim = _loket_wire_claim_read (reader, "claim");
  n = loket_json_reader_enter_array_or_null (reader, "messages", max_messages);
  for (guint i = 0; i < n; i++)
    {
      loket_json_reader_enter_element (reader, i);
      g_ptr_array_add (complaint->messages, read_message (reader));
      loket_json_reader_leave (reader);
    }
  loket_json_reader_leave (reader);
  read_class_changes (reader, complaint);
  read_extra (reader, complaint);
  loket_complaint_read_conversation (complaint);

  if (!loket_json_reader_check (reader, error))
    return NULL;
  return g_steal_pointer (&complaint);
}

/* Reads a record thoroughly, and says what is wrong with it. */
LoketComplaint *
_loket_wire_complaint_read (const char *line,
                            gsize       length,
                            GError    **error)
{
  return read_within (line, length, LOKET_LIMIT_RECORD_BYTES, LOKET_LIMIT_MESSAGES_READ, error);
}

/**
 * loket_wire_complaint_parse_stored:
 * @line: (array length=length): a record that the hub keeps
 * @length: its size in bytes
 * @error: return location for a #GError of %LOKET_WIRE_ERROR
 *
 * Reads a record like loket_wire_complaint_parse(), but also one that is fuller
 * than readers take: the hub once stored such, and has to decide about them. Any
 * thread.
 *
 * Returns: (transfer full) (nullable): the record
 */
LoketComplaint *
loket_wire_complaint_parse_stored (const char *line,
                                   gsize       length,
                                   GError    **error)
{
  LoketComplaint *complaint = _loket_wire_complaint_read_fast (line, length);

  return complaint != NULL ? complaint
                           : read_within (line, length, LOKET_LIMIT_RECORD_STORED_BYTES, LOKET_LIMIT_MESSAGES_STORED, error);
}

/**
 * loket_wire_complaint_parse:
 * @line: (array length=length): JSON from outside
 * @length: its size in bytes
 * @error: return location for a #GError of %LOKET_WIRE_ERROR
 *
 * Reads a record. Members we do not know are skipped, and words of the domain
 * we do not know become the “unknown” of their kind. Any thread.
 *
 * Returns: (transfer full) (nullable): the record
 */
LoketComplaint *
loket_wire_complaint_parse (const char *line,
                            gsize       length,
                            GError    **error)
{
  LoketComplaint *complaint = _loket_wire_complaint_read_fast (line, length);

  return complaint != NULL ? complaint : _loket_wire_complaint_read (line, length, error);
}

