/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-stored-attachment.h"
#include "loket-user-store.h"

G_BEGIN_DECLS

/* Which files belong to what. */
void       loket_user_store_keep_attachment_async   (LoketUserStore              *self,
                                                     const LoketStoredAttachment *stored,
                                                     GBytes                      *bytes,
                                                     GCancellable                *cancellable,
                                                     GAsyncReadyCallback          callback,
                                                     gpointer                     user_data);
gboolean   loket_user_store_keep_attachment_finish  (LoketUserStore              *self,
                                                     GAsyncResult                *result,
                                                     GError                     **error);
void       loket_user_store_drop_attachment_async   (LoketUserStore              *self,
                                                     const char                  *id,
                                                     GCancellable                *cancellable,
                                                     GAsyncReadyCallback          callback,
                                                     gpointer                     user_data);
gboolean   loket_user_store_drop_attachment_finish  (LoketUserStore              *self,
                                                     GAsyncResult                *result,
                                                     GError                     **error);
void       loket_user_store_list_attachments_async  (LoketUserStore              *self,
                                                     const char                  *complaint_id,
                                                     const char                  *reply_id,
                                                     GCancellable                *cancellable,
                                                     GAsyncReadyCallback          callback,
                                                     gpointer                     user_data);
GPtrArray *loket_user_store_list_attachments_finish (LoketUserStore              *self,
                                                     GAsyncResult                *result,
                                                     GError                     **error);
void       loket_user_store_note_upload_async       (LoketUserStore              *self,
                                                     const char                  *reply_id,
                                                     LoketOutboxState             state,
                                                     const char                  *id,
                                                     gint64                       sent,
                                                     gboolean                     complete,
                                                     GCancellable                *cancellable,
                                                     GAsyncReadyCallback          callback,
                                                     gpointer                     user_data);
gboolean   loket_user_store_note_upload_finish      (LoketUserStore              *self,
                                                     GAsyncResult                *result,
                                                     gboolean                    *done,
                                                     GError                     **error);
/* Of which the hub has something that nobody wants any more. */
void       loket_user_store_list_ended_uploads_async  (LoketUserStore            *self,
                                                     GCancellable                *cancellable,
                                                     GAsyncReadyCallback          callback,
                                                     gpointer                     user_data);
GPtrArray *loket_user_store_list_ended_uploads_finish (LoketUserStore            *self,
                                                     GAsyncResult                *result,
                                                     GError                     **error);
void       loket_user_store_forget_upload_async     (LoketUserStore              *self,
                                                     const char                  *id,
                                                     GCancellable                *cancellable,
                                                     GAsyncReadyCallback          callback,
                                                     gpointer                     user_data);
gboolean   loket_user_store_forget_upload_finish    (LoketUserStore              *self,
                                                     GAsyncResult                *result,
                                                     GError                     **error);

/* Their bytes. Any thread of these blocks; none needs the database. */
GInputStream *loket_user_store_open_attachment      (LoketUserStore              *self,
                                                     const char                  *id,
                                                     GError                     **error);
void       loket_user_store_read_attachment_async   (LoketUserStore              *self,
                                                     const char                  *id,
                                                     gint64                       offset,
                                                     gsize                        length,
                                                     GCancellable                *cancellable,
                                                     GAsyncReadyCallback          callback,
                                                     gpointer                     user_data);
GBytes    *loket_user_store_read_attachment_finish  (LoketUserStore              *self,
                                                     GAsyncResult                *result,
                                                     GError                     **error);
gboolean   loket_user_store_has_blob                (LoketUserStore              *self,
                                                     const char                  *sha256);
GInputStream *loket_user_store_open_blob            (LoketUserStore              *self,
                                                     const char                  *sha256,
                                                     GError                     **error);
gboolean   loket_user_store_keep_blob               (LoketUserStore              *self,
                                                     const char                  *sha256,
                                                     GBytes                      *bytes,
                                                     GError                     **error);

/* What came so far of a file of the hub. */
void       loket_user_store_keep_part_async         (LoketUserStore              *self,
                                                     const char                  *sha256,
                                                     gint64                       offset,
                                                     GBytes                      *bytes,
                                                     GCancellable                *cancellable,
                                                     GAsyncReadyCallback          callback,
                                                     gpointer                     user_data);
gboolean   loket_user_store_keep_part_finish        (LoketUserStore              *self,
                                                     GAsyncResult                *result,
                                                     GError                     **error);
void       loket_user_store_load_parts_async        (LoketUserStore              *self,
                                                     const char                  *sha256,
                                                     gint64                       size,
                                                     GCancellable                *cancellable,
                                                     GAsyncReadyCallback          callback,
                                                     gpointer                     user_data);
GBytes    *loket_user_store_load_parts_finish       (LoketUserStore              *self,
                                                     GAsyncResult                *result,
                                                     GError                     **error);
void       loket_user_store_drop_parts_async        (LoketUserStore              *self,
                                                     const char                  *sha256,
                                                     GCancellable                *cancellable,
                                                     GAsyncReadyCallback          callback,
                                                     gpointer                     user_data);
gboolean   loket_user_store_drop_parts_finish       (LoketUserStore              *self,
                                                     GAsyncResult                *result,
                                                     GError                     **error);

G_END_DECLS
