/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-prose.h"

G_BEGIN_DECLS

gboolean    _loket_keys_is_common (const char       *word);
void        _loket_keys_of_word   (const char       *lower,
                                   GStringChunk     *chunk,
                                   const char      **keys);
GHashTable *_loket_keys_new       (const LoketProse *prose);
gboolean    _loket_keys_have_word (GHashTable       *keys,
                                   const LoketWord  *word);
gboolean    _loket_keys_meet      (GHashTable       *keys,
                                   const LoketProse *prose);

G_END_DECLS
