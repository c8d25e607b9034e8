/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sync"

#include "config.h"

#include "loket-sync-engine-private.h"

#include "loket-user-attachments.h"

/*
 * Effects on the store. They are never stopped midway: the core has to know how
 * they ended.
 */

static void
end_stored (LoketSyncStep *step,
            gboolean       done)
{
  LoketSyncEvent event = _loket_sync_step_event (step, LOKET_SYNC_EVENT_STORED);

  event.done = done;
  _loket_sync_step_end (step, &event);
}

static void
end_failed (LoketSyncStep *step,
            const GError  *error)
{
  LoketSyncEvent event = _loket_sync_step_event (step, LOKET_SYNC_EVENT_FAILED);

  g_debug ("The store failed: %s", error->message);
  _loket_sync_step_end (step, &event);
}

static LoketUserStore *
get_user (LoketSyncStep *step)
{
  return step->engine->user;
}

static LoketCacheStore *
get_cache (LoketSyncStep *step)
{
  return step->engine->cache;
}

static void
account_saved_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  LoketSyncStep *step = user_data;
  g_autoptr (GError) error = NULL;

  if (!loket_user_store_save_account_finish (LOKET_USER_STORE (source), result, &error))
    end_failed (step, error);
  else
    end_stored (step, TRUE);
}

/* Stores the hub's new epoch, or that nobody is signed in any more. */
void
_loket_sync_local_save_account (LoketSyncStep *step)
{
  LoketSyncEngine *self = step->engine;

  if (step->effect->type == LOKET_SYNC_EFFECT_SIGN_OUT)
    {
      g_clear_pointer (&self->account->sealed_tokens, g_bytes_unref);
      g_clear_pointer (&self->access_token, g_free);
    }
  else
    {
      g_free (self->account->epoch);
      self->account->epoch = g_strdup (step->effect->epoch);
      self->account->durable_seq = 0; /* counted in the life before */
    }
  loket_user_store_save_account_async (get_user (step), self->account, NULL, account_saved_cb,
                                       step);
}

static void
scopes_kept_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  LoketSyncStep *step = user_data;
  g_autoptr (GError) error = NULL;

  if (!loket_cache_store_keep_scopes_finish (LOKET_CACHE_STORE (source), result, &error))
    end_failed (step, error);
  else
    end_stored (step, TRUE);
}

/* Forgets the scopes that are not ours any more. */
void
_loket_sync_local_keep_scopes (LoketSyncStep *step)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  GPtrArray *scopes = step->engine->session->scopes;

  for (guint i = 0; i < scopes->len; i++)
    g_ptr_array_add (names, ((LoketScope *) g_ptr_array_index (scopes, i))->id);
  g_ptr_array_add (names, NULL);
  loket_cache_store_keep_scopes_async (get_cache (step), (const char *const *) names->pdata, NULL,
                                       scopes_kept_cb, step);
}

static void
scope_loaded_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  LoketSyncStep *step = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketCacheScope) scope =
      loket_cache_store_get_scope_finish (LOKET_CACHE_STORE (source), result, &error);
  LoketSyncEvent event;

  if (scope == NULL)
    {
      end_failed (step, error);
      return;
    }

  event = _loket_sync_step_event (step, LOKET_SYNC_EVENT_SCOPE);
  event.generation = scope->generation;
  event.complete = !scope->in_snapshot;
  event.state = scope->in_snapshot ? scope->cursor : scope->state;
  _loket_sync_step_end (step, &event);
}

/* Reads how far the copy of a scope is. */
void
_loket_sync_local_load_scope (LoketSyncStep *step)
{
  loket_cache_store_get_scope_async (get_cache (step), step->effect->scope, NULL, scope_loaded_cb,
                                     step);
}

static void
snapshot_begun_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  LoketSyncStep *step = user_data;
  g_autoptr (GError) error = NULL;

  if (!loket_cache_store_begin_snapshot_finish (LOKET_CACHE_STORE (source), result, &error))
    end_failed (step, error);
  else
    end_stored (step, TRUE);
}

/* Begins a new copy of a scope. */
void
_loket_sync_local_reset_scope (LoketSyncStep *step)
{
  loket_cache_store_begin_snapshot_async (get_cache (step), step->effect->scope,
                                          step->effect->generation, NULL, snapshot_begun_cb, step);
}

static void
page_applied_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  LoketSyncStep *step = user_data;
  LoketSyncEngine *self = step->engine;
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketCacheChange) change =
      loket_cache_store_apply_page_finish (LOKET_CACHE_STORE (source), result, &error);

  /* Too much would go, or the copy is not where we thought: a new one tells. */
  if (g_error_matches (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_MASS_REMOVAL) ||
      g_error_matches (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_CONFLICT))
    {
      end_stored (step, FALSE);
      return;
    }
  if (change == NULL)
    {
      end_failed (step, error);
      return;
    }

  if (change->complete)
    _loket_sync_engine_say_progress (self, 0, 0);
  else if (self->to_copy > 0)
    _loket_sync_engine_say_progress (self, MIN (self->copied + change->changed->len, self->to_copy),
                                     self->to_copy);
  _loket_sync_engine_say_complaints (self, change->changed, change->removed);
  end_stored (step, TRUE);
}

static void forget_next (LoketSyncStep *step);

static void
snapshots_forgotten_cb (GObject      *source,
                        GAsyncResult *result,
                        gpointer      user_data)
{
  LoketSyncStep *step = user_data;
  g_autoptr (GError) error = NULL;

  if (!loket_user_store_forget_snapshots_finish (LOKET_USER_STORE (source), result, &error))
    {
      end_failed (step, error);
      return;
    }
  step->index++;
  forget_next (step);
}

/* What has to be erased goes from the officer's file first: once the page is
 * taken in, nobody would come back to it. */
static void
forget_next (LoketSyncStep *step)
{
  GPtrArray *removals = step->engine->page->removals;

  for (; step->index < removals->len; step->index++)
    {
      const LoketWireRemoval *removal = g_ptr_array_index (removals, step->index);

      if (removal->reason != LOKET_REMOVAL_ERASED)
        continue;
      loket_user_store_forget_snapshots_async (get_user (step), removal->id, NULL,
                                               snapshots_forgotten_cb, step);
      return;
    }

  loket_cache_store_apply_page_async (get_cache (step), step->effect->scope,
                                      g_steal_pointer (&step->engine->page), NULL,
                                      page_applied_cb, step);
}

/* Stores the page that came, together with where it leads. */
void
_loket_sync_local_apply_page (LoketSyncStep *step)
{
  forget_next (step);
}

/* What the core has to know of a reply. In a list one that replaces another
 * stands in its place. */
static LoketSyncOp *
make_sync_op (const LoketOutboxOp *op,
              guint                place)
{
  LoketSyncOp *sync_op = loket_sync_op_new ();

  sync_op->rid = g_strdup (op->reply_id);
  sync_op->complaint_id = g_strdup (op->complaint_id);
  sync_op->body_sha256 = g_strdup (op->wire_sha256);
  sync_op->state = op->state;
  sync_op->prev_rid = g_strdup (op->prev_reply_id);
  sync_op->order = place;
  sync_op->attempts = op->attempts;
  sync_op->next_at = op->next_at;
  sync_op->since = op->since;
  return sync_op;
}

static void
accepted_loaded_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  LoketSyncStep *step = user_data;
  g_autoptr (GError) error = NULL;
  LoketSyncEvent event;

  step->ops = loket_user_store_list_unconfirmed_finish (LOKET_USER_STORE (source), result, &error);
  if (step->ops == NULL)
    {
      end_failed (step, error);
      return;
    }

  step->sync_ops = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_sync_op_free);
  for (guint i = 0; i < step->ops->len; i++)
    g_ptr_array_add (step->sync_ops, make_sync_op (g_ptr_array_index (step->ops, i), i));
  event = _loket_sync_step_event (step, LOKET_SYNC_EVENT_OUTBOX);
  event.ops = step->sync_ops;
  _loket_sync_step_end (step, &event);
}

/* Reads what the hub once accepted and may have forgotten. */
void
_loket_sync_local_load_accepted (LoketSyncStep *step)
{
  loket_user_store_list_unconfirmed_async (get_user (step), step->effect->epoch, NULL,
                                           accepted_loaded_cb, step);
}

static void
confirmed_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  LoketSyncStep *step = user_data;
  g_autoptr (GError) error = NULL;

  if (!loket_user_store_confirm_finish (LOKET_USER_STORE (source), result, &error))
    end_failed (step, error);
  else
    end_stored (step, TRUE);
}

/* Notes what the hub has. */
void
_loket_sync_local_confirm (LoketSyncStep *step)
{
  loket_user_store_confirm_async (get_user (step), step->effect->rids, step->effect->epoch, NULL,
                                  confirmed_cb, step);
}

static LoketOutboxState
find_state (GPtrArray  *ops,
            const char *reply_id)
{
  for (guint i = 0; i < ops->len; i++)
    {
      const LoketOutboxOp *op = g_ptr_array_index (ops, i);

      if (g_str_equal (op->reply_id, reply_id))
        return op->state;
    }
  return LOKET_OUTBOX_NONE;
}

static void load_next_predecessor (LoketSyncStep *step);

static void
predecessor_loaded_cb (GObject      *source,
                       GAsyncResult *result,
                       gpointer      user_data)
{
  LoketSyncStep *step = user_data;
  LoketSyncOp *op = g_ptr_array_index (step->sync_ops, step->index);
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketOutboxOp) before =
      loket_user_store_get_op_finish (LOKET_USER_STORE (source), result, &error);

  /* One that is not remembered any more was accepted long ago. */
  if (before != NULL)
    op->prev_state = before->state;
  else if (g_error_matches (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_NOT_FOUND))
    op->prev_state = LOKET_OUTBOX_ACCEPTED;
  else
    {
      end_failed (step, error);
      return;
    }
  step->index++;
  load_next_predecessor (step);
}

/* Only of a held reply is it asked how the one before it ended. */
static void
load_next_predecessor (LoketSyncStep *step)
{
  LoketSyncEvent event;

  for (; step->index < step->ops->len; step->index++)
    {
      const LoketOutboxOp *op = g_ptr_array_index (step->ops, step->index);
      LoketSyncOp *sync_op = g_ptr_array_index (step->sync_ops, step->index);

      if (op->prev_reply_id == NULL)
        continue;
      sync_op->prev_state = find_state (step->ops, op->prev_reply_id);
      if (op->state != LOKET_OUTBOX_HELD || sync_op->prev_state != LOKET_OUTBOX_NONE)
        continue;
      loket_user_store_get_op_async (get_user (step), op->prev_reply_id, NULL,
                                     predecessor_loaded_cb, step);
      return;
    }

  event = _loket_sync_step_event (step, LOKET_SYNC_EVENT_OUTBOX);
  event.ops = step->sync_ops;
  _loket_sync_step_end (step, &event);
}

static void
add_upload (LoketSyncStep               *step,
            const LoketStoredAttachment *stored)
{
  const LoketAttachment *attachment = stored->attachment;

  for (guint i = 0; i < step->sync_ops->len; i++)
    {
      LoketSyncOp *op = g_ptr_array_index (step->sync_ops, i);

      if (g_strcmp0 (op->rid, stored->reply_id) != 0)
        continue;
      if (op->uploads == NULL)
        op->uploads = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_sync_upload_free);
      g_ptr_array_add (op->uploads, loket_sync_upload_new (attachment->id, attachment->size, stored->sent,
                                                           stored->complete));
    }
}

static void
files_loaded_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  LoketSyncStep *step = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) files =
      loket_user_store_list_attachments_finish (LOKET_USER_STORE (source), result, &error);

  if (files == NULL)
    {
      end_failed (step, error);
      return;
    }
  for (guint i = 0; i < files->len; i++)
    add_upload (step, g_ptr_array_index (files, i));
  load_next_predecessor (step);
}

static void
outbox_loaded_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  LoketSyncStep *step = user_data;
  g_autoptr (GError) error = NULL;

  step->ops = loket_user_store_list_ops_finish (LOKET_USER_STORE (source), result, &error);
  if (step->ops == NULL)
    {
      end_failed (step, error);
      return;
    }

  step->sync_ops = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_sync_op_free);
  for (guint i = 0; i < step->ops->len; i++)
    {
      const LoketOutboxOp *op = g_ptr_array_index (step->ops, i);

      g_ptr_array_add (step->sync_ops, make_sync_op (op, i));
    }
  loket_user_store_list_attachments_async (get_user (step), NULL, NULL, NULL, files_loaded_cb, step);
}

/* Reads the replies that are not finished. */
void
_loket_sync_local_load_outbox (LoketSyncStep *step)
{
  loket_user_store_list_ops_async (get_user (step), LOKET_OUTBOX_FILTER_PENDING, NULL, NULL,
                                   outbox_loaded_cb, step);
}

/* A step on a reply was refused. That it is no longer where it was, or gone, is
 * an answer for the core; anything else is a fault of the disk. */
static void
end_refused (LoketSyncStep *step,
             const GError  *error)
{
  if (g_error_matches (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_CONFLICT) ||
      g_error_matches (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_NOT_FOUND))
    end_stored (step, FALSE);
  else
    end_failed (step, error);
}

static void
marked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  LoketSyncStep *step = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketOutboxOp) op =
      loket_user_store_step_finish (LOKET_USER_STORE (source), result, &error);

  if (op != NULL)
    {
      _loket_sync_engine_say_outbox (step->engine);
      end_stored (step, TRUE);
    }
  else
    {
      end_refused (step, error);
    }
}

/* Moves a reply one step on its way. */
void
_loket_sync_local_mark (LoketSyncStep *step)
{
  const LoketSyncEffect *effect = step->effect;
  const LoketOutboxStep move = {
    .from = effect->from,
    .to = effect->to,
    .next_at = effect->next_at,
    .reason = effect->reason != LOKET_REASON_NONE ? loket_reason_get_name (effect->reason) : NULL,
    .problem = effect->problem,
    .receipt = effect->receipt,
  };

  loket_user_store_step_async (get_user (step), effect->rid, &move, NULL, marked_cb, step);
}

static void
postponed_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  LoketSyncStep *step = user_data;
  g_autoptr (GError) error = NULL;

  if (loket_user_store_postpone_finish (LOKET_USER_STORE (source), result, &error))
    end_stored (step, TRUE);
  else
    end_refused (step, error);
}

/* Leaves a reply in its state until later. */
void
_loket_sync_local_postpone (LoketSyncStep *step)
{
  const LoketSyncEffect *effect = step->effect;

  loket_user_store_postpone_async (get_user (step), effect->rid, effect->from, effect->next_at,
                                   loket_reason_get_name (effect->reason), NULL, postponed_cb,
                                   step);
}
