/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-hub-records.h"

G_BEGIN_DECLS

#define LOKET_TYPE_HUB_COUNSEL (loket_hub_counsel_get_type ())
G_DECLARE_INTERFACE (LoketHubCounsel, loket_hub_counsel, LOKET, HUB_COUNSEL, GObject)

/* The agency that stands for the whole hub. */
#define LOKET_HUB_WHOLE_HUB ""

/**
 * LoketHubGuidance:
 * @number: the edition's number, one row of them for the whole hub; 0 while it is
 *   not published
 * @agency: whose officers it is for
 * @published_at: since when it is in force, Unix seconds
 * @published_by: (nullable): who published it
 * @reason: (nullable): why
 * @checks: settings of the checks, a key file; empty for none
 * @templates: approved templates, a key file; empty for none
 *
 * One edition of what an agency gives its officers.
 */
typedef struct
{
  gint64 number;
  char  *agency;
  gint64 published_at;
  char  *published_by;
  char  *reason;
  char  *checks;
  char  *templates;
} LoketHubGuidance;

LoketHubGuidance *loket_hub_guidance_new  (const char       *agency);
void              loket_hub_guidance_free (LoketHubGuidance *self);

/**
 * LoketHubGuidanceFunc:
 * @guidance: (transfer full): an edition
 *
 * Gets one edition.
 *
 * Returns: whether to go on
 */
typedef gboolean (*LoketHubGuidanceFunc) (LoketHubGuidance *guidance,
                                          gpointer          data);

struct _LoketHubCounselInterface
{
  GTypeInterface parent_iface;

  gboolean (*get_head) (LoketHubCounsel *self, const char *agency, gint64 *number, GError **error);
  gboolean (*foreach)  (LoketHubCounsel *self, const char *agency, LoketHubGuidanceFunc func,
                        gpointer data, GError **error);
  gboolean (*publish)  (LoketHubCounsel *self, LoketHubGuidance *guidance, gint64 now,
                        GError **error);
};

gboolean          loket_hub_counsel_get_head   (LoketHubCounsel      *self,
                                                const char           *agency,
                                                gint64               *number,
                                                GError              **error);
gboolean          loket_hub_counsel_foreach    (LoketHubCounsel      *self,
                                                const char           *agency,
                                                LoketHubGuidanceFunc  func,
                                                gpointer              data,
                                                GError              **error);
LoketHubGuidance *loket_hub_counsel_get_latest (LoketHubCounsel      *self,
                                                const char           *agency,
                                                GError              **error);
gboolean          loket_hub_counsel_publish    (LoketHubCounsel      *self,
                                                LoketHubGuidance     *guidance,
                                                gint64                now,
                                                GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketHubGuidance, loket_hub_guidance_free)

G_END_DECLS
