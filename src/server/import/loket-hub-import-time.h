/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  LOKET_HUB_IMPORT_TIME_OK,
  LOKET_HUB_IMPORT_TIME_NONE,
  LOKET_HUB_IMPORT_TIME_BAD_DATE,
  LOKET_HUB_IMPORT_TIME_BAD_TIME,
} LoketHubImportTime;

LoketHubImportTime loket_hub_import_time_parse (const char *date,
                                                const char *time,
                                                GTimeZone  *zone,
                                                gint64     *instant);

G_END_DECLS
