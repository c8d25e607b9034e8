/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loket-policies.h"

#define RULE(extra)                                                                           \
  "[rule]\nClock=response\nCalendar=ID\nWorkingDays=5\nStart=assigned\nStop=first_answer\n"   \
  "LimitConfidence=high\nStartConfidence=low\nBasis=x\nBasis[id]=y\n" extra

static void
test_builtin (void)
{
  static const struct { const char *id; LoketSlaClock clock; LoketSlaUnit unit; guint limit; } rules[] = {
    { "verification", LOKET_SLA_CLOCK_VERIFICATION, LOKET_SLA_WORKING_DAYS, 3 },
    { "response", LOKET_SLA_CLOCK_RESPONSE, LOKET_SLA_WORKING_DAYS, 5 },
    { "follow-up", LOKET_SLA_CLOCK_FOLLOW_UP, LOKET_SLA_WORKING_DAYS, 5 },
    { "settlement-information", LOKET_SLA_CLOCK_SETTLEMENT, LOKET_SLA_WORKING_DAYS, 5 },
    { "settlement-aspiration", LOKET_SLA_CLOCK_SETTLEMENT, LOKET_SLA_WORKING_DAYS, 5 },
    { "settlement-complaint", LOKET_SLA_CLOCK_SETTLEMENT, LOKET_SLA_WORKING_DAYS, 14 },
    { "settlement-supervisory", LOKET_SLA_CLOCK_SETTLEMENT, LOKET_SLA_WORKING_DAYS, 60 },
    { "reporter", LOKET_SLA_CLOCK_REPORTER, LOKET_SLA_WORKING_DAYS, 10 },
    { "ombudsman", LOKET_SLA_CLOCK_OMBUDSMAN, LOKET_SLA_CALENDAR_DAYS, 60 },
  };
  LoketPolicies *policies = loket_policies_get_builtin ();

  g_assert_cmpuint (loket_policies_get_n (policies), ==, G_N_ELEMENTS (rules));
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      LoketPolicy *policy = loket_policies_get (policies, i);

      g_assert_cmpstr (policy->id, ==, rules[i].id);
      g_assert_cmpint (policy->clock, ==, rules[i].clock);
      g_assert_cmpint (policy->unit, ==, rules[i].unit);
      g_assert_cmpuint (policy->limit, ==, rules[i].limit);
      g_assert_false (policy->pauses_on_information);
    }
  g_assert_cmpuint (loket_policies_get (policies, 1)->n_targets, ==, 2);
  g_assert_cmpuint (loket_policies_get (policies, 1)->targets[0], ==, 3);
  g_assert_cmpint (loket_policies_get (policies, 8)->limit_confidence, ==,
                   LOKET_SLA_CONFIDENCE_MEDIUM);
}

static void
test_all_keys (void)
{
  static const char text[] = RULE (
      "PausesOnInformation=true\nTargets=3;1\nWarningDays=2\nClasses=complaint;aspiration\n"
      "Scope=province\nScopeName=Kalimantan Selatan\nValidFrom=2026-01-01\nValidUntil=2026-12-31\n"
      "Source=surat\n");
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketPolicies) policies = loket_policies_new (text, strlen (text), &error);
  LoketPolicy *policy;

  g_assert_no_error (error);
  policy = loket_policies_get (policies, 0);
  g_assert_true (policy->pauses_on_information);
  g_assert_cmpuint (policy->warning, ==, 2);
  g_assert_cmpuint (policy->classes, ==, 1u << LOKET_CLASS_COMPLAINT | 1u << LOKET_CLASS_ASPIRATION);
  g_assert_cmpint (policy->scope, ==, LOKET_SLA_SCOPE_PROVINCE);
  g_assert_cmpstr (policy->scope_name, ==, "Kalimantan Selatan");
  g_assert_cmpint (policy->valid_from, ==, loket_day_new (2026, 1, 1));
  g_assert_cmpint (policy->valid_until, ==, loket_day_new (2026, 12, 31));
  g_assert_cmpstr (policy->basis_en, ==, "x");
  g_assert_cmpstr (policy->basis_id, ==, "y");
}

/* Each wrong rule is refused with its group and key. */
static void
test_refused (void)
{
  static const struct { const char *text, *named; } cases[] = {
    { "", "key file" },
    { "Clock=response\n", "key file" },
    { "# nothing\n", "no policy" },
    { "[rule]\nClock=response\n", "policy rule: WorkingDays" },
    { "[rule]\nClock=lunch\n", "policy rule: Clock" },
    { RULE ("Calender=ID\n"), "policy rule: Calender" },
    { RULE ("CalendarDays=7\n"), "policy rule: WorkingDays" },
    { RULE ("Targets=5\n"), "policy rule: Targets" },
    { RULE ("Targets=4;3;2;1;1\n"), "policy rule: Targets" },
    { RULE ("WarningDays=-1\n"), "policy rule: WarningDays" },
    { RULE ("Classes=rumour\n"), "policy rule: Classes" },
    { RULE ("Scope=agency\n"), "policy rule: ScopeName" },
    { RULE ("ScopeName=x\n"), "policy rule: ScopeName" },
    { RULE ("ValidFrom=2026-02-30\n"), "policy rule: ValidFrom" },
    { RULE ("ValidFrom=2026-02-02\nValidUntil=2026-02-01\n"), "policy rule: ValidUntil" },
    { RULE ("PausesOnInformation=sometimes\n"), "policy rule: PausesOnInformation" },
    { "[rule]\nClock=response\nWorkingDays=5\nStart=assigned\nStop=first_answer\n"
      "LimitConfidence=high\nStartConfidence=low\nBasis=x\nBasis[id]=y\n", "policy rule: Calendar" },
    { "[rule]\nClock=response\nCalendar=XX\nWorkingDays=5\nStart=assigned\nStop=first_answer\n"
      "LimitConfidence=high\nStartConfidence=low\nBasis=x\nBasis[id]=y\n", "policy rule: Calendar" },
    { RULE ("[other]\nClock=response\nCalendar=ID\nWorkingDays=3\nStart=received\nStop=first_answer\n"
            "LimitConfidence=high\nStartConfidence=low\nBasis=x\nBasis[id]=y\n"), "rule and other" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (loket_policies_new (cases[i].text, strlen (cases[i].text), &error));
      g_assert_error (error, LOKET_SLA_ERROR, LOKET_SLA_ERROR_INVALID);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, cases[i].named));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/sla/policies/builtin", test_builtin);
  g_test_add_func ("/sla/policies/all-keys", test_all_keys);
  g_test_add_func ("/sla/policies/refused", test_refused);
  return g_test_run ();
}
