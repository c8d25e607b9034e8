/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The real loket-server in a folder of its own, with the demo region. */
typedef struct
{
  char        *folder;
  GSubprocess *process;
  guint        port;
  char        *server;
  char        *ca;
} RealHub;

RealHub *real_hub_new     (void);
void     real_hub_free    (RealHub    *self);
void     real_hub_start   (RealHub    *self);
void     real_hub_stop    (RealHub    *self);
void     real_hub_kill    (RealHub    *self);
guint    real_hub_count   (RealHub    *self,
                           const char *reply_id);
char    *real_hub_replies (RealHub    *self);

G_END_DECLS
