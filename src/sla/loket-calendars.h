/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-complaint.h"
#include "loket-hours.h"

G_BEGIN_DECLS

typedef struct _LoketCalendars LoketCalendars;

#define LOKET_TYPE_CALENDARS (loket_calendars_get_type ())

GType           loket_calendars_get_type     (void) G_GNUC_CONST;
LoketCalendars *loket_calendars_new          (LoketHolidays   *holidays);
LoketCalendars *loket_calendars_get_builtin  (void);
LoketCalendars *loket_calendars_ref          (LoketCalendars  *self);
void            loket_calendars_unref        (LoketCalendars  *self);
LoketHolidays  *loket_calendars_get_holidays (LoketCalendars  *self);
LoketCalendar  *loket_calendars_get_for      (LoketCalendars        *self,
                                              const LoketComplaint  *complaint,
                                              const char            *zone,
                                              LoketHours            *hours,
                                              GError               **error);
LoketCalendar  *loket_calendars_get          (LoketCalendars  *self,
                                              const char      *zone,
                                              GError         **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketCalendars, loket_calendars_unref)

G_END_DECLS
