/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-user-attachments-private.h"
#include "loket-user-drafts-private.h"

/*
 * Drafts on disk, on the worker's thread. A draft is one row; saving it writes
 * only when its content changed, and each change leaves a revision behind.
 */

#define MAX_REVISIONS "20"
/* Discarded drafts can be brought back for so long, in seconds. */
#define BIN_SECONDS (7 * 24 * 60 * 60)

#define DRAFT_COLUMNS \
  "complaint_id, text, outcome, visibility, overrides, base_substance, base_snapshot, ack, " \
  "rev, created_at, updated_at"

#define REVISION LOKET_UNSEAL ("draft_rev", "complaint_id || '/' || rev", "text")

#define TEXT LOKET_UNSEAL ("draft", "complaint_id", "text")

/* What stands in for a text that is damaged. */
#define LAST_WHOLE_TEXT \
  "(SELECT " REVISION " FROM draft_rev WHERE draft_rev.complaint_id = draft.complaint_id AND " \
  REVISION " IS NOT NULL ORDER BY rev DESC LIMIT 1)"

/* In the bin a draft stays sealed as it was. */
#define READ_COLUMNS(text) \
  "complaint_id, " text ", outcome, visibility, " \
  LOKET_UNSEAL ("draft", "complaint_id", "overrides") ", base_substance, " \
  LOKET_UNSEAL ("draft", "complaint_id", "base_snapshot") ", ack, rev, created_at, updated_at"

#define DRAFT READ_COLUMNS ("coalesce (" TEXT ", " LAST_WHOLE_TEXT ")")

static LoketDraft *
read_draft (LoketStatement  *row,
            GError         **error)
{
  LoketDraft *draft = NULL;

  if (loket_statement_is_null (row, 1))
    {
      g_set_error_literal (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_CORRUPT,
                           "The text of the draft is damaged");
      return NULL;
    }
  draft = loket_draft_new (loket_statement_get_text (row, 0));
  g_free (draft->text);
  draft->text = loket_statement_dup_text (row, 1);
  draft->outcome = loket_outcome_from_name (loket_statement_get_text (row, 2));
  draft->visibility = loket_visibility_from_name (loket_statement_get_text (row, 3));
  if (!loket_statement_is_null (row, 4))
    _loket_overrides_from_text (draft->overrides, loket_statement_get_text (row, 4));
  draft->base_substance = loket_statement_get_int64 (row, 5);
  draft->base_snapshot = loket_statement_dup_text (row, 6);
  draft->ack = loket_statement_get_int64 (row, 7);
  draft->rev = loket_statement_get_int64 (row, 8);
  draft->created_at = loket_statement_get_instant (row, 9);
  draft->updated_at = loket_statement_get_instant (row, 10);
  return draft;
}

/* The draft of a complaint; one with rev 0 where there is none. */
LoketDraft *
_loket_drafts_get (LoketDb     *db,
                   const char  *complaint_id,
                   GError     **error)
{
  g_autoptr (LoketStatement) row =
    loket_db_prepare (db, "SELECT " DRAFT " FROM draft WHERE complaint_id = ?1", error);
  gboolean found;

  if (row == NULL)
    return NULL;
  loket_statement_bind_text (row, 1, complaint_id);
  if (!loket_statement_step (row, &found, error))
    return NULL;
  return found ? read_draft (row, error) : loket_draft_new (complaint_id);
}

GPtrArray *
_loket_drafts_list (LoketDb  *db,
                    GError  **error)
{
  g_autoptr (LoketStatement) row =
    loket_db_prepare (db, "SELECT " DRAFT " FROM draft ORDER BY updated_at DESC", error);
  g_autoptr (GPtrArray) drafts = NULL;
  gboolean found;

  drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_draft_free);
  while (row != NULL && loket_statement_step (row, &found, error))
    {
      LoketDraft *draft = NULL;

      if (!found)
        return g_steal_pointer (&drafts);
      draft = read_draft (row, NULL); /* one that is damaged hides no other */
      if (draft != NULL)
        g_ptr_array_add (drafts, draft);
    }
  return NULL;
}

static gboolean
is_same_content (const LoketDraft *a,
                 const LoketDraft *b)
{
  g_autofree char *a_overrides = _loket_overrides_to_text (a->overrides);
  g_autofree char *b_overrides = _loket_overrides_to_text (b->overrides);

  return g_str_equal (a->text, b->text) && a->outcome == b->outcome &&
         a->visibility == b->visibility && a->ack == b->ack &&
         g_str_equal (a_overrides, b_overrides);
}

static gboolean
write_draft (LoketDb           *db,
             const LoketDraft  *draft,
             GError           **error)
{
  g_autofree char *overrides = _loket_overrides_to_text (draft->overrides);
  g_autoptr (LoketStatement) statement =
    loket_db_prepare (db,
                      "INSERT INTO draft (" DRAFT_COLUMNS ") "
                      "VALUES (?1, " LOKET_SEAL ("draft", "?1", "text", "?2") ", ?3, ?4, "
                      LOKET_SEAL ("draft", "?1", "overrides", "?5") ", ?6, "
                      LOKET_SEAL ("draft", "?1", "base_snapshot", "?7") ", ?8, ?9, ?10, ?11) "
                      "ON CONFLICT (complaint_id) DO UPDATE SET text = excluded.text, "
                      "outcome = ?3, visibility = ?4, overrides = excluded.overrides, ack = ?8, "
                      "rev = ?9, updated_at = ?11",
                      error);

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_text (statement, 1, draft->complaint_id);
  loket_statement_bind_text (statement, 2, draft->text);
  loket_statement_bind_text (statement, 3, loket_outcome_to_name (draft->outcome));
  loket_statement_bind_text (statement, 4, loket_visibility_to_name (draft->visibility));
  loket_statement_bind_text (statement, 5, overrides);
  loket_statement_bind_int64 (statement, 6, draft->base_substance);
  loket_statement_bind_text (statement, 7, draft->base_snapshot);
  loket_statement_bind_int64 (statement, 8, draft->ack);
  loket_statement_bind_int64 (statement, 9, draft->rev);
  loket_statement_bind_int64 (statement, 10, draft->created_at);
  loket_statement_bind_int64 (statement, 11, draft->updated_at);
  return loket_statement_run (statement, error);
}

static gboolean
write_revision (LoketDb           *db,
                const LoketDraft  *draft,
                GError           **error)
{
  g_autoptr (LoketStatement) insert =
    loket_db_prepare (db,
                      "INSERT OR REPLACE INTO draft_rev (complaint_id, rev, text, outcome, at) "
                      "VALUES (?1, ?2, " LOKET_SEAL ("draft_rev", "?1 || '/' || ?2", "text", "?3")
                      ", ?4, ?5)",
                      error);
  g_autoptr (LoketStatement) prune =
    loket_db_prepare (db,
                      "DELETE FROM draft_rev WHERE complaint_id = ?1 AND rev <= ?2 - " MAX_REVISIONS,
                      error);

  if (insert == NULL || prune == NULL)
    return FALSE;
  loket_statement_bind_text (insert, 1, draft->complaint_id);
  loket_statement_bind_int64 (insert, 2, draft->rev);
  loket_statement_bind_text (insert, 3, draft->text);
  loket_statement_bind_text (insert, 4, loket_outcome_to_name (draft->outcome));
  loket_statement_bind_int64 (insert, 5, draft->updated_at);
  loket_statement_bind_text (prune, 1, draft->complaint_id);
  loket_statement_bind_int64 (prune, 2, draft->rev);
  return loket_statement_run (insert, error) && loket_statement_run (prune, error);
}

/* Stores what changed and returns the draft as it now is. In a transaction. */
LoketDraft *
_loket_drafts_save (LoketDb           *db,
                    const LoketDraft  *draft,
                    gint64             now,
                    GError           **error)
{
  g_autoptr (LoketDraft) old = _loket_drafts_get (db, draft->complaint_id, error);
  g_autoptr (LoketDraft) merged = NULL;

  if (old == NULL)
    return NULL;

  merged = loket_draft_copy (draft);
  merged->ack = MAX (old->ack, draft->ack);
  if (old->rev > 0)
    {
      if (is_same_content (old, merged))
        return g_steal_pointer (&old);
      merged->base_substance = old->base_substance;
      g_free (merged->base_snapshot);
      merged->base_snapshot = g_strdup (old->base_snapshot);
    }
  merged->rev = old->rev + 1;
  merged->created_at = old->rev > 0 ? old->created_at : now;
  merged->updated_at = now;

  if (!write_draft (db, merged, error) || !write_revision (db, merged, error))
    return NULL;
  return g_steal_pointer (&merged);
}

/* The last contents of a draft, newest first. */
GPtrArray *
_loket_drafts_revisions (LoketDb     *db,
                         const char  *complaint_id,
                         GError     **error)
{
  g_autoptr (GPtrArray) drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_draft_free);
  g_autoptr (LoketStatement) row =
    loket_db_prepare (db,
                      "SELECT rev, " REVISION ", outcome, at FROM draft_rev WHERE complaint_id = ?1 "
                      "ORDER BY rev DESC",
                      error);
  gboolean found;

  if (row == NULL)
    return NULL;
  loket_statement_bind_text (row, 1, complaint_id);
  while (loket_statement_step (row, &found, error))
    {
      LoketDraft *draft;

      if (!found)
        return g_steal_pointer (&drafts);
      if (loket_statement_is_null (row, 1))
        continue;
      draft = loket_draft_new (complaint_id);
      draft->rev = loket_statement_get_int64 (row, 0);
      g_free (draft->text);
      draft->text = loket_statement_dup_text (row, 1);
      draft->outcome = loket_outcome_from_name (loket_statement_get_text (row, 2));
      draft->updated_at = loket_statement_get_instant (row, 3);
      g_ptr_array_add (drafts, draft);
    }
  return NULL;
}

/* Takes a draft and its revisions away, for good. In a transaction. */
gboolean
_loket_drafts_remove (LoketDb     *db,
                      const char  *complaint_id,
                      GError     **error)
{
  g_autoptr (LoketStatement) statement =
    loket_db_prepare (db, "DELETE FROM draft WHERE complaint_id = ?1", error);

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_text (statement, 1, complaint_id);
  return loket_statement_run (statement, error);
}

/* Moves a draft into the bin and empties the bin of old ones. In a
 * transaction. */
gboolean
_loket_drafts_discard (LoketDb     *db,
                       const char  *complaint_id,
                       gint64       now,
                       gint64      *handle,
                       GError     **error)
{
  g_autoptr (LoketStatement) copy =
    loket_db_prepare (db,
                      "INSERT INTO draft_bin (" DRAFT_COLUMNS ", discarded_at) "
                      "SELECT " DRAFT_COLUMNS ", ?2 FROM draft WHERE complaint_id = ?1",
                      error);
  g_autoptr (LoketStatement) prune =
    loket_db_prepare (db, "DELETE FROM draft_bin WHERE discarded_at < ?1", error);

  if (copy == NULL || prune == NULL)
    return FALSE;
  loket_statement_bind_text (copy, 1, complaint_id);
  loket_statement_bind_int64 (copy, 2, now);
  loket_statement_bind_int64 (prune, 1, now - BIN_SECONDS);
  if (!loket_statement_run (copy, error))
    return FALSE;
  if (loket_db_get_changes (db) == 0)
    {
      g_set_error_literal (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_NOT_FOUND,
                           "There is no draft to discard");
      return FALSE;
    }
  *handle = loket_db_get_last_rowid (db);
  return loket_statement_run (prune, error) &&
         _loket_attachments_discard (db, complaint_id, *handle, now, error) &&
         _loket_drafts_remove (db, complaint_id, error);
}

/* Brings a discarded draft back unless another was begun. In a transaction. */
LoketDraft *
_loket_drafts_restore (LoketDb  *db,
                       gint64    handle,
                       gint64    now,
                       GError  **error)
{
  g_autoptr (LoketStatement) row =
    loket_db_prepare (db, "SELECT " READ_COLUMNS (TEXT) " FROM draft_bin WHERE handle = ?1", error);
  g_autoptr (LoketStatement) remove =
    loket_db_prepare (db, "DELETE FROM draft_bin WHERE handle = ?1", error);
  g_autoptr (LoketDraft) draft = NULL;
  g_autoptr (LoketDraft) present = NULL;
  gboolean found;

  if (row == NULL || remove == NULL)
    return NULL;
  loket_statement_bind_int64 (row, 1, handle);
  loket_statement_bind_int64 (remove, 1, handle);
  if (!loket_statement_step (row, &found, error))
    return NULL;
  if (!found)
    {
      g_set_error_literal (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_NOT_FOUND,
                           "The discarded draft is no longer there");
      return NULL;
    }
  draft = read_draft (row, error);
  if (draft == NULL)
    return NULL;
  loket_statement_reset (row);

  present = _loket_drafts_get (db, draft->complaint_id, error);
  if (present == NULL)
    return NULL;
  if (present->rev > 0)
    {
      g_set_error_literal (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_CONFLICT,
                           "Another draft was begun meanwhile");
      return NULL;
    }
  if (!write_draft (db, draft, error) || !write_revision (db, draft, error) ||
      !_loket_attachments_restore (db, handle, error) || !loket_statement_run (remove, error))
    return NULL;
  return g_steal_pointer (&draft);
}

/* Makes a draft of a reply that was taken back, unless another was begun. The
 * bytes stay with the reply in any case. In a transaction. */
gboolean
_loket_drafts_take_back (LoketDb              *db,
                         const LoketOutboxOp  *op,
                         gint64                now,
                         GError              **error)
{
  g_autoptr (LoketReply) reply = loket_wire_reply_parse (op->wire, NULL);
  g_autoptr (LoketDraft) present = _loket_drafts_get (db, op->complaint_id, error);
  g_autoptr (LoketDraft) draft = NULL;
  g_autoptr (LoketDraft) saved = NULL;

  if (present == NULL)
    return FALSE;
  if (reply == NULL || present->rev > 0)
    return TRUE;

  draft = loket_draft_new (op->complaint_id);
  g_free (draft->text);
  draft->text = g_strdup (reply->text);
  draft->outcome = reply->outcome;
  draft->visibility = reply->visibility;
  g_clear_pointer (&draft->overrides, g_ptr_array_unref);
  draft->overrides = g_ptr_array_ref (reply->overrides);
  draft->base_substance = reply->based_on;
  draft->base_snapshot = g_strdup (op->base_snapshot);
  draft->ack = reply->ack;
  saved = _loket_drafts_save (db, draft, now, error);
  return saved != NULL && _loket_attachments_take_back (db, op->reply_id, error);
}
