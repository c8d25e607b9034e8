/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk-fixture.h"

#include "loket-session-private.h"
#include "loket-wire-complaint.h"

#include "../../lib/test-folder.h"

#include <glib/gstdio.h>

#define SCOPE "agency:131410"

void
desk_wait_cb (GObject *source, GAsyncResult *result, gpointer slot)
{
  *(GAsyncResult **) slot = g_object_ref (result);
}

GAsyncResult *
desk_wait (GAsyncResult **slot)
{
  DESK_UNTIL (*slot != NULL);
  return *slot;
}

void
desk_fixture_open (DeskFixture *f)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  loket_session_open_async (f->folder, f->key_file, f->clock, NULL, desk_wait_cb, &result);
  f->session = loket_session_open_finish (desk_wait (&result), &error);
  g_assert_no_error (error);
}

/* A session that something holds for ever makes the test run into its limit. */
void
desk_fixture_close (DeskFixture *f)
{
  g_autoptr (GAsyncResult) result = NULL;
  gpointer session = f->session;

  loket_session_close_async (f->session, desk_wait_cb, &result);
  g_assert_true (loket_session_close_finish (f->session, desk_wait (&result), NULL));
  g_clear_object (&result);
  g_object_add_weak_pointer (session, &session);
  g_clear_object (&f->session);
  DESK_UNTIL (session == NULL);
}

/* As signing in at a hub leaves the profile. */
void
desk_fixture_sign_in (DeskFixture *f)
{
  g_autoptr (LoketAccount) account = loket_account_new ();
  g_autoptr (GBytes) token = g_bytes_new_static ("token", 5);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  account->server = g_strdup ("https://127.0.0.1:1");
  account->username = g_strdup ("petugas");
  account->device_id = g_strdup ("d0000000-0000-4000-8000-000000000001");
  account->officer = loket_officer_new ();
  account->officer->id = g_strdup ("a0000000-0000-4000-8000-000000000001");
  account->officer->username = g_strdup ("petugas");
  account->officer->name = g_strdup ("Siti Contoh");
  account->officer->role = LOKET_ROLE_OFFICER;
  account->officer->agency_code = g_strdup ("131410");
  account->officer->agency_name = g_strdup ("Dinas PUPR");
  account->officer->agency_time_zone = g_strdup ("Asia/Makassar");
  account->sealed_tokens = loket_vault_seal (loket_profile_get_vault (f->session->profile), "refresh-token", token);
  DESK_CALL (result, loket_user_store_save_account, loket_profile_get_user (f->session->profile), account);
  g_assert_true (loket_user_store_save_account_finish (loket_profile_get_user (f->session->profile), result, &error));
  g_assert_no_error (error);
}

void
desk_fixture_set_up (DeskFixture *f, gconstpointer data)
{
  f->folder = g_dir_make_tmp ("loket-desk-XXXXXX", NULL);
  f->key_file = g_build_filename (f->folder, "test.key", NULL);
  f->clock = loket_clock_new_manual (DESK_TEST_NOW);
  desk_fixture_open (f);
  g_assert_false (loket_session_get_signed_in (f->session));
  desk_fixture_sign_in (f);
  desk_fixture_close (f);
  desk_fixture_open (f);
}

void
desk_fixture_tear_down (DeskFixture *f, gconstpointer data)
{
  if (f->session != NULL)
    desk_fixture_close (f);
  test_folder_remove (f->folder);
  g_clear_object (&f->clock);
  g_free (f->folder);
  g_free (f->key_file);
}

char *
desk_complaint_id (guint number)
{
  return g_strdup_printf ("c0000000-0000-4000-8000-%012u", number);
}

LoketComplaint *
desk_make_complaint (guint number)
{
  LoketComplaint *c = loket_complaint_new ();

  c->id = desk_complaint_id (number);
  c->rev = 1;
  c->substance = 1;
  c->tracking_id = g_strdup_printf ("99%06u", number);
  c->title = g_strdup_printf ("Jalan berlubang nomor %u", number);
  c->body = g_strdup_printf ("Lubang di depan pasar. Uraian %u.", number);
  c->klass = LOKET_CLASS_COMPLAINT;
  c->status = LOKET_STATUS_NEW;
  c->time_zone = g_strdup ("Asia/Makassar");
  c->agency_code = g_strdup ("131410");
  c->agency_name = g_strdup ("Dinas PUPR");
  c->village = g_strdup ("Keraton");
  c->district = g_strdup ("Martapura");
  c->received_at = DESK_TEST_NOW - 9 * 86400;
  c->assigned_at = DESK_TEST_NOW - (9 - (gint64) number) * 86400;
  return c;
}

static void
add_to_page (LoketWirePage *page, LoketComplaint *complaint)
{
  g_autofree char *line = loket_wire_complaint_to_json (complaint);

  loket_wire_page_add_upsert (page, complaint, line);
}

/* Takes the page, as the store does. */
static void
apply_page (DeskFixture *f, LoketWirePage *page)
{
  LoketCacheStore *cache = loket_profile_get_cache (f->session->profile);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  DESK_CALL (result, loket_cache_store_apply_page, cache, SCOPE, page);
  loket_cache_change_free (loket_cache_store_apply_page_finish (cache, result, &error));
  g_assert_no_error (error);
}

/* A snapshot of the complaints given, which it takes. */
void
desk_apply (DeskFixture *f, LoketComplaint *first, ...)
{
  LoketCacheStore *cache = loket_profile_get_cache (f->session->profile);
  LoketWirePage *page = loket_wire_page_new (LOKET_WIRE_PAGE_SNAPSHOT);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  va_list more;

  DESK_CALL (result, loket_cache_store_begin_snapshot, cache, SCOPE, 1);
  g_assert_true (loket_cache_store_begin_snapshot_finish (cache, result, &error));
  g_assert_no_error (error);

  page->scope = g_strdup (SCOPE);
  page->state = g_strdup ("s1");
  va_start (more, first);
  for (LoketComplaint *complaint = first; complaint != NULL; complaint = va_arg (more, LoketComplaint *))
    {
      g_autoptr (LoketComplaint) owned = complaint;

      add_to_page (page, owned);
    }
  va_end (more);
  apply_page (f, page);
  g_signal_emit_by_name (f->session->engine, "complaints-changed", NULL);
}

/* A change that the engine brings; takes the complaint. */
void
desk_change (DeskFixture *f, LoketComplaint *complaint, const char *old_state, const char *state)
{
  g_autoptr (LoketComplaint) owned = complaint;
  LoketWirePage *page = loket_wire_page_new (LOKET_WIRE_PAGE_CHANGES);
  const char *ids[] = { complaint->id, NULL };

  page->scope = g_strdup (SCOPE);
  page->old_state = g_strdup (old_state);
  page->state = g_strdup (state);
  add_to_page (page, complaint);
  apply_page (f, page);
  g_signal_emit_by_name (f->session->engine, "complaints-changed", ids);
}

LoketComplaint *
desk_load (DeskFixture *f, const char *id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  LoketComplaint *complaint;

  DESK_CALL (result, loket_session_load_complaint, f->session, id);
  complaint = loket_session_load_complaint_finish (f->session, result, &error);
  g_assert_no_error (error);
  return complaint;
}
