/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-ui"

#include "config.h"

#include "loket-composer-pane.h"

#include <glib/gi18n.h>

#include "loket-accessible.h"
#include "loket-attachment-tray.h"
#include "loket-checklist-bar.h"
#include "loket-desk-error.h"
#include "loket-finding-row.h"
#include "loket-override-dialog.h"
#include "loket-reply-text.h"
#include "loket-template-button.h"
#include "loket-text.h"
#include "loket-toast.h"
#include "loket-words.h"

/**
 * LoketComposerPane:
 *
 * Where a reply is written: what it says about the matter, the text with its
 * findings, what is still missing, and the way out.
 */
struct _LoketComposerPane
{
  AdwBin             parent_instance;

  GtkWidget         *return_button;
  GtkWidget         *copy_button;
  GtkEventControllerFocus *focus;
  GtkRevealer       *conflict_revealer;
  GtkLabel          *conflict_label;
  GtkDropDown       *outcome_drop_down;
  GtkLabel          *state_label;
  GtkWidget         *outcome_row;
  LoketTemplateButton *template_button;
  GtkScrolledWindow *text_scroller;
  LoketReplyText    *text;
  LoketChecklistBar *checklist;
  GtkLabel          *placeholder;
  GtkRevealer       *findings_revealer;
  GtkScrolledWindow *findings_scroller;
  GtkLabel          *findings_label;
  GtkListBox        *findings_list;
  GtkLabel          *reason_label;
  LoketAttachmentTray *tray;
  GtkWidget         *send_row;
  GtkWidget         *attach_button;
  GtkWidget         *send_button;

  LoketComposer     *composer;
  gboolean           updating;
  gboolean           compact; /* no room for the checklist */
  gboolean           folded;
};

enum
{
  SIGNAL_CHANGED,
  SIGNAL_SENT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* The first stands for "not chosen yet". */
static const LoketOutcome outcomes[] = {
  LOKET_OUTCOME_UNKNOWN,
  LOKET_OUTCOME_IN_PROGRESS,
  LOKET_OUTCOME_RESOLVED,
  LOKET_OUTCOME_INFORMATION,
  LOKET_OUTCOME_NEEDS_INFORMATION,
  LOKET_OUTCOME_NOT_OUR_AUTHORITY,
};

G_DEFINE_FINAL_TYPE (LoketComposerPane, loket_composer_pane, ADW_TYPE_BIN)

static void
update_outcome (LoketComposerPane *self)
{
  LoketOutcome outcome = loket_composer_get_outcome (self->composer);

  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    if (outcomes[i] == outcome)
      gtk_drop_down_set_selected (self->outcome_drop_down, i);
  loket_widget_describe (GTK_WIDGET (self->outcome_drop_down), loket_words_outcome_hint (outcome));
  /* The button inside takes the focus, and says no more than its class. */
  loket_widget_name_buttons (GTK_WIDGET (self->outcome_drop_down), loket_words_outcome (outcome));
}

static void
update_findings (LoketComposerPane *self)
{
  guint n = g_list_model_get_n_items (loket_composer_get_findings (self->composer));
  guint n_blockers = loket_override_count_blockers (self->composer);
  g_autofree char *count = NULL;
  g_autofree char *stops = NULL;
  g_autofree char *text = NULL;

  /* That nothing is written yet, the reason beside the button tells already. */
  if (loket_text_is_blank (loket_composer_get_text (self->composer)))
    n = 0;
  gtk_revealer_set_reveal_child (self->findings_revealer, n > 0);
  if (n == 0)
    return;

  count = g_strdup_printf (ngettext ("%u finding", "%u findings", n), n);
  if (n_blockers > 0)
    stops = g_strdup_printf (ngettext ("%u stops sending", "%u stop sending", n_blockers),
                             n_blockers);
  text = stops != NULL ? g_strdup_printf ("%s · %s", count, stops) : g_strdup (count);
  gtk_label_set_text (self->findings_label, text);
}

static gboolean
has_files (LoketComposer *composer)
{
  return g_list_model_get_n_items (G_LIST_MODEL (loket_composer_get_attachments (composer))) > 0;
}

/* Six lines beside whatever was found, four in a small window; findings and files
 * scroll in what is left. */
static void
update_text_height (LoketComposerPane *self)
{
  gtk_scrolled_window_set_min_content_height (self->text_scroller,
                                              self->folded ? 40 : self->compact ? 96 : 132);
}

/* Nothing is begun yet and nobody is at it: one line leaves the room to what is
 * to be read first. */
static void
update_fold (LoketComposerPane *self)
{
  gboolean folded;

  if (self->composer == NULL)
    return;
  folded = loket_text_is_blank (loket_composer_get_text (self->composer)) &&
           loket_composer_get_outcome (self->composer) == LOKET_OUTCOME_UNKNOWN && !has_files (self->composer) &&
           !loket_composer_get_conflict (self->composer) &&
           !gtk_event_controller_focus_contains_focus (self->focus);
  if (folded == self->folded)
    return;

  self->folded = folded;
  gtk_widget_set_visible (self->outcome_row, !folded);
  gtk_widget_set_visible (self->send_row, !folded);
  update_text_height (self);
  gtk_scrolled_window_set_policy (self->text_scroller, GTK_POLICY_NEVER,
                                  folded ? GTK_POLICY_EXTERNAL : GTK_POLICY_AUTOMATIC);
  gtk_label_set_lines (self->placeholder, folded ? 1 : 2);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* The limits stand at the button before a file is chosen. */
static void
update_attach (LoketComposerPane *self)
{
  g_autofree char *limits = loket_composer_dup_attachment_limits (self->composer);

  gtk_widget_set_tooltip_text (self->attach_button, limits);
  loket_widget_describe (self->attach_button, limits);
}

static void
update (LoketComposerPane *self)
{
  const char *text = loket_composer_get_text (self->composer);
  g_autofree char *state = loket_composer_dup_state_text (self->composer);
  g_autofree char *why_not = loket_composer_dup_why_not (self->composer);
  gboolean conflict = loket_composer_get_conflict (self->composer);
  LoketComposerState phase = loket_composer_get_state (self->composer);

  self->updating = TRUE;
  update_outcome (self);
  self->updating = FALSE;
  update_findings (self);
  update_attach (self);
  gtk_widget_set_visible (self->return_button, loket_composer_get_outcome (self->composer) ==
                                                 LOKET_OUTCOME_NOT_OUR_AUTHORITY);

  gtk_widget_set_visible (GTK_WIDGET (self->checklist), !self->compact && !loket_text_is_blank (text));
  gtk_widget_set_visible (GTK_WIDGET (self->placeholder), text == NULL || text[0] == '\0');
  gtk_label_set_text (self->state_label, state != NULL ? state : "");
  loket_widget_set_style (GTK_WIDGET (self->state_label), "error",
                          phase == LOKET_COMPOSER_SAVE_FAILED);
  /* What cannot be saved here can be kept elsewhere. */
  gtk_widget_set_visible (self->copy_button, phase == LOKET_COMPOSER_SAVE_FAILED);
  gtk_label_set_text (self->reason_label, why_not != NULL ? why_not : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->reason_label), why_not);
  loket_widget_describe (self->send_button, why_not != NULL ? why_not : "");

  if (conflict)
    {
      g_autofree char *what = loket_composer_dup_conflict_text (self->composer);

      gtk_label_set_text (self->conflict_label, what != NULL ? what : "");
    }
  gtk_revealer_set_reveal_child (self->conflict_revealer, conflict);
  update_fold (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* It does not fold again when the focus goes: what is under the pointer stays
 * where it is. */
static void
focus_moved_cb (LoketComposerPane *self)
{
  if (gtk_event_controller_focus_contains_focus (self->focus))
    update_fold (self);
}

/* An image or files go to the attachments; text goes where it is pasted. */
static void
paste_cb (GtkTextView       *text,
          LoketComposerPane *self)
{
  if (loket_attachment_tray_paste (self->tray))
    g_signal_stop_emission_by_name (text, "paste-clipboard");
}

static void
outcome_selected_cb (LoketComposerPane *self)
{
  guint selected = gtk_drop_down_get_selected (self->outcome_drop_down);

  if (!self->updating && self->composer != NULL && selected < G_N_ELEMENTS (outcomes))
    loket_composer_set_outcome (self->composer, outcomes[selected]);
}

/* What is to be filled in first is selected, so that typing takes its place. */
static void
template_chosen_cb (LoketComposerPane *self,
                    LoketTemplateItem *item)
{
  LoketComposerState state = self->composer != NULL ? loket_composer_get_state (self->composer) : LOKET_COMPOSER_LOADING;
  guint start, end;

  if (state == LOKET_COMPOSER_LOADING || state == LOKET_COMPOSER_SENDING)
    return;
  loket_composer_insert_template (self->composer, item, loket_reply_text_get_cursor (self->text), &start, &end);
  loket_reply_text_show_range (self->text, start, end);
}

static void
acknowledge_cb (LoketComposerPane *self)
{
  loket_composer_acknowledge (self->composer);
  loket_composer_pane_write (self);
}

static void
copy_cb (LoketComposerPane *self)
{
  const char *text = loket_composer_get_text (self->composer);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text != NULL ? text : "");
  loket_toast_show (GTK_WIDGET (self), _("Text copied"));
}

static void
finding_activated_cb (LoketComposerPane *self,
                      GtkListBoxRow     *row)
{
  loket_reply_text_show_finding (self->text, loket_finding_row_get_item (LOKET_FINDING_ROW (row)));
}

static void
part_activated_cb (LoketComposerPane  *self,
                   LoketChecklistItem *item)
{
  loket_reply_text_show_range (self->text, loket_checklist_item_get_start (item), loket_checklist_item_get_end (item));
}

static GtkWidget *
create_finding_row_cb (gpointer item,
                       gpointer user_data)
{
  LoketComposerPane *self = LOKET_COMPOSER_PANE (user_data);

  return loket_finding_row_new (self->composer, LOKET_FINDING_ITEM (item));
}

/* Whether reasons for the findings are all that is missing. */
static gboolean
is_blocked_only (LoketComposer *composer)
{
  LoketComposerState state = loket_composer_get_state (composer);

  return loket_override_count_blockers (composer) > 0 &&
         !loket_text_is_blank (loket_composer_get_text (composer)) &&
         state != LOKET_COMPOSER_LOADING && state != LOKET_COMPOSER_SENDING &&
         loket_composer_get_outcome (composer) != LOKET_OUTCOME_UNKNOWN &&
         !loket_composer_get_conflict (composer) &&
         loket_complaint_is_open (loket_composer_get_complaint (composer));
}

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (LoketComposerPane) self = user_data;
  LoketComposer *composer = LOKET_COMPOSER (source);
  g_autoptr (GError) error = NULL;
  g_autofree char *reply_id = loket_composer_send_finish (composer, result, &error);

  if (reply_id != NULL)
    g_signal_emit (self, signals[SIGNAL_SENT], 0);
  else if (g_error_matches (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_BLOCKED) &&
           composer == self->composer && loket_override_count_blockers (composer) > 0)
    loket_composer_pane_send (self);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    loket_toast_show_error (GTK_WIDGET (self), error);
}

static void
send_now (LoketComposer *composer,
          gpointer       user_data)
{
  LoketComposerPane *self = LOKET_COMPOSER_PANE (user_data);

  loket_composer_send_async (composer, NULL, sent_cb, g_object_ref (self));
}

static void
undo_discard_cb (AdwToast *toast,
                 gpointer  user_data)
{
  loket_composer_undo_discard (LOKET_COMPOSER (user_data));
}

static void
discarded_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (LoketComposerPane) self = user_data;
  LoketComposer *composer = LOKET_COMPOSER (source);
  g_autoptr (GError) error = NULL;

  if (loket_composer_discard_finish (composer, result, &error))
    loket_toast_show_undo (GTK_WIDGET (self), _("Draft discarded"), G_CALLBACK (undo_discard_cb),
                           G_OBJECT (composer));
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    loket_toast_show_error (GTK_WIDGET (self), error);
}

static void
loket_composer_pane_dispose (GObject *object)
{
  LoketComposerPane *self = LOKET_COMPOSER_PANE (object);

  if (self->composer != NULL)
    g_signal_handlers_disconnect_by_data (self->composer, self);
  g_clear_object (&self->composer);

  G_OBJECT_CLASS (loket_composer_pane_parent_class)->dispose (object);
}

static void
loket_composer_pane_class_init (LoketComposerPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = loket_composer_pane_dispose;

  /**
   * LoketComposerPane::changed:
   * @self: the pane
   *
   * What can be done with the draft may be another now.
   */
  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", LOKET_TYPE_COMPOSER_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
  /**
   * LoketComposerPane::sent:
   * @self: the pane
   *
   * A reply is in the outbox.
   */
  signals[SIGNAL_SENT] =
    g_signal_new ("sent", LOKET_TYPE_COMPOSER_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/loket_pengaduan/Loket/composer/loket-composer-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, LoketComposerPane, return_button);
  gtk_widget_class_bind_template_child (widget_class, LoketComposerPane, copy_button);
  gtk_widget_class_bind_template_child (widget_class, LoketComposerPane, focus);
  gtk_widget_class_bind_template_child (widget_class, LoketComposerPane, conflict_revealer);
  gtk_widget_class_bind_template_child (widget_class, LoketComposerPane, conflict_label);
  gtk_widget_class_bind_template_child (widget_class, LoketComposerPane, outcome_drop_down);
  gtk_widget_class_bind_template_child (widget_class, LoketComposerPane, state_label);
  gtk_widget_class_bind_template_child (widget_class, LoketComposerPane, outcome_row);
  gtk_widget_class_bind_template_child (widget_class, LoketComposerPane, template_button);
  gtk_widget_class_bind_template_child (widget_class, LoketComposerPane, text_scroller);
  gtk_widget_class_bind_template_child (widget_class, LoketComposerPane, text);
  gtk_widget_class_bind_template_child (widget_class, LoketComposerPane, placeholder);
  gtk_widget_class_bind_template_child (widget_class, LoketComposerPane, checklist);
  gtk_widget_class_bind_template_child (widget_class, LoketComposerPane, findings_revealer);
  gtk_widget_class_bind_template_child (widget_class, LoketComposerPane, findings_scroller);
  gtk_widget_class_bind_template_child (widget_class, LoketComposerPane, findings_label);
  gtk_widget_class_bind_template_child (widget_class, LoketComposerPane, findings_list);
  gtk_widget_class_bind_template_child (widget_class, LoketComposerPane, reason_label);
  gtk_widget_class_bind_template_child (widget_class, LoketComposerPane, tray);
  gtk_widget_class_bind_template_child (widget_class, LoketComposerPane, send_row);
  gtk_widget_class_bind_template_child (widget_class, LoketComposerPane, attach_button);
  gtk_widget_class_bind_template_child (widget_class, LoketComposerPane, send_button);
  gtk_widget_class_bind_template_callback (widget_class, acknowledge_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
  gtk_widget_class_bind_template_callback (widget_class, focus_moved_cb);
  gtk_widget_class_bind_template_callback (widget_class, outcome_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, template_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, finding_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, part_activated_cb);
}

static void
loket_composer_pane_init (LoketComposerPane *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  g_type_ensure (LOKET_TYPE_ATTACHMENT_TRAY);
  g_type_ensure (LOKET_TYPE_TEMPLATE_BUTTON);
  self->updating = TRUE;
  g_type_ensure (LOKET_TYPE_CHECKLIST_BAR);
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    gtk_string_list_append (names, outcomes[i] == LOKET_OUTCOME_UNKNOWN
                                     ? _("Choose the outcome")
                                     : loket_words_outcome (outcomes[i]));
  gtk_drop_down_set_model (self->outcome_drop_down, G_LIST_MODEL (names));
  loket_widget_name_buttons (GTK_WIDGET (self->outcome_drop_down), _("Outcome"));
  loket_attachment_tray_accept_drops (self->tray, GTK_WIDGET (self));
  g_signal_connect_object (self->text, "paste-clipboard", G_CALLBACK (paste_cb), self, 0);
  self->updating = FALSE;
}

/* A check that ends later still changes the lists of a draft that was left. */
static void
leave_composer (LoketComposerPane *self)
{
  g_signal_handlers_disconnect_by_data (self->composer, self);
  g_signal_handlers_disconnect_by_data (loket_composer_get_findings (self->composer), self);
  g_signal_handlers_disconnect_by_data (loket_composer_get_attachments (self->composer), self);
}

/**
 * loket_composer_pane_set_composer:
 * @self: the pane
 * @composer: (nullable): the draft to work on
 *
 * Changes to another draft.
 */
void
loket_composer_pane_set_composer (LoketComposerPane *self,
                                  LoketComposer     *composer)
{
  g_return_if_fail (LOKET_IS_COMPOSER_PANE (self));

  if (self->composer == composer)
    return;

  if (self->composer != NULL)
    leave_composer (self);
  gtk_list_box_bind_model (self->findings_list, NULL, NULL, NULL, NULL);
  g_set_object (&self->composer, composer);
  loket_reply_text_set_composer (self->text, composer);
  loket_attachment_tray_set_composer (self->tray, composer);
  loket_template_button_set_composer (self->template_button, composer);
  loket_checklist_bar_set_list (self->checklist, composer != NULL ? loket_composer_get_checklist (composer) : NULL);
  if (composer == NULL)
    return;

  gtk_list_box_bind_model (self->findings_list, loket_composer_get_findings (composer),
                           create_finding_row_cb, self, NULL);
  g_signal_connect_object (loket_composer_get_findings (composer), "items-changed",
                           G_CALLBACK (update_findings), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (loket_composer_get_attachments (composer), "items-changed",
                           G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (composer, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

/**
 * loket_composer_pane_get_composer:
 * @self: the pane
 *
 * Tells which draft is worked on.
 *
 * Returns: (transfer none) (nullable): its composer
 */
LoketComposer *
loket_composer_pane_get_composer (LoketComposerPane *self)
{
  g_return_val_if_fail (LOKET_IS_COMPOSER_PANE (self), NULL);

  return self->composer;
}

/**
 * loket_composer_pane_set_compact:
 * @self: the pane
 * @compact: whether the window is small
 *
 * Leaves the text more of a small window than the findings take.
 */
void
loket_composer_pane_set_compact (LoketComposerPane *self,
                                 gboolean           compact)
{
  g_return_if_fail (LOKET_IS_COMPOSER_PANE (self));

  self->compact = compact;
  gtk_scrolled_window_set_max_content_height (self->findings_scroller, compact ? 88 : 156);
  update_text_height (self);
  loket_attachment_tray_set_compact (self->tray, compact);
  loket_template_button_set_compact (self->template_button, compact);
  if (self->composer != NULL)
    update (self);
}

/**
 * loket_composer_pane_get_folded:
 * @self: the pane
 *
 * Tells whether the pane is one line only, because no reply is begun.
 *
 * Returns: whether it is
 */
gboolean
loket_composer_pane_get_folded (LoketComposerPane *self)
{
  g_return_val_if_fail (LOKET_IS_COMPOSER_PANE (self), FALSE);

  return self->folded;
}

/**
 * loket_composer_pane_write:
 * @self: the pane
 *
 * Puts the keyboard into the text.
 */
void
loket_composer_pane_write (LoketComposerPane *self)
{
  g_return_if_fail (LOKET_IS_COMPOSER_PANE (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->text));
}

/**
 * loket_composer_pane_choose_template:
 * @self: the pane
 *
 * Opens the agency's templates.
 */
void
loket_composer_pane_choose_template (LoketComposerPane *self)
{
  g_return_if_fail (LOKET_IS_COMPOSER_PANE (self));

  loket_composer_pane_write (self);
  update_fold (self);
  loket_template_button_popup (self->template_button);
}

/**
 * loket_composer_pane_may_attach:
 * @self: the pane
 *
 * Tells whether the draft takes a further file.
 *
 * Returns: whether it does
 */
gboolean
loket_composer_pane_may_attach (LoketComposerPane *self)
{
  g_return_val_if_fail (LOKET_IS_COMPOSER_PANE (self), FALSE);

  return self->composer != NULL && loket_composer_get_can_attach (self->composer);
}

/**
 * loket_composer_pane_attach:
 * @self: the pane
 * @file: (nullable): a file, %NULL to ask for some
 *
 * Attaches a file to the draft.
 */
void
loket_composer_pane_attach (LoketComposerPane *self,
                            GFile             *file)
{
  g_return_if_fail (LOKET_IS_COMPOSER_PANE (self));

  if (file != NULL)
    loket_attachment_tray_add (self->tray, file);
  else
    loket_attachment_tray_choose (self->tray);
}

/**
 * loket_composer_pane_may_send:
 * @self: the pane
 *
 * Tells whether sending can begin. Findings that stop it do not count: the
 * dialog for their reasons is the way on.
 *
 * Returns: whether the send button works
 */
gboolean
loket_composer_pane_may_send (LoketComposerPane *self)
{
  g_return_val_if_fail (LOKET_IS_COMPOSER_PANE (self), FALSE);

  if (self->composer == NULL)
    return FALSE;
  return loket_composer_get_can_send (self->composer) || is_blocked_only (self->composer);
}

/**
 * loket_composer_pane_send:
 * @self: the pane
 *
 * Sends the reply; asks for reasons first where findings stop it.
 */
void
loket_composer_pane_send (LoketComposerPane *self)
{
  g_return_if_fail (LOKET_IS_COMPOSER_PANE (self));

  if (self->composer == NULL)
    return;

  if (loket_override_count_blockers (self->composer) > 0)
    loket_override_dialog_present (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                   self->composer, send_now, self);
  else
    send_now (self->composer, self);
}

/**
 * loket_composer_pane_may_discard:
 * @self: the pane
 *
 * Tells whether there is a draft to discard.
 *
 * Returns: whether there is
 */
gboolean
loket_composer_pane_may_discard (LoketComposerPane *self)
{
  const char *text;

  g_return_val_if_fail (LOKET_IS_COMPOSER_PANE (self), FALSE);

  if (self->composer == NULL)
    return FALSE;
  text = loket_composer_get_text (self->composer);
  return ((text != NULL && text[0] != '\0') || has_files (self->composer)) &&
         loket_composer_get_state (self->composer) != LOKET_COMPOSER_SENDING;
}

/**
 * loket_composer_pane_discard:
 * @self: the pane
 *
 * Throws the draft away and offers to take that back.
 */
void
loket_composer_pane_discard (LoketComposerPane *self)
{
  g_return_if_fail (LOKET_IS_COMPOSER_PANE (self));

  if (self->composer != NULL)
    loket_composer_discard_async (self->composer, NULL, discarded_cb, g_object_ref (self));
}

/**
 * loket_composer_pane_move_finding:
 * @self: the pane
 * @forward: whether to the next one, else the previous
 *
 * Goes to a neighbouring finding in the text.
 *
 * Returns: whether there is one
 */
gboolean
loket_composer_pane_move_finding (LoketComposerPane *self,
                                  gboolean           forward)
{
  g_autoptr (LoketFindingItem) finding = NULL;

  g_return_val_if_fail (LOKET_IS_COMPOSER_PANE (self), FALSE);

  finding = loket_reply_text_move_finding (self->text, forward);
  return finding != NULL;
}
