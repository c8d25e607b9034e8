/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-session-private.h"
#include "loket-words.h"

/* What is told while it lasts: the copy of many complaints, the search index after
 * it, a disk with hardly any room. */

static void
engine_progress_cb (LoketSyncEngine *engine,
                    gpointer         user_data)
{
  _loket_session_progress_changed (user_data, FALSE);
}

static void
search_progress_cb (LoketCacheStore *cache,
                    gpointer         user_data)
{
  _loket_session_progress_changed (user_data, TRUE);
}

/* The copy was damaged: lists are empty until it is fetched anew. */
static void
repaired_cb (LoketCacheStore *cache,
             gpointer         user_data)
{
  LoketSession *self = user_data;

  g_signal_emit_by_name (self->queue, "changed");
  _loket_session_sync_soon (self);
}

static void
storage_low_cb (LoketUserStore *user,
                GParamSpec     *pspec,
                gpointer        user_data)
{
  g_object_notify (user_data, "storage-low");
}

/*< private >
 * _loket_session_connect_progress:
 * @self: a session with a new engine
 *
 * Follows how far the engine and the search index get, and the disk.
 */
void
_loket_session_connect_progress (LoketSession *self)
{
  g_signal_connect_object (self->engine, "progress-changed", G_CALLBACK (engine_progress_cb), self, 0);
  g_signal_connect_object (loket_profile_get_cache (self->profile), "search-progress",
                           G_CALLBACK (search_progress_cb), self, 0);
  g_signal_connect_object (loket_profile_get_cache (self->profile), "repaired",
                           G_CALLBACK (repaired_cb), self, 0);
  g_signal_connect_object (loket_profile_get_user (self->profile), "notify::storage-low",
                           G_CALLBACK (storage_low_cb), self, 0);
}

/**
 * loket_session_get_storage_low:
 * @self: a session
 *
 * Tells whether the disk has hardly any room: the person has to make some, or
 * what is written cannot be saved much longer.
 *
 * Returns: whether it is so
 */
gboolean
loket_session_get_storage_low (LoketSession *self)
{
  LoketUserStore *user;

  g_return_val_if_fail (LOKET_IS_SESSION (self), FALSE);

  user = self->profile != NULL ? loket_profile_get_user (self->profile) : NULL;
  return user != NULL && loket_user_store_get_storage_low (user);
}

/**
 * loket_session_get_sync_progress:
 * @self: a session
 *
 * Tells how far the copy of many complaints is.
 *
 * Returns: 0 to 1; 1 also while none is made
 */
double
loket_session_get_sync_progress (LoketSession *self)
{
  gint64 copied, to_copy;

  g_return_val_if_fail (LOKET_IS_SESSION (self), 1);

  if (self->engine == NULL || !loket_sync_engine_get_progress (self->engine, &copied, &to_copy))
    return 1;
  return (double) copied / (double) to_copy;
}

/**
 * loket_session_get_search_progress:
 * @self: a session
 *
 * Tells how much of the complaints a search looks at.
 *
 * Returns: percent; 100 when a search finds everything
 */
guint
loket_session_get_search_progress (LoketSession *self)
{
  LoketCacheStore *cache;

  g_return_val_if_fail (LOKET_IS_SESSION (self), 100);

  cache = self->profile != NULL ? loket_profile_get_cache (self->profile) : NULL;
  return cache != NULL ? loket_cache_store_get_search_progress (cache) : 100;
}

/**
 * loket_session_dup_connection_text:
 * @self: a session
 *
 * Tells in one line how we stand and what has not arrived, or, while many
 * complaints are copied, how many are here.
 *
 * Returns: (transfer full): a line, see loket_words_connection()
 */
char *
loket_session_dup_connection_text (LoketSession *self)
{
  gint64 copied, to_copy;

  g_return_val_if_fail (LOKET_IS_SESSION (self), NULL);

  if (self->engine != NULL && loket_sync_engine_get_progress (self->engine, &copied, &to_copy))
    return loket_words_copied (copied, to_copy);
  return loket_words_connection (self->connection, self->n_waiting, self->n_needs_user);
}
