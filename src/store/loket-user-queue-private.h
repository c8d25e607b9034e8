/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-user-store-private.h"

G_BEGIN_DECLS

gboolean       _loket_queue_get_prev (LoketDb            *db,
                                      const char         *complaint_id,
                                      const char         *replaces,
                                      char              **prev,
                                      GError            **error);
gboolean       _loket_queue_insert   (LoketDb            *db,
                                      const LoketSendOff *send_off,
                                      const char         *sha256,
                                      gint64              now,
                                      GError            **error);
LoketOutboxOp *_loket_queue_send_off (LoketDb            *db,
                                      const LoketSendOff *send_off,
                                      gint64              now,
                                      gboolean           *is_new,
                                      GError            **error);
GPtrArray     *_loket_queue_list_due (LoketDb            *db,
                                      gint64              now,
                                      GError            **error);

LoketSendOff    *_loket_send_off_copy    (const LoketSendOff    *send_off);
void             _loket_send_off_free    (LoketSendOff          *copy);
LoketOutboxStep *_loket_outbox_step_copy (const LoketOutboxStep *step);
void             _loket_outbox_step_free (LoketOutboxStep       *copy);

G_END_DECLS
