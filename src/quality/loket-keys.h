/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-prose.h"

G_BEGIN_DECLS

GHashTable *_loket_keys_new      (const LoketProse *prose);
void        _loket_keys_add_word (GHashTable       *keys,
                                  const char       *lower);
gboolean    _loket_keys_meet     (GHashTable       *a,
                                  GHashTable       *b);

G_END_DECLS
