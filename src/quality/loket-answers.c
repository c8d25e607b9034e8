/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-quality"

#include "config.h"

#include "loket-answers.h"

/*
 * Where expressions were found in a text that does not change: a table of what
 * was asked, in open addressing, because it is asked some thousand times while
 * somebody types one letter.
 */

#define FIRST_SIZE 64

typedef struct
{
  const LoketPattern *pattern; /* NULL for a free place */
  guint32             start;
  guint32             end;
  guint32             found_start;
  guint32             found_end; /* 0 for nowhere */
} Answer;

struct _LoketAnswers
{
  Answer *places;
  guint   size; /* a power of two */
  guint   used;
};

static guint
hash (const LoketPattern *pattern,
      guint32             start,
      guint32             end)
{
  guint64 mixed = (guint64) (gsize) pattern * G_GUINT64_CONSTANT (0x9E3779B97F4A7C15);

  mixed = (mixed ^ start) * G_GUINT64_CONSTANT (0xD6E8FEB86659FD93);
  mixed = (mixed ^ end) * G_GUINT64_CONSTANT (0xD6E8FEB86659FD93);
  return (guint) (mixed >> 32);
}

/* The place of a question, or the free one where it belongs. */
static Answer *
place_of (const LoketAnswers *answers,
          const LoketPattern *pattern,
          guint32             start,
          guint32             end)
{
  for (guint at = hash (pattern, start, end);; at++)
    {
      Answer *answer = &answers->places[at & (answers->size - 1)];

      if (answer->pattern == NULL || (answer->pattern == pattern && answer->start == start && answer->end == end))
        return answer;
    }
}

static void
grow (LoketAnswers *answers)
{
  LoketAnswers larger = { g_new0 (Answer, answers->size * 2), answers->size * 2, answers->used };

  for (guint i = 0; i < answers->size; i++)
    if (answers->places[i].pattern != NULL)
      *place_of (&larger, answers->places[i].pattern, answers->places[i].start, answers->places[i].end) =
          answers->places[i];
  g_free (answers->places);
  *answers = larger;
}

/* An empty table. */
LoketAnswers *
_loket_answers_new (void)
{
  LoketAnswers *answers = g_new0 (LoketAnswers, 1);

  answers->places = g_new0 (Answer, FIRST_SIZE);
  answers->size = FIRST_SIZE;
  return answers;
}

/* Frees a table. */
void
_loket_answers_free (LoketAnswers *answers)
{
  if (answers == NULL)
    return;

  g_free (answers->places);
  g_free (answers);
}

/* Whether the first place of @pattern in @within is known; @found is empty where
 * there is none. */
gboolean
_loket_answers_lookup (const LoketAnswers *answers,
                       const LoketPattern *pattern,
                       LoketSpan           within,
                       LoketSpan          *found)
{
  const Answer *answer = place_of (answers, pattern, (guint32) within.start, (guint32) within.end);

  if (answer->pattern == NULL)
    return FALSE;
  found->start = answer->found_start;
  found->end = answer->found_end;
  return TRUE;
}

/* Keeps what was found; an empty @found for nothing. All is below 4 GiB. */
void
_loket_answers_keep (LoketAnswers       *answers,
                     const LoketPattern *pattern,
                     LoketSpan           within,
                     LoketSpan           found)
{
  if (answers->used * 2 >= answers->size)
    grow (answers);
  *place_of (answers, pattern, (guint32) within.start, (guint32) within.end) =
      (Answer){ pattern, (guint32) within.start, (guint32) within.end, (guint32) found.start, (guint32) found.end };
  answers->used++;
}
