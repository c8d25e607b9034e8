/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-core-feed.h"

#include "loket-mutant.h"

/* More than a complaint changes between two backups. */
#define SKIPPED_NUMBERS 10000

/*
 * The feeds. Every scope numbers its changes from 1 without a gap; a point in it
 * is only good in the hub's life, the scope and the rights that it was made in,
 * and for as long as the changes after it are kept.
 */

/**
 * loket_hub_core_judge_point:
 * @point: a state or cursor, its seal verified
 * @head: the feed as it is
 * @wants_cursor: whether a cursor is asked for
 *
 * Tells whether a reader may go on from there. One that knows more than the hub
 * does was served by a life that the hub has forgotten. Pure.
 *
 * Returns: %LOKET_PROBLEM_UNKNOWN when it may, else why not
 */
LoketProblemCode
loket_hub_core_judge_point (const LoketHubFeedPoint *point,
                            const LoketHubFeedHead  *head,
                            gboolean                 wants_cursor)
{
  LoketProblemCode expired = wants_cursor ? LOKET_PROBLEM_CURSOR_EXPIRED
                                          : LOKET_PROBLEM_STATE_EXPIRED;

  if (g_strcmp0 (point->epoch, head->epoch) != 0)
    return LOKET_PROBLEM_EPOCH_MISMATCH;
  if (g_strcmp0 (point->scope, head->scope) != 0 || !point->is_cursor != !wants_cursor)
    return LOKET_PROBLEM_BAD_REQUEST;
  if (point->generation != head->generation)
    return wants_cursor ? expired : LOKET_PROBLEM_SCOPE_CHANGED;
  if (point->seq > head->seq)
    return LOKET_PROBLEM_STATE_FROM_FUTURE;
  if (point->seq < head->floor)
    return expired;
  return LOKET_PROBLEM_UNKNOWN;
}

/**
 * loket_hub_core_is_unchanged:
 * @point: a state that was found good
 * @head: the feed as it is
 *
 * Tells whether nothing happened since. Pure.
 *
 * Returns: whether the reader knows everything
 */
gboolean
loket_hub_core_is_unchanged (const LoketHubFeedPoint *point,
                             const LoketHubFeedHead  *head)
{
  return point->seq == head->seq;
}

/**
 * loket_hub_core_list_scopes:
 * @agency_code: (nullable): who answers for a complaint
 * @officer_id: (nullable): who of them
 * @is_gone: whether it is no longer shown to anybody, being part of another
 *
 * Lists the scopes that a complaint is in, in order of name. Pure.
 *
 * Returns: (transfer full) (element-type utf8): the scopes
 */
GPtrArray *
loket_hub_core_list_scopes (const char *agency_code,
                            const char *officer_id,
                            gboolean    is_gone)
{
  GPtrArray *scopes = g_ptr_array_new_with_free_func (g_free);

  if (is_gone)
    return scopes;
  if (agency_code != NULL)
    g_ptr_array_add (scopes, g_strconcat ("agency:", agency_code, NULL));
  if (officer_id != NULL)
    g_ptr_array_add (scopes, g_strconcat ("officer:", officer_id, NULL));
  if (agency_code == NULL)
    g_ptr_array_add (scopes, g_strdup (LOKET_HUB_CORE_SCOPE_UNASSIGNED));
  return scopes;
}

static gboolean
contains (GPtrArray  *scopes,
          const char *scope)
{
  return g_ptr_array_find_with_equal_func (scopes, scope, g_str_equal, NULL);
}

/**
 * loket_hub_core_list_rows:
 * @members: (element-type utf8): the scopes that a complaint was in, by name
 * @wanted: (element-type utf8): those that it is in now, by name
 * @reason: what those that lose it are told
 *
 * Tells which feeds get a row after a complaint changed: those that lost it that
 * it left, those that have it that it is different. In this order, so that every
 * writer takes the scopes in the same one. Pure.
 *
 * Returns: (transfer full) (element-type LoketHubFeedRow): the rows; their texts
 *   belong to @members and @wanted
 */
GArray *
loket_hub_core_list_rows (GPtrArray          *members,
                          GPtrArray          *wanted,
                          LoketRemovalReason  reason)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (LoketHubFeedRow));

  for (guint i = 0; i < members->len; i++)
    {
      LoketHubFeedRow row = { g_ptr_array_index (members, i), reason };

      if (!contains (wanted, row.scope))
        g_array_append_val (rows, row);
    }
  for (guint i = 0; i < wanted->len; i++)
    {
      LoketHubFeedRow row = { g_ptr_array_index (wanted, i), LOKET_REMOVAL_UNKNOWN };

      g_array_append_val (rows, row);
    }
  return rows;
}

/**
 * loket_hub_core_raise_floor:
 * @floor: a scope's floor
 * @forgotten_seq: the number of the last change that is being forgotten
 *
 * Notes up to where a feed can no longer be told. Pure.
 *
 * Returns: the floor to store with it
 */
gint64
loket_hub_core_raise_floor (gint64 floor,
                            gint64 forgotten_seq)
{
  if (LOKET_MUTANT (TOMBSTONE_PURGED))
    return floor;
  return MAX (floor, forgotten_seq);
}

/**
 * loket_hub_core_next_generation:
 * @generation: a scope's generation
 *
 * After the rights to a scope changed: those who follow it have to copy it anew.
 * Pure.
 *
 * Returns: the next one
 */
gint64
loket_hub_core_next_generation (gint64 generation)
{
  return LOKET_MUTANT (NO_GENERATION) ? generation : generation + 1;
}

/**
 * loket_hub_core_skip_numbers:
 * @random: 32 random bits
 *
 * Chooses by how much every complaint's revision and substance grow when a hub
 * begins another life: what was written on a number of a life before is not taken
 * for something on one of now. By chance, because a hub that is put back from the
 * same copy twice does not know of the life between. Pure.
 *
 * Returns: the number to add
 */
gint64
loket_hub_core_skip_numbers (guint32 random)
{
  return SKIPPED_NUMBERS + (gint64) random;
}

/**
 * loket_hub_core_lost_changes:
 * @epoch: the life that the database is in
 * @head_seq: the highest number in it
 * @high_epoch: (nullable): the life that was last written down outside of it
 * @high_water: the highest number that was written down in that life
 *
 * Tells whether the database is older than what was already told to somebody:
 * it came from a backup, and nobody has said so. Then nothing may be written
 * until somebody does, for the same numbers would come to mean other things. A
 * backup of an earlier life is found by its epoch, whatever its numbers. Pure.
 *
 * Returns: whether changes are missing
 */
gboolean
loket_hub_core_lost_changes (const char *epoch,
                             gint64      head_seq,
                             const char *high_epoch,
                             gint64      high_water)
{
  if (high_epoch == NULL)
    return FALSE;
  return g_strcmp0 (epoch, high_epoch) != 0 || head_seq < high_water;
}
