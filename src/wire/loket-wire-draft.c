/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-wire"

#include "config.h"

#include "loket-wire-draft.h"

#include "loket-limits.h"
#include "loket-wire-private.h"

/**
 * loket_shared_draft_new:
 *
 * Makes a record with nothing in it.
 *
 * Returns: (transfer full): the record
 */
LoketSharedDraft *
loket_shared_draft_new (void)
{
  LoketSharedDraft *self = g_new0 (LoketSharedDraft, 1);

  self->updated_at = LOKET_TIME_UNSET;
  return self;
}

/**
 * loket_shared_draft_free:
 * @self: (nullable) (transfer full): a record
 *
 * Frees a record.
 */
void
loket_shared_draft_free (LoketSharedDraft *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->complaint_id);
  g_free (self->text);
  g_free (self->device_id);
  g_free (self);
}

/* @with_text: a list tells what there is, not what it says. */
static void
write_draft (LoketJsonWriter        *writer,
             const LoketSharedDraft *draft,
             gboolean                with_text)
{
  loket_json_writer_begin_object (writer, NULL);
  loket_json_writer_string (writer, "id", draft->id);
  loket_json_writer_string (writer, "complaintId", draft->complaint_id);
  if (with_text)
    {
      loket_json_writer_string (writer, "text", draft->text);
      loket_json_writer_string (writer, "outcome",
                                draft->outcome == LOKET_OUTCOME_UNKNOWN
                                  ? NULL
                                  : loket_outcome_to_name (draft->outcome));
    }
  loket_json_writer_int (writer, "substance", draft->substance);
  if (draft->rev > 0)
    {
      loket_json_writer_int (writer, "rev", draft->rev);
      loket_json_writer_string (writer, "deviceId", draft->device_id);
      loket_json_writer_instant (writer, "updatedAt", draft->updated_at);
    }
  loket_json_writer_end_object (writer);
}

static LoketSharedDraft *
read_draft (LoketJsonReader *reader,
            gboolean         with_text)
{
  LoketSharedDraft *draft = loket_shared_draft_new ();

  draft->id = loket_json_reader_dup_uuid (reader, "id");
  draft->complaint_id = loket_json_reader_dup_uuid (reader, "complaintId");
  if (with_text)
    {
      draft->text = loket_json_reader_dup_string (reader, "text", LOKET_LIMIT_REPLY_CHARS);
      draft->outcome = loket_outcome_from_name (loket_json_reader_get_word (reader, "outcome"));
    }
  draft->substance = loket_json_reader_get_int_or (reader, "substance", 0, G_MAXINT64, 0);
  draft->rev = loket_json_reader_get_int_or (reader, "rev", 0, G_MAXINT64, 0);
  draft->device_id = loket_json_reader_dup_uuid_or_null (reader, "deviceId");
  draft->updated_at = loket_json_reader_get_instant_or_unset (reader, "updatedAt");
  return draft;
}

/**
 * loket_wire_shared_draft_to_json:
 * @draft: a draft
 *
 * Writes a draft, either way. Any thread.
 *
 * Returns: (transfer full): one line of JSON, without its end
 */
GBytes *
loket_wire_shared_draft_to_json (const LoketSharedDraft *draft)
{
  LoketJsonWriter *writer = loket_json_writer_new ();

  write_draft (writer, draft, TRUE);
  return loket_json_writer_finish_bytes (writer);
}

/**
 * loket_wire_shared_draft_parse:
 * @json: (array length=length): JSON from outside
 * @length: its size in bytes
 * @error: return location for a #GError of %LOKET_WIRE_ERROR
 *
 * Reads a draft. Any thread.
 *
 * Returns: (transfer full) (nullable): the draft
 */
LoketSharedDraft *
loket_wire_shared_draft_parse (const char *json,
                               gsize       length,
                               GError    **error)
{
  g_autoptr (LoketJsonReader) reader = NULL;
  g_autoptr (LoketSharedDraft) draft = NULL;

  reader = loket_json_reader_new (json, length, LOKET_LIMIT_REQUEST_BYTES, error);
  if (reader == NULL)
    return NULL;
  draft = read_draft (reader, TRUE);
  return loket_json_reader_check (reader, error) ? g_steal_pointer (&draft) : NULL;
}

/**
 * loket_wire_draft_list_to_json:
 * @drafts: (element-type LoketSharedDraft): drafts; their texts stay out
 *
 * Writes which drafts the hub has of an officer. Any thread.
 *
 * Returns: (transfer full): one line of JSON, without its end
 */
GBytes *
loket_wire_draft_list_to_json (GPtrArray *drafts)
{
  LoketJsonWriter *writer = loket_json_writer_new ();

  loket_json_writer_begin_object (writer, NULL);
  loket_json_writer_begin_array (writer, "drafts");
  for (guint i = 0; i < drafts->len; i++)
    write_draft (writer, g_ptr_array_index (drafts, i), FALSE);
  loket_json_writer_end_array (writer);
  loket_json_writer_end_object (writer);
  return loket_json_writer_finish_bytes (writer);
}

/**
 * loket_wire_draft_list_parse:
 * @json: (array length=length): JSON from outside
 * @length: its size in bytes
 * @error: return location for a #GError of %LOKET_WIRE_ERROR
 *
 * Reads which drafts the hub has of an officer. Any thread.
 *
 * Returns: (transfer full) (nullable) (element-type LoketSharedDraft): the
 *   drafts, without their texts
 */
GPtrArray *
loket_wire_draft_list_parse (const char *json,
                             gsize       length,
                             GError    **error)
{
  g_autoptr (LoketJsonReader) reader = NULL;
  g_autoptr (GPtrArray) drafts = NULL;
  guint n;

  reader = loket_json_reader_new (json, length, LOKET_LIMIT_REQUEST_BYTES, error);
  if (reader == NULL)
    return NULL;

  drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_shared_draft_free);
  n = loket_json_reader_enter_array (reader, "drafts", LOKET_LIMIT_DRAFTS);
  for (guint i = 0; i < n; i++)
    {
      loket_json_reader_enter_element (reader, i);
      g_ptr_array_add (drafts, read_draft (reader, FALSE));
      loket_json_reader_leave (reader);
    }
  loket_json_reader_leave (reader);
  return loket_json_reader_check (reader, error) ? g_steal_pointer (&drafts) : NULL;
}
