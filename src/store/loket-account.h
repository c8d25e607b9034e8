/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-officer.h"

G_BEGIN_DECLS

/**
 * LoketAccount:
 * @server: (nullable): the hub's base address, %NULL before the first sign-in
 * @ca_pem: (nullable): the hub's own certificate authority, where it has one
 * @username: (nullable): what the person signs in with
 * @device_id: (nullable): this profile's UUID, made once
 * @device_name: (nullable): what the person calls this computer
 * @officer: (nullable): who is signed in; kept after signing out
 * @sealed_tokens: (nullable): the tokens, sealed by the vault; %NULL when
 *   signed out
 * @epoch: (nullable): the hub's life that we last talked to
 * @durable_seq: what the hub has surely stored for good
 * @last_sync: the last pass that went through, or %LOKET_TIME_UNSET
 *
 * Whose files these are and how to reach the hub. One a profile.
 */
typedef struct
{
  char         *server;
  char         *ca_pem;
  char         *username;
  char         *device_id;
  char         *device_name;
  LoketOfficer *officer;
  GBytes       *sealed_tokens;
  char         *epoch;
  gint64        durable_seq;
  gint64        last_sync;
} LoketAccount;

LoketAccount *loket_account_new  (void);
LoketAccount *loket_account_copy (const LoketAccount *self);
void          loket_account_free (LoketAccount       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketAccount, loket_account_free)

G_END_DECLS
