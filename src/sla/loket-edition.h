/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-calendars.h"
#include "loket-policies.h"

G_BEGIN_DECLS

/**
 * LoketEdition:
 * @number: its number; 0 is what the program ships, a hub counts from 1
 * @published_at: since when it is in force, Unix seconds
 * @published_by: (nullable): who published it
 * @reason: (nullable): why, for a person
 * @policies: the rules
 * @calendars: the holidays, as calendars
 *
 * Everything that clocks are counted by, as it was published at one instant.
 * Complete in itself; immutable; any thread.
 */
typedef struct
{
  /*< private >*/
  gatomicrefcount ref_count;

  /*< public >*/
  gint64          number;
  gint64          published_at;
  char           *published_by;
  char           *reason;
  LoketPolicies  *policies;
  LoketCalendars *calendars;
} LoketEdition;

#define LOKET_TYPE_EDITION (loket_edition_get_type ())

GType         loket_edition_get_type (void) G_GNUC_CONST;
LoketEdition *loket_edition_new      (gint64          number,
                                      gint64          published_at,
                                      const char     *published_by,
                                      const char     *reason,
                                      const char     *holidays_csv,
                                      const char     *policies_text,
                                      GError        **error);
LoketEdition *loket_edition_new_from (gint64          number,
                                      gint64          published_at,
                                      const char     *published_by,
                                      const char     *reason,
                                      LoketHolidays  *holidays,
                                      LoketPolicies  *policies);
LoketEdition *loket_edition_ref      (LoketEdition   *self);
void          loket_edition_unref    (LoketEdition   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketEdition, loket_edition_unref)

G_END_DECLS
