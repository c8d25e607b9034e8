/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include <string.h>

#include "loket-attachment-type.h"
#include "loket-photo.h"

/* The bytes of an attachment. A photo that was stripped is still a photo of its
 * kind, and there is nothing left to strip. */

static void
strip (GBytes     *bytes,
       const char *type)
{
  LoketPhotoReport report = { 0 };
  g_autoptr (GBytes) bare = NULL;
  g_autoptr (GBytes) again = NULL;
  g_autoptr (GError) error = NULL;

  loket_photo_check_pixels (bytes, type, NULL);
  bare = loket_photo_strip (bytes, type, &report, NULL);
  if (bare == NULL)
    return;
  g_assert_cmpstr (loket_attachment_sniff (bare, NULL, &error), ==, type);
  g_assert_no_error (error);
  memset (&report, 0, sizeof report);
  again = loket_photo_strip (bare, type, &report, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (bare, again));
  g_assert_false (report.had_place || report.had_device || report.had_time || report.had_more);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *exact = fuzz_copy (data, size);
  g_autoptr (GBytes) bytes = g_bytes_new_static (exact, size);
  const char *type = loket_attachment_sniff (bytes, "foto", NULL);

  if (type != NULL && loket_attachment_is_photo_type (type))
    strip (bytes, type);
  return 0;
}
