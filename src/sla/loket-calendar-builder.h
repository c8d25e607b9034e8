/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-calendar.h"

G_BEGIN_DECLS

typedef struct _LoketCalendarBuilder LoketCalendarBuilder;

LoketCalendarBuilder *loket_calendar_builder_new               (const char            *name);
void                  loket_calendar_builder_free              (LoketCalendarBuilder  *self);
gboolean              loket_calendar_builder_set_zone          (LoketCalendarBuilder  *self,
                                                                const char            *zone,
                                                                GError               **error);
gboolean              loket_calendar_builder_set_years         (LoketCalendarBuilder  *self,
                                                                int                    first,
                                                                int                    last,
                                                                GError               **error);
gboolean              loket_calendar_builder_has_years         (LoketCalendarBuilder  *self);
void                  loket_calendar_builder_set_holidays      (LoketCalendarBuilder  *self,
                                                                LoketHolidays         *holidays,
                                                                gboolean               joint_leave_works);
gboolean              loket_calendar_builder_add_hours         (LoketCalendarBuilder  *self,
                                                                guint                  weekday,
                                                                gint32                 open,
                                                                gint32                 close,
                                                                GError               **error);
void                  loket_calendar_builder_add_default_hours (LoketCalendarBuilder  *self);
void                  loket_calendar_builder_clear_date        (LoketCalendarBuilder  *self,
                                                                LoketDay               day);
gboolean              loket_calendar_builder_add_date_hours    (LoketCalendarBuilder  *self,
                                                                LoketDay               day,
                                                                gint32                 open,
                                                                gint32                 close,
                                                                GError               **error);
gboolean              loket_calendar_builder_add_break         (LoketCalendarBuilder  *self,
                                                                LoketDay               day,
                                                                gint32                 from,
                                                                gint32                 to,
                                                                GError               **error);
void                  loket_calendar_builder_add_holiday       (LoketCalendarBuilder  *self,
                                                                LoketDay               day);
gboolean              loket_calendar_builder_add_yearly        (LoketCalendarBuilder  *self,
                                                                int                    month,
                                                                int                    mday,
                                                                GError               **error);
LoketCalendar        *loket_calendar_builder_build             (LoketCalendarBuilder  *self,
                                                                GError               **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketCalendarBuilder, loket_calendar_builder_free)

G_END_DECLS
