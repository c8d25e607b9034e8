/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include <string.h>

#include "loket-composer-private.h"
#include "loket-composer.h"

/*
 * What the officer does not want to hear again: a finding of a rule about the
 * same words, for as long as this reply is written, or a word for good.
 */

/* The rule, and the words it is about. */
static char *
make_key (const char *rule,
          guint       start,
          guint       end,
          const char *text)
{
  g_autofree char *words = end > start && text != NULL && end <= (guint) g_utf8_strlen (text, -1)
                               ? g_utf8_substring (text, start, end)
                               : g_strdup ("");
  g_autofree char *folded = g_utf8_casefold (words, -1);

  return g_strconcat (rule, " ", folded, NULL);
}

static char *
make_item_key (LoketComposer    *self,
               LoketFindingItem *finding)
{
  return make_key (loket_finding_item_get_rule (finding), loket_finding_item_get_start (finding),
                   loket_finding_item_get_end (finding), self->found_in);
}

/*< private >
 * _loket_composer_is_ignored:
 * @self: a composer
 * @finding: what a check found
 * @text: the text that was checked
 *
 * Tells whether the officer has put it aside. What stops sending never is.
 *
 * Returns: whether it is not to be shown
 */
gboolean
_loket_composer_is_ignored (LoketComposer      *self,
                            const LoketFinding *finding,
                            const char         *text)
{
  g_autofree char *key = NULL;

  if (finding->severity == LOKET_SEVERITY_BLOCKER || g_hash_table_size (self->ignored) == 0)
    return FALSE;
  key = make_key (finding->rule, finding->start, finding->end, text);
  return g_hash_table_contains (self->ignored, key);
}

static void
drop_item (LoketComposer    *self,
           LoketFindingItem *finding)
{
  guint position;

  if (g_list_store_find (self->findings, finding, &position))
    g_list_store_remove (self->findings, position);
  _loket_composer_check_soon (self);
}

/**
 * loket_composer_may_ignore:
 * @self: a composer
 * @finding: one of its findings
 *
 * Tells whether a finding can be put aside: one that stops sending cannot, it
 * takes a reason.
 *
 * Returns: whether it can
 */
gboolean
loket_composer_may_ignore (LoketComposer    *self,
                           LoketFindingItem *finding)
{
  g_return_val_if_fail (LOKET_IS_COMPOSER (self) && LOKET_IS_FINDING_ITEM (finding), FALSE);

  return loket_finding_item_get_severity (finding) != LOKET_SEVERITY_BLOCKER && !loket_composer_get_checking (self);
}

/**
 * loket_composer_ignore:
 * @self: a composer
 * @finding: one of its findings, that may be ignored
 *
 * Puts a finding aside: the same rule about the same words is not told again
 * while this reply is written.
 */
void
loket_composer_ignore (LoketComposer    *self,
                       LoketFindingItem *finding)
{
  g_return_if_fail (LOKET_IS_COMPOSER (self) && LOKET_IS_FINDING_ITEM (finding));

  if (!loket_composer_may_ignore (self, finding))
    return;
  g_hash_table_add (self->ignored, make_item_key (self, finding));
  drop_item (self, finding);
}

/**
 * loket_composer_get_n_ignored:
 * @self: a composer
 *
 * Counts what was put aside.
 *
 * Returns: how many
 */
guint
loket_composer_get_n_ignored (LoketComposer *self)
{
  g_return_val_if_fail (LOKET_IS_COMPOSER (self), 0);

  return g_hash_table_size (self->ignored);
}

/**
 * loket_composer_heed_all:
 * @self: a composer
 *
 * Takes back everything that was put aside.
 */
void
loket_composer_heed_all (LoketComposer *self)
{
  g_return_if_fail (LOKET_IS_COMPOSER (self));

  g_hash_table_remove_all (self->ignored);
  _loket_composer_check_soon (self);
}

/**
 * loket_composer_dup_unknown_word:
 * @self: a composer
 * @finding: one of its findings
 *
 * Tells the word that a finding is about because it is not known, and that the
 * vocabulary could take in.
 *
 * Returns: (transfer full) (nullable): the word; %NULL for another kind of finding
 */
char *
loket_composer_dup_unknown_word (LoketComposer    *self,
                                 LoketFindingItem *finding)
{
  static const char *const rules[] = { "BHS-01", "BHS-02", "BHS-05", NULL };
  g_autofree char *word = NULL;
  guint start, end;

  g_return_val_if_fail (LOKET_IS_COMPOSER (self) && LOKET_IS_FINDING_ITEM (finding), NULL);

  start = loket_finding_item_get_start (finding);
  end = loket_finding_item_get_end (finding);
  if (self->vocabulary == NULL || self->found_in == NULL || end <= start ||
      end > (guint) g_utf8_strlen (self->found_in, -1) ||
      !g_strv_contains (rules, loket_finding_item_get_rule (finding)))
    return NULL;
  word = g_utf8_substring (self->found_in, start, end);
  return strpbrk (word, " \n\t") == NULL ? g_steal_pointer (&word) : NULL;
}

static void
learned_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (!loket_vocabulary_add_finish (LOKET_VOCABULARY (source), result, &error))
    g_debug ("A word was not kept: %s", error->message);
}

/**
 * loket_composer_learn:
 * @self: a composer
 * @finding: a finding for which loket_composer_dup_unknown_word() gives a word
 *
 * Takes the word into the officer's vocabulary, for all replies from now on.
 */
void
loket_composer_learn (LoketComposer    *self,
                      LoketFindingItem *finding)
{
  g_autofree char *word = NULL;

  g_return_if_fail (LOKET_IS_COMPOSER (self) && LOKET_IS_FINDING_ITEM (finding));

  word = loket_composer_dup_unknown_word (self, finding);
  if (word == NULL)
    return;
  loket_vocabulary_add_async (self->vocabulary, word, NULL, learned_cb, NULL);
  drop_item (self, finding);
}

/**
 * loket_composer_get_checklist:
 * @self: a composer
 *
 * Gives the parts of a complete reply, and which of them the draft has. No score:
 * a good reply may go without one.
 *
 * Returns: (transfer none): a list model of #LoketChecklistItem that stays the same
 */
GListModel *
loket_composer_get_checklist (LoketComposer *self)
{
  g_return_val_if_fail (LOKET_IS_COMPOSER (self), NULL);

  return G_LIST_MODEL (self->checklist);
}
