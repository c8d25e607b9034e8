/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-vault.h"

G_BEGIN_DECLS

#define LOKET_VAULT_KEY_BYTES 32

/* How long a secret service may take: it may ask the person to unlock it. */
#define LOKET_VAULT_SERVICE_LIMIT_MS 15000

/* 32 bytes that are wiped when they go. */
typedef struct _LoketVaultKey LoketVaultKey;

/* What keys are derived for: fields of tables, words of the search, files. */
typedef enum
{
  LOKET_VAULT_SUBKEY_FIELDS = 1,
  LOKET_VAULT_SUBKEY_WORDS = 2,
  LOKET_VAULT_SUBKEY_FILES = 3,
} LoketVaultSubkey;

struct _LoketVault
{
  gatomicrefcount ref_count;
  LoketVaultPlace place;
  GPtrArray      *keys; /* the first one seals, all of them open */
  LoketVaultKey  *fields;
  LoketVaultKey  *words;
  LoketVaultKey  *files;
};

LoketVaultKey *_loket_vault_key_new_random   (void);
LoketVaultKey *_loket_vault_key_new          (const guint8   *bytes,
                                              gsize           length);
LoketVaultKey *_loket_vault_key_derive       (const LoketVaultKey *key,
                                              LoketVaultSubkey subkey);
void           _loket_vault_key_free         (LoketVaultKey  *key);
const guint8  *_loket_vault_key_peek         (const LoketVaultKey *key);
LoketVaultKey *_loket_vault_key_read_file    (const char     *path,
                                              GError        **error);
gboolean       _loket_vault_key_write_file   (const LoketVaultKey *key,
                                              const char     *path,
                                              GError        **error);

/* The plain content of a sealed file; takes @file over. */
GInputStream  *_loket_vault_input_new        (LoketVault     *vault,
                                              const char     *context,
                                              GInputStream   *file,
                                              GCancellable   *cancellable,
                                              GError        **error);

/* A sealed file is: a version byte, the header of crypto_secretstream, and
 * chunks of so many bytes each with its tag; the last one is shorter and says
 * that it is the last. */
#define LOKET_VAULT_FILE_VERSION 1
#define LOKET_VAULT_CHUNK_BYTES  (64 * 1024)

LoketVaultKey *_loket_vault_service_load     (const char     *profile_id,
                                              guint           limit_ms,
                                              GCancellable   *cancellable,
                                              GError        **error);

LoketVault    *_loket_vault_load_limited     (const char     *profile_dir,
                                              const char     *key_file,
                                              guint           limit_ms,
                                              GCancellable   *cancellable,
                                              GError        **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketVaultKey, _loket_vault_key_free)

G_END_DECLS
