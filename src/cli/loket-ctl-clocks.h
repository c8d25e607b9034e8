/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-complaint.h"
#include "loket-json-writer.h"
#include "loket-sla-reading.h"

G_BEGIN_DECLS

GPtrArray *loket_ctl_read_clocks  (const LoketComplaint *complaint,
                                   LoketRulebook        *rules,
                                   gint64                now);
void       loket_ctl_write_clocks (LoketJsonWriter      *writer,
                                   const LoketComplaint *complaint,
                                   LoketRulebook        *rules,
                                   gint64                now);
void       loket_ctl_print_clocks (const LoketComplaint *complaint,
                                   LoketRulebook        *rules,
                                   gint64                now);
void       loket_ctl_write_moves  (LoketJsonWriter      *writer,
                                   GPtrArray            *moves);
void       loket_ctl_print_moves  (const LoketComplaint *complaint,
                                   GPtrArray            *moves);

G_END_DECLS
