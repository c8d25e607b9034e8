/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "loket-session.h"

G_BEGIN_DECLS

void loket_return_dialog_present (GtkWidget    *from,
                                  LoketSession *session,
                                  const char   *complaint_id,
                                  const char   *tracking_id,
                                  const char   *reason);

G_END_DECLS
