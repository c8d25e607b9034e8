/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-ui"

#include "config.h"

#include "loket-recent-files.h"

/* Instead of the toolkit's own, which writes the list. */
static void
changed (GtkRecentManager *manager)
{
}

/**
 * loket_recent_files_write_none:
 *
 * Keeps the names of attached files out of the desktop's list of recent files. The
 * toolkit's file dialog notes there what was chosen, in clear; the setting against
 * that would empty the list of all programs. Without this handler the list is read
 * and never written. To be called once, before the first dialog; main thread.
 */
void
loket_recent_files_write_none (void)
{
  GtkRecentManagerClass *klass = g_type_class_ref (GTK_TYPE_RECENT_MANAGER);

  klass->changed = changed;
}
