/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include <glib/gstdio.h>

#include "loket-limits.h"
#include "loket-session.h"
#include "loket-wire-account.h"
#include "loket-wire-digest.h"
#include "loket-wire-page.h"
#include "perf-complaints.h"
#include "real-hub.h"

#include "../lib/test-folder.h"

/*
 * The first sync against the least that it could cost: curl fetching the same
 * pages from the same hub into files, then a program that only inserts their
 * lines, commit by commit. Both sides anew in every pair, pair after pair in one
 * run, medians printed; nothing passes or fails by time.
 *
 *     bench-first-sync [complaints] [pairs]
 */

#define MAX_PAIRS 25

typedef struct
{
  RealHub    *hub;
  char       *folder;
  LoketClock *clock;
  char       *token;
  GPtrArray  *files;
  guint       n;
} Bench;

static double
now (void)
{
  return (double) g_get_monotonic_time () / 1000.0;
}

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  double first = *(const double *) a, second = *(const double *) b;

  return first < second ? -1 : first > second;
}

static double
median (double *times,
        guint   n)
{
  qsort (times, n, sizeof *times, compare_times);
  return times[n / 2];
}

static void
wait_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      slot)
{
  *(GAsyncResult **) slot = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **slot)
{
  while (*slot == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *slot;
}

static void
run (const char *const *argv,
     char             **output)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process =
      g_subprocess_newv (argv, output != NULL ? G_SUBPROCESS_FLAGS_STDOUT_PIPE
                                              : G_SUBPROCESS_FLAGS_NONE, &error);

  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, output, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (process));
}

/* --- curl and the bare insert ----------------------------------------- */

static void
sign_in_by_curl (Bench *bench)
{
  const LoketSignIn words = { (char *) "petugas", (char *) "loket-demo",
                              (char *) "11111111-1111-4111-8111-111111111111", (char *) "curl" };
  g_autoptr (GBytes) body = loket_wire_sign_in_to_json (&words);
  g_autofree char *file = g_build_filename (bench->folder, "sign-in.json", NULL);
  g_autofree char *data = g_strconcat ("@", file, NULL);
  g_autofree char *address = g_strconcat (bench->hub->server, "/api/v1/auth/sign-in", NULL);
  g_autofree char *digest = NULL;
  g_autofree char *header = NULL;
  g_autofree char *answer = NULL;
  g_autoptr (LoketTokens) tokens = NULL;
  const char *argv[] = { "curl", "-sS", "--fail", "--cacert", bench->hub->ca, "--data-binary", data,
                         "-H", "Content-Type: application/json", "-H", NULL, address, NULL };

  digest = loket_wire_digest_header (body);
  header = g_strconcat ("Content-Digest: ", digest, NULL);
  argv[10] = header;
  g_file_set_contents (file, g_bytes_get_data (body, NULL), (gssize) g_bytes_get_size (body), NULL);
  run (argv, &answer);
  tokens = loket_wire_tokens_parse (answer, strlen (answer), NULL);
  g_assert_nonnull (tokens);
  bench->token = g_strconcat ("Authorization: Bearer ", tokens->access_token, NULL);
}

/* The cursor of the page after this one, from its first line. */
static char *
read_cursor (const char *file)
{
  g_autofree char *data = NULL;
  g_autoptr (GBytes) header = NULL;
  g_autoptr (LoketWirePage) page = NULL;
  gsize size;

  g_file_get_contents (file, &data, &size, NULL);
  header = g_bytes_new (data, (gsize) ((char *) memchr (data, '\n', size) - data) + 1);
  page = loket_wire_page_parse (header, NULL);
  g_assert_nonnull (page);
  return g_strdup (page->cursor);
}

static void
fetch_by_curl (Bench *bench)
{
  g_autofree char *cursor = NULL;

  g_ptr_array_set_size (bench->files, 0);
  do
    {
      char *file = g_strdup_printf ("%s/page-%u", bench->folder, bench->files->len);
      g_autofree char *address =
          g_strdup_printf ("%s/api/v1/sync/snapshot?scope=%s&limit=%d%s%s", bench->hub->server,
                           PERF_SCOPE, LOKET_LIMIT_PAGE_RECORDS, cursor != NULL ? "&cursor=" : "",
                           cursor != NULL ? cursor : "");
      const char *const argv[] = { "curl", "-sS", "--fail", "--cacert", bench->hub->ca, "-H",
                                   bench->token, "-o", file, address, NULL };

      run (argv, NULL);
      g_ptr_array_add (bench->files, file);
      g_free (cursor);
      cursor = read_cursor (file);
    }
  while (cursor != NULL);
}

static void
insert_barely (Bench *bench)
{
  g_autofree char *db = g_build_filename (bench->folder, "bare.db", NULL);
  g_autofree char *wal = g_strconcat (db, "-wal", NULL);
  g_autofree char *shm = g_strconcat (db, "-shm", NULL);
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();

  g_unlink (db);
  g_unlink (wal);
  g_unlink (shm);
  g_ptr_array_add (argv, (char *) g_getenv ("BARE_INSERT"));
  g_ptr_array_add (argv, db);
  g_ptr_array_extend (argv, bench->files, NULL, NULL);
  g_ptr_array_add (argv, NULL);
  run ((const char *const *) argv->pdata, NULL);
}

/* --- Loket -------------------------------------------------------------- */

static LoketSession *
open_session (Bench      *bench,
              const char *profile)
{
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GAsyncResult) signed_in = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *key = g_build_filename (bench->folder, "key", NULL);
  LoketSession *session;

  loket_session_open_async (profile, key, bench->clock, NULL, wait_cb, &opened);
  session = loket_session_open_finish (wait_for (&opened), &error);
  g_assert_no_error (error);
  loket_session_set_auto_sync (session, FALSE);
  loket_session_sign_in_async (session, bench->hub->server, "petugas", "loket-demo", bench->hub->ca,
                               NULL, wait_cb, &signed_in);
  loket_session_sign_in_finish (session, wait_for (&signed_in), &error);
  g_assert_no_error (error);
  return session;
}

/* From asking for it until the rows are there, and until a search finds all. */
static void
first_sync (Bench  *bench,
            double *rows,
            double *searchable)
{
  g_autofree char *profile = g_build_filename (bench->folder, "profile", NULL);
  LoketSession *session = open_session (bench, profile);
  g_autoptr (GAsyncResult) synced = NULL;
  g_autoptr (GAsyncResult) closed = NULL;
  g_autoptr (GError) error = NULL;
  LoketSyncSummary summary;
  double start = now ();

  loket_session_sync_async (session, NULL, wait_cb, &synced);
  loket_session_sync_finish (session, wait_for (&synced), &summary, &error);
  *rows = now () - start;
  g_assert_no_error (error);
  g_assert_cmpint (summary.state, ==, LOKET_SYNC_OK);
  g_assert_cmpuint (summary.received, >=, bench->n);
  while (loket_session_get_search_progress (session) < 100)
    g_main_context_iteration (NULL, TRUE);
  *searchable = now () - start;

  loket_session_close_async (session, wait_cb, &closed);
  loket_session_close_finish (session, wait_for (&closed), &error);
  g_assert_no_error (error);
  g_object_unref (session);
  test_folder_remove (profile);
}

static double
count_megabytes (Bench *bench)
{
  double size = 0;

  for (guint i = 0; i < bench->files->len; i++)
    {
      GStatBuf status;

      g_stat (g_ptr_array_index (bench->files, i), &status);
      size += (double) status.st_size;
    }
  return size / 1e6;
}

static void
compare (Bench *bench,
         guint  n_pairs)
{
  double curl[MAX_PAIRS], bare[MAX_PAIRS], both[MAX_PAIRS], rows[MAX_PAIRS];
  double row_ratios[MAX_PAIRS], searchable[MAX_PAIRS], search_ratios[MAX_PAIRS];

  for (guint i = 0; i < n_pairs; i++)
    {
      double start = now ();

      fetch_by_curl (bench);
      curl[i] = now () - start;
      start = now ();
      insert_barely (bench);
      bare[i] = now () - start;
      both[i] = curl[i] + bare[i];
      first_sync (bench, &rows[i], &searchable[i]);
      row_ratios[i] = rows[i] / both[i];
      search_ratios[i] = searchable[i] / both[i];
    }
  g_print ("%u complaints, %.1f MB in %u pages, medians of %u pairs\n", bench->n,
           count_megabytes (bench), bench->files->len, n_pairs);
  g_print ("  curl to files          %9.1f ms\n", median (curl, n_pairs));
  g_print ("  bare insert            %9.1f ms\n", median (bare, n_pairs));
  g_print ("  both                   %9.1f ms\n", median (both, n_pairs));
  g_print ("  first sync, rows there %9.1f ms   ratio %.2f\n", median (rows, n_pairs),
           median (row_ratios, n_pairs));
  g_print ("  first sync, searchable %9.1f ms   ratio %.2f\n", median (searchable, n_pairs),
           median (search_ratios, n_pairs));
}

static void
fill_hub (Bench *bench)
{
  g_autofree char *n = g_strdup_printf ("%u", bench->n);
  const char *const argv[] = { g_getenv ("FILL_HUB"), bench->hub->folder, n, NULL };

  real_hub_stop (bench->hub);
  run (argv, NULL);
  real_hub_start (bench->hub);
}

int
main (int   argc,
      char *argv[])
{
  Bench bench = { 0 };
  guint n_pairs = argc > 2 ? (guint) atoi (argv[2]) : 5;

  bench.n = argc > 1 ? (guint) atoi (argv[1]) : 10000;
  bench.folder = g_dir_make_tmp ("loket-bench-XXXXXX", NULL);
  bench.clock = loket_clock_new_system ();
  bench.files = g_ptr_array_new_with_free_func (g_free);
  bench.hub = real_hub_new ();
  fill_hub (&bench);
  sign_in_by_curl (&bench);
  compare (&bench, CLAMP (n_pairs, 1, MAX_PAIRS));

  real_hub_free (bench.hub);
  test_folder_remove (bench.folder);
  g_ptr_array_unref (bench.files);
  g_object_unref (bench.clock);
  g_free (bench.token);
  g_free (bench.folder);
  return 0;
}
