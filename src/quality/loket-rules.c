/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-quality"

#include "config.h"

#include "loket-rule.h"

/* The rules, in the order in which findings at the same place are told. */
const LoketRule _loket_rules[] = {
  { "PDP-01", LOKET_SEVERITY_BLOCKER, _loket_rule_pdp_01 },
  { "PDP-02", LOKET_SEVERITY_BLOCKER, _loket_rule_pdp_02 },
  { "PDP-03", LOKET_SEVERITY_BLOCKER, _loket_rule_pdp_03 },
  { "PDP-04", LOKET_SEVERITY_BLOCKER, _loket_rule_pdp_04 },
  { "PDP-05", LOKET_SEVERITY_WARNING, _loket_rule_pdp_05 },
  { "PDP-06", LOKET_SEVERITY_BLOCKER, _loket_rule_pdp_06 },
  { "PDP-07", LOKET_SEVERITY_WARNING, _loket_rule_pdp_07 },
  { "PDP-08", LOKET_SEVERITY_BLOCKER, _loket_rule_pdp_08 },
  { "PDP-09", LOKET_SEVERITY_HINT, _loket_rule_pdp_09 },
  { "KLG-02", LOKET_SEVERITY_WARNING, _loket_rule_klg_02 },
  { "KLG-03", LOKET_SEVERITY_WARNING, _loket_rule_klg_03 },
  { "KLG-04", LOKET_SEVERITY_HINT, _loket_rule_klg_04 },
  { "KLG-05", LOKET_SEVERITY_WARNING, _loket_rule_klg_05 },
  { "KLG-07", LOKET_SEVERITY_WARNING, _loket_rule_klg_07 },
  { "KLG-09", LOKET_SEVERITY_BLOCKER, _loket_rule_klg_09 },
  { "KLG-10", LOKET_SEVERITY_BLOCKER, _loket_rule_klg_10 },
  { "REL-01", LOKET_SEVERITY_WARNING, _loket_rule_rel_01 },
  { "REL-02", LOKET_SEVERITY_HINT, _loket_rule_rel_02 },
  { "REL-03", LOKET_SEVERITY_WARNING, _loket_rule_rel_03 },
  { "REL-04", LOKET_SEVERITY_BLOCKER, _loket_rule_rel_04 },
  { "REL-05", LOKET_SEVERITY_WARNING, _loket_rule_rel_05 },
  { "TPL-01", LOKET_SEVERITY_BLOCKER, _loket_rule_tpl_01 },
  { "TAU-01", LOKET_SEVERITY_BLOCKER, _loket_rule_tau_01 },
  { "TAU-02", LOKET_SEVERITY_WARNING, _loket_rule_tau_02 },
  { "HKM-01", LOKET_SEVERITY_WARNING, _loket_rule_hkm_01 },
  { "HKM-02", LOKET_SEVERITY_WARNING, _loket_rule_hkm_02 },
  { "KON-01", LOKET_SEVERITY_WARNING, _loket_rule_kon_01 },
  { "KON-02", LOKET_SEVERITY_WARNING, _loket_rule_kon_02 },
  { "KON-03", LOKET_SEVERITY_HINT, _loket_rule_kon_03 },
  { "KON-04", LOKET_SEVERITY_HINT, _loket_rule_kon_04 },
  { "KON-05", LOKET_SEVERITY_WARNING, _loket_rule_kon_05 },
  { "KON-06", LOKET_SEVERITY_BLOCKER, _loket_rule_kon_06 },
  { "NAD-01", LOKET_SEVERITY_WARNING, _loket_rule_nad_01 },
  { "NAD-02", LOKET_SEVERITY_HINT, _loket_rule_nad_02 },
  { "NAD-03", LOKET_SEVERITY_WARNING, _loket_rule_nad_03 },
  { "NAD-04", LOKET_SEVERITY_HINT, _loket_rule_nad_04 },
  { "NAD-05", LOKET_SEVERITY_HINT, _loket_rule_nad_05 },
  { "BHS-01", LOKET_SEVERITY_WARNING, _loket_rule_bhs_01 },
  { "BHS-02", LOKET_SEVERITY_HINT, _loket_rule_bhs_02 },
  { "BHS-03", LOKET_SEVERITY_HINT, _loket_rule_bhs_03 },
  { "BHS-04", LOKET_SEVERITY_HINT, _loket_rule_bhs_04 },
  { "BHS-05", LOKET_SEVERITY_HINT, _loket_rule_bhs_05 },
  { "BHS-06", LOKET_SEVERITY_HINT, _loket_rule_bhs_06 },
};

const guint _loket_n_rules = G_N_ELEMENTS (_loket_rules);
