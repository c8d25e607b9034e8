/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "loket-check-memory.h"
#include "loket-lexicon.h"

/*
 * What the checks of a draft of 1,000 words cost, and what their expressions
 * cost beside the same ones as GRegex, compiled with OPTIMIZE, one after the
 * other over the same text: every match of every expression, and the counts
 * have to agree. Prints figures; nothing passes or fails by time.
 */

#define WORDS  1000
#define DRAFTS 3
#define ROUNDS 41
#define CHANGES 100


static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  double first = *(const double *) a, second = *(const double *) b;

  return first < second ? -1 : first > second;
}

/* The median, and the 95th of a hundred. */
static double
middle (double *times,
        guint   n,
        double *p95)
{
  qsort (times, n, sizeof *times, compare_times);
  if (p95 != NULL)
    *p95 = times[n * 95 / 100];
  return times[n / 2];
}

/* Microseconds of this process's own work, so that a busy machine does not count. */
static gint64
now (void)
{
  struct timespec time;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);
  return (gint64) time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static double
resident_mib (void)
{
  unsigned long size = 0, resident = 0;
  FILE *file = fopen ("/proc/self/statm", "r");

  if (file != NULL && fscanf (file, "%lu %lu", &size, &resident) != 2)
    resident = 0;
  if (file != NULL)
    fclose (file);
  return (double) resident * (double) sysconf (_SC_PAGESIZE) / (1 << 20);
}

/* The texts of the replies, which are the good ones of tests/quality. */
static GPtrArray *
read_texts (const char *path)
{
  static const char mark[] = "\"draft\": {\"text\": \"";
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *content = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &content, NULL, &error);
  g_assert_no_error (error);
  for (char *p = strstr (content, mark); p != NULL; p = strstr (p, mark))
    {
      char *start = p + strlen (mark);

      for (p = start; *p != '"'; p++)
        p += *p == '\\' ? 1 : 0;
      *p++ = '\0';
      g_ptr_array_add (texts, g_strcompress (start));
    }
  return texts;
}

/* A text of at least WORDS words, from reply @first on. */
static char *
draft_new (GPtrArray *texts,
           guint      first,
           guint     *words)
{
  GString *draft = g_string_new (NULL);

  for (*words = 0; *words < WORDS; first++)
    {
      g_auto (GStrv) parts = g_strsplit_set (g_ptr_array_index (texts, first % texts->len), " \n", -1);

      for (guint i = 0; parts[i] != NULL && *words < WORDS; i++)
        *words += *parts[i] != '\0' ? 1 : 0;
      g_string_append_printf (draft, "%s\n\n", (char *) g_ptr_array_index (texts, first % texts->len));
    }
  return g_string_free (draft, FALSE);
}

/* Every match of all our expressions. */
static guint
find_ours (const LoketLexicon *lexicon,
           LoketProse         *prose,
           guint              *counts)
{
  guint n = 0;

  _loket_prose_scan (prose, lexicon->scanner);
  for (guint i = 0; i < lexicon->all->len; i++)
    {
      LoketSpan rest = { 0, prose->length };
      LoketSpan found;

      counts[i] = 0;
      while (_loket_prose_find (prose, g_ptr_array_index (lexicon->all, i), rest, &found))
        {
          counts[i]++;
          rest.start = found.end;
        }
      n += counts[i];
    }
  return n;
}

static guint
find_theirs (GPtrArray        *regexes,
             const LoketProse *prose,
             guint            *counts)
{
  guint n = 0;

  for (guint i = 0; i < regexes->len; i++)
    {
      g_autoptr (GMatchInfo) info = NULL;

      counts[i] = 0;
      g_regex_match_full (g_ptr_array_index (regexes, i), prose->text, (gssize) prose->length, 0, G_REGEX_MATCH_NOTEMPTY,
                          &info, NULL);
      while (g_match_info_matches (info))
        {
          counts[i]++;
          g_match_info_next (info, NULL);
        }
      n += counts[i];
    }
  return n;
}

static GPtrArray *
regexes_new (const LoketLexicon *lexicon)
{
  GPtrArray *regexes = g_ptr_array_new_with_free_func ((GDestroyNotify) g_regex_unref);

  for (guint i = 0; i < lexicon->all->len; i++)
    {
      const LoketPattern *pattern = g_ptr_array_index (lexicon->all, i);
      g_autoptr (GError) error = NULL;
      GRegexCompileFlags flags = G_REGEX_OPTIMIZE | (_loket_pattern_is_any_case (pattern) ? G_REGEX_CASELESS : 0);

      g_ptr_array_add (regexes, g_regex_new (_loket_pattern_get_source (pattern), flags, 0, &error));
      g_assert_no_error (error);
    }
  return regexes;
}

/* The expressions that cost most of ours. */
static void
print_slow (const LoketLexicon *lexicon,
            LoketProse         *prose)
{
  for (guint i = 0; i < lexicon->all->len; i++)
    {
      const LoketPattern *pattern = g_ptr_array_index (lexicon->all, i);
      double times[ROUNDS];
      double cost;
      gboolean leads;

      for (guint round = 0; round < ROUNDS; round++)
        {
          LoketSpan rest = { 0, prose->length };
          LoketSpan found;
          gint64 start = now ();

          while (_loket_prose_find (prose, pattern, rest, &found))
            rest.start = found.end;
          times[round] = (double) (now () - start);
        }
      cost = middle (times, ROUNDS, NULL);
      if (cost >= 15)
        g_print ("  %4.0f µs, %s: %.60s\n", cost,
                 _loket_pattern_get_slot (pattern, &leads) < 0 ? "everywhere" : leads ? "at its words" : "if a word is there",
                 _loket_pattern_get_source (pattern));
    }
}

/* For us every paragraph is a start. */
static gboolean
starts_at_start (const LoketPattern *pattern)
{
  const char *source = _loket_pattern_get_source (pattern);

  return g_str_has_prefix (source, "^") || g_str_has_prefix (source, "(?:^");
}

static void
compare_patterns (const LoketLexicon *lexicon,
                  const char         *text,
                  guint               words)
{
  g_autoptr (GPtrArray) regexes = regexes_new (lexicon);
  g_autoptr (LoketProse) prose = _loket_prose_new (text);
  g_autofree guint *ours = g_new0 (guint, lexicon->all->len);
  g_autofree guint *theirs = g_new0 (guint, lexicon->all->len);
  double our_times[ROUNDS], their_times[ROUNDS], our, their;

  for (guint round = 0; round < ROUNDS; round++)
    {
      gint64 t0 = now (), t1;

      find_ours (lexicon, prose, ours);
      t1 = now ();
      find_theirs (regexes, prose, theirs);
      our_times[round] = (double) (t1 - t0) / 1000;
      their_times[round] = (double) (now () - t1) / 1000;
    }
  for (guint i = 0; i < lexicon->all->len; i++)
    if (ours[i] != theirs[i] && !starts_at_start (g_ptr_array_index (lexicon->all, i)))
      g_error ("%u and %u matches of %s", ours[i], theirs[i],
               _loket_pattern_get_source (g_ptr_array_index (lexicon->all, i)));
  our = middle (our_times, ROUNDS, NULL) * 1000 / words;
  their = middle (their_times, ROUNDS, NULL) * 1000 / words;
  g_print ("%u expressions, ours         %6.2f ms per 1,000 words   limit 1\n", lexicon->all->len, our);
  g_print ("%u as GRegex, one by one     %6.2f ms per 1,000 words\n", lexicon->all->len, their);
  g_print ("ours / GRegex                 %6.2f                      limit 0.35\n", our / their);
  if (g_getenv ("VERBOSE") != NULL)
    print_slow (lexicon, prose);
}

static LoketCheckInput *
input_new (const char *text)
{
  LoketCheckInput *input = loket_check_input_new (text, LOKET_OUTCOME_IN_PROGRESS);

  input->title = g_strdup ("Lubang besar di Jalan Melati");
  input->body = g_strdup ("Jalan berlubang dekat pasar, kapan ditambal? Biaya parkir berapa?");
  return input;
}

/* A word that was typed somewhere, as the composer has it checked: remarks and
 * checklist. */
static void
time_changes (LoketChecker *checker,
              const char   *text,
              guint         words)
{
  g_autoptr (LoketCheckMemory) memory = loket_check_memory_new (checker);
  double times[CHANGES], p95, typical;
  gsize length = strlen (text);

  for (guint i = 0; i < CHANGES + 1; i++)
    {
      g_autoptr (GString) changed = g_string_new (text);
      gsize at = length * i / (CHANGES + 1);
      g_autoptr (LoketCheckInput) input = NULL;
      g_autoptr (GPtrArray) found = NULL;
      LoketSkeleton skeleton;
      gint64 start;

      while (changed->str[at] != ' ')
        at++;
      g_string_insert (changed, (gssize) at, " dipasang");
      input = input_new (changed->str);
      start = now ();
      found = loket_check_memory_run (memory, input, "id", &skeleton);
      /* The first time all of it is new. */
      if (i > 0)
        times[i - 1] = (double) (now () - start) / 1000;
    }
  typical = middle (times, CHANGES, &p95);
  g_print ("a changed paragraph of %u words %4.2f ms, p95 %.2f          limit 1\n", words, typical, p95);
}

static void
time_checks (LoketChecker *checker,
             const char   *text,
             guint         words)
{
  g_autoptr (LoketCheckInput) input = input_new (text);
  double times[ROUNDS], p95, typical;
  guint findings = 0;

  for (guint round = 0; round < ROUNDS; round++)
    {
      gint64 start = now ();
      g_autoptr (GPtrArray) found = loket_checker_run (checker, input, "id");

      times[round] = (double) (now () - start) / 1000;
      findings = found->len;
    }
  typical = middle (times, ROUNDS, &p95);
  g_print ("a draft of %u words, all rules %5.2f ms, p95 %.2f          limit 5 (%u remarks)\n", words, typical, p95, findings);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) texts = NULL;
  g_autoptr (LoketChecker) checker = NULL;
  g_autoptr (LoketLexicon) lexicon = NULL;
  double before;
  gint64 start;

  g_assert_cmpint (argc, ==, 2);
  texts = read_texts (argv[1]);
  g_assert_cmpuint (texts->len, >, 0);
  before = resident_mib ();
  start = now ();
  checker = loket_checker_new (&error);
  g_assert_no_error (error);
  g_print ("making a checker              %6.1f ms\n", (double) (now () - start) / 1000);
  for (guint i = 0; i < DRAFTS; i++)
    {
      guint words;
      g_autofree char *text = draft_new (texts, i * texts->len / DRAFTS, &words);

      time_checks (checker, text, words);
      time_changes (checker, text, words);
    }
  g_print ("memory of the checks          %6.1f MiB                    limit 25\n", resident_mib () - before);
  lexicon = _loket_lexicon_new (&error);
  g_assert_no_error (error);
  for (guint i = 0; i < DRAFTS; i++)
    {
      guint words;
      g_autofree char *text = draft_new (texts, i * texts->len / DRAFTS, &words);

      compare_patterns (lexicon, text, words);
    }
  return 0;
}
