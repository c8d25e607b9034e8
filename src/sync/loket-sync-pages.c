/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sync"

#include "config.h"

#include "loket-sync-engine-private.h"

#include <string.h>

#include "loket-limits.h"

/*
 * Pages of the feeds. The core asks for one after the other, each when the one
 * before is stored. Where the next one starts stands in the first line of a
 * page, so while one is stored the next ones are already fetched and read, and
 * wait here until the core asks for them. One that it does not ask for is
 * dropped; nothing of it was believed.
 *
 *     fetched ahead    ▒▒▒ 3 ▒▒▒
 *     read on a thread     ▒▒▒ 2 ▒▒▒
 *     stored                    ▒▒▒ 1 ▒▒▒
 */

/* So many pages are in memory beside the one that is stored. */
#define MAX_AHEAD 2

/* A page on its way. Each callback under way holds it. */
struct _LoketSyncFetch
{
  grefcount         ref_count;
  LoketSyncEngine  *engine; /* not owned; NULL once it was dropped */
  LoketWirePageKind kind;
  char             *scope;
  char             *at;
  char             *next; /* where the page after it starts, as its first line says */
  LoketSyncStep    *step; /* who waits for it */
  gboolean          done;
  LoketAnswer      *answer;
  LoketJudgement    judgement;
  LoketWirePage    *page;
};

static void
fetch_unref (LoketSyncFetch *self)
{
  if (!g_ref_count_dec (&self->ref_count))
    return;
  g_free (self->scope);
  g_free (self->at);
  g_free (self->next);
  g_clear_pointer (&self->step, _loket_sync_step_free);
  g_clear_pointer (&self->answer, loket_answer_free);
  g_clear_pointer (&self->page, loket_wire_page_free);
  g_free (self);
}

static LoketSyncFetch *
fetch_ref (LoketSyncFetch *self)
{
  g_ref_count_inc (&self->ref_count);
  return self;
}

static void extend (LoketSyncEngine *engine);

static void
drop (gpointer data)
{
  LoketSyncFetch *self = data;

  self->engine = NULL;
  fetch_unref (self);
}

/* Forgets what was fetched ahead. */
void
_loket_sync_pages_forget (LoketSyncEngine *engine)
{
  g_queue_clear_full (&engine->pages_ahead, drop);
  g_clear_pointer (&engine->page_asked, drop);
}

/* Hands a page that is there to the core. */
static gboolean
deliver_cb (gpointer data)
{
  LoketSyncFetch *self = data;
  g_autoptr (LoketSyncStep) step = g_steal_pointer (&self->step);
  LoketSyncEngine *engine;
  LoketSyncEvent event;

  if (step == NULL || !_loket_sync_step_is_current (step))
    return G_SOURCE_REMOVE;

  engine = step->engine;
  if (self->judgement.klass != LOKET_ANSWER_N)
    _loket_sync_hub_learn_offset (engine, self->answer);
  event = _loket_sync_step_event (step, LOKET_SYNC_EVENT_PAGE);
  event.judgement = self->judgement;
  event.epoch = self->answer->epoch;
  g_clear_pointer (&engine->page, loket_wire_page_free);
  engine->page = g_steal_pointer (&self->page);
  if (engine->page != NULL)
    {
      event.state = self->kind == LOKET_WIRE_PAGE_SNAPSHOT ? engine->page->cursor
                                                           : engine->page->state;
      event.has_more = engine->page->has_more;
      event.records = engine->page->upserts->len + engine->page->removals->len +
                      engine->page->unread->len;
      if (self->at == NULL && event.has_more)
        _loket_sync_engine_say_progress (engine, 0, MAX (engine->page->total, 0));
    }
  _loket_sync_step_end (g_steal_pointer (&step), &event);
  return G_SOURCE_REMOVE;
}

static void
deliver (LoketSyncFetch *self)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, deliver_cb, fetch_ref (self), (GDestroyNotify) fetch_unref);
  g_source_attach (source, g_main_context_get_thread_default ());
}

/* On a thread of the pool: believes the answer or not, and reads it. */
static void
read_page (GTask        *task,
           gpointer      source,
           gpointer      data,
           GCancellable *cancellable)
{
  LoketSyncFetch *self = data;
  gboolean snapshot = self->kind == LOKET_WIRE_PAGE_SNAPSHOT;

  self->judgement = loket_answer_judge (self->answer, snapshot ? LOKET_REQUEST_SNAPSHOT
                                                               : LOKET_REQUEST_CHANGES);
  self->page = loket_answer_read_page (self->answer, self->kind, self->scope, self->at,
                                       &self->judgement);
  g_task_return_boolean (task, TRUE);
}

static void
page_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  LoketSyncFetch *self = user_data;

  self->done = TRUE;
  if (self->step != NULL)
    deliver (self);
  fetch_unref (self);
}

/* Looks into the first line for where the next page starts. */
static char *
find_next (LoketSyncFetch *self)
{
  g_autoptr (GBytes) header = NULL;
  g_autoptr (LoketWirePage) page = NULL;
  const char *data, *end;
  const char *next;
  gsize size;

  if (self->answer->status != 200 || self->answer->body == NULL)
    return NULL;
  data = g_bytes_get_data (self->answer->body, &size);
  end = size > 0 ? memchr (data, '\n', size) : NULL;
  if (end == NULL)
    return NULL;
  header = g_bytes_new_from_bytes (self->answer->body, 0, (gsize) (end - data) + 1);
  page = loket_wire_page_parse (header, NULL);
  if (page == NULL || !page->has_more)
    return NULL;
  next = self->kind == LOKET_WIRE_PAGE_SNAPSHOT ? page->cursor : page->state;
  return g_strcmp0 (next, self->at) != 0 ? g_strdup (next) : NULL;
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  LoketSyncFetch *self = user_data;
  g_autoptr (GTask) task = NULL;

  self->answer = loket_http_send_finish (LOKET_HTTP (source), result, NULL);

  /* Stopped, or nobody wants it: the core went on without it. */
  if (self->answer == NULL || self->engine == NULL)
    {
      g_clear_pointer (&self->step, _loket_sync_step_free);
      fetch_unref (self);
      return;
    }

  self->next = find_next (self);
  extend (self->engine);

  /* Without a source: the pool's thread must not be the last to hold the engine. */
  task = g_task_new (NULL, NULL, page_read_cb, self);
  g_task_set_source_tag (task, read_page);
  g_task_set_task_data (task, self, NULL);
  g_task_run_in_thread (task, read_page);
}

static LoketSyncFetch *
fetch_start (LoketSyncEngine   *engine,
             LoketWirePageKind  kind,
             const char        *scope,
             const char        *at)
{
  gboolean snapshot = kind == LOKET_WIRE_PAGE_SNAPSHOT;
  g_autofree char *scope_word = g_uri_escape_string (scope, NULL, FALSE);
  g_autofree char *at_word = at != NULL ? g_uri_escape_string (at, NULL, FALSE) : NULL;
  g_autofree char *path =
      g_strdup_printf ("/sync/%s?scope=%s&limit=%d%s%s", snapshot ? "snapshot" : "changes",
                       scope_word, LOKET_LIMIT_PAGE_RECORDS,
                       at == NULL ? "" : (snapshot ? "&cursor=" : "&since="),
                       at_word != NULL ? at_word : "");
  const LoketHttpRequest request = {
    .kind = snapshot ? LOKET_REQUEST_SNAPSHOT : LOKET_REQUEST_CHANGES,
    .method = "GET",
    .path = path,
    .access_token = engine->access_token,
    .epoch = engine->account->epoch,
  };
  LoketSyncFetch *self = g_new0 (LoketSyncFetch, 1);

  g_ref_count_init (&self->ref_count);
  self->engine = engine;
  self->kind = kind;
  self->scope = g_strdup (scope);
  self->at = g_strdup (at);
  loket_http_send_async (engine->http, &request, engine->transfer, answered_cb, fetch_ref (self));
  return self;
}

/* Fetches what comes after the last page that is on its way, if that is known. */
static void
extend (LoketSyncEngine *engine)
{
  const LoketSyncFetch *last = g_queue_peek_tail (&engine->pages_ahead);

  if (last == NULL)
    last = engine->page_asked;
  if (last == NULL || last->next == NULL || engine->pages_ahead.length >= MAX_AHEAD)
    return;
  g_queue_push_tail (&engine->pages_ahead,
                     fetch_start (engine, last->kind, last->scope, last->next));
}

static gboolean
is_asked (const LoketSyncFetch *self,
          LoketWirePageKind     kind,
          const char           *scope,
          const char           *at)
{
  return self != NULL && self->kind == kind && g_str_equal (self->scope, scope) &&
         g_strcmp0 (self->at, at) == 0 && !(self->done && self->page == NULL);
}

/* Gets a page of a snapshot or of changes. */
void
_loket_sync_pages_get (LoketSyncStep *step)
{
  LoketSyncEngine *engine = step->engine;
  const LoketSyncEffect *effect = step->effect;
  LoketWirePageKind kind = effect->type == LOKET_SYNC_EFFECT_FETCH_SNAPSHOT
                               ? LOKET_WIRE_PAGE_SNAPSHOT
                               : LOKET_WIRE_PAGE_CHANGES;
  LoketSyncFetch *fetch = NULL;

  if (is_asked (g_queue_peek_head (&engine->pages_ahead), kind, effect->scope, effect->state))
    fetch = g_queue_pop_head (&engine->pages_ahead);
  else
    g_queue_clear_full (&engine->pages_ahead, drop);
  if (fetch == NULL)
    fetch = fetch_start (engine, kind, effect->scope, effect->state);

  g_clear_pointer (&engine->page_asked, drop);
  engine->page_asked = fetch;
  fetch->step = step;
  extend (engine);
  if (fetch->done)
    deliver (fetch);
}
