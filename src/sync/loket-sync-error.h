/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-reason.h"

G_BEGIN_DECLS

/**
 * LoketSyncError:
 * @LOKET_SYNC_ERROR_OFFLINE: the hub did not answer; everything is kept, try later
 * @LOKET_SYNC_ERROR_CREDENTIALS: name or password are wrong, or the account is suspended
 * @LOKET_SYNC_ERROR_ADDRESS: the server's address or its CA file cannot be used
 * @LOKET_SYNC_ERROR_NOT_HUB: what answers there is not a hub that we understand
 * @LOKET_SYNC_ERROR_PENDING: refused, because replies still wait to be sent
 * @LOKET_SYNC_ERROR_TOO_OLD: this program has to be updated first
 * @LOKET_SYNC_ERROR_OTHER_ACCOUNT: the profile belongs to another account
 * @LOKET_SYNC_ERROR_STORAGE: the local files could not be written
 * @LOKET_SYNC_ERROR_FAILED: anything else
 *
 * What the caller of the engine can do. The reason behind it is
 * loket_sync_error_get_reason().
 */
typedef enum
{
  LOKET_SYNC_ERROR_OFFLINE,
  LOKET_SYNC_ERROR_CREDENTIALS,
  LOKET_SYNC_ERROR_ADDRESS,
  LOKET_SYNC_ERROR_NOT_HUB,
  LOKET_SYNC_ERROR_PENDING,
  LOKET_SYNC_ERROR_TOO_OLD,
  LOKET_SYNC_ERROR_OTHER_ACCOUNT,
  LOKET_SYNC_ERROR_STORAGE,
  LOKET_SYNC_ERROR_FAILED,
} LoketSyncError;

#define LOKET_SYNC_ERROR (loket_sync_error_quark ())

GQuark      loket_sync_error_quark      (void);
GError     *loket_sync_error_new        (LoketReason   reason);
LoketReason loket_sync_error_get_reason (const GError *error);

G_END_DECLS
