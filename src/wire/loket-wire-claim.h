/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-claim.h"
#include "loket-wire-error.h"

G_BEGIN_DECLS

char       *loket_wire_claim_to_json (const LoketClaim *claim);
LoketClaim *loket_wire_claim_parse   (const char       *json,
                                      gsize             length,
                                      GError          **error);

G_END_DECLS
