/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync-world.h"

#include "loket-time.h"

static void
assert_trace (SyncWorld  *world,
              const char *expected)
{
  g_assert_cmpstr (world->trace->str, ==, expected);
  g_string_truncate (world->trace, 0);
}

static void
assert_state (SyncWorld        *world,
              const char       *rid,
              LoketOutboxState  state)
{
  g_assert_cmpstr (loket_outbox_state_to_name (sync_world_get (world, rid)->state), ==,
                   loket_outbox_state_to_name (state));
}

/* The first pass copies, sends and looks again; the second has little to do. */
static void
test_core_order (void)
{
  g_autoptr (SyncWorld) world = sync_world_new (1);

  sync_world_add (world, "a", "c1");
  sync_world_pass (world);
  assert_trace (world, "session epoch keep scope reset snapshot apply snapshot apply "
                       "scope changes apply accepted outbox mark:a:inflight send mark:a:accepted outbox "
                       "scope changes apply outbox finish");
  g_assert_cmpuint (world->summary.state, ==, LOKET_SYNC_OK);
  g_assert_cmpuint (world->summary.sent, ==, 1);
  g_assert_cmpuint (world->summary.waiting, ==, 0);
  g_assert_cmpuint (world->summary.received, ==, 12);

  world->feed_class = LOKET_ANSWER_UNCHANGED;
  sync_world_pass (world);
  assert_trace (world, "session scope changes outbox outbox finish");
  g_assert_cmpuint (world->summary.received, ==, 0);
}

/* Rules come before the first page, once, and again when there are later ones. */
static void
test_core_rules (void)
{
  g_autoptr (SyncWorld) world = sync_world_new (31);

  world->hub_rules = 5;
  world->hub_rules_page = 2;
  world->feed_class = LOKET_ANSWER_UNCHANGED;
  world->complete = TRUE;
  world->state = g_strdup ("1");
  world->generation = 1;
  sync_world_pass (world);
  assert_trace (world, "session epoch rules save rules save rules save keep scope changes accepted "
                       "outbox outbox finish");
  g_assert_cmpint (world->rules, ==, 5);
  g_assert_cmpuint (world->summary.state, ==, LOKET_SYNC_OK);

  sync_world_pass (world);
  assert_trace (world, "session scope changes outbox outbox finish");
  world->hub_rules = 6;
  sync_world_pass (world);
  assert_trace (world, "session rules save scope changes outbox outbox finish");
  g_assert_cmpint (world->rules, ==, 6);

  /* Restored from a backup: all of them are asked for again, the same number or
   * not, and also when the first time fails. */
  g_free (world->hub_epoch);
  world->hub_epoch = g_strdup ("epoch-2");
  world->rules_class = LOKET_ANSWER_T;
  world->feed_class = LOKET_ANSWER_OK;
  sync_world_pass (world);
  assert_trace (world, "session reset epoch rules scope snapshot apply snapshot apply scope "
                       "changes apply accepted outbox outbox finish");
  g_assert_cmpstr (world->rules_epoch, ==, "epoch-1");
  world->rules_class = LOKET_ANSWER_OK;
  world->feed_class = LOKET_ANSWER_UNCHANGED;
  world->hub_rules = 3;
  world->hub_rules_page = 10;
  sync_world_pass (world);
  assert_trace (world, "session rules save scope changes outbox outbox finish");
  g_assert_cmpint (world->rules, ==, 3);
}

/* Whatever the hub says to the wish for rules, replies go out and feeds come. */
static void
test_core_rules_fail (void)
{
  static const LoketAnswerClass classes[] = {
    LOKET_ANSWER_UNCHANGED, LOKET_ANSWER_N, LOKET_ANSWER_T, LOKET_ANSWER_S,
    LOKET_ANSWER_C, LOKET_ANSWER_V, LOKET_ANSWER_P, LOKET_ANSWER_U,
  };

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    {
      g_autoptr (SyncWorld) world = sync_world_new (32);

      sync_world_add (world, "a", "c1");
      world->hub_rules = 1;
      world->rules_class = classes[i];
      sync_world_pass (world);
      /* A program that is too old does not look again at the end of a pass. */
      assert_trace (world,
                    classes[i] == LOKET_ANSWER_U
                        ? "session epoch rules keep scope reset snapshot apply snapshot apply "
                          "scope changes apply accepted outbox mark:a:inflight send "
                          "mark:a:accepted outbox outbox finish"
                        : "session epoch rules keep scope reset snapshot apply snapshot apply "
                          "scope changes apply accepted outbox mark:a:inflight send "
                          "mark:a:accepted outbox scope changes apply outbox finish");
      g_assert_cmpint (world->rules, ==, 0);
      g_assert_cmpuint (world->summary.sent, ==, 1);
      g_assert_cmpuint (world->summary.received, >=, 9);
      g_assert_false (world->summary.rules_refused);
      g_assert_cmpuint (world->summary.state, ==,
                        classes[i] == LOKET_ANSWER_U ? LOKET_SYNC_NEEDS_USER : LOKET_SYNC_OFFLINE);

      world->rules_class = LOKET_ANSWER_OK;
      sync_world_pass (world);
      g_assert_cmpint (world->rules, ==, 1);
      g_assert_cmpuint (world->summary.state, ==, LOKET_SYNC_OK);
    }
}

/* A token that ends at the rules is renewed there. */
static void
test_core_rules_unauthorized (void)
{
  g_autoptr (SyncWorld) world = sync_world_new (33);
  LoketSyncEffect *effect;

  world->hub_rules = 1;
  effect = sync_world_start (world);
  while (effect->type != LOKET_SYNC_EFFECT_FETCH_RULES)
    effect = sync_world_do (world, effect);
  g_string_truncate (world->trace, 0);
  world->unauthorized = 100;
  effect = sync_world_do (world, effect);
  world->unauthorized = 0;
  while (effect->type != LOKET_SYNC_EFFECT_LOAD_SCOPE)
    effect = sync_world_do (world, effect);
  loket_sync_effect_free (effect);
  assert_trace (world, "refresh rules save keep scope");
}

/* Wrong rules are told, not taken and not fetched over and over, except when a
 * person asks; what was fetched before them stays. */
static void
test_core_rules_refused (void)
{
  g_autoptr (SyncWorld) world = sync_world_new (34);

  world->hub_rules = 2;
  world->hub_rules_page = 1;
  world->hub_rules_wrong = 2;
  world->feed_class = LOKET_ANSWER_UNCHANGED;
  world->complete = TRUE;
  world->state = g_strdup ("1");
  world->generation = 1;
  sync_world_add (world, "a", "c1");
  sync_world_pass (world);
  assert_trace (world, "session epoch rules save rules save keep scope changes accepted outbox "
                       "mark:a:inflight send mark:a:accepted outbox scope changes outbox finish");
  g_assert_cmpint (world->rules, ==, 1);
  g_assert_true (world->summary.rules_refused);
  g_assert_cmpuint (world->summary.state, ==, LOKET_SYNC_OK);
  g_assert_cmpuint (world->summary.sent, ==, 1);

  world->forced = FALSE;
  sync_world_pass (world);
  assert_trace (world, "session scope changes outbox outbox finish");
  world->forced = TRUE;
  sync_world_pass (world);
  assert_trace (world, "session rules save scope changes outbox outbox finish");

  /* A later edition makes it good. */
  world->forced = FALSE;
  world->hub_rules = 3;
  world->hub_rules_page = 5;
  world->hub_rules_wrong = 0;
  sync_world_pass (world);
  g_assert_cmpint (world->rules, ==, 3);
  g_assert_false (world->summary.rules_refused);
}

/* Replies to one complaint go in order; one that needs the person holds the
 * later ones of its complaint back and nobody else's. */
static void
test_core_head_of_line (void)
{
  g_autoptr (SyncWorld) world = sync_world_new (2);

  sync_world_add (world, "a1", "c1");
  sync_world_add (world, "a2", "c1");
  sync_world_add (world, "b1", "c2");
  sync_world_add (world, "b2", "c2");
  g_hash_table_add (world->refused, g_strdup ("c1"));
  sync_world_pass (world);

  assert_state (world, "a1", LOKET_OUTBOX_NEEDS_USER);
  assert_state (world, "a2", LOKET_OUTBOX_HELD);
  assert_state (world, "b1", LOKET_OUTBOX_ACCEPTED);
  assert_state (world, "b2", LOKET_OUTBOX_ACCEPTED);
  g_assert_cmpuint (sync_world_get (world, "a2")->attempts, ==, 0);
  g_assert_cmpuint (world->summary.state, ==, LOKET_SYNC_NEEDS_USER);
  g_assert_cmpuint (world->summary.needs_user, ==, 1);
  g_assert_cmpuint (world->summary.waiting, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (world->accepted, 0), ==, "b1");
  g_assert_cmpstr (g_ptr_array_index (world->accepted, 1), ==, "b2");

  /* The person withdrew the first: what builds on it is asked about. */
  sync_world_withdraw (world, sync_world_get (world, "a1"));
  sync_world_pass (world);
  assert_state (world, "a1", LOKET_OUTBOX_REVOKED);
  assert_state (world, "a2", LOKET_OUTBOX_NEEDS_USER);
}

/* A held reply is let go as soon as nothing is before it any more. */
static void
test_core_held_released (void)
{
  g_autoptr (SyncWorld) world = sync_world_new (3);
  LoketSyncOp *op = sync_world_add (world, "a2", "c1");

  op->state = LOKET_OUTBOX_HELD;
  sync_world_pass (world);
  assert_state (world, "a2", LOKET_OUTBOX_ACCEPTED);
}

/* What a crash left under way is in doubt, and the same bytes go out again. */
static void
test_core_left_behind (void)
{
  g_autoptr (SyncWorld) world = sync_world_new (4);
  LoketSyncOp *op = sync_world_add (world, "a", "c1");

  op->state = LOKET_OUTBOX_INFLIGHT;
  op->attempts = 1;
  g_ptr_array_add (world->accepted, g_strdup ("a"));
  sync_world_pass (world);
  assert_state (world, "a", LOKET_OUTBOX_ACCEPTED);
  g_assert_cmpuint (world->accepted->len, ==, 1);
}

/* A receipt for something else is no receipt: the reply stays ours to send. */
static void
test_core_receipts (void)
{
  g_autoptr (SyncWorld) world = sync_world_new (5);

  sync_world_add (world, "a", "c1");
  world->bad_receipt = 100;
  for (guint i = 0; i < 20; i++)
    {
      sync_world_pass (world);
      assert_state (world, "a", LOKET_OUTBOX_WAITING);
      g_assert_cmpuint (world->summary.state, ==, LOKET_SYNC_OFFLINE);
      g_assert_cmpuint (world->summary.reason, ==, LOKET_REASON_BAD_RECEIPT);
      g_assert_cmpuint (world->summary.sent, ==, 0);
    }
  world->bad_receipt = 0;
  sync_world_pass (world);
  assert_state (world, "a", LOKET_OUTBOX_ACCEPTED);
  g_assert_cmpuint (world->accepted->len, ==, 1);
}

/* Drives a pass up to its nth effect of a type. */
static LoketSyncEffect *
drive_to (SyncWorld           *world,
          LoketSyncEffectType  type)
{
  LoketSyncEffect *effect = sync_world_start (world);

  while (effect != NULL && effect->type != type)
    effect = sync_world_do (world, effect);
  g_assert_nonnull (effect);
  return effect;
}

static void
drive_on (SyncWorld       *world,
          LoketSyncEffect *effect)
{
  while (effect != NULL)
    effect = sync_world_do (world, effect);
}

/* A token that is refused in the middle is renewed once, and it goes on there. */
static void
test_core_unauthorized (void)
{
  g_autoptr (SyncWorld) world = sync_world_new (6);
  LoketSyncEffect *effect;

  sync_world_add (world, "a", "c1");
  effect = drive_to (world, LOKET_SYNC_EFFECT_SEND);
  g_string_truncate (world->trace, 0);
  world->unauthorized = 100;
  effect = sync_world_do (world, effect);
  world->unauthorized = 0;
  drive_on (world, effect);
  assert_trace (world, "mark:a:waiting refresh outbox mark:a:inflight send mark:a:accepted outbox "
                       "scope changes apply outbox finish");

  /* Refused over and over: somebody has to sign in, and nothing is lost. */
  sync_world_add (world, "b", "c1");
  world->unauthorized = 100;
  sync_world_pass (world);
  assert_trace (world, "session refresh session outbox finish");
  g_assert_cmpuint (world->summary.state, ==, LOKET_SYNC_SIGNED_OUT);
  assert_state (world, "b", LOKET_OUTBOX_QUEUED);
  g_assert_cmpuint (world->summary.waiting, ==, 1);
  g_assert_true (world->signed_in);
}

/* A refused renewal signs out; the outbox is not touched. */
static void
test_core_refresh_refused (void)
{
  g_autoptr (SyncWorld) world = sync_world_new (7);

  sync_world_add (world, "a", "c1");
  world->token_expires_us = 0;
  world->refresh_class = LOKET_ANSWER_A;
  sync_world_pass (world);
  assert_trace (world, "refresh sign-out outbox finish");
  g_assert_cmpuint (world->summary.state, ==, LOKET_SYNC_SIGNED_OUT);
  g_assert_false (world->signed_in);
  assert_state (world, "a", LOKET_OUTBOX_QUEUED);

  sync_world_pass (world);
  assert_trace (world, "outbox finish");
  g_assert_cmpuint (world->summary.state, ==, LOKET_SYNC_SIGNED_OUT);

  /* A hub that cannot now is no reason to sign anybody out. */
  world->signed_in = TRUE;
  world->refresh_class = LOKET_ANSWER_T;
  sync_world_pass (world);
  assert_trace (world, "refresh outbox finish");
  g_assert_cmpuint (world->summary.state, ==, LOKET_SYNC_OFFLINE);
  g_assert_true (world->signed_in);
}

/* A restored hub: all copies begin anew, then what it forgot goes out again, the
 * same bytes, and only then what is new. */
static void
test_core_epoch (void)
{
  g_autoptr (SyncWorld) world = sync_world_new (8);

  sync_world_add (world, "a", "c1");
  sync_world_add (world, "k", "c2");
  sync_world_pass (world);
  g_ptr_array_remove_index (world->accepted, g_str_equal (world->accepted->pdata[0], "a") ? 0 : 1);
  sync_world_restore (world, 1);
  sync_world_add (world, "b", "c1");
  g_hash_table_add (world->refused, g_strdup ("c1"));
  g_string_truncate (world->trace, 0);
  sync_world_pass (world);
  assert_trace (world, "session reset epoch scope snapshot apply snapshot apply scope changes apply "
                       "accepted status mark:a:queued confirm outbox "
                       "mark:a:inflight send mark:a:accepted outbox "
                       "mark:b:inflight send mark:b:needs_user outbox scope changes apply "
                       "outbox finish");
  g_assert_true (world->summary.epoch_changed);
  g_assert_cmpuint (world->summary.recovered, ==, 1);
  g_assert_cmpuint (world->asked, ==, 2);
  assert_state (world, "a", LOKET_OUTBOX_ACCEPTED);
  assert_state (world, "b", LOKET_OUTBOX_NEEDS_USER);

  /* It is over for each of them: nobody is asked about again. */
  loket_sync_core_free (world->core);
  world->core = loket_sync_core_new ();
  sync_world_pass (world);
  g_assert_false (world->summary.epoch_changed);
  g_assert_cmpuint (world->summary.recovered, ==, 0);
  g_assert_cmpuint (world->asked, ==, 2);
}

/* Many are asked about in batches; a reply about which the hub says something
 * odd is asked about again, and a hub that cannot say keeps nothing new back. */
static void
test_core_recovery (void)
{
  g_autoptr (SyncWorld) world = sync_world_new (42);

  for (guint i = 0; i < 1203; i++)
    {
      g_autofree char *rid = g_strdup_printf ("r%u", i);
      LoketSyncOp *op = sync_world_add (world, rid, rid);

      op->state = LOKET_OUTBOX_ACCEPTED;
      op->attempts = 1;
      g_hash_table_insert (world->receipts, g_strdup (rid), g_strdup ("epoch-0"));
      g_ptr_array_add (world->accepted, g_strdup (rid));
    }
  world->status_class = LOKET_ANSWER_P;
  sync_world_add (world, "new", "c1");
  sync_world_pass (world);
  assert_state (world, "new", LOKET_OUTBOX_ACCEPTED);
  g_assert_cmpuint (world->asked, ==, 500);
  g_assert_cmpuint (world->summary.state, ==, LOKET_SYNC_OFFLINE);

  world->status_class = LOKET_ANSWER_OK;
  world->bad_receipt = 100;
  sync_world_pass (world);
  g_assert_cmpuint (world->asked, ==, 500 + 1203);
  g_assert_cmpuint (g_hash_table_size (world->confirmed), ==, 0);
  g_assert_cmpuint (world->summary.reason, ==, LOKET_REASON_BAD_RECEIPT);

  world->bad_receipt = 0;
  sync_world_pass (world);
  g_assert_cmpuint (world->asked, ==, 500 + 1203 * 2);
  g_assert_cmpuint (g_hash_table_size (world->confirmed), ==, 1203);
  g_assert_cmpuint (world->summary.state, ==, LOKET_SYNC_OK);
  g_assert_cmpuint (world->summary.recovered, ==, 0);

  sync_world_pass (world);
  g_assert_cmpuint (world->asked, ==, 500 + 1203 * 2);
}

/* The hub misses the reply before this one, which it accepted once: that goes
 * out again, then this one, without anybody being asked. */
static void
test_core_chain (void)
{
  g_autoptr (SyncWorld) world = sync_world_new (43);

  sync_world_add (world, "a", "c1");
  sync_world_pass (world);
  g_ptr_array_set_size (world->accepted, 0);
  sync_world_add (world, "b", "c1");
  g_string_truncate (world->trace, 0);
  sync_world_pass (world);
  assert_trace (world, "session scope changes apply outbox mark:b:inflight send status "
                       "mark:a:queued mark:b:waiting outbox mark:a:inflight send mark:a:accepted "
                       "outbox mark:b:inflight send mark:b:accepted outbox scope changes apply "
                       "outbox finish");
  g_assert_cmpuint (world->summary.recovered, ==, 1);
  g_assert_cmpuint (world->accepted->len, ==, 2);

  /* Another device answered: what is before this one is there, so the person
   * has to look. */
  sync_world_add (world, "other", "c1")->state = LOKET_OUTBOX_DISCARDED;
  g_ptr_array_add (world->accepted, g_strdup ("other"));
  sync_world_add (world, "c", "c1");
  sync_world_pass (world);
  assert_trace (world, "session scope changes apply outbox mark:c:inflight send status "
                       "mark:c:needs_user outbox scope changes apply outbox finish");
}

/* A few at a time, and never two of one complaint. */
static void
test_core_parallel (void)
{
  g_autoptr (SyncWorld) world = sync_world_new (44);

  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *rid = g_strdup_printf ("r%u", i);
      g_autofree char *complaint = g_strdup_printf ("c%u", i % 10);

      sync_world_add (world, rid, complaint);
    }
  sync_world_pass (world);
  g_assert_cmpuint (world->most_under_way, ==, 4);
  g_assert_cmpuint (world->accepted->len, ==, 20);
  g_assert_cmpuint (world->sends, ==, 20);
  g_assert_cmpuint (world->summary.sent, ==, 20);
}

/* What waits for a day although the hub is there is told. */
static void
test_core_stuck (void)
{
  g_autoptr (SyncWorld) world = sync_world_new (45);
  LoketSyncOp *op = sync_world_add (world, "a", "c1");

  op->since = world->now - 24 * 3600;
  world->busy = 100;
  sync_world_pass (world);
  g_assert_cmpuint (world->summary.stuck, ==, 0);
  op->since--;
  sync_world_pass (world);
  g_assert_cmpuint (world->summary.stuck, ==, 1);

  /* Offline it is no wonder; and what waits for the person is told as that. */
  world->session_class = LOKET_ANSWER_T;
  sync_world_pass (world);
  g_assert_cmpuint (world->summary.stuck, ==, 0);
  world->session_class = LOKET_ANSWER_OK;
  world->busy = 0;
  g_hash_table_add (world->refused, g_strdup ("c1"));
  sync_world_add (world, "b", "c1")->since = op->since;
  sync_world_pass (world);
  g_assert_cmpuint (world->summary.needs_user, ==, 1);
  g_assert_cmpuint (world->summary.stuck, ==, 0);
}

/* The hub is restored while a reply is under way. */
static void
test_core_epoch_midway (void)
{
  g_autoptr (SyncWorld) world = sync_world_new (9);
  LoketSyncEffect *effect;

  sync_world_add (world, "a", "c1");
  effect = drive_to (world, LOKET_SYNC_EFFECT_SEND);
  g_string_truncate (world->trace, 0);
  g_free (world->hub_epoch);
  world->hub_epoch = g_strdup ("epoch-2");
  drive_on (world, effect);
  assert_state (world, "a", LOKET_OUTBOX_ACCEPTED);
  g_assert_true (g_str_has_prefix (world->trace->str, "mark:a:waiting session reset epoch"));
  g_assert_true (world->summary.epoch_changed);
}

/* A page of another life of the hub is not put into our copy. */
static void
test_core_epoch_page (void)
{
  g_autoptr (SyncWorld) world = sync_world_new (41);
  LoketSyncEffect *effect = drive_to (world, LOKET_SYNC_EFFECT_FETCH_CHANGES);

  g_string_truncate (world->trace, 0);
  g_free (world->hub_epoch);
  world->hub_epoch = g_strdup ("epoch-2");
  drive_on (world, effect);
  assert_trace (world, "session reset epoch scope snapshot apply snapshot apply scope changes apply "
                       "accepted outbox outbox finish");
  g_assert_true (world->summary.epoch_changed);
}

/* A state that is refused leads to a new copy, once an hour at most. */
static void
test_core_resets (void)
{
  g_autoptr (SyncWorld) world = sync_world_new (10);

  sync_world_pass (world);
  g_string_truncate (world->trace, 0);
  world->feed_class = LOKET_ANSWER_S;
  sync_world_pass (world);
  assert_trace (world, "session scope changes reset snapshot outbox outbox finish");
  g_assert_cmpuint (world->summary.state, ==, LOKET_SYNC_OFFLINE);
  g_assert_cmpuint (world->summary.reason, ==, LOKET_REASON_STATE_EXPIRED);

  sync_world_pass (world);
  assert_trace (world, "session scope snapshot outbox outbox finish");

  world->elapsed_us += (gint64) G_USEC_PER_SEC * 3600;
  world->token_expires_us = world->elapsed_us * 2;
  sync_world_pass (world);
  assert_trace (world, "session scope snapshot reset snapshot outbox outbox finish");
}

/* A feed that does not work keeps no reply back. */
static void
test_core_broken_feed (void)
{
  g_autoptr (SyncWorld) world = sync_world_new (11);

  sync_world_add (world, "a", "c1");
  world->feed_class = LOKET_ANSWER_P;
  sync_world_pass (world);
  assert_state (world, "a", LOKET_OUTBOX_ACCEPTED);
  g_assert_cmpuint (world->summary.state, ==, LOKET_SYNC_OFFLINE);
}

/* A hub that is too new for us still takes our replies. */
static void
test_core_too_old (void)
{
  g_autoptr (SyncWorld) world = sync_world_new (12);

  sync_world_pass (world);
  sync_world_add (world, "a", "c1");
  world->session_class = LOKET_ANSWER_U;
  sync_world_pass (world);
  assert_state (world, "a", LOKET_OUTBOX_ACCEPTED);
  g_assert_cmpuint (world->summary.state, ==, LOKET_SYNC_NEEDS_USER);
  g_assert_cmpuint (world->summary.reason, ==, LOKET_REASON_TOO_OLD);
}

/* A reply waits for its time unless a person asks, and never longer than a
 * back-off can be. */
static void
test_core_due (void)
{
  g_autoptr (SyncWorld) world = sync_world_new (13);
  LoketSyncOp *op = sync_world_add (world, "a", "c1");

  op->state = LOKET_OUTBOX_WAITING;
  op->attempts = 1;
  op->next_at = world->now + 60;
  world->forced = FALSE;
  sync_world_pass (world);
  assert_state (world, "a", LOKET_OUTBOX_WAITING);
  world->now += 60;
  sync_world_pass (world);
  assert_state (world, "a", LOKET_OUTBOX_ACCEPTED);

  op = sync_world_add (world, "b", "c1");
  op->next_at = world->now + 901;
  sync_world_pass (world);
  assert_state (world, "b", LOKET_OUTBOX_ACCEPTED);

  op = sync_world_add (world, "c", "c1");
  op->next_at = world->now + 60;
  world->forced = TRUE;
  sync_world_pass (world);
  assert_state (world, "c", LOKET_OUTBOX_ACCEPTED);
}

/* A reply that fails alone does not keep the others from going; when many fail
 * in a row the pass ends, with those that were under way. */
static void
test_core_one_bad (void)
{
  g_autoptr (SyncWorld) world = sync_world_new (14);
  const char *rids[] = { "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l" };

  for (guint i = 0; i < G_N_ELEMENTS (rids); i++)
    sync_world_add (world, rids[i], rids[i]);
  world->busy = 100;
  sync_world_pass (world);
  g_assert_cmpuint (world->sends, >=, 3);
  g_assert_cmpuint (world->sends, <=, 6);
  g_assert_cmpuint (world->summary.waiting, ==, 12);
  g_assert_cmpuint (world->summary.state, ==, LOKET_SYNC_OFFLINE);
  g_assert_cmpint (sync_world_get (world, "a")->next_at, >=, world->now);

  /* No connection: no other is tried, and it counts against nobody. */
  world->busy = 0;
  world->lose_request = 100;
  world->sends = 0;
  sync_world_pass (world);
  g_assert_cmpuint (world->sends, <=, 4);
  assert_state (world, "l", LOKET_OUTBOX_QUEUED);
  g_assert_cmpint (sync_world_get (world, "a")->next_at, ==, world->now);
}

/* Somebody stops the pass at each of its steps: it ends, the reply keeps its
 * place, and the next pass brings it in once. */
static void
test_core_stopped (void)
{
  for (guint at = 0; at < 22; at++)
    {
      g_autoptr (SyncWorld) world = sync_world_new (15 + at);
      LoketSyncEffect *effect;

      sync_world_add (world, "a", "c1");
      effect = sync_world_start (world);
      for (guint i = 0; i < at; i++)
        effect = sync_world_do (world, effect);
      effect = sync_world_cancel (world, effect);
      drive_on (world, effect);

      g_assert_true (world->ended);
      g_assert_cmpuint (world->summary.reason, ==, LOKET_REASON_CANCELLED);
      g_assert_cmpuint (sync_world_get (world, "a")->state, !=, LOKET_OUTBOX_INFLIGHT);
      sync_world_pass (world);
      assert_state (world, "a", LOKET_OUTBOX_ACCEPTED);
      g_assert_cmpuint (world->accepted->len, ==, 1);
    }
}

/* Taking back what may have left: the hub either never takes it, or already has
 * it; without its word the wish stays. */
static void
test_core_revoke (void)
{
  g_autoptr (SyncWorld) world = sync_world_new (40);
  LoketSyncOp *op = sync_world_add (world, "a", "c1");

  world->busy = 100;
  sync_world_pass (world);
  assert_state (world, "a", LOKET_OUTBOX_WAITING);
  sync_world_withdraw (world, op);
  g_string_truncate (world->trace, 0);
  sync_world_pass (world);
  assert_trace (world, "session scope changes apply outbox revoke postpone outbox outbox finish");
  assert_state (world, "a", LOKET_OUTBOX_REVOKING);
  g_assert_cmpuint (world->summary.waiting, ==, 1);
  world->busy = 0;
  sync_world_pass (world);
  assert_trace (world, "session scope changes apply outbox revoke mark:a:revoked outbox outbox "
                       "finish");
  g_assert_cmpuint (world->summary.state, ==, LOKET_SYNC_OK);
  g_assert_cmpuint (world->summary.sent, ==, 0);
  g_assert_cmpuint (world->accepted->len, ==, 0);

  /* The answer to the sending was lost: too late to take it back. */
  op = sync_world_add (world, "b", "c1");
  world->lose_answer = 0;
  world->bad_receipt = 100;
  sync_world_pass (world);
  assert_state (world, "b", LOKET_OUTBOX_WAITING);
  sync_world_withdraw (world, op);
  sync_world_pass (world);
  assert_state (world, "b", LOKET_OUTBOX_REVOKING);
  world->bad_receipt = 0;
  sync_world_pass (world);
  assert_state (world, "b", LOKET_OUTBOX_ACCEPTED);
}

/* What is late, out of place or doubled changes nothing. */
static void
test_core_late (void)
{
  g_autoptr (SyncWorld) world = sync_world_new (50);
  g_autoptr (GPtrArray) effects = g_ptr_array_new ();
  LoketSyncEffect *effect;

  sync_world_add (world, "a", "c1");
  effect = drive_to (world, LOKET_SYNC_EFFECT_SEND);
  for (guint type = LOKET_SYNC_EVENT_START; type <= LOKET_SYNC_EVENT_FAILED; type++)
    {
      LoketSyncEvent event = { .type = type, .ticket = effect->ticket - 1 };

      if (type == LOKET_SYNC_EVENT_CANCEL)
        continue;
      g_assert_false (loket_sync_core_step (world->core, &event, effects));
      event.ticket = effect->ticket;
      if (type != LOKET_SYNC_EVENT_REPLY && type != LOKET_SYNC_EVENT_FAILED)
        g_assert_false (loket_sync_core_step (world->core, &event, effects));
    }
  g_assert_cmpuint (effects->len, ==, 0);
  drive_on (world, effect);
  assert_state (world, "a", LOKET_OUTBOX_ACCEPTED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/sync/core/order", test_core_order);
  g_test_add_func ("/sync/core/rules", test_core_rules);
  g_test_add_func ("/sync/core/rules-fail", test_core_rules_fail);
  g_test_add_func ("/sync/core/rules-unauthorized", test_core_rules_unauthorized);
  g_test_add_func ("/sync/core/rules-refused", test_core_rules_refused);
  g_test_add_func ("/sync/core/head-of-line", test_core_head_of_line);
  g_test_add_func ("/sync/core/held-released", test_core_held_released);
  g_test_add_func ("/sync/core/left-behind", test_core_left_behind);
  g_test_add_func ("/sync/core/receipts", test_core_receipts);
  g_test_add_func ("/sync/core/unauthorized", test_core_unauthorized);
  g_test_add_func ("/sync/core/refresh-refused", test_core_refresh_refused);
  g_test_add_func ("/sync/core/epoch", test_core_epoch);
  g_test_add_func ("/sync/core/recovery", test_core_recovery);
  g_test_add_func ("/sync/core/chain", test_core_chain);
  g_test_add_func ("/sync/core/parallel", test_core_parallel);
  g_test_add_func ("/sync/core/stuck", test_core_stuck);
  g_test_add_func ("/sync/core/epoch-midway", test_core_epoch_midway);
  g_test_add_func ("/sync/core/epoch-page", test_core_epoch_page);
  g_test_add_func ("/sync/core/resets", test_core_resets);
  g_test_add_func ("/sync/core/broken-feed", test_core_broken_feed);
  g_test_add_func ("/sync/core/too-old", test_core_too_old);
  g_test_add_func ("/sync/core/due", test_core_due);
  g_test_add_func ("/sync/core/one-bad", test_core_one_bad);
  g_test_add_func ("/sync/core/stopped", test_core_stopped);
  g_test_add_func ("/sync/core/revoke", test_core_revoke);
  g_test_add_func ("/sync/core/late", test_core_late);
  return g_test_run ();
}
