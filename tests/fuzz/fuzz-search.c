/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include <stdlib.h>

#include "store-fixture.h"

/* What a person types into the search never makes a query fail. */

static StoreFixture fixture;

static void
clean_up (void)
{
  store_fixture_tear_down (&fixture, NULL);
}

static void
set_up (void)
{
  LoketWirePage *page = store_make_page (LOKET_WIRE_PAGE_SNAPSHOT, NULL, "s0", FALSE);
  g_autoptr (GError) error = NULL;

  store_fixture_set_up (&fixture, NULL);
  store_begin_snapshot (&fixture);
  for (guint i = 0; i < 20; i++)
    store_page_add (page, store_make_complaint (i));
  loket_cache_change_free (store_apply (&fixture, page, &error));
  g_assert_no_error (error);
  atexit (clean_up);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *text = fuzz_text (data, size);
  g_autoptr (GArray) all = NULL;
  g_autoptr (GArray) found = NULL;

  if (fixture.profile == NULL)
    set_up ();
  found = store_query (&fixture, LOKET_VIEW_OPEN, text, NULL);
  all = store_query (&fixture, LOKET_VIEW_OPEN, NULL, NULL);
  g_assert_cmpuint (found->len, <=, all->len);
  return 0;
}
