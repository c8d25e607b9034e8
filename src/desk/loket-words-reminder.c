/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-words-reminder.h"

#include <glib/gi18n-lib.h>

#include "loket-words.h"

/*
 * A reminder may stand on a locked screen: it has the complaint's number and its
 * clock, never a name and nothing that a citizen wrote.
 */

/**
 * loket_words_reminder_title:
 * @kind: what happened
 * @tracking_id: the number of the complaint
 *
 * Says what happened to one complaint. Plain text.
 *
 * Returns: (transfer full): the words
 */
char *
loket_words_reminder_title (LoketReminderKind kind,
                            const char       *tracking_id)
{
  switch (kind)
    {
    case LOKET_REMINDER_WARNING:
      /* TRANSLATORS: %s is the number of a complaint. */
      return g_strdup_printf (_("Complaint #%s is due soon"), tracking_id);
    case LOKET_REMINDER_DUE_TODAY:
      /* TRANSLATORS: %s is the number of a complaint. */
      return g_strdup_printf (_("Complaint #%s is due today"), tracking_id);
    case LOKET_REMINDER_BREACH:
      /* TRANSLATORS: %s is the number of a complaint. */
      return g_strdup_printf (_("Complaint #%s is overdue"), tracking_id);
    default:
      g_return_val_if_reached (g_strdup (""));
    }
}

/**
 * loket_words_reminder_body:
 * @deadline: the clock
 * @now: the present, Unix seconds
 * @time_zone: (nullable): the zone of the agency
 *
 * Says what is left and until when, as “1 working day left · Due Monday 9 March
 * 2026 16:00 WITA”. Plain text.
 *
 * Returns: (transfer full): the words
 */
char *
loket_words_reminder_body (const LoketDeadline *deadline,
                           gint64               now,
                           const char          *time_zone)
{
  g_autofree char *left = loket_words_time_left (deadline, now, time_zone);
  g_autofree char *due = loket_words_due (deadline, time_zone);

  return g_strdup_printf ("%s · %s", left, due);
}

/**
 * loket_words_reminder_summary_title:
 * @count: how many complaints
 *
 * Heads a reminder of several complaints. Plain text.
 *
 * Returns: (transfer full): the words
 */
char *
loket_words_reminder_summary_title (guint count)
{
  return g_strdup_printf (ngettext ("%u complaint waits for your answer",
                                    "%u complaints wait for your answer", count),
                          count);
}

/**
 * loket_words_reminder_summary_body:
 * @counts: how many of each kind
 *
 * Says how pressing several complaints are, as “2 overdue · 1 due today”. Plain
 * text.
 *
 * Returns: (transfer full): the words
 */
char *
loket_words_reminder_summary_body (const guint counts[LOKET_REMINDER_N_KINDS])
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  guint n = counts[LOKET_REMINDER_BREACH];

  if (n > 0)
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%u overdue", "%u overdue", n), n));
  n = counts[LOKET_REMINDER_DUE_TODAY];
  if (n > 0)
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%u due today", "%u due today", n), n));
  n = counts[LOKET_REMINDER_WARNING];
  if (n > 0)
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%u due soon", "%u due soon", n), n));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **) parts->pdata);
}
