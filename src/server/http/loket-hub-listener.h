/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * LoketHubPhase:
 * @LOKET_HUB_PHASE_READING: a request comes in
 * @LOKET_HUB_PHASE_WORKING: the hub works on it
 * @LOKET_HUB_PHASE_WRITING: the answer goes out
 *
 * What a connection is doing; each phase but working has its time limit.
 */
typedef enum
{
  LOKET_HUB_PHASE_READING,
  LOKET_HUB_PHASE_WORKING,
  LOKET_HUB_PHASE_WRITING,
} LoketHubPhase;

#define LOKET_TYPE_HUB_LISTENER (loket_hub_listener_get_type ())
G_DECLARE_FINAL_TYPE (LoketHubListener, loket_hub_listener, LOKET, HUB_LISTENER, GObject)

LoketHubListener *loket_hub_listener_new       (SoupServer         *soup,
                                                GTlsCertificate    *certificate);
gboolean          loket_hub_listener_listen    (LoketHubListener   *self,
                                                GSocketAddress     *address,
                                                GError            **error);
guint16           loket_hub_listener_get_port  (LoketHubListener   *self);
void              loket_hub_listener_stop      (LoketHubListener   *self);
void              loket_hub_listener_set_phase (SoupServerMessage  *message,
                                                LoketHubPhase       phase);
void              loket_hub_listener_cut       (SoupServerMessage  *message);

G_END_DECLS
