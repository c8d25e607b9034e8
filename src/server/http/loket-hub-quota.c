/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-quota.h"

/**
 * LoketHubQuota:
 *
 * How many of something that lasts there may be, for one person and in all.
 */
struct _LoketHubQuota
{
  GHashTable *each; /* who -> how many */
  guint       n_all;
  guint       max_all;
  guint       max_each;
};

/**
 * loket_hub_quota_new:
 * @max_all: the most there may be
 * @max_each: the most that one may have
 *
 * Makes a quota of which nothing is used.
 *
 * Returns: (transfer full): the quota
 */
LoketHubQuota *
loket_hub_quota_new (guint max_all,
                     guint max_each)
{
  LoketHubQuota *self = g_new0 (LoketHubQuota, 1);

  self->each = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->max_all = max_all;
  self->max_each = max_each;
  return self;
}

/**
 * loket_hub_quota_free:
 * @self: (nullable) (transfer full): a quota
 *
 * Frees it.
 */
void
loket_hub_quota_free (LoketHubQuota *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->each);
  g_free (self);
}

/**
 * loket_hub_quota_take:
 * @self: a quota
 * @who: who wants one
 *
 * Takes one, to be given back.
 *
 * Returns: whether there was one left
 */
gboolean
loket_hub_quota_take (LoketHubQuota *self,
                      const char    *who)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (self->each, who));

  if (self->n_all >= self->max_all || n >= self->max_each)
    return FALSE;
  self->n_all++;
  g_hash_table_replace (self->each, g_strdup (who), GUINT_TO_POINTER (n + 1));
  return TRUE;
}

/**
 * loket_hub_quota_give_back:
 * @self: a quota
 * @who: who took one
 *
 * Gives one back.
 */
void
loket_hub_quota_give_back (LoketHubQuota *self,
                           const char    *who)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (self->each, who));

  g_return_if_fail (n > 0);

  self->n_all--;
  if (n > 1)
    g_hash_table_replace (self->each, g_strdup (who), GUINT_TO_POINTER (n - 1));
  else
    g_hash_table_remove (self->each, who);
}
