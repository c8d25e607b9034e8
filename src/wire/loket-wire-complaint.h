/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-complaint.h"
#include "loket-wire-error.h"

G_BEGIN_DECLS

char           *loket_wire_complaint_to_json (const LoketComplaint *complaint);
LoketComplaint *loket_wire_complaint_parse   (const char           *line,
                                              gsize                 length,
                                              GError              **error);
LoketComplaint *loket_wire_complaint_parse_stored (const char      *line,
                                              gsize                 length,
                                              GError              **error);
char           *loket_wire_complaint_dup_body (const char          *line,
                                              gsize                 length);

G_END_DECLS
