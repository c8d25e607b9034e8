/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-ui"

#include "config.h"

#include "loket-complaint-pane.h"

#include <glib/gi18n.h>

#include "loket-accessible.h"
#include "loket-complaint-page.h"
#include "loket-conflict-page.h"
#include "loket-error-words.h"
#include "loket-return-dialog.h"
#include "loket-sync-button.h"

/**
 * LoketComplaintPane:
 *
 * The complaint that is worked on: its page above, its composer below; or, when
 * a reply to it needs a decision, the page to decide on.
 *
 * Opening reads the complaint, then its draft, and shows both at once; a later
 * opening cancels an earlier one that is still reading. The draft that is left
 * is written to disk first.
 */
struct _LoketComplaintPane
{
  AdwBin              parent_instance;

  AdwHeaderBar       *header;
  AdwWindowTitle     *title;
  GtkWidget          *back_button;
  LoketSyncButton    *sync_button;
  GtkStack           *pages;
  GtkSpinner         *spinner;
  AdwStatusPage      *trouble_page;
  GtkPaned           *paned;
  LoketComplaintPage *page;
  LoketConflictPage  *conflict_page;
  LoketComposerPane  *composer_pane;

  LoketSession       *session;
  LoketOutboxList    *outbox;
  GCancellable       *cancellable;
  char               *complaint_id; /* what is shown or being read */
  gboolean            put_aside;    /* the person reads before deciding */
  gboolean            to_write;     /* the text came back to be changed */
  LoketComposer      *composer;
  double              split;        /* the conversation's part of the height */
  int                 height;       /* that the split was last applied to */
  gboolean            split_folded; /* and whether the composer was folded */
  guint               height_tick_id;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LoketComplaintPane, loket_complaint_pane, ADW_TYPE_BIN)

static void
show_page (LoketComplaintPane *self,
           const char         *name)
{
  gtk_spinner_set_spinning (self->spinner, g_strcmp0 (name, "loading") == 0);
  gtk_stack_set_visible_child_name (self->pages, name);
}

static void
show_trouble (LoketComplaintPane *self,
              const GError       *error)
{
  g_autofree char *words = loket_error_words (error);
  g_autofree char *escaped = loket_markup_escape (words);

  adw_status_page_set_description (self->trouble_page, escaped);
  show_page (self, "trouble");
}

static void
show_title (LoketComplaintPane *self,
            LoketComplaint     *complaint)
{
  g_autofree char *number = complaint != NULL ? g_strdup_printf ("#%s", complaint->tracking_id)
                                              : NULL;

  adw_window_title_set_title (self->title, number != NULL ? number : "");
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
show_complaint (LoketComplaintPane *self,
                LoketComplaint     *complaint)
{
  loket_complaint_page_set_rulebook (self->page, loket_session_get_rulebook (self->session));
  loket_complaint_page_set_reader (self->page, loket_session_get_officer_id (self->session));
  loket_complaint_page_set_complaint (self->page, complaint);
  show_title (self, complaint);
}

/* The parts keep their proportion when the window changes; a folded composer
 * takes what it needs. */
static void
height_changed_cb (LoketComplaintPane *self)
{
  int height = gtk_widget_get_height (GTK_WIDGET (self->paned));
  gboolean folded = loket_composer_pane_get_folded (self->composer_pane);

  if (height <= 0 || (height == self->height && folded == self->split_folded && !folded))
    return;
  self->height = height;
  self->split_folded = folded;
  gtk_paned_set_position (self->paned, folded ? height : (int) (height * self->split));
}

static gboolean
height_tick_cb (GtkWidget     *paned,
                GdkFrameClock *frame_clock,
                gpointer       user_data)
{
  LoketComplaintPane *self = LOKET_COMPLAINT_PANE (user_data);

  self->height_tick_id = 0;
  height_changed_cb (self);
  return G_SOURCE_REMOVE;
}

/* Told while the parts are allocated; moved then, GTK 4.8 would draw the frame
 * before it laid everything out again. */
static void
max_position_cb (LoketComplaintPane *self)
{
  if (self->height_tick_id == 0)
    self->height_tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self->paned), height_tick_cb, self, NULL);
}

static void
position_changed_cb (LoketComplaintPane *self)
{
  int height = gtk_widget_get_height (GTK_WIDGET (self->paned));

  if (height > 0 && height == self->height && !self->split_folded &&
      !loket_composer_pane_get_folded (self->composer_pane))
    self->split = (double) gtk_paned_get_position (self->paned) / height;
}

/* The reply to this complaint that needs a decision. */
static LoketOutboxItem *
find_undecided (LoketComplaintPane *self)
{
  guint n = self->outbox != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->outbox)) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (LoketOutboxItem) item = g_list_model_get_item (G_LIST_MODEL (self->outbox), i);

      if (loket_outbox_item_get_state (item) == LOKET_OUTBOX_NEEDS_USER &&
          g_strcmp0 (loket_outbox_item_get_complaint_id (item), self->complaint_id) == 0)
        return g_steal_pointer (&item);
    }
  return NULL;
}

static gboolean
shows (LoketComplaintPane *self,
       const char         *name)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->pages), name) == 0;
}

static void
conflict_loaded_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (LoketComplaintPane) self = user_data;
  g_autoptr (LoketConflict) conflict =
    loket_session_load_conflict_finish (LOKET_SESSION (source), result, NULL);

  if (conflict == NULL || conflict->state != LOKET_OUTBOX_NEEDS_USER ||
      g_strcmp0 (conflict->complaint_id, self->complaint_id) != 0 || self->put_aside ||
      !(shows (self, "complaint") || shows (self, "conflict")))
    return;

  loket_conflict_page_set_conflict (self->conflict_page, g_steal_pointer (&conflict));
  show_page (self, "conflict");
}

/* Shows the page to decide on while there is something to decide. */
static void
check_conflict (LoketComplaintPane *self)
{
  g_autoptr (LoketOutboxItem) item = find_undecided (self);

  if (item != NULL && !self->put_aside)
    loket_session_load_conflict_async (self->session, loket_outbox_item_get_reply_id (item),
                                       self->cancellable, conflict_loaded_cb, g_object_ref (self));
  else if (shows (self, "conflict"))
    show_page (self, "complaint");
}

static void
outbox_changed_cb (LoketComplaintPane *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->outbox));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (LoketOutboxItem) item = g_list_model_get_item (G_LIST_MODEL (self->outbox), i);

      g_signal_handlers_disconnect_by_func (item, check_conflict, self);
      g_signal_connect_object (item, "changed", G_CALLBACK (check_conflict), self,
                               G_CONNECT_SWAPPED);
    }
  check_conflict (self);
}

static void
put_aside_cb (LoketComplaintPane *self)
{
  self->put_aside = TRUE;
  show_page (self, "complaint");
}

static void open_again (LoketComplaintPane *self);

/* A text that came back is in the draft now. */
static void
decided_cb (LoketComplaintPane *self,
            const char         *complaint_id,
            int                 choice)
{
  if (g_strcmp0 (complaint_id, self->complaint_id) != 0)
    return;
  self->to_write = choice == LOKET_OUTBOX_CHOICE_EDIT;
  if (self->to_write || choice == LOKET_OUTBOX_CHOICE_DRAFT)
    open_again (self);
  else
    show_page (self, "complaint");
}

static void
draft_loaded_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (LoketComplaintPane) self = user_data;
  LoketComposer *composer = LOKET_COMPOSER (source);
  g_autoptr (GError) error = NULL;

  if (!loket_composer_load_finish (composer, result, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        show_trouble (self, error);
      return;
    }

  show_complaint (self, loket_composer_get_complaint (composer));
  loket_composer_pane_set_composer (self->composer_pane, composer);
  show_page (self, "complaint");
  if (self->to_write)
    loket_composer_pane_write (self->composer_pane);
  self->to_write = FALSE;
  check_conflict (self);
}

static void
complaint_loaded_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr (LoketComplaintPane) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketComplaint) complaint =
    loket_session_load_complaint_finish (LOKET_SESSION (source), result, &error);

  if (complaint == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        show_trouble (self, error);
      return;
    }

  g_clear_object (&self->composer);
  self->composer = loket_composer_new (self->session, complaint);
  loket_composer_load_async (self->composer, self->cancellable, draft_loaded_cb,
                             g_object_ref (self));
}

static void
complaint_reloaded_cb (GObject      *source,
                       GAsyncResult *result,
                       gpointer      user_data)
{
  g_autoptr (LoketComplaintPane) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketComplaint) complaint =
    loket_session_load_complaint_finish (LOKET_SESSION (source), result, &error);

  if (complaint == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        show_trouble (self, error);
      return;
    }
  if (g_strcmp0 (complaint->id, self->complaint_id) != 0)
    return;

  if (self->composer != NULL)
    loket_composer_set_complaint (self->composer, complaint);
  show_complaint (self, complaint);
  check_conflict (self);
}

static void
complaint_changed_cb (LoketComplaintPane *self,
                      const char         *complaint_id)
{
  if (self->composer != NULL &&
      (complaint_id == NULL || g_strcmp0 (complaint_id, self->complaint_id) == 0))
    loket_session_load_complaint_async (self->session, self->complaint_id, self->cancellable,
                                        complaint_reloaded_cb, g_object_ref (self));
}

static void
rules_changed_cb (LoketComplaintPane *self)
{
  loket_complaint_page_set_rulebook (self->page, loket_session_get_rulebook (self->session));
}

static void
leave_draft (LoketComplaintPane *self)
{
  if (self->composer != NULL)
    loket_composer_flush_async (self->composer, NULL, NULL, NULL);
  loket_composer_pane_set_composer (self->composer_pane, NULL);
  g_clear_object (&self->composer);
}

static void
open_complaint (LoketComplaintPane *self,
                const char         *complaint_id)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  leave_draft (self);
  g_free (self->complaint_id);
  self->complaint_id = g_strdup (complaint_id);

  if (complaint_id == NULL || self->session == NULL)
    {
      show_title (self, NULL);
      show_page (self, "none");
      return;
    }

  /* From one complaint to another nothing flickers: it takes a few milliseconds. */
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->pages), "complaint") != 0)
    show_page (self, "loading");
  self->cancellable = g_cancellable_new ();
  loket_session_load_complaint_async (self->session, complaint_id, self->cancellable,
                                      complaint_loaded_cb, g_object_ref (self));
}

/* Reads the same complaint and its draft anew. */
static void
open_again (LoketComplaintPane *self)
{
  g_autofree char *complaint_id = g_strdup (self->complaint_id);

  open_complaint (self, complaint_id);
}

static void
return_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  LoketComplaintPane *self = LOKET_COMPLAINT_PANE (widget);
  LoketComplaint *complaint;

  if (self->composer == NULL)
    return;
  complaint = loket_composer_get_complaint (self->composer);
  loket_return_dialog_present (widget, self->session,
                               complaint->id, complaint->tracking_id,
                               loket_composer_get_text (self->composer));
}

static void
loket_complaint_pane_dispose (GObject *object)
{
  LoketComplaintPane *self = LOKET_COMPLAINT_PANE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->composer);
  g_clear_object (&self->outbox);
  g_clear_object (&self->session);
  g_clear_pointer (&self->complaint_id, g_free);

  G_OBJECT_CLASS (loket_complaint_pane_parent_class)->dispose (object);
}

static void
loket_complaint_pane_class_init (LoketComplaintPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = loket_complaint_pane_dispose;

  /**
   * LoketComplaintPane::changed:
   * @self: the pane
   *
   * Another complaint is shown.
   */
  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", LOKET_TYPE_COMPLAINT_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "complaint.return", NULL, return_action);
  g_type_ensure (LOKET_TYPE_CONFLICT_PAGE);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/loket_pengaduan/Loket/complaint/loket-complaint-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, LoketComplaintPane, header);
  gtk_widget_class_bind_template_child (widget_class, LoketComplaintPane, title);
  gtk_widget_class_bind_template_child (widget_class, LoketComplaintPane, back_button);
  gtk_widget_class_bind_template_child (widget_class, LoketComplaintPane, sync_button);
  gtk_widget_class_bind_template_child (widget_class, LoketComplaintPane, pages);
  gtk_widget_class_bind_template_child (widget_class, LoketComplaintPane, spinner);
  gtk_widget_class_bind_template_child (widget_class, LoketComplaintPane, trouble_page);
  gtk_widget_class_bind_template_child (widget_class, LoketComplaintPane, paned);
  gtk_widget_class_bind_template_child (widget_class, LoketComplaintPane, page);
  gtk_widget_class_bind_template_child (widget_class, LoketComplaintPane, conflict_page);
  gtk_widget_class_bind_template_child (widget_class, LoketComplaintPane, composer_pane);
  gtk_widget_class_bind_template_callback (widget_class, decided_cb);
  gtk_widget_class_bind_template_callback (widget_class, put_aside_cb);
}

static void
loket_complaint_pane_init (LoketComplaintPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->split = 0.45;
  g_signal_connect_swapped (self->paned, "notify::max-position", G_CALLBACK (max_position_cb),
                            self);
  g_signal_connect_swapped (self->composer_pane, "changed", G_CALLBACK (height_changed_cb), self);
  g_signal_connect_swapped (self->paned, "notify::position", G_CALLBACK (position_changed_cb),
                            self);
}

/**
 * loket_complaint_pane_set_session:
 * @self: the pane
 * @session: (nullable): whose complaints to show
 * @ticker: (nullable): keeps the times left true; needed with a session
 *
 * Sets the session that the pane works for and shows no complaint.
 */
void
loket_complaint_pane_set_session (LoketComplaintPane *self,
                                  LoketSession       *session,
                                  LoketTicker        *ticker)
{
  g_return_if_fail (LOKET_IS_COMPLAINT_PANE (self));

  loket_complaint_pane_open (self, NULL);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->outbox);
  g_set_object (&self->session, session);
  loket_sync_button_set_session (self->sync_button, session, ticker);
  loket_conflict_page_set_session (self->conflict_page, session);
  loket_complaint_page_set_ticker (self->page, ticker);
  loket_complaint_page_set_session (self->page, session);
  if (session == NULL)
    {
      loket_complaint_page_set_outbox (self->page, NULL);
      return;
    }

  self->outbox = loket_outbox_list_new (session, FALSE);
  loket_complaint_page_set_outbox (self->page, self->outbox);
  g_signal_connect_object (self->outbox, "items-changed", G_CALLBACK (outbox_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "complaint-changed", G_CALLBACK (complaint_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "rules-changed", G_CALLBACK (rules_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * loket_complaint_pane_open:
 * @self: the pane
 * @complaint_id: (nullable): what to show, %NULL for nothing
 *
 * Shows a complaint with its draft.
 */
void
loket_complaint_pane_open (LoketComplaintPane *self,
                           const char         *complaint_id)
{
  g_return_if_fail (LOKET_IS_COMPLAINT_PANE (self));

  if (complaint_id != NULL && g_strcmp0 (self->complaint_id, complaint_id) == 0)
    {
      self->put_aside = FALSE;
      check_conflict (self);
      return;
    }
  self->put_aside = self->to_write = FALSE;
  open_complaint (self, complaint_id);
}

/**
 * loket_complaint_pane_get_id:
 * @self: the pane
 *
 * Tells which complaint is shown.
 *
 * Returns: (nullable): its id
 */
const char *
loket_complaint_pane_get_id (LoketComplaintPane *self)
{
  g_return_val_if_fail (LOKET_IS_COMPLAINT_PANE (self), NULL);

  return self->complaint_id;
}

/**
 * loket_complaint_pane_get_title:
 * @self: the pane
 *
 * Names what is shown, for the window's title.
 *
 * Returns: (nullable): the number of the complaint, or %NULL for none
 */
const char *
loket_complaint_pane_get_title (LoketComplaintPane *self)
{
  const char *title;

  g_return_val_if_fail (LOKET_IS_COMPLAINT_PANE (self), NULL);

  title = adw_window_title_get_title (self->title);
  return title[0] != '\0' ? title : NULL;
}

/**
 * loket_complaint_pane_get_composer:
 * @self: the pane
 *
 * Gives the part that the reply is written in.
 *
 * Returns: (transfer none): the composer's pane
 */
LoketComposerPane *
loket_complaint_pane_get_composer (LoketComplaintPane *self)
{
  g_return_val_if_fail (LOKET_IS_COMPLAINT_PANE (self), NULL);

  return self->composer_pane;
}

/**
 * loket_complaint_pane_focus:
 * @self: the pane, folded
 *
 * Puts the keyboard at the beginning, on the way back.
 */
void
loket_complaint_pane_focus (LoketComplaintPane *self)
{
  g_return_if_fail (LOKET_IS_COMPLAINT_PANE (self));

  gtk_widget_grab_focus (self->back_button);
}

/**
 * loket_complaint_pane_set_folded:
 * @self: the pane
 * @folded: whether the queue is not beside it
 *
 * Shows the way back and the window's buttons where the pane stands alone.
 */
void
loket_complaint_pane_set_folded (LoketComplaintPane *self,
                                 gboolean            folded)
{
  g_return_if_fail (LOKET_IS_COMPLAINT_PANE (self));

  gtk_widget_set_visible (self->back_button, folded);
  gtk_widget_set_visible (GTK_WIDGET (self->title), folded);
  loket_sync_button_set_compact (self->sync_button, folded);
  loket_composer_pane_set_compact (self->composer_pane, folded);
  loket_complaint_page_set_narrow (self->page, folded);
  adw_header_bar_set_show_start_title_buttons (self->header, folded);
}

/**
 * loket_complaint_pane_explain:
 * @self: the pane
 *
 * Opens the explanation of the complaint's most urgent clock.
 *
 * Returns: whether there is one
 */
gboolean
loket_complaint_pane_explain (LoketComplaintPane *self)
{
  g_return_val_if_fail (LOKET_IS_COMPLAINT_PANE (self), FALSE);

  return g_strcmp0 (gtk_stack_get_visible_child_name (self->pages), "complaint") == 0 &&
         loket_complaint_page_explain (self->page);
}
