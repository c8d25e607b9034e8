/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-composer.h"

#include "loket-check-rules.h"
#include "loket-checklist-item-private.h"
#include "loket-composer-private.h"
#include "loket-finding-item.h"
#include "loket-finding-list.h"
#include "loket-templates.h"

/* A rest after which findings do not dance under the typing hand. */
#define REST_US (250 * (G_USEC_PER_SEC / 1000))

typedef struct
{
  LoketCheckFunc   check;
  GObject         *data;
  LoketCheckInput *input;
  guint            number;
} Check;

static void start_check (LoketComposer *self);

static void
result_free (LoketCheckResult *result)
{
  g_clear_pointer (&result->findings, g_ptr_array_unref);
  g_free (result);
}

static void
check_free (Check *check)
{
  g_clear_object (&check->data);
  loket_check_input_free (check->input);
  g_free (check);
}

static void
check_on_worker (GTask        *task,
                 gpointer      source,
                 gpointer      task_data,
                 GCancellable *cancellable)
{
  Check *check = task_data;
  LoketCheckResult *result = g_new0 (LoketCheckResult, 1);

  check->check (check->input, check->data, result);
  g_task_return_pointer (task, result, (GDestroyNotify) result_free);
}

static int
compare_items (gconstpointer a,
               gconstpointer b)
{
  LoketFindingItem *one = *(LoketFindingItem *const *) a;
  LoketFindingItem *two = *(LoketFindingItem *const *) b;

  if (loket_finding_item_get_start (one) != loket_finding_item_get_start (two))
    return loket_finding_item_get_start (one) < loket_finding_item_get_start (two) ? -1 : 1;
  return g_strcmp0 (loket_finding_item_get_rule (one), loket_finding_item_get_rule (two));
}

static void
add_copies_of (GPtrArray *findings,
               GPtrArray *more)
{
  for (guint i = 0; i < more->len; i++)
    g_ptr_array_add (findings, loket_finding_copy (g_ptr_array_index (more, i)));
}

/*< private >
 * _loket_composer_show_findings:
 * @self: a composer
 *
 * Shows what the latest check found, what the latest comparison did, and what the
 * hub said.
 */
void
_loket_composer_show_findings (LoketComposer *self)
{
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_finding_free);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean moved;

  if (self->found == NULL)
    return;
  add_copies_of (findings, self->found);
  if (self->copies != NULL)
    add_copies_of (findings, _loket_composer_copies_get_findings (self->copies));
  _loket_composer_add_refused (self, findings, self->found_in);
  for (guint i = 0; i < findings->len; i++)
    if (!_loket_composer_is_ignored (self, findings->pdata[i], self->found_in))
      g_ptr_array_add (items, loket_finding_item_new (findings->pdata[i]));
  g_ptr_array_sort (items, compare_items);
  moved = _loket_finding_list_show (self->findings, items);
  _loket_composer_mark_overrides (self);
  if (moved)
    _loket_composer_findings_moved (self);
}

static void
take_findings (LoketComposer *self,
               GPtrArray     *findings,
               const char    *text)
{
  g_clear_pointer (&self->found, g_ptr_array_unref);
  g_free (self->found_in);
  self->found = g_ptr_array_ref (findings);
  self->found_in = g_strdup (text);
  _loket_composer_show_findings (self);
}

static void
end_checks (LoketComposer *self)
{
  g_autoptr (GTask) task = NULL;

  while ((task = g_queue_pop_head (&self->checks)) != NULL)
    {
      g_task_return_boolean (task, TRUE);
      g_clear_object (&task);
    }
}

/* A result for a text that is no longer there is dropped: its offsets would
 * underline other words. */
static void
checked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  LoketComposer *self = LOKET_COMPOSER (source);
  Check *check = g_task_get_task_data (G_TASK (result));
  LoketCheckResult *seen = g_task_propagate_pointer (G_TASK (result), NULL);

  self->check_runs = FALSE;
  if (check->number != self->to_check)
    {
      g_clear_pointer (&seen, result_free);
      start_check (self);
      return;
    }

  self->checked = self->to_check;
  if (seen != NULL)
    {
      take_findings (self, seen->findings, check->input->text);
      _loket_checklist_update (self->checklist, &seen->skeleton);
    }
  g_clear_pointer (&seen, result_free);
  _loket_composer_notify (self, LOKET_COMPOSER_PROP_CHECKING);
  _loket_composer_notify (self, LOKET_COMPOSER_PROP_CAN_SEND);
  if (_loket_composer_apply_late (self))
    start_check (self);
  else
    end_checks (self);
}

static GStrv
dup_file_names (LoketComposer *self)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->attachments)); i++)
    {
      LoketAttachmentItem *item = loket_attachment_list_get (self->attachments, i);

      if (loket_attachment_item_get_state (item) != LOKET_ATTACHMENT_STATE_REFUSED)
        g_strv_builder_add (names, loket_attachment_item_get_name (item));
    }
  return g_strv_builder_end (names);
}

/*< private >
 * _loket_composer_make_input:
 * @self: a composer
 *
 * Puts together the draft and all that is known of it.
 *
 * Returns: (transfer full): what a check gets
 */
LoketCheckInput *
_loket_composer_make_input (LoketComposer *self)
{
  LoketCheckInput *input = loket_check_input_new (self->draft->text, self->draft->outcome);
  g_autoptr (LoketSession) session = g_weak_ref_get (&self->session);

  input->now = loket_clock_now (self->clock);
  input->attachments = dup_file_names (self);
  if (self->vocabulary != NULL)
    input->vocabulary = loket_vocabulary_dup_words (self->vocabulary);
  if (self->settings != NULL)
    input->settings = loket_quality_settings_ref (self->settings);
  if (self->templates != NULL)
    input->templates = loket_templates_ref (self->templates);
  loket_check_input_set_complaint (input, self->complaint);
  if (input->time_zone == NULL)
    input->time_zone = g_strdup (self->time_zone);
  if (input->agency_name == NULL)
    input->agency_name = g_strdup (self->agency_name);
  if (session != NULL)
    loket_check_rules_apply (input, self->complaint, loket_session_get_rulebook (session));
  return input;
}

static void
start_check (LoketComposer *self)
{
  g_autoptr (GTask) task = NULL;
  Check *check = NULL;

  if (self->check_runs)
    return;
  if (self->check == NULL || loket_worker_is_stopped (self->worker))
    {
      self->checked = self->to_check;
      end_checks (self);
      return;
    }

  if (self->check_alarm != NULL)
    loket_alarm_disarm (self->check_alarm);
  check = g_new0 (Check, 1);
  check->check = self->check;
  check->data = self->check_data != NULL ? g_object_ref (self->check_data) : NULL;
  check->input = _loket_composer_make_input (self);
  check->number = self->to_check;
  task = g_task_new (self, NULL, checked_cb, NULL);
  g_task_set_source_tag (task, start_check);
  g_task_set_task_data (task, check, (GDestroyNotify) check_free);
  self->check_runs = TRUE;
  loket_worker_queue (self->worker, task, check_on_worker);
}

/*< private >
 * _loket_composer_check_now:
 * @self: a composer
 *
 * Checks without a rest.
 */
void
_loket_composer_check_now (LoketComposer *self)
{
  start_check (self);
}

/*< private >
 * _loket_composer_check_alarm_cb:
 * @user_data: a composer
 *
 * Checks after a rest.
 */
void
_loket_composer_check_alarm_cb (gpointer user_data)
{
  start_check (LOKET_COMPOSER (user_data));
}

/*< private >
 * _loket_composer_check_soon:
 * @self: a composer whose content or complaint changed
 *
 * Sees to its being checked.
 */
void
_loket_composer_check_soon (LoketComposer *self)
{
  self->to_check++;
  if (self->check_alarm != NULL)
    loket_alarm_arm (self->check_alarm, REST_US);
  if (self->copies != NULL)
    _loket_composer_copies_soon (self->copies);
  _loket_composer_notify (self, LOKET_COMPOSER_PROP_CHECKING);
}

/**
 * loket_composer_get_findings:
 * @self: a composer
 *
 * Gives the findings by their place in the text. They are of an earlier text
 * while loket_composer_get_checking() says so.
 *
 * Returns: (transfer none): a list model of #LoketFindingItem that stays the same
 */
GListModel *
loket_composer_get_findings (LoketComposer *self)
{
  g_return_val_if_fail (LOKET_IS_COMPOSER (self), NULL);

  return G_LIST_MODEL (self->findings);
}

/**
 * loket_composer_get_checking:
 * @self: a composer
 *
 * Tells whether the findings are of an earlier text.
 *
 * Returns: whether they are
 */
gboolean
loket_composer_get_checking (LoketComposer *self)
{
  g_return_val_if_fail (LOKET_IS_COMPOSER (self), FALSE);

  return self->check != NULL && self->checked != self->to_check;
}

/**
 * loket_composer_check_async:
 * @self: a composer
 * @cancellable: (nullable): a cancellable
 * @callback: called with the result
 * @user_data: passed to @callback
 *
 * Waits for the findings of the text as it is then.
 */
void
loket_composer_check_async (LoketComposer       *self,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (LOKET_IS_COMPOSER (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, loket_composer_check_async);
  if (self->checked == self->to_check)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  g_queue_push_tail (&self->checks, g_steal_pointer (&task));
  start_check (self);
}

/**
 * loket_composer_check_finish:
 * @self: a composer
 * @result: what the callback got
 * @error: return location for %G_IO_ERROR_CANCELLED
 *
 * Ends loket_composer_check_async().
 *
 * Returns: whether the findings are those of the text
 */
gboolean
loket_composer_check_finish (LoketComposer  *self,
                             GAsyncResult   *result,
                             GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
