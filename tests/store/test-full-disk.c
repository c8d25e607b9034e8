/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#include <signal.h>
#include <sys/resource.h>

#include <glib/gstdio.h>

#include "fault-vfs.h"
#include "loket-limits.h"
#include "loket-reserve-private.h"

/* A disk that the test fills and empties. */
static struct
{
  char    *reserve;  /* the disk is full as long as this is there */
  gboolean always;
  int      n_writes; /* that still find room; below 0: all of them */
} disk;

static gboolean
is_full (gpointer data)
{
  if (g_atomic_int_get (&disk.n_writes) >= 0 && g_atomic_int_add (&disk.n_writes, -1) <= 0)
    {
      g_atomic_int_set (&disk.n_writes, 0);
      return TRUE;
    }
  return disk.always || (disk.reserve != NULL && g_file_test (disk.reserve, G_FILE_TEST_EXISTS));
}

static guint64
no_room (const char *folder)
{
  return 0;
}

static guint64
just_room (const char *folder)
{
  return LOKET_LIMIT_LOW_DISK_BYTES + LOKET_LIMIT_RESERVE_BYTES;
}

static guint64
hardly_room (const char *folder)
{
  return just_room (folder) - 1;
}

static void
set_up (StoreFixture  *f,
        gconstpointer  data)
{
  disk.reserve = NULL;
  disk.always = FALSE;
  disk.n_writes = -1;
  _loket_reserve_set_room (just_room);
  store_fixture_set_up (f, data);
}

static void
tear_down (StoreFixture  *f,
           gconstpointer  data)
{
  disk.always = FALSE;
  disk.n_writes = -1;
  g_clear_pointer (&disk.reserve, g_free);
  store_fixture_tear_down (f, data);
}

static void
count_cb (LoketUserStore *store,
          GParamSpec     *pspec,
          guint          *n)
{
  (*n)++;
}

static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* The reserve holds real blocks and is made only where enough is left beside it. */
static void
test_reserve (StoreFixture  *f,
              gconstpointer  data)
{
  g_autofree char *path = store_fixture_path (f, "reserve.bin");
  GStatBuf info;

  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_size, ==, LOKET_LIMIT_RESERVE_BYTES);
  g_assert_cmpint (info.st_blocks * 512, >=, LOKET_LIMIT_RESERVE_BYTES);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0600);
  g_assert_false (loket_user_store_get_storage_low (f->user));

  store_fixture_close (f);
  g_unlink (path);
  _loket_reserve_set_room (hardly_room);
  store_fixture_reopen (f);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_true (loket_user_store_get_storage_low (f->user));
}

/* What was just written still finds a place; the person is told, and told again
 * when there is room. */
static void
test_released (StoreFixture  *f,
               gconstpointer  data)
{
  g_autofree char *complaint = store_complaint_id (1);
  g_autofree char *path = store_fixture_path (f, "reserve.bin");
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketDraft) saved = NULL;
  g_autoptr (LoketDraft) again = NULL;
  g_autoptr (LoketOutboxOp) op = NULL;
  guint n = 0;

  g_signal_connect (f->user, "notify::storage-low", G_CALLBACK (count_cb), &n);
  disk.reserve = g_strdup (path);
  _loket_reserve_set_room (no_room);
  saved = store_save_draft (f, complaint, "Yth. Ibu", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (saved->text, ==, "Yth. Ibu");
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  op = store_send_off (f, complaint, "Terima kasih", NULL, &error);
  g_assert_no_error (error);
  settle ();
  g_assert_cmpuint (n, ==, 1);
  g_assert_true (loket_user_store_get_storage_low (f->user));

  _loket_reserve_set_room (just_room);
  g_clear_pointer (&disk.reserve, g_free);
  again = store_save_draft (f, complaint, "Yth. Bapak", &error);
  g_assert_no_error (error);
  settle ();
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (n, ==, 2);
  g_assert_false (loket_user_store_get_storage_low (f->user));
}

static char *
read_journal (StoreFixture *f)
{
  g_autofree char *path = store_fixture_path (f, "outbox.journal");
  char *content = NULL;

  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  return content;
}

/* Wherever the room ends, sending off has happened or has not; the draft is there
 * until it has, and the journal agrees. */
static void
test_anywhere (StoreFixture  *f,
               gconstpointer  data)
{
  g_autofree char *complaint = store_complaint_id (1);
  guint n_failed = 0;
  gboolean sent = FALSE;

  _loket_reserve_set_room (no_room);
  for (int n_writes = 0; !sent; n_writes++)
    {
      g_autofree char *reserve = store_fixture_path (f, "reserve.bin");
      g_autoptr (LoketDraft) draft = store_save_draft (f, complaint, "Yth. Ibu", NULL);
      g_autofree char *before = read_journal (f);
      g_autofree char *after = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (LoketOutboxOp) op = NULL;
      g_autoptr (LoketDraft) kept = NULL;
      g_autoptr (GPtrArray) all = NULL;

      g_unlink (reserve);
      g_atomic_int_set (&disk.n_writes, n_writes);
      op = store_send_off (f, complaint, "Terima kasih", NULL, &error);
      g_atomic_int_set (&disk.n_writes, -1);
      sent = op != NULL;
      if (sent)
        break;
      n_failed++;
      g_assert_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_FULL);
      kept = store_get_draft (f, complaint);
      g_assert_cmpstr (kept->text, ==, "Yth. Ibu");
      all = store_list_ops (f, LOKET_OUTBOX_FILTER_ALL, NULL);
      g_assert_cmpuint (all->len, ==, 0);
      after = read_journal (f);
      g_assert_cmpstr (after, ==, before);
    }
  g_assert_cmpuint (n_failed, >, 5);
  store_fixture_reopen (f);
  {
    g_autoptr (GPtrArray) all = store_list_ops (f, LOKET_OUTBOX_FILTER_ALL, NULL);

    g_assert_cmpuint (all->len, ==, 1);
  }
}

/* A step that found no room was not taken. */
static void
test_step (StoreFixture  *f,
           gconstpointer  data)
{
  g_autofree char *complaint = store_complaint_id (1);
  g_autofree char *reserve = store_fixture_path (f, "reserve.bin");
  g_autoptr (LoketOutboxOp) op = store_send_off (f, complaint, "Terima kasih", NULL, NULL);
  g_autoptr (LoketOutboxOp) none = NULL;
  g_autoptr (LoketOutboxOp) flying = NULL;
  g_autoptr (GError) error = NULL;

  g_unlink (reserve);
  disk.always = TRUE;
  none = store_step (f, op, LOKET_OUTBOX_QUEUED, LOKET_OUTBOX_INFLIGHT, &error);
  g_assert_null (none);
  g_assert_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_FULL);
  store_assert_state (f, op, LOKET_OUTBOX_QUEUED);
  disk.always = FALSE;
  g_clear_error (&error);
  flying = store_step (f, op, LOKET_OUTBOX_QUEUED, LOKET_OUTBOX_INFLIGHT, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (flying->attempts, ==, 1);
}

/* The second record has its own way to the disk: where it ends, the first one is
 * taken back too. */
static void
test_journal (StoreFixture  *f,
              gconstpointer  data)
{
  const rlim_t limit = 2 * 1024 * 1024;
  g_autofree char *complaint = store_complaint_id (1);
  g_autofree char *path = store_fixture_path (f, "outbox.journal");
  g_autofree char *scrap = g_strnfill (limit - 1, 'x');
  g_autoptr (LoketDraft) draft = store_save_draft (f, complaint, "Yth. Ibu", NULL);
  g_autoptr (LoketDraft) kept = NULL;
  g_autoptr (LoketOutboxOp) none = NULL;
  g_autoptr (LoketOutboxOp) op = NULL;
  g_autoptr (GError) error = NULL;
  struct rlimit old;
  struct rlimit small;
  FILE *file = fopen (path, "a");

  fputs (scrap, file);
  fclose (file);
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &old), ==, 0);
  small = old;
  small.rlim_cur = limit;
  _loket_reserve_set_room (no_room);
  setrlimit (RLIMIT_FSIZE, &small);
  none = store_send_off (f, complaint, "Terima kasih", NULL, &error);
  setrlimit (RLIMIT_FSIZE, &old);
  g_assert_null (none);
  g_assert_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_FULL);
  kept = store_get_draft (f, complaint);
  g_assert_cmpstr (kept->text, ==, "Yth. Ibu");
  g_clear_error (&error);
  op = store_send_off (f, complaint, "Terima kasih", NULL, &error);
  g_assert_no_error (error);
}

/* A full disk keeps nobody from opening what is there. */
static void
test_start (StoreFixture  *f,
            gconstpointer  data)
{
  g_autofree char *complaint = store_complaint_id (1);
  g_autoptr (LoketOutboxOp) op = store_send_off (f, complaint, "Terima kasih", NULL, NULL);
  g_autoptr (LoketOutboxOp) flying =
    store_step (f, op, LOKET_OUTBOX_QUEUED, LOKET_OUTBOX_INFLIGHT, NULL);

  g_assert_nonnull (flying);
  store_fixture_close (f);
  disk.reserve = store_fixture_path (f, "reserve.bin");
  _loket_reserve_set_room (no_room);
  store_fixture_reopen (f);
  store_assert_state (f, op, LOKET_OUTBOX_WAITING);
  g_assert_true (loket_user_store_get_storage_low (f->user));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  fault_vfs_install ();
  fault_vfs_set_full (is_full, NULL);
#define ADD(path, function) g_test_add (path, StoreFixture, NULL, set_up, function, tear_down)
  ADD ("/store/full-disk/reserve", test_reserve);
  ADD ("/store/full-disk/released", test_released);
  ADD ("/store/full-disk/anywhere", test_anywhere);
  ADD ("/store/full-disk/step", test_step);
  ADD ("/store/full-disk/journal", test_journal);
  ADD ("/store/full-disk/start", test_start);
#undef ADD
  return g_test_run ();
}
