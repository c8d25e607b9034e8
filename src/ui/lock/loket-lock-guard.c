/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-ui"

#include "config.h"

#include "loket-lock-guard.h"

/**
 * LoketLockGuard:
 *
 * Decides whether a window shows its content or nothing but the page of the lock:
 * while the lock is locked, or while a profile is not open yet. It tells the lock
 * of activity and closes the other windows of the application. The window itself
 * puts its content away.
 */
struct _LoketLockGuard
{
  GObject               parent_instance;

  AdwApplicationWindow *window; /* owns us */
  GtkWidget            *page;
  LoketLock            *lock;
  gboolean              covered;
  gboolean              asking; /* for a profile that is not open */
};

G_DEFINE_FINAL_TYPE (LoketLockGuard, loket_lock_guard, G_TYPE_OBJECT)

enum
{
  COVERED,
  UNLOCK,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
close_others (LoketLockGuard *self)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *at = windows; at != NULL; at = at->next)
    if (at->data != (gpointer) self->window && gtk_widget_get_visible (at->data))
      gtk_window_close (at->data);
}

static void
set_covered (LoketLockGuard *self,
             gboolean        covered)
{
  if (self->covered == covered)
    return;

  self->covered = covered;
  g_signal_emit (self, signals[COVERED], 0);
  if (covered)
    close_others (self);
}

static void
locked_cb (LoketLockGuard *self)
{
  if (!loket_lock_get_locked (self->lock))
    {
      set_covered (self, FALSE);
      return;
    }
  loket_lock_page_show_desk (LOKET_LOCK_PAGE (self->page), loket_lock_get_tries (self->lock));
  set_covered (self, TRUE);
}

static void
unlocked_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (LoketLockGuard) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!loket_lock_unlock_finish (LOKET_LOCK (source), result, &error))
    loket_lock_page_fail (LOKET_LOCK_PAGE (self->page), error);
}

static void
page_unlock_cb (LoketLockGuard *self,
                const char     *passphrase)
{
  loket_lock_page_set_busy (LOKET_LOCK_PAGE (self->page), TRUE);
  if (self->asking)
    g_signal_emit (self, signals[UNLOCK], 0, passphrase);
  else if (self->lock != NULL)
    loket_lock_unlock_async (self->lock, passphrase, NULL, unlocked_cb, g_object_ref (self));
}

static gboolean
event_cb (LoketLockGuard *self)
{
  if (self->lock != NULL)
    loket_lock_note_activity (self->lock);
  return GDK_EVENT_PROPAGATE;
}

/* Dialogs are windows of the application too: writing in one is activity. */
static void
watch_window (LoketLockGuard *self,
              GtkWindow      *window)
{
  GtkEventController *controller = gtk_event_controller_legacy_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_object (controller, "event", G_CALLBACK (event_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (window), controller);
}

static void
loket_lock_guard_dispose (GObject *object)
{
  LoketLockGuard *self = LOKET_LOCK_GUARD (object);

  loket_lock_guard_set_lock (self, NULL);
  g_clear_object (&self->page);
  G_OBJECT_CLASS (loket_lock_guard_parent_class)->dispose (object);
}

static void
loket_lock_guard_class_init (LoketLockGuardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = loket_lock_guard_dispose;

  /**
   * LoketLockGuard::covered:
   * @self: the guard
   *
   * loket_lock_guard_get_covered() tells another thing.
   */
  signals[COVERED] = g_signal_new ("covered", LOKET_TYPE_LOCK_GUARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  /**
   * LoketLockGuard::unlock:
   * @self: the guard
   * @passphrase: what was typed, for a profile that is not open
   *
   * Somebody wants to open the profile.
   */
  signals[UNLOCK] = g_signal_new ("unlock", LOKET_TYPE_LOCK_GUARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE);
}

static void
loket_lock_guard_init (LoketLockGuard *self)
{
  self->page = g_object_ref_sink (loket_lock_page_new ());
  g_signal_connect_object (self->page, "unlock", G_CALLBACK (page_unlock_cb), self, G_CONNECT_SWAPPED);
}

/**
 * loket_lock_guard_new:
 * @window: the window to guard, which has its application; outlives the guard
 *
 * Makes a guard of a window that shows its content.
 *
 * Returns: (transfer full): the guard
 */
LoketLockGuard *
loket_lock_guard_new (AdwApplicationWindow *window)
{
  LoketLockGuard *self = g_object_new (LOKET_TYPE_LOCK_GUARD, NULL);
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (window));

  self->window = window;
  watch_window (self, GTK_WINDOW (window));
  if (application != NULL)
    g_signal_connect_object (application, "window-added", G_CALLBACK (watch_window), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * loket_lock_guard_set_lock:
 * @self: a guard
 * @lock: (nullable): the lock of the session that the window shows
 *
 * Covers the window while the lock is locked, and tells it of activity.
 */
void
loket_lock_guard_set_lock (LoketLockGuard *self,
                           LoketLock      *lock)
{
  g_return_if_fail (LOKET_IS_LOCK_GUARD (self));

  if (self->lock != NULL)
    g_signal_handlers_disconnect_by_data (self->lock, self);
  g_set_object (&self->lock, lock);
  if (lock != NULL)
    g_signal_connect_object (lock, "notify::locked", G_CALLBACK (locked_cb), self, G_CONNECT_SWAPPED);
}

/**
 * loket_lock_guard_get_page:
 * @self: a guard
 *
 * Gets what is to be shown while the window is covered.
 *
 * Returns: (transfer none): the page
 */
GtkWidget *
loket_lock_guard_get_page (LoketLockGuard *self)
{
  g_return_val_if_fail (LOKET_IS_LOCK_GUARD (self), NULL);

  return self->page;
}

/**
 * loket_lock_guard_get_covered:
 * @self: a guard
 *
 * Tells whether the window's content is out of reach.
 *
 * Returns: whether it is
 */
gboolean
loket_lock_guard_get_covered (LoketLockGuard *self)
{
  g_return_val_if_fail (LOKET_IS_LOCK_GUARD (self), FALSE);

  return self->covered;
}

/**
 * loket_lock_guard_ask:
 * @self: a guard
 * @tries: how long to wait after wrong ones
 * @passphrase: whether a passphrase opens the profile
 * @kept: (nullable): what is in it
 *
 * Shows that the profile cannot be opened yet.
 */
void
loket_lock_guard_ask (LoketLockGuard         *self,
                      LoketTries             *tries,
                      gboolean                passphrase,
                      const LoketProfileKept *kept)
{
  g_return_if_fail (LOKET_IS_LOCK_GUARD (self));

  self->asking = TRUE;
  loket_lock_page_show_profile (LOKET_LOCK_PAGE (self->page), tries, passphrase, kept);
  set_covered (self, TRUE);
}

/**
 * loket_lock_guard_fail:
 * @self: a guard that asks
 * @error: why the profile did not open
 *
 * Says so on the page.
 */
void
loket_lock_guard_fail (LoketLockGuard *self,
                       const GError   *error)
{
  g_return_if_fail (LOKET_IS_LOCK_GUARD (self));

  loket_lock_page_fail (LOKET_LOCK_PAGE (self->page), error);
}

/**
 * loket_lock_guard_release:
 * @self: a guard
 *
 * Shows the content again, where a lock does not cover it.
 */
void
loket_lock_guard_release (LoketLockGuard *self)
{
  g_return_if_fail (LOKET_IS_LOCK_GUARD (self));

  self->asking = FALSE;
  if (self->lock == NULL || !loket_lock_get_locked (self->lock))
    set_covered (self, FALSE);
}
