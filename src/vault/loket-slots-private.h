/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-vault-private.h"

G_BEGIN_DECLS

/* One way to the profile's data key: the key wrapped under another one, which
 * is in a file, in the secret service, or made of a passphrase. */
typedef struct
{
  LoketVaultSlots kind; /* exactly one */
  GBytes         *wrapped;

  /* Of a passphrase only: how its key is made. */
  guint64         operations;
  guint64         memory; /* bytes */
  GBytes         *salt;
} LoketSlot;

/* The content of the file `slots`. */
typedef struct
{
  char      *profile_id;
  GPtrArray *slots;  /* of LoketSlot */
  GPtrArray *elders; /* of GBytes: keys of before the slots, wrapped under the data key */
} LoketSlotFile;

LoketSlotFile *_loket_slot_file_new     (const char          *profile_id);
void           _loket_slot_file_free    (LoketSlotFile       *self);
LoketSlotFile *_loket_slot_file_copy    (const LoketSlotFile *self);
LoketSlot     *_loket_slot_file_find    (const LoketSlotFile *self,
                                         LoketVaultSlots      kind);
void           _loket_slot_file_remove  (LoketSlotFile       *self,
                                         LoketVaultSlots      kind);
LoketVaultSlots _loket_slot_file_get_kinds (const LoketSlotFile *self);
char          *_loket_slot_file_to_text (const LoketSlotFile *self);
LoketSlotFile *_loket_slot_file_parse   (const char          *text,
                                         gsize                length,
                                         GError             **error);
LoketSlotFile *_loket_slot_file_read    (const char          *profile_dir,
                                         GError             **error);
gboolean       _loket_slot_file_write   (const LoketSlotFile *self,
                                         const char          *profile_dir,
                                         GError             **error);

/* loket-slots-wrap.c */
void           _loket_slot_file_wrap    (LoketSlotFile       *self,
                                         LoketVaultSlots      kind,
                                         const LoketVaultKey *slot_key,
                                         const LoketVaultKey *data_key);
LoketVaultKey *_loket_slot_file_unwrap  (const LoketSlotFile *self,
                                         LoketVaultSlots      kind,
                                         const LoketVaultKey *slot_key);
gboolean       _loket_slot_file_wrap_passphrase   (LoketSlotFile       *self,
                                                   const char          *passphrase,
                                                   const LoketVaultKey *data_key);
LoketVaultKey *_loket_slot_file_unwrap_passphrase (const LoketSlotFile *self,
                                                   const char          *passphrase);
gboolean       _loket_slot_is_outdated  (const LoketSlot     *slot);
void           _loket_slot_file_add_elder (LoketSlotFile       *self,
                                           const LoketVaultKey *elder,
                                           const LoketVaultKey *data_key);
LoketVaultKey *_loket_slot_file_unwrap_elder (const LoketSlotFile *self,
                                              guint                position,
                                              const LoketVaultKey *data_key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketSlotFile, _loket_slot_file_free)

G_END_DECLS
