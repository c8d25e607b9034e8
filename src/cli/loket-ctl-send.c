/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loketctl"

#include "config.h"

#include "loket-ctl.h"

#include <stdio.h>
#include <string.h>

#include <glib/gi18n.h>

#include "loket-ctl-draft.h"
#include "loket-ctl-print.h"
#include "loket-desk-error.h"
#include "loket-text.h"

typedef struct
{
  char        *path;
  char        *outcome_name;
  LoketOutcome outcome;
  char       **overrides;
  char       **attachments;
  gboolean     seen;
  gboolean     keep_metadata;
} SendOptions;

static void
send_options_clear (SendOptions *options)
{
  g_free (options->path);
  g_free (options->outcome_name);
  g_strfreev (options->overrides);
  g_strfreev (options->attachments);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SendOptions, send_options_clear)

/* `RULE=REASON` each; the reason is what is kept, so there has to be one. */
static gboolean
set_overrides (LoketComposer *composer,
               char         **overrides)
{
  for (guint i = 0; overrides != NULL && overrides[i] != NULL; i++)
    {
      const char *equals = strchr (overrides[i], '=');
      g_autofree char *rule = NULL;

      if (equals == NULL || equals == overrides[i] || loket_text_is_blank (equals + 1) ||
          !g_utf8_validate (overrides[i], -1, NULL))
        return FALSE;
      if (composer == NULL)
        continue;
      rule = g_strndup (overrides[i], (gsize) (equals - overrides[i]));
      loket_composer_set_override (composer, rule, equals + 1);
    }
  return TRUE;
}

/* The text stays as a draft, so that nothing that was written is lost. */
static LoketCtlExit
tell_not_queued (LoketCtl      *ctl,
                 LoketComposer *composer,
                 const GError  *error)
{
  gboolean blocked = g_error_matches (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_BLOCKED);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) flush_error = NULL;

  loket_composer_flush_async (composer, NULL, loket_ctl_done_cb, ctl);
  result = loket_ctl_wait (ctl);
  if (!loket_composer_flush_finish (composer, result, &flush_error))
    return loket_ctl_fail (flush_error);

  if (ctl->json)
    {
      LoketJsonWriter *writer = loket_json_writer_new ();

      loket_json_writer_begin_object (writer, NULL);
      loket_json_writer_null (writer, "reply_id");
      loket_json_writer_string (writer, "state", blocked ? "blocked" : "refused");
      loket_ctl_write_findings (writer, "findings", loket_composer_get_findings (composer));
      loket_json_writer_end_object (writer);
      loket_ctl_print_json (writer);
    }
  else if (blocked)
    loket_ctl_print_findings (loket_composer_get_findings (composer));

  if (blocked)
    return loket_ctl_tell (LOKET_CTL_DECIDE,
                           _("A finding stops the reply. The text is kept as a draft. "
                             "Change it, or overrule the finding with --override RULE=REASON."));
  return loket_ctl_fail (error);
}

/* Each file is in the draft from then on, also where the reply cannot go. */
static gboolean
attach_files (LoketCtl      *ctl,
              LoketComposer *composer,
              char         **files,
              GError       **error)
{
  for (guint i = 0; files != NULL && files[i] != NULL; i++)
    {
      g_autoptr (GFile) file = g_file_new_for_commandline_arg (files[i]);
      g_autoptr (LoketAttachmentItem) item = NULL;
      g_autoptr (GAsyncResult) result = NULL;

      loket_composer_add_file_async (composer, file, NULL, loket_ctl_done_cb, ctl);
      result = loket_ctl_wait (ctl);
      item = loket_composer_add_file_finish (composer, result, error);
      if (item == NULL)
        {
          g_prefix_error (error, "%s: ", files[i]);
          return FALSE;
        }
      if (loket_attachment_item_get_notice (item) != NULL && !ctl->json)
        printf ("%s: %s\n", loket_attachment_item_get_name (item), loket_attachment_item_get_notice (item));
    }
  return TRUE;
}

static LoketCtlExit
send_reply (LoketCtl          *ctl,
            const char        *tracking_id,
            const SendOptions *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketComposer) composer = loket_ctl_compose (ctl, tracking_id, options->path, &error);
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *reply_id = NULL;

  if (composer == NULL)
    return loket_ctl_fail (error);

  loket_composer_set_outcome (composer, options->outcome);
  set_overrides (composer, options->overrides);
  if (options->seen)
    loket_composer_acknowledge (composer);

  loket_composer_set_keep_metadata (composer, options->keep_metadata);
  if (!attach_files (ctl, composer, options->attachments, &error))
    return tell_not_queued (ctl, composer, error);

  loket_composer_send_async (composer, NULL, loket_ctl_done_cb, ctl);
  result = loket_ctl_wait (ctl);
  reply_id = loket_composer_send_finish (composer, result, &error);
  if (reply_id == NULL)
    return tell_not_queued (ctl, composer, error);

  if (ctl->json)
    {
      LoketJsonWriter *writer = loket_json_writer_new ();

      loket_json_writer_begin_object (writer, NULL);
      loket_json_writer_string (writer, "reply_id", reply_id);
      loket_json_writer_string (writer, "state", "queued");
      loket_json_writer_end_object (writer);
      loket_ctl_print_json (writer);
    }
  else
    printf ("%s\n", _("The reply is in the outbox. Deliver it with “loketctl sync”."));
  return LOKET_CTL_DONE;
}

/**
 * loket_ctl_send:
 * @ctl: the run
 * @argc: how many words
 * @argv: the words of the command
 *
 * `loketctl send`: freezes a reply and queues it, with or without a connection.
 * Delivering is what `loketctl sync` does.
 *
 * Returns: how it ended
 */
LoketCtlExit
loket_ctl_send (LoketCtl  *ctl,
                int        argc,
                char     **argv)
{
  g_auto (SendOptions) options = { NULL };
  const GOptionEntry entries[] = {
    { "file", 0, 0, G_OPTION_ARG_FILENAME, &options.path, N_("send this text; - is standard input; else the draft"), N_("FILE") },
    { "outcome", 0, 0, G_OPTION_ARG_FILENAME, &options.outcome_name, N_("what the reply says about the matter"), N_("OUTCOME") },
    { "override", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.overrides, N_("overrule a finding; the reason is kept"), N_("RULE=REASON") },
    { "attach", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.attachments, N_("attach a file; may be given several times"), N_("FILE") },
    { "keep-metadata", 0, 0, G_OPTION_ARG_NONE, &options.keep_metadata, N_("leave in photos what they say about place, device and time"), NULL },
    { "acknowledge", 0, 0, G_OPTION_ARG_NONE, &options.seen, N_("the complaint's change since the draft was begun was seen"), NULL },
    { NULL }
  };
  LoketCtlExit status;

  if (!loket_ctl_parse (ctl, _("NUMBER"),
                        _("Puts a reply into the outbox, online or not; “loketctl sync” delivers it.\n"
                          "Outcomes: in_progress, resolved, needs_information, not_our_authority, information."),
                        entries, &argc, &argv))
    return LOKET_CTL_USAGE;
  if (argc != 2)
    return loket_ctl_usage (_("%s needs the number of one complaint. See “loketctl %s --help”."), "send", "send");
  if (options.outcome_name == NULL)
    return loket_ctl_usage (_("send needs --outcome. See “loketctl send --help”."));
  options.outcome = loket_outcome_from_name (options.outcome_name);
  if (options.outcome == LOKET_OUTCOME_UNKNOWN)
    return loket_ctl_usage (_("There is no outcome “%s”. See “loketctl send --help”."), options.outcome_name);
  if (!set_overrides (NULL, options.overrides))
    return loket_ctl_usage (_("--override needs RULE=REASON. See “loketctl send --help”."));

  status = loket_ctl_open (ctl);
  return status != LOKET_CTL_DONE ? status : send_reply (ctl, argv[1], &options);
}
