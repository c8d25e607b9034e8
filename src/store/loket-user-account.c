/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-user-store-private.h"

#include "loket-time.h"

#define ACCOUNT(column) LOKET_UNSEAL ("account", "'1'", column)

static LoketOfficer *
read_officer (LoketStatement *row,
              int             first)
{
  LoketOfficer *officer = NULL;

  if (loket_statement_is_null (row, first))
    return NULL;

  officer = loket_officer_new ();
  officer->id = loket_statement_dup_text (row, first);
  officer->username = loket_statement_dup_text (row, first + 1);
  officer->name = loket_statement_dup_text (row, first + 2);
  officer->role = loket_role_from_name (loket_statement_get_text (row, first + 3));
  officer->agency_code = loket_statement_dup_text (row, first + 4);
  officer->agency_name = loket_statement_dup_text (row, first + 5);
  officer->agency_time_zone = loket_statement_dup_text (row, first + 6);
  return officer;
}

static gpointer
load_account (gpointer       store,
              gpointer       request,
              GCancellable  *cancellable,
              GError       **error)
{
  LoketUserStore *self = store;
  g_autoptr (LoketAccount) account = loket_account_new ();
  g_autoptr (LoketStatement) row = NULL;
  gboolean found;

  row = loket_db_prepare (self->db,
                          "SELECT server, ca_pem, " ACCOUNT ("username") ", device_id, "
                          ACCOUNT ("device_name") ", sealed_tokens, epoch, durable_seq, "
                          "last_sync, officer_id, " ACCOUNT ("officer_username") ", "
                          ACCOUNT ("officer_name") ", officer_role, agency_code, agency_name, agency_time_zone "
                          "FROM account",
                          error);
  if (row == NULL || !loket_statement_step (row, &found, error))
    return NULL;
  if (!found)
    return g_steal_pointer (&account);

  account->server = loket_statement_dup_text (row, 0);
  account->ca_pem = loket_statement_dup_text (row, 1);
  account->username = loket_statement_dup_text (row, 2);
  account->device_id = loket_statement_dup_text (row, 3);
  account->device_name = loket_statement_dup_text (row, 4);
  account->sealed_tokens = loket_statement_get_blob (row, 5);
  account->epoch = loket_statement_dup_text (row, 6);
  account->durable_seq = loket_statement_get_int64 (row, 7);
  account->last_sync = loket_statement_get_instant (row, 8);
  account->officer = read_officer (row, 9);
  return g_steal_pointer (&account);
}

static gpointer
save_account (gpointer       store,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  LoketUserStore *self = store;
  const LoketAccount *account = ((LoketUserRequest *) data)->record;
  const LoketOfficer *officer = account->officer;
  g_autoptr (LoketStatement) statement = NULL;

  statement = loket_db_prepare (self->db,
                                "REPLACE INTO account (id, server, ca_pem, username, device_id, "
                                "device_name, sealed_tokens, epoch, durable_seq, last_sync, "
                                "officer_id, officer_username, officer_name, officer_role, "
                                "agency_code, agency_name, agency_time_zone) VALUES "
                                "(1, ?1, ?2, "
                                LOKET_SEAL ("account", "'1'", "username", "?3") ", ?4, "
                                LOKET_SEAL ("account", "'1'", "device_name", "?5")
                                ", ?6, ?7, ?8, ?9, ?10, "
                                LOKET_SEAL ("account", "'1'", "officer_username", "?11") ", "
                                LOKET_SEAL ("account", "'1'", "officer_name", "?12")
                                ", ?13, ?14, ?15, ?16)",
                                error);
  if (statement == NULL)
    return NULL;

  loket_statement_bind_text (statement, 1, account->server);
  loket_statement_bind_text (statement, 2, account->ca_pem);
  loket_statement_bind_text (statement, 3, account->username);
  loket_statement_bind_text (statement, 4, account->device_id);
  loket_statement_bind_text (statement, 5, account->device_name);
  loket_statement_bind_blob (statement, 6, account->sealed_tokens);
  loket_statement_bind_text (statement, 7, account->epoch);
  loket_statement_bind_int64 (statement, 8, account->durable_seq);
  loket_statement_bind_instant (statement, 9, account->last_sync);
  if (officer != NULL)
    {
      loket_statement_bind_text (statement, 10, officer->id);
      loket_statement_bind_text (statement, 11, officer->username);
      loket_statement_bind_text (statement, 12, officer->name);
      loket_statement_bind_text (statement, 13, loket_role_to_name (officer->role));
      loket_statement_bind_text (statement, 14, officer->agency_code);
      loket_statement_bind_text (statement, 15, officer->agency_name);
      loket_statement_bind_text (statement, 16, officer->agency_time_zone);
    }
  return loket_statement_run (statement, error) ? LOKET_STORE_DONE : NULL;
}

/**
 * loket_user_store_load_account_async:
 * @self: a store
 * @cancellable: (nullable): a cancellable
 * @callback: what to call
 * @user_data: for @callback
 *
 * Reads the account.
 */
void
loket_user_store_load_account_async (LoketUserStore      *self,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  _loket_user_store_call (self, load_account, _loket_user_request_new (self, NULL),
                          (GDestroyNotify) loket_account_free,
                          loket_user_store_load_account_async, cancellable, callback, user_data);
}

/**
 * loket_user_store_load_account_finish:
 * @self: a store
 * @result: the result
 * @error: return location for a #GError of %LOKET_STORE_ERROR
 *
 * Ends loket_user_store_load_account_async().
 *
 * Returns: (transfer full) (nullable): the account; an empty one before the
 *   first sign-in
 */
LoketAccount *
loket_user_store_load_account_finish (LoketUserStore  *self,
                                      GAsyncResult    *result,
                                      GError         **error)
{
  return _loket_store_finish (self, result, loket_user_store_load_account_async, error);
}

/**
 * loket_user_store_save_account_async:
 * @self: a store
 * @account: what to store, whole; copied
 * @cancellable: (nullable): a cancellable
 * @callback: what to call
 * @user_data: for @callback
 *
 * Replaces the account.
 */
void
loket_user_store_save_account_async (LoketUserStore      *self,
                                     const LoketAccount  *account,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  LoketUserRequest *request = _loket_user_request_new (self, NULL);

  request->record = loket_account_copy (account);
  request->record_free = (GDestroyNotify) loket_account_free;
  _loket_user_store_call (self, save_account, request, NULL,
                          loket_user_store_save_account_async, cancellable, callback, user_data);
}

/**
 * loket_user_store_save_account_finish:
 * @self: a store
 * @result: the result
 * @error: return location for a #GError of %LOKET_STORE_ERROR
 *
 * Ends loket_user_store_save_account_async().
 *
 * Returns: whether it is stored
 */
gboolean
loket_user_store_save_account_finish (LoketUserStore  *self,
                                      GAsyncResult    *result,
                                      GError         **error)
{
  return _loket_store_finish (self, result, loket_user_store_save_account_async, error) != NULL;
}
