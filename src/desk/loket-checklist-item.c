/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-checklist-item.h"

#include <glib/gi18n.h>

#include "loket-checklist-item-private.h"

/**
 * LoketChecklistItem:
 *
 * One part of a complete reply, and whether the draft has it. A list of all
 * parts stays the same while somebody types: its items change and say so.
 */
struct _LoketChecklistItem
{
  GObject           parent_instance;

  LoketSkeletonPart part;
  LoketSkeletonItem item;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LoketChecklistItem, loket_checklist_item, G_TYPE_OBJECT)

static void
loket_checklist_item_class_init (LoketChecklistItemClass *klass)
{
  /**
   * LoketChecklistItem::changed:
   * @self: the part
   *
   * Another state, place or detail.
   */
  signals[CHANGED] = g_signal_new ("changed", LOKET_TYPE_CHECKLIST_ITEM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
loket_checklist_item_init (LoketChecklistItem *self)
{
  self->item.state = LOKET_SKELETON_MISSING;
}

/*< private >
 * _loket_checklist_new:
 *
 * Makes the list of all parts, none of them seen.
 *
 * Returns: (transfer full): a list of #LoketChecklistItem
 */
GListStore *
_loket_checklist_new (void)
{
  GListStore *list = g_list_store_new (LOKET_TYPE_CHECKLIST_ITEM);

  for (guint i = 0; i < LOKET_N_SKELETON_PARTS; i++)
    {
      g_autoptr (LoketChecklistItem) item = g_object_new (LOKET_TYPE_CHECKLIST_ITEM, NULL);

      item->part = (LoketSkeletonPart) i;
      g_list_store_append (list, item);
    }
  return list;
}

static gboolean
is_same (const LoketSkeletonItem *a,
         const LoketSkeletonItem *b)
{
  return a->state == b->state && a->start == b->start && a->end == b->end && a->has_unit == b->has_unit &&
         a->has_date == b->has_date;
}

/*< private >
 * _loket_checklist_update:
 * @list: what _loket_checklist_new() made
 * @skeleton: what a check saw
 *
 * Shows it.
 */
void
_loket_checklist_update (GListStore          *list,
                         const LoketSkeleton *skeleton)
{
  for (guint i = 0; i < LOKET_N_SKELETON_PARTS; i++)
    {
      g_autoptr (LoketChecklistItem) item = g_list_model_get_item (G_LIST_MODEL (list), i);

      if (is_same (&item->item, &skeleton->items[i]))
        continue;
      item->item = skeleton->items[i];
      g_signal_emit (item, signals[CHANGED], 0);
    }
}

/**
 * loket_checklist_item_get_part:
 * @self: a part of the checklist
 *
 * Tells which part it is.
 *
 * Returns: the part
 */
LoketSkeletonPart
loket_checklist_item_get_part (LoketChecklistItem *self)
{
  g_return_val_if_fail (LOKET_IS_CHECKLIST_ITEM (self), LOKET_SKELETON_SALUTATION);

  return self->part;
}

/**
 * loket_checklist_item_get_title:
 * @self: a part of the checklist
 *
 * Names it for a person, in a word or two.
 *
 * Returns: (transfer none): the name
 */
const char *
loket_checklist_item_get_title (LoketChecklistItem *self)
{
  static const char *const titles[LOKET_N_SKELETON_PARTS] = {
    [LOKET_SKELETON_SALUTATION] = NC_ ("checklist", "Salutation"),
    [LOKET_SKELETON_PROBLEM] = NC_ ("checklist", "Problem"),
    [LOKET_SKELETON_FINDING] = NC_ ("checklist", "Finding or reason"),
    [LOKET_SKELETON_ACTION] = NC_ ("checklist", "Done"),
    [LOKET_SKELETON_REMAINING] = NC_ ("checklist", "Still to do"),
    [LOKET_SKELETON_FOLLOW_UP] = NC_ ("checklist", "How to follow up"),
    [LOKET_SKELETON_CLOSING] = NC_ ("checklist", "Closing"),
  };

  g_return_val_if_fail (LOKET_IS_CHECKLIST_ITEM (self), NULL);

  return g_dpgettext2 (NULL, "checklist", titles[self->part]);
}

/**
 * loket_checklist_item_get_state:
 * @self: a part of the checklist
 *
 * Tells whether the draft has it.
 *
 * Returns: there, missing, or not needed for this outcome
 */
LoketSkeletonState
loket_checklist_item_get_state (LoketChecklistItem *self)
{
  g_return_val_if_fail (LOKET_IS_CHECKLIST_ITEM (self), LOKET_SKELETON_MISSING);

  return self->item.state;
}

/**
 * loket_checklist_item_get_start:
 * @self: a part of the checklist
 *
 * Tells where the evidence begins in the draft.
 *
 * Returns: code points from its beginning
 */
guint
loket_checklist_item_get_start (LoketChecklistItem *self)
{
  g_return_val_if_fail (LOKET_IS_CHECKLIST_ITEM (self), 0);

  return self->item.start;
}

/**
 * loket_checklist_item_get_end:
 * @self: a part of the checklist
 *
 * Tells where the evidence ends in the draft.
 *
 * Returns: code points from its beginning; 0 where there is none
 */
guint
loket_checklist_item_get_end (LoketChecklistItem *self)
{
  g_return_val_if_fail (LOKET_IS_CHECKLIST_ITEM (self), 0);

  return self->item.end;
}

/**
 * loket_checklist_item_dup_detail:
 * @self: a part of the checklist
 *
 * Says in a sentence what was seen of it.
 *
 * Returns: (transfer full): the sentence
 */
char *
loket_checklist_item_dup_detail (LoketChecklistItem *self)
{
  const LoketSkeletonItem *item = &self->item;
  gboolean is_deed = self->part == LOKET_SKELETON_ACTION || self->part == LOKET_SKELETON_REMAINING;

  g_return_val_if_fail (LOKET_IS_CHECKLIST_ITEM (self), NULL);

  if (item->state == LOKET_SKELETON_NOT_NEEDED)
    return g_strdup (_("Not needed for this outcome."));
  if (item->state == LOKET_SKELETON_MISSING)
    return g_strdup (_("Not seen in the text. A good reply may go without."));
  if (!is_deed || (item->has_unit && item->has_date))
    return g_strdup (is_deed ? _("In the text, with who and when.") : _("In the text."));
  if (item->has_unit)
    return g_strdup (_("In the text, but without a date."));
  return g_strdup (item->has_date ? _("In the text, but without who does it.") : _("In the text, without who and when."));
}
