/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-cache-store-private.h"

#include "loket-vault.h"

/*
 * A damaged file is replaced by an empty one while the program runs:
 *
 *     any thread: a call meets damage ──▶ noted, the writing thread is woken
 *     writing thread, before its next work ──▶ file put aside, new file, told
 *     reading threads, before their next work ──▶ connections to the new file
 *
 * A file that is closed before that is put aside then, or the next start would
 * meet it again. Nothing else is touched: drafts and the outbox are in another file. A disk that
 * damages one file after the other is left alone after a few times.
 */

#define MAX_REPAIRS 3

static void
free_weak (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

static gboolean
tell_cb (gpointer data)
{
  g_autoptr (LoketCacheStore) self = g_weak_ref_get (data);

  if (self != NULL)
    g_signal_emit_by_name (self, "repaired");
  return G_SOURCE_REMOVE;
}

static void
tell (LoketCacheStore *self)
{
  g_autoptr (GSource) source = g_idle_source_new ();
  GWeakRef *weak = g_new0 (GWeakRef, 1);

  g_weak_ref_init (weak, self);
  g_source_set_callback (source, tell_cb, weak, free_weak);
  g_source_attach (source, self->context);
}

/* Rules and guidance that the hub published have gone with the file; what is
 * counted and checked by them is so on. */
static void
forget_rules (LoketCacheStore *self)
{
  g_mutex_lock (&self->rules_mutex);
  g_clear_pointer (&self->rules_epoch, g_free);
  self->rules_edition = 0;
  self->guidance_edition = 0;
  g_clear_pointer (&self->guidance_problem, g_free);
  g_mutex_unlock (&self->rules_mutex);
}

/* Notes what an error says about the file. Any of the store's threads. */
void
_loket_cache_note_damage (LoketCacheStore *self,
                          const GError    *error)
{
  if (!g_error_matches (error, LOKET_DB_ERROR, LOKET_DB_ERROR_CORRUPT) &&
      !g_error_matches (error, LOKET_VAULT_ERROR, LOKET_VAULT_ERROR_DAMAGED))
    return;
  if (g_atomic_int_get (&self->n_repairs) >= MAX_REPAIRS)
    return;
  g_atomic_int_set (&self->damaged, TRUE);
  if (!loket_worker_is_current (self->writer_worker))
    loket_worker_wake (self->writer_worker);
}

/* Puts a new file in the place of a damaged one, where there is one. On the
 * writing thread, outside of a transaction. */
gboolean
_loket_cache_repair (LoketCacheStore *self)
{
  g_autoptr (GError) error = NULL;

  if (!g_atomic_int_get (&self->damaged))
    return TRUE;
  g_clear_pointer (&self->writer, loket_db_close);
  _loket_cache_put_aside (self->path);
  self->writer = _loket_cache_open_writer (self->path, self->vault, &self->was_clean, &error);
  if (self->writer == NULL)
    {
      g_debug ("No new cache: %s", error->message);
      return FALSE;
    }
  g_atomic_int_inc (&self->n_repairs);
  g_atomic_int_set (&self->damaged, FALSE);
  self->search_phase = LOKET_CACHE_SEARCH_UNKNOWN;
  self->purge = LOKET_CACHE_PURGE_NONE;
  self->next_check = 0;
  self->doubted_full = FALSE;
  _loket_cache_open_unread (self);
  forget_rules (self);
  tell (self);
  return TRUE;
}

/* Whether damage was met and nothing was done about it yet. */
gboolean
_loket_cache_is_to_be_replaced (LoketCacheStore *self)
{
  return g_atomic_int_get (&self->damaged) != 0;
}

static gboolean
follow_repair (LoketCacheStore  *self,
               LoketDb         **db,
               int              *repair,
               GError          **error)
{
  int now = g_atomic_int_get (&self->n_repairs);

  if (*db != NULL && *repair == now)
    return TRUE;
  g_clear_pointer (db, loket_db_close);
  *db = _loket_cache_open_reader (self->path, self->vault, error);
  *repair = now;
  return *db != NULL;
}

static gboolean
make_ready (LoketCacheStore    *self,
            LoketCacheRequest  *request,
            GError            **error)
{
  if (request->worker == self->reader_worker)
    return follow_repair (self, &self->reader, &self->reader_repair, error);
  if (request->worker == self->search_worker &&
      self->searcher_repair != g_atomic_int_get (&self->n_repairs))
    {
      _loket_cache_look_forget (self->look);
      _loket_cache_matches_forget (self->matches);
    }
  if (request->worker == self->search_worker)
    return follow_repair (self, &self->searcher, &self->searcher_repair, error);
  self->now = request->now;
  if (_loket_cache_repair (self) && self->writer != NULL)
    return TRUE;
  g_set_error_literal (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_CORRUPT,
                       "The cache is damaged and cannot be made anew");
  return FALSE;
}

/* A damaged page may name so many bytes or pages that SQLite finds no room for
 * them. So the first time that there is none the file is looked through. */
static void
doubt_full (LoketCacheStore  *self,
            GError          **error)
{
  g_autoptr (GError) damage = NULL;

  if (self->doubted_full || !g_error_matches (*error, LOKET_DB_ERROR, LOKET_DB_ERROR_FULL))
    return;
  self->doubted_full = TRUE;
  loket_db_set_cancellable (self->writer, NULL);
  if (loket_db_full_check (self->writer, &damage) ||
      !g_error_matches (damage, LOKET_DB_ERROR, LOKET_DB_ERROR_CORRUPT))
    return;
  g_clear_error (error);
  *error = g_steal_pointer (&damage);
}

/* Runs the work of a request on a file that is whole, as far as is known. */
gpointer
_loket_cache_guard (gpointer       store,
                    gpointer       data,
                    GCancellable  *cancellable,
                    GError       **error)
{
  LoketCacheStore *self = store;
  LoketCacheRequest *request = data;
  g_autoptr (GError) local_error = NULL;
  gpointer result = NULL;

  if (make_ready (self, request, &local_error))
    result = request->work (store, data, cancellable, &local_error);
  if (request->worker != self->writer_worker && g_atomic_int_get (&self->log_waits))
    loket_worker_wake (self->writer_worker);
  if (result == NULL)
    {
      if (request->worker == self->writer_worker)
        doubt_full (self, &local_error);
      _loket_cache_note_damage (self, local_error);
      g_propagate_error (error, g_steal_pointer (&local_error));
    }
  return result;
}
