/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-clock.h"
#include "loket-journal-private.h"
#include "loket-reserve-private.h"
#include "loket-store-private.h"
#include "loket-user-store.h"
#include "loket-vault.h"

G_BEGIN_DECLS

struct _LoketUserStore
{
  GObject       parent_instance;

  LoketWorker  *worker; /* NULL once closed */
  LoketClock   *clock;
  LoketPins    *pins;
  LoketVault   *vault;
  int           storage_low; /* atomic */
  char         *folder;

  /* On the worker's thread only. */
  LoketDb      *db;
  LoketJournal *journal;
  LoketReserve *reserve;
};

/* What a call carries to the worker; each uses what it needs. */
typedef struct
{
  LoketStoreWork work;
  gint64         now;
  char          *id;
  char          *text;
  gint64         number;
  int            kind;
  gpointer       record;
  GDestroyNotify record_free;
} LoketUserRequest;

LoketUserStore   *_loket_user_store_open_sync  (const char            *folder,
                                                LoketClock            *clock,
                                                gint64                 now,
                                                LoketPins             *pins,
                                                LoketVault            *vault,
                                                GError               **error);
void              _loket_user_store_close      (LoketUserStore        *self);

LoketUserRequest *_loket_user_request_new      (LoketUserStore        *self,
                                                const char            *id);
void              _loket_user_store_call       (LoketUserStore        *self,
                                                LoketStoreWork         work,
                                                LoketUserRequest      *request,
                                                GDestroyNotify         result_free,
                                                gpointer               tag,
                                                GCancellable          *cancellable,
                                                GAsyncReadyCallback    callback,
                                                gpointer               user_data);

/* The rest is for the worker's thread. */
gboolean          _loket_user_store_update_pin (LoketUserStore        *self,
                                                const char            *complaint_id,
                                                GError               **error);
gboolean          _loket_drafts_remove         (LoketDb               *db,
                                                const char            *complaint_id,
                                                GError               **error);
gboolean          _loket_drafts_take_back      (LoketDb               *db,
                                                const LoketOutboxOp   *op,
                                                gint64                 now,
                                                GError               **error);

LoketOutboxOp    *_loket_ops_read              (LoketStatement        *row);
LoketOutboxOp    *_loket_ops_get               (LoketDb               *db,
                                                const char            *reply_id,
                                                GError               **error);
GPtrArray        *_loket_ops_collect           (LoketStatement        *statement,
                                                GError               **error);
gboolean          _loket_ops_step              (LoketDb               *db,
                                                const char            *reply_id,
                                                const LoketOutboxStep *step,
                                                gint64                 now,
                                                GError               **error);
gboolean          _loket_ops_withdraw          (LoketDb               *db,
                                                const LoketOutboxOp   *op,
                                                gboolean               keep_text,
                                                gint64                 now,
                                                GError               **error);
gboolean          _loket_ops_log               (LoketDb               *db,
                                                const char            *reply_id,
                                                LoketOutboxState       from,
                                                LoketOutboxState       to,
                                                const char            *why,
                                                gint64                 now,
                                                GError               **error);
GPtrArray        *_loket_ops_list_pending      (LoketDb               *db,
                                                GError               **error);
gboolean          _loket_ops_recover           (LoketDb               *db,
                                                GPtrArray             *journal,
                                                gint64                 now,
                                                GError               **error);
gboolean          _loket_ops_set_aside         (LoketDb               *db,
                                                const LoketOutboxOp   *op,
                                                const char            *reason,
                                                gint64                 now,
                                                GError               **error);
gboolean          _loket_ops_prune             (LoketDb               *db,
                                                gint64                 now,
                                                GError               **error);
gboolean          _loket_ops_replay            (LoketDb               *db,
                                                GPtrArray             *journal,
                                                gint64                 now,
                                                GError               **error);
gboolean          _loket_user_db_use_vault     (LoketDb               *db,
                                                LoketVault            *vault,
                                                GError               **error);
gboolean          _loket_user_db_check_key     (LoketDb               *db,
                                                GError               **error);
LoketDb          *_loket_user_db_open          (const char            *folder,
                                                LoketJournal          *journal,
                                                LoketVault            *vault,
                                                gint64                 now,
                                                GError               **error);

/* In a statement: a column of a row as it was before it was sealed. */
#define LOKET_UNSEAL(table, row, column) "unseal ('" table "', " row ", '" column "', " column ")"

/* In a statement: what a parameter becomes in a column of a row. */
#define LOKET_SEAL(table, row, column, value) \
  "seal ('" table "', " row ", '" column "', " value ")"

/* The columns that _loket_ops_read() expects, in its order. The first one orders
 * replies to a complaint; one that replaces another comes right after it. */
#define LOKET_OP_COLUMNS \
  "(position << 20) + number - position, rid, complaint_id, prev_rid, replaces, tracking_id, " \
  LOKET_UNSEAL ("op", "rid", "title") ", state, " LOKET_UNSEAL ("op", "rid", "wire") ", wire_sha256, " \
  LOKET_UNSEAL ("op", "rid", "base_snapshot") ", attempts, next_at, reason, " \
  LOKET_UNSEAL ("op", "rid", "problem") ", receipt_seq, receipt_substance, " \
  "receipt_rev, receipt_epoch, receipt_at, receipt_mac, queued_at, updated_at, coalesce (requeued_at, queued_at)"

#define LOKET_OP_PENDING "state NOT IN ('accepted', 'revoked', 'discarded')"

G_END_DECLS
