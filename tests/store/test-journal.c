/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#include <glib/gstdio.h>
#include <unistd.h>

static LoketOutboxOp *
send_off (StoreFixture *f,
          guint         complaint,
          const char   *text)
{
  g_autofree char *id = store_complaint_id (complaint);
  g_autoptr (GError) error = NULL;
  LoketOutboxOp *op = store_send_off (f, id, text, NULL, &error);

  g_assert_no_error (error);
  return op;
}

static void
append (StoreFixture *f,
        const char   *name,
        const char   *text)
{
  g_autofree char *path = store_fixture_path (f, name);
  FILE *file = fopen (path, "a");

  fputs (text, file);
  fclose (file);
}

static void
lose (StoreFixture *f,
      const char   *name)
{
  g_autofree char *path = store_fixture_path (f, name);

  store_fixture_close (f);
  g_assert_cmpint (g_unlink (path), ==, 0);
}

static void
lose_backups (StoreFixture *f)
{
  g_autofree char *folder = store_fixture_path (f, "backups");
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
}

static void
damage (StoreFixture *f)
{
  g_autofree char *path = store_fixture_path (f, "user.db");
  g_autofree char *content = NULL;
  gsize size;

  store_fixture_close (f);
  g_assert_true (g_file_get_contents (path, &content, &size, NULL));
  memset (content + size / 4, 0x5a, size / 2);
  g_assert_true (g_file_set_contents (path, content, (gssize) size, NULL));
}

/* Without its database, what was sent off is still sent, the same bytes in the
 * same order; what was taken back or has arrived is not. */
static void
test_lost (StoreFixture  *f,
           gconstpointer  data)
{
  g_autoptr (LoketOutboxOp) first = send_off (f, 1, "Satu");
  g_autoptr (LoketOutboxOp) second = send_off (f, 1, "Dua");
  g_autoptr (LoketOutboxOp) discarded = send_off (f, 2, "Tidak jadi");
  g_autoptr (LoketOutboxOp) arrived = send_off (f, 3, "Sampai");
  g_autoptr (LoketOutboxOp) step1 = store_withdraw (f, discarded, FALSE, NULL);
  g_autoptr (LoketOutboxOp) step2 = store_step (f, arrived, LOKET_OUTBOX_QUEUED, LOKET_OUTBOX_INFLIGHT, NULL);
  g_autoptr (LoketOutboxOp) step3 = store_step (f, arrived, LOKET_OUTBOX_INFLIGHT, LOKET_OUTBOX_ACCEPTED, NULL);
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) due = NULL;

  lose (f, "user.db");
  lose_backups (f);
  store_fixture_reopen (f);
  all = store_list_ops (f, LOKET_OUTBOX_FILTER_ALL, NULL);
  g_assert_cmpuint (all->len, ==, 2);
  store_assert_state (f, first, LOKET_OUTBOX_WAITING);
  store_assert_state (f, second, LOKET_OUTBOX_WAITING);
  due = store_list_due (f, STORE_TEST_NOW);
  g_assert_cmpuint (due->len, ==, 1);
  g_assert_cmpstr (((LoketOutboxOp *) g_ptr_array_index (due, 0))->reply_id, ==, first->reply_id);
  /* It may have been tried: only the hub can say that it is not there. */
  {
    g_autoptr (LoketOutboxOp) back = store_withdraw (f, first, FALSE, NULL);

    g_assert_cmpint (back->state, ==, LOKET_OUTBOX_REVOKING);
  }
}

/* A crash may leave a file that nothing was written into: that is no file. */
static void
test_empty (StoreFixture  *f,
            gconstpointer  data)
{
  g_autofree char *path = store_fixture_path (f, "user.db");
  g_autofree char *complaint = store_complaint_id (9);
  g_autoptr (LoketDraft) draft = store_save_draft (f, complaint, "Belum selesai", NULL);
  g_autoptr (LoketOutboxOp) op = NULL;
  g_autoptr (LoketDraft) kept = NULL;

  loket_clock_advance (f->clock, 86400);
  store_fixture_reopen (f);
  op = send_off (f, 1, "Sesudah");
  store_fixture_close (f);
  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  store_fixture_reopen (f);
  store_assert_state (f, op, LOKET_OUTBOX_WAITING);
  kept = store_get_draft (f, complaint);
  g_assert_cmpstr (kept->text, ==, "Belum selesai");
}

/* A file of another program is refused and stays as it is. */
static void
test_foreign (StoreFixture  *f,
              gconstpointer  data)
{
  g_autofree char *path = store_fixture_path (f, "user.db");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (LoketProfile) profile = NULL;
  g_autoptr (LoketDb) db = NULL;
  g_autoptr (GError) error = NULL;
  gsize size, size_after;

  lose (f, "user.db");
  db = loket_db_open (path, LOKET_DB_CACHE, &error);
  g_assert_no_error (error);
  g_assert_true (loket_db_exec (db, "PRAGMA application_id = 12345; CREATE TABLE note (body)", &error));
  g_clear_pointer (&db, loket_db_close);
  g_assert_true (g_file_get_contents (path, &before, &size, NULL));
  profile = store_fixture_try_open (f, &error);
  g_assert_null (profile);
  g_assert_nonnull (error);
  g_assert_true (g_file_get_contents (path, &after, &size_after, NULL));
  g_assert_cmpmem (before, size, after, size_after);
}

/* A damaged file is put aside; the copy of the day takes its place, and the
 * journal adds what came after it. What the copy still has on its way but the
 * journal does not is not sent by itself. */
static void
test_damaged (StoreFixture  *f,
              gconstpointer  data)
{
  g_autofree char *complaint = store_complaint_id (9);
  g_autofree char *aside = NULL;
  g_autofree char *aside_name = g_strdup_printf ("user.db.damaged-%" G_GINT64_FORMAT,
                                                 STORE_TEST_NOW + 86400);
  g_autoptr (LoketDraft) draft = store_save_draft (f, complaint, "Belum selesai", NULL);
  g_autoptr (LoketOutboxOp) before = send_off (f, 1, "Sebelum");
  g_autoptr (LoketOutboxOp) doomed = send_off (f, 2, "Nanti dibuang");
  g_autoptr (LoketOutboxOp) after = NULL;
  g_autoptr (LoketOutboxOp) discarded = NULL;
  g_autoptr (LoketDraft) kept = NULL;

  loket_clock_advance (f->clock, 86400);
  store_fixture_reopen (f);
  after = send_off (f, 1, "Sesudah");
  discarded = store_withdraw (f, doomed, FALSE, NULL);
  g_assert_cmpint (discarded->state, ==, LOKET_OUTBOX_DISCARDED);
  store_fixture_reopen (f);

  damage (f);
  store_fixture_reopen (f);
  kept = store_get_draft (f, complaint);
  g_assert_cmpstr (kept->text, ==, "Belum selesai");
  /* The copy never saw it tried; that says nothing of the day after. */
  store_assert_state (f, before, LOKET_OUTBOX_WAITING);
  store_assert_state (f, after, LOKET_OUTBOX_WAITING);
  store_assert_state (f, doomed, LOKET_OUTBOX_NEEDS_USER);
  aside = store_fixture_path (f, aside_name);
  g_assert_true (g_file_test (aside, G_FILE_TEST_EXISTS));
}

/* Copies that cannot be read now are not none: nothing begins empty beside them. */
static void
test_copies_out_of_reach (StoreFixture  *f,
                          gconstpointer  data)
{
  g_autofree char *complaint = store_complaint_id (9);
  g_autofree char *backups = store_fixture_path (f, "backups");
  g_autofree char *elsewhere = store_fixture_path (f, "elsewhere");
  g_autoptr (LoketDraft) draft = store_save_draft (f, complaint, "Belum selesai", NULL);
  g_autoptr (LoketDraft) kept = NULL;
  g_autoptr (LoketProfile) profile = NULL;
  g_autoptr (GError) error = NULL;

  loket_clock_advance (f->clock, 86400);
  store_fixture_reopen (f);
  damage (f);
  g_assert_cmpint (g_rename (backups, elsewhere), ==, 0);
  g_assert_cmpint (symlink ("backups", backups), ==, 0);
  profile = store_fixture_try_open (f, &error);
  g_assert_null (profile);
  g_assert_nonnull (error);

  g_assert_cmpint (g_unlink (backups), ==, 0);
  g_assert_cmpint (g_rename (elsewhere, backups), ==, 0);
  store_fixture_reopen (f);
  kept = store_get_draft (f, complaint);
  g_assert_cmpstr (kept->text, ==, "Belum selesai");
}

/* What was to be taken back still is, and what takes its place waits for that. */
static void
test_taken_back (StoreFixture  *f,
                 gconstpointer  data)
{
  g_autofree char *id = store_complaint_id (1);
  g_autoptr (LoketOutboxOp) first = send_off (f, 1, "Satu");
  g_autoptr (LoketOutboxOp) step1 = store_step (f, first, LOKET_OUTBOX_QUEUED, LOKET_OUTBOX_INFLIGHT, NULL);
  g_autoptr (LoketOutboxOp) step2 = store_step (f, first, LOKET_OUTBOX_INFLIGHT, LOKET_OUTBOX_WAITING, NULL);
  g_autoptr (LoketOutboxOp) instead = NULL;
  g_autoptr (GError) error = NULL;

  instead = store_send_off (f, id, "Satu, lebih baik", first->reply_id, &error);
  g_assert_no_error (error);
  store_assert_state (f, first, LOKET_OUTBOX_REVOKING);
  for (guint i = 0; i < 2; i++)
    {
      lose (f, "user.db");
      lose_backups (f);
      store_fixture_reopen (f);
      store_assert_state (f, first, LOKET_OUTBOX_REVOKING);
      store_assert_state (f, instead, LOKET_OUTBOX_HELD);
    }
  {
    g_autoptr (LoketOutboxOp) gone = store_step (f, first, LOKET_OUTBOX_REVOKING,
                                                 LOKET_OUTBOX_REVOKED, NULL);

    g_assert_nonnull (gone);
    store_assert_state (f, instead, LOKET_OUTBOX_QUEUED);
  }
}

/* Half a line, or nonsense, costs no other line. */
static void
test_torn (StoreFixture  *f,
           gconstpointer  data)
{
  g_autoptr (LoketOutboxOp) first = send_off (f, 1, "Satu");
  g_autoptr (LoketOutboxOp) second = NULL;

  append (f, "outbox.journal", "nonsense\n\n00000000 {}\n1234abcd {\"replyId\":\"c00");
  second = send_off (f, 2, "Dua");
  lose (f, "user.db");
  lose_backups (f);
  store_fixture_reopen (f);
  store_assert_state (f, first, LOKET_OUTBOX_WAITING);
  store_assert_state (f, second, LOKET_OUTBOX_WAITING);
}

/* Frozen bytes that were damaged come back from the journal. */
static void
test_wire (StoreFixture  *f,
           gconstpointer  data)
{
  g_autoptr (LoketOutboxOp) op = send_off (f, 1, "Terima kasih");
  g_autoptr (LoketOutboxOp) step1 = store_step (f, op, LOKET_OUTBOX_QUEUED, LOKET_OUTBOX_INFLIGHT, NULL);
  g_autoptr (LoketOutboxOp) step2 = store_step (f, op, LOKET_OUTBOX_INFLIGHT, LOKET_OUTBOX_WAITING, NULL);
  g_autoptr (GError) error = NULL;

  store_fixture_close (f);
  store_fixture_sql (f, "user.db", "UPDATE op SET damaged = 1; UPDATE op SET wire = x'00'; "
                     "UPDATE op SET damaged = 0", &error);
  g_assert_no_error (error);
  store_fixture_reopen (f);
  store_assert_state (f, op, LOKET_OUTBOX_WAITING);
  store_fixture_close (f);
  store_fixture_sql (f, "user.db", "UPDATE op SET wire = x'00'", &error);
  g_assert_nonnull (error);
}

/* So does all else of a reply that is damaged beside its bytes. */
static void
test_row (StoreFixture  *f,
          gconstpointer  data)
{
  static const char *const damages[] = {
    "UPDATE op SET damaged = 1; UPDATE op SET wire_sha256 = replace (wire_sha256, 'a', 'i')",
    "UPDATE op SET damaged = 1; UPDATE op SET wire_sha256 = replace (wire_sha256, 'a', 'i'), wire = x'00'",
    "UPDATE op SET damaged = 1; UPDATE op SET prev_rid = 'c0000000-0000-4000-8000-00000000000g', wire = x'00'",
    "UPDATE op SET damaged = 1; UPDATE op SET complaint_id = 'c0000000-0000-4000-8000-00000000000g'",
  };
  g_autoptr (LoketOutboxOp) op = send_off (f, 1, "Terima kasih");
  g_autoptr (LoketOutboxOp) step1 = store_step (f, op, LOKET_OUTBOX_QUEUED, LOKET_OUTBOX_INFLIGHT, NULL);
  g_autoptr (LoketOutboxOp) step2 = store_step (f, op, LOKET_OUTBOX_INFLIGHT, LOKET_OUTBOX_WAITING, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      g_autoptr (LoketOutboxOp) after = NULL;
      g_autoptr (GError) error = NULL;

      store_fixture_close (f);
      store_fixture_sql (f, "user.db", damages[i], &error);
      g_assert_no_error (error);
      store_fixture_sql (f, "user.db", "UPDATE op SET damaged = 0", &error);
      g_assert_no_error (error);
      store_fixture_reopen (f);
      after = store_get_op (f, op->reply_id);
      g_assert_cmpint (after->state, ==, LOKET_OUTBOX_WAITING);
      g_assert_true (g_bytes_equal (after->wire, op->wire));
      g_assert_cmpstr (after->wire_sha256, ==, op->wire_sha256);
      g_assert_cmpstr (after->complaint_id, ==, op->complaint_id);
      g_assert_cmpstr (after->prev_reply_id, ==, op->prev_reply_id);
    }
}

/* Changes one letter of a text in the file, which stays in order otherwise. */
static void
flip (StoreFixture *f,
      const char   *table,
      const char   *text)
{
  g_autofree char *path = store_fixture_path (f, "user.db");
  g_autofree char *sql = g_strdup_printf ("SELECT rootpage FROM sqlite_schema WHERE name = '%s'", table);
  g_autofree char *content = NULL;
  gint64 page = store_fixture_sql (f, "user.db", sql, NULL);
  char *found = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (path, &content, &size, NULL));
  g_assert_cmpint (page * 4096, <=, size);
  found = memmem (content + (page - 1) * 4096, 4096, text, strlen (text));
  g_assert_nonnull (found);
  found[3] ^= 1;
  g_assert_true (g_file_set_contents (path, content, (gssize) size, NULL));
}

/* A row that lost its name is no reply any more: the copy of the day and the
 * journal have it. */
static void
test_name (StoreFixture  *f,
           gconstpointer  data)
{
  g_autoptr (LoketOutboxOp) op = send_off (f, 1, "Terima kasih");
  g_autoptr (GPtrArray) all = NULL;
  const LoketOutboxOp *after;

  store_fixture_close (f);
  flip (f, "op", op->reply_id);
  store_fixture_reopen (f);
  all = store_list_ops (f, LOKET_OUTBOX_FILTER_ALL, NULL);
  g_assert_cmpuint (all->len, ==, 1);
  after = g_ptr_array_index (all, 0);
  g_assert_cmpstr (after->reply_id, ==, op->reply_id);
  g_assert_cmpint (after->state, ==, LOKET_OUTBOX_WAITING);
  g_assert_true (g_bytes_equal (after->wire, op->wire));
}

/* The index of complaints names another one than the row. */
static void
test_index (StoreFixture  *f,
            gconstpointer  data)
{
  g_autoptr (LoketOutboxOp) op = send_off (f, 1, "Terima kasih");
  g_autoptr (LoketOutboxOp) step = NULL;

  store_fixture_close (f);
  flip (f, "op", op->complaint_id);
  store_fixture_reopen (f);
  step = store_step (f, op, LOKET_OUTBOX_QUEUED, LOKET_OUTBOX_INFLIGHT, NULL);
  g_assert_nonnull (step);
  g_assert_cmpstr (step->complaint_id, ==, op->complaint_id);
}

/* Lines of replies that have ended go at the next start. */
static void
test_tidy (StoreFixture  *f,
           gconstpointer  data)
{
  g_autofree char *path = store_fixture_path (f, "outbox.journal");
  g_autofree char *content = NULL;
  g_autoptr (LoketOutboxOp) kept = send_off (f, 99, "Tetap");

  for (guint i = 1; i <= 5; i++)
    {
      g_autoptr (LoketOutboxOp) op = send_off (f, i, "Sampai");
      g_autoptr (LoketOutboxOp) step1 = store_step (f, op, LOKET_OUTBOX_QUEUED, LOKET_OUTBOX_INFLIGHT, NULL);
      g_autoptr (LoketOutboxOp) step2 = store_step (f, op, LOKET_OUTBOX_INFLIGHT, LOKET_OUTBOX_ACCEPTED, NULL);

      g_assert_nonnull (step2);
    }
  store_fixture_reopen (f);
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_null (strstr (content, "Tetap"));
  g_assert_cmpint (strchr (content, '\n') - content + 1, ==, strlen (content));
}

static char *
read_journal (StoreFixture *f)
{
  g_autofree char *path = store_fixture_path (f, "outbox.journal");
  char *content = NULL;

  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  return content;
}

static void
write_journal (StoreFixture *f,
               const char   *content)
{
  g_autofree char *path = store_fixture_path (f, "outbox.journal");

  g_assert_true (g_file_set_contents (path, content, -1, NULL));
}

/* A line as it was before lines were sealed. */
static char *
make_clear_line (const LoketOutboxOp *op)
{
  g_autofree char *wire = g_base64_encode (g_bytes_get_data (op->wire, NULL),
                                           g_bytes_get_size (op->wire));
  g_autofree char *json =
    g_strdup_printf ("{\"replyId\":\"%s\",\"complaintId\":\"%s\",\"wire\":\"%s\","
                     "\"sha256\":\"%s\",\"at\":\"2026-11-18T09:20:00Z\"}",
                     op->reply_id, op->complaint_id, wire, op->wire_sha256);
  guint32 crc = 0xffffffff;

  for (const char *c = json; *c != '\0'; c++)
    {
      crc ^= (guint8) *c;
      for (guint bit = 0; bit < 8; bit++)
        crc = (crc >> 1) ^ (0xedb88320 & (0 - (crc & 1)));
    }
  return g_strdup_printf ("%08x %s\n", ~crc, json);
}

/* A journal of before is read, and then sealed. */
static void
test_clear (StoreFixture  *f,
            gconstpointer  data)
{
  g_autoptr (LoketOutboxOp) op = send_off (f, 1, "Terima kasih");
  g_autofree char *line = make_clear_line (op);
  g_autofree char *after = NULL;

  lose (f, "user.db");
  lose_backups (f);
  write_journal (f, line);
  store_fixture_reopen (f);
  store_assert_state (f, op, LOKET_OUTBOX_WAITING);
  after = read_journal (f);
  g_assert_null (strstr (after, op->reply_id));
  lose (f, "user.db");
  lose_backups (f);
  store_fixture_reopen (f);
  store_assert_state (f, op, LOKET_OUTBOX_WAITING);
}

/* Lines that somebody moved are read in the order in which they were written;
 * a line does not pass for another. */
static void
test_moved (StoreFixture  *f,
            gconstpointer  data)
{
  g_autoptr (LoketOutboxOp) first = send_off (f, 1, "Satu");
  g_autoptr (LoketOutboxOp) second = send_off (f, 2, "Dua");
  g_autofree char *before = read_journal (f);
  g_auto (GStrv) lines = g_strsplit (before, "\n", 3);
  g_autofree char *moved = g_strdup_printf ("%s\n%s\n", lines[1], lines[0]);
  g_autoptr (GPtrArray) due = NULL;

  lose (f, "user.db");
  lose_backups (f);
  write_journal (f, moved);
  store_fixture_reopen (f);
  due = store_list_due (f, STORE_TEST_NOW);
  g_assert_cmpuint (due->len, ==, 2);
  g_assert_cmpstr (((LoketOutboxOp *) due->pdata[0])->reply_id, ==, first->reply_id);
  g_assert_cmpstr (((LoketOutboxOp *) due->pdata[1])->reply_id, ==, second->reply_id);
}

/* Lines that another key sealed are not thrown away: they may be all there is. */
static void
test_closed (StoreFixture  *f,
             gconstpointer  data)
{
  g_autofree char *slots = store_fixture_path (f, "slots");
  g_autofree char *copy = store_fixture_path (f, "slots.copy");
  g_autofree char *other = g_strconcat (f->key_file, ".other", NULL);
  g_autofree char *aside_name = g_strdup_printf ("outbox.journal.damaged-%" G_GINT64_FORMAT,
                                                 STORE_TEST_NOW);
  g_autofree char *aside = store_fixture_path (f, aside_name);
  g_autoptr (LoketOutboxOp) op = send_off (f, 1, "Satu");
  g_autofree char *before = read_journal (f);
  g_autofree char *kept = NULL;
  char *mine = f->key_file;

  lose (f, "user.db");
  lose_backups (f);
  g_unlink (slots);
  g_unlink (copy);
  f->key_file = other;
  store_fixture_reopen (f);
  g_assert_true (g_file_get_contents (aside, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, before);
  store_fixture_close (f);
  f->key_file = mine;
}

/* A copy a day, the last seven. */
static void
test_backups (StoreFixture  *f,
              gconstpointer  data)
{
  g_autofree char *folder = store_fixture_path (f, "backups");
  g_autoptr (GDir) dir = NULL;
  guint n = 0;

  for (guint day = 0; day < 9; day++)
    {
      store_fixture_reopen (f);
      store_fixture_reopen (f);
      loket_clock_advance (f->clock, 86400);
    }
  dir = g_dir_open (folder, 0, NULL);
  while (g_dir_read_name (dir) != NULL)
    n++;
  g_assert_cmpuint (n, ==, 7);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(path, function) \
  g_test_add (path, StoreFixture, NULL, store_fixture_set_up, function, store_fixture_tear_down)
  ADD ("/store/journal/lost", test_lost);
  ADD ("/store/journal/empty", test_empty);
  ADD ("/store/journal/foreign", test_foreign);
  ADD ("/store/journal/damaged", test_damaged);
  ADD ("/store/journal/copies-out-of-reach", test_copies_out_of_reach);
  ADD ("/store/journal/row", test_row);
  ADD ("/store/journal/name", test_name);
  ADD ("/store/journal/index", test_index);
  ADD ("/store/journal/taken-back", test_taken_back);
  ADD ("/store/journal/torn", test_torn);
  ADD ("/store/journal/wire", test_wire);
  ADD ("/store/journal/tidy", test_tidy);
  ADD ("/store/journal/clear", test_clear);
  ADD ("/store/journal/moved", test_moved);
  ADD ("/store/journal/closed", test_closed);
  ADD ("/store/journal/backups", test_backups);
#undef ADD
  return g_test_run ();
}
