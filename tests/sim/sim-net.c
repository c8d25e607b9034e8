/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim.h"

#include <string.h>

#include "loket-wire-digest.h"

/* The way to the hub and back, with everything that happens there. */

#define TIMEOUT (90 * SIM_SECOND)

void
sim_request_free (SimRequest *request)
{
  g_free (request->epoch);
  g_free (request->token);
  g_free (request->rid);
  g_free (request->complaint_id);
  g_free (request->upload_id);
  g_clear_pointer (&request->body, sim_body_unref);
  g_clear_pointer (&request->former, loket_receipt_unref);
  g_clear_pointer (&request->rids, g_ptr_array_unref);
  g_free (request);
}

SimRequest *
sim_request_copy (const SimRequest *request)
{
  SimRequest *copy = g_memdup2 (request, sizeof *request);

  copy->epoch = g_strdup (request->epoch);
  copy->token = g_strdup (request->token);
  copy->rid = g_strdup (request->rid);
  copy->complaint_id = g_strdup (request->complaint_id);
  copy->upload_id = g_strdup (request->upload_id);
  if (request->body != NULL)
    sim_body_ref (request->body);
  if (request->former != NULL)
    loket_receipt_ref (request->former);
  if (request->rids != NULL)
    g_ptr_array_ref (request->rids);
  return copy;
}

void
sim_return_free (SimReturn *self)
{
  loket_answer_free (self->answer);
  g_free (self);
}

static gboolean
strikes (SimWorld *world,
         SimRate   rate)
{
  return sim_random_hits (&world->net, world->rates[rate]);
}

static void
bring_back (SimWorld         *world,
            const SimRequest *request,
            LoketAnswer      *answer,
            gint64            delay)
{
  SimReturn *returned = g_new0 (SimReturn, 1);

  returned->answer = answer;
  returned->kind = request->kind;
  returned->client = request->client;
  returned->incarnation = request->incarnation;
  returned->ticket = request->ticket;
  sim_world_push (world, world->now + delay, SIM_EVENT_ANSWER, request->client, 0, returned);
}

static LoketAnswer *
fault (LoketReason reason)
{
  LoketAnswer *answer = loket_answer_new ();

  answer->fault = reason;
  answer->retry_after = -1;
  return answer;
}

static void
set_body (LoketAnswer *answer,
          const char  *type,
          const char  *text)
{
  g_clear_pointer (&answer->body, g_bytes_unref);
  g_free (answer->content_type);
  g_free (answer->digest);
  answer->content_type = g_strdup (type);
  answer->body = g_bytes_new (text, strlen (text));
  answer->length = (gint64) strlen (text);
  answer->digest = loket_wire_digest_header (answer->body);
}

/* The log-in page of a network, in the forms that it has. */
static LoketAnswer *
make_portal (SimWorld *world)
{
  static const guint statuses[] = { 200, 200, 302, 511, 204, 403 };
  LoketAnswer *answer = loket_answer_new ();

  answer->status = statuses[sim_random_below (&world->net, G_N_ELEMENTS (statuses))];
  answer->retry_after = -1;
  set_body (answer, sim_random_below (&world->net, 3) > 0 ? "text/html" : "application/json",
            "<html>Welcome</html>");
  if (answer->status == 204)
    g_clear_pointer (&answer->body, g_bytes_unref);
  return answer;
}

/* A proxy that sends people elsewhere, with the hub's headers on it. */
static LoketAnswer *
make_redirect (SimWorld *world)
{
  static const guint statuses[] = { 301, 302, 303, 307 };
  LoketAnswer *answer = loket_answer_new ();

  answer->status = statuses[sim_random_below (&world->net, G_N_ELEMENTS (statuses))];
  answer->epoch = g_strdup (world->hub.db->epoch);
  answer->retry_after = -1;
  set_body (answer, "application/json", "");
  return answer;
}

static LoketAnswer *
make_busy (SimWorld *world)
{
  static const guint statuses[] = { 500, 502, 503, 429, 408 };
  LoketAnswer *answer = loket_answer_new ();

  answer->status = statuses[sim_random_below (&world->net, G_N_ELEMENTS (statuses))];
  answer->epoch = g_strdup (world->hub.db->epoch);
  answer->retry_after = sim_random_below (&world->net, 2) ? (gint64) sim_random_below (&world->net, 600)
                                                          : -1;
  set_body (answer, "application/problem+json", "{}");
  return answer;
}

static gint64
draw_delay (SimWorld *world)
{
  if (strikes (world, SIM_RATE_STALL))
    return sim_random_range (&world->net, TIMEOUT / 2, 3 * TIMEOUT);
  if (strikes (world, SIM_RATE_REORDER))
    return sim_random_range (&world->net, 0, 30 * SIM_SECOND);
  return sim_random_range (&world->net, 5 * SIM_MS, 200 * SIM_MS);
}

/* Copies that something on the way makes, and keeps as long as it likes. */
static void
duplicate (SimWorld         *world,
           const SimRequest *request)
{
  guint n = 1 + sim_random_below (&world->net, 3);

  if (request->kind != LOKET_REQUEST_REPLY && request->kind != LOKET_REQUEST_REVOKE &&
      request->kind != LOKET_REQUEST_UPLOAD)
    return;
  for (guint i = 0; i < n; i++)
    {
      SimRequest *copy = sim_request_copy (request);
      gint64 delay = sim_random_range (&world->net, SIM_MS, SIM_MINUTE);

      if (strikes (world, SIM_RATE_LATE))
        delay = sim_random_below (&world->net, 2)
                  ? sim_random_range (&world->net, SIM_MINUTE, 6 * SIM_HOUR)
                  : sim_random_range (&world->net, SIM_HOUR, 30 * SIM_DAY);
      copy->ticket = 0;
      sim_world_push (world, world->now + delay, SIM_EVENT_REQUEST, request->client, 0, copy);
    }
}

/* A request leaves. */
void
sim_net_send (SimWorld   *world,
              SimRequest *request)
{
  if (request->ticket != 0)
    sim_world_push (world, world->now + TIMEOUT, SIM_EVENT_TIMEOUT, request->client,
                    (gint64) request->ticket, NULL);
  if (strikes (world, SIM_RATE_DUPLICATE))
    duplicate (world, request);

  if (strikes (world, SIM_RATE_LOSE_REQUEST))
    {
      if (sim_random_below (&world->net, 2))
        bring_back (world, request, fault (LOKET_REASON_REFUSED), draw_delay (world));
      sim_request_free (request);
      return;
    }
  if (strikes (world, SIM_RATE_PORTAL))
    {
      bring_back (world, request, make_portal (world), draw_delay (world));
      sim_request_free (request);
      return;
    }
  if (strikes (world, SIM_RATE_REDIRECT))
    {
      bring_back (world, request, make_redirect (world), draw_delay (world));
      sim_request_free (request);
      return;
    }
  if ((request->body != NULL || request->is_part) && strikes (world, SIM_RATE_TRUNCATE))
    request->damaged = TRUE;
  sim_world_push (world, world->now + draw_delay (world), SIM_EVENT_REQUEST, request->client, 0,
                  request);
}

/* Part of the body does not arrive; the headers tell how long it was. */
static void
truncate_body (SimWorld    *world,
               LoketAnswer *answer)
{
  gsize size = answer->body != NULL ? g_bytes_get_size (answer->body) : 0;
  GBytes *part;

  if (size == 0)
    return;
  part = g_bytes_new_from_bytes (answer->body, 0, sim_random_below (&world->net, (guint32) size));
  g_bytes_unref (answer->body);
  answer->body = part;
}

/* Digits become other digits: still readable, and wrong. */
static void
garble_body (SimWorld    *world,
             LoketAnswer *answer)
{
  gsize size = answer->body != NULL ? g_bytes_get_size (answer->body) : 0;
  g_autofree char *text = NULL;
  gsize at;

  if (size == 0)
    return;
  text = g_strndup (g_bytes_get_data (answer->body, NULL), size);
  at = sim_random_below (&world->net, (guint32) size);
  for (gsize i = 0; i < size; i++)
    {
      char *c = &text[(at + i) % size];

      if (g_ascii_isdigit (*c))
        {
          *c = (char) ('0' + (*c - '0' + 1) % 10);
          break;
        }
    }
  g_bytes_unref (answer->body);
  answer->body = g_bytes_new (text, size);
}

/* Something in between answers with what was meant for another question. */
static void
mix_up (SimWorld    *world,
        LoketAnswer *answer)
{
  g_autofree char *text = g_strndup (g_bytes_get_data (answer->body, NULL),
                                     g_bytes_get_size (answer->body));
  g_autoptr (LoketReceipt) receipt = sim_receipt_parse (text);
  g_autofree char *other = NULL;
  char **members[3];
  char **member;

  if (receipt == NULL)
    return;
  members[0] = &receipt->reply_id;
  members[1] = &receipt->complaint_id;
  members[2] = &receipt->body_sha256;
  member = members[sim_random_below (&world->net, 3)];
  g_free (*member);
  *member = g_strdup (member == members[2] ? "0000" : "other");
  other = sim_receipt_to_text (receipt);
  set_body (answer, "application/json", other);
}

/* A request arrives. */
void
sim_net_request_came (SimWorld   *world,
                      SimRequest *request)
{
  LoketAnswer *answer = NULL;

  if (request->ticket != 0 && strikes (world, SIM_RATE_UNAUTHORIZED))
    request->authorized = FALSE;
  if (request->ticket != 0 && strikes (world, SIM_RATE_BUSY))
    {
      /* From the hub before it did anything, or from a proxy after it did. */
      if (sim_random_below (&world->net, 2))
        answer = sim_hub_answer (world, request);
      g_clear_pointer (&answer, loket_answer_free);
      answer = make_busy (world);
    }
  else
    {
      answer = sim_hub_answer (world, request);
    }
  sim_note (world, "hub %u:%s -> %u", request->kind, request->rid != NULL ? request->rid : "-",
            answer != NULL ? answer->status : 0);

  if (request->ticket == 0)
    {
      g_clear_pointer (&answer, loket_answer_free);
      return;
    }
  if (answer == NULL)
    answer = fault (LOKET_REASON_REFUSED);
  if (strikes (world, SIM_RATE_LOSE_ANSWER))
    {
      loket_answer_free (answer);
      if (sim_random_below (&world->net, 2))
        bring_back (world, request, fault (LOKET_REASON_CUT), draw_delay (world));
      return;
    }
  if (strikes (world, SIM_RATE_TRUNCATE))
    truncate_body (world, answer);
  if (strikes (world, SIM_RATE_GARBLE))
    garble_body (world, answer);
  if (request->kind == LOKET_REQUEST_REPLY && answer->status < 300 && answer->body != NULL &&
      strikes (world, SIM_RATE_MIXED_UP))
    mix_up (world, answer);
  bring_back (world, request, answer, draw_delay (world));
}
