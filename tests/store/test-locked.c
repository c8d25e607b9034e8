/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#include <stdio.h>

#include <glib/gstdio.h>

#include "loket-profile-locked.h"
#include "loket-store-error.h"

#define COMPLAINT "c0000000-0000-4000-8000-000000000001"

static void
hide (const char *path,
      gboolean    hidden)
{
  g_autofree char *away = g_strconcat (path, ".away", NULL);

  g_assert_cmpint (hidden ? g_rename (path, away) : g_rename (away, path), ==, 0);
}

/* A reply, a second one to the same complaint, and a draft of another. */
static void
fill (StoreFixture *f)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketOutboxOp) first = store_send_off (f, COMPLAINT, "Sudah kami tangani.", NULL, &error);
  g_autoptr (LoketOutboxOp) second = store_send_off (f, COMPLAINT, "Sudah selesai.", NULL, &error);
  g_autoptr (LoketDraft) draft = store_save_draft (f, "c0000000-0000-4000-8000-000000000002", "Segera", &error);

  g_assert_no_error (error);
  g_assert_nonnull (first);
  g_assert_nonnull (second);
  g_assert_nonnull (draft);
}

static void
assert_lost (StoreFixture *f)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (store_fixture_try_open (f, &error));
  g_assert_error (error, LOKET_VAULT_ERROR, LOKET_VAULT_ERROR_KEY_LOST);
}

static void
assert_kept (StoreFixture *f,
             guint         n_waiting,
             guint         n_drafts)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree LoketProfileKept *kept = NULL;

  loket_profile_examine_async (f->folder, NULL, store_wait_cb, &result);
  kept = loket_profile_examine_finish (store_wait (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (kept->n_waiting, ==, n_waiting);
  g_assert_cmpuint (kept->n_needs_user, ==, 0);
  g_assert_cmpuint (kept->n_drafts, ==, n_drafts);
}

static char *
put_aside (StoreFixture *f)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *path;

  loket_profile_put_aside_async (f->folder, STORE_TEST_NOW, NULL, store_wait_cb, &result);
  path = loket_profile_put_aside_finish (store_wait (&result), &error);
  g_assert_no_error (error);
  return path;
}

static gboolean
bring_back (StoreFixture  *f,
            const char    *name,
            GError       **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  loket_profile_bring_back_async (f->folder, name, STORE_TEST_NOW + 60, NULL, store_wait_cb, &result);
  return loket_profile_bring_back_finish (store_wait (&result), error);
}

static void
assert_all_there (StoreFixture *f)
{
  g_autoptr (GPtrArray) ops = NULL;
  g_autoptr (LoketDraft) draft = NULL;

  store_fixture_reopen (f);
  ops = store_list_ops (f, LOKET_OUTBOX_FILTER_PENDING, NULL);
  g_assert_cmpuint (ops->len, ==, 2);
  draft = store_get_draft (f, "c0000000-0000-4000-8000-000000000002");
  g_assert_cmpstr (draft->text, ==, "Segera");
}

/* Without the key nothing is changed, and it is told what waits. */
static void
test_key_lost (StoreFixture  *f,
               gconstpointer  data)
{
  g_autofree char *path = store_fixture_path (f, "user.db");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize n_before;
  gsize n_after;

  fill (f);
  store_fixture_close (f);
  g_assert_true (g_file_get_contents (path, &before, &n_before, NULL));
  hide (f->key_file, TRUE);
  assert_lost (f);
  assert_kept (f, 2, 1);
  assert_lost (f);
  g_assert_true (g_file_get_contents (path, &after, &n_after, NULL));
  g_assert_cmpmem (before, n_before, after, n_after);
  g_assert_false (g_file_test (f->key_file, G_FILE_TEST_EXISTS));

  hide (f->key_file, FALSE);
  assert_all_there (f);
}

/* Whoever hears that a profile does not open can look into it at once. */
static void
test_free_at_once (StoreFixture  *f,
                   gconstpointer  data)
{
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GError) error = NULL;

  fill (f);
  store_fixture_close (f);
  hide (f->key_file, TRUE);
  loket_profile_open_async (f->folder, f->key_file, f->clock, NULL, store_wait_cb, &opened);
  g_assert_null (loket_profile_open_finish (store_wait (&opened), &error));
  g_assert_error (error, LOKET_VAULT_ERROR, LOKET_VAULT_ERROR_KEY_LOST);
  assert_kept (f, 2, 1); /* the result of opening is still held */
}

/* Sealed files whose slots are gone do not get a key that cannot open them. */
static void
test_slots_lost (StoreFixture  *f,
                 gconstpointer  data)
{
  const char *names[] = { "slots", "slots.copy" };
  g_autofree char *user = store_fixture_path (f, "user.db");
  FILE *file;

  fill (f);
  store_fixture_close (f);
  file = g_fopen (user, "r+");
  g_assert_cmpint (fseek (file, 63, SEEK_SET), ==, 0);
  if (fgetc (file) < 5) /* user_version, big-endian */
    {
      g_assert_cmpint (fseek (file, 63, SEEK_SET), ==, 0);
      g_assert_cmpint (fputc (5, file), ==, 5);
    }
  fclose (file);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = store_fixture_path (f, names[i]);

      hide (path, TRUE);
    }
  assert_lost (f);
  /* A file that is gone is read from its copies: the same holds for these. */
  {
    g_autofree char *backups = store_fixture_path (f, "backups");
    g_autofree char *backup = g_build_filename (backups, "user-20260101.db", NULL);

    g_mkdir (backups, 0700);
    g_assert_cmpint (g_rename (user, backup), ==, 0);
    assert_lost (f);
  }
}

static void
test_begin_anew (StoreFixture  *f,
                 gconstpointer  data)
{
  g_autofree char *aside = NULL;
  g_autofree char *name = NULL;
  g_autofree char *user = NULL;
  g_autofree char *kept = g_strconcat (f->key_file, ".away", NULL);
  g_auto (GStrv) names = NULL;
  g_auto (GStrv) later = NULL;
  g_autoptr (GPtrArray) ops = NULL;
  g_autoptr (GError) error = NULL;

  fill (f);
  store_fixture_close (f);
  hide (f->key_file, TRUE);
  assert_lost (f);
  aside = put_aside (f);
  name = g_path_get_basename (aside);
  user = g_build_filename (aside, "user.db", NULL);
  g_assert_true (g_file_test (user, G_FILE_TEST_EXISTS));
  names = loket_profile_list_aside (f->folder);
  g_assert_cmpuint (g_strv_length (names), ==, 1);
  g_assert_cmpstr (names[0], ==, name);

  /* The new profile is whole and empty, and has a key of its own. */
  store_fixture_reopen (f);
  ops = store_list_ops (f, LOKET_OUTBOX_FILTER_PENDING, NULL);
  g_assert_cmpuint (ops->len, ==, 0);
  store_fixture_close (f);
  assert_kept (f, 0, 0);

  g_assert_false (bring_back (f, "aside-nothing", &error));
  g_assert_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (bring_back (f, "../profile", &error));
  g_assert_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);

  /* With its key the old one comes back, and the new one is aside. */
  g_assert_true (bring_back (f, name, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_rename (kept, f->key_file), ==, 0);
  assert_all_there (f);
  later = loket_profile_list_aside (f->folder);
  g_assert_cmpuint (g_strv_length (later), ==, 1);
  g_assert_cmpstr (later[0], !=, name);
}

/* A move that a crash ended half way is made again. */
static void
test_half_moved (StoreFixture  *f,
                 gconstpointer  data)
{
  g_autofree char *aside = NULL;
  g_autofree char *name = NULL;
  g_autofree char *from = NULL;
  g_autofree char *to = store_fixture_path (f, "user.db");
  g_auto (GStrv) names = NULL;
  g_autoptr (GError) error = NULL;

  fill (f);
  store_fixture_close (f);
  aside = put_aside (f);
  name = g_path_get_basename (aside);
  from = g_build_filename (aside, "user.db", NULL);
  g_assert_cmpint (g_rename (from, to), ==, 0);
  g_assert_true (bring_back (f, name, &error));
  g_assert_no_error (error);
  assert_all_there (f);
  names = loket_profile_list_aside (f->folder);
  g_assert_cmpuint (g_strv_length (names), ==, 0);
}

/* Nothing of it goes while another program has the profile open. */
static void
test_in_use (StoreFixture  *f,
             gconstpointer  data)
{
  g_autoptr (GAsyncResult) examined = NULL;
  g_autoptr (GAsyncResult) moved = NULL;
  g_autoptr (GError) error = NULL;

  loket_profile_examine_async (f->folder, NULL, store_wait_cb, &examined);
  g_assert_null (loket_profile_examine_finish (store_wait (&examined), &error));
  g_assert_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_IN_USE);
  g_clear_error (&error);
  loket_profile_put_aside_async (f->folder, STORE_TEST_NOW, NULL, store_wait_cb, &moved);
  g_assert_null (loket_profile_put_aside_finish (store_wait (&moved), &error));
  g_assert_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_IN_USE);
}

static void
test_passphrase (StoreFixture  *f,
                 gconstpointer  data)
{
  g_autoptr (GAsyncResult) changed = NULL;
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GError) error = NULL;

  fill (f);
  loket_vault_change_passphrase_async (loket_profile_get_vault (f->profile), NULL, "kuda lumping naik becak", NULL,
                                       store_wait_cb, &changed);
  g_assert_true (loket_vault_change_passphrase_finish (store_wait (&changed), &error));
  store_fixture_close (f);
  hide (f->key_file, TRUE);
  g_assert_null (store_fixture_try_open (f, &error));
  g_assert_error (error, LOKET_VAULT_ERROR, LOKET_VAULT_ERROR_LOCKED);
  g_clear_error (&error);
  assert_kept (f, 2, 1);

  loket_profile_unlock_async (f->folder, NULL, "kuda lumping naik becak", f->clock, NULL, store_wait_cb, &opened);
  f->profile = loket_profile_open_finish (store_wait (&opened), &error);
  g_assert_no_error (error);
  hide (f->key_file, FALSE);
  assert_all_there (f);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(name, function) \
  g_test_add (name, StoreFixture, NULL, store_fixture_set_up, function, store_fixture_tear_down)
  ADD ("/locked/key-lost", test_key_lost);
  ADD ("/locked/free-at-once", test_free_at_once);
  ADD ("/locked/slots-lost", test_slots_lost);
  ADD ("/locked/begin-anew", test_begin_anew);
  ADD ("/locked/half-moved", test_half_moved);
  ADD ("/locked/in-use", test_in_use);
  ADD ("/locked/passphrase", test_passphrase);
  return g_test_run ();
}
