/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync-world.h"

static SyncWorld *
make_world (guint32 seed)
{
  SyncWorld *world = sync_world_new (seed);

  world->feed_class = LOKET_ANSWER_UNCHANGED;
  world->complete = TRUE;
  world->state = g_strdup ("1");
  world->generation = 1;
  world->epoch = g_strdup (world->hub_epoch);
  sync_world_pass (world);
  g_string_truncate (world->trace, 0);
  return world;
}

/* What was done before the feeds. */
static void
assert_trace (SyncWorld  *world,
              const char *expected)
{
  char *feeds = strstr (world->trace->str, " scope");

  g_assert_nonnull (feeds);
  *feeds = '\0';
  g_assert_cmpstr (world->trace->str, ==, expected);
  g_string_truncate (world->trace, 0);
}

/* It is fetched when the session names another edition, higher or not, and
 * forgotten when a hub of another life gives nothing. */
static void
test_guidance_followed (void)
{
  g_autoptr (SyncWorld) world = make_world (41);
  const gint64 editions[] = { 3, 7, 5 };

  sync_world_pass (world);
  assert_trace (world, "session");
  for (guint i = 0; i < G_N_ELEMENTS (editions); i++)
    {
      world->hub_guidance = editions[i];
      sync_world_pass (world);
      assert_trace (world, "session guidance take");
      g_assert_cmpint (world->guidance, ==, editions[i]);
      sync_world_pass (world);
      assert_trace (world, "session");
    }

  world->hub_guidance = 0;
  sync_world_pass (world);
  assert_trace (world, "session take");
  g_assert_cmpint (world->guidance, ==, 0);
  sync_world_pass (world);
  assert_trace (world, "session");
}

/* Rules come first, and one fault in either keeps nothing back. */
static void
test_guidance_after_rules (void)
{
  static const LoketAnswerClass classes[] = {
    LOKET_ANSWER_N, LOKET_ANSWER_T, LOKET_ANSWER_S, LOKET_ANSWER_C, LOKET_ANSWER_V, LOKET_ANSWER_P,
    LOKET_ANSWER_U,
  };

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    {
      g_autoptr (SyncWorld) world = make_world (42);

      sync_world_add (world, "a", "c1");
      world->hub_rules = 1;
      world->hub_guidance = 1;
      world->rules_class = i % 2 == 0 ? LOKET_ANSWER_OK : classes[i];
      world->guidance_class = classes[i];
      sync_world_pass (world);
      assert_trace (world, i % 2 == 0 ? "session rules save guidance" : "session rules guidance");
      g_assert_cmpint (world->guidance, ==, 0);
      g_assert_cmpuint (world->summary.sent, ==, 1);

      world->rules_class = world->guidance_class = LOKET_ANSWER_OK;
      sync_world_pass (world);
      g_assert_cmpint (world->guidance, ==, 1);
      g_assert_cmpuint (world->summary.state, ==, LOKET_SYNC_OK);
      g_string_truncate (world->trace, 0);
    }
}

/* What is wrong is not taken, keeps no reply back, and is not fetched again
 * until there is another edition or a person asks. */
static void
test_guidance_refused (void)
{
  g_autoptr (SyncWorld) world = make_world (43);

  world->hub_guidance = 1;
  sync_world_pass (world);
  assert_trace (world, "session guidance take");
  world->hub_guidance = world->hub_guidance_wrong = 2;
  sync_world_add (world, "a", "c1");
  sync_world_pass (world);
  assert_trace (world, "session guidance take");
  g_assert_cmpint (world->guidance, ==, 1);
  g_assert_cmpuint (world->summary.sent, ==, 1);
  g_assert_cmpuint (world->summary.state, ==, LOKET_SYNC_OK);

  world->forced = FALSE;
  sync_world_pass (world);
  assert_trace (world, "session");
  world->forced = TRUE;
  sync_world_pass (world);
  assert_trace (world, "session guidance take");
  world->forced = FALSE;
  world->hub_guidance = 3;
  sync_world_pass (world);
  assert_trace (world, "session guidance take");
  g_assert_cmpint (world->guidance, ==, 3);
}

/* A token that ends there is renewed there. */
static void
test_guidance_unauthorized (void)
{
  g_autoptr (SyncWorld) world = make_world (44);
  LoketSyncEffect *effect;

  world->hub_guidance = 1;
  effect = sync_world_start (world);
  while (effect->type != LOKET_SYNC_EFFECT_FETCH_GUIDANCE)
    effect = sync_world_do (world, effect);
  g_string_truncate (world->trace, 0);
  world->unauthorized = 100;
  effect = sync_world_do (world, effect);
  world->unauthorized = 0;
  while (effect->type != LOKET_SYNC_EFFECT_LOAD_SCOPE)
    effect = sync_world_do (world, effect);
  loket_sync_effect_free (effect);
  assert_trace (world, "refresh guidance take");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/sync/guidance/followed", test_guidance_followed);
  g_test_add_func ("/sync/guidance/after-rules", test_guidance_after_rules);
  g_test_add_func ("/sync/guidance/refused", test_guidance_refused);
  g_test_add_func ("/sync/guidance/unauthorized", test_guidance_unauthorized);
  return g_test_run ();
}
