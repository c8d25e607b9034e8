/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-clock.h"
#include "loket-hub-keys.h"
#include "loket-hub-life.h"
#include "loket-hub-storage.h"
#include "loket-hub-quota.h"
#include "loket-hub-throttle.h"
#include "loket-hub-watch.h"

G_BEGIN_DECLS

typedef struct _LoketHubCompare LoketHubCompare;
typedef struct _LoketHubEvents LoketHubEvents;
typedef struct _LoketHubGroup LoketHubGroup;
typedef struct _LoketHubQuality LoketHubQuality;
typedef struct _LoketHubUploads LoketHubUploads;

#define LOKET_TYPE_HUB_SERVER (loket_hub_server_get_type ())
G_DECLARE_FINAL_TYPE (LoketHubServer, loket_hub_server, LOKET, HUB_SERVER, GObject)

LoketHubServer   *loket_hub_server_new          (const char       *folder,
                                                 LoketHubKeys     *keys,
                                                 LoketClock       *clock,
                                                 gboolean          behind_proxy);
gboolean          loket_hub_server_start        (LoketHubServer   *self,
                                                 GSocketAddress   *address,
                                                 GTlsCertificate  *certificate,
                                                 GError          **error);
guint16           loket_hub_server_get_port     (LoketHubServer   *self);
void              loket_hub_server_stop         (LoketHubServer   *self);

gint64            loket_hub_server_get_now      (LoketHubServer   *self);
const char       *loket_hub_server_get_epoch    (LoketHubServer   *self);
LoketHubKeys     *loket_hub_server_get_keys     (LoketHubServer   *self);
LoketHubThrottle *loket_hub_server_get_throttle (LoketHubServer   *self);
gboolean          loket_hub_server_is_behind_proxy (LoketHubServer *self);
void              loket_hub_server_set_high_water (LoketHubServer *self,
                                                 const char       *path);
void              loket_hub_server_set_base_url (LoketHubServer   *self,
                                                 const char       *url);
const char       *loket_hub_server_get_base_url (LoketHubServer   *self);

gboolean          _loket_hub_server_hash        (LoketHubServer   *self,
                                                 GTask            *task,
                                                 GTaskThreadFunc   work);
void              _loket_hub_server_queue       (LoketHubServer   *self,
                                                 GTask            *task,
                                                 GTaskThreadFunc   work);
void              _loket_hub_server_queue_file  (LoketHubServer   *self,
                                                 GTask            *task,
                                                 GTaskThreadFunc   work);
gint64            _loket_hub_server_get_elapsed_us (LoketHubServer *self);
const char       *_loket_hub_server_get_folder  (LoketHubServer   *self);
LoketHubUploads  *_loket_hub_server_get_uploads (LoketHubServer   *self);
LoketHubWatch    *_loket_hub_server_get_watch   (LoketHubServer   *self);
LoketHubCompare  *_loket_hub_server_get_compare (LoketHubServer  *self);
LoketHubEvents   *_loket_hub_server_get_events  (LoketHubServer   *self);
LoketHubQuota    *_loket_hub_server_get_waits   (LoketHubServer   *self);
LoketHubGroup    *_loket_hub_server_get_replies (LoketHubServer   *self);
LoketHubLife     *_loket_hub_server_get_life    (LoketHubServer   *self);
LoketHubQuality  *_loket_hub_server_get_quality (LoketHubServer   *self);
LoketHubStorage  *_loket_hub_server_get_storage (LoketHubServer   *self);

G_END_DECLS
