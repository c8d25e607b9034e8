/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loket-conflict.h"

#include <string.h>

#include "loket-checker.h"
#include "loket-wire-complaint.h"
#include "loket-wire-problem.h"
#include "loket-wire-reply.h"

#define COMPLAINT "6f2d6f7e-0000-4000-8000-000000000001"
#define REPLY     "6f2d6f7e-0000-4000-8000-000000000002"
#define OWN       "6f2d6f7e-0000-4000-8000-000000000003"
#define NOW       1795000000

static LoketComplaint *
make_complaint (void)
{
  LoketComplaint *complaint = loket_complaint_new ();

  complaint->id = g_strdup (COMPLAINT);
  complaint->tracking_id = g_strdup ("99000001");
  complaint->title = g_strdup ("Lampu jalan padam");
  complaint->body = g_strdup ("Sudah seminggu lampu di depan pasar padam.");
  complaint->rev = complaint->substance = 1;
  complaint->status = LOKET_STATUS_NEW;
  complaint->klass = LOKET_CLASS_COMPLAINT;
  complaint->agency_code = g_strdup ("131410");
  complaint->agency_name = g_strdup ("Dinas Perhubungan");
  complaint->time_zone = g_strdup ("Asia/Makassar");
  complaint->received_at = NOW - 86400;
  return complaint;
}

static void
add_message (LoketComplaint *complaint,
             const char     *id,
             LoketAuthor     author,
             const char     *text)
{
  LoketMessage *message = loket_message_new ();

  message->id = g_strdup (id);
  message->author = author;
  message->text = g_strdup (text);
  message->at = NOW - 60;
  if (author == LOKET_AUTHOR_OFFICER)
    message->author_name = g_strdup ("Dinas Perhubungan");
  g_ptr_array_add (complaint->messages, message);
}

static LoketOutboxOp *
make_op (LoketReason     reason,
         LoketComplaint *base)
{
  LoketOutboxOp *op = loket_outbox_op_new ();
  g_autoptr (LoketReply) reply = loket_reply_new ();

  reply->reply_id = g_strdup (REPLY);
  reply->complaint_id = g_strdup (COMPLAINT);
  reply->based_on = 1;
  reply->visibility = LOKET_VISIBILITY_PUBLIC;
  reply->outcome = LOKET_OUTCOME_IN_PROGRESS;
  reply->text = g_strdup ("Petugas memeriksanya besok.");
  reply->device_id = g_strdup ("6f2d6f7e-0000-4000-8000-00000000000d");
  reply->composed_at = NOW - 3600;
  op->reply_id = g_strdup (REPLY);
  op->complaint_id = g_strdup (COMPLAINT);
  op->tracking_id = g_strdup ("99000001");
  op->title = g_strdup ("Lampu jalan padam");
  op->state = LOKET_OUTBOX_NEEDS_USER;
  op->reason = g_strdup (loket_reason_get_name (reason));
  op->wire = loket_wire_reply_freeze (reply);
  op->base_snapshot = base != NULL ? loket_wire_complaint_to_json (base) : NULL;
  return op;
}

static gboolean
owns (const char *message_id,
      gpointer    user_data)
{
  return g_str_equal (message_id, OWN);
}

static void
assert_change (const LoketConflict *conflict,
               guint                i,
               LoketChangeKind      kind,
               const char          *before,
               const char          *after)
{
  const LoketChange *change = g_ptr_array_index (conflict->changes, i);

  g_assert_cmpint (change->kind, ==, kind);
  g_assert_cmpstr (change->before, ==, before);
  g_assert_cmpstr (change->after, ==, after);
  g_assert_cmpuint (strlen (change->what), >, 0);
}

/* Each thing that is another is told, before and after; what was sent from here
 * is no news. */
static void
test_difference (void)
{
  g_autoptr (LoketComplaint) base = make_complaint ();
  g_autoptr (LoketComplaint) present = make_complaint ();
  g_autoptr (LoketOutboxOp) op = make_op (LOKET_REASON_COMPLAINT_CHANGED, base);
  g_autoptr (LoketConflict) conflict = NULL;

  add_message (present, OWN, LOKET_AUTHOR_OFFICER, "Tanggapan kami yang pertama.");
  add_message (present, "6f2d6f7e-0000-4000-8000-000000000004", LOKET_AUTHOR_REPORTER,
               "Kemarin ada yang jatuh.");
  g_free (present->body);
  present->body = g_strdup ("Sudah dua minggu padam.");
  present->status = LOKET_STATUS_IN_PROGRESS;
  present->klass = LOKET_CLASS_SUPERVISORY;
  g_free (present->agency_code);
  g_free (present->agency_name);
  present->agency_code = g_strdup ("131412");
  present->agency_name = g_strdup ("Dinas Lingkungan Hidup");

  conflict = loket_conflict_new (op, present, owns, NULL, NOW, "Asia/Makassar");
  g_assert_cmpuint (conflict->changes->len, ==, 5);
  assert_change (conflict, 0, LOKET_CHANGE_MESSAGE, NULL, "Kemarin ada yang jatuh.");
  assert_change (conflict, 1, LOKET_CHANGE_BODY, "Sudah seminggu lampu di depan pasar padam.",
                 "Sudah dua minggu padam.");
  assert_change (conflict, 4, LOKET_CHANGE_AGENCY, "Dinas Perhubungan", "Dinas Lingkungan Hidup");
  g_assert_cmpstr (conflict->text, ==, "Petugas memeriksanya besok.");
  g_assert_false (conflict->colleague_answered);
  g_assert_cmpint (conflict->choices[0], ==, LOKET_OUTBOX_CHOICE_SEND_ANYWAY);
  g_assert_cmpstr (loket_conflict_get_choice_name (conflict, LOKET_OUTBOX_CHOICE_SEND_ANYWAY), ==,
                   "Send as it is");
}

/* Somebody else, or the same officer from another device, has answered: one's
 * own text becomes a follow-up. */
static void
test_follow_up (void)
{
  g_autoptr (LoketComplaint) base = make_complaint ();
  g_autoptr (LoketComplaint) present = make_complaint ();
  g_autoptr (LoketOutboxOp) op = make_op (LOKET_REASON_COMPLAINT_CHANGED, base);
  g_autoptr (LoketConflict) conflict = NULL;

  add_message (present, "6f2d6f7e-0000-4000-8000-000000000005", LOKET_AUTHOR_OFFICER,
               "Sudah kami perbaiki.");
  conflict = loket_conflict_new (op, present, owns, NULL, NOW, NULL);
  g_assert_true (conflict->colleague_answered);
  g_assert_cmpuint (conflict->changes->len, ==, 1);
  g_assert_cmpstr (loket_conflict_get_choice_name (conflict, LOKET_OUTBOX_CHOICE_SEND_ANYWAY), ==,
                   "Send as a follow-up");
}

/* Whatever the reason: the text can be kept and thrown away, no choice is there
 * twice, and each has its words. What nobody can send is not offered to be. */
static void
test_choices (void)
{
  for (guint reason = LOKET_REASON_NONE + 1; reason < LOKET_N_REASONS; reason++)
    {
      g_autoptr (LoketOutboxOp) op = make_op ((LoketReason) reason, NULL);
      g_autoptr (LoketConflict) conflict = loket_conflict_new (op, NULL, NULL, NULL, NOW, NULL);
      guint seen = 0;

      g_assert_cmpuint (conflict->n_choices, <=, G_N_ELEMENTS (conflict->choices));
      for (guint i = 0; i < conflict->n_choices; i++)
        {
          g_assert_cmpuint (seen & (1u << conflict->choices[i]), ==, 0);
          seen |= 1u << conflict->choices[i];
          g_assert_cmpuint (strlen (loket_conflict_get_choice_name (conflict, conflict->choices[i])),
                            >, 0);
          g_assert_cmpuint (strlen (loket_conflict_get_choice_detail (conflict,
                                                                      conflict->choices[i])), >, 0);
        }
      g_assert_true (loket_conflict_offers (conflict, LOKET_OUTBOX_CHOICE_DRAFT));
      g_assert_cmpint (conflict->choices[conflict->n_choices - 1], ==, LOKET_OUTBOX_CHOICE_DISCARD);
      g_assert_cmpuint (strlen (conflict->headline), >, 0);
      g_assert_cmpuint (strlen (conflict->explanation), >, 0);
      if (reason == LOKET_REASON_CLOSED || reason == LOKET_REASON_REASSIGNED ||
          reason == LOKET_REASON_CONVERSATION_FULL)
        g_assert_false (loket_conflict_offers (conflict, LOKET_OUTBOX_CHOICE_SEND_ANYWAY));
    }
}

/* What the hub told beside the reason is told too. */
static void
test_problem (void)
{
  g_autoptr (LoketOutboxOp) op = make_op (LOKET_REASON_REASSIGNED, NULL);
  g_autoptr (LoketProblem) problem = loket_problem_new (LOKET_PROBLEM_REASSIGNED, NULL);
  g_autoptr (LoketConflict) conflict = NULL;
  g_autoptr (LoketConflict) vague = NULL;

  problem->assigned_to = g_strdup ("Dinas Lingkungan Hidup");
  problem->since = NOW - 60;
  op->problem = loket_wire_problem_to_json (problem);
  conflict = loket_conflict_new (op, NULL, NULL, NULL, NOW, NULL);
  g_assert_nonnull (strstr (conflict->explanation, "Dinas Lingkungan Hidup"));

  g_free (op->problem);
  op->problem = g_strdup ("not JSON");
  vague = loket_conflict_new (op, NULL, NULL, NULL, NOW, NULL);
  g_assert_cmpstr (vague->text, ==, "Petugas memeriksanya besok.");
}

/* What stops a reply at the hub is told by the titles of the checks, each once, and
 * sent on without a change it would be stopped again. */
static void
test_quality (void)
{
  g_autoptr (LoketOutboxOp) op = make_op (LOKET_REASON_QUALITY_BLOCKER, NULL);
  g_autoptr (LoketProblem) problem = loket_problem_new (LOKET_PROBLEM_QUALITY_BLOCKER, NULL);
  g_autoptr (LoketConflict) conflict = NULL;
  g_autofree char *rules = NULL;

  problem->places = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_problem_place_free);
  g_ptr_array_add (problem->places, loket_problem_place_new ("PDP-03", 8, 17));
  g_ptr_array_add (problem->places, loket_problem_place_new ("PDP-03", 20, 27));
  g_ptr_array_add (problem->places, loket_problem_place_new ("NEW-77", 0, 0));
  op->problem = loket_wire_problem_to_json (problem);
  conflict = loket_conflict_new (op, NULL, NULL, NULL, NOW, NULL);
  rules = g_strjoinv (" ", conflict->rules);
  g_assert_cmpstr (rules, ==, "PDP-03 NEW-77");
  g_assert_nonnull (strstr (conflict->explanation, loket_checker_get_title (NULL, "PDP-03", "en")));
  g_assert_nonnull (strstr (conflict->explanation, " (PDP-03); NEW-77."));
  g_assert_cmpint (conflict->choices[0], ==, LOKET_OUTBOX_CHOICE_EDIT);
  g_assert_cmpstr (loket_conflict_get_choice_name (conflict, LOKET_OUTBOX_CHOICE_EDIT), ==, "Change the text");
  g_assert_false (loket_conflict_offers (conflict, LOKET_OUTBOX_CHOICE_RETRY));
  g_assert_false (loket_conflict_offers (conflict, LOKET_OUTBOX_CHOICE_SEND_ANYWAY));
}

/* Bytes that are damaged and a copy that is gone leave the page with less to
 * show, and no less to decide. */
static void
test_damaged (void)
{
  g_autoptr (LoketOutboxOp) op = make_op (LOKET_REASON_COMPLAINT_CHANGED, NULL);
  g_autoptr (LoketConflict) conflict = NULL;

  g_bytes_unref (op->wire);
  op->wire = g_bytes_new_static ("{", 1);
  op->base_snapshot = g_strdup ("{}");
  conflict = loket_conflict_new (op, NULL, NULL, NULL, NOW, NULL);
  g_assert_cmpstr (conflict->text, ==, "");
  g_assert_cmpuint (conflict->changes->len, ==, 1);
  assert_change (conflict, 0, LOKET_CHANGE_ANYTHING, NULL, NULL);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/desk/conflict/difference", test_difference);
  g_test_add_func ("/desk/conflict/follow-up", test_follow_up);
  g_test_add_func ("/desk/conflict/choices", test_choices);
  g_test_add_func ("/desk/conflict/problem", test_problem);
  g_test_add_func ("/desk/conflict/quality", test_quality);
  g_test_add_func ("/desk/conflict/damaged", test_damaged);
  return g_test_run ();
}
