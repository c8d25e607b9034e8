/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-cache-store.h"
#include "loket-clock.h"
#include "loket-store-private.h"

G_BEGIN_DECLS

struct _LoketCacheStore
{
  GObject         parent_instance;

  LoketWorker    *writer_worker; /* NULL once closed */
  LoketWorker    *reader_worker;
  LoketClock     *clock;
  LoketPins      *pins;

  GMutex          rules_mutex;
  LoketMarker     marker;
  gpointer        rules;

  /* Each on its own worker's thread only. */
  LoketDb        *writer;
  LoketDb        *reader;
};

typedef struct
{
  gint64           now;
  char            *text;
  gint64           number;
  GStrv            names;
  LoketWirePage   *page;
  LoketCacheQuery *query;
  GArray          *row_ids;
} LoketCacheRequest;

LoketCacheStore   *_loket_cache_store_open_sync (const char         *path,
                                                 LoketClock         *clock,
                                                 LoketPins          *pins,
                                                 GError            **error);
void               _loket_cache_store_close     (LoketCacheStore    *self);
LoketCacheRequest *_loket_cache_request_new     (LoketCacheStore    *self,
                                                 const char         *text);
void               _loket_cache_store_call      (LoketCacheStore    *self,
                                                 LoketWorker        *worker,
                                                 LoketStoreWork      work,
                                                 LoketCacheRequest  *request,
                                                 GDestroyNotify      result_free,
                                                 gpointer            tag,
                                                 GCancellable       *cancellable,
                                                 GAsyncReadyCallback callback,
                                                 gpointer            user_data);

/* The rest is for the worker's threads. */
LoketDb           *_loket_cache_open_writer     (const char         *path,
                                                 GError            **error);
gboolean           _loket_cache_mark_clean      (LoketDb            *db,
                                                 gboolean            clean,
                                                 GError            **error);

/* loket-cache-marks.c */
#define LOKET_CACHE_MARK_COLUMNS \
  "clock, clock_flags, clock_paused, clock_start, warning_at, today_at, due, clock_stop"
void               _loket_cache_store_mark      (LoketCacheStore    *self,
                                                 const LoketComplaint *complaint,
                                                 gint64              now,
                                                 LoketQueueMarks    *marks);
void               _loket_cache_read_marks      (LoketStatement     *statement,
                                                 int                 first,
                                                 LoketQueueMarks    *marks);
void               _loket_cache_bind_marks      (LoketStatement     *statement,
                                                 int                 first,
                                                 const LoketQueueMarks *marks,
                                                 gboolean            settled);
GPtrArray         *_loket_cache_index_new       (void);
gboolean           _loket_cache_index_flush     (LoketDb            *db,
                                                 GPtrArray          *index,
                                                 GError            **error);
gboolean           _loket_cache_put             (LoketDb            *db,
                                                 GPtrArray          *index,
                                                 const LoketComplaint *complaint,
                                                 const char         *line,
                                                 const LoketQueueMarks *marks,
                                                 gint64             *number,
                                                 GError            **error);
gboolean           _loket_cache_delete          (LoketDb            *db,
                                                 GPtrArray          *index,
                                                 gint64              number,
                                                 GError            **error);
gboolean           _loket_cache_detach          (LoketDb            *db,
                                                 GPtrArray          *index,
                                                 gint64              number,
                                                 gboolean            erase,
                                                 GError            **error);
gint64             _loket_cache_find            (LoketDb            *db,
                                                 const char         *id,
                                                 GError            **error);
LoketCacheScope   *_loket_cache_get_scope       (LoketDb            *db,
                                                 const char         *scope,
                                                 gint64             *number,
                                                 gint64             *mark,
                                                 char              **snapshot_state,
                                                 GError            **error);
LoketCacheChange  *_loket_cache_change_new      (void);
gboolean           _loket_cache_drop_left       (LoketCacheStore    *self,
                                                 GPtrArray          *index,
                                                 gint64              number,
                                                 const char         *id,
                                                 LoketRemovalReason  reason,
                                                 LoketCacheChange   *change,
                                                 GError            **error);
gboolean           _loket_cache_sweep_detached  (LoketCacheStore    *self,
                                                 GPtrArray          *index,
                                                 LoketCacheChange   *change,
                                                 GError            **error);
gpointer           _loket_cache_apply_page      (gpointer            store,
                                                 gpointer            request,
                                                 GCancellable       *cancellable,
                                                 GError            **error);
gpointer           _loket_cache_begin_snapshot  (gpointer            store,
                                                 gpointer            request,
                                                 GCancellable       *cancellable,
                                                 GError            **error);
gpointer           _loket_cache_keep_scopes     (gpointer            store,
                                                 gpointer            request,
                                                 GCancellable       *cancellable,
                                                 GError            **error);

G_END_DECLS
