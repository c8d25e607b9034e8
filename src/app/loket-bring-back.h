/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-session.h"
#include "loket-window.h"

G_BEGIN_DECLS

void     loket_bring_back_ask         (LoketWindow         *window,
                                       GCallback            confirmed,
                                       GObject             *subject);
void     loket_bring_back_async       (LoketWindow         *window,
                                       LoketSession        *session,
                                       const char          *folder,
                                       const char          *aside,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data);
gboolean loket_bring_back_finish      (LoketWindow         *window,
                                       GAsyncResult        *result,
                                       GError             **error);
void     loket_bring_back_tell_failed (LoketWindow         *window);

G_END_DECLS
