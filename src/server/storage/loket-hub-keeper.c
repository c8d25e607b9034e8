/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-keeper.h"

/**
 * LoketHubKeeper:
 *
 * How a hub lasts: how far it has come, its backups, and the life that it is in.
 * Every storage of a hub is one as well; as there, all functions block and run on
 * one thread.
 */
G_DEFINE_INTERFACE (LoketHubKeeper, loket_hub_keeper, G_TYPE_OBJECT)

static void
loket_hub_keeper_default_init (LoketHubKeeperInterface *iface)
{
}

/**
 * loket_hub_keeper_get_mark:
 * @self: the storage
 * @mark: (out): how far it has come
 * @error: return location for a #GError
 *
 * Tells how far the hub has come.
 *
 * Returns: whether it went well
 */
gboolean
loket_hub_keeper_get_mark (LoketHubKeeper  *self,
                           LoketHubMark    *mark,
                           GError         **error)
{
  g_return_val_if_fail (LOKET_IS_HUB_KEEPER (self), FALSE);

  return LOKET_HUB_KEEPER_GET_IFACE (self)->get_mark (self, mark, error);
}

/**
 * loket_hub_keeper_get_durable:
 * @self: the storage
 * @seq: (out): the last reply that is in a backup; 0 without one
 * @error: return location for a #GError
 *
 * Tells which acceptances survive the loss of the hub's disk.
 *
 * Returns: whether it went well
 */
gboolean
loket_hub_keeper_get_durable (LoketHubKeeper  *self,
                              gint64          *seq,
                              GError         **error)
{
  g_return_val_if_fail (LOKET_IS_HUB_KEEPER (self), FALSE);

  return LOKET_HUB_KEEPER_GET_IFACE (self)->get_durable (self, seq, error);
}

/**
 * loket_hub_keeper_backup:
 * @self: the storage, outside a transaction
 * @path: a file that does not exist yet
 * @now: Unix seconds
 * @error: return location for a #GError
 *
 * Writes a whole copy, checks it, and remembers what is in it.
 *
 * Returns: whether the copy is complete and on the disk
 */
gboolean
loket_hub_keeper_backup (LoketHubKeeper  *self,
                         const char      *path,
                         gint64           now,
                         GError         **error)
{
  g_return_val_if_fail (LOKET_IS_HUB_KEEPER (self), FALSE);

  return LOKET_HUB_KEEPER_GET_IFACE (self)->backup (self, path, now, error);
}

/**
 * loket_hub_keeper_begin_life:
 * @self: the storage
 * @action: why, for the audit
 * @after: (nullable): a life that this one comes after besides the database's own
 * @now: Unix seconds
 * @error: return location for a #GError
 *
 * Gives the hub another epoch, so that every client learns that it may have
 * forgotten something, and ends what was refused because of that. Complaints get
 * new revisions and substances, so that those of the life before mean nothing else.
 *
 * Returns: whether it is stored
 */
gboolean
loket_hub_keeper_begin_life (LoketHubKeeper  *self,
                             const char      *action,
                             const char      *after,
                             gint64           now,
                             GError         **error)
{
  g_return_val_if_fail (LOKET_IS_HUB_KEEPER (self), FALSE);

  return LOKET_HUB_KEEPER_GET_IFACE (self)->begin_life (self, action, after, now, error);
}

/**
 * loket_hub_keeper_check:
 * @self: the storage
 * @faults: (element-type utf8): gets one line for each thing that is wrong
 * @error: return location for a #GError
 *
 * Looks at everything that can be recomputed: the file's structure, the chain of
 * the audit, the counters, the seals of the receipts.
 *
 * Returns: whether it could look at all
 */
gboolean
loket_hub_keeper_check (LoketHubKeeper  *self,
                        GPtrArray       *faults,
                        GError         **error)
{
  g_return_val_if_fail (LOKET_IS_HUB_KEEPER (self), FALSE);

  return LOKET_HUB_KEEPER_GET_IFACE (self)->check (self, faults, error);
}
