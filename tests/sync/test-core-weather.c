/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync-world.h"

#include "loket-time.h"

#define SEEDS  2000
#define PASSES 6

/* Draws which kinds of bad luck there are, and how much of each. */
static void
draw_weather (SyncWorld *world)
{
  int *chances[] = {
    &world->lose_request, &world->lose_answer, &world->portal, &world->bad_receipt,
    &world->unauthorized, &world->busy, &world->store_fails, &world->cancels,
  };

  for (guint i = 0; i < G_N_ELEMENTS (chances); i++)
    *chances[i] = g_rand_boolean (world->rand) ? g_rand_int_range (world->rand, 0, 40) : 0;
  world->hub_rules += g_rand_int_range (world->rand, 0, 4);
  world->hub_guidance += g_rand_int_range (world->rand, 0, 3);
  world->hub_rules_page = g_rand_int_range (world->rand, 1, 4);
}

static void
queue_some (SyncWorld *world)
{
  int n = g_rand_int_range (world->rand, 0, 4);

  for (int i = 0; i < n; i++)
    {
      g_autofree char *rid = g_strdup_printf ("r%u", world->ops->len);
      g_autofree char *complaint = g_strdup_printf ("c%d", g_rand_int_range (world->rand, 0, 4));

      sync_world_add (world, rid, complaint);
    }
}

/* The person takes some reply back that is not under way. */
static void
withdraw_one (SyncWorld *world)
{
  LoketSyncOp *op;

  if (world->ops->len == 0)
    return;
  op = g_ptr_array_index (world->ops, g_rand_int_range (world->rand, 0, (gint32) world->ops->len));
  if (!loket_outbox_state_is_final (op->state) && op->state != LOKET_OUTBOX_INFLIGHT &&
      op->state != LOKET_OUTBOX_REVOKING)
    sync_world_withdraw (world, op);
}

/* What is not finished has exactly one way on: it can be sent, it stands behind
 * one that is not finished, or a person is asked. Nothing is under way. */
static void
check_ways_on (SyncWorld *world)
{
  g_autoptr (GHashTable) heads = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < world->ops->len; i++)
    {
      const LoketSyncOp *op = g_ptr_array_index (world->ops, i);
      gboolean head;

      if (loket_outbox_state_is_final (op->state))
        continue;
      head = g_hash_table_add (heads, op->complaint_id);
      g_assert_cmpuint (op->state, !=, LOKET_OUTBOX_INFLIGHT);
      if (op->state == LOKET_OUTBOX_HELD && world->summary.reason == LOKET_REASON_NONE)
        g_assert_false (head);
      if (op->state == LOKET_OUTBOX_REVOKING)
        g_assert_cmpuint (op->attempts, >, 0);
    }
}

static void
check_hub (SyncWorld *world,
           gboolean   at_rest)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) last = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < world->accepted->len; i++)
    {
      const char *rid = g_ptr_array_index (world->accepted, i);
      const LoketSyncOp *op = sync_world_get (world, rid);

      g_assert_true (g_hash_table_add (seen, (gpointer) rid));
      g_assert_false (g_hash_table_contains (world->revoked, rid));
      g_assert_cmpint (GPOINTER_TO_INT (g_hash_table_lookup (last, op->complaint_id)), <,
                       (int) op->order);
      g_hash_table_insert (last, op->complaint_id, GINT_TO_POINTER ((int) op->order));
    }
  if (at_rest)
    g_assert_cmpint (world->guidance, ==, world->hub_guidance);
  if (at_rest && world->hub_rules > 0)
    {
      g_assert_cmpint (world->rules, ==, world->hub_rules);
      g_assert_cmpstr (world->rules_epoch, ==, world->hub_epoch);
    }
  for (guint i = 0; i < world->ops->len; i++)
    {
      const LoketSyncOp *op = g_ptr_array_index (world->ops, i);

      /* What a restored hub forgot is brought back in time. */
      if (op->state == LOKET_OUTBOX_ACCEPTED && at_rest)
        g_assert_true (g_hash_table_contains (seen, op->rid));
    }
}

/* A crash: the core is gone in the middle of a pass, the store is not. */
static void
crash (SyncWorld *world)
{
  LoketSyncEffect *effect = sync_world_start (world);
  int steps = g_rand_int_range (world->rand, 0, 25);

  while (effect != NULL && steps-- > 0)
    effect = sync_world_do (world, effect);
  if (effect != NULL)
    loket_sync_effect_free (effect);
  g_ptr_array_set_size (world->pending, 0);
  loket_sync_core_free (world->core);
  world->core = loket_sync_core_new ();
}

static void
live (SyncWorld *world)
{
  for (guint pass = 0; pass < PASSES; pass++)
    {
      draw_weather (world);
      queue_some (world);
      if (g_rand_int_range (world->rand, 0, 8) == 0)
        g_hash_table_add (world->refused, g_strdup ("c1"));
      if (g_rand_int_range (world->rand, 0, 8) == 0)
        g_hash_table_remove_all (world->refused);
      if (g_rand_int_range (world->rand, 0, 8) == 0)
        sync_world_restore (world, (guint) g_rand_int_range (world->rand, 0,
                                                             (gint32) world->accepted->len + 2));
      if (g_rand_int_range (world->rand, 0, 3) == 0)
        withdraw_one (world);
      world->forced = g_rand_boolean (world->rand);
      world->now += g_rand_int_range (world->rand, 0, 600);
      world->signed_in = TRUE;

      if (g_rand_int_range (world->rand, 0, 4) == 0)
        crash (world);
      else
        sync_world_pass (world);

      /* A pass that was stopped, or a full disk, may leave what the next one
       * has to find. */
      if (world->ended && !world->cut_short)
        check_ways_on (world);
      check_hub (world, FALSE);
    }
}

/* Whatever happens on the way, no reply is accepted twice, out of order, after it
 * was taken back or without a receipt; and once the weather is fine each one is
 * accepted or taken back, or a person is asked about it or the one before it. */
static void
test_weather (void)
{
  for (guint32 seed = 1; seed <= SEEDS; seed++)
    {
      g_autoptr (SyncWorld) world = sync_world_new (seed);

      world->shuffle = TRUE;
      live (world);
      sync_world_calm (world);
      world->forced = TRUE;
      for (guint i = 0; i < 2; i++)
        {
          world->signed_in = TRUE;
          sync_world_pass (world);
        }

      check_ways_on (world);
      check_hub (world, TRUE);
      g_assert_cmpuint (world->most_under_way, <=, 4);
      for (guint i = 0; i < world->ops->len; i++)
        {
          const LoketSyncOp *op = g_ptr_array_index (world->ops, i);

          if (!loket_outbox_state_is_final (op->state) && op->state != LOKET_OUTBOX_NEEDS_USER &&
              op->state != LOKET_OUTBOX_HELD)
            g_error ("seed %u: %s is left %s", seed, op->rid,
                     loket_outbox_state_to_name (op->state));
        }
      g_assert_cmpuint (world->summary.state, ==,
                        world->summary.needs_user > 0 ? LOKET_SYNC_NEEDS_USER : LOKET_SYNC_OK);
    }
}

/* The same seed gives the same story. */
static void
test_determinism (void)
{
  for (guint32 seed = 1; seed <= 50; seed++)
    {
      g_autoptr (SyncWorld) one = sync_world_new (seed);
      g_autoptr (SyncWorld) other = sync_world_new (seed);

      live (one);
      live (other);
      g_assert_cmpstr (one->trace->str, ==, other->trace->str);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/sync/core/weather", test_weather);
  g_test_add_func ("/sync/core/determinism", test_determinism);
  return g_test_run ();
}
