/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-composer.h"

#include <glib/gi18n-lib.h>

#include "loket-attachment-error.h"
#include "loket-attachment-intake.h"
#include "loket-attachment-item-private.h"
#include "loket-attachment-list-private.h"
#include "loket-composer-private.h"
#include "loket-desk-error.h"
#include "loket-limits.h"
#include "loket-text.h"
#include "loket-words-attachment.h"

/*
 * The files of a draft. Each is copied, cleaned and sealed when it is added, so
 * that the draft does not depend on the file it came from:
 *
 *     add ─▶ checking ─▶ intake (a thread) ─▶ kept by the box ─▶ ready
 *                    └─▶ refused, with why; in nobody's way but that of sending
 */

typedef struct
{
  LoketAttachmentItem *item;
  LoketIntake         *intake;
} Adding;

static void
adding_free (Adding *adding)
{
  g_clear_object (&adding->item);
  g_clear_pointer (&adding->intake, _loket_intake_free);
  g_free (adding);
}

static void
get_limits (LoketComposer         *self,
            LoketAttachmentLimits *limits)
{
  LoketDraftBoxInterface *iface = LOKET_DRAFT_BOX_GET_IFACE (self->box);

  loket_attachment_limits_init (limits);
  if (iface->get_limits != NULL)
    iface->get_limits (self->box, limits);
}

static guint
count_not_refused (LoketComposer *self)
{
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->attachments)); i++)
    n += loket_attachment_item_get_state (loket_attachment_list_get (self->attachments, i)) !=
         LOKET_ATTACHMENT_STATE_REFUSED;
  return n;
}

/*< private >
 * _loket_composer_has_files:
 * @self: a composer
 *
 * Tells whether the draft has files, or is getting one.
 *
 * Returns: whether it has
 */
gboolean
_loket_composer_has_files (LoketComposer *self)
{
  return count_not_refused (self) > 0;
}

static gboolean
can_write (LoketComposer *self)
{
  return self->state != LOKET_COMPOSER_LOADING && self->state != LOKET_COMPOSER_SENDING;
}

/* What stops a further file, whatever it is. */
static gboolean
check_room (LoketComposer  *self,
            GError        **error)
{
  LoketAttachmentLimits limits;

  get_limits (self, &limits);
  if (!can_write (self))
    g_set_error (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_INCOMPLETE, _("The draft is being opened."));
  else if (LOKET_DRAFT_BOX_GET_IFACE (self->box)->keep_file == NULL || limits.per_reply == 0)
    g_set_error (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_ATTACHMENT,
                 _("This hub does not take attachments."));
  else if (count_not_refused (self) >= limits.per_reply)
    g_set_error (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_ATTACHMENT,
                 ngettext ("A reply can have %u file.", "A reply can have %u files.", limits.per_reply),
                 limits.per_reply);
  else
    return TRUE;
  return FALSE;
}

static void
refuse (GTask  *task,
        GError *error)
{
  LoketComposer *self = g_task_get_source_object (task);
  Adding *adding = g_task_get_task_data (task);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    _loket_attachment_list_remove (self->attachments, adding->item);
  else
    _loket_attachment_item_set_state (adding->item, LOKET_ATTACHMENT_STATE_REFUSED, error->message);
  _loket_attachment_item_set_cancellable (adding->item, NULL);
  if (can_write (self))
    _loket_composer_content_changed (self);
  g_task_return_error (task, error);
}

static void
dropped_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_debug ("The file stays for now: %s", error->message);
}

static void
drop (LoketComposer *self,
      const char    *id)
{
  LOKET_DRAFT_BOX_GET_IFACE (self->box)->drop_file (self->box, id, g_task_new (self, NULL, dropped_cb, NULL));
}

static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  LoketComposer *self = LOKET_COMPOSER (source);
  g_autoptr (GTask) task = user_data;
  Adding *adding = g_task_get_task_data (task);
  g_autoptr (GError) cause = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &cause))
    {
      refuse (task, g_error_new (LOKET_DESK_ERROR, LOKET_DESK_ERROR_ATTACHMENT,
                                 /* TRANSLATORS: %s is the computer's message. */
                                 _("The file could not be kept on this computer. %s"), cause->message));
      return;
    }
  if (_loket_attachment_item_is_cancelled (adding->item))
    {
      drop (self, adding->intake->attachment->id);
      refuse (task, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "The file was taken out"));
      return;
    }

  _loket_attachment_item_set_cancellable (adding->item, NULL);
  _loket_attachment_item_set_content (adding->item, adding->intake->attachment, adding->intake->removed);
  _loket_attachment_item_set_state (adding->item, LOKET_ATTACHMENT_STATE_READY, NULL);
  if (can_write (self))
    _loket_composer_content_changed (self);
  g_task_return_pointer (task, g_object_ref (adding->item), g_object_unref);
}

/* The file with the same content that the draft has already, if it has one. */
static LoketAttachmentItem *
find_same (LoketComposer         *self,
           const LoketAttachment *attachment)
{
  LoketAttachmentItem *item;

  for (guint i = 0; (item = loket_attachment_list_get (self->attachments, i)) != NULL; i++)
    if (loket_attachment_item_get_state (item) == LOKET_ATTACHMENT_STATE_READY &&
        g_strcmp0 (loket_attachment_item_get_attachment (item)->sha256, attachment->sha256) == 0)
      return item;
  return NULL;
}

static void
taken_in_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  LoketComposer *self = g_task_get_source_object (task);
  Adding *adding = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GError) cause = NULL;
  LoketAttachmentItem *same;

  adding->intake = _loket_intake_finish (result, &cause);
  if (adding->intake == NULL && g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    error = g_steal_pointer (&cause);
  else if (adding->intake == NULL)
    {
      LoketAttachmentLimits limits;
      g_autofree char *words = NULL;

      get_limits (self, &limits);
      words = loket_words_attachment_error (cause, &limits);
      _loket_attachment_item_set_may_keep (adding->item, g_error_matches (cause, LOKET_ATTACHMENT_ERROR,
                                                                          LOKET_ATTACHMENT_ERROR_NOT_CLEANED));
      error = g_error_new_literal (LOKET_DESK_ERROR, LOKET_DESK_ERROR_ATTACHMENT, words);
    }
  if (error != NULL)
    {
      refuse (task, error);
      return;
    }
  same = find_same (self, adding->intake->attachment);
  if (same != NULL)
    {
      _loket_attachment_list_remove (self->attachments, adding->item);
      g_task_return_pointer (task, g_object_ref (same), g_object_unref);
      return;
    }

  LOKET_DRAFT_BOX_GET_IFACE (self->box)->keep_file (self->box, self->complaint->id,
                                                    adding->intake->attachment, adding->intake->removed,
                                                    adding->intake->bytes,
                                                    g_task_new (self, NULL, kept_cb, g_object_ref (task)));
}

static void
cancel_cb (GCancellable *outer,
           gpointer      inner)
{
  g_cancellable_cancel (inner);
}

/**
 * loket_composer_add_file_async:
 * @self: a composer
 * @file: a file of the officer's; it is read now, and never again
 * @cancellable: (nullable): stops it; loket_composer_remove_attachment() does too
 * @callback: (nullable): called with the result
 * @user_data: passed to @callback
 *
 * Attaches a file to the draft. It is in #LoketComposer's list at once, first as
 * being checked. Photos lose what they say about place, device and time, unless
 * loket_composer_set_keep_metadata() said otherwise. What the draft has already is
 * there once.
 */
void
loket_composer_add_file_async (LoketComposer       *self,
                               GFile               *file,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GCancellable) inner = NULL;
  g_autofree char *raw_name = NULL;
  g_autofree char *name = NULL;
  LoketAttachmentLimits limits;
  Adding *adding;
  GError *error = NULL;

  g_return_if_fail (LOKET_IS_COMPOSER (self) && G_IS_FILE (file));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, loket_composer_add_file_async);
  g_task_set_check_cancellable (task, FALSE);
  if (!check_room (self, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  raw_name = g_file_get_basename (file);
  name = loket_text_to_line (raw_name, LOKET_LIMIT_ATTACHMENT_NAME_BYTES);
  inner = g_cancellable_new ();
  if (cancellable != NULL)
    g_cancellable_connect (cancellable, G_CALLBACK (cancel_cb), g_object_ref (inner), g_object_unref);
  adding = g_new0 (Adding, 1);
  adding->item = _loket_attachment_item_new_pending (name);
  _loket_attachment_item_set_cancellable (adding->item, inner);
  g_task_set_task_data (task, adding, (GDestroyNotify) adding_free);
  _loket_attachment_list_add (self->attachments, adding->item);
  _loket_composer_content_changed (self);
  get_limits (self, &limits);
  _loket_intake_async (file, &limits, self->keep_metadata, inner, taken_in_cb, g_steal_pointer (&task));
}

/**
 * loket_composer_add_file_finish:
 * @self: a composer
 * @result: what the callback got
 * @error: return location for a %LOKET_DESK_ERROR_ATTACHMENT that says why the
 *   file is not attached, or an error of the store
 *
 * Ends loket_composer_add_file_async(). A file that is refused stays in the list,
 * with the reason as its notice, until it is removed.
 *
 * Returns: (transfer full): the file, kept; or %NULL
 */
LoketAttachmentItem *
loket_composer_add_file_finish (LoketComposer  *self,
                                GAsyncResult   *result,
                                GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * loket_composer_remove_attachment:
 * @self: a composer that is neither loading nor sending
 * @item: a file of its list
 *
 * Takes a file out of the draft; one that is being checked is stopped.
 */
void
loket_composer_remove_attachment (LoketComposer       *self,
                                  LoketAttachmentItem *item)
{
  g_autoptr (LoketAttachmentItem) kept = NULL;

  g_return_if_fail (LOKET_IS_COMPOSER (self) && LOKET_IS_ATTACHMENT_ITEM (item));
  g_return_if_fail (can_write (self));

  kept = g_object_ref (item); /* the list may have the last reference */
  if (loket_attachment_item_get_state (item) == LOKET_ATTACHMENT_STATE_CHECKING)
    {
      _loket_attachment_item_cancel (item);
      return;
    }
  if (!_loket_attachment_list_remove (self->attachments, item))
    return;
  if (loket_attachment_item_get_state (item) == LOKET_ATTACHMENT_STATE_READY)
    drop (self, loket_attachment_item_get_attachment (item)->id);
  _loket_composer_content_changed (self);
}

/**
 * loket_composer_get_attachments:
 * @self: a composer
 *
 * Gives the files of the draft.
 *
 * Returns: (transfer none): the same list for the composer's life
 */
LoketAttachmentList *
loket_composer_get_attachments (LoketComposer *self)
{
  g_return_val_if_fail (LOKET_IS_COMPOSER (self), NULL);

  return self->attachments;
}

/**
 * loket_composer_get_can_attach:
 * @self: a composer
 *
 * Tells whether the draft has room for a further file.
 *
 * Returns: whether it has
 */
gboolean
loket_composer_get_can_attach (LoketComposer *self)
{
  g_return_val_if_fail (LOKET_IS_COMPOSER (self), FALSE);

  return check_room (self, NULL);
}

/**
 * loket_composer_dup_attachment_limits:
 * @self: a composer
 *
 * Tells what may be attached, before a file is chosen.
 *
 * Returns: (transfer full): a sentence
 */
char *
loket_composer_dup_attachment_limits (LoketComposer *self)
{
  LoketAttachmentLimits limits;

  g_return_val_if_fail (LOKET_IS_COMPOSER (self), NULL);

  get_limits (self, &limits);
  return loket_words_attachment_limits (&limits);
}

/**
 * loket_composer_set_keep_metadata:
 * @self: a composer
 * @keep_metadata: whether photos that are added from now on stay as they are
 *
 * Keeps what photos say about place, device and time: an act of the officer's,
 * never the default.
 */
void
loket_composer_set_keep_metadata (LoketComposer *self,
                                  gboolean       keep_metadata)
{
  g_return_if_fail (LOKET_IS_COMPOSER (self));

  self->keep_metadata = keep_metadata;
}

/**
 * loket_composer_get_keep_metadata:
 * @self: a composer
 *
 * Tells whether photos that are added stay as they are.
 *
 * Returns: whether they do
 */
gboolean
loket_composer_get_keep_metadata (LoketComposer *self)
{
  g_return_val_if_fail (LOKET_IS_COMPOSER (self), FALSE);

  return self->keep_metadata;
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  LoketComposer *self = LOKET_COMPOSER (source);
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (GPtrArray) files = g_task_propagate_pointer (G_TASK (result), &error);

  if (files == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  _loket_attachment_list_clear (self->attachments);
  for (guint i = 0; i < files->len; i++)
    {
      g_autoptr (LoketAttachmentItem) item = _loket_attachment_item_new_stored (g_ptr_array_index (files, i));

      _loket_attachment_list_add (self->attachments, item);
    }
  /* Files that were kept before their draft was, when the program ended. */
  if (files->len > 0 && self->state == LOKET_COMPOSER_EMPTY)
    _loket_composer_content_changed (self);
  _loket_composer_notify (self, LOKET_COMPOSER_PROP_CAN_SEND);
  g_task_return_boolean (task, TRUE);
}

/*< private >
 * _loket_composer_load_files:
 * @self: a composer whose draft has just been read
 * @task: (transfer full): of boolean, told when the files are there
 *
 * Reads which files the draft has.
 */
void
_loket_composer_load_files (LoketComposer *self,
                            GTask         *task)
{
  LoketDraftBoxInterface *iface = LOKET_DRAFT_BOX_GET_IFACE (self->box);

  if (iface->list_files == NULL)
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }
  iface->list_files (self->box, self->complaint->id, g_task_new (self, NULL, listed_cb, task));
}

/*< private >
 * _loket_composer_check_files:
 * @self: a composer
 * @error: return location for a %LOKET_DESK_ERROR
 *
 * Tells whether every file that the officer chose goes with the reply: it is
 * never sent without one.
 *
 * Returns: whether none is missing
 */
gboolean
_loket_composer_check_files (LoketComposer  *self,
                             GError        **error)
{
  if (loket_attachment_list_get_busy (self->attachments))
    g_set_error (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_INCOMPLETE,
                 _("A file is still being prepared."));
  else if (count_not_refused (self) < g_list_model_get_n_items (G_LIST_MODEL (self->attachments)))
    g_set_error (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_INCOMPLETE,
                 _("A file could not be attached; remove it or choose another."));
  else
    return TRUE;
  return FALSE;
}
