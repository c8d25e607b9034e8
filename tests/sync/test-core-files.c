/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync-world.h"

#include "loket-limits.h"

/* The files of a reply, before the reply: whatever happens on the way, the hub has
 * each of them once and whole before the reply is asked for. */

#define LEAST LOKET_LIMIT_CHUNK_MIN_BYTES

static SyncWorld *
make_world (guint32 seed)
{
  SyncWorld *world = sync_world_new (seed);

  world->feed_class = LOKET_ANSWER_UNCHANGED;
  world->complete = TRUE;
  world->state = g_strdup ("1");
  world->generation = 1;
  world->epoch = g_strdup (world->hub_epoch);
  return world;
}

static void
assert_state (SyncWorld        *world,
              const char       *rid,
              LoketOutboxState  state)
{
  g_assert_cmpstr (loket_outbox_state_to_name (sync_world_get (world, rid)->state), ==,
                   loket_outbox_state_to_name (state));
}

/* What was done about the outbox, without what comes before and after. */
static void
assert_steps (SyncWorld  *world,
              const char *expected)
{
  const char *begin = strstr (world->trace->str, "outbox");
  const char *found = begin != NULL ? strstr (begin, expected) : NULL;

  if (found == NULL)
    g_error ("“%s” is not in “%s”", expected, world->trace->str);
  g_string_truncate (world->trace, 0);
}

static gint64
get_offset (SyncWorld  *world,
            const char *id)
{
  const gint64 *offset = g_hash_table_lookup (world->files, id);

  return offset != NULL ? *offset : -1;
}

/* Parts of the least size, which then grow with the line. */
static void
test_files_before_reply (void)
{
  g_autoptr (SyncWorld) world = make_world (1);
  LoketSyncOp *op = sync_world_add (world, "a", "c1");

  sync_world_attach (world, op, "f1", 2 * LEAST + 1);
  sync_world_attach (world, op, "f2", 10);
  sync_world_pass (world);
  assert_steps (world, "outbox mark:a:uploading begin note part note part note begin note part note "
                       "mark:a:inflight send mark:a:accepted");
  assert_state (world, "a", LOKET_OUTBOX_ACCEPTED);
  g_assert_cmpint (get_offset (world, "f1"), ==, 2 * LEAST + 1);
  g_assert_cmpint (get_offset (world, "f2"), ==, 10);
  g_assert_cmpuint (world->accepted->len, ==, 1);
}

/* A file that the hub has in part, or wholly, is not sent again. */
static void
test_files_resume (void)
{
  g_autoptr (SyncWorld) world = make_world (2);
  LoketSyncOp *op = sync_world_add (world, "a", "c1");
  gint64 part = LEAST;
  gint64 all = 10;

  sync_world_attach (world, op, "f1", LEAST + 1);
  sync_world_attach (world, op, "f2", 10);
  g_hash_table_insert (world->files, g_strdup ("f1"), g_memdup2 (&part, sizeof part));
  g_hash_table_insert (world->files, g_strdup ("f2"), g_memdup2 (&all, sizeof all));
  op->state = LOKET_OUTBOX_UPLOADING; /* as a program that was killed leaves it */
  sync_world_pass (world);
  assert_steps (world, "outbox begin note part note begin note mark:a:inflight send mark:a:accepted");
  assert_state (world, "a", LOKET_OUTBOX_ACCEPTED);
}

/* Where the hub names another place the upload goes on there; what it has
 * forgotten is announced anew; what came damaged is sent once more. */
static void
test_files_words (void)
{
  static const struct
  {
    LoketJudgement   word;
    const char      *steps;
    LoketOutboxState state;
  } cases[] = {
    { { LOKET_ANSWER_S, LOKET_REASON_UPLOAD_OFFSET, -1, 409 }, "part begin note part note mark:a:inflight",
      LOKET_OUTBOX_ACCEPTED },
    { { LOKET_ANSWER_S, LOKET_REASON_UPLOAD_GONE, -1, 404 }, "part begin note part note mark:a:inflight",
      LOKET_OUTBOX_ACCEPTED },
    { { LOKET_ANSWER_N, LOKET_REASON_CUT, -1, 0 }, "part begin note part note mark:a:inflight",
      LOKET_OUTBOX_ACCEPTED },
    { { LOKET_ANSWER_V, LOKET_REASON_UPLOAD_DIGEST, -1, 422 }, "part note begin note part note mark:a:inflight",
      LOKET_OUTBOX_ACCEPTED },
    { { LOKET_ANSWER_V, LOKET_REASON_ATTACHMENT_TYPE, -1, 415 }, "part mark:a:needs_user", LOKET_OUTBOX_NEEDS_USER },
    { { LOKET_ANSWER_V, LOKET_REASON_ATTACHMENT_TOO_LARGE, -1, 413 }, "part mark:a:needs_user",
      LOKET_OUTBOX_NEEDS_USER },
    { { LOKET_ANSWER_P, LOKET_REASON_ATTACHMENT_LOST, -1, 0 }, "part mark:a:needs_user", LOKET_OUTBOX_NEEDS_USER },
    { { LOKET_ANSWER_T, LOKET_REASON_UPLOAD_QUOTA, 300, 507 }, "part mark:a:waiting", LOKET_OUTBOX_WAITING },
    { { LOKET_ANSWER_T, LOKET_REASON_IN_PROGRESS, -1, 409 }, "part mark:a:waiting", LOKET_OUTBOX_WAITING },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SyncWorld) world = make_world (3);
      LoketSyncOp *op = sync_world_add (world, "a", "c1");

      sync_world_attach (world, op, "f1", 10);
      world->file_word = cases[i].word;
      sync_world_pass (world);
      assert_steps (world, cases[i].steps);
      assert_state (world, "a", cases[i].state);
      g_assert_cmpuint (op->attempts, ==, cases[i].state == LOKET_OUTBOX_ACCEPTED ? 1 : 0);
      if (cases[i].word.reason == LOKET_REASON_UPLOAD_QUOTA)
        g_assert_cmpint (op->next_at, >=, world->now + 300);
    }
}

/* A hub that says for ever that other bytes came does not go round for ever. */
static void
test_files_damaged_twice (void)
{
  g_autoptr (SyncWorld) world = make_world (4);
  LoketSyncOp *op = sync_world_add (world, "a", "c1");
  const LoketJudgement word = { LOKET_ANSWER_V, LOKET_REASON_UPLOAD_DIGEST, -1, 422 };
  LoketSyncEffect *effect;

  sync_world_attach (world, op, "f1", 10);
  effect = sync_world_start (world);
  while (effect != NULL)
    {
      world->file_word = word;
      effect = sync_world_do (world, effect);
    }
  assert_steps (world, "part note begin note part mark:a:needs_user");
  assert_state (world, "a", LOKET_OUTBOX_NEEDS_USER);
}

/* The hub lost what it had said to have: once more, then the reply. */
static void
test_files_missing (void)
{
  g_autoptr (SyncWorld) world = make_world (5);
  LoketSyncOp *op = sync_world_add (world, "a", "c1");
  LoketSyncUpload *upload;

  sync_world_attach (world, op, "f1", 10);
  upload = g_ptr_array_index (op->uploads, 0);
  upload->complete = TRUE;
  upload->sent = 10;
  sync_world_pass (world);
  assert_steps (world, "mark:a:inflight send note mark:a:waiting outbox mark:a:uploading begin note part "
                       "note mark:a:inflight send mark:a:accepted");
  assert_state (world, "a", LOKET_OUTBOX_ACCEPTED);
}

/* A reply that is taken back while its files go ends at the next word. */
static void
test_files_withdrawn (void)
{
  g_autoptr (SyncWorld) world = make_world (6);
  LoketSyncOp *op = sync_world_add (world, "a", "c1");
  LoketSyncEffect *effect;

  sync_world_attach (world, op, "f1", 8 * LEAST);
  effect = sync_world_start (world);
  while (effect->type != LOKET_SYNC_EFFECT_UPLOAD_PART)
    effect = sync_world_do (world, effect);
  sync_world_withdraw (world, op);
  while (effect != NULL)
    effect = sync_world_do (world, effect);
  assert_state (world, "a", LOKET_OUTBOX_DISCARDED);
  g_assert_cmpint (get_offset (world, "f1"), <, 8 * LEAST);
  g_assert_cmpuint (world->accepted->len, ==, 0);
}

/* Files of two replies go at a time; a text is not kept back by a third. */
static void
test_files_room (void)
{
  g_autoptr (SyncWorld) world = make_world (7);
  static const char *const rids[] = { "a", "b", "c" };
  LoketSyncEffect *effect;
  guint most = 0;

  for (guint i = 0; i < G_N_ELEMENTS (rids); i++)
    {
      g_autofree char *complaint = g_strdup_printf ("c%u", i);

      sync_world_attach (world, sync_world_add (world, rids[i], complaint), rids[i], 4 * LEAST);
    }
  sync_world_add (world, "d", "c9");
  effect = sync_world_start (world);
  while (effect != NULL)
    {
      guint n = 0;

      for (guint i = 0; i < G_N_ELEMENTS (rids); i++)
        n += sync_world_get (world, rids[i])->state == LOKET_OUTBOX_UPLOADING;
      most = MAX (most, n);
      effect = sync_world_do (world, effect);
    }
  g_assert_cmpuint (most, ==, 2);
  g_assert_cmpuint (world->accepted->len, ==, 4);
  g_assert_cmpstr (g_ptr_array_index (world->accepted, 0), ==, "d");
}

/* Any weather, any stop: in the end each reply is there once, with its files. */
static void
test_files_weather (void)
{
  for (guint32 seed = 0; seed < 400; seed++)
    {
      g_autoptr (SyncWorld) world = make_world (seed);

      world->shuffle = TRUE;
      world->lose_request = g_rand_int_range (world->rand, 0, 25);
      world->lose_answer = g_rand_int_range (world->rand, 0, 25);
      world->portal = g_rand_int_range (world->rand, 0, 15);
      world->unauthorized = g_rand_int_range (world->rand, 0, 10);
      world->busy = g_rand_int_range (world->rand, 0, 15);
      world->store_fails = g_rand_int_range (world->rand, 0, 5);
      world->cancels = g_rand_int_range (world->rand, 0, 10);
      for (guint i = 0; i < 5; i++)
        {
          g_autofree char *rid = g_strdup_printf ("r%u", i);
          g_autofree char *complaint = g_strdup_printf ("c%u", i / 2);
          LoketSyncOp *op = sync_world_add (world, rid, complaint);

          for (int n = g_rand_int_range (world->rand, 0, 4); n > 0; n--)
            {
              g_autofree char *id = g_strdup_printf ("%s-%d", rid, n);

              sync_world_attach (world, op, id, g_rand_int_range (world->rand, 1, 20 * LEAST));
            }
        }
      for (guint i = 0; i < 12; i++)
        {
          sync_world_pass (world);
          world->now += 3600;
          if (g_rand_int_range (world->rand, 0, 6) == 0)
            g_hash_table_remove_all (world->files); /* the hub forgets */
        }
      sync_world_calm (world);
      world->signed_in = TRUE;
      for (guint i = 0; i < 8; i++)
        {
          sync_world_pass (world);
          world->now += 3600;
        }
      g_assert_cmpuint (world->accepted->len, ==, 5);
      for (guint i = 0; i < world->ops->len; i++)
        g_assert_cmpuint (((LoketSyncOp *) g_ptr_array_index (world->ops, i))->state, ==, LOKET_OUTBOX_ACCEPTED);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/sync/files/before-reply", test_files_before_reply);
  g_test_add_func ("/sync/files/resume", test_files_resume);
  g_test_add_func ("/sync/files/words", test_files_words);
  g_test_add_func ("/sync/files/damaged-twice", test_files_damaged_twice);
  g_test_add_func ("/sync/files/missing", test_files_missing);
  g_test_add_func ("/sync/files/withdrawn", test_files_withdrawn);
  g_test_add_func ("/sync/files/room", test_files_room);
  g_test_add_func ("/sync/files/weather", test_files_weather);
  return g_test_run ();
}
