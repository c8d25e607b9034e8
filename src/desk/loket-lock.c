/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-lock.h"

#include "loket-alarm.h"
#include "loket-desk-error.h"
#include "loket-session-key.h"

/**
 * LoketLock:
 *
 * Whether the desk is locked: it locks by itself when nobody touched it for some
 * minutes, or when it is told to, and the passphrase unlocks it. Without a
 * passphrase it never locks, and unlocks when the passphrase goes. The session
 * works on behind it: what was sent off is delivered.
 */
struct _LoketLock
{
  GObject       parent_instance;

  LoketSession *session;
  LoketClock   *clock;
  LoketTries   *tries;
  LoketAlarm   *alarm;
  guint         minutes; /* 0: never by itself */
  gint64        touched_us;
  gboolean      locked;
  gboolean      checking;
};

G_DEFINE_FINAL_TYPE (LoketLock, loket_lock, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_CAN_LOCK,
  PROP_LOCKED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
loket_lock_get_property (GObject    *object,
                         guint       id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  LoketLock *self = LOKET_LOCK (object);

  switch (id)
    {
    case PROP_CAN_LOCK:
      g_value_set_boolean (value, loket_lock_get_can_lock (self));
      break;
    case PROP_LOCKED:
      g_value_set_boolean (value, self->locked);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
loket_lock_dispose (GObject *object)
{
  LoketLock *self = LOKET_LOCK (object);

  g_clear_pointer (&self->alarm, loket_alarm_free);
  g_clear_object (&self->tries);
  g_clear_object (&self->session);
  g_clear_object (&self->clock);
  G_OBJECT_CLASS (loket_lock_parent_class)->dispose (object);
}

static void
loket_lock_class_init (LoketLockClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = loket_lock_get_property;
  object_class->dispose = loket_lock_dispose;
  /** LoketLock:can-lock: whether there is a passphrase. */
  properties[PROP_CAN_LOCK] = g_param_spec_boolean ("can-lock", NULL, NULL, FALSE, flags);
  /** LoketLock:locked: whether nothing but the lock may be shown. */
  properties[PROP_LOCKED] = g_param_spec_boolean ("locked", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
loket_lock_init (LoketLock *self)
{
}

static void
set_locked (LoketLock *self,
            gboolean   locked)
{
  if (self->locked == locked)
    return;

  self->locked = locked;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOCKED]);
}

/* Looks at the clock instead of counting on the alarm: activity comes far more
 * often than it goes off. */
static void
watch (gpointer user_data)
{
  LoketLock *self = user_data;
  gint64 limit = (gint64) self->minutes * 60 * G_USEC_PER_SEC;
  gint64 left = self->touched_us + limit - loket_clock_elapsed_us (self->clock);

  if (self->minutes == 0 || self->locked || !loket_lock_get_can_lock (self))
    loket_alarm_disarm (self->alarm);
  else if (left > 0)
    loket_alarm_arm (self->alarm, left);
  else
    set_locked (self, TRUE);
}

static void
passphrase_changed_cb (LoketLock *self)
{
  if (!loket_lock_get_can_lock (self))
    set_locked (self, FALSE);
  loket_lock_note_activity (self);
  watch (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_LOCK]);
}

/**
 * loket_lock_new:
 * @session: an open session
 *
 * Makes a lock that is open and does not lock by itself.
 *
 * Returns: (transfer full): the lock
 */
LoketLock *
loket_lock_new (LoketSession *session)
{
  LoketLock *self = NULL;
  g_autofree char *path = NULL;

  g_return_val_if_fail (LOKET_IS_SESSION (session), NULL);

  self = g_object_new (LOKET_TYPE_LOCK, NULL);
  self->session = g_object_ref (session);
  self->clock = g_object_ref (loket_session_get_clock (session));
  path = loket_session_dup_tries_path (session);
  self->tries = loket_tries_new (self->clock, path);
  self->alarm = loket_alarm_new (self->clock, watch, self);
  self->touched_us = loket_clock_elapsed_us (self->clock);
  g_signal_connect_object (session, "notify::has-passphrase", G_CALLBACK (passphrase_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/**
 * loket_lock_get_can_lock:
 * @self: a lock
 *
 * Tells whether there is a passphrase to unlock it with.
 *
 * Returns: whether it can be locked
 */
gboolean
loket_lock_get_can_lock (LoketLock *self)
{
  g_return_val_if_fail (LOKET_IS_LOCK (self), FALSE);

  return loket_session_get_has_passphrase (self->session);
}

/**
 * loket_lock_get_locked:
 * @self: a lock
 *
 * Tells whether it is locked.
 *
 * Returns: whether nothing of the session may be shown
 */
gboolean
loket_lock_get_locked (LoketLock *self)
{
  g_return_val_if_fail (LOKET_IS_LOCK (self), FALSE);

  return self->locked;
}

/**
 * loket_lock_get_tries:
 * @self: a lock
 *
 * Gets how long to wait after wrong passphrases.
 *
 * Returns: (transfer none): the tries
 */
LoketTries *
loket_lock_get_tries (LoketLock *self)
{
  g_return_val_if_fail (LOKET_IS_LOCK (self), NULL);

  return self->tries;
}

/**
 * loket_lock_set_minutes:
 * @self: a lock
 * @minutes: after how many without activity it locks; 0: never by itself
 *
 * Sets the limit; it counts from the last activity.
 */
void
loket_lock_set_minutes (LoketLock *self,
                        guint      minutes)
{
  g_return_if_fail (LOKET_IS_LOCK (self));

  self->minutes = minutes;
  watch (self);
}

/**
 * loket_lock_note_activity:
 * @self: a lock
 *
 * Somebody typed or moved the pointer. Cheap.
 */
void
loket_lock_note_activity (LoketLock *self)
{
  g_return_if_fail (LOKET_IS_LOCK (self));

  self->touched_us = loket_clock_elapsed_us (self->clock);
}

/**
 * loket_lock_lock:
 * @self: a lock
 *
 * Locks, where there is a passphrase.
 */
void
loket_lock_lock (LoketLock *self)
{
  g_return_if_fail (LOKET_IS_LOCK (self));

  if (!loket_lock_get_can_lock (self))
    return;
  loket_alarm_disarm (self->alarm);
  set_locked (self, TRUE);
}

static void
checked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  LoketLock *self = g_task_get_source_object (task);
  GError *error = NULL;

  self->checking = FALSE;
  if (!loket_session_check_passphrase_finish (LOKET_SESSION (source), result, &error))
    {
      if (g_error_matches (error, LOKET_VAULT_ERROR, LOKET_VAULT_ERROR_WRONG_PASSPHRASE))
        loket_tries_fail (self->tries);
      g_task_return_error (task, error);
      return;
    }
  loket_tries_reset (self->tries);
  loket_lock_note_activity (self);
  set_locked (self, FALSE);
  watch (self);
  g_task_return_boolean (task, TRUE);
}

/**
 * loket_lock_unlock_async:
 * @self: a lock
 * @passphrase: what was typed
 * @cancellable: (nullable): a cancellable
 * @callback: called with the result
 * @user_data: passed to @callback
 *
 * Unlocks with the right passphrase.
 */
void
loket_lock_unlock_async (LoketLock           *self,
                         const char          *passphrase,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (LOKET_IS_LOCK (self) && passphrase != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, loket_lock_unlock_async);
  if (self->checking || loket_tries_get_wait (self->tries) > 0)
    {
      g_task_return_new_error (task, LOKET_DESK_ERROR, LOKET_DESK_ERROR_BLOCKED, "Wait before the next try");
      return;
    }
  self->checking = TRUE;
  loket_session_check_passphrase_async (self->session, passphrase, cancellable, checked_cb, g_steal_pointer (&task));
}

/**
 * loket_lock_unlock_finish:
 * @self: a lock
 * @result: what the callback got
 * @error: return location for a #GError: %LOKET_VAULT_ERROR_WRONG_PASSPHRASE, or
 *   %LOKET_DESK_ERROR_BLOCKED while one has to wait
 *
 * Ends loket_lock_unlock_async().
 *
 * Returns: whether it is unlocked
 */
gboolean
loket_lock_unlock_finish (LoketLock     *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
