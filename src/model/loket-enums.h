/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * The words of the domain, each with the one name it has on the wire, in the
 * database and in `--json` output. "Unknown" is a value of its own: an export
 * or a newer server may say something we have no word for, and the raw text is
 * kept beside it.
 */

/**
 * LoketComplaintClass:
 * @LOKET_CLASS_UNKNOWN: not one of ours; see the raw text
 * @LOKET_CLASS_COMPLAINT: pengaduan tidak berkadar pengawasan
 * @LOKET_CLASS_SUPERVISORY: pengaduan berkadar pengawasan
 * @LOKET_CLASS_INFORMATION: permintaan informasi
 * @LOKET_CLASS_ASPIRATION: aspirasi
 */
typedef enum
{
  LOKET_CLASS_UNKNOWN,
  LOKET_CLASS_COMPLAINT,
  LOKET_CLASS_SUPERVISORY,
  LOKET_CLASS_INFORMATION,
  LOKET_CLASS_ASPIRATION,
} LoketComplaintClass;

/**
 * LoketComplaintStatus:
 * @LOKET_STATUS_UNKNOWN: not one of ours; counts as open
 * @LOKET_STATUS_NEW: Belum Ditindaklanjuti
 * @LOKET_STATUS_IN_PROGRESS: Proses
 * @LOKET_STATUS_NEEDS_INFORMATION: Menunggu Kelengkapan Informasi
 * @LOKET_STATUS_REPORTER_ANSWERED: Ditanggapi oleh Pelapor
 * @LOKET_STATUS_ANSWERED: our reply was accepted and the reporter has the word
 * @LOKET_STATUS_CLOSED: Ditutup oleh …
 * @LOKET_STATUS_ARCHIVED: Diarsipkan oleh …
 */
typedef enum
{
  LOKET_STATUS_UNKNOWN,
  LOKET_STATUS_NEW,
  LOKET_STATUS_IN_PROGRESS,
  LOKET_STATUS_NEEDS_INFORMATION,
  LOKET_STATUS_REPORTER_ANSWERED,
  LOKET_STATUS_ANSWERED,
  LOKET_STATUS_CLOSED,
  LOKET_STATUS_ARCHIVED,
} LoketComplaintStatus;

/** Who closed or archived a complaint. */
typedef enum
{
  LOKET_CLOSER_NONE,
  LOKET_CLOSER_SYSTEM,
  LOKET_CLOSER_REPORTER,
  LOKET_CLOSER_ADMIN,
} LoketCloser;

/** Whether the matter itself was settled; never inferred from the status. */
typedef enum
{
  LOKET_RESOLVED_UNKNOWN,
  LOKET_RESOLVED_NO,
  LOKET_RESOLVED_YES,
} LoketResolved;

/** What a reply says about the matter. */
typedef enum
{
  LOKET_OUTCOME_UNKNOWN,
  LOKET_OUTCOME_IN_PROGRESS,
  LOKET_OUTCOME_RESOLVED,
  LOKET_OUTCOME_NEEDS_INFORMATION,
  LOKET_OUTCOME_NOT_OUR_AUTHORITY,
  LOKET_OUTCOME_INFORMATION,
} LoketOutcome;

/** What a person may do; see the hub's policy. */
typedef enum
{
  LOKET_ROLE_UNKNOWN,
  LOKET_ROLE_OFFICER,
  LOKET_ROLE_APPROVER,
  LOKET_ROLE_SUPERVISOR,
  LOKET_ROLE_COORDINATOR,
  LOKET_ROLE_ADMIN,
} LoketRole;

/** Where a frozen reply is on its way; sync-protocol.md tells the transitions. */
typedef enum
{
  LOKET_OUTBOX_NONE,
  LOKET_OUTBOX_QUEUED,
  LOKET_OUTBOX_HELD,
  LOKET_OUTBOX_UPLOADING,
  LOKET_OUTBOX_INFLIGHT,
  LOKET_OUTBOX_WAITING,
  LOKET_OUTBOX_NEEDS_USER,
  LOKET_OUTBOX_REVOKING,
  LOKET_OUTBOX_REVOKED,
  LOKET_OUTBOX_DISCARDED,
  LOKET_OUTBOX_ACCEPTED,
} LoketOutboxState;

/** Who wrote an entry of the conversation. */
typedef enum
{
  LOKET_AUTHOR_SYSTEM,
  LOKET_AUTHOR_REPORTER,
  LOKET_AUTHOR_OFFICER,
} LoketAuthor;

const char          *loket_complaint_class_to_name    (LoketComplaintClass  value);
LoketComplaintClass  loket_complaint_class_from_name  (const char          *name);
const char          *loket_complaint_status_to_name   (LoketComplaintStatus value);
LoketComplaintStatus loket_complaint_status_from_name (const char          *name);
gboolean             loket_complaint_status_is_open   (LoketComplaintStatus value);
const char          *loket_closer_to_name             (LoketCloser          value);
LoketCloser          loket_closer_from_name           (const char          *name);
const char          *loket_resolved_to_name           (LoketResolved        value);
LoketResolved        loket_resolved_from_name         (const char          *name);
const char          *loket_outcome_to_name            (LoketOutcome         value);
LoketOutcome         loket_outcome_from_name          (const char          *name);
const char          *loket_role_to_name               (LoketRole            value);
LoketRole            loket_role_from_name             (const char          *name);
const char          *loket_outbox_state_to_name       (LoketOutboxState     value);
LoketOutboxState     loket_outbox_state_from_name     (const char          *name);
gboolean             loket_outbox_state_is_final      (LoketOutboxState     value);
const char          *loket_author_to_name             (LoketAuthor          value);
LoketAuthor          loket_author_from_name           (const char          *name);

G_END_DECLS
