/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine-fixture.h"

#include "loket-text.h"
#include "loket-user-attachments.h"
#include "loket-wire-reply.h"

#include <string.h>

/* The hub is told of files that nobody wants any more, beside the work. */

#define CONTENT "catatan lapangan"

/* A reply with a file of which the hub has five bytes; taken back at once. */
static char *
end_upload (EngineFixture *f,
            guint          number)
{
  g_autofree char *complaint = store_complaint_id (number);
  g_autofree char *id = loket_text_new_uuid ();
  g_autofree char *sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, CONTENT, -1);
  g_autoptr (LoketAttachment) file = loket_attachment_new (id, sha256, strlen (CONTENT), "c.txt", "text/plain");
  g_autoptr (LoketStoredAttachment) stored = loket_stored_attachment_new (file, complaint);
  g_autoptr (GBytes) bytes = g_bytes_new_static (CONTENT, strlen (CONTENT));
  g_autoptr (LoketReply) reply = loket_reply_new ();
  g_autoptr (GBytes) wire = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (LoketOutboxOp) op = NULL;
  g_autoptr (LoketOutboxOp) gone = NULL;
  LoketSendOff off = { .complaint_id = complaint };
  gboolean done = FALSE;

  STORE_CALL (result, loket_user_store_keep_attachment, f->store.user, stored, bytes);
  g_assert_true (loket_user_store_keep_attachment_finish (f->store.user, result, NULL));
  reply->reply_id = loket_text_new_uuid ();
  reply->complaint_id = g_strdup (complaint);
  reply->outcome = LOKET_OUTCOME_IN_PROGRESS;
  reply->visibility = LOKET_VISIBILITY_PUBLIC;
  reply->text = g_strdup ("Terima kasih");
  reply->device_id = loket_text_new_uuid ();
  g_ptr_array_add (reply->attachments, loket_attachment_ref (file));
  off.reply_id = reply->reply_id;
  off.wire = wire = loket_wire_reply_freeze (reply);
  STORE_CALL (result, loket_user_store_queue, f->store.user, &off);
  op = loket_user_store_queue_finish (f->store.user, result, NULL);
  g_assert_nonnull (op);
  STORE_CALL (result, loket_user_store_note_upload, f->store.user, op->reply_id, LOKET_OUTBOX_QUEUED, id, 5, FALSE);
  g_assert_true (loket_user_store_note_upload_finish (f->store.user, result, &done, NULL));
  g_assert_true (done);
  gone = store_withdraw (&f->store, op, FALSE, NULL);
  g_assert_cmpint (gone->state, ==, LOKET_OUTBOX_DISCARDED);
  return g_steal_pointer (&id);
}

static guint
count_ended (EngineFixture *f)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) ids = NULL;

  STORE_CALL (result, loket_user_store_list_ended_uploads, f->store.user);
  ids = loket_user_store_list_ended_uploads_finish (f->store.user, result, NULL);
  return ids->len;
}

static void
wait_for_requests (EngineFixture *f,
                   guint          n)
{
  while (fake_hub_count_requests (f->hub, LOKET_REQUEST_END_UPLOAD) < n)
    g_main_context_iteration (NULL, FALSE);
}

static void
wait_for_none (EngineFixture *f)
{
  while (count_ended (f) > 0)
    g_main_context_iteration (NULL, FALSE);
}

/* Each is told once; one that the hub does not know is as good as gone. */
static void
test_files_ended (EngineFixture *f,
                  gconstpointer  data)
{
  g_autofree char *one = NULL;
  g_autofree char *two = NULL;

  engine_start (f);
  one = end_upload (f, 1);
  two = end_upload (f, 2);
  fake_hub_refuse (f->hub, LOKET_REQUEST_END_UPLOAD, LOKET_PROBLEM_NOT_FOUND, 1);
  engine_run (f, LOKET_SYNC_OK, LOKET_REASON_NONE);
  wait_for_none (f);
  g_assert_cmpuint (fake_hub_count_requests (f->hub, LOKET_REQUEST_END_UPLOAD), ==, 2);
  engine_run (f, LOKET_SYNC_OK, LOKET_REASON_NONE);
  g_assert_cmpuint (fake_hub_count_requests (f->hub, LOKET_REQUEST_END_UPLOAD), ==, 2);
}

/* What the hub cannot do now, or nobody answers, is told another time. */
static void
test_files_later (EngineFixture *f,
                  gconstpointer  data)
{
  g_autofree char *one = NULL;

  engine_start (f);
  one = end_upload (f, 1);
  fake_hub_mutate (f->hub, LOKET_REQUEST_END_UPLOAD, MUTANT_NO_ANSWER, 1);
  engine_run (f, LOKET_SYNC_OK, LOKET_REASON_NONE);
  wait_for_requests (f, 1);
  fake_hub_refuse (f->hub, LOKET_REQUEST_END_UPLOAD, LOKET_PROBLEM_UNAVAILABLE, 1);
  while (fake_hub_count_requests (f->hub, LOKET_REQUEST_END_UPLOAD) < 2)
    engine_run (f, LOKET_SYNC_OK, LOKET_REASON_NONE);
  while (count_ended (f) > 0)
    engine_run (f, LOKET_SYNC_OK, LOKET_REASON_NONE);
  g_assert_cmpuint (fake_hub_count_requests (f->hub, LOKET_REQUEST_END_UPLOAD), ==, 3);
}

/* Nothing waits for it, and it is not asked twice at a time. */
static void
test_files_silent (EngineFixture *f,
                   gconstpointer  data)
{
  g_autofree char *one = NULL;
  g_autoptr (LoketOutboxOp) op = NULL;

  engine_start (f);
  one = end_upload (f, 1);
  op = engine_queue (f, 2);
  fake_hub_refuse (f->hub, LOKET_REQUEST_END_UPLOAD, LOKET_PROBLEM_UNAVAILABLE, -1);
  fake_hub_mutate (f->hub, LOKET_REQUEST_END_UPLOAD, MUTANT_STALL, -1);
  engine_run (f, LOKET_SYNC_OK, LOKET_REASON_NONE);
  engine_assert_op (f, op, LOKET_OUTBOX_ACCEPTED, LOKET_REASON_NONE);
  wait_for_requests (f, 1);
  engine_run (f, LOKET_SYNC_OK, LOKET_REASON_NONE);
  engine_run (f, LOKET_SYNC_OK, LOKET_REASON_NONE);
  g_assert_cmpuint (fake_hub_count_requests (f->hub, LOKET_REQUEST_END_UPLOAD), ==, 1);
  g_assert_cmpuint (count_ended (f), ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ENGINE_TEST ("/sync/files/ended", test_files_ended);
  ENGINE_TEST ("/sync/files/later", test_files_later);
  ENGINE_TEST ("/sync/files/silent", test_files_silent);
  return g_test_run ();
}
