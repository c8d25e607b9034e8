/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-hub-records.h"
#include "loket-hub-reply.h"
#include "loket-wire-rules.h"

G_BEGIN_DECLS

#define LOKET_TYPE_HUB_STORAGE (loket_hub_storage_get_type ())
G_DECLARE_INTERFACE (LoketHubStorage, loket_hub_storage, LOKET, HUB_STORAGE, GObject)

/**
 * LoketHubReplyFunc:
 * @receipt: what the officer got
 * @tracking_id: the complaint's number
 * @username: who sent it
 * @text: what it says
 * @recovered: whether it came again after the hub was restored
 *
 * Gets one accepted reply.
 */
typedef void (*LoketHubReplyFunc) (const LoketReceipt *receipt,
                                   const char         *tracking_id,
                                   const char         *username,
                                   const char         *text,
                                   gboolean            recovered,
                                   gpointer            data);

/**
 * LoketHubRulesFunc:
 * @record: (transfer full): an edition
 *
 * Gets one edition of holidays and rules.
 *
 * Returns: whether to go on
 */
typedef gboolean (*LoketHubRulesFunc) (LoketRulesRecord *record,
                                       gpointer          data);

/**
 * LoketHubLineFunc:
 * @line: a complaint's record
 * @error: return location for a #GError
 *
 * Gets one complaint.
 *
 * Returns: whether to go on; else @error is set
 */
typedef gboolean (*LoketHubLineFunc) (const char  *line,
                                      gpointer     data,
                                      GError     **error);

struct _LoketHubStorageInterface
{
  GTypeInterface parent_iface;

  gboolean         (*begin)            (LoketHubStorage *self, GError **error);
  gboolean         (*commit)           (LoketHubStorage *self, GError **error);
  void             (*rollback)         (LoketHubStorage *self);
  gboolean         (*maintain)         (LoketHubStorage *self, gint64 now, GError **error);
  char            *(*get_meta)         (LoketHubStorage *self, const char *key, GError **error);
  gboolean         (*set_meta)         (LoketHubStorage *self, const char *key, const char *value,
                                        GError **error);
  gboolean         (*audit)            (LoketHubStorage *self, gint64 now, const char *actor,
                                        const char *action, const char *object, GError **error);

  gboolean         (*put_agency)       (LoketHubStorage *self, const char *code, const char *name,
                                        const char *time_zone, gint64 now, LoketHubPut *put,
                                        GError **error);
  LoketHubAgency  *(*find_agency)      (LoketHubStorage *self, const char *code_or_name,
                                        GError **error);
  GPtrArray       *(*list_agencies)    (LoketHubStorage *self, GError **error);

  gboolean         (*add_account)      (LoketHubStorage *self, const LoketHubAccount *account,
                                        gint64 now, GError **error);
  LoketHubAccount *(*find_account)     (LoketHubStorage *self, const char *username,
                                        GError **error);
  GPtrArray       *(*list_accounts)    (LoketHubStorage *self, GError **error);
  gboolean         (*set_password)     (LoketHubStorage *self, const char *username,
                                        const char *hash, gint64 now, GError **error);
  gboolean         (*set_disabled)     (LoketHubStorage *self, const char *username,
                                        gboolean disabled, gint64 now, GError **error);

  gboolean         (*start_session)    (LoketHubStorage *self, const char *officer_id,
                                        const char *device_id, const char *device_name,
                                        const LoketHubTokens *tokens, gint64 now, GError **error);
  LoketHubAccount *(*check_access)     (LoketHubStorage *self, const char *access_sha, gint64 now,
                                        GError **error);
  LoketHubAccount *(*refresh_session)  (LoketHubStorage *self, const char *refresh_sha,
                                        const LoketHubTokens *tokens, gint64 now, GError **error);
  gboolean         (*end_session)      (LoketHubStorage *self, const char *refresh_sha, gint64 now,
                                        GError **error);

  gboolean         (*put_complaint)    (LoketHubStorage *self, LoketComplaint *source, gint64 now,
                                        LoketHubPut *put, GError **error);
  char            *(*get_line)         (LoketHubStorage *self, const char *complaint_id,
                                        char **agency_code, gint64 *rev, GError **error);
  LoketHubScope   *(*get_scope)        (LoketHubStorage *self, const char *scope, GError **error);
  LoketHubPage    *(*get_snapshot)     (LoketHubStorage *self, const char *scope,
                                        const char *after_id, guint limit, GError **error);
  LoketHubPage    *(*get_changes)      (LoketHubStorage *self, const char *scope, gint64 since,
                                        guint limit, GError **error);
  gboolean         (*renew_scope)      (LoketHubStorage *self, const char *scope, GError **error);
  gboolean         (*get_mark)         (LoketHubStorage *self, gint64 *mark, GError **error);
  GPtrArray       *(*list_scopes)      (LoketHubStorage *self, GError **error);

  LoketHubAnswer  *(*accept_reply)     (LoketHubStorage *self, const LoketHubSubmission *submission,
                                        GError **error);
  LoketHubAnswer  *(*revoke_reply)     (LoketHubStorage *self, const LoketHubAccount *account,
                                        const char *complaint_id, const char *reply_id, gint64 now,
                                        GError **error);
  LoketVerdict    *(*get_verdict)      (LoketHubStorage *self, const LoketHubAccount *account,
                                        const char *reply_id, GError **error);
  gboolean         (*foreach_reply)    (LoketHubStorage *self, LoketHubReplyFunc func, gpointer data,
                                        GError **error);
  gboolean         (*get_reply_head)   (LoketHubStorage *self, gint64 *seq, GError **error);

  gboolean         (*get_rules_head)   (LoketHubStorage *self, gint64 *number, GError **error);
  gboolean         (*foreach_rules)    (LoketHubStorage *self, gint64 since, LoketHubRulesFunc func,
                                        gpointer data, GError **error);
  gboolean         (*publish_rules)    (LoketHubStorage *self, LoketRulesRecord *record, gint64 now,
                                        GError **error);
  gboolean         (*foreach_open)     (LoketHubStorage *self, const char *tracking_id,
                                        LoketHubLineFunc func, gpointer data, GError **error);
};

gboolean         loket_hub_storage_begin           (LoketHubStorage          *self,
                                                    GError                  **error);
gboolean         loket_hub_storage_commit          (LoketHubStorage          *self,
                                                    GError                  **error);
void             loket_hub_storage_rollback        (LoketHubStorage          *self);
gboolean         loket_hub_storage_maintain        (LoketHubStorage          *self,
                                                    gint64                    now,
                                                    GError                  **error);
char            *loket_hub_storage_get_meta        (LoketHubStorage          *self,
                                                    const char               *key,
                                                    GError                  **error);
gboolean         loket_hub_storage_set_meta        (LoketHubStorage          *self,
                                                    const char               *key,
                                                    const char               *value,
                                                    GError                  **error);
gboolean         loket_hub_storage_audit           (LoketHubStorage          *self,
                                                    gint64                    now,
                                                    const char               *actor,
                                                    const char               *action,
                                                    const char               *object,
                                                    GError                  **error);
gboolean         loket_hub_storage_put_agency      (LoketHubStorage          *self,
                                                    const char               *code,
                                                    const char               *name,
                                                    const char               *time_zone,
                                                    gint64                    now,
                                                    LoketHubPut              *put,
                                                    GError                  **error);
LoketHubAgency  *loket_hub_storage_find_agency     (LoketHubStorage          *self,
                                                    const char               *code_or_name,
                                                    GError                  **error);
GPtrArray       *loket_hub_storage_list_agencies   (LoketHubStorage          *self,
                                                    GError                  **error);
gboolean         loket_hub_storage_add_account     (LoketHubStorage          *self,
                                                    const LoketHubAccount    *account,
                                                    gint64                    now,
                                                    GError                  **error);
LoketHubAccount *loket_hub_storage_find_account    (LoketHubStorage          *self,
                                                    const char               *username,
                                                    GError                  **error);
GPtrArray       *loket_hub_storage_list_accounts   (LoketHubStorage          *self,
                                                    GError                  **error);
gboolean         loket_hub_storage_set_password    (LoketHubStorage          *self,
                                                    const char               *username,
                                                    const char               *hash,
                                                    gint64                    now,
                                                    GError                  **error);
gboolean         loket_hub_storage_set_disabled    (LoketHubStorage          *self,
                                                    const char               *username,
                                                    gboolean                  disabled,
                                                    gint64                    now,
                                                    GError                  **error);
gboolean         loket_hub_storage_start_session   (LoketHubStorage          *self,
                                                    const char               *officer_id,
                                                    const char               *device_id,
                                                    const char               *device_name,
                                                    const LoketHubTokens     *tokens,
                                                    gint64                    now,
                                                    GError                  **error);
LoketHubAccount *loket_hub_storage_check_access    (LoketHubStorage          *self,
                                                    const char               *access_sha,
                                                    gint64                    now,
                                                    GError                  **error);
LoketHubAccount *loket_hub_storage_refresh_session (LoketHubStorage          *self,
                                                    const char               *refresh_sha,
                                                    const LoketHubTokens     *tokens,
                                                    gint64                    now,
                                                    GError                  **error);
gboolean         loket_hub_storage_end_session     (LoketHubStorage          *self,
                                                    const char               *refresh_sha,
                                                    gint64                    now,
                                                    GError                  **error);
gboolean         loket_hub_storage_put_complaint   (LoketHubStorage          *self,
                                                    LoketComplaint           *source,
                                                    gint64                    now,
                                                    LoketHubPut              *put,
                                                    GError                  **error);
char            *loket_hub_storage_get_line        (LoketHubStorage          *self,
                                                    const char               *complaint_id,
                                                    char                    **agency_code,
                                                    gint64                   *rev,
                                                    GError                  **error);
LoketHubScope   *loket_hub_storage_get_scope       (LoketHubStorage          *self,
                                                    const char               *scope,
                                                    GError                  **error);
LoketHubPage    *loket_hub_storage_get_snapshot    (LoketHubStorage          *self,
                                                    const char               *scope,
                                                    const char               *after_id,
                                                    guint                     limit,
                                                    GError                  **error);
LoketHubPage    *loket_hub_storage_get_changes     (LoketHubStorage          *self,
                                                    const char               *scope,
                                                    gint64                    since,
                                                    guint                     limit,
                                                    GError                  **error);
gboolean         loket_hub_storage_renew_scope     (LoketHubStorage          *self,
                                                    const char               *scope,
                                                    GError                  **error);
gboolean         loket_hub_storage_get_mark        (LoketHubStorage          *self,
                                                    gint64                   *mark,
                                                    GError                  **error);
GPtrArray       *loket_hub_storage_list_scopes     (LoketHubStorage          *self,
                                                    GError                  **error);
LoketHubAnswer  *loket_hub_storage_accept_reply    (LoketHubStorage          *self,
                                                    const LoketHubSubmission *submission,
                                                    GError                  **error);
LoketHubAnswer  *loket_hub_storage_revoke_reply    (LoketHubStorage          *self,
                                                    const LoketHubAccount    *account,
                                                    const char               *complaint_id,
                                                    const char               *reply_id,
                                                    gint64                    now,
                                                    GError                  **error);
LoketVerdict    *loket_hub_storage_get_verdict     (LoketHubStorage          *self,
                                                    const LoketHubAccount    *account,
                                                    const char               *reply_id,
                                                    GError                  **error);
gboolean         loket_hub_storage_foreach_reply   (LoketHubStorage          *self,
                                                    LoketHubReplyFunc         func,
                                                    gpointer                  data,
                                                    GError                  **error);
gboolean         loket_hub_storage_get_reply_head  (LoketHubStorage          *self,
                                                    gint64                   *seq,
                                                    GError                  **error);
gboolean         loket_hub_storage_get_rules_head  (LoketHubStorage          *self,
                                                    gint64                   *number,
                                                    GError                  **error);
gboolean         loket_hub_storage_foreach_rules   (LoketHubStorage          *self,
                                                    gint64                    since,
                                                    LoketHubRulesFunc         func,
                                                    gpointer                  data,
                                                    GError                  **error);
gboolean         loket_hub_storage_publish_rules   (LoketHubStorage          *self,
                                                    LoketRulesRecord         *record,
                                                    gint64                    now,
                                                    GError                  **error);
gboolean         loket_hub_storage_foreach_open    (LoketHubStorage          *self,
                                                    const char               *tracking_id,
                                                    LoketHubLineFunc          func,
                                                    gpointer                  data,
                                                    GError                  **error);

G_END_DECLS
