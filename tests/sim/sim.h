/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-answer.h"
#include "loket-complaint.h"
#include "loket-hub-core-change.h"
#include "loket-hub-core-feed.h"
#include "loket-hub-core-reply.h"
#include "loket-sync-core.h"
#include "loket-wire-account.h"
#include "loket-wire-page.h"
#include "sim-random.h"

G_BEGIN_DECLS

/*
 * A world in memory: a hub, up to four clients, a network and people, all driven
 * by one seed. The decisions are those of the programs' own objects; sockets,
 * disks, clocks and chance are played.
 */

#define SIM_CLIENTS    4
#define SIM_COMPLAINTS 12
#define SIM_AGENCIES   2
#define SIM_SCOPES     (SIM_AGENCIES + 1 + SIM_CLIENTS)
#define SIM_TOKEN      64

/* Of the officer whose program and line never fail; sends no files. */
#define SIM_COLLEAGUE_DEVICE "dx"

#define SIM_MS     ((gint64) 1000)
#define SIM_SECOND ((gint64) 1000 * SIM_MS)
#define SIM_MINUTE (60 * SIM_SECOND)
#define SIM_HOUR   (60 * SIM_MINUTE)
#define SIM_DAY    (24 * SIM_HOUR)
#define SIM_EPOCH  ((gint64) 1700000000)

typedef struct _SimWorld SimWorld;
typedef struct _SimClient SimClient;

/* How likely the faults are, per thousand; 0 switches one off. */
typedef enum
{
  SIM_RATE_LOSE_REQUEST,
  SIM_RATE_LOSE_ANSWER,
  SIM_RATE_DUPLICATE,
  SIM_RATE_LATE,          /* of a duplicate: that it comes hours to weeks later */
  SIM_RATE_REORDER,
  SIM_RATE_TRUNCATE,      /* of a request or an answer */
  SIM_RATE_GARBLE,        /* an answer's body, with all headers intact */
  SIM_RATE_STALL,
  SIM_RATE_PORTAL,
  SIM_RATE_REDIRECT,
  SIM_RATE_MIXED_UP,      /* a receipt that is not for what was sent */
  SIM_RATE_BUSY,          /* 500, 503, 429 */
  SIM_RATE_UNAUTHORIZED,
  SIM_RATE_CRASH,         /* right after something was stored, before it is told */
  SIM_RATE_POWER,         /* of a crash: that the power fails */
  SIM_RATE_NO_SPACE,
  SIM_RATE_CANCEL,
  SIM_N_RATES
} SimRate;

/* What happens by itself or by people's hands. */
typedef enum
{
  SIM_DO_TYPE,
  SIM_DO_SEND,
  SIM_DO_SEND_MORE,       /* a second one to the same complaint */
  SIM_DO_EDIT,
  SIM_DO_DISCARD,
  SIM_DO_RESOLVE,
  SIM_DO_SYNC_NOW,
  SIM_DO_CITIZEN,
  SIM_DO_COLLEAGUE,       /* another officer answers */
  SIM_DO_REASSIGN,
  SIM_DO_RETURN,
  SIM_DO_CLOSE,
  SIM_DO_REOPEN,
  SIM_DO_MERGE,
  SIM_DO_WITHDRAW,
  SIM_DO_RIGHTS,          /* what a scope shows is changed without a word in its feed */
  SIM_DO_OTHER_PROGRAM,   /* sends other bytes under an id that was used */
  SIM_DO_CRASH,
  SIM_DO_POWER,
  SIM_DO_DISK_FULL,
  SIM_DO_CLOCK,
  SIM_DO_CLONE,           /* the home directory is copied to another computer */
  SIM_DO_HOME_BACKUP,
  SIM_DO_HOME_RESTORE,
  SIM_DO_USER_LOST,       /* user.db cannot be read any more */
  SIM_DO_WIRE_DAMAGED,
  SIM_DO_CACHE_LOST,
  SIM_DO_UPGRADE,
  SIM_DO_TOKEN,           /* the hub forgets the access token */
  SIM_DO_SIGN_OUT,        /* the hub forgets the account's tokens altogether */
  SIM_DO_AWAY,            /* the lid is closed */
  SIM_DO_SLEEP,           /* everybody is away for days */
  SIM_DO_HUB_RESTART,
  SIM_DO_HUB_BACKUP,
  SIM_DO_HUB_RESTORE,
  SIM_DO_HUB_FORGETS,     /* restored, and nobody says so */
  SIM_DO_UPLOADS_GONE,    /* the hub loses what came of files */
  SIM_N_DOS
} SimDo;

typedef struct
{
  gint64 gap;     /* since the one before, µs */
  SimDo  what;
  guint  client;
  guint64 salt;
} SimAction;

typedef struct
{
  guint64 seed;
  guint   n_clients;
  guint   n_complaints;
  guint   officers[SIM_CLIENTS];   /* clients may share one */
  guint   page_limit;
  guint   high_water_step;         /* commits between two writings */
  gint64  poll;                    /* µs between passes */
  guint   files;                   /* how many replies in a thousand carry files */
  guint   rates[SIM_N_RATES];
  GArray *plan;                    /* SimAction */
} SimConfig;

/* What has to happen somewhere in many seeds, or it is not tested. */
typedef enum
{
  SIM_TALLY_EVENTS,
  SIM_TALLY_ANNOUNCED,    /* a file */
  SIM_TALLY_PIECES,       /* of files */
  SIM_TALLY_WHOLE,        /* files */
  SIM_TALLY_ELSEWHERE,    /* a piece from another place */
  SIM_TALLY_GONE,         /* a file that the hub has forgotten */
  SIM_TALLY_MISSING,      /* a reply that the hub refuses for want of its files */
  SIM_TALLY_WITH_FILES,   /* replies that are accepted with files */
  SIM_TALLY_RECOVERED,    /* and those that a restored hub takes again without */
  SIM_N_TALLIES
} SimTally;

/* What an officer sends: never changed. */
typedef struct
{
  gint        ref_count;
  guint       text;       /* which words */
  guint32     seen;       /* what the officer had read, 0 where that is not known */
  LoketReply *reply;
  GBytes     *wire;
  char       *sha256;
} SimBody;

/* A file of a reply, as user.db has it. */
typedef struct
{
  char     id[24];
  gint64   size;
  gint64   sent;
  gboolean complete;
} SimFile;

typedef struct
{
  SimBody         *body;
  GArray          *files;           /* SimFile */
  char            *replaces;
  char            *waits_for;
  gint64           number;
  gint64           position;
  LoketOutboxState state;
  gboolean         damaged;
  gboolean         keep_text;
  guint            attempts;
  gint64           next_at;
  LoketReason      reason;
  LoketReceipt    *receipt;
  char            *confirmed_epoch;
  gint64           since;
} SimOp;

typedef struct
{
  guint  text;
  gint64 base;
  gint64 saved_at;
} SimDraft;

/* user.db */
typedef struct
{
  GPtrArray *ops;         /* SimOp, in order of number */
  gint64     next_number;
  char      *epoch;
  gboolean   signed_in;
  SimDraft   drafts[SIM_COMPLAINTS];
} SimUser;

typedef struct
{
  SimBody *body;
  char    *replaces;
  gboolean withdrawn;
  gboolean synced;
} SimJournalLine;

typedef struct
{
  gint64   rev;
  gint64   substance;
  guint32  digest;
  gboolean present;
  guint32  scopes;                  /* a bit for each it is in */
  guint    marks[SIM_SCOPES];
} SimRow;

typedef struct
{
  gboolean known;
  gint64   generation;
  gboolean in_snapshot;
  guint    mark;
  char     state[SIM_TOKEN];
  char     cursor[SIM_TOKEN];
  char     snapshot_state[SIM_TOKEN];
} SimFollowed;

/* cache.db: no pointers, so that a copy of it is one assignment. */
typedef struct
{
  SimRow      rows[SIM_COMPLAINTS];
  SimFollowed scopes[SIM_SCOPES];
} SimCache;

typedef struct
{
  SimUser   *user;
  SimCache   cache;
  GPtrArray *journal;
} SimHome;

struct _SimClient
{
  guint          index;
  guint          officer;
  char           device_id[16];
  guint          incarnation;
  gboolean       up;
  gboolean       exists;
  LoketSyncCore *core;
  GPtrArray     *effects;           /* outstanding, SimEffect */

  /* The disk. */
  SimUser       *user;
  SimUser       *user_backup;       /* the program's own daily copy */
  SimCache       cache;
  SimCache       cache_synced;      /* what survives a power cut */
  guint          cache_commits;
  GPtrArray     *journal;           /* SimJournalLine */
  SimHome       *home_backup;
  gint64         full_until;

  /* In the memory of the program. */
  LoketWirePage *page;
  GPtrArray     *session_scopes;
  guint          typed[SIM_COMPLAINTS];
  gint64         typed_at[SIM_COMPLAINTS];
  gint64         token_expires_us;
  gboolean       wake_again;
  gboolean       forced_next;
  gint64         next_pass;
  guint          failures;

  /* The computer's clock. */
  gint64         clock_offset;      /* seconds */
  gint64         away_until;

  /* What the hub thinks. */
  gint64         token_valid_until;
  gboolean       refresh_valid;

  LoketSyncSummary last;
  guint          requests;          /* in the pass */
  guint          snapshots;
  guint          quiet;             /* passes in a row that changed nothing */
  guint          expected;          /* replies that have to be there, on their way */
  gboolean       lost_file;         /* user.db was lost once */
};

/* What the checker remembers of a complaint: who changed its substance. */
typedef struct
{
  gint64  substance;
  int     client;                   /* -1: somebody else */
  char   *device_id;
  guint32 digest;                   /* of the complaint after it */
} SimTouch;

/* The hub's database. */
typedef struct
{
  LoketComplaint *complaint;
  int             officer;          /* -1: nobody in particular */
  gint64          closed_at;
  gboolean        gone;
  gboolean        hidden;           /* by what the rights say */
  gboolean        was_hidden;       /* and so its feeds do not tell everything */
  guint32         members;          /* a bit for each scope that shows it */
  GArray         *touches;          /* SimTouch; for the checker only */
} SimCase;

typedef struct
{
  char         *rid;
  guint         officer;
  char         *device_id;
  guint         text;
  LoketReceipt *receipt;            /* NULL: revoked */
} SimUse;

typedef struct
{
  gint64             seq;
  guint              complaint;
  gint64             rev;
  LoketRemovalReason removed;
  gint64             at;
} SimChange;

typedef struct
{
  gint64  generation;
  gint64  seq;
  gint64  floor;
  GArray *changes;                  /* SimChange */
} SimScope;

typedef struct
{
  char    *id;
  guint    officer;
  gint64   size;
  gint64   received;
  gboolean torn;                    /* not the bytes that were sent; for the checker only */
  gboolean whole;
  gint64   at;                      /* when the last of it came */
} SimUpload;

typedef struct
{
  char      *epoch;
  SimCase    cases[SIM_COMPLAINTS];
  GPtrArray *uses;                  /* SimUse */
  GPtrArray *uploads;               /* SimUpload */
  gint64     reply_seq;
  gint64     commits;
  SimScope   scopes[SIM_SCOPES];
} SimDb;

typedef struct
{
  SimDb    *db;
  GPtrArray *backups;               /* SimDb */
  guint     n_epochs;
  gint64     high_water;            /* kept outside of the database, as is */
  char      *high_epoch;            /* this */
  gboolean  quarantined;
  gint64    acknowledge_at;
  gint64    down_until;
} SimHub;

typedef struct
{
  LoketRequestKind kind;
  guint            client;
  guint            incarnation;
  guint64          ticket;          /* 0: nobody waits for the answer */
  char            *epoch;
  int              scope;
  char            *token;
  char            *rid;
  char            *complaint_id;
  SimBody         *body;
  LoketReceipt    *former;
  GPtrArray       *rids;
  char            *upload_id;
  gboolean         is_part;
  gint64           offset;
  gint64           length;
  gint64           size;
  gboolean         damaged;
  gboolean         authorized;
} SimRequest;

typedef struct
{
  LoketAnswer     *answer;
  LoketRequestKind kind;
  guint            client;
  guint            incarnation;
  guint64          ticket;
} SimReturn;

/* What the checker remembers of a reply that an officer was told is sent off. */
typedef struct
{
  SimBody *body;
  guint    client;
  guint    complaint;
  gint64   position;
  gint64   number;
  gboolean shared;                  /* several homes hold it, or an old one came back */
  gboolean waived;                  /* the officer's own disk went back in time */
  gboolean loose;                   /* takes the place of one whose place was lost with the file */
  gboolean taken_back;              /* the client said: it will never be stored */
  guint    promised;                /* the life in which the hub said the same, or 0 */
  gboolean accepted;                /* in any of the hub's lives */
  gboolean ended;                   /* where the client has it */
} SimSent;

typedef enum
{
  SIM_EVENT_ACTION,
  SIM_EVENT_PASS,
  SIM_EVENT_STORE,
  SIM_EVENT_REQUEST,
  SIM_EVENT_ANSWER,
  SIM_EVENT_TIMEOUT,
  SIM_EVENT_AUTOSAVE,
  SIM_EVENT_BOOT,
  SIM_EVENT_ADMIN,
} SimEventKind;

typedef struct
{
  gint64       at;
  guint64      order;
  SimEventKind kind;
  guint        client;
  guint        incarnation;
  gint64       number;
  gpointer     data;
} SimEvent;

struct _SimWorld
{
  SimConfig  *config;
  gint64      now;                  /* µs */
  GArray     *heap;                 /* SimEvent */
  guint64     order;
  SimRandom   net;
  SimRandom   disk;
  SimRandom   life;
  SimClient   clients[SIM_CLIENTS];
  SimHub      hub;
  guint       rates[SIM_N_RATES];
  guint       next_action;
  gboolean    healed;
  guint       next_text;
  guint       next_rid;

  /* The checker. */
  GHashTable *sent;                 /* rid -> SimSent */
  GPtrArray  *sent_order;
  char       *violation;

  guint64     tally[SIM_N_TALLIES];
  guint64     hash;
  gboolean    trace;
  gboolean    stop_after_heal;
};

typedef struct
{
  LoketSyncEffect *effect;
  gint64           asked_at;
  guint            step;            /* of a mistake that needs two */
} SimEffect;

/* sim-world.c */
SimWorld   *sim_world_new        (SimConfig *config, gboolean trace);
void        sim_world_free       (SimWorld *self);
void        sim_world_run        (SimWorld *self);
void        sim_world_push       (SimWorld *self, gint64 at, SimEventKind kind, guint client,
                                  gint64 number, gpointer data);
void        sim_note             (SimWorld *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
void        sim_violate          (SimWorld *self, const char *invariant, const char *format, ...)
                                  G_GNUC_PRINTF (3, 4);
gint64      sim_wall             (SimWorld *self);
gint64      sim_client_wall      (SimWorld *self, SimClient *client);

/* sim-config.c */
SimConfig  *sim_config_draw      (guint64 seed);
SimConfig  *sim_config_copy      (const SimConfig *self);
void        sim_config_free      (SimConfig *self);
char       *sim_config_to_text   (const SimConfig *self, const char *comment);
SimConfig  *sim_config_from_text (const char *text);
const char *sim_do_name          (SimDo what);
const char *sim_rate_name        (SimRate rate);

/* sim-body.c */
SimBody    *sim_body_new         (SimWorld *world, guint text, const char *rid, guint complaint,
                                  const char *device_id, const char *prev, gint64 based_on,
                                  gint64 ack);
SimBody    *sim_body_ref         (SimBody *self);
void        sim_body_unref       (SimBody *self);
guint       sim_complaint_index  (const char *id);
const char *sim_complaint_id     (guint index);
const char *sim_officer_id       (guint index);
const char *sim_officer_agency   (guint index);
const char *sim_scope_name       (guint index);
int         sim_scope_index      (const char *name);
char       *sim_seal             (const LoketReceipt *receipt);
LoketReceipt *sim_receipt_parse  (const char *text);
char       *sim_receipt_to_text  (const LoketReceipt *receipt);

/* sim-hub.c */
void        sim_hub_init         (SimWorld *world);
void        sim_hub_clear        (SimHub *hub);
SimDb      *sim_db_copy          (const SimDb *db);
void        sim_db_free          (SimDb *db);
SimUse     *sim_db_find_use      (const SimDb *db, const char *rid);
void        sim_hub_committed    (SimWorld *world);
void        sim_hub_publish      (SimWorld *world, guint complaint, LoketRemovalReason reason);
gboolean    sim_hub_change       (SimWorld *world, guint complaint, const LoketHubChange *change,
                                  int officer);
void        sim_hub_submit       (SimWorld *world, const SimRequest *request,
                                  LoketProblem **problem, LoketReceipt **receipt,
                                  gboolean *replayed);
void        sim_hub_new_epoch    (SimWorld *world);
void        sim_hub_restore      (SimWorld *world, guint which, gboolean remembered);
void        sim_hub_maintain     (SimWorld *world);
void        sim_hub_hide         (SimWorld *world, guint scope, guint complaint);
void        sim_hub_quarantine   (SimWorld *world);

/* sim-hub-answer.c */
LoketAnswer *sim_hub_answer      (SimWorld *world, const SimRequest *request);
guint32     sim_complaint_digest (const LoketComplaint *complaint);

/* sim-files.c */
void        sim_files_choose     (const SimWorld *world, guint text, LoketReply *reply, GString *wire);
GArray     *sim_files_take       (const SimBody *body, SimOp *from);
GPtrArray  *sim_files_list       (const SimOp *op);
gboolean    sim_files_note       (SimOp *op, const LoketSyncEffect *effect);
void        sim_files_ask        (const SimOp *op, const LoketSyncEffect *effect, SimRequest *request);
void        sim_files_read       (const SimEffect *effect, const LoketAnswer *answer, const char *text,
                                  LoketSyncEvent *event);
GPtrArray  *sim_uploads_copy     (GPtrArray *uploads);
void        sim_uploads_forget   (SimWorld *world, gboolean some, guint64 salt);
LoketProblemCode sim_uploads_take (SimWorld *world, const SimRequest *request, const SimUpload **now,
                                  gboolean *is_new);
GArray     *sim_uploads_describe (const SimDb *db, const LoketReply *reply);
void        sim_check_files      (SimWorld *world, const SimRequest *request, gboolean recovered);

/* sim-net.c */
void        sim_net_send         (SimWorld *world, SimRequest *request);
void        sim_net_request_came (SimWorld *world, SimRequest *request);
void        sim_request_free     (SimRequest *request);
void        sim_return_free      (SimReturn *self);
SimRequest *sim_request_copy     (const SimRequest *request);

/* sim-store.c */
SimUser    *sim_user_new         (void);
SimUser    *sim_user_copy        (const SimUser *user);
void        sim_user_free        (SimUser *user);
SimOp      *sim_user_find        (const SimUser *user, const char *rid);
GPtrArray  *sim_user_list        (const SimUser *user, int complaint);
gboolean    sim_store_full       (SimWorld *world, SimClient *client);
SimOp      *sim_store_send_off   (SimWorld *world, SimClient *client, guint complaint, guint text,
                                  gint64 based_on, gint64 ack, const char *replaces);
gboolean    sim_store_withdraw   (SimWorld *world, SimClient *client, SimOp *op,
                                  gboolean keep_text);
gboolean    sim_store_step       (SimWorld *world, SimClient *client, const LoketSyncEffect *effect,
                                  gboolean *failed);
void        sim_store_start      (SimWorld *world, SimClient *client, gboolean lost);
SimJournalLine *sim_journal_find (GPtrArray *journal, const char *rid);
GPtrArray  *sim_journal_copy     (GPtrArray *journal);

/* sim-cache.c */
gboolean    sim_cache_apply      (SimWorld *world, SimClient *client, guint scope,
                                  const LoketWirePage *page);
void        sim_cache_keep       (SimClient *client, GPtrArray *scopes);
void        sim_cache_reset      (SimClient *client, guint scope, gint64 generation);
void        sim_cache_committed  (SimWorld *world, SimClient *client);
LoketWirePage *sim_page_parse    (const char *text);

/* sim-client.c */
void        sim_client_init      (SimWorld *world, guint index);
void        sim_client_clear     (SimClient *client);
void        sim_client_boot      (SimWorld *world, SimClient *client, gboolean lost);
void        sim_client_crash     (SimWorld *world, SimClient *client, gboolean power);
void        sim_client_pass      (SimWorld *world, SimClient *client);
void        sim_client_wake      (SimWorld *world, SimClient *client, gboolean forced);
void        sim_client_cancel    (SimWorld *world, SimClient *client);
void        sim_client_stored    (SimWorld *world, SimClient *client, guint64 ticket);
void        sim_client_answered  (SimWorld *world, SimReturn *returned);
void        sim_client_timed_out (SimWorld *world, SimClient *client, guint64 ticket);
void        sim_effect_free      (SimEffect *effect);

/* sim-life.c */
void        sim_life_act         (SimWorld *world, const SimAction *action);
void        sim_life_autosave    (SimWorld *world, SimClient *client, guint complaint);
void        sim_life_heal        (SimWorld *world);

/* sim-check.c */
void        sim_check_sent       (SimWorld *world, SimClient *client, const SimOp *op);
void        sim_check_accepts    (SimWorld *world, const SimRequest *request,
                                  const LoketComplaint *before, gboolean recovered);
void        sim_check_touched    (SimWorld *world, guint complaint, gint64 substance, int client,
                                  const char *device_id);
void        sim_check_restored   (SimWorld *world);
void        sim_check_moved      (SimWorld *world, SimClient *client, const SimOp *op,
                                  LoketOutboxState from);
void        sim_check_revoked    (SimWorld *world, const char *rid);
void        sim_check_replayed   (SimWorld *world, const SimRequest *request);
void        sim_check_stored     (SimWorld *world, SimClient *client);
void        sim_check_cache      (SimWorld *world, SimClient *client);
void        sim_check_drafts     (SimWorld *world, SimClient *client);
void        sim_check_copy_back  (SimWorld *world, SimClient *client);
void        sim_check_home_back  (SimWorld *world, SimClient *client);
void        sim_check_cloned     (SimWorld *world, SimClient *client);
gboolean    sim_check_is_settled (const SimClient *client);
void        sim_check_pass       (SimWorld *world, SimClient *client, gboolean good);
gboolean    sim_check_is_quiet   (SimWorld *world);
void        sim_check_rest       (SimWorld *world);

G_END_DECLS
