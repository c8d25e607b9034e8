/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-reason.h"
#include "loket-wire-problem.h"

G_BEGIN_DECLS

/** What was asked. */
typedef enum
{
  LOKET_REQUEST_SIGN_IN,
  LOKET_REQUEST_REFRESH,
  LOKET_REQUEST_SIGN_OUT,
  LOKET_REQUEST_SESSION,
  LOKET_REQUEST_SNAPSHOT,
  LOKET_REQUEST_CHANGES,
  LOKET_REQUEST_COMPLAINT,
  LOKET_REQUEST_REPLY,
  LOKET_REQUEST_REVOKE,
  LOKET_REQUEST_STATUS,
  LOKET_REQUEST_EVENTS,
  LOKET_REQUEST_CLAIM,
  LOKET_REQUEST_UNCLAIM,
  LOKET_REQUEST_DEVICE,
  LOKET_REQUEST_RETURN,
  LOKET_REQUEST_RULES,
  LOKET_REQUEST_END_UPLOAD,
  LOKET_REQUEST_GUIDANCE,
  LOKET_REQUEST_UPLOAD,
  LOKET_REQUEST_BLOB,
} LoketRequestKind;

#define LOKET_N_REQUEST_KINDS (LOKET_REQUEST_BLOB + 1)

/**
 * LoketAnswerClass:
 * @LOKET_ANSWER_OK: done, the body counts
 * @LOKET_ANSWER_UNCHANGED: nothing new since what we have
 * @LOKET_ANSWER_N: not the hub's word: as if nothing had come
 * @LOKET_ANSWER_T: the hub cannot now
 * @LOKET_ANSWER_A: the account
 * @LOKET_ANSWER_E: the hub is at another epoch
 * @LOKET_ANSWER_S: our copy has to be fetched anew
 * @LOKET_ANSWER_C: the complaint is no longer what the reply was written for
 * @LOKET_ANSWER_V: the content is refused
 * @LOKET_ANSWER_P: the programs disagree
 * @LOKET_ANSWER_U: this program is too old
 *
 * What an answer means to us.
 */
typedef enum
{
  LOKET_ANSWER_OK,
  LOKET_ANSWER_UNCHANGED,
  LOKET_ANSWER_N,
  LOKET_ANSWER_T,
  LOKET_ANSWER_A,
  LOKET_ANSWER_E,
  LOKET_ANSWER_S,
  LOKET_ANSWER_C,
  LOKET_ANSWER_V,
  LOKET_ANSWER_P,
  LOKET_ANSWER_U,
} LoketAnswerClass;

/**
 * LoketJudgement:
 * @klass: what it means
 * @reason: why, where it is not good news
 * @retry_after: seconds that the hub wants to be left alone, or -1
 * @status: the HTTP status, 0 where nothing came
 *
 * An answer, judged.
 */
typedef struct
{
  LoketAnswerClass klass;
  LoketReason      reason;
  gint64           retry_after;
  guint            status;
} LoketJudgement;

LoketJudgement loket_answer_classify         (LoketRequestKind      kind,
                                              guint                 status,
                                              LoketProblemCode      code);
gboolean       loket_judgement_is_connection (const LoketJudgement *self);

G_END_DECLS
