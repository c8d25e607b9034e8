/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-db-error.h"
#include "loket-statement.h"

G_BEGIN_DECLS

/**
 * LoketDbProfile:
 * @LOKET_DB_USER: precious and small: one connection that locks the file,
 *   rollback journal, every commit durable with its folder entry
 * @LOKET_DB_USER_READER: the same file, of whichever version, only to be read and
 *   left as it is
 * @LOKET_DB_CACHE: disposable: write-ahead log; a power cut costs the last
 *   commits, never the order among them
 * @LOKET_DB_CACHE_READER: a second, read-only connection to a cache; it never
 *   checkpoints
 * @LOKET_DB_HUB: the hub's file: write-ahead log, every commit durable; the
 *   owner checkpoints when it chooses to, see loket_db_checkpoint()
 * @LOKET_DB_HUB_READER: a read-only connection to the hub's file
 *
 * What a file is for, which settles its journal, its locks and its
 * durability. A file has one connection that writes and checkpoints: SQLite
 * before 3.51.3 can lose a write-ahead log when one connection commits while
 * another checkpoints.
 */
typedef enum
{
  LOKET_DB_USER,
  LOKET_DB_USER_READER,
  LOKET_DB_CACHE,
  LOKET_DB_CACHE_READER,
  LOKET_DB_HUB,
  LOKET_DB_HUB_READER,
} LoketDbProfile;

typedef struct _LoketTransaction LoketTransaction;

/**
 * LoketDbFunction:
 * @arguments: (array length=n_arguments): the bytes of each argument, %NULL for
 *   an SQL null
 * @n_arguments: how many
 * @data: what was given with it
 *
 * A function that statements can call, see loket_db_define().
 *
 * Returns: (transfer full) (nullable): bytes; %NULL for an SQL null
 */
typedef GBytes *(*LoketDbFunction) (GBytes *const *arguments,
                                    guint          n_arguments,
                                    gpointer       data);

LoketDb *loket_db_open            (const char      *path,
                                   LoketDbProfile   profile,
                                   GError         **error);
void     loket_db_close           (LoketDb         *self);
void     loket_db_hand_over       (LoketDb         *self);
gboolean loket_db_exec            (LoketDb         *self,
                                   const char      *sql,
                                   GError         **error);
gboolean loket_db_get_int64       (LoketDb         *self,
                                   const char      *sql,
                                   gint64          *value,
                                   GError         **error);
gint64   loket_db_get_changes     (LoketDb         *self);
gint64   loket_db_get_last_rowid  (LoketDb         *self);
void     loket_db_set_cancellable (LoketDb         *self,
                                   GCancellable    *cancellable);
gboolean loket_db_checkpoint      (LoketDb         *self,
                                   GError         **error);
gboolean loket_db_truncate_log    (LoketDb         *self,
                                   gboolean        *done,
                                   GError         **error);
gboolean loket_db_backup          (LoketDb         *self,
                                   const char      *path,
                                   GError         **error);
gboolean loket_db_quick_check     (LoketDb         *self,
                                   GError         **error);
gboolean loket_db_full_check      (LoketDb         *self,
                                   GError         **error);
gboolean loket_db_define          (LoketDb         *self,
                                   const char      *name,
                                   guint            n_arguments,
                                   LoketDbFunction  function,
                                   gpointer         data,
                                   GDestroyNotify   data_free,
                                   GError         **error);
gboolean loket_db_migrate         (LoketDb         *self,
                                   const char      *resource_prefix,
                                   guint            target_version,
                                   guint32          application_id,
                                   GError         **error);

LoketTransaction *loket_db_begin          (LoketDb          *self,
                                           GError          **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean          loket_db_commit         (LoketDb          *self,
                                           GError          **error);
void              loket_db_rollback       (LoketDb          *self);
gboolean          loket_db_in_transaction (LoketDb          *self);
void              loket_transaction_end   (LoketTransaction *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketDb, loket_db_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketTransaction, loket_transaction_end)

G_END_DECLS
