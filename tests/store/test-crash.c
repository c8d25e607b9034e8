/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#include <signal.h>

#include <glib/gstdio.h>

#include "loket-db.h"
#include "loket-outbox-rules.h"
#include "loket-text.h"

/*
 * A program that is killed in the middle of its work. A child works on a
 * profile and tells each thing it was told to be durable; the parent kills it
 * after a seeded number of these and then looks at what is on the disk. The
 * child keeps working until the signal reaches it, so that the end comes
 * between any two instructions.
 */
#define ROUNDS 12
#define N_COMPLAINTS 3

static const char *program;

static void
tell (const char *format,
      ...) G_GNUC_PRINTF (1, 2);

static void
tell (const char *format,
      ...)
{
  va_list args;

  va_start (args, format);
  vprintf (format, args);
  va_end (args);
  fflush (stdout);
}

static void
child_work_on_replies (StoreFixture *f,
                       GRand        *rand)
{
  for (guint i = 0;; i++)
    {
      g_autofree char *complaint = store_complaint_id (i % N_COMPLAINTS);
      g_autofree char *text = g_strdup_printf ("Jawaban %u %u", i, g_rand_int (rand));
      g_autoptr (LoketDraft) draft = store_save_draft (f, complaint, text, NULL);
      g_autoptr (LoketOutboxOp) op = NULL;
      g_autoptr (GPtrArray) due = NULL;

      g_assert_cmpint (draft->rev, >, 0);
      tell ("draft %s %s\n", complaint, text);
      op = store_send_off (f, complaint, text, NULL, NULL);
      tell ("queued %s %s\n", op->reply_id, op->wire_sha256);

      due = store_list_due (f, G_MAXINT64);
      for (guint j = 0; j < due->len; j++)
        {
          LoketOutboxOp *next = g_ptr_array_index (due, j);
          LoketOutboxState end = g_rand_boolean (rand) ? LOKET_OUTBOX_ACCEPTED : LOKET_OUTBOX_WAITING;
          g_autoptr (LoketOutboxOp) flying = store_step (f, next, next->state, LOKET_OUTBOX_INFLIGHT, NULL);
          g_autoptr (LoketOutboxOp) after = NULL;

          tell ("state %s inflight\n", next->reply_id);
          after = store_step (f, flying, LOKET_OUTBOX_INFLIGHT, end, NULL);
          tell ("state %s %s\n", next->reply_id, loket_outbox_state_to_name (after->state));
        }
    }
}

static void
child_work_on_cache (StoreFixture *f,
                     GRand        *rand)
{
  g_autoptr (LoketCacheScope) scope = store_get_scope (f);
  guint state = scope->state != NULL ? (guint) atoi (scope->state) : 0;

  if (scope->state == NULL)
    {
      store_begin_snapshot (f);
      loket_cache_change_free (store_apply (f, store_make_page (LOKET_WIRE_PAGE_SNAPSHOT, NULL, "0", FALSE), NULL));
    }
  for (;; state++)
    {
      g_autofree char *old_name = g_strdup_printf ("%u", state);
      g_autofree char *new_name = g_strdup_printf ("%u", state + 1);
      LoketWirePage *page = store_make_page (LOKET_WIRE_PAGE_CHANGES, old_name, new_name, TRUE);
      g_autoptr (LoketCacheChange) change = NULL;

      /* Page n has ten complaints whose rev is n. */
      for (guint i = 0; i < 10; i++)
        {
          LoketComplaint *c = store_make_complaint (i);

          c->rev = state + 1;
          store_page_add (page, c);
        }
      change = store_apply (f, page, NULL);
      g_assert_nonnull (change);
      tell ("page %u\n", state + 1);
    }
}

static int
run_child (const char *kind,
           const char *folder,
           const char *seed)
{
  StoreFixture f = { 0 };
  g_autoptr (GRand) rand = g_rand_new_with_seed ((guint32) atoi (seed));

  f.folder = g_build_filename (folder, "profile", NULL);
  f.key_file = g_build_filename (folder, "key", NULL);
  f.clock = loket_clock_new_manual (STORE_TEST_NOW);
  store_fixture_reopen (&f);
  if (g_str_equal (kind, "--replies"))
    child_work_on_replies (&f, rand);
  else
    child_work_on_cache (&f, rand);
  return 1;
}

/* Lets a child tell so many things, kills it, and gives back all it told. */
static GPtrArray *
run_and_kill (StoreFixture *f,
              const char   *kind,
              guint         seed,
              guint         n_lines)
{
  g_autofree char *parent = g_path_get_dirname (f->folder);
  g_autofree char *seed_text = g_strdup_printf ("%u", seed);
  g_autoptr (GSubprocess) child = NULL;
  g_autoptr (GDataInputStream) out = NULL;
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  char *line;

  store_fixture_close (f);
  child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, kind, parent, seed_text, NULL);
  g_assert_no_error (error);
  out = g_data_input_stream_new (g_subprocess_get_stdout_pipe (child));
  while ((line = g_data_input_stream_read_line (out, NULL, NULL, NULL)) != NULL)
    {
      g_ptr_array_add (lines, line);
      if (lines->len == n_lines)
        g_subprocess_send_signal (child, SIGKILL);
    }
  g_assert_true (g_subprocess_wait (child, NULL, NULL));
  g_assert_true (g_subprocess_get_if_signaled (child));
  g_assert_cmpint (g_subprocess_get_term_sig (child), ==, SIGKILL);
  g_assert_cmpuint (lines->len, >=, n_lines);
  return lines;
}

/* Each reply's log is a chain of allowed steps that ends where the row is. */
static void
check_log (StoreFixture *f)
{
  g_autofree char *path = store_fixture_path (f, "user.db");
  g_autoptr (LoketDb) db = NULL;
  g_autoptr (LoketStatement) row = NULL;
  g_autoptr (GHashTable) states = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) error = NULL;
  gboolean found = TRUE;
  guint n_ops = 0;

  store_fixture_close (f);
  db = loket_db_open (path, LOKET_DB_USER, &error);
  row = loket_db_prepare (db, "SELECT rid, from_state, to_state FROM op_log ORDER BY n", &error);
  while (loket_statement_step (row, &found, NULL) && found)
    {
      const char *rid = loket_statement_get_text (row, 0);
      LoketOutboxState from = loket_outbox_state_from_name (loket_statement_get_text (row, 1));
      LoketOutboxState to = loket_outbox_state_from_name (loket_statement_get_text (row, 2));

      g_assert_cmpint (GPOINTER_TO_INT (g_hash_table_lookup (states, rid)), ==, from);
      g_assert_true (loket_outbox_can_go (from, to, 0) || loket_outbox_can_go (from, to, 1));
      g_hash_table_insert (states, g_strdup (rid), GINT_TO_POINTER (to));
    }
  g_clear_pointer (&row, loket_statement_free);

  row = loket_db_prepare (db, "SELECT rid, state FROM op", &error);
  for (found = TRUE; loket_statement_step (row, &found, NULL) && found; n_ops++)
    g_assert_cmpstr (loket_outbox_state_to_name (GPOINTER_TO_INT (
                       g_hash_table_lookup (states, loket_statement_get_text (row, 0)))),
                     ==, loket_statement_get_text (row, 1));
  g_assert_cmpuint (n_ops, ==, g_hash_table_size (states));
}

/* A text that was told to be saved is a draft still, or has become a reply. */
static void
check_text (StoreFixture *f,
            const char   *complaint,
            const char   *text)
{
  g_autoptr (LoketDraft) draft = store_get_draft (f, complaint);
  g_autoptr (GPtrArray) ops = store_list_ops (f, LOKET_OUTBOX_FILTER_ALL, complaint);
  gboolean found = g_strcmp0 (draft->text, text) == 0;

  for (guint i = 0; i < ops->len && !found; i++)
    {
      const LoketOutboxOp *op = ops->pdata[i];

      found = g_strstr_len (g_bytes_get_data (op->wire, NULL), (gssize) g_bytes_get_size (op->wire),
                            text) != NULL;
    }
  g_assert_true (found);
}

/* What was written later takes the place of a draft: of each round the last. */
static void
check_replies (StoreFixture *f,
               GPtrArray    *lines,
               guint         first_of_round)
{
  for (guint i = 0; i < lines->len; i++)
    {
      g_auto (GStrv) words = g_strsplit (g_ptr_array_index (lines, i), " ", 3);
      g_autoptr (LoketOutboxOp) op = NULL;
      g_autofree char *sha256 = NULL;

      if (g_str_equal (words[0], "draft"))
        {
          if (i >= first_of_round)
            check_text (f, words[1], words[2]);
          continue;
        }
      op = store_get_op (f, words[1]);
      sha256 = loket_text_sha256 (op->wire);
      g_assert_cmpstr (sha256, ==, op->wire_sha256);
      g_assert_cmpint (op->state, !=, LOKET_OUTBOX_INFLIGHT);
      if (g_str_equal (words[0], "queued"))
        g_assert_cmpstr (op->wire_sha256, ==, words[2]);
      else if (g_str_equal (words[2], "accepted"))
        {
          g_assert_cmpint (op->state, ==, LOKET_OUTBOX_ACCEPTED);
          g_assert_nonnull (op->receipt);
        }
      else
        g_assert_cmpuint (op->attempts, >, 0);
    }
}

/* Nothing that was told to be in the outbox is ever lost or changed; a draft
 * that was told to be saved is a draft or a reply. */
static void
test_replies (StoreFixture  *f,
              gconstpointer  data)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_free);

  for (guint round = 0; round < ROUNDS; round++)
    {
      guint n_lines = (guint) g_test_rand_int_range (1, 40);
      g_autoptr (GPtrArray) lines = run_and_kill (f, "--replies", round, n_lines);

      guint first = all->len;

      g_ptr_array_extend_and_steal (all, g_steal_pointer (&lines));
      store_fixture_reopen (f);
      check_replies (f, all, first);
      check_log (f);
    }
}

/* The state never runs ahead of the rows, nor the rows of the state. */
static void
test_pages (StoreFixture  *f,
            gconstpointer  data)
{
  for (guint round = 0; round < ROUNDS; round++)
    {
      guint n_lines = (guint) g_test_rand_int_range (1, 60);
      g_autoptr (GPtrArray) lines = run_and_kill (f, "--cache", round, n_lines);
      guint last = (guint) atoi (strchr (g_ptr_array_index (lines, lines->len - 1), ' ') + 1);
      g_autoptr (LoketCacheScope) scope = NULL;
      guint state;
      g_autoptr (GError) error = NULL;

      store_fixture_reopen (f);
      scope = store_get_scope (f);
      state = (guint) atoi (scope->state);
      g_assert_cmpuint (state, >=, last);
      g_assert_cmpuint (state, <=, last + 1);
      store_fixture_close (f);
      g_assert_cmpint (store_fixture_sql (f, "cache.db", "SELECT min (rev) FROM complaint", &error), ==, state);
      g_assert_cmpint (store_fixture_sql (f, "cache.db", "SELECT max (rev) FROM complaint", &error), ==, state);
      store_fixture_sql (f, "cache.db", "INSERT INTO search (search) VALUES ('integrity-check')", &error);
      g_assert_no_error (error);
    }
}

int
main (int   argc,
      char *argv[])
{
  if (argc == 4 && g_str_has_prefix (argv[1], "--"))
    return run_child (argv[1], argv[2], argv[3]);

  program = argv[0];
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(path, function) \
  g_test_add (path, StoreFixture, NULL, store_fixture_set_up, function, store_fixture_tear_down)
  ADD ("/store/crash/replies", test_replies);
  ADD ("/store/crash/pages", test_pages);
#undef ADD
  return g_test_run ();
}
