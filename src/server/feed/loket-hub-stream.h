/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define LOKET_TYPE_HUB_STREAM (loket_hub_stream_get_type ())
G_DECLARE_FINAL_TYPE (LoketHubStream, loket_hub_stream, LOKET, HUB_STREAM, GObject)

LoketHubStream *loket_hub_stream_new    (GIOStream      *io,
                                         GBytes         *head,
                                         gint64          ends_at);
void            loket_hub_stream_push   (LoketHubStream *self,
                                         GBytes         *event);
void            loket_hub_stream_finish (LoketHubStream *self);
void            loket_hub_stream_beat   (LoketHubStream *self,
                                         gint64          now);
void            loket_hub_stream_close  (LoketHubStream *self);

G_END_DECLS
