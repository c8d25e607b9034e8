/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-demo-private.h"

#include "loket-sla-marks.h"

/* Which days make a clock late, urgent or fresh: asked of the clock itself. */

#define DAY ((gint64) 86400)
#define HOUR ((gint64) 3600)

/* How far back a running clock is looked for. */
#define SEARCH_DAYS 20

/* 1 is Monday, where the agencies are. */
static int
weekday_of (LoketDemo *demo,
            gint64     at)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (LOKET_DEMO_ZONE);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, zone);

  return g_date_time_get_day_of_week (local);
}

static LoketDemoKind
kind_of_state (LoketSlaState state)
{
  switch (state)
    {
    case LOKET_SLA_OVERDUE:
      return LOKET_DEMO_OVERDUE;
    case LOKET_SLA_DUE_TODAY:
      return LOKET_DEMO_DUE_TODAY;
    case LOKET_SLA_WARNING:
      return LOKET_DEMO_WARNING;
    case LOKET_SLA_ON_TIME:
    case LOKET_SLA_PROVISIONAL:
    case LOKET_SLA_MET:
    case LOKET_SLA_MISSED:
    case LOKET_SLA_PAUSED:
    default:
      return LOKET_DEMO_FRESH;
    }
}

/* What takes the place of a kind that today has none of, and how long ago it
 * was where even that is missing. */
static const struct
{
  LoketDemoKind kind;
  guint         ago;
} stand_ins[] = {
  [LOKET_DEMO_OVERDUE] = { LOKET_DEMO_OVERDUE, 12 },
  [LOKET_DEMO_DUE_TODAY] = { LOKET_DEMO_WARNING, 7 },
  [LOKET_DEMO_WARNING] = { LOKET_DEMO_FRESH, 7 },
  [LOKET_DEMO_FRESH] = { LOKET_DEMO_FRESH, 1 },
};

/* On a holiday nothing is due today: then the nearest thing takes its place. */
void
_loket_demo_find_days (LoketDemo *demo)
{
  for (guint i = 0; i < LOKET_DEMO_N_KINDS; i++)
    demo->days[i] = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint ago = 0; ago < SEARCH_DAYS; ago++)
    {
      g_autoptr (LoketComplaint) complaint = loket_complaint_new ();
      LoketSlaMarks marks;
      LoketDemoKind kind;

      complaint->time_zone = g_strdup (LOKET_DEMO_ZONE);
      complaint->status = LOKET_STATUS_NEW;
      complaint->assigned_at = MIN (demo->midnight - ago * DAY + 9 * HOUR, demo->now);
      if (ago > 0 && weekday_of (demo, complaint->assigned_at) > 5)
        continue;
      if (!loket_sla_find_marks (complaint, loket_rulebook_get_builtin (), demo->now, &marks, NULL))
        continue;
      kind = kind_of_state (loket_sla_marks_get_state (&marks, demo->now, NULL));
      if (kind != LOKET_DEMO_OVERDUE || demo->days[kind]->len < 6)
        g_array_append_val (demo->days[kind], ago);
    }
  for (guint kind = LOKET_DEMO_OVERDUE; kind <= LOKET_DEMO_FRESH; kind++)
    if (demo->days[kind]->len == 0)
      {
        const GArray *nearest = demo->days[stand_ins[kind].kind];

        if (nearest->len > 0)
          g_array_append_vals (demo->days[kind], nearest->data, nearest->len);
        else
          g_array_append_val (demo->days[kind], stand_ins[kind].ago);
      }
}

/* An instant in office hours, on the same day or the working day before, never
 * after now. */
gint64
_loket_demo_instant_on (LoketDemo *demo,
                        guint      days_ago)
{
  gint64 at = demo->midnight - (gint64) days_ago * DAY +
              8 * HOUR + g_rand_int_range (demo->rand, 0, 7 * HOUR);

  while (days_ago > 0 && weekday_of (demo, at) > 5)
    at -= DAY;
  if (at >= demo->now)
    at = demo->now - g_rand_int_range (demo->rand, 5 * 60, 90 * 60);
  return at;
}

/* The office hour in which something that was ready at @at goes out. */
gint64
_loket_demo_in_office (LoketDemo *demo,
                       gint64     at)
{
  gint64 day = (at - demo->midnight) / DAY - (at < demo->midnight ? 1 : 0);
  gint64 start = demo->midnight + day * DAY + 8 * HOUR;

  if (at < start || at > start + 8 * HOUR)
    at = start + (at > start ? DAY : 0) + g_rand_int_range (demo->rand, 0, 8 * HOUR);
  while (weekday_of (demo, at) > 5)
    at += DAY;
  return at;
}

/* When the agency got it: by its clock while it runs, else long enough ago for
 * what happened since. */
guint
_loket_demo_pick_day (LoketDemo     *demo,
                      LoketDemoKind  kind)
{
  const GArray *days = demo->days[kind];

  if (days->len > 0)
    return g_array_index (days, guint, g_rand_int_range (demo->rand, 0, (gint32) days->len));
  if (kind == LOKET_DEMO_CLOSED || kind == LOKET_DEMO_ARCHIVED)
    return (guint) g_rand_int_range (demo->rand, 30, 240);
  return (guint) g_rand_int_range (demo->rand, 16, 30);
}
