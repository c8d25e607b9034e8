/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-words.h"

#include <glib/gi18n-lib.h>

#include "loket-text.h"
#include "loket-words-private.h"

static char *
describe_instant (gint64      instant,
                  const char *time_zone)
{
  g_autoptr (GDateTime) local = _loket_words_local (instant, time_zone);
  g_autofree char *date = loket_words_weekday_date (instant, time_zone);
  g_autofree char *time = loket_words_time (instant, time_zone);

  return g_strdup_printf ("%s %s %s", date, time, g_date_time_get_timezone_abbreviation (local));
}

/**
 * loket_words_move:
 * @move: what other rules did to a deadline
 * @time_zone: (nullable): the zone of the agency
 *
 * Tells how a deadline moved and why.
 *
 * Returns: (transfer full): a sentence
 */
char *
loket_words_move (const LoketDeadlineMove *move,
                  const char              *time_zone)
{
  g_autofree char *from = describe_instant (move->due_before, time_zone);
  g_autofree char *to = describe_instant (move->due, time_zone);

  if (loket_text_is_blank (move->reason))
    /* TRANSLATORS: two dates with their times. */
    return g_strdup_printf (_("From %s to %s."), from, to);
  /* TRANSLATORS: two dates with their times; then why, as the hub's
   * administrator wrote it. */
  return g_strdup_printf (_("From %s to %s, because: %s."), from, to, move->reason);
}

/**
 * loket_words_rules_problem:
 * @problem: what is wrong, in English, with the item's name
 *
 * Tells that rules which the hub published are not used.
 *
 * Returns: (transfer full): what happened, what was kept, what to do
 */
char *
loket_words_rules_problem (const char *problem)
{
  return g_strdup_printf (_("The hub published rules for deadlines that are wrong (%s). "
                            "Deadlines are still counted by the earlier rules. "
                            "Tell your administrator."),
                          problem);
}

/**
 * loket_words_guidance_problem:
 * @problem: what is wrong, in English, with the item's name
 *
 * Tells that settings or templates which the agency gave are not used.
 *
 * Returns: (transfer full): what happened, what was kept, what to do
 */
char *
loket_words_guidance_problem (const char *problem)
{
  return g_strdup_printf (_("The checks and templates that your agency published last cannot be read by this program (%s). "
                            "Those from before are used, if there are any. Install the update, or tell your "
                            "administrator."),
                          problem);
}
