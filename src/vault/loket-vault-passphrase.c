/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-vault"

#include "config.h"

#include "loket-slots-private.h"

#include <string.h>

#include <glib/gstdio.h>

#include "loket-limits.h"

/*
 * Changing the slots works on a copy, which takes the place of the old one once
 * it is on the disk. Making a key of a passphrase takes a tenth of a second, so
 * all of it is on a thread.
 */
typedef struct
{
  LoketVault *vault;
  char       *current;
  char       *passphrase;
} Change;

static void
change_free (Change *change)
{
  loket_vault_unref (change->vault);
  _loket_vault_secret_free (change->current);
  _loket_vault_secret_free (change->passphrase);
  g_free (change);
}

static LoketSlotFile *
copy_slots (LoketVault *self)
{
  LoketSlotFile *copy;

  g_mutex_lock (&self->slots_mutex);
  copy = _loket_slot_file_copy (self->slots);
  g_mutex_unlock (&self->slots_mutex);
  return copy;
}

static gboolean
is_passphrase (const LoketSlotFile  *slots,
               const char           *passphrase,
               GError              **error)
{
  g_autoptr (LoketVaultKey) data =
    passphrase != NULL ? _loket_slot_file_unwrap_passphrase (slots, passphrase) : NULL;

  if (data == NULL)
    g_set_error_literal (error, LOKET_VAULT_ERROR, LOKET_VAULT_ERROR_WRONG_PASSPHRASE, "Not the passphrase");
  return data != NULL;
}

static gboolean
is_allowed (const char  *passphrase,
            GError     **error)
{
  if (g_utf8_validate (passphrase, -1, NULL) && strlen (passphrase) <= LOKET_LIMIT_PASSPHRASE_BYTES &&
      g_utf8_strlen (passphrase, -1) >= LOKET_LIMIT_PASSPHRASE_MIN_CHARS)
    return TRUE;
  g_set_error_literal (error, LOKET_VAULT_ERROR, LOKET_VAULT_ERROR_SHORT_PASSPHRASE,
                       "Too short or too long for a passphrase");
  return FALSE;
}

/* Without a passphrase something else has to open the profile. */
static gboolean
need_other_slot (LoketVault     *self,
                 LoketSlotFile  *slots,
                 GCancellable   *cancellable,
                 GError        **error)
{
  g_autoptr (LoketVaultKey) key = NULL;
  g_autofree char *beside = _loket_vault_dup_beside (self->folder);
  LoketVaultSlots kind = LOKET_VAULT_SLOT_SECRET_SERVICE;

  if (_loket_slot_file_get_kinds (slots) != 0)
    return TRUE;
  key = _loket_vault_key_new_random ();
  if (!_loket_vault_service_store (slots->profile_id, key, self->limit_ms, cancellable, NULL))
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      kind = LOKET_VAULT_SLOT_PROFILE;
      if (!_loket_vault_key_write_file (key, beside, error))
        return FALSE;
    }
  _loket_slot_file_wrap (slots, kind, key, self->data);
  return TRUE;
}

static gboolean
change_slots (Change         *change,
              LoketSlotFile  *slots,
              GCancellable   *cancellable,
              GError        **error)
{
  LoketVault *self = change->vault;

  if (_loket_slot_file_find (slots, LOKET_VAULT_SLOT_PASSPHRASE) != NULL &&
      !is_passphrase (slots, change->current, error))
    return FALSE;

  if (change->passphrase == NULL)
    {
      _loket_slot_file_remove (slots, LOKET_VAULT_SLOT_PASSPHRASE);
      return need_other_slot (self, slots, cancellable, error);
    }
  if (!is_allowed (change->passphrase, error))
    return FALSE;
  if (!_loket_slot_file_wrap_passphrase (slots, change->passphrase, self->data))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "Not enough memory for a passphrase's key");
      return FALSE;
    }
  /* A passphrase protects nothing while the key lies beside. */
  _loket_slot_file_remove (slots, LOKET_VAULT_SLOT_PROFILE);
  return TRUE;
}

static void
change_in_thread (GTask        *task,
                  gpointer      source,
                  gpointer      data,
                  GCancellable *cancellable)
{
  Change *change = data;
  LoketVault *self = change->vault;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->change_mutex);
  g_autoptr (LoketSlotFile) slots = copy_slots (self);
  gboolean beside_before = _loket_slot_file_find (slots, LOKET_VAULT_SLOT_PROFILE) != NULL;
  GError *error = NULL;

  if (!change_slots (change, slots, cancellable, &error) || !_loket_slot_file_write (slots, self->folder, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (beside_before && _loket_slot_file_find (slots, LOKET_VAULT_SLOT_PROFILE) == NULL)
    {
      g_autofree char *beside = _loket_vault_dup_beside (self->folder);

      g_unlink (beside);
    }
  g_mutex_lock (&self->slots_mutex);
  _loket_slot_file_free (self->slots);
  self->slots = g_steal_pointer (&slots);
  g_mutex_unlock (&self->slots_mutex);
  g_task_return_boolean (task, TRUE);
}

static void
run (LoketVault          *self,
     const char          *current,
     const char          *passphrase,
     GTaskThreadFunc      function,
     gpointer             tag,
     GCancellable        *cancellable,
     GAsyncReadyCallback  callback,
     gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Change *change = g_new0 (Change, 1);

  change->vault = loket_vault_ref (self);
  change->current = _loket_vault_secret_dup (current);
  change->passphrase = _loket_vault_secret_dup (passphrase);
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, change, (GDestroyNotify) change_free);
  g_task_run_in_thread (task, function);
}

/**
 * loket_vault_change_passphrase_async:
 * @self: a vault
 * @current: (nullable): the passphrase it has, where it has one
 * @passphrase: (nullable): the one it is to have, of at least
 *   %LOKET_LIMIT_PASSPHRASE_MIN_CHARS characters; %NULL for none
 * @cancellable: (nullable): to give up
 * @callback: what to call
 * @user_data: for @callback
 *
 * Sets, changes or takes away the passphrase. With the first one a key that lies
 * beside the profile goes. When the last one goes and nothing else opens the
 * profile, the secret service gets a key, or one is put beside the profile.
 */
void
loket_vault_change_passphrase_async (LoketVault          *self,
                                     const char          *current,
                                     const char          *passphrase,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  g_return_if_fail (self != NULL);

  run (self, current, passphrase, change_in_thread, loket_vault_change_passphrase_async, cancellable, callback,
       user_data);
}

/**
 * loket_vault_change_passphrase_finish:
 * @result: the result
 * @error: return location for a #GError: %LOKET_VAULT_ERROR_WRONG_PASSPHRASE,
 *   %LOKET_VAULT_ERROR_SHORT_PASSPHRASE or why the file cannot be written
 *
 * Ends loket_vault_change_passphrase_async(). After an error the slots are as
 * they were.
 *
 * Returns: whether it was changed, for good
 */
gboolean
loket_vault_change_passphrase_finish (GAsyncResult  *result,
                                      GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, loket_vault_change_passphrase_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
check_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      data,
                 GCancellable *cancellable)
{
  Change *change = data;
  g_autoptr (LoketSlotFile) slots = copy_slots (change->vault);
  GError *error = NULL;

  if (is_passphrase (slots, change->passphrase, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * loket_vault_check_passphrase_async:
 * @self: a vault
 * @passphrase: what the person typed
 * @cancellable: (nullable): to give up
 * @callback: what to call
 * @user_data: for @callback
 *
 * Looks whether it is the passphrase.
 */
void
loket_vault_check_passphrase_async (LoketVault          *self,
                                    const char          *passphrase,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  g_return_if_fail (self != NULL && passphrase != NULL);

  run (self, NULL, passphrase, check_in_thread, loket_vault_check_passphrase_async, cancellable, callback, user_data);
}

/**
 * loket_vault_check_passphrase_finish:
 * @result: the result
 * @error: return location for a #GError: %LOKET_VAULT_ERROR_WRONG_PASSPHRASE
 *
 * Ends loket_vault_check_passphrase_async().
 *
 * Returns: whether it is
 */
gboolean
loket_vault_check_passphrase_finish (GAsyncResult  *result,
                                     GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, loket_vault_check_passphrase_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
