/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-cache-store-private.h"

G_BEGIN_DECLS

char    *_loket_cache_query_sql     (LoketView      view,
                                     LoketQueueOrder order,
                                     gboolean       with_words,
                                     gboolean       with_ids);
LoketStatement *_loket_cache_prepare_query (LoketDb               *db,
                                            const LoketCacheQuery *query,
                                            const char            *numbers,
                                            gint64                 limit,
                                            GError               **error);
void     _loket_cache_read_key      (LoketStatement *row,
                                     LoketQueueKey *key);
gpointer _loket_cache_query         (gpointer       store,
                                     gpointer       request,
                                     GCancellable  *cancellable,
                                     GError       **error);
gpointer _loket_cache_fetch_rows    (gpointer       store,
                                     gpointer       request,
                                     GCancellable  *cancellable,
                                     GError       **error);
gpointer _loket_cache_count         (gpointer       store,
                                     gpointer       request,
                                     GCancellable  *cancellable,
                                     GError       **error);
gpointer _loket_cache_get_complaint (gpointer       store,
                                     gpointer       request,
                                     GCancellable  *cancellable,
                                     GError       **error);

G_END_DECLS
