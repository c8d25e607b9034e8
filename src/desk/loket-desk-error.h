/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * LoketDeskError:
 * @LOKET_DESK_ERROR_NOT_SIGNED_IN: sign in, then try again
 * @LOKET_DESK_ERROR_NOT_FOUND: no such complaint or reply in the local files
 * @LOKET_DESK_ERROR_BLOCKED: a finding stops sending: change the text or give a
 *   reason for the override
 * @LOKET_DESK_ERROR_INCOMPLETE: the text or the outcome is missing
 * @LOKET_DESK_ERROR_CONFLICT: the complaint changed since the draft was begun:
 *   look at it, then acknowledge
 * @LOKET_DESK_ERROR_NOT_OPEN: the complaint is closed, or no longer ours
 * @LOKET_DESK_ERROR_TOO_LATE: the reply was already accepted
 * @LOKET_DESK_ERROR_ATTACHMENT: the file cannot be attached; the message says
 *   why and what to do
 * @LOKET_DESK_ERROR_FAILED: nothing the caller can do but tell
 */
typedef enum
{
  LOKET_DESK_ERROR_NOT_SIGNED_IN,
  LOKET_DESK_ERROR_NOT_FOUND,
  LOKET_DESK_ERROR_BLOCKED,
  LOKET_DESK_ERROR_INCOMPLETE,
  LOKET_DESK_ERROR_CONFLICT,
  LOKET_DESK_ERROR_NOT_OPEN,
  LOKET_DESK_ERROR_TOO_LATE,
  LOKET_DESK_ERROR_ATTACHMENT,
  LOKET_DESK_ERROR_FAILED,
} LoketDeskError;

#define LOKET_DESK_ERROR (loket_desk_error_quark ())

GQuark loket_desk_error_quark (void);

G_END_DECLS
