/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sync"

#include "config.h"

#include "loket-sync-engine-private.h"

#include "loket-limits.h"
#include "loket-mutant.h"
#include "loket-text.h"
#include "loket-user-attachments.h"

/*
 * Fetching a file of a conversation, because a person wants to see it: part by
 * part, each kept sealed, so that a cut line or the end of the program costs one
 * part; believed when all of it has the hash that the conversation names. Parts
 * need no mark of the hub's to go on: a file goes by its hash and never changes.
 */

#define PART_BYTES     ((gint64) 1024 * 1024)
#define PART_MIN_BYTES ((gint64) 64 * 1024) /* on a line that does not carry more */
#define N_FAILURES     4                    /* in a row */

typedef struct
{
  char             *complaint_id;
  LoketAttachment  *attachment;
  GByteArray       *bytes;
  gint64            part; /* how much is asked for at a time */
  guint             failures;
  gboolean          again; /* the bytes were others, and are fetched once more */
  gboolean          renewed; /* a pass was made for the token */
  LoketSyncProgress progress;
  gpointer          progress_data;
} Fetch;

static void
fetch_free (Fetch *fetch)
{
  g_free (fetch->complaint_id);
  loket_attachment_unref (fetch->attachment);
  g_byte_array_unref (fetch->bytes);
  g_free (fetch);
}

static void ask_part (GTask *task);

static void
fail (GTask       *task,
      LoketReason  reason)
{
  g_task_return_error (task, loket_sync_error_new (reason != LOKET_REASON_NONE ? reason
                                                                               : LOKET_REASON_UNREADABLE));
}

/* The whole file is here: in a thread, since it goes to the disk durably. */
static void
keep (GTask        *task,
      gpointer      source,
      gpointer      task_data,
      GCancellable *cancellable)
{
  LoketUserStore *user = g_object_get_data (G_OBJECT (task), "user");
  GBytes *bytes = g_object_get_data (G_OBJECT (task), "bytes");
  const char *sha256 = g_object_get_data (G_OBJECT (task), "sha256");
  g_autoptr (GError) error = NULL;

  if (loket_user_store_keep_blob (user, sha256, bytes, &error))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  g_debug ("The file was not kept: %s", error->message);
  fail (task, LOKET_REASON_STORAGE);
}

static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* Not one byte of what was another file is used again. */
static void
dropped_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Fetch *fetch = g_task_get_task_data (task);

  if (fetch->again)
    {
      fail (task, LOKET_REASON_WRONG_DIGEST);
      return;
    }
  fetch->again = TRUE;
  ask_part (g_steal_pointer (&task));
}

static void
end_whole (GTask *task)
{
  LoketSyncEngine *self = g_task_get_source_object (task);
  Fetch *fetch = g_task_get_task_data (task);
  g_autoptr (GBytes) bytes = g_bytes_new (fetch->bytes->data, fetch->bytes->len);
  g_autofree char *sha256 =
      LOKET_MUTANT (FILE_UNCHECKED) ? g_strdup (fetch->attachment->sha256) : loket_text_sha256 (bytes);
  g_autoptr (GTask) keeping = NULL;

  if (!g_str_equal (sha256, fetch->attachment->sha256))
    {
      g_byte_array_set_size (fetch->bytes, 0);
      loket_user_store_drop_parts_async (self->user, fetch->attachment->sha256, NULL, dropped_cb,
                                         g_object_ref (task));
      return;
    }
  keeping = g_task_new (self, NULL, kept_cb, g_object_ref (task));
  g_object_set_data_full (G_OBJECT (keeping), "user", g_object_ref (self->user), g_object_unref);
  g_object_set_data_full (G_OBJECT (keeping), "bytes", g_bytes_ref (bytes), (GDestroyNotify) g_bytes_unref);
  g_object_set_data_full (G_OBJECT (keeping), "sha256", g_strdup (sha256), g_free);
  g_task_run_in_thread (keeping, keep);
}

static void
passed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  LoketSyncEngine *self = LOKET_SYNC_ENGINE (source);
  LoketSyncSummary summary = LOKET_SYNC_SUMMARY_INIT;
  GError *error = NULL;

  if (!loket_sync_engine_run_finish (self, result, &summary, &error))
    g_task_return_error (task, error);
  else if (self->http == NULL || self->access_token == NULL)
    fail (task, summary.reason != LOKET_REASON_NONE ? summary.reason : LOKET_REASON_SIGNED_OUT);
  else
    ask_part (g_steal_pointer (&task));
}

static gint64
part_length (const Fetch *fetch)
{
  return MIN (fetch->part, fetch->attachment->size - (gint64) fetch->bytes->len);
}

/* A pass renews the token, or tells why that cannot be. */
static void
renew (GTask *task)
{
  Fetch *fetch = g_task_get_task_data (task);
  LoketSyncEngine *self = g_task_get_source_object (task);

  if (fetch->renewed)
    {
      fail (task, LOKET_REASON_SIGNED_OUT);
      g_object_unref (task);
      return;
    }
  fetch->renewed = TRUE;
  loket_sync_engine_run_async (self, g_task_get_cancellable (task), passed_cb, task);
}

/* Ranges are exempt from the digest of each answer: the hash of the whole decides.
 * What else makes an answer the hub's own has to be there. Less than was asked for
 * is no step ahead: many such answers would take forever. */
static LoketJudgement
judge (const Fetch       *fetch,
       const LoketAnswer *answer)
{
  gsize size = answer->body != NULL ? g_bytes_get_size (answer->body) : 0;
  gsize wanted = (gsize) (answer->status == 200 ? fetch->attachment->size : part_length (fetch));

  if (answer->fault != LOKET_REASON_NONE)
    return (LoketJudgement) { LOKET_ANSWER_N, answer->fault, -1, answer->status };
  if (answer->status != 200 && answer->status != 206)
    return loket_answer_judge (answer, LOKET_REQUEST_BLOB);
  if (answer->epoch == NULL)
    return (LoketJudgement) { LOKET_ANSWER_N, LOKET_REASON_NOT_OURS, -1, answer->status };
  if (answer->length < 0 || (guint64) answer->length != size || size != wanted)
    return (LoketJudgement) { LOKET_ANSWER_N, LOKET_REASON_WRONG_LENGTH, -1, answer->status };
  return (LoketJudgement) { LOKET_ANSWER_OK, LOKET_REASON_NONE, -1, answer->status };
}

/* The next part, or the end. */
static void
go_on (GTask *task)
{
  Fetch *fetch = g_task_get_task_data (task);

  if (fetch->progress != NULL)
    fetch->progress (fetch->bytes->len, fetch->progress_data);
  if ((gint64) fetch->bytes->len == fetch->attachment->size)
    end_whole (task);
  else
    ask_part (g_object_ref (task));
}

static void
part_kept_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  /* Then it is in memory only: it may still become whole. */
  if (!loket_user_store_keep_part_finish (LOKET_USER_STORE (source), result, &error))
    g_debug ("A part was not kept: %s", error->message);
  if (!g_task_return_error_if_cancelled (task))
    go_on (task);
}

static void
part_came (GTask             *task,
           const LoketAnswer *answer)
{
  LoketSyncEngine *self = g_task_get_source_object (task);
  Fetch *fetch = g_task_get_task_data (task);
  gsize size = 0;
  const guint8 *data = g_bytes_get_data (answer->body, &size);
  gint64 offset;

  if (answer->status == 200)
    g_byte_array_set_size (fetch->bytes, 0);
  offset = fetch->bytes->len;
  fetch->failures = 0;
  g_byte_array_append (fetch->bytes, data, (guint) size);
  if ((gint64) fetch->bytes->len == fetch->attachment->size)
    go_on (task);
  else
    loket_user_store_keep_part_async (self->user, fetch->attachment->sha256, offset, answer->body, NULL,
                                      part_kept_cb, g_object_ref (task));
}

static void
part_failed (GTask          *task,
             LoketJudgement  judgement)
{
  Fetch *fetch = g_task_get_task_data (task);

  if (judgement.klass == LOKET_ANSWER_A && judgement.reason == LOKET_REASON_SIGNED_OUT)
    {
      renew (g_object_ref (task));
    }
  else if (judgement.klass == LOKET_ANSWER_N && ++fetch->failures < N_FAILURES)
    {
      fetch->part = MAX (fetch->part / 2, PART_MIN_BYTES);
      ask_part (g_object_ref (task));
    }
  else
    {
      fail (task, judgement.reason);
    }
}

static void
part_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (LoketAnswer) answer = loket_http_send_finish (LOKET_HTTP (source), result, &error);
  LoketJudgement judgement;

  if (answer == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  judgement = judge (g_task_get_task_data (task), answer);
  if (judgement.klass == LOKET_ANSWER_OK)
    part_came (task, answer);
  else
    part_failed (task, judgement);
}

static void
ask_part (GTask *task)
{
  LoketSyncEngine *self = g_task_get_source_object (task);
  Fetch *fetch = g_task_get_task_data (task);
  g_autofree char *path = NULL;
  LoketHttpRequest request = { .kind = LOKET_REQUEST_BLOB, .method = "GET" };

  if (self->http == NULL || self->access_token == NULL ||
      self->access_expires_us <= loket_clock_elapsed_us (self->clock))
    {
      renew (task);
      return;
    }
  path = g_strdup_printf ("/blobs/%s?complaint=%s", fetch->attachment->sha256, fetch->complaint_id);
  request.path = path;
  request.access_token = self->access_token;
  request.epoch = self->account->epoch;
  request.range_start = fetch->bytes->len;
  request.range_length = part_length (fetch);
  loket_http_send_async (self->http, &request, g_task_get_cancellable (task), part_cb, task);
}

/* What came in an earlier run, or before somebody cancelled. */
static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Fetch *fetch = g_task_get_task_data (task);
  g_autoptr (GBytes) bytes = loket_user_store_load_parts_finish (LOKET_USER_STORE (source), result, NULL);

  if (g_task_return_error_if_cancelled (task))
    return;
  if (bytes != NULL && (gint64) g_bytes_get_size (bytes) <= fetch->attachment->size &&
      !LOKET_MUTANT (PARTS_FORGOTTEN))
    g_byte_array_append (fetch->bytes, g_bytes_get_data (bytes, NULL), (guint) g_bytes_get_size (bytes));
  go_on (task);
}

/**
 * loket_sync_engine_fetch_async:
 * @self: an engine
 * @complaint_id: in whose conversation the file is
 * @attachment: the file, as the hub told of it
 * @progress: (nullable): told how many bytes came, on the caller's thread
 * @progress_data: for @progress
 * @cancellable: (nullable): to stop
 * @callback: called when it is here, or will not be
 * @user_data: for @callback
 *
 * Fetches a file of the hub and keeps it sealed, see
 * loket_user_store_open_blob(). What came of it before is used, whether it ended by
 * the line, by a cancelling or by the end of the program. Makes a pass first where the hub has to be asked
 * for a token.
 */
void
loket_sync_engine_fetch_async (LoketSyncEngine     *self,
                               const char          *complaint_id,
                               LoketAttachment     *attachment,
                               LoketSyncProgress    progress,
                               gpointer             progress_data,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  Fetch *fetch;

  g_return_if_fail (LOKET_IS_SYNC_ENGINE (self) && complaint_id != NULL && attachment != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, loket_sync_engine_fetch_async);
  fetch = g_new0 (Fetch, 1);
  fetch->complaint_id = g_strdup (complaint_id);
  fetch->attachment = loket_attachment_ref (attachment);
  fetch->bytes = g_byte_array_new ();
  fetch->part = PART_BYTES;
  fetch->progress = progress;
  fetch->progress_data = progress_data;
  g_task_set_task_data (task, fetch, (GDestroyNotify) fetch_free);
  if (attachment->size > LOKET_LIMIT_ATTACHMENT_BYTES)
    fail (task, LOKET_REASON_ATTACHMENT_TOO_LARGE);
  else
    loket_user_store_load_parts_async (self->user, attachment->sha256, attachment->size, NULL, loaded_cb,
                                       g_steal_pointer (&task));
}

/**
 * loket_sync_engine_fetch_finish:
 * @self: an engine
 * @result: what the callback got
 * @error: return location for a #GError of %LOKET_SYNC_ERROR, or
 *   %G_IO_ERROR_CANCELLED
 *
 * Ends loket_sync_engine_fetch_async().
 *
 * Returns: whether the file is here
 */
gboolean
loket_sync_engine_fetch_finish (LoketSyncEngine  *self,
                                GAsyncResult     *result,
                                GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
