/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-reminder-hours.h"
#include "loket-reminder-mark.h"
#include "loket-sla-marks.h"

G_BEGIN_DECLS

/* What #LoketReminderPlan has as its next instant when time alone changes nothing. */
#define LOKET_REMINDER_NEVER G_MAXINT64

#define LOKET_REMINDER_MAX_STEPS 8

/**
 * LoketReminderKind:
 * @LOKET_REMINDER_WARNING: the last working days before the due date have begun
 * @LOKET_REMINDER_DUE_TODAY: the due date has begun where the agency is
 * @LOKET_REMINDER_BREACH: the due instant has passed without an answer
 * @LOKET_REMINDER_ESCALATION: the clock has come to a step at which the rule
 *   addresses the person's role
 *
 * What a person is reminded of.
 */
typedef enum
{
  LOKET_REMINDER_WARNING,
  LOKET_REMINDER_DUE_TODAY,
  LOKET_REMINDER_BREACH,
  LOKET_REMINDER_ESCALATION,
} LoketReminderKind;

#define LOKET_REMINDER_N_KINDS (LOKET_REMINDER_ESCALATION + 1)

/* Bits (1 << #LoketReminderKind) of everything there is to tell. */
#define LOKET_REMINDER_ALL_KINDS ((1u << LOKET_REMINDER_N_KINDS) - 1)

/**
 * LoketReminderStep:
 * @at: when the rule addresses the role, Unix seconds
 * @days: how many working days after the due date that is; negative: before
 *
 * A step of escalation.
 */
typedef struct
{
  gint64 at;
  int    days;
} LoketReminderStep;

/**
 * LoketReminderCase:
 * @complaint_id: the hub's id; borrowed
 * @marks: the clock
 * @on_its_way: whether a reply to it is in the outbox and goes out by itself
 * @escalates: whether @steps are told instead of what an officer is told
 * @steps: the steps that address the person's role, by instant
 * @n_steps: how many
 *
 * A clock of an open complaint as far as reminders go.
 */
typedef struct
{
  const char       *complaint_id;
  LoketSlaMarks     marks;
  gboolean          on_its_way;
  gboolean          escalates;
  LoketReminderStep steps[LOKET_REMINDER_MAX_STEPS];
  guint             n_steps;
} LoketReminderCase;

/**
 * LoketReminderEvent:
 * @index: the place of its case
 * @kind: what it is
 * @days: the step's days, with an escalation
 * @key: names the event: it happens once
 * @told_at: when it was told
 * @again_at: until when the person put it off, or %LOKET_TIME_UNSET
 *
 * Something to tell, or that was told and still holds.
 */
typedef struct
{
  guint             index;
  LoketReminderKind kind;
  int               days;
  char             *key;
  gint64            told_at;
  gint64            again_at;
} LoketReminderEvent;

/**
 * LoketReminderPlan:
 * @tell: (element-type LoketReminderEvent): what to tell now, in the order of
 *   the cases
 * @holds: (element-type LoketReminderEvent): what was told, with @tell, holds,
 *   and was not dismissed; newest first
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
  GPtrArray *holds;
  char      *notice;
  GPtrArray *withdraw;
  GPtrArray *marks;
  gint64     next;
} LoketReminderPlan;

/**
 * LoketReminderChoice:
 * @LOKET_REMINDER_PUT_OFF: tell it again later
 * @LOKET_REMINDER_DISMISS: take it from the list
 *
 * What a person may do about a reminder.
 */
typedef enum
{
  LOKET_REMINDER_PUT_OFF,
  LOKET_REMINDER_DISMISS,
} LoketReminderChoice;

char              *loket_reminder_dup_key         (const LoketReminderCase  *subject,
                                                   LoketReminderKind         kind,
                                                   int                       days);
LoketReminderPlan *loket_reminder_plan_new        (const LoketReminderCase  *cases,
                                                   guint                     n_cases,
                                                   gboolean                  complete,
                                                   guint                     kinds,
                                                   GHashTable               *told,
                                                   const LoketReminderHours *hours,
                                                   gint64                    now);
LoketReminderPlan *loket_reminder_plan_new_choice (GHashTable               *told,
                                                   const char               *name,
                                                   LoketReminderChoice       choice,
                                                   gint64                    again_at);
void               loket_reminder_plan_free       (LoketReminderPlan        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketReminderPlan, loket_reminder_plan_free)

G_END_DECLS
