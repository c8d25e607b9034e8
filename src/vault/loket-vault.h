/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * LoketVaultError:
 * @LOKET_VAULT_ERROR_OTHER_KEY: sealed with a key we do not have: what was in
 *   it has to be asked for again
 * @LOKET_VAULT_ERROR_DAMAGED: not what was sealed, or sealed for another purpose
 * @LOKET_VAULT_ERROR_KEY_FILE: the key file cannot be used; the person who
 *   named it has to look
 * @LOKET_VAULT_ERROR_LOCKED: the passphrase opens it, nothing else can now
 * @LOKET_VAULT_ERROR_WRONG_PASSPHRASE: not the passphrase; ask again
 * @LOKET_VAULT_ERROR_KEY_LOST: no slot can be opened now: the secret service
 *   does not answer, or the key file is not there; nothing was changed, and
 *   trying again later may do
 * @LOKET_VAULT_ERROR_SHORT_PASSPHRASE: shorter or longer than a passphrase may be
 */
typedef enum
{
  LOKET_VAULT_ERROR_OTHER_KEY,
  LOKET_VAULT_ERROR_DAMAGED,
  LOKET_VAULT_ERROR_KEY_FILE,
  LOKET_VAULT_ERROR_LOCKED,
  LOKET_VAULT_ERROR_WRONG_PASSPHRASE,
  LOKET_VAULT_ERROR_KEY_LOST,
  LOKET_VAULT_ERROR_SHORT_PASSPHRASE,
} LoketVaultError;

#define LOKET_VAULT_ERROR (loket_vault_error_quark ())

GQuark loket_vault_error_quark (void);

/**
 * LoketVaultSlots:
 * @LOKET_VAULT_SLOT_KEY_FILE: a file that the person named
 * @LOKET_VAULT_SLOT_SECRET_SERVICE: the desktop's secret service
 * @LOKET_VAULT_SLOT_PROFILE: a file beside what it seals: whoever copies the
 *   profile has it too, and the person should be told so
 * @LOKET_VAULT_SLOT_PASSPHRASE: what the person knows
 *
 * The ways to the profile's data key, any of which opens it.
 */
typedef enum
{
  LOKET_VAULT_SLOT_KEY_FILE = 1 << 0,
  LOKET_VAULT_SLOT_SECRET_SERVICE = 1 << 1,
  LOKET_VAULT_SLOT_PROFILE = 1 << 2,
  LOKET_VAULT_SLOT_PASSPHRASE = 1 << 3,
} LoketVaultSlots;

const char *loket_vault_slot_to_name (LoketVaultSlots kind);

typedef struct _LoketVault LoketVault;

#define LOKET_TYPE_VAULT (loket_vault_get_type ())

GType           loket_vault_get_type    (void) G_GNUC_CONST;
LoketVault     *loket_vault_load_sync   (const char          *profile_dir,
                                         const char          *key_file,
                                         GCancellable        *cancellable,
                                         GError             **error);
void            loket_vault_load_async  (const char          *profile_dir,
                                         const char          *key_file,
                                         const char          *passphrase,
                                         GCancellable        *cancellable,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data);
LoketVault     *loket_vault_load_finish (GAsyncResult        *result,
                                         GError             **error);
LoketVault     *loket_vault_ref         (LoketVault          *self);
void            loket_vault_unref       (LoketVault          *self);
gboolean        loket_vault_has_slots   (const char          *profile_dir);
gboolean        loket_vault_read_slots  (const char          *profile_dir,
                                         LoketVaultSlots     *slots,
                                         GError             **error);
gboolean        loket_vault_forget_sync (const char          *profile_dir,
                                         GCancellable        *cancellable,
                                         GError             **error);
LoketVaultSlots loket_vault_get_slots   (LoketVault          *self);
void            loket_vault_change_passphrase_async  (LoketVault          *self,
                                                      const char          *current,
                                                      const char          *passphrase,
                                                      GCancellable        *cancellable,
                                                      GAsyncReadyCallback  callback,
                                                      gpointer             user_data);
gboolean        loket_vault_change_passphrase_finish (GAsyncResult        *result,
                                                      GError             **error);
void            loket_vault_check_passphrase_async   (LoketVault          *self,
                                                      const char          *passphrase,
                                                      GCancellable        *cancellable,
                                                      GAsyncReadyCallback  callback,
                                                      gpointer             user_data);
gboolean        loket_vault_check_passphrase_finish  (GAsyncResult        *result,
                                                      GError             **error);
GBytes         *loket_vault_seal        (LoketVault          *self,
                                         const char          *context,
                                         GBytes              *plain);
GBytes         *loket_vault_open        (LoketVault          *self,
                                         const char          *context,
                                         GBytes              *sealed,
                                         GError             **error);
GBytes         *loket_vault_seal_field  (LoketVault          *self,
                                         const char          *table,
                                         const char          *row,
                                         const char          *column,
                                         gconstpointer        data,
                                         gsize                length);
GBytes         *loket_vault_open_field  (LoketVault          *self,
                                         const char          *table,
                                         const char          *row,
                                         const char          *column,
                                         gconstpointer        sealed,
                                         gsize                length,
                                         GError             **error);
guint64         loket_vault_hash_word   (LoketVault          *self,
                                         const char          *word,
                                         gsize                length);
gboolean        loket_vault_seal_file   (LoketVault          *self,
                                         const char          *context,
                                         GInputStream        *plain,
                                         const char          *path,
                                         GCancellable        *cancellable,
                                         GError             **error);
GInputStream   *loket_vault_open_file   (LoketVault          *self,
                                         const char          *context,
                                         const char          *path,
                                         GCancellable        *cancellable,
                                         GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketVault, loket_vault_unref)

G_END_DECLS
