/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loketctl"

#include "config.h"

#include "loket-ctl.h"

#include <stdio.h>

#include <glib/gi18n.h>

#include "loket-ctl-print.h"

/* The files of a complaint's conversation, numbered from 1 in its order. */
static GPtrArray *
list_items (LoketCtl       *ctl,
            LoketComplaint *complaint)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < complaint->messages->len; i++)
    {
      g_autoptr (LoketAttachmentList) list =
        loket_session_create_attachments (ctl->session, complaint->id,
                                          g_ptr_array_index (complaint->messages, i));
      LoketAttachmentItem *item;

      for (guint n = 0; (item = loket_attachment_list_get (list, n)) != NULL; n++)
        g_ptr_array_add (items, g_object_ref (item));
    }
  return items;
}

static void
print_items (LoketCtl  *ctl,
             GPtrArray *items)
{
  LoketJsonWriter *writer = ctl->json ? loket_json_writer_new () : NULL;

  if (writer != NULL)
    loket_json_writer_begin_array (writer, NULL);
  for (guint i = 0; i < items->len; i++)
    {
      LoketAttachmentItem *item = g_ptr_array_index (items, i);
      g_autofree char *details = loket_attachment_item_dup_details (item);

      if (writer == NULL)
        {
          printf ("%u  %s  (%s)\n", i + 1, loket_attachment_item_get_name (item), details);
          continue;
        }
      loket_json_writer_begin_object (writer, NULL);
      loket_json_writer_int (writer, "number", i + 1);
      loket_json_writer_string (writer, "name", loket_attachment_item_get_name (item));
      loket_json_writer_string (writer, "type", loket_attachment_item_get_media_type (item));
      loket_json_writer_int (writer, "size", loket_attachment_item_get_size (item));
      loket_json_writer_string (writer, "sha256", loket_attachment_item_get_attachment (item)->sha256);
      loket_json_writer_end_object (writer);
    }
  if (writer != NULL)
    {
      loket_json_writer_end_array (writer);
      loket_ctl_print_json (writer);
    }
}

static LoketAttachmentItem *
find_item (GPtrArray  *items,
           const char *wanted)
{
  guint64 number;

  for (guint i = 0; i < items->len; i++)
    if (g_strcmp0 (loket_attachment_item_get_name (g_ptr_array_index (items, i)), wanted) == 0)
      return g_ptr_array_index (items, i);
  if (g_ascii_string_to_unsigned (wanted, 10, 1, items->len, &number, NULL))
    return g_ptr_array_index (items, number - 1);
  return NULL;
}

static LoketCtlExit
get (LoketCtl            *ctl,
     LoketAttachmentItem *item,
     const char          *output)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GFile) opened = NULL;
  g_autoptr (GFile) target = g_file_new_for_commandline_arg (output);
  g_autoptr (GError) error = NULL;

  loket_session_open_attachment_async (ctl->session, item, NULL, loket_ctl_done_cb, ctl);
  result = loket_ctl_wait (ctl);
  opened = loket_session_open_attachment_finish (ctl->session, result, &error);
  if (opened == NULL || !g_file_copy (opened, target, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, &error))
    return loket_ctl_fail (error);
  if (!ctl->json)
    /* TRANSLATORS: %s is the name of a file. */
    printf (_("Saved: %s\n"), output);
  return LOKET_CTL_DONE;
}

/**
 * loket_ctl_attachment:
 * @ctl: the run
 * @argc: how many words
 * @argv: the words of the command
 *
 * `loketctl attachment`: lists the files of a conversation, or fetches one of
 * them into a file.
 *
 * Returns: how it ended
 */
LoketCtlExit
loket_ctl_attachment (LoketCtl  *ctl,
                      int        argc,
                      char     **argv)
{
  g_autofree char *output = NULL;
  const GOptionEntry entries[] = {
    { "output", 0, 0, G_OPTION_ARG_FILENAME, &output, N_("where to write the file"), N_("FILE") },
    { NULL }
  };
  g_autoptr (LoketComplaint) complaint = NULL;
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GError) error = NULL;
  LoketAttachmentItem *item;
  LoketCtlExit status;
  gboolean is_get;

  if (!loket_ctl_parse (ctl, _("list NUMBER | get NUMBER NAME --output FILE"), NULL, entries, &argc, &argv))
    return LOKET_CTL_USAGE;
  is_get = argc == 4 && g_str_equal (argv[1], "get") && output != NULL;
  if (!is_get && !(argc == 3 && g_str_equal (argv[1], "list")))
    return loket_ctl_usage (_("attachment needs “list NUMBER” or “get NUMBER NAME --output FILE”."));

  status = loket_ctl_open (ctl);
  if (status != LOKET_CTL_DONE)
    return status;
  complaint = loket_ctl_load (ctl, argv[2], &error);
  if (complaint == NULL)
    return loket_ctl_fail (error);
  items = list_items (ctl, complaint);
  if (!is_get)
    {
      print_items (ctl, items);
      return LOKET_CTL_DONE;
    }
  item = find_item (items, argv[3]);
  if (item == NULL)
    return loket_ctl_tell (LOKET_CTL_FAILED, _("The complaint has no such file. See “loketctl attachment list”."));
  return get (ctl, item, output);
}
