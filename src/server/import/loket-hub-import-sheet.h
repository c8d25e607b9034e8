/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-complaint.h"

G_BEGIN_DECLS

/**
 * LoketHubImportRefusal:
 * @row: the row as a spreadsheet program numbers it
 * @column: the export's name of the column that is wrong
 * @reason: what is wrong, without anything that stands in the row
 *
 * A row that was left out.
 */
typedef struct
{
  guint row;
  char *column;
  char *reason;
} LoketHubImportRefusal;

/**
 * LoketHubImportSheet:
 * @complaints: (element-type LoketComplaint): the good rows in their order; a
 *   row without the id of its agency has no agency_code yet
 * @rows: (element-type guint): where each of them stands, as a spreadsheet program
 *   numbers it
 * @refusals: (element-type LoketHubImportRefusal): the others
 *
 * An export as it was read, before anything is stored.
 */
typedef struct
{
  GPtrArray *complaints;
  GArray    *rows;
  GPtrArray *refusals;
} LoketHubImportSheet;

LoketHubImportSheet *loket_hub_import_sheet_read (const char          *path,
                                                  GTimeZone           *zone,
                                                  GError             **error);
void                 loket_hub_import_sheet_free (LoketHubImportSheet *self);

void                 loket_hub_import_sheet_refuse (LoketHubImportSheet *self,
                                                    guint                complaint,
                                                    const char          *reason);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketHubImportSheet, loket_hub_import_sheet_free)

G_END_DECLS
