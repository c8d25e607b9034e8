/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-sla-reading.h"

G_BEGIN_DECLS

const char *loket_words_language        (void);
char       *loket_words_clock_left      (const LoketSlaReading *reading,
                                         gint64                 now);
gint64      loket_words_clock_next      (const LoketSlaReading *reading,
                                         gint64                 now);
char       *loket_words_clock_chip      (const LoketSlaReading *reading,
                                         gint64                 now);
char       *loket_words_clock_due       (const LoketSlaReading *reading);
char       *loket_words_clock_age       (const LoketSlaReading *reading);
char       *loket_words_clock_certainty (const LoketPolicy     *policy);
gboolean    loket_words_clock_is_ours   (LoketSlaClock          clock);

G_END_DECLS
