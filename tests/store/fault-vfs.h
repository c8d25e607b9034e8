/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Takes the place of SQLite's way to the disk in this process; before the first
 * connection. Each write, truncation, sync and deletion counts as a step. */
void  fault_vfs_install    (void);
guint fault_vfs_get_steps  (void);

/* Ends the process, as a kill would, at a step; a write is torn in half. */
void  fault_vfs_end_at     (guint      step);

/* The disk is full while @is_full says so; %NULL for never. */
void  fault_vfs_set_full   (gboolean (*is_full) (gpointer data),
                            gpointer   data);

/* Of the reads from now on @n fail after the next @after ones. */
void     fault_vfs_fail_reads       (guint after,
                                     guint n);
gboolean fault_vfs_has_failed_reads (void);

G_END_DECLS
