/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-session.h"
#include "loket-window.h"

G_BEGIN_DECLS

void     loket_put_down_async  (LoketWindow         *window,
                                LoketSession        *session,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data);
gboolean loket_put_down_finish (LoketWindow         *window,
                                GAsyncResult        *result,
                                GError             **error);

G_END_DECLS
