/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-answer-read.h"
#include "loket-cache-guidance.h"
#include "loket-http.h"
#include "loket-sync-core.h"
#include "loket-sync-engine.h"

G_BEGIN_DECLS

/* One at a time: what else is asked for waits. */
typedef enum
{
  JOB_NONE,
  JOB_PASS,
  JOB_ACCOUNT,
} LoketSyncJob;

typedef struct _LoketSyncFetch LoketSyncFetch;

struct _LoketSyncEngine
{
  GObject           parent_instance;

  LoketProfile     *profile;
  LoketUserStore   *user;                /* outlive the closing of the profile */
  LoketCacheStore  *cache;
  LoketClock       *clock;
  LoketSyncCore    *core;

  /* The account, as stored; NULL until first needed. */
  LoketAccount     *account;
  LoketHttp        *http;
  char             *access_token;        /* never stored */
  gint64            access_expires_us;   /* on the clock's elapsed time */

  /* The pass. */
  LoketSyncJob      job;
  gboolean          forced;
  gboolean          cancel_asked;
  GPtrArray        *waiters;             /* element-type Waiter: for this pass */
  GPtrArray        *late_waiters;        /* for the next one */
  gboolean          watched;             /* nobody waits, and it runs all the same */
  GQueue            account_tasks;       /* element-type GTask: signing in and out */
  GCancellable     *transfer;            /* stops the request under way */
  GCancellable     *advice;              /* stops what nobody waits for */
  gboolean          ending_uploads;      /* the hub is being told of files that are not wanted */
  LoketSessionInfo *session;
  LoketWirePage    *page;                /* the one that came last */
  LoketSyncFetch   *page_asked;          /* the one the core asked for last */
  GQueue            pages_ahead;         /* element-type LoketSyncFetch: those after it */
  gint64            copied;              /* of the first copy of a scope: what is stored… */
  gint64            to_copy;             /* …of how many, 0 when none is made */
  LoketRulesPage   *rules;               /* those that came last */
  LoketGuidanceRecord *guidance;         /* the same */

  LoketSyncSummary  summary;
  gint64            last_ok;
};

/**
 * LoketSyncStep:
 * @engine: keeps the engine alive while something is under way
 * @effect: what is being done
 *
 * An effect on its way through the store or the network.
 */
typedef struct
{
  LoketSyncEngine *engine;
  LoketSyncEffect *effect;
  gint64           started_us;
  GPtrArray       *ops;      /* element-type LoketOutboxOp */
  GPtrArray       *sync_ops; /* element-type LoketSyncOp */
  guint            index;
  gint64           upload_size; /* of the file of which a part is sent */
  char            *receipt;  /* JSON: of an earlier acceptance of the reply */
} LoketSyncStep;

/* How a request is to be read once it came; takes the step over. */
typedef void (*LoketSyncAnswered) (LoketSyncStep     *step,
                                   const LoketAnswer *answer,
                                   LoketJudgement     judgement);

/* loket-sync-engine.c */
void     _loket_sync_engine_pass_ended    (LoketSyncEngine       *self,
                                           const LoketSyncSummary *summary);
void     _loket_sync_engine_account_done  (LoketSyncEngine       *self,
                                           gboolean               signed_in);
void     _loket_sync_engine_say_outbox    (LoketSyncEngine       *self);
void     _loket_sync_engine_say_progress  (LoketSyncEngine       *self,
                                           gint64                 copied,
                                           gint64                 to_copy);
void     _loket_sync_engine_say_state     (LoketSyncEngine       *self);
void     _loket_sync_engine_say_guidance  (LoketSyncEngine       *self);
void     _loket_sync_engine_say_rules     (LoketSyncEngine       *self,
                                           guint                  n_moved);
void     _loket_sync_engine_say_complaints (LoketSyncEngine      *self,
                                           GPtrArray             *changed,
                                           GPtrArray             *removed);

/* loket-sync-driver.c */
void     _loket_sync_driver_start         (LoketSyncEngine       *self);
void     _loket_sync_driver_cancel        (LoketSyncEngine       *self);
void     _loket_sync_driver_feed          (LoketSyncEngine       *self,
                                           LoketSyncEvent        *event);
LoketSyncEvent _loket_sync_step_event     (LoketSyncStep         *step,
                                           LoketSyncEventType     type);
void     _loket_sync_step_end             (LoketSyncStep         *step,
                                           LoketSyncEvent        *event);
void     _loket_sync_step_free            (LoketSyncStep         *step);
gboolean _loket_sync_step_is_current      (LoketSyncStep         *step);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketSyncStep, _loket_sync_step_free)

/* loket-sync-hub.c: effects that ask the hub */
void     _loket_sync_hub_ask              (LoketSyncStep         *step,
                                           LoketRequestKind       kind,
                                           const char            *method,
                                           const char            *path,
                                           GBytes                *body,
                                           GCancellable          *cancellable,
                                           LoketSyncAnswered      answered);
void     _loket_sync_hub_refresh          (LoketSyncStep         *step);
void     _loket_sync_hub_session          (LoketSyncStep         *step);
void     _loket_sync_hub_learn_offset     (LoketSyncEngine       *self,
                                           const LoketAnswer     *answer);
void     _loket_sync_hub_send             (LoketSyncStep         *step);
void     _loket_sync_hub_revoke           (LoketSyncStep         *step);
void     _loket_sync_hub_ask_status       (LoketSyncStep         *step);

void     _loket_sync_hub_ask_upload       (LoketSyncStep         *step,
                                           const char            *method,
                                           const char            *path,
                                           GBytes                *body,
                                           const LoketHttpUpload *upload,
                                           LoketSyncAnswered      answered);

/* loket-sync-upload.c: those that carry files */
void     _loket_sync_upload_perform       (LoketSyncStep         *step);
void     _loket_sync_upload_note          (LoketSyncStep         *step);

/* loket-sync-pages.c: those that ask for pages */
void     _loket_sync_pages_get            (LoketSyncStep         *step);
void     _loket_sync_pages_forget         (LoketSyncEngine       *engine);

/* loket-sync-local.c: effects that ask the store */
void     _loket_sync_local_save_account   (LoketSyncStep         *step);
void     _loket_sync_local_keep_scopes    (LoketSyncStep         *step);
void     _loket_sync_local_load_scope     (LoketSyncStep         *step);
void     _loket_sync_local_reset_scope    (LoketSyncStep         *step);
void     _loket_sync_local_apply_page     (LoketSyncStep         *step);
void     _loket_sync_local_load_accepted  (LoketSyncStep         *step);
void     _loket_sync_local_confirm        (LoketSyncStep         *step);
void     _loket_sync_local_load_outbox    (LoketSyncStep         *step);
void     _loket_sync_local_mark           (LoketSyncStep         *step);
void     _loket_sync_local_postpone       (LoketSyncStep         *step);

/* loket-sync-advice.c */
void     _loket_sync_advice_report        (LoketSyncEngine       *self);
void     _loket_sync_advice_end_uploads   (LoketSyncEngine       *self);

/* loket-sync-guidance.c */
void     _loket_sync_guidance_fetch       (LoketSyncStep         *step);
void     _loket_sync_guidance_save        (LoketSyncStep         *step);

/* loket-sync-rules.c */
void     _loket_sync_rules_fetch          (LoketSyncStep         *step);
void     _loket_sync_rules_save           (LoketSyncStep         *step);

/* loket-sync-account.c */
LoketHttp *_loket_sync_account_make_http  (LoketSyncEngine       *self,
                                           const LoketAccount    *account,
                                           GError               **error);
gboolean _loket_sync_account_adopt        (LoketSyncEngine       *self,
                                           LoketAccount          *account,
                                           GError               **error);
void     _loket_sync_account_take_tokens  (LoketSyncEngine       *self,
                                           LoketAccount          *account,
                                           const LoketTokens     *tokens);
void     _loket_sync_account_use_tokens   (LoketSyncEngine       *self,
                                           const LoketTokens     *tokens,
                                           gint64                 asked_us);
char    *_loket_sync_account_open_refresh (LoketSyncEngine       *self,
                                           LoketAccount          *account);

/* loket-sync-sign-in.c, loket-sync-sign-out.c */
GTask   *_loket_sync_sign_in_new          (LoketSyncEngine       *self,
                                           const char            *server,
                                           const char            *username,
                                           const char            *password,
                                           const char            *ca_path,
                                           GCancellable          *cancellable,
                                           GAsyncReadyCallback    callback,
                                           gpointer               user_data);
void     _loket_sync_sign_in_begin        (GTask                 *task);
GTask   *_loket_sync_sign_out_new         (LoketSyncEngine       *self,
                                           gboolean               force,
                                           GCancellable          *cancellable,
                                           GAsyncReadyCallback    callback,
                                           gpointer               user_data);
void     _loket_sync_sign_out_begin       (GTask                 *task);

G_END_DECLS
