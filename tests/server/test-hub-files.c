/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-fixture.h"

#include <string.h>

#include <glib/gstdio.h>

#include "loket-hub-cases.h"
#include "loket-hub-files.h"
#include "loket-hub-shelf.h"
#include "loket-limits.h"
#include "loket-text.h"
#include "loket-wire-reply.h"

#define DAY    ((gint64) 86400)
#define KEPT   (LOKET_LIMIT_UPLOAD_DAYS * DAY)
#define DEVICE "dddddddd-0000-4000-8000-000000000001"
#define PHOTO  "ffffffff-0000-4000-8000-000000000001"
#define OTHER  "ffffffff-0000-4000-8000-000000000002"

static LoketHubUpload *
announce (Hub              *hub,
          LoketHubAccount  *account,
          const char       *id,
          gint64            size,
          gint64            now,
          GError          **error)
{
  g_autofree char *sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, id, -1);
  g_autoptr (LoketHubUpload) wanted = loket_hub_upload_new (id, sha256, size);
  gboolean is_new;

  return loket_hub_shelf_begin_upload (LOKET_HUB_SHELF (hub->storage), account, wanted, now, &is_new, error);
}

static void
begin (Hub        *hub,
       const char *id,
       gint64      size,
       gint64      now)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketHubUpload) upload = announce (hub, hub->ani, id, size, now, &error);

  g_assert_no_error (error);
  g_assert_cmpint (upload->received, ==, 0);
}

static gboolean
is_known (Hub        *hub,
          const char *id,
          gint64      now)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketHubUpload) upload = NULL;

  upload = loket_hub_shelf_get_upload (LOKET_HUB_SHELF (hub->storage), hub->ani, id, now, &error);
  if (upload == NULL)
    g_assert_error (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_NOT_FOUND);
  return upload != NULL;
}

static void
maintain (Hub    *hub,
          gint64  now)
{
  g_autoptr (GError) error = NULL;

  loket_hub_storage_maintain (hub->storage, now, &error);
  g_assert_no_error (error);
}

/* Lets the bytes of an upload be its id, so that its hash is right. */
static char *
finish (Hub        *hub,
        const char *id,
        gint64      now)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new (id, strlen (id));
  g_autofree char *sha256 = loket_text_sha256 (bytes);
  int fd;

  loket_hub_files_prepare (hub->folder, &error);
  g_assert_no_error (error);
  begin (hub, id, (gint64) strlen (id), now);
  fd = loket_hub_files_open_partial (hub->folder, id, &error);
  g_assert_no_error (error);
  g_assert_true (loket_hub_files_write (fd, 0, bytes, &error));
  g_close (fd, NULL);
  loket_hub_shelf_finish_upload (LOKET_HUB_SHELF (hub->storage), hub->ani, id, 0, "text/plain", now, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&sha256);
}

static gboolean
is_on_disk (Hub        *hub,
            const char *sha256)
{
  g_autofree char *path = loket_hub_files_dup_blob (hub->folder, sha256);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
send_with (Hub        *hub,
           const char *complaint_id,
           const char *upload_id,
           const char *sha256,
           gint64      now)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketReply) reply = loket_reply_new ();
  g_autoptr (GBytes) body = NULL;
  g_autoptr (LoketHubAnswer) answer = NULL;
  LoketHubSubmission submission = { .account = hub->ani, .reply = reply, .epoch = EPOCH, .now = now };

  reply->reply_id = loket_text_new_uuid ();
  reply->complaint_id = g_strdup (complaint_id);
  reply->based_on = 1;
  reply->outcome = LOKET_OUTCOME_IN_PROGRESS;
  reply->visibility = LOKET_VISIBILITY_PUBLIC;
  reply->text = g_strdup ("Sedang kami periksa.");
  reply->device_id = g_strdup (DEVICE);
  reply->composed_at = now;
  g_ptr_array_add (reply->attachments, loket_attachment_new (upload_id, sha256, (gint64) strlen (upload_id),
                                                             "catatan.txt", "text/plain"));
  submission.body = body = loket_wire_reply_freeze (reply);
  answer = loket_hub_storage_accept_reply (hub->storage, &submission, &error);
  g_assert_no_error (error);
  g_assert_nonnull (answer->receipt);
}

/* Kept for 14 days after the last piece or the last word of its device. */
static void
test_expiry (Hub          *hub,
             gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  char *named[] = { (char *) PHOTO, NULL };
  g_autofree char *partial = loket_hub_files_dup_partial (hub->folder, PHOTO);
  int fd;

  g_assert_true (loket_hub_files_prepare (hub->folder, &error));
  begin (hub, PHOTO, 1000, NOW);
  fd = loket_hub_files_open_partial (hub->folder, PHOTO, &error);
  g_close (fd, NULL);
  g_assert_true (is_known (hub, PHOTO, NOW + KEPT - 1));
  g_assert_false (is_known (hub, PHOTO, NOW + KEPT));

  loket_hub_shelf_advance_upload (LOKET_HUB_SHELF (hub->storage), hub->ani, PHOTO, 0, 500, NOW + DAY, &error);
  g_assert_no_error (error);
  g_assert_true (is_known (hub, PHOTO, NOW + DAY + KEPT - 1));
  loket_hub_shelf_keep_uploads (LOKET_HUB_SHELF (hub->storage), hub->budi, named, NOW + 2 * DAY, &error);
  g_assert_no_error (error);
  g_assert_false (is_known (hub, PHOTO, NOW + DAY + KEPT));
  loket_hub_shelf_keep_uploads (LOKET_HUB_SHELF (hub->storage), hub->ani, named, NOW + 2 * DAY, &error);
  g_assert_no_error (error);
  g_assert_true (is_known (hub, PHOTO, NOW + 2 * DAY + KEPT - 1));

  maintain (hub, NOW + 2 * DAY + KEPT - 1);
  g_assert_true (g_file_test (partial, G_FILE_TEST_EXISTS));
  maintain (hub, NOW + 2 * DAY + KEPT);
  g_assert_false (g_file_test (partial, G_FILE_TEST_EXISTS));
  begin (hub, PHOTO, 1000, NOW + 2 * DAY + KEPT);
}

/* Only from where the upload is, and never over its end. */
static void
test_place (Hub          *hub,
            gconstpointer data)
{
  LoketHubShelf *shelf = LOKET_HUB_SHELF (hub->storage);
  g_autoptr (GError) error = NULL;

  begin (hub, PHOTO, 1000, NOW);
  g_assert_true (loket_hub_shelf_advance_upload (shelf, hub->ani, PHOTO, 0, 600, NOW, &error));
  g_assert_false (loket_hub_shelf_advance_upload (shelf, hub->ani, PHOTO, 0, 600, NOW, &error));
  g_assert_error (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_CHANGED);
  g_clear_error (&error);
  g_assert_false (loket_hub_shelf_advance_upload (shelf, hub->budi, PHOTO, 600, 700, NOW, &error));
  g_clear_error (&error);
  g_assert_false (loket_hub_shelf_advance_upload (shelf, hub->ani, PHOTO, 600, 1001, NOW, &error));
}

/* The last byte and the last file that an officer may have under way. */
static void
test_quota (Hub          *hub,
            gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 left = LOKET_LIMIT_UPLOADS_BYTES;

  for (guint i = 0; i < LOKET_LIMIT_UPLOADS - 1; i++)
    {
      g_autofree char *id = loket_text_new_uuid ();

      begin (hub, id, 1, NOW);
      left--;
    }
  g_assert_null (announce (hub, hub->ani, OTHER, left + 1, NOW, &error));
  g_assert_error (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_FULL);
  g_clear_error (&error);
  begin (hub, OTHER, left, NOW);
  g_assert_null (announce (hub, hub->ani, PHOTO, 1, NOW, &error));
  g_assert_error (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_FULL);
  g_clear_error (&error);
  g_assert_null (announce (hub, hub->budi, OTHER, left, NOW, &error));
  g_assert_error (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_EXISTS);

  /* What is over no longer counts. */
  begin (hub, PHOTO, 1, NOW + KEPT);
}

/* A file goes 14 days after nothing names it any more. */
static void
test_collect (Hub          *hub,
              gconstpointer data)
{
  g_autofree char *complaint_id = hub_add (hub, "9900001", "100");
  g_autofree char *used = finish (hub, PHOTO, NOW);
  g_autofree char *unused = finish (hub, OTHER, NOW);

  send_with (hub, complaint_id, PHOTO, used, NOW);
  maintain (hub, NOW + KEPT - 1);
  maintain (hub, NOW + KEPT);
  g_assert_true (is_on_disk (hub, unused));
  maintain (hub, NOW + 2 * KEPT - 1);
  g_assert_true (is_on_disk (hub, unused));
  maintain (hub, NOW + 2 * KEPT);
  g_assert_false (is_on_disk (hub, unused));
  maintain (hub, NOW + 100 * KEPT);
  g_assert_true (is_on_disk (hub, used));
}

/* A file that comes again in time stays. */
static void
test_collect_again (Hub          *hub,
                    gconstpointer data)
{
  g_autofree char *first = finish (hub, OTHER, NOW);
  g_autofree char *second = NULL;

  maintain (hub, NOW + KEPT);
  second = finish (hub, OTHER, NOW + KEPT + DAY);
  g_assert_cmpstr (first, ==, second);
  maintain (hub, NOW + 2 * KEPT);
  g_assert_true (is_on_disk (hub, first));
}

static void
erase (Hub        *hub,
       const char *complaint_id)
{
  g_autoptr (GError) error = NULL;
  LoketHubChange change = { .kind = LOKET_HUB_CHANGE_ERASE, .now = NOW + DAY };

  g_assert_null (loket_hub_cases_change (LOKET_HUB_CASES (hub->storage), complaint_id, "system", &change, &error));
  g_assert_no_error (error);
}

/* What is erased goes at once, but only when that is certain. */
static void
test_erase (Hub          *hub,
            gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *complaint_id = hub_add (hub, "9900001", "100");
  g_autofree char *sha256 = finish (hub, PHOTO, NOW);

  send_with (hub, complaint_id, PHOTO, sha256, NOW);
  g_assert_true (loket_hub_storage_begin (hub->storage, &error));
  erase (hub, complaint_id);
  loket_hub_storage_rollback (hub->storage);
  maintain (hub, NOW + 100 * KEPT);
  g_assert_true (is_on_disk (hub, sha256));

  erase (hub, complaint_id);
  g_assert_false (is_on_disk (hub, sha256));
  g_assert_false (is_known (hub, PHOTO, NOW + DAY));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, test) g_test_add ("/hub/files/" name, Hub, NULL, hub_set_up, test, hub_tear_down)
  ADD ("expiry", test_expiry);
  ADD ("place", test_place);
  ADD ("quota", test_quota);
  ADD ("collect", test_collect);
  ADD ("collect-again", test_collect_again);
  ADD ("erase", test_erase);
#undef ADD
  return g_test_run ();
}
