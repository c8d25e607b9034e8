/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-sync-core.h"

G_BEGIN_DECLS

typedef enum
{
  PHASE_IDLE,
  PHASE_SESSION,
  PHASE_RESET,      /* of every scope, because of a new epoch */
  PHASE_FEED,
  PHASE_OUTBOX,
  PHASE_FEED_AGAIN,
  PHASE_COUNT,
} LoketSyncPhase;

struct _LoketSyncCore
{
  /* Outlive a pass. */
  char                *epoch;
  GHashTable          *resets;        /* scope id -> gint64 *, elapsed µs */
  char                *kept;          /* the scopes that the store knows of */

  /* The pass. */
  LoketSyncPhase       phase;
  LoketSyncEffectType  awaited;
  guint64              ticket;
  gboolean             cancelled;
  gboolean             forced;
  gboolean             upgrade;       /* the hub takes replies only */
  guint                refreshes;     /* in a row, without success between */
  guint                sessions;
  LoketReason          trouble;       /* what kept the pass from its end */
  LoketSyncSummary     summary;

  /* Feeds. */
  GPtrArray           *scopes;
  guint                scope_index;
  char                *at;            /* cursor or state of the page under way */
  char                *next;          /* where the page that came leads */
  gboolean             snapshot;
  gboolean             has_more;
  guint                records;

  /* Outbox. */
  LoketSyncOp         *op;            /* the reply whose bytes are or were under way */
  LoketJudgement       op_judgement;
  LoketReceipt        *receipt;
  GHashTable          *tried;         /* rid set */
  guint                attempted;
  guint                failures;      /* in a row */
  guint                lost_marks;
};

#define N_REFRESHES  1
#define N_SESSIONS   2
#define N_FAILURES   3
#define N_LOST_MARKS 100

#define RESET_INTERVAL_US ((gint64) G_USEC_PER_SEC * 3600)

LoketSyncEffect *_loket_sync_core_emit          (LoketSyncCore        *self,
                                                 GPtrArray            *effects,
                                                 LoketSyncEffectType   type);
void             _loket_sync_core_finish        (LoketSyncCore        *self,
                                                 GPtrArray            *effects);
void             _loket_sync_core_count         (LoketSyncCore        *self,
                                                 GPtrArray            *effects);
void             _loket_sync_core_trouble       (LoketSyncCore        *self,
                                                 const LoketJudgement *judgement);
void             _loket_sync_core_unauthorized  (LoketSyncCore        *self,
                                                 const LoketJudgement *judgement,
                                                 GPtrArray            *effects);
gboolean         _loket_sync_core_other_epoch   (LoketSyncCore        *self,
                                                 const LoketSyncEvent *event);
void             _loket_sync_core_ask_session   (LoketSyncCore        *self,
                                                 GPtrArray            *effects);

void             _loket_sync_core_feed_begin    (LoketSyncCore        *self,
                                                 LoketSyncPhase        phase,
                                                 GPtrArray            *effects);
void             _loket_sync_core_feed_resume   (LoketSyncCore        *self,
                                                 GPtrArray            *effects);
void             _loket_sync_core_feed_event    (LoketSyncCore        *self,
                                                 const LoketSyncEvent *event,
                                                 GPtrArray            *effects);

void             _loket_sync_core_outbox_begin  (LoketSyncCore        *self,
                                                 GPtrArray            *effects);
void             _loket_sync_core_outbox_event  (LoketSyncCore        *self,
                                                 const LoketSyncEvent *event,
                                                 GPtrArray            *effects);
void             _loket_sync_core_outbox_cancel (LoketSyncCore        *self,
                                                 const LoketSyncEvent *event,
                                                 GPtrArray            *effects);

G_END_DECLS
