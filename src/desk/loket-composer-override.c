/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-composer.h"

#include "loket-composer-private.h"
#include "loket-finding-item-private.h"

static guint
find_override (LoketComposer *self,
               const char    *rule)
{
  GPtrArray *overrides = self->draft->overrides;

  for (guint i = 0; overrides != NULL && i < overrides->len; i++)
    if (g_strcmp0 (((LoketOverride *) overrides->pdata[i])->rule, rule) == 0)
      return i;
  return G_MAXUINT;
}

/*< private >
 * _loket_composer_mark_overrides:
 * @self: a composer
 *
 * Shows the officer's reasons at the findings.
 */
void
_loket_composer_mark_overrides (LoketComposer *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->findings));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (LoketFindingItem) item = g_list_model_get_item (G_LIST_MODEL (self->findings), i);

      _loket_finding_item_set_override (item, loket_composer_get_override (self, loket_finding_item_get_rule (item)));
    }
}

/**
 * loket_composer_set_override:
 * @self: a composer that is neither loading nor sending
 * @rule: a rule
 * @reason: (nullable): why to send in spite of it, in the officer's words;
 *   %NULL or blank takes it back
 *
 * Notes a reason, which is sent and kept with the reply. It lasts as long as the
 * draft.
 */
void
loket_composer_set_override (LoketComposer *self,
                             const char    *rule,
                             const char    *reason)
{
  g_autofree char *line = NULL;
  guint place;

  g_return_if_fail (LOKET_IS_COMPOSER (self));
  g_return_if_fail (rule != NULL);

  line = reason != NULL ? g_strstrip (g_strdup (reason)) : g_strdup ("");
  place = find_override (self, rule);
  if (self->draft->overrides == NULL)
    self->draft->overrides = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_override_free);
  if (place != G_MAXUINT)
    g_ptr_array_remove_index (self->draft->overrides, place);
  if (*line != '\0')
    g_ptr_array_add (self->draft->overrides, loket_override_new (rule, line));
  _loket_composer_mark_overrides (self);
  _loket_composer_content_changed (self);
}

/**
 * loket_composer_get_override:
 * @self: a composer
 * @rule: a rule
 *
 * Tells the officer's reason to send in spite of a rule.
 *
 * Returns: (transfer none) (nullable): the reason
 */
const char *
loket_composer_get_override (LoketComposer *self,
                             const char    *rule)
{
  guint place;

  g_return_val_if_fail (LOKET_IS_COMPOSER (self), NULL);

  place = find_override (self, rule);
  return place != G_MAXUINT ? ((LoketOverride *) self->draft->overrides->pdata[place])->reason : NULL;
}
