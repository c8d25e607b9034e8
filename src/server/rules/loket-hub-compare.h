/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef struct _LoketHubServer LoketHubServer;

#define LOKET_TYPE_HUB_COMPARE (loket_hub_compare_get_type ())
G_DECLARE_FINAL_TYPE (LoketHubCompare, loket_hub_compare, LOKET, HUB_COMPARE, GObject)

LoketHubCompare *loket_hub_compare_new  (LoketHubServer  *server);
void             loket_hub_compare_poke (LoketHubCompare *self);
void             loket_hub_compare_stop (LoketHubCompare *self);

G_END_DECLS
