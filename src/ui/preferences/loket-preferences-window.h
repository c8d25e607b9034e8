/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "loket-session.h"

G_BEGIN_DECLS

#define LOKET_TYPE_PREFERENCES_WINDOW (loket_preferences_window_get_type ())
G_DECLARE_FINAL_TYPE (LoketPreferencesWindow, loket_preferences_window, LOKET, PREFERENCES_WINDOW,
                      AdwPreferencesWindow)

LoketPreferencesWindow *loket_preferences_window_new (GtkWindow    *parent,
                                                      GSettings    *settings,
                                                      LoketSession *session);

G_END_DECLS
