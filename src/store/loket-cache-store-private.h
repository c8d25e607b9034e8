/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-cache-guidance.h"
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

typedef enum
{
  LOKET_CACHE_PURGE_UNKNOWN,
  LOKET_CACHE_PURGE_NONE,
  LOKET_CACHE_PURGE_BEGIN,
  LOKET_CACHE_PURGE_MERGE,
  LOKET_CACHE_PURGE_LOG,
} LoketCachePurge;

typedef enum
{
  LOKET_CACHE_CHECK_NONE,
  LOKET_CACHE_CHECK_WANTED,
  LOKET_CACHE_CHECK_PASSED,
} LoketCacheCheck;

typedef struct _LoketCacheLook LoketCacheLook;
typedef struct _LoketCacheMatches LoketCacheMatches;

struct _LoketCacheStore
{
  GObject         parent_instance;

  LoketWorker    *writer_worker; /* NULL once closed */
  LoketWorker    *reader_worker;
  LoketWorker    *search_worker; /* so that a long search holds up no list */
  LoketWorker    *check_worker;  /* looks the file through */
  LoketClock     *clock;
  LoketPins      *pins;
  LoketVault     *vault;

  GMutex          rules_mutex;
  LoketMarker     marker;
  gpointer        rules;
  gint64          rules_edition;
  char           *rules_epoch;   /* of the hub that published them */
  char           *rules_problem; /* of an edition that was refused since */

  /* Under the same mutex. */
  LoketGuidanceReader guidance_reader;
  gpointer        guidance;
  gint64          guidance_edition;
  char           *guidance_epoch;
  char           *guidance_agency;
  char           *guidance_problem; /* of what was refused since, or cannot be read */

  char           *path;
  GMainContext   *context;   /* for signals */

  gint            damaged;   /* atomic: the file has to be made anew */
  gint            n_repairs; /* atomic: how often it was */

  gint            check;       /* atomic: a LoketCacheCheck */
  GMutex          check_mutex;
  gboolean        check_ended; /* under the mutex: nobody wakes the thread any more */

  gint            log_waits; /* atomic: to be emptied once nobody reads */
  gint            following; /* atomic: a pass is under way, the search index waits */

  /* Each on its own worker's thread only. */
  LoketDb        *writer;
  LoketDb        *reader;
  LoketDb        *searcher;
  LoketCacheLook *look;            /* with the searcher */
  LoketCacheMatches *matches;      /* with the searcher */
  int             reader_repair;   /* of which file the connections are */
  int             searcher_repair;
  LoketCacheSearchPhase search_phase;
  LoketCachePurge purge;
  gint64          now;             /* of the last request */
  gint64          next_check;      /* when the file is to be looked through; 0: not known */
  gboolean        doubted_full;    /* looked through because there was no room */
  gboolean        was_clean;       /* else it is still to be looked through */

  /* What could not be read; NULL for nothing. Written by the writing thread only,
   * under the mutex. */
  GMutex          unread_mutex;
  GPtrArray      *unread;

  /* What was told last of the search index; under the mutex. */
  GMutex          search_mutex;
  gint64          searched;
  gint64          search_total;
  gboolean        search_said;
};

/* Changes of the search index that the end of a transaction makes. */
typedef struct
{
  LoketDb    *db;
  LoketVault *vault;
  GPtrArray  *changes;
  gint64      searched; /* numbers up to here are in the index */
  gint64      last;     /* the highest there is, once the changes were made */
} LoketCacheIndex;

/* What putting a page of complaints in needs, prepared once. */
typedef struct
{
  LoketCacheStore *store;
  LoketCacheIndex *index;
  LoketStatement  *insert;
  LoketStatement  *insert_text;
} LoketCachePut;

typedef struct
{
  LoketStoreWork   work;
  LoketWorker     *worker;
  gint64           now;
  char            *text;
  gint64           number;
  GStrv            names;
  LoketWirePage   *page;
  LoketRulesPage  *rules;
  LoketGuidanceRecord *guidance;
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
#define LOKET_CACHE_APPLICATION_ID 0x4c6b7433 /* “Lkt3”: all that is personal is sealed */
LoketDb           *_loket_cache_open_writer     (const char         *path,
                                                 LoketVault         *vault,
                                                 gboolean           *was_clean,
                                                 GError            **error);
LoketDb           *_loket_cache_open_reader     (const char         *path,
                                                 LoketVault         *vault,
                                                 GError            **error);
/* loket-cache-wipe.c */
void               _loket_cache_wipe            (const char         *path);
void               _loket_cache_put_aside       (const char         *path);
void               _loket_cache_wipe_old_damage (const char         *path);

/* loket-cache-idle.c */
gboolean           _loket_cache_idle            (gpointer            store);

/* loket-cache-check.c */
gboolean           _loket_cache_find_next_check (LoketCacheStore    *self,
                                                 GError            **error);
gboolean           _loket_cache_follow_check    (LoketCacheStore    *self,
                                                 GError            **error);
gboolean           _loket_cache_check_idle      (gpointer            store);
void               _loket_cache_end_checks      (LoketCacheStore    *self);

/* loket-cache-room.c */
gboolean           _loket_cache_room_slice      (LoketCacheStore    *self,
                                                 gboolean           *short_of,
                                                 GError            **error);

/* loket-cache-purge.c */
gboolean           _loket_cache_want_purge      (LoketCacheStore    *self,
                                                 GError            **error);
gboolean           _loket_cache_purge_slice     (LoketCacheStore    *self,
                                                 gboolean           *more,
                                                 GError            **error);
void               _loket_cache_finish_purge    (LoketCacheStore    *self);

/* loket-cache-repair.c */
gpointer           _loket_cache_guard           (gpointer            store,
                                                 gpointer            request,
                                                 GCancellable       *cancellable,
                                                 GError            **error);
void               _loket_cache_note_damage     (LoketCacheStore    *self,
                                                 const GError       *error);
gboolean           _loket_cache_repair          (LoketCacheStore    *self);
gboolean           _loket_cache_is_to_be_replaced (LoketCacheStore  *self);
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
/* loket-cache-seal.c */
void               _loket_cache_bind_face       (LoketStatement     *statement,
                                                 int                 parameter,
                                                 LoketVault         *vault,
                                                 const LoketComplaint *complaint);
gboolean           _loket_cache_read_face       (LoketStatement     *statement,
                                                 int                 column,
                                                 LoketVault         *vault,
                                                 const char         *id,
                                                 char              **title,
                                                 char              **place,
                                                 GError            **error);
void               _loket_cache_bind_line       (LoketStatement     *statement,
                                                 int                 parameter,
                                                 LoketVault         *vault,
                                                 const char         *id,
                                                 const char         *line,
                                                 gsize               length);
gboolean           _loket_cache_read_line       (LoketStatement     *statement,
                                                 int                 column,
                                                 LoketVault         *vault,
                                                 const char         *id,
                                                 GBytes            **line,
                                                 GError            **error);

/* loket-cache-match.c */
LoketCacheMatches *_loket_cache_matches_new    (void);
void               _loket_cache_matches_free   (LoketCacheMatches  *self);
void               _loket_cache_matches_forget (LoketCacheMatches  *self);

/* loket-cache-look.c */
LoketCacheLook    *_loket_cache_look_new       (LoketVault         *vault);
void               _loket_cache_look_free      (LoketCacheLook     *self);
void               _loket_cache_look_forget    (LoketCacheLook     *self);
gboolean           _loket_cache_look_idle      (gpointer            store);

/* loket-cache-search.c */
#define LOKET_CACHE_TEXT_COLUMNS \
  "complaint.number, id, tracking_id, face, line " \
  "FROM complaint JOIN complaint_text ON complaint_text.number = complaint.number"
char              *_loket_cache_dup_text        (LoketStatement     *row,
                                                 LoketVault         *vault,
                                                 GError            **error);
LoketCacheIndex   *_loket_cache_index_new       (LoketCacheStore    *store,
                                                 GError            **error);
void               _loket_cache_index_free      (LoketCacheIndex    *index);
void               _loket_cache_index_learn     (LoketCacheIndex    *index,
                                                 gint64              number,
                                                 const char         *tracking_id,
                                                 const char         *title,
                                                 const char         *body);
gboolean           _loket_cache_index_forget    (LoketCacheIndex    *index,
                                                 gint64              number,
                                                 GError            **error);
gboolean           _loket_cache_index_flush     (LoketCacheIndex    *index,
                                                 LoketCacheStore    *store,
                                                 gboolean            more,
                                                 GError            **error);
gboolean           _loket_cache_index_add_next  (LoketCacheStore    *store,
                                                 gint64              searched,
                                                 guint               limit,
                                                 gboolean            may_stop,
                                                 gint64             *last,
                                                 GError            **error);
gboolean           _loket_cache_search_configure (LoketDb           *db,
                                                 const char         *option,
                                                 gint64              value,
                                                 GError            **error);
gboolean           _loket_cache_search_slice    (LoketCacheStore    *self,
                                                 gboolean           *more,
                                                 GError            **error);
void               _loket_cache_store_say_search (LoketCacheStore   *self,
                                                 gint64              searched,
                                                 gint64              total);
gboolean           _loket_cache_put_begin       (LoketCachePut      *put,
                                                 LoketCacheStore    *store,
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
gboolean           _loket_cache_leave_all       (LoketCacheStore    *self,
                                                 LoketCacheIndex    *index,
                                                 LoketStatement     *row,
                                                 LoketStatement     *leave,
                                                 LoketCacheChange   *change,
                                                 GError            **error);
gboolean           _loket_cache_sweep_detached  (LoketCacheStore    *self,
                                                 LoketCacheIndex    *index,
                                                 LoketCacheChange   *change,
                                                 GError            **error);
/* loket-cache-unread.c */
gboolean           _loket_cache_take_unread    (LoketCacheStore     *self,
                                                const LoketWirePage *page,
                                                gint64               scope,
                                                gint64               mark,
                                                gint64               now,
                                                LoketCacheChange    *change,
                                                GError             **error);
gboolean           _loket_cache_leave_unread   (LoketCacheStore     *self,
                                                gint64               scope,
                                                GError             **error);
void               _loket_cache_list_unread    (LoketCacheStore     *self);
void               _loket_cache_open_unread    (LoketCacheStore     *self);

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
/* loket-cache-guidance.c */
gpointer           _loket_cache_take_guidance   (gpointer            store,
                                                 gpointer            request,
                                                 GCancellable       *cancellable,
                                                 GError            **error);
gboolean           _loket_cache_load_guidance   (LoketCacheStore    *self,
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
