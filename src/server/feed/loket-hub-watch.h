/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-hub-storage.h"

G_BEGIN_DECLS

typedef struct _LoketHubServer LoketHubServer;
typedef struct _LoketHubWatch LoketHubWatch;

/**
 * LoketHubWatchFilter:
 * @scope: a feed that has changed
 *
 * Returns: whether that is one to be woken for
 */
typedef gboolean (*LoketHubWatchFilter) (const char *scope,
                                         gpointer    data);

/**
 * LoketHubWatchFunc:
 * @stopping: whether the hub stops; then this is the last call
 *
 * Something may have changed. Runs on the main thread; may remove its own watcher.
 */
typedef void (*LoketHubWatchFunc) (gboolean stopping,
                                   gpointer data);

LoketHubWatch *loket_hub_watch_new    (LoketHubServer      *server);
void           loket_hub_watch_free   (LoketHubWatch       *self);
guint          loket_hub_watch_add    (LoketHubWatch       *self,
                                       LoketHubWatchFilter  filter,
                                       LoketHubWatchFunc    func,
                                       gpointer             data);
void           loket_hub_watch_remove (LoketHubWatch       *self,
                                       guint                id);
void           loket_hub_watch_poke   (LoketHubWatch       *self);
void           loket_hub_watch_stop   (LoketHubWatch       *self);
gboolean       loket_hub_watch_is_stopped (LoketHubWatch   *self);

G_END_DECLS
