/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-claim.h"
#include "loket-receipt.h"
#include "loket-wire-error.h"

G_BEGIN_DECLS

/**
 * LoketProblemCode:
 *
 * Why the hub did not do what was asked. The order is that of the table in the
 * .c file, which holds each one's name, HTTP status and title.
 */
typedef enum
{
  LOKET_PROBLEM_UNKNOWN,
  LOKET_PROBLEM_BAD_REQUEST,
  LOKET_PROBLEM_DIGEST_MISMATCH,
  LOKET_PROBLEM_UNAUTHORIZED,
  LOKET_PROBLEM_FORBIDDEN,
  LOKET_PROBLEM_ACCOUNT_SUSPENDED,
  LOKET_PROBLEM_NOT_FOUND,
  LOKET_PROBLEM_METHOD_NOT_ALLOWED,
  LOKET_PROBLEM_REASSIGNED,
  LOKET_PROBLEM_CLOSED,
  LOKET_PROBLEM_OUT_OF_ORDER,
  LOKET_PROBLEM_COMPLAINT_CHANGED,
  LOKET_PROBLEM_IN_PROGRESS,
  LOKET_PROBLEM_ALREADY_ACCEPTED,
  LOKET_PROBLEM_SCOPE_CHANGED,
  LOKET_PROBLEM_CLAIMED,
  LOKET_PROBLEM_MISMATCHING_UPLOAD_OFFSET,
  LOKET_PROBLEM_ATTACHMENT_MISSING,
  LOKET_PROBLEM_CONVERSATION_FULL,
  LOKET_PROBLEM_REVOKED,
  LOKET_PROBLEM_STATE_EXPIRED,
  LOKET_PROBLEM_CURSOR_EXPIRED,
  LOKET_PROBLEM_LENGTH_REQUIRED,
  LOKET_PROBLEM_EPOCH_MISMATCH,
  LOKET_PROBLEM_STATE_FROM_FUTURE,
  LOKET_PROBLEM_PRECONDITION_FAILED,
  LOKET_PROBLEM_TOO_LARGE,
  LOKET_PROBLEM_UNSUPPORTED_MEDIA_TYPE,
  LOKET_PROBLEM_RANGE_NOT_SATISFIABLE,
  LOKET_PROBLEM_VALIDATION,
  LOKET_PROBLEM_IDEMPOTENCY_MISMATCH,
  LOKET_PROBLEM_UPLOAD_DIGEST_MISMATCH,
  LOKET_PROBLEM_QUALITY_BLOCKER,
  LOKET_PROBLEM_CLIENT_TOO_OLD,
  LOKET_PROBLEM_RATE_LIMITED,
  LOKET_PROBLEM_INTERNAL,
  LOKET_PROBLEM_UNAVAILABLE,
  LOKET_PROBLEM_UPLOAD_QUOTA,
  LOKET_N_PROBLEMS,
} LoketProblemCode;

const char       *loket_problem_code_to_name   (LoketProblemCode code);
LoketProblemCode  loket_problem_code_from_name (const char      *name);
guint             loket_problem_code_status    (LoketProblemCode code);

/**
 * LoketProblemPlace:
 * @rule: the id of a check
 * @start: where it found something, in code points
 * @end: where that ends
 *
 * A place in the text of a reply that is in the way of it.
 */
typedef struct
{
  char *rule;
  guint start;
  guint end;
} LoketProblemPlace;

LoketProblemPlace *loket_problem_place_new  (const char        *rule,
                                             guint              start,
                                             guint              end);
void               loket_problem_place_free (LoketProblemPlace *self);

/**
 * LoketProblem:
 * @code: why; unknown for a word of a newer hub
 * @type_name: the word itself
 * @status: HTTP status
 * @title: what happened, in general
 * @detail: (nullable): what happened here; no personal data
 * @field: (nullable): the path of the member that is wrong
 * @current_substance: for complaint-changed, the complaint's substance now; else 0
 * @expected_reply_id: (nullable): for out-of-order, this device's last accepted reply
 * @assigned_to: (nullable): for reassigned, the agency that has it now
 * @since: for reassigned and closed, since when
 * @receipt: (nullable): for already-accepted
 * @claim: (nullable): for claimed, who answers
 * @upload_id: (nullable): for attachment-missing, which one
 * @found: (nullable): for unsupported-media-type of an upload, the type that its
 *   content has
 * @places: (nullable) (element-type LoketProblemPlace): for quality-blocker, what
 *   stands in the way
 */
typedef struct
{
  LoketProblemCode code;
  char            *type_name;
  guint            status;
  char            *title;
  char            *detail;
  char            *field;
  gint64           current_substance;
  char            *expected_reply_id;
  char            *assigned_to;
  gint64           since;
  LoketReceipt    *receipt;
  LoketClaim      *claim;
  char            *upload_id;
  char            *found;
  GPtrArray       *places;
} LoketProblem;

LoketProblem *loket_problem_new          (LoketProblemCode    code,
                                          const char         *detail);
LoketProblem *loket_problem_copy         (const LoketProblem *self);
void          loket_problem_free         (LoketProblem       *self);
char         *loket_wire_problem_to_json (const LoketProblem *problem);
LoketProblem *loket_wire_problem_parse   (const char         *json,
                                          gsize               length,
                                          GError            **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketProblem, loket_problem_free)

G_END_DECLS
