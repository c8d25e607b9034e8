/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-clock.h"

G_BEGIN_DECLS

typedef struct _LoketAlarm LoketAlarm;

/**
 * LoketAlarmFunc:
 * @user_data: what was given to loket_alarm_new()
 *
 * Called once when an alarm goes off; it may arm it again.
 */
typedef void (*LoketAlarmFunc) (gpointer user_data);

LoketAlarm *loket_alarm_new    (LoketClock     *clock,
                                LoketAlarmFunc  func,
                                gpointer        user_data);
void        loket_alarm_free   (LoketAlarm     *self);
void        loket_alarm_arm    (LoketAlarm     *self,
                                gint64          delay_us);
void        loket_alarm_disarm (LoketAlarm     *self);
gboolean    loket_alarm_is_armed (LoketAlarm   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketAlarm, loket_alarm_free)

G_END_DECLS
