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
 * set back, is taken from the desktop; it still counts as told. One that was put
 * off is told once more at its time if it still stands.
 */

#define DAY 86400
/* What was told of a complaint that is gone is remembered for so long. */
#define REMEMBER_SECONDS (90 * (gint64) DAY)
/* Nobody can put a reminder off for longer; a wait that seems to be longer was
 * begun while the computer's clock stood wrong, and is over. */
#define LONGEST_WAIT (31 * (gint64) DAY)

static const char *const kind_names[] = {
  [LOKET_REMINDER_WARNING] = "warning",
  [LOKET_REMINDER_DUE_TODAY] = "due-today",
  [LOKET_REMINDER_BREACH] = "breach",
  [LOKET_REMINDER_ESCALATION] = "escalation",
};

static const char *const clock_names[LOKET_SLA_N_CLOCKS] = {
  [LOKET_SLA_CLOCK_VERIFICATION] = "verification",
  [LOKET_SLA_CLOCK_RESPONSE] = "response",
  [LOKET_SLA_CLOCK_FOLLOW_UP] = "follow-up",
  [LOKET_SLA_CLOCK_SETTLEMENT] = "settlement",
  [LOKET_SLA_CLOCK_REPORTER] = "reporter",
  [LOKET_SLA_CLOCK_OMBUDSMAN] = "ombudsman",
};

static void
event_free (LoketReminderEvent *event)
{
  g_free (event->key);
  g_free (event);
}

static LoketReminderPlan *
create_plan (void)
{
  LoketReminderPlan *self = g_new0 (LoketReminderPlan, 1);

  self->tell = g_ptr_array_new_with_free_func ((GDestroyNotify) event_free);
  self->holds = g_ptr_array_new_with_free_func ((GDestroyNotify) event_free);
  self->withdraw = g_ptr_array_new_with_free_func (g_free);
  self->marks = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_reminder_mark_free);
  self->next = LOKET_REMINDER_NEVER;
  return self;
}

/**
 * loket_reminder_dup_key:
 * @subject: a case
 * @kind: an event of its clock
 * @days: the step's days, with an escalation
 *
 * Names the event. A deadline that moved makes another event.
 *
 * Returns: (transfer full): the name
 */
char *
loket_reminder_dup_key (const LoketReminderCase *subject,
                        LoketReminderKind        kind,
                        int                      days)
{
  g_autofree char *step = NULL;

  g_return_val_if_fail (subject != NULL && kind < LOKET_REMINDER_N_KINDS, NULL);

  step = kind == LOKET_REMINDER_ESCALATION ? g_strdup_printf ("%+d", days) : g_strdup ("");
  return g_strdup_printf ("%s %s %s%s %" G_GINT64_FORMAT, subject->complaint_id,
                          clock_names[subject->marks.clock], kind_names[kind], step, subject->marks.due);
}

/* A reply on its way is as good as an answer until it comes too late. */
static gboolean
find_officer_event (const LoketReminderCase *subject,
                    gint64                   now,
                    LoketReminderKind       *kind,
                    gint64                  *next)
{
  switch (loket_sla_marks_get_state (&subject->marks, now, next))
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

/* The latest step that has come stands in for those before it. */
static gboolean
find_step (const LoketReminderCase *subject,
           gint64                   now,
           int                     *days,
           gint64                  *next)
{
  gboolean found = FALSE;

  *next = LOKET_TIME_UNSET;
  if (subject->marks.stop != LOKET_TIME_UNSET || subject->marks.paused)
    return FALSE;
  if (subject->on_its_way && now <= subject->marks.due)
    {
      *next = subject->marks.due + 1;
      return FALSE;
    }

  for (guint i = 0; i < subject->n_steps; i++)
    {
      if (subject->steps[i].at > now)
        {
          *next = subject->steps[i].at;
          break;
        }
      *days = subject->steps[i].days;
      found = TRUE;
    }
  return found;
}

static gboolean
find_standing (const LoketReminderCase *subject,
               gint64                   now,
               LoketReminderKind       *kind,
               int                     *days,
               gint64                  *next)
{
  *days = 0;
  if (!subject->escalates)
    return find_officer_event (subject, now, kind, next);

  *kind = LOKET_REMINDER_ESCALATION;
  return find_step (subject, now, days, next);
}

static LoketReminderEvent *
create_event (guint             index,
              LoketReminderKind kind,
              int               days,
              const char       *key)
{
  LoketReminderEvent *event = g_new0 (LoketReminderEvent, 1);

  event->index = index;
  event->kind = kind;
  event->days = days;
  event->key = g_strdup (key);
  event->told_at = event->again_at = LOKET_TIME_UNSET;
  return event;
}

static gboolean
is_wait_over (const LoketReminderMark *mark,
              gint64                   now)
{
  return mark->again_at <= now || mark->again_at - now > LONGEST_WAIT;
}

/* Notes what of it is to be told now, what was told and holds, and when a wait
 * ends. */
static void
sort_event (LoketReminderPlan       *self,
            LoketReminderEvent      *event,
            const LoketReminderMark *mark,
            gint64                   now)
{
  gboolean put_off = mark != NULL && !mark->dismissed && mark->again_at != LOKET_TIME_UNSET;

  if (mark == NULL || (put_off && is_wait_over (mark, now)))
    {
      g_ptr_array_add (self->tell, event);
      return;
    }
  if (mark->dismissed)
    {
      event_free (event);
      return;
    }

  event->told_at = mark->told_at;
  event->again_at = mark->again_at;
  if (put_off)
    self->next = MIN (self->next, mark->again_at);
  g_ptr_array_add (self->holds, event);
}

static void
look_at_cases (LoketReminderPlan       *self,
               const LoketReminderCase *cases,
               guint                    n_cases,
               guint                    kinds,
               GHashTable              *told,
               GHashTable              *standing,
               gint64                   now)
{
  for (guint i = 0; i < n_cases; i++)
    {
      gint64 change = LOKET_TIME_UNSET;
      LoketReminderKind kind;
      int days = 0;
      gboolean stands = find_standing (&cases[i], now, &kind, &days, &change);
      char *key = NULL;

      if (change != LOKET_TIME_UNSET && change > now)
        self->next = MIN (self->next, change);
      if (!stands || (kinds & (1u << kind)) == 0)
        continue;

      key = loket_reminder_dup_key (&cases[i], kind, days);
      sort_event (self, create_event (i, kind, days, key), g_hash_table_lookup (told, key), now);
      g_hash_table_add (standing, key);
    }
}

/* What may not be told yet is held back, also what was put off until now. */
static void
hold_back (LoketReminderPlan        *self,
           GHashTable               *told,
           const LoketReminderHours *hours,
           gint64                    now)
{
  gint64 time = LOKET_REMINDER_NEVER;

  if (self->tell->len == 0 ||
      (hours != NULL && loket_reminder_find_time (hours, now, &time) && time <= now))
    return;

  self->next = MIN (self->next, time);
  for (guint i = self->tell->len; i > 0; i--)
    {
      LoketReminderEvent *event = self->tell->pdata[i - 1];
      const LoketReminderMark *mark = g_hash_table_lookup (told, event->key);

      if (mark != NULL)
        {
          event->told_at = mark->told_at;
          event->again_at = mark->again_at;
          g_ptr_array_add (self->holds, g_ptr_array_steal_index (self->tell, i - 1));
        }
    }
  g_ptr_array_set_size (self->tell, 0);
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
      LoketReminderEvent *copy = create_event (event->index, event->kind, event->days, event->key);

      copy->told_at = now;
      g_ptr_array_add (self->holds, copy);
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
      LoketReminderMark *copy = NULL;

      if (mark->notice == NULL || g_hash_table_contains (kept, mark->notice))
        continue;
      if (g_hash_table_add (gone, mark->notice) && g_strcmp0 (mark->notice, self->notice) != 0)
        g_ptr_array_add (self->withdraw, g_strdup (mark->notice));
      copy = loket_reminder_mark_copy (mark);
      g_clear_pointer (&copy->notice, g_free);
      g_ptr_array_add (self->marks, copy);
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

/* Newest first; what was told together in the order of the cases. */
static int
compare_held (gconstpointer a,
              gconstpointer b)
{
  const LoketReminderEvent *left = *(LoketReminderEvent *const *) a;
  const LoketReminderEvent *right = *(LoketReminderEvent *const *) b;

  if (left->told_at != right->told_at)
    return left->told_at > right->told_at ? -1 : 1;
  return left->index < right->index ? -1 : left->index > right->index;
}

/**
 * loket_reminder_plan_new:
 * @cases: (array length=n_cases): the open complaints, most pressing first
 * @n_cases: how many
 * @complete: whether these are all, so that what was told of others can be
 *   forgotten in time
 * @kinds: bits (1 << #LoketReminderKind) of what is told at all
 * @told: (element-type utf8 LoketReminderMark): what was told before, by key
 * @hours: (nullable): when the person may be disturbed; %NULL: never
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
                         guint                     kinds,
                         GHashTable               *told,
                         const LoketReminderHours *hours,
                         gint64                    now)
{
  LoketReminderPlan *self = create_plan ();
  g_autoptr (GHashTable) standing = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  look_at_cases (self, cases, n_cases, kinds, told, standing, now);
  hold_back (self, told, hours, now);
  mark_told (self, cases, now);
  mark_withdrawn (self, told, standing);
  if (complete)
    mark_forgotten (self, cases, n_cases, told, now);
  g_ptr_array_sort (self->holds, compare_held);
  return self;
}

/**
 * loket_reminder_plan_new_choice:
 * @told: (element-type utf8 LoketReminderMark): what was told before, by key
 * @name: the key of an event, or a notice, which stands for all its events
 * @choice: what the person wants
 * @again_at: when to tell it again, to put it off; Unix seconds
 *
 * Finds what follows from a choice: what to write down, and what to take from
 * the desktop because nothing of it is left. Touches nothing; any thread.
 *
 * Returns: (transfer full): a plan that tells nothing
 */
LoketReminderPlan *
loket_reminder_plan_new_choice (GHashTable          *told,
                                const char          *name,
                                LoketReminderChoice  choice,
                                gint64               again_at)
{
  LoketReminderPlan *self = create_plan ();
  g_autoptr (GHashTable) left = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) gone = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  const LoketReminderMark *mark = NULL;
  const char *notice = NULL;

  g_hash_table_iter_init (&iter, told);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &mark))
    {
      LoketReminderMark *copy = NULL;

      if (g_strcmp0 (mark->key, name) != 0 && g_strcmp0 (mark->notice, name) != 0)
        {
          if (mark->notice != NULL)
            g_hash_table_add (left, mark->notice);
          continue;
        }
      if (mark->notice != NULL)
        g_hash_table_add (gone, mark->notice);
      copy = loket_reminder_mark_copy (mark);
      g_clear_pointer (&copy->notice, g_free);
      copy->dismissed = choice == LOKET_REMINDER_DISMISS;
      copy->again_at = choice == LOKET_REMINDER_PUT_OFF ? again_at : LOKET_TIME_UNSET;
      g_ptr_array_add (self->marks, copy);
    }

  g_hash_table_iter_init (&iter, gone);
  while (g_hash_table_iter_next (&iter, (gpointer *) &notice, NULL))
    if (!g_hash_table_contains (left, notice))
      g_ptr_array_add (self->withdraw, g_strdup (notice));
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
  g_ptr_array_unref (self->holds);
  g_ptr_array_unref (self->withdraw);
  g_ptr_array_unref (self->marks);
  g_free (self->notice);
  g_free (self);
}
