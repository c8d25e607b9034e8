/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-reason.h"

G_BEGIN_DECLS

LoketReason loket_http_fault_from_error (const GError         *error,
                                         GTlsCertificateFlags  flags,
                                         gboolean              network_available);

G_END_DECLS
