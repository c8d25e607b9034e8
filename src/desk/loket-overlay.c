/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-overlay.h"

/**
 * LoketOverlay:
 *
 * What the officer's own files say about each complaint, kept in memory.
 *
 * The cache and the officer's files are two databases, and no query spans both.
 * A queue row's draft and outbox marks come from here, and so do the views that
 * are made of drafts and replies.
 */
struct _LoketOverlay
{
  GObject         parent_instance;

  LoketUserStore *store;
  GHashTable     *marks;       /* complaint id -> Marks; only where one is set */
  GHashTable     *accepted;    /* set of reply ids that the hub took from us */
  guint           n_waiting;
  guint           n_needs_user;
  guint           n_edits;     /* grows with every change from outside a reload */
  GQueue          reloads;     /* of GTask, in the order of asking */
  guint           n_answered;  /* of them, how many the reload under way answers */
};

typedef struct
{
  gboolean         has_draft;
  gboolean         is_sent;
  LoketOutboxState outbox_state;
} Marks;

/* What a reload has read so far. */
typedef struct
{
  GHashTable *marks;
  GHashTable *accepted;
  guint       n_waiting;
  guint       n_needs_user;
  guint       n_edits;
} Reload;

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LoketOverlay, _loket_overlay, G_TYPE_OBJECT)

static void start_reload (LoketOverlay *self);

static GHashTable *
new_marks (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

static void
reload_free (Reload *reload)
{
  g_hash_table_unref (reload->marks);
  g_hash_table_unref (reload->accepted);
  g_free (reload);
}

static Marks *
ensure_marks (GHashTable *table,
              const char *complaint_id)
{
  Marks *marks = g_hash_table_lookup (table, complaint_id);

  if (marks == NULL)
    {
      marks = g_new0 (Marks, 1);
      g_hash_table_insert (table, g_strdup (complaint_id), marks);
    }
  return marks;
}

static gboolean
marks_equal (const Marks *a,
             const Marks *b)
{
  static const Marks none;

  a = a != NULL ? a : &none;
  b = b != NULL ? b : &none;
  return a->has_draft == b->has_draft && a->is_sent == b->is_sent && a->outbox_state == b->outbox_state;
}

static GPtrArray *
list_differences (GHashTable *old_marks,
                  GHashTable *new_marks_)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer key = NULL;
  gpointer value = NULL;

  g_hash_table_iter_init (&iter, new_marks_);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (!marks_equal (g_hash_table_lookup (old_marks, key), value))
      g_ptr_array_add (ids, g_strdup (key));

  g_hash_table_iter_init (&iter, old_marks);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (!g_hash_table_contains (new_marks_, key) && !marks_equal (value, NULL))
      g_ptr_array_add (ids, g_strdup (key));
  return ids;
}

/* An answer is given to all who asked before the read that gave it began. */
static void
end_reload (LoketOverlay *self,
            const GError *error)
{
  for (; self->n_answered > 0; self->n_answered--)
    {
      g_autoptr (GTask) task = g_queue_pop_head (&self->reloads);

      if (error != NULL)
        g_task_return_error (task, g_error_copy (error));
      else
        g_task_return_boolean (task, TRUE);
    }
  if (!g_queue_is_empty (&self->reloads))
    start_reload (self);
}

static void
take_reload (LoketOverlay *self,
             Reload       *reload)
{
  g_autoptr (GPtrArray) ids = NULL;

  if (reload->n_edits != self->n_edits)
    {
      start_reload (self);
      return;
    }

  ids = list_differences (self->marks, reload->marks);
  g_hash_table_unref (self->marks);
  self->marks = g_hash_table_ref (reload->marks);
  g_hash_table_unref (self->accepted);
  self->accepted = g_hash_table_ref (reload->accepted);
  self->n_waiting = reload->n_waiting;
  self->n_needs_user = reload->n_needs_user;
  for (guint i = 0; i < ids->len; i++)
    g_signal_emit (self, signals[CHANGED], 0, ids->pdata[i]);
  end_reload (self, NULL);
}

static void
sent_listed_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  LoketOverlay *self = g_task_get_source_object (task);
  Reload *reload = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) ops = loket_user_store_list_ops_finish (self->store, result, &error);

  if (ops == NULL)
    {
      end_reload (self, error);
      return;
    }

  for (guint i = 0; i < ops->len; i++)
    {
      const LoketOutboxOp *op = ops->pdata[i];

      ensure_marks (reload->marks, op->complaint_id)->is_sent = TRUE;
      g_hash_table_add (reload->accepted, g_strdup (op->reply_id));
    }
  take_reload (self, reload);
}

/* The oldest first, so that the last one to a complaint is what its row tells;
 * but a reply that waits for the person is never hidden behind another. */
static void
note_pending (Reload        *reload,
              LoketOutboxOp *op)
{
  Marks *marks = ensure_marks (reload->marks, op->complaint_id);

  if (op->state == LOKET_OUTBOX_NEEDS_USER)
    reload->n_needs_user++;
  else
    reload->n_waiting++;
  if (marks->outbox_state != LOKET_OUTBOX_NEEDS_USER)
    marks->outbox_state = op->state;
}

static void
pending_listed_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  LoketOverlay *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) ops = loket_user_store_list_ops_finish (self->store, result, &error);

  if (ops == NULL)
    {
      end_reload (self, error);
      return;
    }

  for (guint i = 0; i < ops->len; i++)
    note_pending (g_task_get_task_data (task), ops->pdata[i]);
  loket_user_store_list_ops_async (self->store, LOKET_OUTBOX_FILTER_SENT, NULL, NULL,
                                   sent_listed_cb, g_steal_pointer (&task));
}

static void
drafts_listed_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  LoketOverlay *self = g_task_get_source_object (task);
  Reload *reload = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) drafts = loket_user_store_list_drafts_finish (self->store, result, &error);

  if (drafts == NULL)
    {
      end_reload (self, error);
      return;
    }

  for (guint i = 0; i < drafts->len; i++)
    ensure_marks (reload->marks, ((LoketDraft *) drafts->pdata[i])->complaint_id)->has_draft = TRUE;
  loket_user_store_list_ops_async (self->store, LOKET_OUTBOX_FILTER_PENDING, NULL, NULL,
                                   pending_listed_cb, g_steal_pointer (&task));
}

/* drafts ──▶ pending replies ──▶ sent replies ──▶ take, or again if something
 * changed meanwhile */
static void
start_reload (LoketOverlay *self)
{
  Reload *reload = g_new0 (Reload, 1);
  g_autoptr (GTask) task = g_task_new (self, NULL, NULL, NULL);

  self->n_answered = g_queue_get_length (&self->reloads);
  reload->marks = new_marks ();
  reload->accepted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  reload->n_edits = self->n_edits;
  g_task_set_source_tag (task, start_reload);
  g_task_set_task_data (task, reload, (GDestroyNotify) reload_free);
  loket_user_store_list_drafts_async (self->store, NULL, drafts_listed_cb, g_steal_pointer (&task));
}

static void
_loket_overlay_finalize (GObject *object)
{
  LoketOverlay *self = LOKET_OVERLAY (object);

  g_assert (g_queue_is_empty (&self->reloads));
  g_hash_table_unref (self->marks);
  g_hash_table_unref (self->accepted);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (_loket_overlay_parent_class)->finalize (object);
}

static void
_loket_overlay_class_init (LoketOverlayClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = _loket_overlay_finalize;

  /*
   * LoketOverlay::changed:
   * @self: the overlay
   * @complaint_id: whose marks changed
   */
  signals[CHANGED] = g_signal_new ("changed", LOKET_TYPE_OVERLAY, G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
_loket_overlay_init (LoketOverlay *self)
{
  self->marks = new_marks ();
  self->accepted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_queue_init (&self->reloads);
}

/*< private >
 * _loket_overlay_new:
 * @store: the officer's files
 *
 * Makes an overlay without marks.
 *
 * Returns: (transfer full): an overlay to reload
 */
LoketOverlay *
_loket_overlay_new (LoketUserStore *store)
{
  LoketOverlay *self = g_object_new (LOKET_TYPE_OVERLAY, NULL);

  self->store = g_object_ref (store);
  return self;
}

/*< private >
 * _loket_overlay_reload_async:
 * @self: an overlay
 * @callback: (nullable): called when the marks are those of a moment after this call
 * @user_data: passed to @callback
 *
 * Reads all marks again and tells which changed.
 */
void
_loket_overlay_reload_async (LoketOverlay        *self,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, _loket_overlay_reload_async);
  g_queue_push_tail (&self->reloads, task);
  if (g_queue_get_length (&self->reloads) == 1)
    start_reload (self);
}

/*< private >
 * _loket_overlay_reload_finish:
 * @self: an overlay
 * @result: what the callback got
 * @error: return location for an error of the store
 *
 * Ends _loket_overlay_reload_async().
 *
 * Returns: whether the marks were read
 */
gboolean
_loket_overlay_reload_finish (LoketOverlay  *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/*< private >
 * _loket_overlay_get:
 * @self: an overlay
 * @complaint_id: a complaint
 * @has_draft: (out): whether there is a draft
 * @outbox_state: (out): where its reply on the way is
 *
 * Tells the marks of a complaint.
 */
void
_loket_overlay_get (LoketOverlay     *self,
                    const char       *complaint_id,
                    gboolean         *has_draft,
                    LoketOutboxState *outbox_state)
{
  const Marks *marks = g_hash_table_lookup (self->marks, complaint_id);

  *has_draft = marks != NULL && marks->has_draft;
  *outbox_state = marks != NULL ? marks->outbox_state : LOKET_OUTBOX_NONE;
}

/*< private >
 * _loket_overlay_set_draft:
 * @self: an overlay
 * @complaint_id: a complaint
 * @has_draft: whether there is a draft now
 *
 * Changes a mark at once, after the store said so.
 */
void
_loket_overlay_set_draft (LoketOverlay *self,
                          const char   *complaint_id,
                          gboolean      has_draft)
{
  Marks *marks = ensure_marks (self->marks, complaint_id);

  self->n_edits++;
  if (marks->has_draft == has_draft)
    return;

  marks->has_draft = has_draft;
  g_signal_emit (self, signals[CHANGED], 0, complaint_id);
}

static gboolean
belongs (const Marks *marks,
         LoketView    view)
{
  if (view == LOKET_VIEW_DRAFTS)
    return marks->has_draft;
  if (view == LOKET_VIEW_OUTBOX)
    return marks->outbox_state != LOKET_OUTBOX_NONE;
  return view == LOKET_VIEW_SENT && marks->is_sent;
}

/*< private >
 * _loket_overlay_makes_view:
 * @view: a view
 *
 * Tells whether the officer's own files make up a view.
 *
 * Returns: whether they do
 */
gboolean
_loket_overlay_makes_view (LoketView view)
{
  return view == LOKET_VIEW_DRAFTS || view == LOKET_VIEW_OUTBOX || view == LOKET_VIEW_SENT ||
         view == LOKET_VIEW_APPROVALS || view == LOKET_VIEW_PROMISES;
}

/*< private >
 * _loket_overlay_dup_ids:
 * @self: an overlay
 * @view: a view that the officer's own files make up
 *
 * Lists the complaints of a view.
 *
 * Returns: (transfer full): their ids, in no order
 */
GStrv
_loket_overlay_dup_ids (LoketOverlay *self,
                        LoketView     view)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  GHashTableIter iter;
  gpointer key = NULL;
  gpointer value = NULL;

  g_hash_table_iter_init (&iter, self->marks);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (belongs (value, view))
      g_strv_builder_add (ids, key);
  return g_strv_builder_end (ids);
}

/*< private >
 * _loket_overlay_count:
 * @self: an overlay
 * @view: a view that the officer's own files make up
 *
 * Counts the complaints of a view.
 *
 * Returns: how many
 */
guint
_loket_overlay_count (LoketOverlay *self,
                      LoketView     view)
{
  GHashTableIter iter;
  gpointer value = NULL;
  guint n = 0;

  g_hash_table_iter_init (&iter, self->marks);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    n += belongs (value, view);
  return n;
}

/*< private >
 * _loket_overlay_owns:
 * @self: an overlay
 * @reply_id: a reply
 *
 * Tells whether the hub took a reply from this profile.
 *
 * Returns: whether it did
 */
gboolean
_loket_overlay_owns (LoketOverlay *self,
                     const char   *reply_id)
{
  return g_hash_table_contains (self->accepted, reply_id);
}

/*< private >
 * _loket_overlay_get_waiting:
 * @self: an overlay
 *
 * Counts the replies that go out by themselves.
 *
 * Returns: how many
 */
guint
_loket_overlay_get_waiting (LoketOverlay *self)
{
  return self->n_waiting;
}

/*< private >
 * _loket_overlay_get_needs_user:
 * @self: an overlay
 *
 * Counts the replies that wait for a decision.
 *
 * Returns: how many
 */
guint
_loket_overlay_get_needs_user (LoketOverlay *self)
{
  return self->n_needs_user;
}
