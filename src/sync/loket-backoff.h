/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Seconds. */
#define LOKET_BACKOFF_BASE      2
#define LOKET_BACKOFF_MAX       (15 * 60)
#define LOKET_BACKOFF_RETRY_MAX (60 * 60)

gint64 loket_backoff_delay (guint   failures,
                            gint64  retry_after,
                            guint32 random);
gint64 loket_backoff_clamp (gint64  next_at,
                            gint64  now);

G_END_DECLS
