/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-ui"

#include "config.h"

#include "loket-overdue-hint.h"

#include <glib/gi18n.h>

#include "loket-accessible.h"

/**
 * LoketOverdueHint:
 *
 * Above the plan of the day: how much is late already, and the way there. The
 * plan itself holds only what can still be done in time.
 */
struct _LoketOverdueHint
{
  AdwBin        parent_instance;

  GtkWidget    *button;
  GtkLabel     *label;

  LoketSession *session;
  LoketView     view;
};

G_DEFINE_FINAL_TYPE (LoketOverdueHint, loket_overdue_hint, ADW_TYPE_BIN)

static void
update (LoketOverdueHint *self)
{
  guint n = self->session != NULL
              ? loket_session_get_view_count (self->session, LOKET_VIEW_OVERDUE)
              : 0;
  g_autofree char *text = g_strdup_printf (ngettext ("%'u complaint is late", "%'u complaints are late", n), n);

  gtk_label_set_text (self->label, text);
  loket_widget_set_name (self->button, text);
  gtk_widget_set_visible (GTK_WIDGET (self), self->view == LOKET_VIEW_TODAY && n > 0);
}

static void
loket_overdue_hint_dispose (GObject *object)
{
  LoketOverdueHint *self = LOKET_OVERDUE_HINT (object);

  g_clear_object (&self->session);

  G_OBJECT_CLASS (loket_overdue_hint_parent_class)->dispose (object);
}

static void
loket_overdue_hint_class_init (LoketOverdueHintClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = loket_overdue_hint_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/loket_pengaduan/Loket/queue/loket-overdue-hint.ui");
  gtk_widget_class_bind_template_child (widget_class, LoketOverdueHint, button);
  gtk_widget_class_bind_template_child (widget_class, LoketOverdueHint, label);
}

static void
loket_overdue_hint_init (LoketOverdueHint *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->view = LOKET_VIEW_OPEN;
  update (self);
}

/**
 * loket_overdue_hint_set_session:
 * @self: a hint
 * @session: (nullable): whose complaints are counted
 *
 * Sets the session that the hint is about.
 */
void
loket_overdue_hint_set_session (LoketOverdueHint *self,
                                LoketSession     *session)
{
  g_return_if_fail (LOKET_IS_OVERDUE_HINT (self));

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, session);
  if (session != NULL)
    g_signal_connect_object (session, "counts-changed", G_CALLBACK (update), self,
                             G_CONNECT_SWAPPED);
  update (self);
}

/**
 * loket_overdue_hint_set_view:
 * @self: a hint
 * @view: what the queue shows
 *
 * Shows the hint with the plan of the day, and only there.
 */
void
loket_overdue_hint_set_view (LoketOverdueHint *self,
                             LoketView         view)
{
  g_return_if_fail (LOKET_IS_OVERDUE_HINT (self));

  self->view = view;
  update (self);
}
