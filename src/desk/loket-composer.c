/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-composer.h"

#include "loket-attachment-item-private.h"
#include "loket-attachment-list-private.h"
#include "loket-cache-replies.h"
#include "loket-check-memory.h"
#include "loket-checklist-item-private.h"
#include "loket-composer-private.h"
#include "loket-session-private.h"
#include "loket-templates.h"
#include "loket-wire-complaint.h"
#include "loket-words.h"

#include <glib/gi18n-lib.h>

/**
 * LoketComposer:
 *
 * The reply to one complaint while it is being written.
 *
 *     typing ──▶ content n ──▶ 400 ms of rest, at most 1.5 s ──▶ saved n
 *                          └─▶ worker, newest content only ──▶ findings of n
 *     send ──▶ findings of the last content ──▶ frozen in the outbox
 *
 * A screen shows the properties and forwards what the person does; it holds no
 * text of its own that is not here. Belongs to the main thread. Saving is in
 * loket-composer-save.c, its files in loket-composer-attach.c, checks in
 * loket-composer-checks.c, templates in loket-composer-template.c, sending in
 * loket-composer-send.c, what changed meanwhile in loket-composer-conflict.c.
 */

static GParamSpec *properties[LOKET_COMPOSER_N_PROPS];
static guint findings_moved_signal;

G_DEFINE_FINAL_TYPE (LoketComposer, loket_composer, G_TYPE_OBJECT)

static const GEnumValue state_values[] = {
  { LOKET_COMPOSER_LOADING, "LOKET_COMPOSER_LOADING", "loading" },
  { LOKET_COMPOSER_EMPTY, "LOKET_COMPOSER_EMPTY", "empty" },
  { LOKET_COMPOSER_CHANGED, "LOKET_COMPOSER_CHANGED", "changed" },
  { LOKET_COMPOSER_SAVED, "LOKET_COMPOSER_SAVED", "saved" },
  { LOKET_COMPOSER_SAVE_FAILED, "LOKET_COMPOSER_SAVE_FAILED", "save-failed" },
  { LOKET_COMPOSER_SENDING, "LOKET_COMPOSER_SENDING", "sending" },
  { LOKET_COMPOSER_SENT, "LOKET_COMPOSER_SENT", "sent" },
  { 0, NULL, NULL },
};

/**
 * loket_composer_state_get_type:
 *
 * Registers the enumeration, for properties.
 *
 * Returns: its type
 */
GType
loket_composer_state_get_type (void)
{
  static gsize type;

  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("LoketComposerState", state_values));
  return type;
}

static void
loket_composer_get_property (GObject    *object,
                             guint       id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  LoketComposer *self = LOKET_COMPOSER (object);

  switch (id)
    {
    case LOKET_COMPOSER_PROP_TEXT:
      g_value_set_string (value, self->draft->text);
      break;
    case LOKET_COMPOSER_PROP_OUTCOME:
      g_value_set_uint (value, self->draft->outcome);
      break;
    case LOKET_COMPOSER_PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case LOKET_COMPOSER_PROP_STATE_TEXT:
      g_value_take_string (value, loket_composer_dup_state_text (self));
      break;
    case LOKET_COMPOSER_PROP_CHECKING:
      g_value_set_boolean (value, loket_composer_get_checking (self));
      break;
    case LOKET_COMPOSER_PROP_CAN_SEND:
      g_value_set_boolean (value, loket_composer_get_can_send (self));
      break;
    case LOKET_COMPOSER_PROP_CONFLICT:
      g_value_set_boolean (value, loket_composer_get_conflict (self));
      break;
    case LOKET_COMPOSER_PROP_CAN_UNDO_DISCARD:
      g_value_set_boolean (value, self->discard_handle != 0);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
loket_composer_set_property (GObject      *object,
                             guint         id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  LoketComposer *self = LOKET_COMPOSER (object);

  switch (id)
    {
    case LOKET_COMPOSER_PROP_TEXT:
      loket_composer_set_text (self, g_value_get_string (value));
      break;
    case LOKET_COMPOSER_PROP_OUTCOME:
      loket_composer_set_outcome (self, (LoketOutcome) g_value_get_uint (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

/* A composer that is dropped with something unsaved lives until that is saved. */
static void
loket_composer_dispose (GObject *object)
{
  LoketComposer *self = LOKET_COMPOSER (object);

  if (self->save_alarm != NULL)
    _loket_composer_save_now (self);
  g_clear_pointer (&self->save_alarm, loket_alarm_free);
  g_clear_pointer (&self->check_alarm, loket_alarm_free);
  g_clear_pointer (&self->copies, _loket_composer_copies_free);
  if (self->claim_alarm != NULL)
    _loket_composer_unclaim (self);
  g_clear_pointer (&self->claim_alarm, loket_alarm_free);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->attachments)); i++)
    _loket_attachment_item_cancel (loket_attachment_list_get (self->attachments, i));
  G_OBJECT_CLASS (loket_composer_parent_class)->dispose (object);
}

static void
loket_composer_finalize (GObject *object)
{
  LoketComposer *self = LOKET_COMPOSER (object);

  g_clear_object (&self->box);
  g_clear_object (&self->clock);
  g_clear_object (&self->worker);
  g_clear_object (&self->check_data);
  g_clear_pointer (&self->found, g_ptr_array_unref);
  g_free (self->found_in);
  g_clear_object (&self->vocabulary);
  g_clear_pointer (&self->settings, loket_quality_settings_unref);
  g_clear_pointer (&self->templates, loket_templates_unref);
  g_clear_object (&self->template_items);
  g_free (self->template_search);
  g_weak_ref_clear (&self->session);
  g_clear_object (&self->checklist);
  g_clear_pointer (&self->ignored, g_hash_table_unref);
  g_clear_object (&self->to_apply);
  g_free (self->to_write);
  g_clear_object (&self->findings);
  g_clear_object (&self->attachments);
  g_clear_pointer (&self->complaint, loket_complaint_unref);
  g_clear_pointer (&self->draft, loket_draft_free);
  g_clear_pointer (&self->refusal, _loket_refusal_free);
  g_free (self->time_zone);
  g_free (self->agency_name);
  g_free (self->save_trouble);
  G_OBJECT_CLASS (loket_composer_parent_class)->finalize (object);
}

static void
loket_composer_class_init (LoketComposerClass *klass)
{
  const GParamFlags r = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  const GParamFlags rw = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = loket_composer_get_property;
  object_class->set_property = loket_composer_set_property;
  object_class->dispose = loket_composer_dispose;
  object_class->finalize = loket_composer_finalize;

  /** LoketComposer:text: the text; notified only for changes that no caller of
   * loket_composer_set_text() made. */
  properties[LOKET_COMPOSER_PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, "", rw);
  /** LoketComposer:outcome: the #LoketOutcome. */
  properties[LOKET_COMPOSER_PROP_OUTCOME] =
      g_param_spec_uint ("outcome", NULL, NULL, LOKET_OUTCOME_UNKNOWN, LOKET_OUTCOME_INFORMATION,
                         LOKET_OUTCOME_UNKNOWN, rw);
  /** LoketComposer:state: what becomes of the text. */
  properties[LOKET_COMPOSER_PROP_STATE] =
      g_param_spec_enum ("state", NULL, NULL, LOKET_TYPE_COMPOSER_STATE, LOKET_COMPOSER_LOADING, r);
  /** LoketComposer:state-text: the same in words. */
  properties[LOKET_COMPOSER_PROP_STATE_TEXT] = g_param_spec_string ("state-text", NULL, NULL, "", r);
  /** LoketComposer:checking: whether the findings are of an earlier text. */
  properties[LOKET_COMPOSER_PROP_CHECKING] = g_param_spec_boolean ("checking", NULL, NULL, FALSE, r);
  /** LoketComposer:can-send: whether nothing that is known stops the reply. */
  properties[LOKET_COMPOSER_PROP_CAN_SEND] = g_param_spec_boolean ("can-send", NULL, NULL, FALSE, r);
  /** LoketComposer:conflict: whether the complaint changed under the draft. */
  properties[LOKET_COMPOSER_PROP_CONFLICT] = g_param_spec_boolean ("conflict", NULL, NULL, FALSE, r);
  /** LoketComposer:can-undo-discard: whether the discarded draft can come back. */
  properties[LOKET_COMPOSER_PROP_CAN_UNDO_DISCARD] =
      g_param_spec_boolean ("can-undo-discard", NULL, NULL, FALSE, r);
  g_object_class_install_properties (object_class, LOKET_COMPOSER_N_PROPS, properties);

  /**
   * LoketComposer::findings-moved:
   * @self: the composer
   *
   * Findings that stayed in the list are at other places of the text.
   */
  findings_moved_signal = g_signal_new ("findings-moved", LOKET_TYPE_COMPOSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                        NULL, G_TYPE_NONE, 0);
}

static void
loket_composer_init (LoketComposer *self)
{
  self->findings = g_list_store_new (LOKET_TYPE_FINDING_ITEM);
  self->checklist = _loket_checklist_new ();
  self->template_items = g_list_store_new (LOKET_TYPE_TEMPLATE_ITEM);
  g_weak_ref_init (&self->session, NULL);
  self->ignored = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->attachments = _loket_attachment_list_new ();
  self->saved_at = LOKET_TIME_UNSET;
  g_queue_init (&self->flushes);
  g_queue_init (&self->checks);
}

/*< private >
 * _loket_composer_notify:
 * @self: a composer
 * @property: one of the properties
 *
 * Tells that a property changed.
 */
void
_loket_composer_notify (LoketComposer *self,
                        guint          property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

/*< private >
 * _loket_composer_findings_moved:
 * @self: a composer
 *
 * Tells that findings are at other places.
 */
void
_loket_composer_findings_moved (LoketComposer *self)
{
  g_signal_emit (self, findings_moved_signal, 0);
}

/*< private >
 * _loket_composer_set_state:
 * @self: a composer
 * @state: what becomes of the text now
 *
 * Tells the state, and again when only its words changed.
 */
void
_loket_composer_set_state (LoketComposer      *self,
                           LoketComposerState  state)
{
  gboolean same = self->state == state;

  self->state = state;
  if (state == LOKET_COMPOSER_SENT || state == LOKET_COMPOSER_EMPTY)
    {
      _loket_composer_unclaim (self);
      g_hash_table_remove_all (self->ignored);
    }
  if (!same)
    _loket_composer_notify (self, LOKET_COMPOSER_PROP_STATE);
  if (!same || state == LOKET_COMPOSER_SAVED || state == LOKET_COMPOSER_SAVE_FAILED)
    _loket_composer_notify (self, LOKET_COMPOSER_PROP_STATE_TEXT);
  if (!same)
    _loket_composer_notify (self, LOKET_COMPOSER_PROP_CAN_SEND);
}

/*< private >
 * _loket_composer_content_changed:
 * @self: a composer whose draft was changed by the person
 *
 * Numbers the new content and sees to its being saved and checked.
 */
void
_loket_composer_content_changed (LoketComposer *self)
{
  self->content++;
  _loket_composer_claim (self);
  if (self->discard_handle != 0)
    {
      self->discard_handle = 0;
      _loket_composer_notify (self, LOKET_COMPOSER_PROP_CAN_UNDO_DISCARD);
    }
  _loket_composer_save_soon (self);
  _loket_composer_set_state (self, LOKET_COMPOSER_CHANGED);
  _loket_composer_check_soon (self);
  _loket_composer_notify (self, LOKET_COMPOSER_PROP_CAN_SEND);
}

/*< private >
 * _loket_composer_new_draft:
 * @self: a composer
 *
 * Begins an empty draft, based on the complaint as it is known now.
 *
 * Returns: (transfer full): the draft
 */
LoketDraft *
_loket_composer_new_draft (LoketComposer *self)
{
  LoketDraft *draft = loket_draft_new (self->complaint->id);

  draft->base_substance = self->complaint->substance;
  draft->base_snapshot = loket_wire_complaint_to_json (self->complaint);
  return draft;
}

/*< private >
 * _loket_composer_show_draft:
 * @self: a composer
 * @draft: (transfer full): what is on disk; empty with rev 0 for nothing
 *
 * Takes over a draft from disk.
 */
void
_loket_composer_show_draft (LoketComposer *self,
                            LoketDraft    *draft)
{
  loket_draft_free (self->draft);
  self->draft = draft;
  self->content++;
  self->saved = self->content;
  self->saved_at = draft->rev > 0 ? draft->updated_at : LOKET_TIME_UNSET;
  _loket_composer_notify (self, LOKET_COMPOSER_PROP_TEXT);
  _loket_composer_notify (self, LOKET_COMPOSER_PROP_OUTCOME);
  _loket_composer_set_state (self, draft->rev > 0 ? LOKET_COMPOSER_SAVED : LOKET_COMPOSER_EMPTY);
  _loket_composer_check_soon (self);
  _loket_composer_notify (self, LOKET_COMPOSER_PROP_CONFLICT);
  _loket_composer_notify (self, LOKET_COMPOSER_PROP_CAN_SEND);
}

/*< private >
 * _loket_composer_new_from_parts:
 * @parts: what to work with
 * @complaint: what is answered
 *
 * Makes a composer.
 *
 * Returns: (transfer full): a composer to load
 */
LoketComposer *
_loket_composer_new_from_parts (const LoketComposerParts *parts,
                                LoketComplaint           *complaint)
{
  LoketComposer *self = g_object_new (LOKET_TYPE_COMPOSER, NULL);

  self->box = g_object_ref (parts->box);
  self->clock = g_object_ref (parts->clock);
  self->worker = g_object_ref (parts->worker);
  self->check = parts->check;
  self->check_data = parts->check_data != NULL ? g_object_ref (parts->check_data) : NULL;
  self->vocabulary = parts->vocabulary != NULL ? g_object_ref (parts->vocabulary) : NULL;
  self->time_zone = g_strdup (parts->time_zone);
  self->agency_name = g_strdup (parts->agency_name);
  self->complaint = loket_complaint_ref (complaint);
  self->draft = _loket_composer_new_draft (self);
  self->save_alarm = loket_alarm_new (self->clock, _loket_composer_save_alarm_cb, self);
  self->check_alarm = loket_alarm_new (self->clock, _loket_composer_check_alarm_cb, self);
  self->claim_alarm = loket_alarm_new (self->clock, _loket_composer_claim_alarm_cb, self);
  if (parts->copy.read_async != NULL)
    self->copies = _loket_composer_copies_new (self, &parts->copy, parts->replies_of);
  return self;
}

static void
run_checker (const LoketCheckInput *input,
             GObject               *data,
             LoketCheckResult      *result)
{
  /* TRANSLATORS: the language that findings are told in: “id” or “en”. */
  result->findings = loket_check_memory_run (LOKET_CHECK_MEMORY (data), input, C_("language of findings", "en"),
                                             &result->skeleton);
}

static GPtrArray *
run_comparison (LoketCopies           *copies,
                const LoketCheckInput *input,
                GObject               *data)
{
  return loket_check_memory_find_copies (LOKET_CHECK_MEMORY (data), copies, input, C_("language of findings", "en"));
}

static void
read_replies_async (GObject              *replies_of,
                    const LoketComplaint *complaint,
                    GCancellable         *cancellable,
                    GAsyncReadyCallback   callback,
                    gpointer              user_data)
{
  loket_cache_store_list_replies_async (LOKET_CACHE_STORE (replies_of), complaint->id, complaint->category, cancellable,
                                        callback, user_data);
}

static GPtrArray *
read_replies_finish (GObject       *replies_of,
                     GAsyncResult  *result,
                     GError       **error)
{
  g_autoptr (GPtrArray) stored = loket_cache_store_list_replies_finish (LOKET_CACHE_STORE (replies_of), result, error);
  GPtrArray *replies;

  if (stored == NULL)
    return NULL;
  replies = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_previous_reply_free);
  for (guint i = 0; i < stored->len; i++)
    {
      const LoketStoredReply *reply = g_ptr_array_index (stored, i);

      g_ptr_array_add (replies, loket_previous_reply_new (reply->tracking_id, reply->agency, reply->text, FALSE));
    }
  return replies;
}

static gboolean
is_idle (LoketComposer *self)
{
  return self->state == LOKET_COMPOSER_EMPTY || self->state == LOKET_COMPOSER_SENT;
}

/* A reply that is taken back to be changed is a draft again, also where its
 * composer is still on screen. */
static void
drafts_changed_cb (LoketComposer *self,
                   LoketSession  *session)
{
  gboolean has_draft = FALSE;

  loket_session_get_overlay (session, self->complaint->id, &has_draft, NULL);
  if (has_draft && is_idle (self))
    loket_composer_load_async (self, NULL, NULL, NULL);
}

static void
guidance_changed_cb (LoketComposer *self,
                     LoketSession  *session)
{
  _loket_composer_set_guidance (self, loket_session_dup_checks (session), loket_session_dup_templates (session));
}

/**
 * loket_composer_new:
 * @session: a session
 * @complaint: what is answered
 *
 * Makes a composer. Call loket_composer_load_async() before anything else.
 *
 * Returns: (transfer full): a composer in state loading
 */
LoketComposer *
loket_composer_new (LoketSession   *session,
                    LoketComplaint *complaint)
{
  g_autoptr (LoketCheckMemory) memory = NULL;
  LoketComposerParts parts = { 0 };
  LoketComposer *self = NULL;

  g_return_val_if_fail (LOKET_IS_SESSION (session) && session->check_worker != NULL, NULL);
  g_return_val_if_fail (complaint != NULL, NULL);

  parts.box = LOKET_DRAFT_BOX (session);
  parts.clock = session->clock;
  parts.worker = session->check_worker;
  memory = loket_session_get_can_check (session) ? loket_check_memory_new (session->checker) : NULL;
  parts.check = memory != NULL ? run_checker : NULL;
  parts.check_data = (GObject *) memory;
  if (memory != NULL)
    parts.copy = (LoketCopySource){ read_replies_async, read_replies_finish, run_comparison };
  parts.replies_of = G_OBJECT (loket_profile_get_cache (session->profile));
  parts.vocabulary = session->vocabulary;
  parts.time_zone = complaint->time_zone != NULL ? complaint->time_zone : loket_session_get_time_zone (session);
  parts.agency_name = loket_session_get_agency_name (session);
  self = _loket_composer_new_from_parts (&parts, complaint);
  g_weak_ref_set (&self->session, session);
  guidance_changed_cb (self, session);
  g_signal_connect_object (session, "drafts-changed", G_CALLBACK (drafts_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "guidance-changed", G_CALLBACK (guidance_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

/* What was written meanwhile stays. */
static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  LoketComposer *self = LOKET_COMPOSER (source);
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  LoketDraft *draft = g_task_propagate_pointer (G_TASK (result), &error);

  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  if (self->state != LOKET_COMPOSER_LOADING && !is_idle (self))
    {
      g_clear_pointer (&draft, loket_draft_free);
      g_task_return_boolean (task, TRUE);
      return;
    }

  if (draft == NULL || draft->rev == 0)
    {
      g_clear_pointer (&draft, loket_draft_free);
      draft = _loket_composer_new_draft (self);
    }
  _loket_composer_show_draft (self, draft);
  _loket_composer_load_refusal (self, g_steal_pointer (&task));
}

/**
 * loket_composer_load_async:
 * @self: a composer that is new, empty or sent
 * @cancellable: (nullable): a cancellable
 * @callback: (nullable): called with the result
 * @user_data: passed to @callback
 *
 * Reads the draft that is on disk, if there is one.
 */
void
loket_composer_load_async (LoketComposer       *self,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  GTask *task = NULL;

  g_return_if_fail (LOKET_IS_COMPOSER (self));
  g_return_if_fail (self->state == LOKET_COMPOSER_LOADING || is_idle (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, loket_composer_load_async);
  LOKET_DRAFT_BOX_GET_IFACE (self->box)->load (self->box, self->complaint->id,
                                               g_task_new (self, NULL, loaded_cb, task));
}

/**
 * loket_composer_load_finish:
 * @self: a composer
 * @result: what the callback got
 * @error: return location for an error of the store
 *
 * Ends loket_composer_load_async().
 *
 * Returns: whether the composer can be written in
 */
gboolean
loket_composer_load_finish (LoketComposer  *self,
                            GAsyncResult   *result,
                            GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * loket_composer_get_complaint:
 * @self: a composer
 *
 * Tells what is answered.
 *
 * Returns: (transfer none): the complaint as it was last handed in
 */
LoketComplaint *
loket_composer_get_complaint (LoketComposer *self)
{
  g_return_val_if_fail (LOKET_IS_COMPOSER (self), NULL);

  return self->complaint;
}

/**
 * loket_composer_set_complaint:
 * @self: a composer
 * @complaint: the same complaint as it is known now
 *
 * Hands in what has changed. An empty draft moves on to it; one that was begun
 * tells the conflict.
 */
void
loket_composer_set_complaint (LoketComposer  *self,
                              LoketComplaint *complaint)
{
  g_return_if_fail (LOKET_IS_COMPOSER (self));
  g_return_if_fail (complaint != NULL && g_strcmp0 (complaint->id, self->complaint->id) == 0);

  if (self->complaint == complaint)
    return;

  loket_complaint_ref (complaint);
  loket_complaint_unref (self->complaint);
  self->complaint = complaint;
  if (is_idle (self))
    {
      loket_draft_free (self->draft);
      self->draft = _loket_composer_new_draft (self);
    }
  _loket_composer_check_soon (self);
  _loket_composer_notify (self, LOKET_COMPOSER_PROP_CONFLICT);
  _loket_composer_notify (self, LOKET_COMPOSER_PROP_CAN_SEND);
}

static gboolean
can_write (LoketComposer *self)
{
  return self->state != LOKET_COMPOSER_LOADING && self->state != LOKET_COMPOSER_SENDING;
}

/**
 * loket_composer_get_text:
 * @self: a composer
 *
 * Tells the text.
 *
 * Returns: (transfer none): the text, never %NULL
 */
const char *
loket_composer_get_text (LoketComposer *self)
{
  g_return_val_if_fail (LOKET_IS_COMPOSER (self), "");

  return self->draft->text;
}

/**
 * loket_composer_set_text:
 * @self: a composer that is neither loading nor sending
 * @text: the whole text as it stands now
 *
 * Takes over what the person wrote. #LoketComposer:text is not notified, since
 * the caller has it on screen.
 */
void
loket_composer_set_text (LoketComposer *self,
                         const char    *text)
{
  g_return_if_fail (LOKET_IS_COMPOSER (self) && can_write (self));
  g_return_if_fail (text != NULL && g_utf8_validate (text, -1, NULL));

  if (g_strcmp0 (self->draft->text, text) == 0)
    return;

  g_free (self->draft->text);
  self->draft->text = g_strdup (text);
  _loket_composer_content_changed (self);
}

/**
 * loket_composer_get_outcome:
 * @self: a composer
 *
 * Tells what the reply says about the matter.
 *
 * Returns: the outcome, unknown while not chosen
 */
LoketOutcome
loket_composer_get_outcome (LoketComposer *self)
{
  g_return_val_if_fail (LOKET_IS_COMPOSER (self), LOKET_OUTCOME_UNKNOWN);

  return self->draft->outcome;
}

/**
 * loket_composer_set_outcome:
 * @self: a composer that is neither loading nor sending
 * @outcome: an outcome
 *
 * Chooses what the reply says about the matter.
 */
void
loket_composer_set_outcome (LoketComposer *self,
                            LoketOutcome   outcome)
{
  g_return_if_fail (LOKET_IS_COMPOSER (self) && can_write (self));

  if (self->draft->outcome == outcome)
    return;

  self->draft->outcome = outcome;
  _loket_composer_content_changed (self);
  _loket_composer_notify (self, LOKET_COMPOSER_PROP_OUTCOME);
}

/**
 * loket_composer_get_state:
 * @self: a composer
 *
 * Tells what becomes of the text.
 *
 * Returns: the state
 */
LoketComposerState
loket_composer_get_state (LoketComposer *self)
{
  g_return_val_if_fail (LOKET_IS_COMPOSER (self), LOKET_COMPOSER_LOADING);

  return self->state;
}

/**
 * loket_composer_dup_state_text:
 * @self: a composer
 *
 * Tells what becomes of the text, as “Saved 10:32”.
 *
 * Returns: (transfer full): the words; empty where there is nothing to tell
 */
char *
loket_composer_dup_state_text (LoketComposer *self)
{
  g_return_val_if_fail (LOKET_IS_COMPOSER (self), NULL);

  switch (self->state)
    {
    case LOKET_COMPOSER_LOADING:
      return g_strdup (_("Opening…"));
    case LOKET_COMPOSER_CHANGED:
      return g_strdup (_("Saving…"));
    case LOKET_COMPOSER_SAVED:
      return loket_words_saved (self->saved_at, self->time_zone);
    case LOKET_COMPOSER_SAVE_FAILED:
      /* TRANSLATORS: %s is the computer's message. */
      return g_strdup_printf (_("Not saved! Copy your text. %s"), self->save_trouble);
    case LOKET_COMPOSER_SENDING:
      return g_strdup (_("Sending…"));
    case LOKET_COMPOSER_SENT:
      return g_strdup (_("In the outbox"));
    case LOKET_COMPOSER_EMPTY:
    default:
      return g_strdup ("");
    }
}
