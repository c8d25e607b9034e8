/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "loket-clock-list.h"
#include "loket-time.h"

#include <libintl.h>
#include <locale.h>

#define ZONE "Asia/Makassar"
#define DAY  86400

typedef struct
{
  LoketClock     *clock;
  LoketTicker    *ticker;
  LoketClockList *list;
  LoketComplaint *complaint;
  guint           n_lists;   /* times that the order or the set changed */
  guint           n_items;   /* times that an item changed */
} Fixture;

static gint64
at (const char *text)
{
  gint64 instant = 0;

  g_assert_true (loket_time_parse (text, &instant));
  return instant;
}

static void
count_cb (guint *count)
{
  ++*count;
}

/* Received and assigned on Friday 13 March 2026; the response is due on Friday
 * 27 March 16:00 in Makassar, 08:00 UTC. */
static LoketComplaint *
make_complaint (void)
{
  LoketComplaint *complaint = loket_complaint_new ();

  complaint->id = g_strdup ("9b2f0000-0000-4000-8000-000000000001");
  complaint->time_zone = g_strdup (ZONE);
  complaint->status = LOKET_STATUS_NEW;
  complaint->klass = LOKET_CLASS_COMPLAINT;
  complaint->received_at = at ("2026-03-12T02:00:00Z");
  complaint->assigned_at = at ("2026-03-13T02:00:00Z");
  complaint->answered_at = LOKET_TIME_UNSET;
  complaint->reporter_at = LOKET_TIME_UNSET;
  if (complaint->messages == NULL)
    complaint->messages = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_message_free);
  return complaint;
}

static LoketComplaint *
make_answered (const char *when)
{
  LoketComplaint *complaint = make_complaint ();
  LoketMessage *message = loket_message_new ();

  message->author = LOKET_AUTHOR_OFFICER;
  message->outcome = LOKET_OUTCOME_IN_PROGRESS;
  message->at = at (when);
  g_ptr_array_add (complaint->messages, message);
  complaint->answered_at = message->at;
  complaint->status = LOKET_STATUS_IN_PROGRESS;
  return complaint;
}

static void
set_up (Fixture       *f,
        gconstpointer  now)
{
  g_setenv ("LANGUAGE", "id", TRUE);
  textdomain (GETTEXT_PACKAGE);
  f->clock = loket_clock_new_manual (at (now));
  f->ticker = loket_ticker_new (f->clock);
  f->list = loket_clock_list_new (f->ticker);
  f->complaint = make_complaint ();
  loket_clock_list_set_complaint (f->list, f->complaint);
  g_signal_connect_swapped (f->list, "items-changed", G_CALLBACK (count_cb), &f->n_lists);
}

static void
tear_down (Fixture       *f,
           gconstpointer  now)
{
  g_clear_object (&f->list);
  g_clear_object (&f->ticker);
  g_clear_object (&f->clock);
  g_clear_pointer (&f->complaint, loket_complaint_unref);
}

static LoketClockItem *
get (Fixture *f,
     guint    position)
{
  g_autoptr (LoketClockItem) item = g_list_model_get_item (G_LIST_MODEL (f->list), position);

  return item;
}

static char *
dup_texts (Fixture *f)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (f->list)); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "",
                            loket_clock_item_get_text (get (f, i)));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_texts (Fixture    *f,
              const char *expected)
{
  g_autofree char *texts = dup_texts (f);

  g_assert_cmpstr (texts, ==, expected);
}

/* What the agency has to keep comes first, then what others have to, then what
 * is over. */
static void
test_order (Fixture       *f,
            gconstpointer  data)
{
  g_autoptr (LoketComplaint) answered = make_answered ("2026-03-25T02:00:00Z");
  LoketClockItem *settlement;

  assert_texts (f, "Tanggapan pertama · 2 hari kerja lagi\n"
                   "Penyelesaian · 11 hari kerja lagi\n"
                   "Pantauan Ombudsman · 47 hari lagi\n"
                   "Verifikasi: tepat waktu");
  settlement = get (f, 1);
  g_assert_true (loket_clock_item_get_ours (settlement));
  g_assert_false (loket_clock_item_get_ours (get (f, 2)));
  g_assert_false (loket_clock_item_get_running (get (f, 3)));

  loket_clock_list_set_complaint (f->list, answered);
  assert_texts (f, "Penyelesaian · 11 hari kerja lagi\n"
                   "Tanggapan pelapor · 10 hari kerja lagi\n"
                   "Pantauan Ombudsman · 47 hari lagi\n"
                   "Tanggapan pertama: tepat waktu\n"
                   "Verifikasi: tepat waktu");
  g_assert_true (get (f, 0) == settlement);

  loket_clock_list_set_complaint (f->list, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (f->list)), ==, 0);
}

static void
test_words (Fixture       *f,
            gconstpointer  data)
{
  LoketClockItem *item = get (f, 0);
  g_autofree char *all = loket_clock_item_dup_all (item);

  g_assert_cmpstr (loket_clock_item_get_title (item), ==, "Tanggapan pertama");
  g_assert_cmpstr (loket_clock_item_get_sentence (item), ==,
                   "Tanggapan pertama: 2 hari kerja lagi. Jatuh tempo Jumat 27 Maret 2026 16.00 "
                   "WITA.");
  g_assert_cmpstr (loket_clock_item_get_explanation (item), ==,
                   "5 hari kerja sejak disposisi Jumat 13 Maret 2026; tidak dihitung: 2 akhir "
                   "pekan, 18–24 Maret libur dan cuti bersama; jatuh tempo Jumat 27 Maret 2026 "
                   "16.00 WITA.");
  g_assert_cmpstr (loket_clock_item_get_counted (item), ==, "16–17 Maret, 25–27 Maret");
  g_assert_cmpstr (loket_clock_item_get_age (item), ==, "3 hari kerja");
  g_assert_cmpstr (loket_clock_item_get_basis (item), ==,
                   "SP4N-LAPOR!: tindak lanjut paling lambat 5 hari kerja");
  g_assert_cmpstr (loket_clock_item_get_certainty (item), ==,
                   "Batas waktu bersumber resmi. Saat mulai dihitung perlu dipastikan.");
  g_assert_cmpstr (loket_clock_item_get_sentence (get (f, 3)), ==,
                   "Verifikasi: tepat waktu. Jatuh tempo Selasa 17 Maret 2026 16.00 WITA.");
  g_assert_cmpstr (loket_clock_item_get_due (get (f, 2)), ==, "Jatuh tempo Senin 11 Mei 2026");
  g_assert_nonnull (strstr (all, "\n5 hari kerja sejak"));
  g_assert_cmpint (loket_clock_item_get_next_change (item), ==, at ("2026-03-25T16:00:00Z"));
}

/* A waiting reporter is told beside the age, whatever the rule makes of it. */
static void
test_paused_age (Fixture       *f,
                 gconstpointer  data)
{
  g_autoptr (LoketComplaint) complaint = make_complaint ();
  LoketMessage *question = loket_message_new ();

  question->author = LOKET_AUTHOR_OFFICER;
  question->outcome = LOKET_OUTCOME_NEEDS_INFORMATION;
  question->at = at ("2026-03-16T01:00:00Z");
  g_ptr_array_add (complaint->messages, question);
  complaint->answered_at = question->at;
  complaint->status = LOKET_STATUS_NEEDS_INFORMATION;
  loket_clock_list_set_complaint (f->list, complaint);
  g_assert_cmpint (loket_clock_item_get_clock (get (f, 0)), ==, LOKET_SLA_CLOCK_SETTLEMENT);
  g_assert_cmpstr (loket_clock_item_get_age (get (f, 0)), ==,
                   "3 hari kerja, 1 di antaranya menunggu pelapor");
}

typedef struct
{
  const char   *now;
  const char   *text;
  LoketSlaState state;
} Moment;

static const Moment moments[] = {
  { "2026-03-25T02:00:00Z", "Tanggapan pertama · 2 hari kerja lagi", LOKET_SLA_ON_TIME },
  { "2026-03-25T15:59:59Z", "Tanggapan pertama · 2 hari kerja lagi", LOKET_SLA_ON_TIME },
  { "2026-03-25T16:00:00Z", "Tanggapan pertama · Besok 16.00", LOKET_SLA_WARNING },
  { "2026-03-26T15:59:59Z", "Tanggapan pertama · Besok 16.00", LOKET_SLA_WARNING },
  { "2026-03-26T16:00:00Z", "Tanggapan pertama · 16 jam lagi", LOKET_SLA_DUE_TODAY },
  { "2026-03-27T08:00:00Z", "Tanggapan pertama · Kurang dari semenit lagi", LOKET_SLA_DUE_TODAY },
  { "2026-03-27T08:00:01Z", "Tanggapan pertama · 1 menit lewat", LOKET_SLA_OVERDUE },
  { "2026-03-27T15:59:59Z", "Tanggapan pertama · 7 jam lewat", LOKET_SLA_OVERDUE },
  { "2026-03-27T16:00:00Z", "Tanggapan pertama · 1 hari lewat", LOKET_SLA_OVERDUE },
};

static void
assert_moment (Fixture      *f,
               const Moment *moment)
{
  g_assert_cmpint (loket_clock_now (f->clock), ==, at (moment->now));
  g_assert_cmpstr (loket_clock_item_get_text (get (f, 0)), ==, moment->text);
  g_assert_cmpint (loket_clock_item_get_state (get (f, 0)), ==, moment->state);
}

/* Texts and states are right just before and just after they change. */
static void
test_passing (Fixture       *f,
              gconstpointer  data)
{
  for (guint i = 0; i < G_N_ELEMENTS (moments); i++)
    {
      loket_clock_advance (f->clock, at (moments[i].now) - loket_clock_now (f->clock));
      assert_moment (f, &moments[i]);
    }
  g_assert_cmpuint (f->n_lists, ==, 0);
}

/* The same when the computer slept through it or its clock was set, there and
 * back. */
static void
test_jumping (Fixture       *f,
              gconstpointer  data)
{
  for (guint i = 0; i < G_N_ELEMENTS (moments); i++)
    {
      loket_clock_jump (f->clock, at (moments[i].now) - loket_clock_now (f->clock));
      assert_moment (f, &moments[i]);
    }
  for (guint i = G_N_ELEMENTS (moments); i-- > 0;)
    {
      loket_clock_jump (f->clock, 30 * DAY);
      loket_clock_jump (f->clock, at (moments[i].now) - loket_clock_now (f->clock));
      assert_moment (f, &moments[i]);
    }
  loket_clock_jump (f->clock, DAY);
  g_assert_cmpstr (loket_clock_item_get_text (get (f, 0)), ==, "Tanggapan pertama · Besok 16.00");
  loket_clock_jump (f->clock, -DAY);
  g_assert_cmpstr (loket_clock_item_get_text (get (f, 0)), ==, moments[0].text);
}

/* Only what says something else tells so. */
static void
test_only_changes (Fixture       *f,
                   gconstpointer  data)
{
  guint n_settlement = 0, n_verification = 0, n_ombudsman = 0;
  g_autoptr (LoketComplaint) same = make_complaint ();

  g_signal_connect_swapped (get (f, 0), "changed", G_CALLBACK (count_cb), &f->n_items);
  g_signal_connect_swapped (get (f, 1), "changed", G_CALLBACK (count_cb), &n_settlement);
  g_signal_connect_swapped (get (f, 2), "changed", G_CALLBACK (count_cb), &n_ombudsman);
  g_signal_connect_swapped (get (f, 3), "changed", G_CALLBACK (count_cb), &n_verification);

  loket_clock_list_set_complaint (f->list, same);
  g_assert_cmpuint (f->n_items, ==, 0);
  loket_clock_advance (f->clock, 8 * 3600);
  g_assert_cmpuint (f->n_items, ==, 0);

  loket_clock_jump (f->clock, at ("2026-03-25T23:30:00Z") - loket_clock_now (f->clock));
  g_assert_cmpuint (f->n_items, ==, 1);
  g_assert_cmpuint (n_settlement, ==, 1);
  g_assert_cmpuint (n_ombudsman, ==, 1);
  g_assert_cmpuint (n_verification, ==, 0);

  loket_clock_jump (f->clock, at ("2026-03-27T07:30:00Z") - loket_clock_now (f->clock));
  f->n_items = n_settlement = n_ombudsman = 0;
  loket_clock_advance (f->clock, 60);
  g_assert_cmpuint (f->n_items, ==, 1);
  g_assert_cmpuint (n_settlement, ==, 0);
  g_assert_cmpuint (n_ombudsman, ==, 0);
  g_assert_cmpuint (n_verification, ==, 0);
  g_assert_cmpuint (f->n_lists, ==, 0);
}

/* Where the computer is makes no difference; without a zone of its own a
 * complaint is counted and told in the region's. */
static void
test_zone (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr (LoketComplaint) zoneless = make_complaint ();
  g_autofree char *before = g_strdup (loket_clock_item_get_sentence (get (f, 0)));
  g_autofree char *zone = g_strdup (g_getenv ("TZ"));

  g_clear_pointer (&zoneless->time_zone, g_free);
  g_setenv ("TZ", "Pacific/Kiritimati", TRUE);
  loket_clock_list_set_complaint (f->list, f->complaint);
  g_assert_cmpstr (loket_clock_item_get_sentence (get (f, 0)), ==, before);
  loket_clock_list_set_complaint (f->list, zoneless);
  g_assert_cmpstr (loket_clock_item_get_sentence (get (f, 0)), ==, before);
  if (zone != NULL)
    g_setenv ("TZ", zone, TRUE);
  else
    g_unsetenv ("TZ");
}

/* A zone that nobody knows has no clocks rather than wrong ones. */
static void
test_unknown_zone (Fixture       *f,
                   gconstpointer  data)
{
  g_autoptr (LoketComplaint) odd = make_complaint ();

  g_free (odd->time_zone);
  odd->time_zone = g_strdup ("Asia/Atlantis");
  loket_clock_list_set_complaint (f->list, odd);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (f->list)), ==, 0);
}

static void
add (const char *name,
     const char *now,
     void      (*test) (Fixture *, gconstpointer))
{
  g_test_add (name, Fixture, now, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "C.UTF-8");
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("LOKET_TEST_LOCALEDIR"));
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  add ("/desk/clock-list/order", "2026-03-25T02:00:00Z", test_order);
  add ("/desk/clock-list/words", "2026-03-25T02:00:00Z", test_words);
  add ("/desk/clock-list/paused-age", "2026-03-25T02:00:00Z", test_paused_age);
  add ("/desk/clock-list/passing", "2026-03-25T02:00:00Z", test_passing);
  add ("/desk/clock-list/jumping", "2026-03-25T02:00:00Z", test_jumping);
  add ("/desk/clock-list/only-changes", "2026-03-25T02:00:00Z", test_only_changes);
  add ("/desk/clock-list/zone", "2026-03-25T02:00:00Z", test_zone);
  add ("/desk/clock-list/unknown-zone", "2026-03-25T02:00:00Z", test_unknown_zone);
  return g_test_run ();
}
