/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loketctl"

#include "config.h"

#include "loket-ctl.h"

#include <stdio.h>

#include <glib/gi18n.h>

#include "loket-ctl-print.h"
#include "loket-profile-erase.h"
#include "loket-profile-locked.h"
#include "loket-profile.h"
#include "loket-store-error.h"

/*
 * `loketctl erase`, and the export of what would go with it.
 */

static char *
dup_folder (LoketCtl *ctl)
{
  return ctl->profile != NULL ? g_canonicalize_filename (ctl->profile, NULL)
                              : loket_profile_dup_default_folder ();
}

static LoketCtlExit
fail (LoketCtl     *ctl,
      const GError *error)
{
  return error->domain == LOKET_VAULT_ERROR ? loket_ctl_fail_locked (ctl, error) : loket_ctl_fail (error);
}

static char *
dup_waiting_words (const LoketProfileWaiting *waiting)
{
  g_autofree char *drafts = g_strdup_printf (ngettext ("%u draft", "%u drafts", waiting->n_drafts),
                                             waiting->n_drafts);
  g_autofree char *replies =
    g_strdup_printf (ngettext ("%u reply that has not arrived", "%u replies that have not arrived",
                               waiting->n_replies),
                     waiting->n_replies);

  /* TRANSLATORS: “2 drafts, 1 reply that has not arrived” */
  return g_strdup_printf (C_ ("list", "%s, %s"), drafts, replies);
}

static LoketCtlExit
write_waiting (LoketCtl   *ctl,
               const char *folder,
               const char *path)
{
  g_autofree char *output = g_canonicalize_filename (path, NULL);
  g_autofree char *inside = g_strconcat (folder, "/", NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree LoketProfileWaiting *waiting = NULL;
  g_autofree char *what = NULL;
  g_autoptr (GError) error = NULL;

  if (g_str_has_prefix (output, inside))
    return loket_ctl_usage (_("The export cannot be in the folder of the profile itself."));
  loket_profile_export_waiting_async (folder, ctl->key_file, ctl->passphrase, output, NULL,
                                      loket_ctl_done_cb, ctl);
  result = loket_ctl_wait (ctl);
  waiting = loket_profile_export_waiting_finish (result, &error);
  if (waiting == NULL)
    return fail (ctl, error);

  what = dup_waiting_words (waiting);
  printf (_("Written to “%s”: %s."), output, what);
  printf ("\n");
  fprintf (stderr, "loketctl: %s\n",
           _("This file is not sealed and holds personal data. Keep it where only you can read it, and delete "
             "it when it has served."));
  if (waiting->n_damaged == 0)
    return LOKET_CTL_DONE;
  return loket_ctl_tell (LOKET_CTL_FAILED, _("Some of it is damaged and could not be read; the rest is there."));
}

/**
 * loket_ctl_export_waiting:
 * @ctl: the run
 * @path: the file to write
 *
 * `loketctl export --waiting`: writes drafts and replies that have not arrived as
 * JSON in clear text, without changing the profile: also of one that a newer Loket
 * wrote.
 *
 * Returns: how it ended
 */
LoketCtlExit
loket_ctl_export_waiting (LoketCtl   *ctl,
                          const char *path)
{
  g_autofree char *folder = dup_folder (ctl);

  return write_waiting (ctl, folder, path);
}

/* Says what would go; counting needs no key. */
static LoketCtlExit
tell_what_goes (LoketCtl   *ctl,
                const char *folder,
                gboolean    exports)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree LoketProfileWaiting *waiting = NULL;
  g_autofree char *what = NULL;
  g_autofree char *message = NULL;
  g_autoptr (GError) error = NULL;

  loket_profile_count_waiting_async (folder, NULL, loket_ctl_done_cb, ctl);
  result = loket_ctl_wait (ctl);
  waiting = loket_profile_count_waiting_finish (result, &error);
  if (waiting == NULL)
    return fail (ctl, error);
  if (waiting->n_drafts + waiting->n_replies == 0)
    return loket_ctl_tell (LOKET_CTL_DECIDE,
                           _("This erases the copy of the complaints, the account and its keys from this "
                             "computer. Nothing waits in it. Give the command again with --yes."));
  what = dup_waiting_words (waiting);
  if (exports)
    message = g_strdup_printf (_("Nothing was written or erased. With --yes this is written into the file first, "
                                 "and then everything here is erased: %s."),
                               what);
  else
    message = g_strdup_printf (_("Nothing was erased, for this is nowhere else: %s. Send or discard them first, or "
                                 "name a file with --export."),
                               what);
  return loket_ctl_tell (LOKET_CTL_DECIDE, message);
}

static LoketCtlExit
erase (LoketCtl   *ctl,
       const char *folder,
       gboolean    waiting_too)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  loket_profile_erase_async (folder, waiting_too, NULL, loket_ctl_done_cb, ctl);
  result = loket_ctl_wait (ctl);
  if (!loket_profile_erase_finish (result, &error))
    return g_error_matches (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_CONFLICT) ? tell_what_goes (ctl, folder, FALSE)
                                                                                  : fail (ctl, error);
  printf ("%s\n", _("The local data is erased, the keys first."));
  if (ctl->key_file != NULL)
    printf ("%s\n", _("The key file that you named is yours and stays; it opens nothing here any more."));
  return LOKET_CTL_DONE;
}

/**
 * loket_ctl_erase:
 * @ctl: the run
 * @argc: how many words
 * @argv: the words of the command
 *
 * `loketctl erase`: wipes the local data, keys first. Refused while something is
 * in it that is nowhere else, unless that is exported.
 *
 * Returns: how it ended
 */
LoketCtlExit
loket_ctl_erase (LoketCtl  *ctl,
                 int        argc,
                 char     **argv)
{
  g_autofree char *folder = dup_folder (ctl);
  g_autofree char *export = NULL;
  gboolean yes = FALSE;
  LoketCtlExit status;
  const GOptionEntry entries[] = {
    { "export", 0, 0, G_OPTION_ARG_FILENAME, &export, N_("write drafts and waiting replies there first, in clear text"), N_("FILE") },
    { "yes", 0, 0, G_OPTION_ARG_NONE, &yes, N_("do it"), NULL },
    { NULL }
  };

  if (!loket_ctl_parse (ctl, NULL,
                        _("Wipes the local data of this profile from the computer, its keys first. Refused while "
                          "drafts or replies are in it that are nowhere else, unless they are exported."),
                        entries, &argc, &argv))
    return LOKET_CTL_USAGE;
  if (argc > 1)
    return loket_ctl_usage (_("Too many words. See “loketctl %s --help”."), "erase");
  if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    return loket_ctl_tell (LOKET_CTL_FAILED, _("There is no such profile. Nothing was changed."));
  if (!yes)
    return tell_what_goes (ctl, folder, export != NULL);
  if (export == NULL)
    return erase (ctl, folder, FALSE);
  status = write_waiting (ctl, folder, export);
  return status == LOKET_CTL_DONE ? erase (ctl, folder, TRUE) : status;
}
