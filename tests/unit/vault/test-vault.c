/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loket-vault-private.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>

#include "loket-file.h"

static const char *service; /* file, none or silent */

static char *
make_profile (void)
{
  g_autoptr (GError) error = NULL;
  char *dir = g_dir_make_tmp ("loket-vault-XXXXXX", &error);

  g_assert_no_error (error);
  return dir;
}

static void
remove_profile (const char *dir)
{
  static const char *const names[] = { "key", "vault-id", "named", "link", "slots", "slots.copy" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (dir, names[i], NULL);

      g_unlink (path);
    }
  g_assert_cmpint (g_rmdir (dir), ==, 0);
}

static void
assert_mode (const char *path,
             guint       mode)
{
  struct stat info;

  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmphex (info.st_mode & 0777, ==, mode);
}

static void
assert_opens (LoketVault *vault,
              GBytes     *sealed,
              const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) plain = loket_vault_open (vault, "test/one", sealed, &error);

  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (plain, NULL), g_bytes_get_size (plain), text, strlen (text));
}

static GBytes *
seal (LoketVault *vault,
      const char *text)
{
  g_autoptr (GBytes) plain = g_bytes_new (text, strlen (text));

  return loket_vault_seal (vault, "test/one", plain);
}

static LoketVault *
load (const char *dir,
      const char *key_file)
{
  g_autoptr (GError) error = NULL;
  /* A service that keeps silent gets a tenth of a second, not 15. */
  const LoketVaultRequest request = {
    .profile_dir = dir,
    .key_file = key_file,
    .limit_ms = strcmp (service, "silent") == 0 ? 100 : 15000,
  };
  LoketVault *vault = _loket_vault_load (&request, &error);

  g_assert_no_error (error);
  return vault;
}

static void
test_key_file (void)
{
  g_autofree char *dir = make_profile ();
  g_autofree char *path = g_build_filename (dir, "named", NULL);
  g_autoptr (LoketVault) first = load (dir, path);
  g_autoptr (LoketVault) second = NULL;
  g_autoptr (GBytes) sealed = seal (first, "rahasia");

  g_assert_cmpint (loket_vault_get_slots (first), ==, LOKET_VAULT_SLOT_KEY_FILE);
  assert_mode (path, 0600);
  g_assert_cmpint (g_chmod (path, 0644), ==, 0);
  second = load (dir, path);
  assert_opens (second, sealed, "rahasia");
  assert_mode (path, 0600);
  remove_profile (dir);
}

static void
assert_key_file_refused (const char *dir,
                         const char *path)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (loket_vault_load_sync (dir, path, NULL, &error));
  g_assert_error (error, LOKET_VAULT_ERROR, LOKET_VAULT_ERROR_KEY_FILE);
}

static void
test_key_file_refused (void)
{
  g_autofree char *dir = make_profile ();
  g_autofree char *path = g_build_filename (dir, "named", NULL);
  g_autofree char *link = g_build_filename (dir, "link", NULL);
  g_autofree char *nowhere = g_build_filename (dir, "no", "such", "dir", NULL);

  g_assert_true (g_file_set_contents (path, "short", -1, NULL));
  assert_key_file_refused (dir, path);
  g_assert_true (g_file_set_contents (path, "0123456789abcdef0123456789abcdef+", -1, NULL));
  assert_key_file_refused (dir, path);
  g_assert_true (g_file_set_contents (path, "0123456789abcdef0123456789abcdef", -1, NULL));
  g_assert_cmpint (symlink (path, link), ==, 0);
  assert_key_file_refused (dir, link);
  assert_key_file_refused (dir, dir);
  assert_key_file_refused (dir, nowhere);
  remove_profile (dir);
}

/* Without a named file: the service where it answers, else the profile. */
static void
test_default_place (void)
{
  g_autofree char *dir = make_profile ();
  g_autofree char *key = g_build_filename (dir, "key", NULL);
  gboolean has_service = strcmp (service, "file") == 0;
  g_autoptr (LoketVault) first = load (dir, NULL);
  g_autoptr (LoketVault) second = NULL;
  g_autoptr (GBytes) sealed = seal (first, "rahasia");

  g_assert_cmpint (loket_vault_get_slots (first), ==,
                   has_service ? LOKET_VAULT_SLOT_SECRET_SERVICE : LOKET_VAULT_SLOT_PROFILE);
  g_assert_cmpint (g_file_test (key, G_FILE_TEST_EXISTS), ==, !has_service);
  if (!has_service)
    assert_mode (key, 0600);

  second = load (dir, NULL);
  g_assert_cmpint (loket_vault_get_slots (second), ==, loket_vault_get_slots (first));
  assert_opens (second, sealed, "rahasia");
  remove_profile (dir);
}

/* Two profiles do not share a key. */
static void
test_two_profiles (void)
{
  g_autofree char *dir_a = make_profile ();
  g_autofree char *dir_b = make_profile ();
  g_autoptr (LoketVault) a = load (dir_a, NULL);
  g_autoptr (LoketVault) b = load (dir_b, NULL);
  g_autoptr (GBytes) sealed = seal (a, "rahasia");
  g_autoptr (GError) error = NULL;

  g_assert_null (loket_vault_open (b, "test/one", sealed, &error));
  g_assert_error (error, LOKET_VAULT_ERROR, LOKET_VAULT_ERROR_OTHER_KEY);
  remove_profile (dir_a);
  remove_profile (dir_b);
}

static void
test_seal (void)
{
  g_autofree char *dir = make_profile ();
  g_autofree char *path = g_build_filename (dir, "named", NULL);
  g_autoptr (LoketVault) vault = load (dir, path);
  g_autoptr (GBytes) sealed = seal (vault, "rahasia");
  g_autoptr (GBytes) twice = seal (vault, "rahasia");
  g_autoptr (GBytes) nothing = seal (vault, "");
  g_autoptr (GError) error = NULL;
  gsize length;
  const guint8 *data = g_bytes_get_data (sealed, &length);

  g_assert_false (g_bytes_equal (sealed, twice));
  g_assert_null (memmem (data, length, "rahasia", 7));
  assert_opens (vault, sealed, "rahasia");
  assert_opens (vault, nothing, "");
  g_assert_null (loket_vault_open (vault, "test/two", sealed, &error));
  g_assert_error (error, LOKET_VAULT_ERROR, LOKET_VAULT_ERROR_DAMAGED);

  /* No changed byte and no shorter text opens. */
  for (gsize i = 0; i < length; i++)
    {
      g_autofree guint8 *copy = g_memdup2 (data, length);
      g_autoptr (GBytes) changed = NULL;
      g_autoptr (GBytes) shorter = g_bytes_new (data, i);

      copy[i] ^= 1;
      changed = g_bytes_new (copy, length);
      g_assert_null (loket_vault_open (vault, "test/one", changed, NULL));
      g_assert_null (loket_vault_open (vault, "test/one", shorter, NULL));
    }
  remove_profile (dir);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  GAsyncResult **place = data;

  *place = g_object_ref (result);
}

static LoketVault *
load_and_wait (const char   *dir,
               const char   *key_file,
               GCancellable *cancellable,
               GError      **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  loket_vault_load_async (dir, key_file, NULL, cancellable, loaded_cb, &result);
  g_assert_null (result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return loket_vault_load_finish (result, error);
}

static void
test_async (void)
{
  g_autofree char *dir = make_profile ();
  g_autofree char *path = g_build_filename (dir, "named", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (LoketVault) vault = load_and_wait (dir, path, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (loket_vault_get_slots (vault), ==, LOKET_VAULT_SLOT_KEY_FILE);

  g_cancellable_cancel (cancellable);
  g_assert_null (load_and_wait (dir, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  remove_profile (dir);
}

static char *service_dir;

static void
set_up_service (void)
{
  g_autofree char *path = NULL;
  g_autofree char *address = NULL;

  service_dir = make_profile ();
  if (strcmp (service, "file") == 0)
    {
      path = g_build_filename (service_dir, "keyring", NULL);
      g_setenv ("SECRET_BACKEND", "file", TRUE);
      g_setenv ("SECRET_FILE_TEST_PASSWORD", "x", TRUE);
      g_setenv ("SECRET_FILE_TEST_PATH", path, TRUE);
      return;
    }

  g_unsetenv ("SECRET_BACKEND");
  path = g_build_filename (service_dir, "bus", NULL);
  address = g_strdup_printf ("unix:path=%s", path);
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", address, TRUE);
  if (strcmp (service, "silent") == 0)
    {
      /* A bus that lets everybody in and never says a word. */
      g_autoptr (GError) error = NULL;
      g_autoptr (GSocketAddress) at = g_unix_socket_address_new (path);
      GSocket *socket = g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT, &error);

      g_assert_no_error (error);
      g_assert_true (g_socket_bind (socket, at, FALSE, &error));
      g_assert_true (g_socket_listen (socket, &error));
    }
}

static void
tear_down_service (void)
{
  static const char *const names[] = { "keyring", "bus" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (service_dir, names[i], NULL);

      g_unlink (path);
    }
  g_rmdir (service_dir);
  g_free (service_dir);
}

int
main (int argc, char *argv[])
{
  int result;

  service = g_getenv ("LOKET_TEST_SERVICE");
  if (service == NULL)
    service = "none";
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  set_up_service ();
  g_test_add_func ("/vault/key-file", test_key_file);
  g_test_add_func ("/vault/key-file-refused", test_key_file_refused);
  g_test_add_func ("/vault/default-place", test_default_place);
  g_test_add_func ("/vault/two-profiles", test_two_profiles);
  g_test_add_func ("/vault/seal", test_seal);
  g_test_add_func ("/vault/async", test_async);
  result = g_test_run ();
  tear_down_service ();
  return result;
}
