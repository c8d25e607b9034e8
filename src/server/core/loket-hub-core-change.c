/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-core-change.h"

#include <string.h>

#include "loket-hub-core-room.h"
#include "loket-wire-complaint.h"

/*
 * What happens to a complaint besides answers. Each of these changes its
 * substance, so that a reply written before is not accepted after it unread.
 */

/* Erasing adds nothing, and makes room. Without an entry it is enough that readers
 * take what is there. */
static gboolean
has_room (const LoketComplaint *complaint,
          const LoketHubChange *change)
{
  LoketHubRoom room = change->kind == LOKET_HUB_CHANGE_ADD_TEXT ? LOKET_HUB_ROOM_PEOPLE
                                                               : LOKET_HUB_ROOM_HUB;

  g_autofree char *line = NULL;

  if (change->kind == LOKET_HUB_CHANGE_ERASE)
    return TRUE;
  if (change->text != NULL)
    return loket_hub_core_has_room (complaint, room, change->text,
                                    change->attachments != NULL ? change->attachments->len : 0);
  line = loket_wire_complaint_to_json (complaint);
  return loket_hub_core_is_readable (complaint, strlen (line));
}

/**
 * loket_hub_core_decide_change:
 * @complaint: (nullable): the complaint as it is now
 * @change: what is asked for; that the asker may ask is decided elsewhere
 * @closed_at: since when the complaint is closed
 *
 * Decides about a change. What has ended is only reopened; who decides on what
 * they have read is told when it is no longer so. Pure.
 *
 * Returns: (transfer full) (nullable): %NULL when it may be, else why not
 */
LoketProblem *
loket_hub_core_decide_change (const LoketComplaint *complaint,
                              const LoketHubChange *change,
                              gint64                closed_at)
{
  LoketProblem *problem;

  if (complaint == NULL)
    return loket_problem_new (LOKET_PROBLEM_NOT_FOUND, NULL);
  if (!loket_complaint_is_open (complaint) && change->kind != LOKET_HUB_CHANGE_REOPEN &&
      change->kind != LOKET_HUB_CHANGE_NOTE && change->kind != LOKET_HUB_CHANGE_ARCHIVE &&
      change->kind != LOKET_HUB_CHANGE_ERASE)
    {
      problem = loket_problem_new (LOKET_PROBLEM_CLOSED, NULL);
      problem->since = closed_at;
      return problem;
    }
  if (change->based_on != 0 && change->based_on != complaint->substance)
    {
      problem = loket_problem_new (LOKET_PROBLEM_COMPLAINT_CHANGED, NULL);
      problem->current_substance = complaint->substance;
      return problem;
    }
  if (change->kind == LOKET_HUB_CHANGE_MERGE && g_strcmp0 (change->into_id, complaint->id) == 0)
    return loket_problem_new (LOKET_PROBLEM_VALIDATION, "A complaint is not part of itself");
  if (!has_room (complaint, change))
    return loket_problem_new (LOKET_PROBLEM_CONVERSATION_FULL, NULL);
  return NULL;
}

static void
add_entry (LoketComplaint       *complaint,
           const LoketHubChange *change,
           LoketAuthor           author)
{
  LoketMessage *message;

  if (change->text == NULL)
    return;
  message = loket_message_new ();
  message->id = g_strdup (change->message_id);
  message->author = author;
  message->text = g_strdup (change->text);
  message->at = change->now;
  if (change->attachments != NULL)
    message->attachments = g_ptr_array_ref (change->attachments);
  g_ptr_array_add (complaint->messages, message);
}

static void
assign (LoketComplaint       *complaint,
        const LoketHubChange *change)
{
  gboolean moves = g_strcmp0 (complaint->agency_code, change->agency_code) != 0;

  g_free (complaint->agency_code);
  complaint->agency_code = g_strdup (change->agency_code);
  g_free (complaint->agency_name);
  complaint->agency_name = g_strdup (change->agency_name);
  if (change->time_zone != NULL)
    {
      g_free (complaint->time_zone);
      complaint->time_zone = g_strdup (change->time_zone);
    }
  if (!moves)
    return;

  /* The clocks of the agency that has it now count from here. */
  complaint->assigned_at = change->agency_code != NULL ? change->now : LOKET_TIME_UNSET;
  complaint->answered_at = LOKET_TIME_UNSET;
}

/* Keeps what identifies the complaint and what officers said of it. */
static void
erase (LoketComplaint *complaint)
{
  char **texts[] = {
    &complaint->body_original, &complaint->reporter_name, &complaint->hold_reason, &complaint->district,
    &complaint->village,
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_clear_pointer (texts[i], g_free);
  g_free (complaint->title);
  complaint->title = g_strdup ("(dihapus)");
  g_free (complaint->body);
  complaint->body = g_strdup ("");
  g_clear_pointer (&complaint->extra, g_hash_table_unref);
  for (guint i = complaint->messages->len; i-- > 0;)
    {
      LoketMessage *message = g_ptr_array_index (complaint->messages, i);

      g_clear_pointer (&message->attachments, g_ptr_array_unref);
      if (message->author != LOKET_AUTHOR_OFFICER)
        g_ptr_array_remove_index (complaint->messages, i);
    }
  complaint->status = LOKET_STATUS_ARCHIVED;
  complaint->closed_by = LOKET_CLOSER_ADMIN;
}

/**
 * loket_hub_core_apply_change:
 * @complaint: the complaint, nobody else's
 * @change: a change that was found possible
 *
 * Makes of the complaint what it is after the change, with a new revision and a
 * new substance. Pure.
 *
 * Returns: what the scopes that lose the complaint are told
 */
LoketRemovalReason
loket_hub_core_apply_change (LoketComplaint       *complaint,
                             const LoketHubChange *change)
{
  complaint->rev++;
  complaint->substance++;

  switch (change->kind)
    {
    case LOKET_HUB_CHANGE_ASSIGN:
      add_entry (complaint, change, LOKET_AUTHOR_SYSTEM);
      assign (complaint, change);
      return LOKET_REMOVAL_UNASSIGNED;
    case LOKET_HUB_CHANGE_RETURN:
      {
        LoketHubChange back = *change;

        back.agency_code = back.agency_name = NULL;
        add_entry (complaint, change, LOKET_AUTHOR_SYSTEM);
        assign (complaint, &back);
        complaint->status = LOKET_STATUS_NEW;
        return LOKET_REMOVAL_UNASSIGNED;
      }
    case LOKET_HUB_CHANGE_MERGE:
      add_entry (complaint, change, LOKET_AUTHOR_SYSTEM);
      complaint->status = LOKET_STATUS_ARCHIVED;
      complaint->closed_by = LOKET_CLOSER_ADMIN;
      return LOKET_REMOVAL_MERGED;
    case LOKET_HUB_CHANGE_WITHDRAW:
      add_entry (complaint, change, LOKET_AUTHOR_SYSTEM);
      complaint->status = LOKET_STATUS_CLOSED;
      complaint->closed_by = LOKET_CLOSER_REPORTER;
      return LOKET_REMOVAL_ARCHIVED;
    case LOKET_HUB_CHANGE_CLOSE:
      add_entry (complaint, change, LOKET_AUTHOR_SYSTEM);
      complaint->status = LOKET_STATUS_CLOSED;
      complaint->closed_by = change->closer;
      return LOKET_REMOVAL_ARCHIVED;
    case LOKET_HUB_CHANGE_REOPEN:
      add_entry (complaint, change, LOKET_AUTHOR_SYSTEM);
      complaint->status = LOKET_STATUS_IN_PROGRESS;
      complaint->closed_by = LOKET_CLOSER_NONE;
      return LOKET_REMOVAL_UNASSIGNED;
    case LOKET_HUB_CHANGE_NOTE:
      add_entry (complaint, change, LOKET_AUTHOR_SYSTEM);
      return LOKET_REMOVAL_UNASSIGNED;
    case LOKET_HUB_CHANGE_ARCHIVE:
      add_entry (complaint, change, LOKET_AUTHOR_SYSTEM);
      complaint->status = LOKET_STATUS_ARCHIVED;
      if (complaint->closed_by == LOKET_CLOSER_NONE)
        complaint->closed_by = LOKET_CLOSER_ADMIN;
      return LOKET_REMOVAL_ARCHIVED;
    case LOKET_HUB_CHANGE_ERASE:
      erase (complaint);
      return LOKET_REMOVAL_ERASED;
    case LOKET_HUB_CHANGE_ADD_TEXT:
    default:
      add_entry (complaint, change, LOKET_AUTHOR_REPORTER);
      complaint->status = LOKET_STATUS_REPORTER_ANSWERED;
      complaint->reporter_at = change->now;
      return LOKET_REMOVAL_UNASSIGNED;
    }
}
