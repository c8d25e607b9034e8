/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-model"

#include "config.h"

#include "loket-attachment.h"

G_DEFINE_BOXED_TYPE (LoketAttachment, loket_attachment, loket_attachment_ref, loket_attachment_unref)

/**
 * loket_attachment_new:
 * @id: (nullable): the id of its upload
 * @sha256: (nullable): of its bytes
 * @size: in bytes
 * @name: (nullable): what people call it
 * @type: (nullable): its media type
 *
 * Makes a record.
 *
 * Returns: (transfer full): the record
 */
LoketAttachment *
loket_attachment_new (const char *id,
                      const char *sha256,
                      gint64      size,
                      const char *name,
                      const char *type)
{
  LoketAttachment *self = g_new0 (LoketAttachment, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->id = g_strdup (id);
  self->sha256 = g_strdup (sha256);
  self->size = size;
  self->name = g_strdup (name);
  self->type = g_strdup (type);
  return self;
}

/**
 * loket_attachment_ref:
 * @self: a record
 *
 * Takes a reference. Any thread.
 *
 * Returns: (transfer full): @self
 */
LoketAttachment *
loket_attachment_ref (LoketAttachment *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * loket_attachment_unref:
 * @self: (transfer full): a record
 *
 * Drops a reference; the last one frees the record. Any thread.
 */
void
loket_attachment_unref (LoketAttachment *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->id);
  g_free (self->sha256);
  g_free (self->name);
  g_free (self->type);
  g_free (self);
}

/**
 * loket_attachments_new:
 *
 * Makes an empty list that holds references.
 *
 * Returns: (transfer full) (element-type LoketAttachment): the list
 */
GPtrArray *
loket_attachments_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) loket_attachment_unref);
}
