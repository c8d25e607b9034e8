/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loket-templates.h"

#include <string.h>

#include "loket-limits.h"

/* Templates of replies: reading, choosing, filling in, and knowing them again. */

#define HEAD  "title=Judul\nowner=Bidang Bina Marga\nreview=2027-01-31\n"
#define GROUP "[satu]\n" HEAD

static LoketTemplates *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  LoketTemplates *templates = loket_templates_parse (text, -1, &error);

  g_assert_no_error (error);
  g_assert_nonnull (templates);
  return templates;
}

static void
assert_refused (const char *text,
                const char *what)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketTemplates) templates = loket_templates_parse (text, -1, &error);

  if (templates != NULL)
    g_error ("“%s” was taken", what);
  g_assert_error (error, LOKET_QUALITY_ERROR, LOKET_QUALITY_ERROR_INVALID);
  if (strstr (error->message, what) == NULL)
    g_error ("“%s” does not say “%s”", error->message, what);
}

static void
test_parse (void)
{
  g_autoptr (LoketTemplates) templates =
    parse ("# keterangan\n[jalan-1]\ntitle=Jalan, dalam proses\ncategories=INFRASTRUKTUR > JALAN;AIR\n"
           "outcomes=proses;resolved\nowner=Bidang Bina Marga\nreview=2027-01-31\nversion=4\n"
           "text=Yth. {pelapor},\\n\\nPetugas datang {tanggal: tanggal}.\n");
  const LoketTemplate *template = loket_templates_lookup (templates, "jalan-1");

  g_assert_cmpuint (loket_templates_get_n (templates), ==, 1);
  g_assert_true (template == loket_templates_get (templates, 0));
  g_assert_null (loket_templates_lookup (templates, "lain"));
  g_assert_cmpstr (template->title, ==, "Jalan, dalam proses");
  g_assert_cmpstr (template->categories[0], ==, "INFRASTRUKTUR > JALAN");
  g_assert_cmpstr (template->categories[1], ==, "AIR");
  g_assert_cmpuint (template->n_outcomes, ==, 2);
  g_assert_cmpint (template->outcomes[0], ==, LOKET_OUTCOME_IN_PROGRESS);
  g_assert_cmpint (template->outcomes[1], ==, LOKET_OUTCOME_RESOLVED);
  g_assert_cmpuint (template->version, ==, 4);
  g_assert_cmpuint (g_date_get_day (&template->review_on), ==, 31);
  g_assert_cmpstr (template->text, ==, "Yth. {pelapor},\n\nPetugas datang {tanggal: tanggal}.");
}

static void
test_refuse (void)
{
  assert_refused ("text=x\n", "file");
  assert_refused ("[A]\n" HEAD "text=x\n", "[A]");
  assert_refused ("[a]\n" HEAD "text=x\ntitel=x\n", "[a] titel");
  assert_refused ("[a]\nowner=x\nreview=2027-01-31\ntext=x\n", "[a] title");
  assert_refused ("[a]\ntitle=x\nreview=2027-01-31\ntext=x\n", "[a] owner");
  assert_refused ("[a]\ntitle=x\nowner=x\ntext=x\n", "[a] review");
  assert_refused ("[a]\ntitle=x\nowner=x\nreview=2027-02-30\ntext=x\n", "[a] review");
  assert_refused ("[a]\ntitle=x\nowner=x\nreview=31-01-2027\ntext=x\n", "[a] review");
  assert_refused (GROUP, "[satu] text");
  assert_refused (GROUP "text= \n", "[satu] text");
  assert_refused (GROUP "text=x\noutcomes=beres\n", "[satu] outcomes");
  assert_refused (GROUP "text=x\ncategories=a;;b\n", "[satu] categories");
  assert_refused (GROUP "text=x\nversion=0\n", "[satu] version");
  assert_refused (GROUP "text=x\nversion=dua\n", "[satu] version");
  assert_refused (GROUP "text=pada {tanggal\n", "“{tanggal” is no placeholder");
  assert_refused (GROUP "text=pada tanggal}\n", "“}” is no placeholder");
  assert_refused (GROUP "text=pada {tanggal: harinya}\n", "“{tanggal: harinya}” is no placeholder");
  assert_refused (GROUP "text=oleh {petugas}\n", "“{petugas}” is no placeholder");
  assert_refused (GROUP "text={hasil: a||b}\n", "“{hasil: a||b}” is no placeholder");
  assert_refused (GROUP "text={: teks}\n", "“{: teks}” is no placeholder");
  assert_refused (GROUP "text=a\\qb\n", "[satu] text");
}

static void
assert_edge (const char *fits,
             const char *too_much,
             const char *what)
{
  g_autoptr (LoketTemplates) templates = parse (fits);

  g_assert_cmpuint (loket_templates_get_n (templates), >, 0);
  assert_refused (too_much, what);
}

static char *
with_text (guint       n,
           const char *piece,
           const char *end)
{
  GString *text = g_string_new (GROUP "text=");

  for (guint i = 0; i < n; i++)
    g_string_append (text, piece);
  g_string_append (text, end);
  return g_string_free (text, FALSE);
}

static void
test_text_limits (void)
{
  g_autofree char *chars = with_text (LOKET_LIMIT_TEMPLATE_CHARS, "é", "\n");
  g_autofree char *more_chars = with_text (LOKET_LIMIT_TEMPLATE_CHARS + 1, "é", "\n");
  g_autofree char *blanks = with_text (LOKET_LIMIT_TEMPLATE_BLANKS, "{a: teks} ", "\n");
  g_autofree char *more_blanks = with_text (LOKET_LIMIT_TEMPLATE_BLANKS + 1, "{a: teks} ", "\n");
  g_autofree char *choices = with_text (LOKET_LIMIT_BLANK_CHOICES - 1, "b|", "b}\n");
  g_autofree char *more_choices = with_text (LOKET_LIMIT_BLANK_CHOICES, "b|", "b}\n");
  g_autofree char *name = with_text (LOKET_LIMIT_BLANK_CHARS - 6, "é", ": teks}\n");
  g_autofree char *more_name = with_text (LOKET_LIMIT_BLANK_CHARS - 5, "é", ": teks}\n");

  assert_edge (chars, more_chars, "[satu] text: too long");
  assert_edge (blanks, more_blanks, "[satu] text: too many");
  for (char **text = (char *[]) { choices, more_choices, name, more_name, NULL }; *text != NULL; text++)
    {
      GString *opened = g_string_new (*text);

      g_string_replace (opened, "text=", text[0] == choices || text[0] == more_choices ? "text={a: " : "text={", 1);
      if (*text == choices || *text == name)
        loket_templates_unref (parse (opened->str));
      else
        assert_refused (opened->str, "is no placeholder");
      g_string_free (opened, TRUE);
    }
}

static void
test_set_limits (void)
{
  g_autoptr (GString) many = g_string_new (NULL);
  g_autoptr (GString) big = g_string_new ("[a]\n" HEAD "text=x\n");
  g_autofree char *id = g_strnfill (LOKET_LIMIT_TEMPLATE_ID_CHARS, 'a');
  g_autofree char *fits = g_strdup_printf ("[%s]\n" HEAD "text=x\n", id);
  g_autofree char *too_long = g_strdup_printf ("[%sa]\n" HEAD "text=x\n", id);
  g_autoptr (GString) items = g_string_new (GROUP "text=x\ncategories=");

  for (guint i = 0; i < LOKET_LIMIT_TEMPLATES; i++)
    g_string_append_printf (many, "[t%u]\n" HEAD "text=x\n", i);
  loket_templates_unref (parse (many->str));
  g_string_append (many, "[satu-lagi]\n" HEAD "text=x\n");
  assert_refused (many->str, "too many templates");

  while (big->len < LOKET_LIMIT_TEMPLATES_BYTES)
    g_string_append_c (big, '\n');
  loket_templates_unref (parse (big->str));
  g_string_append_c (big, '\n');
  assert_refused (big->str, "too long");

  assert_edge (fits, too_long, "a group is named");

  for (guint i = 0; i < LOKET_LIMIT_TEMPLATE_ITEMS; i++)
    g_string_append_printf (items, "k%u;", i);
  loket_templates_unref (parse (items->str));
  g_string_append (items, "satu lagi;");
  assert_refused (items->str, "[satu] categories: too many");
}

static void
test_escapes (void)
{
  g_autoptr (LoketTemplates) templates =
    parse ("[a]\ntitle=A;b\\\\c\nowner=O\nreview=2027-01-31\ntext=Satu\\n\\n\\tdua \\\\ {hasil: a|b}\n");
  const LoketTemplate *template = loket_templates_get (templates, 0);

  g_assert_cmpstr (template->title, ==, "A;b\\c");
  g_assert_cmpstr (template->text, ==, "Satu\n\n\tdua \\ {hasil: a|b}");
}

static void
test_fit (void)
{
  g_autoptr (LoketTemplates) templates =
    parse ("[semua]\n" HEAD "text=x\n"
           "[hasil]\n" HEAD "outcomes=selesai\ntext=x\n"
           "[induk]\n" HEAD "categories=Infrastruktur\ntext=x\n"
           "[jalan]\n" HEAD "categories=INFRASTRUKTUR > JALAN\ntext=x\n"
           "[induk-selesai]\n" HEAD "categories=infrastruktur\noutcomes=selesai\ntext=x\n"
           "[air]\n" HEAD "categories=AIR\ntext=x\n"
           "[proses]\n" HEAD "categories=INFRASTRUKTUR > JALAN\noutcomes=proses\ntext=x\n");
  static const struct
  {
    const char  *category;
    LoketOutcome outcome;
    const char  *order;
  } cases[] = {
    { "INFRASTRUKTUR > JALAN", LOKET_OUTCOME_RESOLVED, "induk-selesai jalan induk hasil semua " },
    { "INFRASTRUKTUR > JALAN", LOKET_OUTCOME_IN_PROGRESS, "proses jalan induk semua " },
    { "INFRASTRUKTUR > JALAN", LOKET_OUTCOME_UNKNOWN, "jalan proses induk induk-selesai semua hasil " },
    { "INFRASTRUKTUR > JALAN > LUBANG", LOKET_OUTCOME_INFORMATION, "jalan induk semua " },
    { "INFRASTRUKTUR", LOKET_OUTCOME_INFORMATION, "induk semua " },
    { "INFRASTRUKTUR JALAN", LOKET_OUTCOME_INFORMATION, "semua " },
    { NULL, LOKET_OUTCOME_RESOLVED, "hasil semua " },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) fitting = loket_templates_dup_fitting (templates, cases[i].category, cases[i].outcome);
      g_autoptr (GString) order = g_string_new (NULL);

      for (guint j = 0; j < fitting->len; j++)
        g_string_append_printf (order, "%s ", ((LoketTemplate *) fitting->pdata[j])->id);
      g_assert_cmpstr (order->str, ==, cases[i].order);
    }
}

static void
test_due (void)
{
  g_autoptr (LoketTemplates) templates = parse (GROUP "text=x\n");
  GDate today;

  g_date_clear (&today, 1);
  g_date_set_dmy (&today, 31, G_DATE_JANUARY, 2027);
  g_assert_false (loket_template_is_due (loket_templates_get (templates, 0), &today));
  g_date_add_days (&today, 1);
  g_assert_true (loket_template_is_due (loket_templates_get (templates, 0), &today));
}

static LoketCheckInput *
known_case (void)
{
  LoketCheckInput *known = loket_check_input_new (NULL, LOKET_OUTCOME_UNKNOWN);

  known->tracking_id = g_strdup ("9900123");
  known->title = g_strdup ("Lubang di Jalan Melati!!");
  known->category = g_strdup ("INFRASTRUKTUR > JALAN");
  known->reporter_name = g_strdup ("Rahmat Contoh");
  known->anonymous = LOKET_FACT_NO;
  known->secret = LOKET_FACT_NO;
  known->village = g_strdup ("Sungai Contoh");
  known->district = g_strdup ("Banjar Contoh");
  known->regency = g_strdup ("Kota Contoh");
  known->agency_name = g_strdup ("Dinas PUPR");
  known->time_zone = g_strdup ("Asia/Makassar");
  known->received_at = 1773415800; /* 13 March 2026 23.30 in Makassar */
  known->now = 1773417600;         /* half an hour later, the day after */
  return known;
}

static char *
fill (const char            *text,
      const LoketCheckInput *known,
      guint                 *n_blanks)
{
  g_autofree char *file = g_strconcat (GROUP "text=", text, "\n", NULL);
  g_autoptr (LoketTemplates) templates = parse (file);
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketFilling) filling = loket_template_fill (loket_templates_get (templates, 0), known, NULL, &error);

  g_assert_no_error (error);
  *n_blanks = filling->blanks->len;
  return g_steal_pointer (&filling->text);
}

static void
test_fill (void)
{
  g_autoptr (LoketCheckInput) known = known_case ();
  g_autoptr (LoketCheckInput) nothing = loket_check_input_new (NULL, LOKET_OUTCOME_UNKNOWN);
  guint n;
  g_autofree char *all = fill ("Yth. {pelapor}, {Nomor Laporan}, “{judul}”, {tempat}, {kategori}, {tanggal masuk}, {hari ini}, "
                               "{instansi}, {x: teks}.",
                               known, &n);
  g_autofree char *none = NULL;

  g_assert_cmpstr (all, ==,
                   "Yth. Rahmat Contoh, #9900123, “Lubang di Jalan Melati”, Sungai Contoh, Banjar Contoh, JALAN, "
                   "13 Maret 2026, 14 Maret 2026, Dinas PUPR, {x: teks}.");
  g_assert_cmpuint (n, ==, 1);
  none = fill ("Yth. {pelapor}, {nomor laporan}, {judul}, {tempat}, {kategori}, {tanggal masuk}, {hari ini}, {instansi}.", nothing, &n);
  g_assert_cmpstr (none, ==, "Yth. Pelapor, {nomor laporan}, {judul}, {tempat}, {kategori}, {tanggal masuk}, {hari ini}, {instansi}.");
  g_assert_cmpuint (n, ==, 7);
}

/* UU 27/2022: who is not to be known is not named, and neither is who may not be. */
static void
test_fill_no_name (void)
{
  for (guint anonymous = LOKET_FACT_UNKNOWN; anonymous <= LOKET_FACT_YES; anonymous++)
    for (guint secret = LOKET_FACT_UNKNOWN; secret <= LOKET_FACT_YES; secret++)
      {
        g_autoptr (LoketCheckInput) known = known_case ();
        gboolean open = anonymous == LOKET_FACT_NO && secret == LOKET_FACT_NO;
        guint n;
        g_autofree char *text = NULL;

        known->anonymous = anonymous;
        known->secret = secret;
        text = fill ("Yth. {pelapor}", known, &n);
        g_assert_cmpstr (text, ==, open ? "Yth. Rahmat Contoh" : "Yth. Pelapor");
      }
}

/* What the reporter wrote can neither bring placeholders nor lines of its own. */
static void
test_fill_hostile (void)
{
  g_autoptr (LoketCheckInput) known = known_case ();
  guint n;
  g_autofree char *text = NULL;

  g_free (known->title);
  known->title = g_strdup ("{x: teks}\n\n\xe2\x80\xaeSetujui {instansi}");
  text = fill ("{judul}.", known, &n);
  g_assert_cmpstr (text, ==, "(x: teks) Setujui (instansi).");
  g_assert_cmpuint (n, ==, 0);
  g_clear_pointer (&text, g_free);
  g_free (known->title);
  known->title = g_strdup ("\xe2\x80\x8b");
  text = fill ("{judul}", known, &n);
  g_assert_cmpstr (text, ==, "{judul}");
}

static void
test_blanks (void)
{
  const char *text = "é {tanggal perbaikan: TANGGAL} {hasil: a | b c} { judul } {x} {a {b: teks}\n{c:\nteks}";
  g_autoptr (GPtrArray) blanks = loket_blank_find_all (text);
  const LoketBlank *blank = blanks->pdata[0];

  g_assert_cmpuint (blanks->len, ==, 4);
  g_assert_cmpint (blank->kind, ==, LOKET_BLANK_DATE);
  g_assert_cmpstr (blank->name, ==, "tanggal perbaikan");
  g_assert_cmpuint (blank->start, ==, 2);
  g_assert_cmpuint (blank->from, ==, 3);
  g_assert_cmpuint (blank->end - blank->start, ==, strlen ("{tanggal perbaikan: TANGGAL}"));
  blank = blanks->pdata[1];
  g_assert_cmpint (blank->kind, ==, LOKET_BLANK_CHOICE);
  g_assert_cmpstr (blank->choices[1], ==, "b c");
  g_assert_cmpint (((LoketBlank *) blanks->pdata[2])->kind, ==, LOKET_BLANK_AUTOMATIC);
  g_assert_cmpstr (((LoketBlank *) blanks->pdata[3])->name, ==, "b");
}

static void
test_values (void)
{
  static const struct
  {
    const char *kind;
    const char *given;
    const char *value; /* NULL for refused */
  } cases[] = {
    { "tanggal", "2026-03-27", "27 Maret 2026" },
    { "tanggal", "27/3/2026", "27 Maret 2026" },
    { "tanggal", "Jumat, 27 mar 2026", "27 Maret 2026" },
    { "tanggal", "27 Agt 2026", "27 Agustus 2026" },
    { "tanggal", "31/6/2026", NULL },
    { "tanggal", "29 Februari 2026", NULL },
    { "tanggal", "29 Februari 2028", "29 Februari 2028" },
    { "tanggal", "27 Maret", NULL },
    { "tanggal", "besok", NULL },
    { "tanggal", "27 Ma 2026", NULL },
    { "tanggal", "1 2 3 2026", NULL },
    { "hari kerja", "2026-03-27", "27 Maret 2026" },
    { "hari kerja", "2026-03-28", NULL },
    { "hari kerja", "2026-06-01", NULL },
    { "angka", "1.000,5", "1.000,5" },
    { "angka", "tiga", NULL },
    { "angka", ".,", NULL },
    { "telepon", "(0511) 555-0101", "(0511) 555-0101" },
    { "telepon", "12", NULL },
    { "telepon", "112 ext", NULL },
    { "diganti|diperbaiki", "DIGANTI", "diganti" },
    { "diganti|diperbaiki", "dibuang", NULL },
    { "unit", " Bidang  Bina\nMarga ", "Bidang Bina Marga" },
    { "teks", "a {b: teks}", "a (b: teks)" },
    { "teks", " \n", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf ("{x: %s}", cases[i].kind);
      g_autoptr (GPtrArray) blanks = loket_blank_find_all (text);
      g_autoptr (GError) error = NULL;
      g_autofree char *value = loket_blank_dup_value (blanks->pdata[0], cases[i].given, &error);

      g_assert_cmpstr (value, ==, cases[i].value);
      if (cases[i].value == NULL)
        g_assert_error (error, LOKET_QUALITY_ERROR, LOKET_QUALITY_ERROR_INVALID);
    }
}

static void
test_fill_values (void)
{
  g_autoptr (LoketCheckInput) known = known_case ();
  g_autoptr (LoketTemplates) templates = parse (GROUP "text={judul} {tanggal: tanggal} {hasil: a|b}\n");
  g_autoptr (GHashTable) values = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (LoketFilling) filling = NULL;
  g_autoptr (GError) error = NULL;

  g_hash_table_insert (values, (char *) "tanggal", (char *) "2026-03-27");
  filling = loket_template_fill (loket_templates_get (templates, 0), known, values, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (filling->text, ==, "Lubang di Jalan Melati 27 Maret 2026 {hasil: a|b}");
  g_hash_table_insert (values, (char *) "hasil", (char *) "c");
  g_assert_null (loket_template_fill (loket_templates_get (templates, 0), known, values, &error));
  g_assert_error (error, LOKET_QUALITY_ERROR, LOKET_QUALITY_ERROR_INVALID);
}

static void
test_sentences (void)
{
  g_autoptr (LoketTemplates) templates =
    parse (GROUP "text=Yth. {pelapor},\\n\\nPetugas {unit: unit} memperbaiki {objek: teks} pada {tanggal: tanggal}.\\n"
           "Biayanya Rp{biaya: angka}. {unit: unit} akan segera datang. {a: teks}\\n\\nTerima kasih.\n");
  static const struct
  {
    const char *sentence;
    gboolean    known;
  } cases[] = {
    { "Terima kasih.", TRUE },
    { "TERIMA  KASIH", TRUE },
    { "Terima kasih banyak.", FALSE },
    { "Petugas {unit: unit} memperbaiki {objek: teks} pada {tanggal: tanggal}.", TRUE },
    { "Petugas Bidang Bina Marga memperbaiki lampu jalan pada 3 Maret 2026.", TRUE },
    { "Petugas memperbaiki pada.", TRUE },
    { "Petugas Bidang Bina Marga mengganti lampu jalan pada 3 Maret 2026.", FALSE },
    { "Kemarin Petugas Bina Marga memperbaiki lampu pada 3 Maret 2026.", FALSE },
    { "Biayanya Rp50.000,00.", TRUE },
    { "Bidang Bina Marga akan segera datang.", TRUE },
    { "Bidang Bina Marga akan segera datang lagi.", FALSE },
    { "Apa pun yang lain.", FALSE },
    { "", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    if (loket_templates_has_sentence (templates, cases[i].sentence) != cases[i].known)
      g_error ("“%s” is taken for the wrong kind", cases[i].sentence);
}

static const char *const pieces[] = {
  "{", "}", "|", ":", "{judul}", "{a: teks}", "{b: tanggal}", "{c: x|y}", "\\n", "\\", "=", "[", "]", "\n", ";", "title",
  "text=", "é", "\xe2\x80\x8b", "Terima kasih. ", " ", "{pelapor}", "owner=x\n", "\xff", "Rp", "{d: hari kerja}", "a", ". ",
};

static char *
random_text (GRand *rand,
             int    most)
{
  GString *text = g_string_new (NULL);

  for (int n = g_rand_int_range (rand, 0, most); n > 0; n--)
    g_string_append (text, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
  return g_string_free (text, FALSE);
}

/* Whatever stands in a file: templates or an error; whatever is filled in: UTF-8,
 * places inside the text, and every one of them a placeholder. */
static void
test_random (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (6);
  guint n_read = 0;

  for (guint i = 0; i < 6000; i++)
    {
      g_autofree char *text = random_text (rand, 8);
      g_autofree char *file = g_strconcat (i % 3 == 0 ? "" : GROUP, i % 3 == 0 ? "" : "text=", text, "\n", NULL);
      g_autoptr (LoketCheckInput) known = known_case ();
      g_autoptr (GError) error = NULL;
      g_autoptr (LoketTemplates) templates = loket_templates_parse (file, -1, &error);

      g_assert_true ((templates == NULL) == (error != NULL));
      g_free (known->title);
      known->title = random_text (rand, 8);
      g_free (known->reporter_name);
      known->reporter_name = random_text (rand, 4);
      for (guint j = 0; templates != NULL && j < loket_templates_get_n (templates); j++)
        {
          g_autoptr (LoketFilling) filling = loket_template_fill (loket_templates_get (templates, j), known, NULL, &error);

          g_assert_no_error (error);
          g_assert_true (g_utf8_validate (filling->text, -1, NULL));
          for (guint k = 0; k < filling->blanks->len; k++)
            {
              const LoketBlank *blank = filling->blanks->pdata[k];

              g_assert_cmpuint (blank->to, <=, strlen (filling->text));
              g_assert_cmpint (filling->text[blank->from], ==, '{');
              g_assert_cmpint (filling->text[blank->to - 1], ==, '}');
              g_assert_true (filling->text + blank->from == g_utf8_offset_to_pointer (filling->text, blank->start));
              g_assert_true (filling->text + blank->to == g_utf8_offset_to_pointer (filling->text, blank->end));
            }
          loket_templates_has_sentence (templates, text);
          n_read++;
        }
    }
  g_assert_cmpuint (n_read, >, 100);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/quality/templates/parse", test_parse);
  g_test_add_func ("/quality/templates/refuse", test_refuse);
  g_test_add_func ("/quality/templates/text-limits", test_text_limits);
  g_test_add_func ("/quality/templates/set-limits", test_set_limits);
  g_test_add_func ("/quality/templates/escapes", test_escapes);
  g_test_add_func ("/quality/templates/fit", test_fit);
  g_test_add_func ("/quality/templates/due", test_due);
  g_test_add_func ("/quality/templates/fill", test_fill);
  g_test_add_func ("/quality/templates/fill-no-name", test_fill_no_name);
  g_test_add_func ("/quality/templates/fill-hostile", test_fill_hostile);
  g_test_add_func ("/quality/templates/fill-values", test_fill_values);
  g_test_add_func ("/quality/templates/blanks", test_blanks);
  g_test_add_func ("/quality/templates/values", test_values);
  g_test_add_func ("/quality/templates/sentences", test_sentences);
  g_test_add_func ("/quality/templates/random", test_random);

  return g_test_run ();
}
