/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-hub-shelf.h"
#include "loket-hub-storage.h"

G_BEGIN_DECLS

/* What the conversation says of files that came with a complaint. */
#define LOKET_HUB_FILES_ENTRY "Pelapor melampirkan berkas."

GBytes  *loket_hub_demo_draw_road    (guint              number);
GBytes  *loket_hub_demo_write_letter (const char *const *lines);
gboolean loket_hub_demo_give_files   (LoketHubStorage   *storage,
                                      LoketComplaint    *complaint,
                                      guint              number,
                                      GError           **error);

G_END_DECLS
