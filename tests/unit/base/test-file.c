/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loket-file.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

static mode_t
mode_of (const char *path)
{
  struct stat info;

  g_assert_no_errno (g_stat (path, &info));
  return info.st_mode & 0777;
}

static void
test_private (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *top = g_dir_make_tmp (NULL, NULL);
  g_autofree char *dir = g_build_filename (top, "a", "b", NULL);
  g_autofree char *file = g_build_filename (dir, "f", NULL);
  g_autofree char *link = g_build_filename (dir, "link", NULL);
  g_autoptr (GBytes) content = g_bytes_new_static ("12345", 5);
  g_autoptr (GBytes) back = NULL;

  g_assert_true (loket_file_make_private_dir (dir, &error));
  g_assert_cmpint (mode_of (dir), ==, 0700);
  g_assert_no_errno (g_chmod (dir, 0755));
  g_assert_true (loket_file_make_private_dir (dir, &error));
  g_assert_cmpint (mode_of (dir), ==, 0700);

  g_assert_true (loket_file_write_private (file, content, &error));
  g_assert_cmpint (mode_of (file), ==, 0600);
  g_assert_false (loket_file_make_private_dir (file, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);

  back = loket_file_read (file, 5, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (content, back));
  g_assert_null (loket_file_read (file, 4, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  g_clear_error (&error);

  g_assert_no_errno (symlink (file, link));
  g_assert_null (loket_file_read (link, 100, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_null (loket_file_read (dir, 100, &error));
  g_assert_nonnull (error);
}

static void
test_lock (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *top = g_dir_make_tmp (NULL, NULL);
  g_autofree char *path = g_build_filename (top, "lock", NULL);
  int first = loket_file_lock (path, &error);

  g_assert_no_error (error);
  g_assert_cmpint (first, >=, 0);
  g_assert_cmpint (loket_file_lock (path, &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BUSY);
  g_clear_error (&error);

  g_close (first, NULL);
  first = loket_file_lock (path, &error);
  g_assert_no_error (error);
  g_close (first, NULL);
}

/* What else names the same file sees zeros; a link takes nothing with it. */
static void
test_wipe (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *top = g_dir_make_tmp (NULL, NULL);
  g_autofree char *file = g_build_filename (top, "f", NULL);
  g_autofree char *other = g_build_filename (top, "other", NULL);
  g_autofree char *pointer = g_build_filename (top, "pointer", NULL);
  g_autofree char *content = g_strnfill (100001, 'x');
  g_autofree char *left = NULL;
  gsize size;

  g_assert_true (g_file_set_contents (file, content, 100001, NULL));
  g_assert_no_errno (symlink (file, pointer));
  g_assert_true (loket_file_wipe (pointer, &error));
  g_assert_false (g_file_test (pointer, G_FILE_TEST_IS_SYMLINK));
  g_assert_no_errno (link (file, other));
  g_assert_true (g_file_get_contents (other, &left, &size, NULL));
  g_assert_cmpmem (left, size, content, 100001);

  g_assert_true (loket_file_wipe (file, &error));
  g_assert_no_error (error);
  g_assert_false (g_file_test (file, G_FILE_TEST_EXISTS));
  g_clear_pointer (&left, g_free);
  g_assert_true (g_file_get_contents (other, &left, &size, NULL));
  g_assert_cmpuint (size, ==, 100001);
  memset (content, 0, size);
  g_assert_cmpmem (left, size, content, size);

  g_assert_true (loket_file_wipe (file, &error));
  g_assert_false (loket_file_wipe (top, &error));
  g_assert_nonnull (error);
  g_unlink (other);
  g_rmdir (top);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/base/file/private", test_private);
  g_test_add_func ("/base/file/lock", test_lock);
  g_test_add_func ("/base/file/wipe", test_wipe);
  return g_test_run ();
}
