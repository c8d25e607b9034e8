/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-check-input.h"
#include "loket-finding.h"

G_BEGIN_DECLS

#define LOKET_TYPE_CHECKER (loket_checker_get_type ())
G_DECLARE_FINAL_TYPE (LoketChecker, loket_checker, LOKET, CHECKER, GObject)

/* @language is `id` or `en`; any other text counts as `id`. */
LoketChecker *loket_checker_new          (GError               **error);
LoketChecker *loket_checker_new_unloaded (void);
gboolean      loket_checker_load         (LoketChecker          *self,
                                          GError               **error);
gboolean      loket_checker_is_broken    (LoketChecker          *self);
GPtrArray    *loket_checker_run          (LoketChecker          *self,
                                          const LoketCheckInput *input,
                                          const char            *language);

GStrv         loket_checker_dup_rules    (LoketChecker          *self);
LoketSeverity loket_checker_get_severity (LoketChecker          *self,
                                          const char            *rule);
const char   *loket_checker_get_title    (LoketChecker          *self,
                                          const char            *rule,
                                          const char            *language);

const char   *loket_checker_take_notice     (LoketChecker          *self,
                                             const char            *language);
GStrv         loket_checker_dup_suggestions (LoketChecker          *self,
                                             const char            *word);

G_END_DECLS
