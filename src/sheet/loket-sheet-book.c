/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sheet"

#include "config.h"

#include "loket-sheet-book.h"

#include <string.h>

#include "loket-limits.h"
#include "loket-sheet-private.h"
#include "loket-sheet-serial.h"

#define MAX_STYLES 65536

/* Spreadsheet programs write what XML cannot hold as `_x000D_`, and then the
 * first underscore of a literal `_x000D_` as `_x005F_`. */
static void
unescape (GString *text,
          gsize    start)
{
  gsize to = start;

  if (memmem (text->str + start, text->len - start, "_x", 2) == NULL)
    return;

  for (gsize from = start; from < text->len; to++)
    {
      const char *p = text->str + from;
      gboolean escaped = text->len - from >= 7 && p[0] == '_' && p[1] == 'x' && p[6] == '_';
      int code = 0;

      for (int i = 2; escaped && i < 6; i++)
        {
          escaped = g_ascii_isxdigit (p[i]);
          code = code * 16 + (escaped ? g_ascii_xdigit_value (p[i]) : 0);
        }
      if (escaped && ((code > 0 && code < 0x20) || code == '_'))
        {
          text->str[to] = (char) code;
          from += 7;
        }
      else
        text->str[to] = text->str[from++];
    }
  g_string_truncate (text, to);
}

/*
 * _loket_sheet_read_text:
 *
 * Appends the text of the rich or plain string whose start tag @xml stands on,
 * to its end tag, without the phonetic readings that some keep beside it.
 */
gboolean
_loket_sheet_read_text (LoketSheetXml *xml,
                        const char    *element,
                        GString       *text,
                        GError       **error)
{
  GError *local_error = NULL;
  gsize start = text->len;
  gboolean in_text = FALSE;
  gboolean phonetic = FALSE;

  if (_loket_sheet_xml_is_empty (xml))
    return TRUE;

  while (_loket_sheet_xml_next (xml, &local_error))
    {
      const char *characters;

      if (_loket_sheet_xml_ends (xml, element))
        {
          unescape (text, start);
          return TRUE;
        }
      if (_loket_sheet_xml_starts (xml, "rPh"))
        phonetic = !_loket_sheet_xml_is_empty (xml);
      else if (_loket_sheet_xml_ends (xml, "rPh"))
        phonetic = FALSE;
      else if (_loket_sheet_xml_starts (xml, "t"))
        in_text = !_loket_sheet_xml_is_empty (xml);
      else if (_loket_sheet_xml_ends (xml, "t"))
        in_text = FALSE;
      else if (in_text && !phonetic && (characters = _loket_sheet_xml_get_text (xml)) != NULL)
        g_string_append (text, characters);

      if (text->len - start > LOKET_LIMIT_SHEET_CELL_CHARS * 4)
        {
          g_set_error (error, LOKET_SHEET_ERROR, LOKET_SHEET_ERROR_TOO_LARGE,
                       "A cell has more than %d characters", LOKET_LIMIT_SHEET_CELL_CHARS);
          return FALSE;
        }
    }

  if (local_error == NULL)
    g_set_error_literal (&local_error, LOKET_SHEET_ERROR, LOKET_SHEET_ERROR_FORMAT,
                         "The workbook is damaged: a text never ends");
  g_propagate_error (error, local_error);
  return FALSE;
}

/* A relation's target is relative to the folder of the part that has it. */
static char *
resolve_target (const char *folder,
                const char *target)
{
  g_autofree char *joined = *target == '/' ? g_strdup (target)
                                           : g_build_filename ("/", folder, target, NULL);
  g_autofree char *whole = g_canonicalize_filename (joined, "/");

  return g_strdup (whole + 1);
}

/* The part that a relations part names by id, or the first of a type. */
static char *
find_relation (LoketSheetZip *zip,
               const char    *part,
               const char    *folder,
               const char    *id,
               const char    *type,
               GError       **error)
{
  g_autoptr (LoketSheetXml) xml = NULL;
  GError *local_error = NULL;

  if (!_loket_sheet_zip_has (zip, part))
    return NULL;

  xml = _loket_sheet_xml_new (zip, part, error);
  if (xml == NULL)
    return NULL;

  while (_loket_sheet_xml_next (xml, &local_error))
    {
      g_autofree char *its_id = NULL;
      g_autofree char *its_type = NULL;
      g_autofree char *target = NULL;

      if (!_loket_sheet_xml_starts (xml, "Relationship"))
        continue;
      its_id = _loket_sheet_xml_dup_attr (xml, "Id");
      its_type = _loket_sheet_xml_dup_attr (xml, "Type");
      target = _loket_sheet_xml_dup_attr (xml, "Target");
      if (target != NULL &&
          (id == NULL ? its_type != NULL && g_str_has_suffix (its_type, type)
                      : g_strcmp0 (its_id, id) == 0))
        return resolve_target (folder, target);
    }
  if (local_error != NULL)
    g_propagate_error (error, local_error);
  return NULL;
}

/* The relation id of the first visible sheet, and the day that serials count from. */
static char *
read_workbook (LoketSheetBook *self,
               LoketSheetZip  *zip,
               const char     *part,
               GError        **error)
{
  g_autoptr (LoketSheetXml) xml = _loket_sheet_xml_new (zip, part, error);
  g_autofree char *found = NULL;
  GError *local_error = NULL;

  if (xml == NULL)
    return NULL;

  while (_loket_sheet_xml_next (xml, &local_error))
    {
      if (_loket_sheet_xml_starts (xml, "workbookPr"))
        {
          g_autofree char *since = _loket_sheet_xml_dup_attr (xml, "date1904");

          self->since_1904 = g_strcmp0 (since, "1") == 0 || g_strcmp0 (since, "true") == 0;
        }
      else if (found == NULL && _loket_sheet_xml_starts (xml, "sheet"))
        {
          g_autofree char *state = _loket_sheet_xml_dup_attr (xml, "state");

          if (state == NULL || strcmp (state, "visible") == 0)
            found = _loket_sheet_xml_dup_attr (xml, "id");
        }
    }

  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return NULL;
    }
  if (found == NULL)
    g_set_error_literal (error, LOKET_SHEET_ERROR, LOKET_SHEET_ERROR_FORMAT,
                         "The workbook has no visible sheet");
  return g_steal_pointer (&found);
}

static gboolean
read_styles (LoketSheetBook *self,
             LoketSheetZip  *zip,
             const char     *part,
             GError        **error)
{
  g_autoptr (LoketSheetXml) xml = _loket_sheet_xml_new (zip, part, error);
  g_autoptr (GHashTable) codes = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  GError *local_error = NULL;
  gboolean in_cell_styles = FALSE;

  if (xml == NULL)
    return FALSE;

  while (_loket_sheet_xml_next (xml, &local_error))
    {
      g_autofree char *id_text = NULL;
      int id;

      if (_loket_sheet_xml_starts (xml, "cellXfs"))
        in_cell_styles = !_loket_sheet_xml_is_empty (xml);
      else if (_loket_sheet_xml_ends (xml, "cellXfs"))
        in_cell_styles = FALSE;

      if (!_loket_sheet_xml_starts (xml, "numFmt") &&
          !(in_cell_styles && _loket_sheet_xml_starts (xml, "xf")))
        continue;

      id_text = _loket_sheet_xml_dup_attr (xml, "numFmtId");
      id = id_text != NULL ? (int) CLAMP (g_ascii_strtoll (id_text, NULL, 10), 0, MAX_STYLES) : 0;
      if (_loket_sheet_xml_starts (xml, "numFmt"))
        {
          char *code = _loket_sheet_xml_dup_attr (xml, "formatCode");

          if (code != NULL)
            g_hash_table_insert (codes, GINT_TO_POINTER (id), code);
        }
      else
        {
          guint8 date = loket_sheet_format_is_date (id, g_hash_table_lookup (codes, GINT_TO_POINTER (id)));

          g_byte_array_append (self->date_styles, &date, 1);
        }
      if (self->date_styles->len > MAX_STYLES || g_hash_table_size (codes) > MAX_STYLES)
        {
          g_set_error_literal (error, LOKET_SHEET_ERROR, LOKET_SHEET_ERROR_TOO_LARGE,
                               "The workbook has too many styles");
          return FALSE;
        }
    }

  if (local_error != NULL)
    g_propagate_error (error, local_error);
  return local_error == NULL;
}

static gboolean
read_strings (LoketSheetBook *self,
              LoketSheetZip  *zip,
              const char     *part,
              GError        **error)
{
  g_autoptr (LoketSheetXml) xml = _loket_sheet_xml_new (zip, part, error);
  GError *local_error = NULL;

  if (xml == NULL)
    return FALSE;

  while (_loket_sheet_xml_next (xml, &local_error))
    {
      guint32 offset = (guint32) self->strings->len;

      if (!_loket_sheet_xml_starts (xml, "si"))
        continue;
      if (!_loket_sheet_read_text (xml, "si", self->strings, error))
        return FALSE;
      g_string_append_c (self->strings, '\0');
      g_array_append_val (self->offsets, offset);
      if (self->strings->len > LOKET_LIMIT_SHEET_STRINGS_BYTES)
        {
          g_set_error (error, LOKET_SHEET_ERROR, LOKET_SHEET_ERROR_TOO_LARGE,
                       "The workbook's texts are larger than %d MiB",
                       LOKET_LIMIT_SHEET_STRINGS_BYTES >> 20);
          return FALSE;
        }
    }

  if (local_error != NULL)
    g_propagate_error (error, local_error);
  return local_error == NULL;
}

/* An optional part of the workbook, by its type. */
static gboolean
read_optional (LoketSheetBook *self,
               LoketSheetZip  *zip,
               const char     *relations,
               const char     *folder,
               const char     *type,
               gboolean (*read) (LoketSheetBook *, LoketSheetZip *, const char *, GError **),
               GError        **error)
{
  GError *local_error = NULL;
  g_autofree char *part = find_relation (zip, relations, folder, NULL, type, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  return part == NULL || !_loket_sheet_zip_has (zip, part) || read (self, zip, part, error);
}

static gboolean
read_book (LoketSheetBook *self,
           LoketSheetZip  *zip,
           GError        **error)
{
  GError *local_error = NULL;
  g_autofree char *workbook = find_relation (zip, "_rels/.rels", "", NULL, "/officeDocument", &local_error);
  g_autofree char *folder = NULL;
  g_autofree char *file = NULL;
  g_autofree char *relations = NULL;
  g_autofree char *id = NULL;

  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  if (workbook == NULL)
    {
      g_set_error_literal (error, LOKET_SHEET_ERROR, LOKET_SHEET_ERROR_FORMAT,
                           "The file is an archive but no workbook");
      return FALSE;
    }

  folder = g_path_get_dirname (workbook);
  file = g_path_get_basename (workbook);
  relations = g_strconcat (folder, "/_rels/", file, ".rels", NULL);
  id = read_workbook (self, zip, workbook, error);
  if (id == NULL)
    return FALSE;

  self->sheet = find_relation (zip, relations, folder, id, NULL, &local_error);
  if (self->sheet == NULL)
    {
      if (local_error == NULL)
        g_set_error_literal (&local_error, LOKET_SHEET_ERROR, LOKET_SHEET_ERROR_FORMAT,
                             "The workbook does not say where its sheet is");
      g_propagate_error (error, local_error);
      return FALSE;
    }

  return read_optional (self, zip, relations, folder, "/styles", read_styles, error) &&
         read_optional (self, zip, relations, folder, "/sharedStrings", read_strings, error);
}

LoketSheetBook *
_loket_sheet_book_new (LoketSheetZip *zip,
                       GError       **error)
{
  g_autoptr (LoketSheetBook) self = g_new0 (LoketSheetBook, 1);

  self->date_styles = g_byte_array_new ();
  self->strings = g_string_new (NULL);
  self->offsets = g_array_new (FALSE, FALSE, sizeof (guint32));
  if (!read_book (self, zip, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
_loket_sheet_book_free (LoketSheetBook *self)
{
  if (self == NULL)
    return;

  g_free (self->sheet);
  g_byte_array_unref (self->date_styles);
  g_string_free (self->strings, TRUE);
  g_array_unref (self->offsets);
  g_free (self);
}

const char *
_loket_sheet_book_get_string (const LoketSheetBook *self,
                              gint64                index)
{
  if (index < 0 || index >= (gint64) self->offsets->len)
    return NULL;
  return self->strings->str + g_array_index (self->offsets, guint32, index);
}

gboolean
_loket_sheet_book_is_date (const LoketSheetBook *self,
                           gint64                style)
{
  return style >= 0 && style < (gint64) self->date_styles->len && self->date_styles->data[style] != 0;
}
