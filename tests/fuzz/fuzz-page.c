/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include "loket-text.h"
#include "loket-wire-page.h"

/* A page of a feed: what was read is written and read again alike; of what could
 * not be read is known whose it is. */

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (GBytes) body = g_bytes_new (data, size);
  g_autoptr (LoketWirePage) page = loket_wire_page_parse (body, NULL);
  g_autoptr (LoketWirePage) again = NULL;
  g_autoptr (GBytes) written = NULL;
  g_autoptr (GError) error = NULL;

  if (page == NULL)
    return 0;
  for (guint i = 0; i < page->unread->len; i++)
    {
      const LoketWireUnread *unread = g_ptr_array_index (page->unread, i);

      g_assert_true (loket_text_is_uuid (unread->id));
      g_assert_nonnull (unread->what);
    }
  written = loket_wire_page_to_bytes (page);
  again = loket_wire_page_parse (written, &error);
  g_assert_no_error (error);
  g_assert_cmpint (again->kind, ==, page->kind);
  g_assert_cmpstr (again->scope, ==, page->scope);
  g_assert_cmpstr (again->state, ==, page->state);
  g_assert_cmpuint (again->upserts->len, ==, page->upserts->len);
  g_assert_cmpuint (again->unread->len, ==, 0);
  g_assert_cmpuint (again->removals->len, ==, page->removals->len);
  for (guint i = 0; i < page->upserts->len; i++)
    {
      const LoketWireUpsert *a = g_ptr_array_index (page->upserts, i);
      const LoketWireUpsert *b = g_ptr_array_index (again->upserts, i);

      g_assert_cmpmem (a->line, a->line_length, b->line, b->line_length);
      g_assert_cmpstr (a->complaint->id, ==, b->complaint->id);
    }
  return 0;
}
