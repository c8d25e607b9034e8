/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-session.h"

G_BEGIN_DECLS

/**
 * LoketCtlExit:
 * @LOKET_CTL_DONE: all that was asked for is done
 * @LOKET_CTL_FAILED: it could not be done
 * @LOKET_CTL_USAGE: the command was wrong
 * @LOKET_CTL_LATER: offline or not finished; everything is kept for later
 * @LOKET_CTL_DECIDE: somebody has to decide something first
 *
 * How a command ended, as scripts see it.
 */
typedef enum
{
  LOKET_CTL_DONE = 0,
  LOKET_CTL_FAILED = 1,
  LOKET_CTL_USAGE = 2,
  LOKET_CTL_LATER = 3,
  LOKET_CTL_DECIDE = 4,
} LoketCtlExit;

/* One run of the program: what all commands share. */
typedef struct
{
  char         *profile;
  char         *key_file;
  char         *passphrase; /* wiped when it goes */
  gboolean      json;
  LoketClock   *clock;
  LoketSession *session;
  GAsyncResult *result;
} LoketCtl;

typedef struct
{
  const char  *name;
  const char  *arguments; /* N_(): behind the name in the help */
  const char  *summary;   /* N_() */
  LoketCtlExit (*run) (LoketCtl *ctl, int argc, char **argv);
} LoketCtlCommand;

/* The commands; argv[0] is the command's name. */
LoketCtlExit loket_ctl_sign_in  (LoketCtl *ctl, int argc, char **argv);
LoketCtlExit loket_ctl_sign_out (LoketCtl *ctl, int argc, char **argv);
LoketCtlExit loket_ctl_sync     (LoketCtl *ctl, int argc, char **argv);
LoketCtlExit loket_ctl_queue    (LoketCtl *ctl, int argc, char **argv);
LoketCtlExit loket_ctl_show     (LoketCtl *ctl, int argc, char **argv);
LoketCtlExit loket_ctl_draft    (LoketCtl *ctl, int argc, char **argv);
LoketCtlExit loket_ctl_check    (LoketCtl *ctl, int argc, char **argv);
LoketCtlExit loket_ctl_templates (LoketCtl *ctl, int argc, char **argv);
LoketCtlExit loket_ctl_send     (LoketCtl *ctl, int argc, char **argv);
LoketCtlExit loket_ctl_outbox   (LoketCtl *ctl, int argc, char **argv);
LoketCtlExit loket_ctl_attachment (LoketCtl *ctl, int argc, char **argv);
LoketCtlExit loket_ctl_return   (LoketCtl *ctl, int argc, char **argv);
LoketCtlExit loket_ctl_export (LoketCtl *ctl, int argc, char **argv);
LoketCtlExit loket_ctl_erase    (LoketCtl *ctl, int argc, char **argv);
LoketCtlExit loket_ctl_doctor   (LoketCtl *ctl, int argc, char **argv);
LoketCtlExit loket_ctl_key      (LoketCtl *ctl, int argc, char **argv);
LoketCtlExit loket_ctl_sla      (LoketCtl *ctl, int argc, char **argv);
LoketCtlExit loket_ctl_quality  (LoketCtl *ctl, int argc, char **argv);

/* What they are made of. */
LoketCtlExit  loket_ctl_export_waiting (LoketCtl       *ctl,
                                  const char           *path);
const char   *loket_ctl_get_language (void);
gboolean      loket_ctl_parse    (LoketCtl             *ctl,
                                  const char           *arguments,
                                  const char           *description,
                                  const GOptionEntry   *entries,
                                  int                  *argc,
                                  char               ***argv);
LoketCtlExit  loket_ctl_usage    (const char           *format,
                                  ...) G_GNUC_PRINTF (1, 2);
LoketCtlExit  loket_ctl_tell     (LoketCtlExit          status,
                                  const char           *message);
LoketCtlExit  loket_ctl_fail     (const GError         *error);
LoketCtlExit  loket_ctl_fail_locked (LoketCtl          *ctl,
                                  const GError         *error);
const char   *loket_ctl_get_advice (LoketReason           reason);
gboolean      loket_ctl_try_open (LoketCtl             *ctl,
                                  GError              **error);
LoketCtlExit  loket_ctl_open     (LoketCtl             *ctl);
void          loket_ctl_done_cb  (GObject              *source,
                                  GAsyncResult         *result,
                                  gpointer              ctl);
GAsyncResult *loket_ctl_wait     (LoketCtl             *ctl);
char         *loket_ctl_read     (const char           *path,
                                  gsize                 max_bytes,
                                  GError              **error);
char         *loket_ctl_read_line (gsize                max_bytes,
                                  GError              **error);
void          loket_ctl_wipe     (char                 *secret);
LoketComplaint *loket_ctl_load   (LoketCtl             *ctl,
                                  const char           *tracking_id,
                                  GError              **error);

G_END_DECLS
