/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-ui"

#include "config.h"

#include "loket-conflict-page.h"

#include <glib/gi18n.h>

#include "loket-accessible.h"
#include "loket-error-words.h"

/**
 * LoketConflictPage:
 *
 * A reply did not go through and somebody has to decide: what changed meanwhile,
 * before and after, the officer's own text, and what can be done with it.
 */
struct _LoketConflictPage
{
  AdwBin             parent_instance;

  GtkScrolledWindow *scroller;
  GtkLabel          *number_label;
  GtkLabel          *headline_label;
  GtkLabel          *explanation_label;
  GtkWidget         *changes_part;
  GtkBox            *changes;
  GtkButton         *copy_button;
  GtkLabel          *text_label;
  GtkBox            *choices;
  GtkLabel          *trouble_label;

  LoketSession      *session;
  LoketConflict     *conflict;
};

enum
{
  SIGNAL_DECIDED,
  SIGNAL_PUT_ASIDE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LoketConflictPage, loket_conflict_page, ADW_TYPE_BIN)

static void
empty (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

static GtkWidget *
make_label (const char *text,
            const char *style)
{
  return g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0, "wrap", TRUE, "wrap-mode",
                       PANGO_WRAP_WORD_CHAR, "css-classes",
                       (const char *[]) { style != NULL ? style : "body", NULL }, NULL);
}

static void
append_version (GtkBox     *card,
                const char *name,
                const char *text,
                const char *style)
{
  if (text == NULL)
    return;
  if (name != NULL)
    gtk_box_append (card, make_label (name, "caption-heading"));
  gtk_box_append (card, make_label (text, style));
}

static void
append_change (LoketConflictPage *self,
               const LoketChange *change)
{
  GtkBox *card = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 4));
  gboolean replaced = change->kind != LOKET_CHANGE_MESSAGE;

  gtk_widget_add_css_class (GTK_WIDGET (card), "card");
  gtk_widget_add_css_class (GTK_WIDGET (card), "bubble");
  gtk_box_append (card, make_label (change->what, "heading"));
  append_version (card, replaced ? C_ ("change", "Before") : NULL, change->before, "before");
  append_version (card, replaced ? C_ ("change", "Now") : NULL, change->after, "body");
  gtk_box_append (self->changes, GTK_WIDGET (card));
}

static void
show_trouble (LoketConflictPage *self,
              const char        *words)
{
  gtk_label_set_text (self->trouble_label, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->trouble_label), words != NULL);
}

typedef struct
{
  LoketConflictPage *page;
  char              *complaint_id;
  LoketOutboxChoice  choice;
} Decision;

static void
decided_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autofree Decision *decision = user_data;
  g_autoptr (LoketConflictPage) self = decision->page;
  g_autofree char *complaint_id = decision->complaint_id;
  g_autoptr (GError) error = NULL;

  gtk_widget_set_sensitive (GTK_WIDGET (self->choices), TRUE);
  if (!loket_session_resolve_finish (LOKET_SESSION (source), result, NULL, NULL, &error))
    {
      g_autofree char *words = loket_error_words (error);

      show_trouble (self, words);
      return;
    }
  g_signal_emit (self, signals[SIGNAL_DECIDED], 0, complaint_id, decision->choice);
}

static void
choice_cb (LoketConflictPage *self,
           GtkButton         *button)
{
  Decision *decision;

  if (self->conflict == NULL || self->session == NULL)
    return;

  decision = g_new0 (Decision, 1);
  decision->page = g_object_ref (self);
  decision->complaint_id = g_strdup (self->conflict->complaint_id);
  decision->choice = (LoketOutboxChoice) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button),
                                                                             "choice"));
  show_trouble (self, NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->choices), FALSE);
  loket_session_resolve_async (self->session, self->conflict->reply_id, decision->choice, NULL,
                               decided_cb, decision);
}

static void
append_choice (LoketConflictPage *self,
               LoketOutboxChoice  choice,
               gboolean           first)
{
  const char *name = loket_conflict_get_choice_name (self->conflict, choice);
  const char *detail = loket_conflict_get_choice_detail (self->conflict, choice);
  GtkWidget *button = gtk_button_new ();
  GtkBox *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 2));

  gtk_box_append (box, make_label (name, "heading"));
  gtk_box_append (box, make_label (detail, "caption"));
  gtk_widget_add_css_class (button, "choice");
  if (first)
    gtk_widget_add_css_class (button, "suggested-action");
  gtk_button_set_child (GTK_BUTTON (button), GTK_WIDGET (box));
  loket_widget_set_name (button, name);
  loket_widget_describe (button, detail);
  g_object_set_data (G_OBJECT (button), "choice", GINT_TO_POINTER (choice));
  g_signal_connect_object (button, "clicked", G_CALLBACK (choice_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->choices, button);
}

static void
copy_cb (LoketConflictPage *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->conflict->text);
}

static void
look_cb (LoketConflictPage *self)
{
  g_signal_emit (self, signals[SIGNAL_PUT_ASIDE], 0);
}

static void
loket_conflict_page_dispose (GObject *object)
{
  LoketConflictPage *self = LOKET_CONFLICT_PAGE (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->conflict, loket_conflict_free);

  G_OBJECT_CLASS (loket_conflict_page_parent_class)->dispose (object);
}

static void
loket_conflict_page_class_init (LoketConflictPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = loket_conflict_page_dispose;

  /**
   * LoketConflictPage::decided:
   * @self: the page
   * @complaint_id: of the reply that was decided about
   * @choice: the #LoketOutboxChoice
   *
   * The person decided, and that is stored.
   */
  signals[SIGNAL_DECIDED] =
    g_signal_new ("decided", LOKET_TYPE_CONFLICT_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_INT);

  /**
   * LoketConflictPage::put-aside:
   * @self: the page
   *
   * The person wants to read the complaint before deciding.
   */
  signals[SIGNAL_PUT_ASIDE] =
    g_signal_new ("put-aside", LOKET_TYPE_CONFLICT_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/loket_pengaduan/Loket/complaint/loket-conflict-page.ui");
  gtk_widget_class_bind_template_child (widget_class, LoketConflictPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, LoketConflictPage, number_label);
  gtk_widget_class_bind_template_child (widget_class, LoketConflictPage, headline_label);
  gtk_widget_class_bind_template_child (widget_class, LoketConflictPage, explanation_label);
  gtk_widget_class_bind_template_child (widget_class, LoketConflictPage, changes_part);
  gtk_widget_class_bind_template_child (widget_class, LoketConflictPage, changes);
  gtk_widget_class_bind_template_child (widget_class, LoketConflictPage, copy_button);
  gtk_widget_class_bind_template_child (widget_class, LoketConflictPage, text_label);
  gtk_widget_class_bind_template_child (widget_class, LoketConflictPage, choices);
  gtk_widget_class_bind_template_child (widget_class, LoketConflictPage, trouble_label);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
  gtk_widget_class_bind_template_callback (widget_class, look_cb);
}

static void
loket_conflict_page_init (LoketConflictPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * loket_conflict_page_set_session:
 * @self: a page
 * @session: (nullable): whose replies are decided about
 *
 * Sets the session that carries decisions out.
 */
void
loket_conflict_page_set_session (LoketConflictPage *self,
                                 LoketSession      *session)
{
  g_return_if_fail (LOKET_IS_CONFLICT_PAGE (self));

  g_set_object (&self->session, session);
}

/**
 * loket_conflict_page_set_conflict:
 * @self: a page
 * @conflict: (transfer full): what there is to decide
 *
 * Shows what there is to decide.
 */
void
loket_conflict_page_set_conflict (LoketConflictPage *self,
                                  LoketConflict     *conflict)
{
  g_autofree char *number = NULL;
  gboolean other;

  g_return_if_fail (LOKET_IS_CONFLICT_PAGE (self) && conflict != NULL);

  other = self->conflict == NULL || g_strcmp0 (self->conflict->reply_id, conflict->reply_id) != 0;
  g_clear_pointer (&self->conflict, loket_conflict_free);
  self->conflict = conflict;

  number = g_strdup_printf ("#%s · %s", conflict->tracking_id != NULL ? conflict->tracking_id : "",
                            conflict->title != NULL ? conflict->title : "");
  gtk_label_set_text (self->number_label, number);
  gtk_label_set_text (self->headline_label, conflict->headline);
  gtk_label_set_text (self->explanation_label, conflict->explanation);
  gtk_label_set_text (self->text_label, conflict->text);
  empty (self->changes);
  for (guint i = 0; i < conflict->changes->len; i++)
    append_change (self, conflict->changes->pdata[i]);
  gtk_widget_set_visible (self->changes_part, conflict->changes->len > 0);
  empty (self->choices);
  for (guint i = 0; i < conflict->n_choices; i++)
    append_choice (self, conflict->choices[i], i == 0);
  show_trouble (self, NULL);
  if (other)
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
}

/**
 * loket_conflict_page_get_conflict:
 * @self: a page
 *
 * Tells what is shown.
 *
 * Returns: (nullable): the conflict
 */
const LoketConflict *
loket_conflict_page_get_conflict (LoketConflictPage *self)
{
  g_return_val_if_fail (LOKET_IS_CONFLICT_PAGE (self), NULL);

  return self->conflict;
}
