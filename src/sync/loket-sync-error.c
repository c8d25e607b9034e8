/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sync"

#include "config.h"

#include "loket-sync-error.h"

typedef struct
{
  LoketReason reason;
} LoketSyncErrorPrivate;

static void
loket_sync_error_private_init (LoketSyncErrorPrivate *private)
{
  private->reason = LOKET_REASON_NONE;
}

static void
loket_sync_error_private_copy (const LoketSyncErrorPrivate *source,
                               LoketSyncErrorPrivate       *copy)
{
  copy->reason = source->reason;
}

static void
loket_sync_error_private_clear (LoketSyncErrorPrivate *private)
{
}

G_DEFINE_EXTENDED_ERROR (LoketSyncError, loket_sync_error)

static LoketSyncError
choose_code (LoketReason reason)
{
  if (reason >= LOKET_REASON_CANCELLED && reason <= LOKET_REASON_TLS_FAILED)
    return LOKET_SYNC_ERROR_OFFLINE;
  if (reason == LOKET_REASON_CA_UNREADABLE || reason == LOKET_REASON_NOT_HTTPS)
    return LOKET_SYNC_ERROR_ADDRESS;
  if (reason == LOKET_REASON_PORTAL || reason == LOKET_REASON_PROXY)
    return LOKET_SYNC_ERROR_OFFLINE;
  if (reason >= LOKET_REASON_NOT_OURS && reason <= LOKET_REASON_BAD_RECEIPT)
    return LOKET_SYNC_ERROR_NOT_HUB;
  if (reason >= LOKET_REASON_BUSY && reason <= LOKET_REASON_DAMAGED_ON_WAY)
    return LOKET_SYNC_ERROR_OFFLINE;
  if (reason >= LOKET_REASON_SIGNED_OUT && reason <= LOKET_REASON_SUSPENDED)
    return LOKET_SYNC_ERROR_CREDENTIALS;
  if (reason == LOKET_REASON_TOO_OLD)
    return LOKET_SYNC_ERROR_TOO_OLD;
  if (reason == LOKET_REASON_STORAGE || reason == LOKET_REASON_DAMAGED)
    return LOKET_SYNC_ERROR_STORAGE;
  return LOKET_SYNC_ERROR_FAILED;
}

/**
 * loket_sync_error_new:
 * @reason: why it did not go through
 *
 * Makes the error of a reason, its code chosen by what the caller can do. The
 * message is for logs; people are told in the words of the reason.
 *
 * Returns: (transfer full): an error of %LOKET_SYNC_ERROR
 */
GError *
loket_sync_error_new (LoketReason reason)
{
  GError *error = g_error_new (LOKET_SYNC_ERROR, choose_code (reason),
                               "No agreement with the hub: %s",
                               loket_reason_get_name (reason));

  loket_sync_error_get_private (error)->reason = reason;
  return error;
}

/**
 * loket_sync_error_get_reason:
 * @error: (nullable): any error
 *
 * Tells why, for the words to show.
 *
 * Returns: the reason; %LOKET_REASON_NONE for an error of another domain
 */
LoketReason
loket_sync_error_get_reason (const GError *error)
{
  if (error == NULL || error->domain != LOKET_SYNC_ERROR)
    return LOKET_REASON_NONE;

  return loket_sync_error_get_private (error)->reason;
}
