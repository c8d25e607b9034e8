/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-cache-rules.h"

#include "loket-mutant.h"

/*
 * When a page may be taken in and where it leads. The cache stores both in one
 * transaction, so it is never behind the state it claims.
 */

/* More removals than this in one page, in number and as a share of the scope,
 * look like a mistake on the other side. */
#define MASS_REMOVAL_COUNT 50
#define MASS_REMOVAL_PERCENT 30

/**
 * loket_cache_needs_count:
 * @page: a page
 *
 * Tells whether loket_cache_judge_page() has to know how many complaints are in
 * the scope. Pure.
 *
 * Returns: whether it has to
 */
gboolean
loket_cache_needs_count (const LoketWirePage *page)
{
  return page->kind == LOKET_WIRE_PAGE_CHANGES && page->removals->len > MASS_REMOVAL_COUNT;
}

/**
 * loket_cache_judge_page:
 * @progress: how far the feed was followed
 * @page: a page that came
 * @n_members: how many complaints are in the scope, where it is needed
 *
 * Tells whether the page is the one that comes next. Pure.
 *
 * Returns: whether it is, else what is wrong with it
 */
LoketCacheFit
loket_cache_judge_page (const LoketCacheProgress *progress,
                        const LoketWirePage      *page,
                        gint64                    n_members)
{
  if (page->scope != NULL && g_strcmp0 (page->scope, progress->scope) != 0)
    return LOKET_CACHE_FIT_OTHER_SCOPE;
  if (page->state == NULL)
    return LOKET_CACHE_FIT_NO_STATE;
  if (page->kind == LOKET_WIRE_PAGE_SNAPSHOT)
    {
      if (!progress->in_snapshot)
        return LOKET_CACHE_FIT_NO_SNAPSHOT;
      if (progress->snapshot_state != NULL &&
          g_strcmp0 (progress->snapshot_state, page->state) != 0)
        return LOKET_CACHE_FIT_OTHER_SNAPSHOT;
      return LOKET_CACHE_FIT_YES;
    }

  if (g_strcmp0 (page->old_state, progress->state) != 0)
    return LOKET_CACHE_FIT_GAP;
  if (loket_cache_needs_count (page) &&
      (gint64) page->removals->len * 100 > n_members * MASS_REMOVAL_PERCENT)
    return LOKET_CACHE_FIT_MASS_REMOVAL;
  return LOKET_CACHE_FIT_YES;
}

/**
 * loket_cache_sweeps:
 * @page: a page
 *
 * Tells whether with this page the whole scope was seen, so that what no page
 * named has left it. Of changes that is never so: what they do not name did not
 * change. Pure.
 *
 * Returns: whether what was not named goes
 */
gboolean
loket_cache_sweeps (const LoketWirePage *page)
{
  if (LOKET_MUTANT (REMOVAL_BY_ABSENCE))
    return !page->has_more;
  return page->kind == LOKET_WIRE_PAGE_SNAPSHOT && !page->has_more;
}

/**
 * loket_cache_follow_page:
 * @progress: how far the feed was followed
 * @page: the page that is being taken in
 *
 * Tells how far it is followed then. While a copy is under way the state stays
 * that of the copy before. Pure.
 *
 * Returns: the progress to store with the page; its texts are those of the two
 */
LoketCacheProgress
loket_cache_follow_page (const LoketCacheProgress *progress,
                         const LoketWirePage      *page)
{
  LoketCacheProgress next = { .scope = progress->scope, .state = page->state };

  if (page->kind == LOKET_WIRE_PAGE_SNAPSHOT && page->has_more)
    {
      next.state = progress->state;
      next.in_snapshot = TRUE;
      next.snapshot_state = page->state;
      next.cursor = page->cursor;
    }
  return next;
}
