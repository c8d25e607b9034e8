/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A local date without a zone: days since 1970-01-01, negative before. */
typedef gint32 LoketDay;

#define LOKET_DAY_UNSET   G_MININT32
#define LOKET_DAY_SECONDS 86400

/* Weekdays count from Monday as 0, as the weekly hours do. */
enum
{
  LOKET_MONDAY,
  LOKET_TUESDAY,
  LOKET_WEDNESDAY,
  LOKET_THURSDAY,
  LOKET_FRIDAY,
  LOKET_SATURDAY,
  LOKET_SUNDAY,
  LOKET_WEEKDAYS
};

LoketDay loket_day_new       (int         year,
                              int         month,
                              int         day);
gboolean loket_day_parse     (const char *text,
                              LoketDay   *day);
char    *loket_day_format    (LoketDay    day);
void     loket_day_get_ymd   (LoketDay    day,
                              int        *year,
                              int        *month,
                              int        *mday);
int      loket_day_get_year  (LoketDay    day);
guint    loket_day_weekday   (LoketDay    day);
gboolean loket_wall_time_parse   (const char *text,
                              gint32     *seconds);

/**
 * loket_day_of_local:
 * @local: local seconds: Unix seconds plus the offset of the zone
 *
 * The date that a local wall time lies on.
 */
static inline LoketDay
loket_day_of_local (gint64 local)
{
  gint64 day = local / LOKET_DAY_SECONDS;

  return (LoketDay) (day - (local % LOKET_DAY_SECONDS < 0));
}

G_END_DECLS
