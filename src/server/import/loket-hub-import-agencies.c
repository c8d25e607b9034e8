/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-import-agencies.h"

#include "loket-hub-import-words.h"
#include "loket-limits.h"
#include "loket-sheet-reader.h"
#include "loket-text.h"

struct _LoketHubImportAgencies
{
  GHashTable *by_code; /* code -> LoketHubAgency */
  GHashTable *by_name; /* folded name -> code, empty where two agencies share it */
  GHashTable *mapped;  /* folded name -> code, the operator's word */
  GHashTable *used;    /* codes that a complaint of this file has */
};

static LoketHubAgency *
get_agency (LoketHubImportAgencies *self,
            const char             *code)
{
  LoketHubAgency *agency = g_hash_table_lookup (self->by_code, code);

  if (agency == NULL)
    {
      agency = loket_hub_agency_new ();
      agency->code = g_strdup (code);
      agency->placeholder = TRUE;
      g_hash_table_insert (self->by_code, agency->code, agency);
    }
  return agency;
}

/* Every region has a Dinas Pendidikan: a name that two codes share names none. */
static void
add_name (LoketHubImportAgencies *self,
          const char             *name,
          const char             *code)
{
  g_autofree char *folded = loket_hub_import_fold_name (name);
  const char *other = g_hash_table_lookup (self->by_name, folded);

  if (other == NULL)
    g_hash_table_insert (self->by_name, g_steal_pointer (&folded), g_strdup (code));
  else if (!g_str_equal (other, code))
    g_hash_table_insert (self->by_name, g_steal_pointer (&folded), g_strdup (""));
}

static gboolean
set_bad_map (guint    row,
             GError **error)
{
  g_set_error (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_USAGE,
               "Row %u of the agency map is not name,code[,zone]; nothing was imported", row);
  return FALSE;
}

static gboolean
read_map_row (LoketHubImportAgencies *self,
              const LoketSheetRow    *row,
              GError                **error)
{
  guint number = loket_sheet_row_get_number (row);
  g_autofree char *name = loket_text_to_line (loket_sheet_row_get (row, 0), LOKET_LIMIT_NAME_CHARS);
  g_autofree char *code = loket_text_to_line (loket_sheet_row_get (row, 1), LOKET_LIMIT_NAME_CHARS);
  g_autofree char *zone = loket_text_to_line (loket_sheet_row_get (row, 2), LOKET_LIMIT_NAME_CHARS);
  LoketHubAgency *agency;

  if (number == 1 && (g_ascii_strcasecmp (code, "code") == 0 || g_ascii_strcasecmp (code, "kode") == 0))
    return TRUE;
  if (*name == '\0' || *code == '\0')
    return set_bad_map (number, error);
  if (*zone != '\0')
    {
      g_autoptr (GTimeZone) known = g_time_zone_new_identifier (zone);

      if (known == NULL)
        return set_bad_map (number, error);
    }

  agency = get_agency (self, code);
  if (agency->placeholder && agency->name == NULL)
    agency->name = g_strdup (name);
  if (*zone != '\0')
    {
      g_free (agency->time_zone);
      agency->time_zone = g_strdup (zone);
    }
  g_hash_table_insert (self->mapped, loket_hub_import_fold_name (name), g_strdup (code));
  return TRUE;
}

static gboolean
read_map (LoketHubImportAgencies *self,
          const char             *path,
          GError                **error)
{
  g_autoptr (LoketSheetReader) reader = loket_sheet_reader_new (path, error);
  GError *local_error = NULL;
  const LoketSheetRow *row;

  if (reader == NULL)
    return FALSE;

  while (loket_sheet_reader_next (reader, &row, &local_error))
    if (!loket_sheet_row_is_blank (row) && !read_map_row (self, row, error))
      return FALSE;
  if (local_error != NULL)
    g_propagate_error (error, local_error);
  return local_error == NULL;
}

/*
 * @known: (element-type LoketHubAgency): what the hub has
 * @map_path: (nullable): the operator's CSV `name,code[,zone]`
 */
LoketHubImportAgencies *
_loket_hub_import_agencies_new (GPtrArray  *known,
                                const char *map_path,
                                GError    **error)
{
  g_autoptr (LoketHubImportAgencies) self = g_new0 (LoketHubImportAgencies, 1);

  self->by_code = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                         (GDestroyNotify) loket_hub_agency_free);
  self->by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->mapped = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->used = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < known->len; i++)
    {
      const LoketHubAgency *agency = g_ptr_array_index (known, i);

      get_agency (self, agency->code);
      if (!agency->placeholder)
        add_name (self, agency->name, agency->code);
    }
  if (map_path != NULL && !read_map (self, map_path, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
_loket_hub_import_agencies_free (LoketHubImportAgencies *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->used);
  g_hash_table_unref (self->mapped);
  g_hash_table_unref (self->by_name);
  g_hash_table_unref (self->by_code);
  g_free (self);
}

/* The pair of id and name that a row gives. */
void
_loket_hub_import_agencies_learn (LoketHubImportAgencies *self,
                                  const LoketComplaint   *complaint)
{
  LoketHubAgency *agency;

  if (complaint->agency_code == NULL)
    return;

  agency = get_agency (self, complaint->agency_code);
  if (complaint->agency_name == NULL)
    return;
  g_free (agency->name);
  agency->name = g_strdup (complaint->agency_name);
  add_name (self, complaint->agency_name, complaint->agency_code);
}

/* Gives a row without an id the one of its name; FALSE where nobody knows it. */
gboolean
_loket_hub_import_agencies_fill (LoketHubImportAgencies *self,
                                 LoketComplaint         *complaint)
{
  g_autofree char *folded = NULL;
  const char *code;
  LoketHubAgency *agency;

  if (complaint->agency_code == NULL)
    {
      if (complaint->agency_name == NULL)
        return FALSE;
      folded = loket_hub_import_fold_name (complaint->agency_name);
      code = g_hash_table_lookup (self->mapped, folded);
      if (code == NULL)
        code = g_hash_table_lookup (self->by_name, folded);
      if (code == NULL || *code == '\0')
        return FALSE;
      complaint->agency_code = g_strdup (code);
    }

  agency = get_agency (self, complaint->agency_code);
  if (complaint->agency_name == NULL)
    complaint->agency_name = g_strdup (agency->name);
  g_hash_table_add (self->used, agency->code);
  return TRUE;
}

/* Stores the agencies that this file's complaints have, before the complaints. */
gboolean
_loket_hub_import_agencies_store (LoketHubImportAgencies *self,
                                  LoketHubStorage        *storage,
                                  gint64                  now,
                                  GPtrArray              *added,
                                  GError                **error)
{
  g_autoptr (GList) codes = g_list_sort (g_hash_table_get_keys (self->used), (GCompareFunc) strcmp);

  for (GList *link = codes; link != NULL; link = link->next)
    {
      const LoketHubAgency *agency = g_hash_table_lookup (self->by_code, link->data);
      LoketHubPut put;

      if (!loket_hub_storage_put_agency (storage, agency->code, agency->name, agency->time_zone,
                                         now, &put, error))
        return FALSE;
      if (put == LOKET_HUB_PUT_NEW)
        {
          LoketHubAgency *copy = loket_hub_agency_new ();

          copy->code = g_strdup (agency->code);
          copy->name = g_strdup (agency->name != NULL ? agency->name : agency->code);
          g_ptr_array_add (added, copy);
        }
    }
  return TRUE;
}
