/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loket-cache-replies.h"
#include "loket-limits.h"
#include "store-fixture.h"

/* What was answered elsewhere, for telling copies. */

#define CATEGORY LOKET_LIMIT_COPIES_CATEGORY
#define LATEST   LOKET_LIMIT_COPIES_LATEST

static void
say (LoketComplaint *complaint,
     LoketAuthor     author,
     const char     *text)
{
  LoketMessage *message = loket_message_new ();

  message->id = g_strdup_printf ("d%07u-0000-4000-8000-%s-%02u", 1u, complaint->tracking_id + 2, complaint->messages->len);
  message->author = author;
  message->author_name = g_strdup ("Dinas PUPR");
  message->text = g_strdup (text);
  message->at = STORE_TEST_NOW;
  if (author == LOKET_AUTHOR_OFFICER)
    message->outcome = LOKET_OUTCOME_IN_PROGRESS;
  g_ptr_array_add (complaint->messages, message);
}

static LoketComplaint *
answered (guint       number,
          const char *category)
{
  LoketComplaint *complaint = store_make_complaint (number);
  g_autofree char *text = g_strdup_printf ("Jawaban %u.", number);

  complaint->category = g_strdup (category);
  complaint->status = LOKET_STATUS_IN_PROGRESS;
  complaint->answered_at = STORE_TEST_NOW - 10000 + number;
  say (complaint, LOKET_AUTHOR_OFFICER, text);
  return complaint;
}

static GPtrArray *
list (StoreFixture *f,
      guint         except,
      const char   *category)
{
  g_autofree char *id = store_complaint_id (except);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *replies;

  STORE_CALL (result, loket_cache_store_list_replies, f->cache, id, category);
  replies = loket_cache_store_list_replies_finish (f->cache, result, &error);
  g_assert_no_error (error);
  return replies;
}

static void
apply (StoreFixture  *f,
       LoketWirePage *page)
{
  g_autoptr (GError) error = NULL;

  loket_cache_change_free (store_apply (f, page, &error));
  g_assert_no_error (error);
}

static void
test_whose (StoreFixture *f, gconstpointer data)
{
  LoketWirePage *page = store_make_page (LOKET_WIRE_PAGE_SNAPSHOT, NULL, "s0", FALSE);
  LoketComplaint *talk = answered (2, "Jalan");
  LoketStoredReply *first;
  g_autoptr (GPtrArray) replies = NULL;
  g_autoptr (GPtrArray) none = list (f, 1, "Jalan");

  g_assert_cmpuint (none->len, ==, 0);
  store_begin_snapshot (f);
  store_page_add (page, store_make_complaint (1));
  say (talk, LOKET_AUTHOR_REPORTER, "Kapan?");
  say (talk, LOKET_AUTHOR_OFFICER, "Besok.");
  store_page_add (page, talk);
  store_page_add (page, answered (3, "Lampu"));
  store_page_add (page, answered (4, "Jalan"));
  apply (f, page);

  replies = list (f, 4, "Jalan");
  g_assert_cmpuint (replies->len, ==, 3);
  first = g_ptr_array_index (replies, 0);
  g_assert_cmpstr (first->tracking_id, ==, "99000003");
  g_assert_cmpstr (first->agency, ==, "Dinas PUPR");
  g_assert_cmpstr (first->text, ==, "Jawaban 3.");
  g_assert_cmpstr (((LoketStoredReply *) g_ptr_array_index (replies, 1))->text, ==, "Jawaban 2.");
  g_assert_cmpstr (((LoketStoredReply *) g_ptr_array_index (replies, 2))->text, ==, "Besok.");
}

static guint
count_from (GPtrArray *replies,
            guint      first,
            guint      behind)
{
  guint n = 0;

  for (guint i = 0; i < replies->len; i++)
    {
      guint number = (guint) g_ascii_strtoull (((LoketStoredReply *) g_ptr_array_index (replies, i))->tracking_id + 2, NULL, 10);

      n += number >= first && number < behind ? 1 : 0;
    }
  return n;
}

/* Lamps 1 to CATEGORY + 10, then roads up to LATEST + 10 more: at the edge of both
 * limits. */
static void
test_how_many (StoreFixture *f, gconstpointer data)
{
  LoketWirePage *page = store_make_page (LOKET_WIRE_PAGE_SNAPSHOT, NULL, "s0", FALSE);
  guint lamps = CATEGORY + 10, all = lamps + LATEST + 10;
  g_autoptr (GPtrArray) of_lamps = NULL;
  g_autoptr (GPtrArray) of_none = NULL;

  store_begin_snapshot (f);
  for (guint i = 1; i <= all; i++)
    store_page_add (page, answered (i, i <= lamps ? "Lampu" : NULL));
  apply (f, page);

  of_lamps = list (f, all, "Lampu");
  g_assert_cmpuint (count_from (of_lamps, lamps - CATEGORY + 1, lamps + 1), ==, CATEGORY);
  g_assert_cmpuint (count_from (of_lamps, all - LATEST, all), ==, LATEST);
  g_assert_cmpuint (of_lamps->len, ==, CATEGORY + LATEST);
  of_none = list (f, 1, NULL);
  g_assert_cmpuint (count_from (of_none, lamps + 1, all + 1), ==, all - lamps);
  g_assert_cmpuint (of_none->len, ==, all - lamps);
}

static void
test_cancelled (StoreFixture *f, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  loket_cache_store_list_replies_async (f->cache, "x", "Jalan", cancellable, store_wait_cb, &result);
  g_assert_null (loket_cache_store_list_replies_finish (f->cache, store_wait (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

#define ADD(path, test) \
  g_test_add ("/store/replies/" path, StoreFixture, NULL, store_fixture_set_up, test, store_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("whose", test_whose);
  ADD ("how-many", test_how_many);
  ADD ("cancelled", test_cancelled);
  return g_test_run ();
}
