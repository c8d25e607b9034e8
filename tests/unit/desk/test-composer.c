/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "composer-fixture.h"

#include "loket-desk-error.h"

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

#define ADD(path, func) g_test_add ("/desk/composer/" path, Fixture, NULL, composer_set_up, func, composer_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("autosave-rest", test_autosave_rest);
  ADD ("autosave-bound", test_autosave_bound);
  ADD ("same-text", test_same_text);
  ADD ("emptied", test_emptied);
  ADD ("slow-disk", test_slow_disk);
  ADD ("flush", test_flush);
  ADD ("full-disk", test_full_disk);
  ADD ("dropped", test_dropped);
  ADD ("why-not", test_why_not);
  ADD ("send", test_send);
  ADD ("conflict", test_conflict);
  ADD ("fresh-base", test_fresh_base);
  return g_test_run ();
}
