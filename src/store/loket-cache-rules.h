/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-wire-page.h"

G_BEGIN_DECLS

/**
 * LoketCacheProgress:
 * @scope: the feed
 * @state: (nullable): what the copy is known to hold
 * @in_snapshot: whether a new copy is being made
 * @snapshot_state: (nullable): the state that the pages of that copy name
 * @cursor: (nullable): where the copy goes on
 *
 * How far a feed was followed. The texts belong to somebody else.
 */
typedef struct
{
  const char *scope;
  const char *state;
  gboolean    in_snapshot;
  const char *snapshot_state;
  const char *cursor;
} LoketCacheProgress;

/**
 * LoketCacheFit:
 * @LOKET_CACHE_FIT_YES: the page is the one that comes next
 * @LOKET_CACHE_FIT_OTHER_SCOPE: it is of another feed
 * @LOKET_CACHE_FIT_NO_STATE: it leads nowhere
 * @LOKET_CACHE_FIT_NO_SNAPSHOT: no copy was begun
 * @LOKET_CACHE_FIT_OTHER_SNAPSHOT: it is of another copy
 * @LOKET_CACHE_FIT_GAP: it does not follow what is there
 * @LOKET_CACHE_FIT_MASS_REMOVAL: it would remove suspiciously much
 *
 * Whether a page may be taken in.
 */
typedef enum
{
  LOKET_CACHE_FIT_YES,
  LOKET_CACHE_FIT_OTHER_SCOPE,
  LOKET_CACHE_FIT_NO_STATE,
  LOKET_CACHE_FIT_NO_SNAPSHOT,
  LOKET_CACHE_FIT_OTHER_SNAPSHOT,
  LOKET_CACHE_FIT_GAP,
  LOKET_CACHE_FIT_MASS_REMOVAL,
} LoketCacheFit;

LoketCacheFit      loket_cache_judge_page  (const LoketCacheProgress *progress,
                                            const LoketWirePage      *page,
                                            gint64                    n_members);
gboolean           loket_cache_needs_count (const LoketWirePage      *page);
gboolean           loket_cache_sweeps      (const LoketWirePage      *page);
LoketCacheProgress loket_cache_follow_page (const LoketCacheProgress *progress,
                                            const LoketWirePage      *page);

G_END_DECLS
