/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-vault"

#include "config.h"

#include "loket-vault-private.h"

#include <string.h>

#include <sodium.h>

#include "loket-file.h"
#include "loket-text.h"

/**
 * LoketVault:
 *
 * Seals what must not lie in a profile in clear text. Never changes once it is
 * loaded: any thread may use it.
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

static const char *const place_names[] = {
  "key-file",
  "secret-service",
  "profile",
};

/**
 * loket_vault_place_to_name:
 * @value: a value
 *
 * Gives the name in `--json` output.
 *
 * Returns: a static text
 */
const char *
loket_vault_place_to_name (LoketVaultPlace value)
{
  g_return_val_if_fail ((guint) value < G_N_ELEMENTS (place_names), place_names[0]);

  return place_names[value];
}

static LoketVault *
vault_new (LoketVaultPlace  place,
           LoketVaultKey   *key)
{
  LoketVault *self = g_new0 (LoketVault, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->place = place;
  self->keys = g_ptr_array_new_with_free_func ((GDestroyNotify) _loket_vault_key_free);
  g_ptr_array_add (self->keys, key);
  self->fields = _loket_vault_key_derive (key, LOKET_VAULT_SUBKEY_FIELDS);
  self->words = _loket_vault_key_derive (key, LOKET_VAULT_SUBKEY_WORDS);
  self->files = _loket_vault_key_derive (key, LOKET_VAULT_SUBKEY_FILES);
  return self;
}

/* Reads a key file, or makes it where there is none. */
static LoketVaultKey *
need_key_file (const char *path,
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
    }

  if (key == NULL)
    g_set_error_literal (error, LOKET_VAULT_ERROR, LOKET_VAULT_ERROR_KEY_FILE, local->message);
  return g_steal_pointer (&key);
}

/* The random name the secret service knows the profile by. */
static char *
need_profile_id (const char *profile_dir,
                 GError    **error)
{
  g_autofree char *path = g_build_filename (profile_dir, "vault-id", NULL);
  g_autoptr (GBytes) content = loket_file_read (path, 64, NULL);
  g_autofree char *id = NULL;
  g_autoptr (GBytes) written = NULL;

  if (content != NULL)
    {
      id = g_strndup (g_bytes_get_data (content, NULL), g_bytes_get_size (content));
      if (loket_text_is_uuid (g_strchomp (id)))
        return g_steal_pointer (&id);
      g_clear_pointer (&id, g_free);
    }

  id = loket_text_new_uuid ();
  written = g_bytes_new (id, strlen (id));
  return loket_file_write_private (path, written, error) ? g_steal_pointer (&id) : NULL;
}

/* As loket_vault_load_sync(), with another limit for the secret service. */
LoketVault *
_loket_vault_load_limited (const char   *profile_dir,
                           const char   *key_file,
                           guint         limit_ms,
                           GCancellable *cancellable,
                           GError      **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *profile_id = NULL;
  g_autofree char *profile_key = g_build_filename (profile_dir, "key", NULL);
  LoketVaultKey *key;

  if (key_file != NULL)
    {
      key = need_key_file (key_file, error);
      return key != NULL ? vault_new (LOKET_VAULT_PLACE_KEY_FILE, key) : NULL;
    }

  profile_id = need_profile_id (profile_dir, error);
  if (profile_id == NULL)
    return NULL;

  key = _loket_vault_service_load (profile_id, limit_ms, cancellable, &local);
  if (key != NULL)
    {
      LoketVault *self = vault_new (LOKET_VAULT_PLACE_SECRET_SERVICE, key);
      LoketVaultKey *older = _loket_vault_key_read_file (profile_key, NULL);

      /* From a time when there was no service. */
      if (older != NULL)
        g_ptr_array_add (self->keys, older);
      return self;
    }

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  g_debug ("no secret service: %s", local->message);
  key = need_key_file (profile_key, error);
  return key != NULL ? vault_new (LOKET_VAULT_PLACE_PROFILE, key) : NULL;
}

/**
 * loket_vault_load_sync:
 * @profile_dir: the profile's private folder
 * @key_file: (nullable): a key file that the person named; made when missing
 * @cancellable: (nullable): to give up
 * @error: return location for a #GError of %LOKET_VAULT_ERROR or %G_IO_ERROR
 *
 * Finds or makes the key of a profile: in @key_file where one is named; else in
 * the desktop's secret service; where that cannot be had within 15 seconds, in
 * a file inside the profile, which loket_vault_get_place() tells. Blocks: for
 * worker threads only.
 *
 * Returns: (transfer full) (nullable): the vault
 */
LoketVault *
loket_vault_load_sync (const char   *profile_dir,
                       const char   *key_file,
                       GCancellable *cancellable,
                       GError      **error)
{
  g_return_val_if_fail (profile_dir != NULL, NULL);

  return _loket_vault_load_limited (profile_dir, key_file, LOKET_VAULT_SERVICE_LIMIT_MS, cancellable, error);
}

typedef struct
{
  char *profile_dir;
  char *key_file;
} LoadJob;

static void
load_job_free (LoadJob *job)
{
  g_free (job->profile_dir);
  g_free (job->key_file);
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
  LoketVault *vault = loket_vault_load_sync (job->profile_dir, job->key_file, cancellable, &error);

  if (vault != NULL)
    g_task_return_pointer (task, vault, (GDestroyNotify) loket_vault_unref);
  else
    g_task_return_error (task, error);
}

/**
 * loket_vault_load_async:
 * @profile_dir: the profile's private folder
 * @key_file: (nullable): a key file that the person named; made when missing
 * @cancellable: (nullable): to give up
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * As loket_vault_load_sync(), without blocking.
 */
void
loket_vault_load_async (const char          *profile_dir,
                        const char          *key_file,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  LoadJob *job = g_new0 (LoadJob, 1);

  g_return_if_fail (profile_dir != NULL);

  job->profile_dir = g_strdup (profile_dir);
  job->key_file = g_strdup (key_file);
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
  _loket_vault_key_free (self->fields);
  _loket_vault_key_free (self->words);
  _loket_vault_key_free (self->files);
  g_free (self);
}

/**
 * loket_vault_get_place:
 * @self: a vault
 *
 * Tells where the key is kept. Any thread.
 *
 * Returns: the place
 */
LoketVaultPlace
loket_vault_get_place (LoketVault *self)
{
  g_return_val_if_fail (self != NULL, LOKET_VAULT_PLACE_PROFILE);

  return self->place;
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
