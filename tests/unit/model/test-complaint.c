/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loket-complaint.h"

static void
test_place (void)
{
  g_autoptr (LoketComplaint) complaint = loket_complaint_new ();
  g_autofree char *narrow = NULL;
  g_autofree char *wide = NULL;

  g_assert_null (loket_complaint_dup_place (complaint));
  complaint->regency = g_strdup ("Kabupaten Banjar");
  wide = loket_complaint_dup_place (complaint);
  g_assert_cmpstr (wide, ==, "Kabupaten Banjar");

  complaint->village = g_strdup ("Keraton");
  complaint->district = g_strdup ("Martapura");
  narrow = loket_complaint_dup_place (complaint);
  g_assert_cmpstr (narrow, ==, "Keraton, Martapura");
}

static void
test_reporter (void)
{
  g_autoptr (LoketComplaint) complaint = loket_complaint_new ();
  g_autofree char *open = NULL;
  g_autofree char *masked = NULL;
  g_autofree char *revealed = NULL;

  g_assert_null (loket_complaint_dup_reporter (complaint, TRUE));
  complaint->reporter_name = g_strdup ("Siti Rahmah");
  open = loket_complaint_dup_reporter (complaint, FALSE);
  g_assert_cmpstr (open, ==, "Siti Rahmah");

  complaint->anonymous = TRUE;
  masked = loket_complaint_dup_reporter (complaint, FALSE);
  g_assert_cmpstr (masked, ==, "S••• R•••");
  revealed = loket_complaint_dup_reporter (complaint, TRUE);
  g_assert_cmpstr (revealed, ==, "Siti Rahmah");
}

static void
add_message (LoketComplaint *complaint,
             LoketAuthor     author,
             gint64          at)
{
  LoketMessage *message = loket_message_new ();

  message->author = author;
  message->at = at;
  g_ptr_array_add (complaint->messages, message);
  loket_complaint_read_conversation (complaint);
}

/* Who has the word: ours until we answered, then the reporter's, then ours. */
static void
test_conversation (void)
{
  g_autoptr (LoketComplaint) complaint = loket_complaint_new ();

  add_message (complaint, LOKET_AUTHOR_REPORTER, 10);
  g_assert_cmpint (complaint->reporter_at, ==, LOKET_TIME_UNSET);
  g_assert_false (loket_complaint_is_settled (complaint));

  complaint->answered_at = 20;
  add_message (complaint, LOKET_AUTHOR_OFFICER, 20);
  g_assert_true (loket_complaint_is_settled (complaint));

  add_message (complaint, LOKET_AUTHOR_REPORTER, 30);
  add_message (complaint, LOKET_AUTHOR_SYSTEM, 35);
  add_message (complaint, LOKET_AUTHOR_REPORTER, 40);
  g_assert_cmpint (complaint->reporter_at, ==, 30);
  g_assert_false (loket_complaint_is_settled (complaint));

  add_message (complaint, LOKET_AUTHOR_OFFICER, 50);
  g_assert_cmpint (complaint->reporter_at, ==, LOKET_TIME_UNSET);
  g_assert_true (loket_complaint_is_settled (complaint));

  complaint->status = LOKET_STATUS_REPORTER_ANSWERED;
  g_assert_false (loket_complaint_is_settled (complaint));
}

static void
test_references (void)
{
  LoketComplaint *complaint = loket_complaint_new ();

  g_assert_true (loket_complaint_ref (complaint) == complaint);
  g_ptr_array_add (complaint->messages, loket_message_new ());
  loket_complaint_unref (complaint);
  g_assert_cmpuint (complaint->messages->len, ==, 1);
  loket_complaint_unref (complaint);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/model/complaint/place", test_place);
  g_test_add_func ("/model/complaint/reporter", test_reporter);
  g_test_add_func ("/model/complaint/conversation", test_conversation);
  g_test_add_func ("/model/complaint/references", test_references);
  return g_test_run ();
}
