/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-calendar-builder.h"

G_BEGIN_DECLS

/* How the group of a calendar in a file of rules begins. */
#define LOKET_HOURS_GROUP_PREFIX "Calendar "

typedef struct _LoketHours LoketHours;

#define LOKET_TYPE_HOURS (loket_hours_get_type ())

GType       loket_hours_get_type              (void) G_GNUC_CONST;
LoketHours *loket_hours_new_from_keys         (GKeyFile              *file,
                                               const char            *group,
                                               GError               **error);
LoketHours *loket_hours_ref                   (LoketHours            *self);
void        loket_hours_unref                 (LoketHours            *self);
const char *loket_hours_get_name              (LoketHours            *self);
gboolean    loket_hours_get_joint_leave_works (LoketHours            *self);
void        loket_hours_apply                 (LoketHours            *self,
                                               LoketCalendarBuilder  *builder);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketHours, loket_hours_unref)

G_END_DECLS
