/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-draft-box.h"

G_DEFINE_INTERFACE (LoketDraftBox, loket_draft_box, G_TYPE_OBJECT)

static void
loket_draft_box_default_init (LoketDraftBoxInterface *iface)
{
}
