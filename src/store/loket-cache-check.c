/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-cache-store-private.h"

#include "loket-limits.h"

/*
 * Looking the file through after an unclean end and once a week. It takes a second
 * for 100,000 complaints, so it has a thread and a connection of its own, and
 * neither pages of the hub nor lists nor searches wait for it:
 *
 *     writing thread, idle: it is due ──▶ wanted, the other thread is woken
 *     the other thread: looks ──▶ passed, the writing thread is woken; or damage
 *     writing thread, idle or at the end: passed ──▶ noted in the file
 */

#define META_CHECKED "checked_at"

static gboolean
note_checked (LoketCacheStore  *self,
              GError          **error)
{
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, self->now);

  self->next_check = self->now + LOKET_LIMIT_CACHE_CHECK_SECONDS;
  return _loket_cache_set_meta (self->writer, META_CHECKED, now, error);
}

/* Tells when the file is to be looked through. A new one counts as looked through
 * now. A clock that was set back does not put the next time off. */
gboolean
_loket_cache_find_next_check (LoketCacheStore  *self,
                              GError          **error)
{
  g_autofree char *checked = _loket_cache_dup_meta (self->writer, META_CHECKED);

  if (checked == NULL)
    return note_checked (self, error);
  self->next_check = MIN (g_ascii_strtoll (checked, NULL, 10), self->now) +
                     LOKET_LIMIT_CACHE_CHECK_SECONDS;
  return TRUE;
}

static void
wake (LoketCacheStore *self)
{
  g_mutex_lock (&self->check_mutex);
  if (!self->check_ended)
    loket_worker_wake (self->check_worker);
  g_mutex_unlock (&self->check_mutex);
}

/* Ends the thread that looks the file through, once it has. Blocks. */
void
_loket_cache_end_checks (LoketCacheStore *self)
{
  g_mutex_lock (&self->check_mutex);
  self->check_ended = TRUE;
  g_mutex_unlock (&self->check_mutex);
  loket_worker_stop (self->check_worker);
}

/* Notes that the file was looked through, or has it looked through where that is
 * due. On the writing thread. */
gboolean
_loket_cache_follow_check (LoketCacheStore  *self,
                           GError          **error)
{
  if (self->next_check == 0 && !_loket_cache_find_next_check (self, error))
    return FALSE;
  if (g_atomic_int_compare_and_exchange (&self->check, LOKET_CACHE_CHECK_PASSED,
                                         LOKET_CACHE_CHECK_NONE))
    {
      self->was_clean = TRUE;
      return note_checked (self, error);
    }
  if ((!self->was_clean || self->now >= self->next_check) &&
      g_atomic_int_compare_and_exchange (&self->check, LOKET_CACHE_CHECK_NONE,
                                         LOKET_CACHE_CHECK_WANTED))
    wake (self);
  return TRUE;
}

static gboolean
look_through (LoketCacheStore  *self,
              GError          **error)
{
  g_autoptr (LoketDb) db = _loket_cache_open_reader (self->path, self->vault, error);

  return db != NULL && loket_db_full_check (db, error);
}

/* Looks the file through where that is wanted; in the idle time of its thread. */
gboolean
_loket_cache_check_idle (gpointer store)
{
  LoketCacheStore *self = store;
  g_autoptr (GError) error = NULL;
  int repair = g_atomic_int_get (&self->n_repairs);
  gboolean passed;

  if (g_atomic_int_get (&self->check) != LOKET_CACHE_CHECK_WANTED)
    return FALSE;
  passed = look_through (self, &error);
  if (repair != g_atomic_int_get (&self->n_repairs))
    passed = FALSE; /* of a file that was replaced meanwhile */
  else if (!passed)
    _loket_cache_note_damage (self, error);
  g_atomic_int_set (&self->check, passed ? LOKET_CACHE_CHECK_PASSED : LOKET_CACHE_CHECK_NONE);
  if (passed)
    loket_worker_wake (self->writer_worker);
  return FALSE;
}
