/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loketctl"

#include "config.h"

#include "loket-ctl.h"

#include <stdio.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "loket-ctl-print.h"
#include "loket-profile.h"
#include "loket-session-key.h"
#include "loket-words.h"

/* Below this a full disk is near. */
#define MIN_FREE_BYTES ((guint64) 64 * 1024 * 1024)

#define CONNECT_SECONDS 5

/* A clock that stands before the last synchronisation was set back; minutes
 * happen. */
#define CLOCK_SLACK 300

typedef struct
{
  const char *name;
  gboolean    ok;
  char       *detail;
} Finding;

static void
finding_free (Finding *self)
{
  g_free (self->detail);
  g_free (self);
}

static void
add (GPtrArray  *findings,
     const char *name,
     gboolean    ok,
     const char *detail)
{
  Finding *finding = g_new0 (Finding, 1);

  finding->name = name;
  finding->ok = ok;
  finding->detail = g_strdup (detail);
  g_ptr_array_add (findings, finding);
}

static char *
dup_folder (LoketCtl *ctl)
{
  return ctl->profile != NULL ? g_strdup (ctl->profile) : loket_profile_dup_default_folder ();
}

static void
examine_files (LoketCtl  *ctl,
               GPtrArray *findings)
{
  g_autofree char *folder = dup_folder (ctl);
  struct statvfs space;
  struct stat info;

  /* That the profile is open means that both files could be read and are of
   * this version. */
  add (findings, "files", TRUE, _("The local files can be read."));
  if (g_stat (folder, &info) == 0)
    {
      gboolean private = (info.st_mode & 077) == 0;

      add (findings, "permissions", private,
           private ? _("Only you can enter the profile's folder.") : _("Others can enter the profile's folder."));
    }
  if (statvfs (folder, &space) == 0)
    {
      guint64 free_bytes = (guint64) space.f_bavail * space.f_frsize;
      g_autofree char *size = g_format_size (free_bytes);
      g_autofree char *detail = g_strdup_printf (_("%s are free on the disk."), size);

      add (findings, "disk", free_bytes >= MIN_FREE_BYTES, detail);
    }
}

static void
examine_key_file (LoketCtl  *ctl,
                  GPtrArray *findings)
{
  struct stat info;
  gboolean private = g_stat (ctl->key_file, &info) == 0 && (info.st_mode & 077) == 0;

  add (findings, "key", private,
       private ? _("The key is in a file that only you can read.")
               : _("The key's file can be read by others, or not at all. Set its mode to 0600."));
}

static void
examine_key (LoketCtl  *ctl,
             GPtrArray *findings)
{
  LoketVaultSlots slots = loket_session_get_key_slots (ctl->session);
  gboolean passphrase = (slots & LOKET_VAULT_SLOT_PASSPHRASE) != 0;

  if (ctl->key_file != NULL)
    examine_key_file (ctl, findings);
  else if ((slots & LOKET_VAULT_SLOT_PROFILE) != 0)
    add (findings, "key", FALSE,
         _("The key lies beside the files that it seals, because there is no secret service. "
           "Whoever copies the folder has both. Set a passphrase: “loketctl key set-passphrase”."));
  else if ((slots & LOKET_VAULT_SLOT_SECRET_SERVICE) == 0)
    add (findings, "key", TRUE, _("The key is opened with your passphrase."));
  else if (passphrase)
    add (findings, "key", TRUE, _("The key is kept by the desktop's secret service, and your passphrase opens it too."));
  else
    add (findings, "key", FALSE,
         _("Only the desktop's secret service opens these files: if it is reset, replies that wait cannot be "
           "read. Set a passphrase: “loketctl key set-passphrase”."));
}

static void
examine_clock (LoketCtl  *ctl,
               GPtrArray *findings)
{
  gint64 now = loket_clock_now (ctl->clock);
  gint64 last = loket_session_get_last_sync (ctl->session);
  gboolean plausible = last == LOKET_TIME_UNSET || now + CLOCK_SLACK >= last;

  add (findings, "clock", plausible,
       plausible ? _("The clock agrees with the last synchronisation.")
                 : _("The clock stands before the last synchronisation. Check date and time."));
}

static void
examine_account (LoketCtl  *ctl,
                 GPtrArray *findings)
{
  guint waiting = loket_session_get_waiting_count (ctl->session);
  guint needs_user = loket_session_get_needs_user_count (ctl->session);
  gboolean signed_in = loket_session_get_signed_in (ctl->session);
  g_autofree char *outbox = g_strdup_printf (_("Replies that wait: %u; that need you: %u."), waiting, needs_user);

  add (findings, "account", signed_in, signed_in ? _("An account is signed in.") : _("No account is signed in."));
  add (findings, "outbox", needs_user == 0, outbox);
}

static void
examine_rules (LoketCtl  *ctl,
               GPtrArray *findings)
{
  gint64 edition = loket_rulebook_get_latest (loket_session_get_rulebook (ctl->session))->number;
  g_autofree char *problem = loket_session_dup_rules_problem (ctl->session);
  g_autofree char *detail = NULL;

  if (problem != NULL)
    detail = loket_words_rules_problem (problem);
  else if (edition > 0)
    detail = g_strdup_printf (_("Deadlines are counted by the hub's rules, edition %d."), (int) edition);
  else
    detail = g_strdup (_("Deadlines are counted by the rules that come with the program."));
  add (findings, "rules", problem == NULL, detail);
}

static void
examine_guidance (LoketCtl  *ctl,
                  GPtrArray *findings)
{
  gint64 edition = loket_session_get_guidance_edition (ctl->session);
  g_autofree char *problem = loket_session_dup_guidance_problem (ctl->session);
  g_autofree char *words = problem != NULL ? loket_words_guidance_problem (problem) : NULL;
  g_autofree char *held = NULL;

  if (edition > 0)
    {
      g_autoptr (LoketTemplates) templates = loket_session_dup_templates (ctl->session);
      guint n = loket_templates_get_n (templates);

      held = g_strdup_printf (ngettext ("Replies are checked as your agency set it, edition %d with %u template.",
                                        "Replies are checked as your agency set it, edition %d with %u templates.", n),
                              (int) edition, n);
    }
  else
    held = g_strdup (_("Replies are checked by the rules that come with the program; there are no templates."));
  add (findings, "guidance", TRUE, held);
  if (words != NULL)
    add (findings, "guidance", FALSE, words);
}

/* Complaints that the hub sent in a way that this program cannot read: each with
 * what is wrong, for the administrator. */
static void
examine_records (LoketCtl  *ctl,
                 GPtrArray *findings)
{
  g_autoptr (GPtrArray) unread = loket_session_dup_unread (ctl->session);

  if (unread == NULL)
    add (findings, "records", TRUE, _("Every complaint that the hub sent could be read."));
  for (guint i = 0; unread != NULL && i < unread->len; i++)
    {
      const LoketCacheUnread *one = g_ptr_array_index (unread, i);
      g_autofree char *since = loket_time_format (one->at);
      g_autofree char *detail =
        g_strdup_printf (one->kept ? _("Complaint %s (%s) could not be read since %s and is shown as it was before: %s")
                                   : _("Complaint %s (%s) could not be read since %s and is not here: %s"),
                         one->tracking_id != NULL ? one->tracking_id : "?", one->id, since, one->what);

      add (findings, "records", FALSE, detail);
    }
}

/* Whether anything listens at the hub's address; it is not asked anything. */
static void
examine_connection (LoketCtl  *ctl,
                    GPtrArray *findings)
{
  const char *url = loket_session_get_server_url (ctl->session);
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = NULL;

  if (url == NULL)
    return;

  g_socket_client_set_timeout (client, CONNECT_SECONDS);
  connection = g_socket_client_connect_to_uri (client, url, 443, NULL, NULL);
  add (findings, "connection", connection != NULL,
       connection != NULL ? _("The hub's address answers.")
                          : _("The hub's address does not answer. Work on; everything is kept and sent later."));
}

static LoketCtlExit
print_findings (LoketCtl  *ctl,
                GPtrArray *findings)
{
  LoketJsonWriter *writer = ctl->json ? loket_json_writer_new () : NULL;
  gboolean ok = TRUE;

  for (guint i = 0; i < findings->len; i++)
    ok = ((Finding *) g_ptr_array_index (findings, i))->ok && ok;

  if (ctl->json)
    {
      loket_json_writer_begin_object (writer, NULL);
      loket_json_writer_boolean (writer, "ok", ok);
      loket_json_writer_begin_array (writer, "checks");
    }
  for (guint i = 0; i < findings->len; i++)
    {
      const Finding *finding = g_ptr_array_index (findings, i);

      if (!ctl->json)
        {
          printf ("%s  %s\n", finding->ok ? _("fine   ") : _("look at"), finding->detail);
          continue;
        }
      loket_json_writer_begin_object (writer, NULL);
      loket_json_writer_string (writer, "name", finding->name);
      loket_json_writer_boolean (writer, "ok", finding->ok);
      loket_json_writer_string (writer, "detail", finding->detail);
      loket_json_writer_end_object (writer);
    }
  if (ctl->json)
    {
      loket_json_writer_end_array (writer);
      loket_json_writer_end_object (writer);
      loket_ctl_print_json (writer);
    }
  return ok ? LOKET_CTL_DONE
            : loket_ctl_tell (LOKET_CTL_FAILED, _("Something needs attention. Drafts and replies are kept."));
}

/**
 * loket_ctl_doctor:
 * @ctl: the run
 * @argc: how many words
 * @argv: the words of the command
 *
 * `loketctl doctor`: tests the local files, the key, the clock and whether the
 * hub's address answers. Changes nothing and sends nothing.
 *
 * Returns: how it ended
 */
LoketCtlExit
loket_ctl_doctor (LoketCtl  *ctl,
                  int        argc,
                  char     **argv)
{
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func ((GDestroyNotify) finding_free);
  LoketCtlExit status;

  if (!loket_ctl_parse (ctl, NULL, _("Tests the local files, the key, the clock and the connection."), NULL,
                        &argc, &argv))
    return LOKET_CTL_USAGE;
  if (argc > 1)
    return loket_ctl_usage (_("Too many words. See “loketctl %s --help”."), "doctor");

  status = loket_ctl_open (ctl);
  if (status != LOKET_CTL_DONE)
    return status;
  examine_files (ctl, findings);
  examine_key (ctl, findings);
  examine_clock (ctl, findings);
  examine_account (ctl, findings);
  examine_records (ctl, findings);
  examine_rules (ctl, findings);
  examine_guidance (ctl, findings);
  examine_connection (ctl, findings);
  return print_findings (ctl, findings);
}
