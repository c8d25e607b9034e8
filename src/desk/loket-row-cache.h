/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-queue-item.h"
#include "loket-queue-source.h"

G_BEGIN_DECLS

#define LOKET_TYPE_ROW_CACHE (_loket_row_cache_get_type ())
G_DECLARE_FINAL_TYPE (LoketRowCache, _loket_row_cache, LOKET, ROW_CACHE, GObject)

LoketRowCache  *_loket_row_cache_new         (LoketQueueSource *source);
void            _loket_row_cache_stop        (LoketRowCache    *self);
LoketQueueItem *_loket_row_cache_get         (LoketRowCache    *self,
                                              gint64            row_id);
gboolean        _loket_row_cache_needs       (LoketRowCache    *self,
                                              gint64            row_id);
void            _loket_row_cache_want        (LoketRowCache    *self,
                                              GArray           *row_ids);
void            _loket_row_cache_refresh     (LoketRowCache    *self,
                                              const char       *complaint_id);
void            _loket_row_cache_refresh_all (LoketRowCache    *self);
void            _loket_row_cache_forget_wants (LoketRowCache   *self);
GArray         *_loket_row_cache_dup_unfilled (LoketRowCache   *self);
gboolean        _loket_row_cache_find        (LoketRowCache    *self,
                                              const char       *complaint_id,
                                              gint64           *row_id);

G_END_DECLS
