/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loket-calendar.h"

/*
 * What a due instant costs, against two yardsticks of the same run: adding as
 * many integers, and the obvious loop over a bitmap of working dates. Prints
 * figures; nothing passes or fails by time.
 */

#define N     1000000
#define ROUNDS 7

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  double first = *(const double *) a, second = *(const double *) b;

  return first < second ? -1 : first > second;
}

static double
median (double *times)
{
  qsort (times, ROUNDS, sizeof *times, compare_times);
  return times[ROUNDS / 2];
}

static gint64
add_all (const gint64 *numbers)
{
  gint64 sum = 0;

  for (guint i = 0; i < N; i++)
    {
      sum += numbers[i];
      __asm__ volatile ("" : "+r" (sum)); /* one addition each, not eight at once */
    }
  return sum;
}

static gint64
due_all (LoketCalendar *calendar,
         const gint64  *starts)
{
  static const guint8 limits[] = { 3, 5, 5, 14, 60 };
  gint64 sum = 0;

  for (guint i = 0; i < N; i++)
    {
      gint64 due = 0;

      loket_calendar_due (calendar, NULL, starts[i], limits[i % G_N_ELEMENTS (limits)], &due, NULL);
      sum += due;
    }
  return sum;
}

/* The loop that the tables replace: one bit a date, walked until enough are set. */
static gint64
due_all_by_bitmap (const guint8 *bitmap,
                   LoketDay      first,
                   gint64        offset,
                   gint64        close,
                   const gint64 *starts)
{
  static const guint8 limits[] = { 3, 5, 5, 14, 60 };
  gint64 sum = 0;

  for (guint i = 0; i < N; i++)
    {
      guint day = (guint) (loket_day_of_local (starts[i] + offset) - first);
      guint left = limits[i % G_N_ELEMENTS (limits)];

      while (left > 0)
        {
          day++;
          left -= (bitmap[day / 8] >> (day % 8)) & 1;
        }
      sum += (gint64) ((LoketDay) day + first) * LOKET_DAY_SECONDS + close - offset;
    }
  return sum;
}

static guint8 *
make_bitmap (LoketCalendar *calendar,
             LoketDay       first,
             LoketDay       end)
{
  guint8 *bitmap = g_malloc0 ((gsize) (end - first) / 8 + 1);

  for (LoketDay day = first; day < end; day++)
    {
      LoketDayKind kind;

      g_assert_true (loket_calendar_get_day_kind (calendar, day, &kind, NULL));
      if (kind == LOKET_DAY_WORKING)
        bitmap[(day - first) / 8] |= (guint8) (1 << ((day - first) % 8));
    }
  return bitmap;
}

int
main (void)
{
  LoketCalendar *calendar = loket_calendar_get_builtin ("Asia/Makassar", NULL);
  LoketDay first = loket_day_new (2024, 1, 1), end = loket_day_new (2028, 1, 1);
  gint64 from = loket_calendar_date_start (calendar, first);
  gint64 to = loket_calendar_date_start (calendar, loket_day_new (2027, 8, 1));
  g_autofree guint8 *bitmap = make_bitmap (calendar, first, end);
  g_autofree gint64 *starts = g_new (gint64, N);
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  double additions[ROUNDS], dues[ROUNDS], bitmaps[ROUNDS], addition, due, by_bitmap;
  gint64 sink = 0;

  for (guint i = 0; i < N; i++)
    starts[i] = from + (gint64) (g_rand_double (rand) * (double) (to - from));

  for (guint round = 0; round < ROUNDS; round++)
    {
      gint64 t0 = g_get_monotonic_time (), t1, t2, t3, expected, found;

      sink += add_all (starts);
      t1 = g_get_monotonic_time ();
      found = due_all (calendar, starts);
      t2 = g_get_monotonic_time ();
      expected = due_all_by_bitmap (bitmap, first, 8 * 3600, 16 * 3600, starts);
      t3 = g_get_monotonic_time ();
      g_assert_cmpint (found, ==, expected);
      additions[round] = (double) (t1 - t0) / 1000;
      dues[round] = (double) (t2 - t1) / 1000;
      bitmaps[round] = (double) (t3 - t2) / 1000;
    }

  addition = median (additions);
  due = median (dues);
  by_bitmap = median (bitmaps);
  g_print ("1,000,000 int64 additions  %8.2f ms\n", addition);
  g_print ("1,000,000 due instants     %8.2f ms   limit 100 ms\n", due);
  g_print ("1,000,000 by bitmap loop   %8.2f ms\n", by_bitmap);
  g_print ("due instants / additions   %8.2f      limit 60\n", due / addition);
  g_print ("bitmap loop / due instants %8.2f      at least 2\n", by_bitmap / due);
  return sink == 42;
}
