/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sla"

#include "config.h"

#include "loket-policies.h"

#include <string.h>

#include "loket-limits.h"
#include "loket-sla-resources.h"

#define BUILTIN_PATH "/io/github/loket_pengaduan/Loket/policies/id.policy"

/**
 * LoketPolicies:
 *
 * A set of rules of which at most one applies to a clock of a complaint.
 * Immutable; any thread.
 */
struct _LoketPolicies
{
  gatomicrefcount ref_count;
  GPtrArray      *policies;
};

G_DEFINE_BOXED_TYPE (LoketPolicies, loket_policies, loket_policies_ref, loket_policies_unref)

static gboolean
collide (const LoketPolicy *a,
         const LoketPolicy *b)
{
  return a->clock == b->clock && a->scope == b->scope &&
         g_strcmp0 (a->scope_name, b->scope_name) == 0 && (a->classes & b->classes) != 0 &&
         a->valid_from <= b->valid_until && b->valid_from <= a->valid_until;
}

static gboolean
check_collisions (GPtrArray  *policies,
                  GError    **error)
{
  for (guint i = 0; i < policies->len; i++)
    for (guint k = 0; k < i; k++)
      {
        const LoketPolicy *a = policies->pdata[k], *b = policies->pdata[i];

        if (!collide (a, b))
          continue;
        g_set_error (error, LOKET_SLA_ERROR, LOKET_SLA_ERROR_INVALID,
                     "policies %s and %s apply to the same clock on the same days", a->id, b->id);
        return FALSE;
      }
  return TRUE;
}

static gboolean
is_calendar (const char *group)
{
  return g_str_has_prefix (group, LOKET_HOURS_GROUP_PREFIX);
}

static GHashTable *
read_calendars (GKeyFile  *file,
                char     **groups,
                GError   **error)
{
  g_autoptr (GHashTable) calendars = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                                            (GDestroyNotify) loket_hours_unref);

  for (gsize i = 0; groups[i] != NULL; i++)
    {
      LoketHours *hours;

      if (!is_calendar (groups[i]))
        continue;
      hours = loket_hours_new_from_keys (file, groups[i], error);
      if (hours == NULL)
        return NULL;
      g_hash_table_replace (calendars, (gpointer) loket_hours_get_name (hours), hours);
    }
  return g_steal_pointer (&calendars);
}

/**
 * loket_policies_new:
 * @text: (array length=length): a key file, one group a rule, and one for each
 *   calendar that rules name; see #LoketHours
 * @length: its size in bytes
 * @error: return location for %LOKET_SLA_ERROR_INVALID
 *
 * Reads a set of rules. One wrong rule refuses the set, so that the old one
 * stays whole.
 *
 * Returns: (transfer full): the set
 */
LoketPolicies *
loket_policies_new (const char  *text,
                    gsize        length,
                    GError     **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GPtrArray) policies = g_ptr_array_new_with_free_func (
      (GDestroyNotify) loket_policy_unref);
  g_autoptr (GHashTable) calendars = NULL;
  g_auto (GStrv) groups = NULL;
  LoketPolicies *self;
  gsize n_groups;

  if (length == 0 || length > LOKET_LIMIT_POLICY_FILE_BYTES ||
      !g_key_file_load_from_data (file, text, length, G_KEY_FILE_KEEP_TRANSLATIONS, NULL))
    {
      g_set_error_literal (error, LOKET_SLA_ERROR, LOKET_SLA_ERROR_INVALID,
                           "the policies are too large or no key file");
      return NULL;
    }

  groups = g_key_file_get_groups (file, &n_groups);
  if (n_groups == 0 || n_groups > LOKET_LIMIT_POLICIES)
    {
      g_set_error_literal (error, LOKET_SLA_ERROR, LOKET_SLA_ERROR_INVALID,
                           n_groups == 0 ? "there is no policy in the file"
                                         : "there are too many policies in the file");
      return NULL;
    }
  calendars = read_calendars (file, groups, error);
  if (calendars == NULL)
    return NULL;
  for (gsize i = 0; i < n_groups; i++)
    {
      LoketPolicy *policy;

      if (is_calendar (groups[i]))
        continue;
      policy = loket_policy_new_from_keys (file, groups[i], calendars, error);
      if (policy == NULL)
        return NULL;
      g_ptr_array_add (policies, policy);
    }
  if (policies->len == 0)
    {
      g_set_error_literal (error, LOKET_SLA_ERROR, LOKET_SLA_ERROR_INVALID,
                           "there is no policy in the file");
      return NULL;
    }
  if (!check_collisions (policies, error))
    return NULL;

  self = g_new0 (LoketPolicies, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->policies = g_steal_pointer (&policies);
  return self;
}

/**
 * loket_policies_get_builtin_text:
 *
 * The file that loket_policies_get_builtin() is read from. Any thread.
 *
 * Returns: (transfer none): a key file, which lives as long as the program
 */
const char *
loket_policies_get_builtin_text (void)
{
  g_autoptr (GBytes) bytes = g_resource_lookup_data (loket_sla_get_resource (), BUILTIN_PATH,
                                                     G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  /* A part of the program's image, with a NUL behind it. */
  g_assert (bytes != NULL);
  return g_bytes_get_data (bytes, NULL);
}

static LoketPolicies *
load_builtin (void)
{
  g_autoptr (GError) error = NULL;
  const char *text = loket_policies_get_builtin_text ();
  LoketPolicies *self = loket_policies_new (text, strlen (text), &error);

  g_assert_no_error (error);
  return self;
}

/**
 * loket_policies_get_builtin:
 *
 * The rules that the program ships. Any thread.
 *
 * Returns: (transfer none): the set, which lives as long as the program
 */
LoketPolicies *
loket_policies_get_builtin (void)
{
  static gsize once;

  if (g_once_init_enter (&once))
    g_once_init_leave (&once, (gsize) load_builtin ());
  return (LoketPolicies *) once;
}

/**
 * loket_policies_ref:
 * @self: a set
 *
 * Takes a reference, on any thread.
 *
 * Returns: (transfer full): @self
 */
LoketPolicies *
loket_policies_ref (LoketPolicies *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * loket_policies_unref:
 * @self: (transfer full): a set
 *
 * Gives a reference back, on any thread.
 */
void
loket_policies_unref (LoketPolicies *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_ptr_array_unref (self->policies);
  g_free (self);
}

/**
 * loket_policies_get_n:
 * @self: a set
 *
 * How many rules there are.
 */
guint
loket_policies_get_n (LoketPolicies *self)
{
  return self->policies->len;
}

/**
 * loket_policies_get:
 * @self: a set
 * @index: below loket_policies_get_n()
 *
 * Returns: (transfer none): a rule, in the order of the file
 */
LoketPolicy *
loket_policies_get (LoketPolicies *self,
                    guint          index)
{
  g_return_val_if_fail (index < self->policies->len, NULL);
  return self->policies->pdata[index];
}
