/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-sheet-xml.h"

G_BEGIN_DECLS

/* What a workbook says outside of its sheets. */
typedef struct
{
  char       *sheet; /* the part of the first visible sheet */
  gboolean    since_1904;
  GByteArray *date_styles; /* by cell style: 1 where numbers are dates */
  GString    *strings;     /* the shared texts, each ended by NUL */
  GArray     *offsets;     /* of guint32: where each starts */
} LoketSheetBook;

LoketSheetBook *_loket_sheet_book_new        (LoketSheetZip        *zip,
                                              GError              **error);
void            _loket_sheet_book_free       (LoketSheetBook       *self);
const char     *_loket_sheet_book_get_string (const LoketSheetBook *self,
                                              gint64                index);
gboolean        _loket_sheet_book_is_date    (const LoketSheetBook *self,
                                              gint64                style);
gboolean        _loket_sheet_read_text       (LoketSheetXml        *xml,
                                              const char           *element,
                                              GString              *text,
                                              GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketSheetBook, _loket_sheet_book_free)

G_END_DECLS
