/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-time.h"
#include "loket-wire-error.h"

G_BEGIN_DECLS

/**
 * LoketRulesRecord:
 * @number: the edition's number, from 1
 * @published_at: since when it is in force, Unix seconds
 * @published_by: (nullable): who published it
 * @reason: (nullable): why
 * @holidays: all free days as CSV
 * @policies: all rules as a key file
 *
 * One edition of what clocks are counted by, as it travels. What the two texts
 * say is for the clocks' library to check.
 */
typedef struct
{
  gint64 number;
  gint64 published_at;
  char  *published_by;
  char  *reason;
  char  *holidays;
  char  *policies;
} LoketRulesRecord;

LoketRulesRecord *loket_rules_record_new    (void);
void              loket_rules_record_free   (LoketRulesRecord     *self);

/**
 * LoketRulesPage:
 * @latest: the number of the hub's latest edition
 * @editions: (element-type LoketRulesRecord): editions after the one asked for,
 *   ascending. A page that would grow too large ends before @latest: then ask
 *   again from its last number
 */
typedef struct
{
  gint64     latest;
  GPtrArray *editions;
} LoketRulesPage;

LoketRulesPage   *loket_rules_page_new      (void);
void              loket_rules_page_free     (LoketRulesPage       *self);
char             *loket_wire_rules_build    (const LoketRulesPage *page);
LoketRulesPage   *loket_wire_rules_parse    (const char           *json,
                                             gsize                 length,
                                             GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketRulesRecord, loket_rules_record_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketRulesPage, loket_rules_page_free)

G_END_DECLS
