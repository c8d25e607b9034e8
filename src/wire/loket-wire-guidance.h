/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-wire-error.h"

G_BEGIN_DECLS

/**
 * LoketGuidanceRecord:
 * @agency: whose officers it is for; empty for those of no agency
 * @edition: its number, from 1; any other one takes its place
 * @checks: settings of the checks, a key file; empty for none
 * @templates: approved templates, a key file; empty for none
 *
 * What an agency gives its officers, as it travels. What the two texts say is
 * for the checks' library to read.
 */
typedef struct
{
  char  *agency;
  gint64 edition;
  char  *checks;
  char  *templates;
} LoketGuidanceRecord;

LoketGuidanceRecord *loket_guidance_record_new    (const char                *agency,
                                                   gint64                     edition,
                                                   const char                *checks,
                                                   const char                *templates);
void                 loket_guidance_record_free   (LoketGuidanceRecord       *self);
char                *loket_wire_guidance_build    (const LoketGuidanceRecord *record);
LoketGuidanceRecord *loket_wire_guidance_parse    (const char                *json,
                                                   gsize                      length,
                                                   GError                   **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketGuidanceRecord, loket_guidance_record_free)

G_END_DECLS
