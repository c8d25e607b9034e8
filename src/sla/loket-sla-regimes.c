/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sla"

#include "config.h"

#include "loket-sla-regimes.h"

void
_loket_sla_regimes_clear (LoketSlaRegimes *regimes)
{
  if (regimes->all != &regimes->only)
    g_free (regimes->all);
  regimes->all = NULL;
}

/* An edition that was followed by another before anything happened to the
 * complaint has nothing to say about it. */
static guint
find_first (const LoketComplaint *complaint,
            LoketRulebook        *rules)
{
  gint64 begin = complaint->received_at;

  if (complaint->assigned_at != LOKET_TIME_UNSET &&
      (begin == LOKET_TIME_UNSET || complaint->assigned_at < begin))
    begin = complaint->assigned_at;
  return begin == LOKET_TIME_UNSET ? 0 : loket_rulebook_index_at (rules, begin);
}

/* Finds what a complaint was counted by in the course of its life. */
void
_loket_sla_find_regimes (const LoketComplaint *complaint,
                         LoketRulebook        *rules,
                         LoketSlaRegimes      *regimes)
{
  guint first = find_first (complaint, rules), n_editions = loket_rulebook_get_n (rules);

  regimes->n = n_editions - first;
  regimes->all = regimes->n == 1 ? &regimes->only : g_new (LoketSlaRegime, regimes->n);
  for (guint i = 0; i < regimes->n; i++)
    {
      LoketEdition *edition = loket_rulebook_get (rules, first + i);
      gboolean last = i + 1 == regimes->n;

      regimes->all[i] = (LoketSlaRegime) {
        .from = edition->published_at,
        .until = last ? G_MAXINT64 : loket_rulebook_get (rules, first + i + 1)->published_at,
        .edition = edition,
        .klass = complaint->klass,
      };
    }
}
