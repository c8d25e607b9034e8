/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-template-item.h"
#include "loket-templates.h"

G_BEGIN_DECLS

/**
 * LoketTemplateSearch:
 * @category: (nullable): the complaint's
 * @outcome: what the reply says, %LOKET_OUTCOME_UNKNOWN for not chosen yet
 * @time_zone: (nullable): IANA zone of the reader's days, %NULL for UTC
 * @now: the time
 * @words: (nullable): words of the title or the text; none for all
 *
 * What templates are wanted for.
 */
typedef struct
{
  const char  *category;
  LoketOutcome outcome;
  const char  *time_zone;
  gint64       now;
  const char  *words;
} LoketTemplateSearch;

GPtrArray *loket_template_search (LoketTemplates            *templates,
                                  const LoketTemplateSearch *wanted);

G_END_DECLS
