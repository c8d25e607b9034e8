/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-officer.h"

G_BEGIN_DECLS

/**
 * LoketHubAction:
 * @LOKET_HUB_ACTION_SIGN_IN: what one does to become somebody: no officer yet
 * @LOKET_HUB_ACTION_KNOW_SELF: to learn who one is and what one may do
 * @LOKET_HUB_ACTION_READ: to read a complaint or follow a scope
 * @LOKET_HUB_ACTION_REPLY: to answer a complaint, or to give an answer up
 * @LOKET_HUB_ACTION_CHECK_REPLY: to learn what became of one's own replies
 *
 * What somebody wants to do.
 */
typedef enum
{
  LOKET_HUB_ACTION_SIGN_IN,
  LOKET_HUB_ACTION_KNOW_SELF,
  LOKET_HUB_ACTION_READ,
  LOKET_HUB_ACTION_REPLY,
  LOKET_HUB_ACTION_CHECK_REPLY,
  LOKET_HUB_N_ACTIONS,
} LoketHubAction;

/**
 * LoketHubObject:
 * @LOKET_HUB_OBJECT_NONE: nothing in particular
 * @LOKET_HUB_OBJECT_COMPLAINT: a complaint, of the agency named or of none
 *
 * What it is done to.
 */
typedef enum
{
  LOKET_HUB_OBJECT_NONE,
  LOKET_HUB_OBJECT_COMPLAINT,
} LoketHubObject;

const char *loket_hub_action_to_name (LoketHubAction      action);
gboolean    loket_hub_policy_can     (const LoketOfficer *officer,
                                      LoketHubAction      action,
                                      LoketHubObject      object,
                                      const char         *agency_code);

G_END_DECLS
