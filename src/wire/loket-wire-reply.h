/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-receipt.h"
#include "loket-reply.h"
#include "loket-wire-error.h"

G_BEGIN_DECLS

/* The newest form of a reply that this version writes and reads. */
#define LOKET_WIRE_REPLY_SCHEMA 1

GBytes       *loket_wire_reply_freeze    (const LoketReply   *reply);
LoketReply   *loket_wire_reply_parse     (GBytes             *body,
                                          GError            **error);
const char   *loket_wire_reply_kind      (LoketOutcome        outcome);

char         *loket_wire_receipt_to_json (const LoketReceipt *receipt);
LoketReceipt *loket_wire_receipt_parse   (const char         *json,
                                          gsize               length,
                                          GError            **error);

/** What the hub knows of a reply id. */
typedef enum
{
  LOKET_VERDICT_UNKNOWN,
  LOKET_VERDICT_ACCEPTED,
  LOKET_VERDICT_REVOKED,
} LoketVerdictState;

/**
 * LoketVerdict:
 * @reply_id: the id that was asked for
 * @state: what the hub knows
 * @receipt: (nullable): where it was accepted
 */
typedef struct
{
  char             *reply_id;
  LoketVerdictState state;
  LoketReceipt     *receipt;
} LoketVerdict;

LoketVerdict *loket_verdict_new                 (const char        *reply_id,
                                                 LoketVerdictState  state,
                                                 LoketReceipt      *receipt);
void          loket_verdict_free                (LoketVerdict      *self);
char         *loket_wire_verdict_to_json        (const LoketVerdict *verdict);
LoketVerdict *loket_wire_verdict_parse          (const char        *json,
                                                 gsize              length,
                                                 GError           **error);
char         *loket_wire_verdicts_to_json       (GPtrArray         *verdicts);
GPtrArray    *loket_wire_verdicts_parse         (const char        *json,
                                                 gsize              length,
                                                 GError           **error);
char         *loket_wire_status_request_to_json (GPtrArray         *reply_ids);
GPtrArray    *loket_wire_status_request_parse   (const char        *json,
                                                 gsize              length,
                                                 GError           **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketVerdict, loket_verdict_free)

G_END_DECLS
