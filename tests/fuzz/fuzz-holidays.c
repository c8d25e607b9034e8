/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include <string.h>

#include "loket-holidays-file.h"

/* Free days, as iCalendar and as CSV; what was read is written and read again
 * alike. */

static void
check (LoketHolidays *holidays)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autoptr (LoketHolidays) again = NULL;
  g_autoptr (GError) error = NULL;

  if (holidays == NULL)
    return;
  first = loket_holidays_to_csv (holidays);
  again = loket_holidays_new_from_csv (first, strlen (first), &error);
  g_assert_no_error (error);
  second = loket_holidays_to_csv (again);
  g_assert_cmpstr (first, ==, second);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *exact = fuzz_copy (data, size);
  g_autoptr (LoketHolidays) ical = loket_holidays_new_from_ical (exact, size, NULL, NULL);
  g_autoptr (LoketHolidays) csv = loket_holidays_new_from_csv (exact, size, NULL);

  check (ical);
  check (csv);
  return 0;
}
