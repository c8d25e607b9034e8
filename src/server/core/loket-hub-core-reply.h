/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-complaint.h"
#include "loket-wire-problem.h"
#include "loket-wire-reply.h"

G_BEGIN_DECLS

/**
 * LoketHubIdUse:
 * @state: what became of the reply id; unknown while it is free
 * @officer_id: (nullable): whose it was
 * @complaint_id: (nullable): for an accepted one, which complaint it answers
 * @body_sha256: (nullable): for an accepted one, the hash of its bytes
 * @accepted_at: for an accepted one, when
 *
 * What the hub knows of the id of a reply. The texts belong to the caller.
 */
typedef struct
{
  LoketVerdictState state;
  const char       *officer_id;
  const char       *complaint_id;
  const char       *body_sha256;
  gint64            accepted_at;
} LoketHubIdUse;

/**
 * LoketHubReplyRequest:
 * @reply: what the bytes say
 * @officer_id: who sends it
 * @body_sha256: of the bytes as they came
 * @epoch: (nullable): the hub's life that the sender knows
 * @former: (nullable): the receipt of an acceptance that the hub has forgotten;
 *   only where its seal was verified
 * @now: when it arrived
 *
 * A reply on its way in. Everything belongs to the caller.
 */
typedef struct
{
  const LoketReply   *reply;
  const char         *officer_id;
  const char         *body_sha256;
  const char         *epoch;
  const LoketReceipt *former;
  gint64              now;
} LoketHubReplyRequest;

/**
 * LoketHubUploadFact:
 * @officer_id: (nullable): who sent the file; %NULL where there is none of that id
 * @sha256: of its bytes
 * @size: of its bytes
 * @type: (nullable): what its content is; %NULL while it is not whole
 *
 * What the hub knows of a file that a reply wants to carry. The texts belong to
 * the caller.
 */
typedef struct
{
  const char *officer_id;
  const char *sha256;
  gint64      size;
  const char *type;
} LoketHubUploadFact;

/**
 * LoketHubReplyFacts:
 * @use: what became of the id; the rest is only looked at while it is free
 * @epoch: the hub's life
 * @complaint: (nullable): the complaint as it is now
 * @may_reply: whether the policy lets the sender answer it
 * @was_seen: whether the sender's agency has or once had it
 * @closed_at: since when it is closed
 * @last_reply_id: (nullable): the device's last accepted reply to it
 * @last_substance: the complaint's substance after that one
 * @n_own: how many changes after max(basedOn, ack) are replies of this device
 * @uploads: (nullable): what is known of each of the reply's attachments, in order
 *
 * What the decision rests on, read in the transaction that stores it.
 */
typedef struct
{
  LoketHubIdUse         use;
  const char           *epoch;
  const LoketComplaint *complaint;
  gboolean              may_reply;
  gboolean              was_seen;
  gint64                closed_at;
  const char           *last_reply_id;
  gint64                last_substance;
  gint64                n_own;
  const LoketHubUploadFact *uploads;
} LoketHubReplyFacts;

/**
 * LoketHubVerdict:
 * @LOKET_HUB_VERDICT_STORE: it is to be stored, see loket_hub_core_apply_reply()
 * @LOKET_HUB_VERDICT_RECOVER: the same, for one that a restored hub forgot: with
 *   its first acceptance's instant, and marked for a supervisor's glance
 * @LOKET_HUB_VERDICT_REPLAY: it is stored already: the stored receipt is the answer
 * @LOKET_HUB_VERDICT_REFUSE: it is not stored, and nothing is remembered of it
 *
 * What to do with a reply.
 */
typedef enum
{
  LOKET_HUB_VERDICT_STORE,
  LOKET_HUB_VERDICT_RECOVER,
  LOKET_HUB_VERDICT_REPLAY,
  LOKET_HUB_VERDICT_REFUSE,
} LoketHubVerdict;

/**
 * LoketHubRevocation:
 * @LOKET_HUB_REVOCATION_STORE: write down that the id is never to be accepted
 * @LOKET_HUB_REVOCATION_DONE: it is written down already
 * @LOKET_HUB_REVOCATION_ACCEPTED: too late: answer already-accepted, with the receipt
 * @LOKET_HUB_REVOCATION_NOT_FOUND: there is no such reply for the asker
 *
 * What to do about a reply that its sender takes back.
 */
typedef enum
{
  LOKET_HUB_REVOCATION_STORE,
  LOKET_HUB_REVOCATION_DONE,
  LOKET_HUB_REVOCATION_ACCEPTED,
  LOKET_HUB_REVOCATION_NOT_FOUND,
} LoketHubRevocation;

LoketHubVerdict    loket_hub_core_decide_reply      (const LoketHubReplyRequest *request,
                                                     const LoketHubReplyFacts   *facts,
                                                     LoketProblem              **problem);
LoketProblem      *loket_hub_core_decide_quality    (const LoketReply           *reply,
                                                     GPtrArray                  *blockers);
gboolean           loket_hub_core_overrules         (const LoketReply           *reply,
                                                     const char                 *rule);
LoketHubRevocation loket_hub_core_decide_revocation (const LoketHubIdUse        *use,
                                                     const char                 *officer_id,
                                                     const char                 *complaint_id);
LoketVerdictState  loket_hub_core_tell_verdict      (const LoketHubIdUse        *use,
                                                     const char                 *officer_id);
void               loket_hub_core_apply_reply       (LoketComplaint             *complaint,
                                                     const LoketReply           *reply,
                                                     const char                 *author_name,
                                                     gint64                      accepted_at);
LoketReceipt      *loket_hub_core_make_receipt      (const LoketHubReplyRequest *request,
                                                     const LoketComplaint       *complaint,
                                                     const char                 *epoch,
                                                     gint64                      seq,
                                                     gint64                      accepted_at);
char              *loket_hub_core_receipt_text      (const LoketReceipt         *receipt);

G_END_DECLS
