/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-vault"

#include "config.h"

#include "loket-slots-private.h"

#include <glib/gstdio.h>

#include "loket-file.h"
#include "loket-text.h"

/*
 * A profile without slots is a new one, or of a version that sealed with the
 * named file's key, the secret service's or the one beside the profile directly.
 * It gets a data key of its own. The keys that were used before go along as
 * elders: what they sealed opens with whichever slot is open.
 */
typedef struct
{
  const LoketVaultRequest *request;
  LoketSlotFile           *slots;
  LoketVaultKey           *data;
} First;

/* The random name the secret service knew the profile by, if it did. */
char *
_loket_vault_dup_earlier_id (const char *profile_dir)
{
  g_autofree char *path = g_build_filename (profile_dir, "vault-id", NULL);
  g_autoptr (GBytes) content = loket_file_read (path, 64, NULL);
  g_autofree char *id = NULL;

  if (content == NULL)
    return NULL;
  id = g_strndup (g_bytes_get_data (content, NULL), g_bytes_get_size (content));
  return loket_text_is_uuid (g_strchomp (id)) ? g_steal_pointer (&id) : NULL;
}

static gboolean
use_named_file (First   *first,
                GError **error)
{
  gboolean made = FALSE;
  g_autoptr (LoketVaultKey) key = _loket_vault_need_key_file (first->request->key_file, &made, error);

  if (key == NULL)
    return FALSE;
  _loket_slot_file_wrap (first->slots, LOKET_VAULT_SLOT_KEY_FILE, key, first->data);
  if (!made)
    _loket_slot_file_add_elder (first->slots, key, first->data);
  return TRUE;
}

/* Uses the key that the service has, or gives it one. */
static gboolean
use_service (First    *first,
             gboolean  known,
             GError  **error)
{
  const LoketVaultRequest *request = first->request;
  const char *id = first->slots->profile_id;
  g_autoptr (LoketVaultKey) key = NULL;

  if (known && !_loket_vault_service_lookup (id, request->limit_ms, &key, request->cancellable, error))
    return FALSE;
  if (key != NULL)
    _loket_slot_file_add_elder (first->slots, key, first->data);
  else
    {
      key = _loket_vault_key_new_random ();
      if (!_loket_vault_service_store (id, key, request->limit_ms, request->cancellable, error))
        return FALSE;
    }
  _loket_slot_file_wrap (first->slots, LOKET_VAULT_SLOT_SECRET_SERVICE, key, first->data);
  return TRUE;
}

static gboolean
use_desktop (First     *first,
             gboolean   known,
             GError   **error)
{
  g_autofree char *beside = _loket_vault_dup_beside (first->request->profile_dir);
  g_autoptr (LoketVaultKey) older = _loket_vault_key_read_file (beside, NULL);
  g_autoptr (GError) local = NULL;

  if (older != NULL)
    _loket_slot_file_add_elder (first->slots, older, first->data);
  if (use_service (first, known, &local))
    return TRUE;
  if (g_cancellable_set_error_if_cancelled (first->request->cancellable, error))
    return FALSE;

  g_debug ("no secret service: %s", local->message);
  if (older == NULL)
    older = _loket_vault_need_key_file (beside, NULL, error);
  if (older == NULL)
    return FALSE;
  _loket_slot_file_wrap (first->slots, LOKET_VAULT_SLOT_PROFILE, older, first->data);
  return TRUE;
}

/* Makes the data key and the slots, and writes them. */
gpointer
_loket_vault_make_slots (const LoketVaultRequest  *request,
                         LoketVaultKey           **data,
                         GError                  **error)
{
  g_autofree char *earlier = _loket_vault_dup_earlier_id (request->profile_dir);
  g_autofree char *id = earlier != NULL ? g_strdup (earlier) : loket_text_new_uuid ();
  g_autoptr (LoketSlotFile) slots = _loket_slot_file_new (id);
  g_autoptr (LoketVaultKey) fresh = _loket_vault_key_new_random ();
  First first = { request, slots, fresh };
  gboolean done = request->key_file != NULL ? use_named_file (&first, error)
                                            : use_desktop (&first, earlier != NULL, error);

  if (!done || !_loket_slot_file_write (slots, request->profile_dir, error))
    return NULL;
  if (request->key_file == NULL && _loket_slot_file_find (slots, LOKET_VAULT_SLOT_PROFILE) == NULL)
    {
      g_autofree char *beside = _loket_vault_dup_beside (request->profile_dir);

      g_unlink (beside);
    }
  *data = g_steal_pointer (&fresh);
  return g_steal_pointer (&slots);
}
