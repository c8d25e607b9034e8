/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-vault"

#include "config.h"

#include "loket-slots-private.h"

#include <string.h>

#include <sodium.h>

#include "loket-limits.h"

/*
 * A wrapped key is a nonce and XChaCha20-Poly1305 over the key. The profile's id,
 * the kind of the slot and, for a passphrase, how its key is made are associated
 * data: a slot moved to another profile or made weaker does not open.
 */
#define NONCE_BYTES   crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define WRAPPED_BYTES (NONCE_BYTES + LOKET_VAULT_KEY_BYTES + crypto_aead_xchacha20poly1305_ietf_ABYTES)

/* Argon2id, version 1.3: a tenth of a second and 64 MiB for each guess. What a
 * slot was made with stands in it, so that these can be raised. */
#define OPERATIONS 2
#define MEMORY     (64 * 1024 * 1024)

static GBytes *
wrap (const LoketVaultKey *under,
      const char          *place,
      const LoketVaultKey *key)
{
  g_autoptr (LoketVaultKey) wrapping = _loket_vault_key_derive (under, LOKET_VAULT_SUBKEY_SLOT);
  guint8 *wrapped = g_malloc (WRAPPED_BYTES);

  randombytes_buf (wrapped, NONCE_BYTES);
  crypto_aead_xchacha20poly1305_ietf_encrypt (wrapped + NONCE_BYTES, NULL, _loket_vault_key_peek (key),
                                              LOKET_VAULT_KEY_BYTES, (const guint8 *) place, strlen (place),
                                              NULL, wrapped, _loket_vault_key_peek (wrapping));
  return g_bytes_new_take (wrapped, WRAPPED_BYTES);
}

static LoketVaultKey *
unwrap (const LoketVaultKey *under,
        const char          *place,
        GBytes              *wrapped)
{
  g_autoptr (LoketVaultKey) wrapping = _loket_vault_key_derive (under, LOKET_VAULT_SUBKEY_SLOT);
  guint8 bytes[LOKET_VAULT_KEY_BYTES];
  LoketVaultKey *key = NULL;
  gsize length;
  const guint8 *data = g_bytes_get_data (wrapped, &length);

  if (length == WRAPPED_BYTES &&
      crypto_aead_xchacha20poly1305_ietf_decrypt (bytes, NULL, NULL, data + NONCE_BYTES, length - NONCE_BYTES,
                                                  (const guint8 *) place, strlen (place), data,
                                                  _loket_vault_key_peek (wrapping)) == 0)
    key = _loket_vault_key_new (bytes, sizeof bytes);
  sodium_memzero (bytes, sizeof bytes);
  return key;
}

static char *
make_place (const LoketSlotFile *self,
            const LoketSlot     *slot)
{
  g_autofree char *how = NULL;

  if (slot->salt != NULL)
    {
      g_autofree char *salt =
        g_base64_encode (g_bytes_get_data (slot->salt, NULL), g_bytes_get_size (slot->salt));

      how = g_strdup_printf ("/%" G_GUINT64_FORMAT "/%" G_GUINT64_FORMAT "/%s", slot->operations,
                             slot->memory, salt);
    }
  return g_strdup_printf ("loket-slots/1/%s/%s%s", self->profile_id, loket_vault_slot_to_name (slot->kind),
                          how != NULL ? how : "");
}

static LoketSlot *
add_slot (LoketSlotFile   *self,
          LoketVaultSlots  kind)
{
  LoketSlot *slot = g_new0 (LoketSlot, 1);

  _loket_slot_file_remove (self, kind);
  slot->kind = kind;
  g_ptr_array_add (self->slots, slot);
  return slot;
}

/* Puts the data key into a slot, in place of what was in it. */
void
_loket_slot_file_wrap (LoketSlotFile       *self,
                       LoketVaultSlots      kind,
                       const LoketVaultKey *slot_key,
                       const LoketVaultKey *data_key)
{
  LoketSlot *slot = add_slot (self, kind);
  g_autofree char *place = make_place (self, slot);

  slot->wrapped = wrap (slot_key, place, data_key);
}

/* The data key; NULL where there is no such slot or it is of another key. */
LoketVaultKey *
_loket_slot_file_unwrap (const LoketSlotFile *self,
                         LoketVaultSlots      kind,
                         const LoketVaultKey *slot_key)
{
  const LoketSlot *slot = _loket_slot_file_find (self, kind);
  g_autofree char *place = NULL;

  if (slot == NULL)
    return NULL;
  place = make_place (self, slot);
  return unwrap (slot_key, place, slot->wrapped);
}

/* The same characters, however they were typed. */
static LoketVaultKey *
derive (const LoketSlot *slot,
        const char      *passphrase)
{
  char *normal = g_utf8_normalize (passphrase, -1, G_NORMALIZE_DEFAULT_COMPOSE);
  guint8 bytes[LOKET_VAULT_KEY_BYTES];
  LoketVaultKey *key = NULL;

  if (normal == NULL)
    return NULL;
  if (crypto_pwhash (bytes, sizeof bytes, normal, strlen (normal), g_bytes_get_data (slot->salt, NULL),
                     slot->operations, (size_t) slot->memory, crypto_pwhash_ALG_ARGON2ID13) == 0)
    key = _loket_vault_key_new (bytes, sizeof bytes);
  sodium_memzero (bytes, sizeof bytes);
  sodium_memzero (normal, strlen (normal));
  g_free (normal);
  return key;
}

/* Puts the data key into the slot of a passphrase; FALSE without memory for it,
 * and then nothing was changed. */
gboolean
_loket_slot_file_wrap_passphrase (LoketSlotFile       *self,
                                  const char          *passphrase,
                                  const LoketVaultKey *data_key)
{
  guint8 salt[crypto_pwhash_SALTBYTES];
  LoketSlot fresh = { .operations = OPERATIONS, .memory = MEMORY };
  g_autoptr (LoketVaultKey) slot_key = NULL;
  g_autofree char *place = NULL;
  LoketSlot *slot;

  randombytes_buf (salt, sizeof salt);
  fresh.salt = g_bytes_new (salt, sizeof salt);
  slot_key = derive (&fresh, passphrase);
  if (slot_key == NULL)
    {
      g_bytes_unref (fresh.salt);
      return FALSE;
    }
  slot = add_slot (self, LOKET_VAULT_SLOT_PASSPHRASE);
  slot->operations = fresh.operations;
  slot->memory = fresh.memory;
  slot->salt = fresh.salt;
  place = make_place (self, slot);
  slot->wrapped = wrap (slot_key, place, data_key);
  return TRUE;
}

/* The data key; NULL where it is another passphrase. Takes as long as it was
 * made to take. */
LoketVaultKey *
_loket_slot_file_unwrap_passphrase (const LoketSlotFile *self,
                                    const char          *passphrase)
{
  const LoketSlot *slot = _loket_slot_file_find (self, LOKET_VAULT_SLOT_PASSPHRASE);
  g_autoptr (LoketVaultKey) slot_key = NULL;
  g_autofree char *place = NULL;

  if (slot == NULL)
    return NULL;
  slot_key = derive (slot, passphrase);
  if (slot_key == NULL)
    return NULL;
  place = make_place (self, slot);
  return unwrap (slot_key, place, slot->wrapped);
}

/* Whether the slot was made with less work than is asked for now. */
gboolean
_loket_slot_is_outdated (const LoketSlot *slot)
{
  return slot->kind == LOKET_VAULT_SLOT_PASSPHRASE && (slot->operations < OPERATIONS || slot->memory < MEMORY);
}

static char *
make_elder_place (const LoketSlotFile *self)
{
  return g_strdup_printf ("loket-slots/1/%s/elder", self->profile_id);
}

/* Keeps a key that earlier versions may have sealed with. */
void
_loket_slot_file_add_elder (LoketSlotFile       *self,
                            const LoketVaultKey *elder,
                            const LoketVaultKey *data_key)
{
  g_autofree char *place = make_elder_place (self);

  for (guint i = 0; i < self->elders->len; i++)
    {
      g_autoptr (LoketVaultKey) known = _loket_slot_file_unwrap_elder (self, i, data_key);

      if (known != NULL &&
          sodium_memcmp (_loket_vault_key_peek (known), _loket_vault_key_peek (elder), LOKET_VAULT_KEY_BYTES) == 0)
        return;
    }
  if (self->elders->len < LOKET_LIMIT_SLOTS_ELDERS)
    g_ptr_array_add (self->elders, wrap (data_key, place, elder));
}

/* NULL where it is damaged. */
LoketVaultKey *
_loket_slot_file_unwrap_elder (const LoketSlotFile *self,
                               guint                position,
                               const LoketVaultKey *data_key)
{
  g_autofree char *place = make_elder_place (self);

  return unwrap (data_key, place, g_ptr_array_index (self->elders, position));
}
