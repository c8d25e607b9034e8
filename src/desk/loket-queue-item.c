/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-queue-item.h"

#include "loket-desk-rules.h"
#include "loket-queue-item-private.h"

/**
 * LoketQueueItem:
 *
 * One row of the queue: what it shows, or a placeholder until that was read.
 *
 * A row tells of any change by one signal, since a screen redraws the row as a
 * whole. Belongs to the main thread.
 */
struct _LoketQueueItem
{
  GObject          parent_instance;

  gint64           row_id;
  LoketQueueRow   *row;          /* NULL: placeholder */
  gboolean         has_draft;
  LoketOutboxState outbox_state;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LoketQueueItem, loket_queue_item, G_TYPE_OBJECT)

static void
loket_queue_item_finalize (GObject *object)
{
  LoketQueueItem *self = LOKET_QUEUE_ITEM (object);

  g_clear_pointer (&self->row, loket_queue_row_free);
  G_OBJECT_CLASS (loket_queue_item_parent_class)->finalize (object);
}

static void
loket_queue_item_class_init (LoketQueueItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = loket_queue_item_finalize;

  /**
   * LoketQueueItem::changed:
   * @self: the row
   *
   * Something that the row shows is another one now; its place in the list is
   * not meant.
   */
  signals[CHANGED] = g_signal_new ("changed", LOKET_TYPE_QUEUE_ITEM, G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
loket_queue_item_init (LoketQueueItem *self)
{
}

static gboolean
rows_equal (const LoketQueueRow *a,
            const LoketQueueRow *b)
{
  return g_strcmp0 (a->complaint_id, b->complaint_id) == 0 &&
         g_strcmp0 (a->tracking_id, b->tracking_id) == 0 &&
         g_strcmp0 (a->title, b->title) == 0 &&
         g_strcmp0 (a->category, b->category) == 0 &&
         g_strcmp0 (a->place, b->place) == 0 &&
         g_strcmp0 (a->agency_name, b->agency_name) == 0 &&
         g_strcmp0 (a->time_zone, b->time_zone) == 0 &&
         a->klass == b->klass && a->status == b->status &&
         a->anonymous == b->anonymous && a->secret == b->secret &&
         a->received_at == b->received_at && a->assigned_at == b->assigned_at &&
         a->answered_at == b->answered_at && a->reporter_at == b->reporter_at &&
         loket_queue_marks_equal (&a->marks, &b->marks);
}

/*< private >
 * _loket_queue_item_new:
 * @row_id: the number of the row in the cache
 *
 * Makes a placeholder.
 *
 * Returns: (transfer full): a row without content
 */
LoketQueueItem *
_loket_queue_item_new (gint64 row_id)
{
  LoketQueueItem *self = g_object_new (LOKET_TYPE_QUEUE_ITEM, NULL);

  self->row_id = row_id;
  return self;
}

/*< private >
 * _loket_queue_item_fill:
 * @self: a row
 * @row: (transfer full): what was read
 * @has_draft: whether there is a draft
 * @outbox_state: where the latest reply is
 *
 * Takes over what was read, and tells once if it is another than before.
 */
void
_loket_queue_item_fill (LoketQueueItem  *self,
                        LoketQueueRow   *row,
                        gboolean         has_draft,
                        LoketOutboxState outbox_state)
{
  gboolean same = self->row != NULL && rows_equal (self->row, row) &&
                  self->has_draft == has_draft && self->outbox_state == outbox_state;

  g_assert (row->row_id == self->row_id);

  g_clear_pointer (&self->row, loket_queue_row_free);
  self->row = row;
  self->has_draft = has_draft;
  self->outbox_state = outbox_state;
  if (!same)
    g_signal_emit (self, signals[CHANGED], 0);
}

/*< private >
 * _loket_queue_item_set_overlay:
 * @self: a row
 * @has_draft: whether there is a draft
 * @outbox_state: where the latest reply is
 *
 * Changes what the officer's own files say.
 */
void
_loket_queue_item_set_overlay (LoketQueueItem  *self,
                               gboolean         has_draft,
                               LoketOutboxState outbox_state)
{
  if (self->has_draft == has_draft && self->outbox_state == outbox_state)
    return;

  self->has_draft = has_draft;
  self->outbox_state = outbox_state;
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * loket_queue_item_get_row_id:
 * @self: a row
 *
 * Tells the number by which the cache knows the row. It is the row's identity
 * while the cache lives, also before the content is there.
 *
 * Returns: the number
 */
gint64
loket_queue_item_get_row_id (LoketQueueItem *self)
{
  g_return_val_if_fail (LOKET_IS_QUEUE_ITEM (self), 0);

  return self->row_id;
}

/**
 * loket_queue_item_is_loaded:
 * @self: a row
 *
 * Tells whether the content is there. Before, strings are %NULL, instants unset
 * and enumerations unknown.
 *
 * Returns: whether it is
 */
gboolean
loket_queue_item_is_loaded (LoketQueueItem *self)
{
  g_return_val_if_fail (LOKET_IS_QUEUE_ITEM (self), FALSE);

  return self->row != NULL;
}

/**
 * loket_queue_item_get_complaint_id:
 * @self: a row
 *
 * Tells the hub's id of the complaint.
 *
 * Returns: (transfer none) (nullable): a UUID
 */
const char *
loket_queue_item_get_complaint_id (LoketQueueItem *self)
{
  g_return_val_if_fail (LOKET_IS_QUEUE_ITEM (self), NULL);

  return self->row != NULL ? self->row->complaint_id : NULL;
}

/**
 * loket_queue_item_get_tracking_id:
 * @self: a row
 *
 * Tells the number that people use, without `#`.
 *
 * Returns: (transfer none) (nullable): the number
 */
const char *
loket_queue_item_get_tracking_id (LoketQueueItem *self)
{
  g_return_val_if_fail (LOKET_IS_QUEUE_ITEM (self), NULL);

  return self->row != NULL ? self->row->tracking_id : NULL;
}

/**
 * loket_queue_item_get_title:
 * @self: a row
 *
 * Tells the title.
 *
 * Returns: (transfer none) (nullable): the title
 */
const char *
loket_queue_item_get_title (LoketQueueItem *self)
{
  g_return_val_if_fail (LOKET_IS_QUEUE_ITEM (self), NULL);

  return self->row != NULL ? self->row->title : NULL;
}

/**
 * loket_queue_item_get_category:
 * @self: a row
 *
 * Tells the path of categories.
 *
 * Returns: (transfer none) (nullable): the path
 */
const char *
loket_queue_item_get_category (LoketQueueItem *self)
{
  g_return_val_if_fail (LOKET_IS_QUEUE_ITEM (self), NULL);

  return self->row != NULL ? self->row->category : NULL;
}

/**
 * loket_queue_item_get_place:
 * @self: a row
 *
 * Tells where it is about, narrowest first.
 *
 * Returns: (transfer none) (nullable): a line
 */
const char *
loket_queue_item_get_place (LoketQueueItem *self)
{
  g_return_val_if_fail (LOKET_IS_QUEUE_ITEM (self), NULL);

  return self->row != NULL ? self->row->place : NULL;
}

/**
 * loket_queue_item_get_agency_name:
 * @self: a row
 *
 * Tells whom it is assigned to.
 *
 * Returns: (transfer none) (nullable): a name
 */
const char *
loket_queue_item_get_agency_name (LoketQueueItem *self)
{
  g_return_val_if_fail (LOKET_IS_QUEUE_ITEM (self), NULL);

  return self->row != NULL ? self->row->agency_name : NULL;
}

/**
 * loket_queue_item_get_time_zone:
 * @self: a row
 *
 * Tells the zone that its deadline is counted and shown in.
 *
 * Returns: (transfer none) (nullable): an IANA name
 */
const char *
loket_queue_item_get_time_zone (LoketQueueItem *self)
{
  g_return_val_if_fail (LOKET_IS_QUEUE_ITEM (self), NULL);

  return self->row != NULL ? self->row->time_zone : NULL;
}

/**
 * loket_queue_item_get_class:
 * @self: a row
 *
 * Tells the class.
 *
 * Returns: the class
 */
LoketComplaintClass
loket_queue_item_get_class (LoketQueueItem *self)
{
  g_return_val_if_fail (LOKET_IS_QUEUE_ITEM (self), LOKET_CLASS_UNKNOWN);

  return self->row != NULL ? self->row->klass : LOKET_CLASS_UNKNOWN;
}

/**
 * loket_queue_item_get_status:
 * @self: a row
 *
 * Tells the status.
 *
 * Returns: the status
 */
LoketComplaintStatus
loket_queue_item_get_status (LoketQueueItem *self)
{
  g_return_val_if_fail (LOKET_IS_QUEUE_ITEM (self), LOKET_STATUS_UNKNOWN);

  return self->row != NULL ? self->row->status : LOKET_STATUS_UNKNOWN;
}

/**
 * loket_queue_item_get_anonymous:
 * @self: a row
 *
 * Tells whether the reporter's identity is hidden.
 *
 * Returns: whether it is
 */
gboolean
loket_queue_item_get_anonymous (LoketQueueItem *self)
{
  g_return_val_if_fail (LOKET_IS_QUEUE_ITEM (self), FALSE);

  return self->row != NULL ? self->row->anonymous : FALSE;
}

/**
 * loket_queue_item_get_secret:
 * @self: a row
 *
 * Tells whether the content is kept from the public.
 *
 * Returns: whether it is
 */
gboolean
loket_queue_item_get_secret (LoketQueueItem *self)
{
  g_return_val_if_fail (LOKET_IS_QUEUE_ITEM (self), FALSE);

  return self->row != NULL ? self->row->secret : FALSE;
}

/**
 * loket_queue_item_get_received_at:
 * @self: a row
 *
 * Tells when the reporter sent it.
 *
 * Returns: Unix seconds or %LOKET_TIME_UNSET
 */
gint64
loket_queue_item_get_received_at (LoketQueueItem *self)
{
  g_return_val_if_fail (LOKET_IS_QUEUE_ITEM (self), LOKET_TIME_UNSET);

  return self->row != NULL ? self->row->received_at : LOKET_TIME_UNSET;
}

/**
 * loket_queue_item_get_answered_at:
 * @self: a row
 *
 * Tells when the first reply was accepted.
 *
 * Returns: Unix seconds or %LOKET_TIME_UNSET
 */
gint64
loket_queue_item_get_answered_at (LoketQueueItem *self)
{
  g_return_val_if_fail (LOKET_IS_QUEUE_ITEM (self), LOKET_TIME_UNSET);

  return self->row != NULL ? self->row->answered_at : LOKET_TIME_UNSET;
}

/**
 * loket_queue_item_get_due_at:
 * @self: a row
 *
 * Tells the last instant at which an answer is in time, as the queue is sorted
 * by.
 *
 * Returns: Unix seconds or %LOKET_TIME_UNSET
 */
gint64
loket_queue_item_get_due_at (LoketQueueItem *self)
{
  g_return_val_if_fail (LOKET_IS_QUEUE_ITEM (self), LOKET_TIME_UNSET);

  return self->row != NULL ? self->row->marks.due : LOKET_TIME_UNSET;
}

/**
 * loket_queue_item_get_marks:
 * @self: a row
 * @marks: (out): the officer's most urgent clock; untouched when there is none
 *
 * Tells which clock the row is about and when time alone changes its state: see
 * loket_sla_marks_get_state().
 *
 * Returns: whether there is a clock: not for a placeholder or a complaint whose
 *   beginning is not known
 */
gboolean
loket_queue_item_get_marks (LoketQueueItem *self,
                            LoketSlaMarks  *marks)
{
  g_return_val_if_fail (LOKET_IS_QUEUE_ITEM (self), FALSE);
  g_return_val_if_fail (marks != NULL, FALSE);

  return self->row != NULL && _loket_desk_read_marks (&self->row->marks, marks);
}

/**
 * loket_queue_item_get_deadline:
 * @self: a row
 * @now: the instant to tell the state of, Unix seconds
 * @deadline: (out): the most urgent clock; untouched when there is none
 *
 * Tells the same as loket_queue_item_get_marks() in the form in which time left
 * is told, with the state at @now. Cheap enough for every redraw.
 *
 * Returns: whether there is a clock
 */
gboolean
loket_queue_item_get_deadline (LoketQueueItem *self,
                               gint64          now,
                               LoketDeadline  *deadline)
{
  LoketSlaMarks marks;

  g_return_val_if_fail (LOKET_IS_QUEUE_ITEM (self), FALSE);
  g_return_val_if_fail (deadline != NULL, FALSE);

  if (!loket_queue_item_get_marks (self, &marks))
    return FALSE;
  loket_sla_marks_to_deadline (&marks, now, deadline);
  return TRUE;
}

/**
 * loket_queue_item_get_has_draft:
 * @self: a row
 *
 * Tells whether there is a draft for it.
 *
 * Returns: whether there is
 */
gboolean
loket_queue_item_get_has_draft (LoketQueueItem *self)
{
  g_return_val_if_fail (LOKET_IS_QUEUE_ITEM (self), FALSE);

  return self->has_draft;
}

/**
 * loket_queue_item_get_outbox_state:
 * @self: a row
 *
 * Tells where the latest reply to it is that has not arrived.
 *
 * Returns: the state, %LOKET_OUTBOX_NONE without such a reply
 */
LoketOutboxState
loket_queue_item_get_outbox_state (LoketQueueItem *self)
{
  g_return_val_if_fail (LOKET_IS_QUEUE_ITEM (self), LOKET_OUTBOX_NONE);

  return self->outbox_state;
}
