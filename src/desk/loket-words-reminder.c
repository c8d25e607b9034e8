/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-words-reminder.h"

#include <glib/gi18n-lib.h>

#include "loket-words-clock.h"
#include "loket-words.h"

/*
 * A reminder may stand on a locked screen: it has the complaint's number and its
 * clock, never a name and nothing that a citizen wrote.
 */

/**
 * loket_words_reminder_title:
 * @kind: what happened
 * @tracking_id: the number of the complaint
 * @overdue: whether its due instant has passed
 *
 * Says what happened to one complaint. Plain text.
 *
 * Returns: (transfer full): the words
 */
char *
loket_words_reminder_title (LoketReminderKind kind,
                            const char       *tracking_id,
                            gboolean          overdue)
{
  if (kind == LOKET_REMINDER_BREACH || (kind == LOKET_REMINDER_ESCALATION && overdue))
    /* TRANSLATORS: %s is the number of a complaint. */
    return g_strdup_printf (_("Complaint #%s is overdue"), tracking_id);

  switch (kind)
    {
    case LOKET_REMINDER_WARNING:
      /* TRANSLATORS: %s is the number of a complaint. */
      return g_strdup_printf (_("Complaint #%s is due soon"), tracking_id);
    case LOKET_REMINDER_DUE_TODAY:
      /* TRANSLATORS: %s is the number of a complaint. */
      return g_strdup_printf (_("Complaint #%s is due today"), tracking_id);
    case LOKET_REMINDER_ESCALATION:
      /* TRANSLATORS: %s is the number of a complaint. */
      return g_strdup_printf (_("Complaint #%s is not answered yet"), tracking_id);
    case LOKET_REMINDER_BREACH:
    default:
      g_return_val_if_reached (g_strdup (""));
    }
}

/**
 * loket_words_reminder_body:
 * @marks: the clock
 * @now: the present, Unix seconds
 * @time_zone: (nullable): the zone of the agency
 *
 * Says which clock it is, what is left and until when, as “First answer · 1
 * working day left · Due Monday 9 March 2026 16:00 WITA”. Plain text.
 *
 * Returns: (transfer full): the words
 */
char *
loket_words_reminder_body (const LoketSlaMarks *marks,
                           gint64               now,
                           const char          *time_zone)
{
  const char *clock = loket_sla_clock_to_title (marks->clock, loket_words_language ());
  g_autofree char *left = NULL;
  g_autofree char *due = NULL;
  LoketDeadline deadline;

  loket_sla_marks_to_deadline (marks, now, &deadline);
  left = loket_words_time_left (&deadline, now, time_zone);
  due = loket_words_due (&deadline, time_zone);
  return g_strdup_printf ("%s · %s · %s", clock, left, due);
}

static char *
address_approver (int days)
{
  guint n = (guint) ABS (days);

  if (days == 0)
    return g_strdup (_("For the approving superior: on the due date"));
  if (days < 0)
    return g_strdup_printf (ngettext ("For the approving superior: %u working day before the due date",
                                      "For the approving superior: %u working days before the due date", n),
                            n);
  return g_strdup_printf (ngettext ("For the approving superior: %u working day after the due date",
                                    "For the approving superior: %u working days after the due date", n),
                          n);
}

static char *
address_supervisor (int days)
{
  guint n = (guint) ABS (days);

  if (days == 0)
    return g_strdup (_("For the supervisor: on the due date"));
  if (days < 0)
    return g_strdup_printf (ngettext ("For the supervisor: %u working day before the due date",
                                      "For the supervisor: %u working days before the due date", n),
                            n);
  return g_strdup_printf (ngettext ("For the supervisor: %u working day after the due date",
                                    "For the supervisor: %u working days after the due date", n),
                          n);
}

/**
 * loket_words_reminder_addressee:
 * @role: an approver or a supervisor
 * @days: how many working days after the due date; negative: before
 *
 * Says whom an escalation addresses and why now. Plain text.
 *
 * Returns: (transfer full): the words
 */
char *
loket_words_reminder_addressee (LoketRole role,
                                int       days)
{
  return role == LOKET_ROLE_APPROVER ? address_approver (days) : address_supervisor (days);
}

/**
 * loket_words_reminder_told:
 * @told_at: when it was told
 * @again_at: until when it is put off, or %LOKET_TIME_UNSET
 * @now: the present, Unix seconds
 * @time_zone: (nullable): the zone of the agency
 *
 * Says when something was told, or when it will be told again. Plain text.
 *
 * Returns: (transfer full): the words
 */
char *
loket_words_reminder_told (gint64      told_at,
                           gint64      again_at,
                           gint64      now,
                           const char *time_zone)
{
  g_autofree char *when = loket_words_relative (again_at != LOKET_TIME_UNSET ? again_at : told_at, now, time_zone);

  if (again_at != LOKET_TIME_UNSET)
    /* TRANSLATORS: %s is a date and a time, as “tomorrow 07:30”. */
    return g_strdup_printf (_("Put off: comes again %s"), when);
  /* TRANSLATORS: %s is a date and a time, as “today 10:32”. */
  return g_strdup_printf (_("Reminded %s"), when);
}

/**
 * loket_words_reminder_summary_title:
 * @count: how many complaints
 * @escalated: whether they are escalated to the person
 *
 * Heads a reminder of several complaints. Plain text.
 *
 * Returns: (transfer full): the words
 */
char *
loket_words_reminder_summary_title (guint    count,
                                    gboolean escalated)
{
  if (escalated)
    return g_strdup_printf (ngettext ("%u complaint is escalated to you",
                                      "%u complaints are escalated to you", count),
                            count);
  return g_strdup_printf (ngettext ("%u complaint waits for your answer",
                                    "%u complaints wait for your answer", count),
                          count);
}

/**
 * loket_words_reminder_summary_body:
 * @n_overdue: how many are overdue
 * @n_due_today: how many are due today
 * @n_due_soon: how many are due later
 *
 * Says how pressing several complaints are, as “2 overdue · 1 due today”. Plain
 * text.
 *
 * Returns: (transfer full): the words
 */
char *
loket_words_reminder_summary_body (guint n_overdue,
                                   guint n_due_today,
                                   guint n_due_soon)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  if (n_overdue > 0)
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%u overdue", "%u overdue", n_overdue), n_overdue));
  if (n_due_today > 0)
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%u due today", "%u due today", n_due_today),
                                             n_due_today));
  if (n_due_soon > 0)
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%u due soon", "%u due soon", n_due_soon), n_due_soon));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **) parts->pdata);
}
