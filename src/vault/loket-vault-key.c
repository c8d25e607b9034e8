/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-vault"

#include "config.h"

#include "loket-vault-private.h"

#include <string.h>

#include <glib/gstdio.h>
#include <sodium.h>

#include "loket-file.h"

struct _LoketVaultKey
{
  guint8 *bytes; /* in locked memory, not swapped out */
};

static LoketVaultKey *
key_new_empty (void)
{
  LoketVaultKey *key = g_new0 (LoketVaultKey, 1);

  if (sodium_init () < 0)
    g_error ("libsodium has no source of random numbers");
  key->bytes = sodium_malloc (LOKET_VAULT_KEY_BYTES);
  if (key->bytes == NULL)
    g_error ("no memory for a key");
  return key;
}

/* A fresh key. */
LoketVaultKey *
_loket_vault_key_new_random (void)
{
  LoketVaultKey *key = key_new_empty ();

  randombytes_buf (key->bytes, LOKET_VAULT_KEY_BYTES);
  return key;
}

/* A key from its bytes; NULL where they are not as many as they should be. */
LoketVaultKey *
_loket_vault_key_new (const guint8 *bytes,
                      gsize         length)
{
  LoketVaultKey *key;

  if (length != LOKET_VAULT_KEY_BYTES)
    return NULL;
  key = key_new_empty ();
  memcpy (key->bytes, bytes, length);
  return key;
}

/* The key for one purpose, which says nothing about @key. */
LoketVaultKey *
_loket_vault_key_derive (const LoketVaultKey *key,
                         LoketVaultSubkey     subkey)
{
  LoketVaultKey *derived = key_new_empty ();

  crypto_kdf_derive_from_key (derived->bytes, LOKET_VAULT_KEY_BYTES, subkey, "loketkey", key->bytes);
  return derived;
}

/* NULL stays NULL. */
char *
_loket_vault_secret_dup (const char *text)
{
  char *copy;

  if (text == NULL)
    return NULL;
  if (sodium_init () < 0)
    g_error ("libsodium has no source of random numbers");
  copy = sodium_malloc (strlen (text) + 1);
  if (copy == NULL)
    g_error ("no memory for a secret");
  memcpy (copy, text, strlen (text) + 1);
  return copy;
}

void
_loket_vault_secret_free (char *text)
{
  sodium_free (text);
}

/* Wipes and frees. */
void
_loket_vault_key_free (LoketVaultKey *key)
{
  if (key == NULL)
    return;

  sodium_free (key->bytes);
  g_free (key);
}

/* The key's bytes, as long as it lives. */
const guint8 *
_loket_vault_key_peek (const LoketVaultKey *key)
{
  return key->bytes;
}

/* Reads a key file, and narrows it to its owner. */
LoketVaultKey *
_loket_vault_key_read_file (const char *path,
                            GError    **error)
{
  g_autoptr (GBytes) content = NULL;
  g_autoptr (LoketVaultKey) key = NULL;
  const guint8 *bytes;
  gsize length;

  content = loket_file_read (path, 4096, error);
  if (content == NULL)
    return NULL;

  bytes = g_bytes_get_data (content, &length);
  key = _loket_vault_key_new (bytes, length);
  if (length > 0)
    sodium_memzero ((void *) bytes, length);
  if (key == NULL)
    {
      g_set_error (error, LOKET_VAULT_ERROR, LOKET_VAULT_ERROR_KEY_FILE,
                   "“%s” is not a key: it should have %d bytes", path, LOKET_VAULT_KEY_BYTES);
      return NULL;
    }
  if (g_chmod (path, 0600) != 0)
    g_debug ("cannot narrow the key file");
  return g_steal_pointer (&key);
}

/* Writes a key file that only its owner can read. */
gboolean
_loket_vault_key_write_file (const LoketVaultKey *key,
                             const char          *path,
                             GError             **error)
{
  g_autoptr (GBytes) content = g_bytes_new_static (key->bytes, LOKET_VAULT_KEY_BYTES);

  return loket_file_write_private (path, content, error);
}
