/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim.h"

#include <string.h>

#include "loket-mutant.h"

/* A client: does what its core says, on a disk that fills up, in a program that
 * is killed and on a computer that loses its power. */

#define TOKEN_LIFE (15 * SIM_MINUTE)

void
sim_effect_free (SimEffect *effect)
{
  loket_sync_effect_free (effect->effect);
  g_free (effect);
}

void
sim_client_init (SimWorld *world,
                 guint     index)
{
  SimClient *client = &world->clients[index];

  client->index = index;
  client->officer = world->config->officers[index];
  g_snprintf (client->device_id, sizeof client->device_id, "d%u", index);
  client->exists = TRUE;
  client->effects = g_ptr_array_new_with_free_func ((GDestroyNotify) sim_effect_free);
  client->user = sim_user_new ();
  client->journal = sim_journal_copy (NULL);
  client->refresh_valid = TRUE;
}

static void
forget_memory (SimClient *client)
{
  g_clear_pointer (&client->core, loket_sync_core_free);
  g_ptr_array_set_size (client->effects, 0);
  g_clear_pointer (&client->page, loket_wire_page_free);
  g_clear_pointer (&client->session_scopes, g_ptr_array_unref);
  memset (client->typed, 0, sizeof client->typed);
  client->token_expires_us = G_MININT64 / 2;
  client->wake_again = client->forced_next = FALSE;
  client->up = FALSE;
  client->incarnation++;
}

void
sim_client_clear (SimClient *client)
{
  if (!client->exists)
    return;
  forget_memory (client);
  g_ptr_array_unref (client->effects);
  sim_user_free (client->user);
  g_clear_pointer (&client->user_backup, sim_user_free);
  g_ptr_array_unref (client->journal);
  if (client->home_backup != NULL)
    {
      sim_user_free (client->home_backup->user);
      g_ptr_array_unref (client->home_backup->journal);
      g_free (client->home_backup);
    }
}

/* The program starts; @lost: user.db cannot be read. */
void
sim_client_boot (SimWorld  *world,
                 SimClient *client,
                 gboolean   lost)
{
  if (client->up)
    return;
  client->up = TRUE;
  client->core = loket_sync_core_new ();
  sim_note (world, "%u: starts%s", client->index, lost ? " without user.db" : "");
  sim_store_start (world, client, lost);
  sim_check_stored (world, client);
  sim_check_cache (world, client);
  g_clear_pointer (&client->user_backup, sim_user_free);
  client->user_backup = sim_user_copy (client->user);
  sim_client_wake (world, client, FALSE);
}

/* The program ends in mid-air; it is started again soon. */
void
sim_client_crash (SimWorld  *world,
                  SimClient *client,
                  gboolean   power)
{
  if (!client->up)
    return;
  sim_note (world, "%u: %s", client->index, power ? "power fails" : "crashes");
  sim_check_drafts (world, client);
  forget_memory (client);
  if (power)
    {
      client->cache = client->cache_synced;
      for (guint i = client->journal->len; i > 0; i--)
        if (!((SimJournalLine *) g_ptr_array_index (client->journal, i - 1))->synced)
          g_ptr_array_remove_index (client->journal, i - 1);
    }
  sim_world_push (world, world->now + sim_random_range (&world->disk, SIM_SECOND, 5 * SIM_MINUTE),
                  SIM_EVENT_BOOT, client->index, FALSE, NULL);
}

static gboolean
maybe_crash (SimWorld  *world,
             SimClient *client)
{
  if (!sim_random_hits (&world->disk, world->rates[SIM_RATE_CRASH]))
    return FALSE;
  sim_client_crash (world, client, sim_random_hits (&world->disk, world->rates[SIM_RATE_POWER]));
  return TRUE;
}

/* Asks for a pass as soon as there can be one. */
void
sim_client_wake (SimWorld  *world,
                 SimClient *client,
                 gboolean   forced)
{
  if (!client->up)
    return;
  client->forced_next |= forced;
  if (loket_sync_core_is_running (client->core))
    {
      client->wake_again = TRUE;
      return;
    }
  client->next_pass = world->now + sim_random_range (&world->life, 0, 2 * SIM_SECOND);
  sim_world_push (world, client->next_pass, SIM_EVENT_PASS, client->index, client->next_pass, NULL);
}

static SimEffect *
find_effect (SimClient *client,
             guint64    ticket)
{
  for (guint i = 0; i < client->effects->len; i++)
    {
      SimEffect *effect = g_ptr_array_index (client->effects, i);

      if (effect->effect->ticket == ticket)
        return effect;
    }
  return NULL;
}

static LoketSyncEvent
make_event (SimWorld           *world,
            SimClient          *client,
            LoketSyncEventType  type,
            guint64             ticket)
{
  return (LoketSyncEvent) {
    .type = type,
    .ticket = ticket,
    .now = sim_client_wall (world, client),
    .elapsed_us = world->now,
    .random = sim_random_next (&world->life),
    .done = TRUE,
  };
}

static SimRequest *
make_request (SimWorld        *world,
              SimClient       *client,
              LoketRequestKind kind,
              const LoketSyncEffect *effect)
{
  SimRequest *request = g_new0 (SimRequest, 1);

  request->kind = kind;
  request->client = client->index;
  request->incarnation = client->incarnation;
  request->ticket = effect->ticket;
  request->epoch = g_strdup (client->user->epoch);
  request->authorized = client->token_valid_until > world->now;
  request->scope = effect->scope != NULL ? sim_scope_index (effect->scope) : -1;
  request->token = g_strdup (effect->state);
  request->rid = g_strdup (effect->rid);
  request->complaint_id = g_strdup (effect->complaint_id);
  if (effect->rids != NULL)
    request->rids = g_ptr_array_ref (effect->rids);
  client->requests++;
  return request;
}

static void
send_reply (SimWorld              *world,
            SimClient             *client,
            const LoketSyncEffect *effect)
{
  SimRequest *request = make_request (world, client, LOKET_REQUEST_REPLY, effect);
  const SimOp *op = sim_user_find (client->user, effect->rid);

  if (op == NULL || op->damaged)
    {
      /* Its bytes no longer match their hash: nothing is sent. */
      sim_request_free (request);
      sim_world_push (world, world->now + SIM_MS, SIM_EVENT_STORE, client->index,
                      (gint64) effect->ticket, NULL);
      return;
    }
  request->body = sim_body_ref (op->body);
  request->former = op->receipt != NULL ? loket_receipt_ref (op->receipt) : NULL;
  sim_net_send (world, request);
}

static void
send_file (SimWorld              *world,
           SimClient             *client,
           const LoketSyncEffect *effect)
{
  SimRequest *request = make_request (world, client, LOKET_REQUEST_UPLOAD, effect);

  sim_files_ask (sim_user_find (client->user, effect->rid), effect, request);
  sim_net_send (world, request);
}

static void finish (SimWorld              *world,
                    SimClient             *client,
                    const LoketSyncEffect *effect);

static void
perform (SimWorld        *world,
         SimClient       *client,
         LoketSyncEffect *todo)
{
  SimEffect *effect = g_new0 (SimEffect, 1);
  LoketRequestKind kind = LOKET_REQUEST_SIGN_IN;

  effect->effect = todo;
  effect->asked_at = world->now;
  sim_note (world, "%u: effect %u %s %s", client->index, todo->type,
            todo->rid != NULL ? todo->rid : "", todo->scope != NULL ? todo->scope : "");
  if (todo->type == LOKET_SYNC_EFFECT_FINISH)
    {
      finish (world, client, todo);
      sim_effect_free (effect);
      return;
    }
  g_ptr_array_add (client->effects, effect);

  if (todo->type == LOKET_SYNC_EFFECT_REFRESH)
    kind = LOKET_REQUEST_REFRESH;
  else if (todo->type == LOKET_SYNC_EFFECT_FETCH_SESSION)
    kind = LOKET_REQUEST_SESSION;
  else if (todo->type == LOKET_SYNC_EFFECT_FETCH_SNAPSHOT)
    kind = LOKET_REQUEST_SNAPSHOT;
  else if (todo->type == LOKET_SYNC_EFFECT_FETCH_CHANGES)
    kind = LOKET_REQUEST_CHANGES;
  else if (todo->type == LOKET_SYNC_EFFECT_ASK_STATUS)
    kind = LOKET_REQUEST_STATUS;
  else if (todo->type == LOKET_SYNC_EFFECT_REVOKE)
    kind = LOKET_REQUEST_REVOKE;

  if (kind == LOKET_REQUEST_SNAPSHOT)
    client->snapshots++;
  if (kind != LOKET_REQUEST_SIGN_IN)
    sim_net_send (world, make_request (world, client, kind, todo));
  else if (todo->type == LOKET_SYNC_EFFECT_SEND)
    send_reply (world, client, todo);
  else if (todo->type == LOKET_SYNC_EFFECT_UPLOAD_BEGIN || todo->type == LOKET_SYNC_EFFECT_UPLOAD_PART)
    send_file (world, client, todo);
  else
    sim_world_push (world, world->now + sim_random_range (&world->disk, SIM_MS, 20 * SIM_MS),
                    SIM_EVENT_STORE, client->index, (gint64) todo->ticket, NULL);
}

static void
feed (SimWorld       *world,
      SimClient      *client,
      LoketSyncEvent *event)
{
  g_autoptr (GPtrArray) effects = g_ptr_array_new ();
  SimEffect *answered = find_effect (client, event->ticket);

  loket_sync_core_step (client->core, event, effects);
  if (answered != NULL)
    g_ptr_array_remove (client->effects, answered);
  for (guint i = 0; i < effects->len; i++)
    perform (world, client, g_ptr_array_index (effects, i));
}

/* Begins a pass. */
void
sim_client_pass (SimWorld  *world,
                 SimClient *client)
{
  LoketSyncEvent event;

  if (!client->up || loket_sync_core_is_running (client->core))
    return;
  if (client->away_until > world->now)
    {
      client->next_pass = client->away_until;
      sim_world_push (world, client->next_pass, SIM_EVENT_PASS, client->index, client->next_pass, NULL);
      return;
    }
  event = make_event (world, client, LOKET_SYNC_EVENT_START, 0);
  event.signed_in = client->user->signed_in;
  event.token_expires_us = client->token_expires_us;
  event.epoch = client->user->epoch;
  event.forced = client->forced_next;
  client->forced_next = client->wake_again = FALSE;
  client->requests = client->snapshots = 0;
  feed (world, client, &event);
}

static void
finish (SimWorld              *world,
        SimClient             *client,
        const LoketSyncEffect *effect)
{
  const LoketSyncSummary *summary = &effect->summary;
  gint64 wait = world->config->poll;
  gboolean good = summary->state == LOKET_SYNC_OK || summary->state == LOKET_SYNC_NEEDS_USER;

  sim_note (world, "%u: pass ends %s (%s), sent %u, waiting %u, asks %u", client->index,
            loket_sync_state_to_name (summary->state),
            loket_reason_get_name (summary->reason) != NULL ? loket_reason_get_name (summary->reason)
                                                            : "",
            summary->sent, summary->waiting, summary->needs_user);
  if (LOKET_MUTANT (CLEAR_ALL_MARKS) && summary->sent > 0)
    for (guint i = client->user->ops->len; i > 0; i--)
      if (!loket_outbox_state_is_final (((SimOp *) client->user->ops->pdata[i - 1])->state))
        {
          g_ptr_array_set_size (client->journal, 0);
          g_ptr_array_remove_index (client->user->ops, i - 1);
        }
  client->last = *summary;
  /* In fine weather people sign in when they are asked to. */
  if (world->healed && !client->user->signed_in)
    client->user->signed_in = client->refresh_valid = TRUE;
  client->quiet = good && summary->received == 0 && summary->sent == 0 &&
                    sim_check_is_settled (client) ? client->quiet + 1 : 0;
  sim_check_pass (world, client, good);
  client->failures = good ? 0 : client->failures + 1;
  if (client->failures > 1)
    wait = MIN (wait << MIN (client->failures, 3), 15 * SIM_MINUTE);
  if (client->wake_again)
    wait = SIM_SECOND;
  wait += sim_random_range (&world->life, -wait / 5, wait / 5);
  client->next_pass = world->now + wait;
  sim_world_push (world, client->next_pass, SIM_EVENT_PASS, client->index, client->next_pass, NULL);
}

void
sim_client_cancel (SimWorld  *world,
                   SimClient *client)
{
  LoketSyncEvent event;

  if (!client->up || !loket_sync_core_is_running (client->core))
    return;
  event = make_event (world, client, LOKET_SYNC_EVENT_CANCEL, 0);
  feed (world, client, &event);
}

static LoketOutboxState
find_state (const SimUser *user,
            const char    *rid)
{
  const SimOp *op = rid != NULL ? sim_user_find (user, rid) : NULL;

  return op != NULL ? op->state : rid != NULL ? LOKET_OUTBOX_ACCEPTED : LOKET_OUTBOX_NONE;
}

static LoketSyncOp *
to_sync_op (const SimUser *user,
            const SimOp   *op,
            gint64         order)
{
  LoketSyncOp *sync_op = loket_sync_op_new ();
  const LoketReply *reply = op->body->reply;

  sync_op->rid = g_strdup (reply->reply_id);
  sync_op->complaint_id = g_strdup (reply->complaint_id);
  sync_op->body_sha256 = g_strdup (op->body->sha256);
  sync_op->state = op->state;
  sync_op->prev_rid = g_strdup (reply->prev_reply_id);
  if (op->state == LOKET_OUTBOX_HELD)
    sync_op->prev_state = find_state (user, reply->prev_reply_id);
  sync_op->order = order;
  sync_op->attempts = op->attempts;
  sync_op->next_at = op->next_at;
  sync_op->since = op->since;
  sync_op->uploads = sim_files_list (op);
  return sync_op;
}

static GPtrArray *
list_outbox (const SimUser *user)
{
  GPtrArray *ops = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_sync_op_free);
  g_autoptr (GPtrArray) pending = sim_user_list (user, -1);

  for (guint i = 0; i < pending->len; i++)
    g_ptr_array_add (ops, to_sync_op (user, g_ptr_array_index (pending, i), i));
  return ops;
}

/* Those that a restored hub may have forgotten. */
static GPtrArray *
list_unconfirmed (const SimUser *user,
                  const char    *epoch)
{
  GPtrArray *ops = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_sync_op_free);

  for (guint i = 0; i < user->ops->len; i++)
    {
      const SimOp *op = g_ptr_array_index (user->ops, i);

      if (op->state == LOKET_OUTBOX_ACCEPTED && op->receipt != NULL &&
          g_strcmp0 (op->receipt->epoch, epoch) != 0 && g_strcmp0 (op->confirmed_epoch, epoch) != 0)
        g_ptr_array_add (ops, to_sync_op (user, op, op->receipt->seq));
    }
  return ops;
}

static void
load_scope (SimClient             *client,
            const LoketSyncEffect *effect,
            LoketSyncEvent        *event)
{
  const SimFollowed *followed = &client->cache.scopes[sim_scope_index (effect->scope)];
  const char *at = followed->in_snapshot ? followed->cursor : followed->state;

  event->type = LOKET_SYNC_EVENT_SCOPE;
  event->generation = followed->known ? followed->generation : 0;
  event->complete = !followed->in_snapshot;
  event->state = *at != '\0' ? at : NULL;
}

static void
confirm (SimClient             *client,
         const LoketSyncEffect *effect)
{
  for (guint i = 0; i < effect->rids->len; i++)
    {
      SimOp *op = sim_user_find (client->user, g_ptr_array_index (effect->rids, i));

      if (op == NULL || op->state != LOKET_OUTBOX_ACCEPTED)
        continue;
      g_free (op->confirmed_epoch);
      op->confirmed_epoch = g_strdup (effect->epoch);
    }
}

/* Does what the disk is asked for; FALSE where the program ended over it. */
static gboolean
store (SimWorld        *world,
       SimClient       *client,
       LoketSyncEffect *effect,
       LoketSyncEvent  *event)
{
  guint incarnation = client->incarnation;
  gboolean failed = FALSE;
  SimOp *op;

  switch ((int) effect->type)
    {
    case LOKET_SYNC_EFFECT_SIGN_OUT:
      client->user->signed_in = FALSE;
      if (LOKET_MUTANT (SIGN_OUT_CLEARS))
        {
          g_ptr_array_set_size (client->user->ops, 0);
          g_ptr_array_set_size (client->journal, 0);
        }
      break;
    case LOKET_SYNC_EFFECT_SAVE_EPOCH:
      g_free (client->user->epoch);
      client->user->epoch = g_strdup (effect->epoch);
      break;
    case LOKET_SYNC_EFFECT_KEEP_SCOPES:
      sim_cache_keep (client, client->session_scopes);
      sim_cache_committed (world, client);
      break;
    case LOKET_SYNC_EFFECT_LOAD_SCOPE:
      load_scope (client, effect, event);
      break;
    case LOKET_SYNC_EFFECT_RESET_SCOPE:
      sim_cache_reset (client, (guint) sim_scope_index (effect->scope), effect->generation);
      sim_cache_committed (world, client);
      break;
    case LOKET_SYNC_EFFECT_APPLY_PAGE:
      event->done = sim_cache_apply (world, client, (guint) sim_scope_index (effect->scope),
                                     client->page);
      break;
    case LOKET_SYNC_EFFECT_LOAD_ACCEPTED:
      event->type = LOKET_SYNC_EVENT_OUTBOX;
      event->ops = list_unconfirmed (client->user, effect->epoch);
      break;
    case LOKET_SYNC_EFFECT_CONFIRM:
      confirm (client, effect);
      break;
    case LOKET_SYNC_EFFECT_LOAD_OUTBOX:
      event->type = LOKET_SYNC_EVENT_OUTBOX;
      event->ops = list_outbox (client->user);
      break;
    case LOKET_SYNC_EFFECT_MARK:
      event->done = sim_store_step (world, client, effect, &failed);
      if (LOKET_MUTANT (MARK_NOT_ATOMIC) && event->done && effect->to == LOKET_OUTBOX_ACCEPTED)
        {
          if (maybe_crash (world, client))
            return FALSE;
          op = sim_user_find (client->user, effect->rid);
          op->receipt = loket_receipt_ref (effect->receipt);
        }
      break;
    case LOKET_SYNC_EFFECT_POSTPONE:
      op = sim_user_find (client->user, effect->rid);
      event->done = op != NULL && op->state == effect->from;
      if (event->done)
        {
          op->next_at = effect->next_at;
          op->reason = effect->reason;
        }
      break;
    case LOKET_SYNC_EFFECT_UPLOAD_NOTE:
      event->done = sim_files_note (sim_user_find (client->user, effect->rid), effect);
      break;
    case LOKET_SYNC_EFFECT_REFRESH:
    case LOKET_SYNC_EFFECT_FETCH_SESSION:
    case LOKET_SYNC_EFFECT_FETCH_SNAPSHOT:
    case LOKET_SYNC_EFFECT_FETCH_CHANGES:
    case LOKET_SYNC_EFFECT_ASK_STATUS:
    case LOKET_SYNC_EFFECT_SEND:
    case LOKET_SYNC_EFFECT_REVOKE:
    case LOKET_SYNC_EFFECT_FINISH:
    default:
      g_assert_not_reached ();
    }
  if (client->incarnation != incarnation)
    return FALSE;
  if (failed)
    event->type = LOKET_SYNC_EVENT_FAILED;
  sim_check_stored (world, client);
  return TRUE;
}

/* The disk's turn has come. */
void
sim_client_stored (SimWorld  *world,
                   SimClient *client,
                   guint64    ticket)
{
  SimEffect *effect = find_effect (client, ticket);
  LoketSyncEvent event;

  if (effect == NULL)
    return;
  event = make_event (world, client, LOKET_SYNC_EVENT_STORED, ticket);
  if (effect->effect->type == LOKET_SYNC_EFFECT_SEND)
    {
      event.type = LOKET_SYNC_EVENT_REPLY;
      event.judgement = (LoketJudgement) { LOKET_ANSWER_P, LOKET_REASON_DAMAGED, -1, 0 };
    }
  else if (effect->effect->type != LOKET_SYNC_EFFECT_LOAD_OUTBOX &&
      effect->effect->type != LOKET_SYNC_EFFECT_LOAD_SCOPE && sim_store_full (world, client))
    {
      if (!LOKET_MUTANT (FULL_DISK_DONE))
        event.type = LOKET_SYNC_EVENT_FAILED;
    }
  else if (!store (world, client, effect->effect, &event))
    {
      return;
    }
  else if (maybe_crash (world, client))
    {
      g_clear_pointer (&event.ops, g_ptr_array_unref);
      return;
    }
  feed (world, client, &event);
  g_clear_pointer (&event.ops, g_ptr_array_unref);
  if (client->up && sim_random_hits (&world->life, world->rates[SIM_RATE_CANCEL]))
    sim_client_cancel (world, client);
}

static GPtrArray *
parse_scopes (const char *text)
{
  GPtrArray *scopes = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_scope_free);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      char *space = strchr (lines[i], ' ');

      if (space == NULL)
        continue;
      *space = '\0';
      if (sim_scope_index (lines[i]) >= 0)
        g_ptr_array_add (scopes, loket_scope_new (lines[i], g_ascii_strtoll (space + 1, NULL, 10)));
    }
  return scopes;
}

static GPtrArray *
parse_verdicts (const char *text)
{
  GPtrArray *verdicts = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_verdict_free);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_auto (GStrv) parts = g_strsplit (lines[i], "|", -1);
      g_autoptr (LoketReceipt) receipt = NULL;

      if (g_strv_length (parts) != 3)
        continue;
      receipt = sim_receipt_parse (parts[2]);
      g_ptr_array_add (verdicts, loket_verdict_new (parts[0], (LoketVerdictState) atoi (parts[1]),
                                                    receipt));
    }
  return verdicts;
}

static void
read_page (SimClient       *client,
           const char      *text,
           LoketSyncEvent  *event)
{
  LoketWirePage *page = sim_page_parse (text);

  g_clear_pointer (&client->page, loket_wire_page_free);
  client->page = page;
  if (page == NULL)
    {
      event->judgement.klass = LOKET_ANSWER_N;
      event->judgement.reason = LOKET_REASON_UNREADABLE;
      return;
    }
  event->state = page->kind == LOKET_WIRE_PAGE_SNAPSHOT ? page->cursor : page->state;
  event->has_more = page->has_more;
  event->records = page->upserts->len + page->removals->len;
}

/* Reads a believed answer's body into an event. */
static void
read_body (SimWorld       *world,
           SimClient      *client,
           SimReturn      *returned,
           LoketSyncEvent *event)
{
  GBytes *body = returned->answer->body;
  g_autofree char *text = body != NULL && g_bytes_get_size (body) > 0
                            ? g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body))
                            : g_strdup ("");
  g_autoptr (LoketProblem) problem = NULL;
  gboolean ok = event->judgement.klass == LOKET_ANSWER_OK;

  switch ((int) returned->kind)
    {
    case LOKET_REQUEST_REFRESH:
      event->type = LOKET_SYNC_EVENT_TOKENS;
      if (ok && !client->refresh_valid)
        event->judgement = (LoketJudgement) { LOKET_ANSWER_A, LOKET_REASON_SIGNED_OUT, -1, 401 };
      else if (ok)
        client->token_expires_us = client->token_valid_until = world->now + TOKEN_LIFE;
      break;
    case LOKET_REQUEST_SESSION:
      event->type = LOKET_SYNC_EVENT_SESSION;
      if (ok)
        {
          g_clear_pointer (&client->session_scopes, g_ptr_array_unref);
          client->session_scopes = parse_scopes (text);
          event->scopes = client->session_scopes;
        }
      break;
    case LOKET_REQUEST_SNAPSHOT:
    case LOKET_REQUEST_CHANGES:
      event->type = LOKET_SYNC_EVENT_PAGE;
      if (ok)
        read_page (client, text, event);
      break;
    case LOKET_REQUEST_STATUS:
      event->type = LOKET_SYNC_EVENT_STATUS;
      if (ok)
        event->verdicts = parse_verdicts (text);
      break;
    case LOKET_REQUEST_UPLOAD:
      sim_files_read (find_effect (client, returned->ticket), returned->answer, text, event);
      break;
    case LOKET_REQUEST_REPLY:
    case LOKET_REQUEST_REVOKE:
      event->type = LOKET_SYNC_EVENT_REPLY;
      if (ok)
        event->receipt = sim_receipt_parse (text);
      else if (event->judgement.reason == LOKET_REASON_ALREADY_ACCEPTED)
        {
          problem = loket_wire_problem_parse (text, strlen (text), NULL);
          event->receipt = sim_receipt_parse (problem != NULL && problem->detail != NULL
                                                ? problem->detail : "");
        }
      break;
    case LOKET_REQUEST_SIGN_IN:
    case LOKET_REQUEST_SIGN_OUT:
    case LOKET_REQUEST_COMPLAINT:
    default:
      g_assert_not_reached ();
    }
}

/* An answer, or what looks like one, arrives. */
void
sim_client_answered (SimWorld  *world,
                     SimReturn *returned)
{
  SimClient *client = &world->clients[returned->client];
  LoketSyncEvent event;

  if (!client->up || client->incarnation != returned->incarnation ||
      find_effect (client, returned->ticket) == NULL ||
      !loket_sync_core_awaits (client->core, returned->ticket))
    return;

  event = make_event (world, client, LOKET_SYNC_EVENT_REPLY, returned->ticket);
  event.judgement = loket_answer_judge (returned->answer, returned->kind);
  event.epoch = returned->answer->epoch;
  read_body (world, client, returned, &event);
  feed (world, client, &event);
  g_clear_pointer (&event.verdicts, g_ptr_array_unref);
  if (event.receipt != NULL)
    loket_receipt_unref ((LoketReceipt *) event.receipt);
}

/* Nothing came in time. */
void
sim_client_timed_out (SimWorld  *world,
                      SimClient *client,
                      guint64    ticket)
{
  SimEffect *effect = find_effect (client, ticket);
  LoketSyncEvent event;

  if (!client->up || effect == NULL)
    return;
  event = make_event (world, client, LOKET_SYNC_EVENT_REPLY, ticket);
  event.judgement = (LoketJudgement) { LOKET_ANSWER_N, LOKET_REASON_TIMEOUT, -1, 0 };
  if (effect->effect->type == LOKET_SYNC_EFFECT_REFRESH)
    event.type = LOKET_SYNC_EVENT_TOKENS;
  else if (effect->effect->type == LOKET_SYNC_EFFECT_FETCH_SESSION)
    event.type = LOKET_SYNC_EVENT_SESSION;
  else if (effect->effect->type == LOKET_SYNC_EFFECT_ASK_STATUS)
    event.type = LOKET_SYNC_EVENT_STATUS;
  else if (effect->effect->type == LOKET_SYNC_EFFECT_UPLOAD_BEGIN ||
           effect->effect->type == LOKET_SYNC_EFFECT_UPLOAD_PART)
    event.type = LOKET_SYNC_EVENT_UPLOAD, event.offset = -1;
  else if (effect->effect->type == LOKET_SYNC_EFFECT_FETCH_SNAPSHOT ||
           effect->effect->type == LOKET_SYNC_EFFECT_FETCH_CHANGES)
    event.type = LOKET_SYNC_EVENT_PAGE;
  feed (world, client, &event);
}
