/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-check-input.h"
#include "loket-finding.h"

/* @severity: what the findings have to have; OFF for the rule's own. */
typedef struct
{
  const char   *rule;
  const char   *text;
  LoketOutcome  outcome;
  void        (*set_up) (LoketCheckInput *input);
  LoketSeverity severity;
} Golden;

extern const Golden golden_cases[];
