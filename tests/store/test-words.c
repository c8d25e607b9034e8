/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include <libstemmer.h>

#include "loket-text.h"
#include "store-fixture.h"

/* A search over hashed words finds what a plain look at the clear texts finds:
 * random texts and queries, held against a reference that knows no index. */

static const char *const stems[] = { "jalan", "lubang", "baik",  "air",   "bersih", "lampu", "padam",
                                     "sekolah", "urus", "layan", "lapor", "bangun", "rt",    "pu",
                                     "5",       "12",   "desa",  "kota",  "banjir", "ktp" };
static const char *const shapes[] = { "%s", "%s", "%s", "ber%s", "di%s", "%snya", "%san", "me%skan",
                                      "per%san", "di%si", "ke%san", "%slah" };
static const char *const marks[] = { "Désa", "ÁIR", "sekolah\xcc\x81", "naïve", "ﬁlm", "СЕЛО", "村",
                                     "x", "NIK", "0812", "99", "o'clock" };
static const char *const gaps[] = { " ", " ", " ", ", ", "\n", " - ", ". ", "\" OR \"", " AND ", "*", "^", ":" };

static char *
make_word (GRand *rand)
{
  const char *stem = stems[g_rand_int_range (rand, 0, G_N_ELEMENTS (stems))];
  const char *shape = shapes[g_rand_int_range (rand, 0, G_N_ELEMENTS (shapes))];
  g_auto (GStrv) halves = g_strsplit (shape, "%s", 2);
  g_autofree char *word = NULL;

  if (g_rand_int_range (rand, 0, 6) == 0)
    return g_strdup (marks[g_rand_int_range (rand, 0, G_N_ELEMENTS (marks))]);
  word = g_strconcat (halves[0], stem, halves[1], NULL);
  return g_rand_int_range (rand, 0, 4) == 0 ? g_ascii_strup (word, -1) : g_steal_pointer (&word);
}

static char *
make_text (GRand *rand,
           gint   max_words)
{
  GString *text = g_string_new (NULL);
  gint n = g_rand_int_range (rand, 0, max_words + 1);

  for (gint i = 0; i < n; i++)
    {
      g_autofree char *word = make_word (rand);

      if (i > 0)
        g_string_append (text, gaps[g_rand_int_range (rand, 0, G_N_ELEMENTS (gaps))]);
      g_string_append (text, word);
    }
  return g_string_free (text, FALSE);
}

/* What somebody types: words, the last of which may not be finished. */
static char *
make_query (GRand *rand)
{
  g_autofree char *text = make_text (rand, 3);
  glong n = g_utf8_strlen (text, -1);
  g_autofree char *cut = NULL;

  if (n == 0 || g_rand_boolean (rand))
    return g_steal_pointer (&text);
  cut = g_utf8_substring (text, 0, g_rand_int_range (rand, 1, (gint32) n + 1));
  return g_rand_int_range (rand, 0, 4) == 0 ? g_strconcat (cut, " ", NULL) : g_steal_pointer (&cut);
}

/* With so many the list is walked along, with fewer it is made of what is found. */
#define MANY 99

/* --- the reference -------------------------------------------------------- */

/* Letters without marks and capitals, one at a time: not the index's own way. */
static GPtrArray *
split (const char *text)
{
  g_autofree char *parts = g_utf8_normalize (text, -1, G_NORMALIZE_NFD);
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) word = g_string_new (NULL);

  for (const char *p = parts;; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_ismark (c))
        continue;
      if (g_unichar_isalnum (c))
        {
          g_string_append_unichar (word, g_unichar_tolower (c));
          continue;
        }
      if (word->len > 0)
        g_ptr_array_add (words, g_strdup (word->str));
      g_string_truncate (word, 0);
      if (c == 0)
        return words;
    }
}

static char *
find_stem (struct sb_stemmer *stemmer,
           const char        *word)
{
  const sb_symbol *stem = sb_stemmer_stem (stemmer, (const sb_symbol *) word, (int) strlen (word));

  return g_strndup ((const char *) stem, (gsize) sb_stemmer_length (stemmer));
}

static gboolean
has_stem (struct sb_stemmer *stemmer,
          GPtrArray         *words,
          const char        *wanted)
{
  g_autofree char *stem = find_stem (stemmer, wanted);

  for (guint i = 0; i < words->len; i++)
    {
      g_autofree char *other = find_stem (stemmer, words->pdata[i]);

      if (g_str_equal (stem, other))
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_beginning (GPtrArray  *words,
               const char *tracking_id,
               const char *wanted)
{
  if (g_utf8_strlen (wanted, -1) < 3)
    return g_str_has_prefix (tracking_id, wanted);
  for (guint i = 0; i < words->len; i++)
    if (g_str_has_prefix (words->pdata[i], wanted))
      return TRUE;
  return FALSE;
}

static gboolean
matches (struct sb_stemmer    *stemmer,
         const LoketComplaint *complaint,
         const char           *query)
{
  g_autofree char *text = g_strjoin (" ", complaint->tracking_id, complaint->title, complaint->body, NULL);
  g_autoptr (GPtrArray) words = split (text);
  g_autoptr (GPtrArray) wanted = split (query);
  gunichar last = *query != '\0' ? g_utf8_get_char (g_utf8_find_prev_char (query, query + strlen (query))) : 0;
  gboolean open_end = g_unichar_isalnum (last) || g_unichar_ismark (last);

  for (guint i = 0; i < wanted->len; i++)
    {
      gboolean may_go_on = open_end && i + 1 == wanted->len;

      if (!has_stem (stemmer, words, wanted->pdata[i]) &&
          !(may_go_on && has_beginning (words, complaint->tracking_id, wanted->pdata[i])))
        return FALSE;
    }
  return wanted->len > 0 || loket_text_is_blank (query);
}

/* --- */

static LoketComplaint *
make_random (GRand *rand,
             guint  number)
{
  LoketComplaint *c = store_make_complaint (number);

  g_free (c->title);
  g_free (c->body);
  c->title = make_text (rand, 6);
  c->body = make_text (rand, 20);
  if (*c->title == '\0')
    c->title = g_strdup ("Judul");
  if (g_rand_int_range (rand, 0, 3) == 0)
    {
      g_free (c->tracking_id);
      c->tracking_id = g_strdup_printf ("%u", 1000 + 7 * number);
    }
  return c;
}

static int
compare_numbers (gconstpointer a,
                 gconstpointer b)
{
  return (int) (*(const gint64 *) a - *(const gint64 *) b);
}

static GArray *
find_first (StoreFixture *f,
            const char   *query,
            guint         limit,
            guint         max_opened)
{
  LoketCacheQuery limited = { .view = LOKET_VIEW_OPEN, .search = query, .now = STORE_TEST_NOW,
                              .day_end = STORE_TEST_NOW + 3600, .limit = limit,
                              .max_opened = max_opened };
  g_autoptr (GAsyncResult) result = NULL;
  GArray *keys;

  STORE_CALL (result, loket_cache_store_query, f->cache, &limited);
  keys = loket_cache_store_query_finish (f->cache, result, NULL);
  g_assert_nonnull (keys);
  return keys;
}

/* A limited search finds the first of what a full one finds, in its order; one that
 * may open little finds no others. */
static void
assert_first (StoreFixture *f,
              const char   *query,
              GArray       *all)
{
  g_autoptr (GArray) some = find_first (f, query, 5, 1);
  g_autoptr (GArray) keys = find_first (f, query, 5, 0);

  g_assert_cmpuint (some->len, <=, keys->len);
  g_assert_cmpuint (keys->len, ==, MIN (all->len, 5));
  for (guint i = 0; i < keys->len; i++)
    {
      g_assert_cmpint (g_array_index (keys, LoketQueueKey, i).row_id, ==,
                       g_array_index (all, gint64, i));
      if (i < some->len)
        g_assert_cmpint (g_array_index (some, LoketQueueKey, i).row_id, ==,
                         g_array_index (all, gint64, i));
    }
}

static char *
list_found (StoreFixture *f,
            const char   *query)
{
  g_autoptr (GArray) found = store_query (f, LOKET_VIEW_OPEN, query, NULL);
  GString *list = g_string_new (NULL);

  assert_first (f, query, found);
  g_array_sort (found, compare_numbers);
  for (guint i = 0; i < found->len; i++)
    g_string_append_printf (list, "%" G_GINT64_FORMAT " ", g_array_index (found, gint64, i));
  return g_string_free (list, FALSE);
}

static void
test_reference (StoreFixture  *f,
                gconstpointer  data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (GPOINTER_TO_UINT (data));
  g_autoptr (GPtrArray) complaints = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_complaint_unref);
  LoketWirePage *page = store_make_page (LOKET_WIRE_PAGE_SNAPSHOT, NULL, "s0", FALSE);
  struct sb_stemmer *stemmer = sb_stemmer_new ("indonesian", NULL);
  gboolean many = GPOINTER_TO_UINT (data) == MANY;
  guint n_found = 0;

  for (guint i = 1; i <= (many ? 1500 : 120); i++)
    {
      LoketComplaint *c = make_random (rand, i);

      g_ptr_array_add (complaints, loket_complaint_ref (c));
      store_page_add (page, c);
    }
  store_begin_snapshot (f);
  loket_cache_change_free (store_apply (f, page, NULL));
  while (loket_cache_store_get_search_progress (f->cache) < 100)
    g_main_context_iteration (NULL, TRUE);

  for (guint i = 0; i < (many ? 40 : 250); i++)
    {
      g_autofree char *query = make_query (rand);
      g_autoptr (GString) expected = g_string_new (NULL);
      g_autofree char *found = list_found (f, query);

      for (guint j = 0; j < complaints->len; j++)
        if (matches (stemmer, complaints->pdata[j], query))
          {
            g_string_append_printf (expected, "%u ", j + 1);
            n_found++;
          }
      if (!g_str_equal (found, expected->str))
        g_error ("“%s” finds %s, not %s", query, found, expected->str);
    }
  g_assert_cmpuint (n_found, >, 1000);
  sb_stemmer_delete (stemmer);
}

/* Words of one stem find each other, finished or not. */
static void
test_stems (StoreFixture  *f,
            gconstpointer  data)
{
  static const struct
  {
    const char *query;
    gboolean    found;
  } cases[] = {
    { "perbaikan jalan", TRUE },
    { "memperbaiki jalanan", TRUE },
    { "PERBAIKI ", TRUE },
    { "perba", FALSE },
    { "diperb", TRUE },
    { "jal", TRUE },
    { "jalx", FALSE },
    { "99", TRUE },
    { "990000", TRUE },
    { "990001", FALSE },
    { "99000001 ", TRUE },
    { "99 ", FALSE },
    { "rt 05", TRUE },
    { "rt 0", FALSE },
    { "r", FALSE },
    { "rt", TRUE },
  };
  LoketWirePage *page = store_make_page (LOKET_WIRE_PAGE_SNAPSHOT, NULL, "s0", FALSE);
  LoketComplaint *c = store_make_complaint (1);

  g_free (c->title);
  g_free (c->body);
  c->title = g_strdup ("Jalan belum diperbaiki");
  c->body = g_strdup ("Di RT 05.");
  store_page_add (page, c);
  store_begin_snapshot (f);
  loket_cache_change_free (store_apply (f, page, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = list_found (f, cases[i].query);

      if ((*found != '\0') != cases[i].found)
        g_error ("“%s” finds “%s”", cases[i].query, found);
    }
}

static void
put (StoreFixture     *f,
     LoketWirePageKind kind,
     guint             first,
     guint             n,
     const char       *body)
{
  gboolean changes = kind == LOKET_WIRE_PAGE_CHANGES;
  LoketWirePage *page = store_make_page (kind, changes ? "s0" : NULL, changes ? "s1" : "s0", FALSE);
  g_autoptr (GError) error = NULL;

  for (guint i = first; i < first + n; i++)
    {
      LoketComplaint *c = store_make_complaint (i);

      c->rev += changes;
      g_free (c->title);
      c->title = g_strdup ("Judul");
      g_free (c->body);
      c->body = g_strdup (body);
      store_page_add (page, c);
    }
  if (!changes)
    store_begin_snapshot (f);
  loket_cache_change_free (store_apply (f, page, &error));
  g_assert_no_error (error);
  while (loket_cache_store_get_search_progress (f->cache) < 100)
    g_main_context_iteration (NULL, TRUE);
}

/* Who asks for what is at hand gets it before many texts were opened, and what was
 * opened for somebody else is at hand. */
static void
test_at_hand (StoreFixture  *f,
              gconstpointer  data)
{
  g_autoptr (GArray) before = NULL;
  g_autoptr (GArray) all = NULL;
  g_autoptr (GArray) after = NULL;

  put (f, LOKET_WIRE_PAGE_SNAPSHOT, 1, 40, "Lampu jalan.");
  put (f, LOKET_WIRE_PAGE_CHANGES, 40, 1, "Lampu di dekat jalur.");
  before = find_first (f, "jalu", 5, 39);
  g_assert_cmpuint (before->len, ==, 0);
  all = find_first (f, "jalu", 0, 0);
  g_assert_cmpuint (all->len, ==, 1);
  after = find_first (f, "jalu", 5, 39);
  g_assert_cmpuint (after->len, ==, 1);
}

/* What is kept and read ahead between two letters goes when the cache changes. */
static void
test_changes_between_letters (StoreFixture  *f,
                              gconstpointer  data)
{
  static const struct
  {
    const char *query;
    guint       before;
    guint       after;
  } cases[] = {
    { "ja", 0, 0 }, { "jal", 6, 9 }, { "jala", 6, 5 }, { "jalan", 6, 5 },
    { "jalu", 0, 4 }, { "jalur", 0, 4 }, { "lampu jal", 6, 9 }, { "pasar ja", 0, 0 },
  };

  put (f, LOKET_WIRE_PAGE_SNAPSHOT, 1, 6, "Lampu jalan");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GArray) found = store_query (f, LOKET_VIEW_OPEN, cases[i].query, NULL);

      g_assert_cmpuint (found->len, ==, cases[i].before);
    }
  put (f, LOKET_WIRE_PAGE_CHANGES, 6, 4, "Lampu jalur");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GArray) found = store_query (f, LOKET_VIEW_OPEN, cases[i].query, NULL);

      g_assert_cmpuint (found->len, ==, cases[i].after);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, seed, function) \
  g_test_add (path, StoreFixture, GUINT_TO_POINTER (seed), store_fixture_set_up, function, \
              store_fixture_tear_down)
  ADD ("/store/words/stems", 0, test_stems);
  ADD ("/store/words/at-hand", 0, test_at_hand);
  ADD ("/store/words/changes-between-letters", 0, test_changes_between_letters);
  ADD ("/store/words/reference/1", 1, test_reference);
  ADD ("/store/words/reference/2", 2, test_reference);
  ADD ("/store/words/reference/3", 3, test_reference);
  ADD ("/store/words/reference/many", MANY, test_reference);
#undef ADD

  return g_test_run ();
}
