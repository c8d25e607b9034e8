/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-db.h"
#include "loket-profile-private.h"
#include "loket-vault.h"

G_BEGIN_DECLS

#define LOKET_USER_SCHEMA_RESOURCES "/io/github/loket_pengaduan/Loket/sql/client/user"
#define LOKET_USER_SCHEMA_VERSION 7
#define LOKET_USER_APPLICATION_ID 0x4c6b7431 /* “Lkt1” */

LoketDb   *_loket_user_db_open_checked   (const char  *path,
                                          LoketVault  *vault,
                                          const char  *before_folder,
                                          GError     **error);
GPtrArray *_loket_user_backups_list      (const char  *folder,
                                          GError     **error);
void       _loket_user_backups_make      (LoketDb     *db,
                                          const char  *folder,
                                          gint64       now);
gboolean   _loket_user_backups_make_before (LoketDb   *db,
                                          const char  *folder,
                                          gint64       version,
                                          GError     **error);
gint64     _loket_user_file_get_version  (const char  *path);
gboolean   _loket_user_file_is_foreign   (const char  *path);
gboolean   _loket_user_backups_tidy      (LoketDb     *db,
                                          const char  *folder,
                                          LoketVault  *vault,
                                          gboolean     migrated);

G_END_DECLS
