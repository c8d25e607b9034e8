/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim.h"

#include <string.h>

/* The hub's database in memory: it gathers the facts, asks the hub's core and
 * does what that decides, as the storage of the real hub does with SQL. */

static LoketComplaint *
copy_complaint (const LoketComplaint *from)
{
  LoketComplaint *copy = loket_complaint_new ();

  copy->id = g_strdup (from->id);
  copy->rev = from->rev;
  copy->substance = from->substance;
  copy->status = from->status;
  copy->closed_by = from->closed_by;
  copy->resolved = from->resolved;
  copy->agency_code = g_strdup (from->agency_code);
  copy->assigned_at = from->assigned_at;
  copy->answered_at = from->answered_at;
  for (guint i = 0; i < from->messages->len; i++)
    {
      const LoketMessage *message = g_ptr_array_index (from->messages, i);
      LoketMessage *same = loket_message_new ();

      same->id = g_strdup (message->id);
      same->author = message->author;
      same->text = g_strdup (message->text);
      same->outcome = message->outcome;
      same->at = message->at;
      g_ptr_array_add (copy->messages, same);
    }
  return copy;
}

static SimUse *
use_copy (const SimUse *use)
{
  SimUse *copy = g_new0 (SimUse, 1);

  copy->rid = g_strdup (use->rid);
  copy->officer = use->officer;
  copy->device_id = g_strdup (use->device_id);
  copy->text = use->text;
  copy->receipt = use->receipt != NULL ? loket_receipt_ref (use->receipt) : NULL;
  return copy;
}

static void
use_free (SimUse *use)
{
  g_free (use->rid);
  g_free (use->device_id);
  g_clear_pointer (&use->receipt, loket_receipt_unref);
  g_free (use);
}

static void
touch_clear (gpointer data)
{
  g_free (((SimTouch *) data)->device_id);
}

static GArray *
touches_new (void)
{
  GArray *touches = g_array_new (FALSE, TRUE, sizeof (SimTouch));

  g_array_set_clear_func (touches, touch_clear);
  return touches;
}

SimDb *
sim_db_copy (const SimDb *db)
{
  SimDb *copy = g_new0 (SimDb, 1);

  copy->epoch = g_strdup (db->epoch);
  copy->reply_seq = db->reply_seq;
  copy->commits = db->commits;
  for (guint i = 0; i < SIM_COMPLAINTS && db->cases[i].complaint != NULL; i++)
    {
      copy->cases[i] = db->cases[i];
      copy->cases[i].complaint = copy_complaint (db->cases[i].complaint);
      copy->cases[i].touches = touches_new ();
      for (guint j = 0; j < db->cases[i].touches->len; j++)
        {
          SimTouch touch = g_array_index (db->cases[i].touches, SimTouch, j);

          touch.device_id = g_strdup (touch.device_id);
          g_array_append_val (copy->cases[i].touches, touch);
        }
    }
  copy->uploads = sim_uploads_copy (db->uploads);
  copy->uses = g_ptr_array_new_with_free_func ((GDestroyNotify) use_free);
  for (guint i = 0; i < db->uses->len; i++)
    g_ptr_array_add (copy->uses, use_copy (g_ptr_array_index (db->uses, i)));
  for (guint i = 0; i < SIM_SCOPES; i++)
    {
      copy->scopes[i] = db->scopes[i];
      copy->scopes[i].changes = g_array_copy (db->scopes[i].changes);
    }
  return copy;
}

void
sim_db_free (SimDb *db)
{
  g_free (db->epoch);
  for (guint i = 0; i < SIM_COMPLAINTS && db->cases[i].complaint != NULL; i++)
    {
      loket_complaint_unref (db->cases[i].complaint);
      g_array_unref (db->cases[i].touches);
    }
  g_ptr_array_unref (db->uses);
  g_ptr_array_unref (db->uploads);
  for (guint i = 0; i < SIM_SCOPES; i++)
    g_array_unref (db->scopes[i].changes);
  g_free (db);
}

SimUse *
sim_db_find_use (const SimDb *db,
                 const char  *rid)
{
  for (guint i = db->uses->len; i > 0; i--)
    {
      SimUse *use = g_ptr_array_index (db->uses, i - 1);

      if (g_str_equal (use->rid, rid))
        return use;
    }
  return NULL;
}

static GPtrArray *
list_members (const SimCase *entry)
{
  GPtrArray *names = g_ptr_array_new ();

  for (guint i = 0; i < SIM_SCOPES; i++)
    if (entry->members & (1u << i))
      g_ptr_array_add (names, (char *) sim_scope_name (i));
  return names;
}

/* Counts the transaction; how far the hub has come is written down beside the
 * database, at every step or at every few. */
void
sim_hub_committed (SimWorld *world)
{
  SimHub *hub = &world->hub;

  hub->db->commits++;
  if (hub->db->commits - hub->high_water >= (gint64) world->config->high_water_step)
    hub->high_water = hub->db->commits;
}

/* Tells the scopes, and counts the transaction. */
void
sim_hub_publish (SimWorld           *world,
                 guint               complaint,
                 LoketRemovalReason  reason)
{
  SimDb *db = world->hub.db;
  SimCase *entry = &db->cases[complaint];
  g_autoptr (GPtrArray) members = list_members (entry);
  g_autoptr (GPtrArray) wanted =
      loket_hub_core_list_scopes (entry->complaint->agency_code,
                                  entry->officer >= 0 ? sim_officer_id ((guint) entry->officer) : NULL,
                                  entry->gone || entry->hidden);
  g_autoptr (GArray) rows = loket_hub_core_list_rows (members, wanted, reason);

  for (guint i = 0; i < rows->len; i++)
    {
      const LoketHubFeedRow *row = &g_array_index (rows, LoketHubFeedRow, i);
      guint scope = (guint) sim_scope_index (row->scope);
      SimChange change = { ++db->scopes[scope].seq, complaint, entry->complaint->rev, row->removed,
                           sim_wall (world) };

      g_array_append_val (db->scopes[scope].changes, change);
      if (row->removed == LOKET_REMOVAL_UNKNOWN)
        entry->members |= 1u << scope;
      else
        entry->members &= ~(1u << scope);
    }
  sim_hub_committed (world);
}

/* Changes a complaint if the core lets it happen. */
gboolean
sim_hub_change (SimWorld             *world,
                guint                 complaint,
                const LoketHubChange *change,
                int                   officer)
{
  SimCase *entry = &world->hub.db->cases[complaint];
  g_autoptr (LoketProblem) problem =
      loket_hub_core_decide_change (entry->complaint, change, entry->closed_at);
  LoketRemovalReason reason;

  if (problem != NULL || world->hub.quarantined)
    return FALSE;
  reason = loket_hub_core_apply_change (entry->complaint, change);
  entry->officer = change->kind == LOKET_HUB_CHANGE_RETURN ? -1
                   : change->kind == LOKET_HUB_CHANGE_ASSIGN ? officer
                                                             : entry->officer;
  entry->gone = change->kind == LOKET_HUB_CHANGE_MERGE ||
                (entry->gone && change->kind != LOKET_HUB_CHANGE_REOPEN);
  entry->closed_at = loket_complaint_is_open (entry->complaint) ? LOKET_TIME_UNSET : change->now;
  sim_check_touched (world, complaint, entry->complaint->substance, -1, NULL);
  sim_hub_publish (world, complaint, reason);
  return TRUE;
}

static gboolean
was_seen (const SimDb *db,
          guint        complaint,
          guint        officer)
{
  guint scopes[] = { officer < SIM_CLIENTS
                       ? (guint) sim_scope_index (g_str_equal (sim_officer_agency (officer), "A")
                                                    ? "agency:A" : "agency:B")
                       : 0,
                     officer < SIM_CLIENTS ? SIM_AGENCIES + 1 + officer : 0 };

  for (guint i = 0; i < G_N_ELEMENTS (scopes); i++)
    {
      const SimScope *scope = &db->scopes[scopes[i]];

      if (db->cases[complaint].members & (1u << scopes[i]))
        return TRUE;
      for (guint j = 0; j < scope->changes->len; j++)
        if (g_array_index (scope->changes, SimChange, j).complaint == complaint)
          return TRUE;
    }
  return FALSE;
}

static void
find_own_chain (const SimDb        *db,
                const LoketReply   *reply,
                guint               officer,
                LoketHubReplyFacts *facts)
{
  for (guint i = 0; i < db->uses->len; i++)
    {
      const SimUse *use = g_ptr_array_index (db->uses, i);

      if (use->receipt == NULL || use->officer != officer ||
          !g_str_equal (use->device_id, reply->device_id) ||
          !g_str_equal (use->receipt->complaint_id, reply->complaint_id))
        continue;
      facts->last_reply_id = use->rid;
      facts->last_substance = use->receipt->substance;
      if (use->receipt->substance > MAX (reply->based_on, reply->ack))
        facts->n_own++;
    }
}

static LoketHubIdUse
describe_use (const SimUse *use)
{
  LoketHubIdUse facts = { LOKET_VERDICT_UNKNOWN };

  if (use == NULL)
    return facts;
  facts.state = use->receipt != NULL ? LOKET_VERDICT_ACCEPTED : LOKET_VERDICT_REVOKED;
  facts.officer_id = sim_officer_id (use->officer);
  if (use->receipt != NULL)
    {
      facts.complaint_id = use->receipt->complaint_id;
      facts.body_sha256 = use->receipt->body_sha256;
      facts.accepted_at = use->receipt->accepted_at;
    }
  return facts;
}

static LoketReceipt *
store (SimWorld                   *world,
       const SimRequest           *request,
       const LoketHubReplyRequest *asked,
       guint                       officer,
       gboolean                    recovered)
{
  SimDb *db = world->hub.db;
  guint index = sim_complaint_index (request->complaint_id);
  SimCase *entry = &db->cases[index];
  gint64 at = recovered ? asked->former->accepted_at : asked->now;
  SimUse *use = g_new0 (SimUse, 1);

  sim_check_accepts (world, request, entry->complaint, recovered);
  sim_check_files (world, request, recovered);
  loket_hub_core_apply_reply (entry->complaint, request->body->reply, NULL, at);
  use->rid = g_strdup (request->rid);
  use->officer = officer;
  use->device_id = g_strdup (request->body->reply->device_id);
  use->text = request->body->text;
  use->receipt = loket_hub_core_make_receipt (asked, entry->complaint, db->epoch, ++db->reply_seq, at);
  use->receipt->mac = sim_seal (use->receipt);
  g_ptr_array_add (db->uses, use);
  sim_check_touched (world, index, entry->complaint->substance, (int) request->client,
                     request->body->reply->device_id);
  sim_hub_publish (world, index, LOKET_REMOVAL_UNASSIGNED);
  return use->receipt;
}

/* A reply comes in; ends in a problem or a receipt. */
void
sim_hub_submit (SimWorld          *world,
                const SimRequest  *request,
                LoketProblem     **problem,
                LoketReceipt     **receipt,
                gboolean          *replayed)
{
  SimDb *db = world->hub.db;
  guint index = sim_complaint_index (request->complaint_id);
  const SimCase *entry = &db->cases[index];
  guint officer = request->client < SIM_CLIENTS ? world->clients[request->client].officer
                                                : SIM_CLIENTS;
  const SimUse *use = sim_db_find_use (db, request->rid);
  LoketHubReplyFacts facts = { describe_use (use), .closed_at = entry->closed_at };
  LoketHubReplyRequest asked = {
    .reply = request->body->reply,
    .officer_id = sim_officer_id (officer),
    .body_sha256 = request->body->sha256,
    .epoch = request->epoch,
    .now = sim_wall (world),
  };
  g_autoptr (GArray) uploads = sim_uploads_describe (db, request->body->reply);
  g_autofree char *seal = NULL;

  facts.uploads = (const LoketHubUploadFact *) (void *) uploads->data;
  if (request->former != NULL)
    {
      seal = sim_seal (request->former);
      if (g_strcmp0 (seal, request->former->mac) == 0)
        asked.former = request->former;
    }
  facts.epoch = db->epoch;
  facts.complaint = entry->complaint;
  facts.may_reply = g_strcmp0 (sim_officer_agency (officer), entry->complaint->agency_code) == 0;
  facts.was_seen = was_seen (db, index, officer);
  find_own_chain (db, request->body->reply, officer, &facts);

  *replayed = FALSE;
  switch (loket_hub_core_decide_reply (&asked, &facts, problem))
    {
    case LOKET_HUB_VERDICT_STORE:
      *receipt = store (world, request, &asked, officer, FALSE);
      break;
    case LOKET_HUB_VERDICT_RECOVER:
      *receipt = store (world, request, &asked, officer, TRUE);
      break;
    case LOKET_HUB_VERDICT_REPLAY:
      *replayed = TRUE;
      *receipt = use->receipt;
      sim_check_replayed (world, request);
      break;
    case LOKET_HUB_VERDICT_REFUSE:
    default:
      break;
    }
}

void
sim_hub_quarantine (SimWorld *world)
{
  if (world->hub.quarantined)
    return;
  world->hub.quarantined = TRUE;
  sim_note (world, "hub quarantined");
  sim_world_push (world, world->now + sim_random_range (&world->life, SIM_MINUTE, 2 * SIM_HOUR),
                  SIM_EVENT_ADMIN, 0, 0, NULL);
}

void
sim_hub_new_epoch (SimWorld *world)
{
  SimHub *hub = &world->hub;
  gint64 skip = loket_hub_core_skip_numbers (sim_random_next (&world->life));

  g_free (hub->db->epoch);
  hub->db->epoch = g_strdup_printf ("e%u", ++hub->n_epochs);
  for (guint i = 0; i < SIM_COMPLAINTS && hub->db->cases[i].complaint != NULL; i++)
    {
      LoketComplaint *complaint = hub->db->cases[i].complaint;

      complaint->rev += skip;
      complaint->substance += skip;
      sim_check_touched (world, i, complaint->substance, -1, NULL);
    }
  hub->quarantined = FALSE;
  hub->high_water = hub->db->commits;
  g_free (hub->high_epoch);
  hub->high_epoch = g_strdup (hub->db->epoch);
  sim_note (world, "hub epoch %s", hub->db->epoch);
}

void
sim_hub_restore (SimWorld *world,
                 guint     which,
                 gboolean  remembered)
{
  SimHub *hub = &world->hub;

  if (hub->backups->len == 0)
    return;
  sim_db_free (hub->db);
  hub->db = sim_db_copy (g_ptr_array_index (hub->backups, which % hub->backups->len));
  sim_check_restored (world);
  if (remembered)
    sim_hub_new_epoch (world);
  else if (loket_hub_core_lost_changes (hub->db->epoch, hub->db->commits, hub->high_epoch,
                                        hub->high_water))
    sim_hub_quarantine (world);
}

/* Drops old changes. */
void
sim_hub_maintain (SimWorld *world)
{
  gint64 before = sim_wall (world) - LOKET_HUB_CORE_KEEP_CHANGES;

  for (guint i = 0; i < SIM_SCOPES; i++)
    {
      SimScope *scope = &world->hub.db->scopes[i];
      guint n = 0;

      while (n < scope->changes->len && g_array_index (scope->changes, SimChange, n).at < before)
        n++;
      if (n == 0)
        continue;
      scope->floor = loket_hub_core_raise_floor (scope->floor,
                                                 g_array_index (scope->changes, SimChange, n - 1).seq);
      g_array_remove_range (scope->changes, 0, n);
    }
}

/* What the scope shows is decided anew, without rows in its feed. */
void
sim_hub_hide (SimWorld *world,
              guint     scope,
              guint     complaint)
{
  SimDb *db = world->hub.db;
  SimCase *entry = &db->cases[complaint];

  if (entry->gone || world->hub.quarantined)
    return;
  entry->hidden = !entry->hidden;
  entry->was_hidden = TRUE;
  for (guint i = 0; i < SIM_SCOPES; i++)
    {
      gboolean has = (entry->members & (1u << i)) != 0;
      gboolean wants = !entry->hidden &&
                       (g_strcmp0 (sim_scope_name (i) + 7, entry->complaint->agency_code) == 0 ||
                        (entry->officer >= 0 && i == SIM_AGENCIES + 1 + (guint) entry->officer) ||
                        (i == SIM_AGENCIES && entry->complaint->agency_code == NULL));

      if (has == wants)
        continue;
      entry->members ^= 1u << i;
      db->scopes[i].generation = loket_hub_core_next_generation (db->scopes[i].generation);
    }
  sim_hub_committed (world);
}

void
sim_hub_init (SimWorld *world)
{
  SimHub *hub = &world->hub;
  SimDb *db = g_new0 (SimDb, 1);

  hub->db = db;
  db->uploads = sim_uploads_copy (NULL);
  hub->backups = g_ptr_array_new_with_free_func ((GDestroyNotify) sim_db_free);
  db->uses = g_ptr_array_new_with_free_func ((GDestroyNotify) use_free);
  for (guint i = 0; i < SIM_SCOPES; i++)
    {
      db->scopes[i].generation = 1;
      db->scopes[i].changes = g_array_new (FALSE, FALSE, sizeof (SimChange));
    }
  sim_hub_new_epoch (world);
  for (guint i = 0; i < world->config->n_complaints; i++)
    {
      SimCase *entry = &db->cases[i];

      entry->complaint = loket_complaint_new ();
      entry->complaint->id = g_strdup (sim_complaint_id (i));
      entry->complaint->rev = entry->complaint->substance = 1;
      entry->complaint->status = LOKET_STATUS_NEW;
      entry->complaint->agency_code = g_strdup (i % 5 == 4 ? "B" : "A");
      entry->officer = i % 3 == 0 ? (int) (i % SIM_CLIENTS) : -1;
      entry->closed_at = LOKET_TIME_UNSET;
      entry->touches = touches_new ();
      sim_hub_publish (world, i, LOKET_REMOVAL_UNASSIGNED);
    }
}

void
sim_hub_clear (SimHub *hub)
{
  sim_db_free (hub->db);
  g_free (hub->high_epoch);
  g_ptr_array_unref (hub->backups);
}
