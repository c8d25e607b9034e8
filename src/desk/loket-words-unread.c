/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-words.h"

#include <glib/gi18n-lib.h>

/* So many are named; an administrator finds the others with `loketctl doctor`. */
#define MAX_NAMED 5

/**
 * loket_words_unread:
 * @unread: (element-type LoketCacheUnread): complaints that could not be read, not none
 *
 * Tells that the hub sent complaints in a way that this program cannot read.
 *
 * Returns: (transfer full): which, what was kept, what to do
 */
char *
loket_words_unread (GPtrArray *unread)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < unread->len && i < MAX_NAMED; i++)
    {
      const LoketCacheUnread *one = g_ptr_array_index (unread, i);

      g_string_append (names, i > 0 ? ", " : "");
      if (one->tracking_id != NULL)
        g_string_append_printf (names, "#%s", one->tracking_id);
      else
        g_string_append (names, one->id);
    }
  if (unread->len > MAX_NAMED)
    g_string_append (names, ", …");
  /* TRANSLATORS: %s names complaints, as “#99000001, #99000002”. */
  return g_strdup_printf (ngettext ("%u complaint could not be read as the hub sent it: %s. "
                                    "What was here of it before is kept, and all others are up to date. "
                                    "Tell your administrator.",
                                    "%u complaints could not be read as the hub sent them: %s. "
                                    "What was here of them before is kept, and all others are up to date. "
                                    "Tell your administrator.",
                                    unread->len),
                          unread->len, names->str);
}

/**
 * loket_words_is_unread:
 *
 * Tells of a complaint that the hub has a newer state of it.
 *
 * Returns: a static text
 */
const char *
loket_words_is_unread (void)
{
  return _("This complaint has changed at the hub, but what came could not be read. "
           "You see it as it was before. Tell your administrator.");
}
