/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim.h"

#include <stdio.h>
#include <string.h>

#include "loket-limits.h"
#include "loket-mutant.h"

/* Files that go with replies: what officers choose, how far each is by what
 * user.db says, and what the hub has of it. Which files a text has follows from the
 * text, so that no chance is drawn for them; of their bytes only counts are played,
 * and whether what the hub took for whole is. */

#define MOST_FILES   2
#define MOST_BYTES   (4 * LOKET_LIMIT_CHUNK_MIN_BYTES)
#define UPLOAD_LIFE  ((gint64) 14 * 24 * 60 * 60)

static guint32
hash_text (const SimWorld *world,
           guint           text,
           guint           salt)
{
  SimRandom random;

  sim_random_init (&random, world->config->seed ^ ((guint64) text << 20), 21 + salt);
  return sim_random_next (&random);
}

/* Puts the files of a text into its reply, and their names into its bytes. */
void
sim_files_choose (const SimWorld *world,
                  guint           text,
                  LoketReply     *reply,
                  GString        *wire)
{
  guint32 chance = hash_text (world, text, 0);
  guint n = chance % 1000 < world->config->files ? 1 + (chance >> 16) % MOST_FILES : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("f%u-%u", text, i);
      g_autofree char *sha256 = g_strdup_printf ("h%u-%u", text, i);
      gint64 size = 1 + hash_text (world, text, 1 + i) % MOST_BYTES;

      g_ptr_array_add (reply->attachments, loket_attachment_new (id, sha256, size, "c.txt", "text/plain"));
      g_string_append_printf (wire, " %s:%" G_GINT64_FORMAT, id, size);
    }
}

/* The rows of a reply's files; those that belonged to the one it takes the place of
 * come from there, with what the hub has of them. */
GArray *
sim_files_take (const SimBody *body,
                SimOp         *from)
{
  GArray *files = g_array_new (FALSE, TRUE, sizeof (SimFile));

  for (guint i = 0; i < body->reply->attachments->len; i++)
    {
      const LoketAttachment *attachment = g_ptr_array_index (body->reply->attachments, i);
      SimFile file = { .size = attachment->size };

      g_strlcpy (file.id, attachment->id, sizeof file.id);
      for (guint j = from != NULL ? from->files->len : 0; j > 0; j--)
        if (g_str_equal (g_array_index (from->files, SimFile, j - 1).id, file.id))
          {
            file = g_array_index (from->files, SimFile, j - 1);
            g_array_remove_index (from->files, j - 1);
          }
      g_array_append_val (files, file);
    }
  return files;
}

GPtrArray *
sim_files_list (const SimOp *op)
{
  GPtrArray *uploads = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_sync_upload_free);

  for (guint i = 0; i < op->files->len; i++)
    {
      const SimFile *file = &g_array_index (op->files, SimFile, i);

      g_ptr_array_add (uploads, loket_sync_upload_new (file->id, file->size, file->sent, file->complete));
    }
  return uploads;
}

/* Notes how far the hub is; FALSE where the reply is not in that state any more. */
gboolean
sim_files_note (SimOp                 *op,
                const LoketSyncEffect *effect)
{
  gboolean done = FALSE;

  for (guint i = 0; op != NULL && op->state == effect->from && i < op->files->len; i++)
    {
      SimFile *file = &g_array_index (op->files, SimFile, i);

      if (effect->upload_id != NULL && !g_str_equal (file->id, effect->upload_id))
        continue;
      file->sent = MIN (effect->offset, file->size);
      file->complete = effect->complete;
      done = TRUE;
    }
  return done;
}

void
sim_files_ask (const SimOp           *op,
               const LoketSyncEffect *effect,
               SimRequest            *request)
{
  request->upload_id = g_strdup (effect->upload_id);
  request->is_part = effect->type == LOKET_SYNC_EFFECT_UPLOAD_PART;
  request->offset = effect->offset;
  request->length = effect->length;
  for (guint i = 0; op != NULL && i < op->files->len; i++)
    if (g_str_equal (g_array_index (op->files, SimFile, i).id, effect->upload_id))
      request->size = g_array_index (op->files, SimFile, i).size;
}

/* Reads an answer about a file; @text is its body. */
void
sim_files_read (const SimEffect   *effect,
                const LoketAnswer *answer,
                const char        *text,
                LoketSyncEvent    *event)
{
  char id[24];
  int complete = 0;

  event->type = LOKET_SYNC_EVENT_UPLOAD;
  event->offset = -1;
  if (event->judgement.klass == LOKET_ANSWER_N)
    return;
  if (effect->effect->type == LOKET_SYNC_EFFECT_UPLOAD_PART || event->judgement.klass != LOKET_ANSWER_OK)
    {
      event->offset = answer->upload_offset;
      event->complete = answer->upload_complete;
      return;
    }
  if (sscanf (text, "%23s %" G_GINT64_FORMAT " %d", id, &event->offset, &complete) != 3 ||
      !g_str_equal (id, effect->effect->upload_id))
    {
      event->offset = -1;
      event->judgement = (LoketJudgement) { LOKET_ANSWER_N, LOKET_REASON_UNREADABLE, -1, 200 };
    }
  event->complete = complete != 0;
}

static void
upload_free (gpointer data)
{
  g_free (((SimUpload *) data)->id);
  g_free (data);
}

GPtrArray *
sim_uploads_copy (GPtrArray *uploads)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func (upload_free);

  for (guint i = 0; uploads != NULL && i < uploads->len; i++)
    {
      SimUpload *upload = g_memdup2 (g_ptr_array_index (uploads, i), sizeof *upload);

      upload->id = g_strdup (upload->id);
      g_ptr_array_add (copy, upload);
    }
  return copy;
}

static SimUpload *
find_upload (const SimDb *db,
             const char  *id)
{
  for (guint i = 0; i < db->uploads->len; i++)
    {
      SimUpload *upload = g_ptr_array_index (db->uploads, i);

      if (g_str_equal (upload->id, id))
        return upload;
    }
  return NULL;
}

/* Those that nobody came back to; with @some, each by chance: a disk of the hub's
 * was lost. */
void
sim_uploads_forget (SimWorld *world,
                    gboolean  some,
                    guint64   salt)
{
  GPtrArray *uploads = world->hub.db->uploads;

  for (guint i = uploads->len; i > 0; i--)
    {
      const SimUpload *upload = g_ptr_array_index (uploads, i - 1);

      if (some ? (salt >> (i % 60)) & 1 : upload->at + UPLOAD_LIFE < sim_wall (world))
        g_ptr_array_remove_index (uploads, i - 1);
    }
}

/* A piece that arrived, all of it unless the mistake is built in. */
static void
take_piece (SimWorld         *world,
            SimUpload        *upload,
            const SimRequest *request)
{
  upload->received += request->length;
  upload->torn |= request->damaged;
  upload->at = sim_wall (world);
  world->tally[SIM_TALLY_PIECES]++;
  if (upload->received < upload->size)
    return;
  upload->whole = TRUE;
  world->tally[SIM_TALLY_WHOLE]++;
}

/* What the hub does about a file; the status, and how far it is then. A problem's
 * code where it refuses. */
LoketProblemCode
sim_uploads_take (SimWorld          *world,
                  const SimRequest  *request,
                  const SimUpload  **now,
                  gboolean          *is_new)
{
  SimDb *db = world->hub.db;
  guint officer = world->clients[request->client].officer;
  SimUpload *upload = find_upload (db, request->upload_id);

  *now = upload;
  *is_new = FALSE;
  if ((upload != NULL && upload->officer != officer) || (upload == NULL && request->is_part))
    {
      world->tally[SIM_TALLY_GONE]++;
      return LOKET_PROBLEM_NOT_FOUND;
    }
  if (request->is_part)
    {
      if (request->offset != upload->received || upload->whole)
        {
          world->tally[SIM_TALLY_ELSEWHERE]++;
          return LOKET_PROBLEM_MISMATCHING_UPLOAD_OFFSET;
        }
      take_piece (world, upload, request);
      return LOKET_PROBLEM_UNKNOWN;
    }
  if (upload == NULL)
    {
      upload = g_new0 (SimUpload, 1);
      upload->id = g_strdup (request->upload_id);
      upload->officer = officer;
      upload->size = request->size;
      upload->at = sim_wall (world);
      g_ptr_array_add (db->uploads, upload);
      *is_new = TRUE;
      world->tally[SIM_TALLY_ANNOUNCED]++;
    }
  *now = upload;
  return LOKET_PROBLEM_UNKNOWN;
}

/* What the hub knows of the files of a reply, for its core. */
GArray *
sim_uploads_describe (const SimDb      *db,
                      const LoketReply *reply)
{
  GArray *facts = g_array_new (FALSE, TRUE, sizeof (LoketHubUploadFact));

  for (guint i = 0; i < reply->attachments->len; i++)
    {
      const LoketAttachment *attachment = g_ptr_array_index (reply->attachments, i);
      const SimUpload *upload = find_upload (db, attachment->id);
      LoketHubUploadFact fact = { NULL };

      if (upload != NULL)
        fact = (LoketHubUploadFact) { sim_officer_id (upload->officer), attachment->sha256, upload->size,
                                      upload->whole ? "text/plain" : NULL };
      g_array_append_val (facts, fact);
    }
  return facts;
}

/* I15: a reply is accepted with all its files, and they are what was chosen. */
void
sim_check_files (SimWorld         *world,
                 const SimRequest *request,
                 gboolean          recovered)
{
  const GPtrArray *attachments = request->body->reply->attachments;

  if (attachments->len == 0)
    return;
  world->tally[recovered ? SIM_TALLY_RECOVERED : SIM_TALLY_WITH_FILES]++;
  for (guint i = 0; i < attachments->len && !recovered; i++)
    {
      const LoketAttachment *attachment = g_ptr_array_index (attachments, i);
      const SimUpload *upload = find_upload (world->hub.db, attachment->id);

      if (upload == NULL || !upload->whole || upload->received != attachment->size)
        sim_violate (world, "I15", "%s is accepted and %s is not there", request->rid, attachment->id);
      else if (upload->torn)
        sim_violate (world, "I15", "%s is accepted and %s is something else", request->rid, attachment->id);
    }
}
