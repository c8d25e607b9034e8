/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-cache-store-private.h"

/*
 * How far the search index is, told from the writing thread to whoever looks at
 * the store, and when it may go on.
 */

static void
free_weak (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

static gboolean
say_cb (gpointer data)
{
  g_autoptr (LoketCacheStore) self = g_weak_ref_get (data);

  if (self == NULL)
    return G_SOURCE_REMOVE;
  g_mutex_lock (&self->search_mutex);
  self->search_said = FALSE;
  g_mutex_unlock (&self->search_mutex);
  g_signal_emit_by_name (self, "search-progress");
  return G_SOURCE_REMOVE;
}

/* Tells how far the index is; on the writing thread. */
void
_loket_cache_store_say_search (LoketCacheStore *self,
                               gint64           searched,
                               gint64           total)
{
  g_autoptr (GSource) source = NULL;
  GWeakRef *weak;
  gboolean say;

  g_mutex_lock (&self->search_mutex);
  say = !self->search_said && (self->searched != searched || self->search_total != total);
  self->searched = searched;
  self->search_total = total;
  self->search_said = self->search_said || say;
  g_mutex_unlock (&self->search_mutex);
  if (!say)
    return;

  weak = g_new0 (GWeakRef, 1);
  g_weak_ref_init (weak, self);
  source = g_idle_source_new ();
  g_source_set_callback (source, say_cb, weak, free_weak);
  g_source_attach (source, self->context);
}

/**
 * loket_cache_store_get_search_progress:
 * @self: a store
 *
 * Tells how much of the cache a search looks at. Any thread.
 *
 * Returns: percent; 100 when all is in the index
 */
guint
loket_cache_store_get_search_progress (LoketCacheStore *self)
{
  guint percent = 100;

  g_return_val_if_fail (LOKET_IS_CACHE_STORE (self), 100);

  g_mutex_lock (&self->search_mutex);
  if (self->searched < self->search_total)
    percent = (guint) (self->searched * 100 / self->search_total);
  g_mutex_unlock (&self->search_mutex);
  return percent;
}

/**
 * loket_cache_store_set_following:
 * @self: a store
 * @following: whether pages are about to come in
 *
 * Has the search index wait while pages come in, which go first. It is built
 * between such times. On the thread that owns the store.
 */
void
loket_cache_store_set_following (LoketCacheStore *self,
                                 gboolean         following)
{
  g_return_if_fail (LOKET_IS_CACHE_STORE (self));

  g_atomic_int_set (&self->following, following);
  if (!following && self->writer_worker != NULL)
    loket_worker_wake (self->writer_worker);
}
