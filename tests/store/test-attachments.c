/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>
#include <utime.h>

#include "loket-text.h"
#include "loket-user-attachments.h"
#include "loket-wire-reply.h"

/* Files belong to a draft, then to its reply: they come and go with the text, are
 * never in the clear, and no reply goes without one that was chosen. */

#define CONTENT "catatan lapangan: pipa di simpang tiga bocor"

static LoketAttachment *
make_attachment (const char *name)
{
  g_autofree char *id = loket_text_new_uuid ();
  g_autofree char *sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, CONTENT, -1);

  return loket_attachment_new (id, sha256, strlen (CONTENT), name, "text/plain");
}

static gboolean
keep (StoreFixture    *f,
      const char      *complaint,
      LoketAttachment *attachment)
{
  g_autoptr (LoketStoredAttachment) stored = loket_stored_attachment_new (attachment, complaint);
  g_autoptr (GBytes) bytes = g_bytes_new_static (CONTENT, strlen (CONTENT));
  g_autoptr (GAsyncResult) result = NULL;

  stored->removed = LOKET_ATTACHMENT_REMOVED_PLACE;
  STORE_CALL (result, loket_user_store_keep_attachment, f->user, stored, bytes);
  return loket_user_store_keep_attachment_finish (f->user, result, NULL);
}

static GPtrArray *
list (StoreFixture *f,
      const char   *complaint,
      const char   *reply_id)
{
  g_autoptr (GAsyncResult) result = NULL;

  STORE_CALL (result, loket_user_store_list_attachments, f->user, complaint, reply_id);
  return loket_user_store_list_attachments_finish (f->user, result, NULL);
}

static void
assert_count (StoreFixture *f,
              const char   *complaint,
              const char   *reply_id,
              guint         n)
{
  g_autoptr (GPtrArray) files = list (f, complaint, reply_id);

  g_assert_cmpuint (files->len, ==, n);
}

static char *
dup_path (StoreFixture    *f,
          LoketAttachment *attachment)
{
  return g_build_filename (f->folder, "attachments", attachment->id, NULL);
}

static gboolean
has_file (StoreFixture    *f,
          LoketAttachment *attachment)
{
  g_autofree char *path = dup_path (f, attachment);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
assert_content (StoreFixture    *f,
                LoketAttachment *attachment)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) part = NULL;
  g_autoptr (GError) error = NULL;

  STORE_CALL (result, loket_user_store_read_attachment, f->user, attachment->id, 8, 8);
  part = loket_user_store_read_attachment_finish (f->user, result, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (part, NULL), g_bytes_get_size (part), "lapangan", 8);
}

static LoketOutboxOp *
send_with (StoreFixture    *f,
           const char      *complaint,
           LoketAttachment *attachment,
           GError         **error)
{
  g_autofree char *reply_id = loket_text_new_uuid ();
  g_autoptr (LoketReply) reply = loket_reply_new ();
  g_autoptr (GBytes) wire = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  LoketSendOff send_off = { .reply_id = reply_id, .complaint_id = complaint };

  reply->reply_id = g_strdup (reply_id);
  reply->complaint_id = g_strdup (complaint);
  reply->outcome = LOKET_OUTCOME_IN_PROGRESS;
  reply->visibility = LOKET_VISIBILITY_PUBLIC;
  reply->text = g_strdup ("Terima kasih");
  reply->device_id = loket_text_new_uuid ();
  g_ptr_array_add (reply->attachments, loket_attachment_ref (attachment));
  wire = loket_wire_reply_freeze (reply);
  send_off.wire = wire;
  STORE_CALL (result, loket_user_store_queue, f->user, &send_off);
  return loket_user_store_queue_finish (f->user, result, error);
}

/* Kept over a restart, sealed, and gone when it is taken out. */
static void
test_draft (StoreFixture *f,
            gconstpointer data)
{
  g_autofree char *complaint = store_complaint_id (1);
  g_autoptr (LoketAttachment) first = make_attachment ("foto pipa.txt");
  g_autoptr (LoketAttachment) second = make_attachment ("denah.txt");
  g_autoptr (GPtrArray) files = NULL;
  g_autofree char *path = dup_path (f, first);
  g_autofree char *sealed = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  const LoketStoredAttachment *stored;
  gsize length;

  g_assert_true (keep (f, complaint, first));
  g_assert_true (keep (f, complaint, second));
  store_fixture_reopen (f);
  files = list (f, complaint, NULL);
  g_assert_cmpuint (files->len, ==, 2);
  stored = g_ptr_array_index (files, 0);
  g_assert_cmpstr (stored->attachment->name, ==, "foto pipa.txt");
  g_assert_cmpstr (stored->attachment->sha256, ==, first->sha256);
  g_assert_cmpuint (stored->removed, ==, LOKET_ATTACHMENT_REMOVED_PLACE);
  g_assert_null (stored->reply_id);
  assert_content (f, first);

  g_assert_true (g_file_get_contents (path, &sealed, &length, NULL));
  g_assert_null (memmem (sealed, length, "lapangan", 8));

  STORE_CALL (result, loket_user_store_drop_attachment, f->user, first->id);
  g_assert_true (loket_user_store_drop_attachment_finish (f->user, result, NULL));
  g_assert_false (has_file (f, first));
  assert_count (f, complaint, NULL, 1);
}

/* Discarded with the draft, back with it, forgotten with it. */
static void
test_discard (StoreFixture *f,
              gconstpointer data)
{
  g_autofree char *complaint = store_complaint_id (1);
  g_autofree char *other = store_complaint_id (2);
  g_autoptr (LoketAttachment) file = make_attachment ("foto.txt");

  for (guint round = 0; round < 2; round++)
    {
      g_autoptr (LoketDraft) draft = store_save_draft (f, complaint, "Terima kasih", NULL);
      g_autoptr (LoketDraft) back = NULL;
      g_autoptr (GAsyncResult) result = NULL;
      gint64 handle;

      if (round == 0)
        g_assert_true (keep (f, complaint, file));
      STORE_CALL (result, loket_user_store_discard_draft, f->user, complaint);
      handle = loket_user_store_discard_draft_finish (f->user, result, NULL);
      assert_count (f, complaint, NULL, 0);
      store_fixture_reopen (f);
      g_assert_true (has_file (f, file));
      if (round == 1)
        break;
      STORE_CALL (result, loket_user_store_restore_draft, f->user, handle);
      back = loket_user_store_restore_draft_finish (f->user, result, NULL);
      g_assert_nonnull (back);
      assert_count (f, complaint, NULL, 1);
    }

  /* A week later another draft goes into the bin, and this one leaves it. */
  loket_clock_advance (f->clock, 8 * 24 * 60 * 60);
  {
    g_autoptr (LoketDraft) draft = store_save_draft (f, other, "Terima kasih", NULL);
    g_autoptr (GAsyncResult) result = NULL;

    STORE_CALL (result, loket_user_store_discard_draft, f->user, other);
    loket_user_store_discard_draft_finish (f->user, result, NULL);
  }
  store_fixture_reopen (f);
  g_assert_false (has_file (f, file));
}

/* Frozen with the reply; one that is not there stops it. */
static void
test_send (StoreFixture *f,
           gconstpointer data)
{
  g_autofree char *complaint = store_complaint_id (1);
  g_autoptr (LoketAttachment) file = make_attachment ("foto.txt");
  g_autoptr (LoketAttachment) stranger = make_attachment ("lain.txt");
  g_autoptr (LoketOutboxOp) none = NULL;
  g_autoptr (GPtrArray) ops = NULL;
  g_autoptr (LoketOutboxOp) op = NULL;
  g_autoptr (LoketOutboxOp) taken = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (keep (f, complaint, file));
  none = send_with (f, complaint, stranger, &error);
  g_assert_null (none);
  g_assert_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_NOT_FOUND);
  ops = store_list_ops (f, LOKET_OUTBOX_FILTER_ALL, NULL);
  g_assert_cmpuint (ops->len, ==, 0);

  op = send_with (f, complaint, file, NULL);
  g_assert_nonnull (op);
  assert_count (f, complaint, NULL, 0);
  assert_count (f, NULL, op->reply_id, 1);

  /* Taken out of a draft it cannot be any more; taken back it is the draft's. */
  STORE_CALL (result, loket_user_store_drop_attachment, f->user, file->id);
  g_assert_true (loket_user_store_drop_attachment_finish (f->user, result, NULL));
  g_assert_true (has_file (f, file));
  STORE_CALL (result, loket_user_store_withdraw_into_draft, f->user, op->reply_id);
  taken = loket_user_store_withdraw_finish (f->user, result, NULL);
  g_assert_cmpint (taken->state, ==, LOKET_OUTBOX_DISCARDED);
  assert_count (f, complaint, NULL, 1);
}

/* How far an upload is lasts, and counts only while the reply is where it was. */
static void
test_note (StoreFixture *f,
           gconstpointer data)
{
  g_autofree char *complaint = store_complaint_id (1);
  g_autoptr (LoketAttachment) file = make_attachment ("foto.txt");
  g_autoptr (LoketOutboxOp) op = NULL;
  g_autoptr (LoketOutboxOp) uploading = NULL;
  g_autoptr (GPtrArray) files = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  gboolean done = TRUE;

  g_assert_true (keep (f, complaint, file));
  op = send_with (f, complaint, file, NULL);
  STORE_CALL (result, loket_user_store_note_upload, f->user, op->reply_id, LOKET_OUTBOX_UPLOADING, file->id, 5,
              FALSE);
  g_assert_true (loket_user_store_note_upload_finish (f->user, result, &done, NULL));
  g_assert_false (done);

  uploading = store_step (f, op, LOKET_OUTBOX_QUEUED, LOKET_OUTBOX_UPLOADING, NULL);
  STORE_CALL (result, loket_user_store_note_upload, f->user, op->reply_id, LOKET_OUTBOX_UPLOADING, file->id, 5,
              FALSE);
  g_assert_true (loket_user_store_note_upload_finish (f->user, result, &done, NULL));
  g_assert_true (done);
  store_fixture_reopen (f);
  store_assert_state (f, op, LOKET_OUTBOX_UPLOADING);
  files = list (f, NULL, NULL);
  g_assert_cmpuint (files->len, ==, 1);
  g_assert_cmpint (((LoketStoredAttachment *) g_ptr_array_index (files, 0))->sent, ==, 5);
}

/* A reply whose file went away waits for the person; what nothing needs goes. */
static void
test_lost (StoreFixture *f,
           gconstpointer data)
{
  g_autofree char *complaint = store_complaint_id (1);
  g_autoptr (LoketAttachment) file = make_attachment ("foto.txt");
  g_autoptr (LoketAttachment) orphan = make_attachment ("yatim.txt");
  g_autofree char *path = dup_path (f, file);
  g_autofree char *left = dup_path (f, orphan);
  g_autoptr (LoketOutboxOp) op = NULL;
  g_autoptr (LoketOutboxOp) after = NULL;

  g_assert_true (keep (f, complaint, file));
  op = send_with (f, complaint, file, NULL);
  store_fixture_close (f);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_true (g_file_set_contents (left, "x", 1, NULL));
  store_fixture_reopen (f);
  g_assert_false (g_file_test (left, G_FILE_TEST_EXISTS));
  after = store_get_op (f, op->reply_id);
  g_assert_cmpint (after->state, ==, LOKET_OUTBOX_NEEDS_USER);
  g_assert_cmpstr (after->reason, ==, "attachment-lost");
}

/* user.db is lost with all its copies: the journal brings the reply back, and the
 * frozen bytes name its file. */
static void
test_journal (StoreFixture *f,
              gconstpointer data)
{
  g_autofree char *complaint = store_complaint_id (1);
  g_autoptr (LoketAttachment) file = make_attachment ("foto.txt");
  g_autoptr (LoketOutboxOp) op = NULL;
  g_autoptr (LoketOutboxOp) after = NULL;
  g_autofree char *database = store_fixture_path (f, "user.db");
  g_autofree char *backups = store_fixture_path (f, "backups");
  g_autoptr (GDir) dir = NULL;
  const char *name;

  g_assert_true (keep (f, complaint, file));
  op = send_with (f, complaint, file, NULL);
  store_fixture_close (f);
  g_assert_cmpint (g_unlink (database), ==, 0);
  dir = g_dir_open (backups, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (backups, name, NULL);

      g_unlink (path);
    }
  store_fixture_reopen (f);
  after = store_get_op (f, op->reply_id);
  g_assert_cmpint (after->state, ==, LOKET_OUTBOX_WAITING);
  assert_count (f, NULL, op->reply_id, 1);
  assert_content (f, file);
}

/* A file of the hub is kept under a name that says nothing. */
static void
test_blob (StoreFixture *f,
           gconstpointer data)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (CONTENT, strlen (CONTENT));
  g_autofree char *sha256 = loket_text_sha256 (bytes);
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GInputStream) none = NULL;
  char buffer[64];
  gsize n = 0;

  g_assert_false (loket_user_store_has_blob (f->user, sha256));
  g_assert_true (loket_user_store_keep_blob (f->user, sha256, bytes, NULL));
  store_fixture_reopen (f);
  g_assert_true (loket_user_store_has_blob (f->user, sha256));
  stream = loket_user_store_open_blob (f->user, sha256, NULL);
  g_assert_true (g_input_stream_read_all (stream, buffer, sizeof buffer, &n, NULL, NULL));
  g_assert_cmpmem (buffer, n, CONTENT, strlen (CONTENT));
}

static void
note_sent (StoreFixture        *f,
           const LoketOutboxOp *op,
           LoketAttachment     *file)
{
  g_autoptr (GAsyncResult) result = NULL;
  gboolean done = FALSE;

  STORE_CALL (result, loket_user_store_note_upload, f->user, op->reply_id, LOKET_OUTBOX_QUEUED, file->id, 5, FALSE);
  g_assert_true (loket_user_store_note_upload_finish (f->user, result, &done, NULL));
  g_assert_true (done);
}

static void
assert_ended (StoreFixture *f,
              const char   *id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) ids = NULL;

  STORE_CALL (result, loket_user_store_list_ended_uploads, f->user);
  ids = loket_user_store_list_ended_uploads_finish (f->user, result, NULL);
  g_assert_nonnull (ids);
  g_assert_cmpuint (ids->len, ==, id != NULL ? 1 : 0);
  if (id != NULL)
    g_assert_cmpstr (g_ptr_array_index (ids, 0), ==, id);
}

static void
forget_upload (StoreFixture *f,
               const char   *id)
{
  g_autoptr (GAsyncResult) result = NULL;

  STORE_CALL (result, loket_user_store_forget_upload, f->user, id);
  g_assert_true (loket_user_store_forget_upload_finish (f->user, result, NULL));
}

static void
drop_file (StoreFixture    *f,
           LoketAttachment *file)
{
  g_autoptr (GAsyncResult) result = NULL;

  STORE_CALL (result, loket_user_store_drop_attachment, f->user, file->id);
  g_assert_true (loket_user_store_drop_attachment_finish (f->user, result, NULL));
}

/* What the hub has of a file that was taken out is told once, also after a restart;
 * what it never had is not. */
static void
test_ended_dropped (StoreFixture *f,
                    gconstpointer data)
{
  g_autofree char *complaint = store_complaint_id (1);
  g_autoptr (LoketAttachment) never = make_attachment ("belum.txt");
  g_autoptr (LoketAttachment) file = make_attachment ("catatan.txt");
  g_autoptr (LoketOutboxOp) op = NULL;
  g_autoptr (LoketOutboxOp) back = NULL;

  g_assert_true (keep (f, complaint, never));
  drop_file (f, never);
  assert_ended (f, NULL);

  g_assert_true (keep (f, complaint, file));
  op = send_with (f, complaint, file, NULL);
  note_sent (f, op, file);
  assert_ended (f, NULL);
  back = store_withdraw (f, op, TRUE, NULL);
  assert_ended (f, NULL);
  drop_file (f, file);
  assert_count (f, complaint, NULL, 0);
  g_assert_false (has_file (f, file));
  store_fixture_reopen (f);
  assert_ended (f, file->id);
  drop_file (f, file);
  assert_ended (f, file->id);
  forget_upload (f, file->id);
  assert_ended (f, NULL);
}

/* A reply that was taken back without its text, and a draft that was discarded. */
static void
test_ended_discarded (StoreFixture *f,
                      gconstpointer data)
{
  g_autofree char *complaint = store_complaint_id (1);
  g_autoptr (LoketAttachment) file = make_attachment ("catatan.txt");
  g_autoptr (LoketAttachment) other = make_attachment ("lain.txt");
  g_autoptr (LoketOutboxOp) op = NULL;
  g_autoptr (LoketOutboxOp) again = NULL;
  g_autoptr (LoketOutboxOp) back = NULL;
  g_autoptr (LoketOutboxOp) gone = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  gint64 handle;

  g_assert_true (keep (f, complaint, file));
  op = send_with (f, complaint, file, NULL);
  note_sent (f, op, file);
  gone = store_withdraw (f, op, FALSE, NULL);
  assert_ended (f, file->id);
  forget_upload (f, file->id);
  assert_ended (f, NULL);

  g_assert_true (keep (f, complaint, other));
  again = send_with (f, complaint, other, NULL);
  note_sent (f, again, other);
  back = store_withdraw (f, again, TRUE, NULL);
  STORE_CALL (result, loket_user_store_discard_draft, f->user, complaint);
  handle = loket_user_store_discard_draft_finish (f->user, result, NULL);
  g_assert_cmpint (handle, >, 0);
  assert_ended (f, other->id);

  /* Undone before the hub was told: it is wanted again. */
  STORE_CALL (result, loket_user_store_restore_draft, f->user, handle);
  loket_draft_free (loket_user_store_restore_draft_finish (f->user, result, NULL));
  assert_ended (f, NULL);
  forget_upload (f, other->id);
  assert_count (f, complaint, NULL, 1);
  drop_file (f, other);
  assert_ended (f, other->id);

  /* After 14 days the hub has forgotten it by itself. */
  loket_clock_advance (f->clock, 14 * 86400);
  store_fixture_reopen (f);
  assert_ended (f, other->id);
  loket_clock_advance (f->clock, 1);
  store_fixture_reopen (f);
  assert_ended (f, NULL);
}

static void
keep_part (StoreFixture *f,
           const char   *sha256,
           gsize         offset,
           gsize         length)
{
  g_autoptr (GBytes) part = g_bytes_new_static (CONTENT + offset, length);
  g_autoptr (GAsyncResult) result = NULL;

  STORE_CALL (result, loket_user_store_keep_part, f->user, sha256, (gint64) offset, part);
  g_assert_true (loket_user_store_keep_part_finish (f->user, result, NULL));
}

static void
assert_parts (StoreFixture *f,
              const char   *sha256,
              gsize         length)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) bytes = NULL;

  STORE_CALL (result, loket_user_store_load_parts, f->user, sha256, (gint64) strlen (CONTENT));
  bytes = loket_user_store_load_parts_finish (f->user, result, NULL);
  g_assert_nonnull (bytes);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), CONTENT, length);
}

/* The path of the only file that begins with @prefix; NULL where there is none. */
static char *
find_file (StoreFixture *f,
           const char   *prefix)
{
  g_autofree char *folder = g_build_filename (f->folder, "attachments", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, prefix))
      return g_build_filename (folder, name, NULL);
  return NULL;
}

/* What came of a file is there after a restart, as far as it has no gap, until the
 * file is whole. */
static void
test_parts (StoreFixture *f,
            gconstpointer data)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (CONTENT, strlen (CONTENT));
  g_autofree char *sha256 = loket_text_sha256 (bytes);
  g_autofree char *other = g_strnfill (64, '0');
  g_autofree char *left = NULL;

  assert_parts (f, sha256, 0);
  keep_part (f, sha256, 0, 10);
  keep_part (f, sha256, 10, 7);
  keep_part (f, sha256, 30, 4);
  store_fixture_reopen (f);
  assert_parts (f, sha256, 17);
  assert_parts (f, other, 0);
  g_assert_true (loket_user_store_keep_blob (f->user, sha256, bytes, NULL));
  left = find_file (f, "part-");
  g_assert_null (left);
}

/* A part that is not what was sealed, or that lies in another's place, is no part. */
static void
test_parts_damaged (StoreFixture *f,
                    gconstpointer data)
{
  g_autofree char *sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, CONTENT, -1);
  g_autofree char *part = NULL;
  g_autofree char *prefix = NULL;
  g_autofree char *moved = NULL;
  g_autofree char *left = NULL;

  keep_part (f, sha256, 0, 10);
  part = find_file (f, "part-");
  prefix = g_strndup (part, strlen (part) - 8);
  moved = g_strconcat (prefix, "0000000a", NULL);
  g_assert_cmpint (g_rename (part, moved), ==, 0);
  keep_part (f, sha256, 0, 10);
  assert_parts (f, sha256, 10);
  g_assert_false (g_file_test (moved, G_FILE_TEST_EXISTS));

  g_assert_cmpint (truncate (part, 20), ==, 0);
  assert_parts (f, sha256, 0);
  left = find_file (f, "part-");
  g_assert_null (left);
}

/* Parts go when they are old, and all at once. */
static void
test_parts_dropped (StoreFixture *f,
                    gconstpointer data)
{
  const struct utimbuf almost = { STORE_TEST_NOW - 14 * 86400, STORE_TEST_NOW - 14 * 86400 };
  const struct utimbuf old = { STORE_TEST_NOW - 14 * 86400 - 1, STORE_TEST_NOW - 14 * 86400 - 1 };
  g_autofree char *sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, CONTENT, -1);
  g_autofree char *part = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  keep_part (f, sha256, 0, 10);
  part = find_file (f, "part-");
  g_assert_cmpint (g_utime (part, (struct utimbuf *) &almost), ==, 0);
  store_fixture_reopen (f);
  assert_parts (f, sha256, 10);
  g_assert_cmpint (g_utime (part, (struct utimbuf *) &old), ==, 0);
  store_fixture_reopen (f);
  assert_parts (f, sha256, 0);

  keep_part (f, sha256, 0, 10);
  STORE_CALL (result, loket_user_store_drop_parts, f->user, NULL);
  g_assert_true (loket_user_store_drop_parts_finish (f->user, result, NULL));
  assert_parts (f, sha256, 0);
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *path;
    void      (*test) (StoreFixture *f, gconstpointer data);
  } tests[] = {
    { "/store/attachments/draft", test_draft },     { "/store/attachments/discard", test_discard },
    { "/store/attachments/send", test_send },       { "/store/attachments/note", test_note },
    { "/store/attachments/lost", test_lost },       { "/store/attachments/journal", test_journal },
    { "/store/attachments/blob", test_blob },       { "/store/attachments/parts", test_parts },
    { "/store/attachments/parts-damaged", test_parts_damaged },
    { "/store/attachments/parts-dropped", test_parts_dropped },
    { "/store/attachments/ended-dropped", test_ended_dropped },
    { "/store/attachments/ended-discarded", test_ended_discarded },
  };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, StoreFixture, NULL, store_fixture_set_up, tests[i].test, store_fixture_tear_down);
  return g_test_run ();
}
