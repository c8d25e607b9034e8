/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-ui"

#include "config.h"

#include "loket-template-button.h"

#include <glib/gi18n.h>

#include "loket-accessible.h"
#include "loket-blank.h"
#include "loket-template-row.h"

/* How wide the list is where there is room, and what is beside it. */
#define LIST_WIDTH 440
#define MARGINS 48
#define BORDERS 2

/**
 * LoketTemplateButton:
 *
 * Opens the agency's templates: those first that fit, a search, and how one would
 * read before it is taken.
 */
struct _LoketTemplateButton
{
  AdwBin             parent_instance;

  GtkMenuButton     *button;
  GtkWidget         *button_label;
  GtkPopover        *popover;
  GtkWidget         *content;
  GtkStack          *pages;
  GtkLabel          *none_label;
  GtkSearchEntry    *search;
  GtkStack          *results;
  GtkListBox        *list;
  GtkLabel          *title_label;
  GtkLabel          *origin_label;
  GtkLabel          *review_label;
  GtkWidget         *review_box;
  GtkWidget         *review_icon;
  GtkLabel          *text_label;
  GtkWidget         *blanks_label;
  GtkWidget         *use_button;

  LoketComposer     *composer;
  LoketTemplateItem *shown;  /* NULL while the list is */
  LoketTemplateItem *chosen; /* until the popover is closed */
  int                width;
};

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LoketTemplateButton, loket_template_button, ADW_TYPE_BIN)

static void
update_results (LoketTemplateButton *self)
{
  GListModel *found = loket_composer_get_templates (self->composer);

  gtk_stack_set_visible_child_name (self->results, g_list_model_get_n_items (found) > 0 ? "list" : "nothing");
}

static void
show_list (LoketTemplateButton *self)
{
  g_autofree char *none = loket_composer_dup_no_templates_text (self->composer);

  g_clear_object (&self->shown);
  gtk_label_set_text (self->none_label, none);
  gtk_stack_set_visible_child_name (self->pages, loket_composer_get_n_templates (self->composer) > 0 ? "list" : "none");
  update_results (self);
}

/* What is still to be filled in stands out by its weight and a line. */
static void
show_text (LoketTemplateButton *self,
           const char          *text)
{
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  g_autoptr (GPtrArray) blanks = loket_blank_find_all (text);

  for (guint i = 0; i < blanks->len; i++)
    {
      const LoketBlank *blank = g_ptr_array_index (blanks, i);
      PangoAttribute *marks[] = { pango_attr_weight_new (PANGO_WEIGHT_BOLD), pango_attr_underline_new (PANGO_UNDERLINE_SINGLE) };

      for (guint j = 0; j < G_N_ELEMENTS (marks); j++)
        {
          marks[j]->start_index = (guint) blank->from;
          marks[j]->end_index = (guint) blank->to;
          pango_attr_list_insert (attributes, marks[j]);
        }
    }
  gtk_label_set_text (self->text_label, text);
  gtk_label_set_attributes (self->text_label, attributes);
  gtk_widget_set_visible (self->blanks_label, blanks->len > 0);
}

static void
show_template (LoketTemplateButton *self,
               LoketTemplateItem   *item)
{
  g_autofree char *origin = loket_template_item_dup_origin (item);
  g_autofree char *review = loket_template_item_dup_review (item);
  g_autofree char *text = loket_composer_dup_template_preview (self->composer, item);
  gboolean due = loket_template_item_get_due (item);

  g_set_object (&self->shown, item);
  gtk_label_set_text (self->title_label, loket_template_item_get_title (item));
  gtk_label_set_text (self->origin_label, origin);
  gtk_label_set_text (self->review_label, review);
  gtk_widget_set_visible (self->review_icon, due);
  loket_widget_set_style (self->review_box, "review-due", due);
  loket_widget_set_style (GTK_WIDGET (self->review_label), "dim-label", !due);
  show_text (self, text);
  gtk_stack_set_visible_child_name (self->pages, "template");
  gtk_widget_grab_focus (self->use_button);
}

static void
row_activated_cb (LoketTemplateButton *self,
                  GtkListBoxRow       *row)
{
  show_template (self, loket_template_row_get_item (LOKET_TEMPLATE_ROW (row)));
}

static void
search_changed_cb (LoketTemplateButton *self)
{
  if (self->composer == NULL)
    return;
  loket_composer_search_templates (self->composer, gtk_editable_get_text (GTK_EDITABLE (self->search)));
  update_results (self);
}

/* Enter takes what the list begins with. */
static void
search_activate_cb (LoketTemplateButton *self)
{
  g_autoptr (LoketTemplateItem) first = NULL;

  search_changed_cb (self);
  first = g_list_model_get_item (loket_composer_get_templates (self->composer), 0);
  if (first != NULL)
    show_template (self, first);
}

static void
search_stop_cb (LoketTemplateButton *self)
{
  gtk_menu_button_popdown (self->button);
}

static void
back_cb (LoketTemplateButton *self)
{
  show_list (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

/* The keyboard goes into the text only after the popover gave it back. */
static gboolean
tell_chosen_cb (gpointer user_data)
{
  LoketTemplateButton *self = LOKET_TEMPLATE_BUTTON (user_data);
  g_autoptr (LoketTemplateItem) item = g_steal_pointer (&self->chosen);

  if (item != NULL && self->composer != NULL)
    g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, item);
  return G_SOURCE_REMOVE;
}

static void
closed_cb (LoketTemplateButton *self)
{
  if (self->chosen != NULL)
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, tell_chosen_cb, g_object_ref (self), g_object_unref);
}

static void
use_cb (LoketTemplateButton *self)
{
  g_set_object (&self->chosen, self->shown);
  gtk_menu_button_popdown (self->button);
}

static GtkWidget *
create_row_cb (gpointer item,
               gpointer user_data)
{
  GtkWidget *row = loket_template_row_new (LOKET_TEMPLATE_ITEM (item));

  gtk_widget_set_size_request (row, LOKET_TEMPLATE_BUTTON (user_data)->width - BORDERS, -1);
  return row;
}

static gboolean
fits (GtkListBoxRow *row)
{
  return row != NULL && loket_template_item_get_fits (loket_template_row_get_item (LOKET_TEMPLATE_ROW (row)));
}

static void
set_heading_cb (GtkListBoxRow *row,
                GtkListBoxRow *before,
                gpointer       user_data)
{
  GtkWidget *label;

  if (before != NULL && fits (row) == fits (before))
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  label = gtk_label_new (fits (row) ? _("For this complaint") : _("Other templates"));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "template-heading");
  gtk_list_box_row_set_header (row, label);
}

static void
before_popup_cb (GtkMenuButton *button,
                 gpointer       user_data)
{
  LoketTemplateButton *self = LOKET_TEMPLATE_BUTTON (user_data);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (self->composer == NULL)
    return;
  self->width = MIN (LIST_WIDTH, gtk_widget_get_width (GTK_WIDGET (root)) - MARGINS);
  gtk_widget_set_size_request (self->content, self->width, -1);
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  loket_composer_search_templates (self->composer, NULL);
  show_list (self);
}

static void
loket_template_button_dispose (GObject *object)
{
  LoketTemplateButton *self = LOKET_TEMPLATE_BUTTON (object);

  loket_template_button_set_composer (self, NULL);
  g_clear_object (&self->shown);
  g_clear_object (&self->chosen);

  G_OBJECT_CLASS (loket_template_button_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/loket_pengaduan/Loket/composer/loket-template-button.ui");
  gtk_widget_class_bind_template_child (widget_class, LoketTemplateButton, button);
  gtk_widget_class_bind_template_child (widget_class, LoketTemplateButton, button_label);
  gtk_widget_class_bind_template_child (widget_class, LoketTemplateButton, popover);
  gtk_widget_class_bind_template_child (widget_class, LoketTemplateButton, content);
  gtk_widget_class_bind_template_child (widget_class, LoketTemplateButton, pages);
  gtk_widget_class_bind_template_child (widget_class, LoketTemplateButton, none_label);
  gtk_widget_class_bind_template_child (widget_class, LoketTemplateButton, search);
  gtk_widget_class_bind_template_child (widget_class, LoketTemplateButton, results);
  gtk_widget_class_bind_template_child (widget_class, LoketTemplateButton, list);
  gtk_widget_class_bind_template_child (widget_class, LoketTemplateButton, title_label);
  gtk_widget_class_bind_template_child (widget_class, LoketTemplateButton, origin_label);
  gtk_widget_class_bind_template_child (widget_class, LoketTemplateButton, review_label);
  gtk_widget_class_bind_template_child (widget_class, LoketTemplateButton, review_box);
  gtk_widget_class_bind_template_child (widget_class, LoketTemplateButton, review_icon);
  gtk_widget_class_bind_template_child (widget_class, LoketTemplateButton, text_label);
  gtk_widget_class_bind_template_child (widget_class, LoketTemplateButton, blanks_label);
  gtk_widget_class_bind_template_child (widget_class, LoketTemplateButton, use_button);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_stop_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, closed_cb);
  gtk_widget_class_bind_template_callback (widget_class, use_cb);
}

static void
loket_template_button_class_init (LoketTemplateButtonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = loket_template_button_dispose;

  /**
   * LoketTemplateButton::chosen:
   * @self: the button
   * @item: the #LoketTemplateItem
   *
   * The officer wants to begin with a template.
   */
  signals[SIGNAL_CHOSEN] =
    g_signal_new ("chosen", LOKET_TYPE_TEMPLATE_BUTTON, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, LOKET_TYPE_TEMPLATE_ITEM);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
loket_template_button_init (LoketTemplateButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->width = LIST_WIDTH;
  gtk_list_box_set_header_func (self->list, set_heading_cb, NULL, NULL);
  gtk_menu_button_set_create_popup_func (self->button, before_popup_cb, self, NULL);
  loket_widget_name_buttons (GTK_WIDGET (self->button), _("Templates"));
}

/**
 * loket_template_button_set_composer:
 * @self: the button
 * @composer: (nullable): whose templates to list
 *
 * Changes to another draft.
 */
void
loket_template_button_set_composer (LoketTemplateButton *self,
                                    LoketComposer       *composer)
{
  g_return_if_fail (LOKET_IS_TEMPLATE_BUTTON (self));

  if (self->composer == composer)
    return;

  if (self->composer != NULL && self->list != NULL)
    gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
  g_clear_object (&self->chosen);
  g_set_object (&self->composer, composer);
  if (composer != NULL)
    gtk_list_box_bind_model (self->list, loket_composer_get_templates (composer), create_row_cb, self, NULL);
}

/**
 * loket_template_button_set_compact:
 * @self: the button
 * @compact: whether there is room for the icon only
 *
 * Takes less room in a small window.
 */
void
loket_template_button_set_compact (LoketTemplateButton *self,
                                   gboolean             compact)
{
  g_return_if_fail (LOKET_IS_TEMPLATE_BUTTON (self));

  gtk_widget_set_visible (self->button_label, !compact);
}

/**
 * loket_template_button_popup:
 * @self: the button
 *
 * Opens the list.
 */
void
loket_template_button_popup (LoketTemplateButton *self)
{
  g_return_if_fail (LOKET_IS_TEMPLATE_BUTTON (self));

  gtk_menu_button_popup (self->button);
}
