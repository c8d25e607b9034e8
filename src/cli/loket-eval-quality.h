/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-checker.h"

G_BEGIN_DECLS

char *loket_quality_eval_line (LoketChecker *checker,
                               const char   *language,
                               const char   *line);

G_END_DECLS
