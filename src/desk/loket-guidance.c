/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-guidance-private.h"

/* What an agency gives, read. Never changes. */
typedef struct
{
  gatomicrefcount       ref_count;
  char                 *agency;
  gint64                edition;
  LoketQualitySettings *checks;
  LoketTemplates       *templates;
} Given;

/**
 * LoketGuidance:
 *
 * What the agency gives its officers: settings of the checks and approved
 * templates, as the hub published them last. Belongs to the main thread; what it
 * hands out may be read by any.
 */
struct _LoketGuidance
{
  GObject parent_instance;

  Given  *given; /* NULL for nothing */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LoketGuidance, loket_guidance, G_TYPE_OBJECT)

static gpointer
given_ref (gpointer data)
{
  Given *given = data;

  g_atomic_ref_count_inc (&given->ref_count);
  return given;
}

static void
given_unref (gpointer data)
{
  Given *given = data;

  if (!g_atomic_ref_count_dec (&given->ref_count))
    return;
  g_free (given->agency);
  loket_quality_settings_unref (given->checks);
  loket_templates_unref (given->templates);
  g_free (given);
}

/* All of it or nothing: of what is half understood nobody knows what it says. */
static gpointer
read_record (const LoketGuidanceRecord  *record,
             GError                    **error)
{
  g_autoptr (LoketQualitySettings) checks = loket_quality_settings_parse (record->checks, -1, error);
  g_autoptr (LoketTemplates) templates = NULL;
  Given *given;

  if (checks != NULL)
    templates = loket_templates_parse (record->templates, -1, error);
  if (templates == NULL)
    return NULL;
  given = g_new0 (Given, 1);
  g_atomic_ref_count_init (&given->ref_count);
  given->agency = g_strdup (record->agency);
  given->edition = record->edition;
  given->checks = g_steal_pointer (&checks);
  given->templates = g_steal_pointer (&templates);
  return given;
}

const LoketGuidanceReader _loket_guidance_reader = { read_record, given_ref, given_unref };

static void
loket_guidance_finalize (GObject *object)
{
  LoketGuidance *self = LOKET_GUIDANCE (object);

  g_clear_pointer (&self->given, given_unref);
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
   * The agency gives other settings or templates.
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

/*< private >
 * _loket_guidance_take:
 * @self: the guidance
 * @given: (nullable) (transfer full): what the cache read with
 *   %_loket_guidance_reader
 * @agency: (nullable): whose officer works here
 *
 * Goes over to what is given now. What another agency gave its officers, before
 * this one moved, is none of theirs.
 */
void
_loket_guidance_take (LoketGuidance *self,
                      gpointer       given,
                      const char    *agency)
{
  Given *next = given;

  if (next != NULL && g_strcmp0 (next->agency, agency != NULL ? agency : "") != 0)
    g_clear_pointer (&next, given_unref);
  if (next == self->given)
    {
      g_clear_pointer (&next, given_unref);
      return;
    }
  g_clear_pointer (&self->given, given_unref);
  self->given = next;
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * loket_guidance_get_edition:
 * @self: the guidance
 *
 * Tells which edition is in force.
 *
 * Returns: the hub's number, 0 where the agency gives nothing
 */
gint64
loket_guidance_get_edition (LoketGuidance *self)
{
  g_return_val_if_fail (LOKET_IS_GUIDANCE (self), 0);

  return self->given != NULL ? self->given->edition : 0;
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

  return self->given != NULL ? loket_quality_settings_ref (self->given->checks) : NULL;
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

  return self->given != NULL ? loket_templates_ref (self->given->templates) : NULL;
}
