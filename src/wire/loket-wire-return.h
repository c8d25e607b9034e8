/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "loket-wire-error.h"

G_BEGIN_DECLS

/**
 * LoketReturn:
 * @reason: why it is not the agency's to answer; never empty
 * @proposed_agency: (nullable): the code of the agency that should have it
 * @substance: the substance that was read
 *
 * An officer gives a complaint back to the coordinator (“bukan kewenangan”).
 */
typedef struct
{
  char  *reason;
  char  *proposed_agency;
  gint64 substance;
} LoketReturn;

LoketReturn *loket_return_new          (void);
void         loket_return_free         (LoketReturn       *self);
GBytes      *loket_wire_return_to_json (const LoketReturn *record);
LoketReturn *loket_wire_return_parse   (const char        *json,
                                        gsize              length,
                                        GError           **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketReturn, loket_return_free)

G_END_DECLS
