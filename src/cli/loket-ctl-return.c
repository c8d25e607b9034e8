/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loketctl"

#include "config.h"

#include "loket-ctl.h"

#include <stdio.h>

#include <glib/gi18n.h>

#include "loket-ctl-print.h"

/**
 * loket_ctl_return:
 * @ctl: the run
 * @argc: how many words
 * @argv: the words of the command
 *
 * `loketctl return`: gives a complaint back to the coordinator.
 *
 * Returns: how it ended
 */
LoketCtlExit
loket_ctl_return (LoketCtl  *ctl,
                  int        argc,
                  char     **argv)
{
  g_autofree char *reason = NULL;
  g_autofree char *agency = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (LoketComplaint) complaint = NULL;
  const GOptionEntry entries[] = {
    { "reason", 0, 0, G_OPTION_ARG_STRING, &reason, N_("why it is not your agency's to answer"), N_("TEXT") },
    { "agency", 0, 0, G_OPTION_ARG_STRING, &agency, N_("the agency that should have it, by code or name"), N_("AGENCY") },
    { NULL }
  };
  LoketCtlExit status;

  if (!loket_ctl_parse (ctl, _("NUMBER"), _("Gives a complaint back to the coordinator; needs a connection."),
                        entries, &argc, &argv))
    return LOKET_CTL_USAGE;
  if (argc != 2 || reason == NULL)
    return loket_ctl_usage (_("return needs the number of one complaint and --reason. See “loketctl return --help”."));

  status = loket_ctl_open (ctl);
  if (status != LOKET_CTL_DONE)
    return status;
  complaint = loket_ctl_load (ctl, argv[1], &error);
  if (complaint == NULL)
    return loket_ctl_fail (error);

  loket_session_return_async (ctl->session, complaint->id, reason, agency, NULL, loket_ctl_done_cb, ctl);
  result = loket_ctl_wait (ctl);
  if (!loket_session_return_finish (ctl->session, result, &error))
    return loket_ctl_fail (error);

  if (ctl->json)
    {
      LoketJsonWriter *writer = loket_json_writer_new ();

      loket_json_writer_begin_object (writer, NULL);
      loket_json_writer_string (writer, "tracking_id", complaint->tracking_id);
      loket_json_writer_boolean (writer, "returned", TRUE);
      loket_json_writer_end_object (writer);
      loket_ctl_print_json (writer);
    }
  else
    printf (_("#%s went back to the coordinator.\n"), complaint->tracking_id);
  return LOKET_CTL_DONE;
}
