/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sla"

#include "config.h"

#include "loket-edition.h"

#include <string.h>

#include "loket-time.h"

G_DEFINE_BOXED_TYPE (LoketEdition, loket_edition, loket_edition_ref, loket_edition_unref)

/**
 * loket_edition_new_from:
 * @number: its number
 * @published_at: since when it is in force, Unix seconds
 * @published_by: (nullable): who published it
 * @reason: (nullable): why
 * @holidays: the free days
 * @policies: the rules
 *
 * Makes an edition of parts that were read already.
 *
 * Returns: (transfer full): the edition
 */
LoketEdition *
loket_edition_new_from (gint64         number,
                        gint64         published_at,
                        const char    *published_by,
                        const char    *reason,
                        LoketHolidays *holidays,
                        LoketPolicies *policies)
{
  LoketEdition *self = g_new0 (LoketEdition, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->number = number;
  self->published_at = published_at;
  self->published_by = g_strdup (published_by);
  self->reason = g_strdup (reason);
  self->policies = loket_policies_ref (policies);
  self->calendars = loket_calendars_new (holidays);
  return self;
}

/**
 * loket_edition_new:
 * @number: its number
 * @published_at: since when it is in force, Unix seconds
 * @published_by: (nullable): who published it
 * @reason: (nullable): why
 * @holidays_csv: the free days, see loket_holidays_new_from_csv()
 * @policies_text: the rules, see loket_policies_new()
 * @error: return location for %LOKET_SLA_ERROR_INVALID; the message names the
 *   part, and the line or the group
 *
 * Reads an edition as it comes from a hub or its storage. A fault in one part
 * refuses the whole, so that the edition before it stays in force.
 *
 * Returns: (transfer full): the edition
 */
LoketEdition *
loket_edition_new (gint64       number,
                   gint64       published_at,
                   const char  *published_by,
                   const char  *reason,
                   const char  *holidays_csv,
                   const char  *policies_text,
                   GError     **error)
{
  g_autoptr (LoketHolidays) holidays = NULL;
  g_autoptr (LoketPolicies) policies = NULL;

  g_return_val_if_fail (holidays_csv != NULL && policies_text != NULL, NULL);

  if (number < 0 || published_at == LOKET_TIME_UNSET)
    {
      g_set_error (error, LOKET_SLA_ERROR, LOKET_SLA_ERROR_INVALID,
                   "edition %" G_GINT64_FORMAT " has no number or no instant", number);
      return NULL;
    }
  holidays = loket_holidays_new_from_csv (holidays_csv, strlen (holidays_csv), error);
  if (holidays != NULL)
    policies = loket_policies_new (policies_text, strlen (policies_text), error);
  if (policies == NULL)
    {
      g_prefix_error (error, "edition %" G_GINT64_FORMAT ": ", number);
      return NULL;
    }
  return loket_edition_new_from (number, published_at, published_by, reason, holidays, policies);
}

/**
 * loket_edition_ref:
 * @self: an edition
 *
 * Takes a reference, on any thread.
 *
 * Returns: (transfer full): @self
 */
LoketEdition *
loket_edition_ref (LoketEdition *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * loket_edition_unref:
 * @self: (transfer full): an edition
 *
 * Gives a reference back, on any thread.
 */
void
loket_edition_unref (LoketEdition *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->published_by);
  g_free (self->reason);
  loket_policies_unref (self->policies);
  loket_calendars_unref (self->calendars);
  g_free (self);
}
