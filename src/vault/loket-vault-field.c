/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-vault"

#include "config.h"

#include "loket-vault-private.h"

#include <string.h>

#include <sodium.h>

/*
 * A sealed field is: a version byte, a random nonce, and XChaCha20-Poly1305
 * over the value. The version, table, row and column are associated data, so
 * that a value moved to another place does not open.
 */
#define FIELD_VERSION 1
#define NONCE_BYTES   crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define TAG_BYTES     crypto_aead_xchacha20poly1305_ietf_ABYTES
#define HEADER_BYTES  (1 + NONCE_BYTES)
#define SHORT_PLACE   256

typedef struct
{
  guint8  inline_bytes[SHORT_PLACE];
  guint8 *bytes;
  gsize   length;
} Place;

/* Version, table, row and column, each with the NUL that ends it. */
static void
place_init (Place      *place,
            const char *table,
            const char *row,
            const char *column)
{
  const char *parts[] = { table, row, column };
  gsize used = 1;

  place->length = 1 + strlen (table) + strlen (row) + strlen (column) + G_N_ELEMENTS (parts);
  place->bytes = place->length <= SHORT_PLACE ? place->inline_bytes : g_malloc (place->length);
  place->bytes[0] = FIELD_VERSION;
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      gsize length = strlen (parts[i]) + 1;

      memcpy (place->bytes + used, parts[i], length);
      used += length;
    }
}

static void
place_clear (Place *place)
{
  if (place->bytes != place->inline_bytes)
    g_free (place->bytes);
}

/**
 * loket_vault_seal_field:
 * @self: a vault
 * @table: the table
 * @row: the row's own id, never a number that another row may get later
 * @column: the column
 * @data: (nullable): the value
 * @length: its bytes
 *
 * Seals a value for one place of a database. Twice the same gives two different
 * results. Any thread.
 *
 * Returns: (transfer full): the sealed bytes, 41 more than the value has
 */
GBytes *
loket_vault_seal_field (LoketVault    *self,
                        const char    *table,
                        const char    *row,
                        const char    *column,
                        gconstpointer  data,
                        gsize          length)
{
  guint8 *sealed;
  Place place;

  g_return_val_if_fail (self != NULL && table != NULL && row != NULL && column != NULL, NULL);
  g_return_val_if_fail (data != NULL || length == 0, NULL);

  place_init (&place, table, row, column);
  sealed = g_malloc (HEADER_BYTES + length + TAG_BYTES);
  sealed[0] = FIELD_VERSION;
  randombytes_buf (sealed + 1, NONCE_BYTES);
  crypto_aead_xchacha20poly1305_ietf_encrypt (sealed + HEADER_BYTES, NULL, data, length, place.bytes,
                                              place.length, NULL, sealed + 1,
                                              _loket_vault_key_peek (self->fields));
  place_clear (&place);
  return g_bytes_new_take (sealed, HEADER_BYTES + length + TAG_BYTES);
}

/**
 * loket_vault_open_field:
 * @self: a vault
 * @table: the table
 * @row: the row's own id
 * @column: the column
 * @sealed: (nullable): what loket_vault_seal_field() gave
 * @length: its bytes
 * @error: return location for a #GError: %LOKET_VAULT_ERROR_DAMAGED where it is
 *   not what was sealed for this place with this profile's key
 *
 * Opens a value. Any thread.
 *
 * Returns: (transfer full) (nullable): the value; a NUL that does not count
 *   follows it
 */
GBytes *
loket_vault_open_field (LoketVault     *self,
                        const char     *table,
                        const char     *row,
                        const char     *column,
                        gconstpointer   sealed,
                        gsize           length,
                        GError        **error)
{
  const guint8 *data = sealed;
  g_autofree guint8 *plain = NULL;
  gsize plain_length;
  Place place;
  int result;

  g_return_val_if_fail (self != NULL && table != NULL && row != NULL && column != NULL, NULL);

  if (length < HEADER_BYTES + TAG_BYTES || data[0] != FIELD_VERSION)
    {
      g_set_error_literal (error, LOKET_VAULT_ERROR, LOKET_VAULT_ERROR_DAMAGED, "Not a sealed field");
      return NULL;
    }
  plain_length = length - HEADER_BYTES - TAG_BYTES;
  plain = g_malloc (plain_length + 1);
  place_init (&place, table, row, column);
  result = crypto_aead_xchacha20poly1305_ietf_decrypt (plain, NULL, NULL, data + HEADER_BYTES,
                                                       length - HEADER_BYTES, place.bytes, place.length,
                                                       data + 1, _loket_vault_key_peek (self->fields));
  place_clear (&place);
  if (result != 0)
    {
      g_set_error_literal (error, LOKET_VAULT_ERROR, LOKET_VAULT_ERROR_DAMAGED,
                           "A sealed field is damaged or from another place");
      return NULL;
    }
  plain[plain_length] = '\0';
  return g_bytes_new_take (g_steal_pointer (&plain), plain_length);
}

/**
 * loket_vault_hash_word:
 * @self: a vault
 * @word: a word of a text, as the search folds and stems it
 * @length: its bytes
 *
 * Gives what stands for a word in the search index: SipHash-2-4 under a key of
 * the profile, so that the index names no word, and two profiles have nothing in
 * common. Any thread.
 *
 * Returns: the hash
 */
guint64
loket_vault_hash_word (LoketVault *self,
                       const char *word,
                       gsize       length)
{
  guint8 bytes[crypto_shorthash_BYTES];
  guint64 hash;

  G_STATIC_ASSERT (sizeof hash == sizeof bytes);
  G_STATIC_ASSERT (LOKET_VAULT_KEY_BYTES >= crypto_shorthash_KEYBYTES);
  g_return_val_if_fail (self != NULL && (word != NULL || length == 0), 0);

  crypto_shorthash (bytes, (const guint8 *) word, length, _loket_vault_key_peek (self->words));
  memcpy (&hash, bytes, sizeof hash);
  return GUINT64_FROM_LE (hash);
}
