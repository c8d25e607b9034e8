/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-composer.h"

#include "loket-composer-private.h"
#include "loket-finding-item.h"

static void
put_off (LoketComposer    *self,
         LoketFindingItem *finding,
         const char       *replacement)
{
  g_set_object (&self->to_apply, finding);
  g_free (self->to_write);
  self->to_write = g_strdup (replacement);
}

/* A finding of an earlier text may be at another place by now: first the check. */
static gboolean
replace_finding (LoketComposer    *self,
                 LoketFindingItem *finding,
                 const char       *replacement)
{
  g_autofree char *text = NULL;
  const char *from = NULL;
  const char *to = NULL;
  guint position;

  if (replacement == NULL || !g_list_store_find (self->findings, finding, &position))
    return FALSE;
  if (loket_composer_get_checking (self))
    {
      put_off (self, finding, replacement);
      _loket_composer_check_now (self);
      return TRUE;
    }
  if (loket_finding_item_get_end (finding) > g_utf8_strlen (self->draft->text, -1))
    return FALSE;

  from = g_utf8_offset_to_pointer (self->draft->text, loket_finding_item_get_start (finding));
  to = g_utf8_offset_to_pointer (self->draft->text, loket_finding_item_get_end (finding));
  text = g_strdup_printf ("%.*s%s%s", (int) (from - self->draft->text), self->draft->text, replacement, to);
  /* What is done is none any more: a second click must not find the next of its kind. */
  g_list_store_remove (self->findings, position);
  loket_composer_set_text (self, text);
  _loket_composer_notify (self, LOKET_COMPOSER_PROP_TEXT);
  return TRUE;
}

/*< private >
 * _loket_composer_apply_late:
 * @self: a composer whose findings are those of the text
 *
 * Does what was asked for while they were not, where the finding is still one and
 * the text can be written.
 *
 * Returns: whether the text is another one now
 */
gboolean
_loket_composer_apply_late (LoketComposer *self)
{
  g_autoptr (LoketFindingItem) finding = g_steal_pointer (&self->to_apply);
  g_autofree char *replacement = g_steal_pointer (&self->to_write);

  return finding != NULL && self->state != LOKET_COMPOSER_LOADING && self->state != LOKET_COMPOSER_SENDING &&
         replace_finding (self, finding, replacement);
}

/**
 * loket_composer_apply_suggestion:
 * @self: a composer that is neither loading nor sending
 * @finding: one of its findings
 *
 * Puts loket_finding_item_dup_replacement() in place of what was found and
 * notifies the text. While the findings are those of an earlier text, it is done
 * once they are those of this one, and only if it is still one of them.
 *
 * Returns: whether it is or will be done; not when the finding is none of the
 *   composer's or has no replacement
 */
gboolean
loket_composer_apply_suggestion (LoketComposer    *self,
                                 LoketFindingItem *finding)
{
  g_autofree char *replacement = NULL;

  g_return_val_if_fail (LOKET_IS_COMPOSER (self), FALSE);
  g_return_val_if_fail (LOKET_IS_FINDING_ITEM (finding), FALSE);

  replacement = loket_finding_item_dup_replacement (finding);
  return replace_finding (self, finding, replacement);
}

/**
 * loket_composer_apply_choice:
 * @self: a composer that is neither loading nor sending
 * @finding: one of its findings
 * @choice: which of loket_finding_item_get_choices()
 *
 * Puts a choice in place of what was found and notifies the text.
 *
 * Returns: whether it is or will be done, as for loket_composer_apply_suggestion()
 */
gboolean
loket_composer_apply_choice (LoketComposer    *self,
                             LoketFindingItem *finding,
                             guint             choice)
{
  const char *const *choices;

  g_return_val_if_fail (LOKET_IS_COMPOSER (self), FALSE);
  g_return_val_if_fail (LOKET_IS_FINDING_ITEM (finding), FALSE);

  choices = loket_finding_item_get_choices (finding);
  g_return_val_if_fail (choices != NULL && choice < g_strv_length ((GStrv) choices), FALSE);
  return replace_finding (self, finding, choices[choice]);
}
