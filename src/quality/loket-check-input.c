/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-quality"

#include "config.h"

#include "loket-check-input.h"

#include "loket-templates.h"

/**
 * loket_previous_reply_new:
 * @tracking_id: (nullable): the complaint it answered
 * @agency: (nullable): who wrote it
 * @text: (nullable): the text
 * @same_complaint: whether it answered the complaint at hand
 *
 * Makes a record.
 *
 * Returns: (transfer full): the record
 */
LoketPreviousReply *
loket_previous_reply_new (const char *tracking_id,
                          const char *agency,
                          const char *text,
                          gboolean    same_complaint)
{
  LoketPreviousReply *self = g_new0 (LoketPreviousReply, 1);

  self->tracking_id = g_strdup (tracking_id);
  self->agency = g_strdup (agency);
  self->text = g_strdup (text != NULL ? text : "");
  self->same_complaint = same_complaint;
  return self;
}

/**
 * loket_previous_reply_free:
 * @self: (nullable) (transfer full): a record
 *
 * Frees a record.
 */
void
loket_previous_reply_free (LoketPreviousReply *self)
{
  if (self == NULL)
    return;

  g_free (self->tracking_id);
  g_free (self->agency);
  g_free (self->text);
  g_free (self);
}

/**
 * loket_check_input_new:
 * @text: the draft
 * @outcome: what it says about the matter, unknown before it was chosen
 *
 * Makes an input that knows nothing else.
 *
 * Returns: (transfer full): the input
 */
LoketCheckInput *
loket_check_input_new (const char   *text,
                       LoketOutcome  outcome)
{
  LoketCheckInput *self = g_new0 (LoketCheckInput, 1);

  self->text = g_strdup (text != NULL ? text : "");
  self->outcome = outcome;
  self->now = LOKET_TIME_UNSET;
  self->received_at = LOKET_TIME_UNSET;
  self->assigned_at = LOKET_TIME_UNSET;
  g_date_clear (&self->last_day, 1);
  self->previous_replies = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_previous_reply_free);
  return self;
}

/**
 * loket_check_input_free:
 * @self: (nullable) (transfer full): an input
 *
 * Frees an input.
 */
void
loket_check_input_free (LoketCheckInput *self)
{
  if (self == NULL)
    return;

  g_free (self->text);
  g_strfreev (self->attachments);
  g_free (self->time_zone);
  g_free (self->tracking_id);
  g_free (self->title);
  g_free (self->body);
  g_free (self->category);
  g_free (self->reporter_name);
  g_free (self->reporter_phone);
  g_free (self->reporter_email);
  g_free (self->reporter_address);
  g_free (self->reporter_nik);
  g_free (self->province);
  g_free (self->regency);
  g_free (self->district);
  g_free (self->village);
  g_free (self->agency_name);
  g_free (self->agency_short_name);
  g_strfreev (self->agency_phones);
  g_strfreev (self->agency_emails);
  g_strfreev (self->agency_units);
  g_strfreev (self->vocabulary);
  g_clear_pointer (&self->settings, loket_quality_settings_unref);
  g_clear_pointer (&self->templates, loket_templates_unref);
  if (self->calendar_free != NULL)
    self->calendar_free (self->calendar);
  g_free (self->limit_id);
  g_free (self->limit_en);
  g_ptr_array_unref (self->previous_replies);
  g_free (self);
}

static void
set_text (char      **field,
          const char *text)
{
  g_free (*field);
  *field = g_strdup (text);
}

/**
 * loket_check_input_set_complaint:
 * @self: an input
 * @complaint: the complaint the draft answers
 *
 * Takes over what a complaint tells, and the replies in its conversation.
 */
void
loket_check_input_set_complaint (LoketCheckInput      *self,
                                 const LoketComplaint *complaint)
{
  g_return_if_fail (self != NULL && complaint != NULL);

  set_text (&self->tracking_id, complaint->tracking_id);
  set_text (&self->title, complaint->title);
  set_text (&self->body, complaint->body);
  set_text (&self->category, complaint->category);
  set_text (&self->reporter_name, complaint->reporter_name);
  set_text (&self->province, complaint->province);
  set_text (&self->regency, complaint->regency);
  set_text (&self->district, complaint->district);
  set_text (&self->village, complaint->village);
  set_text (&self->time_zone, complaint->time_zone);
  set_text (&self->agency_name, complaint->agency_name);
  self->klass = complaint->klass;
  self->anonymous = complaint->anonymous ? LOKET_FACT_YES : LOKET_FACT_NO;
  self->secret = complaint->secret ? LOKET_FACT_YES : LOKET_FACT_NO;
  self->received_at = complaint->received_at;
  self->assigned_at = complaint->assigned_at;

  for (guint i = 0; i < complaint->messages->len; i++)
    {
      const LoketMessage *message = g_ptr_array_index (complaint->messages, i);

      if (message->author == LOKET_AUTHOR_OFFICER)
        g_ptr_array_add (self->previous_replies,
                         loket_previous_reply_new (complaint->tracking_id, message->author_name, message->text, TRUE));
    }
}

/**
 * loket_check_input_set_calendar:
 * @self: an input without a calendar
 * @look_up_day: looks a date up
 * @calendar: (transfer full): for @look_up_day
 * @calendar_free: (nullable): frees @calendar
 *
 * Gives the calendar of the answering agency: its holidays and rest days.
 */
void
loket_check_input_set_calendar (LoketCheckInput   *self,
                                LoketCheckDayFunc  look_up_day,
                                gpointer           calendar,
                                GDestroyNotify     calendar_free)
{
  g_return_if_fail (self != NULL && self->look_up_day == NULL && look_up_day != NULL);

  self->look_up_day = look_up_day;
  self->calendar = calendar;
  self->calendar_free = calendar_free;
}

/**
 * loket_check_input_set_limit:
 * @self: an input
 * @last_day: the last day on which the matter is settled in time
 * @limit_id: the rule that says so, in Indonesian
 * @limit_en: the same in English
 *
 * Gives the limit of the complaint's class (PermenPANRB 62/2018: 5, 14 or 60
 * working days).
 */
void
loket_check_input_set_limit (LoketCheckInput *self,
                             const GDate     *last_day,
                             const char      *limit_id,
                             const char      *limit_en)
{
  g_return_if_fail (self != NULL && g_date_valid (last_day));

  self->last_day = *last_day;
  set_text (&self->limit_id, limit_id);
  set_text (&self->limit_en, limit_en);
}
