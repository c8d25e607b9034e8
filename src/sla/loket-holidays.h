/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-day.h"
#include "loket-sla-error.h"

G_BEGIN_DECLS

/**
 * LoketHolidayKind:
 * @LOKET_HOLIDAY_NATIONAL: libur nasional
 * @LOKET_HOLIDAY_JOINT_LEAVE: cuti bersama; some rules count it as work
 * @LOKET_HOLIDAY_VOTE: a day of voting, free by decree
 * @LOKET_HOLIDAY_LOCAL: of a province, a regency or one agency
 */
typedef enum
{
  LOKET_HOLIDAY_NATIONAL,
  LOKET_HOLIDAY_JOINT_LEAVE,
  LOKET_HOLIDAY_VOTE,
  LOKET_HOLIDAY_LOCAL,
} LoketHolidayKind;

/**
 * LoketHoliday:
 * @day: the date
 * @kind: what kind of day it is
 * @name: what people call it
 * @place: (nullable): the only province, regency or agency that it is free in:
 *   a name or an agency's code; %NULL for everywhere
 * @decreed: whether it is certain; else it may still move
 *
 * One free day. A date may have several.
 */
typedef struct
{
  LoketDay         day;
  LoketHolidayKind kind;
  char            *name;
  char            *place;
  gboolean         decreed;
} LoketHoliday;

const char *loket_holiday_kind_to_name   (LoketHolidayKind  kind);
gboolean    loket_holiday_kind_from_name (const char       *name,
                                          LoketHolidayKind *kind);

typedef struct _LoketHolidays LoketHolidays;

#define LOKET_TYPE_HOLIDAYS (loket_holidays_get_type ())

GType               loket_holidays_get_type       (void) G_GNUC_CONST;
LoketHolidays      *loket_holidays_new_builtin    (void);
const char         *loket_holidays_get_builtin_text (void);
LoketHolidays      *loket_holidays_new_from_csv   (const char     *text,
                                                   gsize           length,
                                                   GError        **error);
LoketHolidays      *loket_holidays_new_take       (GArray         *entries,
                                                   GError        **error);
LoketHolidays      *loket_holidays_merge          (LoketHolidays  *self,
                                                   LoketHolidays  *other);
LoketHolidays      *loket_holidays_without        (LoketHolidays  *self,
                                                   LoketDay        day,
                                                   const char     *name,
                                                   GError        **error);
LoketHolidays      *loket_holidays_at_place       (LoketHolidays  *self,
                                                   const char     *place);
LoketHolidays      *loket_holidays_for_places     (LoketHolidays  *self,
                                                   const char *const *places);
char               *loket_holidays_to_csv         (LoketHolidays  *self);
GArray             *loket_holidays_entries_new    (void);
void                loket_holidays_entries_add    (GArray             *entries,
                                                   const LoketHoliday *entry);
LoketHolidays      *loket_holidays_ref            (LoketHolidays  *self);
void                loket_holidays_unref          (LoketHolidays  *self);
const LoketHoliday *loket_holidays_get_all        (LoketHolidays  *self,
                                                   guint          *n_entries);
const LoketHoliday *loket_holidays_get_on         (LoketHolidays  *self,
                                                   LoketDay        day,
                                                   guint          *n_entries);
gboolean            loket_holidays_has_places     (LoketHolidays  *self);
int                 loket_holidays_get_first_year (LoketHolidays  *self);
int                 loket_holidays_get_last_year  (LoketHolidays  *self);
gboolean            loket_holidays_is_decreed     (LoketHolidays  *self,
                                                   int             year);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketHolidays, loket_holidays_unref)

G_END_DECLS
