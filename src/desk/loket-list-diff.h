/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* One range that differs: at @position of the old list @n_removed ids give way
 * to @n_added ids, found from @new_start of the new list on. */
typedef struct
{
  guint position;
  guint n_removed;
  guint n_added;
  guint new_start;
} LoketListChange;

GArray *_loket_list_diff (const gint64 *old_ids,
                          guint         n_old,
                          const gint64 *new_ids,
                          guint         n_new,
                          guint         max_changes);

G_END_DECLS
