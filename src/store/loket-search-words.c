/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-search-words-private.h"

#include <string.h>

#include <libstemmer.h>

/* Longer words are no Indonesian: numbers in series, addresses of pages. */
#define MAX_STEMMED_BYTES 64

/* Of which kind a hash is, so that a stem never looks like a beginning. */
#define KIND_STEM 's'
#define KIND_PREFIX 'p'

struct _LoketSearchWords
{
  LoketVault        *vault;
  struct sb_stemmer *stemmer;
};

/* Makes what turns words into tokens. */
LoketSearchWords *
_loket_search_words_new (LoketVault *vault)
{
  LoketSearchWords *self = g_new0 (LoketSearchWords, 1);

  self->vault = loket_vault_ref (vault);
  self->stemmer = sb_stemmer_new ("indonesian", NULL);
  g_assert (self->stemmer != NULL);
  return self;
}

/* Ends it. */
void
_loket_search_words_free (LoketSearchWords *self)
{
  sb_stemmer_delete (self->stemmer);
  loket_vault_unref (self->vault);
  g_free (self);
}

static void
make_token (LoketSearchWords *self,
            char              kind,
            const char       *text,
            gsize             length,
            LoketSearchToken  token)
{
  static const char letters[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
  char small[MAX_STEMMED_BYTES + 1];
  g_autofree char *large = length > MAX_STEMMED_BYTES ? g_malloc (length + 1) : NULL;
  char *hashed = large != NULL ? large : small;
  guint64 hash;

  hashed[0] = kind;
  memcpy (hashed + 1, text, length);
  hash = loket_vault_hash_word (self->vault, hashed, length + 1);
  for (guint i = 0; i < LOKET_SEARCH_TOKEN_CHARS; i++, hash >>= 6)
    token[i] = letters[hash & 63];
  token[LOKET_SEARCH_TOKEN_CHARS] = '\0';
}

/* Makes the token of a folded word's Indonesian stem. */
void
_loket_search_words_stem (LoketSearchWords *self,
                          const char       *word,
                          gsize             length,
                          LoketSearchToken  token)
{
  const sb_symbol *stem = NULL;

  if (length <= MAX_STEMMED_BYTES)
    stem = sb_stemmer_stem (self->stemmer, (const sb_symbol *) word, (int) length);
  if (stem != NULL && sb_stemmer_length (self->stemmer) > 0)
    make_token (self, KIND_STEM, (const char *) stem, (gsize) sb_stemmer_length (self->stemmer),
                token);
  else
    make_token (self, KIND_STEM, word, length, token);
}

/* The size of a word's first letters; 0 where it has not so many. */
static gsize
measure (const char *word,
         gsize       length,
         guint       n_chars)
{
  gsize bytes = 0;

  for (guint n = 0; n < n_chars; n++)
    {
      if (bytes >= length)
        return 0;
      bytes += (gsize) (g_utf8_next_char (word + bytes) - (word + bytes));
    }
  return bytes <= length ? bytes : 0;
}

/* Makes the token of a folded word's first letters; tells whether it has so many. */
gboolean
_loket_search_words_prefix (LoketSearchWords *self,
                            const char       *word,
                            gsize             length,
                            guint             n_chars,
                            LoketSearchToken  token)
{
  gsize bytes = measure (word, length, n_chars);

  if (bytes > 0)
    make_token (self, KIND_PREFIX, word, bytes, token);
  return bytes > 0;
}

/* A word that is not longer than the beginning is found by its stem. */
static void
tell_prefix (LoketSearchWords *self,
             const char       *word,
             gsize             length,
             guint             n_chars,
             LoketTokenSink    emit,
             gpointer          sink)
{
  gsize bytes = measure (word, length, n_chars);
  LoketSearchToken token;

  if (bytes == 0 || bytes == length)
    return;
  make_token (self, KIND_PREFIX, word, bytes, token);
  emit (token, LOKET_SEARCH_TOKEN_CHARS, sink);
}

static void
tell_tokens (const char     *word,
             gsize           length,
             LoketTokenSink  emit,
             gpointer        sink,
             gpointer        user_data)
{
  LoketSearchWords *self = user_data;
  LoketSearchToken token;

  _loket_search_words_stem (self, word, length, token);
  emit (token, LOKET_SEARCH_TOKEN_CHARS, sink);
  tell_prefix (self, word, length, LOKET_SEARCH_PREFIX_CHARS, emit, sink);
  tell_prefix (self, word, length, LOKET_SEARCH_LONG_PREFIX_CHARS, emit, sink);
}

/* Makes the tokenizer of the table `search` known to a connection, before it
 * touches that table. */
gboolean
_loket_search_words_attach (LoketDb     *db,
                            LoketVault  *vault,
                            GError     **error)
{
  return loket_db_add_tokenizer (db, LOKET_SEARCH_TOKENIZER, tell_tokens,
                                 _loket_search_words_new (vault),
                                 (GDestroyNotify) _loket_search_words_free, error);
}
