/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sync"

#include "config.h"

#include "loket-sync-listener.h"

#include <string.h>

#include "loket-alarm.h"
#include "loket-event-stream.h"
#include "loket-http-stream.h"
#include "loket-limits.h"
#include "loket-sync-engine-private.h"

#define API_PREFIX  "/api/v1"
#define CHUNK_BYTES 4096

/* An answer to a long question that comes sooner means that the hub does not
 * wait. */
#define SOON_US ((gint64) 5 * G_USEC_PER_SEC)

#define TOKEN_MARGIN_US ((gint64) 30 * G_USEC_PER_SEC)

/**
 * LoketSyncListener:
 *
 * Hears from the hub that there is news and wakes the scheduler. What it hears
 * is a hint and no more: what changed is told by a pass, and without any way to
 * hear it passes come by the clock all the same.
 *
 *     pass got through ─▶ begin ─▶ try one way ─▶ ended ─▶ pause ─▶ begin
 *
 * It has a connection of its own, so that a stream that is open keeps no pass
 * waiting, and listens only while the access token is good and nobody pays for
 * the line by the byte.
 */
struct _LoketSyncListener
{
  GObject             parent_instance;

  LoketSyncEngine    *engine;
  LoketSyncScheduler *scheduler;
  LoketClock         *clock;

  gboolean            started;
  LoketSyncWays       ways;
  LoketHttp          *http;
  char               *server;        /* that the connection is for */
  GCancellable       *stop;          /* of the try under way, else NULL */
  LoketEventStream   *stream;
  GInputStream       *input;
  gint64              begun_us;
  LoketAlarm         *alarm;         /* silence during a try, pause after it */
  gboolean            pausing;
  gboolean            await_pass;    /* what was heard was not fetched yet */
  char               *last_id;
  GNetworkMonitor    *network;
  gulong              network_id;
};

G_DEFINE_FINAL_TYPE (LoketSyncListener, loket_sync_listener, G_TYPE_OBJECT)

static void begin (LoketSyncListener *self);

static void
end_try (LoketSyncListener *self)
{
  if (self->stop != NULL)
    g_cancellable_cancel (self->stop);
  g_clear_object (&self->stop);
  g_clear_object (&self->input);
  g_clear_pointer (&self->stream, loket_event_stream_free);
  loket_alarm_disarm (self->alarm);
  loket_sync_scheduler_set_listening (self->scheduler, FALSE);
}

static void
loket_sync_listener_dispose (GObject *object)
{
  LoketSyncListener *self = LOKET_SYNC_LISTENER (object);

  if (self->engine != NULL)
    {
      loket_sync_listener_stop (self);
      g_signal_handlers_disconnect_by_data (self->engine, self);
    }
  g_clear_pointer (&self->alarm, loket_alarm_free);
  g_clear_object (&self->http);
  g_clear_object (&self->engine);
  g_clear_object (&self->scheduler);
  g_clear_object (&self->clock);
  G_OBJECT_CLASS (loket_sync_listener_parent_class)->dispose (object);
}

static void
loket_sync_listener_finalize (GObject *object)
{
  LoketSyncListener *self = LOKET_SYNC_LISTENER (object);

  g_free (self->server);
  g_free (self->last_id);
  G_OBJECT_CLASS (loket_sync_listener_parent_class)->finalize (object);
}

static void
loket_sync_listener_class_init (LoketSyncListenerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = loket_sync_listener_dispose;
  G_OBJECT_CLASS (klass)->finalize = loket_sync_listener_finalize;
}

static void
loket_sync_listener_init (LoketSyncListener *self)
{
}

/* A try ended; the next one comes after a pause, maybe another way. */
static void
try_ended (LoketSyncListener *self,
           LoketSyncWayEnd    end,
           gint64             retry_after)
{
  gint64 pause;

  end_try (self);
  pause = loket_sync_ways_ended (&self->ways, end, retry_after, g_random_int ());
  self->pausing = TRUE;
  loket_alarm_arm (self->alarm, pause * G_USEC_PER_SEC);
}

static void
wake (LoketSyncListener *self)
{
  loket_sync_scheduler_wake (self->scheduler);
}

static void
alarm_cb (gpointer user_data)
{
  LoketSyncListener *self = user_data;

  if (!self->pausing)
    {
      try_ended (self, LOKET_SYNC_WAY_MUTE, -1);
      return;
    }
  self->pausing = FALSE;
  if (self->ways.way == LOKET_SYNC_WAY_POLL)
    loket_sync_ways_reset (&self->ways);
  begin (self);
}

static void
expect_sound (LoketSyncListener *self)
{
  gint64 silence = self->ways.way == LOKET_SYNC_WAY_STREAM ? LOKET_SYNC_STREAM_SILENCE
                                                           : LOKET_SYNC_ONCE_SILENCE;

  loket_alarm_arm (self->alarm, silence * G_USEC_PER_SEC);
}

static void
event_cb (const char *type,
          const char *id,
          const char *data,
          gpointer    user_data)
{
  LoketSyncListener *self = user_data;

  if (!g_str_equal (type, "state") || g_strcmp0 (id, self->last_id) == 0)
    return;
  g_free (self->last_id);
  self->last_id = g_strdup (*id != '\0' ? id : NULL);
  wake (self);
}

static void read_next (LoketSyncListener *self);

static void
stream_ended (LoketSyncListener *self)
{
  gint64 retry_ms = loket_event_stream_get_retry (self->stream);
  gint64 retry = retry_ms >= 0 ? (retry_ms + 999) / 1000 : -1;

  try_ended (self, self->ways.heard ? LOKET_SYNC_WAY_DONE : LOKET_SYNC_WAY_CUT, retry);
}

static void
chunk_read_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (LoketSyncListener) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) chunk = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result,
                                                               &error);
  const guint8 *bytes;
  gsize size;

  if (G_INPUT_STREAM (source) != self->input)
    return; /* given up meanwhile */
  if (chunk == NULL)
    {
      try_ended (self, LOKET_SYNC_WAY_CUT, -1);
      return;
    }

  bytes = g_bytes_get_data (chunk, &size);
  if (size == 0)
    {
      stream_ended (self);
      return;
    }

  loket_sync_ways_heard (&self->ways);
  loket_sync_scheduler_set_listening (self->scheduler, TRUE);
  expect_sound (self);
  if (loket_event_stream_push (self->stream, bytes, size))
    read_next (self);
  else
    try_ended (self, LOKET_SYNC_WAY_REFUSED, -1);
}

static void
read_next (LoketSyncListener *self)
{
  g_input_stream_read_bytes_async (self->input, CHUNK_BYTES, G_PRIORITY_LOW, self->stop,
                                   chunk_read_cb, g_object_ref (self));
}

/* What the headers of an answer say about the way. */
static LoketSyncWayEnd
judge (const LoketAnswer *answer)
{
  if (answer->status == 429 || answer->status == 503)
    return LOKET_SYNC_WAY_BUSY;
  if (answer->status == 401 || answer->status == 412 || answer->status >= 500)
    return LOKET_SYNC_WAY_CUT;
  if (answer->status != 200 || g_strcmp0 (answer->content_type, "text/event-stream") != 0)
    return LOKET_SYNC_WAY_REFUSED;
  return LOKET_SYNC_WAY_DONE;
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (LoketSyncListener) self = user_data;
  g_autoptr (LoketAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) input = loket_http_open_finish (LOKET_HTTP (source), result, &answer,
                                                           &error);
  LoketSyncWayEnd end;

  if (self->stop == NULL || self->stop != g_task_get_cancellable (G_TASK (result)))
    return; /* given up meanwhile */
  if (input == NULL)
    {
      try_ended (self, g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
                           ? LOKET_SYNC_WAY_REFUSED
                           : LOKET_SYNC_WAY_CUT, -1);
      return;
    }

  end = judge (answer);
  if (end != LOKET_SYNC_WAY_DONE)
    {
      if (answer->status == 401 || answer->status == 412)
        wake (self);
      try_ended (self, end, answer->retry_after);
      return;
    }

  self->input = g_steal_pointer (&input);
  self->stream = loket_event_stream_new (event_cb, self);
  read_next (self);
}

/* The stream's path below the API; the hub names it from its own root. */
static char *
make_events_path (LoketSyncListener *self)
{
  const char *url = self->engine->session->events_url;

  if (url == NULL || *url != '/')
    return NULL;
  if (g_str_has_prefix (url, API_PREFIX "/"))
    url += strlen (API_PREFIX);
  return self->ways.way == LOKET_SYNC_WAY_ONCE
             ? g_strconcat (url, strchr (url, '?') != NULL ? "&" : "?", "closeafter=state", NULL)
             : g_strdup (url);
}

static void
open_stream (LoketSyncListener *self)
{
  g_autofree char *path = make_events_path (self);
  const LoketHttpRequest request = {
    .kind = LOKET_REQUEST_EVENTS,
    .method = "GET",
    .path = path,
    .access_token = self->engine->access_token,
    .epoch = self->engine->account->epoch,
    .event_id = self->last_id,
  };

  if (path == NULL)
    {
      try_ended (self, LOKET_SYNC_WAY_REFUSED, -1);
      return;
    }
  loket_http_open_async (self->http, &request, self->stop, opened_cb, g_object_ref (self));
}

static void
asked_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (LoketSyncListener) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketAnswer) answer = loket_http_send_finish (LOKET_HTTP (source), result, &error);
  gboolean soon = loket_clock_elapsed_us (self->clock) - self->begun_us < SOON_US;
  LoketJudgement judgement;

  if (answer == NULL || self->stop == NULL ||
      self->stop != g_task_get_cancellable (G_TASK (result)))
    return;

  judgement = loket_answer_judge (answer, LOKET_REQUEST_CHANGES);
  switch ((guint) judgement.klass)
    {
    case LOKET_ANSWER_UNCHANGED:
      if (!soon)
        loket_sync_ways_heard (&self->ways);
      try_ended (self, soon ? LOKET_SYNC_WAY_MUTE : LOKET_SYNC_WAY_DONE, 0);
      break;
    case LOKET_ANSWER_N:
      try_ended (self, LOKET_SYNC_WAY_CUT, -1);
      break;
    case LOKET_ANSWER_T:
      try_ended (self, LOKET_SYNC_WAY_BUSY, judgement.retry_after);
      break;
    default: /* news, or something that only a pass puts right */
      self->await_pass = TRUE;
      try_ended (self, LOKET_SYNC_WAY_DONE, -1);
      wake (self);
      break;
    }
}

static void
scope_read_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (LoketSyncListener) self = user_data;
  g_autoptr (LoketCacheScope) scope =
      loket_cache_store_get_scope_finish (LOKET_CACHE_STORE (source), result, NULL);
  LoketSyncEngine *engine = self->engine;
  g_autofree char *since = NULL;
  g_autofree char *name = NULL;
  g_autofree char *path = NULL;
  LoketHttpRequest request = { .kind = LOKET_REQUEST_CHANGES, .method = "GET" };

  if (self->stop == NULL || self->stop != g_task_get_cancellable (G_TASK (result)))
    return;
  if (scope == NULL || scope->in_snapshot || scope->state == NULL || engine->session == NULL ||
      engine->session->scopes->len == 0)
    {
      try_ended (self, LOKET_SYNC_WAY_CUT, -1);
      return;
    }

  name = g_uri_escape_string (((LoketScope *) engine->session->scopes->pdata[0])->id, NULL, FALSE);
  since = g_uri_escape_string (scope->state, NULL, FALSE);
  path = g_strdup_printf ("/sync/changes?scope=%s&since=%s&limit=1&wait=%u", name, since,
                          LOKET_LIMIT_WAIT_SECONDS);
  request.path = path;
  request.access_token = engine->access_token;
  request.epoch = engine->account->epoch;
  loket_http_send_async (self->http, &request, self->stop, asked_cb, g_object_ref (self));
}

/* Asks about the first scope; one is enough for a hint, the others are polled. */
static void
ask_long (LoketSyncListener *self)
{
  GPtrArray *scopes = self->engine->session->scopes;

  if (scopes->len == 0)
    {
      try_ended (self, LOKET_SYNC_WAY_REFUSED, -1);
      return;
    }
  loket_cache_store_get_scope_async (self->engine->cache, ((LoketScope *) scopes->pdata[0])->id,
                                     self->stop, scope_read_cb, g_object_ref (self));
}

/* Whether there is somebody to listen to. */
static gboolean
is_ready (LoketSyncListener *self)
{
  const LoketSyncSummary *summary = &self->engine->summary;

  return self->started && self->stop == NULL && !self->pausing && !self->await_pass &&
         !loket_sync_engine_is_running (self->engine) &&
         (summary->state == LOKET_SYNC_OK || summary->state == LOKET_SYNC_NEEDS_USER) &&
         self->engine->session != NULL && self->engine->access_token != NULL &&
         !loket_sync_scheduler_get_metered (self->scheduler);
}

/* A connection of our own, made anew when the hub's address is another. */
static gboolean
have_http (LoketSyncListener *self)
{
  const LoketAccount *account = self->engine->account;

  if (self->http != NULL && g_strcmp0 (self->server, account->server) == 0)
    return TRUE;
  g_clear_object (&self->http);
  g_free (self->server);
  self->server = g_strdup (account->server);
  self->http = _loket_sync_account_make_http (self->engine, account, NULL);
  if (self->http != NULL)
    loket_http_set_timeouts (self->http, 0, (LOKET_LIMIT_WAIT_SECONDS + 30) * 1000);
  return self->http != NULL;
}

static void
begin (LoketSyncListener *self)
{
  if (!is_ready (self) || !have_http (self))
    return;

  self->begun_us = loket_clock_elapsed_us (self->clock);
  if (self->engine->access_expires_us - TOKEN_MARGIN_US <= self->begun_us)
    {
      wake (self); /* the pass renews the token, and then we come again */
      return;
    }

  self->stop = g_cancellable_new ();
  expect_sound (self);
  if (self->ways.way == LOKET_SYNC_WAY_LONG_POLL)
    ask_long (self);
  else
    open_stream (self);
}

static void
engine_changed_cb (LoketSyncEngine   *engine,
                   LoketSyncListener *self)
{
  if (loket_sync_engine_is_running (engine))
    return;
  self->await_pass = FALSE;
  if (engine->access_token == NULL && self->stop != NULL)
    end_try (self);
  begin (self);
}

static void
network_changed_cb (GNetworkMonitor   *network,
                    gboolean           available,
                    LoketSyncListener *self)
{
  end_try (self);
  self->pausing = FALSE;
  loket_sync_ways_reset (&self->ways);
  begin (self);
}

/**
 * loket_sync_listener_new:
 * @engine: whose hub to listen to
 * @scheduler: whom to wake
 * @clock: the clock to count on
 *
 * Makes a listener, at rest.
 *
 * Returns: (transfer full): a listener
 */
LoketSyncListener *
loket_sync_listener_new (LoketSyncEngine    *engine,
                         LoketSyncScheduler *scheduler,
                         LoketClock         *clock)
{
  LoketSyncListener *self;

  g_return_val_if_fail (LOKET_IS_SYNC_ENGINE (engine), NULL);
  g_return_val_if_fail (LOKET_IS_SYNC_SCHEDULER (scheduler) && LOKET_IS_CLOCK (clock), NULL);

  self = g_object_new (LOKET_TYPE_SYNC_LISTENER, NULL);
  self->engine = g_object_ref (engine);
  self->scheduler = g_object_ref (scheduler);
  self->clock = g_object_ref (clock);
  self->alarm = loket_alarm_new (clock, alarm_cb, self);
  g_signal_connect (engine, "state-changed", G_CALLBACK (engine_changed_cb), self);
  return self;
}

/**
 * loket_sync_listener_start:
 * @self: a listener
 *
 * Listens from now on, whenever a pass has got through.
 */
void
loket_sync_listener_start (LoketSyncListener *self)
{
  g_return_if_fail (LOKET_IS_SYNC_LISTENER (self));

  if (self->started)
    return;
  self->started = TRUE;
  self->network = g_object_ref (g_network_monitor_get_default ());
  self->network_id = g_signal_connect (self->network, "network-changed",
                                       G_CALLBACK (network_changed_cb), self);
  loket_sync_ways_reset (&self->ways);
  begin (self);
}

/**
 * loket_sync_listener_stop:
 * @self: a listener
 *
 * Listens no more.
 */
void
loket_sync_listener_stop (LoketSyncListener *self)
{
  g_return_if_fail (LOKET_IS_SYNC_LISTENER (self));

  self->started = self->pausing = self->await_pass = FALSE;
  end_try (self);
  g_clear_signal_handler (&self->network_id, self->network);
  g_clear_object (&self->network);
}

/**
 * loket_sync_listener_get_way:
 * @self: a listener
 *
 * Tells which way is taken, or will be.
 *
 * Returns: the way
 */
LoketSyncWay
loket_sync_listener_get_way (LoketSyncListener *self)
{
  g_return_val_if_fail (LOKET_IS_SYNC_LISTENER (self), LOKET_SYNC_WAY_POLL);

  return self->ways.way;
}
