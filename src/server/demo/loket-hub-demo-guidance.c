/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-demo.h"

#include "loket-hub-guidance.h"

#define TEMPLATES "/io/github/loket_pengaduan/Loket/templates/contoh.ini"

GResource *loket_server_data_get_resource (void);

/* The numbers are invented. */
static const char checks[] =
  "[Contacts]\n"
  "Phones=0511-5550110;0811-5000-0110\n"
  "[Words]\n"
  "Units=Bidang Bina Marga;Bidang Cipta Karya;UPTD Pemeliharaan Jalan\n"
  "Known=PUPR;UPTD\n";

/**
 * loket_hub_demo_give:
 * @storage: the hub, on its thread
 * @now: Unix seconds
 * @error: return location for a #GError
 *
 * Gives the officers of the demo's agency settings of the checks and the
 * templates that the program ships as examples.
 *
 * Returns: whether they are stored
 */
gboolean
loket_hub_demo_give (LoketHubStorage  *storage,
                     gint64            now,
                     GError          **error)
{
  const LoketHubGuidanceChange change = {
    .agency = LOKET_HUB_DEMO_AGENCY, .by = "system", .reason = "contoh", .now = now,
  };
  g_autoptr (GBytes) templates = NULL;

  g_resources_register (loket_server_data_get_resource ());
  templates = g_resources_lookup_data (TEMPLATES, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  if (templates == NULL)
    return FALSE;
  /* Resources end with a NUL that is not counted. */
  return loket_hub_guidance_set_checks (storage, &change, checks, error) > 0 &&
         loket_hub_guidance_add_templates (storage, &change, g_bytes_get_data (templates, NULL), error) > 0;
}
