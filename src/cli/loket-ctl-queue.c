/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loketctl"

#include "config.h"

#include "loket-ctl.h"

#include <stdio.h>

#include <glib/gi18n.h>

#include "loket-ctl-print.h"
#include "loket-words.h"

static void
write_item (LoketJsonWriter *writer,
            LoketQueueItem  *item,
            gint64           now)
{
  LoketSlaMarks marks;
  gboolean known = loket_queue_item_get_marks (item, &marks);

  loket_json_writer_begin_object (writer, NULL);
  loket_json_writer_string (writer, "tracking_id", loket_queue_item_get_tracking_id (item));
  loket_json_writer_string (writer, "title", loket_queue_item_get_title (item));
  loket_json_writer_string (writer, "category", loket_queue_item_get_category (item));
  loket_json_writer_string (writer, "status", loket_complaint_status_to_name (loket_queue_item_get_status (item)));
  loket_json_writer_string (writer, "class", loket_complaint_class_to_name (loket_queue_item_get_class (item)));
  loket_json_writer_instant (writer, "due_at", known ? marks.due : LOKET_TIME_UNSET);
  loket_json_writer_string (writer, "clock", known ? loket_sla_clock_to_name (marks.clock) : NULL);
  loket_json_writer_string (writer, "sla_state",
                            known ? loket_sla_state_to_name (loket_sla_marks_get_state (&marks, now, NULL)) : NULL);
  loket_json_writer_boolean (writer, "anonymous", loket_queue_item_get_anonymous (item));
  loket_json_writer_boolean (writer, "secret", loket_queue_item_get_secret (item));
  loket_json_writer_boolean (writer, "has_draft", loket_queue_item_get_has_draft (item));
  loket_json_writer_string (writer, "outbox_state",
                            loket_outbox_state_to_name (loket_queue_item_get_outbox_state (item)));
  loket_json_writer_end_object (writer);
}

static char *
describe_state (LoketQueueItem *item)
{
  LoketOutboxState outbox = loket_queue_item_get_outbox_state (item);

  if (outbox != LOKET_OUTBOX_NONE)
    return g_strdup (loket_words_outbox_state (outbox));
  if (loket_queue_item_get_has_draft (item))
    return g_strdup (_("Draft"));
  return g_strdup (loket_words_status (loket_queue_item_get_status (item)));
}

static void
print_items (LoketCtl  *ctl,
             GPtrArray *items)
{
  gint64 now = loket_clock_now (ctl->clock);
  g_autoptr (LoketCtlTable) table = loket_ctl_table_new (_("Time left"), _("Number"), _("State"), _("Title"), NULL);

  if (ctl->json)
    {
      LoketJsonWriter *writer = loket_json_writer_new ();

      loket_json_writer_begin_array (writer, NULL);
      for (guint i = 0; i < items->len; i++)
        write_item (writer, g_ptr_array_index (items, i), now);
      loket_json_writer_end_array (writer);
      loket_ctl_print_json (writer);
      return;
    }
  if (items->len == 0)
    {
      printf ("%s\n", _("No complaints here."));
      return;
    }

  for (guint i = 0; i < items->len; i++)
    {
      LoketQueueItem *item = g_ptr_array_index (items, i);
      g_autofree char *left = NULL;
      g_autofree char *number = g_strdup_printf ("#%s", loket_queue_item_get_tracking_id (item));
      g_autofree char *state = describe_state (item);
      LoketDeadline deadline;

      if (loket_queue_item_get_deadline (item, now, &deadline))
        left = loket_words_time_left_by (&deadline, now, loket_queue_item_get_time_zone (item),
                                         loket_session_get_rulebook (ctl->session));
      loket_ctl_table_add (table, left, number, state, loket_queue_item_get_title (item), NULL);
    }
  loket_ctl_table_print (table);
}

static char *
list_views (void)
{
  GString *names = g_string_new (NULL);

  for (int view = 0; view < LOKET_N_VIEWS; view++)
    g_string_append_printf (names, "%s%s", view > 0 ? ", " : "", loket_view_to_name ((LoketView) view));
  return g_string_free (names, FALSE);
}

/**
 * loket_ctl_queue:
 * @ctl: the run
 * @argc: how many words
 * @argv: the words of the command
 *
 * `loketctl queue`: lists complaints of the local files in the order of their
 * deadlines.
 *
 * Returns: how it ended
 */
LoketCtlExit
loket_ctl_queue (LoketCtl  *ctl,
                 int        argc,
                 char     **argv)
{
  g_autofree char *view_name = NULL;
  g_autofree char *search = NULL;
  g_autofree char *views = list_views ();
  g_autofree char *description = g_strdup_printf (_("Lists complaints, most urgent first. Views: %s."), views);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GError) error = NULL;
  LoketView view = LOKET_VIEW_OPEN;
  int limit = 0;
  const GOptionEntry entries[] = {
    { "view", 0, 0, G_OPTION_ARG_FILENAME, &view_name, N_("which complaints; all open ones by default"), N_("NAME") },
    { "search", 0, 0, G_OPTION_ARG_FILENAME, &search, N_("words in number, title or text"), N_("TEXT") },
    { "limit", 0, 0, G_OPTION_ARG_INT, &limit, N_("at most so many"), N_("N") },
    { NULL }
  };
  LoketCtlExit status;

  if (!loket_ctl_parse (ctl, NULL, description, entries, &argc, &argv))
    return LOKET_CTL_USAGE;
  if (argc > 1)
    return loket_ctl_usage (_("Too many words. See “loketctl %s --help”."), "queue");
  if (limit < 0)
    return loket_ctl_usage (_("--limit needs a number. See “loketctl queue --help”."));
  if (search != NULL && !g_utf8_validate (search, -1, NULL))
    return loket_ctl_usage (_("--search is not text in UTF-8."));
  if (view_name != NULL && !loket_view_from_name (view_name, &view))
    return loket_ctl_usage (_("There is no view “%s”. There are: %s."), view_name, views);

  status = loket_ctl_open (ctl);
  if (status != LOKET_CTL_DONE)
    return status;
  loket_session_query_async (ctl->session, view, search, (guint) limit, NULL, loket_ctl_done_cb, ctl);
  result = loket_ctl_wait (ctl);
  items = loket_session_query_finish (ctl->session, result, &error);
  if (items == NULL)
    return loket_ctl_fail (error);
  print_items (ctl, items);
  return LOKET_CTL_DONE;
}
