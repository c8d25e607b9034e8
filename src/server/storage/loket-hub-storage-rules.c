/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-storage.h"

/**
 * loket_hub_storage_get_rules_head:
 * @self: the storage
 * @number: (out): the number
 * @error: return location for a #GError
 *
 * Tells the number of the latest edition of holidays and rules, 0 before the
 * first.
 *
 * Returns: whether it could be read
 */
gboolean
loket_hub_storage_get_rules_head (LoketHubStorage  *self,
                                  gint64           *number,
                                  GError          **error)
{
  g_return_val_if_fail (LOKET_IS_HUB_STORAGE (self), FALSE);

  return LOKET_HUB_STORAGE_GET_IFACE (self)->get_rules_head (self, number, error);
}

/**
 * loket_hub_storage_foreach_rules:
 * @self: the storage
 * @since: only editions after this number
 * @func: (scope call): what to call; it gets the record to keep or free, and
 *   tells whether to go on
 * @data: passed on
 * @error: return location for a #GError
 *
 * Goes through the editions in order.
 *
 * Returns: whether they could be read
 */
gboolean
loket_hub_storage_foreach_rules (LoketHubStorage    *self,
                                 gint64              since,
                                 LoketHubRulesFunc   func,
                                 gpointer            data,
                                 GError            **error)
{
  g_return_val_if_fail (LOKET_IS_HUB_STORAGE (self), FALSE);

  return LOKET_HUB_STORAGE_GET_IFACE (self)->foreach_rules (self, since, func, data, error);
}

/**
 * loket_hub_storage_publish_rules:
 * @self: the storage
 * @record: a whole record; its number and instant are filled in
 * @now: Unix seconds
 * @error: return location for a #GError
 *
 * Adds an edition, which is in force from then on, with its line in the audit
 * log. The caller has checked that the texts can be read.
 *
 * Returns: whether it is stored
 */
gboolean
loket_hub_storage_publish_rules (LoketHubStorage   *self,
                                 LoketRulesRecord  *record,
                                 gint64             now,
                                 GError           **error)
{
  g_return_val_if_fail (LOKET_IS_HUB_STORAGE (self), FALSE);

  return LOKET_HUB_STORAGE_GET_IFACE (self)->publish_rules (self, record, now, error);
}

/**
 * loket_hub_storage_foreach_open:
 * @self: the storage
 * @tracking_id: (nullable): only this complaint
 * @func: (scope call): what to call with each record's line; on failure it sets
 *   the error and nothing more is read
 * @data: passed on
 * @error: return location for a #GError
 *
 * Goes through the complaints that somebody may still have to answer, by number.
 *
 * Returns: whether it went through
 */
gboolean
loket_hub_storage_foreach_open (LoketHubStorage   *self,
                                const char        *tracking_id,
                                LoketHubLineFunc   func,
                                gpointer           data,
                                GError           **error)
{
  g_return_val_if_fail (LOKET_IS_HUB_STORAGE (self), FALSE);

  return LOKET_HUB_STORAGE_GET_IFACE (self)->foreach_open (self, tracking_id, func, data, error);
}
