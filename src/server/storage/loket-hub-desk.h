/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-claim.h"
#include "loket-hub-records.h"
#include "loket-wire-device.h"
#include "loket-wire-draft.h"

G_BEGIN_DECLS

#define LOKET_TYPE_HUB_DESK (loket_hub_desk_get_type ())
G_DECLARE_INTERFACE (LoketHubDesk, loket_hub_desk, LOKET, HUB_DESK, GObject)

/* How long a claim holds unless it is renewed, in seconds. */
#define LOKET_HUB_CLAIM_SECONDS (15 * 60)

/**
 * LoketHubDeviceFunc:
 * @device_id: which device
 * @username: whose replies it holds
 * @report: what it said
 * @oldest_at: since when its oldest reply waits, %LOKET_TIME_UNSET without one
 * @seen_at: when it said so
 *
 * Gets one device.
 */
typedef void (*LoketHubDeviceFunc) (const char              *device_id,
                                    const char              *username,
                                    const LoketDeviceReport *report,
                                    gint64                   oldest_at,
                                    gint64                   seen_at,
                                    gpointer                 data);

struct _LoketHubDeskInterface
{
  GTypeInterface parent_iface;

  LoketClaim       *(*claim)          (LoketHubDesk *self, const LoketHubAccount *account,
                                       const char *complaint_id, gint64 now, gboolean *ours,
                                       GError **error);
  gboolean          (*release)        (LoketHubDesk *self, const LoketHubAccount *account,
                                       const char *complaint_id, gint64 now, GError **error);
  gboolean          (*put_device)     (LoketHubDesk *self, const LoketHubAccount *account,
                                       const LoketDeviceReport *report, gint64 now, GError **error);
  gboolean          (*foreach_device) (LoketHubDesk *self, LoketHubDeviceFunc func, gpointer data,
                                       GError **error);
  LoketSharedDraft *(*get_draft)      (LoketHubDesk *self, const LoketHubAccount *account,
                                       const char *id, GError **error);
  GPtrArray        *(*list_drafts)    (LoketHubDesk *self, const LoketHubAccount *account,
                                       GError **error);
  gboolean          (*put_draft)      (LoketHubDesk *self, const LoketHubAccount *account,
                                       LoketSharedDraft *draft, gint64 known_rev, gint64 now,
                                       GError **error);
  gboolean          (*delete_draft)   (LoketHubDesk *self, const LoketHubAccount *account,
                                       const char *id, gint64 known_rev, GError **error);
};

LoketClaim       *loket_hub_desk_claim          (LoketHubDesk             *self,
                                                 const LoketHubAccount    *account,
                                                 const char               *complaint_id,
                                                 gint64                    now,
                                                 gboolean                 *ours,
                                                 GError                  **error);
gboolean          loket_hub_desk_release        (LoketHubDesk             *self,
                                                 const LoketHubAccount    *account,
                                                 const char               *complaint_id,
                                                 gint64                    now,
                                                 GError                  **error);
gboolean          loket_hub_desk_put_device     (LoketHubDesk             *self,
                                                 const LoketHubAccount    *account,
                                                 const LoketDeviceReport  *report,
                                                 gint64                    now,
                                                 GError                  **error);
gboolean          loket_hub_desk_foreach_device (LoketHubDesk             *self,
                                                 LoketHubDeviceFunc        func,
                                                 gpointer                  data,
                                                 GError                  **error);
LoketSharedDraft *loket_hub_desk_get_draft      (LoketHubDesk             *self,
                                                 const LoketHubAccount    *account,
                                                 const char               *id,
                                                 GError                  **error);
GPtrArray        *loket_hub_desk_list_drafts    (LoketHubDesk             *self,
                                                 const LoketHubAccount    *account,
                                                 GError                  **error);
gboolean          loket_hub_desk_put_draft      (LoketHubDesk             *self,
                                                 const LoketHubAccount    *account,
                                                 LoketSharedDraft         *draft,
                                                 gint64                    known_rev,
                                                 gint64                    now,
                                                 GError                  **error);
gboolean          loket_hub_desk_delete_draft   (LoketHubDesk             *self,
                                                 const LoketHubAccount    *account,
                                                 const char               *id,
                                                 gint64                    known_rev,
                                                 GError                  **error);

G_END_DECLS
