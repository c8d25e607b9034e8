/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * LoketReminderMark:
 * @key: which event: it happens once
 * @complaint_id: the complaint it is about
 * @notice: (nullable): what shows it on the desktop; %NULL once taken back
 * @told_at: when it was told, Unix seconds; %LOKET_TIME_UNSET: forget it
 *
 * That an officer was reminded of something.
 */
typedef struct
{
  char  *key;
  char  *complaint_id;
  char  *notice;
  gint64 told_at;
} LoketReminderMark;

LoketReminderMark *loket_reminder_mark_new  (const char        *key,
                                             const char        *complaint_id,
                                             const char        *notice,
                                             gint64             told_at);
void               loket_reminder_mark_free (LoketReminderMark *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketReminderMark, loket_reminder_mark_free)

G_END_DECLS
