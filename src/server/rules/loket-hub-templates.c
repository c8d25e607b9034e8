/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-templates.h"

#include <string.h>

#include "loket-templates.h"

/*
 * Templates as texts of key files: a group is a template, its name the id. What
 * the keys say is for the checks' library to read; here they are put together,
 * and their versions are counted.
 */

#define KEY_TEXT    "text"
#define KEY_VERSION "version"

/**
 * loket_hub_templates_load:
 * @text: a key file; empty for none
 * @error: return location for a #GError of #LOKET_HUB_ERROR
 *
 * Reads the groups of a text that was stored or is about to be.
 *
 * Returns: (transfer full) (nullable): the groups
 */
GKeyFile *
loket_hub_templates_load (const char  *text,
                          GError     **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) local_error = NULL;

  if (*text == '\0' ||
      g_key_file_load_from_data (file, text, strlen (text), G_KEY_FILE_KEEP_TRANSLATIONS, &local_error))
    return g_steal_pointer (&file);
  g_set_error (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_USAGE, "The templates are no key file: %s",
               local_error->message);
  return NULL;
}

/* Puts a group in the very place of the one of its name. */
static void
copy_group (GKeyFile   *to,
            GKeyFile   *from,
            const char *group)
{
  g_auto (GStrv) old = g_key_file_get_keys (to, group, NULL, NULL);
  g_auto (GStrv) keys = g_key_file_get_keys (from, group, NULL, NULL);

  for (guint i = 0; old != NULL && old[i] != NULL; i++)
    g_key_file_remove_key (to, group, old[i], NULL);
  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    {
      g_autofree char *value = g_key_file_get_value (from, group, keys[i], NULL);

      g_key_file_set_value (to, group, keys[i], value);
    }
}

/* What officers' programs would not take is not stored. */
static char *
to_text (GKeyFile  *file,
         GError   **error)
{
  gsize size;
  g_autofree char *text = g_key_file_to_data (file, &size, NULL);
  g_autoptr (LoketTemplates) templates = loket_templates_parse (text, (gssize) size, error);

  return templates != NULL ? g_steal_pointer (&text) : NULL;
}

/**
 * loket_hub_templates_join:
 * @base: those of the whole hub
 * @own: those of an agency, which win over those of the same id
 * @error: return location for a #GError of #LOKET_HUB_ERROR, or of
 *   #LOKET_QUALITY_ERROR where they are too many together
 *
 * Puts both together, as the agency's officers get them.
 *
 * Returns: (transfer full) (nullable): the text
 */
char *
loket_hub_templates_join (const char  *base,
                          const char  *own,
                          GError     **error)
{
  g_autoptr (GKeyFile) all = NULL;
  g_autoptr (GKeyFile) added = NULL;
  g_auto (GStrv) groups = NULL;

  if (*base == '\0' || *own == '\0')
    return g_strdup (*base == '\0' ? own : base);
  all = loket_hub_templates_load (base, error);
  added = all != NULL ? loket_hub_templates_load (own, error) : NULL;
  if (added == NULL)
    return NULL;
  groups = g_key_file_get_groups (added, NULL);
  for (guint i = 0; groups[i] != NULL; i++)
    copy_group (all, added, groups[i]);
  return to_text (all, error);
}

/* What a template was last, also one that was removed since. */
typedef struct
{
  gint64 version;
  char  *text;
} Former;

static void
former_free (gpointer data)
{
  Former *former = data;

  g_free (former->text);
  g_free (former);
}

typedef struct
{
  GHashTable *formers; /* id -> Former */
  char       *last;    /* the text of the edition after */
} LookBack;

static gboolean
note_edition (LoketHubGuidance *guidance,
              gpointer          data)
{
  LookBack *look = data;
  g_autoptr (LoketHubGuidance) owned = guidance;
  g_autoptr (GKeyFile) file = NULL;
  g_auto (GStrv) groups = NULL;

  if (g_strcmp0 (look->last, guidance->templates) == 0)
    return TRUE;
  file = loket_hub_templates_load (guidance->templates, NULL);
  groups = file != NULL ? g_key_file_get_groups (file, NULL) : NULL;
  for (guint i = 0; groups != NULL && groups[i] != NULL; i++)
    if (!g_hash_table_contains (look->formers, groups[i]))
      {
        Former *former = g_new0 (Former, 1);

        former->version = g_key_file_get_int64 (file, groups[i], KEY_VERSION, NULL);
        former->text = g_key_file_get_value (file, groups[i], KEY_TEXT, NULL);
        g_hash_table_insert (look->formers, g_strdup (groups[i]), former);
      }
  g_free (look->last);
  look->last = g_steal_pointer (&guidance->templates);
  return TRUE;
}

static void
set_version (GKeyFile     *file,
             const char   *id,
             const Former *former)
{
  g_autofree char *text = g_key_file_get_value (file, id, KEY_TEXT, NULL);
  gint64 version = 1;

  if (former != NULL)
    version = former->version + (g_strcmp0 (former->text, text) == 0 ? 0 : 1);
  g_key_file_set_int64 (file, id, KEY_VERSION, version);
}

/**
 * loket_hub_templates_add:
 * @storage: the hub
 * @agency: whose templates they are
 * @current: those that are in force
 * @came: new ones, and others in the place of those of the same id
 * @error: return location for a #GError
 *
 * Adds templates. One with another text than it had last gets the next version,
 * whatever version it says to have; one that comes back after it was removed goes
 * on from there.
 *
 * Returns: (transfer full) (nullable): all of them
 */
char *
loket_hub_templates_add (LoketHubStorage  *storage,
                         const char       *agency,
                         const char       *current,
                         const char       *came,
                         GError          **error)
{
  g_autoptr (GHashTable) formers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, former_free);
  LookBack look = { formers, NULL };
  g_autoptr (LoketTemplates) templates = loket_templates_parse (came, -1, error);
  g_autoptr (GKeyFile) all = templates != NULL ? loket_hub_templates_load (current, error) : NULL;
  g_autoptr (GKeyFile) added = all != NULL ? loket_hub_templates_load (came, error) : NULL;
  g_auto (GStrv) groups = added != NULL ? g_key_file_get_groups (added, NULL) : NULL;
  gboolean read;

  if (groups == NULL)
    return NULL;
  read = loket_hub_counsel_foreach (LOKET_HUB_COUNSEL (storage), agency, note_edition, &look, error);
  g_free (look.last);
  if (!read)
    return NULL;

  for (guint i = 0; groups[i] != NULL; i++)
    {
      copy_group (all, added, groups[i]);
      set_version (all, groups[i], g_hash_table_lookup (formers, groups[i]));
    }
  return to_text (all, error);
}

/**
 * loket_hub_templates_remove:
 * @current: those that are in force
 * @id: one of them
 * @error: return location for a #GError of #LOKET_HUB_ERROR
 *
 * Takes a template out.
 *
 * Returns: (transfer full) (nullable): the others
 */
char *
loket_hub_templates_remove (const char  *current,
                            const char  *id,
                            GError     **error)
{
  g_autoptr (GKeyFile) all = loket_hub_templates_load (current, error);

  if (all == NULL)
    return NULL;
  if (g_key_file_remove_group (all, id, NULL))
    return to_text (all, error);
  g_set_error (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_NOT_FOUND, "There is no template “%s” there", id);
  return NULL;
}
