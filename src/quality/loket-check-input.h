/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-complaint.h"
#include "loket-quality-settings.h"

G_BEGIN_DECLS

/** Texts that an agency approved; see loket_templates_parse(). */
typedef struct _LoketTemplates LoketTemplates;

/** A fact that may be not known. */
typedef enum
{
  LOKET_FACT_UNKNOWN,
  LOKET_FACT_NO,
  LOKET_FACT_YES,
} LoketFact;

/**
 * LoketPreviousReply:
 * @tracking_id: (nullable): the complaint it answered
 * @agency: (nullable): who wrote it
 * @text: the text
 * @same_complaint: whether it answered the complaint at hand
 */
typedef struct
{
  char    *tracking_id;
  char    *agency;
  char    *text;
  gboolean same_complaint;
} LoketPreviousReply;

LoketPreviousReply *loket_previous_reply_new  (const char         *tracking_id,
                                               const char         *agency,
                                               const char         *text,
                                               gboolean            same_complaint);
void                loket_previous_reply_free (LoketPreviousReply *self);

/**
 * LoketCheckDayFunc:
 * @day: a date
 * @is_free: (out): whether the office does not work on it
 * @data: what was handed over with the function
 *
 * Looks a date up in the calendar of the answering agency. Any thread.
 *
 * Returns: whether the calendar knows it
 */
typedef gboolean (*LoketCheckDayFunc) (const GDate *day,
                                       gboolean    *is_free,
                                       gpointer     data);

/**
 * LoketCheckInput:
 * @text: the draft; never %NULL once set
 * @outcome: what the reply will say about the matter
 * @attachments: (nullable): names of the attached files; %NULL for not known
 * @now: the hub's time; unset for not known
 * @time_zone: (nullable): IANA zone for dates
 * @agency_name: (nullable): the answering agency, and what is known of it
 * @agency_phones: (nullable): all its telephone numbers; %NULL for not known
 * @vocabulary: (nullable): words that are right here, in small letters
 * @settings: (nullable): what the agency wants otherwise
 * @templates: (nullable): texts that it approved: their sentences are neither
 *   copies nor too vague
 * @look_up_day: (nullable): the agency's calendar; %NULL for not known
 * @last_day: the last day within the limit of the class; not valid for none
 * @limit_id: (nullable): the rule that this limit is from, in Indonesian
 * @limit_en: (nullable): the same in English
 * @previous_replies: (element-type LoketPreviousReply): what was answered before
 *
 * What a check knows: the draft, the complaint it answers and who answers.
 * %NULL, unset or unknown means just that, and rules then stay silent.
 */
typedef struct
{
  char               *text;
  LoketOutcome        outcome;
  GStrv               attachments;
  gint64              now;
  char               *time_zone;

  char               *tracking_id;
  char               *title;
  char               *body;
  char               *category;
  LoketComplaintClass klass;
  LoketFact           anonymous;
  LoketFact           secret;
  char               *reporter_name;
  char               *reporter_phone;
  char               *reporter_email;
  char               *reporter_address;
  char               *reporter_nik;
  char               *province;
  char               *regency;
  char               *district;
  char               *village;
  gint64              received_at;
  gint64              assigned_at;

  char               *agency_name;
  char               *agency_short_name;
  GStrv               agency_phones;
  GStrv               agency_emails;
  GStrv               agency_units;

  GStrv               vocabulary;
  LoketQualitySettings *settings;
  LoketTemplates     *templates;

  LoketCheckDayFunc   look_up_day;
  gpointer            calendar;
  GDestroyNotify      calendar_free;
  GDate               last_day;
  char               *limit_id;
  char               *limit_en;

  GPtrArray          *previous_replies;
} LoketCheckInput;

LoketCheckInput *loket_check_input_new           (const char           *text,
                                                  LoketOutcome          outcome);
void             loket_check_input_free          (LoketCheckInput      *self);
void             loket_check_input_set_complaint (LoketCheckInput      *self,
                                                  const LoketComplaint *complaint);
void             loket_check_input_set_calendar  (LoketCheckInput      *self,
                                                  LoketCheckDayFunc     look_up_day,
                                                  gpointer              calendar,
                                                  GDestroyNotify        calendar_free);
void             loket_check_input_set_limit     (LoketCheckInput      *self,
                                                  const GDate          *last_day,
                                                  const char           *limit_id,
                                                  const char           *limit_en);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketPreviousReply, loket_previous_reply_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketCheckInput, loket_check_input_free)

G_END_DECLS
