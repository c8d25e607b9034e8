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

  GPtrArray          *previous_replies;
} LoketCheckInput;

LoketCheckInput *loket_check_input_new           (const char           *text,
                                                  LoketOutcome          outcome);
void             loket_check_input_free          (LoketCheckInput      *self);
void             loket_check_input_set_complaint (LoketCheckInput      *self,
                                                  const LoketComplaint *complaint);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketPreviousReply, loket_previous_reply_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketCheckInput, loket_check_input_free)

G_END_DECLS
