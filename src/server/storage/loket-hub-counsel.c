/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-counsel.h"

/**
 * LoketHubCounsel:
 *
 * What agencies give their officers, edition by edition: settings of the checks
 * and approved templates. Every storage of a hub is one as well; as there, all
 * functions block and run on one thread.
 */
G_DEFINE_INTERFACE (LoketHubCounsel, loket_hub_counsel, G_TYPE_OBJECT)

static void
loket_hub_counsel_default_init (LoketHubCounselInterface *iface)
{
}

/**
 * loket_hub_guidance_new:
 * @agency: whose officers it is for; empty for the whole hub
 *
 * Makes an edition with nothing in it.
 *
 * Returns: (transfer full): the edition
 */
LoketHubGuidance *
loket_hub_guidance_new (const char *agency)
{
  LoketHubGuidance *self = g_new0 (LoketHubGuidance, 1);

  self->agency = g_strdup (agency);
  self->published_at = LOKET_TIME_UNSET;
  self->checks = g_strdup ("");
  self->templates = g_strdup ("");
  return self;
}

/**
 * loket_hub_guidance_free:
 * @self: (nullable) (transfer full): an edition
 *
 * Frees an edition.
 */
void
loket_hub_guidance_free (LoketHubGuidance *self)
{
  if (self == NULL)
    return;

  g_free (self->agency);
  g_free (self->published_by);
  g_free (self->reason);
  g_free (self->checks);
  g_free (self->templates);
  g_free (self);
}

/**
 * loket_hub_counsel_get_head:
 * @self: the storage
 * @agency: an agency
 * @number: (out): the number
 * @error: return location for a #GError
 *
 * Tells the number of the latest edition that is for an agency, its own or one
 * of the whole hub; 0 before the first.
 *
 * Returns: whether it could be read
 */
gboolean
loket_hub_counsel_get_head (LoketHubCounsel  *self,
                            const char       *agency,
                            gint64           *number,
                            GError          **error)
{
  g_return_val_if_fail (LOKET_IS_HUB_COUNSEL (self), FALSE);

  return LOKET_HUB_COUNSEL_GET_IFACE (self)->get_head (self, agency, number, error);
}

/**
 * loket_hub_counsel_foreach:
 * @self: the storage
 * @agency: (nullable): only those of this one; empty for those of the whole hub,
 *   %NULL for all
 * @func: (scope call): what to call; it gets the edition to keep or free, and
 *   tells whether to go on
 * @data: passed on
 * @error: return location for a #GError
 *
 * Goes through the editions, the latest first.
 *
 * Returns: whether they could be read
 */
gboolean
loket_hub_counsel_foreach (LoketHubCounsel       *self,
                           const char            *agency,
                           LoketHubGuidanceFunc   func,
                           gpointer               data,
                           GError               **error)
{
  g_return_val_if_fail (LOKET_IS_HUB_COUNSEL (self), FALSE);

  return LOKET_HUB_COUNSEL_GET_IFACE (self)->foreach (self, agency, func, data, error);
}

static gboolean
take_first (LoketHubGuidance *guidance,
            gpointer          data)
{
  LoketHubGuidance **first = data;

  *first = guidance;
  return FALSE;
}

/**
 * loket_hub_counsel_get_latest:
 * @self: the storage
 * @agency: an agency; empty for the whole hub
 * @error: return location for a #GError
 *
 * Reads what the agency itself gave last.
 *
 * Returns: (transfer full): the edition, with number 0 and nothing in it before
 *   the first
 */
LoketHubGuidance *
loket_hub_counsel_get_latest (LoketHubCounsel  *self,
                              const char       *agency,
                              GError          **error)
{
  LoketHubGuidance *first = NULL;

  if (!loket_hub_counsel_foreach (self, agency, take_first, &first, error))
    return NULL;
  return first != NULL ? first : loket_hub_guidance_new (agency);
}

/**
 * loket_hub_counsel_publish:
 * @self: the storage
 * @guidance: a whole edition; its number and instant are filled in
 * @now: Unix seconds
 * @error: return location for a #GError
 *
 * Adds an edition, which is in force from then on, with its line in the audit
 * log. The caller has checked that the texts can be read.
 *
 * Returns: whether it is stored
 */
gboolean
loket_hub_counsel_publish (LoketHubCounsel   *self,
                           LoketHubGuidance  *guidance,
                           gint64             now,
                           GError           **error)
{
  g_return_val_if_fail (LOKET_IS_HUB_COUNSEL (self), FALSE);

  return LOKET_HUB_COUNSEL_GET_IFACE (self)->publish (self, guidance, now, error);
}
