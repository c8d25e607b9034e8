/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-cache-store.h"
#include "loket-clock.h"
#include "loket-store-private.h"
#include "loket-vault.h"

G_BEGIN_DECLS

typedef enum
{
  LOKET_CACHE_SEARCH_UNKNOWN,
  LOKET_CACHE_SEARCH_BUILDING,
  LOKET_CACHE_SEARCH_MERGING,
  LOKET_CACHE_SEARCH_DONE,
} LoketCacheSearchPhase;

struct _LoketCacheStore
{
  GObject         parent_instance;

  LoketWorker    *writer_worker; /* NULL once closed */
  LoketWorker    *reader_worker;
  LoketClock     *clock;
  LoketPins      *pins;
  LoketVault     *vault;

  GMutex          rules_mutex;
  LoketMarker     marker;
  gpointer        rules;
  gint64          rules_edition;
  char           *rules_epoch;   /* of the hub that published them */
  char           *rules_problem; /* of an edition that was refused since */

  gint            following; /* atomic: a pass is under way, the search index waits */

  /* Each on its own worker's thread only. */
  LoketDb        *writer;
  LoketDb        *reader;
  LoketCacheSearchPhase search_phase;

  /* What was told last of the search index; under the mutex. */
  GMutex          search_mutex;
  GMainContext   *search_context;
  gint64          searched;
  gint64          search_total;
  gboolean        search_said;
};

/* Changes of the search index that the end of a transaction makes. */
typedef struct
{
  GPtrArray *changes;
  gint64     searched; /* numbers up to here are in the index */
  gint64     last;     /* the highest there is, once the changes were made */
} LoketCacheIndex;

/* What putting a page of complaints in needs, prepared once. */
typedef struct
{
  LoketDb         *db;
  LoketCacheIndex *index;
  LoketStatement  *insert;
  LoketStatement  *insert_text;
} LoketCachePut;

typedef struct
{
  gint64           now;
  char            *text;
  gint64           number;
  GStrv            names;
  LoketWirePage   *page;
  LoketRulesPage  *rules;
  LoketCacheQuery *query;
  GArray          *row_ids;
} LoketCacheRequest;

LoketCacheStore   *_loket_cache_store_open_sync (const char         *path,
                                                 LoketClock         *clock,
                                                 LoketPins          *pins,
                                                 LoketVault         *vault,
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
gboolean           _loket_cache_set_meta        (LoketDb            *db,
                                                 const char         *name,
                                                 const char         *value,
                                                 GError            **error);
char              *_loket_cache_dup_meta        (LoketDb            *db,
                                                 const char         *name);

/* loket-cache-marks.c */
#define LOKET_CACHE_MARK_COLUMNS \
  "clock, clock_flags, clock_paused, clock_start, warning_at, today_at, due, clock_stop"
void               _loket_cache_store_mark      (LoketCacheStore    *self,
                                                 const LoketComplaint *complaint,
                                                 gint64              now,
                                                 LoketQueueMarks    *marks);
gboolean           _loket_cache_recount         (LoketCacheStore    *self,
                                                 gpointer            rules,
                                                 const LoketRulesRecord *edition,
                                                 gint64              now,
                                                 LoketRulesChange   *change,
                                                 GError            **error);
void               _loket_cache_read_marks      (LoketStatement     *statement,
                                                 int                 first,
                                                 LoketQueueMarks    *marks);
void               _loket_cache_bind_marks      (LoketStatement     *statement,
                                                 int                 first,
                                                 const LoketQueueMarks *marks,
                                                 gboolean            settled);
LoketCacheIndex   *_loket_cache_index_new       (LoketDb            *db,
                                                 GError            **error);
void               _loket_cache_index_free      (LoketCacheIndex    *index);
void               _loket_cache_index_learn     (LoketCacheIndex    *index,
                                                 gint64              number,
                                                 const char         *tracking_id,
                                                 const char         *title,
                                                 const char         *body);
gboolean           _loket_cache_index_forget    (LoketCacheIndex    *index,
                                                 LoketDb            *db,
                                                 gint64              number,
                                                 GError            **error);
gboolean           _loket_cache_index_flush     (LoketCacheIndex    *index,
                                                 LoketDb            *db,
                                                 gboolean            more,
                                                 GError            **error);
gboolean           _loket_cache_index_add_next  (LoketDb            *db,
                                                 gint64              searched,
                                                 guint               limit,
                                                 LoketWorker        *worker,
                                                 gint64             *last,
                                                 GError            **error);
gboolean           _loket_cache_search_idle     (gpointer            store);
void               _loket_cache_store_say_search (LoketCacheStore   *self,
                                                 gint64              searched,
                                                 gint64              total);
gboolean           _loket_cache_put_begin       (LoketCachePut      *put,
                                                 LoketDb            *db,
                                                 LoketCacheIndex    *index,
                                                 GError            **error);
void               _loket_cache_put_end         (LoketCachePut      *put);
gboolean           _loket_cache_put             (LoketCachePut      *put,
                                                 const LoketWireUpsert *upsert,
                                                 const LoketQueueMarks *marks,
                                                 gint64             *number,
                                                 GError            **error);
gboolean           _loket_cache_make_indexes    (LoketDb            *db,
                                                 GError            **error);
gboolean           _loket_cache_delete          (LoketDb            *db,
                                                 LoketCacheIndex    *index,
                                                 gint64              number,
                                                 GError            **error);
gboolean           _loket_cache_detach          (LoketDb            *db,
                                                 LoketCacheIndex    *index,
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
                                                 LoketCacheIndex    *index,
                                                 gint64              number,
                                                 const char         *id,
                                                 LoketRemovalReason  reason,
                                                 LoketCacheChange   *change,
                                                 GError            **error);
gboolean           _loket_cache_sweep_detached  (LoketCacheStore    *self,
                                                 LoketCacheIndex    *index,
                                                 LoketCacheChange   *change,
                                                 GError            **error);
/* loket-cache-editions.c */
LoketRulesChange  *_loket_rules_change_new      (void);
gpointer           _loket_cache_take_rules      (gpointer            store,
                                                 gpointer            request,
                                                 GCancellable       *cancellable,
                                                 GError            **error);
gpointer           _loket_cache_load_rules      (gpointer            store,
                                                 gpointer            request,
                                                 GCancellable       *cancellable,
                                                 GError            **error);
gpointer           _loket_cache_list_moves      (gpointer            store,
                                                 gpointer            request,
                                                 GCancellable       *cancellable,
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

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketCacheIndex, _loket_cache_index_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LoketCachePut, _loket_cache_put_end)

G_END_DECLS
