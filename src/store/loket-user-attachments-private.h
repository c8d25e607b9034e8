/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-stored-attachment.h"
#include "loket-user-store-private.h"

G_BEGIN_DECLS

/* loket-user-attachments.c: on the worker's thread, in a transaction. */
gboolean   _loket_attachments_insert    (LoketDb                     *db,
                                         const LoketStoredAttachment *stored,
                                         gint64                       now,
                                         GError                     **error);
GPtrArray *_loket_attachments_list      (LoketDb                     *db,
                                         const char                  *complaint_id,
                                         const char                  *reply_id,
                                         GError                     **error);
gboolean   _loket_attachments_freeze    (LoketDb                     *db,
                                         const LoketSendOff          *send_off,
                                         GError                     **error);
gboolean   _loket_attachments_take_back (LoketDb                     *db,
                                         const char                  *reply_id,
                                         GError                     **error);
gboolean   _loket_attachments_discard   (LoketDb                     *db,
                                         const char                  *complaint_id,
                                         gint64                       handle,
                                         gint64                       now,
                                         GError                     **error);
gboolean   _loket_attachments_restore   (LoketDb                     *db,
                                         gint64                       handle,
                                         GError                     **error);
gboolean   _loket_attachments_note      (LoketDb                     *db,
                                         const char                  *reply_id,
                                         LoketOutboxState             state,
                                         const char                  *id,
                                         gint64                       sent,
                                         gboolean                     complete,
                                         gboolean                    *done,
                                         GError                     **error);

/* loket-user-attachment-ended.c: likewise. */
gboolean   _loket_attachments_drop      (LoketDb                     *db,
                                         const char                  *id,
                                         gint64                       now,
                                         gboolean                    *gone,
                                         GError                     **error);
gboolean   _loket_attachments_prune     (LoketDb                     *db,
                                         gint64                       now,
                                         GError                     **error);

/* loket-user-attachments-recover.c: when the files are opened. */
gboolean   _loket_attachments_recover   (LoketDb                     *db,
                                         const char                  *folder,
                                         gint64                       now,
                                         GError                     **error);

/* loket-attachment-folder.c: any thread. */
char      *_loket_attachment_folder     (const char                  *profile);
char      *_loket_attachment_path       (const char                  *profile,
                                         const char                  *id);
char      *_loket_attachment_blob_path  (const char                  *profile,
                                         LoketVault                  *vault,
                                         const char                  *sha256);
char      *_loket_attachment_part_path  (const char                  *profile,
                                         LoketVault                  *vault,
                                         const char                  *sha256,
                                         gint64                       offset);
void       _loket_attachment_folder_drop_parts
                                        (const char                  *profile,
                                         LoketVault                  *vault,
                                         const char                  *sha256);
void       _loket_attachment_folder_tidy (const char                 *profile,
                                         GHashTable                  *known,
                                         gint64                       now);

G_END_DECLS
