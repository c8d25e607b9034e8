/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-quality"

#include "config.h"

#include "loket-rule.h"

/* The rules, in the order in which findings at the same place are told. */
const LoketRule _loket_rules[] = {
  { "PDP-01", LOKET_SEVERITY_BLOCKER, _loket_rule_pdp_01, FALSE },
  { "PDP-02", LOKET_SEVERITY_BLOCKER, _loket_rule_pdp_02, FALSE },
  { "PDP-03", LOKET_SEVERITY_BLOCKER, _loket_rule_pdp_03, FALSE },
  { "PDP-04", LOKET_SEVERITY_BLOCKER, _loket_rule_pdp_04, FALSE },
  { "PDP-05", LOKET_SEVERITY_WARNING, _loket_rule_pdp_05, FALSE },
  { "PDP-06", LOKET_SEVERITY_BLOCKER, _loket_rule_pdp_06, FALSE },
  { "PDP-07", LOKET_SEVERITY_WARNING, _loket_rule_pdp_07, FALSE },
  { "PDP-08", LOKET_SEVERITY_BLOCKER, _loket_rule_pdp_08, FALSE },
  { "PDP-09", LOKET_SEVERITY_HINT, _loket_rule_pdp_09, FALSE },
  { "KLG-01", LOKET_SEVERITY_HINT, _loket_rule_klg_01, TRUE },
  { "KLG-02", LOKET_SEVERITY_WARNING, _loket_rule_klg_02, FALSE },
  { "KLG-03", LOKET_SEVERITY_WARNING, _loket_rule_klg_03, FALSE },
  { "KLG-04", LOKET_SEVERITY_HINT, _loket_rule_klg_04, FALSE },
  { "KLG-05", LOKET_SEVERITY_WARNING, _loket_rule_klg_05, FALSE },
  { "KLG-06", LOKET_SEVERITY_HINT, _loket_rule_klg_06, TRUE },
  { "KLG-07", LOKET_SEVERITY_WARNING, _loket_rule_klg_07, FALSE },
  { "KLG-08", LOKET_SEVERITY_HINT, _loket_rule_klg_08, TRUE },
  { "KLG-09", LOKET_SEVERITY_BLOCKER, _loket_rule_klg_09, FALSE },
  { "KLG-10", LOKET_SEVERITY_BLOCKER, _loket_rule_klg_10, FALSE },
  { "REL-01", LOKET_SEVERITY_WARNING, _loket_rule_rel_01, FALSE },
  { "REL-02", LOKET_SEVERITY_HINT, _loket_rule_rel_02, FALSE },
  { "REL-03", LOKET_SEVERITY_WARNING, _loket_rule_rel_03, FALSE },
  { "REL-04", LOKET_SEVERITY_BLOCKER, _loket_rule_rel_04, FALSE },
  { "REL-05", LOKET_SEVERITY_WARNING, _loket_rule_rel_05, FALSE },
  { "TPL-01", LOKET_SEVERITY_BLOCKER, _loket_rule_tpl_01, FALSE },
  { "TAU-01", LOKET_SEVERITY_BLOCKER, _loket_rule_tau_01, FALSE },
  { "TAU-02", LOKET_SEVERITY_WARNING, _loket_rule_tau_02, FALSE },
  { "HKM-01", LOKET_SEVERITY_WARNING, _loket_rule_hkm_01, FALSE },
  { "HKM-02", LOKET_SEVERITY_WARNING, _loket_rule_hkm_02, FALSE },
  { "KON-01", LOKET_SEVERITY_WARNING, _loket_rule_kon_01, FALSE },
  { "KON-02", LOKET_SEVERITY_WARNING, _loket_rule_kon_02, FALSE },
  { "KON-03", LOKET_SEVERITY_HINT, _loket_rule_kon_03, FALSE },
  { "KON-04", LOKET_SEVERITY_HINT, _loket_rule_kon_04, FALSE },
  { "KON-05", LOKET_SEVERITY_WARNING, _loket_rule_kon_05, FALSE },
  { "KON-06", LOKET_SEVERITY_BLOCKER, _loket_rule_kon_06, FALSE },
  { "NAD-01", LOKET_SEVERITY_WARNING, _loket_rule_nad_01, FALSE },
  { "NAD-02", LOKET_SEVERITY_HINT, _loket_rule_nad_02, FALSE },
  { "NAD-03", LOKET_SEVERITY_WARNING, _loket_rule_nad_03, FALSE },
  { "NAD-04", LOKET_SEVERITY_HINT, _loket_rule_nad_04, FALSE },
  { "NAD-05", LOKET_SEVERITY_HINT, _loket_rule_nad_05, FALSE },
  { "BHS-01", LOKET_SEVERITY_WARNING, _loket_rule_bhs_01, FALSE },
  { "BHS-02", LOKET_SEVERITY_HINT, _loket_rule_bhs_02, FALSE },
  { "BHS-03", LOKET_SEVERITY_HINT, _loket_rule_bhs_03, FALSE },
  { "BHS-04", LOKET_SEVERITY_HINT, _loket_rule_bhs_04, FALSE },
  { "BHS-05", LOKET_SEVERITY_HINT, _loket_rule_bhs_05, FALSE },
  { "BHS-06", LOKET_SEVERITY_HINT, _loket_rule_bhs_06, FALSE },
};

const guint _loket_n_rules = G_N_ELEMENTS (_loket_rules);
