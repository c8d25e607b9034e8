/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-import.h"

#include "loket-hub-import-agencies.h"

static LoketHubImportResult *
result_new (void)
{
  LoketHubImportResult *self = g_new0 (LoketHubImportResult, 1);

  self->new_agencies = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_hub_agency_free);
  self->unmapped = g_ptr_array_new_with_free_func (g_free);
  return self;
}

/**
 * loket_hub_import_result_free:
 * @self: (transfer full) (nullable): a result
 *
 * Frees it.
 */
void
loket_hub_import_result_free (LoketHubImportResult *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->refusals, g_ptr_array_unref);
  g_ptr_array_unref (self->new_agencies);
  g_ptr_array_unref (self->unmapped);
  g_free (self);
}

/* --- storing ------------------------------------------------------------- */

static void
note_unassigned (LoketHubImportResult *result,
                 const LoketComplaint *complaint)
{
  result->n_unassigned++;
  if (complaint->agency_name == NULL)
    return;
  for (guint i = 0; i < result->unmapped->len; i++)
    if (g_str_equal (g_ptr_array_index (result->unmapped, i), complaint->agency_name))
      return;
  g_ptr_array_add (result->unmapped, g_strdup (complaint->agency_name));
}

static gboolean
store_complaint (LoketHubStorage      *storage,
                 LoketHubImportSheet  *sheet,
                 guint                 complaint,
                 gint64                now,
                 LoketHubImportResult *result,
                 GError              **error)
{
  LoketHubPut put;

  if (!loket_hub_storage_put_complaint (storage, g_ptr_array_index (sheet->complaints, complaint), now,
                                        &put, error))
    return FALSE;

  switch (put)
    {
    case LOKET_HUB_PUT_NEW:
      result->n_new++;
      break;
    case LOKET_HUB_PUT_CHANGED:
      result->n_changed++;
      break;
    case LOKET_HUB_PUT_FULL:
      loket_hub_import_sheet_refuse (sheet, complaint, "the complaint is too full for it");
      break;
    case LOKET_HUB_PUT_UNCHANGED:
    default:
      result->n_unchanged++;
      break;
    }
  return TRUE;
}

static gboolean
store_sheet (LoketHubStorage        *storage,
             LoketHubImportSheet    *sheet,
             LoketHubImportAgencies *agencies,
             gint64                  now,
             LoketHubImportResult   *result,
             GError                **error)
{
  for (guint i = 0; i < sheet->complaints->len; i++)
    _loket_hub_import_agencies_learn (agencies, g_ptr_array_index (sheet->complaints, i));
  for (guint i = 0; i < sheet->complaints->len; i++)
    {
      LoketComplaint *complaint = g_ptr_array_index (sheet->complaints, i);

      if (!_loket_hub_import_agencies_fill (agencies, complaint))
        note_unassigned (result, complaint);
    }

  if (!_loket_hub_import_agencies_store (agencies, storage, now, result->new_agencies, error))
    return FALSE;
  for (guint i = 0; i < sheet->complaints->len; i++)
    if (!store_complaint (storage, sheet, i, now, result, error))
      return FALSE;
  return TRUE;
}

static gboolean
audit_import (LoketHubStorage            *storage,
              gint64                      now,
              const LoketHubImportResult *result,
              GError                    **error)
{
  g_autofree char *what = g_strdup_printf ("new %u, changed %u, unchanged %u, refused %u", result->n_new,
                                           result->n_changed, result->n_unchanged, result->refusals->len);

  return loket_hub_storage_audit (storage, now, "operator", "import", what, error);
}

/**
 * loket_hub_import_run:
 * @storage: the hub, on its thread
 * @path: an SP4N-LAPOR! export, .xlsx or .csv
 * @options: how to read it
 * @now: Unix seconds
 * @error: return location for a #GError of %LOKET_SHEET_ERROR or %LOKET_HUB_ERROR
 *
 * Takes a file into the hub in one transaction: all of its good rows, or
 * nothing. The same file again changes nothing. A complaint whose agency nobody
 * knows is stored all the same, for the coordinator to assign.
 *
 * Returns: (transfer full) (nullable): what it came to
 */
LoketHubImportResult *
loket_hub_import_run (LoketHubStorage             *storage,
                      const char                  *path,
                      const LoketHubImportOptions *options,
                      gint64                       now,
                      GError                     **error)
{
  g_autoptr (LoketHubImportResult) result = result_new ();
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (options->zone != NULL ? options->zone : "UTC");
  g_autoptr (LoketHubImportSheet) sheet = NULL;
  g_autoptr (LoketHubImportAgencies) agencies = NULL;
  g_autoptr (GPtrArray) known = NULL;

  g_return_val_if_fail (LOKET_IS_HUB_STORAGE (storage) && path != NULL, NULL);

  if (zone == NULL)
    {
      g_set_error (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_USAGE,
                   "There is no time zone “%s”; write it like Asia/Makassar", options->zone);
      return NULL;
    }

  sheet = loket_hub_import_sheet_read (path, zone, error);
  if (sheet == NULL)
    return NULL;
  result->refusals = g_ptr_array_ref (sheet->refusals);

  if (!loket_hub_storage_begin (storage, error))
    return NULL;
  known = loket_hub_storage_list_agencies (storage, error);
  if (known != NULL)
    agencies = _loket_hub_import_agencies_new (known, options->agency_map, error);
  if (agencies == NULL || !store_sheet (storage, sheet, agencies, now, result, error) ||
      (!options->dry_run && !audit_import (storage, now, result, error)))
    {
      loket_hub_storage_rollback (storage);
      return NULL;
    }
  if (options->dry_run)
    loket_hub_storage_rollback (storage);
  else if (!loket_hub_storage_commit (storage, error))
    return NULL;
  return g_steal_pointer (&result);
}

/**
 * loket_hub_import_result_to_text:
 * @self: a result
 * @dry_run: whether nothing was stored
 *
 * Writes the result for the operator: the counts on the first line, then one
 * line for each thing to look at.
 *
 * Returns: (transfer full): lines, each with its line end
 */
char *
loket_hub_import_result_to_text (const LoketHubImportResult *self,
                                 gboolean                    dry_run)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%snew %u, changed %u, unchanged %u, refused %u\n",
                          dry_run ? "dry run, nothing stored: " : "",
                          self->n_new, self->n_changed, self->n_unchanged, self->refusals->len);
  for (guint i = 0; i < self->refusals->len; i++)
    {
      const LoketHubImportRefusal *refusal = g_ptr_array_index (self->refusals, i);

      g_string_append_printf (text, "refused row %u, %s: %s\n", refusal->row, refusal->column, refusal->reason);
    }
  for (guint i = 0; i < self->new_agencies->len; i++)
    {
      const LoketHubAgency *agency = g_ptr_array_index (self->new_agencies, i);

      g_string_append_printf (text, "new agency %s %s\n", agency->code, agency->name);
    }
  for (guint i = 0; i < self->unmapped->len; i++)
    g_string_append_printf (text, "unmapped agency: %s\n", (const char *) g_ptr_array_index (self->unmapped, i));
  if (self->n_unassigned > 0)
    g_string_append_printf (text, "%u of them stored without an agency; name it in --agency-map and import again\n",
                            self->n_unassigned);
  return g_string_free (text, FALSE);
}
