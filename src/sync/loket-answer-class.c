/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sync"

#include "config.h"

#include "loket-answer-class.h"

#include "loket-mutant.h"

/*
 * One row per status and problem code that has a meaning of its own; a row
 * without a code is what that status means otherwise. Rows are tried in order.
 */
typedef struct
{
  guint            status;
  LoketProblemCode code; /* unknown: any other */
  LoketAnswerClass klass;
  LoketReason      reason;
} Row;

static const Row rows[] = {
  { 400, LOKET_PROBLEM_DIGEST_MISMATCH, LOKET_ANSWER_T, LOKET_REASON_DAMAGED_ON_WAY },
  { 401, LOKET_PROBLEM_UNKNOWN, LOKET_ANSWER_A, LOKET_REASON_SIGNED_OUT },
  { 403, LOKET_PROBLEM_ACCOUNT_SUSPENDED, LOKET_ANSWER_A, LOKET_REASON_SUSPENDED },
  { 403, LOKET_PROBLEM_UNKNOWN, LOKET_ANSWER_P, LOKET_REASON_FORBIDDEN },
  { 404, LOKET_PROBLEM_UNKNOWN, LOKET_ANSWER_P, LOKET_REASON_NOT_FOUND },
  { 407, LOKET_PROBLEM_UNKNOWN, LOKET_ANSWER_N, LOKET_REASON_PROXY },
  { 408, LOKET_PROBLEM_UNKNOWN, LOKET_ANSWER_T, LOKET_REASON_BUSY },
  { 409, LOKET_PROBLEM_IN_PROGRESS, LOKET_ANSWER_T, LOKET_REASON_IN_PROGRESS },
  { 409, LOKET_PROBLEM_COMPLAINT_CHANGED, LOKET_ANSWER_C, LOKET_REASON_COMPLAINT_CHANGED },
  { 409, LOKET_PROBLEM_REASSIGNED, LOKET_ANSWER_C, LOKET_REASON_REASSIGNED },
  { 409, LOKET_PROBLEM_CLOSED, LOKET_ANSWER_C, LOKET_REASON_CLOSED },
  { 409, LOKET_PROBLEM_OUT_OF_ORDER, LOKET_ANSWER_C, LOKET_REASON_OUT_OF_ORDER },
  { 409, LOKET_PROBLEM_ALREADY_ACCEPTED, LOKET_ANSWER_C, LOKET_REASON_ALREADY_ACCEPTED },
  { 409, LOKET_PROBLEM_SCOPE_CHANGED, LOKET_ANSWER_S, LOKET_REASON_SCOPE_CHANGED },
  { 409, LOKET_PROBLEM_STATE_FROM_FUTURE, LOKET_ANSWER_E, LOKET_REASON_EPOCH },
  { 409, LOKET_PROBLEM_ATTACHMENT_MISSING, LOKET_ANSWER_C, LOKET_REASON_ATTACHMENT_MISSING },
  { 409, LOKET_PROBLEM_CONVERSATION_FULL, LOKET_ANSWER_C, LOKET_REASON_CONVERSATION_FULL },
  { 410, LOKET_PROBLEM_REVOKED, LOKET_ANSWER_C, LOKET_REASON_REVOKED },
  { 410, LOKET_PROBLEM_STATE_EXPIRED, LOKET_ANSWER_S, LOKET_REASON_STATE_EXPIRED },
  { 410, LOKET_PROBLEM_CURSOR_EXPIRED, LOKET_ANSWER_S, LOKET_REASON_CURSOR_EXPIRED },
  { 412, LOKET_PROBLEM_UNKNOWN, LOKET_ANSWER_E, LOKET_REASON_EPOCH },
  { 413, LOKET_PROBLEM_UNKNOWN, LOKET_ANSWER_V, LOKET_REASON_REPLY_TOO_LARGE },
  { 415, LOKET_PROBLEM_UNKNOWN, LOKET_ANSWER_V, LOKET_REASON_WRONG_MEDIA_TYPE },
  { 422, LOKET_PROBLEM_IDEMPOTENCY_MISMATCH, LOKET_ANSWER_P, LOKET_REASON_ID_REUSED },
  { 422, LOKET_PROBLEM_QUALITY_BLOCKER, LOKET_ANSWER_V, LOKET_REASON_QUALITY_BLOCKER },
  { 422, LOKET_PROBLEM_UNKNOWN, LOKET_ANSWER_V, LOKET_REASON_VALIDATION },
  { 425, LOKET_PROBLEM_UNKNOWN, LOKET_ANSWER_T, LOKET_REASON_BUSY },
  { 426, LOKET_PROBLEM_UNKNOWN, LOKET_ANSWER_U, LOKET_REASON_TOO_OLD },
  { 429, LOKET_PROBLEM_UNKNOWN, LOKET_ANSWER_T, LOKET_REASON_RATE_LIMITED },
  { 503, LOKET_PROBLEM_UNKNOWN, LOKET_ANSWER_T, LOKET_REASON_BUSY },
  { 511, LOKET_PROBLEM_UNKNOWN, LOKET_ANSWER_N, LOKET_REASON_PORTAL },
};

/* What the same means of a file. */
static const Row upload_rows[] = {
  { 404, LOKET_PROBLEM_UNKNOWN, LOKET_ANSWER_S, LOKET_REASON_UPLOAD_GONE },
  { 409, LOKET_PROBLEM_IN_PROGRESS, LOKET_ANSWER_T, LOKET_REASON_IN_PROGRESS },
  { 409, LOKET_PROBLEM_MISMATCHING_UPLOAD_OFFSET, LOKET_ANSWER_S, LOKET_REASON_UPLOAD_OFFSET },
  { 410, LOKET_PROBLEM_UNKNOWN, LOKET_ANSWER_S, LOKET_REASON_UPLOAD_GONE },
  { 413, LOKET_PROBLEM_UNKNOWN, LOKET_ANSWER_V, LOKET_REASON_ATTACHMENT_TOO_LARGE },
  { 415, LOKET_PROBLEM_UNKNOWN, LOKET_ANSWER_V, LOKET_REASON_ATTACHMENT_TYPE },
  { 422, LOKET_PROBLEM_UPLOAD_DIGEST_MISMATCH, LOKET_ANSWER_V, LOKET_REASON_UPLOAD_DIGEST },
  { 422, LOKET_PROBLEM_UNKNOWN, LOKET_ANSWER_V, LOKET_REASON_ATTACHMENT_REFUSED },
  { 507, LOKET_PROBLEM_UNKNOWN, LOKET_ANSWER_T, LOKET_REASON_UPLOAD_QUOTA },
};

static LoketJudgement
make_judgement (LoketAnswerClass klass,
              LoketReason      reason,
              guint            status)
{
  return (LoketJudgement) { klass, reason, -1, status };
}

static gboolean
is_success (LoketRequestKind kind,
            guint            status)
{
  switch (kind)
    {
    case LOKET_REQUEST_REPLY:
      return status == 200 || status == 201;
    case LOKET_REQUEST_UPLOAD:
      return status == 200 || status == 201 || status == 204;
    case LOKET_REQUEST_BLOB:
      return status == 200 || status == 206;
    case LOKET_REQUEST_SIGN_OUT:
    case LOKET_REQUEST_REVOKE:
    case LOKET_REQUEST_UNCLAIM:
    case LOKET_REQUEST_DEVICE:
    case LOKET_REQUEST_RETURN:
    case LOKET_REQUEST_END_UPLOAD:
      return status == 204;
    case LOKET_REQUEST_SIGN_IN:
    case LOKET_REQUEST_REFRESH:
    case LOKET_REQUEST_SESSION:
    case LOKET_REQUEST_SNAPSHOT:
    case LOKET_REQUEST_CHANGES:
    case LOKET_REQUEST_COMPLAINT:
    case LOKET_REQUEST_STATUS:
    case LOKET_REQUEST_EVENTS:
    case LOKET_REQUEST_CLAIM:
    case LOKET_REQUEST_RULES:
    case LOKET_REQUEST_GUIDANCE:
    default:
      return status == 200;
    }
}

static const Row *
find_row (const Row       *table,
          guint            n_rows,
          guint            status,
          LoketProblemCode code)
{
  for (guint i = 0; i < n_rows; i++)
    if (table[i].status == status &&
        (table[i].code == LOKET_PROBLEM_UNKNOWN || table[i].code == code))
      return &table[i];
  return NULL;
}

/**
 * loket_answer_classify:
 * @kind: what was asked
 * @status: the HTTP status of an answer that is certainly the hub's
 * @code: the problem code in it, unknown where there is none
 *
 * Tells what the hub's word means. Only a success that this kind of request
 * can have is one; any other 2xx and any 3xx count as no answer. A 4xx that we
 * do not know is a disagreement of the programs, a 5xx passes by itself. Pure.
 *
 * Returns: the judgement, without the wait that a header may ask for
 */
LoketJudgement
loket_answer_classify (LoketRequestKind kind,
                       guint            status,
                       LoketProblemCode code)
{
  const Row *row;

  if (is_success (kind, status) ||
      (LOKET_MUTANT (REDIRECT_SUCCESS) && status >= 300 && status < 304))
    return make_judgement (LOKET_ANSWER_OK, LOKET_REASON_NONE, status);
  if (status == 304 && kind == LOKET_REQUEST_CHANGES)
    return make_judgement (LOKET_ANSWER_UNCHANGED, LOKET_REASON_NONE, status);
  if (status < 400 || status > 599)
    return make_judgement (LOKET_ANSWER_N, LOKET_REASON_NOT_OURS, status);

  if (code == LOKET_PROBLEM_CLIENT_TOO_OLD)
    return make_judgement (LOKET_ANSWER_U, LOKET_REASON_TOO_OLD, status);
  if (kind == LOKET_REQUEST_SIGN_IN && status == 401)
    return make_judgement (LOKET_ANSWER_A, LOKET_REASON_WRONG_PASSWORD, status);

  row = kind == LOKET_REQUEST_UPLOAD
            ? find_row (upload_rows, G_N_ELEMENTS (upload_rows), status, code)
            : NULL;
  if (row == NULL)
    row = find_row (rows, G_N_ELEMENTS (rows), status, code);
  if (row != NULL)
    return make_judgement (row->klass, row->reason, status);
  if (status == 410 && (kind == LOKET_REQUEST_CHANGES || kind == LOKET_REQUEST_SNAPSHOT))
    return make_judgement (LOKET_ANSWER_S, LOKET_REASON_STATE_EXPIRED, status);
  if (status >= 500)
    return make_judgement (LOKET_ANSWER_T, LOKET_REASON_SERVER_ERROR, status);
  return make_judgement (LOKET_ANSWER_P, LOKET_REASON_REJECTED, status);
}

/**
 * loket_judgement_is_connection:
 * @self: a judgement
 *
 * Tells whether it speaks of the way to the hub, or of the hub as a whole, so
 * that asking for something else now would end the same.
 *
 * What may be about one request alone, as a filter on the way that dislikes one
 * text, is not: it must not keep other replies back.
 *
 * Returns: whether the rest of a pass is pointless
 */
gboolean
loket_judgement_is_connection (const LoketJudgement *self)
{
  if (self->klass == LOKET_ANSWER_T)
    return self->reason == LOKET_REASON_RATE_LIMITED || self->status == 503;
  if (self->klass != LOKET_ANSWER_N)
    return FALSE;
  return (self->reason >= LOKET_REASON_CANCELLED && self->reason <= LOKET_REASON_PROXY) ||
         self->reason == LOKET_REASON_SERVER_ERROR;
}
