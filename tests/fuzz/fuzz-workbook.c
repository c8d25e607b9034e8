/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include <string.h>

#include "loket-hub-import-sheet.h"

/* The XML inside of a workbook: a zip without packing is made around the input,
 * which a fuzzer of the whole file hardly gets through. */

typedef struct
{
  const char   *name;
  const guint8 *data;
  gsize         size;
  guint32       offset;
  guint32       crc;
} Part;

static const char types[] =
  "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
  "<Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/></Types>";
static const char book[] =
  "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" "
  "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">"
  "<sheets><sheet name=\"A\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";
static const char relations[] =
  "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
  "<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
  "<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>";
static const char root_relations[] =
  "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
  "<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";

static guint32
crc32 (const guint8 *data,
       gsize         size)
{
  guint32 crc = 0xffffffff;

  for (gsize i = 0; i < size; i++)
    {
      crc ^= data[i];
      for (guint bit = 0; bit < 8; bit++)
        crc = (crc >> 1) ^ (0xedb88320 & (0 - (crc & 1)));
    }
  return ~crc;
}

static void
put (GByteArray *zip,
     guint64     value,
     guint       bytes)
{
  for (guint i = 0; i < bytes; i++)
    {
      guint8 byte = (guint8) value;

      g_byte_array_append (zip, &byte, 1);
      value >>= 8;
    }
}

/* The fields that a part's own header and its entry in the directory share. */
static void
put_fields (GByteArray *zip,
            const Part *part)
{
  put (zip, 20, 2);
  put (zip, 0, 8);
  put (zip, part->crc, 4);
  put (zip, part->size, 4);
  put (zip, part->size, 4);
  put (zip, strlen (part->name), 2);
  put (zip, 0, 2);
}

static GByteArray *
make_zip (Part  *parts,
          guint  n_parts)
{
  GByteArray *zip = g_byte_array_new ();
  guint32 directory;

  for (guint i = 0; i < n_parts; i++)
    {
      parts[i].offset = zip->len;
      parts[i].crc = crc32 (parts[i].data, parts[i].size);
      put (zip, 0x04034b50, 4);
      put_fields (zip, &parts[i]);
      g_byte_array_append (zip, (const guint8 *) parts[i].name, (guint) strlen (parts[i].name));
      g_byte_array_append (zip, parts[i].data, (guint) parts[i].size);
    }
  directory = zip->len;
  for (guint i = 0; i < n_parts; i++)
    {
      put (zip, 0x02014b50, 4);
      put (zip, 20, 2);
      put_fields (zip, &parts[i]);
      put (zip, 0, 10);
      put (zip, parts[i].offset, 4);
      g_byte_array_append (zip, (const guint8 *) parts[i].name, (guint) strlen (parts[i].name));
    }
  put (zip, 0x06054b50, 4);
  put (zip, 0, 4);
  put (zip, n_parts, 2);
  put (zip, n_parts, 2);
  put (zip, zip->len - 8 - 4 - directory, 4);
  put (zip, directory, 4);
  put (zip, 0, 2);
  return zip;
}

#define PART(name, text) { name, (const guint8 *) (text), sizeof (text) - 1, 0, 0 }

/* Input: the text of the shared strings, a zero byte, the text of the sheet. */
int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  const guint8 *zero = size > 0 ? memchr (data, 0, size) : NULL;
  gsize strings = zero != NULL ? (gsize) (zero - data) : 0;
  gsize from = zero != NULL ? strings + 1 : 0;
  Part parts[] = {
    PART ("[Content_Types].xml", types),
    PART ("_rels/.rels", root_relations),
    PART ("xl/workbook.xml", book),
    PART ("xl/_rels/workbook.xml.rels", relations),
    { "xl/sharedStrings.xml", data, strings, 0, 0 },
    { "xl/worksheets/sheet1.xml", data + from, size - from, 0, 0 },
  };
  g_autoptr (GByteArray) zip = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (LoketHubImportSheet) sheet = NULL;

  if (size == 0)
    return 0;
  zip = make_zip (parts, G_N_ELEMENTS (parts));
  path = fuzz_make_file ("book.xlsx", zip->data, zip->len);
  sheet = loket_hub_import_sheet_read (path, zone, NULL);
  return 0;
}
