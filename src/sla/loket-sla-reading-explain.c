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

/* How the sentence about a clock ends, as its state is. A clock that is not the
 * agency's to keep says what its end means. */
typedef struct
{
  const char *running;
  const char *passed;
  const char *met;
  const char *missed;
} Ending;

static const Ending indonesian_endings[LOKET_SLA_N_CLOCKS] = {
  { NULL, "sudah lewat dan belum diverifikasi", "diteruskan %s, tepat waktu",
    "diteruskan %s, terlambat" },
  { NULL, "sudah lewat dan belum ditanggapi", "ditanggapi %s, tepat waktu",
    "ditanggapi %s, terlambat" },
  { NULL, "sudah lewat dan belum ditanggapi", "ditanggapi %s, tepat waktu",
    "ditanggapi %s, terlambat" },
  { NULL, "sudah lewat dan belum selesai", "selesai %s, tepat waktu", "selesai %s, terlambat" },
  { "sesudah itu sistem menutup pengaduan bila pelapor tidak menanggapi",
    "sudah lewat, sistem dapat menutup pengaduan", "selesai %s, tepat waktu",
    "selesai %s, terlambat" },
  { "sesudah itu Ombudsman dapat mengambil alih",
    "sudah lewat, Ombudsman dapat mengambil alih", "selesai %s, tepat waktu",
    "selesai %s, terlambat" },
};

static const Ending english_endings[LOKET_SLA_N_CLOCKS] = {
  { NULL, "it has passed without verification", "passed on %s, in time", "passed on %s, late" },
  { NULL, "it has passed without an answer", "answered %s, in time", "answered %s, late" },
  { NULL, "it has passed without an answer", "answered %s, in time", "answered %s, late" },
  { NULL, "it has passed and the matter is not settled", "settled %s, in time",
    "settled %s, late" },
  { "then the system closes it unless the reporter writes back",
    "it has passed, the system may close the complaint", "done %s, in time", "done %s, late" },
  { "then the Ombudsman may take it over", "it has passed, the Ombudsman may take it over",
    "settled %s, in time", "settled %s, late" },
};

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
      return english ? "the last follow-up on" : "tindak lanjut terakhir pada";
    case LOKET_SLA_EVENT_REPORTER_WROTE:
      return english ? "the reporter's message on" : "pelapor menanggapi pada";
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
append_ending (const Parts  *parts,
               const Ending *endings,
               GString      *text)
{
  const Ending *ending = &endings[parts->reading->policy->clock];
  const char *words = ending->running;

  switch (parts->reading->state)
    {
    case LOKET_SLA_OVERDUE:
      words = ending->passed;
      break;
    case LOKET_SLA_MET:
      words = ending->met;
      break;
    case LOKET_SLA_MISSED:
      words = ending->missed;
      break;
    case LOKET_SLA_PAUSED:
      return;
    case LOKET_SLA_ON_TIME:
    case LOKET_SLA_WARNING:
    case LOKET_SLA_DUE_TODAY:
    case LOKET_SLA_PROVISIONAL:
    default:
      break;
    }
  if (words == NULL)
    return;
  g_string_append_printf (text, "; %s", words);
  if (parts->stop != NULL)
    g_string_replace (text, "%s", parts->stop, 1);
}

/* What the due instant was before, and why it is another now. */
static void
append_shifts (const Parts *parts,
               const char  *language,
               GString     *text)
{
  GPtrArray *shifts = parts->reading->shifts;
  gboolean english = g_str_has_prefix (language, "en");

  for (guint i = 0; shifts != NULL && i < shifts->len; i++)
    {
      const LoketSlaShift *shift = shifts->pdata[i];
      g_autofree char *before = loket_explanation_dup_instant (parts->explanation, shift->before,
                                                               language);
      g_autofree char *date = loket_explanation_dup_date (parts->explanation, shift->at, language);
      g_autofree char *reason = loket_sla_shift_dup_reason (shift, language);

      if (english)
        g_string_append_printf (text, "; %s %s, changed on %s because %s",
                                i == 0 ? "at first" : "then", before, date, reason);
      else
        g_string_append_printf (text, "; %s %s, diubah %s karena %s",
                                i == 0 ? "semula" : "kemudian", before, date, reason);
    }
}

static void
write_indonesian (const Parts *parts,
                  GString     *text)
{
  const LoketSlaReading *reading = parts->reading;
  const LoketPolicy *policy = reading->policy;

  g_string_append_printf (text, "%u %s sejak %s %s", policy->limit,
                          name_unit (policy->unit, FALSE),
                          name_start (reading->from_fallback ? policy->fallback : policy->start,
                                      FALSE),
                          parts->start);
  if (reading->from_fallback && policy->start == LOKET_SLA_EVENT_ASSIGNED)
    g_string_append (text, " (tanggal disposisi tidak diketahui)");
  if (parts->skipped != NULL)
    g_string_append_printf (text, "; tidak dihitung: %s", parts->skipped);
  if (reading->paused_days > 0)
    g_string_append_printf (text,
                            policy->pauses_on_information
                                ? "; dijeda %u hari kerja menunggu pelapor"
                                : "; %u hari kerja menunggu pelapor tetap dihitung",
                            reading->paused_days);
  g_string_append_printf (text, "; jatuh tempo %s", parts->due);
  append_shifts (parts, "id", text);
  if (reading->state == LOKET_SLA_PAUSED)
    g_string_append (text, "; sedang dijeda, jatuh tempo bergeser sampai pelapor menanggapi");
  append_ending (parts, indonesian_endings, text);
  if (reading->provisional)
    g_string_append_printf (text, "; sementara, karena hari libur %d belum ditetapkan",
                            parts->explanation->undecreed_year);
}

static void
write_english (const Parts *parts,
               GString     *text)
{
  const LoketSlaReading *reading = parts->reading;
  const LoketPolicy *policy = reading->policy;

  g_string_append_printf (text, "%u %s from %s %s", policy->limit, name_unit (policy->unit, TRUE),
                          name_start (reading->from_fallback ? policy->fallback : policy->start,
                                      TRUE),
                          parts->start);
  if (reading->from_fallback && policy->start == LOKET_SLA_EVENT_ASSIGNED)
    g_string_append (text, " (date of assignment not known)");
  if (parts->skipped != NULL)
    g_string_append_printf (text, "; not counted: %s", parts->skipped);
  if (reading->paused_days > 0)
    g_string_append_printf (text,
                            policy->pauses_on_information
                                ? "; paused for %u working days waiting for the reporter"
                                : "; %u working days of waiting for the reporter count",
                            reading->paused_days);
  g_string_append_printf (text, "; due %s", parts->due);
  append_shifts (parts, "en", text);
  if (reading->state == LOKET_SLA_PAUSED)
    g_string_append (text, "; paused, the due date moves until the reporter writes back");
  append_ending (parts, english_endings, text);
  if (reading->provisional)
    g_string_append_printf (text,
                            "; provisional, because the holidays of %d are not decreed yet",
                            parts->explanation->undecreed_year);
}

/**
 * loket_sla_reading_dup_sentence:
 * @self: a reading
 * @language: `id` or `en`
 *
 * Says how the due instant came about: since when, what was not counted and
 * why, until when, and what became of it.
 *
 * Returns: (transfer full): a sentence with its full stop, for a person
 */
char *
loket_sla_reading_dup_sentence (const LoketSlaReading *self,
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
  g_string_append_c (text, '.');
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * loket_sla_reading_explain:
 * @self: a reading
 * @language: `id` or `en`
 *
 * Says which clock it is, how the due instant came about and what it rests on:
 * all that there is to say where it stands alone.
 *
 * Returns: (transfer full): the text, for a person
 */
char *
loket_sla_reading_explain (const LoketSlaReading *self,
                           const char            *language)
{
  const LoketPolicy *policy = self->policy;
  gboolean english = g_str_has_prefix (language, "en");
  gboolean certain = policy->limit_confidence == LOKET_SLA_CONFIDENCE_HIGH;
  g_autofree char *sentence = loket_sla_reading_dup_sentence (self, language);

  return g_strdup_printf (english ? "%s: %s Basis: %s%s." : "%s: %s Dasar: %s%s.",
                          loket_sla_clock_to_title (policy->clock, language), sentence,
                          english ? policy->basis_en : policy->basis_id,
                          certain ? "" : english ? " (not confirmed)" : " (belum dipastikan)");
}
