/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-enums.h"
#include "loket-receipt.h"

G_BEGIN_DECLS

/**
 * LoketOutboxOp:
 * @number: its place in the order of sending; only to compare with others
 * @reply_id: the reply's own id, for ever
 * @complaint_id: what it answers
 * @prev_reply_id: (nullable): the reply to the same complaint before it, as
 *   frozen in @wire
 * @replaces: (nullable): the reply that it takes the place of
 * @tracking_id: (nullable): the complaint's number, for showing
 * @title: (nullable): the complaint's title, for showing
 * @state: where it is on its way
 * @wire: the frozen bytes, see loket_wire_reply_parse()
 * @wire_sha256: their SHA-256, 64 hex digits
 * @base_snapshot: (nullable): the complaint as the officer saw it
 * @attempts: how often it was handed to the network
 * @next_at: not before this instant, or %LOKET_TIME_UNSET for at once
 * @reason: (nullable): name of why it is where it is
 * @problem: (nullable): what the hub said, problem JSON
 * @receipt: (nullable): the hub's word that it is stored, or, on one that is on
 *   its way again, that it was before the hub was restored
 * @queued_at: when it was sent off
 * @since: since when it is on its way: @queued_at, or later where the hub forgot it
 * @updated_at: when its state last changed
 *
 * A reply on its way. Never changed once made; any thread may read it.
 */
typedef struct
{
  /*< private >*/
  gatomicrefcount ref_count;

  /*< public >*/
  gint64           number;
  char            *reply_id;
  char            *complaint_id;
  char            *prev_reply_id;
  char            *replaces;
  char            *tracking_id;
  char            *title;
  LoketOutboxState state;
  GBytes          *wire;
  char            *wire_sha256;
  char            *base_snapshot;
  guint            attempts;
  gint64           next_at;
  char            *reason;
  char            *problem;
  LoketReceipt    *receipt;
  gint64           queued_at;
  gint64           since;
  gint64           updated_at;
} LoketOutboxOp;

#define LOKET_TYPE_OUTBOX_OP (loket_outbox_op_get_type ())

GType          loket_outbox_op_get_type (void) G_GNUC_CONST;
LoketOutboxOp *loket_outbox_op_new      (void);
LoketOutboxOp *loket_outbox_op_ref      (LoketOutboxOp *self);
void           loket_outbox_op_unref    (LoketOutboxOp *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketOutboxOp, loket_outbox_op_unref)

G_END_DECLS
