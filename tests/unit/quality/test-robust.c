/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loket-skeleton.h"

#include <string.h>

/* Whatever an officer pastes: no crash, no place outside the text, no long
 * search, and the same answer twice. */

#define ROUNDS 400

static LoketChecker *checker;

static const char *const pieces[] = {
  "6303045208899909", "akan segera ditindaklanjuti", "[nama]", "....", "\"", "'", "“", "”", "NIK ", "NPWP ",
  "\n\n", "\r\n", "\t", " ", "  ", ". ", "! ", "? ", ", ", "; ", "a. ", "1. ", "- ", "• ", "Jl. ", "Rp. ",
  "10 Maret 2026", "Bidang Bina Marga", "kami", "e\xcc\x81", "\xcc\x81\xcc\x81\xcc\x81", "\xe2\x80\x8b", "😀", "é",
  "\xf4\x8f\xbf\xbf", "\x01", "0812-5000-0109", "DA 1234 XX", "a@b.c", "http://bit.ly/x", "UU 25 th 2009",
  "((((", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "SUDAH SELESAI DIPERBAIKI SEMUA", "di perbaiki", "terlampir",
  "Kapan? ", "Selesai ", "RT 4/RW 2", "yang yang", "\xff", "\xc3", "0000000000000000000000000",
};

static char *
random_text (GRand *rand)
{
  GString *text = g_string_new (NULL);

  for (int n = g_rand_int_range (rand, 0, 60); n > 0; n--)
    if (g_rand_int_range (rand, 0, 5) == 0)
      g_string_append_unichar (text, (gunichar) g_rand_int_range (rand, 1, 0xD800));
    else
      g_string_append (text, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
  return g_string_free (text, FALSE);
}

static void
fill_input (GRand           *rand,
            LoketCheckInput *input)
{
  const char *const words[] = { "0511-5550116", "", "x", NULL };

  if (g_rand_boolean (rand))
    return;
  input->now = g_rand_int (rand);
  input->time_zone = g_strdup (g_rand_boolean (rand) ? "Asia/Makassar" : "Nowhere/At_All");
  input->title = random_text (rand);
  input->body = random_text (rand);
  input->klass = (LoketComplaintClass) g_rand_int_range (rand, 0, 5);
  input->anonymous = (LoketFact) g_rand_int_range (rand, 0, 3);
  input->secret = (LoketFact) g_rand_int_range (rand, 0, 3);
  input->reporter_name = random_text (rand);
  input->reporter_phone = random_text (rand);
  input->reporter_email = random_text (rand);
  input->reporter_address = random_text (rand);
  input->reporter_nik = random_text (rand);
  input->regency = random_text (rand);
  input->village = random_text (rand);
  input->agency_name = random_text (rand);
  input->received_at = g_rand_int (rand);
  input->agency_phones = g_strdupv ((GStrv) words);
  input->agency_units = g_strdupv ((GStrv) words);
  input->attachments = g_rand_boolean (rand) ? g_strdupv ((GStrv) words) : NULL;
  g_ptr_array_add (input->previous_replies, loket_previous_reply_new ("1", NULL, input->text, FALSE));
}

static void
test_random (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (2026);

  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autofree char *text = random_text (rand);
      g_autofree char *valid = g_utf8_make_valid (text, -1);
      guint length = (guint) g_utf8_strlen (valid, -1);
      g_autoptr (LoketCheckInput) input =
          loket_check_input_new (text, (LoketOutcome) g_rand_int_range (rand, 0, 6));
      g_autoptr (GPtrArray) findings = NULL;
      g_autoptr (GPtrArray) again = NULL;
      LoketSkeleton skeleton;

      fill_input (rand, input);
      findings = loket_checker_run (checker, input, i % 2 == 0 ? "id" : "en");
      again = loket_checker_run (checker, input, i % 2 == 0 ? "id" : "en");
      loket_checker_read_skeleton (checker, input, &skeleton);
      for (guint j = 0; j < LOKET_N_SKELETON_PARTS; j++)
        {
          g_assert_cmpuint (skeleton.items[j].end, <=, length);
          g_assert_cmpint (skeleton.items[j].start < skeleton.items[j].end, ==,
                           skeleton.items[j].state == LOKET_SKELETON_THERE);
        }
      g_assert_cmpuint (findings->len, ==, again->len);
      for (guint j = 0; j < findings->len; j++)
        {
          const LoketFinding *f = g_ptr_array_index (findings, j);
          const LoketFinding *g = g_ptr_array_index (again, j);

          g_assert_cmpuint (f->end, <=, length);
          g_assert_true (f->start < f->end || (f->start == 0 && f->end == 0));
          g_assert_cmpstr (f->rule, ==, g->rule);
          g_assert_cmpuint (f->start, ==, g->start);
          g_assert_nonnull (f->message);
          g_assert_null (strstr (f->message, "{}"));
        }
    }
}

/* The longest texts there can be, each the worst for some pattern. */
static void
test_long (void)
{
  static const char *const units[] = { "a", "1", "1 ", "(", ".", "\"", "A ", "akan ", "di", "\n", "x-", "63030452", "@", "DA 1 " };

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      GString *text = g_string_new (NULL);
      g_autoptr (LoketCheckInput) input = NULL;
      g_autoptr (GPtrArray) findings = NULL;
      gint64 start;

      while (text->len < 20000)
        g_string_append (text, units[i]);
      input = loket_check_input_new (text->str, LOKET_OUTCOME_IN_PROGRESS);
      start = g_get_monotonic_time ();
      findings = loket_checker_run (checker, input, "id");
      g_test_message ("“%s”: %u findings, %" G_GINT64_FORMAT " µs", units[i], findings->len,
                      g_get_monotonic_time () - start);
      g_assert_cmpint (g_get_monotonic_time () - start, <, 20 * G_USEC_PER_SEC);
      g_string_free (text, TRUE);
    }
}

static gpointer
run_in_thread (gpointer data)
{
  LoketChecker *shared = data;
  g_autoptr (LoketCheckInput) input = loket_check_input_new ("NIK 6303045208899909 akan segera diproses.",
                                                             LOKET_OUTCOME_IN_PROGRESS);

  for (guint i = 0; i < 50; i++)
    {
      g_autoptr (GPtrArray) findings = loket_checker_run (shared, input, "id");

      g_assert_cmpuint (findings->len, >=, 2);
      g_assert_false (loket_checker_is_broken (shared));
    }
  return NULL;
}

static void
run_in_threads (LoketChecker *shared)
{
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("check", run_in_thread, shared);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

static void
test_threads (void)
{
  run_in_threads (checker);
}

/* Whoever comes first loads it, and all get the same. */
static void
test_unloaded (void)
{
  g_autoptr (LoketChecker) unloaded = loket_checker_new_unloaded ();
  g_autoptr (GError) error = NULL;

  g_assert_false (loket_checker_is_broken (unloaded));
  run_in_threads (unloaded);
  g_assert_true (loket_checker_load (unloaded, &error));
  g_assert_no_error (error);
}

/* What is not known is not held against the draft. */
static void
test_nothing_known (void)
{
  g_autoptr (LoketCheckInput) empty = loket_check_input_new (NULL, LOKET_OUTCOME_UNKNOWN);
  g_autoptr (LoketComplaint) complaint = loket_complaint_new ();
  g_autoptr (GPtrArray) findings = NULL;

  loket_check_input_set_complaint (empty, complaint);
  findings = loket_checker_run (checker, empty, NULL);
  for (guint i = 0; i < findings->len; i++)
    g_assert_cmpstr (((LoketFinding *) g_ptr_array_index (findings, i))->rule, ==, "KLG-10");
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;
  int result;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  checker = loket_checker_new (&error);
  g_assert_no_error (error);
  g_test_add_func ("/quality/robust/random", test_random);
  g_test_add_func ("/quality/robust/long", test_long);
  g_test_add_func ("/quality/robust/threads", test_threads);
  g_test_add_func ("/quality/robust/unloaded", test_unloaded);
  g_test_add_func ("/quality/robust/nothing-known", test_nothing_known);
  result = g_test_run ();
  g_object_unref (checker);
  return result;
}
