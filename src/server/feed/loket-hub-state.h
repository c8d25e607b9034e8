/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-hub-keys.h"

G_BEGIN_DECLS

/**
 * LoketHubState:
 * @epoch: the hub's life
 * @scope: which feed
 * @generation: its generation
 * @seq: the number of the last change that is covered
 * @after_id: (nullable): in a snapshot's cursor, the last complaint of the page
 *
 * What a state or a cursor means to the hub; clients only compare them.
 */
typedef struct
{
  char  *epoch;
  char  *scope;
  gint64 generation;
  gint64 seq;
  char  *after_id;
} LoketHubState;

/** What a token that a client hands back turns out to be. */
typedef enum
{
  LOKET_HUB_STATE_VALID,
  LOKET_HUB_STATE_MALFORMED,
  LOKET_HUB_STATE_FOREIGN,
} LoketHubStateCheck;

void               loket_hub_state_clear (LoketHubState       *self);
char              *loket_hub_state_write (const LoketHubState *self,
                                          LoketHubKeys        *keys);
char              *loket_hub_state_decode (const char         *token);
LoketHubStateCheck loket_hub_state_read  (LoketHubState       *self,
                                          LoketHubKeys        *keys,
                                          const char          *token);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LoketHubState, loket_hub_state_clear)

G_END_DECLS
