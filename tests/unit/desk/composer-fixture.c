/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "composer-fixture.h"

#include "loket-checklist-item.h"
#include "loket-composer-private.h"
#include "loket-desk-error.h"
#include "loket-limits.h"
#include "loket-outbox-op.h"
#include "loket-wire-problem.h"
#include "loket-wire-reply.h"

#include "../../lib/test-folder.h"

#include <glib/gstdio.h>
#include <string.h>

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
  if (self->hold_files)
    {
      self->held = task;
      return;
    }
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

void
fake_box_finish_save (FakeBox *box)
{
  return_draft (g_steal_pointer (&box->waiting), box->stored);
}

/* A check that finds every “NIK”, and can be held up in the middle. */
GMutex composer_check_lock;
gint composer_n_checks;

static void
find_nik (const LoketCheckInput *input, GObject *data, LoketCheckResult *result)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_finding_free);
  const char *at = input->text;

  g_mutex_lock (&composer_check_lock);
  g_atomic_int_inc (&composer_n_checks);
  g_mutex_unlock (&composer_check_lock);
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
  if ((at = strstr (input->text, "PILIH")) != NULL)
    {
      const char *const choices[] = { "a", "b c", NULL };
      guint start = (guint) g_utf8_pointer_to_offset (input->text, at);
      LoketFinding *finding = loket_finding_new ("TPL-01", LOKET_SEVERITY_BLOCKER, start, start + 5, "PILIH", NULL);

      finding->choices = g_strdupv ((GStrv) choices);
      g_ptr_array_add (findings, finding);
    }
  result->findings = findings;
  result->skeleton.items[LOKET_SKELETON_SALUTATION].state = g_str_has_prefix (input->text, "Yth.")
                                                                ? LOKET_SKELETON_THERE
                                                                : LOKET_SKELETON_MISSING;
}

/* Other replies: one, which is read at once or when the test lets it. */
guint composer_n_read;
GTask *composer_reading;
gboolean composer_slow_reading;

static void
read_replies (GObject *of, const LoketComplaint *complaint, GCancellable *cancellable, GAsyncReadyCallback callback,
              gpointer user_data)
{
  composer_n_read++;
  composer_reading = g_task_new (of, cancellable, callback, user_data);
  if (!composer_slow_reading)
    composer_finish_reading ();
}

void
composer_finish_reading (void)
{
  g_autoptr (GTask) task = g_steal_pointer (&composer_reading);
  GPtrArray *replies = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_previous_reply_free);

  g_ptr_array_add (replies, loket_previous_reply_new ("99000002", NULL, "Sudah.", FALSE));
  g_task_return_pointer (task, replies, (GDestroyNotify) g_ptr_array_unref);
}

static GPtrArray *
read_replies_finish (GObject *of, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* A comparison that finds the word “salinan”, and can be held up in the middle. */
gint composer_n_compared;

static GPtrArray *
find_salinan (LoketCopies *copies, const LoketCheckInput *input, GObject *data)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_finding_free);

  g_mutex_lock (&composer_check_lock);
  g_atomic_int_inc (&composer_n_compared);
  g_mutex_unlock (&composer_check_lock);
  if (strstr (input->text, "salinan") != NULL)
    g_ptr_array_add (findings, loket_finding_new ("REL-05", LOKET_SEVERITY_WARNING, 0, 0, "99000002", NULL));
  return findings;
}

LoketComplaint *
composer_make_complaint (gint64 substance)
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

void
composer_settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

void
composer_wait_cb (GObject *source, GAsyncResult *result, gpointer slot)
{
  *(GAsyncResult **) slot = g_object_ref (result);
}

GAsyncResult *
composer_wait (GAsyncResult **slot)
{
  while (*slot == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *slot;
}

LoketVocabulary *
composer_open_vocabulary (Fixture *f)
{
  g_autofree char *key = g_build_filename (f->folder, "test-key", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketVault) vault = loket_vault_load_sync (f->folder, key, NULL, &error);
  LoketVocabulary *vocabulary = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  g_assert_no_error (error);
  vocabulary = loket_vocabulary_new (f->folder, vault, f->worker);
  loket_vocabulary_load_async (vocabulary, NULL, composer_wait_cb, &result);
  g_assert_true (loket_vocabulary_load_finish (vocabulary, composer_wait (&result), &error));
  g_assert_no_error (error);
  return vocabulary;
}

void
composer_open (Fixture *f)
{
  g_autoptr (LoketComplaint) complaint = composer_make_complaint (1);
  g_autoptr (GAsyncResult) result = NULL;
  LoketComposerParts parts = {
    .box = LOKET_DRAFT_BOX (f->box),
    .clock = f->clock,
    .worker = f->worker,
    .check = find_nik,
    .copy = { read_replies, read_replies_finish, find_salinan },
    .vocabulary = f->vocabulary,
    .time_zone = "Asia/Makassar",
  };

  f->composer = _loket_composer_new_from_parts (&parts, complaint);
  loket_composer_load_async (f->composer, NULL, composer_wait_cb, &result);
  g_assert_true (loket_composer_load_finish (f->composer, composer_wait (&result), NULL));
}

void
composer_set_up (Fixture *f, gconstpointer data)
{
  composer_n_checks = 0;
  composer_n_read = 0;
  composer_n_compared = 0;
  composer_slow_reading = FALSE;
  f->box = g_object_new (FAKE_TYPE_BOX, NULL);
  f->clock = loket_clock_new_manual (NOW);
  f->worker = loket_worker_new ("test-check");
  f->folder = g_dir_make_tmp ("loket-words-XXXXXX", NULL);
  f->vocabulary = composer_open_vocabulary (f);
  composer_open (f);
}

void
composer_tear_down (Fixture *f, gconstpointer data)
{
  f->box->slow = FALSE;
  g_clear_object (&f->composer);
  g_clear_object (&f->vocabulary);
  composer_settle ();
  loket_worker_stop (f->worker);
  composer_settle ();
  test_folder_remove (f->folder);
  g_free (f->folder);
  g_clear_object (&f->worker);
  g_clear_object (&f->clock);
  g_assert_finalize_object (f->box);
}

void
composer_check (Fixture *f)
{
  g_autoptr (GAsyncResult) result = NULL;

  loket_composer_check_async (f->composer, NULL, composer_wait_cb, &result);
  g_assert_true (loket_composer_check_finish (f->composer, composer_wait (&result), NULL));
}

LoketFindingItem *
composer_get_finding (Fixture *f, guint position)
{
  return g_list_model_get_item (loket_composer_get_findings (f->composer), position);
}

char *
composer_send_reply (Fixture *f, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  loket_composer_send_async (f->composer, NULL, composer_wait_cb, &result);
  return loket_composer_send_finish (f->composer, composer_wait (&result), error);
}

void
composer_advance (Fixture *f, gint64 us)
{
  loket_clock_advance_us (f->clock, us);
  composer_settle ();
}
