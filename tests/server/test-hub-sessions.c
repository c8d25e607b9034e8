/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-fixture.h"

#include <string.h>

#include "loket-hub-password.h"
#include "loket-hub-state.h"
#include "loket-hub-throttle.h"

#define DEVICE "dddddddd-0000-4000-8000-000000000001"

/* Stands in for a hash; the storage does not look at it. */
static LoketHubTokens
pair (const char *access,
      const char *refresh)
{
  LoketHubTokens tokens = { access, refresh, NOW + 900, NOW + 86400 };

  return tokens;
}

static void
start (Hub *hub)
{
  g_autoptr (GError) error = NULL;
  LoketHubTokens tokens = pair ("a1", "r1");

  loket_hub_storage_start_session (hub->storage, hub->ani->officer->id, DEVICE, "meja", &tokens, NOW,
                                   &error);
  g_assert_no_error (error);
}

static gboolean
is_open (Hub        *hub,
         const char *access,
         gint64      now)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketHubAccount) account = NULL;

  account = loket_hub_storage_check_access (hub->storage, access, now, &error);
  if (account == NULL)
    g_assert_error (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_UNAUTHORIZED);
  else
    {
      g_assert_cmpstr (account->officer->username, ==, "ani");
      g_assert_cmpstr (account->device_id, ==, DEVICE);
      g_assert_null (account->password_hash);
    }
  return account != NULL;
}

static gboolean
refresh (Hub        *hub,
         const char *old,
         const char *access,
         const char *fresh,
         gint64      now)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketHubAccount) account = NULL;
  LoketHubTokens tokens = pair (access, fresh);

  account = loket_hub_storage_refresh_session (hub->storage, old, &tokens, now, &error);
  if (account == NULL)
    g_assert_error (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_UNAUTHORIZED);
  return account != NULL;
}

static void
test_access (Hub          *hub,
             gconstpointer data)
{
  start (hub);
  g_assert_true (is_open (hub, "a1", NOW));
  g_assert_true (is_open (hub, "a1", NOW + 899));
  g_assert_false (is_open (hub, "a1", NOW + 900));
  g_assert_false (is_open (hub, "r1", NOW)); /* a refresh token opens nothing */
  g_assert_false (is_open (hub, "none", NOW));
}

static void
test_rotation (Hub          *hub,
               gconstpointer data)
{
  start (hub);
  g_assert_true (refresh (hub, "r1", "a2", "r2", NOW + 10));
  g_assert_true (refresh (hub, "r2", "a3", "r3", NOW + 20));
  g_assert_true (is_open (hub, "a3", NOW + 20));
  g_assert_false (refresh (hub, "a3", "a4", "r4", NOW + 20)); /* an access token refreshes nothing */
}

static void
test_reuse (Hub          *hub,
            gconstpointer data)
{
  start (hub);
  g_assert_true (refresh (hub, "r1", "a2", "r2", NOW + 10));
  g_assert_true (refresh (hub, "r2", "a3", "r3", NOW + 20));
  g_assert_false (refresh (hub, "r1", "ax", "rx", NOW + 21));
  /* All of it ends, for the thief and for the robbed. */
  g_assert_false (is_open (hub, "a3", NOW + 21));
  g_assert_false (refresh (hub, "r3", "a4", "r4", NOW + 22));
}

static void
test_lost_answer (Hub          *hub,
                  gconstpointer data)
{
  start (hub);
  g_assert_true (refresh (hub, "r1", "a2", "r2", NOW + 10));
  g_assert_true (refresh (hub, "r1", "a3", "r3", NOW + 70)); /* 60 s later, once more */
  g_assert_false (is_open (hub, "a2", NOW + 70));
  g_assert_true (is_open (hub, "a3", NOW + 70));
  g_assert_true (refresh (hub, "r3", "a4", "r4", NOW + 71));
}

static void
test_lost_answer_too_late (Hub          *hub,
                           gconstpointer data)
{
  start (hub);
  g_assert_true (refresh (hub, "r1", "a2", "r2", NOW + 10));
  g_assert_false (refresh (hub, "r1", "a3", "r3", NOW + 71));
  g_assert_false (is_open (hub, "a2", NOW + 71));
}

static void
test_answer_not_lost (Hub          *hub,
                      gconstpointer data)
{
  start (hub);
  g_assert_true (refresh (hub, "r1", "a2", "r2", NOW + 10));
  g_assert_true (is_open (hub, "a2", NOW + 11)); /* so the answer arrived */
  g_assert_false (refresh (hub, "r1", "a3", "r3", NOW + 12));
  g_assert_false (is_open (hub, "a2", NOW + 12));
}

static void
test_sign_out (Hub          *hub,
               gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  start (hub);
  g_assert_true (loket_hub_storage_end_session (hub->storage, "none", NOW, &error));
  g_assert_true (is_open (hub, "a1", NOW));
  g_assert_true (loket_hub_storage_end_session (hub->storage, "r1", NOW, &error));
  g_assert_false (is_open (hub, "a1", NOW));
}

static void
test_disabled (Hub          *hub,
               gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  LoketHubTokens tokens = pair ("a2", "r2");

  start (hub);
  loket_hub_storage_set_disabled (hub->storage, "ani", TRUE, NOW, &error);
  g_assert_no_error (error);
  g_assert_null (loket_hub_storage_check_access (hub->storage, "a1", NOW, &error));
  g_assert_error (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_SUSPENDED);
  g_clear_error (&error);
  g_assert_null (loket_hub_storage_refresh_session (hub->storage, "r1", &tokens, NOW, &error));
  g_assert_error (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_SUSPENDED);
  g_clear_error (&error);

  loket_hub_storage_set_disabled (hub->storage, "ani", FALSE, NOW, &error);
  g_assert_true (is_open (hub, "a1", NOW));
}

static void
test_new_password (Hub          *hub,
                   gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  start (hub);
  loket_hub_storage_set_password (hub->storage, "ani", "$other", NOW, &error);
  g_assert_no_error (error);
  g_assert_false (is_open (hub, "a1", NOW));
  loket_hub_storage_set_password (hub->storage, "nobody", "$other", NOW, &error);
  g_assert_error (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_NOT_FOUND);
}

static void
test_name_taken (Hub          *hub,
                 gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (loket_hub_storage_add_account (hub->storage, hub->ani, NOW, &error));
  g_assert_error (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_EXISTS);
}

static void
test_old_tokens_go (Hub          *hub,
                    gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  start (hub);
  loket_hub_storage_maintain (hub->storage, NOW + 901, &error);
  g_assert_no_error (error);
  g_assert_true (refresh (hub, "r1", "a2", "r2", NOW + 902));
  loket_hub_storage_maintain (hub->storage, NOW + 2 * 86400, &error);
  g_assert_no_error (error);
}

static void
test_password (void)
{
  g_autofree char *hash = loket_hub_password_hash ("rahasia-sekali");
  g_autoptr (GError) error = NULL;

  g_assert_true (g_str_has_prefix (hash, "$argon2id$v=19$m=65536,t=2,p=1$"));
  g_assert_true (loket_hub_password_verify (hash, "rahasia-sekali"));
  g_assert_false (loket_hub_password_verify (hash, "rahasia-sekalI"));
  g_assert_false (loket_hub_password_verify (NULL, "rahasia-sekali"));

  g_assert_true (loket_hub_password_check ("delapan8", &error));
  g_assert_false (loket_hub_password_check ("tujuh-7", &error));
  g_assert_error (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_USAGE);
}

static void
test_throttle (void)
{
  g_autoptr (LoketHubThrottle) throttle = loket_hub_throttle_new ();
  gint64 last = 0;

  for (int i = 0; i < 3; i++)
    {
      g_assert_cmpint (loket_hub_throttle_ask (throttle, "ani", "10.0.0.1", NOW), ==, 0);
      loket_hub_throttle_failed (throttle, "ani", "10.0.0.1", NOW);
    }
  for (int i = 0; i < 20; i++)
    {
      gint64 wait = loket_hub_throttle_ask (throttle, "ANI", "10.0.0.1", NOW);

      g_assert_cmpint (wait, >=, MAX (last, 1));
      g_assert_cmpint (wait, <=, 900);
      last = wait;
      loket_hub_throttle_failed (throttle, "ani", "10.0.0.1", NOW);
    }
  g_assert_cmpint (last, ==, 900);

  g_assert_cmpint (loket_hub_throttle_ask (throttle, "ani", "10.0.0.2", NOW), ==, 0);
  g_assert_cmpint (loket_hub_throttle_ask (throttle, "budi", "10.0.0.1", NOW), ==, 0);
  g_assert_cmpint (loket_hub_throttle_ask (throttle, "ani", "10.0.0.1", NOW + 900), ==, 0);
  loket_hub_throttle_passed (throttle, "ani", "10.0.0.1");
  g_assert_cmpint (loket_hub_throttle_ask (throttle, "ani", "10.0.0.1", NOW), ==, 0);
}

static void
test_state (void)
{
  g_autoptr (LoketHubKeys) keys = loket_hub_keys_new ();
  g_autoptr (LoketHubKeys) others = loket_hub_keys_new ();
  LoketHubState written = { (char *) EPOCH, (char *) "agency:1 2", 3, 42, (char *) DEVICE };
  g_auto (LoketHubState) read = { NULL };
  g_auto (LoketHubState) bad = { NULL };
  g_autofree char *token = loket_hub_state_write (&written, keys);
  g_autofree char *cut = g_strndup (token, strlen (token) - 3);

  g_assert_cmpint (loket_hub_state_read (&read, keys, token), ==, LOKET_HUB_STATE_VALID);
  g_assert_cmpstr (read.epoch, ==, EPOCH);
  g_assert_cmpstr (read.scope, ==, "agency:1 2");
  g_assert_cmpstr (read.after_id, ==, DEVICE);
  g_assert_cmpint (read.generation, ==, 3);
  g_assert_cmpint (read.seq, ==, 42);

  g_assert_cmpint (loket_hub_state_read (&bad, others, token), ==, LOKET_HUB_STATE_FOREIGN);
  g_assert_cmpint (loket_hub_state_read (&bad, keys, cut), ==, LOKET_HUB_STATE_FOREIGN);
  g_assert_cmpint (loket_hub_state_read (&bad, keys, ""), ==, LOKET_HUB_STATE_MALFORMED);
  g_assert_cmpint (loket_hub_state_read (&bad, keys, "%%%"), ==, LOKET_HUB_STATE_MALFORMED);
  g_assert_cmpint (loket_hub_state_read (&bad, keys, "YWJj"), ==, LOKET_HUB_STATE_MALFORMED);
}

static void
add (const char *name,
     void      (*test) (Hub *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/server/sessions/", name, NULL);

  g_test_add (path, Hub, NULL, hub_set_up, test, hub_tear_down);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("access", test_access);
  add ("rotation", test_rotation);
  add ("reuse", test_reuse);
  add ("lost-answer", test_lost_answer);
  add ("lost-answer-too-late", test_lost_answer_too_late);
  add ("answer-not-lost", test_answer_not_lost);
  add ("sign-out", test_sign_out);
  add ("disabled", test_disabled);
  add ("new-password", test_new_password);
  add ("name-taken", test_name_taken);
  add ("old-tokens-go", test_old_tokens_go);
  g_test_add_func ("/server/sessions/password", test_password);
  g_test_add_func ("/server/sessions/throttle", test_throttle);
  g_test_add_func ("/server/sessions/state", test_state);
  return g_test_run ();
}
