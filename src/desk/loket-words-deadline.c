/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-words.h"

#include "loket-calendar.h"
#include "loket-day.h"
#include "loket-words-private.h"

#include "loket-time.h"

#include <glib/gi18n-lib.h>

#define MINUTE 60
#define HOUR   (60 * MINUTE)

/**
 * loket_words_sla_state:
 * @state: where a clock stands
 *
 * Names a clock's state.
 *
 * Returns: (transfer none): the name
 */
const char *
loket_words_sla_state (LoketSlaState state)
{
  switch (state)
    {
    case LOKET_SLA_ON_TIME:
      return C_("clock", "On time");
    case LOKET_SLA_WARNING:
      return C_("clock", "Due soon");
    case LOKET_SLA_DUE_TODAY:
      return C_("clock", "Due today");
    case LOKET_SLA_OVERDUE:
      return C_("clock", "Overdue");
    case LOKET_SLA_MET:
      return C_("clock", "Answered in time");
    case LOKET_SLA_MISSED:
      return C_("clock", "Answered late");
    case LOKET_SLA_PAUSED:
      return C_("clock", "Paused");
    case LOKET_SLA_PROVISIONAL:
      return C_("clock", "On time, date provisional");
    default:
      g_return_val_if_reached ("");
    }
}

/**
 * loket_words_clock_state:
 * @clock: which clock
 * @state: where it stands
 *
 * Names the state of any clock. Not all of them end with an answer: a complaint
 * is verified in time, it is not answered by that.
 *
 * Returns: (transfer none): the name
 */
const char *
loket_words_clock_state (LoketSlaClock clock,
                         LoketSlaState state)
{
  gboolean answers = clock == LOKET_SLA_CLOCK_RESPONSE || clock == LOKET_SLA_CLOCK_FOLLOW_UP;

  if (!answers && state == LOKET_SLA_MET)
    return C_("clock", "Done in time");
  if (!answers && state == LOKET_SLA_MISSED)
    return C_("clock", "Done late");
  return loket_words_sla_state (state);
}

/* Dates after today up to the due one on which the agency works; outside the
 * years of the calendar, those that are no weekend. */
static guint
count_working_days (GDateTime     *present,
                    gint64         due,
                    LoketCalendar *calendar)
{
  const char *zone = g_time_zone_get_identifier (g_date_time_get_timezone (present));
  LoketDay today;
  LoketDay last;
  guint n = 0;

  if (calendar == NULL)
    calendar = loket_calendar_get_builtin (zone, NULL);
  if (calendar == NULL)
    calendar = loket_calendar_get_builtin ("Asia/Makassar", NULL);
  g_return_val_if_fail (calendar != NULL, 0);

  today = loket_calendar_date_at (calendar, g_date_time_to_unix (present));
  last = loket_calendar_date_at (calendar, due);
  if (loket_calendar_count_days (calendar, NULL, today, last, &n, NULL))
    return n;
  for (LoketDay day = today + 1; day <= last; day++)
    n += loket_day_weekday (day) < LOKET_SATURDAY;
  return n;
}

static gboolean
is_running (const LoketDeadline *deadline)
{
  return deadline->stop == LOKET_TIME_UNSET && deadline->state != LOKET_SLA_PAUSED;
}

static char *
describe_hours_left (gint64 seconds)
{
  if (seconds >= HOUR)
    return g_strdup_printf (ngettext ("%d hour left", "%d hours left", seconds / HOUR),
                            (int) (seconds / HOUR));
  if (seconds >= MINUTE)
    return g_strdup_printf (ngettext ("%d minute left", "%d minutes left", seconds / MINUTE),
                            (int) (seconds / MINUTE));
  return g_strdup (_("Less than a minute left"));
}

static char *
describe_hours_over (gint64 seconds)
{
  if (seconds >= HOUR)
    return g_strdup_printf (ngettext ("%d hour overdue", "%d hours overdue", seconds / HOUR),
                            (int) (seconds / HOUR));
  return g_strdup_printf (ngettext ("%d minute overdue", "%d minutes overdue", MAX (seconds / MINUTE, 1)),
                          (int) MAX (seconds / MINUTE, 1));
}

static char *
describe_days_left (GDateTime     *present,
                    GDateTime     *due,
                    LoketCalendar *calendar)
{
  g_autofree char *time = NULL;
  guint n_working = 0;

  if (_loket_words_julian (due) - _loket_words_julian (present) == 1)
    {
      time = loket_words_time (g_date_time_to_unix (due),
                               g_time_zone_get_identifier (g_date_time_get_timezone (due)));
      /* TRANSLATORS: a deadline; %s is a time of day. */
      return g_strdup_printf (_("Tomorrow %s"), time);
    }

  n_working = count_working_days (present, g_date_time_to_unix (due), calendar);
  return g_strdup_printf (ngettext ("%u working day left", "%u working days left", n_working), n_working);
}

/*< private >
 * _loket_words_time_left:
 * @deadline: (nullable): a clock
 * @now: the present, Unix seconds
 * @time_zone: (nullable): the zone of the agency
 * @calendar: (nullable): what the working days left are counted in; %NULL: the
 *   built-in calendar of the zone
 *
 * Tells what loket_words_time_left() does, by the holidays that the clock
 * itself is counted by.
 *
 * Returns: (transfer full): the words
 */
char *
_loket_words_time_left (const LoketDeadline *deadline,
                        gint64               now,
                        const char          *time_zone,
                        LoketCalendar       *calendar)
{
  g_autoptr (GDateTime) present = NULL;
  g_autoptr (GDateTime) due = NULL;
  int n_days = 0;

  if (deadline == NULL)
    return g_strdup (_("No deadline"));
  if (deadline->stop != LOKET_TIME_UNSET)
    return g_strdup (loket_words_sla_state (deadline->stop <= deadline->due ? LOKET_SLA_MET
                                                                            : LOKET_SLA_MISSED));
  if (deadline->state == LOKET_SLA_PAUSED)
    return g_strdup (loket_words_sla_state (LOKET_SLA_PAUSED));

  present = _loket_words_local (now, time_zone);
  due = _loket_words_local (deadline->due, time_zone);
  n_days = _loket_words_julian (due) - _loket_words_julian (present);
  if (n_days > 0)
    return describe_days_left (present, due, calendar);
  if (now <= deadline->due)
    return describe_hours_left (deadline->due - now);
  if (n_days == 0)
    return describe_hours_over (now - deadline->due);
  return g_strdup_printf (ngettext ("%d day overdue", "%d days overdue", -n_days), -n_days);
}

/**
 * loket_words_time_left:
 * @deadline: (nullable): a response clock; %NULL where there is none
 * @now: the present, Unix seconds
 * @time_zone: (nullable): the zone of the agency
 *
 * Tells what is left, or how long it is over, in few words: working days while
 * there are whole ones, hours and minutes on the last day, days when it is over.
 *
 * Returns: (transfer full): the words
 */
char *
loket_words_time_left (const LoketDeadline *deadline,
                       gint64               now,
                       const char          *time_zone)
{
  return _loket_words_time_left (deadline, now, time_zone, NULL);
}

/**
 * loket_words_time_left_by:
 * @deadline: (nullable): a clock; %NULL where there is none
 * @now: the present, Unix seconds
 * @time_zone: (nullable): the zone of the agency
 * @rules: whose holidays the working days left are counted by
 *
 * Tells what loket_words_time_left() does, by the holidays that a hub published.
 *
 * Returns: (transfer full): the words
 */
char *
loket_words_time_left_by (const LoketDeadline *deadline,
                          gint64               now,
                          const char          *time_zone,
                          LoketRulebook       *rules)
{
  LoketCalendars *calendars = loket_rulebook_get_latest (rules)->calendars;

  return _loket_words_time_left (deadline, now, time_zone,
                                 loket_calendars_get (calendars, time_zone, NULL));
}

/**
 * loket_words_time_left_next:
 * @deadline: (nullable): a response clock
 * @now: the present, Unix seconds
 * @time_zone: (nullable): the zone of the agency
 *
 * Tells when loket_words_time_left() says something else, for a #LoketTicker.
 *
 * Returns: Unix seconds after @now; %G_MAXINT64 when time alone changes nothing
 */
gint64
loket_words_time_left_next (const LoketDeadline *deadline,
                            gint64               now,
                            const char          *time_zone)
{
  g_autoptr (GDateTime) present = NULL;
  gint64 midnight;
  gint64 left;
  gint64 step;

  if (deadline == NULL || !is_running (deadline))
    return G_MAXINT64;

  present = _loket_words_local (now, time_zone);
  midnight = _loket_words_day_start (present, 1);
  left = deadline->due - now;
  if (left >= 0)
    {
      step = left >= HOUR ? HOUR : MINUTE;
      return deadline->due >= midnight ? midnight : now + left % step + 1;
    }
  if (deadline->due < _loket_words_day_start (present, 0))
    return midnight;

  step = -left >= HOUR ? HOUR : MINUTE;
  return MIN (midnight, now + step - (-left) % step);
}

/**
 * loket_words_due:
 * @deadline: (nullable): a response clock
 * @time_zone: (nullable): the zone of the agency
 *
 * Tells when it is due, as “Due Friday 27 March 2026 16:00 WITA”.
 *
 * Returns: (transfer full): the words
 */
char *
loket_words_due (const LoketDeadline *deadline,
                 const char          *time_zone)
{
  g_autoptr (GDateTime) due = NULL;
  g_autofree char *date = NULL;
  g_autofree char *time = NULL;

  if (deadline == NULL)
    return g_strdup (_("No deadline"));

  due = _loket_words_local (deadline->due, time_zone);
  date = loket_words_weekday_date (deadline->due, time_zone);
  time = loket_words_time (deadline->due, time_zone);
  /* TRANSLATORS: date with weekday, time of day and zone, as “Due Friday
   * 27 March 2026 16:00 WITA”. */
  return g_strdup_printf (_("Due %s %s %s"), date, time, g_date_time_get_timezone_abbreviation (due));
}

/**
 * loket_words_due_today:
 * @due: when something falls due today, Unix seconds
 * @time_zone: (nullable): the zone of the agency
 *
 * Tells the time alone, as “due 16:00 WITA”, to stand in a row of facts.
 *
 * Returns: (transfer full): the words
 */
char *
loket_words_due_today (gint64      due,
                       const char *time_zone)
{
  g_autoptr (GDateTime) local = _loket_words_local (due, time_zone);
  g_autofree char *time = loket_words_time (due, time_zone);

  /* TRANSLATORS: time of day and zone, as “due 16:00 WITA”. */
  return g_strdup_printf (_("due %s %s"), time, g_date_time_get_timezone_abbreviation (local));
}

/**
 * loket_words_next_day:
 * @due: the first deadline after today, Unix seconds
 * @n: how many fall due on that date
 * @time_zone: (nullable): the zone of the agency
 *
 * Tells what comes next where nothing is due today.
 *
 * Returns: (transfer full): a sentence
 */
char *
loket_words_next_day (gint64      due,
                      guint       n,
                      const char *time_zone)
{
  g_autofree char *date = loket_words_weekday_date (due, time_zone);

  /* TRANSLATORS: a date with its weekday, and how many complaints are due then. */
  return g_strdup_printf (ngettext ("Next: %s, %u complaint.", "Next: %s, %u complaints.", n),
                          date, n);
}
