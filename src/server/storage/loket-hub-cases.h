/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-hub-core-change.h"
#include "loket-hub-records.h"
#include "loket-wire-return.h"

G_BEGIN_DECLS

#define LOKET_TYPE_HUB_CASES (loket_hub_cases_get_type ())
G_DECLARE_INTERFACE (LoketHubCases, loket_hub_cases, LOKET, HUB_CASES, GObject)

struct _LoketHubCasesInterface
{
  GTypeInterface parent_iface;

  char         *(*find)      (LoketHubCases *self, const char *tracking_id, GError **error);
  LoketProblem *(*change)    (LoketHubCases *self, const char *complaint_id, const char *actor,
                              const LoketHubChange *change, GError **error);
  LoketProblem *(*give_back) (LoketHubCases *self, const LoketHubAccount *account,
                              const char *complaint_id, const LoketReturn *record, gint64 now,
                              GError **error);
};

char         *loket_hub_cases_find      (LoketHubCases          *self,
                                         const char             *tracking_id,
                                         GError                **error);
LoketProblem *loket_hub_cases_change    (LoketHubCases          *self,
                                         const char             *complaint_id,
                                         const char             *actor,
                                         const LoketHubChange   *change,
                                         GError                **error);
LoketProblem *loket_hub_cases_give_back (LoketHubCases          *self,
                                         const LoketHubAccount  *account,
                                         const char             *complaint_id,
                                         const LoketReturn      *record,
                                         gint64                  now,
                                         GError                **error);

G_END_DECLS
