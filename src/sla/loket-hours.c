/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sla"

#include "config.h"

#include "loket-hours.h"

#include <string.h>

#include "loket-calendar-rules.h"
#include "loket-limits.h"

/**
 * LoketHours:
 *
 * Weekly working hours with a name, from one group of a file of rules:
 *
 *     [Calendar Enam hari]
 *     Monday=07:30-12:00;12:30-14:00
 *     Saturday=07:30-12:00
 *     JointLeaveWorks=true
 *
 * A weekday that is not named is free. Breaks are the gaps between spans.
 * Immutable; any thread.
 */
struct _LoketHours
{
  gatomicrefcount ref_count;
  char           *name;
  GArray         *weekly[LOKET_WEEKDAYS]; /* of WallSpan */
  gboolean        joint_leave_works;
};

G_DEFINE_BOXED_TYPE (LoketHours, loket_hours, loket_hours_ref, loket_hours_unref)

static const char *const weekday_keys[LOKET_WEEKDAYS] = {
  "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
};

static gboolean
fail (const char  *group,
      const char  *key,
      const char  *what,
      GError     **error)
{
  g_set_error (error, LOKET_SLA_ERROR, LOKET_SLA_ERROR_INVALID, "%s: %s %s", group, key, what);
  return FALSE;
}

/* HH:MM, up to 24:00. */
static gboolean
parse_time (const char *text,
            gsize       length,
            gint32     *seconds)
{
  guint hour, minute;

  if (length != 5 || text[2] != ':' || !g_ascii_isdigit (text[0]) || !g_ascii_isdigit (text[1]) ||
      !g_ascii_isdigit (text[3]) || !g_ascii_isdigit (text[4]))
    return FALSE;
  hour = (guint) (text[0] - '0') * 10 + (guint) (text[1] - '0');
  minute = (guint) (text[3] - '0') * 10 + (guint) (text[4] - '0');
  *seconds = (gint32) (hour * 3600 + minute * 60);
  return minute < 60 && *seconds <= LOKET_DAY_SECONDS;
}

static gboolean
read_day (LoketHours  *self,
          const char  *group,
          const char  *key,
          GArray      *spans,
          char       **texts,
          GError     **error)
{
  g_autofree char *item = g_strdup_printf ("%s: %s", group, key);

  for (guint i = 0; texts[i] != NULL; i++)
    {
      const char *text = g_strstrip (texts[i]);
      const char *dash = strchr (text, '-');
      gint32 open, close;

      if (dash == NULL || !parse_time (text, (gsize) (dash - text), &open) ||
          !parse_time (dash + 1, strlen (dash + 1), &close))
        return fail (group, key, "is not like 07:30-12:00;13:00-16:00", error);
      if (!_loket_calendar_rules_add_span (spans, open, close, item, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_key (LoketHours  *self,
          GKeyFile    *file,
          const char  *group,
          const char  *key,
          GError     **error)
{
  g_auto (GStrv) texts = NULL;

  if (g_str_equal (key, "JointLeaveWorks"))
    {
      g_autofree char *value = g_key_file_get_string (file, group, key, NULL);

      self->joint_leave_works = g_strcmp0 (value, "true") == 0;
      return self->joint_leave_works || g_strcmp0 (value, "false") == 0 ||
             fail (group, key, "is neither true nor false", error);
    }

  for (guint day = 0; day < LOKET_WEEKDAYS; day++)
    if (g_str_equal (key, weekday_keys[day]))
      {
        texts = g_key_file_get_string_list (file, group, key, NULL, NULL);
        return texts == NULL ? fail (group, key, "cannot be read", error)
                             : read_day (self, group, key, self->weekly[day], texts, error);
      }
  return fail (group, key, "is no key of a calendar", error);
}

/**
 * loket_hours_new_from_keys:
 * @file: a key file
 * @group: the group that holds the hours, beginning with
 *   %LOKET_HOURS_GROUP_PREFIX
 * @error: return location for %LOKET_SLA_ERROR_INVALID; the message names the
 *   group and the key
 *
 * Reads working hours.
 *
 * Returns: (transfer full): the hours
 */
LoketHours *
loket_hours_new_from_keys (GKeyFile    *file,
                           const char  *group,
                           GError     **error)
{
  g_autoptr (LoketHours) self = g_new0 (LoketHours, 1);
  g_auto (GStrv) keys = g_key_file_get_keys (file, group, NULL, NULL);
  guint n_spans = 0;

  g_atomic_ref_count_init (&self->ref_count);
  self->name = g_strstrip (g_strdup (group + strlen (LOKET_HOURS_GROUP_PREFIX)));
  for (guint day = 0; day < LOKET_WEEKDAYS; day++)
    self->weekly[day] = g_array_new (FALSE, FALSE, sizeof (WallSpan));
  if (*self->name == '\0' || g_utf8_strlen (self->name, -1) > LOKET_LIMIT_NAME_CHARS)
    {
      fail (group, "its name", "is missing or too long", error);
      return NULL;
    }

  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    if (!read_key (self, file, group, keys[i], error))
      return NULL;
  for (guint day = 0; day < LOKET_WEEKDAYS; day++)
    n_spans += self->weekly[day]->len;
  if (n_spans == 0)
    {
      fail (group, "a weekday", "with hours has to be there", error);
      return NULL;
    }
  return g_steal_pointer (&self);
}

/**
 * loket_hours_ref:
 * @self: hours
 *
 * Takes a reference, on any thread.
 *
 * Returns: (transfer full): @self
 */
LoketHours *
loket_hours_ref (LoketHours *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * loket_hours_unref:
 * @self: (transfer full): hours
 *
 * Gives a reference back, on any thread.
 */
void
loket_hours_unref (LoketHours *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  for (guint day = 0; day < LOKET_WEEKDAYS; day++)
    g_array_unref (self->weekly[day]);
  g_free (self->name);
  g_free (self);
}

/**
 * loket_hours_get_name:
 * @self: hours
 *
 * The name that rules refer to them by.
 */
const char *
loket_hours_get_name (LoketHours *self)
{
  return self->name;
}

/**
 * loket_hours_get_joint_leave_works:
 * @self: hours
 *
 * Whether days of joint leave are worked.
 */
gboolean
loket_hours_get_joint_leave_works (LoketHours *self)
{
  return self->joint_leave_works;
}

/**
 * loket_hours_apply:
 * @self: hours
 * @builder: a builder without hours
 *
 * Gives a calendar in the making these hours.
 */
void
loket_hours_apply (LoketHours           *self,
                   LoketCalendarBuilder *builder)
{
  for (guint day = 0; day < LOKET_WEEKDAYS; day++)
    for (guint i = 0; i < self->weekly[day]->len; i++)
      {
        const WallSpan *span = &g_array_index (self->weekly[day], WallSpan, i);

        loket_calendar_builder_add_hours (builder, day, span->open, span->close, NULL);
      }
}
