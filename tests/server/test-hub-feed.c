/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-fixture.h"

#include <string.h>

#define DAY 86400

static LoketHubPage *
changes (Hub        *hub,
         const char *scope,
         gint64      since,
         guint       limit)
{
  g_autoptr (GError) error = NULL;
  LoketHubPage *page = loket_hub_storage_get_changes (hub->storage, scope, since, limit, &error);

  g_assert_no_error (error);
  return page;
}

static LoketHubPage *
snapshot (Hub        *hub,
          const char *scope,
          const char *after_id,
          guint       limit)
{
  g_autoptr (GError) error = NULL;
  LoketHubPage *page = loket_hub_storage_get_snapshot (hub->storage, scope, after_id, limit, &error);

  g_assert_no_error (error);
  return page;
}

static const LoketHubFeedItem *
item (LoketHubPage *page,
      guint         i)
{
  g_assert_cmpuint (i, <, page->items->len);
  return g_ptr_array_index (page->items, i);
}

static void
change_title (Hub        *hub,
              const char *tracking_id,
              const char *agency_code,
              const char *title)
{
  g_autoptr (LoketComplaint) complaint = hub_make_complaint (tracking_id, agency_code);

  g_free (complaint->title);
  complaint->title = g_strdup (title);
  g_assert_cmpint (hub_put (hub, complaint, NOW + 1), ==, LOKET_HUB_PUT_CHANGED);
}

static void
test_numbers_without_gaps (Hub          *hub,
                           gconstpointer data)
{
  for (int i = 1; i <= 20; i++)
    {
      g_autofree char *tracking_id = g_strdup_printf ("99%05d", i);
      g_autofree char *id = hub_add (hub, tracking_id, i % 2 == 0 ? "100" : "200");

      g_assert_cmpint (hub_seq (hub, "agency:100"), ==, i / 2);
      g_assert_cmpint (hub_seq (hub, "agency:200"), ==, (i + 1) / 2);
    }

  /* What was taken back leaves no hole. */
  {
    g_autoptr (GError) error = NULL;
    g_autofree char *id = NULL;

    g_assert_true (loket_hub_storage_begin (hub->storage, &error));
    id = hub_add (hub, "9800001", "100");
    loket_hub_storage_rollback (hub->storage);
    g_assert_cmpint (hub_seq (hub, "agency:100"), ==, 10);
    g_free (g_steal_pointer (&id));
    id = hub_add (hub, "9800002", "100");
    g_assert_cmpint (hub_seq (hub, "agency:100"), ==, 11);
  }
}

static void
test_same_again (Hub          *hub,
                 gconstpointer data)
{
  g_autofree char *id = hub_add (hub, "9900001", "100");
  g_autoptr (LoketComplaint) again = hub_make_complaint ("9900001", "100");

  g_assert_cmpint (hub_put (hub, again, NOW + DAY), ==, LOKET_HUB_PUT_UNCHANGED);
  g_assert_cmpint (hub_seq (hub, "agency:100"), ==, 1);
}

static void
test_each_once (Hub          *hub,
                gconstpointer data)
{
  g_autofree char *first = hub_add (hub, "9900001", "100");
  g_autofree char *second = hub_add (hub, "9900002", "100");
  g_autoptr (LoketHubPage) page = NULL;

  change_title (hub, "9900001", "100", "Satu");
  change_title (hub, "9900001", "100", "Dua");

  page = changes (hub, "agency:100", 0, 100);
  g_assert_cmpuint (page->items->len, ==, 2);
  g_assert_cmpstr (item (page, 0)->complaint_id, ==, second);
  g_assert_cmpstr (item (page, 1)->complaint_id, ==, first);
  g_assert_nonnull (strstr (item (page, 1)->line, "\"title\":\"Dua\""));
  g_assert_cmpint (page->seq, ==, 4);
  g_assert_false (page->has_more);
}

static void
test_pages_join (Hub          *hub,
                 gconstpointer data)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gint64 since = 0;
  guint n_pages = 0;
  gboolean more = TRUE;

  for (int i = 0; i < 25; i++)
    {
      g_autofree char *tracking_id = g_strdup_printf ("99%05d", i);
      g_autofree char *id = hub_add (hub, tracking_id, "100");
    }
  change_title (hub, "9900003", "100", "Lagi");

  while (more)
    {
      g_autoptr (LoketHubPage) page = changes (hub, "agency:100", since, 10);

      for (guint i = 0; i < page->items->len; i++)
        g_assert_true (g_hash_table_add (seen, g_strdup (item (page, i)->complaint_id)));
      g_assert_cmpint (page->seq, >, since);
      since = page->seq;
      more = page->has_more;
      n_pages++;
    }
  g_assert_cmpuint (n_pages, ==, 3);
  g_assert_cmpuint (g_hash_table_size (seen), ==, 25);
  g_assert_cmpint (since, ==, hub_seq (hub, "agency:100"));
}

static void
test_snapshot_pages (Hub          *hub,
                     gconstpointer data)
{
  g_autofree char *after = NULL;
  guint n = 0;
  gboolean more = TRUE;

  for (int i = 0; i < 25; i++)
    {
      g_autofree char *tracking_id = g_strdup_printf ("99%05d", i);
      g_autofree char *id = hub_add (hub, tracking_id, i < 5 ? "200" : "100");
    }

  while (more)
    {
      g_autoptr (LoketHubPage) page = snapshot (hub, "agency:100", after, 7);

      g_assert_cmpint (page->total, ==, 20);
      g_assert_cmpint (page->seq, ==, 20);
      for (guint i = 0; i < page->items->len; i++)
        {
          g_assert_cmpstr (item (page, i)->complaint_id, >, after != NULL ? after : "");
          g_free (after);
          after = g_strdup (item (page, i)->complaint_id);
          n++;
        }
      more = page->has_more;
    }
  g_assert_cmpuint (n, ==, 20);
}

static void
test_moves (Hub          *hub,
            gconstpointer data)
{
  g_autofree char *id = hub_add (hub, "9900001", "100");
  g_autoptr (LoketComplaint) moved = hub_make_complaint ("9900001", "200");
  g_autoptr (LoketHubPage) lost = NULL;
  g_autoptr (LoketHubPage) won = NULL;
  g_autoptr (LoketHubPage) left = NULL;
  g_autoptr (LoketComplaint) now = NULL;

  g_assert_cmpint (hub_put (hub, moved, NOW + DAY), ==, LOKET_HUB_PUT_CHANGED);

  lost = changes (hub, "agency:100", 1, 100);
  g_assert_cmpuint (lost->items->len, ==, 1);
  g_assert_null (item (lost, 0)->line);
  g_assert_cmpint (item (lost, 0)->reason, ==, LOKET_REMOVAL_UNASSIGNED);
  g_assert_cmpint (item (lost, 0)->at, ==, NOW + DAY);
  won = changes (hub, "agency:200", 0, 100);
  g_assert_cmpuint (won->items->len, ==, 1);
  g_assert_nonnull (item (won, 0)->line);
  left = snapshot (hub, "agency:100", NULL, 100);
  g_assert_cmpuint (left->items->len, ==, 0);

  now = hub_get (hub, id);
  g_assert_cmpint (now->rev, ==, 2);
  g_assert_cmpint (now->substance, ==, 2);
  g_assert_cmpint (now->assigned_at, ==, NOW + DAY);
  g_assert_cmpstr (now->agency_name, ==, "Dinas Dua");
}

static void
test_of_nobody (Hub          *hub,
                gconstpointer data)
{
  g_autofree char *id = hub_add (hub, "9900001", NULL);
  g_autoptr (LoketHubPage) page = snapshot (hub, LOKET_HUB_SCOPE_UNASSIGNED, NULL, 100);

  g_assert_cmpuint (page->items->len, ==, 1);
  g_assert_cmpstr (item (page, 0)->complaint_id, ==, id);
}

static void
test_agency_takes_its_name (Hub          *hub,
                            gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  g_autoptr (LoketComplaint) complaint = NULL;
  LoketHubPut put;

  loket_hub_storage_put_agency (hub->storage, "300", NULL, NULL, NOW, &put, &error);
  g_assert_no_error (error);
  g_assert_cmpint (put, ==, LOKET_HUB_PUT_NEW);
  id = hub_add (hub, "9900001", "300");

  loket_hub_storage_put_agency (hub->storage, "300", "Dinas Tiga", NULL, NOW, &put, &error);
  g_assert_no_error (error);
  g_assert_cmpint (put, ==, LOKET_HUB_PUT_CHANGED);
  complaint = hub_get (hub, id);
  g_assert_cmpstr (complaint->agency_name, ==, "Dinas Tiga");
  g_assert_cmpint (complaint->rev, ==, 2);
  g_assert_cmpint (complaint->substance, ==, 1);
  g_assert_cmpint (hub_seq (hub, "agency:300"), ==, 2);
}

static void
test_source_keeps_our_work (Hub          *hub,
                            gconstpointer data)
{
  g_autofree char *id = hub_add (hub, "9900001", "100");
  g_autoptr (LoketComplaint) same_status = hub_make_complaint ("9900001", "100");
  g_autoptr (LoketComplaint) closed = hub_make_complaint ("9900001", "100");
  g_autoptr (LoketComplaint) now = NULL;
  g_autoptr (LoketComplaint) then = NULL;

  g_free (same_status->channel);
  same_status->channel = g_strdup ("SMS 1708");
  g_assert_cmpint (hub_put (hub, same_status, NOW + 1), ==, LOKET_HUB_PUT_CHANGED);
  now = hub_get (hub, id);
  g_assert_cmpint (now->rev, ==, 2);
  g_assert_cmpint (now->substance, ==, 1); /* nothing that an answer is based on */

  closed->status = LOKET_STATUS_CLOSED;
  closed->closed_by = LOKET_CLOSER_SYSTEM;
  g_free (closed->status_raw);
  closed->status_raw = g_strdup ("Ditutup oleh Sistem");
  g_assert_cmpint (hub_put (hub, closed, NOW + 2), ==, LOKET_HUB_PUT_CHANGED);
  then = hub_get (hub, id);
  g_assert_cmpint (then->status, ==, LOKET_STATUS_CLOSED);
  g_assert_cmpint (then->substance, ==, 2);
}

static void
test_old_changes_go (Hub          *hub,
                     gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *first = hub_add (hub, "9900001", "100");
  g_autofree char *second = hub_add (hub, "9900002", "100");
  g_autoptr (LoketComplaint) late = hub_make_complaint ("9900003", "100");
  g_autoptr (LoketHubScope) scope = NULL;

  g_assert_cmpint (hub_put (hub, late, NOW + 91 * DAY), ==, LOKET_HUB_PUT_NEW);
  loket_hub_storage_maintain (hub->storage, NOW + 91 * DAY, &error);
  g_assert_no_error (error);

  scope = loket_hub_storage_get_scope (hub->storage, "agency:100", &error);
  g_assert_cmpint (scope->floor, ==, 2);
  g_assert_cmpint (scope->seq, ==, 3);
}

static void
test_rights_change (Hub          *hub,
                    gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = hub_add (hub, "9900001", "100");
  g_autoptr (LoketHubScope) scope = NULL;

  g_assert_true (loket_hub_storage_renew_scope (hub->storage, "agency:100", &error));
  scope = loket_hub_storage_get_scope (hub->storage, "agency:100", &error);
  g_assert_cmpint (scope->generation, ==, 2);
  g_assert_cmpint (scope->seq, ==, 1);
}

static void
test_lasts (Hub          *hub,
            gconstpointer data)
{
  g_autofree char *id = hub_add (hub, "9900001", "100");
  g_autoptr (LoketComplaint) complaint = NULL;

  hub_reopen (hub);
  complaint = hub_get (hub, id);
  g_assert_cmpstr (complaint->tracking_id, ==, "9900001");
  g_assert_cmpint (hub_seq (hub, "agency:100"), ==, 1);
}

static void
add (const char *name,
     void      (*test) (Hub *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/server/feed/", name, NULL);

  g_test_add (path, Hub, NULL, hub_set_up, test, hub_tear_down);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("numbers-without-gaps", test_numbers_without_gaps);
  add ("same-again", test_same_again);
  add ("each-once", test_each_once);
  add ("pages-join", test_pages_join);
  add ("snapshot-pages", test_snapshot_pages);
  add ("moves", test_moves);
  add ("of-nobody", test_of_nobody);
  add ("agency-takes-its-name", test_agency_takes_its_name);
  add ("source-keeps-our-work", test_source_keeps_our_work);
  add ("old-changes-go", test_old_changes_go);
  add ("rights-change", test_rights_change);
  add ("lasts", test_lasts);
  return g_test_run ();
}
