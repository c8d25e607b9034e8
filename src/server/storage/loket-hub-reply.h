/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-complaint.h"
#include "loket-hub-records.h"
#include "loket-wire-problem.h"
#include "loket-wire-reply.h"

G_BEGIN_DECLS

/**
 * LoketHubCheckFunc:
 * @reply: what is sent
 * @complaint: what it answers
 * @now: Unix seconds
 *
 * Looks at what a reply says. On the storage's thread, inside a transaction.
 *
 * Returns: (transfer full) (element-type LoketFinding): what was found
 */
typedef GPtrArray *(*LoketHubCheckFunc) (const LoketReply     *reply,
                                         const LoketComplaint *complaint,
                                         gint64                now,
                                         gpointer              data);

/**
 * LoketHubSubmission:
 * @account: who sends it
 * @reply: what the bytes say; its ids are those of the request's path
 * @body: the request's body as it came
 * @epoch: (nullable): the state of the hub that the sender knows
 * @former: (nullable): a receipt that the sender says it got for it before a restore
 * @now: when it arrived
 * @check: (nullable): looks at what it says
 * @check_data: for @check
 * @guidance: the edition of the agency's guidance that @check goes by, 0 for none
 *
 * A reply on its way in.
 */
typedef struct
{
  const LoketHubAccount *account;
  const LoketReply      *reply;
  GBytes                *body;
  const char            *epoch;
  const LoketReceipt    *former;
  gint64                 now;
  LoketHubCheckFunc      check;
  gpointer               check_data;
  gint64                 guidance;
} LoketHubSubmission;

/**
 * LoketHubAnswer:
 * @receipt: (nullable): the reply is stored
 * @replayed: whether it was stored by an earlier request with the same bytes
 * @problem: (nullable): why it is not, or not revoked
 *
 * What the hub says about a reply: a receipt or a problem, and neither of them
 * where it was revoked.
 */
typedef struct
{
  LoketReceipt *receipt;
  gboolean      replayed;
  LoketProblem *problem;
} LoketHubAnswer;

LoketHubAnswer *loket_hub_answer_new  (LoketReceipt    *receipt,
                                       LoketProblem    *problem);
void            loket_hub_answer_free (LoketHubAnswer  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketHubAnswer, loket_hub_answer_free)

G_END_DECLS
