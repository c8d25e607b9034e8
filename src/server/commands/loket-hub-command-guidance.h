/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-hub-command.h"
#include "loket-hub-guidance.h"

G_BEGIN_DECLS

/* The options that `checks` and `templates` have in common. */
typedef struct
{
  char *data;
  char *agency;
  char *reason;
} LoketHubGuidanceOptions;

/* Changes something; tells the number of the new edition, or 0. */
typedef gint64 (*LoketHubGuidanceApply) (LoketHubStorage              *storage,
                                         const LoketHubGuidanceChange *change,
                                         const char                   *argument,
                                         GError                      **error);

LoketHubStorage *_loket_hub_command_open_guidance  (const LoketHubGuidanceOptions *options,
                                                    gboolean                       write,
                                                    GError                       **error);
char            *_loket_hub_command_read_guidance  (const char                    *path,
                                                    gsize                          max_bytes,
                                                    GError                       **error);
gboolean         _loket_hub_command_apply_guidance (const LoketHubGuidanceOptions *options,
                                                    LoketHubGuidanceApply          apply,
                                                    const char                    *argument,
                                                    const char                    *file,
                                                    GError                       **error);
void             _loket_hub_command_tell_guidance  (const LoketHubGuidance        *guidance);
LoketHubExit     _loket_hub_command_run_guidance   (const char                    *synopsis,
                                                    int                            argc,
                                                    char                         **argv,
                                                    gboolean                     (*run) (int argc, char **argv, const LoketHubGuidanceOptions *options, GError **error));

G_END_DECLS
