/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-complaint.h"
#include "loket-json-writer.h"

G_BEGIN_DECLS

GPtrArray *loket_ctl_read_clocks  (const LoketComplaint *complaint,
                                   gint64                now);
void       loket_ctl_write_clocks (LoketJsonWriter      *writer,
                                   const LoketComplaint *complaint,
                                   gint64                now);
void       loket_ctl_print_clocks (const LoketComplaint *complaint,
                                   gint64                now);

G_END_DECLS
