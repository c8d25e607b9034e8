/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-demo.h"

#include <string.h>

#include "loket-hub-cases.h"
#include "loket-text.h"
#include "loket-wire-complaint.h"

/* The complaints of the demo that did not simply stay where they were. They are
 * those of the second agency, whose list nobody knows by heart. */

#define N_CASES 4

/* Open complaints of the agency, oldest id first. */
static GPtrArray *
list_open (LoketHubStorage  *storage,
           GError          **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_complaint_unref);
  g_autoptr (LoketHubPage) page = NULL;

  page = loket_hub_storage_get_snapshot (storage, "agency:" LOKET_HUB_DEMO_OTHER_AGENCY, NULL, 200, error);
  if (page == NULL)
    return NULL;
  for (guint i = 0; i < page->items->len && list->len < N_CASES; i++)
    {
      const LoketHubFeedItem *item = g_ptr_array_index (page->items, i);
      LoketComplaint *complaint = loket_wire_complaint_parse (item->line, strlen (item->line), error);

      if (complaint == NULL)
        return NULL;
      if (loket_complaint_is_open (complaint))
        g_ptr_array_add (list, complaint);
      else
        loket_complaint_unref (complaint);
    }
  return g_steal_pointer (&list);
}

static gboolean
make_change (LoketHubStorage       *storage,
             const LoketComplaint  *complaint,
             const LoketHubChange  *wanted,
             gint64                 now,
             GError               **error)
{
  g_autofree char *message_id = loket_text_new_uuid ();
  g_autoptr (LoketProblem) problem = NULL;
  LoketHubChange change = *wanted;
  GError *failed = NULL;

  change.message_id = message_id;
  change.now = now;
  problem = loket_hub_cases_change (LOKET_HUB_CASES (storage), complaint->id, "system", &change, &failed);
  if (failed == NULL && problem != NULL)
    failed = g_error_new_literal (LOKET_HUB_ERROR, LOKET_HUB_ERROR_FAILED, problem->title);
  if (failed == NULL)
    return TRUE;
  g_propagate_error (error, failed);
  return FALSE;
}

static gboolean
give_back (LoketHubStorage        *storage,
           const LoketHubAccount  *account,
           const LoketComplaint   *complaint,
           gint64                  now,
           GError                **error)
{
  g_autoptr (LoketReturn) record = loket_return_new ();
  g_autoptr (LoketProblem) problem = NULL;
  GError *failed = NULL;

  record->reason = g_strdup ("Ruas jalan ini berstatus jalan provinsi.");
  record->proposed_agency = g_strdup ("Dinas Pekerjaan Umum Provinsi");
  record->substance = complaint->substance;
  problem = loket_hub_cases_give_back (LOKET_HUB_CASES (storage), account, complaint->id, record, now,
                                       &failed);
  if (failed == NULL && problem != NULL)
    failed = g_error_new_literal (LOKET_HUB_ERROR, LOKET_HUB_ERROR_FAILED, problem->title);
  if (failed == NULL)
    return TRUE;
  g_propagate_error (error, failed);
  return FALSE;
}

/**
 * loket_hub_demo_move:
 * @storage: a filled demo, on its thread
 * @username: an officer of %LOKET_HUB_DEMO_OTHER_AGENCY
 * @now: Unix seconds
 * @error: return location for a #GError
 *
 * Lets happen to a few complaints of the demo what happens besides answers: one
 * is given back to the coordinator, one merged, one withdrawn.
 *
 * Returns: whether it is stored
 */
gboolean
loket_hub_demo_move (LoketHubStorage  *storage,
                     const char       *username,
                     gint64            now,
                     GError          **error)
{
  g_autoptr (LoketHubAccount) account = loket_hub_storage_find_account (storage, username, error);
  g_autoptr (GPtrArray) list = NULL;
  const LoketComplaint *target;
  LoketHubChange merge = { .kind = LOKET_HUB_CHANGE_MERGE, .text = "Digabungkan: laporan yang sama." };
  LoketHubChange note = { .kind = LOKET_HUB_CHANGE_NOTE, .text = "Laporan yang sama digabungkan ke sini." };
  LoketHubChange withdraw = { .kind = LOKET_HUB_CHANGE_WITHDRAW, .text = "Pelapor mencabut laporannya." };

  if (account == NULL)
    return FALSE;
  list = list_open (storage, error);
  if (list == NULL || list->len < N_CASES)
    return list != NULL;

  target = g_ptr_array_index (list, 2);
  merge.into_id = target->id;
  return give_back (storage, account, g_ptr_array_index (list, 0), now, error) &&
         make_change (storage, g_ptr_array_index (list, 1), &merge, now, error) &&
         make_change (storage, target, &note, now, error) &&
         make_change (storage, g_ptr_array_index (list, 3), &withdraw, now, error);
}
