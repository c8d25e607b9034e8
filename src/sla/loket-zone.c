/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sla"

#include "config.h"

#include "loket-zone.h"

/* The years in which clock changes are looked for. */
#define SCAN_FROM G_GINT64_CONSTANT (-62135596800) /* 0001-01-01 */
#define SCAN_TO   G_GINT64_CONSTANT (32503680000)  /* 3000-01-01 */

/* `Z` is an offset; the shortest names have three letters. */
#define NAME_BYTES_MIN 3
#define NAME_BYTES_MAX 64

/**
 * LoketZone:
 *
 * A time zone as a sorted table of its offsets, read once from #GTimeZone,
 * whose own lookups walk through every clock change there ever was. Zones live
 * as long as the program; there are a handful. Immutable, for any thread.
 */
struct _LoketZone
{
  char      *name;
  GTimeZone *zone;
  GArray    *intervals;
};

static void
find_changes (LoketZone *self,
              gint64     from,
              int        from_interval,
              gint64     to,
              int        to_interval)
{
  gint64 middle;
  int interval;

  if (from_interval == to_interval)
    return;

  if (to - from == 1)
    {
      LoketZoneInterval next = { to, g_time_zone_get_offset (self->zone, to_interval) };
      const LoketZoneInterval *last = &g_array_index (self->intervals, LoketZoneInterval,
                                                      self->intervals->len - 1);

      if (last->offset != next.offset)
        g_array_append_val (self->intervals, next);
      return;
    }

  middle = from + (to - from) / 2;
  interval = g_time_zone_find_interval (self->zone, G_TIME_TYPE_UNIVERSAL, middle);
  find_changes (self, from, from_interval, middle, interval);
  find_changes (self, middle, interval, to, to_interval);
}

/* Identifiers of the IANA database only: #GTimeZone would also take a bare
 * offset, a POSIX rule or a path, and those are mistakes here. Four old names
 * look like rules and are in the database all the same. */
static gboolean
is_identifier (const char *name)
{
  static const char *const like_rules[] = { "EST5EDT", "CST6CDT", "MST7MDT", "PST8PDT", NULL };
  gboolean area = strchr (name, '/') != NULL || g_strv_contains (like_rules, name);
  gsize length = strlen (name);

  if (!g_ascii_isalpha (name[0]) || length < NAME_BYTES_MIN || length > NAME_BYTES_MAX ||
      strstr (name, "//") != NULL)
    return FALSE;

  for (const char *p = name; *p != '\0'; p++)
    if (!(g_ascii_isalpha (*p) || *p == '/' || *p == '_' || *p == '-' ||
          (area && (g_ascii_isdigit (*p) || *p == '+'))))
      return FALSE;
  return TRUE;
}

static LoketZone *
load_zone (const char *name)
{
  g_autoptr (GTimeZone) zone = is_identifier (name) ? g_time_zone_new_identifier (name) : NULL;
  LoketZoneInterval first = { G_MININT64, 0 };
  LoketZone *self;
  int from, to;

  if (zone == NULL)
    return NULL;

  self = g_new0 (LoketZone, 1);
  self->name = g_strdup (name);
  self->zone = g_steal_pointer (&zone);
  self->intervals = g_array_new (FALSE, FALSE, sizeof (LoketZoneInterval));

  from = g_time_zone_find_interval (self->zone, G_TIME_TYPE_UNIVERSAL, SCAN_FROM);
  to = g_time_zone_find_interval (self->zone, G_TIME_TYPE_UNIVERSAL, SCAN_TO);
  first.offset = g_time_zone_get_offset (self->zone, from);
  g_array_append_val (self->intervals, first);
  find_changes (self, SCAN_FROM, from, SCAN_TO, to);
  return self;
}

/**
 * loket_zone_lookup:
 * @name: (nullable): an IANA identifier such as `Asia/Makassar`
 * @error: return location for %LOKET_SLA_ERROR_UNKNOWN_ZONE
 *
 * Finds a time zone. Any thread may call this.
 *
 * Returns: (transfer none): the zone, which lives as long as the program
 */
LoketZone *
loket_zone_lookup (const char  *name,
                   GError     **error)
{
  static GMutex lock;
  static GHashTable *zones;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);
  LoketZone *self;

  if (zones == NULL)
    zones = g_hash_table_new (g_str_hash, g_str_equal);

  self = name == NULL ? NULL : g_hash_table_lookup (zones, name);
  if (self == NULL && name != NULL)
    {
      self = load_zone (name);
      if (self != NULL)
        g_hash_table_insert (zones, self->name, self);
    }

  if (self == NULL)
    g_set_error (error, LOKET_SLA_ERROR, LOKET_SLA_ERROR_UNKNOWN_ZONE,
                 "unknown time zone “%.64s”", name == NULL ? "" : name);
  return self;
}

/**
 * loket_zone_get_name:
 * @self: a zone
 *
 * The IANA identifier it was asked for by.
 */
const char *
loket_zone_get_name (LoketZone *self)
{
  return self->name;
}

/**
 * loket_zone_get_intervals:
 * @self: a zone
 * @n_intervals: (out): how many there are, at least one
 *
 * All stretches of one offset, oldest first; the first begins before any
 * instant.
 *
 * Returns: (transfer none) (array length=n_intervals): the stretches
 */
const LoketZoneInterval *
loket_zone_get_intervals (LoketZone *self,
                          guint     *n_intervals)
{
  *n_intervals = self->intervals->len;
  return &g_array_index (self->intervals, LoketZoneInterval, 0);
}

/**
 * loket_zone_offset_at:
 * @self: a zone
 * @instant: Unix seconds
 *
 * What to add to @instant to get the wall time in the zone.
 */
gint32
loket_zone_offset_at (LoketZone *self,
                      gint64     instant)
{
  const LoketZoneInterval *intervals = (const LoketZoneInterval *) (gpointer) self->intervals->data;
  guint low = 0, high = self->intervals->len;

  if (intervals[high - 1].from <= instant)
    return intervals[high - 1].offset;

  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (intervals[middle].from <= instant)
        low = middle;
      else
        high = middle;
    }
  return intervals[low].offset;
}

/**
 * loket_zone_first_instant:
 * @self: a zone
 * @local: a wall time, in seconds as if it were UTC
 *
 * The first instant at which the wall clock shows @local or more. A time that
 * the clock skips gives the instant of the change, one that it shows twice the
 * earlier of the two.
 */
gint64
loket_zone_first_instant (LoketZone *self,
                          gint64     local)
{
  guint n;
  const LoketZoneInterval *intervals = loket_zone_get_intervals (self, &n);

  for (guint i = 0; i + 1 < n; i++)
    {
      gint64 instant = MAX (local - intervals[i].offset, intervals[i].from);

      if (instant < intervals[i + 1].from)
        return instant;
    }
  return MAX (local - intervals[n - 1].offset, intervals[n - 1].from);
}

/**
 * loket_zone_dup_abbreviation:
 * @self: a zone
 * @instant: Unix seconds
 *
 * What people of the zone put behind a time: `WITA`.
 *
 * Returns: (transfer full): the abbreviation
 */
char *
loket_zone_dup_abbreviation (LoketZone *self,
                             gint64     instant)
{
  int interval = g_time_zone_find_interval (self->zone, G_TIME_TYPE_UNIVERSAL, instant);

  return g_strdup (g_time_zone_get_abbreviation (self->zone, interval));
}
