/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-quality"

#include "config.h"

#include "loket-lexicon.h"

#include <string.h>

#include "loket-quality-resources.h"

#define MONTH                                                                             \
  "(?:Jan(?:uari)?|Feb(?:ruari)?|Mar(?:et)?|Apr(?:il)?|Mei|Jun[i]?|Jul[i]?|Agu(?:stus)?|Agt|" \
  "Sept?(?:ember)?|Okt(?:ober)?|Nov(?:ember)?|Des(?:ember)?)"
#define DAY   "(?:Senin|Selasa|Rabu|Kamis|Jum'?at|Sabtu|Minggu|Ahad)"
#define COUNT "(?:\\d{1,3}|satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|empat belas|tiga puluh)"

typedef struct
{
  const char *source;
  gboolean    any_case;
} Source;

static const Source sources[LOKET_N_PATTERNS] = {
  /* A time that can be checked, exact or not. */
  [LOKET_PATTERN_DATE] = {
      "\\b\\d{1,2}(?:\\s*(?:-|s\\.d\\.|sampai(?: dengan)?|hingga|dan)\\s*\\d{1,2})?\\s+" MONTH "\\b"
      "|\\b\\d{1,2}[/.-]\\d{1,2}[/.-](?:20)?\\d{2}\\b"
      "|\\b20\\d{2}-\\d{2}-\\d{2}\\b"
      "|\\b" MONTH "\\s+20\\d{2}\\b"
      "|\\b(?:bulan|awal|akhir|pertengahan|pada)\\s+" MONTH "\\b"
      "|\\b" COUNT "(?:\\s*\\([a-z ]+\\))?\\s*(?:x\\s*24\\s*)?(?:jam|hari|minggu|pekan|bulan)\\b"
      "|\\b(?:hari|pagi|siang|sore|petang|malam|pekan|minggu|bulan) ini\\b|\\bbesok\\b|\\blusa\\b"
      "|\\b" DAY "\\s+(?:depan|pagi|siang|sore|petang|malam|ini)\\b"
      "|\\b(?:triwulan|semester|kuartal|tahap|tahun anggaran)\\s+(?:pertama|kedua|ketiga|keempat|[1-4IV]+|20\\d{2})\\b"
      "|\\b(?:minggu|pekan)\\s+(?:depan|pertama|kedua|ketiga|keempat)\\b"
      "|\\btahun\\s+20\\d{2}\\b",
      TRUE },
  /* Somebody who can be asked. */
  [LOKET_PATTERN_UNIT] = {
      "\\b(?:Dinas|Badan|Bidang|Bagian|Seksi|Sub ?bag(?:ian)?|UPTD?|UPPD|KPH|BPP|Unit|Tim|Regu|Satgas|Satuan|Sektor|"
      "Kantor|Balai(?: Besar)?|Kecamatan|Kelurahan|Kementerian|Kedeputian|Direktorat|Sekretariat|Inspektorat|Inspektur|"
      "Biro|Kepolisian|Polsek|Polres(?:ta)?|Polda|RSUD|Rumah Sakit|Puskesmas|Perumda|Perusahaan|PT|PLN|PDAM|BPJS|"
      "Pemerintah|Pemkab|Pemkot|Pemprov|Sekolah|Samsat|Komisi|Cabang|Ombudsman)"
      " [A-Z0-9][\\w.&-]*"
      "|\\b(?:Dis(?:hub|kominfo|dukcapil|dik|kes|naker|pora|budpar|tan|perkim|hut)|Din(?:sos|kes)|Bap(?:enda|peda)|BPBD|"
      "Satpol PP|DLH|D?PUPR|DPMPTSP|BBPJN|BPJN|BBWS|BWS|Damkar|Inspektorat|PLN|PDAM|Kominfo)\\b",
      FALSE },
  [LOKET_PATTERN_WE] = { "\\bkami\\b", TRUE },
  /* The officer says that and why something is not told. */
  [LOKET_PATTERN_WITHHELD] = {
      "\\b(?:sengaja|belum dapat|tidak dapat|tidak)\\s+(?:kami\\s+)?(?:di)?(?:sebutkan|umumkan|buka|rahasiakan|sampaikan)\\b",
      TRUE },
  [LOKET_PATTERN_ID_NUMBER] = {
      "(?<![\\d])(?:\\d{16}|\\d{6}[ .-]?\\d{6}[ .-]?\\d{4}|\\d{4}[ .-]\\d{4}[ .-]\\d{4}[ .-]\\d{4}|"
      "\\d{2}[ .-]\\d{2}[ .-]\\d{2}[ .-]\\d{6}[ .-]\\d{4}|"
      "\\d{2}[ .-]\\d{2}[ .-]\\d{2}[ .-]\\d{2}[ .-]\\d{2}[ .-]\\d{2}[ .-]\\d{4})(?!\\d)",
      FALSE },
  [LOKET_PATTERN_ID_LABEL] = { "\\b(?:NIK|KTP|KK|kartu keluarga|kependudukan|NPWP)\\b", TRUE },
  [LOKET_PATTERN_MASKED] = { "\\d{3}[ .-]?$", FALSE },
  [LOKET_PATTERN_ROMAN] = {
      "\\b(?:ke|abad|bab|angkatan|tahap|gelombang|HUT|MTQ|STQ|PON|Por(?:prov|kab|nas)|Pesparawi|edisi|jilid|"
      "wilayah|koridor|pasal|lampiran|KORPRI|Kodam)[ -]$",
      TRUE },
};

static void
entry_free (LoketEntry *entry)
{
  _loket_pattern_free (entry->pattern);
  g_free (entry->kind);
  g_free (entry->note);
  g_free (entry);
}

static GStrv
load_lines (const char *name,
            GError    **error)
{
  g_autofree char *path = g_strconcat ("/io/github/loket_pengaduan/Loket/quality/", name, NULL);
  g_autoptr (GBytes) content = NULL;
  g_autofree char *text = NULL;

  content = g_resource_lookup_data (_loket_quality_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  if (content == NULL)
    return NULL;
  text = g_strndup (g_bytes_get_data (content, NULL), g_bytes_get_size (content));
  return g_strsplit (text, "\n", -1);
}

/* Loads a list of patterns: pattern, kind, note, parted by tabs; `#` comments.
 * With @words they stand as whole words, in any case. */
static GPtrArray *
load_patterns (const char *name,
               gboolean    words,
               GError    **error)
{
  g_auto (GStrv) lines = load_lines (name, error);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) entry_free);

  if (lines == NULL)
    return NULL;
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) fields = NULL;
      g_autofree char *source = NULL;
      LoketEntry *entry;

      if (*lines[i] == '\0' || *lines[i] == '#')
        continue;
      fields = g_strsplit (lines[i], "\t", -1);
      source = words ? g_strdup_printf ("\\b(?:%s)\\b", fields[0]) : g_strdup (fields[0]);
      entry = g_new0 (LoketEntry, 1);
      g_ptr_array_add (entries, entry);
      entry->pattern = _loket_pattern_new (source, words, error);
      if (entry->pattern == NULL)
        {
          g_prefix_error (error, "%s: ", name);
          return NULL;
        }
      entry->kind = g_strdup (fields[1]);
      entry->note = fields[1] != NULL ? g_strdup (fields[2]) : NULL;
    }
  return g_steal_pointer (&entries);
}

/* Loads everything; an error is a fault of the build. */
LoketLexicon *
_loket_lexicon_new (GError **error)
{
  g_autoptr (LoketLexicon) lexicon = g_new0 (LoketLexicon, 1);

  for (guint i = 0; i < LOKET_N_PATTERNS; i++)
    {
      lexicon->patterns[i] = _loket_pattern_new (sources[i].source, sources[i].any_case, error);
      if (lexicon->patterns[i] == NULL)
        return NULL;
    }

  if ((lexicon->promises = load_patterns ("janji-kabur.tsv", TRUE, error)) == NULL ||
      (lexicon->placeholders = load_patterns ("penanda-templat.tsv", FALSE, error)) == NULL)
    return NULL;
  return g_steal_pointer (&lexicon);
}

/* Frees the lists. */
void
_loket_lexicon_free (LoketLexicon *lexicon)
{
  if (lexicon == NULL)
    return;

  for (guint i = 0; i < LOKET_N_PATTERNS; i++)
    _loket_pattern_free (lexicon->patterns[i]);
  g_clear_pointer (&lexicon->promises, g_ptr_array_unref);
  g_clear_pointer (&lexicon->placeholders, g_ptr_array_unref);
  g_free (lexicon);
}
