/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-quality"

#include "config.h"

#include "loket-spelling.h"

#include <hunspell.h>
#include <string.h>

#include "loket-stems.h"

/*
 * Words that look like slips: neither known nor built of something known, and
 * one keystroke away from a known word. A word that is only unknown (a regional
 * one, a loan) is left alone. Without a dictionary nothing is a slip.
 */

#define AFF             "id_ID.aff"
#define DIC             "id_ID.dic"
#define SYSTEM_DATA     "/usr/share"
#define MOST_VERDICTS   4096
#define LONGEST_WORD    40
#define MOST_SUGGESTED  5
#define SHORTEST_ROOT   5

struct _LoketSpelling
{
  GMutex               lock; /* Hunspell is for one thread at a time */
  char                *directory;
  const LoketWordList *vocabulary;
  gboolean             looked;
  Hunhandle           *dictionary;
  GHashTable          *verdicts; /* word -> LoketWordVerdict */
};

/* Makes one; the dictionary is read when it is first needed. @directory is where
 * it is, %NULL for the system's; @vocabulary has to outlive it. */
LoketSpelling *
_loket_spelling_new (const char          *directory,
                     const LoketWordList *vocabulary)
{
  LoketSpelling *self = g_new0 (LoketSpelling, 1);

  g_mutex_init (&self->lock);
  self->directory = g_strdup (directory);
  self->vocabulary = vocabulary;
  self->verdicts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

/* Frees it. */
void
_loket_spelling_free (LoketSpelling *self)
{
  if (self == NULL)
    return;

  if (self->dictionary != NULL)
    Hunspell_destroy (self->dictionary);
  g_hash_table_unref (self->verdicts);
  g_mutex_clear (&self->lock);
  g_free (self->directory);
  g_free (self);
}

static Hunhandle *
open_in (const char *directory)
{
  g_autofree char *aff = g_build_filename (directory, AFF, NULL);
  g_autofree char *dic = g_build_filename (directory, DIC, NULL);

  if (!g_file_test (aff, G_FILE_TEST_IS_REGULAR) || !g_file_test (dic, G_FILE_TEST_IS_REGULAR))
    return NULL;
  return Hunspell_create (aff, dic);
}

static Hunhandle *
open_system (void)
{
  const char *const *places = g_get_system_data_dirs ();
  g_autofree char *usual = g_build_filename (SYSTEM_DATA, "hunspell", NULL);
  Hunhandle *dictionary = NULL;

  for (guint i = 0; places[i] != NULL && dictionary == NULL; i++)
    {
      g_autofree char *directory = g_build_filename (places[i], "hunspell", NULL);

      dictionary = open_in (directory);
    }
  return dictionary != NULL ? dictionary : open_in (usual);
}

/* With the lock. */
static Hunhandle *
get_dictionary (LoketSpelling *self)
{
  if (!self->looked)
    {
      self->looked = TRUE;
      self->dictionary = self->directory != NULL ? open_in (self->directory) : open_system ();
    }
  return self->dictionary;
}

/* Whether there is a dictionary. Any thread. */
gboolean
_loket_spelling_is_available (LoketSpelling *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return get_dictionary (self) != NULL;
}

static gboolean
is_listed (const char *word,
           gpointer    data)
{
  LoketSpelling *self = data;

  return _loket_word_list_lookup (self->vocabulary, word) != NULL || Hunspell_spell (self->dictionary, word) != 0;
}

/* Whether one keystroke less, more, other or in another order makes a known word. */
static gboolean
has_neighbour (LoketSpelling *self,
               const char    *word)
{
  gsize length = strlen (word);
  char other[LONGEST_WORD + 2];

  for (gsize i = 0; i <= length; i++)
    {
      if (i < length)
        {
          memcpy (other, word, i);
          memcpy (other + i, word + i + 1, length - i);
          if (is_listed (other, self))
            return TRUE;
        }
      if (i + 1 < length)
        {
          memcpy (other, word, length + 1);
          other[i] = word[i + 1];
          other[i + 1] = word[i];
          if (is_listed (other, self))
            return TRUE;
        }
      for (char c = 'a'; c <= 'z'; c++)
        {
          memcpy (other, word, length + 1);
          other[i] = c;
          if (i < length && is_listed (other, self))
            return TRUE;
          memcpy (other + i + 1, word + i, length - i + 1);
          if (is_listed (other, self))
            return TRUE;
        }
    }
  return FALSE;
}

/* Whether a word, or what is left of it without “di-” or “-nya”, is one keystroke
 * from a known one: dictionaries do not list those forms of every root. */
static gboolean
looks_like_another (LoketSpelling *self,
                    const char    *word)
{
  gsize length = strlen (word);
  g_autofree char *owned = NULL;

  if (has_neighbour (self, word))
    return TRUE;
  if (g_str_has_prefix (word, "di") && length >= SHORTEST_ROOT + strlen ("di"))
    return has_neighbour (self, word + strlen ("di"));
  if (!g_str_has_suffix (word, "nya") || length < SHORTEST_ROOT + strlen ("nya"))
    return FALSE;
  owned = g_strndup (word, length - strlen ("nya"));
  return has_neighbour (self, owned);
}

/* What @lower, of the letters a to z, looks like. The answer is kept, so that
 * typing on costs nothing. Any thread. */
LoketWordVerdict
_loket_spelling_judge (LoketSpelling *self,
                       const char    *lower)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  LoketWordVerdict verdict = LOKET_WORD_KNOWN;
  gpointer kept;

  if (get_dictionary (self) == NULL || strlen (lower) > LONGEST_WORD)
    return LOKET_WORD_KNOWN;
  if (g_hash_table_lookup_extended (self->verdicts, lower, NULL, &kept))
    return (LoketWordVerdict) GPOINTER_TO_INT (kept);
  if (!_loket_stems_any_known (lower, is_listed, self))
    verdict = looks_like_another (self, lower) ? LOKET_WORD_SLIP : LOKET_WORD_UNKNOWN;
  if (g_hash_table_size (self->verdicts) >= MOST_VERDICTS)
    g_hash_table_remove_all (self->verdicts);
  g_hash_table_insert (self->verdicts, g_strdup (lower), GINT_TO_POINTER (verdict));
  return verdict;
}

/* Words that may have been meant. Slow; any thread. */
GStrv
_loket_spelling_suggest (LoketSpelling *self,
                         const char    *word)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  char **list = NULL;
  int n;

  if (get_dictionary (self) == NULL || strlen (word) > LONGEST_WORD || !g_str_is_ascii (word))
    return g_strv_builder_end (builder);
  n = Hunspell_suggest (self->dictionary, &list, word);
  for (int i = 0; i < MIN (n, MOST_SUGGESTED); i++)
    if (g_utf8_validate (list[i], -1, NULL))
      g_strv_builder_add (builder, list[i]);
  if (list != NULL)
    Hunspell_free_list (self->dictionary, &list, n);
  return g_strv_builder_end (builder);
}
