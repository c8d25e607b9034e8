/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-cache-guidance.h"
#include "loket-guidance.h"

G_BEGIN_DECLS

/* How the cache reads what the hub published. */
extern const LoketGuidanceReader _loket_guidance_reader;

void _loket_guidance_take (LoketGuidance *self,
                           gpointer       given,
                           const char    *agency);

G_END_DECLS
