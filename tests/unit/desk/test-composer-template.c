/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "composer-fixture.h"

#include "loket-template-item.h"
#include "loket-templates.h"

#include <string.h>

/* Beginning a reply from a template of the agency. */

#define GUIDANCE                                                                                              \
  "[umum]\ntitle=Umum\nowner=Bagian Umum\nreview=2026-03-16\ntext=Yth. {pelapor}, terima kasih.\n"             \
  "[lampu]\ntitle=Lampu padam\ncategories=Perhubungan\noutcomes=proses\nowner=Bidang PJU\nreview=2026-03-17\n" \
  "text=Yth. {pelapor},\\n\\n“{judul}” diperiksa {tanggal: tanggal} oleh {unit: unit}.\n"                      \
  "[selesai]\ntitle=Selesai\noutcomes=selesai;informasi\nowner=o\nreview=2026-03-18\ntext=Selesai {hasil: a|b}.\n" \
  "[air]\ntitle=Air ledeng\ncategories=Air\nowner=o\nreview=2026-03-18\ntext=Air.\n"

static void
give (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  LoketTemplates *templates = loket_templates_parse (GUIDANCE, -1, &error);

  g_assert_no_error (error);
  _loket_composer_set_guidance (f->composer, NULL, templates);
}

static void
set_category (Fixture    *f,
              const char *category,
              gboolean    anonymous)
{
  g_autoptr (LoketComplaint) complaint = composer_make_complaint (1);

  complaint->category = g_strdup (category);
  complaint->reporter_name = g_strdup ("Rahmat Contoh");
  complaint->anonymous = anonymous;
  loket_composer_set_complaint (f->composer, complaint);
}

static LoketTemplateItem *
nth (Fixture *f,
     guint    position)
{
  g_autoptr (LoketTemplateItem) item = g_list_model_get_item (loket_composer_get_templates (f->composer), position);

  return item;
}

static char *
list_found (Fixture    *f,
            const char *search)
{
  GString *list = g_string_new (NULL);

  loket_composer_search_templates (f->composer, search);
  for (guint i = 0; i < g_list_model_get_n_items (loket_composer_get_templates (f->composer)); i++)
    g_string_append_printf (list, "%s%s ", loket_template_item_get_title (nth (f, i)),
                            loket_template_item_get_fits (nth (f, i)) ? "" : "(-)");
  return g_string_free (list, FALSE);
}

static void
assert_found (Fixture    *f,
              const char *search,
              const char *expected)
{
  g_autofree char *found = list_found (f, search);

  g_assert_cmpstr (found, ==, expected);
}

static void
test_list (Fixture *f, gconstpointer data)
{
  g_autofree char *none = loket_composer_dup_no_templates_text (f->composer);

  g_assert_cmpuint (loket_composer_get_n_templates (f->composer), ==, 0);
  g_assert_nonnull (strstr (none, "gives no templates"));
  give (f);
  set_category (f, "Perhubungan > Lampu", FALSE);
  g_assert_cmpuint (loket_composer_get_n_templates (f->composer), ==, 4);
  assert_found (f, NULL, "Lampu padam Selesai Umum Air ledeng(-) ");
  loket_composer_set_outcome (f->composer, LOKET_OUTCOME_RESOLVED);
  assert_found (f, "", "Selesai Umum Air ledeng(-) Lampu padam(-) ");
  assert_found (f, "  LAMPU  padam ", "Lampu padam(-) ");
  assert_found (f, "terima", "Umum ");
  assert_found (f, "tidak ada", "");
}

/* Today is 17 March 2026 at the officer's. */
static void
test_review (Fixture *f, gconstpointer data)
{
  g_autofree char *overdue = NULL;
  g_autofree char *review = NULL;
  g_autofree char *origin = NULL;

  give (f);
  set_category (f, "Perhubungan", FALSE);
  assert_found (f, "lampu", "Lampu padam ");
  g_assert_false (loket_template_item_get_due (nth (f, 0)));
  review = loket_template_item_dup_review (nth (f, 0));
  origin = loket_template_item_dup_origin (nth (f, 0));
  g_assert_cmpstr (review, ==, "Review by 17 March 2026");
  g_assert_cmpstr (origin, ==, "Bidang PJU · version 1");
  assert_found (f, "terima kasih", "Umum ");
  g_assert_true (loket_template_item_get_due (nth (f, 0)));
  overdue = loket_template_item_dup_review (nth (f, 0));
  g_assert_cmpstr (overdue, ==, "Review overdue since 16 March 2026");
}

static void
insert (Fixture    *f,
        const char *search,
        guint       at,
        const char *selected)
{
  g_autofree char *words = NULL;
  guint start, end;

  loket_composer_search_templates (f->composer, search);
  loket_composer_insert_template (f->composer, nth (f, 0), at, &start, &end);
  words = g_utf8_substring (loket_composer_get_text (f->composer), start, end);
  g_assert_cmpstr (words, ==, selected);
}

static void
count_cb (guint *n)
{
  (*n)++;
}

static void
test_insert (Fixture *f, gconstpointer data)
{
  g_autofree char *preview = NULL;
  guint n_told = 0;

  give (f);
  set_category (f, "Perhubungan > Lampu", FALSE);
  g_signal_connect_swapped (f->composer, "notify::text", G_CALLBACK (count_cb), &n_told);
  loket_composer_search_templates (f->composer, "lampu");
  preview = loket_composer_dup_template_preview (f->composer, nth (f, 0));
  loket_composer_set_text (f->composer, " \n");
  insert (f, "lampu", 1, "{tanggal: tanggal}");
  g_assert_cmpstr (loket_composer_get_text (f->composer), ==,
                   "Yth. Rahmat Contoh,\n\n“Lampu padam” diperiksa {tanggal: tanggal} oleh {unit: unit}.");
  g_assert_cmpstr (loket_composer_get_text (f->composer), ==, preview);
  g_assert_cmpuint (n_told, ==, 1);
  g_assert_cmpint (loket_composer_get_outcome (f->composer), ==, LOKET_OUTCOME_IN_PROGRESS);
}

static void
test_insert_anonymous (Fixture *f, gconstpointer data)
{
  give (f);
  set_category (f, "Perhubungan > Lampu", TRUE);
  insert (f, "lampu", 0, "{tanggal: tanggal}");
  g_assert_true (g_str_has_prefix (loket_composer_get_text (f->composer), "Yth. Pelapor,"));
  g_assert_null (strstr (loket_composer_get_text (f->composer), "Rahmat"));
}

/* What was written stays, and the template is a paragraph of its own. */
static void
test_insert_between (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *text;
    guint       at;
    const char *result;
  } cases[] = {
    { "éa b", 2, "éa\n\nSelesai {hasil: a|b}.\n\n b" },
    { "a\n\nb", 3, "a\n\nSelesai {hasil: a|b}.\n\nb" },
    { "a\n\nb", 2, "a\n\nSelesai {hasil: a|b}.\n\nb" },
    { "a\nb", 1, "a\n\nSelesai {hasil: a|b}.\n\nb" },
    { "a", 0, "Selesai {hasil: a|b}.\n\na" },
    { "a", 99, "a\n\nSelesai {hasil: a|b}." },
  };

  give (f);
  loket_composer_set_outcome (f->composer, LOKET_OUTCOME_INFORMATION);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      loket_composer_set_text (f->composer, cases[i].text);
      insert (f, "selesai", cases[i].at, "{hasil: a|b}");
      g_assert_cmpstr (loket_composer_get_text (f->composer), ==, cases[i].result);
    }
  g_assert_cmpint (loket_composer_get_outcome (f->composer), ==, LOKET_OUTCOME_INFORMATION);
}

/* A template for several outcomes leaves that to the officer; one without anything
 * left to fill in ends at its end. */
static void
test_insert_rest (Fixture *f, gconstpointer data)
{
  give (f);
  insert (f, "selesai", 0, "{hasil: a|b}");
  g_assert_cmpint (loket_composer_get_outcome (f->composer), ==, LOKET_OUTCOME_UNKNOWN);
  loket_composer_set_text (f->composer, "");
  insert (f, "umum", 0, "");
}

static void
test_blanks (Fixture *f, gconstpointer data)
{
  const char *text = "é {a: teks} dan {b: teks} lagi {bukan}";
  guint start = 0;
  guint end = 0;

  loket_composer_set_text (f->composer, text);
  g_assert_true (loket_composer_find_blank (f->composer, 0, TRUE, &start, &end));
  g_assert_cmpuint (start, ==, 2);
  g_assert_cmpuint (end, ==, 11);
  g_assert_true (loket_composer_find_blank (f->composer, 2, TRUE, &start, &end));
  g_assert_cmpuint (start, ==, 16);
  g_assert_false (loket_composer_find_blank (f->composer, 16, TRUE, NULL, NULL));
  g_assert_true (loket_composer_find_blank (f->composer, 16, FALSE, &start, NULL));
  g_assert_cmpuint (start, ==, 2);
  g_assert_false (loket_composer_find_blank (f->composer, 2, FALSE, &start, NULL));
}

static void
test_choice (Fixture *f, gconstpointer data)
{
  g_autoptr (LoketFindingItem) finding = NULL;

  loket_composer_set_text (f->composer, "é PILIH ini");
  composer_check (f);
  finding = composer_get_finding (f, 0);
  g_assert_cmpuint (g_strv_length ((GStrv) loket_finding_item_get_choices (finding)), ==, 2);
  g_assert_true (loket_composer_apply_choice (f->composer, finding, 1));
  g_assert_cmpstr (loket_composer_get_text (f->composer), ==, "é b c ini");
  g_assert_false (loket_composer_apply_choice (f->composer, finding, 0));
}

/* New guidance is shown and checked by at once. */
static void
test_new_guidance (Fixture *f, gconstpointer data)
{
  gint before;

  loket_composer_set_text (f->composer, "Yth. Pelapor");
  composer_check (f);
  before = g_atomic_int_get (&composer_n_checks);
  loket_composer_search_templates (f->composer, "umum");
  g_assert_cmpuint (g_list_model_get_n_items (loket_composer_get_templates (f->composer)), ==, 0);
  give (f);
  g_assert_cmpuint (g_list_model_get_n_items (loket_composer_get_templates (f->composer)), ==, 1);
  g_assert_true (loket_composer_get_checking (f->composer));
  composer_check (f);
  g_assert_cmpint (g_atomic_int_get (&composer_n_checks), >, before);
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *path;
    void (*function) (Fixture *f, gconstpointer data);
  } tests[] = {
    { "/composer-template/list", test_list },
    { "/composer-template/review", test_review },
    { "/composer-template/insert", test_insert },
    { "/composer-template/insert-anonymous", test_insert_anonymous },
    { "/composer-template/insert-between", test_insert_between },
    { "/composer-template/insert-rest", test_insert_rest },
    { "/composer-template/blanks", test_blanks },
    { "/composer-template/choice", test_choice },
    { "/composer-template/new-guidance", test_new_guidance },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, composer_set_up, tests[i].function, composer_tear_down);
  return g_test_run ();
}
