/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-complaint.h"
#include "loket-sheet-writer.h"
#include "loket-sla-reading.h"

G_BEGIN_DECLS

typedef struct _LoketComplaintExport LoketComplaintExport;

LoketComplaintExport *loket_complaint_export_new    (const char            *path,
                                                     LoketSheetFormat       format,
                                                     const char            *language,
                                                     GError               **error);
gboolean              loket_complaint_export_add    (LoketComplaintExport  *self,
                                                     const LoketComplaint  *complaint,
                                                     GPtrArray             *readings,
                                                     GError               **error);
gboolean              loket_complaint_export_finish (LoketComplaintExport  *self,
                                                     GError               **error);
void                  loket_complaint_export_free   (LoketComplaintExport  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketComplaintExport, loket_complaint_export_free)

G_END_DECLS
