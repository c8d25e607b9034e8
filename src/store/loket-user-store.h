/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-account.h"
#include "loket-draft.h"
#include "loket-outbox-op.h"
#include "loket-reminder-mark.h"
#include "loket-store-error.h"

G_BEGIN_DECLS

/**
 * LoketSendOff:
 * @reply_id: the new reply's id
 * @complaint_id: what it answers
 * @prev_reply_id: (nullable): what loket_user_store_get_chain_async() told and
 *   what stands in @wire
 * @prev_from_hub: whether the hub named @prev_reply_id instead: it accepted
 *   replies of this device that are not known here
 * @replaces: (nullable): a reply of ours on its way that this one takes the
 *   place of; it is withdrawn in the same step
 * @wire: the bytes to send, now and at every later attempt
 * @base_snapshot: (nullable): the complaint as the officer saw it
 * @tracking_id: (nullable): the complaint's number, for showing
 * @title: (nullable): the complaint's title, for showing
 *
 * What is frozen when a reply is sent off.
 */
typedef struct
{
  const char *reply_id;
  const char *complaint_id;
  const char *prev_reply_id;
  gboolean    prev_from_hub;
  const char *replaces;
  GBytes     *wire;
  const char *base_snapshot;
  const char *tracking_id;
  const char *title;
} LoketSendOff;

/**
 * LoketOutboxStep:
 * @from: the state that the caller believes in
 * @to: the state to go to
 * @next_at: not before this instant, or %LOKET_TIME_UNSET for at once
 * @reason: (nullable): name of why
 * @problem: (nullable): what the hub said
 * @receipt: (nullable): the receipt; a must for going to accepted
 *
 * One step of a reply on its way.
 */
typedef struct
{
  LoketOutboxState from;
  LoketOutboxState to;
  gint64           next_at;
  const char      *reason;
  const char      *problem;
  LoketReceipt    *receipt;
} LoketOutboxStep;

/**
 * LoketOutboxFilter:
 * @LOKET_OUTBOX_FILTER_PENDING: on their way or waiting for the person, oldest first
 * @LOKET_OUTBOX_FILTER_SENT: accepted, newest first
 * @LOKET_OUTBOX_FILTER_ALL: every one we know of, oldest first
 */
typedef enum
{
  LOKET_OUTBOX_FILTER_PENDING,
  LOKET_OUTBOX_FILTER_SENT,
  LOKET_OUTBOX_FILTER_ALL,
} LoketOutboxFilter;

/**
 * LoketUserCounts:
 * @drafts: drafts
 * @waiting: replies on their way
 * @needs_user: replies that wait for the person's decision
 * @sent: accepted replies that we remember
 */
typedef struct
{
  guint drafts;
  guint waiting;
  guint needs_user;
  guint sent;
} LoketUserCounts;

#define LOKET_TYPE_USER_STORE (loket_user_store_get_type ())
G_DECLARE_FINAL_TYPE (LoketUserStore, loket_user_store, LOKET, USER_STORE, GObject)

/* The account. */
gboolean loket_user_store_get_storage_low (LoketUserStore *self);

void           loket_user_store_load_account_async     (LoketUserStore      *self,
                                                        GCancellable        *cancellable,
                                                        GAsyncReadyCallback  callback,
                                                        gpointer             user_data);
LoketAccount  *loket_user_store_load_account_finish    (LoketUserStore      *self,
                                                        GAsyncResult        *result,
                                                        GError             **error);
void           loket_user_store_save_account_async     (LoketUserStore      *self,
                                                        const LoketAccount  *account,
                                                        GCancellable        *cancellable,
                                                        GAsyncReadyCallback  callback,
                                                        gpointer             user_data);
gboolean       loket_user_store_save_account_finish    (LoketUserStore      *self,
                                                        GAsyncResult        *result,
                                                        GError             **error);

/* Drafts. */
void           loket_user_store_get_draft_async        (LoketUserStore      *self,
                                                        const char          *complaint_id,
                                                        GCancellable        *cancellable,
                                                        GAsyncReadyCallback  callback,
                                                        gpointer             user_data);
LoketDraft    *loket_user_store_get_draft_finish       (LoketUserStore      *self,
                                                        GAsyncResult        *result,
                                                        GError             **error);
void           loket_user_store_list_drafts_async      (LoketUserStore      *self,
                                                        GCancellable        *cancellable,
                                                        GAsyncReadyCallback  callback,
                                                        gpointer             user_data);
GPtrArray     *loket_user_store_list_drafts_finish     (LoketUserStore      *self,
                                                        GAsyncResult        *result,
                                                        GError             **error);
void           loket_user_store_save_draft_async       (LoketUserStore      *self,
                                                        const LoketDraft    *draft,
                                                        GCancellable        *cancellable,
                                                        GAsyncReadyCallback  callback,
                                                        gpointer             user_data);
LoketDraft    *loket_user_store_save_draft_finish      (LoketUserStore      *self,
                                                        GAsyncResult        *result,
                                                        GError             **error);
void           loket_user_store_discard_draft_async    (LoketUserStore      *self,
                                                        const char          *complaint_id,
                                                        GCancellable        *cancellable,
                                                        GAsyncReadyCallback  callback,
                                                        gpointer             user_data);
gint64         loket_user_store_discard_draft_finish   (LoketUserStore      *self,
                                                        GAsyncResult        *result,
                                                        GError             **error);
void           loket_user_store_restore_draft_async    (LoketUserStore      *self,
                                                        gint64               handle,
                                                        GCancellable        *cancellable,
                                                        GAsyncReadyCallback  callback,
                                                        gpointer             user_data);
LoketDraft    *loket_user_store_restore_draft_finish   (LoketUserStore      *self,
                                                        GAsyncResult        *result,
                                                        GError             **error);
void           loket_user_store_list_revisions_async   (LoketUserStore      *self,
                                                        const char          *complaint_id,
                                                        GCancellable        *cancellable,
                                                        GAsyncReadyCallback  callback,
                                                        gpointer             user_data);
GPtrArray     *loket_user_store_list_revisions_finish  (LoketUserStore      *self,
                                                        GAsyncResult        *result,
                                                        GError             **error);

/* The outbox. */
void           loket_user_store_get_chain_async        (LoketUserStore      *self,
                                                        const char          *complaint_id,
                                                        const char          *replaces,
                                                        GCancellable        *cancellable,
                                                        GAsyncReadyCallback  callback,
                                                        gpointer             user_data);
gboolean       loket_user_store_get_chain_finish       (LoketUserStore      *self,
                                                        GAsyncResult        *result,
                                                        char               **prev_reply_id,
                                                        GError             **error);
void           loket_user_store_queue_async            (LoketUserStore      *self,
                                                        const LoketSendOff  *send_off,
                                                        GCancellable        *cancellable,
                                                        GAsyncReadyCallback  callback,
                                                        gpointer             user_data);
LoketOutboxOp *loket_user_store_queue_finish           (LoketUserStore      *self,
                                                        GAsyncResult        *result,
                                                        GError             **error);
void           loket_user_store_get_op_async           (LoketUserStore      *self,
                                                        const char          *reply_id,
                                                        GCancellable        *cancellable,
                                                        GAsyncReadyCallback  callback,
                                                        gpointer             user_data);
LoketOutboxOp *loket_user_store_get_op_finish          (LoketUserStore      *self,
                                                        GAsyncResult        *result,
                                                        GError             **error);
void           loket_user_store_list_ops_async         (LoketUserStore      *self,
                                                        LoketOutboxFilter    filter,
                                                        const char          *complaint_id,
                                                        GCancellable        *cancellable,
                                                        GAsyncReadyCallback  callback,
                                                        gpointer             user_data);
GPtrArray     *loket_user_store_list_ops_finish        (LoketUserStore      *self,
                                                        GAsyncResult        *result,
                                                        GError             **error);
void           loket_user_store_list_due_async         (LoketUserStore      *self,
                                                        gint64               now,
                                                        GCancellable        *cancellable,
                                                        GAsyncReadyCallback  callback,
                                                        gpointer             user_data);
GPtrArray     *loket_user_store_list_due_finish        (LoketUserStore      *self,
                                                        GAsyncResult        *result,
                                                        GError             **error);
void           loket_user_store_list_unconfirmed_async  (LoketUserStore      *self,
                                                        const char          *epoch,
                                                        GCancellable        *cancellable,
                                                        GAsyncReadyCallback  callback,
                                                        gpointer             user_data);
GPtrArray     *loket_user_store_list_unconfirmed_finish (LoketUserStore      *self,
                                                        GAsyncResult        *result,
                                                        GError             **error);
void           loket_user_store_confirm_async          (LoketUserStore      *self,
                                                        GPtrArray           *reply_ids,
                                                        const char          *epoch,
                                                        GCancellable        *cancellable,
                                                        GAsyncReadyCallback  callback,
                                                        gpointer             user_data);
gboolean       loket_user_store_confirm_finish         (LoketUserStore      *self,
                                                        GAsyncResult        *result,
                                                        GError             **error);
void           loket_user_store_step_async             (LoketUserStore        *self,
                                                        const char            *reply_id,
                                                        const LoketOutboxStep *step,
                                                        GCancellable          *cancellable,
                                                        GAsyncReadyCallback    callback,
                                                        gpointer               user_data);
LoketOutboxOp *loket_user_store_step_finish            (LoketUserStore      *self,
                                                        GAsyncResult        *result,
                                                        GError             **error);
void           loket_user_store_postpone_async         (LoketUserStore      *self,
                                                        const char          *reply_id,
                                                        LoketOutboxState     state,
                                                        gint64               next_at,
                                                        const char          *reason,
                                                        GCancellable        *cancellable,
                                                        GAsyncReadyCallback  callback,
                                                        gpointer             user_data);
gboolean       loket_user_store_postpone_finish        (LoketUserStore      *self,
                                                        GAsyncResult        *result,
                                                        GError             **error);
void           loket_user_store_withdraw_async         (LoketUserStore      *self,
                                                        const char          *reply_id,
                                                        gboolean             keep_text,
                                                        GCancellable        *cancellable,
                                                        GAsyncReadyCallback  callback,
                                                        gpointer             user_data);
void           loket_user_store_withdraw_into_draft_async (LoketUserStore   *self,
                                                        const char          *reply_id,
                                                        GCancellable        *cancellable,
                                                        GAsyncReadyCallback  callback,
                                                        gpointer             user_data);
LoketOutboxOp *loket_user_store_withdraw_finish        (LoketUserStore      *self,
                                                        GAsyncResult        *result,
                                                        GError             **error);
void           loket_user_store_count_async            (LoketUserStore      *self,
                                                        GCancellable        *cancellable,
                                                        GAsyncReadyCallback  callback,
                                                        gpointer             user_data);
gboolean       loket_user_store_count_finish           (LoketUserStore      *self,
                                                        GAsyncResult        *result,
                                                        LoketUserCounts     *counts,
                                                        GError             **error);
void           loket_user_store_forget_snapshots_async (LoketUserStore      *self,
                                                        const char          *complaint_id,
                                                        GCancellable        *cancellable,
                                                        GAsyncReadyCallback  callback,
                                                        gpointer             user_data);
gboolean       loket_user_store_forget_snapshots_finish (LoketUserStore     *self,
                                                        GAsyncResult        *result,
                                                        GError             **error);

/* What the officer was reminded of. */
void           loket_user_store_list_reminders_async   (LoketUserStore      *self,
                                                        GCancellable        *cancellable,
                                                        GAsyncReadyCallback  callback,
                                                        gpointer             user_data);
GPtrArray     *loket_user_store_list_reminders_finish  (LoketUserStore      *self,
                                                        GAsyncResult        *result,
                                                        GError             **error);
void           loket_user_store_save_reminders_async   (LoketUserStore      *self,
                                                        GPtrArray           *marks,
                                                        GCancellable        *cancellable,
                                                        GAsyncReadyCallback  callback,
                                                        gpointer             user_data);
gboolean       loket_user_store_save_reminders_finish  (LoketUserStore      *self,
                                                        GAsyncResult        *result,
                                                        GError             **error);

G_END_DECLS
