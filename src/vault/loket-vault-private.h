/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-vault.h"

G_BEGIN_DECLS

#define LOKET_VAULT_KEY_BYTES 32

/* How long a secret service may take: it may ask the person to unlock it. Where
 * the key is at hand already, it gets less, to take it over. */
#define LOKET_VAULT_SERVICE_LIMIT_MS 15000
#define LOKET_VAULT_TAKE_OVER_MS     2000

/* 32 bytes that are wiped when they go. */
typedef struct _LoketVaultKey LoketVaultKey;

/* What keys are derived for: fields of tables, words of the search, files,
 * small secrets; and from the key of a slot the one that wraps. */
typedef enum
{
  LOKET_VAULT_SUBKEY_FIELDS = 1,
  LOKET_VAULT_SUBKEY_WORDS = 2,
  LOKET_VAULT_SUBKEY_FILES = 3,
  LOKET_VAULT_SUBKEY_SECRETS = 4,
  LOKET_VAULT_SUBKEY_SLOT = 5,
} LoketVaultSubkey;

struct _LoketVault
{
  gatomicrefcount ref_count;
  char           *folder;
  guint           limit_ms; /* for the secret service */
  LoketVaultKey  *data;
  GPtrArray      *keys; /* of small secrets: the first one seals, all of them open */
  LoketVaultKey  *fields;
  LoketVaultKey  *words;
  LoketVaultKey  *files;

  GMutex          change_mutex; /* held while the file of the slots is changed */
  GMutex          slots_mutex;
  gpointer        slots; /* LoketSlotFile, as it is on the disk */
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

gboolean       _loket_vault_service_lookup   (const char     *profile_id,
                                              guint           limit_ms,
                                              LoketVaultKey **key,
                                              GCancellable   *cancellable,
                                              GError        **error);
gboolean       _loket_vault_service_store    (const char     *profile_id,
                                              const LoketVaultKey *key,
                                              guint           limit_ms,
                                              GCancellable   *cancellable,
                                              GError        **error);

gboolean       _loket_vault_service_clear    (const char     *profile_id,
                                              guint           limit_ms,
                                              GCancellable   *cancellable,
                                              GError        **error);
char          *_loket_vault_dup_earlier_id   (const char     *profile_dir);

/* What loading needs; @limit_ms is for the secret service, 0 asks none. */
typedef struct
{
  const char   *profile_dir;
  const char   *key_file;   /* nullable */
  const char   *passphrase; /* nullable */
  guint         limit_ms;
  GCancellable *cancellable;
} LoketVaultRequest;

LoketVaultKey *_loket_vault_need_key_file    (const char     *path,
                                              gboolean       *made,
                                              GError        **error);
char          *_loket_vault_dup_beside       (const char     *profile_dir);
LoketVault    *_loket_vault_load             (const LoketVaultRequest *request,
                                              GError        **error);

/* A text in memory that is not swapped out and is wiped when it goes. */
char          *_loket_vault_secret_dup       (const char     *text);
void           _loket_vault_secret_free      (char           *text);

/* loket-vault-first.c: a profile without slots */
gpointer       _loket_vault_make_slots       (const LoketVaultRequest *request,
                                              LoketVaultKey **data,
                                              GError        **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketVaultKey, _loket_vault_key_free)

G_END_DECLS
