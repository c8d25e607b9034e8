/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loketctl"

#include "config.h"

#include "loket-ctl-draft.h"

#include <stdio.h>

#include <glib/gi18n.h>

#include "loket-check-input.h"
#include "loket-check-rules.h"
#include "loket-checker.h"
#include "loket-ctl-print.h"
#include "loket-limits.h"
#include "loket-profile.h"

/* The stored draft, as its composer checks it. */
static LoketCtlExit
check_draft (LoketCtl   *ctl,
             const char *tracking_id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketComposer) composer = loket_ctl_compose (ctl, tracking_id, NULL, &error);
  g_autoptr (GAsyncResult) result = NULL;
  GListModel *findings;

  if (composer == NULL)
    return loket_ctl_fail (error);

  loket_composer_check_async (composer, NULL, loket_ctl_done_cb, ctl);
  result = loket_ctl_wait (ctl);
  if (!loket_composer_check_finish (composer, result, &error))
    return loket_ctl_fail (error);

  findings = loket_composer_get_findings (composer);
  if (ctl->json)
    {
      LoketJsonWriter *writer = loket_json_writer_new ();

      loket_ctl_write_findings (writer, NULL, findings);
      loket_ctl_print_json (writer);
    }
  else if (g_list_model_get_n_items (findings) == 0)
    printf ("%s\n", _("Nothing was found."));
  else
    loket_ctl_print_findings (findings);
  return LOKET_CTL_DONE;
}

static void
print_found (LoketCtl  *ctl,
             GPtrArray *findings)
{
  if (ctl->json)
    {
      LoketJsonWriter *writer = loket_json_writer_new ();

      loket_json_writer_begin_array (writer, NULL);
      for (guint i = 0; i < findings->len; i++)
        {
          const LoketFinding *finding = g_ptr_array_index (findings, i);

          loket_ctl_write_finding (writer, finding->rule, finding->severity, finding->start, finding->end,
                                   finding->message, finding->suggestion);
        }
      loket_json_writer_end_array (writer);
      loket_ctl_print_json (writer);
      return;
    }

  if (findings->len == 0)
    printf ("%s\n", _("Nothing was found."));
  for (guint i = 0; i < findings->len; i++)
    {
      const LoketFinding *finding = g_ptr_array_index (findings, i);

      loket_ctl_print_finding (finding->rule, finding->severity, finding->message, finding->suggestion);
    }
}

static void
take_guidance (LoketCtl        *ctl,
               LoketCheckInput *input)
{
  input->settings = loket_session_dup_checks (ctl->session);
  input->templates = loket_session_dup_templates (ctl->session);
}

/* Without a complaint no profile is needed, and none is made; one that is there has
 * what the agency gives. */
static void
look_for_guidance (LoketCtl        *ctl,
                   LoketCheckInput *input)
{
  g_autofree char *folder = ctl->profile != NULL ? g_strdup (ctl->profile) : loket_profile_dup_default_folder ();
  g_autofree char *path = g_build_filename (folder, "user.db", NULL);

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return;
  if (loket_ctl_try_open (ctl, NULL))
    take_guidance (ctl, input);
  else
    loket_ctl_tell (LOKET_CTL_DONE, _("The local files cannot be opened now. The text is checked without the settings and "
                                      "templates of your agency."));
}

/* What is known of the complaint that a text answers. */
static LoketCtlExit
set_complaint (LoketCtl        *ctl,
               LoketCheckInput *input,
               const char      *tracking_id)
{
  LoketCtlExit status = loket_ctl_open (ctl);
  g_autoptr (LoketComplaint) complaint = NULL;
  g_autoptr (GError) error = NULL;

  if (status != LOKET_CTL_DONE)
    return status;
  complaint = loket_ctl_load (ctl, tracking_id, &error);
  if (complaint == NULL)
    return loket_ctl_fail (error);
  loket_check_input_set_complaint (input, complaint);
  take_guidance (ctl, input);
  input->now = loket_clock_now (ctl->clock);
  loket_check_rules_apply (input, complaint, loket_session_get_rulebook (ctl->session));
  return LOKET_CTL_DONE;
}

/* A text that is not stored, with or without the complaint that it answers. */
static LoketCtlExit
check_text (LoketCtl     *ctl,
            const char   *tracking_id,
            const char   *path,
            LoketOutcome  outcome)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = loket_ctl_read (path, LOKET_LIMIT_REPLY_CHARS * 4, &error);
  g_autoptr (LoketChecker) checker = NULL;
  const char *notice;
  g_autoptr (LoketCheckInput) input = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  LoketCtlExit status = LOKET_CTL_DONE;

  if (text == NULL)
    return loket_ctl_fail (error);
  checker = loket_checker_new (&error);
  if (checker == NULL)
    return loket_ctl_fail (error);

  input = loket_check_input_new (text, outcome);
  /* Known, and none: a text alone carries no files. */
  input->attachments = g_new0 (char *, 1);
  if (tracking_id == NULL)
    look_for_guidance (ctl, input);
  else
    status = set_complaint (ctl, input, tracking_id);
  if (status != LOKET_CTL_DONE)
    return status;
  findings = loket_checker_run (checker, input, loket_ctl_get_language ());
  notice = loket_checker_take_notice (checker, loket_ctl_get_language ());
  if (notice != NULL)
    g_printerr ("loketctl: %s\n", notice);
  print_found (ctl, findings);
  return LOKET_CTL_DONE;
}

/**
 * loket_ctl_check:
 * @ctl: the run
 * @argc: how many words
 * @argv: the words of the command
 *
 * `loketctl check`: the findings of a stored draft or of a text. Nothing is
 * stored.
 *
 * Returns: how it ended
 */
LoketCtlExit
loket_ctl_check (LoketCtl  *ctl,
                 int        argc,
                 char     **argv)
{
  g_autofree char *path = NULL;
  g_autofree char *outcome_name = NULL;
  LoketOutcome outcome = LOKET_OUTCOME_UNKNOWN;
  const GOptionEntry entries[] = {
    { "file", 0, 0, G_OPTION_ARG_FILENAME, &path, N_("check this text; - is standard input"), N_("FILE") },
    { "outcome", 0, 0, G_OPTION_ARG_FILENAME, &outcome_name, N_("what the reply says about the matter"), N_("OUTCOME") },
    { NULL }
  };
  LoketCtlExit status;

  if (!loket_ctl_parse (ctl, _("[NUMBER]"), _("Checks the draft of a reply, or a text that is not stored."), entries,
                        &argc, &argv))
    return LOKET_CTL_USAGE;
  if (argc > 2 || (argc == 1 && path == NULL))
    return loket_ctl_usage (_("check needs the number of one complaint, --file or both. "
                              "See “loketctl check --help”."));
  if (!loket_ctl_read_outcome (outcome_name, &outcome))
    return LOKET_CTL_USAGE;
  if (path == NULL && outcome != LOKET_OUTCOME_UNKNOWN)
    return loket_ctl_usage (_("check takes --outcome only with --file; a draft has its own."));
  if (path != NULL)
    return check_text (ctl, argc == 2 ? argv[1] : NULL, path, outcome);

  status = loket_ctl_open (ctl);
  return status != LOKET_CTL_DONE ? status : check_draft (ctl, argv[1]);
}
