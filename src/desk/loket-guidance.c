/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-guidance.h"

/**
 * LoketGuidance:
 *
 * What the agency gives its officers: settings of the checks and approved
 * templates, as the hub published them last. Belongs to the main thread.
 */
struct _LoketGuidance
{
  GObject               parent_instance;

  LoketQualitySettings *checks;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LoketGuidance, loket_guidance, G_TYPE_OBJECT)

static void
loket_guidance_finalize (GObject *object)
{
  LoketGuidance *self = LOKET_GUIDANCE (object);

  g_clear_pointer (&self->checks, loket_quality_settings_unref);
  G_OBJECT_CLASS (loket_guidance_parent_class)->finalize (object);
}

static void
loket_guidance_class_init (LoketGuidanceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = loket_guidance_finalize;

  /**
   * LoketGuidance::changed:
   * @self: the guidance
   *
   * The agency gave other settings or templates.
   */
  signals[CHANGED] = g_signal_new ("changed", LOKET_TYPE_GUIDANCE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
loket_guidance_init (LoketGuidance *self)
{
}

/**
 * loket_guidance_new:
 *
 * Makes guidance of an agency that gave none.
 *
 * Returns: (transfer full): the guidance
 */
LoketGuidance *
loket_guidance_new (void)
{
  return g_object_new (LOKET_TYPE_GUIDANCE, NULL);
}

/**
 * loket_guidance_dup_checks:
 * @self: the guidance
 *
 * Gives what the agency wants of the checks otherwise.
 *
 * Returns: (transfer full) (nullable): the settings, %NULL for none
 */
LoketQualitySettings *
loket_guidance_dup_checks (LoketGuidance *self)
{
  g_return_val_if_fail (LOKET_IS_GUIDANCE (self), NULL);

  return self->checks != NULL ? loket_quality_settings_ref (self->checks) : NULL;
}

/**
 * loket_guidance_dup_templates:
 * @self: the guidance
 *
 * Gives the approved templates.
 *
 * Returns: (transfer full) (nullable): the templates, %NULL for none
 */
LoketTemplates *
loket_guidance_dup_templates (LoketGuidance *self)
{
  g_return_val_if_fail (LOKET_IS_GUIDANCE (self), NULL);

  return NULL;
}
