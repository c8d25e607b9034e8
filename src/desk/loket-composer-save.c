/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-composer.h"

#include "loket-composer-private.h"
#include "loket-text.h"

/* A pause in typing after which the draft is written, and the longest that
 * typing without a pause may put it off. A killed program may lose two seconds of
 * typing; the last half second is the disk's. */
#define REST_US   (400 * (G_USEC_PER_SEC / 1000))
#define BOUND_US  (1500 * (G_USEC_PER_SEC / 1000))
#define RETRY_US  (5 * G_USEC_PER_SEC)

static void start_save (LoketComposer *self);

static void
end_flushes (LoketComposer *self,
             const GError  *error)
{
  g_autoptr (GTask) task = NULL;

  while ((task = g_queue_pop_head (&self->flushes)) != NULL)
    {
      if (error != NULL)
        g_task_return_error (task, g_error_copy (error));
      else
        g_task_return_boolean (task, TRUE);
      g_clear_object (&task);
    }
}

/* What the store knows better: what the draft is based on and when it was saved. */
static void
take_stored (LoketComposer    *self,
             const LoketDraft *stored)
{
  self->draft->base_substance = stored->base_substance;
  self->draft->ack = MAX (self->draft->ack, stored->ack);
  self->draft->rev = stored->rev;
  self->draft->created_at = stored->created_at;
  self->draft->updated_at = stored->updated_at;
}

static void
save_failed (LoketComposer *self,
             GError        *error)
{
  g_autofree char *trouble = g_strdup (error->message);

  g_free (self->save_trouble);
  self->save_trouble = g_steal_pointer (&trouble);
  if (self->state != LOKET_COMPOSER_SENDING)
    _loket_composer_set_state (self, LOKET_COMPOSER_SAVE_FAILED);
  if (self->save_alarm != NULL)
    loket_alarm_arm (self->save_alarm, RETRY_US);
  end_flushes (self, error);
}

static void
nothing_left (LoketComposer *self,
              guint          number)
{
  self->saved = number;
  if (self->saved != self->content)
    {
      if (!g_queue_is_empty (&self->flushes))
        start_save (self);
      return;
    }

  if (self->state == LOKET_COMPOSER_CHANGED || self->state == LOKET_COMPOSER_SAVE_FAILED)
    _loket_composer_set_state (self, LOKET_COMPOSER_EMPTY);
  end_flushes (self, NULL);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  LoketComposer *self = LOKET_COMPOSER (source);
  guint number = GPOINTER_TO_UINT (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketDraft) stored = g_task_propagate_pointer (G_TASK (result), &error);

  self->saving = FALSE;
  if (stored == NULL)
    {
      save_failed (self, error);
      return;
    }

  self->saved = number;
  self->saved_at = loket_clock_now (self->clock);
  take_stored (self, stored);
  if (self->saved == self->content)
    {
      if (self->state == LOKET_COMPOSER_CHANGED || self->state == LOKET_COMPOSER_SAVE_FAILED)
        _loket_composer_set_state (self, LOKET_COMPOSER_SAVED);
      end_flushes (self, NULL);
    }
  else if (!g_queue_is_empty (&self->flushes))
    {
      start_save (self);
    }
}

/* Whoever deletes all of a draft does not want to find it in the list. */
static gboolean
is_nothing (LoketComposer *self)
{
  return self->draft->outcome == LOKET_OUTCOME_UNKNOWN && loket_text_is_blank (self->draft->text) &&
         !_loket_composer_has_files (self);
}

static void
emptied_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  LoketComposer *self = LOKET_COMPOSER (source);
  g_autoptr (GError) error = NULL;

  self->saving = FALSE;
  g_task_propagate_int (G_TASK (result), &error);
  if (error != NULL)
    {
      save_failed (self, error);
      return;
    }

  self->draft->rev = 0;
  nothing_left (self, GPOINTER_TO_UINT (user_data));
}

static void
save_nothing (LoketComposer *self)
{
  if (self->draft->rev == 0)
    {
      nothing_left (self, self->content);
      return;
    }

  self->saving = TRUE;
  LOKET_DRAFT_BOX_GET_IFACE (self->box)->discard (self->box, self->complaint->id,
                                                  g_task_new (self, NULL, emptied_cb,
                                                              GUINT_TO_POINTER (self->content)));
}

static void
start_save (LoketComposer *self)
{
  if (self->saving || self->saved == self->content)
    return;

  if (self->save_alarm != NULL)
    loket_alarm_disarm (self->save_alarm);
  if (is_nothing (self))
    {
      save_nothing (self);
      return;
    }

  self->saving = TRUE;
  LOKET_DRAFT_BOX_GET_IFACE (self->box)->save (self->box, self->draft,
                                               g_task_new (self, NULL, saved_cb, GUINT_TO_POINTER (self->content)));
}

/*< private >
 * _loket_composer_save_now:
 * @self: a composer
 *
 * Saves what is not saved yet, if no save is under way.
 */
void
_loket_composer_save_now (LoketComposer *self)
{
  start_save (self);
}

/*< private >
 * _loket_composer_save_alarm_cb:
 * @user_data: a composer
 *
 * Saves after a pause. A save that takes longer than the pause is waited for.
 */
void
_loket_composer_save_alarm_cb (gpointer user_data)
{
  LoketComposer *self = user_data;

  if (self->saving)
    loket_alarm_arm (self->save_alarm, REST_US);
  else
    start_save (self);
}

/*< private >
 * _loket_composer_save_soon:
 * @self: a composer whose content has just changed
 *
 * Sees to its being saved after a rest, but not later than the bound.
 */
void
_loket_composer_save_soon (LoketComposer *self)
{
  gint64 now_us = loket_clock_elapsed_us (self->clock);

  if (self->saved + 1 == self->content || !loket_alarm_is_armed (self->save_alarm))
    self->changed_us = now_us;
  loket_alarm_arm (self->save_alarm, MIN (REST_US, self->changed_us + BOUND_US - now_us));
}

/**
 * loket_composer_flush_async:
 * @self: a composer
 * @cancellable: (nullable): a cancellable
 * @callback: (nullable): called with the result
 * @user_data: passed to @callback
 *
 * Saves at once: when the focus leaves, before the window closes or the machine
 * sleeps.
 */
void
loket_composer_flush_async (LoketComposer       *self,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (LOKET_IS_COMPOSER (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, loket_composer_flush_async);
  if (self->saved == self->content)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  g_queue_push_tail (&self->flushes, g_steal_pointer (&task));
  start_save (self);
}

/**
 * loket_composer_flush_finish:
 * @self: a composer
 * @result: what the callback got
 * @error: return location for an error of the store, as for a full disk
 *
 * Ends loket_composer_flush_async().
 *
 * Returns: whether what is on screen is on disk
 */
gboolean
loket_composer_flush_finish (LoketComposer  *self,
                             GAsyncResult   *result,
                             GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
