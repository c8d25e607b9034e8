/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-quality"

#include "config.h"

#include "loket-rule.h"

/* KLG-01, KLG-06, KLG-08: habits of style. Items of the checklist for everybody; a
 * finding only where an agency's settings ask for the formula. */

static void
report_unless_there (LoketRun          *run,
                     LoketSkeletonPart  part)
{
  LoketSkeleton skeleton;

  _loket_run_read_skeleton (run, &skeleton);
  if (skeleton.items[part].state == LOKET_SKELETON_MISSING)
    _loket_run_report_missing (run, NULL, NULL);
}

/* KLG-01: no salutation. */
void
_loket_rule_klg_01 (LoketRun *run)
{
  report_unless_there (run, LOKET_SKELETON_SALUTATION);
}

/* KLG-06: nothing says how the reporter hears more. */
void
_loket_rule_klg_06 (LoketRun *run)
{
  report_unless_there (run, LOKET_SKELETON_FOLLOW_UP);
}

/* KLG-08: no closing line and no unit that signs. */
void
_loket_rule_klg_08 (LoketRun *run)
{
  report_unless_there (run, LOKET_SKELETON_CLOSING);
}
