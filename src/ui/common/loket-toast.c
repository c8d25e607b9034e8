/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-ui"

#include "config.h"

#include "loket-toast.h"

#include <glib/gi18n.h>

#include "loket-accessible.h"
#include "loket-error-words.h"

/* A toast's own widget has no public type; it is what the overlay shows besides
 * its child. */
static gboolean
name_close_buttons_cb (gpointer user_data)
{
  GtkWidget *overlay = GTK_WIDGET (user_data);

  for (GtkWidget *child = gtk_widget_get_first_child (overlay);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (child != adw_toast_overlay_get_child (ADW_TOAST_OVERLAY (overlay)))
      loket_widget_name_buttons (child, _("Close the message"));
  return G_SOURCE_REMOVE;
}

static void
name_close_buttons (GtkWidget *overlay)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, name_close_buttons_cb, g_object_ref (overlay),
                   g_object_unref);
}

static void
add_toast (GtkWidget *from,
           AdwToast  *toast)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (from, ADW_TYPE_TOAST_OVERLAY);

  if (overlay == NULL)
    {
      g_object_unref (toast);
      return;
    }
  /* The next one in the queue gets its widget when this one goes. */
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (name_close_buttons), overlay,
                           G_CONNECT_SWAPPED);
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);
  name_close_buttons (overlay);
}

/**
 * loket_toast_show:
 * @from: any widget of the window
 * @text: what happened; no markup
 *
 * Tells something that is over. What lasts has to be seen elsewhere too: a toast
 * goes away and is not read out.
 */
void
loket_toast_show (GtkWidget  *from,
                  const char *text)
{
  g_autofree char *escaped = loket_markup_escape (text);

  AdwToast *toast = adw_toast_new (escaped);

  adw_toast_set_timeout (toast, 4);
  add_toast (from, toast);
}

/**
 * loket_toast_show_error:
 * @from: any widget of the window
 * @error: what went wrong
 *
 * Tells that something did not work and why.
 */
void
loket_toast_show_error (GtkWidget    *from,
                        const GError *error)
{
  g_autofree char *words = loket_error_words (error);

  loket_toast_show (from, words);
}

/**
 * loket_toast_show_undo:
 * @from: any widget of the window
 * @text: what happened; no markup
 * @undo: (scope notified): handler of #AdwToast::button-clicked
 * @subject: what @undo gets; kept until the toast is gone
 *
 * Tells something that was done and offers to take it back.
 */
void
loket_toast_show_undo (GtkWidget  *from,
                       const char *text,
                       GCallback   undo,
                       GObject    *subject)
{
  g_autofree char *escaped = loket_markup_escape (text);
  AdwToast *toast = adw_toast_new (escaped);

  adw_toast_set_button_label (toast, _("Undo"));
  adw_toast_set_timeout (toast, 8);
  g_signal_connect_data (toast, "button-clicked", undo, g_object_ref (subject),
                         (GClosureNotify) (void (*) (void)) g_object_unref, 0);
  add_toast (from, toast);
}
