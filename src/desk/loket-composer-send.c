/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-composer.h"

#include "loket-attachment-list-private.h"
#include "loket-composer-private.h"
#include "loket-desk-error.h"
#include "loket-limits.h"
#include "loket-text.h"

#include <glib/gi18n-lib.h>

static guint
count_stops (LoketComposer *self)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->findings));
  guint n = 0;

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (LoketFindingItem) item = g_list_model_get_item (G_LIST_MODEL (self->findings), i);

      n += loket_finding_item_stops_sending (item);
    }
  return n;
}

/* The first thing that stops the reply, in the order a person puts it right. */
static gboolean
check_sendable (LoketComposer  *self,
                GError        **error)
{
  guint n_stops = count_stops (self);

  if (self->state == LOKET_COMPOSER_LOADING)
    g_set_error (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_INCOMPLETE, _("The draft is being opened."));
  else if (self->state == LOKET_COMPOSER_SENDING)
    g_set_error (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_INCOMPLETE, _("The reply is being sent."));
  else if (!loket_complaint_is_open (self->complaint))
    g_set_error (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_NOT_OPEN,
                 _("The complaint is closed; it takes no more replies."));
  else if (loket_text_is_blank (self->draft->text))
    g_set_error (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_INCOMPLETE, _("Write the reply first."));
  else if (g_utf8_strlen (self->draft->text, -1) > LOKET_LIMIT_REPLY_CHARS)
    g_set_error (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_INCOMPLETE,
                 _("The reply is too long; %d characters are allowed."), LOKET_LIMIT_REPLY_CHARS);
  else if (self->draft->outcome == LOKET_OUTCOME_UNKNOWN)
    g_set_error (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_INCOMPLETE,
                 _("Choose what the reply says about the matter."));
  else if (!_loket_composer_check_files (self, error))
    return FALSE;
  else if (loket_composer_get_conflict (self))
    g_set_error (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_CONFLICT,
                 _("The complaint changed since you began; look at the change first."));
  else if (n_stops > 0)
    g_set_error (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_BLOCKED,
                 ngettext ("%u finding has to be put right, or sent anyway with a reason.",
                           "%u findings have to be put right, or sent anyway with a reason.", n_stops),
                 n_stops);
  else
    return TRUE;
  return FALSE;
}

/**
 * loket_composer_get_can_send:
 * @self: a composer
 *
 * Tells whether nothing that is known stops the reply. Sending checks the last
 * text once more.
 *
 * Returns: whether it can be sent
 */
gboolean
loket_composer_get_can_send (LoketComposer *self)
{
  g_return_val_if_fail (LOKET_IS_COMPOSER (self), FALSE);

  return check_sendable (self, NULL);
}

/**
 * loket_composer_dup_why_not:
 * @self: a composer
 *
 * Tells what stops the reply and what to do about it.
 *
 * Returns: (transfer full) (nullable): a sentence, %NULL when it can be sent
 */
char *
loket_composer_dup_why_not (LoketComposer *self)
{
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (LOKET_IS_COMPOSER (self), NULL);

  return check_sendable (self, &error) ? NULL : g_strdup (error->message);
}

/* The store took the draft away; the next text begins a new one. */
static void
begin_anew (LoketComposer *self)
{
  loket_draft_free (self->draft);
  self->draft = _loket_composer_new_draft (self);
  g_clear_pointer (&self->refusal, _loket_refusal_free);
  _loket_attachment_list_clear (self->attachments);
  self->content++;
  self->saved = self->content;
  _loket_composer_set_state (self, LOKET_COMPOSER_SENT);
  _loket_composer_notify (self, LOKET_COMPOSER_PROP_TEXT);
  _loket_composer_notify (self, LOKET_COMPOSER_PROP_OUTCOME);
  _loket_composer_notify (self, LOKET_COMPOSER_PROP_CONFLICT);
  _loket_composer_check_soon (self);
}

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  LoketComposer *self = LOKET_COMPOSER (source);
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  char *reply_id = g_task_propagate_pointer (G_TASK (result), &error);

  if (reply_id == NULL)
    {
      _loket_composer_set_state (self, LOKET_COMPOSER_CHANGED);
      self->content++;
      _loket_composer_save_soon (self);
      g_task_return_error (task, error);
      return;
    }

  begin_anew (self);
  g_task_return_pointer (task, reply_id, g_free);
}

/* A save that is under way reaches the disk before the reply does, since the
 * store does one thing after the other; no later one may follow it. */
static void
freeze (LoketComposer *self,
        GTask         *task)
{
  g_autoptr (GPtrArray) attachments = _loket_attachment_list_dup_kept (self->attachments);

  if (self->save_alarm != NULL)
    loket_alarm_disarm (self->save_alarm);
  _loket_composer_set_state (self, LOKET_COMPOSER_SENDING);
  LOKET_DRAFT_BOX_GET_IFACE (self->box)->send (self->box, self->draft, attachments, self->complaint,
                                               g_task_new (self, NULL, sent_cb, task));
}

static void
checked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  LoketComposer *self = LOKET_COMPOSER (source);
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (loket_composer_check_finish (self, result, &error) && check_sendable (self, &error))
    freeze (self, g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

/**
 * loket_composer_send_async:
 * @self: a composer
 * @cancellable: (nullable): a cancellable; heeded until the reply is frozen
 * @callback: called with the result
 * @user_data: passed to @callback
 *
 * Checks the last text, freezes it as a reply and queues it durably, online or
 * not. Afterwards the composer is empty, for a further reply.
 */
void
loket_composer_send_async (LoketComposer       *self,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  GError *error = NULL;

  g_return_if_fail (LOKET_IS_COMPOSER (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_source_tag (task, loket_composer_send_async);
  if (!loket_composer_get_checking (self) && !check_sendable (self, &error))
    g_task_return_error (task, error);
  else
    loket_composer_check_async (self, cancellable, checked_cb, g_steal_pointer (&task));
}

/**
 * loket_composer_send_finish:
 * @self: a composer
 * @result: what the callback got
 * @error: return location for a %LOKET_DESK_ERROR that says what stops it, or an
 *   error of the store; the text is then still here
 *
 * Ends loket_composer_send_async().
 *
 * Returns: (transfer full): the reply's id, or %NULL
 */
char *
loket_composer_send_finish (LoketComposer  *self,
                            GAsyncResult   *result,
                            GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* What was written while the draft went away is a new one. */
static void
discarded_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  LoketComposer *self = LOKET_COMPOSER (source);
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  gint64 handle = g_task_propagate_int (G_TASK (result), &error);

  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  if (self->saved != self->content)
    {
      self->draft->rev = 0;
      g_task_return_boolean (task, TRUE);
      return;
    }

  _loket_attachment_list_clear (self->attachments);
  _loket_composer_show_draft (self, _loket_composer_new_draft (self));
  self->discard_handle = handle;
  _loket_composer_notify (self, LOKET_COMPOSER_PROP_CAN_UNDO_DISCARD);
  g_task_return_boolean (task, TRUE);
}

static void
flushed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  LoketComposer *self = LOKET_COMPOSER (source);
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (!loket_composer_flush_finish (self, result, &error))
    g_task_return_error (task, error);
  else if (self->draft->rev == 0)
    g_task_return_boolean (task, TRUE);
  else
    LOKET_DRAFT_BOX_GET_IFACE (self->box)->discard (self->box, self->complaint->id,
                                                    g_task_new (self, NULL, discarded_cb,
                                                                g_steal_pointer (&task)));
}

/**
 * loket_composer_discard_async:
 * @self: a composer
 * @cancellable: (nullable): a cancellable
 * @callback: (nullable): called with the result
 * @user_data: passed to @callback
 *
 * Puts the draft away, such as it is on screen: it is saved first, so that it
 * can be brought back whole.
 */
void
loket_composer_discard_async (LoketComposer       *self,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  GTask *task = NULL;

  g_return_if_fail (LOKET_IS_COMPOSER (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, loket_composer_discard_async);
  loket_composer_flush_async (self, cancellable, flushed_cb, task);
}

/**
 * loket_composer_discard_finish:
 * @self: a composer
 * @result: what the callback got
 * @error: return location for an error of the store
 *
 * Ends loket_composer_discard_async().
 *
 * Returns: whether the composer is empty now
 */
gboolean
loket_composer_discard_finish (LoketComposer  *self,
                               GAsyncResult   *result,
                               GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * loket_composer_get_can_undo_discard:
 * @self: a composer
 *
 * Tells whether the discarded draft can come back.
 *
 * Returns: whether it can; no longer once something new was written
 */
gboolean
loket_composer_get_can_undo_discard (LoketComposer *self)
{
  g_return_val_if_fail (LOKET_IS_COMPOSER (self), FALSE);

  return self->discard_handle != 0;
}

static void
restored_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  LoketComposer *self = LOKET_COMPOSER (source);
  g_autoptr (GError) error = NULL;
  LoketDraft *draft = g_task_propagate_pointer (G_TASK (result), &error);

  if (draft != NULL)
    {
      _loket_composer_show_draft (self, draft);
      _loket_composer_load_refusal (self, g_task_new (self, NULL, NULL, NULL));
    }
  else
    g_debug ("The draft was not brought back: %s", error->message);
}

/**
 * loket_composer_undo_discard:
 * @self: a composer
 *
 * Brings the discarded draft back; the text is notified when it is there.
 */
void
loket_composer_undo_discard (LoketComposer *self)
{
  gint64 handle;

  g_return_if_fail (LOKET_IS_COMPOSER (self));

  handle = self->discard_handle;
  if (handle == 0)
    return;

  self->discard_handle = 0;
  _loket_composer_notify (self, LOKET_COMPOSER_PROP_CAN_UNDO_DISCARD);
  LOKET_DRAFT_BOX_GET_IFACE (self->box)->restore (self->box, handle, g_task_new (self, NULL, restored_cb, NULL));
}
