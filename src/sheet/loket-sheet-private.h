/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-sheet-reader.h"

G_BEGIN_DECLS

/* The texts of one row lie one after the other in @text, so that a row costs
 * no allocation once the buffers have grown. */
struct _LoketSheetRow
{
  guint    number;
  GString *text;
  GArray  *offsets; /* of guint32: where each column's text starts; G_MAXUINT32 = none */
};

LoketSheetRow *_loket_sheet_row_new   (void);
void           _loket_sheet_row_free  (LoketSheetRow *self);
void           _loket_sheet_row_clear (LoketSheetRow *self,
                                       guint          number);
gboolean       _loket_sheet_row_set   (LoketSheetRow *self,
                                       guint          column,
                                       const char    *text,
                                       gsize          length,
                                       GError       **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketSheetRow, _loket_sheet_row_free)

/* What a format does for the reader. next: TRUE with a filled row, FALSE with
 * no error at the end. */
typedef struct
{
  gboolean (*next) (gpointer       self,
                    LoketSheetRow *row,
                    GError       **error);
  void (*free) (gpointer self);
} LoketSheetFormat;

extern const LoketSheetFormat _loket_sheet_csv_format;
extern const LoketSheetFormat _loket_sheet_xlsx_format;

gpointer _loket_sheet_csv_new  (int      fd,
                                goffset  size,
                                GError **error);
gpointer _loket_sheet_xlsx_new (int      fd,
                                goffset  size,
                                GError **error);

G_END_DECLS
