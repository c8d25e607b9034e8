/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _LoketDb LoketDb;
typedef struct _LoketStatement LoketStatement;

LoketStatement *loket_db_prepare             (LoketDb         *db,
                                              const char      *sql,
                                              GError         **error);
void            loket_statement_free         (LoketStatement  *self);

/* Parameters count from 1, as in SQL. */
void            loket_statement_bind_text    (LoketStatement  *self,
                                              int              parameter,
                                              const char      *value);
void            loket_statement_bind_static_text (LoketStatement *self,
                                              int              parameter,
                                              const char      *value,
                                              gssize           length);
void            loket_statement_bind_int64   (LoketStatement  *self,
                                              int              parameter,
                                              gint64           value);
void            loket_statement_bind_blob    (LoketStatement  *self,
                                              int              parameter,
                                              GBytes          *value);
void            loket_statement_bind_instant (LoketStatement  *self,
                                              int              parameter,
                                              gint64           value);
void            loket_statement_bind_null    (LoketStatement  *self,
                                              int              parameter);

gboolean        loket_statement_step         (LoketStatement  *self,
                                              gboolean        *row,
                                              GError         **error);
gboolean        loket_statement_run          (LoketStatement  *self,
                                              GError         **error);
void            loket_statement_reset        (LoketStatement  *self);

/* Columns count from 0, as in the C interface of SQLite. */
const char     *loket_statement_get_text     (LoketStatement  *self,
                                              int              column);
char           *loket_statement_dup_text     (LoketStatement  *self,
                                              int              column);
gint64          loket_statement_get_int64    (LoketStatement  *self,
                                              int              column);
gint64          loket_statement_get_instant  (LoketStatement  *self,
                                              int              column);
GBytes         *loket_statement_get_blob     (LoketStatement  *self,
                                              int              column);
gboolean        loket_statement_is_null      (LoketStatement  *self,
                                              int              column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketStatement, loket_statement_free)

G_END_DECLS
