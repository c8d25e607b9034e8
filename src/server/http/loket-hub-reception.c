/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-reception.h"

#include "loket-hub-guard.h"
#include "loket-hub-listener.h"
#include "loket-hub-refusal.h"
#include "loket-hub-routes.h"
#include "loket-hub-sender.h"
#include "loket-hub-server.h"
#include "loket-hub-uploads.h"

#define REQUEST_KEY "loket-hub-request"

/*
 * From the first header of a message to its handler. The request hangs on the
 * message, and the message on the request, until the handler takes it or the
 * message ends.
 */

/* A hub that has forgotten something takes in nothing of an officer. */
static gboolean
is_refused (LoketHubRequest *request)
{
  return request->route->action == LOKET_HUB_ACTION_REPLY && !g_str_equal (request->route->method, "GET") &&
         loket_hub_life_get_reason (_loket_hub_server_get_life (request->server)) != NULL;
}

static void
check_rights (LoketHubRequest *request)
{
  const LoketHubRoute *route = request->route;

  if (!loket_hub_policy_can (request->account->officer, route->action, LOKET_HUB_OBJECT_NONE, NULL))
    loket_hub_request_refuse (request, LOKET_PROBLEM_FORBIDDEN, NULL);
  else if (route->epoch == LOKET_HUB_EPOCH_CHECKED && request->epoch != NULL &&
           g_strcmp0 (request->epoch, loket_hub_server_get_epoch (request->server)) != 0)
    loket_hub_request_refuse (request, LOKET_PROBLEM_EPOCH_MISMATCH, NULL);
  else if (is_refused (request))
    {
      loket_hub_request_add_header (request, "Retry-After", "300");
      loket_hub_request_refuse (request, LOKET_PROBLEM_UNAVAILABLE,
                                "The hub has forgotten something and takes in nothing until its "
                                "administrator has looked");
    }
}

static void
check_token (LoketHubRequest *request,
             LoketHubStorage *storage)
{
  g_autofree char *token = request->data;
  g_autofree char *sha = g_compute_checksum_for_string (G_CHECKSUM_SHA256, token, -1);
  g_autoptr (GError) error = NULL;

  request->data = NULL;
  request->account = loket_hub_storage_check_access (storage, sha, request->now, &error);
  if (request->account == NULL)
    loket_hub_request_refuse_error (request, error);
  else
    check_rights (request);
}

/* Refuses with the body still to come. A small one is read and dropped. */
static void
refuse_early (LoketHubRequest *request)
{
  soup_message_body_set_accumulate (soup_server_message_get_request_body (request->message), FALSE);
  loket_hub_request_fill_message (request);
}

/* With a large body to come that nobody wants. */
static void
refuse_at_once (LoketHubRequest *request)
{
  g_autoptr (LoketHubRequest) refused = g_object_steal_data (G_OBJECT (request->message), REQUEST_KEY);

  /* The connection may be gone meanwhile. */
  if (refused != NULL)
    loket_hub_refusal_send (refused);
}

/* The body may come, or the request was answered before. */
static void
go_on (LoketHubRequest *request)
{
  if (!loket_hub_request_is_answered (request))
    soup_server_message_unpause (request->message);
  else if (request->route->begin != NULL && loket_hub_guard_has_body (request))
    refuse_at_once (request);
  else
    {
      refuse_early (request);
      soup_server_message_unpause (request->message);
    }
}

static void
token_checked_cb (LoketHubRequest *request)
{
  if (loket_hub_request_is_answered (request) || request->route->begin == NULL ||
      !request->route->begin (request, go_on))
    go_on (request);
}

static void
early_cb (SoupServer        *soup,
          SoupServerMessage *message,
          const char        *path,
          GHashTable        *query,
          gpointer           data)
{
  LoketHubServer *server = data;
  LoketHubRequest *request = loket_hub_request_new (server, message, loket_hub_server_get_now (server));
  g_autofree char *token = NULL;

  g_object_set_data_full (G_OBJECT (message), REQUEST_KEY, request,
                          (GDestroyNotify) loket_hub_request_unref);
  request->query = query != NULL ? g_hash_table_ref (query) : NULL;
  loket_hub_guard_check_head (request, path);

  if (!loket_hub_request_is_answered (request) &&
      request->route->action != LOKET_HUB_ACTION_SIGN_IN)
    {
      token = loket_hub_guard_dup_token (request);
      if (token == NULL)
        loket_hub_request_refuse (request, LOKET_PROBLEM_UNAUTHORIZED, NULL);
    }

  if (loket_hub_request_is_answered (request))
    {
      if (loket_hub_guard_has_body (request))
        {
          g_autoptr (LoketHubRequest) refused = g_object_steal_data (G_OBJECT (message), REQUEST_KEY);

          loket_hub_refusal_send (refused);
        }
      else
        refuse_early (request);
    }
  else if (token != NULL)
    {
      request->data = g_steal_pointer (&token);
      soup_server_message_pause (message);
      _loket_hub_request_check (request, check_token, token_checked_cb);
    }
}

static void
ready_cb (SoupServer        *soup,
          SoupServerMessage *message,
          const char        *path,
          GHashTable        *query,
          gpointer           data)
{
  g_autoptr (LoketHubRequest) request = g_object_steal_data (G_OBJECT (message), REQUEST_KEY);

  g_return_if_fail (request != NULL);

  loket_hub_listener_set_phase (message, LOKET_HUB_PHASE_WORKING);
  loket_hub_guard_check_body (request);
  soup_server_message_pause (message);
  if (loket_hub_request_is_answered (request))
    loket_hub_request_send (request);
  else
    request->route->handler (request);
}

/* Until a handler says something better: what SoupServer itself answers to a
 * message that it cannot read is a problem too. */
static void
request_started_cb (SoupServer        *soup,
                    SoupServerMessage *message,
                    gpointer           data)
{
  g_autoptr (LoketHubRequest) unread = loket_hub_request_new (data, message, 0);

  loket_hub_listener_set_phase (message, LOKET_HUB_PHASE_READING);
  loket_hub_request_refuse (unread, LOKET_PROBLEM_BAD_REQUEST, NULL);
  _loket_hub_request_fill (unread);
}

static void
request_ended_cb (SoupServer        *soup,
                  SoupServerMessage *message,
                  gpointer           data)
{
  LoketHubRequest *request = g_object_get_data (G_OBJECT (message), REQUEST_KEY);
  LoketHubUploads *uploads = _loket_hub_server_get_uploads (data);

  if (request != NULL && uploads != NULL)
    loket_hub_uploads_lose (uploads, request);
  g_object_set_data (G_OBJECT (message), REQUEST_KEY, NULL);
  loket_hub_sender_end (message);
}

/**
 * loket_hub_reception_attach:
 * @soup: a server without handlers
 * @server: the hub, which outlives @soup
 *
 * Has the hub deal with everything that comes in. Main thread.
 */
void
loket_hub_reception_attach (SoupServer     *soup,
                            LoketHubServer *server)
{
  g_signal_connect (soup, "request-started", G_CALLBACK (request_started_cb), server);
  g_signal_connect (soup, "request-finished", G_CALLBACK (request_ended_cb), server);
  g_signal_connect (soup, "request-aborted", G_CALLBACK (request_ended_cb), server);
  soup_server_add_early_handler (soup, NULL, early_cb, server, NULL);
  soup_server_add_handler (soup, NULL, ready_cb, server, NULL);
}
