/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-quality"

#include "config.h"

#include "loket-skeleton.h"

#include <string.h>

#include "loket-keys.h"
#include "loket-rule.h"

/*
 * The parts of a reply and where they are. Each reader looks at sentences, not
 * at formulas: officials write lists, plain prose and two-liners, and all of it
 * may be complete.
 */

/* How far before a deed “akan” counts for it. */
#define ANNOUNCED_BYTES 24

static const struct
{
  const char *name;
  const char *title[2];
} parts[LOKET_N_SKELETON_PARTS] = {
  [LOKET_SKELETON_SALUTATION] = { "salutation", { "Sapaan", "Salutation" } },
  [LOKET_SKELETON_PROBLEM] = { "problem", { "Masalah disebut kembali", "Problem told again" } },
  [LOKET_SKELETON_FINDING] = { "finding", { "Temuan atau alasan", "Finding or reason" } },
  [LOKET_SKELETON_ACTION] = { "action", { "Tindakan yang sudah dilakukan", "What was done" } },
  [LOKET_SKELETON_REMAINING] = { "remaining", { "Tindakan berikutnya", "What is still to be done" } },
  [LOKET_SKELETON_FOLLOW_UP] = { "follow-up", { "Cara memantau atau bertanya lagi", "How to follow up" } },
  [LOKET_SKELETON_CLOSING] = { "closing", { "Penutup atau nama unit", "Closing or unit" } },
};

/**
 * loket_skeleton_part_to_name:
 * @part: a part
 *
 * Gives a part's name for machines. Any thread.
 *
 * Returns: a static text, %NULL for a part there is not
 */
const char *
loket_skeleton_part_to_name (LoketSkeletonPart part)
{
  return (guint) part < LOKET_N_SKELETON_PARTS ? parts[part].name : NULL;
}

/**
 * loket_skeleton_part_get_title:
 * @part: a part
 * @language: (nullable): `id` or `en`
 *
 * Gives a part's name for people. Any thread.
 *
 * Returns: a static text, %NULL for a part there is not
 */
const char *
loket_skeleton_part_get_title (LoketSkeletonPart part,
                               const char       *language)
{
  if ((guint) part >= LOKET_N_SKELETON_PARTS)
    return NULL;
  return parts[part].title[g_strcmp0 (language, "en") == 0 ? 1 : 0];
}

static void
point_at (LoketRun          *run,
          LoketSkeletonItem *item,
          LoketSpan          span)
{
  if (span.start >= span.end)
    return;
  item->state = LOKET_SKELETON_THERE;
  item->start = run->draft->first[span.start];
  item->end = run->draft->last[span.end - 1];
}

/* Whether a sentence still waits for something to be filled in: then nobody can
 * tell yet what it will say. */
static gboolean
has_blank (LoketRun  *run,
           LoketSpan  sentence)
{
  g_autofree char *text = NULL;
  g_autoptr (GPtrArray) blanks = NULL;

  if (sentence.start >= sentence.end ||
      memchr (run->draft->text + sentence.start, '{', sentence.end - sentence.start) == NULL)
    return FALSE;
  text = g_strndup (run->draft->text + sentence.start, sentence.end - sentence.start);
  blanks = loket_blank_find_all (text);
  return blanks->len > 0;
}

/* The first unquoted place of a pattern within @rest, in a sentence that is whole. */
static gboolean
find_own (LoketRun       *run,
          LoketPatternId  pattern,
          LoketSpan       rest,
          LoketSpan      *found)
{
  while (rest.start < rest.end && _loket_run_next (run, pattern, &rest, found))
    if (!_loket_run_is_quoted (run, *found) && !has_blank (run, _loket_run_sentence_of (run, *found)))
      return TRUE;
  return FALSE;
}

static void
read_salutation (LoketRun          *run,
                 LoketSkeletonItem *item)
{
  LoketSpan opening = _loket_prose_sentence (run->draft, 0);
  LoketSpan found;

  if (find_own (run, LOKET_PATTERN_OPENS, opening, &found))
    point_at (run, item, found);
}

/* How many keys of the complaint are in a sentence, whose words begin at @word;
 * moves @word behind them. */
static guint
count_shared (LoketRun *run,
              guint     sentence,
              guint    *word)
{
  g_autoptr (GHashTable) shared = g_hash_table_new (g_str_hash, g_str_equal);

  for (; *word < run->draft->words->len && _loket_prose_word (run->draft, *word)->sentence <= sentence; (*word)++)
    {
      const char *const *keys = (const char *const *) _loket_prose_word (run->draft, *word)->keys;

      for (guint i = 0; i < LOKET_WORD_KEYS && keys[i] != NULL; i++)
        if (g_hash_table_contains (run->told, keys[i]))
          g_hash_table_add (shared, (char *) keys[i]);
    }
  return g_hash_table_size (shared);
}

/* The sentence that shares most with the complaint; where the complaint is not
 * known, one that says “laporan tentang …”. */
static void
read_problem (LoketRun          *run,
              LoketSkeletonItem *item)
{
  gboolean known = g_hash_table_size (run->told) > 0;
  LoketSpan found;
  guint best = 0, word = 0;

  for (guint i = 0; i < run->draft->sentences->len; i++)
    {
      guint n = known ? count_shared (run, i, &word) : 0;

      if (n <= best)
        continue;
      best = n;
      point_at (run, item, _loket_prose_sentence (run->draft, i));
    }
  if (best == 0 && find_own (run, LOKET_PATTERN_REPORT_ABOUT, _loket_run_whole (run), &found))
    point_at (run, item, _loket_run_sentence_of (run, found));
  else if (best == 0 && !known)
    item->state = LOKET_SKELETON_NOT_NEEDED;
}

static void
read_finding (LoketRun          *run,
              LoketSkeletonItem *item)
{
  LoketSpan found;

  if (find_own (run, LOKET_PATTERN_FOUND_OUT, _loket_run_whole (run), &found) ||
      find_own (run, LOKET_PATTERN_REASON, _loket_run_whole (run), &found))
    point_at (run, item, _loket_run_sentence_of (run, found));
}

/* Whether a deed is only announced, with “akan” in it or right before it, or is
 * the reporter's, who is thanked for it. */
static gboolean
is_not_done (LoketRun  *run,
              LoketSpan  deed)
{
  LoketSpan around = { _loket_run_before (run, deed.start, ANNOUNCED_BYTES).start, deed.end };

  return _loket_run_has (run, LOKET_PATTERN_DEED_TO_COME, around) ||
         _loket_run_has (run, LOKET_PATTERN_CLOSES, around);
}

/* The sentence with @pattern that names most of: who, and when. */
static void
read_deed (LoketRun          *run,
           LoketPatternId     pattern,
           LoketSkeletonItem *item)
{
  int best = -1;

  for (guint i = 0; i < run->draft->sentences->len; i++)
    {
      LoketSpan sentence = _loket_prose_sentence (run->draft, i);
      LoketSpan found;
      gboolean unit, date;

      if (!find_own (run, pattern, sentence, &found) ||
          (pattern == LOKET_PATTERN_DEED_DONE && is_not_done (run, found)))
        continue;
      unit = _loket_run_has_unit (run, sentence) || _loket_run_has (run, LOKET_PATTERN_BY, sentence);
      date = _loket_run_has_date (run, sentence);
      if (unit + date <= best)
        continue;
      best = unit + date;
      point_at (run, item, sentence);
      item->has_unit = unit;
      item->has_date = date;
    }
}

static void
read_follow_up (LoketRun          *run,
                LoketSkeletonItem *item)
{
  LoketSpan rest = _loket_run_whole (run);
  LoketSpan found, last = { 0, 0 };

  while (find_own (run, LOKET_PATTERN_HEAR_MORE, rest, &found))
    {
      last = found;
      rest.start = found.end;
    }
  if (last.end > 0)
    point_at (run, item, _loket_run_sentence_of (run, last));
}

/* A closing line, or the unit's name in a line of its own. */
static void
read_closing (LoketRun          *run,
              LoketSkeletonItem *item)
{
  guint n = run->draft->sentences->len;
  LoketSpan first, rest, found;

  if (n < 2)
    return;
  first = _loket_prose_sentence (run->draft, MAX (n, 4) - 3);
  rest = (LoketSpan) { first.start, run->draft->length };
  if (find_own (run, LOKET_PATTERN_CLOSES, rest, &found))
    {
      point_at (run, item, _loket_run_sentence_of (run, found));
      return;
    }
  rest = _loket_prose_sentence (run->draft, n - 1);
  if (rest.start > 0 && run->draft->text[rest.start - 1] == '\n' && rest.end - rest.start < 120 &&
      (_loket_run_names (run, rest, run->input->agency_name) ||
       _loket_run_names (run, rest, run->input->agency_short_name) ||
       (run->draft->text[rest.end - 1] != '.' && _loket_run_has (run, LOKET_PATTERN_UNIT, rest))))
    point_at (run, item, rest);
}

static gboolean
is_follow_up (const LoketCheckInput *input)
{
  for (guint i = 0; i < input->previous_replies->len; i++)
    if (((const LoketPreviousReply *) g_ptr_array_index (input->previous_replies, i))->same_complaint)
      return TRUE;
  return FALSE;
}

/* Whether a reply of this outcome usually has a part. */
static gboolean
is_needed (const LoketCheckInput *input,
           LoketSkeletonPart      part)
{
  LoketOutcome outcome = input->outcome;

  switch (part)
    {
    case LOKET_SKELETON_SALUTATION:
    case LOKET_SKELETON_CLOSING:
      return !is_follow_up (input);
    case LOKET_SKELETON_PROBLEM:
      return !is_follow_up (input);
    case LOKET_SKELETON_FINDING:
      return outcome != LOKET_OUTCOME_NEEDS_INFORMATION;
    case LOKET_SKELETON_ACTION:
      return outcome == LOKET_OUTCOME_IN_PROGRESS || outcome == LOKET_OUTCOME_RESOLVED ||
             outcome == LOKET_OUTCOME_NOT_OUR_AUTHORITY;
    case LOKET_SKELETON_REMAINING:
      return outcome == LOKET_OUTCOME_IN_PROGRESS;
    case LOKET_SKELETON_FOLLOW_UP:
      return outcome == LOKET_OUTCOME_IN_PROGRESS || outcome == LOKET_OUTCOME_NEEDS_INFORMATION ||
             outcome == LOKET_OUTCOME_NOT_OUR_AUTHORITY;
    case LOKET_N_SKELETON_PARTS:
    default:
      return FALSE;
    }
}

/* Reads the parts of a prepared draft. Pure, any thread. */
void
_loket_run_read_skeleton (LoketRun      *run,
                          LoketSkeleton *out)
{
  LoketSkeletonItem *items = out->items;

  *out = (LoketSkeleton) { 0 };
  read_salutation (run, &items[LOKET_SKELETON_SALUTATION]);
  read_problem (run, &items[LOKET_SKELETON_PROBLEM]);
  read_finding (run, &items[LOKET_SKELETON_FINDING]);
  read_deed (run, LOKET_PATTERN_DEED_DONE, &items[LOKET_SKELETON_ACTION]);
  read_deed (run, LOKET_PATTERN_DEED_TO_COME, &items[LOKET_SKELETON_REMAINING]);
  read_follow_up (run, &items[LOKET_SKELETON_FOLLOW_UP]);
  read_closing (run, &items[LOKET_SKELETON_CLOSING]);
  for (guint i = 0; i < LOKET_N_SKELETON_PARTS; i++)
    if (items[i].state == LOKET_SKELETON_MISSING && !is_needed (run->input, i))
      items[i].state = LOKET_SKELETON_NOT_NEEDED;
}
