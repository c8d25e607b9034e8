/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loketctl"

#include "config.h"

#include "loket-ctl.h"

#include <stdio.h>

#include <glib/gi18n.h>

#include "loket-ctl-clocks.h"
#include "loket-ctl-print.h"
#include "loket-text.h"
#include "loket-words-attachment.h"
#include "loket-words.h"

/* --- JSON ---------------------------------------------------------------- */

static void
write_files (LoketJsonWriter    *writer,
             const LoketMessage *message)
{
  loket_json_writer_begin_array (writer, "attachments");
  for (guint i = 0; message->attachments != NULL && i < message->attachments->len; i++)
    {
      const LoketAttachment *attachment = g_ptr_array_index (message->attachments, i);

      loket_json_writer_begin_object (writer, NULL);
      loket_json_writer_string (writer, "name", attachment->name);
      loket_json_writer_string (writer, "type", attachment->type);
      loket_json_writer_int (writer, "size", attachment->size);
      loket_json_writer_string (writer, "sha256", attachment->sha256);
      loket_json_writer_end_object (writer);
    }
  loket_json_writer_end_array (writer);
}

static void
write_conversation (LoketJsonWriter      *writer,
                    const LoketComplaint *complaint)
{
  loket_json_writer_begin_array (writer, "conversation");
  for (guint i = 0; i < complaint->messages->len; i++)
    {
      const LoketMessage *message = g_ptr_array_index (complaint->messages, i);

      loket_json_writer_begin_object (writer, NULL);
      loket_json_writer_string (writer, "id", message->id);
      loket_json_writer_string (writer, "author", loket_author_to_name (message->author));
      loket_json_writer_string (writer, "author_name", message->author_name);
      loket_json_writer_string (writer, "text", message->text);
      loket_json_writer_string (writer, "outcome", message->outcome == LOKET_OUTCOME_UNKNOWN
                                                     ? NULL
                                                     : loket_outcome_to_name (message->outcome));
      loket_json_writer_instant (writer, "at", message->at);
      write_files (writer, message);
      loket_json_writer_end_object (writer);
    }
  loket_json_writer_end_array (writer);
}

static void
write_source (LoketJsonWriter      *writer,
              const LoketComplaint *complaint)
{
  g_autofree char *reporter = loket_complaint_dup_reporter (complaint, FALSE);

  loket_json_writer_string (writer, "category_id", complaint->category_id);
  loket_json_writer_string (writer, "category", complaint->category);
  loket_json_writer_string (writer, "class", loket_complaint_class_to_name (complaint->klass));
  loket_json_writer_string (writer, "class_raw", complaint->class_raw);
  loket_json_writer_string (writer, "status", loket_complaint_status_to_name (complaint->status));
  loket_json_writer_string (writer, "status_raw", complaint->status_raw);
  loket_json_writer_string (writer, "closed_by", loket_closer_to_name (complaint->closed_by));
  loket_json_writer_string (writer, "resolved", loket_resolved_to_name (complaint->resolved));
  loket_json_writer_string (writer, "hold_reason", complaint->hold_reason);
  loket_json_writer_string (writer, "channel", complaint->channel);
  loket_json_writer_boolean (writer, "anonymous", complaint->anonymous);
  loket_json_writer_boolean (writer, "secret", complaint->secret);
  loket_json_writer_string (writer, "reporter", reporter);
  loket_json_writer_string (writer, "agency_code", complaint->agency_code);
  loket_json_writer_string (writer, "agency_name", complaint->agency_name);
  loket_json_writer_string (writer, "time_zone", complaint->time_zone);
  loket_json_writer_string (writer, "province", complaint->province);
  loket_json_writer_string (writer, "regency", complaint->regency);
  loket_json_writer_string (writer, "district", complaint->district);
  loket_json_writer_string (writer, "village", complaint->village);
}

/* A complaint with what this computer knows of it. */
typedef struct
{
  LoketComplaint  *complaint;
  LoketRulebook   *rules;  /* not owned */
  GPtrArray       *moves;
  gint64           now;
  gboolean         has_draft;
  LoketOutboxState outbox;
  gboolean        unread; /* the hub has a newer state of it */
} Shown;

static void
shown_clear (Shown *shown)
{
  g_clear_pointer (&shown->complaint, loket_complaint_unref);
  g_clear_pointer (&shown->moves, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Shown, shown_clear)

static void
print_json (const Shown *shown)
{
  const LoketComplaint *complaint = shown->complaint;
  LoketJsonWriter *writer = loket_json_writer_new ();

  loket_json_writer_begin_object (writer, NULL);
  loket_json_writer_string (writer, "tracking_id", complaint->tracking_id);
  loket_json_writer_string (writer, "id", complaint->id);
  loket_json_writer_int (writer, "substance", complaint->substance);
  loket_json_writer_string (writer, "title", complaint->title);
  loket_json_writer_string (writer, "body", complaint->body);
  loket_json_writer_string (writer, "body_original", complaint->body_original);
  write_source (writer, complaint);
  loket_json_writer_instant (writer, "received_at", complaint->received_at);
  loket_json_writer_instant (writer, "assigned_at", complaint->assigned_at);
  loket_json_writer_instant (writer, "answered_at", complaint->answered_at);
  loket_json_writer_boolean (writer, "has_draft", shown->has_draft);
  loket_json_writer_string (writer, "outbox_state", loket_outbox_state_to_name (shown->outbox));
  loket_ctl_write_clocks (writer, complaint, shown->rules, shown->now);
  loket_ctl_write_moves (writer, shown->moves);
  write_conversation (writer, complaint);
  loket_json_writer_boolean (writer, "unread", shown->unread);
  loket_json_writer_end_object (writer);
  loket_ctl_print_json (writer);
}

/* --- for people ---------------------------------------------------------- */

static void
print_message (const LoketComplaint *complaint,
               const LoketMessage   *message)
{
  g_autofree char *at = message->at != LOKET_TIME_UNSET ? loket_words_date_time (message->at, complaint->time_zone)
                                                        : NULL;
  const char *author = message->author == LOKET_AUTHOR_REPORTER  ? _("Reporter")
                       : message->author == LOKET_AUTHOR_OFFICER ? _("Officer")
                                                                 : _("System");

  printf ("\n%s", author);
  if (message->author_name != NULL && message->author != LOKET_AUTHOR_REPORTER)
    {
      g_autofree char *name = loket_text_to_line (message->author_name, 80);

      printf (" (%s)", name);
    }
  if (at != NULL)
    printf (", %s", at);
  if (message->outcome != LOKET_OUTCOME_UNKNOWN)
    printf (" [%s]", loket_words_outcome (message->outcome));
  printf ("\n");
  loket_ctl_print_text (message->text);
  for (guint i = 0; message->attachments != NULL && i < message->attachments->len; i++)
    {
      const LoketAttachment *attachment = g_ptr_array_index (message->attachments, i);
      g_autofree char *details = loket_words_attachment_details (attachment->type, attachment->size);
      g_autofree char *name = loket_text_to_line (attachment->name, 120);

      /* TRANSLATORS: a file of a conversation: its name, its kind and size. */
      printf (_("Attachment: %s (%s)\n"), name, details);
    }
}

static void
print_people (const Shown *shown)
{
  const LoketComplaint *complaint = shown->complaint;
  g_autofree char *heading = g_strdup_printf ("#%s  %s", complaint->tracking_id, complaint->title);
  g_autofree char *line = loket_text_to_line (heading, G_MAXSIZE);
  g_autofree char *place = loket_complaint_dup_place (complaint);
  g_autofree char *reporter = loket_complaint_dup_reporter (complaint, FALSE);
  g_autofree char *disclosure = loket_words_disclosure (complaint->anonymous, complaint->secret);
  g_autofree char *received = complaint->received_at != LOKET_TIME_UNSET
                                ? loket_words_date_time (complaint->received_at, complaint->time_zone)
                                : NULL;

  printf ("%s\n", line);
  loket_ctl_print_line (_("Status"), loket_words_status (complaint->status));
  loket_ctl_print_line (_("Source's status"), complaint->status_raw);
  loket_ctl_print_line (_("Class"), loket_words_class (complaint->klass));
  loket_ctl_print_line (_("Category"), complaint->category);
  loket_ctl_print_line (_("Place"), place);
  loket_ctl_print_line (_("Agency"), complaint->agency_name);
  loket_ctl_print_line (_("Reporter"), reporter);
  loket_ctl_print_line (_("Disclosure"), disclosure);
  loket_ctl_print_line (_("Received"), received);
  loket_ctl_print_clocks (complaint, shown->rules, shown->now);
  loket_ctl_print_moves (complaint, shown->moves);
  printf ("\n");
  loket_ctl_print_text (complaint->body);
  for (guint i = 0; i < complaint->messages->len; i++)
    print_message (complaint, g_ptr_array_index (complaint->messages, i));
}

/**
 * loket_ctl_show:
 * @ctl: the run
 * @argc: how many words
 * @argv: the words of the command
 *
 * `loketctl show`: a complaint with its conversation and its clocks. The name of
 * an anonymous reporter is masked.
 *
 * Returns: how it ended
 */
LoketCtlExit
loket_ctl_show (LoketCtl  *ctl,
                int        argc,
                char     **argv)
{
  g_auto (Shown) shown = { .outbox = LOKET_OUTBOX_NONE };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  LoketCtlExit status;

  if (!loket_ctl_parse (ctl, _("NUMBER"), NULL, NULL, &argc, &argv))
    return LOKET_CTL_USAGE;
  if (argc != 2)
    return loket_ctl_usage (_("%s needs the number of one complaint. See “loketctl %s --help”."), "show", "show");

  status = loket_ctl_open (ctl);
  if (status != LOKET_CTL_DONE)
    return status;
  shown.complaint = loket_ctl_load (ctl, argv[1], &error);
  if (shown.complaint == NULL)
    return loket_ctl_fail (error);
  loket_session_list_moves_async (ctl->session, shown.complaint->id, NULL, loket_ctl_done_cb, ctl);
  result = loket_ctl_wait (ctl);
  shown.moves = loket_session_list_moves_finish (ctl->session, result, &error);
  if (shown.moves == NULL)
    return loket_ctl_fail (error);

  shown.rules = loket_session_get_rulebook (ctl->session);
  shown.now = loket_clock_now (ctl->clock);
  loket_session_get_overlay (ctl->session, shown.complaint->id, &shown.has_draft, &shown.outbox);
  shown.unread = loket_session_is_unread (ctl->session, shown.complaint->id);
  if (ctl->json)
    print_json (&shown);
  else
    print_people (&shown);
  return shown.unread ? loket_ctl_tell (LOKET_CTL_DONE, loket_words_is_unread ()) : LOKET_CTL_DONE;
}
