/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-composer.h"
#include "loket-ctl.h"
#include "loket-finding.h"
#include "loket-json-writer.h"

G_BEGIN_DECLS

LoketComposer *loket_ctl_compose        (LoketCtl        *ctl,
                                         const char      *tracking_id,
                                         const char      *path,
                                         GError         **error);
gboolean       loket_ctl_read_outcome   (const char      *name,
                                         LoketOutcome    *outcome);
void           loket_ctl_write_finding  (LoketJsonWriter *writer,
                                         const char      *rule,
                                         LoketSeverity    severity,
                                         guint            start,
                                         guint            end,
                                         const char      *message,
                                         const char      *suggestion);
void           loket_ctl_print_finding  (const char      *rule,
                                         LoketSeverity    severity,
                                         const char      *message,
                                         const char      *suggestion);
void           loket_ctl_write_findings (LoketJsonWriter *writer,
                                         const char      *name,
                                         GListModel      *findings);
void           loket_ctl_print_findings (GListModel      *findings);

G_END_DECLS
