/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sync"

#include "config.h"

#include "loket-answer-read.h"

#include "loket-wire-problem.h"
#include "loket-wire-reply.h"

/*
 * Each of these reads what a good answer carries. One that is whole and the
 * hub's own, but does not hold what was agreed, is turned into no answer.
 */

static const char *
get_body (const LoketAnswer *self,
          gsize             *size)
{
  return g_bytes_get_data (self->body, size);
}

static void
make_unreadable (LoketJudgement *judgement,
                 const GError   *error)
{
  if (error != NULL)
    g_debug ("Unreadable answer: %s", error->message);
  judgement->klass = LOKET_ANSWER_N;
  judgement->reason = LOKET_REASON_UNREADABLE;
}

/**
 * loket_answer_read_tokens:
 * @self: the answer to a sign-in or a refresh
 * @judgement: (inout): its judgement
 *
 * Reads the tokens of a good answer. Any thread.
 *
 * Returns: (transfer full) (nullable): the tokens, %NULL where @judgement is or
 *   becomes anything but good
 */
LoketTokens *
loket_answer_read_tokens (const LoketAnswer *self,
                          LoketJudgement    *judgement)
{
  g_autoptr (GError) error = NULL;
  LoketTokens *tokens;
  const char *json;
  gsize size;

  if (judgement->klass != LOKET_ANSWER_OK)
    return NULL;

  json = get_body (self, &size);
  tokens = loket_wire_tokens_parse (json, size, &error);
  if (tokens == NULL)
    make_unreadable (judgement, error);
  return tokens;
}

/**
 * loket_answer_read_session:
 * @self: the answer
 * @judgement: (inout): its judgement
 *
 * Reads the session of a good answer; the epoch in it has to be that of the
 * header. Any thread.
 *
 * Returns: (transfer full) (nullable): the session, %NULL where @judgement is
 *   or becomes anything but good
 */
LoketSessionInfo *
loket_answer_read_session (const LoketAnswer *self,
                           LoketJudgement    *judgement)
{
  g_autoptr (LoketSessionInfo) info = NULL;
  g_autoptr (GError) error = NULL;
  const char *json;
  gsize size;

  if (judgement->klass != LOKET_ANSWER_OK)
    return NULL;

  json = get_body (self, &size);
  info = loket_wire_session_info_parse (json, size, &error);
  if (info == NULL || g_strcmp0 (info->epoch, self->epoch) != 0)
    {
      make_unreadable (judgement, error);
      return NULL;
    }
  return g_steal_pointer (&info);
}

/**
 * loket_answer_read_rules:
 * @self: the answer
 * @judgement: (inout): its judgement
 *
 * Reads the editions of a good answer. Any thread.
 *
 * Returns: (transfer full) (nullable): the editions, %NULL where @judgement is
 *   or becomes anything but good
 */
LoketRulesPage *
loket_answer_read_rules (const LoketAnswer *self,
                         LoketJudgement    *judgement)
{
  g_autoptr (GError) error = NULL;
  LoketRulesPage *page;
  const char *json;
  gsize size;

  if (judgement->klass != LOKET_ANSWER_OK)
    return NULL;

  json = get_body (self, &size);
  page = loket_wire_rules_parse (json, size, &error);
  if (page == NULL)
    make_unreadable (judgement, error);
  return page;
}

/**
 * loket_answer_read_guidance:
 * @self: the answer
 * @judgement: (inout): its judgement
 *
 * Reads what an agency gives its officers out of a good answer. Any thread.
 *
 * Returns: (transfer full) (nullable): the record, %NULL where @judgement is or
 *   becomes anything but good
 */
LoketGuidanceRecord *
loket_answer_read_guidance (const LoketAnswer *self,
                            LoketJudgement    *judgement)
{
  g_autoptr (GError) error = NULL;
  LoketGuidanceRecord *record;
  const char *json;
  gsize size;

  if (judgement->klass != LOKET_ANSWER_OK)
    return NULL;

  json = get_body (self, &size);
  record = loket_wire_guidance_parse (json, size, &error);
  if (record == NULL)
    make_unreadable (judgement, error);
  return record;
}

/**
 * loket_answer_read_page:
 * @self: the answer
 * @kind: which feed was asked
 * @scope: which scope
 * @since: (nullable): for changes, the state that was asked from
 * @judgement: (inout): its judgement
 *
 * Reads the page of a good answer, which has to be the one that was asked for.
 * Any thread; a large page takes long.
 *
 * Returns: (transfer full) (nullable): the page, %NULL where @judgement is or
 *   becomes anything but good
 */
LoketWirePage *
loket_answer_read_page (const LoketAnswer *self,
                        LoketWirePageKind  kind,
                        const char        *scope,
                        const char        *since,
                        LoketJudgement    *judgement)
{
  g_autoptr (LoketWirePage) page = NULL;
  g_autoptr (GError) error = NULL;

  if (judgement->klass != LOKET_ANSWER_OK)
    return NULL;

  page = loket_wire_page_parse (self->body, &error);
  if (page == NULL || page->kind != kind ||
      (page->scope != NULL && g_strcmp0 (page->scope, scope) != 0) ||
      (kind == LOKET_WIRE_PAGE_CHANGES && page->old_state != NULL &&
       g_strcmp0 (page->old_state, since) != 0))
    {
      make_unreadable (judgement, error);
      return NULL;
    }
  return g_steal_pointer (&page);
}

/* The receipt in a refusal to take a reply back that was accepted before. */
static LoketReceipt *
read_refused_receipt (const LoketAnswer *self)
{
  g_autoptr (LoketProblem) problem = NULL;
  const char *json;
  gsize size;

  json = get_body (self, &size);
  problem = loket_wire_problem_parse (json, size, NULL);
  return problem != NULL ? g_steal_pointer (&problem->receipt) : NULL;
}

/**
 * loket_answer_read_receipt:
 * @self: the answer to a reply, or to the wish to take one back
 * @judgement: (inout): its judgement
 *
 * Reads the receipt in it; whether it is for the right reply is for
 * loket_receipt_matches() to say. Any thread.
 *
 * Returns: (transfer full) (nullable): the receipt, %NULL where @judgement is
 *   or becomes anything that has none
 */
LoketReceipt *
loket_answer_read_receipt (const LoketAnswer *self,
                           LoketJudgement    *judgement)
{
  g_autoptr (GError) error = NULL;
  LoketReceipt *receipt;
  const char *json;
  gsize size;

  if (judgement->klass == LOKET_ANSWER_C && judgement->reason == LOKET_REASON_ALREADY_ACCEPTED)
    return read_refused_receipt (self);
  if (judgement->klass != LOKET_ANSWER_OK || self->status == 204)
    return NULL;

  json = get_body (self, &size);
  receipt = loket_wire_receipt_parse (json, size, &error);
  if (receipt == NULL)
    {
      make_unreadable (judgement, error);
      judgement->reason = LOKET_REASON_BAD_RECEIPT;
    }
  return receipt;
}

/**
 * loket_answer_read_verdicts:
 * @self: the answer to what became of some replies
 * @judgement: (inout): its judgement
 *
 * Reads what the hub knows of them. Any thread.
 *
 * Returns: (transfer full) (element-type LoketVerdict) (nullable): the verdicts,
 *   %NULL where @judgement is or becomes anything but good
 */
GPtrArray *
loket_answer_read_verdicts (const LoketAnswer *self,
                            LoketJudgement    *judgement)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *verdicts;
  const char *json;
  gsize size;

  if (judgement->klass != LOKET_ANSWER_OK)
    return NULL;

  json = get_body (self, &size);
  verdicts = loket_wire_verdicts_parse (json, size, &error);
  if (verdicts == NULL)
    make_unreadable (judgement, error);
  return verdicts;
}

/**
 * loket_answer_read_upload:
 * @self: the answer to announcing a file
 * @judgement: (inout): its judgement
 *
 * Reads how far the hub is with it. Any thread.
 *
 * Returns: (transfer full) (nullable): that, %NULL where @judgement is or becomes
 *   anything but good
 */
LoketUpload *
loket_answer_read_upload (const LoketAnswer *self,
                          LoketJudgement    *judgement)
{
  g_autoptr (GError) error = NULL;
  LoketUpload *upload;
  const char *json;
  gsize size;

  if (judgement->klass != LOKET_ANSWER_OK)
    return NULL;
  if (self->body == NULL)
    {
      make_unreadable (judgement, NULL);
      return NULL;
    }

  json = get_body (self, &size);
  upload = loket_wire_upload_parse (json, size, &error);
  if (upload == NULL)
    make_unreadable (judgement, error);
  return upload;
}

/**
 * loket_answer_dup_problem:
 * @self: an answer
 *
 * Gives the problem in it as our own writer puts it, for keeping beside a
 * reply: what we do not know of stays out.
 *
 * Returns: (transfer full) (nullable): JSON, %NULL where there is no problem
 */
char *
loket_answer_dup_problem (const LoketAnswer *self)
{
  g_autoptr (LoketProblem) problem = NULL;
  const char *json;
  gsize size;

  if (self->status < 400 || loket_answer_check (self) != LOKET_REASON_NONE)
    return NULL;

  json = get_body (self, &size);
  problem = loket_wire_problem_parse (json, size, NULL);
  return problem != NULL ? loket_wire_problem_to_json (problem) : NULL;
}
