/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-ui"

#include "config.h"

#include "loket-finding-row.h"

#include <glib/gi18n.h>

#include "loket-accessible.h"
#include "loket-toast.h"
#include "loket-wrap-layout.h"

/**
 * LoketFindingRow:
 *
 * One finding of the checks: how much it weighs, why, and what to write instead.
 * Activating the row goes to the words it is about.
 */
struct _LoketFindingRow
{
  GtkListBoxRow     parent_instance;

  GtkImage         *icon;
  GtkLabel         *message_label;
  GtkLabel         *detail_label;
  GtkWidget        *choices;
  GtkWidget        *apply_button;
  GtkMenuButton    *more_button;

  LoketComposer    *composer;
  LoketFindingItem *finding;
};

G_DEFINE_FINAL_TYPE (LoketFindingRow, loket_finding_row, GTK_TYPE_LIST_BOX_ROW)

/**
 * loket_severity_icon:
 * @level: how much a finding weighs
 *
 * Names the icon of a level; each has a shape of its own.
 *
 * Returns: (transfer none): the name of a symbolic icon
 */
const char *
loket_severity_icon (LoketSeverity level)
{
  switch (level)
    {
    case LOKET_SEVERITY_BLOCKER:
      return "loket-blocker-symbolic";
    case LOKET_SEVERITY_WARNING:
      return "loket-attention-symbolic";
    case LOKET_SEVERITY_HINT:
    case LOKET_SEVERITY_OFF:
    default:
      return "loket-hint-symbolic";
    }
}

/**
 * loket_severity_words:
 * @level: how much a finding weighs
 *
 * Names a level for a person.
 *
 * Returns: (transfer none): a word
 */
const char *
loket_severity_words (LoketSeverity level)
{
  switch (level)
    {
    case LOKET_SEVERITY_BLOCKER:
      return C_ ("finding", "Stops sending");
    case LOKET_SEVERITY_WARNING:
      return C_ ("finding", "Warning");
    case LOKET_SEVERITY_HINT:
    case LOKET_SEVERITY_OFF:
    default:
      return C_ ("finding", "Hint");
    }
}

static void
set_level (LoketFindingRow  *self,
           LoketSeverity level)
{
  static const LoketSeverity levels[] = {
    LOKET_SEVERITY_HINT, LOKET_SEVERITY_WARNING, LOKET_SEVERITY_BLOCKER
  };

  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    loket_widget_set_style (GTK_WIDGET (self->icon), loket_severity_to_name (levels[i]),
                            levels[i] == level);
  gtk_image_set_from_icon_name (self->icon, loket_severity_icon (level));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->icon), loket_severity_words (level));
  loket_widget_set_name (GTK_WIDGET (self->icon), loket_severity_words (level));
}

static void
update (LoketFindingRow *self)
{
  LoketSeverity level = loket_finding_item_get_severity (self->finding);
  const char *message = loket_finding_item_get_message (self->finding);
  const char *suggestion = loket_finding_item_get_suggestion (self->finding);
  const char *reason = loket_finding_item_get_override (self->finding);
  g_autofree char *name = g_strdup_printf ("%s: %s", loket_severity_words (level), message);
  g_autofree char *replacement = loket_finding_item_dup_replacement (self->finding);
  g_autofree char *detail = NULL;

  if (reason != NULL)
    /* TRANSLATORS: why a reply may be sent although a check stops it */
    detail = g_strdup_printf (_("Sent on purpose: %s"), reason);
  else
    detail = g_strdup (suggestion);

  set_level (self, level);
  gtk_label_set_text (self->message_label, message);
  gtk_label_set_text (self->detail_label, detail != NULL ? detail : "");
  gtk_widget_set_visible (GTK_WIDGET (self->detail_label), detail != NULL);
  gtk_widget_set_visible (self->apply_button, replacement != NULL);
  if (replacement != NULL)
    {
      /* TRANSLATORS: the words that a suggestion puts in place of those found */
      g_autofree char *action = g_strdup_printf (_("Write “%s” instead"), replacement);

      gtk_widget_set_tooltip_text (self->apply_button, action);
      loket_widget_describe (self->apply_button, action);
    }
  loket_widget_set_name (GTK_WIDGET (self), name);
  if (detail != NULL)
    loket_widget_describe (GTK_WIDGET (self), detail);
}

/* What else can be done: nothing about what stops sending, that takes a reason. */
static void
update_menu (LoketFindingRow *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autofree char *word = loket_composer_dup_unknown_word (self->composer, self->finding);

  if (loket_finding_item_get_severity (self->finding) != LOKET_SEVERITY_BLOCKER)
    g_menu_append (menu, _("Ignore in this reply"), "finding.ignore");
  if (word != NULL)
    {
      /* TRANSLATORS: takes an unknown word for right from now on */
      g_autofree char *label = g_strdup_printf (_("Add “%s” to my vocabulary"), word);

      g_menu_append (menu, label, "finding.learn");
    }
  gtk_widget_set_visible (GTK_WIDGET (self->more_button), g_menu_model_get_n_items (G_MENU_MODEL (menu)) > 0);
  gtk_menu_button_set_menu_model (self->more_button, G_MENU_MODEL (menu));
  loket_widget_set_name (GTK_WIDGET (self->more_button), _("More for this finding"));
  loket_widget_name_buttons (GTK_WIDGET (self->more_button), _("More for this finding"));
}

static void
heed_cb (AdwToast *toast,
         gpointer  user_data)
{
  loket_composer_heed_all (LOKET_COMPOSER (user_data));
}

static void
ignore_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  LoketFindingRow *self = LOKET_FINDING_ROW (user_data);
  g_autoptr (LoketComposer) composer = g_object_ref (self->composer);

  /* The row goes with its finding. */
  loket_toast_show_undo (GTK_WIDGET (self), _("Ignored in this reply"), G_CALLBACK (heed_cb), G_OBJECT (composer));
  loket_composer_ignore (composer, self->finding);
}

static void
learn_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  LoketFindingRow *self = LOKET_FINDING_ROW (user_data);

  loket_composer_learn (self->composer, self->finding);
}

static void
apply_cb (LoketFindingRow *self)
{
  loket_composer_apply_suggestion (self->composer, self->finding);
}

static void
choose_cb (LoketFindingRow *self,
           GtkWidget       *button)
{
  guint choice = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "choice"));

  loket_composer_apply_choice (self->composer, self->finding, choice);
}

static void
add_choices (LoketFindingRow *self)
{
  const char *const *choices = loket_finding_item_get_choices (self->finding);

  for (guint i = 0; choices != NULL && choices[i] != NULL; i++)
    {
      GtkWidget *button = gtk_button_new_with_label (choices[i]);
      g_autofree char *action = g_strdup_printf (_("Write “%s” instead"), choices[i]);

      gtk_label_set_ellipsize (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), PANGO_ELLIPSIZE_END);
      gtk_widget_set_tooltip_text (button, action);
      loket_widget_describe (button, action);
      g_object_set_data (G_OBJECT (button), "choice", GUINT_TO_POINTER (i));
      g_signal_connect_swapped (button, "clicked", G_CALLBACK (choose_cb), self);
      gtk_box_append (GTK_BOX (self->choices), button);
    }
  gtk_widget_set_visible (self->choices, choices != NULL);
}

static void
loket_finding_row_dispose (GObject *object)
{
  LoketFindingRow *self = LOKET_FINDING_ROW (object);

  g_clear_object (&self->composer);
  g_clear_object (&self->finding);

  G_OBJECT_CLASS (loket_finding_row_parent_class)->dispose (object);
}

static void
loket_finding_row_class_init (LoketFindingRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = loket_finding_row_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/loket_pengaduan/Loket/composer/loket-finding-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LoketFindingRow, icon);
  gtk_widget_class_bind_template_child (widget_class, LoketFindingRow, message_label);
  gtk_widget_class_bind_template_child (widget_class, LoketFindingRow, detail_label);
  gtk_widget_class_bind_template_child (widget_class, LoketFindingRow, choices);
  gtk_widget_class_bind_template_child (widget_class, LoketFindingRow, apply_button);
  gtk_widget_class_bind_template_child (widget_class, LoketFindingRow, more_button);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
}

static void
loket_finding_row_init (LoketFindingRow *self)
{
  static const GActionEntry actions[] = {
    { "ignore", ignore_cb, NULL, NULL, NULL, { 0 } },
    { "learn", learn_cb, NULL, NULL, NULL, { 0 } },
  };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (self->choices, g_object_new (LOKET_TYPE_WRAP_LAYOUT, NULL));
  loket_widget_name_buttons (GTK_WIDGET (self->more_button), _("More for this finding"));
  g_action_map_add_action_entries (G_ACTION_MAP (group), actions, G_N_ELEMENTS (actions), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "finding", G_ACTION_GROUP (group));
}

/**
 * loket_finding_row_new:
 * @composer: whose text was checked
 * @finding: what was found
 *
 * Makes the row of a finding.
 */
GtkWidget *
loket_finding_row_new (LoketComposer    *composer,
                       LoketFindingItem *finding)
{
  LoketFindingRow *self = g_object_new (LOKET_TYPE_FINDING_ROW, NULL);

  self->composer = g_object_ref (composer);
  self->finding = g_object_ref (finding);
  g_signal_connect_object (finding, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  update_menu (self);
  add_choices (self);
  return GTK_WIDGET (self);
}

/**
 * loket_finding_row_get_item:
 * @self: a row
 *
 * Tells which finding a row shows.
 *
 * Returns: (transfer none): the finding
 */
LoketFindingItem *
loket_finding_row_get_item (LoketFindingRow *self)
{
  g_return_val_if_fail (LOKET_IS_FINDING_ROW (self), NULL);

  return self->finding;
}
