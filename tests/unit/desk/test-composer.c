/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loket-checklist-item.h"
#include "loket-composer-private.h"
#include "loket-desk-error.h"
#include "loket-limits.h"
#include "loket-outbox-op.h"
#include "loket-wire-problem.h"
#include "loket-wire-reply.h"

#include <glib/gstdio.h>
#include <string.h>

#define NOW G_GINT64_CONSTANT (1773712800)
#define MS  (G_USEC_PER_SEC / 1000)

/* A box whose disk can be slow or full, and which counts. */
#define FAKE_TYPE_BOX (fake_box_get_type ())
G_DECLARE_FINAL_TYPE (FakeBox, fake_box, FAKE, BOX, GObject)

struct _FakeBox
{
  GObject     parent_instance;

  LoketDraft *stored;    /* NULL: none */
  LoketDraft *discarded;
  LoketDraft *sent;
  GTask      *waiting;   /* a save that the disk has not done yet */
  gboolean    slow;
  gboolean    full;
  const char *own_reply;
  guint       n_saves;
  GPtrArray  *files;
  guint       n_sent_files;
  LoketOutboxOp *refused; /* NULL: none */
};

static void box_init (LoketDraftBoxInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FakeBox, fake_box, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (LOKET_TYPE_DRAFT_BOX, box_init))

static void
return_draft (GTask *task, const LoketDraft *draft)
{
  g_task_return_pointer (task, draft != NULL ? loket_draft_copy (draft) : NULL, (GDestroyNotify) loket_draft_free);
  g_object_unref (task);
}

static void
return_full (GTask *task)
{
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "No room on the disk");
  g_object_unref (task);
}

static void
load (LoketDraftBox *box, const char *complaint_id, GTask *task)
{
  return_draft (task, FAKE_BOX (box)->stored);
}

static void
save (LoketDraftBox *box, const LoketDraft *draft, GTask *task)
{
  FakeBox *self = FAKE_BOX (box);

  self->n_saves++;
  if (self->full)
    {
      return_full (task);
      return;
    }

  g_clear_pointer (&self->stored, loket_draft_free);
  self->stored = loket_draft_copy (draft);
  self->stored->rev = draft->rev + 1;
  if (self->slow)
    self->waiting = task;
  else
    return_draft (task, self->stored);
}

static void
discard (LoketDraftBox *box, const char *complaint_id, GTask *task)
{
  FakeBox *self = FAKE_BOX (box);

  g_clear_pointer (&self->discarded, loket_draft_free);
  self->discarded = g_steal_pointer (&self->stored);
  g_task_return_int (task, 7);
  g_object_unref (task);
}

static void
restore (LoketDraftBox *box, gint64 handle, GTask *task)
{
  FakeBox *self = FAKE_BOX (box);

  g_assert_cmpint (handle, ==, 7);
  self->stored = g_steal_pointer (&self->discarded);
  return_draft (task, self->stored);
}

static void
send (LoketDraftBox *box, const LoketDraft *draft, GPtrArray *attachments, LoketComplaint *complaint, GTask *task)
{
  FakeBox *self = FAKE_BOX (box);

  if (self->full)
    {
      return_full (task);
      return;
    }

  g_clear_pointer (&self->sent, loket_draft_free);
  self->sent = loket_draft_copy (draft);
  self->n_sent_files = attachments->len;
  g_ptr_array_set_size (self->files, 0);
  g_clear_pointer (&self->stored, loket_draft_free);
  g_task_return_pointer (task, g_strdup ("reply-1"), g_free);
  g_object_unref (task);
}

static gboolean
owns (LoketDraftBox *box, const char *reply_id)
{
  return g_strcmp0 (FAKE_BOX (box)->own_reply, reply_id) == 0;
}

static void
list_files (LoketDraftBox *box, const char *complaint_id, GTask *task)
{
  GPtrArray *files = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_stored_attachment_free);
  FakeBox *self = FAKE_BOX (box);

  for (guint i = 0; i < self->files->len; i++)
    g_ptr_array_add (files, loket_stored_attachment_new (self->files->pdata[i], complaint_id));
  g_task_return_pointer (task, files, (GDestroyNotify) g_ptr_array_unref);
  g_object_unref (task);
}

static void
keep_file (LoketDraftBox *box, const char *complaint_id, LoketAttachment *attachment, guint removed, GBytes *bytes,
           GTask *task)
{
  FakeBox *self = FAKE_BOX (box);

  if (self->full)
    {
      return_full (task);
      return;
    }
  g_assert_cmpint (attachment->size, ==, g_bytes_get_size (bytes));
  g_ptr_array_add (self->files, loket_attachment_ref (attachment));
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static void
drop_file (LoketDraftBox *box, const char *id, GTask *task)
{
  FakeBox *self = FAKE_BOX (box);

  for (guint i = 0; i < self->files->len; i++)
    if (g_str_equal (((LoketAttachment *) self->files->pdata[i])->id, id))
      g_ptr_array_remove_index (self->files, i);
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static void
find_refused (LoketDraftBox *box, const char *complaint_id, GTask *task)
{
  LoketOutboxOp *op = FAKE_BOX (box)->refused;

  g_task_return_pointer (task, op != NULL ? loket_outbox_op_ref (op) : NULL, (GDestroyNotify) loket_outbox_op_unref);
  g_object_unref (task);
}

static void
box_init (LoketDraftBoxInterface *iface)
{
  iface->find_refused = find_refused;
  iface->load = load;
  iface->save = save;
  iface->discard = discard;
  iface->restore = restore;
  iface->send = send;
  iface->owns = owns;
  iface->list_files = list_files;
  iface->keep_file = keep_file;
  iface->drop_file = drop_file;
}

static void
fake_box_finalize (GObject *object)
{
  FakeBox *self = FAKE_BOX (object);

  g_assert_null (self->waiting);
  g_clear_pointer (&self->stored, loket_draft_free);
  g_clear_pointer (&self->discarded, loket_draft_free);
  g_clear_pointer (&self->sent, loket_draft_free);
  g_clear_pointer (&self->refused, loket_outbox_op_unref);
  g_ptr_array_unref (self->files);
  G_OBJECT_CLASS (fake_box_parent_class)->finalize (object);
}

static void
fake_box_class_init (FakeBoxClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fake_box_finalize;
}

static void
fake_box_init (FakeBox *self)
{
  self->files = loket_attachments_new ();
}

static void
finish_save (FakeBox *box)
{
  return_draft (g_steal_pointer (&box->waiting), box->stored);
}

/* A check that finds every “NIK”, and can be held up in the middle. */
static GMutex check_lock;
static gint n_checks;

static void
find_nik (const LoketCheckInput *input, GObject *data, LoketCheckResult *result)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_finding_free);
  const char *at = input->text;

  g_mutex_lock (&check_lock);
  g_atomic_int_inc (&n_checks);
  g_mutex_unlock (&check_lock);
  while ((at = strstr (at, "NIK")) != NULL)
    {
      guint start = (guint) g_utf8_pointer_to_offset (input->text, at);

      g_ptr_array_add (findings, loket_finding_new ("PDP-01", LOKET_SEVERITY_BLOCKER, start, start + 3, "NIK",
                                                    "Write “nomor”."));
      at += 3;
    }
  if (strstr (input->text, "anu") != NULL && !g_strv_contains ((const char *const *) input->vocabulary, "anu"))
    {
      guint start = (guint) g_utf8_pointer_to_offset (input->text, strstr (input->text, "anu"));

      g_ptr_array_add (findings, loket_finding_new ("BHS-02", LOKET_SEVERITY_HINT, start, start + 3, "anu", NULL));
    }
  result->findings = findings;
  result->skeleton.items[LOKET_SKELETON_SALUTATION].state = g_str_has_prefix (input->text, "Yth.")
                                                                ? LOKET_SKELETON_THERE
                                                                : LOKET_SKELETON_MISSING;
}

typedef struct
{
  FakeBox       *box;
  LoketClock    *clock;
  LoketWorker   *worker;
  LoketComposer *composer;
  char            *folder;
  LoketVocabulary *vocabulary;
} Fixture;

static LoketComplaint *
make_complaint (gint64 substance)
{
  LoketComplaint *complaint = loket_complaint_new ();

  complaint->id = g_strdup ("c0000000-0000-4000-8000-000000000001");
  complaint->tracking_id = g_strdup ("99000001");
  complaint->title = g_strdup ("Lampu padam");
  complaint->body = g_strdup ("Lampu di Jalan Melati padam.");
  complaint->substance = complaint->rev = substance;
  complaint->status = LOKET_STATUS_NEW;
  return complaint;
}

static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
wait_cb (GObject *source, GAsyncResult *result, gpointer slot)
{
  *(GAsyncResult **) slot = g_object_ref (result);
}

static GAsyncResult *
wait (GAsyncResult **slot)
{
  while (*slot == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *slot;
}

static void
remove_folder (char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_assert_cmpint (g_remove (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  g_free (folder);
}

static LoketVocabulary *
open_vocabulary (Fixture *f)
{
  g_autofree char *key = g_build_filename (f->folder, "test-key", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketVault) vault = loket_vault_load_sync (f->folder, key, NULL, &error);
  LoketVocabulary *vocabulary = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  g_assert_no_error (error);
  vocabulary = loket_vocabulary_new (f->folder, vault, f->worker);
  loket_vocabulary_load_async (vocabulary, NULL, wait_cb, &result);
  g_assert_true (loket_vocabulary_load_finish (vocabulary, wait (&result), &error));
  g_assert_no_error (error);
  return vocabulary;
}

static void
open_composer (Fixture *f)
{
  g_autoptr (LoketComplaint) complaint = make_complaint (1);
  g_autoptr (GAsyncResult) result = NULL;
  LoketComposerParts parts = {
    .box = LOKET_DRAFT_BOX (f->box),
    .clock = f->clock,
    .worker = f->worker,
    .check = find_nik,
    .vocabulary = f->vocabulary,
    .time_zone = "Asia/Makassar",
  };

  f->composer = _loket_composer_new_from_parts (&parts, complaint);
  loket_composer_load_async (f->composer, NULL, wait_cb, &result);
  g_assert_true (loket_composer_load_finish (f->composer, wait (&result), NULL));
}

static void
set_up (Fixture *f, gconstpointer data)
{
  n_checks = 0;
  f->box = g_object_new (FAKE_TYPE_BOX, NULL);
  f->clock = loket_clock_new_manual (NOW);
  f->worker = loket_worker_new ("test-check");
  f->folder = g_dir_make_tmp ("loket-words-XXXXXX", NULL);
  f->vocabulary = open_vocabulary (f);
  open_composer (f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  f->box->slow = FALSE;
  g_clear_object (&f->composer);
  g_clear_object (&f->vocabulary);
  settle ();
  loket_worker_stop (f->worker);
  settle ();
  remove_folder (f->folder);
  g_clear_object (&f->worker);
  g_clear_object (&f->clock);
  g_assert_finalize_object (f->box);
}

static void
check (Fixture *f)
{
  g_autoptr (GAsyncResult) result = NULL;

  loket_composer_check_async (f->composer, NULL, wait_cb, &result);
  g_assert_true (loket_composer_check_finish (f->composer, wait (&result), NULL));
}

static LoketFindingItem *
get_finding (Fixture *f, guint position)
{
  return g_list_model_get_item (loket_composer_get_findings (f->composer), position);
}

static char *
send_reply (Fixture *f, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  loket_composer_send_async (f->composer, NULL, wait_cb, &result);
  return loket_composer_send_finish (f->composer, wait (&result), error);
}

static void
advance (Fixture *f, gint64 us)
{
  loket_clock_advance_us (f->clock, us);
  settle ();
}

static void
test_autosave_rest (Fixture *f, gconstpointer data)
{
  g_autofree char *words = NULL;

  loket_composer_set_text (f->composer, "Sedang");
  g_assert_cmpint (loket_composer_get_state (f->composer), ==, LOKET_COMPOSER_CHANGED);
  advance (f, 399 * MS);
  g_assert_cmpuint (f->box->n_saves, ==, 0);
  loket_composer_set_text (f->composer, "Sedang kami");
  advance (f, 399 * MS);
  g_assert_cmpuint (f->box->n_saves, ==, 0);
  advance (f, 1 * MS);
  g_assert_cmpuint (f->box->n_saves, ==, 1);
  g_assert_cmpstr (f->box->stored->text, ==, "Sedang kami");
  g_assert_cmpint (loket_composer_get_state (f->composer), ==, LOKET_COMPOSER_SAVED);
  words = loket_composer_dup_state_text (f->composer);
  g_assert_cmpstr (words, ==, "Saved 10:00");
  advance (f, 60 * G_USEC_PER_SEC);
  g_assert_cmpuint (f->box->n_saves, ==, 1);
}

/* Whoever never rests is saved all the same. */
static void
test_autosave_bound (Fixture *f, gconstpointer data)
{
  for (guint i = 1; i <= 40; i++)
    {
      g_autofree char *text = g_strnfill (i, 'a');

      loket_composer_set_text (f->composer, text);
      advance (f, 100 * MS);
    }
  g_assert_cmpuint (f->box->n_saves, ==, 2);
  g_assert_cmpuint (strlen (f->box->stored->text), >=, 40 - 20);
  advance (f, 400 * MS);
  g_assert_cmpuint (strlen (f->box->stored->text), ==, 40);
}

static void
test_same_text (Fixture *f, gconstpointer data)
{
  loket_composer_set_text (f->composer, "");
  advance (f, G_USEC_PER_SEC);
  g_assert_cmpuint (f->box->n_saves, ==, 0);
  g_assert_cmpint (loket_composer_get_state (f->composer), ==, LOKET_COMPOSER_EMPTY);

  loket_composer_set_text (f->composer, "a");
  loket_composer_set_text (f->composer, "");
  advance (f, G_USEC_PER_SEC);
  g_assert_cmpuint (f->box->n_saves, ==, 0);
  g_assert_cmpint (loket_composer_get_state (f->composer), ==, LOKET_COMPOSER_EMPTY);
}

/* A draft that is deleted letter by letter is no draft any more. */
static void
test_emptied (Fixture *f, gconstpointer data)
{
  loket_composer_set_text (f->composer, "Sedang");
  advance (f, G_USEC_PER_SEC);
  loket_composer_set_text (f->composer, " \n");
  advance (f, G_USEC_PER_SEC);
  g_assert_null (f->box->stored);
  g_assert_cmpint (loket_composer_get_state (f->composer), ==, LOKET_COMPOSER_EMPTY);
  loket_composer_set_text (f->composer, "Baru");
  advance (f, G_USEC_PER_SEC);
  g_assert_cmpstr (f->box->stored->text, ==, "Baru");
}

/* What is typed while the disk is busy is not told as saved. */
static void
test_slow_disk (Fixture *f, gconstpointer data)
{
  f->box->slow = TRUE;
  loket_composer_set_text (f->composer, "Sedang");
  advance (f, 400 * MS);
  loket_composer_set_text (f->composer, "Sedang kami");
  advance (f, 10 * G_USEC_PER_SEC);
  g_assert_cmpuint (f->box->n_saves, ==, 1);
  finish_save (f->box);
  settle ();
  g_assert_cmpint (loket_composer_get_state (f->composer), ==, LOKET_COMPOSER_CHANGED);
  advance (f, 400 * MS);
  g_assert_cmpuint (f->box->n_saves, ==, 2);
  finish_save (f->box);
  settle ();
  g_assert_cmpint (loket_composer_get_state (f->composer), ==, LOKET_COMPOSER_SAVED);
  g_assert_cmpstr (f->box->stored->text, ==, "Sedang kami");
}

static void
test_flush (Fixture *f, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;

  f->box->slow = TRUE;
  loket_composer_set_text (f->composer, "Sedang");
  advance (f, 400 * MS);
  loket_composer_set_text (f->composer, "Sedang kami");
  loket_composer_flush_async (f->composer, NULL, wait_cb, &result);
  settle ();
  finish_save (f->box);
  settle ();
  g_assert_null (result);
  finish_save (f->box);
  g_assert_true (loket_composer_flush_finish (f->composer, wait (&result), NULL));
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
  loket_composer_flush_async (f->composer, NULL, wait_cb, &result);
  g_assert_false (loket_composer_flush_finish (f->composer, wait (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  g_assert_cmpint (loket_composer_get_state (f->composer), ==, LOKET_COMPOSER_SAVE_FAILED);
  words = loket_composer_dup_state_text (f->composer);
  g_assert_nonnull (strstr (words, "No room on the disk"));
  g_assert_cmpstr (loket_composer_get_text (f->composer), ==, "Sedang");

  f->box->full = FALSE;
  advance (f, 5 * G_USEC_PER_SEC);
  g_assert_cmpint (loket_composer_get_state (f->composer), ==, LOKET_COMPOSER_SAVED);
}

/* A window that is closed in the middle of a word. */
static void
test_dropped (Fixture *f, gconstpointer data)
{
  loket_composer_set_text (f->composer, "Sedang");
  g_clear_object (&f->composer);
  settle ();
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
  check (f);
  g_assert_false (loket_composer_get_checking (f->composer));
  g_assert_cmpuint (g_list_model_get_n_items (findings), ==, 2);
  second = get_finding (f, 1);
  g_assert_cmpuint (loket_finding_item_get_start (second), ==, 10);

  /* Replacing the first leaves the second, a character further. */
  loket_composer_set_text (f->composer, "é nik dan NIK");
  check (f);
  g_assert_cmpuint (g_list_model_get_n_items (findings), ==, 1);
  still = get_finding (f, 0);
  g_assert_true (still == second);
}

/* Of many texts only the last one's findings are shown. */
static void
test_newest_only (Fixture *f, gconstpointer data)
{
  GListModel *findings = loket_composer_get_findings (f->composer);

  check (f);
  n_checks = 0;
  g_mutex_lock (&check_lock);
  loket_composer_set_text (f->composer, "NIK NIK NIK");
  advance (f, 250 * MS);
  for (guint i = 0; i < 50; i++)
    {
      g_autofree char *text = g_strdup_printf ("tanpa %u", i);

      loket_composer_set_text (f->composer, text);
      advance (f, 250 * MS);
    }
  g_mutex_unlock (&check_lock);
  check (f);
  g_assert_cmpint (g_atomic_int_get (&n_checks), ==, 2);
  g_assert_cmpuint (g_list_model_get_n_items (findings), ==, 0);
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
  check (f);
  finding = get_finding (f, 0);
  loket_composer_set_text (f->composer, "éé NIK Saudara");
  g_assert_false (loket_composer_apply_suggestion (f->composer, finding));
  g_assert_cmpuint (n_notified, ==, 0);

  check (f);
  g_clear_object (&finding);
  finding = get_finding (f, 0);
  g_assert_true (loket_composer_apply_suggestion (f->composer, finding));
  g_assert_cmpstr (loket_composer_get_text (f->composer), ==, "éé nomor Saudara");
  g_assert_cmpuint (n_notified, ==, 1);
}

static void
test_why_not (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketComplaint) closed = make_complaint (1);
  g_autofree char *id = NULL;

  g_assert_null (send_reply (f, &error));
  g_assert_error (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_INCOMPLETE);
  g_clear_error (&error);

  loket_composer_set_text (f->composer, "Sudah. NIK.");
  g_assert_null (send_reply (f, &error));
  g_assert_error (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_INCOMPLETE);
  g_clear_error (&error);

  loket_composer_set_outcome (f->composer, LOKET_OUTCOME_RESOLVED);
  g_assert_null (send_reply (f, &error));
  g_assert_error (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_BLOCKED);
  g_clear_error (&error);
  g_assert_null (f->box->sent);

  loket_composer_set_override (f->composer, "PDP-01", "  ");
  g_assert_null (loket_composer_get_override (f->composer, "PDP-01"));
  loket_composer_set_override (f->composer, "PDP-01", " diminta pelapor ");
  g_assert_true (loket_composer_get_can_send (f->composer));

  closed->status = LOKET_STATUS_CLOSED;
  loket_composer_set_complaint (f->composer, closed);
  g_assert_null (send_reply (f, &error));
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
  check (f);
  loket_composer_set_override (f->composer, "PDP-01", "diminta pelapor");
  f->box->full = TRUE;
  g_assert_null (send_reply (f, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  g_clear_error (&error);
  g_assert_cmpstr (loket_composer_get_text (f->composer), ==, "Sudah. NIK.");

  f->box->full = FALSE;
  id = send_reply (f, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (id, ==, "reply-1");
  g_assert_cmpstr (f->box->sent->text, ==, "Sudah. NIK.");
  g_assert_cmpint (f->box->sent->base_substance, ==, 1);
  g_assert_cmpuint (f->box->sent->overrides->len, ==, 1);
  override = f->box->sent->overrides->pdata[0];
  g_assert_cmpstr (override->reason, ==, "diminta pelapor");
  g_assert_cmpint (loket_composer_get_state (f->composer), ==, LOKET_COMPOSER_SENT);

  /* Nothing of the sent text comes back as a draft. */
  advance (f, 10 * G_USEC_PER_SEC);
  g_assert_null (f->box->stored);
  g_assert_null (loket_composer_get_override (f->composer, "PDP-01"));
}

static void
test_conflict (Fixture *f, gconstpointer data)
{
  g_autoptr (LoketComplaint) answered = make_complaint (2);
  g_autoptr (LoketComplaint) again = make_complaint (3);
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
  g_free (send_reply (f, NULL));
  g_assert_cmpint (f->box->sent->base_substance, ==, 1);
  g_assert_cmpint (f->box->sent->ack, ==, 3);
}

/* A draft that was not begun has nothing to be in conflict with. */
static void
test_fresh_base (Fixture *f, gconstpointer data)
{
  g_autoptr (LoketComplaint) newer = make_complaint (5);

  loket_composer_set_complaint (f->composer, newer);
  g_assert_false (loket_composer_get_conflict (f->composer));
  loket_composer_set_text (f->composer, "Sudah.");
  g_assert_false (loket_composer_get_conflict (f->composer));
  loket_composer_set_outcome (f->composer, LOKET_OUTCOME_RESOLVED);
  g_free (send_reply (f, NULL));
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
  check (f);
  hint = get_finding (f, 0);
  g_assert_true (loket_composer_may_ignore (f->composer, hint));
  loket_composer_ignore (f->composer, hint);
  check (f);
  g_assert_cmpuint (n_findings (f), ==, 0);
  g_assert_cmpuint (loket_composer_get_n_ignored (f->composer), ==, 1);

  loket_composer_set_text (f->composer, "Kami sebut anu itu");
  check (f);
  g_assert_cmpuint (n_findings (f), ==, 0);
  loket_composer_heed_all (f->composer);
  check (f);
  g_assert_cmpuint (n_findings (f), ==, 1);

  loket_composer_set_text (f->composer, "NIK");
  check (f);
  blocker = get_finding (f, 0);
  g_assert_false (loket_composer_may_ignore (f->composer, blocker));
  loket_composer_ignore (f->composer, blocker);
  check (f);
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
  check (f);
  g_assert_cmpuint (n_findings (f), ==, 2);
  blocker = get_finding (f, 0);
  g_assert_null (loket_composer_dup_unknown_word (f->composer, blocker));
  hint = get_finding (f, 1);
  word = loket_composer_dup_unknown_word (f->composer, hint);
  g_assert_cmpstr (word, ==, "anu");
  loket_composer_learn (f->composer, hint);
  check (f);
  g_assert_cmpuint (n_findings (f), ==, 1);

  again = open_vocabulary (f);
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
  check (f);
  g_assert_cmpint (loket_checklist_item_get_state (salutation), ==, LOKET_SKELETON_MISSING);
  g_assert_cmpuint (n, ==, 0);
  loket_composer_set_text (f->composer, "Yth. Pelapor, sudah.");
  check (f);
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
  loket_composer_add_file_async (f->composer, file, NULL, wait_cb, &result);
  g_assert_true (loket_attachment_list_get_busy (loket_composer_get_attachments (f->composer)));
  return loket_composer_add_file_finish (f->composer, wait (&result), error);
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
  loket_composer_flush_async (f->composer, NULL, wait_cb, &result);
  g_assert_true (loket_composer_flush_finish (f->composer, wait (&result), NULL));
  g_assert_nonnull (f->box->stored);
  g_clear_object (&f->composer);
  open_composer (f);
  files = G_LIST_MODEL (loket_composer_get_attachments (f->composer));
  g_assert_cmpuint (g_list_model_get_n_items (files), ==, 1);

  loket_composer_set_text (f->composer, "Terima kasih");
  loket_composer_set_outcome (f->composer, LOKET_OUTCOME_IN_PROGRESS);
  check (f);
  g_clear_object (&result);
  loket_composer_send_async (f->composer, NULL, wait_cb, &result);
  sent = loket_composer_send_finish (f->composer, wait (&result), NULL);
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
  check (f);
  g_assert_cmpint (loket_attachment_item_get_state (loket_attachment_list_get (files, 0)), ==,
                   LOKET_ATTACHMENT_STATE_REFUSED);
  g_assert_cmpstr (loket_attachment_item_get_notice (loket_attachment_list_get (files, 0)), ==, error->message);
  g_assert_false (loket_composer_get_can_send (f->composer));
  loket_composer_remove_attachment (f->composer, loket_attachment_list_get (files, 0));
  check (f);
  g_assert_true (loket_composer_get_can_send (f->composer));
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
      loket_composer_add_file_async (f->composer, file, NULL, wait_cb, &result);
      item = loket_composer_add_file_finish (f->composer, wait (&result), &error);
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
  open_composer (f);
  check (f);
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
  check (f);
  g_assert_cmpuint (g_list_model_get_n_items (findings), ==, 2);
  assert_finding (f, 1, "PDP-03", LOKET_SEVERITY_BLOCKER, 19, 24);
  loket_composer_set_override (f->composer, "PDP-03", "Nomor layanan.");
  g_assert_false (loket_composer_get_can_send (f->composer));
  loket_composer_set_override (f->composer, "BHS-02", "Nama orang.");
  g_assert_true (loket_composer_get_can_send (f->composer));

  loket_composer_set_text (f->composer, "Hubungi kami di kantor.");
  check (f);
  g_assert_cmpuint (g_list_model_get_n_items (findings), ==, 0);
}

#define ADD(path, func) g_test_add ("/desk/composer/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("refused", test_refused);
  ADD ("files", test_files);
  ADD ("files-refused", test_files_refused);
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
  ADD ("newest-only", test_newest_only);
  ADD ("suggestion", test_suggestion);
  ADD ("ignore", test_ignore);
  ADD ("learn", test_learn);
  ADD ("checklist", test_checklist);
  ADD ("why-not", test_why_not);
  ADD ("send", test_send);
  ADD ("conflict", test_conflict);
  ADD ("fresh-base", test_fresh_base);
  return g_test_run ();
}
