/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-profile-erase.h"

#include <glib/gstdio.h>

#include "loket-db.h"
#include "loket-file.h"
#include "loket-json-reader.h"
#include "loket-json-writer.h"
#include "loket-limits.h"
#include "loket-profile-private.h"
#include "loket-user-backups-private.h"
#include "loket-user-attachments-private.h"
#include "loket-user-store-private.h"
#include "loket-wire-reply.h"

/*
 * What of a profile is nowhere else, its drafts and the replies that have not
 * arrived, read without changing anything: for a file of a newer program as well,
 * whose columns of these tables are only ever added to, and for one of an older
 * program that is not sealed yet.
 */

/* Since then files go with replies. */
#define FILES_VERSION 6

typedef struct
{
  char       *folder;
  char       *output;
  LoketVault *vault;
} Export;

static void
export_free (Export *self)
{
  g_free (self->folder);
  g_free (self->output);
  g_clear_pointer (&self->vault, loket_vault_unref);
  g_free (self);
}

static LoketDb *
open_reader (const char  *folder,
             LoketVault  *vault,
             GError     **error)
{
  g_autofree char *path = g_build_filename (folder, "user.db", NULL);
  g_autoptr (LoketDb) db = loket_db_open (path, LOKET_DB_USER_READER, error);

  if (db == NULL)
    return NULL;
  if (vault != NULL &&
      (!_loket_user_db_use_vault (db, vault, error) || !_loket_user_db_check_key (db, error)))
    return NULL;
  return g_steal_pointer (&db);
}

static char *
find_tracking_id (const char *snapshot)
{
  g_autoptr (LoketJsonReader) reader = NULL;

  if (snapshot == NULL)
    return NULL;
  reader = loket_json_reader_new (snapshot, strlen (snapshot), LOKET_LIMIT_RECORD_BYTES, NULL);
  return reader != NULL ? loket_json_reader_dup_string_or_null (reader, "trackingId",
                                                                LOKET_LIMIT_TRACKING_ID_CHARS)
                        : NULL;
}

static void
put (LoketJsonWriter *writer,
     const char      *name,
     const char      *value)
{
  if (value != NULL)
    loket_json_writer_string (writer, name, value);
}

static void
put_draft (const Export        *self,
           LoketJsonWriter     *writer,
           LoketStatement      *row,
           LoketProfileWaiting *waiting)
{
  g_autofree char *tracking_id = find_tracking_id (loket_statement_get_text (row, 5));
  const char *text = loket_statement_get_text (row, 1);

  waiting->n_drafts++;
  waiting->n_damaged += text == NULL;
  loket_json_writer_begin_object (writer, NULL);
  loket_json_writer_string (writer, "complaintId", loket_statement_get_text (row, 0));
  put (writer, "trackingId", tracking_id);
  put (writer, "text", text);
  put (writer, "outcome", loket_statement_get_text (row, 2));
  put (writer, "visibility", loket_statement_get_text (row, 3));
  loket_json_writer_instant (writer, "updatedAt", loket_statement_get_int64 (row, 4));
  loket_json_writer_end_object (writer);
}

static void
put_reply (const Export        *self,
           LoketJsonWriter     *writer,
           LoketStatement      *row,
           LoketProfileWaiting *waiting)
{
  g_autoptr (GBytes) wire = loket_statement_get_blob (row, 5);
  g_autoptr (LoketReply) reply = wire != NULL ? loket_wire_reply_parse (wire, NULL) : NULL;
  g_autofree char *base64 =
    wire != NULL ? g_base64_encode (g_bytes_get_data (wire, NULL), g_bytes_get_size (wire)) : NULL;

  waiting->n_replies++;
  waiting->n_damaged += wire == NULL;
  loket_json_writer_begin_object (writer, NULL);
  loket_json_writer_string (writer, "replyId", loket_statement_get_text (row, 0));
  loket_json_writer_string (writer, "complaintId", loket_statement_get_text (row, 1));
  put (writer, "trackingId", loket_statement_get_text (row, 2));
  put (writer, "title", loket_statement_get_text (row, 3));
  loket_json_writer_string (writer, "state", loket_statement_get_text (row, 4));
  put (writer, "text", reply != NULL ? reply->text : NULL);
  loket_json_writer_instant (writer, "sentOffAt", loket_statement_get_int64 (row, 7));
  put (writer, "wire", base64);
  loket_json_writer_string (writer, "sha256", loket_statement_get_text (row, 6));
  loket_json_writer_end_object (writer);
}

/* The bytes of a file, as text; NULL where they do not open. */
static char *
read_file (const Export *self,
           const char   *id)
{
  g_autofree char *path = _loket_attachment_path (self->folder, id);
  g_autoptr (GInputStream) plain =
    path != NULL ? loket_vault_open_file (self->vault, id, path, NULL, NULL) : NULL;
  g_autofree guint8 *content = g_malloc (LOKET_LIMIT_ATTACHMENT_BYTES);
  gsize size;

  if (plain == NULL ||
      !g_input_stream_read_all (plain, content, LOKET_LIMIT_ATTACHMENT_BYTES, &size, NULL, NULL))
    return NULL;
  return g_base64_encode (content, size);
}

static void
put_file (const Export        *self,
          LoketJsonWriter     *writer,
          LoketStatement      *row,
          LoketProfileWaiting *waiting)
{
  g_autofree char *content = read_file (self, loket_statement_get_text (row, 0));

  waiting->n_damaged += content == NULL;
  loket_json_writer_begin_object (writer, NULL);
  loket_json_writer_string (writer, "complaintId", loket_statement_get_text (row, 1));
  put (writer, "replyId", loket_statement_get_text (row, 2));
  put (writer, "name", loket_statement_get_text (row, 3));
  loket_json_writer_string (writer, "type", loket_statement_get_text (row, 4));
  put (writer, "content", content);
  loket_json_writer_end_object (writer);
}

typedef void (*PutRow) (const Export        *self,
                        LoketJsonWriter     *writer,
                        LoketStatement      *row,
                        LoketProfileWaiting *waiting);

static gboolean
put_rows (const Export         *self,
          LoketDb              *db,
          const char           *sql,
          const char           *name,
          PutRow                put_row,
          LoketJsonWriter      *writer,
          LoketProfileWaiting  *waiting,
          GError              **error)
{
  g_autoptr (LoketStatement) row = loket_db_prepare (db, sql, error);
  gboolean found;

  loket_json_writer_begin_array (writer, name);
  while (row != NULL && loket_statement_step (row, &found, error))
    {
      if (!found)
        {
          loket_json_writer_end_array (writer);
          return TRUE;
        }
      put_row (self, writer, row, waiting);
    }
  return FALSE;
}

/* Files that go with what waits; none before there were any. */
static gboolean
put_files (const Export         *self,
           LoketDb              *db,
           LoketJsonWriter      *writer,
           LoketProfileWaiting  *waiting,
           GError              **error)
{
  g_autofree char *path = g_build_filename (self->folder, "user.db", NULL);

  return _loket_user_file_get_version (path) < FILES_VERSION ||
         put_rows (self, db,
                   "SELECT uuid, complaint_id, rid, " LOKET_UNSEAL ("attachment", "uuid", "name")
                   ", type FROM attachment WHERE handle IS NULL AND (rid IS NULL OR EXISTS "
                   "(SELECT 1 FROM op WHERE op.rid = attachment.rid AND " LOKET_OP_PENDING ")) "
                   "ORDER BY complaint_id, number",
                   "files", put_file, writer, waiting, error);
}

static GBytes *
read_waiting (const Export         *self,
              LoketDb              *db,
              LoketProfileWaiting  *waiting,
              GError              **error)
{
  gboolean sealed = self->vault != NULL;
  LoketJsonWriter *writer = loket_json_writer_new ();
  char *json = NULL;
  gboolean done;

  loket_json_writer_begin_object (writer, NULL);
  loket_json_writer_string (writer, "what", "Loket: drafts and replies that have not arrived");
  done =
    put_rows (self, db,
              sealed ? "SELECT complaint_id, " LOKET_UNSEAL ("draft", "complaint_id", "text")
                       ", outcome, visibility, updated_at, "
                       LOKET_UNSEAL ("draft", "complaint_id", "base_snapshot") " FROM draft"
                     : "SELECT complaint_id, text, outcome, visibility, updated_at, base_snapshot "
                       "FROM draft",
              "drafts", put_draft, writer, waiting, error) &&
    put_rows (self, db,
              sealed ? "SELECT rid, complaint_id, tracking_id, " LOKET_UNSEAL ("op", "rid", "title")
                       ", state, " LOKET_UNSEAL ("op", "rid", "wire") ", wire_sha256, queued_at "
                       "FROM op WHERE " LOKET_OP_PENDING " ORDER BY position, number"
                     : "SELECT rid, complaint_id, tracking_id, title, state, wire, wire_sha256, "
                       "queued_at FROM op WHERE " LOKET_OP_PENDING " ORDER BY position, number",
              "replies", put_reply, writer, waiting, error) &&
    put_files (self, db, writer, waiting, error);
  if (done)
    loket_json_writer_end_object (writer);
  json = done ? loket_json_writer_finish (writer) : NULL;
  if (!done)
    loket_json_writer_free (writer);
  return json != NULL ? g_bytes_new_take (json, strlen (json)) : NULL;
}

static LoketProfileWaiting *
export_locked (const Export  *self,
               GError       **error)
{
  g_autofree LoketProfileWaiting *waiting = g_new0 (LoketProfileWaiting, 1);
  g_autoptr (LoketDb) db = open_reader (self->folder, self->vault, error);
  g_autoptr (GBytes) content = NULL;

  if (db == NULL)
    return NULL;
  content = read_waiting (self, db, waiting, error);
  if (content == NULL || !loket_file_write_private (self->output, content, error))
    return NULL;
  return g_steal_pointer (&waiting);
}

static void
export_in_thread (GTask        *task,
                  gpointer      source,
                  gpointer      data,
                  GCancellable *cancellable)
{
  const Export *self = data;
  GError *error = NULL;
  LoketProfileWaiting *waiting = NULL;
  int lock = _loket_profile_lock (self->folder, &error);

  if (lock >= 0)
    {
      waiting = export_locked (self, &error);
      g_close (lock, NULL);
    }
  if (waiting != NULL)
    g_task_return_pointer (task, waiting, g_free);
  else
    g_task_return_error (task, _loket_store_error_from (error));
}

static void
vault_loaded_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  ((Export *) g_task_get_task_data (task))->vault = loket_vault_load_finish (result, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_run_in_thread (task, export_in_thread);
}

/**
 * loket_profile_export_waiting_async:
 * @folder: a profile's folder that nothing has open
 * @key_file: (nullable): as of loket_profile_open_async()
 * @passphrase: (nullable): what opens it where nothing else does
 * @output: the file to write, readable by its owner only
 * @cancellable: (nullable): a cancellable
 * @callback: what to call
 * @user_data: for @callback
 *
 * Writes drafts and replies that have not arrived into a file of their own, as
 * JSON in clear text; the caller warns of that. The profile is not changed, so
 * this works for one of a newer program too.
 */
void
loket_profile_export_waiting_async (const char           *folder,
                                    const char           *key_file,
                                    const char           *passphrase,
                                    const char           *output,
                                    GCancellable         *cancellable,
                                    GAsyncReadyCallback   callback,
                                    gpointer              user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autofree char *path = g_build_filename (folder, "user.db", NULL);
  Export *self = g_new0 (Export, 1);
  GError *error = NULL;

  g_task_set_source_tag (task, loket_profile_export_waiting_async);
  g_task_set_task_data (task, self, (GDestroyNotify) export_free);
  self->folder = g_strdup (folder);
  self->output = g_strdup (output);
  if (!_loket_profile_check_key (folder, &error))
    g_task_return_error (task, error);
  else if (_loket_user_file_get_version (path) < LOKET_USER_SEALED_VERSION)
    g_task_run_in_thread (task, export_in_thread);
  else
    loket_vault_load_async (folder, key_file, passphrase, cancellable, vault_loaded_cb,
                            g_object_ref (task));
}

/**
 * loket_profile_export_waiting_finish:
 * @result: the result
 * @error: return location for a #GError of %LOKET_STORE_ERROR or
 *   %LOKET_VAULT_ERROR
 *
 * Ends loket_profile_export_waiting_async().
 *
 * Returns: (transfer full) (nullable): what was written; free with g_free()
 */
LoketProfileWaiting *
loket_profile_export_waiting_finish (GAsyncResult  *result,
                                     GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, loket_profile_export_waiting_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
