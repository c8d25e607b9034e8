/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-quality"

#include "config.h"

#include "loket-lexicon.h"

#include <string.h>

#include "loket-quality-resources.h"

static void
entry_free (LoketEntry *entry)
{
  _loket_pattern_free (entry->pattern);
  g_free (entry->kind);
  g_free (entry->note);
  g_free (entry);
}

static GStrv
load_lines (const char *name,
            GError    **error)
{
  g_autofree char *path = g_strconcat ("/io/github/loket_pengaduan/Loket/quality/", name, NULL);
  g_autoptr (GBytes) content = NULL;
  g_autofree char *text = NULL;

  content = g_resource_lookup_data (_loket_quality_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  if (content == NULL)
    return NULL;
  text = g_strndup (g_bytes_get_data (content, NULL), g_bytes_get_size (content));
  return g_strsplit (text, "\n", -1);
}

/* Loads a list of patterns: pattern, kind, note, parted by tabs; `#` comments.
 * With @words they stand as whole words, in any case. */
static GPtrArray *
load_patterns (const char *name,
               gboolean    words,
               GError    **error)
{
  g_auto (GStrv) lines = load_lines (name, error);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) entry_free);

  if (lines == NULL)
    return NULL;
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) fields = NULL;
      g_autofree char *source = NULL;
      LoketEntry *entry;

      if (*lines[i] == '\0' || *lines[i] == '#')
        continue;
      fields = g_strsplit (lines[i], "\t", -1);
      source = words ? g_strdup_printf ("\\b(?:%s)\\b", fields[0]) : g_strdup (fields[0]);
      entry = g_new0 (LoketEntry, 1);
      g_ptr_array_add (entries, entry);
      entry->pattern = _loket_pattern_new (source, words, error);
      if (entry->pattern == NULL)
        {
          g_prefix_error (error, "%s: ", name);
          return NULL;
        }
      entry->kind = g_strdup (fields[1]);
      entry->note = fields[1] != NULL ? g_strdup (fields[2]) : NULL;
    }
  return g_steal_pointer (&entries);
}

/* The first @n fields in small letters, a space between. */
static char *
join_key (GStrv fields,
          guint n)
{
  GString *key = g_string_new (NULL);
  g_autofree char *joined = NULL;

  for (guint i = 0; i < n && fields[i] != NULL; i++)
    g_string_append_printf (key, "%s%s", i > 0 ? " " : "", fields[i]);
  joined = g_string_free (key, FALSE);
  return g_utf8_strdown (joined, -1);
}

/* Loads a list of words; its first @keys fields together are the key. */
static LoketWordList *
load_words (const char *name,
            guint       keys,
            GError    **error)
{
  g_auto (GStrv) lines = load_lines (name, error);
  g_autoptr (LoketWordList) list = _loket_word_list_new ();

  if (lines == NULL)
    return NULL;
  for (guint i = 0; lines[i] != NULL; i++)
    {
      GStrv fields;
      char *key;

      if (*lines[i] == '\0' || *lines[i] == '#')
        continue;
      fields = g_strsplit (lines[i], "\t", -1);
      key = join_key (fields, keys);
      g_free (fields[0]);
      fields[0] = key;
      _loket_word_list_add (list, fields);
    }
  return g_steal_pointer (&list);
}

static void
add_entries (LoketLexicon *lexicon,
             GPtrArray    *entries)
{
  for (guint i = 0; i < entries->len; i++)
    g_ptr_array_add (lexicon->all, ((LoketEntry *) g_ptr_array_index (entries, i))->pattern);
}

/* Teaches a scanner all patterns. */
static gboolean
make_scanner (LoketLexicon *lexicon,
              GError      **error)
{
  lexicon->all = g_ptr_array_new ();
  for (guint i = 0; i < LOKET_N_PATTERNS; i++)
    g_ptr_array_add (lexicon->all, lexicon->patterns[i]);
  add_entries (lexicon, lexicon->promises);
  add_entries (lexicon, lexicon->placeholders);
  add_entries (lexicon, lexicon->tones);
  lexicon->scanner = _loket_scanner_new (lexicon->all, error);
  return lexicon->scanner != NULL;
}

/* Loads everything; an error is a fault of the build. */
LoketLexicon *
_loket_lexicon_new (GError **error)
{
  g_autoptr (LoketLexicon) lexicon = g_new0 (LoketLexicon, 1);

  for (guint i = 0; i < LOKET_N_PATTERNS; i++)
    {
      lexicon->patterns[i] = _loket_pattern_new (_loket_pattern_sources[i].source,
                                                 _loket_pattern_sources[i].any_case, error);
      if (lexicon->patterns[i] == NULL)
        return NULL;
    }

  if ((lexicon->promises = load_patterns ("janji-kabur.tsv", TRUE, error)) == NULL ||
      (lexicon->placeholders = load_patterns ("penanda-templat.tsv", FALSE, error)) == NULL ||
      (lexicon->tones = load_patterns ("nada.tsv", TRUE, error)) == NULL ||
      (lexicon->slang = load_words ("gaul.tsv", 1, error)) == NULL ||
      (lexicon->spelling = load_words ("nonbaku.tsv", 1, error)) == NULL ||
      (lexicon->acronyms = load_words ("singkatan.tsv", 1, error)) == NULL ||
      (lexicon->repealed = load_words ("peraturan-dicabut.tsv", 3, error)) == NULL ||
      (lexicon->objects = load_words ("objek.tsv", 1, error)) == NULL ||
      (lexicon->vocabulary = load_words ("kosakata.txt", 1, error)) == NULL ||
      !make_scanner (lexicon, error))
    return NULL;
  return g_steal_pointer (&lexicon);
}

/* Frees the lists. */
void
_loket_lexicon_free (LoketLexicon *lexicon)
{
  if (lexicon == NULL)
    return;

  _loket_scanner_free (lexicon->scanner);
  g_clear_pointer (&lexicon->all, g_ptr_array_unref);
  for (guint i = 0; i < LOKET_N_PATTERNS; i++)
    _loket_pattern_free (lexicon->patterns[i]);
  g_clear_pointer (&lexicon->promises, g_ptr_array_unref);
  g_clear_pointer (&lexicon->placeholders, g_ptr_array_unref);
  g_clear_pointer (&lexicon->tones, g_ptr_array_unref);
  _loket_word_list_free (lexicon->slang);
  _loket_word_list_free (lexicon->spelling);
  _loket_word_list_free (lexicon->acronyms);
  _loket_word_list_free (lexicon->repealed);
  _loket_word_list_free (lexicon->objects);
  _loket_word_list_free (lexicon->vocabulary);
  g_free (lexicon);
}
