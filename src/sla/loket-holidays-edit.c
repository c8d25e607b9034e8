/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sla"

#include "config.h"

#include "loket-holidays.h"

static gboolean
has_entry (LoketHolidays      *list,
           const LoketHoliday *entry)
{
  guint n;
  const LoketHoliday *same_day = loket_holidays_get_on (list, entry->day, &n);

  for (guint i = 0; i < n; i++)
    if (same_day[i].kind == entry->kind && g_strcmp0 (same_day[i].name, entry->name) == 0 &&
        g_strcmp0 (same_day[i].place, entry->place) == 0)
      return TRUE;
  return FALSE;
}

/* Whether @list says what the whole of @year is like: one local day does not. */
static gboolean
decrees_year (LoketHolidays *list,
              int            year)
{
  guint n;
  const LoketHoliday *all = loket_holidays_get_all (list, &n);

  if (!loket_holidays_is_decreed (list, year))
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (all[i].kind == LOKET_HOLIDAY_NATIONAL && all[i].place == NULL &&
        loket_day_get_year (all[i].day) == year)
      return TRUE;
  return FALSE;
}

/**
 * loket_holidays_merge:
 * @self: a list
 * @other: a list of further or later days
 *
 * Puts two lists together. In a year that @other decrees, the estimates of @self
 * give way; an entry that both have is taken from @other.
 *
 * Returns: (transfer full): the list of both
 */
LoketHolidays *
loket_holidays_merge (LoketHolidays *self,
                      LoketHolidays *other)
{
  GArray *entries = loket_holidays_entries_new ();
  guint n_mine, n_theirs;
  const LoketHoliday *mine = loket_holidays_get_all (self, &n_mine);
  const LoketHoliday *theirs = loket_holidays_get_all (other, &n_theirs);

  for (guint i = 0; i < n_theirs; i++)
    loket_holidays_entries_add (entries, &theirs[i]);
  for (guint i = 0; i < n_mine; i++)
    {
      gboolean replaced = !mine[i].decreed &&
                          decrees_year (other, loket_day_get_year (mine[i].day));

      if (!replaced && !has_entry (other, &mine[i]))
        loket_holidays_entries_add (entries, &mine[i]);
    }
  return loket_holidays_new_take (entries, NULL);
}

/**
 * loket_holidays_without:
 * @self: a list
 * @day: a date
 * @name: (nullable): which entry of that date; %NULL for all
 * @error: return location for %LOKET_SLA_ERROR_INVALID
 *
 * Switches off an entry of a list.
 *
 * Returns: (transfer full): the list without it; %NULL when there is no such
 *   entry or nothing would be left
 */
LoketHolidays *
loket_holidays_without (LoketHolidays  *self,
                        LoketDay        day,
                        const char     *name,
                        GError        **error)
{
  g_autoptr (GArray) entries = loket_holidays_entries_new ();
  guint n;
  const LoketHoliday *all = loket_holidays_get_all (self, &n);

  for (guint i = 0; i < n; i++)
    if (all[i].day != day || (name != NULL && g_strcmp0 (all[i].name, name) != 0))
      loket_holidays_entries_add (entries, &all[i]);

  if (entries->len == n)
    {
      g_autofree char *text = loket_day_format (day);

      g_set_error (error, LOKET_SLA_ERROR, LOKET_SLA_ERROR_INVALID,
                   "there is no holiday on %s to switch off", text);
      return NULL;
    }
  return loket_holidays_new_take (g_steal_pointer (&entries), error);
}

/**
 * loket_holidays_at_place:
 * @self: a list
 * @place: a province's or regency's name, or an agency's code
 *
 * Limits a list to one place: what is free there only.
 *
 * Returns: (transfer full): the list of the same days at @place
 */
LoketHolidays *
loket_holidays_at_place (LoketHolidays *self,
                         const char    *place)
{
  GArray *entries = loket_holidays_entries_new ();
  guint n;
  const LoketHoliday *all = loket_holidays_get_all (self, &n);

  for (guint i = 0; i < n; i++)
    {
      LoketHoliday entry = all[i];

      entry.place = (char *) place;
      loket_holidays_entries_add (entries, &entry);
    }
  return loket_holidays_new_take (entries, NULL);
}
