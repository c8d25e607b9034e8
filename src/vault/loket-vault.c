/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-vault"

#include "config.h"

#include "loket-slots-private.h"

#include <string.h>

#include <sodium.h>

/**
 * LoketVault:
 *
 * Seals what must not lie in a profile in clear text. Its key never changes once
 * it is loaded, only the ways to it: any thread may use it.
 *
 * A sealed text is: a version byte, the first bytes of the key's hash, a random
 * nonce, and XChaCha20-Poly1305 over the text with the context as associated
 * data, so that nothing sealed for one purpose opens for another.
 */
#define VERSION      1
#define KEY_ID_BYTES 8
#define NONCE_BYTES  crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define TAG_BYTES    crypto_aead_xchacha20poly1305_ietf_ABYTES
#define HEADER_BYTES (1 + KEY_ID_BYTES + NONCE_BYTES)

G_STATIC_ASSERT (LOKET_VAULT_KEY_BYTES == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);

G_DEFINE_BOXED_TYPE (LoketVault, loket_vault, loket_vault_ref, loket_vault_unref)

/**
 * loket_vault_error_quark:
 *
 * The domain of this library's errors.
 *
 * Returns: the quark
 */
G_DEFINE_QUARK (loket-vault-error-quark, loket_vault_error)

/**
 * loket_vault_load_sync:
 * @profile_dir: the profile's private folder
 * @key_file: (nullable): a key file that the person named; made when missing
 * @cancellable: (nullable): to give up
 * @error: return location for a #GError of %LOKET_VAULT_ERROR or %G_IO_ERROR
 *
 * Finds or makes the key of a profile: a new one is kept in @key_file where one is
 * named; else in the desktop's secret service; where that cannot be had within 15
 * seconds, in a file inside the profile, which loket_vault_get_slots() tells. Of
 * one that is there any slot opens it; a passphrase takes loket_vault_load_async().
 * Where none does nothing is changed. Blocks: for worker threads only.
 *
 * Returns: (transfer full) (nullable): the vault
 */
LoketVault *
loket_vault_load_sync (const char   *profile_dir,
                       const char   *key_file,
                       GCancellable *cancellable,
                       GError      **error)
{
  const LoketVaultRequest request = {
    .profile_dir = profile_dir,
    .key_file = key_file,
    .limit_ms = LOKET_VAULT_SERVICE_LIMIT_MS,
    .cancellable = cancellable,
  };

  g_return_val_if_fail (profile_dir != NULL, NULL);

  return _loket_vault_load (&request, error);
}

typedef struct
{
  char *profile_dir;
  char *key_file;
  char *passphrase;
} LoadJob;

static void
load_job_free (LoadJob *job)
{
  g_free (job->profile_dir);
  g_free (job->key_file);
  _loket_vault_secret_free (job->passphrase);
  g_free (job);
}

static void
load_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  LoadJob *job = data;
  GError *error = NULL;
  const LoketVaultRequest request = {
    .profile_dir = job->profile_dir,
    .key_file = job->key_file,
    .passphrase = job->passphrase,
    .limit_ms = LOKET_VAULT_SERVICE_LIMIT_MS,
    .cancellable = cancellable,
  };
  LoketVault *vault = _loket_vault_load (&request, &error);

  if (vault != NULL)
    g_task_return_pointer (task, vault, (GDestroyNotify) loket_vault_unref);
  else
    g_task_return_error (task, error);
}

/**
 * loket_vault_load_async:
 * @profile_dir: the profile's private folder
 * @key_file: (nullable): a key file that the person named; made when missing
 * @passphrase: (nullable): the passphrase, where the person was asked for it
 * @cancellable: (nullable): to give up
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * As loket_vault_load_sync(), without blocking. Where the profile has a passphrase
 * and one is given nothing else is tried.
 */
void
loket_vault_load_async (const char          *profile_dir,
                        const char          *key_file,
                        const char          *passphrase,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  LoadJob *job = g_new0 (LoadJob, 1);

  g_return_if_fail (profile_dir != NULL);

  job->profile_dir = g_strdup (profile_dir);
  job->key_file = g_strdup (key_file);
  job->passphrase = _loket_vault_secret_dup (passphrase);
  g_task_set_source_tag (task, loket_vault_load_async);
  g_task_set_task_data (task, job, (GDestroyNotify) load_job_free);
  g_task_run_in_thread (task, load_in_thread);
}

/**
 * loket_vault_load_finish:
 * @result: what the callback got
 * @error: return location for a #GError, as of loket_vault_load_sync()
 *
 * Ends loket_vault_load_async().
 *
 * Returns: (transfer full) (nullable): the vault
 */
LoketVault *
loket_vault_load_finish (GAsyncResult *result,
                         GError      **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, loket_vault_load_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * loket_vault_ref:
 * @self: a vault
 *
 * Takes a reference. Any thread.
 *
 * Returns: (transfer full): @self
 */
LoketVault *
loket_vault_ref (LoketVault *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * loket_vault_unref:
 * @self: (transfer full): a vault
 *
 * Drops a reference; the last one wipes the keys. Any thread.
 */
void
loket_vault_unref (LoketVault *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_ptr_array_unref (self->keys);
  _loket_vault_key_free (self->data);
  _loket_slot_file_free (self->slots);
  g_mutex_clear (&self->change_mutex);
  g_mutex_clear (&self->slots_mutex);
  g_free (self->folder);
  _loket_vault_key_free (self->fields);
  _loket_vault_key_free (self->words);
  _loket_vault_key_free (self->files);
  g_free (self);
}

/**
 * loket_vault_has_slots:
 * @profile_dir: a profile's folder
 *
 * Tells whether a profile has a key of its own that loket_vault_load_sync() would
 * look for; else it would make one. Any thread.
 *
 * Returns: whether there is a file of slots
 */
gboolean
loket_vault_has_slots (const char *profile_dir)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (LoketSlotFile) slots = NULL;

  g_return_val_if_fail (profile_dir != NULL, FALSE);

  slots = _loket_slot_file_read (profile_dir, &local);
  return slots != NULL || !g_error_matches (local, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

/**
 * loket_vault_read_slots:
 * @profile_dir: a profile's folder
 * @slots: (out): the kinds of slots
 * @error: return location for a #GError: %G_IO_ERROR_NOT_FOUND where there are
 *   none, %LOKET_VAULT_ERROR_KEY_LOST where the file is damaged
 *
 * Tells which ways there are to a key, without it. Any thread; blocks.
 *
 * Returns: whether the file could be read
 */
gboolean
loket_vault_read_slots (const char       *profile_dir,
                        LoketVaultSlots  *slots,
                        GError          **error)
{
  g_autoptr (LoketSlotFile) file = NULL;

  g_return_val_if_fail (profile_dir != NULL && slots != NULL, FALSE);

  file = _loket_slot_file_read (profile_dir, error);
  if (file == NULL)
    return FALSE;
  *slots = _loket_slot_file_get_kinds (file);
  return TRUE;
}

/**
 * loket_vault_get_slots:
 * @self: a vault
 *
 * Tells which ways there are to the key. Any thread.
 *
 * Returns: the kinds of slots
 */
LoketVaultSlots
loket_vault_get_slots (LoketVault *self)
{
  LoketVaultSlots kinds;

  g_return_val_if_fail (self != NULL, 0);

  g_mutex_lock (&self->slots_mutex);
  kinds = _loket_slot_file_get_kinds (self->slots);
  g_mutex_unlock (&self->slots_mutex);
  return kinds;
}

static void
write_key_id (const LoketVaultKey *key,
              guint8              *id)
{
  guint8 hash[crypto_generichash_BYTES_MIN];

  crypto_generichash (hash, sizeof hash, _loket_vault_key_peek (key), LOKET_VAULT_KEY_BYTES,
                      (const guint8 *) "loket-vault-key-id", strlen ("loket-vault-key-id"));
  memcpy (id, hash, KEY_ID_BYTES);
}

/**
 * loket_vault_seal:
 * @self: a vault
 * @context: what it is for, as in `account/refresh-token`; the same is needed
 *   to open it
 * @plain: what to seal
 *
 * Seals bytes. Twice the same gives two different results. Any thread.
 *
 * Returns: (transfer full): the sealed bytes
 */
GBytes *
loket_vault_seal (LoketVault *self,
                  const char *context,
                  GBytes     *plain)
{
  gsize length;
  const guint8 *data;
  guint8 *sealed;
  const LoketVaultKey *key;

  g_return_val_if_fail (self != NULL && context != NULL && plain != NULL, NULL);

  data = g_bytes_get_data (plain, &length);
  key = g_ptr_array_index (self->keys, 0);
  sealed = g_malloc (HEADER_BYTES + length + TAG_BYTES);
  sealed[0] = VERSION;
  write_key_id (key, sealed + 1);
  randombytes_buf (sealed + 1 + KEY_ID_BYTES, NONCE_BYTES);
  crypto_aead_xchacha20poly1305_ietf_encrypt (sealed + HEADER_BYTES, NULL, data, length,
                                              (const guint8 *) context, strlen (context), NULL,
                                              sealed + 1 + KEY_ID_BYTES, _loket_vault_key_peek (key));
  return g_bytes_new_take (sealed, HEADER_BYTES + length + TAG_BYTES);
}

static const LoketVaultKey *
find_key (LoketVault   *self,
          const guint8 *id)
{
  for (guint i = 0; i < self->keys->len; i++)
    {
      const LoketVaultKey *key = g_ptr_array_index (self->keys, i);
      guint8 own[KEY_ID_BYTES];

      write_key_id (key, own);
      if (memcmp (own, id, KEY_ID_BYTES) == 0)
        return key;
    }
  return NULL;
}

/**
 * loket_vault_open:
 * @self: a vault
 * @context: what it was sealed for
 * @sealed: the sealed bytes
 * @error: return location for a #GError of %LOKET_VAULT_ERROR
 *
 * Opens what loket_vault_seal() has sealed. Any thread.
 *
 * Returns: (transfer full) (nullable): the bytes
 */
GBytes *
loket_vault_open (LoketVault *self,
                  const char *context,
                  GBytes     *sealed,
                  GError    **error)
{
  gsize length;
  const guint8 *data;
  const LoketVaultKey *key;
  g_autofree guint8 *plain = NULL;

  g_return_val_if_fail (self != NULL && context != NULL && sealed != NULL, NULL);

  data = g_bytes_get_data (sealed, &length);
  if (length < HEADER_BYTES + TAG_BYTES || data[0] != VERSION)
    {
      g_set_error_literal (error, LOKET_VAULT_ERROR, LOKET_VAULT_ERROR_DAMAGED, "Not a sealed text");
      return NULL;
    }
  key = find_key (self, data + 1);
  if (key == NULL)
    {
      g_set_error_literal (error, LOKET_VAULT_ERROR, LOKET_VAULT_ERROR_OTHER_KEY, "Sealed with another key");
      return NULL;
    }

  plain = g_malloc (length - HEADER_BYTES - TAG_BYTES + 1);
  if (crypto_aead_xchacha20poly1305_ietf_decrypt (plain, NULL, NULL, data + HEADER_BYTES, length - HEADER_BYTES,
                                                  (const guint8 *) context, strlen (context),
                                                  data + 1 + KEY_ID_BYTES, _loket_vault_key_peek (key)) != 0)
    {
      g_set_error_literal (error, LOKET_VAULT_ERROR, LOKET_VAULT_ERROR_DAMAGED,
                           "The sealed text is damaged or for another purpose");
      return NULL;
    }
  return g_bytes_new_take (g_steal_pointer (&plain), length - HEADER_BYTES - TAG_BYTES);
}
