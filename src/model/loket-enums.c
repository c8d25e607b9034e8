/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-model"

#include "config.h"

#include "loket-enums.h"

/* Each table is in the order of its enumeration; the first entry is what an
 * unknown name becomes. */
static const char *const complaint_class_names[] = {
  "unknown",
  "complaint",
  "supervisory_complaint",
  "information_request",
  "aspiration",
};

static const char *const complaint_status_names[] = {
  "unknown",
  "new",
  "in_progress",
  "needs_information",
  "reporter_answered",
  "answered",
  "closed",
  "archived",
};

static const char *const closer_names[] = {
  "none",
  "system",
  "reporter",
  "admin",
};

static const char *const resolved_names[] = {
  "unknown",
  "no",
  "yes",
};

static const char *const outcome_names[] = {
  "unknown",
  "in_progress",
  "resolved",
  "needs_information",
  "not_our_authority",
  "information",
};

static const char *const role_names[] = {
  "unknown",
  "officer",
  "approver",
  "supervisor",
  "coordinator",
  "admin",
};

static const char *const outbox_state_names[] = {
  "none",
  "queued",
  "held",
  "uploading",
  "inflight",
  "waiting",
  "needs_user",
  "revoking",
  "revoked",
  "discarded",
  "accepted",
};

static const char *const author_names[] = {
  "system",
  "reporter",
  "officer",
};

static guint
find_name (const char *const *names,
           gsize              n_names,
           const char        *name)
{
  for (guint i = 0; i < n_names; i++)
    if (g_strcmp0 (names[i], name) == 0)
      return i;
  return 0;
}

/**
 * loket_complaint_class_to_name:
 * @value: a class
 *
 * Tells its name on the wire, in the database and in machine output.
 *
 * Returns: (transfer none): a static name; that of the first value for one
 *   out of range
 */
const char *
loket_complaint_class_to_name (LoketComplaintClass value)
{
  return complaint_class_names[(guint) value < G_N_ELEMENTS (complaint_class_names) ? value : 0];
}

/**
 * loket_complaint_class_from_name:
 * @name: (nullable): a name
 *
 * Reads what loket_complaint_class_to_name() writes.
 *
 * Returns: the value; the first one, `unknown`, for any other name
 */
LoketComplaintClass
loket_complaint_class_from_name (const char *name)
{
  return (LoketComplaintClass) find_name (complaint_class_names, G_N_ELEMENTS (complaint_class_names), name);
}

/**
 * loket_complaint_status_to_name:
 * @value: a status
 *
 * Tells its name on the wire, in the database and in machine output.
 *
 * Returns: (transfer none): a static name; that of the first value for one
 *   out of range
 */
const char *
loket_complaint_status_to_name (LoketComplaintStatus value)
{
  return complaint_status_names[(guint) value < G_N_ELEMENTS (complaint_status_names) ? value : 0];
}

/**
 * loket_complaint_status_from_name:
 * @name: (nullable): a name
 *
 * Reads what loket_complaint_status_to_name() writes.
 *
 * Returns: the value; the first one, `unknown`, for any other name
 */
LoketComplaintStatus
loket_complaint_status_from_name (const char *name)
{
  return (LoketComplaintStatus) find_name (complaint_status_names, G_N_ELEMENTS (complaint_status_names), name);
}

/**
 * loket_complaint_status_is_open:
 * @value: a status
 *
 * Tells whether somebody may still have to answer. A status we do not know is
 * open: better looked at once too often than lost.
 *
 * Returns: whether it is open
 */
gboolean
loket_complaint_status_is_open (LoketComplaintStatus value)
{
  return value != LOKET_STATUS_CLOSED && value != LOKET_STATUS_ARCHIVED;
}

/**
 * loket_closer_to_name:
 * @value: who closed
 *
 * Tells its name on the wire, in the database and in machine output.
 *
 * Returns: (transfer none): a static name; that of the first value for one
 *   out of range
 */
const char *
loket_closer_to_name (LoketCloser value)
{
  return closer_names[(guint) value < G_N_ELEMENTS (closer_names) ? value : 0];
}

/**
 * loket_closer_from_name:
 * @name: (nullable): a name
 *
 * Reads what loket_closer_to_name() writes.
 *
 * Returns: the value; the first one, `none`, for any other name
 */
LoketCloser
loket_closer_from_name (const char *name)
{
  return (LoketCloser) find_name (closer_names, G_N_ELEMENTS (closer_names), name);
}

/**
 * loket_resolved_to_name:
 * @value: whether it was settled
 *
 * Tells its name on the wire, in the database and in machine output.
 *
 * Returns: (transfer none): a static name; that of the first value for one
 *   out of range
 */
const char *
loket_resolved_to_name (LoketResolved value)
{
  return resolved_names[(guint) value < G_N_ELEMENTS (resolved_names) ? value : 0];
}

/**
 * loket_resolved_from_name:
 * @name: (nullable): a name
 *
 * Reads what loket_resolved_to_name() writes.
 *
 * Returns: the value; the first one, `unknown`, for any other name
 */
LoketResolved
loket_resolved_from_name (const char *name)
{
  return (LoketResolved) find_name (resolved_names, G_N_ELEMENTS (resolved_names), name);
}

/**
 * loket_outcome_to_name:
 * @value: an outcome
 *
 * Tells its name on the wire, in the database and in machine output.
 *
 * Returns: (transfer none): a static name; that of the first value for one
 *   out of range
 */
const char *
loket_outcome_to_name (LoketOutcome value)
{
  return outcome_names[(guint) value < G_N_ELEMENTS (outcome_names) ? value : 0];
}

/**
 * loket_outcome_from_name:
 * @name: (nullable): a name
 *
 * Reads what loket_outcome_to_name() writes.
 *
 * Returns: the value; the first one, `unknown`, for any other name
 */
LoketOutcome
loket_outcome_from_name (const char *name)
{
  return (LoketOutcome) find_name (outcome_names, G_N_ELEMENTS (outcome_names), name);
}

/**
 * loket_role_to_name:
 * @value: a role
 *
 * Tells its name on the wire, in the database and in machine output.
 *
 * Returns: (transfer none): a static name; that of the first value for one
 *   out of range
 */
const char *
loket_role_to_name (LoketRole value)
{
  return role_names[(guint) value < G_N_ELEMENTS (role_names) ? value : 0];
}

/**
 * loket_role_from_name:
 * @name: (nullable): a name
 *
 * Reads what loket_role_to_name() writes.
 *
 * Returns: the value; the first one, `unknown`, for any other name
 */
LoketRole
loket_role_from_name (const char *name)
{
  return (LoketRole) find_name (role_names, G_N_ELEMENTS (role_names), name);
}

/**
 * loket_outbox_state_to_name:
 * @value: an outbox state
 *
 * Tells its name on the wire, in the database and in machine output.
 *
 * Returns: (transfer none): a static name; that of the first value for one
 *   out of range
 */
const char *
loket_outbox_state_to_name (LoketOutboxState value)
{
  return outbox_state_names[(guint) value < G_N_ELEMENTS (outbox_state_names) ? value : 0];
}

/**
 * loket_outbox_state_from_name:
 * @name: (nullable): a name
 *
 * Reads what loket_outbox_state_to_name() writes.
 *
 * Returns: the value; the first one, `none`, for any other name
 */
LoketOutboxState
loket_outbox_state_from_name (const char *name)
{
  return (LoketOutboxState) find_name (outbox_state_names, G_N_ELEMENTS (outbox_state_names), name);
}

/**
 * loket_outbox_state_is_final:
 * @value: a state
 *
 * Tells whether nothing will happen to the reply any more.
 *
 * Returns: whether it is accepted, revoked, discarded or not in the outbox
 */
gboolean
loket_outbox_state_is_final (LoketOutboxState value)
{
  return value == LOKET_OUTBOX_NONE || value == LOKET_OUTBOX_ACCEPTED ||
         value == LOKET_OUTBOX_REVOKED || value == LOKET_OUTBOX_DISCARDED;
}

/**
 * loket_author_to_name:
 * @value: an author
 *
 * Tells its name on the wire, in the database and in machine output.
 *
 * Returns: (transfer none): a static name; that of the first value for one
 *   out of range
 */
const char *
loket_author_to_name (LoketAuthor value)
{
  return author_names[(guint) value < G_N_ELEMENTS (author_names) ? value : 0];
}

/**
 * loket_author_from_name:
 * @name: (nullable): a name
 *
 * Reads what loket_author_to_name() writes.
 *
 * Returns: the value; the first one, `system`, for any other name
 */
LoketAuthor
loket_author_from_name (const char *name)
{
  return (LoketAuthor) find_name (author_names, G_N_ELEMENTS (author_names), name);
}
