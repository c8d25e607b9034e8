/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-ui"

#include "config.h"

#include "loket-lock-page.h"

#include <glib/gi18n.h>

#include "loket-accessible.h"
#include "loket-error-words.h"

/**
 * LoketLockPage:
 *
 * All that the window shows while it is locked, or while nothing opens the
 * profile: what is wanted, a field for the passphrase where there is one, and at
 * the start the other ways out. What was typed goes with the signal and is wiped.
 */
struct _LoketLockPage
{
  AdwBin       parent_instance;

  GtkLabel    *title_label;
  GtkLabel    *description_label;
  GtkLabel    *waiting_label;
  GtkRevealer *trouble_revealer;
  GtkWidget   *trouble_box;
  GtkLabel    *trouble_label;
  GtkWidget   *fields;
  GtkEditable *passphrase_row;
  GtkWidget   *submit_button;
  GtkWidget   *ways_box;
  GtkWidget   *again_button;

  LoketTries  *tries;
  char        *trouble; /* in words, without how long to wait */
  gboolean     busy;
};

G_DEFINE_FINAL_TYPE (LoketLockPage, loket_lock_page, ADW_TYPE_BIN)

enum
{
  UNLOCK,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static guint
get_wait (LoketLockPage *self)
{
  return self->tries != NULL ? loket_tries_get_wait (self->tries) : 0;
}

static void
update_trouble (LoketLockPage *self)
{
  guint wait = get_wait (self);
  g_autofree char *later = NULL;
  g_autofree char *text = NULL;

  gtk_revealer_set_reveal_child (self->trouble_revealer, self->trouble != NULL);
  if (self->trouble == NULL)
    return;
  later = g_strdup_printf (ngettext ("Try again in %u second.", "Try again in %u seconds.", wait), wait);
  /* TRANSLATORS: what happened, then what can be done; two sentences */
  text = wait > 0 ? g_strdup_printf (C_ ("sentences", "%s %s"), self->trouble, later) : g_strdup (self->trouble);
  gtk_label_set_text (self->trouble_label, text);
  loket_widget_set_name (self->trouble_box, text);
}

static void
update (LoketLockPage *self)
{
  gboolean typed = gtk_editable_get_text (self->passphrase_row)[0] != '\0';

  gtk_widget_set_sensitive (self->submit_button, typed && !self->busy && get_wait (self) == 0);
  gtk_widget_set_sensitive (self->fields, !self->busy);
  gtk_widget_set_sensitive (self->ways_box, !self->busy);
  gtk_button_set_label (GTK_BUTTON (self->submit_button), self->busy ? _("Unlocking…") : _("Unlock"));
  update_trouble (self);
}

static void
set_trouble (LoketLockPage *self,
             const char    *text)
{
  g_free (self->trouble);
  self->trouble = g_strdup (text);
  update (self);
}

/* A row given the focus hands it to the last of its buttons. */
static void
focus_field (LoketLockPage *self)
{
  if (gtk_widget_get_visible (self->fields))
    gtk_widget_grab_focus (GTK_WIDGET (gtk_editable_get_delegate (self->passphrase_row)));
  else
    gtk_widget_grab_focus (self->again_button);
}

static void
passphrase_changed_cb (LoketLockPage *self)
{
  if (get_wait (self) == 0)
    set_trouble (self, NULL);
  update (self);
}

static void
submit_cb (LoketLockPage *self)
{
  const char *text = gtk_editable_get_text (self->passphrase_row);

  if (text[0] != '\0' && !self->busy && get_wait (self) == 0)
    g_signal_emit (self, signals[UNLOCK], 0, text);
}

static void
loket_lock_page_dispose (GObject *object)
{
  LoketLockPage *self = LOKET_LOCK_PAGE (object);

  if (self->tries != NULL)
    g_signal_handlers_disconnect_by_data (self->tries, self);
  g_clear_object (&self->tries);
  g_clear_pointer (&self->trouble, g_free);
  G_OBJECT_CLASS (loket_lock_page_parent_class)->dispose (object);
}

static void
loket_lock_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (loket_lock_page_parent_class)->map (widget);
  focus_field (LOKET_LOCK_PAGE (widget));
}

static void
loket_lock_page_class_init (LoketLockPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = loket_lock_page_dispose;
  widget_class->map = loket_lock_page_map;

  /**
   * LoketLockPage::unlock:
   * @self: the page
   * @passphrase: what was typed; not longer than the call
   *
   * Somebody wants to unlock.
   */
  signals[UNLOCK] = g_signal_new ("unlock", LOKET_TYPE_LOCK_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/loket_pengaduan/Loket/lock/loket-lock-page.ui");
  gtk_widget_class_bind_template_child (widget_class, LoketLockPage, title_label);
  gtk_widget_class_bind_template_child (widget_class, LoketLockPage, description_label);
  gtk_widget_class_bind_template_child (widget_class, LoketLockPage, waiting_label);
  gtk_widget_class_bind_template_child (widget_class, LoketLockPage, trouble_revealer);
  gtk_widget_class_bind_template_child (widget_class, LoketLockPage, trouble_box);
  gtk_widget_class_bind_template_child (widget_class, LoketLockPage, trouble_label);
  gtk_widget_class_bind_template_child (widget_class, LoketLockPage, fields);
  gtk_widget_class_bind_template_child (widget_class, LoketLockPage, passphrase_row);
  gtk_widget_class_bind_template_child (widget_class, LoketLockPage, submit_button);
  gtk_widget_class_bind_template_child (widget_class, LoketLockPage, ways_box);
  gtk_widget_class_bind_template_child (widget_class, LoketLockPage, again_button);
  gtk_widget_class_bind_template_callback (widget_class, passphrase_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, submit_cb);
}

static void
loket_lock_page_init (LoketLockPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  loket_widget_set_name (GTK_WIDGET (gtk_editable_get_delegate (self->passphrase_row)), _("Passphrase"));
  loket_widget_name_buttons (GTK_WIDGET (self->passphrase_row), _("Show passphrase"));
}

/**
 * loket_lock_page_new:
 *
 * Makes the page.
 *
 * Returns: (transfer full): the page
 */
GtkWidget *
loket_lock_page_new (void)
{
  return g_object_new (LOKET_TYPE_LOCK_PAGE, NULL);
}

static void
begin (LoketLockPage *self,
       LoketTries    *tries,
       const char    *title,
       const char    *description)
{
  if (self->tries != NULL)
    g_signal_handlers_disconnect_by_data (self->tries, self);
  g_set_object (&self->tries, tries);
  g_signal_connect_swapped (tries, "notify::wait", G_CALLBACK (update), self);
  gtk_label_set_text (self->title_label, title);
  gtk_label_set_text (self->description_label, description);
  gtk_editable_set_text (self->passphrase_row, "");
  self->busy = FALSE;
  set_trouble (self, NULL);
}

/**
 * loket_lock_page_show_desk:
 * @self: the page
 * @tries: how long to wait after wrong ones
 *
 * Asks for the passphrase of an open profile.
 */
void
loket_lock_page_show_desk (LoketLockPage *self,
                           LoketTries    *tries)
{
  g_return_if_fail (LOKET_IS_LOCK_PAGE (self) && LOKET_IS_TRIES (tries));

  begin (self, tries, _("Loket is locked"),
         _("Your drafts are saved. What you sent is delivered meanwhile."));
  gtk_widget_set_visible (GTK_WIDGET (self->waiting_label), FALSE);
  gtk_widget_set_visible (self->fields, TRUE);
  gtk_widget_set_visible (self->submit_button, TRUE);
  gtk_widget_set_visible (self->ways_box, FALSE);
}

/**
 * loket_lock_page_show_profile:
 * @self: the page
 * @tries: how long to wait after wrong ones
 * @passphrase: whether a passphrase opens the profile
 * @kept: (nullable): what is in it, as far as that is known
 *
 * Says that the profile cannot be opened yet, and what can be done.
 */
void
loket_lock_page_show_profile (LoketLockPage          *self,
                              LoketTries             *tries,
                              gboolean                passphrase,
                              const LoketProfileKept *kept)
{
  guint n_waiting = kept != NULL ? kept->n_waiting : 0;
  g_autofree char *waiting = NULL;

  g_return_if_fail (LOKET_IS_LOCK_PAGE (self) && LOKET_IS_TRIES (tries));

  begin (self, tries, passphrase ? _("Enter your passphrase") : _("Your files cannot be opened now"),
         passphrase ? _("It opens the complaints, drafts and replies on this computer.")
                    : _("Their key is kept by the desktop's secret service or in a key file, which is not there. "
                        "Nothing is lost: unlock the secret service or connect the medium with the key file, "
                        "then try again."));
  waiting = g_strdup_printf (ngettext ("%u reply still waits to be sent.", "%u replies still wait to be sent.",
                                       n_waiting),
                             n_waiting);
  gtk_label_set_text (self->waiting_label, waiting);
  gtk_widget_set_visible (GTK_WIDGET (self->waiting_label), n_waiting > 0);
  gtk_widget_set_visible (self->fields, passphrase);
  gtk_widget_set_visible (self->submit_button, passphrase);
  gtk_widget_set_visible (self->ways_box, TRUE);
  gtk_widget_set_visible (self->again_button, !passphrase || (kept != NULL && kept->slots != LOKET_VAULT_SLOT_PASSPHRASE));
}

/**
 * loket_lock_page_set_busy:
 * @self: the page
 * @busy: whether a passphrase is being tried
 *
 * While it is nothing else can be.
 */
void
loket_lock_page_set_busy (LoketLockPage *self,
                          gboolean       busy)
{
  g_return_if_fail (LOKET_IS_LOCK_PAGE (self));

  self->busy = busy;
  update (self);
}

/**
 * loket_lock_page_fail:
 * @self: the page
 * @error: why it did not unlock
 *
 * Says so, and takes the next passphrase.
 */
void
loket_lock_page_fail (LoketLockPage *self,
                      const GError  *error)
{
  g_autofree char *words = NULL;

  g_return_if_fail (LOKET_IS_LOCK_PAGE (self) && error != NULL);

  self->busy = FALSE;
  gtk_editable_set_text (self->passphrase_row, "");
  words = loket_error_words (error);
  set_trouble (self, words);
  focus_field (self);
}
