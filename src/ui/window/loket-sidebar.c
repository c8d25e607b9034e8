/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-ui"

#include "config.h"

#include "loket-sidebar.h"

#include <glib/gi18n.h>

#include "loket-accessible.h"
#include "loket-words.h"

/**
 * LoketSidebar:
 *
 * The views on the queue with how many complaints each holds, and whose desk it
 * is.
 */
struct _LoketSidebar
{
  AdwBin        parent_instance;

  GtkListBox   *list;
  GtkWidget    *account_box;
  GtkLabel     *officer_label;
  GtkLabel     *agency_label;

  LoketSession *session;
};

typedef struct
{
  LoketView   view;
  const char *icon_name;
} ViewEntry;

/* Only what works is offered. */
static const ViewEntry entries[] = {
  { LOKET_VIEW_TODAY, "loket-today-symbolic" },
  { LOKET_VIEW_OVERDUE, "loket-overdue-symbolic" },
  { LOKET_VIEW_OPEN, "loket-inbox-symbolic" },
  { LOKET_VIEW_WAITING_REPORTER, "loket-waiting-symbolic" },
  { LOKET_VIEW_DRAFTS, "loket-draft-symbolic" },
  { LOKET_VIEW_OUTBOX, "loket-outbox-symbolic" },
  { LOKET_VIEW_SENT, "loket-sent-symbolic" },
};

enum
{
  SIGNAL_VIEW_SELECTED,
  SIGNAL_VIEW_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LoketSidebar, loket_sidebar, ADW_TYPE_BIN)

static GtkWidget *
create_row (const ViewEntry *entry)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (loket_words_view (entry->view));
  GtkWidget *count = gtk_label_new (NULL);

  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (entry->icon_name));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  gtk_widget_add_css_class (count, "count");
  gtk_widget_set_valign (count, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (count, FALSE);
  gtk_box_append (GTK_BOX (box), count);

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data (G_OBJECT (row), "count", count);
  loket_widget_set_name (row, loket_words_view (entry->view));
  return row;
}

static void
show_count (GtkListBoxRow *row,
            LoketView      view,
            guint          n)
{
  GtkWidget *count = g_object_get_data (G_OBJECT (row), "count");
  g_autofree char *text = g_strdup_printf ("%'u", n);
  /* TRANSLATORS: what a screen reader says for a view: its name, how many */
  g_autofree char *name =
    g_strdup_printf (ngettext ("%s, %u complaint", "%s, %u complaints", n),
                     loket_words_view (view), n);

  gtk_label_set_text (GTK_LABEL (count), text);
  gtk_widget_set_visible (count, n > 0);
  loket_widget_set_style (count, "late", view == LOKET_VIEW_OVERDUE);
  loket_widget_set_name (GTK_WIDGET (row), name);
}

static void
update (LoketSidebar *self)
{
  const char *officer = NULL, *agency = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    show_count (gtk_list_box_get_row_at_index (self->list, i), entries[i].view,
                self->session != NULL
                  ? loket_session_get_view_count (self->session, entries[i].view)
                  : 0);

  if (self->session != NULL)
    {
      officer = loket_session_get_officer_name (self->session);
      agency = loket_session_get_agency_name (self->session);
    }
  gtk_label_set_text (self->officer_label, officer != NULL ? officer : "");
  gtk_label_set_text (self->agency_label, agency != NULL ? agency : "");
  gtk_widget_set_visible (self->account_box, officer != NULL);
}

static void
row_selected_cb (LoketSidebar  *self,
                 GtkListBoxRow *row)
{
  if (row != NULL)
    g_signal_emit (self, signals[SIGNAL_VIEW_SELECTED], 0,
                   (guint) entries[gtk_list_box_row_get_index (row)].view);
}

static void
row_activated_cb (LoketSidebar  *self,
                  GtkListBoxRow *row)
{
  g_signal_emit (self, signals[SIGNAL_VIEW_ACTIVATED], 0);
}

static void
loket_sidebar_dispose (GObject *object)
{
  LoketSidebar *self = LOKET_SIDEBAR (object);

  g_clear_object (&self->session);

  G_OBJECT_CLASS (loket_sidebar_parent_class)->dispose (object);
}

static void
loket_sidebar_class_init (LoketSidebarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = loket_sidebar_dispose;

  /**
   * LoketSidebar::view-selected:
   * @self: the sidebar
   * @view: a #LoketView
   *
   * Another view is selected.
   */
  signals[SIGNAL_VIEW_SELECTED] =
    g_signal_new ("view-selected", LOKET_TYPE_SIDEBAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_UINT);
  /**
   * LoketSidebar::view-activated:
   * @self: the sidebar
   *
   * A view was clicked or entered: where the sidebar covers the queue, it can go.
   */
  signals[SIGNAL_VIEW_ACTIVATED] =
    g_signal_new ("view-activated", LOKET_TYPE_SIDEBAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/loket_pengaduan/Loket/window/loket-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, LoketSidebar, list);
  gtk_widget_class_bind_template_child (widget_class, LoketSidebar, account_box);
  gtk_widget_class_bind_template_child (widget_class, LoketSidebar, officer_label);
  gtk_widget_class_bind_template_child (widget_class, LoketSidebar, agency_label);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
loket_sidebar_init (LoketSidebar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    gtk_list_box_append (self->list, create_row (&entries[i]));
  update (self);
}

/**
 * loket_sidebar_set_session:
 * @self: the sidebar
 * @session: (nullable): whose complaints are counted
 *
 * Sets the session that the sidebar shows.
 */
void
loket_sidebar_set_session (LoketSidebar *self,
                           LoketSession *session)
{
  g_return_if_fail (LOKET_IS_SIDEBAR (self));

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, session);
  if (session != NULL)
    {
      g_signal_connect_object (session, "counts-changed", G_CALLBACK (update), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (session, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
    }
  update (self);
}

/**
 * loket_sidebar_get_view:
 * @self: the sidebar
 *
 * Tells which view is selected.
 *
 * Returns: a view
 */
LoketView
loket_sidebar_get_view (LoketSidebar *self)
{
  GtkListBoxRow *row;

  g_return_val_if_fail (LOKET_IS_SIDEBAR (self), LOKET_VIEW_OPEN);

  row = gtk_list_box_get_selected_row (self->list);
  return row != NULL ? entries[gtk_list_box_row_get_index (row)].view : LOKET_VIEW_OPEN;
}

/**
 * loket_sidebar_set_view:
 * @self: the sidebar
 * @view: a view; one that is not offered is ignored
 *
 * Selects a view.
 */
void
loket_sidebar_set_view (LoketSidebar *self,
                        LoketView     view)
{
  g_return_if_fail (LOKET_IS_SIDEBAR (self));

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    if (entries[i].view == view)
      gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, i));
}
