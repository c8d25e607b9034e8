/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-enums.h"
#include "loket-time.h"
#include "loket-wire-error.h"

G_BEGIN_DECLS

/**
 * LoketSharedDraft:
 * @id: a UUID that the device which began it made
 * @complaint_id: which complaint it answers
 * @text: what is written so far, possibly empty
 * @outcome: what it will say about the matter; unknown while not chosen
 * @substance: the substance that was read, 0 where none was
 * @rev: the hub's count of its versions, as in the ETag; 0 from a device
 * @device_id: (nullable): which device wrote this version; the hub's word
 * @updated_at: when the hub took it in; unset from a device
 *
 * A draft that an officer carries from one device to another by way of the hub.
 */
typedef struct
{
  char        *id;
  char        *complaint_id;
  char        *text;
  LoketOutcome outcome;
  gint64       substance;
  gint64       rev;
  char        *device_id;
  gint64       updated_at;
} LoketSharedDraft;

LoketSharedDraft *loket_shared_draft_new          (void);
void              loket_shared_draft_free         (LoketSharedDraft       *self);
GBytes           *loket_wire_shared_draft_to_json (const LoketSharedDraft *draft);
LoketSharedDraft *loket_wire_shared_draft_parse   (const char             *json,
                                                   gsize                   length,
                                                   GError                **error);
GBytes           *loket_wire_draft_list_to_json   (GPtrArray              *drafts);
GPtrArray        *loket_wire_draft_list_parse     (const char             *json,
                                                   gsize                   length,
                                                   GError                **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketSharedDraft, loket_shared_draft_free)

G_END_DECLS
