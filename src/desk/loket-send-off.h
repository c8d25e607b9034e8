/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-complaint.h"
#include "loket-reply.h"
#include "loket-user-store.h"

G_BEGIN_DECLS

void           _loket_send_off_async  (LoketUserStore      *store,
                                       LoketReply          *reply,
                                       const char          *replaces,
                                      char                *expected,
                                       LoketComplaint      *complaint,
                                       const char          *base_snapshot,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data);
LoketOutboxOp *_loket_send_off_finish (LoketUserStore      *store,
                                       GAsyncResult        *result,
                                       GError             **error);

G_END_DECLS
