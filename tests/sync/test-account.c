/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine-fixture.h"

#include "loket-user-attachments.h"

#include <string.h>

static void
assert_refused (EngineFixture  *f,
                const char     *server,
                const char     *password,
                const char     *ca_path,
                LoketSyncError  code,
                LoketReason     reason)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  loket_sync_engine_sign_in_async (f->engine, server, "petugas", password, ca_path, NULL,
                                   store_wait_cb, &result);
  g_assert_false (loket_sync_engine_sign_in_finish (f->engine, store_wait (&result), &error));
  g_assert_error (error, LOKET_SYNC_ERROR, (int) code);
  g_assert_cmpstr (loket_reason_get_name (loket_sync_error_get_reason (error)), ==,
                   loket_reason_get_name (reason));
  g_assert_null (strstr (error->message, password));
}

/* What cannot work says why, and leaves nothing behind. */
static void
test_account_refusals (EngineFixture *f,
                       gconstpointer  data)
{
  const char *server = fake_hub_get_server (f->hub);
  g_autofree char *ca = fake_hub_dup_ca_path ();
  g_autoptr (GError) error = NULL;

  assert_refused (f, "http://127.0.0.1:1", "loket-demo", NULL, LOKET_SYNC_ERROR_ADDRESS,
                  LOKET_REASON_NOT_HTTPS);
  assert_refused (f, server, "loket-demo", "/nonexistent.pem", LOKET_SYNC_ERROR_ADDRESS,
                  LOKET_REASON_CA_UNREADABLE);
  assert_refused (f, server, "loket-demo", NULL, LOKET_SYNC_ERROR_OFFLINE,
                  LOKET_REASON_TLS_UNTRUSTED);
  assert_refused (f, server, "salah", ca, LOKET_SYNC_ERROR_CREDENTIALS,
                  LOKET_REASON_WRONG_PASSWORD);
  fake_hub_refuse (f->hub, LOKET_REQUEST_SIGN_IN, LOKET_PROBLEM_ACCOUNT_SUSPENDED, 1);
  assert_refused (f, server, "loket-demo", ca, LOKET_SYNC_ERROR_CREDENTIALS,
                  LOKET_REASON_SUSPENDED);
  fake_hub_mutate (f->hub, LOKET_REQUEST_SIGN_IN, MUTANT_HTML_200, 1);
  assert_refused (f, server, "loket-demo", ca, LOKET_SYNC_ERROR_OFFLINE, LOKET_REASON_PORTAL);
  fake_hub_mutate (f->hub, LOKET_REQUEST_SIGN_IN, MUTANT_JSON_EMPTY, 1);
  assert_refused (f, server, "loket-demo", ca, LOKET_SYNC_ERROR_NOT_HUB, LOKET_REASON_UNREADABLE);
  fake_hub_stop (f->hub);
  assert_refused (f, server, "loket-demo", ca, LOKET_SYNC_ERROR_OFFLINE, LOKET_REASON_REFUSED);

  engine_run (f, LOKET_SYNC_SIGNED_OUT, LOKET_REASON_SIGNED_OUT);
  fake_hub_resume (f->hub);
  g_assert_true (engine_sign_in (f, "loket-demo", &error));
  g_assert_no_error (error);
}

static gboolean
file_contains (StoreFixture *f,
               const char   *name,
               const char   *text)
{
  g_autofree char *path = store_fixture_path (f, name);
  g_autofree char *content = NULL;
  gsize length = 0;

  if (!g_file_get_contents (path, &content, &length, NULL))
    return FALSE;
  return memmem (content, length, text, strlen (text)) != NULL;
}

/* Neither token nor password is in any file of the profile. */
static void
test_account_sealed (EngineFixture *f,
                     gconstpointer  data)
{
  static const char *const secrets[] = { "refresh-1", "access-1", "loket-demo" };
  g_autoptr (GDir) dir = NULL;
  g_autoptr (GError) error = NULL;
  const char *name;
  guint files = 0;

  engine_start (f);
  engine_settle (f);
  dir = g_dir_open (f->store.folder, 0, &error);
  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      files++;
      for (guint i = 0; i < G_N_ELEMENTS (secrets); i++)
        g_assert_false (file_contains (&f->store, name, secrets[i]));
    }
  g_assert_cmpuint (files, >=, 3);
}

/* Signing out is refused while something waits, unless one insists; nothing but
 * the tokens goes. */
static void
test_account_sign_out (EngineFixture *f,
                       gconstpointer  data)
{
  g_autoptr (LoketOutboxOp) op = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rows = NULL;

  engine_start (f);
  op = engine_queue (f, 1);
  g_assert_false (engine_sign_out (f, FALSE, &error));
  g_assert_error (error, LOKET_SYNC_ERROR, LOKET_SYNC_ERROR_PENDING);
  g_clear_error (&error);
  g_assert_true (engine_sign_out (f, TRUE, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (fake_hub_count_requests (f->hub, LOKET_REQUEST_SIGN_OUT), ==, 1);

  engine_run (f, LOKET_SYNC_SIGNED_OUT, LOKET_REASON_SIGNED_OUT);
  engine_assert_op (f, op, LOKET_OUTBOX_QUEUED, LOKET_REASON_NONE);
  rows = store_query (&f->store, LOKET_VIEW_OPEN, NULL, NULL);
  g_assert_cmpuint (rows->len, ==, 5);

  g_assert_true (engine_sign_in (f, "loket-demo", &error));
  engine_run (f, LOKET_SYNC_OK, LOKET_REASON_NONE);
  engine_assert_op (f, op, LOKET_OUTBOX_ACCEPTED, LOKET_REASON_NONE);
  engine_settle (f);
}

/* Signing out works without the hub too. */
static void
test_account_sign_out_offline (EngineFixture *f,
                               gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  engine_start (f);
  fake_hub_stop (f->hub);
  g_assert_true (engine_sign_out (f, FALSE, &error));
  g_assert_no_error (error);
  engine_run (f, LOKET_SYNC_SIGNED_OUT, LOKET_REASON_SIGNED_OUT);
}

/* What came so far of a file is nobody's any more. */
static void
test_account_sign_out_parts (EngineFixture *f,
                             gconstpointer  data)
{
  g_autofree char *sha256 = g_strnfill (64, '1');
  g_autoptr (GBytes) part = g_bytes_new_static ("bagian", 6);
  g_autoptr (GBytes) left = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  engine_start (f);
  STORE_CALL (result, loket_user_store_keep_part, f->store.user, sha256, 0, part);
  g_assert_true (loket_user_store_keep_part_finish (f->store.user, result, NULL));
  g_assert_true (engine_sign_out (f, FALSE, NULL));
  STORE_CALL (result, loket_user_store_load_parts, f->store.user, sha256, 6);
  left = loket_user_store_load_parts_finish (f->store.user, result, NULL);
  g_assert_cmpuint (g_bytes_get_size (left), ==, 0);
}

static void
note_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_string_append (user_data, g_task_get_source_tag (G_TASK (result)) ==
                                  loket_sync_engine_sign_in_async
                                  ? "in "
                                  : "pass ");
}

/* Signing in waits for a pass and the next pass for signing in. */
static void
test_account_one_at_a_time (EngineFixture *f,
                            gconstpointer  data)
{
  g_autoptr (GString) order = g_string_new (NULL);
  g_autofree char *ca = fake_hub_dup_ca_path ();

  engine_start (f);
  loket_sync_engine_run_async (f->engine, NULL, note_cb, order);
  loket_sync_engine_sign_in_async (f->engine, fake_hub_get_server (f->hub), "petugas",
                                   "loket-demo", ca, NULL, note_cb, order);
  while (order->len < strlen ("pass "))
    g_main_context_iteration (NULL, TRUE);
  loket_sync_engine_run_async (f->engine, NULL, note_cb, order);
  while (order->len < strlen ("pass in pass "))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (order->str, ==, "pass in pass ");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ENGINE_TEST ("/sync/account/refusals", test_account_refusals);
  ENGINE_TEST ("/sync/account/sealed", test_account_sealed);
  ENGINE_TEST ("/sync/account/sign-out", test_account_sign_out);
  ENGINE_TEST ("/sync/account/sign-out-offline", test_account_sign_out_offline);
  ENGINE_TEST ("/sync/account/sign-out-parts", test_account_sign_out_parts);
  ENGINE_TEST ("/sync/account/one-at-a-time", test_account_one_at_a_time);
  return g_test_run ();
}
