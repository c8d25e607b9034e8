/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sync"

#include "config.h"

#include "loket-reason.h"

static const char *const names[] = {
  [LOKET_REASON_NONE] = "none",
  [LOKET_REASON_CANCELLED] = "cancelled",
  [LOKET_REASON_DOUBT] = "doubt",
  [LOKET_REASON_NO_NETWORK] = "no-network",
  [LOKET_REASON_HOST_UNKNOWN] = "host-unknown",
  [LOKET_REASON_REFUSED] = "refused",
  [LOKET_REASON_NO_ROUTE] = "no-route",
  [LOKET_REASON_TIMEOUT] = "timeout",
  [LOKET_REASON_CUT] = "cut",
  [LOKET_REASON_TLS_UNTRUSTED] = "tls-untrusted",
  [LOKET_REASON_TLS_EXPIRED] = "tls-expired",
  [LOKET_REASON_TLS_NOT_YET_VALID] = "tls-not-yet-valid",
  [LOKET_REASON_TLS_WRONG_HOST] = "tls-wrong-host",
  [LOKET_REASON_TLS_FAILED] = "tls-failed",
  [LOKET_REASON_CA_UNREADABLE] = "ca-unreadable",
  [LOKET_REASON_NOT_HTTPS] = "not-https",
  [LOKET_REASON_PORTAL] = "portal",
  [LOKET_REASON_PROXY] = "proxy",
  [LOKET_REASON_NOT_OURS] = "not-ours",
  [LOKET_REASON_WRONG_TYPE] = "wrong-type",
  [LOKET_REASON_WRONG_DIGEST] = "wrong-digest",
  [LOKET_REASON_WRONG_LENGTH] = "wrong-length",
  [LOKET_REASON_TOO_LARGE] = "too-large",
  [LOKET_REASON_UNREADABLE] = "unreadable",
  [LOKET_REASON_BAD_RECEIPT] = "bad-receipt",
  [LOKET_REASON_BUSY] = "busy",
  [LOKET_REASON_RATE_LIMITED] = "rate-limited",
  [LOKET_REASON_IN_PROGRESS] = "in-progress",
  [LOKET_REASON_SERVER_ERROR] = "server-error",
  [LOKET_REASON_DAMAGED_ON_WAY] = "damaged-on-way",
  [LOKET_REASON_SIGNED_OUT] = "signed-out",
  [LOKET_REASON_WRONG_PASSWORD] = "wrong-password",
  [LOKET_REASON_SUSPENDED] = "suspended",
  [LOKET_REASON_EPOCH] = "epoch",
  [LOKET_REASON_RECOVERY] = "recovery",
  [LOKET_REASON_STATE_EXPIRED] = "state-expired",
  [LOKET_REASON_SCOPE_CHANGED] = "scope-changed",
  [LOKET_REASON_CURSOR_EXPIRED] = "cursor-expired",
  [LOKET_REASON_MASS_REMOVAL] = "mass-removal",
  [LOKET_REASON_COMPLAINT_CHANGED] = "complaint-changed",
  [LOKET_REASON_REASSIGNED] = "reassigned",
  [LOKET_REASON_CLOSED] = "closed",
  [LOKET_REASON_OUT_OF_ORDER] = "out-of-order",
  [LOKET_REASON_REVOKED] = "revoked",
  [LOKET_REASON_ALREADY_ACCEPTED] = "already-accepted",
  [LOKET_REASON_CONVERSATION_FULL] = "conversation-full",
  [LOKET_REASON_PREDECESSOR] = "predecessor",
  [LOKET_REASON_VALIDATION] = "validation",
  [LOKET_REASON_REPLY_TOO_LARGE] = "reply-too-large",
  [LOKET_REASON_WRONG_MEDIA_TYPE] = "wrong-media-type",
  [LOKET_REASON_QUALITY_BLOCKER] = "quality-blocker",
  [LOKET_REASON_ATTACHMENT_MISSING] = "attachment-missing",
  [LOKET_REASON_ATTACHMENT_LOST] = "attachment-lost",
  [LOKET_REASON_ATTACHMENT_TOO_LARGE] = "attachment-too-large",
  [LOKET_REASON_ATTACHMENT_TYPE] = "attachment-type",
  [LOKET_REASON_ATTACHMENT_REFUSED] = "attachment-refused",
  [LOKET_REASON_UPLOAD_OFFSET] = "upload-offset",
  [LOKET_REASON_UPLOAD_GONE] = "upload-gone",
  [LOKET_REASON_UPLOAD_DIGEST] = "upload-digest",
  [LOKET_REASON_UPLOAD_QUOTA] = "upload-quota",
  [LOKET_REASON_REJECTED] = "rejected",
  [LOKET_REASON_FORBIDDEN] = "forbidden",
  [LOKET_REASON_NOT_FOUND] = "not-found",
  [LOKET_REASON_ID_REUSED] = "id-reused",
  [LOKET_REASON_TOO_OLD] = "too-old",
  [LOKET_REASON_STORAGE] = "storage",
  [LOKET_REASON_DAMAGED] = "damaged",
};

G_STATIC_ASSERT (G_N_ELEMENTS (names) == LOKET_N_REASONS);

/**
 * loket_reason_get_name:
 * @reason: a reason
 *
 * Tells the name that is stored and printed in machine output.
 *
 * Returns: the name, lower case with dashes
 */
const char *
loket_reason_get_name (LoketReason reason)
{
  g_return_val_if_fail ((guint) reason < LOKET_N_REASONS, names[0]);

  return names[reason];
}

/**
 * loket_reason_from_name:
 * @name: (nullable): a name, maybe of a newer version
 *
 * Finds the reason of a name.
 *
 * Returns: the reason, %LOKET_REASON_NONE where there is no such
 */
LoketReason
loket_reason_from_name (const char *name)
{
  for (guint i = 0; i < LOKET_N_REASONS; i++)
    if (g_strcmp0 (names[i], name) == 0)
      return (LoketReason) i;
  return LOKET_REASON_NONE;
}
