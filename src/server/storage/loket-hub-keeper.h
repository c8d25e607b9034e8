/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-hub-records.h"

G_BEGIN_DECLS

#define LOKET_TYPE_HUB_KEEPER (loket_hub_keeper_get_type ())
G_DECLARE_INTERFACE (LoketHubKeeper, loket_hub_keeper, LOKET, HUB_KEEPER, GObject)

/* Beside a copy of a hub's database: its files. */
#define LOKET_HUB_COPY_SUFFIX ".files"

/* The setting that lists the lives that a hub had before, one after another. */
#define LOKET_HUB_FORMER_KEY "former-epochs"

/**
 * LoketHubMark:
 * @replies: the number of the last accepted reply
 * @changes: how many changes all feeds have together
 *
 * How far a hub has come in one life; both only grow.
 */
typedef struct
{
  gint64 replies;
  gint64 changes;
} LoketHubMark;

struct _LoketHubKeeperInterface
{
  GTypeInterface parent_iface;

  gboolean (*get_mark)    (LoketHubKeeper *self, LoketHubMark *mark, GError **error);
  gboolean (*get_durable) (LoketHubKeeper *self, gint64 *seq, GError **error);
  gboolean (*backup)      (LoketHubKeeper *self, const char *path, gint64 now, GError **error);
  gboolean (*begin_life)  (LoketHubKeeper *self, const char *action, const char *after, gint64 now,
                           GError **error);
  gboolean (*check)       (LoketHubKeeper *self, GPtrArray *faults, GError **error);
};

gboolean loket_hub_keeper_get_mark    (LoketHubKeeper  *self,
                                       LoketHubMark    *mark,
                                       GError         **error);
gboolean loket_hub_keeper_get_durable (LoketHubKeeper  *self,
                                       gint64          *seq,
                                       GError         **error);
gboolean loket_hub_keeper_backup      (LoketHubKeeper  *self,
                                       const char      *path,
                                       gint64           now,
                                       GError         **error);
gboolean loket_hub_keeper_begin_life  (LoketHubKeeper  *self,
                                       const char      *action,
                                       const char      *after,
                                       gint64           now,
                                       GError         **error);
gboolean loket_hub_keeper_check       (LoketHubKeeper  *self,
                                       GPtrArray       *faults,
                                       GError         **error);

G_END_DECLS
