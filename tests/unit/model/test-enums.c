/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loket-enums.h"

/* Every value comes back from its name, and no two share one. */
#define ROUND_TRIP(prefix, type, last)                                          \
  G_STMT_START                                                                  \
  {                                                                             \
    for (int value = 0; value <= (int) (last); value++)                         \
      g_assert_cmpint (prefix##_from_name (prefix##_to_name ((type) value)),    \
                       ==, value);                                              \
    g_assert_cmpint (prefix##_from_name ("no such name"), ==, 0);               \
    g_assert_cmpint (prefix##_from_name (NULL), ==, 0);                         \
    g_assert_cmpstr (prefix##_to_name ((type) 1000), ==, prefix##_to_name (0)); \
  }                                                                             \
  G_STMT_END

static void
test_names (void)
{
  ROUND_TRIP (loket_complaint_class, LoketComplaintClass, LOKET_CLASS_ASPIRATION);
  ROUND_TRIP (loket_complaint_status, LoketComplaintStatus, LOKET_STATUS_ARCHIVED);
  ROUND_TRIP (loket_closer, LoketCloser, LOKET_CLOSER_ADMIN);
  ROUND_TRIP (loket_resolved, LoketResolved, LOKET_RESOLVED_YES);
  ROUND_TRIP (loket_outcome, LoketOutcome, LOKET_OUTCOME_INFORMATION);
  ROUND_TRIP (loket_role, LoketRole, LOKET_ROLE_ADMIN);
  ROUND_TRIP (loket_outbox_state, LoketOutboxState, LOKET_OUTBOX_ACCEPTED);
  ROUND_TRIP (loket_author, LoketAuthor, LOKET_AUTHOR_OFFICER);
}

static void
test_open_and_final (void)
{
  g_assert_true (loket_complaint_status_is_open (LOKET_STATUS_UNKNOWN));
  g_assert_true (loket_complaint_status_is_open (LOKET_STATUS_NEEDS_INFORMATION));
  g_assert_false (loket_complaint_status_is_open (LOKET_STATUS_CLOSED));
  g_assert_false (loket_complaint_status_is_open (LOKET_STATUS_ARCHIVED));
  g_assert_true (loket_outbox_state_is_final (LOKET_OUTBOX_ACCEPTED));
  g_assert_false (loket_outbox_state_is_final (LOKET_OUTBOX_NEEDS_USER));
  g_assert_false (loket_outbox_state_is_final (LOKET_OUTBOX_HELD));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/model/enums/names", test_names);
  g_test_add_func ("/model/enums/open-and-final", test_open_and_final);
  return g_test_run ();
}
