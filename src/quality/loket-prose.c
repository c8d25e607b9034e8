/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-quality"

#include "config.h"

#include "loket-prose.h"

#include <string.h>

/* --- normalising, with the way back --- */

typedef struct
{
  GString *text;
  GArray  *first;
  GArray  *last;
} Builder;

static gboolean
is_hidden (gunichar c)
{
  return (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF || c == 0x00AD;
}

/* One kind of each: so that a rule needs one spelling. */
static gunichar
plain (gunichar c)
{
  if (c < 0x80)
    return c == '\r' ? '\n' : c == '\t' || c == '\v' || c == '\f' ? ' ' : c;
  if (c == 0x201C || c == 0x201D || c == 0x201E || c == 0x201F || c == 0x00AB || c == 0x00BB)
    return '"';
  if (c == 0x2018 || c == 0x2019 || c == 0x201A || c == 0x201B || c == 0x02BC || c == 0x00B4)
    return '\'';
  if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212)
    return '-';
  if (c == 0x2028 || c == 0x2029 || c == 0x0085)
    return '\n';
  if (g_unichar_isspace (c))
    return ' ';
  if (g_unichar_type (c) == G_UNICODE_DECIMAL_NUMBER)
    return (gunichar) ('0' + g_unichar_digit_value (c));
  return c;
}

static void
append (Builder *builder,
        gunichar c,
        guint32  first,
        guint32  last)
{
  gsize before = builder->text->len;

  g_string_append_unichar (builder->text, c);
  for (gsize i = before; i < builder->text->len; i++)
    {
      g_array_append_val (builder->first, first);
      g_array_append_val (builder->last, last);
    }
}

/* A letter and the marks on it, composed. */
static void
append_cluster (Builder    *builder,
                const char *start,
                const char *end,
                guint32     first,
                guint32     last)
{
  g_autofree char *composed = g_utf8_normalize (start, end - start, G_NORMALIZE_NFC);

  for (const char *p = composed; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    append (builder, plain (g_utf8_get_char (p)), first, last);
}

static void
normalise (Builder    *builder,
           const char *text)
{
  guint32 at = 0;

  while (*text != '\0')
    {
      const char *next = g_utf8_next_char (text);
      gunichar c = g_utf8_get_char (text);
      guint32 n = 1;

      if (!is_hidden (c) && !(c == '\r' && *next == '\n'))
        {
          while (*next != '\0' && g_unichar_combining_class (g_utf8_get_char (next)) != 0)
            {
              next = g_utf8_next_char (next);
              n++;
            }
          if (n > 1)
            append_cluster (builder, text, next, at, at + n);
          else
            append (builder, plain (c), at, at + 1);
        }
      at += n;
      text = next;
    }
}

/* --- words --- */

static gboolean
is_word_char (gunichar c)
{
  return g_unichar_isalnum (c) || g_unichar_ismark (c);
}

static const char *
keep_lower (LoketProse *draft,
            const char *text,
            gsize       length)
{
  g_autofree char *lower = NULL;
  char *kept;

  for (gsize i = 0; i < length; i++)
    if ((guchar) text[i] >= 0x80)
      {
        lower = g_utf8_strdown (text, (gssize) length);
        return g_string_chunk_insert (draft->lowered, lower);
      }
  kept = g_string_chunk_insert_len (draft->lowered, text, (gssize) length);
  for (gsize i = 0; i < length; i++)
    kept[i] = g_ascii_tolower (kept[i]);
  return kept;
}

static void
split_words (LoketProse *draft)
{
  const char *p = draft->text;
  const char *end = p + draft->length;

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
      word.span.start = (gsize) (start - draft->text);
      word.span.end = (gsize) (p - draft->text);
      word.upper = g_unichar_isupper (g_utf8_get_char (start));
      word.lower = keep_lower (draft, start, (gsize) (p - start));
      g_array_append_val (draft->words, word);
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

/* Whether a sentence ends at the stop @at of @draft. */
static gboolean
ends_at_stop (const LoketProse *draft,
              gsize             at)
{
  const char *text = draft->text;
  gsize next = at + 1;

  while (next < draft->length && strchr (".!?\"')", text[next]) != NULL)
    next++;
  if (next < draft->length && text[next] != ' ' && text[next] != '\n')
    return FALSE;
  if (text[at] != '.')
    return TRUE;
  if (is_abbreviation (text, at) || is_item_number (text, at))
    return FALSE;
  while (next < draft->length && (text[next] == ' ' || text[next] == '"'))
    next++;
  return next >= draft->length || !g_unichar_islower (g_utf8_get_char (text + next));
}

/* Whether a sentence ends at the line end @at: always before an empty line and
 * an item of a list, else unless the line just goes on. */
static gboolean
ends_at_line (const LoketProse *draft,
              gsize             at)
{
  const char *text = draft->text;
  gsize before = at;
  gsize next = at + 1;

  while (before > 0 && text[before - 1] == ' ')
    before--;
  while (next < draft->length && text[next] == ' ')
    next++;
  if (next >= draft->length || text[next] == '\n' || before == 0)
    return TRUE;
  if (strchr (".!?:;", text[before - 1]) != NULL || is_bullet (text + next))
    return TRUE;
  return !g_unichar_islower (g_utf8_get_char (text + next));
}

static void
add_sentence (LoketProse *draft,
              gsize       start,
              gsize       end)
{
  LoketSpan span;

  while (start < end && (draft->text[start] == ' ' || draft->text[start] == '\n'))
    start++;
  while (end > start && (draft->text[end - 1] == ' ' || draft->text[end - 1] == '\n'))
    end--;
  if (start == end)
    return;
  span.start = start;
  span.end = end;
  g_array_append_val (draft->sentences, span);
}

static void
split_sentences (LoketProse *draft)
{
  gsize start = 0;

  for (gsize at = 0; at < draft->length; at++)
    {
      char c = draft->text[at];

      if (c == '\n' ? !ends_at_line (draft, at)
                    : !((c == '.' || c == '!' || c == '?') && ends_at_stop (draft, at)))
        continue;
      while (at + 1 < draft->length && strchr (".!?\"')", draft->text[at + 1]) != NULL)
        at++;
      add_sentence (draft, start, at + 1);
      start = at + 1;
    }
  add_sentence (draft, start, draft->length);
}

static void
place_words (LoketProse *draft)
{
  guint sentence = 0;

  for (guint i = 0; i < draft->words->len; i++)
    {
      LoketWord *word = &g_array_index (draft->words, LoketWord, i);

      while (sentence + 1 < draft->sentences->len &&
             g_array_index (draft->sentences, LoketSpan, sentence).end <= word->span.start)
        sentence++;
      word->sentence = sentence;
    }
}

/* --- quotations --- */

/* A quotation stays inside its paragraph; a mark without a partner is none. */
static void
mark_quotation (LoketProse *draft,
                gsize       opening,
                char        mark)
{
  for (gsize at = opening + 1; at < draft->length; at++)
    {
      if (draft->text[at] == '\n' && draft->text[at + 1] == '\n')
        return;
      if (draft->text[at] != mark ||
          (mark == '\'' && is_word_char (g_utf8_get_char (draft->text + at + 1))))
        continue;
      memset (draft->quoted + opening, 1, at + 1 - opening);
      return;
    }
}

static void
find_quotations (LoketProse *draft)
{
  for (gsize at = 0; at < draft->length; at++)
    {
      char c = draft->text[at];
      gboolean opens = at == 0 || strchr (" \n(", draft->text[at - 1]) != NULL;

      if (draft->quoted[at] || (c != '"' && c != '\''))
        continue;
      if (c == '"' || opens)
        mark_quotation (draft, at, c);
    }
}

/* Prepares @text, which may be anything. */
LoketProse *
_loket_prose_new (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  LoketProse *draft = g_new0 (LoketProse, 1);
  Builder builder = {
    g_string_sized_new (strlen (valid)),
    g_array_sized_new (FALSE, FALSE, sizeof (guint32), (guint) strlen (valid) + 1),
    g_array_sized_new (FALSE, FALSE, sizeof (guint32), (guint) strlen (valid) + 1),
  };

  normalise (&builder, valid);
  draft->length = builder.text->len;
  draft->text = g_string_free (builder.text, FALSE);
  draft->first = (guint32 *) (void *) g_array_free (builder.first, FALSE);
  draft->last = (guint32 *) (void *) g_array_free (builder.last, FALSE);
  draft->quoted = g_malloc0 (draft->length + 1);
  draft->sentences = g_array_new (FALSE, FALSE, sizeof (LoketSpan));
  draft->words = g_array_new (FALSE, FALSE, sizeof (LoketWord));
  draft->lowered = g_string_chunk_new (4096);
  split_words (draft);
  split_sentences (draft);
  place_words (draft);
  find_quotations (draft);
  return draft;
}

/* Notes where patterns may match; they are then found faster. */
void
_loket_prose_scan (LoketProse         *prose,
                   const LoketScanner *scanner)
{
  g_clear_pointer (&prose->hits, _loket_hits_free);
  prose->hits = _loket_scanner_scan (scanner, prose->text, prose->length);
}

/* Frees a prepared text. */
void
_loket_prose_free (LoketProse *draft)
{
  if (draft == NULL)
    return;

  g_free (draft->text);
  g_free (draft->first);
  g_free (draft->last);
  g_free (draft->quoted);
  g_array_unref (draft->sentences);
  g_array_unref (draft->words);
  g_string_chunk_free (draft->lowered);
  _loket_hits_free (draft->hits);
  g_free (draft);
}

/* The sentence that byte @at is in, or the one before it. */
guint
_loket_prose_sentence_at (const LoketProse *draft,
                          gsize             at)
{
  guint low = 0;
  guint high = draft->sentences->len;

  while (low + 1 < high)
    {
      guint middle = (low + high) / 2;

      if (g_array_index (draft->sentences, LoketSpan, middle).start <= at)
        low = middle;
      else
        high = middle;
    }
  return low;
}

/* A sentence; nothing, at the end, for one that is not there. */
LoketSpan
_loket_prose_sentence (const LoketProse *draft,
                       guint             index)
{
  LoketSpan none = { draft->length, draft->length };

  return index < draft->sentences->len ? g_array_index (draft->sentences, LoketSpan, index) : none;
}

/* A word. */
const LoketWord *
_loket_prose_word (const LoketProse *draft,
                   guint             index)
{
  return &g_array_index (draft->words, LoketWord, index);
}

/* A piece of the text in small letters. */
char *
_loket_prose_dup_lower (const LoketProse *draft,
                        LoketSpan         span)
{
  return g_utf8_strdown (draft->text + span.start, (gssize) (span.end - span.start));
}

/* Finds the first place of @pattern within @within. A pattern sees what stands
 * before, but for it the text ends with @within. */
gboolean
_loket_prose_find (const LoketProse   *draft,
                   const LoketPattern *pattern,
                   LoketSpan           within,
                   LoketSpan          *found)
{
  LoketSpan place;

  if (draft->hits != NULL ? !_loket_hits_find (draft->hits, pattern, draft->text, within, &place)
                          : !_loket_pattern_find (pattern, draft->text, within.end, within.start, &place))
    return FALSE;
  if (found != NULL)
    *found = place;
  return TRUE;
}
