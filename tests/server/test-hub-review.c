/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-fixture.h"

#include <string.h>

#include "loket-finding.h"
#include "loket-hub-review.h"
#include "loket-hub-sqlite-private.h"
#include "loket-limits.h"
#include "loket-text.h"
#include "loket-wire-reply.h"

/* Which accepted replies wait to be compared, and with what. */

#define DEVICE   "dddddddd-0000-4000-8000-000000000001"
#define ROADS    "Infrastruktur > Jalan"
#define LIGHTING "Infrastruktur > Penerangan"

static GPtrArray *
find_nothing (const LoketReply     *reply,
              const LoketComplaint *complaint,
              gint64                now,
              gpointer              data)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) loket_finding_free);
}

/* Answers a complaint; tells the reply's id. */
static char *
answer_at (Hub              *hub,
           LoketHubAccount  *account,
           const char       *complaint_id,
           const char       *text,
           gint64            now,
           gboolean          checked)
{
  g_autoptr (LoketComplaint) complaint = hub_get (hub, complaint_id);
  g_autoptr (LoketReply) reply = loket_reply_new ();
  g_autoptr (LoketHubAnswer) answer = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GError) error = NULL;
  LoketHubSubmission submission = { .account = account, .reply = reply, .epoch = EPOCH, .now = now };

  reply->reply_id = loket_text_new_uuid ();
  reply->complaint_id = g_strdup (complaint_id);
  reply->based_on = complaint->substance;
  reply->outcome = LOKET_OUTCOME_IN_PROGRESS;
  reply->visibility = LOKET_VISIBILITY_PUBLIC;
  reply->text = g_strdup (text);
  reply->device_id = g_strdup (DEVICE);
  reply->composed_at = NOW;
  body = loket_wire_reply_freeze (reply);
  submission.body = body;
  submission.check = checked ? find_nothing : NULL;
  answer = loket_hub_storage_accept_reply (hub->storage, &submission, &error);
  g_assert_no_error (error);
  g_assert_nonnull (answer->receipt);
  return g_strdup (reply->reply_id);
}

static char *
answer (Hub        *hub,
        const char *complaint_id,
        const char *text)
{
  return answer_at (hub, hub->ani, complaint_id, text, NOW + 100, TRUE);
}

/* A complaint with an answer from before the hub. */
static char *
add_answered (Hub        *hub,
              const char *tracking_id,
              const char *agency,
              const char *category,
              gint64      answered_at)
{
  g_autoptr (LoketComplaint) complaint = hub_make_complaint (tracking_id, agency);

  complaint->category = g_strdup (category);
  complaint->answered_at = answered_at;
  if (answered_at != LOKET_TIME_UNSET)
    {
      LoketMessage *message = loket_message_new ();

      message->id = g_strconcat ("m", tracking_id, NULL);
      message->author = LOKET_AUTHOR_OFFICER;
      message->text = g_strconcat ("jawaban ", tracking_id, NULL);
      message->at = answered_at;
      g_ptr_array_add (complaint->messages, message);
    }
  g_assert_cmpint (hub_put (hub, complaint, NOW), ==, LOKET_HUB_PUT_NEW);
  return g_strdup (complaint->id);
}

static LoketHubWaiting *
next (Hub    *hub,
      gint64  after)
{
  g_autoptr (GError) error = NULL;
  LoketHubWaiting *waiting = NULL;

  loket_hub_review_next (LOKET_HUB_REVIEW (hub->storage), after, &waiting, &error);
  g_assert_no_error (error);
  return waiting;
}

/* What a reply is compared with, by numbers, the latest first. */
static char *
dup_others (const LoketHubWaiting *waiting)
{
  GString *others = g_string_new (NULL);

  for (guint i = 0; i < waiting->others->len; i++)
    g_string_append_printf (others, "%s%s", i > 0 ? " " : "",
                            ((LoketHubAnswered *) g_ptr_array_index (waiting->others, i))->tracking_id);
  return g_string_free (others, FALSE);
}

static void
assert_texts (Hub                   *hub,
              const LoketHubWaiting *waiting,
              guint                  index,
              const char            *expected)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autofree char *joined = NULL;

  loket_hub_review_read_texts (LOKET_HUB_REVIEW (hub->storage), waiting, index, texts, &error);
  g_assert_no_error (error);
  g_ptr_array_add (texts, NULL);
  joined = g_strjoinv (" | ", (GStrv) texts->pdata);
  g_assert_cmpstr (joined, ==, expected);
}

static gint64
count (Hub        *hub,
       const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 n = -1;

  loket_db_get_int64 (LOKET_HUB_SQLITE (hub->storage)->db, sql, &n, &error);
  g_assert_no_error (error);
  return n;
}

static void
run (Hub        *hub,
     const char *sql)
{
  g_autoptr (GError) error = NULL;

  loket_db_exec (LOKET_HUB_SQLITE (hub->storage)->db, sql, &error);
  g_assert_no_error (error);
}

static void
test_others (Hub           *hub,
             gconstpointer  data)
{
  g_autofree char *mine = add_answered (hub, "1", "100", ROADS, LOKET_TIME_UNSET);
  g_autofree char *alike = add_answered (hub, "2", "100", ROADS, NOW - 30);
  g_autofree char *unlike = add_answered (hub, "3", "100", LIGHTING, NOW - 20);
  g_autofree char *foreign = add_answered (hub, "4", "200", ROADS, NOW - 10);
  g_autofree char *open = add_answered (hub, "5", "100", ROADS, LOKET_TIME_UNSET);
  g_autofree char *later = add_answered (hub, "6", "100", ROADS, NOW + 101);
  g_autofree char *archived = add_answered (hub, "7", "100", ROADS, NOW - 5);
  g_autofree char *reply = NULL;
  g_autofree char *others = NULL;
  g_autoptr (LoketHubWaiting) waiting = NULL;

  run (hub, "UPDATE complaints SET put_away = 'archived' WHERE tracking_id = '7'");
  reply = answer (hub, mine, "jawaban saya");
  waiting = next (hub, 0);
  g_assert_cmpstr (waiting->reply->reply_id, ==, reply);
  g_assert_cmpstr (waiting->reply->text, ==, "jawaban saya");
  g_assert_cmpstr (waiting->agency, ==, "100");
  others = dup_others (waiting);
  g_assert_cmpstr (others, ==, "3 2");
  assert_texts (hub, waiting, 0, "jawaban 3");
  g_assert_null (next (hub, waiting->seq));
}

/* The officer's agency counts, wherever the complaint is by now. */
static void
test_moved (Hub           *hub,
            gconstpointer  data)
{
  g_autofree char *mine = add_answered (hub, "1", "100", ROADS, LOKET_TIME_UNSET);
  g_autofree char *ours = add_answered (hub, "2", "100", ROADS, NOW - 30);
  g_autofree char *theirs = add_answered (hub, "3", "200", ROADS, NOW - 20);
  g_autofree char *reply = answer (hub, mine, "jawaban");
  g_autofree char *others = NULL;
  g_autoptr (LoketHubWaiting) waiting = NULL;

  run (hub, "UPDATE complaints SET agency_code = '200' WHERE tracking_id = '1'");
  waiting = next (hub, 0);
  others = dup_others (waiting);
  g_assert_cmpstr (others, ==, "2");
}

/* The latest hundred of the category and the latest fifty of any. */
static void
test_most (Hub           *hub,
           gconstpointer  data)
{
  g_autofree char *mine = add_answered (hub, "1", "100", ROADS, LOKET_TIME_UNSET);
  g_autofree char *reply = NULL;
  g_autoptr (LoketHubWaiting) waiting = NULL;
  const LoketHubAnswered *last;
  g_autoptr (GError) error = NULL;

  g_assert_true (loket_hub_storage_begin (hub->storage, &error));
  for (int i = 0; i <= LOKET_LIMIT_COPIES_CATEGORY; i++)
    {
      g_autofree char *tracking_id = g_strdup_printf ("2%03d", i);
      g_autofree char *id = add_answered (hub, tracking_id, "100", ROADS, NOW - 1000 - i);
    }
  for (int i = 0; i <= LOKET_LIMIT_COPIES_LATEST; i++)
    {
      g_autofree char *tracking_id = g_strdup_printf ("3%03d", i);
      g_autofree char *id = add_answered (hub, tracking_id, "100", LIGHTING, NOW - i);
    }
  g_assert_true (loket_hub_storage_commit (hub->storage, &error));

  reply = answer (hub, mine, "jawaban");
  waiting = next (hub, 0);
  g_assert_cmpuint (waiting->others->len, ==, LOKET_LIMIT_COPIES_CATEGORY + LOKET_LIMIT_COPIES_LATEST);
  last = g_ptr_array_index (waiting->others, LOKET_LIMIT_COPIES_LATEST - 1);
  g_assert_cmpstr (last->tracking_id, ==, "3049");
  last = g_ptr_array_index (waiting->others, waiting->others->len - 1);
  g_assert_cmpstr (last->tracking_id, ==, "2099");
}

/* Of two that came in before either was compared, the second sees the first. */
static void
test_order (Hub           *hub,
            gconstpointer  data)
{
  g_autofree char *one = add_answered (hub, "1", "100", NULL, LOKET_TIME_UNSET);
  g_autofree char *two = add_answered (hub, "2", "100", NULL, NOW - 30);
  g_autofree char *first = answer (hub, one, "pertama");
  g_autofree char *second = answer (hub, two, "kedua");
  g_autofree char *third = answer (hub, one, "ketiga");
  g_autoptr (LoketHubWaiting) a = next (hub, 0);
  g_autoptr (LoketHubWaiting) b = next (hub, a->seq);
  g_autoptr (LoketHubWaiting) c = next (hub, b->seq);

  g_assert_cmpstr (a->reply->reply_id, ==, first);
  g_assert_cmpstr (b->reply->reply_id, ==, second);
  g_assert_cmpstr (c->reply->reply_id, ==, third);
  assert_texts (hub, a, 0, "jawaban 2");
  assert_texts (hub, b, 0, "pertama");
  assert_texts (hub, c, 0, "jawaban 2 | kedua");
}

static void
test_save (Hub           *hub,
           gconstpointer  data)
{
  g_autofree char *mine = add_answered (hub, "1", "100", ROADS, LOKET_TIME_UNSET);
  g_autofree char *reply = answer (hub, mine, "jawaban");
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_finding_free);
  g_autoptr (GPtrArray) compared = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_hub_compared_free);
  g_autoptr (LoketHubWaiting) waiting = NULL;
  g_autoptr (GError) error = NULL;

  hub_reopen (hub);
  waiting = next (hub, 0);
  g_ptr_array_add (findings, loket_finding_new ("REL-05", LOKET_SEVERITY_WARNING, 0, 0, "", NULL));
  g_ptr_array_add (compared, loket_hub_compared_new (waiting->seq, waiting->reply, findings));
  g_assert_cmpint (count (hub, "SELECT count (*) FROM reply_checks WHERE compared IS NULL"), ==, 1);
  loket_hub_review_save (LOKET_HUB_REVIEW (hub->storage), compared, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count (hub, "SELECT count (*) FROM reply_checks WHERE compared IS NOT NULL"), ==, 1);
  g_assert_cmpint (count (hub, "SELECT count (*) FROM reply_findings WHERE rule = 'REL-05' AND number = 1"), ==, 1);
  g_assert_null (next (hub, 0));
}

/* Nothing was said of it on arrival: a recovered reply, or one of before. */
static void
test_unchecked (Hub           *hub,
                gconstpointer  data)
{
  g_autofree char *mine = add_answered (hub, "1", "100", ROADS, LOKET_TIME_UNSET);
  g_autofree char *reply = answer_at (hub, hub->ani, mine, "jawaban", NOW + 100, FALSE);

  g_assert_null (next (hub, 0));
}

/* A body that is damaged holds up no others. */
static void
test_unreadable (Hub           *hub,
                 gconstpointer  data)
{
  g_autofree char *mine = add_answered (hub, "1", "100", ROADS, LOKET_TIME_UNSET);
  g_autofree char *first = answer (hub, mine, "jawaban");
  g_autofree char *second = answer (hub, mine, "jawaban lagi");
  g_autoptr (LoketHubWaiting) waiting = NULL;

  run (hub, "UPDATE replies SET body = X'7B' WHERE seq = 1");
  waiting = next (hub, 0);
  g_assert_cmpstr (waiting->reply->reply_id, ==, second);
  g_assert_cmpint (count (hub, "SELECT count (*) FROM replies_to_compare"), ==, 1);
}

/* So many wait at most; who comes then is stored all the same. */
static void
test_backlog (Hub           *hub,
              gconstpointer  data)
{
  g_autofree char *mine = add_answered (hub, "1", "100", ROADS, LOKET_TIME_UNSET);
  g_autofree char *first = answer (hub, mine, "satu");
  g_autofree char *filler = answer_at (hub, hub->ani, mine, "dua", NOW + 100, FALSE);
  g_autofree char *last = NULL;
  g_autofree char *after = NULL;
  g_autofree char *move = g_strdup_printf ("UPDATE replies SET seq = %d WHERE seq = 2", LOKET_LIMIT_COPIES_WAITING - 1);

  run (hub, move);
  last = answer (hub, mine, "tiga");
  after = answer (hub, mine, "empat");
  g_assert_cmpint (count (hub, "SELECT count (*) FROM replies"), ==, 4);
  g_assert_cmpint (count (hub, "SELECT count (*) FROM reply_checks"), ==, 3);
  g_assert_cmpint (count (hub, "SELECT max (seq) FROM replies_to_compare"), ==, LOKET_LIMIT_COPIES_WAITING);
  g_assert_cmpint (count (hub, "SELECT count (*) FROM replies_to_compare"), ==, 2);
}

/* A hub of before: its complaints are found by category, its replies stay as they are. */
static void
test_migrated (Hub           *hub,
               gconstpointer  data)
{
  g_autofree char *mine = add_answered (hub, "1", "100", ROADS, LOKET_TIME_UNSET);
  g_autofree char *alike = add_answered (hub, "2", "100", ROADS, NOW - 30);
  g_autofree char *plain = add_answered (hub, "3", "100", NULL, NOW - 30);
  g_autofree char *before = answer (hub, mine, "jawaban");
  g_autofree char *after = NULL;
  g_autoptr (LoketHubWaiting) waiting = NULL;

  run (hub, "DROP INDEX complaints_answered; DROP INDEX complaints_answered_alike; DROP TABLE replies_to_compare; "
            "ALTER TABLE complaints DROP COLUMN category; ALTER TABLE reply_checks DROP COLUMN compared; "
            "PRAGMA user_version = 6");
  hub_reopen (hub);
  g_assert_cmpint (count (hub, "SELECT count (*) FROM complaints WHERE category = '" ROADS "'"), ==, 2);
  g_assert_cmpint (count (hub, "SELECT count (*) FROM complaints WHERE category IS NULL"), ==, 1);
  g_assert_null (next (hub, 0));
  after = answer (hub, mine, "jawaban lagi");
  waiting = next (hub, 0);
  g_assert_cmpstr (waiting->reply->reply_id, ==, after);
}

/* What to compare with is found by indexes, however much the hub keeps. */
static void
test_plan (Hub           *hub,
           gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketStatement) statement =
    loket_db_prepare (LOKET_HUB_SQLITE (hub->storage)->db, "EXPLAIN QUERY PLAN " LOKET_HUB_FIND_OTHERS, &error);
  g_autoptr (GString) plan = g_string_new (NULL);
  gboolean row = TRUE;

  g_assert_no_error (error);
  while (loket_statement_step (statement, &row, &error) && row)
    g_string_append_printf (plan, "%s\n", loket_statement_get_text (statement, 3));
  g_assert_no_error (error);
  g_assert_nonnull (strstr (plan->str, "complaints_answered_alike (agency_code=? AND category=? AND answered_at<?)"));
  g_assert_nonnull (strstr (plan->str, "complaints_answered (agency_code=? AND answered_at<?)"));
  g_assert_null (strstr (plan->str, "SCAN complaints"));
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char *path;
    void      (*test) (Hub *hub, gconstpointer data);
  } tests[] = {
    { "/hub/review/others", test_others },         { "/hub/review/moved", test_moved },
    { "/hub/review/most", test_most },             { "/hub/review/order", test_order },
    { "/hub/review/save", test_save },             { "/hub/review/unchecked", test_unchecked },
    { "/hub/review/unreadable", test_unreadable }, { "/hub/review/backlog", test_backlog },
    { "/hub/review/plan", test_plan },             { "/hub/review/migrated", test_migrated },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Hub, NULL, hub_set_up, tests[i].test, hub_tear_down);
  return g_test_run ();
}
