/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loket-complaint-list.h"
#include "loket-queue-row.h"
#include "loket-time.h"

#define MANY 100000

/* A source that answers from an array, in the next iteration of the main loop,
 * and counts what it is asked. */
#define FAKE_TYPE_SOURCE (fake_source_get_type ())
G_DECLARE_FINAL_TYPE (FakeSource, fake_source, FAKE, SOURCE, GObject)

struct _FakeSource
{
  GObject          parent_instance;

  GArray          *ids;
  GArray          *dues;         /* beside ids; NULL: nothing falls due */
  gint64           missing;      /* an id that has no row */
  const char      *title;
  gboolean         fails;
  LoketView        view;
  LoketQueueOrder  order;
  guint            limit;
  guint            at_hand; /* rows that come at once */
  char            *search;
  LoketOutboxState state;
  guint            n_queries;
  guint            n_fetches;
  guint            n_rows;
  guint            largest;
};

static void source_init (LoketQueueSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FakeSource, fake_source, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (LOKET_TYPE_QUEUE_SOURCE, source_init))

static gboolean
return_ids_cb (gpointer user_data)
{
  GTask *task = user_data;
  GArray *ids = g_task_get_task_data (task);

  if (!g_task_return_error_if_cancelled (task))
    g_task_return_pointer (task, g_array_ref (ids), (GDestroyNotify) g_array_unref);
  return G_SOURCE_REMOVE;
}

static gboolean
fail_cb (gpointer user_data)
{
  g_task_return_new_error (user_data, G_IO_ERROR, G_IO_ERROR_FAILED, "broken");
  return G_SOURCE_REMOVE;
}

static void
query_async (LoketQueueSource *source, LoketView view, LoketQueueOrder order, const char *search,
             guint limit, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  FakeSource *self = FAKE_SOURCE (source);
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  GArray *keys = g_array_new (FALSE, FALSE, sizeof (LoketQueueKey));

  guint n = limit == 0 ? self->ids->len : MIN (self->ids->len, MIN (limit, self->at_hand));

  for (guint i = 0; i < n; i++)
    {
      LoketQueueKey key = { g_array_index (self->ids, gint64, i), LOKET_DUE_NEVER };

      if (self->dues != NULL && i < self->dues->len)
        key.due = g_array_index (self->dues, gint64, i);
      g_array_append_val (keys, key);
    }
  self->n_queries++;
  self->view = view;
  self->order = order;
  self->limit = limit;
  g_free (self->search);
  self->search = g_strdup (search);
  g_task_set_task_data (task, keys, (GDestroyNotify) g_array_unref);
  g_idle_add_full (G_PRIORITY_DEFAULT, self->fails ? fail_cb : return_ids_cb, task, g_object_unref);
}

static GArray *
query_finish (LoketQueueSource *source, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean
return_rows_cb (gpointer user_data)
{
  GTask *task = user_data;
  FakeSource *self = g_task_get_source_object (task);
  GArray *ids = g_task_get_task_data (task);
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_queue_row_free);

  for (guint i = 0; i < ids->len; i++)
    {
      LoketQueueRow *row = loket_queue_row_new ();

      row->row_id = g_array_index (ids, gint64, i);
      row->complaint_id = g_strdup_printf ("c%" G_GINT64_FORMAT, row->row_id);
      row->title = g_strdup (self->title);
      if (row->row_id == self->missing)
        loket_queue_row_free (row);
      else
        g_ptr_array_add (rows, row);
    }
  g_task_return_pointer (task, rows, (GDestroyNotify) g_ptr_array_unref);
  return G_SOURCE_REMOVE;
}

static void
fetch_async (LoketQueueSource *source, const gint64 *row_ids, guint n, GCancellable *cancellable,
             GAsyncReadyCallback callback, gpointer user_data)
{
  FakeSource *self = FAKE_SOURCE (source);
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_array_append_vals (ids, row_ids, n);
  self->n_fetches++;
  self->n_rows += n;
  self->largest = MAX (self->largest, n);
  g_task_set_task_data (task, ids, (GDestroyNotify) g_array_unref);
  g_idle_add_full (G_PRIORITY_DEFAULT, return_rows_cb, task, g_object_unref);
}

static GPtrArray *
fetch_finish (LoketQueueSource *source, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
get_overlay (LoketQueueSource *source, const char *complaint_id, gboolean *has_draft, LoketOutboxState *state)
{
  *has_draft = FALSE;
  *state = FAKE_SOURCE (source)->state;
}

static void
source_init (LoketQueueSourceInterface *iface)
{
  iface->query_async = query_async;
  iface->query_finish = query_finish;
  iface->fetch_async = fetch_async;
  iface->fetch_finish = fetch_finish;
  iface->get_overlay = get_overlay;
}

static void
fake_source_finalize (GObject *object)
{
  g_array_unref (FAKE_SOURCE (object)->ids);
  g_clear_pointer (&FAKE_SOURCE (object)->dues, g_array_unref);
  g_free (FAKE_SOURCE (object)->search);
  G_OBJECT_CLASS (fake_source_parent_class)->finalize (object);
}

static void
fake_source_class_init (FakeSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fake_source_finalize;
}

static void
fake_source_init (FakeSource *self)
{
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->title = "Lampu jalan padam";
}

static FakeSource *
make_source (guint n)
{
  FakeSource *source = g_object_new (FAKE_TYPE_SOURCE, NULL);

  for (gint64 id = 1; id <= n; id++)
    g_array_append_val (source->ids, id);
  return source;
}

static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static LoketComplaintList *
make_list (FakeSource *source)
{
  LoketComplaintList *list = loket_complaint_list_new (LOKET_QUEUE_SOURCE (source));

  settle ();
  return list;
}

static LoketQueueItem *
get (LoketComplaintList *list, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (list), position);
}

static void
count_cb (guint *count)
{
  ++*count;
}

/* A list of 100,000 is a query and nothing else until somebody looks. */
static void
test_lazy (void)
{
  g_autoptr (FakeSource) source = make_source (MANY);
  g_autoptr (LoketComplaintList) list = loket_complaint_list_new (LOKET_QUEUE_SOURCE (source));
  g_autoptr (LoketQueueItem) item = NULL;
  guint n_changed = 0;

  g_assert_true (loket_complaint_list_get_loading (list));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 0);
  settle ();
  g_assert_false (loket_complaint_list_get_loading (list));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, MANY);
  g_assert_cmpuint (source->n_queries, ==, 1);
  g_assert_cmpuint (source->n_fetches, ==, 0);

  item = get (list, 70000);
  g_assert_false (loket_queue_item_is_loaded (item));
  g_assert_null (loket_queue_item_get_title (item));
  g_assert_cmpint (loket_queue_item_get_row_id (item), ==, 70001);
  g_signal_connect_swapped (item, "changed", G_CALLBACK (count_cb), &n_changed);
  settle ();
  g_assert_true (loket_queue_item_is_loaded (item));
  g_assert_cmpstr (loket_queue_item_get_title (item), ==, "Lampu jalan padam");
  g_assert_cmpuint (n_changed, ==, 1);
  g_assert_cmpuint (source->n_fetches, ==, 1);
  g_assert_cmpuint (source->n_rows, ==, 64);
  g_assert_null (get (list, MANY));
}

/* A consumer that asks for everything gets placeholders, and the rows that
 * nobody holds in the end are never read. */
static void
test_walk (void)
{
  g_autoptr (FakeSource) source = make_source (MANY);
  g_autoptr (LoketComplaintList) list = make_list (source);

  for (guint i = 0; i < MANY; i++)
    {
      g_autoptr (LoketQueueItem) item = get (list, i);

      g_assert_nonnull (item);
    }
  g_assert_cmpuint (source->n_fetches, ==, 0);
  settle ();
  g_assert_cmpuint (source->n_rows, <=, 1024);
  g_assert_cmpuint (source->n_fetches, <=, 16);
  g_assert_cmpuint (source->largest, <=, 128);
}

/* What was looked at last is read first. */
static void
test_newest_page_first (void)
{
  g_autoptr (FakeSource) source = make_source (MANY);
  g_autoptr (LoketComplaintList) list = make_list (source);
  g_autoptr (LoketQueueItem) passed = get (list, 10);
  g_autoptr (LoketQueueItem) shown = get (list, 90000);

  while (source->n_fetches < 2)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (loket_queue_item_is_loaded (shown));
  g_assert_false (loket_queue_item_is_loaded (passed));
  settle ();
  g_assert_true (loket_queue_item_is_loaded (passed));
}

static void
test_identity (void)
{
  g_autoptr (FakeSource) source = make_source (MANY);
  g_autoptr (LoketComplaintList) list = make_list (source);
  g_autoptr (LoketQueueItem) held = get (list, 5);
  g_autoptr (LoketQueueItem) again = NULL;
  guint position = 0;
  gint64 id = 6;

  settle ();
  for (guint i = 1000; i < 3000; i++)
    g_object_unref (get (list, i));
  settle ();
  again = get (list, 5);
  g_assert_true (again == held);

  /* The id moves to another place and another order; the object stays. */
  g_array_remove_index (source->ids, 5);
  g_array_append_val (source->ids, id);
  g_signal_emit_by_name (source, "changed");
  settle ();
  g_assert_true (loket_complaint_list_find_position (list, 6, &position));
  g_assert_cmpuint (position, ==, MANY - 1);
  g_clear_object (&again);
  again = get (list, MANY - 1);
  g_assert_true (again == held);
  g_assert_true (loket_complaint_list_find_complaint (list, "c6", &position));
  g_assert_cmpuint (position, ==, MANY - 1);
  g_assert_false (loket_complaint_list_find_complaint (list, "c88888", &position));
  g_assert_false (loket_complaint_list_find_position (list, MANY + 1, &position));
}

static void
test_row_changed (void)
{
  g_autoptr (FakeSource) source = make_source (1000);
  g_autoptr (LoketComplaintList) list = make_list (source);
  g_autoptr (LoketQueueItem) item = get (list, 0);
  guint n_changed = 0;
  guint n_items_changed = 0;

  settle ();
  g_signal_connect_swapped (item, "changed", G_CALLBACK (count_cb), &n_changed);
  g_signal_connect_swapped (list, "items-changed", G_CALLBACK (count_cb), &n_items_changed);

  source->state = LOKET_OUTBOX_QUEUED;
  g_signal_emit_by_name (source, "row-changed", "c1");
  g_assert_cmpint (loket_queue_item_get_outbox_state (item), ==, LOKET_OUTBOX_QUEUED);
  g_assert_cmpuint (n_changed, ==, 1);
  settle ();
  g_assert_cmpuint (n_changed, ==, 1);

  source->title = "Lampu sudah menyala";
  g_signal_emit_by_name (source, "row-changed", "c1");
  settle ();
  g_assert_cmpuint (n_changed, ==, 2);
  g_assert_cmpstr (loket_queue_item_get_title (item), ==, "Lampu sudah menyala");
  g_signal_emit_by_name (source, "row-changed", "c999");
  settle ();
  g_assert_cmpuint (n_items_changed, ==, 0);
}

/* A row that has gone does not make the list ask for ever. */
static void
test_missing_row (void)
{
  g_autoptr (FakeSource) source = make_source (10);
  g_autoptr (LoketComplaintList) list = make_list (source);
  g_autoptr (LoketQueueItem) item = NULL;

  source->missing = 3;
  item = get (list, 2);
  settle ();
  g_assert_false (loket_queue_item_is_loaded (item));
  g_object_unref (get (list, 2));
  settle ();
  g_assert_cmpuint (source->n_fetches, ==, 1);

  source->missing = 0;
  loket_complaint_list_reload (list);
  settle ();
  g_assert_true (loket_queue_item_is_loaded (item));
}

static void
test_view_and_search (void)
{
  g_autoptr (FakeSource) source = make_source (10);
  g_autoptr (LoketComplaintList) list = make_list (source);
  guint n_notified = 0;

  g_signal_connect_swapped (list, "notify::view", G_CALLBACK (count_cb), &n_notified);
  g_signal_connect_swapped (list, "notify::search", G_CALLBACK (count_cb), &n_notified);
  loket_complaint_list_set_view (list, LOKET_VIEW_OVERDUE);
  loket_complaint_list_set_search (list, "lampu");
  loket_complaint_list_set_search (list, "lampu");
  loket_complaint_list_set_view (list, LOKET_VIEW_OVERDUE);
  settle ();
  g_assert_cmpuint (n_notified, ==, 2);
  g_assert_cmpint (source->view, ==, LOKET_VIEW_OVERDUE);
  g_assert_cmpstr (source->search, ==, "lampu");
  g_assert_cmpuint (source->n_queries, ==, 4);

  loket_complaint_list_set_search (list, "");
  settle ();
  g_assert_null (source->search);
  g_assert_null (loket_complaint_list_get_search (list));
}

static void
note_size_cb (LoketComplaintList *list,
              guint               position,
              guint               n_removed,
              guint               n_added,
              gpointer            sizes)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (list));

  g_array_append_val ((GArray *) sizes, n);
}

/* A search shows the rows that are at hand before the whole. */
static void
test_search_first_rows (void)
{
  g_autoptr (FakeSource) source = make_source (MANY);
  g_autoptr (LoketComplaintList) list = make_list (source);
  g_autoptr (GArray) sizes = g_array_new (FALSE, FALSE, sizeof (guint));

  source->at_hand = 7;
  g_signal_connect (list, "items-changed", G_CALLBACK (note_size_cb), sizes);
  loket_complaint_list_set_search (list, "lampu");
  g_assert_cmpuint (source->limit, ==, LOKET_QUEUE_AT_HAND);
  settle ();
  g_assert_cmpuint (source->n_queries, ==, 3);
  g_assert_cmpuint (source->limit, ==, 0);
  g_assert_cmpuint (sizes->len, >=, 2);
  g_assert_cmpuint (g_array_index (sizes, guint, sizes->len - 2), ==, 7);
  g_assert_cmpuint (g_array_index (sizes, guint, sizes->len - 1), ==, MANY);
  g_assert_false (loket_complaint_list_get_loading (list));
}

/* Where nothing is at hand the earlier rows stay until all is known. */
static void
test_search_nothing_at_hand (void)
{
  g_autoptr (FakeSource) source = make_source (MANY);
  g_autoptr (LoketComplaintList) list = make_list (source);
  g_autoptr (GArray) sizes = g_array_new (FALSE, FALSE, sizeof (guint));

  source->at_hand = 0;
  g_array_set_size (source->ids, 5);
  g_signal_connect (list, "items-changed", G_CALLBACK (note_size_cb), sizes);
  loket_complaint_list_set_search (list, "lampu");
  settle ();
  g_assert_cmpuint (source->n_queries, ==, 3);
  for (guint i = 0; i < sizes->len; i++)
    g_assert_cmpuint (g_array_index (sizes, guint, i), !=, 0);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 5);

  g_array_set_size (source->ids, 0);
  loket_complaint_list_set_search (list, "lampu jalan");
  settle ();
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 0);
}

/* However often the source changes while a query runs, one more follows. */
static void
test_reload_joins (void)
{
  g_autoptr (FakeSource) source = make_source (10);
  g_autoptr (LoketComplaintList) list = make_list (source);
  gint64 id = 11;

  for (guint i = 0; i < 20; i++)
    g_signal_emit_by_name (source, "changed");
  g_array_append_val (source->ids, id);
  settle ();
  g_assert_cmpuint (source->n_queries, ==, 3);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 11);
}

static void
test_trouble (void)
{
  g_autoptr (FakeSource) source = make_source (10);
  g_autoptr (LoketComplaintList) list = make_list (source);

  source->fails = TRUE;
  loket_complaint_list_reload (list);
  settle ();
  g_assert_cmpstr (loket_complaint_list_get_trouble (list), ==, "broken");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 10);

  source->fails = FALSE;
  loket_complaint_list_reload (list);
  settle ();
  g_assert_null (loket_complaint_list_get_trouble (list));
}

/* Dropping the list while everything is under way. */
static void
test_drop (void)
{
  g_autoptr (FakeSource) source = make_source (MANY);
  LoketComplaintList *list = make_list (source);
  g_autoptr (LoketQueueItem) item = get (list, 0);

  loket_complaint_list_reload (list);
  while (source->n_fetches == 0)
    g_main_context_iteration (NULL, TRUE);
  g_object_unref (list);
  settle ();
  g_assert_false (loket_queue_item_is_loaded (item));
}

#define ZONE "Asia/Makassar"

static gint64
at (const char *text)
{
  gint64 instant = 0;

  g_assert_true (loket_time_parse (text, &instant));
  return instant;
}

static void
set_dues (FakeSource *source, const gint64 *dues, guint n)
{
  g_clear_pointer (&source->dues, g_array_unref);
  source->dues = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_vals (source->dues, dues, n);
  g_array_set_size (source->ids, 0);
  for (gint64 id = 1; id <= n; id++)
    g_array_append_val (source->ids, id);
}

/* The headings as “position:group(rows)”. */
static char *
dup_headings (LoketComplaintList *list)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    {
      LoketQueueGroup group;
      guint n;

      if (loket_complaint_list_get_heading (list, i, &group, &n))
        g_string_append_printf (text, "%s%u:%d(%u)", text->len > 0 ? " " : "", i, group, n);
    }
  return g_string_free (text, FALSE);
}

static void
assert_headings (LoketComplaintList *list, const char *expected)
{
  g_autofree char *found = dup_headings (list);

  g_assert_cmpstr (found, ==, expected);
}

/* Wednesday 25 March 2026, 10:00 in Makassar. */
#define WEDNESDAY "2026-03-25T02:00:00Z"

typedef struct
{
  LoketClock         *clock;
  LoketTicker        *ticker;
  FakeSource         *source;
  LoketComplaintList *list;
  guint               n_groups;
} Grouped;

static void
grouped_set_up (Grouped *g, gconstpointer data)
{
  const gint64 dues[] = {
    at ("2026-03-20T08:00:00Z"), at ("2026-03-25T01:59:59Z"),  /* overdue */
    at ("2026-03-25T02:00:00Z"), at ("2026-03-25T15:59:59Z"),  /* today */
    at ("2026-03-25T16:00:00Z"), at ("2026-03-26T15:59:59Z"),  /* tomorrow */
    at ("2026-03-26T16:00:00Z"), at ("2026-03-29T15:59:59Z"),  /* this week */
    at ("2026-03-29T16:00:00Z"),                               /* later */
    LOKET_DUE_NEVER, LOKET_DUE_NEVER,
  };

  g->clock = loket_clock_new_manual (at (WEDNESDAY));
  g->ticker = loket_ticker_new (g->clock);
  g->source = make_source (0);
  set_dues (g->source, dues, G_N_ELEMENTS (dues));
  g->list = make_list (g->source);
  loket_complaint_list_set_ticker (g->list, g->ticker, ZONE);
  g_signal_connect_swapped (g->list, "groups-changed", G_CALLBACK (count_cb), &g->n_groups);
}

static void
grouped_tear_down (Grouped *g, gconstpointer data)
{
  g_clear_object (&g->list);
  g_clear_object (&g->source);
  g_clear_object (&g->ticker);
  g_clear_object (&g->clock);
}

static void
test_groups (Grouped *g, gconstpointer data)
{
  gint64 due = 0;
  guint n = 0;

  assert_headings (g->list, "0:0(2) 2:1(2) 4:2(2) 6:3(2) 8:4(1) 9:5(2)");
  g_assert_cmpuint (g->source->n_fetches, ==, 0);
  g_assert_true (loket_complaint_list_find_next_day (g->list, &due, &n));
  g_assert_cmpint (due, ==, at ("2026-03-25T16:00:00Z"));
  g_assert_cmpuint (n, ==, 2);

  /* Other orders, the view of the overdue and a list without clocks have none. */
  loket_complaint_list_set_order (g->list, LOKET_QUEUE_ORDER_NEWEST);
  settle ();
  g_assert_cmpuint (g->source->order, ==, LOKET_QUEUE_ORDER_NEWEST);
  assert_headings (g->list, "");
  loket_complaint_list_set_order (g->list, LOKET_QUEUE_ORDER_DEADLINE);
  loket_complaint_list_set_view (g->list, LOKET_VIEW_OVERDUE);
  settle ();
  assert_headings (g->list, "");
  loket_complaint_list_set_view (g->list, LOKET_VIEW_OPEN);
  loket_complaint_list_set_ticker (g->list, NULL, NULL);
  settle ();
  assert_headings (g->list, "");
  g_assert_false (loket_complaint_list_find_next_day (g->list, &due, &n));
}

/* A second makes a row late, a midnight makes tomorrow today; nothing is asked
 * in between, and a view of all complaints is not read again. */
static void
test_groups_follow_time (Grouped *g, gconstpointer data)
{
  guint n_queries = g->source->n_queries;

  loket_clock_advance (g->clock, 1);
  assert_headings (g->list, "0:0(3) 3:1(1) 4:2(2) 6:3(2) 8:4(1) 9:5(2)");
  g_assert_cmpuint (g->n_groups, ==, 1);
  loket_clock_advance (g->clock, 3600);
  g_assert_cmpuint (g->n_groups, ==, 1);

  loket_clock_jump (g->clock, at ("2026-03-25T15:59:59Z") - loket_clock_now (g->clock));
  assert_headings (g->list, "0:0(3) 3:1(1) 4:2(2) 6:3(2) 8:4(1) 9:5(2)");
  loket_clock_advance (g->clock, 1);
  assert_headings (g->list, "0:0(4) 4:1(2) 6:2(1) 7:3(1) 8:4(1) 9:5(2)");
  loket_clock_jump (g->clock, 86400);
  assert_headings (g->list, "0:0(6) 6:1(1) 7:3(1) 8:4(1) 9:5(2)");
  loket_clock_jump (g->clock, -2 * 86400);
  assert_headings (g->list, "0:0(1) 1:1(3) 4:2(2) 6:3(2) 8:4(1) 9:5(2)");

  loket_clock_jump (g->clock, at ("2026-03-29T02:00:00Z") - loket_clock_now (g->clock));
  assert_headings (g->list, "0:0(7) 7:1(1) 8:2(1) 9:5(2)");
  settle ();
  g_assert_cmpuint (g->source->n_queries, ==, n_queries);
}

/* What belongs to today is another question every minute. */
static void
test_views_of_now (Grouped *g, gconstpointer data)
{
  guint n_queries;

  loket_complaint_list_set_view (g->list, LOKET_VIEW_TODAY);
  settle ();
  n_queries = g->source->n_queries;
  settle ();
  g_assert_cmpuint (g->source->n_queries, ==, n_queries);
  loket_clock_advance (g->clock, 1);
  settle ();
  g_assert_cmpuint (g->source->n_queries, ==, n_queries + 1);
  loket_clock_advance (g->clock, 60);
  settle ();
  g_assert_cmpuint (g->source->n_queries, ==, n_queries + 1);
}

/* A row that stays where it is may have got another due instant. */
static void
test_groups_follow_rows (Grouped *g, gconstpointer data)
{
  const gint64 dues[] = { at ("2026-03-20T08:00:00Z"), at ("2026-03-27T08:00:00Z"), LOKET_DUE_NEVER };

  set_dues (g->source, dues, G_N_ELEMENTS (dues));
  g_signal_emit_by_name (g->source, "changed");
  settle ();
  assert_headings (g->list, "0:0(1) 1:3(1) 2:5(1)");
  g_array_index (g->source->dues, gint64, 1) = at ("2026-03-26T08:00:00Z");
  g->n_groups = 0;
  g_signal_emit_by_name (g->source, "changed");
  settle ();
  assert_headings (g->list, "0:0(1) 1:2(1) 2:5(1)");
  g_assert_cmpuint (g->n_groups, >=, 1);
}

/* 100,000 rows are grouped without reading one. */
static void
test_groups_of_many (Grouped *g, gconstpointer data)
{
  g_autofree gint64 *dues = g_new (gint64, MANY);

  for (guint i = 0; i < MANY; i++)
    dues[i] = at ("2026-03-20T08:00:00Z") + (gint64) i * 10;
  set_dues (g->source, dues, MANY);
  g_signal_emit_by_name (g->source, "changed");
  settle ();
  assert_headings (g->list, "0:0(41040) 41040:1(5040) 46080:2(8640) 54720:3(25920) 80640:4(19360)");
  g_assert_cmpuint (g->source->n_fetches, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/desk/list/lazy", test_lazy);
  g_test_add_func ("/desk/list/walk", test_walk);
  g_test_add_func ("/desk/list/newest-page-first", test_newest_page_first);
  g_test_add_func ("/desk/list/identity", test_identity);
  g_test_add_func ("/desk/list/row-changed", test_row_changed);
  g_test_add_func ("/desk/list/missing-row", test_missing_row);
  g_test_add_func ("/desk/list/view-and-search", test_view_and_search);
  g_test_add_func ("/desk/complaint-list/search-first-rows", test_search_first_rows);
  g_test_add_func ("/desk/complaint-list/search-nothing-at-hand", test_search_nothing_at_hand);
  g_test_add_func ("/desk/list/reload-joins", test_reload_joins);
  g_test_add_func ("/desk/list/trouble", test_trouble);
  g_test_add_func ("/desk/list/drop", test_drop);
#define ADD_GROUPED(path, function)                                                      \
  g_test_add (path, Grouped, NULL, grouped_set_up, function, grouped_tear_down)
  ADD_GROUPED ("/desk/list/groups", test_groups);
  ADD_GROUPED ("/desk/list/groups-follow-time", test_groups_follow_time);
  ADD_GROUPED ("/desk/list/groups-follow-rows", test_groups_follow_rows);
  ADD_GROUPED ("/desk/list/groups-of-many", test_groups_of_many);
  ADD_GROUPED ("/desk/list/views-of-now", test_views_of_now);
#undef ADD_GROUPED
  return g_test_run ();
}
