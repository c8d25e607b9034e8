/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "loket-hub-keys.h"
#include "loket-hub-sqlite.h"

G_BEGIN_DECLS

/* Exit statuses of the contract for scripts. */
typedef enum
{
  LOKET_HUB_EXIT_DONE = 0,
  LOKET_HUB_EXIT_FAILED = 1,
  LOKET_HUB_EXIT_USAGE = 2,
} LoketHubExit;

LoketHubExit     _loket_hub_command_init        (int                  argc,
                                                 char               **argv);
LoketHubExit     _loket_hub_command_user        (int                  argc,
                                                 char               **argv);
LoketHubExit     _loket_hub_command_import      (int                  argc,
                                                 char               **argv);
LoketHubExit     _loket_hub_command_serve       (int                  argc,
                                                 char               **argv);
LoketHubExit     _loket_hub_command_replies     (int                  argc,
                                                 char               **argv);
LoketHubExit     _loket_hub_command_complaint   (int                  argc,
                                                 char               **argv);
LoketHubExit     _loket_hub_command_attach      (int                  argc,
                                                 char               **argv);
LoketHubExit     _loket_hub_command_backup      (int                  argc,
                                                 char               **argv);
LoketHubExit     _loket_hub_command_restore     (int                  argc,
                                                 char               **argv);
LoketHubExit     _loket_hub_command_verify      (int                  argc,
                                                 char               **argv);
LoketHubExit     _loket_hub_command_devices     (int                  argc,
                                                 char               **argv);

LoketHubExit     _loket_hub_command_holidays    (int                  argc,
                                                 char               **argv);
LoketHubExit     _loket_hub_command_policy      (int                  argc,
                                                 char               **argv);
LoketHubExit     _loket_hub_command_deadlines   (int                  argc,
                                                 char               **argv);

LoketHubExit     _loket_hub_command_checks      (int                  argc,
                                                 char               **argv);
LoketHubExit     _loket_hub_command_templates   (int                  argc,
                                                 char               **argv);
LoketHubExit     _loket_hub_command_run         (int                  argc,
                                                 char               **argv);
gboolean         _loket_hub_command_parse       (const char          *synopsis,
                                                 const GOptionEntry  *entries,
                                                 int                 *argc,
                                                 char              ***argv,
                                                 LoketHubExit        *status);
LoketHubExit     _loket_hub_command_fail        (const GError        *error);
LoketHubExit     _loket_hub_command_misuse      (const char          *message);
LoketHubKeys    *_loket_hub_command_load_keys   (const char          *folder,
                                                 GError             **error);
LoketHubStorage *_loket_hub_command_open        (const char          *folder,
                                                 GError             **error);
gboolean         _loket_hub_command_may_write   (LoketHubStorage     *storage,
                                                 GError             **error);
char            *_loket_hub_command_read_password (GError           **error);
char            *_loket_hub_command_dup_edition (gint64               number,
                                                 gint64               published_at,
                                                 const char          *published_by,
                                                 const char          *reason);

G_END_DECLS
