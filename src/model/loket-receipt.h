/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-model-error.h"
#include "loket-time.h"

G_BEGIN_DECLS

/**
 * LoketReceipt:
 * @reply_id: what was accepted
 * @complaint_id: the complaint it answers
 * @body_sha256: SHA-256 of the request's exact bytes, 64 lower-case hex digits
 * @substance: the complaint's substance after it
 * @rev: the complaint's revision after it
 * @seq: the acceptance's place in the hub's order
 * @epoch: the hub's life it was accepted in
 * @accepted_at: when, by the hub's clock
 * @mac: the hub's own seal over the rest, hex; opaque to everybody else
 *
 * The hub's word that a reply is stored for good.
 */
typedef struct
{
  /*< private >*/
  gatomicrefcount ref_count;

  /*< public >*/
  char  *reply_id;
  char  *complaint_id;
  char  *body_sha256;
  gint64 substance;
  gint64 rev;
  gint64 seq;
  char  *epoch;
  gint64 accepted_at;
  char  *mac;
} LoketReceipt;

#define LOKET_TYPE_RECEIPT (loket_receipt_get_type ())

GType         loket_receipt_get_type (void) G_GNUC_CONST;
LoketReceipt *loket_receipt_new      (void);
LoketReceipt *loket_receipt_ref      (LoketReceipt       *self);
void          loket_receipt_unref    (LoketReceipt       *self);
gboolean      loket_receipt_matches  (const LoketReceipt *self,
                                      const char         *reply_id,
                                      const char         *complaint_id,
                                      const char         *body_sha256,
                                      const char         *epoch,
                                      GError            **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketReceipt, loket_receipt_unref)

G_END_DECLS
