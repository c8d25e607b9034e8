/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "loket-wire-error.h"

G_BEGIN_DECLS

/**
 * LoketUpload:
 * @id: the attachment's id, a UUID that the client made
 * @offset: how many of its bytes the hub has
 * @complete: whether it has all of them and they are the right ones
 *
 * How far an upload has come.
 */
typedef struct
{
  char    *id;
  gint64   offset;
  gboolean complete;
} LoketUpload;

LoketUpload *loket_upload_new          (const char        *id,
                                        gint64             offset,
                                        gboolean           complete);
void         loket_upload_free         (LoketUpload       *self);
char        *loket_wire_upload_to_json (const LoketUpload *upload);
LoketUpload *loket_wire_upload_parse   (const char        *json,
                                        gsize              length,
                                        GError           **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketUpload, loket_upload_free)

G_END_DECLS
