/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-core-reply.h"

#include "loket-hub-core-room.h"
#include "loket-limits.h"
#include "loket-mutant.h"

/*
 * Taking in a reply. The order of the questions is part of the protocol: an id
 * that was used is answered from the past, whatever the complaint is now; only
 * then comes the present.
 *
 *     id used? ─▶ epoch ─▶ theirs? ─▶ open? ─▶ in order? ─▶ unchanged? ─▶ room?
 *         ─▶ files? ─▶ fit to be sent? ─▶ store
 *
 * Nothing here reads a clock, a database or chance: storages gather the facts in
 * their transaction and do what is decided, a simulator does the same in memory.
 */

static LoketHubVerdict
refuse (LoketProblem    **problem,
        LoketProblemCode  code,
        const char       *detail)
{
  *problem = loket_problem_new (code, detail);
  return LOKET_HUB_VERDICT_REFUSE;
}

/* Whether the id was used; an id of somebody else does not exist for the asker. */
static gboolean
decide_used (const LoketHubReplyRequest  *request,
             const LoketHubIdUse         *use,
             LoketHubVerdict             *verdict,
             LoketProblem               **problem)
{
  if (use->state == LOKET_VERDICT_UNKNOWN)
    return FALSE;
  if (LOKET_MUTANT (KEY_EXPIRY) && use->state == LOKET_VERDICT_ACCEPTED &&
      request->now - use->accepted_at > 24 * 60 * 60)
    return FALSE;

  if (g_strcmp0 (use->officer_id, request->officer_id) != 0)
    *verdict = refuse (problem, LOKET_PROBLEM_NOT_FOUND, NULL);
  else if (use->state == LOKET_VERDICT_REVOKED)
    *verdict = refuse (problem, LOKET_PROBLEM_REVOKED, NULL);
  else if (g_strcmp0 (use->body_sha256, request->body_sha256) != 0 && !LOKET_MUTANT (REUSED_ID))
    *verdict = refuse (problem, LOKET_PROBLEM_IDEMPOTENCY_MISMATCH, NULL);
  else
    *verdict = LOKET_HUB_VERDICT_REPLAY;
  return TRUE;
}

/* Whether the hub once said that it has exactly these bytes. */
static gboolean
was_accepted (const LoketHubReplyRequest *request)
{
  return request->former != NULL &&
         loket_receipt_matches (request->former, request->reply->reply_id,
                                request->reply->complaint_id, request->body_sha256, NULL, NULL);
}

/* Is the complaint theirs to answer, and open? */
static gboolean
check_complaint (const LoketHubReplyFacts  *facts,
                 LoketProblem             **problem)
{
  const LoketComplaint *complaint = facts->complaint;

  if (complaint == NULL || (!facts->may_reply && !LOKET_MUTANT (UNASSIGNED_ACTION)))
    {
      refuse (problem, facts->was_seen ? LOKET_PROBLEM_REASSIGNED : LOKET_PROBLEM_NOT_FOUND, NULL);
      if (facts->was_seen && complaint != NULL)
        {
          (*problem)->since = complaint->assigned_at;
          (*problem)->assigned_to = g_strdup (complaint->agency_name);
        }
      return FALSE;
    }
  if (loket_complaint_is_open (complaint))
    return TRUE;

  refuse (problem, LOKET_PROBLEM_CLOSED, NULL);
  (*problem)->since = facts->closed_at;
  return FALSE;
}

/* Does the reply follow what its writer knew? A device that does not name its
 * last reply must at least have read what came of it. Its own replies are no
 * change that it would have to read: without that, the second of two replies
 * written off-line could never be accepted. */
static gboolean
check_order (const LoketReply          *reply,
             const LoketHubReplyFacts  *facts,
             LoketProblem             **problem)
{
  const LoketComplaint *complaint = facts->complaint;
  gint64 read_up_to = MAX (reply->based_on, reply->ack);
  gboolean follows = g_strcmp0 (reply->prev_reply_id, facts->last_reply_id) == 0 ||
                     (reply->prev_reply_id == NULL && read_up_to >= facts->last_substance);

  if (!follows)
    {
      refuse (problem, LOKET_PROBLEM_OUT_OF_ORDER, NULL);
      (*problem)->expected_reply_id = g_strdup (facts->last_reply_id);
      return FALSE;
    }
  if (read_up_to > complaint->substance)
    {
      refuse (problem, LOKET_PROBLEM_VALIDATION, "The complaint was never in that state");
      (*problem)->field = g_strdup (reply->ack > reply->based_on ? "ack.substance"
                                                                 : "basedOn.substance");
      return FALSE;
    }
  if (complaint->substance - read_up_to > facts->n_own)
    {
      refuse (problem, LOKET_PROBLEM_COMPLAINT_CHANGED, NULL);
      (*problem)->current_substance = complaint->substance;
      return FALSE;
    }
  return TRUE;
}

/* Does it still go into the conversation? */
static gboolean
check_room (const LoketReply          *reply,
            const LoketHubReplyFacts  *facts,
            LoketHubRoom               room,
            LoketProblem             **problem)
{
  if (loket_hub_core_has_room (facts->complaint, room, reply->text, reply->attachments->len))
    return TRUE;
  refuse (problem, LOKET_PROBLEM_CONVERSATION_FULL, NULL);
  return FALSE;
}

/* Is a file what the reply says it is? Who sent it may put it into as many replies
 * as they like; nobody else's is theirs. */
static gboolean
is_there (const LoketAttachment      *attachment,
          const LoketHubUploadFact   *fact,
          const LoketHubReplyRequest *request)
{
  return g_strcmp0 (fact->officer_id, request->officer_id) == 0 &&
         g_strcmp0 (fact->type, attachment->type) == 0 &&
         g_strcmp0 (fact->sha256, attachment->sha256) == 0 && fact->size == attachment->size;
}

/* Are all files of the reply there? */
static gboolean
check_files (const LoketHubReplyRequest  *request,
             const LoketHubReplyFacts    *facts,
             LoketProblem               **problem)
{
  const GPtrArray *attachments = request->reply->attachments;

  for (guint i = 0; i < attachments->len; i++)
    {
      const LoketAttachment *attachment = g_ptr_array_index (attachments, i);

      if (LOKET_MUTANT (FILES_MISSING))
        continue;
      if (facts->uploads != NULL && is_there (attachment, &facts->uploads[i], request))
        continue;
      refuse (problem, LOKET_PROBLEM_ATTACHMENT_MISSING, NULL);
      (*problem)->upload_id = g_strdup (attachment->id);
      return FALSE;
    }
  return TRUE;
}

/**
 * loket_hub_core_decide_reply:
 * @request: the reply
 * @facts: what the hub knows
 * @problem: (out) (transfer full): when refused, why
 *
 * Decides about a reply. One that the hub accepted in an earlier life, by its own
 * sealed word, is taken again whatever became of the complaint meanwhile, and even
 * where its files are lost: the words of an officer count more. For it there is room
 * that other replies have not. Pure.
 *
 * Returns: what to do
 */
LoketHubVerdict
loket_hub_core_decide_reply (const LoketHubReplyRequest  *request,
                             const LoketHubReplyFacts    *facts,
                             LoketProblem               **problem)
{
  LoketHubVerdict verdict;

  if (decide_used (request, &facts->use, &verdict, problem))
    return verdict;
  if (g_strcmp0 (facts->epoch, request->epoch) != 0)
    return refuse (problem, LOKET_PROBLEM_EPOCH_MISMATCH, NULL);
  if (facts->complaint != NULL && was_accepted (request))
    return check_room (request->reply, facts, LOKET_HUB_ROOM_HUB, problem) ? LOKET_HUB_VERDICT_RECOVER
                                                                          : LOKET_HUB_VERDICT_REFUSE;
  if (!check_complaint (facts, problem) || !check_order (request->reply, facts, problem) ||
      !check_room (request->reply, facts, LOKET_HUB_ROOM_PEOPLE, problem) ||
      !check_files (request, facts, problem))
    return LOKET_HUB_VERDICT_REFUSE;
  return LOKET_HUB_VERDICT_STORE;
}

/**
 * loket_hub_core_overrules:
 * @reply: a reply
 * @rule: the id of a check
 *
 * Tells whether the officer has overruled a check, with a reason. Pure.
 *
 * Returns: whether they did
 */
gboolean
loket_hub_core_overrules (const LoketReply *reply,
                          const char       *rule)
{
  for (guint i = 0; i < reply->overrides->len; i++)
    if (g_strcmp0 (((const LoketOverride *) g_ptr_array_index (reply->overrides, i))->rule, rule) == 0)
      return TRUE;
  return FALSE;
}

/**
 * loket_hub_core_decide_quality:
 * @reply: a reply that is to be stored for the first time
 * @blockers: (element-type LoketProblemPlace): what must not be sent unless the
 *   officer overrules it
 *
 * Decides about what a reply says, after everything else: a reply that is stored
 * already, or was in a life before, is not looked at. Pure.
 *
 * Returns: (transfer full) (nullable): why not; %NULL where it may be
 */
LoketProblem *
loket_hub_core_decide_quality (const LoketReply *reply,
                               GPtrArray        *blockers)
{
  LoketProblem *problem = NULL;

  for (guint i = 0; i < blockers->len; i++)
    {
      const LoketProblemPlace *place = g_ptr_array_index (blockers, i);

      if (loket_hub_core_overrules (reply, place->rule))
        continue;
      if (problem == NULL)
        {
          problem = loket_problem_new (LOKET_PROBLEM_QUALITY_BLOCKER, NULL);
          problem->places = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_problem_place_free);
        }
      if (problem->places->len < LOKET_LIMIT_OVERRIDES)
        g_ptr_array_add (problem->places, loket_problem_place_new (place->rule, place->start, place->end));
    }
  return problem;
}

/**
 * loket_hub_core_decide_revocation:
 * @use: what became of the id
 * @officer_id: who takes it back
 * @complaint_id: which complaint they say it answers
 *
 * Decides about taking a reply back. A free id is always given up, whatever the
 * complaint is to the asker by now: they have to be told so or they would ask for
 * ever, and it tells them nothing about a complaint that is not theirs. Pure.
 *
 * Returns: what to do
 */
LoketHubRevocation
loket_hub_core_decide_revocation (const LoketHubIdUse *use,
                                  const char          *officer_id,
                                  const char          *complaint_id)
{
  gboolean theirs = g_strcmp0 (use->officer_id, officer_id) == 0;

  switch (use->state)
    {
    case LOKET_VERDICT_ACCEPTED:
      return theirs && g_strcmp0 (use->complaint_id, complaint_id) == 0
               ? LOKET_HUB_REVOCATION_ACCEPTED
               : LOKET_HUB_REVOCATION_NOT_FOUND;
    case LOKET_VERDICT_REVOKED:
      return theirs ? LOKET_HUB_REVOCATION_DONE : LOKET_HUB_REVOCATION_NOT_FOUND;
    case LOKET_VERDICT_UNKNOWN:
    default:
      return LOKET_HUB_REVOCATION_STORE;
    }
}

/**
 * loket_hub_core_tell_verdict:
 * @use: what became of an id
 * @officer_id: who asks
 *
 * Tells an officer what became of a reply; one of somebody else is unknown. Pure.
 *
 * Returns: what to tell
 */
LoketVerdictState
loket_hub_core_tell_verdict (const LoketHubIdUse *use,
                             const char          *officer_id)
{
  return g_strcmp0 (use->officer_id, officer_id) == 0 ? use->state : LOKET_VERDICT_UNKNOWN;
}

/* As everybody is told of them: without the id of an upload. */
static void
add_files (LoketMessage *message,
           GPtrArray    *attachments)
{
  if (attachments->len > 0)
    message->attachments = loket_attachments_new ();
  for (guint i = 0; i < attachments->len; i++)
    {
      const LoketAttachment *attachment = g_ptr_array_index (attachments, i);

      g_ptr_array_add (message->attachments,
                       loket_attachment_new (NULL, attachment->sha256, attachment->size,
                                             attachment->name, attachment->type));
    }
}

/**
 * loket_hub_core_apply_reply:
 * @complaint: the complaint, nobody else's
 * @reply: the reply that is stored
 * @author_name: (nullable): the officer to show
 * @accepted_at: when it was accepted
 *
 * Makes of the complaint what it is with the reply: a new entry, a new revision
 * and substance, and the status that the outcome means. Pure.
 */
void
loket_hub_core_apply_reply (LoketComplaint   *complaint,
                            const LoketReply *reply,
                            const char       *author_name,
                            gint64            accepted_at)
{
  LoketMessage *message = loket_message_new ();

  message->id = g_strdup (reply->reply_id);
  message->author = LOKET_AUTHOR_OFFICER;
  message->author_name = g_strdup (author_name);
  message->text = g_strdup (reply->text);
  message->outcome = reply->outcome;
  message->at = accepted_at;
  add_files (message, reply->attachments);
  g_ptr_array_add (complaint->messages, message);

  complaint->rev++;
  complaint->substance++;
  if (complaint->answered_at == LOKET_TIME_UNSET)
    complaint->answered_at = accepted_at;

  switch (reply->outcome)
    {
    case LOKET_OUTCOME_RESOLVED:
      complaint->resolved = LOKET_RESOLVED_YES;
      complaint->status = LOKET_STATUS_ANSWERED;
      break;
    case LOKET_OUTCOME_INFORMATION:
      complaint->status = LOKET_STATUS_ANSWERED;
      break;
    case LOKET_OUTCOME_NEEDS_INFORMATION:
      complaint->status = LOKET_STATUS_NEEDS_INFORMATION;
      break;
    case LOKET_OUTCOME_IN_PROGRESS:
    case LOKET_OUTCOME_NOT_OUR_AUTHORITY:
    case LOKET_OUTCOME_UNKNOWN:
    default:
      complaint->status = LOKET_STATUS_IN_PROGRESS;
      break;
    }
}

/**
 * loket_hub_core_make_receipt:
 * @request: the reply
 * @complaint: the complaint with the reply in it
 * @epoch: the hub's life
 * @seq: the acceptance's place in the hub's order
 * @accepted_at: when it was accepted, for one that comes again: the first time
 *
 * Makes the hub's word that a reply is stored, still without its seal. Pure.
 *
 * Returns: (transfer full): a receipt; its @mac is %NULL
 */
LoketReceipt *
loket_hub_core_make_receipt (const LoketHubReplyRequest *request,
                             const LoketComplaint       *complaint,
                             const char                 *epoch,
                             gint64                      seq,
                             gint64                      accepted_at)
{
  LoketReceipt *receipt = loket_receipt_new ();

  receipt->reply_id = g_strdup (request->reply->reply_id);
  receipt->complaint_id = g_strdup (complaint->id);
  receipt->body_sha256 = g_strdup (request->body_sha256);
  receipt->substance = complaint->substance;
  receipt->rev = complaint->rev;
  receipt->seq = seq;
  receipt->epoch = g_strdup (epoch);
  receipt->accepted_at = accepted_at;
  return receipt;
}

/**
 * loket_hub_core_receipt_text:
 * @receipt: a receipt
 *
 * Writes down everything in a receipt but its seal, which is made over this.
 *
 * Returns: (transfer full): the text
 */
char *
loket_hub_core_receipt_text (const LoketReceipt *receipt)
{
  return g_strdup_printf ("%s\n%s\n%s\n%" G_GINT64_FORMAT "\n%" G_GINT64_FORMAT
                          "\n%" G_GINT64_FORMAT "\n%s\n%" G_GINT64_FORMAT,
                          receipt->reply_id, receipt->complaint_id, receipt->body_sha256,
                          receipt->substance, receipt->rev, receipt->seq, receipt->epoch,
                          receipt->accepted_at);
}
