/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-ui"

#include "config.h"

#include "loket-toast.h"

#include <glib/gi18n.h>

#include "loket-accessible.h"
#include "loket-error-words.h"

/* What takes longer to read than a few words. */
#define LONG_CHARS 50

/* How wide a line may be: what stands beside it, and about a letter, in pixels. */
#define SIDES 120
#define LETTER 9
#define MIN_CHARS 20
#define MAX_CHARS 80
#define LINES_MARGIN 5

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

/* An overlay of libadwaita 1.2 asks for a height without telling the width: the
 * words answer with what they need in the width that they would like. */
static GtkSizeRequestMode
get_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
measure (GtkWidget      *widget,
         GtkOrientation  orientation,
         int             for_size,
         int            *minimum,
         int            *natural,
         int            *minimum_baseline,
         int            *natural_baseline)
{
  GtkWidget *label = gtk_widget_get_first_child (widget);
  int width;

  gtk_widget_measure (label, GTK_ORIENTATION_HORIZONTAL, -1, minimum, &width, NULL, NULL);
  *natural = width;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    return;
  gtk_widget_measure (label, GTK_ORIENTATION_VERTICAL, width, NULL, natural, NULL, NULL);
  *minimum = *natural;
}

static void
allocate (GtkWidget *widget,
          int        width,
          int        height,
          int        baseline)
{
  gtk_widget_size_allocate (gtk_widget_get_first_child (widget), &(GtkAllocation){ 0, 0, width, height }, baseline);
}

/* The toolkit's own title ends in dots where the window is narrow, and what to do
 * about a matter stands at the end. */
static AdwToast *
make_toast (GtkWidget  *from,
            const char *text)
{
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (from));
  int width = root != NULL ? gtk_widget_get_width (root) : 0;
  AdwToast *toast = adw_toast_new ("");
  GtkWidget *label = gtk_label_new (text);
  GtkWidget *bin = adw_bin_new ();

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_max_width_chars (GTK_LABEL (label), CLAMP ((width - SIDES) / LETTER, MIN_CHARS, MAX_CHARS));
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_set_margin_top (label, LINES_MARGIN);
  gtk_widget_set_margin_bottom (label, LINES_MARGIN);
  adw_bin_set_child (ADW_BIN (bin), label);
  gtk_widget_set_layout_manager (bin, gtk_custom_layout_new (get_mode, measure, allocate));
  adw_toast_set_custom_title (toast, bin);
  return toast;
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
  AdwToast *toast = make_toast (from, text);

  adw_toast_set_timeout (toast, g_utf8_strlen (text, -1) > LONG_CHARS ? 8 : 4);
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
  AdwToast *toast = make_toast (from, text);

  adw_toast_set_button_label (toast, _("Undo"));
  adw_toast_set_timeout (toast, 8);
  g_signal_connect_data (toast, "button-clicked", undo, g_object_ref (subject),
                         (GClosureNotify) (void (*) (void)) g_object_unref, 0);
  add_toast (from, toast);
}
