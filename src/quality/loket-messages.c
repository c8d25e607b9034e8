/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-quality"

#include "config.h"

#include "loket-messages.h"

/*
 * The words of the rules, apart from what the rules do. Not in the catalogue of
 * translations: a finding is told in the language of the officer, whatever the
 * language of the program that asks.
 *
 * `{}` stands for the argument. A rule's first entry has its title; further
 * ones are variants.
 */
typedef struct
{
  const char *rule;
  const char *variant;
  const char *title[2];
  const char *text[2];
  const char *suggestion[2];
} Entry;

enum
{
  ID,
  EN,
};

static const Entry entries[] = {
  { "PDP-01", NULL,
    { "NIK atau nomor KK", "National or family number" },
    { "Ada NIK lengkap di dalam jawaban. Data pribadi tidak boleh diungkapkan (UU 27/2022).",
      "The reply holds a full national identity number. Personal data must not be disclosed (Law 27/2022)." },
    { "Hapus nomornya; tulis misalnya “data kependudukan Saudara”.",
      "Remove the number; write for instance “data kependudukan Saudara”." } },
  { "PDP-01", "kk",
    { NULL, NULL },
    { "Ada nomor kartu keluarga lengkap di dalam jawaban. Data pribadi tidak boleh diungkapkan (UU 27/2022).",
      "The reply holds a full family card number. Personal data must not be disclosed (Law 27/2022)." },
    { "Hapus nomornya; tulis misalnya “kartu keluarga Saudara”.",
      "Remove the number; write for instance “kartu keluarga Saudara”." } },
  { "PDP-02", NULL,
    { "NPWP", "Tax number" },
    { "Ada NPWP di dalam jawaban. Data pribadi tidak boleh diungkapkan (UU 27/2022).",
      "The reply holds a tax number. Personal data must not be disclosed (Law 27/2022)." },
    { "Hapus nomornya; tulis “NPWP Saudara”.",
      "Remove the number; write “NPWP Saudara”." } },
  { "PDP-03", NULL,
    { "Telepon atau surel pribadi", "Private telephone or mail" },
    { "Nomor ponsel ini tidak terdaftar sebagai kontak instansi.",
      "This mobile number is not listed as a contact of the agency." },
    { "Ganti dengan nomor layanan instansi, atau hapus.",
      "Use the agency's service number, or remove it." } },
  { "PDP-03", "reporter",
    { NULL, NULL },
    { "Ini nomor telepon pelapor.",
      "This is the reporter's telephone number." },
    { "Hapus nomornya; tulis “nomor yang Saudara cantumkan”.",
      "Remove it; write “nomor yang Saudara cantumkan”." } },
  { "PDP-03", "unlisted",
    { NULL, NULL },
    { "Nomor ini tidak ada di daftar kontak instansi.",
      "This number is not in the agency's list of contacts." },
    { "Pastikan ini nomor layanan resmi, bukan nomor pribadi petugas.",
      "Make sure that it is an official number and not somebody's own." } },
  { "PDP-03", "mail",
    { NULL, NULL },
    { "Alamat surel ini bukan alamat resmi instansi.",
      "This mail address is not an official one." },
    { "Ganti dengan surel resmi instansi, atau hapus.",
      "Use the agency's official address, or remove it." } },
  { "PDP-04", NULL,
    { "Nomor rekening", "Bank account" },
    { "Ada nomor rekening di dalam jawaban; data keuangan dilindungi UU 27/2022.",
      "The reply holds a bank account; financial data are protected by Law 27/2022." },
    { "Hapus nomornya; tulis “rekening yang terdaftar”.",
      "Remove it; write “rekening yang terdaftar”." } },
  { "PDP-05", NULL,
    { "Nomor polisi kendaraan", "Vehicle plate" },
    { "Nomor polisi menunjuk kepada pemilik kendaraan.",
      "A plate points to the owner of the vehicle." },
    { "Tulis “kendaraan yang dilaporkan”.",
      "Write “kendaraan yang dilaporkan”." } },
  { "PDP-06", NULL,
    { "Nomor BPJS, paspor atau NIP", "Insurance, passport or staff number" },
    { "Ada nomor paspor di dalam jawaban.",
      "The reply holds a passport number." },
    { "Hapus nomornya.",
      "Remove the number." } },
  { "PDP-06", "health",
    { NULL, NULL },
    { "Ada nomor kepesertaan BPJS di dalam jawaban.",
      "The reply holds a health insurance number." },
    { "Hapus nomornya; tulis “kepesertaan Saudara”.",
      "Remove it; write “kepesertaan Saudara”." } },
  { "PDP-06", "staff",
    { NULL, NULL },
    { "Ada NIP di dalam jawaban; biasanya nama jabatan sudah cukup.",
      "The reply holds a staff number; the office's name is usually enough." },
    { "Hapus NIP bila tidak diwajibkan.",
      "Remove it unless it is required." } },
  { "PDP-07", NULL,
    { "Keadaan pribadi seseorang", "Somebody's private condition" },
    { "Kesehatan atau perkara seseorang adalah data pribadi yang bersifat spesifik (UU 27/2022).",
      "Somebody's health or criminal record is specific personal data (Law 27/2022)." },
    { "Sampaikan langsung kepada yang bersangkutan; di sini tulis secara umum.",
      "Tell the person concerned directly; stay general here." } },
  { "PDP-07", "birth",
    { NULL, NULL },
    { "Tanggal lahir seseorang adalah data pribadi.",
      "Somebody's date of birth is personal data." },
    { "Hapus tanggalnya.",
      "Remove the date." } },
  { "PDP-08", NULL,
    { "Nama pelapor yang dirahasiakan", "Name of a hidden reporter" },
    { "Laporan ini anonim, tetapi nama pelapor tertulis di sini.",
      "This complaint is anonymous, yet the reporter's name stands here." },
    { "Ganti dengan “Pelapor”.",
      "Write “Pelapor” instead." } },
  { "PDP-08", "secret",
    { NULL, NULL },
    { "Laporan ini rahasia; nama pelapor dapat terbaca oleh pihak terlapor.",
      "This complaint is secret; the reported party may come to read the name." },
    { "Pertimbangkan “Pelapor” atau “Saudara”.",
      "Consider “Pelapor” or “Saudara”." } },
  { "PDP-09", NULL,
    { "Alamat rumah", "Home address" },
    { "Alamat rumah seseorang tertulis lengkap.",
      "Somebody's home address is told in full." },
    { "Tulis “lokasi yang dilaporkan”, atau sampai desa/kelurahan saja.",
      "Write “lokasi yang dilaporkan”, or no more than the village." } },
  { "PDP-09", "reporter",
    { NULL, NULL },
    { "Ini alamat pelapor, padahal laporannya anonim atau rahasia.",
      "This is the reporter's address, though the complaint is anonymous or secret." },
    { "Hapus RT/RW-nya.",
      "Remove the RT/RW." } },
  { "TPL-01", NULL,
    { "Isian templat yang tertinggal", "Placeholder left in" },
    { "Bagian templat ini belum diisi.",
      "This part of a template was not filled in." },
    { "Isi dengan data yang sebenarnya, atau hapus.",
      "Fill it in, or remove it." } },
  { "TPL-01", "salutation",
    { NULL, NULL },
    { "Sapaan pilihan dari templat belum disesuaikan.",
      "The salutation is still the template's choice of several." },
    { "Pilih satu sapaan, misalnya “Bapak”, “Ibu” atau “Pelapor”.",
      "Choose one, for instance “Bapak”, “Ibu” or “Pelapor”." } },
  { "TAU-01", NULL,
    { "Lampiran yang tidak ada", "Attachment missing" },
    { "Jawaban menyebut lampiran, tetapi tidak ada berkas yang dilampirkan.",
      "The reply speaks of an attachment, but no file is attached." },
    { "Lampirkan berkasnya, atau hapus kalimat ini.",
      "Attach the file, or remove the sentence." } },
  { "TAU-02", NULL,
    { "Tautan yang kurang aman", "Link that is not safe" },
    { "Tautan http:// tidak aman.",
      "A link with http:// is not safe." },
    { "Pakai https://.",
      "Use https://." } },
  { "TAU-02", "short",
    { NULL, NULL },
    { "Tautan pendek menyembunyikan tujuannya dan dapat disalahgunakan.",
      "A shortened link hides where it leads and can be abused." },
    { "Tulis alamat lengkap di laman resmi.",
      "Write the full address on an official site." } },
  { "TAU-02", "foreign",
    { NULL, NULL },
    { "Tautan ini bukan laman pemerintah.",
      "This link is not to a government site." },
    { "Pastikan alamatnya resmi.",
      "Make sure that it is official." } },
  { "HKM-01", NULL,
    { "Penulisan peraturan", "How a regulation is named" },
    { "Peraturan ini ditulis singkat.",
      "This regulation is named in shorthand." },
    { "Tulis lengkap, misalnya “Undang-Undang Nomor 25 Tahun 2009”.",
      "Name it in full, as in “Undang-Undang Nomor 25 Tahun 2009”." } },
  { "HKM-02", NULL,
    { "Peraturan yang tidak berlaku", "Regulation not in force" },
    { "Peraturan ini sudah digantikan oleh {}.",
      "This regulation was replaced by {}." },
    { "Periksa dan sebutkan peraturan yang berlaku.",
      "Check, and name the one in force." } },
  { "HKM-02", "future",
    { NULL, NULL },
    { "Tahun peraturan ini belum tiba.",
      "The year of this regulation is still to come." },
    { "Periksa nomor dan tahunnya.",
      "Check number and year." } },
  { "KON-01", NULL,
    { "Janji tanpa tanggal atau unit", "Promise without a date or a unit" },
    { "Janji ini tidak menyebut kapan dan siapa yang mengerjakan; pelapor tidak dapat memegangnya.",
      "This promise does not tell when and by whom; the reporter cannot hold anybody to it." },
    { "Sebutkan tanggal dan unit, misalnya “ditambal 10 Maret 2026 oleh Bidang Bina Marga”.",
      "Name a date and a unit, for instance “ditambal 10 Maret 2026 oleh Bidang Bina Marga”." } },
  { "KON-01", "date",
    { NULL, NULL },
    { "Janji ini tidak menyebut kapan; pelapor tidak dapat memegangnya.",
      "This promise does not tell when; the reporter cannot hold anybody to it." },
    { "Sebutkan tanggal atau batas waktunya, misalnya “paling lambat 10 Maret 2026”.",
      "Name a date or a limit, for instance “paling lambat 10 Maret 2026”." } },
  { "KON-01", "unit",
    { NULL, NULL },
    { "Janji ini tidak menyebut siapa yang mengerjakan.",
      "This promise does not tell who will do it." },
    { "Sebutkan unit yang mengerjakan, misalnya “Bidang Bina Marga”.",
      "Name the unit, for instance “Bidang Bina Marga”." } },
  { "NAD-01", NULL,
    { "Nada menyalahkan", "Tone of blame" },
    { "Kalimat ini terbaca menyalahkan atau menolak pelapor.",
      "This reads as blaming the reporter or passing the buck." },
    { "Jelaskan kendala atau data yang dibutuhkan tanpa menyalahkan.",
      "Explain the obstacle or what is needed, without blame." } },
  { "NAD-02", NULL,
    { "Nada memerintah", "Tone of command" },
    { "Kalimat ini terbaca memerintah atau menggurui.",
      "This reads as a command or a lecture." },
    { "Pakai “mohon”, dan sebutkan alasannya.",
      "Use “mohon”, and tell why." } },
  { "NAD-03", NULL,
    { "Kata tidak resmi", "Words of chat" },
    { "Kata ini tidak resmi.",
      "This word is not for official writing." },
    { "Tulis “{}”.",
      "Write “{}”." } },
  { "NAD-03", "drop",
    { NULL, NULL },
    { "Kata ini tidak resmi.",
      "This word is not for official writing." },
    { "Hapus.",
      "Leave it out." } },
  { "NAD-04", NULL,
    { "Huruf kapital, tanda berulang", "Capitals, rows of marks" },
    { "Huruf kapital berturut-turut terbaca seperti berteriak.",
      "A run of capitals reads as shouting." },
    { "Pakai huruf kecil.",
      "Use small letters." } },
  { "NAD-04", "marks",
    { NULL, NULL },
    { "Tanda baca berulang terbaca seperti berteriak.",
      "A row of marks reads as shouting." },
    { "Satu tanda sudah cukup.",
      "One is enough." } },
  { "NAD-04", "emoji",
    { NULL, NULL },
    { "Gambar emoji tidak lazim dalam surat resmi.",
      "Emoji are unusual in official writing." },
    { "Hapus.",
      "Leave it out." } },
  { "BHS-01", NULL,
    { "Ejaan", "Spelling" },
    { "Bentuk ini tidak baku.",
      "This form is not standard." },
    { "Tulis “{}”.",
      "Write “{}”." } },
  { "BHS-03", NULL,
    { "Kalimat panjang", "Long sentence" },
    { "Kalimat ini {} kata; pembaca mudah kehilangan maksudnya.",
      "This sentence has {} words; readers lose the thread." },
    { "Pecah menjadi dua kalimat atau daftar.",
      "Make two sentences or a list of it." } },
  { "BHS-04", NULL,
    { "Janji tanpa pelaku", "Promise without an actor" },
    { "Tidak disebut siapa yang melakukannya dan kapan.",
      "It does not say who does it and when." },
    { "Sebutkan pelakunya, misalnya “Bidang Bina Marga akan memperbaiki”.",
      "Name who acts, as in “Bidang Bina Marga akan memperbaiki”." } },
  { "BHS-05", NULL,
    { "Singkatan yang belum diterangkan", "Unexplained abbreviation" },
    { "Singkatan ini mungkin tidak dikenal warga.",
      "Citizens may not know this abbreviation." },
    { "Tulis kepanjangannya: {}.",
      "Write it out: {}." } },
  { "BHS-06", NULL,
    { "Salah ketik kecil", "Small fault of typing" },
    { "Kata yang sama tertulis dua kali.",
      "The same word stands twice." },
    { "Hapus salah satu.",
      "Remove one." } },
  { "BHS-06", "space",
    { NULL, NULL },
    { "Ada spasi sebelum tanda baca.",
      "There is a space before the mark." },
    { "Hapus spasinya.",
      "Remove the space." } },
  { "BHS-06", "rupiah",
    { NULL, NULL },
    { "“Rp” ditulis tanpa titik dan tanpa spasi.",
      "“Rp” has no full stop and no space." },
    { "Tulis misalnya “Rp50.000”.",
      "Write as in “Rp50.000”." } },
  { "BHS-06", "slash",
    { NULL, NULL },
    { "Singkatan ini ditulis dengan titik.",
      "This abbreviation is written with full stops." },
    { "Tulis “s.d.”, “a.n.”, “u.p.” atau “d.a.”.",
      "Write “s.d.”, “a.n.”, “u.p.” or “d.a.”." } },
  { "BHS-06", "clock",
    { NULL, NULL },
    { "Untuk waktu dipakai “pukul”; “jam” untuk lamanya.",
      "A time of day is “pukul”; “jam” is a length of time." },
    { "Tulis misalnya “pukul 09.00”.",
      "Write as in “pukul 09.00”." } },
};

static guint
language_index (const char *language)
{
  return g_strcmp0 (language, "en") == 0 ? EN : ID;
}

static const Entry *
find_entry (const char *rule,
            const char *variant)
{
  const Entry *first = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      if (!g_str_equal (entries[i].rule, rule))
        continue;
      if (first == NULL)
        first = &entries[i];
      if (g_strcmp0 (entries[i].variant, variant) == 0)
        return &entries[i];
    }
  return first;
}

static char *
fill (const char *words,
      const char *argument)
{
  GString *text;

  if (words == NULL)
    return NULL;
  text = g_string_new (words);
  g_string_replace (text, "{}", argument != NULL ? argument : "", 0);
  return g_string_free (text, FALSE);
}

/* A rule's name for people. */
const char *
_loket_message_title (const char *rule,
                      const char *language)
{
  const Entry *entry = find_entry (rule, NULL);

  return entry != NULL ? entry->title[language_index (language)] : rule;
}

/* What was found and why it matters. */
char *
_loket_message_text (const char *rule,
                     const char *variant,
                     const char *language,
                     const char *argument)
{
  const Entry *entry = find_entry (rule, variant);

  return entry != NULL ? fill (entry->text[language_index (language)], argument) : g_strdup (rule);
}

/* What to do; may be nothing. */
char *
_loket_message_suggestion (const char *rule,
                           const char *variant,
                           const char *language,
                           const char *argument)
{
  const Entry *entry = find_entry (rule, variant);

  return entry != NULL ? fill (entry->suggestion[language_index (language)], argument) : NULL;
}
