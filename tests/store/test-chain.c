/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#include "loket-text.h"

typedef struct
{
  StoreFixture base;
  char        *complaint;
} Fixture;

static void
set_up (StoreFixture  *f,
        gconstpointer  data)
{
  store_fixture_set_up (f, data);
  ((Fixture *) f)->complaint = store_complaint_id (1);
}

static void
tear_down (StoreFixture  *f,
           gconstpointer  data)
{
  g_free (((Fixture *) f)->complaint);
  store_fixture_tear_down (f, data);
}

static LoketOutboxOp *
send_off (StoreFixture *f,
          const char   *text,
          const char   *replaces)
{
  g_autoptr (GError) error = NULL;
  LoketOutboxOp *op = store_send_off (f, ((Fixture *) f)->complaint, text, replaces, &error);

  g_assert_no_error (error);
  return op;
}

static void
go (StoreFixture        *f,
    const LoketOutboxOp *op,
    LoketOutboxState     from,
    LoketOutboxState     to)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketOutboxOp) after = store_step (f, op, from, to, &error);

  g_assert_no_error (error);
  g_assert_cmpint (after->state, ==, to);
}

static void
accept (StoreFixture        *f,
        const LoketOutboxOp *op)
{
  go (f, op, LOKET_OUTBOX_QUEUED, LOKET_OUTBOX_INFLIGHT);
  go (f, op, LOKET_OUTBOX_INFLIGHT, LOKET_OUTBOX_ACCEPTED);
}

static void
refuse (StoreFixture        *f,
        const LoketOutboxOp *op)
{
  go (f, op, LOKET_OUTBOX_QUEUED, LOKET_OUTBOX_INFLIGHT);
  go (f, op, LOKET_OUTBOX_INFLIGHT, LOKET_OUTBOX_NEEDS_USER);
}

static void
assert_due (StoreFixture        *f,
            const LoketOutboxOp *only)
{
  g_autoptr (GPtrArray) due = store_list_due (f, STORE_TEST_NOW);

  g_assert_cmpuint (due->len, ==, only != NULL ? 1 : 0);
  if (only != NULL)
    g_assert_cmpstr (((LoketOutboxOp *) g_ptr_array_index (due, 0))->reply_id, ==, only->reply_id);
}

/* Three replies to one complaint go one after the other, each naming the one
 * before, across restarts. */
static void
test_order (StoreFixture  *f,
            gconstpointer  data)
{
  g_autoptr (LoketOutboxOp) first = send_off (f, "Satu", NULL);
  g_autoptr (LoketOutboxOp) second = send_off (f, "Dua", NULL);
  g_autoptr (LoketOutboxOp) third = send_off (f, "Tiga", NULL);
  g_autoptr (LoketOutboxOp) fourth = NULL;

  g_assert_null (first->prev_reply_id);
  g_assert_cmpstr (second->prev_reply_id, ==, first->reply_id);
  g_assert_cmpstr (third->prev_reply_id, ==, second->reply_id);
  g_assert_cmpint (first->state, ==, LOKET_OUTBOX_QUEUED);
  g_assert_cmpint (second->state, ==, LOKET_OUTBOX_HELD);
  g_assert_cmpint (third->state, ==, LOKET_OUTBOX_HELD);

  assert_due (f, first);
  accept (f, first);
  store_assert_state (f, second, LOKET_OUTBOX_QUEUED);
  store_assert_state (f, third, LOKET_OUTBOX_HELD);
  assert_due (f, second);
  store_fixture_reopen (f);
  accept (f, second);
  assert_due (f, third);
  accept (f, third);
  assert_due (f, NULL);

  fourth = send_off (f, "Empat", NULL);
  g_assert_cmpstr (fourth->prev_reply_id, ==, third->reply_id);
  g_assert_cmpint (fourth->state, ==, LOKET_OUTBOX_QUEUED);
}

/* One complaint's trouble is not another's. */
static void
test_other_complaint (StoreFixture  *f,
                      gconstpointer  data)
{
  g_autofree char *other_id = store_complaint_id (2);
  g_autoptr (LoketOutboxOp) stuck = send_off (f, "Satu", NULL);
  g_autoptr (LoketOutboxOp) other = store_send_off (f, other_id, "Dua", NULL, NULL);

  refuse (f, stuck);
  g_assert_null (other->prev_reply_id);
  assert_due (f, other);
}

/* A reply that needs the person holds the later ones back, and when it is
 * taken back the person decides about them too. */
static void
test_needs_user (StoreFixture  *f,
                 gconstpointer  data)
{
  g_autoptr (LoketOutboxOp) first = send_off (f, "Satu", NULL);
  g_autoptr (LoketOutboxOp) second = send_off (f, "Dua", NULL);
  g_autoptr (LoketOutboxOp) revoking = NULL;
  g_autoptr (LoketOutboxOp) after = NULL;

  refuse (f, first);
  store_assert_state (f, second, LOKET_OUTBOX_HELD);
  assert_due (f, NULL);

  revoking = store_withdraw (f, first, FALSE, NULL);
  g_assert_cmpint (revoking->state, ==, LOKET_OUTBOX_REVOKING);
  assert_due (f, first);
  store_assert_state (f, second, LOKET_OUTBOX_HELD);
  go (f, first, LOKET_OUTBOX_REVOKING, LOKET_OUTBOX_REVOKED);
  after = store_get_op (f, second->reply_id);
  g_assert_cmpint (after->state, ==, LOKET_OUTBOX_NEEDS_USER);
  g_assert_cmpstr (after->reason, ==, "predecessor");
}

/* The hub had it after all: the later reply goes on as if nothing was. */
static void
test_revoke_too_late (StoreFixture  *f,
                      gconstpointer  data)
{
  g_autoptr (LoketOutboxOp) first = send_off (f, "Satu", NULL);
  g_autoptr (LoketOutboxOp) second = send_off (f, "Dua", NULL);
  g_autoptr (LoketOutboxOp) revoking = NULL;

  refuse (f, first);
  revoking = store_withdraw (f, first, TRUE, NULL);
  go (f, first, LOKET_OUTBOX_REVOKING, LOKET_OUTBOX_ACCEPTED);
  store_assert_state (f, second, LOKET_OUTBOX_QUEUED);
}

/* Sending anyway: the new reply waits for the old one's end, takes its place
 * before the others and names what the old one named. */
static void
test_replace (StoreFixture  *f,
              gconstpointer  data)
{
  g_autoptr (LoketOutboxOp) zero = send_off (f, "Nol", NULL);
  g_autoptr (LoketOutboxOp) first = send_off (f, "Satu", NULL);
  g_autoptr (LoketOutboxOp) last = send_off (f, "Dua", NULL);
  g_autoptr (LoketOutboxOp) instead = NULL;
  g_autoptr (LoketOutboxOp) again = NULL;

  accept (f, zero);
  refuse (f, first);
  instead = send_off (f, "Satu, sudah dibaca", first->reply_id);
  g_assert_cmpstr (instead->prev_reply_id, ==, zero->reply_id);
  g_assert_cmpint (instead->state, ==, LOKET_OUTBOX_HELD);
  store_assert_state (f, first, LOKET_OUTBOX_REVOKING);
  assert_due (f, first);

  go (f, first, LOKET_OUTBOX_REVOKING, LOKET_OUTBOX_REVOKED);
  store_assert_state (f, instead, LOKET_OUTBOX_QUEUED);
  store_assert_state (f, last, LOKET_OUTBOX_NEEDS_USER);
  assert_due (f, instead);

  /* The one that was behind names the new one when it is sent after all. */
  again = send_off (f, "Dua, tetap", last->reply_id);
  store_assert_state (f, last, LOKET_OUTBOX_DISCARDED);
  g_assert_cmpstr (again->prev_reply_id, ==, instead->reply_id);
  g_assert_cmpint (again->state, ==, LOKET_OUTBOX_HELD);
  g_assert_cmpint (instead->number, <, again->number);
  assert_due (f, instead);
  accept (f, instead);
  assert_due (f, again);
}

/* The same, but the old one had arrived: two answers would be one too many. */
static void
test_replace_too_late (StoreFixture  *f,
                       gconstpointer  data)
{
  g_autoptr (LoketOutboxOp) first = send_off (f, "Satu", NULL);
  g_autoptr (LoketOutboxOp) instead = NULL;
  g_autoptr (LoketOutboxOp) after = NULL;

  refuse (f, first);
  instead = send_off (f, "Satu, sudah dibaca", first->reply_id);
  go (f, first, LOKET_OUTBOX_REVOKING, LOKET_OUTBOX_ACCEPTED);
  after = store_get_op (f, instead->reply_id);
  g_assert_cmpint (after->state, ==, LOKET_OUTBOX_NEEDS_USER);
  g_assert_cmpstr (after->reason, ==, "already-accepted");
}

/* Replacing what never left needs nobody's word. */
static void
test_replace_untried (StoreFixture  *f,
                      gconstpointer  data)
{
  g_autoptr (LoketOutboxOp) first = send_off (f, "Satu", NULL);
  g_autoptr (LoketOutboxOp) instead = send_off (f, "Satu, lebih baik", first->reply_id);

  store_assert_state (f, first, LOKET_OUTBOX_DISCARDED);
  g_assert_cmpint (instead->state, ==, LOKET_OUTBOX_QUEUED);
  assert_due (f, instead);
}

/* The text of a reply taken back is a draft again, once it is sure. */
static void
test_take_back (StoreFixture  *f,
                gconstpointer  data)
{
  const char *complaint = ((Fixture *) f)->complaint;
  g_autoptr (LoketOutboxOp) first = send_off (f, "Satu, panjang sekali", NULL);
  g_autoptr (LoketOutboxOp) revoking = NULL;
  g_autoptr (LoketDraft) none = NULL;
  g_autoptr (LoketDraft) draft = NULL;

  refuse (f, first);
  revoking = store_withdraw (f, first, TRUE, NULL);
  none = store_get_draft (f, complaint);
  g_assert_cmpint (none->rev, ==, 0);
  go (f, first, LOKET_OUTBOX_REVOKING, LOKET_OUTBOX_REVOKED);
  draft = store_get_draft (f, complaint);
  g_assert_cmpint (draft->rev, ==, 1);
  g_assert_cmpstr (draft->text, ==, "Satu, panjang sekali");
  g_assert_cmpint (draft->outcome, ==, LOKET_OUTCOME_IN_PROGRESS);
  g_assert_cmpint (draft->base_substance, ==, 3);
}

/* The hub was restored and has forgotten two replies: they go out again, the
 * same bytes, in their order, before anything newer. */
static void
test_restored_hub (StoreFixture  *f,
                   gconstpointer  data)
{
  g_autoptr (LoketOutboxOp) first = send_off (f, "Satu", NULL);
  g_autoptr (LoketOutboxOp) second = send_off (f, "Dua", NULL);
  g_autoptr (LoketOutboxOp) third = NULL;
  g_autoptr (LoketOutboxOp) again = NULL;
  g_autoptr (GPtrArray) forgotten = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  accept (f, first);
  accept (f, second);
  third = send_off (f, "Tiga", NULL);
  STORE_CALL (result, loket_user_store_list_unconfirmed, f->user, "another life");
  forgotten = loket_user_store_list_unconfirmed_finish (f->user, result, NULL);
  g_assert_cmpuint (forgotten->len, ==, 2);

  go (f, first, LOKET_OUTBOX_ACCEPTED, LOKET_OUTBOX_QUEUED);
  go (f, second, LOKET_OUTBOX_ACCEPTED, LOKET_OUTBOX_QUEUED);
  again = store_get_op (f, first->reply_id);
  g_assert_nonnull (again->receipt);
  g_assert_true (g_bytes_equal (again->wire, first->wire));
  assert_due (f, first);
  accept (f, first);
  assert_due (f, second);
  accept (f, second);
  assert_due (f, third);
}

/* Long after, only what something may still need is remembered. */
static void
test_prune (StoreFixture  *f,
            gconstpointer  data)
{
  g_autoptr (LoketOutboxOp) first = send_off (f, "Satu", NULL);
  g_autoptr (LoketOutboxOp) second = NULL;
  g_autoptr (LoketOutboxOp) third = NULL;
  g_autoptr (LoketOutboxOp) discarded = NULL;
  g_autoptr (LoketAccount) account = loket_account_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) spared = NULL;
  g_autoptr (GPtrArray) left = NULL;

  accept (f, first);
  second = send_off (f, "Dua", NULL);
  accept (f, second);
  third = send_off (f, "Tiga", NULL);
  discarded = store_withdraw (f, third, FALSE, NULL);
  g_assert_cmpint (discarded->state, ==, LOKET_OUTBOX_DISCARDED);

  /* The hub may still forget: the accepted ones stay, the discarded one goes. */
  loket_clock_advance (f->clock, 91 * 86400);
  store_fixture_reopen (f);
  all = store_list_ops (f, LOKET_OUTBOX_FILTER_ALL, NULL);
  g_assert_cmpuint (all->len, ==, 2);

  /* What is durable in another life of the hub says nothing about them. */
  account->durable_seq = G_MAXINT64;
  account->epoch = g_strdup ("another life");
  STORE_CALL (result, loket_user_store_save_account, f->user, account);
  g_assert_true (loket_user_store_save_account_finish (f->user, result, NULL));
  g_clear_object (&result);
  store_fixture_reopen (f);
  spared = store_list_ops (f, LOKET_OUTBOX_FILTER_ALL, NULL);
  g_assert_cmpuint (spared->len, ==, 2);

  /* There it has to have said that it has them. */
  g_ptr_array_add (ids, first->reply_id);
  STORE_CALL (result, loket_user_store_confirm, f->user, ids, "another life");
  g_assert_true (loket_user_store_confirm_finish (f->user, result, NULL));
  g_clear_object (&result);
  store_fixture_reopen (f);
  left = store_list_ops (f, LOKET_OUTBOX_FILTER_ALL, NULL);
  g_assert_cmpuint (left->len, ==, 1);
  g_assert_cmpstr (((LoketOutboxOp *) g_ptr_array_index (left, 0))->reply_id, ==, second->reply_id);
}

/* Two composers froze for the same place in the chain: the second is told. */
static void
test_chain_moved (StoreFixture  *f,
                  gconstpointer  data)
{
  const char *complaint = ((Fixture *) f)->complaint;
  g_autofree char *reply_id = loket_text_new_uuid ();
  g_autoptr (GBytes) wire = store_make_wire (reply_id, complaint, NULL, "Terlambat");
  g_autoptr (LoketOutboxOp) first = send_off (f, "Satu", NULL);
  g_autoptr (LoketDraft) draft = store_save_draft (f, complaint, "Terlambat", NULL);
  g_autoptr (LoketDraft) kept = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  LoketSendOff late = { .reply_id = reply_id, .complaint_id = complaint, .wire = wire };

  STORE_CALL (result, loket_user_store_queue, f->user, &late);
  g_assert_null (loket_user_store_queue_finish (f->user, result, &error));
  g_assert_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_CONFLICT);
  kept = store_get_draft (f, complaint);
  g_assert_cmpstr (kept->text, ==, "Terlambat");
}

/* An id stands for its bytes: the same again changes nothing, others are
 * refused. */
static void
test_same_id (StoreFixture  *f,
              gconstpointer  data)
{
  const char *complaint = ((Fixture *) f)->complaint;
  g_autoptr (LoketOutboxOp) first = send_off (f, "Satu", NULL);
  g_autoptr (GBytes) other = store_make_wire (first->reply_id, complaint, NULL, "Lain");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (LoketOutboxOp) again = NULL;
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GError) error = NULL;
  LoketSendOff send = { .reply_id = first->reply_id, .complaint_id = complaint, .wire = first->wire };

  accept (f, first);
  STORE_CALL (result, loket_user_store_queue, f->user, &send);
  again = loket_user_store_queue_finish (f->user, result, &error);
  g_assert_no_error (error);
  g_assert_cmpint (again->state, ==, LOKET_OUTBOX_ACCEPTED);

  send.wire = other;
  STORE_CALL (result, loket_user_store_queue, f->user, &send);
  g_assert_null (loket_user_store_queue_finish (f->user, result, &error));
  g_assert_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_CONFLICT);
  all = store_list_ops (f, LOKET_OUTBOX_FILTER_ALL, complaint);
  g_assert_cmpuint (all->len, ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(path, function) \
  g_test_add_vtable (path, sizeof (Fixture), NULL, (GTestFixtureFunc) (void (*) (void)) set_up, \
                     (GTestFixtureFunc) (void (*) (void)) function, \
                     (GTestFixtureFunc) (void (*) (void)) tear_down)
  ADD ("/store/chain/order", test_order);
  ADD ("/store/chain/other-complaint", test_other_complaint);
  ADD ("/store/chain/needs-user", test_needs_user);
  ADD ("/store/chain/revoke-too-late", test_revoke_too_late);
  ADD ("/store/chain/replace", test_replace);
  ADD ("/store/chain/replace-too-late", test_replace_too_late);
  ADD ("/store/chain/replace-untried", test_replace_untried);
  ADD ("/store/chain/take-back", test_take_back);
  ADD ("/store/chain/restored-hub", test_restored_hub);
  ADD ("/store/chain/prune", test_prune);
  ADD ("/store/chain/moved", test_chain_moved);
  ADD ("/store/chain/same-id", test_same_id);
#undef ADD
  return g_test_run ();
}
