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
 * @again_at: when to tell it again because the officer put it off, or
 *   %LOKET_TIME_UNSET
 * @dismissed: whether the officer took it from the list
 *
 * That an officer was reminded of something, and what came of it.
 */
typedef struct
{
  char    *key;
  char    *complaint_id;
  char    *notice;
  gint64   told_at;
  gint64   again_at;
  gboolean dismissed;
} LoketReminderMark;

LoketReminderMark *loket_reminder_mark_new  (const char              *key,
                                             const char              *complaint_id,
                                             const char              *notice,
                                             gint64                   told_at);
LoketReminderMark *loket_reminder_mark_copy (const LoketReminderMark *self);
void               loket_reminder_mark_free (LoketReminderMark       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketReminderMark, loket_reminder_mark_free)

G_END_DECLS
