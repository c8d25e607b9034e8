/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine-fixture.h"

#define COMPLAINTS 5

void
engine_fixture_set_up (EngineFixture *f,
                       gconstpointer  data)
{
  store_fixture_set_up (&f->store, data);
  f->hub = fake_hub_new ("server.pem");
  for (guint i = 1; i <= COMPLAINTS; i++)
    {
      g_autofree char *id = store_complaint_id (i);
      g_autofree char *tracking_id = g_strdup_printf ("%u", 99000000 + i);

      fake_hub_add_complaint (f->hub, id, tracking_id);
    }
  f->engine = loket_sync_engine_new (f->store.profile, f->store.clock);
}

void
engine_fixture_tear_down (EngineFixture *f,
                          gconstpointer  data)
{
  engine_settle (f);
  g_assert_finalize_object (f->engine);
  fake_hub_free (f->hub);
  store_fixture_tear_down (&f->store, data);
}

gboolean
engine_sign_in (EngineFixture  *f,
                const char     *password,
                GError        **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *ca = fake_hub_dup_ca_path ();

  loket_sync_engine_sign_in_async (f->engine, fake_hub_get_server (f->hub), "petugas", password,
                                   ca, NULL, store_wait_cb, &result);
  return loket_sync_engine_sign_in_finish (f->engine, store_wait (&result), error);
}

gboolean
engine_sign_out (EngineFixture  *f,
                 gboolean        force,
                 GError        **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  loket_sync_engine_sign_out_async (f->engine, force, NULL, store_wait_cb, &result);
  return loket_sync_engine_sign_out_finish (f->engine, store_wait (&result), error);
}

/* Signed in, and everything fetched. */
void
engine_start (EngineFixture *f)
{
  g_autoptr (GError) error = NULL;

  engine_sign_in (f, "loket-demo", &error);
  g_assert_no_error (error);
  engine_run (f, LOKET_SYNC_OK, LOKET_REASON_NONE);
  g_assert_cmpuint (f->summary.received, ==, COMPLAINTS);
}

void
engine_run (EngineFixture  *f,
            LoketSyncState  state,
            LoketReason     reason)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  loket_sync_engine_run_async (f->engine, NULL, store_wait_cb, &result);
  loket_sync_engine_run_finish (f->engine, store_wait (&result), &f->summary, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (loket_sync_state_to_name (f->summary.state), ==,
                   loket_sync_state_to_name (state));
  g_assert_cmpstr (loket_reason_get_name (f->summary.reason), ==, loket_reason_get_name (reason));
}

/* Lets whatever is under way end. */
void
engine_settle (EngineFixture *f)
{
  g_autoptr (GAsyncResult) result = NULL;

  while (loket_sync_engine_is_running (f->engine))
    g_main_context_iteration (NULL, TRUE);
  /* Behind everything that was asked of the store. */
  STORE_CALL (result, loket_user_store_load_account, f->store.user);
  loket_account_free (loket_user_store_load_account_finish (f->store.user, result, NULL));
  while (g_main_context_pending (NULL))
    g_main_context_iteration (NULL, FALSE);
}

LoketOutboxOp *
engine_queue (EngineFixture *f,
              guint          complaint)
{
  g_autofree char *id = store_complaint_id (complaint);
  g_autoptr (GError) error = NULL;
  LoketOutboxOp *op = store_send_off (&f->store, id, "Petugas kami memeriksanya hari ini.", NULL,
                                      &error);

  g_assert_no_error (error);
  g_assert_cmpuint (op->state, !=, LOKET_OUTBOX_INFLIGHT);
  return op;
}

void
engine_assert_op (EngineFixture       *f,
                  const LoketOutboxOp *op,
                  LoketOutboxState     state,
                  LoketReason          reason)
{
  g_autoptr (LoketOutboxOp) now = store_get_op (&f->store, op->reply_id);

  store_assert_state (&f->store, op, state);
  if (reason != LOKET_REASON_NONE)
    g_assert_cmpstr (now->reason, ==, loket_reason_get_name (reason));
  if (state == LOKET_OUTBOX_ACCEPTED)
    {
      g_assert_nonnull (now->receipt);
      g_assert_cmpstr (now->receipt->body_sha256, ==, now->wire_sha256);
      g_assert_cmpuint (fake_hub_count_accepted (f->hub, op->reply_id), ==, 1);
    }
}
