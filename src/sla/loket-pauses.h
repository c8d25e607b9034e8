/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-sla-error.h"

G_BEGIN_DECLS

/**
 * LoketPause:
 * @from: the first instant that does not count
 * @to: the first instant that counts again
 *
 * A stretch of time in which a clock stands still. Unix seconds.
 */
typedef struct
{
  gint64 from;
  gint64 to;
} LoketPause;

typedef struct _LoketPauses LoketPauses;

LoketPauses      *loket_pauses_new  (void);
void              loket_pauses_free (LoketPauses        *self);
gboolean          loket_pauses_add  (LoketPauses        *self,
                                     gint64              from,
                                     gint64              to,
                                     GError            **error);
const LoketPause *loket_pauses_get  (const LoketPauses  *self,
                                     guint              *n_pauses);
guint             loket_pauses_find (const LoketPauses  *self,
                                     gint64              instant);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketPauses, loket_pauses_free)

G_END_DECLS
