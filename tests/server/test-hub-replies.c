/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-fixture.h"

#include <string.h>

#include "loket-text.h"
#include "loket-wire-reply.h"

#define DEVICE "dddddddd-0000-4000-8000-000000000001"
#define OTHER  "dddddddd-0000-4000-8000-000000000002"

static LoketReply *
make_reply (const char *complaint_id,
            gint64      based_on,
            const char *prev,
            const char *text)
{
  LoketReply *reply = loket_reply_new ();

  reply->reply_id = loket_text_new_uuid ();
  reply->complaint_id = g_strdup (complaint_id);
  reply->based_on = based_on;
  reply->prev_reply_id = g_strdup (prev);
  reply->outcome = LOKET_OUTCOME_IN_PROGRESS;
  reply->visibility = LOKET_VISIBILITY_PUBLIC;
  reply->text = g_strdup (text);
  reply->device_id = g_strdup (DEVICE);
  reply->composed_at = NOW;
  return reply;
}

static LoketHubAnswer *
submit_as (Hub              *hub,
           LoketHubAccount  *account,
           const LoketReply *reply,
           const char       *epoch)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = loket_wire_reply_freeze (reply);
  LoketHubSubmission submission = {
    .account = account, .reply = reply, .body = body, .epoch = epoch, .now = NOW + 100,
  };
  LoketHubAnswer *answer = loket_hub_storage_accept_reply (hub->storage, &submission, &error);

  g_assert_no_error (error);
  return answer;
}

static LoketHubAnswer *
submit (Hub              *hub,
        const LoketReply *reply)
{
  return submit_as (hub, hub->ani, reply, EPOCH);
}

static void
assert_accepted (LoketHubAnswer *answer,
                 gint64          substance)
{
  g_assert_null (answer->problem);
  g_assert_nonnull (answer->receipt);
  g_assert_false (answer->replayed);
  g_assert_cmpint (answer->receipt->substance, ==, substance);
}

static void
assert_refused (LoketHubAnswer  *answer,
                LoketProblemCode code)
{
  g_assert_null (answer->receipt);
  g_assert_nonnull (answer->problem);
  g_assert_cmpstr (loket_problem_code_to_name (answer->problem->code), ==,
                   loket_problem_code_to_name (code));
}

static void
accept (Hub              *hub,
        const LoketReply *reply,
        gint64            substance)
{
  g_autoptr (LoketHubAnswer) answer = submit (hub, reply);

  assert_accepted (answer, substance);
}

static void
refuse (Hub              *hub,
        const LoketReply *reply,
        LoketProblemCode  code)
{
  g_autoptr (LoketHubAnswer) answer = submit (hub, reply);
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketVerdict) verdict = NULL;

  assert_refused (answer, code);
  verdict = loket_hub_storage_get_verdict (hub->storage, hub->ani, reply->reply_id, &error);
  g_assert_cmpint (verdict->state, ==, LOKET_VERDICT_UNKNOWN); /* the id is still free */
}

static void
change_source (Hub        *hub,
               const char *tracking_id,
               const char *agency_code,
               const char *body)
{
  g_autoptr (LoketComplaint) complaint = hub_make_complaint (tracking_id, agency_code);

  g_free (complaint->body);
  complaint->body = g_strdup (body);
  g_assert_cmpint (hub_put (hub, complaint, NOW + 50), ==, LOKET_HUB_PUT_CHANGED);
}

static void
test_accepts (Hub          *hub,
              gconstpointer data)
{
  g_autofree char *id = hub_add (hub, "9900001", "100");
  g_autoptr (LoketReply) reply = make_reply (id, 1, NULL, "Sedang kami periksa.");
  g_autoptr (GBytes) body = loket_wire_reply_freeze (reply);
  g_autofree char *sha = loket_text_sha256 (body);
  g_autoptr (LoketHubAnswer) answer = submit (hub, reply);
  g_autoptr (LoketComplaint) complaint = hub_get (hub, id);
  const LoketMessage *message;

  assert_accepted (answer, 2);
  g_assert_true (loket_receipt_matches (answer->receipt, reply->reply_id, id, sha, EPOCH, NULL));
  g_assert_cmpint (answer->receipt->seq, ==, 1);
  g_assert_cmpint (answer->receipt->accepted_at, ==, NOW + 100);
  g_assert_cmpuint (strlen (answer->receipt->mac), ==, 64);

  g_assert_cmpint (complaint->rev, ==, 2);
  g_assert_cmpint (complaint->substance, ==, 2);
  g_assert_cmpint (complaint->status, ==, LOKET_STATUS_IN_PROGRESS);
  g_assert_cmpint (complaint->answered_at, ==, NOW + 100);
  g_assert_cmpuint (complaint->messages->len, ==, 1);
  message = g_ptr_array_index (complaint->messages, 0);
  g_assert_cmpstr (message->id, ==, reply->reply_id);
  g_assert_cmpint (hub_seq (hub, "agency:100"), ==, 2);
}

static void
test_outcomes (Hub          *hub,
               gconstpointer data)
{
  static const struct
  {
    LoketOutcome         outcome;
    LoketComplaintStatus status;
    LoketResolved        resolved;
  } cases[] = {
    { LOKET_OUTCOME_IN_PROGRESS, LOKET_STATUS_IN_PROGRESS, LOKET_RESOLVED_UNKNOWN },
    { LOKET_OUTCOME_NOT_OUR_AUTHORITY, LOKET_STATUS_IN_PROGRESS, LOKET_RESOLVED_UNKNOWN },
    { LOKET_OUTCOME_NEEDS_INFORMATION, LOKET_STATUS_NEEDS_INFORMATION, LOKET_RESOLVED_UNKNOWN },
    { LOKET_OUTCOME_INFORMATION, LOKET_STATUS_ANSWERED, LOKET_RESOLVED_UNKNOWN },
    { LOKET_OUTCOME_RESOLVED, LOKET_STATUS_ANSWERED, LOKET_RESOLVED_YES },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *tracking_id = g_strdup_printf ("990000%u", i);
      g_autofree char *id = hub_add (hub, tracking_id, "100");
      g_autoptr (LoketReply) reply = make_reply (id, 1, NULL, "Baik.");
      g_autoptr (LoketComplaint) complaint = NULL;

      reply->outcome = cases[i].outcome;
      accept (hub, reply, 2);
      complaint = hub_get (hub, id);
      g_assert_cmpint (complaint->status, ==, cases[i].status);
      g_assert_cmpint (complaint->resolved, ==, cases[i].resolved);
      g_assert_true (loket_complaint_is_open (complaint));
    }
}

static void
test_replays (Hub          *hub,
              gconstpointer data)
{
  g_autofree char *id = hub_add (hub, "9900001", "100");
  g_autoptr (LoketReply) reply = make_reply (id, 1, NULL, "Sedang kami periksa.");
  g_autoptr (LoketHubAnswer) first = submit (hub, reply);
  g_autoptr (LoketHubAnswer) second = NULL;
  g_autoptr (LoketHubAnswer) third = NULL;
  g_autoptr (LoketComplaint) gone = hub_make_complaint ("9900001", "200");

  /* Even from a restored device that knows an older hub, and when the
   * complaint has left. */
  hub_put (hub, gone, NOW + 200);
  hub_reopen (hub);
  second = submit_as (hub, hub->ani, reply, "another");
  g_assert_true (second->replayed);
  g_assert_cmpstr (second->receipt->mac, ==, first->receipt->mac);
  g_assert_cmpint (second->receipt->seq, ==, 1);

  g_free (reply->text);
  reply->text = g_strdup ("Sudah kami periksa.");
  third = submit (hub, reply);
  assert_refused (third, LOKET_PROBLEM_IDEMPOTENCY_MISMATCH);
}

static void
test_foreign_id (Hub          *hub,
                 gconstpointer data)
{
  g_autofree char *id = hub_add (hub, "9900001", "100");
  g_autoptr (LoketReply) reply = make_reply (id, 1, NULL, "Baik.");
  g_autoptr (LoketHubAnswer) colleague = NULL;

  accept (hub, reply, 2);
  colleague = submit_as (hub, hub->budi, reply, EPOCH);
  assert_refused (colleague, LOKET_PROBLEM_NOT_FOUND);
}

static void
test_foreign_complaint (Hub          *hub,
                        gconstpointer data)
{
  g_autofree char *id = hub_add (hub, "9900001", "200");
  g_autoptr (LoketReply) reply = make_reply (id, 1, NULL, "Baik.");
  g_autoptr (LoketReply) nowhere = make_reply (DEVICE, 1, NULL, "Baik.");

  refuse (hub, reply, LOKET_PROBLEM_NOT_FOUND);
  refuse (hub, nowhere, LOKET_PROBLEM_NOT_FOUND);
}

static void
test_revoked (Hub          *hub,
              gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = hub_add (hub, "9900001", "100");
  g_autoptr (LoketReply) reply = make_reply (id, 1, NULL, "Baik.");
  g_autoptr (LoketHubAnswer) revoked = NULL;
  g_autoptr (LoketHubAnswer) again = NULL;
  g_autoptr (LoketHubAnswer) sent = NULL;
  g_autoptr (LoketHubAnswer) colleague = NULL;

  revoked = loket_hub_storage_revoke_reply (hub->storage, hub->ani, id, reply->reply_id, NOW, &error);
  g_assert_no_error (error);
  g_assert_null (revoked->problem);
  again = loket_hub_storage_revoke_reply (hub->storage, hub->ani, id, reply->reply_id, NOW, &error);
  g_assert_null (again->problem);
  sent = submit (hub, reply);
  assert_refused (sent, LOKET_PROBLEM_REVOKED);
  colleague = submit_as (hub, hub->budi, reply, EPOCH);
  assert_refused (colleague, LOKET_PROBLEM_NOT_FOUND);
}

static void
test_revoked_too_late (Hub          *hub,
                       gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = hub_add (hub, "9900001", "100");
  g_autoptr (LoketReply) reply = make_reply (id, 1, NULL, "Baik.");
  g_autoptr (LoketHubAnswer) late = NULL;
  g_autoptr (LoketHubAnswer) foreign = NULL;

  accept (hub, reply, 2);
  late = loket_hub_storage_revoke_reply (hub->storage, hub->ani, id, reply->reply_id, NOW, &error);
  assert_refused (late, LOKET_PROBLEM_ALREADY_ACCEPTED);
  g_assert_cmpstr (late->problem->receipt->reply_id, ==, reply->reply_id);
  foreign = loket_hub_storage_revoke_reply (hub->storage, hub->cici, id, reply->reply_id, NOW, &error);
  assert_refused (foreign, LOKET_PROBLEM_NOT_FOUND);
}

static void
test_epoch (Hub          *hub,
            gconstpointer data)
{
  g_autofree char *id = hub_add (hub, "9900001", "100");
  g_autoptr (LoketReply) reply = make_reply (id, 1, NULL, "Baik.");
  g_autoptr (LoketHubAnswer) other = submit_as (hub, hub->ani, reply, "another");
  g_autoptr (LoketHubAnswer) none = submit_as (hub, hub->ani, reply, NULL);

  assert_refused (other, LOKET_PROBLEM_EPOCH_MISMATCH);
  assert_refused (none, LOKET_PROBLEM_EPOCH_MISMATCH);
}

static void
test_reassigned (Hub          *hub,
                 gconstpointer data)
{
  g_autofree char *id = hub_add (hub, "9900001", "100");
  g_autoptr (LoketComplaint) moved = hub_make_complaint ("9900001", "200");
  g_autoptr (LoketComplaint) back = hub_make_complaint ("9900001", "100");
  g_autoptr (LoketReply) reply = make_reply (id, 1, NULL, "Baik.");
  g_autoptr (LoketHubAnswer) answer = NULL;

  hub_put (hub, moved, NOW + 10);
  answer = submit (hub, reply);
  assert_refused (answer, LOKET_PROBLEM_REASSIGNED);
  g_assert_cmpint (answer->problem->since, ==, NOW + 10);
  g_assert_nonnull (moved->agency_name);
  g_assert_cmpstr (answer->problem->assigned_to, ==, moved->agency_name);

  /* A refusal is not remembered: back again, and read again, the same id goes. */
  hub_put (hub, back, NOW + 20);
  refuse (hub, reply, LOKET_PROBLEM_COMPLAINT_CHANGED);
  reply->ack = 3;
  accept (hub, reply, 4);
}

static void
test_closed (Hub          *hub,
             gconstpointer data)
{
  g_autofree char *id = hub_add (hub, "9900001", "100");
  g_autoptr (LoketComplaint) closed = hub_make_complaint ("9900001", "100");
  g_autoptr (LoketReply) reply = make_reply (id, 1, NULL, "Baik.");
  g_autoptr (LoketHubAnswer) answer = NULL;

  closed->status = LOKET_STATUS_CLOSED;
  g_free (closed->status_raw);
  closed->status_raw = g_strdup ("Ditutup oleh Sistem");
  hub_put (hub, closed, NOW + 10);
  answer = submit (hub, reply);
  assert_refused (answer, LOKET_PROBLEM_CLOSED);
  g_assert_cmpint (answer->problem->since, ==, NOW + 10);
}

static void
test_chain (Hub          *hub,
            gconstpointer data)
{
  g_autofree char *id = hub_add (hub, "9900001", "100");
  g_autoptr (LoketReply) first = make_reply (id, 1, NULL, "Satu.");
  g_autoptr (LoketReply) second = make_reply (id, 1, first->reply_id, "Dua.");
  g_autoptr (LoketReply) third = make_reply (id, 1, first->reply_id, "Tiga.");
  g_autoptr (LoketReply) clone = make_reply (id, 1, NULL, "Satu lagi.");
  g_autoptr (LoketReply) read = make_reply (id, 3, NULL, "Empat.");
  g_autoptr (LoketHubAnswer) answer = NULL;

  /* The second of two written offline is ahead of the first. */
  refuse (hub, second, LOKET_PROBLEM_OUT_OF_ORDER);
  accept (hub, first, 2);
  accept (hub, second, 3);

  answer = submit (hub, third);
  assert_refused (answer, LOKET_PROBLEM_OUT_OF_ORDER);
  g_assert_cmpstr (answer->problem->expected_reply_id, ==, second->reply_id);
  /* A copied home folder that never heard of the first two. */
  refuse (hub, clone, LOKET_PROBLEM_OUT_OF_ORDER);
  /* A device that forgot its ids but has read what came of them. */
  accept (hub, read, 4);
}

static void
test_changed (Hub          *hub,
              gconstpointer data)
{
  g_autofree char *id = hub_add (hub, "9900001", "100");
  g_autoptr (LoketReply) reply = make_reply (id, 1, NULL, "Baik.");
  g_autoptr (LoketHubAnswer) answer = NULL;

  change_source (hub, "9900001", "100", "Sekarang lima malam.");
  answer = submit (hub, reply);
  assert_refused (answer, LOKET_PROBLEM_COMPLAINT_CHANGED);
  g_assert_cmpint (answer->problem->current_substance, ==, 2);

  reply->ack = 3;
  refuse (hub, reply, LOKET_PROBLEM_VALIDATION); /* it was never there */
  reply->ack = 2;
  accept (hub, reply, 3);
}

static void
test_changed_within_chain (Hub          *hub,
                           gconstpointer data)
{
  g_autofree char *id = hub_add (hub, "9900001", "100");
  g_autoptr (LoketReply) first = make_reply (id, 1, NULL, "Satu.");
  g_autoptr (LoketReply) second = make_reply (id, 1, first->reply_id, "Dua.");

  accept (hub, first, 2);
  change_source (hub, "9900001", "100", "Sekarang lima malam.");
  refuse (hub, second, LOKET_PROBLEM_COMPLAINT_CHANGED);
}

static void
test_changed_by_colleague (Hub          *hub,
                           gconstpointer data)
{
  g_autofree char *id = hub_add (hub, "9900001", "100");
  g_autoptr (LoketReply) reply = make_reply (id, 1, NULL, "Baik.");
  g_autoptr (LoketReply) elsewhere = make_reply (id, 1, NULL, "Dari kantor.");
  g_autoptr (LoketReply) colleague = make_reply (id, 2, NULL, "Dari rekan.");
  g_autoptr (LoketHubAnswer) answer = NULL;

  /* The same officer's other device is somebody else here. */
  g_free (elsewhere->device_id);
  elsewhere->device_id = g_strdup (OTHER);
  accept (hub, elsewhere, 2);
  refuse (hub, reply, LOKET_PROBLEM_COMPLAINT_CHANGED);

  answer = submit_as (hub, hub->budi, colleague, EPOCH);
  assert_accepted (answer, 3);
  refuse (hub, reply, LOKET_PROBLEM_COMPLAINT_CHANGED);
}

static void
count_cb (const LoketReceipt *receipt,
          const char         *tracking_id,
          const char         *username,
          const char         *text,
          gboolean            recovered,
          gpointer            data)
{
  gint64 *last = data;

  g_assert_cmpint (receipt->seq, ==, *last + 1);
  g_assert_cmpstr (username, ==, "ani");
  *last = receipt->seq;
}

static void
test_order_of_acceptance (Hub          *hub,
                          gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 last = 0;
  gint64 head = 0;

  for (int i = 0; i < 5; i++)
    {
      g_autofree char *tracking_id = g_strdup_printf ("990000%d", i);
      g_autofree char *id = hub_add (hub, tracking_id, "100");
      g_autoptr (LoketReply) reply = make_reply (id, 1, NULL, "Baik.");

      accept (hub, reply, 2);
    }
  g_assert_true (loket_hub_storage_foreach_reply (hub->storage, count_cb, &last, &error));
  g_assert_true (loket_hub_storage_get_reply_head (hub->storage, &head, &error));
  g_assert_cmpint (last, ==, 5);
  g_assert_cmpint (head, ==, 5);
}

static void
test_seal (void)
{
  g_autoptr (LoketHubKeys) keys = loket_hub_keys_new ();
  g_autoptr (LoketHubKeys) others = loket_hub_keys_new ();
  g_autofree char *mac = loket_hub_keys_seal (keys, "receipt", "text");

  g_assert_true (loket_hub_keys_verify (keys, "receipt", "text", mac));
  g_assert_false (loket_hub_keys_verify (keys, "state", "text", mac));
  g_assert_false (loket_hub_keys_verify (keys, "receipt", "texts", mac));
  g_assert_false (loket_hub_keys_verify (others, "receipt", "text", mac));
  g_assert_false (loket_hub_keys_verify (keys, "receipt", "text", ""));
}

static void
add (const char *name,
     void      (*test) (Hub *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/server/replies/", name, NULL);

  g_test_add (path, Hub, NULL, hub_set_up, test, hub_tear_down);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("accepts", test_accepts);
  add ("outcomes", test_outcomes);
  add ("replays", test_replays);
  add ("foreign-id", test_foreign_id);
  add ("foreign-complaint", test_foreign_complaint);
  add ("revoked", test_revoked);
  add ("revoked-too-late", test_revoked_too_late);
  add ("epoch", test_epoch);
  add ("reassigned", test_reassigned);
  add ("closed", test_closed);
  add ("chain", test_chain);
  add ("changed", test_changed);
  add ("changed-within-chain", test_changed_within_chain);
  add ("changed-by-colleague", test_changed_by_colleague);
  add ("order-of-acceptance", test_order_of_acceptance);
  g_test_add_func ("/server/replies/seal", test_seal);
  return g_test_run ();
}
