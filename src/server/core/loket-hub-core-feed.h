/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-wire-page.h"
#include "loket-wire-problem.h"

G_BEGIN_DECLS

#define LOKET_HUB_CORE_SCOPE_UNASSIGNED "unassigned"

/* Changes are told for so long, in seconds; whoever stays away longer copies anew. */
#define LOKET_HUB_CORE_KEEP_CHANGES ((gint64) 90 * 24 * 60 * 60)

/**
 * LoketHubFeedPoint:
 * @epoch: the hub's life
 * @scope: the feed
 * @generation: the rights that it is read with
 * @seq: the number of a change
 * @is_cursor: whether it is a place inside a snapshot
 *
 * A point in a feed, as a state token or cursor names it; its seal was verified.
 */
typedef struct
{
  const char *epoch;
  const char *scope;
  gint64      generation;
  gint64      seq;
  gboolean    is_cursor;
} LoketHubFeedPoint;

/**
 * LoketHubFeedHead:
 * @epoch: the hub's life
 * @scope: the feed
 * @generation: of its rights
 * @seq: the number of its last change
 * @floor: changes up to this number are no longer kept
 *
 * A feed as it is now.
 */
typedef struct
{
  const char *epoch;
  const char *scope;
  gint64      generation;
  gint64      seq;
  gint64      floor;
} LoketHubFeedHead;

/**
 * LoketHubFeedRow:
 * @scope: (transfer none): whose feed gets a row
 * @removed: why the complaint left it; unknown where it is there and changed
 *
 * A row to append to a feed.
 */
typedef struct
{
  const char        *scope;
  LoketRemovalReason removed;
} LoketHubFeedRow;

LoketProblemCode loket_hub_core_judge_point     (const LoketHubFeedPoint *point,
                                                 const LoketHubFeedHead  *head,
                                                 gboolean                 wants_cursor);
gboolean         loket_hub_core_is_unchanged    (const LoketHubFeedPoint *point,
                                                 const LoketHubFeedHead  *head);
GPtrArray       *loket_hub_core_list_scopes     (const char              *agency_code,
                                                 const char              *officer_id,
                                                 gboolean                 is_gone);
GArray          *loket_hub_core_list_rows       (GPtrArray               *members,
                                                 GPtrArray               *wanted,
                                                 LoketRemovalReason       reason);
gint64           loket_hub_core_raise_floor     (gint64                   floor,
                                                 gint64                   forgotten_seq);
gint64           loket_hub_core_next_generation (gint64                   generation);
gint64           loket_hub_core_skip_numbers    (guint32                  random);
gboolean         loket_hub_core_lost_changes    (const char              *epoch,
                                                 gint64                   head_seq,
                                                 const char              *high_epoch,
                                                 gint64                   high_water);

G_END_DECLS
