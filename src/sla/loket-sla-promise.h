/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-sla-reading.h"

G_BEGIN_DECLS

/**
 * LoketSlaPromise:
 *
 * What the calendar of an agency and its limits say of the days that a reply
 * promises something for. Immutable; any thread.
 */
typedef struct _LoketSlaPromise LoketSlaPromise;

LoketSlaPromise *loket_sla_promise_new          (const LoketComplaint  *complaint,
                                                 LoketRulebook         *rules,
                                                 gint64                 now,
                                                 GError               **error);
void             loket_sla_promise_free         (LoketSlaPromise       *self);
gboolean         loket_sla_promise_look_up      (const GDate           *day,
                                                 gboolean              *is_free,
                                                 gpointer               self);
gboolean         loket_sla_promise_get_last_day (LoketSlaPromise       *self,
                                                 GDate                 *day);
const char      *loket_sla_promise_get_basis    (LoketSlaPromise       *self,
                                                 const char            *language);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketSlaPromise, loket_sla_promise_free)

G_END_DECLS
