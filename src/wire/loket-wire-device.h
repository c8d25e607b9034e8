/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "loket-wire-error.h"

G_BEGIN_DECLS

/**
 * LoketDeviceReport:
 * @version: of the program
 * @pending: replies that the hub has not accepted yet
 * @needs_user: how many of them wait for the person
 * @oldest_age: seconds since the oldest of them was sent off, by a clock that
 *   nobody can set where possible; -1 without one
 * @uploads: (nullable): ids of uploads that it still means to end
 *
 * How a device is doing: what lets an operator see an outbox that is stuck.
 * Holds no text and no number of a complaint.
 */
typedef struct
{
  char  *version;
  gint64 pending;
  gint64 needs_user;
  gint64 oldest_age;
  GStrv  uploads;
} LoketDeviceReport;

LoketDeviceReport *loket_device_report_new          (void);
void               loket_device_report_free         (LoketDeviceReport       *self);
GBytes            *loket_wire_device_report_to_json (const LoketDeviceReport *report);
LoketDeviceReport *loket_wire_device_report_parse   (const char              *json,
                                                     gsize                    length,
                                                     GError                 **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketDeviceReport, loket_device_report_free)

G_END_DECLS
