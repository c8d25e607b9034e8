/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sync"

#include "config.h"

#include "loket-sync-engine-private.h"

#include "loket-user-attachments.h"
#include "loket-wire-attachment.h"
#include "loket-wire-problem.h"

/* Effects that carry files to the hub: the bytes come from the sealed file part
 * by part, never more than one part in memory. */

static void
end_with (LoketSyncStep     *step,
          LoketJudgement     judgement,
          const LoketAnswer *answer,
          gint64             offset,
          gboolean           complete,
          const char        *problem)
{
  LoketSyncEvent event = _loket_sync_step_event (step, LOKET_SYNC_EVENT_UPLOAD);

  event.judgement = judgement;
  event.epoch = answer != NULL ? answer->epoch : NULL;
  event.offset = offset;
  event.complete = complete;
  event.problem = problem;
  _loket_sync_step_end (step, &event);
}

/* The person is told about a file by its id, which only we know here. */
static char *
name_file (LoketSyncStep     *step,
           const LoketAnswer *answer)
{
  g_autofree char *json = loket_answer_dup_problem (answer);
  g_autoptr (LoketProblem) problem = json != NULL ? loket_wire_problem_parse (json, strlen (json), NULL) : NULL;

  if (problem == NULL)
    return NULL;
  if (problem->upload_id == NULL)
    problem->upload_id = g_strdup (step->effect->upload_id);
  return loket_wire_problem_to_json (problem);
}

/* The file cannot be read, or is not what was sealed: it never goes as it is. */
static void
end_lost (LoketSyncStep *step,
          const GError  *error)
{
  const LoketJudgement judgement = { LOKET_ANSWER_P, LOKET_REASON_ATTACHMENT_LOST, -1, 0 };
  g_autoptr (LoketProblem) problem = loket_problem_new (LOKET_PROBLEM_ATTACHMENT_MISSING, NULL);
  g_autofree char *json = NULL;

  if (error != NULL)
    g_debug ("A file of the reply cannot be read: %s", error->message);
  problem->upload_id = g_strdup (step->effect->upload_id);
  json = loket_wire_problem_to_json (problem);
  end_with (step, judgement, NULL, -1, FALSE, json);
}

static void
begun (LoketSyncStep     *step,
       const LoketAnswer *answer,
       LoketJudgement     judgement)
{
  g_autoptr (LoketUpload) upload = NULL;
  g_autofree char *problem = NULL;

  if (judgement.klass != LOKET_ANSWER_OK)
    {
      problem = name_file (step, answer);
      end_with (step, judgement, answer, -1, FALSE, problem);
      return;
    }
  upload = loket_answer_read_upload (answer, &judgement);
  if (upload != NULL && g_strcmp0 (upload->id, step->effect->upload_id) != 0)
    {
      judgement.klass = LOKET_ANSWER_N;
      judgement.reason = LOKET_REASON_UNREADABLE;
    }
  end_with (step, judgement, answer, upload != NULL ? upload->offset : -1,
            upload != NULL && upload->complete, NULL);
}

static void
sent (LoketSyncStep     *step,
      const LoketAnswer *answer,
      LoketJudgement     judgement)
{
  g_autofree char *problem =
      judgement.klass != LOKET_ANSWER_OK && judgement.klass != LOKET_ANSWER_N ? name_file (step, answer) : NULL;

  end_with (step, judgement, answer, judgement.klass != LOKET_ANSWER_N ? answer->upload_offset : -1,
            answer->upload_complete, problem);
}

static const LoketAttachment *
find (GPtrArray  *files,
      const char *id)
{
  for (guint i = 0; i < files->len; i++)
    {
      const LoketStoredAttachment *stored = g_ptr_array_index (files, i);

      if (g_str_equal (stored->attachment->id, id))
        return stored->attachment;
    }
  return NULL;
}

static void
announce (LoketSyncStep         *step,
          const LoketAttachment *attachment)
{
  const LoketHttpUpload upload = { attachment->id, attachment->sha256, attachment->size, -1, FALSE };

  _loket_sync_hub_ask_upload (step, "POST", "/uploads", NULL, &upload, begun);
}

static void
part_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (LoketSyncStep) step = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) part =
      loket_user_store_read_attachment_finish (LOKET_USER_STORE (source), result, &error);
  LoketHttpUpload upload = { 0 };
  g_autofree char *path = NULL;

  if (!_loket_sync_step_is_current (step))
    return;
  if (part == NULL)
    {
      end_lost (g_steal_pointer (&step), error);
      return;
    }
  upload.offset = step->effect->offset;
  upload.is_last = step->effect->offset + step->effect->length == step->upload_size;
  path = g_strconcat ("/uploads/", step->effect->upload_id, NULL);
  _loket_sync_hub_ask_upload (g_steal_pointer (&step), "PATCH", path, part, &upload, sent);
}

static void
files_listed_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (LoketSyncStep) step = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) files =
      loket_user_store_list_attachments_finish (LOKET_USER_STORE (source), result, &error);
  const LoketAttachment *attachment =
      files != NULL ? find (files, step->effect->upload_id) : NULL;
  const LoketSyncEffect *effect;

  if (!_loket_sync_step_is_current (step))
    return;
  if (attachment == NULL)
    {
      end_lost (g_steal_pointer (&step), error);
      return;
    }
  if (step->effect->type == LOKET_SYNC_EFFECT_UPLOAD_BEGIN)
    {
      announce (g_steal_pointer (&step), attachment);
      return;
    }
  step->upload_size = attachment->size;
  effect = step->effect;
  loket_user_store_read_attachment_async (LOKET_USER_STORE (source), attachment->id, effect->offset,
                                          (gsize) effect->length, NULL, part_read_cb,
                                          g_steal_pointer (&step));
}

/* Announces a file, or sends a part of it. */
void
_loket_sync_upload_perform (LoketSyncStep *step)
{
  loket_user_store_list_attachments_async (step->engine->user, NULL, step->effect->rid, NULL,
                                           files_listed_cb, step);
}

static void
noted_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  LoketSyncStep *step = user_data;
  LoketSyncEvent event = _loket_sync_step_event (step, LOKET_SYNC_EVENT_STORED);
  g_autoptr (GError) error = NULL;

  if (loket_user_store_note_upload_finish (LOKET_USER_STORE (source), result, &event.done, &error))
    _loket_sync_engine_say_outbox (step->engine);
  else
    event.type = LOKET_SYNC_EVENT_FAILED;
  _loket_sync_step_end (step, &event);
}

/* Stores how far the hub is with a file. */
void
_loket_sync_upload_note (LoketSyncStep *step)
{
  const LoketSyncEffect *effect = step->effect;

  loket_user_store_note_upload_async (step->engine->user, effect->rid, effect->from, effect->upload_id,
                                      effect->offset, effect->complete, NULL, noted_cb, step);
}
