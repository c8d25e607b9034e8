/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sla"

#include "config.h"

#include "loket-sla-reading.h"

#include "loket-explanation.h"

/* What the sentence needs, already in the reader's words. */
typedef struct
{
  const LoketSlaReading  *reading;
  const LoketExplanation *explanation;
  char                   *start;
  char                   *skipped;
  char                   *due;
  char                   *stop;
} Parts;

static const char *
name_start (LoketSlaEvent event,
            gboolean      english)
{
  switch (event)
    {
    case LOKET_SLA_EVENT_RECEIVED:
      return english ? "receipt on" : "diterima";
    case LOKET_SLA_EVENT_ASSIGNED:
      return english ? "assignment on" : "disposisi";
    case LOKET_SLA_EVENT_LAST_FOLLOW_UP:
      return english ? "the last follow-up on" : "tindak lanjut terakhir";
    case LOKET_SLA_EVENT_REPORTER_WROTE:
      return english ? "the reporter's message on" : "pelapor menanggapi";
    case LOKET_SLA_EVENT_FIRST_ANSWER:
    case LOKET_SLA_EVENT_SETTLED:
      return english ? "the answer on" : "jawaban";
    case LOKET_SLA_EVENT_NEXT_ANSWER:
    case LOKET_SLA_EVENT_NONE:
    default:
      return "";
    }
}

/**
 * loket_sla_clock_to_title:
 * @clock: a clock
 * @language: `id` or `en`
 *
 * What people call a clock.
 */
const char *
loket_sla_clock_to_title (LoketSlaClock  clock,
                          const char    *language)
{
  static const char *const names[LOKET_SLA_N_CLOCKS][2] = {
    { "Verifikasi", "Verification" },
    { "Tanggapan pertama", "First answer" },
    { "Tanggapan lanjutan", "Further answer" },
    { "Penyelesaian", "Settlement" },
    { "Tanggapan pelapor", "Reporter's answer" },
    { "Pantauan Ombudsman", "Ombudsman watch" },
  };

  g_return_val_if_fail ((guint) clock < LOKET_SLA_N_CLOCKS, names[0][0]);
  return names[clock][g_str_has_prefix (language, "en") ? 1 : 0];
}

static const char *
name_unit (LoketSlaUnit unit,
           gboolean     english)
{
  static const char *const names[][2] = {
    { "hari kerja", "working days" },
    { "jam kerja", "working hours" },
    { "hari kalender", "calendar days" },
  };

  return names[unit][english ? 1 : 0];
}

static void
write_indonesian (const Parts *parts,
                  GString     *text)
{
  const LoketSlaReading *reading = parts->reading;
  const LoketPolicy *policy = reading->policy;

  g_string_append_printf (text, "%s: %u %s sejak %s %s", loket_sla_clock_to_title (policy->clock, "id"),
                          policy->limit, name_unit (policy->unit, FALSE),
                          name_start (reading->from_fallback ? policy->fallback : policy->start,
                                      FALSE),
                          parts->start);
  if (parts->skipped != NULL)
    g_string_append_printf (text, "; tidak dihitung: %s", parts->skipped);
  if (reading->paused_days > 0)
    g_string_append_printf (text,
                            policy->pauses_on_information
                                ? "; dijeda %u hari kerja menunggu pelapor"
                                : "; %u hari kerja menunggu pelapor tetap dihitung",
                            reading->paused_days);
  g_string_append_printf (text, "; jatuh tempo %s", parts->due);

  if (reading->state == LOKET_SLA_OVERDUE)
    g_string_append (text, "; sudah lewat");
  else if (reading->state == LOKET_SLA_MET)
    g_string_append_printf (text, "; selesai %s, tepat waktu", parts->stop);
  else if (reading->state == LOKET_SLA_MISSED)
    g_string_append_printf (text, "; selesai %s, terlambat", parts->stop);
  else if (reading->state == LOKET_SLA_PAUSED)
    g_string_append (text, "; sedang dijeda, jatuh tempo bergeser sampai pelapor menanggapi");
  if (reading->provisional)
    g_string_append_printf (text, "; sementara, karena hari libur %d belum ditetapkan",
                            parts->explanation->undecreed_year);
  g_string_append_printf (text, ". Dasar: %s%s.", policy->basis_id,
                          policy->limit_confidence == LOKET_SLA_CONFIDENCE_HIGH
                              ? ""
                              : " (belum dipastikan)");
}

static void
write_english (const Parts *parts,
               GString     *text)
{
  const LoketSlaReading *reading = parts->reading;
  const LoketPolicy *policy = reading->policy;

  g_string_append_printf (text, "%s: %u %s from %s %s", loket_sla_clock_to_title (policy->clock, "en"),
                          policy->limit, name_unit (policy->unit, TRUE),
                          name_start (reading->from_fallback ? policy->fallback : policy->start,
                                      TRUE),
                          parts->start);
  if (parts->skipped != NULL)
    g_string_append_printf (text, "; not counted: %s", parts->skipped);
  if (reading->paused_days > 0)
    g_string_append_printf (text,
                            policy->pauses_on_information
                                ? "; paused for %u working days waiting for the reporter"
                                : "; %u working days of waiting for the reporter count",
                            reading->paused_days);
  g_string_append_printf (text, "; due %s", parts->due);

  if (reading->state == LOKET_SLA_OVERDUE)
    g_string_append (text, "; it has passed");
  else if (reading->state == LOKET_SLA_MET)
    g_string_append_printf (text, "; done %s, in time", parts->stop);
  else if (reading->state == LOKET_SLA_MISSED)
    g_string_append_printf (text, "; done %s, late", parts->stop);
  else if (reading->state == LOKET_SLA_PAUSED)
    g_string_append (text, "; paused, the due date moves until the reporter writes back");
  if (reading->provisional)
    g_string_append_printf (text,
                            "; provisional, because the holidays of %d are not decreed yet",
                            parts->explanation->undecreed_year);
  g_string_append_printf (text, ". Basis: %s%s.", policy->basis_en,
                          policy->limit_confidence == LOKET_SLA_CONFIDENCE_HIGH
                              ? ""
                              : " (not confirmed)");
}

/**
 * loket_sla_reading_explain:
 * @self: a reading
 * @language: `id` or `en`
 *
 * Says how the due instant came about and what it rests on.
 *
 * Returns: (transfer full): the sentence, for a person
 */
char *
loket_sla_reading_explain (const LoketSlaReading *self,
                           const char            *language)
{
  g_autoptr (LoketExplanation) explanation = loket_explanation_new (self->calendar, self->start,
                                                                    self->due, self->policy->limit);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *start = loket_explanation_dup_date (explanation, self->start, language);
  g_autofree char *skipped = self->policy->unit == LOKET_SLA_CALENDAR_DAYS
                                 ? NULL
                                 : loket_explanation_dup_skipped (explanation, language);
  g_autofree char *due = self->policy->unit == LOKET_SLA_CALENDAR_DAYS
                             ? loket_explanation_dup_date (explanation, self->due - 1, language)
                             : loket_explanation_dup_instant (explanation, self->due, language);
  g_autofree char *stop = self->stop == LOKET_TIME_UNSET
                              ? NULL
                              : loket_explanation_dup_instant (explanation, self->stop, language);
  Parts parts = { self, explanation, start, skipped, due, stop };

  if (g_str_has_prefix (language, "en"))
    write_english (&parts, text);
  else
    write_indonesian (&parts, text);
  return g_string_free (g_steal_pointer (&text), FALSE);
}
