/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-cache-find-private.h"

#include <string.h>

#include "loket-search-words-private.h"

/*
 * What somebody typed, as questions to the search index. Nothing of it is read
 * as anything but words, and the index is asked for hashes only.
 */

#define MAX_WORDS 16

struct _LoketCacheWords
{
  LoketSearchWords *tokens;
  GPtrArray        *finished;
  char             *rest;
};

static gboolean
take_word (const char *word,
           gsize       length,
           gpointer    data)
{
  GPtrArray *words = data;

  if (words->len >= MAX_WORDS)
    return FALSE;
  g_ptr_array_add (words, g_strndup (word, length));
  return TRUE;
}

/* Whether the last word of a text may go on. */
static gboolean
is_unfinished (const char *search)
{
  const char *last = g_utf8_find_prev_char (search, search + strlen (search));
  gunichar c = last != NULL ? g_utf8_get_char (last) : ' ';

  return g_unichar_isalnum (c) || g_unichar_ismark (c);
}

/* Frees it. */
void
_loket_cache_words_free (LoketCacheWords *self)
{
  g_clear_pointer (&self->tokens, _loket_search_words_free);
  g_clear_pointer (&self->finished, g_ptr_array_unref);
  g_free (self->rest);
  g_free (self);
}

/* Reads what somebody typed. */
LoketCacheWords *
_loket_cache_words_new (LoketDb     *db,
                        LoketVault  *vault,
                        const char  *search,
                        GError     **error)
{
  g_autoptr (LoketCacheWords) self = g_new0 (LoketCacheWords, 1);

  self->tokens = _loket_search_words_new (vault);
  self->finished = g_ptr_array_new_with_free_func (g_free);
  if (!loket_db_split_words (db, search, -1, take_word, self->finished, error))
    return NULL;
  if (self->finished->len > 0 && is_unfinished (search))
    self->rest = g_ptr_array_steal_index (self->finished, self->finished->len - 1);
  return g_steal_pointer (&self);
}

/* Whether there is not a single word. */
gboolean
_loket_cache_words_is_empty (const LoketCacheWords *self)
{
  return self->finished->len == 0 && self->rest == NULL;
}

/* The folded word that may go on; %NULL for none. */
const char *
_loket_cache_words_get_rest (const LoketCacheWords *self)
{
  return self->rest;
}

/* How many letters that word has. */
guint
_loket_cache_words_get_rest_chars (const LoketCacheWords *self)
{
  return self->rest != NULL ? (guint) g_utf8_strlen (self->rest, -1) : 0;
}

/* How much of the unfinished word the index can tell. */
LoketCacheRest
_loket_cache_words_get_kind (const LoketCacheWords *self)
{
  guint n = _loket_cache_words_get_rest_chars (self);

  if (n == 0)
    return LOKET_CACHE_REST_NONE;
  if (n < LOKET_SEARCH_PREFIX_CHARS)
    return LOKET_CACHE_REST_SHORT;
  return n == LOKET_SEARCH_PREFIX_CHARS || n == LOKET_SEARCH_LONG_PREFIX_CHARS
           ? LOKET_CACHE_REST_KNOWN
           : LOKET_CACHE_REST_LONG;
}

static void
add_token (GString          *match,
           LoketSearchToken  token)
{
  g_string_append_printf (match, "%s\"%s\"", match->len > 0 ? " " : "", token);
}

static GString *
ask_finished (const LoketCacheWords *self)
{
  GString *match = g_string_new (NULL);
  LoketSearchToken token;

  for (guint i = 0; i < self->finished->len; i++)
    {
      const char *word = g_ptr_array_index (self->finished, i);

      _loket_search_words_stem (self->tokens, word, strlen (word), token);
      add_token (match, token);
    }
  return match;
}

/* The longest beginning that the index knows of a word that begins so. */
static gboolean
ask_prefix (const LoketCacheWords *self,
            const char            *word,
            GString               *match)
{
  gsize length = strlen (word);
  LoketSearchToken token;

  if (!_loket_search_words_prefix (self->tokens, word, length, LOKET_SEARCH_LONG_PREFIX_CHARS,
                                   token) &&
      !_loket_search_words_prefix (self->tokens, word, length, LOKET_SEARCH_PREFIX_CHARS, token))
    return FALSE;
  add_token (match, token);
  return TRUE;
}

/* Asks for what has all finished words and something of the last: nothing, its
 * stem, its beginning. %NULL where that asks for nothing. */
char *
_loket_cache_words_dup_match (const LoketCacheWords *self,
                              LoketCacheAsk          ask)
{
  g_autoptr (GString) match = ask_finished (self);
  LoketSearchToken token;

  if (ask == LOKET_CACHE_ASK_STEM)
    {
      _loket_search_words_stem (self->tokens, self->rest, strlen (self->rest), token);
      add_token (match, token);
    }
  else if (ask == LOKET_CACHE_ASK_PREFIX)
    ask_prefix (self, self->rest, match);
  return match->len > 0 ? g_string_free (g_steal_pointer (&match), FALSE) : NULL;
}

/* What will be asked for when the next letter is this one: its stem or its
 * beginning; %NULL where that is nothing, or nothing new. */
char *
_loket_cache_words_dup_next (const LoketCacheWords *self,
                             LoketCacheAsk          ask,
                             char                   letter)
{
  guint n = _loket_cache_words_get_rest_chars (self) + 1;
  g_autoptr (GString) match = NULL;
  g_autofree char *word = NULL;
  LoketSearchToken token;

  if (n < LOKET_SEARCH_PREFIX_CHARS ||
      (ask == LOKET_CACHE_ASK_PREFIX && n != LOKET_SEARCH_PREFIX_CHARS &&
       n != LOKET_SEARCH_LONG_PREFIX_CHARS))
    return NULL;
  match = ask_finished (self);
  word = g_strdup_printf ("%s%c", self->rest, letter);
  if (ask == LOKET_CACHE_ASK_PREFIX)
    return ask_prefix (self, word, match) ? g_string_free (g_steal_pointer (&match), FALSE) : NULL;
  _loket_search_words_stem (self->tokens, word, strlen (word), token);
  add_token (match, token);
  return g_string_free (g_steal_pointer (&match), FALSE);
}
