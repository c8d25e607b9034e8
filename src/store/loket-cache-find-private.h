/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-cache-store-private.h"

G_BEGIN_DECLS

/* A bit for each complaint, by its number. */
typedef struct
{
  gint64   last;
  guint64 *words;
} LoketCacheBits;

#define LOKET_CACHE_N_WORDS(last) ((gsize) (last) / 64 + 1)

static inline void
_loket_cache_bits_set (LoketCacheBits *bits,
                       gint64          number)
{
  if (number > 0 && number <= bits->last)
    bits->words[number / 64] |= G_GUINT64_CONSTANT (1) << (number % 64);
}

static inline gboolean
_loket_cache_bits_get (const LoketCacheBits *bits,
                       gint64                number)
{
  return number > 0 && number <= bits->last &&
         (bits->words[number / 64] >> (number % 64) & 1) != 0;
}

/* The unfinished word: there is none; too short for the index; exactly what the
 * index knows of a word; of another length, so that texts have to be looked into. */
typedef enum
{
  LOKET_CACHE_REST_NONE,
  LOKET_CACHE_REST_SHORT,
  LOKET_CACHE_REST_KNOWN,
  LOKET_CACHE_REST_LONG,
} LoketCacheRest;

typedef enum
{
  LOKET_CACHE_ASK_FINISHED,
  LOKET_CACHE_ASK_STEM,
  LOKET_CACHE_ASK_PREFIX,
} LoketCacheAsk;

typedef struct _LoketCacheWords LoketCacheWords;

LoketCacheWords *_loket_cache_words_new       (LoketDb               *db,
                                               LoketVault            *vault,
                                               const char            *search,
                                               GError               **error);
void             _loket_cache_words_free      (LoketCacheWords       *self);
gboolean         _loket_cache_words_is_empty  (const LoketCacheWords *self);
guint            _loket_cache_words_get_rest_chars (const LoketCacheWords *self);
const char      *_loket_cache_words_get_rest  (const LoketCacheWords *self);
LoketCacheRest   _loket_cache_words_get_kind  (const LoketCacheWords *self);
char            *_loket_cache_words_dup_match (const LoketCacheWords *self,
                                               LoketCacheAsk          ask);
char            *_loket_cache_words_dup_next  (const LoketCacheWords *self,
                                               LoketCacheAsk          ask,
                                               char                   letter);

/* loket-cache-match.c */
const LoketCacheBits *_loket_cache_matches_get (LoketCacheMatches    *self,
                                               LoketDb               *db,
                                               const char            *match,
                                               GError               **error);
gboolean         _loket_cache_matches_begin    (LoketCacheMatches    *self,
                                               LoketDb               *db,
                                               gint64                 last,
                                               GError               **error);
const GArray    *_loket_cache_matches_get_list (LoketCacheMatches    *self,
                                               LoketQueueOrder        order);
void             _loket_cache_matches_take_list (LoketCacheMatches   *self,
                                               LoketQueueOrder        order,
                                               GArray                *list);
gboolean         _loket_cache_matches_read_slice (LoketCacheMatches  *self,
                                               LoketDb               *db,
                                               gboolean              *more,
                                               GError               **error);
void             _loket_cache_matches_add_ahead (LoketCacheMatches   *self,
                                               char                  *match);
gboolean         _loket_cache_matches_read_ahead (LoketCacheMatches  *self,
                                               LoketDb               *db,
                                               gboolean              *more,
                                               GError               **error);

/* loket-cache-look.c */
gboolean         _loket_cache_look_begin      (LoketCacheLook        *self,
                                               LoketDb               *db,
                                               const char            *rest,
                                               guint                  n_chars,
                                               GError               **error);
gboolean         _loket_cache_look_into       (LoketCacheLook        *self,
                                               LoketDb               *db,
                                               gint64                 number,
                                               const char            *rest,
                                               gboolean              *has,
                                               GError               **error);

void             _loket_cache_look_add_ahead  (LoketCacheLook        *self,
                                               gint64                 number);
guint            _loket_cache_look_get_n_opened (LoketCacheLook      *self);
void             _loket_cache_look_clear_ahead (LoketCacheLook       *self);

/* What a search has found so far, by number. */
typedef struct _LoketCacheFound LoketCacheFound;

LoketCacheFound *_loket_cache_found_new       (LoketDb               *db,
                                               LoketCacheLook        *look,
                                               LoketCacheMatches     *matches,
                                               const LoketCacheWords *words,
                                               GError               **error);
void             _loket_cache_found_free      (LoketCacheFound       *self);
char            *_loket_cache_found_dup_few   (const LoketCacheFound *self);
void             _loket_cache_found_look_ahead (const LoketCacheFound *self);
gboolean         _loket_cache_found_needs_numbers (const LoketCacheFound *self);
gboolean         _loket_cache_found_opens_texts (const LoketCacheFound *self);
gboolean         _loket_cache_found_has       (LoketCacheFound       *self,
                                               gint64                 number,
                                               const char            *tracking_id,
                                               gboolean              *has,
                                               GError               **error);

gpointer         _loket_cache_search          (gpointer               store,
                                               gpointer               request,
                                               GCancellable          *cancellable,
                                               GError               **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketCacheWords, _loket_cache_words_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketCacheFound, _loket_cache_found_free)

G_END_DECLS
