/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-user-attachments-private.h"

#include <errno.h>
#include <sys/stat.h>

#include <glib/gstdio.h>

#include "loket-file.h"
#include "loket-wire-reply.h"

/* When the files are opened: every reply on its way has its files or waits for
 * the person, and what nothing needs is taken away. */

/* A file that cannot be looked at now may be there all the same. */
static gboolean
is_there (const char *folder,
          const char *id)
{
  g_autofree char *path = _loket_attachment_path (folder, id);
  GStatBuf info;

  return g_lstat (path, &info) == 0 ? S_ISREG (info.st_mode) : errno != ENOENT;
}

/* Whether the file of a reply is known, or was already wholly sent. */
static gboolean
find_row (LoketDb                *db,
          const char             *reply_id,
          const LoketAttachment  *attachment,
          gboolean               *known,
          gboolean               *complete,
          GError                **error)
{
  g_autoptr (LoketStatement) row =
    loket_db_prepare (db, "SELECT complete, rid FROM attachment WHERE uuid = ?1", error);

  if (row == NULL)
    return FALSE;
  loket_statement_bind_text (row, 1, attachment->id);
  if (!loket_statement_step (row, known, error))
    return FALSE;
  *complete = *known && loket_statement_get_int64 (row, 0) != 0;
  return TRUE;
}

/* An older copy of the file may know nothing of it, or have it in a draft: then
 * the frozen bytes say what it is. */
static gboolean
claim_row (LoketDb              *db,
           const LoketOutboxOp  *op,
           LoketAttachment      *attachment,
           gboolean              known,
           gint64                now,
           GError              **error)
{
  g_autoptr (LoketStoredAttachment) stored = NULL;
  g_autoptr (LoketStatement) take = NULL;

  if (!known)
    {
      stored = loket_stored_attachment_new (attachment, op->complaint_id);
      stored->reply_id = g_strdup (op->reply_id);
      return _loket_attachments_insert (db, stored, now, error);
    }
  take = loket_db_prepare (db,
                           "UPDATE attachment SET rid = ?1, handle = NULL WHERE uuid = ?2 AND rid IS NULL",
                           error);
  if (take == NULL)
    return FALSE;
  loket_statement_bind_text (take, 1, op->reply_id);
  loket_statement_bind_text (take, 2, attachment->id);
  return loket_statement_run (take, error);
}

static gboolean
check_op (LoketDb              *db,
          const LoketOutboxOp  *op,
          const char           *folder,
          gint64                now,
          GError              **error)
{
  g_autoptr (LoketReply) reply = loket_wire_reply_parse (op->wire, NULL);
  gboolean lost = FALSE;

  for (guint i = 0; reply != NULL && i < reply->attachments->len; i++)
    {
      LoketAttachment *attachment = g_ptr_array_index (reply->attachments, i);
      gboolean known;
      gboolean complete;

      if (!find_row (db, op->reply_id, attachment, &known, &complete, error))
        return FALSE;
      if (!complete && !is_there (folder, attachment->id))
        lost = TRUE;
      else if (!claim_row (db, op, attachment, known, now, error))
        return FALSE;
    }
  return !lost || _loket_ops_set_aside (db, op, "attachment-lost", now, error);
}

static GHashTable *
list_ids (LoketDb  *db,
          GError  **error)
{
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (LoketStatement) row =
    loket_db_prepare (db, "SELECT uuid FROM attachment WHERE handle IS NOT 0", error);
  gboolean found;

  if (row == NULL)
    return NULL;
  while (loket_statement_step (row, &found, error))
    {
      if (!found)
        return g_steal_pointer (&ids);
      g_hash_table_add (ids, loket_statement_dup_text (row, 0));
    }
  return NULL;
}

/* Puts the files and what is known of them together. */
gboolean
_loket_attachments_recover (LoketDb     *db,
                            const char  *folder,
                            gint64       now,
                            GError     **error)
{
  g_autofree char *attachments = _loket_attachment_folder (folder);
  g_autoptr (LoketTransaction) transaction = NULL;
  g_autoptr (GPtrArray) pending = NULL;
  g_autoptr (GHashTable) ids = NULL;

  if (!loket_file_make_private_dir (attachments, error))
    return FALSE;
  transaction = loket_db_begin (db, error);
  if (transaction == NULL)
    return FALSE;
  pending = _loket_ops_list_pending (db, error);
  if (pending == NULL)
    return FALSE;
  for (guint i = 0; i < pending->len; i++)
    {
      const LoketOutboxOp *op = g_ptr_array_index (pending, i);

      if (op->state != LOKET_OUTBOX_REVOKING && !check_op (db, op, folder, now, error))
        return FALSE;
    }
  if (!_loket_attachments_prune (db, now, error))
    return FALSE;
  ids = list_ids (db, error);
  if (ids == NULL || !loket_db_commit (db, error))
    return FALSE;
  _loket_attachment_folder_tidy (folder, ids, now);
  return TRUE;
}
