/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-enums.h"

G_BEGIN_DECLS

/* A clock that was wrong must not put a reply off for longer than this, in seconds. */
#define LOKET_OUTBOX_MAX_WAIT ((gint64) 15 * 60)

/**
 * LoketOutboxLink:
 * @reply_id: (transfer none): a reply that has not ended
 * @state: where it is
 *
 * A link in the chain of replies to one complaint.
 */
typedef struct
{
  const char      *reply_id;
  LoketOutboxState state;
} LoketOutboxLink;

gboolean         loket_outbox_can_go          (LoketOutboxState       from,
                                               LoketOutboxState       to,
                                               guint                  attempts);
gboolean         loket_outbox_find_chain      (const LoketOutboxLink *links,
                                               guint                  n_links,
                                               const char           **prev,
                                               const char           **waits_for);
gboolean         loket_outbox_can_replace     (LoketOutboxState       state);
gboolean         loket_outbox_awaits_replaced (LoketOutboxState       state,
                                               guint                  attempts);
LoketOutboxState loket_outbox_released        (gboolean               follows,
                                               gboolean               accepted);
LoketOutboxState loket_outbox_withdrawn       (guint                  attempts);
LoketOutboxState loket_outbox_at_start        (LoketOutboxState       state,
                                               gboolean               whole);
LoketOutboxState loket_outbox_set_aside       (LoketOutboxState       state);
LoketOutboxState loket_outbox_replayed        (LoketOutboxState       state,
                                               gboolean               withdrawn,
                                               gboolean               behind);
gint64           loket_outbox_clamp           (gint64                 next_at,
                                               gint64                 now);

G_END_DECLS
