/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-command-rules.h"

#include "loket-sla-move.h"

/* What `holidays` and `policy` have in common. */

static gint64
get_now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

/* Opens the hub and what is in force. A hub that was made by an older program
 * publishes what this one ships first. */
LoketHubStorage *
_loket_hub_command_open_rules (const char        *folder,
                               gboolean           dry_run,
                               LoketRulesRecord **current,
                               GError           **error)
{
  g_autoptr (LoketHubStorage) storage = _loket_hub_command_open (folder, error);

  if (storage == NULL || (!dry_run && !_loket_hub_command_may_write (storage, error)) ||
      (!dry_run && !loket_hub_rules_publish_shipped (storage, get_now (), error)))
    return NULL;
  *current = loket_hub_rules_get_latest (storage, error);
  return *current == NULL ? NULL : g_steal_pointer (&storage);
}

static void
print_moves (GPtrArray *moves)
{
  for (guint i = 0; i < moves->len; i++)
    {
      const LoketSlaMove *move = g_ptr_array_index (moves, i);
      g_autofree char *text = loket_sla_move_explain (move, "en");

      g_print ("#%s %s: %s\n", move->complaint->tracking_id, loket_sla_clock_to_name (move->clock),
               text);
    }
}

/* Tells which open deadlines move, and publishes unless it is a rehearsal. */
gboolean
_loket_hub_command_publish (LoketHubStorage            *storage,
                            const LoketHubRulesChange  *change,
                            gboolean                    dry_run,
                            GError                    **error)
{
  gint64 now = get_now ();
  g_autoptr (GPtrArray) moves = loket_hub_rules_preview (storage, change, now, error);
  g_autoptr (LoketRulesRecord) record = NULL;

  if (moves == NULL)
    return FALSE;
  if (!dry_run)
    {
      record = loket_hub_rules_apply (storage, change, now, error);
      if (record == NULL)
        return FALSE;
    }

  if (record != NULL)
    g_print ("published edition %" G_GINT64_FORMAT, record->number);
  else
    g_print ("dry run, nothing published");
  g_print ("; open deadlines that move: %u\n", moves->len);
  print_moves (moves);
  return TRUE;
}

/* The edition that a list is of. */
void
_loket_hub_command_tell_rules (const LoketRulesRecord *record)
{
  g_autofree char *edition = NULL;

  if (record->number == 0)
    {
      g_print ("what the program ships; nothing is published\n");
      return;
    }
  edition = _loket_hub_command_dup_edition (record->number, record->published_at, record->published_by,
                                            record->reason);
  g_print ("%s\n", edition);
}
