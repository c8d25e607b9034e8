/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-reminders.h"

#include "loket-alarm.h"
#include "loket-reminder-cases.h"
#include "loket-reminder-item-private.h"
#include "loket-session-private.h"
#include "loket-ticker.h"
#include "loket-words-reminder.h"

#define DAY 86400
/* A synchronisation changes the queue many times; one look afterwards is enough. */
#define CHANGE_DELAY_US (2 * G_USEC_PER_SEC)
#define RETRY_SECONDS 300

/**
 * LoketReminders:
 *
 * Reminds the officer of deadlines, by #LoketReminderPlan.
 *
 *     clock, queue, outbox ─▶ read what was told (once) ─▶ read the cases ─▶ plan
 *                                    │                                        │
 *     put off, dismiss ──────────▶ choices ─▶ write down, withdraw            │
 *                                                                             │
 *              wait for the next instant ◀── tell, withdraw ◀── write down ◀──┘
 *
 * What is told is written down before: after a crash between the two a reminder
 * is missing, which the window shows anyway, rather than there twice. It shows
 * nothing by itself; the program does what its signals say, and the window shows
 * its list.
 *
 * Belongs to the main thread. Has to be stopped before its session is closed.
 */
struct _LoketReminders
{
  GObject             parent_instance;

  LoketSession       *session;
  LoketTicker        *ticker;
  LoketAlarm         *delay;
  GCancellable       *stopping;
  LoketReminderList  *list;
  LoketReminderCases *cases;
  GHashTable         *told;    /* key -> LoketReminderMark; NULL until it was read */
  GPtrArray          *choices; /* of Choice, in order */
  guint               tick_id;
  gint64              next;
  gint32              quiet_from;
  gint32              quiet_to;
  guint               kinds;
  LoketReminderDelay  put_off;
  gboolean            enabled;
  gboolean            started;
  gboolean            arming;
  gboolean            busy;
  gboolean            again;

  /* Of the pass under way. */
  LoketReminderPlan  *plan;
  gint64              now;
};

typedef struct
{
  char               *name;
  LoketReminderChoice choice;
} Choice;

enum
{
  TELL,
  WITHDRAW,
  UPDATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LoketReminders, loket_reminders, G_TYPE_OBJECT)

static void update (LoketReminders *self);
static void go_on (LoketReminders *self);

static void
choice_free (Choice *choice)
{
  g_free (choice->name);
  g_free (choice);
}

static gboolean
is_stopped (LoketReminders *self)
{
  return g_cancellable_is_cancelled (self->stopping);
}

static LoketUserStore *
get_store (LoketReminders *self)
{
  return loket_profile_get_user (self->session->profile);
}

/* Asked when the next instant has come or the computer's clock was set. */
static gint64
tick_cb (gint64   now,
         gpointer user_data)
{
  LoketReminders *self = user_data;

  if (!self->arming)
    {
      update (self);
      return now + DAY;
    }
  return CLAMP (self->next, now + 1, now + DAY);
}

static void
arm (LoketReminders *self)
{
  if (self->tick_id != 0)
    loket_ticker_remove (self->ticker, self->tick_id);
  self->arming = TRUE;
  self->tick_id = loket_ticker_add (self->ticker, tick_cb, self, NULL);
  self->arming = FALSE;
}

static void
end_pass (LoketReminders *self,
          const GError   *error)
{
  gint64 now = LOKET_TIME_UNSET;

  if (is_stopped (self))
    return;

  now = loket_clock_now (loket_session_get_clock (self->session));
  if (error != NULL)
    g_debug ("Reminders have to wait: %s", error->message);
  self->next = error != NULL ? now + RETRY_SECONDS : self->plan->next;
  g_clear_pointer (&self->plan, loket_reminder_plan_free);
  self->busy = FALSE;
  arm (self);
  g_signal_emit (self, signals[UPDATED], 0);
  if (self->again && !is_stopped (self))
    update (self);
}

static void
take_marks (LoketReminders *self)
{
  for (guint i = 0; i < self->plan->marks->len; i++)
    {
      const LoketReminderMark *mark = self->plan->marks->pdata[i];
      LoketReminderMark *copy = NULL;

      if (mark->told_at == LOKET_TIME_UNSET)
        {
          g_hash_table_remove (self->told, mark->key);
          continue;
        }
      copy = loket_reminder_mark_copy (mark);
      g_hash_table_replace (self->told, copy->key, copy);
    }
}

static LoketReminderItem *
create_item (LoketReminders           *self,
             const LoketReminderEvent *event)
{
  LoketQueueItem *row = loket_reminder_cases_get_item (self->cases, event->index);
  guint n_cases = 0;
  const LoketReminderCase *cases = loket_reminder_cases_get (self->cases, &n_cases);

  return _loket_reminder_item_new (event, &cases[event->index], loket_queue_item_get_tracking_id (row),
                                   loket_queue_item_get_time_zone (row),
                                   loket_reminder_cases_get_role (self->cases));
}

static void
tell_one (LoketReminders           *self,
          const LoketReminderEvent *event)
{
  g_autoptr (LoketReminderItem) item = create_item (self, event);
  g_autofree char *title = loket_reminder_item_dup_title (item, self->now);
  g_autofree char *body = loket_reminder_item_dup_body (item, self->now);

  g_signal_emit (self, signals[TELL], 0, self->plan->notice, title, body,
                 loket_reminder_item_get_complaint_id (item), 1);
}

static void
tell_several (LoketReminders *self)
{
  guint counts[LOKET_SLA_PROVISIONAL + 1] = { 0 };
  const LoketReminderEvent *first = self->plan->tell->pdata[0];
  guint n = self->plan->tell->len, n_late, n_today;
  g_autofree char *title = loket_words_reminder_summary_title (n, first->kind == LOKET_REMINDER_ESCALATION);
  g_autofree char *body = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (LoketReminderItem) item = create_item (self, self->plan->tell->pdata[i]);

      counts[loket_reminder_item_get_state (item, self->now)]++;
    }
  n_late = counts[LOKET_SLA_OVERDUE];
  n_today = counts[LOKET_SLA_DUE_TODAY];
  body = loket_words_reminder_summary_body (n_late, n_today, n - n_late - n_today);
  g_signal_emit (self, signals[TELL], 0, self->plan->notice, title, body, NULL, n);
}

static void
update_list (LoketReminders *self)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->plan->holds->len; i++)
    g_ptr_array_add (items, create_item (self, self->plan->holds->pdata[i]));
  loket_reminder_list_set (self->list, items);
}

/* The plan is on the disk. */
static void
carry_out (LoketReminders *self)
{
  take_marks (self);
  for (guint i = 0; i < self->plan->withdraw->len; i++)
    g_signal_emit (self, signals[WITHDRAW], 0, self->plan->withdraw->pdata[i]);
  if (self->plan->tell->len == 1)
    tell_one (self, self->plan->tell->pdata[0]);
  else if (self->plan->tell->len > 1)
    tell_several (self);
}

static void
marks_saved_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (LoketReminders) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean saved = loket_user_store_save_reminders_finish (LOKET_USER_STORE (source), result, &error);

  if (is_stopped (self))
    return;
  if (!saved)
    {
      end_pass (self, error);
      return;
    }

  carry_out (self);
  update_list (self);
  end_pass (self, NULL);
}

static void
make_plan (LoketReminders *self)
{
  LoketReminderHours hours = { loket_reminder_hours_find_calendar (self->session), self->quiet_from, self->quiet_to };
  gboolean complete = self->enabled && loket_reminder_cases_get_complete (self->cases);
  guint n_cases = 0;
  const LoketReminderCase *cases = loket_reminder_cases_get (self->cases, &n_cases);

  self->now = loket_clock_now (loket_session_get_clock (self->session));
  self->plan = loket_reminder_plan_new (cases, self->enabled ? n_cases : 0, complete, self->kinds, self->told,
                                        hours.calendar != NULL ? &hours : NULL, self->now);
  if (self->plan->marks->len == 0)
    {
      update_list (self);
      end_pass (self, NULL);
      return;
    }
  loket_user_store_save_reminders_async (get_store (self), self->plan->marks, self->stopping,
                                         marks_saved_cb, g_object_ref (self));
}

static void
cases_read_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (LoketReminders) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean read = loket_reminder_cases_read_finish (LOKET_REMINDER_CASES (source), result, &error);

  if (is_stopped (self))
    return;
  if (read)
    make_plan (self);
  else
    end_pass (self, error);
}

static void
choice_saved_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (LoketReminders) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean saved = loket_user_store_save_reminders_finish (LOKET_USER_STORE (source), result, &error);

  if (is_stopped (self))
    return;
  if (!saved)
    {
      end_pass (self, error);
      return;
    }

  carry_out (self);
  g_clear_pointer (&self->plan, loket_reminder_plan_free);
  g_ptr_array_remove_index (self->choices, 0);
  go_on (self);
}

static void
save_choice (LoketReminders *self)
{
  const Choice *choice = self->choices->pdata[0];
  LoketReminderHours hours = { loket_reminder_hours_find_calendar (self->session), self->quiet_from, self->quiet_to };
  gint64 now = loket_clock_now (loket_session_get_clock (self->session));

  self->plan = loket_reminder_plan_new_choice (self->told, choice->name, choice->choice,
                                               loket_reminder_put_off (&hours, self->put_off, now));
  loket_user_store_save_reminders_async (get_store (self), self->plan->marks, self->stopping, choice_saved_cb,
                                         g_object_ref (self));
}

/* What was told is known: first what the officer chose, then what the clock says. */
static void
go_on (LoketReminders *self)
{
  if (self->choices->len > 0)
    save_choice (self);
  else
    loket_reminder_cases_read_async (self->cases, self->stopping, cases_read_cb, g_object_ref (self));
}

static void
told_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (LoketReminders) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) marks =
    loket_user_store_list_reminders_finish (LOKET_USER_STORE (source), result, &error);

  if (is_stopped (self))
    return;
  if (marks == NULL)
    {
      end_pass (self, error);
      return;
    }

  self->told = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                      (GDestroyNotify) loket_reminder_mark_free);
  g_ptr_array_set_free_func (marks, NULL);
  for (guint i = 0; i < marks->len; i++)
    g_hash_table_replace (self->told, ((LoketReminderMark *) marks->pdata[i])->key, marks->pdata[i]);
  go_on (self);
}

/* One pass at a time; what changes during one makes another. */
static void
update (LoketReminders *self)
{
  if (!self->started || is_stopped (self))
    return;
  self->again = self->busy;
  if (self->busy)
    return;

  self->busy = TRUE;
  if (self->told != NULL)
    go_on (self);
  else
    loket_user_store_list_reminders_async (get_store (self), self->stopping, told_read_cb,
                                           g_object_ref (self));
}

static void
delay_over_cb (gpointer user_data)
{
  update (LOKET_REMINDERS (user_data));
}

static void
session_changed_cb (LoketReminders *self)
{
  if (self->started && !is_stopped (self) && !loket_alarm_is_armed (self->delay))
    loket_alarm_arm (self->delay, CHANGE_DELAY_US);
}

static void
loket_reminders_dispose (GObject *object)
{
  LoketReminders *self = LOKET_REMINDERS (object);

  loket_reminders_stop (self);
  G_OBJECT_CLASS (loket_reminders_parent_class)->dispose (object);
}

static void
loket_reminders_finalize (GObject *object)
{
  LoketReminders *self = LOKET_REMINDERS (object);

  g_clear_pointer (&self->plan, loket_reminder_plan_free);
  g_ptr_array_unref (self->choices);
  g_clear_object (&self->cases);
  g_clear_object (&self->list);
  g_clear_pointer (&self->told, g_hash_table_unref);
  g_clear_object (&self->stopping);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (loket_reminders_parent_class)->finalize (object);
}

static void
loket_reminders_class_init (LoketRemindersClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = loket_reminders_dispose;
  object_class->finalize = loket_reminders_finalize;

  /**
   * LoketReminders::tell:
   * @self: the reminders
   * @key: names the reminder, also after a restart
   * @title: what happened, plain text
   * @body: more of it, plain text
   * @complaint_id: (nullable): the complaint; %NULL for several
   * @count: how many complaints it is about
   *
   * A reminder has to be shown.
   */
  signals[TELL] = g_signal_new ("tell", LOKET_TYPE_REMINDERS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 5, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING,
                                G_TYPE_STRING, G_TYPE_UINT);
  /**
   * LoketReminders::withdraw:
   * @self: the reminders
   * @key: names a reminder that was shown
   *
   * A reminder no longer holds.
   */
  signals[WITHDRAW] = g_signal_new ("withdraw", LOKET_TYPE_REMINDERS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  /**
   * LoketReminders::updated:
   * @self: the reminders
   *
   * Everything that was to be told at this instant is told.
   */
  signals[UPDATED] = g_signal_new ("updated", LOKET_TYPE_REMINDERS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
loket_reminders_init (LoketReminders *self)
{
  self->stopping = g_cancellable_new ();
  self->choices = g_ptr_array_new_with_free_func ((GDestroyNotify) choice_free);
  self->list = loket_reminder_list_new ();
  self->kinds = LOKET_REMINDER_ALL_KINDS;
  self->enabled = TRUE;
}

/**
 * loket_reminders_new:
 * @session: an open session
 *
 * Makes reminders that are switched on, without quiet hours, and wait for
 * loket_reminders_start().
 *
 * Returns: (transfer full): the reminders
 */
LoketReminders *
loket_reminders_new (LoketSession *session)
{
  LoketReminders *self = NULL;
  LoketClock *clock = NULL;

  g_return_val_if_fail (LOKET_IS_SESSION (session), NULL);

  self = g_object_new (LOKET_TYPE_REMINDERS, NULL);
  clock = loket_session_get_clock (session);
  self->session = g_object_ref (session);
  self->cases = loket_reminder_cases_new (session);
  self->ticker = loket_ticker_new (clock);
  self->delay = loket_alarm_new (clock, delay_over_cb, self);
  g_signal_connect_object (session, "queue-changed", G_CALLBACK (session_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "outbox-changed", G_CALLBACK (session_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * loket_reminders_start:
 * @self: reminders
 *
 * Begins to remind, with what is due already. Signals come later, never from
 * inside the call.
 */
void
loket_reminders_start (LoketReminders *self)
{
  g_return_if_fail (LOKET_IS_REMINDERS (self));

  self->started = TRUE;
  update (self);
}

/**
 * loket_reminders_stop:
 * @self: reminders
 *
 * Ends reminding for good. What is shown stays: it still holds.
 */
void
loket_reminders_stop (LoketReminders *self)
{
  g_return_if_fail (LOKET_IS_REMINDERS (self));

  g_cancellable_cancel (self->stopping);
  g_clear_pointer (&self->delay, loket_alarm_free);
  g_clear_object (&self->ticker);
}

/**
 * loket_reminders_set_enabled:
 * @self: reminders
 * @enabled: whether to remind
 *
 * Switches reminders on or off. Off takes back what is shown.
 */
void
loket_reminders_set_enabled (LoketReminders *self,
                             gboolean        enabled)
{
  g_return_if_fail (LOKET_IS_REMINDERS (self));

  if (self->enabled == enabled)
    return;
  self->enabled = enabled;
  update (self);
}

/**
 * loket_reminders_set_quiet_hours:
 * @self: reminders
 * @from: seconds since midnight from which nothing is told
 * @to: seconds since midnight at which it is told again; the same as @from for
 *   no quiet hours
 *
 * Sets when nothing is told although the office is open, in the agency's zone.
 */
void
loket_reminders_set_quiet_hours (LoketReminders *self,
                                 gint32          from,
                                 gint32          to)
{
  g_return_if_fail (LOKET_IS_REMINDERS (self));
  g_return_if_fail (from >= 0 && from <= DAY && to >= 0 && to <= DAY);

  if (self->quiet_from == from && self->quiet_to == to)
    return;
  self->quiet_from = from;
  self->quiet_to = to;
  update (self);
}

/**
 * loket_reminders_set_kinds:
 * @self: reminders
 * @kinds: bits (1 << #LoketReminderKind)
 *
 * Sets what is told at all. What is taken out is taken back.
 */
void
loket_reminders_set_kinds (LoketReminders *self,
                           guint           kinds)
{
  g_return_if_fail (LOKET_IS_REMINDERS (self));

  if (self->kinds == kinds)
    return;
  self->kinds = kinds;
  update (self);
}

/**
 * loket_reminders_set_delay:
 * @self: reminders
 * @delay: for how long
 *
 * Sets for how long reminders are put off from now on.
 */
void
loket_reminders_set_delay (LoketReminders    *self,
                           LoketReminderDelay delay)
{
  g_return_if_fail (LOKET_IS_REMINDERS (self));

  self->put_off = delay;
}

static void
choose (LoketReminders     *self,
        const char         *name,
        LoketReminderChoice choice)
{
  Choice *wish = g_new0 (Choice, 1);

  wish->name = g_strdup (name);
  wish->choice = choice;
  g_ptr_array_add (self->choices, wish);
  update (self);
}

/**
 * loket_reminders_put_off:
 * @self: reminders
 * @name: what a reminder is named by in the list, or was told by
 *
 * Takes a reminder from the desktop and tells it again later, if it still holds
 * then. Before the reminders are started it waits until they are. A name that
 * nothing has is ignored.
 */
void
loket_reminders_put_off (LoketReminders *self,
                         const char     *name)
{
  g_return_if_fail (LOKET_IS_REMINDERS (self));
  g_return_if_fail (name != NULL);

  choose (self, name, LOKET_REMINDER_PUT_OFF);
}

/**
 * loket_reminders_dismiss:
 * @self: reminders
 * @name: what a reminder is named by in the list, or was told by
 *
 * Takes a reminder from the desktop and from the list for good. The complaint
 * stays where it is. Before the reminders are started it waits until they are.
 */
void
loket_reminders_dismiss (LoketReminders *self,
                         const char     *name)
{
  g_return_if_fail (LOKET_IS_REMINDERS (self));
  g_return_if_fail (name != NULL);

  choose (self, name, LOKET_REMINDER_DISMISS);
}

/**
 * loket_reminders_get_list:
 * @self: reminders
 *
 * Gives the list of what was told and holds.
 *
 * Returns: (transfer none): the list
 */
LoketReminderList *
loket_reminders_get_list (LoketReminders *self)
{
  g_return_val_if_fail (LOKET_IS_REMINDERS (self), NULL);

  return self->list;
}
