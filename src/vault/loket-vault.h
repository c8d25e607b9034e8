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
 */
typedef enum
{
  LOKET_VAULT_ERROR_OTHER_KEY,
  LOKET_VAULT_ERROR_DAMAGED,
  LOKET_VAULT_ERROR_KEY_FILE,
} LoketVaultError;

#define LOKET_VAULT_ERROR (loket_vault_error_quark ())

GQuark loket_vault_error_quark (void);

/**
 * LoketVaultPlace:
 * @LOKET_VAULT_PLACE_KEY_FILE: a file that the person named
 * @LOKET_VAULT_PLACE_SECRET_SERVICE: the desktop's secret service
 * @LOKET_VAULT_PLACE_PROFILE: a file beside what it seals: whoever copies the
 *   profile has it too, and the person should be told so
 *
 * Where the key is kept.
 */
typedef enum
{
  LOKET_VAULT_PLACE_KEY_FILE,
  LOKET_VAULT_PLACE_SECRET_SERVICE,
  LOKET_VAULT_PLACE_PROFILE,
} LoketVaultPlace;

const char *loket_vault_place_to_name (LoketVaultPlace value);

typedef struct _LoketVault LoketVault;

#define LOKET_TYPE_VAULT (loket_vault_get_type ())

GType           loket_vault_get_type    (void) G_GNUC_CONST;
LoketVault     *loket_vault_load_sync   (const char          *profile_dir,
                                         const char          *key_file,
                                         GCancellable        *cancellable,
                                         GError             **error);
void            loket_vault_load_async  (const char          *profile_dir,
                                         const char          *key_file,
                                         GCancellable        *cancellable,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data);
LoketVault     *loket_vault_load_finish (GAsyncResult        *result,
                                         GError             **error);
LoketVault     *loket_vault_ref         (LoketVault          *self);
void            loket_vault_unref       (LoketVault          *self);
LoketVaultPlace loket_vault_get_place   (LoketVault          *self);
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
