/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-account.h"

#include "loket-time.h"

/**
 * loket_account_new:
 *
 * Makes the account of a profile in which nobody has signed in yet.
 *
 * Returns: (transfer full): a record to fill
 */
LoketAccount *
loket_account_new (void)
{
  LoketAccount *self = g_new0 (LoketAccount, 1);

  self->last_sync = LOKET_TIME_UNSET;
  return self;
}

/**
 * loket_account_copy:
 * @self: an account
 *
 * Copies an account.
 *
 * Returns: (transfer full): a copy
 */
LoketAccount *
loket_account_copy (const LoketAccount *self)
{
  LoketAccount *copy = loket_account_new ();

  copy->server = g_strdup (self->server);
  copy->ca_pem = g_strdup (self->ca_pem);
  copy->username = g_strdup (self->username);
  copy->device_id = g_strdup (self->device_id);
  copy->device_name = g_strdup (self->device_name);
  copy->officer = self->officer != NULL ? loket_officer_ref (self->officer) : NULL;
  copy->sealed_tokens = self->sealed_tokens != NULL ? g_bytes_ref (self->sealed_tokens) : NULL;
  copy->epoch = g_strdup (self->epoch);
  copy->durable_seq = self->durable_seq;
  copy->last_sync = self->last_sync;
  return copy;
}

/**
 * loket_account_free:
 * @self: (nullable) (transfer full): an account
 *
 * Frees an account.
 */
void
loket_account_free (LoketAccount *self)
{
  if (self == NULL)
    return;

  g_free (self->server);
  g_free (self->ca_pem);
  g_free (self->username);
  g_free (self->device_id);
  g_free (self->device_name);
  g_clear_pointer (&self->officer, loket_officer_unref);
  g_clear_pointer (&self->sealed_tokens, g_bytes_unref);
  g_free (self->epoch);
  g_free (self);
}
