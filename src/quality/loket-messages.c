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
