/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * LoketAttachment:
 * @id: (nullable): a UUID that the client made, the id of its upload; %NULL for
 *   one that the hub tells of
 * @sha256: of its bytes, lower-case hexadecimal
 * @size: in bytes
 * @name: what people call it, cleaned
 * @type: its media type, as in `image/jpeg`
 *
 * A file that belongs to a reply or another entry of a conversation. Never
 * changes, so that any thread may read it.
 */
typedef struct
{
  /*< private >*/
  gatomicrefcount ref_count;

  /*< public >*/
  char  *id;
  char  *sha256;
  gint64 size;
  char  *name;
  char  *type;
} LoketAttachment;

#define LOKET_TYPE_ATTACHMENT (loket_attachment_get_type ())

GType            loket_attachment_get_type (void) G_GNUC_CONST;
LoketAttachment *loket_attachment_new      (const char      *id,
                                            const char      *sha256,
                                            gint64           size,
                                            const char      *name,
                                            const char      *type);
LoketAttachment *loket_attachment_ref      (LoketAttachment *self);
void             loket_attachment_unref    (LoketAttachment *self);
GPtrArray       *loket_attachments_new     (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketAttachment, loket_attachment_unref)

G_END_DECLS
