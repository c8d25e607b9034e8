/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-enums.h"
#include "loket-time.h"

G_BEGIN_DECLS

/**
 * LoketQueueMarks:
 * @known: whether a clock of the officer runs or ran; the rest means nothing
 *   without one
 * @clock: which one, in the numbers of whoever counts
 * @flags: what else follows for it, in the bits of whoever counts
 * @paused: whether it stands still, so that nothing falls due by time alone
 * @start: when it began
 * @warning_at: when the warning begins
 * @today_at: when its due date begins at the agency
 * @due: the last instant in time
 * @stop: when it stopped, unset while it runs
 *
 * Where the most urgent clock of a complaint changes by time alone: what its
 * state at any instant follows from. Instants are Unix seconds or
 * %LOKET_TIME_UNSET.
 */
typedef struct
{
  gboolean known;
  guint    clock;
  guint    flags;
  gboolean paused;
  gint64   start;
  gint64   warning_at;
  gint64   today_at;
  gint64   due;
  gint64   stop;
} LoketQueueMarks;

void     loket_queue_marks_init  (LoketQueueMarks       *self);
gboolean loket_queue_marks_equal (const LoketQueueMarks *a,
                                  const LoketQueueMarks *b);

/* The due instant of what no clock falls due on. */
#define LOKET_DUE_NEVER G_MAXINT64

/**
 * LoketQueueKey:
 * @row_id: the number the cache knows a row by
 * @due: when it falls due, Unix seconds, or %LOKET_DUE_NEVER
 *
 * One row of a result: enough to know its place among the deadlines without
 * reading it.
 */
typedef struct
{
  gint64 row_id;
  gint64 due;
} LoketQueueKey;

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
 * @marks: its most urgent clock
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
  LoketQueueMarks      marks;
} LoketQueueRow;

LoketQueueRow *loket_queue_row_new  (void);
void           loket_queue_row_free (LoketQueueRow *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketQueueRow, loket_queue_row_free)

G_END_DECLS
