/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-complaint-list-private.h"

#include "loket-queue-row.h"

/*
 * The parts of a queue that is sorted by deadline: overdue, today, tomorrow and
 * so on. The due instants lie beside the row ids, so that the group of any of
 * 100,000 rows is known without reading it. GTK 4.8 has no sections in lists;
 * the first row of a group shows the group's heading.
 */

static gint64
due_at (LoketComplaintList *self,
        guint               position)
{
  return g_array_index (self->dues, gint64, position);
}

/* Counts the groups and finds the first instant at which one of them changes. */
static gint64
count_groups (LoketComplaintList *self,
              gint64              now)
{
  gint64 next;

  loket_queue_bounds_at (now, self->time_zone, &self->bounds);
  next = self->bounds.today_end + 1;
  memset (self->counts, 0, sizeof self->counts);
  for (guint i = 0; i < self->dues->len; i++)
    {
      gint64 due = due_at (self, i);

      self->counts[loket_queue_bounds_find (&self->bounds, due)]++;
      if (due >= now && due < next)
        next = due + 1;
    }
  return next;
}

/* What belongs to these views follows from the time of day. */
static gboolean
is_view_of_now (LoketView view)
{
  return view == LOKET_VIEW_TODAY || view == LOKET_VIEW_OVERDUE;
}

static gint64
tick_cb (gint64   now,
         gpointer user_data)
{
  LoketComplaintList *self = LOKET_COMPLAINT_LIST (user_data);
  gint64 old_today_end = self->bounds.today_end;
  guint old_counts[LOKET_N_QUEUE_GROUPS];
  gint64 next;

  memcpy (old_counts, self->counts, sizeof old_counts);
  next = count_groups (self, now);
  if (!self->regrouping && self->bounds.today_end == old_today_end &&
      memcmp (old_counts, self->counts, sizeof old_counts) == 0)
    return next;

  if (!self->regrouping && is_view_of_now (self->view))
    loket_complaint_list_reload (self);
  _loket_complaint_list_emit_groups_changed (self);
  return next;
}

/*< private >
 * _loket_complaint_list_stop_ticking:
 * @self: a list
 *
 * Lets go of the ticker.
 */
void
_loket_complaint_list_stop_ticking (LoketComplaintList *self)
{
  guint id = self->tick_id;

  self->tick_id = 0;
  if (id != 0)
    loket_ticker_remove (self->ticker, id);
  g_clear_object (&self->ticker);
}

/*< private >
 * _loket_complaint_list_regroup:
 * @self: a list
 *
 * Groups a new result.
 */
void
_loket_complaint_list_regroup (LoketComplaintList *self)
{
  guint id = self->tick_id;

  if (self->ticker == NULL)
    return;

  /* The next instant is another one: a new entry asks at once. */
  self->tick_id = 0;
  if (id != 0)
    loket_ticker_remove (self->ticker, id);
  self->regrouping = TRUE;
  self->tick_id = loket_ticker_add (self->ticker, tick_cb, self, NULL);
  self->regrouping = FALSE;
}

/**
 * loket_complaint_list_set_ticker:
 * @self: a list
 * @ticker: (nullable): tells when a day begins or something gets late; %NULL:
 *   the list has no groups
 * @time_zone: (nullable): where the officer is; %NULL: where the computer is
 *
 * Groups the rows by their deadlines from now on.
 */
void
loket_complaint_list_set_ticker (LoketComplaintList *self,
                                 LoketTicker        *ticker,
                                 const char         *time_zone)
{
  g_return_if_fail (LOKET_IS_COMPLAINT_LIST (self));

  _loket_complaint_list_stop_ticking (self);
  g_set_object (&self->ticker, ticker);
  g_free (self->time_zone);
  self->time_zone = g_strdup (time_zone);
  _loket_complaint_list_regroup (self);
}

/**
 * loket_complaint_list_get_heading:
 * @self: a list
 * @position: a row
 * @group: (out): the group that begins with it; untouched when none does
 * @n_rows: (out) (optional): how many rows the group has; untouched likewise
 *
 * Tells whether a row is the first of its group and has to show the heading.
 * Costs next to nothing and reads no row. There are no groups in another order
 * than that of the deadlines, in the view of what is overdue and where nothing
 * falls due at all: they would say nothing.
 *
 * Returns: whether a group begins there
 */
gboolean
loket_complaint_list_get_heading (LoketComplaintList *self,
                                  guint               position,
                                  LoketQueueGroup    *group,
                                  guint              *n_rows)
{
  LoketQueueGroup found;

  g_return_val_if_fail (LOKET_IS_COMPLAINT_LIST (self), FALSE);
  g_return_val_if_fail (group != NULL, FALSE);

  if (self->ticker == NULL || position >= self->dues->len ||
      self->order != LOKET_QUEUE_ORDER_DEADLINE || self->view == LOKET_VIEW_OVERDUE ||
      self->counts[LOKET_QUEUE_GROUP_NEVER] == self->dues->len)
    return FALSE;

  found = loket_queue_bounds_find (&self->bounds, due_at (self, position));
  if (position > 0 &&
      found == loket_queue_bounds_find (&self->bounds, due_at (self, position - 1)))
    return FALSE;

  *group = found;
  if (n_rows != NULL)
    *n_rows = self->counts[found];
  return TRUE;
}

/**
 * loket_complaint_list_find_next_day:
 * @self: a list with groups
 * @due: (out): the first due instant after today; untouched when there is none
 * @n_rows: (out) (optional): how many fall due on that date; untouched likewise
 *
 * Finds out what comes after today.
 *
 * Returns: whether anything does
 */
gboolean
loket_complaint_list_find_next_day (LoketComplaintList *self,
                                    gint64             *due,
                                    guint              *n_rows)
{
  LoketQueueBounds day;
  gint64 first = LOKET_DUE_NEVER;
  guint n = 0;

  g_return_val_if_fail (LOKET_IS_COMPLAINT_LIST (self), FALSE);
  g_return_val_if_fail (due != NULL, FALSE);

  for (guint i = 0; self->ticker != NULL && i < self->dues->len; i++)
    if (due_at (self, i) > self->bounds.today_end)
      first = MIN (first, due_at (self, i));
  if (first == LOKET_DUE_NEVER)
    return FALSE;

  loket_queue_bounds_at (first, self->time_zone, &day);
  for (guint i = 0; i < self->dues->len; i++)
    n += due_at (self, i) >= first && due_at (self, i) <= day.today_end;
  *due = first;
  if (n_rows != NULL)
    *n_rows = n;
  return TRUE;
}
