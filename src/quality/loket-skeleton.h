/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-checker.h"

G_BEGIN_DECLS

/**
 * LoketSkeletonPart:
 * @LOKET_SKELETON_SALUTATION: whom the reply speaks to
 * @LOKET_SKELETON_PROBLEM: what was complained about, told again
 * @LOKET_SKELETON_FINDING: what was found, or why it is so
 * @LOKET_SKELETON_ACTION: what was done, by whom and when
 * @LOKET_SKELETON_REMAINING: what is still to be done, by whom and when
 * @LOKET_SKELETON_FOLLOW_UP: how the reporter hears more or asks more
 * @LOKET_SKELETON_CLOSING: a closing line or the unit that signs
 * @LOKET_N_SKELETON_PARTS: how many there are
 *
 * The parts of a complete reply, in their usual order.
 */
typedef enum
{
  LOKET_SKELETON_SALUTATION,
  LOKET_SKELETON_PROBLEM,
  LOKET_SKELETON_FINDING,
  LOKET_SKELETON_ACTION,
  LOKET_SKELETON_REMAINING,
  LOKET_SKELETON_FOLLOW_UP,
  LOKET_SKELETON_CLOSING,
  LOKET_N_SKELETON_PARTS,
} LoketSkeletonPart;

/**
 * LoketSkeletonState:
 * @LOKET_SKELETON_MISSING: not seen, though a reply of this outcome usually has it
 * @LOKET_SKELETON_THERE: seen, see the place
 * @LOKET_SKELETON_NOT_NEEDED: not seen, and not needed for this outcome
 *
 * What is known of a part.
 */
typedef enum
{
  LOKET_SKELETON_MISSING,
  LOKET_SKELETON_THERE,
  LOKET_SKELETON_NOT_NEEDED,
} LoketSkeletonState;

/**
 * LoketSkeletonItem:
 * @state: what is known of it
 * @start: where the evidence begins in the draft, in code points
 * @end: where it ends; both 0 where there is none
 * @has_unit: action and remaining action: somebody who acts is named there
 * @has_date: action and remaining action: a time is named there
 *
 * One line of the checklist.
 */
typedef struct
{
  LoketSkeletonState state;
  guint              start;
  guint              end;
  gboolean           has_unit;
  gboolean           has_date;
} LoketSkeletonItem;

/**
 * LoketSkeleton:
 * @items: one a #LoketSkeletonPart
 *
 * The checklist of a draft. No finding and no score: a good reply may lack a part.
 */
typedef struct
{
  LoketSkeletonItem items[LOKET_N_SKELETON_PARTS];
} LoketSkeleton;

void        loket_checker_read_skeleton    (LoketChecker          *self,
                                            const LoketCheckInput *input,
                                            LoketSkeleton         *out);
const char *loket_skeleton_part_to_name    (LoketSkeletonPart      part);
const char *loket_skeleton_part_get_title  (LoketSkeletonPart      part,
                                            const char            *language);

G_END_DECLS
