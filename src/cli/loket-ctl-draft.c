/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loketctl"

#include "config.h"

#include "loket-ctl-draft.h"

#include <stdio.h>

#include <glib/gi18n.h>

#include "loket-ctl-print.h"
#include "loket-limits.h"
#include "loket-text.h"

/* --- findings ------------------------------------------------------------ */

void
loket_ctl_write_finding (LoketJsonWriter *writer,
                         const char      *rule,
                         LoketSeverity    severity,
                         guint            start,
                         guint            end,
                         const char      *message,
                         const char      *suggestion)
{
  loket_json_writer_begin_object (writer, NULL);
  loket_json_writer_string (writer, "rule", rule);
  loket_json_writer_string (writer, "severity", loket_severity_to_name (severity));
  loket_json_writer_int (writer, "start", start);
  loket_json_writer_int (writer, "end", end);
  loket_json_writer_string (writer, "message", message);
  loket_json_writer_string (writer, "suggestion", suggestion);
  loket_json_writer_end_object (writer);
}

void
loket_ctl_print_finding (const char    *rule,
                         LoketSeverity  severity,
                         const char    *message,
                         const char    *suggestion)
{
  g_autofree char *text = loket_text_to_line (message, G_MAXSIZE);
  const char *word = severity == LOKET_SEVERITY_BLOCKER   ? _("stops sending")
                     : severity == LOKET_SEVERITY_WARNING ? _("warning")
                                                          : _("hint");

  printf ("%s (%s): %s\n", rule, word, text);
  if (!loket_text_is_blank (suggestion))
    {
      g_autofree char *advice = loket_text_to_line (suggestion, G_MAXSIZE);

      printf ("    %s\n", advice);
    }
}

void
loket_ctl_write_findings (LoketJsonWriter *writer,
                          const char      *name,
                          GListModel      *findings)
{
  loket_json_writer_begin_array (writer, name);
  for (guint i = 0; i < g_list_model_get_n_items (findings); i++)
    {
      g_autoptr (LoketFindingItem) item = g_list_model_get_item (findings, i);

      loket_ctl_write_finding (writer, loket_finding_item_get_rule (item), loket_finding_item_get_severity (item),
                               loket_finding_item_get_start (item), loket_finding_item_get_end (item),
                               loket_finding_item_get_message (item), loket_finding_item_get_suggestion (item));
    }
  loket_json_writer_end_array (writer);
}

void
loket_ctl_print_findings (GListModel *findings)
{
  for (guint i = 0; i < g_list_model_get_n_items (findings); i++)
    {
      g_autoptr (LoketFindingItem) item = g_list_model_get_item (findings, i);

      loket_ctl_print_finding (loket_finding_item_get_rule (item), loket_finding_item_get_severity (item),
                               loket_finding_item_get_message (item), loket_finding_item_get_suggestion (item));
    }
}

/* --- a composer ---------------------------------------------------------- */

/**
 * loket_ctl_compose:
 * @ctl: the run, with an open profile
 * @tracking_id: which complaint
 * @path: (nullable): a file with a new text, `-` for standard input; %NULL
 *   leaves the stored draft
 * @error: return location for an error
 *
 * Loads a complaint's draft, with a new text where there is one.
 *
 * Returns: (transfer full) (nullable): the composer
 */
LoketComposer *
loket_ctl_compose (LoketCtl    *ctl,
                   const char  *tracking_id,
                   const char  *path,
                   GError     **error)
{
  g_autoptr (LoketComposer) composer = NULL;
  g_autoptr (LoketComplaint) complaint = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *text = NULL;

  if (path != NULL)
    {
      text = loket_ctl_read (path, LOKET_LIMIT_REPLY_CHARS * 4, error);
      if (text == NULL)
        return NULL;
    }
  complaint = loket_ctl_load (ctl, tracking_id, error);
  if (complaint == NULL)
    return NULL;

  composer = loket_composer_new (ctl->session, complaint);
  loket_composer_load_async (composer, NULL, loket_ctl_done_cb, ctl);
  result = loket_ctl_wait (ctl);
  if (!loket_composer_load_finish (composer, result, error))
    return NULL;
  if (text != NULL)
    loket_composer_set_text (composer, text);
  return g_steal_pointer (&composer);
}

/* --- draft --------------------------------------------------------------- */

static void
print_draft (LoketCtl      *ctl,
             LoketComposer *composer)
{
  LoketOutcome outcome = loket_composer_get_outcome (composer);
  const char *text = loket_composer_get_text (composer);
  gboolean there = !loket_text_is_blank (text);

  if (ctl->json)
    {
      LoketJsonWriter *writer = loket_json_writer_new ();

      loket_json_writer_begin_object (writer, NULL);
      loket_json_writer_string (writer, "tracking_id", loket_composer_get_complaint (composer)->tracking_id);
      loket_json_writer_string (writer, "text", there ? text : NULL);
      loket_json_writer_string (writer, "outcome",
                                outcome == LOKET_OUTCOME_UNKNOWN ? NULL : loket_outcome_to_name (outcome));
      loket_json_writer_end_object (writer);
      loket_ctl_print_json (writer);
    }
  else if (there)
    loket_ctl_print_text (text);
  else
    loket_ctl_tell (LOKET_CTL_DONE, _("There is no draft. Store one with --file."));
}

/**
 * loket_ctl_read_outcome:
 * @name: (nullable): what stands behind --outcome
 * @outcome: (out): what it means; left as it is without a name
 *
 * Reads the name of an outcome. A wrong one is told.
 *
 * Returns: whether it is right
 */
gboolean
loket_ctl_read_outcome (const char   *name,
                        LoketOutcome *outcome)
{
  if (name == NULL)
    return TRUE;

  *outcome = loket_outcome_from_name (name);
  if (*outcome != LOKET_OUTCOME_UNKNOWN)
    return TRUE;
  loket_ctl_usage (_("There is no outcome “%s”. See “loketctl send --help”."), name);
  return FALSE;
}

static LoketCtlExit
draft (LoketCtl   *ctl,
       const char *tracking_id,
       const char *path,
       LoketOutcome outcome)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketComposer) composer = loket_ctl_compose (ctl, tracking_id, path, &error);

  if (composer == NULL)
    return loket_ctl_fail (error);

  if (outcome != LOKET_OUTCOME_UNKNOWN)
    loket_composer_set_outcome (composer, outcome);
  if (path != NULL || outcome != LOKET_OUTCOME_UNKNOWN)
    {
      g_autoptr (GAsyncResult) result = NULL;

      loket_composer_flush_async (composer, NULL, loket_ctl_done_cb, ctl);
      result = loket_ctl_wait (ctl);
      if (!loket_composer_flush_finish (composer, result, &error))
        return loket_ctl_fail (error);
      if (!ctl->json)
        {
          printf ("%s\n", _("The draft is stored."));
          return LOKET_CTL_DONE;
        }
    }
  print_draft (ctl, composer);
  return LOKET_CTL_DONE;
}

/**
 * loket_ctl_draft:
 * @ctl: the run
 * @argc: how many words
 * @argv: the words of the command
 *
 * `loketctl draft`: reads or stores the draft of a reply.
 *
 * Returns: how it ended
 */
LoketCtlExit
loket_ctl_draft (LoketCtl  *ctl,
                 int        argc,
                 char     **argv)
{
  g_autofree char *path = NULL;
  g_autofree char *outcome_name = NULL;
  LoketOutcome outcome = LOKET_OUTCOME_UNKNOWN;
  const GOptionEntry entries[] = {
    { "file", 0, 0, G_OPTION_ARG_FILENAME, &path, N_("store this text; - is standard input"), N_("FILE") },
    { "outcome", 0, 0, G_OPTION_ARG_FILENAME, &outcome_name, N_("what the reply says about the matter"), N_("OUTCOME") },
    { NULL }
  };
  LoketCtlExit status;

  if (!loket_ctl_parse (ctl, _("NUMBER"), _("Reads the draft of a reply, or stores one."), entries, &argc, &argv))
    return LOKET_CTL_USAGE;
  if (argc != 2)
    return loket_ctl_usage (_("%s needs the number of one complaint. See “loketctl %s --help”."), "draft", "draft");
  if (!loket_ctl_read_outcome (outcome_name, &outcome))
    return LOKET_CTL_USAGE;

  status = loket_ctl_open (ctl);
  return status != LOKET_CTL_DONE ? status : draft (ctl, argv[1], path, outcome);
}
