/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim.h"

#include <stdio.h>
#include <string.h>

#include "loket-cache-rules.h"
#include "loket-mutant.h"

/* cache.db: the records, which scopes they are in, and how far each scope was
 * followed. A power cut may take the last transactions, but only whole ones. */

#define CHECKPOINT_EVERY 4

/* A page as the simulated hub writes it; NULL where it cannot be read. The
 * records' digests ride in their titles. */
LoketWirePage *
sim_page_parse (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_auto (GStrv) head = g_strsplit (lines[0] != NULL ? lines[0] : "", " ", -1);
  g_autoptr (LoketWirePage) page = NULL;

  if (g_strv_length (head) != 5)
    return NULL;
  page = loket_wire_page_new (head[0][0] == 'S' ? LOKET_WIRE_PAGE_SNAPSHOT : LOKET_WIRE_PAGE_CHANGES);
  page->scope = g_strdup (head[1]);
  page->old_state = g_strcmp0 (head[2], "-") != 0 ? g_strdup (head[2]) : NULL;
  page->state = g_strdup (head[3]);
  page->has_more = g_strcmp0 (head[4], "-") != 0;
  if (page->kind == LOKET_WIRE_PAGE_SNAPSHOT && page->has_more)
    page->cursor = g_strdup (head[4]);

  for (guint i = 1; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_auto (GStrv) parts = g_strsplit (lines[i], " ", -1);
      guint n = g_strv_length (parts);

      /* Half a record is no record; the part of a page may still look like one. */
      if (n < 3 || strlen (parts[1]) != 3 || sim_complaint_index (parts[1]) >= SIM_COMPLAINTS)
        continue;
      if (parts[0][0] == 'U' && n == 5)
        {
          LoketWireUpsert *upsert = g_new0 (LoketWireUpsert, 1);

          upsert->complaint = loket_complaint_new ();
          upsert->complaint->id = g_strdup (parts[1]);
          upsert->complaint->rev = g_ascii_strtoll (parts[2], NULL, 10);
          upsert->complaint->substance = g_ascii_strtoll (parts[3], NULL, 10);
          upsert->line = g_strdup (parts[4]);
          g_ptr_array_add (page->upserts, upsert);
        }
      else if (parts[0][0] == 'R' && n == 3)
        {
          LoketWireRemoval *removal = g_new0 (LoketWireRemoval, 1);

          removal->id = g_strdup (parts[1]);
          removal->reason = (LoketRemovalReason) atoi (parts[2]);
          g_ptr_array_add (page->removals, removal);
        }
    }
  return g_steal_pointer (&page);
}

static LoketCacheProgress
get_progress (const SimFollowed *followed,
              guint              scope)
{
  return (LoketCacheProgress) {
    .scope = sim_scope_name (scope),
    .state = *followed->state != '\0' ? followed->state : NULL,
    .in_snapshot = followed->in_snapshot,
    .snapshot_state = *followed->snapshot_state != '\0' ? followed->snapshot_state : NULL,
    .cursor = *followed->cursor != '\0' ? followed->cursor : NULL,
  };
}

static void
set_progress (SimFollowed              *followed,
              const LoketCacheProgress *next)
{
  SimFollowed fresh = { .known = TRUE, .generation = followed->generation, .mark = followed->mark };

  fresh.in_snapshot = next->in_snapshot;
  if (next->state != NULL)
    g_strlcpy (fresh.state, next->state, SIM_TOKEN);
  if (next->cursor != NULL)
    g_strlcpy (fresh.cursor, next->cursor, SIM_TOKEN);
  if (next->snapshot_state != NULL)
    g_strlcpy (fresh.snapshot_state, next->snapshot_state, SIM_TOKEN);
  *followed = fresh;
}

static void
leave (SimRow *row,
       guint   scope)
{
  row->scopes &= ~(1u << scope);
  if (row->scopes == 0)
    row->present = FALSE;
}

static guint
count_members (const SimCache *cache,
               guint           scope)
{
  guint n = 0;

  for (guint i = 0; i < SIM_COMPLAINTS; i++)
    n += (cache->rows[i].scopes >> scope) & 1;
  return n;
}

static void
take_in (SimCache            *cache,
         guint                scope,
         const LoketWirePage *page)
{
  for (guint i = 0; i < page->upserts->len; i++)
    {
      const LoketWireUpsert *upsert = g_ptr_array_index (page->upserts, i);
      SimRow *row = &cache->rows[sim_complaint_index (upsert->complaint->id)];

      row->rev = upsert->complaint->rev;
      row->substance = upsert->complaint->substance;
      row->digest = (guint32) g_ascii_strtoull (upsert->line, NULL, 16);
      row->present = TRUE;
      row->scopes |= 1u << scope;
      row->marks[scope] = cache->scopes[scope].mark;
    }
  for (guint i = 0; i < page->removals->len; i++)
    {
      const LoketWireRemoval *removal = g_ptr_array_index (page->removals, i);

      leave (&cache->rows[sim_complaint_index (removal->id)], scope);
    }
  if (!loket_cache_sweeps (page))
    return;
  for (guint i = 0; i < SIM_COMPLAINTS; i++)
    {
      SimRow *row = &cache->rows[i];
      gboolean named = row->marks[scope] == cache->scopes[scope].mark;

      if (LOKET_MUTANT (REMOVAL_BY_ABSENCE) && page->kind == LOKET_WIRE_PAGE_CHANGES)
        {
          named = FALSE;
          for (guint j = 0; j < page->upserts->len; j++)
            named |= sim_complaint_index (((LoketWireUpsert *) page->upserts->pdata[j])->complaint->id) == i;
        }
      if ((row->scopes & (1u << scope)) && !named)
        leave (row, scope);
    }
}

/* Takes a page in; FALSE where it does not belong there. */
gboolean
sim_cache_apply (SimWorld            *world,
                 SimClient           *client,
                 guint                scope,
                 const LoketWirePage *page)
{
  SimCache next = client->cache;
  const LoketCacheProgress progress = get_progress (&client->cache.scopes[scope], scope);
  LoketCacheProgress followed;

  if (loket_cache_judge_page (&progress, page, count_members (&next, scope)) != LOKET_CACHE_FIT_YES)
    return FALSE;

  followed = loket_cache_follow_page (&progress, page);
  if (LOKET_MUTANT (CHECKPOINT_FIRST))
    {
      set_progress (&client->cache.scopes[scope], &followed);
      sim_cache_committed (world, client);
      if (sim_random_hits (&world->disk, world->rates[SIM_RATE_CRASH]))
        {
          sim_client_crash (world, client, FALSE);
          return FALSE;
        }
    }
  take_in (&next, scope, page);
  set_progress (&next.scopes[scope], &followed);
  client->cache = next;
  sim_cache_committed (world, client);
  sim_check_cache (world, client);
  return TRUE;
}

/* Lets go of the scopes that are not named. */
void
sim_cache_keep (SimClient *client,
                GPtrArray *scopes)
{
  for (guint i = 0; i < SIM_SCOPES; i++)
    {
      gboolean kept = FALSE;

      for (guint j = 0; j < scopes->len; j++)
        kept |= g_strcmp0 (((LoketScope *) scopes->pdata[j])->id, sim_scope_name (i)) == 0;
      if (kept || !client->cache.scopes[i].known)
        continue;
      for (guint j = 0; j < SIM_COMPLAINTS; j++)
        leave (&client->cache.rows[j], i);
      memset (&client->cache.scopes[i], 0, sizeof client->cache.scopes[i]);
    }
}

/* Begins a new copy. */
void
sim_cache_reset (SimClient *client,
                 guint      scope,
                 gint64     generation)
{
  SimFollowed *followed = &client->cache.scopes[scope];

  followed->known = TRUE;
  followed->generation = generation;
  followed->in_snapshot = TRUE;
  followed->mark++;
  *followed->snapshot_state = *followed->cursor = '\0';
}

/* A transaction is done; now and then its file is made safe against a power cut. */
void
sim_cache_committed (SimWorld  *world,
                     SimClient *client)
{
  if (++client->cache_commits % CHECKPOINT_EVERY == 0)
    client->cache_synced = client->cache;
}
