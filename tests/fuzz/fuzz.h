/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What libFuzzer, or fuzz-replay.c without it, calls in each target. */
int LLVMFuzzerInitialize   (int          *argc,
                            char       ***argv);
int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);

void  fuzz_start     (void);
char *fuzz_copy      (const guint8 *data,
                      gsize         size);
char *fuzz_text      (const guint8 *data,
                      gsize         size);
char *fuzz_make_file (const char   *name,
                      const guint8 *data,
                      gsize         size);

G_END_DECLS
