/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-deadline.h"
#include "loket-reminder-hours.h"
#include "loket-reminder-mark.h"

G_BEGIN_DECLS

/* What #LoketReminderPlan has as its next instant when time alone changes nothing. */
#define LOKET_REMINDER_NEVER G_MAXINT64

/**
 * LoketReminderKind:
 * @LOKET_REMINDER_WARNING: the last working day before the due date has begun
 * @LOKET_REMINDER_DUE_TODAY: the due date has begun where the agency is
 * @LOKET_REMINDER_BREACH: the due instant has passed without an answer
 *
 * What an officer is reminded of.
 */
typedef enum
{
  LOKET_REMINDER_WARNING,
  LOKET_REMINDER_DUE_TODAY,
  LOKET_REMINDER_BREACH,
} LoketReminderKind;

#define LOKET_REMINDER_N_KINDS (LOKET_REMINDER_BREACH + 1)

/**
 * LoketReminderCase:
 * @complaint_id: the hub's id; borrowed
 * @deadline: its clock at the instant of the plan
 * @on_its_way: whether a reply to it is in the outbox and goes out by itself
 *
 * An open complaint as far as reminders go.
 */
typedef struct
{
  const char   *complaint_id;
  LoketDeadline deadline;
  gboolean      on_its_way;
} LoketReminderCase;

/**
 * LoketReminderEvent:
 * @index: the place of its case
 * @kind: what it is
 * @key: names the event: it happens once
 *
 * Something to tell.
 */
typedef struct
{
  guint             index;
  LoketReminderKind kind;
  char             *key;
} LoketReminderEvent;

/**
 * LoketReminderPlan:
 * @tell: (element-type LoketReminderEvent): what to tell now, in the order of
 *   the cases
 * @notice: (nullable): what shows @tell on the desktop; %NULL when it is empty
 * @withdraw: (element-type utf8): what to take from the desktop
 * @marks: (element-type LoketReminderMark): what to write down before either
 * @next: when to plan again, Unix seconds, or %LOKET_REMINDER_NEVER
 *
 * What reminders come to at one instant.
 */
typedef struct
{
  GPtrArray *tell;
  char      *notice;
  GPtrArray *withdraw;
  GPtrArray *marks;
  gint64     next;
} LoketReminderPlan;

char              *loket_reminder_dup_key   (const LoketReminderCase  *subject,
                                             LoketReminderKind         kind);
LoketReminderPlan *loket_reminder_plan_new  (const LoketReminderCase  *cases,
                                             guint                     n_cases,
                                             gboolean                  complete,
                                             GHashTable               *told,
                                             const LoketReminderHours *hours,
                                             gint64                    now);
void               loket_reminder_plan_free (LoketReminderPlan        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketReminderPlan, loket_reminder_plan_free)

G_END_DECLS
