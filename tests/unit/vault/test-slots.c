/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loket-slots-private.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>
#include <sodium.h>

#include "loket-file.h"
#include "loket-limits.h"
#include "loket-text.h"

#include "../../lib/test-folder.h"

/* Runs with a secret service that keeps its items in a file. */
#define PASSPHRASE "kuda lumping naik becak"
#define OTHER      "sepeda ontel masuk angin"

typedef struct
{
  char *root;
  char *dir;
  char *named;
  char *beside;
} Fixture;

static guint limit_ms = 15000; /* what the secret service gets */

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  f->root = g_dir_make_tmp ("loket-slots-XXXXXX", NULL);
  f->dir = g_build_filename (f->root, "profile", NULL);
  f->named = g_build_filename (f->root, "named", NULL);
  f->beside = g_build_filename (f->dir, "key", NULL);
  g_assert_cmpint (g_mkdir (f->dir, 0700), ==, 0);
}

/* Whether there is a secret service on this desktop. */
static void
set_service (gboolean there)
{
  limit_ms = there ? 15000 : 0;
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  test_folder_remove (f->root);
  g_free (f->root);
  g_free (f->dir);
  g_free (f->named);
  g_free (f->beside);
}

static LoketVault *
load (Fixture     *f,
      const char  *key_file,
      const char  *passphrase,
      GError     **error)
{
  const LoketVaultRequest request = {
    .profile_dir = f->dir,
    .key_file = key_file,
    .passphrase = passphrase,
    .limit_ms = limit_ms,
  };

  return _loket_vault_load (&request, error);
}

static LoketVault *
need (Fixture    *f,
      const char *key_file,
      const char *passphrase)
{
  g_autoptr (GError) error = NULL;
  LoketVault *vault = load (f, key_file, passphrase, &error);

  g_assert_no_error (error);
  return vault;
}

static void
assert_refused (Fixture         *f,
                const char      *key_file,
                const char      *passphrase,
                LoketVaultError  code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (load (f, key_file, passphrase, &error));
  g_assert_error (error, LOKET_VAULT_ERROR, (int) code);
}

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static gboolean
change (LoketVault  *vault,
        const char  *current,
        const char  *passphrase,
        GError     **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  loket_vault_change_passphrase_async (vault, current, passphrase, NULL, done_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return loket_vault_change_passphrase_finish (result, error);
}

static gboolean
check (LoketVault *vault,
       const char *passphrase)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is;

  loket_vault_check_passphrase_async (vault, passphrase, NULL, done_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  is = loket_vault_check_passphrase_finish (result, &error);
  if (!is)
    g_assert_error (error, LOKET_VAULT_ERROR, LOKET_VAULT_ERROR_WRONG_PASSPHRASE);
  return is;
}

static void
need_change (LoketVault *vault,
             const char *current,
             const char *passphrase)
{
  g_autoptr (GError) error = NULL;

  change (vault, current, passphrase, &error);
  g_assert_no_error (error);
}

static GBytes *
seal (LoketVault *vault)
{
  return loket_vault_seal_field (vault, "t", "r", "c", "rahasia", 7);
}

static void
assert_opens (LoketVault *vault,
              GBytes     *sealed)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) plain =
    loket_vault_open_field (vault, "t", "r", "c", g_bytes_get_data (sealed, NULL), g_bytes_get_size (sealed), &error);

  g_assert_no_error (error);
  g_assert_cmpstr (g_bytes_get_data (plain, NULL), ==, "rahasia");
}

/* Either of two slots opens the same key. */
static void
test_either_opens (Fixture       *f,
                   gconstpointer  data)
{
  g_autoptr (LoketVault) first = need (f, NULL, NULL);
  g_autoptr (LoketVault) by_service = NULL;
  g_autoptr (LoketVault) by_passphrase = NULL;
  g_autoptr (GBytes) sealed = seal (first);
  struct stat info;

  g_assert_cmpint (loket_vault_get_slots (first), ==, LOKET_VAULT_SLOT_SECRET_SERVICE);
  need_change (first, NULL, PASSPHRASE);
  g_assert_cmpint (loket_vault_get_slots (first), ==,
                   LOKET_VAULT_SLOT_SECRET_SERVICE | LOKET_VAULT_SLOT_PASSPHRASE);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *path = g_build_filename (f->dir, i == 0 ? "slots" : "slots.copy", NULL);

      g_assert_cmpint (g_stat (path, &info), ==, 0);
      g_assert_cmphex (info.st_mode & 0777, ==, 0600);
    }

  by_service = need (f, NULL, NULL);
  assert_opens (by_service, sealed);
  set_service (FALSE);
  assert_refused (f, NULL, NULL, LOKET_VAULT_ERROR_LOCKED);
  assert_refused (f, NULL, OTHER, LOKET_VAULT_ERROR_WRONG_PASSPHRASE);
  by_passphrase = need (f, NULL, PASSPHRASE);
  assert_opens (by_passphrase, sealed);
  set_service (TRUE);
}

/* Without the service and a passphrase nothing is made anew. */
static void
test_lost (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr (LoketVault) first = need (f, NULL, NULL);
  g_autoptr (LoketVault) again = NULL;
  g_autoptr (GBytes) sealed = seal (first);
  g_autofree char *path = g_build_filename (f->dir, "slots", NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  g_assert_true (g_file_get_contents (path, &before, NULL, NULL));
  set_service (FALSE);
  assert_refused (f, NULL, NULL, LOKET_VAULT_ERROR_KEY_LOST);
  assert_refused (f, NULL, PASSPHRASE, LOKET_VAULT_ERROR_KEY_LOST);
  assert_refused (f, f->named, NULL, LOKET_VAULT_ERROR_KEY_LOST);
  g_assert_false (g_file_test (f->named, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (f->beside, G_FILE_TEST_EXISTS));
  set_service (TRUE);
  g_assert_true (g_file_get_contents (path, &after, NULL, NULL));
  g_assert_cmpstr (before, ==, after);

  again = need (f, NULL, NULL);
  assert_opens (again, sealed);
}

/* The named file is another one, or is gone. */
static void
test_key_file (Fixture       *f,
               gconstpointer  data)
{
  g_autoptr (LoketVault) first = need (f, f->named, NULL);
  g_autoptr (LoketVault) again = NULL;
  g_autoptr (GBytes) sealed = seal (first);
  g_autofree char *kept = g_build_filename (f->root, "kept", NULL);

  g_assert_cmpint (loket_vault_get_slots (first), ==, LOKET_VAULT_SLOT_KEY_FILE);
  assert_refused (f, NULL, NULL, LOKET_VAULT_ERROR_KEY_LOST);
  g_assert_cmpint (g_rename (f->named, kept), ==, 0);
  assert_refused (f, f->named, NULL, LOKET_VAULT_ERROR_KEY_LOST);
  g_assert_false (g_file_test (f->named, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_set_contents (f->named, "0123456789abcdef0123456789abcdef", -1, NULL));
  assert_refused (f, f->named, NULL, LOKET_VAULT_ERROR_KEY_LOST);

  again = need (f, kept, NULL);
  assert_opens (again, sealed);
}

/* A file that is named later opens the profile from then on. */
static void
test_key_file_added (Fixture       *f,
                     gconstpointer  data)
{
  g_autoptr (LoketVault) first = need (f, NULL, NULL);
  g_autoptr (LoketVault) added = need (f, f->named, NULL);
  g_autoptr (LoketVault) alone = NULL;
  g_autoptr (GBytes) sealed = seal (first);

  g_assert_cmpint (loket_vault_get_slots (added), ==, LOKET_VAULT_SLOT_SECRET_SERVICE | LOKET_VAULT_SLOT_KEY_FILE);
  set_service (FALSE);
  alone = need (f, f->named, NULL);
  assert_opens (alone, sealed);
  set_service (TRUE);
}

/* For want of a service the key lies beside, until there is one. */
static void
test_service_comes (Fixture       *f,
                    gconstpointer  data)
{
  g_autoptr (LoketVault) before = NULL;
  g_autoptr (LoketVault) after = NULL;
  g_autoptr (LoketVault) last = NULL;
  g_autoptr (GBytes) sealed = NULL;

  set_service (FALSE);
  before = need (f, NULL, NULL);
  sealed = seal (before);
  g_assert_cmpint (loket_vault_get_slots (before), ==, LOKET_VAULT_SLOT_PROFILE);
  g_assert_true (g_file_test (f->beside, G_FILE_TEST_EXISTS));
  set_service (TRUE);

  after = need (f, NULL, NULL);
  assert_opens (after, sealed);
  g_assert_cmpint (loket_vault_get_slots (after), ==, LOKET_VAULT_SLOT_SECRET_SERVICE);
  g_assert_false (g_file_test (f->beside, G_FILE_TEST_EXISTS));
  last = need (f, NULL, NULL);
  assert_opens (last, sealed);
}

/* A passphrase takes the place of a key that lies beside, and gives it back. */
static void
test_passphrase_instead (Fixture       *f,
                         gconstpointer  data)
{
  g_autoptr (LoketVault) vault = NULL;
  g_autoptr (LoketVault) locked = NULL;
  g_autoptr (LoketVault) open = NULL;
  g_autoptr (GBytes) sealed = NULL;
  g_autoptr (GError) error = NULL;

  set_service (FALSE);
  vault = need (f, NULL, NULL);
  sealed = seal (vault);
  need_change (vault, NULL, PASSPHRASE);
  g_assert_cmpint (loket_vault_get_slots (vault), ==, LOKET_VAULT_SLOT_PASSPHRASE);
  g_assert_false (g_file_test (f->beside, G_FILE_TEST_EXISTS));
  assert_refused (f, NULL, NULL, LOKET_VAULT_ERROR_LOCKED);

  locked = need (f, NULL, PASSPHRASE);
  assert_opens (locked, sealed);
  g_assert_false (change (locked, NULL, NULL, &error));
  g_assert_error (error, LOKET_VAULT_ERROR, LOKET_VAULT_ERROR_WRONG_PASSPHRASE);
  need_change (locked, PASSPHRASE, NULL);
  g_assert_cmpint (loket_vault_get_slots (locked), ==, LOKET_VAULT_SLOT_PROFILE);
  open = need (f, NULL, NULL);
  assert_opens (open, sealed);
  set_service (TRUE);
}

static void
test_change (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr (LoketVault) vault = need (f, f->named, NULL);
  g_autoptr (LoketVault) again = NULL;
  g_autoptr (GBytes) sealed = seal (vault);
  g_autoptr (GError) error = NULL;

  g_assert_false (check (vault, PASSPHRASE));
  need_change (vault, NULL, PASSPHRASE);
  g_assert_true (check (vault, PASSPHRASE));
  g_assert_false (check (vault, OTHER));
  g_assert_false (check (vault, ""));

  g_assert_false (change (vault, OTHER, OTHER, &error));
  g_assert_error (error, LOKET_VAULT_ERROR, LOKET_VAULT_ERROR_WRONG_PASSPHRASE);
  need_change (vault, PASSPHRASE, OTHER);
  g_assert_false (check (vault, PASSPHRASE));
  assert_refused (f, NULL, PASSPHRASE, LOKET_VAULT_ERROR_WRONG_PASSPHRASE);
  again = need (f, NULL, OTHER);
  assert_opens (again, sealed);
}

/* The edges of what a passphrase may be; and typed in two ways it is the same. */
static void
test_passphrase_limits (Fixture       *f,
                        gconstpointer  data)
{
  g_autoptr (LoketVault) vault = need (f, f->named, NULL);
  g_autofree char *longest = g_strnfill (LOKET_LIMIT_PASSPHRASE_BYTES, 'x');
  g_autofree char *longer = g_strnfill (LOKET_LIMIT_PASSPHRASE_BYTES + 1, 'x');
  const char *refused[] = { "", "elevenchars", "é é é é é é", "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", longer };

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (change (vault, NULL, refused[i], &error));
      g_assert_error (error, LOKET_VAULT_ERROR, LOKET_VAULT_ERROR_SHORT_PASSPHRASE);
    }
  g_assert_cmpint (loket_vault_get_slots (vault), ==, LOKET_VAULT_SLOT_KEY_FILE);
  need_change (vault, NULL, "twelve chars");
  need_change (vault, "twelve chars", longest);
  need_change (vault, longest, "caf\xc3\xa9 kopi susu");
  g_assert_true (check (vault, "cafe\xcc\x81 kopi susu"));
}

/* --- the file ------------------------------------------------------------ */

static char *
read_slots (Fixture *f)
{
  g_autofree char *path = g_build_filename (f->dir, "slots", NULL);
  char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

static void
write_file (Fixture    *f,
            const char *name,
            const char *text)
{
  g_autofree char *path = g_build_filename (f->dir, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

/* No changed byte of either file costs the key, and of both it is told. */
static void
test_damaged (Fixture       *f,
              gconstpointer  data)
{
  g_autoptr (LoketVault) first = need (f, f->named, NULL);
  g_autoptr (GBytes) sealed = seal (first);
  g_autofree char *whole = read_slots (f);
  gsize length = strlen (whole);

  for (gsize i = 0; i < length; i++)
    {
      g_autofree char *damaged = g_strdup (whole);
      g_autoptr (LoketVault) vault = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (LoketSlotFile) slots = NULL;

      damaged[i] ^= 2;
      slots = _loket_slot_file_parse (damaged, length, &error);
      /* White space and the like means the same. */
      if (slots != NULL)
        {
          g_assert_cmpint (_loket_slot_file_get_kinds (slots), ==, LOKET_VAULT_SLOT_KEY_FILE);
          continue;
        }
      g_assert_error (error, LOKET_VAULT_ERROR, LOKET_VAULT_ERROR_KEY_LOST);
      if (i % 16 != 0)
        continue;
      write_file (f, "slots", damaged);
      vault = need (f, f->named, NULL);
      assert_opens (vault, sealed);
    }

  write_file (f, "slots", "");
  write_file (f, "slots.copy", "[loket-slots]\n");
  assert_refused (f, f->named, NULL, LOKET_VAULT_ERROR_KEY_LOST);
  write_file (f, "slots.copy", whole);
  loket_vault_unref (need (f, f->named, NULL));
}

/* A slot does not open as one of another profile, kind, or amount of work. */
static void
test_bound (Fixture       *f,
            gconstpointer  data)
{
  static const char *const ids[] = { "00000000-0000-4000-8000-000000000001", "00000000-0000-4000-8000-000000000002" };
  g_autoptr (LoketVaultKey) data_key = _loket_vault_key_new_random ();
  g_autoptr (LoketVaultKey) slot_key = _loket_vault_key_new_random ();
  g_autoptr (LoketVaultKey) found = NULL;
  g_autoptr (LoketSlotFile) one = _loket_slot_file_new (ids[0]);
  g_autoptr (LoketSlotFile) two = _loket_slot_file_new (ids[1]);
  LoketSlot *slot;

  _loket_slot_file_wrap (one, LOKET_VAULT_SLOT_KEY_FILE, slot_key, data_key);
  _loket_slot_file_wrap (two, LOKET_VAULT_SLOT_KEY_FILE, slot_key, data_key);
  found = _loket_slot_file_unwrap (one, LOKET_VAULT_SLOT_KEY_FILE, slot_key);
  g_assert_cmpmem (_loket_vault_key_peek (found), LOKET_VAULT_KEY_BYTES, _loket_vault_key_peek (data_key),
                   LOKET_VAULT_KEY_BYTES);

  slot = _loket_slot_file_find (two, LOKET_VAULT_SLOT_KEY_FILE);
  g_clear_pointer (&slot->wrapped, g_bytes_unref);
  slot->wrapped = g_bytes_ref (_loket_slot_file_find (one, LOKET_VAULT_SLOT_KEY_FILE)->wrapped);
  g_assert_null (_loket_slot_file_unwrap (two, LOKET_VAULT_SLOT_KEY_FILE, slot_key));
  _loket_slot_file_find (one, LOKET_VAULT_SLOT_KEY_FILE)->kind = LOKET_VAULT_SLOT_PROFILE;
  g_assert_null (_loket_slot_file_unwrap (one, LOKET_VAULT_SLOT_PROFILE, slot_key));

  g_assert_true (_loket_slot_file_wrap_passphrase (one, PASSPHRASE, data_key));
  slot = _loket_slot_file_find (one, LOKET_VAULT_SLOT_PASSPHRASE);
  g_assert_cmpuint (slot->operations, ==, 2);
  g_assert_cmpuint (slot->memory, ==, 64 * 1024 * 1024);
  slot->operations = 1;
  g_assert_null (_loket_slot_file_unwrap_passphrase (one, PASSPHRASE));
}

static char *
with_memory (LoketSlotFile *slots,
             guint64        operations,
             guint64        memory)
{
  LoketSlot *slot = _loket_slot_file_find (slots, LOKET_VAULT_SLOT_PASSPHRASE);

  slot->operations = operations;
  slot->memory = memory;
  return _loket_slot_file_to_text (slots);
}

/* How much work a file may ask for. */
static void
test_work_limits (Fixture       *f,
                  gconstpointer  data)
{
  static const struct
  {
    guint64  operations;
    guint64  memory;
    gboolean taken;
  } cases[] = {
    { LOKET_LIMIT_PASSPHRASE_OPERATIONS, LOKET_LIMIT_PASSPHRASE_MEMORY, TRUE },
    { LOKET_LIMIT_PASSPHRASE_OPERATIONS + 1, LOKET_LIMIT_PASSPHRASE_MEMORY, FALSE },
    { LOKET_LIMIT_PASSPHRASE_OPERATIONS, (guint64) LOKET_LIMIT_PASSPHRASE_MEMORY + 1, FALSE },
    { 0, LOKET_LIMIT_PASSPHRASE_MEMORY, FALSE },
    { 1, 8191, FALSE },
    { 1, 8192, TRUE },
  };
  g_autoptr (LoketVaultKey) data_key = _loket_vault_key_new_random ();
  g_autoptr (LoketSlotFile) slots = _loket_slot_file_new ("00000000-0000-4000-8000-000000000001");

  g_assert_true (_loket_slot_file_wrap_passphrase (slots, PASSPHRASE, data_key));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = with_memory (slots, cases[i].operations, cases[i].memory);
      g_autoptr (LoketSlotFile) parsed = _loket_slot_file_parse (text, strlen (text), NULL);

      g_assert_cmpint (parsed != NULL, ==, cases[i].taken);
    }
}

/* --- a profile of the version before ------------------------------------- */

/* As that version sealed: with the key itself, under the name of its hash. */
static GBytes *
seal_as_before (const char *key)
{
  guint8 hash[crypto_generichash_BYTES_MIN];
  guint8 sealed[1 + 8 + 24 + 5 + 16] = { 1 };

  g_assert_cmpint (sodium_init (), >=, 0);
  crypto_generichash (hash, sizeof hash, (const guint8 *) key, 32, (const guint8 *) "loket-vault-key-id", 18);
  memcpy (sealed + 1, hash, 8);
  crypto_aead_xchacha20poly1305_ietf_encrypt (sealed + 33, NULL, (const guint8 *) "token", 5,
                                              (const guint8 *) "refresh-token", 13, NULL, sealed + 9,
                                              (const guint8 *) key);
  return g_bytes_new (sealed, sizeof sealed);
}

static void
assert_opens_token (LoketVault *vault,
                    GBytes     *token)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) plain = loket_vault_open (vault, "refresh-token", token, &error);

  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (plain, NULL), g_bytes_get_size (plain), "token", 5);
}

#define OLD_KEY "0123456789abcdef0123456789abcdef"

static void
test_before_key_file (Fixture       *f,
                      gconstpointer  data)
{
  g_autoptr (GBytes) token = seal_as_before (OLD_KEY);
  g_autoptr (LoketVault) vault = NULL;
  g_autoptr (LoketVault) by_passphrase = NULL;
  g_autoptr (GBytes) again = NULL;
  g_autoptr (GBytes) plain = g_bytes_new_static ("token", 5);

  g_assert_true (g_file_set_contents (f->named, OLD_KEY, -1, NULL));
  vault = need (f, f->named, NULL);
  assert_opens_token (vault, token);
  need_change (vault, NULL, PASSPHRASE);

  /* The old key is not needed any more to open what it sealed. */
  g_assert_cmpint (g_unlink (f->named), ==, 0);
  by_passphrase = need (f, NULL, PASSPHRASE);
  assert_opens_token (by_passphrase, token);
  again = loket_vault_seal (by_passphrase, "refresh-token", plain);
  assert_opens_token (vault, again);
}

static void
test_before_beside (Fixture       *f,
                    gconstpointer  data)
{
  g_autoptr (GBytes) token = seal_as_before (OLD_KEY);
  g_autoptr (LoketVault) without = NULL;
  g_autoptr (LoketVault) with = NULL;

  g_assert_true (g_file_set_contents (f->beside, OLD_KEY, -1, NULL));
  write_file (f, "vault-id", "00000000-0000-4000-8000-0000000000aa\n");
  set_service (FALSE);
  without = need (f, NULL, NULL);
  assert_opens_token (without, token);
  g_assert_cmpint (loket_vault_get_slots (without), ==, LOKET_VAULT_SLOT_PROFILE);
  set_service (TRUE);
  with = need (f, NULL, NULL);
  assert_opens_token (with, token);
  g_assert_cmpint (loket_vault_get_slots (with), ==, LOKET_VAULT_SLOT_SECRET_SERVICE);
}

static void
test_before_service (Fixture       *f,
                     gconstpointer  data)
{
  const char *id = "00000000-0000-4000-8000-0000000000bb";
  g_autoptr (LoketVaultKey) key = _loket_vault_key_new ((const guint8 *) OLD_KEY, 32);
  g_autoptr (GBytes) token = seal_as_before (OLD_KEY);
  g_autoptr (LoketVault) vault = NULL;
  g_autoptr (GError) error = NULL;

  write_file (f, "vault-id", id);
  _loket_vault_service_store (id, key, 15000, NULL, &error);
  g_assert_no_error (error);
  vault = need (f, NULL, NULL);
  assert_opens_token (vault, token);
  g_assert_cmpint (loket_vault_get_slots (vault), ==, LOKET_VAULT_SLOT_SECRET_SERVICE);
}

static void
test_has_slots (Fixture       *f,
                gconstpointer  data)
{
  g_autoptr (LoketVault) vault = NULL;

  g_assert_false (loket_vault_has_slots (f->dir));
  vault = need (f, f->named, NULL);
  g_assert_true (loket_vault_has_slots (f->dir));
  write_file (f, "slots", "damaged");
  write_file (f, "slots.copy", "damaged");
  g_assert_true (loket_vault_has_slots (f->dir));
}

int
main (int argc, char *argv[])
{
  g_autofree char *service = NULL;
  g_autofree char *keyring = NULL;
  int result;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  service = g_dir_make_tmp ("loket-service-XXXXXX", NULL);
  keyring = g_build_filename (service, "keyring", NULL);
  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "x", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", keyring, TRUE);

#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)
  ADD ("/slots/either-opens", test_either_opens);
  ADD ("/slots/lost", test_lost);
  ADD ("/slots/key-file", test_key_file);
  ADD ("/slots/key-file-added", test_key_file_added);
  ADD ("/slots/service-comes", test_service_comes);
  ADD ("/slots/passphrase-instead", test_passphrase_instead);
  ADD ("/slots/change", test_change);
  ADD ("/slots/passphrase-limits", test_passphrase_limits);
  ADD ("/slots/damaged", test_damaged);
  ADD ("/slots/bound", test_bound);
  ADD ("/slots/work-limits", test_work_limits);
  ADD ("/slots/before/key-file", test_before_key_file);
  ADD ("/slots/before/beside", test_before_beside);
  ADD ("/slots/before/service", test_before_service);
  ADD ("/slots/has-slots", test_has_slots);
  result = g_test_run ();
  test_folder_remove (service);
  return result;
}
