/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include <glib/gstdio.h>

#include "loket-tokenizer.h"

typedef struct
{
  char     *folder;
  LoketDb  *db;
  gboolean  freed;
} Fixture;

/* A word's size and its first letter stand for it; words of one letter do not
 * count. */
static void
tell (const char     *word,
      gsize           length,
      LoketTokenSink  emit,
      gpointer        sink,
      gpointer        user_data)
{
  char token[2] = { 0 };

  if (length < 2)
    return;
  token[0] = (char) ('A' + length);
  emit (token, 1, sink);
  token[0] = '.';
  token[1] = word[0];
  emit (token, 2, sink);
}

static void
note_freed (gpointer data)
{
  *(gboolean *) data = TRUE;
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  f->folder = g_dir_make_tmp ("loket-db-XXXXXX", NULL);
  path = g_build_filename (f->folder, "test.db", NULL);
  f->db = loket_db_open (path, LOKET_DB_CACHE, &error);
  g_assert_no_error (error);
  g_assert_true (loket_db_add_tokenizer (f->db, "told", tell, &f->freed, note_freed, &error));
  g_assert_no_error (error);
  loket_db_exec (f->db,
                 "CREATE VIRTUAL TABLE t USING fts5 (w, content = '', tokenize = 'told');"
                 "INSERT INTO t (rowid, w) VALUES (1, 'Sékolah itu'), (2, 'x Y'), (3, 'SAPI');"
                 "CREATE VIRTUAL TABLE v USING fts5vocab (t, 'row')",
                 &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  static const char *const names[] = { "test.db", "test.db-wal", "test.db-shm" };

  g_clear_pointer (&f->db, loket_db_close);
  g_assert_true (f->freed);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (f->folder, names[i], NULL);

      g_unlink (path);
    }
  g_rmdir (f->folder);
  g_free (f->folder);
}

static void
ask (Fixture    *f,
     const char *sql,
     gint64      expected)
{
  g_autoptr (GError) error = NULL;
  gint64 value = -1;

  loket_db_get_int64 (f->db, sql, &value, &error);
  g_assert_no_error (error);
  g_assert_cmpint (value, ==, expected);
}

/* The index holds what the function told, and no word. */
static void
test_told (Fixture       *f,
           gconstpointer  data)
{
  ask (f, "SELECT count(*) FROM v", 5);
  ask (f, "SELECT count(*) FROM v WHERE term IN ('H', 'D', 'E', '.s', '.i')", 5);
  ask (f, "SELECT doc FROM v WHERE term = '.s'", 2);
}

/* A query is made of tokens, which nobody folds or takes for words. */
static void
test_queries (Fixture       *f,
              gconstpointer  data)
{
  ask (f, "SELECT count(*) FROM t ('\".s\"')", 2);
  ask (f, "SELECT rowid FROM t ('\"E\"')", 3);
  ask (f, "SELECT rowid FROM t ('\".i\" \"H\"')", 1);
  ask (f, "SELECT count(*) FROM t ('\"sapi\"')", 0);
  ask (f, "SELECT count(*) FROM t ('\".S\"')", 0);
}

/* What leaves is told in the same way. */
static void
test_delete (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  loket_db_exec (f->db,
                 "INSERT INTO t (t, rowid, w) VALUES ('delete', 1, 'Sékolah itu');"
                 "INSERT INTO t (t) VALUES ('optimize')",
                 &error);
  g_assert_no_error (error);
  ask (f, "SELECT count(*) FROM v", 2);
}

static gboolean
collect (const char *word,
         gsize       length,
         gpointer    data)
{
  GString *words = data;

  g_string_append_len (words, word, (gssize) length);
  g_string_append_c (words, '|');
  return !g_str_has_suffix (words->str, "cukup|");
}

static void
test_split (Fixture       *f,
            gconstpointer  data)
{
  static const struct
  {
    const char *text;
    gssize      length;
    const char *words;
  } cases[] = {
    { "Jalan RUSAK, di Désa.", -1, "jalan|rusak|di|desa|" },
    { "No. 99/2024-b", -1, "no|99|2024|b|" },
    { "jalan rusak", 7, "jalan|r|" },
    { "ini cukup sudah", -1, "ini|cukup|" },
    { "", -1, "" },
    { " * \" ( ", -1, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) words = g_string_new (NULL);
      g_autoptr (GError) error = NULL;

      g_assert_true (loket_db_split_words (f->db, cases[i].text, cases[i].length, collect, words,
                                           &error));
      g_assert_no_error (error);
      g_assert_cmpstr (words->str, ==, cases[i].words);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/db/tokenizer/told", test_told);
  ADD ("/db/tokenizer/queries", test_queries);
  ADD ("/db/tokenizer/delete", test_delete);
  ADD ("/db/tokenizer/split", test_split);
#undef ADD

  return g_test_run ();
}
