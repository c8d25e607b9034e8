/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loket-check-memory.h"

#include <string.h>

#include "loket-limits.h"

/* REL-05 beside the composer: the agency's other replies, made ready once. */

static LoketChecker *checker;

static const char own[] =
    "Petugas Bidang Bina Marga memeriksa lubang di Jalan Melati pada 3 Maret 2026 dan menambalnya dengan aspal dingin. "
    "Lapisan akhir dikerjakan setelah musim hujan, karena aspal panas tidak melekat pada badan jalan yang basah.";
static const char other[] =
    "Regu kebersihan mengangkut tumpukan sampah di Pasar Anyar pada Selasa pagi dan menambah dua kontainer di sisi timur. "
    "Pengangkutan berikutnya berlangsung setiap hari pukul enam, termasuk pada hari libur nasional.";
static const char formula[] =
    "Kami menyampaikan terima kasih atas kepercayaan warga memakai kanal pengaduan resmi pemerintah kabupaten, dan "
    "setiap laporan yang masuk menjadi dasar penyusunan rencana kerja pemeliharaan tahun anggaran berikutnya.";

static GPtrArray *
replies_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) loket_previous_reply_free);
}

static void
add (GPtrArray  *replies,
     const char *tracking_id,
     const char *text,
     gboolean    same)
{
  g_ptr_array_add (replies, loket_previous_reply_new (tracking_id, NULL, text, same));
}

/* The message of the finding; %NULL for none. Both ways say the same. */
static char *
dup_found (const char           *draft,
           GPtrArray            *replies,
           LoketQualitySettings *settings)
{
  g_autoptr (LoketCopies) copies = loket_copies_new (replies, NULL, NULL);
  g_autoptr (LoketCheckMemory) memory = loket_check_memory_new (checker);
  g_autoptr (LoketCheckInput) input = loket_check_input_new (draft, LOKET_OUTCOME_INFORMATION);
  g_autoptr (GPtrArray) alone = NULL;
  g_autoptr (GPtrArray) all = NULL;
  const LoketFinding *found = NULL;

  input->settings = settings != NULL ? loket_quality_settings_ref (settings) : NULL;
  alone = loket_check_memory_find_copies (memory, copies, input, "en");
  g_assert_cmpuint (alone->len, <=, 1);
  for (guint i = 0; i < replies->len; i++)
    {
      const LoketPreviousReply *reply = g_ptr_array_index (replies, i);

      g_ptr_array_add (input->previous_replies, loket_previous_reply_new (reply->tracking_id, NULL, reply->text,
                                                                          reply->same_complaint));
    }
  all = loket_checker_run (checker, input, "en");
  for (guint i = 0; i < all->len; i++)
    if (g_str_equal (((LoketFinding *) g_ptr_array_index (all, i))->rule, "REL-05"))
      found = g_ptr_array_index (all, i);
  g_assert_cmpint (found != NULL, ==, alone->len == 1);
  if (found == NULL)
    return NULL;
  g_assert_cmpstr (found->message, ==, ((LoketFinding *) g_ptr_array_index (alone, 0))->message);
  return g_strdup (found->message);
}

static void
assert_found (const char *draft,
              GPtrArray  *replies,
              const char *tracking_id)
{
  g_autofree char *found = dup_found (draft, replies, NULL);

  if (tracking_id == NULL)
    g_assert_cmpstr (found, ==, NULL);
  else
    {
      g_assert_nonnull (found);
      g_assert_nonnull (strstr (found, tracking_id));
    }
}

static void
test_copy (void)
{
  g_autoptr (GPtrArray) replies = replies_new ();
  g_autofree char *preface = g_strconcat ("Yth. Pelapor, terima kasih. ", own, NULL);
  static const char exchanged[] =
      "Petugas Bidang Bina Marga memeriksa lubang di Jalan Kenanga pada 9 Maret 2026 dan menambalnya dengan aspal dingin. "
      "Lapisan akhir dikerjakan sesudah musim hujan, karena aspal panas tidak melekat pada badan jalan yang basah.";

  assert_found (own, replies, NULL);
  add (replies, "7000001", other, FALSE);
  assert_found (own, replies, NULL);
  add (replies, "7000002", own, FALSE);
  assert_found (own, replies, "7000002");
  assert_found (preface, replies, "7000002");
  assert_found (exchanged, replies, "7000002");
  assert_found ("Petugas Bidang Bina Marga memeriksa lubang di Jalan Melati.", replies, NULL);
}

/* Somebody who answers the same complaint once more may say it again. */
static void
test_same_complaint (void)
{
  g_autoptr (GPtrArray) replies = replies_new ();

  add (replies, "7000003", own, TRUE);
  assert_found (own, replies, NULL);
}

/* What five replies have is a formula, and then the rest decides. */
static void
test_formula (void)
{
  g_autoptr (GPtrArray) replies = replies_new ();
  g_autofree char *mine = g_strconcat (own, " ", formula, NULL);
  g_autofree char *pasted = g_strconcat (other, " ", formula, NULL);

  for (guint i = 0; i < 4; i++)
    add (replies, "7000004", formula, FALSE);
  assert_found (formula, replies, "7000004");
  add (replies, "7000005", pasted, FALSE);
  assert_found (formula, replies, NULL);
  assert_found (mine, replies, NULL);
  assert_found (pasted, replies, "7000005");
}

static void
test_settings (void)
{
  g_autoptr (GPtrArray) replies = replies_new ();
  g_autoptr (LoketQualitySettings) off = loket_quality_settings_parse ("[Rules]\nREL-05=off\n", -1, NULL);
  g_autofree char *found = NULL;

  add (replies, NULL, own, FALSE);
  assert_found (own, replies, "?");
  found = dup_found (own, replies, off);
  g_assert_null (found);
}

/* So much is looked at; what comes after is left out. */
static void
test_bytes (void)
{
  const gsize rest = LOKET_LIMIT_COPIES_BYTES - strlen (own);

  for (gsize more = 0; more <= 1; more++)
    {
      g_autoptr (GPtrArray) replies = replies_new ();
      g_autoptr (LoketCheckMemory) memory = loket_check_memory_new (checker);
      g_autoptr (LoketCheckInput) input = loket_check_input_new (own, LOKET_OUTCOME_INFORMATION);
      g_autofree char *blank = g_strnfill (rest + more, ' ');
      g_autoptr (LoketCopies) copies = NULL;
      g_autoptr (GPtrArray) findings = NULL;

      add (replies, "7000007", blank, FALSE);
      add (replies, "7000008", own, FALSE);
      copies = loket_copies_new (replies, NULL, NULL);
      findings = loket_check_memory_find_copies (memory, copies, input, "en");
      g_assert_cmpuint (findings->len, ==, more == 0 ? 1 : 0);
    }
}

static void
test_cancelled (void)
{
  g_autoptr (GPtrArray) replies = replies_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  add (replies, "7000006", own, FALSE);
  g_cancellable_cancel (cancellable);
  g_assert_null (loket_copies_new (replies, NULL, cancellable));
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GError) error = NULL;
  int result;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  checker = loket_checker_new (&error);
  g_assert_no_error (error);
  g_test_add_func ("/quality/copies/copy", test_copy);
  g_test_add_func ("/quality/copies/same-complaint", test_same_complaint);
  g_test_add_func ("/quality/copies/formula", test_formula);
  g_test_add_func ("/quality/copies/settings", test_settings);
  g_test_add_func ("/quality/copies/bytes", test_bytes);
  g_test_add_func ("/quality/copies/cancelled", test_cancelled);
  result = g_test_run ();
  g_object_unref (checker);
  return result;
}
