/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-sqlite-private.h"

/* How long a client may trade the same refresh token again because the answer
 * did not reach it. */
#define RETRY_SECONDS 60

/*
 * Tokens of one sign-in are a family of numbered pairs. Refreshing with the
 * newest pair makes the next one. A refresh token that was traded before means
 * that two parties hold it, so the family ends: whoever is honest signs in again.
 */

typedef struct
{
  gint64 family;
  gint64 pair;
  gint64 used_at;     /* LOKET_TIME_UNSET before */
  gint64 newest;      /* number of the family's newest pair */
  gboolean touched;   /* whether a token of the newest pair was used */
} Refresh;

static gboolean
insert_pair (LoketHubSqlite        *self,
             gint64                 family,
             gint64                 pair,
             const LoketHubTokens  *tokens,
             GError               **error)
{
  static const char sql[] =
    "INSERT INTO tokens (sha, kind, family, pair, expires_at) VALUES (?, ?, ?, ?, ?)";

  return _loket_hub_sqlite_run (self, error, sql, "ttiii", tokens->access_sha, "access",
                                family, pair, tokens->access_expires) &&
         _loket_hub_sqlite_run (self, error, sql, "ttiii", tokens->refresh_sha, "refresh",
                                family, pair, tokens->refresh_expires);
}

static gboolean
start_session (LoketHubStorage       *storage,
               const char            *officer_id,
               const char            *device_id,
               const char            *device_name,
               const LoketHubTokens  *tokens,
               gint64                 now,
               GError               **error)
{
  LoketHubSqlite *self = LOKET_HUB_SQLITE (storage);
  g_autoptr (LoketTransaction) own = NULL;

  return _loket_hub_sqlite_join (self, &own, error) &&
         _loket_hub_sqlite_run (self, error,
                                "INSERT INTO token_families (officer_id, device_id, device_name, "
                                "created_at) VALUES (?, ?, ?, ?)",
                                "ttti", officer_id, device_id, device_name, now) &&
         insert_pair (self, loket_db_get_last_rowid (self->db), 1, tokens, error) &&
         _loket_hub_sqlite_audit (self, now, officer_id, "signed-in", device_id, error) &&
         _loket_hub_sqlite_leave (self, own, error);
}

static gboolean
fail_unauthorized (GError **error)
{
  g_set_error_literal (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_UNAUTHORIZED,
                       "The token is not or no longer valid");
  return FALSE;
}

static LoketHubAccount *
admit (LoketHubAccount  *account,
       GError          **error)
{
  g_autoptr (LoketHubAccount) owned = account;

  g_clear_pointer (&owned->password_hash, g_free);
  if (!owned->disabled)
    return g_steal_pointer (&owned);

  g_set_error_literal (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_SUSPENDED, "The account is disabled");
  return NULL;
}

/* Notes that the answer with this token arrived. While an import has the file
 * this can wait for the next request. */
static gboolean
note_use (LoketHubSqlite  *self,
          const char      *access_sha,
          gint64           now,
          GError         **error)
{
  g_autoptr (GError) local = NULL;

  if (_loket_hub_sqlite_run (self, &local, "UPDATE tokens SET used_at = ? WHERE sha = ?",
                             "it", now, access_sha) ||
      g_error_matches (local, LOKET_DB_ERROR, LOKET_DB_ERROR_BUSY))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static LoketHubAccount *
check_access (LoketHubStorage  *storage,
              const char       *access_sha,
              gint64            now,
              GError          **error)
{
  LoketHubSqlite *self = LOKET_HUB_SQLITE (storage);
  g_autoptr (LoketStatement) statement = NULL;
  LoketHubAccount *account;
  gboolean fresh;
  gboolean row;

  statement = _loket_hub_sqlite_query (self, error,
                                       "SELECT " LOKET_HUB_ACCOUNT_COLUMNS ", f.device_id, t.used_at "
                                       "FROM tokens t JOIN token_families f ON f.id = t.family "
                                       "JOIN officers o ON o.id = f.officer_id "
                                       "LEFT JOIN agencies a ON a.code = o.agency_code "
                                       "WHERE t.sha = ? AND t.kind = 'access' AND t.expires_at > ? "
                                       "AND f.revoked_at IS NULL",
                                       "ti", access_sha, now);
  if (statement == NULL || !loket_statement_step (statement, &row, error))
    return NULL;
  if (!row)
    {
      fail_unauthorized (error);
      return NULL;
    }

  account = _loket_hub_sqlite_read_account (statement);
  account->device_id = loket_statement_dup_text (statement, 9);
  fresh = loket_statement_is_null (statement, 10);
  loket_statement_reset (statement);

  if (fresh && !note_use (self, access_sha, now, error))
    {
      loket_hub_account_free (account);
      return NULL;
    }
  return admit (account, error);
}

/* The account of a refresh token that exists, has not expired and whose family
 * goes on; what it has been through goes to @refresh. */
static LoketHubAccount *
find_refresh (LoketHubSqlite  *self,
              const char      *refresh_sha,
              gint64           now,
              Refresh         *refresh,
              GError         **error)
{
  g_autoptr (LoketStatement) statement = NULL;
  LoketHubAccount *account;
  gboolean row;

  statement = _loket_hub_sqlite_query (
    self, error,
    "SELECT " LOKET_HUB_ACCOUNT_COLUMNS ", f.device_id, t.family, t.pair, t.used_at, "
    "(SELECT max (n.pair) FROM tokens n WHERE n.family = t.family), "
    "EXISTS (SELECT 1 FROM tokens n WHERE n.family = t.family AND n.pair = t.pair + 1 "
    "        AND n.used_at IS NOT NULL) "
    "FROM tokens t JOIN token_families f ON f.id = t.family "
    "JOIN officers o ON o.id = f.officer_id "
    "LEFT JOIN agencies a ON a.code = o.agency_code "
    "WHERE t.sha = ? AND t.kind = 'refresh' AND t.expires_at > ? AND f.revoked_at IS NULL",
    "ti", refresh_sha, now);
  if (statement == NULL || !loket_statement_step (statement, &row, error))
    return NULL;
  if (!row)
    {
      fail_unauthorized (error);
      return NULL;
    }

  account = _loket_hub_sqlite_read_account (statement);
  account->device_id = loket_statement_dup_text (statement, 9);
  refresh->family = loket_statement_get_int64 (statement, 10);
  refresh->pair = loket_statement_get_int64 (statement, 11);
  refresh->used_at = loket_statement_get_instant (statement, 12);
  refresh->newest = loket_statement_get_int64 (statement, 13);
  refresh->touched = loket_statement_get_int64 (statement, 14) != 0;
  return account;
}

static gboolean
revoke_family (LoketHubSqlite  *self,
               gint64           family,
               gint64           now,
               GError         **error)
{
  return _loket_hub_sqlite_run (self, error,
                                "UPDATE token_families SET revoked_at = ? "
                                "WHERE id = ? AND revoked_at IS NULL",
                                "ii", now, family);
}

/* Makes room for the next pair; FALSE with @reused where the token is burnt. */
static gboolean
rotate (LoketHubSqlite  *self,
        const Refresh   *refresh,
        const char      *refresh_sha,
        gint64           now,
        gboolean        *reused,
        GError         **error)
{
  if (refresh->used_at == LOKET_TIME_UNSET && refresh->pair == refresh->newest)
    return _loket_hub_sqlite_run (self, error, "UPDATE tokens SET used_at = ? WHERE sha = ?",
                                  "it", now, refresh_sha);

  if (refresh->pair == refresh->newest - 1 && !refresh->touched &&
      refresh->used_at != LOKET_TIME_UNSET && now - refresh->used_at <= RETRY_SECONDS)
    return _loket_hub_sqlite_run (self, error, "DELETE FROM tokens WHERE family = ? AND pair = ?",
                                  "ii", refresh->family, refresh->newest);

  *reused = TRUE;
  return FALSE;
}

static LoketHubAccount *
refresh_session (LoketHubStorage       *storage,
                 const char            *refresh_sha,
                 const LoketHubTokens  *tokens,
                 gint64                 now,
                 GError               **error)
{
  LoketHubSqlite *self = LOKET_HUB_SQLITE (storage);
  g_autoptr (LoketTransaction) own = NULL;
  g_autoptr (LoketHubAccount) account = NULL;
  gboolean reused = FALSE;
  Refresh refresh;

  if (!_loket_hub_sqlite_join (self, &own, error))
    return NULL;
  account = find_refresh (self, refresh_sha, now, &refresh, error);
  if (account == NULL)
    return NULL;
  if (account->disabled)
    return admit (g_steal_pointer (&account), error);

  if (!rotate (self, &refresh, refresh_sha, now, &reused, error))
    {
      if (reused && revoke_family (self, refresh.family, now, error) &&
          _loket_hub_sqlite_audit (self, now, account->officer->id, "token-reused",
                                   account->device_id, error) &&
          _loket_hub_sqlite_leave (self, own, error))
        fail_unauthorized (error);
      return NULL;
    }
  if (!insert_pair (self, refresh.family, refresh.pair + 1, tokens, error) ||
      !_loket_hub_sqlite_leave (self, own, error))
    return NULL;
  return admit (g_steal_pointer (&account), error);
}

static gboolean
end_session (LoketHubStorage  *storage,
             const char       *refresh_sha,
             gint64            now,
             GError          **error)
{
  return _loket_hub_sqlite_run (LOKET_HUB_SQLITE (storage), error,
                                "UPDATE token_families SET revoked_at = ? WHERE revoked_at IS NULL "
                                "AND id = (SELECT family FROM tokens WHERE sha = ? AND kind = 'refresh')",
                                "it", now, refresh_sha);
}

/* Drops what no longer opens anything. */
gboolean
_loket_hub_sqlite_forget_tokens (LoketHubSqlite  *self,
                                 gint64           now,
                                 GError         **error)
{
  g_autoptr (LoketTransaction) own = NULL;

  return _loket_hub_sqlite_join (self, &own, error) &&
         _loket_hub_sqlite_run (self, error, "DELETE FROM tokens WHERE expires_at <= ?", "i", now) &&
         _loket_hub_sqlite_run (self, error,
                                "DELETE FROM token_families WHERE NOT EXISTS "
                                "(SELECT 1 FROM tokens WHERE family = token_families.id)", "") &&
         _loket_hub_sqlite_leave (self, own, error);
}

/* Fills in this file's part of the interface. */
void
_loket_hub_sqlite_init_sessions (LoketHubStorageInterface *iface)
{
  iface->start_session = start_session;
  iface->check_access = check_access;
  iface->refresh_session = refresh_session;
  iface->end_session = end_session;
}
