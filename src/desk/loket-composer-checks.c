/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-composer.h"

#include "loket-check-rules.h"
#include "loket-checklist-item-private.h"
#include "loket-composer-private.h"
#include "loket-finding-item-private.h"
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

static gboolean
is_same_at (LoketComposer    *self,
            guint             position,
            LoketFindingItem *item)
{
  g_autoptr (LoketFindingItem) shown = g_list_model_get_item (G_LIST_MODEL (self->findings), position);

  return loket_finding_item_equal (shown, item);
}

/* Findings that stay keep their rows: a list on screen must not lose the
 * keyboard focus while somebody types. */
static void
show_items (LoketComposer *self,
            GPtrArray     *items)
{
  guint n_old = g_list_model_get_n_items (G_LIST_MODEL (self->findings));
  guint head = 0;
  guint tail = 0;

  while (head < MIN (n_old, items->len) && is_same_at (self, head, items->pdata[head]))
    head++;
  while (tail < MIN (n_old, items->len) - head &&
         is_same_at (self, n_old - 1 - tail, items->pdata[items->len - 1 - tail]))
    tail++;
  if (head + tail < MAX (n_old, items->len))
    g_list_store_splice (self->findings, head, n_old - head - tail, items->pdata + head,
                         items->len - head - tail);
  _loket_composer_mark_overrides (self);
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
  show_items (self, items);
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

static gboolean
replace_finding (LoketComposer    *self,
                 LoketFindingItem *finding,
                 const char       *replacement)
{
  g_autofree char *text = NULL;
  const char *from = NULL;
  const char *to = NULL;

  if (replacement == NULL ||
      loket_composer_get_checking (self) || !g_list_store_find (self->findings, finding, NULL) ||
      loket_finding_item_get_end (finding) > g_utf8_strlen (self->draft->text, -1))
    return FALSE;

  from = g_utf8_offset_to_pointer (self->draft->text, loket_finding_item_get_start (finding));
  to = g_utf8_offset_to_pointer (self->draft->text, loket_finding_item_get_end (finding));
  text = g_strdup_printf ("%.*s%s%s", (int) (from - self->draft->text), self->draft->text, replacement, to);
  loket_composer_set_text (self, text);
  _loket_composer_notify (self, LOKET_COMPOSER_PROP_TEXT);
  return TRUE;
}

/**
 * loket_composer_apply_suggestion:
 * @self: a composer that is neither loading nor sending
 * @finding: one of its findings
 *
 * Puts loket_finding_item_dup_replacement() in place of what was found and
 * notifies the text.
 *
 * Returns: whether it was done; not when the finding is of an earlier text or
 *   has no replacement
 */
gboolean
loket_composer_apply_suggestion (LoketComposer    *self,
                                 LoketFindingItem *finding)
{
  g_autofree char *replacement = NULL;

  g_return_val_if_fail (LOKET_IS_COMPOSER (self), FALSE);
  g_return_val_if_fail (LOKET_IS_FINDING_ITEM (finding), FALSE);

  replacement = loket_finding_item_dup_replacement (finding);
  return replace_finding (self, finding, replacement);
}

/**
 * loket_composer_apply_choice:
 * @self: a composer that is neither loading nor sending
 * @finding: one of its findings
 * @choice: which of loket_finding_item_get_choices()
 *
 * Puts a choice in place of what was found and notifies the text.
 *
 * Returns: whether it was done, as for loket_composer_apply_suggestion()
 */
gboolean
loket_composer_apply_choice (LoketComposer    *self,
                             LoketFindingItem *finding,
                             guint             choice)
{
  const char *const *choices;

  g_return_val_if_fail (LOKET_IS_COMPOSER (self), FALSE);
  g_return_val_if_fail (LOKET_IS_FINDING_ITEM (finding), FALSE);

  choices = loket_finding_item_get_choices (finding);
  g_return_val_if_fail (choices != NULL && choice < g_strv_length ((GStrv) choices), FALSE);
  return replace_finding (self, finding, choices[choice]);
}

static guint
find_override (LoketComposer *self,
               const char    *rule)
{
  GPtrArray *overrides = self->draft->overrides;

  for (guint i = 0; overrides != NULL && i < overrides->len; i++)
    if (g_strcmp0 (((LoketOverride *) overrides->pdata[i])->rule, rule) == 0)
      return i;
  return G_MAXUINT;
}

/*< private >
 * _loket_composer_mark_overrides:
 * @self: a composer
 *
 * Shows the officer's reasons at the findings.
 */
void
_loket_composer_mark_overrides (LoketComposer *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->findings));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (LoketFindingItem) item = g_list_model_get_item (G_LIST_MODEL (self->findings), i);

      _loket_finding_item_set_override (item, loket_composer_get_override (self, loket_finding_item_get_rule (item)));
    }
}

/**
 * loket_composer_set_override:
 * @self: a composer that is neither loading nor sending
 * @rule: a rule
 * @reason: (nullable): why to send in spite of it, in the officer's words;
 *   %NULL or blank takes it back
 *
 * Notes a reason, which is sent and kept with the reply. It lasts as long as the
 * draft.
 */
void
loket_composer_set_override (LoketComposer *self,
                             const char    *rule,
                             const char    *reason)
{
  g_autofree char *line = NULL;
  guint place;

  g_return_if_fail (LOKET_IS_COMPOSER (self));
  g_return_if_fail (rule != NULL);

  line = reason != NULL ? g_strstrip (g_strdup (reason)) : g_strdup ("");
  place = find_override (self, rule);
  if (self->draft->overrides == NULL)
    self->draft->overrides = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_override_free);
  if (place != G_MAXUINT)
    g_ptr_array_remove_index (self->draft->overrides, place);
  if (*line != '\0')
    g_ptr_array_add (self->draft->overrides, loket_override_new (rule, line));
  _loket_composer_mark_overrides (self);
  _loket_composer_content_changed (self);
}

/**
 * loket_composer_get_override:
 * @self: a composer
 * @rule: a rule
 *
 * Tells the officer's reason to send in spite of a rule.
 *
 * Returns: (transfer none) (nullable): the reason
 */
const char *
loket_composer_get_override (LoketComposer *self,
                             const char    *rule)
{
  guint place;

  g_return_val_if_fail (LOKET_IS_COMPOSER (self), NULL);

  place = find_override (self, rule);
  return place != G_MAXUINT ? ((LoketOverride *) self->draft->overrides->pdata[place])->reason : NULL;
}
