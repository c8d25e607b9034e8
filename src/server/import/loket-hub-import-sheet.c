/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-import-sheet.h"

#include <string.h>

#include "loket-hub-import-time.h"
#include "loket-hub-import-words.h"
#include "loket-hub-records.h"
#include "loket-limits.h"
#include "loket-sheet-reader.h"
#include "loket-text.h"

/*
 * The export's rows as complaints. Only what finds the row again can refuse it;
 * a word that we do not know is kept as it stands, and a column that we have no
 * field for goes along under its own name.
 */

/* What a title is made of where the export has none. */
#define MADE_TITLE_CHARS 80

typedef struct
{
  LoketHubImportSheet *sheet;
  GTimeZone           *zone;
  gint                 at[LOKET_HUB_IMPORT_OTHER]; /* column of each field, -1 = none */
  GPtrArray           *others;                     /* by column: its name, NULL for a field's */
  GHashTable          *rows;                       /* tracking id -> row number */
} Reading;

static void
refusal_free (LoketHubImportRefusal *self)
{
  g_free (self->column);
  g_free (self->reason);
  g_free (self);
}

static gboolean G_GNUC_PRINTF (4, 5)
refuse (Reading              *reading,
        const LoketSheetRow  *row,
        LoketHubImportColumn  column,
        const char           *format,
        ...)
{
  LoketHubImportRefusal *refusal = g_new0 (LoketHubImportRefusal, 1);
  va_list args;

  refusal->row = loket_sheet_row_get_number (row);
  refusal->column = g_strdup (loket_hub_import_column_name (column));
  va_start (args, format);
  refusal->reason = g_strdup_vprintf (format, args);
  va_end (args);
  g_ptr_array_add (reading->sheet->refusals, refusal);
  return FALSE;
}

/* --- the header ---------------------------------------------------------- */

/* Two columns of one name: the first is the field, the second is kept beside. */
static char *
make_other_name (Reading    *reading,
                 const char *header,
                 guint       column)
{
  g_autofree char *line = loket_text_to_line (header, LOKET_LIMIT_NAME_CHARS);

  if (*line == '\0')
    return g_strdup_printf ("%u", column + 1);
  for (guint i = 0; i < reading->others->len; i++)
    if (g_strcmp0 (g_ptr_array_index (reading->others, i), line) == 0)
      return g_strdup_printf ("%s (%u)", line, column + 1);
  return g_steal_pointer (&line);
}

static gboolean
read_header (Reading             *reading,
             const LoketSheetRow *row)
{
  guint n = loket_sheet_row_get_n_cells (row);
  gboolean found = FALSE;

  for (guint i = 0; i < n && !found; i++)
    found = loket_hub_import_find_column (loket_sheet_row_get (row, i)) == LOKET_HUB_IMPORT_TRACKING_ID;
  if (!found)
    return FALSE;

  for (guint i = 0; i < n; i++)
    {
      const char *header = loket_sheet_row_get (row, i);
      LoketHubImportColumn column = loket_hub_import_find_column (header);

      if (column != LOKET_HUB_IMPORT_OTHER && reading->at[column] < 0)
        {
          reading->at[column] = (gint) i;
          g_ptr_array_add (reading->others, NULL);
        }
      else
        g_ptr_array_add (reading->others, make_other_name (reading, header, i));
    }
  return TRUE;
}

/* --- a row --------------------------------------------------------------- */

static const char *
get_cell (Reading              *reading,
          const LoketSheetRow  *row,
          LoketHubImportColumn  column)
{
  gint at = reading->at[column];

  return at < 0 ? "" : loket_sheet_row_get (row, (guint) at);
}

/* A short text in one clean line, %NULL for a blank cell. */
static char *
dup_line (Reading              *reading,
          const LoketSheetRow  *row,
          LoketHubImportColumn  column)
{
  const char *text = get_cell (reading, row, column);

  return loket_text_is_blank (text) ? NULL : loket_text_to_line (text, LOKET_LIMIT_NAME_CHARS);
}

/* A text of a person, exactly as it stands. */
static char *
dup_text (Reading              *reading,
          const LoketSheetRow  *row,
          LoketHubImportColumn  column)
{
  const char *text = get_cell (reading, row, column);

  return loket_text_is_blank (text) ? NULL : g_strdup (text);
}

static gboolean
read_tracking_id (Reading             *reading,
                  const LoketSheetRow *row,
                  LoketComplaint      *complaint)
{
  g_autofree char *id = g_strstrip (g_strdup (get_cell (reading, row, LOKET_HUB_IMPORT_TRACKING_ID)));
  const char *start = *id == '#' ? id + 1 : id;
  gpointer earlier;

  if (loket_text_is_blank (start))
    return refuse (reading, row, LOKET_HUB_IMPORT_TRACKING_ID, "there is no number");
  if (strlen (start) > LOKET_LIMIT_TRACKING_ID_CHARS)
    return refuse (reading, row, LOKET_HUB_IMPORT_TRACKING_ID, "the number is longer than %d characters",
                   LOKET_LIMIT_TRACKING_ID_CHARS);
  for (const char *p = start; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && *p != '-')
      return refuse (reading, row, LOKET_HUB_IMPORT_TRACKING_ID, "this is no tracking number");
  if (g_hash_table_lookup_extended (reading->rows, start, NULL, &earlier))
    return refuse (reading, row, LOKET_HUB_IMPORT_TRACKING_ID,
                   "the number stands in row %u of this file already", GPOINTER_TO_UINT (earlier));

  complaint->tracking_id = g_strdup (start);
  return TRUE;
}

static gboolean
read_received_at (Reading             *reading,
                  const LoketSheetRow *row,
                  LoketComplaint      *complaint)
{
  switch (loket_hub_import_time_parse (get_cell (reading, row, LOKET_HUB_IMPORT_DATE),
                                       get_cell (reading, row, LOKET_HUB_IMPORT_TIME),
                                       reading->zone, &complaint->received_at))
    {
    case LOKET_HUB_IMPORT_TIME_BAD_DATE:
      return refuse (reading, row, LOKET_HUB_IMPORT_DATE, "there is no such date");
    case LOKET_HUB_IMPORT_TIME_BAD_TIME:
      return refuse (reading, row, LOKET_HUB_IMPORT_TIME, "there is no such time");
    case LOKET_HUB_IMPORT_TIME_OK:
    case LOKET_HUB_IMPORT_TIME_NONE:
    default:
      return TRUE;
    }
}

static gboolean
read_texts (Reading             *reading,
            const LoketSheetRow *row,
            LoketComplaint      *complaint)
{
  complaint->title = dup_text (reading, row, LOKET_HUB_IMPORT_TITLE);
  complaint->body = dup_text (reading, row, LOKET_HUB_IMPORT_BODY);
  complaint->body_original = dup_text (reading, row, LOKET_HUB_IMPORT_BODY_ORIGINAL);

  if (complaint->body == NULL)
    complaint->body = g_steal_pointer (&complaint->body_original);
  if (complaint->body == NULL)
    complaint->body = g_strdup ("");
  if (g_strcmp0 (complaint->body, complaint->body_original) == 0)
    g_clear_pointer (&complaint->body_original, g_free);
  if (complaint->title == NULL)
    complaint->title = loket_text_to_line (complaint->body, MADE_TITLE_CHARS);
  else if (g_utf8_strlen (complaint->title, -1) > LOKET_LIMIT_TITLE_CHARS)
    return refuse (reading, row, LOKET_HUB_IMPORT_TITLE, "longer than %d characters", LOKET_LIMIT_TITLE_CHARS);
  return TRUE;
}

static void
keep_extra (LoketComplaint *complaint,
            const char     *name,
            const char     *text)
{
  if (complaint->extra == NULL)
    complaint->extra = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_insert (complaint->extra, g_strdup (name), g_strdup (text));
}

static void
read_words (Reading             *reading,
            const LoketSheetRow *row,
            LoketComplaint      *complaint)
{
  const char *type = get_cell (reading, row, LOKET_HUB_IMPORT_TYPE);

  complaint->class_raw = dup_line (reading, row, LOKET_HUB_IMPORT_CLASS);
  complaint->klass = loket_hub_import_read_class (complaint->class_raw);
  complaint->status_raw = dup_line (reading, row, LOKET_HUB_IMPORT_STATUS);
  complaint->status = loket_hub_import_read_status (complaint->status_raw, &complaint->closed_by);
  if (!loket_hub_import_read_type (type, &complaint->anonymous, &complaint->secret))
    keep_extra (complaint, loket_hub_import_column_name (LOKET_HUB_IMPORT_TYPE), type);
}

static void
read_others (Reading             *reading,
             const LoketSheetRow *row,
             LoketComplaint      *complaint)
{
  guint n = MIN (loket_sheet_row_get_n_cells (row), reading->others->len);

  for (guint i = 0; i < n; i++)
    {
      const char *name = g_ptr_array_index (reading->others, i);
      const char *text = loket_sheet_row_get (row, i);

      if (name != NULL && !loket_text_is_blank (text))
        keep_extra (complaint, name, text);
    }
}

/* What travels as one record must fit into one. */
static gsize
measure (const LoketSheetRow *row)
{
  gsize size = 0;

  for (guint i = 0; i < loket_sheet_row_get_n_cells (row); i++)
    size += strlen (loket_sheet_row_get (row, i));
  return size;
}

static void
read_row (Reading             *reading,
          const LoketSheetRow *row)
{
  g_autoptr (LoketComplaint) complaint = loket_complaint_new ();
  guint number;

  if (!read_tracking_id (reading, row, complaint) ||
      !read_received_at (reading, row, complaint) ||
      !read_texts (reading, row, complaint))
    return;
  if (measure (row) > LOKET_LIMIT_RECORD_BYTES / 2)
    {
      refuse (reading, row, LOKET_HUB_IMPORT_BODY, "the row is larger than %d KiB",
              LOKET_LIMIT_RECORD_BYTES / 2048);
      return;
    }

  read_words (reading, row, complaint);
  complaint->reporter_name = dup_line (reading, row, LOKET_HUB_IMPORT_REPORTER);
  complaint->category_id = dup_line (reading, row, LOKET_HUB_IMPORT_CATEGORY_ID);
  complaint->category = dup_line (reading, row, LOKET_HUB_IMPORT_CATEGORY);
  complaint->channel = dup_line (reading, row, LOKET_HUB_IMPORT_CHANNEL);
  complaint->agency_code = dup_line (reading, row, LOKET_HUB_IMPORT_AGENCY_ID);
  complaint->agency_name = dup_line (reading, row, LOKET_HUB_IMPORT_AGENCY);
  complaint->hold_reason = dup_text (reading, row, LOKET_HUB_IMPORT_HOLD_REASON);
  complaint->province = dup_line (reading, row, LOKET_HUB_IMPORT_PROVINCE);
  complaint->regency = dup_line (reading, row, LOKET_HUB_IMPORT_REGENCY);
  complaint->district = dup_line (reading, row, LOKET_HUB_IMPORT_DISTRICT);
  complaint->village = dup_line (reading, row, LOKET_HUB_IMPORT_VILLAGE);
  read_others (reading, row, complaint);

  number = loket_sheet_row_get_number (row);
  g_hash_table_insert (reading->rows, g_strdup (complaint->tracking_id), GUINT_TO_POINTER (number));
  g_array_append_val (reading->sheet->rows, number);
  g_ptr_array_add (reading->sheet->complaints, g_steal_pointer (&complaint));
}

/* --- the file ------------------------------------------------------------ */

static gboolean
find_header (Reading          *reading,
             LoketSheetReader *reader,
             GError          **error)
{
  GError *local_error = NULL;
  const LoketSheetRow *row;

  for (guint i = 0; i < LOKET_LIMIT_SHEET_HEADER_ROWS; i++)
    {
      if (!loket_sheet_reader_next (reader, &row, &local_error))
        break;
      if (read_header (reading, row))
        return TRUE;
    }

  if (local_error != NULL)
    g_propagate_error (error, local_error);
  else
    g_set_error (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_USAGE,
                 "None of the first %d rows has a column “Tracking ID”: this is no SP4N-LAPOR! export; "
                 "nothing was imported", LOKET_LIMIT_SHEET_HEADER_ROWS);
  return FALSE;
}

static gboolean
read_rows (Reading          *reading,
           LoketSheetReader *reader,
           GError          **error)
{
  GError *local_error = NULL;
  const LoketSheetRow *row;

  if (!find_header (reading, reader, error))
    return FALSE;

  while (loket_sheet_reader_next (reader, &row, &local_error))
    if (!loket_sheet_row_is_blank (row))
      read_row (reading, row);

  if (local_error != NULL)
    g_propagate_error (error, local_error);
  return local_error == NULL;
}

/**
 * loket_hub_import_sheet_read:
 * @path: an .xlsx or .csv file
 * @zone: the zone that its times are in
 * @error: return location for a #GError of %LOKET_SHEET_ERROR, or
 *   %LOKET_HUB_ERROR_USAGE where it is a sheet but no export
 *
 * Reads an SP4N-LAPOR! export. The row with the names of the columns is found
 * by itself; a bad row is refused by itself. Any thread; blocks.
 *
 * Returns: (transfer full) (nullable): the rows
 */
LoketHubImportSheet *
loket_hub_import_sheet_read (const char *path,
                             GTimeZone  *zone,
                             GError    **error)
{
  g_autoptr (LoketSheetReader) reader = loket_sheet_reader_new (path, error);
  g_autoptr (LoketHubImportSheet) sheet = NULL;
  Reading reading = { .zone = zone };
  gboolean done;

  if (reader == NULL)
    return NULL;

  sheet = g_new0 (LoketHubImportSheet, 1);
  sheet->complaints = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_complaint_unref);
  sheet->rows = g_array_new (FALSE, FALSE, sizeof (guint));
  sheet->refusals = g_ptr_array_new_with_free_func ((GDestroyNotify) refusal_free);

  reading.sheet = sheet;
  for (guint i = 0; i < LOKET_HUB_IMPORT_OTHER; i++)
    reading.at[i] = -1;
  reading.others = g_ptr_array_new_with_free_func (g_free);
  reading.rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  done = read_rows (&reading, reader, error);
  g_ptr_array_unref (reading.others);
  g_hash_table_unref (reading.rows);
  return done ? g_steal_pointer (&sheet) : NULL;
}

/**
 * loket_hub_import_sheet_free:
 * @self: (transfer full) (nullable): what was read
 *
 * Frees it.
 */
void
loket_hub_import_sheet_free (LoketHubImportSheet *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->complaints);
  g_array_unref (self->rows);
  g_ptr_array_unref (self->refusals);
  g_free (self);
}

/**
 * loket_hub_import_sheet_refuse:
 * @self: what was read
 * @complaint: a good row, by its place among them
 * @reason: why it is not taken all the same, without anything that stands in it
 *
 * Refuses a row after it was read, as a whole.
 */
void
loket_hub_import_sheet_refuse (LoketHubImportSheet *self,
                               guint                complaint,
                               const char          *reason)
{
  LoketHubImportRefusal *refusal = g_new0 (LoketHubImportRefusal, 1);

  refusal->row = g_array_index (self->rows, guint, complaint);
  refusal->column = g_strdup (loket_hub_import_column_name (LOKET_HUB_IMPORT_TRACKING_ID));
  refusal->reason = g_strdup (reason);
  g_ptr_array_add (self->refusals, refusal);
}
