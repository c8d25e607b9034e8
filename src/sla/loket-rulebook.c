/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sla"

#include "config.h"

#include "loket-rulebook.h"

#include "loket-limits.h"

/**
 * LoketRulebook:
 *
 * All editions of holidays and rules that were ever in force, in order. A clock
 * that runs is counted by the latest of them, one that has stopped by the one
 * that was in force when it stopped. So a change moves open deadlines and leaves
 * closed ones alone, with nothing to store for each complaint. Never empty;
 * immutable; any thread.
 */
struct _LoketRulebook
{
  gatomicrefcount ref_count;
  GPtrArray      *editions;
};

G_DEFINE_BOXED_TYPE (LoketRulebook, loket_rulebook, loket_rulebook_ref, loket_rulebook_unref)

static LoketRulebook *
make_book (GPtrArray *editions)
{
  LoketRulebook *self = g_new0 (LoketRulebook, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->editions = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_edition_unref);
  for (guint i = 0; i < editions->len; i++)
    g_ptr_array_add (self->editions, loket_edition_ref (editions->pdata[i]));
  return self;
}

/**
 * loket_rulebook_new:
 * @editions: (element-type LoketEdition): editions by number
 * @error: return location for %LOKET_SLA_ERROR_INVALID; the message names the
 *   edition
 *
 * Puts editions together. Their numbers have to rise and their instants must
 * not fall.
 *
 * Returns: (transfer full): the rulebook
 */
LoketRulebook *
loket_rulebook_new (GPtrArray  *editions,
                    GError    **error)
{
  if (editions->len == 0 || editions->len > LOKET_LIMIT_EDITIONS)
    {
      g_set_error_literal (error, LOKET_SLA_ERROR, LOKET_SLA_ERROR_INVALID,
                           editions->len == 0 ? "there is no edition of the rules"
                                              : "there are too many editions of the rules");
      return NULL;
    }
  for (guint i = 1; i < editions->len; i++)
    {
      const LoketEdition *before = editions->pdata[i - 1], *edition = editions->pdata[i];

      if (edition->number > before->number && edition->published_at >= before->published_at)
        continue;
      g_set_error (error, LOKET_SLA_ERROR, LOKET_SLA_ERROR_INVALID,
                   "edition %" G_GINT64_FORMAT " does not follow edition %" G_GINT64_FORMAT,
                   edition->number, before->number);
      return NULL;
    }
  return make_book (editions);
}

/**
 * loket_rulebook_new_single:
 * @edition: an edition
 *
 * Returns: (transfer full): a rulebook of nothing but @edition
 */
LoketRulebook *
loket_rulebook_new_single (LoketEdition *edition)
{
  g_autoptr (GPtrArray) editions = g_ptr_array_new ();

  g_ptr_array_add (editions, edition);
  return make_book (editions);
}

/**
 * loket_rulebook_with:
 * @self: a rulebook
 * @edition: a later edition
 * @error: return location for %LOKET_SLA_ERROR_INVALID
 *
 * The rulebook as it will be once @edition is published: what a preview is made
 * with.
 *
 * Returns: (transfer full): the longer rulebook
 */
LoketRulebook *
loket_rulebook_with (LoketRulebook  *self,
                     LoketEdition   *edition,
                     GError        **error)
{
  g_autoptr (GPtrArray) editions = g_ptr_array_new ();

  g_ptr_array_extend (editions, self->editions, NULL, NULL);
  g_ptr_array_add (editions, edition);
  return loket_rulebook_new (editions, error);
}

static LoketRulebook *
make_builtin (void)
{
  g_autoptr (LoketHolidays) holidays = loket_holidays_new_builtin ();
  g_autoptr (LoketEdition) edition = loket_edition_new_from (0, 0, NULL, NULL, holidays,
                                                             loket_policies_get_builtin ());

  return loket_rulebook_new_single (edition);
}

/**
 * loket_rulebook_get_builtin:
 *
 * The holidays and rules that the program ships, as the only edition, number 0.
 * They hold as long as no hub has published any. Any thread.
 *
 * Returns: (transfer none): the rulebook, which lives as long as the program
 */
LoketRulebook *
loket_rulebook_get_builtin (void)
{
  static gsize once;

  if (g_once_init_enter (&once))
    g_once_init_leave (&once, (gsize) make_builtin ());
  return (LoketRulebook *) once;
}

/**
 * loket_rulebook_ref:
 * @self: a rulebook
 *
 * Takes a reference, on any thread.
 *
 * Returns: (transfer full): @self
 */
LoketRulebook *
loket_rulebook_ref (LoketRulebook *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * loket_rulebook_unref:
 * @self: (transfer full): a rulebook
 *
 * Gives a reference back, on any thread.
 */
void
loket_rulebook_unref (LoketRulebook *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_ptr_array_unref (self->editions);
  g_free (self);
}

/**
 * loket_rulebook_get_n:
 * @self: a rulebook
 *
 * How many editions there are, at least one.
 */
guint
loket_rulebook_get_n (LoketRulebook *self)
{
  return self->editions->len;
}

/**
 * loket_rulebook_get:
 * @self: a rulebook
 * @index: below loket_rulebook_get_n()
 *
 * Returns: (transfer none): an edition, the oldest first
 */
LoketEdition *
loket_rulebook_get (LoketRulebook *self,
                    guint          index)
{
  g_return_val_if_fail (index < self->editions->len, NULL);
  return self->editions->pdata[index];
}

/**
 * loket_rulebook_get_latest:
 * @self: a rulebook
 *
 * Returns: (transfer none): the edition that open deadlines are counted by
 */
LoketEdition *
loket_rulebook_get_latest (LoketRulebook *self)
{
  return self->editions->pdata[self->editions->len - 1];
}

/**
 * loket_rulebook_index_at:
 * @self: a rulebook
 * @instant: Unix seconds
 *
 * Which edition was in force: the last one published before @instant. One that
 * came in the same second changes nothing that ended in it, for which of the two
 * was first is not known. For the time before the first one, the first one:
 * nothing older is known.
 *
 * Returns: its index
 */
guint
loket_rulebook_index_at (LoketRulebook *self,
                         gint64         instant)
{
  guint low = 0, high = self->editions->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      const LoketEdition *edition = self->editions->pdata[middle];

      if (edition->published_at < instant)
        low = middle + 1;
      else
        high = middle;
    }
  return low == 0 ? 0 : low - 1;
}

/**
 * loket_rulebook_at:
 * @self: a rulebook
 * @instant: Unix seconds
 *
 * As loket_rulebook_index_at().
 *
 * Returns: (transfer none): the edition in force
 */
LoketEdition *
loket_rulebook_at (LoketRulebook *self,
                   gint64         instant)
{
  return self->editions->pdata[loket_rulebook_index_at (self, instant)];
}
