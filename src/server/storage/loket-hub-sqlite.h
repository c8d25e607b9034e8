/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-hub-keys.h"
#include "loket-hub-storage.h"

G_BEGIN_DECLS

#define LOKET_HUB_SQLITE_APPLICATION_ID 0x4c6b4842 /* "LkHB", in the head of the file */

/**
 * LoketHubSqliteMode:
 * @LOKET_HUB_SQLITE_CREATE: makes the file; it must not be there
 * @LOKET_HUB_SQLITE_COMMAND: a command that writes, beside a serving hub or alone
 * @LOKET_HUB_SQLITE_SERVE: the serving hub, which holds the folder's serve lock
 */
typedef enum
{
  LOKET_HUB_SQLITE_CREATE,
  LOKET_HUB_SQLITE_COMMAND,
  LOKET_HUB_SQLITE_SERVE,
} LoketHubSqliteMode;

#define LOKET_TYPE_HUB_SQLITE (loket_hub_sqlite_get_type ())
G_DECLARE_FINAL_TYPE (LoketHubSqlite, loket_hub_sqlite, LOKET, HUB_SQLITE, GObject)

LoketHubStorage *loket_hub_sqlite_open (const char         *folder,
                                        LoketHubSqliteMode  mode,
                                        LoketHubKeys       *keys,
                                        GError            **error);

G_END_DECLS
