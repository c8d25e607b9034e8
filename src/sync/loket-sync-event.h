/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-answer-class.h"
#include "loket-enums.h"
#include "loket-receipt.h"
#include "loket-sync-summary.h"

G_BEGIN_DECLS

/**
 * LoketSyncUpload:
 * @id: the file's id
 * @size: bytes
 * @sent: how many of them the hub has said to have
 * @complete: whether it has said to have them all
 * @sent_all: the same, before it is noted
 * @again: whether it was sent once more from the start because other bytes came
 *
 * A file that goes before its reply.
 */
typedef struct
{
  char    *id;
  gint64   size;
  gint64   sent;
  gboolean complete;
  gboolean sent_all;
  gboolean again;
} LoketSyncUpload;

LoketSyncUpload *loket_sync_upload_new  (const char      *id,
                                         gint64           size,
                                         gint64           sent,
                                         gboolean         complete);
void             loket_sync_upload_free (LoketSyncUpload *self);

/**
 * LoketSyncOp:
 * @rid: the reply's id
 * @complaint_id: what it answers
 * @body_sha256: of the frozen bytes
 * @state: where it is on its way
 * @prev_rid: (nullable): the reply that it names as the one before it
 * @prev_state: the state of that one; %LOKET_OUTBOX_NONE for none or unknown
 * @order: grows in the order in which replies were sent off
 * @attempts: how often the bytes may have left
 * @next_at: not before this instant, %LOKET_TIME_UNSET for at once
 * @since: when it was sent off, Unix seconds
 * @uploads: (nullable) (element-type LoketSyncUpload): the files that go with it
 *
 * What the core has to know of a reply in the outbox.
 */
typedef struct
{
  char            *rid;
  char            *complaint_id;
  char            *body_sha256;
  LoketOutboxState state;
  char            *prev_rid;
  LoketOutboxState prev_state;
  gint64           order;
  guint            attempts;
  gint64           next_at;
  gint64           since;
  GPtrArray       *uploads;
} LoketSyncOp;

LoketSyncOp *loket_sync_op_new  (void);
LoketSyncOp *loket_sync_op_copy (const LoketSyncOp *self);
void         loket_sync_op_free (LoketSyncOp       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketSyncOp, loket_sync_op_free)

/**
 * LoketSyncEffectType:
 * @LOKET_SYNC_EFFECT_REFRESH: renew the tokens, store them, then tell
 * @LOKET_SYNC_EFFECT_SIGN_OUT: forget the tokens, nothing else
 * @LOKET_SYNC_EFFECT_FETCH_SESSION: ask for the session
 * @LOKET_SYNC_EFFECT_SAVE_EPOCH: store @epoch
 * @LOKET_SYNC_EFFECT_FETCH_RULES: ask for the editions of the rules after that
 *   of number @generation
 * @LOKET_SYNC_EFFECT_SAVE_RULES: store the editions that just came, of the hub's
 *   life @epoch; @generation is what they were asked from. Or report that they
 *   are wrong and were not taken
 * @LOKET_SYNC_EFFECT_FETCH_GUIDANCE: ask for what the agency gives its officers
 * @LOKET_SYNC_EFFECT_SAVE_GUIDANCE: store what just came of it, of the hub's life
 *   @epoch, or that nothing is given; or report that it is wrong and was not taken
 * @LOKET_SYNC_EFFECT_KEEP_SCOPES: forget the scopes that the session does not name
 * @LOKET_SYNC_EFFECT_LOAD_SCOPE: read how far the copy of @scope is
 * @LOKET_SYNC_EFFECT_RESET_SCOPE: begin a new copy, of @generation; the records
 *   stay until it is complete
 * @LOKET_SYNC_EFFECT_FETCH_SNAPSHOT: ask for the page at @state, a cursor or %NULL
 * @LOKET_SYNC_EFFECT_FETCH_CHANGES: ask for the changes since @state
 * @LOKET_SYNC_EFFECT_APPLY_PAGE: store the page that just came, with its state
 * @LOKET_SYNC_EFFECT_LOAD_ACCEPTED: read the accepted replies of which it is not
 *   certain that the hub of @epoch has them: those whose receipt is of another
 *   epoch and that were not confirmed in this one
 * @LOKET_SYNC_EFFECT_ASK_STATUS: ask what the hub knows of @rids
 * @LOKET_SYNC_EFFECT_CONFIRM: note that the hub of @epoch has @rids
 * @LOKET_SYNC_EFFECT_LOAD_OUTBOX: read all replies that are not final
 * @LOKET_SYNC_EFFECT_MARK: move @rid from @from to @to, or report that it was
 *   not in @from any more
 * @LOKET_SYNC_EFFECT_POSTPONE: leave @rid in @from and come back at @next_at
 * @LOKET_SYNC_EFFECT_SEND: send the frozen bytes of @rid, and beside them the
 *   receipt of an earlier acceptance where the store has one
 * @LOKET_SYNC_EFFECT_UPLOAD_BEGIN: announce the file @upload_id of @rid, or ask
 *   how far it is
 * @LOKET_SYNC_EFFECT_UPLOAD_PART: send @length bytes of it from @offset on
 * @LOKET_SYNC_EFFECT_UPLOAD_NOTE: store that the hub has @offset bytes of the file,
 *   or of each file of @rid where @upload_id is %NULL, and whether it is @complete;
 *   or report that @rid was not in @from any more
 * @LOKET_SYNC_EFFECT_REVOKE: ask the hub never to accept @rid
 * @LOKET_SYNC_EFFECT_FINISH: the pass ended
 *
 * What the driver has to do. It answers each but the last with one event that
 * carries the same ticket. Several may be under way at a time, to be answered in
 * any order: see loket_sync_core_awaits().
 */
typedef enum
{
  LOKET_SYNC_EFFECT_REFRESH,
  LOKET_SYNC_EFFECT_SIGN_OUT,
  LOKET_SYNC_EFFECT_FETCH_SESSION,
  LOKET_SYNC_EFFECT_SAVE_EPOCH,
  LOKET_SYNC_EFFECT_FETCH_RULES,
  LOKET_SYNC_EFFECT_SAVE_RULES,
  LOKET_SYNC_EFFECT_FETCH_GUIDANCE,
  LOKET_SYNC_EFFECT_SAVE_GUIDANCE,
  LOKET_SYNC_EFFECT_KEEP_SCOPES,
  LOKET_SYNC_EFFECT_LOAD_SCOPE,
  LOKET_SYNC_EFFECT_RESET_SCOPE,
  LOKET_SYNC_EFFECT_FETCH_SNAPSHOT,
  LOKET_SYNC_EFFECT_FETCH_CHANGES,
  LOKET_SYNC_EFFECT_APPLY_PAGE,
  LOKET_SYNC_EFFECT_LOAD_ACCEPTED,
  LOKET_SYNC_EFFECT_ASK_STATUS,
  LOKET_SYNC_EFFECT_CONFIRM,
  LOKET_SYNC_EFFECT_LOAD_OUTBOX,
  LOKET_SYNC_EFFECT_MARK,
  LOKET_SYNC_EFFECT_POSTPONE,
  LOKET_SYNC_EFFECT_SEND,
  LOKET_SYNC_EFFECT_UPLOAD_BEGIN,
  LOKET_SYNC_EFFECT_UPLOAD_PART,
  LOKET_SYNC_EFFECT_UPLOAD_NOTE,
  LOKET_SYNC_EFFECT_REVOKE,
  LOKET_SYNC_EFFECT_FINISH,
} LoketSyncEffectType;

/**
 * LoketSyncEffect:
 * @type: what to do
 * @ticket: goes back with the event
 * @scope: (nullable): which feed
 * @generation: of the feed; of rules, the edition to go on from
 * @state: (nullable): where to go on in it
 * @rid: (nullable): which reply
 * @rids: (nullable) (element-type utf8): which replies
 * @complaint_id: (nullable): what it answers
 * @from: the state it must be in
 * @to: the state it goes to
 * @next_at: when waiting: not before
 * @reason: why
 * @problem: (nullable): when somebody has to decide, what the hub said: JSON
 * @receipt: (nullable): when accepted, the receipt that was verified
 * @epoch: (nullable): the hub's epoch
 * @upload_id: (nullable): which file
 * @offset: where in it, bytes
 * @length: how much of it, bytes
 * @complete: whether the hub has all of it
 * @summary: at the end, what the pass did
 */
typedef struct
{
  LoketSyncEffectType type;
  guint64             ticket;
  char               *scope;
  gint64              generation;
  char               *state;
  char               *rid;
  GPtrArray          *rids;
  char               *complaint_id;
  LoketOutboxState    from;
  LoketOutboxState    to;
  gint64              next_at;
  LoketReason         reason;
  char               *problem;
  LoketReceipt       *receipt;
  char               *epoch;
  char               *upload_id;
  gint64              offset;
  gint64              length;
  gboolean            complete;
  LoketSyncSummary    summary;
} LoketSyncEffect;

void loket_sync_effect_free (LoketSyncEffect *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketSyncEffect, loket_sync_effect_free)

/**
 * LoketSyncEventType:
 * @LOKET_SYNC_EVENT_START: somebody wants a pass: @signed_in, @token_expires_us,
 *   @epoch as stored, @forced
 * @LOKET_SYNC_EVENT_CANCEL: nobody wants it any more; needs no ticket
 * @LOKET_SYNC_EVENT_TOKENS: a refresh was answered and its tokens are stored
 * @LOKET_SYNC_EVENT_SESSION: @scopes, @epoch, @rules_edition, @rules_here,
 *   @guidance_edition and @guidance_here
 * @LOKET_SYNC_EVENT_RULES: @rules_edition
 * @LOKET_SYNC_EVENT_GUIDANCE: @guidance_edition
 * @LOKET_SYNC_EVENT_SCOPE: @generation, @complete, @state or the cursor to go on
 * @LOKET_SYNC_EVENT_PAGE: @state (for a snapshot the next cursor), @has_more, @records
 * @LOKET_SYNC_EVENT_OUTBOX: @ops, of the outbox or of what was accepted
 * @LOKET_SYNC_EVENT_STATUS: @verdicts
 * @LOKET_SYNC_EVENT_REPLY: @receipt where there is one, else @problem
 * @LOKET_SYNC_EVENT_UPLOAD: how far the hub is with a file: @offset and @complete,
 *   else @problem
 * @LOKET_SYNC_EVENT_STORED: the store answered: @done, or the reply was not in
 *   that state any more, or the page would have removed suspiciously much
 * @LOKET_SYNC_EVENT_FAILED: the store could not
 *
 * What happened.
 */
typedef enum
{
  LOKET_SYNC_EVENT_START,
  LOKET_SYNC_EVENT_CANCEL,
  LOKET_SYNC_EVENT_TOKENS,
  LOKET_SYNC_EVENT_SESSION,
  LOKET_SYNC_EVENT_RULES,
  LOKET_SYNC_EVENT_GUIDANCE,
  LOKET_SYNC_EVENT_SCOPE,
  LOKET_SYNC_EVENT_PAGE,
  LOKET_SYNC_EVENT_OUTBOX,
  LOKET_SYNC_EVENT_STATUS,
  LOKET_SYNC_EVENT_REPLY,
  LOKET_SYNC_EVENT_UPLOAD,
  LOKET_SYNC_EVENT_STORED,
  LOKET_SYNC_EVENT_FAILED,
} LoketSyncEventType;

/**
 * LoketSyncEvent:
 * @type: what happened
 * @ticket: of the effect that it answers
 * @now: wall time, Unix seconds
 * @elapsed_us: a clock that only grows
 * @random: 32 random bits
 * @judgement: of an answer
 * @epoch: (nullable): of an answer, its epoch; at the start, the stored one
 * @signed_in: whether there is a refresh token
 * @token_expires_us: when the access token ends, on @elapsed_us's clock; 0 for none
 * @forced: whether a person asked, so that no reply keeps waiting for its time
 * @scopes: (nullable) (element-type LoketScope): of the session
 * @rules_edition: of a session, the hub's latest edition of the rules, 0 for
 *   none; of rules that came, the last one among them
 * @rules_here: the latest edition that is stored of this hub's life, 0 for none
 * @guidance_edition: of a session, the edition of what the agency gives, 0 for
 *   nothing; of guidance that came, its edition
 * @guidance_here: the edition that is stored, 0 for none, -1 for one of another
 *   life of the hub or another agency
 * @generation: of a stored scope, 0 where nothing is stored
 * @complete: whether the stored scope's first copy is complete; whether the hub
 *   has all of a file
 * @offset: how many bytes of a file the hub has, -1 where it did not say
 * @state: (nullable): see the event types
 * @has_more: whether another page follows
 * @records: how many records the page changes
 * @ops: (nullable) (element-type LoketSyncOp): the replies
 * @verdicts: (nullable) (element-type LoketVerdict): what the hub knows of some
 * @receipt: (nullable): the receipt in the answer
 * @problem: (nullable): the problem in the answer: JSON
 * @done: whether it took place
 *
 * An event; everything in it belongs to the caller.
 */
typedef struct
{
  LoketSyncEventType  type;
  guint64             ticket;
  gint64              now;
  gint64              elapsed_us;
  guint32             random;
  LoketJudgement      judgement;
  const char         *epoch;
  gboolean            signed_in;
  gint64              token_expires_us;
  gboolean            forced;
  GPtrArray          *scopes;
  gint64              rules_edition;
  gint64              rules_here;
  gint64              guidance_edition;
  gint64              guidance_here;
  gint64              generation;
  gboolean            complete;
  gint64              offset;
  const char         *state;
  gboolean            has_more;
  guint               records;
  GPtrArray          *ops;
  GPtrArray          *verdicts;
  const LoketReceipt *receipt;
  const char         *problem;
  gboolean            done;
} LoketSyncEvent;

G_END_DECLS
