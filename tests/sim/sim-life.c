/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim.h"

#include <string.h>

#include "loket-mutant.h"
#include "loket-outbox-rules.h"

/* What people do, and what happens to their computers. Every action carries its
 * own chance, so that leaving one out does not change the others. */

static guint
pick (const SimAction *action,
      guint            n)
{
  return n > 0 ? (guint) (action->salt % n) : 0;
}

static guint
pick_complaint (SimWorld        *world,
                const SimAction *action)
{
  return (guint) ((action->salt >> 8) % world->config->n_complaints);
}

/* A complaint that the client shows. */
static int
pick_shown (SimWorld        *world,
            SimClient       *client,
            const SimAction *action)
{
  guint first = pick_complaint (world, action);

  for (guint i = 0; i < world->config->n_complaints; i++)
    {
      guint index = (first + i) % world->config->n_complaints;

      if (client->cache.rows[index].present)
        return (int) index;
    }
  return -1;
}

static SimOp *
pick_op (SimClient       *client,
         const SimAction *action,
         gboolean         asking)
{
  g_autoptr (GPtrArray) pending = sim_user_list (client->user, -1);

  for (guint i = 0; i < pending->len; i++)
    {
      SimOp *op = g_ptr_array_index (pending, (i + pick (action, pending->len)) % pending->len);

      if (asking ? op->state == LOKET_OUTBOX_NEEDS_USER
                 : loket_outbox_can_go (op->state, loket_outbox_withdrawn (op->attempts), op->attempts))
        return op;
    }
  return NULL;
}

static void
type (SimWorld  *world,
      SimClient *client,
      guint      complaint)
{
  client->typed[complaint] = ++world->next_text;
  client->typed_at[complaint] = world->now;
  sim_world_push (world, world->now + SIM_SECOND, SIM_EVENT_AUTOSAVE, client->index,
                  (gint64) complaint, NULL);
}

/* The draft is written down a moment after the last key. */
void
sim_life_autosave (SimWorld  *world,
                   SimClient *client,
                   guint      complaint)
{
  SimDraft *draft = &client->user->drafts[complaint];

  if (!client->up || client->typed[complaint] == 0)
    return;
  if (sim_store_full (world, client))
    {
      sim_world_push (world, world->now + SIM_SECOND, SIM_EVENT_AUTOSAVE, client->index,
                      (gint64) complaint, NULL);
      return;
    }
  *draft = (SimDraft) { client->typed[complaint], client->cache.rows[complaint].substance, world->now };
  client->typed[complaint] = 0;
}

static void
send (SimWorld  *world,
      SimClient *client,
      guint      complaint)
{
  const SimDraft *draft = &client->user->drafts[complaint];
  gint64 seen = client->cache.rows[complaint].substance;
  guint text = client->typed[complaint] != 0 ? client->typed[complaint]
               : draft->text != 0            ? draft->text
                                             : ++world->next_text;
  gint64 based_on = draft->text != 0 && client->typed[complaint] == 0 ? draft->base : seen;

  /* The same words may come back as a draft; sent anew they are a new reply. */
  if (text == draft->text)
    text = ++world->next_text;
  if (sim_store_send_off (world, client, complaint, text, MAX (based_on, 1), 0, NULL) != NULL)
    client->typed[complaint] = 0;
  sim_check_stored (world, client);
  sim_client_wake (world, client, FALSE);
}

static void
resolve (SimWorld        *world,
         SimClient       *client,
         const SimAction *action)
{
  SimOp *op = pick_op (client, action, TRUE);
  guint complaint;
  gint64 seen;

  if (op == NULL)
    return;
  complaint = sim_complaint_index (op->body->reply->complaint_id);
  seen = MAX (client->cache.rows[complaint].substance, op->body->reply->based_on);
  switch ((action->salt >> 32) % 4)
    {
    case 0: /* as it is; the same words once more where they are known to be there */
      sim_store_send_off (world, client, complaint,
                          op->reason == LOKET_REASON_ALREADY_ACCEPTED ? ++world->next_text
                                                                      : op->body->text, op->body->reply->based_on,
                          seen > op->body->reply->based_on ? seen : 0, op->body->reply->reply_id);
      break;
    case 1: /* changed */
      sim_store_send_off (world, client, complaint, ++world->next_text, seen, 0,
                          op->body->reply->reply_id);
      break;
    case 2:
      sim_store_withdraw (world, client, op, TRUE);
      break;
    default:
      sim_store_withdraw (world, client, op, FALSE);
      break;
    }
  sim_check_stored (world, client);
  sim_client_wake (world, client, FALSE);
}

static void
edit (SimWorld        *world,
      SimClient       *client,
      const SimAction *action)
{
  SimOp *op = pick_op (client, action, FALSE);
  guint complaint;

  if (op == NULL)
    return;
  complaint = sim_complaint_index (op->body->reply->complaint_id);
  sim_store_send_off (world, client, complaint, ++world->next_text,
                      MAX (client->cache.rows[complaint].substance, 1), 0, op->body->reply->reply_id);
  sim_check_stored (world, client);
  sim_client_wake (world, client, FALSE);
}

static void
discard (SimWorld        *world,
         SimClient       *client,
         const SimAction *action)
{
  SimOp *op = pick_op (client, action, FALSE);

  if (op == NULL)
    return;
  sim_store_withdraw (world, client, op, (action->salt >> 40) & 1);
  sim_check_stored (world, client);
  sim_client_wake (world, client, FALSE);
}

/* What a person does at a client that runs. */
static void
act_at_client (SimWorld        *world,
               SimClient       *client,
               const SimAction *action)
{
  int complaint = pick_shown (world, client, action);

  switch ((int) action->what)
    {
    case SIM_DO_TYPE:
      if (complaint >= 0)
        type (world, client, (guint) complaint);
      break;
    case SIM_DO_SEND:
    case SIM_DO_SEND_MORE:
      if (complaint < 0)
        break;
      send (world, client, (guint) complaint);
      if (action->what == SIM_DO_SEND_MORE)
        for (guint i = 0; i <= pick (action, 2); i++)
          send (world, client, (guint) complaint);
      break;
    case SIM_DO_EDIT:
      edit (world, client, action);
      break;
    case SIM_DO_DISCARD:
      discard (world, client, action);
      break;
    case SIM_DO_RESOLVE:
      resolve (world, client, action);
      break;
    case SIM_DO_SYNC_NOW:
      sim_client_wake (world, client, TRUE);
      break;
    case SIM_DO_CRASH:
      sim_client_crash (world, client, FALSE);
      break;
    case SIM_DO_POWER:
      sim_client_crash (world, client, TRUE);
      break;
    default:
      break;
    }
}

/* Another officer answers, whose program and line never fail. */
static void
colleague (SimWorld *world,
           guint     complaint)
{
  SimDb *db = world->hub.db;
  const LoketComplaint *record = db->cases[complaint].complaint;
  g_autofree char *rid = g_strdup_printf ("x%u", ++world->next_rid);
  g_autoptr (LoketProblem) problem = NULL;
  const char *prev = NULL;
  LoketReceipt *receipt = NULL;
  SimRequest *request;
  gboolean replayed;

  if (world->hub.quarantined || world->hub.down_until > world->now)
    return;
  for (guint i = 0; i < db->uses->len; i++)
    {
      const SimUse *use = g_ptr_array_index (db->uses, i);

      if (use->officer == SIM_CLIENTS && use->receipt != NULL &&
          g_str_equal (use->receipt->complaint_id, record->id))
        prev = use->rid;
    }
  request = g_new0 (SimRequest, 1);
  request->kind = LOKET_REQUEST_REPLY;
  request->client = SIM_CLIENTS;
  request->epoch = g_strdup (db->epoch);
  request->rid = g_strdup (rid);
  request->complaint_id = g_strdup (record->id);
  request->body = sim_body_new (world, ++world->next_text, rid, complaint, SIM_COLLEAGUE_DEVICE, prev,
                                record->substance, 0);
  sim_hub_submit (world, request, &problem, &receipt, &replayed);
  sim_request_free (request);
}

/* A program that makes its ids badly sends something else under one of them. */
static void
other_program (SimWorld        *world,
               const SimAction *action)
{
  const SimSent *sent;
  SimRequest *request;

  if (world->sent_order->len == 0)
    return;
  sent = g_ptr_array_index (world->sent_order, pick (action, world->sent_order->len));
  if (!sent->accepted)
    return;
  request = g_new0 (SimRequest, 1);
  request->kind = LOKET_REQUEST_REPLY;
  request->client = sent->client;
  request->authorized = TRUE;
  request->epoch = g_strdup (world->hub.db->epoch);
  request->rid = g_strdup (sent->body->reply->reply_id);
  request->complaint_id = g_strdup (sent->body->reply->complaint_id);
  request->body = sim_body_new (world, ++world->next_text, request->rid, sent->complaint,
                                sent->body->reply->device_id, NULL, 1, 0);
  if (sim_db_find_use (world->hub.db, request->rid) != NULL)
    sim_world_push (world, world->now + SIM_SECOND, SIM_EVENT_REQUEST, sent->client, 0, request);
  else
    sim_request_free (request);
}

static void
change (SimWorld          *world,
        const SimAction   *action,
        LoketHubChangeKind kind)
{
  guint complaint = pick_complaint (world, action);
  const LoketComplaint *record = world->hub.db->cases[complaint].complaint;
  g_autofree char *text = g_strdup_printf ("w%" G_GUINT64_FORMAT, action->salt % 10000);
  gboolean to_other = (action->salt >> 20) % 3 > 0;
  LoketHubChange what = {
    .kind = kind,
    .agency_code = to_other && g_strcmp0 (record->agency_code, "A") == 0 ? "B" : "A",
    .into_id = sim_complaint_id ((complaint + 1) % world->config->n_complaints),
    .closer = LOKET_CLOSER_ADMIN,
    .message_id = text,
    .text = text,
    .now = sim_wall (world),
  };
  int officer = (action->salt >> 24) % 2 ? (int) ((action->salt >> 28) % SIM_CLIENTS) : -1;

  /* An officer of another agency has no business with it. */
  if (officer >= 0 && g_strcmp0 (sim_officer_agency ((guint) officer), what.agency_code) != 0)
    officer = -1;
  if (world->hub.down_until <= world->now && sim_hub_change (world, complaint, &what, officer))
    sim_note (world, "hub: change %u of %s", kind, sim_complaint_id (complaint));
}

static void
clone_home (SimWorld  *world,
            SimClient *from)
{
  for (guint i = 0; i < SIM_CLIENTS; i++)
    {
      SimClient *client = &world->clients[i];

      if (client->exists || g_strcmp0 (sim_officer_agency (i), sim_officer_agency (from->officer)) != 0)
        continue;
      sim_client_init (world, i);
      client->officer = from->officer;
      memcpy (client->device_id, from->device_id, sizeof client->device_id);
      sim_user_free (client->user);
      client->user = sim_user_copy (from->user);
      g_ptr_array_unref (client->journal);
      client->journal = sim_journal_copy (from->journal);
      client->cache = client->cache_synced = from->cache;
      sim_check_cloned (world, from);
      sim_world_push (world, world->now + SIM_SECOND, SIM_EVENT_BOOT, i, FALSE, NULL);
      return;
    }
}

static void
home_backup (SimClient *client)
{
  if (client->home_backup != NULL)
    {
      sim_user_free (client->home_backup->user);
      g_ptr_array_unref (client->home_backup->journal);
    }
  else
    {
      client->home_backup = g_new0 (SimHome, 1);
    }
  client->home_backup->user = sim_user_copy (client->user);
  client->home_backup->journal = sim_journal_copy (client->journal);
  client->home_backup->cache = client->cache;
}

static void
home_restore (SimWorld  *world,
              SimClient *client)
{
  if (client->home_backup == NULL)
    return;
  sim_client_crash (world, client, FALSE);
  sim_user_free (client->user);
  client->user = sim_user_copy (client->home_backup->user);
  g_ptr_array_unref (client->journal);
  client->journal = sim_journal_copy (client->home_backup->journal);
  client->cache = client->cache_synced = client->home_backup->cache;
  g_clear_pointer (&client->user_backup, sim_user_free);
  sim_check_home_back (world, client);
}

static void
damage_wire (SimClient       *client,
             const SimAction *action)
{
  g_autoptr (GPtrArray) pending = sim_user_list (client->user, -1);
  SimOp *op;

  if (pending->len == 0)
    return;
  op = g_ptr_array_index (pending, pick (action, pending->len));
  op->damaged = TRUE;
  /* Sometimes the second record is hit too. */
  if ((action->salt >> 50) % 4 == 0)
    {
      SimJournalLine *line = sim_journal_find (client->journal, op->body->reply->reply_id);

      if (line != NULL)
        g_ptr_array_remove (client->journal, line);
    }
}

/* What happens to a client's computer, whether its program runs or not. */
static void
act_on_computer (SimWorld        *world,
                 SimClient       *client,
                 const SimAction *action)
{
  switch ((int) action->what)
    {
    case SIM_DO_DISK_FULL:
      client->full_until = world->now + (gint64) (1 + pick (action, 30)) * SIM_MINUTE;
      break;
    case SIM_DO_CLOCK:
      client->clock_offset = (gint64) pick (action, 2000000000) - 1000000000;
      if (action->salt >> 60 == 0)
        client->clock_offset = 0;
      break;
    case SIM_DO_CLONE:
      clone_home (world, client);
      break;
    case SIM_DO_HOME_BACKUP:
      home_backup (client);
      break;
    case SIM_DO_HOME_RESTORE:
      home_restore (world, client);
      break;
    case SIM_DO_USER_LOST:
      if (client->up)
        {
          sim_client_crash (world, client, (action->salt >> 50) & 1);
          sim_client_boot (world, client, TRUE);
        }
      break;
    case SIM_DO_WIRE_DAMAGED:
      damage_wire (client, action);
      sim_client_crash (world, client, FALSE);
      break;
    case SIM_DO_CACHE_LOST:
      memset (&client->cache, 0, sizeof client->cache);
      client->cache_synced = client->cache;
      if (LOKET_MUTANT (REBUILD_CLEARS))
        {
          g_ptr_array_set_size (client->user->ops, 0);
          g_ptr_array_set_size (client->journal, 0);
        }
      sim_client_crash (world, client, FALSE);
      break;
    case SIM_DO_UPGRADE:
      if (LOKET_MUTANT (MIGRATION_EMPTIES))
        {
          g_ptr_array_set_size (client->user->ops, 0);
          g_ptr_array_set_size (client->journal, 0);
        }
      sim_client_crash (world, client, FALSE);
      break;
    case SIM_DO_TOKEN:
      client->token_valid_until = 0;
      break;
    case SIM_DO_SIGN_OUT:
      client->token_valid_until = 0;
      client->refresh_valid = FALSE;
      break;
    case SIM_DO_AWAY:
      client->away_until = world->now + (gint64) (1 + pick (action, 240)) * SIM_MINUTE;
      break;
    default:
      break;
    }
}

static void
act_on_hub (SimWorld        *world,
            const SimAction *action)
{
  SimHub *hub = &world->hub;

  switch ((int) action->what)
    {
    case SIM_DO_HUB_RESTART:
      hub->down_until = world->now + (gint64) (1 + pick (action, 600)) * SIM_SECOND;
      break;
    case SIM_DO_HUB_BACKUP:
      if (!hub->quarantined)
        g_ptr_array_add (hub->backups, sim_db_copy (hub->db));
      break;
    case SIM_DO_HUB_RESTORE:
      sim_hub_restore (world, pick (action, 1000), TRUE);
      break;
    case SIM_DO_HUB_FORGETS:
      sim_hub_restore (world, pick (action, 1000), FALSE);
      break;
    case SIM_DO_RIGHTS:
      sim_hub_hide (world, 0, pick_complaint (world, action));
      break;
    case SIM_DO_UPLOADS_GONE:
      sim_uploads_forget (world, TRUE, action->salt);
      break;
    case SIM_DO_SLEEP:
      world->now += (gint64) (1 + pick (action, 120)) * SIM_DAY;
      sim_hub_maintain (world);
      sim_uploads_forget (world, FALSE, 0);
      break;
    default:
      break;
    }
}

/* Something happens. */
void
sim_life_act (SimWorld        *world,
              const SimAction *action)
{
  SimClient *client = &world->clients[action->client];

  switch ((int) action->what)
    {
    case SIM_DO_CITIZEN:
      change (world, action, LOKET_HUB_CHANGE_ADD_TEXT);
      return;
    case SIM_DO_COLLEAGUE:
      colleague (world, pick_complaint (world, action));
      return;
    case SIM_DO_REASSIGN:
      change (world, action, LOKET_HUB_CHANGE_ASSIGN);
      return;
    case SIM_DO_RETURN:
      change (world, action, LOKET_HUB_CHANGE_RETURN);
      return;
    case SIM_DO_CLOSE:
      change (world, action, LOKET_HUB_CHANGE_CLOSE);
      return;
    case SIM_DO_REOPEN:
      change (world, action, LOKET_HUB_CHANGE_REOPEN);
      return;
    case SIM_DO_MERGE:
      change (world, action, LOKET_HUB_CHANGE_MERGE);
      return;
    case SIM_DO_WITHDRAW:
      change (world, action, LOKET_HUB_CHANGE_WITHDRAW);
      return;
    case SIM_DO_OTHER_PROGRAM:
      other_program (world, action);
      return;
    default:
      break;
    }
  act_on_hub (world, action);
  if (!client->exists)
    return;
  act_on_computer (world, client, action);
  /* Somebody who has to sign in does so sooner or later. */
  if (!client->user->signed_in)
    {
      client->user->signed_in = client->refresh_valid = TRUE;
      sim_client_wake (world, client, FALSE);
    }
  if (client->up && client->away_until <= world->now)
    act_at_client (world, client, action);
}

/* The weather is fine from now on, and everybody is there. */
void
sim_life_heal (SimWorld *world)
{
  world->healed = TRUE;
  memset (world->rates, 0, sizeof world->rates);
  world->hub.down_until = 0;
  if (world->hub.quarantined)
    sim_hub_new_epoch (world);
  for (guint i = 0; i < SIM_CLIENTS; i++)
    {
      SimClient *client = &world->clients[i];

      if (!client->exists)
        continue;
      client->full_until = client->away_until = 0;
      client->clock_offset = 0;
      client->user->signed_in = client->refresh_valid = TRUE;
      client->quiet = 0;
      sim_client_boot (world, client, FALSE);
      sim_client_wake (world, client, FALSE);
    }
}
