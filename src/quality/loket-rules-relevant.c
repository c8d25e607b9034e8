/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-quality"

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "loket-copies-private.h"
#include "loket-keys.h"
#include "loket-rule.h"

/* REL: whether it is this complaint that is answered. */

#define FEWEST_KEYS 3

static gboolean
has_word (const LoketProse *prose,
          const char       *lower)
{
  for (guint i = 0; i < prose->words->len; i++)
    if (g_str_equal (_loket_prose_word (prose, i)->lower, lower))
      return TRUE;
  return FALSE;
}

static gboolean
mentions (const LoketProse *prose,
          const char       *text)
{
  g_autoptr (LoketProse) other = _loket_prose_new (text);

  for (guint i = 0; i < other->words->len; i++)
    {
      const LoketWord *word = _loket_prose_word (other, i);
      const char *lower = word->lower;

      if (word->letters >= 4 && !g_str_equal (lower, "kabupaten") && !g_str_equal (lower, "kota") &&
          !g_str_equal (lower, "desa") && has_word (prose, lower))
        return TRUE;
    }
  return FALSE;
}

static gboolean
mentions_place (LoketRun *run)
{
  return mentions (run->draft, run->input->village) || mentions (run->draft, run->input->district);
}

/* Whether the draft repeats an abbreviation or a number of the complaint. */
static gboolean
repeats_short_word (LoketRun *run)
{
  for (guint i = 0; i < run->draft->words->len; i++)
    {
      const LoketWord *word = _loket_prose_word (run->draft, i);
      gboolean number = g_ascii_isdigit (*word->lower) && word->letters >= 2;
      gboolean capitals = word->upper && word->letters >= 2 && word->letters < 6 &&
                          g_unichar_isupper (g_utf8_get_char (run->draft->text + word->span.start + 1));

      if ((number || capitals) && has_word (run->complaint, word->lower))
        return TRUE;
    }
  return FALSE;
}

/* Whether nothing of the complaint, its category or its place is in the draft. */
gboolean
_loket_run_shares_nothing (LoketRun *run)
{
  return g_hash_table_size (run->told) >= FEWEST_KEYS && !_loket_keys_meet (run->told, run->draft) && !mentions_place (run) &&
         !mentions (run->draft, run->input->category) && !repeats_short_word (run) &&
         !_loket_run_shares_object (run);
}

/* Words that follow “jalan” or “gang” in everyday speech without being its name; sorted. */
static const char *const no_names[] = {
  "ada", "agak", "aja", "aman", "amblas", "ambles", "ambrol", "amburadul", "aspal", "atau",
  "bagian", "bagus", "banjir", "banyak", "bapak", "baru", "basah", "becek", "belakang", "belum",
  "berantakan", "berdebu", "berhari", "berlumpur", "bersama", "bikin", "bocor", "buat", "bubar",
  "buntu", "cukup", "cuma", "dalam", "dari", "dekat", "dengan", "depan", "dikit", "dipakai",
  "disana", "ditutup", "dulu", "error", "ga", "gak", "galian", "gelap", "guna", "habis",
  "hancur", "hanya", "harus", "hilang", "induk", "ini", "itu", "jadi", "jam", "jangan", "jebol",
  "juga", "kabupaten", "kalau", "kalo", "kami", "karena", "kecamatan", "kelurahan", "kemarin",
  "kena", "kira", "kita", "kosong", "kota", "kotor", "krn", "kumuh", "lagi", "lancar",
  "langsung", "lebih", "licin", "lintas", "longsor", "macet", "makin", "malah", "malam", "mana",
  "masih", "masuk", "mati", "maupun", "menuju", "menurun", "mereka", "milik", "minta", "modern",
  "mohon", "naik", "nanjak", "orang", "pada", "padahal", "pagi", "panas", "para", "parah",
  "parkir", "pasar", "pemukiman", "penuh", "pernah", "pinggir", "pribadi", "protokol",
  "provinsi", "putus", "rakyat", "ramai", "rame", "raya", "retak", "roboh", "rusak", "saat",
  "sampah", "sampai", "samping", "sangat", "saya", "sdh", "sebelah", "seberang", "sedang",
  "sekali", "sekarang", "sekitar", "sekolah", "selalu", "semakin", "sempit", "semua", "sendiri",
  "sepanjang", "seperti", "sepi", "sering", "siang", "sini", "situ", "sore", "sudah", "supaya",
  "susah", "tadi", "tanpa", "tapi", "tdk", "tembus", "tempat", "tengah", "tentang", "terang",
  "terendam", "terhadap", "terjal", "terlalu", "terlihat", "terminal", "ternyata", "terus",
  "tetap", "tetapi", "tiap", "tidak", "tikungan", "tinggi", "tolong", "tradisional", "tutup",
  "ujung", "umum", "untuk", "usaha", "utama", "waktu", "warga", "yaitu", "yang", "yg",
};

static int
compare_words (const void *a,
               const void *b)
{
  return strcmp (a, *(const char *const *) b);
}

/* The first word of the name of the street, village, … at a place. */
static char *
dup_place_name (const LoketProse *prose,
                LoketSpan         place)
{
  g_autofree char *text = _loket_prose_dup_lower (prose, place);
  const char *name = strrchr (text, ' ');

  return g_strdup (name != NULL ? name + 1 : text);
}

/* Whether what looks like a place is one. Citizens write in small letters: then only
 * a road is believed, and only if an everyday word does not follow. */
static gboolean
is_place (const LoketProse *prose,
          LoketSpan         place,
          const char       *name)
{
  g_autofree char *kind = _loket_prose_dup_lower (prose, place);
  const char *written = prose->text + place.end - strlen (name);

  if (bsearch (name, no_names, G_N_ELEMENTS (no_names), sizeof *no_names, compare_words) != NULL)
    return FALSE;
  return g_unichar_isupper (g_utf8_get_char (written)) || g_str_has_prefix (kind, "j") || g_str_has_prefix (kind, "g") ||
         g_str_has_prefix (kind, "kom");
}

/* REL-01: the complaint names a place, the answer names none and points to none.
 * Where nothing of the complaint is left, KLG-02 says so. */
void
_loket_rule_rel_01 (LoketRun *run)
{
  LoketSpan rest = { 0, run->complaint->length };
  LoketSpan place;
  gboolean any = FALSE;

  if (run->input->secret == LOKET_FACT_YES ||
      (run->input->outcome != LOKET_OUTCOME_IN_PROGRESS && run->input->outcome != LOKET_OUTCOME_RESOLVED))
    return;
  while (_loket_prose_find (run->complaint, run->lexicon->patterns[LOKET_PATTERN_STREET], rest, &place))
    {
      g_autofree char *name = dup_place_name (run->complaint, place);

      rest.start = place.end;
      if (!is_place (run->complaint, place, name))
        continue;
      any = TRUE;
      if (has_word (run->draft, name))
        return;
    }
  if (any && !mentions_place (run) && !_loket_run_shares_nothing (run) && !_loket_run_has (run, LOKET_PATTERN_THAT_PLACE, _loket_run_whole (run)))
    _loket_run_report_missing (run, NULL, NULL);
}

/* REL-03: “when?” and no time at all, “how much?” and no number. */
void
_loket_rule_rel_03 (LoketRun *run)
{
  LoketSpan told = { 0, run->complaint->length };
  LoketSpan whole = _loket_run_whole (run);

  if (run->input->outcome == LOKET_OUTCOME_NEEDS_INFORMATION || run->input->outcome == LOKET_OUTCOME_NOT_OUR_AUTHORITY)
    return;
  if (_loket_prose_find (run->complaint, run->lexicon->patterns[LOKET_PATTERN_ASKS_WHEN], told, NULL) &&
      !_loket_run_has_date (run, whole) && !_loket_run_has (run, LOKET_PATTERN_SOME_TIME, whole))
    _loket_run_report_missing (run, NULL, NULL);
  if (_loket_prose_find (run->complaint, run->lexicon->patterns[LOKET_PATTERN_ASKS_HOW_MUCH], told, NULL) &&
      !_loket_run_has (run, LOKET_PATTERN_SOME_AMOUNT, whole))
    _loket_run_report_missing (run, "amount", NULL);
}

static void
check_ticket (LoketRun *run)
{
  LoketSpan rest = _loket_run_whole (run);
  LoketSpan found;

  if (run->input->tracking_id == NULL)
    return;
  while (_loket_run_next (run, LOKET_PATTERN_TICKET, &rest, &found))
    {
      LoketSpan number = found;
      g_autofree char *digits = NULL;

      while (!g_ascii_isdigit (run->draft->text[number.start]))
        number.start++;
      digits = g_strndup (run->draft->text + number.start, number.end - number.start);
      if (!g_str_equal (digits, run->input->tracking_id) && strstr (run->complaint->text, digits) == NULL &&
          !_loket_run_has (run, LOKET_PATTERN_JOINT, _loket_run_sentence_of (run, number)))
        _loket_run_report (run, number, "ticket", run->input->tracking_id);
    }
}

/* Whether a word is a name of the reporter's or a short form of one: Pak Udin
 * may be Saprudin. */
static gboolean
is_name_of (const LoketProse *reporter,
            const char       *lower)
{
  if (strlen (lower) < 3)
    return has_word (reporter, lower);
  for (guint i = 0; i < reporter->words->len; i++)
    {
      const char *name = _loket_prose_word (reporter, i)->lower;

      if (strstr (name, lower) != NULL || (strlen (name) >= 3 && strstr (lower, name) != NULL))
        return TRUE;
    }
  return FALSE;
}

/* Whether any word of the addressed name is the reporter's or in the complaint. */
static gboolean
is_known_person (LoketRun  *run,
                 LoketSpan  name)
{
  g_autoptr (LoketProse) reporter = _loket_prose_new (run->input->reporter_name);

  for (guint i = 0; i < run->draft->words->len; i++)
    {
      const LoketWord *word = _loket_prose_word (run->draft, i);

      if (word->span.start >= name.start && word->span.end <= name.end &&
          (is_name_of (reporter, word->lower) || has_word (run->complaint, word->lower)))
        return TRUE;
    }
  return FALSE;
}

/* Somebody who is called the reporter and is not. */
static void
check_named_reporter (LoketRun *run)
{
  LoketSpan rest = _loket_run_whole (run);
  LoketSpan found, name;

  if (run->input->reporter_name == NULL || run->input->anonymous == LOKET_FACT_YES)
    return;
  while (_loket_run_next (run, LOKET_PATTERN_NAMED_REPORTER, &rest, &found))
    if (_loket_prose_find (run->draft, run->lexicon->patterns[LOKET_PATTERN_ADDRESSED], found, &name) &&
        !is_known_person (run, name))
      _loket_run_report (run, name, "person", NULL);
}

static void
check_salutation (LoketRun *run)
{
  LoketSpan opening = { 0, MIN (run->draft->length, 120) };
  LoketSpan found, name;

  while (opening.end < run->draft->length && (run->draft->text[opening.end] & 0xC0) == 0x80)
    opening.end++;
  if (run->input->reporter_name == NULL || run->input->anonymous == LOKET_FACT_YES ||
      !_loket_prose_find (run->draft, run->lexicon->patterns[LOKET_PATTERN_SALUTATION], opening, &found))
    return;
  name = found;
  if (!_loket_prose_find (run->draft, run->lexicon->patterns[LOKET_PATTERN_ADDRESSED], found, &name))
    return;
  if (!is_known_person (run, name))
    _loket_run_report (run, name, "person", NULL);
}

/* Whether a name is one of the case: its place, its reporter's, its agency's. */
static gboolean
is_name_of_case (LoketRun   *run,
                 const char *lower)
{
  const LoketCheckInput *input = run->input;
  const char *const known[] = { input->title, input->body, input->province, input->regency, input->district, input->village,
                                input->agency_name, input->agency_short_name, input->reporter_address, input->category };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      g_autofree char *text = known[i] != NULL ? g_utf8_strdown (known[i], -1) : NULL;

      if (text != NULL && strstr (text, lower) != NULL)
        return TRUE;
    }
  return FALSE;
}

/* Whether the draft names the complaint's own place; @any tells whether it has one. */
static gboolean
names_own_place (LoketRun *run,
                 gboolean *any)
{
  LoketSpan rest = { 0, run->complaint->length };
  LoketSpan place;

  *any = run->input->village != NULL || run->input->district != NULL;
  while (_loket_prose_find (run->complaint, run->lexicon->patterns[LOKET_PATTERN_STREET], rest, &place))
    {
      g_autofree char *name = dup_place_name (run->complaint, place);

      rest.start = place.end;
      if (!is_place (run->complaint, place, name))
        continue;
      *any = TRUE;
      if (has_word (run->draft, name))
        return TRUE;
    }
  return mentions_place (run);
}

/* A street or village that is not the complaint's, told as the place of the work. */
static void
check_places (LoketRun *run)
{
  LoketSpan rest = _loket_run_whole (run);
  LoketSpan place;
  gboolean any;

  if (names_own_place (run, &any) || !any)
    return;
  while (_loket_run_next (run, LOKET_PATTERN_ROAD, &rest, &place))
    {
      g_autofree char *name = dup_place_name (run->draft, place);

      if (!is_name_of_case (run, name) && !_loket_run_is_quoted (run, place) &&
          !_loket_run_has (run, LOKET_PATTERN_OFFICE_ADDRESS, _loket_run_sentence_of (run, place)))
        _loket_run_report_as (run, LOKET_SEVERITY_WARNING, place, NULL, NULL);
    }
}

/* REL-04: another complaint's number, person or street. */
void
_loket_rule_rel_04 (LoketRun *run)
{
  check_ticket (run);
  check_salutation (run);
  check_named_reporter (run);
  check_places (run);
}

/* REL-05: the answer to another complaint, pasted. */
void
_loket_rule_rel_05 (LoketRun *run)
{
  g_autoptr (LoketCopies) own = NULL;
  LoketCopies *copies = run->copies;
  const char *tracking_id;

  if (copies == NULL && run->input->previous_replies->len == 0)
    return;
  if (copies == NULL)
    copies = own = loket_copies_new (run->input->previous_replies, run->input->templates, NULL);
  tracking_id = _loket_copies_find (copies, run->draft, run->approved);
  if (tracking_id != NULL)
    _loket_run_report_missing (run, NULL, tracking_id);
}
