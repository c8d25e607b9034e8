/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-draft.h"

static gpointer
copy_override (gconstpointer item,
               gpointer      user_data)
{
  const LoketOverride *override = item;

  return loket_override_new (override->rule, override->reason);
}

/**
 * loket_draft_new:
 * @complaint_id: what it answers
 *
 * Makes an empty draft that was never saved.
 *
 * Returns: (transfer full): a record to fill
 */
LoketDraft *
loket_draft_new (const char *complaint_id)
{
  LoketDraft *self = g_new0 (LoketDraft, 1);

  self->complaint_id = g_strdup (complaint_id);
  self->text = g_strdup ("");
  self->overrides = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_override_free);
  self->created_at = LOKET_TIME_UNSET;
  self->updated_at = LOKET_TIME_UNSET;
  return self;
}

/**
 * loket_draft_copy:
 * @self: a draft
 *
 * Copies a draft.
 *
 * Returns: (transfer full): a copy
 */
LoketDraft *
loket_draft_copy (const LoketDraft *self)
{
  LoketDraft *copy = g_memdup2 (self, sizeof *self);

  copy->complaint_id = g_strdup (self->complaint_id);
  copy->text = g_strdup (self->text);
  copy->base_snapshot = g_strdup (self->base_snapshot);
  copy->overrides = g_ptr_array_copy (self->overrides, copy_override, NULL);
  g_ptr_array_set_free_func (copy->overrides, (GDestroyNotify) loket_override_free);
  return copy;
}

/**
 * loket_draft_free:
 * @self: (nullable) (transfer full): a draft
 *
 * Frees a draft.
 */
void
loket_draft_free (LoketDraft *self)
{
  if (self == NULL)
    return;

  g_free (self->complaint_id);
  g_free (self->text);
  g_free (self->base_snapshot);
  g_ptr_array_unref (self->overrides);
  g_free (self);
}
