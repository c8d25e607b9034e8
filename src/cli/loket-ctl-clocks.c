/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loketctl"

#include "config.h"

#include "loket-ctl-clocks.h"

#include <stdio.h>

#include <glib/gi18n.h>

#include "loket-ctl.h"
#include "loket-ctl-print.h"
#include "loket-words-clock.h"
#include "loket-words.h"

/**
 * loket_ctl_read_clocks:
 * @complaint: a complaint
 * @rules: what to count by
 * @now: the instant to judge at, Unix seconds
 *
 * Reads the clocks of a complaint, that of the first answer before the others.
 *
 * Returns: (transfer full) (element-type LoketSlaReading): the readings; none
 *   where the agency's zone is not known
 */
GPtrArray *
loket_ctl_read_clocks (const LoketComplaint *complaint,
                       LoketRulebook        *rules,
                       gint64                now)
{
  GPtrArray *readings = loket_sla_read_clocks (complaint, rules, now, NULL);

  if (readings == NULL)
    return g_ptr_array_new ();
  for (guint i = 1; i < readings->len; i++)
    {
      LoketSlaReading *reading = g_ptr_array_index (readings, i);

      if (reading->policy->clock == LOKET_SLA_CLOCK_RESPONSE)
        g_ptr_array_insert (readings, 0, g_ptr_array_steal_index (readings, i));
    }
  return readings;
}

static void
write_targets (LoketJsonWriter       *writer,
               const LoketSlaReading *reading)
{
  loket_json_writer_begin_array (writer, "targets");
  for (guint i = 0; i < reading->policy->n_targets; i++)
    {
      loket_json_writer_begin_object (writer, NULL);
      loket_json_writer_int (writer, "limit", reading->policy->targets[i]);
      loket_json_writer_instant (writer, "due_at", reading->targets[i]);
      loket_json_writer_end_object (writer);
    }
  loket_json_writer_end_array (writer);
}

/* How the due instant moved since the clock began; nothing where it did not. */
static void
write_shifts (LoketJsonWriter       *writer,
              const LoketSlaReading *reading,
              const char            *language)
{
  loket_json_writer_begin_array (writer, "moved");
  for (guint i = 0; reading->shifts != NULL && i < reading->shifts->len; i++)
    {
      const LoketSlaShift *shift = g_ptr_array_index (reading->shifts, i);
      g_autofree char *reason = loket_sla_shift_dup_reason (shift, language);

      loket_json_writer_begin_object (writer, NULL);
      loket_json_writer_instant (writer, "at", shift->at);
      loket_json_writer_instant (writer, "from_due_at", shift->before);
      loket_json_writer_instant (writer, "to_due_at", shift->after);
      loket_json_writer_string (writer, "reason", reason);
      loket_json_writer_end_object (writer);
    }
  loket_json_writer_end_array (writer);
}

static void
write_clock (LoketJsonWriter       *writer,
             const LoketSlaReading *reading)
{
  const LoketPolicy *policy = reading->policy;
  const char *language = loket_ctl_get_language ();
  g_autofree char *explanation = loket_sla_reading_explain (reading, language);
  LoketDeadline deadline;

  loket_sla_reading_to_deadline (reading, &deadline);
  loket_json_writer_begin_object (writer, NULL);
  loket_json_writer_string (writer, "clock", loket_sla_clock_to_name (policy->clock));
  loket_json_writer_instant (writer, "start_at", reading->start);
  loket_json_writer_instant (writer, "due_at", reading->due);
  loket_json_writer_instant (writer, "stopped_at", reading->stop);
  loket_json_writer_int (writer, "limit", policy->limit);
  loket_json_writer_string (writer, "unit", loket_sla_unit_to_name (policy->unit));
  if (policy->unit == LOKET_SLA_WORKING_DAYS)
    loket_json_writer_int (writer, "working_days", policy->limit);
  loket_json_writer_string (writer, "sla_state", loket_sla_state_to_name (reading->state));
  loket_json_writer_instant (writer, "next_change_at", reading->next_change);
  loket_json_writer_boolean (writer, "from_receipt", deadline.from_receipt);
  loket_json_writer_boolean (writer, "provisional", reading->provisional);
  loket_json_writer_int (writer, "age_working_days", reading->raw_days);
  loket_json_writer_int (writer, "paused_working_days", reading->paused_days);
  write_targets (writer, reading);
  loket_json_writer_int (writer, "edition", reading->edition->number);
  write_shifts (writer, reading, language);
  loket_json_writer_string (writer, "policy", policy->id);
  loket_json_writer_string (writer, "basis",
                            g_str_has_prefix (language, "en") ? policy->basis_en : policy->basis_id);
  loket_json_writer_string (writer, "limit_confidence",
                            loket_sla_confidence_to_name (policy->limit_confidence));
  loket_json_writer_string (writer, "start_confidence",
                            loket_sla_confidence_to_name (policy->start_confidence));
  loket_json_writer_string (writer, "explanation", explanation);
  loket_json_writer_end_object (writer);
}

/**
 * loket_ctl_write_clocks:
 * @writer: a writer inside an object
 * @complaint: a complaint
 * @rules: what to count by
 * @now: the instant to judge at, Unix seconds
 *
 * Writes the member `clocks`: every clock that runs or ran, with its rule, its
 * age and how its due instant came about.
 */
void
loket_ctl_write_clocks (LoketJsonWriter      *writer,
                        const LoketComplaint *complaint,
                        LoketRulebook        *rules,
                        gint64                now)
{
  g_autoptr (GPtrArray) readings = loket_ctl_read_clocks (complaint, rules, now);

  loket_json_writer_begin_array (writer, "clocks");
  for (guint i = 0; i < readings->len; i++)
    write_clock (writer, g_ptr_array_index (readings, i));
  loket_json_writer_end_array (writer);
}

/**
 * loket_ctl_print_clocks:
 * @complaint: a complaint
 * @rules: what to count by
 * @now: the instant to judge at, Unix seconds
 *
 * Prints every clock that runs or ran for a person: time left, state and why.
 */
void
loket_ctl_print_clocks (const LoketComplaint *complaint,
                        LoketRulebook        *rules,
                        gint64                now)
{
  g_autoptr (GPtrArray) readings = loket_ctl_read_clocks (complaint, rules, now);
  const char *language = loket_ctl_get_language ();

  for (guint i = 0; i < readings->len; i++)
    {
      const LoketSlaReading *reading = g_ptr_array_index (readings, i);
      g_autofree char *explanation = loket_sla_reading_explain (reading, language);
      const char *state = loket_words_clock_state (reading->policy->clock, reading->state);
      g_autofree char *left = loket_words_clock_left (reading, now);
      g_autofree char *text = NULL;

      text = g_str_equal (left, state) || g_str_equal (left, loket_words_sla_state (reading->state))
               ? g_strdup (state)
               : g_strdup_printf ("%s (%s)", left, state);
      loket_ctl_print_line (loket_sla_clock_to_title (reading->policy->clock, language), text);
      loket_ctl_print_line (_("Why"), explanation);
    }
}

/**
 * loket_ctl_write_moves:
 * @writer: a writer inside an object
 * @moves: (element-type LoketDeadlineMove): moves of a deadline
 *
 * Writes the member `moves`: how other rules moved the deadline of the queue.
 */
void
loket_ctl_write_moves (LoketJsonWriter *writer,
                       GPtrArray       *moves)
{
  loket_json_writer_begin_array (writer, "moves");
  for (guint i = 0; i < moves->len; i++)
    {
      const LoketDeadlineMove *move = moves->pdata[i];

      loket_json_writer_begin_object (writer, NULL);
      loket_json_writer_string (writer, "clock", loket_sla_clock_to_name (move->clock));
      loket_json_writer_string (writer, "clock_before", loket_sla_clock_to_name (move->clock_before));
      loket_json_writer_instant (writer, "due_before", move->due_before);
      loket_json_writer_instant (writer, "due_at", move->due);
      loket_json_writer_int (writer, "edition", move->edition);
      loket_json_writer_string (writer, "reason", move->reason);
      loket_json_writer_instant (writer, "at", move->at);
      loket_json_writer_end_object (writer);
    }
  loket_json_writer_end_array (writer);
}

/**
 * loket_ctl_print_moves:
 * @complaint: a complaint
 * @moves: (element-type LoketDeadlineMove): moves of its deadline
 *
 * Prints for a person how other rules moved the deadline.
 */
void
loket_ctl_print_moves (const LoketComplaint *complaint,
                       GPtrArray            *moves)
{
  for (guint i = 0; i < moves->len; i++)
    {
      g_autofree char *text = loket_words_move (moves->pdata[i], complaint->time_zone);

      loket_ctl_print_line (_("Deadline moved"), text);
    }
}
