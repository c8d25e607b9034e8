/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * LoketReason:
 *
 * Why something did not go through, fine enough to tell a person what happened
 * and what to do. The words are chosen where they are shown; here each reason
 * only has a name, which is what the outbox keeps beside an item.
 */
typedef enum
{
  LOKET_REASON_NONE,

  /* No answer: nothing that arrived can be trusted to be the hub's word. */
  LOKET_REASON_CANCELLED,         /* stopped by us; the request may have arrived */
  LOKET_REASON_DOUBT,             /* the program ended while it was under way */
  LOKET_REASON_NO_NETWORK,        /* this computer has no connection */
  LOKET_REASON_HOST_UNKNOWN,      /* the name could not be resolved */
  LOKET_REASON_REFUSED,           /* the machine answers, the hub does not run */
  LOKET_REASON_NO_ROUTE,          /* the machine cannot be reached */
  LOKET_REASON_TIMEOUT,
  LOKET_REASON_CUT,               /* the connection broke off */
  LOKET_REASON_TLS_UNTRUSTED,     /* signed by an authority we do not know */
  LOKET_REASON_TLS_EXPIRED,
  LOKET_REASON_TLS_NOT_YET_VALID, /* most often this computer's clock is wrong */
  LOKET_REASON_TLS_WRONG_HOST,
  LOKET_REASON_TLS_FAILED,
  LOKET_REASON_CA_UNREADABLE,     /* the account's own CA cannot be read */
  LOKET_REASON_NOT_HTTPS,         /* the address is not an https one */
  LOKET_REASON_PORTAL,            /* a log-in page of the network answered */
  LOKET_REASON_PROXY,             /* a proxy wants something from us first */
  LOKET_REASON_NOT_OURS,          /* some other server answered */
  LOKET_REASON_WRONG_TYPE,
  LOKET_REASON_WRONG_DIGEST,      /* changed on its way */
  LOKET_REASON_WRONG_LENGTH,
  LOKET_REASON_TOO_LARGE,
  LOKET_REASON_UNREADABLE,        /* complete, but not what was agreed */
  LOKET_REASON_BAD_RECEIPT,       /* a receipt that is not for our reply */

  /* The hub is there but cannot do it now. */
  LOKET_REASON_BUSY,
  LOKET_REASON_RATE_LIMITED,
  LOKET_REASON_IN_PROGRESS,
  LOKET_REASON_SERVER_ERROR,
  LOKET_REASON_DAMAGED_ON_WAY,    /* the hub got other bytes than we sent */

  /* The account. */
  LOKET_REASON_SIGNED_OUT,
  LOKET_REASON_WRONG_PASSWORD,
  LOKET_REASON_SUSPENDED,

  /* The hub was restored from a backup. */
  LOKET_REASON_EPOCH,
  LOKET_REASON_RECOVERY,          /* and had forgotten this reply */

  /* Our copy cannot be continued. */
  LOKET_REASON_STATE_EXPIRED,
  LOKET_REASON_SCOPE_CHANGED,
  LOKET_REASON_CURSOR_EXPIRED,
  LOKET_REASON_MASS_REMOVAL,      /* a page would have removed suspiciously much */

  /* The person decides. */
  LOKET_REASON_COMPLAINT_CHANGED,
  LOKET_REASON_REASSIGNED,
  LOKET_REASON_CLOSED,
  LOKET_REASON_OUT_OF_ORDER,
  LOKET_REASON_REVOKED,
  LOKET_REASON_ALREADY_ACCEPTED,
  LOKET_REASON_CONVERSATION_FULL, /* nothing more fits into the complaint */
  LOKET_REASON_PREDECESSOR,       /* the reply before it was taken back */

  /* The content was refused. */
  LOKET_REASON_VALIDATION,
  LOKET_REASON_REPLY_TOO_LARGE,
  LOKET_REASON_WRONG_MEDIA_TYPE,
  LOKET_REASON_QUALITY_BLOCKER,   /* its checks stop the text; the problem names the rules */

  /* A file of the reply. */
  LOKET_REASON_ATTACHMENT_MISSING,   /* the hub has it not, although it was sent */
  LOKET_REASON_ATTACHMENT_LOST,      /* it is no longer on this computer, or damaged */
  LOKET_REASON_ATTACHMENT_TOO_LARGE,
  LOKET_REASON_ATTACHMENT_TYPE,      /* its content is of a kind that is not taken */
  LOKET_REASON_ATTACHMENT_REFUSED,
  LOKET_REASON_UPLOAD_OFFSET,        /* it goes on at another place */
  LOKET_REASON_UPLOAD_GONE,          /* the hub has forgotten what came so far */
  LOKET_REASON_UPLOAD_DIGEST,        /* other bytes came than were sent */
  LOKET_REASON_UPLOAD_QUOTA,         /* too many files are on their way */

  /* The programs disagree. */
  LOKET_REASON_REJECTED,
  LOKET_REASON_FORBIDDEN,
  LOKET_REASON_NOT_FOUND,
  LOKET_REASON_ID_REUSED,

  LOKET_REASON_TOO_OLD,           /* this program has to be updated */

  /* This computer. */
  LOKET_REASON_STORAGE,           /* the local file could not be written */
  LOKET_REASON_DAMAGED,           /* the frozen bytes no longer match their hash */

  LOKET_N_REASONS
} LoketReason;

const char *loket_reason_get_name  (LoketReason  reason);
LoketReason loket_reason_from_name (const char  *name);

G_END_DECLS
