/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk-fixture.h"

#include "loket-desk-error.h"
#include "loket-lock.h"
#include "loket-session-key.h"

#define PASSPHRASE "kuda lumping naik becak"
#define MINUTE     60

static void
change (DeskFixture *f,
        const char  *current,
        const char  *passphrase)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  loket_session_change_passphrase_async (f->session, current, passphrase, NULL, desk_wait_cb, &result);
  loket_session_change_passphrase_finish (f->session, desk_wait (&result), &error);
  g_assert_no_error (error);
}

static gboolean
unlock (LoketLock   *lock,
        const char  *passphrase,
        GError     **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  loket_lock_unlock_async (lock, passphrase, NULL, desk_wait_cb, &result);
  return loket_lock_unlock_finish (lock, desk_wait (&result), error);
}

static void
count_cb (guint *count)
{
  (*count)++;
}

/* Without a passphrase nothing locks: nobody could unlock it. */
static void
test_without (DeskFixture   *f,
              gconstpointer  data)
{
  g_autoptr (LoketLock) lock = loket_lock_new (f->session);

  loket_lock_set_minutes (lock, 1);
  g_assert_false (loket_lock_get_can_lock (lock));
  loket_lock_lock (lock);
  g_assert_false (loket_lock_get_locked (lock));
  loket_clock_advance (f->clock, 10 * MINUTE);
  g_assert_false (loket_lock_get_locked (lock));
}

static void
test_idle (DeskFixture   *f,
           gconstpointer  data)
{
  g_autoptr (LoketLock) lock = loket_lock_new (f->session);
  g_autoptr (GError) error = NULL;
  guint can = 0;
  guint locked = 0;

  g_signal_connect_swapped (lock, "notify::can-lock", G_CALLBACK (count_cb), &can);
  g_signal_connect_swapped (lock, "notify::locked", G_CALLBACK (count_cb), &locked);
  loket_lock_set_minutes (lock, 10);
  change (f, NULL, PASSPHRASE);
  g_assert_true (loket_lock_get_can_lock (lock));
  g_assert_cmpuint (can, ==, 1);

  /* It counts from the last touch. */
  loket_clock_advance (f->clock, 9 * MINUTE + 59);
  loket_lock_note_activity (lock);
  loket_clock_advance (f->clock, 9 * MINUTE + 59);
  g_assert_false (loket_lock_get_locked (lock));
  loket_clock_advance (f->clock, 1);
  g_assert_true (loket_lock_get_locked (lock));
  g_assert_cmpuint (locked, ==, 1);

  /* Moving the pointer over the lock page opens nothing, and it starts anew after. */
  loket_lock_note_activity (lock);
  g_assert_true (loket_lock_get_locked (lock));
  g_assert_true (unlock (lock, PASSPHRASE, &error));
  g_assert_no_error (error);
  g_assert_false (loket_lock_get_locked (lock));
  loket_clock_advance (f->clock, 10 * MINUTE);
  g_assert_true (loket_lock_get_locked (lock));
  g_assert_cmpuint (locked, ==, 3);
}

static void
test_limit_changed (DeskFixture   *f,
                    gconstpointer  data)
{
  g_autoptr (LoketLock) lock = loket_lock_new (f->session);

  change (f, NULL, PASSPHRASE);
  loket_clock_advance (f->clock, 1000 * MINUTE);
  g_assert_false (loket_lock_get_locked (lock));
  loket_lock_note_activity (lock);
  loket_lock_set_minutes (lock, 10);
  loket_clock_advance (f->clock, 5 * MINUTE);
  loket_lock_set_minutes (lock, 0);
  loket_clock_advance (f->clock, 60 * MINUTE);
  g_assert_false (loket_lock_get_locked (lock));
  loket_lock_note_activity (lock);
  loket_clock_advance (f->clock, 5 * MINUTE);
  loket_lock_set_minutes (lock, 5);
  g_assert_true (loket_lock_get_locked (lock));
}

/* 1, 2, 4 … 32, 60, 60 seconds, and none after the right one. */
static void
test_wrong (DeskFixture   *f,
            gconstpointer  data)
{
  static const guint waits[] = { 1, 2, 4, 8, 16, 32, 60, 60 };
  g_autoptr (LoketLock) lock = loket_lock_new (f->session);
  LoketTries *tries = loket_lock_get_tries (lock);

  change (f, NULL, PASSPHRASE);
  loket_lock_lock (lock);
  for (guint i = 0; i < G_N_ELEMENTS (waits); i++)
    {
      g_autoptr (GError) wrong = NULL;
      g_autoptr (GError) early = NULL;
      guint told = 0;
      gulong id;

      g_assert_false (unlock (lock, "bukan kuda lumping", &wrong));
      g_assert_error (wrong, LOKET_VAULT_ERROR, LOKET_VAULT_ERROR_WRONG_PASSPHRASE);
      g_assert_cmpuint (loket_tries_get_wait (tries), ==, waits[i]);
      loket_clock_advance (f->clock, waits[i] - 1);
      g_assert_cmpuint (loket_tries_get_wait (tries), ==, 1);
      g_assert_false (unlock (lock, PASSPHRASE, &early));
      g_assert_error (early, LOKET_DESK_ERROR, LOKET_DESK_ERROR_BLOCKED);
      id = g_signal_connect_swapped (tries, "notify::wait", G_CALLBACK (count_cb), &told);
      loket_clock_advance (f->clock, 1);
      g_signal_handler_disconnect (tries, id);
      g_assert_cmpuint (told, ==, 1);
      g_assert_cmpuint (loket_tries_get_wait (tries), ==, 0);
      g_assert_true (loket_lock_get_locked (lock));
    }
  g_assert_true (unlock (lock, PASSPHRASE, NULL));
  loket_lock_lock (lock);
  g_assert_false (unlock (lock, "bukan kuda lumping", NULL));
  g_assert_cmpuint (loket_tries_get_wait (tries), ==, 1);
}

/* Another start of the program shortens no wait; a damaged file counts as none. */
static void
test_wrong_kept (DeskFixture   *f,
                 gconstpointer  data)
{
  g_autofree char *path = loket_session_dup_tries_path (f->session);
  g_autoptr (LoketTries) first = loket_tries_new (f->clock, path);
  g_autoptr (LoketTries) second = NULL;
  g_autoptr (LoketTries) later = NULL;
  g_autoptr (LoketTries) fresh = NULL;
  g_autoptr (LoketTries) damaged = NULL;

  for (guint i = 0; i < 4; i++)
    loket_tries_fail (first);
  second = loket_tries_new (f->clock, path);
  g_assert_cmpuint (loket_tries_get_wait (second), ==, 8);
  loket_clock_advance (f->clock, 5);
  later = loket_tries_new (f->clock, path);
  g_assert_cmpuint (loket_tries_get_wait (later), ==, 3);
  loket_tries_fail (later);
  g_assert_cmpuint (loket_tries_get_wait (later), ==, 16);

  loket_tries_reset (later);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  fresh = loket_tries_new (f->clock, path);
  g_assert_cmpuint (loket_tries_get_wait (fresh), ==, 0);
  g_assert_true (g_file_set_contents (path, "9 x", -1, NULL));
  damaged = loket_tries_new (f->clock, path);
  g_assert_cmpuint (loket_tries_get_wait (damaged), ==, 0);
}

/* A lock whose passphrase is gone does not keep anybody out. */
static void
test_removed (DeskFixture   *f,
              gconstpointer  data)
{
  g_autoptr (LoketLock) lock = loket_lock_new (f->session);

  change (f, NULL, PASSPHRASE);
  loket_lock_lock (lock);
  g_assert_true (loket_lock_get_locked (lock));
  change (f, PASSPHRASE, NULL);
  g_assert_false (loket_lock_get_can_lock (lock));
  g_assert_false (loket_lock_get_locked (lock));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(name, function) \
  g_test_add (name, DeskFixture, NULL, desk_fixture_set_up, function, desk_fixture_tear_down)
  ADD ("/lock/without", test_without);
  ADD ("/lock/idle", test_idle);
  ADD ("/lock/limit-changed", test_limit_changed);
  ADD ("/lock/wrong", test_wrong);
  ADD ("/lock/wrong-kept", test_wrong_kept);
  ADD ("/lock/removed", test_removed);
  return g_test_run ();
}
