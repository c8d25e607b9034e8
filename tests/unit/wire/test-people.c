/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loket-limits.h"
#include "loket-wire-claim.h"
#include "loket-wire-device.h"
#include "loket-wire-draft.h"
#include "loket-wire-event.h"
#include "loket-wire-ids.h"
#include "loket-wire-problem.h"
#include "loket-wire-return.h"

#include <string.h>

/* The small records of working together: each comes back as it went, and what
 * is not one is refused with the place that is wrong. */

#define ID_A "0b1c2d3e-4f50-4617-8293-a4b5c6d7e8f9"
#define ID_B "1b1c2d3e-4f50-4617-8293-a4b5c6d7e8f9"
#define NOW  1774569600

typedef gpointer (*Parse) (const char *json, gsize length, GError **error);

static void
assert_refused (gpointer    parse,
                const char *json,
                const char *place)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (((Parse) parse) (json, strlen (json), &error));
  g_assert_error (error, LOKET_WIRE_ERROR, LOKET_WIRE_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, place));
}

static void
test_claim (void)
{
  g_autoptr (LoketClaim) claim = loket_claim_new (ID_A, "Ani", NOW + 900);
  g_autofree char *json = loket_wire_claim_to_json (claim);
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketClaim) read = loket_wire_claim_parse (json, strlen (json), &error);

  g_assert_no_error (error);
  g_assert_cmpstr (read->officer_id, ==, ID_A);
  g_assert_cmpstr (read->name, ==, "Ani");
  g_assert_cmpint (read->until, ==, NOW + 900);

  g_assert_true (loket_claim_is_held (read, NOW + 899));
  g_assert_false (loket_claim_is_held (read, NOW + 900));
  g_assert_false (loket_claim_is_held (NULL, NOW));
  assert_refused (loket_wire_claim_parse, "{\"officerId\":\"x\",\"name\":\"A\",\"until\":null}", "officerId");
}

static void
test_claim_in_problem (void)
{
  g_autoptr (LoketProblem) problem = loket_problem_new (LOKET_PROBLEM_CLAIMED, NULL);
  g_autoptr (LoketProblem) copy = NULL;
  g_autoptr (LoketProblem) read = NULL;
  g_autofree char *json = NULL;
  g_autoptr (GError) error = NULL;

  problem->claim = loket_claim_new (ID_A, "Ani", NOW);
  copy = loket_problem_copy (problem);
  json = loket_wire_problem_to_json (copy);
  read = loket_wire_problem_parse (json, strlen (json), &error);
  g_assert_no_error (error);
  g_assert_cmpint (read->code, ==, LOKET_PROBLEM_CLAIMED);
  g_assert_cmpint (read->status, ==, 409);
  g_assert_cmpstr (read->claim->name, ==, "Ani");
}

static void
test_device (void)
{
  g_autoptr (LoketDeviceReport) report = loket_device_report_new ();

  report->version = g_strdup ("0.2.0");
  for (gint64 age = -1; age <= 90000; age += 90001)
    {
      g_autoptr (LoketDeviceReport) read = NULL;
      g_autoptr (GBytes) body = NULL;
      g_autoptr (GError) error = NULL;

      report->pending = age + 2;
      report->needs_user = 1;
      report->oldest_age = age;
      body = loket_wire_device_report_to_json (report);
      read = loket_wire_device_report_parse (g_bytes_get_data (body, NULL), g_bytes_get_size (body), &error);
      g_assert_no_error (error);
      g_assert_cmpstr (read->version, ==, "0.2.0");
      g_assert_cmpint (read->pending, ==, age + 2);
      g_assert_cmpint (read->needs_user, ==, 1);
      g_assert_cmpint (read->oldest_age, ==, age);
    }
  assert_refused (loket_wire_device_report_parse, "{\"version\":\"1\",\"pending\":-1}", "pending");
  assert_refused (loket_wire_device_report_parse, "{\"pending\":1}", "version");
}

static LoketSharedDraft *
make_draft (void)
{
  LoketSharedDraft *draft = loket_shared_draft_new ();

  draft->id = g_strdup (ID_A);
  draft->complaint_id = g_strdup (ID_B);
  draft->text = g_strdup ("Sedang kami");
  draft->outcome = LOKET_OUTCOME_IN_PROGRESS;
  draft->substance = 4;
  return draft;
}

static void
test_draft (void)
{
  g_autoptr (LoketSharedDraft) draft = make_draft ();
  g_autoptr (LoketSharedDraft) read = NULL;
  g_autoptr (GBytes) sent = loket_wire_shared_draft_to_json (draft);
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (g_strstr_len (g_bytes_get_data (sent, NULL), (gssize) g_bytes_get_size (sent), "\"rev\""));
  draft->rev = 3;
  draft->device_id = g_strdup (ID_B);
  draft->updated_at = NOW;
  body = loket_wire_shared_draft_to_json (draft);
  read = loket_wire_shared_draft_parse (g_bytes_get_data (body, NULL), g_bytes_get_size (body), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (read->id, ==, ID_A);
  g_assert_cmpstr (read->complaint_id, ==, ID_B);
  g_assert_cmpstr (read->text, ==, "Sedang kami");
  g_assert_cmpint (read->outcome, ==, LOKET_OUTCOME_IN_PROGRESS);
  g_assert_cmpint (read->substance, ==, 4);
  g_assert_cmpint (read->rev, ==, 3);
  g_assert_cmpstr (read->device_id, ==, ID_B);
  g_assert_cmpint (read->updated_at, ==, NOW);
}

static void
test_draft_list (void)
{
  g_autoptr (GPtrArray) drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_shared_draft_free);
  g_autoptr (GPtrArray) read = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GError) error = NULL;
  LoketSharedDraft *draft = make_draft ();

  draft->rev = 1;
  g_ptr_array_add (drafts, draft);
  body = loket_wire_draft_list_to_json (drafts);
  read = loket_wire_draft_list_parse (g_bytes_get_data (body, NULL), g_bytes_get_size (body), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (read->len, ==, 1);
  g_assert_cmpstr (((LoketSharedDraft *) g_ptr_array_index (read, 0))->id, ==, ID_A);
  g_assert_null (((LoketSharedDraft *) g_ptr_array_index (read, 0))->text);
}

static void
test_draft_edge (void)
{
  g_autoptr (LoketSharedDraft) draft = make_draft ();

  for (gsize extra = 0; extra <= 1; extra++)
    {
      g_autoptr (LoketSharedDraft) read = NULL;
      g_autoptr (GBytes) body = NULL;
      g_autoptr (GError) error = NULL;

      g_free (draft->text);
      draft->text = g_strnfill (LOKET_LIMIT_REPLY_CHARS + extra, 'x');
      body = loket_wire_shared_draft_to_json (draft);
      read = loket_wire_shared_draft_parse (g_bytes_get_data (body, NULL), g_bytes_get_size (body), &error);
      g_assert_cmpint (read != NULL, ==, extra == 0);
    }
}

static void
test_ids (void)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (GPtrArray) read = NULL;
  g_autofree char *json = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 3; i++)
    g_ptr_array_add (ids, (char *) (i == 1 ? ID_B : ID_A));
  json = loket_wire_ids_to_json (ids);
  read = loket_wire_ids_parse (json, strlen (json), 3, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (read->len, ==, 3);
  g_assert_cmpstr (g_ptr_array_index (read, 1), ==, ID_B);
  g_assert_null (loket_wire_ids_parse (json, strlen (json), 2, NULL));
  g_assert_null (loket_wire_ids_parse ("{\"ids\":[\"meja\"]}", 16, 3, NULL));
  g_assert_null (loket_wire_ids_parse ("{\"ids\":[1]}", 11, 3, NULL));
}

static void
test_return (void)
{
  g_autoptr (LoketReturn) record = loket_return_new ();
  g_autoptr (LoketReturn) read = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GError) error = NULL;

  record->reason = g_strdup ("Jalan provinsi");
  record->proposed_agency = g_strdup ("131410");
  record->substance = 2;
  body = loket_wire_return_to_json (record);
  read = loket_wire_return_parse (g_bytes_get_data (body, NULL), g_bytes_get_size (body), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (read->reason, ==, "Jalan provinsi");
  g_assert_cmpstr (read->proposed_agency, ==, "131410");
  g_assert_cmpint (read->substance, ==, 2);
  assert_refused (loket_wire_return_parse, "{\"reason\":\"  \",\"basedOn\":{\"substance\":1}}", "reason");
  assert_refused (loket_wire_return_parse, "{\"reason\":\"x\"}", "basedOn");
}

static void
test_event (void)
{
  g_autoptr (GPtrArray) states = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_scope_state_free);
  g_autoptr (GPtrArray) read = NULL;
  g_autofree char *json = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (states, loket_scope_state_new ("agency:1", "abc"));
  g_ptr_array_add (states, loket_scope_state_new ("unassigned", "def"));
  json = loket_wire_state_event_to_json (states);
  g_assert_null (strchr (json, '\n'));
  read = loket_wire_state_event_parse (json, strlen (json), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (read->len, ==, 2);
  g_assert_cmpstr (((LoketScopeState *) g_ptr_array_index (read, 1))->scope, ==, "unassigned");
  g_assert_cmpstr (((LoketScopeState *) g_ptr_array_index (read, 1))->state, ==, "def");
  assert_refused (loket_wire_state_event_parse, "{\"states\":[{\"scope\":\"a\"}]}", "states[0]");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/wire/people/claim", test_claim);
  g_test_add_func ("/wire/people/claim-in-problem", test_claim_in_problem);
  g_test_add_func ("/wire/people/device", test_device);
  g_test_add_func ("/wire/people/draft", test_draft);
  g_test_add_func ("/wire/people/draft-list", test_draft_list);
  g_test_add_func ("/wire/people/draft-edge", test_draft_edge);
  g_test_add_func ("/wire/people/ids", test_ids);
  g_test_add_func ("/wire/people/return", test_return);
  g_test_add_func ("/wire/people/event", test_event);

  return g_test_run ();
}
