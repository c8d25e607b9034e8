/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-complaint.h"
#include "loket-hours.h"
#include "loket-sla-error.h"

G_BEGIN_DECLS

/**
 * LoketSlaClock:
 * @LOKET_SLA_CLOCK_VERIFICATION: until the complaint reaches an agency
 * @LOKET_SLA_CLOCK_RESPONSE: until the agency's first answer
 * @LOKET_SLA_CLOCK_FOLLOW_UP: until the answer to what the reporter wrote back
 * @LOKET_SLA_CLOCK_SETTLEMENT: until the answer that settles the matter; its
 *   limit depends on the class
 * @LOKET_SLA_CLOCK_REPORTER: until the system closes a complaint whose reporter
 *   does not write back
 * @LOKET_SLA_CLOCK_OMBUDSMAN: until the Ombudsman may take it over
 *
 * The clocks that run on a complaint.
 */
typedef enum
{
  LOKET_SLA_CLOCK_VERIFICATION,
  LOKET_SLA_CLOCK_RESPONSE,
  LOKET_SLA_CLOCK_FOLLOW_UP,
  LOKET_SLA_CLOCK_SETTLEMENT,
  LOKET_SLA_CLOCK_REPORTER,
  LOKET_SLA_CLOCK_OMBUDSMAN,
} LoketSlaClock;

#define LOKET_SLA_N_CLOCKS (LOKET_SLA_CLOCK_OMBUDSMAN + 1)

const char *loket_sla_clock_to_name      (LoketSlaClock clock);

/**
 * LoketSlaEvent:
 * @LOKET_SLA_EVENT_NONE: never
 * @LOKET_SLA_EVENT_RECEIVED: the reporter sent the complaint
 * @LOKET_SLA_EVENT_ASSIGNED: the agency got it
 * @LOKET_SLA_EVENT_FIRST_ANSWER: the agency's first reply
 * @LOKET_SLA_EVENT_NEXT_ANSWER: the first reply after the clock began
 * @LOKET_SLA_EVENT_SETTLED: the first reply that is more than an interim one
 * @LOKET_SLA_EVENT_LAST_FOLLOW_UP: the latest reply
 * @LOKET_SLA_EVENT_REPORTER_WROTE: the reporter wrote back after a reply
 *
 * What starts or stops a clock.
 */
typedef enum
{
  LOKET_SLA_EVENT_NONE,
  LOKET_SLA_EVENT_RECEIVED,
  LOKET_SLA_EVENT_ASSIGNED,
  LOKET_SLA_EVENT_FIRST_ANSWER,
  LOKET_SLA_EVENT_NEXT_ANSWER,
  LOKET_SLA_EVENT_SETTLED,
  LOKET_SLA_EVENT_LAST_FOLLOW_UP,
  LOKET_SLA_EVENT_REPORTER_WROTE,
} LoketSlaEvent;

/**
 * LoketSlaUnit:
 * @LOKET_SLA_WORKING_DAYS: until the office closes on the n-th working day
 * @LOKET_SLA_WORKING_HOURS: hours while the office is open
 * @LOKET_SLA_CALENDAR_DAYS: until the end of the n-th day, working or not
 *
 * What a limit is counted in.
 */
typedef enum
{
  LOKET_SLA_WORKING_DAYS,
  LOKET_SLA_WORKING_HOURS,
  LOKET_SLA_CALENDAR_DAYS,
} LoketSlaUnit;

/** How far a policy reaches; a narrower one beats a wider. */
typedef enum
{
  LOKET_SLA_SCOPE_NATIONAL,
  LOKET_SLA_SCOPE_PROVINCE,
  LOKET_SLA_SCOPE_AGENCY,
} LoketSlaScope;

/** How sure we are of a rule: an official source or two, one source, a guess. */
typedef enum
{
  LOKET_SLA_CONFIDENCE_HIGH,
  LOKET_SLA_CONFIDENCE_MEDIUM,
  LOKET_SLA_CONFIDENCE_LOW,
} LoketSlaConfidence;

const char *loket_sla_unit_to_name       (LoketSlaUnit       unit);
const char *loket_sla_confidence_to_name (LoketSlaConfidence confidence);

#define LOKET_SLA_MAX_TARGETS     4
#define LOKET_SLA_MAX_ESCALATIONS 8

/**
 * LoketEscalation:
 * @role: who is to know
 * @days: how many working days after the due date; negative: before it, 0: at
 *   the due instant
 *
 * Whom a clock is brought before, and when.
 */
typedef struct
{
  LoketRole role;
  int       days;
} LoketEscalation;

/**
 * LoketPolicy:
 * @id: its name in the file
 * @clock: which clock it is about
 * @unit: what @limit is counted in
 * @limit: how many
 * @start: the event that starts the clock
 * @fallback: the event that starts it where @start is not known
 * @stop: the event that stops it
 * @pauses_on_information: whether it stands still while the reporter is asked
 *   for information
 * @targets: shorter limits that a region sets itself, in @unit
 * @n_targets: how many
 * @escalations: whom it is brought before, in the order of the file
 * @n_escalations: how many
 * @calendar: the name of the working hours it is counted in
 * @hours: (nullable): these hours; %NULL for the built-in ones
 * @warning: how many working days before the due date the warning begins
 * @classes: bits (1 << #LoketComplaintClass) of the classes it is for
 * @scope: how far it reaches
 * @scope_name: (nullable): the province's name or the agency's code
 * @valid_from: first date on which a clock may begin under it
 * @valid_until: last such date
 * @limit_confidence: how sure @limit is
 * @start_confidence: how sure @start is
 * @basis_id: the regulation, in Indonesian
 * @basis_en: the regulation, in English
 * @source: (nullable): where that was read
 *
 * One dated rule: how long something may take and why.
 */
typedef struct
{
  /*< private >*/
  gatomicrefcount    ref_count;

  /*< public >*/
  char              *id;
  LoketSlaClock      clock;
  LoketSlaUnit       unit;
  guint              limit;
  LoketSlaEvent      start;
  LoketSlaEvent      fallback;
  LoketSlaEvent      stop;
  gboolean           pauses_on_information;
  guint              targets[LOKET_SLA_MAX_TARGETS];
  guint              n_targets;
  LoketEscalation    escalations[LOKET_SLA_MAX_ESCALATIONS];
  guint              n_escalations;
  char              *calendar;
  LoketHours        *hours;
  guint              warning;
  guint              classes;
  LoketSlaScope      scope;
  char              *scope_name;
  LoketDay           valid_from;
  LoketDay           valid_until;
  LoketSlaConfidence limit_confidence;
  LoketSlaConfidence start_confidence;
  char              *basis_id;
  char              *basis_en;
  char              *source;
} LoketPolicy;

#define LOKET_TYPE_POLICY (loket_policy_get_type ())

GType        loket_policy_get_type      (void) G_GNUC_CONST;
LoketPolicy *loket_policy_new_from_keys (GKeyFile     *file,
                                         const char   *group,
                                         GHashTable   *calendars,
                                         GError      **error);
LoketPolicy *loket_policy_ref           (LoketPolicy  *self);
void         loket_policy_unref         (LoketPolicy  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketPolicy, loket_policy_unref)

G_END_DECLS
