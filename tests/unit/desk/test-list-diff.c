/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loket-list-diff.h"

static GArray *
make_ids (const gint64 *ids, guint n)
{
  GArray *array = g_array_new (FALSE, FALSE, sizeof (gint64));

  return g_array_append_vals (array, ids, n);
}

static GArray *
diff (GArray *a, GArray *b, guint max)
{
  return _loket_list_diff ((const gint64 *) a->data, a->len, (const gint64 *) b->data, b->len, max);
}

/* Applies the ranges as the list does: from the last to the first. */
static void
apply (GArray *a, GArray *b, GArray *changes)
{
  for (guint i = changes->len; i-- > 0;)
    {
      const LoketListChange *change = &g_array_index (changes, LoketListChange, i);

      g_assert_cmpuint (change->n_removed + change->n_added, >, 0);
      if (change->n_removed > 0)
        g_array_remove_range (a, change->position, change->n_removed);
      if (change->n_added > 0)
        g_array_insert_vals (a, change->position, &g_array_index (b, gint64, change->new_start), change->n_added);
    }
}

static void
assert_same (GArray *a, GArray *b)
{
  g_assert_cmpmem (a->data, a->len * sizeof (gint64), b->data, b->len * sizeof (gint64));
}

/* How many ids stay at most: the longest common subsequence, by the textbook. */
static guint
count_common (GArray *a, GArray *b)
{
  guint table[40][40] = { { 0 } };

  for (guint i = 0; i < a->len; i++)
    for (guint j = 0; j < b->len; j++)
      table[i + 1][j + 1] = g_array_index (a, gint64, i) == g_array_index (b, gint64, j)
                                ? table[i][j] + 1
                                : MAX (table[i][j + 1], table[i + 1][j]);
  return table[a->len][b->len];
}

static GArray *
draw (GRand *rand)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint n = (guint) g_rand_int_range (rand, 0, 30);

  for (gint64 id = 1; id <= 30 && ids->len < n; id++)
    if (g_rand_boolean (rand))
      g_array_append_val (ids, id);
  for (guint i = (guint) g_rand_int_range (rand, 0, 6); i > 0 && ids->len > 1; i--)
    {
      guint from = (guint) g_rand_int_range (rand, 0, (gint32) ids->len);
      gint64 id = g_array_index (ids, gint64, from);

      g_array_remove_index (ids, from);
      g_array_insert_val (ids, (guint) g_rand_int_range (rand, 0, (gint32) ids->len + 1), id);
    }
  return ids;
}

/* Any two lists: the ranges lead from one to the other, are in order and apart,
 * and no id that could stay is touched. */
static void
test_random (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20260327);

  for (guint round = 0; round < 3000; round++)
    {
      g_autoptr (GArray) a = draw (rand);
      g_autoptr (GArray) b = draw (rand);
      g_autoptr (GArray) changes = diff (a, b, G_MAXUINT);
      guint n_removed = 0;
      guint after = 0;

      for (guint i = 0; i < changes->len; i++)
        {
          const LoketListChange *change = &g_array_index (changes, LoketListChange, i);

          g_assert_true (i == 0 || change->position > after);
          after = change->position + change->n_removed;
          n_removed += change->n_removed;
        }
      g_assert_cmpuint (a->len - n_removed, ==, count_common (a, b));
      apply (a, b, changes);
      assert_same (a, b);
    }
}

static void
test_few (void)
{
  const gint64 old_ids[] = { 1, 2, 3, 4, 5, 6 };
  const gint64 new_ids[] = { 1, 3, 4, 9, 5, 6, 7 };
  g_autoptr (GArray) a = make_ids (old_ids, G_N_ELEMENTS (old_ids));
  g_autoptr (GArray) b = make_ids (new_ids, G_N_ELEMENTS (new_ids));
  g_autoptr (GArray) changes = diff (a, b, 3);
  g_autoptr (GArray) none = diff (b, b, 0);
  g_autoptr (GArray) too_many = diff (a, b, 2);

  g_assert_cmpuint (changes->len, ==, 3);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_null (too_many);
  apply (a, b, changes);
  assert_same (a, b);
}

/* A row that moves is one removal and one addition, wherever it goes. */
static void
test_move (void)
{
  g_autoptr (GArray) a = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) b = NULL;
  g_autoptr (GArray) changes = NULL;
  gint64 moved = 501;

  for (gint64 id = 1; id <= 1000; id++)
    g_array_append_val (a, id);
  b = g_array_copy (a);
  g_array_remove_index (b, 500);
  g_array_prepend_val (b, moved);
  changes = diff (a, b, 16);
  g_assert_cmpuint (changes->len, ==, 2);
  apply (a, b, changes);
  assert_same (a, b);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/desk/list-diff/random", test_random);
  g_test_add_func ("/desk/list-diff/few", test_few);
  g_test_add_func ("/desk/list-diff/move", test_move);
  return g_test_run ();
}
