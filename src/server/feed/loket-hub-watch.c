/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-watch.h"

#include "loket-hub-server.h"

/* Commands beside `serve` store things too; they are noticed within a second. */
#define LOOK_SECONDS 1

/**
 * LoketHubWatch:
 *
 * Wakes those who wait for a change: after each commit of this process, and by a
 * look once a second for those of others. A look is one number unless something
 * was stored, then one short list; without anybody waiting there is none.
 *
 *     commit, second ─▶ look (storage's thread) ─▶ which feeds moved? ─▶ watchers
 *
 * A watcher may be woken for nothing, never too few times: whoever adds one and
 * reads after that misses no change. Main thread.
 */
struct _LoketHubWatch
{
  LoketHubServer *server;
  GHashTable     *watchers; /* id -> Watcher */
  GHashTable     *heads;    /* scope -> its generation and number, as text */
  guint           last_id;
  guint           timer;
  gint64          mark;
  gboolean        looking;
  gboolean        again;
  gboolean        stopped;
};

typedef struct
{
  LoketHubWatchFilter filter;
  LoketHubWatchFunc   func;
  gpointer            data;
} Watcher;

typedef struct
{
  gint64     mark;
  GPtrArray *scopes; /* NULL where nothing was stored */
} Look;

static void
look_free (gpointer data)
{
  Look *look = data;

  g_clear_pointer (&look->scopes, g_ptr_array_unref);
  g_free (look);
}

static void
do_look (GTask        *task,
         gpointer      source,
         gpointer      task_data,
         GCancellable *cancellable)
{
  LoketHubStorage *storage = _loket_hub_server_get_storage (LOKET_HUB_SERVER (source));
  g_autoptr (GError) error = NULL;
  Look *look = task_data;
  gint64 mark = 0;

  if (storage != NULL && !loket_hub_storage_get_mark (storage, &mark, &error))
    g_warning ("Looking for changes failed: %s", error->message);
  else if (storage != NULL && mark != look->mark)
    {
      look->mark = mark;
      look->scopes = loket_hub_storage_list_scopes (storage, &error);
      if (look->scopes == NULL)
        g_warning ("Looking for changes failed: %s", error->message);
    }
  g_task_return_boolean (task, TRUE);
}

/* The feeds that are not as they were. */
static GPtrArray *
take_heads (LoketHubWatch *self,
            GPtrArray     *scopes)
{
  GPtrArray *moved = g_ptr_array_new ();

  for (guint i = 0; i < scopes->len; i++)
    {
      const LoketHubScope *scope = g_ptr_array_index (scopes, i);
      g_autofree char *head = g_strdup_printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT,
                                               scope->generation, scope->seq);

      if (g_strcmp0 (g_hash_table_lookup (self->heads, scope->id), head) == 0)
        continue;
      g_hash_table_replace (self->heads, g_strdup (scope->id), g_steal_pointer (&head));
      g_ptr_array_add (moved, scope->id);
    }
  return moved;
}

static gboolean
wants (const Watcher *watcher,
       GPtrArray     *moved)
{
  for (guint i = 0; i < moved->len; i++)
    if (watcher->filter (g_ptr_array_index (moved, i), watcher->data))
      return TRUE;
  return FALSE;
}

static void
wake (LoketHubWatch *self,
      GPtrArray     *moved)
{
  g_autoptr (GList) ids = g_hash_table_get_keys (self->watchers);

  for (GList *l = ids; l != NULL; l = l->next)
    {
      const Watcher *watcher = g_hash_table_lookup (self->watchers, l->data);

      if (watcher != NULL && wants (watcher, moved))
        watcher->func (FALSE, watcher->data);
    }
}

static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (LoketHubServer) server = data;
  LoketHubWatch *self = _loket_hub_server_get_watch (server);
  const Look *look = g_task_get_task_data (G_TASK (result));

  if (self == NULL || self->stopped)
    return;
  self->looking = FALSE;
  self->mark = look->mark;
  if (look->scopes != NULL)
    {
      g_autoptr (GPtrArray) moved = take_heads (self, look->scopes);

      if (moved->len > 0)
        wake (self, moved);
    }
  if (self->again)
    loket_hub_watch_poke (self);
}

/**
 * loket_hub_watch_new:
 * @server: whose storage it looks at; outlives it
 *
 * Makes a watch that looks at nothing yet.
 *
 * Returns: (transfer full): the watch
 */
LoketHubWatch *
loket_hub_watch_new (LoketHubServer *server)
{
  LoketHubWatch *self = g_new0 (LoketHubWatch, 1);

  self->server = server;
  self->watchers = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->heads = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

/**
 * loket_hub_watch_free:
 * @self: (transfer full): a watch that was stopped
 *
 * Frees it.
 */
void
loket_hub_watch_free (LoketHubWatch *self)
{
  g_assert (g_hash_table_size (self->watchers) == 0);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_hash_table_unref (self->watchers);
  g_hash_table_unref (self->heads);
  g_free (self);
}

static gboolean
look_due_cb (gpointer data)
{
  loket_hub_watch_poke (data);
  return G_SOURCE_CONTINUE;
}

/**
 * loket_hub_watch_add:
 * @self: a watch
 * @filter: which feeds matter
 * @func: what to call
 * @data: for both
 *
 * Begins to wait for changes.
 *
 * Returns: an id, for loket_hub_watch_remove()
 */
guint
loket_hub_watch_add (LoketHubWatch       *self,
                     LoketHubWatchFilter  filter,
                     LoketHubWatchFunc    func,
                     gpointer             data)
{
  Watcher *watcher = g_new (Watcher, 1);

  watcher->filter = filter;
  watcher->func = func;
  watcher->data = data;
  g_hash_table_insert (self->watchers, GUINT_TO_POINTER (++self->last_id), watcher);
  if (self->timer == 0)
    self->timer = g_timeout_add_seconds (LOOK_SECONDS, look_due_cb, self);
  return self->last_id;
}

/**
 * loket_hub_watch_remove:
 * @self: a watch
 * @id: who waits no longer
 *
 * Ends waiting.
 */
void
loket_hub_watch_remove (LoketHubWatch *self,
                        guint          id)
{
  g_hash_table_remove (self->watchers, GUINT_TO_POINTER (id));
  if (g_hash_table_size (self->watchers) == 0)
    g_clear_handle_id (&self->timer, g_source_remove);
}

/**
 * loket_hub_watch_poke:
 * @self: a watch
 *
 * Looks now, where anybody waits: something may have been stored.
 */
void
loket_hub_watch_poke (LoketHubWatch *self)
{
  g_autoptr (GTask) task = NULL;
  Look *look;

  if (self->stopped || g_hash_table_size (self->watchers) == 0)
    return;
  self->again = self->looking;
  if (self->looking)
    return;

  self->looking = TRUE;
  look = g_new0 (Look, 1);
  look->mark = self->mark;
  task = g_task_new (self->server, NULL, looked_cb, g_object_ref (self->server));
  g_task_set_source_tag (task, loket_hub_watch_poke);
  g_task_set_task_data (task, look, look_free);
  _loket_hub_server_queue (self->server, task, do_look);
}

/**
 * loket_hub_watch_stop:
 * @self: a watch
 *
 * Tells everybody who waits that the hub stops. A second call does nothing.
 */
void
loket_hub_watch_stop (LoketHubWatch *self)
{
  g_autoptr (GList) ids = g_hash_table_get_keys (self->watchers);

  self->stopped = TRUE;
  for (GList *l = ids; l != NULL; l = l->next)
    {
      const Watcher *watcher = g_hash_table_lookup (self->watchers, l->data);

      if (watcher != NULL)
        watcher->func (TRUE, watcher->data);
      loket_hub_watch_remove (self, GPOINTER_TO_UINT (l->data));
    }
}

/**
 * loket_hub_watch_is_stopped:
 * @self: a watch
 *
 * Tells whether the hub stops; then nobody may be added any more.
 *
 * Returns: whether it does
 */
gboolean
loket_hub_watch_is_stopped (LoketHubWatch *self)
{
  return self->stopped;
}
