/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-sqlite-private.h"

/* Reads the columns of LOKET_HUB_ACCOUNT_COLUMNS. */
LoketHubAccount *
_loket_hub_sqlite_read_account (LoketStatement *statement)
{
  LoketOfficer *officer = loket_officer_new ();
  LoketHubAccount *account = loket_hub_account_new (officer);

  officer->id = loket_statement_dup_text (statement, 0);
  officer->username = loket_statement_dup_text (statement, 1);
  officer->name = loket_statement_dup_text (statement, 2);
  officer->role = loket_role_from_name (loket_statement_get_text (statement, 3));
  officer->agency_code = loket_statement_dup_text (statement, 4);
  officer->agency_name = loket_statement_dup_text (statement, 5);
  officer->agency_time_zone = loket_statement_dup_text (statement, 6);
  account->disabled = loket_statement_get_int64 (statement, 7) != 0;
  account->password_hash = loket_statement_dup_text (statement, 8);
  return account;
}

static gboolean
add_account (LoketHubStorage        *storage,
             const LoketHubAccount  *account,
             gint64                  now,
             GError                **error)
{
  LoketHubSqlite *self = LOKET_HUB_SQLITE (storage);
  const LoketOfficer *officer = account->officer;
  g_autoptr (LoketTransaction) own = NULL;
  g_autoptr (GError) local = NULL;

  if (!_loket_hub_sqlite_join (self, &own, error))
    return FALSE;
  if (!_loket_hub_sqlite_run (self, &local,
                              "INSERT INTO officers (id, username, name, role, agency_code, "
                              "password_hash, disabled, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                              "ttttttii", officer->id, officer->username, officer->name,
                              loket_role_to_name (officer->role), officer->agency_code,
                              account->password_hash, (gint64) account->disabled, now))
    {
      if (g_error_matches (local, LOKET_DB_ERROR, LOKET_DB_ERROR_CONSTRAINT))
        g_set_error (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_EXISTS,
                     "There is an account “%s” already", officer->username);
      else
        g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return _loket_hub_sqlite_audit (self, now, "system", "account-added", officer->id, error) &&
         _loket_hub_sqlite_leave (self, own, error);
}

static LoketHubAccount *
find_account (LoketHubStorage  *storage,
              const char       *username,
              GError          **error)
{
  g_autoptr (LoketStatement) statement = NULL;
  gboolean row;

  statement = _loket_hub_sqlite_query (LOKET_HUB_SQLITE (storage), error,
                                       "SELECT " LOKET_HUB_ACCOUNT_COLUMNS
                                       " FROM " LOKET_HUB_ACCOUNT_TABLES " WHERE o.username = ?",
                                       "t", username);
  if (statement == NULL || !loket_statement_step (statement, &row, error))
    return NULL;
  if (row)
    return _loket_hub_sqlite_read_account (statement);

  g_set_error_literal (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_NOT_FOUND,
                       "There is no such account");
  return NULL;
}

static GPtrArray *
list_accounts (LoketHubStorage  *storage,
               GError          **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_hub_account_free);
  g_autoptr (LoketStatement) statement = NULL;
  gboolean row;

  statement = _loket_hub_sqlite_query (LOKET_HUB_SQLITE (storage), error,
                                       "SELECT " LOKET_HUB_ACCOUNT_COLUMNS
                                       " FROM " LOKET_HUB_ACCOUNT_TABLES " ORDER BY o.username", "");
  if (statement == NULL)
    return NULL;
  for (;;)
    {
      LoketHubAccount *account;

      if (!loket_statement_step (statement, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&list);
      account = _loket_hub_sqlite_read_account (statement);
      g_clear_pointer (&account->password_hash, g_free);
      g_ptr_array_add (list, account);
    }
}

static gboolean
set_password (LoketHubStorage  *storage,
              const char       *username,
              const char       *hash,
              gint64            now,
              GError          **error)
{
  LoketHubSqlite *self = LOKET_HUB_SQLITE (storage);
  g_autoptr (LoketTransaction) own = NULL;
  g_autoptr (LoketHubAccount) account = NULL;

  if (!_loket_hub_sqlite_join (self, &own, error))
    return FALSE;
  account = find_account (storage, username, error);
  return account != NULL &&
         _loket_hub_sqlite_run (self, error,
                                "UPDATE officers SET password_hash = ? WHERE id = ?",
                                "tt", hash, account->officer->id) &&
         _loket_hub_sqlite_run (self, error,
                                "UPDATE token_families SET revoked_at = ? "
                                "WHERE officer_id = ? AND revoked_at IS NULL",
                                "it", now, account->officer->id) &&
         _loket_hub_sqlite_audit (self, now, "system", "password-reset", account->officer->id, error) &&
         _loket_hub_sqlite_leave (self, own, error);
}

static gboolean
set_disabled (LoketHubStorage  *storage,
              const char       *username,
              gboolean          disabled,
              gint64            now,
              GError          **error)
{
  LoketHubSqlite *self = LOKET_HUB_SQLITE (storage);
  g_autoptr (LoketTransaction) own = NULL;
  g_autoptr (LoketHubAccount) account = NULL;

  if (!_loket_hub_sqlite_join (self, &own, error))
    return FALSE;
  account = find_account (storage, username, error);
  return account != NULL &&
         _loket_hub_sqlite_run (self, error, "UPDATE officers SET disabled = ? WHERE id = ?",
                                "it", (gint64) disabled, account->officer->id) &&
         _loket_hub_sqlite_audit (self, now, "system",
                                  disabled ? "account-disabled" : "account-enabled",
                                  account->officer->id, error) &&
         _loket_hub_sqlite_leave (self, own, error);
}

/* Fills in this file's part of the interface. */
void
_loket_hub_sqlite_init_accounts (LoketHubStorageInterface *iface)
{
  iface->add_account = add_account;
  iface->find_account = find_account;
  iface->list_accounts = list_accounts;
  iface->set_password = set_password;
  iface->set_disabled = set_disabled;
}
