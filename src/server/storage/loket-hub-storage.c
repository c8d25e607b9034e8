/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-storage.h"

/**
 * LoketHubStorage:
 *
 * Where the hub keeps everything: accounts, complaints, the feed of changes and
 * the accepted replies. All functions block and run on one thread, the worker's
 * in a serving hub; errors are of %LOKET_HUB_ERROR or of the implementation.
 */
G_DEFINE_INTERFACE (LoketHubStorage, loket_hub_storage, G_TYPE_OBJECT)

static void
loket_hub_storage_default_init (LoketHubStorageInterface *iface)
{
}

/**
 * loket_hub_storage_begin:
 * @self: the storage
 * @error: return location for a #GError
 *
 * Begins a transaction for what follows up to loket_hub_storage_commit(); the
 * functions below join it, and make their own where there is none.
 *
 * Returns: whether it began
 */
gboolean
loket_hub_storage_begin (LoketHubStorage  *self,
                         GError          **error)
{
  g_return_val_if_fail (LOKET_IS_HUB_STORAGE (self), FALSE);

  return LOKET_HUB_STORAGE_GET_IFACE (self)->begin (self, error);
}

/**
 * loket_hub_storage_commit:
 * @self: the storage
 * @error: return location for a #GError
 *
 * Makes the transaction last, durable when this returns, or takes it back.
 *
 * Returns: whether it lasts
 */
gboolean
loket_hub_storage_commit (LoketHubStorage  *self,
                          GError          **error)
{
  g_return_val_if_fail (LOKET_IS_HUB_STORAGE (self), FALSE);

  return LOKET_HUB_STORAGE_GET_IFACE (self)->commit (self, error);
}

/**
 * loket_hub_storage_rollback:
 * @self: the storage
 *
 * Takes the transaction back; does nothing without one.
 */
void
loket_hub_storage_rollback (LoketHubStorage *self)
{
  g_return_if_fail (LOKET_IS_HUB_STORAGE (self));

  LOKET_HUB_STORAGE_GET_IFACE (self)->rollback (self);
}

/**
 * loket_hub_storage_maintain:
 * @self: the storage
 * @now: Unix seconds
 * @error: return location for a #GError
 *
 * Does what is due: forgets old changes and dead tokens, and folds the log
 * into the file where no other process is writing.
 *
 * Returns: whether it went well; nothing is lost where it did not
 */
gboolean
loket_hub_storage_maintain (LoketHubStorage  *self,
                            gint64            now,
                            GError          **error)
{
  g_return_val_if_fail (LOKET_IS_HUB_STORAGE (self), FALSE);

  return LOKET_HUB_STORAGE_GET_IFACE (self)->maintain (self, now, error);
}

/**
 * loket_hub_storage_get_meta:
 * @self: the storage
 * @key: its name
 * @error: return location for a #GError
 *
 * Reads a setting of the hub.
 *
 * Returns: (transfer full) (nullable): its value; %NULL without an error where it is not set
 */
char *
loket_hub_storage_get_meta (LoketHubStorage  *self,
                            const char       *key,
                            GError          **error)
{
  g_return_val_if_fail (LOKET_IS_HUB_STORAGE (self), NULL);

  return LOKET_HUB_STORAGE_GET_IFACE (self)->get_meta (self, key, error);
}

/**
 * loket_hub_storage_set_meta:
 * @self: the storage
 * @key: its name
 * @value: its value
 * @error: return location for a #GError
 *
 * Writes a setting of the hub.
 *
 * Returns: whether it is stored
 */
gboolean
loket_hub_storage_set_meta (LoketHubStorage  *self,
                            const char       *key,
                            const char       *value,
                            GError          **error)
{
  g_return_val_if_fail (LOKET_IS_HUB_STORAGE (self), FALSE);

  return LOKET_HUB_STORAGE_GET_IFACE (self)->set_meta (self, key, value, error);
}

/**
 * loket_hub_storage_audit:
 * @self: the storage
 * @now: Unix seconds
 * @actor: who: an account or `system`
 * @action: what was done
 * @object: to what: an id, never a personal text
 * @error: return location for a #GError
 *
 * Adds a row to the audit trail, chained to the one before it.
 *
 * Returns: whether it is stored
 */
gboolean
loket_hub_storage_audit (LoketHubStorage  *self,
                         gint64            now,
                         const char       *actor,
                         const char       *action,
                         const char       *object,
                         GError          **error)
{
  g_return_val_if_fail (LOKET_IS_HUB_STORAGE (self), FALSE);

  return LOKET_HUB_STORAGE_GET_IFACE (self)->audit (self, now, actor, action, object, error);
}

/**
 * loket_hub_storage_put_agency:
 * @self: the storage
 * @code: its code
 * @name: (nullable): its name, %NULL where only the code is known
 * @time_zone: (nullable): its zone, %NULL for that of the hub
 * @now: Unix seconds
 * @put: (out) (optional): what it came to
 * @error: return location for a #GError
 *
 * Stores an agency. A real name takes the place of a placeholder and of an
 * older name; the records of its complaints follow.
 *
 * Returns: whether it is stored
 */
gboolean
loket_hub_storage_put_agency (LoketHubStorage  *self,
                              const char       *code,
                              const char       *name,
                              const char       *time_zone,
                              gint64            now,
                              LoketHubPut      *put,
                              GError          **error)
{
  g_return_val_if_fail (LOKET_IS_HUB_STORAGE (self), FALSE);

  return LOKET_HUB_STORAGE_GET_IFACE (self)->put_agency (self, code, name, time_zone, now, put, error);
}

/**
 * loket_hub_storage_find_agency:
 * @self: the storage
 * @code_or_name: its code, else its exact name
 * @error: return location for a #GError
 *
 * Finds an agency.
 *
 * Returns: (transfer full) (nullable): the agency, %NULL with %LOKET_HUB_ERROR_NOT_FOUND where there
 *   is none
 */
LoketHubAgency *
loket_hub_storage_find_agency (LoketHubStorage  *self,
                               const char       *code_or_name,
                               GError          **error)
{
  g_return_val_if_fail (LOKET_IS_HUB_STORAGE (self), NULL);

  return LOKET_HUB_STORAGE_GET_IFACE (self)->find_agency (self, code_or_name, error);
}

/**
 * loket_hub_storage_list_agencies:
 * @self: the storage
 * @error: return location for a #GError
 *
 * Lists the agencies by code.
 *
 * Returns: (transfer full) (nullable) (element-type LoketHubAgency): the list
 */
GPtrArray *
loket_hub_storage_list_agencies (LoketHubStorage  *self,
                                 GError          **error)
{
  g_return_val_if_fail (LOKET_IS_HUB_STORAGE (self), NULL);

  return LOKET_HUB_STORAGE_GET_IFACE (self)->list_agencies (self, error);
}

/**
 * loket_hub_storage_add_account:
 * @self: the storage
 * @account: the account with its hash
 * @now: Unix seconds
 * @error: return location for a #GError
 *
 * Adds an account; its officer has an id.
 *
 * Returns: whether it is stored; %LOKET_HUB_ERROR_EXISTS where the name is taken
 */
gboolean
loket_hub_storage_add_account (LoketHubStorage        *self,
                               const LoketHubAccount  *account,
                               gint64                  now,
                               GError                **error)
{
  g_return_val_if_fail (LOKET_IS_HUB_STORAGE (self), FALSE);

  return LOKET_HUB_STORAGE_GET_IFACE (self)->add_account (self, account, now, error);
}

/**
 * loket_hub_storage_find_account:
 * @self: the storage
 * @username: its name
 * @error: return location for a #GError
 *
 * Finds an account with its password hash.
 *
 * Returns: (transfer full) (nullable): the account, %NULL with %LOKET_HUB_ERROR_NOT_FOUND where there
 *   is none
 */
LoketHubAccount *
loket_hub_storage_find_account (LoketHubStorage  *self,
                                const char       *username,
                                GError          **error)
{
  g_return_val_if_fail (LOKET_IS_HUB_STORAGE (self), NULL);

  return LOKET_HUB_STORAGE_GET_IFACE (self)->find_account (self, username, error);
}

/**
 * loket_hub_storage_list_accounts:
 * @self: the storage
 * @error: return location for a #GError
 *
 * Lists the accounts by name, without their hashes.
 *
 * Returns: (transfer full) (nullable) (element-type LoketHubAccount): the list
 */
GPtrArray *
loket_hub_storage_list_accounts (LoketHubStorage  *self,
                                 GError          **error)
{
  g_return_val_if_fail (LOKET_IS_HUB_STORAGE (self), NULL);

  return LOKET_HUB_STORAGE_GET_IFACE (self)->list_accounts (self, error);
}

/**
 * loket_hub_storage_set_password:
 * @self: the storage
 * @username: the account
 * @hash: Argon2id
 * @now: Unix seconds
 * @error: return location for a #GError
 *
 * Replaces a password and ends every sign-in of the account.
 *
 * Returns: whether it is stored
 */
gboolean
loket_hub_storage_set_password (LoketHubStorage  *self,
                                const char       *username,
                                const char       *hash,
                                gint64            now,
                                GError          **error)
{
  g_return_val_if_fail (LOKET_IS_HUB_STORAGE (self), FALSE);

  return LOKET_HUB_STORAGE_GET_IFACE (self)->set_password (self, username, hash, now, error);
}

/**
 * loket_hub_storage_set_disabled:
 * @self: the storage
 * @username: the account
 * @disabled: whether to close it
 * @now: Unix seconds
 * @error: return location for a #GError
 *
 * Closes or opens an account.
 *
 * Returns: whether it is stored
 */
gboolean
loket_hub_storage_set_disabled (LoketHubStorage  *self,
                                const char       *username,
                                gboolean          disabled,
                                gint64            now,
                                GError          **error)
{
  g_return_val_if_fail (LOKET_IS_HUB_STORAGE (self), FALSE);

  return LOKET_HUB_STORAGE_GET_IFACE (self)->set_disabled (self, username, disabled, now, error);
}

/**
 * loket_hub_storage_start_session:
 * @self: the storage
 * @officer_id: who signed in
 * @device_id: on which device
 * @device_name: what the person calls it
 * @tokens: the first pair
 * @now: Unix seconds
 * @error: return location for a #GError
 *
 * Stores the first tokens of a sign-in.
 *
 * Returns: whether they are stored
 */
gboolean
loket_hub_storage_start_session (LoketHubStorage       *self,
                                 const char            *officer_id,
                                 const char            *device_id,
                                 const char            *device_name,
                                 const LoketHubTokens  *tokens,
                                 gint64                 now,
                                 GError               **error)
{
  g_return_val_if_fail (LOKET_IS_HUB_STORAGE (self), FALSE);

  return LOKET_HUB_STORAGE_GET_IFACE (self)->start_session (self, officer_id, device_id, device_name,
                                                            tokens, now, error);
}

/**
 * loket_hub_storage_check_access:
 * @self: the storage
 * @access_sha: its SHA-256
 * @now: Unix seconds
 * @error: return location for a #GError
 *
 * Finds whose access token this is.
 *
 * Returns: (transfer full) (nullable): the account, %NULL with %LOKET_HUB_ERROR_UNAUTHORIZED or
 *   %LOKET_HUB_ERROR_SUSPENDED
 */
LoketHubAccount *
loket_hub_storage_check_access (LoketHubStorage  *self,
                                const char       *access_sha,
                                gint64            now,
                                GError          **error)
{
  g_return_val_if_fail (LOKET_IS_HUB_STORAGE (self), NULL);

  return LOKET_HUB_STORAGE_GET_IFACE (self)->check_access (self, access_sha, now, error);
}

/**
 * loket_hub_storage_refresh_session:
 * @self: the storage
 * @refresh_sha: SHA-256 of the old refresh token
 * @tokens: the new pair
 * @now: Unix seconds
 * @error: return location for a #GError
 *
 * Trades a refresh token for a new pair. An old token again ends the whole
 * sign-in, but for the last one within a minute while nobody used what came
 * of it: then the answer was lost on the way and the pair is replaced.
 *
 * Returns: (transfer full) (nullable): the account, %NULL with %LOKET_HUB_ERROR_UNAUTHORIZED or
 *   %LOKET_HUB_ERROR_SUSPENDED
 */
LoketHubAccount *
loket_hub_storage_refresh_session (LoketHubStorage       *self,
                                   const char            *refresh_sha,
                                   const LoketHubTokens  *tokens,
                                   gint64                 now,
                                   GError               **error)
{
  g_return_val_if_fail (LOKET_IS_HUB_STORAGE (self), NULL);

  return LOKET_HUB_STORAGE_GET_IFACE (self)->refresh_session (self, refresh_sha, tokens, now, error);
}

/**
 * loket_hub_storage_end_session:
 * @self: the storage
 * @refresh_sha: SHA-256 of its refresh token
 * @now: Unix seconds
 * @error: return location for a #GError
 *
 * Ends a sign-in; an unknown token is none any more.
 *
 * Returns: whether it is ended
 */
gboolean
loket_hub_storage_end_session (LoketHubStorage  *self,
                               const char       *refresh_sha,
                               gint64            now,
                               GError          **error)
{
  g_return_val_if_fail (LOKET_IS_HUB_STORAGE (self), FALSE);

  return LOKET_HUB_STORAGE_GET_IFACE (self)->end_session (self, refresh_sha, now, error);
}

/**
 * loket_hub_storage_put_complaint:
 * @self: the storage
 * @source: the record; id and counters are set by this call
 * @now: Unix seconds
 * @put: (out) (optional): what it came to
 * @error: return location for a #GError
 *
 * Stores what a source says about a complaint, found by its tracking id. A new
 * one gets an id. What we did with a known one stays: the conversation, our
 * answer, and the status as long as the source says the same as before. Every
 * scope concerned gets its change.
 *
 * Returns: whether it is stored
 */
gboolean
loket_hub_storage_put_complaint (LoketHubStorage  *self,
                                 LoketComplaint   *source,
                                 gint64            now,
                                 LoketHubPut      *put,
                                 GError          **error)
{
  g_return_val_if_fail (LOKET_IS_HUB_STORAGE (self), FALSE);

  return LOKET_HUB_STORAGE_GET_IFACE (self)->put_complaint (self, source, now, put, error);
}

/**
 * loket_hub_storage_get_line:
 * @self: the storage
 * @complaint_id: its id
 * @agency_code: (out) (nullable) (transfer full): whose it is, to decide who may see it
 * @rev: (out): its revision
 * @error: return location for a #GError
 *
 * Reads a complaint, whoever it belongs to.
 *
 * Returns: (transfer full) (nullable): its record, one line of JSON; %NULL with
 *   %LOKET_HUB_ERROR_NOT_FOUND
 */
char *
loket_hub_storage_get_line (LoketHubStorage  *self,
                            const char       *complaint_id,
                            char            **agency_code,
                            gint64           *rev,
                            GError          **error)
{
  g_return_val_if_fail (LOKET_IS_HUB_STORAGE (self), NULL);

  return LOKET_HUB_STORAGE_GET_IFACE (self)->get_line (self, complaint_id, agency_code, rev, error);
}

/**
 * loket_hub_storage_get_scope:
 * @self: the storage
 * @scope: its id
 * @error: return location for a #GError
 *
 * Reads the state of a scope; one in which nothing happened is at 0.
 *
 * Returns: (transfer full) (nullable): its state
 */
LoketHubScope *
loket_hub_storage_get_scope (LoketHubStorage  *self,
                             const char       *scope,
                             GError          **error)
{
  g_return_val_if_fail (LOKET_IS_HUB_STORAGE (self), NULL);

  return LOKET_HUB_STORAGE_GET_IFACE (self)->get_scope (self, scope, error);
}

/**
 * loket_hub_storage_get_snapshot:
 * @self: the storage
 * @scope: its id
 * @after_id: (nullable): the last id of the page before
 * @limit: the most records
 * @error: return location for a #GError
 *
 * Reads a page of the complaints in a scope, by id.
 *
 * Returns: (transfer full) (nullable): the page, with the state at the time of this call
 */
LoketHubPage *
loket_hub_storage_get_snapshot (LoketHubStorage  *self,
                                const char       *scope,
                                const char       *after_id,
                                guint             limit,
                                GError          **error)
{
  g_return_val_if_fail (LOKET_IS_HUB_STORAGE (self), NULL);

  return LOKET_HUB_STORAGE_GET_IFACE (self)->get_snapshot (self, scope, after_id, limit, error);
}

/**
 * loket_hub_storage_get_changes:
 * @self: the storage
 * @scope: its id
 * @since: the state the asker has, not older than what is kept
 * @limit: the most records
 * @error: return location for a #GError
 *
 * Reads what changed in a scope, each complaint once and as it is now.
 *
 * Returns: (transfer full) (nullable): the page
 */
LoketHubPage *
loket_hub_storage_get_changes (LoketHubStorage  *self,
                               const char       *scope,
                               gint64            since,
                               guint             limit,
                               GError          **error)
{
  g_return_val_if_fail (LOKET_IS_HUB_STORAGE (self), NULL);

  return LOKET_HUB_STORAGE_GET_IFACE (self)->get_changes (self, scope, since, limit, error);
}

/**
 * loket_hub_storage_renew_scope:
 * @self: the storage
 * @scope: its id
 * @error: return location for a #GError
 *
 * Notes that the rights to a scope changed: states given out before no longer
 * count.
 *
 * Returns: whether it is stored
 */
gboolean
loket_hub_storage_renew_scope (LoketHubStorage  *self,
                               const char       *scope,
                               GError          **error)
{
  g_return_val_if_fail (LOKET_IS_HUB_STORAGE (self), FALSE);

  return LOKET_HUB_STORAGE_GET_IFACE (self)->renew_scope (self, scope, error);
}

/**
 * loket_hub_storage_get_mark:
 * @self: the storage
 * @mark: (out): a number that is another one after every commit
 * @error: return location for a #GError
 *
 * Tells cheaply whether anything was stored since last time, by this process or
 * by another.
 *
 * Returns: whether it went well
 */
gboolean
loket_hub_storage_get_mark (LoketHubStorage  *self,
                            gint64           *mark,
                            GError          **error)
{
  g_return_val_if_fail (LOKET_IS_HUB_STORAGE (self), FALSE);

  return LOKET_HUB_STORAGE_GET_IFACE (self)->get_mark (self, mark, error);
}

/**
 * loket_hub_storage_list_scopes:
 * @self: the storage
 * @error: return location for a #GError
 *
 * Lists every feed as it is now.
 *
 * Returns: (transfer full) (nullable) (element-type LoketHubScope): the feeds
 */
GPtrArray *
loket_hub_storage_list_scopes (LoketHubStorage  *self,
                               GError          **error)
{
  g_return_val_if_fail (LOKET_IS_HUB_STORAGE (self), NULL);

  return LOKET_HUB_STORAGE_GET_IFACE (self)->list_scopes (self, error);
}

/**
 * loket_hub_storage_accept_reply:
 * @self: the storage
 * @submission: the reply
 * @error: return location for a #GError
 *
 * Judges and stores a reply, durable when this returns, in one transaction and
 * in this order: known id, state of the hub, assignment, open, order of the
 * device's replies, changes that its writer did not see.
 *
 * Returns: (transfer full) (nullable): the verdict
 */
LoketHubAnswer *
loket_hub_storage_accept_reply (LoketHubStorage           *self,
                                const LoketHubSubmission  *submission,
                                GError                   **error)
{
  g_return_val_if_fail (LOKET_IS_HUB_STORAGE (self), NULL);

  return LOKET_HUB_STORAGE_GET_IFACE (self)->accept_reply (self, submission, error);
}

/**
 * loket_hub_storage_revoke_reply:
 * @self: the storage
 * @account: whose reply it is
 * @complaint_id: the complaint
 * @reply_id: the id
 * @now: Unix seconds
 * @error: return location for a #GError
 *
 * Gives a reply id up for ever, unless it was accepted.
 *
 * Returns: (transfer full) (nullable): the verdict
 */
LoketHubAnswer *
loket_hub_storage_revoke_reply (LoketHubStorage        *self,
                                const LoketHubAccount  *account,
                                const char             *complaint_id,
                                const char             *reply_id,
                                gint64                  now,
                                GError                **error)
{
  g_return_val_if_fail (LOKET_IS_HUB_STORAGE (self), NULL);

  return LOKET_HUB_STORAGE_GET_IFACE (self)->revoke_reply (self, account, complaint_id, reply_id, now, error);
}

/**
 * loket_hub_storage_get_verdict:
 * @self: the storage
 * @account: who asks
 * @reply_id: the id
 * @error: return location for a #GError
 *
 * Tells what became of a reply. One of another officer is unknown.
 *
 * Returns: (transfer full) (nullable): what is known
 */
LoketVerdict *
loket_hub_storage_get_verdict (LoketHubStorage        *self,
                               const LoketHubAccount  *account,
                               const char             *reply_id,
                               GError                **error)
{
  g_return_val_if_fail (LOKET_IS_HUB_STORAGE (self), NULL);

  return LOKET_HUB_STORAGE_GET_IFACE (self)->get_verdict (self, account, reply_id, error);
}

/**
 * loket_hub_storage_foreach_reply:
 * @self: the storage
 * @func: (scope call): what to call
 * @data: passed on
 * @error: return location for a #GError
 *
 * Goes through all accepted replies in order of acceptance.
 *
 * Returns: whether it went through
 */
gboolean
loket_hub_storage_foreach_reply (LoketHubStorage    *self,
                                 LoketHubReplyFunc   func,
                                 gpointer            data,
                                 GError            **error)
{
  g_return_val_if_fail (LOKET_IS_HUB_STORAGE (self), FALSE);

  return LOKET_HUB_STORAGE_GET_IFACE (self)->foreach_reply (self, func, data, error);
}

/**
 * loket_hub_storage_get_reply_head:
 * @self: the storage
 * @seq: (out): the number
 * @error: return location for a #GError
 *
 * Tells the number of the last accepted reply, 0 before the first.
 *
 * Returns: whether it could be read
 */
gboolean
loket_hub_storage_get_reply_head (LoketHubStorage  *self,
                                  gint64           *seq,
                                  GError          **error)
{
  g_return_val_if_fail (LOKET_IS_HUB_STORAGE (self), FALSE);

  return LOKET_HUB_STORAGE_GET_IFACE (self)->get_reply_head (self, seq, error);
}
