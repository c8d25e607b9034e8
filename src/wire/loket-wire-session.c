/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-wire"

#include "config.h"

#include "loket-wire-account.h"

#include "loket-limits.h"
#include "loket-wire-private.h"

/**
 * loket_scope_new:
 * @id: (nullable): what is fed
 * @generation: of the right to it
 *
 * Makes a record.
 *
 * Returns: (transfer full): the record
 */
LoketScope *
loket_scope_new (const char *id,
                 gint64      generation)
{
  LoketScope *self = g_new0 (LoketScope, 1);

  self->id = g_strdup (id);
  self->generation = generation;
  return self;
}

/**
 * loket_scope_free:
 * @self: (nullable) (transfer full): a record
 *
 * Frees a record.
 */
void
loket_scope_free (LoketScope *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self);
}

/**
 * loket_session_info_new:
 *
 * Makes a record with nothing in it.
 *
 * Returns: (transfer full): a record
 */
LoketSessionInfo *
loket_session_info_new (void)
{
  LoketSessionInfo *self = g_new0 (LoketSessionInfo, 1);

  self->scopes = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_scope_free);
  self->server_time = LOKET_TIME_UNSET;
  self->reply_chars = LOKET_LIMIT_REPLY_CHARS;
  self->page_records = LOKET_LIMIT_PAGE_RECORDS;
  return self;
}

/**
 * loket_session_info_free:
 * @self: (nullable) (transfer full): a record
 *
 * Frees a record.
 */
void
loket_session_info_free (LoketSessionInfo *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->officer, loket_officer_unref);
  g_ptr_array_unref (self->scopes);
  g_free (self->epoch);
  g_free (self->min_client_version);
  g_strfreev (self->attachment_types);
  g_strfreev (self->capabilities);
  g_free (self->events_url);
  g_free (self->base_url);
  g_free (self);
}

static void
write_words (LoketJsonWriter *writer,
             const char      *name,
             GStrv            words)
{
  loket_json_writer_begin_array (writer, name);
  for (guint i = 0; words != NULL && words[i] != NULL; i++)
    loket_json_writer_string (writer, NULL, words[i]);
  loket_json_writer_end_array (writer);
}

/**
 * loket_wire_session_info_to_json:
 * @info: a whole record
 *
 * Writes what the hub tells a client about its session. Any thread.
 *
 * Returns: (transfer full): one line of JSON, without its end
 */
char *
loket_wire_session_info_to_json (const LoketSessionInfo *info)
{
  LoketJsonWriter *writer = loket_json_writer_new ();

  loket_json_writer_begin_object (writer, NULL);
  _loket_wire_officer_write (writer, "officer", info->officer);
  loket_json_writer_begin_array (writer, "scopes");
  for (guint i = 0; i < info->scopes->len; i++)
    {
      const LoketScope *scope = g_ptr_array_index (info->scopes, i);

      loket_json_writer_begin_object (writer, NULL);
      loket_json_writer_string (writer, "id", scope->id);
      loket_json_writer_int (writer, "generation", scope->generation);
      loket_json_writer_end_object (writer);
    }
  loket_json_writer_end_array (writer);
  loket_json_writer_string (writer, "epoch", info->epoch);
  loket_json_writer_instant (writer, "serverTime", info->server_time);
  loket_json_writer_int (writer, "durableSeq", info->durable_seq);
  loket_json_writer_int (writer, "rulesEdition", info->rules_edition);
  loket_json_writer_int (writer, "guidanceEdition", info->guidance_edition);
  loket_json_writer_string (writer, "minClientVersion", info->min_client_version);
  loket_json_writer_begin_object (writer, "limits");
  loket_json_writer_int (writer, "replyChars", info->reply_chars);
  loket_json_writer_int (writer, "pageRecords", info->page_records);
  if (info->attachments_per_reply > 0)
    {
      loket_json_writer_int (writer, "attachmentBytes", info->attachment_bytes);
      loket_json_writer_int (writer, "attachmentsPerReply", info->attachments_per_reply);
      write_words (writer, "attachmentTypes", info->attachment_types);
    }
  loket_json_writer_end_object (writer);
  write_words (writer, "capabilities", info->capabilities);
  loket_json_writer_string (writer, "eventsUrl", info->events_url);
  loket_json_writer_string (writer, "baseUrl", info->base_url);
  loket_json_writer_end_object (writer);
  return loket_json_writer_finish (writer);
}

static void
read_scopes (LoketJsonReader *reader,
             GPtrArray       *scopes)
{
  guint n = loket_json_reader_enter_array (reader, "scopes", LOKET_LIMIT_SCOPES);

  for (guint i = 0; i < n; i++)
    {
      LoketScope *scope = loket_scope_new (NULL, 0);

      g_ptr_array_add (scopes, scope);
      loket_json_reader_enter_element (reader, i);
      scope->id = loket_json_reader_dup_string (reader, "id", LOKET_WIRE_WORD_CHARS);
      scope->generation = loket_json_reader_get_int_or (reader, "generation", 0, G_MAXINT64, 1);
      loket_json_reader_leave (reader);
    }
  loket_json_reader_leave (reader);
}

static GStrv
read_words (LoketJsonReader *reader,
            const char      *name,
            gsize            max_chars)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  guint n = loket_json_reader_enter_array_or_null (reader, name, LOKET_LIMIT_SCOPES);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *word = loket_json_reader_dup_element_string (reader, i, max_chars);

      if (word != NULL)
        g_strv_builder_add (builder, word);
    }
  loket_json_reader_leave (reader);
  return g_strv_builder_end (builder);
}

/**
 * loket_wire_session_info_parse:
 * @json: (array length=length): JSON from outside
 * @length: its size in bytes
 * @error: return location for a #GError of %LOKET_WIRE_ERROR
 *
 * Reads what the hub tells about the session. Any thread.
 *
 * Returns: (transfer full) (nullable): the record
 */
LoketSessionInfo *
loket_wire_session_info_parse (const char *json,
                               gsize       length,
                               GError    **error)
{
  g_autoptr (LoketJsonReader) reader = NULL;
  g_autoptr (LoketSessionInfo) info = loket_session_info_new ();

  reader = loket_json_reader_new (json, length, LOKET_LIMIT_REQUEST_BYTES, error);
  if (reader == NULL)
    return NULL;

  if (loket_json_reader_enter (reader, "officer"))
    {
      info->officer = _loket_wire_officer_read (reader);
      loket_json_reader_leave (reader);
    }
  read_scopes (reader, info->scopes);
  info->epoch = loket_json_reader_dup_string (reader, "epoch", LOKET_WIRE_WORD_CHARS);
  info->server_time = loket_json_reader_get_instant (reader, "serverTime");
  info->durable_seq = loket_json_reader_get_int_or (reader, "durableSeq", 0, G_MAXINT64, 0);
  info->rules_edition = loket_json_reader_get_int_or (reader, "rulesEdition", 0, G_MAXINT64, 0);
  info->guidance_edition = loket_json_reader_get_int_or (reader, "guidanceEdition", 0, G_MAXINT64, 0);
  info->min_client_version = loket_json_reader_dup_string_or_null (reader, "minClientVersion", LOKET_WIRE_WORD_CHARS);
  if (loket_json_reader_enter_or_null (reader, "limits"))
    {
      info->reply_chars = loket_json_reader_get_int_or (reader, "replyChars", 1, G_MAXINT64, info->reply_chars);
      info->page_records = loket_json_reader_get_int_or (reader, "pageRecords", 1, G_MAXINT64, info->page_records);
      info->attachment_bytes = loket_json_reader_get_int_or (reader, "attachmentBytes", 0, G_MAXINT64, 0);
      info->attachments_per_reply =
          loket_json_reader_get_int_or (reader, "attachmentsPerReply", 0, G_MAXINT64, 0);
      info->attachment_types =
          read_words (reader, "attachmentTypes", LOKET_LIMIT_ATTACHMENT_TYPE_CHARS);
      loket_json_reader_leave (reader);
    }
  info->capabilities = read_words (reader, "capabilities", LOKET_WIRE_WORD_CHARS);
  info->events_url = loket_json_reader_dup_string_or_null (reader, "eventsUrl", LOKET_WIRE_OPAQUE_CHARS);
  info->base_url = loket_json_reader_dup_string_or_null (reader, "baseUrl", LOKET_WIRE_OPAQUE_CHARS);
  return loket_json_reader_check (reader, error) ? g_steal_pointer (&info) : NULL;
}
