/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-cache-store-private.h"

G_BEGIN_DECLS

/* The unfinished word: there is none; too short for the index; exactly what the
 * index knows of a word; longer, so that texts have to be looked into. */
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
const char      *_loket_cache_words_get_rest  (const LoketCacheWords *self);
LoketCacheRest   _loket_cache_words_get_kind  (const LoketCacheWords *self);
char            *_loket_cache_words_dup_match (const LoketCacheWords *self,
                                               LoketCacheAsk          ask);

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
void             _loket_cache_look_clear_ahead (LoketCacheLook       *self);

/* What a search has found so far, by number. */
typedef struct _LoketCacheFound LoketCacheFound;

LoketCacheFound *_loket_cache_found_new       (LoketDb               *db,
                                               LoketCacheLook        *look,
                                               const LoketCacheWords *words,
                                               GError               **error);
void             _loket_cache_found_free      (LoketCacheFound       *self);
char            *_loket_cache_found_dup_few   (const LoketCacheFound *self);
void             _loket_cache_found_look_ahead (const LoketCacheFound *self);
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
