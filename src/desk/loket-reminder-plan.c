/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-reminder-plan.h"

#include "loket-time.h"

/*
 * Which reminders are due at an instant, as a function of the queue, of what was
 * told before and of that instant alone. Of each clock only the most pressing
 * event stands: after a week away nobody wants to read first that an answer was
 * due soon. An event that stands no longer, because the complaint was answered,
 * its deadline moved, the next event took its place or the computer's clock was
 * set back, is taken from the desktop; it still counts as told.
 */

#define DAY 86400
/* What was told of a complaint that is gone is remembered for so long. */
#define REMEMBER_SECONDS (90 * (gint64) DAY)

static const char *const kind_names[] = {
  [LOKET_REMINDER_WARNING] = "warning",
  [LOKET_REMINDER_DUE_TODAY] = "due-today",
  [LOKET_REMINDER_BREACH] = "breach",
};

static void
event_free (LoketReminderEvent *event)
{
  g_free (event->key);
  g_free (event);
}

/**
 * loket_reminder_dup_key:
 * @subject: a case
 * @kind: an event of its clock
 *
 * Names the event. A deadline that moved makes another event.
 *
 * Returns: (transfer full): the name
 */
char *
loket_reminder_dup_key (const LoketReminderCase *subject,
                        LoketReminderKind        kind)
{
  g_return_val_if_fail (subject != NULL && kind < LOKET_REMINDER_N_KINDS, NULL);

  return g_strdup_printf ("%s %s %s %" G_GINT64_FORMAT, subject->complaint_id,
                          subject->deadline.from_reporter ? "follow-up" : "response",
                          kind_names[kind], subject->deadline.due);
}

/* A reply on its way is as good as an answer until it comes too late. */
static gboolean
find_standing (const LoketReminderCase *subject,
               LoketReminderKind       *kind)
{
  if (subject->deadline.stop != LOKET_TIME_UNSET)
    return FALSE;

  switch (subject->deadline.state)
    {
    case LOKET_SLA_WARNING:
      *kind = LOKET_REMINDER_WARNING;
      return !subject->on_its_way;
    case LOKET_SLA_DUE_TODAY:
      *kind = LOKET_REMINDER_DUE_TODAY;
      return !subject->on_its_way;
    case LOKET_SLA_OVERDUE:
      *kind = LOKET_REMINDER_BREACH;
      return TRUE;
    case LOKET_SLA_ON_TIME:
    case LOKET_SLA_PROVISIONAL:
    case LOKET_SLA_PAUSED:
    case LOKET_SLA_MET:
    case LOKET_SLA_MISSED:
    default:
      return FALSE;
    }
}

static void
add_event (LoketReminderPlan *self,
           guint              index,
           LoketReminderKind  kind,
           const char        *key)
{
  LoketReminderEvent *event = g_new0 (LoketReminderEvent, 1);

  event->index = index;
  event->kind = kind;
  event->key = g_strdup (key);
  g_ptr_array_add (self->tell, event);
}

/* Notes what stands, what of it is new, and when a clock shows something else. */
static void
look_at_cases (LoketReminderPlan       *self,
               const LoketReminderCase *cases,
               guint                    n_cases,
               GHashTable              *told,
               GHashTable              *standing,
               gint64                   now)
{
  for (guint i = 0; i < n_cases; i++)
    {
      gint64 change = cases[i].deadline.next_change;
      LoketReminderKind kind;
      char *key = NULL;

      if (change != LOKET_TIME_UNSET && change > now)
        self->next = MIN (self->next, change);
      if (!find_standing (&cases[i], &kind))
        continue;

      key = loket_reminder_dup_key (&cases[i], kind);
      if (!g_hash_table_contains (told, key))
        add_event (self, i, kind, key);
      g_hash_table_add (standing, key);
    }
}

/* One notice for one event, one for all where several fall together. */
static void
mark_told (LoketReminderPlan       *self,
           const LoketReminderCase *cases,
           gint64                   now)
{
  const LoketReminderEvent *first = NULL;

  if (self->tell->len == 0)
    return;

  first = self->tell->pdata[0];
  self->notice = self->tell->len == 1 ? g_strdup (first->key)
                                      : g_strdup_printf ("summary %" G_GINT64_FORMAT, now);
  for (guint i = 0; i < self->tell->len; i++)
    {
      const LoketReminderEvent *event = self->tell->pdata[i];

      g_ptr_array_add (self->marks, loket_reminder_mark_new (event->key, cases[event->index].complaint_id,
                                                             self->notice, now));
    }
}

/* A notice goes when nothing that it tells stands any more. */
static void
mark_withdrawn (LoketReminderPlan *self,
                GHashTable        *told,
                GHashTable        *standing)
{
  g_autoptr (GHashTable) kept = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) gone = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  LoketReminderMark *mark = NULL;

  g_hash_table_iter_init (&iter, told);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &mark))
    if (mark->notice != NULL && g_hash_table_contains (standing, mark->key))
      g_hash_table_add (kept, mark->notice);

  g_hash_table_iter_init (&iter, told);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &mark))
    {
      if (mark->notice == NULL || g_hash_table_contains (kept, mark->notice))
        continue;
      if (g_hash_table_add (gone, mark->notice) && g_strcmp0 (mark->notice, self->notice) != 0)
        g_ptr_array_add (self->withdraw, g_strdup (mark->notice));
      g_ptr_array_add (self->marks, loket_reminder_mark_new (mark->key, mark->complaint_id, NULL,
                                                             mark->told_at));
    }
}

static void
mark_forgotten (LoketReminderPlan       *self,
                const LoketReminderCase *cases,
                guint                    n_cases,
                GHashTable              *told,
                gint64                   now)
{
  g_autoptr (GHashTable) open = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  LoketReminderMark *mark = NULL;

  for (guint i = 0; i < n_cases; i++)
    g_hash_table_add (open, (gpointer) cases[i].complaint_id);

  g_hash_table_iter_init (&iter, told);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &mark))
    if (mark->notice == NULL && now - mark->told_at > REMEMBER_SECONDS &&
        !g_hash_table_contains (open, mark->complaint_id))
      g_ptr_array_add (self->marks, loket_reminder_mark_new (mark->key, mark->complaint_id, NULL,
                                                             LOKET_TIME_UNSET));
}

/**
 * loket_reminder_plan_new:
 * @cases: (array length=n_cases): the open complaints, most pressing first
 * @n_cases: how many
 * @complete: whether these are all, so that what was told of others can be
 *   forgotten in time
 * @told: (element-type utf8 LoketReminderMark): what was told before, by key
 * @hours: (nullable): when the officer may be disturbed; %NULL: never
 * @now: the instant, Unix seconds
 *
 * Finds what to tell and what to take back. Touches nothing; any thread.
 *
 * Returns: (transfer full): the plan
 */
LoketReminderPlan *
loket_reminder_plan_new (const LoketReminderCase  *cases,
                         guint                     n_cases,
                         gboolean                  complete,
                         GHashTable               *told,
                         const LoketReminderHours *hours,
                         gint64                    now)
{
  LoketReminderPlan *self = g_new0 (LoketReminderPlan, 1);
  g_autoptr (GHashTable) standing = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gint64 time = LOKET_REMINDER_NEVER;

  self->tell = g_ptr_array_new_with_free_func ((GDestroyNotify) event_free);
  self->withdraw = g_ptr_array_new_with_free_func (g_free);
  self->marks = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_reminder_mark_free);
  self->next = LOKET_REMINDER_NEVER;

  look_at_cases (self, cases, n_cases, told, standing, now);
  if (self->tell->len > 0 && (hours == NULL || !loket_reminder_find_time (hours, now, &time) || time > now))
    {
      g_ptr_array_set_size (self->tell, 0);
      self->next = MIN (self->next, time);
    }
  mark_told (self, cases, now);
  mark_withdrawn (self, told, standing);
  if (complete)
    mark_forgotten (self, cases, n_cases, told, now);
  return self;
}

/**
 * loket_reminder_plan_free:
 * @self: (nullable) (transfer full): a plan
 *
 * Frees a plan.
 */
void
loket_reminder_plan_free (LoketReminderPlan *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->tell);
  g_ptr_array_unref (self->withdraw);
  g_ptr_array_unref (self->marks);
  g_free (self->notice);
  g_free (self);
}
