/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-keys.h"

#include <string.h>

#include <sodium.h>

#include "loket-file.h"
#include "loket-hub-records.h"

#define SECRET_BYTES 32

/**
 * LoketHubKeys:
 *
 * The hub's own secret, from which it makes the seals of receipts and states.
 *
 * It lies beside the database, not in it: a copy of the database alone lets
 * nobody make a receipt that the hub would take for its own.
 */
struct _LoketHubKeys
{
  gatomicrefcount ref_count;
  guint8          secret[SECRET_BYTES];
};

/**
 * loket_hub_keys_new:
 *
 * Makes a fresh secret. Any thread.
 *
 * Returns: (transfer full): the keys
 */
LoketHubKeys *
loket_hub_keys_new (void)
{
  LoketHubKeys *self;

  if (sodium_init () < 0)
    g_error ("The system gives no random numbers");

  self = g_new0 (LoketHubKeys, 1);
  g_atomic_ref_count_init (&self->ref_count);
  randombytes_buf (self->secret, sizeof self->secret);
  return self;
}

/**
 * loket_hub_keys_load:
 * @path: the file
 * @error: return location for a #GError
 *
 * Reads the secret. Blocks.
 *
 * Returns: (transfer full) (nullable): the keys
 */
LoketHubKeys *
loket_hub_keys_load (const char *path,
                     GError    **error)
{
  g_autoptr (LoketHubKeys) self = loket_hub_keys_new ();
  g_autoptr (GBytes) content = loket_file_read (path, SECRET_BYTES, error);

  if (content == NULL)
    return NULL;
  if (g_bytes_get_size (content) != SECRET_BYTES)
    {
      g_set_error (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_FAILED,
                   "“%s” is damaged; restore it from a backup", path);
      return NULL;
    }

  memcpy (self->secret, g_bytes_get_data (content, NULL), SECRET_BYTES);
  return g_steal_pointer (&self);
}

/**
 * loket_hub_keys_save:
 * @self: the keys
 * @path: the file, readable by its owner only
 * @error: return location for a #GError
 *
 * Writes the secret. Blocks.
 *
 * Returns: whether it is stored
 */
gboolean
loket_hub_keys_save (LoketHubKeys  *self,
                     const char    *path,
                     GError       **error)
{
  g_autoptr (GBytes) content = g_bytes_new (self->secret, SECRET_BYTES);

  return loket_file_write_private (path, content, error);
}

/**
 * loket_hub_keys_ref:
 * @self: the keys
 *
 * Takes a reference. Any thread.
 *
 * Returns: (transfer full): @self
 */
LoketHubKeys *
loket_hub_keys_ref (LoketHubKeys *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * loket_hub_keys_unref:
 * @self: (transfer full): the keys
 *
 * Drops a reference; the last one wipes the secret. Any thread.
 */
void
loket_hub_keys_unref (LoketHubKeys *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  sodium_memzero (self->secret, sizeof self->secret);
  g_free (self);
}

/**
 * loket_hub_keys_seal:
 * @self: the keys
 * @purpose: what it is for, so that one seal never passes for another
 * @text: what to seal
 *
 * Makes an HMAC-SHA256. Any thread.
 *
 * Returns: (transfer full): 64 hexadecimal digits
 */
char *
loket_hub_keys_seal (LoketHubKeys *self,
                     const char   *purpose,
                     const char   *text)
{
  g_autofree char *whole = g_strconcat (purpose, "\n", text, NULL);

  return g_compute_hmac_for_data (G_CHECKSUM_SHA256, self->secret, SECRET_BYTES,
                                  (const guchar *) whole, strlen (whole));
}

/**
 * loket_hub_keys_verify:
 * @self: the keys
 * @purpose: as for loket_hub_keys_seal()
 * @text: what was sealed
 * @mac: what was handed in as its seal
 *
 * Checks a seal in constant time. Any thread.
 *
 * Returns: whether it is ours
 */
gboolean
loket_hub_keys_verify (LoketHubKeys *self,
                       const char   *purpose,
                       const char   *text,
                       const char   *mac)
{
  g_autofree char *ours = loket_hub_keys_seal (self, purpose, text);

  return strlen (mac) == strlen (ours) && sodium_memcmp (ours, mac, strlen (ours)) == 0;
}
