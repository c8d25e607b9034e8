/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sla"

#include "config.h"

#include "loket-pauses.h"

#include "loket-limits.h"

/**
 * LoketPauses:
 *
 * When one complaint's clock stood still: a sorted list of stretches that
 * neither touch nor overlap. A %NULL list is one without pauses.
 */
struct _LoketPauses
{
  GArray *pauses;
};

/**
 * loket_pauses_new:
 *
 * Returns: (transfer full): a list without pauses
 */
LoketPauses *
loket_pauses_new (void)
{
  LoketPauses *self = g_new0 (LoketPauses, 1);

  self->pauses = g_array_new (FALSE, FALSE, sizeof (LoketPause));
  return self;
}

/**
 * loket_pauses_free:
 * @self: (transfer full): a list
 *
 * Frees a list.
 */
void
loket_pauses_free (LoketPauses *self)
{
  g_array_unref (self->pauses);
  g_free (self);
}

/**
 * loket_pauses_add:
 * @self: a list
 * @from: the first instant that does not count
 * @to: the first that counts again; one without length is dropped
 * @error: return location for %LOKET_SLA_ERROR_INVALID
 *
 * Adds a pause, in any order; pauses that overlap or touch become one.
 *
 * Returns: whether it was added; not when it runs backwards or there are too
 *   many
 */
gboolean
loket_pauses_add (LoketPauses  *self,
                  gint64        from,
                  gint64        to,
                  GError      **error)
{
  LoketPause merged = { from, to };
  guint at = 0, end;

  if (to < from || self->pauses->len == LOKET_LIMIT_CLOCK_PAUSES)
    {
      g_set_error_literal (error, LOKET_SLA_ERROR, LOKET_SLA_ERROR_INVALID,
                           to < from ? "a pause ends before it begins" : "too many pauses");
      return FALSE;
    }
  if (from == to)
    return TRUE;

  while (at < self->pauses->len && g_array_index (self->pauses, LoketPause, at).to < from)
    at++;
  for (end = at; end < self->pauses->len; end++)
    {
      const LoketPause *pause = &g_array_index (self->pauses, LoketPause, end);

      if (pause->from > to)
        break;
      merged.from = MIN (merged.from, pause->from);
      merged.to = MAX (merged.to, pause->to);
    }

  if (end > at)
    g_array_remove_range (self->pauses, at, end - at);
  g_array_insert_val (self->pauses, at, merged);
  return TRUE;
}

/**
 * loket_pauses_get:
 * @self: (nullable): a list
 * @n_pauses: (out): how many there are
 *
 * Returns: (transfer none) (array length=n_pauses) (nullable): the pauses in
 *   order
 */
const LoketPause *
loket_pauses_get (const LoketPauses *self,
                  guint             *n_pauses)
{
  *n_pauses = self == NULL ? 0 : self->pauses->len;
  return *n_pauses == 0 ? NULL : &g_array_index (self->pauses, LoketPause, 0);
}

/**
 * loket_pauses_find:
 * @self: (nullable): a list
 * @instant: Unix seconds
 *
 * Finds the first pause that ends after @instant; it may begin later.
 *
 * Returns: its place in loket_pauses_get(), the number of pauses when there is
 *   none
 */
guint
loket_pauses_find (const LoketPauses *self,
                   gint64             instant)
{
  guint low = 0, high = self == NULL ? 0 : self->pauses->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->pauses, LoketPause, middle).to <= instant)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}
