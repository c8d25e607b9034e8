/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loketctl"

#include "config.h"

#include "loket-eval-sla-calendar.h"

#include "loket-limits.h"

/*
 * The calendar that a line of `loketctl sla eval` describes. Each reading
 * function leaves the reader where it stood.
 */

#define BUILTIN_CALENDAR "ID"
#define DEFAULT_ZONE     "Asia/Makassar"
#define TIME_CHARS       8
#define DATE_CHARS       10
#define NAME_CHARS       1000

static const char *const weekdays[LOKET_WEEKDAYS] = {
  "mon", "tue", "wed", "thu", "fri", "sat", "sun",
};

static gboolean
fail_item (const char  *item,
           const char  *what,
           GError     **error)
{
  g_set_error (error, LOKET_SLA_ERROR, LOKET_SLA_ERROR_INVALID, "%s: %s", item, what);
  return FALSE;
}

static gboolean
fail_value (const char  *item,
            const char  *value,
            const char  *what,
            GError     **error)
{
  g_set_error (error, LOKET_SLA_ERROR, LOKET_SLA_ERROR_INVALID, "%s: “%.32s” %s", item, value, what);
  return FALSE;
}

/* One span as a pair of wall times, e.g. ["07:30", "16:00"]. */
static gboolean
read_span (LoketJsonReader  *reader,
           guint             index,
           const char       *item,
           gint32           *open,
           gint32           *close,
           GError          **error)
{
  guint n = loket_json_reader_enter_element_array (reader, index, 2);
  g_autofree char *from = loket_json_reader_dup_element_string (reader, 0, TIME_CHARS);
  g_autofree char *to = loket_json_reader_dup_element_string (reader, 1, TIME_CHARS);

  loket_json_reader_leave (reader);
  if (!loket_json_reader_check (reader, error))
    return FALSE;
  if (n != 2 || !loket_wall_time_parse (from, open) || !loket_wall_time_parse (to, close))
    return fail_item (item, "a span is no pair of times", error);
  return TRUE;
}

static gboolean
read_weekly_hours (LoketJsonReader       *reader,
                   LoketCalendarBuilder  *builder,
                   GError               **error)
{
  g_auto (GStrv) members = loket_json_reader_dup_members (reader);

  for (guint i = 0; members[i] != NULL; i++)
    {
      guint weekday = 0, n;

      while (weekday < LOKET_WEEKDAYS && g_strcmp0 (members[i], weekdays[weekday]) != 0)
        weekday++;
      if (weekday == LOKET_WEEKDAYS)
        return fail_value ("hours", members[i], "is no weekday (mon … sun)", error);

      n = loket_json_reader_enter_array_or_null (reader, members[i], LOKET_LIMIT_SPANS_PER_DAY);
      for (guint k = 0; k < n; k++)
        {
          gint32 open, close;

          if (!read_span (reader, k, members[i], &open, &close, error) ||
              !loket_calendar_builder_add_hours (builder, weekday, open, close, error))
            return FALSE;
        }
      loket_json_reader_leave (reader);
    }
  return loket_json_reader_check (reader, error);
}

static gboolean
read_date_hours (LoketJsonReader       *reader,
                 LoketCalendarBuilder  *builder,
                 GError               **error)
{
  g_auto (GStrv) members = loket_json_reader_dup_members (reader);

  for (guint i = 0; members[i] != NULL; i++)
    {
      LoketDay day;
      guint n;

      if (!loket_day_parse (members[i], &day))
        return fail_value ("date_hours", members[i], "is no date", error);

      loket_calendar_builder_clear_date (builder, day);
      n = loket_json_reader_enter_array_or_null (reader, members[i], LOKET_LIMIT_SPANS_PER_DAY);
      for (guint k = 0; k < n; k++)
        {
          gint32 open, close;

          if (!read_span (reader, k, members[i], &open, &close, error) ||
              !loket_calendar_builder_add_date_hours (builder, day, open, close, error))
            return FALSE;
        }
      loket_json_reader_leave (reader);
    }
  return loket_json_reader_check (reader, error);
}

static gboolean
read_holidays (LoketJsonReader       *reader,
               LoketCalendarBuilder  *builder,
               GError               **error)
{
  guint n = loket_json_reader_enter_array_or_null (reader, "holidays", LOKET_LIMIT_HOLIDAYS);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = loket_json_reader_dup_element_string (reader, i, DATE_CHARS);
      LoketDay day;

      if (text != NULL && !loket_day_parse (text, &day))
        return fail_value ("holidays", text, "is no date", error);
      if (text != NULL)
        loket_calendar_builder_add_holiday (builder, day);
    }
  loket_json_reader_leave (reader);
  return loket_json_reader_check (reader, error);
}

static gboolean
read_yearly (LoketJsonReader       *reader,
             LoketCalendarBuilder  *builder,
             GError               **error)
{
  guint n = loket_json_reader_enter_array_or_null (reader, "holidays_yearly", 366);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = loket_json_reader_dup_element_string (reader, i, DATE_CHARS);
      g_autofree char *date = g_strconcat ("2024-", text, NULL);
      LoketDay day;
      int month, mday;

      if (text != NULL && !loket_day_parse (date, &day))
        return fail_value ("holidays_yearly", text, "is no MM-DD", error);
      if (text == NULL)
        continue;
      loket_day_get_ymd (day, NULL, &month, &mday);
      if (!loket_calendar_builder_add_yearly (builder, month, mday, error))
        return FALSE;
    }
  loket_json_reader_leave (reader);
  return loket_json_reader_check (reader, error);
}

static gboolean
read_breaks (LoketJsonReader       *reader,
             LoketCalendarBuilder  *builder,
             GError               **error)
{
  guint n = loket_json_reader_enter_array_or_null (reader, "breaks", LOKET_LIMIT_HOLIDAYS);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *date = NULL, *from = NULL, *to = NULL;
      LoketDay day;
      gint32 open, close;

      loket_json_reader_enter_element (reader, i);
      date = loket_json_reader_dup_string (reader, "date", DATE_CHARS);
      from = loket_json_reader_dup_string (reader, "from", TIME_CHARS);
      to = loket_json_reader_dup_string (reader, "to", TIME_CHARS);
      loket_json_reader_leave (reader);
      if (!loket_json_reader_check (reader, error))
        return FALSE;

      if (!loket_day_parse (date, &day) || !loket_wall_time_parse (from, &open) ||
          !loket_wall_time_parse (to, &close))
        return fail_item ("breaks", "there is an entry without date or times", error);
      if (!loket_calendar_builder_add_break (builder, day, open, close, error))
        return FALSE;
    }
  loket_json_reader_leave (reader);
  return loket_json_reader_check (reader, error);
}

/* The list of holidays that the line names: ours, or the file's. */
static gboolean
read_list (LoketJsonReader       *reader,
           LoketHolidays         *file,
           LoketCalendarBuilder  *builder,
           GError               **error)
{
  const char *name = loket_json_reader_get_word (reader, "calendar");
  const char *joint_leave = loket_json_reader_get_word (reader, "joint_leave");
  g_autoptr (LoketHolidays) list = NULL;

  if (!loket_json_reader_check (reader, error))
    return FALSE;

  if (g_strcmp0 (name, BUILTIN_CALENDAR) == 0)
    list = loket_holidays_new_builtin ();
  else if (file != NULL && (name != NULL || !loket_json_reader_has (reader, "hours")))
    list = loket_holidays_ref (file);
  else if (name != NULL)
    return fail_value ("calendar", name, "is not known", error);

  if (list != NULL)
    loket_calendar_builder_set_holidays (builder, list, g_strcmp0 (joint_leave, "work") == 0);
  return TRUE;
}

static gboolean
read_hours (LoketJsonReader       *reader,
            LoketCalendarBuilder  *builder,
            gboolean               has_list,
            GError               **error)
{
  if (loket_json_reader_enter_or_null (reader, "hours"))
    {
      if (!read_weekly_hours (reader, builder, error))
        return FALSE;
      loket_json_reader_leave (reader);
    }
  else if (has_list)
    loket_calendar_builder_add_default_hours (builder);
  else
    return loket_json_reader_check (reader, error) &&
           fail_item ("hours", "they are missing, and no calendar is named", error);

  if (loket_json_reader_enter_or_null (reader, "date_hours"))
    {
      if (!read_date_hours (reader, builder, error))
        return FALSE;
      loket_json_reader_leave (reader);
    }
  return TRUE;
}

/* The calendar of the line, without years unless it has a list of holidays. */
LoketCalendarBuilder *
_loket_sla_eval_read_calendar (LoketJsonReader  *reader,
                               LoketHolidays    *file,
                               GError          **error)
{
  const char *name = loket_json_reader_get_word (reader, "calendar");
  g_autoptr (LoketCalendarBuilder) builder = loket_calendar_builder_new (name ? name : "of the line");
  g_autofree char *zone = loket_json_reader_dup_string_or_null (reader, "tz", NAME_CHARS);
  gboolean has_list;

  if (!loket_json_reader_check (reader, error) || !read_list (reader, file, builder, error))
    return NULL;
  has_list = loket_calendar_builder_has_years (builder);
  if (zone == NULL && !has_list)
    {
      fail_item ("tz", "it is missing, and no calendar is named", error);
      return NULL;
    }

  if (!loket_calendar_builder_set_zone (builder, zone != NULL ? zone : DEFAULT_ZONE, error) ||
      !read_hours (reader, builder, has_list, error) ||
      !read_holidays (reader, builder, error) || !read_yearly (reader, builder, error) ||
      !read_breaks (reader, builder, error))
    return NULL;
  return g_steal_pointer (&builder);
}

/* The pauses of the line; an empty list when there are none. */
LoketPauses *
_loket_sla_eval_read_pauses (LoketJsonReader  *reader,
                             GError          **error)
{
  g_autoptr (LoketPauses) pauses = loket_pauses_new ();
  guint n = loket_json_reader_enter_array_or_null (reader, "pauses", LOKET_LIMIT_CLOCK_PAUSES);

  for (guint i = 0; i < n; i++)
    {
      gint64 from, to;

      loket_json_reader_enter_element (reader, i);
      from = loket_json_reader_get_instant (reader, "from");
      to = loket_json_reader_get_instant (reader, "to");
      loket_json_reader_leave (reader);
      if (!loket_json_reader_check (reader, error) ||
          !loket_pauses_add (pauses, from, to, error))
        return NULL;
    }
  loket_json_reader_leave (reader);
  return loket_json_reader_check (reader, error) ? g_steal_pointer (&pauses) : NULL;
}
