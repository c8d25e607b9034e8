/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-pattern.h"

G_BEGIN_DECLS

typedef struct _LoketScanner LoketScanner;
typedef struct _LoketHits LoketHits;

LoketScanner *_loket_scanner_new  (GPtrArray          *patterns,
                                   GError            **error);
void          _loket_scanner_free (LoketScanner       *scanner);
LoketHits    *_loket_scanner_scan (const LoketScanner *scanner,
                                   const char         *text,
                                   gsize               length);
gboolean      _loket_hits_any     (const LoketHits    *hits,
                                   const LoketPattern *pattern,
                                   LoketSpan           within);
gboolean      _loket_hits_find    (const LoketHits    *hits,
                                   const LoketPattern *pattern,
                                   const char         *text,
                                   LoketSpan           within,
                                   LoketSpan          *found);
void          _loket_hits_free    (LoketHits          *hits);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketScanner, _loket_scanner_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketHits, _loket_hits_free)

G_END_DECLS
