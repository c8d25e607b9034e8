/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-user-attachments-private.h"

#include "loket-wire-reply.h"

/*
 * Which files belong to what. A file is of a draft, of a discarded draft or of a
 * reply, and moves between them with the text:
 *
 *     draft ──send──▶ reply ──taken back──▶ draft ──discard──▶ bin ──undo──▶ draft
 *
 * Here are only the rows; the bytes lie sealed in a folder, named by the id. What
 * the hub has of files that nobody wants is in loket-user-attachment-ended.c.
 */

#define COLUMNS \
  "uuid, complaint_id, rid, " LOKET_UNSEAL ("attachment", "uuid", "name") ", " \
  LOKET_UNSEAL ("attachment", "uuid", "sha256") ", type, size, removed, sent, complete"

/* NULL without an error: a row that does not open is left out. */
static LoketStoredAttachment *
read_row (LoketStatement *row)
{
  g_autoptr (LoketAttachment) attachment = NULL;
  LoketStoredAttachment *stored;

  if (loket_statement_is_null (row, 3) || loket_statement_is_null (row, 4))
    return NULL;

  attachment = loket_attachment_new (NULL, NULL, loket_statement_get_int64 (row, 6), NULL, NULL);
  attachment->id = loket_statement_dup_text (row, 0);
  attachment->name = loket_statement_dup_text (row, 3);
  attachment->sha256 = loket_statement_dup_text (row, 4);
  attachment->type = loket_statement_dup_text (row, 5);
  stored = loket_stored_attachment_new (attachment, loket_statement_get_text (row, 1));
  stored->reply_id = loket_statement_dup_text (row, 2);
  stored->removed = (guint) loket_statement_get_int64 (row, 7);
  stored->sent = loket_statement_get_int64 (row, 8);
  stored->complete = loket_statement_get_int64 (row, 9) != 0;
  return stored;
}

/* Stores what a file is. Its bytes are on the disk already. */
gboolean
_loket_attachments_insert (LoketDb                     *db,
                           const LoketStoredAttachment *stored,
                           gint64                       now,
                           GError                     **error)
{
  const LoketAttachment *attachment = stored->attachment;
  g_autoptr (LoketStatement) insert =
    loket_db_prepare (db,
                      "INSERT INTO attachment (uuid, complaint_id, rid, number, name, sha256, type, "
                      "size, removed, created_at) VALUES (?1, ?2, ?3, "
                      "(SELECT coalesce (max (number), 0) + 1 FROM attachment), "
                      LOKET_SEAL ("attachment", "?1", "name", "?4") ", "
                      LOKET_SEAL ("attachment", "?1", "sha256", "?5") ", ?6, ?7, ?8, ?9)",
                      error);

  if (insert == NULL)
    return FALSE;
  loket_statement_bind_text (insert, 1, attachment->id);
  loket_statement_bind_text (insert, 2, stored->complaint_id);
  loket_statement_bind_text (insert, 3, stored->reply_id);
  loket_statement_bind_text (insert, 4, attachment->name);
  loket_statement_bind_text (insert, 5, attachment->sha256);
  loket_statement_bind_text (insert, 6, attachment->type);
  loket_statement_bind_int64 (insert, 7, attachment->size);
  loket_statement_bind_int64 (insert, 8, stored->removed);
  loket_statement_bind_int64 (insert, 9, now);
  return loket_statement_run (insert, error);
}

/* The files of a complaint's draft; or of a reply; or, with neither, of all
 * replies that have not ended. In the order in which they were attached. */
GPtrArray *
_loket_attachments_list (LoketDb     *db,
                         const char  *complaint_id,
                         const char  *reply_id,
                         GError     **error)
{
  g_autoptr (GPtrArray) files =
    g_ptr_array_new_with_free_func ((GDestroyNotify) loket_stored_attachment_free);
  g_autoptr (LoketStatement) row =
    loket_db_prepare (db,
                      complaint_id != NULL
                        ? "SELECT " COLUMNS " FROM attachment WHERE complaint_id = ?1 "
                          "AND rid IS NULL AND handle IS NULL ORDER BY number"
                      : reply_id != NULL
                        ? "SELECT " COLUMNS " FROM attachment WHERE rid = ?1 ORDER BY number"
                        : "SELECT " COLUMNS " FROM attachment WHERE rid IN (SELECT rid FROM op "
                          "WHERE " LOKET_OP_PENDING ") ORDER BY number",
                      error);
  gboolean found;

  if (row == NULL)
    return NULL;
  if (complaint_id != NULL || reply_id != NULL)
    loket_statement_bind_text (row, 1, complaint_id != NULL ? complaint_id : reply_id);
  while (loket_statement_step (row, &found, error))
    {
      LoketStoredAttachment *stored;

      if (!found)
        return g_steal_pointer (&files);
      stored = read_row (row);
      if (stored != NULL)
        g_ptr_array_add (files, stored);
    }
  return NULL;
}

static gboolean
run_with (LoketDb     *db,
          const char  *sql,
          const char  *first,
          const char  *second,
          const char  *third,
          GError     **error)
{
  g_autoptr (LoketStatement) statement = loket_db_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_text (statement, 1, first);
  if (second != NULL || third != NULL)
    loket_statement_bind_text (statement, 2, second);
  if (third != NULL)
    loket_statement_bind_text (statement, 3, third);
  return loket_statement_run (statement, error);
}

/* Hands the files that the frozen bytes name over to their reply; one that is not
 * there stops it: a reply never goes without a file that the officer chose. */
gboolean
_loket_attachments_freeze (LoketDb             *db,
                           const LoketSendOff  *send_off,
                           GError             **error)
{
  g_autoptr (LoketReply) reply = loket_wire_reply_parse (send_off->wire, NULL);

  for (guint i = 0; reply != NULL && i < reply->attachments->len; i++)
    {
      const LoketAttachment *attachment = g_ptr_array_index (reply->attachments, i);
      g_autoptr (LoketStatement) take =
        loket_db_prepare (db,
                          "UPDATE attachment SET rid = ?1 WHERE uuid = ?2 AND complaint_id = ?3 "
                          "AND handle IS NULL AND (rid IS NULL OR rid = ?4)",
                          error);

      if (take == NULL)
        return FALSE;
      loket_statement_bind_text (take, 1, send_off->reply_id);
      loket_statement_bind_text (take, 2, attachment->id);
      loket_statement_bind_text (take, 3, send_off->complaint_id);
      loket_statement_bind_text (take, 4, send_off->replaces);
      if (!loket_statement_run (take, error))
        return FALSE;
      if (loket_db_get_changes (db) != 1)
        {
          g_set_error_literal (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_NOT_FOUND,
                               "A file of the reply is not there");
          return FALSE;
        }
    }
  return TRUE;
}

/* Gives the files of a reply back to the draft. */
gboolean
_loket_attachments_take_back (LoketDb     *db,
                              const char  *reply_id,
                              GError     **error)
{
  return run_with (db, "UPDATE attachment SET rid = NULL WHERE rid = ?1", reply_id, NULL, NULL, error);
}

static gboolean
move_to_bin (LoketDb     *db,
             const char  *sql,
             const char  *complaint_id,
             gint64       handle,
             GError     **error)
{
  g_autoptr (LoketStatement) statement = loket_db_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_int64 (statement, 1, handle);
  if (complaint_id != NULL)
    loket_statement_bind_text (statement, 2, complaint_id);
  return loket_statement_run (statement, error);
}

/* Puts the files of a draft into the bin with it, and forgets those of drafts
 * that are no longer there. */
gboolean
_loket_attachments_discard (LoketDb     *db,
                            const char  *complaint_id,
                            gint64       handle,
                            gint64       now,
                            GError     **error)
{
  return move_to_bin (db,
                      "UPDATE attachment SET handle = ?1 WHERE complaint_id = ?2 AND rid IS NULL "
                      "AND handle IS NULL",
                      complaint_id, handle, error) &&
         _loket_attachments_prune (db, now, error);
}

/* Brings the files of a discarded draft back with it. */
gboolean
_loket_attachments_restore (LoketDb  *db,
                            gint64    handle,
                            GError  **error)
{
  return move_to_bin (db, "UPDATE attachment SET handle = NULL WHERE handle = ?1", NULL, handle, error);
}

/* Notes how far the upload of a file has come (@id %NULL: of each file of the
 * reply), while the reply is in @state; @done tells whether it is. */
gboolean
_loket_attachments_note (LoketDb           *db,
                         const char        *reply_id,
                         LoketOutboxState   state,
                         const char        *id,
                         gint64             sent,
                         gboolean           complete,
                         gboolean          *done,
                         GError           **error)
{
  g_autoptr (LoketStatement) note =
    loket_db_prepare (db,
                      "UPDATE attachment SET sent = min (?3, size), complete = ?4 WHERE rid = ?1 "
                      "AND (?2 IS NULL OR uuid = ?2) "
                      "AND EXISTS (SELECT 1 FROM op WHERE op.rid = ?1 AND state = ?5)",
                      error);

  if (note == NULL)
    return FALSE;
  loket_statement_bind_text (note, 1, reply_id);
  loket_statement_bind_text (note, 2, id);
  loket_statement_bind_int64 (note, 3, sent);
  loket_statement_bind_int64 (note, 4, complete);
  loket_statement_bind_text (note, 5, loket_outbox_state_to_name (state));
  if (!loket_statement_run (note, error))
    return FALSE;
  *done = loket_db_get_changes (db) > 0;
  return TRUE;
}
