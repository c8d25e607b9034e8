/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-sync-core.h"

G_BEGIN_DECLS

/*
 * A hub, a line and a store that exist only in memory, to drive the core with.
 * Everything odd that happens in it is drawn from one seed.
 */
typedef struct
{
  GRand         *rand;
  LoketSyncCore *core;
  GString       *trace;          /* one word an effect */
  GPtrArray     *pending;        /* element-type LoketSyncEffect: to be done */
  gboolean       shuffle;        /* in any order */

  /* The store. */
  GPtrArray     *ops;            /* element-type LoketSyncOp */
  GHashTable    *before;         /* rid -> the LoketSyncOp that it follows */
  GHashTable    *receipts;       /* rid -> epoch of the stored receipt */
  GHashTable    *confirmed;      /* rid -> epoch */
  char          *epoch;
  gboolean       signed_in;
  gint64         token_expires_us;
  gint64         generation;
  gboolean       complete;
  char          *state;
  gint64         rules;          /* the latest edition of rules */
  char          *rules_epoch;
  gint64         guidance;       /* the edition of what the agency gives, 0 for none */
  char          *guidance_epoch;

  /* The hub. */
  char          *hub_epoch;
  gint64         hub_generation;
  guint          hub_seq;
  gint64         hub_rules;      /* the latest edition of rules, 0 for none */
  gint64         hub_rules_page; /* how many go on a page */
  gint64         hub_rules_wrong;/* one that no store takes */
  gint64         hub_guidance;   /* the edition of what the agency gives, 0 for none */
  gint64         hub_guidance_wrong; /* one that no store takes */
  GPtrArray     *accepted;       /* element-type utf8: rids in order */
  GHashTable    *refused;        /* complaint ids whose replies are refused */
  GHashTable    *files;          /* upload id -> gint64 *, how many bytes it has */
  LoketJudgement file_word;      /* on the next part of a file, unless good */
  GHashTable    *revoked;        /* rids that will never be accepted */

  /* Time. */
  gint64         now;
  gint64         elapsed_us;
  gboolean       forced;

  /* Weather: chances in a hundred. */
  int            lose_request;
  int            lose_answer;
  int            portal;
  int            bad_receipt;
  int            unauthorized;
  int            busy;
  int            store_fails;
  int            cancels;

  LoketAnswerClass refresh_class;
  LoketAnswerClass session_class;
  LoketAnswerClass feed_class;
  LoketAnswerClass status_class;
  LoketAnswerClass rules_class;
  LoketAnswerClass guidance_class;
  guint            sends;        /* requests that left */
  guint            most_under_way; /* of them, at a time */
  guint            asked;        /* ids whose status was asked for */

  LoketSyncSummary summary;
  gboolean         ended;
  gboolean         cut_short;    /* somebody stopped the pass, or the disk was full */
} SyncWorld;

SyncWorld       *sync_world_new      (guint32      seed);
void             sync_world_free     (SyncWorld   *self);
LoketSyncOp     *sync_world_add      (SyncWorld   *self,
                                      const char  *rid,
                                      const char  *complaint_id);
void             sync_world_attach   (SyncWorld   *self,
                                      LoketSyncOp *op,
                                      const char  *id,
                                      gint64       size);
LoketSyncOp     *sync_world_get      (SyncWorld   *self,
                                      const char  *rid);
void             sync_world_withdraw (SyncWorld   *self,
                                      LoketSyncOp *op);
LoketSyncEffect *sync_world_start    (SyncWorld   *self);
LoketSyncEffect *sync_world_do       (SyncWorld   *self,
                                      LoketSyncEffect *effect);
LoketSyncEffect *sync_world_cancel   (SyncWorld   *self,
                                      LoketSyncEffect *effect);
void             sync_world_pass     (SyncWorld   *self);
void             sync_world_restore  (SyncWorld   *self,
                                      guint        keep);
void             sync_world_calm     (SyncWorld   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyncWorld, sync_world_free)

G_END_DECLS
