/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk-fixture.h"
#include "loket-composer.h"
#include "loket-db.h"
#include "loket-desk-error.h"
#include "loket-outbox-list.h"
#include "loket-session-private.h"
#include "loket-store-error.h"
#include "loket-wire-reply.h"
#include "loket-words.h"

#define TEXT \
  "Yth. Pelapor, lubang di Jalan Melati sudah ditambal pada 16 Maret 2026 oleh Bidang Bina Marga Dinas PUPR. " \
  "Silakan balas laporan ini bila masih ada kerusakan."

static void
note_id_cb (LoketSession *session, const char *complaint_id, GPtrArray *ids)
{
  g_ptr_array_add (ids, g_strdup (complaint_id != NULL ? complaint_id : "any"));
}

static void
count_cb (guint *count)
{
  ++*count;
}

static LoketComposer *
open_composer (DeskFixture *f, const char *id)
{
  g_autoptr (LoketComplaint) complaint = desk_load (f, id);
  LoketComposer *composer = loket_composer_new (f->session, complaint);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (loket_composer_get_state (composer), ==, LOKET_COMPOSER_LOADING);
  DESK_CALL (result, loket_composer_load, composer);
  g_assert_true (loket_composer_load_finish (composer, result, &error));
  g_assert_no_error (error);
  return composer;
}

static void
flush (LoketComposer *composer)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  DESK_CALL (result, loket_composer_flush, composer);
  g_assert_true (loket_composer_flush_finish (composer, result, &error));
  g_assert_no_error (error);
}

static char *
send_reply (LoketComposer *composer)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *reply_id;

  DESK_CALL (result, loket_composer_send, composer);
  reply_id = loket_composer_send_finish (composer, result, &error);
  g_assert_no_error (error);
  return reply_id;
}

static void
assert_overlay (DeskFixture *f, const char *id, gboolean has_draft, LoketOutboxState state)
{
  gboolean draft;
  LoketOutboxState at;

  loket_session_get_overlay (f->session, id, &draft, &at);
  g_assert_cmpint (draft, ==, has_draft);
  g_assert_cmpstr (loket_outbox_state_to_name (at), ==, loket_outbox_state_to_name (state));
}

static void
reload_outbox (LoketOutboxList *outbox)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  DESK_CALL (result, loket_outbox_list_reload, outbox);
  g_assert_true (loket_outbox_list_reload_finish (outbox, result, &error));
  g_assert_no_error (error);
}

static LoketOutboxState
resolve (DeskFixture *f, const char *reply_id, LoketOutboxChoice choice, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  LoketOutboxState state = LOKET_OUTBOX_NONE;

  DESK_CALL (result, loket_session_resolve, f->session, reply_id, choice);
  loket_session_resolve_finish (f->session, result, NULL, &state, error);
  return state;
}

static void
test_account (DeskFixture *f, gconstpointer data)
{
  g_autofree char *text = loket_session_dup_connection_text (f->session);

  g_assert_true (loket_session_get_signed_in (f->session));
  g_assert_cmpstr (loket_session_get_officer_name (f->session), ==, "Siti Contoh");
  g_assert_cmpstr (loket_session_get_agency_name (f->session), ==, "Dinas PUPR");
  g_assert_cmpstr (loket_session_get_agency_code (f->session), ==, "131410");
  g_assert_cmpstr (loket_session_get_time_zone (f->session), ==, "Asia/Makassar");
  g_assert_cmpstr (loket_session_get_server_url (f->session), ==, "https://127.0.0.1:1");
  g_assert_cmpstr (text, ==, "Not synchronised yet");
}

static void
test_in_use (DeskFixture *f, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  loket_session_open_async (f->folder, f->key_file, f->clock, NULL, desk_wait_cb, &result);
  g_assert_null (loket_session_open_finish (desk_wait (&result), &error));
  g_assert_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_IN_USE);
}

/* The officer's morning without a hub: see the queue, write, send, look. */
static void
test_journey (DeskFixture *f, gconstpointer data)
{
  g_autoptr (LoketComplaintList) list = loket_session_create_list (f->session);
  g_autoptr (LoketOutboxList) outbox = loket_outbox_list_new (f->session, FALSE);
  g_autoptr (LoketQueueItem) item = NULL;
  g_autoptr (LoketComposer) composer = NULL;
  g_autoptr (LoketOutboxItem) sent = NULL;
  g_autofree char *id = desk_complaint_id (1);
  g_autofree char *reply_id = NULL;
  g_autofree char *connection = NULL;
  guint n_changed = 0;
  LoketDeadline deadline;

  desk_apply (f, desk_make_complaint (2), desk_make_complaint (1), desk_make_complaint (3), NULL);
  DESK_UNTIL (g_list_model_get_n_items (G_LIST_MODEL (list)) == 3);
  DESK_UNTIL (loket_session_get_view_count (f->session, LOKET_VIEW_OPEN) == 3);
  item = g_list_model_get_item (G_LIST_MODEL (list), 0);
  DESK_UNTIL (loket_queue_item_is_loaded (item));
  g_assert_cmpstr (loket_queue_item_get_tracking_id (item), ==, "99000001");
  g_assert_cmpstr (loket_queue_item_get_place (item), ==, "Keraton, Martapura");
  g_assert_true (loket_queue_item_get_deadline (item, DESK_TEST_NOW, &deadline));
  g_assert_cmpint (deadline.due, ==, loket_queue_item_get_due_at (item));
  /* Monday 9 March and five working days. */
  g_assert_cmpint (deadline.due, ==, DESK_TEST_NOW + 6 * 3600 - 86400);

  composer = open_composer (f, "#99000001");
  g_assert_cmpint (loket_composer_get_state (composer), ==, LOKET_COMPOSER_EMPTY);
  g_signal_connect_swapped (item, "changed", G_CALLBACK (count_cb), &n_changed);
  loket_composer_set_text (composer, TEXT);
  loket_composer_set_outcome (composer, LOKET_OUTCOME_RESOLVED);
  flush (composer);
  g_assert_cmpint (loket_composer_get_state (composer), ==, LOKET_COMPOSER_SAVED);
  assert_overlay (f, id, TRUE, LOKET_OUTBOX_NONE);
  g_assert_true (loket_queue_item_get_has_draft (item));
  g_assert_cmpuint (n_changed, ==, 1);
  g_assert_cmpuint (loket_session_get_view_count (f->session, LOKET_VIEW_DRAFTS), ==, 1);

  reply_id = send_reply (composer);
  g_assert_cmpint (loket_composer_get_state (composer), ==, LOKET_COMPOSER_SENT);
  g_assert_cmpstr (loket_composer_get_text (composer), ==, "");
  assert_overlay (f, id, FALSE, LOKET_OUTBOX_QUEUED);
  g_assert_cmpint (loket_queue_item_get_outbox_state (item), ==, LOKET_OUTBOX_QUEUED);
  g_assert_false (loket_queue_item_get_has_draft (item));
  g_assert_cmpuint (loket_session_get_waiting_count (f->session), ==, 1);
  g_assert_cmpuint (loket_session_get_view_count (f->session, LOKET_VIEW_OUTBOX), ==, 1);
  g_assert_cmpuint (loket_session_get_view_count (f->session, LOKET_VIEW_DRAFTS), ==, 0);
  connection = loket_session_dup_connection_text (f->session);
  g_assert_cmpstr (connection, ==, "Not synchronised yet, 1 waiting");

  DESK_UNTIL (g_list_model_get_n_items (G_LIST_MODEL (outbox)) == 1);
  sent = g_list_model_get_item (G_LIST_MODEL (outbox), 0);
  g_assert_cmpstr (loket_outbox_item_get_reply_id (sent), ==, reply_id);
  g_assert_cmpstr (loket_outbox_item_get_tracking_id (sent), ==, "99000001");
  g_assert_cmpstr (loket_outbox_item_get_text (sent), ==, TEXT);
  g_assert_cmpint (loket_outbox_item_get_outcome (sent), ==, LOKET_OUTCOME_RESOLVED);
}

/* All of it is still there in a program that starts afterwards. */
static void
test_reopen (DeskFixture *f, gconstpointer data)
{
  g_autofree char *one = desk_complaint_id (1);
  g_autofree char *two = desk_complaint_id (2);
  LoketComposer *composer;

  desk_apply (f, desk_make_complaint (1), desk_make_complaint (2), NULL);
  composer = open_composer (f, one);
  loket_composer_set_text (composer, TEXT);
  loket_composer_set_outcome (composer, LOKET_OUTCOME_RESOLVED);
  g_free (send_reply (composer));
  g_object_unref (composer);
  composer = open_composer (f, two);
  loket_composer_set_text (composer, "Sedang kami");
  flush (composer);
  g_object_unref (composer);

  desk_fixture_close (f);
  desk_fixture_open (f);
  assert_overlay (f, one, FALSE, LOKET_OUTBOX_QUEUED);
  assert_overlay (f, two, TRUE, LOKET_OUTBOX_NONE);
  g_assert_cmpuint (loket_session_get_waiting_count (f->session), ==, 1);
  g_assert_cmpuint (loket_session_get_view_count (f->session, LOKET_VIEW_OPEN), ==, 2);
  composer = open_composer (f, two);
  g_assert_cmpstr (loket_composer_get_text (composer), ==, "Sedang kami");
  g_assert_cmpint (loket_composer_get_state (composer), ==, LOKET_COMPOSER_SAVED);
  g_object_unref (composer);
}

static void
test_views (DeskFixture *f, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = desk_complaint_id (2);
  g_autoptr (LoketComposer) composer = NULL;

  desk_apply (f, desk_make_complaint (1), desk_make_complaint (2), desk_make_complaint (3), NULL);
  DESK_CALL (result, loket_session_query, f->session, LOKET_VIEW_DRAFTS, NULL, 0);
  rows = loket_session_query_finish (f->session, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 0);
  g_clear_pointer (&rows, g_ptr_array_unref);

  composer = open_composer (f, id);
  loket_composer_set_text (composer, "Sedang kami");
  flush (composer);
  DESK_CALL (result, loket_session_query, f->session, LOKET_VIEW_DRAFTS, NULL, 0);
  rows = loket_session_query_finish (f->session, result, &error);
  g_assert_cmpuint (rows->len, ==, 1);
  g_assert_cmpstr (loket_queue_item_get_complaint_id (rows->pdata[0]), ==, id);
  g_assert_true (loket_queue_item_get_has_draft (rows->pdata[0]));
  g_clear_pointer (&rows, g_ptr_array_unref);

  DESK_CALL (result, loket_session_query, f->session, LOKET_VIEW_OPEN, "uraian 3", 0);
  rows = loket_session_query_finish (f->session, result, &error);
  g_assert_cmpuint (rows->len, ==, 1);
  g_assert_cmpstr (loket_queue_item_get_tracking_id (rows->pdata[0]), ==, "99000003");
  g_clear_pointer (&rows, g_ptr_array_unref);

  DESK_CALL (result, loket_session_query, f->session, LOKET_VIEW_OPEN, NULL, 2);
  rows = loket_session_query_finish (f->session, result, &error);
  g_assert_cmpuint (rows->len, ==, 2);
}

/* Time alone moves a complaint from one view to the other. */
static void
test_overdue (DeskFixture *f, gconstpointer data)
{
  desk_apply (f, desk_make_complaint (8), NULL);
  DESK_UNTIL (loket_session_get_view_count (f->session, LOKET_VIEW_OPEN) == 1);
  g_assert_cmpuint (loket_session_get_view_count (f->session, LOKET_VIEW_OVERDUE), ==, 0);
  loket_clock_advance (f->clock, 30 * 86400);
  DESK_UNTIL (loket_session_get_view_count (f->session, LOKET_VIEW_OVERDUE) == 1);
}

static void
test_changes (DeskFixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *id = desk_complaint_id (1);
  g_autoptr (LoketComposer) composer = NULL;
  g_autoptr (LoketComplaint) complaint = NULL;
  g_autofree char *why = NULL;
  g_autofree char *what = NULL;
  LoketComplaint *changed = desk_make_complaint (1);
  LoketMessage *message = loket_message_new ();

  desk_apply (f, desk_make_complaint (1), NULL);
  composer = open_composer (f, id);
  loket_composer_set_text (composer, TEXT);
  loket_composer_set_outcome (composer, LOKET_OUTCOME_RESOLVED);
  g_signal_connect (f->session, "complaint-changed", G_CALLBACK (note_id_cb), ids);

  changed->rev = changed->substance = 2;
  changed->status = LOKET_STATUS_REPORTER_ANSWERED;
  message->id = g_strdup ("e0000000-0000-4000-8000-000000000001");
  message->author = LOKET_AUTHOR_REPORTER;
  message->text = g_strdup ("Sudah diperbaiki, terima kasih.");
  message->at = DESK_TEST_NOW - 60;
  g_ptr_array_add (changed->messages, message);
  desk_change (f, changed, "s1", "s2");
  g_assert_cmpuint (ids->len, ==, 1);
  g_assert_cmpstr (ids->pdata[0], ==, id);

  complaint = desk_load (f, id);
  loket_composer_set_complaint (composer, complaint);
  g_assert_true (loket_composer_get_conflict (composer));
  g_assert_false (loket_composer_get_can_send (composer));
  what = loket_composer_dup_conflict_text (composer);
  g_assert_cmpstr (what, ==, "The reporter wrote, today 09:59.\n"
                             "Status: The reporter answered, before: Not followed up yet.");
  loket_composer_acknowledge (composer);
  g_assert_false (loket_composer_get_conflict (composer));
  why = loket_composer_dup_why_not (composer);
  g_assert_cmpstr (why, ==, NULL);
}

static void
test_not_found (DeskFixture *f, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  DESK_CALL (result, loket_session_load_complaint, f->session, "#1");
  g_assert_null (loket_session_load_complaint_finish (f->session, result, &error));
  g_assert_error (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_NOT_FOUND);
  g_clear_error (&error);
  resolve (f, "f0000000-0000-4000-8000-000000000001", LOKET_OUTBOX_CHOICE_DISCARD, &error);
  g_assert_error (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_NOT_FOUND);
}

/* Taking a reply back into the draft, and sending it changed. */
static void
test_edit (DeskFixture *f, gconstpointer data)
{
  g_autoptr (LoketOutboxList) all = loket_outbox_list_new (f->session, TRUE);
  g_autoptr (LoketComposer) composer = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = desk_complaint_id (1);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  desk_apply (f, desk_make_complaint (1), NULL);
  composer = open_composer (f, id);
  loket_composer_set_text (composer, TEXT);
  loket_composer_set_outcome (composer, LOKET_OUTCOME_RESOLVED);
  first = send_reply (composer);
  g_clear_object (&composer);

  g_assert_cmpint (resolve (f, first, LOKET_OUTBOX_CHOICE_RETRY, &error), ==, LOKET_OUTBOX_QUEUED);
  g_assert_no_error (error);
  g_assert_cmpint (resolve (f, first, LOKET_OUTBOX_CHOICE_EDIT, &error), ==, LOKET_OUTBOX_DISCARDED);
  g_assert_no_error (error);
  assert_overlay (f, id, TRUE, LOKET_OUTBOX_NONE);
  g_assert_cmpuint (loket_session_get_waiting_count (f->session), ==, 0);

  composer = open_composer (f, id);
  g_assert_cmpstr (loket_composer_get_text (composer), ==, TEXT);
  g_assert_cmpint (loket_composer_get_outcome (composer), ==, LOKET_OUTCOME_RESOLVED);
  second = send_reply (composer);
  g_assert_cmpstr (second, !=, first);
  reload_outbox (all);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (all)), ==, 2);
  g_assert_cmpint (loket_outbox_item_get_state (loket_outbox_list_find (all, first)), ==, LOKET_OUTBOX_DISCARDED);

  resolve (f, first, LOKET_OUTBOX_CHOICE_DISCARD, &error);
  g_assert_error (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_TOO_LATE);
  g_clear_error (&error);
  g_assert_cmpint (resolve (f, second, LOKET_OUTBOX_CHOICE_DISCARD, &error), ==, LOKET_OUTBOX_DISCARDED);
  g_assert_no_error (error);
  assert_overlay (f, id, FALSE, LOKET_OUTBOX_NONE);
}

/* A draft with another text is never written over. */
static void
test_edit_conflict (DeskFixture *f, gconstpointer data)
{
  g_autoptr (LoketComposer) composer = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = desk_complaint_id (1);
  g_autofree char *reply_id = NULL;

  desk_apply (f, desk_make_complaint (1), NULL);
  composer = open_composer (f, id);
  loket_composer_set_text (composer, TEXT);
  loket_composer_set_outcome (composer, LOKET_OUTCOME_RESOLVED);
  reply_id = send_reply (composer);
  loket_composer_set_text (composer, "Tambahan kami:");
  flush (composer);

  resolve (f, reply_id, LOKET_OUTBOX_CHOICE_EDIT, &error);
  g_assert_error (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_CONFLICT);
  assert_overlay (f, id, TRUE, LOKET_OUTBOX_QUEUED);
}

/* Lets a reply that was sent off come to where the hub refused it. */
static void
refuse (DeskFixture *f, const char *reply_id)
{
  LoketUserStore *store = loket_profile_get_user (f->session->profile);
  const LoketOutboxStep steps[] = {
    { LOKET_OUTBOX_QUEUED, LOKET_OUTBOX_INFLIGHT, LOKET_TIME_UNSET },
    { LOKET_OUTBOX_INFLIGHT, LOKET_OUTBOX_NEEDS_USER, LOKET_TIME_UNSET, "complaint-changed" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (LoketOutboxOp) op = NULL;

      DESK_CALL (result, loket_user_store_step, store, reply_id, &steps[i]);
      op = loket_user_store_step_finish (store, result, &error);
      g_assert_no_error (error);
    }
  g_signal_emit_by_name (f->session->engine, "outbox-changed");
  DESK_UNTIL (loket_session_get_needs_user_count (f->session) == 1);
}

static char *
send_refused (DeskFixture *f)
{
  g_autoptr (LoketComposer) composer = NULL;
  g_autofree char *id = desk_complaint_id (1);
  char *reply_id;

  desk_apply (f, desk_make_complaint (1), NULL);
  composer = open_composer (f, id);
  loket_composer_set_text (composer, TEXT);
  loket_composer_set_outcome (composer, LOKET_OUTCOME_RESOLVED);
  reply_id = send_reply (composer);
  refuse (f, reply_id);
  assert_overlay (f, id, FALSE, LOKET_OUTBOX_NEEDS_USER);
  return reply_id;
}

/* The change that was seen has a number, which is in the complaint: where that cannot
 * be read nothing is decided, else the hub would have the same question again. */
static void
test_send_anyway_unreadable (DeskFixture *f, gconstpointer data)
{
  g_autofree char *reply_id = send_refused (f);
  g_autofree char *path = g_build_filename (f->folder, "cache.db", NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (LoketOutboxOp) op = NULL;
  g_autoptr (LoketDb) db = NULL;
  g_autoptr (GError) error = NULL;

  db = loket_db_open (path, LOKET_DB_CACHE, &error);
  g_assert_no_error (error);
  loket_db_exec (db, "UPDATE complaint_text SET line = x'0102'", &error);
  g_assert_no_error (error);
  g_clear_pointer (&db, loket_db_close);

  resolve (f, reply_id, LOKET_OUTBOX_CHOICE_SEND_ANYWAY, &error);
  g_assert_nonnull (error);
  DESK_CALL (result, loket_user_store_get_op, loket_profile_get_user (f->session->profile), reply_id);
  op = loket_user_store_get_op_finish (loket_profile_get_user (f->session->profile), result, NULL);
  g_assert_cmpint (op->state, ==, LOKET_OUTBOX_NEEDS_USER);
}

/* “Send as it is”: a new reply with the same text acknowledges the change, and
 * waits until the hub has promised never to take the old one. Another draft
 * that was begun meanwhile stays. */
static void
test_send_anyway (DeskFixture *f, gconstpointer data)
{
  g_autoptr (LoketOutboxList) outbox = loket_outbox_list_new (f->session, FALSE);
  g_autoptr (LoketComposer) composer = NULL;
  g_autoptr (LoketOutboxItem) next = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (LoketOutboxOp) op = NULL;
  g_autoptr (LoketReply) reply = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = desk_complaint_id (1);
  g_autofree char *reply_id = send_refused (f);
  g_autofree char *in_place = NULL;
  LoketOutboxState state = LOKET_OUTBOX_NONE;
  LoketComplaint *changed = desk_make_complaint (1);
  LoketUserStore *store = loket_profile_get_user (f->session->profile);

  changed->rev = changed->substance = 4;
  desk_change (f, changed, "s1", "s2");
  composer = open_composer (f, id);
  loket_composer_set_text (composer, "Tambahan kami:");
  flush (composer);

  DESK_CALL (result, loket_session_resolve, f->session, reply_id, LOKET_OUTBOX_CHOICE_SEND_ANYWAY);
  g_assert_true (loket_session_resolve_finish (f->session, result, &in_place, &state, &error));
  g_assert_no_error (error);
  g_assert_cmpint (state, ==, LOKET_OUTBOX_HELD);
  reload_outbox (outbox);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (outbox)), ==, 2);
  g_assert_cmpint (loket_outbox_item_get_state (loket_outbox_list_find (outbox, reply_id)), ==, LOKET_OUTBOX_REVOKING);
  next = g_list_model_get_item (G_LIST_MODEL (outbox), 1);
  g_assert_cmpstr (loket_outbox_item_get_text (next), ==, TEXT);
  g_assert_cmpstr (loket_outbox_item_get_reply_id (next), ==, in_place);
  DESK_CALL (result, loket_user_store_get_op, store, loket_outbox_item_get_reply_id (next));
  op = loket_user_store_get_op_finish (store, result, &error);
  reply = loket_wire_reply_parse (op->wire, &error);
  g_assert_no_error (error);
  g_assert_cmpint (reply->based_on, ==, 1);
  g_assert_cmpint (reply->ack, ==, 4);
  assert_overlay (f, id, TRUE, LOKET_OUTBOX_HELD);

  g_clear_object (&composer);
  composer = open_composer (f, id);
  g_assert_cmpstr (loket_composer_get_text (composer), ==, "Tambahan kami:");
}

/* The text is in hand at once, although the hub has to be asked first. */
static void
test_edit_refused (DeskFixture *f, gconstpointer data)
{
  g_autoptr (LoketComposer) composer = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = desk_complaint_id (1);
  g_autofree char *reply_id = send_refused (f);

  g_assert_cmpint (resolve (f, reply_id, LOKET_OUTBOX_CHOICE_EDIT, &error), ==, LOKET_OUTBOX_REVOKING);
  g_assert_no_error (error);
  assert_overlay (f, id, TRUE, LOKET_OUTBOX_REVOKING);
  composer = open_composer (f, id);
  g_assert_cmpstr (loket_composer_get_text (composer), ==, TEXT);
}

/* The composer that sent it is still on screen, and shows it again. */
static void
test_edit_on_screen (DeskFixture *f, gconstpointer data)
{
  g_autoptr (LoketComposer) composer = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = desk_complaint_id (1);
  g_autofree char *reply_id = NULL;

  desk_apply (f, desk_make_complaint (1), NULL);
  composer = open_composer (f, id);
  loket_composer_set_text (composer, TEXT);
  loket_composer_set_outcome (composer, LOKET_OUTCOME_RESOLVED);
  reply_id = send_reply (composer);
  g_assert_cmpstr (loket_composer_get_text (composer), ==, "");
  resolve (f, reply_id, LOKET_OUTBOX_CHOICE_EDIT, &error);
  g_assert_no_error (error);
  DESK_UNTIL (loket_composer_get_state (composer) == LOKET_COMPOSER_SAVED);
  g_assert_cmpstr (loket_composer_get_text (composer), ==, TEXT);
  g_assert_cmpint (loket_composer_get_outcome (composer), ==, LOKET_OUTCOME_RESOLVED);
}

/* The reply leaves while it is being taken back: it is not a draft as well. */
static void
test_edit_too_late (DeskFixture *f, gconstpointer data)
{
  const LoketOutboxStep step = { LOKET_OUTBOX_QUEUED, LOKET_OUTBOX_INFLIGHT, LOKET_TIME_UNSET };
  LoketUserStore *store = loket_profile_get_user (f->session->profile);
  g_autoptr (LoketComposer) composer = NULL;
  g_autoptr (GAsyncResult) resolved = NULL;
  g_autoptr (GAsyncResult) stepped = NULL;
  g_autoptr (LoketOutboxOp) op = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = desk_complaint_id (1);
  g_autofree char *reply_id = NULL;

  desk_apply (f, desk_make_complaint (1), NULL);
  composer = open_composer (f, id);
  loket_composer_set_text (composer, TEXT);
  loket_composer_set_outcome (composer, LOKET_OUTCOME_RESOLVED);
  reply_id = send_reply (composer);
  g_clear_object (&composer);

  loket_session_resolve_async (f->session, reply_id, LOKET_OUTBOX_CHOICE_EDIT, NULL, desk_wait_cb, &resolved);
  loket_user_store_step_async (store, reply_id, &step, NULL, desk_wait_cb, &stepped);
  op = loket_user_store_step_finish (store, desk_wait (&stepped), &error);
  g_assert_no_error (error);
  g_assert_false (loket_session_resolve_finish (f->session, desk_wait (&resolved), NULL, NULL, &error));
  g_assert_error (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_TOO_LATE);
  composer = open_composer (f, id);
  g_assert_cmpint (loket_composer_get_state (composer), ==, LOKET_COMPOSER_EMPTY);
}

static void
test_reason (DeskFixture *f, gconstpointer data)
{
  g_autoptr (LoketOutboxList) outbox = loket_outbox_list_new (f->session, FALSE);
  g_autofree char *reply_id = send_refused (f);
  g_autofree char *connection = loket_session_dup_connection_text (f->session);
  g_autofree char *state = NULL;
  g_autofree char *reason = NULL;
  LoketOutboxItem *item;

  reload_outbox (outbox);
  item = loket_outbox_list_find (outbox, reply_id);
  state = loket_outbox_item_dup_state_text (item, DESK_TEST_NOW, "Asia/Makassar");
  reason = loket_outbox_item_dup_reason_text (item);
  g_assert_cmpstr (state, ==, "Needs your decision");
  g_assert_cmpstr (reason, ==, "The complaint changed after you had read it. Look at the change, then send as it "
                               "is, change the text or discard it.");
  g_assert_cmpuint (loket_outbox_item_get_attempts (item), ==, 1);
  g_assert_cmpstr (connection, ==, "Not synchronised yet · 1 needs you");
}

static void
test_discard_draft (DeskFixture *f, gconstpointer data)
{
  g_autoptr (LoketComposer) composer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *id = desk_complaint_id (1);

  desk_apply (f, desk_make_complaint (1), NULL);
  composer = open_composer (f, id);
  loket_composer_set_text (composer, TEXT);
  DESK_CALL (result, loket_composer_discard, composer);
  g_assert_true (loket_composer_discard_finish (composer, result, NULL));
  g_assert_cmpstr (loket_composer_get_text (composer), ==, "");
  g_assert_true (loket_composer_get_can_undo_discard (composer));
  assert_overlay (f, id, FALSE, LOKET_OUTBOX_NONE);

  loket_composer_undo_discard (composer);
  DESK_UNTIL (loket_composer_get_state (composer) == LOKET_COMPOSER_SAVED);
  g_assert_cmpstr (loket_composer_get_text (composer), ==, TEXT);
  g_assert_false (loket_composer_get_can_undo_discard (composer));
  assert_overlay (f, id, TRUE, LOKET_OUTBOX_NONE);
}

/* No hub answers: the pass says so, and all is kept. */
static void
test_offline (DeskFixture *f, gconstpointer data)
{
  g_autoptr (LoketComposer) composer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = desk_complaint_id (1);
  g_autofree char *connection = NULL;
  LoketSyncSummary summary = LOKET_SYNC_SUMMARY_INIT;

  desk_apply (f, desk_make_complaint (1), NULL);
  composer = open_composer (f, id);
  loket_composer_set_text (composer, TEXT);
  loket_composer_set_outcome (composer, LOKET_OUTCOME_RESOLVED);
  g_free (send_reply (composer));
  DESK_CALL (result, loket_session_sync, f->session);
  g_assert_true (loket_session_sync_finish (f->session, result, &summary, &error));
  g_assert_no_error (error);
  g_assert_cmpint (summary.state, ==, LOKET_SYNC_OFFLINE);
  g_assert_cmpuint (summary.sent, ==, 0);
  g_assert_cmpuint (loket_session_get_waiting_count (f->session), ==, 1);
  g_assert_cmpint (loket_session_get_connection (f->session), ==, LOKET_CONNECTION_OFFLINE);
  g_assert_cmpint (loket_session_get_reason (f->session), ==, LOKET_REASON_REFUSED);
  connection = loket_session_dup_connection_text (f->session);
  g_assert_cmpstr (connection, ==, "Offline, 1 waiting");
  g_assert_false (loket_session_get_syncing (f->session));
}

static void
count_passes_cb (LoketSession *session, GParamSpec *pspec, guint *n_passes)
{
  *n_passes += loket_session_get_connection (session) == LOKET_CONNECTION_SYNCING;
}

static void
end_pass (DeskFixture *f, const guint *n_passes, guint n)
{
  DESK_UNTIL (*n_passes == n && loket_sync_scheduler_get_wait (f->session->scheduler) >= 0);
  g_assert_cmpint (loket_session_get_connection (f->session), ==, LOKET_CONNECTION_OFFLINE);
}

/* Passes that fail come again, in pauses that grow up to a quarter of an hour
 * and never end. */
static void
test_auto_sync (DeskFixture *f, gconstpointer data)
{
  guint n_passes = 0;

  g_signal_connect (f->session, "notify::connection", G_CALLBACK (count_passes_cb), &n_passes);
  loket_clock_advance (f->clock, 3600);
  g_assert_cmpuint (n_passes, ==, 0);
  loket_session_set_auto_sync (f->session, TRUE);
  g_assert_cmpuint (n_passes, ==, 0);
  loket_clock_advance (f->clock, 3);
  end_pass (f, &n_passes, 1);
  loket_clock_advance (f->clock, 8);
  end_pass (f, &n_passes, 2);
  for (guint i = 3; i <= 20; i++)
    {
      loket_clock_advance (f->clock, 15 * 60 + 1);
      end_pass (f, &n_passes, i);
    }

  loket_session_set_auto_sync (f->session, FALSE);
  loket_clock_advance (f->clock, 86400);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (n_passes, ==, 20);
}

static void
pass_ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (loket_session_sync_finish (LOKET_SESSION (source), result, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  ++*(guint *) user_data;
}

/* Quitting while a hub that never answers is being asked. */
static void
test_close_in_pass (DeskFixture *f, gconstpointer data)
{
  LoketUserStore *store = loket_profile_get_user (f->session->profile);
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  g_autoptr (LoketAccount) account = loket_account_copy (f->session->account);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GSocket) socket = NULL;
  g_autoptr (GError) error = NULL;
  guint n_ended = 0;
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);

  g_free (account->server);
  account->server = g_strdup_printf ("https://127.0.0.1:%u", port);
  DESK_CALL (result, loket_user_store_save_account, store, account);
  g_assert_true (loket_user_store_save_account_finish (store, result, &error));

  loket_session_sync_async (f->session, NULL, pass_ended_cb, &n_ended);
  g_clear_object (&result);
  g_socket_listener_accept_socket_async (listener, NULL, desk_wait_cb, &result);
  socket = g_socket_listener_accept_socket_finish (listener, desk_wait (&result), NULL, &error);
  g_assert_no_error (error);
  g_assert_true (loket_session_get_syncing (f->session));
  desk_fixture_close (f);
  DESK_UNTIL (n_ended == 1);
}

#define ADD(path, func) g_test_add (path, DeskFixture, NULL, desk_fixture_set_up, func, desk_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("/desk/session/account", test_account);
  ADD ("/desk/session/in-use", test_in_use);
  ADD ("/desk/session/journey", test_journey);
  ADD ("/desk/session/reopen", test_reopen);
  ADD ("/desk/session/views", test_views);
  ADD ("/desk/session/overdue", test_overdue);
  ADD ("/desk/session/changes", test_changes);
  ADD ("/desk/session/not-found", test_not_found);
  ADD ("/desk/session/edit", test_edit);
  ADD ("/desk/session/edit-conflict", test_edit_conflict);
  ADD ("/desk/session/send-anyway", test_send_anyway);
  ADD ("/desk/session/send-anyway-unreadable", test_send_anyway_unreadable);
  ADD ("/desk/session/edit-refused", test_edit_refused);
  ADD ("/desk/session/edit-on-screen", test_edit_on_screen);
  ADD ("/desk/session/edit-too-late", test_edit_too_late);
  ADD ("/desk/session/reason", test_reason);
  ADD ("/desk/session/discard-draft", test_discard_draft);
  ADD ("/desk/session/offline", test_offline);
  ADD ("/desk/session/auto-sync", test_auto_sync);
  ADD ("/desk/session/close-in-pass", test_close_in_pass);
  return g_test_run ();
}
