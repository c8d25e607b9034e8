/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-fixture.h"

#include "loket-hub-cases.h"

#include <string.h>

/* Does something to a complaint; tells why it may not be, by its code. */
static LoketProblemCode
change (Hub                *hub,
        const char         *id,
        LoketHubChangeKind  kind,
        const char         *agency_code,
        const char         *into_id)
{
  static guint n = 0;
  g_autofree char *message_id = g_strdup_printf ("bbbbbbbb-0000-4000-8000-%012u", ++n);
  g_autoptr (LoketProblem) problem = NULL;
  g_autoptr (GError) error = NULL;
  LoketHubChange wanted = {
    .kind = kind, .agency_code = agency_code, .into_id = into_id, .message_id = message_id,
    .text = "Sebab.", .closer = LOKET_CLOSER_SYSTEM, .now = NOW + 60,
  };

  problem = loket_hub_cases_change (LOKET_HUB_CASES (hub->storage), id, "system", &wanted, &error);
  g_assert_no_error (error);
  return problem != NULL ? problem->code : LOKET_PROBLEM_UNKNOWN;
}

/* The last thing that a feed tells, as text. */
static char *
last_change (Hub        *hub,
             const char *scope)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketHubPage) page = NULL;
  const LoketHubFeedItem *item;

  page = loket_hub_storage_get_changes (hub->storage, scope, hub_seq (hub, scope) - 1, 10, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (page->items->len, ==, 1);
  item = g_ptr_array_index (page->items, 0);
  if (item->line != NULL)
    return g_strdup ("upsert");
  return g_strdup_printf ("%s %s", loket_removal_reason_to_name (item->reason),
                          item->into != NULL ? item->into : "-");
}

#define assert_last(hub, scope, text) G_STMT_START { \
  g_autofree char *last_ = last_change (hub, scope); \
  g_assert_cmpstr (last_, ==, text); \
} G_STMT_END

static void
test_assign (Hub          *hub,
             gconstpointer data)
{
  g_autofree char *id = hub_add (hub, "9900001", "100");
  g_autoptr (LoketComplaint) moved = NULL;

  g_assert_cmpint (change (hub, id, LOKET_HUB_CHANGE_ASSIGN, "200", NULL), ==, LOKET_PROBLEM_UNKNOWN);
  moved = hub_get (hub, id);
  g_assert_cmpstr (moved->agency_code, ==, "200");
  g_assert_cmpstr (moved->agency_name, ==, "Dinas Dua");
  g_assert_cmpint (moved->substance, ==, 2);
  g_assert_cmpint (moved->assigned_at, ==, NOW + 60);
  assert_last (hub, "agency:100", "unassigned -");
  assert_last (hub, "agency:200", "upsert");
}

/* Somebody who does not exist: nothing happens. */
static void
test_assign_nowhere (Hub          *hub,
                     gconstpointer data)
{
  g_autofree char *id = hub_add (hub, "9900001", "100");
  g_autoptr (LoketComplaint) same = NULL;
  g_autoptr (GError) error = NULL;
  LoketHubChange wanted = { .kind = LOKET_HUB_CHANGE_ASSIGN, .agency_code = "999", .now = NOW };

  g_assert_null (loket_hub_cases_change (LOKET_HUB_CASES (hub->storage), id, "system", &wanted, &error));
  g_assert_error (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_USAGE);
  same = hub_get (hub, id);
  g_assert_cmpint (same->rev, ==, 1);
  g_clear_error (&error);
  g_assert_null (loket_hub_cases_change (LOKET_HUB_CASES (hub->storage), EPOCH, "system", &wanted, &error));
  g_assert_error (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_NOT_FOUND);
}

static void
test_end_and_again (Hub          *hub,
                    gconstpointer data)
{
  g_autofree char *id = hub_add (hub, "9900001", "100");
  g_autoptr (LoketComplaint) closed = NULL;
  g_autoptr (LoketComplaint) open = NULL;

  g_assert_cmpint (change (hub, id, LOKET_HUB_CHANGE_CLOSE, NULL, NULL), ==, LOKET_PROBLEM_UNKNOWN);
  closed = hub_get (hub, id);
  g_assert_cmpint (closed->closed_by, ==, LOKET_CLOSER_SYSTEM);
  assert_last (hub, "agency:100", "upsert");
  g_assert_cmpint (change (hub, id, LOKET_HUB_CHANGE_WITHDRAW, NULL, NULL), ==, LOKET_PROBLEM_CLOSED);

  g_assert_cmpint (change (hub, id, LOKET_HUB_CHANGE_ARCHIVE, NULL, NULL), ==, LOKET_PROBLEM_UNKNOWN);
  assert_last (hub, "agency:100", "archived -");
  g_assert_cmpint (change (hub, id, LOKET_HUB_CHANGE_REOPEN, NULL, NULL), ==, LOKET_PROBLEM_UNKNOWN);
  assert_last (hub, "agency:100", "upsert");
  open = hub_get (hub, id);
  g_assert_true (loket_complaint_is_open (open));
  g_assert_cmpuint (open->messages->len, ==, 3);
}

static void
test_merge (Hub          *hub,
            gconstpointer data)
{
  g_autofree char *id = hub_add (hub, "9900001", "100");
  g_autofree char *into = hub_add (hub, "9900002", "100");
  g_autofree char *wanted = g_strdup_printf ("merged %s", into);

  g_assert_cmpint (change (hub, id, LOKET_HUB_CHANGE_MERGE, NULL, id), ==, LOKET_PROBLEM_VALIDATION);
  g_assert_cmpint (change (hub, id, LOKET_HUB_CHANGE_MERGE, NULL, into), ==, LOKET_PROBLEM_UNKNOWN);
  assert_last (hub, "agency:100", wanted);
  g_assert_cmpint (change (hub, id, LOKET_HUB_CHANGE_ASSIGN, "200", NULL), ==, LOKET_PROBLEM_CLOSED);
}

/* What is erased is nowhere any more, and no import brings it back. */
static void
test_erase (Hub          *hub,
            gconstpointer data)
{
  g_autofree char *id = hub_add (hub, "9900001", "100");
  g_autoptr (LoketComplaint) again = hub_make_complaint ("9900001", "100");
  g_autoptr (LoketComplaint) left = NULL;

  g_assert_cmpint (change (hub, id, LOKET_HUB_CHANGE_ADD_TEXT, NULL, NULL), ==, LOKET_PROBLEM_UNKNOWN);
  g_assert_cmpint (change (hub, id, LOKET_HUB_CHANGE_ERASE, NULL, NULL), ==, LOKET_PROBLEM_UNKNOWN);
  assert_last (hub, "agency:100", "erased -");
  left = hub_get (hub, id);
  g_assert_cmpstr (left->body, ==, "");
  g_assert_cmpuint (left->messages->len, ==, 0);

  g_free (again->title);
  again->title = g_strdup ("Lampu padam lagi");
  g_assert_cmpint (hub_put (hub, again, NOW + 90), ==, LOKET_HUB_PUT_UNCHANGED);
  g_assert_cmpint (change (hub, id, LOKET_HUB_CHANGE_REOPEN, NULL, NULL), ==, LOKET_PROBLEM_CLOSED);
}

static LoketProblemCode
give_back (Hub             *hub,
           LoketHubAccount *account,
           const char      *id,
           const char      *reason,
           gint64           substance)
{
  g_autoptr (LoketReturn) record = loket_return_new ();
  g_autoptr (LoketProblem) problem = NULL;
  g_autoptr (GError) error = NULL;

  record->reason = g_strdup (reason);
  record->proposed_agency = g_strdup ("200");
  record->substance = substance;
  problem = loket_hub_cases_give_back (LOKET_HUB_CASES (hub->storage), account, id, record, NOW + 60, &error);
  g_assert_no_error (error);
  return problem != NULL ? problem->code : LOKET_PROBLEM_UNKNOWN;
}

static void
test_give_back (Hub          *hub,
                gconstpointer data)
{
  g_autofree char *id = hub_add (hub, "9900001", "100");
  g_autoptr (LoketComplaint) back = NULL;
  const LoketMessage *message;

  g_assert_cmpint (give_back (hub, hub->cici, id, "Sebab.", 1), ==, LOKET_PROBLEM_NOT_FOUND);
  g_assert_cmpint (give_back (hub, hub->ani, id, "Sebab.", 9), ==, LOKET_PROBLEM_COMPLAINT_CHANGED);
  g_assert_cmpint (give_back (hub, hub->ani, id, "Sebab.", 1), ==, LOKET_PROBLEM_UNKNOWN);
  back = hub_get (hub, id);
  g_assert_null (back->agency_code);
  message = g_ptr_array_index (back->messages, 0);
  g_assert_cmpstr (message->text, ==,
                   "Dikembalikan oleh Dinas Satu karena bukan kewenangannya: Sebab. "
                   "Diusulkan kepada Dinas Dua.");
  assert_last (hub, "agency:100", "unassigned -");
  assert_last (hub, LOKET_HUB_SCOPE_UNASSIGNED, "upsert");

  /* Its answer was lost; a colleague, or another reason, is not that. */
  g_assert_cmpint (give_back (hub, hub->ani, id, "Sebab.", 1), ==, LOKET_PROBLEM_UNKNOWN);
  g_assert_cmpint (give_back (hub, hub->ani, id, "Lain.", 1), ==, LOKET_PROBLEM_REASSIGNED);
  g_assert_cmpint (give_back (hub, hub->budi, id, "Sebab.", 1), ==, LOKET_PROBLEM_REASSIGNED);
  g_assert_cmpint (hub_seq (hub, LOKET_HUB_SCOPE_UNASSIGNED), ==, 1);

  g_assert_cmpint (change (hub, id, LOKET_HUB_CHANGE_ASSIGN, "200", NULL), ==, LOKET_PROBLEM_UNKNOWN);
  assert_last (hub, LOKET_HUB_SCOPE_UNASSIGNED, "unassigned -");
  g_assert_cmpint (give_back (hub, hub->ani, id, "Sebab.", 1), ==, LOKET_PROBLEM_REASSIGNED);
}

#define ADD(path, function) g_test_add (path, Hub, NULL, hub_set_up, function, hub_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/hub/cases/assign", test_assign);
  ADD ("/hub/cases/assign-nowhere", test_assign_nowhere);
  ADD ("/hub/cases/end-and-again", test_end_and_again);
  ADD ("/hub/cases/merge", test_merge);
  ADD ("/hub/cases/erase", test_erase);
  ADD ("/hub/cases/give-back", test_give_back);

  return g_test_run ();
}
