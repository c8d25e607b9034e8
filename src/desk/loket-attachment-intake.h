/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "loket-attachment-limits.h"
#include "loket-attachment.h"

G_BEGIN_DECLS

/**
 * LoketIntake:
 * @attachment: what it is now, with an id of its own
 * @bytes: what goes to the hub: a photo without its metadata
 * @removed: #LoketAttachmentRemoved, what was taken out
 *
 * A file that may be attached.
 */
typedef struct
{
  LoketAttachment *attachment;
  GBytes          *bytes;
  guint            removed;
} LoketIntake;

void         _loket_intake_free   (LoketIntake                 *self);
void         _loket_intake_async  (GFile                       *file,
                                   const LoketAttachmentLimits *limits,
                                   gboolean                     keep_metadata,
                                   GCancellable                *cancellable,
                                   GAsyncReadyCallback          callback,
                                   gpointer                     user_data);
LoketIntake *_loket_intake_finish (GAsyncResult                *result,
                                   GError                     **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketIntake, _loket_intake_free)

G_END_DECLS
