/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loket-vault-private.h"

#include "../../lib/test-folder.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#define CHUNK   LOKET_VAULT_CHUNK_BYTES
#define CONTEXT "a0000000-0000-4000-8000-000000000001"

typedef struct
{
  char       *dir;
  char       *path;
  LoketVault *vault;
  LoketVault *other;
} Fixture;

static LoketVault *
make_vault (const char *dir,
            const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_build_filename (dir, name, NULL);
  g_autofree char *key = g_build_filename (folder, "key", NULL);
  LoketVault *vault;

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  vault = loket_vault_load_sync (folder, key, NULL, &error);
  g_assert_no_error (error);
  return vault;
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  f->dir = g_dir_make_tmp ("loket-sealing-XXXXXX", NULL);
  f->path = g_build_filename (f->dir, "sealed", NULL);
  f->vault = make_vault (f->dir, "one");
  f->other = make_vault (f->dir, "two");
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  loket_vault_unref (f->vault);
  loket_vault_unref (f->other);
  test_folder_remove (f->dir);
  g_free (f->dir);
  g_free (f->path);
}

static GBytes *
seal_text (LoketVault *vault,
           const char *text)
{
  return loket_vault_seal_field (vault, "complaint", "c1", "title", text, strlen (text));
}

static GBytes *
open_at (LoketVault  *vault,
         const char  *table,
         const char  *row,
         const char  *column,
         GBytes      *sealed,
         GError     **error)
{
  gsize length;
  gconstpointer data = g_bytes_get_data (sealed, &length);

  return loket_vault_open_field (vault, table, row, column, data, length, error);
}

static void
assert_damaged (GBytes  *plain,
                GError **error)
{
  g_assert_null (plain);
  g_assert_error (*error, LOKET_VAULT_ERROR, LOKET_VAULT_ERROR_DAMAGED);
  g_clear_error (error);
}

static void
test_field (Fixture       *f,
            gconstpointer  data)
{
  static const char text[] = "Jalan berlubang di depan pasar";
  g_autoptr (GBytes) sealed = seal_text (f->vault, text);
  g_autoptr (GBytes) twice = seal_text (f->vault, text);
  g_autoptr (GBytes) nothing = seal_text (f->vault, "");
  g_autoptr (GBytes) plain = NULL;
  g_autoptr (GBytes) empty = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;
  const guint8 *bytes = g_bytes_get_data (sealed, &length);

  g_assert_cmpuint (length, ==, strlen (text) + 41);
  g_assert_cmpuint (bytes[0], ==, 1);
  g_assert_false (g_bytes_equal (sealed, twice));
  g_assert_null (memmem (bytes, length, "Jalan", 5));

  plain = open_at (f->vault, "complaint", "c1", "title", sealed, &error);
  g_assert_no_error (error);
  /* The NUL after it lets a text be read as it is. */
  g_assert_cmpstr (g_bytes_get_data (plain, NULL), ==, text);
  g_assert_cmpuint (g_bytes_get_size (plain), ==, strlen (text));
  empty = open_at (f->vault, "complaint", "c1", "title", nothing, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (empty), ==, 0);
}

/* A value opens in its own place only. */
static void
test_field_moved (Fixture       *f,
                  gconstpointer  data)
{
  static const char *const places[][3] = {
    { "draft", "c1", "title" },     { "complaint", "c2", "title" },  { "complaint", "c1", "body" },
    { "complaint", "c", "1title" }, { "complaintc1", "", "title" }, { "complaint", "c1", "titl" },
    { "complaint", "c1title", "" },
  };
  g_autoptr (GBytes) sealed = seal_text (f->vault, "rahasia");

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      GError *error = NULL;

      assert_damaged (open_at (f->vault, places[i][0], places[i][1], places[i][2], sealed, &error), &error);
    }
}

static void
test_field_long_place (Fixture       *f,
                       gconstpointer  data)
{
  g_autofree char *row = g_strnfill (1000, 'r');
  g_autofree char *other = g_strnfill (1001, 'r');
  g_autoptr (GBytes) sealed = loket_vault_seal_field (f->vault, "t", row, "c", "x", 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) plain = open_at (f->vault, "t", row, "c", sealed, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (g_bytes_get_data (plain, NULL), ==, "x");
  assert_damaged (open_at (f->vault, "t", other, "c", sealed, &error), &error);
}

static void
test_field_changed (Fixture       *f,
                    gconstpointer  data)
{
  g_autoptr (GBytes) sealed = seal_text (f->vault, "rahasia");
  gsize length;
  const guint8 *bytes = g_bytes_get_data (sealed, &length);
  GError *error = NULL;

  for (gsize i = 0; i < length; i++)
    {
      g_autofree guint8 *copy = g_memdup2 (bytes, length);
      g_autoptr (GBytes) changed = NULL;
      g_autoptr (GBytes) shorter = g_bytes_new (bytes, i);

      copy[i] ^= 1;
      changed = g_bytes_new (copy, length);
      assert_damaged (open_at (f->vault, "complaint", "c1", "title", changed, &error), &error);
      assert_damaged (open_at (f->vault, "complaint", "c1", "title", shorter, &error), &error);
    }
  assert_damaged (open_at (f->other, "complaint", "c1", "title", sealed, &error), &error);
}

static void
test_words (Fixture       *f,
            gconstpointer  data)
{
  guint64 hash = loket_vault_hash_word (f->vault, "lapor", 5);

  g_assert_cmphex (loket_vault_hash_word (f->vault, "laporan", 5), ==, hash);
  g_assert_cmphex (loket_vault_hash_word (f->vault, "laporan", 7), !=, hash);
  g_assert_cmphex (loket_vault_hash_word (f->other, "lapor", 5), !=, hash);
  g_assert_cmphex (loket_vault_hash_word (f->vault, NULL, 0), !=, hash);
}

static GBytes *
make_content (gsize length)
{
  guint8 *bytes = g_malloc (MAX (length, 1));

  for (gsize i = 0; i < length; i++)
    bytes[i] = (guint8) (i * 7 + i / CHUNK);
  return g_bytes_new_take (bytes, length);
}

static void
seal_file (Fixture *f,
           gsize    length)
{
  g_autoptr (GBytes) content = make_content (length);
  g_autoptr (GInputStream) plain = g_memory_input_stream_new_from_bytes (content);
  g_autoptr (GError) error = NULL;

  loket_vault_seal_file (f->vault, CONTEXT, plain, f->path, NULL, &error);
  g_assert_no_error (error);
}

static GBytes *
open_file (Fixture     *f,
           LoketVault  *vault,
           const char  *context,
           GError     **error)
{
  g_autoptr (GInputStream) stream = loket_vault_open_file (vault, context, f->path, NULL, error);
  g_autoptr (GOutputStream) plain = g_memory_output_stream_new_resizable ();

  if (stream == NULL ||
      g_output_stream_splice (plain, stream, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, error) < 0)
    return NULL;
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (plain));
}

/* Around the edges of a chunk, and with one that is exactly full. */
static void
test_file_sizes (Fixture       *f,
                 gconstpointer  data)
{
  static const gsize sizes[] = { 0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 5 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GBytes) content = make_content (sizes[i]);
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) opened = NULL;
      struct stat info;

      seal_file (f, sizes[i]);
      g_assert_cmpint (g_lstat (f->path, &info), ==, 0);
      g_assert_cmphex (info.st_mode & 0777, ==, 0600);
      g_assert_cmpuint (info.st_size, ==, 25 + sizes[i] + 17 * (sizes[i] / CHUNK + 1));
      opened = open_file (f, f->vault, CONTEXT, &error);
      g_assert_no_error (error);
      g_assert_true (g_bytes_equal (opened, content));
    }
}

static void
test_file_skip (Fixture       *f,
                gconstpointer  data)
{
  g_autoptr (GBytes) content = make_content (2 * CHUNK + 9);
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GError) error = NULL;
  gsize skipped = 0;
  guint8 byte = 0;

  seal_file (f, 2 * CHUNK + 9);
  stream = loket_vault_open_file (f->vault, CONTEXT, f->path, NULL, &error);
  g_assert_no_error (error);
  while (skipped < CHUNK + 77)
    {
      gssize n = g_input_stream_skip (stream, CHUNK + 77 - skipped, NULL, &error);

      g_assert_no_error (error);
      skipped += (gsize) n;
    }
  g_assert_cmpint (g_input_stream_read (stream, &byte, 1, NULL, &error), ==, 1);
  g_assert_cmpuint (byte, ==, ((const guint8 *) g_bytes_get_data (content, NULL))[CHUNK + 77]);
}

static void
assert_file_damaged (Fixture    *f,
                     LoketVault *vault,
                     const char *context)
{
  GError *error = NULL;

  assert_damaged (open_file (f, vault, context, &error), &error);
}

static void
test_file_changed (Fixture       *f,
                   gconstpointer  data)
{
  const gsize chunk = CHUNK + 17;
  const gsize whole = 25 + chunk + chunk + 17 + 9;
  const gsize flips[] = { 0, 1, 24, 25, 25 + chunk - 1, 25 + chunk, whole - 1 };
  const gsize cuts[] = { 0, 24, 25, 26, 25 + chunk, 25 + 2 * chunk, whole - 1 };
  g_autofree char *bytes = NULL;
  gsize length;

  seal_file (f, 2 * CHUNK + 9);
  g_assert_true (g_file_get_contents (f->path, &bytes, &length, NULL));
  g_assert_cmpuint (length, ==, whole);
  for (guint i = 0; i < G_N_ELEMENTS (flips); i++)
    {
      bytes[flips[i]] ^= 1;
      g_assert_true (g_file_set_contents (f->path, bytes, (gssize) length, NULL));
      assert_file_damaged (f, f->vault, CONTEXT);
      bytes[flips[i]] ^= 1;
    }
  for (guint i = 0; i < G_N_ELEMENTS (cuts); i++)
    {
      g_assert_true (g_file_set_contents (f->path, bytes, (gssize) cuts[i], NULL));
      assert_file_damaged (f, f->vault, CONTEXT);
    }
}

/* Whole chunks in another order, one left out, and something after the end. */
static void
test_file_rearranged (Fixture       *f,
                      gconstpointer  data)
{
  const gsize chunk = CHUNK + 17;
  g_autofree char *bytes = NULL;
  g_autofree char *changed = NULL;
  gsize length;

  seal_file (f, 2 * CHUNK + 9);
  g_assert_true (g_file_get_contents (f->path, &bytes, &length, NULL));

  changed = g_malloc (length + 1);
  memcpy (changed, bytes, 25);
  memcpy (changed + 25, bytes + 25 + chunk, chunk);
  memcpy (changed + 25 + chunk, bytes + 25, chunk);
  memcpy (changed + 25 + 2 * chunk, bytes + 25 + 2 * chunk, length - 25 - 2 * chunk);
  g_assert_true (g_file_set_contents (f->path, changed, (gssize) length, NULL));
  assert_file_damaged (f, f->vault, CONTEXT);

  memcpy (changed, bytes, 25 + chunk);
  memcpy (changed + 25 + chunk, bytes + 25 + 2 * chunk, length - 25 - 2 * chunk);
  g_assert_true (g_file_set_contents (f->path, changed, (gssize) (length - chunk), NULL));
  assert_file_damaged (f, f->vault, CONTEXT);

  memcpy (changed, bytes, length);
  changed[length] = 'x';
  g_assert_true (g_file_set_contents (f->path, changed, (gssize) length + 1, NULL));
  assert_file_damaged (f, f->vault, CONTEXT);
}

static void
test_file_foreign (Fixture       *f,
                   gconstpointer  data)
{
  g_autofree char *link = g_build_filename (f->dir, "link", NULL);
  g_autoptr (GError) error = NULL;

  seal_file (f, 100);
  assert_file_damaged (f, f->vault, "a0000000-0000-4000-8000-000000000002");
  assert_file_damaged (f, f->other, CONTEXT);
  g_assert_cmpint (symlink (f->path, link), ==, 0);
  g_assert_null (loket_vault_open_file (f->vault, CONTEXT, link, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TOO_MANY_LINKS);
  g_clear_error (&error);
  g_assert_null (loket_vault_open_file (f->vault, CONTEXT, f->dir, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
}

/* What is there stays, and nothing is left beside it, when sealing fails. */
static void
test_file_given_up (Fixture       *f,
                    gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GInputStream) plain = g_memory_input_stream_new_from_data ("new", 3, NULL);
  g_autoptr (GBytes) content = make_content (10);
  g_autoptr (GBytes) opened = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = NULL;
  guint n = 0;

  seal_file (f, 10);
  g_cancellable_cancel (cancellable);
  g_assert_false (loket_vault_seal_file (f->vault, CONTEXT, plain, f->path, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  opened = open_file (f, f->vault, CONTEXT, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (opened, content));
  dir = g_dir_open (f->dir, 0, NULL);
  while (g_dir_read_name (dir) != NULL)
    n++;
  g_assert_cmpuint (n, ==, 3);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)
  ADD ("/sealing/field", test_field);
  ADD ("/sealing/field-moved", test_field_moved);
  ADD ("/sealing/field-long-place", test_field_long_place);
  ADD ("/sealing/field-changed", test_field_changed);
  ADD ("/sealing/words", test_words);
  ADD ("/sealing/file-sizes", test_file_sizes);
  ADD ("/sealing/file-skip", test_file_skip);
  ADD ("/sealing/file-changed", test_file_changed);
  ADD ("/sealing/file-rearranged", test_file_rearranged);
  ADD ("/sealing/file-foreign", test_file_foreign);
  ADD ("/sealing/file-given-up", test_file_given_up);
  return g_test_run ();
}
