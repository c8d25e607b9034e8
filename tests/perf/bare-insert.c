/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

/*
 * bare-insert FILE PAGE…: the least that keeping pages of lines in SQLite can
 * cost. One table, one prepared statement, one commit a page, the pragmas of
 * cache.db; the first line of a page, its header, stays out.
 */

static void
check (int         code,
       const char *what)
{
  if (code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW)
    return;
  fprintf (stderr, "%s: %d\n", what, code);
  exit (1);
}

static char *
read_file (const char *path,
           size_t     *size)
{
  FILE *file = fopen (path, "rb");
  char *data;

  if (file == NULL || fseek (file, 0, SEEK_END) != 0)
    exit (1);
  *size = (size_t) ftell (file);
  rewind (file);
  data = malloc (*size + 1);
  if (data == NULL || fread (data, 1, *size, file) != *size)
    exit (1);
  fclose (file);
  return data;
}

int
main (int   argc,
      char *argv[])
{
  sqlite3 *db;
  sqlite3_stmt *insert;

  check (sqlite3_open (argv[1], &db), "open");
  check (sqlite3_db_config (db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL), "config");
  check (sqlite3_exec (db,
                       "PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL;"
                       "PRAGMA synchronous = NORMAL; PRAGMA cache_size = -16384;"
                       "PRAGMA wal_autocheckpoint = 4000;"
                       "PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0;"
                       "PRAGMA journal_size_limit = 67108864;"
                       "CREATE TABLE line (number INTEGER PRIMARY KEY, line TEXT NOT NULL) STRICT",
                       NULL, NULL, NULL),
         "set up");
  check (sqlite3_prepare_v2 (db, "INSERT INTO line (line) VALUES (?1)", -1, &insert, NULL), "prepare");

  for (int i = 2; i < argc; i++)
    {
      size_t size;
      char *data = read_file (argv[i], &size);
      char *at = memchr (data, '\n', size);

      check (sqlite3_exec (db, "BEGIN IMMEDIATE", NULL, NULL, NULL), "begin");
      while (at != NULL && ++at < data + size)
        {
          char *end = memchr (at, '\n', size - (size_t) (at - data));

          sqlite3_bind_text (insert, 1, at, (int) (end - at), SQLITE_STATIC);
          check (sqlite3_step (insert), "insert");
          sqlite3_reset (insert);
          at = end;
        }
      check (sqlite3_exec (db, "COMMIT", NULL, NULL, NULL), "commit");
      free (data);
    }
  sqlite3_finalize (insert);
  sqlite3_close (db);
  return 0;
}
