/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-hub-private.h"

#include "loket-wire-account.h"
#include "loket-wire-complaint.h"
#include "loket-wire-page.h"
#include "loket-wire-problem.h"
#include "loket-wire-rules.h"

#include <string.h>

#define PAGE 2
#define SCOPE "agency:1"

void
_fake_answer_fill (FakeAnswer *self,
                   guint       status,
                   const char *type,
                   char       *json)
{
  self->status = status;
  self->type = type;
  self->body = g_bytes_new_take (json, strlen (json));
}

void
_fake_answer_refuse (FakeAnswer       *self,
                     LoketProblemCode  code)
{
  g_autoptr (LoketProblem) problem = loket_problem_new (code, NULL);

  _fake_answer_fill (self, problem->status, "application/problem+json",
                     loket_wire_problem_to_json (problem));
}

static LoketOfficer *
make_officer (void)
{
  LoketOfficer *officer = loket_officer_new ();

  officer->id = g_strdup ("0b9f2a52-5d0b-4c40-9d5b-6f4c1f1c0001");
  officer->username = g_strdup ("petugas");
  officer->name = g_strdup ("Petugas Contoh");
  officer->role = LOKET_ROLE_OFFICER;
  officer->agency_code = g_strdup ("1");
  officer->agency_name = g_strdup ("Dinas Contoh");
  officer->agency_time_zone = g_strdup ("Asia/Jakarta");
  return officer;
}

static void
give_tokens (FakeHub    *self,
             FakeAnswer *out)
{
  g_autoptr (LoketTokens) tokens = loket_tokens_new ();
  GBytes *json;

  self->tokens++;
  tokens->access_token = g_strdup_printf ("access-%u", self->tokens);
  tokens->refresh_token = g_strdup_printf ("refresh-%u", self->tokens);
  tokens->expires_in = 900;
  tokens->officer = make_officer ();
  json = loket_wire_tokens_to_json (tokens);
  out->status = 200;
  out->type = "application/json";
  out->body = json;
}

static void
do_sign_in (FakeHub           *self,
            const FakeRequest *request,
            FakeAnswer        *out)
{
  gsize size;
  const char *json = g_bytes_get_data (request->body, &size);
  g_autoptr (LoketSignIn) sign_in = loket_wire_sign_in_parse (json, size, NULL);

  if (sign_in == NULL)
    {
      _fake_answer_refuse (out, LOKET_PROBLEM_BAD_REQUEST);
      return;
    }
  if (g_strcmp0 (sign_in->password, "loket-demo") != 0)
    {
      _fake_answer_refuse (out, LOKET_PROBLEM_UNAUTHORIZED);
      return;
    }
  self->refresh_revoked = FALSE;
  give_tokens (self, out);
}

static void
do_refresh (FakeHub           *self,
            const FakeRequest *request,
            FakeAnswer        *out)
{
  gsize size;
  const char *json = g_bytes_get_data (request->body, &size);
  g_autofree char *token = loket_wire_refresh_parse (json, size, NULL);
  g_autofree char *last = g_strdup_printf ("refresh-%u", self->tokens);
  g_autofree char *before = g_strdup_printf ("refresh-%u", self->tokens - 1);
  gboolean lost = self->used < self->tokens && g_strcmp0 (token, before) == 0;

  if (self->refresh_revoked || (g_strcmp0 (token, last) != 0 && !lost))
    _fake_answer_refuse (out, LOKET_PROBLEM_UNAUTHORIZED);
  else
    give_tokens (self, out);
}

static void
do_session (FakeHub    *self,
            FakeAnswer *out)
{
  g_autoptr (LoketSessionInfo) info = loket_session_info_new ();

  info->officer = make_officer ();
  g_ptr_array_add (info->scopes, loket_scope_new (SCOPE, 1));
  info->epoch = g_strdup (self->epoch);
  info->server_time = 1772323200;
  info->durable_seq = 0;
  info->rules_edition = self->rules->latest;
  info->guidance_edition = self->guidance != NULL ? self->guidance->edition : 0;
  info->min_client_version = g_strdup ("0.1.0");
  info->reply_chars = 20000;
  info->page_records = 500;
  info->events_url = g_strdup (self->events_url);
  info->capabilities = g_strsplit ("changes,snapshot,replies", ",", -1);
  _fake_answer_fill (out, 200, "application/json", loket_wire_session_info_to_json (info));
}

static char *
get_parameter (const FakeRequest *request,
               const char        *name)
{
  g_autoptr (GHashTable) parameters =
      g_uri_parse_params (request->query != NULL ? request->query : "", -1, "&",
                          G_URI_PARAMS_NONE, NULL);

  return parameters != NULL ? g_strdup (g_hash_table_lookup (parameters, name)) : NULL;
}

static void
add_entry (LoketWirePage   *page,
           const FakeEntry *entry)
{
  g_autofree char *line =
    entry->spoilt ? g_strdup_printf ("{\"id\":\"%s\",\"rev\":9,\"substance\":9,\"trackingId\":\"%s\",\"title\":7}",
                                     entry->complaint->id, entry->complaint->tracking_id)
                  : loket_wire_complaint_to_json (entry->complaint);

  loket_wire_page_add_upsert (page, entry->complaint, line);
}

/* One edition an _fake_answer_fill, so that those who need several have to ask again. */
static void
do_rules (FakeHub           *self,
          const FakeRequest *request,
          FakeAnswer        *out)
{
  g_autofree char *since = get_parameter (request, "since");
  gint64 after = since != NULL ? g_ascii_strtoll (since, NULL, 10) : 0;
  LoketRulesPage page = { self->rules->latest, NULL };
  g_autoptr (GPtrArray) editions = g_ptr_array_new ();

  for (guint i = 0; i < self->rules->editions->len && editions->len == 0; i++)
    if (((LoketRulesRecord *) self->rules->editions->pdata[i])->number > after)
      g_ptr_array_add (editions, self->rules->editions->pdata[i]);
  page.editions = editions;
  _fake_answer_fill (out, 200, "application/json", loket_wire_rules_build (&page));
}

static void
do_snapshot (FakeHub           *self,
             const FakeRequest *request,
             FakeAnswer        *out)
{
  g_autofree char *cursor = get_parameter (request, "cursor");
  guint from = cursor != NULL ? (guint) g_ascii_strtoull (cursor, NULL, 10) : 0;
  g_autoptr (LoketWirePage) page = loket_wire_page_new (LOKET_WIRE_PAGE_SNAPSHOT);
  guint to = MIN (from + PAGE, self->entries->len);

  page->scope = g_strdup (SCOPE);
  page->state = g_strdup_printf ("s%u", self->seq);
  page->total = self->entries->len;
  page->has_more = to < self->entries->len;
  if (page->has_more)
    page->cursor = g_strdup_printf ("%u", to);
  for (guint i = from; i < to; i++)
    add_entry (page, g_ptr_array_index (self->entries, i));
  out->status = 200;
  out->type = "application/x-ndjson";
  out->body = loket_wire_page_to_bytes (page);
}

static void
do_changes (FakeHub           *self,
            const FakeRequest *request,
            FakeAnswer        *out)
{
  g_autofree char *since = get_parameter (request, "since");
  guint seq;
  g_autoptr (LoketWirePage) page = NULL;

  if (since == NULL || *since != 's')
    {
      _fake_answer_refuse (out, LOKET_PROBLEM_BAD_REQUEST);
      return;
    }
  seq = (guint) g_ascii_strtoull (since + 1, NULL, 10);
  if (seq > self->seq)
    {
      _fake_answer_refuse (out, LOKET_PROBLEM_STATE_FROM_FUTURE);
      return;
    }
  if (seq == self->seq)
    {
      out->status = 304;
      return;
    }

  page = loket_wire_page_new (LOKET_WIRE_PAGE_CHANGES);
  page->scope = g_strdup (SCOPE);
  page->old_state = g_strdup (since);
  page->state = g_strdup_printf ("s%u", self->seq);
  for (guint i = 0; i < self->entries->len; i++)
    {
      const FakeEntry *entry = g_ptr_array_index (self->entries, i);

      if (entry->seq > seq && entry->erased)
        loket_wire_page_add_removal (page, entry->complaint->id, LOKET_REMOVAL_ERASED, 1772323200);
      else if (entry->seq > seq)
        add_entry (page, entry);
    }
  out->status = 200;
  out->type = "application/x-ndjson";
  out->body = loket_wire_page_to_bytes (page);
}

static gboolean
is_known (FakeHub           *self,
          const FakeRequest *request)
{
  const char *number = request->token != NULL && g_str_has_prefix (request->token, "Bearer access-")
                           ? request->token + strlen ("Bearer access-")
                           : NULL;
  guint n = number != NULL ? (guint) g_ascii_strtoull (number, NULL, 10) : 0;

  self->used = MAX (self->used, n);
  return n >= self->access_from && n >= 1 && n <= self->tokens;
}

void
_fake_hub_serve (FakeHub           *self,
                 const FakeRequest *request,
                 FakeAnswer        *out)
{
  FakeRoute *route = &self->routes[request->kind];

  route->requests++;
  out->epoch = g_strdup (self->epoch);
  if (route->refusal_times != 0)
    {
      route->refusal_times--;
      _fake_answer_refuse (out, route->refusal);
      return;
    }
  if (request->kind != LOKET_REQUEST_SIGN_IN && request->kind != LOKET_REQUEST_REFRESH &&
      request->kind != LOKET_REQUEST_SIGN_OUT && !is_known (self, request))
    {
      _fake_answer_refuse (out, LOKET_PROBLEM_UNAUTHORIZED);
      return;
    }

  switch ((int) request->kind)
    {
    case LOKET_REQUEST_SIGN_IN:
      do_sign_in (self, request, out);
      break;
    case LOKET_REQUEST_REFRESH:
      do_refresh (self, request, out);
      break;
    case LOKET_REQUEST_SIGN_OUT:
      self->refresh_revoked = TRUE;
      out->status = 204;
      break;
    case LOKET_REQUEST_SESSION:
      do_session (self, out);
      break;
    case LOKET_REQUEST_RULES:
      do_rules (self, request, out);
      break;
    case LOKET_REQUEST_GUIDANCE:
      _fake_answer_fill (out, 200, "application/json", loket_wire_guidance_build (self->guidance));
      break;
    case LOKET_REQUEST_SNAPSHOT:
      do_snapshot (self, request, out);
      break;
    case LOKET_REQUEST_CHANGES:
      do_changes (self, request, out);
      break;
    case LOKET_REQUEST_REPLY:
      _fake_hub_take_reply (self, request, out);
      break;
    case LOKET_REQUEST_DEVICE:
    case LOKET_REQUEST_CLAIM:
    case LOKET_REQUEST_UNCLAIM:
    case LOKET_REQUEST_END_UPLOAD:
      out->status = 204;
      break;
    case LOKET_REQUEST_EVENTS:
      out->status = 200;
      out->type = "text/event-stream";
      break;
    case LOKET_REQUEST_STATUS:
      _fake_hub_tell_status (self, request, out);
      break;
    case LOKET_REQUEST_REVOKE:
      _fake_hub_take_back (self, request, out);
      break;
    default:
      _fake_answer_refuse (out, LOKET_PROBLEM_NOT_FOUND);
      break;
    }
}
