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

static const LoketClassChange *
get_change (const LoketComplaint *complaint,
            guint                 index)
{
  return complaint->class_changes != NULL && index < complaint->class_changes->len
             ? complaint->class_changes->pdata[index]
             : NULL;
}

static void
set_first (LoketSlaRegime       *regime,
           const LoketComplaint *complaint,
           LoketEdition         *edition)
{
  const LoketClassChange *change = get_change (complaint, 0);

  *regime = (LoketSlaRegime) {
    .from = edition->published_at,
    .until = G_MAXINT64,
    .edition = edition,
    .klass = change == NULL ? complaint->klass : change->from,
  };
}

/* Finds what a complaint was counted by in the course of its life: each edition
 * and each change of class begins a regime. */
void
_loket_sla_find_regimes (const LoketComplaint *complaint,
                         LoketRulebook        *rules,
                         LoketSlaRegimes      *regimes)
{
  guint edition = find_first (complaint, rules), n_editions = loket_rulebook_get_n (rules);
  guint n_changes = complaint->class_changes == NULL ? 0 : complaint->class_changes->len;
  guint n_most = n_editions - edition + n_changes, change = 0;

  regimes->n = 1;
  regimes->all = n_most == 1 ? &regimes->only : g_new (LoketSlaRegime, n_most);
  set_first (&regimes->all[0], complaint, loket_rulebook_get (rules, edition));
  while (regimes->n < n_most)
    {
      LoketSlaRegime *before = &regimes->all[regimes->n - 1], *next = &regimes->all[regimes->n];
      LoketEdition *later = edition + 1 < n_editions ? loket_rulebook_get (rules, edition + 1)
                                                     : NULL;
      const LoketClassChange *changed = get_change (complaint, change);

      *next = *before;
      if (changed == NULL || (later != NULL && later->published_at <= changed->at))
        {
          next->edition = later;
          next->from = later->published_at;
          next->change = NULL;
          edition++;
        }
      else
        {
          const LoketClassChange *after = get_change (complaint, ++change);

          next->klass = after == NULL ? complaint->klass : after->from;
          next->from = changed->at;
          next->change = changed;
        }
      before->until = next->from;
      regimes->n++;
    }
}
