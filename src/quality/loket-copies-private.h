/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-copies.h"
#include "loket-template-match.h"

G_BEGIN_DECLS

const char *_loket_copies_find (LoketCopies         *self,
                                const LoketProse    *draft,
                                const LoketApproved *approved);

G_END_DECLS
