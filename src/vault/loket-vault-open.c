/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-vault"

#include "config.h"

#include "loket-slots-private.h"

#include <glib/gstdio.h>

/*
 *     slots there? ──no──▶ make a data key and slots (loket-vault-first.c)
 *        └─yes─▶ a passphrase was given ──▶ its slot
 *                a key file was named   ──▶ its slot
 *                secret service, key beside the profile
 *                none of them           ──▶ LOCKED or KEY_LOST
 */

/* The file of the key that lies beside what it seals. */
char *
_loket_vault_dup_beside (const char *profile_dir)
{
  return g_build_filename (profile_dir, "key", NULL);
}

/* Reads a key file, or makes it where there is none. */
LoketVaultKey *
_loket_vault_need_key_file (const char *path,
                            gboolean   *made,
                            GError    **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (LoketVaultKey) key = _loket_vault_key_read_file (path, &local);

  if (key == NULL && g_error_matches (local, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    {
      g_clear_error (&local);
      key = _loket_vault_key_new_random ();
      if (!_loket_vault_key_write_file (key, path, &local))
        g_clear_pointer (&key, _loket_vault_key_free);
      else if (made != NULL)
        *made = TRUE;
    }

  if (key == NULL)
    g_set_error_literal (error, LOKET_VAULT_ERROR, LOKET_VAULT_ERROR_KEY_FILE, local->message);
  return g_steal_pointer (&key);
}

static LoketVaultKey *
open_with_file (const LoketSlotFile *slots,
                LoketVaultSlots      kind,
                const char          *path)
{
  g_autoptr (LoketVaultKey) key = _loket_vault_key_read_file (path, NULL);

  return key != NULL ? _loket_slot_file_unwrap (slots, kind, key) : NULL;
}

static LoketVaultKey *
open_with_service (const LoketVaultRequest *request,
                   const LoketSlotFile     *slots)
{
  g_autoptr (LoketVaultKey) key = NULL;
  g_autoptr (GError) local = NULL;

  if (_loket_slot_file_find (slots, LOKET_VAULT_SLOT_SECRET_SERVICE) == NULL)
    return NULL;
  if (!_loket_vault_service_lookup (slots->profile_id, request->limit_ms, &key, request->cancellable, &local))
    g_debug ("no secret service: %s", local->message);
  return key != NULL ? _loket_slot_file_unwrap (slots, LOKET_VAULT_SLOT_SECRET_SERVICE, key) : NULL;
}

/* A slot that was made with less work than now is made anew; not worth failing. */
static void
renew_passphrase (const LoketVaultRequest *request,
                  LoketSlotFile           *slots,
                  const LoketVaultKey     *data)
{
  if (_loket_slot_is_outdated (_loket_slot_file_find (slots, LOKET_VAULT_SLOT_PASSPHRASE)) &&
      _loket_slot_file_wrap_passphrase (slots, request->passphrase, data) &&
      !_loket_slot_file_write (slots, request->profile_dir, NULL))
    g_debug ("the passphrase's slot stays as it was");
}

static LoketVaultKey *
open_any (const LoketVaultRequest  *request,
          LoketSlotFile            *slots,
          GError                  **error)
{
  g_autofree char *beside = _loket_vault_dup_beside (request->profile_dir);
  LoketVaultSlots kinds = _loket_slot_file_get_kinds (slots);
  LoketVaultKey *data = NULL;

  if (request->passphrase != NULL && (kinds & LOKET_VAULT_SLOT_PASSPHRASE) != 0)
    {
      data = _loket_slot_file_unwrap_passphrase (slots, request->passphrase);
      if (data != NULL)
        renew_passphrase (request, slots, data);
      else
        g_set_error_literal (error, LOKET_VAULT_ERROR, LOKET_VAULT_ERROR_WRONG_PASSPHRASE, "Not the passphrase");
      return data;
    }

  if (request->key_file != NULL)
    data = open_with_file (slots, LOKET_VAULT_SLOT_KEY_FILE, request->key_file);
  if (data == NULL)
    data = open_with_service (request, slots);
  if (data == NULL)
    data = open_with_file (slots, LOKET_VAULT_SLOT_PROFILE, beside);
  if (data != NULL || g_cancellable_set_error_if_cancelled (request->cancellable, error))
    return data;

  if ((kinds & LOKET_VAULT_SLOT_PASSPHRASE) != 0)
    g_set_error_literal (error, LOKET_VAULT_ERROR, LOKET_VAULT_ERROR_LOCKED,
                         "The profile's key needs the passphrase");
  else
    g_set_error_literal (error, LOKET_VAULT_ERROR, LOKET_VAULT_ERROR_KEY_LOST,
                         "The profile's key cannot be had");
  return NULL;
}

/* The key file that the person names opens the profile from then on. */
static gboolean
add_named_file (const LoketVaultRequest  *request,
                LoketSlotFile            *slots,
                const LoketVaultKey      *data,
                GError                  **error)
{
  g_autoptr (LoketVaultKey) already = open_with_file (slots, LOKET_VAULT_SLOT_KEY_FILE, request->key_file);
  g_autoptr (LoketVaultKey) key = NULL;
  gboolean made = FALSE;

  if (already != NULL)
    return TRUE;
  key = _loket_vault_need_key_file (request->key_file, &made, error);
  if (key == NULL)
    return FALSE;
  if (!made)
    _loket_slot_file_add_elder (slots, key, data);
  _loket_slot_file_wrap (slots, LOKET_VAULT_SLOT_KEY_FILE, key, data);
  return _loket_slot_file_write (slots, request->profile_dir, error);
}

/* A key that lies beside the profile, for want of better, moves to the secret
 * service once there is one. Nothing happens where that does not succeed. */
static void
move_to_service (const LoketVaultRequest  *request,
                 LoketSlotFile           **slots,
                 const LoketVaultKey      *data)
{
  const char *id = (*slots)->profile_id;
  g_autofree char *beside = _loket_vault_dup_beside (request->profile_dir);
  guint limit_ms = MIN (request->limit_ms, LOKET_VAULT_TAKE_OVER_MS);
  g_autoptr (LoketVaultKey) key = NULL;
  g_autoptr (LoketSlotFile) changed = NULL;

  if (!_loket_vault_service_lookup (id, limit_ms, &key, request->cancellable, NULL))
    return;
  changed = _loket_slot_file_copy (*slots);
  if (key != NULL)
    _loket_slot_file_add_elder (changed, key, data);
  else
    {
      key = _loket_vault_key_new_random ();
      if (!_loket_vault_service_store (id, key, limit_ms, request->cancellable, NULL))
        return;
    }
  _loket_slot_file_wrap (changed, LOKET_VAULT_SLOT_SECRET_SERVICE, key, data);
  _loket_slot_file_remove (changed, LOKET_VAULT_SLOT_PROFILE);
  if (!_loket_slot_file_write (changed, request->profile_dir, NULL))
    return;

  g_unlink (beside);
  _loket_slot_file_free (*slots);
  *slots = g_steal_pointer (&changed);
}

static LoketVault *
vault_new (const LoketVaultRequest *request,
           LoketSlotFile           *slots,
           LoketVaultKey           *data)
{
  LoketVault *self = g_new0 (LoketVault, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->change_mutex);
  g_mutex_init (&self->slots_mutex);
  self->folder = g_strdup (request->profile_dir);
  self->limit_ms = request->limit_ms;
  self->slots = slots;
  self->data = data;
  self->fields = _loket_vault_key_derive (data, LOKET_VAULT_SUBKEY_FIELDS);
  self->words = _loket_vault_key_derive (data, LOKET_VAULT_SUBKEY_WORDS);
  self->files = _loket_vault_key_derive (data, LOKET_VAULT_SUBKEY_FILES);
  self->keys = g_ptr_array_new_with_free_func ((GDestroyNotify) _loket_vault_key_free);
  g_ptr_array_add (self->keys, _loket_vault_key_derive (data, LOKET_VAULT_SUBKEY_SECRETS));
  for (guint i = 0; i < slots->elders->len; i++)
    {
      LoketVaultKey *elder = _loket_slot_file_unwrap_elder (slots, i, data);

      if (elder != NULL)
        g_ptr_array_add (self->keys, elder);
    }
  return self;
}

/* As loket_vault_load_sync(), with all there is to choose. */
LoketVault *
_loket_vault_load (const LoketVaultRequest  *request,
                   GError                  **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (LoketSlotFile) slots = _loket_slot_file_read (request->profile_dir, &local);
  g_autoptr (LoketVaultKey) data = NULL;

  if (slots == NULL && !g_error_matches (local, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (slots == NULL)
    slots = _loket_vault_make_slots (request, &data, error);
  else
    {
      data = open_any (request, slots, error);
      if (data == NULL)
        return NULL;
      if (request->key_file != NULL && !add_named_file (request, slots, data, error))
        return NULL;
      if (_loket_slot_file_get_kinds (slots) == LOKET_VAULT_SLOT_PROFILE)
        move_to_service (request, &slots, data);
    }
  if (data == NULL)
    return NULL;
  return vault_new (request, g_steal_pointer (&slots), g_steal_pointer (&data));
}
