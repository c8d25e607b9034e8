/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loketctl"

#include "config.h"

#include "loket-eval-sla.h"

#include "loket-eval-sla-calendar.h"
#include "loket-holidays-file.h"
#include "loket-json-writer.h"
#include "loket-limits.h"

/* Calendars kept from line to line; a batch usually has a few of them. */
#define MAX_CACHED 64

/**
 * LoketSlaEval:
 *
 * Answers the lines of `loketctl sla eval`: working-time questions about a
 * calendar that each line describes or names. One thread at a time.
 */
struct _LoketSlaEval
{
  LoketHolidays *file;
  GHashTable    *calendars; /* description -> LoketCalendar */
};

/* What a line asks. Instants that an op does not have are unset. */
typedef struct
{
  char        *op;
  gint64       at;
  gint64       start;
  gint64       end;
  gint64       seconds;
  LoketDay     date;
  int          days;
  LoketPauses *pauses;
} Question;

/**
 * loket_sla_eval_new:
 * @calendar_path: (nullable): a file of holidays, `.ics` or `.csv`
 * @error: return location for an error of %LOKET_SLA_ERROR or %G_IO_ERROR
 *
 * Makes an evaluator.
 *
 * Returns: (transfer full): the evaluator; %NULL when the file cannot be used
 */
LoketSlaEval *
loket_sla_eval_new (const char  *calendar_path,
                    GError     **error)
{
  g_autoptr (LoketHolidays) file = NULL;
  LoketSlaEval *self;

  if (calendar_path != NULL)
    {
      file = loket_holidays_new_from_file (calendar_path, error);
      if (file == NULL)
        return NULL;
    }

  self = g_new0 (LoketSlaEval, 1);
  self->file = g_steal_pointer (&file);
  self->calendars = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                           (GDestroyNotify) loket_calendar_unref);
  return self;
}

/**
 * loket_sla_eval_free:
 * @self: (transfer full): an evaluator
 *
 * Frees an evaluator.
 */
void
loket_sla_eval_free (LoketSlaEval *self)
{
  g_clear_pointer (&self->file, loket_holidays_unref);
  g_hash_table_unref (self->calendars);
  g_free (self);
}

static void
question_clear (Question *question)
{
  g_clear_pointer (&question->op, g_free);
  g_clear_pointer (&question->pauses, loket_pauses_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Question, question_clear)

static gboolean
fail (const char  *what,
      GError     **error)
{
  g_set_error_literal (error, LOKET_SLA_ERROR, LOKET_SLA_ERROR_INVALID, what);
  return FALSE;
}

/* The operands stand in `inputs` or, for the working-day ops, beside `op`. */
static gboolean
read_question (LoketJsonReader  *reader,
               Question         *question,
               GError          **error)
{
  const char *op = loket_json_reader_get_word (reader, "op");
  gboolean inside;

  question->op = g_strdup (op != NULL ? op : "");
  question->pauses = _loket_sla_eval_read_pauses (reader, error);
  if (question->pauses == NULL)
    return FALSE;

  inside = loket_json_reader_enter_or_null (reader, "inputs");
  question->at = loket_json_reader_get_instant_or_unset (reader, "at");
  question->start = loket_json_reader_get_instant_or_unset (reader, "start");
  question->end = loket_json_reader_get_instant_or_unset (reader, "end");

  if (g_str_equal (question->op, "add"))
    question->seconds = loket_json_reader_get_int (reader, "seconds", -LOKET_LIMIT_JSON_INTEGER,
                                                   LOKET_LIMIT_JSON_INTEGER);
  if (g_str_equal (question->op, "due") || g_str_equal (question->op, "nth_working_date"))
    question->days = (int) loket_json_reader_get_int (reader, "days", -LOKET_LIMIT_CLOCK_DAYS,
                                                      LOKET_LIMIT_CLOCK_DAYS);
  if (g_str_equal (question->op, "nth_working_date"))
    {
      g_autofree char *date = loket_json_reader_dup_string (reader, "date", 10);

      if (date != NULL && !loket_day_parse (date, &question->date))
        return fail ("date: it is no date", error);
    }
  if (inside)
    loket_json_reader_leave (reader);
  return loket_json_reader_check (reader, error);
}

/* Names the operand that an op cannot do without. */
static gboolean
check_operands (const Question  *question,
                GError         **error)
{
  static const struct { const char *op; gboolean at, start, end; } ops[] = {
    { "add", FALSE, TRUE, FALSE }, { "diff", FALSE, TRUE, TRUE },
    { "is_open", TRUE, FALSE, FALSE }, { "next_open", TRUE, FALSE, FALSE },
    { "prev_open", TRUE, FALSE, FALSE }, { "next_close", TRUE, FALSE, FALSE },
    { "nth_working_date", FALSE, FALSE, FALSE }, { "due", FALSE, TRUE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (ops); i++)
    {
      if (!g_str_equal (ops[i].op, question->op))
        continue;
      if (ops[i].at && question->at == LOKET_TIME_UNSET)
        return fail ("at: it is missing", error);
      if (ops[i].start && question->start == LOKET_TIME_UNSET)
        return fail ("start: it is missing", error);
      if (ops[i].end && question->end == LOKET_TIME_UNSET)
        return fail ("end: it is missing", error);
      return TRUE;
    }
  return fail ("op: there is no such operation", error);
}

static gboolean
answer_instant (LoketCalendar    *calendar,
                const Question   *question,
                LoketJsonWriter  *writer,
                GError          **error)
{
  const char *op = question->op;
  gint64 instant = 0;
  gboolean done;

  if (g_str_equal (op, "add"))
    done = loket_calendar_add (calendar, question->pauses, question->start, question->seconds,
                               &instant, error);
  else if (g_str_equal (op, "next_open"))
    done = loket_calendar_next_open (calendar, question->pauses, question->at, &instant, error);
  else if (g_str_equal (op, "prev_open"))
    done = loket_calendar_prev_open (calendar, question->pauses, question->at, &instant, error);
  else if (g_str_equal (op, "next_close"))
    done = loket_calendar_next_close (calendar, question->pauses, question->at, &instant, error);
  else
    done = loket_calendar_due (calendar, question->pauses, question->start, question->days,
                               &instant, error);

  if (done)
    loket_json_writer_instant (writer, "result", instant);
  return done;
}

static gboolean
answer (LoketCalendar    *calendar,
        const Question   *question,
        LoketJsonWriter  *writer,
        GError          **error)
{
  if (g_str_equal (question->op, "is_open"))
    {
      gboolean open;

      if (!loket_calendar_is_open (calendar, question->pauses, question->at, &open, error))
        return FALSE;
      loket_json_writer_boolean (writer, "result", open);
    }
  else if (g_str_equal (question->op, "diff"))
    {
      gint64 seconds;

      if (!loket_calendar_diff (calendar, question->pauses, question->start, question->end,
                                &seconds, error))
        return FALSE;
      loket_json_writer_int (writer, "result", seconds);
    }
  else if (g_str_equal (question->op, "nth_working_date"))
    {
      g_autofree char *text = NULL;
      LoketDay day;

      if (!loket_calendar_nth_working_date (calendar, question->date, question->days, &day, error))
        return FALSE;
      text = loket_day_format (day);
      loket_json_writer_string (writer, "result", text);
    }
  else
    return answer_instant (calendar, question, writer, error);
  return TRUE;
}

static LoketCalendar *
find_calendar (LoketSlaEval          *self,
               LoketCalendarBuilder  *builder,
               const char            *description,
               int                    first_year,
               int                    last_year,
               GError               **error)
{
  g_autofree char *key = g_strdup_printf ("%d %d %s", first_year, last_year, description);
  LoketCalendar *calendar = g_hash_table_lookup (self->calendars, key);

  if (calendar != NULL)
    return calendar;

  if (first_year != 0 &&
      !loket_calendar_builder_set_years (builder, first_year, last_year, error))
    return NULL;
  calendar = loket_calendar_builder_build (builder, error);
  if (calendar == NULL)
    return NULL;

  if (g_hash_table_size (self->calendars) == MAX_CACHED)
    g_hash_table_remove_all (self->calendars);
  g_hash_table_insert (self->calendars, g_steal_pointer (&key), calendar);
  return calendar;
}

static void
get_years (const Question *question,
           int            *first,
           int            *last)
{
  const gint64 instants[] = { question->at, question->start, question->end };

  *first = *last = 0;
  for (guint i = 0; i < G_N_ELEMENTS (instants); i++)
    {
      g_autoptr (GDateTime) when = instants[i] == LOKET_TIME_UNSET
                                       ? NULL
                                       : g_date_time_new_from_unix_utc (instants[i]);
      int year = when == NULL ? 0 : g_date_time_get_year (when);

      if (year == 0)
        continue;
      *first = *first == 0 ? year : MIN (*first, year);
      *last = MAX (*last, year);
    }
  if (*first == 0)
    *first = *last = loket_day_get_year (question->date);
}

/* Hours without a list of holidays hold for ever: the calendar is made as wide
 * as the answer needs, up to a limit. */
static gboolean
answer_unbounded (LoketSlaEval          *self,
                  LoketCalendarBuilder  *builder,
                  const char            *description,
                  const Question        *question,
                  LoketJsonWriter       *writer,
                  GError               **error)
{
  static const int margins[] = { 1, 5, 40, 250 };
  int first, last;

  get_years (question, &first, &last);
  for (guint i = 0;; i++)
    {
      g_autoptr (GError) local = NULL;
      LoketCalendar *calendar = find_calendar (self, builder, description,
                                               MAX (first - margins[i], 1),
                                               MIN (last + margins[i], 9998), error);

      if (calendar == NULL)
        return FALSE;
      if (answer (calendar, question, writer, &local))
        return TRUE;
      if (i + 1 == G_N_ELEMENTS (margins) ||
          !g_error_matches (local, LOKET_SLA_ERROR, LOKET_SLA_ERROR_OUT_OF_RANGE))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
    }
}

static char *
describe_calendar (LoketJsonReader *reader)
{
  static const char *const members[] = {
    "tz", "calendar", "joint_leave", "hours", "holidays", "holidays_yearly", "breaks", "date_hours",
  };
  g_autoptr (GString) description = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_autofree char *json = loket_json_reader_dup_json (reader, members[i]);

      g_string_append (description, json);
      g_string_append_c (description, '\n');
    }
  return g_string_free (g_steal_pointer (&description), FALSE);
}

static gboolean
evaluate (LoketSlaEval     *self,
          LoketJsonReader  *reader,
          LoketJsonWriter  *writer,
          GError          **error)
{
  g_autofree char *description = describe_calendar (reader);
  g_autoptr (LoketCalendarBuilder) builder = NULL;
  g_auto (Question) question = { 0 };
  LoketCalendar *calendar;

  if (!read_question (reader, &question, error) || !check_operands (&question, error))
    return FALSE;

  builder = _loket_sla_eval_read_calendar (reader, self->file, error);
  if (builder == NULL)
    return FALSE;
  if (!loket_calendar_builder_has_years (builder))
    return answer_unbounded (self, builder, description, &question, writer, error);

  calendar = find_calendar (self, builder, description, 0, 0, error);
  return calendar != NULL && answer (calendar, &question, writer, error);
}

/**
 * loket_sla_eval_line:
 * @self: an evaluator
 * @line: one line of JSON
 *
 * Answers one line: `{"id":…,"result":…}`, or `{"id":…,"error":"…"}` when the
 * line is wrong or has no answer; the message names the item.
 *
 * Returns: (transfer full): one line of JSON, without a line break
 */
char *
loket_sla_eval_line (LoketSlaEval *self,
                     const char   *line)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketJsonReader) reader = loket_json_reader_new (line, strlen (line),
                                                              LOKET_LIMIT_RECORD_BYTES, &error);
  g_autofree char *id = reader == NULL ? g_strdup ("null")
                                       : loket_json_reader_dup_json (reader, "id");
  LoketJsonWriter *writer = loket_json_writer_new ();

  loket_json_writer_begin_object (writer, NULL);
  loket_json_writer_raw (writer, "id", id);
  if (reader == NULL || !evaluate (self, reader, writer, &error))
    loket_json_writer_string (writer, "error", error->message);
  loket_json_writer_end_object (writer);
  return loket_json_writer_finish (writer);
}
