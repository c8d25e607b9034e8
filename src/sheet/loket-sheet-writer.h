/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-sheet-reader.h"

G_BEGIN_DECLS

/**
 * LoketSheetFormat:
 * @LOKET_SHEET_CSV: comma-separated text, UTF-8 with a byte order mark
 * @LOKET_SHEET_XLSX: an Excel workbook of one sheet
 *
 * What a sheet can be written as.
 */
typedef enum
{
  LOKET_SHEET_CSV,
  LOKET_SHEET_XLSX,
} LoketSheetFormat;

typedef struct _LoketSheetWriter LoketSheetWriter;

LoketSheetWriter *loket_sheet_writer_new    (const char         *path,
                                             LoketSheetFormat    format,
                                             const char         *title,
                                             GError            **error);
gboolean          loket_sheet_writer_add    (LoketSheetWriter   *self,
                                             const char *const  *cells,
                                             guint               n_cells,
                                             GError            **error);
gboolean          loket_sheet_writer_finish (LoketSheetWriter   *self,
                                             GError            **error);
void              loket_sheet_writer_free   (LoketSheetWriter   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketSheetWriter, loket_sheet_writer_free)

G_END_DECLS
