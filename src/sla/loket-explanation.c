/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sla"

#include "config.h"

#include "loket-explanation.h"

/* The reader's language is a parameter, not the locale: a hub explains to
 * people of several languages, and an export says which one it is in. */
typedef struct
{
  const char *weekdays[LOKET_WEEKDAYS];
  const char *months[12];
  const char *time_format;
  const char *one_weekend;
  const char *weekends;
  const char *holiday;
  const char *joint_leave;
  const char *both;
  const char *closed;
} Words;

static const Words indonesian = {
  { "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu" },
  { "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September",
    "Oktober", "November", "Desember" },
  "%H.%M", "1 akhir pekan", "akhir pekan", "libur", "cuti bersama", "libur dan cuti bersama",
  "tutup"
};

static const Words english = {
  { "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday" },
  { "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December" },
  "%H:%M", "1 weekend", "weekends", "holidays", "joint leave", "holidays and joint leave",
  "closed"
};

static const Words *
get_words (const char *language)
{
  return g_str_has_prefix (language, "en") ? &english : &indonesian;
}

static void
clear_skip (gpointer skip)
{
  g_clear_pointer (&((LoketSkip *) skip)->name, g_free);
}

static void
add_day_to_skip (LoketExplanation *self,
                 LoketSkip        *skip,
                 LoketDay          day,
                 LoketDayKind      kind)
{
  LoketHolidays *list = loket_calendar_get_holidays (self->calendar);
  guint n = 0;
  const LoketHoliday *entries = list == NULL ? NULL : loket_holidays_get_on (list, day, &n);

  if (kind == LOKET_DAY_WEEKEND && n == 0)
    return;

  if (skip->from == LOKET_DAY_UNSET)
    skip->from = day;
  skip->to = day;
  if (kind == LOKET_DAY_HOLIDAY)
    skip->holiday = TRUE;
  if (kind == LOKET_DAY_JOINT_LEAVE)
    skip->joint_leave = TRUE;
  if (n > 0 && skip->name == NULL)
    skip->name = g_strdup (entries[0].name);
}

/* Ends a row of free dates; it is told when a weekday in it was free. */
static void
finish_skip (LoketExplanation *self,
             LoketSkip        *skip,
             gboolean          has_weekday)
{
  if (has_weekday)
    {
      if (skip->to != skip->from)
        g_clear_pointer (&skip->name, g_free);
      g_array_append_val (self->skips, *skip);
    }
  else
    clear_skip (skip);
  *skip = (LoketSkip) { .from = LOKET_DAY_UNSET };
}

static void
walk_dates (LoketExplanation *self,
            LoketDay          first,
            LoketDay          last)
{
  LoketSkip skip = { .from = LOKET_DAY_UNSET };
  LoketDayKind before = LOKET_DAY_WORKING;
  gboolean has_weekday = FALSE;

  for (LoketDay day = first; day <= last; day++)
    {
      LoketDayKind kind;

      if (!loket_calendar_get_day_kind (self->calendar, day, &kind, NULL))
        break;
      if (self->undecreed_year == 0 &&
          !loket_calendar_is_decreed (self->calendar, loket_day_get_year (day)))
        self->undecreed_year = loket_day_get_year (day);

      if (kind == LOKET_DAY_WORKING)
        {
          g_array_append_val (self->counted, day);
          finish_skip (self, &skip, has_weekday);
          has_weekday = FALSE;
        }
      else
        {
          self->n_weekends += kind == LOKET_DAY_WEEKEND && before != LOKET_DAY_WEEKEND;
          has_weekday |= kind != LOKET_DAY_WEEKEND;
          add_day_to_skip (self, &skip, day, kind);
        }
      before = kind;
    }
  finish_skip (self, &skip, has_weekday);
}

/**
 * loket_explanation_new:
 * @calendar: what was counted in
 * @start: when the clock began, Unix seconds
 * @due: when it ends, from loket_calendar_due()
 * @days: the limit in working days
 *
 * Finds out how a due instant came about. Costs a walk over the dates between;
 * meant for one deadline that a person looks at.
 *
 * Returns: (transfer full): the explanation
 */
LoketExplanation *
loket_explanation_new (LoketCalendar *calendar,
                       gint64         start,
                       gint64         due,
                       guint          days)
{
  LoketExplanation *self = g_new0 (LoketExplanation, 1);

  self->calendar = loket_calendar_ref (calendar);
  self->start = start;
  self->due = due;
  self->days = days;
  self->skips = g_array_new (FALSE, FALSE, sizeof (LoketSkip));
  g_array_set_clear_func (self->skips, clear_skip);
  self->counted = g_array_new (FALSE, FALSE, sizeof (LoketDay));
  walk_dates (self, loket_calendar_date_at (calendar, start) + 1,
              loket_calendar_date_at (calendar, due - 1));
  return self;
}

/**
 * loket_explanation_free:
 * @self: (transfer full): an explanation
 *
 * Frees an explanation.
 */
void
loket_explanation_free (LoketExplanation *self)
{
  loket_calendar_unref (self->calendar);
  g_array_unref (self->skips);
  g_array_unref (self->counted);
  g_free (self);
}

/**
 * loket_day_dup_text:
 * @day: a date
 * @language: `id` or `en`
 *
 * Writes a date for a person: `Jumat 13 Maret 2026`.
 *
 * Returns: (transfer full): the text
 */
char *
loket_day_dup_text (LoketDay    day,
                    const char *language)
{
  const Words *words = get_words (language);
  int year, month, mday;

  loket_day_get_ymd (day, &year, &month, &mday);
  return g_strdup_printf ("%s %d %s %d", words->weekdays[loket_day_weekday (day)], mday,
                          words->months[month - 1], year);
}

/**
 * loket_explanation_dup_date:
 * @self: an explanation
 * @instant: Unix seconds
 * @language: `id` or `en`
 *
 * Writes the local date of an instant: `Jumat 13 Maret 2026`.
 *
 * Returns: (transfer full): the text
 */
char *
loket_explanation_dup_date (const LoketExplanation *self,
                            gint64                  instant,
                            const char             *language)
{
  return loket_day_dup_text (loket_calendar_date_at (self->calendar, instant), language);
}

/**
 * loket_explanation_dup_instant:
 * @self: an explanation
 * @instant: Unix seconds
 * @language: `id` or `en`
 *
 * Writes an instant by the calendar's wall clock: `Jumat 27 Maret 2026 16.00
 * WITA`.
 *
 * Returns: (transfer full): the text
 */
char *
loket_explanation_dup_instant (const LoketExplanation *self,
                               gint64                  instant,
                               const char             *language)
{
  LoketZone *zone = loket_calendar_get_zone (self->calendar);
  g_autofree char *date = loket_explanation_dup_date (self, instant, language);
  g_autofree char *abbreviation = loket_zone_dup_abbreviation (zone, instant);
  g_autoptr (GDateTime) local =
      g_date_time_new_from_unix_utc (instant + loket_zone_offset_at (zone, instant));
  g_autofree char *time = g_date_time_format (local, get_words (language)->time_format);

  return g_strdup_printf ("%s %s %s", date, time, abbreviation);
}

static void
append_skip (GString         *text,
             const LoketSkip *skip,
             const Words     *words)
{
  int from_month, from_day, to_month, to_day;

  loket_day_get_ymd (skip->from, NULL, &from_month, &from_day);
  loket_day_get_ymd (skip->to, NULL, &to_month, &to_day);

  if (skip->from == skip->to)
    g_string_append_printf (text, "%d %s ", from_day, words->months[from_month - 1]);
  else if (from_month == to_month)
    g_string_append_printf (text, "%d–%d %s ", from_day, to_day, words->months[from_month - 1]);
  else
    g_string_append_printf (text, "%d %s–%d %s ", from_day, words->months[from_month - 1],
                            to_day, words->months[to_month - 1]);

  if (skip->name != NULL && *skip->name != '\0')
    g_string_append_printf (text, "(%s)", skip->name);
  else if (skip->holiday && skip->joint_leave)
    g_string_append (text, words->both);
  else if (skip->joint_leave)
    g_string_append (text, words->joint_leave);
  else
    g_string_append (text, skip->holiday ? words->holiday : words->closed);
}

/**
 * loket_explanation_dup_skipped:
 * @self: an explanation
 * @language: `id` or `en`
 *
 * Lists what was not counted: `2 akhir pekan, 18–24 Maret libur dan cuti
 * bersama`.
 *
 * Returns: (transfer full) (nullable): the list, %NULL when every date counted
 */
char *
loket_explanation_dup_skipped (const LoketExplanation *self,
                               const char             *language)
{
  const Words *words = get_words (language);
  g_autoptr (GString) text = g_string_new (NULL);

  if (self->n_weekends == 1)
    g_string_append (text, words->one_weekend);
  else if (self->n_weekends > 1)
    g_string_append_printf (text, "%u %s", self->n_weekends, words->weekends);

  for (guint i = 0; i < self->skips->len; i++)
    {
      if (text->len > 0)
        g_string_append (text, ", ");
      append_skip (text, &g_array_index (self->skips, LoketSkip, i), words);
    }
  return text->len == 0 ? NULL : g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * loket_explanation_dup_counted:
 * @self: an explanation
 * @language: `id` or `en`
 *
 * Lists the working dates that were counted, those in a row together: `16–17
 * Maret, 25–27 Maret`.
 *
 * Returns: (transfer full) (nullable): the list, %NULL when no date counted
 */
char *
loket_explanation_dup_counted (const LoketExplanation *self,
                               const char             *language)
{
  const Words *words = get_words (language);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0, j; i < self->counted->len; i = j)
    {
      LoketDay first = g_array_index (self->counted, LoketDay, i);
      int month, from, to;

      loket_day_get_ymd (first, NULL, &month, &from);
      to = from;
      for (j = i + 1; j < self->counted->len; j++)
        {
          LoketDay next = g_array_index (self->counted, LoketDay, j);
          int next_month, day;

          loket_day_get_ymd (next, NULL, &next_month, &day);
          if (next != first + (LoketDay) (j - i) || next_month != month)
            break;
          to = day;
        }
      if (text->len > 0)
        g_string_append (text, ", ");
      if (from == to)
        g_string_append_printf (text, "%d %s", from, words->months[month - 1]);
      else
        g_string_append_printf (text, "%d–%d %s", from, to, words->months[month - 1]);
    }
  return text->len == 0 ? NULL : g_string_free (g_steal_pointer (&text), FALSE);
}
