/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-quality"

#include "config.h"

#include "loket-scanner.h"

#include <string.h>

#include "loket-literals.h"

/*
 * All words that patterns need, looked for at once (Aho and Corasick): one pass
 * over a text tells where each pattern may match, and the expressions run only
 * there. What is found is the same as without; it just costs less.
 */

#define N_CLASSES 64

/* A word that ends in a state. */
typedef struct
{
  guint    slot;
  guint    length;
  gboolean at_word;
  guint    next; /* index + 1, 0 for none */
} Output;

struct _LoketScanner
{
  guint8   classes[256]; /* of a byte; 0 for one that no word has */
  guint    n_classes;
  GArray  *moves;        /* guint16, n_classes a state */
  GArray  *first;        /* guint: outputs of a state, index + 1 */
  GArray  *longer;       /* guint: the next state on the way of suffixes that has outputs */
  GArray  *nearest;      /* guint: the state itself where it has outputs, else @longer */
  GArray  *outputs;
  guint    n_slots;
};

struct _LoketHits
{
  guint32 *starts; /* of a slot in positions; one more at the end */
  guint32 *positions;
};

static char
fold (char c)
{
  return g_ascii_isdigit (c) ? '0' : g_ascii_tolower (c);
}

static guint
add_state (LoketScanner *scanner)
{
  guint zero = 0;

  g_array_set_size (scanner->moves, (scanner->first->len + 1) * N_CLASSES);
  g_array_append_val (scanner->first, zero);
  g_array_append_val (scanner->longer, zero);
  g_array_append_val (scanner->nearest, zero);
  return scanner->first->len - 1;
}

static guint16 *
move_of (const LoketScanner *scanner,
         guint               state,
         guint               class)
{
  return &g_array_index (scanner->moves, guint16, state * N_CLASSES + class);
}

static void
add_word (LoketScanner *scanner,
          const char   *word,
          guint         slot,
          gboolean      at_word)
{
  guint state = 0;
  Output output = { slot, (guint) strlen (word), at_word, 0 };

  for (const char *p = word; *p != '\0'; p++)
    {
      guint8 *class = &scanner->classes[(guchar) *p];
      guint next;

      if (*class == 0)
        *class = (guint8) ++scanner->n_classes;
      next = *move_of (scanner, state, *class);
      if (next == 0)
        {
          next = add_state (scanner);
          *move_of (scanner, state, *class) = (guint16) next;
        }
      state = next;
    }
  output.next = g_array_index (scanner->first, guint, state);
  g_array_append_val (scanner->outputs, output);
  g_array_index (scanner->first, guint, state) = scanner->outputs->len;
}

/* Fills in where a state goes when no word goes on. */
static void
link_states (LoketScanner *scanner)
{
  g_autofree guint *suffix = g_new0 (guint, scanner->first->len);
  g_autofree guint *queue = g_new0 (guint, scanner->first->len);
  guint head = 0, tail = 0;

  for (guint class = 1; class <= scanner->n_classes; class++)
    if (*move_of (scanner, 0, class) != 0)
      queue[tail++] = *move_of (scanner, 0, class);
  while (head < tail)
    {
      guint state = queue[head++];
      guint other = suffix[state];

      g_array_index (scanner->longer, guint, state) =
          g_array_index (scanner->first, guint, other) != 0 ? other : g_array_index (scanner->longer, guint, other);
      for (guint class = 1; class <= scanner->n_classes; class++)
        {
          guint16 *move = move_of (scanner, state, class);
          guint16 back = *move_of (scanner, other, class);

          if (*move == 0)
            {
              *move = back;
              continue;
            }
          suffix[*move] = back;
          queue[tail++] = *move;
        }
    }
  for (guint state = 0; state < scanner->first->len; state++)
    g_array_index (scanner->nearest, guint, state) = g_array_index (scanner->first, guint, state) != 0
                                                         ? state
                                                         : g_array_index (scanner->longer, guint, state);
}

/* Makes one for @patterns (element-type LoketPattern), and tells them so. */
LoketScanner *
_loket_scanner_new (GPtrArray  *patterns,
                    GError    **error)
{
  g_autoptr (LoketScanner) scanner = g_new0 (LoketScanner, 1);

  scanner->moves = g_array_new (FALSE, TRUE, sizeof (guint16));
  scanner->first = g_array_new (FALSE, TRUE, sizeof (guint));
  scanner->longer = g_array_new (FALSE, TRUE, sizeof (guint));
  scanner->nearest = g_array_new (FALSE, TRUE, sizeof (guint));
  scanner->outputs = g_array_new (FALSE, TRUE, sizeof (Output));
  add_state (scanner);
  for (guint i = 0; i < patterns->len; i++)
    {
      LoketPattern *pattern = g_ptr_array_index (patterns, i);
      LoketLiterals literals = { 0 };
      guint n;

      if (!_loket_literals_read (_loket_pattern_get_source (pattern), &literals))
        continue;
      n = scanner->n_slots++;
      for (guint j = 0; j < literals.words->len; j++)
        add_word (scanner, g_ptr_array_index (literals.words, j), n, literals.at_word);
      _loket_literals_clear (&literals);
      if (!_loket_pattern_set_slot (pattern, n, literals.leads, error))
        return NULL;
    }
  g_assert (scanner->n_classes < N_CLASSES && scanner->first->len < G_MAXUINT16);
  for (guint c = 'A'; c <= 'Z'; c++)
    scanner->classes[c] = scanner->classes[(guchar) fold ((char) c)];
  for (guint c = '1'; c <= '9'; c++)
    scanner->classes[c] = scanner->classes['0'];
  link_states (scanner);
  return g_steal_pointer (&scanner);
}

/* Frees a scanner. */
void
_loket_scanner_free (LoketScanner *scanner)
{
  if (scanner == NULL)
    return;

  g_array_unref (scanner->moves);
  g_array_unref (scanner->first);
  g_array_unref (scanner->longer);
  g_array_unref (scanner->nearest);
  g_array_unref (scanner->outputs);
  g_free (scanner);
}

/* Letters beyond ASCII that count as one of ASCII when case does not matter: the
 * long s and the Kelvin sign. A text with them is read without a scanner. */
static gboolean
has_odd_letters (const char *text,
                 gsize       length)
{
  return memmem (text, length, "\xC5\xBF", 2) != NULL || memmem (text, length, "\xE2\x84\xAA", 3) != NULL;
}

static gboolean
is_word_byte (char c)
{
  return g_ascii_isalnum (c) || c == '_';
}

/* Sorts the hits, which are (slot, position) in the order of their ends. */
static LoketHits *
hits_new (const LoketScanner *scanner,
          GArray             *found)
{
  LoketHits *hits = g_new0 (LoketHits, 1);
  g_autofree guint32 *fill = g_new0 (guint32, scanner->n_slots + 1);

  hits->starts = g_new0 (guint32, scanner->n_slots + 1);
  hits->positions = g_new (guint32, found->len + 1);
  for (guint i = 0; i < found->len; i++)
    hits->starts[(g_array_index (found, guint64, i) >> 32) + 1]++;
  for (guint i = 0; i < scanner->n_slots; i++)
    hits->starts[i + 1] += hits->starts[i];
  memcpy (fill, hits->starts, (scanner->n_slots + 1) * sizeof *fill);
  for (guint i = 0; i < found->len; i++)
    {
      guint64 hit = g_array_index (found, guint64, i);
      guint slot = (guint) (hit >> 32);
      guint at = fill[slot]++;

      for (; at > hits->starts[slot] && hits->positions[at - 1] > (guint32) hit; at--)
        hits->positions[at] = hits->positions[at - 1];
      hits->positions[at] = (guint32) hit;
    }
  return hits;
}

/* Looks through @text; NULL where that would not be safe. Any thread. */
LoketHits *
_loket_scanner_scan (const LoketScanner *scanner,
                     const char         *text,
                     gsize               length)
{
  const guint16 *moves = (const guint16 *) (const void *) scanner->moves->data;
  const guint *first = (const guint *) (const void *) scanner->first->data;
  const guint *longer = (const guint *) (const void *) scanner->longer->data;
  const guint *nearest = (const guint *) (const void *) scanner->nearest->data;
  const Output *outputs = (const Output *) (const void *) scanner->outputs->data;
  g_autoptr (GArray) found = NULL;
  guint state = 0;

  if (length >= G_MAXUINT32 || has_odd_letters (text, length))
    return NULL;
  found = g_array_sized_new (FALSE, FALSE, sizeof (guint64), (guint) MAX (length / 2, 16));
  for (gsize at = 0; at < length; at++)
    {
      state = moves[state * N_CLASSES + scanner->classes[(guchar) text[at]]];
      for (guint s = nearest[state]; s != 0; s = longer[s])
        for (guint o = first[s]; o != 0;)
          {
            const Output *output = &outputs[o - 1];
            gsize start = at + 1 - output->length;
            guint64 hit = ((guint64) output->slot << 32) | start;

            if (!output->at_word || start == 0 || !is_word_byte (text[start - 1]))
              g_array_append_val (found, hit);
            o = output->next;
          }
    }
  return hits_new (scanner, found);
}

/* The first hit of a slot at or after @from. */
static guint
first_hit (const LoketHits *hits,
           guint            slot,
           gsize            from)
{
  guint low = hits->starts[slot];
  guint high = hits->starts[slot + 1];

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (hits->positions[middle] < from)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* Whether @pattern may be found within @within at all. */
gboolean
_loket_hits_any (const LoketHits    *hits,
                 const LoketPattern *pattern,
                 LoketSpan           within)
{
  gboolean leads;
  int slot = _loket_pattern_get_slot (pattern, &leads);
  guint hit;

  if (slot < 0)
    return TRUE;
  if (hits->starts[slot] == hits->starts[slot + 1])
    return FALSE;
  hit = first_hit (hits, (guint) slot, within.start);
  return hit < hits->starts[slot + 1] && hits->positions[hit] < within.end;
}

/* Finds the first place of @pattern within @within of the text that was scanned. */
gboolean
_loket_hits_find (const LoketHits    *hits,
                  const LoketPattern *pattern,
                  const char         *text,
                  LoketSpan           within,
                  LoketSpan          *found)
{
  gboolean leads;
  int slot = _loket_pattern_get_slot (pattern, &leads);
  guint hit, end;

  if (slot < 0)
    return _loket_pattern_find (pattern, text, within.end, within.start, found);
  end = hits->starts[slot + 1];
  if (hits->starts[slot] == end)
    return FALSE;
  hit = first_hit (hits, (guint) slot, within.start);
  if (hit == end || hits->positions[hit] >= within.end)
    return FALSE;
  if (!leads)
    return _loket_pattern_find (pattern, text, within.end, within.start, found);
  for (; hit < end && hits->positions[hit] < within.end; hit++)
    if ((hit == hits->starts[slot] || hits->positions[hit] != hits->positions[hit - 1]) &&
        _loket_pattern_match_at (pattern, text, within.end, hits->positions[hit], found))
      return TRUE;
  return FALSE;
}

/* Frees hits. */
void
_loket_hits_free (LoketHits *hits)
{
  if (hits == NULL)
    return;

  g_free (hits->starts);
  g_free (hits->positions);
  g_free (hits);
}
