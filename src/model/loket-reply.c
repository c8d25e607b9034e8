/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-model"

#include "config.h"

#include "loket-reply.h"

G_DEFINE_BOXED_TYPE (LoketReply, loket_reply, loket_reply_ref, loket_reply_unref)

static const char *const visibility_names[] = {
  "unknown",
  "public",
  "reporter",
};

/**
 * loket_visibility_to_name:
 * @value: a value
 *
 * Gives the name on the wire and in the database.
 *
 * Returns: a static text
 */
const char *
loket_visibility_to_name (LoketVisibility value)
{
  g_return_val_if_fail ((guint) value < G_N_ELEMENTS (visibility_names), visibility_names[0]);

  return visibility_names[value];
}

/**
 * loket_visibility_from_name:
 * @name: (nullable): a name from outside
 *
 * Finds the value of a name.
 *
 * Returns: the value, %LOKET_VISIBILITY_UNKNOWN for any other text
 */
LoketVisibility
loket_visibility_from_name (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (visibility_names); i++)
    if (g_strcmp0 (name, visibility_names[i]) == 0)
      return (LoketVisibility) i;
  return LOKET_VISIBILITY_UNKNOWN;
}

/**
 * loket_override_new:
 * @rule: the id of a check
 * @reason: why it was overruled
 *
 * Makes an entry.
 *
 * Returns: (transfer full): the entry
 */
LoketOverride *
loket_override_new (const char *rule,
                    const char *reason)
{
  LoketOverride *self = g_new0 (LoketOverride, 1);

  self->rule = g_strdup (rule);
  self->reason = g_strdup (reason);
  return self;
}

/**
 * loket_override_free:
 * @self: (nullable) (transfer full): an entry
 *
 * Frees an entry.
 */
void
loket_override_free (LoketOverride *self)
{
  if (self == NULL)
    return;

  g_free (self->rule);
  g_free (self->reason);
  g_free (self);
}

/**
 * loket_reply_new:
 *
 * Makes a record with nothing in it; the maker fills it before anybody else
 * sees it.
 *
 * Returns: (transfer full): a record
 */
LoketReply *
loket_reply_new (void)
{
  LoketReply *self = g_new0 (LoketReply, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->composed_at = LOKET_TIME_UNSET;
  self->attachments = loket_attachments_new ();
  self->overrides = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_override_free);
  return self;
}

/**
 * loket_reply_ref:
 * @self: a record
 *
 * Takes a reference. Any thread.
 *
 * Returns: (transfer full): @self
 */
LoketReply *
loket_reply_ref (LoketReply *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * loket_reply_unref:
 * @self: (transfer full): a record
 *
 * Drops a reference; the last one frees the record. Any thread.
 */
void
loket_reply_unref (LoketReply *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->reply_id);
  g_free (self->complaint_id);
  g_free (self->prev_reply_id);
  g_free (self->text);
  g_ptr_array_unref (self->attachments);
  g_ptr_array_unref (self->overrides);
  g_free (self->device_id);
  g_free (self);
}
