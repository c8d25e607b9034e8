/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-vault"

#include "config.h"

#include "loket-slots-private.h"

#include <string.h>

#include <glib/gstdio.h>
#include <sodium.h>

#include "loket-file.h"
#include "loket-limits.h"
#include "loket-text.h"

/*
 * The file is a key file with a group for each slot. Each wrapped key is bound
 * to the profile's id and to the kind of its slot; `check` is a sum over the rest
 * and tells a damaged file from a wrong passphrase. It is small and everything
 * depends on it, so there are two of them: `slots`, and `slots.copy`, which is
 * written after it and read where the first one is gone or damaged.
 */
#define GROUP        "loket-slots"
#define FILE_VERSION 1
#define ALGORITHM    "argon2id13"
#define ELDER_PREFIX "elder-"

static const char *const file_names[] = { "slots", "slots.copy" };

static const struct
{
  LoketVaultSlots kind;
  const char     *name;
} kinds[] = {
  { LOKET_VAULT_SLOT_KEY_FILE, "key-file" },
  { LOKET_VAULT_SLOT_SECRET_SERVICE, "secret-service" },
  { LOKET_VAULT_SLOT_PROFILE, "profile" },
  { LOKET_VAULT_SLOT_PASSPHRASE, "passphrase" },
};

/**
 * loket_vault_slot_to_name:
 * @kind: exactly one kind of slot
 *
 * Gives the name in files and in `--json` output.
 *
 * Returns: (transfer none): a static text
 */
const char *
loket_vault_slot_to_name (LoketVaultSlots kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i].kind == kind)
      return kinds[i].name;
  g_return_val_if_reached (kinds[0].name);
}

static void
slot_free (gpointer data)
{
  LoketSlot *slot = data;

  g_clear_pointer (&slot->wrapped, g_bytes_unref);
  g_clear_pointer (&slot->salt, g_bytes_unref);
  g_free (slot);
}

/* No slot yet. */
LoketSlotFile *
_loket_slot_file_new (const char *profile_id)
{
  LoketSlotFile *self = g_new0 (LoketSlotFile, 1);

  self->profile_id = g_strdup (profile_id);
  self->slots = g_ptr_array_new_with_free_func (slot_free);
  self->elders = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  return self;
}

void
_loket_slot_file_free (LoketSlotFile *self)
{
  g_free (self->profile_id);
  g_ptr_array_unref (self->slots);
  g_ptr_array_unref (self->elders);
  g_free (self);
}

LoketSlotFile *
_loket_slot_file_copy (const LoketSlotFile *self)
{
  LoketSlotFile *copy = _loket_slot_file_new (self->profile_id);

  for (guint i = 0; i < self->slots->len; i++)
    {
      LoketSlot *slot = g_memdup2 (g_ptr_array_index (self->slots, i), sizeof (LoketSlot));

      g_bytes_ref (slot->wrapped);
      if (slot->salt != NULL)
        g_bytes_ref (slot->salt);
      g_ptr_array_add (copy->slots, slot);
    }
  for (guint i = 0; i < self->elders->len; i++)
    g_ptr_array_add (copy->elders, g_bytes_ref (g_ptr_array_index (self->elders, i)));
  return copy;
}

/* NULL where there is no such slot. */
LoketSlot *
_loket_slot_file_find (const LoketSlotFile *self,
                       LoketVaultSlots      kind)
{
  for (guint i = 0; i < self->slots->len; i++)
    {
      LoketSlot *slot = g_ptr_array_index (self->slots, i);

      if (slot->kind == kind)
        return slot;
    }
  return NULL;
}

void
_loket_slot_file_remove (LoketSlotFile   *self,
                         LoketVaultSlots  kind)
{
  LoketSlot *slot = _loket_slot_file_find (self, kind);

  if (slot != NULL)
    g_ptr_array_remove (self->slots, slot);
}

LoketVaultSlots
_loket_slot_file_get_kinds (const LoketSlotFile *self)
{
  LoketVaultSlots found = 0;

  for (guint i = 0; i < self->slots->len; i++)
    found |= ((LoketSlot *) g_ptr_array_index (self->slots, i))->kind;
  return found;
}

/* --- text ---------------------------------------------------------------- */

static void
set_bytes (GKeyFile   *file,
           const char *group,
           const char *key,
           GBytes     *value)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (value, &length);
  g_autofree char *text = g_base64_encode (data, length);

  g_key_file_set_string (file, group, key, text);
}

static GBytes *
get_bytes (GKeyFile   *file,
           const char *group,
           const char *key)
{
  g_autofree char *text = g_key_file_get_string (file, group, key, NULL);
  gsize length = 0;
  guint8 *data;

  if (text == NULL || *text == '\0')
    return NULL;
  data = g_base64_decode (text, &length);
  return g_bytes_new_take (data, length);
}

/* Over everything but itself. */
static char *
make_check (GKeyFile *file)
{
  guint8 sum[crypto_generichash_BYTES];
  char text[2 * sizeof sum + 1];
  g_autofree char *data = NULL;
  gsize length;

  g_key_file_remove_key (file, GROUP, "check", NULL);
  data = g_key_file_to_data (file, &length, NULL);
  crypto_generichash (sum, sizeof sum, (const guint8 *) data, length, NULL, 0);
  return g_strdup (sodium_bin2hex (text, sizeof text, sum, sizeof sum));
}

/* The content of the file. */
char *
_loket_slot_file_to_text (const LoketSlotFile *self)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *check = NULL;

  g_key_file_set_integer (file, GROUP, "version", FILE_VERSION);
  g_key_file_set_string (file, GROUP, "profile", self->profile_id);
  for (guint i = 0; i < self->slots->len; i++)
    {
      const LoketSlot *slot = g_ptr_array_index (self->slots, i);
      const char *name = loket_vault_slot_to_name (slot->kind);

      if (slot->kind == LOKET_VAULT_SLOT_PASSPHRASE)
        {
          g_key_file_set_string (file, name, "algorithm", ALGORITHM);
          g_key_file_set_uint64 (file, name, "operations", slot->operations);
          g_key_file_set_uint64 (file, name, "memory", slot->memory);
          set_bytes (file, name, "salt", slot->salt);
        }
      set_bytes (file, name, "wrapped", slot->wrapped);
    }
  for (guint i = 0; i < self->elders->len; i++)
    {
      g_autofree char *name = g_strdup_printf (ELDER_PREFIX "%u", i + 1);

      set_bytes (file, name, "wrapped", g_ptr_array_index (self->elders, i));
    }
  check = make_check (file);
  g_key_file_set_string (file, GROUP, "check", check);
  return g_key_file_to_data (file, NULL, NULL);
}

static gboolean
read_slot (LoketSlotFile   *self,
           GKeyFile        *file,
           LoketVaultSlots  kind)
{
  const char *name = loket_vault_slot_to_name (kind);
  LoketSlot *slot = g_new0 (LoketSlot, 1);
  g_autofree char *algorithm = NULL;

  g_ptr_array_add (self->slots, slot);
  slot->kind = kind;
  slot->wrapped = get_bytes (file, name, "wrapped");
  if (slot->wrapped == NULL)
    return FALSE;
  if (kind != LOKET_VAULT_SLOT_PASSPHRASE)
    return TRUE;

  algorithm = g_key_file_get_string (file, name, "algorithm", NULL);
  slot->operations = g_key_file_get_uint64 (file, name, "operations", NULL);
  slot->memory = g_key_file_get_uint64 (file, name, "memory", NULL);
  slot->salt = get_bytes (file, name, "salt");
  return g_strcmp0 (algorithm, ALGORITHM) == 0 && slot->salt != NULL &&
         g_bytes_get_size (slot->salt) == crypto_pwhash_SALTBYTES && slot->operations >= 1 &&
         slot->operations <= LOKET_LIMIT_PASSPHRASE_OPERATIONS && slot->memory >= crypto_pwhash_MEMLIMIT_MIN &&
         slot->memory <= LOKET_LIMIT_PASSPHRASE_MEMORY;
}

static gboolean
read_groups (LoketSlotFile *self,
             GKeyFile      *file)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_key_file_has_group (file, kinds[i].name) && !read_slot (self, file, kinds[i].kind))
      return FALSE;
  for (guint i = 0; i < LOKET_LIMIT_SLOTS_ELDERS; i++)
    {
      g_autofree char *name = g_strdup_printf (ELDER_PREFIX "%u", i + 1);
      GBytes *wrapped = get_bytes (file, name, "wrapped");

      if (wrapped == NULL)
        break;
      g_ptr_array_add (self->elders, wrapped);
    }
  return self->slots->len > 0;
}

/* Reads the content of the file: KEY_LOST where it is damaged or of a newer
 * version, which is not told apart for one cannot do anything with either. */
LoketSlotFile *
_loket_slot_file_parse (const char  *text,
                        gsize        length,
                        GError     **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (LoketSlotFile) self = NULL;
  g_autofree char *profile_id = NULL;
  g_autofree char *told = NULL;
  g_autofree char *check = NULL;

  if (g_key_file_load_from_data (file, text, length, G_KEY_FILE_NONE, NULL))
    {
      profile_id = g_key_file_get_string (file, GROUP, "profile", NULL);
      told = g_key_file_get_string (file, GROUP, "check", NULL);
      check = make_check (file);
    }
  if (profile_id != NULL && g_strcmp0 (told, check) == 0 && loket_text_is_uuid (profile_id) &&
      g_key_file_get_integer (file, GROUP, "version", NULL) == FILE_VERSION)
    {
      self = _loket_slot_file_new (profile_id);
      if (read_groups (self, file))
        return g_steal_pointer (&self);
    }
  g_set_error_literal (error, LOKET_VAULT_ERROR, LOKET_VAULT_ERROR_KEY_LOST,
                       "The file of the profile's key is damaged");
  return NULL;
}

/* --- files --------------------------------------------------------------- */

/* Reads the file or its copy: G_IO_ERROR_NOT_FOUND where there is neither. */
LoketSlotFile *
_loket_slot_file_read (const char  *profile_dir,
                       GError     **error)
{
  g_autoptr (GError) worst = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (file_names); i++)
    {
      g_autofree char *path = g_build_filename (profile_dir, file_names[i], NULL);
      g_autoptr (GError) local = NULL;
      g_autoptr (GBytes) content = loket_file_read (path, LOKET_LIMIT_SLOTS_BYTES, &local);
      LoketSlotFile *self = NULL;

      if (content != NULL)
        self = _loket_slot_file_parse (g_bytes_get_data (content, NULL), g_bytes_get_size (content), &local);
      if (self != NULL)
        return self;
      if (worst == NULL || g_error_matches (worst, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
        {
          g_clear_error (&worst);
          worst = g_steal_pointer (&local);
        }
    }
  g_propagate_error (error, g_steal_pointer (&worst));
  return NULL;
}

/* Writes the file, and then its copy. */
gboolean
_loket_slot_file_write (const LoketSlotFile  *self,
                        const char           *profile_dir,
                        GError              **error)
{
  g_autofree char *text = _loket_slot_file_to_text (self);
  g_autoptr (GBytes) content = g_bytes_new_take (text, strlen (text));

  text = NULL;
  for (guint i = 0; i < G_N_ELEMENTS (file_names); i++)
    {
      g_autofree char *path = g_build_filename (profile_dir, file_names[i], NULL);

      if (!loket_file_write_private (path, content, error))
        return FALSE;
    }
  return TRUE;
}
