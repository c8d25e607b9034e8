/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-ui"

#include "config.h"

#include "loket-queue-cell.h"

#include <glib/gi18n.h>

#include "loket-accessible.h"
#include "loket-deadline-look.h"
#include "loket-tick.h"
#include "loket-words.h"

/**
 * LoketQueueCell:
 *
 * One complaint in the queue: time left and number in a column of their own, so
 * that the eye can run down it, then title, category and place. Where the row is
 * narrow they stand above the title, which then has the whole width and two lines.
 *
 * GTK 4.8 gives no name to a list's rows; the row tells its own to its parent,
 * the cell that takes the focus.
 */
struct _LoketQueueCell
{
  AdwBin          parent_instance;

  GtkWidget      *heading_box;
  GtkLabel       *heading_label;
  GtkLabel       *heading_count;
  GtkBox         *columns;
  GtkBox         *first_column;
  GtkWidget      *when_box;
  GtkImage       *when_icon;
  GtkInscription *when_label;
  GtkInscription *number_label;
  GtkInscription *title_label;
  GtkLabel       *title_lines;   /* instead of it, where the row is narrow */
  GtkInscription *meta_label;
  GtkWidget      *draft_icon;
  GtkWidget      *outbox_icon;
  GtkWidget      *answered_icon;
  GtkWidget      *anonymous_icon;
  GtkWidget      *secret_icon;

  LoketQueueItem *item;
  gulong          changed_id;
  LoketSession   *session;
  LoketTicker    *ticker;
  guint           tick_id;
  LoketTone       tone;
  gboolean        narrow;
};

G_DEFINE_FINAL_TYPE (LoketQueueCell, loket_queue_cell, ADW_TYPE_BIN)

static const char *const tone_classes[] = { "plain", "good", "notice", "urgent", "late" };

/* The last part of a category's path says the most. */
static const char *
get_leaf (const char *category)
{
  const char *last = category != NULL ? g_strrstr (category, " > ") : NULL;

  return last != NULL ? last + strlen (" > ") : category;
}

static char *
dup_meta (LoketQueueItem *item)
{
  const char *category = get_leaf (loket_queue_item_get_category (item));
  const char *place = loket_queue_item_get_place (item);

  if (category != NULL && place != NULL)
    return g_strdup_printf ("%s · %s", category, place);
  return g_strdup (category != NULL ? category : place);
}

/* On its last day a complaint tells the time first. */
static void
update_meta (LoketQueueCell      *self,
             const LoketDeadline *deadline)
{
  g_autofree char *meta = dup_meta (self->item);
  g_autofree char *due = NULL;
  g_autofree char *both = NULL;

  if (deadline != NULL && deadline->state == LOKET_SLA_DUE_TODAY)
    due = loket_words_due_today (deadline->due, loket_queue_item_get_time_zone (self->item));
  if (due != NULL && meta != NULL)
    both = g_strdup_printf ("%s · %s", due, meta);
  gtk_inscription_set_text (self->meta_label, both != NULL ? both : due != NULL ? due : meta);
}

static void
set_tone (LoketQueueCell *self,
          LoketTone      tone)
{
  gtk_widget_remove_css_class (self->when_box, tone_classes[self->tone]);
  gtk_widget_add_css_class (self->when_box, tone_classes[tone]);
  self->tone = tone;
}

/* What somebody who does not see the row needs to hear, the urgent first. */
static void
update_name (LoketQueueCell *self,
             const char    *when)
{
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  g_autofree char *meta = dup_meta (self->item);
  g_autofree char *disclosure = loket_words_disclosure (
    loket_queue_item_get_anonymous (self->item), loket_queue_item_get_secret (self->item));
  LoketOutboxState outbox = loket_queue_item_get_outbox_state (self->item);
  g_auto (GStrv) strings = NULL;
  g_autofree char *name = NULL;
  GtkWidget *cell = gtk_widget_get_parent (GTK_WIDGET (self));

  if (gtk_widget_get_visible (self->heading_box))
    g_strv_builder_add (parts, gtk_label_get_text (self->heading_label));
  g_strv_builder_add (parts, loket_queue_item_get_title (self->item));
  if (when != NULL && when[0] != '\0')
    g_strv_builder_add (parts, when);
  if (loket_queue_item_get_tracking_id (self->item) != NULL)
    g_strv_builder_add (parts, loket_queue_item_get_tracking_id (self->item));
  if (meta != NULL)
    g_strv_builder_add (parts, meta);
  if (loket_queue_item_get_has_draft (self->item))
    g_strv_builder_add (parts, _("Has a draft"));
  if (outbox != LOKET_OUTBOX_NONE)
    g_strv_builder_add (parts, loket_words_outbox_state (outbox));
  if (disclosure != NULL && disclosure[0] != '\0')
    g_strv_builder_add (parts, disclosure);

  strings = g_strv_builder_end (parts);
  name = g_strjoinv (", ", strings);
  if (cell != NULL)
    loket_widget_set_name (cell, name);
}

static gint64
tick_cb (gint64   now,
         gpointer user_data)
{
  LoketQueueCell *self = LOKET_QUEUE_CELL (user_data);
  const char *zone = loket_queue_item_get_time_zone (self->item);
  LoketDeadline deadline;
  g_autofree char *when = NULL;
  gint64 next = LOKET_TICK_NEVER;
  gboolean has_clock = loket_queue_item_get_deadline (self->item, now, &deadline);

  update_meta (self, has_clock ? &deadline : NULL);
  if (has_clock)
    {
      when = loket_words_time_left_by (&deadline, now, zone, loket_session_get_rulebook (self->session));
      next = loket_words_time_left_next (&deadline, now, zone);
      gtk_image_set_from_icon_name (self->when_icon, loket_sla_state_icon (deadline.state));
      set_tone (self, loket_sla_state_tone (deadline.state));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->when_icon), when != NULL);
  gtk_inscription_set_text (self->when_label, when);
  update_name (self, when);
  return next;
}

static void
update_outbox_icon (LoketQueueCell *self)
{
  LoketOutboxState state = loket_queue_item_get_outbox_state (self->item);
  gboolean needs_user = state == LOKET_OUTBOX_NEEDS_USER;

  gtk_widget_set_visible (self->outbox_icon, state != LOKET_OUTBOX_NONE);
  if (state == LOKET_OUTBOX_NONE)
    return;

  gtk_image_set_from_icon_name (GTK_IMAGE (self->outbox_icon),
                                needs_user ? "loket-attention-symbolic" : "loket-outbox-symbolic");
  loket_widget_set_style (self->outbox_icon, "needs-user", needs_user);
  gtk_widget_set_tooltip_text (self->outbox_icon, loket_words_outbox_state (state));
  loket_widget_set_name (self->outbox_icon, loket_words_outbox_state (state));
}

static void
update_title (LoketQueueCell *self,
              const char     *title)
{
  gtk_inscription_set_text (self->title_label, self->narrow ? NULL : title);
  gtk_label_set_text (self->title_lines, self->narrow ? title : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), title);
}

static void
update (LoketQueueCell *self)
{
  gboolean loaded = loket_queue_item_is_loaded (self->item);
  GtkWidget *cell = gtk_widget_get_parent (GTK_WIDGET (self));
  g_autofree char *number = NULL;

  if (cell != NULL)
    loket_widget_set_style (cell, "unloaded", !loaded);
  loket_tick_clear (self->ticker, &self->tick_id);

  if (loaded)
    number = g_strdup_printf ("#%s", loket_queue_item_get_tracking_id (self->item));
  gtk_inscription_set_text (self->number_label, number);
  gtk_inscription_set_text (self->meta_label, NULL);
  update_title (self, loaded ? loket_queue_item_get_title (self->item) : "…");

  gtk_widget_set_visible (self->draft_icon, loaded && loket_queue_item_get_has_draft (self->item));
  gtk_widget_set_visible (self->anonymous_icon,
                          loaded && loket_queue_item_get_anonymous (self->item));
  gtk_widget_set_visible (self->secret_icon, loaded && loket_queue_item_get_secret (self->item));
  gtk_widget_set_visible (self->answered_icon,
                          loaded && loket_queue_item_get_status (self->item) ==
                                      LOKET_STATUS_REPORTER_ANSWERED);
  update_outbox_icon (self);

  gtk_widget_set_visible (GTK_WIDGET (self->when_icon), FALSE);
  gtk_inscription_set_text (self->when_label, NULL);
  if (loaded)
    self->tick_id = loket_ticker_add (self->ticker, tick_cb, self, NULL);
}

static void
loket_queue_cell_dispose (GObject *object)
{
  loket_queue_cell_unbind (LOKET_QUEUE_CELL (object));

  G_OBJECT_CLASS (loket_queue_cell_parent_class)->dispose (object);
}

static void
loket_queue_cell_class_init (LoketQueueCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = loket_queue_cell_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/loket_pengaduan/Loket/queue/loket-queue-cell.ui");
  gtk_widget_class_bind_template_child (widget_class, LoketQueueCell, heading_box);
  gtk_widget_class_bind_template_child (widget_class, LoketQueueCell, heading_label);
  gtk_widget_class_bind_template_child (widget_class, LoketQueueCell, heading_count);
  gtk_widget_class_bind_template_child (widget_class, LoketQueueCell, columns);
  gtk_widget_class_bind_template_child (widget_class, LoketQueueCell, first_column);
  gtk_widget_class_bind_template_child (widget_class, LoketQueueCell, when_box);
  gtk_widget_class_bind_template_child (widget_class, LoketQueueCell, when_icon);
  gtk_widget_class_bind_template_child (widget_class, LoketQueueCell, when_label);
  gtk_widget_class_bind_template_child (widget_class, LoketQueueCell, number_label);
  gtk_widget_class_bind_template_child (widget_class, LoketQueueCell, title_label);
  gtk_widget_class_bind_template_child (widget_class, LoketQueueCell, title_lines);
  gtk_widget_class_bind_template_child (widget_class, LoketQueueCell, meta_label);
  gtk_widget_class_bind_template_child (widget_class, LoketQueueCell, draft_icon);
  gtk_widget_class_bind_template_child (widget_class, LoketQueueCell, outbox_icon);
  gtk_widget_class_bind_template_child (widget_class, LoketQueueCell, answered_icon);
  gtk_widget_class_bind_template_child (widget_class, LoketQueueCell, anonymous_icon);
  gtk_widget_class_bind_template_child (widget_class, LoketQueueCell, secret_icon);
}

static void
loket_queue_cell_init (LoketQueueCell *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_add_css_class (self->when_box, tone_classes[self->tone]);
}

/**
 * loket_queue_cell_new:
 *
 * Makes a row that shows nothing yet.
 */
GtkWidget *
loket_queue_cell_new (void)
{
  return g_object_new (LOKET_TYPE_QUEUE_CELL, NULL);
}

/**
 * loket_queue_cell_bind:
 * @self: a row inside its list cell
 * @item: what to show; followed while bound
 * @session: whose rules time left is counted by
 * @ticker: keeps the time left true
 *
 * Shows a complaint.
 */
void
loket_queue_cell_bind (LoketQueueCell *self,
                      LoketQueueItem *item,
                      LoketSession   *session,
                      LoketTicker    *ticker)
{
  g_return_if_fail (LOKET_IS_QUEUE_CELL (self) && LOKET_IS_QUEUE_ITEM (item));

  loket_queue_cell_unbind (self);
  g_set_object (&self->item, item);
  g_set_object (&self->session, session);
  g_set_object (&self->ticker, ticker);
  self->changed_id = g_signal_connect_swapped (item, "changed", G_CALLBACK (update), self);
  update (self);
}

/**
 * loket_queue_cell_unbind:
 * @self: a row
 *
 * Lets go of what the row showed.
 */
void
loket_queue_cell_unbind (LoketQueueCell *self)
{
  g_return_if_fail (LOKET_IS_QUEUE_CELL (self));

  loket_tick_clear (self->ticker, &self->tick_id);
  g_clear_signal_handler (&self->changed_id, self->item);
  g_clear_object (&self->item);
  g_clear_object (&self->session);
  g_clear_object (&self->ticker);
}

/**
 * loket_queue_cell_set_heading:
 * @self: a row
 * @heading: (nullable): the group that begins with the row, %NULL for none
 * @n_rows: how many rows that group has
 *
 * Shows the heading of a group above the row, or none.
 */
void
loket_queue_cell_set_heading (LoketQueueCell *self,
                              const char     *heading,
                              guint           n_rows)
{
  g_autofree char *count = g_strdup_printf ("%'u", n_rows);
  g_autofree char *before = NULL;

  g_return_if_fail (LOKET_IS_QUEUE_CELL (self));

  before = g_strdup (gtk_label_get_text (self->heading_label));
  gtk_label_set_text (self->heading_label, heading != NULL ? heading : "");
  gtk_label_set_text (self->heading_count, count);
  gtk_widget_set_visible (self->heading_box, heading != NULL);
  /* The heading is a part of the row's name. */
  if (self->item != NULL && g_strcmp0 (before, heading != NULL ? heading : "") != 0)
    update (self);
}

/**
 * loket_queue_cell_set_narrow:
 * @self: a row
 * @narrow: whether there is no room for two columns
 *
 * Puts time left and number beside or above the title.
 */
void
loket_queue_cell_set_narrow (LoketQueueCell *self,
                             gboolean        narrow)
{
  g_return_if_fail (LOKET_IS_QUEUE_CELL (self));

  if (self->narrow == narrow)
    return;

  self->narrow = narrow;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->columns),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_spacing (self->columns, narrow ? 4 : 12);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->first_column),
                                  narrow ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL);
  gtk_widget_set_size_request (GTK_WIDGET (self->first_column), narrow ? -1 : 142, -1);
  gtk_inscription_set_xalign (self->number_label, narrow ? 1 : 0);
  gtk_inscription_set_min_chars (self->number_label, narrow ? 10 : 0);
  gtk_inscription_set_nat_chars (self->number_label, narrow ? 10 : 0);
  gtk_widget_set_visible (GTK_WIDGET (self->title_label), !narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->title_lines), narrow);
  if (self->item != NULL)
    update (self);
}
