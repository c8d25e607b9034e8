/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * LoketView:
 * @LOKET_VIEW_TODAY: open, with a clock of the officer that falls due between
 *   now and the end of today
 * @LOKET_VIEW_OVERDUE: open, with one that fell due before now
 * @LOKET_VIEW_OPEN: neither closed nor archived
 * @LOKET_VIEW_WAITING_REPORTER: the reporter has to add something
 * @LOKET_VIEW_DRAFTS: with a draft of ours
 * @LOKET_VIEW_APPROVALS: waiting for a superior's word
 * @LOKET_VIEW_OUTBOX: with a reply that has not arrived
 * @LOKET_VIEW_SENT: with a reply of ours that has arrived
 * @LOKET_VIEW_PROMISES: with a promise that falls due
 * @LOKET_N_VIEWS: how many there are
 *
 * The ways to look at the local complaints.
 */
typedef enum
{
  LOKET_VIEW_TODAY,
  LOKET_VIEW_OVERDUE,
  LOKET_VIEW_OPEN,
  LOKET_VIEW_WAITING_REPORTER,
  LOKET_VIEW_DRAFTS,
  LOKET_VIEW_APPROVALS,
  LOKET_VIEW_OUTBOX,
  LOKET_VIEW_SENT,
  LOKET_VIEW_PROMISES,
  LOKET_N_VIEWS,
} LoketView;

const char *loket_view_to_name   (LoketView   value);
gboolean    loket_view_from_name (const char *name,
                                  LoketView  *value);

/**
 * LoketQueueOrder:
 * @LOKET_QUEUE_ORDER_DEADLINE: what runs by its due instant, then what no clock
 *   runs on
 * @LOKET_QUEUE_ORDER_OLDEST: by receipt, the oldest first
 * @LOKET_QUEUE_ORDER_NEWEST: by receipt, the newest first
 * @LOKET_N_QUEUE_ORDERS: how many there are
 *
 * The orders in which a view can be read.
 */
typedef enum
{
  LOKET_QUEUE_ORDER_DEADLINE,
  LOKET_QUEUE_ORDER_OLDEST,
  LOKET_QUEUE_ORDER_NEWEST,
  LOKET_N_QUEUE_ORDERS,
} LoketQueueOrder;

const char *loket_queue_order_to_name   (LoketQueueOrder  value);
gboolean    loket_queue_order_from_name (const char      *name,
                                         LoketQueueOrder *value);

G_END_DECLS
