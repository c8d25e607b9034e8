/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loket-skeleton.h"

#include <string.h>

/*
 * What the checklist sees in replies of many styles. One letter a part, in
 * order: salutation, problem, finding, action, remaining, follow-up, closing;
 * + there, - missing, o not needed. @action and @remaining: u unit, d date.
 */

typedef struct
{
  const char  *text;
  LoketOutcome outcome;
  const char  *states;
  const char  *action;
  const char  *remaining;
} Golden;

static LoketChecker *checker;

static const Golden goldens[] = {
  /* The whole formula. */
  { "Yth. Pelapor,\n\nlaporan Saudara tentang lubang di Jalan Melati sudah kami terima. Petugas Bidang Bina Marga memeriksa "
    "lokasi pada 3 Maret 2026; lubang terjadi karena saluran mampet. Penambalan dijadwalkan 10 Maret 2026 oleh Bidang Bina "
    "Marga. Perkembangannya kami sampaikan di laporan ini.\n\nHormat kami,\nDinas Pekerjaan Umum",
    LOKET_OUTCOME_IN_PROGRESS, "+++++++", "ud", "ud" },
  /* A list without a formula. */
  { "Lubang di Jalan Melati:\n- 3 Maret 2026: regu kami memeriksa dan memasang rambu.\n- 10 Maret 2026: lubang akan ditambal.\n"
    "- Hubungi 0511-5550100 bila rambu hilang.",
    LOKET_OUTCOME_IN_PROGRESS, "-+-+++-", "ud", "d" },
  /* Two sentences. */
  { "Bu Siti, lubang di Jalan Melati sudah ditambal petugas kami pada Kamis, 2 April 2026. Terima kasih.",
    LOKET_OUTCOME_RESOLVED, "++-+oo+", "ud", "" },
  /* A kind refusal. */
  { "Permintaan penambalan di Jalan Melati belum dapat kami penuhi karena jalan itu milik pengembang. Bapak dapat "
    "mengajukan keberatan melalui loket kami.",
    LOKET_OUTCOME_INFORMATION, "-++oo+-", "", "" },
  /* Sent on. */
  { "Jalan Melati berstatus jalan provinsi. Laporan ini kami teruskan ke Dinas PU Provinsi pada 2 April 2026.",
    LOKET_OUTCOME_NOT_OUR_AUTHORITY, "-+++o--", "ud", "" },
  /* Asked back. */
  { "Selamat pagi, Pak Budi. Mohon balas laporan ini dengan titik lubang itu dan fotonya.",
    LOKET_OUTCOME_NEEDS_INFORMATION, "++ooo+-", "", "" },
  /* A bare plan: a date, nobody. */
  { "Penambalan jalan akan dilakukan minggu depan.", LOKET_OUTCOME_IN_PROGRESS, "-+--+--", "", "d" },
  /* Nothing at all. */
  { "Mohon bersabar.", LOKET_OUTCOME_IN_PROGRESS, "-------", "", "" },
  { "", LOKET_OUTCOME_IN_PROGRESS, "-------", "", "" },
  /* The words of somebody else are no evidence. */
  { "Saudara menulis “jalan sudah diperbaiki petugas kemarin”.", LOKET_OUTCOME_IN_PROGRESS, "-+-----", "", "" },
  /* Thanks are no action, and responsibility is no answer. */
  { "Terima kasih sudah melapor soal jalan itu. Lubang menjadi tanggung jawab kami.", LOKET_OUTCOME_RESOLVED, "-+--oo-", "", "" },
  { "Terima kasih telah berani melapor. Data lubang itu kami kirim ulang.", LOKET_OUTCOME_IN_PROGRESS, "-+-+---", "u", "" },
  /* The outcome is not known: only what any reply has is missed. */
  { "Baik.", LOKET_OUTCOME_UNKNOWN, "---ooo-", "", "" },
};

static LoketCheckInput *
input_new (const Golden *golden)
{
  LoketCheckInput *input = loket_check_input_new (golden->text, golden->outcome);

  input->title = g_strdup ("Lubang besar di Jalan Melati");
  input->body = g_strdup ("Jalan berlubang dekat pasar, kapan ditambal?");
  input->agency_name = g_strdup ("Dinas Pekerjaan Umum");
  return input;
}

static char *
flags_of (const LoketSkeletonItem *item)
{
  return g_strconcat (item->has_unit ? "u" : "", item->has_date ? "d" : "", NULL);
}

static void
check_golden (gconstpointer data)
{
  const Golden *golden = data;
  g_autoptr (LoketCheckInput) input = input_new (golden);
  g_autofree char *action = NULL;
  g_autofree char *remaining = NULL;
  char states[LOKET_N_SKELETON_PARTS + 1] = { 0 };
  LoketSkeleton skeleton;

  loket_checker_read_skeleton (checker, input, &skeleton);
  for (guint i = 0; i < LOKET_N_SKELETON_PARTS; i++)
    {
      const LoketSkeletonItem *item = &skeleton.items[i];

      states[i] = "-+o"[item->state];
      g_assert_cmpint (item->end > item->start, ==, item->state == LOKET_SKELETON_THERE);
      g_assert_cmpuint (item->end, <=, (guint) g_utf8_strlen (golden->text, -1));
    }
  action = flags_of (&skeleton.items[LOKET_SKELETON_ACTION]);
  remaining = flags_of (&skeleton.items[LOKET_SKELETON_REMAINING]);
  g_assert_cmpstr (states, ==, golden->states);
  g_assert_cmpstr (action, ==, golden->action);
  g_assert_cmpstr (remaining, ==, golden->remaining);
}

/* The evidence is the sentence itself, in code points of what was typed. */
static void
test_evidence (void)
{
  const Golden golden = { "Halo… Lubang “itu” sudah ditambal regu kami. Terima kasih.", LOKET_OUTCOME_RESOLVED, NULL, NULL, NULL };
  g_autoptr (LoketCheckInput) input = input_new (&golden);
  g_autofree char *action = NULL;
  LoketSkeleton skeleton;

  loket_checker_read_skeleton (checker, input, &skeleton);
  action = g_utf8_substring (golden.text, skeleton.items[LOKET_SKELETON_ACTION].start, skeleton.items[LOKET_SKELETON_ACTION].end);
  g_assert_true (g_str_has_suffix (action, "Lubang “itu” sudah ditambal regu kami."));
}

/* The second message of a thread needs no formula and no retelling. */
static void
test_thread (void)
{
  const Golden golden = { "Pekerjaan dimulai besok oleh regu kami.", LOKET_OUTCOME_IN_PROGRESS, NULL, NULL, NULL };
  g_autoptr (LoketCheckInput) input = input_new (&golden);
  LoketSkeleton skeleton;

  g_ptr_array_add (input->previous_replies, loket_previous_reply_new ("1", NULL, "Sudah kami cek.", TRUE));
  loket_checker_read_skeleton (checker, input, &skeleton);
  g_assert_cmpint (skeleton.items[LOKET_SKELETON_SALUTATION].state, ==, LOKET_SKELETON_NOT_NEEDED);
  g_assert_cmpint (skeleton.items[LOKET_SKELETON_PROBLEM].state, ==, LOKET_SKELETON_NOT_NEEDED);
  g_assert_cmpint (skeleton.items[LOKET_SKELETON_CLOSING].state, ==, LOKET_SKELETON_NOT_NEEDED);
  g_assert_cmpint (skeleton.items[LOKET_SKELETON_REMAINING].state, ==, LOKET_SKELETON_THERE);
}

static void
test_names (void)
{
  for (guint i = 0; i < LOKET_N_SKELETON_PARTS; i++)
    {
      g_assert_nonnull (loket_skeleton_part_to_name (i));
      g_assert_cmpstr (loket_skeleton_part_get_title (i, "id"), !=, loket_skeleton_part_get_title (i, "en"));
    }
  g_assert_null (loket_skeleton_part_to_name (LOKET_N_SKELETON_PARTS));
  g_assert_null (loket_skeleton_part_get_title (LOKET_N_SKELETON_PARTS, "id"));
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;
  int result;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  checker = loket_checker_new (&error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (goldens); i++)
    {
      g_autofree char *path = g_strdup_printf ("/quality/skeleton/golden/%u", i);

      g_test_add_data_func (path, &goldens[i], check_golden);
    }
  g_test_add_func ("/quality/skeleton/evidence", test_evidence);
  g_test_add_func ("/quality/skeleton/thread", test_thread);
  g_test_add_func ("/quality/skeleton/names", test_names);
  result = g_test_run ();
  g_object_unref (checker);
  return result;
}
