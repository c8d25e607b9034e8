/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-quality"

#include "config.h"

#include "loket-prose.h"

#include <string.h>

/* Nobody writes more paragraphs than this; what comes behind counts as one. */
#define MOST_BLOCKS 1000

/* Takes over a paragraph behind those that are there, and adds what it has. */
static void
join (LoketProse       *prose,
      const LoketBlock *block,
      gsize             at,
      guint32           point)
{
  guint sentence = prose->sentences->len;

  memcpy (prose->text + at, block->normal.text, block->normal.length);
  memcpy (prose->quoted + at, block->quoted, block->normal.length);
  for (gsize i = 0; i < block->normal.length; i++)
    {
      prose->first[at + i] = block->normal.first[i] + point;
      prose->last[at + i] = block->normal.last[i] + point;
    }
  for (guint i = 0; i < block->sentences->len; i++)
    {
      LoketSpan span = g_array_index (block->sentences, LoketSpan, i);

      span.start += at;
      span.end += at;
      g_array_append_val (prose->sentences, span);
    }
  for (guint i = 0; i < block->words->len; i++)
    {
      LoketWord word = g_array_index (block->words, LoketWord, i);

      word.span.start += at;
      word.span.end += at;
      word.sentence += sentence;
      g_array_append_val (prose->words, word);
    }
}

static void
join_all (LoketProse *prose)
{
  gsize at = 0;
  guint words = 0;
  guint32 point = 0;

  for (guint i = 0; i < prose->blocks->len; i++)
    {
      const LoketBlock *block = g_ptr_array_index (prose->blocks, i);

      prose->length += block->normal.length;
      words += block->words->len;
    }
  prose->text = g_malloc (prose->length + 1);
  prose->text[prose->length] = '\0';
  prose->quoted = g_malloc0 (prose->length + 1);
  prose->first = g_new0 (guint32, prose->length + 1);
  prose->last = g_new0 (guint32, prose->length + 1);
  prose->sentences = g_array_new (FALSE, FALSE, sizeof (LoketSpan));
  prose->words = g_array_sized_new (FALSE, FALSE, sizeof (LoketWord), words);
  for (guint i = 0; i < prose->blocks->len; i++)
    {
      const LoketBlock *block = g_ptr_array_index (prose->blocks, i);

      g_array_append_val (prose->starts, at);
      join (prose, block, at, point);
      at += block->normal.length;
      point += block->points;
    }
}

/* The paragraph of @length bytes at @text: one that is known, or a new one, which
 * then is. */
static LoketBlock *
get_block (const char         *text,
           gsize               length,
           const LoketScanner *scanner,
           GHashTable         *known)
{
  g_autofree char *raw = g_strndup (text, length);
  LoketBlock *block = known != NULL ? g_hash_table_lookup (known, raw) : NULL;

  if (block != NULL)
    return _loket_block_ref (block);
  block = _loket_block_new (text, length);
  if (scanner != NULL)
    _loket_block_scan (block, scanner);
  if (known != NULL)
    {
      _loket_block_keep (block);
      g_hash_table_insert (known, block->raw, _loket_block_ref (block));
    }
  return block;
}

/* Prepares @text, which may be anything. With @scanner patterns are found faster.
 * @known, where there is one, has paragraphs by how they were written, to which
 * the new ones are added; its patterns are those of one lexicon. */
LoketProse *
_loket_prose_read (const char         *text,
                   const LoketScanner *scanner,
                   GHashTable         *known)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  LoketProse *prose = g_new0 (LoketProse, 1);

  prose->blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) _loket_block_unref);
  prose->starts = g_array_new (FALSE, FALSE, sizeof (gsize));
  for (const char *p = valid; *p != '\0';)
    {
      gsize length = prose->blocks->len < MOST_BLOCKS ? _loket_block_measure (p) : strlen (p);

      g_ptr_array_add (prose->blocks, get_block (p, length, scanner, known));
      p += length;
    }
  join_all (prose);
  return prose;
}

/* Prepares @text, which may be anything. */
LoketProse *
_loket_prose_new (const char *text)
{
  return _loket_prose_read (text, NULL, NULL);
}

/* Notes where patterns may match; they are then found faster. */
void
_loket_prose_scan (LoketProse         *prose,
                   const LoketScanner *scanner)
{
  for (guint i = 0; i < prose->blocks->len; i++)
    _loket_block_scan (g_ptr_array_index (prose->blocks, i), scanner);
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
  g_array_unref (draft->starts);
  g_ptr_array_unref (draft->blocks);
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

/* The paragraph that byte @at is in. */
static guint
block_at (const LoketProse *draft,
          gsize             at)
{
  guint low = 0;
  guint high = draft->starts->len;

  while (low + 1 < high)
    {
      guint middle = (low + high) / 2;

      if (g_array_index (draft->starts, gsize, middle) <= at)
        low = middle;
      else
        high = middle;
    }
  return low;
}

/* Finds the first place of @pattern within @within. A pattern sees one paragraph,
 * and what stands before in it; for it the text ends with @within. */
gboolean
_loket_prose_find (const LoketProse   *draft,
                   const LoketPattern *pattern,
                   LoketSpan           within,
                   LoketSpan          *found)
{
  for (guint i = block_at (draft, within.start); i < draft->blocks->len; i++)
    {
      const LoketBlock *block = g_ptr_array_index (draft->blocks, i);
      gsize start = g_array_index (draft->starts, gsize, i);
      LoketSpan place = { MAX (within.start, start) - start, MIN (within.end, start + block->normal.length) - start };

      if (start >= within.end)
        return FALSE;
      if (place.start >= place.end || !_loket_block_find (block, pattern, place, &place))
        continue;
      if (found != NULL)
        *found = (LoketSpan){ place.start + start, place.end + start };
      return TRUE;
    }
  return FALSE;
}
