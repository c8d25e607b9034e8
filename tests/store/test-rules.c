/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

/* Rules of a hub in words that a test can count by: the texts of the editions
 * are numbers, and what is due is due by their sum. */
static gpointer
read_sum (GPtrArray  *records,
          GError    **error)
{
  gint64 *sum = g_rc_box_new0 (gint64);

  for (guint i = 0; i < records->len; i++)
    {
      const LoketRulesRecord *record = records->pdata[i];

      if (g_str_equal (record->policies, "wrong"))
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "edition %d is wrong",
                       (int) record->number);
          g_rc_box_release (sum);
          return NULL;
        }
      *sum += g_ascii_strtoll (record->policies, NULL, 10);
    }
  return sum;
}

static const LoketMarker reading_marker = {
  read_sum, g_rc_box_acquire, g_rc_box_release, store_mark_in_seconds,
};

static LoketRulesPage *
make_rules (gint64      number,
            const char *text)
{
  LoketRulesPage *page = loket_rules_page_new ();
  LoketRulesRecord *record = loket_rules_record_new ();

  page->latest = record->number = number;
  record->published_at = STORE_TEST_NOW - 60;
  record->reason = g_strdup_printf ("SKB %d", (int) number);
  record->holidays = g_strdup ("tanggal,jenis,nama,status");
  record->policies = g_strdup (text);
  g_ptr_array_add (page->editions, record);
  return page;
}

static LoketRulesChange *
take_rules (StoreFixture  *f,
            const char    *epoch,
            gint64         since,
            gint64         number,
            const char    *text,
            GError       **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  STORE_CALL (result, loket_cache_store_take_rules, f->cache, epoch, since,
              make_rules (number, text));
  return loket_cache_store_take_rules_finish (f->cache, result, error);
}

static void
load_rules (StoreFixture *f)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 *shipped = g_rc_box_new0 (gint64);

  *shipped = 1;
  loket_cache_store_set_marker (f->cache, &reading_marker, shipped);
  g_rc_box_release (shipped);
  STORE_CALL (result, loket_cache_store_load_rules, f->cache);
  g_assert_true (loket_cache_store_load_rules_finish (f->cache, result, &error));
  g_assert_no_error (error);
}

static GPtrArray *
list_moves (StoreFixture *f,
            guint         number)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *id = store_complaint_id (number);

  STORE_CALL (result, loket_cache_store_list_moves, f->cache, id);
  return loket_cache_store_list_moves_finish (f->cache, result, NULL);
}

static void
assert_due (StoreFixture *f,
            guint         number,
            gint64        seconds)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  const gint64 row_id = number;

  STORE_CALL (result, loket_cache_store_fetch_rows, f->cache, &row_id, 1);
  rows = loket_cache_store_fetch_rows_finish (f->cache, result, NULL);
  g_assert_cmpint (((LoketQueueRow *) rows->pdata[0])->marks.due, ==, STORE_TEST_NOW + seconds);
}

/* Three complaints: one is owed, one is answered, one is closed. */
static void
fill_for_rules (StoreFixture *f)
{
  LoketWirePage *page = store_make_page (LOKET_WIRE_PAGE_SNAPSHOT, NULL, "s0", FALSE);
  g_autoptr (LoketCacheChange) change = NULL;

  for (guint i = 1; i <= 3; i++)
    {
      LoketComplaint *c = store_make_complaint (i);

      if (i >= 2)
        c->answered_at = STORE_TEST_NOW - 10;
      if (i == 3)
        c->status = LOKET_STATUS_CLOSED;
      store_page_add (page, c);
    }
  store_begin_snapshot (f);
  change = store_apply (f, page, NULL);
  g_assert_nonnull (change);
}

/* Editions move what is open, say why, and are there after a restart. */
static void
test_rules (StoreFixture  *f,
            gconstpointer  data)
{
  g_autoptr (LoketRulesChange) first = NULL;
  g_autoptr (LoketRulesChange) second = NULL;
  g_autoptr (GPtrArray) moves = NULL;
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GError) error = NULL;
  const LoketDeadlineMove *move;

  load_rules (f);
  fill_for_rules (f);
  assert_due (f, 1, 1);
  g_assert_cmpint (loket_cache_store_get_rules_edition (f->cache, "e1"), ==, 0);

  first = take_rules (f, "e1", 0, 4, "10", &error);
  g_assert_no_error (error);
  g_assert_cmpint (first->edition, ==, 4);
  g_assert_cmpuint (first->n_moved, ==, 1);
  assert_due (f, 1, 10);
  assert_due (f, 3, 3);
  second = take_rules (f, "e1", 4, 5, "20", &error);
  g_assert_no_error (error);
  assert_due (f, 1, 30);

  store_fixture_reopen (f);
  load_rules (f);
  g_assert_cmpint (loket_cache_store_get_rules_edition (f->cache, "e1"), ==, 5);
  g_assert_cmpint (loket_cache_store_get_rules_edition (f->cache, "e2"), ==, 0);
  assert_due (f, 1, 30);
  moves = list_moves (f, 1);
  g_assert_cmpuint (moves->len, ==, 2);
  move = moves->pdata[0];
  g_assert_cmpint (move->edition, ==, 5);
  g_assert_cmpint (move->due_before, ==, STORE_TEST_NOW + 10);
  g_assert_cmpint (move->due, ==, STORE_TEST_NOW + 30);
  g_assert_cmpstr (move->reason, ==, "SKB 5");
  g_assert_cmpint (move->at, ==, STORE_TEST_NOW);
  none = list_moves (f, 3);
  g_assert_cmpuint (none->len, ==, 0);
}

/* A wrong edition changes nothing at all, and what is wrong with it is told
 * until a good one comes. */
static void
test_rules_refused (StoreFixture  *f,
                    gconstpointer  data)
{
  g_autoptr (LoketRulesChange) change = NULL;
  g_autoptr (LoketRulesChange) all = NULL;
  g_autofree char *problem = NULL;
  struct
  {
    gint64          since;
    gint64          number;
    const char     *text;
    LoketStoreError code;
  } wrong[] = {
    { 4, 5, "wrong", LOKET_STORE_ERROR_INVALID },
    { 4, 4, "7", LOKET_STORE_ERROR_INVALID },
    { 3, 5, "7", LOKET_STORE_ERROR_CONFLICT },
    { 5, 6, "7", LOKET_STORE_ERROR_CONFLICT },
    { 0, 9, "wrong", LOKET_STORE_ERROR_INVALID },
  };

  load_rules (f);
  fill_for_rules (f);
  change = take_rules (f, "e1", 0, 4, "10", NULL);
  g_assert_nonnull (change);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (take_rules (f, "e1", wrong[i].since, wrong[i].number, wrong[i].text, &error));
      g_assert_error (error, LOKET_STORE_ERROR, (int) wrong[i].code);
      g_assert_cmpint (loket_cache_store_get_rules_edition (f->cache, "e1"), ==, 4);
      assert_due (f, 1, 10);
    }

  store_fixture_reopen (f);
  load_rules (f);
  problem = loket_cache_store_dup_rules_problem (f->cache);
  g_assert_cmpstr (problem, ==, "edition 9 is wrong");
  g_assert_cmpint (loket_cache_store_get_rules_edition (f->cache, "e1"), ==, 4);
  assert_due (f, 1, 10);

  /* Another life of the hub begins with all its editions. */
  all = take_rules (f, "e2", 0, 2, "40", NULL);
  g_assert_nonnull (all);
  g_assert_null (loket_cache_store_dup_rules_problem (f->cache));
  g_assert_cmpint (loket_cache_store_get_rules_edition (f->cache, "e2"), ==, 2);
  assert_due (f, 1, 40);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(path, function) \
  g_test_add (path, StoreFixture, NULL, store_fixture_set_up, function, store_fixture_tear_down)
  ADD ("/store/rules/editions", test_rules);
  ADD ("/store/rules/refused", test_rules_refused);
#undef ADD
  return g_test_run ();
}
