/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "loket-composer.h"

G_BEGIN_DECLS

/**
 * LoketOverrideFunc:
 * @composer: the composer that now holds a reason for every blocker
 * @user_data: what was given to loket_override_dialog_present()
 *
 * Called once, when somebody gave the reasons and wants to send.
 */
typedef void (*LoketOverrideFunc) (LoketComposer *composer,
                                   gpointer       user_data);

guint loket_override_count_blockers  (LoketComposer     *composer);
void  loket_override_dialog_present  (GtkWindow         *parent,
                                      LoketComposer     *composer,
                                      LoketOverrideFunc  func,
                                      gpointer           user_data);

G_END_DECLS
