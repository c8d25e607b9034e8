/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-enums.h"
#include "loket-time.h"

G_BEGIN_DECLS

/**
 * LoketQueueRow:
 * @row_id: the number the cache knows it by; ends with the cache
 * @complaint_id: the hub's id
 * @tracking_id: the number people use
 * @title: the title
 * @category: (nullable): the path of categories
 * @place: (nullable): where it is about, narrowest first
 * @agency_name: (nullable): whom it is assigned to
 * @time_zone: (nullable): IANA zone its deadline is counted in
 * @klass: its class
 * @status: its status
 * @anonymous: whether the reporter's identity is hidden
 * @secret: whether the content is not public
 * @received_at: when the reporter sent it
 * @assigned_at: when the agency got it
 * @answered_at: when the first reply was accepted
 * @reporter_at: when the reporter came back after it, unset otherwise
 * @due: the last instant at which an answer is in time
 *
 * What a row of the queue shows: a part of a complaint, without its text.
 * Instants are Unix seconds or %LOKET_TIME_UNSET.
 */
typedef struct
{
  gint64               row_id;
  char                *complaint_id;
  char                *tracking_id;
  char                *title;
  char                *category;
  char                *place;
  char                *agency_name;
  char                *time_zone;
  LoketComplaintClass  klass;
  LoketComplaintStatus status;
  gboolean             anonymous;
  gboolean             secret;
  gint64               received_at;
  gint64               assigned_at;
  gint64               answered_at;
  gint64               reporter_at;
  gint64               due;
} LoketQueueRow;

LoketQueueRow *loket_queue_row_new  (void);
void           loket_queue_row_free (LoketQueueRow *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketQueueRow, loket_queue_row_free)

G_END_DECLS
