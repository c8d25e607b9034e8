/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-holidays.h"

G_BEGIN_DECLS

typedef struct _LoketSlaEval LoketSlaEval;

LoketSlaEval *loket_sla_eval_new  (const char    *calendar_path,
                                   GError       **error);
void          loket_sla_eval_free (LoketSlaEval  *self);
char         *loket_sla_eval_line (LoketSlaEval  *self,
                                   const char    *line);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketSlaEval, loket_sla_eval_free)

G_END_DECLS
