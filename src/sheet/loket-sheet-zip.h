/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A workbook's container: named parts, read one at a time from its start. */
typedef struct _LoketSheetZip LoketSheetZip;

LoketSheetZip *_loket_sheet_zip_new  (int             fd,
                                      goffset         size,
                                      GError        **error);
void           _loket_sheet_zip_free (LoketSheetZip  *self);
gboolean       _loket_sheet_zip_has  (LoketSheetZip  *self,
                                      const char     *name);
gboolean       _loket_sheet_zip_open (LoketSheetZip  *self,
                                      const char     *name,
                                      GError        **error);
gssize         _loket_sheet_zip_read (LoketSheetZip  *self,
                                      char           *buffer,
                                      gsize           length,
                                      GError        **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketSheetZip, _loket_sheet_zip_free)

G_END_DECLS
