/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sla"

#include "config.h"

#include "loket-policy.h"

#include "loket-limits.h"

/**
 * LoketPolicy:
 *
 * Read from one group of a key file; see data/policies/id.policy for the form.
 * Immutable since; any thread. A key nobody knows is refused: in a rule a
 * misspelt key is a rule that silently does not hold.
 */
G_DEFINE_BOXED_TYPE (LoketPolicy, loket_policy, loket_policy_ref, loket_policy_unref)

#define CALENDAR_NAME "ID"

/* Each table in the order of its enumeration, ended by NULL. */
static const char *const clock_names[] = {
  "verification", "response", "follow_up", "settlement", "reporter", "ombudsman", NULL,
};
static const char *const event_names[] = {
  "none", "received", "assigned", "first_answer", "next_answer", "settled", "last_follow_up",
  "reporter_wrote", NULL,
};
static const char *const scope_names[] = { "national", "province", "agency", NULL };
static const char *const confidence_names[] = { "high", "medium", "low", NULL };
static const char *const unit_keys[] = { "WorkingDays", "WorkingHours", "CalendarDays", NULL };

static const char *const known_keys[] = {
  "Clock", "Calendar", "WorkingDays", "WorkingHours", "CalendarDays", "Start", "Stop",
  "Escalate", "PausesOnInformation", "Targets", "WarningDays", "Classes", "Scope", "ScopeName", "ValidFrom",
  "ValidUntil", "LimitConfidence", "StartConfidence", "Basis", "Basis[id]", "Source", NULL,
};

/**
 * loket_sla_clock_to_name:
 * @clock: a clock
 *
 * The clock's name in policies and `--json` output.
 */
const char *
loket_sla_clock_to_name (LoketSlaClock clock)
{
  g_return_val_if_fail ((guint) clock < LOKET_SLA_N_CLOCKS, clock_names[0]);
  return clock_names[clock];
}

/**
 * loket_sla_unit_to_name:
 * @unit: a unit
 *
 * The unit's name in `--json` output.
 */
const char *
loket_sla_unit_to_name (LoketSlaUnit unit)
{
  static const char *const names[] = { "working_days", "working_hours", "calendar_days" };

  g_return_val_if_fail ((guint) unit < G_N_ELEMENTS (names), names[0]);
  return names[unit];
}

/**
 * loket_sla_confidence_to_name:
 * @confidence: a confidence
 *
 * The confidence's name in policies and `--json` output.
 */
const char *
loket_sla_confidence_to_name (LoketSlaConfidence confidence)
{
  g_return_val_if_fail ((guint) confidence <= LOKET_SLA_CONFIDENCE_LOW, confidence_names[0]);
  return confidence_names[confidence];
}

/* What is being read, so that an error names the group and the key. */
typedef struct
{
  GKeyFile   *file;
  const char *group;
  GHashTable *calendars;
  GError     *error;
} Reading;

static void
fail (Reading    *reading,
      const char *key,
      const char *what)
{
  if (reading->error == NULL)
    reading->error = g_error_new (LOKET_SLA_ERROR, LOKET_SLA_ERROR_INVALID, "policy %s: %s %s",
                                  reading->group, key, what);
}

static char *
read_text (Reading    *reading,
           const char *key)
{
  char *text = g_key_file_get_string (reading->file, reading->group, key, NULL);

  if (text != NULL && g_utf8_strlen (text, -1) > LOKET_LIMIT_REASON_CHARS)
    fail (reading, key, "is too long");
  return text;
}

static guint
find_word (Reading           *reading,
           const char        *key,
           const char        *word,
           const char *const *words)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (g_strcmp0 (word, words[i]) == 0)
      return i;
  fail (reading, key, word == NULL ? "is missing" : "is no word we know");
  return 0;
}

static guint
read_word (Reading           *reading,
           const char        *key,
           const char *const *words,
           const char        *fallback)
{
  g_autofree char *word = read_text (reading, key);

  return find_word (reading, key, word != NULL ? word : fallback, words);
}

static guint
parse_number (Reading    *reading,
              const char *key,
              const char *text,
              guint       min)
{
  guint64 value = 0;

  if (!g_ascii_string_to_unsigned (text, 10, min, LOKET_LIMIT_CLOCK_DAYS, &value, NULL))
    fail (reading, key, "is no number that makes sense");
  return (guint) value;
}

static LoketDay
read_day (Reading    *reading,
          const char *key,
          LoketDay    fallback)
{
  g_autofree char *text = read_text (reading, key);
  LoketDay day = fallback;

  if (text != NULL && !loket_day_parse (text, &day))
    fail (reading, key, "is no date");
  return day;
}

static void
read_limit (Reading     *reading,
            LoketPolicy *policy)
{
  guint n_given = 0;

  for (guint unit = 0; unit_keys[unit] != NULL; unit++)
    {
      g_autofree char *text = read_text (reading, unit_keys[unit]);

      if (text == NULL)
        continue;
      policy->unit = (LoketSlaUnit) unit;
      policy->limit = parse_number (reading, unit_keys[unit], text, 1);
      n_given++;
    }
  if (n_given != 1)
    fail (reading, "WorkingDays", "or one other limit has to be there, and no second one");
}

static void
read_targets (Reading     *reading,
              LoketPolicy *policy)
{
  g_auto (GStrv) list = g_key_file_get_string_list (reading->file, reading->group, "Targets", NULL,
                                                    NULL);

  for (guint i = 0; list != NULL && list[i] != NULL; i++)
    {
      if (policy->n_targets == LOKET_SLA_MAX_TARGETS)
        {
          fail (reading, "Targets", "has too many numbers");
          return;
        }
      policy->targets[policy->n_targets] = parse_number (reading, "Targets", list[i], 1);
      if (policy->targets[policy->n_targets] >= policy->limit)
        fail (reading, "Targets", "holds one that is not below the limit");
      policy->n_targets++;
    }
}

static void
read_events (Reading     *reading,
             LoketPolicy *policy)
{
  g_auto (GStrv) starts = g_key_file_get_string_list (reading->file, reading->group, "Start", NULL,
                                                      NULL);
  guint n = starts == NULL ? 0 : g_strv_length (starts);

  policy->start = (LoketSlaEvent) find_word (reading, "Start", n > 0 ? starts[0] : NULL,
                                             event_names);
  if (n > 1)
    policy->fallback = (LoketSlaEvent) find_word (reading, "Start", starts[1], event_names);
  if (n > 2)
    fail (reading, "Start", "has more than one event to fall back to");
  policy->stop = (LoketSlaEvent) read_word (reading, "Stop", event_names, NULL);
}

static void
read_classes (Reading     *reading,
              LoketPolicy *policy)
{
  g_auto (GStrv) list = g_key_file_get_string_list (reading->file, reading->group, "Classes", NULL,
                                                    NULL);

  policy->classes = list == NULL ? G_MAXUINT : 0;
  for (guint i = 0; list != NULL && list[i] != NULL; i++)
    {
      LoketComplaintClass klass = loket_complaint_class_from_name (list[i]);

      if (klass == LOKET_CLASS_UNKNOWN)
        fail (reading, "Classes", "names a class that does not exist");
      policy->classes |= 1u << klass;
    }
}

static void
read_scope (Reading     *reading,
            LoketPolicy *policy)
{
  policy->scope = (LoketSlaScope) read_word (reading, "Scope", scope_names, "national");
  policy->scope_name = read_text (reading, "ScopeName");
  if ((policy->scope == LOKET_SLA_SCOPE_NATIONAL) != (policy->scope_name == NULL))
    fail (reading, "ScopeName",
          policy->scope_name == NULL ? "is missing" : "is there, but the scope is national");

  policy->valid_from = read_day (reading, "ValidFrom", G_MININT32);
  policy->valid_until = read_day (reading, "ValidUntil", G_MAXINT32);
  if (policy->valid_until < policy->valid_from)
    fail (reading, "ValidUntil", "is before ValidFrom");
}

static void
check_keys (Reading *reading)
{
  g_auto (GStrv) keys = g_key_file_get_keys (reading->file, reading->group, NULL, NULL);

  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    if (!g_strv_contains (known_keys, keys[i]))
      fail (reading, keys[i], "is no key of a policy");
}

static void
read_calendar (Reading     *reading,
               LoketPolicy *policy)
{
  g_autofree char *what = NULL;

  policy->calendar = read_text (reading, "Calendar");
  if (policy->calendar == NULL)
    {
      fail (reading, "Calendar", "is missing");
      return;
    }
  if (g_str_equal (policy->calendar, CALENDAR_NAME))
    return;

  policy->hours = reading->calendars == NULL
                      ? NULL
                      : g_hash_table_lookup (reading->calendars, policy->calendar);
  if (policy->hours != NULL)
    {
      loket_hours_ref (policy->hours);
      return;
    }
  what = g_strdup_printf ("“%s” is not known", policy->calendar);
  fail (reading, "Calendar", what);
}

/* ROLE:DAYS, as in `approver:-1;supervisor:1`. */
static void
read_escalations (Reading     *reading,
                  LoketPolicy *policy)
{
  g_auto (GStrv) list = g_key_file_get_string_list (reading->file, reading->group, "Escalate", NULL,
                                                    NULL);

  for (guint i = 0; list != NULL && list[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (list[i], ":", 2);
      LoketEscalation *escalation = &policy->escalations[policy->n_escalations];
      gint64 days = 0;

      if (policy->n_escalations == LOKET_SLA_MAX_ESCALATIONS)
        {
          fail (reading, "Escalate", "has too many steps");
          return;
        }
      if (parts[0] == NULL || parts[1] == NULL ||
          !g_ascii_string_to_signed (parts[1], 10, -LOKET_LIMIT_CLOCK_DAYS, LOKET_LIMIT_CLOCK_DAYS,
                                     &days, NULL))
        {
          fail (reading, "Escalate", "is not like approver:-1;supervisor:1");
          return;
        }
      escalation->role = loket_role_from_name (g_strstrip (parts[0]));
      escalation->days = (int) days;
      if (escalation->role == LOKET_ROLE_UNKNOWN)
        fail (reading, "Escalate", "names a role that does not exist");
      policy->n_escalations++;
    }
}

static void
read_policy (Reading     *reading,
             LoketPolicy *policy)
{
  g_autofree char *warning = read_text (reading, "WarningDays");
  g_autofree char *pauses = read_text (reading, "PausesOnInformation");

  policy->clock = (LoketSlaClock) read_word (reading, "Clock", clock_names, NULL);
  read_limit (reading, policy);
  read_events (reading, policy);
  read_targets (reading, policy);
  read_escalations (reading, policy);
  read_classes (reading, policy);
  read_scope (reading, policy);
  policy->warning = warning == NULL ? 1 : parse_number (reading, "WarningDays", warning, 0);
  if (pauses != NULL && !g_str_equal (pauses, "true") && !g_str_equal (pauses, "false"))
    fail (reading, "PausesOnInformation", "is neither true nor false");
  policy->pauses_on_information = g_strcmp0 (pauses, "true") == 0;
  policy->limit_confidence = (LoketSlaConfidence) read_word (reading, "LimitConfidence",
                                                             confidence_names, NULL);
  policy->start_confidence = (LoketSlaConfidence) read_word (reading, "StartConfidence",
                                                             confidence_names, NULL);
  policy->basis_en = read_text (reading, "Basis");
  policy->basis_id = read_text (reading, "Basis[id]");
  policy->source = read_text (reading, "Source");
  if (policy->basis_en == NULL || policy->basis_id == NULL)
    fail (reading, policy->basis_en == NULL ? "Basis" : "Basis[id]", "is missing");
  read_calendar (reading, policy);
  check_keys (reading);
}

/**
 * loket_policy_new_from_keys:
 * @file: a key file
 * @group: the group that holds the rule
 * @calendars: (nullable) (element-type utf8 LoketHours): working hours by name,
 *   besides the built-in ones
 * @error: return location for %LOKET_SLA_ERROR_INVALID; the message names the
 *   group and the key
 *
 * Reads one rule.
 *
 * Returns: (transfer full): the rule
 */
LoketPolicy *
loket_policy_new_from_keys (GKeyFile    *file,
                            const char  *group,
                            GHashTable  *calendars,
                            GError     **error)
{
  g_autoptr (LoketPolicy) policy = g_new0 (LoketPolicy, 1);
  Reading reading = { file, group, calendars, NULL };

  g_atomic_ref_count_init (&policy->ref_count);
  policy->id = g_strdup (group);
  read_policy (&reading, policy);
  if (reading.error != NULL)
    {
      g_propagate_error (error, reading.error);
      return NULL;
    }
  return g_steal_pointer (&policy);
}

/**
 * loket_policy_ref:
 * @self: a rule
 *
 * Takes a reference, on any thread.
 *
 * Returns: (transfer full): @self
 */
LoketPolicy *
loket_policy_ref (LoketPolicy *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * loket_policy_unref:
 * @self: (transfer full): a rule
 *
 * Gives a reference back, on any thread.
 */
void
loket_policy_unref (LoketPolicy *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->id);
  g_free (self->calendar);
  g_clear_pointer (&self->hours, loket_hours_unref);
  g_free (self->scope_name);
  g_free (self->basis_id);
  g_free (self->basis_en);
  g_free (self->source);
  g_free (self);
}
