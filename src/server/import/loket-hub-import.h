/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-hub-import-sheet.h"
#include "loket-hub-storage.h"

G_BEGIN_DECLS

/**
 * LoketHubImportOptions:
 * @zone: (nullable): IANA zone that the file's times are in, UTC when %NULL
 * @agency_map: (nullable): CSV `name,code[,zone]` for agencies without an id
 * @dry_run: say what would happen and store nothing
 *
 * How to read a file.
 */
typedef struct
{
  const char *zone;
  const char *agency_map;
  gboolean    dry_run;
} LoketHubImportOptions;

/**
 * LoketHubImportResult:
 * @n_new: complaints that the hub did not have
 * @n_changed: those that the source says something else about than before
 * @n_unchanged: those that are as they were
 * @n_unassigned: those among them that no agency answers for
 * @refusals: (element-type LoketHubImportRefusal): rows that were left out
 * @new_agencies: (element-type LoketHubAgency): those that the file brought
 * @unmapped: (element-type utf8): names of agencies that nobody knows a code for
 *
 * What an import came to.
 */
typedef struct
{
  guint      n_new;
  guint      n_changed;
  guint      n_unchanged;
  guint      n_unassigned;
  GPtrArray *refusals;
  GPtrArray *new_agencies;
  GPtrArray *unmapped;
} LoketHubImportResult;

LoketHubImportResult *loket_hub_import_run            (LoketHubStorage             *storage,
                                                       const char                  *path,
                                                       const LoketHubImportOptions *options,
                                                       gint64                       now,
                                                       GError                     **error);
void                  loket_hub_import_result_free    (LoketHubImportResult        *self);
char                 *loket_hub_import_result_to_text (const LoketHubImportResult  *self,
                                                       gboolean                     dry_run);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketHubImportResult, loket_hub_import_result_free)

G_END_DECLS
