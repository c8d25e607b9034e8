/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A piece of a text, in bytes. */
typedef struct
{
  gsize start;
  gsize end;
} LoketSpan;

typedef struct _LoketPattern LoketPattern;

LoketPattern *_loket_pattern_new  (const char   *source,
                                   gboolean      any_case,
                                   GError      **error);
void          _loket_pattern_free (LoketPattern *pattern);
gboolean      _loket_pattern_find (const LoketPattern *pattern,
                                   const char   *text,
                                   gsize         length,
                                   gsize         from,
                                   LoketSpan    *found);

gboolean      _loket_pattern_match_at (const LoketPattern *pattern,
                                       const char   *text,
                                       gsize         length,
                                       gsize         at,
                                       LoketSpan    *found);
const char   *_loket_pattern_get_source (const LoketPattern *pattern);
gboolean      _loket_pattern_is_any_case (const LoketPattern *pattern);
gboolean      _loket_pattern_set_slot (LoketPattern *pattern,
                                       guint         slot,
                                       gboolean      leads,
                                       GError      **error);
int           _loket_pattern_get_slot (const LoketPattern *pattern,
                                       gboolean     *leads);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketPattern, _loket_pattern_free)

G_END_DECLS
