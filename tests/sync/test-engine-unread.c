/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine-fixture.h"

#include "loket-cache-unread.h"

/* One record that cannot be read keeps nothing else back, whatever page it is in. */

static guint
count_open (EngineFixture *f)
{
  g_autoptr (GArray) rows = store_query (&f->store, LOKET_VIEW_OPEN, NULL, NULL);

  return rows->len;
}

static guint
count_unread (EngineFixture *f)
{
  g_autoptr (GPtrArray) list = loket_cache_store_dup_unread (f->store.cache);

  return list != NULL ? list->len : 0;
}

/* The others of the first copy come in, replies go, and nothing is fetched twice
 * for it. */
static void
test_first_copy (EngineFixture *f,
                 gconstpointer  data)
{
  g_autofree char *id = store_complaint_id (2);
  g_autoptr (LoketOutboxOp) op = NULL;
  guint snapshots;

  fake_hub_spoil (f->hub, id, TRUE);
  engine_start (f);
  g_assert_cmpuint (count_open (f), ==, 4);
  g_assert_cmpuint (count_unread (f), ==, 1);
  snapshots = fake_hub_count_requests (f->hub, LOKET_REQUEST_SNAPSHOT);

  op = engine_queue (f, 1);
  engine_run (f, LOKET_SYNC_OK, LOKET_REASON_NONE);
  engine_assert_op (f, op, LOKET_OUTBOX_ACCEPTED, LOKET_REASON_NONE);
  engine_run (f, LOKET_SYNC_OK, LOKET_REASON_NONE);
  g_assert_cmpuint (f->summary.received, ==, 0);
  g_assert_cmpuint (fake_hub_count_requests (f->hub, LOKET_REQUEST_SNAPSHOT), ==, snapshots);
  g_assert_cmpuint (count_unread (f), ==, 1);

  fake_hub_spoil (f->hub, id, FALSE);
  engine_run (f, LOKET_SYNC_OK, LOKET_REASON_NONE);
  g_assert_cmpuint (count_open (f), ==, 5);
  g_assert_cmpuint (count_unread (f), ==, 0);
}

/* What was here stays; what came with it in the same page is taken in. */
static void
test_changes (EngineFixture *f,
              gconstpointer  data)
{
  g_autofree char *id = store_complaint_id (2);
  g_autofree char *other = store_complaint_id (77);

  engine_start (f);
  fake_hub_spoil (f->hub, id, TRUE);
  fake_hub_add_complaint (f->hub, other, "99000077");
  engine_run (f, LOKET_SYNC_OK, LOKET_REASON_NONE);
  g_assert_cmpuint (f->summary.received, ==, 2);
  g_assert_cmpuint (count_open (f), ==, 6);
  g_assert_cmpuint (count_unread (f), ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ENGINE_TEST ("/sync/engine-unread/first-copy", test_first_copy);
  ENGINE_TEST ("/sync/engine-unread/changes", test_changes);
  return g_test_run ();
}
