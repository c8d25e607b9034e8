/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include <string.h>

#include "loket-attachment-name.h"
#include "loket-attachment-type.h"
#include "loket-limits.h"

/* Names of attachments: one part of a path, valid and short, for every type; a
 * clean name stays as it is. Input: a name, as bytes. */

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  const char *const *types = loket_attachment_allowed_types ();

  for (gsize i = 0;; i++)
    {
      g_autofree char *clean = loket_attachment_clean_name (text, types[i]);
      g_autofree char *again = loket_attachment_clean_name (clean, types[i]);

      g_assert_true (g_utf8_validate (clean, -1, NULL));
      g_assert_null (strpbrk (clean, "/\\\n\r\x7f"));
      g_assert_cmpuint (strlen (clean), <=, LOKET_LIMIT_ATTACHMENT_NAME_BYTES);
      g_assert_cmpint (*clean, !=, '\0');
      g_assert_cmpint (*clean, !=, '.');
      g_assert_cmpint (*clean, !=, '-');
      g_assert_cmpstr (again, ==, clean);
      if (types[i] == NULL)
        return 0;
      g_assert_true (g_str_has_suffix (clean, loket_attachment_extension (types[i])));
    }
}
