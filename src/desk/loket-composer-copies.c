/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-composer-private.h"

#include "loket-templates.h"
#include "loket-text.h"

/*
 * Whether a draft is the answer to another complaint:
 *
 *     700 ms of rest ──▶ the agency's other replies, read once ──▶ worker ──▶ remark
 *
 * Later and apart from the other checks, because of the reading. What was found
 * stands among their findings until the next comparison says otherwise; one of a
 * text that is no longer there says nothing. Sending does not wait for it: the
 * remark stops nobody.
 */

#define REST_US (700 * (G_USEC_PER_SEC / 1000))

struct _LoketComposerCopies
{
  LoketComposer   *composer;  /* not held */
  LoketCopySource  source;
  GObject         *replies_of;
  LoketAlarm      *alarm;
  GCancellable    *closing;
  GCancellable    *comparing; /* of the comparison under way; NULL for none */
  gboolean         wanted;    /* a comparison, once nothing is under way */
  gboolean         reading;
  GPtrArray       *replies;   /* of LoketPreviousReply; NULL before they were read */
  LoketCopies     *ready;     /* the same, made ready; NULL before */
  LoketTemplates  *ready_for; /* the templates that @ready knows */
  GPtrArray       *findings;  /* of LoketFinding: the latest remark, or nothing */
};

/* What a worker needs, and what it gives. */
typedef struct
{
  LoketCopySource  source;
  GObject         *data;
  LoketCheckInput *input;
  GPtrArray       *replies;
  LoketCopies     *ready;
  guint            number;
  GPtrArray       *findings;
} Comparison;

static void start (LoketComposerCopies *self);

static void
comparison_free (Comparison *comparison)
{
  g_clear_object (&comparison->data);
  loket_check_input_free (comparison->input);
  g_ptr_array_unref (comparison->replies);
  loket_copies_unref (comparison->ready);
  g_clear_pointer (&comparison->findings, g_ptr_array_unref);
  g_free (comparison);
}

static void
compare_on_worker (GTask        *task,
                   gpointer      source,
                   gpointer      task_data,
                   GCancellable *cancellable)
{
  Comparison *comparison = task_data;

  if (comparison->ready == NULL)
    comparison->ready = loket_copies_new (comparison->replies, comparison->input->templates, cancellable);
  if (comparison->ready != NULL)
    comparison->findings = comparison->source.compare (comparison->ready, comparison->input, comparison->data);
  g_task_return_boolean (task, TRUE);
}

static void
keep_ready (LoketComposerCopies *self,
            Comparison          *comparison)
{
  LoketTemplates *templates = comparison->input->templates;

  g_clear_pointer (&self->ready, loket_copies_unref);
  g_clear_pointer (&self->ready_for, loket_templates_unref);
  self->ready = g_steal_pointer (&comparison->ready);
  self->ready_for = templates != NULL ? loket_templates_ref (templates) : NULL;
}

static void
compared_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  LoketComposer *composer = LOKET_COMPOSER (source);
  LoketComposerCopies *self = composer->copies;
  Comparison *comparison = g_task_get_task_data (G_TASK (result));
  gboolean ended = g_task_propagate_boolean (G_TASK (result), NULL);

  if (self == NULL)
    return;
  g_clear_object (&self->comparing);
  if (comparison->ready != NULL)
    keep_ready (self, comparison);
  /* Else the text is another one now, which is compared after a rest of its own. */
  if (ended && comparison->findings != NULL && comparison->number == composer->to_check)
    {
      g_ptr_array_unref (self->findings);
      self->findings = g_steal_pointer (&comparison->findings);
      _loket_composer_show_findings (composer);
    }
  if (self->wanted)
    start (self);
}

static void
compare (LoketComposerCopies *self)
{
  LoketComposer *composer = self->composer;
  Comparison *comparison = g_new0 (Comparison, 1);
  g_autoptr (GTask) task = NULL;

  comparison->source = self->source;
  comparison->data = composer->check_data != NULL ? g_object_ref (composer->check_data) : NULL;
  comparison->input = _loket_composer_make_input (composer);
  comparison->replies = g_ptr_array_ref (self->replies);
  comparison->number = composer->to_check;
  if (self->ready != NULL && self->ready_for == comparison->input->templates)
    comparison->ready = loket_copies_ref (self->ready);
  self->comparing = g_cancellable_new ();
  task = g_task_new (composer, self->comparing, compared_cb, NULL);
  g_task_set_source_tag (task, compare);
  /* Replies that were made ready for a text that is gone serve the next one. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, comparison, (GDestroyNotify) comparison_free);
  loket_worker_queue (composer->worker, task, compare_on_worker);
}

/* Replies that cannot be read are not compared with. */
static void
replies_read_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (LoketComposer) composer = g_weak_ref_get (user_data);
  LoketComposerCopies *self = composer != NULL ? composer->copies : NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *replies = NULL;

  g_weak_ref_clear (user_data);
  g_free (user_data);
  if (self == NULL)
    return;
  replies = self->source.read_finish (source, result, &error);
  self->reading = FALSE;
  if (replies == NULL)
    g_debug ("Drafts are not compared: %s", error->message);
  self->replies = replies != NULL ? replies : g_ptr_array_new ();
  start (self);
}

static void
start (LoketComposerCopies *self)
{
  LoketComposer *composer = self->composer;
  GWeakRef *whose = NULL;

  self->wanted = TRUE;
  if (self->reading || self->comparing != NULL || loket_worker_is_stopped (composer->worker))
    return;
  self->wanted = FALSE;
  if (self->replies == NULL)
    {
      self->reading = TRUE;
      /* Who closes the composer does not wait for the reading. */
      whose = g_new0 (GWeakRef, 1);
      g_weak_ref_init (whose, composer);
      self->source.read_async (self->replies_of, composer->complaint, self->closing, replies_read_cb, whose);
    }
  else if (self->replies->len > 0)
    compare (self);
}

static void
rested_cb (gpointer user_data)
{
  start (user_data);
}

/*< private >
 * _loket_composer_copies_new:
 * @composer: a composer, which owns the result
 * @source: how to read and compare
 * @replies_of: (nullable): what to read from
 *
 * Makes what compares a composer's draft with other replies.
 *
 * Returns: (transfer full): it
 */
LoketComposerCopies *
_loket_composer_copies_new (LoketComposer         *composer,
                            const LoketCopySource *source,
                            GObject               *replies_of)
{
  LoketComposerCopies *self = g_new0 (LoketComposerCopies, 1);

  self->composer = composer;
  self->source = *source;
  self->replies_of = replies_of != NULL ? g_object_ref (replies_of) : NULL;
  self->closing = g_cancellable_new ();
  self->findings = g_ptr_array_new ();
  self->alarm = loket_alarm_new (composer->clock, rested_cb, self);
  return self;
}

/*< private >
 * _loket_composer_copies_free:
 * @self: (transfer full): what compares
 *
 * Ends what is under way and frees it.
 */
void
_loket_composer_copies_free (LoketComposerCopies *self)
{
  g_cancellable_cancel (self->closing);
  if (self->comparing != NULL)
    g_cancellable_cancel (self->comparing);
  loket_alarm_free (self->alarm);
  g_clear_object (&self->closing);
  g_clear_object (&self->comparing);
  g_clear_object (&self->replies_of);
  g_clear_pointer (&self->replies, g_ptr_array_unref);
  g_clear_pointer (&self->ready, loket_copies_unref);
  g_clear_pointer (&self->ready_for, loket_templates_unref);
  g_ptr_array_unref (self->findings);
  g_free (self);
}

/*< private >
 * _loket_composer_copies_soon:
 * @self: what compares
 *
 * Compares after a rest; what is compared just now is no longer wanted.
 */
void
_loket_composer_copies_soon (LoketComposerCopies *self)
{
  if (self->comparing != NULL)
    g_cancellable_cancel (self->comparing);
  if (loket_text_is_blank (self->composer->draft->text))
    g_ptr_array_set_size (self->findings, 0);
  loket_alarm_arm (self->alarm, REST_US);
}

/*< private >
 * _loket_composer_copies_get_findings:
 * @self: what compares
 *
 * Gives the latest remark.
 *
 * Returns: (transfer none) (element-type LoketFinding): it, or nothing
 */
GPtrArray *
_loket_composer_copies_get_findings (LoketComposerCopies *self)
{
  return self->findings;
}
