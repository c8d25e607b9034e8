/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim.h"

#include <stdio.h>
#include <string.h>

#include "loket-mutant.h"
#include "loket-wire-digest.h"

/* From a request to the answer that the hub would put on the line. */

static LoketAnswer *
make_answer (SimWorld   *world,
             guint       status,
             const char *type,
             char       *body)
{
  LoketAnswer *answer = loket_answer_new ();

  answer->status = status;
  answer->epoch = g_strdup (world->hub.db->epoch);
  answer->retry_after = -1;
  if (body == NULL)
    return answer;
  answer->content_type = g_strdup (type);
  answer->body = g_bytes_new_take (body, strlen (body));
  answer->length = (gint64) g_bytes_get_size (answer->body);
  answer->digest = loket_wire_digest_header (answer->body);
  return answer;
}

static LoketAnswer *
refuse_with (SimWorld           *world,
             const LoketProblem *problem)
{
  return make_answer (world, problem->status, "application/problem+json",
                      loket_wire_problem_to_json (problem));
}

static LoketAnswer *
refuse (SimWorld         *world,
        LoketProblemCode  code)
{
  g_autoptr (LoketProblem) problem = loket_problem_new (code, NULL);

  return refuse_with (world, problem);
}

guint32
sim_complaint_digest (const LoketComplaint *complaint)
{
  guint32 hash = (guint32) complaint->rev * 31 + (guint32) complaint->status;

  hash = hash * 31 + (complaint->agency_code != NULL ? (guint32) complaint->agency_code[0] : 0);
  hash = hash * 31 + complaint->messages->len;
  if (complaint->messages->len > 0)
    {
      const LoketMessage *last = g_ptr_array_index (complaint->messages, complaint->messages->len - 1);

      hash = hash * 31 + g_str_hash (last->text);
    }
  return hash;
}

static gboolean
shows_scope (SimWorld         *world,
             const SimRequest *request,
             guint             scope)
{
  guint officer = world->clients[request->client].officer;

  if (scope < SIM_AGENCIES)
    return g_str_has_suffix (sim_scope_name (scope), sim_officer_agency (officer));
  return scope == SIM_AGENCIES + 1 + officer;
}

static LoketAnswer *
session (SimWorld         *world,
         const SimRequest *request)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < SIM_SCOPES; i++)
    if (shows_scope (world, request, i) &&
        (i < SIM_AGENCIES || world->hub.db->scopes[i].seq > 0))
      g_string_append_printf (text, "%s %" G_GINT64_FORMAT "\n", sim_scope_name (i),
                              world->hub.db->scopes[i].generation);
  return make_answer (world, 200, "application/json", g_string_free (text, FALSE));
}

static char *
write_token (SimWorld *world,
             guint     scope,
             gint64    seq,
             int       after)
{
  const SimDb *db = world->hub.db;

  if (after < 0)
    return g_strdup_printf ("%s/%u/%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT, db->epoch, scope,
                            db->scopes[scope].generation, seq);
  return g_strdup_printf ("%s/%u/%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT "/%d", db->epoch, scope,
                          db->scopes[scope].generation, seq, after);
}

/* Reads a token and asks the core about it; returns a refusal or NULL. */
static LoketAnswer *
read_token (SimWorld   *world,
            guint       scope,
            const char *token,
            gboolean    is_cursor,
            gint64     *seq,
            int        *after,
            gboolean   *unchanged)
{
  const SimDb *db = world->hub.db;
  g_auto (GStrv) parts = g_strsplit (token != NULL ? token : "", "/", -1);
  guint n = g_strv_length (parts);
  LoketHubFeedHead head = { db->epoch, sim_scope_name (scope), db->scopes[scope].generation,
                            db->scopes[scope].seq, db->scopes[scope].floor };
  LoketHubFeedPoint point = { .is_cursor = n == 5 };
  LoketProblemCode code;

  if (n < 4)
    return refuse (world, LOKET_PROBLEM_BAD_REQUEST);
  point.epoch = parts[0];
  point.scope = sim_scope_name ((guint) atoi (parts[1]));
  point.generation = g_ascii_strtoll (parts[2], NULL, 10);
  point.seq = *seq = g_ascii_strtoll (parts[3], NULL, 10);
  *after = n == 5 ? atoi (parts[4]) : -1;

  code = loket_hub_core_judge_point (&point, &head, is_cursor);
  if (code == LOKET_PROBLEM_STATE_FROM_FUTURE)
    sim_hub_quarantine (world);
  if (code != LOKET_PROBLEM_UNKNOWN)
    return refuse (world, code);
  *unchanged = loket_hub_core_is_unchanged (&point, &head);
  return NULL;
}

static void
add_record (SimWorld *world,
            GString  *text,
            guint     index)
{
  const LoketComplaint *complaint = world->hub.db->cases[index].complaint;

  g_string_append_printf (text, "U %s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %08x\n", complaint->id,
                          complaint->rev, complaint->substance, sim_complaint_digest (complaint));
}

static LoketAnswer *
snapshot (SimWorld         *world,
          const SimRequest *request)
{
  guint scope = (guint) request->scope;
  gint64 seq = world->hub.db->scopes[scope].seq;
  g_autoptr (GString) records = g_string_new (NULL);
  g_autofree char *state = NULL;
  g_autofree char *cursor = NULL;
  gboolean unchanged;
  LoketAnswer *refusal;
  int after = -1;
  int last = -1;
  guint n = 0;

  if (request->token != NULL)
    {
      refusal = read_token (world, scope, request->token, TRUE, &seq, &after, &unchanged);
      if (refusal != NULL)
        return refusal;
    }
  for (guint i = (guint) (after + 1); i < world->config->n_complaints; i++)
    {
      if (!(world->hub.db->cases[i].members & (1u << scope)))
        continue;
      if (n == world->config->page_limit)
        {
          cursor = write_token (world, scope, seq, last);
          break;
        }
      add_record (world, records, i);
      last = (int) i;
      n++;
    }
  state = write_token (world, scope, seq, -1);
  return make_answer (world, 200, "application/x-ndjson",
                      g_strdup_printf ("S %s - %s %s\n%s", sim_scope_name (scope), state,
                                       cursor != NULL ? cursor : "-", records->str));
}

static gboolean
is_overtaken (const GArray *changes,
              guint         index)
{
  guint complaint = g_array_index (changes, SimChange, index).complaint;

  for (guint i = index + 1; i < changes->len; i++)
    if (g_array_index (changes, SimChange, i).complaint == complaint)
      return TRUE;
  return FALSE;
}

static LoketAnswer *
changes (SimWorld         *world,
         const SimRequest *request)
{
  guint scope = (guint) request->scope;
  const SimScope *feed = &world->hub.db->scopes[scope];
  g_autoptr (GString) records = g_string_new (NULL);
  g_autofree char *state = NULL;
  gboolean unchanged = FALSE;
  gboolean more = FALSE;
  LoketAnswer *refusal;
  gint64 seq = 0;
  int after;
  guint n = 0;

  refusal = read_token (world, scope, request->token, FALSE, &seq, &after, &unchanged);
  if (refusal != NULL)
    return refusal;
  if (unchanged)
    return make_answer (world, 304, NULL, NULL);

  for (guint i = 0; i < feed->changes->len && !more; i++)
    {
      const SimChange *change = &g_array_index (feed->changes, SimChange, i);

      if (change->seq <= seq || is_overtaken (feed->changes, i))
        continue;
      if (n == world->config->page_limit)
        {
          more = TRUE;
          break;
        }
      if (change->removed == LOKET_REMOVAL_UNKNOWN)
        add_record (world, records, change->complaint);
      else
        g_string_append_printf (records, "R %s %d\n", sim_complaint_id (change->complaint),
                                change->removed);
      seq = change->seq;
      n++;
    }
  state = write_token (world, scope, more ? seq : feed->seq, -1);
  return make_answer (world, 200, "application/x-ndjson",
                      g_strdup_printf ("C %s %s %s %s\n%s", sim_scope_name (scope), request->token,
                                       state, more ? "more" : "-", records->str));
}

static LoketAnswer *
put_reply (SimWorld         *world,
           const SimRequest *request)
{
  g_autoptr (LoketProblem) problem = NULL;
  LoketReceipt *receipt = NULL;
  gboolean replayed;

  if (request->former != NULL && g_strcmp0 (request->former->epoch, world->hub.db->epoch) == 0 &&
      request->former->seq > world->hub.db->reply_seq)
    sim_hub_quarantine (world);
  if (world->hub.quarantined)
    return refuse (world, LOKET_PROBLEM_UNAVAILABLE);
  sim_hub_submit (world, request, &problem, &receipt, &replayed);
  if (problem != NULL && problem->code == LOKET_PROBLEM_ATTACHMENT_MISSING)
    world->tally[SIM_TALLY_MISSING]++;
  if (problem != NULL)
    return refuse_with (world, problem);
  return make_answer (world, replayed ? 200 : 201, "application/json", sim_receipt_to_text (receipt));
}

static LoketAnswer *
take_upload (SimWorld         *world,
             const SimRequest *request)
{
  const SimUpload *upload;
  gboolean is_new;
  LoketProblemCode code;
  LoketAnswer *answer;

  if (world->hub.quarantined)
    return refuse (world, LOKET_PROBLEM_UNAVAILABLE);
  code = sim_uploads_take (world, request, &upload, &is_new);
  if (code == LOKET_PROBLEM_NOT_FOUND)
    return refuse (world, code);
  if (code != LOKET_PROBLEM_UNKNOWN)
    answer = refuse (world, code);
  else if (request->is_part)
    answer = make_answer (world, 204, NULL, NULL);
  else
    answer = make_answer (world, is_new ? 201 : 200, "application/json",
                          g_strdup_printf ("%s %" G_GINT64_FORMAT " %d", upload->id, upload->received,
                                           upload->whole));
  answer->upload_offset = upload->received;
  answer->upload_complete = upload->whole;
  return answer;
}

static LoketHubIdUse
describe (const SimUse *use)
{
  LoketHubIdUse facts = { LOKET_VERDICT_UNKNOWN };

  if (use != NULL)
    {
      facts.state = use->receipt != NULL ? LOKET_VERDICT_ACCEPTED : LOKET_VERDICT_REVOKED;
      facts.officer_id = sim_officer_id (use->officer);
      facts.complaint_id = use->receipt != NULL ? use->receipt->complaint_id : NULL;
    }
  return facts;
}

static LoketAnswer *
delete_reply (SimWorld         *world,
              const SimRequest *request)
{
  SimDb *db = world->hub.db;
  guint officer = world->clients[request->client].officer;
  SimUse *use = sim_db_find_use (db, request->rid);
  const LoketHubIdUse facts = describe (use);
  g_autoptr (LoketProblem) problem = NULL;

  if (world->hub.quarantined)
    return refuse (world, LOKET_PROBLEM_UNAVAILABLE);
  switch (loket_hub_core_decide_revocation (&facts, sim_officer_id (officer), request->complaint_id))
    {
    case LOKET_HUB_REVOCATION_STORE:
      use = g_new0 (SimUse, 1);
      use->rid = g_strdup (request->rid);
      use->officer = officer;
      g_ptr_array_add (db->uses, use);
      sim_hub_committed (world);
      sim_check_revoked (world, request->rid);
      return make_answer (world, 204, NULL, NULL);
    case LOKET_HUB_REVOCATION_DONE:
      return make_answer (world, 204, NULL, NULL);
    case LOKET_HUB_REVOCATION_ACCEPTED:
      /* The receipt travels in the problem; its bytes are ours, not JSON's. */
      problem = loket_problem_new (LOKET_PROBLEM_ALREADY_ACCEPTED, NULL);
      problem->detail = sim_receipt_to_text (use->receipt);
      return refuse_with (world, problem);
    case LOKET_HUB_REVOCATION_NOT_FOUND:
    default:
      return refuse (world, LOKET_PROBLEM_NOT_FOUND);
    }
}

static LoketAnswer *
statuses (SimWorld         *world,
          const SimRequest *request)
{
  guint officer = world->clients[request->client].officer;
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < request->rids->len; i++)
    {
      const char *rid = g_ptr_array_index (request->rids, i);
      const SimUse *use = sim_db_find_use (world->hub.db, rid);
      const LoketHubIdUse facts = describe (use);
      LoketVerdictState state = loket_hub_core_tell_verdict (&facts, sim_officer_id (officer));
      g_autofree char *receipt = state == LOKET_VERDICT_ACCEPTED ? sim_receipt_to_text (use->receipt)
                                                                 : g_strdup ("-");

      g_string_append_printf (text, "%s|%d|%s\n", rid, state, receipt);
    }
  return make_answer (world, 200, "application/json", g_string_free (text, FALSE));
}

/* What the hub says; NULL where it says nothing. */
LoketAnswer *
sim_hub_answer (SimWorld         *world,
                const SimRequest *request)
{
  if (world->hub.down_until > world->now)
    return NULL;
  if (!request->authorized && request->kind != LOKET_REQUEST_REFRESH)
    return refuse (world, LOKET_PROBLEM_UNAUTHORIZED);
  if (request->damaged && !(request->is_part && LOKET_MUTANT (TRUNCATED_CHUNK)))
    return refuse (world, LOKET_PROBLEM_DIGEST_MISMATCH);
  if (request->kind != LOKET_REQUEST_SESSION && request->kind != LOKET_REQUEST_REFRESH &&
      request->kind != LOKET_REQUEST_REPLY && request->epoch != NULL &&
      g_strcmp0 (request->epoch, world->hub.db->epoch) != 0)
    return refuse (world, LOKET_PROBLEM_EPOCH_MISMATCH);

  switch ((int) request->kind)
    {
    case LOKET_REQUEST_SESSION:
      return session (world, request);
    case LOKET_REQUEST_REFRESH:
      return make_answer (world, 200, "application/json", g_strdup ("tokens"));
    case LOKET_REQUEST_SNAPSHOT:
      return shows_scope (world, request, (guint) request->scope)
               ? snapshot (world, request) : refuse (world, LOKET_PROBLEM_NOT_FOUND);
    case LOKET_REQUEST_CHANGES:
      return shows_scope (world, request, (guint) request->scope)
               ? changes (world, request) : refuse (world, LOKET_PROBLEM_NOT_FOUND);
    case LOKET_REQUEST_REPLY:
      return put_reply (world, request);
    case LOKET_REQUEST_UPLOAD:
      return take_upload (world, request);
    case LOKET_REQUEST_REVOKE:
      return delete_reply (world, request);
    case LOKET_REQUEST_STATUS:
      return statuses (world, request);
    case LOKET_REQUEST_SIGN_IN:
    case LOKET_REQUEST_SIGN_OUT:
    case LOKET_REQUEST_COMPLAINT:
    default:
      return refuse (world, LOKET_PROBLEM_NOT_FOUND);
    }
}
