/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-reminder-item-private.h"

#include "loket-words-reminder.h"
#include "loket-words.h"

/**
 * LoketReminderItem:
 *
 * Something that the officer is reminded of, in words. What it tells by the
 * clock changes with time; everything else comes with one signal. Belongs to the
 * main thread.
 */
struct _LoketReminderItem
{
  GObject           parent_instance;

  char             *key;
  char             *complaint_id;
  char             *tracking_id;
  char             *time_zone;
  LoketRole         role;
  LoketReminderKind kind;
  int               days;
  LoketSlaMarks     marks;
  gint64            told_at;
  gint64            again_at;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LoketReminderItem, loket_reminder_item, G_TYPE_OBJECT)

static void
loket_reminder_item_finalize (GObject *object)
{
  LoketReminderItem *self = LOKET_REMINDER_ITEM (object);

  g_free (self->key);
  g_free (self->complaint_id);
  g_free (self->tracking_id);
  g_free (self->time_zone);
  G_OBJECT_CLASS (loket_reminder_item_parent_class)->finalize (object);
}

static void
loket_reminder_item_class_init (LoketReminderItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = loket_reminder_item_finalize;

  /**
   * LoketReminderItem::changed:
   * @self: the reminder
   *
   * It was put off, or told again.
   */
  signals[CHANGED] = g_signal_new ("changed", LOKET_TYPE_REMINDER_ITEM, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
loket_reminder_item_init (LoketReminderItem *self)
{
}

/*< private >
 * _loket_reminder_item_new:
 * @event: what happened
 * @subject: to which clock
 * @tracking_id: the number of the complaint
 * @time_zone: (nullable): the zone of its agency
 * @role: who is told
 *
 * Makes a reminder.
 *
 * Returns: (transfer full): the reminder
 */
LoketReminderItem *
_loket_reminder_item_new (const LoketReminderEvent *event,
                          const LoketReminderCase  *subject,
                          const char               *tracking_id,
                          const char               *time_zone,
                          LoketRole                 role)
{
  LoketReminderItem *self = g_object_new (LOKET_TYPE_REMINDER_ITEM, NULL);

  self->key = g_strdup (event->key);
  self->complaint_id = g_strdup (subject->complaint_id);
  self->tracking_id = g_strdup (tracking_id);
  self->time_zone = g_strdup (time_zone);
  self->role = role;
  self->kind = event->kind;
  self->days = event->days;
  self->marks = subject->marks;
  self->told_at = event->told_at;
  self->again_at = event->again_at;
  return self;
}

/*< private >
 * _loket_reminder_item_take:
 * @self: a reminder
 * @other: the same reminder as it is now
 *
 * Takes over what is new.
 */
void
_loket_reminder_item_take (LoketReminderItem *self,
                           LoketReminderItem *other)
{
  gboolean same = self->told_at == other->told_at && self->again_at == other->again_at &&
                  self->marks.provisional == other->marks.provisional;

  g_assert (strcmp (self->key, other->key) == 0);
  self->told_at = other->told_at;
  self->again_at = other->again_at;
  self->marks = other->marks;
  if (!same)
    g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * loket_reminder_item_get_key:
 * @self: a reminder
 *
 * Tells what names it, also after a restart.
 *
 * Returns: (transfer none): the name
 */
const char *
loket_reminder_item_get_key (LoketReminderItem *self)
{
  g_return_val_if_fail (LOKET_IS_REMINDER_ITEM (self), NULL);

  return self->key;
}

/**
 * loket_reminder_item_get_complaint_id:
 * @self: a reminder
 *
 * Tells which complaint it is about.
 *
 * Returns: (transfer none): the hub's id
 */
const char *
loket_reminder_item_get_complaint_id (LoketReminderItem *self)
{
  g_return_val_if_fail (LOKET_IS_REMINDER_ITEM (self), NULL);

  return self->complaint_id;
}

/**
 * loket_reminder_item_get_kind:
 * @self: a reminder
 *
 * Tells what happened.
 *
 * Returns: the kind
 */
LoketReminderKind
loket_reminder_item_get_kind (LoketReminderItem *self)
{
  g_return_val_if_fail (LOKET_IS_REMINDER_ITEM (self), LOKET_REMINDER_WARNING);

  return self->kind;
}

/**
 * loket_reminder_item_get_state:
 * @self: a reminder
 * @now: the present, Unix seconds
 *
 * Tells where its clock stands.
 *
 * Returns: the state
 */
LoketSlaState
loket_reminder_item_get_state (LoketReminderItem *self,
                               gint64             now)
{
  g_return_val_if_fail (LOKET_IS_REMINDER_ITEM (self), LOKET_SLA_ON_TIME);

  return loket_sla_marks_get_state (&self->marks, now, NULL);
}

/**
 * loket_reminder_item_get_put_off:
 * @self: a reminder
 *
 * Tells whether it was put off and waits to come again.
 *
 * Returns: whether it was
 */
gboolean
loket_reminder_item_get_put_off (LoketReminderItem *self)
{
  g_return_val_if_fail (LOKET_IS_REMINDER_ITEM (self), FALSE);

  return self->again_at != LOKET_TIME_UNSET;
}

/**
 * loket_reminder_item_dup_title:
 * @self: a reminder
 * @now: the present, Unix seconds
 *
 * Says what happened to which complaint. Plain text without personal data.
 *
 * Returns: (transfer full): the words
 */
char *
loket_reminder_item_dup_title (LoketReminderItem *self,
                               gint64             now)
{
  g_return_val_if_fail (LOKET_IS_REMINDER_ITEM (self), NULL);

  return loket_words_reminder_title (self->kind, self->tracking_id, now > self->marks.due);
}

/**
 * loket_reminder_item_dup_body:
 * @self: a reminder
 * @now: the present, Unix seconds
 *
 * Says which clock it is and what is left, and whom an escalation addresses.
 * Plain text without personal data.
 *
 * Returns: (transfer full): the words
 */
char *
loket_reminder_item_dup_body (LoketReminderItem *self,
                              gint64             now)
{
  g_autofree char *body = NULL;
  g_autofree char *addressee = NULL;

  g_return_val_if_fail (LOKET_IS_REMINDER_ITEM (self), NULL);

  body = loket_words_reminder_body (&self->marks, now, self->time_zone);
  if (self->kind != LOKET_REMINDER_ESCALATION)
    return g_steal_pointer (&body);
  addressee = loket_words_reminder_addressee (self->role, self->days);
  return g_strdup_printf ("%s · %s", addressee, body);
}

/**
 * loket_reminder_item_dup_told:
 * @self: a reminder
 * @now: the present, Unix seconds
 *
 * Says when it was told, or when it comes again.
 *
 * Returns: (transfer full): the words
 */
char *
loket_reminder_item_dup_told (LoketReminderItem *self,
                              gint64             now)
{
  g_return_val_if_fail (LOKET_IS_REMINDER_ITEM (self), NULL);

  return loket_words_reminder_told (self->told_at, self->again_at, now, self->time_zone);
}

/**
 * loket_reminder_item_get_next_change:
 * @self: a reminder
 * @now: the present, Unix seconds
 *
 * Tells when time alone changes what it says.
 *
 * Returns: Unix seconds after @now; %G_MAXINT64 for never
 */
gint64
loket_reminder_item_get_next_change (LoketReminderItem *self,
                                     gint64             now)
{
  LoketDeadline deadline;

  g_return_val_if_fail (LOKET_IS_REMINDER_ITEM (self), G_MAXINT64);

  loket_sla_marks_to_deadline (&self->marks, now, &deadline);
  return loket_words_time_left_next (&deadline, now, self->time_zone);
}
