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
  GHashTable     *by_zone; /* name -> LoketCalendar of the built-in hours */
  GHashTable     *by_key;  /* zone, hours and places -> LoketCalendar */
  GPtrArray      *hours;   /* those in the keys, kept alive */
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
  self->by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                        (GDestroyNotify) loket_calendar_unref);
  self->hours = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_hours_unref);
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
  g_hash_table_unref (self->by_key);
  g_ptr_array_unref (self->hours);
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
make_calendar (LoketCalendars     *self,
               const char         *zone,
               LoketHours         *hours,
               const char *const  *places,
               GError            **error)
{
  g_autoptr (LoketCalendarBuilder) builder =
      loket_calendar_builder_new (hours == NULL ? NAME : loket_hours_get_name (hours));
  g_autoptr (LoketHolidays) days = loket_holidays_has_places (self->holidays)
                                       ? loket_holidays_for_places (self->holidays, places)
                                       : loket_holidays_ref (self->holidays);

  if (!loket_calendar_builder_set_zone (builder, zone, error))
    return NULL;
  loket_calendar_builder_set_holidays (builder, days,
                                       hours != NULL && loket_hours_get_joint_leave_works (hours));
  if (hours == NULL)
    loket_calendar_builder_add_default_hours (builder);
  else
    loket_hours_apply (hours, builder);
  return loket_calendar_builder_build (builder, error);
}

/* The places of a complaint; NULL-terminated. */
static void
list_places (const LoketComplaint *complaint,
             const char           *places[4])
{
  const char *all[] = { complaint->agency_code, complaint->province, complaint->regency };
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    if (all[i] != NULL)
      places[n++] = all[i];
  places[n] = NULL;
}

/* One calendar for everywhere that has the same free days. */
static char *
make_key (LoketCalendars     *self,
          const char         *zone,
          LoketHours         *hours,
          const char *const  *places)
{
  GString *key = g_string_new (zone);

  g_string_append_printf (key, "\n%p", (gpointer) hours);
  for (guint i = 0; loket_holidays_has_places (self->holidays) && places[i] != NULL; i++)
    g_string_append_printf (key, "\n%s", places[i]);
  return g_string_free (key, FALSE);
}

static LoketCalendar *
find_calendar (LoketCalendars     *self,
               const char         *zone,
               LoketHours         *hours,
               const char *const  *places,
               GError            **error)
{
  g_autoptr (GMutexLocker) locker = NULL;
  g_autofree char *key = make_key (self, zone, hours, places);
  LoketCalendar *calendar;

  locker = g_mutex_locker_new (&self->lock);
  calendar = g_hash_table_lookup (self->by_key, key);
  if (calendar != NULL)
    return calendar;

  calendar = make_calendar (self, zone, hours, places, error);
  if (calendar != NULL)
    {
      if (hours != NULL)
        g_ptr_array_add (self->hours, loket_hours_ref (hours));
      g_hash_table_insert (self->by_key, g_steal_pointer (&key), calendar);
    }
  return calendar;
}

/**
 * loket_calendars_get_for:
 * @self: a set
 * @complaint: what is counted
 * @zone: an IANA identifier
 * @hours: (nullable): working hours; %NULL for the built-in ones
 * @error: return location for %LOKET_SLA_ERROR_UNKNOWN_ZONE
 *
 * The calendar of an agency where a complaint is about: with the free days of
 * its province, its regency and its agency. Made once; cheap after that.
 *
 * Returns: (transfer none): the calendar, which lives at least as long as @self
 */
LoketCalendar *
loket_calendars_get_for (LoketCalendars        *self,
                         const LoketComplaint  *complaint,
                         const char            *zone,
                         LoketHours            *hours,
                         GError               **error)
{
  const char *places[4];

  if (hours == NULL && !loket_holidays_has_places (self->holidays))
    return loket_calendars_get (self, zone, error);
  list_places (complaint, places);
  return find_calendar (self, zone, hours, places, error);
}

/**
 * loket_calendars_get:
 * @self: a set
 * @zone: (nullable): an IANA identifier
 * @error: return location for %LOKET_SLA_ERROR_UNKNOWN_ZONE
 *
 * The calendar of one zone with the built-in hours and the free days of
 * everywhere. Made once; cheap after that.
 *
 * Returns: (transfer none): the calendar, which lives at least as long as @self
 */
LoketCalendar *
loket_calendars_get (LoketCalendars  *self,
                     const char      *zone,
                     GError         **error)
{
  const char *const nowhere[] = { NULL };
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  LoketCalendar *calendar = zone == NULL ? NULL : g_hash_table_lookup (self->by_zone, zone);

  if (calendar == NULL)
    {
      calendar = make_calendar (self, zone, NULL, nowhere, error);
      if (calendar != NULL)
        g_hash_table_insert (self->by_zone,
                             (gpointer) loket_zone_get_name (loket_calendar_get_zone (calendar)),
                             calendar);
    }
  return calendar;
}
