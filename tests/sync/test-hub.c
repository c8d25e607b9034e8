/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "../store/store-fixture.h"
#include "loket-sync-engine.h"
#include "loket-text.h"
#include "loket-wire-reply.h"
#include "real-hub.h"

#include <string.h>

/* The engine against the real hub: what the fake one cannot promise. */
typedef struct
{
  StoreFixture     store;
  RealHub         *hub;
  LoketSyncEngine *engine;
  LoketSyncSummary summary;
  GPtrArray       *complaints; /* element-type LoketComplaint: open ones */
} HubFixture;

static void
run (HubFixture *f)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  loket_sync_engine_run_async (f->engine, NULL, store_wait_cb, &result);
  loket_sync_engine_run_finish (f->engine, store_wait (&result), &f->summary, &error);
  g_assert_no_error (error);
}

static void
assert_ran (HubFixture     *f,
            LoketSyncState  state,
            LoketReason     reason)
{
  run (f);
  g_assert_cmpstr (loket_sync_state_to_name (f->summary.state), ==,
                   loket_sync_state_to_name (state));
  g_assert_cmpstr (loket_reason_get_name (f->summary.reason), ==, loket_reason_get_name (reason));
}

static void
sign_in (HubFixture *f)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  loket_sync_engine_sign_in_async (f->engine, f->hub->server, "petugas", "loket-demo", f->hub->ca,
                                   NULL, store_wait_cb, &result);
  loket_sync_engine_sign_in_finish (f->engine, store_wait (&result), &error);
  g_assert_no_error (error);
}

static LoketComplaint *
get_complaint (HubFixture *f,
               const char *id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  LoketComplaint *complaint;

  STORE_CALL (result, loket_cache_store_get_complaint, f->store.cache, id);
  complaint = loket_cache_store_get_complaint_finish (f->store.cache, result, &error);
  g_assert_no_error (error);
  return complaint;
}

static void
read_complaints (HubFixture *f)
{
  g_autoptr (GArray) ids = store_query (&f->store, LOKET_VIEW_OPEN, NULL, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  g_assert_cmpuint (ids->len, >=, 12);
  STORE_CALL (result, loket_cache_store_fetch_rows, f->store.cache,
              &g_array_index (ids, gint64, 0), 12);
  rows = loket_cache_store_fetch_rows_finish (f->store.cache, result, &error);
  g_assert_no_error (error);
  f->complaints = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_complaint_unref);
  for (guint i = 0; i < rows->len; i++)
    {
      const LoketQueueRow *row = g_ptr_array_index (rows, i);

      g_ptr_array_add (f->complaints, get_complaint (f, row->complaint_id));
    }
}

static char *
get_device (HubFixture *f)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (LoketAccount) account = NULL;

  STORE_CALL (result, loket_user_store_load_account, f->store.user);
  account = loket_user_store_load_account_finish (f->store.user, result, NULL);
  return g_strdup (account->device_id);
}

/* Sends a reply off as the composer does, for what is known of the complaint. */
static LoketOutboxOp *
send_off (HubFixture *f,
          guint       number,
          gint64      substance,
          const char *replaces,
          gint64      ack)
{
  const LoketComplaint *complaint = g_ptr_array_index (f->complaints, number);
  g_autoptr (GAsyncResult) chain = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (LoketReply) reply = loket_reply_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) wire = NULL;
  LoketSendOff off = { 0 };
  LoketOutboxOp *op;

  STORE_CALL (chain, loket_user_store_get_chain, f->store.user, complaint->id, replaces);
  loket_user_store_get_chain_finish (f->store.user, chain, &reply->prev_reply_id, &error);
  g_assert_no_error (error);
  reply->reply_id = loket_text_new_uuid ();
  reply->complaint_id = g_strdup (complaint->id);
  reply->based_on = substance;
  reply->ack = ack;
  reply->outcome = LOKET_OUTCOME_IN_PROGRESS;
  reply->visibility = LOKET_VISIBILITY_PUBLIC;
  reply->text = g_strdup ("Petugas kami memeriksa lokasi pada Senin, 2 Maret 2026.");
  reply->device_id = get_device (f);
  reply->composed_at = loket_clock_now (f->store.clock);
  wire = loket_wire_reply_freeze (reply);
  off = (LoketSendOff) {
    .reply_id = reply->reply_id,
    .complaint_id = reply->complaint_id,
    .prev_reply_id = reply->prev_reply_id,
    .replaces = replaces,
    .wire = wire,
  };
  STORE_CALL (result, loket_user_store_queue, f->store.user, &off);
  op = loket_user_store_queue_finish (f->store.user, result, &error);
  g_assert_no_error (error);
  return op;
}

static LoketOutboxOp *
answer (HubFixture *f,
        guint       number)
{
  return send_off (f, number,
                   ((LoketComplaint *) g_ptr_array_index (f->complaints, number))->substance, NULL,
                   0);
}

static void
assert_delivered (HubFixture          *f,
                  const LoketOutboxOp *op)
{
  store_assert_state (&f->store, op, LOKET_OUTBOX_ACCEPTED);
  g_assert_cmpuint (real_hub_count (f->hub, op->reply_id), ==, 1);
}

static void
set_up (HubFixture    *f,
        gconstpointer  data)
{
  store_fixture_set_up (&f->store, data);
  g_clear_object (&f->store.clock);
  f->store.clock = loket_clock_new_system ();
  f->hub = real_hub_new ();
  f->engine = loket_sync_engine_new (f->store.profile, f->store.clock);
  sign_in (f);
  assert_ran (f, LOKET_SYNC_OK, LOKET_REASON_NONE);
  g_assert_cmpuint (f->summary.received, >, 0);
  read_complaints (f);
}

static void
tear_down (HubFixture    *f,
           gconstpointer  data)
{
  g_autoptr (GAsyncResult) result = NULL;

  STORE_CALL (result, loket_user_store_load_account, f->store.user);
  loket_account_free (loket_user_store_load_account_finish (f->store.user, result, NULL));
  while (g_main_context_pending (NULL))
    g_main_context_iteration (NULL, FALSE);
  g_ptr_array_unref (f->complaints);
  g_assert_finalize_object (f->engine);
  real_hub_free (f->hub);
  store_fixture_tear_down (&f->store, data);
}

/* The main job: answered while the hub is away, delivered when it is back. */
static void
test_hub_offline (HubFixture    *f,
                  gconstpointer  data)
{
  g_autoptr (LoketOutboxOp) one = NULL;
  g_autoptr (LoketOutboxOp) other = NULL;
  g_autoptr (LoketComplaint) after = NULL;
  const LoketComplaint *before = g_ptr_array_index (f->complaints, 0);

  real_hub_stop (f->hub);
  one = answer (f, 0);
  other = answer (f, 1);
  assert_ran (f, LOKET_SYNC_OFFLINE, LOKET_REASON_REFUSED);
  g_assert_cmpuint (f->summary.waiting, ==, 2);

  real_hub_start (f->hub);
  assert_ran (f, LOKET_SYNC_OK, LOKET_REASON_NONE);
  g_assert_cmpuint (f->summary.sent, ==, 2);
  assert_delivered (f, one);
  assert_delivered (f, other);

  /* The hub's own copy came with the same pass. */
  after = get_complaint (f, before->id);
  g_assert_cmpint (after->substance, ==, before->substance + 1);
  g_assert_cmpuint (after->messages->len, ==, before->messages->len + 1);
  g_assert_cmpint (after->answered_at, !=, LOKET_TIME_UNSET);
}

/* Two in a row to one complaint: the second follows the first. */
static void
test_hub_chain (HubFixture    *f,
                gconstpointer  data)
{
  g_autoptr (LoketOutboxOp) first = answer (f, 0);
  g_autoptr (LoketOutboxOp) second = answer (f, 0);

  assert_ran (f, LOKET_SYNC_OK, LOKET_REASON_NONE);
  assert_delivered (f, first);
  assert_delivered (f, second);
}

/* A reply to an older complaint than the hub's is not stored but asked about. */
static void
test_hub_changed (HubFixture    *f,
                  gconstpointer  data)
{
  const LoketComplaint *complaint = g_ptr_array_index (f->complaints, 0);
  g_autoptr (LoketOutboxOp) sent = answer (f, 0);
  g_autoptr (LoketOutboxOp) stale = NULL;
  g_autoptr (LoketOutboxOp) anyway = NULL;
  g_autoptr (LoketOutboxOp) now = NULL;
  StoreFixture other = { 0 };
  g_autoptr (LoketSyncEngine) engine = NULL;
  HubFixture second = { .hub = f->hub, .complaints = f->complaints };

  assert_ran (f, LOKET_SYNC_OK, LOKET_REASON_NONE);
  assert_delivered (f, sent);

  /* The same officer on another computer, who read it before that reply. */
  store_fixture_set_up (&other, NULL);
  second.store = other;
  engine = loket_sync_engine_new (other.profile, f->store.clock);
  second.engine = engine;
  sign_in (&second);
  assert_ran (&second, LOKET_SYNC_OK, LOKET_REASON_NONE);
  stale = send_off (&second, 0, complaint->substance, NULL, 0);
  assert_ran (&second, LOKET_SYNC_NEEDS_USER, LOKET_REASON_NONE);
  now = store_get_op (&other, stale->reply_id);
  g_assert_cmpuint (now->state, ==, LOKET_OUTBOX_NEEDS_USER);
  g_assert_cmpstr (now->reason, ==, loket_reason_get_name (LOKET_REASON_COMPLAINT_CHANGED));
  g_assert_true (g_bytes_equal (now->wire, stale->wire));
  g_assert_cmpuint (real_hub_count (f->hub, stale->reply_id), ==, 0);

  /* Sent all the same: a new reply that says what it knows of takes its place,
   * once the hub has promised never to take the old one. */
  anyway = send_off (&second, 0, complaint->substance, stale->reply_id, complaint->substance + 1);
  assert_ran (&second, LOKET_SYNC_OK, LOKET_REASON_NONE);
  store_assert_state (&other, stale, LOKET_OUTBOX_REVOKED);
  assert_delivered (&second, anyway);
  g_assert_cmpuint (real_hub_count (f->hub, stale->reply_id), ==, 0);

  {
    g_autoptr (GAsyncResult) result = NULL;

    STORE_CALL (result, loket_user_store_load_account, other.user);
    loket_account_free (loket_user_store_load_account_finish (other.user, result, NULL));
    while (g_main_context_pending (NULL))
      g_main_context_iteration (NULL, FALSE);
  }
  g_clear_object (&engine);
  store_fixture_tear_down (&other, NULL);
}

/* The hub is killed at some turn of a pass, and started again: each reply is
 * there once, whatever had or had not arrived. */
static void
test_hub_killed (HubFixture    *f,
                 gconstpointer  data)
{
  static const guint turns[] = { 5, 15, 25, 35, 45, 60 };

  for (guint i = 0; i < G_N_ELEMENTS (turns); i++)
    {
      g_autoptr (LoketOutboxOp) op = answer (f, i);
      g_autoptr (GAsyncResult) result = NULL;

      loket_sync_engine_run_async (f->engine, NULL, store_wait_cb, &result);
      for (guint turn = 0; turn < turns[i] && result == NULL; turn++)
        g_main_context_iteration (NULL, TRUE);
      real_hub_kill (f->hub);
      g_assert_true (loket_sync_engine_run_finish (f->engine, store_wait (&result), &f->summary,
                                                   NULL));
      real_hub_start (f->hub);
      assert_ran (f, LOKET_SYNC_OK, LOKET_REASON_NONE);
      assert_delivered (f, op);
    }
}

#define HUB_TEST(path, func) g_test_add (path, HubFixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  HUB_TEST ("/sync/hub/offline", test_hub_offline);
  HUB_TEST ("/sync/hub/chain", test_hub_chain);
  HUB_TEST ("/sync/hub/changed", test_hub_changed);
  HUB_TEST ("/sync/hub/killed", test_hub_killed);
  return g_test_run ();
}
