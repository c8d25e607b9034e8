/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-attachment-item.h"

#include <glib/gi18n-lib.h>

#include "loket-attachment-item-private.h"
#include "loket-attachment-type.h"
#include "loket-words-attachment.h"

/**
 * LoketAttachmentItem:
 *
 * One file for the screen: of a draft, of a reply on its way or of an entry of a
 * conversation. Belongs to the main thread.
 */
struct _LoketAttachmentItem
{
  GObject              parent_instance;

  LoketAttachment     *attachment; /* while it is checked, only its name is true */
  char                *complaint_id;
  guint                removed;
  gboolean             may_keep;
  LoketAttachmentState state;
  double               progress;
  char                *notice;
  GCancellable        *cancellable;
};

enum
{
  PROP_0,
  PROP_NAME,
  PROP_STATE,
  PROP_PROGRESS,
  PROP_NOTICE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (LoketAttachmentItem, loket_attachment_item, G_TYPE_OBJECT)

static const GEnumValue state_values[] = {
  { LOKET_ATTACHMENT_STATE_CHECKING, "LOKET_ATTACHMENT_STATE_CHECKING", "checking" },
  { LOKET_ATTACHMENT_STATE_READY, "LOKET_ATTACHMENT_STATE_READY", "ready" },
  { LOKET_ATTACHMENT_STATE_REFUSED, "LOKET_ATTACHMENT_STATE_REFUSED", "refused" },
  { LOKET_ATTACHMENT_STATE_WAITING, "LOKET_ATTACHMENT_STATE_WAITING", "waiting" },
  { LOKET_ATTACHMENT_STATE_UPLOADING, "LOKET_ATTACHMENT_STATE_UPLOADING", "uploading" },
  { LOKET_ATTACHMENT_STATE_SENT, "LOKET_ATTACHMENT_STATE_SENT", "sent" },
  { LOKET_ATTACHMENT_STATE_REMOTE, "LOKET_ATTACHMENT_STATE_REMOTE", "remote" },
  { LOKET_ATTACHMENT_STATE_DOWNLOADING, "LOKET_ATTACHMENT_STATE_DOWNLOADING", "downloading" },
  { LOKET_ATTACHMENT_STATE_DOWNLOADED, "LOKET_ATTACHMENT_STATE_DOWNLOADED", "downloaded" },
  { 0, NULL, NULL },
};

/**
 * loket_attachment_state_get_type:
 *
 * Registers the enumeration, for properties.
 *
 * Returns: its type
 */
GType
loket_attachment_state_get_type (void)
{
  static gsize type;

  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("LoketAttachmentState", state_values));
  return type;
}

static void
loket_attachment_item_get_property (GObject    *object,
                                    guint       id,
                                    GValue     *value,
                                    GParamSpec *pspec)
{
  LoketAttachmentItem *self = LOKET_ATTACHMENT_ITEM (object);

  switch (id)
    {
    case PROP_NAME:
      g_value_set_string (value, self->attachment->name);
      break;
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case PROP_PROGRESS:
      g_value_set_double (value, self->progress);
      break;
    case PROP_NOTICE:
      g_value_set_string (value, self->notice);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
loket_attachment_item_finalize (GObject *object)
{
  LoketAttachmentItem *self = LOKET_ATTACHMENT_ITEM (object);

  g_clear_pointer (&self->attachment, loket_attachment_unref);
  g_clear_object (&self->cancellable);
  g_free (self->complaint_id);
  g_free (self->notice);
  G_OBJECT_CLASS (loket_attachment_item_parent_class)->finalize (object);
}

static void
loket_attachment_item_class_init (LoketAttachmentItemClass *klass)
{
  const GParamFlags r = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = loket_attachment_item_get_property;
  object_class->finalize = loket_attachment_item_finalize;

  /** LoketAttachmentItem:name: what people call it; size and type change with it. */
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, r);
  /** LoketAttachmentItem:state: where it is. */
  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, LOKET_TYPE_ATTACHMENT_STATE,
                                              LOKET_ATTACHMENT_STATE_CHECKING, r);
  /** LoketAttachmentItem:progress: how much of it went or came, 0 to 1; below 0
   * where that is not known. */
  properties[PROP_PROGRESS] = g_param_spec_double ("progress", NULL, NULL, -1, 1, -1, r);
  /** LoketAttachmentItem:notice: a sentence about it: what was taken out of a
   * photo, or why it is refused; %NULL for none. */
  properties[PROP_NOTICE] = g_param_spec_string ("notice", NULL, NULL, NULL, r);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
loket_attachment_item_init (LoketAttachmentItem *self)
{
  self->progress = -1;
}

/*< private >
 * _loket_attachment_item_new_pending:
 * @name: (nullable): what the file is called
 *
 * Makes an item of a file that is being read.
 *
 * Returns: (transfer full): the item, in state checking
 */
LoketAttachmentItem *
_loket_attachment_item_new_pending (const char *name)
{
  LoketAttachmentItem *self = g_object_new (LOKET_TYPE_ATTACHMENT_ITEM, NULL);

  self->attachment = loket_attachment_new (NULL, NULL, 0, name, NULL);
  return self;
}

/*< private >
 * _loket_attachment_item_new_stored:
 * @stored: a file of the officer's
 *
 * Makes an item of a file that is kept on this computer.
 *
 * Returns: (transfer full): the item: ready in a draft, else waiting or sent
 */
LoketAttachmentItem *
_loket_attachment_item_new_stored (const LoketStoredAttachment *stored)
{
  LoketAttachmentItem *self = g_object_new (LOKET_TYPE_ATTACHMENT_ITEM, NULL);

  self->complaint_id = g_strdup (stored->complaint_id);
  _loket_attachment_item_set_content (self, stored->attachment, stored->removed);
  if (stored->reply_id == NULL)
    self->state = LOKET_ATTACHMENT_STATE_READY;
  else
    self->state = stored->complete ? LOKET_ATTACHMENT_STATE_SENT : LOKET_ATTACHMENT_STATE_WAITING;
  if (stored->reply_id != NULL)
    self->progress = (double) stored->sent / (double) MAX (stored->attachment->size, 1);
  return self;
}

/*< private >
 * _loket_attachment_item_new_remote:
 * @attachment: what the hub tells of a file
 * @complaint_id: whose conversation it is in
 *
 * Makes an item of a file that the hub has.
 *
 * Returns: (transfer full): the item, in state remote
 */
LoketAttachmentItem *
_loket_attachment_item_new_remote (LoketAttachment *attachment,
                                   const char      *complaint_id)
{
  LoketAttachmentItem *self = g_object_new (LOKET_TYPE_ATTACHMENT_ITEM, NULL);

  self->complaint_id = g_strdup (complaint_id);
  self->state = LOKET_ATTACHMENT_STATE_REMOTE;
  _loket_attachment_item_set_content (self, attachment, 0);
  return self;
}

/*< private >
 * _loket_attachment_item_set_content:
 * @self: an item
 * @attachment: what it is
 * @removed: #LoketAttachmentRemoved, what was taken out of it
 *
 * Tells what the file turned out to be.
 */
void
_loket_attachment_item_set_content (LoketAttachmentItem *self,
                                    LoketAttachment     *attachment,
                                    guint                removed)
{
  loket_attachment_ref (attachment);
  g_clear_pointer (&self->attachment, loket_attachment_unref);
  self->attachment = attachment;
  self->removed = removed;
  g_free (self->notice);
  self->notice = loket_words_attachment_removed (removed);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NAME]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NOTICE]);
}

/*< private >
 * _loket_attachment_item_set_state:
 * @self: an item
 * @state: where it is now
 * @notice: (nullable): a sentence to show instead of the one that it has; %NULL
 *   leaves that
 *
 * Tells where the file is.
 */
void
_loket_attachment_item_set_state (LoketAttachmentItem *self,
                                  LoketAttachmentState state,
                                  const char          *notice)
{
  if (notice != NULL && g_strcmp0 (self->notice, notice) != 0)
    {
      g_free (self->notice);
      self->notice = g_strdup (notice);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NOTICE]);
    }
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

/*< private >
 * _loket_attachment_item_set_may_keep:
 * @self: an item
 * @may_keep: whether only its metadata stand in its way
 *
 * Tells whether a photo that is refused may go as it is, by an explicit act.
 */
void
_loket_attachment_item_set_may_keep (LoketAttachmentItem *self,
                                     gboolean             may_keep)
{
  self->may_keep = may_keep;
}

/*< private >
 * _loket_attachment_item_set_progress:
 * @self: an item
 * @progress: 0 to 1, below 0 for unknown
 *
 * Tells how much of the file went or came.
 */
void
_loket_attachment_item_set_progress (LoketAttachmentItem *self,
                                     double               progress)
{
  self->progress = CLAMP (progress, -1, 1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRESS]);
}

/*< private >
 * _loket_attachment_item_get_complaint_id:
 * @self: an item
 *
 * Tells what the file is about.
 *
 * Returns: (transfer none) (nullable): the complaint's id
 */
const char *
_loket_attachment_item_get_complaint_id (LoketAttachmentItem *self)
{
  return self->complaint_id;
}

/*< private >
 * _loket_attachment_item_set_cancellable:
 * @self: an item
 * @cancellable: (nullable): what stops the reading or fetching under way
 *
 * Remembers how to stop.
 */
void
_loket_attachment_item_set_cancellable (LoketAttachmentItem *self,
                                        GCancellable        *cancellable)
{
  g_set_object (&self->cancellable, cancellable);
}

/*< private >
 * _loket_attachment_item_cancel:
 * @self: an item
 *
 * Stops what is under way, if anything is.
 */
void
_loket_attachment_item_cancel (LoketAttachmentItem *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

/*< private >
 * _loket_attachment_item_is_cancelled:
 * @self: an item
 *
 * Tells whether what is under way was stopped.
 *
 * Returns: whether it was
 */
gboolean
_loket_attachment_item_is_cancelled (LoketAttachmentItem *self)
{
  return self->cancellable != NULL && g_cancellable_is_cancelled (self->cancellable);
}

/**
 * loket_attachment_item_get_name:
 * @self: an item
 *
 * Tells what people call the file.
 *
 * Returns: (transfer none): the name
 */
const char *
loket_attachment_item_get_name (LoketAttachmentItem *self)
{
  g_return_val_if_fail (LOKET_IS_ATTACHMENT_ITEM (self), NULL);

  return self->attachment->name;
}

/**
 * loket_attachment_item_get_media_type:
 * @self: an item
 *
 * Tells the media type that the content has.
 *
 * Returns: (transfer none) (nullable): as `image/jpeg`; %NULL while it is checked
 */
const char *
loket_attachment_item_get_media_type (LoketAttachmentItem *self)
{
  g_return_val_if_fail (LOKET_IS_ATTACHMENT_ITEM (self), NULL);

  return self->attachment->type;
}

/**
 * loket_attachment_item_get_size:
 * @self: an item
 *
 * Tells how large the file is.
 *
 * Returns: bytes, 0 while it is checked
 */
gint64
loket_attachment_item_get_size (LoketAttachmentItem *self)
{
  g_return_val_if_fail (LOKET_IS_ATTACHMENT_ITEM (self), 0);

  return self->attachment->size;
}

/**
 * loket_attachment_item_get_state:
 * @self: an item
 *
 * Tells where the file is.
 *
 * Returns: the state
 */
LoketAttachmentState
loket_attachment_item_get_state (LoketAttachmentItem *self)
{
  g_return_val_if_fail (LOKET_IS_ATTACHMENT_ITEM (self), LOKET_ATTACHMENT_STATE_REFUSED);

  return self->state;
}

/**
 * loket_attachment_item_get_progress:
 * @self: an item
 *
 * Tells how much of the file went or came.
 *
 * Returns: 0 to 1, below 0 where that is not known
 */
double
loket_attachment_item_get_progress (LoketAttachmentItem *self)
{
  g_return_val_if_fail (LOKET_IS_ATTACHMENT_ITEM (self), -1);

  return self->progress;
}

/**
 * loket_attachment_item_get_notice:
 * @self: an item
 *
 * Tells what there is to say about the file.
 *
 * Returns: (transfer none) (nullable): a sentence
 */
const char *
loket_attachment_item_get_notice (LoketAttachmentItem *self)
{
  g_return_val_if_fail (LOKET_IS_ATTACHMENT_ITEM (self), NULL);

  return self->notice;
}

/**
 * loket_attachment_item_get_is_photo:
 * @self: an item
 *
 * Tells whether it is a photo, so that metadata is a question at all.
 *
 * Returns: whether it is
 */
gboolean
loket_attachment_item_get_is_photo (LoketAttachmentItem *self)
{
  g_return_val_if_fail (LOKET_IS_ATTACHMENT_ITEM (self), FALSE);

  return self->attachment->type != NULL && loket_attachment_is_photo_type (self->attachment->type);
}

/**
 * loket_attachment_item_get_may_keep:
 * @self: an item
 *
 * Tells whether the file can be attached as it was: a photo that was cleaned, or
 * one that is refused because it cannot be.
 *
 * Returns: whether it can
 */
gboolean
loket_attachment_item_get_may_keep (LoketAttachmentItem *self)
{
  g_return_val_if_fail (LOKET_IS_ATTACHMENT_ITEM (self), FALSE);

  return self->may_keep || self->removed != 0;
}

/**
 * loket_attachment_item_get_removed:
 * @self: an item
 *
 * Tells what was taken out of a photo; the notice says it in words.
 *
 * Returns: #LoketAttachmentRemoved values together, 0 for nothing
 */
guint
loket_attachment_item_get_removed (LoketAttachmentItem *self)
{
  g_return_val_if_fail (LOKET_IS_ATTACHMENT_ITEM (self), 0);

  return self->removed;
}

/**
 * loket_attachment_item_get_attachment:
 * @self: an item
 *
 * Gives the record of the file.
 *
 * Returns: (transfer none): the record; without a hash while it is checked
 */
LoketAttachment *
loket_attachment_item_get_attachment (LoketAttachmentItem *self)
{
  g_return_val_if_fail (LOKET_IS_ATTACHMENT_ITEM (self), NULL);

  return self->attachment;
}

/**
 * loket_attachment_item_dup_details:
 * @self: an item
 *
 * Tells kind and size, as “JPEG photo, 1.2 MB”.
 *
 * Returns: (transfer full): the words, empty while it is checked
 */
char *
loket_attachment_item_dup_details (LoketAttachmentItem *self)
{
  g_return_val_if_fail (LOKET_IS_ATTACHMENT_ITEM (self), NULL);

  if (self->attachment->size == 0)
    return g_strdup ("");
  return loket_words_attachment_details (self->attachment->type, self->attachment->size);
}

/**
 * loket_attachment_item_dup_state_text:
 * @self: an item
 *
 * Tells where the file is.
 *
 * Returns: (transfer full): the words
 */
char *
loket_attachment_item_dup_state_text (LoketAttachmentItem *self)
{
  g_return_val_if_fail (LOKET_IS_ATTACHMENT_ITEM (self), NULL);

  switch (self->state)
    {
    case LOKET_ATTACHMENT_STATE_CHECKING:
      return g_strdup (_("Being prepared…"));
    case LOKET_ATTACHMENT_STATE_READY:
      return g_strdup (_("Attached"));
    case LOKET_ATTACHMENT_STATE_REFUSED:
      return g_strdup (_("Not attached"));
    case LOKET_ATTACHMENT_STATE_WAITING:
      return g_strdup (C_("attachment", "Waiting to be sent"));
    case LOKET_ATTACHMENT_STATE_UPLOADING:
      return loket_words_attachment_progress (TRUE, self->progress);
    case LOKET_ATTACHMENT_STATE_SENT:
      return g_strdup (C_("attachment", "At the hub"));
    case LOKET_ATTACHMENT_STATE_REMOTE:
      return g_strdup (_("Not on this computer yet"));
    case LOKET_ATTACHMENT_STATE_DOWNLOADING:
      return loket_words_attachment_progress (FALSE, self->progress);
    case LOKET_ATTACHMENT_STATE_DOWNLOADED:
    default:
      return g_strdup (_("On this computer"));
    }
}
