/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sla"

#include "config.h"

#include "loket-calendar-rules.h"

#include "loket-limits.h"

void
_loket_calendar_rules_init (CalendarRules *rules)
{
  for (guint i = 0; i < LOKET_WEEKDAYS; i++)
    rules->weekly[i] = g_array_new (FALSE, FALSE, sizeof (WallSpan));
  rules->dated = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_array_unref);
  rules->breaks = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_array_unref);
  rules->holidays = g_hash_table_new (NULL, NULL);
  rules->yearly = g_hash_table_new (NULL, NULL);
}

void
_loket_calendar_rules_clear (CalendarRules *rules)
{
  for (guint i = 0; i < LOKET_WEEKDAYS; i++)
    g_clear_pointer (&rules->weekly[i], g_array_unref);
  g_clear_pointer (&rules->dated, g_hash_table_unref);
  g_clear_pointer (&rules->breaks, g_hash_table_unref);
  g_clear_pointer (&rules->holidays, g_hash_table_unref);
  g_clear_pointer (&rules->yearly, g_hash_table_unref);
  g_clear_pointer (&rules->list, loket_holidays_unref);
}

static char *
format_span (gint32 open,
             gint32 close)
{
  return g_strdup_printf ("%02d:%02d–%02d:%02d", open / 3600, open / 60 % 60,
                          close / 3600, close / 60 % 60);
}

/* Adds [open, close) to @spans in order; @item names the day in the error. */
gboolean
_loket_calendar_rules_add_span (GArray      *spans,
                                gint32       open,
                                gint32       close,
                                const char  *item,
                                GError     **error)
{
  g_autofree char *text = format_span (open, close);
  WallSpan span = { open, close };
  guint at = 0;

  if (open < 0 || close > LOKET_DAY_SECONDS || open >= close)
    {
      g_set_error (error, LOKET_SLA_ERROR, LOKET_SLA_ERROR_INVALID,
                   open == close ? "%s: %s is empty" : "%s: %s runs backwards", item, text);
      return FALSE;
    }
  if (spans->len == LOKET_LIMIT_SPANS_PER_DAY)
    {
      g_set_error (error, LOKET_SLA_ERROR, LOKET_SLA_ERROR_INVALID,
                   "%s: more than %d spans", item, LOKET_LIMIT_SPANS_PER_DAY);
      return FALSE;
    }

  while (at < spans->len && g_array_index (spans, WallSpan, at).close <= open)
    at++;
  if (at < spans->len && g_array_index (spans, WallSpan, at).open < close)
    {
      const WallSpan *other = &g_array_index (spans, WallSpan, at);
      g_autofree char *other_text = format_span (other->open, other->close);

      g_set_error (error, LOKET_SLA_ERROR, LOKET_SLA_ERROR_INVALID,
                   "%s: %s overlaps %s", item, text, other_text);
      return FALSE;
    }

  g_array_insert_val (spans, at, span);
  return TRUE;
}

static gboolean
is_free (const CalendarRules *rules,
         LoketDay             day,
         LoketDayKind        *kind)
{
  const LoketHoliday *entries = NULL;
  guint n = 0;
  int month, mday;

  *kind = LOKET_DAY_HOLIDAY;
  if (g_hash_table_contains (rules->holidays, GINT_TO_POINTER (day)))
    return TRUE;

  if (g_hash_table_size (rules->yearly) > 0)
    {
      loket_day_get_ymd (day, NULL, &month, &mday);
      if (g_hash_table_contains (rules->yearly, GINT_TO_POINTER (month * 100 + mday)))
        return TRUE;
    }

  if (rules->list != NULL)
    entries = loket_holidays_get_on (rules->list, day, &n);
  for (guint i = 0; i < n; i++)
    if (entries[i].kind != LOKET_HOLIDAY_JOINT_LEAVE)
      return TRUE;

  *kind = LOKET_DAY_JOINT_LEAVE;
  return n > 0 && !rules->joint_leave_works;
}

static void
cut_break (GArray         *spans,
           const WallSpan *rest)
{
  for (guint i = 0; i < spans->len;)
    {
      WallSpan *span = &g_array_index (spans, WallSpan, i);
      WallSpan after = { rest->close, span->close };
      gboolean starts_before = span->open < rest->open;

      if (rest->close <= span->open || rest->open >= span->close)
        {
          i++;
          continue;
        }

      if (starts_before)
        {
          span->close = rest->open;
          i++;
        }
      else
        g_array_remove_index (spans, i);

      if (after.open < after.close)
        {
          g_array_insert_val (spans, i, after);
          i++;
        }
    }
}

/* Puts the working hours of @day into @spans and says what kind of date it is. */
LoketDayKind
_loket_calendar_rules_get_day (const CalendarRules *rules,
                               LoketDay             day,
                               GArray              *spans)
{
  const GArray *dated = g_hash_table_lookup (rules->dated, GINT_TO_POINTER (day));
  const GArray *breaks = g_hash_table_lookup (rules->breaks, GINT_TO_POINTER (day));
  const GArray *hours = dated != NULL ? dated : rules->weekly[loket_day_weekday (day)];
  LoketDayKind kind;

  g_array_set_size (spans, 0);
  if (hours->len == 0)
    return dated != NULL ? LOKET_DAY_CLOSED : LOKET_DAY_WEEKEND;
  if (is_free (rules, day, &kind))
    return kind;

  g_array_append_vals (spans, hours->data, hours->len);
  for (guint i = 0; breaks != NULL && i < breaks->len; i++)
    cut_break (spans, &g_array_index (breaks, WallSpan, i));
  return spans->len > 0 ? LOKET_DAY_WORKING : LOKET_DAY_CLOSED;
}
