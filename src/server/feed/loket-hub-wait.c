/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-wait.h"

#include "loket-hub-server.h"

#define RETRY_SECONDS "30"

/*
 * A request that waits for a change:
 *
 *     watch ─▶ work ─▶ answered? ──────────────────▶ send
 *               ▲         │ no
 *               └─ woken ─┴─ time is up, hub stops ─▶ unchanged, send
 *
 * It watches before it looks for the first time, so nothing falls in between.
 */
typedef struct
{
  LoketHubRequest *request;
  char            *scope;
  char            *officer_id;
  LoketHubWork     work;
  LoketHubHandler  unchanged;
  guint            subscription;
  guint            timer;
  gboolean         working;
  gboolean         again;
  gboolean         over;
} Wait;

static void run (Wait *wait);

static void
finish (Wait *wait)
{
  LoketHubWatch *watch = _loket_hub_server_get_watch (wait->request->server);

  if (wait->subscription != 0)
    loket_hub_watch_remove (watch, wait->subscription);
  g_clear_handle_id (&wait->timer, g_source_remove);
  loket_hub_quota_give_back (_loket_hub_server_get_waits (wait->request->server), wait->officer_id);
  wait->request->data = NULL;
  if (!loket_hub_request_is_answered (wait->request))
    wait->unchanged (wait->request);
  loket_hub_request_send (wait->request);
  loket_hub_request_unref (wait->request);
  g_free (wait->scope);
  g_free (wait->officer_id);
  g_free (wait);
}

static void
go_on (Wait *wait)
{
  if (wait->working)
    return;
  if (wait->over || loket_hub_request_is_answered (wait->request))
    finish (wait);
  else if (wait->again)
    run (wait);
}

static void
worked_cb (LoketHubRequest *request)
{
  Wait *wait = request->data;

  wait->working = FALSE;
  go_on (wait);
}

static void
run (Wait *wait)
{
  wait->working = TRUE;
  wait->again = FALSE;
  _loket_hub_request_check (wait->request, wait->work, worked_cb);
}

static gboolean
is_ours (const char *scope,
         gpointer    data)
{
  return g_str_equal (scope, ((const Wait *) data)->scope);
}

static void
woken_cb (gboolean stopping,
          gpointer data)
{
  Wait *wait = data;

  if (stopping)
    {
      wait->subscription = 0;
      wait->over = TRUE;
    }
  wait->again = TRUE;
  go_on (wait);
}

static gboolean
time_is_up_cb (gpointer data)
{
  Wait *wait = data;

  wait->timer = 0;
  wait->over = TRUE;
  go_on (wait);
  return G_SOURCE_REMOVE;
}

/**
 * loket_hub_wait_run:
 * @request: a request whose message is paused
 * @scope: the feed it waits for
 * @seconds: how long at most
 * @work: looks for a change, on the storage's thread; answers where there is
 *   one or something is wrong
 * @unchanged: answers where nothing changed in time
 *
 * Answers a request as soon as there is something to tell. Where too many wait
 * already it is asked to come again. Main thread.
 */
void
loket_hub_wait_run (LoketHubRequest *request,
                    const char      *scope,
                    guint            seconds,
                    LoketHubWork     work,
                    LoketHubHandler  unchanged)
{
  LoketHubWatch *watch = _loket_hub_server_get_watch (request->server);
  const char *officer_id = request->account->officer->id;
  Wait *wait;

  if (loket_hub_watch_is_stopped (watch) ||
      !loket_hub_quota_take (_loket_hub_server_get_waits (request->server), officer_id))
    {
      loket_hub_request_add_header (request, "Retry-After", RETRY_SECONDS);
      loket_hub_request_refuse (request, LOKET_PROBLEM_UNAVAILABLE, "Too many requests wait");
      loket_hub_request_send (request);
      return;
    }

  wait = g_new0 (Wait, 1);
  wait->request = loket_hub_request_ref (request);
  wait->scope = g_strdup (scope);
  wait->officer_id = g_strdup (officer_id);
  wait->work = work;
  wait->unchanged = unchanged;
  request->data = wait;
  wait->subscription = loket_hub_watch_add (watch, is_ours, woken_cb, wait);
  wait->timer = g_timeout_add_seconds (seconds, time_is_up_cb, wait);
  run (wait);
}
