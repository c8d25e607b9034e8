/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sla"

#include "config.h"

#include "loket-holidays.h"

#include <string.h>

#include "loket-sla-resources.h"
#include "loket-text.h"

#define BUILTIN_PATH "/io/github/loket_pengaduan/Loket/holidays/id.csv"

/**
 * LoketHolidays:
 *
 * A list of free days of whole years, sorted by date. Immutable; any thread may
 * read it.
 */
struct _LoketHolidays
{
  gatomicrefcount ref_count;
  GArray         *entries;
  int             first_year;
  int             last_year;
  gboolean        has_places;
};

G_DEFINE_BOXED_TYPE (LoketHolidays, loket_holidays, loket_holidays_ref, loket_holidays_unref)

/* In the order of the enumeration; the first column is what we write. */
static const char *const kind_names[][2] = {
  { "libur_nasional", "national" },
  { "cuti_bersama", "joint_leave" },
  { "pemungutan_suara", "vote" },
  { "libur_daerah", "local" },
};

/**
 * loket_holiday_kind_to_name:
 * @kind: a kind
 *
 * The kind's name in holiday files.
 */
const char *
loket_holiday_kind_to_name (LoketHolidayKind kind)
{
  g_return_val_if_fail ((guint) kind < G_N_ELEMENTS (kind_names), kind_names[0][0]);
  return kind_names[kind][0];
}

/**
 * loket_holiday_kind_from_name:
 * @name: (nullable): a name as files have it, Indonesian or English
 * @kind: (out): the kind; untouched when @name is none
 *
 * Returns: whether @name is the name of a kind
 */
gboolean
loket_holiday_kind_from_name (const char       *name,
                              LoketHolidayKind *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kind_names); i++)
    if (g_strcmp0 (name, kind_names[i][0]) == 0 || g_strcmp0 (name, kind_names[i][1]) == 0)
      {
        *kind = (LoketHolidayKind) i;
        return TRUE;
      }
  return FALSE;
}

static void
clear_entry (gpointer entry)
{
  g_clear_pointer (&((LoketHoliday *) entry)->name, g_free);
  g_clear_pointer (&((LoketHoliday *) entry)->place, g_free);
}

static int
compare_entries (gconstpointer a,
                 gconstpointer b)
{
  const LoketHoliday *first = a, *second = b;

  if (first->day != second->day)
    return first->day < second->day ? -1 : 1;
  if (first->kind != second->kind)
    return first->kind < second->kind ? -1 : 1;
  if (g_strcmp0 (first->name, second->name) != 0)
    return g_strcmp0 (first->name, second->name);
  return g_strcmp0 (first->place, second->place);
}

/**
 * loket_holidays_entries_new:
 *
 * Makes an empty list to collect entries in for loket_holidays_new_take().
 *
 * Returns: (transfer full) (element-type LoketHoliday): the list; owns the names
 */
GArray *
loket_holidays_entries_new (void)
{
  GArray *entries = g_array_new (FALSE, TRUE, sizeof (LoketHoliday));

  g_array_set_clear_func (entries, clear_entry);
  return entries;
}

/**
 * loket_holidays_entries_add:
 * @entries: (element-type LoketHoliday): a list in the making
 * @entry: a free day
 *
 * Adds a copy of @entry.
 */
void
loket_holidays_entries_add (GArray             *entries,
                            const LoketHoliday *entry)
{
  LoketHoliday copy = *entry;

  copy.name = g_strdup (entry->name);
  copy.place = g_strdup (entry->place);
  g_array_append_val (entries, copy);
}

static gboolean
is_national (const LoketHoliday *entry)
{
  return entry->kind == LOKET_HOLIDAY_NATIONAL && entry->place == NULL;
}

/* The years whose holidays are all there: national holidays come by the year,
 * while a local one in a later year says nothing about the rest of it. */
static void
find_years (LoketHolidays *self)
{
  const LoketHoliday *entries = &g_array_index (self->entries, LoketHoliday, 0);
  guint first = 0, last = self->entries->len - 1;

  while (first < last && !is_national (&entries[first]))
    first++;
  while (last > first && !is_national (&entries[last]))
    last--;
  if (!is_national (&entries[first]))
    {
      first = 0;
      last = self->entries->len - 1;
    }
  self->first_year = loket_day_get_year (entries[first].day);
  self->last_year = loket_day_get_year (entries[last].day);
}

/**
 * loket_holidays_new_take:
 * @entries: (transfer full) (element-type LoketHoliday): free days in any order
 * @error: return location for %LOKET_SLA_ERROR_INVALID
 *
 * Makes a list of holidays. It answers for every year from its first national
 * holiday's to its last one's, or for those of all its entries when none is
 * national.
 *
 * Returns: (transfer full): the list, or %NULL when there is no entry or one is
 *   there twice
 */
LoketHolidays *
loket_holidays_new_take (GArray  *entries,
                         GError **error)
{
  g_autoptr (GArray) owned = entries;
  LoketHolidays *self;

  g_array_sort (owned, compare_entries);
  for (guint i = 1; i < owned->len; i++)
    if (compare_entries (&g_array_index (owned, LoketHoliday, i - 1),
                         &g_array_index (owned, LoketHoliday, i)) == 0)
      {
        g_autofree char *day = loket_day_format (g_array_index (owned, LoketHoliday, i).day);

        g_set_error (error, LOKET_SLA_ERROR, LOKET_SLA_ERROR_INVALID,
                     "holiday %s is there twice", day);
        return NULL;
      }
  if (owned->len == 0)
    {
      g_set_error_literal (error, LOKET_SLA_ERROR, LOKET_SLA_ERROR_INVALID,
                           "there are no holidays in the list");
      return NULL;
    }

  self = g_new0 (LoketHolidays, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->entries = g_steal_pointer (&owned);
  find_years (self);
  for (guint i = 0; i < self->entries->len; i++)
    self->has_places |= g_array_index (self->entries, LoketHoliday, i).place != NULL;
  return self;
}

/**
 * loket_holidays_get_builtin_text:
 *
 * The file that loket_holidays_new_builtin() is read from, with its provenance.
 * Any thread.
 *
 * Returns: (transfer none): CSV, which lives as long as the program
 */
const char *
loket_holidays_get_builtin_text (void)
{
  g_autoptr (GBytes) bytes = g_resource_lookup_data (loket_sla_get_resource (), BUILTIN_PATH,
                                                     G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  /* A part of the program's image, with a NUL behind it. */
  g_assert (bytes != NULL);
  return g_bytes_get_data (bytes, NULL);
}

static LoketHolidays *
load_builtin (void)
{
  g_autoptr (GError) error = NULL;
  const char *text = loket_holidays_get_builtin_text ();
  LoketHolidays *self = loket_holidays_new_from_csv (text, strlen (text), &error);

  g_assert_no_error (error);
  return self;
}

/**
 * loket_holidays_new_builtin:
 *
 * The national holidays and joint leave of Indonesia that the program ships.
 * Any thread may call this.
 *
 * Returns: (transfer full): the list
 */
LoketHolidays *
loket_holidays_new_builtin (void)
{
  static gsize once;

  if (g_once_init_enter (&once))
    g_once_init_leave (&once, (gsize) load_builtin ());
  return loket_holidays_ref ((LoketHolidays *) once);
}

/**
 * loket_holidays_ref:
 * @self: a list
 *
 * Takes a reference, on any thread.
 *
 * Returns: (transfer full): @self
 */
LoketHolidays *
loket_holidays_ref (LoketHolidays *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * loket_holidays_unref:
 * @self: (transfer full): a list
 *
 * Gives a reference back, on any thread.
 */
void
loket_holidays_unref (LoketHolidays *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_array_unref (self->entries);
  g_free (self);
}

/**
 * loket_holidays_get_all:
 * @self: a list
 * @n_entries: (out): how many there are
 *
 * Returns: (transfer none) (array length=n_entries): all free days by date
 */
const LoketHoliday *
loket_holidays_get_all (LoketHolidays *self,
                        guint         *n_entries)
{
  *n_entries = self->entries->len;
  return &g_array_index (self->entries, LoketHoliday, 0);
}

/**
 * loket_holidays_get_on:
 * @self: a list
 * @day: a date
 * @n_entries: (out): how many there are on that date
 *
 * Returns: (transfer none) (array length=n_entries) (nullable): the free days
 *   that fall on @day
 */
const LoketHoliday *
loket_holidays_get_on (LoketHolidays *self,
                       LoketDay       day,
                       guint         *n_entries)
{
  guint low = 0, high = self->entries->len, end;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->entries, LoketHoliday, middle).day < day)
        low = middle + 1;
      else
        high = middle;
    }
  for (end = low; end < self->entries->len; end++)
    if (g_array_index (self->entries, LoketHoliday, end).day != day)
      break;

  *n_entries = end - low;
  return end == low ? NULL : &g_array_index (self->entries, LoketHoliday, low);
}

/**
 * loket_holidays_has_places:
 * @self: a list
 *
 * Tells whether some of its days are free in some places only.
 */
gboolean
loket_holidays_has_places (LoketHolidays *self)
{
  return self->has_places;
}

/**
 * loket_holidays_for_places:
 * @self: a list
 * @places: (array zero-terminated=1): where something is
 *
 * Takes what is free in those places: days of everywhere, and those of a place
 * that is among them by name or code, whatever its case. The list answers for
 * the same years.
 *
 * Returns: (transfer full): the shorter list
 */
LoketHolidays *
loket_holidays_for_places (LoketHolidays     *self,
                           const char *const *places)
{
  LoketHolidays *found = g_new0 (LoketHolidays, 1);

  g_atomic_ref_count_init (&found->ref_count);
  found->entries = loket_holidays_entries_new ();
  found->first_year = self->first_year;
  found->last_year = self->last_year;
  for (guint i = 0; i < self->entries->len; i++)
    {
      const LoketHoliday *entry = &g_array_index (self->entries, LoketHoliday, i);
      gboolean here = entry->place == NULL;

      for (guint k = 0; !here && places[k] != NULL; k++)
        here = loket_text_is_same_name (entry->place, places[k]);
      if (here)
        loket_holidays_entries_add (found->entries, entry);
    }
  return found;
}

/**
 * loket_holidays_get_first_year:
 * @self: a list
 *
 * The first year it knows.
 */
int
loket_holidays_get_first_year (LoketHolidays *self)
{
  return self->first_year;
}

/**
 * loket_holidays_get_last_year:
 * @self: a list
 *
 * The last year it knows.
 */
int
loket_holidays_get_last_year (LoketHolidays *self)
{
  return self->last_year;
}

/**
 * loket_holidays_is_decreed:
 * @self: a list
 * @year: a year
 *
 * Tells whether every free day of @year is certain.
 */
gboolean
loket_holidays_is_decreed (LoketHolidays *self,
                           int            year)
{
  if (year < self->first_year || year > self->last_year)
    return FALSE;

  for (guint i = 0; i < self->entries->len; i++)
    {
      const LoketHoliday *entry = &g_array_index (self->entries, LoketHoliday, i);

      if (!entry->decreed && loket_day_get_year (entry->day) == year)
        return FALSE;
    }
  return TRUE;
}
