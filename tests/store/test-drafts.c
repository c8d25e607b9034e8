/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

/* Saving twice is saving once; what the draft is based on is what the officer
 * saw when it was begun. */
static void
test_save (StoreFixture  *f,
           gconstpointer  data)
{
  g_autofree char *complaint = store_complaint_id (1);
  g_autoptr (LoketDraft) first = store_save_draft (f, complaint, "Terima kasih", NULL);
  g_autoptr (LoketDraft) same = store_save_draft (f, complaint, "Terima kasih", NULL);
  g_autoptr (LoketDraft) next = NULL;
  g_autoptr (LoketDraft) change = loket_draft_copy (first);
  g_autoptr (LoketDraft) back = NULL;
  g_autoptr (LoketDraft) stored = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  g_assert_cmpint (first->rev, ==, 1);
  g_assert_cmpint (same->rev, ==, 1);

  loket_clock_advance (f->clock, 60);
  g_free (change->text);
  change->text = g_strdup ("Terima kasih, “kami” segera ke lokasi.\n");
  change->base_substance = 7;
  change->ack = 7;
  g_ptr_array_add (change->overrides, loket_override_new ("KON-01", "Jadwal 'tetap'\nada"));
  STORE_CALL (result, loket_user_store_save_draft, f->user, change);
  next = loket_user_store_save_draft_finish (f->user, result, NULL);
  g_assert_cmpint (next->rev, ==, 2);

  change->ack = 5;
  STORE_CALL (result, loket_user_store_save_draft, f->user, change);
  back = loket_user_store_save_draft_finish (f->user, result, NULL);
  g_assert_cmpint (back->rev, ==, 2);

  store_fixture_reopen (f);
  stored = store_get_draft (f, complaint);
  g_assert_cmpstr (stored->text, ==, change->text);
  g_assert_cmpint (stored->base_substance, ==, 3);
  g_assert_cmpstr (stored->base_snapshot, ==, "{\"seen\":true}");
  g_assert_cmpint (stored->ack, ==, 7);
  g_assert_cmpint (stored->created_at, ==, STORE_TEST_NOW);
  g_assert_cmpint (stored->updated_at, ==, STORE_TEST_NOW + 60);
  g_assert_cmpuint (stored->overrides->len, ==, 1);
  g_assert_cmpstr (((LoketOverride *) g_ptr_array_index (stored->overrides, 0))->reason, ==,
                   "Jadwal 'tetap'\nada");
}

static void
test_revisions (StoreFixture  *f,
                gconstpointer  data)
{
  g_autofree char *complaint = store_complaint_id (1);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) revisions = NULL;

  for (guint i = 1; i <= 25; i++)
    {
      g_autofree char *text = g_strdup_printf ("Versi %u", i);
      g_autoptr (LoketDraft) saved = store_save_draft (f, complaint, text, NULL);

      g_assert_cmpint (saved->rev, ==, i);
    }
  STORE_CALL (result, loket_user_store_list_revisions, f->user, complaint);
  revisions = loket_user_store_list_revisions_finish (f->user, result, NULL);
  g_assert_cmpuint (revisions->len, ==, 20);
  for (guint i = 0; i < revisions->len; i++)
    {
      const LoketDraft *revision = g_ptr_array_index (revisions, i);
      g_autofree char *text = g_strdup_printf ("Versi %u", 25 - i);

      g_assert_cmpint (revision->rev, ==, 25 - i);
      g_assert_cmpstr (revision->text, ==, text);
    }
}

static gint64
discard (StoreFixture  *f,
         const char    *complaint,
         GError       **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  STORE_CALL (result, loket_user_store_discard_draft, f->user, complaint);
  return loket_user_store_discard_draft_finish (f->user, result, error);
}

static LoketDraft *
restore (StoreFixture  *f,
         gint64         handle,
         GError       **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  STORE_CALL (result, loket_user_store_restore_draft, f->user, handle);
  return loket_user_store_restore_draft_finish (f->user, result, error);
}

/* A discarded draft comes back as it was, once, unless another was begun. */
static void
test_discard (StoreFixture  *f,
              gconstpointer  data)
{
  g_autofree char *complaint = store_complaint_id (1);
  g_autoptr (LoketDraft) saved = store_save_draft (f, complaint, "Terima kasih", NULL);
  g_autoptr (LoketDraft) gone = NULL;
  g_autoptr (LoketDraft) restored = NULL;
  g_autoptr (LoketDraft) other = NULL;
  g_autoptr (GError) error = NULL;
  gint64 handle = discard (f, complaint, &error);

  g_assert_no_error (error);
  g_assert_cmpint (handle, !=, 0);
  gone = store_get_draft (f, complaint);
  g_assert_cmpint (gone->rev, ==, 0);
  g_assert_cmpstr (gone->text, ==, "");

  store_fixture_reopen (f);
  restored = restore (f, handle, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (restored->text, ==, "Terima kasih");
  g_assert_cmpint (restored->base_substance, ==, 3);
  g_assert_null (restore (f, handle, &error));
  g_assert_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);

  handle = discard (f, complaint, NULL);
  other = store_save_draft (f, complaint, "Lain", NULL);
  g_assert_null (restore (f, handle, &error));
  g_assert_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_CONFLICT);
  g_clear_error (&error);

  handle = discard (f, complaint, NULL);
  g_assert_cmpint (discard (f, complaint, &error), ==, 0);
  g_assert_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_NOT_FOUND);
}

/* Sending off and the end of the draft are one. */
static void
test_send_off (StoreFixture  *f,
               gconstpointer  data)
{
  g_autofree char *complaint = store_complaint_id (1);
  g_autofree char *other = store_complaint_id (2);
  g_autoptr (LoketDraft) draft = store_save_draft (f, complaint, "Terima kasih", NULL);
  g_autoptr (LoketDraft) kept = store_save_draft (f, other, "Belum", NULL);
  g_autoptr (LoketOutboxOp) op = store_send_off (f, complaint, "Terima kasih", NULL, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) drafts = NULL;
  LoketUserCounts counts;

  STORE_CALL (result, loket_user_store_list_drafts, f->user);
  drafts = loket_user_store_list_drafts_finish (f->user, result, NULL);
  g_assert_cmpuint (drafts->len, ==, 1);
  g_assert_cmpstr (((LoketDraft *) g_ptr_array_index (drafts, 0))->complaint_id, ==, other);
  STORE_CALL (result, loket_user_store_count, f->user);
  g_assert_true (loket_user_store_count_finish (f->user, result, &counts, NULL));
  g_assert_cmpuint (counts.drafts, ==, 1);
  g_assert_cmpuint (counts.waiting, ==, 1);
  g_assert_cmpuint (counts.needs_user, ==, 0);
  g_assert_cmpuint (counts.sent, ==, 0);
  g_assert_nonnull (op);
}

static void
test_account (StoreFixture  *f,
              gconstpointer  data)
{
  g_autoptr (LoketAccount) account = loket_account_new ();
  g_autoptr (LoketAccount) empty = NULL;
  g_autoptr (LoketAccount) loaded = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  STORE_CALL (result, loket_user_store_load_account, f->user);
  empty = loket_user_store_load_account_finish (f->user, result, NULL);
  g_assert_null (empty->server);
  g_assert_null (empty->officer);

  account->server = g_strdup ("https://127.0.0.1:8443");
  account->device_id = g_strdup ("00000000-0000-4000-8000-00000000de01");
  account->sealed_tokens = g_bytes_new ("\0\1\2", 3);
  account->durable_seq = 42;
  account->officer = loket_officer_new ();
  account->officer->id = g_strdup ("7");
  account->officer->name = g_strdup ("Petugas Contoh");
  account->officer->role = LOKET_ROLE_SUPERVISOR;
  STORE_CALL (result, loket_user_store_save_account, f->user, account);
  g_assert_true (loket_user_store_save_account_finish (f->user, result, NULL));

  store_fixture_reopen (f);
  STORE_CALL (result, loket_user_store_load_account, f->user);
  loaded = loket_user_store_load_account_finish (f->user, result, NULL);
  g_assert_cmpstr (loaded->server, ==, account->server);
  g_assert_true (g_bytes_equal (loaded->sealed_tokens, account->sealed_tokens));
  g_assert_cmpint (loaded->durable_seq, ==, 42);
  g_assert_cmpint (loaded->last_sync, ==, LOKET_TIME_UNSET);
  g_assert_cmpstr (loaded->officer->name, ==, "Petugas Contoh");
  g_assert_cmpint (loaded->officer->role, ==, LOKET_ROLE_SUPERVISOR);
  g_assert_null (loaded->officer->agency_code);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(path, function) \
  g_test_add (path, StoreFixture, NULL, store_fixture_set_up, function, store_fixture_tear_down)
  ADD ("/store/drafts/save", test_save);
  ADD ("/store/drafts/revisions", test_revisions);
  ADD ("/store/drafts/discard", test_discard);
  ADD ("/store/drafts/send-off", test_send_off);
  ADD ("/store/account", test_account);
#undef ADD
  return g_test_run ();
}
