/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-vault"

#include "config.h"

#include "loket-slots-private.h"

#include "loket-file.h"

/* Each file that a key is in, or that tells where one is. */
static const char *const names[] = { "slots", "slots.copy", "key", "vault-id" };

static gboolean
clear_service (const char    *profile_id,
               GCancellable  *cancellable,
               GError       **error)
{
  return profile_id == NULL ||
         _loket_vault_service_clear (profile_id, LOKET_VAULT_SERVICE_LIMIT_MS, cancellable, error);
}

/**
 * loket_vault_forget_sync:
 * @profile_dir: a profile's folder that nothing has open
 * @cancellable: (nullable): a cancellable
 * @error: return location for a #GError
 *
 * Makes what the profile's key sealed unreadable for good: wipes the slots and the
 * key beside them and takes the key away from the secret service. A key file that
 * the person named stays: it is theirs, and without the slots it opens nothing.
 * Blocks; never on the main thread.
 *
 * Returns: whether no key is left. Where only the secret service did not answer,
 *   the slots are gone all the same, and what it keeps opens nothing any more.
 */
gboolean
loket_vault_forget_sync (const char    *profile_dir,
                         GCancellable  *cancellable,
                         GError       **error)
{
  g_autoptr (LoketSlotFile) slots = _loket_slot_file_read (profile_dir, NULL);
  g_autofree char *earlier = _loket_vault_dup_earlier_id (profile_dir);
  gboolean has_item =
    slots != NULL && (_loket_slot_file_get_kinds (slots) & LOKET_VAULT_SLOT_SECRET_SERVICE) != 0;

  g_return_val_if_fail (profile_dir != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (profile_dir, names[i], NULL);

      if (!loket_file_wipe (path, NULL))
        {
          g_set_error_literal (error, LOKET_VAULT_ERROR, LOKET_VAULT_ERROR_KEY_FILE,
                               "A file with a key cannot be deleted");
          return FALSE;
        }
    }
  return clear_service (has_item ? slots->profile_id : NULL, cancellable, error) &&
         clear_service (earlier, cancellable, error);
}
