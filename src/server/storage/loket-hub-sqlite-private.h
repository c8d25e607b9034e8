/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-db.h"
#include "loket-hub-cases.h"
#include "loket-hub-core-reply.h"
#include "loket-hub-counsel.h"
#include "loket-hub-desk.h"
#include "loket-hub-keeper.h"
#include "loket-hub-review.h"
#include "loket-hub-shelf.h"
#include "loket-hub-sqlite.h"

G_BEGIN_DECLS

struct _LoketHubSqlite
{
  GObject             parent_instance;

  char               *folder;
  LoketHubSqliteMode  mode;
  LoketHubKeys       *keys;
  LoketDb            *db;
  LoketTransaction   *transaction;   /* of loket_hub_storage_begin() */
  int                 writing_lock;  /* -1: not held */
  gboolean            wiped;         /* files have to go after the commit */
};

/* What a reply id was used for. */
typedef struct
{
  LoketVerdictState state;
  char             *officer_id;
  LoketReceipt     *receipt;
} LoketHubSqliteUse;

/* Statements take their values as a row of letters: t text, i gint64,
 * n instant, b GBytes. */
LoketStatement  *_loket_hub_sqlite_query          (LoketHubSqlite            *self,
                                                   GError                   **error,
                                                   const char                *sql,
                                                   const char                *types,
                                                   ...);
gboolean         _loket_hub_sqlite_run            (LoketHubSqlite            *self,
                                                   GError                   **error,
                                                   const char                *sql,
                                                   const char                *types,
                                                   ...);
gboolean         _loket_hub_sqlite_join           (LoketHubSqlite            *self,
                                                   LoketTransaction         **own,
                                                   GError                   **error);
gboolean         _loket_hub_sqlite_leave          (LoketHubSqlite            *self,
                                                   LoketTransaction          *own,
                                                   GError                   **error);

void             _loket_hub_sqlite_init_accounts  (LoketHubStorageInterface  *iface);
void             _loket_hub_sqlite_init_agencies  (LoketHubStorageInterface  *iface);
void             _loket_hub_sqlite_init_sessions  (LoketHubStorageInterface  *iface);
void             _loket_hub_sqlite_init_complaints (LoketHubStorageInterface *iface);
void             _loket_hub_sqlite_init_feed      (LoketHubStorageInterface  *iface);
void             _loket_hub_sqlite_init_replies   (LoketHubStorageInterface  *iface);
void             _loket_hub_sqlite_init_verdicts  (LoketHubStorageInterface  *iface);
void             _loket_hub_sqlite_init_rules     (LoketHubStorageInterface  *iface);
void             _loket_hub_sqlite_init_heads     (LoketHubStorageInterface  *iface);
void             _loket_hub_sqlite_init_cases     (LoketHubCasesInterface    *iface);
void             _loket_hub_sqlite_init_keeper    (LoketHubKeeperInterface   *iface);
void             _loket_hub_sqlite_init_desk      (LoketHubDeskInterface     *iface);
void             _loket_hub_sqlite_init_claims    (LoketHubDeskInterface     *iface);
void             _loket_hub_sqlite_init_uploads   (LoketHubShelfInterface    *iface);
void             _loket_hub_sqlite_init_counsel   (LoketHubCounselInterface  *iface);
void             _loket_hub_sqlite_init_blobs     (LoketHubShelfInterface    *iface);
void             _loket_hub_sqlite_init_review    (LoketHubReviewInterface   *iface);

LoketHubAccount *_loket_hub_sqlite_read_account   (LoketStatement            *statement);
char            *_loket_hub_sqlite_get_meta       (LoketHubSqlite            *self,
                                                   const char                *key,
                                                   GError                   **error);
char            *_loket_hub_sqlite_hash_audit     (const char                *last_sha,
                                                   gint64                     number,
                                                   gint64                     at,
                                                   const char                *actor,
                                                   const char                *action,
                                                   const char                *object);
gboolean         _loket_hub_sqlite_audit          (LoketHubSqlite            *self,
                                                   gint64                     now,
                                                   const char                *actor,
                                                   const char                *action,
                                                   const char                *object,
                                                   GError                   **error);
LoketComplaint  *_loket_hub_sqlite_load_complaint (LoketHubSqlite            *self,
                                                   const char                *complaint_id,
                                                   gint64                    *closed_at,
                                                   GError                   **error);
gboolean         _loket_hub_sqlite_fill_agency    (LoketHubSqlite            *self,
                                                   LoketComplaint            *complaint,
                                                   GError                   **error);
gboolean         _loket_hub_sqlite_save_complaint (LoketHubSqlite            *self,
                                                   LoketComplaint            *complaint,
                                                   const char                *source_sha,
                                                   gint64                     closed_at,
                                                   gint64                     now,
                                                   GError                   **error);
gboolean         _loket_hub_sqlite_publish        (LoketHubSqlite            *self,
                                                   const char                *complaint_id,
                                                   gint64                     now,
                                                   GError                   **error);
gboolean         _loket_hub_sqlite_was_seen       (LoketHubSqlite            *self,
                                                   const LoketHubAccount     *account,
                                                   const char                *complaint_id,
                                                   gboolean                  *seen,
                                                   GError                   **error);
gboolean         _loket_hub_sqlite_find_use       (LoketHubSqlite            *self,
                                                   const char                *reply_id,
                                                   LoketHubSqliteUse         *use,
                                                   GError                   **error);
LoketHubIdUse    _loket_hub_sqlite_use_facts      (const LoketHubSqliteUse   *use);
void             _loket_hub_sqlite_use_clear      (LoketHubSqliteUse         *use);
gboolean         _loket_hub_sqlite_begin_writing  (LoketHubSqlite            *self,
                                                   GError                   **error);
gboolean         _loket_hub_sqlite_checkpoint     (LoketHubSqlite            *self,
                                                   GError                   **error);
void             _loket_hub_sqlite_end            (LoketHubSqlite            *self);
gboolean         _loket_hub_sqlite_forget_changes (LoketHubSqlite            *self,
                                                   gint64                     now,
                                                   GError                   **error);
gboolean         _loket_hub_sqlite_forget_drafts  (LoketHubSqlite            *self,
                                                   gint64                     now,
                                                   GError                   **error);
gboolean         _loket_hub_sqlite_forget_tokens  (LoketHubSqlite            *self,
                                                   gint64                     now,
                                                   GError                   **error);
gboolean         _loket_hub_sqlite_forget_uploads  (LoketHubSqlite             *self,
                                                    gint64                      now,
                                                    GError                    **error);
gboolean         _loket_hub_sqlite_forget_blobs    (LoketHubSqlite             *self,
                                                    gint64                      now,
                                                    GError                    **error);
LoketProblem    *_loket_hub_sqlite_judge_findings (const LoketReply            *reply,
                                                   GPtrArray                   *findings);
gboolean         _loket_hub_sqlite_add_findings   (LoketHubSqlite              *self,
                                                   const LoketReply            *reply,
                                                   GPtrArray                   *findings,
                                                   GError                     **error);
gboolean         _loket_hub_sqlite_save_findings  (LoketHubSqlite              *self,
                                                   const LoketHubSubmission    *submission,
                                                   gint64                       seq,
                                                   GPtrArray                   *findings,
                                                   GError                     **error);
gboolean         _loket_hub_sqlite_add_blob        (LoketHubSqlite             *self,
                                                    const char                 *sha256,
                                                    gint64                      size,
                                                    const char                 *type,
                                                    GError                    **error);
gboolean         _loket_hub_sqlite_list_blobs      (LoketDb                    *db,
                                                    LoketHubBlobFunc            func,
                                                    gpointer                    data,
                                                    GError                    **error);
gboolean         _loket_hub_sqlite_save_attachments (LoketHubSqlite             *self,
                                                    const char                 *complaint_id,
                                                    const LoketMessage         *message,
                                                    GError                    **error);
gboolean         _loket_hub_sqlite_wipe_attachments (LoketHubSqlite             *self,
                                                    const char                 *complaint_id,
                                                    GError                    **error);
void             _loket_hub_sqlite_remove_wiped  (LoketHubSqlite            *self,
                                                   gboolean                   committed);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LoketHubSqliteUse, _loket_hub_sqlite_use_clear)

/* The columns that _loket_hub_sqlite_read_account() reads. */
#define LOKET_HUB_ACCOUNT_COLUMNS \
  "o.id, o.username, o.name, o.role, o.agency_code, a.name, a.time_zone, o.disabled, o.password_hash"
#define LOKET_HUB_ACCOUNT_TABLES "officers o LEFT JOIN agencies a ON a.code = o.agency_code"

/* What the agency @1 had answered by @4: complaints of the category @2 and of any,
 * without @3. */
#define LOKET_HUB_ANSWERED \
  "SELECT id FROM complaints WHERE agency_code = ?1 AND answered_at <= ?4 AND put_away IS NULL AND id <> ?3"
#define LOKET_HUB_FIND_OTHERS                                                                      \
  "SELECT id, tracking_id FROM complaints WHERE id IN ("                                           \
  "SELECT * FROM (" LOKET_HUB_ANSWERED " AND category IS ?2 ORDER BY answered_at DESC LIMIT ?5) "  \
  "UNION SELECT * FROM (" LOKET_HUB_ANSWERED " ORDER BY answered_at DESC LIMIT ?6)) "              \
  "ORDER BY answered_at DESC"

G_END_DECLS
