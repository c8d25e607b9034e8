/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "loket-wire-error.h"

G_BEGIN_DECLS

/**
 * LoketScopeState:
 * @scope: which feed
 * @state: the state that a client has after its last page; for equality only
 */
typedef struct
{
  char *scope;
  char *state;
} LoketScopeState;

LoketScopeState *loket_scope_state_new          (const char      *scope,
                                                 const char      *state);
void             loket_scope_state_free         (LoketScopeState *self);
char            *loket_wire_state_event_to_json (GPtrArray       *states);
GPtrArray       *loket_wire_state_event_parse   (const char      *json,
                                                 gsize            length,
                                                 GError         **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketScopeState, loket_scope_state_free)

G_END_DECLS
