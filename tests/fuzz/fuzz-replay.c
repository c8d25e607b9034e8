/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * Stands in for libFuzzer where the compiler is not clang: gives a target every
 * file of a folder, then damaged copies of them, the same ones in every run.
 *
 *     fuzz-NAME FOLDER [MUTATIONS]
 *
 * The name of the file, and of the damage, is written before each so that the
 * last line tells what ended the program.
 */

#define SEED 20260302

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static GPtrArray *
list_files (const char *folder)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, &error);
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (list, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (list, compare_names);
  return list;
}

/* One to four changes: a bit, a byte, a piece gone, a piece twice, a number. */
static void
damage (GByteArray *bytes,
        GByteArray *other,
        GRand      *rand)
{
  static const guint8 special[] = { 0, 1, 0x7f, 0x80, 0xff, '"', '\\', '{', '[', '\n', '\r', '-', '9', ':' };
  int n = g_rand_int_range (rand, 1, 5);

  for (int i = 0; i < n && bytes->len > 0; i++)
    {
      guint at = (guint) g_rand_int_range (rand, 0, (gint32) bytes->len);
      guint length = (guint) g_rand_int_range (rand, 1, 33);

      length = MIN (length, bytes->len - at);
      switch (g_rand_int_range (rand, 0, 6))
        {
        case 0:
          bytes->data[at] ^= (guint8) (1 << g_rand_int_range (rand, 0, 8));
          break;
        case 1:
          bytes->data[at] = special[g_rand_int_range (rand, 0, G_N_ELEMENTS (special))];
          break;
        case 2:
          g_byte_array_remove_range (bytes, at, length);
          break;
        case 3:
          g_byte_array_set_size (bytes, at);
          break;
        case 4:
          {
            g_autofree guint8 *piece = g_memdup2 (bytes->data + at, length);

            g_byte_array_append (bytes, piece, length);
            memmove (bytes->data + at + length, bytes->data + at, bytes->len - at - length);
            memcpy (bytes->data + at, piece, length);
          }
          break;
        default:
          if (other->len > 0)
            {
              guint from = (guint) g_rand_int_range (rand, 0, (gint32) other->len);

              length = MIN (length, other->len - from);
              if (at + length > bytes->len)
                g_byte_array_set_size (bytes, at + length);
              memcpy (bytes->data + at, other->data + from, length);
            }
          break;
        }
    }
}

static GByteArray *
read_bytes (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *data = NULL;
  gsize size;

  g_file_get_contents (path, &data, &size, &error);
  g_assert_no_error (error);
  return g_byte_array_new_take ((guint8 *) data, size);
}

static void
feed (GByteArray *bytes)
{
  g_autofree char *exact = fuzz_copy (bytes->data, bytes->len);

  LLVMFuzzerTestOneInput ((const guint8 *) exact, bytes->len);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);
  g_autoptr (GPtrArray) files = NULL;
  guint mutations = argc > 2 ? (guint) atoi (argv[2]) : 0;

  if (argc < 2)
    {
      fprintf (stderr, "usage: %s FOLDER [MUTATIONS]\n", argv[0]);
      return 2;
    }
  LLVMFuzzerInitialize (&argc, &argv);
  files = list_files (argv[1]);
  printf ("1..2\n");

  for (guint i = 0; i < files->len; i++)
    {
      g_autoptr (GByteArray) bytes = read_bytes (g_ptr_array_index (files, i));

      printf ("# %s\n", (const char *) g_ptr_array_index (files, i));
      fflush (stdout);
      feed (bytes);
    }
  printf ("%s 1 - every file of the corpus\n", files->len > 0 ? "ok" : "not ok");

  for (guint i = 0; i < mutations && files->len > 0; i++)
    {
      const char *path = g_ptr_array_index (files, i % files->len);
      guint with = (guint) g_rand_int_range (rand, 0, (gint32) files->len);
      g_autoptr (GByteArray) bytes = read_bytes (path);
      g_autoptr (GByteArray) other = read_bytes (g_ptr_array_index (files, with));

      damage (bytes, other, rand);
      printf ("# %s, damage %u\n", path, i);
      fflush (stdout);
      feed (bytes);
    }
  printf ("ok 2 - %u damaged copies\n", mutations);
  return 0;
}
