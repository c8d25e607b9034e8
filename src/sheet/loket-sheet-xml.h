/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libxml/xmlreader.h>

#include "loket-sheet-zip.h"

G_BEGIN_DECLS

/* A guarded pull parser over one part of a workbook. */
typedef struct _LoketSheetXml LoketSheetXml;

LoketSheetXml *_loket_sheet_xml_new       (LoketSheetZip *zip,
                                           const char    *part,
                                           GError       **error);
void           _loket_sheet_xml_free      (LoketSheetXml *self);
gboolean       _loket_sheet_xml_next      (LoketSheetXml *self,
                                           GError       **error);
gboolean       _loket_sheet_xml_starts    (LoketSheetXml *self,
                                           const char    *name);
gboolean       _loket_sheet_xml_ends      (LoketSheetXml *self,
                                           const char    *name);
gboolean       _loket_sheet_xml_is_empty  (LoketSheetXml *self);
const char    *_loket_sheet_xml_get_text  (LoketSheetXml *self);
char          *_loket_sheet_xml_dup_attr  (LoketSheetXml *self,
                                           const char    *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketSheetXml, _loket_sheet_xml_free)

G_END_DECLS
