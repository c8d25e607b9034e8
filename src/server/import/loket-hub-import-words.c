/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-import-words.h"

#include "loket-text.h"

/* In the order of the enumeration; the first name of each is the export's own. */
static const char *const column_names[LOKET_HUB_IMPORT_OTHER][3] = {
  { "Tracking ID", "Nomor Tracking", "ID Laporan" },
  { "Tanggal Laporan Masuk", "Tanggal Masuk", "Tanggal Laporan" },
  { "Waktu Laporan Masuk", "Waktu Masuk", "Jam Laporan Masuk" },
  { "Nama Pelapor", "Pelapor" },
  { "Klasifikasi Laporan", "Klasifikasi" },
  { "ID Kategori" },
  { "Kategori", "Kategori Laporan" },
  { "Judul Laporan", "Judul" },
  { "Isi Laporan Awal" },
  { "Isi Laporan Akhir", "Isi Laporan" },
  { "Tipe Laporan" },
  { "Sumber Laporan", "Kanal" },
  { "ID Instansi Terdisposisi" },
  { "Instansi Terdisposisi" },
  { "Status Laporan", "Status" },
  { "Alasan Tunda/Arsip" },
  { "Provinsi" },
  { "Kota/Kabupaten", "Kabupaten/Kota" },
  { "Kecamatan" },
  { "Kelurahan", "Kelurahan/Desa", "Desa/Kelurahan" },
};

static const struct
{
  const char          *word;
  LoketComplaintStatus status;
} status_words[] = {
  { "belum ditindaklanjuti", LOKET_STATUS_NEW },
  { "belum terverifikasi", LOKET_STATUS_NEW },
  { "terdisposisi", LOKET_STATUS_NEW },
  { "proses", LOKET_STATUS_IN_PROGRESS },
  { "diproses", LOKET_STATUS_IN_PROGRESS },
  { "dalam proses", LOKET_STATUS_IN_PROGRESS },
  { "menunggu kelengkapan informasi", LOKET_STATUS_NEEDS_INFORMATION },
  { "ditanggapi oleh pelapor", LOKET_STATUS_REPORTER_ANSWERED },
  { "selesai", LOKET_STATUS_CLOSED },
};

/* Letters and digits in lower case, without what stands in parentheses: people
 * retype headers. */
static char *
fold_header (const char *header)
{
  g_autofree char *lower = g_utf8_casefold (header, -1);
  GString *folded = g_string_new (NULL);
  int depth = 0;

  for (const char *p = lower; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '(')
        depth++;
      else if (c == ')')
        depth = MAX (depth - 1, 0);
      else if (depth == 0 && g_unichar_isalnum (c))
        g_string_append_unichar (folded, c);
    }
  return g_string_free (folded, FALSE);
}

/**
 * loket_hub_import_find_column:
 * @header: a cell of the header row
 *
 * Recognises a column by its name, whatever its case, space and punctuation.
 *
 * Returns: the column, OTHER for one that we have no field for
 */
LoketHubImportColumn
loket_hub_import_find_column (const char *header)
{
  g_autofree char *folded = fold_header (header);

  if (*folded == '\0')
    return LOKET_HUB_IMPORT_OTHER;

  for (guint i = 0; i < LOKET_HUB_IMPORT_OTHER; i++)
    for (guint j = 0; j < G_N_ELEMENTS (column_names[i]) && column_names[i][j] != NULL; j++)
      {
        g_autofree char *name = fold_header (column_names[i][j]);

        if (g_str_equal (folded, name))
          return (LoketHubImportColumn) i;
      }
  return LOKET_HUB_IMPORT_OTHER;
}

/**
 * loket_hub_import_column_name:
 * @column: a column that we have a field for
 *
 * Gets the name that the export gives it, for messages.
 *
 * Returns: (transfer none): the name
 */
const char *
loket_hub_import_column_name (LoketHubImportColumn column)
{
  g_return_val_if_fail (column < LOKET_HUB_IMPORT_OTHER, "");

  return column_names[column][0];
}

/**
 * loket_hub_import_fold_name:
 * @name: what somebody called an agency or a status
 *
 * Makes names comparable that differ in case and space alone.
 *
 * Returns: (transfer full): the key
 */
char *
loket_hub_import_fold_name (const char *name)
{
  g_autofree char *line = loket_text_to_line (name, G_MAXSIZE);

  return g_utf8_casefold (line, -1);
}

/**
 * loket_hub_import_read_class:
 * @text: the source's word
 *
 * Reads the class.
 *
 * Returns: the class, unknown for a word that we do not know
 */
LoketComplaintClass
loket_hub_import_read_class (const char *text)
{
  g_autofree char *word = loket_hub_import_fold_name (text);

  if (g_str_equal (word, "pengaduan tidak berkadar pengawasan"))
    return LOKET_CLASS_COMPLAINT;
  if (g_str_equal (word, "pengaduan berkadar pengawasan"))
    return LOKET_CLASS_SUPERVISORY;
  if (g_str_equal (word, "permintaan informasi"))
    return LOKET_CLASS_INFORMATION;
  if (g_str_equal (word, "aspirasi"))
    return LOKET_CLASS_ASPIRATION;
  return LOKET_CLASS_UNKNOWN;
}

/**
 * loket_hub_import_read_status:
 * @text: the source's words
 * @closed_by: (out): who closed or archived it
 *
 * Reads the status. Whether the matter was settled is another question, which
 * no status answers.
 *
 * Returns: the status, unknown (which is open) for words that we do not know
 */
LoketComplaintStatus
loket_hub_import_read_status (const char  *text,
                              LoketCloser *closed_by)
{
  g_autofree char *words = loket_hub_import_fold_name (text);
  gboolean closed = g_str_has_prefix (words, "ditutup");

  *closed_by = LOKET_CLOSER_NONE;
  if (closed || g_str_has_prefix (words, "diarsipkan"))
    {
      if (g_str_has_suffix (words, " sistem"))
        *closed_by = LOKET_CLOSER_SYSTEM;
      else if (g_str_has_suffix (words, " pelapor"))
        *closed_by = LOKET_CLOSER_REPORTER;
      else if (g_str_has_suffix (words, " admin"))
        *closed_by = LOKET_CLOSER_ADMIN;
      return closed ? LOKET_STATUS_CLOSED : LOKET_STATUS_ARCHIVED;
    }

  for (guint i = 0; i < G_N_ELEMENTS (status_words); i++)
    if (g_str_equal (words, status_words[i].word))
      return status_words[i].status;
  return LOKET_STATUS_UNKNOWN;
}

/**
 * loket_hub_import_read_type:
 * @text: `Anonim`, `Rahasia`, both with `|` between, or nothing
 * @anonymous: (out): whether the reporter's identity is hidden
 * @secret: (out): whether the content is not public
 *
 * Reads what is to be kept from others.
 *
 * Returns: %FALSE where there is a word that we do not know, the rest is read
 */
gboolean
loket_hub_import_read_type (const char *text,
                            gboolean   *anonymous,
                            gboolean   *secret)
{
  g_auto (GStrv) words = g_strsplit_set (text, "|,/;+&", -1);
  gboolean known = TRUE;

  *anonymous = *secret = FALSE;
  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *word = loket_hub_import_fold_name (words[i]);

      if (g_str_equal (word, "anonim"))
        *anonymous = TRUE;
      else if (g_str_equal (word, "rahasia"))
        *secret = TRUE;
      else if (*word != '\0' && !g_str_equal (word, "-") && !g_str_equal (word, "publik"))
        known = FALSE;
    }
  return known;
}
