/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-holidays.h"
#include "loket-pauses.h"
#include "loket-zone.h"

G_BEGIN_DECLS

/**
 * LoketDayKind:
 * @LOKET_DAY_WORKING: some of the day is working time
 * @LOKET_DAY_WEEKEND: the weekly hours leave it free
 * @LOKET_DAY_HOLIDAY: a holiday that is no joint leave
 * @LOKET_DAY_JOINT_LEAVE: joint leave
 * @LOKET_DAY_CLOSED: dated hours or breaks leave nothing of it
 *
 * Why a date counts or does not.
 */
typedef enum
{
  LOKET_DAY_WORKING,
  LOKET_DAY_WEEKEND,
  LOKET_DAY_HOLIDAY,
  LOKET_DAY_JOINT_LEAVE,
  LOKET_DAY_CLOSED,
} LoketDayKind;

typedef struct _LoketCalendar LoketCalendar;

#define LOKET_TYPE_CALENDAR (loket_calendar_get_type ())

GType          loket_calendar_get_type         (void) G_GNUC_CONST;
LoketCalendar *loket_calendar_ref              (LoketCalendar      *self);
void           loket_calendar_unref            (LoketCalendar      *self);
LoketCalendar *loket_calendar_get_builtin      (const char         *zone,
                                                GError            **error);

const char    *loket_calendar_get_name         (LoketCalendar      *self);
LoketZone     *loket_calendar_get_zone         (LoketCalendar      *self);
LoketHolidays *loket_calendar_get_holidays     (LoketCalendar      *self);
LoketDay       loket_calendar_date_at          (LoketCalendar      *self,
                                                gint64              instant);
gint64         loket_calendar_date_start       (LoketCalendar      *self,
                                                LoketDay            day);
gboolean       loket_calendar_get_day_kind     (LoketCalendar      *self,
                                                LoketDay            day,
                                                LoketDayKind       *kind,
                                                GError            **error);
gboolean       loket_calendar_is_decreed       (LoketCalendar      *self,
                                                int                 year);

gboolean       loket_calendar_is_open          (LoketCalendar      *self,
                                                const LoketPauses  *pauses,
                                                gint64              at,
                                                gboolean           *open,
                                                GError            **error);
gboolean       loket_calendar_next_open        (LoketCalendar      *self,
                                                const LoketPauses  *pauses,
                                                gint64              at,
                                                gint64             *instant,
                                                GError            **error);
gboolean       loket_calendar_prev_open        (LoketCalendar      *self,
                                                const LoketPauses  *pauses,
                                                gint64              at,
                                                gint64             *instant,
                                                GError            **error);
gboolean       loket_calendar_next_close       (LoketCalendar      *self,
                                                const LoketPauses  *pauses,
                                                gint64              at,
                                                gint64             *instant,
                                                GError            **error);
gboolean       loket_calendar_diff             (LoketCalendar      *self,
                                                const LoketPauses  *pauses,
                                                gint64              start,
                                                gint64              end,
                                                gint64             *seconds,
                                                GError            **error);
gboolean       loket_calendar_add              (LoketCalendar      *self,
                                                const LoketPauses  *pauses,
                                                gint64              start,
                                                gint64              seconds,
                                                gint64             *instant,
                                                GError            **error);

gboolean       loket_calendar_nth_working_date (LoketCalendar      *self,
                                                LoketDay            date,
                                                int                 n,
                                                LoketDay           *result,
                                                GError            **error);
gboolean       loket_calendar_count_days       (LoketCalendar      *self,
                                                const LoketPauses  *pauses,
                                                LoketDay            from,
                                                LoketDay            to,
                                                guint              *n_working,
                                                GError            **error);
gboolean       loket_calendar_due              (LoketCalendar      *self,
                                                const LoketPauses  *pauses,
                                                gint64              start,
                                                int                 days,
                                                gint64             *instant,
                                                GError            **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketCalendar, loket_calendar_unref)

G_END_DECLS
