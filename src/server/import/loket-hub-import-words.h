/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-complaint.h"

G_BEGIN_DECLS

/* The columns of the export that a complaint has a field for. */
typedef enum
{
  LOKET_HUB_IMPORT_TRACKING_ID,
  LOKET_HUB_IMPORT_DATE,
  LOKET_HUB_IMPORT_TIME,
  LOKET_HUB_IMPORT_REPORTER,
  LOKET_HUB_IMPORT_CLASS,
  LOKET_HUB_IMPORT_CATEGORY_ID,
  LOKET_HUB_IMPORT_CATEGORY,
  LOKET_HUB_IMPORT_TITLE,
  LOKET_HUB_IMPORT_BODY_ORIGINAL,
  LOKET_HUB_IMPORT_BODY,
  LOKET_HUB_IMPORT_TYPE,
  LOKET_HUB_IMPORT_CHANNEL,
  LOKET_HUB_IMPORT_AGENCY_ID,
  LOKET_HUB_IMPORT_AGENCY,
  LOKET_HUB_IMPORT_STATUS,
  LOKET_HUB_IMPORT_HOLD_REASON,
  LOKET_HUB_IMPORT_PROVINCE,
  LOKET_HUB_IMPORT_REGENCY,
  LOKET_HUB_IMPORT_DISTRICT,
  LOKET_HUB_IMPORT_VILLAGE,
  LOKET_HUB_IMPORT_OTHER,
} LoketHubImportColumn;

LoketHubImportColumn loket_hub_import_find_column (const char           *header);
const char          *loket_hub_import_column_name (LoketHubImportColumn  column);
LoketComplaintClass  loket_hub_import_read_class  (const char           *text);
LoketComplaintStatus loket_hub_import_read_status (const char           *text,
                                                   LoketCloser          *closed_by);
gboolean             loket_hub_import_read_type   (const char           *text,
                                                   gboolean             *anonymous,
                                                   gboolean             *secret);
char                *loket_hub_import_fold_name   (const char           *name);

G_END_DECLS
