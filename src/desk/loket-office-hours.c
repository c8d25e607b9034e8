/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-office-hours.h"

#include <glib/gi18n-lib.h>

#include "loket-words.h"

/**
 * loket_office_day_free:
 * @self: (nullable) (transfer full): a day
 *
 * Frees a day.
 */
void
loket_office_day_free (LoketOfficeDay *self)
{
  if (self == NULL)
    return;

  g_free (self->date);
  g_free (self->hours);
  g_free (self);
}

/* “07:30–12:00, 13:00–16:00”, or nothing. */
static char *
list_spans (LoketCalendar *calendar,
            LoketDay       day)
{
  const char *zone = loket_zone_get_name (loket_calendar_get_zone (calendar));
  gint64 at = loket_calendar_date_start (calendar, day);
  gint64 end = loket_calendar_date_start (calendar, day + 1);
  g_autoptr (GPtrArray) spans = g_ptr_array_new_with_free_func (g_free);
  gint64 close = 0;

  while (loket_calendar_next_open (calendar, NULL, at, &at, NULL) && at < end &&
         loket_calendar_next_close (calendar, NULL, at, &close, NULL) && close > at)
    {
      g_autofree char *from = loket_words_time (at, zone);
      g_autofree char *to = loket_words_time (close, zone);

      g_ptr_array_add (spans, g_strdup_printf ("%s–%s", from, to));
      at = close + 1;
    }
  g_ptr_array_add (spans, NULL);
  return g_strjoinv (", ", (char **) spans->pdata);
}

/* The decree calls joint leave by that name. */
static char *
explain_closed (LoketCalendar *calendar,
                LoketDay       day,
                LoketDayKind   kind)
{
  guint n_entries = 0;
  const LoketHoliday *entries = loket_holidays_get_on (loket_calendar_get_holidays (calendar), day, &n_entries);
  const char *name = n_entries > 0 ? entries[0].name : "";

  switch (kind)
    {
    case LOKET_DAY_HOLIDAY:
      /* TRANSLATORS: %s is the name of a holiday. */
      return g_strdup_printf (_("Holiday: %s"), name);
    case LOKET_DAY_JOINT_LEAVE:
      return g_strdup (name);
    case LOKET_DAY_WEEKEND:
      return g_strdup (_("Weekend"));
    case LOKET_DAY_WORKING:
    case LOKET_DAY_CLOSED:
    default:
      return g_strdup (_("Closed"));
    }
}

static LoketOfficeDay *
describe_day (LoketCalendar *calendar,
              LoketDay       day)
{
  const char *zone = loket_zone_get_name (loket_calendar_get_zone (calendar));
  LoketOfficeDay *self = g_new0 (LoketOfficeDay, 1);
  LoketDayKind kind = LOKET_DAY_CLOSED;

  self->date = loket_words_weekday_date (loket_calendar_date_start (calendar, day), zone);
  if (!loket_calendar_get_day_kind (calendar, day, &kind, NULL))
    {
      self->hours = g_strdup (_("The calendar does not reach this day"));
      return self;
    }

  self->open = kind == LOKET_DAY_WORKING;
  self->hours = self->open ? list_spans (calendar, day) : explain_closed (calendar, day, kind);
  return self;
}

/**
 * loket_office_hours_list:
 * @calendar: the office's calendar
 * @now: the present, Unix seconds
 * @n_days: how many days to tell
 *
 * Tells when the office is open on the coming days, beginning with today where
 * the calendar is, and why it is not on the others. Any thread.
 *
 * Returns: (transfer full) (element-type LoketOfficeDay): the days
 */
GPtrArray *
loket_office_hours_list (LoketCalendar *calendar,
                         gint64         now,
                         guint          n_days)
{
  g_autoptr (GPtrArray) days = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_office_day_free);
  LoketDay today;

  g_return_val_if_fail (calendar != NULL, NULL);

  today = loket_calendar_date_at (calendar, now);
  for (guint i = 0; i < n_days; i++)
    g_ptr_array_add (days, describe_day (calendar, today + (LoketDay) i));
  return g_steal_pointer (&days);
}
