/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sla"

#include "config.h"

#include "loket-holidays-file.h"

#include <libical/ical.h>

#include "loket-file.h"
#include "loket-limits.h"
#include "loket-text.h"

/*
 * Holidays from an iCalendar file. Such files come from anywhere, so only what
 * cannot be mistaken is taken: events of whole days, not cancelled. A meeting
 * at ten is no holiday.
 */

typedef struct
{
  GArray     *entries;
  GHashTable *seen;      /* "day kind name" of each entry */
  int         last_year; /* how far repeated events are followed */
  guint       n_ignored;
} Import;

static void
set_invalid (GError     **error,
             const char  *what)
{
  g_set_error (error, LOKET_SLA_ERROR, LOKET_SLA_ERROR_INVALID, "iCalendar file: %s", what);
}

/* The library follows nesting by recursion when it frees, so depth is bounded
 * before it sees the file. */
static gboolean
check_nesting (const char  *text,
               GError     **error)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  int depth = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (g_ascii_strncasecmp (lines[i], "BEGIN:", 6) == 0)
        depth++;
      else if (g_ascii_strncasecmp (lines[i], "END:", 4) == 0)
        depth--;
      if (depth < 0 || depth > LOKET_LIMIT_ICAL_DEPTH)
        {
          set_invalid (error, "its components are nested too deep or not closed");
          return FALSE;
        }
    }
  return TRUE;
}

static LoketDay
day_of (struct icaltimetype time)
{
  return loket_day_new (time.year, time.month, time.day);
}

static gboolean
mentions (const char *text,
          const char *const *words)
{
  g_autofree char *folded = text == NULL ? NULL : g_utf8_casefold (text, -1);

  for (guint i = 0; folded != NULL && words[i] != NULL; i++)
    if (strstr (folded, words[i]) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
add_entry (Import           *import,
           LoketDay          day,
           LoketHolidayKind  kind,
           const char       *name,
           gboolean          decreed,
           GError          **error)
{
  g_autofree char *key = g_strdup_printf ("%d %d %s", day, (int) kind, name);
  LoketHoliday entry = { .day = day, .kind = kind, .decreed = decreed };

  if (g_hash_table_contains (import->seen, key))
    return TRUE;
  if (import->entries->len == LOKET_LIMIT_HOLIDAYS)
    {
      set_invalid (error, "it has too many days");
      return FALSE;
    }
  g_hash_table_add (import->seen, g_steal_pointer (&key));
  entry.name = g_strdup (name);
  g_array_append_val (import->entries, entry);
  return TRUE;
}

/* All days of one occurrence that begins on @first. */
static gboolean
add_occurrence (Import        *import,
                icalcomponent *event,
                LoketDay       first,
                int            n_days,
                GError       **error)
{
  static const char *const joint_words[] = { "cuti bersama", "joint leave", "joint holiday", NULL };
  static const char *const open_words[] = { "perkiraan", "tentative", "belum ada skb", NULL };
  const char *summary = icalcomponent_get_summary (event);
  const char *description = icalcomponent_get_description (event);
  g_autofree char *name = loket_text_to_line (summary != NULL ? summary : "",
                                              LOKET_LIMIT_HOLIDAY_NAME_CHARS);
  gboolean joint = mentions (summary, joint_words);
  gboolean decreed = icalcomponent_get_status (event) != ICAL_STATUS_TENTATIVE &&
                     !mentions (summary, open_words) && !mentions (description, open_words);

  for (int i = 0; i < n_days; i++)
    if (!add_entry (import, first + i, joint ? LOKET_HOLIDAY_JOINT_LEAVE : LOKET_HOLIDAY_NATIONAL,
                    name, decreed, error))
      return FALSE;
  return TRUE;
}

static gboolean
is_exception (icalcomponent *event,
              LoketDay       day)
{
  for (icalproperty *p = icalcomponent_get_first_property (event, ICAL_EXDATE_PROPERTY); p != NULL;
       p = icalcomponent_get_next_property (event, ICAL_EXDATE_PROPERTY))
    if (day_of (icalproperty_get_exdate (p)) == day)
      return TRUE;
  return FALSE;
}

static gboolean
add_repeated (Import        *import,
              icalcomponent *event,
              icalproperty  *rule,
              int            n_days,
              GError       **error)
{
  struct icalrecurrencetype recurrence = icalproperty_get_rrule (rule);
  icalrecur_iterator *iterator;
  gboolean fine = TRUE;

  if (recurrence.freq < ICAL_DAILY_RECURRENCE || recurrence.freq > ICAL_YEARLY_RECURRENCE ||
      (iterator = icalrecur_iterator_new (recurrence, icalcomponent_get_dtstart (event))) == NULL)
    {
      set_invalid (error, "an event repeats in a way that no holiday does");
      return FALSE;
    }

  for (guint n = 0; fine; n++)
    {
      struct icaltimetype next = icalrecur_iterator_next (iterator);

      if (icaltime_is_null_time (next) || next.year > import->last_year)
        break;
      if (n == LOKET_LIMIT_ICAL_OCCURRENCES)
        {
          set_invalid (error, "an event repeats too often");
          fine = FALSE;
        }
      else if (!is_exception (event, day_of (next)))
        fine = add_occurrence (import, event, day_of (next), n_days, error);
    }
  icalrecur_iterator_free (iterator);
  return fine;
}

/* The length in days, 0 for an event that is no holiday. */
static int
count_days (icalcomponent *event)
{
  struct icaltimetype start = icalcomponent_get_dtstart (event);
  struct icaltimetype end = icalcomponent_get_dtend (event);
  int n_days;

  if (icaltime_is_null_time (start) || !start.is_date || day_of (start) == LOKET_DAY_UNSET ||
      icalcomponent_get_status (event) == ICAL_STATUS_CANCELLED)
    return 0;
  if (icaltime_is_null_time (end))
    return 1;
  if (!end.is_date || day_of (end) == LOKET_DAY_UNSET)
    return 0;

  n_days = day_of (end) - day_of (start);
  return n_days == 0 ? 1 : n_days;
}

/* Further dates that an event names one by one. They are collected first: the
 * library keeps one cursor per event, and reading its title moves it. */
static gboolean
add_listed (Import         *import,
            icalcomponent  *event,
            int             n_days,
            GError        **error)
{
  g_autoptr (GArray) days = g_array_new (FALSE, FALSE, sizeof (LoketDay));

  for (icalproperty *p = icalcomponent_get_first_property (event, ICAL_RDATE_PROPERTY); p != NULL;
       p = icalcomponent_get_next_property (event, ICAL_RDATE_PROPERTY))
    {
      struct icaltimetype time = icalproperty_get_rdate (p).time;
      LoketDay day = day_of (time);

      if (time.is_date && day != LOKET_DAY_UNSET)
        g_array_append_val (days, day);
    }

  for (guint i = 0; i < days->len; i++)
    if (!add_occurrence (import, event, g_array_index (days, LoketDay, i), n_days, error))
      return FALSE;
  return TRUE;
}

static gboolean
add_event (Import        *import,
           icalcomponent *event,
           GError       **error)
{
  icalproperty *rule = icalcomponent_get_first_property (event, ICAL_RRULE_PROPERTY);
  int n_days = count_days (event);

  if (n_days == 0)
    {
      import->n_ignored++;
      return TRUE;
    }
  if (n_days < 0 || n_days > LOKET_LIMIT_ICAL_EVENT_DAYS)
    {
      set_invalid (error, "an event is too long or ends before it begins");
      return FALSE;
    }
  if (!add_listed (import, event, n_days, error))
    return FALSE;
  if (rule != NULL)
    return add_repeated (import, event, rule, n_days, error);
  return add_occurrence (import, event, day_of (icalcomponent_get_dtstart (event)), n_days, error);
}

/* Repeated events are followed to the last year that the file names itself: a
 * later year would have its fixed holidays only. A file of nothing but repeated
 * events is followed for ten years. */
static int
find_last_year (icalcomponent *root)
{
  int single = 0, repeated = 0;

  for (icalcomponent *event = icalcomponent_get_first_component (root, ICAL_VEVENT_COMPONENT);
       event != NULL; event = icalcomponent_get_next_component (root, ICAL_VEVENT_COMPONENT))
    {
      int year = icalcomponent_get_dtstart (event).year;

      if (icalcomponent_get_first_property (event, ICAL_RRULE_PROPERTY) == NULL)
        single = MAX (single, year);
      else
        repeated = MAX (repeated, year + 10);
    }
  return single > 0 ? single : repeated;
}

static GArray *
read_events (icalcomponent *root,
             guint         *n_ignored,
             GError       **error)
{
  g_autoptr (GArray) entries = loket_holidays_entries_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Import import = { entries, seen, find_last_year (root), 0 };

  for (icalcomponent *event = icalcomponent_get_first_component (root, ICAL_VEVENT_COMPONENT);
       event != NULL; event = icalcomponent_get_next_component (root, ICAL_VEVENT_COMPONENT))
    if (!add_event (&import, event, error))
      return NULL;

  if (n_ignored != NULL)
    *n_ignored = import.n_ignored;
  return g_steal_pointer (&entries);
}

/**
 * loket_holidays_new_from_ical:
 * @text: (array length=length): an iCalendar file
 * @length: its size in bytes
 * @n_ignored: (out) (optional): events that were left out because they are not
 *   whole days or were cancelled
 * @error: return location for %LOKET_SLA_ERROR_INVALID
 *
 * Reads holidays from iCalendar. Events whose title speaks of joint leave become
 * joint leave; tentative ones may still move.
 *
 * Returns: (transfer full): the list
 */
LoketHolidays *
loket_holidays_new_from_ical (const char  *text,
                              gsize        length,
                              guint       *n_ignored,
                              GError     **error)
{
  g_autofree char *copy = NULL;
  icalcomponent *root;
  GArray *entries;

  if (length > LOKET_LIMIT_HOLIDAY_FILE_BYTES || !g_utf8_validate_len (text, length, NULL))
    {
      set_invalid (error, "it is too large or not UTF-8 text");
      return NULL;
    }
  copy = g_strndup (text, length);
  if (!check_nesting (copy, error))
    return NULL;

  root = icalcomponent_new_from_string (copy);
  if (root == NULL || icalcomponent_isa (root) != ICAL_VCALENDAR_COMPONENT)
    {
      g_clear_pointer (&root, icalcomponent_free);
      set_invalid (error, "there is no calendar in it");
      return NULL;
    }

  entries = read_events (root, n_ignored, error);
  icalcomponent_free (root);
  return entries == NULL ? NULL : loket_holidays_new_take (entries, error);
}

/**
 * loket_holidays_new_from_file:
 * @path: a file whose name ends in `.ics` or `.csv`
 * @error: return location for an error of %LOKET_SLA_ERROR or %G_IO_ERROR
 *
 * Reads a list of holidays from a file. Blocks; any thread.
 *
 * Returns: (transfer full): the list
 */
LoketHolidays *
loket_holidays_new_from_file (const char  *path,
                              GError     **error)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);
  g_autoptr (GBytes) bytes = loket_file_read (path, LOKET_LIMIT_HOLIDAY_FILE_BYTES, error);
  const char *data;
  gsize size;

  if (bytes == NULL)
    return NULL;

  data = g_bytes_get_data (bytes, &size);
  if (g_str_has_suffix (lower, ".ics"))
    return loket_holidays_new_from_ical (size == 0 ? "" : data, size, NULL, error);
  return loket_holidays_new_from_csv (size == 0 ? "" : data, size, error);
}
