/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *loket_words_rule     (const char *rule);
char       *loket_words_blockers (GPtrArray  *places);

G_END_DECLS
