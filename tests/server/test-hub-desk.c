/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-fixture.h"

#include "loket-hub-desk.h"
#include "loket-limits.h"
#include "loket-text.h"

#define DAY    86400
#define TABLET "dddddddd-0000-4000-8000-000000000001"
#define LAPTOP "dddddddd-0000-4000-8000-000000000002"

static LoketClaim *
claim (Hub             *hub,
       LoketHubAccount *account,
       const char      *complaint_id,
       gint64           now,
       gboolean        *ours)
{
  g_autoptr (GError) error = NULL;
  LoketClaim *found = loket_hub_desk_claim (LOKET_HUB_DESK (hub->storage), account, complaint_id, now,
                                            ours, &error);

  g_assert_no_error (error);
  return found;
}

static void
test_claim (Hub          *hub,
            gconstpointer data)
{
  g_autofree char *id = hub_add (hub, "9900001", "100");
  g_autoptr (LoketClaim) first = NULL;
  g_autoptr (LoketClaim) refused = NULL;
  g_autoptr (LoketClaim) renewed = NULL;
  g_autoptr (LoketClaim) late = NULL;
  g_autoptr (LoketComplaint) seen = NULL;
  g_autoptr (GError) error = NULL;
  gboolean ours;

  first = claim (hub, hub->ani, id, NOW, &ours);
  g_assert_true (ours);
  g_assert_cmpint (first->until, ==, NOW + LOKET_HUB_CLAIM_SECONDS);
  g_assert_cmpint (hub_seq (hub, "agency:100"), ==, 2);
  seen = hub_get (hub, id);
  g_assert_cmpstr (seen->claim->name, ==, "ani");
  g_assert_cmpint (seen->substance, ==, 1);
  g_assert_cmpint (seen->rev, ==, 2);

  refused = claim (hub, hub->budi, id, NOW + 10, &ours);
  g_assert_false (ours);
  g_assert_cmpstr (refused->officer_id, ==, hub->ani->officer->id);
  g_assert_cmpint (hub_seq (hub, "agency:100"), ==, 2);

  renewed = claim (hub, hub->ani, id, NOW + 600, &ours);
  g_assert_true (ours);
  g_assert_cmpint (renewed->until, ==, NOW + 600 + LOKET_HUB_CLAIM_SECONDS);

  late = claim (hub, hub->budi, id, renewed->until, &ours);
  g_assert_true (ours);
  g_assert_cmpstr (late->name, ==, "budi");

  g_assert_null (loket_hub_desk_claim (LOKET_HUB_DESK (hub->storage), hub->cici, id, NOW, &ours, &error));
  g_assert_error (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_NOT_FOUND);
}

/* A claim goes with the agency, and with its time; the rest of a record stays. */
static void
test_claim_ends (Hub          *hub,
                 gconstpointer data)
{
  g_autofree char *id = hub_add (hub, "9900001", "100");
  g_autoptr (LoketComplaint) changed = hub_make_complaint ("9900001", "100");
  g_autoptr (LoketComplaint) moved = hub_make_complaint ("9900001", "200");
  g_autoptr (LoketComplaint) kept = NULL;
  g_autoptr (LoketComplaint) after = NULL;
  g_autoptr (LoketComplaint) gone = NULL;
  g_autoptr (LoketClaim) held = NULL;
  g_autoptr (GError) error = NULL;
  gboolean ours;

  held = claim (hub, hub->ani, id, NOW, &ours);
  g_free (changed->title);
  changed->title = g_strdup ("Lampu lagi");
  hub_put (hub, changed, NOW + 1);
  kept = hub_get (hub, id);
  g_assert_cmpstr (kept->claim->name, ==, "ani");

  hub_put (hub, moved, NOW + 2);
  after = hub_get (hub, id);
  g_assert_null (after->claim);

  g_assert_true (loket_hub_desk_release (LOKET_HUB_DESK (hub->storage), hub->cici, id, NOW + 3, &error));
  g_assert_no_error (error);
  gone = hub_get (hub, id);
  g_assert_cmpint (gone->rev, ==, after->rev);
}

static void
count_cb (const char              *device_id,
          const char              *username,
          const LoketDeviceReport *report,
          gint64                   oldest_at,
          gint64                   seen_at,
          gpointer                 data)
{
  g_string_append_printf (data, "%s:%s:%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT " ", username,
                          report->version, report->pending,
                          oldest_at == LOKET_TIME_UNSET ? -1 : seen_at - oldest_at);
}

static void
test_devices (Hub          *hub,
              gconstpointer data)
{
  g_autoptr (LoketDeviceReport) report = loket_device_report_new ();
  g_autoptr (GString) seen = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  LoketHubDesk *desk = LOKET_HUB_DESK (hub->storage);

  hub->ani->device_id = g_strdup (TABLET);
  hub->budi->device_id = g_strdup (TABLET);
  report->version = g_strdup ("0.1.0");
  g_assert_true (loket_hub_desk_put_device (desk, hub->ani, report, NOW, &error));
  report->pending = 3;
  report->oldest_age = 500;
  g_assert_true (loket_hub_desk_put_device (desk, hub->budi, report, NOW, &error));
  g_assert_true (loket_hub_desk_put_device (desk, hub->budi, report, NOW + 60, &error));
  g_assert_true (loket_hub_desk_foreach_device (desk, count_cb, seen, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (seen->str, ==, "budi:0.1.0:3:500 ani:0.1.0:0:-1 ");
}

static LoketSharedDraft *
make_draft (const char *complaint_id,
            const char *text)
{
  LoketSharedDraft *draft = loket_shared_draft_new ();

  draft->id = loket_text_new_uuid ();
  draft->complaint_id = g_strdup (complaint_id);
  draft->text = g_strdup (text);
  return draft;
}

static void
put_draft (Hub              *hub,
           LoketHubAccount  *account,
           LoketSharedDraft *draft,
           gint64            known,
           int               code)
{
  g_autoptr (GError) error = NULL;
  gboolean stored = loket_hub_desk_put_draft (LOKET_HUB_DESK (hub->storage), account, draft, known, NOW,
                                              &error);

  g_assert_cmpint (stored, ==, code < 0);
  if (code >= 0)
    g_assert_error (error, LOKET_HUB_ERROR, code);
}

/* Two devices write the same draft: the second one is told. */
static void
test_drafts (Hub          *hub,
             gconstpointer data)
{
  g_autofree char *id = hub_add (hub, "9900001", "100");
  g_autoptr (LoketSharedDraft) draft = make_draft (id, "Satu");
  g_autoptr (LoketSharedDraft) read = NULL;
  g_autoptr (LoketSharedDraft) stranger = make_draft (id, "Lain");
  g_autoptr (GError) error = NULL;
  LoketHubDesk *desk = LOKET_HUB_DESK (hub->storage);

  hub->ani->device_id = g_strdup (TABLET);
  put_draft (hub, hub->ani, draft, 0, -1);
  g_assert_cmpint (draft->rev, ==, 1);
  put_draft (hub, hub->ani, draft, 0, -1); /* its answer was lost */

  g_free (hub->ani->device_id);
  hub->ani->device_id = g_strdup (LAPTOP);
  put_draft (hub, hub->ani, draft, 0, LOKET_HUB_ERROR_CHANGED);
  g_free (draft->text);
  draft->text = g_strdup ("Dua");
  put_draft (hub, hub->ani, draft, 1, -1);
  g_free (draft->text);
  draft->text = g_strdup ("Tiga");
  put_draft (hub, hub->ani, draft, 1, LOKET_HUB_ERROR_CHANGED);

  read = loket_hub_desk_get_draft (desk, hub->ani, draft->id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (read->text, ==, "Dua");
  g_assert_cmpstr (read->device_id, ==, LAPTOP);
  g_assert_cmpint (read->rev, ==, 2);

  g_assert_null (loket_hub_desk_get_draft (desk, hub->budi, draft->id, &error));
  g_assert_error (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_NOT_FOUND);
  hub->cici->device_id = g_strdup (TABLET);
  put_draft (hub, hub->cici, stranger, 0, LOKET_HUB_ERROR_NOT_FOUND);
}

static void
test_drafts_end (Hub          *hub,
                 gconstpointer data)
{
  g_autofree char *id = hub_add (hub, "9900001", "100");
  g_autoptr (GPtrArray) left = NULL;
  g_autoptr (GError) error = NULL;
  LoketHubDesk *desk = LOKET_HUB_DESK (hub->storage);

  hub->ani->device_id = g_strdup (TABLET);
  for (guint i = 0; i <= LOKET_LIMIT_DRAFTS; i++)
    {
      g_autoptr (LoketSharedDraft) draft = make_draft (id, "x");

      put_draft (hub, hub->ani, draft, 0, i < LOKET_LIMIT_DRAFTS ? -1 : (int) LOKET_HUB_ERROR_FULL);
      if (i == 0)
        {
          g_assert_false (loket_hub_desk_delete_draft (desk, hub->ani, draft->id, 2, &error));
          g_assert_error (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_CHANGED);
          g_clear_error (&error);
          g_assert_true (loket_hub_desk_delete_draft (desk, hub->ani, draft->id, 1, &error));
          g_assert_true (loket_hub_desk_delete_draft (desk, hub->ani, draft->id, 1, &error));
          put_draft (hub, hub->ani, draft, 0, -1);
        }
    }

  g_assert_true (loket_hub_storage_maintain (hub->storage, NOW + 90 * DAY, &error));
  left = loket_hub_desk_list_drafts (desk, hub->ani, &error);
  g_assert_cmpuint (left->len, ==, LOKET_LIMIT_DRAFTS);
  g_clear_pointer (&left, g_ptr_array_unref);
  g_assert_true (loket_hub_storage_maintain (hub->storage, NOW + 90 * DAY + 1, &error));
  left = loket_hub_desk_list_drafts (desk, hub->ani, &error);
  g_assert_cmpuint (left->len, ==, 0);
}

#define ADD(path, function) g_test_add (path, Hub, NULL, hub_set_up, function, hub_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/hub/desk/claim", test_claim);
  ADD ("/hub/desk/claim-ends", test_claim_ends);
  ADD ("/hub/desk/devices", test_devices);
  ADD ("/hub/desk/drafts", test_drafts);
  ADD ("/hub/desk/drafts-end", test_drafts_end);

  return g_test_run ();
}
