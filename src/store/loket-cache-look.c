/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-cache-find-private.h"

#include <string.h>

#include "loket-tokenizer.h"

/*
 * Looking into texts for words that begin in some way. While somebody types on,
 * the same texts are looked into with every letter: so what a text has of words
 * with the same first letters is kept until these letters or the cache change.
 * While nobody searches the rest of what begins so is looked into ahead, so that
 * the next letter finds all of it kept.
 */

/* More are not kept. */
#define MAX_KEPT 50000

struct _LoketCacheLook
{
  LoketVault *vault;
  char       *beginning;
  gint64      version; /* of the file's content, as SQLite counts it */
  GHashTable *kept;    /* number -> the words, each behind a line feed */
  GArray     *ahead;   /* numbers to look into */
  guint       n_ahead; /* how many of them were */
  guint       n_opened;
  GPtrArray  *old;     /* what was kept before: freed when nobody waits */
};

/* So many texts at a time are looked into ahead. */
#define SLICE 32

static GHashTable *
make_kept (void)
{
  return g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
}

/* Makes what looks into texts; keeps them on one thread. */
LoketCacheLook *
_loket_cache_look_new (LoketVault *vault)
{
  LoketCacheLook *self = g_new0 (LoketCacheLook, 1);

  self->vault = loket_vault_ref (vault);
  self->kept = make_kept ();
  self->old = g_ptr_array_new_with_free_func ((GDestroyNotify) g_hash_table_unref);
  self->ahead = g_array_new (FALSE, FALSE, sizeof (gint64));
  return self;
}

/* Ends it. */
void
_loket_cache_look_free (LoketCacheLook *self)
{
  if (self == NULL)
    return;
  loket_vault_unref (self->vault);
  g_hash_table_unref (self->kept);
  g_array_unref (self->ahead);
  g_ptr_array_unref (self->old);
  g_free (self->beginning);
  g_free (self);
}

/* Lets go of all that is kept. */
void
_loket_cache_look_forget (LoketCacheLook *self)
{
  if (g_hash_table_size (self->kept) > 0)
    {
      g_ptr_array_add (self->old, self->kept);
      self->kept = make_kept ();
    }
  g_array_set_size (self->ahead, 0);
  self->n_ahead = 0;
  g_clear_pointer (&self->beginning, g_free);
}

/* Prepares for words that begin with the first letters of @rest. In the
 * transaction of the search. */
gboolean
_loket_cache_look_begin (LoketCacheLook  *self,
                         LoketDb         *db,
                         const char      *rest,
                         guint            n_chars,
                         GError         **error)
{
  g_autofree char *beginning = g_utf8_substring (rest, 0, n_chars);
  gint64 version;

  if (!loket_db_get_int64 (db, "PRAGMA data_version", &version, error))
    return FALSE;
  if (version == self->version && g_strcmp0 (beginning, self->beginning) == 0)
    return TRUE;
  _loket_cache_look_forget (self);
  self->beginning = g_steal_pointer (&beginning);
  self->version = version;
  return TRUE;
}

typedef struct
{
  const char *beginning;
  gsize       length;
  GString    *words;
} Collect;

static gboolean
collect_cb (const char *word,
            gsize       length,
            gpointer    data)
{
  Collect *collect = data;

  if (length >= collect->length && memcmp (word, collect->beginning, collect->length) == 0)
    {
      g_string_append_c (collect->words, '\n');
      g_string_append_len (collect->words, word, (gssize) length);
    }
  return TRUE;
}

static char *
read_words (LoketCacheLook  *self,
            LoketDb         *db,
            gint64           number,
            GError         **error)
{
  g_autoptr (LoketStatement) row =
    loket_db_prepare (db, "SELECT " LOKET_CACHE_TEXT_COLUMNS " WHERE complaint.number = ?1", error);
  g_autoptr (GString) words = g_string_new (NULL);
  Collect collect = { self->beginning, strlen (self->beginning), words };
  g_autofree char *text = NULL;
  gboolean found;

  if (row == NULL)
    return NULL;
  loket_statement_bind_int64 (row, 1, number);
  if (!loket_statement_step (row, &found, error))
    return NULL;
  self->n_opened++;
  if (found)
    {
      text = _loket_cache_dup_text (row, self->vault, error);
      if (text == NULL || !loket_db_split_words (db, text, -1, collect_cb, &collect, error))
        return NULL;
    }
  return g_string_free (g_steal_pointer (&words), FALSE);
}

static gboolean
has_word (const char *words,
          const char *rest)
{
  gsize length = strlen (rest);

  for (const char *p = words; (p = strchr (p, '\n')) != NULL;)
    if (strncmp (++p, rest, length) == 0)
      return TRUE;
  return FALSE;
}

/* Tells whether a complaint has a word that begins with @rest. */
gboolean
_loket_cache_look_into (LoketCacheLook  *self,
                        LoketDb         *db,
                        gint64           number,
                        const char      *rest,
                        gboolean        *has,
                        GError         **error)
{
  const char *kept = g_hash_table_lookup (self->kept, &number);
  g_autofree char *words = NULL;

  if (kept != NULL)
    {
      *has = has_word (kept, rest);
      return TRUE;
    }
  words = read_words (self, db, number, error);
  if (words == NULL)
    return FALSE;
  *has = has_word (words, rest);
  if (g_hash_table_size (self->kept) < MAX_KEPT)
    g_hash_table_insert (self->kept, g_memdup2 (&number, sizeof number), g_steal_pointer (&words));
  return TRUE;
}

/* How many texts were opened since it was made. */
guint
_loket_cache_look_get_n_opened (LoketCacheLook *self)
{
  return self->n_opened;
}

/* Notes a complaint that a longer beginning may want to be looked into; what is
 * noted first is looked into first. */
void
_loket_cache_look_add_ahead (LoketCacheLook *self,
                             gint64          number)
{
  if (self->ahead->len < MAX_KEPT)
    g_array_append_val (self->ahead, number);
}

/* What was noted for an earlier search is not wanted any more. */
void
_loket_cache_look_clear_ahead (LoketCacheLook *self)
{
  g_array_set_size (self->ahead, 0);
  self->n_ahead = 0;
}

static gboolean
look_ahead (LoketCacheLook  *self,
            LoketDb         *db,
            GError         **error)
{
  g_autoptr (LoketTransaction) transaction = loket_db_begin (db, error);
  gint64 version;

  if (transaction == NULL || !loket_db_get_int64 (db, "PRAGMA data_version", &version, error))
    return FALSE;
  if (version != self->version)
    _loket_cache_look_clear_ahead (self);
  for (guint i = 0; i < SLICE && self->n_ahead < self->ahead->len; i++)
    {
      gint64 number = g_array_index (self->ahead, gint64, self->n_ahead++);
      gboolean has;

      if (!_loket_cache_look_into (self, db, number, self->beginning, &has, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_ahead (LoketCacheStore  *self,
            gboolean         *more,
            GError          **error)
{
  if (!_loket_cache_matches_read_ahead (self->matches, self->searcher, more, error))
    return FALSE;
  if (*more || self->look->n_ahead >= self->look->ahead->len)
    return TRUE;
  *more = TRUE;
  return look_ahead (self->look, self->searcher, error);
}

/* Frees what is not needed, then asks and looks a little ahead; tells whether there
 * is more. In the idle time of the thread that searches. */
gboolean
_loket_cache_look_idle (gpointer store)
{
  LoketCacheStore *self = store;
  g_autoptr (GError) error = NULL;
  gboolean more;

  if (self->look != NULL && self->look->old->len > 0)
    {
      g_ptr_array_set_size (self->look->old, (gint) self->look->old->len - 1);
      return TRUE;
    }
  if (self->look == NULL || self->searcher == NULL ||
      self->searcher_repair != g_atomic_int_get (&self->n_repairs))
    return FALSE;
  loket_db_set_cancellable (self->searcher, NULL);
  if (read_ahead (self, &more, &error))
    return more;
  g_debug ("Looking ahead ends: %s", error->message);
  _loket_cache_look_clear_ahead (self->look);
  _loket_cache_matches_forget (self->matches);
  return FALSE;
}
