/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-attachment-list.h"
#include "loket-clock.h"
#include "loket-complaint-list.h"
#include "loket-cache-store.h"
#include "loket-cache-unread.h"
#include "loket-complaint.h"
#include "loket-conflict.h"
#include "loket-connection.h"
#include "loket-guidance.h"
#include "loket-rulebook.h"
#include "loket-sync-summary.h"
#include "loket-view.h"

G_BEGIN_DECLS

#define LOKET_TYPE_SESSION (loket_session_get_type ())
G_DECLARE_FINAL_TYPE (LoketSession, loket_session, LOKET, SESSION, GObject)

/* Life. */
void             loket_session_open_async         (const char          *profile_dir,
                                                   const char          *key_file,
                                                   LoketClock          *clock,
                                                   GCancellable        *cancellable,
                                                   GAsyncReadyCallback  callback,
                                                   gpointer             user_data);
LoketSession    *loket_session_open_finish        (GAsyncResult        *result,
                                                   GError             **error);
void             loket_session_close_async        (LoketSession        *self,
                                                   GAsyncReadyCallback  callback,
                                                   gpointer             user_data);
gboolean         loket_session_close_finish       (LoketSession        *self,
                                                   GAsyncResult        *result,
                                                   GError             **error);
gboolean         loket_session_get_can_check      (LoketSession        *self);

/* The account. */
gboolean         loket_session_get_signed_in      (LoketSession        *self);
gboolean         loket_session_get_storage_low    (LoketSession        *self);
const char      *loket_session_get_officer_id     (LoketSession        *self);
const char      *loket_session_get_officer_name   (LoketSession        *self);
const char      *loket_session_get_agency_name    (LoketSession        *self);
const char      *loket_session_get_agency_code    (LoketSession        *self);
const char      *loket_session_get_time_zone      (LoketSession        *self);
const char      *loket_session_get_server_url     (LoketSession        *self);
const char      *loket_session_get_username       (LoketSession        *self);
LoketClock      *loket_session_get_clock          (LoketSession        *self);
void             loket_session_sign_in_async      (LoketSession        *self,
                                                   const char          *server_url,
                                                   const char          *username,
                                                   const char          *password,
                                                   const char          *ca_path,
                                                   GCancellable        *cancellable,
                                                   GAsyncReadyCallback  callback,
                                                   gpointer             user_data);
gboolean         loket_session_sign_in_finish     (LoketSession        *self,
                                                   GAsyncResult        *result,
                                                   GError             **error);
void             loket_session_sign_out_async     (LoketSession        *self,
                                                   gboolean             force,
                                                   GCancellable        *cancellable,
                                                   GAsyncReadyCallback  callback,
                                                   gpointer             user_data);
gboolean         loket_session_sign_out_finish    (LoketSession        *self,
                                                   GAsyncResult        *result,
                                                   GError             **error);

/* The hub. */
LoketConnection  loket_session_get_connection     (LoketSession        *self);
LoketReason      loket_session_get_reason         (LoketSession        *self);
gboolean         loket_session_get_syncing        (LoketSession        *self);
gint64           loket_session_get_last_sync      (LoketSession        *self);
guint            loket_session_get_waiting_count  (LoketSession        *self);
guint            loket_session_get_stuck_count    (LoketSession        *self);
guint            loket_session_get_needs_user_count (LoketSession      *self);
char            *loket_session_dup_connection_text (LoketSession       *self);
double           loket_session_get_sync_progress  (LoketSession        *self);
guint            loket_session_get_search_progress (LoketSession       *self);
void             loket_session_set_auto_sync      (LoketSession        *self,
                                                   gboolean             auto_sync);
gboolean         loket_session_get_auto_sync      (LoketSession        *self);
void             loket_session_set_focused        (LoketSession        *self,
                                                   gboolean             focused);
void             loket_session_sync_async         (LoketSession        *self,
                                                   GCancellable        *cancellable,
                                                   GAsyncReadyCallback  callback,
                                                   gpointer             user_data);
gboolean         loket_session_sync_finish        (LoketSession        *self,
                                                   GAsyncResult        *result,
                                                   LoketSyncSummary    *summary,
                                                   GError             **error);

/* Complaints. */
LoketComplaintList *loket_session_create_list     (LoketSession        *self);
guint            loket_session_get_view_count     (LoketSession        *self,
                                                   LoketView            view);
void             loket_session_count_async        (LoketSession        *self,
                                                   GCancellable        *cancellable,
                                                   GAsyncReadyCallback  callback,
                                                   gpointer             user_data);
gboolean         loket_session_count_finish       (LoketSession        *self,
                                                   GAsyncResult        *result,
                                                   GError             **error);
void             loket_session_query_async        (LoketSession        *self,
                                                   LoketView            view,
                                                   const char          *search,
                                                   guint                limit,
                                                   GCancellable        *cancellable,
                                                   GAsyncReadyCallback  callback,
                                                   gpointer             user_data);
GPtrArray       *loket_session_query_finish       (LoketSession        *self,
                                                   GAsyncResult        *result,
                                                   GError             **error);
void             loket_session_load_complaint_async  (LoketSession        *self,
                                                      const char          *id_or_tracking_id,
                                                      GCancellable        *cancellable,
                                                      GAsyncReadyCallback  callback,
                                                      gpointer             user_data);
LoketComplaint  *loket_session_load_complaint_finish (LoketSession        *self,
                                                      GAsyncResult        *result,
                                                      GError             **error);
void             loket_session_get_overlay        (LoketSession        *self,
                                                   const char          *complaint_id,
                                                   gboolean            *has_draft,
                                                   LoketOutboxState    *outbox_state);

/* Files. */
LoketAttachmentList *loket_session_create_attachments (LoketSession     *self,
                                                   const char          *complaint_id,
                                                   const LoketMessage  *message);
LoketAttachmentList *loket_session_create_reply_attachments (LoketSession *self,
                                                   const char          *reply_id);
void             loket_session_open_attachment_async (LoketSession      *self,
                                                   LoketAttachmentItem *item,
                                                   GCancellable        *cancellable,
                                                   GAsyncReadyCallback  callback,
                                                   gpointer             user_data);
GFile           *loket_session_open_attachment_finish (LoketSession     *self,
                                                   GAsyncResult        *result,
                                                   GError             **error);
void             loket_session_cancel_attachment  (LoketSession        *self,
                                                   LoketAttachmentItem *item);

/* What the hub sent and could not be read. */
GPtrArray       *loket_session_dup_unread         (LoketSession        *self);
gboolean         loket_session_is_unread          (LoketSession        *self,
                                                   const char          *complaint_id);

/* What deadlines are counted by. */
LoketRulebook   *loket_session_get_rulebook       (LoketSession        *self);
char            *loket_session_dup_rules_problem  (LoketSession        *self);
void             loket_session_list_moves_async   (LoketSession        *self,
                                                   const char          *complaint_id,
                                                   GCancellable        *cancellable,
                                                   GAsyncReadyCallback  callback,
                                                   gpointer             user_data);
GPtrArray       *loket_session_list_moves_finish  (LoketSession        *self,
                                                   GAsyncResult        *result,
                                                   GError             **error);

/* What the agency gives its officers. */
gint64           loket_session_get_guidance_edition (LoketSession      *self);
char            *loket_session_dup_guidance_problem (LoketSession      *self);
LoketQualitySettings *loket_session_dup_checks    (LoketSession        *self);
LoketTemplates  *loket_session_dup_templates      (LoketSession        *self);

const char      *loket_session_take_notice        (LoketSession        *self);

/* Giving a complaint back. */
void             loket_session_return_async       (LoketSession        *self,
                                                   const char          *complaint_id,
                                                   const char          *reason,
                                                   const char          *proposed_agency,
                                                   GCancellable        *cancellable,
                                                   GAsyncReadyCallback  callback,
                                                   gpointer             user_data);
gboolean         loket_session_return_finish      (LoketSession        *self,
                                                   GAsyncResult        *result,
                                                   GError             **error);

/* The outbox. */
void             loket_session_load_conflict_async (LoketSession        *self,
                                                   const char          *reply_id,
                                                   GCancellable        *cancellable,
                                                   GAsyncReadyCallback  callback,
                                                   gpointer             user_data);
LoketConflict   *loket_session_load_conflict_finish (LoketSession        *self,
                                                   GAsyncResult        *result,
                                                   GError             **error);
void             loket_session_resolve_async      (LoketSession        *self,
                                                   const char          *reply_id,
                                                   LoketOutboxChoice    choice,
                                                   GCancellable        *cancellable,
                                                   GAsyncReadyCallback  callback,
                                                   gpointer             user_data);
gboolean         loket_session_resolve_finish     (LoketSession        *self,
                                                   GAsyncResult        *result,
                                                   char               **in_place,
                                                   LoketOutboxState    *state,
                                                   GError             **error);

G_END_DECLS
