/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sla"

#include "config.h"

#include "loket-calendars.h"

#include "loket-calendar-builder.h"

/* The name of the calendar of Indonesian offices, in policies and batch lines. */
#define NAME "ID"

/**
 * LoketCalendars:
 *
 * One list of holidays as calendars of Indonesian offices, one for each zone:
 * Monday to Friday, 07:30–16:00. Calendars are made when first asked for. The
 * set is what changes when holidays are amended: a new one takes its place, and
 * deadlines of both can be compared. Any thread.
 */
struct _LoketCalendars
{
  gatomicrefcount ref_count;
  LoketHolidays  *holidays;
  GMutex          lock;
  GHashTable     *by_zone; /* name -> LoketCalendar */
};

G_DEFINE_BOXED_TYPE (LoketCalendars, loket_calendars, loket_calendars_ref, loket_calendars_unref)

/**
 * loket_calendars_new:
 * @holidays: free days
 *
 * Returns: (transfer full): calendars less @holidays
 */
LoketCalendars *
loket_calendars_new (LoketHolidays *holidays)
{
  LoketCalendars *self = g_new0 (LoketCalendars, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->holidays = loket_holidays_ref (holidays);
  g_mutex_init (&self->lock);
  self->by_zone = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                         (GDestroyNotify) loket_calendar_unref);
  return self;
}

/**
 * loket_calendars_get_builtin:
 *
 * The calendars less the national holidays and joint leave that the program
 * ships. Any thread.
 *
 * Returns: (transfer none): the set, which lives as long as the program
 */
LoketCalendars *
loket_calendars_get_builtin (void)
{
  static gsize once;

  if (g_once_init_enter (&once))
    {
      g_autoptr (LoketHolidays) holidays = loket_holidays_new_builtin ();

      g_once_init_leave (&once, (gsize) loket_calendars_new (holidays));
    }
  return (LoketCalendars *) once;
}

/**
 * loket_calendars_ref:
 * @self: a set
 *
 * Takes a reference, on any thread.
 *
 * Returns: (transfer full): @self
 */
LoketCalendars *
loket_calendars_ref (LoketCalendars *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * loket_calendars_unref:
 * @self: (transfer full): a set
 *
 * Gives a reference back, on any thread.
 */
void
loket_calendars_unref (LoketCalendars *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_hash_table_unref (self->by_zone);
  g_mutex_clear (&self->lock);
  loket_holidays_unref (self->holidays);
  g_free (self);
}

/**
 * loket_calendars_get_holidays:
 * @self: a set
 *
 * Returns: (transfer none): its free days
 */
LoketHolidays *
loket_calendars_get_holidays (LoketCalendars *self)
{
  return self->holidays;
}

static LoketCalendar *
make_calendar (LoketCalendars  *self,
               const char      *zone,
               GError         **error)
{
  g_autoptr (LoketCalendarBuilder) builder = loket_calendar_builder_new (NAME);

  if (!loket_calendar_builder_set_zone (builder, zone, error))
    return NULL;
  loket_calendar_builder_set_holidays (builder, self->holidays, FALSE);
  loket_calendar_builder_add_default_hours (builder);
  return loket_calendar_builder_build (builder, error);
}

/**
 * loket_calendars_get:
 * @self: a set
 * @zone: (nullable): an IANA identifier
 * @error: return location for %LOKET_SLA_ERROR_UNKNOWN_ZONE
 *
 * The calendar of one zone. Made once; cheap after that.
 *
 * Returns: (transfer none): the calendar, which lives at least as long as @self
 */
LoketCalendar *
loket_calendars_get (LoketCalendars  *self,
                     const char      *zone,
                     GError         **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  LoketCalendar *calendar = zone == NULL ? NULL : g_hash_table_lookup (self->by_zone, zone);

  if (calendar == NULL)
    {
      calendar = make_calendar (self, zone, error);
      if (calendar != NULL)
        g_hash_table_insert (self->by_zone,
                             (gpointer) loket_zone_get_name (loket_calendar_get_zone (calendar)),
                             calendar);
    }
  return calendar;
}
