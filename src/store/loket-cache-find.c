/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-cache-find-private.h"

#include "loket-search-words-private.h"

/*
 * Which complaints hold the words of a search, on the thread that searches.
 *
 *     finished words        by their stems                         in the index
 *     the last, unfinished  by its stem, or as the beginning of a word:
 *       1 or 2 letters        of the number people use      in its clear column
 *       3 or 5 letters        of any word                          in the index
 *       4, 6 and more         of any word: those that begin with its first 3
 *                             or 5 letters are opened and looked into
 *
 * Texts are opened in the order of the list and only as far as it is wanted.
 */

/* Numbers are given out one after the other: higher ones are damage, and would
 * take memory without end. */
#define MAX_NUMBER (1 << 26)

/* So many rows are looked up one by one and sorted; above it is faster to walk
 * along the list. */
#define FEW 1000

struct _LoketCacheFound
{
  LoketDb               *db;
  LoketCacheLook        *look;
  LoketCacheMatches     *matches;
  const LoketCacheWords *words;
  LoketCacheRest         kind;
  char                  *upper;   /* a short rest in capitals */
  LoketCacheBits         sure;
  LoketCacheBits         maybe;   /* to be looked at */
  gboolean               any;     /* all may be */
};

/* Frees it. */
void
_loket_cache_found_free (LoketCacheFound *self)
{
  g_free (self->upper);
  g_free (self->sure.words);
  g_free (self->maybe.words);
  g_free (self);
}

static gboolean
mark_matches (LoketCacheFound  *self,
              const char       *match,
              LoketCacheBits   *marks,
              GError          **error)
{
  const LoketCacheBits *bits = _loket_cache_matches_get (self->matches, self->db, match, error);

  if (bits == NULL)
    return FALSE;
  for (gsize i = 0; i < LOKET_CACHE_N_WORDS (marks->last); i++)
    marks->words[i] |= bits->words[i];
  return TRUE;
}

static gboolean
mark_asked (LoketCacheFound  *self,
            LoketCacheAsk     ask,
            LoketCacheBits   *marks,
            GError          **error)
{
  g_autofree char *match = _loket_cache_words_dup_match (self->words, ask);

  return mark_matches (self, match, marks, error);
}

/* Marks what has a number that begins so; @n grows by how many there are, up to
 * one more than few. */
static gboolean
mark_numbers_from (LoketCacheFound  *self,
                   const char       *from,
                   guint            *n,
                   GError          **error)
{
  gboolean found;
  g_autofree char *to = g_strconcat (from, "\xf4\x8f\xbf\xbf", NULL);
  g_autoptr (LoketStatement) row =
    loket_db_prepare (self->db,
                      "SELECT number FROM complaint WHERE tracking_id >= ?1 AND tracking_id < ?2 "
                      "LIMIT ?3",
                      error);

  if (row == NULL)
    return FALSE;
  loket_statement_bind_text (row, 1, from);
  loket_statement_bind_text (row, 2, to);
  loket_statement_bind_int64 (row, 3, FEW + 1);
  while (loket_statement_step (row, &found, error))
    {
      if (!found)
        return TRUE;
      _loket_cache_bits_set (&self->sure, loket_statement_get_int64 (row, 0));
      *n += 1;
    }
  return FALSE;
}

/* A word of one or two letters: what the index has of it is the whole word. */
static gboolean
mark_short (LoketCacheFound  *self,
            GError          **error)
{
  const char *rest = _loket_cache_words_get_rest (self->words);
  g_autofree char *finished = _loket_cache_words_dup_match (self->words, LOKET_CACHE_ASK_FINISHED);
  guint n = 0;

  self->upper = g_ascii_strup (rest, -1);
  if (!mark_asked (self, LOKET_CACHE_ASK_STEM, &self->sure, error))
    return FALSE;
  if (finished != NULL)
    return mark_matches (self, finished, &self->maybe, error);
  if (!mark_numbers_from (self, rest, &n, error) ||
      (!g_str_equal (self->upper, rest) && !mark_numbers_from (self, self->upper, &n, error)))
    return FALSE;
  self->any = n > FEW;
  return TRUE;
}

static gboolean
mark_all (LoketCacheFound  *self,
          GError          **error)
{
  switch (self->kind)
    {
    case LOKET_CACHE_REST_NONE:
      return mark_asked (self, LOKET_CACHE_ASK_FINISHED, &self->sure, error);
    case LOKET_CACHE_REST_SHORT:
      return mark_short (self, error);
    case LOKET_CACHE_REST_KNOWN:
    case LOKET_CACHE_REST_LONG:
      return mark_asked (self, LOKET_CACHE_ASK_STEM, &self->sure, error) &&
             mark_asked (self, LOKET_CACHE_ASK_PREFIX,
                         self->kind == LOKET_CACHE_REST_KNOWN ? &self->sure : &self->maybe, error);
    default:
      g_return_val_if_reached (FALSE);
    }
}

static gboolean
begin (LoketCacheFound  *self,
       GError          **error)
{
  gint64 last;

  if (!loket_db_get_int64 (self->db, "SELECT max (number) FROM complaint", &last, error))
    return FALSE;
  if (last > MAX_NUMBER)
    {
      g_set_error_literal (error, LOKET_DB_ERROR, LOKET_DB_ERROR_CORRUPT, "A number is too high");
      return FALSE;
    }
  self->sure.last = self->maybe.last = MAX (last, 0);
  self->sure.words = g_new0 (guint64, LOKET_CACHE_N_WORDS (self->sure.last));
  self->maybe.words = g_new0 (guint64, LOKET_CACHE_N_WORDS (self->maybe.last));
  _loket_cache_look_clear_ahead (self->look);
  return _loket_cache_matches_begin (self->matches, self->db, self->sure.last, error);
}

/* Asks the index. In a transaction, which the rest of the search stays in. */
LoketCacheFound *
_loket_cache_found_new (LoketDb                *db,
                        LoketCacheLook         *look,
                        LoketCacheMatches      *matches,
                        const LoketCacheWords  *words,
                        GError                **error)
{
  g_autoptr (LoketCacheFound) self = g_new0 (LoketCacheFound, 1);

  self->db = db;
  self->look = look;
  self->matches = matches;
  self->words = words;
  self->kind = _loket_cache_words_get_kind (words);
  if (!begin (self, error) || !mark_all (self, error) ||
      (self->kind >= LOKET_CACHE_REST_KNOWN &&
       !_loket_cache_look_begin (look, db, _loket_cache_words_get_rest (words),
                                 LOKET_SEARCH_PREFIX_CHARS, error)))
    return NULL;
  return g_steal_pointer (&self);
}

/* Notes what the next letter may ask the index for: the letters from the rarest in
 * Indonesian texts, for the last is asked for first. */
void
_loket_cache_found_look_ahead (const LoketCacheFound *self)
{
  static const char letters[] = "xqzvfwcjyohpbdlstmrukgeina";
  static const LoketCacheAsk asks[] = { LOKET_CACHE_ASK_STEM, LOKET_CACHE_ASK_PREFIX };

  if (self->kind == LOKET_CACHE_REST_NONE)
    return;
  for (guint i = 0; letters[i] != '\0'; i++)
    for (guint j = 0; j < G_N_ELEMENTS (asks); j++)
      {
        char *match = _loket_cache_words_dup_next (self->words, asks[j], letters[i]);

        if (match != NULL)
          _loket_cache_matches_add_ahead (self->matches, match);
      }
}

/* Whether the numbers people use have to be known to tell what is found. */
gboolean
_loket_cache_found_needs_numbers (const LoketCacheFound *self)
{
  return self->kind == LOKET_CACHE_REST_SHORT;
}

/* Whether the index alone does not tell what is found. */
gboolean
_loket_cache_found_opens_texts (const LoketCacheFound *self)
{
  return self->kind == LOKET_CACHE_REST_LONG;
}

/* The numbers as JSON, where there are so few that looking each up is best;
 * %NULL where it is not. */
char *
_loket_cache_found_dup_few (const LoketCacheFound *self)
{
  const gsize n_words = LOKET_CACHE_N_WORDS (self->sure.last);
  GString *list = NULL;
  guint n = 0;

  for (gsize i = 0; i < n_words && !self->any && n <= FEW; i++)
    n += (guint) __builtin_popcountll (self->sure.words[i] | self->maybe.words[i]);
  if (self->any || n > FEW)
    return NULL;
  list = g_string_new ("[");
  for (gsize i = 0; i < n_words; i++)
    for (guint64 word = self->sure.words[i] | self->maybe.words[i]; word != 0; word &= word - 1)
      g_string_append_printf (list, "%s%" G_GSIZE_FORMAT, list->len > 1 ? "," : "",
                              i * 64 + (gsize) __builtin_ctzll (word));
  g_string_append_c (list, ']');
  return g_string_free (list, FALSE);
}

/* Tells whether a complaint holds what is looked for. Without the number people use
 * it is looked for in the text, which holds it. */
gboolean
_loket_cache_found_has (LoketCacheFound  *self,
                        gint64            number,
                        const char       *tracking_id,
                        gboolean         *has,
                        GError          **error)
{
  const char *rest = _loket_cache_words_get_rest (self->words);

  *has = _loket_cache_bits_get (&self->sure, number);
  if (*has && self->kind == LOKET_CACHE_REST_KNOWN)
    _loket_cache_look_add_ahead (self->look, number);
  if (*has || (!self->any && !_loket_cache_bits_get (&self->maybe, number)))
    return TRUE;
  *has = tracking_id != NULL && g_str_has_prefix (tracking_id, rest);
  if (!*has && self->kind == LOKET_CACHE_REST_SHORT)
    *has = g_str_has_prefix (tracking_id, self->upper);
  return *has || self->kind != LOKET_CACHE_REST_LONG ||
         _loket_cache_look_into (self->look, self->db, number, rest, has, error);
}
