/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-words-clock.h"

#include "loket-words-private.h"
#include "loket-words.h"

#include <glib/gi18n-lib.h>

/*
 * Words about one clock of a complaint. All of them are told by the zone and
 * the holidays that the clock is counted by: where the computer stands and what
 * it takes for a holiday does not matter.
 */

static const char *
get_zone (const LoketSlaReading *reading)
{
  return loket_zone_get_name (loket_calendar_get_zone (reading->calendar));
}

/**
 * loket_words_language:
 *
 * Tells in which of the languages of explanations the user reads.
 *
 * Returns: (transfer none): `id` or `en`
 */
const char *
loket_words_language (void)
{
  /* TRANSLATORS: the language of the explanation of a deadline: "id" or "en" */
  return C_("language", "en");
}

/**
 * loket_words_clock_is_ours:
 * @clock: a clock
 *
 * Tells whether the agency has to keep it. Verification, the reporter's answer
 * and the Ombudsman's watch are for others.
 *
 * Returns: whether it has
 */
gboolean
loket_words_clock_is_ours (LoketSlaClock clock)
{
  return clock == LOKET_SLA_CLOCK_RESPONSE || clock == LOKET_SLA_CLOCK_FOLLOW_UP ||
         clock == LOKET_SLA_CLOCK_SETTLEMENT;
}

/* The whole dates between today and the last one of a clock that counts every
 * date; it ends with that date, so its due instant is the next midnight. */
static int
count_dates_left (const LoketSlaReading *reading,
                  gint64                 now)
{
  return (int) loket_calendar_date_at (reading->calendar, reading->due - 1) -
         (int) loket_calendar_date_at (reading->calendar, now);
}

/**
 * loket_words_clock_left:
 * @reading: a clock
 * @now: the present, Unix seconds
 *
 * Tells what is left, or how long it is over, in few words.
 *
 * Returns: (transfer full): the words
 */
char *
loket_words_clock_left (const LoketSlaReading *reading,
                        gint64                 now)
{
  LoketDeadline deadline;
  int n_days;

  if (reading->stop != LOKET_TIME_UNSET)
    return g_strdup (loket_words_clock_state (reading->policy->clock, reading->state));

  loket_sla_reading_to_deadline (reading, &deadline);
  n_days = count_dates_left (reading, now);
  if (reading->policy->unit == LOKET_SLA_CALENDAR_DAYS && n_days > 0 &&
      reading->state != LOKET_SLA_PAUSED)
    return g_strdup_printf (ngettext ("%d day left", "%d days left", n_days), n_days);
  return _loket_words_time_left (&deadline, now, get_zone (reading), reading->calendar);
}

/**
 * loket_words_clock_next:
 * @reading: a clock
 * @now: the present, Unix seconds
 *
 * Tells when time alone changes what is said of a clock or the state it is in.
 *
 * Returns: Unix seconds after @now; %G_MAXINT64 for never
 */
gint64
loket_words_clock_next (const LoketSlaReading *reading,
                        gint64                 now)
{
  LoketDeadline deadline;
  gint64 next;

  if (reading->stop != LOKET_TIME_UNSET)
    return G_MAXINT64;

  loket_sla_reading_to_deadline (reading, &deadline);
  next = loket_words_time_left_next (&deadline, now, get_zone (reading));
  /* A clock that stands still gets older every day. */
  if (next == G_MAXINT64)
    {
      LoketDay today = loket_calendar_date_at (reading->calendar, now);

      next = loket_calendar_date_start (reading->calendar, today + 1);
    }
  if (reading->next_change != LOKET_TIME_UNSET && reading->next_change > now)
    next = MIN (next, reading->next_change);
  return next;
}

/**
 * loket_words_clock_chip:
 * @reading: a clock
 * @now: the present, Unix seconds
 *
 * Tells in few words which clock it is and where it stands, as “First answer ·
 * 2 working days left” or “First answer: in time”.
 *
 * Returns: (transfer full): the words
 */
char *
loket_words_clock_chip (const LoketSlaReading *reading,
                        gint64                 now)
{
  LoketSlaClock clock = reading->policy->clock;
  const char *title = loket_sla_clock_to_title (clock, loket_words_language ());
  g_autofree char *left = NULL;

  if (reading->stop != LOKET_TIME_UNSET)
    /* TRANSLATORS: %s is the name of a clock that has stopped. */
    return g_strdup_printf (reading->stop <= reading->due ? _("%s: in time") : _("%s: late"), title);
  if (reading->state == LOKET_SLA_PAUSED)
    /* TRANSLATORS: %s is the name of a clock. */
    return g_strdup_printf (_("%s: paused"), title);
  if (reading->state == LOKET_SLA_OVERDUE && !loket_words_clock_is_ours (clock) &&
      clock != LOKET_SLA_CLOCK_VERIFICATION)
    /* TRANSLATORS: %s is the name of a clock that nobody here has to keep. */
    return g_strdup_printf (_("%s: the limit has passed"), title);

  left = loket_words_clock_left (reading, now);
  if (reading->provisional)
    /* TRANSLATORS: the name of a clock and what is left of it; the holidays of
     * the year are not decreed yet, so the date may still move. */
    return g_strdup_printf (_("%s · %s (provisional)"), title, left);
  /* TRANSLATORS: the name of a clock and what is left of it. */
  return g_strdup_printf (_("%s · %s"), title, left);
}

/**
 * loket_words_clock_due:
 * @reading: a clock
 *
 * Tells when it is due, as “Due Friday 27 March 2026 16:00 WITA”, or with the
 * date alone where a whole date is given.
 *
 * Returns: (transfer full): the words
 */
char *
loket_words_clock_due (const LoketSlaReading *reading)
{
  LoketDeadline deadline;
  g_autofree char *date = NULL;

  if (reading->policy->unit == LOKET_SLA_CALENDAR_DAYS)
    {
      date = loket_words_weekday_date (reading->due - 1, get_zone (reading));
      /* TRANSLATORS: a date with its weekday. */
      return g_strdup_printf (_("Due %s"), date);
    }
  loket_sla_reading_to_deadline (reading, &deadline);
  return loket_words_due (&deadline, get_zone (reading));
}

/**
 * loket_words_clock_age:
 * @reading: a clock
 *
 * Tells for how many working days it has run or ran, and how many of them the
 * reporter had to be waited for. Both are told, whatever the rule makes of
 * waiting.
 *
 * Returns: (transfer full): the words
 */
char *
loket_words_clock_age (const LoketSlaReading *reading)
{
  guint n = reading->raw_days;

  if (n == 0)
    return g_strdup (_("Less than a working day"));
  if (reading->paused_days > 0)
    return g_strdup_printf (ngettext ("%u working day, %u of it waiting for the reporter",
                                      "%u working days, %u of them waiting for the reporter", n),
                            n, reading->paused_days);
  return g_strdup_printf (ngettext ("%u working day", "%u working days", n), n);
}

/**
 * loket_words_clock_certainty:
 * @policy: the rule of a clock
 *
 * Tells how sure the rule is: its limit, and what it is counted from.
 *
 * Returns: (transfer full): one sentence or two
 */
char *
loket_words_clock_certainty (const LoketPolicy *policy)
{
  const char *limit = policy->limit_confidence == LOKET_SLA_CONFIDENCE_HIGH
                          ? _("The limit is from an official source.")
                      : policy->limit_confidence == LOKET_SLA_CONFIDENCE_MEDIUM
                          ? _("The limit is from a single source and is to be confirmed.")
                          : _("The limit is inferred and is to be confirmed.");

  if (policy->start_confidence == LOKET_SLA_CONFIDENCE_HIGH)
    return g_strdup (limit);
  return g_strjoin (" ", limit, _("From when it is counted is to be confirmed."), NULL);
}
