/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-ui"

#include "config.h"

#include "loket-complaint-page.h"

#include <glib/gi18n.h>

#include "loket-accessible.h"
#include "loket-chip.h"
#include "loket-clock-bar.h"
#include "loket-message-card.h"
#include "loket-scroll.h"
#include "loket-tick.h"
#include "loket-words.h"
#include "loket-wrap-layout.h"

/**
 * LoketComplaintPage:
 *
 * What is known of a complaint, to read: the facts, then the conversation from
 * the reporter's first words to the replies that still wait in the outbox.
 *
 * The name of an anonymous reporter is masked until somebody asks for it, and
 * is masked again with the next complaint.
 */
struct _LoketComplaintPage
{
  AdwBin             parent_instance;

  GtkScrolledWindow *scroller;
  GtkLabel          *number_label;
  GtkLabel          *title_label;
  GtkLabel          *unread_label;
  GtkWidget         *facts_button;
  GtkLabel          *summary_label;
  GtkImage          *facts_arrow;
  GtkWidget         *chips;
  LoketClockBar     *clocks;
  LoketChip         *status_chip;
  LoketChip         *class_chip;
  LoketChip         *claim_chip;
  LoketChip         *anonymous_chip;
  LoketChip         *secret_chip;
  GtkBox            *facts;
  GtkLabel          *reporter_label;
  GtkToggleButton   *reveal_button;
  GtkBox            *conversation;

  LoketComplaint    *complaint;
  LoketSession      *session;
  GHashTable        *files; /* of the complaint's entries and replies, by their ids */
  LoketOutboxList   *outbox;
  LoketTicker       *ticker;
  char              *reader_id; /* of the officer, who needs not be told */
  guint              tick_id;   /* of the claim */
  guint              n_cards;
  guint              n_scroll_frames;
  gboolean           narrow;  /* the facts fold to one line */
  gboolean           opening; /* another complaint is being put in */
};

G_DEFINE_FINAL_TYPE (LoketComplaintPage, loket_complaint_page, ADW_TYPE_BIN)

/* Who else is answering just now; tells when that has to be looked at again. */
static gint64
claim_tick_cb (gint64   now,
               gpointer user_data)
{
  LoketComplaintPage *self = LOKET_COMPLAINT_PAGE (user_data);
  const LoketClaim *claim = self->complaint->claim;
  gboolean held = loket_claim_is_held (claim, now) &&
                  g_strcmp0 (claim->officer_id, self->reader_id) != 0;

  if (held)
    {
      /* TRANSLATORS: %s is an officer's name */
      g_autofree char *who = g_strdup_printf (_("Being answered by %s"), claim->name);

      loket_chip_set (self->claim_chip, "loket-draft-symbolic", who, LOKET_TONE_URGENT);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->claim_chip), held);
  return held ? claim->until : LOKET_TICK_NEVER;
}

static void
update_chips (LoketComplaintPage *self)
{
  const LoketComplaint *complaint = self->complaint;
  gboolean open = loket_complaint_is_open (complaint);

  loket_chip_set (self->status_chip, open ? NULL : "loket-done-symbolic",
                  complaint->status == LOKET_STATUS_UNKNOWN && complaint->status_raw != NULL
                    ? complaint->status_raw
                    : loket_words_status (complaint->status),
                  LOKET_TONE_PLAIN);
  loket_chip_set (self->class_chip, NULL,
                  complaint->klass == LOKET_CLASS_UNKNOWN && complaint->class_raw != NULL
                    ? complaint->class_raw
                    : loket_words_class (complaint->klass),
                  LOKET_TONE_PLAIN);
  loket_chip_set (self->anonymous_chip, "loket-anonymous-symbolic", _("Anonymous"),
                  LOKET_TONE_NOTICE);
  gtk_widget_set_visible (GTK_WIDGET (self->anonymous_chip), complaint->anonymous);
  loket_chip_set (self->secret_chip, "loket-secret-symbolic", _("Confidential"),
                  LOKET_TONE_NOTICE);
  gtk_widget_set_visible (GTK_WIDGET (self->secret_chip), complaint->secret);
}

static void
add_fact (LoketComplaintPage *self,
          const char         *icon_name,
          const char         *text)
{
  GtkWidget *box, *icon, *label;

  if (text == NULL || text[0] == '\0')
    return;

  box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  icon = g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                       "icon-name", icon_name, "valign", GTK_ALIGN_START, "margin-top", 2, NULL);
  label = gtk_label_new (text);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  gtk_widget_set_margin_end (box, 14);
  gtk_box_append (self->facts, box);
}

static void
update_reporter (LoketComplaintPage *self)
{
  gboolean reveal = gtk_toggle_button_get_active (self->reveal_button);
  g_autofree char *name = loket_complaint_dup_reporter (self->complaint, reveal);
  const char *action = reveal ? _("Hide the name") : _("Show the name");

  gtk_label_set_text (self->reporter_label, name != NULL ? name : _("No name given"));
  gtk_button_set_icon_name (GTK_BUTTON (self->reveal_button),
                            reveal ? "view-conceal-symbolic" : "view-reveal-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->reveal_button), action);
  loket_widget_set_name (GTK_WIDGET (self->reveal_button), action);
  gtk_widget_set_visible (GTK_WIDGET (self->reveal_button),
                          self->complaint->anonymous && self->complaint->reporter_name != NULL);
}

/* In a narrow window status and facts are a line that opens. */
static void
update_fold (LoketComplaintPage *self)
{
  gboolean open = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->facts_button));
  const char *action = open ? _("Show less about the complaint") : _("Show more about the complaint");

  gtk_widget_set_visible (self->facts_button, self->narrow);
  gtk_widget_set_visible (self->chips, !self->narrow || open);
  gtk_widget_set_visible (GTK_WIDGET (self->facts), !self->narrow || open);
  gtk_image_set_from_icon_name (self->facts_arrow, open ? "pan-up-symbolic" : "pan-down-symbolic");
  gtk_widget_set_tooltip_text (self->facts_button, action);
  loket_widget_describe (self->facts_button, action);
}

static void
update_summary (LoketComplaintPage *self)
{
  g_autofree char *name = loket_complaint_dup_reporter (self->complaint, FALSE);
  g_autofree char *place = loket_complaint_dup_place (self->complaint);
  const char *parts[] = { loket_words_status (self->complaint->status), name, place };
  g_autoptr (GString) summary = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL && parts[i][0] != '\0')
      g_string_append_printf (summary, "%s%s", summary->len > 0 ? " · " : "", parts[i]);
  gtk_label_set_text (self->summary_label, summary->str);
  loket_widget_set_name (self->facts_button, summary->str);
}

static void
update_facts (LoketComplaintPage *self)
{
  const LoketComplaint *complaint = self->complaint;
  GtkWidget *first = gtk_widget_get_first_child (GTK_WIDGET (self->facts));
  GtkWidget *next;
  g_autofree char *place = loket_complaint_dup_place (complaint);
  g_autofree char *received = NULL;

  while ((next = gtk_widget_get_next_sibling (first)) != NULL)
    gtk_box_remove (self->facts, next);

  update_reporter (self);
  update_summary (self);
  add_fact (self, "loket-place-symbolic", place);
  add_fact (self, "loket-category-symbolic", complaint->category);
  if (complaint->received_at != LOKET_TIME_UNSET)
    {
      g_autofree char *when = loket_words_date_time (complaint->received_at, complaint->time_zone);

      received = complaint->channel != NULL
                   /* TRANSLATORS: a date and time, then the way the complaint came in */
                   ? g_strdup_printf (_("Received %s through %s"), when, complaint->channel)
                   : g_strdup_printf (_("Received %s"), when);
    }
  add_fact (self, "loket-inbox-symbolic", received);
}

static void
append_card (LoketComplaintPage *self,
             GtkWidget          *card)
{
  GtkWidget *before = gtk_widget_get_last_child (GTK_WIDGET (self->conversation));

  if (before != NULL)
    loket_message_card_set_last (LOKET_MESSAGE_CARD (before), FALSE);
  loket_message_card_set_last (LOKET_MESSAGE_CARD (card), TRUE);
  gtk_box_append (self->conversation, card);
  self->n_cards++;
}

/* The lists live as long as the complaint is shown: what is being fetched goes
 * on when the cards are made anew. */
static void
show_files (LoketComplaintPage *self,
            GtkWidget          *card,
            const char         *id,
            const LoketMessage *message)
{
  /* A reply is an entry under the same id as soon as the hub has it. */
  g_autofree char *key = g_strconcat (message != NULL ? "entry " : "reply ", id, NULL);
  LoketAttachmentList *files = g_hash_table_lookup (self->files, key);

  if (self->session == NULL || id == NULL || (message != NULL && message->attachments == NULL))
    return;
  if (files == NULL)
    {
      files = message != NULL
                ? loket_session_create_attachments (self->session, self->complaint->id, message)
                : loket_session_create_reply_attachments (self->session, id);
      g_hash_table_insert (self->files, g_steal_pointer (&key), files);
    }
  loket_message_card_set_files (LOKET_MESSAGE_CARD (card), self->session, files);
}

static gboolean
holds_message (const LoketComplaint *complaint,
               const char           *id)
{
  for (guint i = 0; complaint->messages != NULL && i < complaint->messages->len; i++)
    if (g_strcmp0 (((LoketMessage *) complaint->messages->pdata[i])->id, id) == 0)
      return TRUE;
  return FALSE;
}

static void update_conversation (LoketComplaintPage *self);

static void
append_pending (LoketComplaintPage *self)
{
  guint n = self->outbox != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->outbox)) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (LoketOutboxItem) item = g_list_model_get_item (G_LIST_MODEL (self->outbox), i);

      GtkWidget *card;

      g_signal_handlers_disconnect_by_func (item, update_conversation, self);
      if (g_strcmp0 (loket_outbox_item_get_complaint_id (item), self->complaint->id) != 0 ||
          holds_message (self->complaint, loket_outbox_item_get_reply_id (item)))
        continue;

      card = loket_message_card_new_for_pending (item, self->complaint->time_zone);
      show_files (self, card, loket_outbox_item_get_reply_id (item), NULL);
      append_card (self, card);
      g_signal_connect_object (item, "changed", G_CALLBACK (update_conversation), self,
                               G_CONNECT_SWAPPED);
    }
}

static guint
clear_conversation (LoketComplaintPage *self)
{
  GtkWidget *child;
  guint n = 0;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->conversation))) != NULL)
    {
      gtk_box_remove (self->conversation, child);
      n++;
    }
  return n;
}

static gboolean
scroll_tick_cb (GtkWidget     *widget,
                GdkFrameClock *frame_clock,
                gpointer       user_data)
{
  LoketComplaintPage *self = LOKET_COMPLAINT_PAGE (widget);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
  return --self->n_scroll_frames > 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/* New cards have their height after the frame that lays them out. */
static void
scroll_to_end (LoketComplaintPage *self)
{
  if (self->n_scroll_frames == 0)
    gtk_widget_add_tick_callback (GTK_WIDGET (self), scroll_tick_cb, NULL, NULL);
  self->n_scroll_frames = 3;
}

static void
update_conversation (LoketComplaintPage *self)
{
  const LoketComplaint *complaint = self->complaint;
  guint n_before;

  if (complaint == NULL)
    return;

  n_before = clear_conversation (self);
  self->n_cards = 0;

  append_card (self, loket_message_card_new_for_body (complaint, _("The reporter writes"),
                                                      complaint->body));
  if (complaint->body_original != NULL && g_strcmp0 (complaint->body_original, complaint->body) != 0)
    append_card (self, loket_message_card_new_for_body (complaint, _("In the reporter's own words"),
                                                        complaint->body_original));
  for (guint i = 0; complaint->messages != NULL && i < complaint->messages->len; i++)
    {
      const LoketMessage *message = complaint->messages->pdata[i];
      GtkWidget *card = loket_message_card_new_for_message (complaint, message);

      show_files (self, card, message->id, message);
      append_card (self, card);
    }
  append_pending (self);

  /* What came in while it was open, or was just sent, is what to look at. */
  if (!self->opening && self->n_cards > n_before)
    scroll_to_end (self);
}

static void
reveal_cb (LoketComplaintPage *self)
{
  if (self->complaint != NULL)
    update_reporter (self);
}

static void
loket_complaint_page_dispose (GObject *object)
{
  LoketComplaintPage *self = LOKET_COMPLAINT_PAGE (object);

  loket_tick_clear (self->ticker, &self->tick_id);
  g_clear_pointer (&self->complaint, loket_complaint_unref);
  g_clear_object (&self->outbox);
  g_clear_object (&self->session);
  g_clear_pointer (&self->files, g_hash_table_unref);
  g_clear_object (&self->ticker);
  g_clear_pointer (&self->reader_id, g_free);

  G_OBJECT_CLASS (loket_complaint_page_parent_class)->dispose (object);
}

static void
loket_complaint_page_class_init (LoketComplaintPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = loket_complaint_page_dispose;

  g_type_ensure (LOKET_TYPE_CLOCK_BAR);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/loket_pengaduan/Loket/complaint/loket-complaint-page.ui");
  gtk_widget_class_bind_template_child (widget_class, LoketComplaintPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, LoketComplaintPage, number_label);
  gtk_widget_class_bind_template_child (widget_class, LoketComplaintPage, title_label);
  gtk_widget_class_bind_template_child (widget_class, LoketComplaintPage, unread_label);
  gtk_widget_class_bind_template_child (widget_class, LoketComplaintPage, facts_button);
  gtk_widget_class_bind_template_child (widget_class, LoketComplaintPage, summary_label);
  gtk_widget_class_bind_template_child (widget_class, LoketComplaintPage, facts_arrow);
  gtk_widget_class_bind_template_child (widget_class, LoketComplaintPage, chips);
  gtk_widget_class_bind_template_child (widget_class, LoketComplaintPage, clocks);
  gtk_widget_class_bind_template_child (widget_class, LoketComplaintPage, status_chip);
  gtk_widget_class_bind_template_child (widget_class, LoketComplaintPage, class_chip);
  gtk_widget_class_bind_template_child (widget_class, LoketComplaintPage, claim_chip);
  gtk_widget_class_bind_template_child (widget_class, LoketComplaintPage, anonymous_chip);
  gtk_widget_class_bind_template_child (widget_class, LoketComplaintPage, secret_chip);
  gtk_widget_class_bind_template_child (widget_class, LoketComplaintPage, facts);
  gtk_widget_class_bind_template_child (widget_class, LoketComplaintPage, reporter_label);
  gtk_widget_class_bind_template_child (widget_class, LoketComplaintPage, reveal_button);
  gtk_widget_class_bind_template_child (widget_class, LoketComplaintPage, conversation);
  gtk_widget_class_bind_template_callback (widget_class, reveal_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_fold);
}

static void
loket_complaint_page_init (LoketComplaintPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  loket_scroll_follow_focus (self->scroller);
  self->files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  gtk_widget_set_layout_manager (self->chips, g_object_new (LOKET_TYPE_WRAP_LAYOUT, NULL));
  gtk_widget_set_layout_manager (GTK_WIDGET (self->facts), g_object_new (LOKET_TYPE_WRAP_LAYOUT, NULL));
}

/**
 * loket_complaint_page_set_ticker:
 * @self: a page
 * @ticker: (nullable): keeps the times left true
 *
 * Sets what the page counts down with; needed before a complaint is shown.
 */
void
loket_complaint_page_set_ticker (LoketComplaintPage *self,
                                 LoketTicker        *ticker)
{
  g_return_if_fail (LOKET_IS_COMPLAINT_PAGE (self));

  loket_tick_clear (self->ticker, &self->tick_id);
  g_set_object (&self->ticker, ticker);
  loket_clock_bar_set_ticker (self->clocks, ticker);
}

/**
 * loket_complaint_page_set_session:
 * @self: a page
 * @session: (nullable): fetches the files of a conversation
 *
 * Sets whose complaints are shown.
 */
void
loket_complaint_page_set_session (LoketComplaintPage *self,
                                  LoketSession       *session)
{
  g_return_if_fail (LOKET_IS_COMPLAINT_PAGE (self));

  g_set_object (&self->session, session);
  g_hash_table_remove_all (self->files);
}

/**
 * loket_complaint_page_set_outbox:
 * @self: a page
 * @outbox: (nullable): the replies on their way
 *
 * Sets where the page finds replies that the hub does not have yet.
 */
void
loket_complaint_page_set_outbox (LoketComplaintPage *self,
                                 LoketOutboxList    *outbox)
{
  g_return_if_fail (LOKET_IS_COMPLAINT_PAGE (self));

  if (self->outbox != NULL)
    g_signal_handlers_disconnect_by_data (self->outbox, self);
  g_set_object (&self->outbox, outbox);
  if (outbox != NULL)
    g_signal_connect_object (outbox, "items-changed", G_CALLBACK (update_conversation), self,
                             G_CONNECT_SWAPPED);
}

/**
 * loket_complaint_page_set_reader:
 * @self: a page
 * @officer_id: (nullable): who reads
 *
 * Sets whose own claims need not be shown.
 */
void
loket_complaint_page_set_reader (LoketComplaintPage *self,
                                 const char         *officer_id)
{
  g_return_if_fail (LOKET_IS_COMPLAINT_PAGE (self));

  g_free (self->reader_id);
  self->reader_id = g_strdup (officer_id);
}

/**
 * loket_complaint_page_set_complaint:
 * @self: a page
 * @complaint: what to show
 *
 * Shows a complaint. The same one in a newer revision keeps the place where the
 * person is reading.
 */
void
loket_complaint_page_set_complaint (LoketComplaintPage *self,
                                    LoketComplaint     *complaint)
{
  g_autofree char *number = NULL;
  gboolean other;

  g_return_if_fail (LOKET_IS_COMPLAINT_PAGE (self) && complaint != NULL);

  other = self->complaint == NULL || g_strcmp0 (self->complaint->id, complaint->id) != 0;
  loket_tick_clear (self->ticker, &self->tick_id);
  loket_complaint_ref (complaint);
  g_clear_pointer (&self->complaint, loket_complaint_unref);
  self->complaint = complaint;

  if (other)
    {
      gtk_toggle_button_set_active (self->reveal_button, FALSE);
      g_hash_table_remove_all (self->files);
      gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
    }
  number = g_strdup_printf ("#%s", complaint->tracking_id);
  gtk_label_set_text (self->number_label, number);
  gtk_label_set_text (self->title_label, complaint->title);
  gtk_label_set_text (self->unread_label, loket_words_is_unread ());
  gtk_widget_set_visible (GTK_WIDGET (self->unread_label),
                          self->session != NULL && loket_session_is_unread (self->session, complaint->id));
  loket_clock_bar_set_complaint (self->clocks, complaint);
  update_chips (self);
  if (self->ticker != NULL)
    self->tick_id = loket_ticker_add (self->ticker, claim_tick_cb, self, NULL);
  update_facts (self);
  self->opening = other;
  update_conversation (self);
  self->opening = FALSE;
}

/**
 * loket_complaint_page_set_narrow:
 * @self: a page
 * @narrow: whether the window is narrow
 *
 * Leaves a narrow window to the conversation: status and facts become one line
 * that opens.
 */
void
loket_complaint_page_set_narrow (LoketComplaintPage *self,
                                 gboolean            narrow)
{
  g_return_if_fail (LOKET_IS_COMPLAINT_PAGE (self));

  self->narrow = narrow;
  update_fold (self);
}

/**
 * loket_complaint_page_set_rulebook:
 * @self: a page
 * @rules: what the clocks are counted by
 *
 * Sets the rules that the clocks are counted by.
 */
void
loket_complaint_page_set_rulebook (LoketComplaintPage *self,
                                   LoketRulebook      *rules)
{
  g_return_if_fail (LOKET_IS_COMPLAINT_PAGE (self) && rules != NULL);

  loket_clock_bar_set_rulebook (self->clocks, rules);
}

/**
 * loket_complaint_page_explain:
 * @self: a page
 *
 * Opens the explanation of the most urgent clock.
 *
 * Returns: whether there is one
 */
gboolean
loket_complaint_page_explain (LoketComplaintPage *self)
{
  g_return_val_if_fail (LOKET_IS_COMPLAINT_PAGE (self), FALSE);

  return loket_clock_bar_explain (self->clocks);
}
