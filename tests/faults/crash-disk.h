/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A disk that remembers what was only written and what was also synced. */

void   crash_disk_start       (const char *root,
                               const char *liar);
void   crash_disk_stop        (void);
guint  crash_disk_get_n_steps (void);
void   crash_disk_advance     (guint       n_steps);
void   crash_disk_rewind      (void);
void   crash_disk_write_image (const char *folder,
                               GRand      *rand);

G_END_DECLS
