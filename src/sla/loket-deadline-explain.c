/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sla"

#include "config.h"

#include "loket-deadline-private.h"

#include "loket-explanation.h"

/* What the sentence needs, already in the reader's words. */
typedef struct
{
  const LoketDeadline    *deadline;
  const LoketExplanation *explanation;
  char                   *start;
  char                   *skipped;
  char                   *due;
  char                   *stop;
} Parts;

static void
write_indonesian (const Parts *parts,
                  GString     *text)
{
  const LoketDeadline *deadline = parts->deadline;

  if (deadline->from_receipt)
    g_string_append_printf (text,
                            "%u hari kerja sejak diterima %s (tanggal disposisi tidak diketahui)",
                            deadline->days, parts->start);
  else if (deadline->from_reporter)
    g_string_append_printf (text, "%u hari kerja sejak pelapor menanggapi pada %s",
                            deadline->days, parts->start);
  else
    g_string_append_printf (text, "%u hari kerja sejak %s", deadline->days, parts->start);
  if (parts->skipped != NULL)
    g_string_append_printf (text, "; tidak dihitung: %s", parts->skipped);
  g_string_append_printf (text, "; jatuh tempo %s", parts->due);

  if (deadline->state == LOKET_SLA_OVERDUE)
    g_string_append (text, "; sudah lewat dan belum dijawab");
  else if (deadline->state == LOKET_SLA_MET)
    g_string_append_printf (text, "; dijawab %s, tepat waktu", parts->stop);
  else if (deadline->state == LOKET_SLA_MISSED)
    g_string_append_printf (text, "; dijawab %s, terlambat", parts->stop);
  if (deadline->provisional)
    g_string_append_printf (text, "; sementara, karena hari libur %d belum ditetapkan",
                            parts->explanation->undecreed_year);
}

static void
write_english (const Parts *parts,
               GString     *text)
{
  const LoketDeadline *deadline = parts->deadline;

  if (deadline->from_receipt)
    g_string_append_printf (text,
                            "%u working days from receipt on %s (date of assignment not known)",
                            deadline->days, parts->start);
  else if (deadline->from_reporter)
    g_string_append_printf (text, "%u working days from the reporter's answer on %s",
                            deadline->days, parts->start);
  else
    g_string_append_printf (text, "%u working days from %s", deadline->days, parts->start);
  if (parts->skipped != NULL)
    g_string_append_printf (text, "; not counted: %s", parts->skipped);
  g_string_append_printf (text, "; due %s", parts->due);

  if (deadline->state == LOKET_SLA_OVERDUE)
    g_string_append (text, "; it has passed without an answer");
  else if (deadline->state == LOKET_SLA_MET)
    g_string_append_printf (text, "; answered %s, in time", parts->stop);
  else if (deadline->state == LOKET_SLA_MISSED)
    g_string_append_printf (text, "; answered %s, late", parts->stop);
  if (deadline->provisional)
    g_string_append_printf (text,
                            "; provisional, because the holidays of %d are not decreed yet",
                            parts->explanation->undecreed_year);
}

/**
 * loket_deadline_explain:
 * @complaint: the complaint
 * @deadline: its clock, from loket_deadline_for_complaint()
 * @language: `id` or `en`
 *
 * Says in one sentence how the due instant came about: since when, what was not
 * counted and why, until when.
 *
 * Returns: (transfer full) (nullable): the sentence, for a person; %NULL when
 *   the complaint's zone is none
 */
char *
loket_deadline_explain (const LoketComplaint *complaint,
                        const LoketDeadline  *deadline,
                        const char           *language)
{
  g_autoptr (LoketExplanation) explanation = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *start = NULL, *skipped = NULL, *due = NULL, *stop = NULL;
  LoketCalendar *calendar;
  Parts parts;

  g_return_val_if_fail (complaint != NULL && deadline != NULL && language != NULL, NULL);

  calendar = loket_calendar_get_builtin (_loket_deadline_get_zone (complaint), NULL);
  if (calendar == NULL)
    return NULL;

  explanation = loket_explanation_new (calendar, deadline->start, deadline->due, deadline->days);
  start = loket_explanation_dup_date (explanation, deadline->start, language);
  skipped = loket_explanation_dup_skipped (explanation, language);
  due = loket_explanation_dup_instant (explanation, deadline->due, language);
  if (deadline->stop != LOKET_TIME_UNSET)
    stop = loket_explanation_dup_instant (explanation, deadline->stop, language);

  parts = (Parts) { deadline, explanation, start, skipped, due, stop };
  if (g_str_has_prefix (language, "en"))
    write_english (&parts, text);
  else
    write_indonesian (&parts, text);
  return g_string_free (g_steal_pointer (&text), FALSE);
}
