/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-words.h"

#include <glib/gi18n-lib.h>

/* Advice that is the same for a whole class of reasons is written once. */
#define ADVICE_WAIT      N_("Nothing is lost; Loket tries again by itself.")
#define ADVICE_SAFE      N_("Loket sends the same reply again; it cannot arrive twice.")
#define ADVICE_ADMIN     N_("Tell your administrator. Your text is kept.")
#define ADVICE_CLOCK     N_("Check this computer's date and time.")
#define ADVICE_ADDRESS   N_("Check the hub's address.")
#define ADVICE_PORTAL    N_("Open a browser and sign in to the network.")
#define ADVICE_SIGNIN    N_("Sign in; your drafts and replies are kept.")
#define ADVICE_PASSWORD  N_("Type both again, or ask your administrator for a new password.")
#define ADVICE_RESTORE   N_("Loket compares what it sent and sends again what the hub lost.")
#define ADVICE_NOTHING   N_("You need not do anything.")
#define ADVICE_COMPARE   N_("Look at the change, then send as it is, change the text or discard it.")
#define ADVICE_GONE      N_("Your text is kept as a draft until you discard it.")
#define ADVICE_FULL      N_("Keep the text as a draft and ask the coordinator to go on under a new number.")
#define ADVICE_EDIT      N_("Open the reply, change it and send it again.")
#define ADVICE_QUALITY   N_("Change the text, or overrule the finding with a reason, and send it again.")
#define ADVICE_FILE      N_("Open the reply, remove or replace the file and send it again.")
#define ADVICE_UPDATE    N_("Install the update. Your drafts and replies are kept.")
#define ADVICE_DISK      N_("Free some space on the disk, then try again.")

static const struct
{
  const char *what;
  const char *advice;
} reasons[LOKET_N_REASONS] = {
  [LOKET_REASON_CANCELLED] = { N_("It was stopped."), ADVICE_WAIT },
  [LOKET_REASON_DOUBT] = { N_("Loket was closed while it was being sent, so it is not known whether it arrived."), ADVICE_SAFE },
  [LOKET_REASON_NO_NETWORK] = { N_("This computer has no network connection."), ADVICE_WAIT },
  [LOKET_REASON_HOST_UNKNOWN] = { N_("The hub's name was not found."), ADVICE_WAIT },
  [LOKET_REASON_REFUSED] = { N_("The hub is not running."), ADVICE_WAIT },
  [LOKET_REASON_NO_ROUTE] = { N_("The hub cannot be reached from here."), ADVICE_WAIT },
  [LOKET_REASON_TIMEOUT] = { N_("The hub did not answer in time."), ADVICE_WAIT },
  [LOKET_REASON_CUT] = { N_("The connection broke off."), ADVICE_WAIT },
  [LOKET_REASON_TLS_UNTRUSTED] = { N_("The hub's certificate is signed by an unknown authority."), ADVICE_ADMIN },
  [LOKET_REASON_TLS_EXPIRED] = { N_("The hub's certificate has expired."), ADVICE_ADMIN },
  [LOKET_REASON_TLS_NOT_YET_VALID] = { N_("The hub's certificate is not valid yet."), ADVICE_CLOCK },
  [LOKET_REASON_TLS_WRONG_HOST] = { N_("The certificate belongs to another server."), ADVICE_ADMIN },
  [LOKET_REASON_TLS_FAILED] = { N_("A secure connection could not be made."), ADVICE_ADMIN },
  [LOKET_REASON_CA_UNREADABLE] = { N_("The certificate file of this account cannot be read."), ADVICE_ADMIN },
  [LOKET_REASON_NOT_HTTPS] = { N_("The address is not a secure one; it has to begin with https."), ADVICE_ADDRESS },
  [LOKET_REASON_PORTAL] = { N_("The network's sign-in page answered instead of the hub."), ADVICE_PORTAL },
  [LOKET_REASON_PROXY] = { N_("A proxy of the network wants something first."), ADVICE_ADMIN },
  [LOKET_REASON_NOT_OURS] = { N_("Another server answered instead of the hub."), ADVICE_ADDRESS },
  [LOKET_REASON_WRONG_TYPE] = { N_("The answer was not the hub's."), ADVICE_WAIT },
  [LOKET_REASON_WRONG_DIGEST] = { N_("The answer was damaged on its way."), ADVICE_WAIT },
  [LOKET_REASON_WRONG_LENGTH] = { N_("The answer was incomplete."), ADVICE_WAIT },
  [LOKET_REASON_TOO_LARGE] = { N_("The answer was larger than allowed."), ADVICE_ADMIN },
  [LOKET_REASON_UNREADABLE] = { N_("The answer could not be read."), ADVICE_ADMIN },
  [LOKET_REASON_BAD_RECEIPT] = { N_("The receipt was not for this reply."), ADVICE_SAFE },
  [LOKET_REASON_BUSY] = { N_("The hub is busy."), ADVICE_WAIT },
  [LOKET_REASON_RATE_LIMITED] = { N_("The hub asks to try more slowly."), ADVICE_WAIT },
  [LOKET_REASON_IN_PROGRESS] = { N_("The hub is still working on it."), ADVICE_WAIT },
  [LOKET_REASON_SERVER_ERROR] = { N_("The hub had an error."), ADVICE_WAIT },
  [LOKET_REASON_DAMAGED_ON_WAY] = { N_("The reply was damaged on its way to the hub."), ADVICE_SAFE },
  [LOKET_REASON_SIGNED_OUT] = { N_("You have to sign in again."), ADVICE_SIGNIN },
  [LOKET_REASON_WRONG_PASSWORD] = { N_("The name or the password is wrong."), ADVICE_PASSWORD },
  [LOKET_REASON_SUSPENDED] = { N_("The hub suspended this account."), ADVICE_ADMIN },
  [LOKET_REASON_EPOCH] = { N_("The hub was restored from a backup."), ADVICE_RESTORE },
  [LOKET_REASON_RECOVERY] = { N_("The hub was restored from a backup and had lost this reply."),
                              ADVICE_RESTORE },
  [LOKET_REASON_STATE_EXPIRED] = { N_("The local copy was too old and is fetched again."), ADVICE_NOTHING },
  [LOKET_REASON_SCOPE_CHANGED] = { N_("What you may see has changed; the local copy is fetched again."), ADVICE_NOTHING },
  [LOKET_REASON_CURSOR_EXPIRED] = { N_("Fetching took too long and starts again."), ADVICE_NOTHING },
  [LOKET_REASON_MASS_REMOVAL] = { N_("Suspiciously many complaints would go away, so the hub is asked again."),
                                  ADVICE_NOTHING },
  [LOKET_REASON_COMPLAINT_CHANGED] = { N_("The complaint changed after you had read it."), ADVICE_COMPARE },
  [LOKET_REASON_REASSIGNED] = { N_("The complaint is now assigned to another agency."), ADVICE_GONE },
  [LOKET_REASON_CLOSED] = { N_("The complaint was closed before the reply arrived."), ADVICE_GONE },
  [LOKET_REASON_OUT_OF_ORDER] = { N_("An earlier reply to this complaint is missing at the hub."), ADVICE_EDIT },
  [LOKET_REASON_REVOKED] = { N_("The reply had been taken back."), ADVICE_EDIT },
  [LOKET_REASON_ALREADY_ACCEPTED] = { N_("The reply had already been delivered."), ADVICE_NOTHING },
  [LOKET_REASON_CONVERSATION_FULL] = { N_("The complaint's conversation is full; the hub takes no more replies to it."),
                                       ADVICE_FULL },
  [LOKET_REASON_PREDECESSOR] = { N_("The reply before it was taken back."), ADVICE_EDIT },
  [LOKET_REASON_VALIDATION] = { N_("The hub did not accept the content."), ADVICE_EDIT },
  [LOKET_REASON_REPLY_TOO_LARGE] = { N_("The reply is too long."), ADVICE_EDIT },
  [LOKET_REASON_WRONG_MEDIA_TYPE] = { N_("The hub did not accept the kind of content."), ADVICE_ADMIN },
  [LOKET_REASON_QUALITY_BLOCKER] = { N_("The hub's check of replies found something that must not go out like this."),
                                    ADVICE_QUALITY },
  [LOKET_REASON_ATTACHMENT_MISSING] = { N_("The hub does not have one of the files."), ADVICE_SAFE },
  [LOKET_REASON_ATTACHMENT_LOST] = { N_("One of the files is no longer on this computer."), ADVICE_FILE },
  [LOKET_REASON_ATTACHMENT_TOO_LARGE] = { N_("One of the files is too large for the hub."), ADVICE_FILE },
  [LOKET_REASON_ATTACHMENT_TYPE] = { N_("The hub does not take one of the files because of its kind."), ADVICE_FILE },
  [LOKET_REASON_ATTACHMENT_REFUSED] = { N_("The hub refused one of the files."), ADVICE_FILE },
  [LOKET_REASON_UPLOAD_OFFSET] = { N_("Sending a file goes on at another place."), ADVICE_WAIT },
  [LOKET_REASON_UPLOAD_GONE] = { N_("Sending a file starts again from its beginning."), ADVICE_WAIT },
  [LOKET_REASON_UPLOAD_DIGEST] = { N_("A file was damaged on its way to the hub."), ADVICE_FILE },
  [LOKET_REASON_UPLOAD_QUOTA] = { N_("Too many files are waiting at the hub."), ADVICE_WAIT },
  [LOKET_REASON_REJECTED] = { N_("The hub did not understand the reply."), ADVICE_ADMIN },
  [LOKET_REASON_FORBIDDEN] = { N_("You may not answer this complaint."), ADVICE_GONE },
  [LOKET_REASON_NOT_FOUND] = { N_("The hub does not know this complaint."), ADVICE_GONE },
  [LOKET_REASON_ID_REUSED] = { N_("The hub already has another reply under the same number."), ADVICE_EDIT },
  [LOKET_REASON_TOO_OLD] = { N_("The hub needs a newer version of Loket."), ADVICE_UPDATE },
  [LOKET_REASON_STORAGE] = { N_("The local files could not be written."), ADVICE_DISK },
  [LOKET_REASON_DAMAGED] = { N_("The stored reply was damaged on this computer."), ADVICE_EDIT },
};

/**
 * loket_words_reason:
 * @reason: why something did not go through
 *
 * Tells what happened.
 *
 * Returns: (transfer none): a sentence; empty for none
 */
const char *
loket_words_reason (LoketReason reason)
{
  g_return_val_if_fail ((guint) reason < LOKET_N_REASONS, "");

  return reasons[reason].what != NULL ? _(reasons[reason].what) : "";
}

/**
 * loket_words_reason_advice:
 * @reason: why something did not go through
 *
 * Tells what the person can do, or that nothing needs to be done.
 *
 * Returns: (transfer none): a sentence; empty for none
 */
const char *
loket_words_reason_advice (LoketReason reason)
{
  g_return_val_if_fail ((guint) reason < LOKET_N_REASONS, "");

  return reasons[reason].advice != NULL ? _(reasons[reason].advice) : "";
}
