/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>

/* What every target does first: a critical message of any library is a find. */
void
fuzz_start (void)
{
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING);
}

int
LLVMFuzzerInitialize (int    *argc,
                      char ***argv)
{
  fuzz_start ();
  return 0;
}

/* The bytes without an end mark, so that reading behind them is noticed. */
char *
fuzz_copy (const guint8 *data,
           gsize         size)
{
  return size > 0 ? g_memdup2 (data, size) : g_malloc (1);
}

/* The bytes up to the first zero, as valid UTF-8. */
char *
fuzz_text (const guint8 *data,
           gsize         size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);

  return g_utf8_make_valid (text, -1);
}

/* Writes the bytes into a file of this process in memory. */
char *
fuzz_make_file (const char   *name,
                const guint8 *data,
                gsize         size)
{
  const char *folder = g_file_test ("/dev/shm", G_FILE_TEST_IS_DIR) ? "/dev/shm" : g_get_tmp_dir ();
  g_autofree char *base = g_strdup_printf ("loket-fuzz-%d-%s", (int) getpid (), name);
  g_autofree char *path = g_build_filename (folder, base, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents_full (path, size > 0 ? (const char *) data : "", (gssize) size,
                            G_FILE_SET_CONTENTS_NONE, 0600, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&path);
}
