/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-quality"

#include "config.h"

#include "loket-template-match.h"

#include <string.h>

/*
 * Sentences of templates in a text: word by word, in any case, with anything in
 * the place of a placeholder. What stands there is never part of the template.
 */

/* Stands for a placeholder while a template is cut into sentences: a word with a
 * capital, as most things that are filled in, and one that nobody writes. */
#define STAND_IN       "Xqisianqx"
#define STAND_IN_LOWER "xqisianqx"

/* Words in a row, and the placeholder before them. */
typedef struct
{
  const LoketBlank *blank; /* NULL where they begin the sentence, or several meet */
  gboolean          gap;   /* whether anything may stand before them */
  guint             first; /* of the sentence's words */
  guint             n;
} Segment;

typedef struct
{
  GPtrArray *words;    /* of interned text; those of all segments */
  GArray    *segments; /* of Segment; a last one without words where a placeholder ends it */
} Sentence;

struct _LoketSentences
{
  GStringChunk *words;
  GPtrArray    *blanks;   /* of LoketBlank */
  GPtrArray    *all;      /* of Sentence */
  GHashTable   *by_word;  /* first word -> GPtrArray of Sentence */
  GPtrArray    *open;     /* of Sentence: those that begin with a placeholder */
};

static void
sentence_free (Sentence *self)
{
  g_ptr_array_unref (self->words);
  g_array_unref (self->segments);
  g_free (self);
}

/* No sentences. */
LoketSentences *
_loket_sentences_new (void)
{
  LoketSentences *self = g_new0 (LoketSentences, 1);

  self->words = g_string_chunk_new (4096);
  self->blanks = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_blank_free);
  self->all = g_ptr_array_new_with_free_func ((GDestroyNotify) sentence_free);
  self->by_word = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);
  self->open = g_ptr_array_new ();
  return self;
}

/* Frees them. */
void
_loket_sentences_free (LoketSentences *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->by_word);
  g_ptr_array_unref (self->open);
  g_ptr_array_unref (self->all);
  g_ptr_array_unref (self->blanks);
  g_string_chunk_free (self->words);
  g_free (self);
}

/* --- making ready --- */

static void
add_gap (Sentence         *sentence,
         const LoketBlank *blank)
{
  Segment *last = &g_array_index (sentence->segments, Segment, sentence->segments->len - 1);
  Segment next = { blank, TRUE, sentence->words->len, 0 };

  if (last->n == 0 && last->gap)
    last->blank = NULL;
  else if (last->n == 0)
    *last = next;
  else
    g_array_append_val (sentence->segments, next);
}

static void
add_word (LoketSentences *self,
          Sentence       *sentence,
          const char     *lower)
{
  Segment *last = &g_array_index (sentence->segments, Segment, sentence->segments->len - 1);

  g_ptr_array_add (sentence->words, g_string_chunk_insert_const (self->words, lower));
  last->n++;
}

static void
keep_sentence (LoketSentences *self,
               Sentence       *sentence)
{
  const Segment *first = &g_array_index (sentence->segments, Segment, 0);
  const char *word;
  GPtrArray *list;

  if (sentence->words->len == 0)
    {
      sentence_free (sentence);
      return;
    }
  g_ptr_array_add (self->all, sentence);
  if (first->gap)
    {
      g_ptr_array_add (self->open, sentence);
      return;
    }
  word = g_ptr_array_index (sentence->words, 0);
  list = g_hash_table_lookup (self->by_word, word);
  if (list == NULL)
    {
      list = g_ptr_array_new ();
      g_hash_table_insert (self->by_word, (char *) word, list);
    }
  g_ptr_array_add (list, sentence);
}

static Sentence *
sentence_new (void)
{
  Sentence *sentence = g_new0 (Sentence, 1);
  Segment start = { NULL, FALSE, 0, 0 };

  sentence->words = g_ptr_array_new ();
  sentence->segments = g_array_new (FALSE, FALSE, sizeof (Segment));
  g_array_append_val (sentence->segments, start);
  return sentence;
}

/* Keeps the sentences of @prose, in which @blanks have their stand-ins. A word
 * that only a part of is filled in counts as filled in. */
static void
add_sentences (LoketSentences   *self,
               const LoketProse *prose,
               GPtrArray        *blanks)
{
  Sentence *sentence = NULL;
  guint in = 0;
  guint blank = 0;

  for (guint i = 0; i < prose->words->len; i++)
    {
      const LoketWord *word = _loket_prose_word (prose, i);
      guint n = 0;

      if (sentence == NULL || word->sentence != in)
        {
          if (sentence != NULL)
            keep_sentence (self, sentence);
          sentence = sentence_new ();
          in = word->sentence;
        }
      for (const char *p = word->lower; (p = strstr (p, STAND_IN_LOWER)) != NULL; p += strlen (STAND_IN_LOWER), n++)
        if (blank < blanks->len)
          add_gap (sentence, g_ptr_array_index (blanks, blank++));
      if (n == 0)
        add_word (self, sentence, word->lower);
      else if (n > 1 || !g_str_equal (word->lower, STAND_IN_LOWER))
        g_array_index (sentence->segments, Segment, sentence->segments->len - 1).blank = NULL;
    }
  if (sentence != NULL)
    keep_sentence (self, sentence);
}

/* Adds the sentences of a template's text. */
void
_loket_sentences_add (LoketSentences *self,
                      const char     *text)
{
  g_autoptr (GPtrArray) blanks = loket_blank_find_all (text);
  g_autoptr (GString) plain = g_string_new (NULL);
  g_autoptr (LoketProse) prose = NULL;
  gsize at = 0;

  for (guint i = 0; i < blanks->len; i++)
    {
      const LoketBlank *blank = g_ptr_array_index (blanks, i);

      g_string_append_len (plain, text + at, (gssize) (blank->from - at));
      g_string_append (plain, STAND_IN);
      at = blank->to;
    }
  g_string_append (plain, text + at);
  prose = _loket_prose_new (plain->str);
  add_sentences (self, prose, blanks);
  g_ptr_array_extend_and_steal (self->blanks, g_steal_pointer (&blanks));
}

/* --- finding --- */

/* A sentence of the text: its words, from @first on. */
typedef struct
{
  const LoketProse *prose;
  guint             first;
  guint             n;
} Words;

static gboolean
stands_at (const Sentence *sentence,
           const Segment  *segment,
           const Words    *words,
           guint           at)
{
  if (at + segment->n > words->n)
    return FALSE;
  for (guint i = 0; i < segment->n; i++)
    if (!g_str_equal (g_ptr_array_index (sentence->words, segment->first + i),
                      _loket_prose_word (words->prose, words->first + at + i)->lower))
      return FALSE;
  return TRUE;
}

/* Finds where each segment stands: the first where the sentence begins, the last
 * where it ends, each other one at the first place behind the one before. */
static gboolean
find_segments (const Sentence *sentence,
               const Words    *words,
               GArray         *places)
{
  guint from = 0;

  g_array_set_size (places, 0);
  if (words->n < sentence->words->len)
    return FALSE;
  for (guint i = 0; i < sentence->segments->len; i++)
    {
      const Segment *segment = &g_array_index (sentence->segments, Segment, i);
      guint at = i + 1 == sentence->segments->len ? words->n - segment->n : from;

      if (at < from || (!segment->gap && at != from))
        return FALSE;
      while (!stands_at (sentence, segment, words, at))
        if (!segment->gap || ++at + segment->n > words->n)
          return FALSE;
      g_array_append_val (places, at);
      from = at + segment->n;
    }
  return TRUE;
}

static LoketSpan
span_of (const Words *words,
         guint        from,
         guint        to)
{
  LoketSpan span = { _loket_prose_word (words->prose, words->first + from)->span.start,
                     _loket_prose_word (words->prose, words->first + to - 1)->span.end };

  return span;
}

/* Marks what stands between words of the template as its own too; at the ends of
 * the sentence also its marks. */
static void
mark (LoketApproved  *self,
      const Sentence *sentence,
      const Words    *words,
      const GArray   *places)
{
  LoketSpan whole = _loket_prose_sentence (words->prose, _loket_prose_word (words->prose, words->first)->sentence);
  guint behind = 0;

  for (guint i = 0; i < places->len; i++)
    {
      const Segment *segment = &g_array_index (sentence->segments, Segment, i);
      guint at = g_array_index (places, guint, i);
      LoketSpan span;

      if (segment->blank != NULL && at > behind)
        {
          LoketFilled filled = { segment->blank, span_of (words, behind, at) };

          g_array_append_val (self->filled, filled);
        }
      behind = at + segment->n;
      if (segment->n == 0)
        continue;
      span = span_of (words, at, behind);
      if (at == 0)
        span.start = MIN (span.start, whole.start);
      if (behind == words->n)
        span.end = MAX (span.end, whole.end);
      memset (self->approved + span.start, 1, span.end - span.start);
    }
}

/* Takes the sentence that shares the most words. */
static void
try_list (const GPtrArray *list,
          const Words     *words,
          const Sentence **best)
{
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const Sentence *sentence = g_ptr_array_index (list, i);

      if ((*best == NULL || sentence->words->len > (*best)->words->len) && find_segments (sentence, words, places))
        *best = sentence;
    }
}

static void
match_sentence (const LoketSentences *self,
                const Words          *words,
                LoketApproved        *approved)
{
  g_autoptr (GArray) places = NULL;
  const Sentence *best = NULL;

  try_list (g_hash_table_lookup (self->by_word, _loket_prose_word (words->prose, words->first)->lower), words, &best);
  try_list (self->open, words, &best);
  if (best == NULL)
    return;
  places = g_array_new (FALSE, FALSE, sizeof (guint));
  find_segments (best, words, places);
  mark (approved, best, words, places);
}

/* Finds what of a text is from the templates. */
LoketApproved *
_loket_sentences_match (const LoketSentences *self,
                        const LoketProse     *prose)
{
  LoketApproved *approved = g_new0 (LoketApproved, 1);
  guint i = 0;

  approved->approved = g_malloc0 (prose->length + 1);
  approved->filled = g_array_new (FALSE, FALSE, sizeof (LoketFilled));
  while (i < prose->words->len)
    {
      Words words = { prose, i, 0 };
      guint sentence = _loket_prose_word (prose, i)->sentence;

      while (i < prose->words->len && _loket_prose_word (prose, i)->sentence == sentence)
        i++;
      words.n = i - words.first;
      match_sentence (self, &words, approved);
    }
  return approved;
}

/* Frees what was found. */
void
_loket_approved_free (LoketApproved *self)
{
  if (self == NULL)
    return;

  g_free (self->approved);
  g_array_unref (self->filled);
  g_free (self);
}
