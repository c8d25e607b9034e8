/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-quality"

#include "config.h"

#include "loket-wordlist.h"

#include <string.h>

/* The longest entry of a list, in words. */
#define MAX_WORDS 3

struct _LoketWordList
{
  GHashTable *rows;   /* one to three words -> LoketWordRow */
  GHashTable *starts; /* first words of entries with more than one */
};

static void
row_free (LoketWordRow *row)
{
  g_strfreev (row->fields);
  g_free (row);
}

/* An empty list. */
LoketWordList *
_loket_word_list_new (void)
{
  LoketWordList *list = g_new0 (LoketWordList, 1);

  list->rows = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) row_free);
  list->starts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return list;
}

/* Frees a list. */
void
_loket_word_list_free (LoketWordList *list)
{
  if (list == NULL)
    return;

  g_hash_table_unref (list->rows);
  g_hash_table_unref (list->starts);
  g_free (list);
}

/* Adds a row; takes @fields, the first of which is the key in small letters. */
void
_loket_word_list_add (LoketWordList *list,
                      GStrv          fields)
{
  LoketWordRow *row = g_new0 (LoketWordRow, 1);
  const char *space = strchr (fields[0], ' ');

  row->fields = fields;
  if (space != NULL)
    g_hash_table_add (list->starts, g_strndup (fields[0], (gsize) (space - fields[0])));
  g_hash_table_replace (list->rows, fields[0], row);
}

/* The row of one to three words, NULL for none. */
const LoketWordRow *
_loket_word_list_lookup (const LoketWordList *list,
                         const char          *words)
{
  return g_hash_table_lookup (list->rows, words);
}

/* A field of a row, "" where there is none. */
const char *
_loket_word_row_get (const LoketWordRow *row,
                     guint               field)
{
  return field < g_strv_length (row->fields) ? row->fields[field] : "";
}

/* The longest entry that begins at a word, with one space between its words. */
const LoketWordRow *
_loket_word_list_match (const LoketWordList *list,
                        const LoketProse    *prose,
                        guint                word,
                        LoketSpan           *found)
{
  const LoketWord *first = _loket_prose_word (prose, word);
  const LoketWordRow *best = _loket_word_list_lookup (list, first->lower);
  LoketSpan span = first->span;

  if (best != NULL)
    *found = span;
  if (!g_hash_table_contains (list->starts, first->lower))
    return best;

  for (guint n = 1; n < MAX_WORDS && word + n < prose->words->len; n++)
    {
      const LoketWord *last = _loket_prose_word (prose, word + n);
      g_autofree char *text = NULL;
      const LoketWordRow *row;

      if (last->span.start != span.end + 1 || prose->text[span.end] != ' ')
        break;
      span.end = last->span.end;
      text = _loket_prose_dup_lower (prose, span);
      row = _loket_word_list_lookup (list, text);
      if (row == NULL)
        continue;
      best = row;
      *found = span;
    }
  return best;
}
