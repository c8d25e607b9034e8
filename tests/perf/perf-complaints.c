/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "perf-complaints.h"

#define N_WORDS 20000
#define DAY 86400

struct _PerfMaker
{
  GRand     *rand;
  GPtrArray *words;
  gint64     now;
  guint      number;
};

/* Words of two to four syllables; a low number is short and frequent. */
static char *
make_word (GRand *rand)
{
  static const char *const heads[] = { "ba", "ke", "si", "ta", "mu", "la", "ra", "pe", "ngu", "do",
                                       "ja", "wi", "sa", "me", "ko", "nya", "ti", "ga", "hu", "ca" };
  static const char *const tails[] = { "n", "r", "ng", "k", "h", "s", "t", "", "", "m" };
  GString *word = g_string_new (NULL);
  gint n = g_rand_int_range (rand, 2, 5);

  for (gint i = 0; i < n; i++)
    g_string_append (word, heads[g_rand_int_range (rand, 0, G_N_ELEMENTS (heads))]);
  g_string_append (word, tails[g_rand_int_range (rand, 0, G_N_ELEMENTS (tails))]);
  return g_string_free (word, FALSE);
}

PerfMaker *
perf_maker_new (guint32 seed,
                gint64  now)
{
  PerfMaker *self = g_new0 (PerfMaker, 1);

  self->rand = g_rand_new_with_seed (seed);
  self->now = now;
  self->words = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < N_WORDS; i++)
    g_ptr_array_add (self->words, make_word (self->rand));
  return self;
}

void
perf_maker_free (PerfMaker *self)
{
  g_rand_free (self->rand);
  g_ptr_array_unref (self->words);
  g_free (self);
}

/* As in speech, few words make up most of a text. */
static const char *
pick_word (PerfMaker *self)
{
  double x = g_rand_double (self->rand);

  return g_ptr_array_index (self->words, (guint) (x * x * x * N_WORDS));
}

static char *
make_text (PerfMaker *self,
           gint       min_words,
           gint       max_words)
{
  GString *text = g_string_new (NULL);
  gint n = g_rand_int_range (self->rand, min_words, max_words);

  for (gint i = 0; i < n; i++)
    {
      if (i > 0)
        g_string_append (text, i % 40 == 0 ? "\n\n" : i % 12 == 0 ? ". " : " ");
      g_string_append (text, pick_word (self));
    }
  return g_string_free (text, FALSE);
}

static char *
make_id (PerfMaker *self)
{
  return g_strdup_printf ("%08x-%04x-4%03x-8%03x-%04x%08x", g_rand_int (self->rand),
                          g_rand_int (self->rand) >> 16, g_rand_int (self->rand) >> 20,
                          g_rand_int (self->rand) >> 20, g_rand_int (self->rand) >> 16,
                          g_rand_int (self->rand));
}

static void
add_message (PerfMaker      *self,
             LoketComplaint *complaint,
             LoketAuthor     author,
             gint64          at)
{
  LoketMessage *message = loket_message_new ();

  message->id = make_id (self);
  message->author = author;
  message->author_name = g_strdup (author == LOKET_AUTHOR_OFFICER ? "Dinas Pekerjaan Umum" : "Pelapor");
  message->text = make_text (self, 20, 75);
  message->at = at;
  if (author == LOKET_AUTHOR_OFFICER)
    message->outcome = LOKET_OUTCOME_IN_PROGRESS;
  g_ptr_array_add (complaint->messages, message);
}

LoketComplaint *
perf_maker_next (PerfMaker *self)
{
  static const LoketComplaintStatus statuses[] = {
    LOKET_STATUS_NEW, LOKET_STATUS_IN_PROGRESS, LOKET_STATUS_REPORTER_ANSWERED,
    LOKET_STATUS_NEEDS_INFORMATION, LOKET_STATUS_CLOSED,
  };
  LoketComplaint *c = loket_complaint_new ();
  gint64 age = g_rand_int_range (self->rand, 1, 400) * (gint64) DAY;

  c->id = make_id (self);
  c->tracking_id = g_strdup_printf ("%u", 10000000 + self->number);
  c->title = make_text (self, 5, 14);
  c->body = make_text (self, 45, 150);
  c->category_id = g_strdup ("2143");
  c->category = g_strdup ("Infrastruktur > Jalan");
  c->klass = LOKET_CLASS_COMPLAINT;
  c->class_raw = g_strdup ("Pengaduan Berkadar Pengawasan");
  c->status = statuses[self->number % G_N_ELEMENTS (statuses)];
  c->status_raw = g_strdup ("Proses");
  c->channel = g_strdup ("Android");
  c->reporter_name = g_strdup_printf ("%s %s", pick_word (self), pick_word (self));
  c->agency_code = g_strdup (PERF_AGENCY);
  c->province = g_strdup ("Kalimantan Selatan");
  c->regency = g_strdup ("Kota Banjarbaru");
  c->district = g_strdup ("Banjarbaru Utara");
  c->village = g_strdup (pick_word (self));
  c->received_at = self->now - age;
  c->assigned_at = c->received_at + 7200;
  if (c->status != LOKET_STATUS_NEW)
    {
      c->answered_at = c->assigned_at + DAY;
      add_message (self, c, LOKET_AUTHOR_OFFICER, c->answered_at);
      if (g_rand_boolean (self->rand))
        add_message (self, c, LOKET_AUTHOR_OFFICER, c->answered_at + DAY);
    }
  if (c->status == LOKET_STATUS_REPORTER_ANSWERED)
    add_message (self, c, LOKET_AUTHOR_REPORTER, c->answered_at + 2 * (gint64) DAY);
  self->number++;
  return c;
}
