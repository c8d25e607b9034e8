/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-http.h"

G_BEGIN_DECLS

void          loket_http_open_async  (LoketHttp              *self,
                                      const LoketHttpRequest *request,
                                      GCancellable           *cancellable,
                                      GAsyncReadyCallback     callback,
                                      gpointer                user_data);
GInputStream *loket_http_open_finish (LoketHttp              *self,
                                      GAsyncResult           *result,
                                      LoketAnswer           **answer,
                                      GError                **error);

G_END_DECLS
