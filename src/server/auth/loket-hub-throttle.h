/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _LoketHubThrottle LoketHubThrottle;

LoketHubThrottle *loket_hub_throttle_new    (void);
void              loket_hub_throttle_free   (LoketHubThrottle *self);
gint64            loket_hub_throttle_ask    (LoketHubThrottle *self,
                                             const char       *account,
                                             const char       *source,
                                             gint64            now);
void              loket_hub_throttle_failed (LoketHubThrottle *self,
                                             const char       *account,
                                             const char       *source,
                                             gint64            now);
void              loket_hub_throttle_passed (LoketHubThrottle *self,
                                             const char       *account,
                                             const char       *source);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketHubThrottle, loket_hub_throttle_free)

G_END_DECLS
