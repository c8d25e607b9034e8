/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "composer-fixture.h"

#include "loket-checklist-item.h"
#include "loket-composer-private.h"
#include "loket-desk-error.h"
#include "loket-limits.h"
#include "loket-outbox-op.h"
#include "loket-wire-problem.h"
#include "loket-wire-reply.h"

#include <glib/gstdio.h>
#include <string.h>

static void
test_autosave_rest (Fixture *f, gconstpointer data)
{
  g_autofree char *words = NULL;

  loket_composer_set_text (f->composer, "Sedang");
  g_assert_cmpint (loket_composer_get_state (f->composer), ==, LOKET_COMPOSER_CHANGED);
  composer_advance (f, 399 * MS);
  g_assert_cmpuint (f->box->n_saves, ==, 0);
  loket_composer_set_text (f->composer, "Sedang kami");
  composer_advance (f, 399 * MS);
  g_assert_cmpuint (f->box->n_saves, ==, 0);
  composer_advance (f, 1 * MS);
  g_assert_cmpuint (f->box->n_saves, ==, 1);
  g_assert_cmpstr (f->box->stored->text, ==, "Sedang kami");
  g_assert_cmpint (loket_composer_get_state (f->composer), ==, LOKET_COMPOSER_SAVED);
  words = loket_composer_dup_state_text (f->composer);
  g_assert_cmpstr (words, ==, "Saved 10:00");
  composer_advance (f, 60 * G_USEC_PER_SEC);
  g_assert_cmpuint (f->box->n_saves, ==, 1);
}

/* Whoever never rests is saved all the same: of the two seconds that may be lost
 * the disk has the last half of one. */
static void
test_autosave_bound (Fixture *f, gconstpointer data)
{
  for (guint i = 1; i <= 40; i++)
    {
      g_autofree char *text = g_strnfill (i, 'a');

      loket_composer_set_text (f->composer, text);
      composer_advance (f, 100 * MS);
      if (i > 15)
        g_assert_cmpuint (strlen (f->box->stored->text), >, i - 15);
    }
  g_assert_cmpuint (f->box->n_saves, ==, 2);
  composer_advance (f, 400 * MS);
  g_assert_cmpuint (strlen (f->box->stored->text), ==, 40);
}

static void
test_same_text (Fixture *f, gconstpointer data)
{
  loket_composer_set_text (f->composer, "");
  composer_advance (f, G_USEC_PER_SEC);
  g_assert_cmpuint (f->box->n_saves, ==, 0);
  g_assert_cmpint (loket_composer_get_state (f->composer), ==, LOKET_COMPOSER_EMPTY);

  loket_composer_set_text (f->composer, "a");
  loket_composer_set_text (f->composer, "");
  composer_advance (f, G_USEC_PER_SEC);
  g_assert_cmpuint (f->box->n_saves, ==, 0);
  g_assert_cmpint (loket_composer_get_state (f->composer), ==, LOKET_COMPOSER_EMPTY);
}

/* A draft that is deleted letter by letter is no draft any more. */
static void
test_emptied (Fixture *f, gconstpointer data)
{
  loket_composer_set_text (f->composer, "Sedang");
  composer_advance (f, G_USEC_PER_SEC);
  loket_composer_set_text (f->composer, " \n");
  composer_advance (f, G_USEC_PER_SEC);
  g_assert_null (f->box->stored);
  g_assert_cmpint (loket_composer_get_state (f->composer), ==, LOKET_COMPOSER_EMPTY);
  loket_composer_set_text (f->composer, "Baru");
  composer_advance (f, G_USEC_PER_SEC);
  g_assert_cmpstr (f->box->stored->text, ==, "Baru");
}

/* What is typed while the disk is busy is not told as saved. */
static void
test_slow_disk (Fixture *f, gconstpointer data)
{
  f->box->slow = TRUE;
  loket_composer_set_text (f->composer, "Sedang");
  composer_advance (f, 400 * MS);
  loket_composer_set_text (f->composer, "Sedang kami");
  composer_advance (f, 10 * G_USEC_PER_SEC);
  g_assert_cmpuint (f->box->n_saves, ==, 1);
  fake_box_finish_save (f->box);
  composer_settle ();
  g_assert_cmpint (loket_composer_get_state (f->composer), ==, LOKET_COMPOSER_CHANGED);
  composer_advance (f, 400 * MS);
  g_assert_cmpuint (f->box->n_saves, ==, 2);
  fake_box_finish_save (f->box);
  composer_settle ();
  g_assert_cmpint (loket_composer_get_state (f->composer), ==, LOKET_COMPOSER_SAVED);
  g_assert_cmpstr (f->box->stored->text, ==, "Sedang kami");
}

static void
test_flush (Fixture *f, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;

  f->box->slow = TRUE;
  loket_composer_set_text (f->composer, "Sedang");
  composer_advance (f, 400 * MS);
  loket_composer_set_text (f->composer, "Sedang kami");
  loket_composer_flush_async (f->composer, NULL, composer_wait_cb, &result);
  composer_settle ();
  fake_box_finish_save (f->box);
  composer_settle ();
  g_assert_null (result);
  fake_box_finish_save (f->box);
  g_assert_true (loket_composer_flush_finish (f->composer, composer_wait (&result), NULL));
  g_assert_cmpstr (f->box->stored->text, ==, "Sedang kami");
}

static void
test_full_disk (Fixture *f, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  f->box->full = TRUE;
  loket_composer_set_text (f->composer, "Sedang");
  loket_composer_flush_async (f->composer, NULL, composer_wait_cb, &result);
  g_assert_false (loket_composer_flush_finish (f->composer, composer_wait (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  g_assert_cmpint (loket_composer_get_state (f->composer), ==, LOKET_COMPOSER_SAVE_FAILED);
  words = loket_composer_dup_state_text (f->composer);
  g_assert_nonnull (strstr (words, "No room on the disk"));
  g_assert_cmpstr (loket_composer_get_text (f->composer), ==, "Sedang");

  f->box->full = FALSE;
  composer_advance (f, 5 * G_USEC_PER_SEC);
  g_assert_cmpint (loket_composer_get_state (f->composer), ==, LOKET_COMPOSER_SAVED);
}

/* A window that is closed in the middle of a word. */
static void
test_dropped (Fixture *f, gconstpointer data)
{
  loket_composer_set_text (f->composer, "Sedang");
  g_clear_object (&f->composer);
  composer_settle ();
  g_assert_cmpstr (f->box->stored->text, ==, "Sedang");
}

static void
test_findings (Fixture *f, gconstpointer data)
{
  g_autoptr (LoketFindingItem) second = NULL;
  g_autoptr (LoketFindingItem) still = NULL;
  GListModel *findings = loket_composer_get_findings (f->composer);

  loket_composer_set_text (f->composer, "é NIK dan NIK");
  g_assert_true (loket_composer_get_checking (f->composer));
  composer_check (f);
  g_assert_false (loket_composer_get_checking (f->composer));
  g_assert_cmpuint (g_list_model_get_n_items (findings), ==, 2);
  second = composer_get_finding (f, 1);
  g_assert_cmpuint (loket_finding_item_get_start (second), ==, 10);

  /* Replacing the first leaves the second, a character further. */
  loket_composer_set_text (f->composer, "é nik dan NIK");
  composer_check (f);
  g_assert_cmpuint (g_list_model_get_n_items (findings), ==, 1);
  still = composer_get_finding (f, 0);
  g_assert_true (still == second);
}

/* Of many texts only the last one's findings are shown. */
static void
test_newest_only (Fixture *f, gconstpointer data)
{
  GListModel *findings = loket_composer_get_findings (f->composer);

  composer_check (f);
  composer_n_checks = 0;
  g_mutex_lock (&composer_check_lock);
  loket_composer_set_text (f->composer, "NIK NIK NIK");
  composer_advance (f, 250 * MS);
  for (guint i = 0; i < 50; i++)
    {
      g_autofree char *text = g_strdup_printf ("tanpa %u", i);

      loket_composer_set_text (f->composer, text);
      composer_advance (f, 250 * MS);
    }
  g_mutex_unlock (&composer_check_lock);
  composer_check (f);
  g_assert_cmpint (g_atomic_int_get (&composer_n_checks), ==, 2);
  g_assert_cmpuint (g_list_model_get_n_items (findings), ==, 0);
}

static void
load_slowly (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_mutex_lock (&composer_check_lock);
  g_mutex_unlock (&composer_check_lock);
  g_task_return_boolean (task, TRUE);
}

/* While the word lists are read, on the same worker, one types on; the findings
 * come when they are there. */
static void
test_lists_late (Fixture *f, gconstpointer data)
{
  GListModel *findings = loket_composer_get_findings (f->composer);
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);

  composer_check (f);
  g_mutex_lock (&composer_check_lock);
  loket_worker_queue (f->worker, task, load_slowly);
  loket_composer_set_text (f->composer, "NIK");
  composer_advance (f, 250 * MS);
  loket_composer_set_text (f->composer, "NIK dan NIK");
  composer_advance (f, 250 * MS);
  g_assert_true (loket_composer_get_checking (f->composer));
  g_assert_cmpuint (g_list_model_get_n_items (findings), ==, 0);
  g_mutex_unlock (&composer_check_lock);
  composer_check (f);
  g_assert_cmpuint (g_list_model_get_n_items (findings), ==, 2);
}

/* Who closes meanwhile gets no findings, and whoever waits for them an end. */
static void
test_closed_in_check (Fixture *f, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) late = NULL;
  g_autoptr (GCancellable) gone = g_cancellable_new ();

  composer_check (f);
  loket_composer_set_text (f->composer, "NIK");
  loket_composer_check_async (f->composer, gone, composer_wait_cb, &result);
  g_cancellable_cancel (gone);
  loket_worker_stop (f->worker);
  g_assert_false (loket_composer_check_finish (f->composer, composer_wait (&result), NULL));
  loket_composer_set_text (f->composer, "NIK NIK");
  loket_composer_check_async (f->composer, NULL, composer_wait_cb, &late);
  g_assert_true (loket_composer_check_finish (f->composer, composer_wait (&late), NULL));
  g_assert_false (loket_composer_get_checking (f->composer));
}

static void
count_cb (guint *count)
{
  ++*count;
}

static void
test_suggestion (Fixture *f, gconstpointer data)
{
  g_autoptr (LoketFindingItem) finding = NULL;
  guint n_notified = 0;

  g_signal_connect_swapped (f->composer, "notify::text", G_CALLBACK (count_cb), &n_notified);
  loket_composer_set_text (f->composer, "é NIK Saudara");
  composer_check (f);
  finding = composer_get_finding (f, 0);
  g_assert_true (loket_composer_apply_suggestion (f->composer, finding));
  g_assert_cmpstr (loket_composer_get_text (f->composer), ==, "é nomor Saudara");
  g_assert_cmpuint (n_notified, ==, 1);
  g_assert_false (loket_composer_apply_suggestion (f->composer, finding));
}

/* A click that comes before the check of what was just typed is not lost, and what
 * it was about is replaced where it is by then. */
static void
test_suggestion_early (Fixture *f, gconstpointer data)
{
  g_autoptr (LoketFindingItem) finding = NULL;
  g_autoptr (LoketFindingItem) gone = NULL;

  loket_composer_set_text (f->composer, "é NIK Saudara");
  composer_check (f);
  finding = composer_get_finding (f, 0);
  loket_composer_set_text (f->composer, "Yth. é NIK Saudara");
  g_assert_true (loket_composer_get_checking (f->composer));
  g_assert_true (loket_composer_apply_suggestion (f->composer, finding));
  g_assert_cmpstr (loket_composer_get_text (f->composer), ==, "Yth. é NIK Saudara");
  composer_check (f);
  g_assert_cmpstr (loket_composer_get_text (f->composer), ==, "Yth. é nomor Saudara");

  loket_composer_set_text (f->composer, "é NIK Saudara");
  composer_check (f);
  gone = composer_get_finding (f, 0);
  loket_composer_set_text (f->composer, "é Saudara");
  g_assert_true (loket_composer_apply_suggestion (f->composer, gone));
  composer_check (f);
  g_assert_cmpstr (loket_composer_get_text (f->composer), ==, "é Saudara");
}

/* Whatever is written before, between and after them, findings that stay are the
 * same items, so that their rows are. */
static void
test_findings_stay (Fixture *f, gconstpointer data)
{
  g_autoptr (LoketFindingItem) first = NULL;
  g_autoptr (LoketFindingItem) second = NULL;
  guint n_moved = 0;

  g_signal_connect_swapped (f->composer, "findings-moved", G_CALLBACK (count_cb), &n_moved);
  loket_composer_set_text (f->composer, "NIK dan NIK");
  composer_check (f);
  g_assert_cmpuint (n_moved, ==, 0);
  first = composer_get_finding (f, 0);
  second = composer_get_finding (f, 1);

  loket_composer_set_text (f->composer, "Yth. NIK dan lagi NIK, NIK");
  composer_check (f);
  g_assert_cmpuint (n_moved, ==, 1);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (LoketFindingItem) item = composer_get_finding (f, i);
      const guint starts[] = { 5, 18, 23 };

      g_assert_cmpuint (loket_finding_item_get_start (item), ==, starts[i]);
      g_assert_true (i == 2 || item == (i == 0 ? first : second));
    }
}

static void
test_why_not (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketComplaint) closed = composer_make_complaint (1);
  g_autofree char *id = NULL;

  g_assert_null (composer_send_reply (f, &error));
  g_assert_error (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_INCOMPLETE);
  g_clear_error (&error);

  loket_composer_set_text (f->composer, "Sudah. NIK.");
  g_assert_null (composer_send_reply (f, &error));
  g_assert_error (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_INCOMPLETE);
  g_clear_error (&error);

  loket_composer_set_outcome (f->composer, LOKET_OUTCOME_RESOLVED);
  g_assert_null (composer_send_reply (f, &error));
  g_assert_error (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_BLOCKED);
  g_clear_error (&error);
  g_assert_null (f->box->sent);

  loket_composer_set_override (f->composer, "PDP-01", "  ");
  g_assert_null (loket_composer_get_override (f->composer, "PDP-01"));
  loket_composer_set_override (f->composer, "PDP-01", " diminta pelapor ");
  g_assert_true (loket_composer_get_can_send (f->composer));

  closed->status = LOKET_STATUS_CLOSED;
  loket_composer_set_complaint (f->composer, closed);
  g_assert_null (composer_send_reply (f, &error));
  g_assert_error (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_NOT_OPEN);
}

static void
test_send (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  const LoketOverride *override;

  loket_composer_set_text (f->composer, "Sudah. NIK.");
  loket_composer_set_outcome (f->composer, LOKET_OUTCOME_RESOLVED);
  composer_check (f);
  loket_composer_set_override (f->composer, "PDP-01", "diminta pelapor");
  f->box->full = TRUE;
  g_assert_null (composer_send_reply (f, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  g_clear_error (&error);
  g_assert_cmpstr (loket_composer_get_text (f->composer), ==, "Sudah. NIK.");

  f->box->full = FALSE;
  id = composer_send_reply (f, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (id, ==, "reply-1");
  g_assert_cmpstr (f->box->sent->text, ==, "Sudah. NIK.");
  g_assert_cmpint (f->box->sent->base_substance, ==, 1);
  g_assert_cmpuint (f->box->sent->overrides->len, ==, 1);
  override = f->box->sent->overrides->pdata[0];
  g_assert_cmpstr (override->reason, ==, "diminta pelapor");
  g_assert_cmpint (loket_composer_get_state (f->composer), ==, LOKET_COMPOSER_SENT);

  /* Nothing of the sent text comes back as a draft. */
  composer_advance (f, 10 * G_USEC_PER_SEC);
  g_assert_null (f->box->stored);
  g_assert_null (loket_composer_get_override (f->composer, "PDP-01"));
}

static void
test_conflict (Fixture *f, gconstpointer data)
{
  g_autoptr (LoketComplaint) answered = composer_make_complaint (2);
  g_autoptr (LoketComplaint) again = composer_make_complaint (3);
  LoketMessage *message = loket_message_new ();
  LoketMessage *copy = loket_message_new ();

  message->id = g_strdup ("own");
  message->author = LOKET_AUTHOR_OFFICER;
  copy->id = g_strdup ("own");
  copy->author = LOKET_AUTHOR_OFFICER;
  g_ptr_array_add (answered->messages, message);
  g_ptr_array_add (again->messages, copy);

  loket_composer_set_text (f->composer, "Sudah.");
  loket_composer_set_outcome (f->composer, LOKET_OUTCOME_RESOLVED);
  loket_composer_set_complaint (f->composer, answered);
  g_assert_true (loket_composer_get_conflict (f->composer));
  f->box->own_reply = "own";
  g_assert_false (loket_composer_get_conflict (f->composer));

  loket_composer_set_complaint (f->composer, again);
  g_assert_true (loket_composer_get_conflict (f->composer));
  g_assert_false (loket_composer_get_can_send (f->composer));
  loket_composer_acknowledge (f->composer);
  g_assert_false (loket_composer_get_conflict (f->composer));
  g_free (composer_send_reply (f, NULL));
  g_assert_cmpint (f->box->sent->base_substance, ==, 1);
  g_assert_cmpint (f->box->sent->ack, ==, 3);
}

/* A draft that was not begun has nothing to be in conflict with. */
static void
test_fresh_base (Fixture *f, gconstpointer data)
{
  g_autoptr (LoketComplaint) newer = composer_make_complaint (5);

  loket_composer_set_complaint (f->composer, newer);
  g_assert_false (loket_composer_get_conflict (f->composer));
  loket_composer_set_text (f->composer, "Sudah.");
  g_assert_false (loket_composer_get_conflict (f->composer));
  loket_composer_set_outcome (f->composer, LOKET_OUTCOME_RESOLVED);
  g_free (composer_send_reply (f, NULL));
  g_assert_cmpint (f->box->sent->base_substance, ==, 5);
}

static guint
n_findings (Fixture *f)
{
  return g_list_model_get_n_items (loket_composer_get_findings (f->composer));
}

/* What was put aside stays so while the reply is written, wherever the words move. */
static void
test_ignore (Fixture *f, gconstpointer data)
{
  g_autoptr (LoketFindingItem) hint = NULL;
  g_autoptr (LoketFindingItem) blocker = NULL;

  loket_composer_set_text (f->composer, "anu sekali");
  composer_check (f);
  hint = composer_get_finding (f, 0);
  g_assert_true (loket_composer_may_ignore (f->composer, hint));
  loket_composer_ignore (f->composer, hint);
  composer_check (f);
  g_assert_cmpuint (n_findings (f), ==, 0);
  g_assert_cmpuint (loket_composer_get_n_ignored (f->composer), ==, 1);

  loket_composer_set_text (f->composer, "Kami sebut anu itu");
  composer_check (f);
  g_assert_cmpuint (n_findings (f), ==, 0);
  loket_composer_heed_all (f->composer);
  composer_check (f);
  g_assert_cmpuint (n_findings (f), ==, 1);

  loket_composer_set_text (f->composer, "NIK");
  composer_check (f);
  blocker = composer_get_finding (f, 0);
  g_assert_false (loket_composer_may_ignore (f->composer, blocker));
  loket_composer_ignore (f->composer, blocker);
  composer_check (f);
  g_assert_cmpuint (n_findings (f), ==, 1);
}

/* A word that was added is right from then on, also after a restart, and its file
 * does not give it away. */
static void
test_learn (Fixture *f, gconstpointer data)
{
  g_autoptr (LoketFindingItem) hint = NULL;
  g_autoptr (LoketFindingItem) blocker = NULL;
  g_autoptr (LoketVocabulary) again = NULL;
  g_autofree char *word = NULL;
  g_autofree char *path = g_build_filename (f->folder, "vocabulary", NULL);
  g_autofree char *bytes = NULL;
  gsize length = 0;

  loket_composer_set_text (f->composer, "NIK anu sekali");
  composer_check (f);
  g_assert_cmpuint (n_findings (f), ==, 2);
  blocker = composer_get_finding (f, 0);
  g_assert_null (loket_composer_dup_unknown_word (f->composer, blocker));
  hint = composer_get_finding (f, 1);
  word = loket_composer_dup_unknown_word (f->composer, hint);
  g_assert_cmpstr (word, ==, "anu");
  loket_composer_learn (f->composer, hint);
  composer_check (f);
  g_assert_cmpuint (n_findings (f), ==, 1);

  again = composer_open_vocabulary (f);
  g_assert_true (loket_vocabulary_contains (again, "Anu"));
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  g_assert_null (g_strstr_len (bytes, (gssize) length, "anu"));
}

static void
count_change (LoketChecklistItem *item, guint *n)
{
  (*n)++;
}

static void
test_checklist (Fixture *f, gconstpointer data)
{
  GListModel *list = loket_composer_get_checklist (f->composer);
  g_autoptr (LoketChecklistItem) salutation = g_list_model_get_item (list, 0);
  g_autofree char *detail = NULL;
  guint n = 0;

  g_assert_cmpuint (g_list_model_get_n_items (list), ==, LOKET_N_SKELETON_PARTS);
  g_signal_connect (salutation, "changed", G_CALLBACK (count_change), &n);
  loket_composer_set_text (f->composer, "Sudah.");
  composer_check (f);
  g_assert_cmpint (loket_checklist_item_get_state (salutation), ==, LOKET_SKELETON_MISSING);
  g_assert_cmpuint (n, ==, 0);
  loket_composer_set_text (f->composer, "Yth. Pelapor, sudah.");
  composer_check (f);
  g_assert_cmpint (loket_checklist_item_get_state (salutation), ==, LOKET_SKELETON_THERE);
  g_assert_cmpuint (n, ==, 1);
  detail = loket_checklist_item_dup_detail (salutation);
  g_assert_cmpstr (detail, ==, "In the text.");
}

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

/* A reply with this text, and what the hub found in it. */
static LoketOutboxOp *
make_refused (const char *text)
{
  static const LoketProblemPlace places[] = {
    { (char *) "BHS-02", 8, 11 }, { (char *) "PDP-03", 12, 17 }, { (char *) "NEW-77", 0, 0 },
  };
  LoketOutboxOp *op = loket_outbox_op_new ();
  g_autoptr (LoketReply) reply = loket_reply_new ();
  g_autoptr (LoketProblem) problem = loket_problem_new (LOKET_PROBLEM_QUALITY_BLOCKER, NULL);

  reply->reply_id = g_strdup ("f0000000-0000-4000-8000-000000000001");
  reply->complaint_id = g_strdup ("c0000000-0000-4000-8000-000000000001");
  reply->based_on = 1;
  reply->visibility = LOKET_VISIBILITY_PUBLIC;
  reply->outcome = LOKET_OUTCOME_RESOLVED;
  reply->text = g_strdup (text);
  reply->device_id = g_strdup ("d0000000-0000-4000-8000-00000000000d");
  reply->composed_at = NOW;
  op->wire = loket_wire_reply_freeze (reply);
  op->state = LOKET_OUTBOX_REVOKED;
  problem->places = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_problem_place_free);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    g_ptr_array_add (problem->places, loket_problem_place_new (places[i].rule, places[i].start, places[i].end));
  op->problem = loket_wire_problem_to_json (problem);
  return op;
}

static void
assert_finding (Fixture *f, guint position, const char *rule, LoketSeverity severity, guint start, guint end)
{
  g_autoptr (LoketFindingItem) item = g_list_model_get_item (loket_composer_get_findings (f->composer), position);

  g_assert_nonnull (item);
  g_assert_cmpstr (loket_finding_item_get_rule (item), ==, rule);
  g_assert_cmpint (loket_finding_item_get_severity (item), ==, severity);
  g_assert_cmpuint (loket_finding_item_get_start (item), ==, start);
  g_assert_cmpuint (loket_finding_item_get_end (item), ==, end);
}

/* What the hub refused stands in the draft that came back, also where this
 * program found less or nothing: until the words are others, or overruled. */
static void
test_refused (Fixture *f, gconstpointer data)
{
  const char *text = "Hubungi anu 0812.";
  g_autoptr (LoketFindingItem) raised = NULL;
  GListModel *findings = NULL;

  g_clear_object (&f->composer);
  f->box->stored = loket_draft_new ("c0000000-0000-4000-8000-000000000001");
  g_free (f->box->stored->text);
  f->box->stored->text = g_strdup (text);
  f->box->stored->outcome = LOKET_OUTCOME_RESOLVED;
  f->box->stored->base_substance = 1;
  f->box->stored->rev = 1;
  f->box->refused = make_refused (text);
  composer_open (f);
  composer_check (f);
  findings = loket_composer_get_findings (f->composer);
  g_assert_cmpuint (g_list_model_get_n_items (findings), ==, 3);
  assert_finding (f, 0, "NEW-77", LOKET_SEVERITY_BLOCKER, 0, 0);
  assert_finding (f, 1, "BHS-02", LOKET_SEVERITY_BLOCKER, 8, 11);
  assert_finding (f, 2, "PDP-03", LOKET_SEVERITY_BLOCKER, 12, 17);
  raised = g_list_model_get_item (findings, 1);
  g_assert_cmpstr (loket_finding_item_get_message (raised), ==, "anu");
  g_assert_cmpstr (loket_finding_item_get_suggestion (raised), ==, "The hub stops the reply because of it.");
  g_assert_false (loket_composer_get_can_send (f->composer));

  loket_composer_set_text (f->composer, "Segera hubungi anu 0812.");
  composer_check (f);
  g_assert_cmpuint (g_list_model_get_n_items (findings), ==, 2);
  assert_finding (f, 1, "PDP-03", LOKET_SEVERITY_BLOCKER, 19, 24);
  loket_composer_set_override (f->composer, "PDP-03", "Nomor layanan.");
  g_assert_false (loket_composer_get_can_send (f->composer));
  loket_composer_set_override (f->composer, "BHS-02", "Nama orang.");
  g_assert_true (loket_composer_get_can_send (f->composer));

  loket_composer_set_text (f->composer, "Hubungi kami di kantor.");
  composer_check (f);
  g_assert_cmpuint (g_list_model_get_n_items (findings), ==, 0);
}

#define ADD(path, func) g_test_add ("/desk/composer/" path, Fixture, NULL, composer_set_up, func, composer_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("refused", test_refused);
  ADD ("files", test_files);
  ADD ("files-refused", test_files_refused);
  ADD ("files-cancelled", test_files_cancelled);
  ADD ("files-full", test_files_full);
  ADD ("files-kept-as-they-are", test_files_kept_as_they_are);
  ADD ("files-most", test_files_most);
  ADD ("autosave-rest", test_autosave_rest);
  ADD ("autosave-bound", test_autosave_bound);
  ADD ("same-text", test_same_text);
  ADD ("emptied", test_emptied);
  ADD ("slow-disk", test_slow_disk);
  ADD ("flush", test_flush);
  ADD ("full-disk", test_full_disk);
  ADD ("dropped", test_dropped);
  ADD ("findings", test_findings);
  ADD ("findings-stay", test_findings_stay);
  ADD ("newest-only", test_newest_only);
  ADD ("suggestion", test_suggestion);
  ADD ("suggestion-early", test_suggestion_early);
  ADD ("ignore", test_ignore);
  ADD ("learn", test_learn);
  ADD ("checklist", test_checklist);
  ADD ("lists-late", test_lists_late);
  ADD ("closed-in-check", test_closed_in_check);
  ADD ("why-not", test_why_not);
  ADD ("send", test_send);
  ADD ("conflict", test_conflict);
  ADD ("fresh-base", test_fresh_base);
  return g_test_run ();
}
