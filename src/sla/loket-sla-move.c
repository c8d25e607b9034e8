/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sla"

#include "config.h"

#include "loket-sla-move.h"

#include "loket-explanation.h"

/* Dates that a sentence names before it says "and more". */
#define MAX_NAMED_DAYS 5

/**
 * loket_sla_move_free:
 * @self: (transfer full): a move
 *
 * Frees a move.
 */
void
loket_sla_move_free (LoketSlaMove *self)
{
  g_clear_pointer (&self->complaint, loket_complaint_unref);
  g_clear_pointer (&self->before, loket_sla_reading_free);
  g_clear_pointer (&self->after, loket_sla_reading_free);
  g_free (self);
}

static LoketSlaReading *
read_open (LoketComplaint  *complaint,
           LoketSlaClock    clock,
           LoketRulebook   *rules,
           gint64           now,
           GError         **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (LoketSlaReading) reading = loket_sla_read_clock (complaint, clock, rules, now, &local);

  if (reading == NULL)
    {
      if (!g_error_matches (local, LOKET_SLA_ERROR, LOKET_SLA_ERROR_NO_CLOCK) &&
          !g_error_matches (local, LOKET_SLA_ERROR, LOKET_SLA_ERROR_OUT_OF_RANGE))
        g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  return reading->stop == LOKET_TIME_UNSET ? g_steal_pointer (&reading) : NULL;
}

static gboolean
is_same (const LoketSlaReading *a,
         const LoketSlaReading *b)
{
  return a == b || (a != NULL && b != NULL && a->due == b->due &&
                    a->provisional == b->provisional);
}

/**
 * loket_sla_preview_moves:
 * @complaints: (element-type LoketComplaint): complaints, open or not
 * @old_rules: the editions as they are
 * @new_rules: the same and the one to be published
 * @now: the instant to judge at, Unix seconds
 * @error: return location for an error of %LOKET_SLA_ERROR
 *
 * Finds the open clocks whose deadline a change would move, or whose deadline
 * it would make certain, so that a person sees them before it is applied.
 * Clocks that have stopped never move. Pure; any thread.
 *
 * Returns: (transfer full) (element-type LoketSlaMove): the moves, in the order
 *   of @complaints; %NULL when a complaint's zone is not known
 */
GPtrArray *
loket_sla_preview_moves (GPtrArray       *complaints,
                         LoketRulebook   *old_rules,
                         LoketRulebook   *new_rules,
                         gint64           now,
                         GError         **error)
{
  g_autoptr (GPtrArray) moves = g_ptr_array_new_with_free_func (
      (GDestroyNotify) loket_sla_move_free);

  for (guint i = 0; i < complaints->len; i++)
    for (guint clock = 0; clock < LOKET_SLA_N_CLOCKS; clock++)
      {
        LoketComplaint *complaint = complaints->pdata[i];
        g_autoptr (GError) local = NULL;
        g_autoptr (LoketSlaReading) before = NULL;
        g_autoptr (LoketSlaReading) after = NULL;
        LoketSlaMove *move;

        before = read_open (complaint, (LoketSlaClock) clock, old_rules, now, &local);
        if (local == NULL)
          after = read_open (complaint, (LoketSlaClock) clock, new_rules, now, &local);
        if (local != NULL)
          {
            g_propagate_error (error, g_steal_pointer (&local));
            return NULL;
          }
        if (is_same (before, after))
          continue;

        move = g_new0 (LoketSlaMove, 1);
        move->complaint = loket_complaint_ref (complaint);
        move->clock = (LoketSlaClock) clock;
        move->before = g_steal_pointer (&before);
        move->after = g_steal_pointer (&after);
        g_ptr_array_add (moves, move);
      }
  return g_steal_pointer (&moves);
}

static gboolean
is_working (LoketCalendar *calendar,
            LoketDay       day)
{
  LoketDayKind kind;

  return loket_calendar_get_day_kind (calendar, day, &kind, NULL) && kind == LOKET_DAY_WORKING;
}

/* Names the dates that are free now and were not, or the other way round. */
static guint
append_changed_days (GString            *text,
                     const LoketSlaMove *move,
                     gboolean            english)
{
  LoketCalendar *before = move->before->calendar, *after = move->after->calendar;
  LoketDay last = loket_calendar_date_at (after, MAX (move->before->due, move->after->due) - 1);
  guint n = 0;

  for (LoketDay day = loket_calendar_date_at (before, move->before->start) + 1; day <= last; day++)
    {
      g_autofree char *date = NULL;
      gboolean works = is_working (after, day);

      if (works == is_working (before, day))
        continue;
      if (++n > MAX_NAMED_DAYS)
        continue;
      date = loket_day_dup_text (day, english ? "en" : "id");
      if (english)
        g_string_append_printf (text, "; %s is now a %s", date, works ? "working day" : "free day");
      else
        g_string_append_printf (text, "; %s kini %s", date, works ? "hari kerja" : "hari libur");
    }
  if (n > MAX_NAMED_DAYS)
    g_string_append_printf (text, english ? "; %u days in all" : "; %u hari seluruhnya", n);
  return n;
}

static gboolean
is_other_rule (const LoketPolicy *a,
               const LoketPolicy *b)
{
  return a->unit != b->unit || a->limit != b->limit || a->clock != b->clock ||
         a->pauses_on_information != b->pauses_on_information ||
         g_strcmp0 (a->basis_en, b->basis_en) != 0;
}

static char *
dup_due (const LoketSlaReading *reading,
         const char            *language)
{
  g_autoptr (LoketExplanation) explanation = NULL;

  if (reading == NULL)
    return g_strdup (g_str_has_prefix (language, "en") ? "none" : "tidak ada");
  explanation = loket_explanation_new (reading->calendar, reading->start, reading->due,
                                       reading->policy->limit);
  return loket_explanation_dup_instant (explanation, reading->due, language);
}

/**
 * loket_sla_move_explain:
 * @self: a move
 * @language: `id` or `en`
 *
 * Says from when to when a deadline moves and why: what to record with the
 * change.
 *
 * Returns: (transfer full): the sentence, for a person
 */
char *
loket_sla_move_explain (const LoketSlaMove *self,
                        const char         *language)
{
  gboolean english = g_str_has_prefix (language, "en");
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *before = dup_due (self->before, language);
  g_autofree char *after = dup_due (self->after, language);
  gboolean both = self->before != NULL && self->after != NULL;
  guint n_days = 0;

  if (english)
    g_string_append_printf (text, "Due date: %s, before: %s", after, before);
  else
    g_string_append_printf (text, "Jatuh tempo: %s, semula: %s", after, before);
  if (both)
    n_days = append_changed_days (text, self, english);

  if (both && is_other_rule (self->before->policy, self->after->policy))
    g_string_append_printf (text, english ? "; rule: %s" : "; aturan: %s",
                            english ? self->after->policy->basis_en
                                    : self->after->policy->basis_id);
  else if (both && n_days == 0 && self->before->provisional && !self->after->provisional)
    g_string_append (text, english ? "; the holidays are decreed now"
                                   : "; hari libur kini sudah ditetapkan");
  return g_string_free (g_steal_pointer (&text), FALSE);
}
