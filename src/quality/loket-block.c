/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-quality"

#include "config.h"

#include "loket-block.h"

#include <string.h>

#include "loket-keys.h"

/* --- words --- */

static gboolean
is_word_char (gunichar c)
{
  return g_unichar_isalnum (c) || g_unichar_ismark (c);
}

static const char *
keep_lower (LoketBlock *block,
            const char *text,
            gsize       length)
{
  g_autofree char *lower = NULL;
  char *kept;

  for (gsize i = 0; i < length; i++)
    if ((guchar) text[i] >= 0x80)
      {
        lower = g_utf8_strdown (text, (gssize) length);
        return g_string_chunk_insert (block->lowered, lower);
      }
  kept = g_string_chunk_insert_len (block->lowered, text, (gssize) length);
  for (gsize i = 0; i < length; i++)
    kept[i] = g_ascii_tolower (kept[i]);
  return kept;
}

static void
split_words (LoketBlock *block)
{
  const char *p = block->normal.text;
  const char *end = p + block->normal.length;

  while (p < end)
    {
      const char *start = p;
      LoketWord word = { 0 };

      if (!is_word_char (g_utf8_get_char (p)))
        {
          p = g_utf8_next_char (p);
          continue;
        }
      while (p < end)
        {
          gunichar c = g_utf8_get_char (p);
          const char *next = g_utf8_next_char (p);

          if (!is_word_char (c) &&
              !((c == '-' || c == '\'') && next < end && is_word_char (g_utf8_get_char (next))))
            break;
          word.letters++;
          p = next;
        }
      word.span.start = (gsize) (start - block->normal.text);
      word.span.end = (gsize) (p - block->normal.text);
      word.upper = g_unichar_isupper (g_utf8_get_char (start));
      word.lower = keep_lower (block, start, (gsize) (p - start));
      _loket_keys_of_word (word.lower, block->lowered, word.keys);
      g_array_append_val (block->words, word);
    }
}

/* --- sentences --- */

/* What ends in a full stop without ending a sentence. */
static const char *const abbreviations[] = {
  "a.n", "alm", "an", "bpk", "cq", "c.q", "d.a", "dr", "drs", "dra", "gg", "hlm", "hj", "h", "ir", "jl", "jln",
  "jend", "jo", "kab", "kec", "kel", "kol", "kombes", "komp", "ltd", "m.si", "no", "nom", "pdt", "perum", "prof",
  "pt", "cv", "q.q", "rp", "s.d", "s.h", "sdr", "sdri", "s.e", "sh", "st", "t.t", "tgl", "th", "tlp", "telp",
  "tn", "ny", "u.b", "u.p", "ust", "up", "yth", "mis", "hal", "pasal", "wita", "wib",
};

static gboolean
is_abbreviation (const char *text,
                 gsize       stop)
{
  gsize start = stop;
  g_autofree char *word = NULL;

  while (start > 0 && (g_ascii_isalpha (text[start - 1]) || text[start - 1] == '.'))
    start--;
  if (start == stop)
    return FALSE;
  if (stop - start == 1 && g_ascii_isupper (text[start]))
    return TRUE;

  word = g_ascii_strdown (text + start, (gssize) (stop - start));
  if (g_str_equal (word, "wita") || g_str_equal (word, "wib") || g_str_equal (word, "pasal"))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (abbreviations); i++)
    if (g_str_equal (word, abbreviations[i]))
      return TRUE;
  return FALSE;
}

/* “1.” or “a.” at the start of a line numbers an item. */
static gboolean
is_item_number (const char *text,
                gsize       stop)
{
  gsize start = stop;

  while (start > 0 && g_ascii_isalnum (text[start - 1]))
    start--;
  if (start > 0 && text[start - 1] != '\n')
    return FALSE;
  return stop - start == 1 || (stop - start == 2 && g_ascii_isdigit (text[start]));
}

static gboolean
is_bullet (const char *p)
{
  gunichar c = g_utf8_get_char (p);
  gsize n = 0;

  if (c == '-' || c == '*' || c == 0x2022 || c == 0x25CF || c == 0x00B7)
    return TRUE;
  while (g_ascii_isalnum (p[n]) && n < 3)
    n++;
  return n > 0 && (p[n] == '.' || p[n] == ')') && p[n + 1] == ' ';
}

/* Whether a sentence ends at the stop @at of @block. */
static gboolean
ends_at_stop (const LoketBlock *block,
              gsize             at)
{
  const char *text = block->normal.text;
  gsize next = at + 1;

  while (next < block->normal.length && strchr (".!?\"')", text[next]) != NULL)
    next++;
  if (next < block->normal.length && text[next] != ' ' && text[next] != '\n')
    return FALSE;
  if (text[at] != '.')
    return TRUE;
  if (is_abbreviation (text, at) || is_item_number (text, at))
    return FALSE;
  while (next < block->normal.length && (text[next] == ' ' || text[next] == '"'))
    next++;
  return next >= block->normal.length || !g_unichar_islower (g_utf8_get_char (text + next));
}

/* Whether a sentence ends at the line end @at: always before an empty line and
 * an item of a list, else unless the line just goes on. */
static gboolean
ends_at_line (const LoketBlock *block,
              gsize             at)
{
  const char *text = block->normal.text;
  gsize before = at;
  gsize next = at + 1;

  while (before > 0 && text[before - 1] == ' ')
    before--;
  while (next < block->normal.length && text[next] == ' ')
    next++;
  if (next >= block->normal.length || text[next] == '\n' || before == 0)
    return TRUE;
  if (strchr (".!?:;", text[before - 1]) != NULL || is_bullet (text + next))
    return TRUE;
  return !g_unichar_islower (g_utf8_get_char (text + next));
}

static void
add_sentence (LoketBlock *block,
              gsize       start,
              gsize       end)
{
  LoketSpan span;

  while (start < end && (block->normal.text[start] == ' ' || block->normal.text[start] == '\n'))
    start++;
  while (end > start && (block->normal.text[end - 1] == ' ' || block->normal.text[end - 1] == '\n'))
    end--;
  if (start == end)
    return;
  span.start = start;
  span.end = end;
  g_array_append_val (block->sentences, span);
}

static void
split_sentences (LoketBlock *block)
{
  gsize start = 0;

  for (gsize at = 0; at < block->normal.length; at++)
    {
      char c = block->normal.text[at];

      if (c == '\n' ? !ends_at_line (block, at)
                    : !((c == '.' || c == '!' || c == '?') && ends_at_stop (block, at)))
        continue;
      while (at + 1 < block->normal.length && strchr (".!?\"')", block->normal.text[at + 1]) != NULL)
        at++;
      add_sentence (block, start, at + 1);
      start = at + 1;
    }
  add_sentence (block, start, block->normal.length);
}

static void
place_words (LoketBlock *block)
{
  guint sentence = 0;

  for (guint i = 0; i < block->words->len; i++)
    {
      LoketWord *word = &g_array_index (block->words, LoketWord, i);

      while (sentence + 1 < block->sentences->len &&
             g_array_index (block->sentences, LoketSpan, sentence).end <= word->span.start)
        sentence++;
      word->sentence = sentence;
    }
}

/* --- quotations --- */

/* A quotation stays inside its paragraph; a mark without a partner is none. */
static void
mark_quotation (LoketBlock *block,
                gsize       opening,
                char        mark)
{
  for (gsize at = opening + 1; at < block->normal.length; at++)
    {
      if (block->normal.text[at] == '\n' && block->normal.text[at + 1] == '\n')
        return;
      if (block->normal.text[at] != mark ||
          (mark == '\'' && is_word_char (g_utf8_get_char (block->normal.text + at + 1))))
        continue;
      memset (block->quoted + opening, 1, at + 1 - opening);
      return;
    }
}

static void
find_quotations (LoketBlock *block)
{
  for (gsize at = 0; at < block->normal.length; at++)
    {
      char c = block->normal.text[at];
      gboolean opens = at == 0 || strchr (" \n(", block->normal.text[at - 1]) != NULL;

      if (block->quoted[at] || (c != '"' && c != '\''))
        continue;
      if (c == '"' || opens)
        mark_quotation (block, at, c);
    }
}
/* --- the whole --- */

/* How many bytes of @text are its first paragraph, with the empty lines after it.
 * Nothing less parts a text, however long a paragraph gets: a sentence of lines that
 * were broken by hand, a quotation and the match of a pattern go over the end of a
 * line, and what they are must not hang on how much else stands there. */
gsize
_loket_block_measure (const char *text)
{
  const char *p = text;

  while (*p != '\0')
    {
      const char *behind = NULL;

      p += strcspn (p, "\n");
      if (*p == '\0')
        break;
      for (p++; *p != '\0' && strchr (" \t\r\n", *p) != NULL; p++)
        if (*p == '\n')
          behind = p + 1;
      if (behind != NULL)
        return (gsize) (behind - text);
    }
  return (gsize) (p - text);
}

/* Prepares a paragraph, which is valid UTF-8. */
LoketBlock *
_loket_block_new (const char *text,
                  gsize       length)
{
  LoketBlock *block = g_new0 (LoketBlock, 1);

  block->refs = 1;
  block->raw = g_strndup (text, length);
  block->raw_length = length;
  block->points = _loket_normal_read (&block->normal, block->raw);
  block->quoted = g_malloc0 (block->normal.length + 1);
  block->sentences = g_array_new (FALSE, FALSE, sizeof (LoketSpan));
  block->words = g_array_new (FALSE, FALSE, sizeof (LoketWord));
  block->lowered = g_string_chunk_new (2 * length + 16);
  split_words (block);
  split_sentences (block);
  place_words (block);
  find_quotations (block);
  return block;
}

/* Holds a paragraph. */
LoketBlock *
_loket_block_ref (LoketBlock *block)
{
  block->refs++;
  return block;
}

/* Lets a paragraph go. */
void
_loket_block_unref (LoketBlock *block)
{
  if (block == NULL || --block->refs > 0)
    return;

  g_free (block->raw);
  _loket_normal_clear (&block->normal);
  g_free (block->quoted);
  g_array_unref (block->sentences);
  g_array_unref (block->words);
  g_string_chunk_free (block->lowered);
  _loket_hits_free (block->hits);
  _loket_answers_free (block->answers);
  g_free (block);
}

/* Notes where patterns may match; they are then found faster. */
void
_loket_block_scan (LoketBlock         *block,
                   const LoketScanner *scanner)
{
  g_clear_pointer (&block->hits, _loket_hits_free);
  block->hits = _loket_scanner_scan (scanner, block->normal.text, block->normal.length);
}

/* Remembers from now on where patterns were found, for a paragraph that is read
 * again and again. The patterns have to live as long. */
void
_loket_block_keep (LoketBlock *block)
{
  if (block->answers == NULL && block->normal.length < G_MAXUINT32)
    block->answers = _loket_answers_new ();
}

/* Finds the first place of @pattern within @within. A pattern sees what stands
 * before in the paragraph, but for it the text ends with @within. */
gboolean
_loket_block_find (const LoketBlock   *block,
                   const LoketPattern *pattern,
                   LoketSpan           within,
                   LoketSpan          *found)
{
  LoketSpan none = { 0, 0 };
  gboolean any;

  if (block->hits != NULL && block->answers == NULL)
    return _loket_hits_find (block->hits, pattern, block->normal.text, within, found);
  if (block->hits != NULL && !_loket_hits_any (block->hits, pattern, within))
    return FALSE;
  if (block->answers != NULL && _loket_answers_lookup (block->answers, pattern, within, found))
    return found->end > 0;
  any = block->hits != NULL ? _loket_hits_find (block->hits, pattern, block->normal.text, within, found)
                            : _loket_pattern_find (pattern, block->normal.text, within.end, within.start, found);
  if (block->answers != NULL)
    _loket_answers_keep (block->answers, pattern, within, any ? *found : none);
  return any;
}
