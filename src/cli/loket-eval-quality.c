/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loketctl"

#include "config.h"

#include "loket-eval-quality.h"

#include <string.h>

#include "loket-json-reader.h"
#include "loket-json-writer.h"
#include "loket-limits.h"
#include "loket-sla-promise.h"

#define MAX_LIST 1000

/* An optional text; empty counts as not known. */
static char *
read_text (LoketJsonReader *reader,
           const char      *name,
           gsize            max_chars)
{
  g_autofree char *text = loket_json_reader_dup_string_or_null (reader, name, max_chars);

  return text != NULL && *text != '\0' ? g_steal_pointer (&text) : NULL;
}

static LoketFact
read_fact (LoketJsonReader *reader,
           const char      *name)
{
  if (!loket_json_reader_has (reader, name))
    return LOKET_FACT_UNKNOWN;
  return loket_json_reader_get_boolean (reader, name) ? LOKET_FACT_YES : LOKET_FACT_NO;
}

/* A list that is missing is not known; an empty one says that there are none. */
static GStrv
read_list (LoketJsonReader *reader,
           const char      *name)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  guint n;

  if (!loket_json_reader_has (reader, name))
    return NULL;
  n = loket_json_reader_enter_array (reader, name, MAX_LIST);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *item = loket_json_reader_dup_element_string (reader, i, LOKET_LIMIT_NAME_CHARS);

      if (item != NULL)
        g_strv_builder_add (builder, item);
    }
  loket_json_reader_leave (reader);
  return g_strv_builder_end (builder);
}

static void
read_complaint (LoketJsonReader *reader,
                LoketCheckInput *input)
{
  if (!loket_json_reader_enter_or_null (reader, "complaint"))
    return;

  input->tracking_id = read_text (reader, "tracking_id", LOKET_LIMIT_NAME_CHARS);
  input->title = read_text (reader, "title", LOKET_LIMIT_BODY_CHARS);
  input->body = read_text (reader, "body", LOKET_LIMIT_BODY_CHARS);
  input->category = read_text (reader, "category", LOKET_LIMIT_TITLE_CHARS);
  input->klass = loket_complaint_class_from_name (loket_json_reader_get_word (reader, "class"));
  input->anonymous = read_fact (reader, "anonymous");
  input->secret = read_fact (reader, "secret");
  input->received_at = loket_json_reader_get_instant_or_unset (reader, "received_at");
  input->assigned_at = loket_json_reader_get_instant_or_unset (reader, "assigned_at");
  if (loket_json_reader_enter_or_null (reader, "reporter"))
    {
      input->reporter_name = read_text (reader, "name", LOKET_LIMIT_NAME_CHARS);
      input->reporter_phone = read_text (reader, "phone", LOKET_LIMIT_NAME_CHARS);
      input->reporter_email = read_text (reader, "email", LOKET_LIMIT_NAME_CHARS);
      input->reporter_address = read_text (reader, "address", LOKET_LIMIT_TITLE_CHARS);
      input->reporter_nik = read_text (reader, "nik", LOKET_LIMIT_NAME_CHARS);
      loket_json_reader_leave (reader);
    }
  if (loket_json_reader_enter_or_null (reader, "location"))
    {
      input->province = read_text (reader, "province", LOKET_LIMIT_NAME_CHARS);
      input->regency = read_text (reader, "regency", LOKET_LIMIT_NAME_CHARS);
      input->district = read_text (reader, "district", LOKET_LIMIT_NAME_CHARS);
      input->village = read_text (reader, "village", LOKET_LIMIT_NAME_CHARS);
      loket_json_reader_leave (reader);
    }
  loket_json_reader_leave (reader);
}

static void
read_agency (LoketJsonReader *reader,
             LoketCheckInput *input)
{
  if (!loket_json_reader_enter_or_null (reader, "agency"))
    return;

  input->agency_name = read_text (reader, "name", LOKET_LIMIT_NAME_CHARS);
  input->agency_short_name = read_text (reader, "short_name", LOKET_LIMIT_NAME_CHARS);
  input->agency_phones = read_list (reader, "phones");
  input->agency_emails = read_list (reader, "emails");
  input->agency_units = read_list (reader, "units");
  loket_json_reader_leave (reader);
}

static void
read_draft (LoketJsonReader *reader,
            LoketCheckInput *input)
{
  if (!loket_json_reader_enter (reader, "draft"))
    return;

  g_free (input->text);
  input->text = loket_json_reader_dup_string (reader, "text", LOKET_LIMIT_BODY_CHARS);
  input->outcome = loket_outcome_from_name (loket_json_reader_get_word (reader, "outcome"));
  if (loket_json_reader_has (reader, "attachments"))
    {
      g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
      guint n = loket_json_reader_enter_array (reader, "attachments", MAX_LIST);

      for (guint i = 0; i < n; i++)
        {
          g_autofree char *name = NULL;

          loket_json_reader_enter_element (reader, i);
          name = loket_json_reader_dup_string_or_null (reader, "name", LOKET_LIMIT_NAME_CHARS);
          g_strv_builder_add (names, name != NULL ? name : "");
          loket_json_reader_leave (reader);
        }
      loket_json_reader_leave (reader);
      input->attachments = g_strv_builder_end (names);
    }
  loket_json_reader_leave (reader);
}

static void
read_previous (LoketJsonReader *reader,
               LoketCheckInput *input)
{
  guint n = loket_json_reader_enter_array_or_null (reader, "previous_replies", MAX_LIST);

  for (guint i = 0; i < n; i++)
    {
      LoketPreviousReply *reply = loket_previous_reply_new (NULL, NULL, NULL, FALSE);

      g_ptr_array_add (input->previous_replies, reply);
      loket_json_reader_enter_element (reader, i);
      reply->tracking_id = read_text (reader, "tracking_id", LOKET_LIMIT_NAME_CHARS);
      reply->agency = read_text (reader, "agency", LOKET_LIMIT_NAME_CHARS);
      g_free (reply->text);
      reply->text = loket_json_reader_dup_string (reader, "text", LOKET_LIMIT_BODY_CHARS);
      reply->same_complaint = loket_json_reader_get_boolean_or (reader, "same_complaint", FALSE);
      loket_json_reader_leave (reader);
    }
  loket_json_reader_leave (reader);
}

/* By the built-in calendar and limits, as for a hub that published none. */
static void
apply_rules (LoketCheckInput *input)
{
  g_autoptr (LoketComplaint) complaint = loket_complaint_new ();
  LoketSlaPromise *promise = NULL;
  GDate last_day;

  complaint->klass = input->klass;
  complaint->received_at = input->received_at;
  complaint->assigned_at = input->assigned_at;
  complaint->time_zone = g_strdup (input->time_zone);
  complaint->province = g_strdup (input->province);
  complaint->regency = g_strdup (input->regency);
  promise = loket_sla_promise_new (complaint, loket_rulebook_get_builtin (), input->now, NULL);
  if (promise == NULL)
    return;
  if (loket_sla_promise_get_last_day (promise, &last_day))
    loket_check_input_set_limit (input, &last_day, loket_sla_promise_get_basis (promise, "id"),
                                 loket_sla_promise_get_basis (promise, "en"));
  loket_check_input_set_calendar (input, loket_sla_promise_look_up, promise, (GDestroyNotify) loket_sla_promise_free);
}

static void
write_findings (LoketJsonWriter *writer,
                GPtrArray       *findings)
{
  loket_json_writer_begin_array (writer, "findings");
  for (guint i = 0; i < findings->len; i++)
    {
      const LoketFinding *finding = g_ptr_array_index (findings, i);

      loket_json_writer_begin_object (writer, NULL);
      loket_json_writer_string (writer, "rule", finding->rule);
      loket_json_writer_string (writer, "severity", loket_severity_to_name (finding->severity));
      loket_json_writer_int (writer, "start", finding->start);
      loket_json_writer_int (writer, "end", finding->end);
      loket_json_writer_string (writer, "message", finding->message);
      loket_json_writer_string (writer, "suggestion", finding->suggestion);
      loket_json_writer_end_object (writer);
    }
  loket_json_writer_end_array (writer);
}

/**
 * loket_quality_eval_line:
 * @checker: a checker
 * @language: (nullable): `id` or `en`, for the messages
 * @line: a case as one JSON object; its members are told in the command's help
 *
 * Answers one line of `loketctl quality eval`. A line that cannot be read is
 * answered with an `error` beside its id, where that could be read.
 *
 * Returns: (transfer full): the answer, one line of JSON without its end
 */
char *
loket_quality_eval_line (LoketChecker *checker,
                         const char   *language,
                         const char   *line)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketJsonReader) reader = NULL;
  g_autoptr (LoketCheckInput) input = loket_check_input_new (NULL, LOKET_OUTCOME_UNKNOWN);
  g_autoptr (GPtrArray) findings = NULL;
  g_autofree char *id = NULL;
  LoketJsonWriter *writer = loket_json_writer_new ();

  reader = loket_json_reader_new (line, strlen (line), LOKET_LIMIT_ANSWER_BYTES, &error);
  if (reader != NULL)
    {
      id = loket_json_reader_dup_json (reader, "id");
      input->now = loket_json_reader_get_instant_or_unset (reader, "now");
      input->time_zone = read_text (reader, "time_zone", LOKET_LIMIT_NAME_CHARS);
      read_complaint (reader, input);
      read_agency (reader, input);
      read_draft (reader, input);
      read_previous (reader, input);
      if (loket_json_reader_check (reader, &error))
        {
          apply_rules (input);
          findings = loket_checker_run (checker, input, language);
        }
    }

  loket_json_writer_begin_object (writer, NULL);
  loket_json_writer_raw (writer, "id", id != NULL ? id : "null");
  if (findings != NULL)
    write_findings (writer, findings);
  else
    loket_json_writer_string (writer, "error", error->message);
  loket_json_writer_end_object (writer);
  return loket_json_writer_finish (writer);
}
