/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sync"

#include "config.h"

#include "loket-sync-engine-private.h"

#include "loket-limits.h"
#include "loket-text.h"
#include "loket-user-attachments.h"

/*
 * Fetching a file of a conversation, because a person wants to see it: part by
 * part, so that a cut line costs one part; believed when all of it has the hash
 * that the conversation names, and kept sealed.
 */

#define PART_BYTES ((gint64) 1024 * 1024)
#define N_FAILURES 4 /* in a row */

typedef struct
{
  char             *complaint_id;
  LoketAttachment  *attachment;
  GByteArray       *bytes;
  guint             failures;
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

static void
end_whole (GTask *task)
{
  LoketSyncEngine *self = g_task_get_source_object (task);
  Fetch *fetch = g_task_get_task_data (task);
  g_autoptr (GBytes) bytes = g_bytes_new (fetch->bytes->data, fetch->bytes->len);
  g_autofree char *sha256 = loket_text_sha256 (bytes);
  g_autoptr (GTask) keeping = NULL;

  if (!g_str_equal (sha256, fetch->attachment->sha256))
    {
      g_byte_array_set_size (fetch->bytes, 0);
      if (++fetch->failures > 1)
        fail (task, LOKET_REASON_WRONG_DIGEST);
      else
        ask_part (g_object_ref (task));
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
 * What else makes an answer the hub's own has to be there. */
static LoketJudgement
judge (const LoketAnswer *answer)
{
  gsize size = answer->body != NULL ? g_bytes_get_size (answer->body) : 0;

  if (answer->fault != LOKET_REASON_NONE)
    return (LoketJudgement) { LOKET_ANSWER_N, answer->fault, -1, answer->status };
  if (answer->status != 200 && answer->status != 206)
    return loket_answer_judge (answer, LOKET_REQUEST_BLOB);
  if (answer->epoch == NULL)
    return (LoketJudgement) { LOKET_ANSWER_N, LOKET_REASON_NOT_OURS, -1, answer->status };
  if (answer->length < 0 || (guint64) answer->length != size || size == 0)
    return (LoketJudgement) { LOKET_ANSWER_N, LOKET_REASON_WRONG_LENGTH, -1, answer->status };
  return (LoketJudgement) { LOKET_ANSWER_OK, LOKET_REASON_NONE, -1, answer->status };
}

static void
part_came (GTask             *task,
           const LoketAnswer *answer)
{
  Fetch *fetch = g_task_get_task_data (task);
  gsize size = 0;
  const guint8 *data = g_bytes_get_data (answer->body, &size);

  if (answer->status == 200)
    g_byte_array_set_size (fetch->bytes, 0);
  if ((gint64) (fetch->bytes->len + size) > fetch->attachment->size)
    {
      fail (task, LOKET_REASON_WRONG_LENGTH);
      return;
    }
  fetch->failures = 0;
  g_byte_array_append (fetch->bytes, data, (guint) size);
  if (fetch->progress != NULL)
    fetch->progress (fetch->bytes->len, fetch->progress_data);
  if ((gint64) fetch->bytes->len == fetch->attachment->size)
    end_whole (task);
  else
    ask_part (g_object_ref (task));
}

static void
part_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Fetch *fetch = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (LoketAnswer) answer = loket_http_send_finish (LOKET_HTTP (source), result, &error);
  LoketJudgement judgement;

  if (answer == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  judgement = judge (answer);
  if (judgement.klass == LOKET_ANSWER_OK)
    part_came (task, answer);
  else if (judgement.klass == LOKET_ANSWER_A && judgement.reason == LOKET_REASON_SIGNED_OUT)
    renew (g_steal_pointer (&task));
  else if (judgement.klass == LOKET_ANSWER_N && ++fetch->failures < N_FAILURES)
    ask_part (g_steal_pointer (&task));
  else
    fail (task, judgement.reason);
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
  request.range_length = MIN (PART_BYTES, fetch->attachment->size - (gint64) fetch->bytes->len);
  loket_http_send_async (self->http, &request, g_task_get_cancellable (task), part_cb, task);
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
 * loket_user_store_open_blob(). Makes a pass first where the hub has to be asked
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
  fetch->progress = progress;
  fetch->progress_data = progress_data;
  g_task_set_task_data (task, fetch, (GDestroyNotify) fetch_free);
  if (attachment->size > LOKET_LIMIT_ATTACHMENT_BYTES)
    fail (task, LOKET_REASON_ATTACHMENT_TOO_LARGE);
  else
    ask_part (g_steal_pointer (&task));
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
