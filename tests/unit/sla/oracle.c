/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "oracle.h"

OracleDefinition *
oracle_definition_new (const char *zone)
{
  OracleDefinition *self = g_new0 (OracleDefinition, 1);

  self->zone = zone;
  for (guint i = 0; i < LOKET_WEEKDAYS; i++)
    self->weekly[i] = g_array_new (FALSE, FALSE, sizeof (OracleSpan));
  self->replaced = g_array_new (FALSE, FALSE, sizeof (LoketDay));
  self->dated = g_array_new (FALSE, FALSE, sizeof (OracleDated));
  self->breaks = g_array_new (FALSE, FALSE, sizeof (OracleDated));
  self->holidays = g_array_new (FALSE, FALSE, sizeof (LoketDay));
  self->yearly = g_array_new (FALSE, FALSE, sizeof (int));
  self->pauses = g_array_new (FALSE, FALSE, sizeof (LoketPause));
  return self;
}

void
oracle_definition_free (OracleDefinition *self)
{
  for (guint i = 0; i < LOKET_WEEKDAYS; i++)
    g_array_unref (self->weekly[i]);
  g_array_unref (self->replaced);
  g_array_unref (self->dated);
  g_array_unref (self->breaks);
  g_array_unref (self->holidays);
  g_array_unref (self->yearly);
  g_array_unref (self->pauses);
  g_free (self);
}

static gboolean
has_int (const GArray *list,
         int           value)
{
  for (guint i = 0; i < list->len; i++)
    if (g_array_index (list, int, i) == value)
      return TRUE;
  return FALSE;
}

static gboolean
lies_in_dated (const GArray *list,
               LoketDay      day,
               gint32        second)
{
  for (guint i = 0; i < list->len; i++)
    {
      const OracleDated *dated = &g_array_index (list, OracleDated, i);

      if (dated->day == day && second >= dated->span.open && second < dated->span.close)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_working_wall_time (const OracleDefinition *definition,
                      LoketDay                day,
                      gint32                  second)
{
  const GArray *weekly = definition->weekly[loket_day_weekday (day)];
  int month, mday;

  loket_day_get_ymd (day, NULL, &month, &mday);
  if (has_int (definition->holidays, day) || has_int (definition->yearly, month * 100 + mday) ||
      lies_in_dated (definition->breaks, day, second))
    return FALSE;
  if (has_int (definition->replaced, day))
    return lies_in_dated (definition->dated, day, second);

  for (guint i = 0; i < weekly->len; i++)
    if (second >= g_array_index (weekly, OracleSpan, i).open &&
        second < g_array_index (weekly, OracleSpan, i).close)
      return TRUE;
  return FALSE;
}

static gboolean
is_paused (const OracleDefinition *definition,
           gint64                  at)
{
  for (guint i = 0; i < definition->pauses->len; i++)
    if (at >= g_array_index (definition->pauses, LoketPause, i).from &&
        at < g_array_index (definition->pauses, LoketPause, i).to)
      return TRUE;
  return FALSE;
}

Oracle *
oracle_new (const OracleDefinition *definition,
            gint64                  base,
            gint64                  grain,
            guint                   n_cells)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (definition->zone);
  Oracle *self = g_new0 (Oracle, 1);

  g_assert_nonnull (zone);
  self->base = base;
  self->grain = grain;
  self->n = n_cells;
  self->hours = g_new0 (guint8, n_cells);
  self->open = g_new0 (guint8, n_cells);
  self->day = g_new0 (LoketDay, n_cells);
  for (guint i = 0; i < n_cells; i++)
    {
      gint64 at = base + i * grain;
      int interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, at);
      gint64 local = at + g_time_zone_get_offset (zone, interval);
      LoketDay day = (LoketDay) (local / LOKET_DAY_SECONDS); /* after 1970 */

      self->day[i] = day;
      self->hours[i] = is_working_wall_time (definition, day,
                                             (gint32) (local - (gint64) day * LOKET_DAY_SECONDS));
      self->open[i] = self->hours[i] && !is_paused (definition, at);
    }
  return self;
}

void
oracle_free (Oracle *self)
{
  g_free (self->hours);
  g_free (self->open);
  g_free (self->day);
  g_free (self);
}

static guint
cell (const Oracle *self,
      gint64        at)
{
  g_assert_cmpint (at, >=, self->base);
  g_assert_cmpint (at, <, self->base + self->n * self->grain);
  return (guint) ((at - self->base) / self->grain);
}

static gint64
start_of (const Oracle *self,
          guint         i)
{
  return self->base + i * self->grain;
}

gboolean
oracle_is_open (const Oracle *self,
                gint64        at)
{
  return self->open[cell (self, at)];
}

gint64
oracle_next_open (const Oracle *self,
                  gint64        at)
{
  for (guint i = cell (self, at); i < self->n; i++)
    if (self->open[i])
      return MAX (at, start_of (self, i));
  return ORACLE_UNKNOWN;
}

gint64
oracle_prev_open (const Oracle *self,
                  gint64        at)
{
  if (at == self->base)
    return ORACLE_UNKNOWN;
  for (guint i = cell (self, at - 1) + 1; i-- > 0;)
    if (self->open[i])
      return MIN (at, start_of (self, i + 1));
  return ORACLE_UNKNOWN;
}

gint64
oracle_next_close (const Oracle *self,
                   gint64        at)
{
  for (guint i = cell (self, at) + 1; i < self->n; i++)
    if (self->open[i - 1] && !self->open[i])
      return start_of (self, i);
  return ORACLE_UNKNOWN;
}

gint64
oracle_diff (const Oracle *self,
             gint64        start,
             gint64        end)
{
  gint64 sum = 0;

  if (end <= start)
    return 0;
  for (guint i = cell (self, start); i < self->n && start_of (self, i) < end; i++)
    if (self->open[i])
      sum += MIN (end, start_of (self, i + 1)) - MAX (start, start_of (self, i));
  return sum;
}

gint64
oracle_add (const Oracle *self,
            gint64        start,
            gint64        seconds)
{
  if (seconds == 0)
    return oracle_next_open (self, start);

  if (seconds > 0)
    {
      for (guint i = cell (self, start); i < self->n; i++)
        {
          gint64 from = MAX (start, start_of (self, i));
          gint64 room = self->open[i] ? start_of (self, i + 1) - from : 0;

          if (room >= seconds)
            return from + seconds;
          seconds -= room;
        }
      return ORACLE_UNKNOWN;
    }

  for (guint i = cell (self, start) + 1; i-- > 0;)
    {
      gint64 to = MIN (start, start_of (self, i + 1));
      gint64 room = self->open[i] ? to - start_of (self, i) : 0;

      if (room > 0 && room >= -seconds)
        return to + seconds;
      seconds += room;
    }
  return ORACLE_UNKNOWN;
}

gint64
oracle_due (const Oracle *self,
            gint64        start,
            int           days)
{
  LoketDay today = self->day[cell (self, start)];
  LoketDay last = self->day[self->n - 1];

  /* The window's last date may be cut. */
  for (LoketDay day = today + 1; day < last; day++)
    {
      gint64 close = ORACLE_UNKNOWN;
      gboolean counts = FALSE;

      for (guint i = 0; i < self->n; i++)
        if (self->day[i] == day && self->hours[i])
          {
            close = start_of (self, i + 1);
            counts |= self->open[i];
          }
      if (counts && --days == 0)
        return close;
    }
  return ORACLE_UNKNOWN;
}

LoketDay
oracle_nth_date (const Oracle *self,
                 LoketDay      date,
                 int           n)
{
  int step = n > 0 ? 1 : -1;

  for (LoketDay day = date + step; day > self->day[0] && day < self->day[self->n - 1]; day += step)
    {
      gboolean works = FALSE;

      for (guint i = 0; i < self->n && !works; i++)
        works = self->day[i] == day && self->hours[i];
      if (works && (n -= step) == 0)
        return day;
    }
  return LOKET_DAY_UNSET;
}
