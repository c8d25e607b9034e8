/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-attachment.h"
#include "loket-profile.h"
#include "loket-wire-account.h"
#include "loket-wire-return.h"
#include "loket-sync-error.h"
#include "loket-sync-summary.h"

G_BEGIN_DECLS

/**
 * LoketSyncProgress:
 * @bytes: how many bytes came
 * @user_data: of the caller
 *
 * Tells how far a transfer is.
 */
typedef void (*LoketSyncProgress) (gint64   bytes,
                                   gpointer user_data);

#define LOKET_TYPE_SYNC_ENGINE (loket_sync_engine_get_type ())
G_DECLARE_FINAL_TYPE (LoketSyncEngine, loket_sync_engine, LOKET, SYNC_ENGINE, GObject)

LoketSyncEngine        *loket_sync_engine_new             (LoketProfile         *profile,
                                                           LoketClock           *clock);

void                    loket_sync_engine_sign_in_async   (LoketSyncEngine      *self,
                                                           const char           *server,
                                                           const char           *username,
                                                           const char           *password,
                                                           const char           *ca_path,
                                                           GCancellable         *cancellable,
                                                           GAsyncReadyCallback   callback,
                                                           gpointer              user_data);
gboolean                loket_sync_engine_sign_in_finish  (LoketSyncEngine      *self,
                                                           GAsyncResult         *result,
                                                           GError              **error);
void                    loket_sync_engine_sign_out_async  (LoketSyncEngine      *self,
                                                           gboolean              force,
                                                           GCancellable         *cancellable,
                                                           GAsyncReadyCallback   callback,
                                                           gpointer              user_data);
gboolean                loket_sync_engine_sign_out_finish (LoketSyncEngine      *self,
                                                           GAsyncResult         *result,
                                                           GError              **error);
void                    loket_sync_engine_run_async       (LoketSyncEngine      *self,
                                                           GCancellable         *cancellable,
                                                           GAsyncReadyCallback   callback,
                                                           gpointer              user_data);
gboolean                loket_sync_engine_run_finish      (LoketSyncEngine      *self,
                                                           GAsyncResult         *result,
                                                           LoketSyncSummary     *summary,
                                                           GError              **error);
void                    loket_sync_engine_poll            (LoketSyncEngine      *self);
void                    loket_sync_engine_claim           (LoketSyncEngine      *self,
                                                           const char           *complaint_id,
                                                           gboolean              answering);
void                    loket_sync_engine_fetch_async     (LoketSyncEngine      *self,
                                                           const char           *complaint_id,
                                                           LoketAttachment      *attachment,
                                                           LoketSyncProgress     progress,
                                                           gpointer              progress_data,
                                                           GCancellable         *cancellable,
                                                           GAsyncReadyCallback   callback,
                                                           gpointer              user_data);
gboolean                loket_sync_engine_fetch_finish    (LoketSyncEngine      *self,
                                                           GAsyncResult         *result,
                                                           GError              **error);
void                    loket_sync_engine_return_async    (LoketSyncEngine      *self,
                                                           const char           *complaint_id,
                                                           const LoketReturn    *record,
                                                           GCancellable         *cancellable,
                                                           GAsyncReadyCallback   callback,
                                                           gpointer              user_data);
gboolean                loket_sync_engine_return_finish   (LoketSyncEngine      *self,
                                                           GAsyncResult         *result,
                                                           GError              **error);

gboolean                loket_sync_engine_is_running      (LoketSyncEngine      *self);
gboolean          loket_sync_engine_get_progress          (LoketSyncEngine      *self,
                                                           gint64               *copied,
                                                           gint64               *to_copy);
const LoketSyncSummary *loket_sync_engine_get_summary     (LoketSyncEngine      *self);
const LoketSessionInfo *loket_sync_engine_get_session     (LoketSyncEngine      *self);
gint64                  loket_sync_engine_get_last_ok     (LoketSyncEngine      *self);

G_END_DECLS
