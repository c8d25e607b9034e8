/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-fixture.h"

#include <string.h>

#include <glib/gstdio.h>

#include "loket-wire-complaint.h"

#include "../lib/test-folder.h"

static LoketHubAccount *
add_account (Hub        *hub,
             const char *id,
             const char *username,
             const char *agency_code)
{
  g_autoptr (GError) error = NULL;
  LoketOfficer *officer = loket_officer_new ();
  LoketHubAccount *account = loket_hub_account_new (officer);

  officer->id = g_strdup (id);
  officer->username = g_strdup (username);
  officer->name = g_strdup (username);
  officer->role = LOKET_ROLE_OFFICER;
  officer->agency_code = g_strdup (agency_code);
  account->password_hash = g_strdup ("$none");
  loket_hub_storage_add_account (hub->storage, account, NOW, &error);
  g_assert_no_error (error);
  return account;
}

void
hub_set_up (Hub           *hub,
            gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  hub->folder = g_dir_make_tmp ("loket-hub-XXXXXX", &error);
  g_assert_no_error (error);
  hub->keys = loket_hub_keys_new ();
  hub->storage = loket_hub_sqlite_open (hub->folder, LOKET_HUB_SQLITE_CREATE, hub->keys, &error);
  g_assert_no_error (error);

  loket_hub_storage_set_meta (hub->storage, "epoch", EPOCH, &error);
  g_assert_no_error (error);
  loket_hub_storage_put_agency (hub->storage, "100", "Dinas Satu", NULL, NOW, NULL, &error);
  g_assert_no_error (error);
  loket_hub_storage_put_agency (hub->storage, "200", "Dinas Dua", NULL, NOW, NULL, &error);
  g_assert_no_error (error);
  hub->ani = add_account (hub, "aaaaaaaa-0000-4000-8000-000000000001", "ani", "100");
  hub->budi = add_account (hub, "aaaaaaaa-0000-4000-8000-000000000002", "budi", "100");
  hub->cici = add_account (hub, "aaaaaaaa-0000-4000-8000-000000000003", "cici", "200");
}

void
hub_tear_down (Hub           *hub,
               gconstpointer  data)
{
  loket_hub_account_free (hub->ani);
  loket_hub_account_free (hub->budi);
  loket_hub_account_free (hub->cici);
  g_assert_finalize_object (hub->storage);
  loket_hub_keys_unref (hub->keys);

  test_folder_remove (hub->folder);
  g_free (hub->folder);
}

/* As after a restart. */
void
hub_reopen (Hub *hub)
{
  g_autoptr (GError) error = NULL;

  g_assert_finalize_object (hub->storage);
  hub->storage = loket_hub_sqlite_open (hub->folder, LOKET_HUB_SQLITE_SERVE, hub->keys, &error);
  g_assert_no_error (error);
}

LoketComplaint *
hub_make_complaint (const char *tracking_id,
                    const char *agency_code)
{
  LoketComplaint *complaint = loket_complaint_new ();

  complaint->tracking_id = g_strdup (tracking_id);
  complaint->title = g_strdup ("Lampu jalan padam");
  complaint->body = g_strdup ("Lampu di depan pasar padam tiga malam.");
  complaint->klass = LOKET_CLASS_COMPLAINT;
  complaint->status = LOKET_STATUS_IN_PROGRESS;
  complaint->status_raw = g_strdup ("Proses");
  complaint->agency_code = g_strdup (agency_code);
  complaint->received_at = NOW - 86400;
  return complaint;
}

LoketHubPut
hub_put (Hub            *hub,
         LoketComplaint *complaint,
         gint64          now)
{
  g_autoptr (GError) error = NULL;
  LoketHubPut put = LOKET_HUB_PUT_UNCHANGED;

  loket_hub_storage_put_complaint (hub->storage, complaint, now, &put, &error);
  g_assert_no_error (error);
  return put;
}

/* Stores a new complaint; tells its id. */
char *
hub_add (Hub        *hub,
         const char *tracking_id,
         const char *agency_code)
{
  g_autoptr (LoketComplaint) complaint = hub_make_complaint (tracking_id, agency_code);

  g_assert_cmpint (hub_put (hub, complaint, NOW), ==, LOKET_HUB_PUT_NEW);
  return g_strdup (complaint->id);
}

LoketComplaint *
hub_get (Hub        *hub,
         const char *complaint_id)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *agency_code = NULL;
  g_autofree char *line = NULL;
  LoketComplaint *complaint;
  gint64 rev;

  line = loket_hub_storage_get_line (hub->storage, complaint_id, &agency_code, &rev, &error);
  g_assert_no_error (error);
  complaint = loket_wire_complaint_parse (line, strlen (line), &error);
  g_assert_no_error (error);
  g_assert_cmpint (complaint->rev, ==, rev);
  g_assert_cmpstr (complaint->agency_code, ==, agency_code);
  return complaint;
}

gint64
hub_seq (Hub        *hub,
         const char *scope)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketHubScope) found = loket_hub_storage_get_scope (hub->storage, scope, &error);

  g_assert_no_error (error);
  return found->seq;
}
