/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean _loket_finding_list_show (GListStore *shown,
                                   GPtrArray  *items);

G_END_DECLS
