/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "composer-fixture.h"

#include "loket-desk-error.h"
#include "loket-limits.h"

#include <string.h>

static LoketAttachmentItem *
attach (Fixture *f, const char *name, const char *content, gssize length, GError **error)
{
  g_autofree char *path = g_build_filename (f->folder, name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;

  g_assert_true (g_file_set_contents (path, content, length, NULL));
  loket_composer_add_file_async (f->composer, file, NULL, composer_wait_cb, &result);
  g_assert_true (loket_attachment_list_get_busy (loket_composer_get_attachments (f->composer)));
  return loket_composer_add_file_finish (f->composer, composer_wait (&result), error);
}

/* A file is the draft's, goes with the reply, and comes back with the draft. */
static void
test_files (Fixture *f, gconstpointer data)
{
  GListModel *files = G_LIST_MODEL (loket_composer_get_attachments (f->composer));
  g_autoptr (LoketAttachmentItem) item = NULL;
  g_autoptr (LoketAttachmentItem) again = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sent = NULL;

  item = attach (f, "catatan.txt", "pipa bocor", -1, &error);
  g_assert_no_error (error);
  g_assert_cmpint (loket_attachment_item_get_state (item), ==, LOKET_ATTACHMENT_STATE_READY);
  g_assert_cmpstr (loket_attachment_item_get_media_type (item), ==, "text/plain");
  g_assert_cmpint (loket_attachment_item_get_size (item), ==, 10);
  again = attach (f, "salinan.txt", "pipa bocor", -1, &error);
  g_assert_no_error (error);
  g_assert_true (again == item);
  g_assert_cmpuint (g_list_model_get_n_items (files), ==, 1);

  /* A draft with nothing but a file is one. */
  loket_composer_flush_async (f->composer, NULL, composer_wait_cb, &result);
  g_assert_true (loket_composer_flush_finish (f->composer, composer_wait (&result), NULL));
  g_assert_nonnull (f->box->stored);
  g_clear_object (&f->composer);
  composer_open (f);
  files = G_LIST_MODEL (loket_composer_get_attachments (f->composer));
  g_assert_cmpuint (g_list_model_get_n_items (files), ==, 1);

  loket_composer_set_text (f->composer, "Terima kasih");
  loket_composer_set_outcome (f->composer, LOKET_OUTCOME_IN_PROGRESS);
  composer_check (f);
  g_clear_object (&result);
  loket_composer_send_async (f->composer, NULL, composer_wait_cb, &result);
  sent = loket_composer_send_finish (f->composer, composer_wait (&result), NULL);
  g_assert_cmpstr (sent, ==, "reply-1");
  g_assert_cmpuint (f->box->n_sent_files, ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (files), ==, 0);
}

/* What cannot be attached says why and stops the reply until it is taken out. */
static void
test_files_refused (Fixture *f, gconstpointer data)
{
  LoketAttachmentList *files = loket_composer_get_attachments (f->composer);
  static const char program[] = "\x7f" "ELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x02\0\x3e\0\x01\0\0\0";
  g_autoptr (LoketAttachmentItem) item = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *limits = loket_composer_dup_attachment_limits (f->composer);

  g_assert_nonnull (strstr (limits, "10"));
  loket_composer_set_text (f->composer, "Terima kasih");
  loket_composer_set_outcome (f->composer, LOKET_OUTCOME_IN_PROGRESS);
  item = attach (f, "foto.jpg", program, sizeof program, &error);
  g_assert_null (item);
  g_assert_error (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_ATTACHMENT);
  composer_check (f);
  g_assert_cmpint (loket_attachment_item_get_state (loket_attachment_list_get (files, 0)), ==,
                   LOKET_ATTACHMENT_STATE_REFUSED);
  g_assert_cmpstr (loket_attachment_item_get_notice (loket_attachment_list_get (files, 0)), ==, error->message);
  g_assert_false (loket_composer_get_can_send (f->composer));
  loket_composer_remove_attachment (f->composer, loket_attachment_list_get (files, 0));
  composer_check (f);
  g_assert_true (loket_composer_get_can_send (f->composer));
}

/* A file that is taken out while it is read or put by is gone afterwards. */
static void
test_files_cancelled (Fixture *f, gconstpointer data)
{
  GListModel *files = G_LIST_MODEL (loket_composer_get_attachments (f->composer));
  g_autofree char *path = g_build_filename (f->folder, "catatan.txt", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_assert_true (g_file_set_contents (path, "pipa bocor", -1, NULL));
  for (guint late = 0; late < 2; late++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;

      f->box->hold_files = late;
      loket_composer_add_file_async (f->composer, file, NULL, composer_wait_cb, &result);
      while (late && f->box->held == NULL)
        g_main_context_iteration (NULL, TRUE);
      loket_composer_remove_attachment (f->composer, loket_attachment_list_get (LOKET_ATTACHMENT_LIST (files), 0));
      if (late)
        g_task_return_boolean (f->box->held, TRUE);
      g_clear_object (&f->box->held);
      g_assert_null (loket_composer_add_file_finish (f->composer, composer_wait (&result), &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      composer_check (f);
      g_assert_cmpuint (g_list_model_get_n_items (files), ==, 0);
      g_assert_cmpuint (f->box->files->len, ==, 0);
    }
}

/* A photo that cannot be cleaned goes by an explicit act only. */
static void
test_files_kept_as_they_are (Fixture *f, gconstpointer data)
{
  /* One pixel, and a part that no decoder may leave out but none knows. */
  static const guchar photo[] = {
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48,
    0x44, 0x52, 0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x00, 0x00, 0x00,
    0x00, 0x3a, 0x7e, 0x9b, 0x55, 0x00, 0x00, 0x00, 0x01, 0x4b, 0x41, 0x4e, 0x41, 0x78,
    0x07, 0x11, 0x86, 0x9d, 0x00, 0x00, 0x00, 0x0a, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c,
    0x63, 0x60, 0x00, 0x00, 0x00, 0x02, 0x00, 0x01, 0x48, 0xaf, 0xa4, 0x71, 0x00, 0x00,
    0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82
  };
  g_autoptr (LoketAttachmentItem) refused = NULL;
  g_autoptr (LoketAttachmentItem) kept = NULL;
  g_autoptr (GError) error = NULL;
  LoketAttachmentItem *listed;

  refused = attach (f, "foto.png", (const char *) photo, sizeof photo, &error);
  g_assert_null (refused);
  g_assert_error (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_ATTACHMENT);
  g_clear_error (&error);
  listed = loket_attachment_list_get (loket_composer_get_attachments (f->composer), 0);
  g_assert_true (loket_attachment_item_get_may_keep (listed));
  loket_composer_remove_attachment (f->composer, listed);

  loket_composer_set_keep_metadata (f->composer, TRUE);
  kept = attach (f, "foto.png", (const char *) photo, sizeof photo, &error);
  g_assert_no_error (error);
  g_assert_cmpint (loket_attachment_item_get_size (kept), ==, sizeof photo);
  g_assert_false (loket_attachment_item_get_may_keep (kept));
}

/* A full disk is told, and the file stops the reply as any other refused one. */
static void
test_files_full (Fixture *f, gconstpointer data)
{
  g_autoptr (LoketAttachmentItem) item = NULL;
  g_autoptr (GError) error = NULL;

  f->box->full = TRUE;
  item = attach (f, "catatan.txt", "pipa bocor", -1, &error);
  g_assert_null (item);
  g_assert_error (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_ATTACHMENT);
  g_assert_nonnull (strstr (error->message, "No room on the disk"));
  g_assert_cmpint (loket_attachment_item_get_state (loket_attachment_list_get (loket_composer_get_attachments (f->composer), 0)),
                   ==, LOKET_ATTACHMENT_STATE_REFUSED);
  f->box->full = FALSE;
}

/* The last file that is taken, and the first that is not. */
static void
test_files_most (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i <= LOKET_LIMIT_ATTACHMENTS; i++)
    {
      g_autofree char *name = g_strdup_printf ("catatan %u.txt", i);
      g_autofree char *path = g_build_filename (f->folder, name, NULL);
      g_autoptr (GFile) file = g_file_new_for_path (path);
      g_autoptr (LoketAttachmentItem) item = NULL;
      g_autoptr (GAsyncResult) result = NULL;

      g_assert_true (g_file_set_contents (path, name, -1, NULL));
      g_assert_cmpint (loket_composer_get_can_attach (f->composer), ==, i < LOKET_LIMIT_ATTACHMENTS);
      loket_composer_add_file_async (f->composer, file, NULL, composer_wait_cb, &result);
      item = loket_composer_add_file_finish (f->composer, composer_wait (&result), &error);
      g_assert_cmpint (item != NULL, ==, i < LOKET_LIMIT_ATTACHMENTS);
    }
  g_assert_error (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_ATTACHMENT);
}

#define ADD(path, func) g_test_add ("/desk/composer-files/" path, Fixture, NULL, composer_set_up, func, composer_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("files", test_files);
  ADD ("refused", test_files_refused);
  ADD ("cancelled", test_files_cancelled);
  ADD ("kept-as-they-are", test_files_kept_as_they_are);
  ADD ("full", test_files_full);
  ADD ("most", test_files_most);
  return g_test_run ();
}
