/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "loket-time.h"
#include "loket-words.h"

#include <libintl.h>
#include <locale.h>

#define ZONE "Asia/Makassar"

static gint64
at (const char *text)
{
  gint64 instant = 0;

  g_assert_true (loket_time_parse (text, &instant));
  return instant;
}

static void
use_language (const char *language)
{
  g_setenv ("LANGUAGE", language, TRUE);
  /* Makes gettext forget what it had looked up before. */
  textdomain (GETTEXT_PACKAGE);
}

static LoketDeadline
make_deadline (const char *due)
{
  LoketDeadline deadline = {
    .start = LOKET_TIME_UNSET,
    .due = at (due),
    .stop = LOKET_TIME_UNSET,
    .next_change = LOKET_TIME_UNSET,
    .state = LOKET_SLA_ON_TIME,
    .days = 5,
  };

  return deadline;
}

#define assert_words(expr, expected) \
  G_STMT_START \
    { \
      g_autofree char *words_ = (expr); \
      g_assert_cmpstr (words_, ==, expected); \
    } \
  G_STMT_END

typedef struct
{
  const char *now;
  const char *id;
  const char *en;
} Left;

/* Due Friday 27 March 2026 16:00 in Makassar, 08:00 UTC; 18 to 24 March are no
 * working days. */
static const Left lefts[] = {
  { "2026-03-13T02:00:00Z", "5 hari kerja lagi", "5 working days left" },
  { "2026-03-13T16:00:00Z", "5 hari kerja lagi", "5 working days left" },
  { "2026-03-16T15:59:59Z", "4 hari kerja lagi", "4 working days left" },
  { "2026-03-18T02:00:00Z", "3 hari kerja lagi", "3 working days left" },
  { "2026-03-24T02:00:00Z", "3 hari kerja lagi", "3 working days left" },
  { "2026-03-25T15:59:59Z", "2 hari kerja lagi", "2 working days left" },
  { "2026-03-25T16:00:00Z", "Besok 16.00", "Tomorrow 16:00" },
  { "2026-03-26T16:00:00Z", "16 jam lagi", "16 hours left" },
  { "2026-03-27T07:00:00Z", "1 jam lagi", "1 hour left" },
  { "2026-03-27T07:00:01Z", "59 menit lagi", "59 minutes left" },
  { "2026-03-27T07:59:00Z", "1 menit lagi", "1 minute left" },
  { "2026-03-27T07:59:01Z", "Kurang dari semenit lagi", "Less than a minute left" },
  { "2026-03-27T08:00:00Z", "Kurang dari semenit lagi", "Less than a minute left" },
  { "2026-03-27T08:00:01Z", "1 menit lewat", "1 minute overdue" },
  { "2026-03-27T08:59:00Z", "59 menit lewat", "59 minutes overdue" },
  { "2026-03-27T10:30:00Z", "2 jam lewat", "2 hours overdue" },
  { "2026-03-27T16:00:00Z", "1 hari lewat", "1 day overdue" },
  { "2026-03-30T02:00:00Z", "3 hari lewat", "3 days overdue" },
};

static void
test_time_left (void)
{
  LoketDeadline deadline = make_deadline ("2026-03-27T08:00:00Z");

  for (guint i = 0; i < G_N_ELEMENTS (lefts); i++)
    {
      use_language ("id");
      assert_words (loket_words_time_left (&deadline, at (lefts[i].now), ZONE), lefts[i].id);
      use_language ("en");
      assert_words (loket_words_time_left (&deadline, at (lefts[i].now), ZONE), lefts[i].en);
    }
}

/* Between two instants told by the one function, the other says the same. */
static void
test_time_left_next (void)
{
  const gint64 from = at ("2026-03-20T00:00:00Z");
  const gint64 to = at ("2026-04-02T00:00:00Z");
  LoketDeadline deadline = make_deadline ("2026-03-27T08:00:00Z");
  guint n_steps = 0;
  gint64 now = from;

  while (now < to)
    {
      gint64 next = loket_words_time_left_next (&deadline, now, ZONE);
      g_autofree char *first = loket_words_time_left (&deadline, now, ZONE);

      g_assert_cmpint (next, >, now);
      for (gint64 i = 1; i <= 7; i++)
        assert_words (loket_words_time_left (&deadline, now + (next - 1 - now) * i / 7, ZONE), first);
      now = next;
      n_steps++;
    }
  /* 6 midnights, 16 hours, 60 minutes, as many when over, then midnights. */
  g_assert_cmpuint (n_steps, <, 250);
  g_assert_cmpuint (n_steps, >, 130);
}

static void
test_ended (void)
{
  LoketDeadline deadline = make_deadline ("2026-03-27T08:00:00Z");
  gint64 now = at ("2026-03-28T08:00:00Z");

  use_language ("id");
  deadline.stop = deadline.due;
  assert_words (loket_words_time_left (&deadline, now, ZONE), "Dijawab tepat waktu");
  g_assert_cmpint (loket_words_time_left_next (&deadline, now, ZONE), ==, G_MAXINT64);
  deadline.stop = deadline.due + 1;
  assert_words (loket_words_time_left (&deadline, now, ZONE), "Dijawab terlambat");
  g_assert_cmpstr (loket_words_clock_state (LOKET_SLA_CLOCK_RESPONSE, LOKET_SLA_MET),
                   ==, "Dijawab tepat waktu");
  g_assert_cmpstr (loket_words_clock_state (LOKET_SLA_CLOCK_VERIFICATION, LOKET_SLA_MET),
                   ==, "Selesai tepat waktu");
  g_assert_cmpstr (loket_words_clock_state (LOKET_SLA_CLOCK_SETTLEMENT, LOKET_SLA_MISSED),
                   ==, "Selesai terlambat");
  deadline.stop = LOKET_TIME_UNSET;
  deadline.state = LOKET_SLA_PAUSED;
  assert_words (loket_words_time_left (&deadline, now, ZONE), "Dijeda");
  g_assert_cmpint (loket_words_time_left_next (&deadline, now, ZONE), ==, G_MAXINT64);
  assert_words (loket_words_time_left (NULL, now, ZONE), "Tanpa tenggat");
  assert_words (loket_words_due (NULL, ZONE), "Tanpa tenggat");
}

static void
test_instants (void)
{
  LoketDeadline deadline = make_deadline ("2026-03-27T08:00:00Z");
  gint64 now = at ("2026-03-27T02:32:00Z");

  use_language ("id");
  assert_words (loket_words_due (&deadline, ZONE), "Jatuh tempo Jumat 27 Maret 2026 16.00 WITA");
  assert_words (loket_words_due (&deadline, "Asia/Jakarta"), "Jatuh tempo Jumat 27 Maret 2026 15.00 WIB");
  assert_words (loket_words_due (&deadline, "Asia/Jayapura"), "Jatuh tempo Jumat 27 Maret 2026 17.00 WIT");
  assert_words (loket_words_saved (now, ZONE), "Tersimpan 10.32");
  assert_words (loket_words_date_time (now, ZONE), "27 Maret 2026 10.32 WITA");
  assert_words (loket_words_relative (now, now, ZONE), "hari ini 10.32");
  assert_words (loket_words_relative (now - 11 * 3600, now, ZONE), "kemarin 23.32");
  assert_words (loket_words_relative (now + 14 * 3600, now, ZONE), "besok 00.32");
  assert_words (loket_words_relative (now - 3 * 86400, now, ZONE), "24 Maret 2026 10.32");
  use_language ("en");
  assert_words (loket_words_due (&deadline, ZONE), "Due Friday 27 March 2026 16:00 WITA");
  assert_words (loket_words_saved (now, ZONE), "Saved 10:32");
}

static void
test_connection (void)
{
  gint64 now = at ("2026-03-27T02:32:00Z");

  use_language ("id");
  assert_words (loket_words_connection (LOKET_CONNECTION_CONNECTED, 0, 0), "Tersambung");
  assert_words (loket_words_connection (LOKET_CONNECTION_OFFLINE, 3, 1), "Luring, 3 menunggu · 1 perlu tindakan Anda");
  assert_words (loket_words_connection (LOKET_CONNECTION_CONNECTED, 0, 2), "Tersambung · 2 perlu tindakan Anda");
  assert_words (loket_words_connection_detail (LOKET_CONNECTION_CONNECTED, now - 60, now, ZONE),
                "Semuanya mutakhir. Terakhir disinkronkan hari ini 10.31.");
  assert_words (loket_words_next_try (LOKET_OUTBOX_QUEUED, 0, LOKET_TIME_UNSET, now, ZONE),
                "Terkirim pada sinkronisasi berikutnya.");
  assert_words (loket_words_next_try (LOKET_OUTBOX_WAITING, 3, now + 60, now, ZONE),
                "Dicoba 3 kali. Dicoba lagi pukul 10.33.");
  assert_words (loket_words_next_try (LOKET_OUTBOX_NEEDS_USER, 3, now + 60, now, ZONE), NULL);
}

/* Every value has words, and in Indonesian other ones than in English. */
static void
test_complete (void)
{
  for (guint i = LOKET_REASON_NONE + 1; i < LOKET_N_REASONS; i++)
    {
      const char *english = NULL;

      use_language ("en");
      english = loket_words_reason ((LoketReason) i);
      g_assert_cmpstr (english, !=, "");
      g_assert_cmpstr (loket_words_reason_advice ((LoketReason) i), !=, "");
      use_language ("id");
      g_assert_cmpstr (loket_words_reason ((LoketReason) i), !=, english);
    }
  g_assert_cmpstr (loket_words_reason (LOKET_REASON_NONE), ==, "");

  for (guint i = 0; i < LOKET_N_VIEWS; i++)
    g_assert_cmpstr (loket_words_view ((LoketView) i), !=, "");
  for (guint i = LOKET_SLA_ON_TIME; i <= LOKET_SLA_PROVISIONAL; i++)
    g_assert_cmpstr (loket_words_sla_state ((LoketSlaState) i), !=, "");
  for (guint i = LOKET_OUTBOX_QUEUED; i <= LOKET_OUTBOX_ACCEPTED; i++)
    g_assert_cmpstr (loket_words_outbox_state ((LoketOutboxState) i), !=, "");
  g_assert_cmpstr (loket_words_status (LOKET_STATUS_NEEDS_INFORMATION), ==, "Menunggu kelengkapan informasi");
  g_assert_cmpstr (loket_words_class (LOKET_CLASS_SUPERVISORY), ==, "Pengaduan berkadar pengawasan");
  assert_words (loket_words_disclosure (TRUE, TRUE), "Anonim dan rahasia");
  assert_words (loket_words_disclosure (FALSE, FALSE), NULL);
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("LOKET_TEST_LOCALEDIR"));
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/desk/words/time-left", test_time_left);
  g_test_add_func ("/desk/words/time-left-next", test_time_left_next);
  g_test_add_func ("/desk/words/ended", test_ended);
  g_test_add_func ("/desk/words/instants", test_instants);
  g_test_add_func ("/desk/words/connection", test_connection);
  g_test_add_func ("/desk/words/complete", test_complete);
  return g_test_run ();
}
