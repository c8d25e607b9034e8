/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-guidance.h"

#include <string.h>

#include "loket-hub-templates.h"
#include "loket-limits.h"
#include "loket-quality-settings.h"

/*
 * What an agency gives its officers:
 *
 *     checks      the agency's own, else those of the whole hub
 *     templates   those of the whole hub, and the agency's own over them
 *
 * The edition that a client sees is the later of both.
 */

/**
 * loket_hub_guidance_find:
 * @storage: the hub
 * @agency: (nullable): an agency; %NULL or empty for people above agencies
 * @error: return location for a #GError
 *
 * Finds what is in force for the officers of an agency.
 *
 * Returns: (transfer full) (nullable): the guidance; with edition 0 and nothing
 *   in it where nobody ever gave any
 */
LoketGuidanceRecord *
loket_hub_guidance_find (LoketHubStorage  *storage,
                         const char       *agency,
                         GError          **error)
{
  LoketHubCounsel *counsel = LOKET_HUB_COUNSEL (storage);
  g_autoptr (LoketHubGuidance) whole = loket_hub_counsel_get_latest (counsel, LOKET_HUB_WHOLE_HUB, error);
  g_autoptr (LoketHubGuidance) own = NULL;
  g_autofree char *templates = NULL;

  if (whole == NULL)
    return NULL;
  own = agency != NULL && *agency != '\0' ? loket_hub_counsel_get_latest (counsel, agency, error)
                                          : loket_hub_guidance_new (LOKET_HUB_WHOLE_HUB);
  templates = own != NULL ? loket_hub_templates_join (whole->templates, own->templates, error) : NULL;
  if (templates == NULL)
    return NULL;
  return loket_guidance_record_new (agency, MAX (own->number, whole->number),
                                    *own->checks != '\0' ? own->checks : whole->checks, templates);
}

/* Publishes @next unless nothing is another in it; tells its number, or the one
 * that is in force, or 0 on error. */
static gint64
publish (LoketHubStorage               *storage,
         const LoketHubGuidance        *before,
         LoketHubGuidance              *next,
         const LoketHubGuidanceChange  *change,
         GError                       **error)
{
  if (g_str_equal (before->checks, next->checks) && g_str_equal (before->templates, next->templates))
    {
      g_set_error_literal (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_EXISTS,
                           "Nothing is another than it was; nothing published");
      return 0;
    }
  if (change->reason != NULL && g_utf8_strlen (change->reason, -1) > LOKET_LIMIT_REASON_CHARS)
    {
      g_set_error (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_USAGE,
                   "The reason is longer than %d characters", LOKET_LIMIT_REASON_CHARS);
      return 0;
    }
  next->published_by = g_strdup (change->by);
  next->reason = g_strdup (change->reason);
  return loket_hub_counsel_publish (LOKET_HUB_COUNSEL (storage), next, change->now, error) ? next->number
                                                                                           : 0;
}

/* Makes the next edition out of the present one. */
typedef char *(*MakeFunc) (LoketHubStorage         *storage,
                           const LoketHubGuidance  *before,
                           const char              *argument,
                           GError                 **error);

/* All of it or nothing, also where two commands run at a time. */
static gint64
change_guidance (LoketHubStorage               *storage,
                 const LoketHubGuidanceChange  *change,
                 gboolean                       checks,
                 MakeFunc                       make,
                 const char                    *argument,
                 GError                       **error)
{
  g_autoptr (LoketHubGuidance) before = NULL;
  gint64 number = 0;

  if (!loket_hub_storage_begin (storage, error))
    return 0;
  before = loket_hub_counsel_get_latest (LOKET_HUB_COUNSEL (storage), change->agency, error);
  if (before != NULL)
    {
      g_autoptr (LoketHubGuidance) next = loket_hub_guidance_new (change->agency);
      char *made = make (storage, before, argument, error);

      g_free (next->checks);
      g_free (next->templates);
      next->checks = checks ? made : g_strdup (before->checks);
      next->templates = checks ? g_strdup (before->templates) : made;
      if (made != NULL)
        number = publish (storage, before, next, change, error);
    }
  if (number == 0)
    loket_hub_storage_rollback (storage);
  else if (!loket_hub_storage_commit (storage, error))
    number = 0;
  return number;
}

static char *
make_checks (LoketHubStorage         *storage,
             const LoketHubGuidance  *before,
             const char              *text,
             GError                 **error)
{
  g_autoptr (LoketQualitySettings) settings = loket_quality_settings_parse (text, -1, error);

  return settings != NULL ? g_strdup (text) : NULL;
}

/**
 * loket_hub_guidance_set_checks:
 * @storage: the hub
 * @change: whose, by whom and why
 * @checks: the settings of the checks, a key file; empty for none
 * @error: return location for a #GError of #LOKET_QUALITY_ERROR or
 *   #LOKET_HUB_ERROR, %LOKET_HUB_ERROR_EXISTS where they are as they were
 *
 * Puts settings in the place of those that are in force. A fault leaves these.
 *
 * Returns: the number of the new edition, 0 on error
 */
gint64
loket_hub_guidance_set_checks (LoketHubStorage               *storage,
                               const LoketHubGuidanceChange  *change,
                               const char                    *checks,
                               GError                       **error)
{
  return change_guidance (storage, change, TRUE, make_checks, checks, error);
}

/* The latest edition of each agency, but for the whole hub. */
static gboolean
take_latest (LoketHubGuidance *guidance,
             gpointer          data)
{
  GHashTable *latest = data;

  if (*guidance->agency == '\0' || g_hash_table_contains (latest, guidance->agency))
    loket_hub_guidance_free (guidance);
  else
    g_hash_table_insert (latest, guidance->agency, guidance);
  return TRUE;
}

/* Whether every agency can have the templates of the whole hub beside its own. */
static gboolean
fit_all (LoketHubStorage  *storage,
         const char       *whole,
         GError          **error)
{
  g_autoptr (GHashTable) latest = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                                         (GDestroyNotify) loket_hub_guidance_free);
  GHashTableIter iter;
  gpointer guidance;

  if (!loket_hub_counsel_foreach (LOKET_HUB_COUNSEL (storage), NULL, take_latest, latest, error))
    return FALSE;
  g_hash_table_iter_init (&iter, latest);
  while (g_hash_table_iter_next (&iter, NULL, &guidance))
    {
      const LoketHubGuidance *own = guidance;
      g_autofree char *joined = loket_hub_templates_join (whole, own->templates, error);

      if (joined == NULL)
        {
          g_prefix_error (error, "With those of agency %s: ", own->agency);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
fit_whole (LoketHubStorage  *storage,
           const char       *own,
           GError          **error)
{
  g_autoptr (LoketHubGuidance) whole = NULL;
  g_autofree char *joined = NULL;

  whole = loket_hub_counsel_get_latest (LOKET_HUB_COUNSEL (storage), LOKET_HUB_WHOLE_HUB, error);
  if (whole == NULL)
    return FALSE;
  joined = loket_hub_templates_join (whole->templates, own, error);
  if (joined == NULL)
    g_prefix_error (error, "With those of the whole hub: ");
  return joined != NULL;
}

static char *
make_more_templates (LoketHubStorage         *storage,
                     const LoketHubGuidance  *before,
                     const char              *text,
                     GError                 **error)
{
  g_autofree char *made = loket_hub_templates_add (storage, before->agency, before->templates, text,
                                                   error);

  if (made == NULL ||
      !(*before->agency == '\0' ? fit_all (storage, made, error) : fit_whole (storage, made, error)))
    return NULL;
  return g_steal_pointer (&made);
}

/**
 * loket_hub_guidance_add_templates:
 * @storage: the hub
 * @change: whose, by whom and why
 * @templates: a key file of templates
 * @error: return location for a #GError of #LOKET_QUALITY_ERROR or
 *   #LOKET_HUB_ERROR, %LOKET_HUB_ERROR_EXISTS where they are as they were
 *
 * Adds templates, or puts them in the place of those of the same id. A fault
 * leaves what is in force.
 *
 * Returns: the number of the new edition, 0 on error
 */
gint64
loket_hub_guidance_add_templates (LoketHubStorage               *storage,
                                  const LoketHubGuidanceChange  *change,
                                  const char                    *templates,
                                  GError                       **error)
{
  return change_guidance (storage, change, FALSE, make_more_templates, templates, error);
}

static char *
make_fewer_templates (LoketHubStorage         *storage,
                      const LoketHubGuidance  *before,
                      const char              *id,
                      GError                 **error)
{
  return loket_hub_templates_remove (before->templates, id, error);
}

/**
 * loket_hub_guidance_remove_template:
 * @storage: the hub
 * @change: whose, by whom and why
 * @id: which one
 * @error: return location for a #GError of #LOKET_HUB_ERROR
 *
 * Takes a template out.
 *
 * Returns: the number of the new edition, 0 on error
 */
gint64
loket_hub_guidance_remove_template (LoketHubStorage               *storage,
                                    const LoketHubGuidanceChange  *change,
                                    const char                    *id,
                                    GError                       **error)
{
  return change_guidance (storage, change, FALSE, make_fewer_templates, id, error);
}
