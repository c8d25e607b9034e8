/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk-fixture.h"
#include "loket-cache-guidance.h"
#include "loket-composer.h"
#include "loket-session-private.h"
#include "loket-store-error.h"

#define TEXT                                                                                          \
  "Laporan sudah kami periksa bersama petugas di lapangan. Hubungi Budi di 0812-3456-7890 pada jam kerja."
/* Who lists its numbers means that any other one is a person's. */
#define STRICT "[Contacts]\nPhones=0511-5550101\n"
#define LAX "[Contacts]\nPhones=0812-3456-7890\n"
#define TEMPLATES                                                             \
  "[periksa]\ntitle=Sudah diperiksa\nowner=Humas\nreview=2027-01-31\nversion=2\n" \
  "text=Laporan sudah kami periksa bersama petugas di lapangan.\n"

static gboolean
give (DeskFixture *f, const char *agency, gint64 edition, const char *checks, GError **error)
{
  LoketCacheStore *cache = loket_profile_get_cache (f->session->profile);
  g_autoptr (GAsyncResult) result = NULL;
  gboolean taken;

  DESK_CALL (result, loket_cache_store_take_guidance, cache, "e1",
             loket_guidance_record_new (agency, edition, checks, TEMPLATES));
  taken = loket_cache_store_take_guidance_finish (cache, result, error);
  _loket_session_take_guidance (f->session);
  return taken;
}

static void
count_cb (LoketSession *session, guint *n)
{
  ++*n;
}

static void
assert_given (DeskFixture *f, const char *phone, guint n_templates)
{
  g_autoptr (LoketQualitySettings) checks = loket_session_dup_checks (f->session);
  g_autoptr (LoketTemplates) templates = loket_session_dup_templates (f->session);

  g_assert_cmpstr (checks != NULL ? loket_quality_settings_get_phones (checks)[0] : NULL, ==, phone);
  g_assert_cmpuint (templates != NULL ? loket_templates_get_n (templates) : 0, ==, n_templates);
}

static void
assert_state (DeskFixture *f, gint64 edition, const char *problem)
{
  g_autofree char *told = loket_session_dup_guidance_problem (f->session);

  g_assert_cmpint (loket_session_get_guidance_edition (f->session), ==, edition);
  if (problem == NULL)
    g_assert_null (told);
  else
    g_assert_nonnull (strstr (told, problem));
}

/* It is told once, there in the next program, and what is wrong changes nothing. */
static void
test_given (DeskFixture *f, gconstpointer data)
{
  guint n_told = 0;
  g_autoptr (GError) error = NULL;

  assert_given (f, NULL, 0);
  assert_state (f, 0, NULL);
  g_signal_connect (f->session, "guidance-changed", G_CALLBACK (count_cb), &n_told);
  g_assert_true (give (f, "131410", 1, STRICT, NULL));
  g_assert_cmpuint (n_told, ==, 1);
  _loket_session_take_guidance (f->session);
  g_assert_cmpuint (n_told, ==, 1);
  assert_given (f, "0511-5550101", 1);

  g_assert_false (give (f, "131410", 2, "[Rules]\nPDP-01=off\n", &error));
  g_assert_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "[Rules] PDP-01"));
  g_assert_cmpuint (n_told, ==, 1);
  assert_given (f, "0511-5550101", 1);

  desk_fixture_close (f);
  desk_fixture_open (f);
  assert_given (f, "0511-5550101", 1);
  assert_state (f, 1, "[Rules] PDP-01");
  g_assert_true (give (f, "131410", 3, LAX, NULL));
  assert_state (f, 3, NULL);
}

/* A list without templates says why, where that is why. */
static void
test_none_readable (DeskFixture *f, gconstpointer data)
{
  g_autoptr (LoketComplaint) complaint = desk_make_complaint (1);
  g_autoptr (LoketComposer) composer = loket_composer_new (f->session, complaint);
  g_autofree char *before = loket_composer_dup_no_templates_text (composer);
  g_autofree char *after = NULL;

  g_assert_null (strstr (before, "cannot be read"));
  g_assert_false (give (f, "131410", 1, "[Rules]\nPDP-01=off\n", NULL));
  after = loket_composer_dup_no_templates_text (composer);
  g_assert_nonnull (strstr (after, "cannot be read"));
}

/* What another agency gave is not for this officer, also after a move. */
static void
test_other_agency (DeskFixture *f, gconstpointer data)
{
  g_assert_true (give (f, "131411", 1, STRICT, NULL));
  assert_given (f, NULL, 0);
  g_assert_true (give (f, "131410", 2, LAX, NULL));
  assert_given (f, "0812-3456-7890", 1);
  g_free (f->session->account->officer->agency_code);
  f->session->account->officer->agency_code = g_strdup ("131412");
  _loket_session_account_changed (f->session);
  assert_given (f, NULL, 0);
}

static LoketSeverity
find_phone (LoketComposer *composer)
{
  g_autoptr (GAsyncResult) result = NULL;
  GListModel *findings = loket_composer_get_findings (composer);

  DESK_CALL (result, loket_composer_check, composer);
  g_assert_true (loket_composer_check_finish (composer, result, NULL));
  for (guint i = 0; i < g_list_model_get_n_items (findings); i++)
    {
      g_autoptr (LoketFindingItem) item = g_list_model_get_item (findings, i);

      if (g_str_equal (loket_finding_item_get_rule (item), "PDP-03"))
        return loket_finding_item_get_severity (item);
    }
  return LOKET_SEVERITY_OFF;
}

/* An open draft is looked at again when the agency gives something else. */
static void
test_composer (DeskFixture *f, gconstpointer data)
{
  g_autofree char *id = desk_complaint_id (1);
  g_autoptr (LoketComplaint) complaint = NULL;
  g_autoptr (LoketComposer) composer = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  desk_apply (f, desk_make_complaint (1), NULL);
  complaint = desk_load (f, id);
  composer = loket_composer_new (f->session, complaint);
  DESK_CALL (result, loket_composer_load, composer);
  g_assert_true (loket_composer_load_finish (composer, result, NULL));
  loket_composer_set_text (composer, TEXT);
  g_assert_cmpuint (find_phone (composer), ==, LOKET_SEVERITY_WARNING);
  g_assert_false (loket_composer_get_checking (composer));

  g_assert_true (give (f, "131410", 1, STRICT, NULL));
  g_assert_true (loket_composer_get_checking (composer));
  g_assert_cmpuint (find_phone (composer), ==, LOKET_SEVERITY_BLOCKER);
  g_assert_true (give (f, "131410", 2, LAX, NULL));
  g_assert_true (loket_composer_get_checking (composer));
  g_assert_cmpuint (find_phone (composer), ==, LOKET_SEVERITY_OFF);

  DESK_CALL (result, loket_composer_discard, composer);
  g_assert_true (loket_composer_discard_finish (composer, result, NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(path, function) \
  g_test_add (path, DeskFixture, NULL, desk_fixture_set_up, function, desk_fixture_tear_down)
  ADD ("/desk/guidance/given", test_given);
  ADD ("/desk/guidance/none-readable", test_none_readable);
  ADD ("/desk/guidance/other-agency", test_other_agency);
  ADD ("/desk/guidance/composer", test_composer);
#undef ADD
  return g_test_run ();
}
