/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-sync-core.h"

G_BEGIN_DECLS

typedef enum
{
  PHASE_IDLE,
  PHASE_SESSION,
  PHASE_RESET,      /* of every scope, because of a new epoch */
  PHASE_RULES,
  PHASE_GUIDANCE,
  PHASE_FEED,
  PHASE_RECOVERY,
  PHASE_OUTBOX,
  PHASE_FEED_AGAIN,
  PHASE_COUNT,
} LoketSyncPhase;

/* What a reply on its way waits for. */
typedef enum
{
  LANE_START,   /* to be marked as under way */
  LANE_UPLOAD_START,  /* to be marked as uploading */
  LANE_UPLOAD_ASK,    /* the hub's word on how far it is with a file */
  LANE_UPLOAD_PART,   /* the hub's word on a part of it */
  LANE_UPLOAD_NOTE,   /* that word to be stored */
  LANE_UPLOAD_FORGET, /* its earlier word to be forgotten */
  LANE_SEND,    /* the hub's word on it */
  LANE_REVOKE,  /* the hub's word on taking it back */
  LANE_ASK,     /* what the hub knows of the one before it */
  LANE_REQUEUE, /* that one to be put back into the outbox */
  LANE_END,     /* the verdict to be stored */
} LoketSyncLaneStep;

/* A reply on its way; each is of another complaint. */
typedef struct
{
  LoketSyncOp         *op;
  LoketSyncLaneStep    step;
  LoketSyncEffectType  awaited;
  guint64              ticket;
  LoketJudgement       judgement;
  char                *problem;

  /* Of the file under way. */
  gboolean             known;    /* the hub has said how far it is */
  guint                restarts; /* how often it had to be asked again */
  gint64               part;     /* the size of the part under way */
  gint64               asked_us;
} LoketSyncLane;

/* Why no other reply is begun, the weightier the later. */
typedef enum
{
  HALT_NONE,
  HALT_AUTH,
  HALT_EPOCH,
  HALT_COUNT,
  HALT_FINISH,
} LoketSyncHalt;

struct _LoketSyncCore
{
  /* Outlive a pass. */
  char                *epoch;
  char                *recovered;     /* the epoch whose hub has all that it accepted */
  GHashTable          *resets;        /* scope id -> gint64 *, elapsed µs */
  char                *kept;          /* the scopes that the store knows of */
  gint64               part;          /* of a file, bytes: as the line was last */
  gint64               rules_refused; /* an edition that the store did not take */
  gint64               guidance_refused; /* the same */
  GHashTable          *unsure;        /* rid -> complaint id: accepted, and not yet
                                         known whether this hub has it */

  /* The pass. */
  LoketSyncPhase       phase;
  LoketSyncEffectType  awaited;
  guint64              ticket;        /* 0 when only lanes are awaited */
  guint64              last_ticket;
  gboolean             cancelled;
  gboolean             forced;
  gboolean             upgrade;       /* the hub takes replies only */
  guint                refreshes;     /* in a row, without success between */
  guint                sessions;
  LoketReason          trouble;       /* what kept the pass from its end */
  LoketSyncSummary     summary;

  /* Rules: numbers of editions. */
  gint64               rules_hub;
  gint64               rules_here;
  gint64               rules_since;
  gint64               rules_next;

  /* Guidance: numbers of editions. */
  gint64               guidance_hub;
  gint64               guidance_here;
  gint64               guidance_next;

  /* Feeds. */
  GPtrArray           *scopes;
  guint                scope_index;
  char                *at;            /* cursor or state of the page under way */
  char                *next;          /* where the page that came leads */
  gboolean             snapshot;
  gboolean             has_more;
  guint                records;

  /* Recovery. */
  GPtrArray           *accepted;      /* element-type LoketSyncOp: the hub may lack */
  guint                batch_start;
  guint                batch_end;
  GPtrArray           *forgotten;     /* element-type LoketSyncOp, of accepted */
  GPtrArray           *confirmed;     /* element-type utf8, of accepted */
  gboolean             incomplete;

  /* Outbox. */
  GPtrArray           *lanes;         /* element-type LoketSyncLane */
  LoketSyncHalt        halt;
  LoketJudgement       halt_judgement;
  gboolean             reload;        /* the list under way is out of date */
  GHashTable          *tried;         /* rid set */
  GHashTable          *repaired;      /* rid set: the chain before them */
  GHashTable          *uploaded_again; /* rid set: their files, once more */
  guint                attempted;
  guint                failures;      /* in a row */
  guint                lost_marks;
};

#define N_LANES      4
#define N_UPLOADS    2 /* of them with files: these must not fill all lanes */
#define N_REFRESHES  1
#define N_SESSIONS   2
#define N_FAILURES   3
#define N_LOST_MARKS 100

#define RESET_INTERVAL_US ((gint64) G_USEC_PER_SEC * 3600)
#define STUCK_SECONDS     ((gint64) 24 * 3600)

LoketSyncEffect *_loket_sync_core_new_effect    (LoketSyncCore        *self,
                                                 GPtrArray            *effects,
                                                 LoketSyncEffectType   type);
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

void             _loket_sync_core_rules_learn   (LoketSyncCore        *self,
                                                 const LoketSyncEvent *event);
void             _loket_sync_core_rules_begin   (LoketSyncCore        *self,
                                                 GPtrArray            *effects);
void             _loket_sync_core_rules_event   (LoketSyncCore        *self,
                                                 const LoketSyncEvent *event,
                                                 GPtrArray            *effects);

void             _loket_sync_core_guidance_learn (LoketSyncCore       *self,
                                                 const LoketSyncEvent *event);
void             _loket_sync_core_guidance_begin (LoketSyncCore       *self,
                                                 GPtrArray            *effects);
void             _loket_sync_core_guidance_event (LoketSyncCore       *self,
                                                 const LoketSyncEvent *event,
                                                 GPtrArray            *effects);

void             _loket_sync_core_feed_begin    (LoketSyncCore        *self,
                                                 LoketSyncPhase        phase,
                                                 GPtrArray            *effects);
void             _loket_sync_core_feed_resume   (LoketSyncCore        *self,
                                                 GPtrArray            *effects);
void             _loket_sync_core_feed_event    (LoketSyncCore        *self,
                                                 const LoketSyncEvent *event,
                                                 GPtrArray            *effects);

void             _loket_sync_core_recovery_begin (LoketSyncCore       *self,
                                                 GPtrArray            *effects);
gboolean         _loket_sync_core_is_unsure     (LoketSyncCore        *self,
                                                 const char           *complaint_id);
void             _loket_sync_core_recovery_event (LoketSyncCore       *self,
                                                 const LoketSyncEvent *event,
                                                 GPtrArray            *effects);

void             _loket_sync_core_outbox_begin  (LoketSyncCore        *self,
                                                 GPtrArray            *effects);
void             _loket_sync_core_outbox_go_on  (LoketSyncCore        *self,
                                                 GPtrArray            *effects);
void             _loket_sync_core_outbox_halt   (LoketSyncCore        *self,
                                                 LoketSyncHalt         halt,
                                                 const LoketJudgement *judgement);
void             _loket_sync_core_outbox_event  (LoketSyncCore        *self,
                                                 const LoketSyncEvent *event,
                                                 GPtrArray            *effects);

void             _loket_sync_lane_free          (LoketSyncLane        *lane);
LoketSyncLane   *_loket_sync_lane_find          (LoketSyncCore        *self,
                                                 guint64               ticket);
void             _loket_sync_lane_start         (LoketSyncCore        *self,
                                                 const LoketSyncOp    *op,
                                                 GPtrArray            *effects);
void             _loket_sync_lane_event         (LoketSyncCore        *self,
                                                 LoketSyncLane        *lane,
                                                 const LoketSyncEvent *event,
                                                 GPtrArray            *effects);
void             _loket_sync_lane_failed        (LoketSyncCore        *self,
                                                 LoketSyncLane        *lane,
                                                 GPtrArray            *effects);
LoketSyncEffect *_loket_sync_lane_emit          (LoketSyncCore        *self,
                                                 LoketSyncLane        *lane,
                                                 LoketSyncLaneStep     step,
                                                 LoketSyncEffectType   type,
                                                 GPtrArray            *effects);
LoketSyncEffect *_loket_sync_lane_mark          (LoketSyncCore        *self,
                                                 LoketSyncLane        *lane,
                                                 LoketSyncLaneStep     step,
                                                 LoketOutboxState      to,
                                                 LoketReason           reason,
                                                 GPtrArray            *effects);
gboolean         _loket_sync_op_has_uploads     (const LoketSyncOp    *op);
void             _loket_sync_lane_upload_begin  (LoketSyncCore        *self,
                                                 LoketSyncLane        *lane,
                                                 GPtrArray            *effects);
gboolean         _loket_sync_lane_upload_again  (LoketSyncCore        *self,
                                                 LoketSyncLane        *lane,
                                                 GPtrArray            *effects);
gboolean         _loket_sync_lane_upload_event  (LoketSyncCore        *self,
                                                 LoketSyncLane        *lane,
                                                 const LoketSyncEvent *event,
                                                 GPtrArray            *effects);
void             _loket_sync_lanes_cancel       (LoketSyncCore        *self,
                                                 const LoketSyncEvent *event,
                                                 GPtrArray            *effects);

G_END_DECLS
