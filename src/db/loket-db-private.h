/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sqlite3.h>

#include "loket-db.h"

G_BEGIN_DECLS

/* How long a statement waits for another program's lock. */
#define LOKET_DB_BUSY_MS 5000

/* What each page of a cache leaves free, for its checksum. */
#define LOKET_DB_PAGE_RESERVE 8

struct _LoketDb
{
  sqlite3      *handle;
  LoketDbProfile profile;
  GThread      *owner;       /* NULL: the next caller's thread becomes it */
  GHashTable   *statements;  /* sql -> LoketStatement, which owns it; those not in use */
  GCancellable *cancellable;
  guint64       transaction; /* number of the open one; 0 for none */
  guint64       last_transaction;
  guint         n_statements_out;
  fts5_tokenizer splitter;
  Fts5Tokenizer *splitter_instance; /* NULL: not asked for yet */
};

void     _loket_db_assert_thread (LoketDb     *self);
void     _loket_db_set_error     (LoketDb     *self,
                                  int          code,
                                  GError     **error);
gboolean _loket_db_profile_reads (LoketDbProfile profile);
gboolean _loket_db_profile_checks_pages (LoketDbProfile profile);
gboolean _loket_db_set_up        (LoketDb     *self,
                                  GError     **error);

/* loket-db-pages.c */
const char *_loket_db_get_page_vfs      (void);
gboolean    _loket_db_pages_are_checked (LoketDb *self);

void     _loket_statement_finalize (LoketStatement *self);

G_END_DECLS
