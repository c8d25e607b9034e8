/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sync"

#include "config.h"

#include "loket-sync-engine-private.h"

#include <string.h>

#include "loket-file.h"

/* What the vault seals the refresh token for. */
#define TOKEN_CONTEXT "refresh-token"

#define CA_FILE "hub-ca.pem"

/* The TLS library reads authorities from a file only. */
static char *
write_ca (LoketSyncEngine     *self,
          const LoketAccount  *account,
          GError             **error)
{
  g_autofree char *path = g_build_filename (loket_profile_get_folder (self->profile), CA_FILE,
                                            NULL);
  g_autoptr (GBytes) pem = g_bytes_new (account->ca_pem, strlen (account->ca_pem));

  if (!loket_file_write_private (path, pem, error))
    return NULL;
  return g_steal_pointer (&path);
}

static gboolean
reaches_the_same (const LoketAccount *left,
                  const LoketAccount *right)
{
  return left != NULL && g_strcmp0 (left->server, right->server) == 0 &&
         g_strcmp0 (left->ca_pem, right->ca_pem) == 0;
}

/**
 * _loket_sync_account_make_http:
 * @self: an engine
 * @account: an account with a hub
 * @error: return location for a #GError of %LOKET_SYNC_ERROR
 *
 * Makes a connection to the account's hub, with the authority it trusts.
 *
 * Returns: (transfer full): a connection
 */
LoketHttp *
_loket_sync_account_make_http (LoketSyncEngine     *self,
                               const LoketAccount  *account,
                               GError             **error)
{
  g_autofree char *ca_file = NULL;

  if (account->ca_pem != NULL)
    {
      ca_file = write_ca (self, account, NULL);
      if (ca_file == NULL)
        {
          g_propagate_error (error, loket_sync_error_new (LOKET_REASON_STORAGE));
          return NULL;
        }
    }
  return loket_http_new (account->server, ca_file, error);
}

/**
 * _loket_sync_account_adopt:
 * @self: an engine
 * @account: (transfer full): the account as stored
 * @error: return location for a #GError of %LOKET_SYNC_ERROR
 *
 * Makes the stored account ours, and a connection to its hub where there is
 * none or the address changed.
 *
 * Returns: whether the address can be used, or there is none yet
 */
gboolean
_loket_sync_account_adopt (LoketSyncEngine  *self,
                           LoketAccount     *account,
                           GError          **error)
{
  gboolean same = self->http != NULL && reaches_the_same (self->account, account);

  g_clear_pointer (&self->account, loket_account_free);
  self->account = account;
  if (same || account->server == NULL)
    return TRUE;

  g_clear_object (&self->http);
  self->http = _loket_sync_account_make_http (self, account, error);
  return self->http != NULL;
}

/**
 * _loket_sync_account_take_tokens:
 * @self: an engine
 * @account: the account to put them in, to be stored by the caller
 * @tokens: tokens that just came
 *
 * Seals the refresh token. The access token lives in memory only.
 */
void
_loket_sync_account_take_tokens (LoketSyncEngine   *self,
                                 LoketAccount      *account,
                                 const LoketTokens *tokens)
{
  LoketVault *vault = loket_profile_get_vault (self->profile);
  g_autoptr (GBytes) plain = g_bytes_new (tokens->refresh_token, strlen (tokens->refresh_token));

  g_clear_pointer (&account->sealed_tokens, g_bytes_unref);
  account->sealed_tokens = loket_vault_seal (vault, TOKEN_CONTEXT, plain);
  g_clear_pointer (&account->officer, loket_officer_unref);
  account->officer = loket_officer_ref (tokens->officer);
}

/**
 * _loket_sync_account_use_tokens:
 * @self: an engine
 * @tokens: tokens that are stored
 * @asked_us: when they were asked for, on the clock's elapsed time
 *
 * Uses the access token from now on. Its life is counted from the question, not
 * from the answer, and not on the wall clock.
 */
void
_loket_sync_account_use_tokens (LoketSyncEngine   *self,
                                const LoketTokens *tokens,
                                gint64             asked_us)
{
  g_free (self->access_token);
  self->access_token = g_strdup (tokens->access_token);
  self->access_expires_us = asked_us + tokens->expires_in * G_USEC_PER_SEC;
}

/**
 * _loket_sync_account_open_refresh:
 * @self: an engine
 * @account: an account
 *
 * Opens the sealed refresh token.
 *
 * Returns: (transfer full) (nullable): the token, %NULL where there is none or
 *   it was sealed with a key that is gone
 */
char *
_loket_sync_account_open_refresh (LoketSyncEngine *self,
                                  LoketAccount    *account)
{
  LoketVault *vault = loket_profile_get_vault (self->profile);
  g_autoptr (GBytes) plain = NULL;
  g_autoptr (GError) error = NULL;

  if (account->sealed_tokens == NULL)
    return NULL;

  plain = loket_vault_open (vault, TOKEN_CONTEXT, account->sealed_tokens, &error);
  if (plain == NULL)
    {
      g_debug ("The token cannot be opened: %s", error->message);
      return NULL;
    }
  return g_strndup (g_bytes_get_data (plain, NULL), g_bytes_get_size (plain));
}
