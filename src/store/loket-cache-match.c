/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-cache-find-private.h"

/*
 * What the index says, kept in memory while somebody types: for each question a
 * bit for every complaint. Reading the answer about a frequent beginning takes
 * milliseconds, using it again nothing; so the next letter's answers are read
 * ahead, a part at a time, while nobody waits. What is kept goes when the file
 * changes, and the oldest goes when there is too much.
 */

/* With 100,000 complaints an answer takes 12.5 KB. A letter has up to 52 read ahead. */
#define MAX_KEPT 160
#define MAX_KEPT_BYTES (8 << 20)

/* So many rows are read ahead at a time. */
#define SLICE 2000

typedef struct
{
  LoketCacheBits bits;
  gint64         reached; /* the last number read; G_MAXINT64: all were */
} Answer;

struct _LoketCacheMatches
{
  GHashTable *answers; /* question -> Answer */
  GQueue      order;   /* the questions, oldest first; they are the table's */
  GPtrArray  *ahead;   /* questions that may come next, from the end */
  GArray     *list;    /* of the open complaints' keys; NULL: not known */
  LoketQueueOrder list_order;
  gint64      version; /* of the file's content, as SQLite counts it */
  gint64      last;
};

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  g_free (answer->bits.words);
  g_free (answer);
}

/* Makes what keeps answers, on one thread. */
LoketCacheMatches *
_loket_cache_matches_new (void)
{
  LoketCacheMatches *self = g_new0 (LoketCacheMatches, 1);

  self->answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, answer_free);
  g_queue_init (&self->order);
  self->ahead = g_ptr_array_new_with_free_func (g_free);
  return self;
}

/* Ends it. */
void
_loket_cache_matches_free (LoketCacheMatches *self)
{
  if (self == NULL)
    return;
  g_queue_clear (&self->order);
  g_clear_pointer (&self->list, g_array_unref);
  g_hash_table_unref (self->answers);
  g_ptr_array_unref (self->ahead);
  g_free (self);
}

/* Lets go of all that is kept. */
void
_loket_cache_matches_forget (LoketCacheMatches *self)
{
  g_queue_clear (&self->order);
  g_clear_pointer (&self->list, g_array_unref);
  g_hash_table_remove_all (self->answers);
  g_ptr_array_set_size (self->ahead, 0);
}

/* Prepares for questions about numbers up to @last. In the transaction of the
 * search. */
gboolean
_loket_cache_matches_begin (LoketCacheMatches  *self,
                            LoketDb            *db,
                            gint64              last,
                            GError            **error)
{
  gint64 version;

  if (!loket_db_get_int64 (db, "PRAGMA data_version", &version, error))
    return FALSE;
  if (version != self->version || last != self->last)
    _loket_cache_matches_forget (self);
  self->version = version;
  self->last = last;
  g_ptr_array_set_size (self->ahead, 0);
  return TRUE;
}

static Answer *
find_answer (LoketCacheMatches *self,
             const char        *match)
{
  Answer *answer = g_hash_table_lookup (self->answers, match);
  const gsize n_words = LOKET_CACHE_N_WORDS (self->last);
  const gsize max_kept = CLAMP (MAX_KEPT_BYTES / (n_words * sizeof (guint64)), 1, MAX_KEPT);
  char *question;

  if (answer != NULL)
    return answer;
  while (g_hash_table_size (self->answers) >= max_kept)
    g_hash_table_remove (self->answers, g_queue_pop_head (&self->order));
  question = g_strdup (match);
  answer = g_new0 (Answer, 1);
  answer->bits.last = self->last;
  answer->bits.words = g_new0 (guint64, n_words);
  g_hash_table_insert (self->answers, question, answer);
  g_queue_push_tail (&self->order, question);
  return answer;
}

static gboolean
read_on (Answer      *answer,
         LoketDb     *db,
         const char  *match,
         gint64       limit,
         GError     **error)
{
  g_autoptr (LoketStatement) row =
    loket_db_prepare (db, "SELECT rowid FROM search WHERE search MATCH ?1 AND rowid > ?2 LIMIT ?3",
                      error);
  gboolean found;

  if (row == NULL)
    return FALSE;
  loket_statement_bind_text (row, 1, match);
  loket_statement_bind_int64 (row, 2, answer->reached);
  loket_statement_bind_int64 (row, 3, limit);
  for (gint64 n = 0; loket_statement_step (row, &found, error); n++)
    {
      if (!found)
        {
          if (limit < 0 || n < limit)
            answer->reached = G_MAXINT64;
          return TRUE;
        }
      answer->reached = loket_statement_get_int64 (row, 0);
      _loket_cache_bits_set (&answer->bits, answer->reached);
    }
  return FALSE;
}

/* Tells what the index has for a question: (transfer none), until the next one. */
const LoketCacheBits *
_loket_cache_matches_get (LoketCacheMatches  *self,
                          LoketDb            *db,
                          const char         *match,
                          GError            **error)
{
  Answer *answer = find_answer (self, match);

  return answer->reached == G_MAXINT64 || read_on (answer, db, match, -1, error) ? &answer->bits
                                                                                : NULL;
}

/* Notes a question that may come next; those noted last are read first. */
void
_loket_cache_matches_add_ahead (LoketCacheMatches *self,
                                char              *match)
{
  g_ptr_array_add (self->ahead, match);
}

/* The open complaints in an order, where they are known: (transfer none). */
const GArray *
_loket_cache_matches_get_list (LoketCacheMatches *self,
                               LoketQueueOrder    order)
{
  return self->list != NULL && self->list_order == order ? self->list : NULL;
}

/* Keeps them: (transfer full). */
void
_loket_cache_matches_take_list (LoketCacheMatches *self,
                                LoketQueueOrder    order,
                                GArray            *list)
{
  g_clear_pointer (&self->list, g_array_unref);
  self->list = list;
  self->list_order = order;
}

/* Reads a part of what was noted; tells whether there is more. In the transaction
 * of the search. */
gboolean
_loket_cache_matches_read_slice (LoketCacheMatches  *self,
                                 LoketDb            *db,
                                 gboolean           *more,
                                 GError            **error)
{
  const char *match;
  Answer *answer;

  *more = self->ahead->len > 0;
  if (!*more)
    return TRUE;
  match = g_ptr_array_index (self->ahead, self->ahead->len - 1);
  answer = find_answer (self, match);
  if (answer->reached != G_MAXINT64 && !read_on (answer, db, match, SLICE, error))
    return FALSE;
  if (answer->reached == G_MAXINT64)
    g_ptr_array_set_size (self->ahead, (gint) self->ahead->len - 1);
  return TRUE;
}

/* The same outside of one. */
gboolean
_loket_cache_matches_read_ahead (LoketCacheMatches  *self,
                                 LoketDb            *db,
                                 gboolean           *more,
                                 GError            **error)
{
  g_autoptr (LoketTransaction) transaction = NULL;
  gint64 version;

  *more = self->ahead->len > 0;
  if (!*more)
    return TRUE;
  transaction = loket_db_begin (db, error);
  if (transaction == NULL || !loket_db_get_int64 (db, "PRAGMA data_version", &version, error))
    return FALSE;
  if (version == self->version)
    return _loket_cache_matches_read_slice (self, db, more, error);
  _loket_cache_matches_forget (self);
  return TRUE;
}
