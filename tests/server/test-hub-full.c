/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-fixture.h"

#include <string.h>

#include "loket-hub-cases.h"
#include "loket-hub-core-reply.h"
#include "loket-hub-core-room.h"
#include "loket-hub-sqlite-private.h"
#include "loket-limits.h"
#include "loket-text.h"
#include "loket-wire-complaint.h"
#include "loket-wire-reply.h"

/* How full a complaint gets: never fuller than its readers take. */

#define DEVICE "dddddddd-0000-4000-8000-000000000001"
#define NUMBER "9900001"

static void
add_messages (LoketComplaint *complaint,
              guint           first,
              guint           n,
              const char     *text)
{
  for (guint i = first; i < first + n; i++)
    {
      LoketMessage *message = loket_message_new ();

      message->id = g_strdup_printf ("eeeeeeee-0000-4000-8000-%012u", i);
      message->author = LOKET_AUTHOR_REPORTER;
      message->text = g_strdup (text);
      message->at = NOW;
      g_ptr_array_add (complaint->messages, message);
    }
}

/* Stores a complaint with so many entries; tells its id. */
static char *
fill (Hub        *hub,
      guint       n,
      const char *text)
{
  g_autoptr (LoketComplaint) complaint = hub_make_complaint (NUMBER, "100");

  add_messages (complaint, 0, n, text);
  g_assert_cmpint (hub_put (hub, complaint, NOW), ==, LOKET_HUB_PUT_NEW);
  return g_strdup (complaint->id);
}

static LoketReply *
make_reply (Hub        *hub,
            const char *id,
            const char *text)
{
  g_autoptr (LoketComplaint) complaint = hub_get (hub, id);
  LoketReply *reply = loket_reply_new ();

  reply->reply_id = loket_text_new_uuid ();
  reply->complaint_id = g_strdup (id);
  reply->based_on = complaint->substance;
  reply->outcome = LOKET_OUTCOME_IN_PROGRESS;
  reply->visibility = LOKET_VISIBILITY_PUBLIC;
  reply->text = g_strdup (text);
  reply->device_id = g_strdup (DEVICE);
  reply->composed_at = NOW;
  return reply;
}

static LoketProblemCode
submit (Hub                *hub,
        const LoketReply   *reply,
        const LoketReceipt *former)
{
  g_autoptr (GBytes) body = loket_wire_reply_freeze (reply);
  g_autoptr (LoketHubAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;
  LoketHubSubmission submission = {
    .account = hub->ani, .reply = reply, .body = body, .epoch = EPOCH, .former = former, .now = NOW + 100,
  };

  answer = loket_hub_storage_accept_reply (hub->storage, &submission, &error);
  g_assert_no_error (error);
  return answer->problem != NULL ? answer->problem->code : LOKET_PROBLEM_UNKNOWN;
}

static LoketProblemCode
reply_to (Hub        *hub,
          const char *id,
          const char *text)
{
  g_autoptr (LoketReply) reply = make_reply (hub, id, text);

  return submit (hub, reply, NULL);
}

static LoketProblemCode
change (Hub                *hub,
        const char         *id,
        LoketHubChangeKind  kind,
        const char         *text)
{
  g_autofree char *message_id = loket_text_new_uuid ();
  g_autoptr (LoketProblem) problem = NULL;
  g_autoptr (GError) error = NULL;
  LoketHubChange wanted = {
    .kind = kind, .message_id = message_id, .text = text, .agency_code = "100",
    .closer = LOKET_CLOSER_SYSTEM, .now = NOW + 60,
  };

  problem = loket_hub_cases_change (LOKET_HUB_CASES (hub->storage), id, "system", &wanted, &error);
  g_assert_no_error (error);
  return problem != NULL ? problem->code : LOKET_PROBLEM_UNKNOWN;
}

static void
assert_messages (Hub        *hub,
                 const char *id,
                 guint       n)
{
  g_autoptr (LoketComplaint) complaint = hub_get (hub, id);

  g_assert_cmpuint (complaint->messages->len, ==, n);
}

/* The last entry that people may add, and the first that they may not. */
static void
test_entries (Hub          *hub,
              gconstpointer data)
{
  g_autofree char *id = fill (hub, LOKET_LIMIT_MESSAGES - 1, "Masih padam.");
  g_autoptr (LoketReply) late = NULL;
  g_autoptr (LoketVerdict) verdict = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (reply_to (hub, id, "Baik."), ==, LOKET_PROBLEM_UNKNOWN);
  assert_messages (hub, id, LOKET_LIMIT_MESSAGES);
  late = make_reply (hub, id, "Sudah.");
  late->prev_reply_id = NULL;
  g_assert_cmpint (submit (hub, late, NULL), ==, LOKET_PROBLEM_CONVERSATION_FULL);
  g_assert_cmpint (change (hub, id, LOKET_HUB_CHANGE_ADD_TEXT, "Lagi."), ==, LOKET_PROBLEM_CONVERSATION_FULL);
  assert_messages (hub, id, LOKET_LIMIT_MESSAGES);

  /* Its id is still free, and its sender may take it back. */
  verdict = loket_hub_storage_get_verdict (hub->storage, hub->ani, late->reply_id, &error);
  g_assert_no_error (error);
  g_assert_cmpint (verdict->state, ==, LOKET_VERDICT_UNKNOWN);
}

/* Long texts fill it sooner, whatever they are made of. */
static void
test_bytes (Hub          *hub,
            gconstpointer data)
{
  static const char *const letters[] = { "a", "\"" };

  for (guint i = 0; i < G_N_ELEMENTS (letters); i++)
    {
      g_autofree char *number = g_strdup_printf ("99001%u", i);
      g_autofree char *id = hub_add (hub, number, "100");
      g_autoptr (GString) text = g_string_new (NULL);
      guint n = 0;

      for (guint j = 0; j < LOKET_LIMIT_REPLY_CHARS; j++)
        g_string_append (text, letters[i]);
      while (reply_to (hub, id, text->str) == LOKET_PROBLEM_UNKNOWN)
        n++;
      g_assert_cmpuint (n, >, 5);
      g_assert_cmpuint (n, <, 60);
      g_assert_cmpint (reply_to (hub, id, text->str), ==, LOKET_PROBLEM_CONVERSATION_FULL);
      g_assert_cmpint (reply_to (hub, id, "Baik."), ==, LOKET_PROBLEM_UNKNOWN);
      assert_messages (hub, id, n + 1);
    }
}

/* A full complaint is still moved and ended. */
static void
test_hub_entries (Hub          *hub,
                  gconstpointer data)
{
  g_autofree char *id = fill (hub, LOKET_LIMIT_MESSAGES, "Masih padam.");
  g_autoptr (LoketReturn) record = loket_return_new ();
  g_autoptr (LoketProblem) problem = NULL;
  g_autoptr (GError) error = NULL;
  guint n = LOKET_LIMIT_MESSAGES;

  record->reason = g_strdup ("Bukan kewenangan kami.");
  record->substance = 1;
  problem = loket_hub_cases_give_back (LOKET_HUB_CASES (hub->storage), hub->ani, id, record, NOW, &error);
  g_assert_no_error (error);
  g_assert_null (problem);
  for (n++; n < LOKET_LIMIT_MESSAGES_READ; n++)
    g_assert_cmpint (change (hub, id, LOKET_HUB_CHANGE_ASSIGN, "Didisposisikan."), ==, LOKET_PROBLEM_UNKNOWN);
  assert_messages (hub, id, LOKET_LIMIT_MESSAGES_READ);
  g_assert_cmpint (change (hub, id, LOKET_HUB_CHANGE_CLOSE, "Ditutup."), ==, LOKET_PROBLEM_CONVERSATION_FULL);
  g_assert_cmpint (change (hub, id, LOKET_HUB_CHANGE_CLOSE, NULL), ==, LOKET_PROBLEM_UNKNOWN);
  g_assert_cmpint (change (hub, id, LOKET_HUB_CHANGE_ERASE, "Dihapus."), ==, LOKET_PROBLEM_UNKNOWN);
  assert_messages (hub, id, 0);
}

/* What a source says is taken as long as the complaint does not grow by it. */
static void
test_import (Hub          *hub,
             gconstpointer data)
{
  g_autofree char *id = fill (hub, LOKET_LIMIT_MESSAGES, "Masih padam.");
  g_autoptr (LoketComplaint) more = hub_make_complaint (NUMBER, "100");
  g_autoptr (LoketComplaint) same = hub_make_complaint (NUMBER, "100");
  g_autoptr (LoketComplaint) other = hub_make_complaint ("9900002", "100");
  g_autoptr (LoketComplaint) now = NULL;
  g_autofree char *long_text = g_strnfill (LOKET_LIMIT_BODY_CHARS, 'a');

  add_messages (more, LOKET_LIMIT_MESSAGES, 1, "Lagi.");
  g_assert_cmpint (hub_put (hub, more, NOW + 10), ==, LOKET_HUB_PUT_FULL);
  now = hub_get (hub, id);
  g_assert_cmpint (now->rev, ==, 1);

  g_assert_cmpint (change (hub, id, LOKET_HUB_CHANGE_ASSIGN, "Didisposisikan."), ==, LOKET_PROBLEM_UNKNOWN);
  g_free (same->title);
  same->title = g_strdup ("Lampu padam lagi");
  g_assert_cmpint (hub_put (hub, same, NOW + 20), ==, LOKET_HUB_PUT_CHANGED);
  assert_messages (hub, id, LOKET_LIMIT_MESSAGES + 1);

  add_messages (other, 0, 11, long_text);
  g_assert_cmpint (hub_put (hub, other, NOW + 30), ==, LOKET_HUB_PUT_FULL);
}

/* Fuller than anybody reads: from before there were limits. */
static char *
overfill (Hub        *hub,
          guint       n,
          const char *text)
{
  g_autofree char *id = fill (hub, 1, "Padam.");
  g_autoptr (LoketComplaint) complaint = hub_get (hub, id);
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;

  add_messages (complaint, 1, n, text);
  line = loket_wire_complaint_to_json (complaint);
  g_assert_false (loket_hub_core_is_readable (complaint, strlen (line)));
  _loket_hub_sqlite_run (LOKET_HUB_SQLITE (hub->storage), &error, "UPDATE complaints SET line = ? WHERE id = ?", "tt",
                         line, id);
  g_assert_no_error (error);
  return g_steal_pointer (&id);
}

static void
assert_overfull (Hub        *hub,
                 const char *id)
{
  static const LoketHubChangeKind kinds[] = { LOKET_HUB_CHANGE_ASSIGN, LOKET_HUB_CHANGE_CLOSE, LOKET_HUB_CHANGE_NOTE };
  g_autoptr (LoketReply) reply = loket_reply_new ();
  g_autoptr (LoketComplaint) more = hub_make_complaint (NUMBER, "100");
  g_autoptr (LoketClaim) claim = NULL;
  g_autoptr (GError) error = NULL;
  gboolean ours;

  reply->reply_id = loket_text_new_uuid ();
  reply->complaint_id = g_strdup (id);
  reply->based_on = 1;
  reply->outcome = LOKET_OUTCOME_IN_PROGRESS;
  reply->visibility = LOKET_VISIBILITY_PUBLIC;
  reply->text = g_strdup ("Baik.");
  reply->device_id = g_strdup (DEVICE);
  reply->composed_at = NOW;
  g_assert_cmpint (submit (hub, reply, NULL), ==, LOKET_PROBLEM_CONVERSATION_FULL);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_assert_cmpint (change (hub, id, kinds[i], "Sudah."), ==, LOKET_PROBLEM_CONVERSATION_FULL);
      g_assert_cmpint (change (hub, id, kinds[i], NULL), ==, LOKET_PROBLEM_CONVERSATION_FULL);
    }
  add_messages (more, 0, 2, "Lagi.");
  g_assert_cmpint (hub_put (hub, more, NOW + 10), ==, LOKET_HUB_PUT_FULL);
  claim = loket_hub_desk_claim (LOKET_HUB_DESK (hub->storage), hub->ani, id, NOW, &ours, &error);
  g_assert_null (claim);
  g_assert_error (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_OVERFULL);
}

/* It takes nothing more, and can be erased like any other. */
static void
test_overfull_entries (Hub          *hub,
                       gconstpointer data)
{
  g_autofree char *id = overfill (hub, LOKET_LIMIT_MESSAGES_READ, "Masih padam.");

  assert_overfull (hub, id);
  g_assert_cmpint (change (hub, id, LOKET_HUB_CHANGE_ERASE, "Dihapus."), ==, LOKET_PROBLEM_UNKNOWN);
  assert_messages (hub, id, 0);
}

static void
test_overfull_bytes (Hub          *hub,
                     gconstpointer data)
{
  g_autofree char *text = g_strnfill (LOKET_LIMIT_BODY_CHARS, 'a');
  g_autofree char *id = overfill (hub, LOKET_LIMIT_RECORD_BYTES / LOKET_LIMIT_BODY_CHARS + 1, text);

  assert_overfull (hub, id);
  g_assert_cmpint (change (hub, id, LOKET_HUB_CHANGE_ERASE, "Dihapus."), ==, LOKET_PROBLEM_UNKNOWN);
  assert_messages (hub, id, 0);
}

/* What the hub accepted in a life before goes in all the same. */
static void
test_recovered (Hub          *hub,
                gconstpointer data)
{
  g_autofree char *id = fill (hub, LOKET_LIMIT_MESSAGES, "Masih padam.");
  g_autoptr (LoketReply) reply = make_reply (hub, id, "Baik.");
  g_autoptr (GBytes) body = loket_wire_reply_freeze (reply);
  g_autoptr (LoketReceipt) former = loket_receipt_new ();
  g_autofree char *text = NULL;

  former->reply_id = g_strdup (reply->reply_id);
  former->complaint_id = g_strdup (id);
  former->body_sha256 = loket_text_sha256 (body);
  former->epoch = g_strdup ("5f0e7a34-9d0c-4c55-8d3a-0f1f5c1d2e00");
  former->accepted_at = NOW - 1000;
  text = loket_hub_core_receipt_text (former);
  former->mac = loket_hub_keys_seal (hub->keys, "receipt", text);
  g_assert_cmpint (submit (hub, reply, former), ==, LOKET_PROBLEM_UNKNOWN);
  assert_messages (hub, id, LOKET_LIMIT_MESSAGES + 1);
}

static void
add (const char *name,
     void      (*test) (Hub *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/server/full/", name, NULL);

  g_test_add (path, Hub, NULL, hub_set_up, test, hub_tear_down);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("entries", test_entries);
  add ("bytes", test_bytes);
  add ("hub-entries", test_hub_entries);
  add ("import", test_import);
  add ("recovered", test_recovered);
  add ("overfull-entries", test_overfull_entries);
  add ("overfull-bytes", test_overfull_bytes);
  return g_test_run ();
}
