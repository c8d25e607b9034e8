/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-sqlite-private.h"

#include "loket-limits.h"

/* A draft that nobody touched for so long is forgotten. */
#define KEEP_DRAFT_SECONDS (90 * G_TIME_SPAN_DAY / G_TIME_SPAN_SECOND)

#define DRAFT_COLUMNS "id, complaint_id, rev, text, outcome, substance, device_id, updated_at"

static gboolean
put_device (LoketHubDesk             *desk,
            const LoketHubAccount    *account,
            const LoketDeviceReport  *report,
            gint64                    now,
            GError                  **error)
{
  gint64 oldest = report->oldest_age >= 0 ? now - report->oldest_age : LOKET_TIME_UNSET;

  return _loket_hub_sqlite_run (LOKET_HUB_SQLITE (desk), error,
                                "INSERT INTO devices (id, officer_id, version, pending, needs_user, "
                                "oldest_at, seen_at) VALUES (?, ?, ?, ?, ?, ?, ?) "
                                "ON CONFLICT (id, officer_id) DO UPDATE SET version = excluded.version, "
                                "pending = excluded.pending, needs_user = excluded.needs_user, "
                                "oldest_at = excluded.oldest_at, seen_at = excluded.seen_at",
                                "tttiini", account->device_id, account->officer->id, report->version,
                                report->pending, report->needs_user, oldest, now);
}

static gboolean
foreach_device (LoketHubDesk        *desk,
                LoketHubDeviceFunc   func,
                gpointer             data,
                GError             **error)
{
  g_autoptr (LoketStatement) statement = NULL;
  gboolean row;

  statement = _loket_hub_sqlite_query (LOKET_HUB_SQLITE (desk), error,
                                       "SELECT d.id, o.username, d.version, d.pending, d.needs_user, "
                                       "d.oldest_at, d.seen_at FROM devices d "
                                       "JOIN officers o ON o.id = d.officer_id "
                                       "ORDER BY d.oldest_at IS NULL, d.oldest_at, o.username, d.id", "");
  if (statement == NULL)
    return FALSE;
  for (;;)
    {
      g_autoptr (LoketDeviceReport) report = loket_device_report_new ();
      gint64 oldest, seen;

      if (!loket_statement_step (statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      report->version = loket_statement_dup_text (statement, 2);
      report->pending = loket_statement_get_int64 (statement, 3);
      report->needs_user = loket_statement_get_int64 (statement, 4);
      oldest = loket_statement_get_instant (statement, 5);
      seen = loket_statement_get_int64 (statement, 6);
      if (oldest != LOKET_TIME_UNSET)
        report->oldest_age = seen - oldest;
      func (loket_statement_get_text (statement, 0), loket_statement_get_text (statement, 1), report,
            oldest, seen, data);
    }
}

static LoketSharedDraft *
read_draft (LoketStatement *statement)
{
  LoketSharedDraft *draft = loket_shared_draft_new ();

  draft->id = loket_statement_dup_text (statement, 0);
  draft->complaint_id = loket_statement_dup_text (statement, 1);
  draft->rev = loket_statement_get_int64 (statement, 2);
  draft->text = loket_statement_dup_text (statement, 3);
  draft->outcome = loket_outcome_from_name (loket_statement_get_text (statement, 4));
  draft->substance = loket_statement_get_int64 (statement, 5);
  draft->device_id = loket_statement_dup_text (statement, 6);
  draft->updated_at = loket_statement_get_int64 (statement, 7);
  return draft;
}

/* @draft stays NULL where there is none. */
static gboolean
find_draft (LoketHubSqlite         *self,
            const LoketHubAccount  *account,
            const char             *id,
            LoketSharedDraft      **draft,
            GError                **error)
{
  g_autoptr (LoketStatement) statement = NULL;
  gboolean row;

  statement = _loket_hub_sqlite_query (self, error,
                                       "SELECT " DRAFT_COLUMNS " FROM drafts "
                                       "WHERE officer_id = ? AND id = ?", "tt", account->officer->id, id);
  if (statement == NULL || !loket_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    *draft = read_draft (statement);
  return TRUE;
}

static LoketSharedDraft *
get_draft (LoketHubDesk           *desk,
           const LoketHubAccount  *account,
           const char             *id,
           GError                **error)
{
  LoketSharedDraft *draft = NULL;

  if (find_draft (LOKET_HUB_SQLITE (desk), account, id, &draft, error) && draft == NULL)
    g_set_error_literal (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_NOT_FOUND, "There is no such draft");
  return draft;
}

static GPtrArray *
list_drafts (LoketHubDesk           *desk,
             const LoketHubAccount  *account,
             GError                **error)
{
  g_autoptr (GPtrArray) drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_shared_draft_free);
  g_autoptr (LoketStatement) statement = NULL;
  gboolean row;

  statement = _loket_hub_sqlite_query (LOKET_HUB_SQLITE (desk), error,
                                       "SELECT " DRAFT_COLUMNS " FROM drafts WHERE officer_id = ? "
                                       "ORDER BY updated_at DESC, id", "t", account->officer->id);
  if (statement == NULL)
    return NULL;
  for (;;)
    {
      if (!loket_statement_step (statement, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&drafts);
      g_ptr_array_add (drafts, read_draft (statement));
    }
}

static gboolean
changed (GError **error)
{
  g_set_error_literal (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_CHANGED, "The draft is at another version");
  return FALSE;
}

/* Its answer was lost, and the device sends the same once more. */
static gboolean
is_same_again (const LoketSharedDraft *stored,
               const LoketSharedDraft *draft,
               const LoketHubAccount  *account,
               gint64                  known_rev)
{
  return stored->rev == known_rev + 1 && g_strcmp0 (stored->device_id, account->device_id) == 0 &&
         g_strcmp0 (stored->text, draft->text) == 0 &&
         g_strcmp0 (stored->complaint_id, draft->complaint_id) == 0 &&
         stored->outcome == draft->outcome && stored->substance == draft->substance;
}

/* Whether the officer may keep a draft for this complaint, and one more at all. */
static gboolean
check_new (LoketHubSqlite          *self,
           const LoketHubAccount   *account,
           const LoketSharedDraft  *draft,
           GError                 **error)
{
  g_autoptr (LoketStatement) count = NULL;
  gboolean seen;
  gboolean row;

  if (!_loket_hub_sqlite_was_seen (self, account, draft->complaint_id, &seen, error))
    return FALSE;
  if (!seen)
    {
      g_set_error_literal (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_NOT_FOUND, "There is no such complaint");
      return FALSE;
    }
  count = _loket_hub_sqlite_query (self, error, "SELECT count(*) FROM drafts WHERE officer_id = ?",
                                   "t", account->officer->id);
  if (count == NULL || !loket_statement_step (count, &row, error))
    return FALSE;
  if (loket_statement_get_int64 (count, 0) < LOKET_LIMIT_DRAFTS)
    return TRUE;
  g_set_error_literal (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_FULL, "There are too many drafts");
  return FALSE;
}

static gboolean
put_draft (LoketHubDesk           *desk,
           const LoketHubAccount  *account,
           LoketSharedDraft       *draft,
           gint64                  known_rev,
           gint64                  now,
           GError                **error)
{
  LoketHubSqlite *self = LOKET_HUB_SQLITE (desk);
  g_autoptr (LoketTransaction) own = NULL;
  g_autoptr (LoketSharedDraft) stored = NULL;
  gint64 rev;

  if (!_loket_hub_sqlite_join (self, &own, error) ||
      !find_draft (self, account, draft->id, &stored, error))
    return FALSE;

  rev = stored != NULL ? stored->rev : 0;
  draft->rev = known_rev + 1;
  draft->updated_at = now;
  g_free (draft->device_id);
  draft->device_id = g_strdup (account->device_id);
  if (stored != NULL && is_same_again (stored, draft, account, known_rev))
    {
      draft->updated_at = stored->updated_at;
      return TRUE;
    }
  if (rev != known_rev)
    return changed (error);
  if (stored == NULL && !check_new (self, account, draft, error))
    return FALSE;

  return _loket_hub_sqlite_run (self, error,
                                "INSERT INTO drafts (officer_id, " DRAFT_COLUMNS ") "
                                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) "
                                "ON CONFLICT (officer_id, id) DO UPDATE SET rev = excluded.rev, "
                                "complaint_id = excluded.complaint_id, text = excluded.text, "
                                "outcome = excluded.outcome, substance = excluded.substance, "
                                "device_id = excluded.device_id, updated_at = excluded.updated_at",
                                "tttittiti", account->officer->id, draft->id, draft->complaint_id,
                                draft->rev, draft->text,
                                draft->outcome == LOKET_OUTCOME_UNKNOWN
                                  ? NULL
                                  : loket_outcome_to_name (draft->outcome),
                                draft->substance, draft->device_id, now) &&
         _loket_hub_sqlite_leave (self, own, error);
}

static gboolean
delete_draft (LoketHubDesk           *desk,
              const LoketHubAccount  *account,
              const char             *id,
              gint64                  known_rev,
              GError                **error)
{
  LoketHubSqlite *self = LOKET_HUB_SQLITE (desk);
  g_autoptr (LoketTransaction) own = NULL;
  g_autoptr (LoketSharedDraft) stored = NULL;

  if (!_loket_hub_sqlite_join (self, &own, error) || !find_draft (self, account, id, &stored, error))
    return FALSE;
  if (stored == NULL)
    return TRUE;
  if (stored->rev != known_rev)
    return changed (error);
  return _loket_hub_sqlite_run (self, error, "DELETE FROM drafts WHERE officer_id = ? AND id = ?",
                                "tt", account->officer->id, id) &&
         _loket_hub_sqlite_leave (self, own, error);
}

/* Drops drafts that nobody came back to. */
gboolean
_loket_hub_sqlite_forget_drafts (LoketHubSqlite  *self,
                                 gint64           now,
                                 GError         **error)
{
  return _loket_hub_sqlite_run (self, error, "DELETE FROM drafts WHERE updated_at < ?",
                                "i", now - KEEP_DRAFT_SECONDS);
}

/* Fills in this file's part of the interface. */
void
_loket_hub_sqlite_init_desk (LoketHubDeskInterface *iface)
{
  _loket_hub_sqlite_init_claims (iface);
  iface->put_device = put_device;
  iface->foreach_device = foreach_device;
  iface->get_draft = get_draft;
  iface->list_drafts = list_drafts;
  iface->put_draft = put_draft;
  iface->delete_draft = delete_draft;
}
