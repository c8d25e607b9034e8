/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "composer-fixture.h"

#include "loket-checklist-item.h"
#include "loket-outbox-op.h"
#include "loket-wire-problem.h"
#include "loket-wire-reply.h"

static void
count_cb (guint *count)
{
  ++*count;
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

#define ADD(path, func) g_test_add ("/desk/composer-checks/" path, Fixture, NULL, composer_set_up, func, composer_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("findings", test_findings);
  ADD ("findings-stay", test_findings_stay);
  ADD ("newest-only", test_newest_only);
  ADD ("lists-late", test_lists_late);
  ADD ("closed-in-check", test_closed_in_check);
  ADD ("suggestion", test_suggestion);
  ADD ("suggestion-early", test_suggestion_early);
  ADD ("ignore", test_ignore);
  ADD ("learn", test_learn);
  ADD ("checklist", test_checklist);
  ADD ("refused", test_refused);
  return g_test_run ();
}
