/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-rules.h"

#include <string.h>

#include "loket-limits.h"
#include "loket-text.h"

/* What the program shipped when its lists were last published. */
#define SHIPPED_HOLIDAYS "shipped-holidays"
#define SHIPPED_POLICIES "shipped-policies"

/* An administrator reads it, and an officer behind “karena”. */
#define SHIPPED_REASON "daftar libur dan aturan bawaan Loket diperbarui (versi %s)"

static gboolean
take_record (LoketRulesRecord *record,
             gpointer          data)
{
  g_ptr_array_add (data, record);
  return TRUE;
}

/**
 * loket_hub_rules_load:
 * @storage: the hub
 * @error: return location for a #GError
 *
 * Reads everything that clocks are and were counted by. A hub that has not
 * published anything counts by what the program ships.
 *
 * Returns: (transfer full): the rulebook
 */
LoketRulebook *
loket_hub_rules_load (LoketHubStorage  *storage,
                      GError          **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (
      (GDestroyNotify) loket_rules_record_free);
  g_autoptr (GPtrArray) editions = g_ptr_array_new_with_free_func (
      (GDestroyNotify) loket_edition_unref);

  if (!loket_hub_storage_foreach_rules (storage, 0, take_record, records, error))
    return NULL;
  if (records->len == 0)
    return loket_rulebook_ref (loket_rulebook_get_builtin ());

  for (guint i = 0; i < records->len; i++)
    {
      const LoketRulesRecord *record = g_ptr_array_index (records, i);
      LoketEdition *edition = loket_edition_new (record->number, record->published_at,
                                                 record->published_by, record->reason,
                                                 record->holidays, record->policies, error);

      if (edition == NULL)
        return NULL;
      g_ptr_array_add (editions, edition);
    }
  return loket_rulebook_new (editions, error);
}

static LoketRulesRecord *
make_record (const char *by,
             const char *reason,
             const char *holidays,
             const char *policies)
{
  LoketRulesRecord *record = loket_rules_record_new ();

  record->published_by = g_strdup (by);
  record->reason = g_strdup (reason);
  record->holidays = g_strdup (holidays);
  record->policies = g_strdup (policies);
  return record;
}

/**
 * loket_hub_rules_get_latest:
 * @storage: the hub
 * @error: return location for a #GError
 *
 * Reads what is in force now; what the program ships, as number 0, when the hub
 * has not published anything.
 *
 * Returns: (transfer full): the edition
 */
LoketRulesRecord *
loket_hub_rules_get_latest (LoketHubStorage  *storage,
                            GError          **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (
      (GDestroyNotify) loket_rules_record_free);
  gint64 number;

  if (!loket_hub_storage_get_rules_head (storage, &number, error) ||
      !loket_hub_storage_foreach_rules (storage, number - 1, take_record, records, error))
    return NULL;
  if (records->len == 0)
    return make_record (NULL, NULL, loket_holidays_get_builtin_text (),
                        loket_policies_get_builtin_text ());
  return g_ptr_array_steal_index (records, 0);
}

static gboolean
check_text (const char  *what,
            const char  *text,
            gsize        max_bytes,
            GError     **error)
{
  if (strlen (text) <= max_bytes)
    return TRUE;
  g_set_error (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_USAGE, "The %s are too long", what);
  return FALSE;
}

/**
 * loket_hub_rules_publish:
 * @storage: the hub
 * @by: who publishes
 * @reason: (nullable): why; officers read it where a deadline moved
 * @holidays: all free days as CSV
 * @policies: all rules as a key file
 * @now: Unix seconds
 * @error: return location for a #GError of %LOKET_SLA_ERROR or %LOKET_HUB_ERROR
 *
 * Checks both texts and publishes them. A fault leaves the edition before it in
 * force.
 *
 * Returns: (transfer full): the edition as it is stored
 */
LoketRulesRecord *
loket_hub_rules_publish (LoketHubStorage  *storage,
                         const char       *by,
                         const char       *reason,
                         const char       *holidays,
                         const char       *policies,
                         gint64            now,
                         GError          **error)
{
  g_autoptr (LoketRulesRecord) record = make_record (by, reason, holidays, policies);
  g_autoptr (LoketEdition) edition = NULL;

  if (!check_text ("holidays", holidays, LOKET_LIMIT_HOLIDAY_FILE_BYTES, error) ||
      !check_text ("policies", policies, LOKET_LIMIT_POLICY_FILE_BYTES, error))
    return NULL;
  if (reason != NULL && g_utf8_strlen (reason, -1) > LOKET_LIMIT_REASON_CHARS)
    {
      g_set_error (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_USAGE,
                   "The reason is longer than %d characters", LOKET_LIMIT_REASON_CHARS);
      return NULL;
    }
  edition = loket_edition_new (1, now, by, reason, holidays, policies, error);
  if (edition == NULL || !loket_hub_storage_publish_rules (storage, record, now, error))
    return NULL;
  return g_steal_pointer (&record);
}

/* --- what the program ships ---------------------------------------------- */

static gboolean
has_day (LoketHolidays      *list,
         const LoketHoliday *day)
{
  guint n;
  const LoketHoliday *same_day = loket_holidays_get_on (list, day->day, &n);

  for (guint i = 0; i < n; i++)
    if (same_day[i].kind == day->kind && g_strcmp0 (same_day[i].name, day->name) == 0 &&
        g_strcmp0 (same_day[i].place, day->place) == 0)
      return TRUE;
  return FALSE;
}

/* What the operator took out stays out, what was added stays in, and what the
 * program no longer ships goes. */
static char *
follow_shipped (const char  *current_csv,
                const char  *before_csv,
                GError     **error)
{
  g_autoptr (LoketHolidays) current = loket_holidays_new_from_csv (current_csv, strlen (current_csv),
                                                                   error);
  g_autoptr (LoketHolidays) before = NULL;
  g_autoptr (LoketHolidays) shipped = loket_holidays_new_builtin ();
  g_autoptr (LoketHolidays) all = NULL;
  g_autoptr (LoketHolidays) kept = NULL;
  g_autoptr (GArray) entries = loket_holidays_entries_new ();
  const LoketHoliday *days;
  guint n;

  if (current != NULL)
    before = loket_holidays_new_from_csv (before_csv, strlen (before_csv), error);
  if (before == NULL)
    return NULL;
  all = loket_holidays_merge (current, shipped);
  days = loket_holidays_get_all (all, &n);
  for (guint i = 0; i < n; i++)
    {
      gboolean was_shipped = has_day (before, &days[i]);
      gboolean taken_out = was_shipped && !has_day (current, &days[i]);
      gboolean withdrawn = was_shipped && !has_day (shipped, &days[i]);

      if (!taken_out && !withdrawn)
        loket_holidays_entries_add (entries, &days[i]);
    }
  kept = loket_holidays_new_take (g_steal_pointer (&entries), error);
  return kept == NULL ? NULL : loket_holidays_to_csv (kept);
}

static char *
dup_shipped_reason (void)
{
  static const char mark[] = "# Versi: ";
  const char *version = strstr (loket_holidays_get_builtin_text (), mark);
  g_autofree char *line = NULL;

  if (version != NULL)
    line = g_strndup (version + strlen (mark), strcspn (version + strlen (mark), "\r\n"));
  return g_strdup_printf (SHIPPED_REASON, line != NULL ? line : LOKET_VERSION);
}

static gboolean
publish_shipped (LoketHubStorage  *storage,
                 const char       *before_holidays,
                 const char       *before_policies,
                 gint64            now,
                 GError          **error)
{
  const char *shipped_policies = loket_policies_get_builtin_text ();
  g_autoptr (LoketRulesRecord) current = loket_hub_rules_get_latest (storage, error);
  g_autoptr (LoketRulesRecord) published = NULL;
  g_autofree char *reason = dup_shipped_reason ();
  g_autofree char *holidays = NULL;
  gboolean own_policies;

  if (current == NULL)
    return FALSE;
  if (current->number == 0 || g_str_equal (current->holidays, before_holidays))
    holidays = g_strdup (loket_holidays_get_builtin_text ());
  else
    holidays = follow_shipped (current->holidays, before_holidays, error);
  own_policies = current->number > 0 && !g_str_equal (current->policies, before_policies);

  if (holidays != NULL)
    published = loket_hub_rules_publish (storage, "system", reason, holidays,
                                         own_policies ? current->policies : shipped_policies, now,
                                         error);
  return published != NULL &&
         loket_hub_storage_set_meta (storage, SHIPPED_HOLIDAYS, loket_holidays_get_builtin_text (),
                                     error) &&
         loket_hub_storage_set_meta (storage, SHIPPED_POLICIES, shipped_policies, error);
}

/**
 * loket_hub_rules_publish_shipped:
 * @storage: the hub
 * @now: Unix seconds
 * @error: return location for a #GError
 *
 * Publishes what the program ships, unless that is no other than when it was
 * last published. Days that the operator added or took out stay so, and rules
 * that the operator published stay in force.
 *
 * Returns: whether the hub has what it needs
 */
gboolean
loket_hub_rules_publish_shipped (LoketHubStorage  *storage,
                                 gint64            now,
                                 GError          **error)
{
  g_autofree char *holidays = NULL;
  g_autofree char *policies = NULL;

  if (!loket_hub_storage_begin (storage, error))
    return FALSE;
  holidays = loket_hub_storage_get_meta (storage, SHIPPED_HOLIDAYS, NULL);
  policies = loket_hub_storage_get_meta (storage, SHIPPED_POLICIES, NULL);
  if (g_strcmp0 (holidays, loket_holidays_get_builtin_text ()) != 0 ||
      g_strcmp0 (policies, loket_policies_get_builtin_text ()) != 0)
    if (!publish_shipped (storage, holidays != NULL ? holidays : "",
                          policies != NULL ? policies : "", now, error))
      {
        loket_hub_storage_rollback (storage);
        return FALSE;
      }
  return loket_hub_storage_commit (storage, error);
}
