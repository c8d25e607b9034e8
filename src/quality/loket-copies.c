/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-quality"

#include "config.h"

#include "loket-copies-private.h"

#include <math.h>
#include <string.h>

#include "loket-keys.h"
#include "loket-limits.h"
#include "loket-template-private.h"

/*
 * Replies to other complaints, made ready for telling whether a draft is one of
 * them. Two measures, because each sees what the other does not: the share of
 * the draft's pieces of three words that a reply has, which survives a preface,
 * and the cosine of both as weighted counts of words, which survives words that
 * were exchanged here and there. The thresholds are those of a comparison of
 * 1,500 complaints at one false alarm in a hundred. What an agency says in many
 * replies, or has approved as a template, is nobody's copy.
 */

#define SHINGLE_WORDS   3
#define FEWEST_WORDS    20
#define LEAST_CONTAINED 0.70
#define LEAST_COSINE    0.76
/* A sentence that so many replies have is a formula. */
#define FORMULA_REPLIES 5

/* How often a word is in a text; what sorts by it. */
typedef struct
{
  guint32 word;
  guint32 n;
} Count;

typedef struct
{
  char    *tracking_id;
  GArray  *words;     /* of guint32: numbers of its words */
  GArray  *sentences; /* of guint64: for each word the sentence it is in */
  guint8  *shared;    /* for each word, whether everybody may write it */
  GArray  *shingles;  /* of guint64, sorted, each once */
  GArray  *counts;    /* of Count, sorted by word */
  double   norm;
} Text;

typedef struct
{
  guint n;    /* replies that have it */
  guint last; /* the last of them */
} Formula;

struct _LoketCopies
{
  gatomicrefcount refs;
  GStringChunk   *chunk;
  GHashTable     *numbers;  /* word in small letters -> its number, from 1 on */
  GArray         *in_texts; /* of guint32: how many replies have a word; by number */
  GArray         *is_plain; /* of guint8: whether a word is one that any text has; by number */
  GHashTable     *formulas; /* of Formula: by the sentence */
  GPtrArray      *texts;    /* of Text */
};

G_DEFINE_BOXED_TYPE (LoketCopies, loket_copies, loket_copies_ref, loket_copies_unref)

static void
text_free (Text *text)
{
  g_free (text->tracking_id);
  g_array_unref (text->words);
  g_array_unref (text->sentences);
  g_free (text->shared);
  g_clear_pointer (&text->shingles, g_array_unref);
  g_clear_pointer (&text->counts, g_array_unref);
  g_free (text);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Text, text_free)

static int
compare_numbers (gconstpointer a,
                 gconstpointer b)
{
  guint64 x = *(const guint64 *) a, y = *(const guint64 *) b;

  return x < y ? -1 : x > y;
}

static int
compare_words (gconstpointer a,
               gconstpointer b)
{
  guint32 x = *(const guint32 *) a, y = *(const guint32 *) b;

  return x < y ? -1 : x > y;
}

static guint64
mix (guint64 hash,
     guint32 word)
{
  hash = (hash ^ word) * G_GUINT64_CONSTANT (0x9E3779B97F4A7C15);
  return hash ^ (hash >> 29);
}

/* The number of a word. One that no reply has gets one in @others, behind them. */
static guint32
number_of (LoketCopies *self,
           const char  *lower,
           GHashTable  *others)
{
  guint32 number = GPOINTER_TO_UINT (g_hash_table_lookup (self->numbers, lower));
  guint32 none = 0;
  guint8 plain;

  if (number != 0)
    return number;
  if (others != NULL)
    {
      number = GPOINTER_TO_UINT (g_hash_table_lookup (others, lower));
      if (number == 0)
        {
          number = self->in_texts->len + g_hash_table_size (others);
          g_hash_table_insert (others, (char *) lower, GUINT_TO_POINTER (number));
        }
      return number;
    }
  number = self->in_texts->len;
  plain = _loket_keys_is_common (lower);
  g_array_append_val (self->in_texts, none);
  g_array_append_val (self->is_plain, plain);
  g_hash_table_insert (self->numbers, g_string_chunk_insert (self->chunk, lower), GUINT_TO_POINTER (number));
  return number;
}

/* The words of a text and the sentences they are in, by numbers. */
static Text *
text_new (LoketCopies         *self,
          const char          *tracking_id,
          const LoketProse    *prose,
          const LoketApproved *approved,
          GHashTable          *others)
{
  Text *text = g_new0 (Text, 1);
  guint first = 0;
  guint64 sentence = 0;

  text->tracking_id = g_strdup (tracking_id);
  text->words = g_array_sized_new (FALSE, FALSE, sizeof (guint32), prose->words->len);
  text->sentences = g_array_sized_new (FALSE, FALSE, sizeof (guint64), prose->words->len);
  text->shared = g_malloc0 (prose->words->len + 1);
  for (guint i = 0; i < prose->words->len; i++)
    {
      const LoketWord *word = _loket_prose_word (prose, i);
      guint32 number = number_of (self, word->lower, others);

      g_array_append_val (text->words, number);
      text->shared[i] = approved != NULL && approved->approved[word->span.start] != 0;
      sentence = mix (sentence, number);
      if (i + 1 < prose->words->len && _loket_prose_word (prose, i + 1)->sentence == word->sentence)
        continue;
      for (; first <= i; first++)
        g_array_append_val (text->sentences, sentence);
      sentence = 0;
    }
  return text;
}

static gboolean
is_formula (LoketCopies *self,
            guint64      sentence)
{
  const Formula *formula = g_hash_table_lookup (self->formulas, &sentence);

  return formula != NULL && formula->n >= FORMULA_REPLIES;
}

/* Counts the sentences of the reply @index. */
static void
note_sentences (LoketCopies *self,
                const Text  *text,
                guint        index)
{
  for (guint i = 0; i < text->sentences->len; i++)
    {
      guint64 sentence = g_array_index (text->sentences, guint64, i);
      Formula *formula;

      if (i > 0 && sentence == g_array_index (text->sentences, guint64, i - 1))
        continue;
      formula = g_hash_table_lookup (self->formulas, &sentence);
      if (formula == NULL)
        {
          formula = g_new0 (Formula, 1);
          g_hash_table_insert (self->formulas, g_memdup2 (&sentence, sizeof sentence), formula);
        }
      formula->n += formula->n == 0 || formula->last != index ? 1 : 0;
      formula->last = index;
    }
}

/* Marks the words of formulas as everybody's, and tells how many are the writer's. */
static guint
mark_formulas (LoketCopies *self,
               Text        *text)
{
  guint n = 0;

  for (guint i = 0; i < text->words->len; i++)
    {
      if (!text->shared[i] && is_formula (self, g_array_index (text->sentences, guint64, i)))
        text->shared[i] = TRUE;
      n += text->shared[i] ? 0 : 1;
    }
  return n;
}

static void
take_pieces (Text *text)
{
  guint n = 0;

  text->shingles = g_array_sized_new (FALSE, FALSE, sizeof (guint64), text->words->len);
  for (guint i = 0; i + SHINGLE_WORDS <= text->words->len; i++)
    {
      guint64 hash = 1;

      if (memchr (text->shared + i, TRUE, SHINGLE_WORDS) != NULL)
        continue;
      for (guint j = i; j < i + SHINGLE_WORDS; j++)
        hash = mix (hash, g_array_index (text->words, guint32, j));
      g_array_append_val (text->shingles, hash);
    }
  g_array_sort (text->shingles, compare_numbers);
  for (guint i = 0; i < text->shingles->len; i++)
    if (i == 0 || g_array_index (text->shingles, guint64, i) != g_array_index (text->shingles, guint64, n - 1))
      g_array_index (text->shingles, guint64, n++) = g_array_index (text->shingles, guint64, i);
  g_array_set_size (text->shingles, n);
}

static void
count_words (Text *text)
{
  g_autoptr (GArray) own = g_array_sized_new (FALSE, FALSE, sizeof (guint32), text->words->len);

  text->counts = g_array_new (FALSE, FALSE, sizeof (Count));
  for (guint i = 0; i < text->words->len; i++)
    if (!text->shared[i])
      g_array_append_val (own, g_array_index (text->words, guint32, i));
  g_array_sort (own, compare_words);
  for (guint i = 0; i < own->len; i++)
    {
      Count count = { g_array_index (own, guint32, i), 1 };

      if (i > 0 && g_array_index (own, guint32, i - 1) == count.word)
        g_array_index (text->counts, Count, text->counts->len - 1).n++;
      else
        g_array_append_val (text->counts, count);
    }
}

/* How much a word tells: little where many replies have it, nothing where all
 * Indonesian has it. */
static double
weigh (const LoketCopies *self,
       guint32            word)
{
  guint n = word < self->in_texts->len ? g_array_index (self->in_texts, guint32, word) : 0;

  if (word < self->is_plain->len && g_array_index (self->is_plain, guint8, word))
    return 0;
  return log (1 + (self->texts->len + 1.0) / (n + 1.0));
}

static double
norm_of (const LoketCopies *self,
         const Text        *text)
{
  double sum = 0;

  for (guint i = 0; i < text->counts->len; i++)
    {
      const Count *count = &g_array_index (text->counts, Count, i);
      double weight = weigh (self, count->word) * count->n;

      sum += weight * weight;
    }
  return sqrt (sum);
}

static void
finish (LoketCopies *self)
{
  for (guint i = 0; i < self->texts->len; i++)
    {
      Text *text = g_ptr_array_index (self->texts, i);

      mark_formulas (self, text);
      take_pieces (text);
      count_words (text);
      for (guint j = 0; j < text->counts->len; j++)
        g_array_index (self->in_texts, guint32, g_array_index (text->counts, Count, j).word)++;
    }
  for (guint i = 0; i < self->texts->len; i++)
    {
      Text *text = g_ptr_array_index (self->texts, i);

      text->norm = norm_of (self, text);
    }
}

static void
add_reply (LoketCopies              *self,
           const LoketPreviousReply *reply,
           LoketTemplates           *templates)
{
  g_autoptr (LoketProse) prose = _loket_prose_new (reply->text);
  g_autoptr (LoketApproved) approved = templates != NULL ? _loket_templates_match (templates, prose) : NULL;
  Text *text = text_new (self, reply->tracking_id, prose, approved, NULL);

  note_sentences (self, text, self->texts->len);
  g_ptr_array_add (self->texts, text);
}

/**
 * loket_copies_new:
 * @replies: (element-type LoketPreviousReply): replies; those to the complaint at
 *   hand are left out
 * @templates: (nullable): what the agency approved
 * @cancellable: (nullable): a cancellable
 *
 * Makes replies ready for comparing drafts with them: a tenth of a millisecond
 * each. Those beyond %LOKET_LIMIT_COPIES_BYTES are left out. Any thread.
 *
 * Returns: (transfer full) (nullable): the replies; %NULL when cancelled
 */
LoketCopies *
loket_copies_new (GPtrArray      *replies,
                  LoketTemplates *templates,
                  GCancellable   *cancellable)
{
  g_autoptr (LoketCopies) self = g_new0 (LoketCopies, 1);
  guint32 none = 0;
  guint8 plain = FALSE;
  gsize bytes = 0;

  g_return_val_if_fail (replies != NULL, NULL);

  g_atomic_ref_count_init (&self->refs);
  self->chunk = g_string_chunk_new (4096);
  self->numbers = g_hash_table_new (g_str_hash, g_str_equal);
  self->in_texts = g_array_new (FALSE, FALSE, sizeof none);
  self->is_plain = g_array_new (FALSE, FALSE, sizeof plain);
  g_array_append_val (self->in_texts, none);
  g_array_append_val (self->is_plain, plain);
  self->formulas = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->texts = g_ptr_array_new_with_free_func ((GDestroyNotify) text_free);
  for (guint i = 0; i < replies->len; i++)
    {
      const LoketPreviousReply *reply = g_ptr_array_index (replies, i);

      if (g_cancellable_is_cancelled (cancellable))
        return NULL;
      if (reply->same_complaint)
        continue;
      bytes += strlen (reply->text);
      if (bytes > LOKET_LIMIT_COPIES_BYTES)
        break;
      add_reply (self, reply, templates);
    }
  finish (self);
  return g_steal_pointer (&self);
}

/**
 * loket_copies_ref:
 * @self: replies
 *
 * Holds replies. Any thread.
 *
 * Returns: (transfer full): @self
 */
LoketCopies *
loket_copies_ref (LoketCopies *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

/**
 * loket_copies_unref:
 * @self: (nullable) (transfer full): replies
 *
 * Lets replies go. Any thread.
 */
void
loket_copies_unref (LoketCopies *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->refs))
    return;

  g_ptr_array_unref (self->texts);
  g_hash_table_unref (self->formulas);
  g_array_unref (self->is_plain);
  g_array_unref (self->in_texts);
  g_hash_table_unref (self->numbers);
  g_string_chunk_free (self->chunk);
  g_free (self);
}

/* The share of the pieces of @part that @whole has. */
static double
contained (const Text *part,
           const Text *whole)
{
  guint n = 0, j = 0;

  for (guint i = 0; i < part->shingles->len; i++)
    {
      guint64 shingle = g_array_index (part->shingles, guint64, i);

      while (j < whole->shingles->len && g_array_index (whole->shingles, guint64, j) < shingle)
        j++;
      n += j < whole->shingles->len && g_array_index (whole->shingles, guint64, j) == shingle ? 1 : 0;
    }
  return (double) n / MAX (part->shingles->len, 1);
}

static double
cosine (const LoketCopies *self,
        const Text        *a,
        const Text        *b)
{
  double sum = 0;
  guint j = 0;

  for (guint i = 0; i < a->counts->len; i++)
    {
      const Count *count = &g_array_index (a->counts, Count, i);
      double weight;

      while (j < b->counts->len && g_array_index (b->counts, Count, j).word < count->word)
        j++;
      if (j == b->counts->len)
        break;
      if (g_array_index (b->counts, Count, j).word != count->word)
        continue;
      weight = weigh (self, count->word);
      sum += weight * weight * count->n * g_array_index (b->counts, Count, j).n;
    }
  return a->norm > 0 && b->norm > 0 ? sum / (a->norm * b->norm) : 0;
}

/* The number of the complaint whose reply a draft is a copy of, “?” where it has
 * none; %NULL for a text of one's own. Any thread; changes nothing. */
const char *
_loket_copies_find (LoketCopies         *self,
                    const LoketProse    *draft,
                    const LoketApproved *approved)
{
  g_autoptr (GHashTable) others = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (Text) text = NULL;

  if (self->texts->len == 0 || draft->words->len < FEWEST_WORDS)
    return NULL;
  text = text_new (self, NULL, draft, approved, others);
  if (mark_formulas (self, text) < FEWEST_WORDS)
    return NULL;
  take_pieces (text);
  count_words (text);
  text->norm = norm_of (self, text);
  for (guint i = 0; i < self->texts->len; i++)
    {
      const Text *other = g_ptr_array_index (self->texts, i);

      if (contained (text, other) >= LEAST_CONTAINED || cosine (self, text, other) >= LEAST_COSINE)
        return other->tracking_id != NULL ? other->tracking_id : "?";
    }
  return NULL;
}
