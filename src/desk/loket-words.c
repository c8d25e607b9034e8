/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-words.h"

#include <glib/gi18n-lib.h>

/*
 * The words that the screens and the command line share, so that both say the
 * same about the same thing. Names of values are here; instants and deadlines
 * are in loket-words-time.c, the hub's and the outbox's sentences in
 * loket-words-sync.c.
 */

/**
 * loket_words_status:
 * @status: a status
 *
 * Names a status, in the words of SP4N-LAPOR!.
 *
 * Returns: (transfer none): the name
 */
const char *
loket_words_status (LoketComplaintStatus status)
{
  switch (status)
    {
    case LOKET_STATUS_NEW:
      return C_("status", "Not followed up yet");
    case LOKET_STATUS_IN_PROGRESS:
      return C_("status", "In progress");
    case LOKET_STATUS_NEEDS_INFORMATION:
      return C_("status", "Waiting for the reporter's information");
    case LOKET_STATUS_REPORTER_ANSWERED:
      return C_("status", "The reporter answered");
    case LOKET_STATUS_ANSWERED:
      return C_("status", "Answered");
    case LOKET_STATUS_CLOSED:
      return C_("status", "Closed");
    case LOKET_STATUS_ARCHIVED:
      return C_("status", "Archived");
    case LOKET_STATUS_UNKNOWN:
    default:
      return C_("status", "Unknown status");
    }
}

/**
 * loket_words_class:
 * @klass: a class
 *
 * Names a class.
 *
 * Returns: (transfer none): the name
 */
const char *
loket_words_class (LoketComplaintClass klass)
{
  switch (klass)
    {
    case LOKET_CLASS_COMPLAINT:
      return C_("class", "Complaint");
    case LOKET_CLASS_SUPERVISORY:
      return C_("class", "Complaint for oversight");
    case LOKET_CLASS_INFORMATION:
      return C_("class", "Request for information");
    case LOKET_CLASS_ASPIRATION:
      return C_("class", "Aspiration");
    case LOKET_CLASS_UNKNOWN:
    default:
      return C_("class", "Unknown class");
    }
}

/**
 * loket_words_outcome:
 * @outcome: an outcome
 *
 * Names what a reply says about the matter.
 *
 * Returns: (transfer none): the name
 */
const char *
loket_words_outcome (LoketOutcome outcome)
{
  switch (outcome)
    {
    case LOKET_OUTCOME_IN_PROGRESS:
      return C_("outcome", "In progress");
    case LOKET_OUTCOME_RESOLVED:
      return C_("outcome", "Resolved");
    case LOKET_OUTCOME_NEEDS_INFORMATION:
      return C_("outcome", "Needs information");
    case LOKET_OUTCOME_NOT_OUR_AUTHORITY:
      return C_("outcome", "Not our authority");
    case LOKET_OUTCOME_INFORMATION:
      return C_("outcome", "Information given");
    case LOKET_OUTCOME_UNKNOWN:
    default:
      return C_("outcome", "No outcome chosen");
    }
}

/**
 * loket_words_outcome_hint:
 * @outcome: an outcome
 *
 * Tells in one line when to choose an outcome.
 *
 * Returns: (transfer none): a sentence
 */
const char *
loket_words_outcome_hint (LoketOutcome outcome)
{
  switch (outcome)
    {
    case LOKET_OUTCOME_IN_PROGRESS:
      return _("Work has begun or is planned; say who does what by when.");
    case LOKET_OUTCOME_RESOLVED:
      return _("The matter is settled; say what was done and when.");
    case LOKET_OUTCOME_NEEDS_INFORMATION:
      return _("The reporter has to add something; say exactly what.");
    case LOKET_OUTCOME_NOT_OUR_AUTHORITY:
      return _("Another agency is responsible; name it and give the reason.");
    case LOKET_OUTCOME_INFORMATION:
      return _("The question is answered; nothing has to be done.");
    case LOKET_OUTCOME_UNKNOWN:
    default:
      return _("Choose what the reply says about the matter.");
    }
}

/**
 * loket_words_role:
 * @role: a role
 *
 * Names a role.
 *
 * Returns: (transfer none): the name
 */
const char *
loket_words_role (LoketRole role)
{
  switch (role)
    {
    case LOKET_ROLE_OFFICER:
      return C_("role", "Liaison officer");
    case LOKET_ROLE_APPROVER:
      return C_("role", "Approving superior");
    case LOKET_ROLE_SUPERVISOR:
      return C_("role", "Supervisor");
    case LOKET_ROLE_COORDINATOR:
      return C_("role", "Coordinator");
    case LOKET_ROLE_ADMIN:
      return C_("role", "Administrator");
    case LOKET_ROLE_UNKNOWN:
    default:
      return C_("role", "Unknown role");
    }
}

/**
 * loket_words_view:
 * @view: a view of the queue
 *
 * Names a view.
 *
 * Returns: (transfer none): the name
 */
const char *
loket_words_view (LoketView view)
{
  switch (view)
    {
    case LOKET_VIEW_TODAY:
      return C_("view", "To answer today");
    case LOKET_VIEW_OVERDUE:
      return C_("view", "Overdue");
    case LOKET_VIEW_OPEN:
      return C_("view", "All open");
    case LOKET_VIEW_WAITING_REPORTER:
      return C_("view", "Waiting for the reporter");
    case LOKET_VIEW_DRAFTS:
      return C_("view", "Drafts");
    case LOKET_VIEW_APPROVALS:
      return C_("view", "Waiting for approval");
    case LOKET_VIEW_OUTBOX:
      return C_("view", "Outbox");
    case LOKET_VIEW_SENT:
      return C_("view", "Sent");
    case LOKET_VIEW_PROMISES:
      return C_("view", "Promises due");
    case LOKET_N_VIEWS:
    default:
      g_return_val_if_reached ("");
    }
}

/**
 * loket_words_group:
 * @group: a part of a queue
 *
 * Names the parts of a queue that is sorted by deadline.
 *
 * Returns: (transfer none): the heading
 */
const char *
loket_words_group (LoketQueueGroup group)
{
  switch (group)
    {
    case LOKET_QUEUE_GROUP_OVERDUE:
      return C_("group", "Overdue");
    case LOKET_QUEUE_GROUP_TODAY:
      return C_("group", "Today");
    case LOKET_QUEUE_GROUP_TOMORROW:
      return C_("group", "Tomorrow");
    case LOKET_QUEUE_GROUP_WEEK:
      return C_("group", "This week");
    case LOKET_QUEUE_GROUP_LATER:
      return C_("group", "Later");
    case LOKET_QUEUE_GROUP_NEVER:
      return C_("group", "No deadline");
    case LOKET_N_QUEUE_GROUPS:
    default:
      g_return_val_if_reached ("");
    }
}

/**
 * loket_words_disclosure:
 * @anonymous: whether the reporter's identity is hidden
 * @secret: whether the content is not public
 *
 * Tells what must not be disclosed, in a few words.
 *
 * Returns: (transfer full) (nullable): a line, %NULL for an ordinary complaint
 */
char *
loket_words_disclosure (gboolean anonymous,
                        gboolean secret)
{
  if (anonymous && secret)
    return g_strdup (_("Anonymous and confidential"));
  if (anonymous)
    return g_strdup (_("Anonymous"));
  if (secret)
    return g_strdup (_("Confidential"));
  return NULL;
}
