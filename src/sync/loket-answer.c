/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sync"

#include "config.h"

#include "loket-answer.h"

#include "loket-limits.h"
#include "loket-mutant.h"
#include "loket-time.h"
#include "loket-wire-digest.h"

/**
 * loket_answer_new:
 *
 * Makes an answer in which nothing came.
 *
 * Returns: (transfer full): an answer
 */
LoketAnswer *
loket_answer_new (void)
{
  LoketAnswer *self = g_new0 (LoketAnswer, 1);

  self->length = -1;
  self->retry_after = -1;
  self->upload_offset = -1;
  self->date = LOKET_TIME_UNSET;
  return self;
}

/**
 * loket_answer_free:
 * @self: (transfer full): an answer
 *
 * Frees it.
 */
void
loket_answer_free (LoketAnswer *self)
{
  g_free (self->epoch);
  g_free (self->content_type);
  g_free (self->digest);
  g_free (self->encoding);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->packed, g_bytes_unref);
  g_free (self);
}

static gboolean
is_html (const char *type)
{
  return g_strcmp0 (type, "text/html") == 0 || g_strcmp0 (type, "application/xhtml+xml") == 0;
}

static gboolean
is_ours (const char *type)
{
  return g_strcmp0 (type, "application/json") == 0 ||
         g_strcmp0 (type, "application/problem+json") == 0 ||
         g_strcmp0 (type, "application/x-ndjson") == 0;
}

static gboolean
is_bodyless (guint status)
{
  return status == 204 || status == 304;
}

/* Who speaks when it is not the hub. A page instead of an error is what the
 * log-in pages of networks send; proxies have their own errors. */
static LoketReason
name_stranger (const LoketAnswer *self)
{
  if (self->status == 407)
    return LOKET_REASON_PROXY;
  if (self->status == 511 || (self->status >= 300 && self->status < 400) ||
      (self->status < 300 && is_html (self->content_type)))
    return LOKET_REASON_PORTAL;
  if (self->status >= 500)
    return LOKET_REASON_SERVER_ERROR;
  return LOKET_REASON_NOT_OURS;
}

/**
 * loket_answer_check:
 * @self: an answer
 *
 * Asks whether this is the hub's own, whole and unchanged word: the epoch
 * header, a JSON type, the announced length and a valid digest. Networks with a
 * log-in page, proxies and broken lines answer too, with any status code; what
 * they say must never decide about a reply. Pure.
 *
 * Returns: %LOKET_REASON_NONE when it is, else what is wrong with it
 */
LoketReason
loket_answer_check (const LoketAnswer *self)
{
  GBytes *body = self->packed != NULL ? self->packed : self->body;
  gsize size = body != NULL ? g_bytes_get_size (body) : 0;

  if (self->fault != LOKET_REASON_NONE)
    return self->fault;
  if (self->epoch == NULL || *self->epoch == '\0')
    return name_stranger (self);
  if (is_bodyless (self->status))
    return size == 0 && self->length <= 0 ? LOKET_REASON_NONE : LOKET_REASON_WRONG_LENGTH;
  if (!is_ours (self->content_type))
    return LOKET_REASON_WRONG_TYPE;
  if (self->length >= 0 && (guint64) self->length > size)
    return LOKET_MUTANT (TRUNCATED_ACCEPTED) ? LOKET_REASON_NONE : LOKET_REASON_CUT;
  if (self->length < 0 || (guint64) self->length < size)
    return LOKET_REASON_WRONG_LENGTH;
  if (size > LOKET_LIMIT_ANSWER_BYTES)
    return LOKET_REASON_TOO_LARGE;
  if (body == NULL ||
      (!loket_wire_digest_check (self->digest, body, NULL) && !LOKET_MUTANT (NO_DIGEST)))
    return LOKET_REASON_WRONG_DIGEST;
  return LOKET_REASON_NONE;
}

static LoketProblem *
parse_problem (GBytes *body)
{
  gsize size;
  const char *json = g_bytes_get_data (body, &size);

  return loket_wire_problem_parse (json, size, NULL);
}

/**
 * loket_answer_judge:
 * @self: an answer
 * @kind: what it answers
 *
 * Tells what an answer means: nothing unless loket_answer_check() believes it,
 * else what loket_answer_classify() says. Pure.
 *
 * Returns: the judgement
 */
LoketJudgement
loket_answer_judge (const LoketAnswer *self,
                    LoketRequestKind   kind)
{
  LoketReason fault = loket_answer_check (self);
  g_autoptr (LoketProblem) problem = NULL;
  LoketJudgement judgement;

  if (fault != LOKET_REASON_NONE)
    return (LoketJudgement) { LOKET_ANSWER_N, fault, -1, self->status };

  if (self->status >= 400)
    problem = parse_problem (self->body);
  judgement = loket_answer_classify (kind, self->status,
                                     problem != NULL ? problem->code : LOKET_PROBLEM_UNKNOWN);
  judgement.retry_after = self->retry_after;
  return judgement;
}
