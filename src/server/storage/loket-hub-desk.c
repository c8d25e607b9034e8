/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-desk.h"

/**
 * LoketHubDesk:
 *
 * What the people and devices of a hub tell each other besides complaints and
 * replies: who is answering what, drafts on their way from one device to
 * another, and how devices are doing. Every storage of a hub is one as well; as
 * there, all functions block and run on one thread.
 */
G_DEFINE_INTERFACE (LoketHubDesk, loket_hub_desk, G_TYPE_OBJECT)

static void
loket_hub_desk_default_init (LoketHubDeskInterface *iface)
{
}

/**
 * loket_hub_desk_claim:
 * @self: the storage
 * @account: who asks, and on which device
 * @complaint_id: which complaint
 * @now: Unix seconds
 * @ours: (out): whether it is the asker's own
 * @error: return location for a #GError
 *
 * Says that somebody is answering a complaint, for %LOKET_HUB_CLAIM_SECONDS from
 * now; the same person renews it. Nobody is kept from answering by it.
 *
 * Returns: (transfer full) (nullable): who is answering it now; %NULL with %LOKET_HUB_ERROR_NOT_FOUND
 *   where @account may not answer it
 */
LoketClaim *
loket_hub_desk_claim (LoketHubDesk          *self,
                      const LoketHubAccount *account,
                      const char            *complaint_id,
                      gint64                 now,
                      gboolean              *ours,
                      GError               **error)
{
  g_return_val_if_fail (LOKET_IS_HUB_DESK (self), NULL);

  return LOKET_HUB_DESK_GET_IFACE (self)->claim (self, account, complaint_id, now, ours, error);
}

/**
 * loket_hub_desk_release:
 * @self: the storage
 * @account: who asks, and on which device
 * @complaint_id: which complaint
 * @now: Unix seconds
 * @error: return location for a #GError
 *
 * Says that somebody no longer answers a complaint. A claim of somebody else
 * stays.
 *
 * Returns: whether it went well
 */
gboolean
loket_hub_desk_release (LoketHubDesk          *self,
                        const LoketHubAccount *account,
                        const char            *complaint_id,
                        gint64                 now,
                        GError               **error)
{
  g_return_val_if_fail (LOKET_IS_HUB_DESK (self), FALSE);

  return LOKET_HUB_DESK_GET_IFACE (self)->release (self, account, complaint_id, now, error);
}

/**
 * loket_hub_desk_put_device:
 * @self: the storage
 * @account: who asks, and on which device
 * @report: what it says
 * @now: Unix seconds
 * @error: return location for a #GError
 *
 * Stores how the device of @account is doing.
 *
 * Returns: whether it is stored
 */
gboolean
loket_hub_desk_put_device (LoketHubDesk            *self,
                           const LoketHubAccount   *account,
                           const LoketDeviceReport *report,
                           gint64                   now,
                           GError                 **error)
{
  g_return_val_if_fail (LOKET_IS_HUB_DESK (self), FALSE);

  return LOKET_HUB_DESK_GET_IFACE (self)->put_device (self, account, report, now, error);
}

/**
 * loket_hub_desk_foreach_device:
 * @self: the storage
 * @func: what to call
 * @data: for @func
 * @error: return location for a #GError
 *
 * Tells about every device, the one with the oldest waiting reply first.
 *
 * Returns: whether it went well
 */
gboolean
loket_hub_desk_foreach_device (LoketHubDesk      *self,
                               LoketHubDeviceFunc func,
                               gpointer           data,
                               GError           **error)
{
  g_return_val_if_fail (LOKET_IS_HUB_DESK (self), FALSE);

  return LOKET_HUB_DESK_GET_IFACE (self)->foreach_device (self, func, data, error);
}

/**
 * loket_hub_desk_get_draft:
 * @self: the storage
 * @account: who asks, and on which device
 * @id: which draft
 * @error: return location for a #GError
 *
 * Reads a draft of one's own.
 *
 * Returns: (transfer full) (nullable): the draft, %NULL with %LOKET_HUB_ERROR_NOT_FOUND
 */
LoketSharedDraft *
loket_hub_desk_get_draft (LoketHubDesk          *self,
                          const LoketHubAccount *account,
                          const char            *id,
                          GError               **error)
{
  g_return_val_if_fail (LOKET_IS_HUB_DESK (self), NULL);

  return LOKET_HUB_DESK_GET_IFACE (self)->get_draft (self, account, id, error);
}

/**
 * loket_hub_desk_list_drafts:
 * @self: the storage
 * @account: who asks, and on which device
 * @error: return location for a #GError
 *
 * Lists the drafts of an officer, the latest first, without their texts.
 *
 * Returns: (transfer full) (nullable) (element-type LoketSharedDraft): the drafts
 */
GPtrArray *
loket_hub_desk_list_drafts (LoketHubDesk          *self,
                            const LoketHubAccount *account,
                            GError               **error)
{
  g_return_val_if_fail (LOKET_IS_HUB_DESK (self), NULL);

  return LOKET_HUB_DESK_GET_IFACE (self)->list_drafts (self, account, error);
}

/**
 * loket_hub_desk_put_draft:
 * @self: the storage
 * @account: who asks, and on which device
 * @draft: what to store
 * @known_rev: the revision that the asker knows; 0 for none yet
 * @now: Unix seconds
 * @error: return location for a #GError
 *
 * Stores a new version of a draft, unless another device was first. The same
 * version once more is stored already. Fills in @draft's revision, device and
 * instant.
 *
 * Returns: whether it is stored; %LOKET_HUB_ERROR_CHANGED where the draft is not at
 *   @known_rev, %LOKET_HUB_ERROR_FULL where the officer has too many
 */
gboolean
loket_hub_desk_put_draft (LoketHubDesk          *self,
                          const LoketHubAccount *account,
                          LoketSharedDraft      *draft,
                          gint64                 known_rev,
                          gint64                 now,
                          GError               **error)
{
  g_return_val_if_fail (LOKET_IS_HUB_DESK (self), FALSE);

  return LOKET_HUB_DESK_GET_IFACE (self)->put_draft (self, account, draft, known_rev, now, error);
}

/**
 * loket_hub_desk_delete_draft:
 * @self: the storage
 * @account: who asks, and on which device
 * @id: which draft
 * @known_rev: the revision that the asker knows; 0 for none yet
 * @error: return location for a #GError
 *
 * Deletes a draft; one that is not there is deleted already.
 *
 * Returns: whether it is gone; %LOKET_HUB_ERROR_CHANGED where the draft is not at
 *   @known_rev
 */
gboolean
loket_hub_desk_delete_draft (LoketHubDesk          *self,
                             const LoketHubAccount *account,
                             const char            *id,
                             gint64                 known_rev,
                             GError               **error)
{
  g_return_val_if_fail (LOKET_IS_HUB_DESK (self), FALSE);

  return LOKET_HUB_DESK_GET_IFACE (self)->delete_draft (self, account, id, known_rev, error);
}
