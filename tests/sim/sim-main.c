/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "loket-mutant.h"
#include "sim-shrink.h"

/*
 *     sim --seeds N --from S          runs N seeds
 *     sim --seed S --trace            tells what happens in one
 *     sim --shrink S                  prints the least that still breaks it
 *     sim --case FILE                 runs a case
 *     sim --mutant NAME --first       until a built-in mistake is noticed
 */

/* Among so many nothing may be missing that can happen. */
#define ENOUGH_SEEDS 1000

LoketMutant loket_mutant;

/* Those without a name are for tests of the programs. */
static const char *const mutants[LOKET_N_MUTANTS] = {
  [LOKET_MUTANT_NONE] = "none",
  [LOKET_MUTANT_NO_REQUEUE] = "no-requeue",
  [LOKET_MUTANT_MARK_NOT_ATOMIC] = "mark-not-atomic",
  [LOKET_MUTANT_PRETEND_SUCCESS] = "pretend-success",
  [LOKET_MUTANT_CLEAR_ALL_MARKS] = "clear-all-marks",
  [LOKET_MUTANT_DELETE_AFTER_ATTEMPTS] = "delete-after-attempts",
  [LOKET_MUTANT_DELETE_ON_DAMAGE] = "delete-on-damage",
  [LOKET_MUTANT_MIGRATION_EMPTIES] = "migration-empties",
  [LOKET_MUTANT_KEY_EXPIRY] = "key-expiry",
  [LOKET_MUTANT_CHECKPOINT_FIRST] = "checkpoint-first",
  [LOKET_MUTANT_NO_REOFFER] = "no-reoffer",
  [LOKET_MUTANT_UNASSIGNED_ACTION] = "unassigned-action",
  [LOKET_MUTANT_REUSED_ID] = "reused-id",
  [LOKET_MUTANT_REDIRECT_SUCCESS] = "redirect-success",
  [LOKET_MUTANT_NO_DIGEST] = "no-digest",
  [LOKET_MUTANT_EDIT_WITHOUT_REVOKE] = "edit-without-revoke",
  [LOKET_MUTANT_EPOCH_IGNORED] = "epoch-ignored",
  [LOKET_MUTANT_RETRY_NEW_ID] = "retry-new-id",
  [LOKET_MUTANT_TOMBSTONE_PURGED] = "tombstone-purged",
  [LOKET_MUTANT_REMOVAL_BY_ABSENCE] = "removal-by-absence",
  [LOKET_MUTANT_HELD_TOO_EARLY] = "held-too-early",
  [LOKET_MUTANT_UNCLAMPED] = "unclamped",
  [LOKET_MUTANT_RECEIPT_UNCHECKED] = "receipt-unchecked",
  [LOKET_MUTANT_TRUNCATED_ACCEPTED] = "truncated-accepted",
  [LOKET_MUTANT_NO_GENERATION] = "no-generation",
  [LOKET_MUTANT_SIGN_OUT_CLEARS] = "sign-out-clears",
  [LOKET_MUTANT_REBUILD_CLEARS] = "rebuild-clears",
  [LOKET_MUTANT_JOURNAL_UNSYNCED] = "journal-unsynced",
  [LOKET_MUTANT_FULL_DISK_DONE] = "full-disk-done",
  [LOKET_MUTANT_TRUNCATED_CHUNK] = "truncated-chunk",
  [LOKET_MUTANT_FILES_MISSING] = "files-missing",
  [LOKET_MUTANT_UPLOAD_STUCK] = "upload-stuck",
};

typedef struct
{
  guint64 seeds;
  guint64 from;
  guint   jobs;
  guint   twice;      /* run every n-th seed again and compare */
  guint   high_water;
  gboolean first;
} Run;

typedef struct
{
  guint64 n;
  guint64 tally[SIM_N_TALLIES];
  guint64 failed;
  guint64 first_seed;
  char   *first_text;
} Result;

/* Runs one world; returns what broke, or NULL. */
char *
sim_run (SimConfig *config,
         gboolean   trace,
         guint64   *hash,
         guint64   *tally)
{
  SimWorld *world = sim_world_new (config, trace);
  char *violation;

  sim_world_run (world);
  violation = g_steal_pointer (&world->violation);
  if (hash != NULL)
    *hash = world->hash;
  for (guint i = 0; tally != NULL && i < SIM_N_TALLIES; i++)
    tally[i] += world->tally[i];
  sim_world_free (world);
  return violation;
}

static char *
run_seed (const Run *run,
          guint64    seed,
          guint64   *tally)
{
  SimConfig *config = sim_config_draw (seed);
  guint64 hash = 0;
  guint64 again = 0;
  char *violation;

  config->high_water_step = run->high_water;
  violation = sim_run (config, FALSE, &hash, tally);
  if (violation == NULL && run->twice > 0 && seed % run->twice == 0)
    {
      g_free (sim_run (config, FALSE, &again, NULL));
      if (again != hash)
        violation = g_strdup ("determinism: a second run went another way");
    }
  sim_config_free (config);
  return violation;
}

/* One job's share: every n-th seed. */
static void
work (const Run *run,
      guint      job,
      FILE      *out)
{
  guint64 tally[SIM_N_TALLIES] = { 0 };
  guint64 n = 0;

  for (guint64 i = job; i < run->seeds; i += run->jobs)
    {
      g_autofree char *violation = run_seed (run, run->from + i, tally);

      n++;
      if (violation == NULL)
        continue;
      fprintf (out, "fail %" G_GUINT64_FORMAT " %s\n", run->from + i, violation);
      if (run->first)
        break;
    }
  fprintf (out, "done %" G_GUINT64_FORMAT, n);
  for (guint i = 0; i < SIM_N_TALLIES; i++)
    fprintf (out, " %" G_GUINT64_FORMAT, tally[i]);
  fprintf (out, "\n");
}

static void
take_line (Result     *result,
           const char *line)
{
  char *rest = NULL;
  guint64 number;

  if (g_str_has_prefix (line, "done "))
    {
      result->n += g_ascii_strtoull (line + 5, &rest, 10);
      for (guint i = 0; i < SIM_N_TALLIES; i++)
        result->tally[i] += g_ascii_strtoull (rest, &rest, 10);
      return;
    }
  number = g_ascii_strtoull (line + 5, &rest, 10);
  result->failed++;
  if (result->first_text != NULL && number >= result->first_seed)
    return;
  result->first_seed = number;
  g_free (result->first_text);
  result->first_text = g_strstrip (g_strdup (rest));
}

static Result
run_all (const Run *run,
         gboolean   tap)
{
  Result result = { 0 };
  FILE *pipes[64];

  for (guint i = 0; i < run->jobs; i++)
    {
      int ends[2];
      pid_t child;

      if (pipe (ends) != 0)
        exit (2);
      fflush (NULL);
      child = fork ();
      if (child == 0)
        {
          FILE *out = fdopen (ends[1], "w");

          work (run, i, out);
          fflush (out);
          _exit (0);
        }
      if (child < 0)
        exit (2);
      close (ends[1]);
      pipes[i] = fdopen (ends[0], "r");
    }
  for (guint i = 0; i < run->jobs; i++)
    {
      char line[1024];

      while (fgets (line, sizeof line, pipes[i]) != NULL)
        {
          take_line (&result, line);
          if (line[0] == 'f' && !run->first)
            printf ("%s%s", tap ? "# " : "", line);
        }
      fclose (pipes[i]);
    }
  for (guint i = 0; i < run->jobs; i++)
    {
      int status;

      if (wait (&status) > 0 && status == 0)
        continue;
      result.failed++;
      if (result.first_text == NULL)
        result.first_text = g_strdup ("a job ended before its work was done");
    }
  return result;
}

static char *
run_case (const char *path,
          gboolean    trace)
{
  g_autofree char *text = NULL;
  SimConfig *config;
  char *violation;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return g_strdup ("the file cannot be read");
  config = sim_config_from_text (text);
  if (config == NULL)
    return g_strdup ("this is not a case");
  violation = sim_run (config, trace, NULL, NULL);
  sim_config_free (config);
  return violation;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static guint
run_cases (const char *folder,
           guint      *number)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;
  guint failed = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".case"))
      g_ptr_array_add (names, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *base = g_path_get_basename (names->pdata[i]);
      g_autofree char *violation = run_case (names->pdata[i], FALSE);

      printf ("%s %u - case %s%s%s\n", violation == NULL ? "ok" : "not ok", ++*number, base,
              violation != NULL ? ": " : "", violation != NULL ? violation : "");
      failed += violation != NULL;
    }
  return failed;
}

static const char *const tallies[SIM_N_TALLIES] = {
  [SIM_TALLY_ANNOUNCED] = "announced",       [SIM_TALLY_PIECES] = "pieces",
  [SIM_TALLY_WHOLE] = "whole",               [SIM_TALLY_ELSEWHERE] = "elsewhere",
  [SIM_TALLY_GONE] = "forgotten",            [SIM_TALLY_MISSING] = "missing",
  [SIM_TALLY_WITH_FILES] = "replies",        [SIM_TALLY_RECOVERED] = "recovered without",
};

/* What happened to files; FALSE where something never did in so many seeds. */
static gboolean
tell_files (const Result *result,
            gboolean      tap)
{
  gboolean all = TRUE;

  printf ("%sfiles:", tap ? "# " : "");
  for (guint i = SIM_TALLY_ANNOUNCED; i < SIM_N_TALLIES; i++)
    {
      printf ("%s %" G_GUINT64_FORMAT " %s", i > SIM_TALLY_ANNOUNCED ? "," : "", result->tally[i], tallies[i]);
      all = all && result->tally[i] > 0;
    }
  printf ("\n");
  return all;
}

static int
report (const Run *run,
        const char *cases,
        gboolean    tap)
{
  gint64 start = g_get_monotonic_time ();
  Result result = run_all (run, tap);
  double ms = (double) (g_get_monotonic_time () - start) / 1000.0;
  guint number = 0;
  guint failed = result.failed > 0;

  if (tap)
    {
      printf ("%s %u - %" G_GUINT64_FORMAT " seeds from %" G_GUINT64_FORMAT " keep the promise\n",
              failed ? "not ok" : "ok", ++number, run->seeds, run->from);
      if (run->seeds >= ENOUGH_SEEDS)
        {
          gboolean all = tell_files (&result, tap);

          printf ("%s %u - everything happened to files\n", all ? "ok" : "not ok", ++number);
          failed += !all;
        }
      if (cases != NULL)
        failed += run_cases (cases, &number);
      printf ("1..%u\n", number);
    }
  printf ("%s%" G_GUINT64_FORMAT " seeds, %" G_GUINT64_FORMAT " broken, %" G_GUINT64_FORMAT
          " events a seed, %.2f ms a seed and job\n", tap ? "# " : "", result.n, result.failed,
          result.n > 0 ? result.tally[SIM_TALLY_EVENTS] / result.n : 0,
          result.n > 0 ? ms * run->jobs / (double) result.n : 0.0);
  if (!tap)
    tell_files (&result, tap);
  if (result.first_text != NULL)
    printf ("%sfirst: %" G_GUINT64_FORMAT " %s\n", tap ? "# " : "", result.first_seed,
            result.first_text);
  g_free (result.first_text);
  return failed > 0;
}

static gboolean
choose_mutant (const char *name)
{
  for (guint i = 0; i < LOKET_N_MUTANTS; i++)
    if (g_strcmp0 (mutants[i], name) == 0)
      {
        loket_mutant = (LoketMutant) i;
        return TRUE;
      }
  return FALSE;
}

static int
run_one (guint64     seed,
         const char *path,
         gboolean    trace,
         gboolean    shrink)
{
  SimConfig *config;
  g_autofree char *violation = NULL;
  guint64 hash = 0;

  if (path != NULL)
    {
      violation = run_case (path, trace);
      printf ("%s\n", violation != NULL ? violation : "the promise is kept");
      return violation != NULL;
    }
  config = sim_config_draw (seed);
  if (shrink)
    {
      sim_shrink (config);
      sim_config_free (config);
      return 0;
    }
  violation = sim_run (config, trace, &hash, NULL);
  sim_config_free (config);
  printf ("%s\ntrace %016" G_GINT64_MODIFIER "x\n", violation != NULL ? violation : "the promise is kept",
          hash);
  return violation != NULL;
}

int
main (int   argc,
      char *argv[])
{
  Run run = { .seeds = 0, .from = 1, .jobs = 1 };
  g_autofree char *seeds = NULL;
  g_autofree char *from = NULL;
  g_autofree char *seed = NULL;
  g_autofree char *shrink = NULL;
  g_autofree char *mutant = NULL;
  g_autofree char *path = NULL;
  g_autofree char *cases = NULL;
  gboolean trace = FALSE;
  gboolean list = FALSE;
  gboolean tap = FALSE;
  int jobs = 1;
  int twice = 0;
  int high_water = 1;
  const GOptionEntry entries[] = {
    { "seeds", 0, 0, G_OPTION_ARG_STRING, &seeds, "how many seeds to run", "N" },
    { "from", 0, 0, G_OPTION_ARG_STRING, &from, "the first of them", "S" },
    { "jobs", 'j', 0, G_OPTION_ARG_INT, &jobs, "how many at a time", "N" },
    { "twice", 0, 0, G_OPTION_ARG_INT, &twice, "run every N-th again and compare", "N" },
    { "high-water", 0, 0, G_OPTION_ARG_INT, &high_water,
      "write how far the hub has come at every N-th commit", "N" },
    { "first", 0, 0, G_OPTION_ARG_NONE, &run.first, "stop at the first that breaks", NULL },
    { "seed", 0, 0, G_OPTION_ARG_STRING, &seed, "run one", "S" },
    { "trace", 0, 0, G_OPTION_ARG_NONE, &trace, "tell what happens in it", NULL },
    { "shrink", 0, 0, G_OPTION_ARG_STRING, &shrink, "print the least that still breaks it", "S" },
    { "case", 0, 0, G_OPTION_ARG_FILENAME, &path, "run a case", "FILE" },
    { "cases", 0, 0, G_OPTION_ARG_FILENAME, &cases, "run all cases in a folder too", "FOLDER" },
    { "mutant", 0, 0, G_OPTION_ARG_STRING, &mutant, "build a mistake in", "NAME" },
    { "mutants", 0, 0, G_OPTION_ARG_NONE, &list, "list the mistakes", NULL },
    { "tap", 0, 0, G_OPTION_ARG_NONE, &tap, "report as a test", NULL },
    { NULL }
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) ||
      (mutant != NULL && !choose_mutant (mutant)))
    {
      fprintf (stderr, "sim: %s\n", error != NULL ? error->message : "there is no such mutant");
      return 2;
    }
  for (guint i = 1; list && i < LOKET_N_MUTANTS; i++)
    if (mutants[i] != NULL)
      printf ("%s\n", mutants[i]);
  if (list)
    return 0;
  if (seed != NULL || shrink != NULL || path != NULL)
    return run_one (g_ascii_strtoull (seed != NULL ? seed : shrink != NULL ? shrink : "0", NULL, 10),
                    path, trace, shrink != NULL);

  run.seeds = seeds != NULL ? g_ascii_strtoull (seeds, NULL, 10) : 100;
  run.from = from != NULL ? g_ascii_strtoull (from, NULL, 10) : 1;
  run.jobs = (guint) CLAMP (jobs, 1, 64);
  run.twice = (guint) MAX (twice, 0);
  run.high_water = (guint) MAX (high_water, 1);
  return report (&run, cases, tap);
}
