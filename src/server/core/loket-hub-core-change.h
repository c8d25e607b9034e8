/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-complaint.h"
#include "loket-wire-page.h"
#include "loket-wire-problem.h"

G_BEGIN_DECLS

/**
 * LoketHubChangeKind:
 * @LOKET_HUB_CHANGE_ASSIGN: another agency, or another officer of the same, has
 *   to answer it
 * @LOKET_HUB_CHANGE_RETURN: the agency gives it back, because it is not within
 *   its authority (bukan kewenangan); no agency has it then
 * @LOKET_HUB_CHANGE_MERGE: it is part of another complaint from now on
 * @LOKET_HUB_CHANGE_WITHDRAW: the reporter takes it back
 * @LOKET_HUB_CHANGE_CLOSE: it ends
 * @LOKET_HUB_CHANGE_REOPEN: it goes on after all
 * @LOKET_HUB_CHANGE_ADD_TEXT: the reporter adds something
 * @LOKET_HUB_CHANGE_NOTE: the hub notes something in the conversation
 * @LOKET_HUB_CHANGE_ARCHIVE: it is put away, out of every feed
 * @LOKET_HUB_CHANGE_ERASE: what it says about people is wiped for good; what
 *   officers answered stays
 *
 * What can happen to a complaint besides an answer.
 */
typedef enum
{
  LOKET_HUB_CHANGE_ASSIGN,
  LOKET_HUB_CHANGE_RETURN,
  LOKET_HUB_CHANGE_MERGE,
  LOKET_HUB_CHANGE_WITHDRAW,
  LOKET_HUB_CHANGE_CLOSE,
  LOKET_HUB_CHANGE_REOPEN,
  LOKET_HUB_CHANGE_ADD_TEXT,
  LOKET_HUB_CHANGE_NOTE,
  LOKET_HUB_CHANGE_ARCHIVE,
  LOKET_HUB_CHANGE_ERASE,
} LoketHubChangeKind;

/**
 * LoketHubChange:
 * @kind: what happens
 * @agency_code: (nullable): when assigned: to whom
 * @agency_name: (nullable): that agency's name
 * @time_zone: (nullable): that agency's IANA zone
 * @into_id: (nullable): when merged: the complaint it becomes part of
 * @closer: when closed: by whom
 * @message_id: (nullable): when text is added or a reason is told: the entry's id
 * @text: (nullable): the text or the reason
 * @attachments: (nullable) (element-type LoketAttachment): files of the entry that
 *   tells of it
 * @based_on: the substance that the asker has read; 0 where it does not matter
 * @now: when
 *
 * A change of a complaint. Everything belongs to the caller.
 */
typedef struct
{
  LoketHubChangeKind kind;
  const char        *agency_code;
  const char        *agency_name;
  const char        *time_zone;
  const char        *into_id;
  LoketCloser        closer;
  const char        *message_id;
  const char        *text;
  GPtrArray         *attachments;
  gint64             based_on;
  gint64             now;
} LoketHubChange;

LoketProblem      *loket_hub_core_decide_change (const LoketComplaint *complaint,
                                                 const LoketHubChange *change,
                                                 gint64                closed_at);
LoketRemovalReason loket_hub_core_apply_change  (LoketComplaint       *complaint,
                                                 const LoketHubChange *change);

G_END_DECLS
