/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-wire"

#include "config.h"

#include "loket-wire-attachment.h"

#include <string.h>

#include "loket-limits.h"
#include "loket-text.h"
#include "loket-wire-private.h"

#define SHA256_DIGITS 64

/* One path component that says something and hides nothing. */
static gboolean
name_fits (const char *name)
{
  if (strlen (name) > LOKET_LIMIT_ATTACHMENT_NAME_BYTES || loket_text_is_blank (name) ||
      g_str_equal (name, ".") || g_str_equal (name, ".."))
    return FALSE;

  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '/' || c == '\\' || g_unichar_iscntrl (c))
        return FALSE;
    }
  return TRUE;
}

/* `type/subtype` of RFC 9110, lower case, without parameters. */
static gboolean
type_fits (const char *type)
{
  const char *slash = strchr (type, '/');
  gsize allowed = strspn (type, "abcdefghijklmnopqrstuvwxyz0123456789!#$&^_.+-/");

  return slash != NULL && slash != type && slash[1] != '\0' && strchr (slash + 1, '/') == NULL &&
         type[allowed] == '\0' && allowed <= LOKET_LIMIT_ATTACHMENT_TYPE_CHARS;
}

static gboolean
sha256_fits (const char *sha256)
{
  gsize n = strspn (sha256, "0123456789abcdef");

  return n == SHA256_DIGITS && sha256[n] == '\0';
}

/* Tells what is wrong with a record that came from outside, if anything. */
gboolean
_loket_wire_attachment_fits (const LoketAttachment *attachment,
                             const char           **name,
                             const char           **what)
{
  *what = NULL;
  if (attachment->sha256 == NULL || !sha256_fits (attachment->sha256))
    *name = "sha256", *what = "is not a hexadecimal number of the right length";
  else if (attachment->size < 1 || attachment->size > LOKET_LIMIT_JSON_INTEGER)
    *name = "size", *what = "is out of range";
  else if (attachment->name == NULL || !name_fits (attachment->name))
    *name = "name", *what = "is not a name of a file";
  else if (attachment->type == NULL || !type_fits (attachment->type))
    *name = "type", *what = "is not a media type";
  return *what == NULL;
}

static void
read_attachment (LoketJsonReader *reader,
                 GPtrArray       *attachments,
                 gboolean         upload)
{
  LoketAttachment *attachment = loket_attachment_new (NULL, NULL, 0, NULL, NULL);
  const char *name = NULL;
  const char *what = NULL;

  g_ptr_array_add (attachments, attachment);
  if (upload)
    attachment->id = loket_json_reader_dup_uuid (reader, "uploadId");
  attachment->sha256 = loket_json_reader_dup_hex (reader, "sha256", SHA256_DIGITS);
  attachment->size = loket_json_reader_get_int (
      reader, "size", 1, upload ? LOKET_LIMIT_ATTACHMENT_BYTES : LOKET_LIMIT_JSON_INTEGER);
  attachment->name =
      loket_json_reader_dup_string (reader, "name", LOKET_LIMIT_ATTACHMENT_NAME_BYTES);
  attachment->type =
      loket_json_reader_dup_string (reader, "type", LOKET_LIMIT_ATTACHMENT_TYPE_CHARS);
  if (attachment->sha256 != NULL && attachment->size > 0 && attachment->name != NULL &&
      attachment->type != NULL && !_loket_wire_attachment_fits (attachment, &name, &what))
    loket_json_reader_fail (reader, LOKET_WIRE_ERROR_INVALID, name, what);
}

static gboolean
is_there_twice (GPtrArray *attachments)
{
  const LoketAttachment *last = g_ptr_array_index (attachments, attachments->len - 1);

  for (guint i = 0; i + 1 < attachments->len; i++)
    if (g_strcmp0 (((LoketAttachment *) g_ptr_array_index (attachments, i))->id, last->id) == 0)
      return TRUE;
  return FALSE;
}

/* Reads the member `attachments` of a reply, where each has an upload, or of an
 * entry of a conversation. */
GPtrArray *
_loket_wire_attachments_read (LoketJsonReader *reader,
                              guint            max,
                              gboolean         uploads)
{
  GPtrArray *attachments = loket_attachments_new ();
  guint n = loket_json_reader_enter_array_or_null (reader, "attachments", max);

  for (guint i = 0; i < n; i++)
    {
      loket_json_reader_enter_element (reader, i);
      read_attachment (reader, attachments, uploads);
      if (uploads && is_there_twice (attachments))
        loket_json_reader_fail (reader, LOKET_WIRE_ERROR_INVALID, "uploadId", "is there twice");
      loket_json_reader_leave (reader);
    }
  loket_json_reader_leave (reader);
  return attachments;
}

void
_loket_wire_attachments_write (LoketJsonWriter *writer,
                               GPtrArray       *attachments)
{
  loket_json_writer_begin_array (writer, "attachments");
  for (guint i = 0; i < attachments->len; i++)
    {
      const LoketAttachment *attachment = g_ptr_array_index (attachments, i);

      loket_json_writer_begin_object (writer, NULL);
      if (attachment->id != NULL)
        loket_json_writer_string (writer, "uploadId", attachment->id);
      loket_json_writer_string (writer, "sha256", attachment->sha256);
      loket_json_writer_int (writer, "size", attachment->size);
      loket_json_writer_string (writer, "name", attachment->name);
      loket_json_writer_string (writer, "type", attachment->type);
      loket_json_writer_end_object (writer);
    }
  loket_json_writer_end_array (writer);
}

/**
 * loket_upload_new:
 * @id: (nullable): the attachment's id
 * @offset: how many of its bytes are there
 * @complete: whether all of them are
 *
 * Makes a record.
 *
 * Returns: (transfer full): the record
 */
LoketUpload *
loket_upload_new (const char *id,
                  gint64      offset,
                  gboolean    complete)
{
  LoketUpload *self = g_new0 (LoketUpload, 1);

  self->id = g_strdup (id);
  self->offset = offset;
  self->complete = complete;
  return self;
}

/**
 * loket_upload_free:
 * @self: (nullable) (transfer full): a record
 *
 * Frees a record.
 */
void
loket_upload_free (LoketUpload *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self);
}

/**
 * loket_wire_upload_to_json:
 * @upload: a record
 *
 * Writes how far an upload has come. Any thread.
 *
 * Returns: (transfer full): one line of JSON, without its end
 */
char *
loket_wire_upload_to_json (const LoketUpload *upload)
{
  LoketJsonWriter *writer = loket_json_writer_new ();

  loket_json_writer_begin_object (writer, NULL);
  loket_json_writer_string (writer, "uploadId", upload->id);
  loket_json_writer_int (writer, "offset", upload->offset);
  loket_json_writer_boolean (writer, "complete", upload->complete);
  loket_json_writer_end_object (writer);
  return loket_json_writer_finish (writer);
}

/**
 * loket_wire_upload_parse:
 * @json: (array length=length): JSON from outside
 * @length: its size in bytes
 * @error: return location for a #GError of %LOKET_WIRE_ERROR
 *
 * Reads how far an upload has come. Any thread.
 *
 * Returns: (transfer full) (nullable): the record
 */
LoketUpload *
loket_wire_upload_parse (const char *json,
                         gsize       length,
                         GError    **error)
{
  g_autoptr (LoketJsonReader) reader = NULL;
  g_autoptr (LoketUpload) upload = loket_upload_new (NULL, 0, FALSE);

  reader = loket_json_reader_new (json, length, LOKET_LIMIT_REQUEST_BYTES, error);
  if (reader == NULL)
    return NULL;

  upload->id = loket_json_reader_dup_uuid (reader, "uploadId");
  upload->offset = loket_json_reader_get_int (reader, "offset", 0, G_MAXINT64);
  upload->complete = loket_json_reader_get_boolean (reader, "complete");
  return loket_json_reader_check (reader, error) ? g_steal_pointer (&upload) : NULL;
}
