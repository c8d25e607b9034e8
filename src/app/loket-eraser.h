/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-session.h"
#include "loket-window.h"

G_BEGIN_DECLS

void     loket_eraser_ask          (LoketWindow         *window,
                                    LoketSession        *session,
                                    GCallback            confirmed,
                                    GObject             *subject);
void     loket_eraser_erase_async  (LoketWindow         *window,
                                    LoketSession        *session,
                                    const char          *folder,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data);
gboolean loket_eraser_erase_finish (LoketWindow         *window,
                                    GAsyncResult        *result,
                                    GError             **error);
void     loket_eraser_tell_failed  (LoketWindow         *window,
                                    const GError        *error);

G_END_DECLS
