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
 *       3 letters             of any word                          in the index
 *       more                  of any word: those that begin with its first
 *                             3 letters are opened and looked into
 *
 * Texts are opened in the order of the list and only as far as it is wanted.
 */

#define SURE 1
#define MAYBE 2

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
  const LoketCacheWords *words;
  LoketCacheRest         kind;
  char                  *upper;   /* a short rest in capitals */
  guint8                *marks;   /* of each number */
  gint64                 last;
  guint                  n_marked;
  gboolean               any;     /* what is not marked is like MAYBE */
};

/* Frees it. */
void
_loket_cache_found_free (LoketCacheFound *self)
{
  g_free (self->upper);
  g_free (self->marks);
  g_free (self);
}

static void
mark (LoketCacheFound *self,
      gint64           number,
      guint8           how)
{
  if (number < 1 || number > self->last)
    return;
  self->n_marked += self->marks[number] == 0;
  self->marks[number] |= how;
}

static gboolean
mark_rows (LoketCacheFound  *self,
           LoketStatement   *row,
           guint8            how,
           guint            *n,
           GError          **error)
{
  gboolean found;

  while (loket_statement_step (row, &found, error))
    {
      if (!found)
        return TRUE;
      mark (self, loket_statement_get_int64 (row, 0), how);
      *n += 1;
    }
  return FALSE;
}

static gboolean
mark_matches (LoketCacheFound  *self,
              const char       *match,
              guint8            how,
              GError          **error)
{
  g_autoptr (LoketStatement) row =
    loket_db_prepare (self->db, "SELECT rowid FROM search WHERE search MATCH ?1", error);
  guint n = 0;

  if (row == NULL)
    return FALSE;
  loket_statement_bind_text (row, 1, match);
  return mark_rows (self, row, how, &n, error);
}

static gboolean
mark_asked (LoketCacheFound  *self,
            LoketCacheAsk     ask,
            guint8            how,
            GError          **error)
{
  g_autofree char *match = _loket_cache_words_dup_match (self->words, ask);

  return mark_matches (self, match, how, error);
}

/* Marks what has a number that begins so; @n grows by how many there are, up to
 * one more than few. */
static gboolean
mark_numbers_from (LoketCacheFound  *self,
                   const char       *from,
                   guint            *n,
                   GError          **error)
{
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
  return mark_rows (self, row, SURE, n, error);
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
  if (!mark_asked (self, LOKET_CACHE_ASK_STEM, SURE, error))
    return FALSE;
  if (finished != NULL)
    return mark_matches (self, finished, MAYBE, error);
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
      return mark_asked (self, LOKET_CACHE_ASK_FINISHED, SURE, error);
    case LOKET_CACHE_REST_SHORT:
      return mark_short (self, error);
    case LOKET_CACHE_REST_KNOWN:
    case LOKET_CACHE_REST_LONG:
      return mark_asked (self, LOKET_CACHE_ASK_STEM, SURE, error) &&
             mark_asked (self, LOKET_CACHE_ASK_PREFIX,
                         self->kind == LOKET_CACHE_REST_KNOWN ? SURE : MAYBE, error);
    default:
      g_return_val_if_reached (FALSE);
    }
}

/* Asks the index. In a transaction, which the rest of the search stays in. */
LoketCacheFound *
_loket_cache_found_new (LoketDb                *db,
                        LoketCacheLook         *look,
                        const LoketCacheWords  *words,
                        GError                **error)
{
  g_autoptr (LoketCacheFound) self = g_new0 (LoketCacheFound, 1);

  self->db = db;
  self->look = look;
  self->words = words;
  self->kind = _loket_cache_words_get_kind (words);
  if (!loket_db_get_int64 (db, "SELECT max (number) FROM complaint", &self->last, error))
    return NULL;
  if (self->last > MAX_NUMBER)
    {
      g_set_error_literal (error, LOKET_DB_ERROR, LOKET_DB_ERROR_CORRUPT, "A number is too high");
      return NULL;
    }
  self->marks = g_malloc0 ((gsize) self->last + 1);
  _loket_cache_look_clear_ahead (look);
  if (!mark_all (self, error) ||
      (self->kind >= LOKET_CACHE_REST_KNOWN &&
       !_loket_cache_look_begin (look, db, _loket_cache_words_get_rest (words),
                                 LOKET_SEARCH_PREFIX_CHARS, error)))
    return NULL;
  return g_steal_pointer (&self);
}

/* Has what begins like the last word looked into before its next letter. */
void
_loket_cache_found_look_ahead (const LoketCacheFound *self)
{
  if (self->kind < LOKET_CACHE_REST_KNOWN)
    return;
  for (gint64 number = 1; number <= self->last; number++)
    if (self->marks[number] != 0)
      _loket_cache_look_add_ahead (self->look, number);
}

/* The numbers as JSON, where there are so few that looking each up is best;
 * %NULL where it is not. */
char *
_loket_cache_found_dup_few (const LoketCacheFound *self)
{
  GString *list;

  if (self->any || self->n_marked > FEW)
    return NULL;
  list = g_string_new ("[");
  for (gint64 number = 1; number <= self->last; number++)
    if (self->marks[number] != 0)
      g_string_append_printf (list, "%s%" G_GINT64_FORMAT, list->len > 1 ? "," : "", number);
  g_string_append_c (list, ']');
  return g_string_free (list, FALSE);
}

/* Tells whether a complaint holds what is looked for. */
gboolean
_loket_cache_found_has (LoketCacheFound  *self,
                        gint64            number,
                        const char       *tracking_id,
                        gboolean         *has,
                        GError          **error)
{
  const char *rest = _loket_cache_words_get_rest (self->words);
  guint8 how = number >= 1 && number <= self->last ? self->marks[number] : 0;

  *has = (how & SURE) != 0;
  if (*has || ((how & MAYBE) == 0 && !self->any))
    return TRUE;
  *has = g_str_has_prefix (tracking_id, rest);
  if (!*has && self->kind == LOKET_CACHE_REST_SHORT)
    *has = g_str_has_prefix (tracking_id, self->upper);
  return *has || self->kind != LOKET_CACHE_REST_LONG ||
         _loket_cache_look_into (self->look, self->db, number, rest, has, error);
}
