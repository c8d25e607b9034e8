/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include <string.h>

#include "loket-wire-complaint.h"
#include "loket-wire-private.h"
#include "random-records.h"

/* The bulk reader of complaints and the thorough one give the same record, or
 * the bulk reader gives up; what was read is written and read again alike. */

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *exact = fuzz_copy (data, size);
  g_autoptr (LoketComplaint) fast = _loket_wire_complaint_read_fast (exact, size);
  g_autoptr (LoketComplaint) thorough = _loket_wire_complaint_read (exact, size, NULL);

  if (fast != NULL)
    {
      g_assert_nonnull (thorough);
      assert_same_complaint (fast, thorough);
    }
  if (thorough != NULL)
    {
      /* Of lines that were read before; it looks for nothing else. */
      g_autofree char *body = loket_wire_complaint_dup_body (exact, size);
      g_autofree char *line = loket_wire_complaint_to_json (thorough);
      g_autoptr (GError) error = NULL;
      g_autoptr (LoketComplaint) again = loket_wire_complaint_parse (line, strlen (line), &error);

      g_assert_no_error (error);
      g_assert_cmpstr (body, ==, thorough->body);
      assert_same_complaint (thorough, again);
    }
  return 0;
}
