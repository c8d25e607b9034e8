/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-hub-private.h"

#include "loket-text.h"
#include "loket-wire-account.h"
#include "loket-wire-complaint.h"
#include "loket-wire-page.h"
#include "loket-wire-problem.h"
#include "loket-wire-reply.h"
#include "loket-wire-rules.h"

#include <string.h>

#define PAGE  2
#define SCOPE "agency:1"

typedef struct
{
  LoketComplaint *complaint;
  guint           seq;
  gboolean        erased;
} Entry;

typedef struct
{
  FakeHubMutant    mutant;
  int              mutant_times;
  LoketProblemCode refusal;
  int              refusal_times;
  guint            requests;
} Route;

struct _FakeHub
{
  GSocketService  *service;
  GTlsCertificate *certificate;
  GCancellable    *stop;
  guint16          port;
  char            *server;

  GMutex           lock;       /* what follows */
  GCond            news;
  char            *events_url;
  gboolean         silent;
  Route            routes[LOKET_N_REQUEST_KINDS];
  char            *epoch;
  guint            tokens;     /* how many pairs were given */
  guint            used;       /* the newest pair of which anything was used */
  guint            access_from;/* the oldest access token that counts */
  gboolean         refresh_revoked;
  GPtrArray       *entries;
  LoketRulesPage  *rules;
  guint            seq;
  gint64           now;        /* when replies are accepted */
  GHashTable      *receipts;   /* reply id -> LoketReceipt */
  GHashTable      *accepted;   /* reply id -> how often */
};

static void
entry_free (Entry *self)
{
  loket_complaint_unref (self->complaint);
  g_free (self);
}

static void
answer (FakeAnswer *self,
        guint       status,
        const char *type,
        char       *json)
{
  self->status = status;
  self->type = type;
  self->body = g_bytes_new_take (json, strlen (json));
}

static void
refuse (FakeAnswer       *self,
        LoketProblemCode  code)
{
  g_autoptr (LoketProblem) problem = loket_problem_new (code, NULL);

  answer (self, problem->status, "application/problem+json", loket_wire_problem_to_json (problem));
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
      refuse (out, LOKET_PROBLEM_BAD_REQUEST);
      return;
    }
  if (g_strcmp0 (sign_in->password, "loket-demo") != 0)
    {
      refuse (out, LOKET_PROBLEM_UNAUTHORIZED);
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
    refuse (out, LOKET_PROBLEM_UNAUTHORIZED);
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
  info->min_client_version = g_strdup ("0.1.0");
  info->reply_chars = 20000;
  info->page_records = 500;
  info->events_url = g_strdup (self->events_url);
  info->capabilities = g_strsplit ("changes,snapshot,replies", ",", -1);
  answer (out, 200, "application/json", loket_wire_session_info_to_json (info));
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
add_entry (LoketWirePage *page,
           const Entry   *entry)
{
  g_autofree char *line = loket_wire_complaint_to_json (entry->complaint);

  loket_wire_page_add_upsert (page, entry->complaint, line);
}

/* One edition an answer, so that those who need several have to ask again. */
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
  answer (out, 200, "application/json", loket_wire_rules_build (&page));
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
      refuse (out, LOKET_PROBLEM_BAD_REQUEST);
      return;
    }
  seq = (guint) g_ascii_strtoull (since + 1, NULL, 10);
  if (seq > self->seq)
    {
      refuse (out, LOKET_PROBLEM_STATE_FROM_FUTURE);
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
      const Entry *entry = g_ptr_array_index (self->entries, i);

      if (entry->seq > seq && entry->erased)
        loket_wire_page_add_removal (page, entry->complaint->id, LOKET_REMOVAL_ERASED, 1772323200);
      else if (entry->seq > seq)
        add_entry (page, entry);
    }
  out->status = 200;
  out->type = "application/x-ndjson";
  out->body = loket_wire_page_to_bytes (page);
}

static Entry *
find_entry (FakeHub    *self,
            const char *id)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->entries, i);

      if (g_str_equal (entry->complaint->id, id))
        return entry;
    }
  return NULL;
}

static LoketReceipt *
accept_reply (FakeHub           *self,
              Entry             *entry,
              const LoketReply  *reply,
              const FakeRequest *request,
              gint64             now)
{
  LoketReceipt *receipt = loket_receipt_new ();
  guint times = GPOINTER_TO_UINT (g_hash_table_lookup (self->accepted, reply->reply_id));

  entry->complaint->rev++;
  entry->complaint->substance++;
  entry->seq = ++self->seq;
  receipt->reply_id = g_strdup (reply->reply_id);
  receipt->complaint_id = g_strdup (reply->complaint_id);
  receipt->body_sha256 = loket_text_sha256 (request->body);
  receipt->substance = entry->complaint->substance;
  receipt->rev = entry->complaint->rev;
  receipt->seq = self->seq;
  receipt->epoch = g_strdup (self->epoch);
  receipt->accepted_at = now;
  receipt->mac = g_strnfill (64, 'a');
  g_hash_table_insert (self->receipts, g_strdup (reply->reply_id), receipt);
  g_hash_table_insert (self->accepted, g_strdup (reply->reply_id), GUINT_TO_POINTER (times + 1));
  return receipt;
}

/* When it was accepted before, by the receipt that came along. */
static gint64
get_first_acceptance (FakeHub           *self,
                      const FakeRequest *request,
                      const char        *sha256)
{
  g_autoptr (LoketReceipt) receipt =
      request->receipt != NULL
          ? loket_wire_receipt_parse (request->receipt, strlen (request->receipt), NULL)
          : NULL;

  return receipt != NULL && g_str_equal (receipt->body_sha256, sha256) ? receipt->accepted_at
                                                                       : self->now;
}

static void
do_reply (FakeHub           *self,
          const FakeRequest *request,
          FakeAnswer        *out)
{
  g_autoptr (LoketReply) reply = loket_wire_reply_parse (request->body, NULL);
  g_autofree char *sha256 = loket_text_sha256 (request->body);
  LoketReceipt *receipt;
  Entry *entry;

  if (reply == NULL)
    {
      refuse (out, LOKET_PROBLEM_VALIDATION);
      return;
    }

  receipt = g_hash_table_lookup (self->receipts, reply->reply_id);
  entry = find_entry (self, reply->complaint_id);
  if (receipt != NULL && g_strcmp0 (receipt->body_sha256, sha256) != 0)
    refuse (out, LOKET_PROBLEM_IDEMPOTENCY_MISMATCH);
  else if (receipt != NULL)
    answer (out, 200, "application/json", loket_wire_receipt_to_json (receipt));
  else if (g_strcmp0 (request->epoch, self->epoch) != 0)
    refuse (out, LOKET_PROBLEM_EPOCH_MISMATCH);
  else if (entry == NULL)
    refuse (out, LOKET_PROBLEM_NOT_FOUND);
  else
    answer (out, 201, "application/json",
            loket_wire_receipt_to_json (accept_reply (self, entry, reply, request,
                                                      get_first_acceptance (self, request,
                                                                            sha256))));
}

static void
do_status (FakeHub           *self,
           const FakeRequest *request,
           FakeAnswer        *out)
{
  gsize size;
  const char *json = g_bytes_get_data (request->body, &size);
  g_autoptr (GPtrArray) ids = loket_wire_status_request_parse (json, size, NULL);
  g_autoptr (GPtrArray) verdicts =
      g_ptr_array_new_with_free_func ((GDestroyNotify) loket_verdict_free);

  if (ids == NULL)
    {
      refuse (out, LOKET_PROBLEM_BAD_REQUEST);
      return;
    }
  for (guint i = 0; i < ids->len; i++)
    {
      const char *id = g_ptr_array_index (ids, i);
      LoketReceipt *receipt = g_hash_table_lookup (self->receipts, id);

      g_ptr_array_add (verdicts, loket_verdict_new (id, receipt != NULL ? LOKET_VERDICT_ACCEPTED
                                                                        : LOKET_VERDICT_UNKNOWN,
                                                    receipt));
    }
  answer (out, 200, "application/json", loket_wire_verdicts_to_json (verdicts));
}

static void
do_revoke (FakeHub           *self,
           const FakeRequest *request,
           FakeAnswer        *out)
{
  const char *reply_id = strrchr (request->path, '/') + 1;
  const LoketReceipt *receipt = g_hash_table_lookup (self->receipts, reply_id);
  g_autoptr (LoketProblem) problem = NULL;

  if (receipt == NULL)
    {
      out->status = 204;
      return;
    }
  problem = loket_problem_new (LOKET_PROBLEM_ALREADY_ACCEPTED, NULL);
  problem->receipt = loket_receipt_ref ((LoketReceipt *) receipt);
  answer (out, problem->status, "application/problem+json", loket_wire_problem_to_json (problem));
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

static void
serve (FakeHub           *self,
       const FakeRequest *request,
       FakeAnswer        *out)
{
  Route *route = &self->routes[request->kind];

  route->requests++;
  out->epoch = g_strdup (self->epoch);
  if (route->refusal_times != 0)
    {
      route->refusal_times--;
      refuse (out, route->refusal);
      return;
    }
  if (request->kind != LOKET_REQUEST_SIGN_IN && request->kind != LOKET_REQUEST_REFRESH &&
      request->kind != LOKET_REQUEST_SIGN_OUT && !is_known (self, request))
    {
      refuse (out, LOKET_PROBLEM_UNAUTHORIZED);
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
    case LOKET_REQUEST_SNAPSHOT:
      do_snapshot (self, request, out);
      break;
    case LOKET_REQUEST_CHANGES:
      do_changes (self, request, out);
      break;
    case LOKET_REQUEST_REPLY:
      do_reply (self, request, out);
      break;
    case LOKET_REQUEST_DEVICE:
    case LOKET_REQUEST_CLAIM:
    case LOKET_REQUEST_UNCLAIM:
      out->status = 204;
      break;
    case LOKET_REQUEST_EVENTS:
      out->status = 200;
      out->type = "text/event-stream";
      break;
    case LOKET_REQUEST_STATUS:
      do_status (self, request, out);
      break;
    case LOKET_REQUEST_REVOKE:
      do_revoke (self, request, out);
      break;
    default:
      refuse (out, LOKET_PROBLEM_NOT_FOUND);
      break;
    }
}

/* Tells of every change until the test is over. */
static void
stream_events (FakeHub       *self,
               GOutputStream *stream)
{
  static const char headers[] = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
                                "Sync-Epoch: epoch-1\r\nConnection: close\r\n\r\n: hello\n\n";
  guint told = 0;

  g_output_stream_write_all (stream, headers, strlen (headers), NULL, NULL, NULL);
  g_mutex_lock (&self->lock);
  while (!g_cancellable_is_cancelled (self->stop) && !self->silent)
    {
      g_autofree char *event = g_strdup_printf ("event: state\nid: s%u\ndata: {}\n\n", self->seq);
      gboolean news = told != self->seq;

      told = self->seq;
      if (news)
        {
          g_mutex_unlock (&self->lock);
          g_output_stream_write_all (stream, event, strlen (event), NULL, NULL, NULL);
          g_mutex_lock (&self->lock);
        }
      else
        {
          g_cond_wait (&self->news, &self->lock);
        }
    }
  while (!g_cancellable_is_cancelled (self->stop))
    g_cond_wait (&self->news, &self->lock);
  g_mutex_unlock (&self->lock);
}

/* On a thread of its own. */
static gboolean
connected_cb (GThreadedSocketService *service,
              GSocketConnection      *connection,
              GObject                *source,
              gpointer                user_data)
{
  FakeHub *self = user_data;
  g_autoptr (GIOStream) tls = g_tls_server_connection_new (G_IO_STREAM (connection),
                                                           self->certificate, NULL);
  g_autoptr (GDataInputStream) input = NULL;
  FakeRequest request = { 0 };
  FakeAnswer out = { 0 };
  FakeHubMutant mutant = MUTANT_NONE;

  g_tls_connection_set_require_close_notify (G_TLS_CONNECTION (tls), FALSE);
  input = g_data_input_stream_new (g_io_stream_get_input_stream (tls));
  g_data_input_stream_set_newline_type (input, G_DATA_STREAM_NEWLINE_TYPE_CR_LF);
  if (_fake_request_read (input, &request))
    {
      Route *route = &self->routes[request.kind];

      g_mutex_lock (&self->lock);
      serve (self, &request, &out);
      if (route->mutant_times != 0)
        {
          route->mutant_times--;
          mutant = route->mutant;
        }
      g_mutex_unlock (&self->lock);
      if (request.kind == LOKET_REQUEST_EVENTS && mutant == MUTANT_NONE && out.status == 200)
        stream_events (self, g_io_stream_get_output_stream (tls));
      else
        _fake_answer_write (&out, mutant, self->server, self->stop,
                            g_io_stream_get_output_stream (tls));
    }

  g_io_stream_close (tls, NULL, NULL);
  _fake_request_clear (&request);
  g_clear_pointer (&out.body, g_bytes_unref);
  g_free (out.epoch);
  return TRUE;
}

void
fake_hub_stop (FakeHub *self)
{
  if (self->service == NULL)
    return;
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_clear_object (&self->service);
}

void
fake_hub_resume (FakeHub *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, self->port);
  g_autoptr (GSocketAddress) bound = NULL;

  self->service = g_threaded_socket_service_new (16);
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), address,
                                 G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL, &bound,
                                 &error);
  g_assert_no_error (error);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  g_signal_connect (self->service, "run", G_CALLBACK (connected_cb), self);
  g_socket_service_start (self->service);
}

static char *
find_certificate (const char *name)
{
  return g_test_build_filename (G_TEST_DIST, "sync", "tls", name, NULL);
}

FakeHub *
fake_hub_new (const char *certificate)
{
  FakeHub *self = g_new0 (FakeHub, 1);
  g_autofree char *path = find_certificate (certificate);
  g_autoptr (GError) error = NULL;

  g_mutex_init (&self->lock);
  g_cond_init (&self->news);
  self->certificate = g_tls_certificate_new_from_file (path, &error);
  g_assert_no_error (error);
  self->stop = g_cancellable_new ();
  self->epoch = g_strdup ("epoch-1");
  self->now = 1772323200;
  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) entry_free);
  self->rules = loket_rules_page_new ();
  self->receipts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                          (GDestroyNotify) loket_receipt_unref);
  self->accepted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  fake_hub_resume (self);
  self->server = g_strdup_printf ("https://127.0.0.1:%u", self->port);
  return self;
}

/* Threads that still answer hold on to the hub: it is left to them. */
void
fake_hub_free (FakeHub *self)
{
  g_cancellable_cancel (self->stop);
  fake_hub_stop (self);
  g_mutex_lock (&self->lock);
  g_cond_broadcast (&self->news);
  g_mutex_unlock (&self->lock);
}

const char *
fake_hub_get_server (FakeHub *self)
{
  return self->server;
}

char *
fake_hub_dup_ca_path (void)
{
  return find_certificate ("ca.pem");
}

void
fake_hub_mutate (FakeHub          *self,
                 LoketRequestKind  kind,
                 FakeHubMutant     mutant,
                 int               times)
{
  g_mutex_lock (&self->lock);
  self->routes[kind].mutant = mutant;
  self->routes[kind].mutant_times = times;
  g_mutex_unlock (&self->lock);
}

void
fake_hub_refuse (FakeHub          *self,
                 LoketRequestKind  kind,
                 LoketProblemCode  code,
                 int               times)
{
  g_mutex_lock (&self->lock);
  self->routes[kind].refusal = code;
  self->routes[kind].refusal_times = times;
  g_mutex_unlock (&self->lock);
}

void
fake_hub_expire_access (FakeHub *self)
{
  g_mutex_lock (&self->lock);
  self->access_from = self->tokens + 1;
  g_mutex_unlock (&self->lock);
}

void
fake_hub_revoke_refresh (FakeHub *self)
{
  g_mutex_lock (&self->lock);
  self->refresh_revoked = TRUE;
  g_mutex_unlock (&self->lock);
}

void
fake_hub_set_epoch (FakeHub    *self,
                    const char *epoch)
{
  g_mutex_lock (&self->lock);
  g_free (self->epoch);
  self->epoch = g_strdup (epoch);
  g_mutex_unlock (&self->lock);
}

void
fake_hub_publish_rules (FakeHub    *self,
                        const char *holidays,
                        const char *policies,
                        const char *reason)
{
  LoketRulesRecord *record = loket_rules_record_new ();

  record->published_at = 1772000000;
  record->published_by = g_strdup ("koordinator");
  record->reason = g_strdup (reason);
  record->holidays = g_strdup (holidays);
  record->policies = g_strdup (policies);

  g_mutex_lock (&self->lock);
  record->number = ++self->rules->latest;
  g_ptr_array_add (self->rules->editions, record);
  g_mutex_unlock (&self->lock);
}

void
fake_hub_add_complaint (FakeHub    *self,
                        const char *id,
                        const char *tracking_id)
{
  Entry *entry = g_new0 (Entry, 1);
  LoketComplaint *complaint = loket_complaint_new ();

  complaint->id = g_strdup (id);
  complaint->tracking_id = g_strdup (tracking_id);
  complaint->title = g_strdup ("Lampu jalan padam");
  complaint->body = g_strdup ("Sudah seminggu lampu di depan pasar padam.");
  complaint->rev = complaint->substance = 1;
  complaint->status = LOKET_STATUS_NEW;
  complaint->klass = LOKET_CLASS_COMPLAINT;
  complaint->time_zone = g_strdup ("Asia/Jakarta");
  complaint->received_at = 1772150400;
  entry->complaint = complaint;

  g_mutex_lock (&self->lock);
  entry->seq = ++self->seq;
  g_ptr_array_add (self->entries, entry);
  g_cond_broadcast (&self->news);
  g_mutex_unlock (&self->lock);
}

/* Put back to a backup from before anything was accepted. */
void
fake_hub_restore (FakeHub    *self,
                  const char *epoch)
{
  fake_hub_set_epoch (self, epoch);
  g_mutex_lock (&self->lock);
  self->now += 86400;
  g_hash_table_remove_all (self->receipts);
  g_hash_table_remove_all (self->accepted);
  g_mutex_unlock (&self->lock);
}

void
fake_hub_offer_events (FakeHub    *self,
                       const char *url)
{
  g_mutex_lock (&self->lock);
  g_free (self->events_url);
  self->events_url = g_strdup (url);
  g_mutex_unlock (&self->lock);
}

/* Streams of events stay open and say nothing more. */
void
fake_hub_fall_silent (FakeHub *self)
{
  g_mutex_lock (&self->lock);
  self->silent = TRUE;
  g_cond_broadcast (&self->news);
  g_mutex_unlock (&self->lock);
}

/* Somebody had all traces of a complaint removed. */
void
fake_hub_erase (FakeHub    *self,
                const char *id)
{
  Entry *entry;

  g_mutex_lock (&self->lock);
  entry = find_entry (self, id);
  entry->erased = TRUE;
  entry->seq = ++self->seq;
  g_mutex_unlock (&self->lock);
}

guint
fake_hub_count_requests (FakeHub          *self,
                         LoketRequestKind  kind)
{
  guint n;

  g_mutex_lock (&self->lock);
  n = self->routes[kind].requests;
  g_mutex_unlock (&self->lock);
  return n;
}

guint
fake_hub_count_accepted (FakeHub    *self,
                         const char *reply_id)
{
  guint n;

  g_mutex_lock (&self->lock);
  n = GPOINTER_TO_UINT (g_hash_table_lookup (self->accepted, reply_id));
  g_mutex_unlock (&self->lock);
  return n;
}
