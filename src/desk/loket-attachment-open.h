/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-user-attachments.h"

G_BEGIN_DECLS

void   _loket_attachment_open_async  (LoketUserStore      *store,
                                      const char          *profile,
                                      LoketAttachment     *attachment,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data);
GFile *_loket_attachment_open_finish (GAsyncResult        *result,
                                      GError             **error);
void   _loket_attachment_open_tidy   (const char          *profile);

G_END_DECLS
