/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loket-answer.h"

#include "loket-wire-digest.h"

#include <string.h>

/* An answer as our hub gives it. */
static LoketAnswer *
make_answer (guint       status,
             const char *type,
             const char *body)
{
  LoketAnswer *answer = loket_answer_new ();

  answer->status = status;
  answer->epoch = g_strdup ("epoch-1");
  if (status == 204 || status == 304)
    return answer;

  answer->content_type = g_strdup (type);
  answer->body = g_bytes_new (body, strlen (body));
  answer->length = (gint64) strlen (body);
  answer->digest = loket_wire_digest_header (answer->body);
  return answer;
}

static LoketAnswer *
make_problem (guint       status,
              const char *code)
{
  g_autofree char *body = g_strdup_printf ("{\"type\":\"urn:loket:problem:%s\",\"title\":\"t\","
                                           "\"status\":%u}",
                                           code, status);

  return make_answer (status, "application/problem+json", body);
}

static void
replace (char       **member,
         const char  *value)
{
  g_free (*member);
  *member = g_strdup (value);
}

static const struct
{
  guint            status;
  const char      *code;
  LoketAnswerClass klass;
  LoketReason      reason;
} words[] = {
  { 400, "bad-request", LOKET_ANSWER_P, LOKET_REASON_REJECTED },
  { 400, "digest-mismatch", LOKET_ANSWER_T, LOKET_REASON_DAMAGED_ON_WAY },
  { 401, "unauthorized", LOKET_ANSWER_A, LOKET_REASON_SIGNED_OUT },
  { 403, "account-suspended", LOKET_ANSWER_A, LOKET_REASON_SUSPENDED },
  { 403, "forbidden", LOKET_ANSWER_P, LOKET_REASON_FORBIDDEN },
  { 404, "not-found", LOKET_ANSWER_P, LOKET_REASON_NOT_FOUND },
  { 405, "method-not-allowed", LOKET_ANSWER_P, LOKET_REASON_REJECTED },
  { 407, "unheard-of", LOKET_ANSWER_N, LOKET_REASON_PROXY },
  { 408, "unheard-of", LOKET_ANSWER_T, LOKET_REASON_BUSY },
  { 409, "in-progress", LOKET_ANSWER_T, LOKET_REASON_IN_PROGRESS },
  { 409, "complaint-changed", LOKET_ANSWER_C, LOKET_REASON_COMPLAINT_CHANGED },
  { 409, "reassigned", LOKET_ANSWER_C, LOKET_REASON_REASSIGNED },
  { 409, "closed", LOKET_ANSWER_C, LOKET_REASON_CLOSED },
  { 409, "out-of-order", LOKET_ANSWER_C, LOKET_REASON_OUT_OF_ORDER },
  { 409, "already-accepted", LOKET_ANSWER_C, LOKET_REASON_ALREADY_ACCEPTED },
  { 409, "scope-changed", LOKET_ANSWER_S, LOKET_REASON_SCOPE_CHANGED },
  { 409, "state-from-future", LOKET_ANSWER_E, LOKET_REASON_EPOCH },
  { 409, "unheard-of", LOKET_ANSWER_P, LOKET_REASON_REJECTED },
  { 409, "conversation-full", LOKET_ANSWER_C, LOKET_REASON_CONVERSATION_FULL },
  { 409, "attachment-missing", LOKET_ANSWER_C, LOKET_REASON_ATTACHMENT_MISSING },
  { 410, "revoked", LOKET_ANSWER_C, LOKET_REASON_REVOKED },
  { 410, "state-expired", LOKET_ANSWER_S, LOKET_REASON_STATE_EXPIRED },
  { 410, "cursor-expired", LOKET_ANSWER_S, LOKET_REASON_CURSOR_EXPIRED },
  { 411, "length-required", LOKET_ANSWER_P, LOKET_REASON_REJECTED },
  { 412, "epoch-mismatch", LOKET_ANSWER_E, LOKET_REASON_EPOCH },
  { 412, "state-from-future", LOKET_ANSWER_E, LOKET_REASON_EPOCH },
  { 413, "too-large", LOKET_ANSWER_V, LOKET_REASON_REPLY_TOO_LARGE },
  { 415, "unsupported-media-type", LOKET_ANSWER_V, LOKET_REASON_WRONG_MEDIA_TYPE },
  { 418, "unheard-of", LOKET_ANSWER_P, LOKET_REASON_REJECTED },
  { 422, "validation", LOKET_ANSWER_V, LOKET_REASON_VALIDATION },
  { 422, "idempotency-mismatch", LOKET_ANSWER_P, LOKET_REASON_ID_REUSED },
  { 422, "quality-blocker", LOKET_ANSWER_V, LOKET_REASON_QUALITY_BLOCKER },
  { 425, "unheard-of", LOKET_ANSWER_T, LOKET_REASON_BUSY },
  { 426, "client-too-old", LOKET_ANSWER_U, LOKET_REASON_TOO_OLD },
  { 429, "rate-limited", LOKET_ANSWER_T, LOKET_REASON_RATE_LIMITED },
  { 500, "internal", LOKET_ANSWER_T, LOKET_REASON_SERVER_ERROR },
  { 502, "unheard-of", LOKET_ANSWER_T, LOKET_REASON_SERVER_ERROR },
  { 503, "unavailable", LOKET_ANSWER_T, LOKET_REASON_BUSY },
  { 504, "unheard-of", LOKET_ANSWER_T, LOKET_REASON_SERVER_ERROR },
  { 511, "unheard-of", LOKET_ANSWER_N, LOKET_REASON_PORTAL },
  { 599, "unheard-of", LOKET_ANSWER_T, LOKET_REASON_SERVER_ERROR },
};

/* Every word of the hub has its one meaning, whatever was asked. */
static void
test_answer_words (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    for (guint kind = 0; kind < LOKET_N_REQUEST_KINDS; kind++)
      {
        g_autoptr (LoketAnswer) answer = make_problem (words[i].status, words[i].code);
        LoketJudgement judgement;

        if (kind == LOKET_REQUEST_UPLOAD)
          continue;
        answer->retry_after = 7;
        judgement = loket_answer_judge (answer, (LoketRequestKind) kind);
        g_test_message ("%u %s to %u", words[i].status, words[i].code, kind);
        g_assert_cmpuint (judgement.klass, ==, words[i].klass);
        g_assert_cmpuint (judgement.status, ==, words[i].status);
        g_assert_cmpint (judgement.retry_after, ==, 7);
        if (kind == LOKET_REQUEST_SIGN_IN && words[i].status == 401)
          g_assert_cmpuint (judgement.reason, ==, LOKET_REASON_WRONG_PASSWORD);
        else
          g_assert_cmpuint (judgement.reason, ==, words[i].reason);
      }
}

/* The same words about a file have meanings of their own. */
static void
test_answer_upload_words (void)
{
  static const struct
  {
    guint            status;
    const char      *code;
    LoketAnswerClass klass;
    LoketReason      reason;
  } cases[] = {
    { 401, "unauthorized", LOKET_ANSWER_A, LOKET_REASON_SIGNED_OUT },
    { 404, "not-found", LOKET_ANSWER_S, LOKET_REASON_UPLOAD_GONE },
    { 409, "in-progress", LOKET_ANSWER_T, LOKET_REASON_IN_PROGRESS },
    { 409, "mismatching-upload-offset", LOKET_ANSWER_S, LOKET_REASON_UPLOAD_OFFSET },
    { 410, "unheard-of", LOKET_ANSWER_S, LOKET_REASON_UPLOAD_GONE },
    { 412, "epoch-mismatch", LOKET_ANSWER_E, LOKET_REASON_EPOCH },
    { 413, "too-large", LOKET_ANSWER_V, LOKET_REASON_ATTACHMENT_TOO_LARGE },
    { 415, "unsupported-media-type", LOKET_ANSWER_V, LOKET_REASON_ATTACHMENT_TYPE },
    { 422, "upload-digest-mismatch", LOKET_ANSWER_V, LOKET_REASON_UPLOAD_DIGEST },
    { 422, "idempotency-mismatch", LOKET_ANSWER_V, LOKET_REASON_ATTACHMENT_REFUSED },
    { 503, "unavailable", LOKET_ANSWER_T, LOKET_REASON_BUSY },
    { 507, "upload-quota", LOKET_ANSWER_T, LOKET_REASON_UPLOAD_QUOTA },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LoketAnswer) answer = make_problem (cases[i].status, cases[i].code);
      LoketJudgement judgement = loket_answer_judge (answer, LOKET_REQUEST_UPLOAD);

      g_assert_cmpuint (judgement.klass, ==, cases[i].klass);
      g_assert_cmpuint (judgement.reason, ==, cases[i].reason);
    }
}

/* Only the success that a request can have is one. */
static void
test_answer_success (void)
{
  static const struct
  {
    LoketRequestKind kind;
    guint            good[3];
  } kinds[] = {
    { LOKET_REQUEST_SIGN_IN, { 200 } },
    { LOKET_REQUEST_REFRESH, { 200 } },
    { LOKET_REQUEST_SIGN_OUT, { 204 } },
    { LOKET_REQUEST_SESSION, { 200 } },
    { LOKET_REQUEST_SNAPSHOT, { 200 } },
    { LOKET_REQUEST_CHANGES, { 200 } },
    { LOKET_REQUEST_COMPLAINT, { 200 } },
    { LOKET_REQUEST_REPLY, { 200, 201 } },
    { LOKET_REQUEST_REVOKE, { 204 } },
    { LOKET_REQUEST_STATUS, { 200 } },
    { LOKET_REQUEST_EVENTS, { 200 } },
    { LOKET_REQUEST_CLAIM, { 200 } },
    { LOKET_REQUEST_UNCLAIM, { 204 } },
    { LOKET_REQUEST_DEVICE, { 204 } },
    { LOKET_REQUEST_RETURN, { 204 } },
    { LOKET_REQUEST_RULES, { 200 } },
    { LOKET_REQUEST_END_UPLOAD, { 204 } },
    { LOKET_REQUEST_GUIDANCE, { 200 } },
    { LOKET_REQUEST_UPLOAD, { 200, 201, 204 } },
    { LOKET_REQUEST_BLOB, { 200, 206 } },
  };

  G_STATIC_ASSERT (G_N_ELEMENTS (kinds) == LOKET_N_REQUEST_KINDS);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    for (guint status = 100; status < 400; status++)
      {
        g_autoptr (LoketAnswer) answer = make_answer (status, "application/json", "{}");
        LoketJudgement judgement = loket_answer_judge (answer, kinds[i].kind);
        LoketAnswerClass expected = LOKET_ANSWER_N;

        if (status == kinds[i].good[0] || status == kinds[i].good[1] ||
            status == kinds[i].good[2])
          expected = LOKET_ANSWER_OK;
        else if (status == 304 && kinds[i].kind == LOKET_REQUEST_CHANGES)
          expected = LOKET_ANSWER_UNCHANGED;
        g_assert_cmpuint (judgement.klass, ==, expected);
      }
}

typedef void (*SpoilFunc) (LoketAnswer *answer);

static void
drop_epoch (LoketAnswer *answer)
{
  g_clear_pointer (&answer->epoch, g_free);
}

static void
empty_epoch (LoketAnswer *answer)
{
  replace (&answer->epoch, "");
}

static void
say_html (LoketAnswer *answer)
{
  replace (&answer->content_type, "text/html");
}

static void
say_text (LoketAnswer *answer)
{
  replace (&answer->content_type, "text/plain");
}

static void
say_nothing (LoketAnswer *answer)
{
  g_clear_pointer (&answer->content_type, g_free);
}

static void
drop_digest (LoketAnswer *answer)
{
  g_clear_pointer (&answer->digest, g_free);
}

static void
other_digest (LoketAnswer *answer)
{
  g_autoptr (GBytes) other = g_bytes_new_static ("x", 1);

  g_free (answer->digest);
  answer->digest = loket_wire_digest_header (other);
}

static void
weak_digest (LoketAnswer *answer)
{
  replace (&answer->digest, "md5=:1B2M2Y8AsgTpgAmY7PhCfg==:");
}

static void
drop_length (LoketAnswer *answer)
{
  answer->length = -1;
}

static void
short_length (LoketAnswer *answer)
{
  answer->length--;
}

static void
long_length (LoketAnswer *answer)
{
  answer->length++;
}

static void
drop_body (LoketAnswer *answer)
{
  g_clear_pointer (&answer->body, g_bytes_unref);
}

static void
cut (LoketAnswer *answer)
{
  answer->fault = LOKET_REASON_CUT;
}

static const struct
{
  SpoilFunc   spoil;
  LoketReason reason; /* of a 200 */
} faults[] = {
  { drop_epoch, LOKET_REASON_NOT_OURS },
  { empty_epoch, LOKET_REASON_NOT_OURS },
  { say_html, LOKET_REASON_WRONG_TYPE },
  { say_text, LOKET_REASON_WRONG_TYPE },
  { say_nothing, LOKET_REASON_WRONG_TYPE },
  { drop_digest, LOKET_REASON_WRONG_DIGEST },
  { other_digest, LOKET_REASON_WRONG_DIGEST },
  { weak_digest, LOKET_REASON_WRONG_DIGEST },
  { drop_length, LOKET_REASON_WRONG_LENGTH },
  { short_length, LOKET_REASON_WRONG_LENGTH },
  { long_length, LOKET_REASON_CUT },
  { drop_body, LOKET_REASON_CUT },
  { cut, LOKET_REASON_CUT },
};

/* One thing wrong with it, and no status whatever makes it the hub's word. */
static void
test_answer_faults (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    for (guint kind = 0; kind < LOKET_N_REQUEST_KINDS; kind++)
      for (guint status = 200; status < 600; status++)
        {
          g_autoptr (LoketAnswer) answer = make_problem (status, "complaint-changed");
          LoketJudgement judgement;

          if (status == 204 || status == 304)
            continue;
          faults[i].spoil (answer);
          judgement = loket_answer_judge (answer, (LoketRequestKind) kind);
          g_assert_cmpuint (judgement.klass, ==, LOKET_ANSWER_N);
          g_assert_cmpuint (judgement.reason, !=, LOKET_REASON_NONE);
          if (status == 200)
            g_assert_cmpuint (judgement.reason, ==, faults[i].reason);
        }
}

/* Those without a body need the epoch, and a body they must not have, nor speak
 * of one: that was another answer, whose status somebody changed. */
static void
test_answer_bodyless (void)
{
  static const guint statuses[] = { 204, 304 };

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autoptr (LoketAnswer) whole = make_answer (statuses[i], NULL, NULL);
      g_autoptr (LoketAnswer) stranger = make_answer (statuses[i], NULL, NULL);
      g_autoptr (LoketAnswer) stuffed = make_answer (statuses[i], NULL, NULL);
      g_autoptr (LoketAnswer) announced = make_answer (statuses[i], NULL, NULL);

      drop_epoch (stranger);
      announced->length = 2;
      g_assert_cmpuint (loket_answer_check (announced), ==, LOKET_REASON_WRONG_LENGTH);
      stuffed->body = g_bytes_new_static ("{}", 2);
      g_assert_cmpuint (loket_answer_check (whole), ==, LOKET_REASON_NONE);
      g_assert_cmpuint (loket_answer_check (stranger), !=, LOKET_REASON_NONE);
      g_assert_cmpuint (loket_answer_check (stuffed), ==, LOKET_REASON_WRONG_LENGTH);
    }
}

/* Who answered in the hub's place is told from what came. */
static void
test_answer_strangers (void)
{
  static const struct
  {
    guint       status;
    const char *type;
    LoketReason reason;
    gboolean    connection;
  } strangers[] = {
    { 200, "text/html", LOKET_REASON_PORTAL, TRUE },
    { 302, "text/html", LOKET_REASON_PORTAL, TRUE },
    { 302, "application/json", LOKET_REASON_PORTAL, TRUE },
    { 511, "text/html", LOKET_REASON_PORTAL, TRUE },
    { 407, "text/html", LOKET_REASON_PROXY, TRUE },
    { 502, "text/html", LOKET_REASON_SERVER_ERROR, TRUE },
    { 403, "text/html", LOKET_REASON_NOT_OURS, FALSE },
    { 200, "application/json", LOKET_REASON_NOT_OURS, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (strangers); i++)
    {
      g_autoptr (LoketAnswer) answer = make_answer (strangers[i].status, strangers[i].type, "<p>");
      LoketJudgement judgement;

      drop_epoch (answer);
      judgement = loket_answer_judge (answer, LOKET_REQUEST_REPLY);
      g_assert_cmpuint (judgement.klass, ==, LOKET_ANSWER_N);
      g_assert_cmpuint (judgement.reason, ==, strangers[i].reason);
      g_assert_cmpint (loket_judgement_is_connection (&judgement), ==, strangers[i].connection);
    }
}

/* Every reason has a name of its own that leads back to it. */
static void
test_answer_reasons (void)
{
  for (guint i = 0; i < LOKET_N_REASONS; i++)
    g_assert_cmpuint (loket_reason_from_name (loket_reason_get_name ((LoketReason) i)), ==, i);
  g_assert_cmpuint (loket_reason_from_name ("of-a-newer-version"), ==, LOKET_REASON_NONE);
  g_assert_cmpuint (loket_reason_from_name (NULL), ==, LOKET_REASON_NONE);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/sync/answer/words", test_answer_words);
  g_test_add_func ("/sync/answer/upload-words", test_answer_upload_words);
  g_test_add_func ("/sync/answer/success", test_answer_success);
  g_test_add_func ("/sync/answer/faults", test_answer_faults);
  g_test_add_func ("/sync/answer/bodyless", test_answer_bodyless);
  g_test_add_func ("/sync/answer/strangers", test_answer_strangers);
  g_test_add_func ("/sync/answer/reasons", test_answer_reasons);
  return g_test_run ();
}
