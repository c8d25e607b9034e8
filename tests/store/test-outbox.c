/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#include <glib/gstdio.h>

#include "loket-outbox-rules.h"
#include "loket-text.h"

#define FIRST LOKET_OUTBOX_NONE
#define LAST LOKET_OUTBOX_ACCEPTED

/* The table of the protocol once more, from the other side: what is not here
 * is forbidden. `u` untried only, `t` tried only, `b` both. */
static const char *const allowed[] = {
  "none>queued:u",
  "queued>held:b", "held>queued:b", "held>needs_user:b",
  "queued>inflight:b", "waiting>inflight:b",
  "queued>uploading:b", "waiting>uploading:b", "uploading>inflight:b", "uploading>waiting:b",
  "uploading>needs_user:b", "uploading>held:b", "uploading>discarded:u", "uploading>revoking:t",
  "inflight>accepted:t", "inflight>waiting:t", "inflight>needs_user:t",
  "waiting>held:t",
  "queued>discarded:u", "held>discarded:u", "waiting>discarded:u", "needs_user>discarded:u",
  "queued>revoking:t", "held>revoking:t", "waiting>revoking:t", "needs_user>revoking:t",
  "revoking>revoked:t", "revoking>accepted:t",
  "accepted>queued:t",
};

static gboolean
is_allowed (LoketOutboxState from,
            LoketOutboxState to,
            guint            attempts)
{
  for (guint i = 0; i < G_N_ELEMENTS (allowed); i++)
    {
      g_auto (GStrv) parts = g_strsplit_set (allowed[i], ">:", 3);

      if (g_str_equal (parts[0], loket_outbox_state_to_name (from)) &&
          g_str_equal (parts[1], loket_outbox_state_to_name (to)))
        return parts[2][0] == 'b' || (parts[2][0] == 't') == (attempts > 0);
    }
  return FALSE;
}

static void
test_rules_table (void)
{
  guint n_allowed = 0;

  for (int from = FIRST; from <= LAST; from++)
    for (int to = FIRST; to <= LAST; to++)
      for (guint attempts = 0; attempts <= 2; attempts++)
        {
          gboolean expected = is_allowed (from, to, attempts);

          g_assert_cmpint (loket_outbox_can_go (from, to, attempts), ==, expected);
          n_allowed += expected;
        }
  g_assert_cmpuint (n_allowed, ==, 11 * 3 + 6 * 1 + 12 * 2);
}

/* Rewrites a reply's state behind the store's back, to get to every pair. */
static void
force_state (StoreFixture     *f,
             const char       *reply_id,
             LoketOutboxState  state,
             guint             attempts)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sql = NULL;

  store_fixture_close (f);
  sql = g_strdup_printf ("DROP TRIGGER op_frozen; "
                         "UPDATE op SET state = '%s', attempts = %u, next_at = NULL, "
                         "receipt_seq = 1, receipt_mac = 'x', receipt_epoch = 'e' WHERE rid = '%s'; "
                         "CREATE TRIGGER op_frozen BEFORE UPDATE ON op WHEN new.rid IS NOT old.rid "
                         "BEGIN SELECT raise (ABORT, 'x'); END;",
                         loket_outbox_state_to_name (state), attempts, reply_id);
  store_fixture_sql (f, "user.db", sql, &error);
  g_assert_no_error (error);
  store_fixture_reopen (f);
}

/* The store takes exactly the allowed steps; a refused one leaves no trace. */
static void
test_rules_store (StoreFixture  *f,
                  gconstpointer  data)
{
  g_autofree char *complaint = store_complaint_id (1);
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketOutboxOp) op = store_send_off (f, complaint, "Terima kasih", NULL, &error);

  g_assert_no_error (error);
  for (int from = LOKET_OUTBOX_QUEUED; from <= LAST; from++)
    for (guint attempts = 0; attempts <= 1; attempts++)
      {
        /* The store itself turns this one into waiting when it opens. */
        if (from == LOKET_OUTBOX_INFLIGHT)
          continue;
        force_state (f, op->reply_id, from, attempts);
        for (int to = FIRST; to <= LAST; to++)
          {
            g_autoptr (LoketOutboxOp) after = NULL;

            if (is_allowed (from, to, attempts))
              continue;
            after = store_step (f, op, from, to, &error);
            g_assert_null (after);
            g_assert_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_ILLEGAL);
            g_clear_error (&error);
            store_assert_state (f, op, from);
          }
        for (int to = LOKET_OUTBOX_QUEUED; to <= LAST; to++)
          {
            g_autoptr (LoketOutboxOp) after = NULL;

            if (!is_allowed (from, to, attempts))
              continue;
            force_state (f, op->reply_id, from, attempts);
            after = store_step (f, op, from, to, &error);
            g_assert_no_error (error);
            g_assert_cmpint (after->state, ==, to);
          }
      }
}

/* From the real way: queued, tried, and every step out of it. */
static void
test_rules_inflight (StoreFixture  *f,
                     gconstpointer  data)
{
  for (int to = FIRST; to <= LAST; to++)
    {
      g_autofree char *complaint = store_complaint_id (100 + to);
      g_autoptr (GError) error = NULL;
      g_autoptr (LoketOutboxOp) op = store_send_off (f, complaint, "Terima kasih", NULL, &error);
      g_autoptr (LoketOutboxOp) flying = NULL;
      g_autoptr (LoketOutboxOp) after = NULL;

      flying = store_step (f, op, LOKET_OUTBOX_QUEUED, LOKET_OUTBOX_INFLIGHT, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (flying->attempts, ==, 1);
      after = store_step (f, op, LOKET_OUTBOX_INFLIGHT, to, &error);
      if (is_allowed (LOKET_OUTBOX_INFLIGHT, to, 1))
        {
          g_assert_no_error (error);
          g_assert_cmpint (after->state, ==, to);
          g_assert_true ((after->receipt != NULL) == (to == LOKET_OUTBOX_ACCEPTED));
        }
      else
        g_assert_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_ILLEGAL);
    }
}

/* Two who want the same step: one takes it, the other learns that it was late. */
static void
test_race (StoreFixture  *f,
           gconstpointer  data)
{
  g_autofree char *complaint = store_complaint_id (1);
  g_autoptr (LoketOutboxOp) op = store_send_off (f, complaint, "Terima kasih", NULL, NULL);
  LoketOutboxStep step = { LOKET_OUTBOX_QUEUED, LOKET_OUTBOX_INFLIGHT, LOKET_TIME_UNSET };
  guint n_won = 0;
  guint n_late = 0;

  {
    GAsyncResult *results[8] = { NULL };

    for (guint i = 0; i < G_N_ELEMENTS (results); i++)
      loket_user_store_step_async (f->user, op->reply_id, &step, NULL, store_wait_cb, &results[i]);
    for (guint i = 0; i < G_N_ELEMENTS (results); i++)
      {
        g_autoptr (GAsyncResult) result = store_wait (&results[i]);
        g_autoptr (GError) error = NULL;
        g_autoptr (LoketOutboxOp) after = loket_user_store_step_finish (f->user, result, &error);

        n_won += after != NULL;
        n_late += g_error_matches (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_CONFLICT);
      }
  }
  g_assert_cmpuint (n_won, ==, 1);
  g_assert_cmpuint (n_late, ==, 7);
  store_fixture_close (f);
  g_assert_cmpint (store_fixture_sql (f, "user.db", "SELECT attempts FROM op", NULL), ==, 1);
  g_assert_cmpint (store_fixture_sql (f, "user.db", "SELECT count(*) FROM op_log", NULL), ==, 2);
}

/* A receipt for something else proves nothing. */
static void
test_receipt (StoreFixture  *f,
              gconstpointer  data)
{
  g_autofree char *complaint = store_complaint_id (1);
  g_autoptr (LoketOutboxOp) op = store_send_off (f, complaint, "Terima kasih", NULL, NULL);
  g_autoptr (LoketOutboxOp) flying =
    store_step (f, op, LOKET_OUTBOX_QUEUED, LOKET_OUTBOX_INFLIGHT, NULL);
  g_autoptr (LoketReceipt) receipt = store_make_receipt (op, 1);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  LoketOutboxStep step = { LOKET_OUTBOX_INFLIGHT, LOKET_OUTBOX_ACCEPTED, LOKET_TIME_UNSET };

  STORE_CALL (result, loket_user_store_step, f->user, op->reply_id, &step);
  g_assert_null (loket_user_store_step_finish (f->user, result, &error));
  g_assert_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_ILLEGAL);
  g_clear_error (&error);

  receipt->body_sha256[0] = receipt->body_sha256[0] == '0' ? '1' : '0';
  step.receipt = receipt;
  STORE_CALL (result, loket_user_store_step, f->user, op->reply_id, &step);
  g_assert_null (loket_user_store_step_finish (f->user, result, &error));
  g_assert_nonnull (error);
  store_assert_state (f, op, LOKET_OUTBOX_INFLIGHT);
}

/* What the code must never do, the file forbids by itself. */
static void
test_file_guards (StoreFixture  *f,
                  gconstpointer  data)
{
  static const char *const forbidden[] = {
    "DELETE FROM op",
    "UPDATE op SET wire = x'00'",
    "UPDATE op SET wire_sha256 = hex (zeroblob (32))",
    "UPDATE op SET rid = 'another'",
    "UPDATE op SET attempts = 0",
    "UPDATE op SET state = 'gone'",
    "UPDATE op SET state = 'accepted'",
    "UPDATE op_log SET why = 'rewritten'",
  };
  g_autofree char *complaint = store_complaint_id (1);
  g_autoptr (LoketOutboxOp) op = store_send_off (f, complaint, "Terima kasih", NULL, NULL);
  g_autoptr (LoketOutboxOp) flying =
    store_step (f, op, LOKET_OUTBOX_QUEUED, LOKET_OUTBOX_INFLIGHT, NULL);

  g_assert_nonnull (flying);
  store_fixture_close (f);
  for (guint i = 0; i < G_N_ELEMENTS (forbidden); i++)
    {
      g_autoptr (GError) error = NULL;

      store_fixture_sql (f, "user.db", forbidden[i], &error);
      g_assert_nonnull (error);
    }
  store_fixture_reopen (f);
  store_assert_state (f, op, LOKET_OUTBOX_WAITING);
}

/* What was under way when the program ended may have arrived; it is sent again
 * soon, whatever a wrong clock wrote. */
static void
test_recovery (StoreFixture  *f,
               gconstpointer  data)
{
  g_autofree char *complaint = store_complaint_id (1);
  g_autofree char *other = store_complaint_id (2);
  g_autoptr (LoketOutboxOp) op = store_send_off (f, complaint, "Satu", NULL, NULL);
  g_autoptr (LoketOutboxOp) far = store_send_off (f, other, "Dua", NULL, NULL);
  g_autoptr (LoketOutboxOp) step1 = store_step (f, op, LOKET_OUTBOX_QUEUED, LOKET_OUTBOX_INFLIGHT, NULL);
  g_autoptr (LoketOutboxOp) step2 = store_step (f, far, LOKET_OUTBOX_QUEUED, LOKET_OUTBOX_INFLIGHT, NULL);
  g_autoptr (LoketOutboxOp) after = NULL;
  g_autoptr (LoketOutboxOp) clamped = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) due = NULL;
  LoketOutboxStep wait = { LOKET_OUTBOX_INFLIGHT, LOKET_OUTBOX_WAITING, STORE_TEST_NOW + 20 * 365 * 86400 };

  STORE_CALL (result, loket_user_store_step, f->user, far->reply_id, &wait);
  g_assert_nonnull (step2);
  store_fixture_reopen (f);

  after = store_get_op (f, op->reply_id);
  g_assert_cmpint (after->state, ==, LOKET_OUTBOX_WAITING);
  g_assert_cmpstr (after->reason, ==, "doubt");
  g_assert_cmpuint (after->attempts, ==, 1);
  g_assert_true (g_bytes_equal (after->wire, op->wire));
  clamped = store_get_op (f, far->reply_id);
  g_assert_cmpint (clamped->next_at, ==, STORE_TEST_NOW + 15 * 60);
  due = store_list_due (f, STORE_TEST_NOW);
  g_assert_cmpuint (due->len, ==, 1);
}

/* Damaged bytes are not sent; the person is asked. */
static void
test_damaged (StoreFixture  *f,
              gconstpointer  data)
{
  g_autofree char *complaint = store_complaint_id (1);
  g_autoptr (LoketOutboxOp) op = store_send_off (f, complaint, "Terima kasih", NULL, NULL);
  g_autoptr (LoketOutboxOp) after = NULL;
  g_autoptr (GPtrArray) due = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *journal = store_fixture_path (f, "outbox.journal");

  store_fixture_close (f);
  g_unlink (journal);
  store_fixture_sql (f, "user.db", "UPDATE op SET wire = CAST (substr (wire, 1, 30) || x'00' AS BLOB)", &error);
  g_assert_no_error (error);
  store_fixture_reopen (f);
  after = store_get_op (f, op->reply_id);
  g_assert_cmpint (after->state, ==, LOKET_OUTBOX_NEEDS_USER);
  g_assert_cmpstr (after->reason, ==, "damaged");
  due = store_list_due (f, G_MAXINT64);
  g_assert_cmpuint (due->len, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/store/outbox/rules/table", test_rules_table);
#define ADD(path, function) \
  g_test_add (path, StoreFixture, NULL, store_fixture_set_up, function, store_fixture_tear_down)
  ADD ("/store/outbox/rules/store", test_rules_store);
  ADD ("/store/outbox/rules/inflight", test_rules_inflight);
  ADD ("/store/outbox/race", test_race);
  ADD ("/store/outbox/receipt", test_receipt);
  ADD ("/store/outbox/file-guards", test_file_guards);
  ADD ("/store/outbox/recovery", test_recovery);
  ADD ("/store/outbox/damaged", test_damaged);
#undef ADD
  return g_test_run ();
}
