/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-rules-change.h"

#include <string.h>

#include "loket-sla-move.h"
#include "loket-wire-complaint.h"

static const char *
get_holidays (const LoketHubRulesChange *change)
{
  return change->holidays != NULL ? change->holidays : change->before->holidays;
}

static const char *
get_policies (const LoketHubRulesChange *change)
{
  return change->policies != NULL ? change->policies : change->before->policies;
}

typedef struct
{
  LoketRulebook *before;
  LoketRulebook *after;
  GPtrArray     *moves;
  gint64         now;
} Preview;

static gboolean
compare_complaint (const char  *line,
                   gpointer     data,
                   GError     **error)
{
  Preview *preview = data;
  g_autoptr (LoketComplaint) complaint = loket_wire_complaint_parse_stored (line, strlen (line), error);
  g_autoptr (GPtrArray) one = g_ptr_array_new ();
  g_autoptr (GPtrArray) moves = NULL;

  if (complaint == NULL)
    return FALSE;
  g_ptr_array_add (one, complaint);
  moves = loket_sla_preview_moves (one, preview->before, preview->after, preview->now, error);
  if (moves == NULL)
    {
      g_prefix_error (error, "complaint %s: ", complaint->tracking_id);
      return FALSE;
    }
  while (moves->len > 0)
    g_ptr_array_add (preview->moves, g_ptr_array_steal_index (moves, 0));
  return TRUE;
}

/**
 * loket_hub_rules_preview:
 * @storage: the hub
 * @change: what would be published
 * @now: Unix seconds
 * @error: return location for a #GError
 *
 * Finds the open deadlines that a change would move. Stores nothing.
 *
 * Returns: (transfer full) (element-type LoketSlaMove): the moves, by number of
 *   the complaint; %NULL when what would be published cannot be read
 */
GPtrArray *
loket_hub_rules_preview (LoketHubStorage            *storage,
                         const LoketHubRulesChange  *change,
                         gint64                      now,
                         GError                    **error)
{
  g_autoptr (LoketRulebook) before = loket_hub_rules_load (storage, error);
  g_autoptr (LoketRulebook) after = NULL;
  g_autoptr (LoketEdition) edition = NULL;
  g_autoptr (GPtrArray) moves = g_ptr_array_new_with_free_func (
      (GDestroyNotify) loket_sla_move_free);
  const LoketEdition *latest;
  Preview preview;

  if (before == NULL)
    return NULL;
  latest = loket_rulebook_get_latest (before);
  edition = loket_edition_new (latest->number + 1, MAX (now, latest->published_at), NULL,
                               change->reason, get_holidays (change), get_policies (change), error);
  if (edition != NULL)
    after = loket_rulebook_with (before, edition, error);
  if (after == NULL)
    return NULL;

  preview = (Preview) { before, after, moves, now };
  if (!loket_hub_storage_foreach_open (storage, NULL, compare_complaint, &preview, error))
    return NULL;
  return g_steal_pointer (&moves);
}

/**
 * loket_hub_rules_apply:
 * @storage: the hub
 * @change: what to publish
 * @now: Unix seconds
 * @error: return location for a #GError
 *
 * Publishes a change, unless another command published something meanwhile.
 *
 * Returns: (transfer full): the new edition
 */
LoketRulesRecord *
loket_hub_rules_apply (LoketHubStorage            *storage,
                       const LoketHubRulesChange  *change,
                       gint64                      now,
                       GError                    **error)
{
  g_autoptr (LoketRulesRecord) record = NULL;
  gint64 head;

  if (!loket_hub_storage_begin (storage, error))
    return NULL;
  if (loket_hub_storage_get_rules_head (storage, &head, error))
    {
      if (head != change->before->number)
        g_set_error_literal (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_BUSY,
                             "Another command changed the rules meanwhile; try again");
      else
        record = loket_hub_rules_publish (storage, "operator", change->reason,
                                          get_holidays (change), get_policies (change), now, error);
    }
  if (record == NULL)
    {
      loket_hub_storage_rollback (storage);
      return NULL;
    }
  return loket_hub_storage_commit (storage, error) ? g_steal_pointer (&record) : NULL;
}
