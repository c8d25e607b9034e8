/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sheet"

#include "config.h"

#include "loket-sheet-xml.h"

#include <string.h>

#include "loket-limits.h"
#include "loket-sheet-private.h"

/*
 * No part of a workbook has a document type. Where there is none there are no
 * entities to expand and nothing to fetch, so the bytes are searched for one
 * before the parser sees them; the encoding is fixed to UTF-8, so that no other
 * one can hide it.
 */

#define DOCTYPE "<!DOCTYPE"

struct _LoketSheetXml
{
  LoketSheetZip   *zip;
  xmlTextReaderPtr reader;
  GError          *error;               /* what a callback met */
  char             tail[sizeof DOCTYPE - 2]; /* the end of the block before */
  gsize            n_tail;
};

static gboolean
has_doctype (LoketSheetXml *self,
             const char    *block,
             gsize          length)
{
  char seam[2 * (sizeof DOCTYPE - 2)];
  gsize n_head = MIN (length, sizeof self->tail);

  memcpy (seam, self->tail, self->n_tail);
  memcpy (seam + self->n_tail, block, n_head);
  if (memmem (seam, self->n_tail + n_head, DOCTYPE, strlen (DOCTYPE)) != NULL ||
      memmem (block, length, DOCTYPE, strlen (DOCTYPE)) != NULL)
    return TRUE;

  if (length >= sizeof self->tail)
    {
      memcpy (self->tail, block + length - sizeof self->tail, sizeof self->tail);
      self->n_tail = sizeof self->tail;
    }
  else
    {
      gsize keep = MIN (self->n_tail, sizeof self->tail - length);

      memmove (self->tail, self->tail + self->n_tail - keep, keep);
      memcpy (self->tail + keep, block, length);
      self->n_tail = keep + length;
    }
  return FALSE;
}

static int
bytes_wanted_cb (void *data,
                 char *buffer,
                 int   length)
{
  LoketSheetXml *self = data;
  gssize n;

  if (self->error != NULL)
    return -1;

  n = _loket_sheet_zip_read (self->zip, buffer, (gsize) length, &self->error);
  if (n > 0 && has_doctype (self, buffer, (gsize) n))
    {
      g_set_error_literal (&self->error, LOKET_SHEET_ERROR, LOKET_SHEET_ERROR_FORMAT,
                           "The workbook has a document type; no spreadsheet program writes one");
      return -1;
    }
  return (int) n;
}

static void
error_met_cb (void       *data,
              xmlErrorPtr error)
{
  LoketSheetXml *self = data;

  if (self->error == NULL && error->level >= XML_ERR_ERROR)
    g_set_error (&self->error, LOKET_SHEET_ERROR, LOKET_SHEET_ERROR_FORMAT,
                 "The workbook is damaged: malformed XML in line %d of a part", error->line);
}

LoketSheetXml *
_loket_sheet_xml_new (LoketSheetZip *zip,
                      const char    *part,
                      GError       **error)
{
  g_autoptr (LoketSheetXml) self = g_new0 (LoketSheetXml, 1);

  self->zip = zip;
  if (!_loket_sheet_zip_open (zip, part, error))
    return NULL;

  self->reader = xmlReaderForIO (bytes_wanted_cb, NULL, self, NULL, "UTF-8",
                                 XML_PARSE_NONET | XML_PARSE_COMPACT);
  if (self->reader == NULL)
    {
      if (self->error != NULL)
        g_propagate_error (error, g_steal_pointer (&self->error));
      else
        g_set_error_literal (error, LOKET_SHEET_ERROR, LOKET_SHEET_ERROR_FORMAT,
                             "The workbook is damaged: an empty part");
      return NULL;
    }
  xmlTextReaderSetStructuredErrorHandler (self->reader, error_met_cb, self);
  return g_steal_pointer (&self);
}

void
_loket_sheet_xml_free (LoketSheetXml *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->reader, xmlFreeTextReader);
  g_clear_error (&self->error);
  g_free (self);
}

/* To the next node; FALSE without @error at the end of the part. */
gboolean
_loket_sheet_xml_next (LoketSheetXml *self,
                       GError       **error)
{
  int result = xmlTextReaderRead (self->reader);

  if (self->error != NULL || result < 0)
    {
      if (self->error == NULL)
        g_set_error_literal (&self->error, LOKET_SHEET_ERROR, LOKET_SHEET_ERROR_FORMAT,
                             "The workbook is damaged: malformed XML");
      g_propagate_error (error, g_steal_pointer (&self->error));
      return FALSE;
    }
  if (result == 0)
    return FALSE;

  if (xmlTextReaderDepth (self->reader) > LOKET_LIMIT_XML_DEPTH)
    {
      g_set_error (error, LOKET_SHEET_ERROR, LOKET_SHEET_ERROR_TOO_LARGE,
                   "The workbook nests deeper than %d elements", LOKET_LIMIT_XML_DEPTH);
      return FALSE;
    }
  return TRUE;
}

static gboolean
is_at (LoketSheetXml *self,
       int            type,
       const char    *name)
{
  return xmlTextReaderNodeType (self->reader) == type &&
         g_strcmp0 ((const char *) xmlTextReaderConstLocalName (self->reader), name) == 0;
}

gboolean
_loket_sheet_xml_starts (LoketSheetXml *self,
                         const char    *name)
{
  return is_at (self, XML_READER_TYPE_ELEMENT, name);
}

gboolean
_loket_sheet_xml_ends (LoketSheetXml *self,
                       const char    *name)
{
  return is_at (self, XML_READER_TYPE_END_ELEMENT, name) ||
         (is_at (self, XML_READER_TYPE_ELEMENT, name) && _loket_sheet_xml_is_empty (self));
}

gboolean
_loket_sheet_xml_is_empty (LoketSheetXml *self)
{
  return xmlTextReaderIsEmptyElement (self->reader) == 1;
}

/* The characters of a text node, %NULL on any other. */
const char *
_loket_sheet_xml_get_text (LoketSheetXml *self)
{
  switch (xmlTextReaderNodeType (self->reader))
    {
    case XML_READER_TYPE_TEXT:
    case XML_READER_TYPE_CDATA:
    case XML_READER_TYPE_WHITESPACE:
    case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
      return (const char *) xmlTextReaderConstValue (self->reader);
    default:
      return NULL;
    }
}

/* An attribute by its local name, whatever the prefix (`r:id`). */
char *
_loket_sheet_xml_dup_attr (LoketSheetXml *self,
                           const char    *name)
{
  char *value = NULL;

  if (xmlTextReaderMoveToFirstAttribute (self->reader) == 1)
    do
      {
        if (g_strcmp0 ((const char *) xmlTextReaderConstLocalName (self->reader), name) == 0 &&
            xmlTextReaderIsNamespaceDecl (self->reader) != 1)
          value = g_strdup ((const char *) xmlTextReaderConstValue (self->reader));
      }
    while (value == NULL && xmlTextReaderMoveToNextAttribute (self->reader) == 1);
  xmlTextReaderMoveToElement (self->reader);
  return value;
}
