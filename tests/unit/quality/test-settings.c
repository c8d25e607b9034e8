/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "loket-checker.h"
#include "loket-limits.h"

/* What an agency may want otherwise, and what it may not. */

static LoketChecker *checker;

static GPtrArray *
check (const char *settings,
       const char *text)
{
  g_autoptr (LoketCheckInput) input = loket_check_input_new (text, LOKET_OUTCOME_IN_PROGRESS);
  g_autoptr (GError) error = NULL;

  if (settings != NULL)
    {
      input->settings = loket_quality_settings_parse (settings, -1, &error);
      g_assert_no_error (error);
    }
  return loket_checker_run (checker, input, "en");
}

static const LoketFinding *
find (GPtrArray  *findings,
      const char *rule)
{
  for (guint i = 0; i < findings->len; i++)
    if (g_str_equal (((const LoketFinding *) findings->pdata[i])->rule, rule))
      return findings->pdata[i];
  return NULL;
}

static LoketSeverity
severity (const char *settings,
          const char *rule,
          const char *text)
{
  g_autoptr (GPtrArray) findings = check (settings, text);
  const LoketFinding *finding = find (findings, rule);

  return finding != NULL ? finding->severity : LOKET_SEVERITY_OFF;
}

#define VAGUE   "Petugas sudah memeriksa saluran itu dan hal lain akan segera ditindaklanjuti."
#define REFUSED "Permohonan itu bukan kewenangan kami. Terima kasih sudah melapor dengan baik."

static void
test_rules (void)
{
  g_assert_cmpint (severity (NULL, "KON-01", VAGUE), ==, LOKET_SEVERITY_WARNING);
  g_assert_cmpint (severity ("[Rules]\nKON-01=lower\n", "KON-01", VAGUE), ==, LOKET_SEVERITY_HINT);
  g_assert_cmpint (severity ("[Rules]\nKON-01=off\n", "KON-01", VAGUE), ==, LOKET_SEVERITY_OFF);
  g_assert_cmpint (severity (NULL, "KLG-09", REFUSED), ==, LOKET_SEVERITY_BLOCKER);
  g_assert_cmpint (severity ("[Rules]\nKLG-09=lower\n", "KLG-09", REFUSED), ==, LOKET_SEVERITY_WARNING);
  g_assert_cmpint (severity ("[Rules]\nBHS-06=lower\n", "BHS-06", "Biayanya Rp. 50.000 untuk sekali angkut sampah di sana."), ==,
                   LOKET_SEVERITY_OFF);
}

/* Habits are asked for, or nobody hears of them. */
static void
test_formulas (void)
{
  static const char *const rules[] = { "KLG-01", "KLG-06", "KLG-08" };

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autofree char *wish = g_strdup_printf ("[Rules]\n%s=hint\n", rules[i]);

      g_assert_cmpint (severity (NULL, rules[i], VAGUE), ==, LOKET_SEVERITY_OFF);
      g_assert_cmpint (severity (wish, rules[i], VAGUE), ==, LOKET_SEVERITY_HINT);
      g_assert_cmpint (severity (wish, rules[i],
                                 "Yth. Pelapor,\n\nsaluran di Jalan Melati kami keruk pada 3 Maret 2026. Perkembangannya kami kabari "
                                 "lewat laporan ini.\n\nHormat kami,\nDinas Pekerjaan Umum"),
                       ==, LOKET_SEVERITY_OFF);
    }
}

static void
test_contacts (void)
{
  const char *settings = "[Contacts]\nPhones=0812-5555-1234\nEmails=tanya@contoh.example\nLinks=contoh.example\n";

  g_assert_cmpint (severity ("[Contacts]\nPhones=0341-555\n", "PDP-03", "Hubungi Pak Rudi di 081255551234 sekarang juga."), ==,
                   LOKET_SEVERITY_BLOCKER);
  g_assert_cmpint (severity (settings, "PDP-03", "Hubungi Pak Rudi di 081255551234 sekarang juga."), ==, LOKET_SEVERITY_OFF);
  g_assert_cmpint (severity (NULL, "PDP-03", "Surelnya tanya@contoh.example untuk semua warga di sana."), !=, LOKET_SEVERITY_OFF);
  g_assert_cmpint (severity (settings, "PDP-03", "Surelnya tanya@contoh.example untuk semua warga di sana."), ==, LOKET_SEVERITY_OFF);
  g_assert_cmpint (severity (NULL, "TAU-02", "Buka https://data.contoh.example/x untuk itu."), ==, LOKET_SEVERITY_HINT);
  g_assert_cmpint (severity (settings, "TAU-02", "Buka https://data.contoh.example/x untuk itu."), ==, LOKET_SEVERITY_OFF);
  g_assert_cmpint (severity (settings, "TAU-02", "Buka https://bukancontoh.example/x untuk itu."), ==, LOKET_SEVERITY_HINT);
}

static void
test_words (void)
{
  const char *text = "Datanya masuk RKPD dahulu, kemudian kami kabari lagi.";

  g_assert_cmpint (severity (NULL, "BHS-05", text), ==, LOKET_SEVERITY_HINT);
  g_assert_cmpint (severity ("[Words]\nKnown=RKPD;ijin\n", "BHS-05", text), ==, LOKET_SEVERITY_OFF);
  g_assert_cmpint (severity (NULL, "BHS-01", "Soal ijin itu sudah kami periksa bersama."), ==, LOKET_SEVERITY_WARNING);
  g_assert_cmpint (severity ("[Words]\nKnown=RKPD;ijin\n", "BHS-01", "Soal ijin itu sudah kami periksa bersama."), ==,
                   LOKET_SEVERITY_OFF);
}

static void
test_messages (void)
{
  g_autoptr (GPtrArray) findings = check ("[Message KON-01]\nText[en]=Say when.\n[Message BHS-03]\nText[en]=x\n", VAGUE);
  g_autoptr (GPtrArray) usual = check (NULL, VAGUE);

  g_assert_cmpstr (find (findings, "KON-01")->message, ==, "Say when.");
  g_assert_cmpstr (find (findings, "KON-01")->suggestion, ==, find (usual, "KON-01")->suggestion);
  g_assert_cmpstr (find (usual, "KON-01")->message, !=, "Say when.");
}

static void
refuse (const char *settings,
        const char *named)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (loket_quality_settings_parse (settings, -1, &error));
  g_assert_error (error, LOKET_QUALITY_ERROR, LOKET_QUALITY_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, named));
}

static void
test_refused (void)
{
  static const char *const fixed[] = { "PDP-01", "PDP-02", "PDP-03", "PDP-04", "PDP-06", "PDP-08" };

  for (guint i = 0; i < G_N_ELEMENTS (fixed); i++)
    {
      g_autofree char *off = g_strdup_printf ("[Rules]\n%s=off\n", fixed[i]);
      g_autofree char *lower = g_strdup_printf ("[Rules]\n%s=lower\n", fixed[i]);

      refuse (off, fixed[i]);
      refuse (lower, fixed[i]);
    }
  refuse ("[Rules]\nXYZ-01=off\n", "XYZ-01");
  refuse ("[Rules]\nKON-01=blocker\n", "KON-01");
  refuse ("[Rules]\nKON-01=hint\n", "KON-01");
  refuse ("[Rule]\nKON-01=off\n", "Rule");
  refuse ("[Message XYZ-01]\nText[id]=x\n", "XYZ-01");
  refuse ("[Message KON-01]\nText[id]=\n", "Text[id]");
  refuse ("[Words]\nKnown=a;;b\n", "Known");
  refuse ("not a key file", "file");
  refuse ("[Words]\nKnown=\xff\n", "UTF-8");
}

static void
test_limits (void)
{
  g_autoptr (GString) most = g_string_new ("[Words]\nKnown=");
  g_autoptr (LoketQualitySettings) taken = NULL;
  g_autofree char *longest = g_strnfill (LOKET_LIMIT_SETTINGS_BYTES - 2, '#');
  g_autofree char *fits = g_strconcat ("\n", longest, "\n", NULL);
  g_autofree char *exceeds = g_strconcat ("\n", longest, "\n\n", NULL);
  g_autoptr (LoketQualitySettings) comment = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < LOKET_LIMIT_SETTINGS_ITEMS; i++)
    g_string_append_printf (most, "w%u;", i);
  taken = loket_quality_settings_parse (most->str, -1, &error);
  g_assert_no_error (error);
  g_assert_true (loket_quality_settings_knows_word (taken, "w0"));
  g_string_append (most, "one more;");
  refuse (most->str, "Known");

  comment = loket_quality_settings_parse (fits, -1, &error);
  g_assert_no_error (error);
  refuse (exceeds, "too long");
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;
  int result;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  checker = loket_checker_new (&error);
  g_assert_no_error (error);
  g_test_add_func ("/quality/settings/rules", test_rules);
  g_test_add_func ("/quality/settings/formulas", test_formulas);
  g_test_add_func ("/quality/settings/contacts", test_contacts);
  g_test_add_func ("/quality/settings/words", test_words);
  g_test_add_func ("/quality/settings/messages", test_messages);
  g_test_add_func ("/quality/settings/refused", test_refused);
  g_test_add_func ("/quality/settings/limits", test_limits);
  result = g_test_run ();
  g_object_unref (checker);
  return result;
}
