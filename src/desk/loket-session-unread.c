/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-session.h"

#include "loket-session-private.h"

/**
 * loket_session_dup_unread:
 * @self: a session
 *
 * Tells which complaints the hub sent last in a way that this program cannot read.
 * It may be another list after each pass.
 *
 * Returns: (transfer container) (element-type LoketCacheUnread) (nullable): them;
 *   %NULL for none
 */
GPtrArray *
loket_session_dup_unread (LoketSession *self)
{
  g_return_val_if_fail (LOKET_IS_SESSION (self), NULL);

  return self->profile != NULL ? loket_cache_store_dup_unread (loket_profile_get_cache (self->profile)) : NULL;
}

/**
 * loket_session_is_unread:
 * @self: a session
 * @complaint_id: the hub's id
 *
 * Tells whether what the hub sent last of a complaint could not be read, so that
 * what is shown of it is older.
 *
 * Returns: whether it could not
 */
gboolean
loket_session_is_unread (LoketSession *self,
                         const char   *complaint_id)
{
  g_autoptr (GPtrArray) unread = loket_session_dup_unread (self);

  for (guint i = 0; unread != NULL && i < unread->len; i++)
    if (g_strcmp0 (((LoketCacheUnread *) g_ptr_array_index (unread, i))->id, complaint_id) == 0)
      return TRUE;
  return FALSE;
}
