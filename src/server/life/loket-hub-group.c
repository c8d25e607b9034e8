/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-group.h"

#include "loket-fault-point.h"

#include "loket-hub-compare.h"
#include "loket-hub-server.h"

/* So many share a commit at most; the others are not kept waiting for it. */
#define MAX_TOGETHER 64

/**
 * LoketHubGroup:
 *
 * Requests that write, one commit for all of them that came in while the one
 * before was going to the disk. Each is judged in its turn and answered only
 * after the commit. Where anything fails the whole is taken back, and each is
 * done again by itself.
 *
 *     requests ─▶ waiting ─▶ begin, work …, commit ─▶ answers
 */
struct _LoketHubGroup
{
  LoketHubServer *server;
  LoketHubWork    work;
  GPtrArray      *waiting; /* LoketHubRequest, owned; main thread */
  gboolean        working;
};

static void
request_unref (gpointer data)
{
  loket_hub_request_unref (data);
}

static gboolean
has_failed (const LoketHubRequest *request)
{
  return request->status >= SOUP_STATUS_INTERNAL_SERVER_ERROR;
}

/* FALSE where nothing of it is stored. */
static gboolean
work_together (LoketHubGroup   *self,
               LoketHubStorage *storage,
               GPtrArray       *requests)
{
  g_autoptr (GError) error = NULL;

  if (!loket_hub_storage_begin (storage, &error))
    return FALSE;
  for (guint i = 0; i < requests->len; i++)
    {
      LoketHubRequest *request = g_ptr_array_index (requests, i);

      self->work (request, storage);
      if (has_failed (request))
        {
          loket_hub_storage_rollback (storage);
          return FALSE;
        }
    }
  if (LOKET_FAULT_BREAK ("answers-first"))
    {
      loket_hub_storage_rollback (storage);
      return TRUE;
    }
  return loket_hub_storage_commit (storage, &error);
}

static void
work_alone (LoketHubGroup   *self,
            LoketHubStorage *storage,
            GPtrArray       *requests)
{
  for (guint i = 0; i < requests->len; i++)
    {
      LoketHubRequest *request = g_ptr_array_index (requests, i);

      loket_hub_request_take_back (request);
      self->work (request, storage);
    }
}

static void
do_group (GTask        *task,
          gpointer      source,
          gpointer      task_data,
          GCancellable *cancellable)
{
  LoketHubServer *server = LOKET_HUB_SERVER (source);
  LoketHubStorage *storage = _loket_hub_server_get_storage (server);
  LoketHubGroup *self = g_object_get_data (G_OBJECT (task), "group");
  GPtrArray *requests = task_data;

  if (storage == NULL)
    {
      g_task_return_boolean (task, FALSE);
      return;
    }
  LOKET_FAULT_POINT ("group");
  if ((requests->len == 1 && !LOKET_FAULT_BREAK ("answers-first")) || !work_together (self, storage, requests))
    work_alone (self, storage, requests);
  LOKET_FAULT_POINT ("committed");
  loket_hub_life_note (_loket_hub_server_get_life (server), storage, FALSE);
  LOKET_FAULT_POINT ("high-water");
  g_task_return_boolean (task, TRUE);
}

static void begin (LoketHubGroup *self);

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  LoketHubGroup *self = data;
  GPtrArray *requests = g_task_get_task_data (G_TASK (result));
  gboolean worked = g_task_propagate_boolean (G_TASK (result), NULL);

  for (guint i = 0; i < requests->len; i++)
    {
      LoketHubRequest *request = g_ptr_array_index (requests, i);

      if (!worked)
        loket_hub_request_refuse (request, LOKET_PROBLEM_UNAVAILABLE, NULL);
      LOKET_FAULT_POINT ("answering");
      loket_hub_request_send (request);
    }
  LOKET_FAULT_POINT ("answered");
  self->working = FALSE;
  loket_hub_watch_poke (_loket_hub_server_get_watch (self->server));
  loket_hub_compare_poke (_loket_hub_server_get_compare (self->server));
  begin (self);
}

static void
begin (LoketHubGroup *self)
{
  g_autoptr (GTask) task = NULL;
  GPtrArray *together;

  if (self->working || self->waiting->len == 0)
    return;

  together = g_ptr_array_new_with_free_func (request_unref);
  while (self->waiting->len > 0 && together->len < MAX_TOGETHER)
    g_ptr_array_add (together, g_ptr_array_steal_index (self->waiting, 0));
  self->working = TRUE;
  task = g_task_new (self->server, NULL, done_cb, self);
  g_task_set_source_tag (task, begin);
  g_task_set_task_data (task, together, (GDestroyNotify) g_ptr_array_unref);
  g_object_set_data (G_OBJECT (task), "group", self);
  _loket_hub_server_queue (self->server, task, do_group);
}

/**
 * loket_hub_group_new:
 * @server: the hub; outlives it
 * @work: what each request comes to, inside a transaction
 *
 * Makes a group that nobody is in.
 *
 * Returns: (transfer full): the group
 */
LoketHubGroup *
loket_hub_group_new (LoketHubServer *server,
                     LoketHubWork    work)
{
  LoketHubGroup *self = g_new0 (LoketHubGroup, 1);

  self->server = server;
  self->work = work;
  self->waiting = g_ptr_array_new_with_free_func (request_unref);
  return self;
}

/**
 * loket_hub_group_free:
 * @self: (transfer full): a group, when the storage works no more
 *
 * Frees it.
 */
void
loket_hub_group_free (LoketHubGroup *self)
{
  g_ptr_array_unref (self->waiting);
  g_free (self);
}

/**
 * loket_hub_group_add:
 * @self: a group
 * @request: a request whose message is paused
 *
 * Does a request together with those that come at the same time, and answers
 * it. Main thread.
 */
void
loket_hub_group_add (LoketHubGroup   *self,
                     LoketHubRequest *request)
{
  g_ptr_array_add (self->waiting, loket_hub_request_ref (request));
  begin (self);
}

/**
 * loket_hub_group_is_busy:
 * @self: a group
 *
 * Tells whether requests are on their way to the disk. Main thread.
 *
 * Returns: whether there are
 */
gboolean
loket_hub_group_is_busy (LoketHubGroup *self)
{
  return self->working;
}
