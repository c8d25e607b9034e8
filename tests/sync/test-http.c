/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-hub.h"

#include "loket-answer-read.h"
#include "loket-http.h"
#include "loket-limits.h"
#include "loket-text.h"
#include "loket-time.h"
#include "loket-wire-reply.h"

#define COMPLAINT "5f0c1a9e-2f6a-4a73-8a7a-000000000001"
#define REPLY     "7a0c1a9e-2f6a-4a73-8a7a-000000000001"
#define DEVICE    "9a0c1a9e-2f6a-4a73-8a7a-000000000001"

typedef struct
{
  LoketAnswer *answer;
  GError      *error;
  gboolean     done;
} Result;

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Result *out = user_data;

  out->answer = loket_http_send_finish (LOKET_HTTP (source), result, &out->error);
  out->done = TRUE;
}

static LoketAnswer *
ask (LoketHttp        *http,
     LoketRequestKind  kind,
     const char       *method,
     const char       *path,
     GBytes           *body)
{
  const LoketHttpRequest request = {
    .kind = kind, .method = method, .path = path, .body = body,
    .access_token = "access-1", .epoch = "epoch-1",
  };
  Result result = { 0 };

  loket_http_send_async (http, &request, NULL, answered_cb, &result);
  while (!result.done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_no_error (result.error);
  g_assert_nonnull (result.answer);
  return result.answer;
}

static LoketHttp *
connect_to (FakeHub *hub)
{
  g_autofree char *ca = fake_hub_dup_ca_path ();
  g_autoptr (GError) error = NULL;
  LoketHttp *http = loket_http_new (fake_hub_get_server (hub), ca, &error);

  g_assert_no_error (error);
  loket_http_set_timeouts (http, 5, 5000);
  return http;
}

static FakeHub *
make_hub (void)
{
  FakeHub *hub = fake_hub_new ("server.pem");

  fake_hub_add_complaint (hub, COMPLAINT, "1000001");
  return hub;
}

static void
sign_in (LoketHttp *http)
{
  const LoketSignIn words = {
    .username = (char *) "petugas", .password = (char *) "loket-demo",
    .device_id = (char *) DEVICE, .device_name = (char *) "Meja",
  };
  g_autoptr (GBytes) body = loket_wire_sign_in_to_json (&words);
  g_autoptr (LoketAnswer) answer = ask (http, LOKET_REQUEST_SIGN_IN, "POST", "/auth/sign-in", body);
  LoketJudgement judgement = loket_answer_judge (answer, LOKET_REQUEST_SIGN_IN);
  g_autoptr (LoketTokens) tokens = loket_answer_read_tokens (answer, &judgement);

  g_assert_cmpuint (judgement.klass, ==, LOKET_ANSWER_OK);
  g_assert_cmpstr (tokens->access_token, ==, "access-1");
}

static GBytes *
make_reply (void)
{
  g_autoptr (LoketReply) reply = loket_reply_new ();

  reply->reply_id = g_strdup (REPLY);
  reply->complaint_id = g_strdup (COMPLAINT);
  reply->based_on = 1;
  reply->outcome = LOKET_OUTCOME_IN_PROGRESS;
  reply->visibility = LOKET_VISIBILITY_PUBLIC;
  reply->text = g_strdup ("Petugas kami memeriksa lampu itu hari ini.");
  reply->device_id = g_strdup (DEVICE);
  reply->composed_at = 1772323200;
  return loket_wire_reply_freeze (reply);
}

/* Asks one thing and tells what it was worth to us. */
static LoketJudgement
ask_kind (LoketHttp        *http,
          LoketRequestKind  kind)
{
  g_autoptr (LoketAnswer) answer = NULL;
  LoketJudgement judgement;

  if (kind == LOKET_REQUEST_SESSION)
    {
      g_autoptr (LoketSessionInfo) info = NULL;

      answer = ask (http, kind, "GET", "/session", NULL);
      judgement = loket_answer_judge (answer, kind);
      info = loket_answer_read_session (answer, &judgement);
      g_assert_true ((info != NULL) == (judgement.klass == LOKET_ANSWER_OK));
    }
  else if (kind == LOKET_REQUEST_CHANGES)
    {
      g_autoptr (LoketWirePage) page = NULL;

      answer = ask (http, kind, "GET", "/sync/changes?scope=agency%3A1&since=s0&limit=500", NULL);
      judgement = loket_answer_judge (answer, kind);
      page = loket_answer_read_page (answer, LOKET_WIRE_PAGE_CHANGES, "agency:1", "s0", &judgement);
      g_assert_true ((page != NULL) == (judgement.klass == LOKET_ANSWER_OK));
    }
  else
    {
      g_autoptr (GBytes) body = make_reply ();
      g_autoptr (LoketReceipt) receipt = NULL;
      g_autofree char *sha256 = loket_text_sha256 (body);

      answer = ask (http, kind, "PUT", "/complaints/" COMPLAINT "/replies/" REPLY, body);
      judgement = loket_answer_judge (answer, kind);
      receipt = loket_answer_read_receipt (answer, &judgement);
      g_assert_true ((receipt != NULL) == (judgement.klass == LOKET_ANSWER_OK));
      if (receipt != NULL)
        g_assert_true (loket_receipt_matches (receipt, REPLY, COMPLAINT, sha256, "epoch-1", NULL));
    }
  return judgement;
}

static const LoketRequestKind kinds[] = {
  LOKET_REQUEST_SESSION, LOKET_REQUEST_CHANGES, LOKET_REQUEST_REPLY,
};

/* Without mischief everything is good, and the headers were read. */
static void
test_http_good (void)
{
  g_autoptr (FakeHub) hub = make_hub ();
  g_autoptr (LoketHttp) http = connect_to (hub);
  g_autoptr (LoketAnswer) answer = NULL;

  sign_in (http);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    g_assert_cmpuint (ask_kind (http, kinds[i]).klass, ==, LOKET_ANSWER_OK);

  answer = ask (http, LOKET_REQUEST_SESSION, "GET", "/session", NULL);
  g_assert_cmpstr (answer->epoch, ==, "epoch-1");
  g_assert_cmpstr (answer->content_type, ==, "application/json");
  g_assert_cmpint (answer->length, ==, g_bytes_get_size (answer->body));
  g_assert_cmpint (answer->date, ==, 1772323200);
}

static LoketReason
expected_reason (FakeHubMutant mutant)
{
  switch ((int) mutant)
    {
    case MUTANT_HTML_200:
    case MUTANT_REDIRECT_302:
    case MUTANT_REDIRECT_303:
    case MUTANT_REDIRECT_307:
    case MUTANT_REDIRECT_308:
    case MUTANT_PORTAL_511:
      return LOKET_REASON_PORTAL;
    case MUTANT_PROXY_407:
      return LOKET_REASON_PROXY;
    case MUTANT_GATEWAY_502:
      return LOKET_REASON_SERVER_ERROR;
    case MUTANT_EMPTY_200:
    case MUTANT_NO_EPOCH:
      return LOKET_REASON_NOT_OURS;
    case MUTANT_NO_DIGEST:
    case MUTANT_WRONG_DIGEST:
    case MUTANT_FLIPPED_BYTE:
      return LOKET_REASON_WRONG_DIGEST;
    case MUTANT_NO_LENGTH:
    case MUTANT_CHUNKED:
      return LOKET_REASON_WRONG_LENGTH;
    case MUTANT_TEXT_TYPE:
    case MUTANT_NO_TYPE:
      return LOKET_REASON_WRONG_TYPE;
    case MUTANT_GZIP_CLAIM:
    case MUTANT_GZIP_CUT:
    case MUTANT_GZIP_TRAIL:
      return LOKET_REASON_UNREADABLE;
    case MUTANT_BROTLI_CLAIM:
      return LOKET_REASON_WRONG_TYPE;
    case MUTANT_GZIP_BOMB:
    case MUTANT_HUGE:
    case MUTANT_HUGE_CLAIM:
      return LOKET_REASON_TOO_LARGE;
    case MUTANT_STALL:
    case MUTANT_DRIP:
      return LOKET_REASON_TIMEOUT;
    default:
      return LOKET_REASON_NONE; /* several are right */
    }
}

/* Every mutant of every answer is no answer, and a second try succeeds. */
static void
test_http_mutants (void)
{
  g_autoptr (FakeHub) hub = make_hub ();
  g_autoptr (LoketHttp) http = connect_to (hub);

  sign_in (http);
  for (guint mutant = MUTANT_HTML_200; mutant < N_MUTANTS; mutant++)
    for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
      {
        LoketReason expected = expected_reason ((FakeHubMutant) mutant);
        LoketJudgement judgement;

        g_test_message ("mutant %u, kind %u", mutant, kinds[i]);
        loket_http_set_timeouts (http, 5, mutant == MUTANT_STALL || mutant == MUTANT_DRIP ? 200 : 5000);
        fake_hub_mutate (hub, kinds[i], (FakeHubMutant) mutant, -1);
        judgement = ask_kind (http, kinds[i]);
        if (mutant == MUTANT_GZIP)
          {
            g_assert_cmpuint (judgement.klass, ==, LOKET_ANSWER_OK);
          }
        else
          {
            g_assert_cmpuint (judgement.klass, ==, LOKET_ANSWER_N);
            if (expected != LOKET_REASON_NONE)
              g_assert_cmpstr (loket_reason_get_name (judgement.reason), ==,
                               loket_reason_get_name (expected));
          }

        loket_http_set_timeouts (http, 5, 5000);
        fake_hub_mutate (hub, kinds[i], MUTANT_NONE, 0);
        if (kinds[i] == LOKET_REQUEST_REPLY)
          g_assert_cmpuint (ask_kind (http, kinds[i]).klass, ==, LOKET_ANSWER_OK);
      }
  g_assert_cmpuint (fake_hub_count_accepted (hub, REPLY), ==, 1);
}

/* A redirect is not followed anywhere, least of all as another method. */
static void
test_http_redirect (void)
{
  g_autoptr (FakeHub) hub = make_hub ();
  g_autoptr (LoketHttp) http = connect_to (hub);

  sign_in (http);
  fake_hub_mutate (hub, LOKET_REQUEST_REPLY, MUTANT_REDIRECT_302, 1);
  g_assert_cmpuint (ask_kind (http, LOKET_REQUEST_REPLY).klass, ==, LOKET_ANSWER_N);
  g_assert_cmpuint (fake_hub_count_requests (hub, LOKET_REQUEST_SESSION), ==, 0);
}

/* Each fault of a certificate has its own reason, and none of them is passed. */
static void
test_http_certificates (void)
{
  static const struct
  {
    const char *name;
    LoketReason reason;
  } certificates[] = {
    { "stranger.pem", LOKET_REASON_TLS_UNTRUSTED },
    { "expired.pem", LOKET_REASON_TLS_EXPIRED },
    { "early.pem", LOKET_REASON_TLS_NOT_YET_VALID },
    { "elsewhere.pem", LOKET_REASON_TLS_WRONG_HOST },
  };

  for (guint i = 0; i < G_N_ELEMENTS (certificates); i++)
    {
      g_autoptr (FakeHub) hub = fake_hub_new (certificates[i].name);
      g_autoptr (LoketHttp) http = connect_to (hub);
      LoketJudgement judgement = ask_kind (http, LOKET_REQUEST_SESSION);

      g_assert_cmpuint (judgement.klass, ==, LOKET_ANSWER_N);
      g_assert_cmpstr (loket_reason_get_name (judgement.reason), ==,
                       loket_reason_get_name (certificates[i].reason));
      g_assert_cmpuint (fake_hub_count_requests (hub, LOKET_REQUEST_SESSION), ==, 0);
    }
}

/* An old protocol is given up before anything is said over it. The TLS library
 * reads what it may speak once, so a process of its own is needed. */
static void
test_http_weak_tls (void)
{
  if (g_test_subprocess ())
    {
      g_autoptr (FakeHub) hub = make_hub ();
      g_autoptr (LoketHttp) http = connect_to (hub);
      LoketJudgement judgement = ask_kind (http, LOKET_REQUEST_SESSION);

      g_assert_cmpuint (judgement.klass, ==, LOKET_ANSWER_N);
      g_assert_cmpuint (judgement.reason, ==, LOKET_REASON_TLS_FAILED);
      g_assert_cmpuint (fake_hub_count_requests (hub, LOKET_REQUEST_SESSION), ==, 0);
      return;
    }

  g_setenv ("G_TLS_GNUTLS_PRIORITY", "NORMAL:-VERS-ALL:+VERS-TLS1.1", TRUE);
  g_test_trap_subprocess (NULL, 0, 0);
  g_unsetenv ("G_TLS_GNUTLS_PRIORITY");
  g_test_trap_assert_passed ();
}

/* Without its authority the hub is not trusted by a system that does not know it. */
static void
test_http_system_trust (void)
{
  g_autoptr (FakeHub) hub = make_hub ();
  g_autoptr (LoketHttp) http = loket_http_new (fake_hub_get_server (hub), NULL, NULL);

  g_assert_cmpuint (ask_kind (http, LOKET_REQUEST_SESSION).reason, ==,
                    LOKET_REASON_TLS_UNTRUSTED);
}

static void
test_http_refused (void)
{
  g_autoptr (FakeHub) hub = make_hub ();
  g_autoptr (LoketHttp) http = connect_to (hub);
  LoketJudgement judgement;

  fake_hub_stop (hub);
  judgement = ask_kind (http, LOKET_REQUEST_SESSION);
  g_assert_cmpuint (judgement.klass, ==, LOKET_ANSWER_N);
  g_assert_cmpuint (judgement.reason, ==, LOKET_REASON_REFUSED);
  g_assert_cmpuint (judgement.status, ==, 0);
}

/* Something that does not speak TLS. */
static void
test_http_plain (void)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);
  g_autofree char *server = g_strdup_printf ("https://127.0.0.1:%u", port);
  g_autoptr (LoketHttp) http = loket_http_new (server, NULL, NULL);
  LoketJudgement judgement;

  loket_http_set_timeouts (http, 5, 200);
  judgement = ask_kind (http, LOKET_REQUEST_SESSION);
  g_assert_cmpuint (judgement.klass, ==, LOKET_ANSWER_N);
  g_assert_cmpuint (judgement.reason, ==, LOKET_REASON_TIMEOUT);
}

static void
test_http_addresses (void)
{
  static const char *const bad[] = {
    "http://127.0.0.1:1", "127.0.0.1:1", "ftp://hub", "https://", "https://user:secret@hub",
    "https://hub/?x=1", "https://hub/#x", "", "file:///etc/passwd",
  };
  static const char *const good[] = {
    "https://hub", "https://hub/", "https://hub:8443/loket/", "https://[::1]:1",
    "https://hub/api/v1",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (loket_http_new (bad[i], NULL, &error));
      g_assert_error (error, LOKET_SYNC_ERROR, LOKET_SYNC_ERROR_ADDRESS);
      g_assert_cmpuint (loket_sync_error_get_reason (error), ==, LOKET_REASON_NOT_HTTPS);
    }
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (LoketHttp) http = loket_http_new (good[i], NULL, NULL);

      g_assert_nonnull (http);
    }
  {
    g_autoptr (GError) error = NULL;

    g_assert_null (loket_http_new ("https://hub", "/nonexistent/ca.pem", &error));
    g_assert_cmpuint (loket_sync_error_get_reason (error), ==, LOKET_REASON_CA_UNREADABLE);
  }
}

static gboolean
cancel_cb (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
  return G_SOURCE_REMOVE;
}

/* Stopped before, at once and in the middle: always the one error. */
static void
test_http_cancel (void)
{
  g_autoptr (FakeHub) hub = make_hub ();
  g_autoptr (LoketHttp) http = connect_to (hub);

  fake_hub_mutate (hub, LOKET_REQUEST_SESSION, MUTANT_STALL, -1);
  for (guint when = 0; when < 3; when++)
    {
      const LoketHttpRequest request = { .kind = LOKET_REQUEST_SESSION, .method = "GET",
                                         .path = "/session" };
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      Result result = { 0 };

      if (when == 0)
        g_cancellable_cancel (cancellable);
      loket_http_send_async (http, &request, cancellable, answered_cb, &result);
      if (when == 1)
        g_cancellable_cancel (cancellable);
      if (when == 2)
        g_timeout_add (50, cancel_cb, cancellable);
      while (!result.done)
        g_main_context_iteration (NULL, TRUE);
      g_assert_error (result.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_null (result.answer);
      g_clear_error (&result.error);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/sync/http/good", test_http_good);
  g_test_add_func ("/sync/http/mutants", test_http_mutants);
  g_test_add_func ("/sync/http/redirect", test_http_redirect);
  g_test_add_func ("/sync/http/certificates", test_http_certificates);
  g_test_add_func ("/sync/http/weak-tls", test_http_weak_tls);
  g_test_add_func ("/sync/http/system-trust", test_http_system_trust);
  g_test_add_func ("/sync/http/refused", test_http_refused);
  g_test_add_func ("/sync/http/plain", test_http_plain);
  g_test_add_func ("/sync/http/addresses", test_http_addresses);
  g_test_add_func ("/sync/http/cancel", test_http_cancel);
  return g_test_run ();
}
