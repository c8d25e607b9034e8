/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * LoketSheetError:
 * @LOKET_SHEET_ERROR_UNREADABLE: the file cannot be opened or read
 * @LOKET_SHEET_ERROR_FORMAT: it is no sheet, or damaged or cut short
 * @LOKET_SHEET_ERROR_PROTECTED: it has a password or is in the format of before
 *   2007: save it again as .xlsx without a password
 * @LOKET_SHEET_ERROR_TOO_LARGE: it goes over a limit of loket-limits.h
 *
 * Why a sheet could not be read. The message says where; it never quotes what
 * stands in a cell.
 */
typedef enum
{
  LOKET_SHEET_ERROR_UNREADABLE,
  LOKET_SHEET_ERROR_FORMAT,
  LOKET_SHEET_ERROR_PROTECTED,
  LOKET_SHEET_ERROR_TOO_LARGE,
} LoketSheetError;

#define LOKET_SHEET_ERROR (loket_sheet_error_quark ())
GQuark loket_sheet_error_quark (void);

typedef struct _LoketSheetRow LoketSheetRow;

guint       loket_sheet_row_get_number  (const LoketSheetRow *self);
guint       loket_sheet_row_get_n_cells (const LoketSheetRow *self);
const char *loket_sheet_row_get         (const LoketSheetRow *self,
                                         guint                column);
gboolean    loket_sheet_row_is_blank    (const LoketSheetRow *self);

typedef struct _LoketSheetReader LoketSheetReader;

LoketSheetReader *loket_sheet_reader_new  (const char           *path,
                                           GError              **error);
void              loket_sheet_reader_free (LoketSheetReader     *self);
gboolean          loket_sheet_reader_next (LoketSheetReader     *self,
                                           const LoketSheetRow **row,
                                           GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketSheetReader, loket_sheet_reader_free)

G_END_DECLS
