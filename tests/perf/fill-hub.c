/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include "loket-hub-sqlite.h"
#include "perf-complaints.h"

#define SEED 20260309
#define NOW  G_GINT64_CONSTANT (1795000000)

/* fill-hub FOLDER N: puts N invented complaints into a hub that is not serving. */
int
main (int   argc,
      char *argv[])
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PerfMaker) maker = perf_maker_new (SEED, NOW);
  g_autofree char *secret = NULL;
  g_autoptr (LoketHubKeys) keys = NULL;
  g_autoptr (LoketHubStorage) storage = NULL;
  guint n;

  g_assert (argc == 3);
  n = (guint) atoi (argv[2]);
  secret = g_build_filename (argv[1], "secret", NULL);
  keys = loket_hub_keys_load (secret, &error);
  g_assert_no_error (error);
  storage = loket_hub_sqlite_open (argv[1], LOKET_HUB_SQLITE_COMMAND, keys, &error);
  g_assert_no_error (error);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (LoketComplaint) complaint = perf_maker_next (maker);

      if (i % 5000 == 0)
        loket_hub_storage_begin (storage, &error);
      g_assert_no_error (error);
      loket_hub_storage_put_complaint (storage, complaint, NOW, NULL, &error);
      g_assert_no_error (error);
      if (i % 5000 == 4999 || i == n - 1)
        loket_hub_storage_commit (storage, &error);
      g_assert_no_error (error);
    }
  return 0;
}
