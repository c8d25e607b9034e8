/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim.h"

#include <string.h>

/* The promise, in parts that can be checked while the world runs. Nothing here
 * asks the objects under test: what must hold is worked out again. */

static SimSent *
find_sent (SimWorld   *world,
           const char *rid)
{
  return g_hash_table_lookup (world->sent, rid);
}

/* Whether several homes hold it, so that its officer may have sent it twice. */
static gboolean
is_shared (const SimSent *sent)
{
  return sent != NULL && sent->shared;
}

/* The officer was told: it is sent off. */
void
sim_check_sent (SimWorld    *world,
                SimClient   *client,
                const SimOp *op)
{
  SimSent *sent = g_new0 (SimSent, 1);
  const SimSent *replaced = op->replaces != NULL ? find_sent (world, op->replaces) : NULL;

  sent->body = sim_body_ref (op->body);
  sent->client = client->index;
  sent->complaint = sim_complaint_index (op->body->reply->complaint_id);
  sent->number = (gint64) world->sent_order->len + 1;
  sent->position = replaced != NULL ? replaced->position : sent->number;
  sent->shared = is_shared (replaced);
  sent->loose = replaced != NULL && client->lost_file;
  client->expected++;
  g_hash_table_insert (world->sent, sent->body->reply->reply_id, sent);
  g_ptr_array_add (world->sent_order, sent);
}

static gboolean
is_own (const SimTouch   *touch,
        const LoketReply *reply)
{
  return touch->client >= 0 && g_strcmp0 (touch->device_id, reply->device_id) == 0;
}

static void
check_content (SimWorld             *world,
               const SimRequest     *request,
               const LoketComplaint *before)
{
  const SimCase *entry = &world->hub.db->cases[sim_complaint_index (request->complaint_id)];
  const LoketReply *reply = request->body->reply;
  guint officer = request->client < SIM_CLIENTS ? world->clients[request->client].officer : SIM_CLIENTS;

  if (g_strcmp0 (before->agency_code, sim_officer_agency (officer)) != 0)
    sim_violate (world, "I3", "%s is accepted although %s is not theirs", request->rid, before->id);
  if (before->status == LOKET_STATUS_CLOSED || before->status == LOKET_STATUS_ARCHIVED)
    sim_violate (world, "I3", "%s is accepted although %s is closed", request->rid, before->id);
  for (guint i = 0; i < entry->touches->len; i++)
    {
      const SimTouch *touch = &g_array_index (entry->touches, SimTouch, i);

      if (touch->substance > MAX (reply->based_on, reply->ack) && !is_own (touch, reply))
        sim_violate (world, "I3", "%s is accepted although its officer had not read what %s is now",
                     request->rid, before->id);
      /* The same number may have meant something else in another life. */
      if (touch->substance == MAX (reply->based_on, reply->ack) && request->body->seen != 0 &&
          touch->digest != request->body->seen)
        sim_violate (world, "I3", "%s is accepted for another %s than its officer had read",
                     request->rid, before->id);
    }
}

/* In the order in which its officer sent them. */
static void
check_order (SimWorld      *world,
             const SimSent *sent)
{
  const SimDb *db = world->hub.db;

  for (guint i = 0; i < db->uses->len; i++)
    {
      const SimUse *use = g_ptr_array_index (db->uses, i);
      const SimSent *other = use->receipt != NULL ? find_sent (world, use->rid) : NULL;

      if (other == NULL || other->client != sent->client || other->complaint != sent->complaint ||
          other->shared || sent->shared || other->loose || sent->loose)
        continue;
      if (other->position > sent->position ||
          (other->position == sent->position && other->number > sent->number))
        sim_violate (world, "I4", "%s is accepted after %s", sent->body->reply->reply_id, use->rid);
    }
}

/* The hub is about to store a reply. */
void
sim_check_accepts (SimWorld             *world,
                   const SimRequest     *request,
                   const LoketComplaint *before,
                   gboolean              recovered)
{
  const SimDb *db = world->hub.db;
  SimSent *sent = find_sent (world, request->rid);

  for (guint i = 0; i < db->uses->len; i++)
    {
      const SimUse *use = g_ptr_array_index (db->uses, i);

      if (use->receipt == NULL)
        continue;
      if (g_str_equal (use->rid, request->rid))
        sim_violate (world, "I1", "%s is stored twice", request->rid);
      else if (use->text == request->body->text && !is_shared (sent) &&
               !is_shared (find_sent (world, use->rid)))
        sim_violate (world, "I1", "t%u is stored as %s and as %s", use->text, use->rid, request->rid);
    }
  if (!recovered)
    check_content (world, request, before);
  if (sent == NULL)
    return;
  if (g_strcmp0 (sent->body->sha256, request->body->sha256) != 0)
    sim_violate (world, "I2", "%s is stored with other bytes than its officer sent", request->rid);
  /* A hub that was restored may have forgotten its promise; then a second home
   * that never took it back may send it. */
  if ((sent->promised > 0 && (!sent->shared || sent->promised == world->hub.n_epochs)) ||
      (sent->taken_back && !sent->shared))
    sim_violate (world, "I9", "%s is stored although it was taken back", request->rid);
  check_order (world, sent);
  sent->accepted = TRUE;
}

/* The hub said that it has it already: then it must be that. */
void
sim_check_replayed (SimWorld         *world,
                    const SimRequest *request)
{
  const SimUse *use = sim_db_find_use (world->hub.db, request->rid);

  if (use == NULL || use->receipt == NULL ||
      g_strcmp0 (use->receipt->body_sha256, request->body->sha256) != 0)
    sim_violate (world, "I2", "%s is answered as stored, and its bytes are not", request->rid);
}

void
sim_check_touched (SimWorld   *world,
                   guint       complaint,
                   gint64      substance,
                   int         client,
                   const char *device_id)
{
  const SimCase *entry = &world->hub.db->cases[complaint];
  SimTouch touch = { substance, client, g_strdup (device_id),
                     sim_complaint_digest (entry->complaint) };

  g_array_append_val (world->hub.db->cases[complaint].touches, touch);
}

void
sim_check_restored (SimWorld *world)
{
  sim_note (world, "hub restored to commit %" G_GINT64_FORMAT, world->hub.db->commits);
}

void
sim_check_revoked (SimWorld   *world,
                   const char *rid)
{
  SimSent *sent = find_sent (world, rid);

  if (sent != NULL)
    sent->promised = world->hub.n_epochs;
}

static void
check_receipt (SimWorld    *world,
               const SimOp *op)
{
  const char *rid = op->body->reply->reply_id;
  const SimSent *sent = find_sent (world, rid);
  g_autofree char *seal = NULL;

  if (op->receipt == NULL)
    return;
  seal = sim_seal (op->receipt);
  if (g_strcmp0 (seal, op->receipt->mac) != 0 || g_strcmp0 (op->receipt->reply_id, rid) != 0 ||
      g_strcmp0 (op->receipt->body_sha256, op->body->sha256) != 0 ||
      g_strcmp0 (op->receipt->complaint_id, op->body->reply->complaint_id) != 0)
    sim_violate (world, "I5", "%s counts as accepted with a receipt that is not for it", rid);
  if (sent != NULL && !sent->accepted)
    sim_violate (world, "I5", "%s counts as accepted and never was", rid);
}

/* A reply took a step at its client. */
void
sim_check_moved (SimWorld         *world,
                 SimClient        *client,
                 const SimOp      *op,
                 LoketOutboxState  from)
{
  SimSent *sent = find_sent (world, op->body->reply->reply_id);
  gboolean ended = loket_outbox_state_is_final (op->state);

  if (op->state == LOKET_OUTBOX_ACCEPTED)
    check_receipt (world, op);
  if (op->state == LOKET_OUTBOX_INFLIGHT)
    {
      g_autoptr (GPtrArray) pending =
          sim_user_list (client->user, (int) sim_complaint_index (op->body->reply->complaint_id));

      for (guint i = 0; i < pending->len && pending->pdata[i] != op; i++)
        if (op->reason != LOKET_REASON_DOUBT && op->reason != LOKET_REASON_DAMAGED)
          sim_violate (world, "I4", "%s is sent before %s ended", op->body->reply->reply_id,
                       ((SimOp *) pending->pdata[i])->body->reply->reply_id);
    }
  if (sent == NULL || sent->client != client->index)
    return;
  if (ended != sent->ended && !sent->waived)
    client->expected += ended ? -1u : 1u;
  sent->ended = ended;
  if (op->state == LOKET_OUTBOX_REVOKED || op->state == LOKET_OUTBOX_DISCARDED)
    {
      const SimUse *use = sim_db_find_use (world->hub.db, op->body->reply->reply_id);

      sent->taken_back = TRUE;
      if (!sent->shared && use != NULL && use->receipt != NULL)
        sim_violate (world, "I9", "%s counts as taken back and is stored", op->body->reply->reply_id);
    }
}

/* Nothing that was sent off may be missing. */
static void
check_present (SimWorld  *world,
               SimClient *client)
{
  guint n = 0;

  for (guint i = 0; i < client->user->ops->len; i++)
    {
      const SimOp *op = g_ptr_array_index (client->user->ops, i);

      n += !loket_outbox_state_is_final (op->state);
      if (op->state == LOKET_OUTBOX_ACCEPTED && op->receipt == NULL)
        sim_violate (world, "I5", "%s counts as accepted without a receipt",
                     op->body->reply->reply_id);
    }
  if (n >= client->expected)
    return;
  for (guint i = 0; i < world->sent_order->len; i++)
    {
      const SimSent *sent = g_ptr_array_index (world->sent_order, i);
      const char *rid = sent->body->reply->reply_id;

      if (sent->client == client->index && !sent->waived && !sent->ended &&
          sim_user_find (client->user, rid) == NULL && sim_journal_find (client->journal, rid) == NULL)
        sim_violate (world, "I6", "%s is gone from its client", rid);
    }
}

/* After a transaction. */
void
sim_check_stored (SimWorld  *world,
                  SimClient *client)
{
  check_present (world, client);
}

/* Whether only people can make anything go on. */
gboolean
sim_check_is_settled (const SimClient *client)
{
  g_autoptr (GPtrArray) pending = sim_user_list (client->user, -1);
  gboolean asked[SIM_COMPLAINTS] = { FALSE };

  for (guint i = 0; i < pending->len; i++)
    {
      const SimOp *op = g_ptr_array_index (pending, i);
      guint complaint = sim_complaint_index (op->body->reply->complaint_id);

      if (op->state == LOKET_OUTBOX_NEEDS_USER)
        asked[complaint] = TRUE;
      else if (!asked[complaint] || op->state == LOKET_OUTBOX_INFLIGHT ||
               op->state == LOKET_OUTBOX_REVOKING)
        return FALSE;
    }
  return TRUE;
}

/* Every reply is somebody's turn. */
static void
check_turns (SimWorld  *world,
             SimClient *client)
{
  g_autoptr (GPtrArray) pending = sim_user_list (client->user, -1);
  gboolean behind[SIM_COMPLAINTS] = { FALSE };

  for (guint i = 0; i < pending->len; i++)
    {
      const SimOp *op = g_ptr_array_index (pending, i);
      const char *rid = op->body->reply->reply_id;
      guint complaint = sim_complaint_index (op->body->reply->complaint_id);

      if (op->state == LOKET_OUTBOX_INFLIGHT || op->state == LOKET_OUTBOX_UPLOADING)
        sim_violate (world, "I7", "%s is under way and nobody carries it", rid);
      else if (op->state == LOKET_OUTBOX_HELD && !behind[complaint])
        sim_violate (world, "I7", "%s is held and nothing is before it", rid);
      else if (op->state == LOKET_OUTBOX_NEEDS_USER && op->reason == LOKET_REASON_NONE)
        sim_violate (world, "I7", "%s asks for nothing", rid);
      behind[complaint] = TRUE;
    }
}

/* After a pass; @good: that got to its end. */
void
sim_check_pass (SimWorld  *world,
                SimClient *client,
                gboolean   good)
{
  check_present (world, client);
  if (good)
    check_turns (world, client);
  if (!world->healed || client->quiet < 3)
    return;
  if (client->snapshots > 0 ||
      client->requests > 2 + 2 * (client->session_scopes != NULL ? client->session_scopes->len : 0))
    sim_violate (world, "I14", "a pass of client %u that changes nothing asks %u times",
                 client->index, client->requests);
}

/* What a copy claims to hold it holds. */
static void
check_scope (SimWorld  *world,
             SimClient *client,
             guint      scope)
{
  const SimFollowed *followed = &client->cache.scopes[scope];
  const SimScope *feed = &world->hub.db->scopes[scope];
  g_auto (GStrv) parts = NULL;
  guint32 seen = 0;
  gint64 seq;

  if (!followed->known || followed->in_snapshot || *followed->state == '\0')
    return;
  parts = g_strsplit (followed->state, "/", -1);
  if (g_strcmp0 (parts[0], world->hub.db->epoch) != 0 ||
      g_ascii_strtoll (parts[2], NULL, 10) != feed->generation)
    return;
  seq = g_ascii_strtoll (parts[3], NULL, 10);
  if (seq > feed->seq)
    return;
  for (guint i = feed->changes->len; i > 0; i--)
    {
      const SimChange *change = &g_array_index (feed->changes, SimChange, i - 1);
      const SimRow *row = &client->cache.rows[change->complaint];
      gboolean member = (row->scopes >> scope) & 1;

      /* What changed since may be there already: pages of a copy are newer than
       * the state that it leads to. */
      if (seen & (1u << change->complaint))
        continue;
      seen |= 1u << change->complaint;
      if (change->seq > seq)
        continue;
      if (world->hub.db->cases[change->complaint].was_hidden)
        continue;
      if (change->removed == LOKET_REMOVAL_UNKNOWN ? !member || row->rev < change->rev : member)
        sim_violate (world, "I8", "client %u claims %s and has not got %s", client->index,
                     followed->state, sim_complaint_id (change->complaint));
    }
}

void
sim_check_cache (SimWorld  *world,
                 SimClient *client)
{
  if (world->hub.quarantined)
    return;
  for (guint i = 0; i < SIM_SCOPES; i++)
    check_scope (world, client, i);
}

/* The program ends: what was typed two seconds ago must be on the disk. */
void
sim_check_drafts (SimWorld  *world,
                  SimClient *client)
{
  if (world->rates[SIM_RATE_NO_SPACE] > 0)
    return;
  for (guint i = 0; i < SIM_COMPLAINTS; i++)
    if (client->typed[i] != 0 && client->typed_at[i] + 2 * SIM_SECOND < world->now &&
        client->full_until + SIM_SECOND < client->typed_at[i])
      sim_violate (world, "I13", "client %u loses t%u", client->index, client->typed[i]);
}

/* Several homes hold what is on its way here. */
void
sim_check_cloned (SimWorld  *world,
                  SimClient *client)
{
  for (guint i = 0; i < world->sent_order->len; i++)
    {
      SimSent *sent = g_ptr_array_index (world->sent_order, i);

      if (sent->client == client->index)
        sent->shared = TRUE;
    }
}

/* An older copy of user.db shows as unfinished what ended since. The officer, who
 * is asked about it, may send it once more. */
void
sim_check_copy_back (SimWorld  *world,
                     SimClient *client)
{
  client->lost_file = TRUE;
  for (guint i = 0; i < client->user->ops->len; i++)
    {
      const SimOp *op = g_ptr_array_index (client->user->ops, i);
      SimSent *sent = find_sent (world, op->body->reply->reply_id);

      if (sent != NULL && sent->ended && !loket_outbox_state_is_final (op->state))
        sent->shared = TRUE;
    }
}

/* The officer put an old home in place: what came after it is not there, by their
 * own hand, and what ended since is there again. */
void
sim_check_home_back (SimWorld  *world,
                     SimClient *client)
{
  client->expected = 0;
  for (guint i = 0; i < world->sent_order->len; i++)
    {
      SimSent *sent = g_ptr_array_index (world->sent_order, i);
      const SimOp *op;

      if (sent->client != client->index)
        continue;
      op = sim_user_find (client->user, sent->body->reply->reply_id);
      sent->shared = TRUE;
      sent->waived = op == NULL;
      sent->ended = op != NULL && loket_outbox_state_is_final (op->state);
      client->expected += !sent->waived && !sent->ended;
    }
}

gboolean
sim_check_is_quiet (SimWorld *world)
{
  for (guint i = 0; i < SIM_CLIENTS; i++)
    if (world->clients[i].exists && world->clients[i].quiet < 4)
      return FALSE;
  return TRUE;
}

static void
check_client_rest (SimWorld  *world,
                   SimClient *client)
{
  const SimDb *db = world->hub.db;

  for (guint i = 0; i < client->user->ops->len; i++)
    {
      const SimOp *op = g_ptr_array_index (client->user->ops, i);
      const char *rid = op->body->reply->reply_id;
      const SimUse *use = sim_db_find_use (db, rid);

      if (op->state != LOKET_OUTBOX_ACCEPTED)
        continue;
      check_receipt (world, op);
      if (use == NULL || use->receipt == NULL)
        sim_violate (world, "I11", "%s has a receipt and the hub has not got it", rid);
      else if (g_strcmp0 (use->receipt->body_sha256, op->body->sha256) != 0)
        sim_violate (world, "I11", "%s is something else at the hub", rid);
    }
  for (guint i = 0; client->session_scopes != NULL && i < client->session_scopes->len; i++)
    {
      int scope = sim_scope_index (((LoketScope *) client->session_scopes->pdata[i])->id);

      for (guint j = 0; j < world->config->n_complaints; j++)
        {
          const SimRow *row = &client->cache.rows[j];
          gboolean has = (row->scopes >> scope) & 1;
          gboolean should = (db->cases[j].members >> scope) & 1;

          if (has != should)
            sim_violate (world, "I12", "client %u %s %s in %s", client->index,
                         has ? "still has" : "lacks", sim_complaint_id (j), sim_scope_name ((guint) scope));
          else if (has && (row->rev != db->cases[j].complaint->rev ||
                           row->digest != sim_complaint_digest (db->cases[j].complaint)))
            sim_violate (world, "I12", "client %u has an old %s", client->index, sim_complaint_id (j));
        }
    }
}

/* Nothing moves any more: every reply ended, or somebody is asked. */
void
sim_check_rest (SimWorld *world)
{
  for (guint i = 0; i < SIM_CLIENTS; i++)
    {
      SimClient *client = &world->clients[i];

      if (!client->exists)
        continue;
      if (!sim_check_is_settled (client))
        sim_violate (world, "I10", "client %u still has something on its way", i);
      check_present (world, client);
      check_client_rest (world, client);
    }
}
