/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine-fixture.h"

#include "loket-cache-guidance.h"

#include <string.h>

static LoketAccount *
load_account (EngineFixture *f)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  LoketAccount *account;

  STORE_CALL (result, loket_user_store_load_account, f->store.user);
  account = loket_user_store_load_account_finish (f->store.user, result, &error);
  g_assert_no_error (error);
  return account;
}

static void
note_progress (LoketSyncEngine *engine,
               GString         *text)
{
  gint64 copied, to_copy;
  gboolean copying = loket_sync_engine_get_progress (engine, &copied, &to_copy);

  g_assert_cmpint (copying, ==, to_copy > 0);
  g_string_append_printf (text, "%d/%d ", (int) copied, (int) to_copy);
}

/* The first pass brings everything in, page by page, each asked for once; the
 * next brings nothing. */
static void
test_engine_first (EngineFixture *f,
                   gconstpointer  data)
{
  g_autoptr (GArray) rows = NULL;
  g_autoptr (LoketAccount) account = NULL;
  g_autoptr (GString) progress = g_string_new (NULL);

  g_signal_connect (f->engine, "progress-changed", G_CALLBACK (note_progress), progress);
  engine_start (f);
  g_assert_cmpstr (progress->str, ==, "0/5 2/5 4/5 0/0 ");
  rows = store_query (&f->store, LOKET_VIEW_OPEN, NULL, NULL);
  g_assert_cmpuint (rows->len, ==, 5);
  g_assert_cmpuint (fake_hub_count_requests (f->hub, LOKET_REQUEST_SNAPSHOT), ==, 3);

  engine_run (f, LOKET_SYNC_OK, LOKET_REASON_NONE);
  g_assert_cmpuint (f->summary.received, ==, 0);
  g_assert_cmpuint (fake_hub_count_requests (f->hub, LOKET_REQUEST_SNAPSHOT), ==, 3);

  /* The fake hub lives in the past; our clock follows it. */
  g_assert_cmpint (loket_clock_now (f->store.clock), ==, 1772323200);
  account = load_account (f);
  g_assert_cmpstr (account->epoch, ==, "epoch-1");
  g_assert_cmpstr (account->officer->username, ==, "petugas");
  g_assert_cmpint (loket_sync_engine_get_last_ok (f->engine), ==, 1772323200);
  g_signal_handlers_disconnect_by_data (f->engine, progress);
}

static void
count_rules_cb (LoketSyncEngine *engine,
                guint            n_moved,
                gpointer         user_data)
{
  ++*(guint *) user_data;
}

/* Editions are fetched one answer after the other; what fails about them keeps
 * neither a reply nor a page back, and they are there the next time. */
static void
test_engine_rules (EngineFixture *f,
                   gconstpointer  data)
{
  static const struct
  {
    FakeHubMutant mutant;
    LoketReason   reason;
  } faults[] = {
    { MUTANT_HTML_200, LOKET_REASON_PORTAL },
    { MUTANT_JSON_ARRAY, LOKET_REASON_UNREADABLE },
    { MUTANT_WRONG_DIGEST, LOKET_REASON_WRONG_DIGEST },
  };
  guint n_told = 0;

  engine_start (f);
  g_assert_cmpuint (fake_hub_count_requests (f->hub, LOKET_REQUEST_RULES), ==, 0);
  g_signal_connect (f->engine, "rules-changed", G_CALLBACK (count_rules_cb), &n_told);
  fake_hub_publish_rules (f->hub, "libur", "aturan", "SKB 2026");
  fake_hub_publish_rules (f->hub, "libur lain", "aturan", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr (LoketOutboxOp) op = engine_queue (f, i + 1);

      fake_hub_mutate (f->hub, LOKET_REQUEST_RULES, faults[i].mutant, 1);
      engine_run (f, LOKET_SYNC_OFFLINE, faults[i].reason);
      engine_assert_op (f, op, LOKET_OUTBOX_ACCEPTED, LOKET_REASON_NONE);
      g_assert_cmpuint (f->summary.sent, ==, 1);
      g_assert_cmpuint (f->summary.received, >, 0);
      g_assert_cmpint (loket_cache_store_get_rules_edition (f->store.cache, "epoch-1"), ==, 0);
    }
  g_assert_cmpuint (n_told, ==, 0);

  engine_run (f, LOKET_SYNC_OK, LOKET_REASON_NONE);
  g_assert_cmpuint (n_told, ==, 2);
  g_assert_cmpint (loket_cache_store_get_rules_edition (f->store.cache, "epoch-1"), ==, 2);
  engine_run (f, LOKET_SYNC_OK, LOKET_REASON_NONE);
  g_assert_cmpuint (fake_hub_count_requests (f->hub, LOKET_REQUEST_RULES), ==,
                    G_N_ELEMENTS (faults) + 2);
}

static void
count_guidance_cb (LoketSyncEngine *engine,
                   gpointer         user_data)
{
  ++*(guint *) user_data;
}

static gint64
get_guidance (EngineFixture *f)
{
  return loket_cache_store_get_guidance_edition (f->store.cache, "epoch-1", "1");
}

/* Guidance is fetched once, that of another agency never taken, and forgotten
 * with it. */
static void
test_engine_guidance (EngineFixture *f,
                      gconstpointer  data)
{
  guint n_told = 0;

  engine_start (f);
  g_signal_connect (f->engine, "guidance-changed", G_CALLBACK (count_guidance_cb), &n_told);
  fake_hub_give_guidance (f->hub, loket_guidance_record_new ("2", 4, "[Words]\nKnown=a\n", ""));
  engine_run (f, LOKET_SYNC_OFFLINE, LOKET_REASON_UNREADABLE);
  g_assert_cmpint (get_guidance (f), ==, 0);
  g_assert_cmpuint (n_told, ==, 0);

  fake_hub_give_guidance (f->hub, loket_guidance_record_new ("1", 5, "[Words]\nKnown=a\n", ""));
  engine_run (f, LOKET_SYNC_OK, LOKET_REASON_NONE);
  engine_run (f, LOKET_SYNC_OK, LOKET_REASON_NONE);
  g_assert_cmpint (get_guidance (f), ==, 5);
  g_assert_cmpint (loket_cache_store_get_guidance_edition (f->store.cache, "epoch-1", "2"), ==, -1);
  g_assert_cmpuint (n_told, ==, 1);
  g_assert_cmpuint (fake_hub_count_requests (f->hub, LOKET_REQUEST_GUIDANCE), ==, 2);

  fake_hub_give_guidance (f->hub, NULL);
  engine_run (f, LOKET_SYNC_OK, LOKET_REASON_NONE);
  g_assert_cmpint (get_guidance (f), ==, 0);
  g_assert_cmpuint (n_told, ==, 2);
}

/* Down: everything waits. Up: it arrives, once. */
static void
test_engine_down_up (EngineFixture *f,
                     gconstpointer  data)
{
  g_autoptr (LoketOutboxOp) one = NULL;
  g_autoptr (LoketOutboxOp) other = NULL;

  engine_start (f);
  fake_hub_stop (f->hub);
  one = engine_queue (f, 1);
  other = engine_queue (f, 2);
  for (guint i = 0; i < 3; i++)
    engine_run (f, LOKET_SYNC_OFFLINE, LOKET_REASON_REFUSED);
  g_assert_cmpuint (f->summary.waiting, ==, 2);
  engine_assert_op (f, one, LOKET_OUTBOX_QUEUED, LOKET_REASON_NONE);

  fake_hub_resume (f->hub);
  engine_run (f, LOKET_SYNC_OK, LOKET_REASON_NONE);
  g_assert_cmpuint (f->summary.sent, ==, 2);
  g_assert_cmpuint (f->summary.waiting, ==, 0);
  engine_assert_op (f, one, LOKET_OUTBOX_ACCEPTED, LOKET_REASON_NONE);
  engine_assert_op (f, other, LOKET_OUTBOX_ACCEPTED, LOKET_REASON_NONE);

  engine_run (f, LOKET_SYNC_OK, LOKET_REASON_NONE);
  g_assert_cmpuint (fake_hub_count_requests (f->hub, LOKET_REQUEST_REPLY), ==, 2);
}

/* The hub took it and the answer was lost: the same bytes bring the receipt. */
static void
test_engine_answer_lost (EngineFixture *f,
                         gconstpointer  data)
{
  g_autoptr (LoketOutboxOp) op = NULL;

  engine_start (f);
  op = engine_queue (f, 1);
  fake_hub_mutate (f->hub, LOKET_REQUEST_REPLY, MUTANT_CUT_BODY, 1);
  engine_run (f, LOKET_SYNC_OFFLINE, LOKET_REASON_CUT);
  engine_assert_op (f, op, LOKET_OUTBOX_WAITING, LOKET_REASON_CUT);
  g_assert_cmpuint (fake_hub_count_accepted (f->hub, op->reply_id), ==, 1);

  engine_run (f, LOKET_SYNC_OK, LOKET_REASON_NONE);
  engine_assert_op (f, op, LOKET_OUTBOX_ACCEPTED, LOKET_REASON_NONE);
  g_assert_cmpuint (fake_hub_count_requests (f->hub, LOKET_REQUEST_REPLY), ==, 2);
}

/* Whatever comes in place of an answer to a reply, it waits, and arrives once. */
static void
test_engine_mutants (EngineFixture *f,
                     gconstpointer  data)
{
  static const FakeHubMutant mutants[] = {
    MUTANT_HTML_200, MUTANT_REDIRECT_302, MUTANT_NO_EPOCH, MUTANT_FLIPPED_BYTE,
    MUTANT_CHUNKED_CUT, MUTANT_GARBAGE, MUTANT_STATUS_202, MUTANT_JSON_EMPTY,
  };

  engine_start (f);
  for (guint i = 0; i < G_N_ELEMENTS (mutants); i++)
    {
      g_autoptr (LoketOutboxOp) op = engine_queue (f, 1);
      g_autoptr (LoketOutboxOp) now = NULL;
      g_autoptr (GAsyncResult) result = NULL;

      g_test_message ("mutant %u", mutants[i]);
      fake_hub_mutate (f->hub, LOKET_REQUEST_REPLY, mutants[i], -1);
      loket_sync_engine_run_async (f->engine, NULL, store_wait_cb, &result);
      g_assert_true (loket_sync_engine_run_finish (f->engine, store_wait (&result), &f->summary,
                                                   NULL));
      g_assert_cmpuint (f->summary.state, ==, LOKET_SYNC_OFFLINE);
      g_assert_cmpuint (f->summary.sent, ==, 0);
      engine_assert_op (f, op, LOKET_OUTBOX_WAITING, LOKET_REASON_NONE);

      fake_hub_mutate (f->hub, LOKET_REQUEST_REPLY, MUTANT_NONE, 0);
      engine_run (f, LOKET_SYNC_OK, LOKET_REASON_NONE);
      engine_assert_op (f, op, LOKET_OUTBOX_ACCEPTED, LOKET_REASON_NONE);
    }
}

/* A log-in page in place of the hub: nothing happens, and it is told apart. */
static void
test_engine_portal (EngineFixture *f,
                    gconstpointer  data)
{
  g_autoptr (LoketOutboxOp) op = NULL;

  engine_start (f);
  op = engine_queue (f, 1);
  fake_hub_mutate (f->hub, LOKET_REQUEST_SESSION, MUTANT_HTML_200, -1);
  engine_run (f, LOKET_SYNC_OFFLINE, LOKET_REASON_PORTAL);
  engine_assert_op (f, op, LOKET_OUTBOX_QUEUED, LOKET_REASON_NONE);
  g_assert_cmpuint (fake_hub_count_requests (f->hub, LOKET_REQUEST_REPLY), ==, 0);
}

/* A page that cannot be read leaves the copy as it is; replies still go. */
static void
test_engine_bad_page (EngineFixture *f,
                      gconstpointer  data)
{
  g_autoptr (LoketOutboxOp) op = NULL;
  g_autoptr (LoketCacheScope) scope = NULL;
  g_autofree char *id = store_complaint_id (77);
  g_autoptr (GArray) rows = NULL;

  engine_start (f);
  fake_hub_add_complaint (f->hub, id, "99000077");
  op = engine_queue (f, 1);
  fake_hub_mutate (f->hub, LOKET_REQUEST_CHANGES, MUTANT_JSON_DEEP, -1);
  engine_run (f, LOKET_SYNC_OFFLINE, LOKET_REASON_UNREADABLE);
  g_assert_cmpuint (f->summary.sent, ==, 1);
  engine_assert_op (f, op, LOKET_OUTBOX_ACCEPTED, LOKET_REASON_NONE);

  fake_hub_mutate (f->hub, LOKET_REQUEST_CHANGES, MUTANT_NONE, 0);
  engine_run (f, LOKET_SYNC_OK, LOKET_REASON_NONE);
  rows = store_query (&f->store, LOKET_VIEW_OPEN, NULL, NULL);
  g_assert_cmpuint (rows->len, ==, 6);
}

/* An expired access token is renewed and the pass goes on. */
static void
test_engine_expired (EngineFixture *f,
                     gconstpointer  data)
{
  g_autoptr (LoketOutboxOp) op = NULL;

  engine_start (f);
  fake_hub_expire_access (f->hub);
  op = engine_queue (f, 1);
  engine_run (f, LOKET_SYNC_OK, LOKET_REASON_NONE);
  engine_assert_op (f, op, LOKET_OUTBOX_ACCEPTED, LOKET_REASON_NONE);
  g_assert_cmpuint (fake_hub_count_requests (f->hub, LOKET_REQUEST_REFRESH), ==, 1);

  /* One whose time has passed is not even tried; and a new program has none. */
  loket_clock_advance (f->store.clock, 900);
  engine_run (f, LOKET_SYNC_OK, LOKET_REASON_NONE);
  g_assert_cmpuint (fake_hub_count_requests (f->hub, LOKET_REQUEST_REFRESH), ==, 2);
  engine_settle (f);
  g_object_unref (f->engine);
  f->engine = loket_sync_engine_new (f->store.profile, f->store.clock);
  engine_run (f, LOKET_SYNC_OK, LOKET_REASON_NONE);
  g_assert_cmpuint (fake_hub_count_requests (f->hub, LOKET_REQUEST_REFRESH), ==, 3);
}

/* The hub does not renew: signed out, and the outbox is not touched. */
static void
test_engine_signed_out (EngineFixture *f,
                        gconstpointer  data)
{
  g_autoptr (LoketOutboxOp) op = NULL;
  g_autoptr (LoketAccount) account = NULL;
  g_autoptr (GError) error = NULL;

  engine_start (f);
  op = engine_queue (f, 1);
  fake_hub_expire_access (f->hub);
  fake_hub_revoke_refresh (f->hub);
  engine_run (f, LOKET_SYNC_SIGNED_OUT, LOKET_REASON_SIGNED_OUT);
  g_assert_cmpuint (f->summary.waiting, ==, 1);
  engine_assert_op (f, op, LOKET_OUTBOX_QUEUED, LOKET_REASON_NONE);
  account = load_account (f);
  g_assert_null (account->sealed_tokens);
  g_assert_nonnull (account->officer);

  engine_run (f, LOKET_SYNC_SIGNED_OUT, LOKET_REASON_SIGNED_OUT);
  engine_sign_in (f, "loket-demo", &error);
  g_assert_no_error (error);
  engine_run (f, LOKET_SYNC_OK, LOKET_REASON_NONE);
  engine_assert_op (f, op, LOKET_OUTBOX_ACCEPTED, LOKET_REASON_NONE);
}

/* What the hub refuses is shown with its reason, and later ones are held. */
static void
test_engine_refusals (EngineFixture *f,
                      gconstpointer  data)
{
  static const struct
  {
    LoketProblemCode code;
    LoketReason      reason;
  } refusals[] = {
    { LOKET_PROBLEM_COMPLAINT_CHANGED, LOKET_REASON_COMPLAINT_CHANGED },
    { LOKET_PROBLEM_REASSIGNED, LOKET_REASON_REASSIGNED },
    { LOKET_PROBLEM_CLOSED, LOKET_REASON_CLOSED },
    { LOKET_PROBLEM_OUT_OF_ORDER, LOKET_REASON_OUT_OF_ORDER },
    { LOKET_PROBLEM_CONVERSATION_FULL, LOKET_REASON_CONVERSATION_FULL },
    { LOKET_PROBLEM_VALIDATION, LOKET_REASON_VALIDATION },
  };
  g_autoptr (LoketOutboxOp) later = NULL;

  engine_start (f);
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autoptr (LoketOutboxOp) op = engine_queue (f, i + 1);
      g_autoptr (LoketOutboxOp) now = NULL;

      fake_hub_refuse (f->hub, LOKET_REQUEST_REPLY, refusals[i].code, 1);
      engine_run (f, LOKET_SYNC_NEEDS_USER, LOKET_REASON_NONE);
      g_assert_cmpuint (f->summary.needs_user, ==, i + 1);
      engine_assert_op (f, op, LOKET_OUTBOX_NEEDS_USER, refusals[i].reason);
      now = store_get_op (&f->store, op->reply_id);
      g_assert_nonnull (strstr (now->problem, loket_problem_code_to_name (refusals[i].code)));
      g_assert_null (now->receipt);
    }

  later = engine_queue (f, 1);
  engine_run (f, LOKET_SYNC_NEEDS_USER, LOKET_REASON_NONE);
  engine_assert_op (f, later, LOKET_OUTBOX_HELD, LOKET_REASON_NONE);
  g_assert_cmpuint (fake_hub_count_accepted (f->hub, later->reply_id), ==, 0);
}

static void
withdraw (EngineFixture       *f,
          const LoketOutboxOp *op)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketOutboxOp) now = store_get_op (&f->store, op->reply_id);
  g_autoptr (LoketOutboxOp) after = store_withdraw (&f->store, now, TRUE, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (after->state, ==, LOKET_OUTBOX_REVOKING);
}

/* What the hub said of a reply stays with it when it is taken back, for the text
 * that is written then. */
static void
test_engine_quality (EngineFixture *f,
                     gconstpointer  data)
{
  g_autoptr (LoketOutboxOp) op = NULL;
  g_autoptr (LoketOutboxOp) refused = NULL;
  g_autoptr (LoketOutboxOp) revoked = NULL;

  engine_start (f);
  op = engine_queue (f, 1);
  fake_hub_refuse (f->hub, LOKET_REQUEST_REPLY, LOKET_PROBLEM_QUALITY_BLOCKER, 1);
  engine_run (f, LOKET_SYNC_NEEDS_USER, LOKET_REASON_NONE);
  engine_assert_op (f, op, LOKET_OUTBOX_NEEDS_USER, LOKET_REASON_QUALITY_BLOCKER);
  refused = store_get_op (&f->store, op->reply_id);
  g_assert_nonnull (strstr (refused->problem, "quality-blocker"));

  withdraw (f, op);
  engine_run (f, LOKET_SYNC_OK, LOKET_REASON_NONE);
  revoked = store_get_op (&f->store, op->reply_id);
  g_assert_cmpuint (revoked->state, ==, LOKET_OUTBOX_REVOKED);
  g_assert_cmpstr (revoked->problem, ==, refused->problem);
}

/* Taken back after a try: the hub promises never to take it, or already has it. */
static void
test_engine_revoke (EngineFixture *f,
                    gconstpointer  data)
{
  g_autoptr (LoketOutboxOp) refused = NULL;
  g_autoptr (LoketOutboxOp) lost = NULL;
  g_autoptr (LoketDraft) draft = NULL;

  engine_start (f);
  refused = engine_queue (f, 1);
  fake_hub_refuse (f->hub, LOKET_REQUEST_REPLY, LOKET_PROBLEM_COMPLAINT_CHANGED, 1);
  engine_run (f, LOKET_SYNC_NEEDS_USER, LOKET_REASON_NONE);
  withdraw (f, refused);
  fake_hub_mutate (f->hub, LOKET_REQUEST_REVOKE, MUTANT_NO_EPOCH, 1);
  engine_run (f, LOKET_SYNC_OFFLINE, LOKET_REASON_NOT_OURS);
  engine_assert_op (f, refused, LOKET_OUTBOX_REVOKING, LOKET_REASON_NONE);
  engine_run (f, LOKET_SYNC_OK, LOKET_REASON_NONE);
  engine_assert_op (f, refused, LOKET_OUTBOX_REVOKED, LOKET_REASON_NONE);
  draft = store_get_draft (&f->store, refused->complaint_id);
  g_assert_cmpstr (draft->text, ==, "Petugas kami memeriksanya hari ini.");

  lost = engine_queue (f, 2);
  fake_hub_mutate (f->hub, LOKET_REQUEST_REPLY, MUTANT_CUT_BODY, 1);
  engine_run (f, LOKET_SYNC_OFFLINE, LOKET_REASON_CUT);
  withdraw (f, lost);
  engine_run (f, LOKET_SYNC_OK, LOKET_REASON_NONE);
  engine_assert_op (f, lost, LOKET_OUTBOX_ACCEPTED, LOKET_REASON_NONE);
}

/* A complaint that was erased leaves no trace but the officer's own words. */
static void
test_engine_erased (EngineFixture *f,
                    gconstpointer  data)
{
  g_autoptr (LoketOutboxOp) op = NULL;
  g_autoptr (LoketOutboxOp) now = NULL;
  g_autoptr (GArray) rows = NULL;

  engine_start (f);
  op = engine_queue (f, 1);
  g_assert_nonnull (op->base_snapshot);
  fake_hub_refuse (f->hub, LOKET_REQUEST_REPLY, LOKET_PROBLEM_CLOSED, 1);
  engine_run (f, LOKET_SYNC_NEEDS_USER, LOKET_REASON_NONE);
  fake_hub_erase (f->hub, op->complaint_id);
  engine_run (f, LOKET_SYNC_NEEDS_USER, LOKET_REASON_NONE);

  rows = store_query (&f->store, LOKET_VIEW_OPEN, NULL, NULL);
  g_assert_cmpuint (rows->len, ==, 4);
  now = store_get_op (&f->store, op->reply_id);
  g_assert_null (now->base_snapshot);
  engine_assert_op (f, op, LOKET_OUTBOX_NEEDS_USER, LOKET_REASON_CLOSED);
}

/* “Later” is obeyed by what runs by itself, not by what a person asks for. */
static void
test_engine_poll (EngineFixture *f,
                  gconstpointer  data)
{
  g_autoptr (LoketOutboxOp) op = NULL;
  g_autoptr (LoketOutboxOp) now = NULL;

  engine_start (f);
  op = engine_queue (f, 1);
  fake_hub_refuse (f->hub, LOKET_REQUEST_REPLY, LOKET_PROBLEM_IN_PROGRESS, 1);
  engine_run (f, LOKET_SYNC_OFFLINE, LOKET_REASON_IN_PROGRESS);
  now = store_get_op (&f->store, op->reply_id);
  g_assert_cmpuint (now->state, ==, LOKET_OUTBOX_WAITING);

  loket_clock_jump (f->store.clock, -60);
  loket_sync_engine_poll (f->engine);
  g_assert_true (loket_sync_engine_is_running (f->engine));
  engine_settle (f);
  g_assert_cmpuint (fake_hub_count_requests (f->hub, LOKET_REQUEST_SESSION), ==, 3);

  engine_run (f, LOKET_SYNC_OK, LOKET_REASON_NONE);
  engine_assert_op (f, op, LOKET_OUTBOX_ACCEPTED, LOKET_REASON_NONE);
}

/* Two replies to one complaint, queued offline, go in order in one pass. */
static void
test_engine_order (EngineFixture *f,
                   gconstpointer  data)
{
  g_autoptr (LoketOutboxOp) first = NULL;
  g_autoptr (LoketOutboxOp) second = NULL;
  g_autoptr (LoketOutboxOp) second_now = NULL;
  g_autoptr (LoketOutboxOp) first_now = NULL;

  engine_start (f);
  first = engine_queue (f, 1);
  second = engine_queue (f, 1);
  engine_run (f, LOKET_SYNC_OK, LOKET_REASON_NONE);
  g_assert_cmpuint (f->summary.sent, ==, 2);
  first_now = store_get_op (&f->store, first->reply_id);
  second_now = store_get_op (&f->store, second->reply_id);
  g_assert_cmpint (first_now->receipt->seq, <, second_now->receipt->seq);
  g_assert_cmpstr (second->prev_reply_id, ==, first->reply_id);
}

/* A hub with another epoch: copies anew, everything of ours stays. */
static void
test_engine_epoch (EngineFixture *f,
                   gconstpointer  data)
{
  g_autoptr (LoketOutboxOp) sent = NULL;
  g_autoptr (LoketOutboxOp) waiting = NULL;
  g_autoptr (LoketAccount) account = NULL;

  engine_start (f);
  sent = engine_queue (f, 1);
  engine_run (f, LOKET_SYNC_OK, LOKET_REASON_NONE);
  waiting = engine_queue (f, 2);
  fake_hub_set_epoch (f->hub, "epoch-2");
  engine_run (f, LOKET_SYNC_OK, LOKET_REASON_NONE);
  g_assert_true (f->summary.epoch_changed);
  g_assert_cmpuint (fake_hub_count_requests (f->hub, LOKET_REQUEST_SNAPSHOT), ==, 6);
  engine_assert_op (f, sent, LOKET_OUTBOX_ACCEPTED, LOKET_REASON_NONE);
  engine_assert_op (f, waiting, LOKET_OUTBOX_ACCEPTED, LOKET_REASON_NONE);
  account = load_account (f);
  g_assert_cmpstr (account->epoch, ==, "epoch-2");
}

/* A hub that was restored from before it had the replies: they go out again, the
 * same bytes, and count from when they were accepted first. */
static void
test_engine_restored (EngineFixture *f,
                      gconstpointer  data)
{
  g_autoptr (LoketOutboxOp) first = NULL;
  g_autoptr (LoketOutboxOp) second = NULL;
  g_autoptr (LoketOutboxOp) later = NULL;
  g_autoptr (LoketOutboxOp) now = NULL;

  engine_start (f);
  first = engine_queue (f, 1);
  second = engine_queue (f, 2);
  engine_run (f, LOKET_SYNC_OK, LOKET_REASON_NONE);
  later = engine_queue (f, 1);
  fake_hub_restore (f->hub, "epoch-2");
  engine_run (f, LOKET_SYNC_OK, LOKET_REASON_NONE);
  g_assert_cmpuint (f->summary.recovered, ==, 2);
  g_assert_cmpuint (f->summary.sent, ==, 3);
  engine_assert_op (f, first, LOKET_OUTBOX_ACCEPTED, LOKET_REASON_NONE);
  engine_assert_op (f, second, LOKET_OUTBOX_ACCEPTED, LOKET_REASON_NONE);
  engine_assert_op (f, later, LOKET_OUTBOX_ACCEPTED, LOKET_REASON_NONE);
  now = store_get_op (&f->store, first->reply_id);
  g_assert_cmpint (now->receipt->accepted_at, ==, 1772323200);
  g_assert_cmpstr (now->receipt->epoch, ==, "epoch-2");
  loket_outbox_op_unref (now);
  now = store_get_op (&f->store, later->reply_id);
  g_assert_cmpint (now->receipt->accepted_at, ==, 1772323200 + 86400);

  engine_run (f, LOKET_SYNC_OK, LOKET_REASON_NONE);
  g_assert_cmpuint (fake_hub_count_requests (f->hub, LOKET_REQUEST_STATUS), ==, 1);
  g_assert_cmpuint (fake_hub_count_requests (f->hub, LOKET_REQUEST_REPLY), ==, 5);
}

/* For a moment there was another hub, and nothing could be asked of it: that does
 * not keep back what is said to ours. */
static void
test_engine_other_hub (EngineFixture *f,
                       gconstpointer  data)
{
  g_autoptr (LoketOutboxOp) sent = NULL;
  g_autoptr (LoketOutboxOp) later = NULL;

  engine_start (f);
  sent = engine_queue (f, 1);
  engine_run (f, LOKET_SYNC_OK, LOKET_REASON_NONE);
  fake_hub_set_epoch (f->hub, "epoch-2");
  fake_hub_mutate (f->hub, LOKET_REQUEST_STATUS, MUTANT_NO_EPOCH, 1);
  engine_run (f, LOKET_SYNC_OFFLINE, LOKET_REASON_NOT_OURS);
  fake_hub_set_epoch (f->hub, "epoch-1");
  later = engine_queue (f, 1);
  engine_run (f, LOKET_SYNC_OK, LOKET_REASON_NONE);
  engine_assert_op (f, later, LOKET_OUTBOX_ACCEPTED, LOKET_REASON_NONE);
}

/* The hub hears how the device is doing and what is being answered; when it does
 * not, nothing else changes. */
static void
test_engine_advice (EngineFixture *f,
                    gconstpointer  data)
{
  g_autofree char *id = store_complaint_id (1);

  loket_sync_engine_claim (f->engine, id, TRUE); /* nobody there yet */
  engine_start (f);
  while (fake_hub_count_requests (f->hub, LOKET_REQUEST_DEVICE) < 1)
    g_main_context_iteration (NULL, FALSE);
  loket_sync_engine_claim (f->engine, id, TRUE);
  while (fake_hub_count_requests (f->hub, LOKET_REQUEST_CLAIM) < 1)
    g_main_context_iteration (NULL, FALSE);
  loket_sync_engine_claim (f->engine, id, FALSE);
  while (fake_hub_count_requests (f->hub, LOKET_REQUEST_UNCLAIM) < 1)
    g_main_context_iteration (NULL, FALSE);

  fake_hub_refuse (f->hub, LOKET_REQUEST_DEVICE, LOKET_PROBLEM_BAD_REQUEST, -1);
  engine_run (f, LOKET_SYNC_OK, LOKET_REASON_NONE);
}

static void
ended_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  LoketSyncSummary summary;
  g_autoptr (GError) error = NULL;

  if (!loket_sync_engine_run_finish (LOKET_SYNC_ENGINE (source), result, &summary, &error))
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  else
    g_assert_cmpuint (summary.state, ==, LOKET_SYNC_OK);
  ++*(guint *) user_data;
}

/* Many who ask at once share one pass. */
static void
test_engine_join (EngineFixture *f,
                  gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  guint done = 0;

  engine_start (f);
  for (guint i = 0; i < 5; i++)
    loket_sync_engine_run_async (f->engine, i == 2 ? cancellable : NULL, ended_cb, &done);
  g_cancellable_cancel (cancellable);
  while (done < 5)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (fake_hub_count_requests (f->hub, LOKET_REQUEST_SESSION), ==, 2);
}

/* Stopped after any number of turns of the main loop: the pass ends, no reply
 * stays under way, and the next pass brings it in once. */
static void
test_engine_cancel (EngineFixture *f,
                    gconstpointer  data)
{
  engine_start (f);
  for (guint turns = 0; turns < 120; turns += 11)
    {
      g_autoptr (LoketOutboxOp) op = engine_queue (f, 1 + turns % 5);
      g_autoptr (LoketOutboxOp) now = NULL;
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      guint done = 0;

      loket_sync_engine_run_async (f->engine, cancellable, ended_cb, &done);
      for (guint i = 0; i < turns && done == 0; i++)
        g_main_context_iteration (NULL, TRUE);
      g_cancellable_cancel (cancellable);
      while (done == 0 || loket_sync_engine_is_running (f->engine))
        g_main_context_iteration (NULL, TRUE);

      now = store_get_op (&f->store, op->reply_id);
      g_assert_cmpuint (now->state, !=, LOKET_OUTBOX_INFLIGHT);
      engine_run (f, LOKET_SYNC_OK, LOKET_REASON_NONE);
      engine_assert_op (f, op, LOKET_OUTBOX_ACCEPTED, LOKET_REASON_NONE);
    }
}

/* The profile is closed in the middle of a pass: it ends, as if the disk was full. */
static void
test_engine_closed (EngineFixture *f,
                    gconstpointer  data)
{
  for (guint turns = 0; turns < 40; turns += 8)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;

      if (turns == 0)
        engine_start (f);
      loket_sync_engine_run_async (f->engine, NULL, store_wait_cb, &result);
      for (guint i = 0; i < turns && result == NULL; i++)
        g_main_context_iteration (NULL, TRUE);
      store_fixture_close (&f->store);
      if (!loket_sync_engine_run_finish (f->engine, store_wait (&result), NULL, &error))
        g_assert_error (error, LOKET_SYNC_ERROR, LOKET_SYNC_ERROR_STORAGE);

      store_fixture_reopen (&f->store);
      g_object_unref (f->engine);
      f->engine = loket_sync_engine_new (f->store.profile, f->store.clock);

      /* The hub forgives one refresh that was lost, not two in a row. */
      engine_run (f, LOKET_SYNC_OK, LOKET_REASON_NONE);
      g_object_unref (f->engine);
      f->engine = loket_sync_engine_new (f->store.profile, f->store.clock);
    }
  engine_run (f, LOKET_SYNC_OK, LOKET_REASON_NONE);
}

/* The program ended while a reply was under way. */
static void
test_engine_crash (EngineFixture *f,
                   gconstpointer  data)
{
  g_autoptr (LoketOutboxOp) op = NULL;
  g_autoptr (LoketOutboxOp) moved = NULL;
  g_autoptr (GError) error = NULL;

  engine_start (f);
  op = engine_queue (f, 1);
  moved = store_step (&f->store, op, LOKET_OUTBOX_QUEUED, LOKET_OUTBOX_INFLIGHT, &error);
  g_assert_no_error (error);
  engine_run (f, LOKET_SYNC_OK, LOKET_REASON_NONE);
  engine_assert_op (f, op, LOKET_OUTBOX_ACCEPTED, LOKET_REASON_NONE);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ENGINE_TEST ("/sync/engine/first", test_engine_first);
  ENGINE_TEST ("/sync/engine/rules", test_engine_rules);
  ENGINE_TEST ("/sync/engine/guidance", test_engine_guidance);
  ENGINE_TEST ("/sync/engine/down-up", test_engine_down_up);
  ENGINE_TEST ("/sync/engine/answer-lost", test_engine_answer_lost);
  ENGINE_TEST ("/sync/engine/mutants", test_engine_mutants);
  ENGINE_TEST ("/sync/engine/portal", test_engine_portal);
  ENGINE_TEST ("/sync/engine/bad-page", test_engine_bad_page);
  ENGINE_TEST ("/sync/engine/expired", test_engine_expired);
  ENGINE_TEST ("/sync/engine/signed-out", test_engine_signed_out);
  ENGINE_TEST ("/sync/engine/refusals", test_engine_refusals);
  ENGINE_TEST ("/sync/engine/quality", test_engine_quality);
  ENGINE_TEST ("/sync/engine/revoke", test_engine_revoke);
  ENGINE_TEST ("/sync/engine/erased", test_engine_erased);
  ENGINE_TEST ("/sync/engine/poll", test_engine_poll);
  ENGINE_TEST ("/sync/engine/order", test_engine_order);
  ENGINE_TEST ("/sync/engine/epoch", test_engine_epoch);
  ENGINE_TEST ("/sync/engine/restored", test_engine_restored);
  ENGINE_TEST ("/sync/engine/other-hub", test_engine_other_hub);
  ENGINE_TEST ("/sync/engine/advice", test_engine_advice);
  ENGINE_TEST ("/sync/engine/join", test_engine_join);
  ENGINE_TEST ("/sync/engine/cancel", test_engine_cancel);
  ENGINE_TEST ("/sync/engine/closed", test_engine_closed);
  ENGINE_TEST ("/sync/engine/crash", test_engine_crash);
  return g_test_run ();
}
