/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-compare.h"

#include <string.h>

#include "loket-check-memory.h"
#include "loket-hub-group.h"
#include "loket-hub-quality.h"
#include "loket-hub-review.h"
#include "loket-hub-server.h"
#include "loket-limits.h"
#include "loket-worker.h"

/* Between two slices of work on the storage's thread, and how often it is put off
 * while replies come in: never for good. */
#define REST_MS     20
#define MOST_PUT_OFF 50
/* Complaints whose answers are read in one slice, and comparisons stored in one. */
#define MOST_READ    25
#define MOST_STORED  16

/**
 * LoketHubCompare:
 *
 * Looks whether accepted replies are the answers to other complaints, REL-05, as
 * their officers' programs did with what they had. After the commit that stores a
 * reply and apart from it, since nobody is kept from sending by what is found:
 *
 *     main loop        storage's thread                     worker
 *     rest ──────────▶ the next that waits, and its others
 *     rest ──────────▶ some of their texts …
 *          ──────────────────────────────────────────────▶ compare
 *     rest ──────────▶ the next; without one, or for many, store what was found
 *
 * What waits is in the database, and stays there until what was found is stored:
 * a hub that was killed goes on where it was. Main thread.
 */
struct _LoketHubCompare
{
  GObject           parent_instance;

  LoketHubServer   *server;    /* outlives what is done for it */
  LoketWorker      *worker;
  GCancellable     *ending;
  guint             rest;
  guint             n_put_off;
  gboolean          wanted;    /* there may be more to do */
  gboolean          working;
  gboolean          stopped;

  /* Of the one that works: the storage's thread, then the worker. */
  LoketCheckMemory *memory;
  LoketHubWaiting  *waiting;   /* the reply at hand; NULL for none */
  LoketCheckInput  *input;
  GPtrArray        *replies;   /* of LoketPreviousReply: what was read so far */
  guint             n_read;
  gsize             n_bytes;
  GPtrArray        *compared;  /* of LoketHubCompared, to be stored */
  gint64            last;      /* the last of them */
};

G_DEFINE_FINAL_TYPE (LoketHubCompare, loket_hub_compare, G_TYPE_OBJECT)

typedef enum
{
  SLICE_NOTHING, /* nothing waits */
  SLICE_MORE,
  SLICE_READ,    /* all that is to be compared */
} Slice;

static void rest (LoketHubCompare *self);

static void
let_go (LoketHubCompare *self)
{
  g_clear_pointer (&self->waiting, loket_hub_waiting_free);
  g_clear_pointer (&self->input, loket_check_input_free);
  g_clear_pointer (&self->replies, g_ptr_array_unref);
  self->n_read = 0;
  self->n_bytes = 0;
}

static void
loket_hub_compare_finalize (GObject *object)
{
  LoketHubCompare *self = LOKET_HUB_COMPARE (object);

  let_go (self);
  g_clear_object (&self->memory);
  g_clear_object (&self->ending);
  g_ptr_array_unref (self->compared);
  G_OBJECT_CLASS (loket_hub_compare_parent_class)->finalize (object);
}

static void
loket_hub_compare_class_init (LoketHubCompareClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = loket_hub_compare_finalize;
}

static void
loket_hub_compare_init (LoketHubCompare *self)
{
  self->ending = g_cancellable_new ();
  self->compared = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_hub_compared_free);
}

static gboolean
store (LoketHubCompare  *self,
       LoketHubReview   *review,
       GError          **error)
{
  if (self->compared->len > 0 && !loket_hub_review_save (review, self->compared, error))
    return FALSE;
  g_ptr_array_set_size (self->compared, 0);
  return TRUE;
}

static gboolean
begin_next (LoketHubCompare  *self,
            LoketHubReview   *review,
            Slice            *slice,
            GError          **error)
{
  LoketHubQuality *quality = _loket_hub_server_get_quality (self->server);

  if (!loket_hub_review_next (review, self->last, &self->waiting, error))
    return FALSE;
  if (self->waiting == NULL)
    {
      *slice = SLICE_NOTHING;
      return store (self, review, error);
    }
  if (self->memory == NULL)
    self->memory = loket_check_memory_new (loket_hub_quality_get_checker (quality));
  self->input = loket_hub_quality_make_input (quality, LOKET_HUB_STORAGE (review), self->waiting->reply,
                                              self->waiting->agency, error);
  self->replies = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_previous_reply_free);
  return self->input != NULL;
}

static gboolean
read_texts (LoketHubCompare  *self,
            LoketHubReview   *review,
            GError          **error)
{
  const LoketHubAnswered *other = g_ptr_array_index (self->waiting->others, self->n_read);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  if (!loket_hub_review_read_texts (review, self->waiting, self->n_read, texts, error))
    return FALSE;
  for (guint i = 0; i < texts->len; i++)
    {
      const char *text = g_ptr_array_index (texts, i);

      self->n_bytes += strlen (text);
      g_ptr_array_add (self->replies, loket_previous_reply_new (other->tracking_id, NULL, text, FALSE));
    }
  self->n_read++;
  return TRUE;
}

static gboolean
has_all (const LoketHubCompare *self)
{
  return self->n_read == self->waiting->others->len || self->n_bytes > LOKET_LIMIT_COPIES_BYTES;
}

static gboolean
work (LoketHubCompare  *self,
      LoketHubReview   *review,
      Slice            *slice,
      GError          **error)
{
  *slice = SLICE_MORE;
  if (self->compared->len >= MOST_STORED)
    return store (self, review, error);
  if (self->waiting == NULL)
    return begin_next (self, review, slice, error);
  for (guint i = 0; i < MOST_READ && !has_all (self); i++)
    if (!read_texts (self, review, error))
      return FALSE;
  if (has_all (self))
    *slice = SLICE_READ;
  return TRUE;
}

/* A reply that cannot be read, or what answers were given beside it, waits for the
 * next start and keeps no other one back. */
static void
pass_over (LoketHubCompare *self)
{
  self->last = self->waiting->seq;
  let_go (self);
}

/* What cannot be stored is done again, when there is something new or upkeep is
 * made. */
static void
forget_compared (LoketHubCompare *self)
{
  g_ptr_array_set_size (self->compared, 0);
  self->last = 0;
}

static void
work_on_storage (GTask        *task,
                 gpointer      source,
                 gpointer      task_data,
                 GCancellable *cancellable)
{
  LoketHubCompare *self = source;
  LoketHubStorage *storage = _loket_hub_server_get_storage (self->server);
  g_autoptr (GError) error = NULL;
  Slice slice = SLICE_NOTHING;

  if (storage != NULL && !work (self, LOKET_HUB_REVIEW (storage), &slice, &error))
    {
      g_warning ("Replies are not compared for now: %s", error->message);
      if (self->waiting != NULL)
        pass_over (self);
      else
        forget_compared (self);
      slice = SLICE_NOTHING;
    }
  g_task_return_int (task, slice);
}

static void
compare_on_worker (GTask        *task,
                   gpointer      source,
                   gpointer      task_data,
                   GCancellable *cancellable)
{
  LoketHubCompare *self = source;
  g_autoptr (LoketCopies) copies = loket_copies_new (self->replies, self->input->templates, self->ending);
  g_autoptr (GPtrArray) findings = NULL;

  if (copies != NULL)
    findings = loket_check_memory_find_copies (self->memory, copies, self->input, "id");
  if (findings != NULL)
    g_ptr_array_add (self->compared, loket_hub_compared_new (self->waiting->seq, self->waiting->reply, findings));
  self->last = self->waiting->seq;
  let_go (self);
  g_task_return_boolean (task, TRUE);
}

static void
compared_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  LoketHubCompare *self = LOKET_HUB_COMPARE (source);

  self->working = FALSE;
  self->wanted = TRUE;
  rest (self);
}

static void
worked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  LoketHubCompare *self = LOKET_HUB_COMPARE (source);
  Slice slice = (Slice) g_task_propagate_int (G_TASK (result), NULL);
  g_autoptr (GTask) task = NULL;

  if (slice == SLICE_READ && !self->stopped)
    {
      task = g_task_new (self, NULL, compared_cb, NULL);
      g_task_set_source_tag (task, compare_on_worker);
      loket_worker_queue (self->worker, task, compare_on_worker);
      return;
    }
  self->working = FALSE;
  self->wanted = self->wanted || slice != SLICE_NOTHING;
  rest (self);
}

static gboolean
rested_cb (gpointer data)
{
  LoketHubCompare *self = data;
  g_autoptr (GTask) task = NULL;

  if (loket_hub_group_is_busy (_loket_hub_server_get_replies (self->server)) && self->n_put_off++ < MOST_PUT_OFF)
    return G_SOURCE_CONTINUE;
  self->rest = 0;
  self->n_put_off = 0;
  self->wanted = FALSE;
  self->working = TRUE;
  task = g_task_new (self, NULL, worked_cb, NULL);
  g_task_set_source_tag (task, rested_cb);
  _loket_hub_server_queue (self->server, task, work_on_storage);
  return G_SOURCE_REMOVE;
}

static void
rest (LoketHubCompare *self)
{
  if (self->wanted && !self->working && !self->stopped && self->rest == 0)
    self->rest = g_timeout_add_full (G_PRIORITY_LOW, REST_MS, rested_cb, self, NULL);
}

/**
 * loket_hub_compare_new:
 * @server: the hub
 *
 * Makes what compares replies, at rest.
 *
 * Returns: (transfer full): it
 */
LoketHubCompare *
loket_hub_compare_new (LoketHubServer *server)
{
  LoketHubCompare *self = g_object_new (LOKET_TYPE_HUB_COMPARE, NULL);

  self->server = server;
  self->worker = loket_worker_new ("hub-compare");
  return self;
}

/**
 * loket_hub_compare_poke:
 * @self: what compares
 *
 * Has it look soon whether a reply waits.
 */
void
loket_hub_compare_poke (LoketHubCompare *self)
{
  self->wanted = TRUE;
  rest (self);
}

/**
 * loket_hub_compare_stop:
 * @self: what compares
 *
 * Ends it, before the storage; what is not stored waits for the next start. Blocks
 * for a moment. A second call does nothing.
 */
void
loket_hub_compare_stop (LoketHubCompare *self)
{
  self->stopped = TRUE;
  g_clear_handle_id (&self->rest, g_source_remove);
  g_cancellable_cancel (self->ending);
  if (self->worker != NULL)
    loket_worker_stop (self->worker);
  g_clear_object (&self->worker);
}
