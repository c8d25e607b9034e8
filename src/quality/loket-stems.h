/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether a root is known. */
typedef gboolean (*LoketRootKnown) (const char *root,
                                    gpointer    data);

gboolean _loket_stems_any_known (const char     *word,
                                 LoketRootKnown  known,
                                 gpointer        data);

G_END_DECLS
