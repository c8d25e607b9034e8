/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include "loket-hub-import-sheet.h"
#include "loket-sheet-reader.h"

/* A sheet that an administrator hands in: its rows, and complaints out of them.
 * The targets csv and xlsx are this, with another name for the file. */

static void
read_rows (const char *path)
{
  g_autoptr (LoketSheetReader) reader = loket_sheet_reader_new (path, NULL);
  const LoketSheetRow *row = NULL;

  while (reader != NULL && loket_sheet_reader_next (reader, &row, NULL) && row != NULL)
    for (guint i = 0; i < loket_sheet_row_get_n_cells (row); i++)
      g_assert_true (g_utf8_validate (loket_sheet_row_get (row, i), -1, NULL));
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *path = fuzz_make_file (FUZZ_SHEET, data, size);
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (LoketHubImportSheet) sheet = NULL;

  read_rows (path);
  sheet = loket_hub_import_sheet_read (path, zone, NULL);
  return 0;
}
