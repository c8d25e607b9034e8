/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loket-text.h"
#include "loket-wire-complaint.h"
#include "loket-wire-reply.h"

#include <string.h>

#include "random-records.h"

/* Whatever a record holds, writing and reading gives the same record, and
 * writing that gives the same bytes. */

#define ROUNDS 300

static void
test_complaint (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20260322);

  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autoptr (LoketComplaint) made = random_complaint (rand);
      g_autoptr (LoketComplaint) read = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *first = loket_wire_complaint_to_json (made);
      g_autofree char *second = NULL;

      g_assert_null (strchr (first, '\n'));
      read = loket_wire_complaint_parse (first, strlen (first), &error);
      g_assert_no_error (error);
      assert_same_complaint (made, read);
      second = loket_wire_complaint_to_json (read);
      g_assert_cmpstr (first, ==, second);
    }
}

/* A hub of another version: members we do not know, members that are gone. */
static void
test_complaint_tolerant (void)
{
  static const char json[] =
      "{\"id\":\"0b1c2d3e-4f50-4617-8293-a4b5c6d7e8f9\",\"rev\":1,\"substance\":1,\"trackingId\":\"99\","
      "\"title\":\"T\",\"priority\":{\"level\":[1]},\"class\":\"praise\",\"status\":\"exploded\"}";
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketComplaint) read = loket_wire_complaint_parse (json, strlen (json), &error);

  g_assert_no_error (error);
  g_assert_cmpstr (read->body, ==, "");
  g_assert_cmpint (read->klass, ==, LOKET_CLASS_UNKNOWN);
  g_assert_cmpint (read->status, ==, LOKET_STATUS_UNKNOWN);
  g_assert_true (loket_complaint_is_open (read));
  g_assert_cmpint (read->received_at, ==, LOKET_TIME_UNSET);
  g_assert_cmpuint (read->messages->len, ==, 0);
}

static LoketReply *
random_reply (GRand *rand)
{
  LoketReply *r = loket_reply_new ();

  r->reply_id = random_uuid (rand);
  r->complaint_id = random_uuid (rand);
  r->based_on = random_number (rand);
  r->prev_reply_id = g_rand_boolean (rand) ? random_uuid (rand) : NULL;
  r->outcome = (LoketOutcome) g_rand_int_range (rand, LOKET_OUTCOME_IN_PROGRESS, LOKET_OUTCOME_INFORMATION + 1);
  r->visibility = g_rand_boolean (rand) ? LOKET_VISIBILITY_PUBLIC : LOKET_VISIBILITY_REPORTER;
  r->text = random_text (rand, 500);
  if (loket_text_is_blank (r->text))
    {
      g_free (r->text);
      r->text = g_strdup ("x");
    }
  for (int i = g_rand_int_range (rand, 0, 4); i > 0; i--)
    {
      g_autofree char *reason = random_text (rand, 60);

      g_ptr_array_add (r->overrides, loket_override_new ("KON-01", reason));
    }
  for (int i = g_rand_int_range (rand, 0, 6); i > 0; i--)
    g_ptr_array_add (r->attachments, random_attachment (rand, TRUE));
  r->device_id = random_uuid (rand);
  r->composed_at = random_instant (rand);
  r->ack = g_rand_boolean (rand) ? 0 : random_number (rand) + 1;
  if (r->ack > G_GINT64_CONSTANT (9007199254740992))
    r->ack = 1;
  return r;
}

static void
test_reply (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autoptr (LoketReply) made = random_reply (rand);
      g_autoptr (GBytes) first = loket_wire_reply_freeze (made);
      g_autoptr (GBytes) second = NULL;
      g_autoptr (LoketReply) read = NULL;
      g_autoptr (GError) error = NULL;

      read = loket_wire_reply_parse (first, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (made->reply_id, ==, read->reply_id);
      g_assert_cmpstr (made->complaint_id, ==, read->complaint_id);
      g_assert_cmpint (made->based_on, ==, read->based_on);
      g_assert_cmpstr (made->prev_reply_id, ==, read->prev_reply_id);
      g_assert_cmpint (made->outcome, ==, read->outcome);
      g_assert_cmpint (made->visibility, ==, read->visibility);
      g_assert_cmpstr (made->text, ==, read->text);
      g_assert_cmpuint (made->overrides->len, ==, read->overrides->len);
      for (guint j = 0; j < made->overrides->len; j++)
        g_assert_cmpstr (((LoketOverride *) g_ptr_array_index (made->overrides, j))->reason, ==,
                         ((LoketOverride *) g_ptr_array_index (read->overrides, j))->reason);
      g_assert_cmpuint (made->attachments->len, ==, read->attachments->len);
      for (guint j = 0; j < made->attachments->len; j++)
        assert_same_attachment (g_ptr_array_index (made->attachments, j),
                                g_ptr_array_index (read->attachments, j));
      g_assert_cmpstr (made->device_id, ==, read->device_id);
      g_assert_cmpint (made->composed_at, ==, read->composed_at);
      g_assert_cmpint (made->ack, ==, read->ack);
      second = loket_wire_reply_freeze (read);
      g_assert_true (g_bytes_equal (first, second));
    }
}

static void
test_receipt (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);

  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autoptr (LoketReceipt) made = loket_receipt_new ();
      g_autoptr (LoketReceipt) read = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *first = NULL;
      g_autofree char *second = NULL;

      made->reply_id = random_uuid (rand);
      made->complaint_id = random_uuid (rand);
      made->body_sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, made->reply_id, -1);
      made->mac = g_compute_checksum_for_string (G_CHECKSUM_SHA256, made->complaint_id, -1);
      made->substance = random_number (rand);
      made->rev = random_number (rand);
      made->seq = MAX (1, random_number (rand));
      made->epoch = random_text (rand, 32);
      made->accepted_at = (gint64) g_rand_int (rand);
      first = loket_wire_receipt_to_json (made);
      read = loket_wire_receipt_parse (first, strlen (first), &error);
      g_assert_no_error (error);
      second = loket_wire_receipt_to_json (read);
      g_assert_cmpstr (first, ==, second);
      g_assert_true (loket_receipt_matches (read, made->reply_id, made->complaint_id,
                                            made->body_sha256, made->epoch, NULL));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/wire/roundtrip/complaint", test_complaint);
  g_test_add_func ("/wire/roundtrip/complaint-tolerant", test_complaint_tolerant);
  g_test_add_func ("/wire/roundtrip/reply", test_reply);
  g_test_add_func ("/wire/roundtrip/receipt", test_receipt);
  return g_test_run ();
}
