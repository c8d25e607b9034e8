/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-command-rules.h"

#include <string.h>

#include "loket-holidays-file.h"
#include "loket-limits.h"
#include "loket-text.h"

typedef struct
{
  char    *data;
  char    *place;
  char   **without;
  char    *reason;
  int      year;
  gboolean dry_run;
} Options;

/* DATE or DATE=NAME. */
static LoketHolidays *
take_out (LoketHolidays  *list,
          const char     *text,
          GError        **error)
{
  const char *equals = strchr (text, '=');
  g_autofree char *date = equals == NULL ? g_strdup (text)
                                         : g_strndup (text, (gsize) (equals - text));
  LoketDay day;

  if (!loket_day_parse (date, &day))
    {
      g_set_error (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_USAGE,
                   "“%s” is no date; write it like 2026-08-18 or 2026-08-18=NAME", text);
      return NULL;
    }
  return loket_holidays_without (list, day, equals == NULL ? NULL : equals + 1, error);
}

static LoketHolidays *
read_current (const LoketRulesRecord  *record,
              GError                 **error)
{
  return loket_holidays_new_from_csv (record->holidays, strlen (record->holidays), error);
}

/* A day of one place is a local one whatever the file calls it. */
static LoketHolidays *
limit_to_place (LoketHolidays *list,
                const char    *place)
{
  g_autoptr (LoketHolidays) there = loket_holidays_at_place (list, place);
  GArray *entries = loket_holidays_entries_new ();
  guint n;
  const LoketHoliday *all = loket_holidays_get_all (there, &n);

  for (guint i = 0; i < n; i++)
    {
      LoketHoliday entry = all[i];

      if (entry.kind == LOKET_HOLIDAY_NATIONAL)
        entry.kind = LOKET_HOLIDAY_LOCAL;
      loket_holidays_entries_add (entries, &entry);
    }
  return loket_holidays_new_take (entries, NULL);
}

static LoketHolidays *
read_file (const char     *path,
           const Options  *options,
           GError        **error)
{
  g_autoptr (LoketHolidays) list = loket_holidays_new_from_file (path, error);

  if (list == NULL)
    {
      g_autofree char *name = g_path_get_basename (path);

      if (error != NULL && (*error)->domain == LOKET_SLA_ERROR)
        g_prefix_error (error, "%s: ", name);
      return NULL;
    }
  for (guint i = 0; options->without != NULL && options->without[i] != NULL; i++)
    {
      LoketHolidays *fewer = take_out (list, options->without[i], error);

      if (fewer == NULL)
        return NULL;
      loket_holidays_unref (list);
      list = fewer;
    }
  return options->place == NULL ? g_steal_pointer (&list) : limit_to_place (list, options->place);
}

static gboolean
publish (LoketHubStorage         *storage,
         const LoketRulesRecord  *current,
         LoketHolidays           *before,
         LoketHolidays           *after,
         const Options           *options,
         GError                 **error)
{
  g_autofree char *old_csv = loket_holidays_to_csv (before);
  g_autofree char *csv = loket_holidays_to_csv (after);
  LoketHubRulesChange change = { current, csv, NULL, options->reason };

  if (g_str_equal (old_csv, csv))
    {
      g_print ("the list stays as it is, nothing published\n");
      return TRUE;
    }
  return _loket_hub_command_publish (storage, &change, options->dry_run, error);
}

static gboolean
import_file (const char     *path,
             const Options  *options,
             GError        **error)
{
  g_autoptr (LoketHolidays) added = NULL, before = NULL, after = NULL;
  g_autoptr (LoketRulesRecord) current = NULL;
  g_autoptr (LoketHubStorage) storage = NULL;

  if (options->place != NULL && (loket_text_is_blank (options->place) ||
                                 g_utf8_strlen (options->place, -1) > LOKET_LIMIT_NAME_CHARS))
    {
      g_set_error_literal (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_USAGE,
                           "--place is the name of a province or regency, or an agency's code");
      return FALSE;
    }
  storage = _loket_hub_command_open_rules (options->data, options->dry_run, &current, error);
  if (storage == NULL)
    return FALSE;
  added = read_file (path, options, error);
  if (added == NULL)
    return FALSE;
  before = read_current (current, error);
  if (before == NULL)
    return FALSE;
  after = loket_holidays_merge (before, added);
  return publish (storage, current, before, after, options, error);
}

static gboolean
remove_day (const char     *text,
            const Options  *options,
            GError        **error)
{
  g_autoptr (LoketRulesRecord) current = NULL;
  g_autoptr (LoketHubStorage) storage = _loket_hub_command_open_rules (
      options->data, options->dry_run, &current, error);
  g_autoptr (LoketHolidays) before = NULL, after = NULL;

  if (storage == NULL)
    return FALSE;
  before = read_current (current, error);
  if (before == NULL)
    return FALSE;
  after = take_out (before, text, error);
  return after != NULL && publish (storage, current, before, after, options, error);
}

static gboolean
list (const Options  *options,
      GError        **error)
{
  g_autoptr (LoketRulesRecord) current = NULL;
  g_autoptr (LoketHubStorage) storage = _loket_hub_command_open_rules (options->data, TRUE, &current,
                                                                       error);
  g_autoptr (LoketHolidays) days = storage == NULL ? NULL : read_current (current, error);
  const LoketHoliday *all;
  guint n;

  if (days == NULL)
    return FALSE;
  _loket_hub_command_tell_rules (current);
  all = loket_holidays_get_all (days, &n);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *day = loket_day_format (all[i].day);

      if (options->year != 0 && loket_day_get_year (all[i].day) != options->year)
        continue;
      g_print ("%s  %-16s  %s%s%s%s%s\n", day, loket_holiday_kind_to_name (all[i].kind),
               all[i].name, all[i].decreed ? "" : " (may move)", all[i].place != NULL ? " [" : "",
               all[i].place != NULL ? all[i].place : "", all[i].place != NULL ? "]" : "");
    }
  return TRUE;
}

static gboolean
run (int             argc,
     char          **argv,
     const Options  *options,
     GError        **error)
{
  const char *verb = argc > 1 ? argv[1] : "";

  if (options->data != NULL && g_str_equal (verb, "import") && argc == 3)
    return import_file (argv[2], options, error);
  if (options->data != NULL && g_str_equal (verb, "remove") && argc == 3)
    return remove_day (argv[2], options, error);
  if (options->data != NULL && g_str_equal (verb, "list") && argc == 2)
    return list (options, error);
  g_set_error_literal (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_USAGE,
                       "holidays knows import FILE, list and remove DATE[=NAME], with --data DIR");
  return FALSE;
}

/* loket-server holidays */
LoketHubExit
_loket_hub_command_holidays (int    argc,
                             char **argv)
{
  Options options = { NULL };
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &options.data, "The hub's folder", "DIR" },
    { "place", 0, 0, G_OPTION_ARG_STRING, &options.place,
      "Free in this province, regency or agency only", "NAME|CODE" },
    { "without", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.without,
      "Leave a day of the file out; can be given again", "DATE[=NAME]" },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &options.reason,
      "Why; officers read it where a deadline moved", "TEXT" },
    { "year", 0, 0, G_OPTION_ARG_INT, &options.year, "List one year only", "YEAR" },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &options.dry_run,
      "Tell which open deadlines would move, publish nothing", NULL },
    { NULL },
  };
  LoketHubExit status = LOKET_HUB_EXIT_DONE;
  g_autoptr (GError) error = NULL;

  if (_loket_hub_command_parse ("holidays import FILE|list|remove DATE --data DIR — keep the free days",
                                entries, &argc, &argv, &status) &&
      !run (argc, argv, &options, &error))
    status = _loket_hub_command_fail (error);
  g_free (options.data);
  g_free (options.place);
  g_strfreev (options.without);
  g_free (options.reason);
  return status;
}
