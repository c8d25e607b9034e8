/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-events.h"

#include <string.h>

#include "loket-hub-quota.h"
#include "loket-hub-scopes.h"
#include "loket-hub-server.h"
#include "loket-hub-stream.h"
#include "loket-wire-event.h"

#define MAX_STREAMS       2000
#define MAX_STREAMS_EACH  8
#define RETRY_SECONDS     "60"

#define BEAT_SECONDS      25
/* A stream ends by itself at some time between these two. */
#define MIN_LIFE_SECONDS  (20 * 60)
#define MAX_LIFE_SECONDS  (30 * 60)
/* How long its reader waits before it comes again, drawn once for each. */
#define MIN_AGAIN_SECONDS 5
#define MAX_AGAIN_SECONDS 60

#define ID_CHARS          16

/**
 * LoketHubEvents:
 *
 * The streams of events of a hub (server-sent events): each tells its reader
 * where their feeds are, at its beginning and whenever one of them moves. It is
 * a hint; what changed is for the reader to fetch. Main thread.
 */
struct _LoketHubEvents
{
  LoketHubServer *server;
  LoketHubQuota  *quota;
  GPtrArray      *entries; /* Entry, owned */
  guint           beat;
};

/* What the feeds of somebody come to, made on the storage's thread. */
typedef struct
{
  char   *id;
  GBytes *event;
} Built;

typedef struct
{
  LoketHubEvents  *events;
  LoketHubRequest *request;
  LoketHubStream  *stream; /* NULL before the first answer */
  Built           *built;
  char            *last_id;
  guint            subscription;
  gboolean         close_after;
  gboolean         working;
  gboolean         again;
  gboolean         gone;
} Entry;

static void
built_free (Built *built)
{
  if (built == NULL)
    return;

  g_free (built->id);
  g_bytes_unref (built->event);
  g_free (built);
}

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  loket_hub_quota_give_back (entry->events->quota, entry->request->account->officer->id);
  g_clear_pointer (&entry->built, built_free);
  g_clear_object (&entry->stream);
  entry->request->data = NULL;
  loket_hub_request_unref (entry->request);
  g_free (entry->last_id);
  g_free (entry);
}

/* Forgets a stream; where the storage still works for it, as soon as it is done. */
static void
drop (Entry *entry)
{
  LoketHubWatch *watch = _loket_hub_server_get_watch (entry->events->server);

  if (entry->subscription != 0 && watch != NULL)
    loket_hub_watch_remove (watch, entry->subscription);
  entry->subscription = 0;
  entry->gone = TRUE;
  if (entry->stream != NULL)
    {
      g_signal_handlers_disconnect_by_data (entry->stream, entry);
      loket_hub_stream_close (entry->stream);
    }
  if (!entry->working)
    g_ptr_array_remove_fast (entry->events->entries, entry);
}

static Built *
build (LoketHubRequest  *request,
       GPtrArray        *scopes)
{
  g_autoptr (GPtrArray) states = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_scope_state_free);
  g_autofree char *json = NULL;
  Built *built = g_new0 (Built, 1);

  for (guint i = 0; i < scopes->len; i++)
    {
      const LoketHubScope *scope = g_ptr_array_index (scopes, i);
      g_autofree char *state = loket_hub_scopes_write_state (scope, scope->seq, NULL,
                                                             loket_hub_server_get_epoch (request->server),
                                                             loket_hub_server_get_keys (request->server));

      g_ptr_array_add (states, loket_scope_state_new (scope->id, state));
    }
  json = loket_wire_state_event_to_json (states);
  built->id = g_compute_checksum_for_string (G_CHECKSUM_SHA256, json, -1);
  built->id[ID_CHARS] = '\0';
  {
    char *text = g_strdup_printf ("event: state\nid: %s\ndata: %s\n\n", built->id, json);

    built->event = g_bytes_new_take (text, strlen (text));
  }
  return built;
}

/* Who was suspended since gets nothing any more. */
static void
build_work (LoketHubRequest *request,
            LoketHubStorage *storage)
{
  Entry *entry = request->data;
  g_autoptr (LoketHubAccount) account = NULL;
  g_autoptr (GPtrArray) scopes = NULL;
  g_autoptr (GError) error = NULL;

  account = loket_hub_storage_find_account (storage, request->account->officer->username, &error);
  if (account != NULL && account->disabled)
    {
      loket_hub_request_refuse (request, LOKET_PROBLEM_ACCOUNT_SUSPENDED, NULL);
      return;
    }
  if (account != NULL)
    scopes = loket_hub_scopes_list (storage, request->account->officer, &error);
  if (scopes == NULL)
    loket_hub_request_refuse_error (request, error);
  else
    entry->built = build (request, scopes);
}

static void
closed_cb (LoketHubStream *stream,
           gpointer        data)
{
  drop (data);
}

static GBytes *
make_head (LoketHubRequest *request)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *date = soup_date_time_to_string (now, SOUP_DATE_HTTP);
  char *text;

  /* No length: the end of the connection is the end of the stream. */
  text = g_strdup_printf ("HTTP/1.1 200 OK\r\nDate: %s\r\nConnection: close\r\nSync-Epoch: %s\r\n"
                          "Cache-Control: private, no-store\r\nX-Content-Type-Options: nosniff\r\n"
                          "X-Accel-Buffering: no\r\nContent-Type: text/event-stream\r\n\r\n"
                          "retry: %d\n\n",
                          date, loket_hub_server_get_epoch (request->server),
                          g_random_int_range (MIN_AGAIN_SECONDS, MAX_AGAIN_SECONDS + 1) * 1000);
  return g_bytes_new_take (text, strlen (text));
}

/* Takes the connection away from SoupServer, which would gather all that was
 * ever sent. */
static void
start (Entry *entry)
{
  g_autoptr (GIOStream) io = soup_server_message_steal_connection (entry->request->message);
  g_autoptr (GBytes) head = make_head (entry->request);
  gint64 life = g_random_int_range (MIN_LIFE_SECONDS, MAX_LIFE_SECONDS + 1);

  entry->stream = loket_hub_stream_new (io, head, g_get_monotonic_time () + life * G_USEC_PER_SEC);
  g_signal_connect (entry->stream, "closed", G_CALLBACK (closed_cb), entry);
  loket_hub_request_let_go (entry->request);
}

static void
send (Entry *entry)
{
  g_autoptr (LoketHubStream) stream = g_object_ref (entry->stream);

  if (g_strcmp0 (entry->built->id, entry->last_id) == 0)
    return;
  g_free (entry->last_id);
  entry->last_id = g_strdup (entry->built->id);
  loket_hub_stream_push (stream, entry->built->event);
  if (entry->close_after)
    loket_hub_stream_finish (stream);
}

static void run (Entry *entry);

static void
built_cb (LoketHubRequest *request)
{
  Entry *entry = request->data;

  entry->working = FALSE;
  if (entry->built == NULL && entry->stream == NULL && !entry->gone)
    {
      loket_hub_request_send (request);
      drop (entry);
      return;
    }
  if (entry->gone || entry->built == NULL)
    {
      drop (entry);
      return;
    }
  if (entry->stream == NULL)
    start (entry);
  send (entry);
  if (entry->again && !entry->gone)
    run (entry);
}

static void
run (Entry *entry)
{
  entry->working = TRUE;
  entry->again = FALSE;
  g_clear_pointer (&entry->built, built_free);
  _loket_hub_request_check (entry->request, build_work, built_cb);
}

static gboolean
is_ours (const char *scope,
         gpointer    data)
{
  return loket_hub_scopes_has (((const Entry *) data)->request->account->officer, scope);
}

static void
woken_cb (gboolean stopping,
          gpointer data)
{
  Entry *entry = data;

  if (stopping)
    entry->subscription = 0;
  else if (entry->working)
    entry->again = TRUE;
  else
    run (entry);
}

static gboolean
beat_cb (gpointer data)
{
  LoketHubEvents *self = data;
  g_autoptr (GPtrArray) streams = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = g_ptr_array_index (self->entries, i);

      if (entry->stream != NULL)
        g_ptr_array_add (streams, g_object_ref (entry->stream));
    }
  for (guint i = 0; i < streams->len; i++)
    loket_hub_stream_beat (g_ptr_array_index (streams, i), g_get_monotonic_time ());
  return G_SOURCE_CONTINUE;
}

/**
 * loket_hub_events_new:
 * @server: the hub; outlives it
 *
 * Makes a hub's streams, of which there are none yet.
 *
 * Returns: (transfer full): the streams
 */
LoketHubEvents *
loket_hub_events_new (LoketHubServer *server)
{
  LoketHubEvents *self = g_new0 (LoketHubEvents, 1);

  self->server = server;
  self->quota = loket_hub_quota_new (MAX_STREAMS, MAX_STREAMS_EACH);
  self->entries = g_ptr_array_new_with_free_func (entry_free);
  self->beat = g_timeout_add_seconds (BEAT_SECONDS, beat_cb, self);
  return self;
}

/**
 * loket_hub_events_free:
 * @self: (transfer full): a hub's streams, when the storage works no more
 *
 * Ends them all.
 */
void
loket_hub_events_free (LoketHubEvents *self)
{
  g_clear_handle_id (&self->beat, g_source_remove);
  while (self->entries->len > 0)
    {
      Entry *entry = g_ptr_array_index (self->entries, 0);

      entry->working = FALSE;
      drop (entry);
    }
  g_ptr_array_unref (self->entries);
  loket_hub_quota_free (self->quota);
  g_free (self);
}

/**
 * loket_hub_events_open:
 * @self: a hub's streams
 * @request: who wants one; its message is paused
 * @close_after: whether it ends with its first event, for a proxy that keeps
 *   back what it gets until then
 *
 * Opens a stream. What its reader knows already, by its Last-Event-ID, is not
 * told again.
 */
void
loket_hub_events_open (LoketHubEvents  *self,
                       LoketHubRequest *request,
                       gboolean         close_after)
{
  LoketHubWatch *watch = _loket_hub_server_get_watch (self->server);
  Entry *entry;

  if (loket_hub_watch_is_stopped (watch) ||
      !loket_hub_quota_take (self->quota, request->account->officer->id))
    {
      loket_hub_request_add_header (request, "Retry-After", RETRY_SECONDS);
      loket_hub_request_refuse (request, LOKET_PROBLEM_UNAVAILABLE, "Too many streams are open");
      loket_hub_request_send (request);
      return;
    }

  entry = g_new0 (Entry, 1);
  entry->events = self;
  entry->request = loket_hub_request_ref (request);
  entry->close_after = close_after;
  entry->last_id = g_strdup (loket_hub_request_get_header (request, "Last-Event-ID"));
  request->data = entry;
  g_ptr_array_add (self->entries, entry);
  entry->subscription = loket_hub_watch_add (watch, is_ours, woken_cb, entry);
  run (entry);
}
