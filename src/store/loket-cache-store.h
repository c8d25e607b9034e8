/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-complaint.h"
#include "loket-queue-row.h"
#include "loket-store-error.h"
#include "loket-view.h"
#include "loket-wire-page.h"
#include "loket-wire-rules.h"

G_BEGIN_DECLS

/**
 * LoketMarker:
 * @read: (nullable): makes rules of all editions that the hub published, in
 *   their order (element-type LoketRulesRecord); %NULL with an error that names
 *   the item where one of them is wrong; on the cache's writing thread
 * @ref: takes another reference to rules; any thread
 * @unref: drops one; any thread
 * @mark: finds the most urgent clock of a complaint by rules at an instant and
 *   fills in the marks, which come in as unknown; on the cache's writing thread
 *
 * How deadlines are counted, which the cache does not know itself. Rules never
 * change: other rules are another object.
 */
typedef struct
{
  gpointer (*read)  (GPtrArray            *records,
                     GError              **error);
  gpointer (*ref)   (gpointer              rules);
  void     (*unref) (gpointer              rules);
  void     (*mark)  (gpointer              rules,
                     const LoketComplaint *complaint,
                     gint64                now,
                     LoketQueueMarks      *marks);
} LoketMarker;

/**
 * LoketCacheScope:
 * @scope: its name on the wire
 * @generation: which rights it was fetched with; 0 for a scope never fetched
 * @state: (nullable): how far we have followed; %NULL: a snapshot is needed
 * @in_snapshot: whether a snapshot was begun and has not ended
 * @cursor: (nullable): where that snapshot goes on; %NULL: at its start
 * @snapshot_at: when the last snapshot was begun, or %LOKET_TIME_UNSET
 *
 * How far the cache has followed one scope of the hub.
 */
typedef struct
{
  char    *scope;
  gint64   generation;
  char    *state;
  gboolean in_snapshot;
  char    *cursor;
  gint64   snapshot_at;
} LoketCacheScope;

void loket_cache_scope_free (LoketCacheScope *self);

/**
 * LoketCacheQuery:
 * @view: which complaints
 * @order: in which order
 * @search: (nullable): words that must be in their number, title or text; the
 *   last one may be unfinished
 * @now: the instant that divides what is overdue from what is not
 * @day_end: the last instant of today where the officer is
 * @complaint_ids: (nullable) (array zero-terminated=1): only these; a must for the views that the
 *   officer's own files make up (drafts, outbox, sent, approvals, promises)
 * @limit: at most so many; 0 for all
 * @max_opened: for a search that somebody waits for: once so many texts were opened
 *   the answer is what was found until then, the first rows of the whole; 0: the whole
 *
 * What to look for in the cache.
 */
typedef struct
{
  LoketView          view;
  LoketQueueOrder    order;
  const char        *search;
  gint64             now;
  gint64             day_end;
  const char *const *complaint_ids;
  guint              limit;
  guint              max_opened;
} LoketCacheQuery;

/**
 * LoketCacheCounts:
 * @total: complaints in the cache, closed ones too
 * @by_view: how many are in each view; 0 for the views that the officer's own
 *   files make up
 */
typedef struct
{
  guint total;
  guint by_view[LOKET_N_VIEWS];
} LoketCacheCounts;

/**
 * LoketCacheChange:
 * @changed: (element-type utf8): ids of new or changed complaints
 * @removed: (element-type utf8): ids of complaints that left
 * @erased: (element-type utf8): those of @removed whose every local copy has to
 *   go: see loket_user_store_forget_snapshots_async()
 * @complete: whether the page was the last one
 *
 * What a page did to the cache.
 */
typedef struct
{
  GPtrArray *changed;
  GPtrArray *removed;
  GPtrArray *erased;
  gboolean   complete;
} LoketCacheChange;

void loket_cache_change_free (LoketCacheChange *self);

/**
 * LoketDeadlineMove:
 * @clock_before: the clock that was the most urgent one
 * @clock: the one that is now
 * @due_before: when it was due
 * @due: when it is due now
 * @edition: the edition of the rules that moved it
 * @reason: (nullable): why that was published
 * @at: when this computer took it over
 *
 * A deadline that other rules have moved. Instants are Unix seconds.
 */
typedef struct
{
  guint  clock_before;
  guint  clock;
  gint64 due_before;
  gint64 due;
  gint64 edition;
  char  *reason;
  gint64 at;
} LoketDeadlineMove;

void loket_deadline_move_free (LoketDeadlineMove *self);

/**
 * LoketRulesChange:
 * @edition: the latest edition in the cache
 * @changed: (element-type utf8): ids of complaints whose marks are others now
 * @n_moved: of how many of them the deadline moved
 *
 * What other rules did to the cache.
 */
typedef struct
{
  gint64     edition;
  GPtrArray *changed;
  guint      n_moved;
} LoketRulesChange;

void loket_rules_change_free (LoketRulesChange *self);

#define LOKET_TYPE_CACHE_STORE (loket_cache_store_get_type ())
G_DECLARE_FINAL_TYPE (LoketCacheStore, loket_cache_store, LOKET, CACHE_STORE, GObject)

/* Counting deadlines; on the writing thread. */
void              loket_cache_store_set_marker           (LoketCacheStore       *self,
                                                          const LoketMarker     *marker,
                                                          gpointer               rules);
gpointer          loket_cache_store_ref_rules            (LoketCacheStore       *self);
gint64            loket_cache_store_get_rules_edition    (LoketCacheStore       *self,
                                                          const char            *epoch);
char             *loket_cache_store_dup_rules_problem    (LoketCacheStore       *self);
void              loket_cache_store_load_rules_async     (LoketCacheStore       *self,
                                                          GCancellable          *cancellable,
                                                          GAsyncReadyCallback    callback,
                                                          gpointer               user_data);
gboolean          loket_cache_store_load_rules_finish    (LoketCacheStore       *self,
                                                          GAsyncResult          *result,
                                                          GError               **error);
void              loket_cache_store_take_rules_async     (LoketCacheStore       *self,
                                                          const char            *epoch,
                                                          gint64                 since,
                                                          LoketRulesPage        *page,
                                                          GCancellable          *cancellable,
                                                          GAsyncReadyCallback    callback,
                                                          gpointer               user_data);
LoketRulesChange *loket_cache_store_take_rules_finish    (LoketCacheStore       *self,
                                                          GAsyncResult          *result,
                                                          GError               **error);
void              loket_cache_store_refresh_marks_async  (LoketCacheStore       *self,
                                                          GCancellable          *cancellable,
                                                          GAsyncReadyCallback    callback,
                                                          gpointer               user_data);
gint64            loket_cache_store_refresh_marks_finish (LoketCacheStore       *self,
                                                          GAsyncResult          *result,
                                                          GError               **error);

guint             loket_cache_store_get_search_progress  (LoketCacheStore       *self);
void              loket_cache_store_set_following        (LoketCacheStore       *self,
                                                          gboolean               following);

/* Following the hub; on the writing thread. */
void              loket_cache_store_get_scope_async      (LoketCacheStore       *self,
                                                          const char            *scope,
                                                          GCancellable          *cancellable,
                                                          GAsyncReadyCallback    callback,
                                                          gpointer               user_data);
LoketCacheScope  *loket_cache_store_get_scope_finish     (LoketCacheStore       *self,
                                                          GAsyncResult          *result,
                                                          GError               **error);
void              loket_cache_store_begin_snapshot_async (LoketCacheStore       *self,
                                                          const char            *scope,
                                                          gint64                 generation,
                                                          GCancellable          *cancellable,
                                                          GAsyncReadyCallback    callback,
                                                          gpointer               user_data);
gboolean          loket_cache_store_begin_snapshot_finish (LoketCacheStore      *self,
                                                          GAsyncResult          *result,
                                                          GError               **error);
void              loket_cache_store_apply_page_async     (LoketCacheStore       *self,
                                                          const char            *scope,
                                                          LoketWirePage         *page,
                                                          GCancellable          *cancellable,
                                                          GAsyncReadyCallback    callback,
                                                          gpointer               user_data);
LoketCacheChange *loket_cache_store_apply_page_finish    (LoketCacheStore       *self,
                                                          GAsyncResult          *result,
                                                          GError               **error);
void              loket_cache_store_keep_scopes_async    (LoketCacheStore       *self,
                                                          const char *const     *scopes,
                                                          GCancellable          *cancellable,
                                                          GAsyncReadyCallback    callback,
                                                          gpointer               user_data);
gboolean          loket_cache_store_keep_scopes_finish   (LoketCacheStore       *self,
                                                          GAsyncResult          *result,
                                                          GError               **error);

/* Reading; on the reading thread. */
void              loket_cache_store_get_complaint_async  (LoketCacheStore       *self,
                                                          const char            *id_or_tracking_id,
                                                          GCancellable          *cancellable,
                                                          GAsyncReadyCallback    callback,
                                                          gpointer               user_data);
LoketComplaint   *loket_cache_store_get_complaint_finish (LoketCacheStore       *self,
                                                          GAsyncResult          *result,
                                                          GError               **error);
void              loket_cache_store_list_moves_async     (LoketCacheStore       *self,
                                                          const char            *complaint_id,
                                                          GCancellable          *cancellable,
                                                          GAsyncReadyCallback    callback,
                                                          gpointer               user_data);
GPtrArray        *loket_cache_store_list_moves_finish    (LoketCacheStore       *self,
                                                          GAsyncResult          *result,
                                                          GError               **error);
void              loket_cache_store_query_async          (LoketCacheStore       *self,
                                                          const LoketCacheQuery *query,
                                                          GCancellable          *cancellable,
                                                          GAsyncReadyCallback    callback,
                                                          gpointer               user_data);
GArray           *loket_cache_store_query_finish         (LoketCacheStore       *self,
                                                          GAsyncResult          *result,
                                                          GError               **error);
void              loket_cache_store_fetch_rows_async     (LoketCacheStore       *self,
                                                          const gint64          *row_ids,
                                                          guint                  n_row_ids,
                                                          GCancellable          *cancellable,
                                                          GAsyncReadyCallback    callback,
                                                          gpointer               user_data);
GPtrArray        *loket_cache_store_fetch_rows_finish    (LoketCacheStore       *self,
                                                          GAsyncResult          *result,
                                                          GError               **error);
void              loket_cache_store_count_async          (LoketCacheStore       *self,
                                                          gint64                 now,
                                                          gint64                 day_end,
                                                          GCancellable          *cancellable,
                                                          GAsyncReadyCallback    callback,
                                                          gpointer               user_data);
gboolean          loket_cache_store_count_finish         (LoketCacheStore       *self,
                                                          GAsyncResult          *result,
                                                          LoketCacheCounts      *counts,
                                                          GError               **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketDeadlineMove, loket_deadline_move_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketRulesChange, loket_rules_change_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketCacheScope, loket_cache_scope_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketCacheChange, loket_cache_change_free)

G_END_DECLS
