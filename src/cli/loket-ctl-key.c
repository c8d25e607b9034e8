/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loketctl"

#include "config.h"

#include "loket-ctl.h"

#include <stdio.h>
#include <string.h>

#include <glib/gi18n.h>

#include "loket-ctl-print.h"
#include "loket-limits.h"
#include "loket-profile-locked.h"
#include "loket-session-key.h"
#include "loket-store-error.h"

/*
 * `loketctl key`: what opens the profile, its passphrase, and putting it aside.
 */

static const LoketVaultSlots kinds[] = {
  LOKET_VAULT_SLOT_KEY_FILE,
  LOKET_VAULT_SLOT_SECRET_SERVICE,
  LOKET_VAULT_SLOT_PROFILE,
  LOKET_VAULT_SLOT_PASSPHRASE,
};

static const char *
get_slot_words (LoketVaultSlots kind)
{
  switch (kind)
    {
    case LOKET_VAULT_SLOT_KEY_FILE:
      return _("a key file that is named with --key-file");
    case LOKET_VAULT_SLOT_SECRET_SERVICE:
      return _("the desktop's secret service");
    case LOKET_VAULT_SLOT_PROFILE:
      return _("a key file beside the files: whoever copies the folder has both");
    case LOKET_VAULT_SLOT_PASSPHRASE:
    default:
      return _("a passphrase");
    }
}

static char *
dup_folder (LoketCtl *ctl)
{
  return ctl->profile != NULL ? g_strdup (ctl->profile) : loket_profile_dup_default_folder ();
}

static LoketProfileKept *
examine (LoketCtl  *ctl,
         GError   **error)
{
  g_autofree char *folder = dup_folder (ctl);
  g_autoptr (GAsyncResult) result = NULL;

  loket_profile_examine_async (folder, NULL, loket_ctl_done_cb, ctl);
  result = loket_ctl_wait (ctl);
  return loket_profile_examine_finish (result, error);
}

/* --- why it does not open ------------------------------------------------- */

/**
 * loket_ctl_fail_locked:
 * @ctl: the run, whose profile could not be opened
 * @error: an error of the vault
 *
 * Tells that the profile is locked, how many replies wait in it, and what to do.
 *
 * Returns: how the command ends
 */
LoketCtlExit
loket_ctl_fail_locked (LoketCtl     *ctl,
                       const GError *error)
{
  g_autofree LoketProfileKept *kept = NULL;
  g_autofree char *waiting = NULL;
  g_autofree char *message = NULL;
  const char *what;

  switch ((LoketVaultError) error->code)
    {
    case LOKET_VAULT_ERROR_LOCKED:
      what = _("The profile is locked; nothing was changed. Give the command again with --passphrase-stdin, "
               "the passphrase on the first line.");
      break;
    case LOKET_VAULT_ERROR_KEY_LOST:
      what = _("What opens the profile is not there now; nothing was changed and nothing is lost. Start the "
               "desktop's secret service or name the key file with --key-file, then try again. "
               "“loketctl key put-aside” begins anew and keeps these files.");
      break;
    case LOKET_VAULT_ERROR_WRONG_PASSPHRASE:
      return loket_ctl_tell (LOKET_CTL_FAILED, _("This is not the passphrase. Nothing was changed."));
    case LOKET_VAULT_ERROR_SHORT_PASSPHRASE:
      message = g_strdup_printf (_("A passphrase has at least %d characters. Nothing was changed."),
                                 LOKET_LIMIT_PASSPHRASE_MIN_CHARS);
      return loket_ctl_tell (LOKET_CTL_USAGE, message);
    case LOKET_VAULT_ERROR_OTHER_KEY:
    case LOKET_VAULT_ERROR_DAMAGED:
    case LOKET_VAULT_ERROR_KEY_FILE:
    default:
      return loket_ctl_tell (LOKET_CTL_FAILED, error->message);
    }

  kept = examine (ctl, NULL);
  if (kept == NULL)
    return loket_ctl_tell (LOKET_CTL_DECIDE, what);
  waiting = kept->n_waiting == 0
              ? g_strdup (_("No reply waits in it."))
              : g_strdup_printf (ngettext ("%u reply waits in it.", "%u replies wait in it.", kept->n_waiting),
                                 kept->n_waiting);
  /* TRANSLATORS: what happened and what to do, then how many replies wait */
  message = g_strdup_printf (C_ ("sentences", "%s %s"), what, waiting);
  return loket_ctl_tell (LOKET_CTL_DECIDE, message);
}

/* --- status --------------------------------------------------------------- */

static void
print_status_json (LoketProfileKept *kept,
                   GStrv             aside)
{
  LoketJsonWriter *writer = loket_json_writer_new ();

  loket_json_writer_begin_object (writer, NULL);
  loket_json_writer_begin_array (writer, "slots");
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if ((kept->slots & kinds[i]) != 0)
      loket_json_writer_string (writer, NULL, loket_vault_slot_to_name (kinds[i]));
  loket_json_writer_end_array (writer);
  loket_json_writer_int (writer, "waiting", kept->n_waiting);
  loket_json_writer_int (writer, "needs_decision", kept->n_needs_user);
  loket_json_writer_int (writer, "drafts", kept->n_drafts);
  loket_json_writer_begin_array (writer, "aside");
  for (guint i = 0; aside[i] != NULL; i++)
    loket_json_writer_string (writer, NULL, aside[i]);
  loket_json_writer_end_array (writer);
  loket_json_writer_end_object (writer);
  loket_ctl_print_json (writer);
}

static LoketCtlExit
run_status (LoketCtl *ctl)
{
  g_autofree char *folder = dup_folder (ctl);
  g_autoptr (GError) error = NULL;
  g_autofree LoketProfileKept *kept = examine (ctl, &error);
  g_auto (GStrv) aside = NULL;

  if (kept == NULL)
    return loket_ctl_fail (error);
  aside = loket_profile_list_aside (folder);
  if (ctl->json)
    {
      print_status_json (kept, aside);
      return LOKET_CTL_DONE;
    }
  if (kept->slots == 0)
    printf ("%s\n", _("This profile has no key yet."));
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if ((kept->slots & kinds[i]) != 0)
      loket_ctl_print_line (_("Opened by"), get_slot_words (kinds[i]));
  for (guint i = 0; aside[i] != NULL; i++)
    loket_ctl_print_line (_("Put aside"), aside[i]);
  return LOKET_CTL_DONE;
}

/* --- passphrase ----------------------------------------------------------- */

/* The present one is on the first line where there is one; so the first line is
 * the new one where there is none. */
static LoketCtlExit
run_set_passphrase (LoketCtl *ctl)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree LoketProfileKept *kept = NULL;
  char *passphrase = NULL;
  gboolean done;
  LoketCtlExit status;

  if (ctl->passphrase == NULL)
    return loket_ctl_usage (_("This needs --passphrase-stdin: the present passphrase on the first line, "
                              "where there is one, and the new one on the next."));
  kept = examine (ctl, &error);
  if (kept == NULL)
    return loket_ctl_fail (error);
  if ((kept->slots & LOKET_VAULT_SLOT_PASSPHRASE) != 0)
    passphrase = loket_ctl_read_line (LOKET_LIMIT_PASSPHRASE_BYTES, &error);
  else
    passphrase = g_steal_pointer (&ctl->passphrase);
  if (passphrase == NULL)
    return loket_ctl_fail (error);

  status = loket_ctl_open (ctl);
  if (status == LOKET_CTL_DONE)
    {
      loket_session_change_passphrase_async (ctl->session, ctl->passphrase, passphrase, NULL, loket_ctl_done_cb, ctl);
      result = loket_ctl_wait (ctl);
      done = loket_session_change_passphrase_finish (ctl->session, result, &error);
      status = done ? LOKET_CTL_DONE : loket_ctl_fail_locked (ctl, error);
    }
  loket_ctl_wipe (passphrase);
  if (status == LOKET_CTL_DONE)
    printf ("%s\n", _("The passphrase is set. Nobody can tell it to you again: keep it in a safe place."));
  return status;
}

static LoketCtlExit
run_remove_passphrase (LoketCtl *ctl)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  LoketCtlExit status;

  if (ctl->passphrase == NULL)
    return loket_ctl_usage (_("This needs --passphrase-stdin, the present passphrase on the first line."));
  status = loket_ctl_open (ctl);
  if (status != LOKET_CTL_DONE)
    return status;
  if (!loket_session_get_has_passphrase (ctl->session))
    return loket_ctl_tell (LOKET_CTL_FAILED, _("There is no passphrase. Nothing was changed."));

  loket_session_change_passphrase_async (ctl->session, ctl->passphrase, NULL, NULL, loket_ctl_done_cb, ctl);
  result = loket_ctl_wait (ctl);
  if (!loket_session_change_passphrase_finish (ctl->session, result, &error))
    return loket_ctl_fail_locked (ctl, error);
  printf ("%s\n", (loket_session_get_key_slots (ctl->session) & LOKET_VAULT_SLOT_PROFILE) != 0
                    ? _("The passphrase is gone. The key lies beside the files now: whoever copies the folder "
                        "has both.")
                    : _("The passphrase is gone."));
  return LOKET_CTL_DONE;
}

/* --- aside ---------------------------------------------------------------- */

static LoketCtlExit
run_put_aside (LoketCtl *ctl)
{
  g_autofree char *folder = dup_folder (ctl);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  g_autoptr (LoketClock) clock = loket_clock_new_system ();

  loket_profile_put_aside_async (folder, loket_clock_now (clock), NULL, loket_ctl_done_cb, ctl);
  result = loket_ctl_wait (ctl);
  path = loket_profile_put_aside_finish (result, &error);
  if (path == NULL)
    return loket_ctl_fail (error);
  loket_ctl_print_line (_("Put aside"), path);
  printf ("%s\n", _("Nothing was deleted. “loketctl key bring-back NAME” brings it back, when what opens it is back."));
  return LOKET_CTL_DONE;
}

static LoketCtlExit
run_bring_back (LoketCtl   *ctl,
                const char *name)
{
  g_autofree char *folder = dup_folder (ctl);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketClock) clock = loket_clock_new_system ();

  loket_profile_bring_back_async (folder, name, loket_clock_now (clock), NULL, loket_ctl_done_cb, ctl);
  result = loket_ctl_wait (ctl);
  if (!loket_profile_bring_back_finish (result, &error))
    return g_error_matches (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_NOT_FOUND)
             ? loket_ctl_tell (LOKET_CTL_FAILED, _("Nothing was put aside under this name. See “loketctl key”."))
             : loket_ctl_fail (error);
  printf ("%s\n", _("It is back. What was here before is put aside."));
  return LOKET_CTL_DONE;
}

/**
 * loket_ctl_key:
 * @ctl: the run
 * @argc: how many words
 * @argv: the words of the command
 *
 * `loketctl key`: tells what opens the profile, sets and removes its passphrase,
 * puts a profile that cannot be opened aside and brings it back. A passphrase
 * comes on standard input and nowhere else.
 *
 * Returns: how it ended
 */
LoketCtlExit
loket_ctl_key (LoketCtl  *ctl,
               int        argc,
               char     **argv)
{
  const char *what;

  if (!loket_ctl_parse (ctl, _("[status|set-passphrase|remove-passphrase|put-aside|bring-back NAME]"),
                        _("Tells what opens the local files, and changes it. A passphrase is read from standard "
                          "input with --passphrase-stdin."),
                        NULL, &argc, &argv))
    return LOKET_CTL_USAGE;

  what = argc > 1 ? argv[1] : "status";
  if (strcmp (what, "bring-back") == 0)
    {
      if (argc != 3)
        return loket_ctl_usage (_("bring-back needs a name. See “loketctl key”."));
      return run_bring_back (ctl, argv[2]);
    }
  if (argc > 2)
    return loket_ctl_usage (_("Too many words. See “loketctl %s --help”."), "key");
  if (strcmp (what, "status") == 0)
    return run_status (ctl);
  if (strcmp (what, "set-passphrase") == 0)
    return run_set_passphrase (ctl);
  if (strcmp (what, "remove-passphrase") == 0)
    return run_remove_passphrase (ctl);
  if (strcmp (what, "put-aside") == 0)
    return run_put_aside (ctl);
  return loket_ctl_usage (_("There is no command “%s”. See “loketctl --help”."), what);
}
