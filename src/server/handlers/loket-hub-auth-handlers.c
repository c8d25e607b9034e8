/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-routes.h"

#include <string.h>

#include <sodium.h>

#include "loket-hub-password.h"
#include "loket-hub-server.h"
#include "loket-limits.h"
#include "loket-wire-account.h"

#define ACCESS_SECONDS  900
#define REFRESH_SECONDS (60 * 86400)
#define TOKEN_BYTES     32

/*
 * Signing in takes three threads in turn:
 *
 *     main: parse, throttle ─▶ storage: find the account ─▶
 *     hasher: Argon2 ─▶ main: count the failure ─▶ storage: first tokens
 *
 * The hash is computed for an unknown name too, so that nobody learns by the
 * clock which names there are.
 */

typedef struct
{
  char          *access;
  char          *refresh;
  char          *access_sha;
  char          *refresh_sha;
  LoketHubTokens stored;
} Fresh;

typedef struct
{
  LoketSignIn     *request;
  char            *username;
  char            *source;
  LoketHubAccount *account;
  gboolean         right;
} SignIn;

static void
sign_in_free (gpointer data)
{
  SignIn *self = data;

  g_clear_pointer (&self->request, loket_sign_in_free);
  g_clear_pointer (&self->account, loket_hub_account_free);
  g_free (self->username);
  g_free (self->source);
  g_free (self);
}

static void
fresh_clear (Fresh *fresh)
{
  g_clear_pointer (&fresh->access, g_free);
  g_clear_pointer (&fresh->refresh, g_free);
  g_clear_pointer (&fresh->access_sha, g_free);
  g_clear_pointer (&fresh->refresh_sha, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fresh, fresh_clear)

static char *
make_token (void)
{
  guint8 random[TOKEN_BYTES];
  char text[64];

  randombytes_buf (random, sizeof random);
  sodium_bin2base64 (text, sizeof text, random, sizeof random,
                     sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  return g_strdup (text);
}

static void
make_fresh (Fresh *fresh,
            gint64 now)
{
  fresh->access = make_token ();
  fresh->refresh = make_token ();
  fresh->access_sha = g_compute_checksum_for_string (G_CHECKSUM_SHA256, fresh->access, -1);
  fresh->refresh_sha = g_compute_checksum_for_string (G_CHECKSUM_SHA256, fresh->refresh, -1);
  fresh->stored.access_sha = fresh->access_sha;
  fresh->stored.refresh_sha = fresh->refresh_sha;
  fresh->stored.access_expires = now + ACCESS_SECONDS;
  fresh->stored.refresh_expires = now + REFRESH_SECONDS;
}

static void
answer_tokens (LoketHubRequest *request,
               Fresh           *fresh,
               LoketOfficer    *officer)
{
  g_autoptr (LoketTokens) tokens = loket_tokens_new ();

  tokens->access_token = g_steal_pointer (&fresh->access);
  tokens->expires_in = ACCESS_SECONDS;
  tokens->refresh_token = g_steal_pointer (&fresh->refresh);
  tokens->officer = loket_officer_ref (officer);
  loket_hub_request_answer (request, SOUP_STATUS_OK, "application/json",
                            loket_wire_tokens_to_json (tokens));
}

/* Where somebody comes from: behind a proxy, what that proxy added last. */
static char *
dup_source (LoketHubRequest *request)
{
  GSocketAddress *remote = soup_server_message_get_remote_address (request->message);
  const char *forwarded = NULL;

  if (loket_hub_server_is_behind_proxy (request->server))
    forwarded = soup_message_headers_get_list (
      soup_server_message_get_request_headers (request->message), "X-Forwarded-For");
  if (forwarded != NULL)
    {
      const char *comma = strrchr (forwarded, ',');
      g_autofree char *last = g_strdup (comma != NULL ? comma + 1 : forwarded);

      return g_strndup (g_strstrip (last), 64);
    }
  if (!G_IS_INET_SOCKET_ADDRESS (remote))
    return g_strdup ("unknown");
  return g_inet_address_to_string (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (remote)));
}

static void
find_account_work (LoketHubRequest *request,
                   LoketHubStorage *storage)
{
  SignIn *sign_in = request->data;
  g_autoptr (GError) error = NULL;

  sign_in->account = loket_hub_storage_find_account (storage, sign_in->username, &error);
  if (sign_in->account == NULL && !g_error_matches (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_NOT_FOUND))
    loket_hub_request_refuse_error (request, error);
}

static void
verify_work (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  SignIn *sign_in = task_data;

  sign_in->right = loket_hub_password_verify (
    sign_in->account != NULL ? sign_in->account->password_hash : NULL, sign_in->request->password);
  g_task_return_boolean (task, TRUE);
}

static void
start_session_work (LoketHubRequest *request,
                    LoketHubStorage *storage)
{
  SignIn *sign_in = request->data;
  g_auto (Fresh) fresh = { NULL };
  g_autoptr (GError) error = NULL;

  make_fresh (&fresh, request->now);
  if (loket_hub_storage_start_session (storage, sign_in->account->officer->id,
                                       sign_in->request->device_id, sign_in->request->device_name,
                                       &fresh.stored, request->now, &error))
    answer_tokens (request, &fresh, sign_in->account->officer);
  else
    loket_hub_request_refuse_error (request, error);
}

static void
verified_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (LoketHubRequest) request = data;
  LoketHubThrottle *throttle = loket_hub_server_get_throttle (request->server);
  SignIn *sign_in = request->data;

  if (!sign_in->right)
    {
      loket_hub_throttle_failed (throttle, sign_in->username, sign_in->source, request->now);
      loket_hub_request_refuse (request, LOKET_PROBLEM_UNAUTHORIZED, "The name or the password is wrong");
      loket_hub_request_send (request);
      return;
    }

  loket_hub_throttle_passed (throttle, sign_in->username, sign_in->source);
  if (sign_in->account->disabled)
    {
      loket_hub_request_refuse (request, LOKET_PROBLEM_ACCOUNT_SUSPENDED, NULL);
      loket_hub_request_send (request);
      return;
    }
  loket_hub_request_work (request, start_session_work, NULL);
}

static void
account_found_cb (LoketHubRequest *request)
{
  g_autoptr (GTask) task = g_task_new (request->server, NULL, verified_cb,
                                       loket_hub_request_ref (request));

  g_task_set_source_tag (task, account_found_cb);
  g_task_set_task_data (task, request->data, NULL);
  if (_loket_hub_server_hash (request->server, task, verify_work))
    return;

  loket_hub_request_unref (request); /* the callback's */
  loket_hub_request_add_header (request, "Retry-After", "5");
  loket_hub_request_refuse (request, LOKET_PROBLEM_UNAVAILABLE, NULL);
  loket_hub_request_send (request);
}

static gboolean
check_throttle (LoketHubRequest *request,
                SignIn          *sign_in)
{
  gint64 wait = loket_hub_throttle_ask (loket_hub_server_get_throttle (request->server),
                                        sign_in->username, sign_in->source, request->now);
  g_autofree char *seconds = NULL;

  if (wait == 0)
    return TRUE;

  seconds = g_strdup_printf ("%" G_GINT64_FORMAT, wait);
  loket_hub_request_add_header (request, "Retry-After", seconds);
  loket_hub_request_refuse (request, LOKET_PROBLEM_RATE_LIMITED, NULL);
  return FALSE;
}

/* POST /auth/sign-in */
void
_loket_hub_handle_sign_in (LoketHubRequest *request)
{
  g_autoptr (GError) error = NULL;
  SignIn *sign_in = g_new0 (SignIn, 1);
  gsize length;
  const char *json = g_bytes_get_data (request->body, &length);

  request->data = sign_in;
  request->data_free = sign_in_free;
  sign_in->source = dup_source (request);
  sign_in->request = loket_wire_sign_in_parse (json, length, &error);
  if (sign_in->request == NULL)
    {
      loket_hub_request_refuse_error (request, error);
      loket_hub_request_send (request);
      return;
    }

  sign_in->username = g_ascii_strdown (sign_in->request->username, -1);
  if (check_throttle (request, sign_in))
    loket_hub_request_work (request, find_account_work, account_found_cb);
  else
    loket_hub_request_send (request);
}

/* Parses the one token in the body; answers where there is none. */
static gboolean
read_refresh_token (LoketHubRequest *request)
{
  g_autoptr (GError) error = NULL;
  gsize length;
  const char *json = g_bytes_get_data (request->body, &length);
  g_autofree char *token = loket_wire_refresh_parse (json, length, &error);

  if (token == NULL)
    {
      loket_hub_request_refuse_error (request, error);
      loket_hub_request_send (request);
      return FALSE;
    }
  request->data = g_compute_checksum_for_string (G_CHECKSUM_SHA256, token, -1);
  request->data_free = g_free;
  return TRUE;
}

static void
refresh_work (LoketHubRequest *request,
              LoketHubStorage *storage)
{
  g_autoptr (LoketHubAccount) account = NULL;
  g_auto (Fresh) fresh = { NULL };
  g_autoptr (GError) error = NULL;

  make_fresh (&fresh, request->now);
  account = loket_hub_storage_refresh_session (storage, request->data, &fresh.stored, request->now,
                                               &error);
  if (account != NULL)
    answer_tokens (request, &fresh, account->officer);
  else
    loket_hub_request_refuse_error (request, error);
}

/* POST /auth/refresh */
void
_loket_hub_handle_refresh (LoketHubRequest *request)
{
  if (read_refresh_token (request))
    loket_hub_request_work (request, refresh_work, NULL);
}

static void
sign_out_work (LoketHubRequest *request,
               LoketHubStorage *storage)
{
  g_autoptr (GError) error = NULL;

  if (loket_hub_storage_end_session (storage, request->data, request->now, &error))
    loket_hub_request_answer_empty (request, SOUP_STATUS_NO_CONTENT);
  else
    loket_hub_request_refuse_error (request, error);
}

/* POST /auth/sign-out */
void
_loket_hub_handle_sign_out (LoketHubRequest *request)
{
  if (read_refresh_token (request))
    loket_hub_request_work (request, sign_out_work, NULL);
}
