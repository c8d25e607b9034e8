/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-desk-rules.h"

/*
 * Between those who count deadlines and those who keep them: the cache may not
 * know the rules, so it is handed the functions that do.
 */

typedef enum
{
  FLAG_PROVISIONAL   = 1 << 0,
  FLAG_FROM_FALLBACK = 1 << 1,
} Flags;

static void
mark_complaint (gpointer              rules,
                const LoketComplaint *complaint,
                gint64                now,
                LoketQueueMarks      *stored)
{
  LoketSlaMarks marks;

  if (!loket_sla_find_marks (complaint, rules, now, &marks, NULL))
    return;

  stored->known = TRUE;
  stored->clock = marks.clock;
  stored->flags = (marks.provisional ? FLAG_PROVISIONAL : 0) |
                  (marks.from_fallback ? FLAG_FROM_FALLBACK : 0);
  stored->paused = marks.paused;
  stored->start = marks.start;
  stored->warning_at = marks.warning_at;
  stored->today_at = marks.today_at;
  stored->due = marks.due;
  stored->stop = marks.stop;
}

/* Reads the editions of a hub, all of them or none. */
static gpointer
read_editions (GPtrArray  *records,
               GError    **error)
{
  g_autoptr (GPtrArray) editions =
    g_ptr_array_new_with_free_func ((GDestroyNotify) loket_edition_unref);

  for (guint i = 0; i < records->len; i++)
    {
      const LoketRulesRecord *record = records->pdata[i];
      LoketEdition *edition = loket_edition_new (record->number, record->published_at,
                                                 record->published_by, record->reason,
                                                 record->holidays, record->policies, error);

      if (edition == NULL)
        return NULL;
      g_ptr_array_add (editions, edition);
    }
  return loket_rulebook_new (editions, error);
}

const LoketMarker _loket_desk_marker = {
  .read = read_editions,
  .ref = (gpointer (*) (gpointer)) loket_rulebook_ref,
  .unref = (void (*) (gpointer)) loket_rulebook_unref,
  .mark = mark_complaint,
};

/*< private >
 * _loket_desk_read_marks:
 * @stored: marks as the cache keeps them
 * @marks: (out): the same for those who count; untouched without a clock
 *
 * Reads the marks of a row.
 *
 * Returns: whether there is a clock
 */
gboolean
_loket_desk_read_marks (const LoketQueueMarks *stored,
                        LoketSlaMarks         *marks)
{
  if (!stored->known || stored->clock >= LOKET_SLA_N_CLOCKS)
    return FALSE;

  *marks = (LoketSlaMarks) {
    .clock = stored->clock,
    .provisional = (stored->flags & FLAG_PROVISIONAL) != 0,
    .from_fallback = (stored->flags & FLAG_FROM_FALLBACK) != 0,
    .paused = stored->paused,
    .start = stored->start,
    .warning_at = stored->warning_at,
    .today_at = stored->today_at,
    .due = stored->due,
    .stop = stored->stop,
  };
  return TRUE;
}
