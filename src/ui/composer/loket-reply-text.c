/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-ui"

#include "config.h"

#include "loket-reply-text.h"

#include <glib/gi18n.h>
#include <string.h>

#include "loket-accessible.h"

/**
 * LoketReplyText:
 *
 * The text of a reply, tied to a composer both ways, with what the checks found
 * underlined. The line's form tells how much a finding weighs, its colour only
 * helps: double stops sending, wavy is a warning, single is a hint.
 */
struct _LoketReplyText
{
  GtkTextView    parent_instance;

  GtkTextTag    *tags[LOKET_SEVERITY_BLOCKER + 1]; /* by LoketSeverity */
  LoketComposer *composer;
  GListModel    *findings;
  gboolean       loading; /* the buffer follows the composer, not the reverse */
  guint          cursor_tick_id;
};

G_DEFINE_FINAL_TYPE (LoketReplyText, loket_reply_text, GTK_TYPE_TEXT_VIEW)

static GtkTextBuffer *
get_buffer (LoketReplyText *self)
{
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
}

static char *
dup_text (LoketReplyText *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (get_buffer (self), &start, &end);
  return gtk_text_buffer_get_text (get_buffer (self), &start, &end, FALSE);
}

/* Colours that can be told from the background in both styles. */
static void
update_colors (LoketReplyText *self)
{
  static const char *const light[] = { "#1c71d8", "#1c71d8", "#b5680a", "#c01c28" };
  static const char *const dark[] = { "#78aeed", "#78aeed", "#f8e45c", "#ff7b63" };
  gboolean is_dark = adw_style_manager_get_dark (adw_style_manager_get_default ());

  for (guint i = 0; i < G_N_ELEMENTS (self->tags); i++)
    {
      GdkRGBA color;

      gdk_rgba_parse (&color, is_dark ? dark[i] : light[i]);
      g_object_set (self->tags[i], "underline-rgba", &color, NULL);
    }
}

static void
update_marks (LoketReplyText *self)
{
  GtkTextBuffer *buffer = get_buffer (self);
  int length = gtk_text_buffer_get_char_count (buffer);
  guint n = self->findings != NULL ? g_list_model_get_n_items (self->findings) : 0;
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  for (guint i = 0; i < G_N_ELEMENTS (self->tags); i++)
    gtk_text_buffer_remove_tag (buffer, self->tags[i], &start, &end);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (LoketFindingItem) finding = g_list_model_get_item (self->findings, i);
      int from = (int) loket_finding_item_get_start (finding);
      int to = (int) loket_finding_item_get_end (finding);

      if (from >= to || to > length)
        continue;
      gtk_text_buffer_get_iter_at_offset (buffer, &start, from);
      gtk_text_buffer_get_iter_at_offset (buffer, &end, to);
      gtk_text_buffer_apply_tag (buffer, self->tags[loket_finding_item_get_severity (finding)],
                                 &start, &end);
    }
}

static void
buffer_changed_cb (LoketReplyText *self)
{
  g_autofree char *text = NULL;

  if (self->loading || self->composer == NULL)
    return;

  text = dup_text (self);
  loket_composer_set_text (self->composer, text);
}

/* Replaces only what differs, so that the cursor and the undo history stay. */
static void
replace_changed_part (LoketReplyText *self,
                      const char     *old_text,
                      const char     *new_text)
{
  GtkTextBuffer *buffer = get_buffer (self);
  const char *old_end = old_text + strlen (old_text);
  const char *new_end = new_text + strlen (new_text);
  const char *old_start = old_text, *new_start = new_text;
  GtkTextIter start, end;

  while (*old_start != '\0' && g_utf8_get_char (old_start) == g_utf8_get_char (new_start))
    {
      old_start = g_utf8_next_char (old_start);
      new_start = g_utf8_next_char (new_start);
    }
  while (old_end > old_start && new_end > new_start)
    {
      const char *old_previous = g_utf8_prev_char (old_end);
      const char *new_previous = g_utf8_prev_char (new_end);

      if (g_utf8_get_char (old_previous) != g_utf8_get_char (new_previous))
        break;
      old_end = old_previous;
      new_end = new_previous;
    }

  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_get_iter_at_offset (buffer, &start,
                                      (int) g_utf8_pointer_to_offset (old_text, old_start));
  gtk_text_buffer_get_iter_at_offset (buffer, &end,
                                      (int) g_utf8_pointer_to_offset (old_text, old_end));
  gtk_text_buffer_delete (buffer, &start, &end);
  gtk_text_buffer_insert (buffer, &start, new_start, (int) (new_end - new_start));
  gtk_text_buffer_end_user_action (buffer);
}

static void
composer_changed_cb (LoketReplyText *self)
{
  LoketComposerState state = loket_composer_get_state (self->composer);
  const char *text = loket_composer_get_text (self->composer);
  g_autofree char *shown = dup_text (self);

  gtk_text_view_set_editable (GTK_TEXT_VIEW (self), state != LOKET_COMPOSER_LOADING &&
                                                      state != LOKET_COMPOSER_SENDING);
  if (g_strcmp0 (shown, text != NULL ? text : "") == 0)
    return;

  self->loading = TRUE;
  replace_changed_part (self, shown, text != NULL ? text : "");
  self->loading = FALSE;
  update_marks (self);
}

/* While there is something to fill in behind the cursor, Tab goes there; else it
 * leaves the text, as everywhere. */
static gboolean
key_pressed_cb (LoketReplyText  *self,
                guint            key,
                guint            code,
                GdkModifierType  state)
{
  GtkTextIter start, end;
  gboolean forward = key == GDK_KEY_Tab && (state & GDK_SHIFT_MASK) == 0;
  guint from, to;

  if ((key != GDK_KEY_Tab && key != GDK_KEY_ISO_Left_Tab) || self->composer == NULL ||
      (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;

  gtk_text_buffer_get_selection_bounds (get_buffer (self), &start, &end);
  if (!loket_composer_find_blank (self->composer, (guint) gtk_text_iter_get_offset (&start), forward, &from, &to))
    return GDK_EVENT_PROPAGATE;
  loket_reply_text_show_range (self, from, to);
  return GDK_EVENT_STOP;
}

static gboolean
keep_cursor_cb (GtkWidget     *widget,
                GdkFrameClock *frame_clock,
                gpointer       user_data)
{
  LoketReplyText *self = LOKET_REPLY_TEXT (widget);
  GtkTextIter iter;

  self->cursor_tick_id = 0;
  gtk_text_buffer_get_iter_at_mark (get_buffer (self), &iter, gtk_text_buffer_get_insert (get_buffer (self)));
  if (gtk_widget_has_focus (widget))
    gtk_text_view_scroll_to_iter (GTK_TEXT_VIEW (self), &iter, 0.1, FALSE, 0, 0);
  return G_SOURCE_REMOVE;
}

/* Findings below take from its height: where somebody writes stays in view. Scrolling
 * to a mark instead of a place would wait until GTK 4.8 draws, and move the bar
 * beside the text while that is drawn. */
static void
page_size_cb (LoketReplyText *self)
{
  if (self->cursor_tick_id == 0)
    self->cursor_tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), keep_cursor_cb, NULL, NULL);
}

static void
adjustment_cb (LoketReplyText *self)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self));

  if (adjustment != NULL)
    g_signal_connect_object (adjustment, "notify::page-size", G_CALLBACK (page_size_cb), self, G_CONNECT_SWAPPED);
}

static void
loket_reply_text_dispose (GObject *object)
{
  LoketReplyText *self = LOKET_REPLY_TEXT (object);

  loket_reply_text_set_composer (self, NULL);

  G_OBJECT_CLASS (loket_reply_text_parent_class)->dispose (object);
}

static void
loket_reply_text_class_init (LoketReplyTextClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = loket_reply_text_dispose;
}

static void
loket_reply_text_init (LoketReplyText *self)
{
  GtkTextBuffer *buffer = get_buffer (self);
  GtkEventController *keys = gtk_event_controller_key_new ();
  static const PangoUnderline lines[] = {
    PANGO_UNDERLINE_NONE, PANGO_UNDERLINE_SINGLE, PANGO_UNDERLINE_ERROR, PANGO_UNDERLINE_DOUBLE
  };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    self->tags[i] = gtk_text_buffer_create_tag (buffer, NULL, "underline", lines[i], NULL);
  gtk_text_buffer_set_enable_undo (buffer, TRUE);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  update_colors (self);

  g_signal_connect (self, "notify::vadjustment", G_CALLBACK (adjustment_cb), NULL);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (update_colors), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (buffer, "changed", G_CALLBACK (buffer_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * loket_reply_text_set_composer:
 * @self: the text
 * @composer: (nullable): whose text it is
 *
 * Ties the text to a composer.
 */
void
loket_reply_text_set_composer (LoketReplyText *self,
                               LoketComposer  *composer)
{
  GtkTextBuffer *buffer;

  g_return_if_fail (LOKET_IS_REPLY_TEXT (self));

  if (self->composer == composer)
    return;

  if (self->composer != NULL)
    g_signal_handlers_disconnect_by_data (self->composer, self);
  if (self->findings != NULL)
    g_signal_handlers_disconnect_by_data (self->findings, self);
  g_clear_object (&self->findings);
  g_set_object (&self->composer, composer);
  gtk_text_view_set_editable (GTK_TEXT_VIEW (self), FALSE);
  if (composer == NULL)
    return;

  /* The history of one draft must not reach into another. */
  buffer = get_buffer (self);
  gtk_text_buffer_begin_irreversible_action (buffer);
  self->loading = TRUE;
  gtk_text_buffer_set_text (buffer, loket_composer_get_text (composer) != NULL
                                      ? loket_composer_get_text (composer)
                                      : "",
                            -1);
  self->loading = FALSE;
  gtk_text_buffer_end_irreversible_action (buffer);

  self->findings = g_object_ref (loket_composer_get_findings (composer));
  g_signal_connect_object (composer, "findings-moved", G_CALLBACK (update_marks), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->findings, "items-changed", G_CALLBACK (update_marks), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (composer, "notify", G_CALLBACK (composer_changed_cb), self,
                           G_CONNECT_SWAPPED);
  composer_changed_cb (self);
  update_marks (self);
}

/**
 * loket_reply_text_show_finding:
 * @self: the text
 * @finding: what to go to
 *
 * Selects the words that a finding is about and puts the keyboard there.
 */
void
loket_reply_text_show_finding (LoketReplyText   *self,
                               LoketFindingItem *finding)
{
  loket_reply_text_show_range (self, loket_finding_item_get_start (finding), loket_finding_item_get_end (finding));
}

/**
 * loket_reply_text_get_cursor:
 * @self: the text
 *
 * Tells where the cursor is.
 *
 * Returns: code points from the beginning
 */
guint
loket_reply_text_get_cursor (LoketReplyText *self)
{
  GtkTextIter iter;

  g_return_val_if_fail (LOKET_IS_REPLY_TEXT (self), 0);

  gtk_text_buffer_get_iter_at_mark (get_buffer (self), &iter, gtk_text_buffer_get_insert (get_buffer (self)));
  return (guint) gtk_text_iter_get_offset (&iter);
}

/**
 * loket_reply_text_show_range:
 * @self: the text
 * @from: where it begins, in code points
 * @to: where it ends
 *
 * Selects a piece of the text and puts the keyboard there.
 */
void
loket_reply_text_show_range (LoketReplyText *self,
                             guint           from,
                             guint           to)
{
  GtkTextBuffer *buffer;
  GtkTextIter start, end;

  g_return_if_fail (LOKET_IS_REPLY_TEXT (self));

  buffer = get_buffer (self);
  gtk_text_buffer_get_iter_at_offset (buffer, &start, (int) from);
  gtk_text_buffer_get_iter_at_offset (buffer, &end, (int) to);
  gtk_text_buffer_select_range (buffer, &end, &start);
  gtk_text_view_scroll_to_iter (GTK_TEXT_VIEW (self), &start, 0.1, FALSE, 0, 0);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

/**
 * loket_reply_text_move_finding:
 * @self: the text
 * @forward: whether to look after the cursor, else before it
 *
 * Goes to the next finding and starts over at the end.
 *
 * Returns: (transfer full) (nullable): the finding it went to
 */
LoketFindingItem *
loket_reply_text_move_finding (LoketReplyText *self,
                               gboolean        forward)
{
  GtkTextBuffer *buffer;
  GtkTextIter start, end;
  guint n, from;

  g_return_val_if_fail (LOKET_IS_REPLY_TEXT (self), NULL);

  n = self->findings != NULL ? g_list_model_get_n_items (self->findings) : 0;
  if (n == 0)
    return NULL;

  buffer = get_buffer (self);
  gtk_text_buffer_get_selection_bounds (buffer, &start, &end);
  from = (guint) gtk_text_iter_get_offset (&start);

  for (guint i = 0; i < n; i++)
    {
      guint position = forward ? i : n - 1 - i;
      g_autoptr (LoketFindingItem) finding = g_list_model_get_item (self->findings, position);
      guint at = loket_finding_item_get_start (finding);
      gboolean here = gtk_text_buffer_get_has_selection (buffer) && at == from;

      if (!here && (forward ? at >= from : at < from))
        {
          loket_reply_text_show_finding (self, finding);
          return g_steal_pointer (&finding);
        }
    }

  {
    g_autoptr (LoketFindingItem) finding =
      g_list_model_get_item (self->findings, forward ? 0 : n - 1);

    loket_reply_text_show_finding (self, finding);
    return g_steal_pointer (&finding);
  }
}
