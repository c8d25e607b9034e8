/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "loket-session.h"

G_BEGIN_DECLS

void loket_passphrase_dialog_present (GtkWidget    *from,
                                      LoketSession *session,
                                      gboolean      remove);

G_END_DECLS
