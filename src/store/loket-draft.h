/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-reply.h"

G_BEGIN_DECLS

/**
 * LoketDraft:
 * @complaint_id: what it answers; a complaint has at most one draft
 * @text: the text, never %NULL
 * @outcome: what it says about the matter; unknown while not chosen
 * @visibility: who may read it; unknown while not chosen
 * @overrides: (element-type LoketOverride): checks that were overruled
 * @base_substance: the complaint's substance when the draft was begun
 * @base_snapshot: (nullable): the complaint as the officer saw it then, one
 *   line of JSON
 * @ack: a later substance that the officer has read since; 0 for none
 * @rev: how often the content changed, from 1; 0 for a draft never saved
 * @created_at: when it was begun
 * @updated_at: when its content last changed
 *
 * A reply that is being written.
 */
typedef struct
{
  char           *complaint_id;
  char           *text;
  LoketOutcome    outcome;
  LoketVisibility visibility;
  GPtrArray      *overrides;
  gint64          base_substance;
  char           *base_snapshot;
  gint64          ack;
  gint64          rev;
  gint64          created_at;
  gint64          updated_at;
} LoketDraft;

LoketDraft *loket_draft_new  (const char       *complaint_id);
LoketDraft *loket_draft_copy (const LoketDraft *self);
void        loket_draft_free (LoketDraft       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketDraft, loket_draft_free)

G_END_DECLS
