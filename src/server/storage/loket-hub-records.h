/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-complaint.h"
#include "loket-officer.h"
#include "loket-wire-page.h"

G_BEGIN_DECLS

/* Where complaints that no agency answers for are found. */
#define LOKET_HUB_SCOPE_UNASSIGNED "unassigned"

/**
 * LoketHubError:
 * @LOKET_HUB_ERROR_FAILED: none of the others; nothing was changed
 * @LOKET_HUB_ERROR_USAGE: the operator asked for something that cannot be; see the message
 * @LOKET_HUB_ERROR_NOT_FOUND: there is no such thing, or none that the asker may know of
 * @LOKET_HUB_ERROR_EXISTS: the name is taken
 * @LOKET_HUB_ERROR_UNAUTHORIZED: no valid token or password; sign in again
 * @LOKET_HUB_ERROR_SUSPENDED: the account is disabled; ask the administrator
 * @LOKET_HUB_ERROR_CHANGED: somebody else was first; read it again
 * @LOKET_HUB_ERROR_FULL: there is no room for more of these
 * @LOKET_HUB_ERROR_BUSY: another command works on the hub; try again later
 * @LOKET_HUB_ERROR_OVERFULL: the complaint is fuller than anybody can read; only erasing goes
 *
 * Errors of the hub. Messages never hold personal data.
 */
typedef enum
{
  LOKET_HUB_ERROR_FAILED,
  LOKET_HUB_ERROR_USAGE,
  LOKET_HUB_ERROR_NOT_FOUND,
  LOKET_HUB_ERROR_EXISTS,
  LOKET_HUB_ERROR_UNAUTHORIZED,
  LOKET_HUB_ERROR_SUSPENDED,
  LOKET_HUB_ERROR_CHANGED,
  LOKET_HUB_ERROR_FULL,
  LOKET_HUB_ERROR_BUSY,
  LOKET_HUB_ERROR_OVERFULL,
} LoketHubError;

#define LOKET_HUB_ERROR (loket_hub_error_quark ())
GQuark loket_hub_error_quark (void);

/** What storing a record came to; full: it is as it was, for more than this does not
 * go into one complaint. */
typedef enum
{
  LOKET_HUB_PUT_UNCHANGED,
  LOKET_HUB_PUT_NEW,
  LOKET_HUB_PUT_CHANGED,
  LOKET_HUB_PUT_FULL,
} LoketHubPut;

/**
 * LoketHubAgency:
 * @code: what the source knows it by, unique
 * @name: its name; the code again while @placeholder
 * @time_zone: IANA zone of its deadlines
 * @placeholder: whether the name is still to come with an import
 *
 * An agency that answers complaints.
 */
typedef struct
{
  char    *code;
  char    *name;
  char    *time_zone;
  gboolean placeholder;
} LoketHubAgency;

/**
 * LoketHubAccount:
 * @officer: the person
 * @disabled: whether the account is closed
 * @password_hash: (nullable): Argon2id; only from loket_hub_storage_find_account()
 * @device_id: (nullable): the device that asks; only with a token
 *
 * An account, and with a token the device it is used on.
 */
typedef struct
{
  LoketOfficer *officer;
  gboolean      disabled;
  char         *password_hash;
  char         *device_id;
} LoketHubAccount;

/**
 * LoketHubTokens:
 * @access_sha: SHA-256 of the access token, hexadecimal; so are the others
 * @refresh_sha: of the refresh token
 * @access_expires: when the access token ends
 * @refresh_expires: when the refresh token ends
 *
 * A pair of tokens as the hub keeps it: never the tokens themselves.
 */
typedef struct
{
  const char *access_sha;
  const char *refresh_sha;
  gint64      access_expires;
  gint64      refresh_expires;
} LoketHubTokens;

/**
 * LoketHubScope:
 * @id: `agency:CODE`, `officer:ID` or %LOKET_HUB_SCOPE_UNASSIGNED
 * @generation: grows when rights changed and the scope must be read anew
 * @seq: the number of its last change, without gaps from 1
 * @floor: changes up to this number are no longer kept
 *
 * One feed of changes.
 */
typedef struct
{
  char  *id;
  gint64 generation;
  gint64 seq;
  gint64 floor;
} LoketHubScope;

/**
 * LoketHubFeedItem:
 * @complaint_id: which complaint
 * @line: (nullable): its ready-made record, %NULL where it left the scope
 * @reason: why it left
 * @at: when it left
 * @into: (nullable): what it was merged into
 */
typedef struct
{
  char              *complaint_id;
  char              *line;
  LoketRemovalReason reason;
  gint64             at;
  char              *into;
} LoketHubFeedItem;

/**
 * LoketHubPage:
 * @items: (element-type LoketHubFeedItem): what to send, in order
 * @seq: the state a client has after it applied the page
 * @has_more: whether another page follows
 * @total: how many there are in all; snapshots only
 */
typedef struct
{
  GPtrArray *items;
  gint64     seq;
  gboolean   has_more;
  gint64     total;
} LoketHubPage;

LoketHubAgency   *loket_hub_agency_new   (void);
void              loket_hub_agency_free  (LoketHubAgency  *self);
LoketHubAccount  *loket_hub_account_new  (LoketOfficer    *officer);
void              loket_hub_account_free (LoketHubAccount *self);
LoketHubScope    *loket_hub_scope_new    (const char      *id);
void              loket_hub_scope_free   (LoketHubScope   *self);
LoketHubPage     *loket_hub_page_new     (void);
LoketHubFeedItem *loket_hub_page_add     (LoketHubPage    *self,
                                          const char      *complaint_id,
                                          const char      *line);
void              loket_hub_page_free    (LoketHubPage    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketHubAgency, loket_hub_agency_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketHubAccount, loket_hub_account_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketHubScope, loket_hub_scope_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketHubPage, loket_hub_page_free)

G_END_DECLS
