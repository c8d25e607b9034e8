/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-copies.h"
#include "loket-skeleton.h"

G_BEGIN_DECLS

#define LOKET_TYPE_CHECK_MEMORY (loket_check_memory_get_type ())
G_DECLARE_FINAL_TYPE (LoketCheckMemory, loket_check_memory, LOKET, CHECK_MEMORY, GObject)

LoketCheckMemory *loket_check_memory_new (LoketChecker          *checker);
GPtrArray        *loket_check_memory_run (LoketCheckMemory      *self,
                                          const LoketCheckInput *input,
                                          const char            *language,
                                          LoketSkeleton         *skeleton);
GPtrArray        *loket_check_memory_find_copies (LoketCheckMemory      *self,
                                                  LoketCopies           *copies,
                                                  const LoketCheckInput *input,
                                                  const char            *language);

G_END_DECLS
