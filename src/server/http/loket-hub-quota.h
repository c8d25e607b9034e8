/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _LoketHubQuota LoketHubQuota;

LoketHubQuota *loket_hub_quota_new       (guint          max_all,
                                          guint          max_each);
void           loket_hub_quota_free      (LoketHubQuota *self);
gboolean       loket_hub_quota_take      (LoketHubQuota *self,
                                          const char    *who);
void           loket_hub_quota_give_back (LoketHubQuota *self,
                                          const char    *who);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketHubQuota, loket_hub_quota_free)

G_END_DECLS
