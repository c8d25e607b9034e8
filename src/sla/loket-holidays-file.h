/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-holidays.h"

G_BEGIN_DECLS

LoketHolidays *loket_holidays_new_from_ical (const char  *text,
                                             gsize        length,
                                             guint       *n_ignored,
                                             GError     **error);
LoketHolidays *loket_holidays_new_from_file (const char  *path,
                                             GError     **error);

G_END_DECLS
