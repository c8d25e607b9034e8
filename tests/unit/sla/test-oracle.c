/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loket-calendar-builder.h"

#include "oracle.h"

/*
 * The engine against the oracle on random calendars. LOKET_SLA_CASES sets how
 * many questions are compared (20,000 in the everyday run), LOKET_SLA_SEED the
 * seed, which a failure prints.
 */

#define CASES_DEFAULT 20000
#define SEED_DEFAULT  20240404

static const char *const zones[] = {
  "Asia/Makassar", "Asia/Jakarta", "Asia/Pontianak", "Asia/Jayapura", "UTC", "Asia/Kathmandu",
  "Europe/Paris", "Europe/Berlin", "America/New_York", "America/Sao_Paulo", "Australia/Lord_Howe",
  "Africa/Casablanca", "Pacific/Apia", "Asia/Tehran", "Africa/Cairo", "America/Havana",
};

static guint64
get_number (const char *name,
            guint64     fallback)
{
  const char *text = g_getenv (name);

  return text == NULL ? fallback : g_ascii_strtoull (text, NULL, 10);
}

static gboolean
chance (GRand  *rand,
        double  probability)
{
  return g_rand_double (rand) < probability;
}

/* Disjoint spans with edges on the grid; sometimes touching, up to 24:00. */
static void
make_spans (GRand  *rand,
            gint32  grid,
            GArray *spans)
{
  gint32 at = 0, last = LOKET_DAY_SECONDS / grid;
  guint n = (guint) g_rand_int_range (rand, 0, 4);

  if (chance (rand, 0.1))
    {
      OracleSpan all = { 0, LOKET_DAY_SECONDS };

      g_array_append_val (spans, all);
      return;
    }
  for (guint i = 0; i < n && at < last; i++)
    {
      OracleSpan span;

      span.open = chance (rand, 0.2) ? at : g_rand_int_range (rand, at, last);
      span.close = chance (rand, 0.1) ? last : g_rand_int_range (rand, span.open + 1, last + 1);
      at = span.close;
      span.open *= grid;
      span.close *= grid;
      g_array_append_val (spans, span);
    }
}

static LoketDay
random_day (GRand   *rand,
            LoketDay first,
            guint    n_days)
{
  return first + g_rand_int_range (rand, -1, (gint32) n_days + 1);
}

static void
make_exceptions (GRand            *rand,
                 gint32            grid,
                 LoketDay          first,
                 guint             n_days,
                 OracleDefinition *definition)
{
  guint n_replaced = (guint) g_rand_int_range (rand, 0, 4);
  guint n_breaks = (guint) g_rand_int_range (rand, 0, 6);
  guint n_holidays = (guint) g_rand_int_range (rand, 0, (gint32) n_days / 3 + 1);

  for (guint i = 0; i < n_replaced; i++)
    {
      g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (OracleSpan));
      LoketDay day = random_day (rand, first, n_days);
      gboolean again = FALSE;

      for (guint k = 0; k < definition->replaced->len; k++)
        again |= g_array_index (definition->replaced, LoketDay, k) == day;
      if (again)
        continue;
      g_array_append_val (definition->replaced, day);
      make_spans (rand, grid, spans);
      for (guint k = 0; k < spans->len; k++)
        {
          OracleDated dated = { day, g_array_index (spans, OracleSpan, k) };

          g_array_append_val (definition->dated, dated);
        }
    }
  for (guint i = 0; i < n_breaks; i++)
    {
      gint32 from = g_rand_int_range (rand, 0, LOKET_DAY_SECONDS / grid);
      gint32 to = g_rand_int_range (rand, from + 1, LOKET_DAY_SECONDS / grid + 1);
      OracleDated dated = { random_day (rand, first, n_days), { from * grid, to * grid } };

      g_array_append_val (definition->breaks, dated);
    }
  for (guint i = 0; i < n_holidays; i++)
    {
      LoketDay day = random_day (rand, first, n_days);

      if (chance (rand, 0.3))
        {
          int month, mday, yearly;

          loket_day_get_ymd (day, NULL, &month, &mday);
          yearly = month * 100 + mday;
          g_array_append_val (definition->yearly, yearly);
        }
      else
        g_array_append_val (definition->holidays, day);
    }
}

static void
make_pauses (GRand            *rand,
             gint64            base,
             gint64            grain,
             guint             n_cells,
             OracleDefinition *definition)
{
  guint n = chance (rand, 0.5) ? 0 : (guint) g_rand_int_range (rand, 1, 6);

  for (guint i = 0; i < n; i++)
    {
      gint32 from = g_rand_int_range (rand, 0, (gint32) n_cells);
      gint32 longest = MIN ((gint32) n_cells - from, (gint32) n_cells / 8);
      LoketPause pause = { base + from * grain, 0 };

      pause.to = pause.from + g_rand_int_range (rand, 0, longest + 1) * grain;
      g_array_append_val (definition->pauses, pause);
    }
}

static LoketCalendar *
build (const OracleDefinition *definition,
       gint64                  base)
{
  g_autoptr (LoketCalendarBuilder) builder = loket_calendar_builder_new ("random");
  g_autoptr (GDateTime) when = g_date_time_new_from_unix_utc (base);
  int year = g_date_time_get_year (when);

  g_assert_true (loket_calendar_builder_set_zone (builder, definition->zone, NULL));
  g_assert_true (loket_calendar_builder_set_years (builder, year - 1, year + 1, NULL));
  for (guint weekday = 0; weekday < LOKET_WEEKDAYS; weekday++)
    for (guint i = 0; i < definition->weekly[weekday]->len; i++)
      {
        OracleSpan *span = &g_array_index (definition->weekly[weekday], OracleSpan, i);

        g_assert_true (loket_calendar_builder_add_hours (builder, weekday, span->open, span->close,
                                                         NULL));
      }
  for (guint i = 0; i < definition->replaced->len; i++)
    loket_calendar_builder_clear_date (builder, g_array_index (definition->replaced, LoketDay, i));
  for (guint i = 0; i < definition->dated->len; i++)
    {
      OracleDated *dated = &g_array_index (definition->dated, OracleDated, i);

      g_assert_true (loket_calendar_builder_add_date_hours (builder, dated->day, dated->span.open,
                                                            dated->span.close, NULL));
    }
  for (guint i = 0; i < definition->breaks->len; i++)
    {
      OracleDated *dated = &g_array_index (definition->breaks, OracleDated, i);

      g_assert_true (loket_calendar_builder_add_break (builder, dated->day, dated->span.open,
                                                       dated->span.close, NULL));
    }
  for (guint i = 0; i < definition->holidays->len; i++)
    loket_calendar_builder_add_holiday (builder, g_array_index (definition->holidays, LoketDay, i));
  for (guint i = 0; i < definition->yearly->len; i++)
    {
      int yearly = g_array_index (definition->yearly, int, i);

      g_assert_true (loket_calendar_builder_add_yearly (builder, yearly / 100, yearly % 100, NULL));
    }
  return loket_calendar_builder_build (builder, NULL);
}

/* Compares an instant; what lies beyond the oracle's window it cannot know. */
static void
compare (const char *op,
         gboolean    done,
         gint64      found,
         gint64      expected,
         gint64      at,
         gint64      operand)
{
  if (expected == ORACLE_UNKNOWN || (done && found == expected))
    return;
  g_test_message ("%s (%" G_GINT64_FORMAT ", %" G_GINT64_FORMAT "): %" G_GINT64_FORMAT
                  " expected, %" G_GINT64_FORMAT " found",
                  op, at, operand, expected, done ? found : 0);
  g_test_fail ();
}

/* One random question to both. */
static void
ask (GRand             *rand,
     const Oracle      *oracle,
     LoketCalendar     *calendar,
     const LoketPauses *pauses)
{
  gint64 length = oracle->n * oracle->grain;
  gint64 at = oracle->base + (gint64) (g_rand_double (rand) * length);
  gint64 other = oracle->base + (gint64) (g_rand_double (rand) * length);
  gint64 found = 0, seconds = 0;
  int days = g_rand_int_range (rand, 1, 8);
  gboolean open, done;
  LoketDay day = 0, expected_day;

  if (chance (rand, 0.4))
    at -= (at - oracle->base) % oracle->grain; /* often exactly on an edge */

  switch (g_rand_int_range (rand, 0, 8))
    {
    case 0:
      g_assert_true (loket_calendar_is_open (calendar, pauses, at, &open, NULL));
      compare ("is_open", TRUE, open, oracle_is_open (oracle, at), at, 0);
      break;
    case 1:
      done = loket_calendar_next_open (calendar, pauses, at, &found, NULL);
      compare ("next_open", done, found, oracle_next_open (oracle, at), at, 0);
      break;
    case 2:
      done = loket_calendar_prev_open (calendar, pauses, at, &found, NULL);
      compare ("prev_open", done, found, oracle_prev_open (oracle, at), at, 0);
      break;
    case 3:
      done = loket_calendar_next_close (calendar, pauses, at, &found, NULL);
      compare ("next_close", done, found, oracle_next_close (oracle, at), at, 0);
      break;
    case 4:
      done = loket_calendar_diff (calendar, pauses, at, other, &found, NULL);
      compare ("diff", done, found, oracle_diff (oracle, at, other), at, other);
      break;
    case 5:
      /* Half of the budgets end exactly where the working time between two
       * instants does, which is often an edge. */
      seconds = chance (rand, 0.5) ? oracle_diff (oracle, MIN (at, other), MAX (at, other))
                                   : g_rand_int_range (rand, 0, 200000);
      if (chance (rand, 0.5))
        seconds = -seconds;
      done = loket_calendar_add (calendar, pauses, at, seconds, &found, NULL);
      compare ("add", done, found, oracle_add (oracle, at, seconds), at, seconds);
      break;
    case 6:
      done = loket_calendar_due (calendar, pauses, at, days, &found, NULL);
      compare ("due", done, found, oracle_due (oracle, at, days), at, days);
      break;
    default:
      days = chance (rand, 0.5) ? days : -days;
      expected_day = oracle_nth_date (oracle, loket_calendar_date_at (calendar, at), days);
      done = loket_calendar_nth_working_date (calendar, loket_calendar_date_at (calendar, at), days,
                                              &day, NULL);
      if (expected_day != LOKET_DAY_UNSET)
        compare ("nth_working_date", done, day, expected_day, at, days);
      break;
    }
}

/* Half of the windows lie around a change of the clocks. */
static gint64
choose_base (GRand      *rand,
             const char *zone,
             gint64      grain,
             guint       n_cells)
{
  gint64 year = g_rand_int_range (rand, 2008, 2030);
  gint64 base = (gint64) loket_day_new ((int) year, 1, 1) * LOKET_DAY_SECONDS;
  LoketZone *found = loket_zone_lookup (zone, NULL);
  guint n;
  const LoketZoneInterval *intervals = loket_zone_get_intervals (found, &n);

  base += g_rand_int_range (rand, 0, 365) * (gint64) LOKET_DAY_SECONDS;
  for (guint i = 1; i < n && chance (rand, 0.98); i++)
    if (intervals[i].from > base)
      {
        gint64 half = n_cells / 2 * grain;

        if (intervals[i].from < base + 366 * LOKET_DAY_SECONDS)
          base = intervals[i].from - half;
        break;
      }
  return base - base % LOKET_DAY_SECONDS;
}

static void
run_calendar (GRand *rand,
              gint64 grain,
              guint  n_days,
              guint  n_questions)
{
  const char *zone = zones[g_rand_int_range (rand, 0, G_N_ELEMENTS (zones))];
  guint n_cells = n_days * LOKET_DAY_SECONDS / (guint) grain;
  gint32 grid = grain == 1 ? 1 : (gint32) grain;
  gint64 base = choose_base (rand, zone, grain, n_cells);
  g_autoptr (OracleDefinition) definition = oracle_definition_new (zone);
  g_autoptr (LoketPauses) pauses = loket_pauses_new ();
  g_autoptr (LoketCalendar) calendar = NULL;
  g_autoptr (Oracle) oracle = NULL;

  for (guint i = 0; i < LOKET_WEEKDAYS; i++)
    make_spans (rand, grid, definition->weekly[i]);
  make_exceptions (rand, grid, loket_day_of_local (base), n_days, definition);
  make_pauses (rand, base, grain, n_cells, definition);
  for (guint i = 0; i < definition->pauses->len; i++)
    {
      LoketPause *pause = &g_array_index (definition->pauses, LoketPause, i);

      g_assert_true (loket_pauses_add (pauses, pause->from, pause->to, NULL));
    }

  calendar = build (definition, base);
  oracle = oracle_new (definition, base, grain, n_cells);
  for (guint i = 0; i < n_questions && !g_test_failed (); i++)
    ask (rand, oracle, calendar, definition->pauses->len == 0 ? NULL : pauses);
  if (g_test_failed ())
    g_test_message ("zone %s, window from %" G_GINT64_FORMAT, zone, base);
}

/* Cells of a quarter of an hour: clock changes of all these zones fit in. */
static void
test_quarters (void)
{
  guint64 cases = get_number ("LOKET_SLA_CASES", CASES_DEFAULT);
  guint32 seed = (guint32) get_number ("LOKET_SLA_SEED", SEED_DEFAULT);
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  const guint questions = 100;

  for (guint64 i = 0; i < cases && !g_test_failed (); i += questions)
    run_calendar (rand, 900, 24, questions);
  g_test_message ("%" G_GUINT64_FORMAT " cases, seed %u", cases, seed);
}

/* Second by second, with edges on any second. */
static void
test_seconds (void)
{
  guint64 cases = get_number ("LOKET_SLA_CASES", CASES_DEFAULT) / 20;
  guint32 seed = (guint32) get_number ("LOKET_SLA_SEED", SEED_DEFAULT);
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  const guint questions = 100;

  for (guint64 i = 0; i < cases && !g_test_failed (); i += questions)
    run_calendar (rand, 1, 4, questions);
  g_test_message ("%" G_GUINT64_FORMAT " cases, seed %u", cases, seed);
}

/* The built-in calendar day by day, with joint leave free and worked. */
static void
test_builtin (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED_DEFAULT);
  g_autoptr (LoketHolidays) holidays = loket_holidays_new_builtin ();
  LoketDay first = loket_day_new (2024, 1, 1), end = loket_day_new (2028, 1, 1);
  guint n_entries;
  const LoketHoliday *entries = loket_holidays_get_all (holidays, &n_entries);

  for (guint works = 0; works < 2; works++)
    {
      g_autoptr (LoketCalendarBuilder) builder = loket_calendar_builder_new ("ID");
      g_autoptr (LoketCalendar) calendar = NULL;

      g_assert_true (loket_calendar_builder_set_zone (builder, "Asia/Jayapura", NULL));
      loket_calendar_builder_set_holidays (builder, holidays, works == 1);
      loket_calendar_builder_add_default_hours (builder);
      calendar = loket_calendar_builder_build (builder, NULL);

      for (guint i = 0; i < 3000; i++)
        {
          LoketDay from = g_rand_int_range (rand, first, end), day = from, found = 0;
          int n = g_rand_int_range (rand, -80, 81), left = ABS (n);

          while (left > 0 && day >= first && day < end)
            {
              gboolean free_day;

              day += n > 0 ? 1 : -1;
              free_day = loket_day_weekday (day) >= LOKET_SATURDAY;
              for (guint k = 0; k < n_entries; k++)
                free_day |= entries[k].day == day &&
                            (works == 0 || entries[k].kind != LOKET_HOLIDAY_JOINT_LEAVE);
              left -= !free_day;
            }
          if (n == 0)
            continue;
          if (day < first || day >= end)
            g_assert_false (loket_calendar_nth_working_date (calendar, from, n, &found, NULL));
          else
            {
              g_assert_true (loket_calendar_nth_working_date (calendar, from, n, &found, NULL));
              g_assert_cmpint (found, ==, day);
            }
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sla/oracle/quarters", test_quarters);
  g_test_add_func ("/sla/oracle/seconds", test_seconds);
  g_test_add_func ("/sla/oracle/builtin", test_builtin);
  return g_test_run ();
}
