/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#include <glib/gstdio.h>

#include "loket-db.h"
#include "loket-search-words-private.h"
#include "loket-text.h"
#include "loket-wire-complaint.h"
#include "loket-wire-reply.h"

#include "../lib/test-folder.h"

void
store_wait_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      slot)
{
  *(GAsyncResult **) slot = g_object_ref (result);
}

GAsyncResult *
store_wait (GAsyncResult **slot)
{
  while (*slot == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *slot;
}

LoketProfile *
store_fixture_try_open (StoreFixture  *f,
                        GError       **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  loket_profile_open_async (f->folder, f->key_file, f->clock, NULL, store_wait_cb, &result);
  return loket_profile_open_finish (store_wait (&result), error);
}

void
store_fixture_close (StoreFixture *f)
{
  if (f->profile == NULL)
    return;
  loket_profile_close (f->profile);
  g_clear_object (&f->profile);
  f->user = NULL;
  f->cache = NULL;
}

void
store_fixture_reopen (StoreFixture *f)
{
  g_autoptr (GError) error = NULL;

  store_fixture_close (f);
  f->profile = store_fixture_try_open (f, &error);
  g_assert_no_error (error);
  f->user = loket_profile_get_user (f->profile);
  f->cache = loket_profile_get_cache (f->profile);
}

void
store_fixture_set_up (StoreFixture  *f,
                      gconstpointer  data)
{
  g_autofree char *parent = g_dir_make_tmp ("loket-store-XXXXXX", NULL);

  f->folder = g_build_filename (parent, "profile", NULL);
  f->key_file = g_build_filename (parent, "key", NULL);
  f->clock = loket_clock_new_manual (STORE_TEST_NOW);
  store_fixture_reopen (f);
}

void
store_fixture_empty (StoreFixture *f)
{
  store_fixture_close (f);
  test_folder_remove (f->folder);
}

void
store_fixture_tear_down (StoreFixture  *f,
                         gconstpointer  data)
{
  g_autofree char *parent = g_path_get_dirname (f->folder);

  store_fixture_close (f);
  test_folder_remove (parent);
  g_clear_object (&f->clock);
  g_free (f->folder);
  g_free (f->key_file);
}

char *
store_fixture_path (StoreFixture *f,
                    const char   *name)
{
  return g_build_filename (f->folder, name, NULL);
}

void
store_fixture_attach (StoreFixture *f,
                      LoketDb      *db)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketVault) vault = loket_vault_load_sync (f->folder, f->key_file, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (_loket_search_words_attach (db, vault, &error));
  g_assert_no_error (error);
}

gint64
store_fixture_sql (StoreFixture  *f,
                   const char    *name,
                   const char    *sql,
                   GError       **error)
{
  g_autofree char *path = store_fixture_path (f, name);
  LoketDbProfile kind = g_str_has_prefix (name, "user") ? LOKET_DB_USER : LOKET_DB_CACHE;
  g_autoptr (LoketDb) db = loket_db_open (path, kind, error);
  gint64 value = -1;

  g_assert_nonnull (db);
  if (kind == LOKET_DB_CACHE)
    store_fixture_attach (f, db);
  if (g_str_has_prefix (sql, "SELECT"))
    loket_db_get_int64 (db, sql, &value, error);
  else if (loket_db_exec (db, sql, error))
    value = loket_db_get_changes (db);
  return value;
}

LoketDraft *
store_save_draft (StoreFixture  *f,
                  const char    *complaint_id,
                  const char    *text,
                  GError       **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (LoketDraft) draft = loket_draft_new (complaint_id);

  g_free (draft->text);
  draft->text = g_strdup (text);
  draft->outcome = LOKET_OUTCOME_IN_PROGRESS;
  draft->visibility = LOKET_VISIBILITY_PUBLIC;
  draft->base_substance = 3;
  draft->base_snapshot = g_strdup ("{\"seen\":true}");
  STORE_CALL (result, loket_user_store_save_draft, f->user, draft);
  return loket_user_store_save_draft_finish (f->user, result, error);
}

LoketDraft *
store_get_draft (StoreFixture *f,
                 const char   *complaint_id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  LoketDraft *draft;

  STORE_CALL (result, loket_user_store_get_draft, f->user, complaint_id);
  draft = loket_user_store_get_draft_finish (f->user, result, &error);
  g_assert_no_error (error);
  return draft;
}

GBytes *
store_make_wire (const char *reply_id,
                 const char *complaint_id,
                 const char *prev_reply_id,
                 const char *text)
{
  g_autoptr (LoketReply) reply = loket_reply_new ();

  reply->reply_id = g_strdup (reply_id);
  reply->complaint_id = g_strdup (complaint_id);
  reply->prev_reply_id = g_strdup (prev_reply_id);
  reply->based_on = 3;
  reply->outcome = LOKET_OUTCOME_IN_PROGRESS;
  reply->visibility = LOKET_VISIBILITY_PUBLIC;
  reply->text = g_strdup (text);
  reply->device_id = g_strdup ("00000000-0000-4000-8000-00000000de01");
  reply->composed_at = STORE_TEST_NOW;
  return loket_wire_reply_freeze (reply);
}

LoketOutboxOp *
store_send_off (StoreFixture  *f,
                const char    *complaint_id,
                const char    *text,
                const char    *replaces,
                GError       **error)
{
  g_autoptr (GAsyncResult) chain = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *reply_id = loket_text_new_uuid ();
  g_autofree char *prev = NULL;
  g_autoptr (GBytes) wire = NULL;
  LoketSendOff send_off = { .reply_id = reply_id, .complaint_id = complaint_id, .replaces = replaces };

  STORE_CALL (chain, loket_user_store_get_chain, f->user, complaint_id, replaces);
  if (!loket_user_store_get_chain_finish (f->user, chain, &prev, error))
    return NULL;
  wire = store_make_wire (reply_id, complaint_id, prev, text);
  send_off.wire = wire;
  send_off.prev_reply_id = prev;
  send_off.base_snapshot = "{\"seen\":true}";
  send_off.tracking_id = "99000001";
  send_off.title = "Jalan rusak";
  STORE_CALL (result, loket_user_store_queue, f->user, &send_off);
  return loket_user_store_queue_finish (f->user, result, error);
}

LoketOutboxOp *
store_get_op (StoreFixture *f,
              const char   *reply_id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  LoketOutboxOp *op;

  STORE_CALL (result, loket_user_store_get_op, f->user, reply_id);
  op = loket_user_store_get_op_finish (f->user, result, &error);
  g_assert_no_error (error);
  return op;
}

LoketReceipt *
store_make_receipt (const LoketOutboxOp *op,
                    gint64               seq)
{
  LoketReceipt *receipt = loket_receipt_new ();

  receipt->reply_id = g_strdup (op->reply_id);
  receipt->complaint_id = g_strdup (op->complaint_id);
  receipt->body_sha256 = g_strdup (op->wire_sha256);
  receipt->substance = 4;
  receipt->rev = 9;
  receipt->seq = seq;
  receipt->epoch = g_strdup ("00000000-0000-4000-8000-0000000e90c4");
  receipt->accepted_at = STORE_TEST_NOW;
  receipt->mac = g_strnfill (64, 'a');
  return receipt;
}

LoketOutboxOp *
store_step (StoreFixture         *f,
            const LoketOutboxOp  *op,
            LoketOutboxState      from,
            LoketOutboxState      to,
            GError              **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (LoketReceipt) receipt = store_make_receipt (op, op->number);
  LoketOutboxStep step = {
    .from = from,
    .to = to,
    .next_at = LOKET_TIME_UNSET,
    .receipt = to == LOKET_OUTBOX_ACCEPTED ? receipt : NULL,
  };

  STORE_CALL (result, loket_user_store_step, f->user, op->reply_id, &step);
  return loket_user_store_step_finish (f->user, result, error);
}

LoketOutboxOp *
store_withdraw (StoreFixture         *f,
                const LoketOutboxOp  *op,
                gboolean              keep_text,
                GError              **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  STORE_CALL (result, loket_user_store_withdraw, f->user, op->reply_id, keep_text);
  return loket_user_store_withdraw_finish (f->user, result, error);
}

void
store_assert_state (StoreFixture        *f,
                    const LoketOutboxOp *op,
                    LoketOutboxState     state)
{
  g_autoptr (LoketOutboxOp) now = store_get_op (f, op->reply_id);

  g_assert_cmpstr (loket_outbox_state_to_name (now->state), ==, loket_outbox_state_to_name (state));
  g_assert_true (g_bytes_equal (now->wire, op->wire));
}

GPtrArray *
store_list_due (StoreFixture *f,
                gint64        now)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *ops;

  STORE_CALL (result, loket_user_store_list_due, f->user, now);
  ops = loket_user_store_list_due_finish (f->user, result, &error);
  g_assert_no_error (error);
  return ops;
}

GPtrArray *
store_list_ops (StoreFixture      *f,
                LoketOutboxFilter  filter,
                const char        *complaint_id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *ops;

  STORE_CALL (result, loket_user_store_list_ops, f->user, filter, complaint_id);
  ops = loket_user_store_list_ops_finish (f->user, result, &error);
  g_assert_no_error (error);
  return ops;
}

char *
store_complaint_id (guint number)
{
  return g_strdup_printf ("c0000000-0000-4000-8000-%012u", number);
}

LoketComplaint *
store_make_complaint (guint number)
{
  LoketComplaint *c = loket_complaint_new ();

  c->id = store_complaint_id (number);
  c->rev = 1;
  c->substance = 1;
  c->tracking_id = g_strdup_printf ("99%06u", number);
  c->title = g_strdup_printf ("Jalan berlubang nomor %u", number);
  c->body = g_strdup_printf ("Lubang di depan pasar, sudah tujuh bulan. Uraian %u.", number);
  c->klass = LOKET_CLASS_COMPLAINT;
  c->status = LOKET_STATUS_NEW;
  c->time_zone = g_strdup ("Asia/Makassar");
  c->agency_code = g_strdup ("131410");
  c->agency_name = g_strdup ("Dinas PUPR");
  c->received_at = STORE_TEST_NOW - 86400;
  c->assigned_at = STORE_TEST_NOW - 86400 + number;
  return c;
}

LoketWirePage *
store_make_page (LoketWirePageKind  kind,
                 const char        *old_state,
                 const char        *state,
                 gboolean           has_more)
{
  LoketWirePage *page = loket_wire_page_new (kind);

  page->scope = g_strdup (STORE_TEST_SCOPE);
  page->old_state = g_strdup (old_state);
  page->state = g_strdup (state);
  page->has_more = has_more;
  if (kind == LOKET_WIRE_PAGE_SNAPSHOT && has_more)
    page->cursor = g_strdup_printf ("after-%s", state);
  return page;
}

void
store_page_add (LoketWirePage  *page,
                LoketComplaint *complaint)
{
  g_autoptr (LoketComplaint) owned = complaint;
  g_autofree char *line = loket_wire_complaint_to_json (complaint);

  loket_wire_page_add_upsert (page, owned, line);
}

LoketCacheChange *
store_apply (StoreFixture   *f,
             LoketWirePage  *page,
             GError        **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  STORE_CALL (result, loket_cache_store_apply_page, f->cache, STORE_TEST_SCOPE, page);
  return loket_cache_store_apply_page_finish (f->cache, result, error);
}

void
store_begin_snapshot (StoreFixture *f)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  STORE_CALL (result, loket_cache_store_begin_snapshot, f->cache, STORE_TEST_SCOPE, 1);
  loket_cache_store_begin_snapshot_finish (f->cache, result, &error);
  g_assert_no_error (error);
}

LoketCacheScope *
store_get_scope (StoreFixture *f)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  LoketCacheScope *scope;

  STORE_CALL (result, loket_cache_store_get_scope, f->cache, STORE_TEST_SCOPE);
  scope = loket_cache_store_get_scope_finish (f->cache, result, &error);
  g_assert_no_error (error);
  return scope;
}

GArray *
store_query_keys (StoreFixture       *f,
                  LoketView           view,
                  LoketQueueOrder     order,
                  const char         *search,
                  const char *const  *ids)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  LoketCacheQuery query = {
    .view = view,
    .order = order,
    .search = search,
    .now = STORE_TEST_NOW,
    .day_end = STORE_TEST_NOW + 3600,
    .complaint_ids = ids,
  };
  GArray *keys;

  STORE_CALL (result, loket_cache_store_query, f->cache, &query);
  keys = loket_cache_store_query_finish (f->cache, result, &error);
  g_assert_no_error (error);
  return keys;
}

/* The rows' numbers alone, as #gint64. */
GArray *
store_query (StoreFixture       *f,
             LoketView           view,
             const char         *search,
             const char *const  *ids)
{
  g_autoptr (GArray) keys = store_query_keys (f, view, LOKET_QUEUE_ORDER_DEADLINE, search, ids);
  GArray *numbers = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < keys->len; i++)
    g_array_append_val (numbers, g_array_index (keys, LoketQueueKey, i).row_id);
  return numbers;
}

/* The tracking numbers that a query finds, in its order, without their 99. */
char *
store_query_numbers (StoreFixture       *f,
                     LoketView           view,
                     const char         *search,
                     const char *const  *ids)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GArray) found = store_query (f, view, search, ids);
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;
  GString *numbers = g_string_new (NULL);

  STORE_CALL (result, loket_cache_store_fetch_rows, f->cache, (gint64 *) (void *) found->data,
              found->len);
  rows = loket_cache_store_fetch_rows_finish (f->cache, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, found->len);
  for (guint i = 0; i < rows->len; i++)
    {
      const LoketQueueRow *row = g_ptr_array_index (rows, i);

      g_assert_cmpint (row->row_id, ==, g_array_index (found, gint64, i));
      g_string_append_printf (numbers, "%s%d", i > 0 ? " " : "", atoi (row->tracking_id + 2));
    }
  return g_string_free (numbers, FALSE);
}

/* Due so many seconds after now as the rules say for each second after
 * yesterday at which the agency got the complaint; stopped by an answer. */
void
store_mark_in_seconds (gpointer              rules,
                       const LoketComplaint *complaint,
                       gint64                now,
                       LoketQueueMarks      *marks)
{
  g_assert_false (marks->known);
  g_assert_cmpint (now, ==, STORE_TEST_NOW);
  if (complaint->assigned_at == LOKET_TIME_UNSET)
    return;

  marks->known = TRUE;
  marks->clock = 3;
  marks->flags = 5;
  marks->paused = g_strcmp0 (complaint->status_raw, "paused") == 0;
  marks->start = complaint->assigned_at;
  marks->due = STORE_TEST_NOW +
               (complaint->assigned_at - (STORE_TEST_NOW - 86400)) * *(gint64 *) rules;
  marks->warning_at = marks->due - 20;
  marks->today_at = marks->due - 10;
  marks->stop = loket_complaint_is_settled (complaint) ? complaint->answered_at : LOKET_TIME_UNSET;
}
