/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sla-fixture.h"

gint64
at (const char *text)
{
  gint64 instant = 0;

  g_assert_true (loket_time_parse (text, &instant));
  return instant;
}

LoketComplaint *
make_complaint (const char          *received,
                const char          *assigned,
                LoketComplaintClass  klass)
{
  LoketComplaint *complaint = loket_complaint_new ();

  complaint->time_zone = g_strdup ("Asia/Makassar");
  complaint->status = LOKET_STATUS_NEW;
  complaint->klass = klass;
  complaint->received_at = at (received);
  complaint->assigned_at = assigned == NULL ? LOKET_TIME_UNSET : at (assigned);
  complaint->answered_at = LOKET_TIME_UNSET;
  if (complaint->messages == NULL)
    complaint->messages = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_message_free);
  return complaint;
}

void
add_message (LoketComplaint *complaint,
             LoketAuthor     author,
             LoketOutcome    outcome,
             const char     *when)
{
  LoketMessage *message = loket_message_new ();

  message->author = author;
  message->outcome = outcome;
  message->at = at (when);
  g_ptr_array_add (complaint->messages, message);
  if (author == LOKET_AUTHOR_OFFICER && complaint->answered_at == LOKET_TIME_UNSET)
    complaint->answered_at = message->at;
}

/* A rulebook of one edition; %NULL stands for what the program ships. */
LoketRulebook *
make_rules (LoketHolidays *holidays,
            const char    *policies_text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketHolidays) shipped = loket_holidays_new_builtin ();
  g_autoptr (LoketPolicies) policies = NULL;
  g_autoptr (LoketEdition) edition = NULL;

  policies = policies_text == NULL
                 ? loket_policies_ref (loket_policies_get_builtin ())
                 : loket_policies_new (policies_text, strlen (policies_text), &error);
  g_assert_no_error (error);
  edition = loket_edition_new_from (1, 0, "test", NULL, holidays != NULL ? holidays : shipped,
                                    policies);
  return loket_rulebook_new_single (edition);
}

LoketEdition *
make_edition (gint64         number,
              const char    *published,
              const char    *reason,
              LoketHolidays *holidays,
              const char    *policies_text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketPolicies) policies = NULL;

  policies = policies_text == NULL
                 ? loket_policies_ref (loket_policies_get_builtin ())
                 : loket_policies_new (policies_text, strlen (policies_text), &error);
  g_assert_no_error (error);
  return loket_edition_new_from (number, at (published), "test", reason, holidays, policies);
}

LoketRulebook *
make_book (LoketEdition *first,
           LoketEdition *second)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) editions = g_ptr_array_new_with_free_func (
      (GDestroyNotify) loket_edition_unref);
  LoketRulebook *rules;

  g_ptr_array_add (editions, first);
  g_ptr_array_add (editions, second);
  rules = loket_rulebook_new (editions, &error);
  g_assert_no_error (error);
  return rules;
}
