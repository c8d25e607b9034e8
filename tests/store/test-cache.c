/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#include "loket-cache-query-private.h"
#include "loket-wire-complaint.h"

/* Fills the cache with complaints 1…n by a snapshot of one page. */
static void
fill (StoreFixture *f,
      guint         n)
{
  LoketWirePage *page = store_make_page (LOKET_WIRE_PAGE_SNAPSHOT, NULL, "s0", FALSE);
  g_autoptr (LoketCacheChange) change = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 1; i <= n; i++)
    store_page_add (page, store_make_complaint (i));
  store_begin_snapshot (f);
  change = store_apply (f, page, &error);
  g_assert_no_error (error);
  g_assert_true (change->complete);
  g_assert_cmpuint (change->changed->len, ==, n);
}

static gpointer
keep_rules (gpointer rules)
{
  return rules;
}

static void
drop_rules (gpointer rules)
{
}

static const LoketMarker marker = { NULL, keep_rules, drop_rules, store_mark_in_seconds };

static void
remove_one (LoketWirePage     *page,
            guint              number,
            LoketRemovalReason reason)
{
  g_autofree char *id = store_complaint_id (number);

  loket_wire_page_add_removal (page, id, reason, STORE_TEST_NOW);
}

/* What came in comes out, the line byte for byte the same record. */
static void
test_complaint (StoreFixture  *f,
                gconstpointer  data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (LoketComplaint) by_number = NULL;
  g_autoptr (LoketComplaint) by_id = NULL;
  g_autofree char *id = store_complaint_id (2);
  g_autofree char *line = NULL;
  g_autofree char *expected = NULL;
  g_autoptr (LoketComplaint) made = store_make_complaint (2);
  g_autoptr (GError) error = NULL;

  fill (f, 3);
  STORE_CALL (result, loket_cache_store_get_complaint, f->cache, "99000002");
  by_number = loket_cache_store_get_complaint_finish (f->cache, result, &error);
  g_assert_no_error (error);
  STORE_CALL (result, loket_cache_store_get_complaint, f->cache, id);
  by_id = loket_cache_store_get_complaint_finish (f->cache, result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (by_number->id, ==, id);
  line = loket_wire_complaint_to_json (by_id);
  expected = loket_wire_complaint_to_json (made);
  g_assert_cmpstr (line, ==, expected);

  STORE_CALL (result, loket_cache_store_get_complaint, f->cache, "99000009");
  g_assert_null (loket_cache_store_get_complaint_finish (f->cache, result, &error));
  g_assert_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_NOT_FOUND);
}

/* The queue in its order, and each view. */
static void
test_views (StoreFixture  *f,
            gconstpointer  data)
{
  gint64 factor = 600;
  LoketWirePage *page = store_make_page (LOKET_WIRE_PAGE_SNAPSHOT, NULL, "s0", FALSE);
  g_autoptr (LoketCacheChange) change = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  LoketCacheCounts counts;
  struct
  {
    LoketView   view;
    const char *expected;
  } cases[] = {
    { LOKET_VIEW_OPEN, "2 1 6 9 3 8 4" },
    { LOKET_VIEW_TODAY, "6" },
    { LOKET_VIEW_OVERDUE, "2 1" },
    { LOKET_VIEW_WAITING_REPORTER, "8" },
  };

  /* due: number * 600 s after now; 1 and 2 before it, 8 and 9 far, 3 unknown */
  loket_cache_store_set_marker (f->cache, &marker, &factor);
  for (guint i = 1; i <= 9; i++)
    {
      LoketComplaint *c = store_make_complaint (i);

      if (i <= 2)
        c->assigned_at = STORE_TEST_NOW - 86400 - i;
      if (i == 3)
        c->assigned_at = LOKET_TIME_UNSET;
      if (i == 4 || i == 8)
        c->answered_at = STORE_TEST_NOW - 10;
      if (i == 4)
        c->assigned_at += 10;
      if (i == 8)
        c->status = LOKET_STATUS_NEEDS_INFORMATION;
      if (i == 9)
        {
          /* Answered, but the reporter came back: it is owed again. */
          c->answered_at = STORE_TEST_NOW - 10;
          c->status = LOKET_STATUS_REPORTER_ANSWERED;
        }
      if (i == 5)
        c->status = LOKET_STATUS_CLOSED;
      if (i == 7)
        c->status = LOKET_STATUS_ARCHIVED;
      store_page_add (page, c);
    }
  store_begin_snapshot (f);
  change = store_apply (f, page, NULL);
  g_assert_nonnull (change);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = store_query_numbers (f, cases[i].view, NULL, NULL);

      g_assert_cmpstr (found, ==, cases[i].expected);
    }
  STORE_CALL (result, loket_cache_store_count, f->cache, STORE_TEST_NOW, STORE_TEST_NOW + 3600);
  g_assert_true (loket_cache_store_count_finish (f->cache, result, &counts, NULL));
  g_assert_cmpuint (counts.total, ==, 9);
  g_assert_cmpuint (counts.by_view[LOKET_VIEW_OPEN], ==, 7);
  g_assert_cmpuint (counts.by_view[LOKET_VIEW_TODAY], ==, 1);
  g_assert_cmpuint (counts.by_view[LOKET_VIEW_OVERDUE], ==, 2);
  g_assert_cmpuint (counts.by_view[LOKET_VIEW_WAITING_REPORTER], ==, 1);

  /* The calendar changed: what was late first is late last. */
  factor = -600;
  g_clear_object (&result);
  STORE_CALL (result, loket_cache_store_refresh_marks, f->cache);
  g_assert_cmpint (loket_cache_store_refresh_marks_finish (f->cache, result, NULL), ==, 6);
  g_clear_object (&result);
  STORE_CALL (result, loket_cache_store_refresh_marks, f->cache);
  g_assert_cmpint (loket_cache_store_refresh_marks_finish (f->cache, result, NULL), ==, 0);
  {
    g_autofree char *found = store_query_numbers (f, LOKET_VIEW_OPEN, NULL, NULL);

    g_assert_cmpstr (found, ==, "9 6 1 2 3 4 8");
  }
}

/* What is due at the same instant keeps one order, whatever came in first; a
 * clock that stands still falls due at no instant. */
static void
test_order (StoreFixture  *f,
            gconstpointer  data)
{
  gint64 factor = 0;
  LoketWirePage *page = store_make_page (LOKET_WIRE_PAGE_SNAPSHOT, NULL, "s0", FALSE);
  g_autoptr (LoketCacheChange) change = NULL;
  g_autofree char *open = NULL;
  g_autofree char *today = NULL;

  loket_cache_store_set_marker (f->cache, &marker, &factor);
  for (guint i = 6; i >= 1; i--)
    {
      LoketComplaint *c = store_make_complaint (i);

      c->received_at = STORE_TEST_NOW - 90000;
      if (i == 5)
        c->received_at--;
      if (i == 2)
        {
          g_free (c->tracking_id);
          c->tracking_id = g_strdup ("99000009");
        }
      if (i == 1)
        {
          g_free (c->status_raw);
          c->status_raw = g_strdup ("paused");
        }
      store_page_add (page, c);
    }
  store_begin_snapshot (f);
  change = store_apply (f, page, NULL);
  g_assert_nonnull (change);

  open = store_query_numbers (f, LOKET_VIEW_OPEN, NULL, NULL);
  g_assert_cmpstr (open, ==, "5 3 4 6 9 1");
  today = store_query_numbers (f, LOKET_VIEW_TODAY, NULL, NULL);
  g_assert_cmpstr (today, ==, "5 3 4 6 9");
}

/* The other orders, and the due instants that come with every row. */
static void
test_other_orders (StoreFixture  *f,
                   gconstpointer  data)
{
  gint64 factor = 600;
  LoketWirePage *page = store_make_page (LOKET_WIRE_PAGE_SNAPSHOT, NULL, "s0", FALSE);
  g_autoptr (LoketCacheChange) change = NULL;
  static const gint64 ages[] = { 300, 100, 400, 200 };
  static const struct { LoketQueueOrder order; gint64 rows[4]; } cases[] = {
    { LOKET_QUEUE_ORDER_DEADLINE, { 1, 2, 3, 4 } },
    { LOKET_QUEUE_ORDER_OLDEST, { 3, 1, 4, 2 } },
    { LOKET_QUEUE_ORDER_NEWEST, { 2, 4, 1, 3 } },
  };

  loket_cache_store_set_marker (f->cache, &marker, &factor);
  for (guint i = 1; i <= 4; i++)
    {
      LoketComplaint *c = store_make_complaint (i);

      c->received_at = STORE_TEST_NOW - ages[i - 1];
      c->assigned_at = i == 3 ? LOKET_TIME_UNSET : STORE_TEST_NOW - 86400 + i;
      if (i == 4)
        c->answered_at = STORE_TEST_NOW - 10;
      store_page_add (page, c);
    }
  store_begin_snapshot (f);
  change = store_apply (f, page, NULL);
  g_assert_nonnull (change);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GArray) keys = store_query_keys (f, LOKET_VIEW_OPEN, cases[i].order, NULL, NULL);

      g_assert_cmpuint (keys->len, ==, 4);
      for (guint j = 0; j < keys->len; j++)
        {
          const LoketQueueKey *key = &g_array_index (keys, LoketQueueKey, j);

          g_assert_cmpint (key->row_id, ==, cases[i].rows[j]);
          g_assert_cmpint (key->due, ==,
                           key->row_id <= 2 ? STORE_TEST_NOW + 600 * key->row_id : LOKET_DUE_NEVER);
        }
    }
}

/* A name for the settings, and back. */
static void
test_order_names (void)
{
  LoketQueueOrder order = LOKET_N_QUEUE_ORDERS;

  for (guint i = 0; i < LOKET_N_QUEUE_ORDERS; i++)
    {
      g_assert_true (loket_queue_order_from_name (loket_queue_order_to_name ((LoketQueueOrder) i),
                                                  &order));
      g_assert_cmpuint (order, ==, i);
    }
  g_assert_false (loket_queue_order_from_name ("alphabet", &order));
  g_assert_false (loket_queue_order_from_name (NULL, &order));
}

/* A row carries the marks as they were counted, and none where nothing was. */
static void
test_marks (StoreFixture  *f,
            gconstpointer  data)
{
  gint64 factor = 7;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (LoketComplaint) made = store_make_complaint (1);
  const gint64 numbers[] = { 1 };
  LoketQueueMarks expected;

  fill (f, 1);
  STORE_CALL (result, loket_cache_store_fetch_rows, f->cache, numbers, 1);
  rows = loket_cache_store_fetch_rows_finish (f->cache, result, NULL);
  g_assert_cmpuint (rows->len, ==, 1);
  g_assert_false (((LoketQueueRow *) rows->pdata[0])->marks.known);
  g_assert_cmpint (((LoketQueueRow *) rows->pdata[0])->marks.due, ==, LOKET_TIME_UNSET);

  loket_cache_store_set_marker (f->cache, &marker, &factor);
  g_clear_object (&result);
  STORE_CALL (result, loket_cache_store_refresh_marks, f->cache);
  g_assert_cmpint (loket_cache_store_refresh_marks_finish (f->cache, result, NULL), ==, 1);
  g_clear_object (&result);
  g_clear_pointer (&rows, g_ptr_array_unref);
  STORE_CALL (result, loket_cache_store_fetch_rows, f->cache, numbers, 1);
  rows = loket_cache_store_fetch_rows_finish (f->cache, result, NULL);
  loket_queue_marks_init (&expected);
  store_mark_in_seconds (&factor, made, STORE_TEST_NOW, &expected);
  g_assert_true (loket_queue_marks_equal (&((LoketQueueRow *) rows->pdata[0])->marks, &expected));
}

static void
test_by_ids (StoreFixture  *f,
             gconstpointer  data)
{
  g_autofree char *one = store_complaint_id (1);
  g_autofree char *three = store_complaint_id (3);
  const char *ids[] = { three, "\"]; DROP", "c0000000-0000-4000-8000-000000000077", one, NULL };
  const char *none[] = { NULL };
  g_autofree char *found = NULL;
  g_autofree char *nothing = NULL;

  fill (f, 4);
  found = store_query_numbers (f, LOKET_VIEW_DRAFTS, NULL, ids);
  g_assert_cmpstr (found, ==, "1 3");
  nothing = store_query_numbers (f, LOKET_VIEW_OUTBOX, NULL, none);
  g_assert_cmpstr (nothing, ==, "");
}

/* Words in number, title and text; the last may be unfinished; nothing that is
 * typed is understood as a language. */
static void
test_search (StoreFixture  *f,
             gconstpointer  data)
{
  struct
  {
    const char *search;
    const char *expected;
  } cases[] = {
    { "air bersih", "2" },
    { "AIR", "2 4" },
    { "ber", "1 2 3" },
    { "berlubang", "1 3" },
    { "bersih air", "2" },
    { "  ", "1 2 3 4" },
    { "99000003", "3" },
    { "#990000", "1 2 3 4" },
    { "pasar pasar", "1 3" },
    { "sé kolah", "" },
    { "sekolah", "4" },
    { "air* OR jalan", "" },
    { "\"air", "2 4" },
    { "title:air", "" },
    { "-air", "2 4" },
    { "( ) * ^ \" '", "" },
    { "\xff\xfe", "" },
  };
  LoketWirePage *page = store_make_page (LOKET_WIRE_PAGE_SNAPSHOT, NULL, "s0", FALSE);
  g_autoptr (LoketCacheChange) change = NULL;

  for (guint i = 1; i <= 4; i++)
    {
      LoketComplaint *c = store_make_complaint (i);

      if (i % 2 == 0)
        {
          g_free (c->title);
          g_free (c->body);
          c->title = g_strdup (i == 2 ? "Air bersih mati" : "Sékolah kebanjiran");
          c->body = g_strdup ("Sudah tiga hari air tidak surut.");
        }
      store_page_add (page, c);
    }
  store_begin_snapshot (f);
  change = store_apply (f, page, NULL);
  g_assert_nonnull (change);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = store_query_numbers (f, LOKET_VIEW_OPEN, cases[i].search, NULL);

      g_assert_cmpstr (found, ==, cases[i].expected);
    }
}

/* The index follows every change of the text, and forgets what is erased. */
static void
test_search_follows (StoreFixture  *f,
                     gconstpointer  data)
{
  LoketWirePage *page;
  LoketComplaint *changed = store_make_complaint (1);
  g_autoptr (LoketCacheChange) change = NULL;
  g_autofree char *pinned = store_complaint_id (3);
  g_autoptr (LoketDraft) draft = NULL;
  g_autofree char *old_words = NULL;
  g_autofree char *new_words = NULL;
  g_autoptr (GError) error = NULL;

  fill (f, 3);
  draft = store_save_draft (f, pinned, "Terima kasih", NULL);
  page = store_make_page (LOKET_WIRE_PAGE_CHANGES, "s0", "s1", FALSE);
  g_free (changed->title);
  changed->title = g_strdup ("Lampu padam");
  store_page_add (page, changed);
  remove_one (page, 2, LOKET_REMOVAL_UNASSIGNED);
  remove_one (page, 3, LOKET_REMOVAL_ERASED);
  change = store_apply (f, page, &error);
  g_assert_no_error (error);

  old_words = store_query_numbers (f, LOKET_VIEW_OPEN, "nomor", NULL);
  g_assert_cmpstr (old_words, ==, "");
  new_words = store_query_numbers (f, LOKET_VIEW_OPEN, "lampu", NULL);
  g_assert_cmpstr (new_words, ==, "1");
  store_fixture_close (f);
  store_fixture_sql (f, "cache.db", "INSERT INTO search (search) VALUES ('integrity-check')", &error);
  g_assert_no_error (error);
  g_assert_cmpint (store_fixture_sql (f, "cache.db", "SELECT count(*) FROM complaint_text "
                                      "WHERE line IS NOT NULL", NULL), ==, 1);
}

/* Pages have to follow each other. */
static void
test_states (StoreFixture  *f,
             gconstpointer  data)
{
  struct
  {
    LoketWirePageKind kind;
    const char       *old_state;
    const char       *state;
  } wrong[] = {
    { LOKET_WIRE_PAGE_CHANGES, "s1", "s2" },
    { LOKET_WIRE_PAGE_CHANGES, NULL, "s1" },
    { LOKET_WIRE_PAGE_CHANGES, "s0", NULL },
    { LOKET_WIRE_PAGE_SNAPSHOT, NULL, "s0" },
  };
  g_autoptr (LoketCacheScope) fresh = store_get_scope (f);
  g_autoptr (LoketCacheScope) after = NULL;
  g_autofree char *found = NULL;

  g_assert_null (fresh->state);
  g_assert_cmpint (fresh->generation, ==, 0);
  fill (f, 1);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      LoketWirePage *page = store_make_page (wrong[i].kind, wrong[i].old_state, wrong[i].state, FALSE);
      g_autoptr (GError) error = NULL;

      store_page_add (page, store_make_complaint (2));
      g_assert_null (store_apply (f, page, &error));
      g_assert_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_CONFLICT);
    }
  after = store_get_scope (f);
  g_assert_cmpstr (after->state, ==, "s0");
  g_assert_cmpint (after->generation, ==, 1);
  found = store_query_numbers (f, LOKET_VIEW_OPEN, NULL, NULL);
  g_assert_cmpstr (found, ==, "1");
}

/* A second snapshot over several pages, with a restart in between: rows stay to
 * be seen, and only at its end go those it did not name. */
static void
test_snapshot_sweep (StoreFixture  *f,
                     gconstpointer  data)
{
  LoketWirePage *page = store_make_page (LOKET_WIRE_PAGE_SNAPSHOT, NULL, "s9", TRUE);
  g_autoptr (LoketCacheChange) first = NULL;
  g_autoptr (LoketCacheChange) last = NULL;
  g_autoptr (LoketCacheScope) during = NULL;
  g_autoptr (LoketCacheScope) after = NULL;
  g_autofree char *seen = NULL;
  g_autofree char *left = NULL;
  g_autofree char *pinned = store_complaint_id (3);
  g_autoptr (LoketDraft) draft = NULL;
  const char *ids[] = { pinned, NULL };
  g_autofree char *kept = NULL;
  g_autoptr (GError) error = NULL;

  fill (f, 5);
  draft = store_save_draft (f, pinned, "Terima kasih", NULL);
  store_begin_snapshot (f);
  store_page_add (page, store_make_complaint (2));
  first = store_apply (f, page, &error);
  g_assert_no_error (error);
  g_assert_false (first->complete);

  store_fixture_reopen (f);
  during = store_get_scope (f);
  g_assert_true (during->in_snapshot);
  g_assert_cmpstr (during->cursor, ==, "after-s9");
  g_assert_cmpstr (during->state, ==, "s0");
  seen = store_query_numbers (f, LOKET_VIEW_OPEN, NULL, NULL);
  g_assert_cmpstr (seen, ==, "1 2 3 4 5");

  page = store_make_page (LOKET_WIRE_PAGE_SNAPSHOT, NULL, "s9", FALSE);
  store_page_add (page, store_make_complaint (7));
  last = store_apply (f, page, &error);
  g_assert_no_error (error);
  g_assert_true (last->complete);
  g_assert_cmpuint (last->removed->len, ==, 4);
  after = store_get_scope (f);
  g_assert_false (after->in_snapshot);
  g_assert_null (after->cursor);
  g_assert_cmpstr (after->state, ==, "s9");
  left = store_query_numbers (f, LOKET_VIEW_OPEN, NULL, NULL);
  g_assert_cmpstr (left, ==, "2 7");
  kept = store_query_numbers (f, LOKET_VIEW_DRAFTS, NULL, ids);
  g_assert_cmpstr (kept, ==, "3");
}

/* A complaint that leaves while somebody writes about it stays until that is
 * settled; it comes back into the queue when the hub names it again. */
static void
test_detached (StoreFixture  *f,
               gconstpointer  data)
{
  g_autofree char *one = store_complaint_id (1);
  g_autofree char *two = store_complaint_id (2);
  const char *ids[] = { one, two, NULL };
  g_autoptr (LoketOutboxOp) op = NULL;
  g_autoptr (LoketDraft) draft = NULL;
  LoketWirePage *page;
  g_autofree char *open = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *back = NULL;
  g_autofree char *settled = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fill (f, 3);
  op = store_send_off (f, one, "Terima kasih", NULL, NULL);
  draft = store_save_draft (f, two, "Belum", NULL);
  store_fixture_reopen (f);

  page = store_make_page (LOKET_WIRE_PAGE_CHANGES, "s0", "s1", FALSE);
  remove_one (page, 1, LOKET_REMOVAL_UNASSIGNED);
  remove_one (page, 2, LOKET_REMOVAL_ARCHIVED);
  remove_one (page, 3, LOKET_REMOVAL_UNASSIGNED);
  remove_one (page, 99, LOKET_REMOVAL_UNASSIGNED);
  loket_cache_change_free (store_apply (f, page, &error));
  g_assert_no_error (error);
  open = store_query_numbers (f, LOKET_VIEW_OPEN, NULL, NULL);
  g_assert_cmpstr (open, ==, "");
  kept = store_query_numbers (f, LOKET_VIEW_DRAFTS, NULL, ids);
  g_assert_cmpstr (kept, ==, "1 2");

  page = store_make_page (LOKET_WIRE_PAGE_CHANGES, "s1", "s2", FALSE);
  store_page_add (page, store_make_complaint (2));
  loket_cache_change_free (store_apply (f, page, &error));
  g_assert_no_error (error);
  back = store_query_numbers (f, LOKET_VIEW_OPEN, NULL, NULL);
  g_assert_cmpstr (back, ==, "2");

  {
    g_autoptr (LoketOutboxOp) discarded = store_withdraw (f, op, FALSE, &error);

    g_assert_no_error (error);
    g_assert_cmpint (discarded->state, ==, LOKET_OUTBOX_DISCARDED);
  }
  page = store_make_page (LOKET_WIRE_PAGE_CHANGES, "s2", "s3", FALSE);
  loket_cache_change_free (store_apply (f, page, &error));
  g_assert_no_error (error);
  settled = store_query_numbers (f, LOKET_VIEW_DRAFTS, NULL, ids);
  g_assert_cmpstr (settled, ==, "2");
}

/* A page that would take most of the queue away is not believed; a snapshot
 * is. */
static void
test_mass_removal (StoreFixture  *f,
                   gconstpointer  data)
{
  LoketWirePage *page;
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketCacheScope) scope = NULL;
  g_autoptr (GArray) all = NULL;

  fill (f, 160);
  page = store_make_page (LOKET_WIRE_PAGE_CHANGES, "s0", "s1", FALSE);
  for (guint i = 1; i <= 51; i++)
    remove_one (page, i, LOKET_REMOVAL_UNASSIGNED);
  g_assert_null (store_apply (f, page, &error));
  g_assert_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_MASS_REMOVAL);
  g_clear_error (&error);
  scope = store_get_scope (f);
  g_assert_cmpstr (scope->state, ==, "s0");
  all = store_query (f, LOKET_VIEW_OPEN, NULL, NULL);
  g_assert_cmpuint (all->len, ==, 160);

  page = store_make_page (LOKET_WIRE_PAGE_CHANGES, "s0", "s1", FALSE);
  for (guint i = 1; i <= 50; i++)
    remove_one (page, i, LOKET_REMOVAL_UNASSIGNED);
  loket_cache_change_free (store_apply (f, page, &error));
  g_assert_no_error (error);
}

/* A complaint in two scopes leaves with the second. */
static void
test_two_scopes (StoreFixture  *f,
                 gconstpointer  data)
{
  const char *keep[] = { STORE_TEST_SCOPE, NULL };
  LoketWirePage *page = store_make_page (LOKET_WIRE_PAGE_SNAPSHOT, NULL, "o0", FALSE);
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *both = NULL;
  g_autofree char *left = NULL;
  g_autofree char *last = NULL;
  g_autoptr (GError) error = NULL;

  fill (f, 2);
  g_free (page->scope);
  page->scope = g_strdup ("officer:7");
  store_page_add (page, store_make_complaint (2));
  store_page_add (page, store_make_complaint (3));
  STORE_CALL (result, loket_cache_store_begin_snapshot, f->cache, "officer:7", 1);
  STORE_CALL (result, loket_cache_store_apply_page, f->cache, "officer:7", page);
  loket_cache_change_free (loket_cache_store_apply_page_finish (f->cache, result, &error));
  g_assert_no_error (error);
  both = store_query_numbers (f, LOKET_VIEW_OPEN, NULL, NULL);
  g_assert_cmpstr (both, ==, "1 2 3");

  page = store_make_page (LOKET_WIRE_PAGE_CHANGES, "s0", "s1", FALSE);
  remove_one (page, 2, LOKET_REMOVAL_UNASSIGNED);
  loket_cache_change_free (store_apply (f, page, &error));
  left = store_query_numbers (f, LOKET_VIEW_OPEN, NULL, NULL);
  g_assert_cmpstr (left, ==, "1 2 3");

  STORE_CALL (result, loket_cache_store_keep_scopes, f->cache, keep);
  g_assert_true (loket_cache_store_keep_scopes_finish (f->cache, result, &error));
  last = store_query_numbers (f, LOKET_VIEW_OPEN, NULL, NULL);
  g_assert_cmpstr (last, ==, "1");
}

/* The queue comes ready-made out of one index: nothing is sorted, and no row is
 * looked at. */
static void
test_plan (StoreFixture  *f,
           gconstpointer  data)
{
  g_autofree char *path = store_fixture_path (f, "cache.db");
  g_autoptr (LoketDb) db = NULL;

  fill (f, 20);
  store_fixture_close (f);
  db = loket_db_open (path, LOKET_DB_CACHE, NULL);
  for (int view = LOKET_VIEW_TODAY; view <= LOKET_VIEW_WAITING_REPORTER; view++)
    {
      g_autofree char *sql = _loket_cache_query_sql (view, LOKET_QUEUE_ORDER_DEADLINE, FALSE, FALSE);
      g_autofree char *explain = g_strconcat ("EXPLAIN QUERY PLAN ", sql, NULL);
      g_autoptr (LoketStatement) plan = loket_db_prepare (db, explain, NULL);
      gboolean row;

      g_assert_true (loket_statement_step (plan, &row, NULL));
      g_assert_true (row);
      g_assert_nonnull (strstr (loket_statement_get_text (plan, 3),
                                "USING COVERING INDEX complaint_queue"));
      g_assert_true (loket_statement_step (plan, &row, NULL));
      g_assert_false (row);
    }
}

static void
test_cancel (StoreFixture  *f,
             gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  LoketCacheQuery query = { .view = LOKET_VIEW_OPEN };

  fill (f, 2);
  g_cancellable_cancel (cancellable);
  loket_cache_store_query_async (f->cache, &query, cancellable, store_wait_cb, &result);
  g_assert_null (loket_cache_store_query_finish (f->cache, store_wait (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(path, function) \
  g_test_add (path, StoreFixture, NULL, store_fixture_set_up, function, store_fixture_tear_down)
  ADD ("/store/cache/complaint", test_complaint);
  ADD ("/store/cache/views", test_views);
  ADD ("/store/cache/order", test_order);
  ADD ("/store/cache/other-orders", test_other_orders);
  g_test_add_func ("/store/cache/order-names", test_order_names);
  ADD ("/store/cache/marks", test_marks);
  ADD ("/store/cache/by-ids", test_by_ids);
  ADD ("/store/cache/search", test_search);
  ADD ("/store/cache/search-follows", test_search_follows);
  ADD ("/store/cache/states", test_states);
  ADD ("/store/cache/snapshot-sweep", test_snapshot_sweep);
  ADD ("/store/cache/detached", test_detached);
  ADD ("/store/cache/mass-removal", test_mass_removal);
  ADD ("/store/cache/two-scopes", test_two_scopes);
  ADD ("/store/cache/plan", test_plan);
  ADD ("/store/cache/cancel", test_cancel);
#undef ADD
  return g_test_run ();
}
