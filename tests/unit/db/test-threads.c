/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include <glib/gstdio.h>

#include "loket-tokenizer.h"

/* Every function of a connection dies on a thread that does not own it, and does
 * so before it touches the file. */

typedef struct
{
  LoketDb          *db;
  LoketStatement   *statement;
  LoketTransaction *transaction;
} Owned;

static void close_db (Owned *o) { loket_db_close (o->db); }
static void hand_over (Owned *o) { loket_db_hand_over (o->db); }
static void exec (Owned *o) { loket_db_exec (o->db, "DELETE FROM t", NULL); }
static void get_int64 (Owned *o) { gint64 n; loket_db_get_int64 (o->db, "SELECT 1", &n, NULL); }
static void get_changes (Owned *o) { loket_db_get_changes (o->db); }
static void get_last_rowid (Owned *o) { loket_db_get_last_rowid (o->db); }
static void set_cancellable (Owned *o) { loket_db_set_cancellable (o->db, NULL); }
static void checkpoint (Owned *o) { loket_db_checkpoint (o->db, NULL); }
static void truncate_log (Owned *o) { gboolean done; loket_db_truncate_log (o->db, &done, NULL); }
static void add_tokenizer (Owned *o) { loket_db_add_tokenizer (o->db, "t", NULL, NULL, NULL, NULL); }
static void split_words (Owned *o) { loket_db_split_words (o->db, "a", 1, NULL, NULL, NULL); }
static void define (Owned *o) { loket_db_define (o->db, "f", 0, NULL, NULL, NULL, NULL); }
static void backup (Owned *o) { loket_db_backup (o->db, "/nowhere/copy.db", NULL); }
static void quick_check (Owned *o) { loket_db_quick_check (o->db, NULL); }
static void full_check (Owned *o) { loket_db_full_check (o->db, NULL); }
static void migrate (Owned *o) { loket_db_migrate (o->db, "/none", 1, 1, NULL); }
static void begin (Owned *o) { loket_transaction_end (loket_db_begin (o->db, NULL)); }
static void commit (Owned *o) { loket_db_commit (o->db, NULL); }
static void rollback (Owned *o) { loket_db_rollback (o->db); }
static void in_transaction (Owned *o) { loket_db_in_transaction (o->db); }
static void transaction_end (Owned *o) { loket_transaction_end (o->transaction); }
static void prepare (Owned *o) { loket_db_prepare (o->db, "SELECT 2", NULL); }
static void statement_free (Owned *o) { loket_statement_free (o->statement); }
static void bind_text (Owned *o) { loket_statement_bind_text (o->statement, 1, "a"); }
static void bind_static_text (Owned *o) { loket_statement_bind_static_text (o->statement, 1, "a", 1); }
static void bind_int64 (Owned *o) { loket_statement_bind_int64 (o->statement, 1, 1); }
static void bind_instant (Owned *o) { loket_statement_bind_instant (o->statement, 1, 1); }
static void bind_blob (Owned *o) { loket_statement_bind_blob (o->statement, 1, NULL); }
static void bind_null (Owned *o) { loket_statement_bind_null (o->statement, 1); }
static void step (Owned *o) { loket_statement_step (o->statement, NULL, NULL); }
static void run (Owned *o) { loket_statement_run (o->statement, NULL); }
static void reset (Owned *o) { loket_statement_reset (o->statement); }
static void get_text (Owned *o) { loket_statement_get_text (o->statement, 0); }
static void dup_text (Owned *o) { g_free (loket_statement_dup_text (o->statement, 0)); }
static void statement_get_int64 (Owned *o) { loket_statement_get_int64 (o->statement, 0); }
static void get_instant (Owned *o) { loket_statement_get_instant (o->statement, 0); }
static void get_blob (Owned *o) { loket_statement_get_blob (o->statement, 0); }
static void is_null (Owned *o) { loket_statement_is_null (o->statement, 0); }

static const struct
{
  const char *name;
  void      (*call) (Owned *owned);
} cases[] = {
  { "loket_db_close", close_db },
  { "loket_db_hand_over", hand_over },
  { "loket_db_exec", exec },
  { "loket_db_get_int64", get_int64 },
  { "loket_db_get_changes", get_changes },
  { "loket_db_get_last_rowid", get_last_rowid },
  { "loket_db_set_cancellable", set_cancellable },
  { "loket_db_checkpoint", checkpoint },
  { "loket_db_truncate_log", truncate_log },
  { "loket_db_add_tokenizer", add_tokenizer },
  { "loket_db_split_words", split_words },
  { "loket_db_define", define },
  { "loket_db_backup", backup },
  { "loket_db_quick_check", quick_check },
  { "loket_db_full_check", full_check },
  { "loket_db_migrate", migrate },
  { "loket_db_begin", begin },
  { "loket_db_commit", commit },
  { "loket_db_rollback", rollback },
  { "loket_db_in_transaction", in_transaction },
  { "loket_transaction_end", transaction_end },
  { "loket_db_prepare", prepare },
  { "loket_statement_free", statement_free },
  { "loket_statement_bind_text", bind_text },
  { "loket_statement_bind_static_text", bind_static_text },
  { "loket_statement_bind_int64", bind_int64 },
  { "loket_statement_bind_instant", bind_instant },
  { "loket_statement_bind_blob", bind_blob },
  { "loket_statement_bind_null", bind_null },
  { "loket_statement_step", step },
  { "loket_statement_run", run },
  { "loket_statement_reset", reset },
  { "loket_statement_get_text", get_text },
  { "loket_statement_dup_text", dup_text },
  { "loket_statement_get_int64", statement_get_int64 },
  { "loket_statement_get_instant", get_instant },
  { "loket_statement_get_blob", get_blob },
  { "loket_statement_is_null", is_null },
};

static Owned owned;
static guint case_number;

static gpointer
call_elsewhere (gpointer data)
{
  cases[case_number].call (&owned);
  return NULL;
}

/* A connection with a row read in an open transaction, used by another thread. */
static void
test_threads (gconstpointer data)
{
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;

  case_number = GPOINTER_TO_UINT (data);
  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
      g_test_trap_assert_failed ();
      g_test_trap_assert_stderr ("*_loket_db_assert_thread*owner*");
      g_test_trap_assert_stderr_unmatched ("*survived*");
      return;
    }

  folder = g_dir_make_tmp ("loket-db-XXXXXX", NULL);
  path = g_build_filename (folder, "t.db", NULL);
  owned.db = loket_db_open (path, LOKET_DB_CACHE, NULL);
  loket_db_exec (owned.db, "CREATE TABLE t (a)", NULL);
  owned.transaction = loket_db_begin (owned.db, NULL);
  owned.statement = loket_db_prepare (owned.db, "SELECT ?1 AS a", NULL);
  loket_statement_step (owned.statement, NULL, NULL);
  g_unlink (path);
  g_thread_join (g_thread_new ("thief", call_elsewhere, NULL));
  g_printerr ("survived\n");
}

/* No function is missing above. */
static void
test_complete (void)
{
  static const char *const headers[] = { "loket-db.h", "loket-statement.h", "loket-tokenizer.h" };
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (headers); i++)
    {
      g_autofree char *path = g_build_filename (g_getenv ("DB_SOURCES"), headers[i], NULL);
      g_autofree char *text = NULL;
      g_autoptr (GRegex) regex = g_regex_new ("^[A-Za-z0-9 ]+\\*?\\s*\\**(loket_[a-z0-9_]+) +\\(", G_REGEX_MULTILINE,
                                              0, NULL);
      g_autoptr (GMatchInfo) match = NULL;

      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      for (g_regex_match (regex, text, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
        {
          g_autofree char *name = g_match_info_fetch (match, 1);
          gboolean found = g_str_equal (name, "loket_db_open");

          for (guint j = 0; j < G_N_ELEMENTS (cases); j++)
            found = found || g_str_equal (name, cases[j].name);
          if (!found)
            g_error ("%s is not tried on a wrong thread", name);
          n++;
        }
    }
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (cases) + 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/db/threads/complete", test_complete);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/db/threads/", cases[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_threads);
    }
  return g_test_run ();
}
