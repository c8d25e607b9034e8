/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#include <stdlib.h>
#include <string.h>

#include <glib/gstdio.h>

#include "fault-vfs.h"
#include "loket-db.h"
#include "loket-file.h"
#include "loket-text.h"
#include "loket-user-attachments.h"

/*
 * Files of every version of user.db that there ever was, with a reply in each
 * state, opened by the program of today. What they hold is told by `wires` beside
 * them: it was written once, with the files.
 */
#define N_VERSIONS 7
#define SEALED_VERSION 5
#define FILES_VERSION 6

/* Crashes in one migration; all steps with `-m slow`. */
#define N_CRASHES 12

/* A word of every personal text in the fixtures. */
#define PERSONAL "Sutinah"

#define FILE_CONTENT "Isi berkas Sutinah"
#define FILE_OF_DRAFT "attachments/f0000000-0000-4000-8000-000000000001"
#define FILE_OF_REPLY "attachments/f0000000-0000-4000-8000-000000000002"

static const char *program;

static char *
fixture_path (guint       version,
              const char *name)
{
  g_autofree char *folder = g_strdup_printf ("v%u", version);

  return g_test_build_filename (G_TEST_DIST, "migration", folder, name, NULL);
}

static char *
read_fixture (guint       version,
              const char *name)
{
  g_autofree char *path = fixture_path (version, name);
  char *content = NULL;

  g_file_get_contents (path, &content, NULL, NULL);
  return content;
}

static void
copy_fixture (guint       version,
              const char *name,
              const char *to)
{
  g_autofree char *from = fixture_path (version, name);
  g_autofree char *content = NULL;
  gsize size;

  if (g_file_get_contents (from, &content, &size, NULL))
    g_assert_true (g_file_set_contents_full (to, content, (gssize) size, G_FILE_SET_CONTENTS_NONE,
                                             0600, NULL));
}

/* Puts the files of a version into an empty folder. */
static void
load (StoreFixture *f,
      guint         version)
{
  static const char *const names[] = { "outbox.journal", "slots", FILE_OF_DRAFT, FILE_OF_REPLY };
  g_autofree char *folder = store_fixture_path (f, "attachments");
  g_autofree char *sql = read_fixture (version, "user.sql");
  g_autofree char *path = store_fixture_path (f, "user.db");
  g_autoptr (LoketDb) db = NULL;
  g_autoptr (GError) error = NULL;

  store_fixture_empty (f);
  g_assert_true (loket_file_make_private_dir (f->folder, NULL));
  if (version >= FILES_VERSION)
    g_assert_true (loket_file_make_private_dir (folder, NULL));
  db = loket_db_open (path, LOKET_DB_USER, &error);
  loket_db_exec (db, sql, &error);
  g_assert_no_error (error);
  /* What was deleted before must not stay behind either. */
  loket_db_exec (db, version < SEALED_VERSION
                       ? "PRAGMA secure_delete = OFF; CREATE TABLE scrap (t TEXT); "
                         "INSERT INTO scrap VALUES ('" PERSONAL "' || hex (zeroblob (9000))); "
                         "DELETE FROM scrap; DROP TABLE scrap"
                       : "SELECT 1", &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *to = store_fixture_path (f, names[i]);

      copy_fixture (version, names[i], to);
    }
  copy_fixture (version, "key", f->key_file);
}

static void
set_up (StoreFixture  *f,
        gconstpointer  version)
{
  g_autofree char *parent = g_dir_make_tmp ("loket-migration-XXXXXX", NULL);

  f->folder = g_build_filename (parent, "profile", NULL);
  f->key_file = g_build_filename (parent, "key", NULL);
  f->clock = loket_clock_new_manual (STORE_TEST_NOW);
  load (f, GPOINTER_TO_UINT (version));
}

static void
check_ops (StoreFixture *f,
           guint         version)
{
  g_autofree char *wires = read_fixture (version, "wires");
  g_auto (GStrv) lines = g_strsplit (g_strchomp (wires), "\n", -1);
  g_autoptr (GPtrArray) all = store_list_ops (f, LOKET_OUTBOX_FILTER_ALL, NULL);

  g_assert_cmpuint (all->len, ==, g_strv_length (lines));
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit (lines[i], " ", 4);
      g_autoptr (LoketOutboxOp) op = store_get_op (f, words[0]);
      g_autofree char *sha256 = loket_text_sha256 (op->wire);
      g_autofree char *base64 = g_base64_encode (g_bytes_get_data (op->wire, NULL),
                                                 g_bytes_get_size (op->wire));

      g_assert_cmpstr (loket_outbox_state_to_name (op->state), ==,
                       g_str_equal (words[1], "inflight") ? "waiting" : words[1]);
      g_assert_cmpstr (sha256, ==, words[2]);
      g_assert_cmpstr (op->wire_sha256, ==, words[2]);
      g_assert_cmpstr (base64, ==, words[3]);
      g_assert_nonnull (strstr (op->title, PERSONAL));
      g_assert_nonnull (strstr (op->base_snapshot, PERSONAL));
      g_assert_cmpint (op->receipt != NULL, ==, op->state == LOKET_OUTBOX_ACCEPTED);
      g_assert_cmpint (op->problem != NULL, ==, op->state == LOKET_OUTBOX_NEEDS_USER);
      if (op->receipt != NULL)
        g_assert_cmpint (op->receipt->seq, ==, 17);
      if (op->problem != NULL)
        g_assert_nonnull (strstr (op->problem, PERSONAL));
    }
}

static void
check_drafts (StoreFixture *f)
{
  g_autoptr (LoketDraft) draft = NULL;
  g_autoptr (GPtrArray) revisions = NULL;
  g_autoptr (LoketDraft) binned = NULL;
  g_autoptr (GAsyncResult) listed = NULL;
  g_autoptr (GAsyncResult) restored = NULL;
  g_autoptr (GError) error = NULL;
  const char *complaint = "c0000000-0000-4000-8000-000000000014";

  draft = store_get_draft (f, complaint);
  g_assert_cmpstr (draft->text, ==, "Yth. Ibu Sutinah, belum selesai …");
  g_assert_cmpint (draft->rev, ==, 2);
  g_assert_cmpint (draft->ack, ==, 3);
  g_assert_cmpuint (draft->overrides->len, ==, 1);
  g_assert_nonnull (strstr (draft->base_snapshot, PERSONAL));
  STORE_CALL (listed, loket_user_store_list_revisions, f->user, complaint);
  revisions = loket_user_store_list_revisions_finish (f->user, listed, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (revisions->len, ==, 2);
  g_assert_cmpstr (((LoketDraft *) revisions->pdata[1])->text, ==, "Yth. Ibu Sutinah");
  STORE_CALL (restored, loket_user_store_restore_draft, f->user, 5);
  binned = loket_user_store_restore_draft_finish (f->user, restored, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (binned->text, ==, "Dibuang: Sutinah");
}

static void
check_file (StoreFixture *f,
            const char   *id,
            const char   *complaint_id,
            const char   *reply_id)
{
  g_autoptr (GAsyncResult) listed = NULL;
  g_autoptr (GAsyncResult) read = NULL;
  g_autoptr (GPtrArray) files = NULL;
  g_autoptr (GBytes) content = NULL;
  const LoketStoredAttachment *file;
  g_autoptr (GError) error = NULL;

  STORE_CALL (listed, loket_user_store_list_attachments, f->user, reply_id == NULL ? complaint_id : NULL,
              reply_id);
  files = loket_user_store_list_attachments_finish (f->user, listed, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (files->len, ==, 1);
  file = files->pdata[0];
  g_assert_cmpstr (file->attachment->id, ==, id);
  g_assert_cmpstr (file->attachment->name, ==, "rumah Sutinah.txt");
  STORE_CALL (read, loket_user_store_read_attachment, f->user, id, 0,
              (gsize) file->attachment->size);
  content = loket_user_store_read_attachment_finish (f->user, read, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (content, NULL), g_bytes_get_size (content), FILE_CONTENT,
                   strlen (FILE_CONTENT));
}

static void
check_rest (StoreFixture *f,
            guint         version)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) reminded = NULL;
  g_autoptr (LoketAccount) account = NULL;
  g_autoptr (GPtrArray) marks = NULL;
  g_autofree char *complaint = store_complaint_id (77);
  g_autoptr (LoketOutboxOp) next = store_send_off (f, complaint, "Baru", NULL, NULL);

  /* A number never comes twice, also not that of a reply that is forgotten. */
  g_assert_cmpint (next->number >> 20, ==,
                   version < SEALED_VERSION ? 41 : version < FILES_VERSION ? 42 : 43);
  if (version >= FILES_VERSION)
    {
      check_file (f, FILE_OF_DRAFT + strlen ("attachments/"), "c0000000-0000-4000-8000-000000000014", NULL);
      check_file (f, FILE_OF_REPLY + strlen ("attachments/"), "c0000000-0000-4000-8000-00000000000b",
                  "a0000000-0000-4000-8000-00000000000b");
    }
  STORE_CALL (result, loket_user_store_load_account, f->user);
  account = loket_user_store_load_account_finish (f->user, result, NULL);
  g_assert_cmpstr (account->officer->name, ==, PERSONAL);
  g_assert_cmpstr (account->username, ==, "sutinah.petugas");
  g_assert_cmpstr (account->device_name, ==, "laptop-sutinah");
  g_assert_cmpint (account->durable_seq, ==, 12);
  STORE_CALL (reminded, loket_user_store_list_reminders, f->user);
  marks = loket_user_store_list_reminders_finish (f->user, reminded, NULL);
  g_assert_cmpuint (marks->len, ==, version >= 2 ? 1 : 0);
  if (marks->len > 0)
    g_assert_cmpstr (((LoketReminderMark *) marks->pdata[0])->notice, ==, "kunci breach");
}

/* The first file below a folder that holds a word. */
static char *
find_word (const char *folder,
           const char *word)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *content = NULL;
      gsize size = 0;
      char *found = NULL;

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        found = find_word (path, word);
      else if (g_file_get_contents (path, &content, &size, NULL) &&
               memmem (content, size, word, strlen (word)) != NULL)
        found = g_steal_pointer (&path);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
assert_nowhere (StoreFixture *f)
{
  g_autofree char *name = find_word (f->folder, PERSONAL);
  g_autofree char *account = find_word (f->folder, "sutinah");

  g_assert_cmpstr (name, ==, NULL);
  g_assert_cmpstr (account, ==, NULL);
}

/* A file of each version has today what it had then; after its second start
 * nothing of it is left in clear. */
static void
test_open (StoreFixture  *f,
           gconstpointer  data)
{
  guint version = GPOINTER_TO_UINT (data);
  g_autofree char *before_name = g_strdup_printf ("backups/before-%04u.db", version + 1);
  g_autofree char *before = store_fixture_path (f, before_name);

  g_autofree char *clear = find_word (f->folder, PERSONAL);

  g_assert_cmpint (clear != NULL, ==, version < SEALED_VERSION);
  store_fixture_reopen (f);
  g_assert_cmpint (g_file_test (before, G_FILE_TEST_EXISTS), ==, version < N_VERSIONS);
  check_ops (f, version);
  check_drafts (f);
  store_fixture_reopen (f);
  g_assert_false (g_file_test (before, G_FILE_TEST_EXISTS));
  check_ops (f, version);
  check_rest (f, version);
  store_fixture_close (f);
  g_assert_cmpint (store_fixture_sql (f, "user.db", "SELECT user_version FROM pragma_user_version", NULL),
                   ==, N_VERSIONS);
  assert_nowhere (f);
}

/* Copies of days before are sealed as the file is; one that is damaged goes. */
static void
test_copies (StoreFixture  *f,
             gconstpointer  data)
{
  g_autofree char *backups = store_fixture_path (f, "backups");
  g_autofree char *day = store_fixture_path (f, "backups/user-20261101.db");
  g_autofree char *broken = store_fixture_path (f, "backups/user-20261102.db");
  g_autofree char *path = store_fixture_path (f, "user.db");
  g_autofree char *content = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (path, &content, &size, NULL));
  g_assert_true (loket_file_make_private_dir (backups, NULL));
  g_assert_true (g_file_set_contents (day, content, (gssize) size, NULL));
  memset (content + 4096, 0x5a, 4096);
  g_assert_true (g_file_set_contents (broken, content, (gssize) size, NULL));
  store_fixture_reopen (f);
  store_fixture_reopen (f);
  g_assert_false (g_file_test (broken, G_FILE_TEST_EXISTS));
  assert_nowhere (f);

  /* The sealed copy is as good as the file. */
  store_fixture_close (f);
  for (guint i = 0; i < 1; i++)
    {
      g_autoptr (GDir) dir = g_dir_open (backups, 0, NULL);
      const char *name;

      while ((name = g_dir_read_name (dir)) != NULL)
        if (!g_str_equal (name, "user-20261101.db"))
          {
            g_autofree char *other = g_build_filename (backups, name, NULL);

            g_unlink (other);
          }
    }
  g_unlink (path);
  store_fixture_reopen (f);
  check_drafts (f);
}

static int
run_child (const char *folder,
           const char *step)
{
  StoreFixture f = { 0 };

  fault_vfs_install ();
  f.folder = g_build_filename (folder, "profile", NULL);
  f.key_file = g_build_filename (folder, "key", NULL);
  f.clock = loket_clock_new_manual (STORE_TEST_NOW);
  fault_vfs_end_at ((guint) atoi (step));
  store_fixture_reopen (&f);
  store_fixture_close (&f);
  g_print ("%u\n", fault_vfs_get_steps ());
  return 0;
}

/* Lets a child open the files and end at a step; returns how many it made when it
 * came to its end, 0 when it did not. */
static guint
open_and_end (StoreFixture *f,
              guint         step)
{
  g_autofree char *parent = g_path_get_dirname (f->folder);
  g_autofree char *step_text = g_strdup_printf ("%u", step);
  g_autofree char *out = NULL;
  g_autoptr (GSubprocess) child = NULL;
  g_autoptr (GError) error = NULL;

  child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, "--end", parent,
                            step_text, NULL);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (child, NULL, NULL, &out, NULL, NULL));
  g_assert_true (g_subprocess_get_if_exited (child));
  if (g_subprocess_get_exit_status (child) == 9)
    return 0;
  g_assert_cmpint (g_subprocess_get_exit_status (child), ==, 0);
  return (guint) atoi (out);
}

/* Wherever an upgrade is cut off, the file is of the one version or the other,
 * and the next start ends it. */
static void
test_cut (StoreFixture  *f,
          gconstpointer  data)
{
  guint version = GPOINTER_TO_UINT (data);
  guint n_steps = open_and_end (f, 0);
  guint stride = g_test_slow () ? 1 : MAX (1, n_steps / N_CRASHES);
  guint n_old = 0;
  guint n_new = 0;

  for (guint step = 1; step <= n_steps; step += stride)
    {
      gint64 after;

      load (f, version);
      g_assert_cmpuint (open_and_end (f, step), ==, 0);
      after = store_fixture_sql (f, "user.db", "SELECT user_version FROM pragma_user_version", NULL);
      g_assert_true (after >= version && after <= N_VERSIONS);
      n_old += after == version;
      n_new += after == N_VERSIONS;
      store_fixture_reopen (f);
      check_ops (f, version);
      check_drafts (f);
      store_fixture_reopen (f);
      store_fixture_reopen (f);
      store_fixture_close (f);
      assert_nowhere (f);
    }
  g_test_message ("%u steps, %u of the old version, %u of the new", n_steps, n_old, n_new);
  g_assert_cmpuint (n_old, >, 0);
  g_assert_cmpuint (n_new, >, 0);
}

/* Makes the files of this version out of those of the one before, in a folder.
 * What is new in it is put in here, and told as a line of `wires` where it is a
 * reply. */
static int
make (const char *folder)
{
  StoreFixture f = { 0 };
  g_autoptr (LoketOutboxOp) waiting = NULL;
  g_autoptr (LoketOutboxOp) inflight = NULL;

  f.folder = g_build_filename (folder, "profile", NULL);
  f.key_file = g_build_filename (folder, "key", NULL);
  f.clock = loket_clock_new_manual (STORE_TEST_NOW);
  load (&f, N_VERSIONS - 1);
  store_fixture_reopen (&f);
  store_fixture_reopen (&f);
  waiting = store_get_op (&f, "a0000000-0000-4000-8000-000000000003");
  inflight = store_step (&f, waiting, LOKET_OUTBOX_WAITING, LOKET_OUTBOX_INFLIGHT, NULL);
  store_fixture_close (&f);
  return inflight != NULL ? 0 : 1;
}

int
main (int   argc,
      char *argv[])
{
  program = argv[0];
  if (argc == 4 && g_str_equal (argv[1], "--end"))
    return run_child (argv[2], argv[3]);
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  if (argc == 3 && g_str_equal (argv[1], "--make"))
    return make (argv[2]);

  for (guint version = 1; version <= N_VERSIONS; version++)
    {
      g_autofree char *opens = g_strdup_printf ("/migration/%u/open", version);
      g_autofree char *cut = g_strdup_printf ("/migration/%u/cut", version);

      g_test_add (opens, StoreFixture, GUINT_TO_POINTER (version), set_up, test_open,
                  store_fixture_tear_down);
      if (version == 1 || version + 1 == SEALED_VERSION || version + 1 == N_VERSIONS)
        g_test_add (cut, StoreFixture, GUINT_TO_POINTER (version), set_up, test_cut,
                    store_fixture_tear_down);
    }
  g_test_add ("/migration/copies", StoreFixture, GUINT_TO_POINTER (4), set_up, test_copies,
              store_fixture_tear_down);
  return g_test_run ();
}
