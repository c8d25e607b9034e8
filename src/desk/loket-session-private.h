/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-alarm.h"
#include "loket-checker.h"
#include "loket-draft-box.h"
#include "loket-guidance.h"
#include "loket-overlay.h"
#include "loket-profile.h"
#include "loket-session.h"
#include "loket-store-queue.h"
#include "loket-sync-engine.h"
#include "loket-sync-listener.h"
#include "loket-sync-scheduler.h"
#include "loket-vocabulary.h"
#include "loket-worker.h"

G_BEGIN_DECLS

struct _LoketSession
{
  GObject           parent_instance;

  LoketClock       *clock;
  LoketProfile     *profile;
  LoketSyncEngine  *engine;
  LoketAccount     *account;
  LoketRulebook    *rulebook;
  LoketGuidance    *guidance;
  LoketOverlay     *overlay;
  gboolean          overlay_differs; /* since lists were last told */
  LoketStoreQueue  *queue;
  LoketChecker     *checker;
  const char       *notice; /* to be told once; static */
  LoketWorker      *check_worker;
  LoketVocabulary  *vocabulary;
  GCancellable     *closing;

  LoketCacheCounts  counts;
  guint             n_waiting;
  guint             n_needs_user;
  LoketConnection   connection;
  LoketReason       reason;
  gboolean          signed_in;
  LoketConnection   told_connection;
  gboolean          told_syncing;
  gint64            told_last_sync;

  LoketAlarm       *count_alarm;
  LoketSyncScheduler *scheduler;
  LoketSyncListener  *listener;
  gboolean          auto_sync;
};

/* loket-session.c */
void          _loket_session_shut            (LoketSession       *self);
void          _loket_session_take_counts     (LoketSession       *self);
void          _loket_session_begin_overlay   (LoketSession       *self);
void          _loket_session_account_changed (LoketSession       *self);
void          _loket_session_state_changed   (LoketSession       *self);
void          _loket_session_outbox_changed  (LoketSession       *self,
                                              GAsyncReadyCallback callback,
                                              gpointer            user_data);
void          _loket_session_progress_changed (LoketSession      *self,
                                              gboolean            search);
void          _loket_session_emit_complaint_changed (LoketSession *self,
                                              const char         *complaint_id);
void          _loket_session_emit_drafts_changed (LoketSession   *self);
void          _loket_session_emit_counts_changed (LoketSession   *self);
void          _loket_session_emit_queue_changed (LoketSession    *self);

void          _loket_session_emit_rules_changed (LoketSession    *self,
                                              guint               n_moved);

void          _loket_session_emit_guidance_changed (LoketSession *self);
void          _loket_session_notice              (LoketSession *self);

/* loket-session-checks.c */
void          _loket_session_start_checks        (LoketSession *self);

/* loket-session-guidance.c */
void          _loket_session_init_guidance   (LoketSession       *self);
void          _loket_session_take_guidance   (LoketSession       *self);
void          _loket_session_follow_guidance (LoketSession       *self);

/* loket-session-rules.c */
void          _loket_session_take_rules      (LoketSession       *self);
void          _loket_session_follow_rules    (LoketSession       *self);

/* loket-session-sync.c */
LoketConnection _loket_session_find_connection (LoketSession     *self);
void          _loket_session_connect_engine  (LoketSession       *self);
void          _loket_session_stop_timers     (LoketSession       *self);
void          _loket_session_sync_soon       (LoketSession       *self);

/* loket-session-progress.c */
void          _loket_session_connect_progress (LoketSession      *self);

/* loket-session-drafts.c */
void          _loket_session_drafts_init     (LoketDraftBoxInterface *iface);

G_END_DECLS
