/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * LoketHubFilesFunc:
 * @name: an upload's id or a blob's SHA-256
 * @path: the file
 *
 * Gets one file of a hub.
 */
typedef void (*LoketHubFilesFunc) (const char *name,
                                   const char *path,
                                   gpointer    data);

gboolean loket_hub_files_prepare         (const char         *folder,
                                          GError            **error);
char    *loket_hub_files_dup_partial     (const char         *folder,
                                          const char         *upload_id);
char    *loket_hub_files_dup_blob        (const char         *folder,
                                          const char         *sha256);
gboolean loket_hub_files_is_sha256       (const char         *text);
int      loket_hub_files_open_partial    (const char         *folder,
                                          const char         *upload_id,
                                          GError            **error);
int      loket_hub_files_open_blob       (const char         *folder,
                                          const char         *sha256,
                                          gint64             *size,
                                          GError            **error);
gboolean loket_hub_files_write           (int                 fd,
                                          gint64              offset,
                                          GBytes             *bytes,
                                          GError            **error);
gboolean loket_hub_files_shorten         (int                 fd,
                                          gint64              size,
                                          GError            **error);
gboolean loket_hub_files_sync            (int                 fd,
                                          GError            **error);
char    *loket_hub_files_hash            (const char         *path,
                                          gint64             *size,
                                          GError            **error);
gboolean loket_hub_files_adopt           (const char         *folder,
                                          const char         *upload_id,
                                          const char         *sha256,
                                          GError            **error);
gboolean loket_hub_files_give_back       (const char         *folder,
                                          const char         *upload_id,
                                          const char         *sha256);
gboolean loket_hub_files_add             (const char         *folder,
                                          const char         *sha256,
                                          GBytes             *bytes,
                                          GError            **error);
gboolean loket_hub_files_copy            (const char         *from_folder,
                                          const char         *to_folder,
                                          const char         *sha256,
                                          GError            **error);
gint64   loket_hub_files_cut             (const char         *folder,
                                          const char         *upload_id,
                                          gint64              size);
void     loket_hub_files_remove_partial  (const char         *folder,
                                          const char         *upload_id);
void     loket_hub_files_remove_blob     (const char         *folder,
                                          const char         *sha256);
void     loket_hub_files_foreach_partial (const char         *folder,
                                          LoketHubFilesFunc   func,
                                          gpointer            data);
void     loket_hub_files_foreach_blob    (const char         *folder,
                                          LoketHubFilesFunc   func,
                                          gpointer            data);

G_END_DECLS
